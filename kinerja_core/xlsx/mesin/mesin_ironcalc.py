"""ironcalc: the default pembanding; milliseconds per workbook, no installation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx.buku import Posisi
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat


def load_model(path: Path) -> Any:
    """An evaluated ironcalc model of a workbook."""
    import ironcalc

    try:
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        model.evaluate()
    except ironcalc.WorkbookError as galat:
        raise PembandingError(str(galat)) from galat
    return model


def sheet_index(model: Any) -> dict[str, int]:
    """Index of every sheet by name."""
    return {s["name"]: n for n, s in enumerate(model.get_worksheets_properties())}


def cell_value(model: Any, lembar: int, posisi: Posisi) -> Nilai:
    """One value: blank None, errors as Galat."""
    import ironcalc

    baris, kolom = posisi[0] + 1, posisi[1] + 1
    nilai = model.get_cell_value(lembar, baris, kolom)
    if isinstance(nilai, str) and model.get_cell_type(lembar, baris, kolom) == ironcalc.CellType.ErrorValue:
        return Galat(nilai)
    return nilai  # type: ignore[no-any-return]


def evaluate_places(path: Path, tempat: Sequence[Tempat]) -> list[Nilai]:
    """Values of the workbook's own formulas at those places."""
    model = load_model(path)
    indeks = sheet_index(model)
    return [cell_value(model, indeks[lembar], posisi) if lembar in indeks else None for lembar, posisi in tempat]
