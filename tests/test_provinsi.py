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

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN
from kinerja_core.provinsi import folder as provinsi_folder
from kinerja_core.provinsi import langkah as provinsi
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.folder import LANGKAH, cmd_script, find_step, prepare_folder, scripts, windows_path
from kinerja_core.provinsi.langkah import Cara, run_step, sendings
from kinerja_core.provinsi.pengaturan import NAMA, settings_bytes
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.sebar.arsip import read_archive
from kinerja_core.provinsi.verifikasi.kaidah import SESUAI, items, part
from kinerja_core.provinsi.verifikasi.siapkan import build_verification, task_of
from kinerja_core.segel.tanda import load_private
from kinerja_core.xlsx.baca import read_buku

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
    assert f'"%PYK%" -P -m kinerja_core.perintah.cli provinsi jalankan {n} "%KERJA%" %BUKA%' in baris
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
    assert "Siap disebar; 4 hal lain" in satu
    assert 'Berikutnya: klik dua kali "2 Sebar".' in satu
    assert (kerja / "Hasil" / "Pemeriksaan.xlsx").is_file()
    assert "4 kecamatan di 2 kabupaten/kota" in dua
    assert [p.name for p in sendings(kerja)] == ["Sebaran 1"]
    assert len(list((kerja / "Keluar" / "Sebaran 1").glob("99.*/*.xlsx"))) == 4
    lagi = click(kerja, 2, provinsi_folder.LAIN)  # the .command finds kinerja on PATH and the folder above its own
    assert "tidak dibuat lagi" in lagi.stdout, lagi.stderr
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
    assert "0 baru didaftarkan" in " ".join(run_step("3", kerja).kalimat)
    assert {n: v for n, v in tree(kerja / "Hasil").items() if not n.endswith("sqlite")} == {
        n: v for n, v in semua.items() if not n.endswith("sqlite")}


def round_of(kerja: Path) -> Putaran:
    """The round in the register of a working folder."""
    with open_register(kerja / "Hasil" / "register.sqlite", tulis=False) as register:
        return register.round(register.instruments()[0])


def test_verifying_and_merging(putaran: tuple[Path, list[str]]) -> None:
    """R3, R4: by the same steps, without a new process each."""
    kerja, _ = putaran
    empat = run_step("4", kerja)
    assert empat.buka is not None
    dikirim = sorted((kerja / "Keluar" / "Verifikasi").rglob("99.*.xlsx"))
    assert [p.name[:8] for p in dikirim] == ["99.01.01", "99.01.02"]
    lama = tree(kerja / "Keluar")
    run_step("Siapkan Verifikasi", kerja)
    assert {n: v for n, v in tree(kerja / "Keluar").items() if n in lama} == lama
    kosong = run_step("gabung", kerja)
    assert "belum berisi buku verifikator" in " ".join(kosong.kalimat)
    assert any("Berita Acara belum ditulis" in k for k in kosong.kalimat)
    kini = round_of(kerja)
    isi = {part(b.kode, "keputusan"): SESUAI for b in items(kini.instrumen)}
    for e in kini.masuk:
        assert e.berlaku is not None
        tugas = task_of(e.berlaku, "VERIFIKATOR CONTOH", "nol")
        (kerja / "Masuk Verifikasi" / f"{e.kecamatan.kode}.xlsx").write_bytes(
            build_verification(kini.instrumen, e.kecamatan.identitas, tugas, e.berlaku.isian, isi))
    lima = click(kerja, 5)
    assert "2 berkas digabungkan" in lima.stdout, lima.stdout + lima.stderr
    assert "Verifikasi lengkap: 2 kecamatan." in lima.stdout
    assert "Berita Acara 1 kabupaten/kota, siap dicetak" in lima.stdout
    (acara,) = (kerja / "Hasil" / "Berita Acara").glob("*.xlsx")
    isi_acara = [str(v) for s in read_buku(acara).lembar if s.status == "tampak" for v in s.nilai.values()]
    for e in round_of(kerja).masuk:
        assert any(e.kecamatan.identitas.nama in v for v in isi_acara)
    catatan = next((kerja / "Hasil").rglob("99.01.01_catatan.xlsx"))
    nilai = next(s for s in read_buku(catatan).lembar if s.nama == "Nilai").nilai.values()
    assert "Verifikasi (bobot 60)" in nilai
    assert "Nilai gabungan" in nilai


# -- R4, R5 ------------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_twice_and_a_change_is_sent_anew(kerja: Path) -> None:
    """R4"""
    satu = run_step("2", kerja)
    assert satu.buka == kerja / "Keluar" / "Sebaran 1" / "manifes.xlsx"
    sebelum = tree(kerja / "Keluar")
    assert "tidak dibuat lagi" in run_step("2", kerja).kalimat[0]
    assert tree(kerja / "Keluar") == sebelum
    (kerja / "Kecamatan.xlsx").write_bytes(list_form(INS, listed(1, 2)))
    dua = run_step("2", kerja)
    assert any("Sebaran 1) tetap ada" in k for k in dua.kalimat)
    assert [p.name for p in sendings(kerja)] == ["Sebaran 1", "Sebaran 2"]
    assert {n: v for n, v in tree(kerja / "Keluar").items() if n in sebelum} == sebelum


