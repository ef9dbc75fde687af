"""How wide text is and how many lines it takes: row heights are set from the text as built.

Excel and LibreOffice do not fit wrapped rows when a generated file is loaded, so the layout must know.
"""

from __future__ import annotations

from functools import lru_cache

#: Pixel widths of Calibri 11 (and of its metric twin Carlito) for the characters from space to ~, hex digits.
_LEBAR_11 = "35677ba3557745467777777777447777d988977994586caa8a87799d877565774786885784474c888856587b7765757"
_LAIN = 9
PIKSEL_PER_HURUF = 7
_PIKSEL_TEPI = 8


@lru_cache(maxsize=4096)  # asked word by word, and a form repeats its words
def pixel_width(teks: str, ukuran: float = 10, tebal: bool = False) -> float:
    """Width of one line of text in pixels at 96 dpi."""
    lebar = sum(int(_LEBAR_11[ord(h) - 32], 16) if 32 <= ord(h) < 127 else _LAIN for h in teks)
    return lebar * ukuran / 11 * (1.07 if tebal else 1.0)


def line_count(teks: str, lebar_kolom: float, ukuran: float = 10, tebal: bool = False) -> int:
    """Lines that wrapped text takes in a column of that width (in characters); words longer than a line break."""
    tersedia = lebar_kolom * PIKSEL_PER_HURUF - _PIKSEL_TEPI
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
    """Row height in points for that many lines, with air."""
    return round(baris * ukuran * 1.28 + 4, 1)
