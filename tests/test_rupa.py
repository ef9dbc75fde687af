"""`bantu.rupa`: a page that looks right gives nothing; each fault of looks, planted in a workbook, is seen.

The workbooks are printed by LibreOffice in one run.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from bantu.mesin import need
from bantu.rupa import (
    clipped,
    missing_texts,
    off_page,
    overflows,
    overlaps,
    page_sizes,
    pages_png,
    poppler_missing,
    words,
)

PANJANG = (
    "Persentase keluhan masyarakat yang ditindaklanjuti sampai tuntas oleh kecamatan dalam tahun berjalan"
    " menurut laporan"
)
BERSIH = [
    "KERTAS KERJA",
    PANJANG,
    PANJANG.upper(),
    "Laki-laki/perempuan, suami-istri & anak <5 tahun “dikutip”",
    "Pertanggungjawabanpenyelenggaraanpemerintahan",
    "Baris satu\n\nBaris tiga sesudah baris kosong",
    "Belum diisi",
    "Belum diisi",
    "Efisiensi\u00a0efektif – fi fl ffi fjord ijazah",
    "1.234.567,89",
]


def _bersih(path: Path) -> None:
    buku = xlsxwriter.Workbook(path)
    lembar = buku.add_worksheet("Bersih")
    lipat = {"text_wrap": True, "border": 1}
    rata = [
        buku.add_format({**lipat, "valign": v, "align": a})
        for v, a in [("top", "left"), ("vcenter", "center"), ("bottom", "right")]
    ]
    lembar.set_column(0, 2, 20)
    lembar.merge_range("A1:C1", BERSIH[0], buku.add_format({"bold": True, "font_size": 14, "align": "center"}))
    lembar.set_row(0, 22)
    for ke, teks in enumerate(BERSIH[1:-1]):
        lembar.set_row(1 + ke // 3, 110)
        lembar.write(1 + ke // 3, ke % 3, teks, rata[ke % 3])
    lembar.write(5, 0, 1234567.89, buku.add_format({"num_format": "[$-421]#,##0.00"}))
    lembar.set_landscape()
    lembar.set_paper(14)
    lembar.set_footer("&LHalaman &P dari &N")
    lembar.set_h_pagebreaks([6])
    lembar.write(8, 0, "Halaman berikutnya")
    buku.close()


def _sempit(path: Path) -> None:
    """A number too wide for its column, and a text that its neighbour cuts off sideways."""
    buku = xlsxwriter.Workbook(path)
    lembar = buku.add_worksheet("Sempit")
    lembar.set_column(1, 1, 4)
    lembar.write(0, 1, 1234567.89, buku.add_format({"num_format": "#,##0.00"}))
    lembar.write(1, 0, "# 2 ## bukan luapan")
    lembar.write(3, 0, "Teks panjang terpotong oleh tetangga")
    lembar.write(3, 1, "Tetangga")
    buku.close()


def _rendah(path: Path) -> None:
    """Wrapped texts in rows that are too low: by one line, by half a line, by all but one; aligned three ways."""
    buku = xlsxwriter.Workbook(path)
    lembar = buku.add_worksheet("Rendah")
    lembar.set_column(0, 3, 20)
    atas, tengah = (buku.add_format({"text_wrap": True, "valign": v, "border": 1}) for v in ("top", "vcenter"))
    bawah = buku.add_format({"text_wrap": True, "border": 1})
    for baris, tinggi in enumerate((36, 62, 16)):
        lembar.set_row(baris * 2, tinggi)
        for kolom, gaya in enumerate((atas, tengah, bawah)):
            lembar.write(baris * 2, kolom, f"Sel{baris}{kolom} {PANJANG} akhir{baris}{kolom}", gaya)
    buku.close()


def _tindih(path: Path) -> None:
    """A wrapped text in a row without customHeight: LibreOffice does not clip it, it runs over the next row."""
    buku = xlsxwriter.Workbook(path)
    lembar = buku.add_worksheet("Tindih")
    lembar.set_column(0, 0, 20)
    lipat = buku.add_format({"text_wrap": True, "valign": "top"})
    lembar.set_row(0, 15)
    lembar.write(0, 0, PANJANG, lipat)
    lembar.set_row(1, 40)
    lembar.write(1, 0, "Tetangga bawah", lipat)
    buku.close()


BUKU = {"bersih": _bersih, "sempit": _sempit, "rendah": _rendah, "tindih": _tindih}


@pytest.fixture(scope="session")
def cetak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one PDF per workbook above, all printed by one LibreOffice with a profile of its own."""
    soffice = shutil.which("soffice")
    need("LibreOffice (soffice) belum terpasang" if soffice is None else poppler_missing())
    folder = tmp_path_factory.mktemp("rupa")
    for nama, bangun in BUKU.items():
        bangun(folder / f"{nama}.xlsx")
    profil = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    berkas = [str(folder / f"{nama}.xlsx") for nama in BUKU]
    subprocess.run(
        [str(soffice), profil, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *berkas],
        check=True,
        capture_output=True,
    )
    return folder


