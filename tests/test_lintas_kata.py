"""Text tools of the checks across documents; `buku` and `kode` build tiny plans for the other test_lintas files."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import pytest

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa import kata
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.rencana import parse_rencana

IDENTITAS = {"kode_wilayah": "33.02.19", "nama": "Sukamulya", "kabupaten": "Banyumas", "provinsi": "Jawa Tengah"}


def buku(nama: str = "Sukamulya", tahun: int = 2022, **tabel: Any) -> Pengukuran:
    """A plan of the tables given."""
    return Pengukuran(parse_rencana({"versi": 1, "jenis": "buku_kinerja", "tahun": tahun,
                                     "identitas": {**IDENTITAS, "nama": nama}, **copy.deepcopy(tabel)}))


def cari(modul: Any, p: Pengukuran, kode: str = "") -> list[Catatan]:
    """Findings of a module's checks, of one kode where given."""
    return [c for periksa in modul.PEMERIKSAAN for c in periksa(p) if c.kode == kode or not kode]


def tempat(catatan: Iterable[Catatan]) -> list[tuple[str, str]]:
    """Where findings are."""
    return [(c.slot, c.kunci) for c in catatan]


@pytest.mark.parametrize(("teks", "hasil"), [
    ("98.8%", (98.8, 1)), ("82,47 %", (82.47, 2)), ("1.950 Unit", (1950.0, 0)), ("15.279.011,-", (15279011.0, 0)),
    ("Rp . 67.197.194", (67197194.0, 0)), ("Rp 2.662.394.679,-", (2662394679.0, 0)), ("BB (70)", (70.0, 0)),
    ("2.662.394.679,00", (2662394679.0, 2)), ("3,659,837,085", (3659837085.0, 0)), ("1,950", (1.95, 3)),
    ("3,659,837.50", (3659837.5, 2)), ("0.125", (0.125, 3)), ("98.125 %", (98.125, 3)), ("100", (100.0, 0)),
    ("36 sub kegiatan", (36.0, 0)), ("-5,5", (-5.5, 1)), ("97.85", (97.85, 2)), ("1.950", (1950.0, 0)),
    ("Baik", None), ("-", None), ("", None), ("2021 - 2026", None), ("1.95.0", None), ("1,95,0", None),
    ("12 Dokumen 3 Laporan", None), ("Tabel 3", None), ("82,47 dan 82,46", None),
])
def test_parse_printed(teks: str, hasil: tuple[float, int] | None) -> None:
    assert kata.parse_printed(teks) == hasil


def test_figure_and_decimals() -> None:
    assert kata.figure(2508522923) == "2.508.522.923"
    assert kata.figure(82.47) == "82,47"
    assert kata.figure(100, 2) == "100,00"
    assert kata.figure(-1234.5) == "-1.234,5"
    assert kata.decimals_of(100.0) == 0


def test_same_figure_believes_rounding_but_no_other_number() -> None:
    assert kata.same_figure(88.89, 2, 88.8888888)
    assert kata.same_figure(89, 0, 88.8888888)
    assert not kata.same_figure(82, 0, 82.47)
    assert not kata.same_figure(82.46, 2, 82.47)
    assert kata.same_figure(82.5, 1, 82.47)


@pytest.mark.parametrize(("a", "b"), [
    ("Prosentase desa yang di fasilitasi", "Persentase Desa yang difasilitasi"),
    ("1. Indeks Kepuasan Masyarakat (IKM)", "indeks kepuasan masyarakat"),
    ("Koordinasi Ketentraman dan Ketertiban Umum", "KOORDINASI KETENTERAMAN DAN KETERTIBAN UMUM"),
    ("Peningkatan Efektifitas", "Peningkatan efektivitas"), ("Kab/Kota", "Kabupaten / Kota"),
    ("Nilai SAKIP Kecamatan Sukamulya", "Nilai SAKIP Kecamatan"),
])
def test_text_key_same(a: str, b: str) -> None:
    assert kata.text_key(a, "Sukamulya") == kata.text_key(b, "Sukamulya") != ""


def test_text_key_keeps_other_brackets_and_names() -> None:
    assert kata.text_key("Jumlah peralatan (ATK)") != kata.text_key("Jumlah peralatan")
    assert kata.text_key("Nilai SAKIP Kecamatan Ajibarang", "Sukamulya") != kata.text_key("Nilai SAKIP Kecamatan")
    assert kata.node_key("PROGRAM PEMBINAAN DESA") == kata.node_key("Pembinaan desa")


@pytest.mark.parametrize(("a", "b"), [
    ("Presentase penunjang urusan pemerintah daerah yang difasilitasi",
     "Persentase Penunjang Urusan Pemerintahan Daerah yang difasilitasi"),
    ("Jumlah Laporan Sinergitas dengan Kepolisian dan Instansi Vertikal",
     "Jumlah Laporan Hasil Sinergitas dengan Kepolisian dan Instansi Vertikal"),
    ("Persentase desa dengan tata kelola pemerintahan yang baik",
     "Persentase Desa dengan Tata Kelola Pemerintahan Desa yang Baik"),
    ("Persentase kegiatan lingkup trantib yang di fasilitas", "Persentase kegiatan lingkup Trantib yang difasilitasi"),
])
def test_closeness_near(a: str, b: str) -> None:
    assert 0 < kata.closeness(a, b) < 1


@pytest.mark.parametrize(("a", "b"), [
    ("Jumlah Dokumen RKA-SKPD yang disusun", "Jumlah Dokumen Perubahan RKA-SKPD yang disusun"),
    ("Jumlah Dokumen RKA-SKPD yang disusun", "Jumlah Dokumen DPA-SKPD yang disusun"),
    ("Jumlah desa yang aktif dalam kegiatan pemberdayaan", "Persentase desa yang aktif dalam kegiatan pemberdayaan"),
    ("Jumlah dokumen SPP UP GU yang dibuat", "Jumlah Kelengkapan dokumen SPP UP GU yang dibuat"),
    ("Jumlah pemohon pelayanan perizinan yang dilayani", "Jumlah pemohon pelayanan non perizinan yang dilayani"),
    ("Jumlah laporan keuangan triwulan I", "Jumlah laporan keuangan triwulan II"),
    ("Persentase kegiatan lingkup Pemerintahan yang difasilitasi",
     "Persentase kegiatan lingkup Kesejahteraan Sosial yang difasilitasi"),
    ("Jumlah Paket Peralatan Kantor yang disediakan", "Jumlah Paket Bahan Logistik Kantor yang disediakan"),
])
def test_closeness_different_things(a: str, b: str) -> None:
    assert kata.closeness(a, b) == 0


def test_closeness_of_equals_is_one() -> None:
    assert kata.closeness("Prosentase Desa Maju", "Persentase desa maju") == 1


def test_similarity_is_levenshtein() -> None:
    assert kata.similarity("louwisari", "leuwisari") == pytest.approx(1 - 1 / 9)
    assert kata.similarity("", "") == 1


def test_shorten() -> None:
    assert kata.shorten("a\n b") == "a b"
    assert len(kata.shorten("x" * 100)) == 60
