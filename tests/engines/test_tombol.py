"""Every button of the ribbon on real workbooks open in LibreOffice, through xlwings.

R1 each button does what its label says, on kertas kerja and Buku Kinerja, faithful, mended, half-filled and unsaved.
R2 afterwards formulas, protection, calculation mode, selection and screen are what they were.
R3 nothing is written over another file; nothing is written when the user says no, Esc is pressed, or it fails.
R4 whatever fails is one sentence in a message box; the traceback goes to the log.
R5 every call the engine implements is made by a button (`test_every_call_of_the_engine_is_made_by_a_button`, last).
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mesin_uno
import mesin_uno_rentang
import pytest
import xlwings as xw
from bantu import buku_kecil
from bantu.bersama import once
from bantu.contoh import FOLDER
from bantu.jejak import functions, record
from bantu.jenis_kecil import KECIL
from bantu.jenis_kecil import build as build_kecil
from bantu.kiriman import listed
from bantu.rupa import words
from kinerja_addin import jalankan_tombol, langkah_tombol, lembar, panduan, tombol
from kinerja_addin.buku_terbuka import read_buku
from mesin_uno import pasang
from test_provinsi import INS

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.sebab import causes
from kinerja_core.instrumen.model import find_instrumen
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml
from kinerja_core.kantor.baca import read_any, read_as_dict, read_file
from kinerja_core.kantor.jenis import JENIS
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tabel import results
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_meta
from kinerja_core.lembar import tambahan
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.folder import prepare_folder
from kinerja_core.provinsi.lembar.pengaturan import describe_settings
from kinerja_core.provinsi.pengaturan import NAMA as PENGATURAN
from kinerja_core.provinsi.pengaturan import settings_bytes
from kinerja_core.xlsx import baca
from kinerja_core.xlsx.mesin.soffice import LibreOffice

BENDO, BENDO_BAIK, KOSONG = (f"kertas_kerja_{n}" for n in ("bendo_2022", "bendo_2022_diperbaiki", "kosong"))
KEMANGKON = "buku_kinerja_kemangkon_2022"
LEUWISARI, LEUWISARI_BAIK = "buku_kinerja_leuwisari_2021", "buku_kinerja_leuwisari_2021_diperbaiki"
SEMUA = (BENDO, BENDO_BAIK, KOSONG, LEUWISARI_BAIK)
KECIL_BUKU, KECIL_TERBUKA = buku_kecil.NAMA, buku_kecil.NAMA_TERBUKA
#: A workbook of the kind only the tests know, where nothing matters but the sheets a button adds.
FORMULIR = KECIL.nama
PEMILIK_KECIL = Identitas(kode_wilayah="35.69.98", nama="Kecil", kabupaten="Contoh", provinsi="Jawa Timur")
ISI_KECIL = {("petugas", "isi"): "Petugas", ("desa", "isi"): 7, ("kelurahan", "isi"): 2, ("rapat", "isi"): 3}
MESIN = (mesin_uno, mesin_uno_rentang)
JEJAK: set[str] = set()

Buka = Callable[[str], xw.Book]


def large(nama: str) -> Any:
    """A large workbook, where a small one shows the same."""
    return pytest.param(nama, marks=pytest.mark.panjang)


def source(nama: str) -> Path:
    """The file of a sample or of a small workbook."""
    if nama == FORMULIR:
        return once(f"{FORMULIR}.xlsx", lambda: build_kecil(PEMILIK_KECIL, 2026, ISI_KECIL))
    return buku_kecil.small(nama) if nama in (KECIL_BUKU, KECIL_TERBUKA) else FOLDER / f"{nama}.xlsx"


@pytest.fixture
def app(lo: LibreOffice) -> Iterator[xw.App]:
    """A fresh app; what a button leaves open is closed."""
    with record(JEJAK, *MESIN):
        app = pasang(lo)
        yield app
        for book in list(app.books):
            book.close()


@pytest.fixture
def buka(app: xw.App, tmp_path: Path) -> Buka:
    """Opens a copy of a workbook and makes it the caller."""

    def buka(nama: str) -> xw.Book:
        path = tmp_path / "buka" / f"{nama}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(source(nama).read_bytes())
        book = app.books.open(str(path))
        book.set_mock_caller()
        return book

    return buka


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents, cache and log of the user lie in the test's folder; the small kind is known."""
    import platformdirs

    monkeypatch.setitem(JENIS, KECIL.nama, KECIL)

    for nama in ("documents", "cache", "log", "config"):
        monkeypatch.setattr(platformdirs, f"user_{nama}_dir", lambda *_, n=nama: str(tmp_path / n))


def messages(app: xw.App) -> list[str]:
    """What the message boxes said."""
    return [p.isi for p in app.impl.pesan]


def answer(app: xw.App, jawaban: str) -> None:
    """What the user will click on the next question."""
    app.impl.jawaban = jawaban


def own_sheets(book: xw.Book) -> list[str]:
    milik = lembar.own_sheets(book)
    return [s.name for s in book.sheets if s.name not in milik]


