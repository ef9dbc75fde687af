"""Coverage: PK and measurement, tree and budget, links, one wording in every document."""

from __future__ import annotations

from typing import Any

import pytest
from test_lintas_kata import buku, cari, tempat

from kinerja_core.buku_kinerja.periksa import kelengkapan, nomenklatur_buku
from kinerja_core.buku_kinerja.periksa.kelengkapan import quote_difference

NODE = [
    {"slot": "N001", "jenis": "Sasaran", "uraian": "Meningkatnya kualitas pelayanan"},
    {"slot": "N002", "jenis": "Program", "induk": "N001", "uraian": "PROGRAM PELAYANAN PUBLIK"},
    {"slot": "N003", "jenis": "Sub Kegiatan", "induk": "N002", "uraian": "Sub satu", "perubahan": 500, "pagu": 400},
    {"slot": "N004", "jenis": "Program", "induk": "N001", "uraian": "PROGRAM KEAMANAN", "perubahan": 100},
]
INDIKATOR = [{"slot": f"I00{n}", "node": f"N00{n}", "uraian": f"Indikator nomor {n}", "realisasi": n}
             for n in range(1, 5)]


def plan(ubah: dict[str, dict[str, Any]] | None = None, **tabel: Any) -> Any:
    """The tiny plan with some rows changed; a value None takes the key away."""
    def baris(daftar: list[dict[str, Any]]) -> list[dict[str, Any]]:
        baru = [{**b, **(ubah or {}).get(b["slot"], {})} for b in daftar]
        return [{k: v for k, v in b.items() if v is not None} for b in baru]
    return buku(**{"node": baris(NODE), "indikator": baris(INDIKATOR), **tabel})


def pk(jenis: str = "PK", **isi: Any) -> dict[str, Any]:
    return {"dokumen": [{"slot": "D001", "jenis": jenis}],
            "pk": [{"slot": "K001", "dokumen": "D001", "bagian": "Sasaran", **isi}]}


def test_the_tiny_plan_is_clean() -> None:
    assert cari(kelengkapan, plan()) == []
    assert cari(kelengkapan, buku()) == []


def test_klk01() -> None:
    kosong = {"I001": {"realisasi": None}}
    assert tempat(cari(kelengkapan, plan(kosong, **pk(indikator="I001")), "KLK01")) == [("K001", "indikator")]
    assert tempat(cari(kelengkapan, plan(**pk(tertulis="Nilai SAKIP")), "KLK01")) == [("K001", "tertulis")]
    assert cari(kelengkapan, plan(**pk(indikator="I001")), "KLK01") == []
    assert cari(kelengkapan, plan(kosong, **pk("PK Berikutnya", indikator="I001")), "KLK01") == []
    kembar = {**kosong, "I002": {"sama_dengan": "I001"}}
    assert cari(kelengkapan, plan(kembar, **pk(indikator="I001")), "KLK01") == []


def test_klk01_is_silent_before_the_year_is_measured() -> None:
    semua = {f"I00{n}": {"realisasi": None} for n in range(1, 5)}
    assert cari(kelengkapan, plan(semua, **pk(indikator="I001")), "KLK01") == []


@pytest.mark.parametrize(("jenis", "anggaran", "ada"), [
    ("PK", 401, True), ("PK", 400, False), ("PK Perubahan", 400, True), ("PK Perubahan", 500, False),
    ("PK Berikutnya", 7, False)])
def test_bda02_pk(jenis: str, anggaran: float, ada: bool) -> None:
    for isi in ({"program": "N002"}, {"program_tertulis": "Pelayanan Publik"}):
        temuan = cari(kelengkapan, plan(**pk(jenis, anggaran=anggaran, **isi)), "BDA02")
        assert tempat(temuan) == ([("K001", "anggaran")] if ada else [])


def test_bda02_text_total_and_printed_pk() -> None:
    tercetak = [{"tabel": "Naskah", "kunci": "TOTAL", "kolom": "anggaran", "nilai": "Rp. 601,-"},
                {"tabel": "Naskah", "kunci": "TOTAL", "kolom": "anggaran", "nilai": 600},
                {"tabel": "PK", "kunci": "N004", "kolom": "anggaran", "nilai": 90},
                {"tabel": "PK Berikutnya", "kunci": "N004", "kolom": "anggaran", "nilai": 91}]
    assert tempat(cari(kelengkapan, plan(tercetak=tercetak), "BDA02")) == [("T003", "nilai")]


