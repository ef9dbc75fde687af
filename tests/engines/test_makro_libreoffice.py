"""Our VBA modules run in LibreOffice, on real workbooks, with a stand-in for the module xlwings.

R1 the jump opens the first line of Pemeriksaan that is not in order; R2 Isian Kosong Berikutnya goes through exactly
the cells the core reports as empty, in order, and begins again; R3 Berikutnya and Sebelumnya walk sheet Catatan to both
ends, from where the user stands; R4 the PDF is written where nothing stood before; R5 every button hands Python exactly
its command, and says what is missing without Python; R6 a workbook that brings settings of its own,
or whose name or folder a command line would act on, starts no program; R7 no sheet loses its protection, no cell
changes.

LibreOffice 7.4 without a window has no ActiveCell, and its VBA knows neither CalculateFull nor ExportAsFixedFormat;
PENGGANTI exchanges those three calls, the message box and the user's folder. Everything else runs as it is delivered.
FileExists of module xlwings is LibreOffice Basic's own function of that name here. A macro acts on the workbook opened
last. That no workbook is open at all cannot be tried: the modules live in one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import example
from bantu.buku_kecil import NAMA_TERBUKA, small
from kinerja_addin.jalankan_tombol import TANDA_TERLARANG, check_name
from kinerja_addin.pita import PITA, Tombol

from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import examples
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tabel import findings_table
from kinerja_core.lembar.tambahan import CATATAN
from kinerja_core.xlsx.buku import alamat, posisi_dari
from kinerja_core.xlsx.mesin.soffice import LibreOffice
from kinerja_core.xlsx.mesin.tanpa_luar import without_outside

MAKRO = Path(__file__).parents[2] / "macros"
#: What LibreOffice cannot do or must not show, and what stands in for it.
PENGGANTI = {
    "MsgBox kalimat, vbInformation, JUDUL": "CatatPesan kalimat",
    "Set SelAktif = ActiveCell": "Set SelAktif = Selection.Cells(1, 1)",
    "Application.CalculateFull": "HitungPenuhUji",
    "ActiveWorkbook.ExportAsFixedFormat Type:=0, Filename:=berkas, IgnorePrintAreas:=False, OpenAfterPublish:=False":
        "PdfUji berkas",
    'Environ("USERPROFILE")': "RumahUji",
}
XLWINGS = """
Public Const PROJECT_NAME As String = "kinerja"
Public Perintah As String
Public PythonUji As String
Public GagalUji As Boolean
Public FolderUji As String
Public ProvinsiUji As String
Public Function RunPython(PythonCommand As String)
    If GagalUji Then Err.Raise 1004
    Perintah = Perintah & PythonCommand & Chr(30)
End Function
Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "")
    If PythonUji = "tanpa setelan" Then Err.Raise 53
    GetConfig = default
    If configKey = "INTERPRETER_WIN" And source = "user" Then GetConfig = PythonUji
    If configKey = "KELOMPOK PROVINSI" And source = "user" And ProvinsiUji <> "" Then GetConfig = ProvinsiUji
End Function
Public Function GetFullName(wb As Workbook) As String
    GetFullName = wb.FullName
End Function
Public Function GetDirectoryConfigFilePath() As String
    GetDirectoryConfigFilePath = FolderUji & "/kinerja.conf"
End Function
"""
UJI = """
Public Pesan As String
Public RumahUji As String
Public Dihitung As Long
Public Sub CatatPesan(ByVal kalimat As String)
    Pesan = Pesan & kalimat & Chr(30)
End Sub
Public Sub HitungPenuhUji()
    Dihitung = Dihitung + 1
End Sub
Public Sub PdfUji(ByVal berkas As String)
    Dim isi(0) As New com.sun.star.beans.PropertyValue
    isi(0).Name = "FilterName"
    isi(0).Value = "calc_pdf_Export"
    ThisComponent.storeToURL(ConvertToURL(berkas), isi())
End Sub
Public Sub Atur(ByVal python As String, ByVal rumah As String, ByVal gagal As Boolean)
    PythonUji = python
    RumahUji = rumah
    FolderUji = rumah
    GagalUji = gagal
