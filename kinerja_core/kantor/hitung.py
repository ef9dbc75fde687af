"""Three values per cell: what the core computes, what the file shows, what the file's own formulas give."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Nilai, same_value, shown
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.kantor.jenis import Hitungan, Jenis, kind
from kinerja_core.kantor.periksa import check
from kinerja_core.lembar.bacaan import Bacaan, BarisHasil, Ringkasan, SelHitung, shown_at
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.isian import to_file
from kinerja_core.segel.berkas import by_level, other_layout, stored_finding, told_stored
from kinerja_core.segel.siap import same_lines
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.mesin.pembanding import engine
from kinerja_core.xlsx.mesin.tempat import PembandingError


@dataclass(frozen=True)
class Laporan:
    """The comparison of one workbook of any kind: its result cells by key, who could read it, all findings."""

    bacaan: Bacaan
    hitungan: Hitungan
    sel: dict[Hashable, SelHitung]
    pembanding: tuple[str, ...]
    temuan: tuple[Temuan, ...]

    @property
    def jenis(self) -> Jenis:
        """What kind of workbook it is."""
        return kind(self.bacaan)

    @property
    def utama(self) -> str:
        """Key of the one result a reader asks for first; "" when there is none."""
        return self.jenis.utama

    @property
    def sepakat(self) -> bool:
        """Do all result cells agree on all values?"""
        return all(s.sepakat for s in self.sel.values())

    @property
    def nilai_akhir(self) -> float | None:
        """Nilai Akhir of a kertas kerja, 0-100 and unrounded, from its inputs alone; None of a kind without one."""
        nilai = self.hitungan.nilai.get(self.utama)
        return float(nilai) if isinstance(nilai, int | float) else None

    @property
    def hasil(self) -> tuple[BarisHasil, ...]:
        """Every result a reader looks at, in the order of sheets, rows and columns."""
        return tuple(self.jenis.results(self.bacaan, self.hitungan))

    @property
    def ringkasan(self) -> Ringkasan:
        """The result for a screen."""
        return self.jenis.summary(self.bacaan, self.hitungan)

    def as_dict(self, berkas: str) -> dict[str, Any]:
        """One file of the published JSON contract of `kinerja hitung`."""
        isi = self.jenis.report(self.bacaan, self.hitungan, self.sel, self.pembanding, self.sepakat)
        return {"berkas": berkas, **isi, "catatan": as_dicts(self.temuan)}


#: Pembanding whose values a stored one may be held against, each asked what the other says; `formulas` reads texts in
#: its own way.
PENGUKUR = ("ironcalc", "libreoffice")
Tempat = tuple[str, Posisi]


def _formulas(bacaan: Bacaan) -> dict[Tempat, Hashable]:
    """Every described formula of a sheet that is there, with its key; without one (None) if it is still a formula."""
    return {(s.nama, pos): sel.isi.kunci
            for s in bacaan.denah.lembar if (ada := bacaan.buku.sheet(s.nama)) is not None
            for pos, sel in s.sel.items()
            if isinstance(sel.isi, Rumus) and (sel.isi.kunci is not None or pos in ada.rumus)}


def _differs(tersimpan: Nilai, harus: Nilai) -> bool:
    return not (same_value(tersimpan, harus) or same_lines(tersimpan, harus))


def _stored(path: Path, bacaan: Bacaan, tempat: Mapping[Tempat, Hashable], rumus: Mapping[str, Sequence[Nilai]],
            diketahui: set[str]) -> list[Temuan]:
    """Stored values of formulas without a key that are not what the file's own formulas give (BKS14, BKS25, BKS26).

    A second engine is asked before a value is called different; what only one of them says is told of the engine
    (BKS29).
    """
    utama = next((n for n in PENGUKUR if n in rumus), None)
    if utama is None:
        return []
    beda = {di: (v, harus) for (di, kunci), harus in zip(tempat.items(), rumus[utama], strict=True)
            if kunci is None and (v := shown_at(bacaan, *di)) is not None and _differs(v, harus)
            and f"{di[0]}!{alamat(di[1])}" not in diketahui}
    if not beda:
        return []
    kedua = _second(path, utama, list(tempat), rumus)
    setuju = {di for di, harus in zip(tempat, kedua, strict=True) if di in beda and _differs(beda[di][0], harus)} \
        if kedua is not None else set()
    tampak = {s.nama: s.status == "tampak" for s in bacaan.denah.lembar}
    temuan: tuple[list[Temuan], list[Temuan]] = ([], [])
    for di, (tersimpan, harus) in beda.items():
        if di in setuju:
            kode = "BKS14" if tampak[di[0]] else "BKS25"
            temuan[not tampak[di[0]]].append(stored_finding(kode, f"{di[0]}!{alamat(di[1])}", tersimpan, harus))
    ragu = [f"{lembar}!{alamat(pos)}" for lembar, pos in beda if (lembar, pos) not in setuju]
    return told_stored(*temuan) + _of_engine(utama, ragu)


def _second(path: Path, utama: str, tempat: list[Tempat],
            rumus: Mapping[str, Sequence[Nilai]]) -> Sequence[Nilai] | None:
    """What the other engine gives; None where there is no other."""
    for nama in PENGUKUR:
        if nama != utama:
            with suppress(PembandingError):
                return rumus[nama] if nama in rumus else engine(nama)(path, tempat)
    return None


def _of_engine(nama: str, sel: list[str]) -> list[Temuan]:
    """BKS29 for cells in which an engine is alone with what it says."""
    return [buat_temuan("BKS29", sel[0], a=nama, b=f"{len(sel)} sel mulai {sel[0]}")] if sel else []


def _inputs_differ(hitungan: Hitungan, temuan: Iterable[Temuan]) -> bool:
    """Does the file calculate with another input than counts, and is nothing else changed in it?"""
    return hitungan.tampak is not None and not any(t.kind.berubah in {"sel", "susunan"} for t in temuan)


def _is_intact(bacaan: Bacaan, temuan: Iterable[Temuan]) -> bool:
    """Are all formulas what the description says, and no input one? Then another result is the engine's."""
    tempat = bacaan.isian.asal.values()
    return not any(t.kind.berubah in {"sel", "susunan"} for t in temuan) and not any(
        (s := bacaan.buku.sheet(lembar)) is not None and pos in s.rumus for lembar, pos in tempat)


