"""Timing side by side: medians over rounds in which every way runs once, and tables of ratios."""

from __future__ import annotations

import gc
import math
import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Kerja = Callable[[], object]


@dataclass(frozen=True)
class Baris:
    """One measured way: ratio to the reference of its table, milliseconds on this machine."""

    cara: str
    rasio: float
    ms: float
    catatan: str = ""


@dataclass(frozen=True)
class Tabel:
    """One group of measurements; `acuan` says what ratio 1 stands for."""

    judul: str
    acuan: str
    baris: tuple[Baris, ...]
    kaki: str = ""


#: Seconds a sample lasts at least: quick work is called several times, or noise would drown it.
SAMPEL_TERSINGKAT = 0.05


def time_once(kerja: Kerja, kali: int = 1) -> float:
    """Seconds of one call, over `kali` calls; a collection before them, so that none pays for another's garbage."""
    gc.collect()
    mulai = time.perf_counter()
    for _ in range(kali):
        kerja()
    return (time.perf_counter() - mulai) / kali


def measure(cara: Mapping[str, Kerja], ulang: int, tersingkat: float = SAMPEL_TERSINGKAT) -> dict[str, float]:
    """Median seconds of each way. A first round warms up, tells how often quick work is called, and is not counted.

    Every round takes the ways in another order (the same ones in every run), so that none always follows a slow one.
    """
    kali = {nama: math.ceil(tersingkat / time_once(kerja)) or 1 for nama, kerja in cara.items()}
    acak = random.Random(ulang)
    putaran = [{nama: time_once(cara[nama], kali[nama]) for nama in acak.sample(list(cara), len(cara))}
               for _ in range(ulang)]
    return {nama: statistics.median(p[nama] for p in putaran) for nama in cara}


def tabulate(judul: str, acuan: str, detik: Mapping[str, float], *, satu: str = "",
             catatan: Mapping[str, str] | None = None, kaki: str = "") -> Tabel:
    """Ratios to the way named `satu` (the first when it is not named)."""
    dasar = detik[satu or next(iter(detik))]
    baris = tuple(Baris(nama, d / dasar, d * 1000, (catatan or {}).get(nama, "")) for nama, d in detik.items())
    return Tabel(judul, acuan, baris, kaki)


def show_ratio(x: float) -> str:
    """Three significant digits or whole: 0,012; 3,46; 25,1; 4.470."""
    angka = f"{x:.3f}" if x < 0.1 else f"{x:.2f}" if x < 10 else f"{x:.1f}" if x < 100 else f"{x:,.0f}"
    return angka.translate(str.maketrans(",.", ".,"))


def show_table(tabel: Tabel) -> str:
    """A table as text: ratios first, absolute times last."""
    kepala = ("Cara", "Rasio", "Catatan", "ms (hanya untuk ukuran kasar)")
    isi = [(b.cara, show_ratio(b.rasio), b.catatan, show_ratio(b.ms)) for b in tabel.baris]
    lebar = [max(len(baris[k]) for baris in (kepala, *isi)) for k in range(4)]
    teks = [f"{tabel.judul} (1 = {tabel.acuan})"]
    for cara, rasio, catatan, ms in (kepala, *isi):
        teks.append(f"  {cara:<{lebar[0]}}  {rasio:>{lebar[1]}}  {catatan:<{lebar[2]}}  {ms:>{lebar[3]}}")
    return "\n".join([*teks, f"  {tabel.kaki}"] if tabel.kaki else teks) + "\n"