def test_clean_pages_give_nothing(cetak: Path) -> None:
    pdf = cetak / "bersih.pdf"
    assert missing_texts(pdf, BERSIH) == []
    assert clipped(pdf) == []
    assert overlaps(pdf) == []
    assert overflows(pdf) == []
    assert off_page(pdf) == []


def test_pages_are_folio_landscape_and_pictures_show_them(cetak: Path, tmp_path: Path) -> None:
    pdf = cetak / "bersih.pdf"
    assert page_sizes(pdf) == [(936.0, 612.0), (936.0, 612.0)]
    assert {w.page for w in words(pdf)} == {1, 2}
    (tmp_path / "gambar").mkdir()
    (tmp_path / "gambar" / "bersih-9.png").touch()
    gambar = pages_png(pdf, tmp_path / "gambar", dpi=36)
    assert [g.name for g in gambar] == ["bersih-1.png", "bersih-2.png"]
    assert struct.unpack(">II", gambar[0].read_bytes()[16:24]) == (468, 306)


def test_missing_texts_wants_every_word_in_order_and_every_copy(cetak: Path) -> None:
    pdf = cetak / "bersih.pdf"
    salah = [
        "KERTAS KERJAYA",
        "kecamatan oleh tuntas",
        PANJANG + " triwulan",
        "Halaman berikutnya Halaman",
        "Belum diisi lengkap",
    ]
    assert missing_texts(pdf, salah) == salah
    assert missing_texts(pdf, ["Belum diisi"] * 3) == ["Belum diisi"]
    assert missing_texts(pdf, ["", "  "]) == []
    assert missing_texts(pdf, ["Belum\u00a0di\u00adisi", "E\ufb01siensi efektif"]) == []


def test_too_narrow_number_column(cetak: Path) -> None:
    (baris,) = overflows(cetak / "sempit.pdf")
    assert baris.startswith("halaman 1 (")
    assert baris.endswith("###")


def test_text_cut_sideways_by_its_neighbour_is_missing(cetak: Path) -> None:
    terpotong = ["Teks panjang terpotong oleh tetangga"]
    assert missing_texts(cetak / "sempit.pdf", [*terpotong, "bukan luapan"]) == terpotong


@pytest.mark.parametrize("baris", range(3))
@pytest.mark.parametrize("kolom", range(3))
def test_text_cut_by_a_low_row_is_missing(cetak: Path, baris: int, kolom: int) -> None:
    teks = f"Sel{baris}{kolom} {PANJANG} akhir{baris}{kolom}"
    assert missing_texts(cetak / "rendah.pdf", [teks]) == [teks]


def test_half_a_line_stays_in_the_text_layer_and_is_seen_as_cut(cetak: Path) -> None:
    """Why `words` is not enough: these words are in the PDF, and nobody can read them."""
    pdf = cetak / "rendah.pdf"
    terpotong = {w.text for w in clipped(pdf)}
    assert terpotong
    assert terpotong <= {w.text for w in words(pdf)}
    assert "Sel00" not in terpotong


def test_text_over_text(cetak: Path) -> None:
    pasangan = {(a.text, b.text) for a, b in overlaps(cetak / "tindih.pdf")}
    assert ("masyarakat", "Tetangga") in pasangan or ("Tetangga", "masyarakat") in pasangan
    assert overlaps(cetak / "rendah.pdf") == []


