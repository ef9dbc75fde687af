"""The offline kit: everything an office laptop with Windows needs for the ribbon, in one folder, with hashes.

Which wheels belong in it is found by following what each wheel itself asks for on Windows. pip, when it downloads
for another system, still asks the markers of the system it runs on, and so leaves out pywin32 and colorama without
a word. Versions come from requirements.lock alone. The scripts are not yet verified on Windows.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_string
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from kinerja_addin.paket_html import guide_page
from kinerja_addin.xlam import write_xlam
from kinerja_core import __version__
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

#: Versions of Python for Windows 64-bit the kit serves, and the extra that holds what the ribbon needs.
VERSI = ("3.11", "3.12", "3.13")
EKSTRA = "excel"
#: Must be there by name for every version, and must never be there: they would slow every click down.
WAJIB = ("pywin32", "xlwings", "ironcalc")
TERLARANG = frozenset({"numpy", "pandas", "scipy", "pyarrow", "formulas", "openpyxl"})
RODA, XLAM, PANDUAN, SIDIK = "roda", "kinerja.xlam", "PANDUAN.html", "SHA256SUMS.txt"
LOCK = "requirements.lock"
_DATA = Path(__file__).parent / "_paket"
_SUMBER = Path(__file__).parents[2]

#: What downloads: requirements "name==version", version of Python, folder that receives the wheels.
Unduh = Callable[[Sequence[str], str, Path], None]


@dataclass(frozen=True)
class Paket:
    """A finished kit: its folder, the wheels per version of Python, its size in bytes."""

    folder: Path
    roda: dict[str, tuple[str, ...]]
    ukuran: int

    def lines(self) -> list[str]:
        """What was made, for the terminal."""
        return [f"Tertulis {self.folder} ({round(self.ukuran / 2**20)} MB)",
                *(f"Python {versi}: {len(isi)} paket" for versi, isi in self.roda.items()),
                f"Sidik SHA-256 tiap berkas ada di {SIDIK}. Skripnya belum diuji di Windows."]


def build_kit(ke: Path, *, roda: Path | None = None, unduh: Unduh | None = None, maju: Maju = silent) -> Paket:
    """The kit in a new or empty folder; written aside and renamed, so that no half kit ever stands there.

    `roda` is our own wheel, built from the source tree when it is not given. KinerjaError ADN20 to ADN24.
    """
    if ke.exists() and (not ke.is_dir() or any(ke.iterdir())):
        raise KinerjaError("ADN24", a=ke)
    try:
        ke.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=ke.parent, prefix=f".{ke.name}.", ignore_cleanup_errors=True) as aside:
            isi = Path(aside) / "paket"
            daftar = _fill(isi, roda, unduh or download, maju)
            ukuran = sum(p.stat().st_size for p in isi.rglob("*") if p.is_file())
            if ke.exists():
                ke.rmdir()
            os.rename(isi, ke)
    except OSError as galat:
        raise KinerjaError("BKS17", a=ke.name, b=reason(galat)) from galat
    return Paket(ke, daftar, ukuran)


def _fill(isi: Path, roda: Path | None, unduh: Unduh, maju: Maju) -> dict[str, tuple[str, ...]]:
    """All files of the kit; the wheels per version of Python."""
    folder = isi / RODA
    folder.mkdir(parents=True)
    maju("roda kinerja")
    kita = own_wheel(folder, roda)
    daftar = {}
    for versi in VERSI:
        maju(f"paket untuk Python {versi}")
        terpilih = collect(kita, versi, unduh)
        _check_set(terpilih, versi)
        _write(folder / f"kebutuhan-{versi}.txt", _requirements_file(terpilih))
        daftar[versi] = tuple(sorted(p.name for p in terpilih.values()))
    maju("add-in, skrip, panduan")
    write_xlam(isi / XLAM)
    for skrip in sorted(_DATA.glob("*.cmd")) + sorted(_DATA.glob("*.txt")):
        _write(isi / skrip.name, skrip.read_text("ascii"), "\r\n")
    _write(isi / PANDUAN, guide_page())
    _write(isi / SIDIK, "".join(f"{_sha256(p)} *{p.relative_to(isi).as_posix()}\n" for p in sorted(isi.rglob("*"))
                                if p.is_file()))
    return daftar


def _write(path: Path, teks: str, ganti: str = "\n") -> None:
    path.write_bytes(ganti.join(teks.splitlines()).encode() + ganti.encode())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- our own wheel ------------------------------------------------------------------------------------------------


def own_wheel(folder: Path, roda: Path | None) -> Path:
    """Our wheel in that folder: the given one, else built from the source tree; ADN23 without either."""
    if roda is None:
        if not (_SUMBER / "pyproject.toml").is_file():
            raise KinerjaError("ADN23", a="kinerja terpasang tanpa folder sumbernya")
        # without build isolation nothing has to be downloaded where the build tool is installed already
        isolasi = ["--no-build-isolation"] if find_spec("hatchling") else []
        _pip(["wheel", "--no-deps", *isolasi, "--wheel-dir", str(folder), str(_SUMBER)], "kinerja")
    elif not roda.is_file():
        raise KinerjaError("BKS01", a=roda)
    else:
        shutil.copyfile(roda, folder / roda.name)
    ada = [p for p in folder.glob("*.whl") if p.name.startswith(f"kinerja-{__version__}-")]
    if not ada:
        raise KinerjaError("ADN23", a=f"roda ini bukan kinerja {__version__}")
    return ada[0]


# --- the wheels of others -----------------------------------------------------------------------------------------


def windows_environment(versi: str) -> dict[str, str]:
    """What markers see in CPython of that version on 64-bit Windows."""
    return {
        "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
        "platform_release": "10", "platform_version": "10.0.19045", "python_version": versi,
        "python_full_version": f"{versi}.9", "implementation_name": "cpython", "implementation_version": f"{versi}.9",
        "platform_python_implementation": "CPython", "extra": "",
    }


def collect(kita: Path, versi: str, unduh: Unduh) -> dict[str, Path]:
    """Name -> wheel of everything `kinerja[excel]` needs there, ourselves included; missing ones are downloaded.

    KinerjaError ADN21 when something is not in the lock, has no wheel, or does not satisfy who asks for it.
    """
    kunci, folder = pins(versi), kita.parent
    terpilih = {"kinerja": kita}
    antri = list(requirements_of(kita, frozenset({EKSTRA}), versi))
    ditanya: set[tuple[str, frozenset[str]]] = set()
    while antri:
        perlu = {_canonical(r.name) for r in antri} - terpilih.keys()
        if asing := sorted(perlu - kunci.keys()):
            raise KinerjaError("ADN21", a=versi, b=f"{asing[0]} tidak ada di {LOCK}")
        kurang = sorted(n for n in perlu if wheel_of(folder, n, kunci[n], versi) is None)
        if kurang:
            unduh([f"{n}=={kunci[n]}" for n in kurang], versi, folder)
        for nama in sorted(perlu):
            ada = wheel_of(folder, nama, kunci[nama], versi)
            if ada is None:
                raise KinerjaError("ADN21", a=versi, b=f"tidak ada roda {nama} {kunci[nama]} untuk Windows")
            terpilih[nama] = ada
        berikut: list[Requirement] = []
        for r in antri:
            nama = _canonical(r.name)
            if nama != "kinerja" and not r.specifier.contains(kunci[nama], prereleases=True):
                raise KinerjaError("ADN21", a=versi, b=f"{r} tidak dipenuhi {nama} {kunci[nama]}")
            if (tanya := (nama, frozenset(r.extras))) not in ditanya:
                ditanya.add(tanya)
                berikut += requirements_of(terpilih[nama], tanya[1], versi)
        antri = berikut
    return terpilih


def pins(versi: str) -> dict[str, str]:
    """Name -> version of the lock file for Windows; KinerjaError ADN23 without the file."""
    Requirement = _packaging("requirements").Requirement
    path = next((p for p in (_SUMBER / LOCK, _DATA / LOCK) if p.is_file()), None)
    if path is None:
        raise KinerjaError("ADN23", a=LOCK)
    isi = {}
    for baris in path.read_text("utf-8").splitlines():
        r = Requirement(baris) if baris.strip() and not baris.startswith("#") else None
        if r is not None and (r.marker is None or r.marker.evaluate(windows_environment(versi))):
            isi[_canonical(r.name)] = str(r.specifier).removeprefix("==")
    return isi


def requirements_of(roda: Path, ekstra: frozenset[str], versi: str) -> Iterator[Requirement]:
    """What a wheel asks for on Windows, with these extras.

    KinerjaError BKS07 when it is no wheel, ADN21 when it is not for that version of Python.
    """
    Requirement, SpecifierSet = _packaging("requirements").Requirement, _packaging("specifiers").SpecifierSet
    try:
        with ZipFile(roda) as zip_:
            nama = next(n for n in zip_.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
            teks = zip_.read(nama).decode()
    except (BadZipFile, StopIteration, KeyError) as galat:
        raise KinerjaError("BKS07", a=roda.name) from galat
    meta, lingkungan = message_from_string(teks), windows_environment(versi)
    if not SpecifierSet(meta.get("Requires-Python", "")).contains(lingkungan["python_full_version"]):
        raise KinerjaError("ADN21", a=versi, b=f"{roda.name} meminta Python {meta['Requires-Python']}")
    for mentah in meta.get_all("Requires-Dist") or []:
        r = Requirement(mentah)
        if r.marker is None or any(r.marker.evaluate({**lingkungan, "extra": e}) for e in ("", *ekstra)):
            yield r


def wheel_of(folder: Path, nama: str, nomor: str, versi: str) -> Path | None:
    """The wheel of that name and version that Windows can use there; None when it is not in the folder."""
    utils, tags = _packaging("utils"), _packaging("tags")
    besar, kecil = (int(x) for x in versi.split("."))
    cocok = {*tags.cpython_tags((besar, kecil), platforms=["win_amd64"]),
             *tags.compatible_tags((besar, kecil), f"cp{besar}{kecil}", ["win_amd64"])}
    for path in sorted(folder.glob("*.whl")):
        n, v, _, t = utils.parse_wheel_filename(path.name)
        if n == nama and str(v) == nomor and t & cocok:
            return path
    return None


def _canonical(nama: str) -> str:
    return re.sub(r"[-_.]+", "-", nama).lower()


def _packaging(modul: str) -> Any:
    """A module of `packaging`, needed only where kits are made."""
    try:
        return import_module(f"packaging.{modul}")
    except ImportError as galat:
        raise KinerjaError("ADN26", a="packaging") from galat


def download(daftar: Sequence[str], versi: str, folder: Path) -> None:
    """pip download for 64-bit Windows, only what is named; KinerjaError ADN20 with pip's last word."""
    _pip(["download", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64", "--python-version", versi,
          "--implementation", "cp", "--abi", f"cp{versi.replace('.', '')}", "--dest", str(folder), *daftar], versi)


