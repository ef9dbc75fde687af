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
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bantu.contoh import FOLDER
from bantu.jenis_kecil import KECIL
from bantu.jenis_kecil import build as build_small
from bantu.kiriman import HARI, KUNCI, PUBLIK, listed, office, sealed
from test_cli import run
from test_kumpul_cli import INS, TOML

import kinerja_core as kinerja
from kinerja_core.dasar.data import load_data
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.temuan import KATALOG
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor import jenis
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.isian import parse_isian
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.register import open_register

ROOT = Path(__file__).parent.parent
BENDO, SOKARAJA = FOLDER / "kertas_kerja_bendo_2022.xlsx", FOLDER / "buku_kinerja_sokaraja_2022.xlsx"
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
    assert "kinerja_core.kantor.baca" in baca
    assert "pydantic" not in baca
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
    umum = {f.kode: isian.data[f.kode, "isi"] for f in ins.data_umum if (f.kode, "isi") in isian.data}
    Path("Kecamatan.xlsx").write_bytes(list_form(ins, [Kecamatan(i, umum) for i in (bendo, *lain)]))
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


# -- R5 ------------------------------------------------------------------------------------------------------------


def _json(capsys: Cap, *argumen: object) -> Any:
    return json.loads(run(capsys, *argumen, "--json")[1])


@pytest.mark.parametrize("path", [BENDO, SOKARAJA], ids=["kertas_kerja", "buku_kinerja"])
def test_the_command_line_says_what_the_library_gives(path: Path, capsys: Cap) -> None:
    """R5: periksa and hitung, catatan for catatan and figure for figure."""
    buku = kinerja.baca(path)
    (satu,) = _json(capsys, "periksa", path)["berkas"]
    assert satu["catatan"] == as_dicts(kinerja.periksa(buku).temuan)
    assert kinerja.periksa(str(path)) == kinerja.periksa(buku)
    (satu,) = _json(capsys, "hitung", path, "--pembanding", "")["berkas"]
    laporan = kinerja.hitung(buku)
    assert satu == laporan.as_dict(str(path))
    assert satu.get("nilai_akhir") == laporan.nilai_akhir
    assert (laporan.nilai_akhir is None) == (path == SOKARAJA)
    assert [h.tempat for h in laporan.hasil if not h.sama] == []
    assert len(laporan.hasil) > 100


def test_the_command_line_makes_what_the_library_makes(tmp_path: Path, capsys: Cap) -> None:
    """R5: byte for byte, of every kind and paper; a workbook that was read gives itself again."""
    bendo, buku = kinerja.baca(BENDO), kinerja.baca(SOKARAJA)
    assert kinerja.buat(INSTRUMEN, None, bendo.isian) == BENDO.read_bytes()
    assert kinerja.buat(kinerja.muat_instrumen(INSTRUMEN), bendo.identitas, bendo.isian.data) == BENDO.read_bytes()
    assert kinerja.buat("buku", buku.identitas, buku.isian, tahun=buku.tahun) == SOKARAJA.read_bytes()
    assert kinerja.buat(templat_dir() / "contoh" / "sokaraja_2022.toml") == SOKARAJA.read_bytes()
    pilihan = [x for k, v in SIAPA.items() for x in (f"--{k.replace('_', '-')}", v)]
    ke = tmp_path / "x.xlsx"
    assert run(capsys, "buat", INSTRUMEN, *pilihan, "--kertas", "a4", "-o", ke)[0] == 0
    assert kinerja.buat(INSTRUMEN, SIAPA, kertas="a4") == ke.read_bytes()
    ke = tmp_path / "y.xlsx"
    assert run(capsys, "buat", "buku", *pilihan, "--provinsi", "Jawa Timur", "--tahun", 2026, "--kertas", "a4", "-o",
               ke)[0] == 0
    assert kinerja.buat("buku", {**SIAPA, "provinsi": "Jawa Timur"}, tahun=2026, kertas="a4") == ke.read_bytes()


