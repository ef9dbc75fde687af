"""SECURITY.md promises nothing that no test holds: R1 every claim (a point of a list, a row of a table) names a test,
and every test it names exists. R2 kode it names are in the catalogue. R3 what is seen and what is not stand apart.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from kinerja_core.dasar.temuan import KATALOG

ROOT = Path(__file__).parents[1]
TEKS = (ROOT / "SECURITY.md").read_text("utf-8")
SIMPUL = re.compile(r"tests/[\w/]+\.py::test_\w+")


def claims(teks: str) -> list[str]:
    """Points of lists with the lines that belong to them, and rows of tables below their heads."""
    hasil: list[str] = []
    dalam = False
    for sebelum, baris in zip(["", *teks.split("\n")], teks.split("\n"), strict=False):
        if re.match(r" *\* ", baris):
            hasil.append(baris)
            dalam = True
        elif dalam and baris.startswith("  "):
            hasil[-1] += "\n" + baris
        elif baris.startswith("| ") and sebelum.startswith("|"):
            hasil.append(baris)
            dalam = False
        else:
            dalam = False
    return hasil


@cache
def defined(berkas: str) -> frozenset[str]:
    """The tests a file defines."""
    pohon = ast.parse((ROOT / berkas).read_text("utf-8"))
    return frozenset(x.name for x in pohon.body if isinstance(x, ast.FunctionDef))


def unheld(teks: str) -> list[str]:
    """Claims without a test, and tests that do not exist."""
    hasil = []
    for klaim in claims(teks):
        simpul = SIMPUL.findall(klaim)
        hasil += [klaim] if not simpul else []
        for berkas, _, nama in (s.partition("::") for s in simpul):
            if not (ROOT / berkas).is_file() or nama not in defined(berkas):
                hasil.append(f"{berkas}::{nama}")
    return hasil


def test_every_claim_names_a_test_that_exists() -> None:
    """R1."""
    assert len(claims(TEKS)) > 50
    assert unheld(TEKS) == []


def test_a_claim_without_a_test_is_found() -> None:
    """R1: in each form a claim may have."""
    assert unheld("* sesuatu\n  lagi\n\n") == ["* sesuatu\n  lagi"]
    assert unheld("| a | b |\n|---|---|\n| x | y |\n") == ["| x | y |"]
    assert unheld("* x [`tests/test_security.py::test_bukan`]") == ["tests/test_security.py::test_bukan"]
    assert unheld("* x [`tests/test_tiada.py::test_bukan`]") == ["tests/test_tiada.py::test_bukan"]
    assert unheld("* x [`tests/test_security.py::test_a_claim_without_a_test_is_found`]") == []


def test_kode_are_those_of_the_catalogue() -> None:
    """R2; every kode about looks and what was sent is told (R3)."""
    ada = set(re.findall(r"\b[A-Z]{3}\d\d\b", TEKS))
    assert ada <= KATALOG.keys()
    assert {*(f"SGL{n:02}" for n in (4, 5, 6, 7, 8, 9, *range(10, 16), *range(23, 31))), "KPL23", "KPL24"} <= ada


def test_seen_and_not_seen_stand_apart() -> None:
    """R3."""
    for kepala in ("| Seen | Kode | Test |", "| Not seen, on purpose | Why | Test |"):
        assert TEKS.count(kepala) == 1
