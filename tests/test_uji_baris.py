"""Checks of one row of the Buku Kinerja, from the plan alone; `engines/test_uji_baris_mesin.py` holds the formulas.

R1 every kode of KATALOG_BARIS is given where it is called for, at its column, and not beside it; R2 only used rows
are judged, the first failing check counts, parts join to the whole; R3 every message keeps to two lines; R4 every
formula stays within Excel's limits and the allowed functions, whatever the sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from bantu.isian_acak import IDENTITAS

from kinerja_core.buku_kinerja.kolom import Tabel
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TABEL_PROFIL, Rencana
from kinerja_core.buku_kinerja.satuan import unit_bound_formula
from kinerja_core.buku_kinerja.uji_baris import (
    BATAS_PANJANG,
    BATAS_SARANG,
    daftar_uji,
    evaluate_row,
    first_failing,
    nesting,
    number_formula,
    parts,
    special_formulas,
)
from kinerja_core.buku_kinerja.uji_dasar import PANJANG_A, message_lines
from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai, shorten_to
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.temuan import isi_pesan

SEMUA = [*TABEL.values(), TABEL_PROFIL]
INDIKATOR, NODE = TABEL["indikator"], TABEL["node"]
Isi = dict[tuple[str, str], Nilai]

#: A plan in order: one susunan of two levels, one jabatan, one indikator.
SAH: Isi = {
    ("J001", "nama"): "Camat", ("D001", "jenis"): "PK",
    ("N001", "jenis"): "Tujuan", ("N001", "uraian"): "Tujuan satu",
    ("N002", "jenis"): "Sasaran", ("N002", "uraian"): "Sasaran satu", ("N002", "induk"): "N001",
    ("I001", "node"): "N002", ("I001", "uraian"): "Jumlah surat", ("I001", "satuan"): "surat",
    ("U001", "unsur"): "Persyaratan",
}  # fmt: skip


def plan(isi: Isi) -> Rencana:
    """The sound plan with some cells changed; None clears one."""
    data = {k: v for k, v in (SAH | isi).items() if v is not None}
    return Rencana(IDENTITAS, 2022, {t: TABEL[t].tetap or 20 for t in TABEL}, data)


def found(isi: Isi, slot: str) -> set[tuple[str, str]]:
    """(kode, column) of every finding of a row."""
    return {(u.kode, u.kolom) for u, _, _ in evaluate_row(plan(isi), slot)}


@dataclass(frozen=True)
class Kasus:
    """A cell that calls for a kode with one value and not with the other, beside other cells."""

    kode: str
    slot: str
    kolom: str
    memicu: Nilai
    tidak: Nilai
    lain: Any = ()

    def cells(self, nilai: Nilai) -> Isi:
        """The plan's changed cells; `lain` belongs to the same row."""
        return {(self.slot, k): v for k, v in dict(self.lain).items()} | {(self.slot, self.kolom): nilai}


