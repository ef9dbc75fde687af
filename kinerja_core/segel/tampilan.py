"""What a formula that only shows another cell must show: its stored value against the stored values it refers to.

Cells that repeat results (the printed sheet, Beranda) have no value of the core of their own. Most of their formulas
are a reference, a chain of IF over references, or texts joined with them; those are worked out here, all others are
not judged. Nothing is calculated: this needs no engine and no instrument.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kinerja_core.dasar.excelmath import Nilai, is_number, show_number
from kinerja_core.xlsx.buku import pecah_rujukan

_POTONG = re.compile(r""""(?:[^"]|"")*"|(?:'(?:[^']|'')+'|[A-Za-z_]\w*)!\$[A-Z]+\$\d+|IF\(|<>|[=&,)]|\d+""")
_DALAM_MAKS = 8

#: ("teks", text), ("angka", number), ("sel", sheet, place), ("gabung", parts...), ("if", left, sign, right, then, else)
Ungkapan = tuple[object, ...]
#: The stored value of a cell; KeyError when it is a formula without one.
Lihat = Callable[[str, tuple[int, int]], Nilai]


class _TidakDinilai(Exception):
    """A formula, or a case of it, that is not worked out here."""


@lru_cache(maxsize=20_000)
def parse_shown(rumus: str) -> Ungkapan | None:
    """The formula as an expression, None when it is more than showing other cells. Equal texts are parsed once."""
    if "$" not in rumus:
        return None
    potongan = _POTONG.findall(rumus)
    if "".join(potongan) != rumus:
        return None
    potongan.reverse()
    try:
        hasil = _expression(potongan, 0)
    except (_TidakDinilai, IndexError):
        return None
    return hasil if not potongan else None


def _expression(p: list[str], dalam: int) -> Ungkapan:
    if dalam > _DALAM_MAKS:
        raise _TidakDinilai
    isi = [_term(p, dalam)]
    while p and p[-1] == "&":
        p.pop()
        isi.append(_term(p, dalam))
    return isi[0] if len(isi) == 1 else ("gabung", *isi)


def _term(p: list[str], dalam: int) -> Ungkapan:
    kata = p.pop()
    if kata == "IF(":
        kiri, tanda, kanan = _term(p, dalam + 1), p.pop(), _term(p, dalam + 1)
        _expect(p, ",")
        ya = _expression(p, dalam + 1)
        _expect(p, ",")
        tidak = _expression(p, dalam + 1)
        _expect(p, ")")
        if tanda not in ("=", "<>"):
            raise _TidakDinilai
        return "if", kiri, tanda, kanan, ya, tidak
    if kata.startswith('"'):
        return "teks", kata[1:-1].replace('""', '"')
    if kata.isdecimal():
        return "angka", int(kata)
    tempat = pecah_rujukan(kata)
    if tempat is None:
        raise _TidakDinilai
    return "sel", *tempat


def _expect(p: list[str], tanda: str) -> None:
    if p.pop() != tanda:
        raise _TidakDinilai


def shown_value(ungkapan: Ungkapan, lihat: Lihat) -> Nilai:
    """What the expression shows; KeyError when that depends on a value nobody stored, or on how Excel would write it.

    A reference to a blank cell gives 0, as in Excel.
    """
    jenis = ungkapan[0]
    if jenis in ("teks", "angka"):
        return ungkapan[1]  # type: ignore[return-value]
    if jenis == "sel":
        nilai = lihat(ungkapan[1], ungkapan[2])  # type: ignore[arg-type]
        return 0 if nilai is None else nilai
    if jenis == "gabung":
        return "".join(_joined(shown_value(x, lihat)) for x in ungkapan[1:])  # type: ignore[arg-type]
    kiri, tanda, kanan, ya, tidak = ungkapan[1:]
    a, b = shown_value(kiri, lihat), shown_value(kanan, lihat)  # type: ignore[arg-type]
    return shown_value(ya if _equal(a, b) == (tanda == "=") else tidak, lihat)  # type: ignore[arg-type]


def _equal(a: Nilai, b: Nilai) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    if is_number(a) and is_number(b):
        return a == b
    if isinstance(a, str | int | float) and isinstance(b, str | int | float):
        return False
    raise KeyError(a)


def _joined(nilai: Nilai) -> str:
    if isinstance(nilai, str):
        return nilai
    if isinstance(nilai, int | float) and not isinstance(nilai, bool) and nilai == int(nilai) and abs(nilai) < 1e9:
        return show_number(float(nilai))
    raise KeyError(nilai)
