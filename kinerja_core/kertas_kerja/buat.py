"""The road from an instrument and an isian to a workbook: describe, compute, write; sealed where a key is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Kertas
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.segel.tanda import seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def build(instrumen: Instrumen, identitas: Identitas, isian: Isian | None = None, *,
          kertas: Kertas = KERTAS_BAWAAN) -> bytes:
    """The kertas kerja of one office as .xlsx bytes; without an isian every input is blank."""
    isian = isian or Isian(identitas, {})
    denah, olahan = describe(instrumen, identitas, TandaKiriman(kertas=kertas)), Olahan(instrumen, isian)
    return render_bytes(denah, isian, core_values(olahan, score_olahan(olahan)))


def build_sealed(instrumen: Instrumen, identitas: Identitas, kunci: Ed25519PrivateKey, isian: Isian | None = None, *,
                 tenggat: str = "", penerimaan: str = "", kertas: Kertas = KERTAS_BAWAAN) -> bytes:
    """A sealed kertas kerja as .xlsx bytes. Data Umum of `isian` are signed as sent, its other values are not.

    `tenggat` (2026-12-31) and `penerimaan`, the words that accept unconfirmed values, are signed and shown.
    """
    isian = isian or Isian(identitas, {})
    umum = {f.kode: v for f in instrumen.data_umum if (v := isian.data.get((f.kode, "isi"))) is not None}
    kiriman = TandaKiriman(tenggat, penerimaan, kertas)
    denah, _ = seal(describe(instrumen, identitas, kiriman), kunci, tenggat=tenggat, data_umum=umum)
    olahan = Olahan(instrumen, isian)
    return render_bytes(denah, isian, core_values(olahan, score_olahan(olahan)))
