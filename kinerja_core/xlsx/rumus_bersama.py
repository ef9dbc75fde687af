"""A shared formula as the file stores it: written once, moved along for every cell that follows it."""

from __future__ import annotations

import re

from kinerja_core.xlsx.buku import Posisi, kolom_huruf

BARIS_MAKS, KOLOM_MAKS = 1_048_576, 16_384
"""The grid of Excel 2007 and later; a cell outside of it exists only in a hostile file."""

_RUJUKAN = re.compile(
    r"""(?P<ka>\$?)(?P<k1>[A-Za-z]{1,3}):(?P<kb>\$?)(?P<k2>[A-Za-z]{1,3})(?![\w.$?\\(!\[])
    |(?P<ba>\$?)(?P<b1>[0-9]{1,7}):(?P<bb>\$?)(?P<b2>[0-9]{1,7})(?![\w.$?\\(!\[])
    |(?P<km>\$?)(?P<k>[A-Za-z]{1,3})(?P<bm>\$?)(?P<b>[1-9][0-9]{0,6})(?![\w.$?\\(!\[])
    |[\w.$?\\]++
    |"(?:[^"]|"")*+"|'(?:[^']|'')*+'|\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*+\])*+\]
    |["'\[](?s:.*)""",
    re.VERBOSE,
)


def column_number(huruf: str) -> int:
    """0-based column of letters; four letters and more stay beyond every grid."""
    kolom = 0
    for h in huruf.upper()[:4]:
        kolom = kolom * 26 + ord(h) - 64
    return kolom - 1


class RumusBersama:
    """A shared formula split once into fixed text and relative columns and rows, rendered for any cell.

    References that leave the grid wrap round.
    """

    def __init__(self, teks: str, posisi: Posisi) -> None:
        self.posisi = posisi
        #: str stays; (True, column) and (False, row) move with the cell.
        self.potongan: list[str | tuple[bool, int]] = []
        akhir = 0
        for cocok in _RUJUKAN.finditer(teks):
            self.potongan.append(teks[akhir : cocok.start()])
            akhir = cocok.end()
            if cocok["k1"]:
                self._tambah(True, cocok["ka"], cocok["k1"], ":")
                self._tambah(True, cocok["kb"], cocok["k2"])
            elif cocok["b1"]:
                self._tambah(False, cocok["ba"], cocok["b1"], ":")
                self._tambah(False, cocok["bb"], cocok["b2"])
            elif cocok["k"] and column_number(cocok["k"]) < KOLOM_MAKS and int(cocok["b"]) <= BARIS_MAKS:
                self._tambah(True, cocok["km"], cocok["k"])
                self._tambah(False, cocok["bm"], cocok["b"])
            else:
                self.potongan.append(cocok[0])
        self.potongan.append(teks[akhir:])

    def _tambah(self, kolom: bool, mutlak: str, teks: str, ekor: str = "") -> None:
        self.potongan.append(mutlak + teks if mutlak else (kolom, column_number(teks) if kolom else int(teks) - 1))
        self.potongan.append(ekor)

    def render(self, posisi: Posisi) -> str:
        """The formula as it stands in another cell."""
        baris, kolom = posisi[0] - self.posisi[0], posisi[1] - self.posisi[1]
        hasil = []
        for p in self.potongan:
            if isinstance(p, str):
                hasil.append(p)
            elif p[0]:
                hasil.append(kolom_huruf((p[1] + kolom) % KOLOM_MAKS))
            else:
                hasil.append(str((p[1] + baris) % BARIS_MAKS + 1))
        return "".join(hasil)
