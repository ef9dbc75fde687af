"""What every engine is asked and how it says no: places, and the one error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.xlsx.buku import Posisi

Tempat = tuple[str, Posisi]
Mesin = Callable[[Path, Sequence[Tempat]], list[Nilai]]


class PembandingError(Exception):
    """The engine is not installed or cannot read this workbook; the text says which, in Indonesian."""
