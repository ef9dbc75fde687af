"""What may be written where: the one place through which every output goes.

Written aside and renamed, so that no half-written file ever stands under a name. Of a file that stands there already:
the same bytes are left alone; one that is recognisably ours and that this run renews (`milik`) is replaced; every
other one only when the user said --timpa, else LJT01. A folder that had to be made is remembered, to be told.
"""

from __future__ import annotations

import contextlib
import datetime
import filecmp
import os
import zipfile
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path

from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError

#: Fixed creation date of our workbooks, so that the same input gives the same parts.
DIBUAT = datetime.datetime(2022, 1, 1)
#: Does that file, which is in the way, hold nothing but what we wrote there?
Milik = Callable[[Path], bool]

_SIFAT = "docProps/core.xml"
_CAP = (b">kinerja</dc:creator>", f">{DIBUAT:%Y-%m-%dT%H:%M:%S}Z</dcterms:modified>".encode())
_SIFAT_MAKS = 10_000
_timpa: ContextVar[bool] = ContextVar("timpa", default=False)
_folder_baru: list[Path] = []


def let_replace(ya: bool) -> Callable[[], None]:
    """Says whether the command that runs may replace files that are not ours; what it gives takes that back."""
    tadi = _timpa.set(ya)
    return lambda: _timpa.reset(tadi)


def replacing() -> bool:
    """Did the user say --timpa?"""
    return _timpa.get()


def stamped(path: Path) -> bool:
    """Is that workbook as we wrote it? Every program that saves a workbook puts its own moment into it."""
    try:
        with zipfile.ZipFile(path) as paket:
            if paket.getinfo(_SIFAT).file_size > _SIFAT_MAKS:
                return False
            sifat = paket.read(_SIFAT)
    except (OSError, zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
    return all(cap in sifat for cap in _CAP)


def headed(isi: bytes, baris: int = 1) -> Milik:
    """Knows a text of ours by its first lines, which are those of what is written now."""
    kepala = isi.splitlines(keepends=True)[:baris]

    def milik(path: Path) -> bool:
        with path.open("rb") as f:
            return [f.readline(len(b) + 1) for b in kepala] == kepala

    return milik


def make_folder(folder: Path) -> None:
    """The folder with all above it; the outermost new one is remembered (`new_folders`). OSError when it cannot be."""
    baru = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if baru:
        _folder_baru.append(baru[-1])


def new_folders() -> list[Path]:
    """The folders that had to be made since this was asked last, each without those inside it."""
    semua = list(dict.fromkeys(_folder_baru))
    _folder_baru.clear()
    return [p for p in semua if not any(q in p.parents for q in semua)]


@contextlib.contextmanager
def aside(path: Path, *, milik: Milik | None = None, timpa: bool = False) -> Iterator[Path]:
    """A name beside the target; renamed when all went well, removed when not.

    `timpa` is for files that only the program itself keeps (its settings, a cache). KinerjaError LJT01 when another
    file stands there, BKS17 when it cannot be written.
    """
    sementara = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        make_folder(path.parent)
        yield sementara
        if _is_free(path, sementara, milik, timpa):
            os.replace(sementara, path)
    except OSError as galat:
        raise KinerjaError("BKS17", a=path.name, b=reason(galat)) from galat
    finally:
        with contextlib.suppress(OSError):
            sementara.unlink(missing_ok=True)


def check_free(path: Path, milik: Milik | None = None) -> None:
    """LJT01 when somebody else's file has the name: asked before long work, and again when it is done."""
    if not os.path.lexists(path) or replacing():
        return
    if path.is_dir() or (milik is not None and path.is_file() and milik(path)):
        return  # a folder of that name makes the renaming fail, and is told so
    raise KinerjaError("LJT01", a=path.name)


def _is_free(path: Path, baru: Path, milik: Milik | None, timpa: bool) -> bool:
    """May the new file take the name? False when it already stands there."""
    if path.is_file() and filecmp.cmp(path, baru, shallow=False):
        return False
    if not timpa:
        check_free(path, milik)
    return True


def write_file(path: Path, isi: bytes, *, milik: Milik | None = None, timpa: bool = False) -> None:
    """Write a whole file, by the rule above (`aside`)."""
    with aside(path, milik=milik, timpa=timpa) as sementara:
        sementara.write_bytes(isi)


def is_same_file(a: Path, b: Path) -> bool:
    """Do both names lead to one file, links included? A file that is not there is no other's."""
    try:
        return a.samefile(b)
    except OSError:
        return False