PERSEN = {"satuan": "%"}
PER_TW = {"tipe_target": "Per TW, dijumlahkan", "satuan": "persen", "t1": 50.0, "t2": 25.0}
KASUS = [
    Kasus("BRS01", "I001", "t1", "25%", 25.0),
    Kasus("BRS01", "I001", "t1", "–", f"-{NBSP}"),
    Kasus("BRS01", "I001", "basis", "-", None),
    Kasus("BRS01", "N001", "pagu", "Rp 5", f" {NBSP}"),
    Kasus("BRS01", PROFIL, "jumlah_desa", "tiga", 3.0),
    Kasus("BRS02", "N001", "uraian", None, "x"),
    Kasus("BRS02", "N001", "uraian", f" {NBSP}", 7.0),
    Kasus("BRS02", "N002", "jenis", None, "sasaran"),
    Kasus("BRS02", "N001", "uraian", " ", Galat("#N/A")),
    Kasus("BRS03", "N001", "jenis", "Tuj*", f"{NBSP}TUJUAN "),
    Kasus("BRS03", "N001", "jenis", "Misi", None),
    Kasus("BRS03", PROFIL, "batas_capaian", 105.0, 100.0),
    Kasus("BRS03", PROFIL, "batas_capaian", "130", "110"),
    Kasus("BRS03", "I001", "polaritas", "-", True),
    Kasus("BRS04", "N002", "induk", "N003", "n001 "),
    Kasus("BRS04", "N002", "induk", "N002", "N001"),
    Kasus("BRS04", "N002", "induk", "N00?", "N001"),
    Kasus("BRS04", "N002", "penanggung_jawab", "J002", "J001"),
    Kasus("BRS04", "I001", "node", "I001", "N001"),
    Kasus("BRS04", "I001", "node", 1.0, "N001"),
    Kasus("BRS05", "N002", "jenis", "Tujuan", "Program"),
    Kasus("BRS05", "N002", "jenis", "tujuan", "Sasaran Individu"),
    Kasus("BRS06", "N001", "pagu", -1.0, -0.0000001),
    Kasus("BRS06", "N001", "pagu", 1.1e13, 1e13),
    Kasus("BRS06", "U001", "nilai", 4.01, 4.0000004),
    Kasus("BRS06", "D001", "tahun", 1999.0, 2000.0),
    Kasus("BRS06", "I001", "r1", -1.1e12, -1e12, {"satuan": "hektare"}),
    Kasus("BRS07", "I001", "t1", 0.25, 25.0, PERSEN),
    Kasus("BRS07", "I001", "r3", 1.0, 1.000001, PERSEN),
    Kasus("BRS07", "I001", "realisasi", 1.0, 0.0, {"satuan": f"PERSEN{NBSP}"}),
    Kasus("BRS07", "I001", "satuan", "prosentase", "orang", {"target": 0.5}),
    Kasus("BRS07", "I001", "satuan", "desa", "Indeks", {"target": 0.5, "uraian": "persentase desa"}),
    Kasus("BRS08", "I001", "r1", Galat("#DIV/0!"), "#DIV/0!"),
    Kasus("BRS08", "N001", "uraian", False, "FALSE"),
    Kasus("BRS08", "N001", "induk", True, None),
    Kasus("BRS09", PROFIL, "jumlah_desa", 6.5, 6.00001),
    Kasus("BRS09", "D001", "tahun", 2022.0001, 2022.0),
    Kasus("BRS10", "I001", "a2", 10.0, 9.0, {"b2": 9.0}),
    Kasus("BRS10", "I001", "a2", 9.000001, 9.0000001, {"b2": 9.0}),
    Kasus("BRS11", "I001", "tipe_target", "Satu TW saja", None, {"t1": 1.0, "t3": 1.0, "t4": "-"}),
    Kasus("BRS11", "I001", "tipe_target", "satu tw saja", "Rata-rata TW", {"t1": 1.0, "t2": 1.0}),
    Kasus("BRS12", "I001", "t3", 40.0, 50.0, {"t1": 50.0, "t2": "-"}),
    Kasus("BRS12", "I001", "t3", 0.0, "-", {"t1": 50.0, "tipe_target": "Angka s.d. TW"}),
    Kasus("BRS12", "I001", "t4", 40.0, 49.9999999, {"t1": 50.0, "t2": 20.0}),
    Kasus("BRS13", "I001", "t3", 25.000001, 25.0, PER_TW),
    Kasus("BRS06", "I001", "r1", 1000.000001, 1000.0000004, PERSEN),
    Kasus("BRS06", "I001", "target", 10000.5, 9999.0, {"satuan": "Nilai"}),
    Kasus("BRS06", "I001", "lalu2", -10001.0, 10000.0, {"satuan": "dokumen"}),
    Kasus("BRS06", "I001", "t2", 10000001.0, 41025.0, {"satuan": "Orang"}),
    Kasus("BRS11", "I001", "t2", 1.0, 0.0, {"tipe_target": "Satu TW saja", "t1": 0.0, "t3": 1.0, "t4": 0.0}),
    Kasus("BRS14", "D001", "nip", 197805122006041000.0, "197805122006041000"),
    Kasus("BRS14", "D001", "tanggal", 45931.0, "1 Oktober 2025"),
    Kasus("BRS14", "D001", "nomor", 45931.0, 9999.0),
    Kasus("BRS14", "N001", "nomenklatur", 7.01, "7.01"),
    Kasus("BRS14", "N001", "nomor", 1.5, 3.0),
    Kasus("BRS14", "N001", "nomor", -1.0, 0.0),
    Kasus("BRS14", "I001", "bukti", 45000.0, True),
    Kasus("BRS14", PROFIL, "visi", 4.0, "4"),
    Kasus("BRS14", "D001", "nip", 0.0, "0"),
    Kasus("BRS15", "N001", "g", 10.01, 10.004, {"pagu": 10.0}),
    Kasus("BRS15", "N001", "g2", 10.01, 10.004, {"pagu": 10.0}),
    Kasus("BRS15", "N001", "g2", 20.0, 4.0, {"pagu": 10.0, "g1": 6.0}),
    Kasus("BRS15", "N001", "g1", 10.004, 10.006, {"pagu": 10.0, "g2": 1.0}),
    Kasus("BRS15", "N001", "g", 1.0, 0.0, {"pagu": 0.0}),
    Kasus("BRS15", "N001", "g", 1.0, None, {"pagu": "-"}),
    Kasus("BRS15", "N001", "g3", 4.0, 2.0, {"pagu": 5.0, "perubahan": 10.0, "g1": 4.0, "g2": 4.0, "g": 99.0}),
    Kasus("BRS15", "N001", "pagu", 5.0, None, {"g": 6.0}),
    Kasus("BRS15", "N001", "g", 6.0, 0.0, {"jenis": "Sub Kegiatan"}),
    Kasus("BRS15", "N001", "jenis", "sub kegiatan", "Kegiatan", {"g2": 6.0}),
    Kasus("BRS19", "N001", "pagu", 46025.0, 46025000.0),
    Kasus("BRS19", "N001", "g2", 45123.5, 49674.5, {"pagu": 1e9}),
    Kasus("BRS19", "I001", "t3", 46025.0, 42004.0, {"satuan": "Orang"}),
    Kasus("BRS19", "I001", "satuan", None, "Dokumen", {"target": 46025.0}),
    Kasus("BRS19", "I001", "r2", 46025.0, 42004.0, {"satuan": "Orang"}),
    Kasus("BRS19", "I001", "b1", 46025.0, 400.0, {"a1": 10.0}),
    Kasus("BRS19", "I001", "lalu1", 46025.0, 42004.0, {"satuan": "Orang"}),
    Kasus("BRS06", "I001", "t2", -5.0, 5.0, {"satuan": "Kegiatan"}),
    Kasus("BRS06", "I001", "r1", -1.0, 0.0, {"satuan": "Orang"}),
    Kasus("BRS20", "I001", "t2", 900.0, 200.0, PERSEN),
    Kasus("BRS20", "I001", "satuan", "Persen", "Orang", {"target": 200.01}),
    Kasus("BRS16", "I001", "realisasi", 8.00001, 8.0, {"target": 4.0}),
    Kasus("BRS16", "I001", "r3", 29.0, 3.0, {"t4": 4.0, "r1": 1.0, "satuan": "Dokumen"}),
    Kasus("BRS16", "I001", "a2", 9.0, 8.0, {"target": 40.0, "b2": 10.0, "satuan": "%"}),
    Kasus("BRS16", "I001", "polaritas", "Positif", "negatif", {"target": 4.0, "realisasi": 29.0}),
    Kasus("BRS17", "I001", "r1", 29.29, 29.00004, {"satuan": "Dokumen"}),
    Kasus("BRS17", "I001", "target", 0.6, 1.0, {"satuan": "orang"}),
    Kasus("BRS17", "I001", "satuan", "Laporan", "Indeks", {"t1": 0.5}),
    Kasus("BRS17", "I001", "tipe_target", "Kondisi akhir TW", "rata-rata tw", {"satuan": "Desa", "t2": 1.5}),
    Kasus("BRS18", "I001", "realisasi", 46025.0, 100.0, PERSEN),
    Kasus("BRS18", "I001", "t3", 46025.75, 73416.0, {"satuan": "Kegiatan"}),
    Kasus("BRS18", "I001", "r2", 36526.0, 36525.75, {"satuan": "Kegiatan"}),
    Kasus("BRS18", "I001", "r2", 73415.0, 73415.25, {"satuan": "Kegiatan"}),
    Kasus("BRS19", "N001", "pagu", 42005.0, 42004.75),
    Kasus("BRS19", "N001", "pagu", 49674.0, 49674.25),
    Kasus("BRS18", "I001", "satuan", "Dokumen", "Orang", {"lalu1": 46025.0}),
]
#: Column of the finding where it is not the changed one.
DI_KOLOM = {("BRS15", "pagu"): "g", ("BRS15", "g1"): "g2", ("BRS15", "jenis"): "g2", ("BRS19", "satuan"): "target",
            ("BRS20", "satuan"): "target", ("BRS16", "a2"): "r2", ("BRS16", "polaritas"): "realisasi", ("BRS11", "t2"):
            "tipe_target", ("BRS17", "satuan"): "t1", ("BRS17", "tipe_target"): "t2", ("BRS18", "satuan"): "lalu1",
            ("BRS05", "jenis"): "induk", ("BRS07", "satuan"): "target", ("BRS13", "t3"): "tipe_target"}


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.kode}-{k.slot}-{k.kolom}")
def test_kode(kasus: Kasus) -> None:
    """R1"""
    dicari = (kasus.kode, DI_KOLOM.get((kasus.kode, kasus.kolom), kasus.kolom))
    assert dicari in found(kasus.cells(kasus.memicu), kasus.slot)
    assert dicari not in found(kasus.cells(kasus.tidak), kasus.slot)


