"""The xlwings engine over LibreOffice, and read_buku over it.

R1 everything an add-in calls works through xlwings' own public classes; R2 it refuses what Excel refuses;
R3 what is not implemented fails loudly; R4 read_buku gives what the file holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from kinerja_addin import buku_terbuka
from kinerja_addin.buku_terbuka import read_buku
from mesin_uno import Pesan, pasang
from mesin_uno_rentang import GALAT_COM, MesinUnoError

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, Status
from kinerja_core.xlsx.mesin.soffice import LibreOffice

KK = "Kertas Kerja"
KINI = dt.datetime(2024, 5, 6, 12, 0)


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    """A protected sheet with inputs B2:C2, an open sheet, a hidden one whose cells do not start at A1."""
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(path) as buku:
        kk, bebas, acuan, kosong = (buku.add_worksheet(nama) for nama in (KK, "Bebas", "Acuan", "Kosong"))
        terbuka = buku.add_format({"locked": False})
        for kolom, teks in enumerate(["71,4", "-", "=x", "#N/A", "'5"]):
            kk.write_string(0, kolom, teks)
        kk.write_blank(1, 1, None, terbuka)
        kk.write_number(1, 2, 0.1 + 0.7, terbuka)
        kk.write_formula(2, 0, '=SUM(B2:C2,Acuan!$C$3)&";"', None, "10.8;")
        kk.write_formula(2, 1, "=NA()", None, "#N/A")
        kk.write_formula(2, 2, '=""', None, "")
        kk.write_formula(2, 3, "=1=1", None, True)
        kk.write_datetime(3, 0, KINI, buku.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        kk.write_formula(3, 1, "=A4+1", buku.add_format({"num_format": "dd/mm/yyyy"}), 45419.5)
        kk.protect("sandi")
        bebas.write_row(0, 0, ["a", 1, 2])
        acuan.write_number(2, 2, 10)
        acuan.hide()
        kosong.write_blank(0, 0, None)
        buku.define_name("in_a", "='Kertas Kerja'!$B$2")
        buku.define_name("data", "=Bebas!$A$1:$C$1")
        buku.define_name("batas", "=0.5")
        buku.define_name("Bebas!lokal", "=Bebas!$A$1")
    return path


@pytest.fixture
def app(lo: LibreOffice) -> Iterator[xw.App]:
    semula = xw.engines.active
    yield pasang(lo)
    xw.engines.active = semula


@pytest.fixture
def book(app: xw.App, berkas: Path) -> Iterator[xw.Book]:
    with app.books.open(berkas) as buku:
        yield buku


def test_app(app: xw.App, book: xw.Book) -> None:
    """R1"""
    assert xw.apps.active == app
    assert list(xw.apps) == [app]
    assert (app.engine.name, app.books.active, [b.name for b in app.books]) == ("libreoffice", book, ["buku.xlsx"])
    assert app.version.major == 16
    with app.properties(screen_updating=False, status_bar="Menghitung...", enable_events=False):
        assert (app.screen_updating, app.status_bar, app.enable_events) == (False, "Menghitung...", False)
    assert (app.screen_updating, app.status_bar, app.visible) == (True, False, True)
    app.visible = False
    book.activate()
    assert app.impl.visible is False


def test_calculation_mode(app: xw.App, book: xw.Book) -> None:
    """R1: manual mode shows what was calculated last."""
    sel = book.sheets[KK]["A3"]
    assert app.calculation == "automatic"
    app.calculation = "manual"
    book.sheets[KK]["B2"].value = 1
    assert sel.value == "10.8;"
    app.calculate()
    assert sel.value == "11.8;"
    app.calculation = "automatic"
    book.sheets[KK]["B2"].value = 2
    assert sel.value == "12.8;"
    with pytest.raises(MesinUnoError):
        app.calculation = "kadang-kadang"


def test_alert_is_recorded(app: xw.App) -> None:
    """R1"""
    assert app.alert("Ada 2 temuan", "Kinerja") == "ok"
    app.impl.jawaban = "no"
    assert app.alert("Lanjut?", buttons="yes_no", mode="info") == "no"
    assert app.impl.pesan == [Pesan("Ada 2 temuan", "Kinerja", "ok", None), Pesan("Lanjut?", None, "yes_no", "info")]
    with pytest.raises(MesinUnoError):
        app.alert("Lanjut?", buttons="ok_cancel")


def test_mock_caller(book: xw.Book) -> None:
    """R1: what a button's function calls first."""
    book.set_mock_caller()
    try:
        assert xw.Book.caller() == book
        assert xw.Book.caller().sheets[KK].range("in_a").address == "$B$2"
    finally:
        del xw.Book._mock_caller


