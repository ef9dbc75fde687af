"""Buku -> Isian with the cell each value came from, and what the file itself has to be told about.

Inputs are found by defined name and cross-checked with the locked kode beside them; when a name is lost, the kode
finds its row. Cached results are not looked at: a formula in an input is calculated again, behind the fence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen, is_instrumen_id
from kinerja_core.instrumen.muat import load_any
from kinerja_core.kertas_kerja.lembar.kendali import VERSI_TATA_LETAK
from kinerja_core.kertas_kerja.lembar.kiriman import kiriman_of
from kinerja_core.kertas_kerja.lembar.templat_umum import NAMA_PILIHAN, describe_generic, is_generic, read_generic
from kinerja_core.kertas_kerja.penjelasan import explained_input, explanation_of
from kinerja_core.kertas_kerja.siap import prepared
from kinerja_core.lembar.bacaan import Definisi, owners
from kinerja_core.lembar.denah import Cetakan, Denah
from kinerja_core.lembar.hitung_ulang import as_stored, calculate_again
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.meta import JENIS_KERTAS, META, META_KUNCI, TANPA_KETERANGAN, identity_of, voices
from kinerja_core.lembar.meta import read_meta as meta_as_written
from kinerja_core.lembar.penjelasan import explanation_text
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Posisi, alamat, pecah_rujukan


@dataclass(frozen=True)
class BacaanKertas:
    """A read kertas kerja: its instrument, its description, its isian, and findings about the places of inputs.

    `bersama`: what its description shares with those of other offices, if anything.
    """

    buku: Buku
    instrumen: Instrumen
    denah: Denah
    isian: Isian
    temuan: tuple[Temuan, ...]
    jenis: str = JENIS_KERTAS
    bersama: Cetakan | None = field(default=None, compare=False, repr=False)

    @cached_property
    def cetakan(self) -> Cetakan:
        """What is worked out once for it and, where they share it, for others."""
        return self.bersama or Cetakan(self.denah)

    @property
    def identitas(self) -> Identitas | None:
        """Whose it is."""
        return self.isian.identitas

    @property
    def tahun(self) -> int:
        """The year that is assessed."""
        return self.instrumen.tahun_penilaian

    def definitions(self) -> list[Definisi]:
        """One for each office that `_meta` and the properties name; what the cells say where neither does."""
        tanpa_properti, tanpa_meta = voices(self.buku)
        calon = owners(map(read_identitas, (tanpa_properti, tanpa_meta)))
        if not calon:
            calon = owners([read_identitas(replace(tanpa_properti, lembar=tanpa_meta.lembar))])
        return [Definisi(i, partial(self._described, i), self.cetakan if i == self.identitas else self.bersama)
                for i in calon]

    def unowned(self) -> Temuan:
        """A generic template is issued without an owner: choosing one is the office's first step (KPL13)."""
        return _not_chosen(self.buku) if is_generic(read_meta(self.buku)) else buat_temuan("SGL17", META)

    def sent_input(self, kode: str) -> Kotak | None:
        """Where a fact of Data Umum stands."""
        return kotak if (kotak := (kode, "isi")) in self.denah.masukan else None

    def as_stored(self) -> BacaanKertas | None:
        """With inputs as its formulas saw them when it was saved; None where these are the same."""
        isian = as_stored(self.buku, self.isian)
        return replace(self, isian=isian) if isian else None

    def explanation(self, kotak: Kotak) -> str:
        """What stands beside it in the column Penjelasan."""
        return explanation_text(self.isian.data.get(explanation_of(kotak)))

    def _described(self, identitas: Identitas) -> Denah:
        return self.denah if identitas == self.identitas else describe_as(self.buku, self.instrumen, identitas)[0]


def read_meta(buku: Buku) -> dict[str, str]:
    """What the workbook says of itself; of the generic template the identity is what was chosen in it, not what a
    formula showed when it was last calculated."""
    meta = meta_as_written(buku)
    if is_generic(meta):
        pilihan = read_generic(buku)
        terpilih = pilihan.terpilih if pilihan else None
        meta |= {k: getattr(terpilih, k) if terpilih else "" for k in META_KUNCI}
    return meta


def choose_instrumen(buku: Buku, disebut: str | None) -> Instrumen:
    """The instrument named on the command line, else the one of _meta."""
    nama = disebut or read_meta(buku).get("instrumen_id")
    if not nama:
        raise KinerjaError("BKS09", a="(tidak disebut dalam buku)")
    if not disebut and not is_instrumen_id(nama):  # a workbook names an instrument, never a file of this computer
        raise KinerjaError("BKS09", a=nama[:40])
    return load_any(nama)


def read_identitas(buku: Buku) -> Identitas | None:
    """Identity from _meta, else from the cells named id_*; of the generic template only what was chosen."""
    meta = read_meta(buku)
    return identity_of(meta) if is_generic(meta) else identity_of(meta, buku)


def read_owner(buku: Buku) -> Identitas:
    """Whose it is; KinerjaError KPL13 for a generic template for which none was chosen, else KRM04."""
    if (milik := read_identitas(buku)) is None:
        raise ownerless(buku)
    return milik


def ownerless(buku: Buku) -> KinerjaError:
    """What is said of a workbook that has to have an owner."""
    t = _not_chosen(buku) if is_generic(read_meta(buku)) else buat_temuan("KRM04")
    return KinerjaError(t.kode, temuan=(t,))


