"""Excel's arithmetic: rounding on the 15-digit view, what a number is, how text is trimmed and shown."""

from __future__ import annotations

import pytest

from kinerja_core.dasar.excelmath import (
    NBSP,
    Galat,
    Nilai,
    as_number,
    clean_text,
    excel_round,
    round_for_bound,
    show_number,
)


@pytest.mark.parametrize(("x", "digits", "hasil"), [
    (1.005, 2, 1.01), (2.675, 2, 2.68), (-2.5, 0, -3.0), (0.285, 2, 0.29), (1234567.5, 0, 1234568.0),
    (0.1 + 0.2, 15, 0.3), (1e22, 6, 1e22), (1e300, 2, 1e300), (-1e-300, 2, 0.0), (99.995, 2, 100.0),
])
def test_rounds_half_away_from_zero_on_15_digits(x: float, digits: int, hasil: float) -> None:
    assert excel_round(x, digits) == hasil


def test_bounds_are_met_at_two_decimals() -> None:
    assert round_for_bound(69.994999) == 69.99
    assert round_for_bound(69.9949999999) == 70.0
    assert round_for_bound(0.1 + 0.7) == 0.8


@pytest.mark.parametrize(("nilai", "angka"), [
    (0, 0.0), (1.5, 1.5), (True, None), ("71,4", None), (None, None), ("-", None), (Galat("#N/A"), None),
    (float("inf"), None), (float("nan"), None)])
def test_what_a_number_is(nilai: Nilai, angka: float | None) -> None:
    assert as_number(nilai) == angka


def test_text_is_trimmed_as_trim_does() -> None:
    assert clean_text(f" {NBSP}Sangat   Baik{NBSP}") == "Sangat Baik"
    assert clean_text("\tAda") == "\tAda"
    assert clean_text(5) == ""


@pytest.mark.parametrize(("x", "teks"), [(15.0, "15"), (71.4, "71,4"), (3659837085.0, "3659837085"), (-0.5, "-0,5")])
def test_numbers_in_sentences(x: float, teks: str) -> None:
    assert show_number(x) == teks
