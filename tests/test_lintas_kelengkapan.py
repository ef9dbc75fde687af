"""Coverage: PK and measurement, tree and budget, links, one wording in every document."""

from __future__ import annotations

from typing import Any

import pytest
from test_lintas_kata import buku, cari, tempat

from kinerja_core.buku_kinerja.periksa import kelengkapan
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
    assert tempat(cari(kelengkapan, plan(tercetak=tercetak), "BDA02")) == [("T001", "nilai"), ("T003", "nilai")]


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


def test_quotes_show_the_difference() -> None:
    awal = "Fasilitasi, Rekomendasi dan Koordinasi Pembinaan dan Pengawasan Pemerintahan "
    a, b = quote_difference(awal + "Desa", awal + "Kelurahan")
    assert a.endswith("Desa")
    assert b.endswith("Kelurahan")
