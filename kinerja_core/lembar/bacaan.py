"""A read workbook of any kind: what may be asked of it without knowing which kind it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.lembar.denah import Cetakan, Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.buku import Buku, Posisi, alamat


@dataclass(frozen=True)
class Definisi:
    """What a file should be: the office it claims to be of, and the description of its workbook, made when asked.

    `cetakan`: what that description shares with those of other offices; None where it shares nothing.
    """

    identitas: Identitas
    susun: Callable[[], Denah]
    cetakan: Cetakan | None = None


class Bacaan(Protocol):
    """A workbook as it was read. `jenis` is the word `_meta` has for its kind; `temuan` are about places of inputs;
    `denah` is its description, made from `cetakan`.

    `isian` holds raw values by key with the cell each came from; `identitas` is None when the file does not say;
    `tahun` is the year it is about.
    """

    @property
    def jenis(self) -> str: ...
    @property
    def buku(self) -> Buku: ...
    @property
    def denah(self) -> Denah: ...
    @property
    def cetakan(self) -> Cetakan: ...
    @property
    def isian(self) -> Isian: ...
    @property
    def identitas(self) -> Identitas | None: ...
    @property
    def tahun(self) -> int: ...
    @property
    def temuan(self) -> tuple[Temuan, ...]: ...

    def definitions(self) -> Sequence[Definisi]:
        """Every office the file claims to be of, as `_meta`, properties and cells say; [] when none is told."""
        ...

    def unowned(self) -> Temuan:
        """What is to be said when none is told."""
        ...

    def sent_input(self, kode: str) -> Kotak | None:
        """The input in which a fact was sent along under that kode (a claim of the seal); None when it has none."""
        ...

    def explanation(self, kotak: Kotak) -> str:
        """What the office wrote in answer to what is asked of an input; "" for nothing."""
        ...


@dataclass(frozen=True)
class BarisIsian:
    """One input as a table shows it: whose it is, what it is called, what it is counted in.

    `kosong` is what a blank one is called.
    """

    kode: str
    kunci: str
    label: str
    satuan: str
    kosong: str = "belum diisi"


@dataclass(frozen=True)
class BarisHasil:
    """One result a reader looks at: its name, whose it is, where it stands, by the core, as the workbook shows it.

    `kode` is that of an indicator, an aspek or a row ("" for the whole); "" and None are blank, called `kosong`.
    """

    kunci: str
    kode: str
    label: str
    satuan: str
    tempat: str
    inti: Nilai
    buku: Nilai
    kosong: str = "belum diisi"

    @property
    def sama(self) -> bool:
        """Do both agree?"""
        return same_value(self.inti, self.buku)


@dataclass(frozen=True)
class SelHitung:
    """One result cell with its three kinds of value; `rumus` holds one per pembanding that could read the file."""

    kunci: Hashable
    lembar: str
    posisi: Posisi
    inti: Nilai
    tersimpan: Nilai
    rumus: Mapping[str, Nilai]

    @property
    def sel(self) -> str:
        """Place as Excel shows it."""
        return f"{self.lembar}!{alamat(self.posisi)}"

    @property
    def sepakat(self) -> bool:
        """Do all three agree?"""
        return all(same_value(self.inti, x) for x in (self.tersimpan, *self.rumus.values()))


@dataclass(frozen=True)
class Ringkasan:
    """The result of a workbook for a screen: a table (its first `rata_kiri` columns are words) and sentences."""

    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    kalimat: tuple[str, ...]
    rata_kiri: int = 1


def shown_at(bacaan: Bacaan, lembar: str, posisi: Posisi) -> Nilai:
    """What the workbook shows there; None for a sheet that is gone."""
    dibaca = bacaan.buku.sheet(lembar)
    return dibaca.nilai.get(posisi) if dibaca else None


def place_of(bacaan: Bacaan, kotak: Kotak) -> str:
    """Place of an input as Excel shows it; "" for what has none."""
    tempat = bacaan.isian.asal.get(kotak) or bacaan.denah.masukan.get(kotak)
    return f"{tempat[0]}!{alamat(tempat[1])}" if tempat else ""


def owners(calon: Iterable[Identitas | None]) -> list[Identitas]:
    """Identities that were told, each once, in their order."""
    return list(dict.fromkeys(i for i in calon if i is not None))
