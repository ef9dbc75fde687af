"""Today's catatan on the samples against those frozen before issue 13 changed any.

R1 what is gone and what is new stands in tests/emas/catatan_berubah.toml with its reason. R2 nothing stands there that
did not happen. R3 the frozen file names every sample.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from bantu.contoh import EMAS, TERSIMPAN

BEKU: dict[str, list[tuple[str, str, str]]] = {
    berkas: [(kode, tingkat, sel) for kode, tingkat, sel in daftar]
    for berkas, daftar in json.loads((EMAS / "catatan_beku.json").read_text("utf-8")).items()}
BERUBAH: dict[str, list[dict[str, Any]]] = tomllib.loads((EMAS / "catatan_berubah.toml").read_text("utf-8"))

Pasangan = set[tuple[str, str]]


def frozen(berkas: str) -> Pasangan:
    """(kode, sel) of a sample as frozen."""
    return {(kode, sel) for kode, _, sel in BEKU[berkas]}


def today(berkas: str) -> Pasangan:
    """(kode, sel) of a sample as its catatan.json says; test_contoh holds that file against the checks themselves."""
    daftar = json.loads((TERSIMPAN / f"{berkas}.catatan.json").read_text("utf-8"))
    return {(t["kode"], t["sel"]) for t in daftar}


def listed(apa: str, berkas: str) -> Pasangan:
    """What the list says is `hilang` or `baru` in a sample."""
    pasangan: Pasangan = set()
    for butir in BERUBAH.get(apa, []):
        if berkas in butir["berkas"]:
            semua = {sel for kode, sel in frozen(berkas) if kode == butir["kode"]}
            pasangan |= {(butir["kode"], sel) for sel in (semua if butir["sel"] == ["*"] else butir["sel"])}
    return pasangan


@pytest.mark.parametrize("berkas", BEKU)
def test_what_differs_from_the_frozen_catatan_is_listed(berkas: str) -> None:
    """R1, R2"""
    assert frozen(berkas) - today(berkas) == listed("hilang", berkas)
    assert today(berkas) - frozen(berkas) == listed("baru", berkas)


def test_every_change_has_a_reason_and_a_sample() -> None:
    """R2, R3"""
    assert set(BEKU) == {p.name.removesuffix(".catatan.json") for p in TERSIMPAN.glob("*.catatan.json")}
    for butir in (b for daftar in BERUBAH.values() for b in daftar):
        assert set(butir) == {"berkas", "kode", "sel", "alasan"}
        assert set(butir["berkas"]) <= set(BEKU)
        assert len(butir["alasan"]) > 20
    assert set(BERUBAH) <= {"hilang", "baru"}
