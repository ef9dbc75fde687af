"""Indicators: names, satuan, formulasi, polaritas, quarters, whole units."""

from __future__ import annotations

from typing import Any

import pytest
from test_lintas_kata import buku, cari, tempat

from kinerja_core.buku_kinerja.periksa import indikator as indikator_buku
from kinerja_core.buku_kinerja.periksa import target as target_buku
from kinerja_core.buku_kinerja.periksa.kata import Catatan

NODE = [{"slot": "N001", "jenis": "Program", "uraian": "Program"},
        {"slot": "N002", "jenis": "Kegiatan", "induk": "N001", "uraian": "Kegiatan"},
        {"slot": "N003", "jenis": "Kegiatan", "induk": "N001", "uraian": "Kegiatan lain"}]
SINERGI = "Jumlah Laporan Sinergitas dengan Kepolisian dan Instansi Vertikal"


def periksa(kode: str, *indikator: dict[str, Any], **tabel: Any) -> list[Catatan]:
    baris = [{"slot": f"I{n:03d}", "node": "N001", **i} for n, i in enumerate(indikator, start=1)]
    modul = target_buku if kode.startswith(("TGT", "PRS", "NIL")) else indikator_buku
    return cari(modul, buku(**{"node": NODE, **tabel}, indikator=baris), kode)


def test_ind01_nearly_the_same_is_told_once_with_the_nearest() -> None:
    (c,) = periksa("IND01", {"uraian": "Jumlah Desa"}, {"uraian": SINERGI},
                   {"uraian": SINERGI.replace("Laporan", "Laporan Hasil")},
                   {"uraian": SINERGI.replace("Laporan", "Laporan Hasil").upper()})
    assert (c.slot, c.kunci) == ("I003", "uraian")
    assert "(I002)" in str(c.b)


@pytest.mark.parametrize("lain", [{"sama_dengan": "I001"}, {"satuan": "Desa"}])
def test_ind01_not_when_declared_or_of_another_satuan(lain: dict[str, str]) -> None:
    kedua = {"uraian": SINERGI.replace("Laporan", "Laporan Hasil"), **lain}
    assert periksa("IND01", {"uraian": SINERGI, "satuan": "Lap"}, kedua) == []


def test_ind01_of_a_pk_row_without_code() -> None:
    pk = [{"slot": "K001", "dokumen": "D001", "bagian": "Sasaran", "tertulis": "Persentase kualitas tata kelola desa"},
          {"slot": "K002", "dokumen": "D001", "bagian": "Tujuan", "tertulis": "PERSENTASE Desa dengan tata kelola"},
          {"slot": "K003", "dokumen": "D001", "bagian": "Sasaran", "tertulis": "Nilai SAKIP"}]
    (c,) = periksa("IND01", {"uraian": "Persentase desa dengan tata kelola"}, pk=pk)
    assert (c.slot, c.kunci) == ("K001", "tertulis")


def test_ind02() -> None:
    teks = "Persentase Desa Maju"
    atas, bawah = {"uraian": teks}, {"uraian": "Prosentase desa maju", "node": "N002"}
    (c,) = periksa("IND02", atas, bawah)
    assert (c.slot, c.a) == ("I002", "I001")
    assert periksa("IND02", atas, {**bawah, "sama_dengan": "I001"}) == []
    assert periksa("IND02", {**atas, "node": "N003"}, bawah) == []


@pytest.mark.parametrize(("uraian", "satuan"), [
    ("Jumlah Laporan Kegiatan", "Desa"), ("Jumlah Laporan Jasa", "surat"), ("Jumlah Paket Alat", "Unit"),
    ("Persentase desa maju", "Desa"), ("Jumlah desa maju", "%"), ("Indeks Kepuasan", "Persen"),
    ("Jumlah Dokumen", "Bulan"), ("Jumlah Rekomendasi", "Desa"), ("Jumlah Kelurahan aktif", "Desa"),
    *(("Jumlah desa aktif", satuan) for satuan in ("KK", "Rekening", "Persen", "Surat", "Tahun"))])
def test_ind03(uraian: str, satuan: str) -> None:
    assert tempat(periksa("IND03", {"uraian": uraian, "satuan": satuan})) == [("I001", "satuan")]


