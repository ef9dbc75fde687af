"""What is worked out once of a description, so that every file made from it is judged quickly.

Nothing of a file is kept but what it last held where that was right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property
from itertools import compress, count
from operator import ne
from weakref import WeakKeyDictionary

from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.lembar.denah import Cetakan, Denah, Lembar, Rumus
from kinerja_core.segel.harapan import Harapan
from kinerja_core.segel.rupa import RupaBanding
from kinerja_core.segel.tampilan import Ingatan, Ungkapan, cells_of, parse_shown, shown_value
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi
from kinerja_core.xlsx.isi_aktif import reaches_out
from kinerja_core.xlsx.ruas import values_at

#: The right value of every formula the core knows, by its key.
NilaiInti = Mapping[Hashable, Nilai]
Tempat = tuple[str, Posisi]
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
        self.tampil = [(pos, u) for pos in lain
                       if pos not in khusus and (u := parse_shown(self.rumus[pos], s.nama)) is not None]
        #: Of each that names single cells only: these; and what it and they last held when it was right.
        self.sel = [None if u.blocks else cells_of(u) for _, u in self.tampil]
        self.benar: list[list[Nilai] | None] = [None] * len(self.tampil)
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


class Tersimpan:
    """The cells of a file as formulas that show them see them: results of the core, else what is stored.

    A wrong stored value of a result does not change what shows it: one wrong cell is told once.
    """

    def __init__(self, buku: Buku, hasil: Mapping[Tempat, Nilai], acuan: Mapping[str, Collection[Posisi]]) -> None:
        self._lembar = {s.nama: s for s in buku.lembar}
        ada = ((s.nama, acuan.get(s.nama, ())) for s in buku.lembar)  # read together, for all are asked for
        baca = ((n, p, v) for n, posisi in ada for p, v in zip(posisi, values_at(self._lembar[n], posisi), strict=True))
        self._hasil: dict[Tempat, Nilai] = {(n, p): v for n, p, v in baca if v is not None}
        self._hasil.update(hasil)
        self._ingatan: Ingatan = {}

    def __call__(self, nama: str, pos: Posisi) -> Nilai:
        if (nama, pos) in self._hasil:
            return self._hasil[nama, pos]
        lembar = self._lembar.get(nama)
        if lembar is None:
            raise KeyError(nama)
        nilai = lembar.nilai.get(pos)
        if nilai is None and pos in lembar.rumus:
            raise KeyError(nama)
        return nilai

    def peek(self, tempat: Tempat) -> Nilai:
        """The same; None also where nothing is stored."""
        try:
            return self(*tempat)
        except KeyError:
            return None

    def wrong(self, pos: Posisi, tersimpan: Nilai, ungkapan: Ungkapan) -> Iterator[Salah]:
        """A cell that shows others and holds something else; nothing where that cannot be told."""
        if tersimpan is None:
            return
        try:
            harus = shown_value(ungkapan, self, self._ingatan)
        except KeyError:
            return
        if not _same(tersimpan, harus):
            yield pos, tersimpan, harus


class Siap:
    """A description, prepared for comparing files with it and checking them. For one process."""

    def __init__(self, cetakan: Cetakan) -> None:
        self._denah, self._khusus = cetakan.denah, cetakan.khusus
        self._keluaran = cetakan.denah.keluaran

    @cached_property
    def acuan(self) -> dict[str, set[Posisi]]:
        """Single cells that shown ones name, by sheet."""
        hasil: defaultdict[str, set[Posisi]] = defaultdict(set)
        for s in self.lembar.values():
            for _, ungkapan in s.tampil:
                for nama, pos in cells_of(ungkapan):
                    hasil[nama].add(pos)
        return dict(hasil)

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
        lihat = Tersimpan(buku, {tempat: inti[kunci] for kunci, tempat in self._keluaran.items() if kunci in inti},
                           self.acuan)
        for s in denah.lembar:
            siap, ada = self.lembar[s.nama], buku.sheet(s.nama)
            if ada is None:
                continue
            salah = [*siap.wrong_keyed(ada, inti), *_wrong_shown(siap, ada, lihat)]
            for pos in siap.khusus:
                isi = s.sel[pos].isi
                if isinstance(isi, Rumus) and (ungkapan := parse_shown(isi.teks, s.nama)) is not None:
                    salah += lihat.wrong(pos, ada.nilai.get(pos), ungkapan)
            yield s, sorted((x for x in salah if x[0] in ada.rumus), key=lambda x: siap.urutan[x[0]])


def _wrong_shown(siap: SiapLembar, ada: LembarBuku, lihat: Tersimpan) -> Iterator[Salah]:
    """Of the cells that show others: from the second file on most hold what they held before, when it was right."""
    nilai, ingat = values_at(ada, [pos for pos, _ in siap.tampil]), siap.pernah
    siap.pernah = True
    for n, ((pos, ungkapan), tersimpan) in enumerate(zip(siap.tampil, nilai, strict=True)):
        sel, kini = siap.sel[n], None
        if ingat and sel is not None and tersimpan is not None:
            kini = [tersimpan, *map(lihat.peek, sel)]
            if bool in set(map(type, kini)) or None in kini:
                kini = None
            elif kini == siap.benar[n]:
                continue
        salah = list(lihat.wrong(pos, tersimpan, ungkapan))
        yield from salah
        if kini is not None and not salah:
            siap.benar[n] = kini


def _same(tersimpan: Nilai, harus: Nilai) -> bool:
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
