"""What formulas typed into inputs give: the fenced engine, with narrow limits, over a copy made of what was read.

The result a file stores for a formula is never believed. The copy holds values, formulas and defined names and nothing
else; where no formula reads anything, the formulas alone.
"""

from __future__ import annotations

import atexit
import re
from collections.abc import Collection, Sequence
from functools import cache

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi
from kinerja_core.xlsx.mesin.jangkauan import Jangkauan
from kinerja_core.xlsx.mesin.pagar import GIB, Batas, Pagar
from kinerja_core.xlsx.mesin.salinan_polos import plain_file
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat

#: For all formulas in the inputs of one file.
BATAS_ISIAN = Batas(detik=30, cpu=20, memori=1 * GIB)
#: Formulas in inputs that are calculated; a file with more was not filled by hand.
TERBANYAK = 200
#: A formula that only reckons with the numbers in it.
_HITUNGAN = re.compile(r"[\d\s.+\-*/^()%]*")


def recompute(buku: Buku, tempat: Sequence[Tempat],
              milik: Collection[str] | None = None) -> list[Nilai | PembandingError]:
    """The result of the formula at each place, or why there is none. Never raises.

    `milik`: the only sheets it may read; None for any.
    """
    rumus = [_formula(buku, t) for t in tempat]
    if len(tempat) > TERBANYAK:
        return [PembandingError(f"lebih dari {TERBANYAK} sel isian berisi rumus")] * len(tempat)
    jangkauan = Jangkauan(buku, milik)
    hasil: list[Nilai | PembandingError] = [PembandingError(sebab) if (sebab := jangkauan.reason(t, r)) else None
                                            for t, r in zip(tempat, rumus, strict=True)]
    dihitung = [n for n, x in enumerate(hasil) if x is None]
    sendiri = all(_HITUNGAN.fullmatch(rumus[n]) for n in dihitung)
    try:
        nilai = _evaluate(_alone(buku, [tempat[n] for n in dihitung]) if sendiri else buku,
                          [tempat[n] for n in dihitung]) if dihitung else []
    except PembandingError as galat:
        nilai = [galat] * len(dihitung)
    for n, x in zip(dihitung, nilai, strict=True):
        hasil[n] = x
    return hasil


def _formula(buku: Buku, t: Tempat) -> str:
    lembar = buku.sheet(t[0])
    return lembar.rumus.get(t[1], "") if lembar else ""


def _alone(buku: Buku, tempat: Sequence[Tempat]) -> Buku:
    """Nothing but these formulas."""
    per: dict[str, dict[Posisi, str]] = {}
    for t in tempat:
        per.setdefault(t[0], {})[t[1]] = _formula(buku, t)
    return Buku(tuple(LembarBuku(nama, "tampak", {}, rumus) for nama, rumus in per.items()), {})


def _evaluate(buku: Buku, tempat: Sequence[Tempat]) -> Sequence[Nilai | PembandingError]:
    with plain_file(buku) as salinan:
        return _fence().evaluate(salinan, tempat)


@cache
def _fence() -> Pagar:
    pagar = Pagar(f"{__package__}.mesin_ironcalc", BATAS_ISIAN)
    atexit.register(pagar.close)
    return pagar
