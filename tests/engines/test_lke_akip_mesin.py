"""The workbook of LKE AKIP in other engines.

R1 the invented filling: core, what the file shows, ironcalc, LibreOffice and formulas agree on every result cell.
R2 random fillings agree in LibreOffice. R3 an empty form opens without a value that differs.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bantu.bersama import form, many
from bantu.isian_acak import BukuLibreOffice, disagreements, random_filling

from kinerja_core.dasar.data import load_data
from kinerja_core.dasar.excelmath import same_value
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
from kinerja_core.kantor.contoh import CONTOH
from kinerja_core.kantor.hitung import compare
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys, parse_isian
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.xlsx.mesin.soffice import LibreOffice

LKE = load_instrumen(find_instrumen("lke_akip_2026"))
MESIN = ("ironcalc", "libreoffice", "formulas")


@pytest.mark.parametrize("mesin", [MESIN[:2], pytest.param(MESIN, marks=pytest.mark.panjang)], ids="+".join)
def test_the_sample_in_all_engines(mesin: tuple[str, ...], tmp_path: Path, lo: LibreOffice) -> None:
    """R1: `formulas`, which needs longer than all other engines together, with --panjang."""
    isian = parse_isian(load_data(templat_dir() / "contoh" / "lke_akip_contoh_2026.toml"), LKE)
    path = tmp_path / "lke.xlsx"
    path.write_bytes(build(LKE, CONTOH, isian))
    laporan = compare(path, read_workbook(path), mesin)
    assert laporan.pembanding == mesin
    assert not laporan.temuan
    assert len(laporan.sel) > 300
    for s in laporan.sel.values():
        assert s.tersimpan is not None
        assert set(s.rumus) == set(mesin)
        assert all(same_value(s.inti, v) for v in (s.tersimpan, *s.rumus.values())), s.sel
    assert laporan.sel["predikat"].inti == "CC"


def test_random_fillings_in_libreoffice(tmp_path: Path, lo: LibreOffice) -> None:
    """R2"""
    path, rng = tmp_path / "lke.xlsx", random.Random("lke")
    path.write_bytes(form(LKE, CONTOH))
    with lo.open(path) as dokumen:
        buku = BukuLibreOffice(dokumen, describe(LKE, CONTOH))
        for n in range(many(12)):
            isi = random_filling(rng, LKE, input_keys(LKE))
            assert not disagreements(buku, LKE, isi), f"isian acak ke-{n}"


def test_an_empty_form(tmp_path: Path) -> None:
    """R3"""
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(form(LKE, CONTOH))
    laporan = compare(path, read_workbook(path))
    assert not [t for t in laporan.temuan if t.kode != "ISI01"]
    assert all(same_value(s.inti, s.tersimpan) for s in laporan.sel.values())
