"""Findings of sending: the list of kecamatan, sealing, the folder of templates (`kinerja sebar`)."""

from __future__ import annotations

from kinerja_core.katalog.dasar import catalogue

KATALOG_SEBAR = catalogue()