def state(book: xw.Book) -> dict[str, Any]:
    """Everything a button has to leave alone; formulas straight from LibreOffice, which is ten times as fast."""
    app, milik_buku = book.app, own_sheets(book)
    return {
        "rumus": {n: book.sheets[n].used_range.impl.api.getFormulaArray() for n in milik_buku},
        "terproteksi": {n: book.sheets[n].api.ProtectContents for n in milik_buku},
        "tampak": {n: book.sheets[n].visible for n in milik_buku},
        "lembar": milik_buku, "hitung": app.calculation, "aktif": book.sheets.active.name,
        "pilihan": app.selection.get_address(external=True), "layar": app.screen_updating, "status": app.status_bar,
    }


def place(book: xw.Book, posisi: tuple[str, tuple[int, int]]) -> xw.Range:
    lembar, (baris, kolom) = posisi
    return book.sheets[lembar].range((baris + 1, kolom + 1))


def evidence(book: xw.Book) -> xw.Range:
    """An input for a text that no check looks into."""
    bacaan = read_any(read_buku(book))
    return place(book, next(t for k, t in bacaan.denah.masukan.items() if k[1] == "bukti" and k[0][0] in "iI"))


# --- Buku ini -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", SEMUA)
@pytest.mark.sampel(2)
def test_hitung_ulang_finds_every_result_the_same(buka: Buka, nama: str) -> None:
    """R1, R2."""
    book = buka(nama)
    book.app.calculation = "manual"
    lembar = book.sheets[own_sheets(book)[2]]
    lembar.activate()
    lembar.range("B3:C4").select()
    sebelum = state(book)
    sheet = tombol.hitung_ulang()
    assert sheet is not None, messages(book.app)
    baris = sheet.used_range.value
    assert tuple(baris[0]) == tambahan.HASIL.kepala
    assert {b[-1] for b in baris[1:]} == {"sama"}
    assert len(baris) > (100 if nama.startswith("kertas") else 60)
    assert state(book) == sebelum
    assert messages(book.app)[-1].startswith(f"{len(baris) - 1} hasil dihitung ulang, 0 berbeda.")


def test_hitung_ulang_shows_nilai_akhir_of_the_core(buka: Buka) -> None:
    """R1: the number the province publishes."""
    akhir = [b for b in tombol.hitung_ulang(buka(BENDO)).used_range.value if "86.894377631" in str(b[3])]
    assert len(akhir) == 1
    assert akhir[0][4] == pytest.approx(akhir[0][3], abs=1e-9)


@pytest.mark.parametrize("nama", [BENDO, large(KEMANGKON), KECIL_BUKU])
def test_a_result_that_was_typed_over_is_marked(buka: Buka, nama: str) -> None:
    """R1: the one formula replaced by a number, and nothing else, is marked."""
    book = buka(nama)
    hasil = next(b for b in results(read_any(read_buku(book))) if isinstance(b.buku, float))
    lembar, _, alamat = hasil.tempat.rpartition("!")
    sel = book.sheets[lembar].range(alamat)
    sel.sheet.api.Unprotect()
    sel.value = 12345.5
    sel.sheet.api.Protect()
    sheet = tombol.hitung_ulang(book)
    baris = sheet.used_range.value
    beda = [n for n, b in enumerate(baris, start=1) if b[-1] == "beda"]
    assert beda
    assert 12345.5 in [baris[n - 1][4] for n in beda]
    assert [n for n in range(2, len(baris) + 1) if sheet.range((n, 1)).color is not None] == beda


@pytest.mark.parametrize("nama", [*SEMUA, KECIL_TERBUKA])
@pytest.mark.sampel(2)
def test_periksa_lists_what_the_file_would_give_with_links(buka: Buka, nama: str) -> None:
    """R1, R2: kode, level, place and order of `kinerja periksa`; the live book cannot show its package (BKS18)."""
    book = buka(nama)
    sebelum = state(book)
    sheet = tombol.periksa()
    assert sheet is not None, messages(book.app)
    baris = sheet.used_range.value
    assert tuple(baris[0]) == tambahan.CATATAN.kepala
    temuan = check_any(read_file(source(nama)))
    dari_berkas = [(s.kode, s.tempat) for s in causes(temuan)]
    assert [(b[0], b[2] or "") for b in baris[1:] if b[0] != "BKS18"] == dari_berkas
    for n, b in list(enumerate(baris, start=1))[1:40]:
        if b[2]:
            lembar, _, alamat = b[2].rpartition("!")
            pertama = re.split(r"[:,]", alamat)[0]
            assert sheet.range((n, 3)).hyperlink == f"#'{lembar}'!{pertama}"
    assert state(book) == sebelum
    wajib = sum(t.tingkat == "wajib" for t in temuan)
    assert (f"{wajib} wajib diperbaiki" if wajib else "Siap dikirim.") in messages(book.app)[-1]


def test_a_second_click_replaces_the_first_table(buka: Buka) -> None:
    """R1: no line of an older, longer list stays behind."""
    book = buka(KOSONG)
    desa = place(book, read_any(read_buku(book)).denah.masukan[("jumlah_desa", "isi")])
    desa.value = "tujuh"
    panjang = len(tombol.periksa(book).used_range.value)
    desa.value = 7
    pendek = tombol.periksa(book).used_range.value
    assert len(pendek) < panjang
    assert [s.name for s in book.sheets].count(tambahan.CATATAN.nama) == 1


