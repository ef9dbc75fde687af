"""The words in which a workbook is described: Denah > Lembar > Sel, with names, validations, charts and print.

A description holds no data of an office: inputs are places (`masukan`), formulas say which value of the core
they must show (`Rumus.kunci`). The writer, the reader, the checks and the comparison only walk over it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Cetak, Kertas
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.buku import Posisi, Status, alamat, kutip_lembar


@dataclass(frozen=True)
class Rumus:
    """A formula without "=". `kunci` names the core's value it must show; None: presentation, valued by ironcalc."""

    teks: str
    kunci: Hashable = None


@dataclass(frozen=True)
class Tautan:
    """A link inside the workbook: shown text and "'Sheet'!A1"."""

    teks: str
    ke: str


Isi = None | str | int | float | Rumus | Tautan


@dataclass(frozen=True)
class Sel:
    """One described cell: content (None for inputs and filled blanks) and the name of its style."""

    isi: Isi
    gaya: str


@dataclass(frozen=True)
class ValidasiSel:
    """Data validation of one input, or of a block down to `sampai` (a formula is relative to its first cell).

    jenis "daftar": a range; "bulat", "desimal": two bounds; "khusus": a formula. `longgar`: a list that only offers.
    """

    posisi: Posisi
    jenis: Literal["daftar", "bulat", "desimal", "khusus"]
    rumus: tuple[str, ...] = ()
    judul: str = ""
    pesan: str = ""
    sampai: Posisi | None = None
    longgar: bool = False


@dataclass(frozen=True)
class FormatBersyarat:
    """Style of a range while a formula holds (relative to its first cell), or a data bar between 0 and 1.

    `skala`: colours at 0, 50 and 100 instead, shaded between.
    """

    dari: Posisi
    sampai: Posisi
    rumus: str = ""
    gaya: str = ""
    batang: bool = False
    skala: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Grafik:
    """A native chart over fixed blocks of one sheet: bars lying down, standing columns, or lines over the quarters.

    `alt` is read aloud. `lain` are further series (name, block) over the same categories; `angka` is the number
    format of the labels.
    """

    posisi: Posisi
    judul: str
    lembar: str
    kategori: tuple[Posisi, Posisi]
    nilai: tuple[Posisi, Posisi]
    nama_nilai: str
    ukuran: tuple[int, int]
    alt: str
    jenis: Literal["batang", "kolom", "garis"] = "batang"
    lain: tuple[tuple[str, tuple[Posisi, Posisi]], ...] = ()
    maks: float | None = 112
    angka: str = "0.0;-0.0;;"


