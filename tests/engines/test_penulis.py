"""A matrix of writers: our workbooks loaded and saved by other programs (cases.md B12 to B14).

R1 the same inputs, the same results, the same Nilai Akhir, whoever saved. R2 per writer exactly what it really damages
is told, once a cause, and nothing else: no formula, no name, no value is called changed. R3 what a writer saved goes
through the engine of `kinerja hitung` without a word on formulas or values. R4 the page is what a run gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from bantu import penulis
from bantu.halaman import DOCS
from bantu.jahat import PUBLIK
from bantu.mesin import need
from bantu.penulis import BUKU, KERTAS, PENULIS, Hasil

from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.hitung import compare
from kinerja_core.xlsx.mesin.soffice import LibreOffice

#: What is told of what a writer saved: really damaged is what the sentence says, and nothing more.
HARUS: dict[tuple[str, str], list[str]] = {
    ("LibreOffice", KERTAS): [], ("LibreOffice", BUKU): [],
    ("openpyxl", KERTAS): [], ("openpyxl", BUKU): [],
    ("ExcelJS", KERTAS): ["SGL12"],
    ("SheetJS", KERTAS): ["SGL02", "BKS19", "SGL12"], ("SheetJS", BUKU): ["BKS19", "SGL12"],
    ("Gnumeric", KERTAS): ["SGL02", "SGL05"], ("Gnumeric", BUKU): ["SGL05", "SGL12"],
}
TAK_TERBUKA = {("ExcelJS", BUKU)}
SEMUA = [*HARUS, *TAK_TERBUKA]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("penulis")


@pytest.fixture(scope="module")
def tersimpan(folder: Path, lo: LibreOffice) -> dict[tuple[str, str], Path | str]:
    """Everything saved by everybody, once."""
    return penulis.save_all(penulis.write_inputs(folder), folder, lo)


@pytest.fixture(scope="module")
def hasil(folder: Path, tersimpan: dict[tuple[str, str], Path | str]) -> Mapping[tuple[str, str], Hasil]:
    return penulis.results([folder / f"{n}.xlsx" for n in penulis.SEBUTAN], tersimpan, PUBLIK)


def _need(nama: str) -> None:
    need(next(p.kurang() for p in PENULIS if p.nama == nama))


@pytest.mark.parametrize("apa", HARUS, ids="-".join)
def test_each_writer_is_told_what_it_damages_and_nothing_else(
        apa: tuple[str, str], hasil: Mapping[tuple[str, str], Hasil]) -> None:
    """R1, R2"""
    _need(apa[0])
    h = hasil[apa]
    assert h.gagal == ""
    assert h.sama
    assert h.kode == HARUS[apa], h.temuan
    if apa[1] == KERTAS:
        assert h.nilai_akhir == pytest.approx(86.894377631548, abs=1e-9)


@pytest.mark.parametrize("apa", TAK_TERBUKA, ids="-".join)
def test_a_writer_that_cannot_open_ours_says_so_itself(
        apa: tuple[str, str], hasil: Mapping[tuple[str, str], Hasil]) -> None:
    """ExcelJS stops at a print area that is a formula; the page tells it."""
    _need(apa[0])
    assert "TypeError" in hasil[apa].gagal


@pytest.mark.parametrize("apa", [x for x in HARUS if x[1] == KERTAS], ids="-".join)
def test_no_engine_calls_a_saved_file_wrong(apa: tuple[str, str],
                                            tersimpan: dict[tuple[str, str], Path | str]) -> None:
    """R3"""
    _need(apa[0])
    path = tersimpan[apa]
    assert isinstance(path, Path)
    laporan = compare(path, read_file(path))
    assert laporan.pembanding == ("ironcalc",)
    kosong = {s.tersimpan for s in laporan.sel.values()} == {None}  # openpyxl drops what formulas gave
    assert laporan.sepakat or kosong
    assert not {t.kode for t in laporan.temuan} & {"BKS13", "BKS14", "BKS15", "BKS16", "BKS25", "BKS26", "BKS28",
                                                   "BKS29", "SGL04", "SGL09", "SGL10"}


def test_the_page_is_what_a_run_gives(hasil: Mapping[tuple[str, str], Hasil]) -> None:
    """R4"""
    for p in PENULIS:
        _need(p.nama)
    uji = {p.nama: "diuji 2000-01-01, versi 1" for p in PENULIS}
    ada = (DOCS / "antar-aplikasi.md").read_text("utf-8")
    assert penulis.without_dates(ada) == penulis.without_dates(penulis.page(dict(hasil), uji)), (
        "python tests/perbarui_antar_aplikasi.py")
    assert {(nama, apa) for nama, apa in hasil} == set(SEMUA)
