"""The PDF of `kinerja ekspor` and `kinerja kirim`, as LibreOffice makes it.

R1 every visible sheet is printed, with the core's Nilai Akhir and a decimal comma; hidden sheets and those of the
add-in are not. R2 the same workbook gives the same bytes, and the file is still sound. R3 the package holds that PDF,
its hash holds, and a second package is the first. R4 a file LibreOffice cannot read is a KinerjaError. R5 the workbook
and its folder stay as they were.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from bantu.buku_kecil import small
from bantu.contoh import FOLDER
from bantu.mesin import need
from bantu.rupa import page_sizes, poppler_missing, words
from bantu.simpan import open_openpyxl
from openpyxl.workbook.defined_name import DefinedName

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.ekspor import export_file, pdf_bytes_of_file
from kinerja_core.kantor.kirim import send_file
from kinerja_core.lembar.tambahan import TAMBAHAN, TANDA_FORMULIR, mark_reference
from kinerja_core.xlsx.mesin.soffice import LibreOffice

DIPERBAIKI = FOLDER / "kertas_kerja_bendo_2022_diperbaiki.xlsx"
KEMANGKON = FOLDER / "buku_kinerja_kemangkon_2022_diperbaiki.xlsx"

pytestmark = pytest.mark.usefixtures("lo")


def texts(pdf: Path) -> str:
    """Every word of a PDF in one line."""
    need(poppler_missing())
    return " ".join(w.text for w in words(pdf))


def footers(pdf: Path) -> str:
    """The lowest line of every page, from left to right."""
    bawah: dict[int, float] = {}
    for w in (kata := words(pdf)):
        bawah[w.page] = max(w.y1, bawah.get(w.page, 0.0))
    kaki = [w for w in kata if w.y1 > bawah[w.page] - 6]
    return " ".join(w.text for w in sorted(kaki, key=lambda w: (w.page, w.x0)))


@pytest.fixture(scope="module")
def pdf(lo: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mended kertas kerja of Bendo, exported from a folder of its own."""
    folder = tmp_path_factory.mktemp("pdf")
    path = Path(shutil.copy(DIPERBAIKI, folder / "Buku Saya.xlsx"))
    os.utime(path, ns=(1, 1))
    keluar = export_file(path, folder / "ke" / "cetak.pdf")
    assert path.read_bytes() == DIPERBAIKI.read_bytes()  # R5
    assert path.stat().st_mtime_ns == 1
    assert sorted(p.name for p in folder.rglob("*")) == ["Buku Saya.xlsx", "cetak.pdf", "ke"]
    return keluar


def test_every_visible_sheet_is_printed(pdf: Path) -> None:
    teks, kaki = texts(pdf), footers(pdf)
    for s in read_file(DIPERBAIKI).buku.lembar:
        assert (f"{s.nama} Halaman" in kaki) is (s.status == "tampak"), s.nama
    assert len(page_sizes(pdf)) > 5
    assert "100,00" in teks
    assert "100.00" not in teks


def test_same_workbook_gives_the_same_bytes(pdf: Path) -> None:
    """Printed again, later: nothing tells when."""
    isi = pdf.read_bytes()
    assert pdf_bytes_of_file(DIPERBAIKI) == isi
    assert b"/CreationDate(D:20220101000000" in isi


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler belum terpasang")
def test_the_file_is_still_sound(pdf: Path) -> None:
    """poppler reads it without a word of complaint: the places of all parts are where the file says."""
    hasil = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    assert hasil.stderr == b""
    awal = int(pdf.read_bytes().rsplit(b"startxref", 1)[1].split()[0])
    assert pdf.read_bytes()[awal:awal + 4] == b"xref"


def test_sheets_of_the_add_in_are_not_printed(tmp_path: Path) -> None:
    """Known by their mark: sheets called just so without it, and one of the form under a mark, are printed."""
    buku = open_openpyxl(DIPERBAIKI)
    for t in TAMBAHAN:
        buku.create_sheet(f"{t.nama} (2)")["A1"] = "PENANDATAMBAHAN"
        buku.create_sheet(t.nama)["A1"] = f"MILIKPENGGUNA{t.kunci}"
        buku.defined_names[t.tanda] = DefinedName(t.tanda, attr_text=mark_reference(f"{t.nama} (2)"))
    buku.defined_names[TANDA_FORMULIR] = DefinedName(TANDA_FORMULIR, attr_text=mark_reference("Beranda"))
    buku.save(tmp_path / "buku.xlsx")
    teks = texts(export_file(tmp_path / "buku.xlsx", tmp_path / "cetak.pdf"))
    assert all(f"MILIKPENGGUNA{t.kunci}" in teks for t in TAMBAHAN)
    assert "Beranda Halaman" in teks
    assert "PENANDATAMBAHAN" not in teks


def test_package_holds_the_print_of_its_workbook(pdf: Path, tmp_path: Path) -> None:
    kiriman = send_file(DIPERBAIKI, tmp_path)
    assert {t.kode for t in kiriman.temuan if t.tingkat != "cek"} <= {"KRM08"}  # an open cek is sent along and told
    assert kiriman.berkas is not None
    with zipfile.ZipFile(kiriman.berkas) as paket:
        isi = paket.read("35.20.10_bendo_kertas_kerja_2022.pdf")
        sidik = paket.read("SHA256SUMS.txt").decode()
    assert isi == pdf.read_bytes()
    assert f"{hashlib.sha256(isi).hexdigest()}  35.20.10_bendo_kertas_kerja_2022.pdf\n" in sidik
    assert send_file(DIPERBAIKI, tmp_path).berkas == kiriman.berkas
    assert list(tmp_path.iterdir()) == [kiriman.berkas]


@pytest.mark.parametrize("besar", [False, pytest.param(True, marks=pytest.mark.panjang)])
def test_buku_kinerja_is_printed_too(besar: bool, tmp_path: Path) -> None:
    kiriman = send_file(KEMANGKON if besar else small(), tmp_path)
    assert {t.kode for t in kiriman.temuan if t.tingkat != "cek"} <= {"KRM08"}  # an open cek is sent along and told
    assert kiriman.berkas is not None
    shutil.unpack_archive(kiriman.berkas, tmp_path / "buka")
    teks = texts(next((tmp_path / "buka").glob("*.pdf")))
    assert "Renstra Halaman" in teks
    assert "Olah" not in teks.split()


def test_what_libreoffice_cannot_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"bukan buku")
    with pytest.raises(KinerjaError) as galat:
        pdf_bytes_of_file(path)
    assert galat.value.kode == "BKS16"
    with zipfile.ZipFile(path, "w") as paket:
        paket.writestr("isi.txt", "x")
    with pytest.raises(KinerjaError) as galat:
        pdf_bytes_of_file(path)
    assert galat.value.kode == "BKS16"
    assert list(tmp_path.iterdir()) == [path]
