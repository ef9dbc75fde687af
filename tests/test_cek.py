"""Cek Komputer: a line per question, on a sound computer and on broken ones.

R1 a sound computer: every line "baik", nothing wajib, and every question the brief names is asked. R2 every defect
shows as its own kode at its own line and touches no other line. R3 it never raises, whatever a question does, except
when asked to stop. R4 no name of the user is in the result. R5 the known result is the one of the packaged example,
and a workbook whose formulas disagree is seen. R6 it leaves no file and no setting behind. R7 the JSON holds the same
as the lines. R8 it starts without any package beyond the standard library.
"""

from __future__ import annotations

import importlib
import json
import locale
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from kinerja_core.dasar.log import log_path, write_log
from kinerja_core.dasar.temuan import KinerjaError, buat_temuan
from kinerja_core.kantor import cek, hitung
from kinerja_core.kantor.cek import SOAL, Laporan, check_clock, check_python, mask, self_test

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user of our own, so that no test depends on who runs it."""
    rumah = tmp_path / "rumah" / "siti.aminah"
    (rumah / "Documents").mkdir(parents=True)
    for nama in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(nama, str(rumah))
    for nama in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "PYTHONHOME", "PYTHONPATH", "LOCALAPPDATA", "APPDATA", "TEMP"):
        monkeypatch.delenv(nama, raising=False)
    monkeypatch.setenv("USER", "siti.aminah")


def line(laporan: Laporan, nama: str) -> cek.BarisCek:
    return next(b for b in laporan.baris if b.nama == nama)


def only(laporan: Laporan, nama: str, kode: str, keadaan: str) -> None:
    """The kode stands at that line, and all others are as on a sound computer."""
    assert [t.kode for t in line(laporan, nama).temuan] == [kode]
    assert line(laporan, nama).keadaan == keadaan
    assert kode in line(laporan, nama).keterangan
    assert [b.nama for b in laporan.baris if b.keadaan != "baik"] == [nama]


def test_a_sound_computer() -> None:
    """R1"""
    laporan = self_test(lambda: ("terpasang", ()))
    assert [b.nama for b in laporan.baris] == [
        "Kinerja", "Python", "Sistem operasi", "Variabel Python", "Paket dasar", "Paket tambahan", "Instrumen",
        "Hitungan", "Folder", "Ruang disk", "Tanggal", "LibreOffice", "Tanda desimal", "Simpanan",
        "Berkas catatan kesalahan",
        "Add-in"]
    assert {b.keadaan for b in laporan.baris} == {"baik"}
    assert laporan.temuan == ()
    assert laporan.siap
    assert "86,894377631548" in line(laporan, "Hitungan").keterangan
    assert "883 sel" in line(laporan, "Hitungan").keterangan
    assert "sinergisitas_jatim_2022" in line(laporan, "Instrumen").keterangan
    assert "4 dari 4" in line(laporan, "Folder").keterangan
    assert all(b.keterangan.endswith((".", ")")) for b in laporan.baris)


def test_progress_and_stop() -> None:
    """R1, R3: each step is told before it is done; what stops the work passes through."""
    langkah: list[str] = []
    self_test(None, langkah.append)
    assert langkah == list(SOAL)

    def stop(_langkah: str) -> None:
        raise KinerjaError("PGL03")

    with pytest.raises(KinerjaError):
        self_test(None, stop)


@pytest.mark.parametrize(("versi", "besar", "ada"), [
    ((3, 11), 2**63, False), ((3, 13), 2**63, False), ((3, 10), 2**63, True), ((3, 14), 2**63, True),
    ((3, 12), 2**31, True)])
def test_python_versions_and_bits(versi: tuple[int, int], besar: int, ada: bool,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """R2"""
    monkeypatch.setattr(sys, "version_info", versi)
    monkeypatch.setattr(sys, "maxsize", besar)
    assert [t.kode for t in check_python()[1]] == (["CEK02"] if ada else [])


def test_a_package_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: installed, but its DLL is blocked."""
    asli = importlib.import_module

    def load(nama: str, *lain: Any) -> Any:
        if nama == "ironcalc":
            raise ImportError("DLL load failed while importing ironcalc")
        return asli(nama, *lain)

    monkeypatch.setattr(importlib, "import_module", load)
    baris = line(self_test(), "Paket dasar")
    assert [t.kode for t in baris.temuan] == ["CEK03"]
    assert baris.keadaan == "wajib diperbaiki"
    assert "DLL load failed" in baris.keterangan
    assert "pydantic" in baris.keterangan