def test_every_kode_is_covered() -> None:
    """R1"""
    assert {k.kode for k in KASUS} == {u.kode for t in SEMUA for u in daftar_uji(t)} == set(KATALOG_BARIS)


def test_sound_plan_has_no_finding() -> None:
    """R1, R2"""
    rencana = plan({})
    assert not [s for t in TABEL for s in rencana.slots(t) if evaluate_row(rencana, s) or first_failing(rencana, s)]
    assert evaluate_row(rencana, PROFIL) == []


@pytest.mark.parametrize(("kolom", "nilai"), [("polaritas", "Negatif"), ("tipe_target", "Per TW, dijumlahkan"),
                                              ("tipe_target", Galat("#N/A")), ("t1", "-")])
def test_falling_targets_that_are_right(kolom: str, nilai: Nilai) -> None:
    """R1: less is better, quarters add up, the tipe is unreadable, or only one quarter counts."""
    isi: Isi = {("I001", "t1"): 50.0, ("I001", "t2"): 40.0}
    assert ("BRS12", "t2") in found(isi, "I001")
    assert "BRS12" not in {kode for kode, _ in found({**isi, ("I001", kolom): nilai}, "I001")}


@pytest.mark.parametrize(("kode", "kolom", "lain", "salah", "benar"), [
    ("BRS10", "a1 a2 a3 a4", {f"b{n}": 9.0 for n in (1, 2, 3, 4)}, 10.0, 9.0),
    ("BRS07", "target t1 t2 t3 t4 r1 r2 r3 r4 realisasi", PERSEN, 0.5, 50.0),
    ("BRS12", "t2 t3 t4", {"t1": 9.0}, 8.0, 9.0),
    ("BRS15", "g g1 g2 g3 g4", {"pagu": 9e6}, 9.1e6, 9e6),
    ("BRS17", "target t1 t2 t3 t4 r1 r2 r3 r4 realisasi", {"satuan": "Dokumen"}, 2.5, 2.0),
    ("BRS16", "r1 r2 r3 r4 realisasi", {"target": 9.0}, 18.1, 18.0),
    ("BRS20", "target t1 t2 t3 t4", PERSEN, 200.1, 200.0),
    ("BRS19", "pagu perubahan g g1 g2 g3 g4", {}, 46025.0, 46025000.0),
])
def test_each_column_of_a_family_is_asked(kode: str, kolom: str, lain: Any, salah: float, benar: float) -> None:
    """R1: the third quarter as well as the first."""
    for k in kolom.split():
        slot = "N001" if k in NODE.menurut_kunci and k not in INDIKATOR.menurut_kunci else "I001"
        for nilai in (salah, benar):
            isi = {(slot, m): v for m, v in {**lain, k: nilai}.items()}
            assert ((kode, k) in found(isi, slot)) is (nilai == salah), (k, nilai)