def test_klk02_at_the_topmost_node() -> None:
    luar = {"N002": {"pohon": "Tidak"}, "N003": {"pohon": "Tidak"}}
    assert tempat(cari(kelengkapan, plan(luar), "KLK02")) == [("N002", "pohon")]
    assert tempat(cari(kelengkapan, plan({"N003": {"pohon": "Tidak"}}), "KLK02")) == [("N003", "pohon")]
    tanpa = {"N003": {"pohon": "Tidak", "perubahan": "-", "pagu": None}}
    assert cari(kelengkapan, plan(tanpa), "KLK02") == []


def test_klk03_blank_but_not_strip_or_zero() -> None:
    kosong = {"N004": {"perubahan": None}}
    assert tempat(cari(kelengkapan, plan(kosong), "KLK03")) == [("N004", "pagu")]
    for nilai in ("-", 0):
        assert cari(kelengkapan, plan({"N004": {"perubahan": nilai}}), "KLK03") == []
    tanpa = {"N003": {"perubahan": None, "pagu": None}, **kosong}
    assert cari(kelengkapan, plan(tanpa), "KLK03") == []


def test_klk04() -> None:
    lepas = {"N004": {"induk": None}}
    assert tempat(cari(kelengkapan, plan(lepas), "KLK04")) == [("N004", "induk")]
    tautan = [{"sasaran": "N001", "program": "N004"}, {"sasaran": "N001", "program": "N002"}]
    assert cari(kelengkapan, plan(lepas, tautan=tautan), "KLK04") == []


def test_klk04_is_not_told_beside_klk02() -> None:
    """Outside the cascading it can have no sasaran: one cause."""
    lepas = {"N004": {"induk": None, "pohon": "Tidak"}}
    assert [(c.kode, c.slot) for c in cari(kelengkapan, plan(lepas))] == [("KLK02", "N004")]


def test_klk05() -> None:
    tautan = [{"sasaran": "N001", "program": "N002"}]
    (c,) = cari(kelengkapan, plan(tautan=tautan), "KLK05")
    assert (c.slot, c.kunci, c.a, c.b) == ("L001", "program", "1", "2")
    penuh = [*tautan, {"sasaran": "N001", "program": "N004"}]
    assert cari(kelengkapan, plan(tautan=penuh), "KLK05") == []
    (c,) = cari(kelengkapan, plan({"N004": {"induk": None}}, tautan=[penuh[1]]), "KLK05")
    assert (c.a, c.b) == ("1 (N004)", "1 (N002)")


def test_klk06() -> None:
    assert tempat(cari(kelengkapan, plan({"I004": {"node": "N002"}}), "KLK06")) == [("N004", "uraian")]
    assert cari(kelengkapan, plan(indikator=[]), "KLK06") == []


@pytest.mark.parametrize(("kunci", "kolom", "nilai", "ada"), [
    ("N002", "uraian", "Program Pelayanan  publik", False), ("N002", "uraian", "Pelayanan Publik", False),
    ("N002", "uraian", "Pelayanan", True), ("N001", "sasaran", "meningkatnya kualitas pelayanan;", False),
    ("N001", "sasaran", "Meningkatnya pelayanan", True), ("I001", "indikator", "Indikator nomor 1", False),
    ("I001", "indikator", "Indikator nomor 2", True), ("I001", "sasaran", "Meningkatnya mutu", True),
    ("I001", "satuan", "Lap", False), ("I001", "satuan", "Dokumen", True), ("I001", "satuan", "-", False),
    ("I001", "uraian", "Buku Register", False), ("N002", "indikator", "Indikator nomor 2", False),
    ("D001", "uraian", "apa saja", False)])
def test_bda03_printed(kunci: str, kolom: str, nilai: str, ada: bool) -> None:
    p = plan({"I001": {"satuan": "Laporan", "sumber_data": "Buku register"}},
             tercetak=[{"tabel": "Tabel 3.1", "kunci": kunci, "kolom": kolom, "nilai": nilai}])
    assert tempat(cari(kelengkapan, p, "BDA03")) == ([("T001", "nilai")] if ada else [])