def test_book(app: xw.App, book: xw.Book, berkas: Path, tmp_path: Path) -> None:
    """R1: save under the same and another name, pdf, two books, close."""
    assert (book.name, book.fullname) == ("buku.xlsx", str(berkas))
    assert app.books.open(berkas) == book
    assert xw.Book(str(berkas)) == book
    assert "buku.xlsx" in repr(app.books)
    book.sheets["Bebas"]["A5"].value = "tersimpan"
    book.save()
    assert openpyxl.load_workbook(berkas)["Bebas"]["A5"].value == "tersimpan"
    book.save(tmp_path / "lain.xlsx")
    assert (book.name, book.fullname) == ("lain.xlsx", str(tmp_path / "lain.xlsx"))
    assert Path(book.to_pdf(tmp_path / "hasil.pdf")).read_bytes().startswith(b"%PDF-")
    with app.books.open(berkas) as kedua:
        assert app.books.active == kedua
        book.activate()
        assert app.books.active == book
    assert [b.name for b in app.books] == ["lain.xlsx"]
    for arguments in ({"path": tmp_path / "x.xlsm"}, {"path": None, "password": "p"}):
        with pytest.raises(MesinUnoError):
            book.save(**arguments)
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "tidak_ada.xlsx")


def test_to_pdf_of_one_sheet_restores_visibility(book: xw.Book, tmp_path: Path) -> None:
    book.sheets["Bebas"].to_pdf(tmp_path / "bebas.pdf")
    assert [s.visible for s in book.sheets] == [-1, -1, 0, -1]


def test_sheets(book: xw.Book) -> None:
    """R1, R2"""
    assert book.sheet_names == [KK, "Bebas", "Acuan", "Kosong"]
    assert [s.index for s in book.sheets] == [1, 2, 3, 4]
    assert [s.visible for s in book.sheets] == [-1, -1, 0, -1]
    assert book.sheets["bebas"] == book.sheets[1] == book.sheets("Bebas") == book.sheets(2)
    baru = book.sheets.add("Catatan", after=book.sheets["Bebas"])
    assert (baru.index, book.sheets.active.name, book.sheet_names[2]) == (3, "Catatan", "Catatan")
    assert book.sheets.add(before=baru).name == "Sheet6"
    del book.sheets["Sheet6"]
    baru["A1"].value = "lama"
    assert baru["A1"].value == "lama"
    baru.delete()
    baru = book.sheets.add("Catatan", after=book.sheets["Bebas"])
    baru["A1"].value = "baru"
    assert baru["A1"].value == "baru"
    baru.name = "Temuan"
    assert book.sheets["Temuan"].index == 3
    book.sheets[KK].activate()
    assert book.sheets.active.name == KK
    book.sheets["Acuan"].visible = True
    book.sheets["Acuan"].activate()
    assert book.sheets.active.name == "Acuan"
    baru.delete()
    assert book.sheet_names == [KK, "Bebas", "Acuan", "Kosong"]
    book.sheets["Acuan"].visible = False
    with pytest.raises(MesinUnoError):
        book.sheets["Acuan"].activate()
    with pytest.raises(MesinUnoError):
        book.sheets["Tidak Ada"].activate()


def test_protected_workbook_keeps_its_structure(book: xw.Book) -> None:
    """R2"""
    book.api.Protect("sandi")
    lembar = book.sheets["Bebas"]
    langkah: list[Callable[[], Any]] = [
        lambda: book.sheets.add("Baru"),
        lambda: setattr(lembar, "visible", False),
        lambda: setattr(lembar, "name", "Lain"),
        lembar.delete,
    ]
    for coba in langkah:
        with pytest.raises(MesinUnoError, match="struktur"):
            coba()
    assert book.sheet_names == [KK, "Bebas", "Acuan", "Kosong"]


