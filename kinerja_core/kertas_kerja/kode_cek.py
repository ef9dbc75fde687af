"""Kode cek: a short control number over all inputs and their positions, so that paper and file can be matched.

It is not a seal: anybody can compute it. The sheet computes it by formula, the core by the same arithmetic on
whole numbers below 2^53.
"""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_core.dasar.excelmath import excel_round, round_for_bound
from kinerja_core.kertas_kerja.uji import ANGKA, KOSONG, TEKS, Keadaan, RujukanKotak

_PRIMA = 9973
_MODUL = 999983
_TERBESAR = 1e12
#: Characters of a text that are counted, with their weights. Only counts: an emoji has length 2 in Excel and 1 in
#: LibreOffice, so the length itself must not enter.
_HURUF = (("a", 101), ("e", 211), ("i", 307), ("n", 401), ("u", 503), ("0", 601), ("1", 701), ("2", 809), ("3", 907))


def weight(urutan: int) -> int:
    """Weight of the input at that position (0-based)."""
    return (urutan + 1) * 7919 % _PRIMA + 1


def digest(k: Keadaan) -> int:
    """Small whole number of one input: 0 for blank."""
    if k.keadaan == KOSONG:
        return 0
    if k.keadaan == ANGKA:
        besar = round_for_bound(min(abs(k.angka), 10 * _TERBESAR))
        return 1 if besar >= _TERBESAR else int(excel_round(besar * 100) % _PRIMA) + 1
    if k.keadaan == TEKS:
        return sum(k.teks.count(huruf) * bobot for huruf, bobot in _HURUF) % _PRIMA + 1
    return k.keadaan


def digest_formula(r: RujukanKotak) -> str:
    """digest as a formula over the cleaned cells."""
    t, x = r.teks, r.angka
    teks = "+".join(f'(LEN({t})-LEN(SUBSTITUTE({t},"{huruf}","")))*{bobot}' for huruf, bobot in _HURUF)
    besar = f"ROUND(ROUND(ABS({x}),6),2)"
    angka = f"IF({besar}>={_TERBESAR:.0f},1,MOD(ROUND({besar}*100,0),{_PRIMA})+1)"
    return f"IF({r.keadaan}=0,0,IF({r.keadaan}=1,{angka},IF({r.keadaan}=2,MOD({teks},{_PRIMA})+1,{r.keadaan})))"


def control_number(keadaan: Iterable[Keadaan]) -> int:
    """The control number of all inputs in order: 0 to 999982, shown as 000-000."""
    return control_of((i, digest(k)) for i, k in enumerate(keadaan))


def control_of(cerna: Iterable[tuple[int, int]]) -> int:
    """The same from (position, digest) of the inputs that are not blank."""
    return sum(d * weight(i) for i, d in cerna) % _MODUL


def control_formula(digest_range: str, weight_range: str) -> str:
    """control_number as a formula over the column of digests and the column of weights."""
    return f"MOD(SUMPRODUCT({digest_range},{weight_range}),{_MODUL})"
