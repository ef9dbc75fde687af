"""The printed Buku Kinerja as LibreOffice makes it: four real documents and a book that is still empty.

R1 every text and number of a visible sheet is printed whole: nothing cut, hidden, overlapping, ### or off the page.
R2 paper: Folio (or A4) lying down, A3 for Cascading and Capaian, standing for PK; footer; header row on every page.
R3 no page is blank, as many pages side by side as the layout says (at most three), no more pages than rows ask for.
R4 the signature stands below the last row, on the right; that of the PK in two columns, its lampiran on a new page.
R5 money is printed 1.234.567. R6 the first screen shows kode, Keterangan isian and an input.

LibreOffice ignores a computed print area, so sheets print down to the row that was the last one as built. Its columns
are wider than Excel's: two books are printed a second time with columns and rows as tight as Excel's.
"""

from __future__ import annotations

import math
import subprocess
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import pytest
from bantu.mesin import need
from bantu.rupa import (
    Word,
    clipped,
    missing_texts,
    off_page,
    overflows,
    overlaps,
    page_sizes,
    poppler_missing,
    words,
)

from kinerja_core.buku_kinerja.lembar import susun
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, empty_rencana, load_rencana
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.contoh import CONTOH
from kinerja_core.lembar.cetak import A3, A4, FOLIO, TEPI, Cetak
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, Tautan
from kinerja_core.lembar.huruf import PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM
from kinerja_core.lembar.tulis import evaluate_shown, write_bytes
from kinerja_core.xlsx.buku import Posisi
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice, libreoffice_missing

KOSONG = "kosong"
ASLI = ("sokobanah_2022", "leuwisari_2021", "sokaraja_2022", "kemangkon_2022")
SEPERTI_EXCEL = {nama: f"{nama} seperti Excel" for nama in ("sokobanah_2022", "leuwisari_2021")}
#: One of them on the other paper.
PADA_A4 = "kemangkon_2022 pada A4"
BUKU = (KOSONG, *ASLI, *SEPERTI_EXCEL.values(), PADA_A4)
#: Those that show what none of the others does are printed at every change: nothing filled, every table in use (twice),
#: ten IKI, a RENAKSI and the other paper.
SELALU = (KOSONG, "sokobanah_2022", SEPERTI_EXCEL["sokobanah_2022"], "leuwisari_2021", PADA_A4)
BERTANDA = (p.CASCADING, p.POHON, p.IKU, p.RENAKSI, p.CAPAIAN, p.LAMPIRAN)
#: Pixels of a cell that Excel keeps free of text and LibreOffice does not; a line of Calibri 10 in both, in points.
BEBAS_EXCEL, BARIS_LO, BARIS_EXCEL = 3, 12.2, 12.75
#: What a screen of 1366 x 768 leaves for cells, in pixels; frozen columns at most this many characters.
LAYAR, BEKU = (1366 - 34, 768 - 300), 90


@dataclass(frozen=True)
class Tercetak:
    """One printed sheet: its description, its own pages, the texts they must show."""

    lembar: Lembar
    pdf: Path
    teks: tuple[str, ...]

    @property
    def cetak(self) -> Cetak:
        """The print set-up, which every visible sheet has."""
        assert self.lembar.cetak is not None
        return self.lembar.cetak

    @cached_property
    def kata(self) -> list[Word]:
        """Every word of the sheet."""
        return words(self.pdf)

    @cached_property
    def ukuran(self) -> list[tuple[float, float]]:
        """Size of every page in whole points."""
        return [(round(a), round(b)) for a, b in page_sizes(self.pdf)]

    @property
    def kepala(self) -> list[set[str]]:
        """Words of the cells of the header rows that every page repeats, column by column."""
        awal, akhir = self.cetak.ulang_baris or (0, -1)
        kanan = self.cetak.rentang[1][1]
        return [{kata for baris in range(awal, akhir + 1)
                 if (sel := self.lembar.sel.get((baris, kolom))) and isinstance(sel.isi, str)
                 for kata in sel.isi.split()} for kolom in range(kanan + 1)]

    def on_page(self, halaman: int) -> list[str]:
        """Words of one page of the sheet."""
        return [w.text for w in self.kata if w.page == halaman]


