"""Buku: the frozen picture of a workbook between any source of cells and the model.

Sources: the package reader (`baca`), a live xlwings book (`kinerja_addin.buku_terbuka`), openpyxl in the tests.
Positions are 0-based (baris, kolom) everywhere inside; only text shown to people is A1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.xlsx.rupa import RupaBuku, RupaLembar

Posisi = tuple[int, int]
Status = Literal["tampak", "tersembunyi", "sangat_tersembunyi"]


@dataclass(frozen=True)
class LembarBuku:
    """One sheet: raw values and formulas (without "=") by 0-based position; blank cells are absent.

    A formula cell stands in both mappings: its cached value in `nilai`, its text in `rumus`.
    """

    nama: str
    status: Status
    nilai: Mapping[Posisi, Nilai]
    rumus: Mapping[Posisi, str]


@dataclass(frozen=True)
class Validasi:
    """One data validation of a sheet, as the file states it."""

    lembar: str
    rentang: str
    jenis: str
    rumus1: str = ""
    rumus2: str = ""


@dataclass(frozen=True)
class Ekstra:
    """What only the package shows: locks, validations, custom properties, part names.

    `terbuka` holds, per sheet, the positions of cells whose style is unlocked, `tanggal` and `persen` of those whose
    number format shows a date (or time) or a percentage; `terproteksi` the names of sheets whose protection is on;
    `rentang_gabung` the merged ranges in A1 per sheet; `aktif` what does more than hold cells, as (what, where), with
    "" as what for a link to a file outside; `rupa` how each sheet looks, `rupa_buku` what all of them share.
    """

    terproteksi: frozenset[str] = frozenset()
    terbuka: Mapping[str, frozenset[Posisi]] = field(default_factory=dict)
    tanggal: Mapping[str, frozenset[Posisi]] = field(default_factory=dict)
    persen: Mapping[str, frozenset[Posisi]] = field(default_factory=dict)
    validasi: tuple[Validasi, ...] = ()
    properti: Mapping[str, str] = field(default_factory=dict)
    rentang_gabung: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bagian: tuple[str, ...] = ()
    tanggal_1904: bool = False
    aktif: tuple[tuple[str, str], ...] = ()
    rupa: Mapping[str, RupaLembar] = field(default_factory=dict)
    rupa_buku: RupaBuku = field(default_factory=RupaBuku)


@dataclass(frozen=True)
class Buku:
    """A workbook as values: sheets in order, workbook-level defined names, and `ekstra` when the source has it.

    `nama` maps a defined name to its reference text as stored, e.g. "'Kertas Kerja'!$D$7".
    `ekstra` is None on a live book: checks that need it answer "tidak diperiksa".
    """

    lembar: tuple[LembarBuku, ...]
    nama: Mapping[str, str]
    ekstra: Ekstra | None = None

    def sheet(self, nama: str) -> LembarBuku | None:
        """The sheet of that name, or None."""
        return next((s for s in self.lembar if s.nama == nama), None)


@lru_cache(maxsize=1024)  # asked with every reference that is written, and a sheet repeats its columns
def kolom_huruf(kolom: int) -> str:
    """Column letters of a 0-based column: 0 -> "A", 27 -> "AB"."""
    huruf = ""
    kolom += 1
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def alamat(posisi: Posisi, *, mutlak: bool = False) -> str:
    """A1 text of a 0-based position: (16, 3) -> "D17", or "$D$17" when mutlak."""
    tanda = "$" if mutlak else ""
    return f"{tanda}{kolom_huruf(posisi[1])}{tanda}{posisi[0] + 1}"


_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_NAMA_SEL = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?\d{1,7})$")


def posisi_dari(a1: str) -> Posisi:
    """0-based position of A1 text ("D17", "$D$17"); ValueError when it is not one cell."""
    cocok = _A1.fullmatch(a1)
    if not cocok:
        raise ValueError(f"bukan alamat sel: {a1}")
    kolom = 0
    for huruf in cocok[1].upper():
        kolom = kolom * 26 + ord(huruf) - 64
    return int(cocok[2]) - 1, kolom - 1


def kutip_lembar(nama: str) -> str:
    """A sheet name as a formula writes it: Kertas Kerja -> 'Kertas Kerja'; Rekap -> Rekap."""
    return nama if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", nama) else "'" + nama.replace("'", "''") + "'"


def pecah_rujukan(rujukan: str) -> tuple[str, Posisi] | None:
    """(sheet, position) of a defined name that stands for one cell; None for ranges, #REF! and constants."""
    cocok = _NAMA_SEL.match(rujukan)
    if not cocok:
        return None
    lembar = cocok[1].replace("''", "'") if cocok[1] is not None else cocok[2]
    return lembar, posisi_dari(cocok[3])
