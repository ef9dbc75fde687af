"""Documents: names of kecamatan, years, numbering, numbers and dates, regulations, NIP."""

from __future__ import annotations

from typing import Any

import pytest
from test_lintas_kata import buku, cari, tempat

from kinerja_core.buku_kinerja.periksa import dokumen, peraturan
from kinerja_core.buku_kinerja.periksa.dokumen import nip_error, printed_date
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.dasar.waktu import impossible_day

NIP = "19720202 199502 1 002"


def nama(teks: str, pemilik: str = "Leuwisari", kunci: str = "sumber_data") -> list[tuple[str, object]]:
    node = [{"slot": "N001", "jenis": "Sasaran", "uraian": "dokumen yang disusun"}]
    p = buku(pemilik, node=node, indikator=[{"slot": "I001", "node": "N001", kunci: teks}])
    return [(c.kode, c.a) for c in cari(dokumen, p)
            if c.kode.startswith("NAM") and (c.slot, c.kunci) == ("I001", kunci)]


@pytest.mark.parametrize(("teks", "hasil"), [
    ("Jumlah desa di Kecamatan Ajibarang yang aktif", [("NAM01", "Kecamatan Ajibarang")]),
    ("Renja kec. Sukaresik yang selaras", [("NAM01", "kec. Sukaresik")]),
    ("Laporan Kec Tanjung Bumi dan kecamatan Somagede",
     [("NAM01", "Kec Tanjung Bumi"), ("NAM01", "kecamatan Somagede")]),
    ("RENCANA AKSI KECAMATAN AJIBARANG TAHUN 2022", [("NAM01", "KECAMATAN AJIBARANG")]),
    ("Laporan Kasi Kecamatan Louwisari", [("NAM02", "Louwisari")]),
    ("Data Kasi Leuwisary", [("NAM02", "Leuwisary")]),
    ("Laporan Kecamatan Leuwi Sari", [("NAM02", "Leuwi Sari")]),
])
def test_names_found(teks: str, hasil: list[tuple[str, object]]) -> None:
    assert nama(teks) == hasil


@pytest.mark.parametrize("teks", [
    "Laporan Kecamatan Leuwisari", "LAPORAN KECAMATAN LEUWISARI KABUPATEN BANYUMAS", "Kec. Leuwisari",
    "Kecamatan dalam Pelayanan", "Indeks Kepuasan Masyarakat (IKM) Kecamatan", "Layanan Kecamatan yang baik",
    "Presentase Layanan Kecamatan Diselesaikan Tepat Waktu", "KECAMATAN DALAM ANGKA", "Kecamatan Banyumas",
    "Kecamatan Kabupaten Banyumas", "rapat di tingkat kecamatan. Seluruh desa", "Perbup tentang Camat Nomor 5",
    "Peningkatan Kualitas Pelayanan Kecamatan Pelaksanaan Tahun", "Sekretaris Camat Drs. Ahmad", "Jawa Tengah",
    "Kecamatan PATEN", "Dokumen Kecamatan Disusun", "Surat ke LEUWISARI@contoh.go.id", "Kecamatan Leuwisari Utara",
])
def test_names_not_found(teks: str) -> None:
    assert nama(teks) == []


def test_names_of_several_words_and_short_ones() -> None:
    assert nama("Kecamatan Tanjung Bumi Kabupaten Banyumas", "Tanjung Bumi") == []
    assert nama("Kecamatan Tanjungbumi", "Tanjung Bumi") == [("NAM02", "Tanjungbumi")]
    assert nama("Barang dan Benda lain", "Bendo") == []
    assert nama("Kecamatan Benda", "Bendo") == [("NAM02", "Benda")]


def test_names_of_persons_and_of_the_office() -> None:
    p = buku("Leuwisari", dokumen=[{"slot": "D001", "jenis": "PK", "penanda_tangan": "Leuwisara, S.Sos",
                                    "jabatan": "CAMAT AJIBARANG", "tempat": "Leuwisara"}])
    assert [(c.kode, c.kunci) for c in cari(dokumen, p) if c.kode.startswith("NAM")] == [
        ("NAM02", "tempat"), ("NAM01", "jabatan")]


def nomor(*daftar: str, tabel: str = "masalah", **lain: Any) -> list[tuple[str, object, object]]:
    baris = [{"nomor": n, "masalah": "m", **lain} if tabel == "masalah" else {"nomor": n, **lain} for n in daftar]
    return [(c.slot, c.a, c.b) for c in cari(dokumen, buku(**{tabel: baris}), "NOM01")]