def test_python_of_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2"""
    monkeypatch.setenv("PYTHONHOME", "C:/lain")
    only(self_test(), "Variabel Python", "CEK09", "perlu dicek")


def test_a_broken_instrument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2"""
    from kinerja_core.instrumen import model

    asli = model.templat_dir()
    palsu = tmp_path / "templat"
    palsu.mkdir()
    (palsu / "contoh").symlink_to(asli / "contoh")
    teks = (asli / "sinergisitas_jatim_2022.toml").read_text("utf-8")
    (palsu / "sinergisitas_jatim_2022.toml").write_text(teks, "utf-8")
    (palsu / "cacat.toml").write_text(teks.replace("bobot = ", "bobot = 9", 1), "utf-8")
    (palsu / "putus.toml").write_text("aspek = [", "utf-8")
    monkeypatch.setattr(model, "templat_dir", lambda: palsu)
    baris = line(self_test(), "Instrumen")
    assert [t.kode for t in baris.temuan] == ["CEK04", "CEK04"]
    assert baris.keadaan == "wajib diperbaiki"
    assert baris.keterangan.startswith("Dapat dipakai: sinergisitas_jatim_2022.")
    monkeypatch.setattr(model, "templat_dir", lambda: tmp_path / "hilang")
    laporan = self_test()
    assert [t.kode for t in line(laporan, "Instrumen").temuan] == ["CEK04"]
    assert [t.kode for t in line(laporan, "Hitungan").temuan] == ["BKS01"]


def test_a_wrong_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """R5"""
    monkeypatch.setattr(cek, "NILAI_CONTOH", "86.894377631549")
    laporan = self_test()
    only(laporan, "Hitungan", "CEK01", "wajib diperbaiki")
    assert not laporan.siap


def test_formulas_that_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """R5: the core is right, but the engine gives another value for one cell; and it does not run at all."""
    asli = hitung.compare

    def changed(*a: Any, **k: Any) -> Any:
        laporan = asli(*a, **k)
        kunci, sel = next((k, s) for k, s in laporan.sel.items() if isinstance(s.inti, float))
        laporan.sel[kunci] = replace(sel, rumus={"ironcalc": float(sel.inti) + 1})
        return laporan

    monkeypatch.setattr(hitung, "compare", changed)
    only(self_test(), "Hitungan", "CEK01", "wajib diperbaiki")
    temuan = (buat_temuan("BKS16", a="ironcalc", b="rusak"),)
    monkeypatch.setattr(hitung, "compare", lambda *a, **k: replace(asli(*a, **k), pembanding=(), temuan=temuan))
    only(self_test(), "Hitungan", "BKS16", "perlu dicek")


def test_the_known_result_is_that_of_the_example() -> None:
    """R5: the number is the one README and the other tests hold."""
    assert cek.NILAI_CONTOH.replace(".", ",") in (ROOT / "README.md").read_text("utf-8")


def test_a_folder_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: and a folder that does not exist is judged by where it would be made."""
    import tempfile

    asli = tempfile.NamedTemporaryFile

    def refuse(*, dir: Path, **lain: Any) -> Any:
        if "Documents" in str(dir):
            raise PermissionError(13, "Access is denied")
        return asli(dir=dir, **lain)

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    laporan = self_test()
    only(laporan, "Folder", "CEK05", "perlu dicek")
    assert "3 dari 4" in line(laporan, "Folder").keterangan
    assert "Folder Documents tidak dapat ditulis (tidak diizinkan)" in line(laporan, "Folder").keterangan


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2"""
    import shutil
    from collections import namedtuple

    monkeypatch.setattr(shutil, "disk_usage", lambda _: namedtuple("u", "total used free")(1, 1, 199 * 2**20))
    only(self_test(), "Ruang disk", "CEK06", "perlu dicek")


@pytest.mark.parametrize(("hari", "ada"), [
    (date(2026, 1, 1), False), (date(2100, 12, 31), False), (date(2025, 12, 31), True), (date(2101, 1, 1), True),
    (date(1980, 1, 1), True)])
def test_the_clock(hari: date, ada: bool) -> None:
    """R2"""
    assert [t.kode for t in check_clock(hari)[1]] == (["CEK07"] if ada else [])


def test_the_add_in_answers_for_itself() -> None:
    """R2: its findings are shown; without it there is no line."""
    laporan = self_test(lambda: ("belum terpasang", (buat_temuan("ADN15"),)))
    only(laporan, "Add-in", "ADN15", "perlu dicek")
    assert all(b.nama != "Add-in" for b in self_test().baris)


