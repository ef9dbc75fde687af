"""Engines by name: which there are, which are installed, and each behind the fence."""

from __future__ import annotations

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


def usual_engines() -> list[str]:
    """Pembanding that are asked where none is named: ironcalc, and LibreOffice where it is. `formulas` is slow."""
    return ["ironcalc", *(["libreoffice"] if libreoffice_missing() is None else [])]