@pytest.mark.parametrize(("isi", "kode"), [("7a", "ISI06"), (None, "ISI01"), ("=NA()", "ISI02"), (-1, "ISI07")])
@pytest.mark.sampel(2)
def test_an_unsaved_change_shows_at_once(buka: Buka, isi: object, kode: str) -> None:
    """R1: text, blank, error and a number out of bounds are four different things."""
    book = buka(BENDO_BAIK)
    rentang = book.names["in_i33_1"].refers_to_range
    rentang.value = isi
    baris = tombol.periksa(book).used_range.value[1:]
    sel = f"{rentang.sheet.name}!{rentang.get_address(False, False)}"
    assert kode in {b[0] for b in baris if b[2] == sel}


@pytest.mark.parametrize("nama", [KOSONG, large(LEUWISARI), KECIL_TERBUKA])
def test_isian_kosong_walks_through_every_empty_input_and_round(buka: Buka, nama: str) -> None:
    """R1: in the order of the sheets, each once, then the first again; nothing but the selection moves."""
    book = buka(nama)
    if nama == LEUWISARI:  # a row that says who it belongs to and no more
        bacaan = read_file(FOLDER / f"{nama}.xlsx")
        assert isinstance(bacaan, BacaanBuku)
        for slot in [s for s in bacaan.rencana.slots("indikator") if s not in bacaan.rencana.used("indikator")][:2]:
            place(book, bacaan.denah.masukan[(slot, "satuan")]).value = "desa"
    book.sheets[0].activate()
    book.sheets[0].range("A1").select()
    kosong = {t.sel for t in check_any(read_any(read_buku(book))) if t.kind.jawab == "isi"}
    banyak = 3 if nama == KOSONG else 1
    assert len(kosong) >= 2 * banyak
    dikunjungi = [tombol.isian_kosong_berikutnya() for _ in range(banyak)]
    assert len(set(dikunjungi)) == banyak
    assert set(dikunjungi) <= kosong
    pilihan = book.app.selection
    assert f"{pilihan.sheet.name}!{pilihan.get_address(False, False)}" == dikunjungi[-1]
    urut = sorted(kosong, key=lambda s: langkah_tombol._order([x.name for x in book.sheets], s))
    assert dikunjungi == urut[:banyak]
    langkah_tombol.select_place(book, urut[-1])
    assert tombol.isian_kosong_berikutnya() == urut[0]


def test_isian_kosong_says_when_there_is_none(buka: Buka) -> None:
    book = buka(BENDO_BAIK)
    assert tombol.isian_kosong_berikutnya() is None
    assert messages(book.app) == ["Tidak ada isian wajib yang kosong."]


def finding(book: xw.Book, sel: str) -> set[str]:
    """Kode that Periksa lists for a place."""
    return {b[0] for b in tombol.periksa(book).used_range.value[1:] if b[2] == sel}


def test_what_a_clerk_does_to_an_input_is_told(buka: Buka) -> None:
    """R1: a formula typed into it, then emptied with Delete; saved under another name in between."""
    book = buka(BENDO_BAIK)
    rentang = book.names["in_i33_1"].refers_to_range
    sel = f"{rentang.sheet.name}!{rentang.get_address(False, False)}"
    rentang.formula = "=2-1"
    assert "BKS12" in finding(book, sel)
    book.save(Path(book.fullname).with_name("nama lain.xlsx"))
    rentang.clear_contents()
    assert finding(book, sel) == {"ISI01"}
    assert book.name == "nama lain.xlsx"


def test_what_a_clerk_does_to_names_and_to_catatan_is_borne(buka: Buka) -> None:
    """R1: a lost name is found by its kode, one that points elsewhere is told; Catatan may be deleted or annotated,
    and what hangs on it stays."""
    book = buka(BENDO_BAIK)
    bersih, banyak = tombol.periksa(book).used_range.value, len(book.names)
    semula = book.names["in_i33_1"].refers_to
    book.names["in_i33_1"].delete()
    assert "in_i33_1" not in book.names
    assert len(book.names) == banyak - 1
    assert tombol.periksa(book).used_range.value == bersih
    book.sheets[tambahan.CATATAN.nama].delete()
    book.names.add("in_i33_1", semula)
    assert tombol.periksa(book).used_range.value == bersih
    catatan = book.sheets[tambahan.CATATAN.nama].impl.uno
    catatan.Annotations.insertNew(catatan.getCellByPosition(3, 1).CellAddress, "sudah saya tanyakan")
    nama = book.names["in_i33_2"]
    nama.refers_to = semula
    baru = tombol.periksa(book)
    assert len(baru.used_range.value) > len(bersih)
    assert baru.name == f"{tambahan.CATATAN.nama} (2)"
    assert [c.String for c in catatan.Annotations] == ["sudah saya tanyakan"]


CLICKS = [(tombol.periksa, tambahan.CATATAN), (tombol.hitung_ulang, tambahan.HASIL)]
TULISAN = [["Rapat 3 Maret", 12.5], ["=A1", "jangan dihapus"]]


