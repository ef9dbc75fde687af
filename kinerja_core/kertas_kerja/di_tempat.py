"""Inputs that are all where they belong, read together: what `baca` finds one by one, for many files of one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.denah import Denah, cell_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.buku import Buku, Posisi
from kinerja_core.xlsx.ruas import values_at


@dataclass(frozen=True)
class _Siap:
    """The places of a description: names with their references, and per sheet the inputs and the kode beside them."""

    denah: Denah
    rujukan: Mapping[str, str]
    lembar: Mapping[str, tuple[list[Kotak], list[Posisi], list[Posisi], list[Nilai]]]


class DiTempat:
    """Reads the inputs of files whose names and kode say that nothing moved. For one process."""

    def __init__(self) -> None:
        self._siap: _Siap | None = None
        self._nama: tuple[Mapping[str, str], bool] | None = None

    def read(self, buku: Buku, denah: Denah) -> dict[Kotak, Nilai] | None:
        """The values of all inputs that are not blank; None when any is not certainly in its place, or is a formula."""
        siap = self._siap
        if siap is None or siap.denah.masukan is not denah.masukan:
            self._siap = siap = _prepare(denah)
            self._nama = None
        if self._nama is None or self._nama[0] is not buku.nama:
            self._nama = buku.nama, all(buku.nama.get(n) == r for n, r in siap.rujukan.items())
        if not self._nama[1]:
            return None
        data: dict[Kotak, Nilai] = {}
        for nama, (kotak, posisi, tempat_kode, kode) in siap.lembar.items():
            lembar = buku.sheet(nama)
            if lembar is None or values_at(lembar, tempat_kode) != kode or not lembar.rumus.keys().isdisjoint(posisi):
                return None
            data |= {k: v for k, v in zip(kotak, values_at(lembar, posisi), strict=True) if v is not None}
        return data


def _prepare(denah: Denah) -> _Siap:
    nama = {tempat: n for n, tempat in denah.nama.items()}
    lembar: defaultdict[str, tuple[list[Kotak], list[Posisi], list[Posisi], list[Nilai]]] = defaultdict(
        lambda: ([], [], [], []))
    for kotak, (s, posisi) in denah.masukan.items():
        _, (_, kolom), kode = denah.kode_sel[kotak]
        masukan, tempat, tempat_kode, isi_kode = lembar[s]
        masukan.append(kotak)
        tempat.append(posisi)
        tempat_kode.append((posisi[0], kolom))
        isi_kode.append(kode)
    return _Siap(denah, {nama[t]: cell_ref(*t) for t in denah.masukan.values()}, dict(lembar))