def test_part_above_whole_where_less_is_better() -> None:
    """R1"""
    isi: Isi = {("I001", "a1"): 3.0, ("I001", "b1"): 2.0}
    assert found(isi, "I001") == {("BRS10", "a1")}
    assert not found({**isi, ("I001", "polaritas"): "negatif"}, "I001")
    assert not found({**isi, ("I001", "b1"): None}, "I001")


def test_row_below_an_unused_or_outside_row() -> None:
    """R1: a code that is not found is told once, as BRS04; an induk that is Sasaran Individu has no level."""
    assert found({("N002", "induk"): "N009"}, "N002") == {("BRS04", "induk")}
    individu: Isi = {("N003", "jenis"): "Sasaran Individu", ("N003", "uraian"): "x", ("N002", "induk"): "N003"}
    assert found(individu, "N002") == {("BRS05", "induk")}
    assert found(individu, "N003") == set()


def test_huge_targets_do_not_break_the_sum() -> None:
    """R1: out of bounds is told, the sum is not asked for."""
    isi: Isi = {("I001", "tipe_target"): "Per TW, dijumlahkan", ("I001", "satuan"): "%"}
    isi |= {("I001", t): 1e308 for t in ("t1", "t2", "t3", "t4")}
    assert found(isi, "I001") == {("BRS06", t) for t in ("t1", "t2", "t3", "t4")}


