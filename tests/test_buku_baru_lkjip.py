"""The LKjIP of the new Buku Kinerja: what its tables show against what the first layout showed, and how they grow.

R1 every figure of the golden files stands in the new tables, row by row in the same order; what does not is explained
   below. R2 every table prints every row there is, tells when it cannot, and holds nothing when there is none.
R3 a class is printed beside its number wherever a target is. R4 no text is cut in a row as built. R5 pages: of tables
   side by side those print that have rows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from bantu.emas_buku import golden, shown
from test_buku_baru import MILIK, document

from kinerja_core.buku_kinerja.baru.baris import BARIS, LEMBAR_BARIS, LEMBAR_TW, RUANG_BAWAAN
from kinerja_core.buku_kinerja.baru.blok import AWAL, LembarBlok, TabelCetak
from kinerja_core.buku_kinerja.baru.dari_rencana import Pindah, rows_from
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.lkjip import (
    Lkjip,
    sheet_belanja,
    sheet_evaluasi,
    sheet_lhe,
    sheet_lkjip2,
    sheet_lkjip3,
)
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.ringkasan import sheet_ringkasan
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.tempat import (
    KOLOM_OLAH,
    KOLOM_UJI,
    OLAH,
    OLAH_TABEL,
    RENAKSI,
    RINGKASAN,
    TempatBaru,
)
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TOTAL
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.cetak import Bagian, Cetak
from kinerja_core.lembar.denah import Lembar, Rumus
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tulis import _print_area, evaluate_shown, write_bytes

pytest.importorskip("ironcalc")

SUSUN = (sheet_lkjip2, sheet_lkjip3, sheet_evaluasi, sheet_lhe, sheet_belanja)
#: Columns of the golden files and the column of the new table (0-based); a table's stream by its first word.
PETA: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "Tabel 2.1": ("rs", {"Tujuan/sasaran tertulis": 1, "Indikator tertulis": 2, "Kondisi awal": 4, "Target 2019": 5,
                         "Target 2020": 6, "Target 2021": 7, "Target 2022": 8, "Target 2023": 9, "Target 2024": 10,
                         "Kondisi akhir": 11}),
    "Tabel 2.2": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Target 2022": 4}),
    "Tabel 2.3": ("prog", {"No": 0, "Program": 1, "Anggaran (Rp)": 2}),
    "Tabel 3.1": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Realisasi 2021": 4,
                          "Target 2022": 5, "Realisasi 2022": 6, "Capaian (%)": 7, "Predikat": 8}),
    "Tabel 3.2": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Target 2022": 3,
                          "Realisasi 2019": 4, "Realisasi 2020": 5, "Realisasi 2021": 6, "Realisasi 2022": 7}),
    "Tabel 3.3": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Target akhir Renstra": 3,
                          "Realisasi 2022": 4, "Tingkat kemajuan (%)": 5}),
    "Tabel 3.4": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Target 2022": 3,
                          "Realisasi 2022": 4, "Capaian (%)": 5, "Anggaran (Rp)": 6, "Realisasi (Rp)": 7,
                          "Penyerapan (%)": 8}),
    "Tabel 3.5": ("iku", {"No": 0, "Sasaran strategis": 1, "Indikator kinerja": 2, "Capaian (%)": 3,
                          "Penyerapan (%)": 4, "Tingkat efisiensi": 5}),
    "Tabel 3.6": ("prog", {"No": 0, "Program": 1, "Anggaran (Rp)": 2, "Realisasi (Rp)": 3, "Penyerapan (%)": 4}),
    "Tabel 3.7": ("bel", {"Kode": 0, "Uraian": 1, "Anggaran (Rp)": 2, "Realisasi (Rp)": 3, "Penyerapan (%)": 4}),
    "Lampiran 3": ("lamp", {"No": 0, "Uraian": 1, "Anggaran (Rp)": 2, "Realisasi (Rp)": 3, "%": 4, "Keluaran": 5,
                            "Target": 6, "Realisasi": 7, "Capaian (%)": 8, "Rata-rata (%)": 9}),
    "Ringkasan": ("iku", {"No": 0, "Indikator Kinerja Utama": 1, "Satuan": 2, "Target": 3, "Realisasi": 4,
                          "Capaian (%)": 5, "s.d. TW I": 6, "s.d. TW II": 7, "s.d. TW III": 8, "s.d. TW IV": 9,
                          "Predikat": 10}),
}
#: Columns of the golden files that the new tables have not, and why.
LEPAS: Mapping[str, str] = {
    "baris": "the order is compared as a whole",
    "Tercetak": "what a document printed stands on Angka Tercetak, beside the book's own value, not in what prints",
    "Tercetak %": "as Tercetak",
    "Nomor tercetak": "rows are numbered; the number as printed is kept in the plan",
    "Baris atau halaman sumber": "where a reader finds it in the source, not part of the table",
    "Bagian": "Tujuan or Sasaran is what the row is; the table has one column for both, as the source",
    "Indikator (kode)": "no slots on what prints",
    "Indikator": "the plan's name beside the written one; the written one prints",
}
#: (table, column) whose values may differ, and why.
BEDA: Mapping[tuple[str, str], str] = {
    ("Tabel 3.7", "Kode"): "kode of the nomenclature where the row has one, else the number as printed",
    ("Lampiran 3", "No"): "as in Tabel 3.7",
    ("Ringkasan", "s.d. TW IV"): "a target of the year alone stands in TW IV: up to TW IV is the year",
}
#: Tables whose rows may stand in another order, and why.
URUTAN: Mapping[str, str] = {"Tabel 2.1": "the order of the plan; the Renstra was typed as a table of its own"}
DOKUMEN = ("sokobanah_2022", "kemangkon_2022")


def _without_checks(s: Lembar) -> Lembar:
    """A sheet without the formulas that no printed table reads: checks, what stands beside inputs, other documents."""
    uji = {1 + KOLOM_OLAH.index(x) for x in KOLOM_UJI}
    lain = s.nama in (*LEMBAR_BARIS, RENAKSI, OLAH_TABEL)
    sel = {pos: x for pos, x in s.sel.items()
           if not (isinstance(x.isi, Rumus) and (lain or (s.nama == OLAH and pos[1] in uji)))}
    return replace(s, sel=sel)


class Buku:
    """A described book and every value its printed sheets show."""

    def __init__(self, isi: IsiBuku) -> None:
        self.isi, self.t = isi, TempatBaru(isi)
        self.denah = describe_new(isi)
        self.lkjip = Lkjip(self.t)
        self.susun: list[LembarBlok] = [s(self.lkjip) for s in SUSUN]
        ringkasan = sheet_ringkasan(self.lkjip)[1]
        self.hitung = [*(c for s in self.susun for c in s.counts()), ringkasan]
        ukur = Lembar("Ukur")
        for n, (_, tercetak, seharusnya) in enumerate(self.hitung):
            ukur.put_row(n, [Rumus(tercetak), Rumus(seharusnya)], "mesin")
        self.inti = core_values(isi)
        self.tampil = evaluate_shown(replace(self.denah, lembar=(*map(_without_checks, self.denah.lembar), ukur)),
                                     isi.isian, self.inti)

    def value(self, lembar: str, posisi: tuple[int, int]) -> Nilai:
        """What a cell shows."""
        sel = self.denah.sheet(lembar).sel.get(posisi)
        if sel is None or not isinstance(sel.isi, Rumus):
            return sel.isi if sel and isinstance(sel.isi, int | float | str) else None
        return self.inti[sel.isi.kunci] if sel.isi.kunci is not None else self.tampil[(lembar, posisi)]

    def blocks(self) -> Iterator[tuple[str, TabelCetak, int]]:
        """(sheet, table, first column) of every table."""
        for s in self.susun:
            for b, kiri in s.blok:
                yield s.lembar.nama, b, kiri

    def table(self, judul: str) -> tuple[str, int, int, int]:
        """Where the table of that name is: sheet, first row, first column, rows."""
        if judul == RINGKASAN:
            return RINGKASAN, 28, 0, self.t.ruang_deret("iku")
        lembar, b, kiri = next(x for x in self.blocks() if x[1].judul.startswith(judul))
        return lembar, AWAL, kiri, b.ruang

    def row(self, judul: str, j: int, lebar: int) -> list[Nilai]:
        """The j-th row of a table."""
        lembar, awal, kiri, _ = self.table(judul)
        return [self.value(lembar, (awal + j - 1, kiri + m)) for m in range(lebar)]

    def counts(self) -> dict[str, tuple[Nilai, Nilai]]:
        """Per table how many rows it prints and should."""
        return {nama: (self.tampil[("Ukur", (n, 0))], self.tampil[("Ukur", (n, 1))])
                for n, (nama, _, _) in enumerate(self.hitung)}


@lru_cache(maxsize=4)
def sample(nama: str) -> tuple[Buku, Pindah]:
    """The book of a document as it is audited, and where its rows went."""
    p = rows_from(document(nama))
    return Buku(p.isi), p


def same(kini: Nilai, emas: str) -> bool:
    """A number to 14 digits, a text letter for letter."""
    if isinstance(kini, int | float):
        try:
            return abs(kini - float(emas)) <= 1e-12 * max(1.0, abs(kini))
        except ValueError:
            return False
    return shown(kini) == emas.strip()


def rows_of(nama: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The golden rows of these tables: (table, node, indicator) -> value by column. A signature and the sums of the
    summary have no node: they are looked at below."""
    hasil: dict[tuple[str, str, str], dict[str, str]] = {}
    for (tabel, node, ind, kolom), nilai in golden(nama).items():
        if tabel in PETA and node:
            hasil.setdefault((tabel, node, ind), {})[kolom] = nilai[0]
    return hasil


