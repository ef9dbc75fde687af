"""What every button shares: whose workbook it is, its state kept, long work told and stopped, errors as one sentence.

Not verified in Excel: that Esc is seen while Excel waits for Python.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kinerja_core.dasar.log import write_log
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.polos import one_line, visible
from kinerja_core.dasar.temuan import KinerjaError

if TYPE_CHECKING:
    from xlwings import App, Book

JUDUL = "Kinerja"
_ESC = 0x1B
#: Signs with a meaning on the command line that xlwings puts the workbook's name and folder on (also of macOS).
TANDA_TERLARANG = '^&%=;$()"!`|<>'
#: The address of a workbook on OneDrive or SharePoint may write a blank as %20: no variable is called so.
_SANDI_ALAMAT = re.compile(r"%[0-9A-Fa-f]{2}")
P = ParamSpec("P")
T = TypeVar("T")


def caller() -> Book:
    """The workbook whose ribbon was clicked, saved or not, wherever it lies."""
    import xlwings

    return xlwings.Book.caller()


def say(book: Book, kalimat: str, tombol: str = "ok") -> str:
    """A message box over Excel; the button that was clicked ("ok", "yes", "no")."""
    return book.app.alert(visible(kalimat), JUDUL, tombol) or "ok"


def check_name(nama: str, jalur: str) -> None:
    """KinerjaError TBL05 or TBL06 when a workbook's name or its folder holds a sign a command line would act on.

    `jalur` is the full name: the name alone for a workbook that was never saved, an address on OneDrive. The macros
    ask the same before Python is started; this is the second line.
    """
    folder = jalur[:-len(nama)] if jalur.endswith(nama) else jalur
    if "://" in folder:
        folder = _SANDI_ALAMAT.sub("", folder)
    for kode, teks in (("TBL05", nama), ("TBL06", folder)):
        tanda = next((t for t in teks if t in TANDA_TERLARANG or ord(t) < ord(" ")), None)
        if tanda is not None:
            raise KinerjaError(kode, a=tanda if tanda.isprintable() else "yang tidak terlihat")


def esc_pressed() -> bool:
    """Was Esc pressed since the last time this was asked? Only Windows can tell."""
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.user32.GetAsyncKeyState(_ESC) & 0x8001)


def progress(book: Book) -> Maju:
    """Tells each step in the status bar; raises PGL03 between two steps when Esc was pressed."""

    def maju(langkah: str) -> None:
        if esc_pressed():
            raise KinerjaError("PGL03")
        book.app.status_bar = f"{JUDUL}: {one_line(langkah)} ... (Esc untuk berhenti)"

    return maju


@contextmanager
def keep_state(book: Book, *, pilihan: bool = True) -> Iterator[None]:
    """Calculation mode, screen updating, status bar and, unless told otherwise, sheet and selection as found."""
    app = book.app
    mode, layar = app.calculation, app.screen_updating
    lembar, dipilih = book.sheets.active, _selected(app)
    app.screen_updating = False
    try:
        yield
    finally:
        if pilihan:
            _select(book, lembar.name, dipilih)
        if app.calculation != mode:
            app.calculation = mode
        app.status_bar = False
        app.screen_updating = layar


def _selected(app: App) -> str | None:
    """Address of the selected cells; None when a chart or a shape is selected."""
    dipilih = app.selection
    return None if dipilih is None else dipilih.address


def _select(book: Book, lembar: str, dipilih: str | None) -> None:
    book.activate()
    sheet = book.sheets[lembar]
    if book.sheets.active.name != lembar:
        sheet.activate()
    if dipilih is not None and _selected(book.app) != dipilih:
        sheet.range(dipilih).select()


def button(*, pilihan: bool = True) -> Callable[
        [Callable[Concatenate[Book, P], T]], Callable[..., T | None]]:
    """A function of the ribbon: called without a book it takes the caller's; what goes wrong is one sentence.

    The traceback of a fault of the program goes to the log that Cek Komputer names. None after a failure.
    `pilihan=False`: the button is there to move the selection, or leaves another workbook in front.
    """

    def hias(fungsi: Callable[Concatenate[Book, P], T]) -> Callable[..., T | None]:
        @wraps(fungsi)
        def jalan(book: Book | None = None, *args: P.args, **kwargs: P.kwargs) -> T | None:
            buku = caller() if book is None else book
            try:
                check_name(buku.name, buku.impl.fullname)  # Book.fullname fails for an address it cannot find here
                with keep_state(buku, pilihan=pilihan):
                    return fungsi(buku, *args, **kwargs)
            except KinerjaError as galat:
                say(buku, error_sentence(galat))
            except Exception as galat:
                say(buku, error_sentence(KinerjaError("PGL02", a=type(galat).__name__, b=write_log(galat))))
            return None

        return jalan

    return hias


def error_sentence(galat: KinerjaError) -> str:
    """What is wrong and what to do; further mistakes are counted."""
    t, *lain = galat.temuan
    tempat = f"{t.sel}: " if t.sel else ""
    banyak = f"\n\n... dan {len(lain)} lainnya." if lain else ""
    return f"{tempat}{t.pesan} {t.perbaikan} ({t.kode}){banyak}"


def number_of(temuan: list[Any], tingkat: str) -> int:
    """How many findings of a level."""
    return sum(t.tingkat == tingkat for t in temuan)
