"""Buka Tahun Berikutnya: the workbook of the next year from this year's, n -> n-1, every loss told.

A Buku Kinerja keeps what it is (tree, jabatan, indikator, Renstra, settings) and gives up what the year measured; a
kertas kerja keeps the office and the traits of the kecamatan. What becomes of every column stands in its description
(`kolom.lanjut`) and nowhere else. `nilai` of a catatan holds the counts behind its sentence.

Dasar: ../shared design, domain.md 3 (target and realisasi), 5 (Data Umum).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.capaian import STRIP, TIDAK_DIUKUR, Hasil
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, BarisLanjut, Kolom
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import (
    DAFTAR,
    PROFIL,
    TABEL,
    Rencana,
    find_table,
    parse_rencana,
    rencana_as_dict,
    spare_rows,
)
from kinerja_core.dasar.excelmath import Nilai, as_number, show_number, shown
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.lembar.bawa import BukuBaru
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.meta import JENIS_BUKU, read_meta

# --- which rows are carried -------------------------------------------------------------------------------------------

#: Which rows of a table are carried at all.
Saring = Callable[[Rencana, str], bool]

_, _, _CASCADING, _, _PK, _PK_PERUBAHAN, _PK_BERIKUTNYA, _RENAKSI, _LKJIP, _LHE, _ = DAFTAR["jenis_dokumen"]
#: Documents of one year; every other kind stays in force.
DOKUMEN_TAHUNAN = frozenset(x.upper() for x in (_PK, _PK_PERUBAHAN, _RENAKSI, _LKJIP, _LHE))
_SELESAI = DAFTAR["status_lhe"][-1].upper()


def _is_next_pk(r: Rencana, dokumen: str) -> bool:
    return r.teks(dokumen, "jenis").upper() == _PK_BERIKUTNYA.upper()


def _in_force(r: Rencana, dokumen: str) -> bool:
    return r.teks(dokumen, "jenis").upper() not in DOKUMEN_TAHUNAN


def _of_next_pk(r: Rencana, baris: str) -> bool:
    return _is_next_pk(r, r.teks(baris, "dokumen").upper())


def _unfinished(r: Rencana, baris: str) -> bool:
    return r.teks(baris, "status").upper() != _SELESAI


#: Rows a table gives to the next year, by the word its description says.
#: `sumber` tells where a wording comes from and goes with it; the LHE and the survey stay behind, and theirs with them.
#: References to dokumen follow the documents (`_documents`): blank when the document is left behind.
_BARIS: Mapping[BarisLanjut, Saring] = {
    "semua": lambda _r, _slot: True, "berlaku": _in_force, "pk_berikutnya": _of_next_pk,
    "belum_selesai": _unfinished, "tidak": lambda _r, _slot: False,
}
#: What an office types about the realisasi of the year.
_REALISASI = ("realisasi", *(f"{huruf}{tw}" for huruf in "rab" for tw in (1, 2, 3, 4)))


@dataclass
class _Lanjutan:
    """The plan of the next year while it is being made, and what was left behind, by table and kunci."""

    lama: Rencana
    data: dict[Kotak, Nilai] = field(default_factory=dict)
    dikosongkan: dict[str, Counter[str]] = field(default_factory=dict)
    baris_hilang: Counter[str] = field(default_factory=Counter)
    isian_hilang: Counter[str] = field(default_factory=Counter)
    temuan: list[Temuan] = field(default_factory=list)

    def drop(self, tabel: str, kunci: str) -> None:
        """Count one filled cell that is not carried."""
        self.dikosongkan.setdefault(tabel, Counter())[kunci] += 1

    def tell(self, kode: str, *, a: object = "", b: object = "", nilai: object = None) -> None:
        """One more catatan."""
        self.temuan.append(buat_temuan(kode, a=a, b=b, nilai=nilai))


def _filled(r: Rencana, slot: str, kolom: tuple[Kolom, ...]) -> Iterator[tuple[Kolom, Nilai]]:
    for k in kolom:
        if (nilai := r.nilai(slot, k.kunci)) not in (None, ""):
            yield k, nilai


def _documents(r: Rencana) -> tuple[dict[str, str], list[str]]:
    """(old code -> code it has in the new book, codes of which only the jenis is kept).

    Dasar hukum are never lost: where they stand under a document of the old year, those of its PK pass to the PK that
    takes its place, and any other document stays as an empty row of its jenis for the document still to be made.
    """
    dokumen = r.used("dokumen")
    peta = {d: d for d in dokumen if _in_force(r, d)}
    berikut = next((d for d in dokumen if _is_next_pk(r, d)), None)
    rangka = []
    for d in dict.fromkeys(r.teks(h, "dokumen").upper() for h in r.used("dasar")):
        if d not in dokumen or d in peta:
            continue
        if berikut and r.teks(d, "jenis").upper() == _PK.upper():
            peta[d] = berikut
        else:
            peta[d] = d
            rangka.append(d)
    return peta, rangka


def _carry_row(x: _Lanjutan, tabel: str, slot: str, kolom: tuple[Kolom, ...], peta: Mapping[str, str]) -> None:
    for k, nilai in _filled(x.lama, slot, kolom):
        if k.lanjut == KOSONG:
            x.drop(tabel, k.kunci)
            continue
        if k.ke == ("dokumen",) and (kode := x.lama.teks(slot, k.kunci).upper()) in x.lama.used("dokumen"):
            if kode not in peta:
                x.drop(tabel, k.kunci)
                continue
            nilai = peta[kode]
        x.data[(slot, k.kunci if k.lanjut == BAWA else k.lanjut)] = nilai


def _carry_rows(x: _Lanjutan, peta: Mapping[str, str], rangka: list[str]) -> None:
    _carry_row(x, PROFIL, PROFIL, find_table(PROFIL).kolom, {})
    for t in TABEL.values():
        for slot in x.lama.used(t.kunci):
            if _BARIS[t.baris](x.lama, slot):
                _carry_row(x, t.kunci, slot, t.kolom, peta)
                continue
            if slot in rangka:
                x.data[(slot, "jenis")] = x.lama.nilai(slot, "jenis")
                for k, _ in _filled(x.lama, slot, tuple(k for k in t.kolom if k.kunci != "jenis")):
                    x.drop(t.kunci, k.kunci)
            else:
                x.baris_hilang[t.kunci] += 1
                x.isian_hilang[t.kunci] += sum(1 for _ in _filled(x.lama, slot, t.kolom))


# --- the realisasi becomes last year's -------------------------------------------------------------------------------


def realisasi_to_carry(ukur: Pengukuran, i: str) -> Hasil:
    """The realisasi of the year as next year's "1 tahun lalu": a number, "-", None when blank or not measurable.

    Where no quarter gives a number and one of them cannot be measured (0 of 0), "-" would say "not scheduled": blank.
    """
    hasil = ukur.realisasi(i)
    return None if hasil == STRIP and TIDAK_DIUKUR in ukur.realisasi_tw(i) else hasil


def _shift_realisasi(x: _Lanjutan) -> None:
    r, ukur = x.lama, Pengukuran(x.lama)
    terisi, kosong, gagal = 0, 0, []
    for i in r.used("indikator"):
        hasil = realisasi_to_carry(ukur, i)
        if hasil is not None:
            x.data[(i, "lalu1")] = hasil
            terisi += 1
        elif any(r.nilai(i, k) not in (None, "") for k in _REALISASI):
            gagal.append(i)
        else:
            kosong += 1
    if terisi or kosong or gagal:
        x.tell("LJT07", a=terisi, b=kosong + len(gagal), nilai={"terisi": terisi, "tanpa": kosong + len(gagal)})
    if gagal:
        x.tell("LJT08", a=", ".join(gagal), nilai=gagal)
    if lepas := x.dikosongkan.get("indikator", Counter()).pop("lalu4", 0):
        x.tell("LJT09", a=lepas, nilai=lepas)


# --- the PK that was signed for the next year ------------------------------------------------------------------------


def _become_pk(x: _Lanjutan) -> None:
    """PK Berikutnya becomes PK, and the targets it commits are filled in as targets of the year.

    Why prefilled: a signed PK is the target, and a blank one would leave its IKU without target in every table. Why in
    "Target setahun": the PK has no quarters, and by domain.md 3 quarters, once filled, decide by themselves, so the
    number never stands in their way; where both then differ from the PK, BDA01 says so. Numbers and the written
    targets (BB) are taken; where PK rows of one indikator disagree, none is.
    """
    r = x.lama
    dokumen = [d for d in r.used("dokumen") if _is_next_pk(r, d)]
    if not dokumen:
        return
    for d in dokumen:
        x.data[(d, "jenis")] = _PK
    baris = [k for k in r.used("pk") if _of_next_pk(r, k)]
    x.tell("LJT10", a=", ".join(dokumen), b=len(baris), nilai=len(baris))
    diisi, bertentangan = [], []
    for kunci in ("target", "tulisan"):
        menurut: dict[str, list[Nilai]] = {}
        for k in baris:
            nilai = r.nilai(k, kunci) if kunci == "tulisan" else as_number(r.nilai(k, kunci))
            if nilai not in (None, "") and (i := r.teks(k, "indikator").upper()) in r.used("indikator"):
                menurut.setdefault(i, []).append(nilai)
        for i, isi in menurut.items():
            if len(set(isi)) == 1:
                x.data[(i, kunci)] = isi[0]
                diisi.append(f"{i} {shown(isi[0])}")
            else:
                bertentangan.append(f"{i} ({', '.join(map(shown, isi))})")
    if diisi:
        x.tell("LJT11", a=len({s.split()[0] for s in diisi}), b=", ".join(diisi), nilai=diisi)
    if bertentangan:
        x.tell("LJT12", a=", ".join(bertentangan), nilai=bertentangan)


# --- what is told ----------------------------------------------------------------------------------------------------


def _tell_losses(x: _Lanjutan) -> None:
    """Per table: columns emptied with how many cells each, rows left behind."""
    for tabel, isi in x.dikosongkan.items():
        t = find_table(tabel)
        rinci = ", ".join(f"{t.menurut_kunci[k].label} {n}" for k, n in isi.items())
        if isi:
            x.tell("LJT05", a=t.judul, b=f"{isi.total()} isian ({rinci})", nilai={tabel: dict(isi)})
    for tabel, n in x.baris_hilang.items():
        x.tell("LJT06", a=TABEL[tabel].judul, b=n, nilai={tabel: {"baris": n, "isian": x.isian_hilang[tabel]}})


def _tell_documents(x: _Lanjutan, peta: Mapping[str, str], rangka: list[str]) -> None:
    r, tahun = x.lama, x.lama.tahun + 1
    for d in rangka:
        dasar = sum(r.teks(h, "dokumen").upper() == d for h in r.used("dasar"))
        x.tell("LJT14", a=f"{d} ({r.teks(d, 'jenis')})", b=dasar, nilai=d)
    for d in peta:
        lama = as_number(r.nilai(d, "tahun"))
        cascading = r.teks(d, "jenis").upper() == _CASCADING.upper()  # is meant for one year, though it stays in force
        if cascading and lama is not None and lama < tahun:
            x.tell("LJT15", a=f"{d} ({r.teks(d, 'jenis')})", b=show_number(lama), nilai=d)
    if n := sum(_unfinished(r, e) for e in r.used("lhe")):
        x.tell("LJT16", a=n, nilai=n)
    akhir = as_number(r.nilai(PROFIL, "renstra_akhir"))
    if akhir is not None and akhir < tahun:
        x.tell("LJT13", a=show_number(akhir), b=tahun, nilai=akhir)


def with_spare_rows(rencana: Rencana) -> Rencana:
    """The plan for a fresh workbook: tables keep their rows or get what a new book has, full ones get room again."""
    kapasitas = {t.kunci: t.tetap or max(rencana.kapasitas[t.kunci], spare_rows(0)) for t in TABEL.values()}
    return parse_rencana(rencana_as_dict(replace(rencana, kapasitas=kapasitas, asal={}, ruang={})))


def next_plan(lama: Rencana) -> tuple[Rencana, list[Temuan]]:
    """The plan of the next year and what is to be told about it; KinerjaError LJT03 beyond the last year."""
    tahun = lama.tahun + 1
    if tahun > 2100:
        raise KinerjaError("LJT03", a=f"Tahun {tahun} di luar batas")
    x = _Lanjutan(lama)
    peta, rangka = _documents(lama)
    _carry_rows(x, peta, rangka)
    _shift_realisasi(x)
    _become_pk(x)
    _tell_documents(x, peta, rangka)
    _tell_losses(x)
    return with_spare_rows(replace(lama, tahun=tahun, data=x.data)), x.temuan


def next_book(bacaan: BacaanBuku, maju: Maju) -> BukuBaru:
    """The book of the next year. KinerjaError LJT03 beyond the last year, LJT04 for another layout version."""
    versi, kini = read_meta(bacaan.buku).get("tata_letak"), bacaan.denah.properti["kinerja_tata_letak"]
    if versi not in (None, kini):
        raise KinerjaError("LJT04", a=versi, b=kini)
    maju(f"Menyusun tahun {bacaan.rencana.tahun + 1}")
    rencana, temuan = next_plan(bacaan.rencana)
    maju("Membuat buku baru")
    nama = file_stem(rencana.identitas.kode_wilayah, rencana.identitas.nama, JENIS_BUKU, rencana.tahun)
    return BukuBaru(f"{nama}.xlsx", build_book(rencana), (*bacaan.temuan, *temuan))
