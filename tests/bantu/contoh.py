"""The samples as the code makes them, for every test that reads one.

The committed .xlsx of sample_workbooks/ change once, when an issue closes (`make golden`); what they are to be stands
in tests/emas as digests, which change with every change of layout. A test asks here:
`FOLDER / "kertas_kerja_kosong.xlsx"` is the committed file while it agrees with its digests, otherwise one built of
the code, once on this computer.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import cache, lru_cache
from pathlib import Path

from bantu import emas
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, BukuContoh, Contoh, book_examples, examples
from kinerja_core.kertas_kerja.buat import build

try:
    import fcntl
except ImportError:  # Windows: two workers may build the same sample
    fcntl = None  # type: ignore[assignment]

AKAR = Path(__file__).parents[2]
TERSIMPAN, EMAS = AKAR / "sample_workbooks", AKAR / "tests" / "emas"
#: What is built because the committed file is older; in the folder of pytest, which no commit takes.
SIMPANAN = AKAR / ".pytest_cache" / "contoh"


@lru_cache(maxsize=1)
def _examples() -> dict[str, Contoh | BukuContoh]:
    return {c.berkas: c for c in (*examples(), *book_examples())}


def names() -> list[str]:
    """Names of all samples, in the order of the main job."""
    return list(_examples())


@cache
def build_sample(berkas: str) -> bytes:
    """A sample built now; once per process."""
    contoh = _examples()[berkas]
    if isinstance(contoh, BukuContoh):
        return build_book(contoh.rencana)
    return build(load_instrumen(find_instrumen(INSTRUMEN)), contoh.identitas, contoh.isian)


def golden(berkas: str) -> str:
    """The digests of a sample; "" for one that has none yet."""
    path = EMAS / f"{Path(berkas).stem}.txt"
    return path.read_text("utf-8") if path.is_file() else ""


def is_golden(path: Path, berkas: str) -> bool:
    """Is there a file, and is it what the digests of that sample say?"""
    return path.is_file() and emas.differences(golden(berkas), path.read_bytes()) == []


def keep(berkas: str, isi: bytes) -> Path:
    """A built sample kept for the tests of this computer, in one step."""
    SIMPANAN.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=SIMPANAN, suffix=".baru", delete=False) as baru:
        baru.write(isi)
    os.replace(baru.name, SIMPANAN / berkas)
    return SIMPANAN / berkas


@contextmanager
def _alone(berkas: str) -> Iterator[None]:
    """Only one process of this computer at a time: the others wait for what it builds."""
    SIMPANAN.mkdir(parents=True, exist_ok=True)
    with (SIMPANAN / f"{berkas}.kunci").open("w") as kunci:
        if fcntl is not None:
            fcntl.flock(kunci, fcntl.LOCK_EX)
        yield


@cache
def sample(berkas: str) -> Path:
    """The file of a sample as the code makes it. One that has no digests yet is built, so that its test goes on."""
    if is_golden(TERSIMPAN / berkas, berkas):
        return TERSIMPAN / berkas
    with _alone(berkas):
        return SIMPANAN / berkas if is_golden(SIMPANAN / berkas, berkas) else keep(berkas, build_sample(berkas))


class FolderContoh:
    """The folder of samples as tests read it: `/ name` and `glob` as a Path has them; texts are the committed ones."""

    def __truediv__(self, nama: str) -> Path:
        return sample(nama) if nama.endswith(".xlsx") else TERSIMPAN / nama

    def glob(self, pola: str) -> list[Path]:
        """Every sample whose name fits, by name."""
        return [self / b for p in sorted(EMAS.iterdir()) if fnmatch(b := f"{p.stem}.xlsx", pola)]


FOLDER = FolderContoh()
