"""The careful reader: every part by expat, whatever was read before. The judge of `xlsx.ingatan`, which is quicker."""

from __future__ import annotations

from pathlib import Path

from kinerja_core.xlsx import bagian, gerbang
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.baca_lembar import Konteks, PembacaLembar
from kinerja_core.xlsx.bagian import DaftarIsi
from kinerja_core.xlsx.buku import Buku
from kinerja_core.xlsx.ingatan import Ingatan, LembarTerbaca


class Teliti(Ingatan):
    """Remembers nothing."""

    def workbook(self, konteks: Konteks) -> DaftarIsi:
        return bagian.read_workbook(konteks)

    def strings(self, konteks: Konteks, nama: str) -> None:
        bagian.read_strings(konteks, nama)

    def styles(self, konteks: Konteks, nama: str) -> None:
        bagian.read_styles(konteks, nama)

    def sheet(self, konteks: Konteks, nama: str) -> LembarTerbaca:
        return PembacaLembar(nama, konteks).read()

    def check_others(self, konteks: Konteks) -> None:
        gerbang.check_xml(konteks.paket, konteks.terbaca)


def read_carefully(asal: Path | bytes) -> Buku:
    """What `read_buku` must give."""
    return read_buku(asal, Teliti())
