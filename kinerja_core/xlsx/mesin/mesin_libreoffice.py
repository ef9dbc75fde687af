"""LibreOffice as a pembanding: opens a copy, is forced to recalculate, doubles are read over UNO.

One soffice serves every file this process is asked for.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice, libreoffice_missing
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat


def _block(dokumen: Dokumen, lembar: str, tempat: Sequence[Tempat]) -> list[list[Nilai]]:
    """One block read from A1 to the last asked place of a sheet; a missing sheet reads as blanks."""
    baris, kolom = (max(t[1][n] for t in tempat if t[0] == lembar) for n in (0, 1))
    if lembar not in dokumen.sheet_names():
        return [[None] * (kolom + 1) for _ in range(baris + 1)]
    return dokumen.values(lembar, (0, 0), (baris, kolom))


@cache
def _running() -> LibreOffice:
    lo = LibreOffice()
    lo.__enter__()
    atexit.register(lo.__exit__)
    return lo


def evaluate_places(path: Path, tempat: Sequence[Tempat]) -> list[Nilai]:
    """Values of the workbook's own formulas at those places."""
    if kurang := libreoffice_missing():
        raise PembandingError(kurang)
    try:
        with _running().open(path, cetak=False) as dokumen:
            dokumen.recalculate()
            blok = {lembar: _block(dokumen, lembar, tempat) for lembar in {t[0] for t in tempat}}
            return [blok[lembar][baris][kolom] for lembar, (baris, kolom) in tempat]
    except KinerjaError as galat:
        raise PembandingError(str(galat)) from galat
