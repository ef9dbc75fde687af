"""Three values per cell: what the core computes, what the file shows, what the file's own formulas give."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.nilai import core_values as plan_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.lintas import check_book, is_shown_result
from kinerja_core.buku_kinerja.rencana import TOTAL
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.kertas_kerja.baca import Bacaan
from kinerja_core.kertas_kerja.penilaian import core_values
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.kertas_kerja.periksa_isian import Terolah, plain
from kinerja_core.lembar.denah import Denah
from kinerja_core.segel.berkas import is_main_result, same_value, shown
from kinerja_core.xlsx.buku import Buku, Posisi, alamat
from kinerja_core.xlsx.mesin import PembandingError, engine


@dataclass(frozen=True)
class SelHitung:
    """One result cell with its three kinds of value; `rumus` holds one per pembanding that could read the file."""

    kunci: Hashable
    lembar: str
    posisi: Posisi
    inti: Nilai
    tersimpan: Nilai
    rumus: dict[str, Nilai]

    @property
    def sel(self) -> str:
        """Place as Excel shows it."""
        return f"{self.lembar}!{alamat(self.posisi)}"

    @property
    def sepakat(self) -> bool:
        """Do all three agree?"""
        return all(same_value(self.inti, x) for x in (self.tersimpan, *self.rumus.values()))


@dataclass(frozen=True)
class LaporanHitung:
    """The comparison of one workbook."""

    bacaan: Bacaan
    terolah: Terolah
    sel: dict[Hashable, SelHitung]
    pembanding: tuple[str, ...]
    temuan: tuple[Temuan, ...]

    @property
    def sepakat(self) -> bool:
        """Do all result cells agree on all values?"""
        return all(s.sepakat for s in self.sel.values())


def compare_cells(path: Path, buku: Buku, denah: Denah, inti: Mapping[Hashable, Nilai], pembanding: Sequence[str],
                  is_main: Callable[[object], bool]) -> tuple[dict[Hashable, SelHitung], tuple[str, ...], list[Temuan]]:
    """Every result cell with its three values, the pembanding that could read the file, and what was found."""
    tempat = {k: t for k, t in denah.keluaran.items() if buku.sheet(t[0]) is not None}
    temuan: list[Temuan] = []
    rumus: dict[str, list[Nilai]] = {}
    for nama in pembanding:
        try:
            rumus[nama] = engine(nama)(path, list(tempat.values()))
        except PembandingError as galat:
            temuan.append(buat_temuan("BKS16", a=nama, b=str(galat)))
    sel = {}
    for n, (kunci, (lembar, posisi)) in enumerate(tempat.items()):
        dibaca = buku.sheet(lembar)
        assert dibaca is not None
        sel[kunci] = SelHitung(kunci, lembar, posisi, inti[kunci], dibaca.nilai.get(posisi),
                               {nama: isi[n] for nama, isi in rumus.items()})
    for s in sel.values():
        if is_main(s.kunci):
            temuan += [buat_temuan("BKS15", s.sel, a=f"{shown(x)} ({nama})", b=shown(s.inti), nilai=plain(x))
                       for nama, x in s.rumus.items() if not same_value(s.inti, x)]
    return sel, tuple(rumus), temuan


def compare(path: Path, bacaan: Bacaan, pembanding: Sequence[str] = ("ironcalc",)) -> LaporanHitung:
    """Compare every result cell of a kertas kerja. A pembanding that cannot read it is a finding, not an error."""
    terolah = process(bacaan)
    temuan = check_workbook(bacaan, terolah)
    sel, mesin, lain = compare_cells(path, bacaan.buku, bacaan.denah, core_values(terolah.olahan, terolah.hasil),
                                     pembanding, is_main_result)
    return LaporanHitung(bacaan, terolah, sel, mesin, (*temuan, *lain))


@dataclass(frozen=True)
class LaporanBuku:
    """The comparison of one Buku Kinerja."""

    bacaan: BacaanBuku
    sel: dict[Hashable, SelHitung]
    pembanding: tuple[str, ...]
    temuan: tuple[Temuan, ...]

    @property
    def sepakat(self) -> bool:
        """Do all result cells agree on all values?"""
        return all(s.sepakat for s in self.sel.values())


def compare_book(path: Path, bacaan: BacaanBuku, pembanding: Sequence[str] = ("ironcalc",)) -> LaporanBuku:
    """Compare every result cell of a Buku Kinerja."""
    ukur = Pengukuran(bacaan.rencana)
    inti = plan_values(ukur)
    temuan = check_book(bacaan, ukur, inti)
    sel, mesin, lain = compare_cells(path, bacaan.buku, bacaan.denah, inti, pembanding, is_shown_result)
    return LaporanBuku(bacaan, sel, mesin, (*temuan, *lain))


def book_as_dict(berkas: str, laporan: LaporanBuku) -> dict[str, Any]:
    """One Buku Kinerja of the published JSON contract of `kinerja hitung`."""
    r, sel = laporan.bacaan.rencana, laporan.sel

    def baris(slot: str, nama: tuple[str, ...]) -> dict[str, Any]:
        isi: dict[str, Any] = {"kode": slot, "uraian": r.teks(slot, "uraian")}
        for n in nama:
            s = sel.get((n, slot))
            isi[n] = None if s is None else {"inti": _blank(s.inti), "tersimpan": _blank(s.tersimpan),
                                             "rumus": {m: _blank(x) for m, x in s.rumus.items()}, "sel": s.sel}
        return isi

    return {
        "berkas": berkas, "jenis": "buku_kinerja", "identitas": r.identitas.model_dump(), "tahun": r.tahun,
        "pembanding": list(laporan.pembanding), "sepakat": laporan.sepakat, "jumlah_sel": len(sel),
        "total": {n: _blank(sel[(n, TOTAL)].inti) if (n, TOTAL) in sel else None
                  for n in ("anggaran", "realisasi_anggaran", "penyerapan")},
        "indikator": [baris(s, ("target", "realisasi", "capaian", "dipakai", "predikat"))
                      for s in r.used("indikator")],
        "susunan": [baris(s, ("anggaran", "realisasi_anggaran", "penyerapan", "capaian_node"))
                    for s in r.used("node")],
        "catatan": [t.as_dict() for t in laporan.temuan],
    }


def report_as_dict(berkas: str, laporan: LaporanHitung) -> dict[str, Any]:
    """One file of the published JSON contract of `kinerja hitung`."""
    bacaan, hasil, sel = laporan.bacaan, laporan.terolah.hasil, laporan.sel
    utama = laporan.pembanding[0] if laporan.pembanding else None

    def tiga(kunci: Hashable) -> tuple[Any, Any, bool]:
        s = sel.get(kunci)
        if s is None:
            return None, None, False
        return _blank(s.tersimpan), _blank(s.rumus.get(utama)) if utama else None, s.sepakat

    indikator = []
    for h in hasil.indikator:
        kode = h.indikator.kode
        capaian, nilai = tiga(("capaian", kode)), tiga(("nilai", kode))
        indikator.append({
            "kode": kode, "nomor": h.indikator.nomor, "bobot": float(h.indikator.bobot),
            "data": [_datum(laporan, kode, d.kunci, d.label) for d in h.indikator.data],
            "relevan": h.relevan, "capaian": h.capaian, "nilai": h.nilai,
            "tersimpan": {"capaian": capaian[0], "nilai": nilai[0]},
            "rumus": {"capaian": capaian[1], "nilai": nilai[1]},
            "sepakat": capaian[2] and nilai[2],
        })
    ident = bacaan.isian.identitas
    return {
        "berkas": berkas,
        "identitas": ident.model_dump() if ident else {},
        "instrumen": {"id": bacaan.instrumen.id, "versi": bacaan.instrumen.versi},
        "nilai_akhir": hasil.nilai_akhir,
        "predikat": hasil.predikat,
        "kelengkapan": {"terisi": hasil.terisi, "dari": len(hasil.indikator)},
        "kode_cek": hasil.kode_cek,
        "pembanding": list(laporan.pembanding),
        "sepakat": laporan.sepakat,
        "indikator": indikator,
        "aspek": [{"kode": a.kode, "nama": a.nama, "bobot": a.bobot, "bobot_dihitung": a.bobot_relevan,
                   "nilai": a.nilai, "persentase": a.persen} for a in hasil.aspek],
        "catatan": [t.as_dict() for t in laporan.temuan],
    }


def _blank(nilai: Nilai) -> Any:
    return None if nilai == "" else plain(nilai)


def _datum(laporan: LaporanHitung, kode: str, kunci: str, label: str) -> dict[str, Any]:
    kotak, o = (kode, kunci), laporan.terolah.olahan
    tempat = laporan.bacaan.denah.masukan.get(kotak)
    nilai: Any = plain(laporan.bacaan.isian.data.get(kotak)) if tempat else (o.nilai(kotak) if o.sah(kotak) else None)
    sel = f"{tempat[0]}!{alamat(tempat[1])}" if tempat else None
    return {"kunci": kunci, "label": label, "nilai": nilai, "sel": sel}
