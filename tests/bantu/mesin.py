"""Tests that need an outside engine: skipped with a sentence on a laptop, red where the engine is required."""

from __future__ import annotations

import os

import pytest

#: Set to 1 where every engine is installed (continuous integration): a missing engine is then a failure.
WAJIB = "KINERJA_MESIN_WAJIB"


def need(alasan: str | None) -> None:
    """Go on when `alasan` is None; otherwise skip with that sentence, or fail when KINERJA_MESIN_WAJIB=1."""
    if alasan is None:
        return
    if os.environ.get(WAJIB) == "1":
        pytest.fail(f"Mesin wajib ada ({WAJIB}=1): {alasan}", pytrace=False)
    pytest.skip(alasan)