def _not_chosen(buku: Buku) -> Temuan:
    tempat = pecah_rujukan(_lookup(buku.nama, NAMA_PILIHAN))
    return buat_temuan("KPL13", f"{tempat[0]}!{alamat(tempat[1])}" if tempat else "")


#: An identity for describing a workbook whose own could not be read: only places matter then.
_TANPA_NAMA = Identitas(kode_wilayah="00.00.00", nama="?", kabupaten="?", provinsi="?")


def describe_as(buku: Buku, instrumen: Instrumen, identitas: Identitas) -> tuple[Denah, Cetakan | None]:
    """The description of a workbook for an office by what it says of itself: sent, generic or neither.

    Beside it what it shares with those of other offices.
    """
    meta = read_meta(buku)
    if is_generic(meta) and (pilihan := read_generic(buku)) is not None:
        return describe_generic(instrumen, pilihan.identitas or (_TANPA_NAMA,), kiriman_of(meta)), None
    return prepared(instrumen).describe(identitas, kiriman_of(meta))


def read_isian(buku: Buku, instrumen: Instrumen, temuan: tuple[Temuan, ...] = ()) -> BacaanKertas:
    """The isian of a workbook of that instrument; of formulas in inputs what `hitung_ulang` says."""
    identitas = read_identitas(buku)
    denah, bersama = describe_as(buku, instrumen, identitas or _TANPA_NAMA)
    if (semua := prepared(instrumen).di_tempat.read(buku, denah)) is not None:
        isian = Isian(identitas, semua, denah.masukan)
        return BacaanKertas(buku, instrumen, denah, isian, temuan, bersama=bersama)
    lain = read_meta(buku).get("tata_letak") != str(VERSI_TATA_LETAK)
    nama_kotak = {tempat: nama for nama, tempat in denah.nama.items()}
    data: dict[Kotak, Nilai] = {}
    asal: dict[Kotak, tuple[str, Posisi]] = {}
    pindah: set[Kotak] = set()
    catatan = list(temuan)
    for kotak, harapan in denah.masukan.items():
        tempat, cocok = _locate(buku, denah, kotak, nama_kotak[harapan], harapan)
        if tempat is None and lain and explained_input(kotak):
            continue  # a layout version that had no such column
        if tempat is None:
            catatan.append(buat_temuan("BKS11", f"{harapan[0]}!{alamat(harapan[1])}", a=nama_kotak[harapan]))
            continue
        lembar = buku.sheet(tempat[0])
        assert lembar is not None
        if lain:  # its row and the column of its kode may be others
            cocok = denah.kode_sel[kotak][2] in {v for (b, _), v in lembar.nilai.items() if b == tempat[1][0]}
        if not cocok:
            pindah.add(kotak)
        asal[kotak] = tempat
        if (nilai := lembar.nilai.get(tempat[1])) is not None:
            data[kotak] = nilai
    tak_terhitung = calculate_again(buku, data, asal, {s.nama for s in denah.lembar}, catatan)
    isian = Isian(identitas, data, asal, frozenset(pindah), tak_terhitung)
    return BacaanKertas(buku, instrumen, denah, isian, tuple(catatan), bersama=bersama)


def read_as(buku: Buku, instrumen: Instrumen) -> BacaanKertas:
    """The same; another hash of the instrument in `_meta` is the finding BKS10.

    KinerjaError BKS31 for a workbook that is no kertas kerja at all: it neither says so nor has a single input of one.
    """
    meta = read_meta(buku)
    sidik = meta.get("instrumen_sidik") or instrumen.sidik
    lain = (buat_temuan("BKS10", a=sidik, b=instrumen.sidik),) if sidik != instrumen.sidik else ()
    bacaan, jenis = read_isian(buku, instrumen, lain), meta.get("jenis", "")
    if not bacaan.isian.asal and not (meta.get("instrumen_id") and jenis == JENIS_KERTAS):
        raise KinerjaError("BKS31", a=f"jenisnya {jenis.replace('_', ' ')}" if jenis else TANPA_KETERANGAN)
    return bacaan


def _locate(buku: Buku, denah: Denah, kotak: Kotak, nama: str,
            harapan: tuple[str, Posisi]) -> tuple[tuple[str, Posisi] | None, bool]:
    """(place, does the kode beside it and the place itself agree): by defined name, else by the locked kode."""
    lembar_kode, posisi_kode, kode = denah.kode_sel[kotak]
    tempat = pecah_rujukan(_lookup(buku.nama, nama))
    if tempat and buku.sheet(tempat[0]) is None:
        tempat = None
    if tempat is None:
        if nama in {n.lower() for n in buku.nama}:
            return (harapan, False) if buku.sheet(harapan[0]) else (None, False)
        lembar = buku.sheet(lembar_kode)
        if lembar is None:
            return None, False
        baris = [b for (b, k), v in lembar.nilai.items() if k == posisi_kode[1] and v == kode]
        return ((lembar_kode, (baris[0], harapan[1][1])), True) if baris else (None, False)
    lembar = buku.sheet(tempat[0])
    assert lembar is not None
    beside = lembar.nilai.get((tempat[1][0], posisi_kode[1]))
    return tempat, tempat == harapan and beside == kode


def _lookup(nama: Mapping[str, str], dicari: str) -> str:
    """Defined names ignore case."""
    return nama.get(dicari) or next((v for k, v in nama.items() if k.lower() == dicari), "")


def read_workbook(path: Path, instrumen: str | None = None) -> BacaanKertas:
    """A file behind the gate -> BacaanKertas; KinerjaError when it is unusable."""
    buku = read_buku(path)
    return read_as(buku, choose_instrumen(buku, instrumen))
