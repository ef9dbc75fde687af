"""LibreOffice as a pembanding: opens a copy, is forced to recalculate, doubles are read over UNO."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kinerja_core.excelmath import Nilai
from kinerja_core.pembanding import PembandingError, Tempat
from kinerja_core.pembanding.libreoffice import LibreOffice, libreoffice_missing
from kinerja_core.temuan import KinerjaError


def evaluate_places(path: Path, tempat: Sequence[Tempat]) -> list[Nilai]:
    """Values of the workbook's own formulas at those places."""
    if kurang := libreoffice_missing():
        raise PembandingError(kurang)
    try:
        with LibreOffice() as lo, lo.open(path) as dokumen:
            dokumen.recalculate()
            return [dokumen.value(lembar, posisi) for lembar, posisi in tempat]
    except KinerjaError as galat:
        raise PembandingError(str(galat)) from galat
