"""Collecting: one returned file read, gated, compared cell by cell, checked and scored; the usual script; unzipping.

Every way works through the same folder of sealed files of different offices with different fillings, so that what a
batch remembers is what it would remember in earnest. Further: two processes against one, growth with files and with
indicators, and the peak memory of a process that collects as many files as the country has kecamatan.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.baca import unzip
from benchmarks.bahan import Bahan, grow
from benchmarks.kumpul_anak import Borongan, collect_one
from benchmarks.ukur import Baris, Kerja, Tabel, measure, show_ratio, time_once
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja import siap
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.lembar.denah import Denah, Rumus, Tautan
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import load_private, make_keys
from kinerja_core.xlsx.baca import read_buku

#: Different files; how often the folder is taken for processes and growth; files for the peak memory. With --cepat.
UKURAN, UKURAN_CEPAT = (24, 20, 7_288), (4, 10, 200)
KALI = (1, 2, 4)
_TENGGAT = "2026-12-31"


@dataclass(frozen=True)
class Kiriman:
    """Returned files of different offices, and the key they were sealed with."""

    instrumen: Instrumen
    kunci: bytes
    path: tuple[Path, ...]
    denah: tuple[Denah, ...]


def other_filling(instrumen: Instrumen, isian: Isian, rng: random.Random) -> Isian:
    """The filling of another office: other numbers of the same size, other answers, some blanks and texts."""
    datum = {(kode, d.kunci): d for kode, d in instrumen.masukan()}
    data: dict[tuple[str, str], Nilai] = {}
    for kotak, nilai in isian.data.items():
        d = datum.get(kotak)
        if d is not None and d.jenis == "pilihan":
            nilai = rng.choice(instrumen.options(d)).teks
        elif isinstance(nilai, int | float) and not isinstance(nilai, bool) and kotak[0] != "tahun_data":
            nilai = rng.randint(int(nilai) // 2, int(nilai)) if float(nilai).is_integer() else nilai * rng.random()
        elif isinstance(nilai, str):
            nilai = f"{nilai} {rng.randint(1, 99)}"
        if rng.random() > 0.02:
            data[kotak] = nilai
    return Isian(isian.identitas, data)


def prepare_returns(folder: Path, instrumen: Instrumen, isian: Isian, banyak: int) -> Kiriman:
    """That many sealed and filled files in a folder."""
    pribadi, publik = make_keys()
    kunci, rng = load_private(pribadi), random.Random(banyak)
    path, denah = [], []
    folder.mkdir()
    for n in range(banyak):
        ident = Identitas(kode_wilayah=f"35.{n // 99 + 1:02}.{n % 99 + 1:02}", nama=f"Contoh {n + 1}",
                          kabupaten=f"Uji {n // 99 + 1}", provinsi="Jawa Timur", alamat=f"Jalan Contoh Nomor {n + 1}")
        data = other_filling(instrumen, isian, rng).data
        path.append(folder / f"{ident.kode_wilayah}.xlsx")
        path[-1].write_bytes(build_sealed(instrumen, ident, kunci, Isian(ident, data), tenggat=_TENGGAT))
        denah.append(describe(instrumen, ident))
    (folder / "kunci.pem").write_bytes(publik)
    return Kiriman(instrumen, publik, tuple(path), tuple(denah))


# -- ways --------------------------------------------------------------------------------------------------------


def collect_alone(instrumen: Instrumen, kunci: bytes, path: Path) -> tuple[str, int, float]:
    """The same without what a batch remembers, as `kinerja periksa` does."""
    siap._SIAP.clear()
    bacaan = read_isian(read_buku(path), instrumen)
    integritas = inspect(bacaan, kunci)
    terolah = process(bacaan)
    temuan = check_workbook(bacaan, terolah)
    return integritas.keaslian.keadaan, len(integritas.temuan) + len(temuan), terolah.hasil.nilai_akhir


def expected_cells(denah: Denah) -> dict[str, dict[str, Any]]:
    """What the usual script expects of locked cells, sheet by sheet: address -> value or formula with "="."""
    hasil: dict[str, dict[str, Any]] = {}
    for s in denah.lembar:
        isi = hasil.setdefault(s.nama, {})
        for (baris, kolom), sel in s.sel.items():
            if (baris, kolom) not in s.masukan and sel.isi not in (None, ""):
                teks = sel.isi.teks if isinstance(sel.isi, Rumus | Tautan) else sel.isi
                alamat = f"{openpyxl.utils.get_column_letter(kolom + 1)}{baris + 1}"
                isi[alamat] = f"={teks}" if isinstance(sel.isi, Rumus) else teks
    return hasil


def compare_openpyxl(path: Path, harus: dict[str, dict[str, Any]], masukan: Iterable[tuple[str, str]]) -> int:
    """The usual script: load twice, compare every locked cell, read the inputs. Counts cells that differ."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rumus, nilai = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    beda = 0
    for nama, isi in harus.items():
        ws = rumus[nama]
        for alamat, teks in isi.items():
            beda += ws[alamat].value != teks
    isian = {tempat: nilai[tempat[0]][tempat[1]].value for tempat in masukan}
    return beda if isian else -1


