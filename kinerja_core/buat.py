"""The road from an instrument and an isian to a workbook: describe, score, write."""

from __future__ import annotations

from kinerja_core.instrumen import Identitas, Instrumen
from kinerja_core.isian import Isian
from kinerja_core.layout.kertas_kerja import describe
from kinerja_core.penilaian import Olahan, core_values, score_olahan
from kinerja_core.writer import FOLIO, render_bytes


def build(instrumen: Instrumen, identitas: Identitas, isian: Isian | None = None, *, kertas: int = FOLIO) -> bytes:
    """The kertas kerja of one office as .xlsx bytes; without an isian every input is blank."""
    isian = isian or Isian(identitas, {})
    olahan = Olahan(instrumen, isian)
    return render_bytes(describe(instrumen, identitas), isian, core_values(olahan, score_olahan(olahan)), kertas=kertas)
