"""The streams of rows that the LKjIP prints: IKU, rows of the Renstra, programs, budget, outputs.

Urut says which row of Olah is the j-th of each (`x_...`); here the same lists as built, for heights and for the core's
values, and the formulas that take something of the j-th row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kinerja_core.buku_kinerja.baru.baris import MODEL, row_columns
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.tempat import TempatBaru
from kinerja_core.buku_kinerja.baru.urai import PROGRAM, Uraian, understand
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import TABEL, TINGKAT
from kinerja_core.dasar.excelmath import clean_text


class Tercetak:
    """Rows of the plan (1-based, in print order) that each stream holds in a book as built."""

    def __init__(self, isi: IsiBuku) -> None:
        self.isi, self.u = isi, Uraian(isi)
        self.ukur = Pengukuran(understand(isi))

    def node(self, n: int) -> int:
        """The row of the node whose indicator a row holds; 0 for none."""
        return self.u.letak[n].node

    def level(self, n: int) -> int:
        """Of that node; 0 for none."""
        return self.u.letak[self.node(n)].level if self.node(n) else 0

    def source(self, n: int) -> str:
        """Slot of the row whose indicator a row shows."""
        return self.u.slot(self.u.source(n) or n)

    def text(self, n: int, kunci: str) -> str:
        """An input of that row as text."""
        return clean_text(self.isi.nilai(self.source(n), kunci))

    def indicator(self, n: int) -> str:
        """What the indicator of a row is called; "" for none."""
        return self.text(n, "indikator") if self.u.source(n) else ""

    def name(self, n: int) -> str:
        """Uraian of the node of a row."""
        return self.ukur.rencana.teks(TABEL["node"].slot(self.node(n)), "uraian") if self.node(n) else ""

    @cached_property
    def iku(self) -> list[int]:
        """Indicators of the tree that are IKU: marked so, or unmarked on a tujuan or sasaran."""
        def ya(n: int) -> bool:
            kata = self.text(n, "iku").upper()
            return 0 < self.level(n) <= len(TINGKAT) and (kata == "YA" or (not kata and self.level(n) < PROGRAM))
        return [n for n in self.u.terisi if self.indicator(n) and ya(n)]

    @cached_property
    def rs(self) -> list[int]:
        """Indicators with values of the Renstra."""
        kunci = [k.kunci for k in row_columns(self.isi.audit) if MODEL.get(k.kunci, ("",))[0] == "renstra"]

        def ada(n: int) -> bool:
            asal = self.source(n)
            isi = any(self.isi.nilai(asal, k) is not None for k in kunci)
            return isi and (asal == self.u.slot(n) or self.level(n) in (1, 2))
        return [n for n in self.u.terisi if ada(n)]

    @cached_property
    def prog(self) -> list[int]:
        """Programs."""
        return [n for n in self.u.terisi if self.u.letak[n].level == PROGRAM]

    @cached_property
    def bel(self) -> list[int]:
        """Programs, kegiatan and sub kegiatan that have a budget."""
        return [n for n in self.u.terisi if PROGRAM <= self.u.letak[n].level <= len(TINGKAT) and self.budgeted(n)]

    def budgeted(self, n: int) -> bool:
        """Has a node a pagu, or "-"?"""
        return self.ukur.anggaran(TABEL["node"].slot(n)) is not None

    @cached_property
    def lamp(self) -> list[int]:
        """Outputs that count of what has a budget, and the rows of nodes without one."""
        milik: dict[int, list[int]] = {}
        for n in self.u.terisi:
            milik.setdefault(self.node(n), []).append(n)

        def marked(n: int) -> bool:
            return self.text(n, "keluaran").upper() == "YA"
        hitung = {n: [x for x in semua if marked(x)] or semua for n, semua in milik.items()}
        return [n for n in self.u.terisi if self.node(n) in self.bel and n in hitung[self.node(n)]
                and (n == self.node(n) or self.indicator(n))]


@dataclass(frozen=True)
class Deret:
    """One stream: the formulas of its j-th row, and the rows it holds as built."""

    t: TempatBaru
    nama: str
    isi: list[int]

    def ptr(self, j: int) -> str:
        """Which row of Olah, with its header as 1 for none."""
        return self.t.from_urut(f"x_{self.nama}", j)

    def o(self, nama: str, j: int) -> str:
        """A working of the row."""
        return f"INDEX(o_{nama},{self.ptr(j)})"

    def node(self, nama: str, j: int) -> str:
        """Something of the position of its node."""
        return f'IF({self.ptr(j)}=1,"",INDEX(u_{nama},INDEX(o_nd,{self.ptr(j)})))'

    def typed(self, kunci: str, j: int) -> str:
        """An input of the row whose indicator it shows, as text."""
        return f'IFERROR(IF({self.ptr(j)}=1,"",INDEX(in_{kunci},INDEX(o_sp,{self.ptr(j)}))&""),"")'

    @property
    def banyak(self) -> str:
        """How many rows there should be."""
        return f"MAX(u_i_{self.nama})"

    @property
    def ruang(self) -> int:
        """How many there is room for."""
        return self.t.ruang_deret(self.nama)

    def of(self, teks: Callable[[int], str], mulai: int = 0) -> Callable[[int], str]:
        """The text of the j-th row as built; `mulai` rows stand before the first."""
        return lambda j: teks(self.isi[j - 1 - mulai]) if 0 < j - mulai <= len(self.isi) else ""
