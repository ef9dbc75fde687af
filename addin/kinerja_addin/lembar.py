"""The add-in's own sheets in a workbook: one table written as a block, drawn with few strokes, links to its places.

They never touch a sheet of the workbook. A sheet that may be written anew is known by our mark and by what we wrote on
it, never by its name; whatever else is called so stays, and another name is taken. Every text is written with an
apostrophe before it, so that Excel keeps "71,4", "Mar 3" or "=x" as they are; numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kinerja_addin.buku_terbuka import read_names, read_sheet
from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.dasar.polos import visible
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.tambahan import (
    BARIS_FORMULIR,
    FORMULIR,
    JUDUL_FORMULIR,
    KOLOM_FORMULIR,
    LEBAR_FORMULIR,
    PILIHAN_FORMULIR,
    TANDA,
    TANDA_FORMULIR,
    WARNA_BEDA,
    WARNA_HURUF_KEPALA,
    WARNA_ISIAN,
    WARNA_KEPALA,
    LembarTambahan,
    added_sheets,
    digest_of,
    mark_reference,
    marked_sheet,
    names_for,
)

if TYPE_CHECKING:
    from xlwings import Book, Sheet

#: Links are made one by one; Esc is asked for after so many.
_SEKALI = 25


def put_table(book: Book, tabel: LembarTambahan, isi: Sequence[Sequence[object]]) -> Sheet:
    """The table in its sheet, behind the last one; an untouched older table of ours is replaced, all else is kept.
    TBL01 when no sheet may be added.

    Cells hold text, numbers, or None for blank.
    """
    sheet = _sheet(book, tabel)
    baris = [[_cell(x) for x in b] for b in (tabel.kepala, *isi)]
    sheet.range((1, 1), (len(baris), len(tabel.kepala))).value = baris
    kepala = sheet.range((1, 1), (1, len(tabel.kepala)))
    kepala.font.bold = True
    kepala.font.color = WARNA_HURUF_KEPALA
    kepala.color = WARNA_KEPALA
    for n, lebar in enumerate(tabel.lebar, start=1):
        sheet.range((1, n), (len(baris), n)).column_width = lebar
        if n - 1 in tabel.bungkus:
            sheet.range((1, n), (len(baris), n)).wrap_text = True
    sheet.autofit("r")
    _put_name(book, tabel.tanda_isi, f'"{digest_of(read_sheet(sheet))}"')
    return sheet


def link_places(sheet: Sheet, tabel: LembarTambahan, tempat: Iterable[tuple[str, str]],
                maju: Maju = silent) -> None:
    """Makes the n-th text of the column Tempat a link: (its cell "Kertas Kerja!D17", "" for none; what is shown)."""
    kolom = tabel.kolom("Tempat")
    for n, (sel, tampil) in enumerate(tempat, start=2):
        if n % _SEKALI == 0:
            maju(f"membuat tautan {n - 1}")
        if sel:
            lembar, _, alamat = sel.rpartition("!")
            sheet.range((n, kolom)).add_hyperlink(f"#'{lembar}'!{alamat}", tampil, f"Buka {sel}")


def mark_rows(sheet: Sheet, tabel: LembarTambahan, baris: Iterable[int]) -> None:
    """Colours data rows (0-based)."""
    for n in baris:
        sheet.range((n + 2, 1), (n + 2, len(tabel.kepala))).color = WARNA_BEDA


def own_sheets(book: Book) -> list[str]:
    """Sheets of the add-in's own that this workbook has."""
    milik = added_sheets(read_names(book, TANDA))
    return [s.name for s in book.sheets if s.name in milik]