def test_a_kind_nobody_knew_of_is_read_checked_and_computed(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5: the registry of kinds is the only place that is asked."""
    monkeypatch.setitem(jenis.JENIS, KECIL.nama, KECIL)
    path = tmp_path / "kecil.xlsx"
    path.write_bytes(build_small(office(1), 2026, {("desa", "isi"): 7}))
    buku = kinerja.baca(path)
    assert (buku.jenis, buku.tahun) == (KECIL.nama, 2026)
    assert {t.kode for t in kinerja.periksa(buku).temuan} == {"ISI01"}
    assert [(h.kunci, h.inti) for h in kinerja.hitung(path).hasil] == [("jumlah", 7.0)]


# -- R6 ------------------------------------------------------------------------------------------------------------

Panggil = Callable[[Path], object]
#: (kode, how a program may get it wrong); the folder holds buku.xlsx, sampah.xlsx, and nothing else.
SALAH_PANGGIL: list[tuple[str, Panggil]] = [
    *(("PGL04", lambda _, x=x: kinerja.baca(x)) for x in (None, 3, b"x.xlsx", "", [], object())),  # type: ignore[misc]
    ("BKS01", lambda f: kinerja.baca(f / "tidak_ada.xlsx")), ("PGL04", lambda f: kinerja.baca(str(f / "a\0b.xlsx"))),
    ("BKS02", kinerja.baca), ("BKS30", lambda f: kinerja.baca(f / "sampah.xlsx")),
    ("PGL01", lambda f: kinerja.baca(f / "buku.xlsx", INSTRUMEN)),
    ("PGL04", lambda f: kinerja.baca(f / "buku.xlsx", 7)),
    *(("PGL04", lambda _, x=x: kinerja.periksa(x)) for x in (None, 4, b"x", [], {})),  # type: ignore[misc]
    ("BKS01", lambda f: kinerja.periksa(f / "buku.xlsx", f / "k.pem")),
    ("BKS21", lambda f: kinerja.periksa(f / "buku.xlsx", f)),
    ("SGL20", lambda f: kinerja.periksa(f / "buku.xlsx", f / "sampah.xlsx")),
    ("PGL04", lambda f: kinerja.hitung(kinerja.baca(f / "buku.xlsx"), ["ironcalc"])),
    ("PGL04", lambda f: kinerja.hitung(f / "buku.xlsx", [1])), ("PGL04", lambda f: kinerja.hitung(f / "buku.xlsx", 1)),
    ("PGL01", lambda f: kinerja.hitung(f / "buku.xlsx", ["excel"])),
    ("PGL01", lambda f: kinerja.hitung(f / "buku.xlsx", "ironcalc,excel")),
    *(("PGL04", lambda _, x=x: kinerja.muat_instrumen(x)) for x in (None, 3, b"x", "", "a\0b")),  # type: ignore[misc]
    *(("BKS09", lambda _, x=x: kinerja.muat_instrumen(x)) for x in ("tidak_ada", "../x")),  # type: ignore[misc]
    ("BKS27", lambda f: kinerja.muat_instrumen(f / "buku.xlsx")),
    ("PGL04", lambda _: kinerja.buat(None)), ("BKS09", lambda _: kinerja.buat("tidak_ada")),
    ("BKS01", lambda f: kinerja.buat(f / "rencana.json")), ("INS03", lambda _: kinerja.buat(INSTRUMEN)),
    ("PGL04", lambda _: kinerja.buat(INSTRUMEN, "Bendo")), ("PGL04", lambda _: kinerja.buat(INSTRUMEN, {1: 2})),
    ("INS04", lambda _: kinerja.buat(INSTRUMEN, {**SIAPA, "nama": ""})),
    ("INS02", lambda _: kinerja.buat(INSTRUMEN, {**SIAPA, "camat": "x"})),
    ("PGL01", lambda _: kinerja.buat(INSTRUMEN, SIAPA, tahun=2030)),
    ("PGL01", lambda _: kinerja.buat(INSTRUMEN, SIAPA, kertas="b5")),
    ("PGL04", lambda _: kinerja.buat(INSTRUMEN, SIAPA, kertas=4)),
    ("PGL04", lambda _: kinerja.buat(INSTRUMEN, SIAPA, [1])),
    ("PGL04", lambda _: kinerja.buat(INSTRUMEN, SIAPA, {"i05": 3})),
    ("INS14", lambda _: kinerja.buat(INSTRUMEN, SIAPA, {("i05", "tidak_ada"): 3})),
    *(("INS14", lambda _, x=x: kinerja.buat(INSTRUMEN, SIAPA, {("i05", "pembilang"): x}))  # type: ignore[misc]
      for x in (float("nan"), float("inf"), 10**400, "x" * 32768, "\ud800", [1], object())),
    ("PGL01", lambda _: kinerja.buat("buku", SIAPA)), ("PGL04", lambda _: kinerja.buat("buku", SIAPA, tahun="2026")),
    ("PGL01", lambda _: kinerja.buat("buku", SIAPA, tahun=26)), ("INS03", lambda _: kinerja.buat("buku", tahun=2026)),
    *(("RNC01", lambda _, x=x: kinerja.buat("buku", {**SIAPA, "provinsi": "P"}, x, tahun=2026))  # type: ignore[misc]
      for x in ({("X01", "uraian"): 1}, {("I1x", "uraian"): "a"}, {("I001", "uraian"): float("nan")})),
    ("INS02", lambda _: kinerja.buat("buku", {**SIAPA, "provinsi": "P"}, {("I001", "urain"): "a"}, tahun=2026)),
    ("PGL04", lambda f: kinerja.kumpul(f, INSTRUMEN, register=f / "r.sqlite")),
    *(("PGL04", lambda f, x=x: kinerja.kumpul(  # type: ignore[misc]
        f, INSTRUMEN, register=f / "r", kunci_publik=f / "k", **x))
      for x in ({"jobs": 0}, {"jobs": "2"}, {"tenggat": 3}, {"diterima": 3}, {"tahap": 4}, {"daftar": 5})),
    ("PGL04", lambda f: kinerja.kumpul(None, INSTRUMEN, register=f / "r", kunci_publik=f / "k")),
    ("BKS01", lambda f: kinerja.kumpul(f, INSTRUMEN, register=f / "r", kunci_publik=f / "k")),
    ("BKS09", lambda f: kinerja.kumpul(f, "tidak_ada", register=f / "r", kunci_publik=f / "k")),
    ("KPL39", lambda f: kinerja.kumpul(f, INSTRUMEN, register=f / "r", kunci_publik=f / "buku.xlsx", tahap={"x": 1})),
    ("KPL34", lambda f: kinerja.kumpul(f / "x", INSTRUMEN, register=f / "r", kunci_publik=f / "buku.xlsx")),
]


@pytest.fixture(scope="module")
def rak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook and a file that is none."""
    folder = tmp_path_factory.mktemp("rak")
    shutil.copyfile(SOKARAJA, folder / "buku.xlsx")
    (folder / "sampah.xlsx").write_bytes(b"bukan")
    return folder


@pytest.mark.parametrize(("kode", "panggil"), SALAH_PANGGIL, ids=[f"{n}-{k}" for n, (k, _) in enumerate(SALAH_PANGGIL)])
def test_whatever_is_wrong_is_told_with_its_kode(kode: str, panggil: Panggil, rak: Path) -> None:
    """R6: never an error of what the library stands on."""
    with pytest.raises(kinerja.KinerjaError) as galat:
        panggil(rak)
    assert galat.value.kode == kode
    assert all(t.kode in KATALOG and t.pesan and t.perbaikan for t in galat.value.temuan)


def test_every_mistake_is_told_at_once() -> None:
    """R6: of inputs and of slots."""
    with pytest.raises(kinerja.KinerjaError) as galat:
        kinerja.buat(INSTRUMEN, SIAPA, {("i05", "pembilan"): 3, ("i06", "pembilang"): [1], ("x", "y"): 1})
    assert [t.sel for t in galat.value.temuan] == ["i05 > pembilan", "i06 > pembilang", "x > y"]
    assert "Mungkin maksud Anda i05.pembilang" in galat.value.temuan[0].pesan
    with pytest.raises(kinerja.KinerjaError) as galat:
        kinerja.buat("buku", {**SIAPA, "provinsi": "P"}, {("X1", "a"): 1, ("", "b"): 2}, tahun=2026)
    assert [t.sel for t in galat.value.temuan] == ["X1", ""]


# -- R7 ------------------------------------------------------------------------------------------------------------


def test_a_round_tells_of_every_file(tmp_path: Path) -> None:
    """R7: the round is that of the register, the same when collected again, and what is no kiriman is told."""
    (tmp_path / "uji.toml").write_text(TOML, "utf-8")
    (tmp_path / "kunci.pem").write_bytes(PUBLIK)
    masuk, register = tmp_path / "masuk", tmp_path / "r.sqlite"
    masuk.mkdir()
    (tmp_path / "daftar.xlsx").write_bytes(list_form(INS, listed(1, 2)))
    (masuk / "1.xlsx").write_bytes(sealed(office(1), ins=INS))
    (masuk / "9.xlsx").write_bytes(sealed(office(9), ins=INS))
    (masuk / "~$1.xlsx").write_bytes(b"x")

    def kumpul() -> kinerja.Putaran:
        return kinerja.kumpul(masuk, tmp_path / "uji.toml", register=register, kunci_publik=tmp_path / "kunci.pem",
                              daftar=tmp_path / "daftar.xlsx", diterima=HARI, tahap={"mandiri": 1})

    satu = kumpul()
    assert [(e.kecamatan.kode, e.keadaan) for e in satu.entri] == [
        ("99.01.01", "diterima"), ("99.01.02", "belum_masuk")]
    assert [k.berkas for k in satu.lain] == ["9.xlsx"]
    assert [(t.sel, t.kode) for t in satu.terlewat] == [("~$1.xlsx", "KPL08")]
    assert satu.entri[0].skor == kinerja.kumpul(
        masuk, tmp_path / "uji.toml", register=tmp_path / "lain.sqlite", kunci_publik=tmp_path / "kunci.pem",
        diterima=HARI).entri[0].skor
    lagi = kumpul()
    assert (lagi.entri, lagi.lain, lagi.terlewat) == (satu.entri, satu.lain, satu.terlewat)
    with open_register(register, tulis=False) as r:
        assert r.round(INS).entri == satu.entri
    (masuk / "rusak.xlsx").symlink_to(masuk / "hilang.xlsx")
    assert [(t.sel, t.kode) for t in kumpul().terlewat] == [("rusak.xlsx", "BKS01"), ("~$1.xlsx", "KPL08")]
