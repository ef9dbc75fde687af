"""Buka Tahun Berikutnya of a kertas kerja: the office and the traits of its kecamatan, in next year's instrument."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kinerja_core.dasar.excelmath import Nilai, as_number, shown
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Fakta, Instrumen, instrumen_folders, is_instrumen_id, load_instrumen
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kertas_kerja.baca import read_isian, read_meta, read_owner
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.kiriman import kiriman_of
from kinerja_core.lembar.bawa import BukuBaru
from kinerja_core.lembar.isian import AWALAN_NAMA_MASUKAN, Isian, Kotak
from kinerja_core.lembar.meta import JENIS_KERTAS
from kinerja_core.xlsx.buku import Buku, pecah_rujukan


def next_instrumen(ident: str, tahun: int) -> Instrumen:
    """The installed instrument of that year called like `ident` but for the year; KinerjaError LJT02 without one.

    The user's folder comes before the shipped ones. A file that cannot be loaded is none, unless the year in its name
    says that it is the one: then its mistakes are told.
    """
    pangkal = re.sub(r"_?\d{4}$", "", ident)
    for folder in instrumen_folders():
        for path in sorted(folder.glob(f"{pangkal}*.toml")):
            try:
                ins = load_instrumen(path)
            except KinerjaError:
                if path.stem == f"{pangkal}_{tahun}":
                    raise
                continue
            if ins.tahun_penilaian == tahun and re.sub(r"_?\d{4}$", "", ins.id) == pangkal:
                return load_sound(path)
    raise KinerjaError("LJT02", a=pangkal, b=tahun)


def _traits(ins: Instrumen) -> set[str]:
    """Facts that are traits of the kecamatan, not figures of a year: those that decide what is relevant to it."""
    syarat = {f for i in ins.indikator for f in i.tidak_relevan.bila_nol}
    return syarat | {g for f in ins.data_umum if f.kode in syarat for g in f.jumlah_dari}


def _carried_fact(f: Fakta, nilai: Nilai, ins: Instrumen, tahun_lama: int) -> Nilai:
    """The fact in the new year: traits as they are, a year moved on with the year of assessment, else None."""
    angka = as_number(nilai)
    if angka is None or f.jumlah_dari:
        return None
    if f.is_year:
        baru = angka + ins.tahun_penilaian - tahun_lama
        return int(baru) if baru == int(baru) and f.min <= baru <= ins.tahun_penilaian else None
    return nilai if f.kode in _traits(ins) else None


def _old_year(buku: Buku) -> tuple[str, int]:
    """(id of the instrument, year of assessment) of a kertas kerja, as _meta tells them."""
    meta = read_meta(buku)
    try:
        if not is_instrumen_id(meta["instrumen_id"]):
            raise ValueError(meta["instrumen_id"][:40])
        return meta["instrumen_id"], int(meta["tahun_penilaian"])
    except (KeyError, ValueError) as galat:
        raise KinerjaError("LJT03", a="Buku ini tidak menyebut instrumen dan tahun penilaiannya") from galat


def _filled_names(buku: Buku) -> set[str]:
    """Names of inputs and evidence that hold something, whatever instrument they are of."""
    tempat = {nama.lower(): pecah_rujukan(rujukan) for nama, rujukan in buku.nama.items()
              if nama.lower().startswith(AWALAN_NAMA_MASUKAN)}
    isi = {s.nama: s.nilai for s in buku.lembar}
    return {nama for nama, t in tempat.items() if t and isi.get(t[0], {}).get(t[1]) not in (None, "")}


def next_sheet(buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
    """The kertas kerja of the next year. KinerjaError LJT02 or LJT03 without an instrument for it, KRM04."""
    ident, tahun = _old_year(buku)
    ins = load_sound(instrumen) if instrumen else next_instrumen(ident, tahun + 1)
    if ins.tahun_penilaian <= tahun:
        raise KinerjaError("LJT03", a=f"Instrumen {ins.id} untuk tahun {ins.tahun_penilaian}, sedangkan buku ini sudah "
                                      f"tahun {tahun}")
    bacaan = read_isian(buku, ins)
    milik = read_owner(buku)
    maju(f"Menyusun tahun {ins.tahun_penilaian}")
    lama = bacaan.isian.data
    isi = (((f.kode, "isi"), _carried_fact(f, lama.get((f.kode, "isi")), ins, tahun)) for f in ins.data_umum)
    data: dict[Kotak, Nilai] = {kotak: nilai for kotak, nilai in isi if nilai is not None}
    temuan = _tell_sheet(_filled_names(buku), ins, data)
    maju("Membuat buku baru")
    nama = file_stem(milik.kode_wilayah, milik.nama, JENIS_KERTAS, ins.tahun_penilaian)
    isi_baru = build(ins, milik, Isian(milik, data), kertas=kiriman_of(read_meta(buku)).kertas)
    return BukuBaru(f"{nama}.xlsx", isi_baru, tuple(temuan))


def _tell_sheet(terisi: set[str], ins: Instrumen, data: Mapping[Kotak, Nilai]) -> list[Temuan]:
    temuan = []
    dibawa = {f"in_{kode}_1": f"{f.label} {shown(data[(kode, 'isi')])}" for f in ins.data_umum
              if (kode := f.kode, "isi") in data}
    if dibawa:
        temuan.append(buat_temuan("LJT17", a=", ".join(dibawa.values()), nilai=sorted(dibawa)))
    fakta = {f"in_{f.kode}_1": f.label for f in ins.fakta}
    sisa = terisi - dibawa.keys()
    for judul, nama in (
        ("Data Umum dan penanda tangan", {n for n in sisa if n in fakta}),
        ("Bukti dukung", {n for n in sisa if n.startswith("bukti_")}),
        ("Penjelasan", {n for n in sisa if n.startswith("jelas_")}),
        ("Isian indikator", {n for n in sisa if n not in fakta and n.startswith("in_")}),
    ):
        if nama:
            rinci = f" ({', '.join(sorted(fakta[n] for n in nama))})" if nama <= fakta.keys() else ""
            temuan.append(buat_temuan("LJT05", a=judul, b=f"{len(nama)} isian{rinci}", nilai=sorted(nama)))
    return temuan
