"""The add-in on this computer: put it where Excel loads it, tell it which Python to use, take it away again.

Windows: the user's XLSTART folder. Excel opens what lies there at every start, the folder is among Excel's own
Trusted Locations, and no administrator right and no registry value is needed. The other way (AddIns folder and an
"OPEN" value of the registry) asks for one more setting, which Excel itself rewrites when it closes.
macOS: the start-up folder of the Office group container, and the script xlwings calls Python through.
Where xlwings looks for settings, and in which form, was read in its VBA (GetConfigFilePath, GetConfigFromFile).
Not verified in Excel.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from kinerja_addin.xlam import build_xlam
from kinerja_core import __version__
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.versi_json import json_version
from kinerja_core.lembar.tulis import write_file

NAMA = "kinerja.xlam"
#: File name of the settings; xlwings makes it of PROJECT_NAME in our copy of its VBA module.
SETELAN = "kinerja.conf"
_WADAH_MAC = ("Library", "Group Containers", "UBF8T346G9.Office", "User Content.localized")
_KUNCI_PYTHON = {"windows": "INTERPRETER_WIN", "macos": "INTERPRETER_MAC"}
#: Settings beside the interpreter: nothing is taken from the folder of a workbook, no server of xlwings is started.
_TETAP = {"ADD_WORKBOOK_TO_PYTHONPATH": "false", "USE UDF SERVER": "False"}
#: "True" shows the group Provinsi of the ribbon (macros/KinerjaPita.bas reads it); kept when installing again.
KUNCI_PROVINSI = "KELOMPOK PROVINSI"
#: What xlwings' AppleScript passes to the shell without quotes.
_AMAN_MAC = re.compile(r"[A-Za-z0-9_./@+=:,-]")
#: cmd.exe and xlwings expand %NAME%, inside quotes too; a quote or a line end would end the setting.
_TERLARANG_WINDOWS = '%"\r\n'


@dataclass(frozen=True)
class Sistem:
    """What of the computer matters, so that every system's way runs everywhere in tests.

    `pengkodean` is how VBA reads text files (ANSI code page); `kurang` names packages the buttons need and lack.
    """

    nama: Literal["windows", "macos", "lain"]
    rumah: Path
    appdata: Path
    python: str
    pengkodean: str
    kurang: tuple[str, ...] = ()
    applescript: Path | None = None
    sebutan: str = ""

    def require_excel(self) -> None:
        """KinerjaError ADN10 on a system without an Excel that takes add-ins."""
        if self.nama == "lain":
            raise KinerjaError("ADN10", a=self.sebutan or "komputer ini")

    @property
    def folder(self) -> Path:
        """Folder whose add-ins Excel loads by itself; KinerjaError ADN10 where there is no such Excel."""
        self.require_excel()
        if self.nama == "windows":
            return self.appdata / "Microsoft" / "Excel" / "XLSTART"
        return self.rumah.joinpath(*_WADAH_MAC, "Startup.localized", "Excel")

    @property
    def lain(self) -> Path:
        """Folder of add-ins that are ticked by hand: where an older copy may lie."""
        if self.nama == "windows":
            return self.appdata / "Microsoft" / "AddIns"
        return self.rumah.joinpath(*_WADAH_MAC, "Add-Ins.localized")

    @property
    def setelan(self) -> Path:
        """The settings file of the add-in; on macOS inside Excel's sandbox, where VBA's home folder is."""
        if self.nama == "macos":
            return self.rumah.joinpath("Library", "Containers", "com.microsoft.Excel", "Data", SETELAN)
        return self.rumah / ".kinerja" / SETELAN

    @property
    def folder_skrip(self) -> Path:
        """Where macOS lets Excel call AppleScript from."""
        return self.rumah.joinpath("Library", "Application Scripts", "com.microsoft.Excel")


@dataclass(frozen=True)
class Keadaan:
    """What is installed. `sama` is None when it was not compared; `python` is "" when no setting names one."""

    berkas: Path
    terpasang: bool
    sidik: str
    sama: bool | None
    setelan: Path
    python: str
    python_ada: bool
    terblokir: bool
    lain: tuple[Path, ...]
    temuan: tuple[Temuan, ...]

    def sentence(self) -> str:
        """The state in one sentence, for terminal, message box and Cek Komputer."""
        if not self.terpasang:
            return "Add-in belum terpasang."
        return f"Add-in terpasang: {self.berkas} (SHA-256 {self.sidik[:16]}...), memakai Python {self.python or '?'}."

    @property
    def siap(self) -> bool:
        """Installed, and nothing to mend."""
        return not self.temuan

    def lines(self) -> list[str]:
        """The state and every catatan with its mend."""
        return [self.sentence(), *(f"{t.kode}  {t.pesan} {t.perbaikan}" for t in self.temuan)]

    def as_dict(self) -> dict[str, object]:
        """For `kinerja addin status --json`."""
        return {"versi": json_version(), "berkas": str(self.berkas), "terpasang": self.terpasang, "sidik": self.sidik,
                "sama": self.sama, "setelan": str(self.setelan), "python": self.python,
                "python_ada": self.python_ada, "terblokir": self.terblokir, "lain": [str(p) for p in self.lain],
                "catatan": as_dicts(self.temuan)}


def this_system() -> Sistem:
    """This computer."""
    nama: Literal["windows", "macos", "lain"]
    nama = "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "lain"
    perlu = ["xlwings", *(["win32com"] if nama == "windows" else [])]
    kurang = tuple("pywin32" if n == "win32com" else n for n in perlu if find_spec(n) is None)
    return Sistem(
        nama, Path.home(), Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"),
        console_python(sys.executable), "mbcs" if nama == "windows" else "ascii", kurang,
        _applescript() if nama == "macos" else None, sys.platform)


def console_python(python: str) -> str:
    """python.exe beside a pythonw.exe: only with it xlwings sees the message of a failed start."""
    return re.sub(r"(?i)pythonw\.exe$", "python.exe", python)


def _applescript() -> Path | None:
    """The script of the installed xlwings, named by its version."""
    spec = find_spec("xlwings")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(iter(sorted(folder.glob("xlwings-*.applescript"))), None) if folder else None


def refused_characters(sistem: Sistem) -> str:
    """Characters of the interpreter's path that would not reach Python, as words; "" when all do."""
    if sistem.nama == "macos":
        salah = {h for h in sistem.python if not _AMAN_MAC.fullmatch(h)}
    else:
        salah = {h for h in sistem.python if h in _TERLARANG_WINDOWS or not _encodable(h, sistem.pengkodean)}
    return " ".join("spasi" if h == " " else h for h in sorted(salah))


