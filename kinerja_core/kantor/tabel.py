"""Results and findings of a workbook of any kind as plain tables, for every place that shows or exports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan
from kinerja_core.kantor.jenis import kind
from kinerja_core.lembar.bacaan import Bacaan, BarisHasil


def results(bacaan: Bacaan) -> Iterator[BarisHasil]:
    """Every result a reader looks at, in the order of sheets, rows and columns. The core's are of the inputs alone."""
    jenis = kind(bacaan)
    return jenis.results(bacaan, jenis.compute(bacaan))


def result_table(bacaan: Bacaan) -> list[list[object]]:
    """One row per result under the header HASIL: what the core says, what the workbook shows, "sama" or "beda"."""
    return [[b.label, b.kode, b.tempat, b.inti, b.buku.teks if isinstance(b.buku, Galat) else b.buku,
             "sama" if b.sama else "beda"] for b in results(bacaan)]


def findings_table(temuan: Iterable[Temuan]) -> list[list[object]]:
    """One row per cause."""
    return [[s.kode, SEBUTAN_TINGKAT[s.tingkat], s.tempat, s.sebab, s.tindakan] for s in causes(temuan)]
