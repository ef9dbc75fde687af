"""The road from an instrument and an isian, or from a plan, to a workbook: describe, compute, write."""

from __future__ import annotations

from kinerja_core.instrumen import Identitas, Instrumen
from kinerja_core.isian import Isian
from kinerja_core.layout import buku_kinerja
from kinerja_core.layout.bk_petak import with_room
from kinerja_core.layout.kertas_kerja import describe
from kinerja_core.nilai_buku import core_values as plan_values
from kinerja_core.pengukuran import Pengukuran
from kinerja_core.penilaian import Olahan, core_values, score_olahan
from kinerja_core.rencana import PROFIL, Rencana
from kinerja_core.writer import A4, FOLIO, render_bytes


def build(instrumen: Instrumen, identitas: Identitas, isian: Isian | None = None, *, kertas: int = FOLIO) -> bytes:
    """The kertas kerja of one office as .xlsx bytes; without an isian every input is blank."""
    isian = isian or Isian(identitas, {})
    olahan = Olahan(instrumen, isian)
    return render_bytes(describe(instrumen, identitas), isian, core_values(olahan, score_olahan(olahan)), kertas=kertas)


def build_book(rencana: Rencana) -> bytes:
    """The Buku Kinerja of one plan as .xlsx bytes; its paper is a setting of the plan."""
    kertas = A4 if rencana.teks(PROFIL, "kertas").upper() == "A4" else FOLIO
    rencana = with_room(rencana)
    denah = buku_kinerja.describe(rencana)
    return render_bytes(denah, rencana.isian, plan_values(Pengukuran(rencana)), kertas=kertas)
