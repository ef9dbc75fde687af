"""A plan -> what the Buku Kinerja computes from it: the tree in order, targets, realisasi, capaian, budget sums.

Everything comes from the inputs alone. Percent 0-100, money in rupiah; None is "belum diisi", "Tidak diukur" where
nothing can be divided, "-" where nothing is scheduled.

Dasar: ../shared design, domain.md 2-4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kinerja_core.buku_kinerja.capaian import HITUNGAN, Hasil
from kinerja_core.buku_kinerja.rencana import (
    BATAS_CAPAIAN,
    BOBOT_SKM,
    INDIVIDU,
    PROFIL,
    SERAPAN,
    TINGKAT,
    TIPE_TARGET,
    TOTAL,
    Rencana,
)
from kinerja_core.dasar.excelmath import as_number, at_six

#: Levels of TINGKAT that the budget tables and the output roll-up know by name.
SASARAN, PROGRAM, KEGIATAN, SUB_KEGIATAN = 2, 3, 4, 5
TW = (1, 2, 3, 4)
#: The types of target that put the quarters of the budget together.
SAMPAI, _, JUMLAH, _, _ = TIPE_TARGET
#: Facts of an indicator by the column of a printed table.
_FAKTA_INDIKATOR = frozenset({"target", "realisasi", "capaian", "target_akhir", "kemajuan", "efisiensi", "lalu1",
                              "lalu2", "lalu3", "lalu4"})


def run(nama: str, *argumen: object) -> Hasil:
    """One piece of `capaian` by name."""
    hasil: Hasil = HITUNGAN[nama].evaluate(*argumen)
    return hasil


class Pohon:
    """The tree of a plan: levels, parents, order, and the rows each node takes in the cascading table.

    A node counts when its jenis is one of TINGKAT. Its parent is what `induk` names when that is a node of a higher
    level; otherwise it is a root. Siblings stand by `urutan` at six decimals (the slot's number where blank), then by
    slot.
    """

    def __init__(self, rencana: Rencana, *, hanya_cascading: bool = False) -> None:
        self.rencana = rencana
        self._level = {s: self._level_of(s) for s in rencana.slots("node")}
        ikut = [s for s, n in self._level.items() if n and (not hanya_cascading or self.di_cascading(s))]
        self._ikut = set(ikut)
        self.induk: dict[str, str | None] = {s: self._parent(s) for s in ikut}
        self._nomor = {s: n for n, s in enumerate(rencana.slots("node"), start=1)}

    def _level_of(self, slot: str) -> int:
        jenis = self.rencana.teks(slot, "jenis").upper()
        return next((n for n, t in enumerate(TINGKAT, start=1) if t.upper() == jenis), 0)

    def _parent(self, slot: str) -> str | None:
        induk = self.rencana.teks(slot, "induk").upper()
        return induk if induk in self._ikut and 0 < self._level[induk] < self._level[slot] else None

    def di_cascading(self, slot: str) -> bool:
        """Does the node stand in the cascading document? Blank means yes."""
        return self.rencana.teks(slot, "pohon").upper() != "TIDAK"

    def named(self, slot: str, kunci: str) -> str:
        """The row of susunan that a cell names; "" for any other text (TOTAL too)."""
        kode = self.rencana.teks(slot, kunci).upper()
        return kode if kode in self._level else ""

    def level(self, slot: str) -> int:
        """1 Tujuan .. 5 Sub Kegiatan; 0 for everything else."""
        return self._level.get(slot, 0)

    def _urut(self, slot: str) -> tuple[float, int]:
        urutan = as_number(self.rencana.angka(slot, "urutan"))
        return (self._nomor[slot] if urutan is None else at_six(urutan), self._nomor[slot])

    @cached_property
    def anak(self) -> Mapping[str | None, list[str]]:
        """Children by parent in order; the roots under None."""
        hasil: dict[str | None, list[str]] = {}
        for s in sorted(self.induk, key=self._urut):
            hasil.setdefault(self.induk[s], []).append(s)
        return hasil

    def walk(self, mulai: str | None = None) -> Iterator[str]:
        """Nodes in tree order: parents before children."""
        for s in self.anak.get(mulai, []):
            yield s
            yield from self.walk(s)

    def ancestors(self, slot: str) -> Iterator[str]:
        """Nodes above a node, nearest first."""
        induk = self.induk.get(slot)
        while induk:
            yield induk
            induk = self.induk.get(induk)

    @cached_property
    def indikator(self) -> Mapping[str, list[str]]:
        """Indicators of every node by their urutan, where one has it, else in order of slots."""
        hasil: dict[str, list[str]] = {}
        nomor = {s: n for n, s in enumerate(self.rencana.slots("indikator"), start=1)}

        def urut(i: str) -> tuple[float, int]:
            urutan = as_number(self.rencana.nilai(i, "urutan"))
            return (nomor[i] if urutan is None else at_six(urutan), nomor[i])

        for i in sorted(self.rencana.used("indikator"), key=urut):
            hasil.setdefault(self.rencana.teks(i, "node").upper(), []).append(i)
        return hasil

    @cached_property
    def tinggi(self) -> Mapping[str, int]:
        """Rows a node takes in the cascading table: its indicators, or what its children take."""
        hasil: dict[str, int] = {}
        for s in reversed(list(self.walk())):
            hasil[s] = max(1, len(self.indikator.get(s, [])), sum(hasil[a] for a in self.anak.get(s, [])))
        return hasil

    @cached_property
    def awal(self) -> Mapping[str, int]:
        """First row (1-based) of a node in the cascading table."""
        hasil: dict[str, int] = {}
        for induk in [None, *self.walk()]:
            baris = hasil[induk] if induk else 1
            for s in self.anak.get(induk, []):
                hasil[s] = baris
                baris += self.tinggi[s]
        return hasil

    @property
    def jumlah_baris(self) -> int:
        """Rows of the whole cascading table."""
        return sum(self.tinggi[s] for s in self.anak.get(None, []))

    def leaves(self, slot: str | None = None) -> list[str]:
        """Nodes without children below a node, or itself; all of them for None."""
        semua = [slot, *self.walk(slot)] if slot else list(self.walk())
        return [s for s in semua if s and not self.anak.get(s)]

    @cached_property
    def individu(self) -> list[str]:
        """Nodes of the jenis Sasaran Individu in their order."""
        jenis = INDIVIDU.upper()
        return sorted((s for s in self.rencana.used("node") if self.rencana.teks(s, "jenis").upper() == jenis),
                      key=self._urut)


class Pengukuran:
    """Everything the workbook shows as a number, by slot."""

    def __init__(self, rencana: Rencana) -> None:
        self.rencana = rencana
        self.pohon = Pohon(rencana)
        self.batas = BATAS_CAPAIAN.get(rencana.teks(PROFIL, "batas_capaian"))
        self.rumus_negatif = rencana.teks(PROFIL, "rumus_negatif")
        self._cache: dict[tuple[str, str], Hasil] = {}

    # --- one indicator ---

    def _tipe(self, i: str) -> str:
        return self.rencana.teks(i, "tipe_target")

    def target_tw(self, i: str) -> list[Hasil]:
        """Targets of the four quarters as they hold: number, "-", or None."""
        return list(self.rencana.target_tw(i))

    def target_murni(self, i: str) -> Hasil:
        """Target of the year as first agreed."""
        return run("SETAHUN", self._tipe(i), *(self.rencana.angka(i, f"t{n}") for n in TW),
                   self.rencana.angka(i, "target"))

    def realisasi_tw(self, i: str) -> list[Hasil]:
        """Realisasi of the four quarters: typed, or pembilang/penyebut x 100."""
        r = self.rencana
        return [run("REALISASI_TW", r.angka(i, f"r{n}"), r.angka(i, f"a{n}"), r.angka(i, f"b{n}")) for n in TW]

    def target(self, i: str) -> Hasil:
        """Target of the year, derived from the quarters where any is scheduled."""
        return run("SETAHUN", self._tipe(i), *self.target_tw(i), self.rencana.angka(i, "target"))

    def realisasi(self, i: str) -> Hasil:
        """Realisasi of the year by the same rule over the filled quarters."""
        return run("REALISASI_SETAHUN", self._tipe(i), *self.target_tw(i), *self.realisasi_tw(i),
                   self.rencana.angka(i, "realisasi"))

    def sampai(self, i: str, tw: int) -> tuple[Hasil, Hasil]:
        """Target and realisasi up to quarter 1-4."""
        target = self.target_tw(i)[:tw]
        return (run(f"SAMPAI_TW{tw}", self._tipe(i), *target),
                run(f"REALISASI_SAMPAI_TW{tw}", self._tipe(i), *target, *self.realisasi_tw(i)[:tw]))

    def _capaian(self, i: str, target: Hasil, realisasi: Hasil) -> Hasil:
        return run("CAPAIAN", target, realisasi, self.rencana.teks(i, "polaritas"), self.rumus_negatif)

    def capaian_tw(self, i: str, tw: int) -> Hasil:
        """Capaian of the quarter alone, uncapped percent."""
        return self._capaian(i, self.target_tw(i)[tw - 1], self.realisasi_tw(i)[tw - 1])

    def capaian_sampai(self, i: str, tw: int) -> Hasil:
        """Capaian up to the quarter, uncapped percent."""
        return self._capaian(i, *self.sampai(i, tw))

    def capaian(self, i: str) -> Hasil:
        """Capaian of the year, uncapped percent."""
        return self._capaian(i, self.target(i), self.realisasi(i))

    def capped(self, capaian: Hasil) -> Hasil:
        """A capaian under the plan's setting."""
        return run("DIBATASI", capaian, self.batas)

    def predikat(self, i: str) -> Hasil:
        """Class of the capped capaian."""
        return run("PREDIKAT_CAPAIAN", self.capped(self.capaian(i)))

    # --- the budget ---

    def own_budget(self, n: str) -> Hasil:
        """Pagu that counts, as typed at this node: after the change where there is one."""
        perubahan = self.rencana.angka(n, "perubahan")
        return self.rencana.angka(n, "pagu") if perubahan is None else perubahan

    def own_spending(self, n: str) -> Hasil:
        """Realisasi of the budget as typed at this node: the quarters together, the last where each is a running total
        (setting `serapan`), or the year."""
        tw = [self.rencana.angka(n, f"g{q}") for q in TW]
        berjalan = self.rencana.teks(PROFIL, "serapan").lower() == SERAPAN[1].lower()
        return run("SETAHUN", SAMPAI if berjalan else JUMLAH, *tw, self.rencana.angka(n, "g"))

    def total_of(self, bagian: Sequence[Hasil]) -> Hasil:
        """Their sum; "-" where no number is among them but a "-", None where neither is."""
        angka = [float(x) for x in bagian if isinstance(x, int | float)]
        if angka:
            return sum(angka)
        return "-" if "-" in bagian else None

    def anggaran(self, n: str) -> Hasil:
        """Pagu of a node: what its leaves hold; TOTAL: of the whole tree; None for what is no node."""
        return self.total_of([self.own_budget(s) for s in self._leaves(n)])

    def _leaves(self, n: str) -> list[str]:
        if n == TOTAL:
            return self.pohon.leaves()
        return self.pohon.leaves(n) if self.pohon.level(n) else []

    def realisasi_anggaran(self, n: str) -> Hasil:
        """Realisasi of the budget of a node, summed over its leaves."""
        return self.total_of([self.own_spending(s) for s in self._leaves(n)])

    def linked_programs(self, sasaran: str) -> list[str]:
        """Codes of the programs that the table tautan gives a sasaran; "" for each that is none."""
        r = self.rencana
        return [self.pohon.named(t, "program") for t in r.used("tautan") if r.teks(t, "sasaran").upper() == sasaran]

    def tree_programs(self, sasaran: str) -> list[str]:
        """Programs below a sasaran in the tree."""
        return [s for s in self.pohon.walk(sasaran) if self.pohon.level(s) == PROGRAM]

    def anggaran_sasaran(self, sasaran: str) -> tuple[Hasil, Hasil]:
        """(pagu, realisasi) of the programs linked to a sasaran; without a link what lies below it."""
        program = self.linked_programs(sasaran) or [sasaran]
        return (self.total_of([self.anggaran(p) for p in program]),
                self.total_of([self.realisasi_anggaran(p) for p in program]))

    # --- outputs and the Renstra ---

    def keluaran(self, n: str) -> list[str]:
        """Indicators that tell the output of a node: those marked so, else all."""
        semua = self.pohon.indikator.get(n, [])
        return [i for i in semua if self.rencana.teks(i, "keluaran").upper() == "YA"] or semua

    def capaian_node(self, n: str) -> Hasil:
        """Output of a node in percent: the mean of its children's, else of its own indicators (capped)."""
        if (n, "capaian_node") not in self._cache:
            anak = [a for a in self.pohon.anak.get(n, []) if self.pohon.level(n) in (PROGRAM, KEGIATAN)]
            isi = [self.capaian_node(a) for a in anak] or [self.capped(self.capaian(i)) for i in self.keluaran(n)]
            self._cache[(n, "capaian_node")] = run("RERATA", isi)
        return self._cache[(n, "capaian_node")]

    def renstra_of(self, i: str) -> str | None:
        """The Renstra row of a used indicator: the first that names it."""
        r = self.rencana
        baris = next((s for s in r.used("renstra") if r.teks(s, "indikator").upper() == i), None)
        return baris if i in r.used("indikator") else None

    def target_akhir(self, i: str) -> Hasil:
        """Target at the end of the Renstra."""
        baris = self.renstra_of(i)
        return None if baris is None else self.rencana.angka(baris, "akhir")

    def ikm(self) -> Hasil:
        """IKM from the nine unsur; None unless all are filled."""
        bobot = BOBOT_SKM.get(self.rencana.teks(PROFIL, "bobot_skm"), next(iter(BOBOT_SKM.values())))
        return run("IKM", [self.rencana.angka(u, "nilai") for u in self.rencana.slots("skm")], bobot)

    # --- what a printed figure should be ---

    def sasaran_of(self, i: str) -> str:
        """The node an indicator stands on, "" when its code is of none."""
        return self.pohon.named(i, "node")

    def computed(self, tabel: str, kunci: str, kolom: str) -> Hasil:
        """The workbook's own value of a printed figure; None when it computes none."""
        if kunci.startswith("I") and kolom in _FAKTA_INDIKATOR:
            return self._computed_indikator(tabel, kunci, kolom)
        if kunci.startswith("I"):
            kunci = self.sasaran_of(kunci)
        if kolom in {"anggaran", "realisasi_anggaran", "penyerapan"}:
            return self._computed_budget(kunci, kolom)
        if kolom == "capaian" and self.pohon.level(kunci):
            return self.capaian_node(kunci)
        jenis = {"jumlah_program": PROGRAM, "jumlah_kegiatan": KEGIATAN, "jumlah_sub_kegiatan": SUB_KEGIATAN}
        if kolom in jenis:
            return self.count_budgeted(jenis[kolom])
        return None

    def count_budgeted(self, level: int, *, berangka: bool = False) -> int:
        """Programs, kegiatan or sub kegiatan of the budget: those with a pagu or "-"; `berangka`: with money alone."""
        pagu = [self.anggaran(s) for s in self.pohon.walk() if self.pohon.level(s) == level]
        return sum(1 for x in pagu if ((as_number(x) or 0) > 0 if berangka else x is not None))

    def _computed_indikator(self, tabel: str, i: str, kolom: str) -> Hasil:
        if kolom.startswith("lalu"):
            return self.rencana.angka(i, kolom)
        node = self.sasaran_of(i)
        if kolom == "capaian":
            gabungan = tabel == "Lampiran 3" and self.pohon.level(node) in (PROGRAM, KEGIATAN)
            return self.capaian_node(node) if gabungan else self.capaian(i)
        if kolom == "kemajuan":
            return run("KEMAJUAN", self.realisasi(i), self.target_akhir(i))
        if kolom == "efisiensi":
            return run("EFISIENSI", self._computed_budget(node, "penyerapan"), self.capaian(i))
        return {"target": self.target, "realisasi": self.realisasi, "target_akhir": self.target_akhir}[kolom](i)

    def _computed_budget(self, n: str, kolom: str) -> Hasil:
        if self.pohon.level(n) == SASARAN:
            pagu, nyata = self.anggaran_sasaran(n)
        else:
            pagu, nyata = self.anggaran(n), self.realisasi_anggaran(n)
        if kolom == "penyerapan":
            return run("PENYERAPAN", nyata, pagu)
        return pagu if kolom == "anggaran" else nyata
