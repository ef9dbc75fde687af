"""An instrument by name, from a .toml, or from an authoring workbook."""

from __future__ import annotations

from pathlib import Path

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen

#: The ending that says an instrument is an authoring workbook.
AKHIRAN = ".xlsx"


def find_any(nama: str | Path) -> Path:
    """The file of an instrument of either form: a path, or the name of an installed one."""
    path = Path(nama)
    if path.suffix.lower() != AKHIRAN:
        return find_instrumen(str(nama))
    if path.is_file():
        return path
    raise KinerjaError("BKS01", a=path.name)


def load_any(nama: str | Path) -> Instrumen:
    """Instrumen by name, from a .toml, or from an authoring workbook."""
    path = find_any(nama)
    if path.suffix.lower() != AKHIRAN:
        return load_instrumen(path)
    from kinerja_core.instrumen.naskah.muat import load_naskah

    return load_naskah(path)