def _encodable(huruf: str, pengkodean: str) -> bool:
    try:
        # the Windows code page replaces a letter it lacks by a similar one: only what comes back is safe
        return huruf.encode(pengkodean).decode(pengkodean) == huruf
    except UnicodeError:
        return False


_BARIS_SETELAN = re.compile(rb'\s*"([^"]*)"\s*,\s*"([^"]*)"\s*')


def _read_settings(sistem: Sistem) -> list[bytes]:
    """The lines of the settings file, "KEY","value" each, as xlwings' VBA writes them; [] when there is none."""
    try:
        return sistem.setelan.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines()
    except FileNotFoundError:
        return []
    except OSError as galat:
        raise KinerjaError("ADN13", a=sistem.setelan.name, b=reason(galat)) from galat


def _python_of(sistem: Sistem) -> str:
    """The interpreter the settings name, "" for none; as in xlwings the first line of a key counts."""
    kunci = _KUNCI_PYTHON[sistem.nama].encode()
    bagian = (_BARIS_SETELAN.fullmatch(baris) for baris in _read_settings(sistem))
    return next((b[2].decode(sistem.pengkodean, "replace") for b in bagian if b and b[1].upper() == kunci), "")


def _without_ours(sistem: Sistem, *lagi: str) -> list[bytes]:
    """The settings of others byte for byte: their code page is not ours to guess. `lagi` are further keys of ours."""
    kita = {k.encode() for k in (_KUNCI_PYTHON[sistem.nama], *_TETAP, *lagi)}
    bagian = [(_BARIS_SETELAN.fullmatch(baris), baris) for baris in _read_settings(sistem) if baris.strip()]
    return [baris for b, baris in bagian if not (b and b[1].upper() in kita)]


def _write_settings(sistem: Sistem, baris: list[bytes]) -> None:
    ganti = b"\r\n" if sistem.nama == "windows" else b"\n"
    _guarded(sistem.setelan, lambda: write_file(sistem.setelan, b"".join(b + ganti for b in baris), timpa=True))


def _guarded(path: Path, kerja: Callable[[], object], kode: str = "ADN13") -> None:
    """Run one change of the disk; what the system refuses becomes a KinerjaError. PermissionError counts as `kode`."""
    try:
        kerja()
    except (OSError, KinerjaError) as galat:
        asal = galat.__cause__ if isinstance(galat, KinerjaError) else galat
        if kode == "ADN11" and isinstance(asal, PermissionError) and path.is_file():
            raise KinerjaError("ADN11", a=path.name) from galat
        raise KinerjaError("ADN13", a=path.name, b=getattr(asal, "strerror", None) or "ditolak") from galat


