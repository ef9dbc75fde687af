"""What a printed page looks like, read from the PDF that LibreOffice makes of a sheet.

Measured with LibreOffice 7.4 and poppler 22.12, and the reason for each road taken:
* of a wrapped text taller than its row, lines outside the cell are left out of the PDF or kept in its text layer
  under a clipping path (by alignment), and the line cut in half is always kept: the text layer alone cannot tell.
  `pdftocairo -svg` gives every glyph as an outline at its place inside its clipping path: a word is cut when ink
  of it lies outside, and gone when it has no ink.
* of a text cut sideways the text layer ends at the last letter that fits, and poppler may glue that letter to the
  neighbour's first word: then both texts are missing.
* the boxes of `pdftotext -bbox` reach from ascent to descent of the font, and those of two healthy lines of one
  cell overlap by a fifth: what overlaps is judged by ink as well.
* a row without customHeight is not clipped at all: its text runs over the neighbours, which `overlaps` sees.
Coordinates are points (1/72 inch) from the top left corner; pages count from 1.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_HALAMAN = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
_KATA = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)
_ANGKA = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_HREF = "{http://www.w3.org/1999/xlink}href"

#: Ink outside its clipping path is a cut when it reaches further than this share of the word's height.
TOLERANSI_POTONG = 0.06
#: Ink of two words overlaps when both sides of the common area are larger than this (points).
TOLERANSI_TINDIH = 0.7
#: Inside one word: the share of the narrower glyph that must be covered, and in how many pairs of glyphs. Kerning
#: stays below the share, but for single pairs such as "fj" and "ij".
TOLERANSI_SEKATA, PASANG_SEKATA = 0.5, 2
#: How far below a line the next line of its text may stand, in heights of a word: as usual, and after a blank line.
RAPAT, RENGGANG = 1.08, 3.0
#: A word is off the page when its box leaves it by more than this (points).
TOLERANSI_TEPI = 1.0


class Kotak(NamedTuple):
    """A rectangle: x0, y0 top left; x1, y1 bottom right."""

    x0: float
    y0: float
    x1: float
    y1: float

    def cut(self, lain: Kotak) -> Kotak:
        """The common rectangle; empty when x1 <= x0 or y1 <= y0."""
        return Kotak(max(self.x0, lain.x0), max(self.y0, lain.y0), min(self.x1, lain.x1), min(self.y1, lain.y1))


@dataclass(frozen=True, order=True)
class Word:
    """One word of the text layer with the box of its font (not of its ink)."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str


#: Words of one page by their normalised text, from top to bottom.
_Kamus = dict[str, list[Word]]


@dataclass(frozen=True)
class Glif:
    """One drawn glyph: point of origin on the base line, its ink, and the clipping rectangle over it."""

    x: float
    y: float
    tinta: Kotak
    klip: Kotak

    @property
    def tampak(self) -> Kotak:
        return self.tinta.cut(self.klip)


def poppler_missing() -> str | None:
    """None when pdftoppm, pdftotext and pdftocairo are there; otherwise one sentence on what to install."""
    kurang = [nama for nama in ("pdftoppm", "pdftotext", "pdftocairo") if shutil.which(nama) is None]
    return f"{', '.join(kurang)} belum terpasang; pasang paket poppler-utils" if kurang else None


def _run(*perintah: str) -> str:
    return subprocess.run(perintah, check=True, capture_output=True, encoding="utf-8").stdout


def pages_png(pdf: Path, out_dir: Path, dpi: int = 80) -> list[Path]:
    """One PNG per page, in order, named after the PDF; `out_dir` is made when missing."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for lama in out_dir.glob(f"{pdf.stem}-*.png"):
        lama.unlink()
    _run("pdftoppm", "-r", str(dpi), "-png", str(pdf), str(out_dir / pdf.stem))
    return sorted(out_dir.glob(f"{pdf.stem}-*.png"))


# --- the text layer ---------------------------------------------------------------------------------------------


def words(pdf: Path) -> list[Word]:
    """Every word of the text layer in poppler's order, cut ones too."""
    return list(_read_text(*_kunci(pdf))[1])


def page_sizes(pdf: Path) -> list[tuple[float, float]]:
    """(width, height) of every page in points: Folio landscape is (936, 612), A4 landscape about (842, 595)."""
    return list(_read_text(*_kunci(pdf))[0])


