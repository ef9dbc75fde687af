"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kinerja_core.xlsx.mesin.soffice import LibreOffice, libreoffice_missing

#: The one profile of every test with random inputs: how long an example takes says nothing about the code.
settings.register_profile("kinerja", deadline=None)
settings.load_profile("kinerja")

#: The files that take longest, longest first: begun early, they leave no core idle at the end.
TERLAMA = (
    "engines/test_tombol.py", "engines/test_rupa_buku_kinerja.py", "engines/test_selisih_buku.py",
    "engines/test_selisih.py", "test_pindah.py", "test_contoh.py", "engines/test_makro_libreoffice.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest files first, then the other engines, then everything else; inside a file nothing moves."""
    akar = Path(__file__).parent

    def tempat(item: pytest.Item) -> tuple[int, bool]:
        nama = item.path.relative_to(akar).as_posix()
        return TERLAMA.index(nama) if nama in TERLAMA else len(TERLAMA), not nama.startswith("engines/")

    items.sort(key=tempat)


@pytest.fixture(scope="session")
def lo() -> Iterator[LibreOffice]:
    """One running LibreOffice for the whole session; without it the test is skipped.

    With KINERJA_MESIN_WAJIB=1 (continuous integration) a missing engine is a failure instead.
    """
    kurang = libreoffice_missing()
    if kurang and os.environ.get("KINERJA_MESIN_WAJIB") == "1":
        pytest.fail(kurang)
    if kurang:
        pytest.skip(kurang)
    with LibreOffice() as mesin:
        yield mesin
