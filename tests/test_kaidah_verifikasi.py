"""What a verifier decides of a row, without files.

R1 values are compared as a sheet compares them. R2 which rows there are, and which have to be decided. R3 what counts
of values and decisions. The state of a row stands in `test_verifikasi`.
"""

from __future__ import annotations

from typing import Any

import pytest
from bantu.kiriman import LENGKAP, variant
from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.provinsi.verifikasi.kaidah import (
    KEPUTUSAN,
    AkibatTanpaBukti,
    Butir,
    Jawaban,
    Verifikasi,
    differs,
    filled,
    items,
    plain_value,
)

ADA = Jawaban(isian={("b01", "pembilang"): 1.0})


def row(v: Verifikasi, kode: str) -> Butir:
    return next(b for b in v.butir if b.kode == kode)


@pytest.mark.parametrize(("kini", "asal", "beda"), [
    (None, None, False), (" ", None, False), (0.0, None, True), ("Ya", None, True), (None, 0.0, True),
    (0.0, 0.0, False), (1, 1.0, False), (2.0, 1.0, True), (0.1 + 0.2, 0.3, False), (1.00000000000001, 1.0, True),
    ("Cukup", "cukup", False), ("Cukup", "Baik", True), ("1", 1.0, True), (1.0, "1", True),
])
def test_another_value(kini: Nilai, asal: Nilai, beda: bool) -> None:
    """R1"""
    assert differs(kini, asal) is beda


@pytest.mark.parametrize(("nilai", "isi", "polos"), [
    (None, False, None), ("", False, ""), ("  ", False, "  "), ("-", True, "-"), (0.0, True, 0.0),
    (True, True, "TRUE"), (False, True, "FALSE"), (Galat("#N/A"), True, "#N/A"),
])
def test_what_the_office_had_as_the_workbook_shows_it(nilai: Nilai, isi: bool, polos: Nilai) -> None:
    """R1"""
    assert (filled(nilai), plain_value(nilai)) == (isi, polos)


def test_the_rows() -> None:
    """R2: facts that are typed numbers and have to be, then every indicator with what is typed of it."""
    umum = [{"kode": "jumlah_desa", "label": "Desa"}, {"kode": "jumlah_kelurahan", "label": "Kelurahan"},
            {"kode": "wilayah", "label": "Wilayah", "jumlah_dari": ["jumlah_desa", "jumlah_kelurahan"]},
            {"kode": "alamat", "label": "Alamat", "jenis": "teks"}, {"kode": "luas", "label": "Luas", "wajib": False}]
    butir = items(variant(data_umum=umum))
    assert [b.kode for b in butir] == ["jumlah_desa", "jumlah_kelurahan", *(f"b0{n}" for n in range(1, 7))]
    per = {b.kode: b for b in butir}
    assert per["b01"].kotak == (("b01", "pembilang"),)  # its penyebut is a fact
    assert per["jumlah_desa"].kotak == (("jumlah_desa", "isi"),)
    assert (per["b02"].keputusan, per["jumlah_desa"].keputusan) == (KEPUTUSAN, ("Sesuai", "Tidak sesuai"))
    assert [k for k, b in per.items() if b.boleh_dijawab] == ["b02"]


@pytest.mark.parametrize(("kode", "jawaban", "perlu", "keadaan"), [
    ("b01", Jawaban(), False, ""), ("b01", ADA, False, "VRF21"), ("b01", Jawaban(catatan="x"), False, "VRF21"),
    ("b01", Jawaban("Sesuai"), False, ""), ("b02", Jawaban(), True, "VRF21"), ("b03", Jawaban(), True, "VRF21"),
    ("jumlah_desa", Jawaban(), True, "VRF21"),
])
def test_what_does_not_apply_needs_no_decision(kode: str, jawaban: Jawaban, perlu: bool, keadaan: str) -> None:
    """R2: but what is decided of it all the same is looked at; an office's own answer has to be decided."""
    asal: dict[Any, Nilai] = {**LENGKAP, ("jumlah_desa", "isi"): 0.0, ("b02", "pembilang"): "Tidak relevan"}
    v = Verifikasi(BUATAN, asal, {kode: jawaban})
    assert (v.needed(row(v, kode)), v.state(row(v, kode))) == (perlu, keadaan)
    assert (kode in [b.kode for b, _ in v.open()]) is bool(keadaan)


@pytest.mark.parametrize(("jawaban", "akibat", "nilai"), [
    (Jawaban(), "nol", 2.5), (Jawaban("Sesuai"), "nol", 2.5), (Jawaban("Tidak sesuai", isian={("b03", "n"): " "}),
                                                                "nol", 2.5),
    (Jawaban("Tidak sesuai", isian={("b03", "n"): 0.0}), "nol", 0.0), (Jawaban("TIDAK ADA BUKTI"), "nol", None),
    (Jawaban("Tidak ada bukti", isian={("b03", "n"): 9.0}), "nol", None), (Jawaban("Tidak ada bukti"), "tetap", 2.5),
])
def test_the_value_that_counts(jawaban: Jawaban, akibat: AkibatTanpaBukti, nilai: Nilai) -> None:
    """R3"""
    v = Verifikasi(BUATAN, LENGKAP, {"b03": jawaban}, akibat)
    assert v.isian.get(("b03", "n")) == nilai
    assert {k: x for k, x in v.isian.items() if k[0] != "b03"} == {k: x for k, x in LENGKAP.items() if k[0] != "b03"}


def test_a_fact_has_a_value_with_or_without_evidence() -> None:
    """R3: a decision that a fact cannot have takes nothing away."""
    v = Verifikasi(BUATAN, LENGKAP, {"jumlah_desa": Jawaban("Tidak ada bukti")})
    assert (v.isian["jumlah_desa", "isi"], v.state(row(v, "jumlah_desa"))) == (5.0, "VRF22")
