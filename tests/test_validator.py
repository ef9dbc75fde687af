"""`bantu.validator`: a clean file passes for every Office version, planted faults are named with part and version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from bantu import validator
from bantu.mesin import need
from bantu.validator import AKAR, PAKET, VERSI, validate, validator_missing

X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
SKEMA = ("<sheetData>", '<sheetData><row r="9"><c r="A9" t="salah"><v>1</v></c></row>')


def _workbook(path: Path) -> Path:
    buku = xlsxwriter.Workbook(path)
    lembar = buku.add_worksheet("Isian")
    lembar.write(0, 0, "Isian")
    lembar.write_formula(0, 1, "=SUM(A1:A3)", None, 0)
    buku.close()
    return path


def _rewrite(sumber: Path, tujuan: Path, lama: str, baru: str) -> Path:
    with ZipFile(sumber) as asal, ZipFile(tujuan, "w") as salinan:
        for nama in asal.namelist():
            isi = asal.read(nama).decode()
            salinan.writestr(nama, isi.replace(lama, baru, 1) if nama.endswith("sheet1.xml") else isi)
    return tujuan


def test_clean_and_broken_files_in_one_run(tmp_path: Path) -> None:
    need(validator_missing())
    bersih = _workbook(tmp_path / "bersih é.xlsx")
    skema = _rewrite(bersih, tmp_path / "skema.xlsx", *SKEMA)
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(b"bukan zip")
    hasil = validate([bersih, skema, rusak])
    assert hasil[bersih] == []
    assert {baris.split()[0] for baris in hasil[skema]} == set(VERSI)
    assert all("/xl/worksheets/sheet1.xml" in baris for baris in hasil[skema])
    assert any("'t'" in baris and "x:c[1]" in baris for baris in hasil[skema])
    assert len(hasil[rusak]) == len(VERSI)
    assert all("[Exception]" in baris for baris in hasil[rusak])


def test_what_only_an_old_version_rejects_names_that_version(tmp_path: Path) -> None:
    """Every version is asked by itself: an attribute of Office 2010 is unknown to Office 2007."""
    need(validator_missing())
    asal = _workbook(tmp_path / "a.xlsx")
    path = _rewrite(asal, tmp_path / "b.xlsx", '<row r="1"', f'<row xmlns:x14ac="{X14AC}" x14ac:dyDescent="1" r="1"')
    assert validate([path]) == {path: []}
    baris = validate([path], ("Office2007", "Office2010"))[path]
    assert [teks.split()[0] for teks in baris] == ["Office2007"]
    assert "dyDescent" in baris[0]


def test_unknown_version_is_an_error_not_a_pass(tmp_path: Path) -> None:
    need(validator_missing())
    with pytest.raises(RuntimeError, match="Office1999"):
        validate([_workbook(tmp_path / "a.xlsx")], ("Office1999",))


def test_nothing_to_validate() -> None:
    need(validator_missing())
    assert validate([]) == {}


def test_missing_package_and_missing_node_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(validator, "_paket", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda nama: f"/bin/{nama}")
    assert PAKET in (validator_missing() or "")
    with pytest.raises(RuntimeError, match="npm install"):
        validate([tmp_path / "a.xlsx"])
    monkeypatch.setattr(shutil, "which", lambda nama: None)
    assert "Node.js" in (validator_missing() or "")


def test_package_without_its_program_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OOXML_VALIDATOR_CLI", raising=False)
    utama = tmp_path / "@xarsh" / "ooxml-validator" / "dist" / "src" / "index.js"
    utama.parent.mkdir(parents=True)
    utama.touch()
    assert validator._find(iter([tmp_path])) is None
    program = tmp_path / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
    program.parent.mkdir()
    program.touch()
    assert validator._find(iter([tmp_path / "kosong", tmp_path])) == tmp_path / "@xarsh" / "ooxml-validator"


def test_environment_names_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda nama: None)
    monkeypatch.setenv("KINERJA_NODE_MODULES", str(tmp_path))
    assert list(validator._node_modules()) == [AKAR / "node_modules", tmp_path]


def test_pinned_exactly_and_private() -> None:
    paket = json.loads((AKAR / "package.json").read_text(encoding="utf-8"))
    assert paket["private"] is True
    assert paket["devDependencies"][PAKET] == "0.4.0"
    assert all(v.replace(".", "").isdecimal() for v in paket["devDependencies"].values())
    assert not (AKAR / "package-lock.json").exists()


def test_installed_package_is_the_pinned_one() -> None:
    need(validator_missing())
    paket = validator._paket()
    assert paket is not None
    assert json.loads((paket / "package.json").read_text(encoding="utf-8"))["version"] == "0.4.0"