@pytest.mark.parametrize(("daftar", "hasil"), [
    (("1", "2", "3"), []), (("1.", "2.", "", "3"), []), (("A", "B", "C"), []), (("1.1", "1.2"), []),
    (("1", "2", "2", "3"), [("M003", "2", "3")]), (("1.", "3.", "4.", "5."), [("M002", "3.", "2.")]),
    (("1", "20", "2"), [("M002", "20", "2")]),
    (("A.", "2.", "3.", "4."), [("M001", "A.", "1.")]), (("2", "2", "3"), [("M001", "2", "1")]),
    (("7.01.01.2.01", "7.01.01.2.06"), []), (("", ""), []), (("Kegiatan 3",), [("M001", "Kegiatan 3", "Kegiatan 1")]),
])
def test_nom01(daftar: tuple[str, ...], hasil: list[tuple[str, object, object]]) -> None:
    assert nomor(*daftar) == hasil


def test_nom01_nodes_by_parent_programs_through_the_document() -> None:
    node = [{"slot": "N001", "jenis": "Sasaran", "uraian": "a", "nomor": "1"},
            {"slot": "N002", "jenis": "Sasaran", "uraian": "b", "nomor": "2"},
            {"slot": "N003", "jenis": "Program", "induk": "N002", "uraian": "c", "nomor": "2"},
            {"slot": "N004", "jenis": "Program", "induk": "N001", "uraian": "d", "nomor": "1"},
            {"slot": "N005", "jenis": "Kegiatan", "induk": "N003", "uraian": "e", "nomor": "1"},
            {"slot": "N006", "jenis": "Kegiatan", "induk": "N004", "uraian": "f", "nomor": "2"}]
    assert tempat(cari(dokumen, buku(node=node), "NOM01")) == [("N006", "nomor")]
    node[2]["nomor"] = "1"
    assert tempat(cari(dokumen, buku(node=node), "NOM01")) == [("N006", "nomor")]


def test_nom01_pk_parts_may_start_again_or_go_on() -> None:
    for daftar, salah in ((("1", "1", "2"), []), (("1", "2", "3"), []), (("1", "1", "3"), ["K003"])):
        pk = [{"dokumen": "D001", "bagian": b, "nomor": n} for b, n in
              zip(("Tujuan", "Sasaran", "Sasaran"), daftar, strict=True)]
        assert [c.slot for c in cari(dokumen, buku(pk=pk), "NOM01")] == salah


def test_nom01_printed_elsewhere() -> None:
    node = [{"slot": "N001", "jenis": "Sasaran", "uraian": "a", "nomor": "Sasaran 1"}]
    for nilai, salah in (("1.", False), ("Sasaran 2", True), ("Sasaran A", False), ("Program 1", True), ("-", False)):
        cetak = [{"tabel": "Cascading", "kunci": "N001", "kolom": "nomor", "nilai": nilai}]
        temuan = cari(dokumen, buku(node=node, tercetak=cetak), "NOM01")
        assert tempat(temuan) == ([("T001", "nilai")] if salah else []), nilai


def test_nom01_two_notes_on_one_node_do_not_contradict() -> None:
    """What the node should be is what it is printed as elsewhere: one note, at the node."""
    node = [{"slot": "N001", "jenis": "Sasaran", "uraian": "a", "nomor": "3"}]
    cetak = [{"tabel": "Cascading", "kunci": "N001", "kolom": "nomor", "nilai": n} for n in ("1", "2")]
    temuan = cari(dokumen, buku(node=node, tercetak=cetak), "NOM01")
    assert [(c.slot, c.b) for c in temuan] == [("N001", "1"), ("T002", "1")]


def test_nom01_a_table_that_begins_anew_with_each_node() -> None:
    node = [{"slot": f"N00{n}", "jenis": "Sasaran", "uraian": "a", "nomor": str(n)} for n in (1, 2, 3)]
    cetak = [{"tabel": "RENAKSI", "kunci": f"N00{n}", "kolom": "nomor", "nilai": "1"} for n in (1, 2, 3)]
    assert cari(dokumen, buku(node=node, tercetak=cetak), "NOM01") == []
    cetak[1]["nilai"] = "3"
    assert tempat(cari(dokumen, buku(node=node, tercetak=cetak), "NOM01")) == [("T002", "nilai"), ("T003", "nilai")]


def tahun(jenis: str, judul: str, tahun_dokumen: int | None = None) -> list[tuple[str, object, object]]:
    d: dict[str, Any] = {"slot": "D001", "jenis": jenis, "judul": judul}
    if tahun_dokumen:
        d["tahun"] = tahun_dokumen
    p = buku(dokumen=[d], profil={"renstra_awal": 2021, "renstra_akhir": 2026})
    return [(c.kunci, c.a, c.b) for c in cari(dokumen, p, "THN01")]


