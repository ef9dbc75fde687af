"""Scoring from inputs alone.

R1 nilai = bobot x capaian / 100, no rounding on the way. R2 blank, 0, "-" and "Tidak relevan" are four things.
R3 the three policies. R4 predikat at its bounds. R5 derived data follow their source. R6 the kode cek follows every
input and its position.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from test_instrumen import indikator, instrumen

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan, core_values, predikat_of, score, score_olahan
from kinerja_core.lembar.isian import Isian

KELURAHAN = {"kode": "jumlah_kelurahan", "label": "Jumlah kelurahan"}
TR = {"bila_nol": ["jumlah_kelurahan"], "sebab": "tidak ada kelurahan"}


def hasil(isi: dict[tuple[str, str], Nilai], **lain: Any) -> Hasil:
    data = instrumen(indikator("i01", "60"), indikator("i02", "40", tidak_relevan=TR), **lain)
    data["data_umum"] = [KELURAHAN]
    return score(parse_instrumen(data), Isian(None, isi))


PENUH: dict[tuple[str, str], Nilai] = {
    ("jumlah_kelurahan", "isi"): 2, ("i01", "pembilang"): 1, ("i01", "penyebut"): 3,
    ("i02", "pembilang"): 2, ("i02", "penyebut"): 4}


def test_no_rounding_on_the_way() -> None:
    h = hasil(PENUH)
    assert h.of("i01").nilai == 60 * (1 / 3 * 100) / 100
    assert h.nilai_akhir == pytest.approx(40, abs=1e-12)
    assert h.nilai_bulat == 40
    assert (h.terisi, h.of("i01").terisi) == (2, True)


@pytest.mark.parametrize(("nilai", "capaian", "kode"), [
    (None, None, "ISI01"), ("  ", None, "ISI01"), (0, 0.0, ""), ("-", None, "ISI04"), ("–", None, "ISI04"),
    ("Tidak relevan", None, "ISI13"), ("1", None, "ISI05"), (" 71,4 ", None, "ISI05"), ("1.950", None, "ISI05"),
    ("Rp 5.000", None, "ISI05"), ("8O", None, "ISI06"), ("satu", None, "ISI06"), (True, None, "ISI03"),
    (Galat("#N/A"), None, "ISI02"), (-1, None, "ISI07"), (1e308, None, "ISI08"), (0.5, None, "ISI09"),
    (float("inf"), None, "ISI02"), (float("nan"), None, "ISI02"),
])
def test_blank_zero_dash_and_not_relevant_are_four_things(nilai: Nilai, capaian: float | None, kode: str) -> None:
    h = hasil({**PENUH, ("i01", "pembilang"): nilai})
    assert h.of("i01").capaian == capaian
    assert h.of("i01").nilai == capaian
    assert kode in [k for k, _, _ in h.uji]
    assert h.nilai_akhir == pytest.approx(20, abs=1e-12)


@pytest.mark.parametrize(("kebijakan", "nilai", "akhir"), [
    ("nol", 0.0, 20.0), ("penuh", 40.0, 60.0), ("normalisasi", None, 20 / 60 * 100)])
def test_policies(kebijakan: str, nilai: float | None, akhir: float) -> None:
    isi = {("jumlah_kelurahan", "isi"): 0, ("i01", "pembilang"): 1, ("i01", "penyebut"): 3}
    h = hasil(isi, kebijakan_tidak_relevan=kebijakan)
    assert h.of("i02").capaian == "Tidak relevan"
    assert h.of("i02").nilai == nilai
    assert h.terisi == 2
    assert h.nilai_akhir == pytest.approx(akhir, abs=1e-12)


@pytest.mark.parametrize(("kebijakan", "akhir"), [("nol", 25.0), ("penuh", 25.0), ("normalisasi", 50.0)])
def test_only_normalising_makes_100_of_the_weights(kebijakan: str, akhir: float) -> None:
    """Of an instrument that is still being written and whose weights are no 100 yet."""
    isi = {k: v for k, v in PENUH.items() if k[0] == "i02"}
    data = instrumen(indikator("i02", "50"), kebijakan_tidak_relevan=kebijakan)
    assert score(parse_instrumen(data), Isian(None, isi)).nilai_akhir == akhir


def test_normalising_with_nothing_left_gives_0() -> None:
    data = instrumen(indikator("i01", "100", tidak_relevan=TR))
    data["data_umum"] = [KELURAHAN]
    h = score(parse_instrumen(data), Isian(None, {("jumlah_kelurahan", "isi"): 0}))
    assert h.nilai_akhir == 0
    assert h.aspek[0].persen is None


def test_unknown_fact_leaves_the_indicator_relevant() -> None:
    h = hasil({k: v for k, v in PENUH.items() if k[0] != "jumlah_kelurahan"})
    assert h.of("i02").relevan
    assert h.of("i02").capaian == 50


def test_data_where_not_relevant_are_told_and_do_not_count() -> None:
    h = hasil({**PENUH, ("jumlah_kelurahan", "isi"): 0})
    assert [k for k, _, _ in h.uji].count("ISI12") == 2
    assert h.of("i02").nilai is None


def test_predikat_at_its_bounds() -> None:
    tabel = [{"predikat": p, "batas": Decimal(b), "termasuk_batas": False}
             for p, b in (("AA", "90"), ("A", "80"), ("BB", "70"), ("B", "60"), ("D", "-1"))]
    ins = parse_instrumen(instrumen(indikator("i01", "100"), predikat=tabel))
    for nilai, predikat in ((70, "B"), (70.004, "B"), (70.005, "BB"), (90, "A"), (90.01, "AA"), (0, "D")):
        assert predikat_of(ins, nilai) == predikat, nilai
    assert predikat_of(parse_instrumen(instrumen(indikator("i01", "100"))), 99) is None


def test_derived_data_follow_their_source() -> None:
    data = instrumen(
        indikator("i01", "60", data=[{"kunci": "pembilang", "label": "a"},
                                     {"kunci": "penyebut", "label": "b", "fakta": "jumlah"}]),
        indikator("i02", "40", data=[{"kunci": "pembilang", "label": "a"},
                                     {"kunci": "penyebut", "label": "b", "dari": "i01.penyebut"}]))
    data["data_umum"] = [KELURAHAN, {"kode": "jumlah_desa", "label": "x"},
                         {"kode": "jumlah", "label": "y", "jumlah_dari": ["jumlah_kelurahan", "jumlah_desa"]}]
    isi: dict[tuple[str, str], Nilai] = {
        ("jumlah_kelurahan", "isi"): 1, ("jumlah_desa", "isi"): 3, ("i01", "pembilang"): 1, ("i02", "pembilang"): 2}
    h = score(parse_instrumen(data), Isian(None, isi))
    assert (h.of("i01").capaian, h.of("i02").capaian) == (25, 50)
    kurang = score(parse_instrumen(data), Isian(None, {**isi, ("jumlah_desa", "isi"): None}))
    assert (kurang.of("i01").capaian, kurang.of("i02").capaian) == (None, None)


def test_a_sum_that_is_not_known_bounds_nothing() -> None:
    """A fact bounds an input once each of the facts it is the sum of is in order, and then with the sum."""
    maks = {"kunci": "pembilang", "label": "a", "batas_fakta": "jumlah"}
    data = instrumen(indikator("i01", "100", data=[maks, {"kunci": "penyebut", "label": "b"}]))
    data["data_umum"] = [KELURAHAN, {"kode": "jumlah_desa", "label": "x"},
                         {"kode": "jumlah", "label": "y", "jumlah_dari": ["jumlah_kelurahan", "jumlah_desa"]}]
    isi: dict[tuple[str, str], Nilai] = {("i01", "pembilang"): 4, ("i01", "penyebut"): 8}
    for kelurahan, desa, capaian in ((1, 3, 50.0), (1, 2, None), (1, None, 50.0), (None, 3, 50.0)):
        umum = {("jumlah_kelurahan", "isi"): kelurahan, ("jumlah_desa", "isi"): desa}
        h = score(parse_instrumen(data), Isian(None, isi | umum))
        assert h.of("i01").capaian == capaian, umum
        assert [k for k, _, _ in h.uji].count("ISI08") == (capaian is None), umum


def test_what_the_formula_cells_show() -> None:
    """A predikat nobody has is "-"; a derived datum shows its number, and nothing while its source does not count."""
    data = instrumen(indikator("i01", "100", data=[{"kunci": "pembilang", "label": "a"},
                                                   {"kunci": "penyebut", "label": "b", "fakta": "jumlah_kelurahan"}]))
    data["data_umum"] = [KELURAHAN]
    ins, turunan = parse_instrumen(data), ("i01", "penyebut")
    for kelurahan, sah, angka, tampil in ((4, 1, 4, 4), (None, 0, 0, "")):
        o = Olahan(ins, Isian(None, {("jumlah_kelurahan", "isi"): kelurahan, ("i01", "pembilang"): 1}))
        nilai = core_values(o, score_olahan(o))
        assert (nilai["sah", turunan], nilai["angka", turunan], nilai["turunan", turunan]) == (sah, angka, tampil)
        assert nilai["predikat"] == "-"
        assert nilai["capaian", "i01"] == (25 if sah else "")


def test_answered_not_relevant_where_the_author_allows_it() -> None:
    data = instrumen(indikator("i01", "60", tidak_relevan={"boleh_dijawab": True}), indikator("i02", "40"))
    isi = {k: v for k, v in PENUH.items() if k[0] == "i02"}
    h = score(parse_instrumen(data), Isian(None, {**isi, ("i01", "pembilang"): "tidak relevan "}))
    assert not h.of("i01").relevan
    assert h.nilai_akhir == 50
    assert "ISI13" not in [k for k, _, _ in h.uji]


def test_kode_cek_follows_every_input_and_its_position() -> None:
    asal = hasil(PENUH).kode_cek
    tukar = {**PENUH, ("i01", "pembilang"): 3, ("i01", "penyebut"): 1}
    lain = [hasil({**PENUH, k: 7}).kode_cek for k in PENUH] + [hasil(tukar).kode_cek]
    lain += [hasil({**PENUH, ("i01", "bukti"): t}).kode_cek for t in ("SK 1", "SK a", "ea")]
    assert len({asal, *lain}) == len(lain) + 1
    assert hasil(copy.deepcopy(PENUH)).kode_cek == asal
