"""Excel's arithmetic in Python: what a cell can hold, what counts as a number, how Excel rounds and trims.

A raw cell value (`Nilai`) is None (blank), float/int, bool, str or `Galat` (an error such as #N/A).
Blank, 0, "-" and "Tidak relevan" are four different values and stay so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"


@dataclass(frozen=True)
class Galat:
    """An error value of a cell, as Excel prints it: Galat("#DIV/0!")."""

    teks: str

    def __str__(self) -> str:
        return self.teks


Nilai = None | bool | int | float | str | Galat


def is_number(nilai: Nilai) -> bool:
    """True for int and float; a bool, numeric-looking text ("71,4") and blank are not numbers."""
    return isinstance(nilai, int | float) and not isinstance(nilai, bool)


def excel_round(x: float, digits: int = 0) -> float:
    """ROUND as Excel does it: half away from zero on the 15-digit decimal view of x.

    >>> excel_round(1.005, 2), excel_round(-2.5), excel_round(0.285, 2)
    (1.01, -3.0, 0.29)
    """
    if digits >= 0:
        if abs(x) >= 1e15:
            return float(format(x, ".15g"))
        if x % 1 == 0:
            return float(x)  # nothing to round
    langkah = Decimal(1).scaleb(-digits)
    return float(Decimal(format(x, ".15g")).quantize(langkah, rounding=ROUND_HALF_UP))


def round_for_bound(x: float) -> float:
    """ROUND(ROUND(x,6),2): the value every engine compares with a class bound alike.

    Dasar: house rule, measured (DECISIONS.md, pembulatan sebelum batas kelas).
    """
    return excel_round(excel_round(x, 6), 2)


def as_number(nilai: Nilai) -> float | None:
    """The float of a number cell; None for everything else and for what no cell can hold (infinity)."""
    return float(nilai) if is_number(nilai) and math.isfinite(nilai) else None  # type: ignore[arg-type]


def clean_text(nilai: Nilai) -> str:
    """TRIM(SUBSTITUTE(x, NBSP, " ")) for text; "" for anything that is not text.

    Only the space character is trimmed and inner runs shrink to one, exactly as TRIM does.
    """
    if not isinstance(nilai, str):
        return ""
    return " ".join(bagian for bagian in nilai.replace(NBSP, " ").split(" ") if bagian)


def decimal(x: float | None, desimal: int = 2) -> str:
    """A number with decimal comma; "-" for nothing."""
    return "-" if x is None else f"{excel_round(x, desimal):.{desimal}f}".replace(".", ",")


def show_number(x: float) -> str:
    """A number as a sentence shows it: at most 15 digits, decimal comma, no thousands mark (71,4)."""
    if abs(x) < 1e15 and x == int(x):
        return str(int(x))
    return format(x, ".15g").replace(".", ",").upper()
