"""Paper and print: paper sizes, margins, the print set-up of a sheet, and where its pages break.

A described workbook has one paper (`Denah.kertas`); breaks, readable widths and texts are made for it, and a sheet may
have its own. The paper of everything that names none stands in one line, `KERTAS_BAWAAN`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from kinerja_core.lembar.huruf import PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM

if TYPE_CHECKING:
    from kinerja_core.xlsx.buku import Posisi


@dataclass(frozen=True)
class Kertas:
    """A paper: the name people use, its code in the file format, width and height in inches when it lies down."""

    nama: str
    kode: int
    inci: tuple[float, float]


FOLIO, A4, A3 = Kertas("Folio", 14, (13.0, 8.5)), Kertas("A4", 9, (11.69, 8.27)), Kertas("A3", 8, (16.54, 11.69))
KERTAS_BAWAAN = FOLIO
#: Papers an office may choose, by the word it is chosen with.
PILIHAN_KERTAS: Mapping[str, Kertas] = {k.nama.lower(): k for k in (FOLIO, A4)}

#: Margins in inches; the footer stands in the lower one.
TEPI = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
#: Share of a page that is filled; the rest is for printers that differ a little.
_PENUH = 0.96
#: Height of a row that states none, in points.
_TINGGI_BAWAAN = 15.0
#: Characters that stay readable across one Folio page lying down.
_HURUF_FOLIO = 230


@dataclass(frozen=True)
class Bagian:
    """One of several tables side by side on a sheet, printed on pages of its own: its first cell and its last at full
    room. `baris_akhir`: formula of its last row (1-based); `terpakai`: that row as built; `ada`: formula, true where
    the table has a row; "" prints it always.
    """

    dari: Posisi
    sampai: Posisi
    baris_akhir: str
    terpakai: int
    ada: str = ""


@dataclass(frozen=True)
class Cetak:
    """Print set-up: landscape, one page wide, header rows repeated. `pisah`: rows that begin a new page.

    `bagian`: tables that print one after the other, instead of the whole. `kepala`: text over every page;
    `hitam_putih`: without the colours of the screen.

    `kertas` None: the paper of the workbook. A growing output prints down to the row (1-based) its formula
    `baris_akhir` gives; `terpakai` is that row as built, for programs that ignore a computed print area.
    """

    rentang: tuple[Posisi, Posisi]
    ulang_baris: tuple[int, int] | None = None
    satu_halaman: bool = False
    pisah: tuple[int, ...] = ()
    kertas: Kertas | None = None
    tegak: bool = False
    lebar_halaman: int = 1
    ulang_kolom: tuple[int, int] | None = None
    baris_akhir: str = ""
    terpakai: int | None = None
    bagian: tuple[Bagian, ...] = ()
    kepala: str = ""
    hitam_putih: bool = False


class Berukuran(Protocol):
    """What has heights of rows (points) and widths of columns (characters): a described sheet."""

    tinggi: dict[int, float]
    lebar: dict[int, float]


def chosen_paper(nama: str) -> Kertas:
    """The paper of that name in any letter case; the default one for "" and what is no paper to choose."""
    return PILIHAN_KERTAS.get(nama.lower(), KERTAS_BAWAAN)


def readable_width(kertas: Kertas) -> float:
    """Characters that stay readable across one page lying down."""
    return _HURUF_FOLIO * kertas.inci[0] / FOLIO.inci[0]


def rows_height(lembar: Berukuran, dari: int, sampai: int) -> float:
    """Height of rows [dari, sampai) in points."""
    return sum(lembar.tinggi.get(baris, _TINGGI_BAWAAN) for baris in range(dari, sampai))


def page_room(lembar: Berukuran, kolom: int, kertas: Kertas, *, tegak: bool = False) -> float:
    """Points of rows that one page, lying down or standing, holds when it is as wide as the first columns."""
    panjang, pendek = kertas.inci
    mendatar, menurun = (pendek, panjang) if tegak else (panjang, pendek)
    lebar = sum(lembar.lebar[k] * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM for k in range(kolom))
    skala = min(1.0, (mendatar - TEPI["left"] - TEPI["right"]) * 96 / lebar)
    return (menurun - TEPI["top"] - TEPI["bottom"]) * 72 / skala * _PENUH


def page_breaks(lembar: Berukuran, kelompok: Sequence[int], akhir: Posisi, ulang: tuple[int, int],
                kertas: Kertas, *, tegak: bool = False, mulai: int = 0) -> tuple[int, ...]:
    """First rows of the second and later pages, when groups of rows (their first rows given) stay together.

    `akhir` is the last cell that prints, `ulang` the rows that every page repeats, `mulai` the row the first page
    begins with; no groups, no breaks.
    """
    muat = page_room(lembar, akhir[1] + 1, kertas, tegak=tegak)
    pisah, terpakai = [], rows_height(lembar, mulai, kelompok[0]) if kelompok else 0.0
    for awal, lanjut in pairwise([*kelompok, akhir[0] + 1]):
        tinggi = rows_height(lembar, awal, lanjut)
        if terpakai + tinggi > muat:
            pisah.append(awal)
            terpakai = rows_height(lembar, ulang[0], ulang[1] + 1)
        terpakai += tinggi
    return tuple(pisah)
