"""What every workbook we write has in common, whatever it is (cases.md C29, C30).

R1 the style Normal, which pasting a formatted text brings along, is unlocked; what is locked says so itself: every cell
format but the default one, and every column where no cell stands; unlocked are the inputs. R2 no outline buttons (they
do nothing on a protected sheet), no row taller than Excel takes. R3 no template prints a text its source has cut off.
R4 in LibreOffice an input with the style Normal stays open, and a blank cell beside the form stays locked.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from bantu.bersama import book, form
from bantu.isian_acak import IDENTITAS, instrumen_uji
from bantu.kiriman import HARI, PUBLIK, listed, office, sealed
from test_cli import run
from test_provinsi import INS as UTUH

from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, parse_instrumen
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml, write_naskah
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.huruf import TINGGI_MAKS, row_height
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.pengaturan import settings_bytes
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.gerbang import read_members
from kinerja_core.xlsx.mesin.soffice import LibreOffice

Cap = pytest.CaptureFixture[str]
TOML = to_toml(plain_data(UTUH))
INS = parse_instrumen(tomllib.loads(TOML, parse_float=Decimal))


@pytest.fixture(scope="module")
def semua(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of every kind of workbook the program writes."""
    folder = tmp_path_factory.mktemp("semua")
    (folder / "uji.toml").write_text(TOML, "utf-8")
    (folder / "publik.pem").write_bytes(PUBLIK)
    (folder / "masuk").mkdir()
    for n in (1, 2):
        (folder / "masuk" / f"{n}.xlsx").write_bytes(sealed(office(n), ins=INS))
    (folder / "masuk" / "3.xlsx").write_bytes(b"x")
    isi = {"kertas kerja": form(instrumen_uji("nol"), IDENTITAS), "daftar": list_form(INS, listed(1, 2)),
           "pengaturan": settings_bytes({}), "naskah": write_naskah(plain_data(INS))}
    for nama, data in isi.items():
        (folder / f"{nama}.xlsx").write_bytes(data)
    hasil = {nama: folder / f"{nama}.xlsx" for nama in isi}
    (folder / "buku kinerja.xlsx").write_bytes(book(empty_rencana(CONTOH, 2022)))
    return hasil | {"buku kinerja": folder / "buku kinerja.xlsx"}


