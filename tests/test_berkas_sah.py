"""Every generated workbook is a file Excel should open without a repair prompt.

R1 Microsoft's Open XML validator: 0 errors for Office2010, Office2019, Microsoft365. R2 our lint: 0 lines.
R3 every formula carries a cached value, and it is the right one (ironcalc agrees on every cell, presentation included).
"""

from __future__ import annotations

from pathlib import Path

import pandas
import pytest
from bantu.isian_acak import instrumen_uji
from bantu.lint import lint
from bantu.mesin import need
from bantu.validator import VERSI_BERKAS, validate, validator_missing

from kinerja_core.dasar.excelmath import same_value
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN, build_examples
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.cetak import A4
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tema import GAYA, GAYA_BERSYARAT, PUTIH, TINTA
from kinerja_core.xlsx.baca import read_buku, read_parts
from kinerja_core.xlsx.mesin.mesin_ironcalc import evaluate_places


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Instrumen | None]]:
    folder = tmp_path_factory.mktemp("sah")
    semua: dict[str, tuple[Path, Instrumen | None]] = {}
    for contoh, isi in build_examples():
        semua[contoh.berkas] = (folder / contoh.berkas, None)
        (folder / contoh.berkas).write_bytes(isi)
    for kebijakan in ("nol", "penuh", "normalisasi"):
        ins = instrumen_uji(kebijakan)
        path = folder / f"uji_{kebijakan}.xlsx"
        path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {}), kertas=A4))
        semua[path.name] = (path, ins)
    return semua


def test_open_xml_validator_finds_nothing(berkas: dict[str, tuple[Path, Instrumen | None]]) -> None:
    need(validator_missing())
    satu, *lain = (path for path, _ in berkas.values())
    hasil = validate([satu]) | validate(lain, VERSI_BERKAS)
    assert len(hasil) == len(berkas)
    assert {p.name: salah for p, salah in hasil.items() if salah} == {}


def test_lint_finds_nothing(berkas: dict[str, tuple[Path, Instrumen | None]]) -> None:
    assert {nama: lint(path) for nama, (path, _) in berkas.items() if lint(path)} == {}


def test_every_cached_value_is_what_ironcalc_computes(berkas: dict[str, tuple[Path, Instrumen | None]]) -> None:
    for path, ins in berkas.values():
        buku = read_buku(path)
        tempat = [(s.nama, pos) for s in buku.lembar for pos in s.rumus]
        assert len(tempat) > 500
        beda = []
        for (lembar, pos), nilai in zip(tempat, evaluate_places(path, tempat), strict=True):
            sheet = buku.sheet(lembar)
            assert sheet is not None
            assert pos in sheet.nilai, (path.name, lembar, pos)
            if not same_value(sheet.nilai[pos], nilai):
                beda.append((lembar, pos, sheet.nilai[pos], nilai))
        assert beda == []
        if ins is not None:
            denah = describe(ins, CONTOH)
            rumus = sum(isinstance(x.isi, Rumus) for s in denah.lembar for x in s.sel.values())
            assert rumus == len(tempat)


def test_a_reading_library_sees_the_right_numbers_without_recalculation() -> None:
    """As in Protected View or on a phone: pandas reads what is cached and nothing else."""
    from io import BytesIO

    contoh, isi = next(build_examples())
    denah = describe(load_instrumen(find_instrumen(INSTRUMEN)), contoh.identitas)
    lembar, (baris, kolom) = denah.nama["nilai_akhir"]
    tabel = pandas.read_excel(BytesIO(isi), sheet_name=lembar, header=None, engine="openpyxl")
    assert tabel.iat[baris, kolom] == pytest.approx(86.894377631548, abs=1e-9)
    nilai = [denah.nama[f"nilai_{i.kode}"] for a in load_instrumen(find_instrumen(INSTRUMEN)).aspek
             for i in a.indikator]
    kertas = pandas.read_excel(BytesIO(isi), sheet_name=nilai[0][0], header=None, engine="openpyxl")
    jumlah = pandas.to_numeric(kertas.iloc[[b for _, (b, _) in nilai], nilai[0][1][1]]).sum()
    assert jumlah == pytest.approx(86.894377631548, abs=1e-9)


def test_charts_are_read_aloud_and_text_stands_out(berkas: dict[str, tuple[Path, Instrumen | None]]) -> None:
    """Alt text on every chart; every described style and conditional style keeps a contrast of 4,5 to 1."""
    for path, _ in berkas.values():
        bagian = {n: isi.decode() for n, isi in read_parts(path).items() if n.startswith("xl/drawings/drawing")}
        assert bagian
        assert all('descr="Diagram batang' in isi for isi in bagian.values())
    for nama, gaya in {**GAYA, **GAYA_BERSYARAT}.items():
        terang = [_luminance(gaya.get(k, bawaan)) for k, bawaan in (("font_color", TINTA), ("bg_color", PUTIH))]
        assert (max(terang) + 0.05) / (min(terang) + 0.05) >= 4.5, nama


def _luminance(warna: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2)."""
    saluran = [int(warna[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linier = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in saluran]
    return 0.2126 * linier[0] + 0.7152 * linier[1] + 0.0722 * linier[2]
