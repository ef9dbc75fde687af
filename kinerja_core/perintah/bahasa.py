"""The few words that typer itself puts into a help text, in Indonesian."""

from __future__ import annotations

import re

_KATA = (
    (r"^Usage:", "Pemakaian:"),
    (r"^Options:", "Pilihan:"),
    (r"^Arguments:", "Masukan:"),
    (r"^Commands:", "Perintah:"),
    (r"\[required\]", "[wajib]"),
    (r"\[default: ", "[bawaan: "),
    (r"Show this message and exit\.", "Tampilkan bantuan ini."),
    (r" <(?:list\[)?(?:Path|str|int)\]?>", ""),
)


def indonesian(bantuan: str) -> str:
    """A help text with typer's own words translated and Python's type names left out."""
    for asal, ganti in _KATA:
        bantuan = re.sub(asal, ganti, bantuan, flags=re.M)
    return bantuan