@pytest.mark.parametrize("nama", DOKUMEN)
def test_golden_figures_stand_in_the_new_tables(nama: str) -> None:
    """R1: value by value, and nothing where there was nothing; as many rows, in the same order. A column that is gone
    or may differ is named with its reason."""
    buku, p = sample(nama)
    salah, tempat = [], dict[str, list[int]]()
    emas = rows_of(nama)
    for (tabel, node, ind), isi in emas.items():
        deret, peta = PETA[tabel]
        baris, muka = buku.lkjip.deret[deret].isi, int(deret in ("bel", "lamp"))
        assert {k for k in isi if k not in peta and k.split(" / ")[-1] not in LEPAS} == set()
        j = (len(baris) if node == TOTAL else baris.index(p.baris[ind or node])) + 1 + muka
        tempat.setdefault(tabel, []).append(j)
        kini = buku.row(tabel, j, max(peta.values()) + 1)
        salah += [(tabel, node, ind, k, isi.get(k), kini[m]) for k, m in peta.items()
                  if (tabel, k) not in BEDA and kini[m] is not None and not same(kini[m], isi.get(k, ""))
                  and not (node == TOTAL and k == "No")]
    assert salah == []
    assert {t for t, x in tempat.items() if x != sorted(x)} <= set(URUTAN)
    for tabel, x in tempat.items():
        total = tabel in ("Tabel 2.3", "Tabel 3.6")
        assert len(x) == len(buku.lkjip.deret[PETA[tabel][0]].isi) + total, tabel
    assert len(emas) > (120 if nama == "sokobanah_2022" else 12)


