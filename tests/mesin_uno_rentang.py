"""Ranges and names of the xlwings engine over LibreOffice (see mesin_uno)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx.buku import Posisi, alamat, kutip_lembar
from kinerja_core.xlsx.mesin.notasi_lo import excel_notation

if TYPE_CHECKING:
    from mesin_uno import BookUno, SheetUno

#: Errors as COM hands them over.
GALAT_COM = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip
BARIS, KOLOM = 1_048_576, 16_384
_AWAL_SERIAL = dt.datetime(1899, 12, 30)
_TANGGAL, _TEKS = 6, 256  # NumberFormat.DATETIME, NumberFormat.TEXT
_TATA_OOO, _TATA_EXCEL = 0, 3  # AddressConvention.OOO, AddressConvention.XL_OOX
_ISI = 1 | 2 | 4 | 16  # CellFlags: values, dates, text, formulas
_ISI_DAN_BENTUK = _ISI | 8 | 32 | 64  # and notes and formats, hard and by style
_TEBAL, _BIASA = 150.0, 100.0  # FontWeight
#: Text Excel would, or under some locale could, turn into a number, date, percentage, boolean or formula.
_BERUBAH = re.compile(r"[+\-@].+|\s*[+-]?[\d.,:/%\s-]*\d[\d.,:/%\s-]*(e[+-]?\d+)?\s*|true|false", re.IGNORECASE)


#: What a name that leads to one place holds, in LibreOffice's own notation.
_TEMPAT = re.compile(r"\$(?:'(?:[^']|'')+'|\w+)\.\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?")


class MesinUnoError(Exception):
    """What real Excel would refuse or silently change. No KeyError: com_error is none either."""


class RangeUno:
    """A rectangle of cells, `dari` to `sampai` inclusive, 0-based."""

    __slots__ = ("_sheet", "dari", "options", "sampai")
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: SheetUno, dari: Posisi, sampai: Posisi) -> None:
        self._sheet, self.dari, self.sampai = sheet, dari, sampai
        self.options: Any = None

    @property
    def sheet(self) -> SheetUno:
        return self._sheet

    @property
    def api(self) -> Any:
        return self._sheet.uno.getCellRangeByPosition(self.dari[1], self.dari[0], self.sampai[1], self.sampai[0])

    @property
    def row(self) -> int:
        return self.dari[0] + 1

    @property
    def column(self) -> int:
        return self.dari[1] + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self.sampai[0] - self.dari[0] + 1, self.sampai[1] - self.dari[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, baris: int, kolom: int | None = None) -> RangeUno:
        """One cell, 1-based from the corner; by one number row after row. Outside the range is allowed, as in Excel."""
        b, k = divmod(baris - 1, self.shape[1]) if kolom is None else (baris - 1, kolom - 1)
        posisi = (self.dari[0] + b, self.dari[1] + k)
        if min(posisi) < 0:
            raise IndexError(f"di luar lembar: {posisi}")
        return RangeUno(self._sheet, posisi, posisi)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        sudut = [self.dari] if len(self) == 1 else [self.dari, self.sampai]
        teks = ":".join(
            re.sub(r"([A-Z]+)(\d+)", rf"{'$' * col_absolute}\1{'$' * row_absolute}\2", alamat(p)) for p in sudut
        )
        if not external:
            return teks
        return kutip_lembar(f"[{self._sheet.book.name}]{self._sheet.name}") + "!" + teks

    @property
    def raw_value(self) -> Any:
        """As Range.Value over COM: rows as tuples, a scalar for one cell, datetime where the format is a date."""
        blok = self._values()
        tanggal = self._date_positions() if any(_is_number(n) for baris in blok for n in baris) else set()
        return self._shaped(lambda b, k: _as_com(blok[b][k], (self.dari[0] + b, self.dari[1] + k) in tanggal))

    @raw_value.setter
    def raw_value(self, isi: Any) -> None:
        """As Range.Value over COM: "" clears, "=..." is a formula, a leading apostrophe keeps text as it is."""
        self._write(isi)

    @property
    def formula(self) -> Any:
        """As Range.Formula: formulas with "=", constants as their text, "" for blanks."""
        book, tempat = self._sheet.book, (self._sheet.name, self.dari, self.sampai)
        rumus, nilai = book.once(("rumus", *tempat), lambda: book.dok.formulas(*tempat)), self._values()
        return self._shaped(lambda b, k: "=" + rumus[b][k] if rumus[b][k] else _constant_text(nilai[b][k]))

    @formula.setter
    def formula(self, isi: Any) -> None:
        self._write(isi)

    def _values(self) -> list[list[Nilai]]:
        book, tempat = self._sheet.book, (self._sheet.name, self.dari, self.sampai)
        hasil: list[list[Nilai]] = book.once(("nilai", *tempat), lambda: book.dok.values(*tempat))
        return hasil

    def _shaped(self, sel: Callable[[int, int], Any]) -> Any:
        tinggi, lebar = self.shape
        if len(self) == 1:
            return sel(0, 0)
        return tuple(tuple(sel(b, k) for k in range(lebar)) for b in range(tinggi))

    def _write(self, isi: Any) -> None:
        """Plain numbers and text in one block, the rest cell by cell; a scalar fills the range."""
        self._sheet.book.forget()
        tinggi, lebar = self.shape
        blok = isinstance(isi, list | tuple)
        baris = [list(b) for b in isi] if blok else [[isi] * lebar for _ in range(tinggi)]
        if [len(b) for b in baris] != [lebar] * tinggi:
            raise MesinUnoError(f"bentuk isi tidak sama dengan {self.address}")
        self._check_unlocked()
        khusus: list[tuple[Posisi, Any]] = []
        for b, sel_sel in enumerate(baris):
            for k, nilai in enumerate(sel_sel):
                posisi = (self.dari[0] + b, self.dari[1] + k)
                if isinstance(nilai, str) and nilai.startswith("'"):
                    sel_sel[k] = nilai[1:]
                elif isinstance(nilai, str) and not nilai.startswith("="):
                    self._check_text(posisi, nilai)
                elif isinstance(nilai, bool | str | dt.date):
                    khusus.append((posisi, nilai))
                    sel_sel[k] = ""
                elif not isinstance(nilai, int | float):
                    raise MesinUnoError(f"nilai tidak dapat ditulis ke sel: {type(nilai).__name__}")
        self._put_block(baris)
        for posisi, nilai in khusus:
            self._put(posisi, nilai, posisi if blok else self.dari)

    def _put_block(self, baris: list[list[Any]]) -> None:
        dok, nama = self._sheet.book.dok, self._sheet.name
        catatan = {(p.Row, p.Column) for p in (c.Position for c in self._sheet.uno.Annotations)}
        (b1, k1), (b2, k2) = self.dari, self.sampai
        if len(self) == 1 or any(b1 <= b <= b2 and k1 <= k <= k2 for b, k in catatan):  # setDataArray deletes notes
            for b, sel_sel in enumerate(baris, self.dari[0]):
                for k, nilai in enumerate(sel_sel, self.dari[1]):
                    dok.set_value(nama, (b, k), nilai)
            return
        for posisi in dok.boolean_positions(self.api):
            dok.unset_boolean(nama, posisi)
        self.api.setDataArray(tuple(tuple(float(n) if _is_number(n) else n for n in b) for b in baris))
        dok.mark_stale()

    def _put(self, posisi: Posisi, nilai: Any, asal: Posisi) -> None:
        """A formula, a lone "=", a boolean or a date into one cell."""
        dok, nama = self._sheet.book.dok, self._sheet.name
        if isinstance(nilai, bool):
            dok.set_value(nama, posisi, nilai)
        elif isinstance(nilai, dt.date):
            saat = nilai if isinstance(nilai, dt.datetime) else dt.datetime(nilai.year, nilai.month, nilai.day)
            dok.set_value(nama, posisi, (saat.replace(tzinfo=None) - _AWAL_SERIAL) / dt.timedelta(days=1))
            sel = RangeUno(self._sheet, posisi, posisi)
            if sel.number_format == "General":
                sel._set_number_format("yyyy-mm-dd" if saat.time() == dt.time() else "yyyy-mm-dd hh:mm:ss")
        elif nilai.startswith("=") and len(nilai) > 1:
            self._put_formula(posisi, nilai[1:], asal)
        else:
            dok.set_value(nama, posisi, nilai)

    def _put_formula(self, posisi: Posisi, rumus: str, asal: Posisi) -> None:
        """A formula in Excel's notation; relative references count from `asal`, as when it is filled down."""
        dok, nama = self._sheet.book.dok, self._sheet.name
        sel = dok.cell(nama, posisi)
        simbol = dok.formula_parser(_TATA_EXCEL).parseFormula(rumus, dok.cell(nama, asal).CellAddress)
        # through text: setTokens would leave the number format of the previous formula behind
        sel.setFormula("=" + (dok.formula_parser(_TATA_OOO).printFormula(simbol, sel.CellAddress) or rumus))
        dok.mark_stale()

    def _check_text(self, posisi: Posisi, teks: str) -> None:
        """Refuse text Excel might change: an apostrophe before it, or a text format, keeps it."""
        if not (_BERUBAH.fullmatch(teks) or teks in GALAT_COM):
            return
        kunci = self._sheet.book.dok.cell(self._sheet.name, posisi).NumberFormat
        if not self._sheet.book.dok.uno.NumberFormats.getByKey(kunci).Type & _TEKS:
            raise MesinUnoError(f"Excel akan mengubah teks {teks!r}; dahului dengan apostrof")

    def _check_unlocked(self) -> None:
        """Excel refuses a write when any cell of the range is locked on a protected sheet."""
        if self._sheet.uno.isProtected() and self.api.CellProtection.IsLocked:  # a mixed range says locked
            raise MesinUnoError(f"{self._sheet.name}!{self.address} terkunci")

    def _formatting(self) -> Any:
        """The UNO range, for a change of its looks, which Excel refuses on a protected sheet."""
        self._sheet.book.forget()
        if self._sheet.uno.isProtected():
            raise MesinUnoError(f"lembar {self._sheet.name} terproteksi, bentuknya tidak dapat diubah")
        return self.api

    def _date_positions(self) -> set[Posisi]:
        """Cells with a date or time format, which COM hands over as dates."""
        book, tempat = self._sheet.book, (self._sheet.name, self.dari, self.sampai)
        hasil: set[Posisi] = book.once(("tanggal", *tempat), lambda: book.dok.positions_of_format(self.api, _TANGGAL))
        return hasil

    def clear_contents(self) -> None:
        self._check_unlocked()
        self.api.clearContents(_ISI)
        self._sheet.book.mark_stale()

    def clear(self) -> None:
        self._check_unlocked()
        self._formatting().clearContents(_ISI_DAN_BENTUK)
        self._sheet.book.mark_stale()

    def select(self) -> None:
        if self._sheet.book.sheets.active.name != self._sheet.name:
            raise MesinUnoError("Range.select hanya untuk lembar yang aktif")
        self._sheet.book.dok.uno.CurrentController.select(self.api)

    def autofit(self, axis: str | None = None) -> None:
        rentang = self._formatting()
        if axis in (None, "columns", "c"):
            rentang.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            rentang.Rows.OptimalHeight = True

    @property
    def color(self) -> tuple[int, int, int] | None:
        warna = self.api.CellBackColor
        return None if warna < 0 else (warna >> 16, warna >> 8 & 255, warna & 255)

    @color.setter
    def color(self, warna: tuple[int, int, int] | str | None) -> None:
        rgb = bytes.fromhex(warna.removeprefix("#")) if isinstance(warna, str) else bytes(warna or ())
        self._formatting().CellBackColor = int.from_bytes(rgb, "big") if rgb else -1

    @property
    def number_format(self) -> str:
        return str(self._sheet.book.dok.uno.NumberFormats.getByKey(self.api.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, kode: str) -> None:
        self._formatting()
        self._set_number_format(kode)

    def _set_number_format(self, kode: str) -> None:
        dok = self._sheet.book.dok
        bahasa = dok.lo.uno.createUnoStruct("com.sun.star.lang.Locale")
        bahasa.Language, bahasa.Country = "en", "US"
        kunci = dok.uno.NumberFormats.queryKey(kode, bahasa, False)
        self.api.NumberFormat = dok.uno.NumberFormats.addNew(kode, bahasa) if kunci < 0 else kunci

    @property
    def column_width(self) -> float | None:
        """In Excel's unit, characters of the default font: pixels at 96 dpi are 7 a character and 5 of margin."""
        return _common(round((k.Width / 2540 * 96 - 5) / 7, 2) for k in _each(self.api.Columns))

    @column_width.setter
    def column_width(self, huruf: float) -> None:
        self._formatting().Columns.Width = round((huruf * 7 + 5) * 2540 / 96)

    @property
    def wrap_text(self) -> bool:
        return bool(self.api.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, bungkus: bool) -> None:
        self._formatting().IsTextWrapped = bungkus

    @property
    def font(self) -> FontUno:
        return FontUno(self)

    @property
    def hyperlink(self) -> str:
        isi = self._sheet.book.dok.cell(self._sheet.name, self.dari).getTextFields()
        if not isi.Count:
            raise MesinUnoError(f"tidak ada tautan di {self.address}")
        return str(isi.getByIndex(0).URL)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._check_unlocked()
        dok = self._sheet.book.dok
        sel = dok.cell(self._sheet.name, self.dari)
        tautan = dok.uno.createInstance("com.sun.star.text.TextField.URL")
        tautan.URL, tautan.Representation = address, text_to_display
        sel.setString("")
        sel.insertTextContent(sel.createTextCursor(), tautan, False)
        self._sheet.book.mark_stale()


class FontUno:
    __slots__ = ("_rentang",)

    def __init__(self, rentang: RangeUno) -> None:
        self._rentang = rentang

    @property
    def api(self) -> Any:
        return self._rentang.api

    @property
    def bold(self) -> bool:
        return bool(self.api.CharWeight == _TEBAL)

    @bold.setter
    def bold(self, tebal: bool) -> None:
        self._rentang._formatting().CharWeight = _TEBAL if tebal else _BIASA

    @property
    def color(self) -> tuple[int, int, int]:
        warna = max(self.api.CharColor, 0)
        return warna >> 16, warna >> 8 & 255, warna & 255

    @color.setter
    def color(self, warna: tuple[int, int, int] | str) -> None:
        rgb = bytes.fromhex(warna.removeprefix("#")) if isinstance(warna, str) else bytes(warna)
        self._rentang._formatting().CharColor = int.from_bytes(rgb, "big")


def _each(kumpulan: Any) -> Iterator[Any]:
    return (kumpulan.getByIndex(i) for i in range(kumpulan.Count))


def _common(ukuran: Iterator[float]) -> float | None:
    """The one value all have, or None, as Excel answers for a mixed range."""
    semua = set(ukuran)
    return semua.pop() if len(semua) == 1 else None


def _is_number(nilai: Any) -> bool:
    return isinstance(nilai, int | float) and not isinstance(nilai, bool)


def _as_com(nilai: Nilai, tanggal: bool) -> Any:
    if isinstance(nilai, Galat):
        if nilai.teks not in GALAT_COM:
            raise MesinUnoError(f"galat khusus LibreOffice: {nilai.teks}")
        return GALAT_COM[nilai.teks]
    if tanggal and isinstance(nilai, float):
        return _AWAL_SERIAL + dt.timedelta(days=nilai)
    return nilai


def _constant_text(nilai: Nilai) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return str(nilai).upper()
    return format(nilai, ".15g") if isinstance(nilai, float) else str(nilai)


class NamesUno:
    """Workbook-level names, then those of one sheet as Excel shows them: 'Kertas Kerja'!lokal."""

    __slots__ = ("_book",)

    def __init__(self, book: BookUno) -> None:
        self._book = book

    def _all(self) -> list[NameUno]:
        dok = self._book.dok
        semua = [NameUno(self._book, "", nama) for nama in dok.uno.NamedRanges.ElementNames]
        for lembar in dok.sheet_names():
            semua += [NameUno(self._book, lembar, nama) for nama in dok.sheet(lembar).NamedRanges.ElementNames]
        return semua

    def snapshot(self) -> list[tuple[str, NameUno]]:
        return [(n.name, n) for n in self._all()]

    def contains(self, nama: str) -> bool:
        return any(n.name.lower() == nama.lower() for n in self._all())

    def __call__(self, nama: int | str) -> NameUno:
        if isinstance(nama, int):
            return self._all()[nama - 1]
        for ada in self._all():
            if ada.name.lower() == nama.lower():
                return ada
        raise MesinUnoError(f"tidak ada nama {nama}")

    def add(self, nama: str, refers_to: str) -> NameUno:
        dok = self._book.dok
        dok.uno.NamedRanges.addNewByName(nama, "0", dok.cell(dok.sheet_names()[0], (0, 0)).CellAddress, 0)
        baru = NameUno(self._book, "", nama)
        baru.refers_to = refers_to
        return baru


class NameUno:
    __slots__ = ("_book", "_lembar", "_nama")

    def __init__(self, book: BookUno, lembar: str, nama: str) -> None:
        self._book, self._lembar, self._nama = book, lembar, nama

    @property
    def _induk(self) -> Any:
        return (self._book.dok.sheet(self._lembar) if self._lembar else self._book.dok.uno).NamedRanges

    @property
    def api(self) -> Any:
        return self._induk.getByName(self._nama)

    @property
    def name(self) -> str:
        return f"{kutip_lembar(self._lembar)}!{self._nama}" if self._lembar else self._nama

    @property
    def refers_to(self) -> str:
        """One place with dollars is read as it stands; the rest is printed by LibreOffice, eight calls a name."""
        nama = self.api
        isi = str(nama.Content)
        if _TEMPAT.fullmatch(isi) and (rujukan := excel_notation(isi)) is not None:
            return "=" + rujukan
        pencetak = self._book.dok.formula_parser(_TATA_EXCEL)
        return "=" + str(pencetak.printFormula(nama.getTokens(), nama.ReferencePosition))

    @refers_to.setter
    def refers_to(self, rujukan: str) -> None:
        pembaca = self._book.dok.formula_parser(_TATA_EXCEL)
        self.api.setTokens(pembaca.parseFormula(rujukan.removeprefix("="), self.api.ReferencePosition))
        self._book.mark_stale()

    @property
    def refers_to_range(self) -> RangeUno:
        sel = self.api.ReferredCells
        if sel is None:
            raise MesinUnoError(f"nama {self._nama} tidak menunjuk rentang")
        w = sel.RangeAddress
        return RangeUno(self._book.sheets(w.Sheet + 1), (w.StartRow, w.StartColumn), (w.EndRow, w.EndColumn))

    def delete(self) -> None:
        self._induk.removeByName(self._nama)
        self._book.mark_stale()
