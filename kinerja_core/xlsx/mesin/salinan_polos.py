"""A workbook as ironcalc gets it: the cells, formulas, names and sheets that `xlsx.baca` read, written in one way.

Every program writes .xlsx in its own way, and ironcalc 0.9 misreads several of them: a blank cell that states its kind
is 0 to it, lists of styles that may be left out make it panic, and so on. What a file says is what our reader read;
how it says it must not be held against the office. LibreOffice, the other engine, reads the file itself.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Posisi
from kinerja_core.xlsx.mesin.tempat import PembandingError


def _put(lembar: Any, posisi: Posisi, nilai: Nilai, rumus: str | None) -> None:
    if rumus is not None or (isinstance(nilai, Galat) and nilai.known):
        _put_formula(lembar, posisi, str(nilai) if rumus is None else rumus)
    elif isinstance(nilai, bool):
        lembar.write_boolean(*posisi, nilai)
    elif isinstance(nilai, str | Galat):
        lembar.write_string(*posisi, str(nilai))
    elif nilai is not None:
        lembar.write_number(*posisi, nilai)


def _put_formula(lembar: Any, posisi: Posisi, rumus: str) -> None:
    """As the file holds it: `write_formula` would look for names of newer functions in what was written by a program,
    by dozens of regular expressions each, and change some."""
    from xlsxwriter.worksheet import CellFormulaTuple

    if not lembar._check_dimensions(*posisi):
        lembar.table[posisi[0]][posisi[1]] = CellFormulaTuple(rumus, None, 0)


def _names(buku: Buku) -> Iterator[tuple[str, str]]:
    """Defined names; those of printing and filters lead no formula anywhere."""
    for nama, rujukan in buku.nama.items():
        if not nama.rpartition("!")[2].casefold().startswith("_xlnm."):
            yield nama, f"={rujukan.removeprefix('=')}"


def write_plain(buku: Buku, path: Path) -> None:
    """That workbook, and nothing else of a file, without results. PembandingError for one no program could hold."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    with warnings.catch_warnings(action="ignore"):
        try:
            with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as salinan:
                for s in buku.lembar:
                    lembar = salinan.add_worksheet(s.nama)
                    for posisi in s.nilai.keys() | s.rumus.keys():
                        _put(lembar, posisi, s.nilai.get(posisi), s.rumus.get(posisi))
                for nama, rujukan in _names(buku):
                    salinan.define_name(nama, rujukan)
        except XlsxWriterException as galat:
            raise PembandingError("susunan lembarnya tidak dikenal") from galat


@contextlib.contextmanager
def plain_file(buku: Buku) -> Iterator[Path]:
    """A file of that workbook, gone afterwards."""
    nomor, nama = tempfile.mkstemp(prefix="kinerja-", suffix=".xlsx")
    os.close(nomor)
    try:
        write_plain(buku, Path(nama))
        yield Path(nama)
    finally:
        Path(nama).unlink(missing_ok=True)


@contextlib.contextmanager
def plain_copy(path: Path) -> Iterator[Path]:
    """A plain file of what a file holds; the path itself where the gate refuses it. The file is only read."""
    try:
        buku = read_buku(path)
    except KinerjaError:  # the engine will say it in its own words
        yield path
        return
    with plain_file(buku) as salinan:
        yield salinan
