"""The working folder of a provincial round: what is in it, and the double-click scripts that run its five steps.

What people fill is never written over; only the scripts and BACA SAYA.txt, which are ours, are renewed. The .cmd is
plain ASCII with CRLF whatever the folder is called: the folder is found from the script, Python from the environment.
Not verified on Windows.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kinerja_core.dasar.keluaran import headed, make_folder
from kinerja_core.dasar.teks import hint, reason
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.muat import load_any
from kinerja_core.instrumen.naskah.tulis import plain_data, write_naskah
from kinerja_core.kantor.contoh import INSTRUMEN as INSTRUMEN_BAWAAN
from kinerja_core.lembar.tulis import write_file
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.pengaturan import NAMA as NAMA_PENGATURAN
from kinerja_core.provinsi.pengaturan import settings_bytes

NAMA_INSTRUMEN, NAMA_DAFTAR, BACA_SAYA = "Instrumen.xlsx", "Kecamatan.xlsx", "BACA SAYA.txt"
KELUAR, MASUK, MASUK_VERIFIKASI, HASIL = "Keluar", "Masuk", "Masuk Verifikasi", "Hasil"
#: Where the scripts of other systems than this one stand.
LAIN = "Skrip untuk komputer lain"
#: Where Pasang.cmd puts Python, and variables a path may begin with, longest first.
_PASANGAN = r"%LOCALAPPDATA%\Kinerja\lingkungan\Scripts\python.exe"
_AWALAN = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "ProgramFiles")


@dataclass(frozen=True)
class Langkah:
    """One step: its key, and the name of its script and button."""

    kunci: str
    nama: str
    tip: str


LANGKAH = (
    Langkah("periksa", "1 Periksa Instrumen", "memeriksa Instrumen.xlsx, Kecamatan.xlsx, dan Pengaturan.xlsx"),
    Langkah("sebar", "2 Sebar", "membuat templat tiap kecamatan di folder Keluar"),
    Langkah("kumpul", "3 Kumpulkan", "memeriksa dan menilai isi folder Masuk, lalu menulis rekap dan catatan balik"),
    Langkah("verifikasi", "4 Siapkan Verifikasi", "membuat buku verifikator di folder Keluar"),
    Langkah("gabung", "5 Gabungkan", "menggabungkan isi folder Masuk Verifikasi, lalu menulis rekap dan Berita Acara"),
)


def find_step(teks: str) -> Langkah:
    """A step by number, key or name; KinerjaError PRV09."""
    dicari = " ".join(teks.split()).casefold()
    for n, x in enumerate(LANGKAH, start=1):
        if dicari in (str(n), x.kunci, x.nama.casefold(), x.nama[2:].casefold()):
            return x
    raise KinerjaError("PRV09", a=teks, b=hint(dicari, [x.kunci for x in LANGKAH]))


def prepare_folder(folder: Path, instrumen: str = INSTRUMEN_BAWAAN, *, python: str = sys.executable,
                   sistem: str = sys.platform) -> list[str]:
    """Makes the working folder, or adds what is missing in it; what was done, in sentences.

    `instrumen` is copied into Instrumen.xlsx when there is none yet. KinerjaError for an unknown instrument (BKS09) or
    a place that cannot be written (BKS17).
    """
    naskah, daftar = folder / NAMA_INSTRUMEN, folder / NAMA_DAFTAR
    lama = folder / NAMA_PENGATURAN
    baru = []
    if not naskah.exists():
        write_file(naskah, write_naskah(plain_data(load_any(instrumen))))
        baru.append(naskah)
    if not daftar.exists():
        write_file(daftar, list_form(load_any(naskah)))
        baru.append(daftar)
    if not lama.exists():
        write_file(lama, settings_bytes())
        baru.append(lama)
    for nama in (KELUAR, MASUK, MASUK_VERIFIKASI, HASIL):
        _make(folder / nama)
    for path, isi in scripts(python, sistem):
        write_file(folder / path, isi, milik=headed(isi, 3))
        if path.suffix != ".cmd":
            os.chmod(folder / path, 0o755)
    write_file(folder / BACA_SAYA, read_me(), milik=headed(read_me()))
    return [f"Folder kerja siap: {folder}", *(f"Dibuat: {p.name}" for p in baru),
            *([f"{len(baru) or 'Tidak ada'} berkas baru; yang sudah diisi tidak diubah."] if len(baru) < 3 else []),
            f"Isi {NAMA_PENGATURAN} dan {NAMA_DAFTAR} di Excel, lalu klik dua kali \"{LANGKAH[0].nama}\"."]


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as galat:
        raise KinerjaError("BKS17", a=folder.name, b=reason(galat)) from galat


def read_me() -> bytes:
    """What a person reads first; UTF-8 with BOM and CRLF for Notepad."""
    baris = [
        "FOLDER KERJA PUTARAN PENILAIAN", "",
        "Sekali di awal:",
        f"  a. Isi {NAMA_PENGATURAN}: tenggat, bobot tahap, verifikator.",
        f"  b. Isi {NAMA_DAFTAR}: satu baris satu kecamatan.",
        f"  c. Bila perlu ubah {NAMA_INSTRUMEN}.",
        "  Simpan dan tutup ketiganya di Excel.", "",
        "Lalu klik dua kali, satu per satu:",
        *(f"  {x.nama}: {x.tip}." for x in LANGKAH), "",
        "Setiap langkah boleh diulang. Tidak ada langkah yang mengubah berkas yang Anda isi atau terima.", "",
        "Folder:",
        f"  {KELUAR}: yang dikirim ke kecamatan dan verifikator.",
        f"  {MASUK}: simpan di sini berkas dari kecamatan, boleh berupa zip atau folder, nama bebas.",
        f"  {MASUK_VERIFIKASI}: simpan di sini buku yang kembali dari verifikator.",
        f"  {HASIL}: rekap, catatan balik, Berita Acara, dan register.sqlite.", "",
        "Cadangkan setiap hari: seluruh folder ini (terutama Keluar dan Hasil/register.sqlite) dan folder kunci.",
        "Kunci pribadi jangan pernah dibagikan atau disimpan di folder ini.", "",
        "Di Windows pakai skrip .cmd; di macOS .command dan di Linux .sh (lihat folder",
        f"\"{LAIN}\" bila tidak ada di sini).",
    ]
    return ("\r\n".join(baris) + "\r\n").encode("utf-8-sig")


# -- scripts -----------------------------------------------------------------------------------------------------------


def scripts(python: str, sistem: str, lingkungan: Mapping[str, str] | None = None) -> Iterator[tuple[Path, bytes]]:
    """(path below the folder, bytes) of every script; those of other systems in a folder of their own.

    `python` is the interpreter that runs kinerja here; scripts of other systems look for theirs.
    """
    milik = {"win32": ".cmd", "darwin": ".command"}.get(sistem, ".sh")
    for n, x in enumerate(LANGKAH, start=1):
        for akhiran in (".cmd", ".command", ".sh"):
            di = Path() if akhiran == milik else Path(LAIN)
            if akhiran == ".cmd":
                isi = cmd_script(n, x, windows_path(python, lingkungan) if sistem == "win32" else "")
            else:
                isi = shell_script(n, x, python if akhiran == milik else "")
            yield di / f"{x.nama}{akhiran}", isi


def windows_path(python: str, lingkungan: Mapping[str, str] | None = None) -> str:
    """An interpreter's path as a .cmd may hold it: below a variable where it can be, "%" doubled; "" when it is not
    ASCII even so. pythonw.exe, which has no window, becomes python.exe.
    """
    jalur = PureWindowsPath(re.sub(r"(?i)pythonw\.exe$", "python.exe", python))
    for nama in _AWALAN:
        dasar = (os.environ if lingkungan is None else lingkungan).get(nama, "")
        if dasar and jalur.is_relative_to(PureWindowsPath(dasar)):
            sisa = str(jalur.relative_to(PureWindowsPath(dasar))).replace("%", "%%")
            return f"%{nama}%\\{sisa}" if sisa.isascii() else ""
    teks = str(jalur)
    return teks.replace("%", "%%") if teks.isascii() and '"' not in teks else ""


def cmd_script(n: int, x: Langkah, python: str) -> bytes:
    """The script for Windows. Everything that may hold a space, & or % stands in quotes and is expanded once."""
    calon = [p for p in (python, _PASANGAN) if p]
    baris = [
        "@echo off", "setlocal EnableExtensions DisableDelayedExpansion",
        f"rem Kinerja: {x.nama} - {x.tip}.", "rem Klik dua kali. Dengan /diam jendela tidak menunggu.",
        "chcp 65001 >nul 2>nul", f"title Kinerja - {x.nama}",
        'set "DIAM="', 'set "BUKA=--buka"', 'if /i "%~1"=="/diam" set "DIAM=1"',
        'if defined DIAM set "BUKA=--tanpa-buka"',
        'set "PYTHONHOME="', 'set "PYTHONPATH="', 'set "PYTHONUTF8=1"', 'set "KODE=2"',
        'set "KERJA=%~dp0."', f'if not exist "%KERJA%\\{NAMA_PENGATURAN}" set "KERJA=%~dp0.."',
    ]
    for p in calon:
        baris += [f'set "PYK={p}"', 'if exist "%PYK%" goto jalan']
    baris += [
        'set "PYK="', 'for %%K in (kinerja.exe) do set "PYK=%%~$PATH:K"', "if defined PYK goto lewat_path",
        "echo.", "echo  BELUM DAPAT DIJALANKAN: Kinerja belum terpasang di komputer ini.",
        "echo  Klik dua kali Pasang.cmd dari paket Kinerja, atau minta bantuan petugas TIK.", "goto akhir", "",
        ":jalan", f'"%PYK%" -P -m kinerja_core.perintah.cli provinsi jalankan {n} "%KERJA%" %BUKA%',
        'set "KODE=%ERRORLEVEL%"', "goto akhir", "",
        ":lewat_path", f'"%PYK%" provinsi jalankan {n} "%KERJA%" %BUKA%', 'set "KODE=%ERRORLEVEL%"', "",
        ":akhir", "echo.", "if defined DIAM goto selesai",
        "echo  Selesai dibaca? Tekan sembarang tombol untuk menutup jendela ini.", "pause >nul", "",
        ":selesai", "exit /b %KODE%",
    ]
    return ("\r\n".join(baris) + "\r\n").encode("ascii")


def shell_script(n: int, x: Langkah, python: str) -> bytes:
    """The script for macOS and Linux, for any POSIX shell."""
    baris = [
        "#!/bin/sh", f"# Kinerja: {x.nama} - {x.tip}.", "# Klik dua kali, atau jalankan dari terminal.",
        "unset PYTHONHOME PYTHONPATH",
        'KERJA=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 2',
        f'[ -f "$KERJA/{NAMA_PENGATURAN}" ] || KERJA=$(dirname -- "$KERJA")',
        f"PYTHON={_quoted(python)}", "KODE=2",
        'if [ -n "$PYTHON" ] && [ -x "$PYTHON" ]; then',
        f'  "$PYTHON" -P -m kinerja_core.perintah.cli provinsi jalankan {n} "$KERJA" "${{1:---buka}}"',
        "  KODE=$?", "elif command -v kinerja >/dev/null 2>&1; then",
        f'  kinerja provinsi jalankan {n} "$KERJA" "${{1:---buka}}"', "  KODE=$?", "else",
        "  echo 'Belum dapat dijalankan: Kinerja belum terpasang di komputer ini. Minta bantuan petugas TIK.'", "fi",
        "if [ -t 0 ] && [ -t 1 ]; then", "  printf '\\nSelesai dibaca? Tekan Enter untuk menutup jendela ini. '",
        "  read -r _", "fi", 'exit "$KODE"',
    ]
    return ("\n".join(baris) + "\n").encode("utf-8")


def _quoted(teks: str) -> str:
    """A text in single quotes of the shell."""
    return "'" + teks.replace("'", "'\\''") + "'"
