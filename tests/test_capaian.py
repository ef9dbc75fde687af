"""Arithmetic of target, realisasi and capaian in Python (both engines: engines/test_capaian_mesin.py).

C1 every edge example; C2 the figures of domain.md 3-4; C3 no input raises or gives anything but a finite number,
"-", "Tidak diukur" or None; C4 class tables leave no gap and refuse bounds that the formula could not tell apart;
C5 formulas use the allowed functions only, name no class bound and no machine's date.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_core.buku_kinerja.capaian import (
    CAPAIAN,
    DIBATASI,
    EFISIENSI,
    HITUNGAN,
    IKM,
    KEMAJUAN,
    NEGATIF,
    PENYERAPAN,
    PREDIKAT,
    REALISASI_TW,
    RERATA,
    SAMPAI_TW2,
    SAMPAI_TW4,
    SETAHUN,
    STRIP,
    TIDAK_DIUKUR,
)
from kinerja_core.buku_kinerja.kelas import KLASIFIKASI, Kelas, Klasifikasi, class_of
from kinerja_core.buku_kinerja.rencana import BATAS_CAPAIAN, BOBOT_SKM, RUMUS_NEGATIF, TIPE_TARGET
from kinerja_core.dasar.excelmath import round_for_bound

TIPE = {kode: kata for kata, kode in TIPE_TARGET.items()}
RUMUS = {kode: kata for kata, kode in RUMUS_NEGATIF.items()}
NILAI = st.one_of(
    st.none(), st.sampled_from(["-", TIDAK_DIUKUR, 0.0, 1e-300, -1e-300, 5e-10, 1e12, -1e12]), st.floats(-1e12, 1e12)
)
KATA = st.sampled_from([None, "", "lain", NEGATIF, *TIPE_TARGET, *RUMUS_NEGATIF])
BOLEH = {"IF", "AND", "OR", "NOT", "IFERROR", "ISNUMBER", "ISTEXT", "COUNT", "COUNTIF", "SUM", "AVERAGE", "MIN", "MAX",
         "ROUND", "INDEX", "MATCH", "LOOKUP", "ABS", "SUMPRODUCT"}  # fmt: skip


@pytest.mark.parametrize(("nama", "args", "harapan"), [(h.nama, *t) for h in HITUNGAN.values() for t in h.tepi])
def test_edges(nama: str, args: tuple[Any, ...], harapan: Any) -> None:
    """C1: 0 is not blank and blank not "-"; numbers at 1e-12."""
    hasil = HITUNGAN[nama].evaluate(*args)
    assert type(hasil) is type(harapan) or (isinstance(hasil, int) and isinstance(harapan, float))
    assert hasil == (pytest.approx(harapan, rel=1e-12) if isinstance(harapan, float) else harapan)


@pytest.mark.parametrize(("tipe", "tw", "harapan"), [
    ("sampai_dengan", (25, 50, 75, 100), 100), ("sampai_dengan", (10, 15, 20, 26), 26),
    ("kondisi_akhir", (187, 187, 187, 187), 187), ("kondisi_akhir", (10, 8, 8, 8), 8),
    ("kondisi_akhir", (40, 60, 70, 86), 86), ("per_tw", (3, 3, 3, 3), 12), ("per_tw", (4, 5, 5, 5), 19),
    ("satu_tw", (1, "-", "-", "-"), 1), ("satu_tw", ("-", "-", "-", 4), 4), ("rata_rata", (70, 80, "-", None), 75),
])  # fmt: skip
def test_quarterly_paths_of_kemangkon(tipe: str, tw: tuple[Any, ...], harapan: float) -> None:
    """C2"""
    assert SETAHUN.evaluate(TIPE[tipe], *tw, None) == harapan
    assert SAMPAI_TW4.evaluate(TIPE[tipe], *tw) == harapan


def test_realisasi_counts_filled_quarters_only() -> None:
    """C2: two quarters filled; what is not filled yet is neither 0 nor a reason to wait."""
    assert SETAHUN.evaluate(TIPE["kondisi_akhir"], 40, 61, None, None, None) == 61
    assert SETAHUN.evaluate(TIPE["per_tw"], 3, 2, None, None, None) == 5
    assert SETAHUN.evaluate(TIPE["per_tw"], 3, 0, None, None, None) == 3
    assert SETAHUN.evaluate(TIPE["kondisi_akhir"], 40, 0, None, None, None) == 0
    assert SAMPAI_TW2.evaluate(TIPE["per_tw"], 3, 3) == 6
    assert SETAHUN.evaluate("", None, None, None, None, 82.47) == 82.47
    assert REALISASI_TW.evaluate(None, 8, 19) == pytest.approx(8 / 19 * 100, rel=1e-15)


@pytest.mark.parametrize(("rumus", "harapan"), [("selisih", 150), ("rasio_terbalik", 200), ("sisa", 50)])
def test_three_formulas_where_less_is_better(rumus: str, harapan: float) -> None:
    """C2: T = 10, R = 5; the word counts only there."""
    assert CAPAIAN.evaluate(10, 5, NEGATIF, RUMUS[rumus]) == harapan
    assert CAPAIAN.evaluate(10, 5, "Positif", RUMUS[rumus]) == 50


def test_formulas_are_those_of_the_words() -> None:
    """C2: the first word is what a blank cell means, and every word has its formula."""
    t, r = 8.0, 3.0
    harapan = {"selisih": (2 * t - r) / t, "rasio_terbalik": t / r, "sisa": (t - r) / t}
    assert set(RUMUS_NEGATIF.values()) == set(harapan)
    for kata, kode in RUMUS_NEGATIF.items():
        assert CAPAIAN.evaluate(t, r, NEGATIF, kata) == pytest.approx(harapan[kode] * 100, rel=1e-14)
    assert CAPAIAN.evaluate(t, r, NEGATIF, "") == CAPAIAN.evaluate(t, r, NEGATIF, next(iter(RUMUS_NEGATIF)))


def test_zero_target() -> None:
    """C2"""
    assert CAPAIAN.evaluate(0, 0, NEGATIF, "") == 100
    assert CAPAIAN.evaluate(0, 0, "Positif", "") == TIDAK_DIUKUR
    assert CAPAIAN.evaluate(0, 1, NEGATIF, "") == TIDAK_DIUKUR


def test_ceiling() -> None:
    """C2: every ceiling a plan can name."""
    hasil = {kata: DIBATASI.evaluate(150.0, batas) for kata, batas in BATAS_CAPAIAN.items()}
    assert hasil == {"Tanpa batas": 150, "100": 100, "110": 110, "120": 120}


def test_budget_of_sokobanah() -> None:
    """C2: tables 3.6 and 3.5 (total 94,22 %; 99,99 % over 100 % prints 0,99, cut not rounded)."""
    assert round_for_bound(PENYERAPAN.evaluate(2_508_522_933, 2_662_394_679)) == 94.22
    assert EFISIENSI.evaluate(99.99, 100.0) == pytest.approx(0.9999)
    assert round_for_bound(KEMAJUAN.evaluate(82.47, 85)) == 97.02


def test_roll_up() -> None:
    """C2: what is not measured is left out, 0 is not."""
    assert RERATA.evaluate([100, 100, 75, 100]) == 93.75
    assert RERATA.evaluate([100, TIDAK_DIUKUR, "-", None, 0]) == 50


def test_ikm() -> None:
    """C2: the printed weight gives 1 % less than 1/9, and too little for the lowest class's printed bound."""
    cetak, tepat = (IKM.evaluate([3.3] * 9, b) for b in BOBOT_SKM.values())
    assert (cetak, tepat) == (pytest.approx(81.675), pytest.approx(82.5))
    assert PREDIKAT["skm"].evaluate(IKM.evaluate([1] * 9, 0.11)) == "D"


