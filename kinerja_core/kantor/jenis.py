"""What a kind of workbook must answer, and the kinds there are. The only place that knows both.

Everything about the file itself (active content, formulas present, stored values, protection, seal) is judged without
asking the kind: from its description and `Hitungan.nilai`. A third kind is one class here and one package beside them.
Of the kinds only the one a file is of is loaded, and of that only what is asked: each answer imports what it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.lembar.bacaan import Bacaan, BarisHasil, BarisIsian, Ringkasan, SelHitung
from kinerja_core.lembar.isian import AWALAN_NAMA_MASUKAN
from kinerja_core.lembar.meta import JENIS_BARIS, JENIS_BUKU, JENIS_KERTAS, TANPA_KETERANGAN, properties
from kinerja_core.lembar.meta import read_meta as meta_as_written
from kinerja_core.segel.siap import NilaiInti
from kinerja_core.xlsx.buku import Buku

if TYPE_CHECKING:
    from kinerja_core.buku_kinerja.baca import BacaanBuku
    from kinerja_core.buku_kinerja.baru.baca import BacaanBaru
    from kinerja_core.kertas_kerja.baca import BacaanKertas
    from kinerja_core.lembar.bawa import BukuBaru


@dataclass(frozen=True)
class Hitungan:
    """What the core makes of a read workbook, from its inputs alone: the value of every formula it knows, by key.

    `hasil` is what the kind itself worked with; `tampak` what the sheets may show instead, None where nothing else.
    """

    nilai: NilaiInti
    hasil: Any
    tampak: NilaiInti | None = None


class Jenis(Protocol):
    """A kind of workbook. `bacaan` is always what its own `read` gave, `hitungan` what its `compute` made of that."""

    nama: str
    #: Key of the one result that a reader asks for first, and what it is called; "" when there is none.
    utama: str
    sebutan_utama: str

    def read(self, buku: Buku, instrumen: str | None) -> Bacaan:
        """The workbook read; KinerjaError when it is unusable."""
        ...

    def read_copy(self, bacaan: Any, buku: Buku) -> Bacaan:
        """A copy, read by the very definition its original was read by."""
        ...

    def compute(self, bacaan: Any) -> Hitungan:
        """Every result, from the inputs alone."""
        ...

    def check(self, bacaan: Any, hitungan: Hitungan) -> list[Temuan]:
        """What is found in the inputs and about their places; nothing about the file."""
        ...

    def shape(self, bacaan: Any) -> object:
        """What beside inputs must be equal for two workbooks to hold the same: year, rows."""
        ...

    def stem(self, bacaan: Any) -> str:
        """File name without ending; KinerjaError (KRM04, KPL13) when the workbook does not say whose it is."""
        ...

    def as_dict(self, bacaan: Any) -> dict[str, Any]:
        """The file form of the inputs, from which the workbook can be built again."""
        ...

    def lines(self, isi: dict[str, Any]) -> Iterator[str]:
        """That file form for people, a line per input or row."""
        ...

    def inputs(self, bacaan: Any, hitungan: Hitungan) -> Iterator[BarisIsian]:
        """Every input as a table shows it."""
        ...

    def results(self, bacaan: Any, hitungan: Hitungan) -> Iterator[BarisHasil]:
        """Every result a reader looks at, as a table shows it."""
        ...

    def summary(self, bacaan: Any, hitungan: Hitungan) -> Ringkasan:
        """The result for a screen."""
        ...

    def report(self, bacaan: Any, hitungan: Hitungan, sel: Mapping[Any, SelHitung], pembanding: tuple[str, ...],
               sepakat: bool) -> dict[str, Any]:
        """The JSON of `kinerja hitung` between the file's name and its catatan."""
        ...

    def next_year(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """The workbook of the next year from this one."""
        ...

    def move(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """The inputs of an older file in a fresh workbook of this version."""
        ...


class KertasKerja:
    """The scoring form of an instrument."""

    nama, utama, sebutan_utama = JENIS_KERTAS, "nilai_akhir", "Nilai Akhir"

    def read(self, buku: Buku, instrumen: str | None) -> BacaanKertas:
        """By the instrument that is named, else by that of `_meta`."""
        from kinerja_core.kertas_kerja.baca import choose_instrumen, read_as

        return read_as(buku, choose_instrumen(buku, instrumen))

    def read_copy(self, bacaan: BacaanKertas, buku: Buku) -> BacaanKertas:
        """By the same instrument; another hash in the copy is told."""
        from kinerja_core.kertas_kerja.baca import read_as

        return read_as(buku, bacaan.instrumen)

    def compute(self, bacaan: BacaanKertas) -> Hitungan:
        """Cleaned and scored."""
        from kinerja_core.kertas_kerja.periksa import process, shown_values

        terolah = process(bacaan)
        return Hitungan(terolah.nilai(), terolah, shown_values(bacaan))

    def check(self, bacaan: BacaanKertas, hitungan: Hitungan) -> list[Temuan]:
        """As the sheet Pemeriksaan."""
        from kinerja_core.kertas_kerja.periksa import check_filling

        return check_filling(bacaan, hitungan.hasil)

    def shape(self, bacaan: BacaanKertas) -> object:
        """The instrument says it all."""
        return bacaan.instrumen.sidik

    def stem(self, bacaan: BacaanKertas) -> str:
        """"35.20.10_bendo_kertas_kerja_2022"."""
        from kinerja_core.kertas_kerja.baca import ownerless

        if (ident := bacaan.identitas) is None:
            raise ownerless(bacaan.buku)
        return file_stem(ident.kode_wilayah, ident.nama, self.nama, bacaan.tahun)

    def as_dict(self, bacaan: BacaanKertas) -> dict[str, Any]:
        """The isian."""
        from kinerja_core.kertas_kerja.isian import isian_as_dict

        return isian_as_dict(bacaan.isian, bacaan.instrumen)

    def lines(self, isi: dict[str, Any]) -> Iterator[str]:
        """A line per input."""
        from kinerja_core.kertas_kerja import tabel

        return tabel.lines(isi)

    def inputs(self, bacaan: BacaanKertas, hitungan: Hitungan) -> Iterator[BarisIsian]:
        """In the order of the sheet."""
        from kinerja_core.kertas_kerja import tabel

        return tabel.inputs(bacaan, hitungan.hasil)

    def results(self, bacaan: BacaanKertas, hitungan: Hitungan) -> Iterator[BarisHasil]:
        """Capaian, nilai, sums per aspek, Nilai Akhir."""
        from kinerja_core.kertas_kerja import tabel

        return tabel.results(bacaan, hitungan.hasil, hitungan.nilai)

    def summary(self, bacaan: BacaanKertas, hitungan: Hitungan) -> Ringkasan:
        """Nilai per aspek and Nilai Akhir."""
        from kinerja_core.kertas_kerja import tabel

        return tabel.summary(bacaan, hitungan.hasil)

    def report(self, bacaan: BacaanKertas, hitungan: Hitungan, sel: Mapping[Any, SelHitung],
               pembanding: tuple[str, ...], sepakat: bool) -> dict[str, Any]:
        """Every indicator with its data, capaian and nilai."""
        from kinerja_core.kertas_kerja import tabel

        return tabel.report(bacaan, hitungan.hasil, sel, pembanding, sepakat)

    def next_year(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """In the instrument of the next year."""
        from kinerja_core.kertas_kerja.tahun_berikutnya import next_sheet

        return next_sheet(buku, instrumen, maju)

    def move(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """By kode and by the words beside the inputs."""
        from kinerja_core.kertas_kerja.pindah import move

        return move(buku, instrumen, maju)


class BukuKinerja:
    """The yearly book of an office."""

    nama, utama, sebutan_utama = JENIS_BUKU, "", ""

    def read(self, buku: Buku, instrumen: str | None) -> BacaanBuku:
        """Rows by slot, columns by name."""
        from kinerja_core.buku_kinerja.baca import read_book

        _require_none(instrumen)
        return read_book(buku)

    def read_copy(self, bacaan: BacaanBuku, buku: Buku) -> BacaanBuku:
        """A book needs nothing but itself."""
        return self.read(buku, None)

    def compute(self, bacaan: BacaanBuku) -> Hitungan:
        """Measured."""
        from kinerja_core.buku_kinerja.nilai import core_values
        from kinerja_core.buku_kinerja.pengukuran import Pengukuran

        ukur, tersimpan = Pengukuran(bacaan.rencana), bacaan.as_stored()
        return Hitungan(core_values(ukur), ukur, core_values(Pengukuran(tersimpan.rencana)) if tersimpan else None)

    def check(self, bacaan: BacaanBuku, hitungan: Hitungan) -> list[Temuan]:
        """Rows, and the documents against each other."""
        from kinerja_core.buku_kinerja.periksa.lintas import check_filling

        return check_filling(bacaan, hitungan.hasil)

    def shape(self, bacaan: BacaanBuku) -> object:
        """The year, and how many rows the tables have."""
        return bacaan.rencana.tahun, dict(bacaan.rencana.kapasitas)

    def stem(self, bacaan: BacaanBuku) -> str:
        """"33.03.09_kemangkon_buku_kinerja_2022"."""
        milik = bacaan.identitas
        return file_stem(milik.kode_wilayah, milik.nama, self.nama, bacaan.tahun)

    def as_dict(self, bacaan: BacaanBuku) -> dict[str, Any]:
        """The plan."""
        from kinerja_core.buku_kinerja.rencana import rencana_as_dict

        return rencana_as_dict(bacaan.rencana)

    def lines(self, isi: dict[str, Any]) -> Iterator[str]:
        """A line per row."""
        from kinerja_core.buku_kinerja import tabel

        return tabel.lines(isi)

    def inputs(self, bacaan: BacaanBuku, _: Hitungan) -> Iterator[BarisIsian]:
        """Of Profil and the used rows."""
        from kinerja_core.buku_kinerja import tabel

        return tabel.inputs(bacaan)

    def results(self, bacaan: BacaanBuku, hitungan: Hitungan) -> Iterator[BarisHasil]:
        """Of the used rows."""
        from kinerja_core.buku_kinerja import tabel

        return tabel.results(bacaan, hitungan.nilai)

    def summary(self, bacaan: BacaanBuku, hitungan: Hitungan) -> Ringkasan:
        """IKU and the budget as a whole."""
        from kinerja_core.buku_kinerja import tabel

        return tabel.summary(bacaan, hitungan.nilai)

    def report(self, bacaan: BacaanBuku, _: Hitungan, sel: Mapping[Any, SelHitung], pembanding: tuple[str, ...],
               sepakat: bool) -> dict[str, Any]:
        """Every indicator and every row of the tree."""
        from kinerja_core.buku_kinerja import tabel

        return tabel.report(bacaan, sel, pembanding, sepakat)

    def next_year(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """The tree carried on, realisasi n -> n-1."""
        from kinerja_core.buku_kinerja.baca import read_book
        from kinerja_core.buku_kinerja.tahun_berikutnya import next_book

        _require_none(instrumen)
        return next_book(read_book(buku), maju)

    def move(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """By slot and by the names of columns."""
        from kinerja_core.buku_kinerja.pindah import move

        _require_none(instrumen)
        return move(buku, maju)


class BukuBaris(BukuKinerja):
    """The yearly book in its new form, one row an indicator, while the old one exists beside it."""

    nama = JENIS_BARIS

    def read(self, buku: Buku, instrumen: str | None) -> BacaanBaru:  # type: ignore[override]
        """Rows by their number, columns by name."""
        from kinerja_core.buku_kinerja.baru.baca import read_new_book

        _require_none(instrumen)
        return read_new_book(buku)

    def compute(self, bacaan: BacaanBaru) -> Hitungan:  # type: ignore[override]
        """Understood, then measured."""
        from kinerja_core.buku_kinerja.baru.nilai import core_values
        from kinerja_core.buku_kinerja.pengukuran import Pengukuran

        tersimpan = bacaan.as_stored()
        return Hitungan(core_values(bacaan.isi), Pengukuran(bacaan.rencana),
                        core_values(tersimpan.isi) if tersimpan else None)

    def check(self, bacaan: BacaanBaru, hitungan: Hitungan) -> list[Temuan]:  # type: ignore[override]
        """Rows and tables, and the documents against each other."""
        from kinerja_core.buku_kinerja.baru.periksa import check_new

        return check_new(bacaan, hitungan.hasil)

    def shape(self, bacaan: BacaanBaru) -> object:  # type: ignore[override]
        """The year, how many rows, whether it audits."""
        return bacaan.tahun, dict(bacaan.isi.ruang), bacaan.isi.audit

    def as_dict(self, bacaan: BacaanBaru) -> dict[str, Any]:  # type: ignore[override]
        """What was typed."""
        from kinerja_core.buku_kinerja.baru.berkas import isi_as_dict

        return isi_as_dict(bacaan.isi)

    def next_year(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """Not yet: said plainly."""
        raise KinerjaError("PGL01", a="Bentuk baris belum dapat dibawa ke tahun berikutnya.")

    def move(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        """Not yet: said plainly."""
        raise KinerjaError("PGL01", a="Bentuk baris belum punya versi lain untuk dipindahi.")


def _require_none(instrumen: str | None) -> None:
    if instrumen:
        raise KinerjaError("PGL01", a="Buku Kinerja tidak memakai instrumen; jangan sebutkan instrumennya.")


#: Every kind by the word `_meta` has for it.
JENIS: dict[str, Jenis] = {j.nama: j for j in (KertasKerja(), BukuKinerja(), BukuBaris())}


def kind_of(buku: Buku) -> Jenis:
    """The kind a workbook says it is, in `_meta` or, where that is no kind, in its properties; a kertas kerja when it
    says none and has inputs of one, for that may be found by its instrument.

    KinerjaError BKS27 for one that says it is another thing, BKS31 for one that is none of ours.
    """
    disebut = (meta_as_written(buku).get("jenis", ""), properties(buku).get("jenis", ""))
    if any(disebut) and not any(j in JENIS for j in disebut):
        raise KinerjaError("BKS27", a=next(j for j in disebut if j).replace("_", " "),
                           b="kertas kerja atau Buku Kinerja")
    if not any(disebut) and not any(n.casefold().startswith(AWALAN_NAMA_MASUKAN) for n in buku.nama):
        raise KinerjaError("BKS31", a=TANPA_KETERANGAN)
    return next((JENIS[j] for j in disebut if j in JENIS), JENIS[JENIS_KERTAS])


def kind(bacaan: Bacaan) -> Jenis:
    """The kind of a workbook that was read."""
    return JENIS[bacaan.jenis]