@pytest.fixture
def putaran(semua: dict[str, Path], capsys: Cap, tmp_path: Path) -> dict[str, Path]:
    """The workbooks of a round: sent, collected, for verifiers."""
    asal = semua["daftar"].parent
    tetap = ["--instrumen", asal / "uji.toml", "--register", tmp_path / "r.sqlite"]
    for perintah in (
            ["sebar", asal / "uji.toml", "--daftar", semua["daftar"], "--tenggat", "2026-12-31", "--ke", tmp_path / "s",
             "--kunci", tmp_path / "kunci"],
            ["kumpul", asal / "masuk", *tetap, "--kunci-publik", asal / "publik.pem", "--diterima", HARI, "--ke",
             tmp_path / "REKAP.xlsx", "--catatan", tmp_path / "catatan"],
            ["verifikasi", "siapkan", *tetap, "--ke", tmp_path / "v", "--verifikator", "Uji"],
            ["verifikasi", "siapkan", *tetap, "--ke", tmp_path / "j", "--verifikator", "Uji", "--tahap", "presentasi"]):
        kode, keluar, galat = run(capsys, *perintah)
        assert kode in (0, 1, 3), keluar + galat
    return {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*.xlsx")}


def _xf(gaya: str, bagian: str) -> list[str]:
    isi = re.search(rf"<{bagian} [^>]*>(.*?)</{bagian}>", gaya, re.DOTALL)
    assert isi
    return re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", isi[1], re.DOTALL)


def _check(path: Path) -> None:
    bagian = {n: x.decode() for n, x in read_members(path).items() if n.endswith(".xml")}
    gaya = bagian["xl/styles.xml"]
    assert '<protection locked="0"/>' in _xf(gaya, "cellStyleXfs")[0]
    sel = _xf(gaya, "cellXfs")
    assert all('applyProtection="1"' in x and re.search(r'<protection locked="[01]"/>', x) for x in sel)
    terkunci = {str(n) for n, x in enumerate(sel) if 'locked="1"' in x}
    for nama, lembar in bagian.items():
        if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", nama):
            continue
        kolom = [(int(a), int(b), s) for a, b, s in re.findall(
            r'<col min="(\d+)" max="(\d+)" width="[^"]*" style="(\d+)"', lembar)]
        assert lembar.count("<col ") == len(kolom)
        assert [a for a, _, _ in kolom] == [1, *(b + 1 for _, b, _ in kolom[:-1])]
        assert kolom[-1][1] == 16384
        assert {s for *_, s in kolom} <= terkunci
        assert not re.search(r'<c r="[A-Z]+\d+"(?! s=)', lembar)
        assert "<sheetProtection" in lembar
        assert "outline" not in lembar.lower()
        assert all(float(t) < 409 for t in re.findall(r' ht="([0-9.]+)"', lembar))


@pytest.mark.parametrize("apa", ["kertas kerja", "buku kinerja", "daftar", "pengaturan", "naskah"])
def test_what_is_filled(apa: str, semua: dict[str, Path]) -> None:
    """R1, R2"""
    _check(semua[apa])


def test_what_a_round_writes(putaran: dict[str, Path]) -> None:
    """R1, R2: templates, manifest, recap, return notes, verifiers' books and lists, jurors' lists."""
    assert {n.partition("/")[0] for n in putaran} == {"s", "REKAP.xlsx", "REKAP_per_kab_kota", "catatan", "v", "j"}
    for path in putaran.values():
        _check(path)


def test_unlocked_are_the_inputs_and_nothing_else(semua: dict[str, Path]) -> None:
    denah = describe(instrumen_uji("nol"), IDENTITAS)
    ekstra = read_buku(semua["kertas kerja"]).ekstra
    assert ekstra is not None
    for s in denah.lembar:
        assert ekstra.terbuka.get(s.nama, frozenset()) == frozenset(s.masukan)


def test_no_row_is_taller_than_excel_takes() -> None:
    """R2"""
    assert row_height(1) < row_height(30) < row_height(40) == row_height(1000) == TINGGI_MAKS < 409


def test_no_template_prints_what_the_source_cut_off(tmp_path: Path) -> None:
    """R3: the transcription of the instrument keeps it, with what is known of it."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    assert any("[terpotong" in t for t in ins.ketentuan)
    (tmp_path / "a.xlsx").write_bytes(build(ins, CONTOH))
    for s in read_buku(tmp_path / "a.xlsx").lembar:
        assert not [v for v in s.nilai.values() if isinstance(v, str) and "[terpotong" in v], s.nama
    utuh = ins.model_copy(update={"ketentuan": ("Satu kalimat utuh.", "separuh [terpotong di sumber]")})
    teks = [x.isi for s in describe(utuh, CONTOH).lembar for x in s.sel.values() if isinstance(x.isi, str)]
    assert "Satu kalimat utuh." in teks
    assert not [t for t in teks if "separuh" in t]


def test_pasting_a_formatted_text_in_libreoffice(semua: dict[str, Path], lo: LibreOffice) -> None:
    """R4"""
    denah = describe(instrumen_uji("nol"), IDENTITAS)
    nama, (baris, kolom) = next(iter(denah.masukan.values()))
    with lo.open(semua["kertas kerja"]) as dokumen:
        lembar = dokumen.sheet(nama)
        isian, jauh = lembar.getCellByPosition(kolom, baris), lembar.getCellByPosition(200, 900)
        assert isian.CellProtection.IsLocked is False
        isian.CellStyle = "Default"
        isian.clearContents(32)  # direct formats, as pasting replaces them
        assert isian.CellProtection.IsLocked is False
        assert jauh.CellProtection.IsLocked is True