def test_what_differs_from_the_golden_figures_does_so_as_told() -> None:
    """R1: reasons that explain nothing have no place; the kode differs only where the nomenclature has one."""
    buku, p = sample("sokobanah_2022")
    emas = golden("sokobanah_2022")
    kode = {n: x for (t, n, _, k), x in emas.items() if (t, k) == ("Tabel 3.7", "Kode")}
    beda = 0
    for j, n in enumerate(buku.lkjip.deret["bel"].isi, start=2):
        lama = kode[next(s for s, b in p.baris.items() if b == n and s[0] == "N")][0]
        kini = shown(buku.row("Tabel 3.7", j, 1)[0])
        nomenklatur = kini.startswith("7.01.")
        beda += nomenklatur
        assert nomenklatur or kini == lama
    assert 0 < beda < len(buku.lkjip.deret["bel"].isi)
    ada = {k.split(" / ")[-1] for t, _, _, k in emas if t in PETA}
    assert ada >= set(LEPAS), "a reason for a column that no golden file has"


def test_what_stands_around_the_tables() -> None:
    """R1: problems in their order, sums before and behind the budget, means and budget of the summary."""
    buku, _ = sample("sokobanah_2022")
    emas = golden("sokobanah_2022")
    masalah = [s for t, s, _, k in emas if (t, k) == ("Tabel 1.1", "baris")]
    kolom = ("Masalah", "Pokok masalah", "Akar masalah: faktor internal", "Akar masalah: faktor eksternal")
    for j, s in enumerate(masalah, start=1):
        assert buku.row("Tabel 1.1", j, 5)[1:] == [emas.get(("Tabel 1.1", s, "", k), [""])[0].strip() for k in kolom]
    jumlah = [2662394679, 2508522923, pytest.approx(94.2205504986288)]
    for tabel, lebar in (("Tabel 3.7", 5), ("Lampiran 3", 10)):
        akhir = len(buku.lkjip.deret["bel" if lebar == 5 else "lamp"].isi) + 2
        assert buku.row(tabel, 1, 5) == ["", "BELANJA LANGSUNG", *jumlah]
        assert buku.row(tabel, akhir, lebar) == ["", "JUMLAH", *jumlah, *[""] * (lebar - 5)]
        assert buku.row(tabel, akhir + 1, lebar)[:5] == [""] * 5
    assert buku.value(RINGKASAN, (4, 5)) == pytest.approx(99.993937189281)
    assert [buku.value(RINGKASAN, (6, m)) for m in (3, 4, 5)] == jumlah