End Sub
Public Function TampilUji(ByVal provinsi As String) As String
    Dim tampil As Variant
    ProvinsiUji = provinsi
    KinerjaTampilProvinsi Nothing, tampil
    TampilUji = CStr(CBool(tampil))
End Function
Public Function NamaUji(ByVal nama As String, ByVal jalur As String) As String
    NamaUji = AlasanNama(nama, jalur)
End Function
Public Function Ambil() As String
    Ambil = Perintah & Chr(31) & Pesan & Chr(31) & Dihitung
    Perintah = ""
    Pesan = ""
    Dihitung = 0
End Function
"""


def vba(nama: str) -> str:
    """A module of macros/ for LibreOffice: without its attribute line, PENGGANTI applied."""
    teks = (MAKRO / f"{nama}.bas").read_text("ascii").removeprefix(f'Attribute VB_Name = "{nama}"\n')
    for asli, ganti in PENGGANTI.items():
        teks = teks.replace(asli, ganti)
    return "Option VBASupport 1\n" + teks.replace("Private Function AlasanNama", "Public Function AlasanNama")


@dataclass(frozen=True)
class Hasil:
    """What a macro did: commands given to Python, sentences shown, full calculations."""

    perintah: tuple[str, ...]
    pesan: tuple[str, ...]
    dihitung: int


class BukuMakro:
    """A workbook open in LibreOffice with our modules in its Basic library."""

    def __init__(self, lo: LibreOffice, path: Path) -> None:
        self.path = path
        sifat = lo.properties(Hidden=True, MacroExecutionMode=4, UpdateDocMode=0)
        with lo.guard("BKS16", path.name):
            self.uno: Any = lo._desktop.loadComponentFromURL(lo.url(path), "_blank", 0, sifat)
        pustaka = self.uno.BasicLibraries
        pustaka.VBACompatibilityMode = True
        if not pustaka.hasByName("Standard"):
            pustaka.createLibrary("Standard")
        pita = [t for k in PITA for t in k.tombol]
        tekan = "".join(f"Public Sub Tekan{t.id}()\n    {t.id} Nothing\nEnd Sub\n" for t in pita)
        for nama, teks in (("xlwings", "Option VBASupport 1\n" + XLWINGS),
                           ("Uji", "Option VBASupport 1\n" + UJI + tekan),
                           ("KinerjaTanpaPython", vba("KinerjaTanpaPython")), ("KinerjaPita", vba("KinerjaPita"))):
            pustaka.getByName("Standard").insertByName(nama, teks)
        self.atur()

    def atur(self, python: str = "", *, gagal: bool = False) -> None:
        """What the stand-in for xlwings finds: the interpreter in the user's settings; a call that fails."""
        self._call("Uji.Atur", python, str(self.path.parent), gagal)

    def run(self, makro: str) -> Hasil:
        """Run one of our Subs."""
        self._call(makro)
        perintah, pesan, dihitung = str(self._call("Uji.Ambil")).split("\x1f")
        return Hasil(tuple(perintah.split("\x1e")[:-1]), tuple(pesan.split("\x1e")[:-1]), int(dihitung))

    def press(self, tombol: Tombol | str) -> Hasil:
        """Press a button of the ribbon."""
        return self.run(f"Uji.Tekan{tombol if isinstance(tombol, str) else tombol.id}")

    def _call(self, makro: str, *isi: Any) -> Any:
        alamat_makro = f"vnd.sun.star.script:Standard.{makro}?language=Basic&location=document"
        return self.uno.getScriptProvider().getScript(alamat_makro).invoke(isi, (), ())[0]

    @property
    def tempat(self) -> str:
        """The selected cell as Pemeriksaan writes places."""
        w = self.uno.CurrentSelection.RangeAddress
        return f"{self.uno.CurrentController.ActiveSheet.Name}!{alamat((w.StartRow, w.StartColumn))}"

    def select(self, tempat: str) -> None:
        """Stand on a cell, as a click would."""
        lembar, _, sel = tempat.rpartition("!")
        sheet = self.uno.Sheets.getByName(lembar)
        self.uno.CurrentController.setActiveSheet(sheet)
        self.uno.CurrentController.select(sheet.getCellRangeByName(sel))

    def named(self, nama: str) -> list[str]:
        """The texts of a named column."""
        return [b[0] for b in self.uno.NamedRanges.getByName(nama).getReferredCells().getDataArray()]

    def add_sheet(self, nama: str, isi: Sequence[Sequence[str]] = ()) -> None:
        """A sheet at the end with one block of texts."""
        self.uno.Sheets.insertNewByName(nama, self.uno.Sheets.Count)
        if isi:
            lembar = self.uno.Sheets.getByName(nama)
            lembar.getCellRangeByPosition(0, 0, len(isi[0]) - 1, len(isi) - 1).setDataArray(tuple(map(tuple, isi)))

    def mark(self, nama: str, lembar: str) -> None:
        """A workbook-level name that leads to the first cell of a sheet."""
        sel = self.uno.Sheets.getByName(lembar).getCellByPosition(0, 0).CellAddress
        self.uno.NamedRanges.addNewByName(nama, f"$'{lembar}'.$A$1", sel, 0)

    def state(self) -> list[tuple[str, bool, Any]]:
        """Protection and formulas or constants of every sheet."""
        hasil = []
        for nama in self.uno.Sheets.ElementNames:
            kursor = self.uno.Sheets.getByName(nama).createCursor()
            kursor.gotoEndOfUsedArea(True)
            hasil.append((nama, kursor.Spreadsheet.isProtected(), kursor.getFormulaArray()))
        return hasil

    def close(self) -> None:
        """Close without saving."""
        self.uno.close(True)


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Kertas kerja as it was, mended, and empty; a Buku Kinerja with open lines, one without, and a whole one."""
    folder = tmp_path_factory.mktemp("makro")
    asal = {pendek: example(c.berkas) for pendek, c in zip(("setia", "diperbaiki", "kosong"), examples(), strict=True)}
    asal |= {"buku": small(NAMA_TERBUKA), "buku_bersih": small(),
             "buku_besar": example("buku_kinerja_kemangkon_2022.xlsx")}
    hasil = {pendek: folder / f"{pendek}.xlsx" for pendek in asal}
    for pendek, berkas in asal.items():
        hasil[pendek].write_bytes(without_outside(berkas, cetak=False))
    return hasil


@pytest.fixture
def buka(lo: LibreOffice, berkas: dict[str, Path], tmp_path: Path) -> Iterator[Any]:
    """Open a copy of one of the workbooks, under a name of the test's choice."""
    terbuka: list[BukuMakro] = []

    def open_one(nama: str, sebagai: str | None = None) -> BukuMakro:
        salinan = tmp_path / (sebagai or f"{nama}.xlsx")
        shutil.copyfile(berkas[nama], salinan)
        terbuka.append(BukuMakro(lo, salinan))
        return terbuka[-1]

    yield open_one
    for buku in terbuka:
        buku.close()


