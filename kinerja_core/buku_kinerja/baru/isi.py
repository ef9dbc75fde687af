"""What was typed into a new Buku Kinerja, as data: by row (or slot) and kunci."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kinerja_core.buku_kinerja.baru.baris import BARIS
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.isian import Isian, Kotak


@dataclass(frozen=True)
class IsiBuku:
    """Everything a book holds: identity, year, how many rows each of its tables has, raw values by (slot, kunci).

    Rows of the plan stand under B001, B002 ...; other tables under the slots of the plan. `audit`: does it hold how
    existing documents print it? `asal` is known when a workbook was read; absent values are blank.
    """

    identitas: Identitas
    tahun: int
    ruang: Mapping[str, int]
    data: Mapping[Kotak, Nilai]
    audit: bool = False
    asal: Mapping[Kotak, Any] = field(default_factory=dict, compare=False)
    tak_terhitung: Mapping[Kotak, str] = field(default_factory=dict, compare=False)
    #: Lines of the cascading that begin a page in the workbook that was read.
    halaman: tuple[int, ...] = field(default=(), compare=False)

    @property
    def isian(self) -> Isian:
        """The same as the writer takes it."""
        return Isian(self.identitas, self.data, self.asal, tak_terhitung=self.tak_terhitung)

    @cached_property
    def baris(self) -> list[str]:
        """Slots of the rows, used or spare."""
        return [BARIS.slot(n) for n in range(1, self.ruang[BARIS.kunci] + 1)]

    def nilai(self, slot: str, kunci: str) -> Nilai:
        """As typed; None for blank and for a text without a character."""
        nilai = self.data.get((slot, kunci))
        return None if nilai == "" else nilai