@pytest.mark.parametrize(("kunci", "nilai", "harapan"), [
    ("capaian", 91, "Sangat Tinggi"), ("capaian", 90, "Tinggi"), ("capaian", 76, "Tinggi"), ("capaian", 75, "Sedang"),
    ("capaian", 66, "Sedang"), ("capaian", 65, "Rendah"), ("capaian", 51, "Rendah"), ("capaian", 50, "Sangat Rendah"),
    ("capaian", 90.5, "Sangat Tinggi"), ("akip", 70.00, "B"), ("akip", 70.01, "BB"), ("akip", 90.004, "A"),
    ("akip", 30, "D"), ("akip", 62, "B"), ("skm", 64.99, "D"), ("skm", 65.00, "C"), ("skm", 76.60, "C"),
    ("skm", 76.61, "B"), ("skm", 88.30, "B"), ("skm", 88.31, "A"), ("skm", 82.47, "B"), ("skm", 88.305, "A"),
])  # fmt: skip
def test_class_bounds(kunci: str, nilai: float, harapan: str) -> None:
    """C2: bounds of the three regulations, on two decimals as Excel rounds."""
    assert PREDIKAT[kunci].evaluate(nilai) == harapan


@pytest.mark.parametrize("nama", HITUNGAN)
@given(data=st.data())
def test_no_input_breaks_it(nama: str, data: st.DataObject) -> None:
    """C3"""
    args: list[Any] = [data.draw(st.lists(NILAI, max_size=9) if isinstance(a, list) else
                                 KATA if isinstance(a, str) and a not in (STRIP, TIDAK_DIUKUR) else NILAI | KATA)
                       for a in HITUNGAN[nama].tepi[0][0]]  # fmt: skip
    hasil = HITUNGAN[nama].evaluate(*args)
    kelas = {k.nama for t in KLASIFIKASI.values() for k in t.kelas} if nama.startswith("PREDIKAT") else set()
    lewat = set(args) if nama == "DIBATASI" else set()
    assert hasil is None or hasil in {STRIP, TIDAK_DIUKUR} | kelas | lewat or math.isfinite(hasil)


