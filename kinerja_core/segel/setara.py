"""Do two formulas that are written differently say the same? Asked before a formula is called changed.

Beyond the letters that `bentuk_baku` evens out, programs add and drop brackets that change nothing and write a block
of one cell as that cell. Both formulas are taken apart by Excel's own order of operators and compared as trees; what
cannot be taken apart is the same only when it is written the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kinerja_core.xlsx.token_rumus import tokenize

#: Deepest nesting that is taken apart.
_DALAM_MAKS = 64
#: How tightly an operator binds its two sides; equal ones are taken from the left. A sign before and % bind tighter.
_TINGKAT = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5,
            " ": 8, ":": 9}
_TANDA_DEPAN = 7
_TANDA = re.compile(r"<=|>=|<>|.", re.DOTALL)
_ISI = frozenset(("teks", "galat", "logis", "angka", "kata", "kurung"))


class _TidakTerurai(Exception):
    """A formula that is not taken apart here."""


def same_formula(a: str, b: str) -> bool:
    """Are two formulas in canonical form (`Penyama.formula`) the same, whatever brackets they are written with?

    >>> same_formula("SUM($A$1:$A$1)*--(B1)", "SUM($A$1)*-(-B1)"), same_formula("A1-(B1-C1)", "A1-B1-C1")
    (True, False)
    """
    return a == b or ((pohon := _tree(a)) is not None and pohon == _tree(b))


def same_content(a: str | None, b: str | None) -> bool:
    """The same of two contents of a cell in canonical form; a formula stands behind "=", None is a blank cell."""
    return a == b or (a is not None and b is not None and a[:1] == b[:1] == "=" and same_formula(a[1:], b[1:]))


@lru_cache(maxsize=20_000)
def _tree(rumus: str) -> str | None:
    try:
        return _Urai(rumus).whole()
    except (_TidakTerurai, IndexError):
        return None


class _Urai:
    """Reads the words of a formula from the end of a list; a tree is written as a text with all its brackets."""

    def __init__(self, rumus: str) -> None:
        self.kata: list[tuple[str, str]] = []
        for jenis, teks in tokenize(rumus):
            if jenis == "tanda":
                self.kata += [(jenis, t) for t in _TANDA.findall(teks)]
            elif jenis == "irisan":
                self.kata.append(("tanda", " "))
            elif jenis != "spasi":
                self.kata.append((jenis, teks))
        self.kata.reverse()

    def whole(self) -> str:
        """The tree of the whole formula."""
        pohon = self._expression(1, 0)
        if self.kata:
            raise _TidakTerurai
        return pohon

    def _next_sign(self) -> str:
        return self.kata[-1][1] if self.kata and self.kata[-1][0] == "tanda" else ""

    def _expression(self, tingkat: int, dalam: int) -> str:
        if dalam > _DALAM_MAKS:
            raise _TidakTerurai
        kiri = self._term(dalam)
        while (tanda := self._next_sign()) == "%" or _TINGKAT.get(tanda, 0) >= tingkat:
            self.kata.pop()
            if tanda == "%":
                kiri = f"(% {kiri})"
                continue
            kanan = self._expression(_TINGKAT[tanda] + 1, dalam + 1)
            satu_sel = tanda == ":" and (kiri == kanan or kiri.endswith(f"!{kanan}"))
            kiri = kiri if satu_sel else f"({tanda} {kiri} {kanan})"
        return kiri

    def _term(self, dalam: int) -> str:
        jenis, teks = self.kata.pop()
        if jenis == "fungsi":
            return f"({teks} {' , '.join(self._arguments(dalam))})"
        if jenis == "lembar":
            return teks + self._term(dalam + 1)
        if jenis in _ISI:
            lanjut = self.kata and self.kata[-1][0] == "kurung"  # a column of a table
            return teks + (self.kata.pop()[1] if lanjut else "")
        if jenis != "tanda":
            raise _TidakTerurai
        if teks in "+-@":
            return f"({teks} {self._expression(_TANDA_DEPAN, dalam + 1)})"
        if teks == "(":
            isi = self._expression(1, dalam + 1)
            self._expect(")")
            return isi
        if teks == "{":
            return self._constant()
        raise _TidakTerurai

    def _arguments(self, dalam: int) -> list[str]:
        isi = [""]
        while (tanda := self._next_sign()) != ")":
            if tanda == ",":
                self.kata.pop()
                isi.append("")
            elif isi[-1]:
                raise _TidakTerurai
            else:
                isi[-1] = self._expression(1, dalam + 1)
        self.kata.pop()
        return isi

    def _constant(self) -> str:
        isi = ["{"]
        while isi[-1] != "}":
            isi.append(self.kata.pop()[1])
        return "".join(isi)

    def _expect(self, tanda: str) -> None:
        if self.kata.pop() != ("tanda", tanda):
            raise _TidakTerurai