def _raw_pdf(path: Path, isi: str) -> Path:
    """A one-page PDF of 200 x 100 points with the given content stream; font F1 is Helvetica."""
    objek = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(isi)}>>stream\n{isi}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    teks, letak = "%PDF-1.4\n", []
    for ke, satu in enumerate(objek, start=1):
        letak.append(len(teks))
        teks += f"{ke} 0 obj{satu}endobj\n"
    rujuk = "".join(f"{n:010d} 00000 n \n" for n in letak)
    teks += f"xref\n0 6\n0000000000 65535 f \n{rujuk}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(teks)}\n%%EOF\n"
    path.write_text(teks, encoding="ascii")
    return path


@pytest.mark.parametrize("tempat", ["-8 50", "180 50", "100 95", "100 0.5"], ids=["kiri", "kanan", "atas", "bawah"])
def test_words_beyond_the_edge(tmp_path: Path, tempat: str) -> None:
    """A page written by hand reaches all four edges; LibreOffice lets only unwrapped texts run over a side."""
    need(poppler_missing())
    isi = f"BT /F1 12 Tf 90 50 Td (aman) Tj ET BT /F1 12 Tf {tempat} Td (tepian) Tj ET"
    (kata,) = off_page(_raw_pdf(tmp_path / "tepi.pdf", isi))
    assert kata.text in "tepian"


def test_word_wholly_outside_its_clip_is_gone(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "q 10 40 80 30 re W n BT /F1 12 Tf 20 50 Td (tampak) Tj 100 0 Td (hilang) Tj ET Q"
    pdf = _raw_pdf(tmp_path / "klip.pdf", isi)
    assert [w.text for w in words(pdf)] == ["tampak", "hilang"]
    assert [w.text for w in clipped(pdf)] == ["hilang"]
    assert missing_texts(pdf, ["tampak", "hilang"]) == ["hilang"]


def test_two_lines_over_each_other_and_two_below_each_other(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "BT /F1 12 Tf 20 50 Td (satu) Tj 0 {} Td (dua) Tj ET"
    assert overlaps(_raw_pdf(tmp_path / "rapat.pdf", isi.format(-12))) == []
    ((a, b),) = overlaps(_raw_pdf(tmp_path / "tindih.pdf", isi.format(-4)))
    assert {a.text, b.text} == {"satu", "dua"}


def test_two_texts_on_one_base_line_are_a_word_paired_with_itself(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "BT /F1 12 Tf 20 50 Td (panjangsekali) Tj 40 0 Td (tetangga) Tj ET"
    ((a, b),) = overlaps(_raw_pdf(tmp_path / "kaki.pdf", isi))
    assert a == b


def test_kerning_is_no_overlap_and_a_squeezed_word_is(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "BT /F1 12 Tf 20 50 Td {} TJ ET"
    assert overlaps(_raw_pdf(tmp_path / "sepasang.pdf", isi.format("[(nama) 500 (nama)]"))) == []
    assert overlaps(_raw_pdf(tmp_path / "rapat.pdf", isi.format("-2.6 Tc [(nnnnnnnn)]"))) == []
    assert overlaps(_raw_pdf(tmp_path / "tindih.pdf", isi.format("-5 Tc [(nnnnnnnn)]")))


def test_ink_hidden_by_its_clip_overlaps_nothing(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "q 10 40 {} 30 re W n BT /F1 12 Tf 20 50 Td (panjangsekali) Tj ET Q BT /F1 12 Tf 59 47 Td (tetangga) Tj ET"
    assert overlaps(_raw_pdf(tmp_path / "terlihat.pdf", isi.format(150)))
    assert overlaps(_raw_pdf(tmp_path / "tersembunyi.pdf", isi.format(48))) == []


def test_next_line_must_stand_under_the_text(tmp_path: Path) -> None:
    need(poppler_missing())
    isi = "BT /F1 12 Tf 10 50 Td (teks) Tj {} -14 Td (lanjut) Tj ET"
    assert missing_texts(_raw_pdf(tmp_path / "bawah.pdf", isi.format(0)), ["teks lanjut"]) == []
    assert missing_texts(_raw_pdf(tmp_path / "jauh.pdf", isi.format(100)), ["teks lanjut"]) == ["teks lanjut"]


def test_a_word_is_used_once(tmp_path: Path) -> None:
    need(poppler_missing())
    pdf = _raw_pdf(tmp_path / "satu.pdf", "BT /F1 12 Tf 10 50 Td (i) Tj ET")
    assert missing_texts(pdf, ["i", "i i"]) == ["i i"]
