"""Installing, removing and looking at the add-in, for Windows and macOS, on any system.

R1 Excel finds the add-in in its own start-up folder, byte for byte, and its settings name this Python in xlwings'
form and code page; a missing folder is made. R2 settings of others stay as they are, ours stand once. R3 installing
again replaces, removing leaves nothing of ours and nothing else changed, twice is no error. R4 what Excel keeps open,
what may not be written, other systems, missing packages and paths Excel cannot pass are refused with their kode and
nothing is changed. R5 status tells each defect by its kode and a sound state has none. R6 the settings file is where
the VBA of the installed xlwings looks for it. R7 every sentence says what to do and names no traceback.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from kinerja_addin import pasang
from kinerja_addin.pasang import NAMA, Sistem, console_python, install, refused_characters, remove, status, this_system

from kinerja_core.dasar.temuan import KATALOG, KinerjaError

XLAM = b"PK isi add-in"
KEDUA: tuple[Literal["windows", "macos"], ...] = ("windows", "macos")


def a_system(rumah: Path, nama: Literal["windows", "macos", "lain"] = "windows") -> Sistem:
    """A computer inside a folder, with a Python that exists and nothing of Excel's yet."""
    python = rumah / "py" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    skrip = rumah / "py" / "xlwings-9.9.9.applescript"
    skrip.write_text("on VbaHandler", "ascii")
    return Sistem(nama, rumah, rumah / "AppData" / "Roaming", str(python), "cp1252" if nama == "windows" else "ascii",
                  applescript=skrip if nama == "macos" else None, sebutan="linux")


@pytest.fixture(params=KEDUA)
def sistem(request: pytest.FixtureRequest, tmp_path: Path) -> Sistem:
    return a_system(tmp_path, request.param)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def kode_of(galat: pytest.ExceptionInfo[KinerjaError]) -> str:
    return galat.value.kode


def settings(sistem: Sistem) -> dict[str, str]:
    """As VBA's Input # reads it: two quoted fields a line."""
    baris = sistem.setelan.read_bytes().decode(sistem.pengkodean).splitlines()
    return dict(re.fullmatch('"([^"]*)","([^"]*)"', b).groups() for b in baris)  # type: ignore[union-attr]


def test_excel_finds_add_in_and_python(sistem: Sistem) -> None:
    """R1"""
    keadaan = install(XLAM, sistem)
    folder = {"windows": "AppData/Roaming/Microsoft/Excel/XLSTART",
              "macos": "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"}
    assert keadaan.berkas == sistem.rumah / folder[sistem.nama] / NAMA
    assert keadaan.berkas.read_bytes() == XLAM
    assert settings(sistem) == {
        {"windows": "INTERPRETER_WIN", "macos": "INTERPRETER_MAC"}[sistem.nama]: sistem.python,
        "ADD_WORKBOOK_TO_PYTHONPATH": "false", "USE UDF SERVER": "False"}
    assert keadaan.terpasang
    assert keadaan.sama
    assert keadaan.python_ada
    assert keadaan.sidik == hashlib.sha256(XLAM).hexdigest()
    assert keadaan.temuan == ()
    assert list(keadaan.berkas.parent.iterdir()) == [keadaan.berkas]


def test_macos_gets_the_script_of_xlwings(tmp_path: Path) -> None:
    """R1: without it RunPython answers with a message box in English."""
    install(XLAM, a_system(tmp_path, "macos"))
    ke = tmp_path / "Library" / "Application Scripts" / "com.microsoft.Excel" / "xlwings-9.9.9.applescript"
    assert ke.read_text("ascii") == "on VbaHandler"


@pytest.mark.parametrize("nama", ["Budi & Sons", "OneDrive - Kecamatan Contoh", "José Ñandú", "a'b (1)^!"])
def test_windows_paths_with_awkward_names(tmp_path: Path, nama: str) -> None:
    """R1: quoted by xlwings, so cmd.exe takes them; the file is in the ANSI code page, as VBA reads it."""
    sistem = a_system(tmp_path / nama)
    assert install(XLAM, sistem).temuan == ()
    assert sistem.python.encode("cp1252") in sistem.setelan.read_bytes()


@pytest.mark.parametrize(("nama", "tanda", "system"), [
    ("ꦧꦼꦤ꧀ꦢꦺꦴ", "ꦧ", "windows"), ("50% lebih", "%", "windows"), ("dengan spasi", "spasi", "macos"),
    ("a&b", "&", "macos"), ("a'b", "'", "macos"), ("José", "é", "macos"), ("a|b", "|", "macos")])
def test_paths_excel_cannot_pass_are_refused(tmp_path: Path, nama: str, tanda: str,
                                             system: Literal["windows", "macos"]) -> None:
    """R4"""
    sistem = a_system(tmp_path / nama, system)
    sebelum = tree(tmp_path)
    with pytest.raises(KinerjaError) as galat:
        install(XLAM, sistem)
    assert kode_of(galat) == "ADN12"
    assert tanda in refused_characters(sistem)
    assert tree(tmp_path) == sebelum


