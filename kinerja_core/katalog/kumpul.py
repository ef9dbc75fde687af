"""Findings of collecting: what comes back, the register, the recap (`kinerja kumpul`)."""

from __future__ import annotations

from kinerja_core.katalog.dasar import catalogue

KATALOG_KUMPUL = catalogue()
