"""The self-test of this computer as the button shows it: with the line about the add-in."""

from __future__ import annotations

from kinerja_addin.pasang import status_lines
from kinerja_core.kantor.cek import self_test


def computer_rows() -> list[list[object]]:
    """The self-test, one row per line."""
    return [[b.nama, b.keadaan, b.keterangan] for b in self_test(status_lines).baris]