def test_the_group_of_the_province_is_a_setting_that_stays(sistem: Sistem) -> None:
    """R2, R3: hidden at first, shown and hidden when asked, kept when installing again, gone when removed."""
    install(XLAM, sistem)
    assert pasang.KUNCI_PROVINSI not in settings(sistem)
    install(XLAM, sistem, True)
    install(XLAM, sistem)
    install(XLAM, sistem, True)
    assert settings(sistem)[pasang.KUNCI_PROVINSI] == "True"
    assert sistem.setelan.read_bytes().count(pasang.KUNCI_PROVINSI.encode()) == 1
    install(XLAM, sistem, False)
    assert pasang.KUNCI_PROVINSI not in settings(sistem)
    install(XLAM, sistem, True)
    remove(sistem)
    assert not sistem.setelan.exists()


def test_settings_of_others_stay(sistem: Sistem) -> None:
    """R2: byte for byte, whatever their code page; ours are replaced, not repeated; a BOM goes, VBA cannot read it."""
    lain = b'"SHOW CONSOLE","True"\n"NAMA","Jos\xe9 \x81"\n'
    sistem.setelan.parent.mkdir(parents=True)
    sistem.setelan.write_bytes(
        b'\xef\xbb\xbf"interpreter_win","C:\\lama\\python.exe"\r\n' + lain + b'\n"INTERPRETER_MAC","/lama"\n')
    install(XLAM, sistem)
    install(XLAM, sistem)
    baris = sistem.setelan.read_bytes().splitlines()
    assert baris[0] != b""
    assert all(b in baris for b in lain.splitlines())
    assert sum(b.upper().startswith(b'"INTERPRETER_' + {"windows": b"WIN", "macos": b"MAC"}[sistem.nama])
               for b in baris) == 1
    assert status(sistem).python == sistem.python
    assert not baris[0].startswith(b"\xef\xbb\xbf")
    remove(sistem)
    assert all(b in sistem.setelan.read_bytes().splitlines() for b in lain.splitlines())
    assert status(sistem).python == ""


def test_installing_again_replaces(sistem: Sistem) -> None:
    """R3"""
    install(b"lama", sistem)
    assert install(XLAM, sistem).berkas.read_bytes() == XLAM
    assert [p.name for p in sistem.folder.iterdir()] == [NAMA]


def test_removing_leaves_nothing_of_ours(sistem: Sistem) -> None:
    """R3: except the script other xlwings add-ins may need, and Excel's own folder."""
    sistem.folder.mkdir(parents=True)
    (sistem.folder / "PERSONAL.XLSB").write_bytes(b"milik orang")
    sebelum = tree(sistem.rumah)
    install(XLAM, sistem)
    for _ in range(2):
        keadaan = remove(sistem)
        assert not keadaan.terpasang
        assert [t.kode for t in keadaan.temuan] == ["ADN15"]
    sesudah = tree(sistem.rumah)
    assert {k: v for k, v in sesudah.items() if not k.startswith("Library/Application Scripts")} == sebelum
    assert not (sistem.rumah / ".kinerja").exists()


def test_a_folder_with_other_things_stays(tmp_path: Path) -> None:
    """R3"""
    sistem = a_system(tmp_path)
    install(XLAM, sistem)
    (tmp_path / ".kinerja" / "catatan.txt").write_text("punya saya")
    remove(sistem)
    assert [p.name for p in (tmp_path / ".kinerja").iterdir()] == ["catatan.txt"]


def test_what_excel_keeps_open_is_refused(sistem: Sistem, monkeypatch: pytest.MonkeyPatch) -> None:
    """R4: Windows refuses to replace or delete a file that Excel has open; everything stays as it was."""
    install(b"lama", sistem)
    sebelum = tree(sistem.rumah)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "sedang dipakai")

    with monkeypatch.context() as m:
        m.setattr(os, "replace", refuse)
        with pytest.raises(KinerjaError) as galat:
            install(XLAM, replace(sistem, python="C:/lain/python.exe"))
        assert kode_of(galat) == "ADN11"
    with monkeypatch.context() as m:
        m.setattr(Path, "unlink", refuse)
        with pytest.raises(KinerjaError) as galat:
            remove(sistem)
        assert kode_of(galat) == "ADN11"
    assert tree(sistem.rumah) == sebelum


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """R4: here a file stands where the folder should be."""
    sistem = a_system(tmp_path)
    (tmp_path / "AppData").write_text("bukan folder")
    with pytest.raises(KinerjaError) as galat:
        install(XLAM, sistem)
    assert kode_of(galat) == "ADN13"
    sistem = a_system(tmp_path / "dua")
    (tmp_path / "dua" / ".kinerja").write_text("bukan folder")
    with pytest.raises(KinerjaError) as galat:
        install(XLAM, sistem)
    assert kode_of(galat) == "ADN13"


