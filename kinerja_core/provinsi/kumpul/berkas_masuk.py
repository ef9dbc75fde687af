"""What stands in a folder of returned files: walked in one fixed order, zips opened one level deep, nothing extracted.

Every file becomes a `Tugas` (to be assessed) or is passed over with a word why: lock files of Excel, leftovers of
operating systems, and what `kinerja kirim` puts beside a workbook.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.kantor.kirim import BACA_SAYA, DAFTAR_SIDIK
from kinerja_core.xlsx.gerbang import BERKAS_MAKS

#: Bytes the directory of a zip may have: some ten thousand members. Counted before anything of it is read.
DAFTAR_ZIP_MAKS = 2 * 1024 * 1024
#: Bytes all members of a zip may hold together, as a multiple of the zip itself and in any case: workbooks are packed
#: already, so that an honest zip of them grows little.
KEMBANG_MAKS, KEMBANG_TANPA_HITUNG = 20, 64 * 1024 * 1024
_AKHIR_ZIP = struct.Struct("<4s4H2LH")
_DAFTAR_JENIS = "[Content_Types].xml"

_KUNCI = ("~$", ".~lock.", "._")
_SISA_SISTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", ".directory"})
_FOLDER_SISTEM = frozenset({"__macosx", "$recycle.bin", "system volume information", ".git"})
_BUKU = (".xlsx", ".xltx", ".xlsm")
_SERTA = ("_isian.json", "_catatan.json")
_ARSIP = {".zip": "zip", ".rar": "RAR", ".7z": "7-Zip", ".gz": "gzip", ".tar": "tar"}


@dataclass(frozen=True)
class Tugas:
    """One file to assess: how it is shown, where it is, its place in the zip (-1: it is no member of one).

    `tolak`: the finding it ends with whatever it holds, as (kode, a).
    """

    berkas: str
    path: str
    anggota: int = -1
    tolak: tuple[str, str] | None = None


@dataclass(frozen=True)
class Lewat:
    """A file or folder that is no submission, and why."""

    berkas: str
    temuan: Temuan


def shown_path(teks: str) -> str:
    """A path that can be printed and stored: "/" between its parts, what is no text or invisible escaped."""
    teks = teks.replace("\\", "/").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(h if h.isprintable() else h.encode("unicode_escape").decode() for h in teks)


def sort_key(berkas: str) -> tuple[str, str]:
    """The order of registration: by the composed form, so that macOS and Windows walk alike."""
    return unicodedata.normalize("NFC", berkas), berkas


def long_path(path: Path) -> str:
    """A path Windows opens beyond 260 characters too."""
    if os.name == "nt" and not str(path).startswith("\\\\"):
        return "\\\\?\\" + str(path.absolute())
    return str(path)


def survey(folder: Path, kecuali: Collection[Path] = ()) -> tuple[list[Tugas], list[Lewat]]:
    """Everything below a folder, both in order. KinerjaError KPL34 when it is none.

    `kecuali`: what the run itself reads and writes (register, recap ...), files or folders; a name that ends with "*"
    stands for every name that begins so.
    """
    if not folder.is_dir():
        raise KinerjaError("KPL34", a=folder)
    tugas: list[Tugas] = []
    lewat: list[Lewat] = []
    akar = long_path(folder)
    milik = {os.path.realpath(long_path(p)) for p in kecuali}
    for tempat, nama in _names(akar, milik, lewat):
        relatif = "" if tempat == akar else shown_path(os.path.relpath(tempat, akar)) + "/"
        for n, sebab in _sorted_out(nama):
            path, tampil = os.path.join(tempat, n), relatif + shown_path(n)
            if sebab := sebab or _no_file(path) or _own(path, milik):
                lewat.append(_passed(tampil, sebab))
            else:
                tugas += _file_tasks(tampil, path, lewat)
    tugas.sort(key=lambda t: sort_key(t.berkas))
    return _distinct(tugas), sorted(lewat, key=lambda x: sort_key(x.berkas))


def _names(akar: str, milik: Collection[str], lewat: list[Lewat]) -> Iterator[tuple[str, list[str]]]:
    """Each folder with the names of the files in it; a folder that cannot be opened is told."""

    def failed(galat: OSError) -> None:
        tempat = shown_path(os.path.relpath(galat.filename or akar, akar))
        lewat.append(Lewat(tempat, buat_temuan("KPL09", tempat, a=reason(galat))))

    for tempat, anak, berkas in os.walk(akar, onerror=failed):
        anak[:] = [a for a in anak if a.casefold() not in _FOLDER_SISTEM and not _own(os.path.join(tempat, a), milik)]
        yield tempat, berkas


def _own(path: str, milik: Collection[str]) -> str:
    folder, nama = os.path.split(path)
    for p in milik:
        folder_p, nama_p = os.path.split(p)
        cocok = nama.startswith(nama_p[:-1]) if nama_p.endswith("*") else nama == nama_p
        if cocok and os.path.realpath(folder) == folder_p:
            return "berkas milik pengumpulan ini"
    return ""


def _no_file(path: str) -> str:
    """Why a name stands for no file that can be read to its end (a pipe, a device); a dangling link is told later."""
    try:
        return "" if stat.S_ISREG(os.stat(path).st_mode) else "bukan berkas biasa"
    except OSError:
        return ""


def _passed(berkas: str, sebab: str) -> Lewat:
    return Lewat(berkas, buat_temuan("KPL08", berkas, a=sebab))


def _sorted_out(nama: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name of one folder with why it is passed over ("" when it is not)."""
    semua = list(nama)
    batang = {PurePosixPath(n).stem.casefold() for n in semua if n.casefold().endswith(_BUKU)}
    for n in semua:
        yield n, _reason(n, batang)