def install(xlam: bytes, sistem: Sistem, provinsi: bool | None = None) -> Keadaan:
    """Put the add-in in its folder and name this Python in its settings; a previous version is replaced.

    `provinsi` shows or hides the group Provinsi; None leaves that as it was, hidden at first.
    KinerjaError ADN10 to ADN14; what Excel keeps open (ADN11) leaves everything as it was.
    """
    berkas = sistem.folder / NAMA
    if sistem.kurang:
        raise KinerjaError("ADN14", a=" dan ".join(sistem.kurang))
    if salah := refused_characters(sistem):
        raise KinerjaError("ADN12", a=sistem.python, b=salah)
    lain = _without_ours(sistem, *([] if provinsi is None else [KUNCI_PROVINSI]))
    _guarded(berkas, lambda: write_file(berkas, xlam, timpa=True), "ADN11")
    kita = {_KUNCI_PYTHON[sistem.nama]: sistem.python, **_TETAP, **({KUNCI_PROVINSI: "True"} if provinsi else {})}
    _write_settings(sistem, [*lain, *(f'"{k}","{v}"'.encode(sistem.pengkodean) for k, v in kita.items())])
    if sistem.applescript is not None:
        ke = sistem.folder_skrip / sistem.applescript.name
        _guarded(ke, lambda: _copy(sistem.applescript, ke))
    return status(sistem, xlam)


def _copy(dari: Path | None, ke: Path) -> None:
    assert dari is not None
    ke.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(dari, ke)


def remove(sistem: Sistem) -> Keadaan:
    """Take add-in and settings away; nothing to remove is no error. Other add-ins, keys and folders stay.

    The AppleScript of macOS stays too: other xlwings add-ins of the user may need it.
    """
    berkas = sistem.folder / NAMA
    _guarded(berkas, lambda: berkas.unlink(missing_ok=True), "ADN11")
    if sisa := _without_ours(sistem, KUNCI_PROVINSI):
        _write_settings(sistem, sisa)
    else:
        _guarded(sistem.setelan, lambda: sistem.setelan.unlink(missing_ok=True))
    folder = sistem.setelan.parent
    if sistem.nama == "windows" and folder.is_dir() and not any(folder.iterdir()):
        _guarded(folder, folder.rmdir)
    return status(sistem)


def status(sistem: Sistem, xlam: bytes | None = None) -> Keadaan:
    """What is installed, compared with `xlam` (the add-in of this version) when it is given."""
    berkas = sistem.folder / NAMA
    try:
        isi = berkas.read_bytes() if berkas.is_file() else None
    except OSError as galat:
        raise KinerjaError("ADN13", a=berkas.name, b=reason(galat)) from galat
    python = _python_of(sistem)
    ada, terblokir = bool(python) and Path(python).is_file(), Path(f"{berkas}:Zone.Identifier").exists()
    sama = None if isi is None or xlam is None else isi == xlam
    lain = _elsewhere(sistem, berkas)
    temuan = [buat_temuan("ADN19", a=str(p)) for p in lain]
    if isi is None:
        temuan.insert(0, buat_temuan("ADN15"))
    else:
        temuan += [buat_temuan(k, a=a) for k, a, kena in (
            ("ADN14", " dan ".join(sistem.kurang), bool(sistem.kurang)),
            ("ADN17", python or "(belum disebut)", not ada),
            ("ADN16", __version__, sama is False),
            ("ADN18", berkas.name, terblokir)) if kena]
    return Keadaan(berkas, isi is not None, hashlib.sha256(isi).hexdigest() if isi is not None else "", sama,
                   sistem.setelan, python, ada, terblokir, lain, tuple(temuan))


def _elsewhere(sistem: Sistem, berkas: Path) -> tuple[Path, ...]:
    """Other copies of the add-in: ticked by hand, or under an older name."""
    calon = [p for folder in (sistem.folder, sistem.lain) if folder.is_dir() for p in folder.glob("*")]
    return tuple(sorted(p for p in calon if re.fullmatch(r"(?i)kinerja.*\.xlam", p.name) and p != berkas))


def install_here(berkas: Path | None = None, provinsi: bool | None = None) -> list[str]:
    """`kinerja addin pasang`: the add-in of a file, or one built now, on this computer; what was done, in lines.

    `provinsi` as in `install`.
    """
    sistem = this_system()
    sistem.require_excel()
    try:
        isi = build_xlam() if berkas is None else berkas.read_bytes()
    except OSError as galat:
        raise KinerjaError("BKS01", a=str(berkas)) from galat
    return [*install(isi, sistem, provinsi).lines(),
            "Tutup semua jendela Excel, lalu buka lagi: tab Kinerja ada di pita."]


def remove_here() -> list[str]:
    """`kinerja addin lepas`."""
    remove(this_system())
    return ["Add-in dan pengaturannya sudah dilepas; buku kerja tidak tersentuh."]


def status_here() -> Keadaan:
    """`kinerja addin status`: compared with the add-in this version builds, where it can build one."""
    sistem = this_system()
    sistem.require_excel()
    try:
        isi = build_xlam()
    except KinerjaError:  # xlwings is missing: the state tells it (ADN14)
        isi = None
    return status(sistem, isi)


def status_lines() -> tuple[str, tuple[Temuan, ...]]:
    """The line of Cek Komputer: state in a sentence and what is wrong. A system without Excel is nothing wrong."""
    try:
        keadaan = status_here()
    except KinerjaError as galat:
        return str(galat), () if galat.kode == "ADN10" else galat.temuan
    return keadaan.sentence(), keadaan.temuan
