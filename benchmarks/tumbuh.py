"""Growth: the same work on instruments with one, two and four times the indicators."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.baca import read_and_check
from benchmarks.bahan import Bahan, prepare
from benchmarks.ukur import Baris, Tabel, measure, show_ratio
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.penilaian import score

KALI = (1, 2, 4)
KERJA: dict[str, Callable[[Bahan], object]] = {
    "buat": lambda b: build(b.instrumen, b.identitas, b.isian),
    "baca dan periksa": read_and_check,
    "hitung (inti)": lambda b: score(b.instrumen, b.isian),
}


def compare_sizes(folder: Path, ulang: int) -> Tabel:
    """Ratio of each size to the smallest, per kind of work; linear growth stays at 1 per indicator."""
    bahan = {kali: prepare(folder, kali) for kali in KALI}
    detik = measure({f"{nama}, {kali}x": partial(kerja, bahan[kali])
                     for nama, kerja in KERJA.items() for kali in KALI}, ulang)
    baris = []
    for nama in KERJA:
        for kali in KALI:
            cara = f"{nama}, {kali}x"
            rasio = detik[cara] / detik[f"{nama}, 1x"]
            catatan = f"{len(bahan[kali].instrumen.indikator)} indikator; per indikator {show_ratio(rasio / kali)}"
            baris.append(Baris(cara, rasio, detik[cara] * 1000, catatan))
    return Tabel("Tumbuh menurut jumlah indikator", "instrumen asli", tuple(baris))