@dataclass
class Lembar:
    """One described sheet, filled by its builder and only read afterwards."""

    nama: str
    status: Status = "tampak"
    warna: str = ""
    sel: dict[Posisi, Sel] = field(default_factory=dict)
    lebar: dict[int, float] = field(default_factory=dict)
    tinggi: dict[int, float] = field(default_factory=dict)
    gabung: list[tuple[Posisi, Posisi]] = field(default_factory=list)
    masukan: dict[Posisi, Kotak] = field(default_factory=dict)
    validasi: list[ValidasiSel] = field(default_factory=list)
    bersyarat: list[FormatBersyarat] = field(default_factory=list)
    grafik: list[Grafik] = field(default_factory=list)
    beku: Posisi | None = None
    cetak: Cetak | None = None
    mulai: Posisi = (0, 0)
    #: A table with filter arrows: its header row down to its last row.
    saring: tuple[Posisi, Posisi] | None = None
    #: Percent at which it opens.
    besar: int = 100

    def put(self, baris: int, kolom: int, isi: Isi, gaya: str) -> None:
        """Describe one cell; describing a cell twice is a mistake of the layout."""
        if (baris, kolom) in self.sel:
            raise ValueError(f"{self.nama}!{alamat((baris, kolom))} dijelaskan dua kali")
        self.sel[(baris, kolom)] = Sel(isi, gaya)

    def put_row(self, baris: int, isi: list[Isi], gaya: str | list[str], mulai: int = 0) -> None:
        """Describe cells of one row from column `mulai`."""
        for i, x in enumerate(isi):
            self.put(baris, mulai + i, x, gaya if isinstance(gaya, str) else gaya[i])

    def merge(self, dari: Posisi, sampai: Posisi, isi: Isi, gaya: str) -> None:
        """A merged block outside tables (titles, bands of text)."""
        self.put(*dari, isi, gaya)
        self.gabung.append((dari, sampai))

    def put_input(self, posisi: Posisi, kotak: Kotak, gaya: str) -> None:
        """A place for a value of the office."""
        self.put(*posisi, None, gaya)
        self.masukan[posisi] = kotak

    def fit_row(self, baris: int, teks: Mapping[int, str], paling_sedikit: int = 1, tebal: bool = False) -> None:
        """Set the height of a row so that every wrapped text in it (column -> text) is whole."""
        jumlah = max([paling_sedikit, *(line_count(t, self.lebar[k], tebal=tebal) for k, t in teks.items())])
        self.tinggi[baris] = row_height(jumlah)

    def fit_rest(self) -> None:
        """Set the height of every row that has none yet from its texts; merged blocks do not count."""
        awal_gabung = {dari for dari, _ in self.gabung}
        teks: dict[int, dict[int, str]] = {}
        for (baris, kolom), s in self.sel.items():
            if isinstance(s.isi, str) and baris not in self.tinggi and (baris, kolom) not in awal_gabung:
                teks.setdefault(baris, {})[kolom] = s.isi
        for baris, isi in teks.items():
            self.fit_row(baris, isi)


#: Every reference of a workbook names one of its few sheets.
_kutip = lru_cache(maxsize=64)(kutip_lembar)


def text_literal(teks: str) -> str:
    """A text as a formula writes it: in quotes, its own quotes doubled."""
    return '"' + teks.replace('"', '""') + '"'


def range_ref(lembar: str, dari: Posisi, sampai: Posisi) -> str:
    """Absolute range with sheet name."""
    return f"{_kutip(lembar)}!{alamat(dari, mutlak=True)}:{alamat(sampai, mutlak=True)}"


def cell_ref(lembar: str, posisi: Posisi) -> str:
    """Absolute cell with sheet name."""
    return f"{_kutip(lembar)}!{alamat(posisi, mutlak=True)}"


@dataclass(frozen=True)
class Denah:
    """A whole described workbook. `nama` maps defined names to places; `keluaran` core keys to their formula cells.

    `kode_sel` is where the locked kode stands beside each input; `properti` are the custom properties of the file;
    `rentang` names the columns of growing tables. `kertas` is the paper its breaks and texts were made for.
    """

    judul: str
    lembar: tuple[Lembar, ...]
    nama: Mapping[str, tuple[str, Posisi]]
    masukan: Mapping[Kotak, tuple[str, Posisi]]
    kode_sel: Mapping[Kotak, tuple[str, Posisi, str]]
    properti: Mapping[str, str]
    kaki: str
    rentang: Mapping[str, tuple[str, Posisi, Posisi]] = field(default_factory=dict)
    kertas: Kertas = KERTAS_BAWAAN

    @property
    def keluaran(self) -> dict[Hashable, tuple[str, Posisi]]:
        """Every formula cell that shows a value of the core, by its key."""
        return {
            s.isi.kunci: (lembar.nama, posisi)
            for lembar in self.lembar
            for posisi, s in lembar.sel.items()
            if isinstance(s.isi, Rumus) and s.isi.kunci is not None
        }

    def sheet(self, nama: str) -> Lembar:
        """The described sheet of that name; KeyError-like StopIteration never escapes a sound layout."""
        return next(s for s in self.lembar if s.nama == nama)


@dataclass(frozen=True, eq=False)
class Cetakan:
    """A description from which those of many workbooks come: in each all is the same but the cells of `khusus`.

    Who works something out for it keeps that by the identity of this object.
    """

    denah: Denah
    khusus: Mapping[str, Mapping[Posisi, Sel]] = field(default_factory=dict)
