"""What is worked out once of a description, so that every file made from it is judged quickly.

Nothing of a file is kept but what it last held where that was right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, count
from operator import ne
from typing import Any
from weakref import WeakKeyDictionary

from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.lembar.denah import Cetakan, Denah, Lembar, Rumus
from kinerja_core.segel.harapan import Harapan
from kinerja_core.segel.rupa import RupaBanding
from kinerja_core.segel.tampilan import Blok, Ingatan, Jejak, Ungkapan, cells_of, only_chooses, parse_shown, shown_value
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi
from kinerja_core.xlsx.isi_aktif import reaches_out
from kinerja_core.xlsx.ruas import values_at

#: The right value of every formula the core knows, by its key.
NilaiInti = Mapping[Hashable, Nilai]
Tempat = tuple[str, Posisi]
#: What an expression reads: a cell, or a block in which it seeks.
Baca = Tempat | Blok
#: Values of the named cells for which a kind of expression knows what it shows, and readings of each.
_TAHU_MAKS, _MACAM_MAKS = 2_000, 4
#: A stored value that is not what it should be: place, stored, right.
Salah = tuple[Posisi, Nilai, Nilai]


class SiapLembar:
    """Formulas of a described sheet; those with a value of the core (`kunci`), those that show other cells."""

    def __init__(self, s: Lembar, khusus: Mapping[Posisi, object]) -> None:
        self.nama = s.nama
        self.rumus = {pos: sel.isi.teks for pos, sel in s.sel.items() if isinstance(sel.isi, Rumus)}
        self.urutan = {pos: n for n, pos in enumerate(self.rumus)}
        berkunci = {pos: sel.isi.kunci for pos, sel in s.sel.items()
                    if isinstance(sel.isi, Rumus) and sel.isi.kunci is not None}
        self.tempat, self.kunci = list(berkunci), list(berkunci.values())
        lain = [pos for pos in self.rumus if pos not in berkunci] if s.status == "tampak" else []
        #: Those of `khusus` differ from file to file.
        self.khusus = [pos for pos in lain if pos in khusus]
        tampil = [(pos, u) for pos in lain
                  if pos not in khusus and (u := parse_shown(self.rumus[pos], s.nama)) is not None]
        serupa: defaultdict[object, Serupa] = defaultdict(Serupa)
        #: Place, expression, single cells it names, and what is known of all that differ from it in these only.
        self.tampil = [(pos, u, cells_of(u), serupa[u.pohon, _other_atoms(u)] if only_chooses(u) else None)
                       for pos, u in tampil]
        self.tempat_tampil = [pos for pos, _ in tampil]
        self.pernah = False
        #: The formulas of the last file: described ones that are not there, and those that fetch from outside.
        self.lalu: tuple[Mapping[Posisi, str], list[Posisi], list[Posisi]] | None = None

    def wrong_keyed(self, ada: LembarBuku, inti: NilaiInti) -> Iterator[Salah]:
        """Stored values that are not the core's; what is not stored is not told."""
        nilai, harus = values_at(ada, self.tempat), list(map(inti.get, self.kunci))
        calon = list(map(ne, nilai, harus))
        if bool in {*map(type, nilai), *map(type, harus)}:  # 1 and TRUE would be taken for one
            calon = [True] * len(nilai)
        for n in compress(count(), calon):
            if nilai[n] is not None and self.kunci[n] in inti and not _same(nilai[n], harus[n]):
                yield self.tempat[n], nilai[n], harus[n]


def _other_atoms(u: Ungkapan) -> tuple[object, ...]:
    return tuple(None if isinstance(x, tuple) else x for x in u.atom)


