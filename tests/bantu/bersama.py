"""Workbooks that many tests look at and none changes: built once in a run, for all of its processes.

A test whose subject is the building itself builds for itself.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.lembar.isian import Isian

#: Where the folder of this run stands; conftest makes it, the processes of the run inherit it.
FOLDER = "KINERJA_UJI_BERSAMA"
#: Set where every case runs (--panjang).
PANJANG = "KINERJA_UJI_PANJANG"


def many(banyak: int) -> int:
    """How many of that many random cases run: a fifth, the same ones always; all with --panjang."""
    return banyak if os.environ.get(PANJANG) else -(-banyak // 5)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time; where the system has no such lock, two may build the same."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        yield


@lru_cache(maxsize=1)
def _folder() -> Path:
    """The folder of this run; of this process alone where no test runner made one."""
    return Path(os.environ.get(FOLDER) or tempfile.mkdtemp(prefix="kinerja-uji-"))


def once(nama: str, buat: Callable[[], bytes]) -> Path:
    """The file of that name, made by the first who asks. Nobody may write to it."""
    folder = _folder()
    path = folder / nama
    if not path.exists():
        with _alone(folder / f".{nama}.kunci"):
            if not path.exists():
                sementara = folder / f".{nama}.{os.getpid()}"
                sementara.write_bytes(buat())
                sementara.rename(path)
    return path


def _key(*bagian: Any) -> str:
    return hashlib.sha256(repr(bagian).encode()).hexdigest()[:20]


def book(rencana: Rencana) -> bytes:
    """`build_book(rencana)`."""
    data = sorted(rencana.data.items())
    luas = sorted(rencana.kapasitas.items()), sorted(rencana.ruang.items())
    kunci = _key(rencana.identitas, rencana.tahun, luas, data)
    return once(f"buku-{kunci}.xlsx", lambda: build_book(rencana)).read_bytes()


def form(ins: Instrumen, identitas: Identitas, isian: Isian | None = None) -> bytes:
    """`build(ins, identitas, isian)`."""
    kunci = _key(ins.sidik, identitas, sorted((isian.data if isian else {}).items()))
    return once(f"kertas-{kunci}.xlsx", lambda: build(ins, identitas, isian)).read_bytes()


def example(berkas: str) -> Path:
    """A workbook of `kinerja contoh` as the code of this run builds it, by its file name."""
    buku = {x.berkas: x.rencana for x in contoh.book_examples()} if berkas.startswith("buku") else {}
    if berkas in buku:
        return once(berkas, lambda: build_book(buku[berkas]))
    ins = contoh.load_instrumen(contoh.find_instrumen(contoh.INSTRUMEN))
    satu = next(x for x in contoh.examples(ins) if x.berkas == berkas)
    return once(berkas, lambda: build(ins, satu.identitas, satu.isian))
