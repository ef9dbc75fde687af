"""Ways in which a workbook is written anew without being changed, and a way to change its parts as text."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from kinerja_core.xlsx.mesin.soffice import LibreOffice


def open_openpyxl(path: Path) -> openpyxl.Workbook:
    """The workbook in openpyxl, which says aloud that it drops the data bars of Excel 2010."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def save_openpyxl(path: Path) -> Path:
    """Loaded and saved by openpyxl, beside the file."""
    tujuan = path.with_suffix(".openpyxl.xlsx")
    open_openpyxl(path).save(tujuan)
    return tujuan


def save_libreoffice(lo: LibreOffice, path: Path, *, cetak: bool = True) -> Path:
    """Opened and saved by LibreOffice, beside the file; `cetak` as LibreOffice.open has it."""
    tujuan = path.with_suffix(".lo.xlsx")
    with lo.open(path, cetak=cetak) as dokumen:
        dokumen.save_xlsx(tujuan)
    return tujuan


def rewrite_parts(asal: Path, tujuan: Path, ubah: Callable[[str], str]) -> None:
    """A copy with its workbook part and sheet parts changed as text."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as baru:
        for bagian in lama.namelist():
            isi = lama.read(bagian)
            if re.fullmatch(r"xl/(workbook|worksheets/sheet\d+)\.xml", bagian):
                isi = ubah(isi.decode()).encode()
            baru.writestr(bagian, isi)
