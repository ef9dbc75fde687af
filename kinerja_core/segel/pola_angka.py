"""Number formats by what they show: equal for two writers that write one format in two ways.

Left out: padding, fill characters, countries, colours but white. Sections that say what Excel does anyway are dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

_POTONG = re.compile(
    r'"(?P<kutip>[^"]*)"?|\\(?P<lari>.)|_.|\*.|\[\$(?P<uang>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<kurung>[^\]]*)\]'
    r"|(?P<umum>General|Standard|Umum)|(?P<jam>AM/PM|A/P)|(?P<lain>.)", re.IGNORECASE | re.DOTALL)
#: Signs that stand for themselves with or without quotes.
_SENDIRI = frozenset("-+()/:$ \u00a0")
#: What a section without any of these shows whatever the value is.
_ISI = re.compile(r"[0#?@dmyhsbge]|General|\[[hms]+\]", re.IGNORECASE)


def _literal(teks: str) -> str:
    return "".join("" if h.isspace() else h if h in _SENDIRI else f"'{h}" for h in teks)


def _token(m: re.Match[str]) -> str:
    for nama in ("kutip", "lari", "uang"):
        if m[nama] is not None:
            return _literal(m[nama])
    if m["kurung"] is not None:
        isi = m["kurung"].strip().lower()
        return f"[{isi}]" if isi == "white" or isi[:1] in ("<", ">", "=") or set(isi) <= set("hms") else ""
    if m["umum"]:
        return "General"
    if m["jam"]:
        return m["jam"].lower()
    lain = m["lain"] or ""
    return "" if lain.isspace() else lain.lower() if lain.isalpha() else lain


def _sections(pola: str) -> list[str]:
    bagian = [""]
    for m in _POTONG.finditer(pola):
        if m["lain"] == ";":
            bagian.append("")
        else:
            bagian[-1] += _token(m)
    return bagian


@lru_cache(maxsize=2000)
def shown_as(pola: str) -> tuple[tuple[str, ...], str]:
    """(how numbers are shown, by section; how a text is shown)."""
    bagian = _sections(pola)[:4]
    teks = next((b for b in bagian if "@" in b.replace("'@", "")), bagian[3] if len(bagian) == 4 else "@")
    angka = [b for b in bagian[:3] if "@" not in b.replace("'@", "")] or ["General"]
    if len(angka) == 3 and angka[2] == angka[0]:
        angka.pop()
    if len(angka) == 2 and angka[1] == "-" + angka[0]:
        angka.pop()
    return tuple(angka), teks


def shows_nothing_of(pola: str) -> bool:
    """Does the format show something else than the number, or nothing at all?"""
    return not all(_ISI.search(re.sub("'.", "", b)) for b in shown_as(pola)[0][:1])
