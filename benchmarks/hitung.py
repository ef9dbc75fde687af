"""Scoring one filling: the core against engines that recalculate the workbook's own formulas."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import ExitStack
from importlib.util import find_spec

from benchmarks.bahan import Bahan
from benchmarks.ukur import Tabel, measure, tabulate, time_once
from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score, score_olahan
from kinerja_core.xlsx.mesin.mesin_ironcalc import load_model
from kinerja_core.xlsx.mesin.pembanding import engine
from kinerja_core.xlsx.mesin.soffice import LibreOffice, libreoffice_missing
from kinerja_core.xlsx.mesin.tempat import Tempat

_IRONCALC, _LO, _FORMULAS = "ironcalc: muat, hitung, baca", "LibreOffice: buka, hitung, baca", "formulas: muat, hitung"


def keyed_values(bahan: Bahan) -> dict[Hashable, Nilai]:
    """What the core says of every keyed cell."""
    olahan = Olahan(bahan.instrumen, bahan.isian)
    return core_values(olahan, score_olahan(olahan))


def count_mismatches(bahan: Bahan, nilai: Sequence[Nilai]) -> int:
    """Keyed cells on which an engine (values in the order of `keluaran`) and the core disagree."""
    inti = keyed_values(bahan)
    return sum(not same_value(inti[k], x) for k, x in zip(bahan.denah.keluaran, nilai, strict=True))


def read_libreoffice(lo: LibreOffice, bahan: Bahan, tempat: Sequence[Tempat]) -> list[Nilai]:
    """Open a workbook in a running LibreOffice, recalculate, read one block per sheet."""
    with lo.open(bahan.path) as dokumen:
        dokumen.recalculate()
        blok = {}
        for nama in {t[0] for t in tempat}:
            baris, kolom = (max(pos[n] for s, pos in tempat if s == nama) for n in (0, 1))
            blok[nama] = dokumen.values(nama, (0, 0), (baris, kolom))
        return [blok[nama][baris][kolom] for nama, (baris, kolom) in tempat]


def _agreement(bahan: Bahan, nilai: Sequence[Nilai], sasaran: str = "") -> str:
    return f"{count_mismatches(bahan, nilai)} dari {len(nilai)} sel berbeda{sasaran}"


def compare_scoring(bahan: Bahan, ulang: int, *, cepat: bool) -> Tabel:
    """The core, ironcalc, LibreOffice where it is installed, and `formulas` once unless `cepat`."""
    tempat = list(bahan.denah.keluaran.values())
    model = load_model(bahan.path)
    cara = {
        "kinerja: inti (score)": lambda: score(bahan.instrumen, bahan.isian),
        "ironcalc: hitung saja": model.evaluate,
        _IRONCALC: lambda: engine("ironcalc")(bahan.path, tempat),
    }
    catatan = {_IRONCALC: _agreement(bahan, engine("ironcalc")(bahan.path, tempat))}
    sekali: dict[str, float] = {}
    kaki = []
    with ExitStack() as terbuka:
        if libreoffice_missing() is None:
            lo = LibreOffice()
            sekali["LibreOffice: memulai programnya (sekali)"] = time_once(lambda: terbuka.enter_context(lo))
            catatan[_LO] = _agreement(bahan, read_libreoffice(lo, bahan, tempat))
            cara[_LO] = lambda: read_libreoffice(lo, bahan, tempat)
        else:
            kaki.append("LibreOffice tidak terpasang: barisnya dilewati.")
        detik = measure(cara, ulang)
    if not cepat and find_spec("formulas"):
        hasil: list[Nilai] = []
        sekali[_FORMULAS] = time_once(lambda: hasil.extend(engine("formulas")(bahan.path, tempat)))
        catatan[_FORMULAS] = "sekali saja; " + _agreement(bahan, hasil, "; sasaran: sedikitnya 1.000")
    else:
        kaki.append("formulas dilewati (--cepat, atau tidak terpasang).")
    return tabulate("Menghitung satu isian", "inti kinerja", detik | sekali, catatan=catatan, kaki=" ".join(kaki))