def test_other_systems_say_so(tmp_path: Path) -> None:
    """R4"""
    sistem = a_system(tmp_path, "lain")
    for kerja in (lambda: install(XLAM, sistem), lambda: remove(sistem), lambda: status(sistem)):
        with pytest.raises(KinerjaError) as galat:
            kerja()
        assert kode_of(galat) == "ADN10"
        assert "linux" in str(galat.value)
    assert tree(tmp_path).keys() == {"py/python.exe", "py/xlwings-9.9.9.applescript"}


def test_missing_packages_are_named(sistem: Sistem) -> None:
    """R4"""
    kurang = replace(sistem, kurang=("xlwings", "pywin32"))
    with pytest.raises(KinerjaError) as galat:
        install(XLAM, kurang)
    assert kode_of(galat) == "ADN14"
    assert "xlwings dan pywin32" in str(galat.value)
    assert not sistem.folder.exists()


def test_status_tells_every_defect(sistem: Sistem) -> None:
    """R5"""
    def found(xlam: bytes = XLAM, s: Sistem = sistem) -> list[str]:
        return [t.kode for t in status(s, xlam).temuan]

    assert found() == ["ADN15"]
    install(XLAM, sistem)
    assert found() == []
    assert status(sistem).sama is None
    assert found(b"versi lain") == ["ADN16"]
    assert found(s=replace(sistem, kurang=("xlwings",))) == ["ADN14"]
    tanda = Path(f"{sistem.folder / NAMA}:Zone.Identifier")
    tanda.write_text("[ZoneTransfer]\nZoneId=3\n")
    assert found() == ["ADN18"]
    assert status(sistem).terblokir
    tanda.unlink()
    sistem.lain.mkdir(parents=True)
    lama = [sistem.lain / NAMA, sistem.folder / "kinerja-0.0.9.xlam"]
    for p in (*lama, sistem.lain / "milik_orang.xlam"):
        p.write_bytes(b"x")
    assert found() == ["ADN19", "ADN19"]
    assert status(sistem).lain == tuple(sorted(lama))
    for p in lama:
        p.unlink()
    Path(sistem.python).unlink()
    assert found() == ["ADN17"]
    sistem.setelan.unlink()
    assert found() == ["ADN17"]
    assert "belum disebut" in status(sistem).temuan[0].pesan


def test_status_as_data(sistem: Sistem) -> None:
    """R5"""
    isi = install(XLAM, sistem).as_dict()
    assert isi["terpasang"] is True
    assert isi["catatan"] == []
    assert "terpasang" in install(XLAM, sistem).sentence()
    assert remove(sistem).sentence() == "Add-in belum terpasang."


def test_settings_are_where_the_vba_of_xlwings_looks() -> None:
    """R6: the places and the keys are read from the installed xlwings_custom_addin.bas."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    vba = (Path(spec.origin).parent / "xlwings_custom_addin.bas").read_text("utf-8", "replace")
    assert r'Environ("USERPROFILE") & "\." & PROJECT_NAME & "\" & PROJECT_NAME & ".conf"' in vba
    assert 'GetMacDir("$HOME", False) & "/" & PROJECT_NAME & ".conf"' in vba
    assert "' ~/Library/Containers/com.microsoft.Excel/Data/xlwings.conf" in vba
    assert "Input #iFileNum, sVarName, sVarValue" in vba
    for kunci in ("INTERPRETER_WIN", "INTERPRETER_MAC", *pasang._TETAP):
        assert f'GetConfig("{kunci}"' in vba
    rumah = Path("rumah")
    assert Sistem("windows", rumah, rumah, "", "cp1252").setelan == rumah / ".kinerja" / "kinerja.conf"
    assert Sistem("macos", rumah, rumah, "", "ascii").setelan == (
        rumah / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "kinerja.conf")
    assert list(Path(spec.origin).parent.glob("xlwings-*.applescript")) == [pasang._applescript()]


def test_this_computer_is_read() -> None:
    """R1: python.exe, not pythonw.exe; on other systems than Windows and macOS nothing is claimed."""
    assert this_system().rumah == Path.home()
    assert console_python(r"C:\A\Scripts\pythonw.exe") == r"C:\A\Scripts\python.exe"
    assert console_python(r"C:\pythonw.exe\python.exe") == r"C:\pythonw.exe\python.exe"


def test_sentences_say_what_to_do() -> None:
    """R7"""
    for kode in (k for k in KATALOG if re.match(r"ADN[12]|CEK", k)):
        k = KATALOG[kode]
        assert k.pesan.endswith("."), kode
        assert k.perbaikan.endswith("."), kode
        assert k.perbaikan[0].isupper(), kode
