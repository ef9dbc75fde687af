"""The road from a plan to a workbook: describe, compute, write."""

from __future__ import annotations

from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.buku_kinerja.ruang import with_room
from kinerja_core.lembar.tulis import render_bytes


def build_book(rencana: Rencana) -> bytes:
    """The Buku Kinerja of one plan as .xlsx bytes; its paper is a setting of the plan."""
    rencana = with_room(rencana)
    return render_bytes(describe(rencana), rencana.isian, core_values(Pengukuran(rencana)))