@given(t=NILAI, r=NILAI, polaritas=KATA, rumus=KATA)
def test_capaian_is_never_below_zero(t: Any, r: Any, polaritas: Any, rumus: Any) -> None:
    """C3"""
    hasil = CAPAIAN.evaluate(t, r, polaritas, rumus)
    assert not isinstance(hasil, float) or hasil >= 0


@given(st.lists(NILAI, min_size=4, max_size=4), KATA)
def test_year_is_up_to_the_fourth_quarter(tw: list[Any], tipe: str | None) -> None:
    """C3: without a value for the year the two agree."""
    assert SETAHUN.evaluate(tipe, *tw, None) == SAMPAI_TW4.evaluate(tipe, *tw)


@pytest.mark.parametrize("kunci", KLASIFIKASI)
def test_classes_leave_no_gap(kunci: str) -> None:
    """C4: going up by a thousandth the class never goes down, and every class is met."""
    urutan = [k.nama for k in KLASIFIKASI[kunci].kelas]
    terlihat = [urutan.index(str(class_of(n / 1000, KLASIFIKASI[kunci]))) for n in range(-2000, 101_000)]
    assert terlihat == sorted(terlihat)
    assert set(terlihat) == set(range(len(urutan)))


@pytest.mark.parametrize("kelas", [
    (), (Kelas("a", 0, True), Kelas("b", 0, True)), (Kelas("a", 5, True), Kelas("b", 1, True)),
    (Kelas("a", 0, True), Kelas("b", 1.005, True)), (Kelas("a", 0, False), Kelas("b", 1, True)),
])  # fmt: skip
def test_unusable_tables_are_refused(kelas: tuple[Kelas, ...]) -> None:
    """C4"""
    with pytest.raises(ValueError, match="uji: batas"):
        Klasifikasi("uji", kelas, "Tanpa", date(2020, 1, 1), "")


def test_tables_say_where_they_come_from() -> None:
    """C4"""
    assert {k: (t.dasar_hukum, t.berlaku.year) for k, t in KLASIFIKASI.items()} == {
        "capaian": ("Permendagri 86/2017", 2017), "akip": ("PermenPANRB 88/2021", 2021),
        "skm": ("PermenPANRB 14/2017", 2017)}  # fmt: skip
    assert set(PREDIKAT) == set(KLASIFIKASI)


@pytest.mark.parametrize("nama", HITUNGAN)
def test_formula_text(nama: str) -> None:
    """C5"""
    banyak = 3 if nama.startswith("PREDIKAT") else len(HITUNGAN[nama].tepi[0][0])
    rumus = HITUNGAN[nama].render(*(f"sel_{n}" for n in range(banyak)))
    kode = re.sub(r'"[^"]*"|sel_\d', "", rumus)
    assert set(re.findall(r"[A-Z]+", kode)) <= BOLEH
    assert rumus.count("(") - rumus.count(")") == sum(t.count("(") - t.count(")") for t in re.findall('"[^"]*"', rumus))
    assert not rumus.startswith("=")
    assert set(re.findall(r"\d+", kode)) <= {"0", "1", "2", "6", "9", "10", "25", "100"}


def test_bounds_are_not_in_the_formula() -> None:
    """C5: the only numbers are digits of ROUND and the first place."""
    for hitungan in PREDIKAT.values():
        assert set(re.findall(r"\d+", hitungan.render("n", "batas", "nama"))) == {"1", "2", "6"}
