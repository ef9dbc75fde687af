"""Buka Tahun Berikutnya: the workbook of the next year from this year's, of any kind, every loss told."""

from __future__ import annotations

from pathlib import Path

from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.kantor.jenis import kind_of
from kinerja_core.kantor.pindah import carry_file
from kinerja_core.lembar.bawa import BukuBaru
from kinerja_core.xlsx.buku import Buku


def next_year(buku: Buku, instrumen: str | None = None, maju: Maju = silent) -> BukuBaru:
    """The next year's workbook; `instrumen` only for a kertas kerja. KinerjaError LJT02-LJT04, PGL01."""
    maju("Membaca isi buku")
    return kind_of(buku).next_year(buku, instrumen, maju)


def next_year_file(path: Path, keluar: Path | None = None, instrumen: str | None = None,
                   maju: Maju = silent) -> tuple[Path, BukuBaru]:
    """`kinerja tahun-berikutnya`: (file written, what it holds). LJT01 when the name is taken."""
    return carry_file(path, keluar, lambda buku: next_year(buku, instrumen, maju), maju)
