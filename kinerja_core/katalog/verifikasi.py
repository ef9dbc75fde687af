"""Findings of verification: verifier workbooks and their merging (`kinerja verifikasi`, `kinerja provinsi`)."""

from __future__ import annotations

from kinerja_core.katalog.dasar import catalogue

KATALOG_VERIFIKASI = catalogue()
