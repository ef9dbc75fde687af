"""Formulas as tokens (`token_rumus`): kinds, nothing lost, what is never closed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.xlsx.token_rumus import tokenize


@pytest.mark.parametrize(("rumus", "jenis"), [
    ("IF(A1=TRUE,FALSE( ),-1.5E-7%)", "fungsi kata tanda logis tanda logis tanda angka tanda"),
    ("'It''s'!A1&\"a\"\"b\"", "lembar kata tanda teks"), ("A1:B2 B1:B3", "kata tanda kata irisan kata tanda kata"),
    ("SUM (A1) + 1", "fungsi kata tanda spasi tanda spasi angka"), ("LOG10(A1)", "fungsi kata tanda"),
    ("S!A1:S!B2", "lembar kata tanda lembar kata"), ("a:b!A1", "lembar kata"), ("S!#REF!", "lembar galat"),
    ("T[[#This Row],[a]]+[1]S!A1", "kata kurung tanda kurung lembar kata"), ("$1:$3", "kata tanda kata"),
    ("TRUEX+nilai.b", "kata tanda kata"), ("1E5+E5", "angka tanda kata"), ("A1\u00a0", "kata lain"),
])  # fmt: skip
def test_kinds_of_tokens(rumus: str, jenis: str) -> None:
    assert " ".join(j for j, _ in tokenize(rumus)) == jenis


@pytest.mark.parametrize("awal", ['"', "'", "["])
def test_what_is_never_closed_is_one_token(awal: str) -> None:
    assert list(tokenize(f"A1+{awal}" + "b " * 50_000))[2:] == [("lain", awal + "b " * 50_000)]


@settings(max_examples=300)
@given(st.text("A1z$ \t\n\"'[]!#().,;:+-*/<>=&%{}@_\\?é\u00a05EeTRUE~"))
def test_no_character_is_lost(rumus: str) -> None:
    assert "".join(teks for _, teks in tokenize(rumus)) == rumus