def _places(denah: Denah) -> list[tuple[str, str]]:
    return [(s, f"{openpyxl.utils.get_column_letter(k + 1)}{b + 1}") for s, (b, k) in denah.masukan.values()]


def _each(kerja: Callable[[Path], object], path: Sequence[Path]) -> Kerja:
    def semua() -> None:
        for p in path:
            kerja(p)

    return semua


def ways(kiriman: Kiriman) -> dict[str, Kerja]:
    """Every way over all files, and the steps of ours."""
    borongan, path = Borongan(kiriman.instrumen), kiriman.path
    bacaan = [borongan.read(p) for p in path]
    terolah = [process(b) for b in bacaan]
    harus = {p: (expected_cells(d), _places(d)) for p, d in zip(path, kiriman.denah, strict=True)}
    return {
        _KUMPUL: _each(partial(collect_one, borongan, kiriman.kunci), path),
        _OPENPYXL: _each(lambda p: compare_openpyxl(p, *harus[p]), path),
        _ZIP: _each(unzip, path),
        "kinerja, tiap berkas sendiri (seperti periksa)": _each(
            partial(collect_alone, kiriman.instrumen, kiriman.kunci), path),
        "  langkah: gerbang, baca, isian": _each(borongan.read, path),
        "  langkah: keaslian dan banding semua sel": lambda: [inspect(b, kiriman.kunci) for b in bacaan],
        "  langkah: nilai": lambda: [process(b) for b in bacaan],
        "  langkah: catatan dan nilai tersimpan": lambda: [
            check_workbook(b, t) for b, t in zip(bacaan, terolah, strict=True)],
    }


_KUMPUL, _OPENPYXL, _ZIP = "kinerja kumpul, per berkas", "openpyxl dua kali muat, banding semua sel", "membuka zip saja"

# -- processes, memory -------------------------------------------------------------------------------------------

_anak: Callable[[Path], tuple[str, int, float]] | None = None


def _start_child(instrumen: Instrumen, kunci: bytes) -> None:
    global _anak
    _anak = partial(collect_one, Borongan(instrumen), kunci)


def _in_child(path: Path) -> float:
    assert _anak is not None
    return _anak(path)[2]


def _ready(_: int) -> bool:
    time.sleep(0.05)
    return _anak is not None


def time_processes(kiriman: Kiriman, jumlah: int, path: Sequence[Path]) -> float:
    """Seconds for the files in that many processes, started and prepared before."""
    konteks = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jumlah, konteks, _start_child, (kiriman.instrumen, kiriman.kunci)) as kolam:
        assert all(kolam.map(_ready, range(4 * jumlah)))
        list(kolam.map(_in_child, kiriman.path * jumlah, chunksize=len(kiriman.path)))  # each sees every file once
        return time_once(lambda: list(kolam.map(_in_child, path, chunksize=16)))


