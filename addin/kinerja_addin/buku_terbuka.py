"""The open workbook as a Buku: one block of values and one of formulas per sheet, read through xlwings.

Not verified in Excel: what Excel hands over for errors newer than Excel 2010 and for currency formats.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, Status

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

#: Errors as xlwings names them; a text cell may hold the same letters.
GALAT_DIKENAL = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
#: Excel hands an error xlwings does not know over as this number plus its xlErr number (2043 to 2050).
_GALAT_COM = -2146828288
_GALAT_BARU = {
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
    2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
_AWAL_SERIAL = dt.datetime(1899, 12, 30)
_SANGAT_TERSEMBUNYI = 2  # xlSheetVeryHidden


def read_buku(book: Book, maju: Maju = silent) -> Buku:
    """The workbook as it stands on the screen, hidden sheets too; `ekstra` is None.

    Numbers are float, dates their serial number, errors Galat, blanks absent; a formula's empty text is "".
    Names of one sheet only ("Rekap!Print_Area") are left out.
    """
    nama = read_names(book)
    lembar = []
    for sheet in book.sheets:
        maju(f"membaca {sheet.name}")
        lembar.append(read_sheet(sheet))
    return Buku(tuple(lembar), nama)


def read_names(book: Book, hanya: Container[str] | None = None) -> dict[str, str]:
    """Workbook-level names and their references, without "="; only those asked for, since each is a call to Excel."""
    return {nama: str(n.refers_to).removeprefix("=") for n in book.names
            if "!" not in (nama := n.name) and (hanya is None or nama in hanya)}


def read_sheet(sheet: Sheet) -> LembarBuku:
    """One sheet as `read_buku` gives it."""
    rentang = sheet.used_range
    nilai: dict[Posisi, Nilai] = {}
    rumus: dict[Posisi, str] = {}
    atas, kiri = rentang.row - 1, rentang.column - 1
    isi, teks_rumus = _read_values(rentang), _rows(rentang.formula, rentang.shape)
    for b, (baris, baris_rumus) in enumerate(zip(isi, teks_rumus, strict=True), atas):
        for k, (sel, teks) in enumerate(zip(baris, baris_rumus, strict=True), kiri):
            berumus = isinstance(teks, str) and teks.startswith("=") and teks != sel  # else the text "=x" itself
            if berumus:
                rumus[b, k] = teks[1:]
            if sel is not None or berumus:
                nilai[b, k] = "" if sel is None else sel
    return LembarBuku(sheet.name, _status(sheet.visible), nilai, rumus)


def _read_values(rentang: Range) -> list[list[Nilai]]:
    """Values of a range; a second read, made only when an error's text is seen, tells errors from such text."""
    isi = rentang.options(ndim=2, err_to_str=True).value
    if not any(isinstance(sel, str) and sel in GALAT_DIKENAL for baris in isi for sel in baris):
        return [[_raw(sel) for sel in baris] for baris in isi]
    tanpa_galat = rentang.options(ndim=2).value
    return [
        [Galat(sel) if polos is None and isinstance(sel, str) else _raw(sel) for sel, polos in zip(b1, b2, strict=True)]
        for b1, b2 in zip(isi, tanpa_galat, strict=True)
    ]


def _raw(sel: Any) -> Nilai:
    """A value of xlwings as a raw value."""
    if isinstance(sel, bool) or sel is None or isinstance(sel, str):
        return sel
    if isinstance(sel, dt.datetime):
        return (sel.replace(tzinfo=None) - _AWAL_SERIAL) / dt.timedelta(days=1)
    if isinstance(sel, int) and sel - _GALAT_COM in _GALAT_BARU:
        return Galat(_GALAT_BARU[sel - _GALAT_COM])
    if isinstance(sel, int | float | Decimal):
        return float(sel)
    raise TypeError(f"nilai sel tidak dikenal: {type(sel).__name__}")


def _rows(isi: Any, bentuk: tuple[int, int]) -> list[list[Any]]:
    """What Range.formula gives (one text, a flat row, or rows) as rows."""
    if not isinstance(isi, list | tuple):
        return [[isi]]
    datar = [sel for baris in isi for sel in (baris if isinstance(baris, list | tuple) else (baris,))]
    return [datar[i : i + bentuk[1]] for i in range(0, len(datar), bentuk[1])]


def _status(tampak: Any) -> Status:
    """Excel on Windows says -1, 0 or 2; elsewhere xlwings says True or False."""
    if tampak is not True and tampak == _SANGAT_TERSEMBUNYI:
        return "sangat_tersembunyi"
    return "tampak" if tampak else "tersembunyi"