# --- how tables grow ----------------------------------------------------------------------------------------------


def invented(banyak: int, iku: int) -> IsiBuku:
    """A book full of rows: `iku` indicators on one sasaran, then programs with kegiatan and sub kegiatan."""
    acak, data = random.Random(banyak), dict[tuple[str, str], Nilai]()

    def put(n: int, **isi: Nilai) -> None:
        data.update({(BARIS.slot(n), k): x for k, x in isi.items()})
    for n in range(1, banyak + 1):
        angka: dict[str, Nilai] = {f"t{q}": 18.0 * q for q in (1, 2, 3, 4)}
        angka |= {f"r{q}": acak.choice((17.0, 18.5)) * q for q in (1, 2, 3, 4)}
        put(n, indikator=f"Indikator nomor {n} yang diukur setiap triwulan", satuan="Nilai", **angka)
        if n == 1:
            put(n, uraian="Meningkatnya akuntabilitas kinerja", jenis="Sasaran")
        if n <= iku:
            put(n, tulisan="BB", th1=60, awal="-", akhir=80, lalu1=61.5, penyebab="Data lengkap", solusi="Rapat rutin")
        elif (ke := (n - iku - 1) % 6) == 0:
            put(n, uraian=f"Program {n} pelayanan umum", jenis="Program")
        elif ke == 1:
            put(n, uraian=f"Kegiatan {n}", jenis="Kegiatan")
        elif ke < 5:  # the last of six is a further indicator
            put(n, uraian=f"Sub kegiatan {n}", jenis="Sub Kegiatan", pagu=1_000_000 + n, g1=500_000, g4=n)
    for m in (1, 2, 4, 9):
        data |= {(TABEL["masalah"].slot(m), "pokok"): f"Pokok {m}", (TABEL["lhe"].slot(m), "catatan"): f"Catatan {m}"}
    data |= {(PROFIL, "renstra_awal"): 2024, (PROFIL, "renstra_akhir"): 2029}
    return IsiBuku(MILIK, 2026, {**RUANG_BAWAAN, "baris": banyak}, data)


@pytest.fixture(scope="module")
def penuh() -> Buku:
    """42 rows: the sheets of IKU are full to the last row."""
    return Buku(invented(42, 40))


@pytest.fixture(scope="module")
def belanja() -> Buku:
    """Every row of the budget in use."""
    return Buku(invented(41, 1))


def test_full_tables_print_every_row(penuh: Buku, belanja: Buku) -> None:
    """R2: printed as many as there should be, as the core counts them; no gap, nothing behind the last."""
    for buku, iku in ((penuh, 40), (belanja, 1)):
        counts = buku.counts()
        assert all(a == b for a, b in counts.values()), counts
        d = buku.lkjip.deret
        assert {len(d[x].isi) for x in ("iku", "rs")} == {iku}
        for lembar, b, _ in buku.blocks():
            assert counts[b.judul] == (b.terpakai, b.terpakai), (lembar, b.judul)
    assert len(belanja.lkjip.deret["lamp"].isi) > len(belanja.lkjip.deret["bel"].isi) > 30
    assert [belanja.row("Tabel 1.1", j, 3)[2] for j in range(1, 6)] == ["Pokok 1", "Pokok 2", "Pokok 4", "Pokok 9", ""]
    assert [belanja.row("Tindak Lanjut", j, 3)[2] for j in (3, 4, 5)] == ["Catatan 4", "Catatan 9", ""]


