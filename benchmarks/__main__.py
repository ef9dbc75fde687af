"""`python -m benchmarks`: measure and print the ratios."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.baca import compare_reading
from benchmarks.bahan import Bahan, prepare
from benchmarks.buku import UKURAN, UKURAN_CEPAT, compare_books
from benchmarks.gladi import UKURAN as GLADI
from benchmarks.gladi import UKURAN_CEPAT as GLADI_CEPAT
from benchmarks.gladi import compare_rehearsals
from benchmarks.hitung import compare_scoring
from benchmarks.klik import compare_clicks
from benchmarks.kumpul import UKURAN as KUMPUL
from benchmarks.kumpul import UKURAN_CEPAT as KUMPUL_CEPAT
from benchmarks.kumpul import compare_collecting
from benchmarks.mulai import compare_starting
from benchmarks.sebar import UKURAN as SEBAR
from benchmarks.sebar import UKURAN_CEPAT as SEBAR_CEPAT
from benchmarks.sebar import compare_sending
from benchmarks.tulis import compare_writing
from benchmarks.tumbuh import compare_sizes
from benchmarks.ukur import Tabel, show_table

BAGIAN: dict[str, Callable[[Bahan, argparse.Namespace], Tabel]] = {
    "tulis": lambda b, a: compare_writing(b, a.ulang),
    "baca": lambda b, a: compare_reading(b, a.ulang),
    "hitung": lambda b, a: compare_scoring(b, a.ulang, cepat=a.cepat),
    "mulai": lambda b, a: compare_starting(b, a.ulang),
    "klik": lambda b, a: compare_clicks(b, a.ulang),
    "sebar": lambda b, a: compare_sending(b, a.ulang, SEBAR_CEPAT if a.cepat else SEBAR),
    "kumpul": lambda b, a: compare_collecting(b, a.ulang, KUMPUL_CEPAT if a.cepat else KUMPUL),
    "tumbuh": lambda b, a: compare_sizes(b.path.parent, a.ulang),
    "buku": lambda b, a: compare_books(b.path.parent, a.ulang, UKURAN_CEPAT if a.cepat else UKURAN),
    "gladi": lambda b, a: compare_rehearsals(b.path.parent, GLADI_CEPAT if a.cepat else GLADI),
}


def _rounds(teks: str) -> int:
    angka = int(teks) if teks.isdecimal() else 0
    if angka < 1:
        raise argparse.ArgumentTypeError("harus bilangan bulat 1 atau lebih")
    return angka


def parse_arguments(argumen: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    p = argparse.ArgumentParser(prog="python -m benchmarks", description="Mengukur kinerja terhadap cara-cara lain.")
    p.add_argument("--bagian", nargs="+", choices=list(BAGIAN), default=list(BAGIAN), metavar="BAGIAN",
                   help=f"yang diukur: {', '.join(BAGIAN)}; bawaan semuanya")
    p.add_argument("--ulang", type=_rounds, default=5, metavar="N", help="jumlah putaran; yang dicetak mediannya")
    p.add_argument("--cepat", action="store_true",
                   help="lewati pustaka formulas dan Buku Kinerja di atas 100 indikator; sedikit berkas "
                        "pada sebar, kumpul, dan gladi")
    return p.parse_args(argumen)


def main(argumen: Sequence[str] | None = None) -> None:
    """Measure group by group and print each table as soon as it is known."""
    pilihan = parse_arguments(argumen)
    with tempfile.TemporaryDirectory() as folder:
        bahan = prepare(Path(folder))
        print(f"Buku yang diukur: {bahan.sizes()}.")
        print(f"Median dari {pilihan.ulang} putaran; dalam tiap putaran semua cara dijalankan bergantian.\n")
        for nama in pilihan.bagian:
            print(show_table(BAGIAN[nama](bahan, pilihan)))
            sys.stdout.flush()
    print("Rasio diukur berdampingan dalam satu kali jalan dan itulah yang dapat dibandingkan; milidetik bergantung "
          "pada mesin.")


if __name__ == "__main__":
    main()
