"""A workbook of either kind: read, check, name it. Where a command or a button does not care which kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kinerja_core.buku_kinerja.baca import BacaanBuku, is_book, read_book
from kinerja_core.buku_kinerja.lembar.susun import kind_of_book
from kinerja_core.buku_kinerja.periksa.lintas import check_book
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.kantor.buat import file_stem
from kinerja_core.kertas_kerja.baca import Bacaan, choose_instrumen, read_isian
from kinerja_core.kertas_kerja.lembar.susun import kind_of_sheet
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.xlsx.buku import Buku

#: What long work calls before each step, with the step in words; it raises KinerjaError PGL03 to stop the work.
Maju = Callable[[str], None]


def silent(_langkah: str) -> None:
    """Progress nobody looks at."""


def read_any(buku: Buku, instrumen: str | None = None) -> Bacaan | BacaanBuku:
    """A workbook of either kind, by what its _meta says; KinerjaError when it is unusable."""
    if instrumen is None and is_book(buku):
        return read_book(buku)
    pilihan, temuan = choose_instrumen(buku, instrumen)
    return read_isian(buku, pilihan, temuan)


def read_file(path: Path, instrumen: str | None = None) -> Bacaan | BacaanBuku:
    """A file behind the gate; KinerjaError when it is unusable."""
    from kinerja_core.xlsx.baca import read_buku

    return read_any(read_buku(path), instrumen)


def check_any(bacaan: Bacaan | BacaanBuku) -> list[Temuan]:
    """All findings, obligatory ones first."""
    return check_book(bacaan) if isinstance(bacaan, BacaanBuku) else check_workbook(bacaan)


def stem_of(bacaan: Bacaan | BacaanBuku) -> str:
    """File name without ending of a read workbook; KinerjaError KRM04 when it does not say whose it is."""
    if isinstance(bacaan, BacaanBuku):
        milik = bacaan.rencana.identitas
        return file_stem(milik.kode_wilayah, milik.nama, kind_of_book(), bacaan.rencana.tahun)
    if (ident := bacaan.isian.identitas) is None:
        raise KinerjaError("KRM04")
    return file_stem(ident.kode_wilayah, ident.nama, kind_of_sheet(), bacaan.instrumen.tahun_penilaian)


def stem_of_meta(meta: Mapping[str, str]) -> str | None:
    """The same from what a workbook says of itself (read_meta); None when it does not say whose it is."""
    tahun = meta.get("tahun_penilaian") or meta.get("tahun") or ""
    if not meta.get("kode_wilayah") or not meta.get("jenis") or not tahun.isdecimal():
        return None
    return file_stem(meta["kode_wilayah"], meta.get("nama", ""), meta["jenis"], int(tahun))