@dataclass(frozen=True)
class Buku:
    """One printed workbook."""

    rencana: Rencana
    denah: Denah
    lembar: dict[str, Tercetak]


def _plan(nama: str) -> Rencana:
    if nama == KOSONG:
        return empty_rencana(CONTOH, 2022)
    berkas, _, kertas = nama.partition(" pada ")
    r = load_rencana(templat_dir() / "contoh" / f"{berkas}.toml")
    return replace(r, data={**r.data, (PROFIL, "kertas"): kertas}) if kertas else r


@cache
def _described(nama: str) -> Denah:
    """The description as the product makes it, only to be looked at."""
    return susun.describe(_plan(nama))


def _fixed_areas(denah: Denah) -> None:
    """Computed print areas end at the row that is the last one as built."""
    for s in denah.lembar:
        if s.cetak and s.cetak.terpakai:
            awal, akhir = s.cetak.rentang
            s.cetak = replace(s.cetak, baris_akhir="", rentang=(awal, (s.cetak.terpakai - 1, akhir[1])))


def _shown(lembar: Lembar, isi: dict[Posisi, Nilai], dokumen: Dokumen) -> Iterator[str]:
    """Every text inside the print area: texts as they are, numbers as LibreOffice formats them."""
    assert lembar.cetak is not None
    bawah, kanan = lembar.cetak.rentang[1]
    for (baris, kolom), nilai in isi.items():
        if baris <= bawah and kolom <= kanan:
            if isinstance(nilai, float | int) and any(
                    c.gaya in ("ribuan", "desimal") and c.dari[0] <= baris <= c.sampai[0]
                    and c.dari[1] <= kolom <= c.sampai[1] for c in lembar.bersyarat):
                yield _with_dots(nilai)
                continue
            teks = nilai if isinstance(nilai, str) else dokumen.cell(lembar.nama, (baris, kolom)).String
            if teks.strip():
                yield teks


def _with_dots(nilai: float) -> str:
    """A number under a conditional number format, which LibreOffice prints but does not tell: 1.234,50."""
    bulat, _, sisa = f"{nilai:,.4f}".partition(".")
    pecahan = "" if nilai == int(nilai) else "," + sisa[:2] + sisa[2:].rstrip("0")
    return bulat.replace(",", ".") + pecahan


def _contents(lembar: Lembar, r: Rencana, nilai: dict[Hashable, Nilai],
              tampilan: dict[tuple[str, Posisi], Nilai]) -> dict[Posisi, Nilai]:
    """What every filled cell holds."""
    hasil: dict[Posisi, Nilai] = {}
    for pos, sel in lembar.sel.items():
        isi = r.data.get(lembar.masukan[pos]) if pos in lembar.masukan else sel.isi
        if isinstance(isi, Rumus):
            isi = tampilan[(lembar.nama, pos)] if isi.kunci is None else nilai[isi.kunci]
        elif isinstance(isi, Tautan):
            isi = isi.teks
        if isi not in (None, ""):
            hasil[pos] = isi
    return hasil


def _tighten(lembar: Lembar, dokumen: Dokumen) -> None:
    """Columns as narrow as in Excel, rows as low as if LibreOffice set lines as far apart as Excel."""
    kolom, baris = dokumen.sheet(lembar.nama).Columns, dokumen.sheet(lembar.nama).Rows
    for n, lebar in lembar.lebar.items():
        piksel = lebar * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM - BEBAS_EXCEL
        kolom.getByIndex(n).Width = round(piksel * 2540 / 96)
    for n, tinggi in lembar.tinggi.items():
        baris.getByIndex(n).Height = round(tinggi * BARIS_LO / BARIS_EXCEL * 2540 / 72)


def _footers(pdf: Path) -> list[str]:
    """The footer of every page: what stands in the lower margin, from left to right."""
    bawah: list[list[Word]] = [[] for _ in page_sizes(pdf)]
    ukuran = page_sizes(pdf)
    for w in words(pdf):
        if w.y0 > ukuran[w.page - 1][1] - TEPI["bottom"] * 72:
            bawah[w.page - 1].append(w)
    return [" ".join(w.text for w in sorted(kata, key=lambda w: w.x0)) for kata in bawah]


