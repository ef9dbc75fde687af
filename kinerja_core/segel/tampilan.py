"""What a formula that only shows other cells must show: its stored value against the stored values it refers to.

Cells that repeat results (printed sheets, Beranda) have no value of the core of their own. Their formulas choose, look
up, count and join other cells; those are worked out here from what is stored, without an engine and without the
instrument or the plan. Where programs may differ (numbers written as text, texts put in order, TRUE beside numbers,
wildcards, numbers that differ in their last digits) nothing is said: KeyError, never a guess.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number, show_number
from kinerja_core.segel.tampilan_urai import Blok, Pohon, Ungkapan, cells_of, parse_shown
from kinerja_core.xlsx.buku import Posisi

__all__ = ["Lihat", "Ungkapan", "cells_of", "parse_shown", "shown_value"]

#: The stored value of a cell; KeyError when it is a formula without one.
Lihat = Callable[[str, Posisi], Nilai]
#: Numbers that differ by less than this (of the larger) without being equal are equal to some programs.
_DEKAT = 1e-11
#: An error that arises here: programs give it different names, so it is never told, only caught by IFERROR.
_GALAT = Galat("?")
_URL_MAKS, _TEKS_MAKS = 255, 255
_SYARAT = re.compile(r"(<=|>=|<|>|=)?(-?[0-9]{1,9}(?:\.[0-9]{1,6})?)")
_PUTUS: dict[str, Callable[[int], bool]] = {
    "=": lambda n: n == 0, "<>": lambda n: n != 0, "<": lambda n: n < 0, ">": lambda n: n > 0,
    "<=": lambda n: n <= 0, ">=": lambda n: n >= 0,
}  # fmt: skip


def shown_value(ungkapan: Ungkapan, lihat: Lihat) -> Nilai:
    """What the expression shows; KeyError when that depends on a value nobody stored, or on how a program works.

    A reference to a blank cell gives 0, as in Excel.
    """
    hasil = _Hitung(ungkapan, lihat).value(ungkapan.pohon)
    if hasil is None:
        return 0
    if hasil is _GALAT or (isinstance(hasil, bool) and ungkapan.pohon[0] != "atom"):
        raise KeyError(str(hasil))
    return hasil


# --- values against values ----------------------------------------------------------------------------------------


def _error(*nilai: Nilai) -> Galat | None:
    return next((x for x in nilai if isinstance(x, Galat)), None)


def _skeleton(teks: str) -> str:
    """What is left of a text when accents, widths, capitals and invisible characters do not count."""
    pecah = unicodedata.normalize("NFKD", teks).casefold()
    return "".join(h for h in pecah if unicodedata.category(h) not in {"Mn", "Me", "Cf", "Cc"})


def _same_text(a: str, b: str) -> bool:
    if a == b:
        return True
    if a.isascii() and b.isascii() and a.isprintable() and b.isprintable():
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


def _number(nilai: Nilai) -> float:
    """A value an operator counts with: blank 0, TRUE 1. Texts are turned into numbers by some programs only."""
    if nilai is None:
        return 0
    if isinstance(nilai, int | float):
        return nilai
    raise KeyError(str(nilai))


def _total(suku: list[float]) -> float:
    """A sum; KeyError when what is left of it may be a last digit only."""
    hasil = sum(suku)
    if not math.isfinite(hasil) or (hasil and abs(hasil) <= _DEKAT * sum(map(abs, suku))):
        raise KeyError(hasil)
    return hasil


def _calculate(tanda: str, a: Nilai, b: Nilai) -> Nilai:
    if (galat := _error(a, b)) is not None:
        return galat
    x, y = _number(a), _number(b)
    if tanda in "+-":
        return _total([x, y if tanda == "+" else -y])
    if tanda == "/" and y == 0:
        return _GALAT
    hasil = x * y if tanda == "*" else x / y
    if not math.isfinite(hasil) or (hasil == 0 and x != 0 and y != 0):
        raise KeyError(hasil)
    return hasil


def _text(nilai: Nilai) -> str:
    """A value as `&` writes it, where every program writes it so."""
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return nilai
    if is_number(nilai) and abs(nilai) < 1e9 and nilai == int(nilai):  # type: ignore[arg-type,operator]
        return show_number(float(nilai))  # type: ignore[arg-type]
    raise KeyError(str(nilai))


def _decimal_text(nilai: Nilai) -> str:
    """A number with a decimal comma: SUBSTITUTE(x&"",".",",") is one text wherever x is short."""
    if is_number(nilai) and 1e-3 <= abs(nilai) < 1e9 and float(format(nilai, ".9g")) == nilai:  # type: ignore[arg-type]
        return show_number(float(nilai))  # type: ignore[arg-type]
    return _text(nilai)


def _join(a: Nilai, b: Nilai) -> Nilai:
    galat = _error(a, b)
    return _text(a) + _text(b) if galat is None else galat


def _condition(syarat: Nilai) -> Callable[[Nilai], bool]:
    """The test of COUNTIF and SUMIF for a number, or for a text such as ">0". Other values are not worked out."""
    cocok = _SYARAT.fullmatch(syarat if isinstance(syarat, str) else _text(syarat))
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


def _counted(nilai: Nilai) -> bool:
    """Is a cell of a block a number? TRUE in a block is one to some programs."""
    if isinstance(nilai, bool | Galat):
        raise KeyError(str(nilai))
    return is_number(nilai)


# --- trees --------------------------------------------------------------------------------------------------------


class _Hitung:
    """Values of the trees of one expression."""

    __slots__ = ("_atom", "_lihat")

    def __init__(self, ungkapan: Ungkapan, lihat: Lihat) -> None:
        self._atom, self._lihat = ungkapan.atom, lihat

    def value(self, pohon: Pohon) -> Nilai:
        """One value, blank None; a block where one value is wanted is not worked out."""
        jenis = pohon[0]
        if jenis == "atom":
            atom = self._atom[pohon[1]]  # type: ignore[index]
            if isinstance(atom, Blok):
                raise KeyError(str(atom))
            return self._lihat(*atom) if isinstance(atom, tuple) else atom
        return _CARA[jenis](self, jenis, *pohon[1:])  # type: ignore[index]

    def _block(self, pohon: Pohon) -> Blok:
        atom = self._atom[pohon[1]] if pohon[0] == "atom" else None  # type: ignore[index]
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

    def _numbers(self, pohon: Pohon) -> list[float]:
        return [x for x in self._cells(pohon) if _counted(x)]  # type: ignore[misc]

    def _pair(self, tanda: str, kiri: Pohon, kanan: Pohon) -> Nilai:
        return _operate(tanda, self.value(kiri), self.value(kanan))

    def _if(self, _: str, syarat: Pohon, ya: Pohon, tidak: Pohon) -> Nilai:
        nilai = self.value(syarat)
        if isinstance(nilai, Galat):
            return nilai
        return self.value(ya if _number(nilai) else tidak)

    def _iferror(self, _: str, isi: Pohon, lain: Pohon) -> Nilai:
        nilai = self.value(isi)
        if isinstance(nilai, Galat):
            nilai = self.value(lain)
        if nilai is None:  # documented as "", shown as 0
            raise KeyError("IFERROR")
        return nilai

    def _logic(self, nama: str, *isi: Pohon) -> Nilai:
        nilai = [self.value(x) for x in isi]
        if (galat := _error(*nilai)) is not None:
            return galat
        benar = [bool(_number(x)) for x in nilai]
        return any(benar) if nama == "OR" else all(benar)

    def _not(self, _: str, isi: Pohon) -> Nilai:
        nilai = self.value(isi)
        return nilai if isinstance(nilai, Galat) else not _number(nilai)

    def _isnumber(self, _: str, isi: Pohon) -> Nilai:
        if isinstance(nilai := self.value(isi), bool):
            raise KeyError("ISNUMBER")
        return is_number(nilai)

    def _place(self, pohon: Pohon, banyak: int) -> int | Galat:
        """A row or column of INDEX from 1; beyond the block an error. 0 and parts of rows are not worked out."""
        nilai = self.value(pohon)
        if isinstance(nilai, Galat):
            return nilai
        if nilai == "":
            return _GALAT
        n = _number(nilai)
        if isinstance(nilai, bool) or n != int(n) or n == 0:
            raise KeyError(str(nilai))
        return int(n) if 0 < n <= banyak else _GALAT

    def _index(self, _: str, pohon: Pohon, *di: Pohon) -> Nilai:
        blok = self._block(pohon)
        baris, kolom = blok.ukuran
        if len(di) == 1 and min(baris, kolom) > 1:
            raise KeyError("INDEX")
        batas = (baris, kolom) if len(di) == 2 else (max(baris, kolom),)
        letak = [self._place(x, n) for x, n in zip(di, batas, strict=True)]
        ke = 0
        for x in letak:
            if isinstance(x, Galat):
                return x
            ke = ke * kolom + x - 1 if len(di) == 2 else x - 1
        return self._lihat(blok.lembar, blok.cell(ke))

    def _match(self, _: str, dicari: Pohon, pohon: Pohon, cara: Pohon) -> Nilai:
        nilai, blok = self.value(dicari), self._block(pohon)
        if isinstance(nilai, Galat):
            return nilai
        if self.value(cara) != 0 or min(blok.ukuran) > 1 or nilai is None or isinstance(nilai, bool):
            raise KeyError("MATCH")
        if isinstance(nilai, str) and (len(nilai) > _TEKS_MAKS or set(nilai) & set("*?~")):
            raise KeyError(nilai)
        for n, isi in enumerate(self._cells(pohon), start=1):
            if isinstance(isi, bool | Galat) or (nilai == "" and isi in (None, "")):
                raise KeyError(str(isi))
            if type(isi) is str and type(nilai) is str:
                if _same_text(isi, nilai):
                    return n
            elif is_number(isi) and is_number(nilai) and _order_numbers(isi, nilai) == 0:  # type: ignore[arg-type]
                return n
        return _GALAT

    def _row(self, _: str, pohon: Pohon) -> Nilai:
        blok = self._block(pohon)
        if blok.ukuran != (1, 1):
            raise KeyError("ROW")
        return blok.dari[0] + 1

    def _countif(self, _: str, pohon: Pohon, syarat: Pohon) -> Nilai:
        return sum(map(_condition(self.value(syarat)), self._cells(pohon)))

    def _sumif(self, _: str, pohon: Pohon, syarat: Pohon, jumlah: Pohon) -> Nilai:
        if self._block(pohon).ukuran != self._block(jumlah).ukuran:
            raise KeyError("SUMIF")
        berlaku = _condition(self.value(syarat))
        return _total([x for uji, x in zip(self._cells(pohon), self._cells(jumlah), strict=True)
                       if berlaku(uji) and _counted(x)])  # type: ignore[misc]

    def _sum(self, _: str, *isi: Pohon) -> Nilai:
        suku: list[float] = []
        for x in isi:
            suku += self._numbers(x) if x[0] == "atom" else [_number(self.value(x))]
        return _total(suku)

    def _count(self, _: str, pohon: Pohon) -> Nilai:
        return len(self._numbers(pohon))

    def _average(self, _: str, pohon: Pohon) -> Nilai:
        suku = self._numbers(pohon)
        return _total(suku) / len(suku) if suku else _GALAT

    def _small(self, _: str, pohon: Pohon, ke: Pohon) -> Nilai:
        urut, n = sorted(self._numbers(pohon)), _number(self.value(ke))
        if n not in range(1, len(urut) + 1):
            raise KeyError("SMALL")
        return urut[int(n) - 1]

    def _substitute(self, _: str, pohon: Pohon, lama: Pohon, baru: Pohon) -> Nilai:
        dari, ke = self.value(lama), self.value(baru)
        if (dari, ke) == (".", ",") and pohon[0] == "&" and self.value(pohon[2]) == "":  # type: ignore[arg-type]
            isi = self.value(pohon[1])  # type: ignore[arg-type]
            teks: Nilai = isi if isinstance(isi, Galat) else _decimal_text(isi)
        else:
            teks = self.value(pohon)
        if isinstance(teks, Galat):
            return teks
        if not (isinstance(dari, str) and dari and isinstance(ke, str)):
            raise KeyError("SUBSTITUTE")
        return _text(teks).replace(dari, ke)

    def _hyperlink(self, _: str, ke: Pohon, isi: Pohon) -> Nilai:
        tujuan = self.value(ke)
        if not isinstance(tujuan, str) or len(tujuan) > _URL_MAKS:
            raise KeyError("HYPERLINK")
        return self.value(isi)

    # -- inside SUMPRODUCT every operator works cell by cell

    def _array(self, pohon: Pohon) -> Nilai | list[Nilai]:
        if pohon[0] == "atom" and isinstance(self._atom[pohon[1]], Blok):  # type: ignore[index]
            return [self._filled(x) for x in self._cells(pohon)]
        if pohon[0] == "ROW" and (blok := self._block(pohon[1])).ukuran[1] == 1:  # type: ignore[arg-type]
            return list(range(blok.dari[0] + 1, blok.sampai[0] + 2))
        if pohon[0] == "MAX":
            isi = self._array(pohon[1])  # type: ignore[arg-type]
            return max(self._array_numbers(isi))
        if pohon[0] not in _OPERATOR:
            return self.value(pohon)
        tanda, a, b = pohon[0], self._array(pohon[1]), self._array(pohon[2])  # type: ignore[arg-type]
        banyak = {len(x) for x in (a, b) if isinstance(x, list)}
        if not banyak:
            return _operate(tanda, a, b)  # type: ignore[arg-type]
        if len(banyak) > 1:
            raise KeyError("SUMPRODUCT")
        n = banyak.pop()
        kiri, kanan = (x if isinstance(x, list) else [x] * n for x in (a, b))
        return [_operate(tanda, x, y) for x, y in zip(kiri, kanan, strict=True)]  # type: ignore[arg-type]

    def _filled(self, nilai: Nilai) -> Nilai:
        if nilai is None:
            raise KeyError("SUMPRODUCT")
        return nilai

    def _array_numbers(self, isi: Nilai | list[Nilai]) -> list[float]:
        daftar = isi if isinstance(isi, list) else [isi]
        if not all(map(is_number, daftar)):
            raise KeyError("SUMPRODUCT")
        return daftar  # type: ignore[return-value]

    def _sumproduct(self, _: str, pohon: Pohon) -> Nilai:
        return _total(self._array_numbers(self._array(pohon)))

    def _max(self, _: str, pohon: Pohon) -> Nilai:
        angka = self._numbers(pohon)
        if not angka:
            raise KeyError("MAX")
        return max(angka)


_OPERATOR = frozenset(["&", "+", "-", "*", "/", *_PUTUS])


def _operate(tanda: object, a: Nilai, b: Nilai) -> Nilai:
    if tanda == "&":
        return _join(a, b)
    return _compare(tanda, a, b) if tanda in _PUTUS else _calculate(tanda, a, b)  # type: ignore[arg-type]


_CARA: dict[str, Callable[..., Nilai]] = {
    **dict.fromkeys(_OPERATOR, _Hitung._pair),
    "IF": _Hitung._if, "IFERROR": _Hitung._iferror, "AND": _Hitung._logic, "OR": _Hitung._logic, "NOT": _Hitung._not,
    "ISNUMBER": _Hitung._isnumber, "ROW": _Hitung._row, "INDEX": _Hitung._index, "MATCH": _Hitung._match,
    "COUNTIF": _Hitung._countif, "SUMIF": _Hitung._sumif, "SUM": _Hitung._sum, "SUMPRODUCT": _Hitung._sumproduct,
    "MAX": _Hitung._max, "SMALL": _Hitung._small, "COUNT": _Hitung._count, "AVERAGE": _Hitung._average,
    "SUBSTITUTE": _Hitung._substitute, "HYPERLINK": _Hitung._hyperlink,
}  # fmt: skip