def test_hiding(book: xw.Book) -> None:
    """R2: the last visible sheet stays; LibreOffice knows no very hidden sheets."""
    for nama in (KK, "Kosong"):
        book.sheets[nama].visible = False
    with pytest.raises(MesinUnoError, match="terakhir"):
        book.sheets["Bebas"].visible = False
    with pytest.raises(MesinUnoError):
        book.sheets["Acuan"].visible = 2


def test_sheet_content(book: xw.Book) -> None:
    """R1: used range, clear, autofit, protection."""
    assert book.sheets[KK].used_range.address == "$A$1:$E$4"
    assert book.sheets["Acuan"].used_range.address == "$C$3"
    assert book.sheets["Kosong"].used_range.address == "$A$1"
    lembar = book.sheets["Bebas"]
    lembar["B1"].color = (1, 2, 3)
    lembar.autofit()
    lembar.autofit("c")
    lembar.used_range.clear_contents()
    assert (lembar["A1:C1"].value, lembar["B1"].color) == ([None] * 3, (1, 2, 3))
    lembar["A1"].value = 5
    lembar.clear()
    assert (lembar["A1"].value, lembar["B1"].color) == (None, None)
    assert (lembar.api.ProtectContents, book.sheets[KK].api.ProtectContents) == (False, True)
    with pytest.raises(MesinUnoError, match="sandi"):
        book.sheets[KK].api.Unprotect("salah")
    book.sheets[KK].api.Unprotect("sandi")
    book.sheets[KK]["A1"].value = 5
    book.sheets[KK].api.Protect("sandi")
    with pytest.raises(MesinUnoError):
        book.sheets[KK]["A1"].value = 6


def test_names(book: xw.Book) -> None:
    """R1, R2"""
    semua = {n.name: n.refers_to for n in book.names}
    assert semua == {
        "in_a": "='Kertas Kerja'!$B$2", "data": "=Bebas!$A$1:$C$1", "batas": "=0.5", "Bebas!lokal": "=Bebas!$A$1",
    }  # fmt: skip
    assert "in_a" in book.names
    assert "tidak_ada" not in book.names
    assert (len(book.names), book.names["IN_A"].refers_to_range.address) == (4, "$B$2")
    assert book.names["data"].refers_to_range.value == ["a", 1, 2]
    book.names.add("baru", "=Bebas!$C$1")
    book.names["baru"].refers_to = "=Acuan!$C$3"
    assert book.names["baru"].refers_to_range.value == 10
    book.names["baru"].delete()
    for coba in (lambda: book.names["baru"].name, lambda: book.names["batas"].refers_to_range):
        with pytest.raises(MesinUnoError):
            coba()


def test_range_geometry(book: xw.Book) -> None:
    """R1"""
    lembar = book.sheets["Bebas"]
    blok = lembar.range("B2", "D4")
    assert (blok.address, blok.row, blok.column, blok.shape, len(blok), blok.size) == ("$B$2:$D$4", 2, 2, (3, 3), 9, 9)
    assert blok == lembar.range((2, 2), (4, 4)) == lembar["B2:D4"] == lembar[1:4, 1:4]
    assert (blok(2).address, blok(4).address, blok(3, 1).address) == ("$C$2", "$B$3", "$B$4")
    assert (blok.last_cell.address, blok.offset(1, -1).address) == ("$D$4", "$A$3:$C$5")
    assert blok.resize(1, 2).address == "$B$2:$C$2"
    assert blok[0, 0].get_address(False, True) == "$B2"
    assert book.sheets[KK]["A1"].get_address(external=True) == "'[buku.xlsx]Kertas Kerja'!$A$1"
    assert [baris.address for baris in blok.rows] == ["$B$2:$D$2", "$B$3:$D$3", "$B$4:$D$4"]
    with pytest.raises(IndexError):
        lembar.range((0, 1))
    with pytest.raises(MesinUnoError):
        lembar.range("bukan_alamat")


