"""An office that is described instead of a real one, and every written form in which a kertas kerja names an office.

Its texts occur nowhere else and stay recognisable in capitals and with capital initials, so that the description, the
rendered parts and the signed form of the next office come about by replacing them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen, serial_of

#: Each text differs from its capitals and from its capital initials.
_TEKS = {"nama": "QnamaQ", "kabupaten": "QkabQ", "provinsi": "QprovQ", "alamat": "QalamatQ"}
_KABUPATEN, _KOTA = "97.06.95", "97.86.95"


def PENANDA(kota: bool, *, beralamat: bool = True) -> Identitas:
    """The office that stands for any: of a kota or of a kabupaten, with an address or (`beralamat` False) without."""
    teks = _TEKS if beralamat else {**_TEKS, "alamat": ""}
    return Identitas(kode_wilayah=_KOTA if kota else _KABUPATEN, **teks)


def written_forms(instrumen: Instrumen, ident: Identitas) -> tuple[str, ...]:
    """Every form in which a layout writes an office, in the same order for each office; blank texts are ""."""
    teks = (ident.daerah, ident.nama, ident.kabupaten, ident.provinsi, ident.alamat)
    return (*(x for t in teks for x in (t, t.upper(), t.title())), ident.kode_wilayah, serial_of(instrumen, ident))


def replacements(instrumen: Instrumen, dari: Identitas, ke: Identitas) -> tuple[tuple[str, str], ...]:
    """(form of `dari`, the same form of `ke`) for every written form, the longest first; blank forms are left out."""
    pasangan = dict(zip(written_forms(instrumen, dari), written_forms(instrumen, ke), strict=True))
    return tuple(sorted(((d, k) for d, k in pasangan.items() if d), key=lambda x: (-len(x[0]), x[0])))


@lru_cache(maxsize=64)
def _pattern(cari: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, cari)))


def substitute(teks: str, ganti: Sequence[tuple[str, str]], tulis: Callable[[str], str] = str) -> str:
    """`teks` with every form replaced in one pass: nothing that was put in is replaced again.

    `tulis` says how a text is written there (doubled quotes in a formula, escapes in XML).
    """
    isi = dict(ganti)
    return _pattern(tuple(d for d, _ in ganti)).sub(lambda cocok: tulis(isi[cocok[0]]), teks) if ganti else teks
