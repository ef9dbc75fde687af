"""Buku -> what was typed into a new Buku Kinerja, and the plan it means.

Rows are found by the locked number in their first column, columns by their defined name; where a name is lost, by
their place. Cached results are not looked at: a formula in an input is calculated again, behind the fence.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from kinerja_core.buku_kinerja.baru.baris import (
    BARIS,
    BARIS_TERBANYAK,
    LEMBAR_BARIS,
    PROFIL_KANTOR,
    RUANG_BAWAAN,
    TABEL_AUDIT,
)
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.tempat import TempatBaru
from kinerja_core.buku_kinerja.baru.uji import row_key
from kinerja_core.buku_kinerja.baru.urai import understand
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana, table_of
from kinerja_core.buku_kinerja.uji_nilai import TANGGAL_AKHIR, TANGGAL_AWAL
from kinerja_core.dasar.excelmath import Nilai, as_number, show_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Definisi
from kinerja_core.lembar.denah import Cetakan, Denah, Rumus
from kinerja_core.lembar.hitung_ulang import as_stored, calculate_again
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.meta import JENIS_BARIS, META, META_KUNCI, read_meta, voices
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import PembacaTabel, SelBaca, format_problem, tell
from kinerja_core.xlsx.buku import Buku, Ekstra, Posisi, alamat, pecah_rujukan


@dataclass(frozen=True)
class BacaanBaru:
    """A read book: what was typed, the plan that means, its description as it was issued, empty."""

    buku: Buku
    isi: IsiBuku
    cetakan: Cetakan = field(compare=False, repr=False)
    temuan: tuple[Temuan, ...]
    jenis: str = JENIS_BARIS

    @cached_property
    def rencana(self) -> Rencana:
        """What its rows were understood as."""
        return understand(self.isi)

    @property
    def denah(self) -> Denah:
        """Every cell of the book of that office and year with so many rows."""
        return self.cetakan.denah

    @property
    def identitas(self) -> Identitas:
        """Whose it is."""
        return self.isi.identitas

    @property
    def tahun(self) -> int:
        """The year of the plan."""
        return self.isi.tahun

    @property
    def isian(self) -> Isian:
        """What was typed, by row and kunci."""
        return self.isi.isian

    def definitions(self) -> list[Definisi]:
        """What it was read as, then what `_meta` and the properties say where that is something else."""
        sendiri = _head_of(self.isi)
        return [Definisi(self.identitas, lambda: self.denah, self.cetakan),
                *(_definition(k) for k in _heads(self.buku) if k != sendiri)]

    def unowned(self) -> Temuan:
        """Never asked of a book that was read."""
        return buat_temuan("SGL17", META)

    def sent_input(self, kode: str) -> Kotak | None:
        """Nothing is sent along in a Buku Kinerja."""
        return None

    def as_stored(self) -> BacaanBaru | None:
        """With inputs as its formulas saw them when it was saved; None where these are the same."""
        isian = as_stored(self.buku, self.isian)
        return replace(self, isi=replace(self.isi, data=isian.data, tak_terhitung={})) if isian else None

    def explanation(self, kotak: Kotak) -> str:
        """What is answered here is answered on the sheet Kesampingkan, by kode and row."""
        return ""

    def sel(self, slot: str, kunci: str) -> str:
        """Place of the input a value of the plan came from, as Excel shows it; "" for what has none."""
        tempat = self.rencana.asal.get((slot, kunci)) or self.denah.masukan.get((slot, kunci))
        if tempat is None and slot != PROFIL and (n := table_of(slot).number(slot)):
            kotak = (BARIS.slot(n), row_key(table_of(slot).kunci, kunci))
            tempat = self.isi.asal.get(kotak) or self.denah.masukan.get(kotak)
        return f"{tempat[0]}!{alamat(tempat[1])}" if tempat else ""


@dataclass(frozen=True)
class _Kepala:
    """What a book says of itself: identity, year, rows of its tables, whether it audits."""

    identitas: Identitas
    tahun: int
    ruang: tuple[tuple[str, int], ...]
    audit: bool
    halaman: tuple[int, ...]

    @property
    def kosong(self) -> IsiBuku:
        """The book as it was issued."""
        return IsiBuku(self.identitas, self.tahun, dict(self.ruang), {}, self.audit, halaman=self.halaman)


def _head_of(isi: IsiBuku) -> _Kepala:
    return _Kepala(isi.identitas, isi.tahun, tuple(sorted(isi.ruang.items())), isi.audit, isi.halaman)


@lru_cache(maxsize=2)
def _described(kepala: _Kepala) -> Cetakan:
    """The empty book; those of the last two heads are kept."""
    return Cetakan(describe_new(kepala.kosong, halaman=kepala.halaman))


def _definition(kepala: _Kepala) -> Definisi:
    cetakan = _described(kepala)
    return Definisi(kepala.identitas, lambda: cetakan.denah, cetakan)


def _heads(buku: Buku) -> list[_Kepala]:
    """Everything the book says of itself, each once; KinerjaError RNC01 when the first cannot be read."""
    hasil = [_head(buku)]
    with contextlib.suppress(KinerjaError):
        hasil += [k for k in [_head(voices(buku)[1])] if k not in hasil]
    return hasil


def _fitting_head(buku: Buku) -> _Kepala:
    """What the book is read as: where it contradicts itself about its rows, by what its formulas stand on."""
    semua = _heads(buku)
    if all((k.ruang, k.audit) == (semua[0].ruang, semua[0].audit) for k in semua):
        return semua[0]
    ada = {(s.nama, pos) for s in buku.lembar for pos in s.rumus}
    return min(semua, key=lambda k: len(ada ^ {(s.nama, pos) for s in _described(k).denah.lembar
                                               for pos, x in s.sel.items() if isinstance(x.isi, Rumus)}))


def _head(buku: Buku) -> _Kepala:
    meta = read_meta(buku)
    try:
        identitas, tahun = Identitas(**{k: meta.get(k, "") for k in META_KUNCI}), int(meta["tahun"])
        ruang = {k: int(n) for k, _, n in (x.partition("=") for x in meta["ruang"].split())}
        halaman = tuple(int(x) for x in meta.get("halaman", "").split())
    except (KeyError, ValueError) as galat:
        raise KinerjaError("RNC01", a="identitas, tahun, atau jumlah baris di lembar _meta tidak terbaca") from galat
    if not 2000 <= tahun <= 2100:
        raise KinerjaError("RNC01", a=f"tahun {tahun} di lembar _meta tidak masuk akal")
    audit = meta.get("audit") == "ya"
    perlu = {BARIS.kunci, *RUANG_BAWAAN, *(TABEL_AUDIT if audit else ())}
    wajar = ruang.keys() == perlu and all(0 < n < 10000 for n in ruang.values())
    if not wajar or not ruang[BARIS.kunci] <= BARIS_TERBANYAK or ruang["skm"] != TABEL["skm"].tetap:
        raise KinerjaError("RNC01", a="jumlah baris di lembar _meta tidak masuk akal")
    ada = sum(len({b for b, _ in s.nilai}) for s in buku.lembar)
    if sum(ruang.values()) > ada:  # each of these rows stands on a sheet
        raise KinerjaError("RNC01", a="jumlah baris di lembar _meta lebih banyak daripada baris di bukunya")
    return _Kepala(identitas, tahun, tuple(sorted(ruang.items())), audit, halaman)


class _Tempat:
    """Where inputs stand in the file that was read."""

    def __init__(self, buku: Buku, t: TempatBaru) -> None:
        self.buku, self.t = buku, t
        self.nama = {k.lower(): v for k, v in buku.nama.items()}
        self.baris = {s.nama: self._rows(s.nilai) for s in buku.lembar if s.nama in LEMBAR_BARIS}
        self.kolom = {(di, dari[1]): self._column(nama, di, dari[1])
                      for nama, (di, dari, _) in t.rentang.items() if nama.startswith("in_")}

    @staticmethod
    def _rows(nilai: Mapping[Posisi, Nilai]) -> dict[int, int]:
        return {int(v): b for (b, k), v in nilai.items()
                if k == 0 and isinstance(v, int | float) and not isinstance(v, bool) and v == int(v)}

    def _column(self, nama: str, lembar: str, harapan: int) -> int:
        """Column a defined name points to, the described one when the name is lost."""
        tempat = pecah_rujukan(self.nama.get(nama, "").partition(":")[0])
        return tempat[1][1] if tempat and tempat[0] == lembar else harapan

    def find(self, kotak: Kotak) -> tuple[tuple[str, Posisi] | None, bool]:
        """(place, is it where it was put); None for what is gone."""
        lembar, harapan = self.t.masukan[kotak]
        if self.buku.sheet(lembar) is None:
            return None, False
        if lembar not in LEMBAR_BARIS:
            return (lembar, harapan), True
        baris = self.baris[lembar].get(BARIS.number(kotak[0]) or 0)
        if baris is None:
            return None, False
        di = (baris, self.kolom[(lembar, harapan[1])])
        return (lembar, di), di == harapan


def _strange(s: SelBaca, kolom: Kolom) -> Temuan | None:
    """What the formulas of the book cannot see of a cell: what its number format says.

    A number that is no day of this century only looks odd (SEL10): it counts.
    """
    bentuk, angka = format_problem(kolom, s), as_number(s.nilai)
    if bentuk and s.bentuk == "tanggal" and angka is not None and not TANGGAL_AWAL <= angka <= TANGGAL_AKHIR:
        return tell("SEL10", kolom, s, show_number(angka))
    return bentuk


def read_new_book(buku: Buku) -> BacaanBaru:
    """What was typed into a book; of formulas in inputs what `hitung_ulang` says."""
    kepala = _fitting_head(buku)
    kosong = kepala.kosong
    tempat = _Tempat(buku, t := TempatBaru(kosong))
    data: dict[Kotak, Nilai] = {}
    asal: dict[Kotak, tuple[str, Posisi]] = {}
    temuan: list[Temuan] = []
    ekstra = buku.ekstra or Ekstra()
    berformat = {(nama, pos) for semua in (ekstra.tanggal, ekstra.persen) for nama, isi in semua.items() for pos in isi}
    terlihat: set[tuple[str, str]] = set()
    for kotak, harapan in t.masukan.items():
        di, cocok = tempat.find(kotak)
        kode = "BKS11" if di is None else "LTK01"
        kunci = (kode, f"{harapan[0]} {kotak[0]}")
        if not cocok and kunci not in terlihat:
            terlihat.add(kunci)
            sel = di or harapan
            temuan.append(buat_temuan(kode, f"{sel[0]}!{alamat(sel[1])}", a=kunci[1] if di is None else kotak[0]))
        if di is None:
            continue
        lembar = buku.sheet(di[0])
        assert lembar is not None
        asal[kotak] = di
        nilai = lembar.nilai.get(di[1])
        if nilai is not None and nilai != "":
            data[kotak] = nilai
        if di in berformat and (t_aneh := _strange(PembacaTabel(buku, lembar).cell(di[1]), _column_of(kotak))):
            temuan.append(t_aneh)
    milik = {s.nama for s in _described(kepala).denah.lembar}
    gagal = calculate_again(buku, data, asal, milik, temuan)
    for kotak, sebab in gagal.items():
        data.pop(kotak, None)
        temuan.append(buat_temuan("ISI19", f"{asal[kotak][0]}!{alamat(asal[kotak][1])}", b=sebab))
    isi = replace(kosong, data=data, asal=asal, tak_terhitung=gagal)
    return BacaanBaru(buku, isi, _described(kepala), tuple(temuan))


def _column_of(kotak: Kotak) -> Kolom:
    """What the reading of tables asks of a column."""
    slot, kunci = kotak
    if slot == PROFIL:
        k = PROFIL_KANTOR.menurut_kunci[kunci]
    else:
        tabel = BARIS if BARIS.number(slot) else next(x for x in TABEL.values() if x.number(slot))
        k = tabel.menurut_kunci[kunci]
    return Kolom(kunci, k.label, jenis="angka" if k.is_number else "teks")