def put_form(book: Book, isi: dict[str, str], pilihan: Sequence[str]) -> Sheet:
    """The form that asks whose a new workbook is, in the first sheet of a fresh workbook; yellow cells to fill.

    `pilihan` are the instruments that may be named; they are listed below the form.
    """
    sheet = book.sheets[0]
    sheet.name = FORMULIR
    sheet.range((1, 1)).value = JUDUL_FORMULIR
    sheet.range((1, 1)).font.bold = True
    baris = [[_cell(label), _cell(isi.get(kunci) or None)] for label, kunci in KOLOM_FORMULIR]
    kotak = sheet.range((BARIS_FORMULIR, 1), (BARIS_FORMULIR + len(baris) - 1, 2))
    kotak.value = baris
    for n, lebar in enumerate(LEBAR_FORMULIR, start=1):
        sheet.range((1, n)).column_width = lebar
    isian = sheet.range((BARIS_FORMULIR, 2), (BARIS_FORMULIR + len(baris) - 1, 2))
    bawah = [[_cell(PILIHAN_FORMULIR if n == 0 else None), _cell(nama)] for n, nama in enumerate(pilihan)]
    if bawah:
        awal = BARIS_FORMULIR + len(baris) + 1
        sheet.range((awal, 1), (awal + len(bawah) - 1, 2)).value = bawah
    _put_name(book, TANDA_FORMULIR, mark_reference(FORMULIR))
    isian.number_format = "@"
    isian.color = WARNA_ISIAN
    sheet.range((BARIS_FORMULIR, 2)).select()
    return sheet


def read_form(book: Book) -> dict[str, str] | None:
    """What was typed into the form, trimmed, "" for blank; None when this workbook has no form."""
    nama = marked_sheet(TANDA_FORMULIR, read_names(book, (TANDA_FORMULIR,)).get(TANDA_FORMULIR, ""))
    if nama is None:
        return None
    sheet = book.sheets[nama]
    isi = sheet.range((BARIS_FORMULIR, 2), (BARIS_FORMULIR + len(KOLOM_FORMULIR) - 1, 2)).options(ndim=1).value
    return {kunci: _typed(x) for (_, kunci), x in zip(KOLOM_FORMULIR, isi, strict=True)}


def _typed(x: Any) -> str:
    if isinstance(x, float) and x.is_integer():
        return str(int(x))
    return "" if x is None else str(x).strip()


def _sheet(book: Book, tabel: LembarTambahan) -> Sheet:
    """An empty sheet for the table, marked as ours: the one from last time when nobody wrote on it, else a new one."""
    nama = read_names(book, (tabel.tanda, tabel.tanda_isi))
    lama = marked_sheet(tabel.tanda, nama.get(tabel.tanda, ""))
    if lama is not None and _is_untouched(book.sheets[lama], nama.get(tabel.tanda_isi, "")):
        book.sheets[lama].clear()
        return book.sheets[lama]
    ada = {s.name.casefold() for s in book.sheets}
    bebas = next(n for n in names_for(tabel.nama) if n.casefold() not in ada)
    try:
        sheet = book.sheets.add(bebas, after=book.sheets[-1])
    except Exception as galat:
        raise KinerjaError("TBL01", a=bebas) from galat
    _put_name(book, tabel.tanda, mark_reference(bebas))
    return sheet


def _is_untouched(sheet: Sheet, sidik: str) -> bool:
    """Does the sheet hold what we wrote there and nothing else, no note on a cell either?"""
    return not _notes(sheet) and sidik == f'"{digest_of(read_sheet(sheet))}"'


def _notes(sheet: Sheet) -> int:
    """How many notes hang on its cells; only Windows can tell."""
    try:
        return int(sheet.api.Comments.Count)
    except Exception:  # whatever the object model of another system raises
        return 0


def _put_name(book: Book, nama: str, rujukan: str) -> None:
    """A workbook-level name, made or changed. Looked up in the list: by itself Excel may answer with one of a sheet."""
    lama = next((n for n in book.names if n.name == nama), None)
    if lama is None:
        book.names.add(nama, f"={rujukan}")
    else:
        lama.refers_to = f"={rujukan}"


def _cell(x: object) -> Any:
    """A value as Excel keeps it unchanged."""
    nilai = x.teks if isinstance(x, Galat) else x
    if nilai is None or nilai == "":
        return None
    return "'" + visible(nilai) if isinstance(nilai, str) else nilai
