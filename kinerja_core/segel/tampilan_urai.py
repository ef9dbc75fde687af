"""A formula as a tree: the grammar of the formulas that only show, choose, look up or count other cells.

A formula is cut into its atoms (texts, numbers, cells, blocks) and what stands between them. Rows of a sheet repeat one
formula with other atoms, so that a whole book has a few dozen trees, and each is worked out once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kinerja_core.xlsx.buku import Posisi, posisi_dari

#: Nesting beyond which a formula is left alone; ours stay far below.
_DALAM_MAKS = 24
#: Characters of a number all programs read alike.
_ANGKA_MAKS = 15
#: Stands in a shape where an atom stood.
_DI_SINI = "\0"
_SEL = r"\$[A-Z]{1,3}\$[1-9][0-9]{0,6}"
_RUJUKAN = rf"{_SEL}(?::{_SEL})?"
#: Whatever is cut wrongly leaves something behind that is no word of a shape.
_ATOM = re.compile(rf"""('[^']+'(?:'[^']+')*!{_RUJUKAN}|"[^"]*"(?:"[^"]*")*|[0-9]+(?:\.[0-9]+)?"""
                   rf"""|\b[A-Za-z_]\w*!{_RUJUKAN}|{_RUJUKAN})""")
_KATA = re.compile(rf"[A-Z]+\(|<>|<=|>=|[=<>&,()+\-*/{_DI_SINI}]")
#: How tightly an operator binds its two sides; equal ones are taken from the left.
_TINGKAT = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
#: Fewest and most arguments of every function that is worked out.
_BANYAK = {
    "IF": (3, 3), "IFERROR": (2, 2), "AND": (1, 30), "OR": (1, 30), "NOT": (1, 1), "ISNUMBER": (1, 1), "ROW": (1, 1),
    "INDEX": (2, 3), "MATCH": (3, 3), "COUNTIF": (2, 2), "SUMIF": (3, 3), "SUM": (1, 30), "SUMPRODUCT": (1, 1),
    "MAX": (1, 1), "SMALL": (2, 2), "COUNT": (1, 1), "AVERAGE": (1, 1), "SUBSTITUTE": (3, 3), "LEFT": (2, 2),
    "TRIM": (1, 1), "HYPERLINK": (2, 2),
}  # fmt: skip
#: Those that count the cells of what they are given.
_MENCACAH = frozenset(["COUNTIF", "SUMIF", "SUM", "SUMPRODUCT", "MAX", "SMALL", "COUNT", "AVERAGE"])
#: Which argument of these is a block of which one cell is chosen, or in which one is sought.
_PILIH = {"INDEX": 0, "ROW": 0, "MATCH": 1}

#: The word of a tree that is one atom.
ATOM = "atom"


@dataclass(frozen=True, slots=True)
class Pohon:
    """An operator or a function with the trees it works on, or (ATOM) the atom of that number."""

    kata: str
    isi: tuple[Pohon, ...] = ()
    atom: int = -1


@dataclass(frozen=True)
class Blok:
    """Cells of one sheet from one corner to the other, both included (0-based)."""

    lembar: str
    dari: Posisi
    sampai: Posisi

    @property
    def ukuran(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.sampai[0] - self.dari[0] + 1, self.sampai[1] - self.dari[1] + 1

    def cell(self, n: int) -> Posisi:
        """Place of the n-th cell (from 0), row by row."""
        baris, kolom = divmod(n, self.ukuran[1])
        return self.dari[0] + baris, self.dari[1] + kolom


#: A text, a number, a block, or one cell as (sheet, place).
Atom = str | int | float | Blok | tuple[str, Posisi]


@dataclass(frozen=True)
class Ungkapan:
    """A formula: its tree and its atoms."""

    pohon: Pohon
    atom: tuple[Atom, ...]

    @property
    def blocks(self) -> bool:
        """Does it look at more than the single cells it names?"""
        return any(isinstance(x, Blok) for x in self.atom)


def only_chooses(ungkapan: Ungkapan) -> bool:
    """Does it only choose among cells, counting none? Then all it reads can be told (`jejak` of `shown_value`)."""
    return _chooses(ungkapan.pohon, ungkapan.atom)


def _chooses(pohon: Pohon, atom: tuple[Atom, ...]) -> bool:
    if pohon.kata == ATOM:
        return not isinstance(atom[pohon.atom], Blok)
    blok = _PILIH.get(pohon.kata, -1)
    isi = (x for n, x in enumerate(pohon.isi) if n != blok or x.kata != ATOM)
    return pohon.kata not in _MENCACAH and all(_chooses(x, atom) for x in isi)


class _TidakDinilai(Exception):
    """A formula that is not worked out here."""


@lru_cache(maxsize=20_000)
def parse_shown(rumus: str, lembar: str = "") -> Ungkapan | None:
    """The formula (without "=") as an expression, None when it is more than showing other cells.

    `lembar`: the sheet it stands on; without it a reference that names no sheet is not understood. Equal texts are
    parsed once.
    """
    potongan = _ATOM.split(rumus)
    pohon = _tree(_DI_SINI.join(potongan[::2])) if _DI_SINI not in rumus else None
    if pohon is None:
        return None
    try:
        return Ungkapan(pohon, tuple([_atom(x, lembar) for x in potongan[1::2]]))
    except _TidakDinilai:
        return None


def cells_of(ungkapan: Ungkapan) -> list[tuple[str, Posisi]]:
    """The single cells an expression names; those of its blocks are not told one by one."""
    return [x for x in ungkapan.atom if isinstance(x, tuple)]


@lru_cache(maxsize=50_000)
def _atom(teks: str, lembar: str) -> Atom:
    if teks.startswith('"'):
        return teks[1:-1].replace('""', '"')
    if "$" not in teks:
        if len(teks) > _ANGKA_MAKS:
            raise _TidakDinilai
        return float(teks) if "." in teks else int(teks)
    nama, ada, tempat = teks.rpartition("!")
    nama = (nama[1:-1].replace("''", "'") if nama.startswith("'") else nama) if ada else lembar
    if not nama:
        raise _TidakDinilai
    dari, blok, sampai = tempat.partition(":")
    if not blok:
        return nama, posisi_dari(dari)
    hasil = Blok(nama, posisi_dari(dari), posisi_dari(sampai))
    if min(hasil.ukuran) < 1:
        raise _TidakDinilai
    return hasil


@lru_cache(maxsize=5_000)
def _tree(bentuk: str) -> Pohon | None:
    """The tree of a shape; None when it is not of this grammar."""
    kata = _KATA.findall(bentuk)
    if "".join(kata) != bentuk:
        return None
    kata.reverse()
    try:
        pohon = _Urai(kata).expression(1, 0)
    except (_TidakDinilai, IndexError):
        return None
    return None if kata else pohon


class _Urai:
    """Reads words from the end of a list."""

    def __init__(self, kata: list[str]) -> None:
        self.kata, self.atom = kata, 0

    def expression(self, tingkat: int, dalam: int) -> Pohon:
        """What operators of at least this level join."""
        if dalam > _DALAM_MAKS:
            raise _TidakDinilai
        kiri = self._term(dalam)
        while self.kata and _TINGKAT.get(self.kata[-1], 0) >= tingkat:
            tanda = self.kata.pop()
            kiri = Pohon(tanda, (kiri, self.expression(_TINGKAT[tanda] + 1, dalam + 1)))
        return kiri

    def _term(self, dalam: int) -> Pohon:
        kata = self.kata.pop()
        if kata == _DI_SINI:
            self.atom += 1
            return Pohon(ATOM, atom=self.atom - 1)
        if kata == "(":
            isi = self.expression(1, dalam + 1)
            self._expect(")")
            return isi
        if kata[:-1] not in _BANYAK:
            raise _TidakDinilai
        argumen = [self.expression(1, dalam + 1)]
        while self.kata[-1] == ",":
            self.kata.pop()
            argumen.append(self.expression(1, dalam + 1))
        self._expect(")")
        sedikit, banyak = _BANYAK[kata[:-1]]
        if not sedikit <= len(argumen) <= banyak:
            raise _TidakDinilai
        return Pohon(kata[:-1], tuple(argumen))

    def _expect(self, tanda: str) -> None:
        if self.kata.pop() != tanda:
            raise _TidakDinilai