def _reason(nama: str, batang: set[str]) -> str:
    kecil = nama.casefold()
    if nama.startswith(_KUNCI[:2]):
        return "berkas kunci sementara; bukunya sedang terbuka di Excel atau LibreOffice"
    if kecil in _SISA_SISTEM or nama.startswith(_KUNCI[2]):
        return "berkas milik sistem operasi"
    if batang and kecil.endswith(".txt") and nama in (BACA_SAYA, DAFTAR_SIDIK):
        return "pelengkap kiriman"
    if any(kecil.endswith(s) and kecil.removesuffix(s) in batang for s in (*_SERTA, ".pdf")):
        return "pelengkap kiriman; yang dihitung bukunya"
    return ""


def _distinct(tugas: list[Tugas]) -> list[Tugas]:
    """Two members of one name in a zip get two places."""
    hasil, terlihat = [], dict[str, int]()
    for t in tugas:
        n = terlihat[t.berkas] = terlihat.get(t.berkas, 0) + 1
        hasil.append(t if n == 1 else Tugas(f"{t.berkas} ({n})", t.path, t.anggota, t.tolak))
    return hasil


def _file_tasks(berkas: str, path: str, lewat: list[Lewat]) -> list[Tugas]:
    """A file on disk: itself, or the members of a zip."""
    ekor = PurePosixPath(berkas).suffix.casefold()
    if ekor != ".zip":
        tolak = ("KPL05", _ARSIP[ekor]) if ekor in _ARSIP else None
        return [Tugas(berkas, path, tolak=tolak)]
    zip_ini = PembacaZip()
    try:
        anggota = zip_ini.members(path)
    except OSError:
        return [Tugas(berkas, path)]  # told when it is read
    except KinerjaError as galat:
        return [Tugas(berkas, path, tolak=(galat.kode, _cause(galat)))]
    finally:
        zip_ini.close()
    if any(i.filename == _DAFTAR_JENIS for i in anggota):
        return [Tugas(berkas, path)]  # a workbook that was renamed
    tugas = list(_member_tasks(berkas, path, anggota, lewat))
    return tugas or [Tugas(berkas, path, tolak=("KPL04", ""))]


def _cause(galat: KinerjaError) -> str:
    return str(galat.args[0]).rpartition("(")[2].rstrip(".)")


