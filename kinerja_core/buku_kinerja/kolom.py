"""How a table of a Buku Kinerja is described: columns and tables. Which there are stands in `rencana`.

All that must be said of a column is said in its line: what it holds, on which sheet of a spread table it stands, what
becomes of it next year. Everything else (width, style, validation, checks, file form, documents) follows from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

JenisKolom = Literal["teks", "panjang", "angka", "bulat", "rupiah", "tahun", "pilihan", "rujukan"]
SEBUTAN_JENIS: dict[JenisKolom, str] = {
    "teks": "tulisan", "panjang": "tulisan panjang", "angka": "angka", "bulat": "bilangan bulat", "rupiah": "rupiah",
    "tahun": "tahun", "pilihan": "satu dari daftar", "rujukan": "kode baris",
}
#: Which rows of a table the next year's book takes over (`kantor.tahun_berikutnya` knows what each word asks).
BarisLanjut = Literal["semua", "berlaku", "pk_berikutnya", "belum_selesai", "tidak"]
SEBUTAN_BARIS: dict[BarisLanjut, str] = {
    "semua": "", "berlaku": "Tahun berikutnya membawa dokumen yang masih berlaku.",
    "pk_berikutnya": "Tahun berikutnya membawa baris PK Berikutnya.",
    "belum_selesai": "Tahun berikutnya membawa yang belum selesai.",
    "tidak": "Tahun berikutnya tidak membawa satu baris pun.",
}
#: What becomes of a column next year; any other word is the kunci of the column that takes its value over.
BAWA, KOSONG = "bawa", "kosong"


@dataclass(frozen=True)
class Kolom:
    """One column of a table. `daftar` names a list, `ke` the tables a rujukan points into; `strip`: "-" is allowed.

    `wajib`: a used row must fill it. Bounds count for numbers; money and counts are never negative. `lembar`: which
    sheet, where the table stands on several. `lanjut`: BAWA, KOSONG or the kunci that takes the value over next year.
    `dibanding`: a formula compares it, so that its twin is cleaned; None: as its jenis needs. `satuan`: its numbers
    are counted in the satuan of the row and bounded by it. `angka_pun`: in a column of text, the largest whole
    number that may stand there as a number (a printed number, a year); 0: none, a NIP or a date typed so prints
    something else; BATAS_ANGKA: any number.
    """

    kunci: str
    label: str
    jenis: JenisKolom = "teks"
    daftar: str = ""
    ke: tuple[str, ...] = ()
    wajib: bool = False
    strip: bool = False
    min: float = -1e12
    maks: float = 1e12
    lembar: str = ""
    lanjut: str = BAWA
    dibanding: bool | None = None
    satuan: bool = False
    angka_pun: float = 0

    @property
    def is_clean(self) -> bool:
        """Is the column cleaned on the twin of its sheet? Free text that no formula compares is not."""
        if self.dibanding is not None:
            return self.dibanding
        return self.is_number or self.jenis in {"pilihan", "rujukan"} or self.wajib

    @property
    def is_number(self) -> bool:
        """Does the column hold numbers?"""
        return self.jenis in {"angka", "bulat", "rupiah", "tahun"}


@dataclass(frozen=True, eq=False)
class Tabel:
    """One table: its kunci in the file, the letter of its slots, its columns; `arti`: what it is for, in words.

    `tetap`: a fixed number of rows.
    `lembar`: the input sheets it is spread over, () when it stands whole on one. `baris`: rows the next year takes.
    A table is itself and no other (hashed by identity), so that what is computed from it is kept by it.
    """

    kunci: str
    awalan: str
    judul: str
    arti: str
    kolom: tuple[Kolom, ...]
    tetap: int = 0
    lembar: tuple[str, ...] = ()
    baris: BarisLanjut = "semua"

    def slot(self, nomor: int) -> str:
        """Slot of the 1-based row: I001."""
        return f"{self.awalan}{nomor:03d}"

    def number(self, slot: str) -> int | None:
        """1-based row of a slot written as `slot` writes it; None for anything else."""
        nomor = slot.removeprefix(self.awalan)
        if not (nomor.isascii() and nomor.isdecimal()) or slot != self.slot(int(nomor)) or int(nomor) < 1:
            return None
        return int(nomor) if not self.tetap or int(nomor) <= self.tetap else None

    @cached_property
    def menurut_kunci(self) -> dict[str, Kolom]:
        """Columns by kunci."""
        return {k.kunci: k for k in self.kolom}

    def on_sheet(self, lembar: str) -> tuple[Kolom, ...]:
        """Its columns on one of its sheets, in order: all of them where the table stands on one sheet."""
        return self._menurut_lembar.get(lembar, ()) if self.lembar else self.kolom

    @cached_property
    def _menurut_lembar(self) -> dict[str, tuple[Kolom, ...]]:
        return {nama: tuple(k for k in self.kolom if k.lembar == nama) for nama in self.lembar}
