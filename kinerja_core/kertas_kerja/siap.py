"""What the kertas kerja of one instrument have in common: worked out once, kept by the hash of the instrument.

One file is a batch of one: the first ones are described as they come, and only then it pays to make the description
from which that of every other office comes.
"""

from __future__ import annotations

from collections import Counter, OrderedDict

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.di_tempat import DiTempat
from kinerja_core.kertas_kerja.lembar.cetakan import CetakanKertas
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Susunan
from kinerja_core.lembar.denah import Cetakan, Denah

#: Workbooks of one sending that are described one by one: what all share costs as much as five descriptions.
SENDIRI = 4
#: Sendings (deadline, acceptance) whose description is kept, and instruments; a hostile folder could name a new sending
#: in every file.
_KIRIMAN_MAKS, _INSTRUMEN_MAKS = 4, 8


class Siap:
    """One instrument. For one process."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen, self.susunan, self.di_tempat = instrumen, Susunan(instrumen), DiTempat()
        self._lihat: Counter[TandaKiriman] = Counter()
        self._cetakan: dict[TandaKiriman, CetakanKertas] = {}

    def describe(self, identitas: Identitas, kiriman: TandaKiriman) -> tuple[Denah, Cetakan | None]:
        """The description for an office, and what it shares with that of others, if anything."""
        if kiriman not in self._cetakan and self._seen_often(kiriman):
            self._cetakan[kiriman] = CetakanKertas(self.instrumen, kiriman)
        if (cetakan := self._cetakan.get(kiriman)) and cetakan.bersama:
            return cetakan.describe(identitas), cetakan.bersama
        return describe(self.instrumen, identitas, kiriman), None

    def _seen_often(self, kiriman: TandaKiriman) -> bool:
        if len(self._cetakan) >= _KIRIMAN_MAKS:
            return False
        if len(self._lihat) > 100 * _KIRIMAN_MAKS:
            self._lihat.clear()
        self._lihat[kiriman] += 1
        return self._lihat[kiriman] > SENDIRI


_SIAP: OrderedDict[str, Siap] = OrderedDict()


def prepared(instrumen: Instrumen) -> Siap:
    """What was worked out for an instrument of this very definition."""
    siap = _SIAP.pop(instrumen.sidik, None) or Siap(instrumen)
    _SIAP[instrumen.sidik] = siap
    if len(_SIAP) > _INSTRUMEN_MAKS:
        _SIAP.popitem(last=False)
    return siap
