"""Colours of a workbook as they are seen, and whether one can be read on another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kinerja_core.xlsx.rupa import Warna

#: Contrast (WCAG) below which nobody reads a number; the theme's faintest pair has more than four.
KONTRAS_MIN = 1.35
_HEKSA = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
#: The colours every workbook has by number, from 8 on; before them stand the first eight once more.
_NOMOR = re.findall("[0-9A-F]{6}", (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"))
_DEPAN, _LATAR = "000000", "FFFFFF"
_TEMA_BAWAAN = tuple(
    ["FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
     "0000FF", "800080"])


def colour(warna: Warna, tema: Sequence[str], bawaan: str) -> str:
    """RRGGBB of a stated colour; `bawaan` where it states none, or none that is known."""
    if warna is None:
        return bawaan
    jenis, nilai, corak = warna
    if jenis == "rgb":
        cocok = _HEKSA.fullmatch(nilai)
        dasar = cocok[1].upper() if cocok else bawaan
    else:
        n = int(nilai) if nilai.isascii() and nilai.isdecimal() and len(nilai) < 4 else -1
        if jenis == "indexed":
            n = n + 8 if 0 <= n < 8 else n
            dasar = {64: _DEPAN, 65: _LATAR}.get(n) or (_NOMOR[n - 8] if 8 <= n < 64 else bawaan)
        else:
            ada = (*tema, *_TEMA_BAWAAN[len(tema):])
            cocok = _HEKSA.fullmatch(ada[n]) if 0 <= n < len(ada) else None
            dasar = cocok[1].upper() if cocok else bawaan
    return _tinted(dasar, corak)


def _tinted(warna: str, corak: float) -> str:
    """Mixed with white (above 0) or black (below)."""
    if not corak or not -1 <= corak <= 1:
        return warna
    kutub = 255 if corak > 0 else 0
    return "".join(f"{round(x + (kutub - x) * abs(corak)):02X}" for x in bytes.fromhex(warna))


@lru_cache(maxsize=2000)
def _luminance(warna: str) -> float:
    r, g, b = ((x / 3294.6 if x <= 10 else ((x / 255 + 0.055) / 1.055) ** 2.4) for x in bytes.fromhex(warna))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def unreadable(huruf: str, latar: str) -> bool:
    """Is a text of that colour invisible on the other?"""
    a, b = sorted((_luminance(huruf), _luminance(latar)))
    return (b + 0.05) / (a + 0.05) < KONTRAS_MIN
