"""Engines by name: which there are, which are installed, and each behind the fence."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.mesin.pagar import BATAS, fence
from kinerja_core.xlsx.mesin.soffice import libreoffice_missing
from kinerja_core.xlsx.mesin.tempat import Mesin

NAMA = tuple(BATAS)


def engine(nama: str) -> Mesin:
    """The evaluate function of a named engine, fenced: it raises nothing but PembandingError.

    KeyError for a name that is not in NAMA.
    """
    if nama not in NAMA:
        raise KeyError(nama)
    return fence(nama).evaluate


def parse_engines(daftar: str) -> list[str]:
    """Names of pembanding from "a,b"; KinerjaError for an unknown one."""
    nama = [n.strip() for n in daftar.split(",") if n.strip()]
    for n in nama:
        if n not in NAMA:
            raise KinerjaError("PGL01", a=f"Pembanding {n} tidak dikenal; yang ada {', '.join(NAMA)}.")
    return nama


def available_engines() -> Iterator[str]:
    """Pembanding that are installed here."""
    yield "ironcalc"
    if find_spec("formulas"):
        yield "formulas"
    if libreoffice_missing() is None:
        yield "libreoffice"