def _other_results(berubah: Sequence[SelHitung], *, utuh: bool) -> list[Temuan]:
    """Results an engine does not share: of changed formulas BKS15, of intact ones a word on the engine (BKS29)."""
    beda = [(nama, s, x) for s in berubah for nama, x in s.rumus.items() if not same_value(s.inti, x)]
    if utuh:
        return [t for mesin in dict.fromkeys(nama for nama, _, _ in beda)
                for t in _of_engine(mesin, [s.sel for nama, s, _ in beda if nama == mesin])]
    return [buat_temuan("BKS15", s.sel, a=f"{shown(x)} ({nama})", b=shown(s.inti), nilai=to_file(x))
            for nama, s, x in beda]


def compare(path: Path | None, bacaan: Bacaan, pembanding: Sequence[str] = ("ironcalc",)) -> Laporan:
    """Every formula of a workbook: those with a key against the core (BKS15, or BKS29 where the formulas are intact),
    the others' stored values against what ironcalc and LibreOffice give.

    A pembanding that cannot read it is a finding (BKS16), not an error; it reads the file itself, so that without a
    path there is none (PGL04).
    """
    hitungan = kind(bacaan).compute(bacaan)
    temuan = list(check(bacaan, hitungan=hitungan).temuan)
    tempat = _formulas(bacaan)
    rumus: dict[str, Sequence[Nilai]] = {}
    for nama in pembanding:
        if path is None:
            raise KinerjaError("PGL04", a="Pembanding membaca berkasnya sendiri: sebut letaknya, bukan bacaannya.")
        try:
            rumus[nama] = engine(nama)(path, list(tempat))
        except PembandingError as galat:
            temuan.append(buat_temuan("BKS16", a=nama, b=str(galat)))
    sel: dict[Hashable, SelHitung] = {}
    for n, (di, kunci) in enumerate(tempat.items()):
        if kunci is not None:
            sel[kunci] = SelHitung(kunci, *di, hitungan.nilai[kunci], shown_at(bacaan, *di),
                                   {nama: isi[n] for nama, isi in rumus.items()})
    if other_layout(bacaan):  # told (BKS20); where its formulas stand is not known
        return Laporan(bacaan, hitungan, sel, tuple(rumus), tuple(by_level(temuan)))
    berubah = [s for s in sel.values() if any(not same_value(s.inti, x) for x in s.rumus.values())]
    if _inputs_differ(hitungan, temuan):  # an input is told; formulas that read it did nothing wrong
        return Laporan(bacaan, hitungan, sel, tuple(rumus), tuple(by_level(temuan)))
    temuan += _other_results(berubah, utuh=_is_intact(bacaan, temuan))
    if path is not None and not berubah:  # else what the file's own formulas give is no measure
        temuan += _stored(path, bacaan, tempat, rumus, {t.sel for t in temuan})
    return Laporan(bacaan, hitungan, sel, tuple(rumus), tuple(by_level(temuan)))
