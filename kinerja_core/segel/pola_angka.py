"""Number formats by what they show: equal for two writers that write one format in two ways.

Left out: padding, blanks that fill, countries, colours but white (`format_colours` gives all of them).
Sections that say what Excel does anyway are dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kinerja_core.xlsx.rupa import Warna

_POTONG = re.compile(
    r'"(?P<kutip>[^"]*)"?|\\(?P<lari>.)|_.|\*(?P<penuh>.)|\[\$(?P<uang>[^\]-]*)(?:-(?P<negara>[^\]]*))?\]|\[(?P<kurung>[^\]]*)\]'
    r"|(?P<umum>General|Standard|Umum)|(?P<jam>AM/PM|A/P)|(?P<lain>.)", re.IGNORECASE | re.DOTALL)
#: Signs that stand for themselves with or without quotes.
_SENDIRI = frozenset("-+()/:$ \u00a0")
#: What a section without any of these shows whatever the value is.
_ISI = re.compile(r"[0#?@dmyhsbge]|General|\[[hms]+\]", re.IGNORECASE)


#: Colours by name, as their numbers in the palette; [Color n] is n + 7.
_NAMA_WARNA = {n: 8 + k for k, n in enumerate(["black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"])}
_NOMOR_WARNA = re.compile(r"colou?r ?([0-9]{1,2})")
#: Digits of another script, years of another calendar: the upper half of the number of a country.
_ANGKA_LAIN = re.compile(r"(?:.*,)?([0-9A-F]{1,4})[0-9A-F]{4}", re.IGNORECASE)


def _colour_number(kurung: str) -> int:
    """The palette's number of a colour between brackets; -1 where there is none."""
    nomor = _NOMOR_WARNA.fullmatch(kurung)
    return int(nomor[1]) + 7 if nomor else _NAMA_WARNA.get(kurung, -1)


def format_colours(pola: str) -> tuple[Warna, ...]:
    """Every colour the format gives to what it shows."""
    nomor = {_colour_number(m["kurung"].strip().lower()) for m in _POTONG.finditer(pola) if m["kurung"] is not None}
    return tuple(("indexed", str(n), 0.0) for n in sorted(nomor - {-1}))


def _country(negara: str) -> str:
    m = _ANGKA_LAIN.fullmatch(negara)
    return f"[{m[1].lower()}]" if m and int(m[1], 16) not in (0, 0x100, 0x101) else ""


def _literal(teks: str) -> str:
    return "".join("" if h.isspace() else h if h in _SENDIRI else f"'{h}" for h in teks)


def _token(m: re.Match[str]) -> str:
    for nama in ("kutip", "lari"):
        if m[nama] is not None:
            return _literal(m[nama])
    if m["uang"] is not None:
        return _literal(m["uang"]) + _country(m["negara"] or "")
    if m["penuh"] is not None:
        return "" if m["penuh"].isspace() else f"*'{m['penuh']}"
    if m["kurung"] is not None:
        isi = m["kurung"].strip().lower()
        if _colour_number(isi) == _NAMA_WARNA["white"]:
            return "[white]"
        tampak = isi[:1] in ("<", ">", "=") or set(isi) <= set("hms") or isi.startswith(("dbnum", "natnum"))
        return f"[{isi}]" if tampak else ""
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
