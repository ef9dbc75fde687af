"""Today's notes on the samples against the verdicts of two independent judges (tests/emas/juri.tsv).

Judged was every frozen note of the four Buku Kinerja and of Bendo: `benar`, `bising` or `salah`; where the two differ
it counts as wrong. Notes are told as causes, so a cause is right when one of its notes is: a second cell of it, judged
noise because it was a line of its own, is none any more.

R1 no right note is lost unless tests/emas/catatan_berubah.toml lists it with its reason; R2 at least 95 percent of the
judged causes are right and no obligatory one is wrong; R3 the noise of five kode is gone; R4 Sokobanah has at most 61
causes; R5 every frozen note of these samples was judged by both.
"""

from __future__ import annotations

import csv
from functools import cache

import pytest
from bantu.contoh import EMAS, FOLDER
from test_catatan_beku import frozen, listed, today

import kinerja_core as kinerja
from kinerja_core.dasar.sebab import Sebab, causes

VONIS = frozenset({"benar", "bising", "salah"})
with (EMAS / "juri.tsv").open(encoding="utf-8", newline="") as berkas_juri:
    BARIS = list(csv.DictReader(berkas_juri, delimiter="\t"))
#: (sample, kode, sel) of every judged note, and whether both call it right.
JURI = {(b["berkas"], b["kode"], b["sel"]): b["juri_a"] == b["juri_b"] == "benar" for b in BARIS}
BERKAS = sorted({berkas for berkas, _, _ in JURI})
#: Kode that were mostly noise when they were judged.
BISING = ("TKS01", "NOM01", "BDA03", "TGT02", "NAM01")
BUKU = [b for b in BERKAS if b.startswith("buku")]
PALING_SEDIKIT_BENAR, SEBAB_SOKOBANAH = 0.95, 61


@cache
def told(berkas: str) -> tuple[Sebab, ...]:
    """The causes of a sample today."""
    return tuple(causes(kinerja.periksa(FOLDER / f"{berkas}.xlsx").temuan))


def judged(berkas: str, sebab: Sebab) -> list[bool]:
    """The verdicts on the notes of a cause that were judged."""
    return [JURI[berkas, t.kode, t.sel] for t in sebab.temuan if (berkas, t.kode, t.sel) in JURI]


def test_every_frozen_note_was_judged_twice() -> None:
    """R5"""
    assert {(berkas, *x) for berkas in BERKAS for x in frozen(berkas)} == JURI.keys()
    assert {v for b in BARIS for v in (b["juri_a"], b["juri_b"])} == VONIS
    assert all(b["alasan_a"] and b["alasan_b"] for b in BARIS)


@pytest.mark.parametrize("berkas", BERKAS)
def test_no_right_note_is_lost_without_reason(berkas: str) -> None:
    """R1"""
    benar = {(kode, sel) for (b, kode, sel), v in JURI.items() if b == berkas and v}
    assert benar - today(berkas) <= listed("hilang", berkas)


def test_most_causes_are_right_and_no_obligatory_one_is_wrong() -> None:
    """R2: of the Buku Kinerja; the one judged kertas kerja follows its own part of the issue."""
    vonis = [(s, any(j)) for b in BUKU for s in told(b) if (j := judged(b, s))]
    salah = [(s.kode, s.tempat) for s, benar in vonis if not benar]
    assert len(vonis) > 80
    assert len(salah) <= (1 - PALING_SEDIKIT_BENAR) * len(vonis), salah
    assert [(s.kode, s.tempat) for s, benar in vonis if not benar and s.tingkat == "wajib"] == []


@pytest.mark.parametrize("kode", BISING)
def test_the_noise_is_gone(kode: str) -> None:
    """R3: what was judged noise or wrong stands only beside a right note of its cause, or on another sheet of it."""
    sisa = [s.tempat for b in BUKU for s in told(b) if s.kode == kode and (j := judged(b, s)) and not any(j)]
    lembar_lain = {"BDA03": 3}  # the same wording once more in Renstra and PK, where it has to be changed too
    assert len(sisa) <= lembar_lain.get(kode, 0), sisa


def test_sokobanah_is_told_in_few_causes() -> None:
    """R4"""
    assert len(told("buku_kinerja_sokobanah_2022")) <= SEBAB_SOKOBANAH
