"""Sending: R1 what is written; R2 nothing is written when anything is wrong, nothing whole-looking when it is killed;
R3 reproducible; R4 unconfirmed values; R5 the archive gives back what was signed; R6 templates come back without a
false alarm, the generic one as "belum diverifikasi"; R7 a wrong template is never sent."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.isian_acak import instrumen_text, instrumen_uji
from bantu.pembanding_teliti import Borongan
from test_kanonik import BUATAN

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import load_instrumen, parse_instrumen
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian, read_meta
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.templat_umum import DAFTAR, NAMA_PILIHAN, choice_text
from kinerja_core.perintah.cli import main
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.sebar import sebarkan, templat
from kinerja_core.provinsi.sebar.arsip import NAMA_ARSIP, read_archive
from kinerja_core.provinsi.sebar.manifes import MANIFES
from kinerja_core.provinsi.sebar.sebarkan import build_generic, file_name, prepare, region_folder, send
from kinerja_core.segel.bandingkan import compare_with_canonical
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import ensure_keys, load_private, make_keys
from kinerja_core.xlsx.baca import read_buku

BELUM = parse_instrumen({**BUATAN.model_dump(mode="json"), "id": "belum", "kebijakan_terkonfirmasi": False})


def office(n: int, kab: str = "20", nama: str = "", **umum: float) -> Kecamatan:
    return Kecamatan(Identitas(kode_wilayah=f"35.{kab}.{n:02}", nama=nama or f"Uji {n}", kabupaten=f"Contoh {kab}",
                               provinsi="Jawa Timur"), umum or {"jumlah_desa": 5.0})


DIKIRIM = [office(3, nama="Ma'arang & Co"), office(1), office(2, jumlah_desa=0.0), office(1, "71"),
           office(4, nama="Contoh 20")]


@pytest.fixture(scope="module")
def kunci(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kunci") / "k"
    ensure_keys(folder)
    return folder


@pytest.fixture(scope="module")
def kiriman(kunci: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ke = tmp_path_factory.mktemp("sebar") / "Kirim 1"
    send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM, ke, kunci=kunci)
    return ke


def sums(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_written(kiriman: Path) -> None:
    """R1."""
    assert sorted(p.name for p in kiriman.iterdir()) == [
        "35.20 Kabupaten Contoh 20", "35.20 Kabupaten Contoh 20.zip", "35.71 Kota Contoh 71",
        "35.71 Kota Contoh 71.zip", NAMA_ARSIP, "kunci_publik.pem", "manifes.xlsx", "umum"]
    folder = kiriman / "35.20 Kabupaten Contoh 20"
    assert sorted(p.name for p in folder.iterdir()) == [
        f"35.20.0{n}_{x}_kertas_kerja_2024.xlsx"
        for n, x in ((1, "uji_1"), (2, "uji_2"), (3, "ma_arang_co"), (4, "contoh_20"))]
    with zipfile.ZipFile(kiriman / "35.20 Kabupaten Contoh 20.zip") as z:
        assert z.testzip() is None
        for i in z.infolist():
            assert i.compress_type == zipfile.ZIP_STORED
            assert z.read(i) == (kiriman / i.filename).read_bytes()
    wb = openpyxl.load_workbook(kiriman / "manifes.xlsx")
    baris = [[c.value for c in b] for b in wb[MANIFES].iter_rows(min_row=10)]
    assert [b[1] for b in baris] == sorted(k.kode for k in DIKIRIM)
    for b in baris:
        assert b[7] == hashlib.sha256((kiriman / str(b[4])).read_bytes()).hexdigest()
        assert b[6] == "31 Desember 2026"


def test_names_survive_windows() -> None:
    """R1."""
    for nama in ("CON", "A" * 60, "Ünï/qué:*?", "حى", "Titik.", "Łódź"):
        k = office(1, nama=nama)
        assert len(file_name(k, BUATAN)) <= 100
        assert re.fullmatch(r"35\.20\.01_([a-z0-9_]+_)?kertas_kerja_2024\.xlsx", file_name(k, BUATAN))
    k = Kecamatan(Identitas(kode_wilayah="35.71.01", nama="A", kabupaten="Ké/diri: . ", provinsi="P"))
    assert region_folder(k) == "35.71 Kota Ke Diri"


@pytest.mark.parametrize("k", DIKIRIM, ids=lambda k: k.kode)
def test_a_template_comes_back_without_false_alarm(k: Kecamatan, kiriman: Path, kunci: Path) -> None:
    """R6: alone and in a batch; deadline and acceptance are seen by the office and described again."""
    publik, batch = (kunci / "kunci_publik.pem").read_bytes(), Borongan(BELUM)
    path = kiriman / region_folder(k) / file_name(k, BELUM)
    for bacaan in (read_isian(read_buku(path), BELUM), batch.read(path)):
        assert bacaan.isian.identitas == k.identitas
        assert bacaan.isian.data == {("jumlah_desa", "isi"): k.data_umum["jumlah_desa"]}
        for hasil in [inspect(bacaan, publik)]:
            assert (hasil.keaslian.keadaan, hasil.temuan) == ("asli", ())
        assert {t.kode for t in check_any(bacaan)} <= {"ISI01"}
    teks = " ".join(str(v) for s in read_buku(path).lembar if s.status == "tampak" for v in s.nilai.values())
    assert "31 Desember 2026" in teks
    assert teks.count(KALIMAT_PENERIMAAN) == 2, "on the first sheet and on paper"


def test_acceptance_that_is_wiped_out_is_found(kiriman: Path, kunci: Path, tmp_path: Path) -> None:
    """R4."""
    path = kiriman / region_folder(DIKIRIM[0]) / file_name(DIKIRIM[0], BELUM)
    wb = openpyxl.load_workbook(path)
    for ws in (ws for ws in wb.worksheets if ws.sheet_state == "visible"):
        for baris in ws.iter_rows():
            for c in baris:
                if isinstance(c.value, str) and KALIMAT_PENERIMAAN in c.value:
                    c.value = None
    wb.save(tmp_path / "a.xlsx")
    hasil = inspect(read_isian(read_buku(tmp_path / "a.xlsx"), BELUM), (kunci / "kunci_publik.pem").read_bytes())
    assert hasil.keaslian.keadaan == "tidak_asli"
    assert len([t for t in hasil.temuan if t.kode == "SGL04"]) == 2


def test_the_archive(kiriman: Path, kunci: Path) -> None:
    """R5."""
    arsip = read_archive(kiriman)
    assert arsip == read_archive(kiriman / NAMA_ARSIP)
    assert arsip.instrumen == BELUM
    assert arsip.instrumen.sidik == BELUM.sidik
    assert arsip.tenggat == datetime.date(2026, 12, 31)
    assert arsip.kecamatan == tuple(sorted(DIKIRIM, key=lambda k: k.kode))
    assert arsip.kunci_publik == (kunci / "kunci_publik.pem").read_bytes()
    assert len(arsip.baku) == 1
    for k in DIKIRIM:
        path = kiriman / region_folder(k) / file_name(k, BELUM)
        buku = read_buku(path)
        teks = arsip.canonical(k.kode, read_meta(buku)["serial"])
        assert teks is not None
        assert compare_with_canonical(buku, teks) == []
        assert inspect(read_isian(buku, BELUM), arsip.kunci_publik, teks).temuan == ()
        assert arsip.sha256(k.kode) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert arsip.canonical(k.kode, "00000-00000") is None
    assert arsip.canonical("35.99.01", "x") is None


@pytest.mark.parametrize("rusak", [b"", b"bukan zip", b"PK\x05\x06" + bytes(18)])
def test_an_archive_that_is_none(rusak: bytes, tmp_path: Path) -> None:
    with pytest.raises(KinerjaError) as galat:
        read_archive(tmp_path)
    assert galat.value.kode == "SBR06"
    (tmp_path / NAMA_ARSIP).write_bytes(rusak)
    with pytest.raises(KinerjaError) as galat:
        read_archive(tmp_path)
    assert galat.value.kode == "SBR07"


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_reproducible(jobs: int, kiriman: Path, kunci: Path, tmp_path: Path) -> None:
    """R3."""
    hasil = send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN.lower()), DIKIRIM[::-1], tmp_path / "lagi",
                 kunci=kunci, jobs=jobs)
    assert sums(tmp_path / "lagi") == sums(kiriman)
    assert (hasil.jumlah, hasil.kabupaten, hasil.kunci_baru) == (5, 2, False)


def test_unconfirmed_values_have_to_be_accepted() -> None:
    """R4."""
    for terima, kode in ((None, "SBR01"), ("", "SBR02"), ("ya", "SBR02"), (KALIMAT_PENERIMAAN + " TIDAK", "SBR02")):
        with pytest.raises(KinerjaError) as galat:
            prepare(BELUM, "2026-12-31", terima)
        assert galat.value.kode == kode
    assert prepare(BELUM, "2026-12-31", " saya menerima  nilai yang belum terkonfirmasi. ").penerimaan
    with pytest.raises(KinerjaError) as galat:
        prepare(instrumen_uji("nol"), "31-12-2026")
    assert galat.value.kode == "SBR04"


def test_no_sending_is_written_over(kiriman: Path, kunci: Path, tmp_path: Path) -> None:
    """R2."""
    sebelum = sums(kiriman)
    with pytest.raises(KinerjaError) as galat:
        send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM, kiriman, kunci=kunci)
    assert (galat.value.kode, sums(kiriman)) == ("SBR03", sebelum)
    (tmp_path / "kosong").mkdir()
    send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM[:1], tmp_path / "kosong", kunci=kunci)
    assert (tmp_path / "kosong" / NAMA_ARSIP).exists()


def test_a_wrong_template_is_never_sent(kunci: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7, R2: a value that does not follow Data Umum as the probes said."""
    asli = templat.Umum.sources

    def lain(self: Any, umum: Any) -> Any:
        return {k: (v + 1 if k.startswith("angka") and v == 5.0 else v) for k, v in asli(self, umum).items()}

    monkeypatch.setattr(templat.Umum, "sources", lain)
    with pytest.raises(KinerjaError) as galat:
        send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM, tmp_path / "kirim", kunci=kunci)
    assert galat.value.kode == "SBR05"
    assert list(tmp_path.iterdir()) == []


