"""Findings of a read book of the new form: of its cells, its rows, its documents against each other."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_core.buku_kinerja.baru.baca import BacaanBaru
from kinerja_core.buku_kinerja.baru.baris import LEMBAR_BARIS, MODEL
from kinerja_core.buku_kinerja.baru.tempat import TempatBaru
from kinerja_core.buku_kinerja.baru.uji import checks_of
from kinerja_core.buku_kinerja.baru.uji_tabel import lines_of
from kinerja_core.buku_kinerja.baru.urai import Uraian
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.periksa.lintas import check_filling
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.lembar.isian import to_file


def row_notes(bacaan: BacaanBaru) -> Iterator[Catatan]:
    """Every failing check of every row and table: what the sheets tell the first of."""
    isi, r, u = bacaan.isi, bacaan.rencana, Uraian(bacaan.isi)
    for n in range(1, u.banyak + 1):
        for lembar in LEMBAR_BARIS:
            for x in checks_of(lembar, isi.audit):
                if (kata := x.evaluate(u, r, n)) is not None:
                    tabel, kunci = MODEL.get(x.kolom, ("node", x.kolom))
                    nilai = to_file(isi.nilai(u.slot(n), x.kolom))
                    yield Catatan(x.kode, TABEL[tabel].slot(n), kunci, kata[0], kata[1] or x.label, nilai)
    for baris in lines_of(TempatBaru(isi)):
        for m in baris.failing(isi, r):
            kata = m.evaluate(isi, r, baris.slot) or ("", "")
            yield Catatan(m.kode, baris.slot, m.kolom.kunci, kata[0], kata[1] or m.label,
                          to_file(isi.nilai(baris.slot, m.kolom.kunci)))


def check_new(bacaan: BacaanBaru, ukur: Pengukuran) -> list[Temuan]:
    """What was found of its cells, its rows and tables, and between its documents."""
    return check_filling(bacaan, ukur, list(row_notes(bacaan)))
