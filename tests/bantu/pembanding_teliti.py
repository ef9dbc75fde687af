"""The careful judgement of one file alone, whatever came before: read part by part, described in full, both workbooks
brought into canonical form. The judge of what is worked out once for many files.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bantu.pembaca_teliti import read_carefully
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja import siap
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_as
from kinerja_core.lembar.denah import Denah
from kinerja_core.segel.bandingkan import (
    form_findings,
    lock_findings,
    only_cells,
    unmoved,
    validated_cells,
    validation_findings,
)
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.tanda import described, without_own_sheets
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi
from kinerja_core.xlsx.ingatan import Ingatan


def compare_carefully(buku: Buku, denah: Denah) -> list[Temuan]:
    """What `Harapan.compare` must give."""
    harus, ada = _unequal(described(denah), without_own_sheets(buku, [s.nama for s in denah.lembar]))
    temuan, tertera = form_findings(canonical(harus, denah), canonical(ada, denah), buku), validated_cells(buku)
    tetap = unmoved(denah, temuan)
    return [*temuan, *lock_findings(buku, tetap, tertera), *validation_findings(tetap, tertera)]


def _unequal(harus: Buku, ada: Buku) -> tuple[Buku, Buku]:
    """Both without the cells and names that are equal as stored: a shift is told from what differs."""
    pasangan = {s.nama: s for s in ada.lembar}
    kiri, kanan = {}, {}
    for s in harus.lembar:
        if (t := pasangan.get(s.nama)) is not None:
            semua = s.nilai.keys() | t.nilai.keys() | s.rumus.keys() | t.rumus.keys()
            beda = {pos for pos in semua if not _same_cell(s, t, pos)}
            kiri[s.nama], kanan[s.nama] = only_cells(s, beda), only_cells(t, beda)
    nama = {n for n, r in harus.nama.items() if ada.nama.get(n) == r}
    x, y = (replace(b, lembar=tuple(sisa.get(s.nama, s) for s in b.lembar),
                    nama={n: r for n, r in b.nama.items() if n not in nama})
            for b, sisa in ((harus, kiri), (ada, kanan)))
    return x, y


def _same_cell(s: LembarBuku, t: LembarBuku, pos: Posisi) -> bool:
    if (rumus := s.rumus.get(pos)) is not None or pos in t.rumus:
        return rumus == t.rumus.get(pos)
    x, y = s.nilai.get(pos), t.nilai.get(pos)
    return x == y and isinstance(x, bool) == isinstance(y, bool)


@contextmanager
def forgotten() -> Iterator[None]:
    """Nothing is known of any instrument, as in a new process; afterwards what was known is known again."""
    lama = dict(siap._SIAP)
    siap._SIAP.clear()
    try:
        yield
    finally:
        siap._SIAP.clear()
        siap._SIAP.update(lama)


def read_alone(asal: Path | bytes, instrumen: Instrumen) -> BacaanKertas:
    """A file as the first one of its process reads."""
    with forgotten():
        return read_as(read_carefully(asal), instrumen)


class Borongan:
    """Files of one instrument, one after the other, as `kumpul` reads them."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen, self._ingatan = instrumen, Ingatan()

    def read(self, asal: Path | bytes) -> BacaanKertas:
        return read_as(read_buku(asal, self._ingatan), self.instrumen)
