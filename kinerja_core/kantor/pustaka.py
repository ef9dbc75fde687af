"""The library over one workbook of any kind: `kinerja.baca`, `periksa`, `hitung`, `buat`, `muat_instrumen`.

What the command line does with arguments, these do with values, by the same functions; docs/pustaka.md shows each.
Everything that can go wrong is a KinerjaError with its kode: of the file, of the call (PGL01), or of a value that is
of no type a parameter takes (PGL04).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kinerja_core.dasar.data import read_plain
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.buat import build_any
from kinerja_core.kantor.hitung import Laporan, compare
from kinerja_core.kantor.jenis import JENIS
from kinerja_core.kantor.periksa import Terperiksa, check
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.cetak import KERTAS_BAWAAN
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.mesin.pembanding import parse_engines

#: Where a file or folder is; an instrument also by its name.
Letak = str | os.PathLike[str]


def baca(berkas: Letak, instrumen: Letak | None = None) -> Bacaan:
    """An .xlsx of any kind as it stands; nothing is computed, and the file stays as it is.

    `instrumen`: name or file, for a kertas kerja that names none. `isian.data` holds raw values by (kode, kunci) or, in
    a Buku Kinerja, (slot, kunci); blank ones are absent, percentages 0-100, money in rupiah.
    """
    return read_file(as_path(berkas), None if instrumen is None else str(as_path(instrumen)))


def periksa(buku: Bacaan | Letak, kunci_publik: Letak | None = None) -> Terperiksa:
    """Everything that is found in a workbook, obligatory first: inputs, the file, what is locked in it.

    `kunci_publik`, the province's .pem, asks besides who issued it: `keaslian` in words, else "".
    """
    return check(_read(buku), None if kunci_publik is None else read_plain(as_path(kunci_publik)))


def hitung(buku: Bacaan | Letak, pembanding: Sequence[str] = ()) -> Laporan:
    """Every result from the inputs alone, beside what the file shows; None and "" are blank.

    `pembanding` (ironcalc, formulas, libreoffice) recalculate the file's own formulas too: `buku` must be its place.
    """
    mesin = parse_engines(pembanding if isinstance(pembanding, str) else ",".join(_texts(pembanding)))
    return compare(as_path(buku) if isinstance(buku, str | os.PathLike) else None, _read(buku), mesin)


def buat(sumber: Letak | Instrumen, identitas: Identitas | Mapping[str, str] | None = None,
         isian: Isian | Mapping[Kotak, Nilai] | None = None, *, tahun: int | None = None,
         kertas: str = KERTAS_BAWAAN.nama) -> bytes:
    """A workbook as the bytes of an .xlsx; every formula holds its value.

    `sumber`: an instrument (name, file, or loaded) for a kertas kerja; "buku" for a Buku Kinerja of `tahun`; a plan
    file, which says everything itself. Blank inputs may be absent from `isian`, or None; of an Isian the identity is
    taken when no other is told.
    """
    if not isinstance(sumber, Instrumen | str):
        sumber = as_path(sumber)
    if tahun is not None and not isinstance(tahun, int):
        raise _wrong("tahun", "int", tahun)
    if not isinstance(kertas, str):
        raise _wrong("kertas", "str", kertas)
    data = isian.data if isinstance(isian, Isian) else {} if isian is None else isian
    if identitas is None and isinstance(isian, Isian):
        identitas = isian.identitas
    return build_any(sumber, _identity(identitas), _inputs(data), tahun, kertas)


def muat_instrumen(nama: Letak) -> Instrumen:
    """An instrument by the name of an installed one, or from its .toml or authoring workbook.

    bobot are Decimal and add up to 100, capaian are percent 0-100. KinerjaError with all its mistakes.
    """
    letak = as_path(nama, "nama instrumen")
    return load_sound(nama if isinstance(nama, str) else letak)


#: Longer than any system takes, the whole and each name in it (to which an ending may be added).
_LETAK_MAKS, _NAMA_MAKS = 4000, 240


def as_path(letak: object, apa: str = "letak berkas") -> Path:
    """A place as Path; KinerjaError PGL04 for anything that is none."""
    teks = os.fspath(letak) if isinstance(letak, str | os.PathLike) else None
    if not isinstance(teks, str) or not teks or "\0" in teks:
        raise _wrong(apa, "str atau Path yang tidak kosong", letak)
    if len(teks) > _LETAK_MAKS or any(len(os.fsencode(x)) > _NAMA_MAKS for x in Path(teks).parts):
        raise KinerjaError("PGL04", a=f"{apa[:1].upper()}{apa[1:]} terlalu panjang.")
    return Path(teks)


def _wrong(apa: str, harus: str, isi: object) -> KinerjaError:
    return KinerjaError("PGL04", a=f"{apa[:1].upper()}{apa[1:]} harus {harus}, bukan {type(isi).__name__}.")


def _read(buku: object) -> Bacaan:
    if isinstance(buku, str | os.PathLike):
        return baca(buku)
    if getattr(buku, "jenis", None) not in JENIS:
        raise _wrong("buku", "hasil kinerja.baca atau letak berkas", buku)
    return buku  # type: ignore[return-value]


def _texts(isi: object) -> list[str]:
    if not isinstance(isi, Sequence) or not all(isinstance(x, str) for x in isi):
        raise _wrong("pembanding", "daftar nama mesin", isi)
    return list(isi)


def _identity(isi: object) -> Mapping[str, Any]:
    if isinstance(isi, Identitas):
        return isi.model_dump()
    if isi is not None and not (isinstance(isi, Mapping) and all(isinstance(k, str) for k in isi)):
        raise _wrong("identitas", "Identitas atau dict berkunci str", isi)
    return isi or {}


def _inputs(isi: object) -> Mapping[Kotak, Any]:
    if not isinstance(isi, Mapping):
        raise _wrong("isian", "Isian atau dict", isi)
    for kotak in isi:
        if not isinstance(kotak, tuple) or len(kotak) != 2 or not all(isinstance(x, str) for x in kotak):
            raise _wrong("kunci isian", "dua str: (kode, kunci)", kotak)
    return isi