def findings(path: Path) -> list[Temuan]:
    return check_any(read_file(path))


def in_order(buku: BukuMakro, tempat: Sequence[str]) -> list[str]:
    """Places in the order of sheets, rows and columns, each once."""
    urutan = list(buku.uno.Sheets.ElementNames)

    def kunci(t: str) -> tuple[int, tuple[int, int]]:
        lembar, _, sel = t.rpartition("!")
        return urutan.index(lembar), posisi_dari(sel)

    return sorted(set(tempat), key=kunci)


# --- R1 -----------------------------------------------------------------------------------------------------------


#: A whole book where a small one shows the same.
BESAR = pytest.param("buku_besar", marks=pytest.mark.panjang)


@pytest.mark.parametrize("nama", ["setia", "kosong", "buku", "buku_besar"])
@pytest.mark.sampel(2)
def test_jump_to_the_first_open_line(buka: Any, berkas: dict[str, Path], nama: str) -> None:
    buku = buka(nama)
    semula = buku.state()
    hasil = buku.run("KinerjaTanpaPython.LompatCatatanPertama")
    status, tempat, kode = (buku.named(f"periksa_{n}") for n in ("status", "tempat", "kode"))
    ke = next(n for n, s in enumerate(status) if s not in ("Sesuai", ""))
    assert (hasil.pesan, buku.tempat) == ((), tempat[ke])
    assert (kode[ke], tempat[ke]) in {(t.kode, t.sel) for t in findings(berkas[nama]) if t.tingkat == "wajib"}
    assert buku.state() == semula


