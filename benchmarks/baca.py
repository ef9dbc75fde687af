"""Reading one workbook: our gate, reader and checks; openpyxl loaded twice; python-calamine; unzipping alone."""

from __future__ import annotations

import warnings
import zipfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.bahan import Bahan
from benchmarks.ukur import Kerja, Tabel, measure, tabulate
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi

Isi = dict[tuple[str, Posisi], Any]


def read_and_check(bahan: Bahan) -> list[Temuan]:
    """What `kinerja periksa` does with a file once its instrument is known."""
    return check_workbook(read_isian(read_buku(bahan.path), bahan.instrumen))


def _load_openpyxl(path: Path, *, hanya_nilai: bool) -> Isi:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says which extensions (data bars) it does not keep
        buku = openpyxl.load_workbook(path, data_only=hanya_nilai)
    return {(ws.title, (sel.row - 1, sel.column - 1)): sel for ws in buku.worksheets for baris in ws.iter_rows()
            for sel in baris if sel.value is not None}


def read_openpyxl(path: Path) -> tuple[Isi, Isi]:
    """(values, formulas without "=") with two loads: openpyxl gives one kind per load."""
    nilai, rumus = _load_openpyxl(path, hanya_nilai=True), _load_openpyxl(path, hanya_nilai=False)
    return ({tempat: sel.value for tempat, sel in nilai.items()},
            {tempat: sel.value[1:] for tempat, sel in rumus.items() if sel.data_type == "f"})


def calamine_missing() -> bool:
    """True when python-calamine, which the project itself does not use, is not installed."""
    return find_spec("python_calamine") is None


def read_calamine(path: Path) -> Isi:
    """Values only; blank and "" are one to it."""
    buku = import_module("python_calamine").CalamineWorkbook.from_path(str(path))
    return {(nama, (b, k)): nilai for nama in buku.sheet_names
            for b, baris in enumerate(buku.get_sheet_by_name(nama).to_python(skip_empty_area=False))
            for k, nilai in enumerate(baris) if nilai != ""}


def unzip(path: Path) -> dict[str, bytes]:
    """The floor: every part inflated and checked by the standard library, none parsed."""
    with zipfile.ZipFile(path) as paket:
        return {nama: paket.read(nama) for nama in paket.namelist()}


def compare_reading(bahan: Bahan, ulang: int) -> Tabel:
    """Our whole reading, its steps one by one, and the others."""
    buku = read_buku(bahan.path)
    bacaan = read_isian(buku, bahan.instrumen)
    cara: dict[str, Kerja] = {
        "kinerja: baca dan periksa, seluruhnya": lambda: read_and_check(bahan),
        "openpyxl: dua kali muat (rumus, nilai)": lambda: read_openpyxl(bahan.path),
        "membuka zip saja": lambda: unzip(bahan.path),
        "  langkah: gerbang dan paket (read_buku)": lambda: read_buku(bahan.path),
        "  langkah: denah dan isian (read_isian)": lambda: read_isian(buku, bahan.instrumen),
        "  langkah: pemeriksaan (check_workbook)": lambda: check_workbook(bacaan),
    }
    kaki = "python-calamine tidak terpasang: barisnya dilewati."
    if not calamine_missing():
        cara["python-calamine: nilai saja"] = lambda: read_calamine(bahan.path)
        kaki = ""
    catatan = {
        "openpyxl: dua kali muat (rumus, nilai)": "sasaran: sedikitnya 20",
        "membuka zip saja": "batas bawah; sasaran: sedikitnya 0,1",
        "python-calamine: nilai saja": "tanpa rumus, kunci, nama, dan pemeriksaan",
    }
    return tabulate("Membaca satu buku", "kinerja baca dan periksa", measure(cara, ulang), catatan=catatan, kaki=kaki)