def sheet_part(path: Path, nama: str) -> bytes:
    """The package part of a sheet, byte for byte."""
    from xml.etree import ElementTree as ET

    isi = unzip(path)
    induk = ET.fromstring(isi["xl/workbook.xml"])
    id_ = next(s.attrib["{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"]
               for s in induk.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet")
               if s.attrib["name"] == nama)
    rel = next(r.attrib["Target"] for r in ET.fromstring(isi["xl/_rels/workbook.xml.rels"]) if r.attrib["Id"] == id_)
    return isi[f"xl/{rel}"]


@pytest.mark.parametrize("nama", [large(BENDO_BAIK), FORMULIR])
@pytest.mark.parametrize(("klik", "tabel"), CLICKS, ids=["periksa", "hitung_ulang"])
def test_a_sheet_of_the_clerk_is_kept_whatever_it_is_called(
    buka: Buka, tmp_path: Path, klik: Callable[[xw.Book], xw.Sheet], tabel: tambahan.LembarTambahan, nama: str
) -> None:
    """R2: "Catatan" and "catatan (2)" of the clerk stay byte for byte; ours takes the next free name."""
    book = buka(nama)
    milik = [tabel.nama, f"{tabel.nama} (2)".lower()]
    for nama in milik:
        book.sheets.add(nama, after=book.sheets[-1]).range("B2:C3").value = TULISAN
    book.sheets[milik[0]].range("A1").value = tabel.kepala[0]  # looks like ours
    book.api.SaveCopyAs(str(tmp_path / "sebelum.xlsx"))
    assert klik(book).name == f"{tabel.nama} (3)"
    assert klik(book).name == f"{tabel.nama} (3)"
    book.api.SaveCopyAs(str(tmp_path / "sesudah.xlsx"))
    for nama in milik:
        dulu, kini = (sheet_part(tmp_path / f"{x}.xlsx", nama) for x in ("sebelum", "sesudah"))
        assert dulu == kini
        assert book.sheets[nama].range("C3").value == "jangan dihapus"
    assert lembar.own_sheets(book) == [f"{tabel.nama} (3)"]


def write_beside(sheet: xw.Sheet) -> None:
    sheet.range("H4").value = "sudah saya telepon"


def write_over(sheet: xw.Sheet) -> None:
    sheet.range("B2").value = "sudah"


def rename(sheet: xw.Sheet) -> None:
    sheet.name = "Catatan Pak Camat"


def lose_the_mark(sheet: xw.Sheet) -> None:
    next(n for n in sheet.book.names if n.name.startswith("kinerja_lembar_")).delete()


@pytest.mark.parametrize("ubah", [write_beside, write_over, rename, lose_the_mark])
@pytest.mark.parametrize(("klik", "tabel"), CLICKS, ids=["periksa", "hitung_ulang"])
@pytest.mark.parametrize("nama", [large(BENDO), FORMULIR])
def test_a_sheet_of_ours_that_somebody_made_his_own_is_kept(
    buka: Buka, nama: str, klik: Callable[[xw.Book], xw.Sheet], tabel: tambahan.LembarTambahan,
    ubah: Callable[[xw.Sheet], None]
) -> None:
    """R2: written on, written over, renamed, or without its mark: nothing on it is lost, a fresh one is ours."""
    book = buka(nama)
    lama = klik(book)
    ubah(lama)
    isi = lama.used_range.impl.api.getFormulaArray()
    baru = klik(book)
    assert baru.name != lama.name
    assert lama.used_range.impl.api.getFormulaArray() == isi
    assert lembar.own_sheets(book) == [baru.name]
    assert klik(book).name == baru.name


@pytest.mark.parametrize("nama", [large(BENDO), FORMULIR])
@pytest.mark.parametrize(("klik", "tabel"), CLICKS, ids=["periksa", "hitung_ulang"])
def test_our_sheet_is_known_after_saving_and_after_it_was_deleted(
    buka: Buka, tmp_path: Path, klik: Callable[[xw.Book], xw.Sheet], tabel: tambahan.LembarTambahan, nama: str
) -> None:
    """R1: the mark is in the file; a mark that leads nowhere is used again."""
    book = buka(nama)
    klik(book)
    book.api.SaveCopyAs(str(tmp_path / "lagi.xlsx"))
    assert tambahan.added_sheets(baca.read_buku(tmp_path / "lagi.xlsx").nama) == {tabel.nama}
    lagi = book.app.books.open(str(tmp_path / "lagi.xlsx"))
    assert klik(lagi).name == tabel.nama
    lagi.sheets[tabel.nama].delete()
    lagi.api.SaveCopyAs(str(tmp_path / "tanpa.xlsx"))
    sisa = baca.read_buku(tmp_path / "tanpa.xlsx").nama
    assert tambahan.added_sheets(sisa) == frozenset()
    assert [n for n in sisa if n.startswith("kinerja_") and not tambahan.is_mark(n, sisa[n])] == []
    assert klik(lagi).name == tabel.nama
    assert lembar.own_sheets(lagi) == [tabel.nama]


