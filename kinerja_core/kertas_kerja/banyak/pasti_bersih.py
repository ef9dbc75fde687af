"""For many files of one instrument: quick answers that a check certainly finds nothing in a file.

Only that is answered here, so that nothing a check says is worded or decided twice: where the answer is not certain,
the check itself is run. Most files are as they were sent but for their inputs, and then three checks that look at
every formula have nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import compress, count
from operator import ne

from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.kertas_kerja.banyak.isian import values_at
from kinerja_core.kertas_kerja.lembar.cetakan import Cetakan
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Denah, Lembar, Rumus
from kinerja_core.segel.berkas import (
    NilaiInti,
    PemeriksaanBerkas,
    check_active,
    check_formulas,
    check_stored,
    same_lines,
)
from kinerja_core.segel.tampilan import Ingatan, Lihat, Ungkapan, cells_of, parse_shown, shown_value
from kinerja_core.xlsx.buku import LembarBuku, Posisi
from kinerja_core.xlsx.isi_aktif import reaches_out


class _Lembar:
    """Formulas of a described sheet: all places, those with a value of the core, those that show other cells."""

    def __init__(self, s: Lembar, khusus: Iterable[Posisi]) -> None:
        rumus = {pos: sel.isi for pos, sel in s.sel.items() if isinstance(sel.isi, Rumus)}
        self.rumus = frozenset(rumus)
        berkunci = [(pos, r.kunci) for pos, r in rumus.items() if r.kunci is not None]
        self.tempat: tuple[Posisi, ...] = tuple(pos for pos, _ in berkunci)
        self.kunci: tuple[Hashable, ...] = tuple(kunci for _, kunci in berkunci)
        lain = [(pos, r.teks) for pos, r in rumus.items() if r.kunci is None and s.status == "tampak"]
        #: Formulas that name the office differ from file to file.
        self.khusus = [pos for pos, _ in lain if pos in khusus]
        self.tampil = [(pos, u) for pos, t in lain if pos not in khusus and (u := parse_shown(t)) is not None]


class PastiBersih:
    """Is it certain that a check finds nothing in a kertas kerja of the instrument of `cetakan`?"""

    def __init__(self, cetakan: Cetakan) -> None:
        self._lembar = {s.nama: _Lembar(s, cetakan.khusus[s.nama]) for s in cetakan.denah.lembar}
        self._ungkapan = [((n, pos), u) for n, s in self._lembar.items() for pos, u in s.tampil]
        acuan = {*(tempat for tempat, _ in self._ungkapan), *(t for _, u in self._ungkapan for t in cells_of(u))}
        self._tampil = {n: _Tempat(n, (pos for nama, pos in acuan if nama == n)) for n in self._lembar}
        self._jawab: dict[PemeriksaanBerkas, Callable[[Bacaan, NilaiInti], bool]] = {
            check_active: self._nothing_active, check_formulas: self._all_formulas,
            check_stored: self._all_values}
        #: Of each expression that names single cells only: these, and what it and they last held when it was right.
        self._sel = [None if u.blocks else [tempat, *cells_of(u)] for tempat, u in self._ungkapan]
        self._benar: list[list[Nilai] | None] = [None] * len(self._sel)
        #: Formulas last seen of each sheet, known to stand in the places described and in no other.
        self._tepat: dict[str, Mapping[Posisi, str]] = {}

    def __call__(self, periksa: PemeriksaanBerkas, bacaan: Bacaan, inti: NilaiInti) -> bool:
        """False where the check has to be run."""
        jawab = self._jawab.get(periksa)
        return jawab is not None and jawab(bacaan, inti)

    def _exact(self, s: LembarBuku) -> bool:
        """Does a sheet have formulas where the description has them, nowhere else, and none that fetches?"""
        if self._tepat.get(s.nama) is s.rumus:
            return True
        harus = self._lembar[s.nama].rumus if s.nama in self._lembar else frozenset()
        if s.rumus.keys() != harus or any(map(reaches_out, s.rumus.values())):
            return False
        if s.nama in self._lembar:
            self._tepat[s.nama] = s.rumus
        return True

    def _nothing_active(self, bacaan: Bacaan, _: NilaiInti) -> bool:
        ekstra = bacaan.buku.ekstra
        return not (ekstra and ekstra.aktif) and all(map(self._exact, bacaan.buku.lembar))

    def _all_formulas(self, bacaan: Bacaan, _: NilaiInti) -> bool:
        return all(map(self._exact, bacaan.buku.lembar))

    def _all_values(self, bacaan: Bacaan, inti: NilaiInti) -> bool:
        lembar = {s.nama: s for s in bacaan.buku.lembar if s.nama in self._lembar}
        if not all(_agree(values_at(lembar[n], self._lembar[n].tempat), self._lembar[n], inti) for n in lembar):
            return False
        isi = {tempat: v for n, t in lembar.items()
               for tempat, v in zip(self._tampil[n].kunci, values_at(t, self._tampil[n].posisi), strict=True)}

        def stored(nama: str, pos: Posisi) -> Nilai:
            nilai = isi[nama, pos] if (nama, pos) in isi else lembar[nama].nilai.get(pos)
            if nilai is None and pos in lembar[nama].rumus:
                raise KeyError(nama)
            return nilai

        sisa = [((n, pos), u) for n in lembar for pos, u in self._naming(n, bacaan.denah)]
        isi |= {(n, pos): lembar[n].nilai.get(pos) for (n, pos), _ in sisa}
        ingatan: Ingatan = {}
        return self._all_shown(isi, stored, ingatan) and all(_shows(isi[t], u, stored, ingatan) for t, u in sisa)

    def _all_shown(self, isi: Mapping[tuple[str, Posisi], Nilai], stored: Lihat, ingatan: Ingatan) -> bool:
        """Do all cells that show others hold what they hold? Most hold what they held in the file before."""
        sama = bool not in set(map(type, isi.values()))  # 1 and TRUE would be taken for one
        for n, (tempat, ungkapan) in enumerate(self._ungkapan):
            if tempat not in isi:
                continue
            sel = self._sel[n]
            kini = list(map(isi.get, sel)) if sama and sel is not None else None
            if kini is not None and kini == self._benar[n]:
                continue
            if not _shows(isi[tempat], ungkapan, stored, ingatan):
                return False
            if kini is not None and None not in kini:
                self._benar[n] = kini
        return True

    def _naming(self, nama: str, denah: Denah) -> Iterator[tuple[Posisi, Ungkapan]]:
        """Cells of a sheet that show others and name the office."""
        for pos in self._lembar[nama].khusus:
            isi = denah.sheet(nama).sel[pos].isi
            if isinstance(isi, Rumus) and (ungkapan := parse_shown(isi.teks)) is not None:
                yield pos, ungkapan


class _Tempat:
    """Cells of a sheet that are asked for in any file: place alone, and with the sheet."""

    def __init__(self, nama: str, posisi: Iterable[Posisi]) -> None:
        self.posisi = sorted(set(posisi))
        self.kunci = [(nama, pos) for pos in self.posisi]


def _agree(ada: list[Nilai], s: _Lembar, inti: Mapping[Hashable, Nilai]) -> bool:
    """Do all stored values of cells with a key agree with the core's? One that is not stored is not certain."""
    harus = list(map(inti.get, s.kunci))
    if not {bool, type(None)}.isdisjoint(map(type, ada)):
        return False
    return all(s.kunci[n] not in inti or same_value(ada[n], harus[n])
               for n in compress(count(), map(ne, ada, harus)))


def _shows(tersimpan: Nilai, ungkapan: Ungkapan, stored: Lihat, ingatan: Ingatan) -> bool:
    """Does a cell that shows others hold what they hold?"""
    if tersimpan is None:
        return True
    try:
        harus = shown_value(ungkapan, stored, ingatan)
    except KeyError:
        return True
    return same_value(tersimpan, harus) or same_lines(tersimpan, harus)
