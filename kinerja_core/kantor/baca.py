"""A workbook of any kind: read it, name it, show what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.kantor.jenis import JENIS, KertasKerja, kind, kind_of
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku
from kinerja_core.xlsx.ingatan import Ingatan


def read_any(buku: Buku, instrumen: str | None = None) -> Bacaan:
    """A workbook of any kind, by what its _meta says; `instrumen` only for a kertas kerja.

    KinerjaError when it is unusable.
    """
    return kind_of(buku).read(buku, instrumen)


def read_file(path: Path, instrumen: str | None = None, ingatan: Ingatan | None = None) -> Bacaan:
    """A file behind the gate; KinerjaError when it is unusable. `ingatan`: one for all files of a batch."""
    return read_any(read_buku(path, ingatan), instrumen)


def read_as_dict(berkas: Path, instrumen: str | None) -> dict[str, Any]:
    """`kinerja baca --json`: the file form of the inputs."""
    return as_dict(read_file(berkas, instrumen))


def as_dict(bacaan: Bacaan) -> dict[str, Any]:
    """The file form of the inputs, from which `kinerja buat` makes the workbook again."""
    return kind(bacaan).as_dict(bacaan)


def read_as_lines(isi: dict[str, Any]) -> Iterator[str]:
    """`kinerja baca`: that file form, a line per input or row."""
    return JENIS[isi.get("jenis", KertasKerja.nama)].lines(isi)


def stem_of(bacaan: Bacaan) -> str:
    """File name without ending of a read workbook; KinerjaError KRM04 when it does not say whose it is."""
    return kind(bacaan).stem(bacaan)


def stem_of_meta(meta: Mapping[str, str]) -> str | None:
    """The same from what a workbook says of itself (read_meta); None when it does not say whose it is."""
    tahun = meta.get("tahun_penilaian") or meta.get("tahun") or ""
    if not meta.get("kode_wilayah") or not meta.get("jenis") or not tahun.isdecimal():
        return None
    return file_stem(meta["kode_wilayah"], meta.get("nama", ""), meta["jenis"], int(tahun))