def test_the_table_looks_as_described(buka: Buka) -> None:
    """R1: header in the colours of the workbooks, widths, wrapped columns."""
    sheet = tombol.periksa(buka(BENDO))
    assert sheet is not None
    kepala = sheet.range((1, 1), (1, len(tambahan.CATATAN.kepala)))
    assert (kepala.font.bold, sheet.range("A2").font.bold) == (True, False)
    assert "#{:02X}{:02X}{:02X}".format(*kepala.font.color) == tambahan.WARNA_HURUF_KEPALA
    assert "#{:02X}{:02X}{:02X}".format(*kepala.color) == tambahan.WARNA_KEPALA
    lebar = [sheet.range((1, n)).column_width for n in range(1, len(tambahan.CATATAN.lebar) + 1)]
    assert lebar == pytest.approx(tambahan.CATATAN.lebar, abs=0.2)
    bungkus = {n for n in range(len(tambahan.CATATAN.kepala)) if sheet.range((2, n + 1)).wrap_text}
    assert bungkus == set(tambahan.CATATAN.bungkus)


# --- Ekspor ---------------------------------------------------------------------------------------------------------


def test_ekspor_pdf_prints_the_workbook_and_not_the_sheets_of_the_add_in(buka: Buka, tmp_path: Path) -> None:
    """R1, R2, R3: twice gives two files, into the documents of the user."""
    book = buka(BENDO)
    tombol.periksa()
    sebelum = state(book)
    pdf = [tombol.ekspor_pdf(), tombol.ekspor_pdf()]
    assert [p and p.name for p in pdf] == ["35.20.10_bendo_kertas_kerja_2022.pdf",
                                           "35.20.10_bendo_kertas_kerja_2022_2.pdf"]
    assert pdf[0] is not None
    assert pdf[0].parent == tmp_path / "documents" / "Kinerja"
    teks = {w.text for w in words(pdf[0])}
    assert {"Rekapitulasi", "PEMERINTAH", "Pemeriksaan"} <= teks
    assert "memperbaiki" in teks  # header of Pemeriksaan
    assert book.sheets[tambahan.CATATAN.nama].visible
    assert len(words(pdf[0])) < len(words(_with_added(book, tmp_path)))
    assert state(book) == sebelum


def _with_added(book: xw.Book, tmp_path: Path) -> Path:
    book.to_pdf(str(tmp_path / "semua.pdf"))
    return tmp_path / "semua.pdf"


def unzip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as z:
        return {n: z.read(n) for n in z.namelist()}


@pytest.mark.parametrize("nama", [BENDO_BAIK, LEUWISARI_BAIK])
@pytest.mark.sampel(1)
def test_siapkan_kiriman_packs_the_workbook_of_this_moment(buka: Buka, tmp_path: Path, nama: str) -> None:
    """R1, R2: an edit that was never saved is in the package; the open book keeps its name and place."""
    book = buka(nama)
    evidence(book).value = "Surat Contoh 12"
    sebelum, tempat = state(book), book.fullname
    zip_ = tombol.siapkan_kiriman()
    assert zip_ is not None, messages(book.app)
    assert (state(book), book.fullname) == (sebelum, tempat)
    isi = unzip(zip_)
    buku = next(n for n in isi if n.endswith(".xlsx"))
    (tmp_path / "kembali.xlsx").write_bytes(isi[buku])
    kembali = read_as_dict(tmp_path / "kembali.xlsx", None)
    assert json.loads(isi[buku.replace(".xlsx", "_isian.json")]) == kembali
    assert "Surat Contoh 12" in json.dumps(kembali)
    assert isi[buku.replace(".xlsx", ".pdf")].startswith(b"%PDF")
    assert len(messages(book.app)) == 1


@pytest.mark.parametrize(("jawaban", "ada"), [("no", False), ("yes", True)])
def test_siapkan_kiriman_asks_while_something_is_wajib(buka: Buka, tmp_path: Path, jawaban: str, ada: bool) -> None:
    """R3: the question names the catatan; without consent there is no file."""
    book = buka(KOSONG)
    answer(book.app, jawaban)
    zip_ = tombol.siapkan_kiriman()
    assert (zip_ is not None) is ada
    assert list(tmp_path.rglob("*.zip")) == ([zip_] if ada else [])
    tanya = messages(book.app)[0]
    assert "wajib diperbaiki" in tanya
    assert "Kertas Kerja!" in tanya
    assert "lainnya" in tanya


def test_ekspor_csv_and_json_are_those_of_the_command(buka: Buka) -> None:
    """R1: the JSON builds the same workbook again; the CSV holds every input and result."""
    buka(BENDO)
    jalur_json, jalur_csv = tombol.ekspor_json(), tombol.ekspor_csv()
    assert jalur_json is not None
    assert jalur_csv is not None
    assert json.loads(jalur_json.read_bytes()) == read_as_dict(FOLDER / f"{BENDO}.xlsx", None)
    baris = list(csv.reader(io.StringIO(jalur_csv.read_text("utf-8-sig")), delimiter=";"))
    assert any("86,894377631" in sel for b in baris for sel in b)


# --- Buku baru ------------------------------------------------------------------------------------------------------


