"""Buku -> Rencana with the cell each value came from: rows are found by their locked slot, columns by their name.

Cached results are not looked at: a formula in an input is calculated again, behind the fence.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.lembar.tempat import KODE, MASUKAN, TempatBuku
from kinerja_core.buku_kinerja.rencana import TABEL, Rencana, find_table, spare_rows, table_of
from kinerja_core.buku_kinerja.ruang import RUANG
from kinerja_core.buku_kinerja.uji_nilai import TANGGAL_AKHIR, TANGGAL_AWAL
from kinerja_core.dasar.excelmath import Nilai, as_number, clean_text, show_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Definisi
from kinerja_core.lembar.denah import Cetakan, Denah, Rumus
from kinerja_core.lembar.hitung_ulang import as_stored, calculate_again
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.meta import JENIS_BUKU, META, META_KUNCI, read_meta, voices
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import PembacaTabel, SelBaca, format_problem, tell
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Ekstra, LembarBuku, Posisi, alamat, pecah_rujukan


@dataclass(frozen=True)
class BacaanBuku:
    """A read Buku Kinerja: its plan, its description, and findings about the places of inputs.

    It is described as it was issued, empty: what is filled in changes only heights and page breaks.
    """

    buku: Buku
    rencana: Rencana
    cetakan: Cetakan = field(compare=False, repr=False)
    temuan: tuple[Temuan, ...]
    jenis: str = JENIS_BUKU

    @property
    def denah(self) -> Denah:
        """Every cell of the book of that office and year with so many rows."""
        return self.cetakan.denah

    @property
    def identitas(self) -> Identitas:
        """Whose it is."""
        return self.rencana.identitas

    @property
    def tahun(self) -> int:
        """The year of the plan."""
        return self.rencana.tahun

    @property
    def isian(self) -> Isian:
        """What was typed, by slot and kunci."""
        return self.rencana.isian

    def definitions(self) -> list[Definisi]:
        """What it was read as, then what `_meta` and the properties say where that is something else."""
        return [Definisi(self.identitas, lambda: self.denah, self.cetakan),
                *(_definition(k) for k in _heads(self.buku) if k != _head_of(self.rencana))]

    def unowned(self) -> Temuan:
        """Never asked of a book that was read."""
        return buat_temuan("SGL17", META)

    def sent_input(self, kode: str) -> Kotak | None:
        """Nothing is sent along in a Buku Kinerja."""
        return None

    def as_stored(self) -> BacaanBuku | None:
        """With inputs as its formulas saw them when it was saved; None where these are the same."""
        isian = as_stored(self.buku, self.isian)
        return replace(self, rencana=replace(self.rencana, data=isian.data, tak_terhitung={})) if isian else None

    def explanation(self, kotak: Kotak) -> str:
        """What is answered here is answered on the sheet Kesampingkan, by kode and row."""
        return ""

    def sel(self, slot: str, kunci: str) -> str:
        """Place of an input as Excel shows it; "" for what has none."""
        tempat = self.rencana.asal.get((slot, kunci)) or self.denah.masukan.get((slot, kunci))
        return f"{tempat[0]}!{alamat(tempat[1])}" if tempat else ""


def is_book(buku: Buku) -> bool:
    """Does the workbook say that it is a Buku Kinerja?"""
    return read_meta(buku).get("jenis") == JENIS_BUKU


def _counts(teks: str) -> dict[str, int]:
    """ "node=60 indikator=80" as numbers; ValueError for anything else."""
    return {k: int(v) for k, _, v in (x.partition("=") for x in teks.split())}


class _Kepala(NamedTuple):
    """What a book says of itself: identity, year, rows of the tables, rows of the outputs."""

    identitas: Identitas
    tahun: int
    kapasitas: Mapping[str, int]
    ruang: Mapping[str, int]


def _head_of(rencana: Rencana) -> _Kepala:
    return _Kepala(rencana.identitas, rencana.tahun, rencana.kapasitas, rencana.ruang)


def _described(kepala: _Kepala) -> Cetakan:
    """The empty book; that of the last two heads is kept."""
    return _kept(kepala.identitas, kepala.tahun, tuple(kepala.kapasitas.items()), tuple(kepala.ruang.items()))


@lru_cache(maxsize=2)
def _kept(identitas: Identitas, tahun: int, kapasitas: tuple[tuple[str, int], ...],
          ruang: tuple[tuple[str, int], ...]) -> Cetakan:
    return Cetakan(describe(Rencana(identitas, tahun, dict(kapasitas), {}, ruang=dict(ruang))))


def _definition(kepala: _Kepala) -> Definisi:
    cetakan = _described(kepala)
    return Definisi(kepala.identitas, lambda: cetakan.denah, cetakan)


def _heads(buku: Buku) -> list[_Kepala]:
    """Everything the book says of itself, each once: `_meta` with what only the properties know, then they alone.

    KinerjaError RNC01 when the first cannot be read.
    """
    hasil = [_head(buku)]
    with contextlib.suppress(KinerjaError):
        hasil += [k for k in [_head(voices(buku)[1])] if k not in hasil]
    return hasil


def _fitting_head(buku: Buku) -> _Kepala:
    """What the book is read as: where it contradicts itself about its rows, by what its formulas stand on."""
    semua = _heads(buku)
    if all((k.kapasitas, k.ruang) == (semua[0].kapasitas, semua[0].ruang) for k in semua):
        return semua[0]
    return min(semua, key=lambda k: _misplaced(buku, _described(k).denah))


def _misplaced(buku: Buku, denah: Denah) -> int:
    """How many formulas stand where none is described, or are missing."""
    ada = {(s.nama, pos) for s in buku.lembar for pos in s.rumus}
    return len(ada ^ {(s.nama, pos) for s in denah.lembar for pos, x in s.sel.items() if isinstance(x.isi, Rumus)})


def _head(buku: Buku) -> _Kepala:
    """As _meta tells it, and the properties what it does not."""
    meta = read_meta(buku)
    isi = {k: meta.get(k, "") for k in META_KUNCI}
    try:
        identitas, tahun = Identitas(**isi), int(meta["tahun"])
        kapasitas = _counts(meta["kapasitas"])
        ruang = _counts(" ".join(meta[k] for k in sorted(meta, key=lambda k: (len(k), k))
                                if k.startswith("ruang")))
    except (KeyError, ValueError) as galat:
        raise KinerjaError("RNC01", a="identitas, tahun, atau jumlah baris di lembar _meta tidak terbaca") from galat
    if not 2000 <= tahun <= 2100:
        raise KinerjaError("RNC01", a=f"tahun {tahun} di lembar _meta tidak masuk akal")
    lengkap = {t.kunci: t.tetap or kapasitas.get(t.kunci, spare_rows(0)) for t in TABEL.values()}
    if any(not 0 < n < 10000 for n in (*lengkap.values(), *ruang.values())) or not ruang.keys() >= RUANG:
        raise KinerjaError("RNC01", a="jumlah baris di lembar _meta tidak masuk akal")
    ada = sum(len({b for b, _ in s.nilai}) for s in buku.lembar)
    if max(sum(lengkap.values()), sum(ruang.values())) > ada:  # each of these rows stands on a sheet
        raise KinerjaError("RNC01", a="jumlah baris di lembar _meta lebih banyak daripada baris di bukunya")
    return _Kepala(identitas, tahun, lengkap, ruang)


def _slot_rows(lembar: LembarBuku) -> dict[str, int]:
    return {nilai: baris for (baris, kolom), nilai in lembar.nilai.items() if kolom == KODE and isinstance(nilai, str)}


class _Tempat:
    """Where inputs stand in the file that was read."""

    def __init__(self, buku: Buku, petak: TempatBuku) -> None:
        self.buku, self.masukan = buku, petak.masukan
        self.nama = {k.lower(): v for k, v in buku.nama.items()}
        self.baris = {s.nama: _slot_rows(s) for s in buku.lembar}
        self.kolom = {(di, dari[1]): self._column(nama, di, dari[1]) for nama, (di, dari, _) in petak.rentang.items()}

    def _column(self, nama: str, lembar: str, harapan: int) -> int:
        """Column a defined name points to, the described one when the name is lost."""
        tempat = pecah_rujukan(self.nama.get(nama, "").partition(":")[0])
        return tempat[1][1] if tempat and tempat[0] == lembar else harapan

    def find(self, kotak: Kotak) -> tuple[tuple[str, Posisi] | None, bool]:
        """(place, is it where it was put): by the slot beside it; a setting of Profil by its own place."""
        lembar, harapan = self.masukan[kotak]
        if self.buku.sheet(lembar) is None:
            return None, False
        if (lembar, harapan[1]) not in self.kolom:
            return (lembar, harapan), True
        kolom = self.kolom[(lembar, harapan[1])]
        baris = self.baris[lembar].get(kotak[0])
        if baris is None:
            return None, False
        return (lembar, (baris, kolom)), (baris, kolom) == harapan


def _value(nilai: Nilai) -> Nilai:
    """A cell as the plan keeps it; a text without any character is blank."""
    return None if nilai == "" else nilai


def _beyond(buku: Buku, rencana: Rencana) -> Iterator[Temuan]:
    """Filled rows of an input sheet beyond those `_meta` says its table has: told once a sheet, they are not read."""
    for s in MASUKAN:
        lembar, tabel = buku.sheet(s.nama), find_table(s.tabel)
        if lembar is None:
            continue
        terisi = {b for (b, k), v in lembar.nilai.items() if k > KODE and v != "" and (b, k) not in lembar.rumus}
        dikenal = set(rencana.slots(s.tabel))
        lebih = sorted((baris, slot) for slot, baris in _slot_rows(lembar).items()
                       if baris in terisi and slot not in dikenal and tabel.number(slot) is not None)
        if lebih:
            baris, slot = lebih[0]
            sisa = f" dan {len(lebih) - 1} baris lain" if len(lebih) > 1 else ""
            yield buat_temuan("BKS11", f"{s.nama}!{alamat((baris, KODE))}", a=f"{s.nama} {slot}{sisa}")


def _strange(s: SelBaca, slot: str, kunci: str) -> list[Temuan]:
    """What the formulas of the book cannot see of a cell: what its number format says.

    A number that is no day of this century only looks odd (SEL10): it counts.
    """
    k = table_of(slot).menurut_kunci[kunci]
    kolom = Kolom(kunci, k.label, jenis="angka" if k.is_number else "teks")
    bentuk, angka = format_problem(kolom, s), as_number(s.nilai)
    if bentuk and s.bentuk == "tanggal" and angka is not None and not TANGGAL_AWAL <= angka <= TANGGAL_AKHIR:
        bentuk = tell("SEL10", kolom, s, show_number(angka))
    return [bentuk] if bentuk else []


def read_book(buku: Buku) -> BacaanBuku:
    """The plan of a Buku Kinerja; of formulas in inputs what `hitung_ulang` says."""
    identitas, tahun, kapasitas, ruang = kepala = _fitting_head(buku)
    kosong = Rencana(identitas, tahun, kapasitas, {}, ruang=ruang)
    tempat = _Tempat(buku, petak := TempatBuku(kosong))
    data: dict[Kotak, Nilai] = {}
    asal: dict[Kotak, tuple[str, Posisi]] = {}
    temuan: list[Temuan] = []
    ekstra = buku.ekstra or Ekstra()
    berformat = {(nama, pos) for semua in (ekstra.tanggal, ekstra.persen) for nama, isi in semua.items() for pos in isi}
    hilang: set[str] = set()
    pindah: set[str] = set()
    for kotak, harapan in petak.masukan.items():
        di, cocok = tempat.find(kotak)
        if di is None:
            if (kunci := f"{harapan[0]} {kotak[0]}") not in hilang:
                temuan.append(buat_temuan("BKS11", f"{harapan[0]}!{alamat(harapan[1])}", a=kunci))
                hilang.add(kunci)
            continue
        if not cocok and (kunci := f"{harapan[0]} {kotak[0]}") not in pindah:
            temuan.append(buat_temuan("LTK01", f"{di[0]}!{alamat(di[1])}", a=kotak[0]))
            pindah.add(kunci)
        lembar = buku.sheet(di[0])
        assert lembar is not None
        asal[kotak] = di
        if (nilai := _value(lembar.nilai.get(di[1]))) is not None:
            data[kotak] = nilai
        if di in berformat:
            temuan += _strange(PembacaTabel(buku, lembar).cell(di[1]), *kotak)
    gagal = calculate_again(buku, data, asal, {s.nama for s in _described(kepala).denah.lembar}, temuan)
    for kotak, sebab in gagal.items():
        data.pop(kotak, None)
        temuan.append(buat_temuan("ISI19", f"{asal[kotak][0]}!{alamat(asal[kotak][1])}", b=sebab))
    rencana = Rencana(identitas, tahun, kapasitas, data, asal, ruang, gagal)
    temuan += _beyond(buku, rencana)
    return BacaanBuku(buku, rencana, _described(kepala), tuple(temuan))


def read_book_file(path: Path) -> BacaanBuku:
    """A file behind the gate -> BacaanBuku; KinerjaError when it is unusable or no Buku Kinerja."""
    buku = read_buku(path)
    if not is_book(buku):
        raise KinerjaError("RNC01", a=f"{clean_text(path.name)} bukan Buku Kinerja")
    return read_book(buku)
