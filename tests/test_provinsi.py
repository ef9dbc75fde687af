"""The working folder of a provincial round and its five steps, as people run them: by double click.

R1 the folder is made once; what people filled stays when it is made again. R2 the scripts: plain ASCII and CRLF for
Windows, everything that may hold a space, & or % in quotes, Python found without PATH; each names its step. R3 the
whole round through the .sh scripts in a shell, in a folder with awkward letters: sent, collected, verified, merged.
R4 every step may run again: nothing is sent twice, nothing filled is touched. R5 what is wrong is told at once, with
its cell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bantu.kiriman import listed, office, sealed
from test_kanonik import BUATAN

from kinerja_core import provinsi_folder
from kinerja_core.arsip import read_archive
from kinerja_core.daftar import list_form
from kinerja_core.instrumen import Instrumen, parse_instrumen
from kinerja_core.naskah import plain_data, to_toml
from kinerja_core.pengaturan import NAMA, settings_bytes
from kinerja_core.provinsi import sendings
from kinerja_core.provinsi_folder import LANGKAH, cmd_script, find_step, prepare_folder, scripts, windows_path
from kinerja_core.segel import load_private
from kinerja_core.temuan import KinerjaError

HARI = "2026-12-30"


def _sound() -> Instrumen:
    """BUATAN with weights a workbook can hold."""
    data = BUATAN.model_dump(mode="json")
    bobot = iter(("33.5", "1.5", "15", "20", "20", "10"))
    for a in data["aspek"]:
        for sub in a["sub_aspek"]:
            for i in sub["indikator"]:
                i["bobot"] = next(bobot)
    return parse_instrumen({**data, "kebijakan_terkonfirmasi": True})


INS = _sound()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def toml(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("instrumen") / "buatan.toml"
    path.write_text(to_toml(plain_data(INS)), "utf-8")
    return path


@pytest.fixture(scope="module")
def asal(toml: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared folder, its list and settings filled."""
    folder = tmp_path_factory.mktemp("asal") / "Kerja & 100% siap (2026)"
    prepare_folder(folder, str(toml))
    (folder / "Kecamatan.xlsx").write_bytes(list_form(INS, [*listed(1, 2, 3), *listed(1, kab="71")]))
    (folder / NAMA).write_bytes(settings_bytes({
        "tenggat": "31 Desember 2026", "kunci": "../kunci", "mandiri": 40, "verifikasi": 60, "bagian": 100,
        "verifikator_1": "VERIFIKATOR CONTOH", "peringkat": "Ya", "jobs": 1}))
    return folder


@pytest.fixture
def kerja(asal: Path, tmp_path: Path) -> Path:
    shutil.copytree(asal, tmp_path / asal.name)
    return tmp_path / asal.name


# -- R1, R2 ------------------------------------------------------------------------------------------------------------


def test_the_folder_is_made_once(asal: Path, tmp_path: Path, toml: Path) -> None:
    """R1"""
    kalimat = prepare_folder(tmp_path / "baru", str(toml))
    assert [k for k in kalimat if k.startswith("Dibuat")] == [
        f"Dibuat: {n}" for n in ("Instrumen.xlsx", "Kecamatan.xlsx", NAMA)]
    assert {p.name for p in (tmp_path / "baru").iterdir() if p.is_dir()} == {
        "Keluar", "Masuk", "Masuk Verifikasi", "Hasil", provinsi_folder.LAIN}
    salinan = tmp_path / "lama"
    shutil.copytree(asal, salinan)
    sebelum = tree(salinan)
    assert "yang sudah diisi tidak diubah" in " ".join(prepare_folder(salinan, str(toml)))
    assert tree(salinan) == sebelum
    baca = (salinan / "BACA SAYA.txt").read_bytes()
    assert baca.startswith(b"\xef\xbb\xbf")
    assert all(x.nama in baca.decode() for x in LANGKAH)


def test_the_shipped_instrument_is_the_default(tmp_path: Path) -> None:
    with pytest.raises(KinerjaError) as galat:
        prepare_folder(tmp_path, "tidak_ada")
    assert galat.value.kode == "BKS09"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("sistem", "akhiran"), [("win32", ".cmd"), ("darwin", ".command"), ("linux", ".sh")])
def test_scripts_of_this_system_stand_in_front(sistem: str, akhiran: str) -> None:
    """R2"""
    semua = dict(scripts("/x/python", sistem, {}))
    assert len(semua) == 15
    assert sorted(str(p) for p in semua if len(p.parts) == 1) == [f"{x.nama}{akhiran}" for x in LANGKAH]


LINGKUNGAN = {"LOCALAPPDATA": r"C:\Users\José Ñ\AppData\Local", "USERPROFILE": r"C:\Users\José Ñ"}


@pytest.mark.parametrize(("python", "tertulis"), [
    (r"C:\Users\José Ñ\AppData\Local\Kinerja\lingkungan\Scripts\python.exe",
     r"%LOCALAPPDATA%\Kinerja\lingkungan\Scripts\python.exe"),
    (r"c:\users\josé ñ\appdata\local\x y\pythonw.exe", r"%LOCALAPPDATA%\x y\python.exe"),
    (r"C:\Users\José Ñ\100% & lagi\python.exe", r"%USERPROFILE%\100%% & lagi\python.exe"),
    (r"D:\Program (x86)\py^!\python.exe", r"D:\Program (x86)\py^!\python.exe"), (r"D:\José\python.exe", ""),
])
def test_python_in_a_cmd_is_ascii_whoever_uses_it(python: str, tertulis: str) -> None:
    """R2"""
    assert windows_path(python, LINGKUNGAN) == tertulis