def test_kertas_kerja_baru_for_the_office_of_the_open_workbook(buka: Buka) -> None:
    """R1, R3: empty, of the same office, opened in front, in the documents of the user."""
    book = buka(BENDO)
    answer(book.app, "yes")
    path = tombol.kertas_kerja_baru()
    assert path is not None, messages(book.app)
    assert path.name == "35.20.10_bendo_kertas_kerja_2022.xlsx"
    assert book.app.books.active.name == path.name
    bacaan = read_file(path)
    assert isinstance(bacaan, BacaanKertas)
    assert bacaan.isian.identitas is not None
    assert bacaan.isian.identitas.nama == "Bendo"
    assert not bacaan.isian.data


def test_buku_kinerja_baru_through_the_form(buka: Buka, app: xw.App) -> None:
    """R1: "Tidak" opens the form in a new, never saved workbook; filled, the same button builds the book."""
    buka(BENDO)
    answer(app, "no")
    assert tombol.buku_kinerja_baru() is None
    formulir = app.books.active
    assert formulir.name == "Buku1"
    assert formulir.sheets.active.name == tambahan.FORMULIR
    assert app.selection.get_address(False, False) == "B3"
    kotak = {kunci: formulir.sheets[0].range((tambahan.BARIS_FORMULIR + n, 2))
             for n, (_, kunci) in enumerate(tambahan.KOLOM_FORMULIR)}
    assert (kotak["nama"].value, kotak["instrumen"].value) == ("Bendo", "sinergisitas_jatim_2022")
    bawah = formulir.sheets[0].range((tambahan.BARIS_FORMULIR + len(kotak) + 1, 1), (20, 2)).value
    assert bawah[0][0] == tambahan.PILIHAN_FORMULIR
    assert {"sinergisitas_jatim_2022", "lke_akip_2026"} <= {b[1] for b in bawah}
    assert {k.number_format for k in kotak.values()} == {"@"}
    kotak["nama"].value, kotak["tahun"].value = "Contoh", "'2027"
    path = tombol.buku_kinerja_baru(formulir)
    assert path is not None, messages(app)
    assert path.name == "35.20.10_contoh_buku_kinerja_2027.xlsx"
    bacaan = read_file(path)
    assert isinstance(bacaan, BacaanBuku)
    assert (bacaan.rencana.tahun, bacaan.rencana.identitas.nama) == (2027, "Contoh")


@pytest.mark.parametrize(("kunci", "isi", "sebut"), [
    ("tahun", "dua ribu", "TBL03"), ("tahun", "'2099", "BKS09"), ("instrumen", "lke_akip_2026", "BKS09"),
    ("kode_wilayah", "'35.20", "kode_wilayah"),
    ("nama", None, "nama"),
])
@pytest.mark.sampel(2)
def test_a_form_that_cannot_be_used_is_told(buka: Buka, tmp_path: Path, kunci: str, isi: Any, sebut: str) -> None:
    """R3, R4."""
    book = buka(BENDO)
    answer(book.app, "no")
    tombol.kertas_kerja_baru()
    formulir = book.app.books.active
    nomor = [k for _, k in tambahan.KOLOM_FORMULIR].index(kunci)
    formulir.sheets[0].range((tambahan.BARIS_FORMULIR + nomor, 2)).value = isi
    assert tombol.kertas_kerja_baru(formulir) is None
    assert sebut in messages(book.app)[-1]
    assert not list((tmp_path / "documents").rglob("*"))


def test_a_year_with_several_instruments_asks_which(buka: Buka, tmp_path: Path) -> None:
    """R1, R3: without a name nothing is built and the names are told; with one it is that one's."""
    bawaan = find_instrumen("lke_akip_2026").read_text("utf-8")
    (milik := tmp_path / "config" / "instrumen").mkdir(parents=True)
    (milik / "sendiri_2026.toml").write_text(bawaan.replace('id = "lke_akip_2026"', 'id = "sendiri_2026"'), "utf-8")
    book = buka(BENDO)
    answer(book.app, "no")
    tombol.kertas_kerja_baru()
    formulir = book.app.books.active
    kunci = [k for _, k in tambahan.KOLOM_FORMULIR]
    baris = {k: tambahan.BARIS_FORMULIR + kunci.index(k) for k in ("tahun", "instrumen")}
    tahun, nama = (formulir.sheets[0].range((n, 2)) for n in baris.values())
    tahun.value, nama.value = "'2026", None
    assert tombol.kertas_kerja_baru(formulir) is None
    assert "lke_akip_2026, sendiri_2026" in messages(book.app)[-1]
    nama.value = "sendiri_2026"
    path = tombol.kertas_kerja_baru(formulir)
    assert path is not None, messages(book.app)
    assert read_meta(baca.read_buku(path))["instrumen_id"] == "sendiri_2026"


@pytest.mark.parametrize("nama", [large(KEMANGKON), KECIL_BUKU])
def test_tahun_berikutnya_opens_the_next_book_with_its_catatan(buka: Buka, nama: str) -> None:
    """R1: the open book stays as it is; the new one lists what was carried."""
    book = buka(nama)
    sebelum = read_as_dict(source(nama), None)
    path = tombol.tahun_berikutnya()
    assert path is not None, messages(book.app)
    bacaan = read_file(path)
    assert isinstance(bacaan, BacaanBuku)
    assert bacaan.rencana.tahun == 2023
    dibuka = book.app.books.active
    assert dibuka.name == path.name
    assert tambahan.CATATAN.nama in [s.name for s in dibuka.sheets]
    assert {b[0][:3] for b in dibuka.sheets[tambahan.CATATAN.nama].used_range.value[1:]} == {"LJT"}
    kini = read_any(read_buku(book))
    assert isinstance(kini, BacaanBuku)
    assert kini.rencana.tahun == sebelum["tahun"] == 2022


