"""A Buku Kinerja as plain tables: its inputs, its results, and the JSON of `kinerja hitung`."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Protocol

from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TOTAL, Rencana, find_table
from kinerja_core.dasar.teks import decimal
from kinerja_core.lembar.bacaan import Bacaan, BarisHasil, BarisIsian, Ringkasan, SelHitung, shown_at
from kinerja_core.lembar.isian import blank
from kinerja_core.segel.siap import NilaiInti
from kinerja_core.xlsx.buku import alamat

#: What each result is called, and its satuan; None: that of the indicator it belongs to.
SEBUTAN: dict[str, tuple[str, str | None]] = {
    "target": ("Target setahun", None), "realisasi": ("Realisasi setahun", None), "capaian": ("Capaian", "persen"),
    "anggaran": ("Anggaran", "rupiah"), "realisasi_anggaran": ("Realisasi anggaran", "rupiah"),
    "penyerapan": ("Penyerapan", "persen"), "target_pk": ("Target PK", None), "anggaran_pk": ("Anggaran PK", "rupiah"),
    "hitungan": ("Hitungan", ""),
}
#: Inputs of an indicator that are counted in its satuan.
_BERSATUAN = re.compile(r"[tr][1-4]|lalu[1-4]|target|realisasi|awal|th[1-6]|akhir")
_HASIL = frozenset({"tampil", "hitungan", "target_pk", "anggaran_pk"})


class BacaanRencana(Bacaan, Protocol):
    """A read book of either form, with its plan."""

    @property
    def rencana(self) -> Rencana: ...


def is_shown_result(kunci: object) -> bool:
    """Results a reader sees on a sheet."""
    return isinstance(kunci, tuple) and kunci[0] in _HASIL


def inputs(bacaan: BacaanRencana) -> Iterator[BarisIsian]:
    """Every input of Profil and of the used rows."""
    r = bacaan.rencana
    semua: list[tuple[str, tuple[Kolom, ...]]] = [(PROFIL, find_table(PROFIL).kolom)]
    semua += [(s, t.kolom) for t in TABEL.values() for s in r.used(t.kunci)]
    for slot, kolom in semua:
        for k in kolom:
            satuan = "rupiah" if k.jenis == "rupiah" else ""
            if k.is_number and _BERSATUAN.fullmatch(k.kunci):
                satuan = unit_of(r, slot)
            yield BarisIsian(slot, k.kunci, k.label, satuan)


def results(bacaan: BacaanRencana, inti: NilaiInti) -> Iterator[BarisHasil]:
    """Every result of a used row that a reader looks at, in the order of sheets, rows and columns."""
    r = bacaan.rencana
    terpakai = {s for t in TABEL for s in r.used(t)}
    for kunci, (nama, posisi) in bacaan.denah.keluaran.items():
        if not is_shown_result(kunci):
            continue
        assert isinstance(kunci, tuple)
        jenis, slot = kunci[-2:]
        if slot in terpakai:
            label, satuan = SEBUTAN[jenis]
            satuan = unit_of(r, slot) if satuan is None else satuan
            yield BarisHasil(jenis, slot, f"{label}: {row_name(r, slot)}", satuan,
                             f"{nama}!{alamat(posisi)}", inti[kunci], shown_at(bacaan, nama, posisi),
                             *(("tidak dihitung",) if jenis == "hitungan" else ()))


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


def summary(bacaan: BacaanRencana, inti: NilaiInti) -> Ringkasan:
    """IKU with target, realisasi and capaian, then the budget as a whole."""
    r = bacaan.rencana

    def teks(x: object, desimal: int = 2) -> str:
        return decimal(x, desimal) if isinstance(x, int | float) else str(x or "-")

    baris = tuple((i, r.teks(i, "uraian"), *(teks(inti[(n, i)]) for n in ("target", "realisasi", "capaian")))
                  for i in r.used("indikator") if r.teks(i, "iku").upper() == "YA")
    total = {n: inti[(n, TOTAL)] for n in ("anggaran", "realisasi_anggaran", "penyerapan")}
    persen = " %" if isinstance(total["penyerapan"], int | float) else ""
    return Ringkasan(
        ("Kode", "Indikator Kinerja Utama", "Target", "Realisasi", "Capaian"), baris,
        (f"{'Anggaran':<11} {teks(total['anggaran'], 0)}", f"{'Realisasi':<11} {teks(total['realisasi_anggaran'], 0)}",
         f"{'Penyerapan':<11} {teks(total['penyerapan'])}{persen}"), rata_kiri=2)


def report(bacaan: BacaanRencana, sel: Mapping[Hashable, SelHitung], pembanding: tuple[str, ...],
           sepakat: bool) -> dict[str, Any]:
    """One book of the published JSON contract of `kinerja hitung`, between its name and its catatan."""
    r = bacaan.rencana

    def baris(slot: str, nama: tuple[str, ...]) -> dict[str, Any]:
        isi: dict[str, Any] = {"kode": slot, "uraian": r.teks(slot, "uraian")}
        for n in nama:
            s = sel.get((n, slot))
            isi[n] = None if s is None else {"inti": blank(s.inti), "tersimpan": blank(s.tersimpan),
                                             "rumus": {m: blank(x) for m, x in s.rumus.items()}, "sel": s.sel}
        return isi

    return {
        "jenis": bacaan.jenis, "identitas": r.identitas.model_dump(), "tahun": r.tahun,
        "pembanding": list(pembanding), "sepakat": sepakat, "jumlah_sel": len(sel),
        "total": {n: blank(sel[(n, TOTAL)].inti) if (n, TOTAL) in sel else None
                  for n in ("anggaran", "realisasi_anggaran", "penyerapan")},
        "indikator": [baris(s, ("target", "realisasi", "capaian", "dipakai", "predikat"))
                      for s in r.used("indikator")],
        "susunan": [baris(s, ("anggaran", "realisasi_anggaran", "penyerapan", "capaian_node"))
                    for s in r.used("node")],
    }


def lines(isi: dict[str, Any]) -> Iterator[str]:
    """The file form of a plan, one line per row."""
    yield f"Buku Kinerja tahun {isi['tahun']}"
    yield f"Kecamatan {isi['identitas']['nama']} ({isi['identitas']['kode_wilayah']})"
    for kunci, nilai in isi["profil"].items():
        yield f"{'profil ' + kunci:<24} {nilai}"
    for tabel, baris in isi.items():
        if isinstance(baris, list) and baris:
            yield f"{tabel}: {len(baris)} baris"
            for b in baris:
                yield "  " + "; ".join(f"{k} {v}" for k, v in b.items())
