"""What the open workbook says of itself, read from its one sheet _meta."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_addin.buku_terbuka import read_sheet
from kinerja_core.kertas_kerja.baca import read_meta
from kinerja_core.lembar.meta import META
from kinerja_core.xlsx.buku import Buku

if TYPE_CHECKING:
    from xlwings import Book


def read_head(book: Book) -> dict[str, str]:
    """What the workbook says of itself in its _meta; empty when it is none of ours. Reads that one sheet."""
    sheet = next((s for s in book.sheets if s.name == META), None)
    return {} if sheet is None else read_meta(Buku((read_sheet(sheet),), {}))