@pytest.mark.parametrize("nama", [BENDO, LEUWISARI])
@pytest.mark.sampel(1)
def test_pindah_versi_gives_a_workbook_with_the_same_isian(buka: Buka, nama: str) -> None:
    """R1."""
    book = buka(nama)
    path = tombol.pindah_versi()
    assert path is not None, messages(book.app)
    assert read_as_dict(path, None) == read_as_dict(FOLDER / f"{nama}.xlsx", None)
    assert {b[0][:3] for b in book.app.books.active.sheets[tambahan.CATATAN.nama].used_range.value[1:]} == {"PDH"}


def test_the_buttons_know_no_kind(app: xw.App, tmp_path: Path) -> None:
    """R1, R2: on a kind only the tests know: periksa, hitung ulang, both exports, kiriman, next year, pindah."""
    isi = ISI_KECIL
    (tmp_path / "kecil.xlsx").write_bytes(source(FORMULIR).read_bytes())
    book = app.books.open(str(tmp_path / "kecil.xlsx"))
    book.set_mock_caller()
    sebelum = state(book)
    assert [b[0] for b in tombol.periksa().used_range.value[1:]] == ["BKS18"]
    assert [b[3:] for b in tombol.hitung_ulang().used_range.value[1:]] == [[9, 9, "sama"]]
    csv_, json_ = tombol.ekspor_csv(), tombol.ekspor_json()
    assert csv_.name == "35.69.98_kecil_formulir_kecil_2026.csv"
    assert json.loads(json_.read_bytes()) == read_as_dict(tmp_path / "kecil.xlsx", None)
    assert state(book) == sebelum
    book.names["in_rapat"].refers_to_range.value = 4
    kiriman = unzip(tombol.siapkan_kiriman())
    assert json.loads(kiriman["35.69.98_kecil_formulir_kecil_2026_isian.json"])["isi"]["rapat"] == 4
    assert kiriman["35.69.98_kecil_formulir_kecil_2026.pdf"].startswith(b"%PDF")
    depan, versi_baru = read_file(tombol.tahun_berikutnya(book)), read_file(tombol.pindah_versi(book))
    assert depan.denah.judul == "Formulir 2027"
    assert versi_baru.isian.data == isi | {("rapat", "isi"): 4}
    assert tombol.isian_kosong_berikutnya(app.books.active) is None


