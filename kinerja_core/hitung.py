"""Three values per cell: what the core computes, what the file shows, what the file's own formulas give."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_core.buku import Posisi, alamat
from kinerja_core.excelmath import Nilai
from kinerja_core.pembanding import PembandingError, engine
from kinerja_core.penilaian import core_values
from kinerja_core.periksa import check_workbook, process
from kinerja_core.periksa.berkas import is_main_result, same_value, shown
from kinerja_core.periksa.isian import Terolah, plain
from kinerja_core.reader import Bacaan
from kinerja_core.temuan import Temuan, buat_temuan


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


def compare(path: Path, bacaan: Bacaan, pembanding: Sequence[str] = ("ironcalc",)) -> LaporanHitung:
    """Compare every result cell of a workbook. A pembanding that cannot read it is a finding, not an error."""
    terolah = process(bacaan)
    inti = core_values(terolah.olahan, terolah.hasil)
    tempat = {k: t for k, t in bacaan.denah.keluaran.items() if bacaan.buku.sheet(t[0]) is not None}
    temuan = check_workbook(bacaan, terolah)
    rumus: dict[str, list[Nilai]] = {}
    for nama in pembanding:
        try:
            rumus[nama] = engine(nama)(path, list(tempat.values()))
        except PembandingError as galat:
            temuan.append(buat_temuan("BKS16", a=nama, b=str(galat)))
    sel = {}
    for n, (kunci, (lembar, posisi)) in enumerate(tempat.items()):
        buku = bacaan.buku.sheet(lembar)
        assert buku is not None
        sel[kunci] = SelHitung(kunci, lembar, posisi, inti[kunci], buku.nilai.get(posisi),
                               {nama: isi[n] for nama, isi in rumus.items()})
    for s in sel.values():
        if is_main_result(s.kunci):
            temuan += [buat_temuan("BKS15", s.sel, a=f"{shown(x)} ({nama})", b=shown(s.inti), nilai=plain(x))
                       for nama, x in s.rumus.items() if not same_value(s.inti, x)]
    return LaporanHitung(bacaan, terolah, sel, tuple(rumus), tuple(temuan))


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
