"""Kinerja: scored, locked Excel workbooks for the performance of Indonesian sub-districts (kecamatan).

The library: `import kinerja_core as kinerja`, then `kinerja.baca("x.xlsx")`; docs/pustaka.md shows every verb. Nothing
is loaded before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kinerja_core.dasar.excelmath import Galat, Nilai
    from kinerja_core.dasar.identitas import Identitas
    from kinerja_core.dasar.temuan import KinerjaError, Temuan
    from kinerja_core.instrumen.model import Instrumen
    from kinerja_core.kantor.hitung import Laporan
    from kinerja_core.kantor.periksa import Terperiksa
    from kinerja_core.kantor.pustaka import baca, buat, hitung, muat_instrumen, periksa
    from kinerja_core.lembar.bacaan import Bacaan, BarisHasil, SelHitung
    from kinerja_core.lembar.isian import Isian
    from kinerja_core.provinsi.pustaka import kumpul
    from kinerja_core.provinsi.putaran import Entri, Kecamatan, Kiriman, Putaran, Skor
else:
    from importlib import import_module

    #: Where each name of the library stands: what the imports above say to a type checker.
    _TEMPAT = {nama: modul for modul, daftar in {
        "dasar.excelmath": ("Galat", "Nilai"),
        "dasar.identitas": ("Identitas",),
        "dasar.temuan": ("KinerjaError", "Temuan"),
        "instrumen.model": ("Instrumen",),
        "kantor.hitung": ("Laporan",),
        "kantor.periksa": ("Terperiksa",),
        "kantor.pustaka": ("baca", "buat", "hitung", "muat_instrumen", "periksa"),
        "lembar.bacaan": ("Bacaan", "BarisHasil", "SelHitung"),
        "lembar.isian": ("Isian",),
        "provinsi.pustaka": ("kumpul",),
        "provinsi.putaran": ("Entri", "Kecamatan", "Kiriman", "Putaran", "Skor"),
    }.items() for nama in daftar}

    def __getattr__(nama):
        """A name of the library, loaded with its module the first time it is asked for."""
        if nama not in _TEMPAT:
            raise AttributeError(f"module {__name__!r} has no attribute {nama!r}")
        globals()[nama] = isi = getattr(import_module(f"{__name__}.{_TEMPAT[nama]}"), nama)
        return isi

    def __dir__():
        return sorted({*globals(), *__all__})

__all__ = [
    "Bacaan", "BarisHasil", "Entri", "Galat", "Identitas", "Instrumen", "Isian", "Kecamatan", "KinerjaError", "Kiriman",
    "Laporan", "Nilai", "Putaran", "SelHitung", "Skor", "Temuan", "Terperiksa", "__version__", "baca", "buat", "hitung",
    "kumpul", "muat_instrumen", "periksa",
]
