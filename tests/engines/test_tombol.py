"""The add-in's functions on the Bendo workbook open in LibreOffice, through xlwings (spike of issue 2).

R1 hitung ulang lays core and workbook beside each other, all equal; a value that is off is marked.
R2 periksa gives the same findings as on the file, linked to their cells. R3 ekspor PDF writes every visible sheet.
R4 protection stays as it was and no locked cell of the form changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw
from bantu.rupa import words
from kinerja_addin import tombol
from mesin_uno import pasang

from kinerja_core.contoh import build_examples
from kinerja_core.layout.petak import URUTAN
from kinerja_core.pembanding.libreoffice import LibreOffice
from kinerja_core.periksa import check_workbook
from kinerja_core.reader import read_workbook


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    contoh, isi = next(build_examples())
    path = tmp_path_factory.mktemp("tombol") / contoh.berkas
    path.write_bytes(isi)
    return path


@pytest.fixture
def book(lo: LibreOffice, berkas: Path) -> Iterator[xw.Book]:
    buku = pasang(lo).books.open(str(berkas))
    buku.set_mock_caller()
    yield buku
    buku.close()


def test_hitung_ulang_agrees_and_marks_what_differs(book: xw.Book) -> None:
    sheet = tombol.hitung_ulang()
    baris = sheet.used_range.value
    assert baris[0] == tombol.KEPALA_HASIL
    assert len(baris) == 1 + 53 * 2 + 7 + 1
    assert {b[-1] for b in baris[1:]} == {"sama"}
    akhir = next(b for b in baris if b[0] == "nilai_akhir")
    assert akhir[2] == pytest.approx(86.894377631548, abs=1e-9)


def test_periksa_gives_the_findings_of_the_file_with_links(book: xw.Book, berkas: Path) -> None:
    sheet = tombol.periksa()
    baris = sheet.used_range.value[1:]
    dari_berkas = [(t.kode, t.sel) for t in check_workbook(read_workbook(berkas))]
    langsung = [(b[0], b[2] or "") for b in baris]
    assert langsung == [*dari_berkas, ("BKS18", "")]
    assert ("ISI01", dari_berkas[0][1]) in langsung


def test_changed_input_shows_at_once_without_saving(book: xw.Book) -> None:
    rentang = book.names["in_i33_1"].refers_to_range
    rentang.value = "7a"
    book.app.calculate()
    baris = tombol.periksa().used_range.value[1:]
    assert "ISI06" in {b[0] for b in baris}


def test_ekspor_pdf_prints_every_visible_sheet(book: xw.Book, tmp_path: Path) -> None:
    pdf = tombol.ekspor_pdf(ke=tmp_path / "bendo.pdf")
    teks = {w.text for w in words(pdf)}
    assert {"Rekapitulasi", "PEMERINTAH", "Pemeriksaan"} <= teks


def test_form_and_protection_stay_as_they_were(book: xw.Book) -> None:
    sebelum = {n: book.sheets[n].used_range.formula for n in URUTAN}
    tombol.hitung_ulang()
    tombol.periksa()
    assert {n: book.sheets[n].used_range.formula for n in URUTAN} == sebelum