def _sheet_pages(pdf: Path, denah: Denah) -> dict[str, list[int]]:
    """Pages of every sheet, told by the footers; every page must have one."""
    kaki = _footers(pdf)
    hasil: dict[str, list[int]] = {}
    for halaman, teks in enumerate(kaki, start=1):
        awal, akhir = f"{denah.kaki} ", f" Halaman {halaman} dari {len(kaki)}"
        assert teks.startswith(awal), teks
        assert teks.endswith(akhir), teks
        hasil.setdefault(teks.removeprefix(awal).removesuffix(akhir), []).append(halaman)
    return hasil


def _cut_out(pdf: Path, halaman: list[int], ke: Path) -> Path:
    """A PDF of those pages, which follow one another."""
    assert halaman == list(range(halaman[0], halaman[-1] + 1))
    pola = ke.with_suffix("").as_posix() + "-%04d.pdf"
    subprocess.run(["pdfseparate", "-f", str(halaman[0]), "-l", str(halaman[-1]), str(pdf), pola], check=True)
    subprocess.run(["pdfunite", *(pola % n for n in halaman), str(ke)], check=True)
    return ke


def _print(nama: str, bentuk: list[str], lo: LibreOffice, folder: Path) -> Iterator[tuple[str, Buku]]:
    """A workbook in these forms of it: as it is, then as tight as in Excel."""
    r = _plan(nama)
    denah = susun.describe(r)
    _fixed_areas(denah)
    nilai = core_values(Pengukuran(r))
    tampilan = evaluate_shown(denah, r.isian, nilai)
    path = folder / f"{nama}.xlsx"
    path.write_bytes(write_bytes(denah, r.isian, nilai, tampilan))
    tampak = [s for s in denah.lembar if s.status == "tampak"]
    with lo.open(path) as dokumen:
        teks = {s.nama: tuple(_shown(s, _contents(s, r, nilai, tampilan), dokumen)) for s in tampak}
        for judul in bentuk:
            if judul != nama:
                for s in tampak:
                    _tighten(s, dokumen)
            pdf = folder / f"{judul}.pdf"
            dokumen.save_pdf(pdf)
            halaman = _sheet_pages(pdf, denah)
            assert list(halaman) == [s.nama for s in tampak]
            yield judul, Buku(r, denah, {
                s.nama: Tercetak(s, _cut_out(pdf, halaman[s.nama], folder / f"{judul} {s.nama}.pdf"), teks[s.nama])
                for s in tampak})


class Cetakan(dict[str, Buku]):
    """The printed workbooks, each printed when it is first asked for."""

    def __init__(self, lo: LibreOffice, folder: Path) -> None:
        super().__init__()
        self.lo, self.folder = lo, folder

    def __missing__(self, judul: str) -> Buku:
        nama = next((n for n, rapat in SEPERTI_EXCEL.items() if rapat == judul), judul)
        bentuk = [b for b in (nama, SEPERTI_EXCEL.get(nama)) if b and (b == judul or b in SELALU)]
        self.update(_print(nama, bentuk, self.lo, self.folder))
        return self[judul]


@pytest.fixture(scope="module")
def cetakan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cetakan]:
    """Every visible sheet of the workbooks, printed with the decimal comma."""
    need(poppler_missing())
    need(libreoffice_missing())
    with LibreOffice(bahasa="id-ID") as lo:
        yield Cetakan(lo, tmp_path_factory.mktemp("cetak"))


semua = pytest.mark.parametrize(
    "buku", [b if b in SELALU else pytest.param(b, marks=pytest.mark.panjang) for b in BUKU])


