"""The road from a plan to a workbook: describe, compute, write."""

from __future__ import annotations

from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana
from kinerja_core.buku_kinerja.ruang import with_room
from kinerja_core.lembar.cetak import chosen_paper
from kinerja_core.lembar.tulis import render_bytes


def build_book(rencana: Rencana) -> bytes:
    """The Buku Kinerja of one plan as .xlsx bytes; its paper is a setting of the plan."""
    kertas = chosen_paper(rencana.teks(PROFIL, "kertas"))
    rencana = with_room(rencana)
    denah = describe(rencana)
    return render_bytes(denah, rencana.isian, core_values(Pengukuran(rencana)), kertas=kertas)