class Serupa:
    """What expressions show that differ only in the single cells they name: rows of a table. By the values of these
    cells: what else was read and held, and what was shown. With the same values the same is read and shown again."""

    __slots__ = ("_tahu",)

    def __init__(self) -> None:
        self._tahu: dict[tuple[Nilai, ...], list[tuple[tuple[Baca, ...], tuple[object, ...], Nilai]]] = {}

    def known(self, sel: list[Tempat], lihat: Tersimpan) -> Nilai:
        """What is shown where the named cells and everything read hold what they once held; else None."""
        hasil = lihat.hasil
        kunci = tuple(map(hasil.get, sel))
        for jejak, isi, harus in self._tahu.get(kunci, ()):
            kini = tuple(map(hasil.get, jejak))
            if kini == isi and not (lihat.ada_bool and bool in {*map(type, kunci), *map(type, kini)}):
                return harus
        return None

    def learn(self, sel: list[Tempat], lihat: Tersimpan, jejak: Jejak, harus: Nilai) -> bool:
        """Keep what was just shown, unless something read is blank or TRUE or FALSE, which equal 1 and 0."""
        lain = tuple(x for x in jejak if x not in sel)
        kunci, isi = tuple(map(lihat.hasil.get, sel)), tuple(map(lihat.hasil.get, lain))
        if {bool, type(None)} & {*map(type, kunci), *map(type, isi)}:
            return False
        if len(self._tahu) > _TAHU_MAKS:
            self._tahu.clear()
        daftar = self._tahu.setdefault(kunci, [])
        daftar[_MACAM_MAKS - 1:] = []
        daftar.insert(0, (lain, isi, harus))
        return True


class Tersimpan:
    """The cells of a file as formulas that show them see them: results of the core, else what is stored.

    A wrong stored value of a result does not change what shows it: one wrong cell is told once.
    """

    def __init__(self, buku: Buku, hasil: Mapping[Baca, Nilai], acuan: Mapping[str, Mapping[Posisi, Tempat]],
                 blok: Mapping[Blok, Sequence[Tempat]]) -> None:
        self._lembar = {s.nama: s for s in buku.lembar}
        #: Cells, and blocks as the tuple of their values; of neither those that are blank.
        self.hasil: dict[Baca, Any] = {}
        for nama, tempat in acuan.items():  # read together, for all are asked for
            if (s := self._lembar.get(nama)) is not None:
                ada = zip(tempat.values(), values_at(s, tempat), strict=True)
                self.hasil.update({t: v for t, v in ada if v is not None})
        self.hasil.update(hasil)
        self.ada_bool = bool in set(map(type, self.hasil.values()))
        for b, sel in blok.items():
            if None not in (isi := tuple(map(self.hasil.get, sel))):
                self.hasil[b] = isi
        self._ingatan: Ingatan = {}

    def __call__(self, nama: str, pos: Posisi) -> Nilai:
        tempat = nama, pos
        if tempat in self.hasil:
            ada: Nilai = self.hasil[tempat]
            return ada
        lembar = self._lembar.get(nama)
        if lembar is None:
            raise KeyError(nama)
        nilai = lembar.nilai.get(pos)
        if nilai is None and pos in lembar.rumus:
            raise KeyError(nama)
        return nilai

    def shown(self, ungkapan: Ungkapan, jejak: Jejak | None = None) -> Nilai:
        """What a cell that shows others must hold; None where that cannot be told."""
        try:
            return shown_value(ungkapan, self, self._ingatan, jejak)
        except KeyError:
            return None


