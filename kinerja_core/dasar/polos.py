"""Texts on their way out of the program: to a terminal, a spreadsheet, a log, a message they are text and nothing else.

What somebody typed into a file, a list, or the name of a file may hold escapes that steer a terminal, marks that turn
letters round, signs nobody sees, or begin like a formula. Every output passes one of these functions at its door:
`visible` (several lines), `one_line`, `cell_text` (a cell of a workbook or a .csv), `json_text` (nothing is lost).
Values that the program reads, keeps and compares stay as they were typed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: Signs that count as letters and yet nobody sees: fillers, joiners, variation selectors.
_SAMAR = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
_GANTI_BARIS = re.compile("\r\n?")


def visible(teks: str) -> str:
    """A text whose lines stay lines; what would steer, turn round or hide letters stands as its number.

    >>> visible("a\\x1b[31m\\u202eb"), visible("satu\\r\\ndua\\u00a0tiga")
    ('a\\\\x1b[31m\\\\u202eb', 'satu\\ndua tiga')
    """
    if teks.isprintable() and not _SAMAR.search(teks):
        return teks
    return "".join(map(_seen, _GANTI_BARIS.sub("\n", teks)))


def _seen(huruf: str) -> str:
    if huruf == "\n" or (huruf.isprintable() and not _SAMAR.match(huruf)):
        return huruf
    if huruf == "\t" or unicodedata.category(huruf) == "Zs":
        return " "
    return huruf.encode("unicode_escape").decode()


def one_line(teks: str) -> str:
    """The same on one line: whatever breaks it is a space."""
    return visible(teks).replace("\n", " ")


def neutral(teks: str) -> str:
    """A text that no spreadsheet takes for a formula: "'" is put before it when it begins like one.

    Begins like one: = + - @ also full-width and small variants, TAB, CR, LF; spaces of any kind before them do not
    help. A "-" alone stays as it is, it is an answer. Numbers are no texts and do not come here. Neutralising twice
    changes nothing more.
    """
    isi = teks.lstrip("".join({c for c in teks if c not in "\t\r\n" and _invisible(c)}))
    awal = unicodedata.normalize("NFKC", isi[:1])[:1]
    return "'" + teks if awal and awal in "=+-@\t\r\n" and isi.strip(" ") != "-" else teks


def _invisible(huruf: str) -> bool:
    """Spaces, controls, zero-width signs and byte-order marks."""
    return huruf.isspace() or unicodedata.category(huruf) in {"Cc", "Cf"}


def cell_text(teks: str) -> str:
    """A text as a cell of an output holds it."""
    return neutral(visible(neutral(teks)))


def json_text(isi: Any, *, indent: int | None = 2) -> str:
    """JSON of which every sign can be seen: the others stand as \\\\uXXXX, so that reading it gives all back."""
    return escape_json(json.dumps(isi, ensure_ascii=False, indent=indent))


def escape_json(teks: str) -> str:
    """A finished JSON or TOML text with what nobody sees as \\\\uXXXX; outside its strings no such sign stands."""
    if _SAMAR.search(teks) is None and all(map(str.isprintable, teks.split("\n"))):
        return teks
    return "".join(h if h == "\n" or (h.isprintable() and not _SAMAR.match(h)) else _number(h) for h in teks)


def _number(huruf: str) -> str:
    satuan = huruf.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{satuan[n]:02x}{satuan[n + 1]:02x}" for n in range(0, len(satuan), 2))
