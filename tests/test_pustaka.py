"""The library: `import kinerja_core as kinerja`.

R1 its names: __all__, dir, what a type checker sees and what is loaded are one list. R2 importing it loads nothing but
the standard library. R3 a program that uses it passes `mypy --strict`, a wrong one does not. R4 every block of
docs/pustaka.md runs and prints what stands below it. R5 no second road: what the command line writes and tells is what
the library gives, for every kind. R6 whatever is wrong is a KinerjaError with its kode. R7 a round tells of every file.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bantu.kiriman import KUNCI, PUBLIK

import kinerja_core as kinerja
from kinerja_core.dasar.data import load_data
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.isian import parse_isian
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.putaran import Kecamatan

ROOT = Path(__file__).parent.parent
SAMPEL = ROOT / "sample_workbooks"
BENDO, SOKARAJA = SAMPEL / "kertas_kerja_bendo_2022.xlsx", SAMPEL / "buku_kinerja_sokaraja_2022.xlsx"
INSTRUMEN = "sinergisitas_jatim_2022"
SIAPA = {"kode_wilayah": "35.20.10", "nama": "Bendo", "kabupaten": "Magetan"}
Cap = pytest.CaptureFixture[str]

# -- R1, R2, R3 ----------------------------------------------------------------------------------------------------


def test_the_names_are_one_list() -> None:
    """R1: what a type checker imports is what is loaded, by the same name from the same module."""
    pohon = ast.parse((ROOT / "kinerja_core" / "__init__.py").read_text("utf-8"))
    (cabang,) = [n for n in pohon.body if isinstance(n, ast.If)]
    dilihat = {a.name: n.module for n in cabang.body if isinstance(n, ast.ImportFrom) for a in n.names}
    assert {n: f"kinerja_core.{m}" for n, m in kinerja._TEMPAT.items()} == dilihat  # type: ignore[attr-defined]
    assert kinerja.__all__ == sorted({*dilihat, "__version__"})
    assert set(kinerja.__all__) <= set(dir(kinerja))
    for nama, modul in dilihat.items():
        assert modul is not None
        assert getattr(kinerja, nama) is getattr(__import__(modul, fromlist=[nama]), nama)
    with pytest.raises(AttributeError, match="tidak_ada"):
        kinerja.tidak_ada  # type: ignore[attr-defined]  # noqa: B018


def test_every_name_is_on_the_page_and_every_verb_says_what_it_does() -> None:
    """R4: of functions each parameter, of the others the name."""
    halaman = (ROOT / "docs" / "pustaka.md").read_text("utf-8")
    for nama in kinerja.__all__:
        assert re.search(rf"\b{nama}\b", halaman), nama
        isi = getattr(kinerja, nama)
        if callable(isi) and nama.islower():
            assert isi.__doc__
            assert isi.__name__ == nama
            kode = isi.__code__
            for p in kode.co_varnames[: kode.co_argcount + kode.co_kwonlyargcount]:
                assert re.search(rf"\b{p}\b", halaman), (nama, p)


def test_importing_it_loads_nothing() -> None:
    """R2: our package and the standard library; asking for a name loads it, and only what it stands on."""
    kode = ("import sys; dulu = set(sys.modules); import kinerja_core as kinerja; dir(kinerja)\n"
            "def baru(): return sorted(set(sys.modules) - dulu)\n"
            "print(*baru()); kinerja.KinerjaError; print(*baru()); kinerja.baca; print(*baru())")
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    impor, galat, baca = (x.split() for x in keluar.stdout.splitlines())
    assert [m for m in impor if m.split(".")[0] not in sys.stdlib_module_names] == ["kinerja_core"]
    assert {m.split(".")[0] for m in galat} - sys.stdlib_module_names == {"kinerja_core"}
    assert "pydantic" in baca
    assert not {"typer", "rich", "openpyxl", "pandas", "xlsxwriter", "ironcalc", "xlwings", "formulas"} & set(baca)


BENAR = '''
from pathlib import Path
import kinerja_core as kinerja

def nilai(berkas: Path) -> float | None:
    buku: kinerja.Bacaan = kinerja.baca(berkas)
    siapa: kinerja.Identitas | None = buku.identitas
    for t in kinerja.periksa(buku, kunci_publik="k.pem").temuan:
        kode: str = t.kode
    isi: bytes = kinerja.buat("x", siapa, buku.isian, tahun=buku.tahun)
    laporan: kinerja.Laporan = kinerja.hitung(str(berkas), ["ironcalc"])
    inti: kinerja.Nilai = laporan.hasil[0].inti
    return laporan.nilai_akhir

def jumlah(folder: Path) -> int:
    try:
        putaran: kinerja.Putaran = kinerja.kumpul(folder, "x", register="r", sebaran="s", tahap={"mandiri": 1})
    except kinerja.KinerjaError as galat:
        return len(galat.temuan)
    instrumen: kinerja.Instrumen = putaran.instrumen
    return len(instrumen.indikator) + len(putaran.entri)
'''
SALAH = '''
import kinerja_core as kinerja
kinerja.baca(3)
kinerja.tidak_ada
kinerja.hitung("x").nilai_akhir + 1
kinerja.buat("x", isian={"i05": 3})
x: int = kinerja.muat_instrumen("x")
'''


def test_a_program_that_uses_it_is_checked(tmp_path: Path) -> None:
    """R3: strictly, from outside; every line of the wrong program is found."""
    (tmp_path / "benar.py").write_text(BENAR, "utf-8")
    (tmp_path / "salah.py").write_text(SALAH, "utf-8")
    assert (ROOT / "kinerja_core" / "py.typed").exists()
    keluar = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "benar.py", "salah.py"], cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert keluar.stderr == ""
    salah = re.findall(r"^(\w+)\.py:(\d+): error", keluar.stdout, re.MULTILINE)
    assert salah == [("salah", str(n)) for n in range(3, 8)], keluar.stdout


# -- R4 ------------------------------------------------------------------------------------------------------------

_BLOK = re.compile(r"^```python\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the page is read: two workbooks, a key, a list of three kecamatan, and what two of them sent."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(BENDO, "bendo.xlsx")
    shutil.copyfile(SOKARAJA, "sokaraja.xlsx")
    Path("kunci_publik.pem").write_bytes(PUBLIK)
    ins = kinerja.muat_instrumen(INSTRUMEN)
    isian = parse_isian(load_data(templat_dir() / "contoh" / "bendo_2022.toml"), ins)
    bendo = isian.identitas
    assert bendo is not None
    lain = [bendo.model_copy(update={"kode_wilayah": f"35.20.{n}", "nama": nama})
            for n, nama in ((11, "Maospati"), (12, "Barat"))]
    Path("Kecamatan.xlsx").write_bytes(list_form(ins, [Kecamatan(i) for i in (bendo, *lain)]))
    Path("Masuk").mkdir()
    Path("Masuk/bendo.xlsx").write_bytes(build_sealed(ins, bendo, KUNCI, isian, tenggat="2022-12-31"))
    Path("Masuk/maospati.xlsx").write_bytes(build_sealed(ins, lain[0], KUNCI, tenggat="2022-12-31")[:5000])
    Path("Masuk/foto.jpg").write_bytes(b"\xff\xd8\xff")
    Path("Masuk/~$bendo.xlsx").write_bytes(b"x")
    return tmp_path


@pytest.mark.usefixtures("meja")
def test_every_block_of_the_page_prints_what_stands_below_it() -> None:
    """R4"""
    blok = _BLOK.findall((ROOT / "docs" / "pustaka.md").read_text("utf-8"))
    assert len(blok) >= 10
    ruang: dict[str, Any] = {}
    for kode, harus in blok:
        with contextlib.redirect_stdout(io.StringIO()) as keluar:
            exec(compile(kode, "pustaka.md", "exec"), ruang)
        assert keluar.getvalue() == harus