class Siap:
    """A description, prepared for comparing files with it and checking them. For one process."""

    def __init__(self, cetakan: Cetakan) -> None:
        self._denah, self._khusus = cetakan.denah, cetakan.khusus
        self._keluaran = cetakan.denah.keluaran

    @cached_property
    def acuan(self) -> defaultdict[str, dict[Posisi, Tempat]]:
        """Cells that shown ones name, by sheet; from the second file on also those they choose of blocks."""
        hasil: defaultdict[str, dict[Posisi, Tempat]] = defaultdict(dict)
        for s in self.lembar.values():
            for _, _, sel, _ in s.tampil:
                for nama, pos in sel:
                    hasil[nama][pos] = nama, pos
        return hasil

    @cached_property
    def blok(self) -> dict[Blok, list[Tempat]]:
        """Blocks in which shown cells seek, once they were read, with their cells."""
        return {}

    def _read_again(self, jejak: Jejak) -> None:
        """The next file's are read together with all others."""
        for x in jejak:
            if isinstance(x, Blok) and x not in self.blok:
                self.blok[x] = [(x.lembar, x.cell(n)) for n in range(x.ukuran[0] * x.ukuran[1])]
            for nama, pos in self.blok[x] if isinstance(x, Blok) else (x,):
                self.acuan[nama][pos] = nama, pos

    @cached_property
    def harapan(self) -> Harapan:
        """What is compared."""
        return Harapan(self._denah, self._khusus)

    @cached_property
    def rupa(self) -> RupaBanding:
        """How it looks."""
        return RupaBanding(self._denah)

    @cached_property
    def lembar(self) -> dict[str, SiapLembar]:
        """Its formulas, by sheet."""
        return {s.nama: SiapLembar(s, self._khusus.get(s.nama, {})) for s in self._denah.lembar}

    def formulas(self, ada: LembarBuku) -> tuple[list[Posisi], list[Posisi]]:
        """(described formulas that are not there, formulas beside the described ones that fetch from outside)."""
        siap = self.lembar.get(ada.nama)
        if siap and siap.lalu and siap.lalu[0] is ada.rumus:
            return siap.lalu[1:]
        harus = siap.rumus if siap else {}
        hilang = [pos for pos in harus if pos not in ada.rumus]
        keluar = [pos for pos, rumus in ada.rumus.items() if harus.get(pos) != rumus and reaches_out(rumus)]
        if siap:
            siap.lalu = ada.rumus, hilang, keluar
        return hilang, keluar

    def stored(self, buku: Buku, denah: Denah, inti: NilaiInti) -> Iterator[tuple[Lembar, list[Salah]]]:
        """Stored values of formulas that are not what they should be, sheet by sheet in the order of the description.

        `denah`: the description of this file.
        """
        hasil: dict[Baca, Nilai] = {t: inti[kunci] for kunci, t in self._keluaran.items() if kunci in inti}
        lihat = Tersimpan(buku, hasil, self.acuan, self.blok)
        for s in denah.lembar:
            siap, ada = self.lembar[s.nama], buku.sheet(s.nama)
            if ada is None:
                continue
            salah = [*siap.wrong_keyed(ada, inti), *self._wrong_shown(siap, ada, lihat)]
            for pos in siap.khusus:
                isi = s.sel[pos].isi
                if (isinstance(isi, Rumus) and (ungkapan := parse_shown(isi.teks, s.nama)) is not None
                        and (tersimpan := ada.nilai.get(pos)) is not None
                        and (harus := lihat.shown(ungkapan)) is not None and not _same(tersimpan, harus)):
                    salah.append((pos, tersimpan, harus))
            yield s, sorted((x for x in salah if x[0] in ada.rumus), key=lambda x: siap.urutan[x[0]])

    def _wrong_shown(self, siap: SiapLembar, ada: LembarBuku, lihat: Tersimpan) -> Iterator[Salah]:
        """Of the cells that show others: from the second file on most show what was shown before."""
        ingat, siap.pernah = siap.pernah, True
        semua = values_at(ada, siap.tempat_tampil)
        for (pos, ungkapan, sel, serupa), tersimpan in zip(siap.tampil, semua, strict=True):
            if tersimpan is None:
                continue
            harus = serupa.known(sel, lihat) if serupa and ingat else None
            if harus is None:
                jejak: Jejak = []
                if (harus := lihat.shown(ungkapan, jejak)) is None:
                    continue
                if serupa and ingat and not serupa.learn(sel, lihat, jejak, harus):
                    self._read_again(jejak)
            if not _same(tersimpan, harus):
                yield pos, tersimpan, harus


def _same(tersimpan: Nilai, harus: Nilai) -> bool:
    if type(tersimpan) is type(harus) and tersimpan == harus:
        return True
    return same_value(tersimpan, harus) or same_lines(tersimpan, harus)


def same_lines(a: Nilai, b: Nilai) -> bool:
    """Texts that differ in how a line break, or a space at either end, is stored: LibreOffice writes ":" for ": "."""
    return isinstance(a, str) and isinstance(b, str) and a.strip().splitlines() == b.strip().splitlines()


_SIAP: WeakKeyDictionary[Cetakan, Siap] = WeakKeyDictionary()


def prepared(cetakan: Cetakan) -> Siap:
    """What is worked out for a description: made when it is first asked for, kept as long as the description is."""
    if cetakan not in _SIAP:
        _SIAP[cetakan] = Siap(cetakan)
    return _SIAP[cetakan]