@pytest.mark.sampel(2)
@semua
def test_everything_is_printed_whole(cetakan: dict[str, Buku], buku: str) -> None:
    """R1"""
    salah = {}
    for nama, satu in cetakan[buku].lembar.items():
        cacat = {"hilang": missing_texts(satu.pdf, satu.teks), "terpotong": clipped(satu.pdf),
                 "bertindih": overlaps(satu.pdf), "luapan": overflows(satu.pdf), "di luar halaman": off_page(satu.pdf)}
        if any(cacat.values()):
            salah[nama] = {sebab: isi for sebab, isi in cacat.items() if isi}
    assert salah == {}


@semua
def test_paper_and_footer(cetakan: dict[str, Buku], buku: str) -> None:
    """R2. That every page of the book carries its footer was asserted when its pages were told apart."""
    for nama, satu in cetakan[buku].lembar.items():
        milik = A4 if buku == PADA_A4 else FOLIO
        inci = A3.inci if nama in (p.CASCADING, p.CAPAIAN) else milik.inci
        tegak = nama in p.PK_LEMBAR.values()
        assert set(satu.ukuran) == {tuple(round(72 * x) for x in (inci[::-1] if tegak else inci))}, nama


@semua
def test_header_row_on_every_page_and_no_page_blank(cetakan: dict[str, Buku], buku: str) -> None:
    """R2, R3. Pages side by side come one after another down the sheet; together they show every column's header."""
    for nama, satu in cetakan[buku].lembar.items():
        lebar, halaman = satu.cetak.lebar_halaman, len(satu.ukuran)
        assert lebar <= (4 if buku == PADA_A4 else 3), nama
        assert halaman % lebar == 0, nama
        ke_bawah = halaman // lebar
        kata = {n: set(satu.on_page(n)) for n in range(1, halaman + 1)}
        ulang = satu.cetak.ulang_baris
        awal = ke_bawah if ulang is None else sum(baris <= ulang[0] for baris in satu.cetak.pisah)
        for n in range(awal, ke_bawah):
            sebaris = set().union(*(kata[1 + n + m * ke_bawah] for m in range(lebar)))
            assert set().union(*satu.kepala) <= sebaris, (nama, n)
        tetap = (satu.cetak.ulang_kolom or (0, -1))[1] + 1
        for n in range(1, halaman + 1):
            kaki = len(f"{cetakan[buku].denah.kaki} {nama} Halaman 1 dari 1".split())
            assert len(satu.on_page(n)) > kaki + len(set().union(*satu.kepala[:tetap])), (nama, n)
            assert set().union(*satu.kepala[:tetap]) <= kata[n] or n <= awal, (nama, n)


@semua
def test_no_more_pages_than_the_rows_ask_for(cetakan: dict[str, Buku], buku: str) -> None:
    """R3. Estimated from heights and widths as described, plus one page a sheet and those that begin by order."""
    for nama, satu in cetakan[buku].lembar.items():
        (_, (bawah, kanan)), lebar = satu.cetak.rentang, satu.cetak.lebar_halaman
        inci = (satu.cetak.kertas or cetakan[buku].denah.kertas).inci[:: -1 if satu.cetak.tegak else 1]
        piksel = sum(satu.lembar.lebar.get(k, 8.43) * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM for k in range(kanan + 1))
        muat = (inci[0] - TEPI["left"] - TEPI["right"]) * 96 * lebar
        tinggi = sum(satu.lembar.tinggi.get(b, 15.0) for b in range(bawah + 1)) * min(1.0, muat / piksel)
        ke_bawah = math.ceil(tinggi / ((inci[1] - TEPI["top"] - TEPI["bottom"]) * 72)) + 1 + len(satu.cetak.pisah)
        assert len(satu.ukuran) <= ke_bawah * lebar, nama