def _kunci(pdf: Path) -> tuple[Path, int]:
    return pdf, pdf.stat().st_mtime_ns


@lru_cache(maxsize=8)
def _read_text(pdf: Path, _waktu: int) -> tuple[tuple[tuple[float, float], ...], tuple[Word, ...]]:
    keluaran = _run("pdftotext", "-bbox", str(pdf), "-")
    ukuran: list[tuple[float, float]] = []
    kata: list[Word] = []
    for ke, bagian in enumerate(re.split(r"(?=<page )", keluaran)[1:], start=1):
        cocok = _HALAMAN.match(bagian)
        if cocok is None:
            raise ValueError(f"halaman {ke} tidak terbaca: {bagian[:80]}")
        ukuran.append((float(cocok[1]), float(cocok[2])))
        for *sisi, teks in _KATA.findall(bagian):
            x0, y0, x1, y1 = map(float, sisi)
            kata.append(Word(ke, x0, y0, x1, y1, html.unescape(teks)))
    return tuple(ukuran), tuple(kata)


def overflows(pdf: Path) -> list[str]:
    """Words made of three or more '#' and nothing else: a number that does not fit its column."""
    return [f"halaman {w.page} ({w.x0:.0f}, {w.y0:.0f}): {w.text}" for w in words(pdf) if re.fullmatch("#{3,}", w.text)]


def off_page(pdf: Path) -> list[Word]:
    """Words whose box leaves the page. What is wholly outside is not in the text layer: missing_texts sees that."""
    ukuran, t = page_sizes(pdf), TOLERANSI_TEPI
    return [
        w
        for w in words(pdf)
        if w.x0 < -t or w.y0 < -t or w.x1 > ukuran[w.page - 1][0] + t or w.y1 > ukuran[w.page - 1][1] + t
    ]


# --- ink --------------------------------------------------------------------------------------------------------


def clipped(pdf: Path) -> list[Word]:
    """Words of the text layer that are cut on paper: ink outside its clip, or no ink at all."""
    return [w for w in words(pdf) if w in _cut_words(*_kunci(pdf))]


def overlaps(pdf: Path) -> list[tuple[Word, Word]]:
    """Pairs of words on one page printed over each other (visible ink against visible ink).

    Two texts on one base line cannot be told apart glyph by glyph: a word is then paired with itself.
    """
    jumlah: dict[tuple[Word, Word], set[tuple[Kotak, Kotak]]] = defaultdict(set)
    for isi in _ink(*_kunci(pdf)).values():
        petak: dict[tuple[int, int], list[tuple[Kotak, Word]]] = defaultdict(list)
        for kata, glif in isi.items():
            for g in glif:
                for kunci in _squares(g.tampak):
                    petak[kunci].append((g.tampak, kata))
        for daftar in petak.values():
            for (a, kata), (b, lain) in _crossing(sorted(daftar)):
                jumlah[min((kata, lain), (lain, kata), key=_place)].add((a, b))
    return sorted((p for p, glif in jumlah.items() if p[0] != p[1] or len(glif) >= PASANG_SEKATA), key=_place)


def _place(pasangan: tuple[Word, Word]) -> tuple[float, ...]:
    return pasangan[0].page, *(n for w in pasangan for n in (w.y0, w.x0))


def _crossing(daftar: list[tuple[Kotak, Word]]) -> Iterator[tuple[tuple[Kotak, Word], tuple[Kotak, Word]]]:
    """Pairs of glyphs that overlap, out of a list sorted by their left side."""
    for i, (a, kata) in enumerate(daftar):
        for b, lain in daftar[i + 1 :]:
            if b.x0 >= a.x1 - TOLERANSI_TINDIH:
                break
            sama = a.cut(b)
            lebar = sama.x1 - sama.x0
            if min(lebar, sama.y1 - sama.y0) <= TOLERANSI_TINDIH:
                continue
            if kata != lain or lebar > TOLERANSI_SEKATA * min(a.x1 - a.x0, b.x1 - b.x0):
                yield (a, kata), (b, lain)