@pytest.mark.parametrize(("jenis", "judul", "hasil"), [
    ("PK", "PERJANJIAN KINERJA TAHUN 2021", [("judul", "2021", 2022)]), ("PK", "PERJANJIAN KINERJA TAHUN 2022", []),
    ("PK Berikutnya", "PK TAHUN 2023", []), ("PK Berikutnya", "PK TAHUN 2022", [("judul", "2022", 2023)]),
    ("SK IKU", "IKU TAHUN 2021 - 2026", []), ("SK IKU", "IKU TAHUN 2016-2020", [("judul", "2016-2020", 2022)]),
    ("LKjIP", "Realisasi sampai akhir Renstra 2026", []), ("LHE", "Hasil evaluasi tahun 2021", []),
    ("LHE", "Hasil evaluasi tahun 2020", [("judul", "2020", 2022)]),
    ("SK IKI", "Keputusan berdasarkan Peraturan Bupati Nomor 5 Tahun 2019", [])])
def test_thn01(jenis: str, judul: str, hasil: list[tuple[str, object, object]]) -> None:
    assert tahun(jenis, judul) == hasil


def test_thn01_year_of_the_document() -> None:
    assert tahun("PK", "PERJANJIAN KINERJA", 2021) == [("tahun", 2021, 2022)]
    assert tahun("PK Berikutnya", "PERJANJIAN KINERJA 2023", 2023) == []
    assert tahun("SK IKU", "IKU TAHUN 2021", 2021) == []


def test_thn01_printed() -> None:
    cetak = [{"tabel": t, "kunci": k, "kolom": "judul", "nilai": f"LAMPIRAN TAHUN {n}"}
             for t, k, n in (("Lampiran 3", "TOTAL", 2021), ("Lampiran 3", "D001", 2021), ("PK Berikutnya", "x", 2023))]
    p = buku(tercetak=cetak, dokumen=[{"slot": "D001", "jenis": "LHE", "tahun": 2021}])
    assert tempat(cari(dokumen, p, "THN01")) == [("T001", "nilai")]


def dok(kode: str, *baris: dict[str, Any], **tabel: Any) -> list[Catatan]:
    modul = peraturan if kode in {"DOK02", "DOK04", "DOK05"} else dokumen
    return cari(modul, buku(dokumen=[{"jenis": "SK IKU", "tanggal": "4 Januari 2021", "tahun": 2021, **b}
                                       for b in baris], **tabel), kode)


@pytest.mark.parametrize(("a", "b", "ada"), [
    ("900 / Kep.001 / Ket / 2021", "900/Kep- 001 /Kec/2021", True), ("900/001/2021", "900 / 001 / 2021", True),
    ("900/Kep.001/Kec/2021", "900/Kep.002/Kec/2021", False), ("900/Kep.001/Kec/2021", "900/Kep.001/Kec/2021", False),
    ("900/Kep- /Kec/2021", "900/Kep-001/Kec/2021", False), ("", "900/1/2021", False)])
def test_dok01(a: str, b: str, ada: bool) -> None:
    assert tempat(dok("DOK01", {"nomor": a}, {"nomor": b})) == ([("D002", "nomor")] if ada else [])
    cetak = [{"tabel": "Naskah", "kunci": "D001", "kolom": "nomor", "nilai": b}]
    assert tempat(dok("DOK01", {"nomor": a}, tercetak=cetak)) == ([("T001", "nilai")] if ada else [])


@pytest.mark.parametrize(("tanggal", "peraturan", "ada"), [
    ("04 Januari 2021", "Peraturan Bupati Nomor 39 Tahun 2021 tentang Susunan", True),
    ("Januari 2021", "Peraturan Bupati Tasikmalaya No. 68 Tahun 2021", True),
    ("04 Januari 2021", "Peraturan Bupati Nomor 3 Tahun 2021 tentang Susunan", False),
    ("30 Juni 2021", "Peraturan Bupati Nomor 39 Tahun 2021 tentang Susunan", False),
    ("30 Juni 2021", "Peraturan Bupati Nomor 1 Tahun 2022 tentang Susunan", True),
    ("30 Juni 2021", "Undang-Undang Nomor 23 Tahun 2014 sebagaimana diubah dengan Nomor 6 Tahun 2023", True),
    ("30 Juni 2021", "Peraturan Daerah Nomor 2 Tahun 2020 tentang RPJMD Tahun 2021-2026", False),
    ("30 Juni 2021", "Peraturan Menteri PAN Nomor : PER/20/M.PAN/11/2008", False),
    ("30 Juni 2021", "Peraturan Menteri PAN Nomor PER/20/M.PAN/11/2022", True)])