def test_reading_values(book: xw.Book) -> None:
    """R1: errors apart from blanks by err_to_str, dates as datetime, as on Windows."""
    lembar = book.sheets[KK]
    assert lembar["A1:E1"].value == ["71,4", "-", "=x", "#N/A", "'5"]
    assert lembar["B2:C2"].value == [None, 0.1 + 0.7]
    assert lembar["A3:D3"].value == ["10.8;", None, None, True]
    assert lembar["A3:D3"].options(err_to_str=True).value == ["10.8;", "#N/A", None, True]
    assert lembar["A3:D3"].raw_value == (("10.8;", GALAT_COM["#N/A"], "", True),)
    assert lembar["A4:B4"].value == [KINI, KINI + dt.timedelta(days=1)]
    assert lembar["A4"].options(dates=dt.date).value == KINI.date()
    assert lembar["C2"].options(ndim=2, numbers=int, empty="").value == [[1]]
    assert lembar["B2"].options(empty="kosong").value == "kosong"
    assert lembar["A3:C3"].formula == (('=SUM(B2:C2,Acuan!$C$3)&";"', "=NA()", '=""'),)
    assert lembar["A1:C2"].formula == (("71,4", "-", "=x"), ("", "", "0.8"))
    assert (lembar["D3"].formula, lembar["C1"].formula) == ("=1=1", "=x")


def test_writing_values(book: xw.Book) -> None:
    """R1: blocks, scalars over a range, text kept by an apostrophe, booleans, dates, formulas."""
    lembar = book.sheets["Bebas"]
    lembar["A1"].value = [["a", 1, None], [True, 0.1 + 0.2, KINI]]
    assert lembar["A1:C2"].value == [["a", 1, None], [True, 0.1 + 0.2, KINI]]
    lembar["E1:E3"].value = 7
    assert lembar["E1:E3"].value == [7, 7, 7]
    lembar["A4"].value = ['\'=HYPERLINK("x")', "'71,4", "'-5", "-", "Rp5.000", dt.date(2024, 1, 2)]
    assert lembar["A4:F4"].value == ['=HYPERLINK("x")', "71,4", "-5", "-", "Rp5.000", dt.datetime(2024, 1, 2)]
    assert lembar["F4"].number_format.lower() == "yyyy-mm-dd"
    lembar["A5"].options(transpose=True).value = [1, 2]
    assert lembar["A5:A6"].value == [1, 2]
    lembar["A7"].value = "=A5+A6"
    assert (lembar["A7"].value, lembar["A7"].formula) == (3, "=A5+A6")
    lembar["B5:B6"].formula = "=A5*SUM('Kertas Kerja'!$C$2,1)"
    assert lembar["B5:B6"].formula == (("=A5*SUM('Kertas Kerja'!$C$2,1)",), ("=A6*SUM('Kertas Kerja'!$C$2,1)",))
    assert lembar["B6"].value == 2 * (0.1 + 0.7 + 1)
    lembar["C5"].formula = [["=1=1", "=STDEV.S(1,3)"]]
    assert lembar["C5"].value is True
    assert lembar["D5"].formula == "=STDEV.S(1,3)"
    lembar["A5:B6"].clear_contents()
    assert lembar["A5:B6"].value == [[None, None], [None, None]]
    with pytest.raises(MesinUnoError, match="complex"):
        lembar["A1"].value = 1j


@pytest.mark.parametrize(
    "teks", ["71,4", "5", "-5", "1/2", "12:30", "5%", "7.01.01", "TRUE", "#N/A", "+a", "-a", "@a", "2024-01-05"]
)
def test_text_excel_would_change_is_refused(book: xw.Book, teks: str) -> None:
    """R2: in Excel such text silently becomes something else; a text format allows it."""
    sel = book.sheets["Bebas"]["A1"]
    with pytest.raises(MesinUnoError, match="apostrof"):
        sel.value = teks
    assert sel.value == "a"
    sel.number_format = "@"
    sel.value = teks
    assert sel.value == teks


@pytest.mark.parametrize("isi", [1, "=2-1", [[1, 5]], [["=2-1", 5]]])
def test_a_boolean_leaves_no_format_behind(book: xw.Book, isi: Any) -> None:
    """A number written where TRUE stood, as literal or as formula, is a number."""
    sel = book.sheets["Bebas"]["A1"]
    for logis in (True, "=1=1"):
        sel.value = logis
        assert sel.value is True
        sel.value = isi
        assert isinstance(sel.value, float)


