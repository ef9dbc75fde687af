"""A click starts a new Python: nothing heavy is loaded by it.

R1 no button's function loads pandas, numpy, openpyxl or another heavy package before it has read the workbook; R2 the
buttons are functions of at most ten statements; R3 every way the benchmark starts ends well.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.klik import clicks, loaded_by

TOMBOL = Path(__file__).parent.parent / "addin" / "kinerja_addin" / "tombol.py"
FUNGSI = [n for n in ast.parse(TOMBOL.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)]


@pytest.mark.parametrize("modul", [
    "kinerja_addin.tombol", "kinerja_addin.jalankan_tombol", "kinerja_addin.buku_terbuka", "kinerja_addin.lembar",
    "kinerja_addin.langkah_tombol", "kinerja_addin.tombol_provinsi", "kinerja_addin.panduan",
    "kinerja_core.kantor.ekspor", "kinerja_core.kantor.kirim", "kinerja_core.kantor.pindah",
    "kinerja_core.kantor.tahun_berikutnya", "kinerja_core.kantor.tabel",
])
def test_no_heavy_package_on_the_click_path(modul: str) -> None:
    """R1."""
    assert loaded_by(modul) == []


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