@pytest.mark.parametrize("galat", [ValueError("x"), OSError(5, "I/O error"), RecursionError(), MemoryError()])
def test_it_never_raises(galat: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """R3: every question broken at once."""
    def broken() -> cek.Jawaban:
        raise galat

    for nama in SOAL:
        monkeypatch.setitem(SOAL, nama, broken)
    laporan = self_test(broken)
    assert len(laporan.baris) == len(SOAL) + 1
    assert {t.kode for t in laporan.temuan} == {"CEK08"}
    assert all(type(galat).__name__ in b.keterangan for b in laporan.baris)
    json.dumps(laporan.as_dict())


def test_no_name_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """R4: neither in paths of a sound computer nor in what an error says."""
    rumah = Path.home()

    def broken() -> cek.Jawaban:
        raise OSError(f"{rumah}/Documents/buku.xlsx tidak ada di /mnt/siti.aminah/x; C:\\Users\\siti.aminah\\y")

    monkeypatch.setitem(SOAL, "Kinerja", broken)
    laporan = self_test(lambda: (f"ada di {rumah}\\x", (buat_temuan("ADN17", str(rumah / "b"), a=str(rumah / "a")),)))
    teks = json.dumps(laporan.as_dict())
    assert "siti" not in teks
    assert "~/Documents/buku.xlsx" in line(laporan, "Kinerja").keterangan
    assert "/mnt/(pengguna)/x" in line(laporan, "Kinerja").keterangan


def test_known_folders_have_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """R4: what can be pasted into Explorer stays usable; a longer name that begins alike is not touched."""
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\Siti Aminah\AppData\Local")
    monkeypatch.setenv("USERNAME", "Siti Aminah")
    assert mask(r"c:\users\siti aminah\appdata\local\kinerja\Logs\x") == r"%LOCALAPPDATA%\kinerja\Logs\x"
    assert mask(r"C:\Users\Siti Aminah\AppData\LocalLow") == r"C:\Users\(pengguna)\AppData\LocalLow"
    assert mask(r"D:\Data\Siti Aminahwati") == r"D:\Data\Siti Aminahwati"


def test_nothing_is_left_behind() -> None:
    """R6: no file in the user's folders, the process's number format as before."""
    locale.setlocale(locale.LC_NUMERIC, "C")
    self_test()
    assert [p for p in Path.home().rglob("*") if p.is_file()] == []
    assert locale.setlocale(locale.LC_NUMERIC) == "C"


@pytest.mark.parametrize(("tanda", "kata"), [(",", "Koma: ketik 71,4."), (".", "Titik: ketik 71.4,")])
def test_the_decimal_mark_is_told(tanda: str, kata: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """R1: as information; a point is no fault of the computer."""
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": tanda})
    baris = line(self_test(), "Tanda desimal")
    assert baris.keterangan.startswith(kata)
    assert baris.keadaan == "baik"


def test_the_log_is_the_one_that_is_written() -> None:
    """R1: the path shown is where write_log writes."""
    assert log_path() == Path(platformdirs.user_log_dir("kinerja")) / "kesalahan.log"
    assert "belum ada kesalahan" in line(self_test(), "Berkas catatan kesalahan").keterangan
    assert write_log(ValueError("uji")) == str(log_path())
    assert "ada isinya" in line(self_test(), "Berkas catatan kesalahan").keterangan


def test_json_equals_the_lines() -> None:
    """R7"""
    laporan = self_test(lambda: ("belum", (buat_temuan("ADN15"),)))
    isi = laporan.as_dict()
    assert isi["siap"] is True
    assert [(b["nama"], b["keadaan"], b["keterangan"]) for b in isi["baris"]] == [
        (b.nama, b.keadaan, b.keterangan) for b in laporan.baris]
    assert [c["kode"] for c in isi["catatan"]] == ["ADN15"]


def test_it_starts_without_any_package() -> None:
    """R8: what is missing is told, one line each, and nothing is raised."""
    kode = ("from kinerja_core.kantor.cek import self_test\n"
            "l = self_test()\nprint(len(l.baris), sorted({t.kode for t in l.temuan}))")
    keluar = subprocess.run([sys.executable, "-S", "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.split(" ", 1)[0] == str(len(SOAL))
    assert "CEK03" in keluar.stdout
    assert "CEK08" in keluar.stdout