def test_nothing_open_is_said(buka: Any) -> None:
    buku = buka("buku_bersih")
    asal = buku.tempat
    assert set(buku.named("periksa_status")) == {""}
    assert buku.run("KinerjaTanpaPython.LompatCatatanPertama").pesan == (
        "Tidak ada catatan terbuka di lembar Pemeriksaan.",)
    assert buku.tempat == asal


@pytest.mark.parametrize("nama", ["diperbaiki", "buku_bersih"])
def test_no_empty_input_is_said(buka: Any, nama: str) -> None:
    buku = buka(nama)
    asal = buku.tempat
    assert buku.press("KinerjaIsianKosong").pesan == ("Tidak ada isian wajib yang kosong.",)
    assert buku.tempat == asal


# --- R2 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nama", "kode"), [
    ("setia", "ISI01"), ("kosong", "ISI01"), ("buku", "BRS02"),
    pytest.param("buku_besar", "BRS02", marks=pytest.mark.panjang)])
def test_next_empty_input_visits_what_the_core_reports_and_begins_again(
        buka: Any, berkas: dict[str, Path], nama: str, kode: str) -> None:
    buku = buka(nama)
    semula = buku.state()
    kosong = in_order(buku, [t.sel for t in findings(berkas[nama]) if t.kode == kode])
    assert kosong
    buku.select(f"{buku.uno.Sheets.ElementNames[0]}!A1")
    dilalui = []
    for _ in [*kosong, kosong[0]]:
        assert buku.press("KinerjaIsianKosong") == Hasil((), (), 0)
        dilalui.append(buku.tempat)
    assert dilalui == [*kosong, kosong[0]]
    assert buku.state() == semula


def test_next_empty_input_starts_at_the_active_cell(buka: Any, berkas: dict[str, Path]) -> None:
    buku = buka("kosong")
    kosong = in_order(buku, [t.sel for t in findings(berkas["kosong"]) if t.kode == "ISI01"])
    for dari, ke in ((kosong[40], kosong[41]), (kosong[-1], kosong[0])):
        buku.select(dari)
        buku.press("KinerjaIsianKosong")
        assert buku.tempat == ke
    lembar, _, sel = kosong[10].rpartition("!")
    baris, kolom = posisi_dari(sel)
    for geser, ke in ((-1, kosong[10]), (1, kosong[11])):
        buku.select(f"{lembar}!{alamat((baris, kolom + geser))}")
        buku.press("KinerjaIsianKosong")
        assert buku.tempat == ke


def test_next_empty_input_goes_by_sheet_then_row_then_column(buka: Any) -> None:
    """Whatever the order of the list is, and whatever else stands in it."""
    buku = buka("setia")
    urut = ["Beranda!C40", "Beranda!D40", "Beranda!B41", "Kertas Kerja!ZZ2", "Kertas Kerja!B900", "Rekap!A1"]
    isi = [("ISI05", "Beranda!A39"), *(("ISI01", urut[n]) for n in (4, 1, 5, 0, 3, 2)), ("", "")]
    buku.add_sheet("Daftar Uji", isi)
    for huruf, nama in (("A", "periksa_kode"), ("B", "periksa_tempat")):
        buku.uno.NamedRanges.getByName(nama).setContent(f"$'Daftar Uji'.${huruf}$1:${huruf}${len(isi)}")
    buku.select("Beranda!B40")
    dilalui = []
    for _ in urut:
        buku.press("KinerjaIsianKosong")
        dilalui.append(buku.tempat)
    assert dilalui == urut