def test_dok02(tanggal: str, peraturan: str, ada: bool) -> None:
    dasar = [{"dokumen": "D001", "nomor": "1", "peraturan": peraturan}]
    temuan = dok("DOK02", {"tanggal": tanggal}, dasar=dasar)
    assert tempat(temuan) == ([("H001", "peraturan")] if ada else [])


@pytest.mark.parametrize(("isi", "hasil"), [
    ({"nomor": "900/Kep- /Kec/2021"}, ["nomor"]), ({"nomor": "900/.../2021"}, ["nomor"]), ({}, ["nomor"]),
    ({"nomor": "900/1/2021", "tanggal": "Januari 2021"}, ["tanggal"]), ({"nomor": "900/1/2021"}, []),
    ({"nomor": "900/1/2021", "tanggal": "31 Februari 2021"}, []), ({"jenis": "PK"}, []),
    ({"jenis": "PK", "tanggal": "Januari 2021"}, ["tanggal"]), ({"jenis": "LKjIP", "tanggal": "Maret 2022"}, [])])
def test_dok03(isi: dict[str, str], hasil: list[str]) -> None:
    assert [c.kunci for c in dok("DOK03", isi)] == hasil


def test_dok04() -> None:
    uu = "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan"
    dasar = [{"dokumen": d, "nomor": n, "peraturan": t} for d, n, t in (
        ("D001", "a", uu), ("D001", "1", uu), ("D001", "2", uu + " Pembangunan Nasional"), ("D002", "1", uu),
        ("D001", "3", "Peraturan Pemerintah Nomor 25 Tahun 2004"), ("D001", "4", uu.replace("2004", "2014")))]
    (c,) = dok("DOK04", {}, {}, dasar=dasar)
    assert (c.slot, c.a) == ("H003", "1")


@pytest.mark.parametrize(("a", "b", "ada"), [
    ("Instruksi Presiden Nomor 29 tahun 2014 tentang Akuntabilitas Kinerja Instansi Pemerintah",
     "Peraturan Presiden Nomor 29 tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah", True),
    ("Peraturan Bupati Sampang Nomor 81 Tahun 2020 tentang Tata Kerja Kecamatan",
     "Peraturan Daerah Kabupaten Sampang Nomor 81 Tahun 2020 tentang Tata Kerja Kecamatan", True),
    ("Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja",
     "Peraturan Pemerintah Nomor 8 Tahun 2008 tentang Pelaporan Keuangan dan Kinerja", True),
    ("Peraturan Bupati Nomor 68 Tahun 2021 tentang Rincian Tugas dan Fungsi Kecamatan",
     "Peraturan Bupati Nomor 86 Tahun 2021 tentang Rincian Tugas dan Fungsi Kecamatan", False),
    ("Peraturan Bupati Sampang Nomor 81 Tahun 2020 tentang Tata Kerja Kecamatan",
     "Perbup Nomor 81 Tahun 2020 tentang Tata Kerja Kecamatan", False),
    ("Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan",
     "Peraturan Pemerintah Nomor 8 Tahun 2008 tentang Tahapan Penyusunan Rencana Pembangunan Daerah", False),
    ("Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah",
     "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", False),
    ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
     "Undang-Undang Nomor 23 Tahun 2015 tentang Perubahan atas Undang-Undang tentang Pemerintahan Daerah", False),
    ("Peraturan Daerah Nomor 5 Tahun 2020 tentang APBD Tahun Anggaran 2021",
     "Peraturan Daerah Nomor 5 Tahun 2021 tentang APBD Tahun Anggaran 2022", False)])
def test_dok05(a: str, b: str, ada: bool) -> None:
    """One matter and number, kind or year different; in one document only."""
    dasar = [{"dokumen": "D001", "peraturan": t} for t in (a, b)]
    assert tempat(dok("DOK05", {}, {}, dasar=dasar)) == ([("H002", "peraturan")] if ada else [])
    dasar[1]["dokumen"] = "D002"
    assert dok("DOK05", {}, {}, dasar=dasar) == []


