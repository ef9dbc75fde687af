"""Pindahkan ke Versi Baru: the inputs of a file made with an older version, in a fresh workbook of this one.

Every filled input is either in the new workbook or told in a catatan with its content; how an old file is understood
is the business of its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kinerja_core.dasar.keluaran import is_same_file, replacing
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor.jenis import kind_of
from kinerja_core.lembar.bawa import BukuBaru
from kinerja_core.lembar.tulis import write_file
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku


def move(buku: Buku, instrumen: str | None = None, maju: Maju = silent) -> BukuBaru:
    """The inputs of a workbook in a fresh one of this version; `instrumen` only for a kertas kerja.

    KinerjaError KRM04 or RNC01 when the file does not say whose it is, BKS09 without its instrument, PDH13 for the
    instrument of another year.
    """
    maju("Membaca isi buku")
    return kind_of(buku).move(buku, instrumen, maju)


def move_file(path: Path, keluar: Path | None = None, instrumen: str | None = None,
              maju: Maju = silent) -> tuple[Path, BukuBaru]:
    """`kinerja pindah`: (file written, what it holds). LJT01 when the name is taken."""
    return carry_file(path, keluar, lambda buku: move(buku, instrumen, maju), maju)


def new_path(keluar: Path | None, nama: str) -> Path:
    """Where a new workbook goes: the path given, a folder given, else the current folder; LJT01 when it is taken."""
    path = Path(nama) if keluar is None else keluar / nama if keluar.is_dir() else keluar
    if path.suffix.lower() != ".xlsx":
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {path.name} harus berakhiran .xlsx.")
    if path.exists() and not replacing():
        raise KinerjaError("LJT01", a=path.name)
    return path


def carry_file(path: Path, keluar: Path | None, kerja: Callable[[Buku], BukuBaru],
               maju: Maju) -> tuple[Path, BukuBaru]:
    """Read a file, make a new workbook of it, write it under a name that is free; the file itself stays as it is."""
    if keluar is not None and not keluar.is_dir():
        new_path(keluar, "")  # a name that cannot be used is told before the work
    maju("Membaca berkas")
    baru = kerja(read_buku(path))
    tujuan = new_path(keluar, baru.nama)
    if is_same_file(path, tujuan):
        raise KinerjaError("PGL01", a=f"Berkas keluaran {tujuan.name} adalah buku itu sendiri; pilih nama lain.")
    maju("Menyimpan")
    write_file(tujuan, baru.isi)
    return tujuan, baru