def test_words() -> None:
    """R1: what stands at {a} and {b}."""
    isi: Isi = {
        ("N002", "jenis"): "Tujuan", ("N001", "pagu"): "Rp 1.950.000.000,00",
        ("I001", "tipe_target"): "Satu TW saja", ("I001", "t1"): 50.0, ("I001", "t2"): 7.5,
        ("I001", "a1"): 2.25, ("I001", "b1"): 2.0, ("I002", "uraian"): "x", ("I002", "node"): "N001",
        ("I002", "t1"): 50.0, ("I002", "t2"): 7.5, ("I001", "node"): "N777", ("I001", "r1"): True,
    }  # fmt: skip
    kata = {(u.kode, s): (a, b) for s in ("N001", "N002", "I001", "I002") for u, a, b in evaluate_row(plan(isi), s)}
    assert kata == {
        ("BRS01", "N001"): ("Rp 1.950.000.000,00", "Pagu murni"), ("BRS05", "N002"): ("N001", "Tujuan"),
        ("BRS11", "I001"): ("2", "Tipe target"), ("BRS10", "I001"): ("2,25", "2"), ("BRS12", "I002"): ("50", "7,5"),
        ("BRS04", "I001"): ("N777", "Milik"), ("BRS08", "I001"): ("", "Realisasi TW I"),
        ("BRS16", "I001"): ("", "Realisasi TW I"), ("BRS17", "I001"): ("7,5", "Target TW II"),
    }  # fmt: skip


def test_long_text_is_cut() -> None:
    """R3"""
    assert shorten_to("x" * 20, 20) == "x" * 20
    assert shorten_to("x" * 21, 20) == "x" * 17 + "..."
    (uji, a, b), = evaluate_row(plan({("I001", "r1"): "belum ada data dari desa"}), "I001")
    assert (a, b, uji.umum) == (shorten_to("belum ada data dari desa", uji.panjang), uji.label, True)
    assert a.endswith("...")


@pytest.mark.parametrize("tabel", SEMUA, ids=lambda t: t.kunci)
def test_messages_fit_two_lines(tabel: Tabel) -> None:
    """R3: with the longest {a} there can be, of one word or of many, and the label or the other value."""
    for u in daftar_uji(tabel):
        assert 10 <= u.panjang <= PANJANG_A
        assert "(" not in u.label or u.panjang == PANJANG_A
        panjang = [("x y " * 9)[:n] for n in range(u.panjang + 1)] + ["x" * n for n in range(u.panjang + 1)]
        for a in panjang:
            for b in [u.label] if u.kode not in {"BRS05", "BRS10", "BRS12"} else panjang:
                assert message_lines(isi_pesan(KATALOG_BARIS[u.kode].pesan, a, b)) <= 2, (u, a, b)


def test_only_used_rows_are_judged() -> None:
    """R2: a blank row has no missing cell, a row with one filled cell has; the profil is always looked at."""
    assert found({}, "N005") == set()
    assert found({("N005", "g"): 0.0}, "N005") == {("BRS02", "jenis"), ("BRS02", "uraian")}
    assert found({("N005", "sumber"): " "}, "N005") == {("BRS02", "jenis"), ("BRS02", "uraian")}
    assert first_failing(plan({}), "N005", ("jenis",)) == 0


def test_first_failing_counts_within_its_columns() -> None:
    """R2: each sheet shows its own columns."""
    rencana = plan({("N001", "g1"): "x", ("N001", "uraian"): None, ("N001", "pohon"): "?"})
    lembar = {("jenis", "uraian", "pohon"): ("BRS02", "uraian"), ("pagu", "g1"): ("BRS01", "g1"),
              ("pohon",): ("BRS03", "pohon")}  # fmt: skip
    for kolom, dicari in lembar.items():
        uji = daftar_uji(NODE, kolom)[first_failing(rencana, "N001", kolom) - 1]
        assert (uji.kode, uji.kolom) == dicari
    semua = [(u.kode, u.kolom) for u, _, _ in evaluate_row(rencana, "N001")]
    assert semua == [("BRS02", "uraian"), ("BRS03", "pohon"), ("BRS01", "g1")]
    assert daftar_uji(NODE)[first_failing(rencana, "N001") - 1] is evaluate_row(rencana, "N001")[0][0]


