"""Cek Komputer: is this computer fit for kinerja? One line per question; none can make another one fail.

Of our own modules nothing but the catalogue is imported at the top: this must run where a package is broken. No name
of a user is ever in the result, so that it can be sent to whoever helps.
"""

from __future__ import annotations

import importlib
import locale
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kinerja_core import __version__
from kinerja_core.dasar.log import log_path
from kinerja_core.dasar.sebab import as_dicts, json_version
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, KinerjaError, Temuan, buat_temuan

#: What the core must give for the packaged example (Kecamatan Bendo 2022), with twelve decimals.
NILAI_CONTOH = "86.894377631548"
CONTOH = "bendo_2022"
PYTHON_DIDUKUNG = ((3, 11), (3, 13))
#: Below this much free disk (MB) Excel itself begins to fail.
RUANG_MB = 200
#: No computer with this version can rightly think it is before this year.
TAHUN_AWAL, TAHUN_AKHIR = 2026, 2100
DASAR = ("pydantic", "xlsxwriter", "ironcalc", "markdown_it", "platformdirs", "rich", "typer")
#: Packages of the extras and what each gives.
TAMBAHAN = {
    "xlwings": "tombol di Excel", "win32com": "tombol di Excel (Windows)", "formulas": "pembanding kedua",
    "openpyxl": "pembanding kedua", "pandas": "rekap provinsi",
}
_NAMA_DISTRIBUSI = {"markdown_it": "markdown-it-py", "xlsxwriter": "XlsxWriter", "win32com": "pywin32"}
BAIK = "baik"

#: One question's answer: the sentence, and what is wrong.
Jawaban = tuple[str, Sequence[Temuan]]


@dataclass(frozen=True)
class BarisCek:
    """One line: what was looked at, how it is in words with every mend, and the catatan that say so."""

    nama: str
    keterangan: str
    temuan: tuple[Temuan, ...] = ()

    @property
    def keadaan(self) -> str:
        """ "baik", "perlu dicek" or "wajib diperbaiki": the worst of its catatan."""
        tingkat = {t.tingkat for t in self.temuan}
        return next((SEBUTAN_TINGKAT[t].lower() for t in ("wajib", "cek") if t in tingkat), BAIK)


@dataclass(frozen=True)
class Laporan:
    """The whole self-test."""

    baris: tuple[BarisCek, ...]

    @property
    def temuan(self) -> tuple[Temuan, ...]:
        """Every catatan, in the order of the lines."""
        return tuple(t for b in self.baris for t in b.temuan)

    @property
    def siap(self) -> bool:
        """Nothing is wajib diperbaiki."""
        return all(t.tingkat != "wajib" for t in self.temuan)

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `kinerja cek --json`."""
        return {"versi": json_version(), "siap": self.siap,
                "baris": [{"nama": b.nama, "keadaan": b.keadaan, "keterangan": b.keterangan} for b in self.baris],
                "catatan": as_dicts(self.temuan)}


def mask(teks: str) -> str:
    """A text without the user's name: known folders by the names Windows and the shell give them."""
    ganti = [(os.environ.get(n, ""), f"%{n}%") for n in ("LOCALAPPDATA", "APPDATA", "TEMP")]
    ganti.append((str(Path.home()), "%USERPROFILE%" if sys.platform == "win32" else "~"))
    pola = [(rf"{re.escape(folder)}(?!\w)", sebutan) for folder, sebutan in ganti if len(folder) > 3]
    nama = {Path.home().name, os.environ.get("USERNAME", ""), os.environ.get("USER", "")}
    pola += [(rf"(?<=[\\/]){re.escape(n)}(?!\w)", "(pengguna)") for n in nama if len(n) > 2]
    for cari, sebutan in pola:
        teks = sebutan.join(re.split(cari, teks, flags=re.IGNORECASE))
    return teks


def _masked(t: Temuan) -> Temuan:
    return Temuan(t.kode, t.tingkat, mask(t.sel), mask(t.pesan), t.perbaikan)


def self_test(addin: Callable[[], Jawaban] | None = None, maju: Callable[[str], None] | None = None) -> Laporan:
    """Every question once. `addin` answers for the add-in; `maju` hears of each step.

    Never raises, except what `maju` raises to stop the work (KinerjaError PGL03).
    """
    baris = []
    for nama, tanya in (*SOAL.items(), *([("Add-in", addin)] if addin else [])):
        if maju is not None:
            maju(nama)
        baris.append(_ask(nama, tanya))
    return Laporan(tuple(baris))