@semua
def test_signature_stands_below_on_the_right(cetakan: dict[str, Buku], buku: str) -> None:
    """R4. The office stands under everything else of the table, in the right half, and the name under it."""
    r = cetakan[buku].rencana
    for nama in BERTANDA:
        satu = cetakan[buku].lembar[nama]
        terakhir = [w for w in satu.kata if w.page == len(satu.ukuran)]
        tepi = satu.ukuran[0][1] - TEPI["bottom"] * 72
        kanan = satu.ukuran[0][0] / 2
        camat = max((w for w in terakhir if w.text.upper() == "CAMAT" and w.x0 > kanan), key=lambda w: w.y0)
        di_bawah = [w for w in terakhir if camat.y1 <= w.y0 < tepi]
        assert all(abs(w.x0 - camat.x0) < 150 and w.x0 >= camat.x0 - 1 for w in di_bawah), nama
        dokumen = {p.CASCADING: p.CASCADING, p.POHON: p.CASCADING, p.IKU: "SK IKU", p.RENAKSI: "RENAKSI",
                   p.CAPAIAN: "LKjIP", p.LAMPIRAN: "LKjIP"}
        nip = [r.teks(d, "nip") for d in r.used("dokumen") if r.teks(d, "jenis") == dokumen[nama]][:1]
        assert ("NIP." in {w.text for w in di_bawah}) == bool(nip and nip[0]), nama


@semua
def test_no_signature_of_an_iki_stands_on_a_page_alone(cetakan: dict[str, Buku], buku: str) -> None:
    """R4. Every jabatan has its signature, with the heading or the last row of its table above it on the page."""
    satu = cetakan[buku].lembar[p.IKI]
    camat = [w for w in satu.kata if w.text == "CAMAT" and w.x0 > satu.ukuran[0][0] / 2]
    assert len(camat) == sum(w.text == "INDIVIDU" for w in satu.kata)
    tanggal = [w for w in satu.kata if w.text == "Januari" and w.x0 == camat[0].x0]
    assert not tanggal or [w.page for w in tanggal] == [w.page for w in camat]
    for c in camat:
        assert sum(w.page == c.page and w.y0 < c.y0 - 20 for w in satu.kata) > 5, c.page


@semua
def test_pk_has_two_signatures_and_its_lampiran_on_a_page_of_its_own(cetakan: dict[str, Buku], buku: str) -> None:
    """R4"""
    for nama in p.PK_LEMBAR.values():
        satu = cetakan[buku].lembar[nama]
        terakhir = 1 + len(satu.cetak.pisah)  # a lampiran that is too long for a page takes its last table over
        assert len(satu.ukuran) == terakhir <= 3
        assert terakhir == 2 or nama != "PK" or "sokobanah" not in buku
        assert [n for n in range(1, terakhir + 1) if "LAMPIRAN" in satu.on_page(n)] == [2]
        for halaman in (1, terakhir):
            pihak = {w.text: w for w in satu.kata if w.page == halaman and w.text in ("Kedua", "Pertama")}
            assert pihak["Kedua"].x1 < satu.ukuran[0][0] / 2 < pihak["Pertama"].x0
            assert abs(pihak["Kedua"].y0 - pihak["Pertama"].y0) < 1


def test_money_is_printed_with_dots(cetakan: dict[str, Buku]) -> None:
    """R5"""
    sokobanah = cetakan["sokobanah_2022"].lembar
    for nama in (p.ANGGARAN, p.RENAKSI, p.RINGKASAN, p.LKJIP2, p.LKJIP37, p.LAMPIRAN):
        kata = {w.text for w in sokobanah[nama].kata}
        assert any(k.count(".") == 3 and k.replace(".", "").isdigit() for k in kata), nama
        assert not any(k.isdigit() and len(k) > len("19700101") for k in kata), nama


@pytest.mark.sampel(4)
@pytest.mark.parametrize("s", p.MASUKAN, ids=lambda s: s.nama)
def test_first_screen_shows_code_answer_and_an_input(s: p.LembarMasukan) -> None:
    """R6. In pixels at 1366 x 768; the title, the guidance, the header and one row stand above the fold."""
    for nama in (KOSONG, *ASLI):
        lembar = _described(nama).sheet(s.nama)
        beku = [lembar.lebar[k] for k in range(s.kolom_pertama)]
        assert lembar.beku == (p.AWAL, s.kolom_pertama)
        assert sum(beku) <= BEKU
        piksel = sum(x * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM for x in [*beku, lembar.lebar[s.kolom_pertama]])
        assert piksel <= LAYAR[0]
        assert sum(lembar.tinggi[b] for b in range(p.AWAL)) * 96 / 72 <= LAYAR[1] / 2