def measure_memory(kiriman: Kiriman, banyak: int) -> tuple[float, float]:
    """(MiB before the first file, peak MiB) of a fresh process after that many files, the folder taken repeatedly."""
    perintah = [sys.executable, "-m", "benchmarks.kumpul_anak", str(kiriman.path[0].parent), str(banyak)]
    keluar = subprocess.run(perintah, check=True, capture_output=True, text=True)
    awal, puncak = json.loads(keluar.stdout)
    return awal, puncak


# -- the table ---------------------------------------------------------------------------------------------------


def compare_collecting(bahan: Bahan, ulang: int, ukuran: tuple[int, int, int] = UKURAN) -> Tabel:
    """All rows; ratio 1 is our way for one file in a batch."""
    banyak, kali, besar = ukuran
    kiriman = prepare_returns(bahan.path.parent / "kiriman", bahan.instrumen, bahan.isian, banyak)
    detik = {nama: d / banyak for nama, d in measure(ways(kiriman), ulang).items()}
    satu = detik[_KUMPUL]
    catatan = {_OPENPYXL: "sasaran: sedikitnya 20", _ZIP: "sasaran: sedikitnya 0,1"}
    baris = [Baris(nama, d / satu, d * 1000, catatan.get(nama, "")) for nama, d in detik.items()]
    baris += _process_rows(kiriman, satu, kiriman.path * kali)
    baris += _growth_rows(kiriman, satu, kali)
    baris += _indicator_rows(bahan, satu, banyak, ulang)
    awal, puncak = measure_memory(kiriman, besar)
    kaki = (f"Memori puncak satu proses: {puncak:.0f} MiB setelah {besar} berkas ({awal:.0f} MiB sebelum berkas "
            "pertama); sasaran: kurang dari 150 MiB.")
    return Tabel("Mengumpulkan berkas yang kembali", "kinerja kumpul, per berkas", tuple(baris), kaki)


def _process_rows(kiriman: Kiriman, satu: float, path: Sequence[Path]) -> list[Baris]:
    d = {n: time_processes(kiriman, n, path) / len(path) for n in (1, 2)}
    rasio = show_ratio(d[2] / d[1])
    return [Baris("satu proses anak", d[1] / satu, d[1] * 1000, f"{len(path)} berkas"),
            Baris("dua proses anak", d[2] / satu, d[2] * 1000, f"{rasio} dari satu proses; sasaran: paling banyak 0,6")]


def _growth_rows(kiriman: Kiriman, satu: float, kali: int) -> list[Baris]:
    """Per file, for more and more files: a fresh batch each time, so that its start is seen."""
    hasil = []
    for n in (1, kali // 4 or 1, kali):
        path = kiriman.path * n
        d = time_once(lambda path=path: _each(  # type: ignore[misc]
            partial(collect_one, Borongan(kiriman.instrumen), kiriman.kunci), path)()) / len(path)
        hasil.append(Baris(f"dari awal, {len(path)} berkas", d / satu, d * 1000, "per berkas, dengan persiapan"))
    return hasil


def _indicator_rows(bahan: Bahan, satu: float, banyak: int, ulang: int) -> list[Baris]:
    hasil = []
    for n in KALI:
        instrumen, isian = grow(bahan.instrumen, bahan.isian, n)
        kiriman = prepare_returns(bahan.path.parent / f"kiriman_{n}x", instrumen, isian, max(2, banyak // 6))
        kerja = _each(partial(collect_one, Borongan(instrumen), kiriman.kunci), kiriman.path)
        d = measure({"x": kerja}, ulang)["x"] / len(kiriman.path)
        hasil.append(Baris(f"{len(instrumen.indikator)} indikator", d / satu, d * 1000,
                           f"per indikator {show_ratio(d / satu / n)}"))
    return hasil