def test_with_manual_calculation_the_list_is_brought_up_to_date(buka: Any, berkas: dict[str, Path]) -> None:
    """What was just filled is passed by; the mode stays manual."""
    buku = buka("kosong")
    kosong = in_order(buku, [t.sel for t in findings(berkas["kosong"]) if t.kode == "ISI01"])
    buku.uno.enableAutomaticCalculation(False)
    lembar, _, sel = kosong[1].rpartition("!")
    buku.uno.Sheets.getByName(lembar).getCellRangeByName(sel).setValue(1)
    buku.select(kosong[0])
    buku.press("KinerjaIsianKosong")
    assert buku.tempat == kosong[2]
    assert not buku.uno.isAutomaticCalculationEnabled()


# --- R3 -----------------------------------------------------------------------------------------------------------


def with_notes(buku: BukuMakro, temuan: Sequence[Temuan]) -> list[str]:
    """A marked sheet as Periksa writes it; the places on it, of neighbours the first."""
    buku.add_sheet(CATATAN.nama, [list(CATATAN.kepala), *[[str(x) for x in b] for b in findings_table(temuan)]])
    buku.mark(CATATAN.tanda, CATATAN.nama)
    tempat = [s.tempat.rpartition("!") for s in causes(temuan) if s.tempat]
    return [f"{lembar}!{bagian.partition(':')[0]}" for lembar, _, sel in tempat for bagian in sel.split(", ")]


@pytest.mark.parametrize("nama", ["setia", "buku", BESAR])
@pytest.mark.sampel(1)
def test_notes_are_walked_to_both_ends(buka: Any, berkas: dict[str, Path], nama: str) -> None:
    buku = buka(nama)
    awal, kedua, *lain = findings(berkas[nama])  # one cell with two catatan must not hold the walk
    tempat = with_notes(buku, [awal, kedua, replace(kedua, perbaikan="Lain."), *lain])
    semula = buku.state()
    maju = []
    for _ in tempat:
        assert buku.press("KinerjaCatatanBerikutnya") == Hasil((), (), 0)
        maju.append(buku.tempat)
    assert maju == tempat
    assert buku.press("KinerjaCatatanBerikutnya").pesan[0].startswith("Ini catatan yang terakhir.")
    mundur = [buku.tempat]
    for _ in tempat[1:]:
        assert buku.press("KinerjaCatatanSebelumnya").pesan == ()
        mundur.append(buku.tempat)
    assert mundur == tempat[::-1]
    assert buku.press("KinerjaCatatanSebelumnya").pesan == ("Ini catatan yang pertama.",)
    assert buku.tempat == tempat[0]
    assert buku.state() == semula