def test_notes_survive_a_block(book: xw.Book) -> None:
    """setDataArray would delete them."""
    sel = book.sheets["Bebas"]["B1"].api.getCellByPosition(0, 0)
    sel.Spreadsheet.Annotations.insertNew(sel.CellAddress, "petunjuk")
    book.sheets["Bebas"]["A1"].value = [["x", 5, 6]]
    assert book.sheets["Bebas"]["A1:C1"].value == ["x", 5, 6]
    assert sel.Spreadsheet.Annotations.Count == 1


def test_looks(book: xw.Book) -> None:
    """R1"""
    blok = book.sheets["Bebas"]["A1:B2"]
    assert (blok.color, blok.wrap_text, blok.font.bold, blok.number_format) == (None, False, False, "General")
    blok.color = (255, 230, 153)
    blok.wrap_text = blok.font.bold = True
    blok.number_format = '#,##0.00 "orang"'
    blok.column_width = 20
    satu = book.sheets["Bebas"]["B2"]
    assert (satu.color, satu.wrap_text, satu.font.bold) == ((255, 230, 153), True, True)
    assert (satu.number_format, round(satu.column_width, 1)) == ('#,##0.00 "orang"', 20)
    assert book.sheets["Bebas"]["B1:C1"].column_width is None
    blok.color = "#0000ff"
    assert satu.color == (0, 0, 255)
    blok.color, blok.font.bold = None, False
    assert (satu.color, satu.font.bold) == (None, False)
    blok.autofit()
    assert satu.column_width < 20
    blok.clear()
    assert (satu.number_format, blok.value) == ("General", [[None, None], [None, None]])


def test_hyperlink_and_selection(app: xw.App, book: xw.Book) -> None:
    """R1"""
    lembar = book.sheets["Bebas"]
    lembar["A2"].add_hyperlink("#'Kertas Kerja'!B2", "Kertas Kerja!B2", "Buka sel ini")
    assert (lembar["A2"].value, lembar["A2"].hyperlink) == ("Kertas Kerja!B2", "#'Kertas Kerja'!B2")
    with pytest.raises(MesinUnoError):
        assert lembar["A1"].hyperlink
    with pytest.raises(MesinUnoError):
        book.sheets["Kosong"]["B1"].select()
    lembar.activate()
    lembar["B2:C3"].select()
    assert app.selection == book.selection == lembar["B2:C3"]


def test_protected_sheet(book: xw.Book) -> None:
    """R2: unlocked cells take values, locked cells and looks do not, a mixed block is refused as a whole."""
    lembar = book.sheets[KK]
    lembar["B2:C2"].value = [1, 2]
    assert lembar["A3"].value == "13;"
    langkah: list[Callable[[], Any]] = [
        lambda: setattr(lembar["A3"], "value", 1),
        lambda: setattr(lembar["A3"], "formula", "=1"),
        lambda: setattr(lembar["A2:C2"], "value", [1, 2, 3]),
        lembar["A2:C2"].clear_contents,
        lembar["B2"].clear,
        lembar.clear,
        lambda: setattr(lembar["B2"], "color", (1, 2, 3)),
        lambda: setattr(lembar["B2"], "number_format", "0.0"),
        lambda: setattr(lembar["B2"], "column_width", 5),
        lambda: setattr(lembar["B2"].font, "bold", True),
        lambda: lembar["A1"].add_hyperlink("https://contoh.id", "x"),
    ]
    for coba in langkah:
        with pytest.raises(MesinUnoError, match=r"terkunci|terproteksi"):
            coba()
    lembar["B2"].clear_contents()
    assert lembar["B2:C2"].value == [None, 2]


def test_what_is_missing_fails_loudly(app: xw.App, book: xw.Book) -> None:
    """R3: reading and assigning alike; an assignment must not vanish in an attribute nobody reads."""
    lembar = book.sheets["Bebas"]
    sel = lembar["A1"]
    langkah: list[Callable[[], Any]] = [
        lambda: setattr(sel, "horizontal_alignment", "center"),
        lambda: setattr(sel.font, "italic", True),
        lambda: setattr(sel, "formula_array", "=1"),
        lambda: setattr(lembar, "show_gridlines", False),
        lambda: setattr(app, "interactive", False),
        lambda: sel.merge_cells,
        lambda: lembar.charts.add(),
        lambda: book.macro("Makro")(),
        lambda: sel.expand(),
    ]
    for coba in langkah:
        with pytest.raises(AttributeError):
            coba()


