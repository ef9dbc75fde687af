"""The house holds itself: what may import what, what ships, what is heavy, where addresses may stand.

R1 every rule of `bantu.rumah` holds here, and finds the fault planted on a copy. R2 heavy packages stay off the
start-up path; what else the help loads: test_perintah, a click: test_klik. R3 the self-test loads where a package is
broken (why cek may import late). R4 the built wheel runs without the source tree. R5 two locks: no address, no pin in
both; what running needs is whole without the other, small, and every command runs with it or says what is missing.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

import pytest
from bantu import rumah
from bantu.contoh import FOLDER
from kinerja_addin.xlam import build_xlam
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
INTI = "kinerja_core"
ADDIN = "addin/kinerja_addin"

Aturan = Callable[[Path], list[str]]
ATURAN: list[Aturan] = [
    rumah.upward, rumah.kinds_that_meet, rumah.circles, rumah.loose_files, rumah.addin_doors, rumah.late_imports,
    rumah.imports_by_name, rumah.kinds_asked, rumah.too_long, rumah.silent_rooms, rumah.silent_functions,
    rumah.sheet_names, rumah.writers,
]
#: (rule, file of the copy, what is written at its end, what the rule then says)
TANAM: list[tuple[Aturan, str, str, str]] = [
    (rumah.upward, f"{INTI}/xlsx/baca.py", "from kinerja_core.lembar.denah import Denah",
     "kinerja_core.xlsx.baca -> kinerja_core.lembar.denah"),
    (rumah.upward, f"{INTI}/lembar/isian.py", "def f():\n    from kinerja_core.kantor import jenis",
     "kinerja_core.lembar.isian -> kinerja_core.kantor.jenis"),
    (rumah.upward, f"{INTI}/kantor/baca.py", "import kinerja_core.provinsi.daftar",
     "kinerja_core.kantor.baca -> kinerja_core.provinsi.daftar"),
    (rumah.upward, f"{INTI}/provinsi/daftar.py", "from kinerja_core.perintah import tampil",
     "kinerja_core.provinsi.daftar -> kinerja_core.perintah.tampil"),
    (rumah.kinds_that_meet, f"{INTI}/buku_kinerja/baca.py", "from kinerja_core.kertas_kerja.baca import read_meta",
     "kinerja_core.buku_kinerja.baca -> kinerja_core.kertas_kerja.baca"),
    (rumah.kinds_that_meet, f"{INTI}/kertas_kerja/uji.py",
     "def f():\n    from kinerja_core.buku_kinerja import rencana",
     "kinerja_core.kertas_kerja.uji -> kinerja_core.buku_kinerja.rencana"),
    (rumah.circles, f"{INTI}/dasar/excelmath.py", "def f():\n    from kinerja_core.dasar import teks",
     "kinerja_core.dasar.excelmath"),
    (rumah.loose_files, f"{INTI}/utils.py", "", "utils.py"),
    (rumah.loose_files, f"{INTI}/alat/__init__.py", "", "alat"),
    (rumah.addin_doors, f"{INTI}/perintah/kantor.py", "from kinerja_addin import xlam",
     "kinerja_core.perintah.kantor -> kinerja_addin.xlam"),
    (rumah.addin_doors, f"{ADDIN}/pita.py", "from kinerja_core.perintah import tampil",
     "kinerja_addin.pita -> kinerja_core.perintah.tampil"),
    (rumah.late_imports, f"{INTI}/kantor/baca.py", "def f():\n    from kinerja_core.kantor import buat",
     "kinerja_core.kantor.baca: from kinerja_core.kantor import buat"),
    (rumah.late_imports, f"{INTI}/kantor/baca.py", "def f():\n    import json",
     "kinerja_core.kantor.baca: import json"),
    (rumah.imports_by_name, f"{INTI}/kantor/baca.py", "x = import_module('kinerja_core.kantor.buat')",
     "kinerja_core.kantor.baca:"),
    (rumah.kinds_asked, f"{INTI}/kantor/hitung.py", "x = isinstance(object(), BacaanBuku)",
     "kinerja_core.kantor.hitung: isinstance(object(), BacaanBuku)"),
    (rumah.kinds_asked, f"{ADDIN}/lembar.py", "x = type(1) is BacaanKertas", "kinerja_addin.lembar: type(1) is"),
    (rumah.too_long, f"{INTI}/dasar/maju.py", "\n" * 500, "kinerja_core.dasar.maju: 5"),
    (rumah.too_long, f"{INTI}/dasar/maju.py", "def f():" + "\n    pass" * 50, "kinerja_core.dasar.maju.f: 51"),
    (rumah.silent_rooms, f"{INTI}/provinsi/baru/__init__.py", '"""baru: a room."""', "kinerja_core.provinsi.baru"),
    (rumah.silent_rooms, f"{INTI}/kantor/__init__.py", "x = 1", "kinerja_core.kantor"),
    (rumah.silent_functions, f"{INTI}/dasar/maju.py", "def f():\n    return 1", "kinerja_core.dasar.maju.f"),
    (rumah.sheet_names, f"{INTI}/kantor/kirim.py", "x = 'Kertas Kerja'", "Kertas Kerja"),
    (rumah.sheet_names, f"{INTI}/kantor/kirim.py", "x = '$B$7'", "$B$7"),
    (rumah.writers, f"{INTI}/provinsi/daftar.py", "def f():\n    import xlsxwriter", "kinerja_core.provinsi.daftar"),
]


@pytest.mark.parametrize("aturan", ATURAN, ids=lambda a: a.__name__)
def test_the_house_keeps_every_rule(aturan: Aturan) -> None:
    """R1."""
    assert aturan(ROOT) == []


@pytest.fixture(scope="module")
def salinan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources alone; every test puts back what it changes."""
    akar = tmp_path_factory.mktemp("rumah")
    for folder in (INTI, ADDIN):
        shutil.copytree(ROOT / folder, akar / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return akar


@pytest.mark.parametrize(("aturan", "berkas", "isi", "kata"), TANAM,
                         ids=[f"{a.__name__}-{b.rpartition('/')[2]}-{n}" for n, (a, b, _, _) in enumerate(TANAM)])
def test_every_rule_finds_the_planted_fault(aturan: Aturan, berkas: str, isi: str, kata: str, salinan: Path) -> None:
    """R1: and nothing else, once it is gone."""
    path = salinan / berkas
    asli = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{asli or ''}\n{isi}\n", "utf-8")
    try:
        ditemukan = aturan(salinan)
    finally:
        if asli is not None:
            path.write_text(asli, "utf-8")
        else:
            path.unlink()
            if path.name == "__init__.py":
                path.parent.rmdir()
    assert [x for x in ditemukan if kata in x], ditemukan
    assert aturan(salinan) == []


def test_every_rule_has_a_planted_fault() -> None:
    """R1."""
    assert {a for a, *_ in TANAM} == set(ATURAN)


@pytest.mark.parametrize("tabel", [rumah.TUNDA, rumah.MENURUT_NAMA], ids=["TUNDA", "MENURUT_NAMA"])
def test_no_exception_outlives_its_reason(tabel: dict[str, str]) -> None:
    """R1: what is excepted is there and would be found."""
    nama = "TUNDA" if tabel is rumah.TUNDA else "MENURUT_NAMA"
    aturan = rumah.late_imports if tabel is rumah.TUNDA else rumah.imports_by_name
    with pytest.MonkeyPatch.context() as m:
        m.setattr(rumah, nama, {})
        ditemukan = aturan(ROOT)
    awalan = [n if n.endswith(".") else f"{n}:" for n in tabel]
    assert [awal for awal in awalan if not any(x.startswith(awal) for x in ditemukan)] == []
    assert [x for x in ditemukan if not x.startswith(tuple(awalan))] == []


def test_the_self_test_loads_where_a_package_is_broken() -> None:
    """R3."""
    kode = "import sys; sys.modules['pydantic'] = None; from kinerja_core.kantor.cek import self_test; " \
           "print([b.nama for b in self_test().baris if 'pydantic' in b.keterangan][0])"
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.strip() == "Paket dasar"


BERAT = ("pandas", "numpy", "scipy", "openpyxl", "formulas", "xlwings", "xlsxwriter", "ironcalc")


@pytest.mark.parametrize("perintah", [["--help"], ["--versi"], ["jelaskan", "ISI05"]])
def test_heavy_packages_stay_off_the_start_up_path(perintah: list[str]) -> None:
    kode = (
        "import sys\nfrom kinerja_core.perintah import cli\n"
        f"sys.argv=['kinerja',*{perintah!r}]\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print('BERAT', [m for m in {BERAT!r} if m in sys.modules])"
    )
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.splitlines()[-1] == "BERAT []"


def test_checking_a_file_needs_no_heavy_package() -> None:
    """R2: nor pydantic, nor another kind of workbook."""
    kode = (
        "import sys\nfrom kinerja_core.perintah import cli\n"
        f"sys.argv=['kinerja','periksa',{str(FOLDER / 'kertas_kerja_bendo_2022.xlsx')!r},'--json']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print('BERAT', [m for m in {(*BERAT, 'pydantic', 'kinerja_core.buku_kinerja.rencana')!r} if m in sys.modules])"
    )
    for _ in range(2):  # the second time its instrument is known
        keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.splitlines()[-1] == "BERAT []"


JALAN, UJI = "requirements.lock", "requirements-uji.lock"
PROYEK = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
#: What running does not need, by far the largest part of what the tests need.
BESAR = {"numpy", "pandas", "pyarrow", "scipy", "formulas", "openpyxl", "mypy", "ruff", "pytest", "hypothesis"}


def pins(nama: str) -> dict[str, list[Requirement]]:
    """The pins of a lock by name: several where a version of Python needs another."""
    hasil: dict[str, list[Requirement]] = {}
    for baris in (ROOT / nama).read_text("utf-8").splitlines():
        hasil.setdefault(canonicalize_name(Requirement(baris).name), []).append(Requirement(baris))
    return hasil


def unpinned(minta: Iterable[str], kunci: dict[str, list[Requirement]]) -> set[str]:
    """What these requirements lead to, on this computer, that the pins do not hold or hold in an unfit version."""
    hasil, dilihat = set(), set()
    antre = [Requirement(m) for m in minta]
    while antre:
        r = antre.pop()
        nama = canonicalize_name(r.name)
        if r.marker and not any(r.marker.evaluate({"extra": e}) for e in ("", *r.extras)):
            continue
        if nama not in kunci or not all(r.specifier.contains(str(p.specifier)[2:]) for p in kunci[nama]):
            hasil.add(nama)
        elif (nama, *sorted(r.extras)) not in dilihat:
            dilihat.add((nama, *sorted(r.extras)))
            for mentah in metadata.requires(nama) or []:
                q = Requirement(mentah)
                if not q.marker or any(q.marker.evaluate({"extra": e}) for e in ("", *r.extras)):
                    q.marker = None
                    antre.append(q)
    return hasil


@pytest.mark.parametrize("nama", [JALAN, UJI])
def test_a_lock_names_no_address_and_one_version_each(nama: str) -> None:
    """R5"""
    kunci = (ROOT / nama).read_text("utf-8")
    assert "://" not in kunci
    assert "--index" not in kunci
    assert list(pins(nama)) == sorted(pins(nama))
    for daftar in pins(nama).values():
        assert all(re.fullmatch(r"==[0-9][0-9A-Za-z.]*", str(r.specifier)) and not r.extras for r in daftar)
        assert len(daftar) == 1 or all(r.marker for r in daftar)


def test_what_running_needs_is_whole_and_holds_nothing_of_the_tests() -> None:
    """R5: what a project on Windows asks for besides stands in test_paket."""
    proyek, jalan, uji = PROYEK["project"], pins(JALAN), pins(UJI)
    ekstra = proyek["optional-dependencies"]
    assert jalan.keys() & uji.keys() == set()
    assert jalan.keys() & BESAR == set()
    assert unpinned([*proyek["dependencies"], *ekstra["excel"]], jalan) == set()
    lain = [m for n, isi in ekstra.items() if n != "lengkap" for m in isi] + PROYEK["dependency-groups"]["dev"]
    assert unpinned(lain, jalan | uji) == set()
    kurang = {n: r for n, r in jalan.items() if n not in {"mdurl", "typer"}}
    assert unpinned(proyek["dependencies"], kurang) == {"mdurl", "typer"}  # the guard itself
    assert unpinned(["rich<1"], jalan) == {"rich"}


def test_make_demo_installs_what_running_needs_and_make_test_the_rest() -> None:
    """R5: the same two on Windows: test_readme."""
    aturan = dict(re.findall(r"^([\w./-]+):[ ]*(.*(?:\n\t.*)*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert aturan["demo"].split()[0] == aturan["siap"].split()[0].rpartition("/")[2] == "siap"
    assert UJI not in aturan[".venv/siap"]
    assert f"-r {JALAN}" in aturan[".venv/siap"]
    assert f"-r {JALAN} -r {UJI}" in aturan[".venv/siap-uji"]
    for nama in ("test", "bench", "lint", "golden", "gambar"):
        assert aturan[nama].split()[0] == "siap-uji"


@pytest.fixture(scope="module")
def cukup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with nothing but what running needs."""
    ke = tmp_path_factory.mktemp("cukup")
    for nama in pins(JALAN):
        with contextlib.suppress(metadata.PackageNotFoundError):  # of another system
            for f in metadata.files(nama) or []:
                asal = Path(str(f.locate())).parents[len(f.parts) - 2] if len(f.parts) > 1 else Path(str(f.locate()))
                if f.parts[0] not in ("..", "__pycache__") and not (ke / f.parts[0]).exists():
                    (ke / f.parts[0]).symlink_to(asal)
    return ke


def test_what_running_needs_is_small(cukup: Path) -> None:
    """R5: 250 MB at most, pip and setuptools of a fresh environment (30 MB) counted in."""
    ukuran = sum(p.stat().st_size for n in cukup.iterdir() for p in ([n] if n.is_file() else n.resolve().rglob("*"))
                 if p.is_file())
    assert 20 < ukuran / 2**20 < 220


#: Calls in the order they are made in one folder, and what must be told.
PANGGILAN: list[tuple[str, str]] = [
    ("cek --json", "pandas tidak ada (rekap provinsi)"),
    ("buat sinergisitas_jatim_2022 --kode-wilayah 35.20.10 --nama Bendo --kabupaten Magetan -o b.xlsx", "b.xlsx"),
    ("baca b.xlsx", "Kecamatan Bendo"), ("periksa b.xlsx --json", "ISI01"), ("hitung b.xlsx", "sepakat (ironcalc)"),
    ("hitung b.xlsx --json --pembanding formulas", "pasang kinerja[rumus]"), ("ekspor b.xlsx -o b.csv", "b.csv"),
    ("ekspor b.xlsx -o b.json", "b.json"), ("kirim b.xlsx --tetap", "Tertulis"), ("pindah b.xlsx -o p.xlsx", "p.xlsx"),
    ("buat buku --kode-wilayah 35.69.99 --nama C --kabupaten C --provinsi P --tahun 2026 -o k.xlsx", "k.xlsx"),
    ("tahun-berikutnya k.xlsx -o t.xlsx", "t.xlsx"), ("daftar sinergisitas_jatim_2022 -o d.xlsx", "d.xlsx"),
    ("instrumen tulis lke_akip_2026 -o n.xlsx", "n.xlsx"), ("instrumen periksa n.xlsx", ""),
    ("instrumen bandingkan lke_akip_2026 n.xlsx", ""), ("provinsi siapkan Folder", "Folder"),
    ("addin bangun -o a.xlam", "a.xlam"), ("jelaskan ISI05", "ISI05"),
]


def test_every_command_runs_with_what_running_needs(cukup: Path, tmp_path: Path) -> None:
    """R5: or says what is missing, as a catatan."""
    kode = "import sys; sys.path[:0] = {}; from kinerja_core.perintah.cli import main; main()".format(
        [str(ROOT), str(ROOT / "addin"), str(cukup)])
    bersih = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    for panggilan, kata in PANGGILAN:
        hasil = subprocess.run([sys.executable, "-S", "-P", "-c", kode, *panggilan.split()], cwd=tmp_path, env=bersih,
                               capture_output=True, text=True, check=False)
        tampil = hasil.stdout + hasil.stderr
        assert hasil.returncode in {0, 1}, (panggilan, tampil)
        assert kata in tampil, (panggilan, tampil)
        assert not re.search("Traceback|PGL02", tampil), (panggilan, tampil)


#: The first work of the main job, with every transcription read: all workbooks are built of them with --panjang.
SATU_CONTOH = """
from pathlib import Path
from kinerja_core.kantor import contoh
from kinerja_core.kertas_kerja.buat import build
ins = contoh.load_instrumen(contoh.find_instrumen(contoh.INSTRUMEN))
satu, *lain = contoh.examples(ins)
Path("satu.xlsx").write_bytes(build(ins, satu.identitas, satu.isian))
print(1 + len(lain) + len(list(contoh.book_examples())))
"""


@pytest.mark.parametrize("seluruhnya", [False, pytest.param(True, marks=pytest.mark.panjang)])
def test_built_wheel_runs_without_the_source(seluruhnya: bool, tmp_path: Path) -> None:
    """Build, install into a fresh environment that sees this one's packages but not the source, run the main job."""
    roda = tmp_path / "roda"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(roda), str(ROOT)],
        check=True, capture_output=True)
    (whl,) = roda.glob("*.whl")
    lingkungan = tmp_path / "lingkungan"
    venv.create(lingkungan, with_pip=True)
    python = lingkungan / ("Scripts" if os.name == "nt" else "bin") / "python"
    paket = subprocess.run(
        [str(python), "-c", "import site; print(site.getsitepackages()[0])"], check=True, capture_output=True, text=True
    ).stdout.strip()
    salinan = [p for p in Path(next(p for p in sys.path if p.endswith("site-packages"))).iterdir()
               if not re.match(r"(?i)_?_?(editable|kinerja|pip|setuptools|distutils)", p.name)]
    for p in salinan:
        (Path(paket) / p.name).exists() or os.symlink(p, Path(paket) / p.name)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(whl)], check=True,
                   capture_output=True)
    bersih = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    di_mana = subprocess.run([str(python), "-c", "import kinerja_core; print(kinerja_core.__file__)"], check=True,
                             capture_output=True, text=True, cwd=tmp_path, env=bersih)
    assert str(ROOT) not in di_mana.stdout
    kinerja = shutil.which("kinerja", path=str(python.parent))
    assert kinerja is not None
    kerja = ["contoh", "hasil"] if seluruhnya else ["hitung", "satu.xlsx"]
    if not seluruhnya:
        dibaca = subprocess.run([str(python), "-c", SATU_CONTOH], check=True, capture_output=True, text=True,
                                cwd=tmp_path, env=bersih)
        assert dibaca.stdout.split() == ["11"]
    keluar = subprocess.run([kinerja, *kerja, "--pembanding", "ironcalc"], capture_output=True, text=True, cwd=tmp_path,
                            env=bersih, check=False)
    assert keluar.returncode == 0, keluar.stderr
    assert "86,894377631548" in keluar.stdout
    assert len(list((tmp_path / "hasil").glob("*.xlsx"))) == 11 * seluruhnya
    subprocess.run([kinerja, "addin", "bangun", "-o", str(tmp_path / "roda.xlam")], cwd=tmp_path, env=bersih,
                   check=True, capture_output=True)
    assert (tmp_path / "roda.xlam").read_bytes() == build_xlam()
    baca = ("from kinerja_addin import paket, panduan; paket.pins('3.12'); "
            "print(len(panduan.guide_text('panduan-tombol')))")
    panjang = subprocess.run([str(python), "-c", baca], cwd=tmp_path, env=bersih, check=True, capture_output=True)
    assert int(panjang.stdout) > 1000