def test_what_is_the_nodes_stands_in_its_first_row(belanja: Buku) -> None:
    """R2: further outputs of a node show themselves alone."""
    x, lain = belanja.lkjip.isi, 0
    for j, n in enumerate(x.lamp, start=2):
        isi = belanja.row("Lampiran 3", j, 10)
        pertama = x.node(n) == n
        lain += not pertama
        assert isi[5] == x.indicator(n)
        assert [isi[m] == "" for m in (1, 2, 3, 4, 9)] == [not pertama] * 5, (j, isi)
    assert lain > 3


def test_a_table_without_room_tells() -> None:
    """R2: 41 IKU where 40 find room: printed and expected differ in the tables of the IKU alone."""
    counts = Buku(invented(44, 41)).counts()
    beda = {k for k, (a, b) in counts.items() if a != b}
    assert all(counts[k] == (40, 41) for k in beda), counts
    assert {k.split(" ")[1] for k in beda if k.startswith("Tabel")} == {"2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "3.5"}


def test_an_empty_book_shows_nothing() -> None:
    """R2: no row, no sum, no signature; an empty table is not printed."""
    buku = Buku(IsiBuku(MILIK, 2026, {**RUANG_BAWAAN, "baris": 12}, {}))
    assert set(buku.counts().values()) == {(0, 0)}
    for lembar, b, kiri in buku.blocks():
        kosong = {buku.value(lembar, (AWAL + j, kiri + m)) for j in range(b.ruang) for m, k in enumerate(b.kolom)
                  if k.gaya != "resmi_urutan"}
        assert kosong == {""}, b.judul
    for s in buku.denah.lembar:
        assert all(b.terpakai == AWAL for b in s.cetak.bagian) if s.cetak else True


def test_a_class_stands_beside_its_number(penuh: Buku) -> None:
    """R3: in every table with a target; a class without number prints as it is, a number without class too."""
    for tabel, kolom in (("Tabel 2.2", 4), ("Tabel 3.1", 5), ("Tabel 3.2", 3), ("Tabel 3.4", 3), (RINGKASAN, 3)):
        assert penuh.row(tabel, 7, kolom + 1)[kolom] == "BB (72)", tabel
    assert penuh.row("Lampiran 3", 2, 7)[6] == ""
    assert [k.judul for _, b, _ in penuh.blocks() if b.judul.startswith("Tabel 3.1") for k in b.kolom][3] == "Satuan"


def test_definitions_are_printed() -> None:
    """R1: tables that compute something say how."""
    buku, _ = sample("sokobanah_2022")
    arti = {b.judul[:9]: b.arti for _, b, _ in buku.blocks()}
    for tabel in ("Tabel 3.1", "Tabel 3.3", "Tabel 3.4", "Tabel 3.5", "Lampiran "):
        assert "=" in arti[tabel]
        lembar, _, kiri, _ = buku.table(tabel)
        assert buku.value(lembar, (2, kiri)) == arti[tabel]


def test_no_text_is_cut(penuh: Buku) -> None:
    """R4: rows as built are as high as their longest text; a spare row holds two lines."""
    for buku in (penuh, sample("sokobanah_2022")[0]):
        for s in buku.denah.lembar:
            blok = [(b, kiri) for nama, b, kiri in buku.blocks() if nama == s.nama]
            for b, kiri in blok:
                for j in range(1, b.terpakai + 1):
                    for m, k in enumerate(b.kolom):
                        isi = buku.value(s.nama, (AWAL + j - 1, kiri + m))
                        if isinstance(isi, str) and k.gaya == "resmi_teks":
                            perlu = row_height(line_count(isi, k.lebar))
                            assert s.tinggi[AWAL + j - 1] >= perlu, (b.judul, j, k.judul, isi)
                if b.terpakai < b.ruang:
                    assert s.tinggi[AWAL + b.ruang - 1] >= row_height(2)


def test_tables_side_by_side_print_one_after_the_other() -> None:
    """R5: in their order; each only when it has rows; without any the first cell, which is empty."""
    a, b, c = (Bagian((0, k), (9, k + 1), f"n{k}", 6, ada) for k, ada in ((1, "x>0"), (4, ""), (7, "y>0")))
    luas = [f"S!$${h[0]}$1:INDEX(S!$${h[1]}$1:$${h[1]}$10,n{k})".replace("$$", "$")
            for k, h in ((1, "BC"), (4, "EF"), (7, "HI"))]

    def area(*bagian: Bagian) -> str:
        return _print_area("S", Cetak(((0, 0), (9, 9)), bagian=bagian))
    assert area(b) == luas[1]
    assert area(b, replace(c, ada="")) == f"{luas[1]},{luas[2]}"
    assert area(a, c) == f"IF(x>0,IF(y>0,({luas[0]},{luas[2]}),{luas[0]}),IF(y>0,{luas[2]},S!$A$1))"
    assert area(a, replace(c, ada="x>0")) == f"IF(x>0,({luas[0]},{luas[2]}),S!$A$1)"
    assert area(a, b) == f"IF(x>0,({luas[0]},{luas[1]}),{luas[1]})"


def test_print_areas_are_short_and_know_their_sheet(penuh: Buku) -> None:
    """R5: every reference of a print area names its sheet, and Excel takes the formula."""
    for s in penuh.denah.lembar:
        if s.cetak and (s.cetak.bagian or s.cetak.baris_akhir):
            luas = _print_area(s.nama, s.cetak)
            assert len(luas) < 8000
            assert re.search(r"(?<![!:A-Z$])\$[A-Z]+\$\d", luas) is None, luas


def test_a_quarter_prints_as_its_report(penuh: Buku, tmp_path: Path) -> None:
    """R5: without numbers of rows, signs and notes, the indicator on both pages, over each what it is; in black."""
    for romawi, nama in zip(("I", "II", "III", "IV"), LEMBAR_TW, strict=True):
        cetak = penuh.denah.sheet(nama).cetak
        assert cetak is not None
        assert cetak.lebar_halaman == 2
        kiri, ulang = cetak.rentang[0][1], cetak.ulang_kolom
        assert kiri > max(penuh.t.column(nama, k) for k in ("baris", "st", "milik", "apa"))
        assert ulang == (penuh.t.column(nama, "apa"),) * 2
        assert cetak.kepala.splitlines() == [f"LAPORAN KINERJA TRIWULAN {romawi} TAHUN 2026",
                                             "KECAMATAN CONTOH, KABUPATEN CONTOH"]
    satu = Lembar("Satu", cetak=replace(cetak, rentang=((0, 0), (9, 9)), baris_akhir=""))
    denah = replace(penuh.denah, lembar=(satu,), masukan={}, rentang={}, properti={})
    (tmp_path / "satu.xlsx").write_bytes(write_bytes(denah, penuh.isi.isian, {}, {}))
    with ZipFile(tmp_path / "satu.xlsx") as z:
        isi = z.read("xl/worksheets/sheet1.xml").decode()
    assert {x for x in ('blackAndWhite="1"', 'fitToWidth="2"') if x in isi} == {'blackAndWhite="1"', 'fitToWidth="2"'}
    assert "TRIWULAN IV TAHUN 2026\nKECAMATAN CONTOH" in isi.replace("&#10;", "\n")


def test_room_for_every_row_costs_what_it_may() -> None:
    """Formulas of the printed tables in a book of 100 rows: at most 56 a row, whatever is filled."""
    t = TempatBaru(IsiBuku(MILIK, 2026, {**RUANG_BAWAAN, "baris": 100}, {}))
    x = Lkjip(t)
    lembar = [*(s(x).finish() for s in SUSUN), sheet_ringkasan(x)[0]]
    assert sum(isinstance(c.isi, Rumus) for s in lembar for c in s.sel.values()) <= 56 * 100
    assert t.ruang_deret("lamp") == t.ruang_deret("bel") == 100
