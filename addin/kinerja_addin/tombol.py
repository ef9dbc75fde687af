"""What each button does with the open workbook. No rule, no arithmetic, no cell address of the form lives here.

`xlwings` is only needed where a function is called without a book (from Excel's RunPython).
Not yet verified in Excel; the tests run these functions on a workbook open in LibreOffice.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_addin.langsung import read_buku
from kinerja_core.periksa import check_workbook, process
from kinerja_core.reader import Bacaan, choose_instrumen, read_isian
from kinerja_core.tabel import KEPALA_CATATAN, KEPALA_HASIL, findings_table, result_table

if TYPE_CHECKING:
    from xlwings import Book, Sheet

LEMBAR_HASIL, LEMBAR_CATATAN = "Hasil Hitung Ulang", "Catatan"
_BEDA = (249, 199, 132)


def _book(book: Book | None) -> Book:
    if book is not None:
        return book
    import xlwings

    return xlwings.Book.caller()


def read_open(book: Book) -> Bacaan:
    """The isian of the open workbook, saved or not."""
    buku = read_buku(book)
    return read_isian(buku, *choose_instrumen(buku, None))


def _table_sheet(book: Book, nama: str, kepala: list[str], isi: list[list[object]]) -> Sheet:
    """A sheet of the add-in's own with one table, written as one block; an older one of that name is replaced."""
    lama = next((s for s in book.sheets if s.name == nama), None)
    if lama is not None:
        lama.clear()
    sheet = lama or book.sheets.add(nama, after=book.sheets[-1])
    sheet.range((1, 1), (1 + len(isi), len(kepala))).value = [kepala, *isi]
    sheet.range((1, 1), (1, len(kepala))).font.bold = True
    return sheet


def hitung_ulang(book: Book | None = None) -> Sheet:
    """Recalculate, score the inputs with the core, and lay both beside each other; differences are marked."""
    book = _book(book)
    book.app.calculate()
    bacaan = read_open(book)
    isi = result_table(bacaan, process(bacaan))
    sheet = _table_sheet(book, LEMBAR_HASIL, KEPALA_HASIL, isi)
    for n, baris in enumerate(isi, start=2):
        if baris[-1] == "beda":
            sheet.range((n, 1), (n, len(KEPALA_HASIL))).color = _BEDA
    return sheet


def periksa(book: Book | None = None) -> Sheet:
    """All catatan of the open workbook in a sheet of their own, each linked to its cell."""
    book = _book(book)
    temuan = check_workbook(read_open(book))
    sheet = _table_sheet(book, LEMBAR_CATATAN, KEPALA_CATATAN, findings_table(temuan))
    for n, t in enumerate(temuan, start=2):
        if t.sel:
            lembar, _, sel = t.sel.rpartition("!")
            sheet.range((n, 3)).add_hyperlink(f"#'{lembar}'!{sel}", t.sel)
    return sheet


def ekspor_pdf(book: Book | None = None, ke: Path | None = None) -> Path:
    """The whole workbook as PDF: beside nothing, only where `ke` says (bawaan: Documents of the user)."""
    book = _book(book)
    ke = ke or Path.home() / "Documents" / f"{Path(book.name).stem}.pdf"
    ke.parent.mkdir(parents=True, exist_ok=True)
    book.to_pdf(str(ke))
    return ke
