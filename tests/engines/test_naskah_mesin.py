"""The authoring workbook in LibreOffice.

R1 opened and saved there it reads back equal. R2 forced recalculation gives the cached values. R3 printed: nothing cut,
no ###, nothing off the page.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from bantu.isian_acak import instrumen_text, instrumen_uji
from bantu.mesin import need
from bantu.rupa import clipped, off_page, overflows, overlaps, poppler_missing
from bantu.simpan import save_libreoffice

from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import same_value
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.instrumen.naskah.muat import load_naskah
from kinerja_core.instrumen.naskah.tulis import write_naskah
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import LibreOffice

SHIPPED = "sinergisitas_jatim_2022"


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped instrument and the test instrument that uses everything."""
    folder = tmp_path_factory.mktemp("naskah")
    isi = {SHIPPED: load_toml(find_instrumen(SHIPPED)),
           "uji": tomllib.loads(instrumen_text("nol"), parse_float=Decimal)}
    for nama, data in isi.items():
        (folder / f"{nama}.xlsx").write_bytes(write_naskah(data))
    return {nama: folder / f"{nama}.xlsx" for nama in isi}


@pytest.mark.parametrize("nama", [SHIPPED, "uji"])
def test_saved_by_libreoffice_reads_back_equal(berkas: dict[str, Path], lo: LibreOffice, nama: str) -> None:
    """R1, R2"""
    ins = load_instrumen(find_instrumen(nama)) if nama == SHIPPED else instrumen_uji("nol")
    simpan = save_libreoffice(lo, berkas[nama])
    assert load_naskah(simpan).sidik == ins.sidik
    asli, baru = read_buku(berkas[nama]), read_buku(simpan)
    for s in asli.lembar:
        lain = baru.sheet(s.nama)
        assert lain is not None
        assert [p for p in s.rumus if not same_value(s.nilai.get(p), lain.nilai.get(p))] == []


def test_printed_whole(berkas: dict[str, Path], lo: LibreOffice, tmp_path: Path) -> None:
    """R3"""
    need(poppler_missing())
    pdf = tmp_path / "naskah.pdf"
    with lo.open(berkas[SHIPPED]) as dokumen:
        dokumen.save_pdf(pdf)
    assert overflows(pdf) == []
    assert off_page(pdf) == []
    assert clipped(pdf) == []
    assert overlaps(pdf) == []
