"""Excel's arithmetic in Python: what a cell can hold, what counts as a number, how Excel rounds and trims.

A raw cell value (`Nilai`) is None (blank), float/int, bool, str or `Galat` (an error such as #N/A).
Blank, 0, "-" and "Tidak relevan" are four different values and stay so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"


#: Every error Excel prints. Only these may stand behind "=" in a file of ours.
GALAT_EXCEL = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!",
})


@dataclass(frozen=True)
class Galat:
    """An error value of a cell, as Excel prints it: Galat("#DIV/0!"). A file may call anything so (`known`)."""

    teks: str

    @property
    def known(self) -> bool:
        """Is it one of Excel's, and not a text or formula that a file passes off as one?"""
        return self.teks in GALAT_EXCEL

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


def show_number(x: float) -> str:
    """A number as a sentence shows it: at most 15 digits, decimal comma, no thousands mark (71,4)."""
    if abs(x) < 1e15 and x == int(x):
        return str(int(x))
    return format(x, ".15g").replace(".", ",").upper()


def at_six(x: float) -> float:
    """ROUND(x,6): engines compare at 15 digits, so a last digit must not decide. From 1e15 on no digit is left."""
    return x if abs(x) >= 1e15 else excel_round(x, 6)


def same_text(a: str, b: str) -> bool:
    """Texts as `=` in a sheet compares them: by capitals, which is what the engines do with K, ſ and ı."""
    return a.upper() == b.upper()


def number_text(ref: str) -> str:
    """A number as show_number writes it, in any locale."""
    return f'SUBSTITUTE({ref}&"",".",",")'


#: Unrounded values agree when they differ by at most this much (of 1, or of the larger value).
TOLERANSI = 1e-9


def same_value(a: Nilai, b: Nilai) -> bool:
    """Do two results agree? Blank and "" are one; numbers within TOLERANSI; everything else must be equal."""
    if a in (None, "") and b in (None, ""):
        return not (is_number(a) or is_number(b))
    if is_number(a) and is_number(b):
        x, y = float(a), float(b)  # type: ignore[arg-type]
        return abs(x - y) <= TOLERANSI * max(1.0, abs(x), abs(y))
    return type(a) is type(b) and a == b


def shown(nilai: Nilai) -> str:
    """A value as a message shows it."""
    if nilai in (None, "") and not is_number(nilai):
        return "(kosong)"
    return show_number(float(nilai)) if is_number(nilai) else str(nilai)  # type: ignore[arg-type]


def shorten_to(teks: str, panjang: int) -> str:
    """A text cut to `panjang` characters, the last three of them dots."""
    return teks if len(teks) <= panjang else teks[:panjang - 3] + "..."
