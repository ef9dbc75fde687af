"""What people type, paste and store wrongly into the inputs of a kertas kerja, and fillings that are in order.

An entry is typed as in LibreOffice with Indonesian settings, which stores what a program stores: a date as its serial,
60% as 0.6. `isi` are values that come by pasting or from a program. Never by the clock: dates have their year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.instrumen.batas import RUPIAH_TERKECIL, date_window
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.lembar.isian import Kotak

#: What becomes of it: not counted and told as wajib; told as cek and counted.
Nasib = Literal["salah", "tanya"]


@dataclass(frozen=True)
class Entri:
    """One wrong entry: typed, or put there as a value."""

    ketik: str = ""
    isi: Nilai = None
    nasib: Nasib = "salah"


_ANGKA = (
    Entri("3/1/2022"), Entri("1-2-2022"), Entri("17 Agustus 2021"), Entri(isi=46025.0), Entri(isi=44562.5),
    Entri("-5"), Entri("1E+300"), Entri(isi=-1e15), Entri("0,0000001"), Entri(isi=1e-300),
    Entri(isi="5"), Entri(isi="71,4"), Entri(isi="71.4"), Entri(isi="1.950"), Entri(isi="1,950.00"),
    Entri(isi="5\u00a0"), Entri(isi="\u00a05"), Entri(isi="60%"), Entri(isi="Rp 5.000"), Entri("１２"),
    Entri(isi="5\u200b"), Entri("dua belas"), Entri("12 kasus"), Entri("-"), Entri(isi="–"), Entri(isi=True),
    Entri(isi=False), Entri(isi=Galat("#N/A")), Entri("=NA()"), Entri("=1/0"), Entri("O"), Entri(isi="TRUE"),
)
_PER_JENIS: dict[str, tuple[Entri, ...]] = {
    "bulat": (Entri("60%"), Entri("12:30"), Entri(isi=0.93), Entri(isi=2.5)),
    "rupiah": (Entri("60%"), Entri("12:30"), Entri(isi=0.93), Entri("3.659,8", nasib="tanya")),
    "persen": (Entri("93%", nasib="tanya"), Entri(isi=0.93, nasib="tanya"), Entri("6000%", isi=None),
               Entri(isi=100.01)),
    "desimal": (),
}
_TEKS = (Entri(isi=197805122006041000.0), Entri(isi=45000.0), Entri(isi=46025.0), Entri(isi=True), Entri(isi=0.5),
         Entri(isi=Galat("#REF!")), Entri(isi=-1.0))
_PILIHAN = (Entri(isi=46025.0), Entri("3/1/2022"), Entri("60%"), Entri(isi=1.0), Entri(isi=True), Entri("-"),
            Entri("Mungkin"), Entri(isi=Galat("#VALUE!")), Entri("=NA()"), Entri(isi="Ada\u200b"))


def family(ins: Instrumen, kotak: Kotak, d: Datum) -> tuple[Entri, ...]:
    """Every wrong entry of an input."""
    if d.jenis in {"teks", "pilihan"}:
        return _TEKS if d.jenis == "teks" else _PILIHAN
    b = ins.batas[kotak]
    batas = [Entri(isi=b.maks * 2), Entri(isi=b.maks * 1000), Entri(isi=b.min - 1)]
    batas += [Entri(isi=(b.wajar + b.maks) / 2 // 1, nasib="tanya")] if b.wajar * 2 < b.maks and not _is_day(
        ins, (b.wajar + b.maks) / 2) else []
    skala = d.jenis == "desimal" and (b.min, b.maks) == (0, 100)
    khusus = (Entri("60%", nasib="tanya"), Entri(isi=0.714, nasib="tanya")) if skala else _PER_JENIS[d.jenis]
    return (*_ANGKA, *khusus, *batas)


def _is_day(ins: Instrumen, x: float) -> bool:
    awal, akhir = date_window(ins.tahun_penilaian)
    return awal <= x <= akhir


# --- fillings in order ------------------------------------------------------------------------------------------------


def legal_filling(ins: Instrumen, rng: random.Random) -> dict[Kotak, Nilai]:
    """Every input filled as an office may fill it: within the bounds, parts within their whole, facts agreed with."""
    isi: dict[Kotak, Nilai] = {}
    for f in ins.data_umum:
        if f.jumlah_dari:
            continue
        isi[f.kode, "isi"] = (float(ins.tahun_penilaian - 1) if f.is_year else "Jalan Raya 1" if f.jenis == "teks" else
                              _number(rng, f.datum, *f.datum.batas().plain,
                                      sedikitnya=1e9 if f.jenis == "rupiah" else 2))
    isi |= {(f"ttd_{k}", "isi"): v for k, v in (
        ("tempat_tanggal", "Contoh, 31 Januari 2027"), ("jabatan", "Camat"), ("nama", "NAMA CONTOH, S.Sos."),
        ("pangkat", "Pembina (IV/a)"), ("nip", "197805122006041001"))}
    for i in ins.indikator:
        isi |= dict(_legal_data(ins, i, isi, rng))
        isi[i.kode, "bukti"] = rng.choice(("", "Laporan 12/2021", "470/12/2021", "45000", "SK Camat 3-1-2021", None))
    boleh = set(input_keys(ins))
    return {k: v for k, v in isi.items() if k in boleh and v not in (None, "")}


def _legal_data(ins: Instrumen, i: Indikator, isi: Mapping[Kotak, Nilai],
                rng: random.Random) -> Iterator[tuple[Kotak, Nilai]]:
    baru: dict[Kotak, Nilai] = {}
    pengikut = {d.sama_dengan: ins.batas[x.kode, d.kunci].wajar for x in ins.indikator for d in x.data}
    utuh = {"rasio": "penyebut", "komposisi": "total"}.get(i.aturan.jenis, "")
    urut = sorted(i.data, key=lambda d: (d.kunci != utuh, d.is_input))
    sisa = None
    for d in urut:
        if d.jenis in {"pilihan", "teks"}:
            baru[i.kode, d.kunci] = rng.choice(_answers(ins, d)) if d.jenis == "pilihan" else "uraian"
            continue
        bawah, atas = ins.batas[i.kode, d.kunci].plain
        asal = d.fakta or d.sama_dengan or d.batas_fakta or d.dari
        sama = _value_of(ins, asal, {**isi, **baru}) if asal else None
        if not d.is_input or d.sama_dengan:
            x = float(sama or 0)
        else:
            atas = min(x for x in (atas, sama, sisa, pengikut.get(f"{i.kode}.{d.kunci}")) if x is not None)
            x = _number(rng, d, min(bawah, atas), atas, sedikitnya=1 if d.kunci == utuh else 0)
        baru[i.kode, d.kunci] = x
        if d.kunci == utuh:
            sisa = x
        elif i.aturan.jenis == "komposisi" and sisa is not None:
            sisa -= x
    yield from baru.items()


def _answers(ins: Instrumen, d: Datum) -> list[str]:
    return [o.teks for o in ins.options(d) if o.teks != "-"]  # a lone hyphen is told wherever it stands


def _value_of(ins: Instrumen, asal: str, isi: Mapping[Kotak, Nilai]) -> float:
    kode, titik, kunci = asal.partition(".")
    if titik:
        return float(isi.get((kode, kunci)) or 0)  # type: ignore[arg-type]
    f = next(f for f in ins.fakta if f.kode == kode)
    return sum(_value_of(ins, x, isi) for x in f.jumlah_dari) if f.jumlah_dari else float(
        isi.get((kode, "isi")) or 0)  # type: ignore[arg-type]


def _number(rng: random.Random, d: Datum, bawah: float, atas: float, *, sedikitnya: float) -> float:
    bawah = min(max(bawah, sedikitnya), atas)
    if d.jenis == "rupiah":  # nothing, or written out in full
        penuh = (float(int(atas)), float(round(rng.uniform(max(bawah, RUPIAH_TERKECIL), atas))))
        return rng.choice((*penuh, *((0.0,) if bawah <= 0 else ()))) if atas >= RUPIAH_TERKECIL else 0.0
    x = rng.choice((bawah, atas, rng.uniform(bawah, atas), rng.uniform(bawah, min(atas, bawah + 12))))
    if d.jenis in {"persen", "desimal"}:
        return x if x > 1 or x == 0 else min(2.0, atas)
    return float(max(round(bawah), min(round(x), int(atas))))