def _ask(nama: str, tanya: Callable[[], Jawaban]) -> BarisCek:
    """One line, whatever happens in it."""
    temuan: Sequence[Temuan]
    try:
        isi, temuan = tanya()
    except KinerjaError as galat:
        isi, temuan = "tidak dapat diperiksa", galat.temuan
    except Exception as galat:
        isi, temuan = "tidak dapat diperiksa", (buat_temuan("CEK08", a=nama, b=_reason(galat)),)
    kata = [f"{isi[:1].upper()}{isi[1:].rstrip('.')}.", *(f"{t.pesan} {t.perbaikan} ({t.kode})" for t in temuan)]
    return BarisCek(nama, mask(" ".join(kata)), tuple(map(_masked, temuan)))


def _reason(galat: BaseException) -> str:
    teks = str(getattr(galat, "strerror", None) or galat).splitlines()
    return f"{type(galat).__name__}: {teks[0]}" if teks and teks[0] else type(galat).__name__


def show_version() -> Jawaban:
    """This kinerja."""
    return __version__, ()


def show_system() -> Jawaban:
    """Operating system and processor, without the computer's name."""
    return f"{platform.system()} {platform.release()} {platform.machine()}", ()


def check_python() -> Jawaban:
    """Version and bits; CEK02 when the wheels of the install kit are not for it."""
    versi, bit = platform.python_version(), 64 if sys.maxsize > 2**32 else 32
    salah = []
    if not PYTHON_DIDUKUNG[0] <= tuple(sys.version_info[:2]) <= PYTHON_DIDUKUNG[1]:
        salah.append("yang diuji hanya 3.11 sampai 3.13")
    if bit != 64:
        salah.append("ini 32-bit, paket pasangnya 64-bit")
    return f"{versi}, {bit}-bit", [buat_temuan("CEK02", a=versi, b="; ".join(salah))] if salah else ()


def check_environment() -> Jawaban:
    """PYTHONHOME or PYTHONPATH of another program reach every Python the add-in starts (CEK09)."""
    ada = [n for n in ("PYTHONHOME", "PYTHONPATH") if os.environ.get(n)]
    return ", ".join(ada) or "tidak ada yang mengganggu", [buat_temuan("CEK09", a=n) for n in ada]


def _version_of(modul: str) -> str:
    try:
        return version(_NAMA_DISTRIBUSI.get(modul, modul))
    except PackageNotFoundError:
        return "?"


def check_packages() -> Jawaban:
    """Every base package is imported, not only looked for: a blocked DLL shows only then (CEK03)."""
    ada, temuan = [], []
    for modul in DASAR:
        try:
            importlib.import_module(modul)
            ada.append(f"{_NAMA_DISTRIBUSI.get(modul, modul)} {_version_of(modul)}")
        except Exception as galat:
            temuan.append(buat_temuan("CEK03", a=_NAMA_DISTRIBUSI.get(modul, modul), b=_reason(galat)))
    return f"termuat: {', '.join(ada) or 'tidak satu pun'}", temuan


def show_extras() -> Jawaban:
    """Optional packages, present or absent, with what each gives. Their absence is no fault."""
    def one(modul: str, guna: str) -> str:
        nama = _NAMA_DISTRIBUSI.get(modul, modul)
        return f"{nama} {_version_of(modul) if find_spec(modul) else 'tidak ada'} ({guna})"

    dipakai = {m: g for m, g in TAMBAHAN.items() if m != "win32com" or sys.platform == "win32"}
    return f"tidak wajib: {'; '.join(one(m, g) for m, g in dipakai.items())}", ()


def check_instruments() -> Jawaban:
    """Every shipped instrument loads and has no obligatory mistake (CEK04)."""
    from kinerja_core.dasar.data import load_toml
    from kinerja_core.instrumen.model import templat_dir
    from kinerja_core.instrumen.periksa import check_data

    baik, temuan = [], []
    for path in sorted(templat_dir().glob("*.toml")):
        try:
            data = load_toml(path)
            if "aspek" not in data:  # a list of names, not an instrument
                continue
            wajib = [t for t in check_data(data) if t.tingkat == "wajib"]
        except KinerjaError as galat:
            wajib = list(galat.temuan)
        temuan += [buat_temuan("CEK04", a=path.stem, b=wajib[0].pesan.rstrip("."))] if wajib else []
        baik += [] if wajib else [path.stem]
    if not baik and not temuan:
        temuan.append(buat_temuan("CEK04", a="bawaan", b="tidak ada satu pun"))
    return f"dapat dipakai: {', '.join(baik) or 'tidak satu pun'}", temuan


