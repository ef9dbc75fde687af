"""A click in Excel: what Python has to load before the first cell is read, beside a bare `import xlwings`.

xlwings loads pandas and numpy when they are installed; an office laptop (the offline kit) has neither. Without them
is measured by hiding them from the import system.
"""

from __future__ import annotations

import json
from functools import partial

from benchmarks.bahan import Bahan
from benchmarks.mulai import run_python
from benchmarks.ukur import Tabel, measure, tabulate

_SEMBUNYI = "import sys; sys.modules.update(dict.fromkeys(('pandas', 'numpy', 'matplotlib')));"
_XLWINGS = "import xlwings.utils"
_TOMBOL = f"{_XLWINGS}; import kinerja_addin.tombol"
#: Everything the button Periksa loads on its way to the first cell.
_PERIKSA = f"{_TOMBOL}, kinerja_addin.langkah_tombol, kinerja_core.kantor.baca"
#: What no click may load by itself.
MODUL_BERAT = ("pandas", "numpy", "openpyxl", "formulas", "xlsxwriter", "ironcalc", "typer", "rich")


def clicks() -> dict[str, list[str]]:
    """What is started, by the name the table shows."""
    return {
        "import xlwings, tanpa pandas": ["-c", _SEMBUNYI + _XLWINGS],
        "python -c pass": ["-c", "pass"],
        "import xlwings, dengan pandas": ["-c", _XLWINGS],
        "klik: tombol termuat, tanpa pandas": ["-c", _SEMBUNYI + _TOMBOL],
        "klik: tombol termuat, dengan pandas": ["-c", _TOMBOL],
        "klik Periksa: siap membaca sel, tanpa pandas": ["-c", _SEMBUNYI + _PERIKSA],
    }


def loaded_by(modul: str, sesudah: str = "import xlwings.utils") -> list[str]:
    """Which heavy modules an import loads that were not there before, pandas and numpy hidden from xlwings only."""
    kode = (f"import sys, json; bawa = ('pandas', 'numpy', 'matplotlib'); sys.modules.update(dict.fromkeys(bawa));"
            f"{sesudah};\nfor m in bawa: del sys.modules[m]\nimport {modul}\n"
            f"print(json.dumps([m for m in {list(MODUL_BERAT)!r} if m in sys.modules]))")
    jalan = run_python(["-c", kode], bytecode=None)
    if jalan.returncode:
        raise RuntimeError(jalan.stderr)
    hasil: list[str] = json.loads(jalan.stdout)
    return hasil


def compare_clicks(bahan: Bahan, ulang: int) -> Tabel:
    """Every way of starting against a bare xlwings without pandas."""
    bytecode = bahan.path.parent / "bytecode"
    detik = measure({nama: partial(run_python, argumen, bytecode) for nama, argumen in clicks().items()}, ulang)
    return tabulate("Satu klik di Excel", "import xlwings tanpa pandas", detik,
                    kaki=f"modul berat sesudah klik: {', '.join(loaded_by('kinerja_addin.tombol')) or 'tidak ada'}")
