"""An xlwings engine over LibreOffice: the add-in's own functions run in tests against a live spreadsheet.

It behaves as xlwings does on Windows where an add-in can notice: errors arrive as COM numbers, dates as datetime,
sheets are visible -1 or 0, text that starts with "=" becomes a formula, locked cells and protected workbooks refuse.
Whatever is not implemented here raises AttributeError, on assignment too: every class has __slots__ and no base.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwings as xw
from mesin_uno_rentang import BARIS, GALAT_COM, KOLOM, MesinUnoError, NamesUno, RangeUno

from kinerja_core.xlsx.buku import posisi_dari
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

_TEKS_GALAT = {nomor: teks for teks, nomor in GALAT_COM.items()}


def pasang(lo: LibreOffice) -> xw.App:
    """Register the engine over a running LibreOffice, make it the active one, and give its only app."""
    mesin = xw.Engine(impl=MesinUno(lo))
    xw.engines.add(mesin)
    mesin.activate()
    return mesin.apps.active


class MesinUno:
    __slots__ = ("apps",)
    name = "libreoffice"
    type = "desktop"

    def __init__(self, lo: LibreOffice) -> None:
        self.apps = AppsUno(AppUno(self, lo))

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return "" if x is None or (isinstance(x, float) and x != x) else x

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        def clean(x: Any) -> Any:
            if x is None or x == "":
                return empty_as
            if isinstance(x, dt.datetime):
                return datetime_builder(
                    year=x.year, month=x.month, day=x.day, hour=x.hour, minute=x.minute, second=x.second,
                    microsecond=x.microsecond, tzinfo=None,
                )  # fmt: skip
            if number_builder is not None and isinstance(x, float):
                return number_builder(x)
            if isinstance(x, int) and x in _TEKS_GALAT:
                return _TEKS_GALAT[x] if err_to_str else None
            return x

        return [[clean(x) for x in baris] for baris in data]


class AppsUno:
    __slots__ = ("_app",)

    def __init__(self, app: AppUno) -> None:
        self._app = app

    def __iter__(self) -> Iterator[AppUno]:
        return iter([self._app])


@dataclass(frozen=True)
class Pesan:
    """One message box the code under test has shown."""

    isi: str
    judul: str | None
    tombol: str | None
    jenis: str | None


class AppUno:
    """`pesan` records what alert() showed; `jawaban` is what the user will have clicked."""

    __slots__ = (
        "_calculation", "_engine", "books", "display_alerts", "enable_events", "jawaban", "lo", "pesan",
        "screen_updating", "status_bar", "visible",
    )  # fmt: skip
    version = "16.0"

    def __init__(self, engine: MesinUno, lo: LibreOffice) -> None:
        self._engine, self.lo = engine, lo
        self.books = BooksUno(self)
        self.pesan: list[Pesan] = []
        self.jawaban = "ok"
        self._calculation = "automatic"
        self.screen_updating = self.display_alerts = self.enable_events = self.visible = True
        self.status_bar: str | bool = False

    @property
    def engine(self) -> MesinUno:
        return self._engine

    @property
    def pid(self) -> int:
        return self.lo.pid

    @property
    def selection(self) -> RangeUno | None:
        return self.books.active.selection() if len(self.books) else None

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, mode: str) -> None:
        if mode not in ("automatic", "manual"):
            raise MesinUnoError(f"mode hitung tidak dikenal: {mode}")
        self._calculation = mode
        for book in self.books:
            book.forget()
            book.dok.otomatis = mode == "automatic"

    def calculate(self) -> None:
        for book in self.books:
            book.forget()
            book.dok.recalculate()

    def activate(self, steal_focus: bool = False) -> None:
        """There is one app, and it is always the active one."""

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        tersedia = (buttons or "ok").split("_")
        self.pesan.append(Pesan(prompt, title, buttons, mode))
        if tersedia == ["ok"]:
            return "ok"
        if self.jawaban not in tersedia:
            raise MesinUnoError(f"jawaban {self.jawaban} tidak ada di antara tombol {buttons}")
        return self.jawaban


class BooksUno:
    """Open workbooks; the last one activated comes first in `_buku`."""

    __slots__ = ("_buku", "app")

    def __init__(self, app: AppUno) -> None:
        self.app = app
        self._buku: list[BookUno] = []

    @property
    def active(self) -> BookUno:
        if not self._buku:
            raise MesinUnoError("tidak ada buku yang terbuka")
        return self._buku[0]

    def __call__(self, nama: int | str) -> BookUno:
        if isinstance(nama, int):
            return self._buku[nama - 1]
        for book in self._buku:
            if book.name.lower() == nama.lower():
                return book
        raise KeyError(nama)  # xlwings.Books.open relies on it

    def __len__(self) -> int:
        return len(self._buku)

    def __iter__(self) -> Iterator[BookUno]:
        return iter(list(self._buku))

    def open(self, fullname: str, *lain: Any) -> BookUno:
        if any(argumen is not None for argumen in lain):
            raise MesinUnoError("hanya fullname yang dilayani")
        book = BookUno(self.app, self.app.lo.open(Path(fullname), cetak=False))
        book.dok.otomatis = self.app.calculation == "automatic"
        self.activate(book)
        return book

    def add(self) -> BookUno:
        """A new workbook with one sheet, not saved: it has a name and no place."""
        nama = next(f"Buku{n}" for n in range(1, 1000) if f"Buku{n}" not in {b.name for b in self._buku})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / nama
            with xlsxwriter.Workbook(path) as kosong:
                kosong.add_worksheet("Sheet1")
            book = BookUno(self.app, self.app.lo.open(path))
        book.dok.path = Path(nama)
        book.dok.otomatis = self.app.calculation == "automatic"
        self.activate(book)
        return book

    def activate(self, book: BookUno) -> None:
        self.forget(book)
        self._buku.insert(0, book)

    def forget(self, book: BookUno) -> None:
        self._buku = [b for b in self._buku if b is not book]


class BookUno:
    """What was read once is known until anything is written, drawn, calculated or named: `forget`, `mark_stale`."""

    __slots__ = ("_app", "_terbaca", "dok")

    def __init__(self, app: AppUno, dok: Dokumen) -> None:
        self._app, self.dok = app, dok
        self._terbaca: dict[Hashable, Any] = {}

    def once(self, kunci: Hashable, baca: Callable[[], Any]) -> Any:
        """What `baca` gives, read when it is not known."""
        if kunci not in self._terbaca:
            self._terbaca[kunci] = baca()
        return self._terbaca[kunci]

    def forget(self) -> None:
        self._terbaca.clear()

    def mark_stale(self) -> None:
        """Cells, sheets or names were changed past `dok`."""
        self.forget()
        self.dok.mark_stale()

    @property
    def app(self) -> AppUno:
        return self._app

    @property
    def api(self) -> ApiBuku:
        return ApiBuku(self)

    @property
    def name(self) -> str:
        return self.dok.path.name

    @property
    def fullname(self) -> str:
        return str(self.dok.path)

    @property
    def sheets(self) -> SheetsUno:
        return SheetsUno(self)

    @property
    def names(self) -> NamesUno:
        return NamesUno(self)

    def selection(self) -> RangeUno:
        wilayah = self.dok.uno.CurrentSelection.RangeAddress
        return RangeUno(
            self.sheets(wilayah.Sheet + 1),
            (wilayah.StartRow, wilayah.StartColumn),
            (wilayah.EndRow, wilayah.EndColumn),
        )

    def activate(self) -> None:
        self._app.books.activate(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        tujuan = Path(path) if path else self.dok.path
        if password is not None or tujuan.suffix != ".xlsx":
            raise MesinUnoError("hanya .xlsx tanpa sandi yang dilayani")
        self.dok.save_xlsx(tujuan.resolve())
        self.dok.path = tujuan.resolve()

    def to_pdf(self, path: str, quality: str) -> None:
        self.dok.save_pdf(Path(path))

    def close(self) -> None:
        self._app.books.forget(self)
        self.dok.close()

    def check_structure(self) -> None:
        if self.dok.uno.isProtected():
            raise MesinUnoError("struktur buku kerja terproteksi")


class SheetsUno:
    __slots__ = ("_book",)

    def __init__(self, book: BookUno) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.dok.uno.Sheets

    @property
    def active(self) -> SheetUno:
        return SheetUno(self._book, self._book.dok.uno.CurrentController.ActiveSheet.Name)

    def __call__(self, nama: int | str) -> SheetUno:
        semua = self._book.dok.sheet_names()
        if isinstance(nama, int) and 1 <= nama <= len(semua):
            return SheetUno(self._book, semua[nama - 1])
        for ada in semua:
            if isinstance(nama, str) and ada.lower() == nama.lower():
                return SheetUno(self._book, ada)
        raise MesinUnoError(f"tidak ada lembar {nama}")

    def __len__(self) -> int:
        return len(self._book.dok.sheet_names())

    def __iter__(self) -> Iterator[SheetUno]:
        return iter([SheetUno(self._book, nama) for nama in self._book.dok.sheet_names()])

    def add(self, before: SheetUno | None = None, after: SheetUno | None = None, name: str | None = None) -> SheetUno:
        self._book.check_structure()
        tempat = after.index if after else (before or self.active).index - 1
        nomor = len(self) + 1
        while name is None and f"Sheet{nomor}" in self._book.dok.sheet_names():
            nomor += 1
        self.api.insertNewByName(name or f"Sheet{nomor}", tempat)
        baru = SheetUno(self._book, name or f"Sheet{nomor}")
        self._book.mark_stale()
        baru.activate()
        return baru


class SheetUno:
    __slots__ = ("_book", "_nama")

    def __init__(self, book: BookUno, nama: str) -> None:
        self._book, self._nama = book, nama

    @property
    def book(self) -> BookUno:
        return self._book

    @property
    def uno(self) -> Any:
        return self._book.dok.sheet(self._nama)

    @property
    def api(self) -> ApiLembar:
        return ApiLembar(self.uno)

    @property
    def name(self) -> str:
        return self._nama

    @name.setter
    def name(self, nama: str) -> None:
        self._book.check_structure()
        self.uno.Name = nama
        self._nama = nama
        self._book.mark_stale()

    @property
    def index(self) -> int:
        return self._book.dok.sheet_names().index(self._nama) + 1

    @property
    def visible(self) -> int:
        return -1 if self.uno.IsVisible else 0

    @visible.setter
    def visible(self, tampak: int) -> None:
        self._book.check_structure()
        if tampak not in (-1, 0, 1):
            raise MesinUnoError("LibreOffice tidak mengenal lembar sangat tersembunyi")
        if not tampak and not any(s.visible for s in self._book.sheets if s.name != self._nama):
            raise MesinUnoError("lembar terakhir tidak dapat disembunyikan")
        self.uno.IsVisible = bool(tampak)

    @property
    def cells(self) -> RangeUno:
        return RangeUno(self, (0, 0), (BARIS - 1, KOLOM - 1))

    @property
    def used_range(self) -> RangeUno:
        kursor = self.uno.createCursor()
        kursor.gotoStartOfUsedArea(False)
        kursor.gotoEndOfUsedArea(True)
        w = kursor.RangeAddress
        return RangeUno(self, (w.StartRow, w.StartColumn), (w.EndRow, w.EndColumn))

    def range(self, arg1: Any, arg2: Any = None) -> RangeUno:
        awal = self._resolve(arg1)
        if arg2 is None:
            return awal
        akhir = self._resolve(arg2)
        sudut = (awal.dari, awal.sampai, akhir.dari, akhir.sampai)
        baris, kolom = [p[0] for p in sudut], [p[1] for p in sudut]
        return RangeUno(self, (min(baris), min(kolom)), (max(baris), max(kolom)))

    def _resolve(self, arg: Any) -> RangeUno:
        if isinstance(arg, RangeUno):
            return arg
        if isinstance(arg, tuple):
            baris, kolom, tinggi, lebar = arg if len(arg) == 4 else (*arg, 1, 1)
            if min(arg) < 1:
                raise IndexError(f"rentang kosong atau berbasis 0: {arg}")
            return RangeUno(self, (baris - 1, kolom - 1), (baris + tinggi - 2, kolom + lebar - 2))
        try:
            sudut = [posisi_dari(bagian) for bagian in arg.split(":")]
        except ValueError:
            return self._book.names(arg).refers_to_range
        return RangeUno(self, sudut[0], sudut[-1])

    def activate(self) -> None:
        if not self.uno.IsVisible:
            raise MesinUnoError(f"lembar tersembunyi tidak dapat diaktifkan: {self._nama}")
        self._book.dok.uno.CurrentController.setActiveSheet(self.uno)

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        self._book.check_structure()
        self._book.sheets.api.removeByName(self._nama)
        self._book.mark_stale()


class ApiBuku:
    """The few members of Excel's own Workbook object that xlwings has no words for."""

    __slots__ = ("_book",)

    def __init__(self, book: BookUno) -> None:
        self._book = book

    def SaveCopyAs(self, Filename: str) -> None:
        """The state of the moment; name, place and unsaved changes of the workbook stay."""
        self._book.dok.save_xlsx(Path(Filename).resolve())

    def Protect(self, Password: str = "") -> None:
        self._book.dok.uno.protect(Password)


class ApiLembar:
    """The few members of Excel's own Worksheet object that xlwings has no words for."""

    __slots__ = ("_uno",)

    def __init__(self, uno: Any) -> None:
        self._uno = uno

    @property
    def ProtectContents(self) -> bool:
        return bool(self._uno.isProtected())

    @property
    def Comments(self) -> ApiCatatanSel:
        return ApiCatatanSel(self._uno)

    def Protect(self, Password: str = "") -> None:
        self._uno.protect(Password)

    def Unprotect(self, Password: str = "") -> None:
        try:
            self._uno.unprotect(Password)
        except Exception as galat:
            raise MesinUnoError("sandi salah") from galat


class ApiCatatanSel:
    """The notes of a sheet, as Excel counts them."""

    __slots__ = ("_uno",)

    def __init__(self, uno: Any) -> None:
        self._uno = uno

    @property
    def Count(self) -> int:
        return int(self._uno.Annotations.Count)
