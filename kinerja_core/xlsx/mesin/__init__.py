"""Pembanding: independent engines that recalculate the workbook's own formulas.

Each is a function (path, places) -> values in that order. They are named on the command line
(`--pembanding ironcalc,formulas,libreoffice`) and run behind the fence (`pagar`), in a process of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.buku import Posisi

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


def parse_engines(daftar: str) -> list[str]:
    """Names of pembanding from "a,b"; KinerjaError for an unknown one."""
    nama = [n.strip() for n in daftar.split(",") if n.strip()]
    for n in nama:
        if n not in NAMA:
            raise KinerjaError("PGL01", a=f"Pembanding {n} tidak dikenal; yang ada {', '.join(NAMA)}.")
    return nama


def available_engines() -> Iterator[str]:
    """Pembanding that are installed here."""
    from importlib.util import find_spec

    from kinerja_core.xlsx.mesin.soffice import libreoffice_missing

    yield "ironcalc"
    if find_spec("formulas"):
        yield "formulas"
    if libreoffice_missing() is None:
        yield "libreoffice"
