"""Blocks of cells as a file writes them in lists of ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kinerja_core.xlsx.buku import Posisi, posisi_dari
from kinerja_core.xlsx.rumus_bersama import BARIS_MAKS, KOLOM_MAKS, column_number

Kotak = tuple[Posisi, Posisi]
_DAERAH = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.IGNORECASE)
_LAJUR = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?([0-9]{1,7}):\$?([0-9]{1,7})", re.IGNORECASE)


def boxes(rentang: str) -> list[Kotak]:
    """The blocks of a list of ranges, whole rows and columns too; what is no range is left out."""
    hasil = []
    for teks in rentang.split():
        if m := _DAERAH.fullmatch(teks):
            a, b = posisi_dari(m[1] + m[2]), posisi_dari((m[3] or m[1]) + (m[4] or m[2]))
        elif m := _LAJUR.fullmatch(teks):
            a = (0, column_number(m[1])) if m[1] else (int(m[3]) - 1, 0)
            b = (BARIS_MAKS, column_number(m[2])) if m[1] else (int(m[4]) - 1, KOLOM_MAKS)
        else:
            continue
        hasil.append(((min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))))
    return hasil


def inside(p: Posisi, kotak: Kotak) -> bool:
    """Is the cell one of the block?"""
    return kotak[0][0] <= p[0] <= kotak[1][0] and kotak[0][1] <= p[1] <= kotak[1][1]


def within(semua: Iterable[Posisi], kotak: Sequence[Kotak]) -> list[Posisi]:
    """The cells of `semua` in any of the blocks, in order."""
    return sorted(p for p in semua if any(inside(p, k) for k in kotak))
