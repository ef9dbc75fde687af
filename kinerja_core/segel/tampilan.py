"""What a formula that only shows other cells must show: its stored value against the stored values it refers to.

Cells that repeat results (printed sheets, Beranda) have no value of the core of their own. Their formulas choose, look
up, count and join other cells; those are worked out here from what is stored, without an engine and without the
instrument or the plan. Where programs may differ nothing is said: KeyError, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number
from kinerja_core.segel.tampilan_nilai import (
    GALAT,
    OPERATOR,
    Daftar,
    as_operand,
    condition,
    decimal_text,
    match,
    numbers,
    operate,
    text_of,
    total,
)
from kinerja_core.segel.tampilan_urai import ATOM, Blok, Pohon, Ungkapan, cells_of, only_chooses, parse_shown
from kinerja_core.xlsx.buku import Posisi

__all__ = ["Blok", "Ingatan", "Jejak", "Lihat", "Ungkapan", "cells_of", "only_chooses", "parse_shown", "shown_value"]

#: The stored value of a cell; KeyError when it is a formula without one.
Lihat = Callable[[str, Posisi], Nilai]
#: What was read and counted in cells that do not change meanwhile; nobody looks inside.
Ingatan = dict[object, Any]
#: What was read, in this order: with the same values the same would be read again, and the same be shown.
Jejak = list[tuple[str, Posisi] | Blok]
#: Characters of an address HYPERLINK takes, and of a text MATCH seeks.
_PANJANG_MAKS = 255


def shown_value(ungkapan: Ungkapan, lihat: Lihat, ingatan: Ingatan | None = None, jejak: Jejak | None = None) -> Nilai:
    """What the expression shows; KeyError when that depends on a value nobody stored, or on how a program works.

    A reference to a blank cell gives 0, as in Excel. `ingatan`: one dict for many expressions over the same cells, in
    which what was read and counted is kept. `jejak` gets the cells and sought blocks that one which only chooses reads.
    """
    hasil = _Hitung(ungkapan, lihat, {} if ingatan is None else ingatan, [] if jejak is None else jejak).value(
        ungkapan.pohon)
    if hasil is None:
        return 0
    if hasil is GALAT or (isinstance(hasil, bool) and ungkapan.pohon.kata != ATOM):
        raise KeyError(str(hasil))
    return hasil


class _Hitung:
    """Values of the trees of one expression."""

    __slots__ = ("_atom", "_ingatan", "_jejak", "_lihat")

    def __init__(self, ungkapan: Ungkapan, lihat: Lihat, ingatan: Ingatan, jejak: Jejak) -> None:
        self._atom, self._lihat, self._ingatan, self._jejak = ungkapan.atom, lihat, ingatan, jejak

    def value(self, pohon: Pohon) -> Nilai:
        """One value, blank None; a block where one value is wanted is not worked out."""
        kata, isi = pohon.kata, pohon.isi
        if kata == ATOM:
            atom = self._atom[pohon.atom]
            if isinstance(atom, Blok):
                raise KeyError(str(atom))
            return self._one(atom) if isinstance(atom, tuple) else atom
        if kata in OPERATOR:
            return operate(kata, self.value(isi[0]), self.value(isi[1]))
        if kata not in _DIINGAT or any(x.kata != ATOM for x in isi):
            return _CARA[kata](self, *isi)
        kunci = (kata, *[self._atom[x.atom] for x in isi])
        if kunci not in self._ingatan:
            self._ingatan[kunci] = _CARA[kata](self, *isi)
        return self._ingatan[kunci]  # type: ignore[no-any-return]

    def _one(self, tempat: tuple[str, Posisi]) -> Nilai:
        self._jejak.append(tempat)
        return self._lihat(*tempat)

    # -- choosing

    def _if(self, syarat: Pohon, ya: Pohon, tidak: Pohon) -> Nilai:
        nilai = self.value(syarat)
        if isinstance(nilai, Galat):
            return nilai
        return self.value(ya if as_operand(nilai) else tidak)

    def _iferror(self, isi: Pohon, lain: Pohon) -> Nilai:
        nilai = self.value(isi)
        if isinstance(nilai, Galat):
            nilai = self.value(lain)
        if nilai is None:  # documented as "", shown as 0
            raise KeyError("IFERROR")
        return nilai

    def _and(self, *isi: Pohon) -> Nilai:
        nilai = self._conditions(isi)
        return nilai if isinstance(nilai, Galat) else all(nilai)

    def _or(self, *isi: Pohon) -> Nilai:
        nilai = self._conditions(isi)
        return nilai if isinstance(nilai, Galat) else any(nilai)

    def _conditions(self, isi: tuple[Pohon, ...]) -> list[bool] | Galat:
        """An error behind others is the result of most programs; some have decided before it."""
        nilai = [self.value(x) for x in isi]
        if isinstance(nilai[0], Galat):
            return nilai[0]
        return [bool(as_operand(x)) for x in nilai]

    def _not(self, isi: Pohon) -> Nilai:
        nilai = self.value(isi)
        return nilai if isinstance(nilai, Galat) else not as_operand(nilai)

    def _isnumber(self, isi: Pohon) -> Nilai:
        if isinstance(nilai := self.value(isi), bool):  # LibreOffice: a number
            raise KeyError("ISNUMBER")
        return is_number(nilai)

    # -- looking up

    def _block(self, pohon: Pohon) -> Blok:
        atom = self._atom[pohon.atom] if pohon.kata == ATOM else None
        if isinstance(atom, tuple):
            return Blok(atom[0], atom[1], atom[1])
        if not isinstance(atom, Blok):
            raise KeyError(str(atom))
        return atom

    def _cells(self, pohon: Pohon) -> Iterator[Nilai]:
        blok, lihat = self._block(pohon), self._lihat
        for baris in range(blok.dari[0], blok.sampai[0] + 1):
            for kolom in range(blok.dari[1], blok.sampai[1] + 1):
                yield lihat(blok.lembar, (baris, kolom))

    def _place(self, pohon: Pohon, banyak: int) -> int | Galat:
        """A row or column of INDEX from 1; beyond the block an error. 0 and parts of rows are not worked out."""
        nilai = self.value(pohon)
        if isinstance(nilai, Galat):
            return nilai
        if nilai == "":
            return GALAT
        n = as_operand(nilai)
        if isinstance(nilai, bool) or n != int(n) or n == 0:
            raise KeyError(str(nilai))
        return int(n) if 0 < n <= banyak else GALAT

    def _index(self, pohon: Pohon, *di: Pohon) -> Nilai:
        blok = self._block(pohon)
        baris, kolom = blok.ukuran
        if len(di) == 1 and min(baris, kolom) > 1:
            raise KeyError("INDEX")
        ke = self._place(di[0], baris if len(di) == 2 else max(baris, kolom))
        if isinstance(ke, Galat):
            return ke
        if len(di) == 2:
            samping = self._place(di[1], kolom)
            if isinstance(samping, Galat):
                return samping
            ke = (ke - 1) * kolom + samping
        return self._one((blok.lembar, blok.cell(ke - 1)))

    def _match(self, dicari: Pohon, pohon: Pohon, cara: Pohon) -> Nilai:
        nilai = self.value(dicari)
        if isinstance(nilai, Galat):
            return nilai
        if nilai is None or isinstance(nilai, bool) or self.value(cara) != 0 or min(self._block(pohon).ukuran) > 1:
            raise KeyError("MATCH")
        if isinstance(nilai, str) and (len(nilai) > _PANJANG_MAKS or set(nilai) & set("*?~")):
            raise KeyError(nilai)
        daftar = self._list(pohon)
        if daftar is not None and daftar.knows(nilai):
            return daftar.place(nilai) or GALAT
        return match(nilai, self._cells(pohon)) or GALAT

    def _list(self, pohon: Pohon) -> Daftar | None:
        """A block read once; None when a cell of it has no stored value."""
        blok = self._block(pohon)
        self._jejak.append(blok)
        if blok not in self._ingatan:
            try:
                self._ingatan[blok] = Daftar(list(self._cells(pohon)))
            except KeyError:
                self._ingatan[blok] = None
        return self._ingatan[blok]  # type: ignore[no-any-return]

    def _row(self, pohon: Pohon) -> Nilai:
        blok = self._block(pohon)
        if blok.ukuran != (1, 1):
            raise KeyError("ROW")
        return blok.dari[0] + 1

    # -- counting

    def _countif(self, pohon: Pohon, syarat: Pohon) -> Nilai:
        return sum(map(condition(self.value(syarat)), self._cells(pohon)))

    def _sumif(self, pohon: Pohon, syarat: Pohon, jumlah: Pohon) -> Nilai:
        if self._block(pohon).ukuran != self._block(jumlah).ukuran:
            raise KeyError("SUMIF")
        berlaku = condition(self.value(syarat))
        return total(numbers(x for uji, x in zip(self._cells(pohon), self._cells(jumlah), strict=True) if berlaku(uji)))

    def _sum(self, *isi: Pohon) -> Nilai:
        suku: list[float] = []
        for x in isi:
            suku += numbers(self._cells(x)) if x.kata == ATOM else [as_operand(self.value(x))]
        return total(suku)

    def _count(self, pohon: Pohon) -> Nilai:
        return len(numbers(self._cells(pohon)))

    def _average(self, pohon: Pohon) -> Nilai:
        suku = numbers(self._cells(pohon))
        return total(suku) / len(suku) if suku else GALAT

    def _max(self, pohon: Pohon) -> Nilai:
        return max(numbers(self._cells(pohon)), default=0)

    def _small(self, pohon: Pohon, ke: Pohon) -> Nilai:
        urut, n = sorted(numbers(self._cells(pohon))), self.value(ke)
        if not isinstance(n, int | float) or isinstance(n, bool) or n not in range(1, len(urut) + 1):
            raise KeyError("SMALL")
        return urut[int(n) - 1]

    # -- writing

    def _substitute(self, pohon: Pohon, lama: Pohon, baru: Pohon) -> Nilai:
        dari, ke = self.value(lama), self.value(baru)
        if not (isinstance(dari, str) and dari and isinstance(ke, str)):
            raise KeyError("SUBSTITUTE")
        desimal = (dari, ke) == (".", ",") and pohon.kata == "&" and self.value(pohon.isi[1]) == ""
        nilai = self.value(pohon.isi[0] if desimal else pohon)
        if isinstance(nilai, Galat):
            return nilai
        return (decimal_text(nilai) if desimal else text_of(nilai)).replace(dari, ke)

    def _left(self, pohon: Pohon, banyak: Pohon) -> Nilai:
        nilai, n = self.value(pohon), self.value(banyak)
        if isinstance(nilai, Galat):
            return nilai
        teks = text_of(nilai)
        if not isinstance(n, int | float) or isinstance(n, bool) or n < 0 or n != int(n) or any(
                ord(h) > 0xFFFF for h in teks):
            raise KeyError("LEFT")  # a sign beyond the first plane is two to Excel
        return teks[:int(n)]

    def _trim(self, pohon: Pohon) -> Nilai:
        nilai = self.value(pohon)
        return nilai if isinstance(nilai, Galat) else " ".join(t for t in text_of(nilai).split(" ") if t)

    def _hyperlink(self, ke: Pohon, isi: Pohon) -> Nilai:
        tujuan = self.value(ke)
        if not isinstance(tujuan, str) or len(tujuan) > _PANJANG_MAKS:
            raise KeyError("HYPERLINK")
        return self.value(isi)

    # -- SUMPRODUCT, in which every operator works cell by cell

    def _sumproduct(self, pohon: Pohon) -> Nilai:
        return total(_only_numbers(self._array(pohon)))

    def _array(self, pohon: Pohon) -> list[Nilai]:
        """Values of a tree inside SUMPRODUCT; a single one stands for any number of equal ones."""
        kata, isi = pohon.kata, pohon.isi
        if kata == ATOM and isinstance(self._atom[pohon.atom], Blok):
            hasil = list(self._cells(pohon))
            if None in hasil:  # a blank compared inside an array
                raise KeyError("SUMPRODUCT")
            return hasil
        if kata == "ROW" and (blok := self._block(isi[0])).ukuran[1] == 1:
            return list(range(blok.dari[0] + 1, blok.sampai[0] + 2))
        if kata == "MAX":
            return [max(_only_numbers(self._array(isi[0])))]
        if kata not in OPERATOR:
            return [self.value(pohon)]
        kiri, kanan = (self._array(x) for x in isi)
        n = max(len(kiri), len(kanan))
        if {len(kiri), len(kanan)} - {1, n}:
            raise KeyError("SUMPRODUCT")
        kiri, kanan = (x * n if len(x) == 1 else x for x in (kiri, kanan))
        return [operate(kata, a, b) for a, b in zip(kiri, kanan, strict=True)]


def _only_numbers(isi: list[Nilai]) -> list[float]:
    if len(angka := numbers(isi)) != len(isi):
        raise KeyError("SUMPRODUCT")
    return angka


#: Functions of whole blocks: equal ones are worked out once.
_DIINGAT = frozenset(["COUNTIF", "SUMIF", "SUM", "SMALL", "COUNT", "AVERAGE", "MAX"])
_CARA: dict[str, Callable[..., Nilai]] = {
    "IF": _Hitung._if, "IFERROR": _Hitung._iferror, "AND": _Hitung._and, "OR": _Hitung._or, "NOT": _Hitung._not,
    "ISNUMBER": _Hitung._isnumber, "ROW": _Hitung._row, "INDEX": _Hitung._index, "MATCH": _Hitung._match,
    "COUNTIF": _Hitung._countif, "SUMIF": _Hitung._sumif, "SUM": _Hitung._sum, "SUMPRODUCT": _Hitung._sumproduct,
    "MAX": _Hitung._max, "SMALL": _Hitung._small, "COUNT": _Hitung._count, "AVERAGE": _Hitung._average,
    "SUBSTITUTE": _Hitung._substitute, "LEFT": _Hitung._left, "TRIM": _Hitung._trim,
    "HYPERLINK": _Hitung._hyperlink,
}  # fmt: skip
