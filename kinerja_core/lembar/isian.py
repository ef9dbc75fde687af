"""What is typed into the inputs of a described workbook: raw values by key, and one value in its file form.

In a file blank is null or "", 0 is 0, "-" and "Tidak relevan" are those texts, an error is {"galat": "#N/A"}.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.xlsx.buku import Posisi

#: (kode, kunci): ("i05", "penyebut"), ("jumlah_desa", "isi") for a fact, ("i05", "bukti") for evidence,
#: ("i05", "penjelasan:penyebut") for the explanation of an input.
Kotak = tuple[str, str]


#: What defined names of single inputs begin with, in every kind of workbook and of any layout version: `in_` for data,
#: `bukti_` for evidence, `jelas_` for explanations. A file is told apart from what may not change in it by these names
#: alone.
AWALAN_NAMA_MASUKAN = ("in_", "bukti_", "jelas_")


@dataclass(frozen=True)
class Isian:
    """Raw values of every input; absent and None are blank. `asal` and `pindah` are known when a workbook was read.

    `tak_terhitung`: inputs that hold a formula nobody could calculate again, and why; they count as not filled in.
    """

    identitas: Identitas | None
    data: Mapping[Kotak, Nilai]
    asal: Mapping[Kotak, tuple[str, Posisi]] = field(default_factory=dict)
    pindah: frozenset[Kotak] = frozenset()
    tak_terhitung: Mapping[Kotak, str] = field(default_factory=dict)


def from_file(nilai: Any) -> Nilai:
    """A raw value from its file form; blank is None. TypeError for what no cell holds."""
    if isinstance(nilai, Decimal):
        return float(nilai)
    if isinstance(nilai, dict) and set(nilai) == {"galat"}:
        return Galat(str(nilai["galat"]))
    if nilai is None or nilai == "":
        return None
    if isinstance(nilai, bool | int | float | str):
        return nilai
    raise TypeError(type(nilai).__name__)


#: Characters of a cell in Excel.
_HURUF_MAKS = 32767
#: Halves of a character that stand alone: text that came about by a fault, and that no file can hold.
_SETENGAH_HURUF = re.compile("[\ud800-\udfff]")


def to_cell(nilai: Any) -> Nilai:
    """A raw value, or its file form, to be written into a cell; blank is None. TypeError for what no cell holds."""
    isi = nilai if isinstance(nilai, Galat) else from_file(nilai)
    if isinstance(isi, int | float) and not abs(isi) <= sys.float_info.max:
        raise TypeError("bilangan tak hingga")
    if isinstance(isi, str) and len(isi) > _HURUF_MAKS:
        raise TypeError(f"teks lebih dari {_HURUF_MAKS} huruf")
    if isinstance(isi, str) and _SETENGAH_HURUF.search(isi):
        raise TypeError("teks yang rusak")
    return isi


def to_file(nilai: Nilai) -> Any:
    """The file form of a raw value: an error is {"galat": ...}."""
    return {"galat": nilai.teks} if isinstance(nilai, Galat) else nilai


def blank(nilai: Nilai) -> Any:
    """The file form of what a formula shows: "" is blank."""
    return None if nilai == "" else to_file(nilai)
