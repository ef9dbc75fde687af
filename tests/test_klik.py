"""A click starts a new Python: nothing heavy is loaded by it.

R1 no button's function loads pandas, numpy, openpyxl or another heavy package before it has read the workbook; to start
one loads no kind of workbook and no pydantic. R2 the buttons are functions of at most ten
statements; R3 every way the benchmark starts ends well.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.klik import clicks, loaded_by

TOMBOL = Path(__file__).parent.parent / "addin" / "kinerja_addin" / "tombol.py"
FUNGSI = [n for n in ast.parse(TOMBOL.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)]


@pytest.mark.parametrize("modul", [
    "kinerja_addin.tombol", "kinerja_addin.jalankan_tombol", "kinerja_addin.buku_terbuka", "kinerja_addin.lembar",
    "kinerja_addin.langkah_tombol", "kinerja_addin.tombol_provinsi", "kinerja_addin.panduan", "kinerja_addin.kepala",
    "kinerja_core.kantor.ekspor", "kinerja_core.kantor.kirim", "kinerja_core.kantor.pindah",
    "kinerja_core.kantor.tahun_berikutnya", "kinerja_core.kantor.tabel",
])
def test_no_heavy_package_on_the_click_path(modul: str) -> None:
    """R1."""
    assert loaded_by(modul) == []


def test_until_a_button_starts_little_is_loaded() -> None:
    """R1: as a list of modules, not as time."""
    kode = "import kinerja_addin.tombol, json, sys; print(json.dumps(list(sys.modules)))"
    modul = json.loads(subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True).stdout)
    assert {m.split(".")[1] for m in modul if m.startswith("kinerja_core.")} == {"dasar", "xlsx"}
    assert "pydantic" not in modul


def test_heavy_packages_would_be_seen() -> None:
    """R1: the probe itself."""
    assert loaded_by("openpyxl") != []


@pytest.mark.parametrize("fungsi", FUNGSI, ids=lambda f: f.name)
def test_a_button_is_a_short_function(fungsi: ast.FunctionDef) -> None:
    """R2: imports and the docstring do not count."""
    isi = [n for n in ast.walk(fungsi) if isinstance(n, ast.stmt) and not isinstance(n, ast.ImportFrom)]
    assert len(isi) - 2 <= 10
    assert [ast.unparse(h).partition("(")[0] for h in fungsi.decorator_list] == ["button"]


@pytest.mark.parametrize("nama", clicks())
def test_every_measured_start_ends_well(nama: str) -> None:
    """R3."""
    jalan = subprocess.run([sys.executable, *clicks()[nama]], capture_output=True, text=True, check=False)
    assert (jalan.returncode, jalan.stderr) == (0, "")
