"""Printed numbers of a form: 1, 2, 3; a, b, c; I, II, III; 1.a, 1.b. Which stand twice, and which are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_ROMAWI = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_problems(nomor: Sequence[str]) -> list[str]:
    """What is odd about the numbers of one list, in words.

    >>> number_problems(["1", "2", "2", "3", "5"]), number_problems(["a", "b", "d"]), number_problems(["I", "II"])
    (['2 berulang', '4 tidak ada'], ['c tidak ada'], [])
    """
    ada = [n.strip().rstrip(".)") for n in nomor if n.strip()]
    hasil = [f"{n} berulang" for n, kali in Counter(ada).items() if kali > 1]
    urut = [_split(n) for n in dict.fromkeys(ada)]
    for (depan, lalu, cara), (d, n, c) in pairwise(urut):
        if (depan, cara) == (d, c) and cara and n > lalu + 1:
            hilang = [x for x in (f"{d}{_show(x, cara)}" for x in range(lalu + 1, min(n, lalu + 4))) if x not in ada]
            hasil += [f"{', '.join(hilang)} tidak ada"] if hilang else []
        elif (depan, cara) == (d, c) and cara and n < lalu:
            hasil.append(f"{d}{_show(n, cara)} sesudah {depan}{_show(lalu, cara)}")
    return hasil


def _split(nomor: str) -> tuple[str, int, str]:
    """(what stands before, the number, how it is written: angka, romawi, huruf, "")."""
    depan, akhir = re.fullmatch(r"(.*?)([0-9]+|[A-Za-z]+)?", nomor, re.DOTALL).groups()  # type: ignore[union-attr]
    if akhir and akhir.isdecimal():
        return depan, int(akhir), "angka"
    if akhir and len(akhir) > 1 and set(akhir.lower()) <= _ROMAWI.keys():
        return depan, _roman(akhir.lower()), "I" if akhir.isupper() else "i"
    if akhir in ("I", "V", "X"):
        return depan, _ROMAWI[akhir.lower()], "I"
    if akhir and len(akhir) == 1:
        return depan, ord(akhir.lower()) - 96, "A" if akhir.isupper() else "a"
    return nomor, 0, ""


def _roman(teks: str) -> int:
    nilai = [_ROMAWI[h] for h in teks]
    return sum(-a if a < b else a for a, b in pairwise([*nilai, 0]))


def _show(n: int, cara: str) -> str:
    if cara == "angka":
        return str(n)
    if cara.lower() == "a":
        return chr(n + (64 if cara == "A" else 96))
    hasil = ""
    for besar, huruf in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
                         (1, "i")):
        hasil, n = hasil + huruf * (n // besar), n % besar
    return hasil.upper() if cara == "I" else hasil
