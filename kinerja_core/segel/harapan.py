"""The described workbook as files are compared with it, and its canonical form: what they have in common once.

Which cells are not what the description says is found out here, quickly; what is said of them, or of another
structure, is `bandingkan`'s business.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.lembar.denah import Denah, Isi, Lembar, Rumus, Sel, Tautan
from kinerja_core.segel.bandingkan import (
    Tertera,
    form_findings,
    has_lost,
    lock_findings,
    only_cells,
    unmoved,
    validated_cells,
    validation_findings,
)
from kinerja_core.segel.bentuk_baku import Penyama, canonical, plain_ascii
from kinerja_core.segel.lembar import seal_sheet
from kinerja_core.segel.setara import same_content
from kinerja_core.segel.tanda import described, without_own_sheets
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, Validasi, alamat
from kinerja_core.xlsx.ingatan import KERANGKA_MAKS
from kinerja_core.xlsx.ruas import Kerangka, NilaiSel

#: Different tokens and formulas whose canonical form is remembered.
_INGAT_MAKS = 200_000


@dataclass(frozen=True, eq=False)
class _Rencana:
    """How a sheet of one `Kerangka` is compared: cells that differ whatever their values, cells whose values are
    compared (number of the value, expected), those of them where 1 is not TRUE, and cells to look at one by one."""

    kerangka: Kerangka
    beda: frozenset[Posisi]
    nomor: tuple[int, ...]
    harus: list[Nilai]
    angka: tuple[int, ...]
    satu_satu: tuple[Posisi, ...]


class _Harap:
    """What is expected on one sheet of every file: no inputs, and not the cells of `khusus`, which differ."""

    def __init__(self, s: Lembar, buku: LembarBuku, khusus: Iterable[Posisi]) -> None:
        self.masukan, self.khusus = frozenset(s.masukan), frozenset(khusus)
        self.lewati = self.masukan | self.khusus
        self.rumus = {p: r for p, r in buku.rumus.items() if p not in self.lewati}
        self.nilai = {p: v for p, v in buku.nilai.items() if p not in self.lewati}


class Harapan:
    """A described workbook as files are compared with it; `khusus` as in a `Cetakan`. For one process."""

    def __init__(self, denah: Denah, khusus: Mapping[str, Mapping[Posisi, Sel]]) -> None:
        buku = described(denah)
        self._denah, self._khusus = denah, khusus
        self._ruas: list[tuple[str, tuple[str, Posisi] | None]] = []
        self._harap = {s.nama: _Harap(s, t, khusus.get(s.nama, ()))
                       for s, t in zip(denah.lembar, buku.lembar, strict=True)}
        self._lembar = [(s.nama, s.status == "tampak") for s in denah.lembar]
        self._terbuka = {s.nama: frozenset(s.masukan) for s in denah.lembar}
        self._sama = Penyama()
        self._isi: dict[str, str] = {}
        self._nama = self._canonical_names(buku.nama)
        self._nama_terakhir: tuple[Mapping[str, str], bool] | None = None
        self._rencana: OrderedDict[tuple[str, int], _Rencana] = OrderedDict()
        self._validasi: tuple[tuple[Validasi, ...], Tertera, bool, list[Temuan]] | None = None

    def compare(self, buku: Buku, denah: Denah) -> list[Temuan]:
        """Every place where a file differs from `denah`, its description; [] when nothing does, or on a live book.

        A live book does not show everything (`segel.berkas` tells so).
        """
        if buku.ekstra is None:
            return []
        if len(self._sama) + len(self._isi) > _INGAT_MAKS:
            self._sama, self._isi = Penyama(), {}
        ada = {s.nama: s for s in buku.lembar}
        beda = {s.nama: self._differences(s, ada[s.nama]) for s in denah.lembar if s.nama in ada}
        temuan: list[Temuan] = []
        if any(beda.values()) or not self._same_structure(buku):
            temuan = self._long_way(buku, denah, beda)
        if (tetap := unmoved(denah, temuan)) is not denah:
            tertera = validated_cells(buku)
            return [*temuan, *lock_findings(buku, tetap, tertera), *validation_findings(tetap, tertera)]
        return [*temuan, *self._locks(buku, denah)]

    def _long_way(self, buku: Buku, denah: Denah, beda: Mapping[str, set[Posisi]]) -> list[Temuan]:
        harus, ada = described(denah), without_own_sheets(buku, [s.nama for s in denah.lembar])
        kiri, kanan = (
            replace(b, lembar=tuple(only_cells(s, beda[s.nama]) if s.nama in beda else s for s in b.lembar))
            for b in (harus, ada))
        return form_findings(canonical(kiri, denah), canonical(kanan, denah), buku)

    # -- structure

    def _same_structure(self, buku: Buku) -> bool:
        """Are sheets, their order, visibility and protection, and all names as described?"""
        assert buku.ekstra is not None
        lembar = [(s.nama, s.status == "tampak") for s in buku.lembar if s.nama != seal_sheet()]
        if lembar != self._lembar or any(n not in buku.ekstra.terproteksi for n, _ in lembar):
            return False
        if self._nama_terakhir is None or self._nama_terakhir[0] is not buku.nama:
            self._nama_terakhir = buku.nama, self._canonical_names(buku.nama) == self._nama
        return self._nama_terakhir[1]

    def _canonical_names(self, nama: Mapping[str, str]) -> list[tuple[str, str]]:
        baku = [(n, self._formula(r)) for asli, r in nama.items() if (n := self._sama["nama", asli]) is not None]
        return sorted(baku)

    def _formula(self, rumus: str) -> str:
        if rumus not in self._isi:
            self._isi[rumus] = self._sama.formula(rumus)
        return self._isi[rumus]

    def _content(self, rumus: str | None, nilai: Nilai) -> str | None:
        return self._sama.literal(nilai) if rumus is None else "=" + self._formula(rumus)

    def _described(self, isi: Isi) -> str | None:
        if isinstance(isi, Rumus):
            return self._content(isi.teks, None)
        return self._content(None, isi.teks if isinstance(isi, Tautan) else isi)

    def sidik(self, denah: Denah) -> str:
        """`canonical(described(denah), denah).sidik` for the description of one of the files."""
        if not self._ruas:
            self._ruas = list(self._cut_form())
        lembar = {s.nama: s for s in denah.lembar}
        hasil = hashlib.sha256()
        for teks, khusus in self._ruas:
            hasil.update(teks.encode("ascii"))
            if khusus and (isi := self._described(lembar[khusus[0]].sel[khusus[1]].isi)) is not None:
                hasil.update(f"{alamat(khusus[1])}\t{plain_ascii(isi)}\n".encode("ascii"))
        return hasil.hexdigest()

    def _cut_form(self) -> Iterator[tuple[str, tuple[str, Posisi] | None]]:
        """The canonical text in pieces, each with the cell of `khusus` whose line comes next; the last has none."""
        form = canonical(described(self._denah), self._denah)
        tetap = [*form.struktur]
        for s, (nama, baris) in zip(self._denah.lembar, form.lembar, strict=True):
            tetap.append(f"sel\t{nama}")
            khusus = {alamat(p): p for p in self._khusus.get(s.nama, ())}
            for b in baris:
                if (p := khusus.get(b.partition("\t")[0])) is None:
                    tetap.append(b)
                else:
                    yield "".join(f"{t}\n" for t in tetap), (s.nama, p)
                    tetap = []
        yield "".join(f"{t}\n" for t in tetap), None

    def _locks(self, buku: Buku, denah: Denah) -> list[Temuan]:
        """lock_findings and validation_findings; the same validations as in the last file are not read again."""
        assert buku.ekstra is not None
        validasi = buku.ekstra.validasi
        if self._validasi is None or self._validasi[0] != validasi:
            tertera = validated_cells(buku)
            kurang = has_lost(denah, tertera)
            self._validasi = validasi, tertera, kurang, validation_findings(denah, tertera)
        _, tertera, kurang, temuan = self._validasi
        terbuka = buku.ekstra.terbuka
        dibuka = any(r.luar.dibuka for r in buku.ekstra.rupa.values())
        if kurang or dibuka or any(terbuka.get(nama) != harus for nama, harus in self._terbuka.items()):
            return [*lock_findings(buku, denah, tertera), *temuan]
        return temuan

    # -- cells

    def _differences(self, s: Lembar, t: LembarBuku) -> set[Posisi]:
        """Places on a sheet, inputs left out, where the canonical content is not the described one."""
        h = self._harap[s.nama]
        if isinstance(t.nilai, NilaiSel):
            beda = self._by_plan(h, self._plan(s.nama, h, t.nilai.kerangka), t, t.nilai)
        else:
            rumus = t.rumus.keys() | h.rumus.keys()
            lain = {p for p in rumus if t.rumus.get(p) != h.rumus.get(p)}
            lain |= {p for p in (t.nilai.keys() | h.nilai.keys()) - rumus
                     if (v := t.nilai.get(p)) != h.nilai.get(p) or v is True or v is False}
            beda = {p for p in lain - h.lewati if self._differs(h, t, p)}
        for p in h.khusus:
            if not same_content(self._described(s.sel[p].isi), self._content(t.rumus.get(p), t.nilai.get(p))):
                beda.add(p)
        return beda

    def _differs(self, h: _Harap, t: LembarBuku, p: Posisi) -> bool:
        x, y = h.rumus.get(p), t.rumus.get(p)
        if x is not None and x == y:
            return False
        return not same_content(self._content(x, h.nilai.get(p)), self._content(y, t.nilai.get(p)))

    def _by_plan(self, h: _Harap, r: _Rencana, t: LembarBuku, nilai: NilaiSel) -> set[Posisi]:
        beda = set(r.beda)
        ada = nilai.at(r.nomor)
        if ada != r.harus or any(isinstance(ada[n], bool) for n in r.angka):
            tempat = r.kerangka.tempat
            for n, x, y in zip(r.nomor, r.harus, ada, strict=True):
                if (x != y or isinstance(y, bool)) and self._sama.literal(x) != self._sama.literal(y):
                    beda.add(tempat[n])
        beda.update(p for p in r.satu_satu if self._differs(h, t, p))
        return beda

    def _plan(self, nama: str, h: _Harap, k: Kerangka) -> _Rencana:
        kunci = (nama, id(k))
        rencana = self._rencana.get(kunci)
        if rencana is None:
            rencana = self._rencana[kunci] = self._make_plan(h, k)
            if len(self._rencana) > KERANGKA_MAKS:
                self._rencana.popitem(last=False)
        else:
            self._rencana.move_to_end(kunci)
        return rencana

    def _make_plan(self, h: _Harap, k: Kerangka) -> _Rencana:
        """Compare all that does not depend on values: formulas, and where something stands at all."""
        nomor = [n for n in k.literal if (p := k.tempat[n]) not in h.lewati and p not in h.rumus]
        tempat = [k.tempat[n] for n in nomor]
        harus = list(map(h.nilai.get, tempat))
        satu_satu = (h.rumus.keys() - k.rumus.keys()) | (k.sisip.keys() - h.lewati)
        satu_satu |= h.nilai.keys() - set(tempat) - k.rumus.keys()
        beda = set()
        if k.rumus != h.rumus:
            for p, r in k.rumus.items():
                if (h.rumus.get(p) != r and p not in h.lewati and not same_content(
                        self._content(h.rumus.get(p), h.nilai.get(p)), self._content(r, None))):
                    beda.add(p)
        angka = tuple(n for n, v in enumerate(harus) if v in (0, 1))
        return _Rencana(k, frozenset(beda), tuple(nomor), harus, angka, tuple(satu_satu))


def compare_with_definition(buku: Buku, denah: Denah) -> list[Temuan]:
    """The comparison of one file alone."""
    return Harapan(denah, {}).compare(buku, denah)