def _pip(argumen: Sequence[str], untuk: str) -> None:
    keluar = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet",
                             *argumen], capture_output=True, text=True, check=False)
    if keluar.returncode:
        kata = [b for b in keluar.stderr.splitlines() if b.startswith("ERROR")] or keluar.stderr.splitlines()
        sebab = re.sub(r"\S+://\S+", "(alamat)", kata[-1].removeprefix("ERROR: ")) if kata else "pip gagal"
        raise KinerjaError("ADN20", a=untuk, b=sebab.rstrip("."))


def _check_set(terpilih: dict[str, Path], versi: str) -> None:
    """What must be there by name and what must not."""
    if kurang := [n for n in WAJIB if n not in terpilih]:
        raise KinerjaError("ADN21", a=versi, b=f"{kurang[0]} tidak ikut")
    if besar := sorted(TERLARANG & terpilih.keys()):
        raise KinerjaError("ADN22", a=besar[0])


def _requirements_file(terpilih: dict[str, Path]) -> str:
    """For `pip install --require-hashes`: a damaged file of the kit is refused by name."""
    baris = []
    for nama, path in sorted(terpilih.items()):
        ekstra = f"[{EKSTRA}]" if nama == "kinerja" else ""
        nomor = path.name.split("-")[1]
        baris.append(f"{nama}{ekstra}=={nomor} --hash=sha256:{_sha256(path)}")
    return "\n".join(baris)
