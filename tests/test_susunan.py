"""The house holds itself: direction of imports, what ships, what is heavy, where addresses may stand.

R1 a module imports only modules above it. R2 only the writer imports xlsxwriter; only the sheets' rooms name a sheet.
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

from kinerja_core.dasar.temuan import KATALOG

ROOT = Path(__file__).parent.parent
INTI = ROOT / "kinerja_core"

#: Modules from the ground up; each may import only what stands before it.
URUTAN = [
    "perintah.bahasa", "perintah.kode_keluar", "perintah.pilihan", "dasar.excelmath", "dasar.log", "xlsx.buku",
    "dasar.katalog.dasar", "dasar.katalog.isian",
    "dasar.katalog.berkas", "dasar.katalog.lanjut", "dasar.katalog.instrumen", "dasar.katalog.buku",
    "dasar.katalog.segel", "dasar.katalog.sebar", "dasar.katalog.kumpul", "dasar.katalog.verifikasi", "dasar.katalog",
    "dasar.temuan", "instrumen.rumus", "instrumen.aturan", "instrumen.model", "kertas_kerja.isian",
    "kertas_kerja.uji", "kertas_kerja.kode_cek", "kertas_kerja.penilaian", "provinsi.putaran", "provinsi.peringkat",
    "provinsi.verifikasi.kaidah", "buku_kinerja.nomenklatur", "buku_kinerja.rencana", "buku_kinerja.capaian",
    "buku_kinerja.pengukuran", "buku_kinerja.uji_baris", "lembar.denah", "lembar.tema", "lembar.kendali",
    "kertas_kerja.lembar.nama_kantor", "kertas_kerja.lembar.kiriman", "lembar.tambahan", "kertas_kerja.lembar.tempat",
    "kertas_kerja.lembar.perhitungan", "kertas_kerja.lembar.kertas", "kertas_kerja.lembar.hasil",
    "kertas_kerja.lembar.kendali", "segel.lembar", "kertas_kerja.lembar.susun", "kertas_kerja.lembar.templat_umum",
    "kertas_kerja.lembar.cetakan", "instrumen.naskah.kolom", "instrumen.naskah.lembar", "provinsi.lembar.daftar",
    "provinsi.kumpul.lembar_catatan", "provinsi.lembar.pengaturan", "provinsi.sebar.manifes", "provinsi.rekap.dasar",
    "provinsi.rekap.bobot", "provinsi.rekap.peringkat", "provinsi.rekap.daftar", "provinsi.rekap.depan",
    "provinsi.rekap.lembar", "provinsi.verifikasi.lembar", "provinsi.verifikasi.tabel",
    "provinsi.verifikasi.lembar_berita_acara", "buku_kinerja.lembar.tempat", "buku_kinerja.lembar.uji",
    "buku_kinerja.lembar.perhitungan", "buku_kinerja.lembar.urutan", "buku_kinerja.lembar.masukan",
    "buku_kinerja.lembar.keluaran", "buku_kinerja.lembar.laporan", "buku_kinerja.lembar.kendali",
    "buku_kinerja.lembar.susun", "buku_kinerja.nilai", "lembar.tulis", "xlsx.paket", "kantor.buat", "xlsx.urai_xml",
    "xlsx.gerbang", "xlsx.token_rumus", "xlsx.isi_aktif", "xlsx.rumus_bersama", "xlsx.baca_lembar", "xlsx.baca",
    "xlsx.ruas",
    "xlsx.baca_cepat",
    "dasar.tulis_toml", "instrumen.naskah.baca", "instrumen.naskah.tulis", "segel.bentuk_baku", "segel.tanda",
    "kertas_kerja.banyak.isian", "kertas_kerja.baca", "buku_kinerja.baca", "kertas_kerja.periksa_isian",
    "segel.tampilan", "segel.berkas", "instrumen.periksa", "buku_kinerja.periksa.kata",
    "buku_kinerja.periksa.angka_tercetak", "buku_kinerja.periksa.indikator", "buku_kinerja.periksa.dokumen",
    "buku_kinerja.periksa.kelengkapan", "buku_kinerja.periksa.lintas", "kertas_kerja.periksa",
    "kertas_kerja.banyak.pasti_bersih", "segel.bandingkan", "kertas_kerja.banyak.bentuk_baku",
    "kertas_kerja.banyak.isi_terkunci", "kertas_kerja.banyak.banding", "kantor.tabel", "xlsx.mesin",
    "xlsx.mesin.soffice", "xlsx.mesin.mesin_ironcalc", "xlsx.mesin.mesin_formulas", "xlsx.mesin.mesin_libreoffice",
    "kantor.hitung", "kantor.periksa_naskah", "instrumen.beda", "kantor.baca", "kantor.ekspor", "kantor.kirim",
    "kantor.tahun_berikutnya", "kantor.pindah", "kantor.cek", "provinsi.daftar", "provinsi.sebar.templat",
    "provinsi.sebar.arsip", "provinsi.sebar.sebarkan", "provinsi.kunci_berkas", "provinsi.register_bentuk",
    "provinsi.tahap", "provinsi.verifikasi.siapkan", "provinsi.verifikasi.berita_acara", "provinsi.register",
    "provinsi.verifikasi.gabung", "provinsi.verifikasi.lapor", "provinsi.rekap.panjang", "provinsi.rekap.tulis",
    "provinsi.kumpul.berkas_masuk", "kantor.contoh", "perintah.tampil", "provinsi.kumpul.satu_berkas",
    "provinsi.kumpul.kumpulkan", "provinsi.kumpul.catatan_balik", "perintah.banyak", "provinsi.kumpul.lapor",
    "provinsi.pengaturan", "provinsi.folder", "provinsi.langkah", "perintah.provinsi", "perintah.cli",
]


def module_name(path: Path) -> str:
    nama = ".".join(path.relative_to(INTI).with_suffix("").parts)
    return nama.removesuffix(".__init__") if nama != "__init__" else ""


#: Packages whose __init__ holds more than what the room is for.
BERISI = {"dasar.katalog", "xlsx.mesin"}
MODUL = {module_name(f): f for f in sorted(INTI.rglob("*.py")) if f.name != "__init__.py" or module_name(f) in BERISI}


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
    assert pemakai == {"lembar.tulis"}


#: Where sheets are described.
LAYOUT = re.compile(r"(^|\.)lembar(\.|_|$)|^instrumen\.naskah\.kolom$"
                    r"|^provinsi\.(rekap|verifikasi\.tabel|sebar\.manifes)")


def test_sheet_names_stand_only_in_layout() -> None:
    """No cell address, header or sheet name outside the sheets' rooms: string literals of the others are searched."""
    lembar = re.compile(r"^(Beranda|Petunjuk|Kertas Kerja|Rekap|Pemeriksaan|Lembar Cetak|Referensi|Olah .*|_meta)$")
    alamat = re.compile(r"^\$?[A-Z]{1,3}\$?\d{1,5}$")
    pelanggar = []
    for nama, f in MODUL.items():
        if LAYOUT.search(nama):
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
        "import sys\nfrom kinerja_core.perintah import cli\n"
        f"sys.argv=['kinerja',*{perintah!r}]\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print('BERAT', [m for m in {BERAT!r} if m in sys.modules])"
    )
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, cwd=ROOT, check=True)
    assert keluar.stdout.splitlines()[-1] == "BERAT []"


def test_checking_a_file_needs_no_heavy_package() -> None:
    kode = (
        "import sys\nfrom kinerja_core.perintah import cli\n"
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
