"""Names of files: what a workbook is called, and a name no file has yet."""

from __future__ import annotations

import re
from pathlib import Path

from kinerja_core.dasar.teks import file_word


def file_stem(kode_wilayah: str, nama: str, jenis: str, tahun: int) -> str:
    """File name without ending that sorts by office and survives Windows: "35.20.11_bendo_kertas_kerja_2022"."""
    bagian = (re.sub(r"[^0-9.]", "", kode_wilayah), file_word(nama).lower(), jenis, str(tahun))
    return "_".join(x for x in bagian if x)


def free_path(folder: Path, nama: str) -> Path:
    """A path in that folder that no file has yet: "_2", "_3" ... is added to the name. Makes the folder.

    No parentheses: the buttons refuse a workbook whose name has a sign that a command line acts on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, n = folder / nama, 1
    while path.exists():
        n += 1
        path = folder / f"{Path(nama).stem}_{n}{Path(nama).suffix}"
    return path
