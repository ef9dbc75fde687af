"""Results and findings as plain tables, for every place that shows or exports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.nilai import core_values as plan_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.lintas import is_shown_result
from kinerja_core.buku_kinerja.rencana import TABEL, Rencana
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.baca import Bacaan
from kinerja_core.kertas_kerja.penilaian import core_values
from kinerja_core.kertas_kerja.periksa import process
from kinerja_core.segel.berkas import is_main_result, same_value
from kinerja_core.xlsx.buku import Posisi, alamat

#: What each result is called, and its satuan; None: that of the indicator it belongs to.
SEBUTAN: dict[str, tuple[str, str | None]] = {
    "capaian": ("Capaian", "persen"), "nilai": ("Nilai", ""), "nilai_aspek": ("Nilai aspek", ""),
    "nilai_akhir": ("Nilai Akhir", ""), "target": ("Target setahun", None), "realisasi": ("Realisasi setahun", None),
    "anggaran": ("Anggaran", "rupiah"), "realisasi_anggaran": ("Realisasi anggaran", "rupiah"),
    "penyerapan": ("Penyerapan", "persen"), "target_pk": ("Target PK", None), "anggaran_pk": ("Anggaran PK", "rupiah"),
    "hitungan": ("Hitungan", ""),
}


@dataclass(frozen=True)
class BarisHasil:
    """One result a reader looks at: its name, whose it is, where it stands, by the core, as the workbook shows it.

    `kode` is that of an indicator, an aspek or a row ("" for the whole); "" and None are "belum diisi".
    """

    kunci: str
    kode: str
    label: str
    satuan: str
    tempat: str
    inti: Nilai
    buku: Nilai

    @property
    def sama(self) -> bool:
        """Do both agree?"""
        return same_value(self.inti, self.buku)


def results(bacaan: Bacaan | BacaanBuku) -> Iterator[BarisHasil]:
    """Every result a reader looks at, in the order of sheets, rows and columns. The core's are of the inputs alone."""
    if isinstance(bacaan, BacaanBuku):
        yield from _book_results(bacaan)
        return
    terolah = process(bacaan)
    inti = core_values(terolah.olahan, terolah.hasil)
    milik = _owners(bacaan.instrumen)
    for kunci, (nama, posisi) in bacaan.denah.keluaran.items():
        if is_main_result(kunci):
            jenis, kode = kunci if isinstance(kunci, tuple) else (str(kunci), "")
            label = f"{SEBUTAN[jenis][0]} {milik[kode]}".rstrip()
            yield BarisHasil(jenis, kode, label, SEBUTAN[jenis][1] or "", f"{nama}!{alamat(posisi)}", inti[kunci],
                             _found(bacaan, nama, posisi))


def _owners(instrumen: Instrumen) -> dict[str, str]:
    """Each indicator and aspek as a reader knows it; "" for the whole."""
    kata = instrumen.istilah.indikator.lower()
    return {"": "", **{i.kode: f"{kata} {i.nomor}: {i.uraian}" for i in instrumen.indikator},
            **{a.kode: f"{a.nomor}: {a.nama}" for a in instrumen.aspek}}


def _book_results(bacaan: BacaanBuku) -> Iterator[BarisHasil]:
    r = bacaan.rencana
    inti = plan_values(Pengukuran(r))
    terpakai = {s for t in TABEL for s in r.used(t)}
    for kunci, (nama, posisi) in bacaan.denah.keluaran.items():
        if not is_shown_result(kunci):
            continue
        assert isinstance(kunci, tuple)
        jenis, slot = kunci[-2:]
        if slot in terpakai:
            satuan = SEBUTAN[jenis][1]
            yield BarisHasil(jenis, slot, f"{SEBUTAN[jenis][0]}: {row_name(r, slot)}",
                             unit_of(r, slot) if satuan is None else satuan, f"{nama}!{alamat(posisi)}", inti[kunci],
                             _found(bacaan, nama, posisi))


def row_name(rencana: Rencana, slot: str) -> str:
    """A row of a plan in words: its wording, that of the row it names, what it prints; its slot when it has none."""
    teks = rencana.teks
    tercetak = ", ".join(x for k in ("tabel", "kunci", "kolom") if (x := teks(slot, k)))
    calon = (teks(slot, "uraian"), teks(slot, "tertulis"), teks(slot, "program_tertulis"),
             teks(teks(slot, "indikator").upper(), "uraian"), teks(teks(slot, "program").upper(), "uraian"), tercetak)
    return next((x for x in calon if x), slot)


def unit_of(rencana: Rencana, slot: str) -> str:
    """Satuan of an indicator, or of the one a row names; "" when there is none."""
    return rencana.teks(slot, "satuan") or rencana.teks(rencana.teks(slot, "indikator").upper(), "satuan")


def _found(bacaan: Bacaan | BacaanBuku, lembar: str, posisi: Posisi) -> Nilai:
    """What the workbook shows there; None for a sheet that is gone."""
    dibaca = bacaan.buku.sheet(lembar)
    return dibaca.nilai.get(posisi) if dibaca else None


def result_table(bacaan: Bacaan | BacaanBuku) -> list[list[object]]:
    """One row per result under the header HASIL: what the core says, what the workbook shows, "sama" or "beda"."""
    return [[b.label, b.kode, b.tempat, b.inti, b.buku.teks if isinstance(b.buku, Galat) else b.buku,
             "sama" if b.sama else "beda"] for b in results(bacaan)]


def findings_table(temuan: Iterable[Temuan]) -> list[list[object]]:
    """One row per finding."""
    return [[t.kode, SEBUTAN_TINGKAT[t.tingkat], t.sel, t.pesan, t.perbaikan] for t in temuan]
