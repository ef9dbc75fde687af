"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kinerja_core.pembanding.libreoffice import LibreOffice, libreoffice_missing


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
