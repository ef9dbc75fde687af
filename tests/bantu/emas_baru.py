"""The documents of a new Buku Kinerja as the golden figures tell them: by kunci, in the slots of the plan of before.

A book is built and its formulas are run once by ironcalc (`Cetakan`); what each printed row shows is read from the
cells, which row it is from the hidden workings beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bantu.emas_buku import Kunci, by_key, shown
from kinerja_core.buku_kinerja.baru.dari_rencana import Pindah
from kinerja_core.buku_kinerja.baru.dokumen_iki import TINGGI_BLOK
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.tempat import (
    AWAL,
    CASCADING,
    HITUNG_CETAK,
    IKI,
    IKU,
    KOLOM_CETAK,
    KOLOM_OLAH,
    KOLOM_UJI,
    KOLOM_URUT,
    OLAH,
    OLAH_CETAK,
    PENJELASAN,
    URUT,
)
from kinerja_core.buku_kinerja.rencana import TABEL, TINGKAT
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.denah import Denah, Lembar, Rumus
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI
from kinerja_core.lembar.tulis import Tampilan, _put

#: First row (0-based) of the tables, their columns.
_TABEL = 8
_PENJELASAN = ("Kode", "Uraian", "Sasaran (hasil yang dituju)", "Indikator", "Formulasi", "Tipe penghitungan",
               "Sumber data", "Keterangan")
_IKU = ("No", "Sasaran kinerja", "Indikator Kinerja Utama", "Satuan", "Alasan", "Formulasi", "Sumber data",
        "Keterangan/kriteria")
_IKI = {0: "No", 1: "Sasaran kinerja", 3: "Indikator kinerja", 4: "Formulasi indikator", 5: "Sumber data"}
_LANJUTAN = " (lanjutan)"


def light(denah: Denah) -> Denah:
    """A book without formulas that none of these documents asks: checks, other documents, what stands beside inputs."""
    perlu = {CASCADING, PENJELASAN, IKU, IKI, OLAH_CETAK, URUT, OLAH, LEMBAR_REFERENSI}
    uji = {1 + KOLOM_OLAH.index(x) for x in KOLOM_UJI}

    def keep(s: Lembar, pos: tuple[int, int]) -> bool:
        if s.nama == OLAH:
            return pos[1] not in uji
        return s.nama in perlu or s.nama.startswith("PK") or not isinstance(s.sel[pos].isi, Rumus)
    return replace(denah, lembar=tuple(replace(s, sel={p: x for p, x in s.sel.items() if keep(s, p)})
                                       for s in denah.lembar))


@dataclass
class Cetakan:
    """One book with the value of every cell."""

    pindah: Pindah
    pk_jabatan: bool = False
    denah: Denah = field(init=False)
    nilai: dict[tuple[str, int, int], Nilai] = field(init=False)
    tampilan: Tampilan = field(init=False)

    def __post_init__(self) -> None:
        isi = self.pindah.isi
        self.denah, inti = light(describe_new(isi, pk_jabatan=self.pk_jabatan)), core_values(isi)
        self.tampilan = Tampilan(self.denah, isi.isian, inti)
        tampil = self.tampilan.values()
        self.nilai = {}
        for s in self.denah.lembar:
            for pos, sel in s.sel.items():
                x = sel.isi
                if isinstance(x, Rumus):
                    x = tampil[(s.nama, pos)] if x.kunci is None else inti[x.kunci]
                self.nilai[(s.nama, *pos)] = x if isinstance(x, str | int | float) else None

    def at(self, lembar: str, baris: int, kolom: int) -> Nilai:
        """What a cell shows; None for one that is not described."""
        return self.nilai.get((lembar, baris, kolom))

    def urut(self, nama: str, k: int) -> int:
        """A working of a position."""
        return int(self.at(URUT, AWAL + k - 1, 1 + KOLOM_URUT.index(nama)) or 0)

    def cetak(self, nama: str, n: int) -> int:
        """The n-th of a column of Olah Cetak."""
        return int(self.at(OLAH_CETAK, AWAL + n - 1, 1 + KOLOM_CETAK.index(nama)) or 0)

    def banyak(self, nama: str) -> int:
        """One of the counts."""
        return self.cetak("hitung", 1 + HITUNG_CETAK.index(nama))

    def compute(self, rumus: Sequence[str]) -> list[object]:
        """Values of more formulas in this book, from ironcalc."""
        model, lembar = self.tampilan._model, [s.nama for s in self.denah.lembar].index(OLAH_CETAK)
        for n, r in enumerate(rumus, start=2000):
            _put(model, (lembar, n, 60), Rumus(r))
        model.evaluate()
        return [model.get_cell_value(lembar, n, 60) for n in range(2000, 2000 + len(rumus))]

    @cached_property
    def slot(self) -> dict[tuple[str, int], str]:
        """Slot of before by table and row."""
        return {("node" if s[0] == "N" else "indikator", n): s for s, n in self.pindah.baris.items()}

    def who(self, k: int) -> tuple[str, str]:
        """Node and indicator of a position in the slots of before."""
        nd = self.urut("nd", k)
        return (self.slot.get(("node", self.urut("ptr", nd) - 1), "") if nd else "",
                self.slot.get(("indikator", self.urut("ptr", k) - 1), ""))

    def _position(self, kunci: str, nilai: int) -> int:
        return next((k for k in range(1, len(self.pindah.isi.baris) + 1) if self.urut(kunci, k) == nilai), 0)

    # --- the documents ---

    def all(self) -> dict[Kunci, list[str]]:
        """Every value of the documents."""
        return by_key([b for isi in (self.cascading, self.penjelasan, self.iku, self.iki, self.pk) for b in isi()])

    def row(self, tabel: str, lembar: str, baris: int, milik: tuple[str, str],
            kolom: dict[int, str]) -> Iterator[tuple[Kunci, str]]:
        """A row of a table."""
        for m, judul in kolom.items():
            if (x := shown(self.at(lembar, baris, m))) != "":
                yield (tabel, *milik, judul), x

    def cascading(self) -> Iterator[tuple[Kunci, str]]:
        """Nodes and indicators by the line they stand on; what only goes on from the page before is none."""
        banyak = self.banyak("cascading")
        for baris in range(1, banyak + 1):
            for m in range(1, 11):
                isi = shown(self.at(CASCADING, _TABEL + baris - 1, m))
                if isi == "" or isi.endswith(_LANJUTAN):
                    continue
                level, kunci = (m + 1) // 2, ("ci", "cn")[m % 2]
                node, ind = self.who(self._position(kunci, baris * 10 + level))
                milik = (node, "" if m % 2 else ind)
                nama = f"Indikator {TINGKAT[level - 1]}" if m % 2 == 0 else TINGKAT[level - 1]
                yield (CASCADING, *milik, "baris"), str(baris)
                yield (CASCADING, *milik, nama), isi
                if m == 1:
                    yield (CASCADING, *milik, "No"), shown(self.at(CASCADING, _TABEL + baris - 1, 0))
        yield from self.signature(CASCADING, CASCADING, _TABEL + banyak, 9)

    def signature(self, tabel: str, lembar: str, awal: int, kolom: int) -> Iterator[tuple[Kunci, str]]:
        """The lines below a table."""
        for baris in range(awal, awal + 10):
            if (x := shown(self.at(lembar, baris, kolom))) != "":
                yield (tabel, "", "", "tanda tangan"), x

    def penjelasan(self) -> Iterator[tuple[Kunci, str]]:
        """Under the name it had."""
        for j in range(1, self.banyak("pohon") + 1):
            milik = self.who(self.cetak("pohon", j))
            yield ("Pohon Kinerja", *milik, "baris"), str(j)
            yield from self.row("Pohon Kinerja", PENJELASAN, _TABEL + j - 1, milik, dict(enumerate(_PENJELASAN)))

    def iku(self) -> Iterator[tuple[Kunci, str]]:
        """With the place of every row."""
        for j in range(1, self.banyak("iku") + 1):
            milik = self.who(self.cetak("iku", j))
            yield (IKU, *milik, "baris"), str(j)
            yield from self.row(IKU, IKU, _TABEL + j - 1, milik, dict(enumerate(_IKU)))
        yield from self.signature(IKU, IKU, _TABEL + self.banyak("iku"), 6)

    def iki(self) -> Iterator[tuple[Kunci, str]]:
        """Block by block; a second jabatan of a name is told by its number, one that goes on is the same."""
        isi, nama = self.pindah.isi, dict[int, str]()
        for blok in range(1, self.banyak("blok") + 1):
            awal, jb = (blok - 1) * TINGGI_BLOK, self.cetak("jb", blok)
            judul = f"IKI {isi.nilai(TABEL['jabatan'].slot(jb), 'nama')}"
            sama = sum(1 for x in nama.values() if x == judul)
            tabel = f"{judul} ({sama + 1})" if sama and jb not in nama else judul
            nama.setdefault(jb, judul)
            for m, kunci in enumerate(("Jabatan", "Tugas", "Fungsi", "Rincian tugas"), start=6):
                if (x := shown(self.at(IKI, awal + m, 2))) != "":
                    yield (tabel, "", "", kunci), x
            baris = awal + 11
            for i in range(1, 13):
                if not (k := self.cetak("iki", (blok - 1) * 12 + i)):
                    break
                yield (tabel, *self.who(k), "baris"), str(self.cetak("mulai", blok) + i - 1)
                yield from self.row(tabel, IKI, baris, self.who(k), _IKI)
                baris += 1
            yield from self.signature(tabel, IKI, baris, 5)

    def pk(self) -> Iterator[tuple[Kunci, str]]:
        """Texts of the statement; rows by node and indicator, in their part."""
        for lembar, banyak in (("PK", "pk_awal"), ("PK Perubahan", "pk_perubahan")):
            s = self.denah.sheet(lembar)
            awal = max(r for r, c in s.sel if c == 0 and self.at(lembar, r, c) is not None and
                       str(s.sel[(r, c)].isi).find("KECAMATAN") >= 0) + 2
            for r in range(awal):
                for c in range(5):
                    if (x := shown(self.at(lembar, r, c))) != "":
                        yield (lembar, "", "", "teks"), x
            for j in range(1, self.banyak(banyak) + 1):
                bagian, p = self.cetak("pkl", j), int(self.at(OLAH_CETAK, AWAL + j - 1,
                                                              1 + KOLOM_CETAK.index("pkp")) or 0)
                if p <= 0 and p != -2:
                    continue
                tabel = f"{lembar}, {('Tujuan', 'Sasaran', 'Program')[bagian - 1]}"
                kolom = {0: "No", 1: ("Tujuan", "Sasaran strategis", "Program")[bagian - 1],
                         3: "Anggaran (Rp)" if bagian == 3 else "Indikator kinerja",
                         4: "Keterangan" if bagian == 3 else "Target"}
                milik = self.who(p) if p > 0 else ("TOTAL", "")
                yield from self.row(tabel, lembar, awal + j - 1, (milik[0], "" if bagian == 3 else milik[1]), kolom)
            for r in range(awal + self.banyak(banyak), awal + self.banyak(banyak) + 10):
                for c in (1, 4):
                    if (x := shown(self.at(lembar, r, c))) != "":
                        yield (lembar, "", "", "teks"), x
