"""Values against values as every spreadsheet program reckons them: compared, counted, joined, sought.

Where programs may differ (numbers written as text, texts put in order, TRUE beside numbers, numbers that differ in
their last digits) the answer is KeyError, never a guess.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number, show_number

#: An error that arises here: programs give it different names, so it is never told, only caught by IFERROR.
GALAT = Galat("?")
#: Numbers that differ by less than this (of the larger) without being equal are equal to some programs.
_DEKAT = 1e-11
#: Characters a cell can hold.
_TEKS_MAKS = 32_767
_SYARAT = re.compile(r"(<=|>=|<|>|=)?(-?[0-9]{1,9}(?:\.[0-9]{1,6})?)")
_PUTUS: dict[str, Callable[[int], bool]] = {
    "=": lambda n: n == 0, "<>": lambda n: n != 0, "<": lambda n: n < 0, ">": lambda n: n > 0,
    "<=": lambda n: n <= 0, ">=": lambda n: n >= 0,
}  # fmt: skip
#: Signs that stand between two values.
OPERATOR = frozenset(["&", "+", "-", "*", "/", *_PUTUS])


def _error(a: Nilai, b: Nilai) -> Galat | None:
    """What becomes of two values when one is an error; beside another error or a text its name is not certain."""
    if isinstance(a, Galat):
        return a if a == b or not isinstance(b, Galat | str) else GALAT
    if isinstance(b, Galat):
        return b if not isinstance(a, str) else GALAT
    return None


def _skeleton(teks: str) -> str:
    """What is left of a text when accents, widths, capitals and invisible characters do not count."""
    pecah = unicodedata.normalize("NFKD", teks).casefold()
    return "".join(h for h in pecah if unicodedata.category(h) not in {"Mn", "Me", "Cf", "Cc"})


def _plain(teks: str) -> bool:
    return teks.isascii() and teks.isprintable()


def _same_text(a: str, b: str) -> bool:
    if a == b:
        return True
    if _plain(a) and _plain(b):
        return a.lower() == b.lower()
    if a.casefold() == b.casefold() and a.upper() == b.upper():
        return True
    if _skeleton(a) == _skeleton(b):
        raise KeyError(a)
    return False


def _order_numbers(a: float, b: float) -> int:
    if a == b:
        return 0
    if abs(a - b) <= _DEKAT * max(abs(a), abs(b)):
        raise KeyError(a)
    return -1 if a < b else 1


def _order(a: Nilai, b: Nilai, *, hanya_sama: bool) -> int:
    """Below 0, 0 or above 0, as Excel puts two values in order: numbers before texts, a blank as its neighbour."""
    a = _beside(a, b)
    b = _beside(b, a)
    if isinstance(a, bool) or isinstance(b, bool):
        raise KeyError(str(a))
    if isinstance(a, str) and isinstance(b, str):
        if _same_text(a, b):
            return 0
        if not hanya_sama:
            raise KeyError(a)
        return 1
    if isinstance(a, int | float) and isinstance(b, int | float):
        return _order_numbers(a, b)
    return 1 if isinstance(a, str) else -1


def _beside(nilai: Nilai, lain: Nilai) -> Nilai:
    if nilai is not None:
        return nilai
    return "" if isinstance(lain, str) else 0


def _compare(tanda: str, a: Nilai, b: Nilai) -> Nilai:
    if (galat := _error(a, b)) is not None:
        return galat
    return _PUTUS[tanda](_order(a, b, hanya_sama=tanda in {"=", "<>"}))


def as_operand(nilai: Nilai) -> float:
    """A value an operator counts with: blank 0, TRUE 1. Texts are turned into numbers by some programs only."""
    if nilai is None:
        return 0
    if isinstance(nilai, int | float) and math.isfinite(nilai):
        return nilai
    raise KeyError(str(nilai))


def total(suku: list[float]) -> float:
    """A sum; KeyError when what is left of it may be a last digit only."""
    hasil = sum(suku)
    if not math.isfinite(hasil) or (hasil and abs(hasil) <= _DEKAT * sum(map(abs, suku))):
        raise KeyError(hasil)
    return hasil


def _calculate(tanda: str, a: Nilai, b: Nilai) -> Nilai:
    if (galat := _error(a, b)) is not None:
        return galat
    x, y = as_operand(a), as_operand(b)
    if tanda in "+-":
        return total([x, y if tanda == "+" else -y])
    if tanda == "/" and y == 0:
        return GALAT
    hasil = x * y if tanda == "*" else x / y
    if not math.isfinite(hasil) or (hasil == 0 and x != 0 and y != 0):
        raise KeyError(hasil)
    return hasil


def text_of(nilai: Nilai) -> str:
    """A value as `&` writes it, where every program writes it so."""
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return nilai
    if isinstance(nilai, int | float) and not isinstance(nilai, bool) and abs(nilai) < 1e9 and nilai == int(nilai):
        return show_number(float(nilai))
    raise KeyError(str(nilai))


def decimal_text(nilai: Nilai) -> str:
    """A number with a decimal comma: SUBSTITUTE(x&"",".",",") is one text wherever x is short."""
    if isinstance(nilai, float) and 1e-3 <= abs(nilai) < 1e9 and float(format(nilai, ".9g")) == nilai:
        return show_number(nilai)
    return text_of(nilai)


def _join(a: Nilai, b: Nilai) -> Nilai:
    if (galat := _error(a, b)) is not None:
        return galat
    if len(teks := text_of(a) + text_of(b)) > _TEKS_MAKS:
        raise KeyError("&")
    return teks


def condition(syarat: Nilai) -> Callable[[Nilai], bool]:
    """The test of COUNTIF and SUMIF for a number, or for a text such as ">0". Other values are not worked out."""
    cocok = _SYARAT.fullmatch(syarat if isinstance(syarat, str) else text_of(syarat))
    if syarat is None or cocok is None:
        raise KeyError(str(syarat))
    tanda, batas = _PUTUS[cocok[1] or "="], float(cocok[2])

    def berlaku(nilai: Nilai) -> bool:
        if isinstance(nilai, bool | Galat) or (nilai is None and tanda(_order_numbers(0, batas))):
            raise KeyError(str(nilai))
        if isinstance(nilai, str) and any(h.isdigit() for h in nilai):
            raise KeyError(nilai)
        return isinstance(nilai, int | float) and tanda(_order_numbers(nilai, batas))

    return berlaku


def numbers(isi: Iterable[Nilai]) -> list[float]:
    """The numbers of a block, other cells passed over; TRUE in a block is a number to some programs."""
    hasil: list[float] = []
    for nilai in isi:
        if isinstance(nilai, bool | Galat):
            raise KeyError(str(nilai))
        if isinstance(nilai, int | float):
            hasil.append(nilai)
    return hasil


def match(nilai: str | float, isi: Iterable[Nilai]) -> int | None:
    """The place (from 1) of the first equal cell; None when there is none."""
    for n, x in enumerate(isi, start=1):
        if isinstance(x, bool | Galat) or (x in (None, "") and not is_number(x) and nilai in ("", 0)):
            raise KeyError(str(x))
        if isinstance(x, str) and isinstance(nilai, str):
            if _same_text(x, nilai):
                return n
        elif isinstance(x, int | float) and not isinstance(nilai, str) and _order_numbers(x, nilai) == 0:
            return n
    return None


class Daftar:
    """A block in which many values are sought: its texts and numbers, each with the place of the first equal one."""

    def __init__(self, isi: Sequence[Nilai]) -> None:
        self.teks: dict[str, int] = {}
        self.angka: dict[float, int] = {}
        for n, x in enumerate(isi, start=1):
            if isinstance(x, str):
                self.teks.setdefault(x.lower(), n)
            elif isinstance(x, int | float):
                self.angka.setdefault(x, n)
        self.urut = sorted(self.angka)
        self.aneh = any(isinstance(x, bool | Galat) or (isinstance(x, str) and not _plain(x)) for x in isi)

    def knows(self, nilai: str | float) -> bool:
        """Is `match` told by `place`? Not where a cell or a neighbour needs a closer look."""
        if self.aneh or nilai in ("", 0):
            return False
        if isinstance(nilai, str):
            return _plain(nilai)
        ke = bisect_left(self.urut, nilai)
        return all(x == nilai or abs(x - nilai) > _DEKAT * max(abs(x), abs(nilai))
                   for x in self.urut[max(ke - 1, 0):ke + 2])

    def place(self, nilai: str | float) -> int | None:
        """What `match` gives."""
        return self.teks.get(nilai.lower()) if isinstance(nilai, str) else self.angka.get(nilai)


def operate(tanda: str, a: Nilai, b: Nilai) -> Nilai:
    """Two values with a sign of OPERATOR between them; an error on either side makes one of the result."""
    if tanda == "&":
        return _join(a, b)
    return _compare(tanda, a, b) if tanda in _PUTUS else _calculate(tanda, a, b)
