"""How wide text is and how many lines it takes: row heights are set from the text as built.

Excel and LibreOffice do not fit wrapped rows when a generated file is loaded, so the layout must know.
"""

from __future__ import annotations

import math
from functools import lru_cache

#: Widths of Calibri (and of its metric twin Carlito) from space to ~, in 1/256 of the size, two hex digits each.
_LEBAR = bytes.fromhex(
    "3a53678082b7af384e4e8080404e416382828282828282828282444480808077e5948b889e7d76a2a04052856cdba5aa84ac8b767da491e4"
    "857d784e634e80804a7b866c867f4e78863b3d743bcc868786865968564674b76f746550765080")
_LAIN = 0xE5
#: Screens and printers round the widths of letters, at reduced scale by some percent; bold letters are wider.
_LONGGAR, _TEBAL = 1.045, 1.04
#: A column of n characters is 7n + 5 pixels wide, of which Excel keeps the edges of the cell free.
PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM = 7, 5
_PIKSEL_BEBAS = 7
#: A line of Calibri in Excel as a multiple of its size; air for the whole row; the height of one pixel in points.
_TINGGI_BARIS, _UDARA, _TITIK_PIKSEL = 1.275, 2.25, 0.75
#: Points of the tallest row, in whole pixels: Excel refuses 409.5 and more.
TINGGI_MAKS = 408.75


@lru_cache(maxsize=4096)  # asked word by word, and a form repeats its words
def pixel_width(teks: str, ukuran: float = 10, tebal: bool = False) -> float:
    """Width of one line of text in pixels at 96 dpi."""
    lebar = sum(_LEBAR[ord(h) - 32] if 32 <= ord(h) < 127 else _LAIN for h in teks)
    return lebar / 256 * ukuran * 96 / 72 * _LONGGAR * (_TEBAL if tebal else 1.0)


def line_count(teks: str, lebar_kolom: float, ukuran: float = 10, tebal: bool = False) -> int:
    """Lines that wrapped text takes in a column of that width (in characters); words longer than a line break."""
    tersedia = lebar_kolom * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM - _PIKSEL_BEBAS
    spasi = pixel_width(" ", ukuran, tebal)
    jumlah = 0
    for alinea in teks.split("\n"):
        baris, isi = 1, 0.0
        for kata in alinea.split(" "):
            panjang = pixel_width(kata, ukuran, tebal)
            if isi and isi + spasi + panjang > tersedia:
                baris, isi = baris + 1, 0.0
            while panjang > tersedia:
                baris, panjang = baris + 1, panjang - tersedia
            isi = isi + spasi + panjang if isi else panjang
        jumlah += baris
    return jumlah


def row_height(baris: int, ukuran: float = 10) -> float:
    """Row height in points for that many lines, with air, in whole pixels; at most the tallest row Excel takes, beyond
    which a text scrolls inside its cell."""
    return min(TINGGI_MAKS, math.ceil((baris * ukuran * _TINGGI_BARIS + _UDARA) / _TITIK_PIKSEL) * _TITIK_PIKSEL)
