"""Kinerja: scored, locked Excel workbooks for the performance of Indonesian sub-districts (kecamatan)."""

__version__ = "0.1.0"
