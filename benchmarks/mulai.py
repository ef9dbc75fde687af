"""Starting a command: a new process per run, as on the command line and at every click in Excel."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from benchmarks.bahan import Bahan
from benchmarks.ukur import Tabel, measure, tabulate

#: Modules that must not be loaded to show the help.
MODUL_BERAT = ("pandas", "openpyxl", "formulas", "xlwings", "xlsxwriter", "pydantic")
#: What the console script does.
_PERINTAH = "from kinerja_core.cli import main; main()"


def run_python(argumen: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """This interpreter in a new process."""
    return subprocess.run([sys.executable, *argumen], capture_output=True, text=True, encoding="utf-8", check=False)


def command(*argumen: str) -> list[str]:
    """Arguments for `run_python` that run `kinerja` with these arguments."""
    return ["-c", _PERINTAH, *argumen]


def commands(bahan: Bahan) -> dict[str, list[str]]:
    """What is started, by the name the table shows; the first is the reference."""
    return {
        "python -c pass": ["-c", "pass"],
        'python -c "import typer"': ["-c", "import typer"],
        'python -c "import pydantic" (BaseModel)': ["-c", "from pydantic import BaseModel"],
        "kinerja --versi": command("--versi"),
        "kinerja --help": command("--help"),
        "kinerja periksa BERKAS": command("periksa", str(bahan.path)),
        "kinerja periksa BERKAS --json": command("periksa", str(bahan.path), "--json"),
    }


def loaded_modules(argumen: Sequence[str], dicari: Sequence[str] = MODUL_BERAT) -> list[str]:
    """Which of these modules `kinerja` with these arguments has loaded when it ends."""
    kode = (f"import atexit, json, sys\natexit.register(lambda: sys.stderr.write('\\n' + json.dumps("
            f"[m for m in {list(dicari)!r} if m in sys.modules])))\n{_PERINTAH}")
    hasil: list[str] = json.loads(run_python(["-c", kode, *argumen]).stderr.splitlines()[-1])
    return hasil


def compare_starting(bahan: Bahan, ulang: int) -> Tabel:
    """Every command against an interpreter that does nothing."""
    detik = measure({nama: partial(run_python, argumen) for nama, argumen in commands(bahan).items()}, ulang)
    catatan = {"kinerja --help": "sasaran: paling banyak 6", "kinerja periksa BERKAS": "sasaran: paling banyak 15"}
    kaki = "; ".join(f"modul berat sesudah kinerja {nama}: {', '.join(loaded_modules(a)) or 'tidak ada'}"
                     for nama, a in (("--help", ["--help"]), ("periksa", ["periksa", str(bahan.path)])))
    return tabulate("Memulai perintah", "python -c pass", detik, catatan=catatan, kaki=kaki)
