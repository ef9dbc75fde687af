"""The printed workbook as LibreOffice makes it: the three samples, every input wrong, and the largest values.

R1 every text and number of a visible sheet is printed whole: nothing cut, hidden, overlapping, ### or off the page.
R2 every page is the paper of the workbook (Folio, A4) lying down, one page wide, with the header row and a footer of
kode wilayah, serial and page.
R3 NILAI AKHIR, the kode cek and the signature stand together below the last indicator. R4 no page is blank.
R5 findings are coloured. R6 the messages of the whole catalogue have been looked at.

Columns are some 5 % wider in LibreOffice than in Excel, and lines of text 4 % lower; so the two extreme workbooks
are printed a second time with columns and rows as tight as Excel's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from pathlib import Path

import pytest
from bantu.mesin import need
from bantu.rupa import clipped, missing_texts, off_page, overflows, overlaps, page_sizes, poppler_missing, words
from perbarui_gambar import raster

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.instrumen.model import Datum, find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.cetak import A4, KERTAS_BAWAAN, TEPI
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.huruf import PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tema import JINGGA, KUNING
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

INS = load_instrumen(find_instrumen(INSTRUMEN))
PANJANG = Identitas(
    kode_wilayah="35.69.98", nama="Contoh Panjang Sekali Utara", kabupaten="Contoh Kepulauan Panjang",
    provinsi="Jawa Timur", alamat="Jalan Contoh Panjang Sekali Nomor 1234, Desa Contoh Kepulauan, Kode Pos 61999")
#: Evidence longer than any cell of its column: a clerk may widen the row; the test does not ask for it whole.
BUKTI = "Surat Keputusan Camat Nomor 188/12/2021 tanggal 4 Januari 2021 tentang panitia, daftar hadir, foto; " * 2 + "."
TTD = {"tempat_tanggal": "Contoh Panjang Sekali Utara, 31 Januari 2022", "jabatan": "Plt. CAMAT CONTOH PANJANG UTARA",
       "nama": "Dr. H. Contoh Panjang Nama, S.Sos., M.Si.", "pangkat": "Pembina Utama Muda (IV/c)",
       "nip": "19700101 199003 1 001"}
#: One wrong value per kode, by what the input wants.
SALAH_ANGKA: tuple[Nilai, ...] = (
    Galat("#DIV/0!"), True, "-", "71,4 %", "tiga belas kegiatan di balai desa", -3.0, 9_876_543_210_123_456.0, 2.5,
    "Tidak relevan", None, 0.0, 1e9, 7.0)
SALAH_PILIHAN: tuple[Nilai, ...] = (Galat("#N/A"), False, "-", "Belum ada sama sekali", "Tidak relevan", None)
#: LTK01 needs a cell moved by hand; its message is one of the shorter ones.
TAK_TERLIHAT = {"LTK01"}


def _inputs() -> Iterator[tuple[Kotak, Datum]]:
    return (((kode, d.kunci), d) for kode, d in INS.masukan() if d.is_input and not kode.startswith("ttd_"))


def _wrong() -> Isian:
    """Every input wrong, each kind of mistake in turn."""
    angka, pilihan = cycle(SALAH_ANGKA), cycle(SALAH_PILIHAN)
    data = {k: next(pilihan if d.jenis == "pilihan" else angka) for k, d in _inputs()}
    data |= {("jumlah_desa", "isi"): 0.0, ("jumlah_kelurahan", "isi"): 0.0, ("tahun_data", "isi"): 2024.0,
             ("i10", "pembilang"): 3.0, ("i10", "penyebut"): 0.0, ("i13", "pembilang"): 5.0, ("i13", "penyebut"): 2.0,
             ("i01", "jumlah"): 44_927.0, ("i21", "penyebut"): 44_927.0, ("i43", "nilai"): 0.714,
             ("i45", "kegiatan_1"): 0.93}
    bukti: dict[Kotak, Nilai] = {(i.kode, "bukti"): BUKTI for i in INS.indikator}
    return Isian(PANJANG, {**data, **bukti, ("i02", "bukti"): 45_000.0})


def _largest() -> Isian:
    """The largest values that are accepted (and one doubtful percentage); no kelurahan: "tidak relevan" shows."""
    data: dict[Kotak, Nilai] = {}
    for kotak, d in _inputs():
        terpanjang = max((o.teks for o in INS.options(d)), key=len, default="") if d.jenis == "pilihan" else ""
        data[kotak] = terpanjang or INS.batas[kotak].maks
    tidak = {i.kode for i in INS.indikator if i.tidak_relevan.bila_nol == ("jumlah_kelurahan",)}
    data = {k: v for k, v in data.items() if k[0] not in tidak} | {("jumlah_kelurahan", "isi"): 0.0}
    data |= {("tahun_data", "isi"): 2020.0, ("i28", "persen"): 0.93, **{(f"ttd_{k}", "isi"): v for k, v in TTD.items()}}
    return Isian(PANJANG, data)


ISIAN = {c.berkas: c.isian for c in examples(INS)} | {"semua_salah": _wrong(), "terbesar": _largest()}
SEPERTI_EXCEL = {f"{nama} seperti Excel": ISIAN[nama] for nama in ("semua_salah", "terbesar")}
ISIAN |= SEPERTI_EXCEL
#: The same once more on the other paper.
PADA_A4 = "terbesar pada A4"
ISIAN[PADA_A4] = ISIAN["terbesar"]
#: Pixels of a cell that Excel keeps free of text and LibreOffice does not; a line of Calibri 10 in both, in points.
BEBAS_EXCEL, BARIS_LO, BARIS_EXCEL = 3, 12.2, 12.75
LEMBAR = [s.nama for s in describe(INS, PANJANG).lembar if s.status == "tampak"]
#: The sheet with kode cek and signature.
FORMULIR = describe(INS, PANJANG).nama["kode_cek"][0]


@dataclass(frozen=True)
class Tercetak:
    """One printed sheet: its description, its PDF, and the texts it must show."""

    denah: Denah
    lembar: Lembar
    pdf: Path
    teks: tuple[str, ...]

    @cached_property
    def kepala(self) -> set[str]:
        """Words of the header row that every page repeats."""
        awal, akhir = (self.lembar.cetak and self.lembar.cetak.ulang_baris) or (0, -1)
        kanan = self.lembar.cetak.rentang[1][1] if self.lembar.cetak else 0
        isi = [s.isi for (baris, kolom), s in self.lembar.sel.items() if awal <= baris <= akhir and kolom <= kanan]
        return {kata for satu in isi if isinstance(satu, str) for kata in satu.split()}

    def on_page(self, halaman: int) -> list[str]:
        """Words of one page."""
        return [w.text for w in words(self.pdf) if w.page == halaman]

    def page_of(self, teks: str) -> set[int]:
        """Pages that show a word."""
        return {w.page for w in words(self.pdf) if w.text == teks}


def _shown(denah: Denah, lembar: Lembar, dokumen: Dokumen) -> Iterator[str]:
    """Every text inside the print area: literals from the description, the rest as LibreOffice formats it."""
    assert lembar.cetak is not None
    (_, (bawah, kanan)) = lembar.cetak.rentang
    bukti = {posisi for kotak, (_, posisi) in denah.masukan.items() if kotak[1] == "bukti"}
    for (baris, kolom), sel in lembar.sel.items():
        if baris > bawah or kolom > kanan:
            continue
        teks = sel.isi if isinstance(sel.isi, str) else dokumen.cell(lembar.nama, (baris, kolom)).String
        if (baris, kolom) in bukti & lembar.masukan.keys() and teks == BUKTI:
            continue
        if teks.strip():
            yield teks


def _tighten(lembar: Lembar, dokumen: Dokumen) -> None:
    """Columns as narrow as in Excel, rows as low as if LibreOffice set lines as far apart as Excel."""
    kolom, baris = dokumen.sheet(lembar.nama).Columns, dokumen.sheet(lembar.nama).Rows
    for n, lebar in lembar.lebar.items():
        piksel = lebar * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM - BEBAS_EXCEL
        kolom.getByIndex(n).Width = round(piksel * 2540 / 96)
    for n, tinggi in lembar.tinggi.items():
        baris.getByIndex(n).Height = round(tinggi * BARIS_LO / BARIS_EXCEL * 2540 / 72)


@pytest.fixture(scope="module")
def cetakan(lo: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Tercetak]:
    """Every visible sheet of every workbook, printed."""
    need(poppler_missing())
    folder = tmp_path_factory.mktemp("cetak")
    hasil = {}
    for buku, isian in ISIAN.items():
        identitas = isian.identitas or PANJANG
        kertas = A4 if buku == PADA_A4 else KERTAS_BAWAAN
        denah, path = describe(INS, identitas, TandaKiriman(kertas=kertas)), folder / f"{Path(buku).stem}.xlsx"
        path.write_bytes(build(INS, identitas, isian, kertas=kertas))
        with lo.open(path) as dokumen:
            for nama in LEMBAR:
                pdf, lembar = folder / f"{path.stem} {nama}.pdf", denah.sheet(nama)
                if buku in SEPERTI_EXCEL:
                    _tighten(lembar, dokumen)
                dokumen.save_pdf(pdf, nama)
                hasil[buku, nama] = Tercetak(denah, lembar, pdf, tuple(_shown(denah, lembar, dokumen)))
    return hasil


semua = pytest.mark.parametrize(("buku", "nama"), [(b, n) for b in ISIAN for n in LEMBAR])


@pytest.mark.sampel(12)
@semua
def test_everything_is_printed_whole(cetakan: dict[tuple[str, str], Tercetak], buku: str, nama: str) -> None:
    """R1"""
    satu = cetakan[buku, nama]
    bukti = set(BUKTI.split()) if ISIAN[buku] is ISIAN["semua_salah"] else set()
    potong = [w for w in clipped(satu.pdf) if w.text not in bukti]
    cacat = {"hilang": missing_texts(satu.pdf, satu.teks), "terpotong": potong, "bertindih": overlaps(satu.pdf),
             "luapan": overflows(satu.pdf), "di luar halaman": off_page(satu.pdf)}
    assert {sebab: isi for sebab, isi in cacat.items() if isi} == {}


@semua
def test_every_page_has_size_header_and_footer(cetakan: dict[tuple[str, str], Tercetak], buku: str, nama: str) -> None:
    """R2, R4. One page wide: the words of the whole header row stand on every page."""
    satu = cetakan[buku, nama]
    ukuran, (lebar, tinggi) = page_sizes(satu.pdf), satu.denah.kertas.inci
    assert {(round(x), round(y)) for x, y in ukuran} == {(round(lebar * 72), round(tinggi * 72))}
    assert len(ukuran) == 1 or satu.kepala
    tepi_bawah = (tinggi - TEPI["bottom"]) * 72
    for halaman in range(1, len(ukuran) + 1):
        kata = satu.on_page(halaman)
        assert satu.kepala <= set(kata)
        bawah = sorted((w.x0, w.text) for w in words(satu.pdf) if w.page == halaman and w.y0 > tepi_bawah)
        kaki = " ".join(teks for _, teks in bawah)
        assert kaki == f"{satu.denah.kaki} {nama} Halaman {halaman} dari {len(ukuran)}"
        assert len(kata) > len(kaki.split()) + len(satu.kepala)


@pytest.mark.parametrize("buku", ISIAN)
def test_signature_stands_below_the_last_indicator(cetakan: dict[tuple[str, str], Tercetak], buku: str) -> None:
    """R3. Pages end where the layout says, and nowhere else."""
    satu = cetakan[buku, FORMULIR]
    assert satu.lembar.cetak is not None
    halaman = {len(satu.lembar.cetak.pisah) + 1}
    assert {len(page_sizes(satu.pdf))} == halaman
    assert satu.page_of("AKHIR") == satu.page_of("cek") == satu.page_of("NIP") == halaman
    assert satu.page_of(f"{INS.indikator[-1].nomor}.") == halaman


def test_signature_is_printed_as_typed(cetakan: dict[tuple[str, str], Tercetak]) -> None:
    """R3"""
    assert {*TTD.values(), f"NIP {TTD['nip']}"} - {TTD["nip"]} <= set(cetakan["terbesar", FORMULIR].teks)


@pytest.mark.parametrize(("buku", "warna"), [("semua_salah", JINGGA), ("kertas_kerja_kosong.xlsx", KUNING)])
def test_what_is_wrong_is_coloured(cetakan: dict[tuple[str, str], Tercetak], buku: str, warna: str) -> None:
    """R5. A new form is yellow and has no orange."""
    denah = describe(INS, PANJANG)
    kertas = next(iter(denah.masukan.values()))[0]
    ada = raster(cetakan[buku, kertas].pdf, 1, 30).colours()
    assert ada[bytes.fromhex(warna[1:])] > 100
    assert (ada[bytes.fromhex(JINGGA[1:])] > 0) == (warna == JINGGA)


def test_every_message_was_printed(cetakan: dict[tuple[str, str], Tercetak]) -> None:
    """R6: the kode beside each message are words of the pages that were looked at."""
    terlihat = {w.text for satu in cetakan.values() for w in words(satu.pdf)}
    assert KATALOG_ISIAN.keys() - terlihat == TAK_TERLIHAT