@pytest.mark.parametrize(("uraian", "satuan"), [
    ("Jumlah Laporan", "Lap"), ("Jumlah Laporan", "Dokumen"), ("Jumlah Dokumen Bahan Bacaan", "Eks"),
    ("Jumlah Orang yang Menerima Gaji", "ASN"), ("Jumlah Laporan", ""), ("Jumlah Laporan", "-"),
    ("Prosentase desa", "Persen"), ("Persentase desa", "%"), ("Jumlah Fasilitasi Pilkades", "Desa"),
    ("Jumlah Barang Milik Daerah", "Unit"), ("Nilai SAKIP", "Angka"), ("Jumlah Desa", "Desa/Kelurahan"),
    ("Jumlah Laporan", "Sesuatu"), ("Jumlah Kegiatan", "Kali")])
def test_ind03_not(uraian: str, satuan: str) -> None:
    assert periksa("IND03", {"uraian": uraian, "satuan": satuan}) == []


@pytest.mark.parametrize("awal", ["Meningkatnya", "Terwujudnya", "Terlaksananya", "Tersusunnya", "Tersedianya",
                                  "Terpeliharanya", "Terselenggaranya", "Menurunnya", "Berkurangnya"])
def test_ind04(awal: str) -> None:
    (c,) = periksa("IND04", {"uraian": f"{awal} dokumen Renja"})
    assert (c.slot, c.a) == ("I001", awal)


def test_ind04_not() -> None:
    assert periksa("IND04", *({"uraian": t} for t in (
        "Jumlah dokumen tersusunnya Renja", "Tertib administrasi", "Persentase", "Monitoring BPNT"))) == []


@pytest.mark.parametrize("i", [
    {"uraian": "Persentase pemohon terlayani dengan baik",
     "formulasi": "Jumlah pengaduan pelayanan dibagi jumlah pemohon x 100%"},
    {"uraian": "Persentase layanan tepat waktu", "pembilang": "layanan terlambat", "penyebut": "layanan"},
    {"uraian": "Persentase pemohon terlayani dengan baik", "tipe_dokumen": "Kumulatif Negatif"},
    {"uraian": "Persentase Penurunan Gangguan Kamtibmas", "polaritas": "Negatif"},
    {"uraian": "Jumlah kasus konflik", "polaritas": "Positif"}])
def test_ind05(i: dict[str, str]) -> None:
    assert tempat(periksa("IND05", i)) == [("I001", "uraian")]


@pytest.mark.parametrize("i", [
    {"uraian": "Persentase pengaduan yang ditindaklanjuti dengan baik", "formulasi": "Jumlah pengaduan dibagi 5 x 100"},
    {"uraian": "Persentase layanan baik", "formulasi": "Jumlah layanan tanpa pengaduan dibagi jumlah layanan x 100%"},
    {"uraian": "Persentase layanan baik", "formulasi": "Jumlah layanan baik dibagi jumlah pengaduan x 100%"},
    {"uraian": "Persentase Penurunan Gangguan Kamtibmas", "polaritas": "Positif"},
    {"uraian": "Jumlah kasus konflik", "polaritas": "Negatif"}, {"uraian": "Jumlah kasus konflik"},
    {"uraian": "Jumlah kasus yang diselesaikan", "polaritas": "Positif"},
    {"uraian": "Jumlah desa maju", "polaritas": "Positif"}, {"uraian": "Jumlah", "polaritas": "Positif"},
    {"uraian": "Desa tanpa kasus", "polaritas": "Positif"}, {"uraian": "Monitoring kasus", "polaritas": "Positif"}])
def test_ind05_not(i: dict[str, str]) -> None:
    assert periksa("IND05", i) == []


@pytest.mark.parametrize("i", [
    {"uraian": "Presentase Realisasi PBB", "formulasi": "Jumlah desa yang melaporkan realisasi PBB"},
    {"uraian": "Jumlah perbaikan gedung", "formulasi": "Σ perbaikan / Σ gedung x 100"},
    {"uraian": "Jumlah jamuan", "formulasi": "Σ rapat / Σ rapat setahun x 100 dan Σ tamu / Σ kunjungan x 100"},
    {"uraian": "Persentase jamuan", "bentuk": "Dua rasio"}, {"uraian": "Jumlah jamuan", "bentuk": "Rasio"}])
def test_ind06(i: dict[str, str]) -> None:
    assert tempat(periksa("IND06", i)) == [("I001", "formulasi")]