def check_results() -> Jawaban:
    """The packaged example, built anew: the core's known result, and the workbook's own formulas (CEK01)."""
    from kinerja_core.dasar.data import load_data
    from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
    from kinerja_core.kantor.baca import read_file
    from kinerja_core.kantor.hitung import compare
    from kinerja_core.kertas_kerja.buat import build
    from kinerja_core.kertas_kerja.isian import parse_isian

    data = load_data(templat_dir() / "contoh" / f"{CONTOH}.toml")
    ins = load_instrumen(find_instrumen(data["instrumen"]["id"]))
    isian = parse_isian(data, ins)
    assert isian.identitas is not None
    with tempfile.TemporaryDirectory(prefix="kinerja_cek_") as folder:
        path = Path(folder) / "contoh.xlsx"
        path.write_bytes(build(ins, isian.identitas, isian))
        laporan = compare(path, read_file(path), ("ironcalc",))
    hasil = f"{laporan.sel[laporan.utama].inti:.12f}"
    beda = [s for s in laporan.sel.values() if not s.sepakat]
    if not laporan.pembanding:
        return "pembanding tidak berjalan", [t for t in laporan.temuan if t.kode == "BKS16"]
    if hasil != NILAI_CONTOH:
        return "keliru", [buat_temuan("CEK01", a=hasil.replace(".", ","), b=NILAI_CONTOH.replace(".", ","))]
    if beda:
        return "keliru", [buat_temuan("CEK01", a=f"{len(beda)} sel berbeda ({beda[0].sel})", b="semua sel sama")]
    return f"Nilai Akhir contoh {hasil.replace('.', ',')}, {len(laporan.sel)} sel rumus sama", ()


def check_folders() -> Jawaban:
    """A small file can be written, and taken away again, wherever kinerja may have to write (CEK05)."""
    import platformdirs

    daftar = {"Folder sementara": Path(tempfile.gettempdir()),
              "Folder Documents": Path(platformdirs.user_documents_dir()),
              "Folder pengaturan": Path(platformdirs.user_config_dir("kinerja")),
              "Folder catatan kesalahan": log_path().parent}
    sebab = {nama: s for nama, folder in daftar.items() if (s := _cannot_write(folder))}
    isi = f"{len(daftar) - len(sebab)} dari {len(daftar)} folder dapat ditulis"
    return isi, [buat_temuan("CEK05", a=nama, b=s) for nama, s in sebab.items()]


def _cannot_write(folder: Path) -> str:
    """Why a file cannot be made in a folder, or in the nearest parent that exists; "" when it can. Leaves nothing."""
    ada = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    try:
        with tempfile.NamedTemporaryFile(dir=ada, prefix=".kinerja_cek_") as berkas:
            berkas.write(b"kinerja")
    except OSError as galat:
        return reason(galat)
    return ""


def check_disk() -> Jawaban:
    """Free space where the user's files are (CEK06)."""
    sisa = shutil.disk_usage(Path.home()).free // 2**20
    return f"sisa {sisa} MB", [buat_temuan("CEK06", a=sisa, b=RUANG_MB)] if sisa < RUANG_MB else ()


def check_clock(hari: date | None = None) -> Jawaban:
    """A computer with an empty battery writes wrong dates into sent files (CEK07)."""
    hari = hari or date.today()
    teks = f"{hari:%d-%m-%Y}"
    return teks, () if TAHUN_AWAL <= hari.year <= TAHUN_AKHIR else [buat_temuan("CEK07", a=teks)]


def show_libreoffice() -> Jawaban:
    """LibreOffice is never needed; with it there is one more pembanding, and PDF without Excel."""
    from kinerja_core.xlsx.mesin.soffice import libreoffice_missing

    return "ada" if libreoffice_missing() is None else "tidak ada; tidak wajib", ()


def show_decimal_mark() -> Jawaban:
    """The decimal mark of the system's number format; the process's own setting is left as found."""
    semula = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        tanda = str(locale.localeconv()["decimal_point"])
    finally:
        locale.setlocale(locale.LC_NUMERIC, semula)
    if tanda == ",":
        return "koma: ketik 71,4", ()
    return "titik: ketik 71.4, atau ubah Region Windows menjadi Indonesia", ()


def show_log() -> Jawaban:
    """The file a helper asks for after a fault of the program."""
    log = log_path()
    return f"{log} ({'ada isinya' if log.is_file() and log.stat().st_size else 'belum ada kesalahan'})", ()


def show_kept() -> Jawaban:
    """What was worked out before and spares work; it may be lost at any time."""
    from kinerja_core.dasar import simpanan

    berkas, besar = simpanan.kept()
    return f"{berkas} berkas, {besar // 1024} KB di {simpanan.folder()}; kosongkan dengan kinerja cek --kosongkan", ()


#: Every question, in the order it is asked.
SOAL: dict[str, Callable[[], Jawaban]] = {
    "Kinerja": show_version, "Python": check_python, "Sistem operasi": show_system,
    "Variabel Python": check_environment, "Paket dasar": check_packages, "Paket tambahan": show_extras,
    "Instrumen": check_instruments, "Hitungan": check_results, "Folder": check_folders, "Ruang disk": check_disk,
    "Tanggal": check_clock, "LibreOffice": show_libreoffice, "Tanda desimal": show_decimal_mark,
    "Simpanan": show_kept, "Berkas catatan kesalahan": show_log,
}