# --- Bantuan --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nama", "judul"), [(BENDO, "panduan.html"), (KECIL_BUKU, "panduan-buku-kinerja.html")])
def test_panduan_opens_the_guide_of_this_kind(
    buka: Buka, nama: str, judul: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dibuka: list[str] = []
    monkeypatch.setattr(panduan.open_guide, "__defaults__", (dibuka.append,))
    buka(nama)
    path = tombol.panduan()
    assert path is not None
    assert path.name == judul
    assert dibuka == [path.as_uri()]
    assert "<h1>" in path.read_text("utf-8")


def test_cek_komputer_and_tentang(buka: Buka) -> None:
    """R1: the self-test stands in a new workbook; the clerk's book gets no sheet from it."""
    book = buka(BENDO)
    lembar = [s.name for s in book.sheets]
    isi = tombol.tentang()
    assert isi is not None
    assert "kesalahan.log" in messages(book.app)[-1]
    sheet = tombol.cek_komputer()
    assert sheet is not None, messages(book.app)
    assert sheet.book.name == "Buku1"
    assert len(sheet.used_range.value) > 8
    assert [s.name for s in book.sheets] == lembar


# --- Provinsi -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kerja(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled working folder of a small instrument."""
    folder = tmp_path_factory.mktemp("kerja")
    (folder / "kecil.toml").write_text(to_toml(plain_data(INS)), "utf-8")
    prepare_folder(folder / "2026", str(folder / "kecil.toml"))
    (folder / "2026" / "Kecamatan.xlsx").write_bytes(list_form(INS, listed(1, 2)))
    atur = {"tenggat": "31-12-2026", "kunci": "../kunci", "jobs": 1}
    (folder / "2026" / PENGATURAN).write_bytes(settings_bytes(atur))
    return folder / "2026"


def test_the_round_runs_from_its_settings(app: xw.App, kerja: Path) -> None:
    """R1: steps in order, each result open in front; the settings stay as they are."""
    book = app.books.open(str(kerja / PENGATURAN))
    sebelum = state(book)
    hasil = [t(book) for t in (tombol.provinsi_periksa, tombol.provinsi_sebar, tombol.provinsi_kumpulkan,
                               tombol.provinsi_verifikasi)]
    assert hasil == [kerja / "Hasil" / "Pemeriksaan.xlsx", kerja / "Keluar" / "Sebaran 1" / "manifes.xlsx",
                     kerja / "Hasil" / "Rekap.xlsx", None], messages(app)
    assert {b.name for b in app.books} == {PENGATURAN, "Pemeriksaan.xlsx", "manifes.xlsx", "Rekap.xlsx"}
    pesan = messages(app)
    assert pesan[0].startswith("Siap disebar")
    assert "2 kecamatan" in pesan[1]
    assert "Boleh diulang" in pesan[2]
    assert "VRF30" in pesan[3]
    assert tombol.provinsi_gabungkan(book) == kerja / "Hasil" / "Rekap.xlsx"
    sesudah = state(book)
    assert {k: sesudah[k] for k in ("rumus", "terproteksi")} == {k: sebelum[k] for k in ("rumus", "terproteksi")}


def test_only_saved_settings_of_a_round_are_run(app: xw.App, buka: Buka, kerja: Path) -> None:
    """R3, R4: another workbook, and settings changed on the screen only."""
    assert tombol.provinsi_sebar(buka(BENDO)) is None
    book = app.books.open(str(kerja / PENGATURAN))
    lembar, (baris, kolom) = describe_settings().masukan[("jobs", "isi")]
    book.sheets[lembar].range((baris + 1, kolom + 1)).value = 3
    sebelum = sorted(p.name for p in (kerja / "Keluar").iterdir())
    assert tombol.provinsi_sebar(book) is None
    assert [m.rpartition("(")[2] for m in messages(app)] == ["PRV14)", "PRV16)"]
    assert sorted(p.name for p in (kerja / "Keluar").iterdir()) == sebelum


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_workbook_of_somebody_else_is_told_in_a_sentence(app: xw.App) -> None:
    """R4."""
    book = app.books.add()
    assert tombol.periksa(book) is None
    assert tombol.tahun_berikutnya(book) is None
    assert [m.rpartition("(")[2] for m in messages(app)] == ["BKS31)", "BKS31)"]
    assert [s.name for s in book.sheets] == ["Sheet1"]


def test_a_fault_of_the_program_goes_to_the_log(
    buka: Buka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R2, R4."""
    book = buka(BENDO)
    sebelum = state(book)

    def rusak(*_: object) -> None:
        raise ZeroDivisionError("rahasia")

    monkeypatch.setattr("kinerja_core.kantor.tabel.findings_table", rusak)
    monkeypatch.setattr(langkah_tombol, "findings_table", rusak)
    assert tombol.periksa() is None
    (pesan,) = messages(book.app)
    assert "ZeroDivisionError" in pesan
    assert "rahasia" not in pesan
    assert "Traceback" not in pesan
    log = tmp_path / "log" / "kesalahan.log"
    assert str(log) in pesan
    assert "rahasia" in log.read_text("utf-8")
    assert state(book) == sebelum


@pytest.mark.parametrize("tombol_ini", [tombol.periksa, tombol.hitung_ulang, tombol.pindah_versi,
                                        tombol.tahun_berikutnya, tombol.siapkan_kiriman])
@pytest.mark.sampel(2)
def test_esc_stops_long_work_and_leaves_nothing(
    buka: Buka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tombol_ini: Callable[[], object]
) -> None:
    """R2, R3: Esc on the third step."""
    book = buka(BENDO_BAIK)
    sebelum = state(book)
    langkah: list[int] = []
    monkeypatch.setattr(jalankan_tombol, "esc_pressed", lambda: len(langkah) > 2 or langkah.append(1) or False)
    assert tombol_ini() is None
    assert messages(book.app) == [jalankan_tombol.error_sentence(jalankan_tombol.KinerjaError("PGL03"))]
    assert not list((tmp_path / "documents").rglob("*.*"))
    assert state(book) == sebelum
    assert len(list(book.app.books)) == 1


def test_long_work_tells_its_steps(buka: Buka, monkeypatch: pytest.MonkeyPatch) -> None:
    """R1: in the status bar, which is Excel's own again afterwards."""
    book = buka(BENDO)
    dilihat: list[object] = []
    monkeypatch.setattr(jalankan_tombol, "esc_pressed", lambda: dilihat.append(book.app.status_bar) or False)
    tombol.periksa()
    assert any("membaca Kertas Kerja" in str(s) for s in dilihat)
    assert book.app.status_bar is False


def test_a_workbook_with_locked_structure_is_told(buka: Buka) -> None:
    """R4: the add-in takes no protection away."""
    book = buka(BENDO)
    book.api.Protect("sandi")
    assert tombol.periksa() is None
    assert "TBL01" in messages(book.app)[-1]


def test_a_copy_excel_cannot_make_is_told(buka: Buka, monkeypatch: pytest.MonkeyPatch) -> None:
    """R4."""
    book = buka(BENDO_BAIK)

    def gagal(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(mesin_uno.ApiBuku, "SaveCopyAs", gagal)
    assert tombol.siapkan_kiriman() is None
    assert "TBL02" in messages(book.app)[-1]


def test_every_call_of_the_engine_is_made_by_a_button() -> None:
    """R5: what no button needs is not implemented. Runs last in this file."""
    assert " ".join(sorted(functions(*MESIN) - JEJAK)) == ""
