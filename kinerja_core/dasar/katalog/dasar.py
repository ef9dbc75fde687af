"""What a kind of finding is: a stable kode, its level, what it says and how it is mended.

The message templates are used twice: Python fills them, and the workbook's Pemeriksaan sheet fills the same texts by
formula. `{a}` is what was found, `{b}` what it is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tingkat = Literal["wajib", "cek", "keterangan"]
SEBUTAN_TINGKAT: dict[Tingkat, str] = {
    "wajib": "Wajib diperbaiki",
    "cek": "Perlu dicek",
    "keterangan": "Keterangan",
}


@dataclass(frozen=True)
class Kode:
    """One kind of finding: stable kode, level, what it says and how it is mended."""

    kode: str
    tingkat: Tingkat
    judul: str
    pesan: str
    perbaikan: str


def catalogue(*baris: tuple[str, Tingkat, str, str, str]) -> dict[str, Kode]:
    """Kinds of findings by kode; ValueError for a kode that stands twice."""
    katalog = {b[0]: Kode(*b) for b in baris}
    if len(katalog) != len(baris):
        raise ValueError("kode berulang dalam katalog")
    return katalog
