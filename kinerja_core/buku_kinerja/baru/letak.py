"""Where the rows of the plan stand in the documents, as the book is built: for the heights of rows, and as the core's
value of what the workings find out by formula."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from kinerja_core.buku_kinerja.baru.baris import TABEL_KANTOR
from kinerja_core.buku_kinerja.baru.urai import PROGRAM, Letak, Uraian, name_of
from kinerja_core.buku_kinerja.rencana import TABEL, TINGKAT
from kinerja_core.dasar.excelmath import clean_text, same_text

JABATAN, _ = TABEL_KANTOR
#: Where a target can be typed.
_TARGET = (*(f"{x}{n}" for x in "tq" for n in (1, 2, 3, 4)), "tulisan")
_TANPA = Letak(0, 0, 0, False)


class Susunan:
    """The rows of a book in the order of print; a row is its 1-based number."""

    def __init__(self, u: Uraian) -> None:
        self.u, self.isi = u, u.isi

    @property
    def urut(self) -> list[int]:
        """Every used row."""
        return self.u.terisi

    def letak(self, n: int) -> Letak:
        """What a row is understood as."""
        return self.u.letak.get(n, _TANPA)

    def node(self, n: int) -> int:
        """The row of the node it belongs to, 0 for none."""
        return self.letak(n).node

    def level(self, n: int) -> int:
        """Level of that node."""
        return self.letak(self.node(n)).level if self.node(n) else 0

    def ind(self, n: int) -> str:
        """Its indicator in words, of the row that its number names; "" for none."""
        return self.typed(n, "indikator") if self.u.source(n) else ""

    def typed(self, n: int, kunci: str) -> str:
        """A text that belongs to its indicator."""
        return self.u.teks(self.u.source(n) or n, kunci)

    def nama(self, n: int) -> str:
        """The node of a row by name, without kode."""
        return name_of(self.u.teks(self.node(n), "uraian")) if self.node(n) else ""

    @cached_property
    def milik(self) -> Mapping[int, list[int]]:
        """Rows of every node, its own first."""
        hasil: dict[int, list[int]] = {}
        for n in self.urut:
            if self.node(n):
                hasil.setdefault(self.node(n), []).append(n)
        return hasil

    def stands(self, n: int) -> bool:
        """Is it a row of a list? A node without an indicator in its own row is none where rows with them follow."""
        return bool(self.ind(n)) or n == self.milik[self.node(n)][-1] if self.node(n) else bool(self.ind(n))

    @cached_property
    def baris_cascading(self) -> Mapping[int, int]:
        """Line of the cascading each row stands on: nodes outside of it have none."""
        anak: dict[int, list[int]] = {}
        for n in self.milik:
            letak = self.letak(n)
            if 0 < letak.level <= len(TINGKAT) and not letak.luar:
                anak.setdefault(letak.induk, []).append(n)
        hasil: dict[int, int] = {}

        def place(node: int, awal: int) -> int:
            baris = awal
            for n, lalu in zip(self.milik[node], [0, *self.milik[node]], strict=False):
                baris += 1 if lalu and self.ind(lalu) else 0
                hasil[n] = baris
            bawah = awal
            for a in anak.get(node, []):
                bawah = place(a, bawah)
            return max(baris + 1, bawah)
        baris = 1
        for akar in anak.get(0, []):
            baris = place(akar, baris)
        return hasil

    @cached_property
    def pohon(self) -> list[int]:
        """Rows of the tree: all but those of a sasaran of one jabatan, and what hangs nowhere."""
        return [n for n in self.urut if 0 < self.level(n) <= len(TINGKAT)]

    @cached_property
    def iku(self) -> list[int]:
        """Rows of the IKU: those of the tree that say so; of Tujuan and Sasaran also where nothing is said."""
        def ikut(n: int) -> bool:
            kata = self.typed(n, "iku")
            return same_text(kata, "Ya") if kata else self.level(n) in (1, 2)
        return [n for n in self.pohon if self.ind(n) and ikut(n)]

    def penanggung(self, n: int) -> int:
        """1-based jabatan that answers for the node of a row, by its name or its slot; 0 for none."""
        return self.jabatan(self.u.teks(self.node(n), "penanggung_jawab") if self.node(n) else "")

    def jabatan(self, teks: str) -> int:
        """1-based jabatan of a name or a slot; 0 for none."""
        calon = range(1, self.isi.ruang[JABATAN] + 1)
        nama = [clean_text(self.isi.nilai(TABEL[JABATAN].slot(m), "nama")) for m in calon]
        slot = [TABEL[JABATAN].slot(m) for m in calon]
        return next((m for daftar in (nama, slot) for m, x in enumerate(daftar, start=1)
                     if teks and same_text(x, teks)), 0)

    @cached_property
    def iki(self) -> Mapping[int, list[int]]:
        """Rows each jabatan answers for, those with any, in the order of the jabatan."""
        hasil: dict[int, list[int]] = {}
        for n in self.urut:
            if (m := self.penanggung(n)) and self.stands(n):
                hasil.setdefault(m, []).append(n)
        return {m: hasil[m] for m in sorted(hasil)}

    def _promised(self, n: int) -> bool:
        """Does an indicator have a target, in numbers or in words?"""
        return any(self.isi.nilai(self.u.slot(self.u.source(n) or n), k) is not None for k in _TARGET)

    @cached_property
    def pk(self) -> tuple[list[int], list[int], list[int]]:
        """Rows of the PK: indicators of Tujuan that have a target, of Sasaran; programs."""
        tujuan, sasaran = ([n for n in self.urut if self.level(n) == x and self.ind(n)] for x in (1, 2))
        program = [n for n in self.urut if self.level(n) == PROGRAM and n == self.node(n)]
        return [n for n in tujuan if self._promised(n)], sasaran, program