def test_bda03_pk_and_renstra() -> None:
    beda = pk(indikator="I001", tertulis="Indikator lain", sasaran="Meningkatnya mutu", program="N002",
              program_tertulis="Pelayanan Umum")
    renstra = [{"slot": "S001", "bagian": "Sasaran", "indikator": "I001", "tertulis": "INDIKATOR NOMOR 1",
                "sasaran": "Meningkatnya  kualitas Pelayanan"},
               {"slot": "S002", "bagian": "Sasaran", "indikator": "I001", "tertulis": "Indikator nomor 2"}]
    assert sorted(tempat(cari(kelengkapan, plan(**beda, renstra=renstra), "BDA03"))) == [
        ("K001", "program_tertulis"), ("K001", "sasaran"), ("K001", "tertulis"), ("S002", "tertulis")]


def test_bda03_official_variants_are_one() -> None:
    p = plan({"N004": {"uraian": "PROGRAM KOORDINASI KETENTRAMAN"}},
             tercetak=[{"tabel": "Tabel 3.6", "kunci": "N004", "kolom": "uraian",
                        "nilai": "Program Koordinasi Ketenteraman"}])
    assert cari(kelengkapan, p, "BDA03") == []


def test_bda03_is_silent_where_only_a_foreign_name_differs() -> None:
    """NAM01 tells it; what else differs is told."""
    for nilai, ada in (("Meningkatnya kualitas pelayanan Kecamatan Ajibarang", False),
                       ("Meningkatnya mutu pelayanan Kecamatan Ajibarang", True)):
        p = plan({"N001": {"uraian": "Meningkatnya kualitas pelayanan Kecamatan"}},
                 tercetak=[{"tabel": "Tabel 3.1", "kunci": "N001", "kolom": "uraian", "nilai": nilai}])
        assert bool(cari(kelengkapan, p, "BDA03")) == ada


@pytest.mark.parametrize(("isi", "kosong"), [
    ({"satuan": None}, "satuan"), ({"target": None}, "target"), ({"satuan": "-", "t1": 3, "target": None}, ""),
    ({"satuan": None, "target": None}, "satuan dan target"), ({"target": None, "tulisan": "BB"}, ""),
    ({"satuan": None, "sama_dengan": "I001"}, "")])
def test_klk08(isi: dict[str, Any], kosong: str) -> None:
    lengkap = {f"I00{n}": {"satuan": "Nilai", "target": n} for n in range(1, 5)}
    temuan = cari(kelengkapan, plan({**lengkap, "I002": {**lengkap["I002"], **isi}}), "KLK08")
    assert [(c.slot, c.a) for c in temuan] == ([("I002", kosong)] if kosong else [])


def test_klk08_is_silent_in_a_document_without_targets() -> None:
    assert cari(kelengkapan, plan({"I001": {"satuan": "Nilai"}}), "KLK08") == []
    satu = {"I001": {"satuan": "Nilai", "target": 1}}
    assert cari(kelengkapan, plan(satu), "KLK08") == []
    assert tempat(cari(kelengkapan, plan({**satu, "I002": {"target": 2}}), "KLK08")) == [
        ("I002", "satuan"), ("I003", "satuan"), ("I004", "satuan")]
    assert tempat(cari(kelengkapan, plan({"I002": {"target": 2}}), "KLK08")) == [("I002", "satuan")]


@pytest.mark.parametrize(("lain", "ada"), [
    ({"tugas": "Mengelola barang"}, False), ({"tugas": "mengelola  barang."}, False), ({"tugas": ""}, False),
    ({"tugas": "Mengelola pemberdayaan masyarakat"}, True), ({"nama": "Bendahara", "tugas": "Lain"}, False)])
def test_jab01(lain: dict[str, str], ada: bool) -> None:
    jabatan = [{"nama": "Pengelola Barang", "tugas": "Mengelola barang"}, {"nama": "pengelola barang", **lain}]
    assert tempat(cari(kelengkapan, plan(jabatan=jabatan), "JAB01")) == ([("J002", "tugas")] if ada else [])