@pytest.mark.parametrize("i", [
    {"uraian": "Persentase desa", "formulasi": "Jumlah desa aktif dibagi jumlah desa X 100%"},
    {"uraian": "Jumlah program/kegiatan", "formulasi": "Jumlah program/kegiatan yang dilaksanakan"},
    {"uraian": "Indeks Kepuasan", "formulasi": "Hasil Survey"}, {"uraian": "Persentase desa", "formulasi": "Lihat SOP"},
    {"uraian": "Persentase desa"}, {"uraian": "Jumlah desa", "bentuk": "Jumlah"},
    {"uraian": "Persentase program", "formulasi": "Jumlah program dibandingkan dengan program penganggaran"}])
def test_ind06_not(i: dict[str, str]) -> None:
    assert periksa("IND06", i) == []


def jalur(*t: object) -> dict[str, object]:
    return {f"t{n}": x for n, x in enumerate(t, start=1) if x is not None}


def test_tgt01() -> None:
    satu = {"uraian": "Persentase aset", **jalur(30, 50, 70, 100)}
    dua = {"uraian": "Prosentase Aset", "node": "N002", **jalur(25, 50, 75, 100)}
    (c,) = periksa("TGT01", satu, dua)
    assert (c.slot, c.kunci, c.a, c.b) == ("I002", "t1", "25/50/75/100", "30/50/70/100 (I001)")
    assert periksa("TGT01", satu, {**dua, **jalur(30, 50, 70, 100)}) == []
    assert periksa("TGT01", satu, {**dua, "node": "N001"}) == []
    assert periksa("TGT01", satu, {"uraian": "Prosentase Aset", "node": "N002"}) == []
    assert tempat(periksa("TGT01", satu, {**dua, "uraian": "Lain", "sama_dengan": "I001"})) == [("I002", "t1")]


@pytest.mark.parametrize(("satuan", "tipe", "t", "ada"), [
    ("Orang", "Per TW, dijumlahkan", (10, 10, 10, 10), True), ("Unit", "Kondisi akhir TW", (3, 3, 3, 3), True),
    ("Bulan", "Per TW, dijumlahkan", (3, 3, 3, 3), False), ("Orang", "Per TW, dijumlahkan", (10, 8, 8, 8), False),
    ("Persen", "Kondisi akhir TW", (100, 100, 100, 100), False), ("Orang", "Rata-rata TW", (3, 3, 3, 3), False),
    ("Orang", "", (3, 3, 3, 3), True), ("Orang", "Angka s.d. TW", (3, 3, 3, 3), False),
    ("Orang", "Per TW, dijumlahkan", (0, 0, 0, 0), False), ("Orang", "Kondisi akhir TW", (1, "-", "-", "-"), False)])
def test_tgt02(satuan: str, tipe: str, t: tuple[object, ...], ada: bool) -> None:
    temuan = periksa("TGT02", {"uraian": "Jumlah", "satuan": satuan, "tipe_target": tipe, **jalur(*t)})
    assert tempat(temuan) == ([("I001", "tipe_target")] if ada else [])


@pytest.mark.parametrize(("uraian", "satuan", "tipe", "kode"), [
    ("Jumlah kegiatan rapat", "Kegiatan", "Per TW, dijumlahkan", ""), ("", "Kegiatan", "Per TW, dijumlahkan", "TGT02"),
    ("Jumlah kegiatan rapat", "Kegiatan", "Kondisi akhir TW", "TGT02"), ("Jumlah kendaraan dinas", "Unit", "", ""),
    ("Jumlah laporan non perizinan", "Jenis", "Kondisi akhir TW", "TGT02"),
    ("Jumlah Barang Milik Daerah yang dikelola", "Unit", "Kondisi akhir TW", ""),
    ("Jumlah Barang Milik Daerah yang dikelola", "Unit", "Per TW, dijumlahkan", "TGT05"),
    ("Jumlah desa yang tertib administrasi", "Desa", "Per TW, dijumlahkan", "TGT05"),
    ("Jumlah desa yang dibina", "Desa", "Per TW, dijumlahkan", "TGT02"),
    ("Jumlah kendaraan yang diadakan", "Unit", "Per TW, dijumlahkan", "TGT02")])
