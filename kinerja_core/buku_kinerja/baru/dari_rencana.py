"""A plan of the old form as rows of the new book: nodes in the order of the tree, each with its indicators below it.

What a row cannot hold is told, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinerja_core.buku_kinerja.baru.baris import (
    AUDIT,
    BARIS,
    BARIS_BAWAAN,
    DISEBUT,
    LEVEL_JENIS,
    MODEL,
    RUANG_BAWAAN,
    TABEL_AUDIT,
    TABEL_KANTOR,
    TABEL_LAPORAN,
)
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.urai import AWAL_KODE, JENIS, PROGRAM, code_of, level_of_code, level_of_word
from kinerja_core.buku_kinerja.nomenklatur import normal_kode
from kinerja_core.buku_kinerja.pengukuran import Pohon
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana, spare_rows
from kinerja_core.dasar.excelmath import Nilai, clean_text
from kinerja_core.lembar.isian import Kotak

_TW = (1, 2, 3, 4)


@dataclass
class Pindah:
    """The rows a plan became: where each node and indicator went (old slot -> row), and what found no place."""

    isi: IsiBuku
    baris: Mapping[str, int]
    tertinggal: list[Kotak] = field(default_factory=list)


class _Tata:
    def __init__(self, rencana: Rencana) -> None:
        self.r, self.pohon = rencana, Pohon(rencana)
        self.data: dict[Kotak, Nilai] = {}
        self.baris: dict[str, int] = {}
        self.tertinggal: list[Kotak] = []

    def _below(self, induk: str | None) -> list[str]:
        """Children so that each hangs where it should: those that skip a level stand before those that do not."""
        anak = self.pohon.anak.get(induk, [])
        return sorted(anak, key=lambda s: -self.pohon.level(s)) if induk else anak

    def _walk(self, induk: str | None = None) -> list[str]:
        return [x for s in self._below(induk) for x in (s, *self._walk(s))]

    def place(self) -> int:
        """Give every node and indicator its row; how many rows that takes."""
        node = self._walk()
        node += [s for s in self.pohon.individu if s not in node]
        node += [s for s in self.r.used("node") if s not in node]
        milik = self.pohon.indikator
        yatim = [i for i in self.r.used("indikator") if self.r.teks(i, "node").upper() not in set(node)]
        baris = 0
        for i in yatim:
            baris += 1
            self.baris[i] = baris
        for s in node:
            baris += 1
            self.baris[s] = baris
            for k, i in enumerate(milik.get(s, [])):
                baris += k > 0
                self.baris[i] = baris
        return baris

    def put(self, n: int, kunci: str, nilai: Nilai) -> None:
        """A cell of a row."""
        if nilai is not None and nilai != "":
            self.data[(BARIS.slot(n), kunci)] = nilai

    def typed_uraian(self, s: str) -> None:
        """Kode and name in one cell; the jenis only where the kode does not say it."""
        n, r = self.baris[s], self.r
        kode, uraian, jenis = r.teks(s, "nomenklatur"), r.nilai(s, "uraian"), r.nilai(s, "jenis")
        if normal_kode(kode).startswith(AWAL_KODE) and isinstance(uraian, str):
            uraian = f"{normal_kode(kode)} {clean_text(uraian)}"
        elif kode:
            self.tertinggal.append((s, "nomenklatur"))
        self.put(n, "uraian", uraian)
        dari_kode = level_of_code(code_of(clean_text(uraian)))
        if not dari_kode or level_of_word(clean_text(jenis)) != dari_kode:
            self.put(n, "jenis", jenis)

    def node(self, s: str) -> None:
        """A node, but what its place says."""
        n, r = self.baris[s], self.r
        self.typed_uraian(s)
        induk = self.pohon.induk.get(s)
        luar = not self.pohon.di_cascading(s)
        if luar and (self.pohon.level(s) == PROGRAM or not induk or self.pohon.di_cascading(induk)):
            self.put(n, "luar", "Ya")
        if jabatan := r.teks(s, "penanggung_jawab").upper():
            self.put(n, "penanggung_jawab", self.name_of("baris", "penanggung_jawab", jabatan))
        for kunci, (tabel, milik) in MODEL.items():
            if tabel == "node" and kunci not in ("uraian", "urutan", "jenis"):
                self.put(n, kunci, r.nilai(s, milik))
        if r.nilai(s, "g") is not None:
            self.year(s, "g", "g")

    def name_of(self, tabel: str, kunci: str, slot: str) -> Nilai:
        """How a cell names a row of another table: by its name where only one has it, else by its slot."""
        ke, nama = DISEBUT[(tabel, kunci)]
        semua = [self.r.teks(x, nama).casefold() for x in self.r.used(ke)]
        teks = self.r.teks(slot, nama)
        return teks if teks and semua.count(teks.casefold()) == 1 else slot

    def year(self, slot: str, kunci: str, huruf: str) -> None:
        """A value of the year stands in the cell of TW IV of a row that has no quarters."""
        n = self.baris[slot]
        if all(self.r.nilai(slot, f"{huruf}{q}") is None for q in _TW):
            self.put(n, f"{huruf}4", self.r.nilai(slot, kunci))
        else:
            self.tertinggal.append((slot, kunci))

    def indicator(self, i: str) -> None:
        """An indicator; one that is the same as another is the number of that row."""
        n, r = self.baris[i], self.r
        sama = r.teks(i, "sama_dengan").upper()
        self.put(n, "indikator", r.nilai(i, "uraian"))
        if sama:
            self.tertinggal.append((i, "sama_dengan"))
        for kunci, (tabel, milik) in MODEL.items():
            if tabel == "indikator" and kunci != "indikator":
                self.put(n, kunci, r.nilai(i, milik))
        for setahun, huruf in (("target", "t"), ("realisasi", "r")):
            if r.nilai(i, setahun) is not None:
                self.year(i, setahun, huruf)
        if r.nilai(i, "iku") is None and self.pohon.level(r.teks(i, "node").upper()) in (1, 2):
            self.put(n, "iku", "Tidak")

    def levels(self) -> None:
        """What the office is called on each level, where the nodes of a jenis agree; else it stays in its row."""
        for jenis, kunci in LEVEL_JENIS.items():
            node = [s for s in self.r.used("node") if JENIS[self.pohon.level(s) - 1] == jenis and self.pohon.level(s)]
            semua = {self.r.teks(s, "level") for s in node}
            if len(semua) == 1 and (satu := self.r.nilai(node[0], "level")) is not None:
                self.data[(PROFIL, kunci)] = satu
                for s in node:
                    self.data.pop((BARIS.slot(self.baris[s]), "level"), None)

    def renstra(self) -> None:
        """Rows of the Renstra beside their indicator."""
        for s in self.r.used("renstra"):
            i = self.r.teks(s, "indikator").upper()
            n = self.baris.get(i)
            if n is None or (BARIS.slot(n), "akhir") in self.data:
                self.tertinggal += [(s, k) for x, k in self.r.data if x == s]
                continue
            for kunci, (tabel, milik) in MODEL.items():
                if tabel == "renstra":
                    self.put(n, kunci, self.r.nilai(s, milik))

    def links(self) -> None:
        """Which sasaran a program supports, by row."""
        for t in self.r.used("tautan"):
            p, s = (self.baris.get(self.r.teks(t, k).upper()) for k in ("program", "sasaran"))
            if p is None or s is None:
                self.tertinggal.append((t, "program"))
                continue
            lama = self.data.get((BARIS.slot(p), "dukung"))
            self.put(p, "dukung", s if lama is None else f"{clean_text(lama) or lama}, {s}")

    def plain(self) -> None:
        """Tables that stand in the new book as they did; cells that name a row name it in words, or by its new row."""
        for tabel in (*TABEL_KANTOR, *TABEL_LAPORAN, *TABEL_AUDIT):
            for s in self.r.used(tabel):
                for k in TABEL[tabel].kolom:
                    nilai = self.r.nilai(s, k.kunci)
                    menunjuk = k.jenis == "rujukan" or k.kunci == "kunci"
                    if (slot := clean_text(nilai).upper()) in self.baris and menunjuk:
                        nilai = TABEL["node" if slot[0] == "N" else "indikator"].slot(self.baris[slot])
                    elif (tabel, k.kunci) in DISEBUT and slot:
                        nilai = self.name_of(tabel, k.kunci, slot)
                    if nilai is not None:
                        self.data[(s, k.kunci)] = nilai
        for (slot, kunci), nilai in self.r.data.items():
            if slot == PROFIL:
                self.data[(slot, kunci)] = nilai


def rows_from(rencana: Rencana, *, audit: bool = True, baris: int = 0) -> Pindah:
    """The new book's content of a plan; `audit`: with how documents print it. At least 100 rows."""
    t = _Tata(rencana)
    perlu = t.place()
    for s in rencana.used("node"):
        t.node(s)
    for i in rencana.used("indikator"):
        t.indicator(i)
    t.levels()
    t.renstra()
    t.links()
    t.plain()
    ruang = {"baris": max(baris, BARIS_BAWAAN, spare_rows(perlu))}
    for tabel, bawaan in RUANG_BAWAAN.items():
        terpakai = [TABEL[tabel].number(s) or 0 for s in rencana.used(tabel)]
        ruang[tabel] = TABEL[tabel].tetap or max(bawaan, spare_rows(max(terpakai, default=0)))
    baris_ada = {BARIS.slot(n) for n in range(1, ruang["baris"] + 1)}
    if audit:
        ruang |= {x: rencana.kapasitas[x] for x in TABEL_AUDIT}
    data = {k: x for k, x in t.data.items() if audit or k[1] not in AUDIT or k[0] not in baris_ada}
    isi = IsiBuku(rencana.identitas, rencana.tahun, ruang, data, audit)
    return Pindah(isi, t.baris, t.tertinggal)