@pytest.mark.parametrize("n", range(1, 6))
def test_cmd_scripts_are_safe_for_any_code_page(n: int) -> None:
    """R2"""
    isi = cmd_script(n, LANGKAH[n - 1], r"%USERPROFILE%\100%% & lagi\python.exe")
    teks = isi.decode("ascii")
    baris = teks.split("\r\n")
    assert "\n" not in "".join(baris)
    assert baris[0] == "@echo off"
    assert any(b.startswith("chcp 65001") for b in baris)
    assert 'set "PYK=%USERPROFILE%\\100%% & lagi\\python.exe"' in baris
    assert f'"%PYK%" -P -m kinerja_core.cli provinsi jalankan {n} "%KERJA%" %BUKA%' in baris
    # a folder or interpreter with a space, & or % is only ever expanded inside quotes
    for b in baris:
        for nama in ("%PYK%", "%KERJA%", "%~dp0"):
            for potong in b.split(nama)[:-1]:
                assert potong.count('"') % 2 == 1, b
    assert 'set "KERJA=%~dp0."' in baris  # no backslash before a closing quote
    assert "DisableDelayedExpansion" in teks
    assert baris[-2] == "exit /b %KODE%"
    assert "pause >nul" in baris
    label = {b[1:] for b in baris if b.startswith(":")}
    assert {w.split()[-1] for w in baris if "goto " in w} <= label
    assert LANGKAH[n - 1].nama in teks


def test_steps_are_found_by_number_key_and_name() -> None:
    for n, x in enumerate(LANGKAH, start=1):
        assert find_step(str(n)) is find_step(x.kunci) is find_step(x.nama.upper()) is find_step(x.nama[2:]) is x
    with pytest.raises(KinerjaError) as galat:
        find_step("kumpulan")
    assert galat.value.kode == "PRV09"
    assert "kumpul" in str(galat.value)


# -- R3 ----------------------------------------------------------------------------------------------------------------


def click(kerja: Path, n: int, folder: str = "") -> subprocess.CompletedProcess[str]:
    """A double click: the script in a shell, started from elsewhere, without PATH to kinerja and with a faulty
    PYTHONPATH."""
    skrip = next((kerja / folder).glob(f"{n} *.command" if folder else f"{n} *.sh"))
    jalur = f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}" if folder else os.defpath
    return subprocess.run(["sh", str(skrip), "--tanpa-buka"], capture_output=True, text=True, cwd="/", check=False,
                          timeout=120, stdin=subprocess.DEVNULL,
                          env={"PATH": jalur, "HOME": str(kerja.parent), "PYTHONPATH": "/tidak/ada"})


@pytest.fixture(scope="module")
def putaran(asal: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The first three clicks: what they printed."""
    kerja = tmp_path_factory.mktemp("putaran") / asal.name
    shutil.copytree(asal, kerja)
    cetak = []
    for n in (1, 2):
        hasil = click(kerja, n)
        assert hasil.returncode == (1 if n == 1 else 0), hasil.stdout + hasil.stderr
        cetak.append(hasil.stdout)
    kunci = load_private((kerja.parent / "kunci" / "kunci_pribadi.pem").read_bytes())
    ins = read_archive(sendings(kerja)[-1]).instrumen
    masuk = kerja / "Masuk"
    (masuk / "surel").mkdir()
    (masuk / "surel" / "dari bendo.xlsx").write_bytes(sealed(office(1), ins=ins, kunci=kunci))
    (masuk / "b.xlsx").write_bytes(sealed(office(2), {("b03", "n"): None}, ins=ins, kunci=kunci))
    (masuk / "c.xlsx").write_bytes(b"bukan buku")
    return kerja, cetak


def test_checking_and_sending_by_double_click(putaran: tuple[Path, list[str]]) -> None:
    """R3"""
    kerja, (satu, dua) = putaran
    assert "Siap disebar; 3 hal lain" in satu
    assert 'Berikutnya: klik dua kali "2 Sebar".' in satu
    assert (kerja / "Hasil" / "Pemeriksaan.xlsx").is_file()
    assert "4 kecamatan di 2 kabupaten/kota" in dua
    assert [p.name for p in sendings(kerja)] == ["Sebaran 1"]
    assert len(list((kerja / "Keluar" / "Sebaran 1").glob("99.*/*.xlsx"))) == 4
    assert "Sidik" in dua or "sidik" in dua


def test_collecting_by_double_click(putaran: tuple[Path, list[str]]) -> None:
    """R3, R4"""
    kerja, _ = putaran
    sebelum = tree(kerja / "Masuk")
    hasil = click(kerja, 3)
    assert hasil.returncode == 1, hasil.stdout + hasil.stderr
    assert "Masuk            2/4" in hasil.stdout
    assert tree(kerja / "Masuk") == sebelum
    assert (kerja / "Hasil" / "Rekap.xlsx").is_file()
    catatan = {p.name for p in (kerja / "Hasil" / "Catatan").rglob("*") if p.is_file()}
    assert catatan == {f"99.{k}_catatan.{a}" for k in ("01.01", "01.02", "01.03", "71.01") for a in ("xlsx", "txt")}
    teks = next((kerja / "Hasil").rglob("99.01.01_catatan.txt")).read_text("utf-8-sig")
    assert "Peringkat sementara" in teks or "DITERIMA" in teks
    semua = tree(kerja / "Hasil")
    lagi = click(kerja, 3, provinsi_folder.LAIN)  # .command beside .sh finds the folder above
    assert "0 baru didaftarkan" in lagi.stdout
    assert {n: v for n, v in tree(kerja / "Hasil").items() if not n.endswith("sqlite")} == {
        n: v for n, v in semua.items() if not n.endswith("sqlite")}