def test_tgt02_tgt05_by_what_is_counted(uraian: str, satuan: str, tipe: str, kode: str) -> None:
    """What is done adds up, what there is is held; where words do not tell, the year's target answers."""
    i = {"uraian": uraian, "satuan": satuan, "tipe_target": tipe, **jalur(5, 5, 5, 5)}
    semua = {c.kode for k in ("TGT02", "TGT05") for c in periksa(k, i)}
    assert semua == ({kode} if kode else set())
    setahun = {"Per TW, dijumlahkan": 20}.get(tipe, 5)
    assert periksa("TGT02", {**i, "target": setahun}) == []


def test_tgt02_is_not_answered_by_another_number() -> None:
    i = {"uraian": "Jamuan", "satuan": "Orang", "tipe_target": "Per TW, dijumlahkan", **jalur(10, 10, 10, 10)}
    assert len(periksa("TGT02", {**i, "target": 10})) == 1


@pytest.mark.parametrize(("tipe", "uraian", "ada"), [
    ("Kumulatif", "Jumlah desa yang administrasinya baik", True), ("Non Kumulatif", "Jumlah desa yang baik", False),
    ("Kumulatif", "Jumlah laporan yang tersedia", False), ("Kumulatif", "Persentase desa yang baik", False),
    ("Kumulatif Negatif", "Jumlah desa yang baik", False)])
def test_tgt05_of_the_printed_kind(tipe: str, uraian: str, ada: bool) -> None:
    temuan = periksa("TGT05", {"uraian": uraian, "tipe_dokumen": tipe})
    assert tempat(temuan) == ([("I001", "tipe_dokumen")] if ada else [])


@pytest.mark.parametrize(("uraian", "satuan", "t", "ada"), [
    ("Nilai SAKIP Kecamatan", "", (20, 40, 50, 62), True),
    ("Indeks Kepuasan Masyarakat (IKM)", "Nilai", (40, 60, 70, 86), True),
    ("Nilai SAKIP Kecamatan", "", (62, 62, 62, 62), True), ("Nilai IKM", "", (80, 80, 80, 80), False),
    ("Nilai SAKIP Kecamatan", "", ("-", "-", "-", 62), False),
    ("Persentase unit dengan IKM baik", "%", (1, 2, 3, 4), False),
    ("Jumlah laporan SAKIP", "Dokumen", (1, 2, 3, 4), False),
    ("Nilai Evaluasi Pelayanan", "Angka", (0, 0, 3, 0), False)])
def test_tgt04(uraian: str, satuan: str, t: tuple[object, ...], ada: bool) -> None:
    temuan = periksa("TGT04", {"uraian": uraian, "satuan": satuan, **jalur(*t)})
    assert tempat(temuan) == ([("I001", "tipe_target")] if ada else [])


@pytest.mark.parametrize(("lalu", "target", "tahun"), [
    ((82.59, 81.98, 81.81), (82.59, 81.98, 81.81), "2019, 2020, 2021"), ((82, 81, 80), (82, 81, 79), ""),
    ((82.59, 81.98, 81.8), (82.59, 81.98, 81.81), "2019, 2020"), ((100, 100, 100), (100, 100, 100), ""),
    ((None, 81.98, 81.81), (82.59, 81.98, 81.81), "2020, 2021"), ((82, 81, 80), (82, 81, 80), "2019, 2020, 2021"),
    ((82.59, 81.98, 81.8), (82.59, 80, 81.81), "")])
def test_tgt03(lalu: tuple[float | None, ...], target: tuple[float, ...], tahun: str) -> None:
    i = {"uraian": "IKM", **{f"lalu{n}": x for n, x in zip((3, 2, 1), lalu, strict=True) if x is not None}}
    renstra = [{"slot": "S001", "bagian": "Sasaran", "indikator": "I001",
                **{f"th{n}": x for n, x in enumerate(target, start=1)}}]
    temuan = periksa("TGT03", i, profil={"renstra_awal": 2019, "renstra_akhir": 2024}, renstra=renstra)
    assert [c.a for c in temuan] == ([tahun] if tahun else [])
    assert all(c.kunci == f"lalu{2022 - int(tahun[-4:])}" for c in temuan)


