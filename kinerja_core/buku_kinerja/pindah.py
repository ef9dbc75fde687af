"""Pindahkan ke Versi Baru of a Buku Kinerja: the inputs of an older file in a fresh book.

The old file is read by what it says of itself: column names (`kolom_<tabel>_<kunci>`, `in_profil_<kunci>`) and the
slots beside the rows; where a name is lost, the header finds its column. Every filled input is in the new book or told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.lembar import susun, tempat
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, Rencana, described, empty_rencana, find_table
from kinerja_core.buku_kinerja.tahun_berikutnya import with_spare_rows
from kinerja_core.dasar.excelmath import same_text
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.bawa import (
    AKHIRAN,
    BukuBaru,
    Lama,
    Pindahan,
    cell_at,
    cell_of,
    tell_file,
    tell_version,
)
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.hitung_ulang import recalculated
from kinerja_core.lembar.meta import JENIS_BUKU, identity_of, read_meta
from kinerja_core.xlsx.buku import Buku, LembarBuku, pecah_rujukan

_NAMA_KOLOM = re.compile(r"kolom_([a-z]+)_(\w+)", re.IGNORECASE)
_SLOT = re.compile(r"[A-Z]\d{3,4}")


@dataclass(frozen=True)
class KolomLama:
    """One column of inputs of the old file: whose it is and where it stands."""

    tabel: str
    kunci: str
    lembar: LembarBuku
    kolom: int


def _slot_rows(lembar: LembarBuku) -> dict[int, str]:
    return {b: v for (b, k), v in sorted(lembar.nilai.items())
            if k == tempat.KODE and isinstance(v, str) and _SLOT.fullmatch(v)}


def _named_columns(buku: Buku) -> Iterator[KolomLama]:
    for nama, rujukan in buku.nama.items():
        di, m = pecah_rujukan(rujukan.partition(":")[0]), _NAMA_KOLOM.fullmatch(nama)
        lembar = buku.sheet(di[0]) if m and di else None
        if m and di and lembar:
            yield KolomLama(m[1].lower(), m[2].lower(), lembar, di[1][1])


def _columns_by_header(buku: Buku, denah: Denah, ada: list[KolomLama]) -> Iterator[KolomLama]:
    """Columns that no name leads to: those whose header still stands where this version has it (or is computed)."""
    terpakai = {(k.tabel, k.kunci) for k in ada} | {(k.lembar.nama, str(k.kolom)) for k in ada}
    for s in tempat.MASUKAN:
        lembar = buku.sheet(s.nama)
        for k in s.kolom if lembar else ():
            assert lembar is not None
            di = (min(_slot_rows(lembar), default=0) - 1, s.posisi_kolom(k.kunci))
            kepala = denah.sheet(s.nama).sel[(tempat.AWAL - 1, di[1])].isi
            cocok = lembar.nilai.get(di) == kepala if isinstance(kepala, str) else di in lembar.rumus
            if cocok and not terpakai & {(s.tabel, k.kunci), (s.nama, str(di[1]))}:
                yield KolomLama(s.tabel, k.kunci, lembar, di[1])


def _profile(buku: Buku, petak_baru: tempat.TempatBuku) -> dict[str, Lama]:
    """Settings by kunci, unknown ones too: by their names, else beside their label."""
    hasil = {}
    for nama, rujukan in buku.nama.items():
        if nama.lower().startswith("in_profil_") and (x := cell_of(buku, nama.lower()[10:], rujukan)):
            hasil[x.kode] = x
    for k in find_table(PROFIL).kolom:
        nama, (baris, kolom) = petak_baru.masukan[(PROFIL, k.kunci)]
        lembar = buku.sheet(nama)
        if lembar and lembar.nilai.get((baris, 0)) == k.label and k.kunci not in hasil:
            hasil[k.kunci] = cell_at(k.kunci, lembar, (baris, kolom))
    return hasil


def _carry_column(p: Pindahan, x: KolomLama, dihitung: Mapping[str, Lama]) -> None:
    """Every row of a column, by its slot; content beside a slot met before stays behind."""
    t = TABEL.get(x.tabel)
    k = t.menurut_kunci.get(x.kunci) if t else None
    slots, terlihat = _slot_rows(x.lembar), set()
    judul = x.lembar.nilai.get((min(slots, default=1) - 1, x.kolom))
    sebutan = k.label if k else judul if isinstance(judul, str) else f"kolom {x.kunci}"
    for baris, slot in slots.items():
        lama = cell_at(f"{slot} {x.kunci}", x.lembar, (baris, x.kolom))
        lama = dihitung.get(lama.sel, lama)
        if t is None or k is None or t.number(slot) is None or slot in terlihat:
            p.leave(lama, f"{sebutan} {slot}")
        else:
            p.carry((slot, x.kunci), lama)
        terlihat.add(slot)


def _tell_answers(p: Pindahan, rencana: Rencana) -> None:
    """Answers that stand in no list of this version, in Profil and in the tables."""
    for t in described():
        pilihan = [k for k in t.kolom if k.jenis == "pilihan"]
        for slot in [PROFIL] if t.kunci == PROFIL else rencana.used(t.kunci):
            for k in pilihan:
                teks = rencana.teks(slot, k.kunci)
                if teks and not any(same_text(teks, x) for x in DAFTAR[k.daftar]):
                    p.tell("PDH06", p.asal.get((slot, k.kunci)), a=f"{t.judul} {slot} {k.label}", b=teks)


def move(buku: Buku, maju: Maju) -> BukuBaru:
    """The inputs of an older book in a fresh one. KinerjaError RNC01 when it does not say whose it is."""
    meta = read_meta(buku)
    milik = identity_of(meta, buku)
    x = cell_of(buku, "tahun", buku.nama.get("id_tahun", ""))
    tahun = str(meta.get("tahun") or (x.nilai if x else ""))
    if milik is None or not tahun.isdecimal() or not 2000 <= int(tahun) <= 2100:
        raise KinerjaError("RNC01", a="identitas atau tahun di buku ini tidak terbaca")
    kosong, p = empty_rencana(milik, int(tahun)), Pindahan()
    denah, ptk = susun.describe(kosong), tempat.TempatBuku(kosong)
    maju("Memindahkan isian")
    ada = list(_named_columns(buku))
    ada += _columns_by_header(buku, denah, ada)
    profil = _profile(buku, ptk)
    sel = [cell_at(f"{slot} {c.kunci}", c.lembar, (b, c.kolom))
           for c in ada for b, slot in _slot_rows(c.lembar).items()]
    dihitung = recalculated(buku, [*profil.values(), *sel])
    for kunci, lama in profil.items():
        lama = dihitung.get(lama.sel, lama)
        if (PROFIL, kunci) in ptk.masukan:
            p.carry((PROFIL, kunci), lama)
        else:
            p.leave(lama, f"Profil {kunci}")
    for kolom in ada:
        _carry_column(p, kolom, dihitung)
    punya = {(PROFIL, kunci) for kunci in profil} | {(c.tabel, c.kunci) for c in ada}
    kini = {(t.kunci, k.kunci): f"{k.label} ({t.judul})" for t in described() for k in t.kolom}
    p.baru += [sebutan for k, sebutan in kini.items() if k not in punya]
    baris = dict(kosong.kapasitas)
    for c in ada:
        if t := TABEL.get(c.tabel):
            baris[t.kunci] = max([baris[t.kunci], *(t.number(v) or 0 for v in _slot_rows(c.lembar).values())])
    rencana = with_spare_rows(replace(kosong, kapasitas=baris, data=p.data))
    _tell_answers(p, rencana)
    tell_file(p, buku, denah, {c.lembar.nama for c in ada} | {x.lembar for x in profil.values()})
    versi = [meta.get("tata_letak", "?"), denah.properti["kinerja_tata_letak"]]
    terbaru = versi[0] == versi[1] and punya == kini.keys()
    tell_version(p, terbaru, *(f"Buku Kinerja tata letak {v}" for v in versi))
    maju("Membuat buku baru")
    nama = file_stem(milik.kode_wilayah, milik.nama, JENIS_BUKU, rencana.tahun)
    return BukuBaru(f"{nama}_{AKHIRAN}.xlsx", build_book(rencana), tuple(p.temuan))