_STATUS: dict[str, Status] = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}


def _openpyxl_value(sel: Any) -> Nilai:
    if sel.data_type == "e":
        return Galat(sel.value)
    if isinstance(sel.value, dt.datetime):
        return (sel.value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    return sel.value


def _read_openpyxl(path: Path) -> Buku:
    """The same picture by another reader; a formula's empty cached text reads as None there."""
    rumus, nilai = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    lembar = []
    for ws in rumus:
        isi: dict[Posisi, Nilai] = {}
        teks: dict[Posisi, str] = {}
        for sel in (sel for baris in ws.iter_rows() for sel in baris if sel.value is not None):
            posisi = (sel.row - 1, sel.column - 1)
            isi[posisi] = _openpyxl_value(nilai[ws.title][sel.coordinate])
            if sel.data_type == "f":
                teks[posisi] = sel.value[1:]
                isi[posisi] = "" if isi[posisi] is None else isi[posisi]
        lembar.append(LembarBuku(ws.title, _STATUS[ws.sheet_state], isi, teks))
    return Buku(tuple(lembar), {n: d.attr_text for n, d in rumus.defined_names.items()})


def test_read_buku_equals_the_file(book: xw.Book, berkas: Path) -> None:
    """R4: text "#N/A" apart from the error, text "=x" apart from a formula, "" of a formula apart from blank."""
    buku = read_buku(book)
    assert buku == _read_openpyxl(berkas)
    kk = buku.lembar[0]
    assert (kk.nilai[0, 3], kk.nilai[2, 1], kk.nilai[2, 2]) == ("#N/A", Galat("#N/A"), "")
    assert ((1, 1) in kk.nilai, (0, 2) in kk.rumus, kk.rumus[2, 0]) == (False, False, 'SUM(B2:C2,Acuan!$C$3)&";"')
    assert (kk.nilai[3, 0], kk.nilai[3, 1], kk.nilai[2, 3]) == (45418.5, 45419.5, True)
    assert [s.status for s in buku.lembar] == ["tampak", "tampak", "tersembunyi", "tampak"]
    assert (buku.lembar[2].nilai, buku.lembar[3].nilai) == ({(2, 2): 10.0}, {})
    assert buku.ekstra is None


def test_read_buku_sees_what_is_typed(book: xw.Book) -> None:
    """R4: the open book, not the file."""
    book.sheets[KK]["B2"].value = 5
    buku = read_buku(book)
    assert (buku.lembar[0].nilai[1, 1], buku.lembar[0].nilai[2, 0]) == (5, "15.8;")


@pytest.mark.parametrize(
    ("tampak", "status"),
    [(-1, "tampak"), (True, "tampak"), (0, "tersembunyi"), (False, "tersembunyi"), (2, "sangat_tersembunyi")],
)
def test_status_of_excel(tampak: Any, status: str) -> None:
    """R4: as Windows and macOS give it; LibreOffice cannot show a very hidden sheet."""
    assert buku_terbuka._status(tampak) == status


def test_values_only_excel_gives() -> None:
    """R4: newer errors arrive as numbers, currency formats as Decimal, single cells and rows in other shapes."""
    assert buku_terbuka._raw(-2146826243) == Galat("#SPILL!")
    assert buku_terbuka._raw(Decimal(1500000)) == 1_500_000.0
    assert buku_terbuka._rows("=A1", (1, 1)) == [["=A1"]]
    assert buku_terbuka._rows(["=A1", "x"], (1, 2)) == [["=A1", "x"]]
    assert buku_terbuka._rows(["=A1", "x"], (2, 1)) == [["=A1"], ["x"]]
    assert buku_terbuka._rows((("a", "b"), ("c", "d")), (2, 2)) == [["a", "b"], ["c", "d"]]
    with pytest.raises(TypeError, match="set"):
        buku_terbuka._raw(set())
