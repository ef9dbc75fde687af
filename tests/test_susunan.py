"""The house holds itself: direction of imports, what ships, what is heavy, where addresses may stand.

R1 a module imports only modules above it. R2 only the writer imports xlsxwriter; nobody but layout/ names a sheet.
R3 heavy packages stay off the start-up path. R4 the built wheel runs without the source tree. R5 no function over
60 lines, no module over 520.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from kinerja_addin.xlam import build_xlam

from kinerja_core.temuan import KATALOG

ROOT = Path(__file__).parent.parent
INTI = ROOT / "kinerja_core"

#: Modules from the ground up; each may import only what stands before it.
URUTAN = [
    "bahasa", "excelmath", "buku", "katalog.dasar", "katalog.isian", "katalog.berkas", "katalog.lanjut",
    "katalog.instrumen", "katalog.buku", "katalog.segel", "katalog.sebar", "katalog.kumpul", "katalog.verifikasi",
    "katalog", "temuan", "rumus", "aturan", "instrumen", "isian", "uji", "kodecek", "penilaian", "putaran",
    "peringkat", "verifikasi_kaidah", "nomenklatur", "rencana", "capaian", "pengukuran", "uji_baris",
    "layout.huruf", "layout.base", "layout.tema", "layout.penanda", "layout.kiriman", "layout.tambahan",
    "layout.petak", "layout.olah", "layout.kertas", "layout.hasil", "layout.kendali", "layout.segel",
    "layout.kertas_kerja", "layout.umum", "layout.ganti", "layout.naskah_kolom", "layout.naskah", "layout.daftar",
    "layout.catatan_balik", "layout.pengaturan", "layout.manifes", "layout.rekap_dasar", "layout.rekap_bobot",
    "layout.rekap_peringkat", "layout.rekap_daftar", "layout.rekap_depan", "layout.rekap", "layout.verifikasi",
    "layout.verifikasi_tabel", "layout.berita_acara", "layout.bk_petak", "layout.bk_uji", "layout.bk_olah",
    "layout.bk_urut", "layout.bk_masukan", "layout.bk_keluar", "layout.bk_laporan", "layout.bk_kendali",
    "layout.buku_kinerja", "nilai_buku", "writer", "paket_cepat", "buat", "gerbang", "token_rumus", "isi_aktif",
    "rumus_bersama", "ooxml", "ooxml_ruas", "ooxml_cepat", "tulis_toml", "naskah_baca", "naskah", "kanonik",
    "segel", "isian_tempat", "reader", "reader_buku", "periksa.isian", "periksa.tampilan", "periksa.berkas",
    "periksa.instrumen", "periksa.kata", "periksa.angka_cetak", "periksa.indikator_buku", "periksa.dokumen",
    "periksa.kelengkapan", "periksa.lintas", "periksa", "periksa.sekaligus", "integritas", "bentuk_baku", "harapan",
    "banding", "tabel", "pembanding", "pembanding.pesan", "pembanding.penjaga", "pembanding.pekerjaan_windows",
    "pembanding.profil_lo", "pembanding.tanpa_luar", "pembanding.salinan_ironcalc",
    "pembanding.libreoffice", "pembanding.mesin_ironcalc",
    "pembanding.mesin_formulas", "pembanding.mesin_libreoffice", "pembanding.anak", "pembanding.pagar",
    "hitung", "periksa.naskah", "beda_instrumen",
    "bacaan", "ekspor", "kirim", "tahun_berikutnya", "pindah", "cek", "daftar", "templat", "arsip", "sebar",
    "kunci_berkas", "register_bentuk", "tahap", "verifikasi", "berita_acara", "register", "verifikasi_gabung",
    "verifikasi_lapor", "panjang", "rekap", "kumpul_telusur", "contoh", "tampil", "kumpul_satu", "kumpul",
    "catatan_balik", "perintah", "kumpul_lapor", "pengaturan", "provinsi_folder", "provinsi", "cli_provinsi", "cli",
]


def module_name(path: Path) -> str:
    nama = ".".join(path.relative_to(INTI).with_suffix("").parts)
    return nama.removesuffix(".__init__") if nama != "__init__" else ""


MODUL = {module_name(f): f for f in sorted(INTI.rglob("*.py")) if module_name(f) not in {"", "layout"}}


def imports(path: Path) -> set[str]:
    """Names imported at run time: TYPE_CHECKING blocks are left out."""
    pohon = ast.parse(path.read_text("utf-8"))
    hanya_tipe = {
        id(n) for cabang in ast.walk(pohon)
        if isinstance(cabang, ast.If) and ast.unparse(cabang.test) == "TYPE_CHECKING" for n in ast.walk(cabang)
    }
    nama: set[str] = set()
    for n in ast.walk(pohon):
        if id(n) in hanya_tipe:
            continue
        if isinstance(n, ast.Import):
            nama |= {a.name for a in n.names}
        elif isinstance(n, ast.ImportFrom) and n.module:
            nama |= {f"{n.module}.{a.name}" for a in n.names} | {n.module}
    return nama


def test_every_module_has_its_place_in_the_order() -> None:
    assert sorted(MODUL) == sorted(URUTAN)


@pytest.mark.parametrize("nama", URUTAN)
def test_imports_go_one_way(nama: str) -> None:
    dipakai = {i.removeprefix("kinerja_core.") for i in imports(MODUL[nama]) if i.startswith("kinerja_core.")}
    terlarang = {m for m in dipakai if m in URUTAN and URUTAN.index(m) > URUTAN.index(nama)}
    assert terlarang == set()


def test_only_the_writer_imports_xlsxwriter() -> None:
    pemakai = {n for n, f in MODUL.items() if any(i.split(".")[0] == "xlsxwriter" for i in imports(f))}
    assert pemakai == {"writer"}


def test_sheet_names_stand_only_in_layout() -> None:
    """No cell address, header or sheet name outside layout/: string literals of the other rooms are searched."""
    lembar = re.compile(r"^(Beranda|Petunjuk|Kertas Kerja|Rekap|Pemeriksaan|Lembar Cetak|Referensi|Olah .*|_meta)$")
    alamat = re.compile(r"^\$?[A-Z]{1,3}\$?\d{1,5}$")
    pelanggar = []
    for nama, f in MODUL.items():
        if nama.startswith("layout"):
            continue
        for n in ast.walk(ast.parse(f.read_text("utf-8"))):
            if isinstance(n, ast.Constant) and isinstance(n.value, str):
                teks = n.value
                if lembar.match(teks) or (alamat.match(teks) and teks not in {*KATALOG, "A3", "A4"}):
                    pelanggar.append(f"{nama}:{n.lineno} {teks}")
    assert pelanggar == []


BERAT = ("pandas", "numpy", "scipy", "openpyxl", "formulas", "xlwings", "xlsxwriter", "ironcalc")


@pytest.mark.parametrize("perintah", [["--help"], ["--versi"], ["jelaskan", "ISI05"]])
def test_heavy_packages_stay_off_the_start_up_path(perintah: list[str]) -> None:
    kode = (
        "import sys\nfrom kinerja_core import cli\n"
        f"sys.argv=['kinerja',*{perintah!r}]\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print('BERAT', [m for m in {BERAT!r} if m in sys.modules])"
    )
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.splitlines()[-1] == "BERAT []"


def test_checking_a_file_needs_no_heavy_package() -> None:
    kode = (
        "import sys\nfrom kinerja_core import cli\n"
        f"sys.argv=['kinerja','periksa',{str(ROOT / 'sample_workbooks' / 'kertas_kerja_bendo_2022.xlsx')!r},'--json']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        "print('BERAT', [m for m in ('pandas','numpy','openpyxl','formulas','xlwings') if m in sys.modules])"
    )
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.splitlines()[-1] == "BERAT []"


def test_functions_and_modules_stay_small() -> None:
    panjang = []
    for f in [*MODUL.values(), *(ROOT / "addin").rglob("*.py")]:
        teks = f.read_text("utf-8")
        if teks.count("\n") > 520:
            panjang.append(f.name)
        panjang += [
            f"{f.name}:{n.name}" for n in ast.walk(ast.parse(teks))
            if isinstance(n, ast.FunctionDef) and (n.end_lineno or 0) - n.lineno + 1 > 60
        ]
    assert panjang == []


def test_lock_names_no_address() -> None:
    kunci = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in kunci
    assert "--index" not in kunci


def test_public_functions_say_what_they_do() -> None:
    bisu = []
    for nama, f in MODUL.items():
        atas = [n for n in ast.parse(f.read_text("utf-8")).body if _is_public(n)]
        metode = [m for n in atas if isinstance(n, ast.ClassDef) for m in n.body if _is_public(m)]
        bisu += [f"{nama}.{n.name}" for n in [*atas, *metode] if not ast.get_docstring(n)]  # type: ignore
    assert bisu == []


def _is_public(n: ast.AST) -> bool:
    """A function or class without leading underscore; bodies of "..." (methods of a Protocol) do not count."""
    if not isinstance(n, ast.FunctionDef | ast.ClassDef) or n.name.startswith("_"):
        return False
    return not (len(n.body) == 1 and ast.unparse(n.body[0]) == "...")


def test_built_wheel_runs_without_the_source(tmp_path: Path) -> None:
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
    keluar = subprocess.run([kinerja, "contoh", str(tmp_path / "hasil"), "--pembanding", "ironcalc"],
                            capture_output=True, text=True, cwd=tmp_path, env=bersih, check=False)
    assert keluar.returncode == 0, keluar.stderr
    assert "86,894377631548" in keluar.stdout
    assert len(list((tmp_path / "hasil").glob("*.xlsx"))) == 11
    subprocess.run([kinerja, "addin", "bangun", "-o", str(tmp_path / "roda.xlam")], cwd=tmp_path, env=bersih,
                   check=True, capture_output=True)
    assert (tmp_path / "roda.xlam").read_bytes() == build_xlam()
    baca = ("from kinerja_addin import paket, panduan; paket.pins('3.12'); "
            "print(len(panduan.guide_text('panduan-tombol')))")
    panjang = subprocess.run([str(python), "-c", baca], cwd=tmp_path, env=bersih, check=True, capture_output=True)
    assert int(panjang.stdout) > 1000