@pytest.mark.parametrize(("baris", "hasil"), [
    ([{"jenis": "RENAKSI", "tanggal": ""}], [("D001", "tanggal"), ("D001", "penanda_tangan")]),
    ([{"jenis": "Cascading"}], [("D001", "penanda_tangan")]), ([{"jenis": "SK IKU", "tanggal": ""}],
                                                              [("D001", "penanda_tangan")]),
    ([{"jenis": "PK", "penanda_tangan": "X"}, {"jenis": "PK"}], []), ([{"jenis": "LHE", "tanggal": ""}], []),
    ([{"jenis": "Lainnya", "tanggal": ""}], []), ([{"jenis": "LKjIP", "penanda_tangan": "-", "tanggal": "-"}],
                                                  [("D001", "tanggal"), ("D001", "penanda_tangan")])])
def test_dok06(baris: list[dict[str, str]], hasil: list[tuple[str, str]]) -> None:
    """A lampiran beside its signed document, and documents of others, are left alone."""
    assert tempat(dok("DOK06", *baris)) == hasil


@pytest.mark.parametrize(("jenis", "tanggal", "hasil"), [
    ("LKjIP", "31 Februari 2022", ["DOK07"]), ("SK IKU", "Kota Uji, 31 April 2022", ["DOK07"]),
    ("Renstra", "31/4/2022", ["DOK07"]), ("PK", "2022-02-29", ["DOK07"]), ("PK", "Januari 2022", ["DOK03"]),
    ("PK", "28 Februari 2022", []), ("PK", "00 Januari 2022", ["DOK03"]), ("LKjIP", "12/31/2022", []),
    ("Lainnya", "-", [])])
def test_dok07(jenis: str, tanggal: str, hasil: list[str]) -> None:
    """A day no calendar has; told once."""
    p = buku(dokumen=[{"jenis": jenis, "nomor": "900/1/2022", "penanda_tangan": "X", "tanggal": tanggal}])
    assert [c.kode for c in cari(dokumen, p) if c.kunci == "tanggal"] == hasil


@pytest.mark.parametrize(("teks", "hasil"), [
    ("29 Februari 2024", ""), ("29 Februari 2023", "29 Februari 2023"), ("Uji, 31Juni 2022", ""), ("30 Feb", "30 Feb"),
    ("5 - 31 Juni 2022", "31 Juni 2022"), ("31 februari2022", "31 februari2022"), ("60 hari kerja", ""),
    ("800/31/02/2022", ""), ("TW II 2023", ""), ("32-13-2022", "32-13-2022"), ("13-12-2022", ""), ("0-1-2022", ""),
    ("31.6.2021", "31.6.2021"), ("99 Desa 2022", ""), ("31 Pebruari 2022 dan 1 Mei 2022", "31 Pebruari 2022")])
def test_impossible_day(teks: str, hasil: str) -> None:
    assert impossible_day(teks) == hasil


@pytest.mark.parametrize(("nip", "sah"), [
    (NIP, True), ("197001011990011001", True), ("19720202 202221 1 002", True), ("1972020219950210", False),
    ("19720231 199502 1 002", False), ("19721302 199502 1 002", False), ("19720202 199513 1 002", False),
    ("19720202 198502 1 002", False), ("19720202 199502 3 002", False), ("19720202 199502 1 000", False),
    ("19720202 202902 1 002", False), ("20150202 203502 1 002", False)])
def test_nip_error(nip: str, sah: bool) -> None:
    assert (nip_error(nip, 2022) == "") == sah


def test_nip01_and_nip02() -> None:
    baris = [{"jenis": "PK", "penanda_tangan": "(NAMA CAMAT)", "jabatan": j, "nip": n} for j, n in (
        ("Camat X", "19700101 199001 1 001"), ("CAMAT X", NIP), ("Camat X Kabupaten Banyumas", NIP.replace(" ", "")),
        ("Sekretaris X", "19720202 199502 1 012"))]
    baris.append({"jenis": "PK", "penanda_tangan": "Bupati", "nip": "-", "pihak_kedua": "B", "nip_kedua": "123"})
    p = buku(dokumen=baris)
    assert tempat(cari(dokumen, p, "NIP02")) == [("D001", "nip")]
    assert tempat(cari(dokumen, p, "NIP01")) == [("D005", "nip_kedua")]


@pytest.mark.parametrize(("teks", "hasil"), [
    ("04 Januari 2021", (2021, 1, 4)), ("Januari 2021", (2021, 1, 0)), ("Sampang, 05 Maret 2023", (2023, 3, 5)),
    ("2021-01-04", (2021, 1, 4)), ("4/1/2021", (2021, 1, 4)), ("31 Februari 2021", (0, 0, 0)), ("", (0, 0, 0))])
def test_printed_date(teks: str, hasil: tuple[int, int, int]) -> None:
    assert printed_date(teks) == hasil


def test_an_empty_plan_has_no_findings() -> None:
    assert cari(dokumen, buku()) == []