def test_notes_go_on_from_where_the_user_stands(buka: Any, berkas: dict[str, Path]) -> None:
    buku = buka("setia")
    tempat = with_notes(buku, findings(berkas["setia"]))
    tunggal = [n for n, t in enumerate(tempat[:-1]) if n and tempat.count(t) == 1]
    n = tunggal[len(tunggal) // 2]
    for tombol, ke in (("KinerjaCatatanBerikutnya", tempat[n + 1]), ("KinerjaCatatanSebelumnya", tempat[n - 1])):
        buku.select(tempat[n])
        buku.press(tombol)
        assert buku.tempat == ke
    buku.select(f"{CATATAN.nama}!A1")
    buku.press("KinerjaCatatanSebelumnya")
    assert buku.tempat == tempat[-1]


def test_notes_without_a_cell_are_passed_by_and_hidden_or_lost_places_are_told(buka: Any) -> None:
    buku = buka("setia")
    tersembunyi = next(s for s in buku.uno.Sheets.ElementNames if not buku.uno.Sheets.getByName(s).IsVisible)
    tempat = ["Kertas Kerja!D10:E10", "", f"{tersembunyi}!A1", "Lembar Lama!B2", "Kertas Kerja!D12"]
    with_notes(buku, [Temuan("ISI01", "wajib", sel, str(n), "") for n, sel in enumerate(tempat)])
    hasil = [(buku.press("KinerjaCatatanBerikutnya").pesan, buku.tempat) for _ in range(4)]
    assert [t for _, t in hasil] == ["Kertas Kerja!D10"] * 3 + ["Kertas Kerja!D12"]
    assert [len(p) for p, _ in hasil] == [0, 1, 1, 0]
    assert f"lembar tersembunyi: {tersembunyi}!A1" in hasil[1][0][0]
    assert "tidak ditemukan di buku ini: Lembar Lama!B2" in hasil[2][0][0]
    assert not buku.uno.Sheets.getByName(tersembunyi).IsVisible
    buku.select("Kertas Kerja!D10")
    buku.press("KinerjaCatatanBerikutnya")
    assert buku.tempat == "Kertas Kerja!D10"


def test_a_sheet_called_catatan_without_our_mark_is_not_walked(buka: Any) -> None:
    """It is the clerk's; ours, marked, is walked whatever number its name has."""
    buku = buka("setia")
    buku.add_sheet(CATATAN.nama, [list(CATATAN.kepala), ["ISI01", "wajib", "Rekap!A1", "", ""]])
    terbuka = [t for s, t in zip(buku.named("periksa_status"), buku.named("periksa_tempat"), strict=True)
               if s not in ("Sesuai", "")]
    buku.press("KinerjaCatatanBerikutnya")
    assert buku.tempat == terbuka[0]
    buku.add_sheet(f"{CATATAN.nama} (2)", [list(CATATAN.kepala), ["ISI01", "wajib", "Rekap!A2", "", ""]])
    buku.mark(CATATAN.tanda, f"{CATATAN.nama} (2)")
    buku.select("Beranda!A1")
    buku.press("KinerjaCatatanBerikutnya")
    assert buku.tempat == "Rekap!A2"


def test_without_a_sheet_of_notes_the_lines_of_pemeriksaan_are_walked(buka: Any) -> None:
    buku = buka("setia")
    status, tempat = buku.named("periksa_status"), buku.named("periksa_tempat")
    terbuka = [t for s, t in zip(status, tempat, strict=True) if s not in ("Sesuai", "")]
    for ke in terbuka:
        buku.press("KinerjaCatatanBerikutnya")
        assert buku.tempat == ke
    assert buku.press("KinerjaCatatanBerikutnya").pesan
    (pesan,) = buka("buku_bersih").press("KinerjaCatatanBerikutnya").pesan
    assert pesan.startswith("Tidak ada catatan yang menunjuk ke sel.")


# --- R4 -----------------------------------------------------------------------------------------------------------


def test_pdf_goes_to_documents_and_over_nothing(buka: Any, tmp_path: Path) -> None:
    buku = buka("setia", "35.20.11_bendo.xlsx")
    dokumen = tmp_path / "Documents"
    dokumen.write_text("bukan folder")
    gagal = buku.press("KinerjaEksporPdf")
    assert gagal.pesan[0].startswith("PDF belum dapat disimpan di folder Documents\\Kinerja.")
    dokumen.unlink()
    dokumen.mkdir()
    dokumen /= "Kinerja"  # made by the first click
    assert buku.press("KinerjaEksporPdf").pesan == (f"PDF tersimpan di {dokumen / '35.20.11_bendo.pdf'}",)
    (dokumen / "35.20.11_bendo_2.pdf").write_text("milik orang lain")
    nama = ["35.20.11_bendo_3.pdf", "35.20.11_bendo_4.pdf"]
    for n in nama:
        assert buku.press("KinerjaEksporPdf") == Hasil((), (f"PDF tersimpan di {dokumen / n}",), 0)
        assert (dokumen / n).read_bytes().startswith(b"%PDF-")
    assert (dokumen / "35.20.11_bendo_2.pdf").read_text() == "milik orang lain"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["35.20.11_bendo.xlsx", "Documents"]


# --- R5 -----------------------------------------------------------------------------------------------------------

SEMUA = [t for k in PITA for t in k.tombol]
#: Buttons VBA serves alone in a workbook with the named columns, and those it can serve when Python is missing.
SENDIRI = {t.id for t in SEMUA if t.fungsi is None} | {"KinerjaIsianKosong"}
GANTI = {"KinerjaHitungUlang", "KinerjaEksporPdf", "KinerjaTentang"}


def command(t: Tombol) -> str:
    return f"import kinerja_addin.tombol as t; t.{t.fungsi}()"


def test_every_button_hands_python_its_command(buka: Any) -> None:
    buku = buka("kosong")
    semula = buku.state()
    buku.atur(__file__)
    for t in SEMUA:
        hasil = buku.press(t)
        assert hasil.perintah == (() if t.id in SENDIRI else (command(t),)), t.id
        assert hasil.dihitung == 0, t.id
        assert t.id in SENDIRI or hasil.pesan == (), t.id
    buku.atur(__file__, gagal=True)
    for t in SEMUA:
        if t.id not in SENDIRI:
            (pesan,) = buku.press(t).pesan
            assert pesan.startswith("Tombol ini belum berhasil (nomor dari Excel: 1004)."), t.id
    assert buku.state() == semula


def test_the_group_of_the_province_is_shown_where_settings_ask_for_it(buka: Any) -> None:
    buku = buka("kosong")
    tampil = {isi: buku._call("Uji.TampilUji", isi) for isi in ("", "True", "true", "False", "ya")}
    assert {k: v.lower() for k, v in tampil.items()} == {
        "": "false", "True": "true", "true": "true", "False": "false", "ya": "false"}
    buku.atur("tanpa setelan")
    assert str(buku._call("Uji.TampilUji", "True")).lower() == "false"


def test_without_the_named_columns_python_finds_the_next_empty_input(buka: Any) -> None:
    buku = buka("kosong")
    for nama in ("periksa_kode", "periksa_tempat"):
        buku.uno.NamedRanges.removeByName(nama)
    tombol = next(t for t in SEMUA if t.id == "KinerjaIsianKosong")
    assert buku.press(tombol).pesan[0].startswith("Tombol Isian Kosong Berikutnya membutuhkan Python.")
    assert "Tombol Periksa membutuhkan Python." in buku.press("KinerjaPeriksa").pesan[0]
    buku.atur(__file__)
    assert buku.press(tombol) == Hasil((command(tombol),), (), 0)


@pytest.mark.parametrize(("python", "alasan"), [
    ("", "belum terpasang di komputer ini"), ("tanpa setelan", "belum terpasang di komputer ini"),
    ("/pindah/python", "tidak ditemukan lagi: /pindah/python"),
])
def test_without_python_every_button_says_what_still_works(
        buka: Any, tmp_path: Path, python: str, alasan: str) -> None:
    (tmp_path / "Documents").mkdir()
    buku = buka("kosong")
    buku.atur(python)
    semula = buku.state()
    for t in SEMUA:
        hasil = buku.press(t)
        assert hasil.perintah == (), t.id
        assert hasil.dihitung == (t.id == "KinerjaHitungUlang"), t.id
        if t.id in SENDIRI:
            assert "Python" not in "".join(hasil.pesan), t.id
            continue
        (pesan,) = hasil.pesan
        if t.id not in GANTI:
            assert pesan.startswith(f"Tombol {t.label} membutuhkan Python."), t.id
        if t.id in {"KinerjaTentang"} | {x.id for x in SEMUA} - GANTI:
            assert alasan in pesan, t.id
            assert "Yang tetap dapat dipakai:" in pesan, t.id
    assert "Python" in buku.press("KinerjaHitungUlang").pesan[0]
    assert buku.state() == semula
    assert (tmp_path / "Documents" / "Kinerja" / "kosong.pdf").is_file()


def test_without_python_periksa_opens_the_first_open_line(buka: Any) -> None:
    buku = buka("setia")
    (pesan,) = buku.press("KinerjaPeriksa").pesan
    assert pesan.startswith("Tombol Periksa membutuhkan Python.")
    assert buku.tempat == buku.named("periksa_tempat")[0]


# --- R6 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bawaan", ["kinerja.conf", "Kinerja.CONF", "hitung.py", "hitung.PY", "berkas di foldernya"])
def test_a_workbook_with_settings_of_its_own_starts_no_program(buka: Any, tmp_path: Path, bawaan: str) -> None:
    buku = buka("diperbaiki")
    if bawaan == "berkas di foldernya":
        (tmp_path / "kinerja.conf").touch()
    else:
        buku.add_sheet(bawaan)
    buku.atur(__file__)
    for t in SEMUA:
        hasil = buku.press(t)
        assert hasil.perintah == (), t.id
        if t.id not in SENDIRI | GANTI:
            assert "demi keamanan" in hasil.pesan[0], t.id


#: Every sign of the issue and what else cmd.exe or a shell acts on; of them those a file on this system may have.
TANDA = TANDA_TERLARANG
NAMA_BAIK = ["Buku1", "35.20.10_bendo_kertas_kerja_2022.xlsx", "Jum'at, 3 Maret #2 [a]{b}+~@ é.xlsx", "x .xlsx"]


@pytest.mark.parametrize("tanda", list(TANDA))
def test_a_sign_in_the_name_or_the_folder_starts_no_program(buka: Any, tmp_path: Path, tanda: str) -> None:
    """R6: one sentence that names the sign and what to rename, for every button that hands its work to Python."""
    (folder := tmp_path / f"Kerja {tanda} Data").mkdir()
    for nama, sebut in ((f"x{tanda}calc .xlsx", "Nama buku ini"), (f"Kerja {tanda} Data/buku.xlsx", "Nama folder")):
        buku = buka("kosong", nama)
        assert (tmp_path / nama).is_file()
        assert folder.is_dir()
        buku.atur(__file__)
        semula = buku.state()
        for t in SEMUA if tanda == "&" else [x for x in SEMUA if x.id in GANTI | {"KinerjaPeriksa"}]:
            hasil = buku.press(t)
            assert (hasil.perintah, hasil.dihitung) == ((), 0), t.id
            if t.id not in SENDIRI:
                (pesan,) = hasil.pesan
                assert pesan.startswith(f"{sebut}"), t.id
                assert f"memuat tanda {tanda}, jadi" in pesan, t.id
        assert buku.state() == semula


def test_the_guard_of_the_macros_answers_as_the_one_of_python(buka: Any) -> None:
    """R6: signs in name, folder and addresses; names without one, never saved too, pass in both."""
    buku = buka("kosong")
    alamat_web = "https://contoh-my.sharepoint.com/personal/a_b/Documents"
    kasus = [(n, n) for n in NAMA_BAIK] + [(n, f"C:\\Kerja\\Data 1\\{n}") for n in NAMA_BAIK]
    kasus += [("a b.xlsx", f"{alamat_web}/Data%20Kita/a%20b.xlsx"), ("a b.xlsx", f"{alamat_web}/Data%2/a b.xlsx"),
              ("a b.xlsx", f"{alamat_web}/%PATH%/a b.xlsx"), ("a%20b.xlsx", f"{alamat_web}/a%20b.xlsx"),
              ("a.xlsx", "C:\\a%20b\\a.xlsx"), ("a\tb.xlsx", "a\tb.xlsx"), ("a (1).xlsx", f"{alamat_web}/a%20(1).xlsx")]
    kasus += [(f"a{t}b.xlsx", f"C:\\Kerja\\a{t}b.xlsx") for t in TANDA]
    kasus += [("a.xlsx", f"C:\\Kerja {t}\\a.xlsx") for t in TANDA]
    ditolak = 0
    for nama, jalur in kasus:
        try:
            check_name(nama, jalur)
            harus = ""
        except KinerjaError as galat:
            harus = f"{galat.temuan[0].pesan} {galat.temuan[0].perbaikan}"
            ditolak += 1
        assert buku._call("Uji.NamaUji", nama, jalur) == harus, (nama, jalur)
    assert ditolak == 2 * len(TANDA) + 6


# --- the stand-ins ------------------------------------------------------------------------------------------------


def test_each_stand_in_replaces_one_call(buka: Any) -> None:
    """Nothing else differs from what is delivered: each text stands once in the sources."""
    semua = "".join((MAKRO / f"{n}.bas").read_text("ascii") for n in ("KinerjaTanpaPython", "KinerjaPita"))
    assert {asli: semua.count(asli) for asli in PENGGANTI} == dict.fromkeys(PENGGANTI, 1)
    for kata in ("ActiveCell", "MsgBox", "CalculateFull", "ExportAsFixedFormat"):
        assert semua.count(kata) == 1, kata
