"""What a check of one row of the Buku Kinerja is made of: its places in the sheet, its words, cleaned cells.

A formula asks for cells by `RujukanBaris`: raw inputs may hold anything, cleaned cells are what `clean_formula` gives.
The texts stand in `katalog.buku`; `{a}` is what was found, `{b}` the label of the column or the other value.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import DAFTAR, Rencana
from kinerja_core.buku_kinerja.satuan import BATAS_ANGKA, is_counted_formula
from kinerja_core.dasar.excelmath import (
    Galat,
    as_number,
    is_number,
    number_text,
    same_text,
    shorten_to,
)
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.temuan import isi_pesan

#: A message keeps to two lines of its column; a typed text is cut to what then fits, never above 20 characters.
PANJANG_A, BARIS_PESAN, LEBAR_PESAN = 20, 2, 40
TARGET_TW = ("t1", "t2", "t3", "t4")
SAMPAI_DENGAN, _, PER_TW, RATA_RATA, SATU_TW = DAFTAR["tipe_target"]
_, NEGATIF = DAFTAR["polaritas"]
*TINGKAT, _ = DAFTAR["jenis_node"]


class RujukanBaris(Protocol):
    """The places of one row as references a formula can use.

    Cells: `terpakai` 1 when any input of the row is filled, else 0; `sendiri` its slot (or a quoted text); `nbsp` a
    no-break space; of susunan rows `level` of the jenis (1..5, else 0) and `level_induk` (0 when none or not found);
    of indikator rows `batas`, the value of `unit_bound_formula`, and `capaian` of the year. `mentah` is an input as
    typed, any expression; `bersih` its `clean_formula`, always a plain cell (MAX and COUNT skip text only in cells).
    Ranges: `daftar` the texts of DAFTAR[nama], all stored as text; `slot` all slots of a table and `kepakai` their 1/0
    in the same order.
    """

    @property
    def terpakai(self) -> str: ...
    @property
    def sendiri(self) -> str: ...
    @property
    def nbsp(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def level_induk(self) -> str: ...
    @property
    def batas(self) -> str: ...
    @property
    def capaian(self) -> str: ...
    def mentah(self, kunci: str, /) -> str: ...
    def bersih(self, kunci: str, /) -> str: ...
    def daftar(self, nama: str, /) -> str: ...
    def slot(self, tabel: str, /) -> str: ...
    def kepakai(self, tabel: str, /) -> str: ...


Rumus = Callable[[RujukanBaris], str]
#: What stands at one place of a message: the text from the plan beside its formula.
Ucapan = tuple[Callable[[Rencana, str], str], Rumus]


@dataclass(frozen=True)
class UjiBaris:
    """One check of a row. `kolom` is the column the finding points to, `label` its name as a message uses it.

    `evaluate` gives (a, b) when the check fails, else None; `render` is TRUE where it fails and never an error.
    `umum`: a is the typed value of `kolom` cut to `panjang` characters and b is `label`, so that a sheet can pull
    both with INDEX; otherwise `pesan_a` and `pesan_b` are formulas of this check's own.
    """

    kode: str
    kolom: str
    label: str
    panjang: int
    umum: bool
    evaluate: Callable[[Rencana, str], tuple[str, str] | None]
    render: Rumus
    pesan_a: Rumus
    pesan_b: Rumus


def text_formula(mentah: str, nbsp: str) -> str:
    """Rencana.teks as a formula: trimmed text, numbers as a sentence shows them, "" for blank, errors, TRUE/FALSE."""
    teks = f'IF(ISTEXT({mentah}),TRIM(SUBSTITUTE({mentah},{nbsp}," ")),{number_text(mentah)})'
    return f'IF(ISERROR({mentah}),"",IF(ISLOGICAL({mentah}),"",{teks}))'


def clean_formula(kolom: Kolom, mentah: str, nbsp: str, batas: str = "") -> str:
    """The cleaned cell of one input, as Rencana.angka: a number, "-" or ""; outside number columns `text_formula`.

    `batas`: the cell with the bound of the row's satuan, for columns that have it.
    """
    if not kolom.is_number:
        return text_formula(mentah, nbsp)
    strip = f'IF(ISTEXT({mentah}),IF(TRIM(SUBSTITUTE({mentah},{nbsp}," "))="-","-",""),"")'
    besar = is_counted_formula(mentah, batas) if batas and kolom.satuan else f"ABS({mentah})<={BATAS_ANGKA:.15g}"
    angka = f'IF({besar},{mentah},"")'
    return f'IF(ISERROR({mentah}),"",IF(ISLOGICAL({mentah}),"",IF(ISNUMBER({mentah}),{angka},{strip})))'


def level_of(rencana: Rencana, slot: str) -> int:
    """Level 1..5 of a susunan row in the tree; 0 without a jenis and for Sasaran Individu."""
    jenis = rencana.teks(slot, "jenis")
    return next((n for n, t in enumerate(TINGKAT, start=1) if same_text(t, jenis)), 0)


def is_one_of(rencana: Rencana, slot: str, kunci: str, pilihan: Sequence[str]) -> bool:
    """Is a text of a row one of these words?"""
    teks = rencana.teks(slot, kunci)
    return any(same_text(teks, p) for p in pilihan)


def is_error(rencana: Rencana, slot: str, kunci: str) -> bool:
    """Is it TRUE, FALSE, an error or no finite number?"""
    nilai = rencana.nilai(slot, kunci)
    return isinstance(nilai, bool | Galat) or (is_number(nilai) and as_number(nilai) is None)


def numbers_of(rencana: Rencana, slot: str, *kunci: str) -> list[float]:
    """The numbers of a row in these columns; blank and "-" are left out."""
    return [x for k in kunci if isinstance(x := rencana.angka(slot, k), float)]


def shorten_to_formula(teks: str, panjang: int | str) -> str:
    """shorten_to as a formula; `panjang` may be a cell."""
    return f'IF(LEN({teks})>{panjang},LEFT({teks},{panjang}-3)&"...",{teks})'


def message_lines(pesan: str) -> int:
    """Lines a message takes in its column; a word that is too long breaks."""
    return len(textwrap.wrap(pesan, LEBAR_PESAN, break_on_hyphens=False))


@lru_cache(maxsize=1024)
def _room(kode: str, b: str | None) -> int:
    """Longest {a} (and {b}, when it is None) that leaves the message of a kode within its lines."""
    for n in range(PANJANG_A, 3, -1):
        if message_lines(isi_pesan(KATALOG_BARIS[kode].pesan, "x" * n, "x" * n if b is None else b)) <= BARIS_PESAN:
            return n
    return 0


def make_check(kolom: Kolom, kode: str, holds: Callable[[Rencana, str], bool], render: Rumus, a: Ucapan | None = None,
         b: Ucapan | None = None) -> UjiBaris:  # fmt: skip
    """A check with its messages; without `a` and `b` they are the typed value and the label of the column."""
    label = kolom.label if _room(kode, kolom.label) == PANJANG_A else kolom.label.split(" (")[0]
    panjang = _room(kode, label if b is None else None)
    kunci = kolom.kunci
    teks_a, rumus_a = a or (lambda c, s: c.teks(s, kunci), lambda r: text_formula(r.mentah(kunci), r.nbsp))

    def evaluate(rencana: Rencana, slot: str) -> tuple[str, str] | None:
        if not holds(rencana, slot):
            return None
        return shorten_to(teks_a(rencana, slot), panjang), shorten_to(b[0](rencana, slot), panjang) if b else label

    return UjiBaris(kode, kolom.kunci, label, panjang, a is None and b is None, evaluate, render,
                    lambda r: shorten_to_formula(rumus_a(r), panjang),
                    lambda r: shorten_to_formula(b[1](r), panjang) if b else f'"{label}"')  # fmt: skip


def number_of(kunci: str) -> Ucapan:
    """The number in a column of a row; None for anything else."""
    return lambda c, s: c.teks(s, kunci), lambda r: number_text(r.bersih(kunci))