def _squares(k: Kotak, sisi: int = 24) -> Iterator[tuple[int, int]]:
    if k.x1 > k.x0 and k.y1 > k.y0:
        for i in range(int(k.x0 // sisi), int(k.x1 // sisi) + 1):
            for j in range(int(k.y0 // sisi), int(k.y1 // sisi) + 1):
                yield i, j


@lru_cache(maxsize=8)
def _cut_words(pdf: Path, waktu: int) -> frozenset[Word]:
    potong: set[Word] = set()
    per_halaman = _ink(pdf, waktu)
    for w in _read_text(pdf, waktu)[1]:
        glif = per_halaman.get(w.page, {}).get(w, [])
        batas = TOLERANSI_POTONG * (w.y1 - w.y0)
        if not glif or any(_outside(g) > batas for g in glif):
            potong.add(w)
    return frozenset(potong)


def _outside(g: Glif) -> float:
    """How far ink reaches out of its clip, in points."""
    a, b = g.tinta, g.klip
    return max(b.x0 - a.x0, b.y0 - a.y0, a.x1 - b.x1, a.y1 - b.y1)


@lru_cache(maxsize=8)
def _ink(pdf: Path, waktu: int) -> dict[int, dict[Word, list[Glif]]]:
    """Glyphs of every word, per page. A glyph goes to the word over its origin whose base line is nearest."""
    ukuran, kata = _read_text(pdf, waktu)
    hasil: dict[int, dict[Word, list[Glif]]] = {}
    for halaman in range(1, len(ukuran) + 1):
        milik: dict[Word, list[Glif]] = {w: [] for w in kata if w.page == halaman}
        baris: dict[int, list[Word]] = defaultdict(list)
        for w in milik:
            for y in range(int(w.y0) // 8, int(w.y1) // 8 + 1):
                baris[y].append(w)
        for g in _glyphs(pdf, halaman):
            tengah = (g.tinta.x0 + g.tinta.x1) / 2
            calon = [w for w in baris[int(g.y) // 8] if w.x0 - 0.5 <= tengah <= w.x1 + 0.5 and w.y0 <= g.y <= w.y1]
            if calon:
                milik[min(calon, key=lambda w: abs(w.y0 + 0.77 * (w.y1 - w.y0) - g.y))].append(g)
        hasil[halaman] = milik
    return hasil


def _glyphs(pdf: Path, halaman: int) -> Iterator[Glif]:
    akar = ElementTree.fromstring(_run("pdftocairo", "-svg", "-f", str(halaman), "-l", str(halaman), str(pdf), "-"))
    bentuk: dict[str, Kotak | None] = {}
    klip: dict[str, Kotak | None] = {}
    for elemen in akar.iter():
        nama, kunci = elemen.tag.rpartition("}")[2], elemen.get("id", "")
        if kunci.startswith("glyph"):
            bentuk[f"#{kunci}"] = _extent(elemen)
        elif nama == "clipPath":
            klip[f"url(#{kunci})"] = _extent(elemen)
    tak_terbatas = Kotak(float("-inf"), float("-inf"), float("inf"), float("inf"))
    yield from _walk(akar, tak_terbatas, bentuk, klip)


def _walk(
    elemen: ElementTree.Element, batas: Kotak, bentuk: dict[str, Kotak | None], klip: dict[str, Kotak | None]
) -> Iterator[Glif]:
    for anak in elemen:
        nama = anak.tag.rpartition("}")[2]
        if nama == "defs":
            continue
        kotak = klip.get(anak.get("clip-path", ""))
        dalam = batas.cut(kotak) if kotak else batas
        tinta = bentuk.get(anak.get(_HREF, "")) if nama == "use" else None
        if tinta:
            x, y = float(anak.get("x", "0")), float(anak.get("y", "0"))
            yield Glif(x, y, Kotak(x + tinta.x0, y + tinta.y0, x + tinta.x1, y + tinta.y1), dalam)
        yield from _walk(anak, dalam, bentuk, klip)


def _extent(elemen: ElementTree.Element) -> Kotak | None:
    """Box around all path points inside the element (control points included); None for an empty glyph (space)."""
    angka = [float(n) for e in elemen.iter() for n in _ANGKA.findall(e.get("d", ""))]
    return Kotak(min(angka[::2]), min(angka[1::2]), max(angka[::2]), max(angka[1::2])) if angka else None


# --- texts ------------------------------------------------------------------------------------------------------


def missing_texts(pdf: Path, expected: Iterable[str]) -> list[str]:
    """Texts that are not printed whole, in the order given; a text given twice must stand there twice.

    A text is found as a chain of uncut words: each next one right beside the last on the same line, or on the
    next line within reach of the chain's columns. White space, NBSP, soft hyphens and where a word is broken do
    not count, so wrapping at any place is allowed; a line that is missing or cut is not.
    """
    bebas: dict[int, _Kamus] = defaultdict(lambda: defaultdict(list))
    potong = _cut_words(*_kunci(pdf))
    for w in sorted(words(pdf), key=lambda w: w.y0):
        if w not in potong:
            bebas[w.page][_normal(w.text)].append(w)
    teks = list(expected)
    hilang: set[int] = set()
    for ke in sorted(range(len(teks)), key=lambda i: -len(_normal(teks[i]))):
        rantai = _find(bebas, teks[ke])
        if rantai is None:
            hilang.add(ke)
        for w in rantai or ():
            bebas[w.page][_normal(w.text)].remove(w)
    return [satu for ke, satu in enumerate(teks) if ke in hilang]


def _normal(teks: str) -> str:
    return "".join(unicodedata.normalize("NFKC", teks).replace("\u00ad", "").split())


def _find(bebas: dict[int, _Kamus], teks: str) -> list[Word] | None:
    """The words that make up the text, on lines close together where there are such: like texts stand in rows."""
    return next((rantai for jauh in (RAPAT, RENGGANG) if (rantai := _find_within(bebas, teks, jauh)) is not None), None)


def _find_within(bebas: dict[int, _Kamus], teks: str, jauh: float) -> list[Word] | None:
    """The words that make up the text; looked for around its rarest word first, for speed alone."""
    isi = _normal(teks)
    jumlah = {kata: sum(len(kamus.get(kata, ())) for kamus in bebas.values()) for kata in map(_normal, teks.split())}
    langka = min((n, kata) for kata, n in {"": 10**9, **jumlah}.items() if n)[1]
    for kamus in bebas.values():
        for jangkar in kamus.get(langka, ()):
            dekat = (jangkar.y0 - 12 * (jangkar.y1 - jangkar.y0), jangkar.y1)
            if rantai := _find_chain(kamus, isi, [], dekat, jauh):
                return rantai
    seluruh = (float("-inf"), float("inf"))
    rantai_semua = (_find_chain(kamus, isi, [], seluruh, jauh) for kamus in bebas.values())
    return next((rantai for rantai in rantai_semua if rantai is not None), None) if isi else []


def _find_chain(
    kamus: _Kamus, sisa: str, rantai: list[Word], tinggi: tuple[float, float], jauh: float
) -> list[Word] | None:
    """The chain grown by words of one page within `tinggi` (y0) until `sisa` is used up; None when none carries on."""
    if not sisa:
        return rantai
    for panjang in range(min(len(sisa), 60), 0, -1):
        calon = kamus.get(sisa[:panjang], ())
        for w in calon[bisect_left(calon, tinggi[0], key=_atas) : bisect_right(calon, tinggi[1], key=_atas)]:
            if not rantai or _carries_on(rantai, w, jauh):
                turun = (w.y0 - 2 * (w.y1 - w.y0), w.y0 + 4 * (w.y1 - w.y0))
                hasil = _find_chain(kamus, sisa[panjang:], [*rantai, w], turun, jauh)
                if hasil:
                    return hasil
    return None


def _atas(w: Word) -> float:
    return w.y0


def _carries_on(rantai: list[Word], w: Word, jauh: float) -> bool:
    """True when w may be the next word of the chain: further right on its last line, or below within its columns."""
    akhir = rantai[-1]
    tinggi = min(akhir.y1 - akhir.y0, w.y1 - w.y0)
    if max(akhir.y1 - akhir.y0, w.y1 - w.y0) > 1.25 * tinggi:  # a title and the line below it
        return False
    turun = w.y1 - akhir.y1
    if abs(turun) < 0.3 * tinggi:
        return -0.1 * tinggi <= w.x0 - akhir.x1 <= 0.5 * tinggi
    if not 0.3 * tinggi <= turun <= jauh * tinggi:
        return False
    return w.x1 >= min(k.x0 for k in rantai) - tinggi and w.x0 <= max(k.x1 for k in rantai)
