"""The samples as the code makes them, for every test that reads one.

The committed .xlsx of sample_workbooks/ change once, when an issue closes (`make golden`); what they are to be stands
in tests/emas as digests, which change with every change of layout. A test asks here:
`FOLDER / "kertas_kerja_kosong.xlsx"` is the committed file while it agrees with its digests, otherwise one built of
the code, once on this computer.
"""

from __future__ import annotations

import os
import tempfile
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from bantu import emas
from bantu.bersama import example

AKAR = Path(__file__).parents[2]
TERSIMPAN, EMAS = AKAR / "sample_workbooks", AKAR / "tests" / "emas"
#: What is built because the committed file is older; in the folder of pytest, which no commit takes.
SIMPANAN = AKAR / ".pytest_cache" / "contoh"


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


@cache
def sample(berkas: str) -> Path:
    """The file of a sample as the code makes it. One that has no digests yet is built, so that its test goes on."""
    ada = [p for p in (TERSIMPAN / berkas, SIMPANAN / berkas) if is_golden(p, berkas)]
    return ada[0] if ada else keep(berkas, example(berkas).read_bytes())


class FolderContoh:
    """The folder of samples as tests read it: `/ name` and `glob` as a Path has them; texts are the committed ones."""

    def __truediv__(self, nama: str) -> Path:
        return sample(nama) if nama.endswith(".xlsx") else TERSIMPAN / nama

    def glob(self, pola: str) -> list[Path]:
        """Every sample whose name fits, by name."""
        return [self / b for p in sorted(EMAS.glob("*.txt")) if fnmatch(b := f"{p.stem}.xlsx", pola)]


FOLDER = FolderContoh()