def test_a_sending_that_stops_leaves_nothing(kunci: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2."""
    def penuh(*_: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sebarkan, "write_archive", penuh)
    with pytest.raises(KinerjaError) as galat:
        send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM, tmp_path / "kirim", kunci=kunci)
    assert galat.value.kode == "BKS17"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_sending_leaves_no_folder(tmp_path: Path) -> None:
    """R2: killed once templates are being written."""
    toml, daftar = files(tmp_path, [office(n, f"{20 + n // 90}") for n in range(1, 90)])
    kerja = subprocess.Popen(
        [sys.executable, "-c", "from kinerja_core.perintah.cli import main; main()", "sebar", str(toml), "--daftar",
         str(daftar),
         "--tenggat", "2026-12-31", "--ke", str(tmp_path / "Kirim"), "--kunci", str(tmp_path / "k"), "--terima",
         KALIMAT_PENERIMAAN], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    batas = time.monotonic() + 60  # a poll: until the process has begun to write, however slow the machine
    while time.monotonic() < batas and not any(tmp_path.glob(".Kirim*/*/*.xlsx")) and kerja.poll() is None:
        time.sleep(0.005)
    kerja.send_signal(signal.SIGKILL)
    kerja.communicate()
    assert any(tmp_path.glob(".Kirim*")), "killed too late"
    assert not (tmp_path / "Kirim").exists()


def files(folder: Path, kecamatan: list[Kecamatan]) -> tuple[Path, Path]:
    """An instrument with something unconfirmed, and the list, as files."""
    toml, daftar = folder / "i.toml", folder / "d.xlsx"
    teks = instrumen_text("nol").replace("kebijakan_terkonfirmasi = true", "kebijakan_terkonfirmasi = false")
    toml.write_text(teks, encoding="utf-8")
    lengkap = [replace(k, data_umum={"jumlah_desa": 3.0, "jumlah_kelurahan": 0.0}) for k in kecamatan]
    daftar.write_bytes(list_form(load_instrumen(toml), lengkap))
    return toml, daftar


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """R1, R2: findings at their cells and nothing written; then the summary and --json; keys with a passphrase."""
    toml, daftar = files(tmp_path, DIKIRIM)
    ke, kunci = tmp_path / "Kirim", tmp_path / "kunci"
    monkeypatch.setenv("KINERJA_SANDI", "rahasia")
    perintah = ["sebar", str(toml), "--daftar", str(daftar), "--tenggat", "2026-12-31", "--ke", str(ke), "--kunci",
                str(kunci)]

    def run(*lain: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kinerja", *perintah, *lain])
        with pytest.raises(SystemExit) as selesai:
            main()
        return int(selesai.value.code or 0), *capsys.readouterr()

    assert run()[0] == 2
    wb = openpyxl.load_workbook(daftar)
    wb.worksheets[0]["A5"] = "352001"
    wb.save(tmp_path / "salah.xlsx")
    benar, perintah[3] = perintah[3], str(tmp_path / "salah.xlsx")
    kode, _, salah = run("--terima", KALIMAT_PENERIMAAN)
    assert kode == 2
    assert "DFT05  Kecamatan!A5" in salah
    assert not ke.exists()
    assert not kunci.exists(), "no key before there is something to send"
    perintah[3] = benar
    kode, keluar, galat = run("--terima", KALIMAT_PENERIMAAN, "--json", "--sandi-lingkungan")
    isi = json.loads(keluar)
    assert (kode, isi["jumlah"], isi["kabupaten"], isi["kunci_baru"]) == (0, 5, 2, True)
    assert "rahasia" not in keluar + galat
    pribadi = (kunci / "kunci_pribadi.pem").read_bytes()
    load_private(pribadi, "rahasia")
    assert b"ENCRYPTED" in pribadi
    if os.name == "posix":
        assert stat.S_IMODE((kunci / "kunci_pribadi.pem").stat().st_mode) == 0o600
    assert "SBR03" in run("--terima", KALIMAT_PENERIMAAN)[2]
    perintah[7] = str(tmp_path / "Kirim 2")
    keluar = run("--terima", KALIMAT_PENERIMAAN)[1]
    assert "5 kecamatan di 2 kabupaten/kota" in keluar
    assert "kunci_publik.pem" in keluar
    monkeypatch.delenv("KINERJA_SANDI")
    perintah[7] = str(tmp_path / "Kirim 3")
    assert "SGL21" in run("--terima", KALIMAT_PENERIMAAN)[2]
    assert "SBR08" in run("--terima", KALIMAT_PENERIMAAN, "--sandi-lingkungan")[2]


# -- the generic template ----------------------------------------------------------------------------------------


def chosen(path: Path, pilihan: str | None, tmp_path: Path, isi: dict[tuple[str, str], Any] | None = None) -> Any:
    """The generic template with a choice and inputs, written by openpyxl and read back."""
    kosong = read_isian(read_buku(path), BELUM)
    wb = openpyxl.load_workbook(path)
    for kotak, nilai in {("kecamatan", "pilihan"): pilihan, **(isi or {})}.items():
        lembar, (b, k) = kosong.denah.masukan[kotak]
        wb[lembar].cell(b + 1, k + 1).value = nilai
    wb.save(tmp_path / "isi.xlsx")
    return read_isian(read_buku(tmp_path / "isi.xlsx"), BELUM)


def test_the_generic_template_comes_back(kiriman: Path, kunci: Path, tmp_path: Path) -> None:
    """R6."""
    (umum,) = (kiriman / "umum").iterdir()
    publik = (kunci / "kunci_publik.pem").read_bytes()
    bacaan = chosen(umum, choice_text(DIKIRIM[0].identitas), tmp_path, {("jumlah_desa", "isi"): 7})
    assert bacaan.isian.identitas == DIKIRIM[0].identitas
    assert bacaan.isian.data[("jumlah_desa", "isi")] == 7
    hasil = inspect(bacaan, publik)
    assert hasil.keaslian.keadaan == "belum_diverifikasi"
    assert [t.kode for t in hasil.temuan] == ["SGL01"]
    batch = Borongan(BELUM)
    assert inspect(batch.read(tmp_path / "isi.xlsx"), publik).temuan == hasil.temuan
    assert "BKS13" not in {t.kode for t in check_any(bacaan)}
    for pilihan in (None, "Uji 1", "35.20.99 - X", "35.20.01 35.20.02"):
        assert chosen(umum, pilihan, tmp_path).isian.identitas is None
    assert chosen(umum, " 35.71.01", tmp_path).isian.identitas == DIKIRIM[3].identitas


def test_a_tampered_generic_template_is_found(kiriman: Path, tmp_path: Path) -> None:
    (umum,) = (kiriman / "umum").iterdir()
    chosen(umum, choice_text(DIKIRIM[0].identitas), tmp_path)
    wb = openpyxl.load_workbook(tmp_path / "isi.xlsx")
    wb["Rekap"]["E4"] = 99
    wb[DAFTAR]["B2"] = "35.20.02"
    wb.save(tmp_path / "ubah.xlsx")
    temuan = inspect(read_isian(read_buku(tmp_path / "ubah.xlsx"), BELUM), None).temuan
    assert {"Rekap!E4", f"{DAFTAR}!B2"} <= {t.sel for t in temuan}


def test_the_generic_template_shows_who_was_chosen(tmp_path: Path) -> None:
    """Its stored values are those of nobody; the list, the name of the input and what is shown are in order."""
    daftar = [k.identitas for k in DIKIRIM]
    (tmp_path / "u.xlsx").write_bytes(build_generic(BELUM, daftar, TandaKiriman("2026-12-31", KALIMAT_PENERIMAAN)))
    buku = read_buku(tmp_path / "u.xlsx")
    assert NAMA_PILIHAN in buku.nama
    assert read_meta(buku)["kode_wilayah"] == ""
    lembar = buku.sheet(DAFTAR)
    assert lembar is not None
    assert lembar.status == "tersembunyi"
    assert "belum dipilih" in str(buku.lembar[0].nilai[(0, 0)])


def test_keys_are_made_with_the_first_sending(tmp_path: Path) -> None:
    hasil = send(prepare(BELUM, "2026-12-31", KALIMAT_PENERIMAAN), DIKIRIM[:1], tmp_path / "a", kunci=tmp_path / "k")
    assert hasil.kunci_baru
    assert make_keys()[0] != (tmp_path / "k" / "kunci_pribadi.pem").read_bytes()
    lagi = send(prepare(BELUM, "2027-01-31", KALIMAT_PENERIMAAN), DIKIRIM[:1], tmp_path / "b", kunci=tmp_path / "k")
    assert (lagi.kunci_baru, lagi.sidik_kunci) == (False, hasil.sidik_kunci)
