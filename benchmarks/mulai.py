"""Starting a command: a new process per run, as on the command line and at every click in Excel.

Bytecode is cached as it is on a user's machine, in a folder of its own: filled by the warm-up round, whatever
PYTHONDONTWRITEBYTECODE says and whether or not somebody compiled the packages before. Without it every start would
compile all its sources anew, which doubles what the imports seem to cost.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.bahan import Bahan
from benchmarks.ukur import Tabel, measure, tabulate

#: Modules that must not be loaded to show the help.
MODUL_BERAT = ("pandas", "openpyxl", "formulas", "xlwings", "xlsxwriter", "pydantic")
#: What the console script does.
_PERINTAH = "from kinerja_core.perintah.cli import main; main()"


def run_python(argumen: Sequence[str], bytecode: Path | None) -> subprocess.CompletedProcess[str]:
    """This interpreter in a new process, its bytecode cached in that folder (None: where it always is)."""
    lingkungan = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if bytecode is not None:
        lingkungan["PYTHONPYCACHEPREFIX"] = str(bytecode)
    return subprocess.run([sys.executable, *argumen], capture_output=True, text=True, encoding="utf-8", check=False,
                          env=lingkungan)


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


def loaded_modules(argumen: Sequence[str], bytecode: Path, dicari: Sequence[str] = MODUL_BERAT) -> list[str]:
    """Which of these modules `kinerja` with these arguments has loaded when it ends."""
    kode = (f"import atexit, json, sys\natexit.register(lambda: sys.stderr.write('\\n' + json.dumps("
            f"[m for m in {list(dicari)!r} if m in sys.modules])))\n{_PERINTAH}")
    hasil: list[str] = json.loads(run_python(["-c", kode, *argumen], bytecode).stderr.splitlines()[-1])
    return hasil


def compare_starting(bahan: Bahan, ulang: int) -> Tabel:
    """Every command against an interpreter that does nothing."""
    bytecode = bahan.path.parent / "bytecode"
    detik = measure({nama: partial(run_python, argumen, bytecode) for nama, argumen in commands(bahan).items()}, ulang)
    catatan = {"kinerja --help": "sasaran: import typer dan 1 lagi",
               "kinerja periksa BERKAS": "sasaran: paling banyak 12"}
    kaki = "; ".join(f"modul berat sesudah kinerja {nama}: {', '.join(loaded_modules(a, bytecode)) or 'tidak ada'}"
                     for nama, a in (("--help", ["--help"]), ("periksa", ["periksa", str(bahan.path)])))
    return tabulate("Memulai perintah", "python -c pass", detik, catatan=catatan, kaki=kaki)
