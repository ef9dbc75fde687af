"""formulas: a pembanding in pure Python, slow, with its own ideas of text (see docs/pembanding.md)."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat


def _value(rentang: Any) -> Nilai:
    nilai = rentang.value[0, 0]
    if hasattr(nilai, "item"):
        nilai = nilai.item()
    if type(nilai).__name__ == "XlError":
        return Galat(str(nilai))
    return None if str(nilai) == "empty" else nilai


def _closed(model: Any, nama: str) -> Any:
    """The model, which opens no other workbook for a reference to one: that is #REF!."""
    asli = model.add_book

    def add_book(book: str, *sisa: Any, **lagi: Any) -> Any:
        if book.upper() != nama.upper():
            raise FileNotFoundError(book)
        return asli(book, *sisa, **lagi)

    model.add_book = add_book
    return model


def evaluate_places(path: Path, tempat: Sequence[Tempat]) -> list[Nilai]:
    """Values of the workbook's own formulas at those places."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import formulas
        except ImportError as galat:
            raise PembandingError("belum terpasang; pasang kinerja[rumus]") from galat
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                hasil = _closed(formulas.ExcelModel().loads(str(path)), path.name).finish().calculate()
        except Exception as galat:  # `formulas` raises whatever its parser or graph meets
            raise PembandingError(f"{type(galat).__name__}: {galat}"[:200]) from galat
    menurut_kunci = {str(k).upper(): v for k, v in hasil.items()}
    kunci = [f"'[{path.name}]{lembar}'!{alamat(posisi)}".upper() for lembar, posisi in tempat]
    return [_value(menurut_kunci[k]) if k in menurut_kunci else None for k in kunci]
