"""Growth of the Buku Kinerja: building it, and recalculating its own formulas in ironcalc and LibreOffice.

Building is timed once per size, recalculation (forced, every formula, the workbook already open) in rounds in which all
sizes and both engines take turns. The LKjIP of Sokobanah stands beside the synthetic plans.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rencana_besar import synthetic_plan
from benchmarks.ukur import Baris, Kerja, Tabel, measure, show_ratio, time_once
from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import Rencana, load_rencana
from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.xlsx.mesin.mesin_ironcalc import load_model
from kinerja_core.xlsx.mesin.soffice import LibreOffice, libreoffice_missing

UKURAN = (50, 100, 200, 300)
#: With --cepat.
UKURAN_CEPAT = (50, 100)
_SOKOBANAH = "sokobanah_2022"
_BUAT, _BACA, _IRONCALC, _LO = "buat", "baca", "hitung ulang ironcalc", "hitung ulang LibreOffice"


@dataclass(frozen=True)
class BahanBuku:
    """One plan, its description, its workbook on disk, and the seconds it took to build."""

    nama: str
    rencana: Rencana
    denah: Denah
    path: Path
    detik_buat: float

    @property
    def indikator(self) -> int:
        """Indicators of the plan."""
        return len(self.rencana.used("indikator"))

    def sizes(self) -> str:
        """Rows of the tables, formulas, file size."""
        rumus = sum(isinstance(s.isi, Rumus) for lembar in self.denah.lembar for s in lembar.sel.values())
        return (f"{self.indikator} indikator, {sum(self.rencana.kapasitas.values())} baris, {rumus} rumus, "
                f"{self.path.stat().st_size / 1024:.0f} KiB")


def prepare_book(folder: Path, nama: str, rencana: Rencana) -> BahanBuku:
    """Build a plan into the folder, timed once."""
    hasil: list[bytes] = []
    detik = time_once(lambda: hasil.append(build_book(rencana)))
    (path := folder / f"buku_{nama}.xlsx").write_bytes(hasil[0])
    return BahanBuku(nama, rencana, describe(rencana), path, detik)


def prepare_books(folder: Path, ukuran: Sequence[int]) -> list[BahanBuku]:
    """Sokobanah, then the synthetic plans."""
    sokobanah = load_rencana(templat_dir() / "contoh" / f"{_SOKOBANAH}.toml")
    return [prepare_book(folder, "Sokobanah", sokobanah),
            *(prepare_book(folder, f"buatan {n}", synthetic_plan(n)) for n in ukuran)]


def count_mismatches(bahan: BahanBuku, baca: Callable[[str, tuple[int, int]], Nilai]) -> int:
    """Keyed cells on which an engine (sheet, place -> value) and the core disagree."""
    inti: dict[Hashable, Nilai] = core_values(Pengukuran(bahan.rencana))
    return sum(not same_value(inti[kunci], baca(*tempat)) for kunci, tempat in bahan.denah.keluaran.items())


def compare_books(folder: Path, ulang: int, ukuran: Sequence[int] = UKURAN) -> Tabel:
    """Every kind of work for every size; ratios to the same work on the smallest synthetic plan."""
    bahan = prepare_books(folder, ukuran)
    cara: dict[tuple[str, str], Kerja] = {}
    kaki = []
    with ExitStack() as terbuka:
        for b in bahan:
            cara[(_IRONCALC, b.nama)] = load_model(b.path).evaluate
        if libreoffice_missing() is None:
            lo = terbuka.enter_context(LibreOffice())
            for b in bahan:
                cara[(_LO, b.nama)] = terbuka.enter_context(lo.open(b.path)).recalculate
        else:
            kaki.append("LibreOffice tidak terpasang: barisnya dilewati.")
        terukur = measure({f"{kerja}: {nama}": c for (kerja, nama), c in cara.items()}, ulang)
    detik = {k: terukur[f"{k[0]}: {k[1]}"] for k in cara}
    detik |= {(_BUAT, b.nama): b.detik_buat for b in bahan}
    detik |= {(_BACA, b.nama): time_once(lambda b=b: read_book_file(b.path)) for b in bahan}  # type: ignore[misc]
    kaki.append("Buat dan baca diukur sekali. Sasaran: hitung ulang Sokobanah dan 300 indikator dalam 1.000 ms.")
    return _table(bahan, detik, " ".join(kaki))


def _table(bahan: Sequence[BahanBuku], detik: dict[tuple[str, str], float], kaki: str) -> Tabel:
    acuan = bahan[1]
    baris = []
    for kerja in (_BUAT, _BACA, _IRONCALC, _LO):
        for b in bahan:
            if (d := detik.get((kerja, b.nama))) is None:
                continue
            rasio = d / detik[(kerja, acuan.nama)]
            catatan = b.sizes() if kerja == _BUAT else (
                f"per indikator {show_ratio(rasio * acuan.indikator / b.indikator)}")
            baris.append(Baris(f"{kerja}: {b.nama}", rasio, d * 1000, catatan))
    return Tabel("Buku Kinerja menurut jumlah indikator", f"{acuan.indikator} indikator", tuple(baris), kaki)