def _member_tasks(berkas: str, path: str, anggota: list[zipfile.ZipInfo], lewat: list[Lewat]) -> Iterator[Tugas]:
    folder: dict[str, list[int]] = {}
    for n, info in enumerate(anggota):
        if not info.is_dir():
            folder.setdefault(_member_name(info).rpartition("/")[0], []).append(n)
    for tempat, nomor in folder.items():
        ekor = [_member_name(anggota[n]).rpartition("/")[2] for n in nomor]
        sistem = any(bagian.casefold() in _FOLDER_SISTEM for bagian in tempat.split("/"))
        for n, (nama, sebab) in zip(nomor, _sorted_out(ekor), strict=True):
            tampil = "/".join(x for x in (berkas, tempat, nama) if x)
            if sistem or sebab:
                lewat.append(_passed(tampil, sebab or "berkas milik sistem operasi"))
                continue
            akhiran = PurePosixPath(nama).suffix.casefold()
            tolak = ("KPL03", _ARSIP[akhiran]) if akhiran in _ARSIP else None
            yield Tugas(tampil, path, n, tolak)


def _member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as a path below the zip, never out of it; it is only shown, nothing is written there."""
    nama = shown_path(info.filename)
    return "/".join(b for b in nama.split("/") if b not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", b))


# -- zips --------------------------------------------------------------------------------------------------------


class PembacaZip:
    """Members of zips; the zip read last stays open, since the next member asked for is mostly in it too."""

    def __init__(self) -> None:
        self._path = ""
        self._berkas: BinaryIO | None = None
        self._paket: zipfile.ZipFile | None = None

    def read(self, path: str, nomor: int) -> bytes:
        """The bytes of a member, at most BERKAS_MAKS + 1. KinerjaError KPL02 when they cannot be had, OSError."""
        with _told():
            paket = self._open(path)
            with paket.open(paket.infolist()[nomor]) as isi:
                return isi.read(BERKAS_MAKS + 1)

    def members(self, path: str) -> list[zipfile.ZipInfo]:
        """The members of a zip; KinerjaError KPL02 when it cannot be opened, OSError when the file cannot."""
        with _told():
            anggota = self._open(path).infolist()
        jumlah = sum(i.file_size for i in anggota)
        if jumlah > max(KEMBANG_TANPA_HITUNG, KEMBANG_MAKS * os.path.getsize(path)):
            raise KinerjaError("KPL02", a="mengembang melampaui batas aman")
        return anggota

    def _open(self, path: str) -> zipfile.ZipFile:
        if self._paket is None or self._path != path:
            self.close()
            self._path, self._berkas = path, open(path, "rb")  # noqa: SIM115
            _check_directory_size(self._berkas)
            self._berkas.seek(0)
            self._paket = zipfile.ZipFile(self._berkas)
        return self._paket

    def close(self) -> None:
        """Let go of the file."""
        self._paket = None
        if self._berkas:
            self._berkas.close()
            self._berkas = None


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What a broken zip leads to, told as KPL02."""
    try:
        yield
    except (OSError, KinerjaError):
        raise
    except RuntimeError as galat:  # zipfile's word for a password, and for a compression it does not know
        raise KinerjaError("KPL02", a="bersandi atau cara mampatnya tidak dikenal") from galat
    except Exception as galat:  # zlib, lzma, struct, BadZipFile, EOFError, ...
        raise KinerjaError("KPL02", a="rusak atau terpotong") from galat


def _check_directory_size(berkas: BinaryIO) -> None:
    berkas.seek(max(0, berkas.seek(0, os.SEEK_END) - 65_557))
    ekor = berkas.read(65_557)
    letak = ekor.rfind(b"PK\x05\x06")
    if letak < 0 or len(ekor) - letak < _AKHIR_ZIP.size:
        raise KinerjaError("KPL02", a="rusak atau terpotong")
    ukuran = _AKHIR_ZIP.unpack_from(ekor, letak)[5]
    if ukuran > DAFTAR_ZIP_MAKS or b"PK\x06\x07" in ekor[max(0, letak - 20) : letak]:
        raise KinerjaError("KPL02", a="memuat terlalu banyak berkas")