CABANG = [{"slot": "N001", "jenis": "Program", "uraian": "Program Pembinaan dan Pengawasan Pemerintahan Desa",
           "nomenklatur": "7.01.06"},
          {"slot": "N002", "jenis": "Kegiatan", "induk": "N001", "nomenklatur": "7.01.06.2.01",
           "uraian": "Fasilitasi, Rekomendasi dan Koordinasi Pembinaan dan Pengawasan Pemerintahan Desa"},
          {"slot": "N003", "jenis": "Sub Kegiatan", "induk": "N002",
           "uraian": "Sub Kegiatan Fasilitasi Administrasi Tata Pemerintahan Desa"}]


@pytest.mark.parametrize(("uraian", "ada"), [
    ("Jumlah Fasilitasi Pengelolaan Keuangan Desa dan Aset Desa", True),
    ("Jumlah Rekomendasi pengangkatan dan pemberhentian perangkat desa", True),
    ("Jumlah Dokumen Administrasi Tata Pemerintahan Desa", False), ("Jumlah laporan", False),
    ("Jumlah desa yang dibina dan diawasi pemerintahannya", False)])
def test_ind07(uraian: str, ada: bool) -> None:
    p = buku(node=CABANG, indikator=[{"slot": "I001", "node": "N003", "uraian": uraian}])
    assert tempat(cari(nomenklatur_buku, p, "IND07")) == ([("I001", "node")] if ada else [])
    p = buku(node=CABANG, indikator=[{"slot": "I001", "node": "N002", "uraian": uraian}])
    assert cari(nomenklatur_buku, p, "IND07") == []


def test_ind07_by_the_code_of_its_own_sub_kegiatan() -> None:
    """A code that means what the indicator says is right, whatever the node is called."""
    sub = {**CABANG[2], "nomenklatur": "7.01.06.2.01.0003"}
    for uraian, kode in (("Jumlah Fasilitasi Pengelolaan Keuangan Desa dan Aset Desa", "7.01.06.2.01.0003"),):
        p = buku(node=[*CABANG[:2], {**sub, "nomenklatur": kode}],
                 indikator=[{"slot": "I001", "node": "N003", "uraian": uraian}])
        assert cari(nomenklatur_buku, p, "IND07") == []


@pytest.mark.parametrize(("cetak", "ada"), [
    ((("program", 6), ("kegiatan", 9)), []), ((("program", 7), ("kegiatan", 9)), ["T001"]),
    ((("program", 5), ("kegiatan", 4)), ["T002"]), ((("kegiatan", 12), ("sub_kegiatan", 36)), []),
    ((("kegiatan", 12), ("sub_kegiatan", 400)), ["T002"]), ((("kegiatan", 12), ("sub_kegiatan", 11)), ["T002"])])
def test_nmk03_printed(cetak: tuple[tuple[str, int], ...], ada: list[str]) -> None:
    tercetak = [{"tabel": "Naskah", "kunci": "TOTAL", "kolom": f"jumlah_{k}", "nilai": n} for k, n in cetak]
    assert [c.slot for c in cari(nomenklatur_buku, buku(tercetak=tercetak), "NMK03")] == ada


def test_nmk03_more_children_than_the_list_has() -> None:
    umum = {"slot": "N001", "jenis": "Program", "uraian": "Program Penyelenggaraan Urusan Pemerintahan Umum",
            "nomenklatur": "7.01.05"}
    anak = [{"slot": f"N00{n}", "jenis": "Kegiatan", "induk": "N001", "uraian": f"Kegiatan {n}"} for n in (2, 3)]
    assert tempat(cari(nomenklatur_buku, buku(node=[umum, anak[0]]), "NMK03")) == []
    assert tempat(cari(nomenklatur_buku, buku(node=[umum, *anak]), "NMK03")) == [("N001", "nomenklatur")]


def test_quotes_show_the_difference() -> None:
    awal = "Fasilitasi, Rekomendasi dan Koordinasi Pembinaan dan Pengawasan Pemerintahan "
    a, b = quote_difference(awal + "Desa", awal + "Kelurahan")
    assert a.endswith("Desa")
    assert b.endswith("Kelurahan")
