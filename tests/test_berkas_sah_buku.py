"""Every Buku Kinerja we write is a file Excel should open without a repair prompt: an empty one and four real ones.

R1 Microsoft's Open XML validator: 0 errors for Office2010, Office2019, Microsoft365. R2 our lint: 0 lines (allowed
functions, length, nesting, names, protection). R3 every formula carries a cached value, and ironcalc computes the same
from the file. R4 every chart is read aloud; styles keep their contrast. R5 the unlocked cells are exactly the inputs.
R6 no formula is circular, even when whole ranges count as looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from bantu.bersama import book
from bantu.lint import PANJANG_RUMUS, TINGKAT_RUMUS, lint
from bantu.mesin import need
from bantu.validator import VERSI, VERSI_BERKAS, validate, validator_missing

from kinerja_core.buku_kinerja.lembar import susun
from kinerja_core.buku_kinerja.rencana import Rencana, empty_rencana, load_rencana
from kinerja_core.buku_kinerja.ruang import with_room
from kinerja_core.dasar.excelmath import same_value
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.contoh import CONTOH
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.tema import GAYA, GAYA_BERSYARAT, PUTIH, TINTA
from kinerja_core.xlsx.baca import read_buku, read_parts
from kinerja_core.xlsx.buku import Posisi, posisi_dari
from kinerja_core.xlsx.mesin.mesin_ironcalc import evaluate_places

KOSONG = "kosong"
BUKU = (KOSONG, "sokobanah_2022", "leuwisari_2021", "sokaraja_2022", "kemangkon_2022")
semua = pytest.mark.parametrize("nama", BUKU)


@dataclass(frozen=True)
class Berkas:
    """One written workbook and what it was written from."""

    rencana: Rencana
    denah: Denah
    path: Path

    @cached_property
    def rumus(self) -> dict[tuple[str, Posisi], str]:
        """Every described formula."""
        return {(s.nama, pos): x.isi.teks for s in self.denah.lembar for pos, x in s.sel.items()
                if isinstance(x.isi, Rumus)}


def _plan(nama: str) -> Rencana:
    return empty_rencana(CONTOH, 2022) if nama == KOSONG else load_rencana(templat_dir() / "contoh" / f"{nama}.toml")


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Berkas]:
    folder = tmp_path_factory.mktemp("sah_buku")
    hasil = {}
    for nama in BUKU:
        r = with_room(_plan(nama))
        hasil[nama] = Berkas(r, susun.describe(r), folder / f"{nama}.xlsx")
        hasil[nama].path.write_bytes(book(r))
    return hasil


@semua
@pytest.mark.sampel(1)
def test_open_xml_validator_finds_nothing(berkas: dict[str, Berkas], nama: str) -> None:
    """R1"""
    need(validator_missing())
    versi = VERSI if nama == KOSONG else VERSI_BERKAS
    assert validate([berkas[nama].path], versi)[berkas[nama].path] == []


@semua
@pytest.mark.sampel(1)
def test_lint_finds_nothing(berkas: dict[str, Berkas], nama: str) -> None:
    """R2"""
    assert lint(berkas[nama].path) == []


@semua
@pytest.mark.sampel(2)
def test_every_cached_value_is_what_ironcalc_computes(berkas: dict[str, Berkas], nama: str) -> None:
    """R3"""
    satu = berkas[nama]
    buku = read_buku(satu.path)
    tempat = [(s.nama, pos) for s in buku.lembar for pos in s.rumus]
    assert set(tempat) == set(satu.rumus)
    beda = []
    for (lembar, pos), nilai in zip(tempat, evaluate_places(satu.path, tempat), strict=True):
        sheet = buku.sheet(lembar)
        assert sheet is not None
        assert pos in sheet.nilai, (lembar, pos)
        if not same_value(sheet.nilai[pos], nilai):
            beda.append((lembar, pos, sheet.nilai[pos], nilai))
    assert beda == []


@semua
def test_charts_are_read_aloud(berkas: dict[str, Berkas], nama: str) -> None:
    """R4"""
    gambar = {n: isi.decode() for n, isi in read_parts(berkas[nama].path).items() if n.startswith("xl/drawings/draw")}
    grafik = [g for s in berkas[nama].denah.lembar for g in s.grafik]
    assert len(grafik) >= 2
    terbaca = [alt for isi in gambar.values() for alt in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', isi)]
    assert sorted(terbaca) == sorted(g.alt for g in grafik)
    assert sum(isi.count("<xdr:graphicFrame ") for isi in gambar.values()) == len(grafik)


def test_text_stands_out(berkas: dict[str, Berkas]) -> None:
    """R4: every style used, alone and with every conditional style over it, keeps a contrast of 4,5 to 1.

    "mesin_putih" is meant not to be seen: it may only hold numbers that lie outside the printed area.
    """
    dipakai = {x.gaya for b in berkas.values() for s in b.denah.lembar for x in s.sel.values()}
    pernah = {(s.sel[pos].gaya, c.gaya) for b in berkas.values() for s in b.denah.lembar for c in s.bersyarat
              for pos in s.sel if not c.batang and c.dari[0] <= pos[0] <= c.sampai[0]
              and c.dari[1] <= pos[1] <= c.sampai[1]}
    for gaya, atas in {(g, "") for g in dipakai - {"mesin_putih"}} | pernah:
        rupa = {**GAYA[gaya], **GAYA_BERSYARAT.get(atas, {})}
        terang = [_luminance(rupa.get(k, bawaan)) for k, bawaan in (("font_color", TINTA), ("bg_color", PUTIH))]
        assert (max(terang) + 0.05) / (min(terang) + 0.05) >= 4.5, (gaya, atas)
    for b in berkas.values():
        for s in b.denah.lembar:
            if s.cetak:
                kanan = s.cetak.rentang[1][1]
                assert not [pos for pos, x in s.sel.items() if x.gaya == "mesin_putih" and pos[1] <= kanan], s.nama


def _luminance(warna: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2)."""
    saluran = [int(warna[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linier = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in saluran]
    return 0.2126 * linier[0] + 0.7152 * linier[1] + 0.0722 * linier[2]


@semua
def test_inputs_and_only_inputs_are_unlocked(berkas: dict[str, Berkas], nama: str) -> None:
    """R5"""
    denah = berkas[nama].denah
    for lembar in denah.lembar:
        terbuka = {pos for pos, x in lembar.sel.items() if GAYA[x.gaya].get("locked") is False}
        assert terbuka == set(lembar.masukan), lembar.nama
    ditempatkan = {kotak: (s.nama, pos) for s in denah.lembar for pos, kotak in s.masukan.items()}
    assert ditempatkan == denah.masukan
    assert all(denah.sheet(lembar).sel[pos].isi == kode for kotak, (lembar, pos, kode) in denah.kode_sel.items()
               if kotak[0] != "profil")


@semua
def test_every_input_lies_in_a_named_column(berkas: dict[str, Berkas], nama: str) -> None:
    """R5: single inputs by their own name, those of growing tables by the name of their column."""
    denah = berkas[nama].denah
    bernama = set(denah.nama.values())
    for lembar, dari, sampai in denah.rentang.values():
        bernama |= {(lembar, (b, k)) for b in range(dari[0], sampai[0] + 1) for k in range(dari[1], sampai[1] + 1)}
    assert set(denah.masukan.values()) <= bernama


@semua
@pytest.mark.sampel(2)
def test_formulas_stay_short_and_flat(berkas: dict[str, Berkas], nama: str) -> None:
    """R2, measured on the description itself, by a count of its own."""
    for tempat, teks in berkas[nama].rumus.items():
        assert len(teks) + 1 <= PANJANG_RUMUS, tempat
        dalam = paling = 0
        for huruf in re.sub(r'"[^"]*"|\'[^\']*\'', "", teks):
            dalam += (huruf == "(") - (huruf == ")")
            paling = max(paling, dalam)
        assert paling <= TINGKAT_RUMUS, tempat


_RUJUKAN = re.compile(r"(?:(?:'((?:[^']|'')+)'|([A-Za-z_]+))!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?"
                      r"(?![A-Za-z_(\d])")
#: A block of cells: sheet, first row and column, last row and column.
Blok = tuple[str, int, int, int, int]


def _blocks(rumus: str, lembar: str) -> set[Blok]:
    """Every block of cells a formula looks at, whole ranges included (as Excel's dependency tree does)."""
    hasil = set()
    for m in _RUJUKAN.finditer(re.sub(r'"[^"]*"', '""', rumus)):
        b1, k1 = posisi_dari(m[3] + m[4])
        b2, k2 = posisi_dari(m[5] + m[6]) if m[5] else (b1, k1)
        hasil.add(((m[1] or m[2] or lembar).replace("''", "'"), b1, k1, b2, k2))
    return hasil


def _circle(rumus: dict[tuple[str, Posisi], str]) -> list[str]:
    """The places of a circle of formulas, [] when there is none.

    A block is a station of the graph of its own, so that thousands of formulas over one column stay few edges.
    """
    per_kolom: dict[tuple[str, int], list[int]] = {}
    for lembar, (baris, kolom) in rumus:
        per_kolom.setdefault((lembar, kolom), []).append(baris)

    def inside(b: Blok) -> Iterator[tuple[str, int, int, int, int]]:
        for kolom in range(b[2], b[4] + 1):
            for baris in per_kolom.get((b[0], kolom), ()):
                if b[1] <= baris <= b[3]:
                    yield (b[0], baris, kolom, baris, kolom)

    arah: dict[Blok, list[Blok]] = {}
    for (lembar, (baris, kolom)), teks in rumus.items():
        sendiri = (lembar, baris, kolom, baris, kolom)
        arah[sendiri] = []
        for blok in _blocks(teks, lembar):
            if blok[1:3] == blok[3:5]:
                arah[sendiri] += inside(blok)
            else:
                arah[sendiri].append(("rentang " + blok[0], *blok[1:]))
                arah.setdefault(("rentang " + blok[0], *blok[1:]), list(inside(blok)))
    return _depth_first(arah)


def _depth_first(arah: dict[Blok, list[Blok]]) -> list[str]:
    keadaan: dict[Blok, int] = {}
    for awal in arah:
        if awal in keadaan:
            continue
        keadaan[awal], tumpukan = 1, [(awal, iter(arah[awal]))]
        while tumpukan:
            sel, sisa = tumpukan[-1]
            lanjut = next(sisa, None)
            if lanjut is None:
                keadaan[sel] = 2
                tumpukan.pop()
            elif keadaan.get(lanjut) == 1:
                jalan = [s for s, _ in tumpukan]
                return [str(s) for s in jalan[jalan.index(lanjut):]]
            elif lanjut not in keadaan:
                keadaan[lanjut] = 1
                tumpukan.append((lanjut, iter(arah[lanjut])))
    return []


@semua
@pytest.mark.sampel(2)
def test_no_formula_is_circular_even_over_whole_ranges(berkas: dict[str, Berkas], nama: str) -> None:
    """R6"""
    assert _circle(berkas[nama].rumus) == []


def test_the_search_for_circles_finds_one() -> None:
    """R6: a circle of one cell, of two, and one that closes only because a range holds its own formula."""
    assert _circle({("A", (0, 0)): "A1+1"})
    assert _circle({("A", (0, 0)): "'B b'!$A$1", ("B b", (0, 0)): "A!A1"})
    assert _circle({("A", (0, 0)): "1", ("A", (1, 0)): "INDEX(A!$A$1:$A$9,1)"})
    assert _circle({("A", (0, 0)): "1", ("A", (1, 0)): 'INDEX(A!$A$1:$A$1,1)&"A2"'}) == []