def test_everything_wrong_is_told_at_once(kerja: Path) -> None:
    """R5: instrument, list and settings, each with its cell; in the workbook that opens too."""
    (kerja / NAMA).write_bytes(settings_bytes({"tenggat": "31-12-2026", "kunci": "../kunci"}))
    (kerja / "Kecamatan.xlsx").write_bytes(list_form(INS, []))
    hasil = run_step("1", kerja)
    assert hasil.kode == 1
    assert hasil.kalimat[0] == "Belum siap disebar: 1 hal wajib diperbaiki."
    assert "DFT14" in hasil.kalimat[1]
    assert hasil.buka is not None
    isi = [v for s in read_buku(hasil.buka).lembar for v in s.nilai.values()]
    assert {"DFT14", "Belum siap disebar", "Kecamatan - Wajib diperbaiki (1)"} <= set(isi)
    (kerja / NAMA).write_bytes(settings_bytes())
    assert "PRV03  Pengaturan!B8" in " ".join(run_step("1", kerja).kalimat)


def test_unconfirmed_values_ask_for_the_sentence_in_the_settings(kerja: Path, tmp_path: Path) -> None:
    """R5"""
    belum = parse_instrumen({**INS.model_dump(mode="json"), "kebijakan_terkonfirmasi": False})
    (tmp_path / "belum.toml").write_text(to_toml(plain_data(belum)), "utf-8")
    atur = {"tenggat": "31-12-2026", "instrumen": str(tmp_path / "belum.toml"), "kunci": "../kunci"}
    (kerja / NAMA).write_bytes(settings_bytes(atur))
    with pytest.raises(KinerjaError) as galat:
        run_step("2", kerja)
    assert galat.value.kode == "PRV15"
    (kerja / NAMA).write_bytes(settings_bytes({**atur, "terima": KALIMAT_PENERIMAAN.lower()}))
    assert "belum terkonfirmasi" in " ".join(run_step("2", kerja).kalimat)


def test_steps_out_of_order_are_told(kerja: Path, tmp_path: Path) -> None:
    """R5"""
    def kode(langkah: str, folder: Path) -> str:
        with pytest.raises(KinerjaError) as galat:
            run_step(langkah, folder)
        return galat.value.kode

    assert kode("3", kerja) == kode("4", kerja) == kode("5", kerja) == "PRV10"
    assert kode("1", tmp_path) == kode("2", tmp_path) == "PRV01"
    run_step("2", kerja)
    assert kode("4", kerja) == kode("5", kerja) == "PRV11"
    lain = parse_instrumen({**INS.model_dump(mode="json"), "versi": "2", "judul": "Instrumen lain"})
    (tmp_path / "lain.toml").write_text(to_toml(plain_data(lain)), "utf-8")
    (kerja / NAMA).write_bytes(settings_bytes({"tenggat": "31-12-2026", "instrumen": str(tmp_path / "lain.toml")}))
    assert kode("3", kerja) == "PRV12"


def test_the_passphrase_is_asked_for_and_never_written(kerja: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KINERJA_SANDI", raising=False)
    (kerja / NAMA).write_bytes(settings_bytes({"tenggat": "31-12-2026", "kunci": "../kunci", "sandi": "Ya"}))
    with pytest.raises(KinerjaError) as galat:
        run_step("2", kerja)
    assert galat.value.kode == "PRV13"
    assert sendings(kerja) == []
    tanya: list[bool] = []

    def sandi(baru: bool) -> str:
        tanya.append(baru)
        return "rahasia sekali"

    run_step("2", kerja, Cara(sandi=sandi))
    assert tanya == [True]
    assert b"ENCRYPTED" in (kerja.parent / "kunci" / "kunci_pribadi.pem").read_bytes()
    assert not [n for n, isi in tree(kerja.parent).items() if b"rahasia sekali" in isi]


def test_files_are_opened_by_the_program_of_the_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dijalankan: list[list[str]] = []
    monkeypatch.setattr(provinsi.subprocess, "Popen", lambda isi, **_: dijalankan.append(isi))
    monkeypatch.setattr(provinsi.sys, "platform", "darwin")
    assert provinsi.open_file(tmp_path / "a b.xlsx")
    assert dijalankan == [["open", str(tmp_path / "a b.xlsx")]]

    def tidak_ada(isi: list[str], **_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(provinsi.subprocess, "Popen", tidak_ada)
    assert not provinsi.open_file(tmp_path / "a b.xlsx")
