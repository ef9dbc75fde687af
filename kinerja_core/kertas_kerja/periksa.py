"""Checks of a read workbook: plain functions in a list, each returns findings; all are collected."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan
from kinerja_core.kertas_kerja.baca import Bacaan
from kinerja_core.kertas_kerja.penilaian import Olahan, Susunan, score_olahan
from kinerja_core.kertas_kerja.periksa_isian import Terolah, check_isian
from kinerja_core.segel.berkas import (
    check_active,
    check_cached_values,
    check_formulas_present,
    check_moved_evidence,
    check_protection,
)

Pemeriksaan = Callable[[Bacaan, Terolah], list[Temuan]]
PEMERIKSAAN: tuple[Pemeriksaan, ...] = (
    check_isian,
    check_moved_evidence,
    check_active,
    check_formulas_present,
    check_cached_values,
    check_protection,
)


def process(bacaan: Bacaan, susunan: Susunan | None = None) -> Terolah:
    """Clean and score a read workbook once, for every check."""
    olahan = Olahan(bacaan.instrumen, bacaan.isian, susunan)
    return Terolah(olahan, score_olahan(olahan))


def check_workbook(bacaan: Bacaan, terolah: Terolah | None = None, *,
                   pasti_bersih: Callable[[Pemeriksaan, Bacaan, Terolah], bool] | None = None) -> list[Temuan]:
    """All findings, obligatory ones first, in the order of the workbook.

    `pasti_bersih` may spare a check that it knows to find nothing in this workbook (`banyak.pasti_bersih`).
    """
    terolah = terolah or process(bacaan)
    temuan = list(bacaan.temuan)
    for periksa in PEMERIKSAAN:
        if pasti_bersih is None or not pasti_bersih(periksa, bacaan, terolah):
            temuan += periksa(bacaan, terolah)
    urutan = list(SEBUTAN_TINGKAT)
    return sorted(temuan, key=lambda t: urutan.index(t.tingkat))
