"""The return note of one kecamatan as a described workbook: state, catatan, position and values; nothing to fill.

Folio upright, one page wide. All contents are constants: the note reads the same on a phone, on paper and in Excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kinerja_core.dasar.polos import cell_text
from kinerja_core.dasar.sebab import Sebab
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Isi, Lembar
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL, TAB_KENDALI

CATATAN, NILAI = "Catatan", "Nilai"
_LEBAR_CATATAN = {0: 5.0, 1: 21.0, 2: 45.0, 3: 41.0, 4: 8.0}
_LEBAR_NILAI = {0: 6.0, 1: 72.0, 2: 11.0, 3: 15.0, 4: 11.0}
_AKHIR = 4


@dataclass(frozen=True)
class BarisCatatan:
    """One catatan as the note tells it: where (a cell as Excel shows it), what is wrong, how to mend it, kode."""

    tempat: str
    pesan: str
    perbaikan: str
    kode: str


def cause_row(s: Sebab) -> BarisCatatan:
    """A cause as the note tells it."""
    return BarisCatatan(cell_text(s.tempat) or "Seluruh berkas", cell_text(s.sebab), cell_text(s.tindakan), s.kode)


@dataclass(frozen=True)
class BlokCatatan:
    """The catatan of one level of one file, under a band."""

    judul: str
    baris: tuple[BarisCatatan, ...]


@dataclass(frozen=True)
class BarisNilai:
    """One aspek (`induk`) or indicator: weight as far as it counts (None: not), capaian (percent, "Tidak relevan",
    "Belum diisi", or that it is not counted and by which kode), value."""

    nomor: str
    nama: str
    bobot: float | None
    capaian: float | str
    nilai: float | None
    induk: bool = False


@dataclass(frozen=True)
class BarisJumlah:
    """A row under the values: what it is called, its number, and the weight it is out of."""

    label: str
    nilai: float
    bobot: float | None = None


@dataclass(frozen=True)
class IsiCatatan:
    """Everything a note says, in words: label and text of each fact, what is found, what it is worth.

    `kepala` is title, then subtitle; `keadaan` the state in one or two sentences; `istilah` the words of the
    instrument for aspek and indikator; `jumlah` the rows under the values.
    """

    kepala: tuple[str, str]
    sebutan: str
    keadaan: str
    baik: bool
    fakta: tuple[tuple[str, str], ...]
    blok: tuple[BlokCatatan, ...] = ()
    nilai: tuple[BarisNilai, ...] = ()
    jumlah: tuple[BarisJumlah, ...] = ()
    istilah: str = "Indikator"
    kaki: str = ""
    properti: dict[str, str] = field(default_factory=dict)


def describe_note(isi: IsiCatatan) -> Denah:
    """The note as a workbook of one sheet, or two when there are values."""
    lembar = [_notes(isi), *([_values(isi)] if isi.nilai else [])]
    return Denah(isi.kepala[0], tuple(lembar), {}, {}, {}, isi.properti, isi.kaki)


def _wide(lembar: Lembar, baris: int, teks: str, gaya: str, dari: int = 0) -> None:
    """A text over the columns from `dari` to the last, its row as high as it needs."""
    lebar = sum(lembar.lebar[k] for k in range(dari, _AKHIR + 1))
    lembar.merge((baris, dari), (baris, _AKHIR), teks, gaya)
    ukuran = 14 if gaya == "judul" else 10
    tinggi = row_height(line_count(teks, lebar, ukuran, tebal=gaya in ("judul", "status")), ukuran)
    lembar.tinggi[baris] = max(tinggi, lembar.tinggi.get(baris, 0.0))


def _head(lembar: Lembar, isi: IsiCatatan) -> int:
    """Title and subtitle; the next free row."""
    for baris, (teks, gaya) in enumerate(zip(isi.kepala, ("judul", "teks_redup"), strict=True)):
        _wide(lembar, baris, teks, gaya)
    return 2


def _notes(isi: IsiCatatan) -> Lembar:
    lembar = Lembar(CATATAN, warna=TAB_KENDALI, lebar=dict(_LEBAR_CATATAN))
    baris = _head(lembar, isi) + 1
    lembar.merge((baris, 0), (baris, 1), isi.sebutan, "contoh_otomatis" if isi.baik else "contoh_salah")
    _wide(lembar, baris, isi.keadaan, "papan", 2)
    lembar.tinggi[baris] = max(lembar.tinggi[baris], row_height(2))
    for label, teks in isi.fakta:
        baris += 1
        lembar.merge((baris, 0), (baris, 1), label, "papan_tebal")
        _wide(lembar, baris, teks, "papan", 2)
    baris += 2
    pisah = baris
    if isi.blok:
        lembar.put_row(baris, ["No", "Tempat", "Yang perlu diperhatikan", "Cara memperbaiki", "Kode"], "kepala")
        lembar.tinggi[baris] = row_height(1)
        baris = _blocks(lembar, baris + 1, isi.blok)
    lembar.cetak = Cetak(((0, 0), (baris - 1, _AKHIR)), (pisah, pisah) if isi.blok else None, tegak=True)
    return lembar


def _blocks(lembar: Lembar, baris: int, blok: Sequence[BlokCatatan]) -> int:
    for satu in blok:
        lembar.put_row(baris, [satu.judul, None, None, None, None], "pita_sub")
        lembar.tinggi[baris] = row_height(1)
        for nomor, c in enumerate(satu.baris, start=1):
            baris += 1
            lembar.put_row(baris, [nomor, c.tempat, c.pesan, c.perbaikan, c.kode],
                           ["sel_tengah", "sel_tebal", "sel", "sel", "sel_kode"])
            lembar.fit_row(baris, {1: c.tempat, 2: c.pesan, 3: c.perbaikan}, tebal=False)
            lembar.tinggi[baris] = max(lembar.tinggi[baris],
                                       row_height(line_count(c.tempat, lembar.lebar[1], tebal=True)))
        baris += 1
    return baris


def _values(isi: IsiCatatan) -> Lembar:
    lembar = Lembar(NILAI, warna=TAB_HASIL, lebar=dict(_LEBAR_NILAI))
    baris = _head(lembar, isi) + 1
    kepala = baris
    lembar.put_row(baris, ["No", isi.istilah, "Bobot", "Capaian (%)", "Nilai"], "kepala")
    lembar.tinggi[baris] = row_height(1)
    for b in isi.nilai:
        baris += 1
        if b.induk:
            _values_band(lembar, baris, b)
            continue
        capaian: Isi = b.capaian
        gaya = "sel_tengah" if isinstance(capaian, str) else "angka2"
        lembar.put_row(baris, [b.nomor, b.nama, "-" if b.bobot is None else b.bobot, capaian, b.nilai],
                       ["sel_tengah", "sel", "sel_tengah" if b.bobot is None else "angka2", gaya, "angka2"])
        lembar.fit_row(baris, {0: b.nomor, 1: b.nama, 3: capaian if isinstance(capaian, str) else ""})
    for j in isi.jumlah:
        baris += 1
        lembar.put_row(baris, [None, j.label, j.bobot, None, j.nilai],
                       ["sel", "sel_tebal", "angka2_tebal", "sel", "angka2_tebal"])
        lembar.fit_row(baris, {1: j.label})
    lembar.beku = (kepala + 1, 0)
    lembar.cetak = Cetak(((0, 0), (baris, _AKHIR)), (kepala, kepala), tegak=True)
    return lembar


def _values_band(lembar: Lembar, baris: int, b: BarisNilai) -> None:
    lembar.put_row(baris, [b.nomor, b.nama, b.bobot, None, b.nilai],
                   ["pita_aspek", "pita_aspek", "pita_aspek_angka", "pita_aspek", "pita_aspek_angka"])
    lembar.tinggi[baris] = row_height(1)