@pytest.mark.parametrize(("uraian", "kelas", "angka", "benar"), [
    ("Nilai SAKIP", "BB", 70, "B"), ("Nilai SAKIP", "BB", 70.01, ""), ("Nilai AKIP", "A", 80, "BB"),
    ("Indeks Kepuasan Masyarakat", "Baik", 88.31, "A"), ("Indeks Kepuasan Masyarakat", "B", 82.46, ""),
    ("Nilai IKM", "Sangat Baik", 3.2, "B"), ("Nilai lain", "Baik", 12, ""), ("Nilai lain", "CC", 40, "C"),
    ("Nilai SAKIP", "tercapai", 70, ""), ("Nilai SAKIP", "B", None, "")])
def test_tgt06(uraian: str, kelas: str, angka: float | None, benar: str) -> None:
    temuan = periksa("TGT06", {"uraian": uraian, "tulisan": kelas, **({} if angka is None else {"target": angka})})
    assert [str(c.b).partition(" berarti ")[2].split(" ")[0] for c in temuan] == ([benar] if benar else [])
    cetak = [{"tabel": "PK", "kunci": "I001", "kolom": "target", "nilai": f"{kelas} ({angka})".replace(".", ",")}]
    assert tempat(periksa("TGT06", {"uraian": uraian}, tercetak=cetak)) == ([("T001", "nilai")] if benar else [])


def test_tgt06_of_a_pk_row() -> None:
    pk = [{"dokumen": "D001", "bagian": "Tujuan", "tertulis": "Nilai SAKIP", "target": 70, "tulisan": "BB"},
          {"dokumen": "D001", "bagian": "Tujuan", "indikator": "I001", "tulisan": "AA"}]
    assert tempat(periksa("TGT06", {"uraian": "Nilai SAKIP", "target": 75}, pk=pk)) == [("K001", "tulisan"),
                                                                                      ("K002", "tulisan")]


@pytest.mark.parametrize(("satuan", "x", "ada"), [
    ("Dokumen", 46025, True), ("Dokumen", 10000, False), ("%", 1000.5, True), ("%", 100, False),
    ("Orang", 46025, False), ("hektare", 1e9, False)])
def test_nil01(satuan: str, x: float, ada: bool) -> None:
    """By the code of the indicator or by its wording."""
    i = {"uraian": "Luas uji", "satuan": satuan, "target": 1}
    for baris in ({"indikator": "I001"}, {"tertulis": "luas UJI"}):
        pk = [{"dokumen": "D001", "bagian": "Sasaran", "target": x, **baris}]
        renstra = [{"bagian": "Sasaran", "th2": x, "akhir": x, **baris}]
        temuan = periksa("NIL01", i, pk=pk, renstra=renstra)
        assert tempat(temuan) == ([("S001", "th2"), ("S001", "akhir"), ("K001", "target")] if ada else [])
    assert periksa("NIL01", i, pk=[{"dokumen": "D001", "bagian": "Sasaran", "target": x, "tertulis": "Lain"}]) == []


@pytest.mark.parametrize(("x", "ada"), [
    (26, False), (10, True), (11, False), (10.53, False), (10.5, False), (10.52, True), (100, False), (0, False),
    (25, True), (21, False), (21.1, False)])
def test_prs04_of_19_desa(x: float, ada: bool) -> None:
    i = {"uraian": "Cakupan desa yang tertib", "satuan": "Persen", "t1": x}
    temuan = periksa("PRS04", i, profil={"jumlah_desa": 19})
    assert tempat(temuan) == ([("I001", "t1")] if ada else [])
    assert tempat(periksa("PRS04", {**i, "uraian": "Cakupan lembaga", "basis": 19})) == tempat(temuan)


@pytest.mark.parametrize("i", [
    {"uraian": "Cakupan lembaga di desa", "satuan": "Persen"}, {"uraian": "Jumlah desa", "satuan": "Desa"},
    {"uraian": "Cakupan desa", "satuan": "Persen", "basis": 100}])
def test_prs04_not(i: dict[str, object]) -> None:
    assert periksa("PRS04", {**i, "t1": 10, "r1": 3}, profil={"jumlah_desa": 19}) == []


def test_prs04_counts_kelurahan_where_they_are_named() -> None:
    profil = {"jumlah_desa": 15, "jumlah_kelurahan": 5}
    assert periksa("PRS04", {"uraian": "Persentase desa/kelurahan", "satuan": "%", "r2": 5}, profil=profil) == []
    assert periksa("PRS04", {"uraian": "Persentase desa maju", "satuan": "%", "r2": 5}, profil=profil) != []


def test_an_empty_plan_has_no_findings() -> None:
    assert cari(indikator_buku, buku()) == []
