"""The one catalogue of every kode, a module a subject. A new kode is one line in the module of its subject."""

from __future__ import annotations

from kinerja_core.dasar.katalog.berkas import KATALOG_BERKAS, KATALOG_CEK, KATALOG_KIRIM, KATALOG_TOMBOL
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_LINTAS
from kinerja_core.dasar.katalog.dasar import Kode
from kinerja_core.dasar.katalog.instrumen import KATALOG_INSTRUMEN
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.dasar.katalog.kumpul import KATALOG_KUMPUL
from kinerja_core.dasar.katalog.lanjut import KATALOG_LANJUT
from kinerja_core.dasar.katalog.sebar import KATALOG_SEBAR
from kinerja_core.dasar.katalog.segel import KATALOG_SEGEL
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL
from kinerja_core.dasar.katalog.verifikasi import KATALOG_VERIFIKASI

KATALOG: dict[str, Kode] = {
    **KATALOG_ISIAN, **KATALOG_BERKAS, **KATALOG_TOMBOL, **KATALOG_KIRIM, **KATALOG_LANJUT, **KATALOG_CEK,
    **KATALOG_INSTRUMEN, **KATALOG_BARIS, **KATALOG_LINTAS, **KATALOG_SEGEL, **KATALOG_SEBAR, **KATALOG_KUMPUL,
    **KATALOG_VERIFIKASI, **KATALOG_TABEL,
}