def test_checks_follow_from_the_description() -> None:
    """R2: what each kind of column is asked."""
    kode = {k.kunci: [u.kode for u in daftar_uji(NODE, (k.kunci,))] for k in NODE.kolom}
    assert kode["pagu"] == ["BRS08", "BRS01", "BRS06", "BRS19"]
    assert kode["jenis"] == ["BRS08", "BRS02", "BRS03"]
    assert kode["induk"] == ["BRS08", "BRS04", "BRS05"]
    assert kode["sumber"] == ["BRS08", "BRS14"]
    assert kode["g2"] == ["BRS08", "BRS01", "BRS06", "BRS15", "BRS19"]
    assert [u.kode for u in daftar_uji(TABEL_PROFIL, ("renstra_awal",))] == ["BRS08", "BRS01", "BRS06", "BRS09"]
    assert {u.kolom for u in daftar_uji(TABEL_PROFIL)} == {k.kunci for k in TABEL_PROFIL.kolom}
    with pytest.raises(KeyError):
        daftar_uji(NODE, ("tidak_ada",))


# --- formulas -----------------------------------------------------------------------------------------------------

_BOLEH = """IF AND OR NOT ISNUMBER ISTEXT ISLOGICAL ISERROR COUNT COUNTA COUNTIF SUM MIN MAX ROUND INT ABS INDEX MATCH
            TRIM SUBSTITUTE LEN LEFT SUMPRODUCT"""
BOLEH = set(_BOLEH.split())


class Rujukan:
    """References as long as in the book that tell where they point."""

    terpakai, sendiri, nbsp, level, level_induk, batas, capaian = (n.ljust(26, "_") for n in (
        "terpakai", "sendiri", "nbsp", "level", "level_induk", "batas", "capaian"))

    def mentah(self, kunci: str) -> str:
        return f"mentah_{kunci}".ljust(36, "_")

    def bersih(self, kunci: str) -> str:
        return f"bersih_{kunci}".ljust(26, "_")

    daftar = slot = kepakai = bersih


@pytest.mark.parametrize("tabel", SEMUA, ids=lambda t: t.kunci)
def test_formulas_fit(tabel: Tabel) -> None:
    """R4, R2: parts join to the whole table, in order, and their lists to the whole list."""
    r, kelompok, pangkal = Rujukan(), parts(tabel), 0
    assert [k for g in kelompok for k in g] == [k.kunci for k in tabel.kolom]
    for g in kelompok:
        rumus = number_formula(tabel, r, g, pangkal)
        assert len(rumus) < BATAS_PANJANG < 8192
        assert nesting(rumus) <= BATAS_SARANG < 64
        assert re.findall(r",(\d+),IF|,(\d+),0\)", rumus)[-1][1] == str(pangkal + len(daftar_uji(tabel, g)))
        for lain in (*special_formulas(tabel, r, "nomor", ('"a"', '"b"'), g, pangkal),
                     unit_bound_formula(r.bersih("uraian"), r.bersih("satuan"))):
            assert len(lain) < BATAS_PANJANG
            assert nesting(lain) <= BATAS_SARANG
            rumus += lain
        assert set(re.findall(r"([A-Z]+)\(", re.sub(r'"[^"]*"', "", rumus))) <= BOLEH
        pangkal += len(daftar_uji(tabel, g))
    satu_satu = [u for g in kelompok for u in daftar_uji(tabel, g)]
    assert [(u.kode, u.kolom) for u in satu_satu] == [(u.kode, u.kolom) for u in daftar_uji(tabel)]


def test_formula_that_excel_refuses_is_refused() -> None:
    """R4"""
    with pytest.raises(ValueError, match="indikator"):
        number_formula(INDIKATOR, Rujukan())
    assert nesting('IF(A1="((((",1,MAX(1,2))') == 2


def test_formulas_of_a_sheet() -> None:
    """R4: how many part formulas the sheets need."""
    kunci = [k.kunci for k in INDIKATOR.kolom]
    target, realisasi = kunci.index("tipe_target"), kunci.index("r1")
    banyak = [len(parts(INDIKATOR, tuple(g))) for g in (kunci[:target], kunci[target:realisasi], kunci[realisasi:])]
    assert banyak == [1, 2, 3]
    susunan = NODE.kolom.index(NODE.menurut_kunci["pagu"])
    assert [len(parts(NODE, tuple(k.kunci for k in g))) for g in (NODE.kolom[:susunan], NODE.kolom[susunan:])] == [1, 1]
