"""Pembanding: independent engines that recalculate the workbook's own formulas.

Each is a function (path, places) -> values in that order. They are named on the command line
(`--pembanding ironcalc,formulas,libreoffice`) and run behind the fence (`pagar`), in a process of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from kinerja_core.buku import Posisi
from kinerja_core.excelmath import Nilai

Tempat = tuple[str, Posisi]
Mesin = Callable[[Path, Sequence[Tempat]], list[Nilai]]
NAMA = ("ironcalc", "formulas", "libreoffice")


class PembandingError(Exception):
    """The engine is not installed or cannot read this workbook; the text says which, in Indonesian."""


def engine(nama: str) -> Mesin:
    """The evaluate function of a named engine, fenced: it raises nothing but PembandingError.

    KeyError for a name that is not in NAMA.
    """
    if nama not in NAMA:
        raise KeyError(nama)
    mesin: Mesin = import_module(f"{__name__}.pagar").fence(nama).evaluate
    return mesin
