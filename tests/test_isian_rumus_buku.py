"""Formulas typed into inputs of a Buku Kinerja, and what formulas in inputs of any kind may read.

R1 the result is calculated again and counts, what the file stores for it never does; told once, and formulas that read
it are not accused; R2 what changes by itself, directly, through other cells, names or sheets, or lies on a sheet that
is not of the form, is not counted; R3 moving takes the result along; R4 what reads nothing of the sort counts.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book
from kinerja_core.buku_kinerja.pindah import move
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.kantor.contoh import build_books
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku
from kinerja_core.xlsx.mesin.jangkauan import references
from kinerja_core.xlsx.mesin.rumus_isian import recompute
from kinerja_core.xlsx.mesin.tempat import PembandingError

BERKAS = "buku_kinerja_kemangkon_2022_diperbaiki.xlsx"
KOTAK: Kotak = ("I003", "r4")


@pytest.fixture(scope="module")
def buku() -> Buku:
    """A filled book."""
    return read_buku(next(isi for contoh, isi in build_books() if contoh.berkas == BERKAS))


def planted(buku: Buku, rumus: str, tersimpan: Nilai, kotak: Kotak = KOTAK) -> BacaanBuku:
    """The book with a formula in one input, and what is stored for it."""
    nama, posisi = read_book(buku).isian.asal[kotak]
    return read_book(replace(buku, lembar=tuple(
        replace(s, nilai={**s.nilai, posisi: tersimpan}, rumus={**s.rumus, posisi: rumus}) if s.nama == nama else s
        for s in buku.lembar)))


def told(bacaan: BacaanBuku, kotak: Kotak = KOTAK) -> list[str]:
    """What is found at that input."""
    return sorted({t.kode for t in check(bacaan).temuan if t.sel == bacaan.sel(*kotak)})


@pytest.mark.sampel(2)
@pytest.mark.parametrize(("rumus", "tersimpan", "hasil", "kode"), [
    ("1+1", 100.0, 2.0, ["ISI20"]), ("1+1", 2.0, 2.0, ["BKS12"]), ("50+50", None, 100.0, ["BKS12"]),
    ("SUM(40,60)", 7.0, 100.0, ["ISI20"]),
])
def test_the_result_counts(buku: Buku, rumus: str, tersimpan: Nilai, hasil: float, kode: list[str]) -> None:
    """R1"""
    bacaan = planted(buku, rumus, tersimpan)
    assert bacaan.rencana.nilai(*KOTAK) == hasil
    assert [k for k in told(bacaan) if k in {"ISI19", "ISI20", "BKS12"}] == kode


@pytest.mark.sampel(2)
@pytest.mark.parametrize("rumus", ["MINUTE(_xlfn.NOW())", "1/0", "TODAY()-40000", "[1]Lain!A1", "INDIRECT(\"A1\")"])
def test_what_gives_no_result_is_blank(buku: Buku, rumus: str) -> None:
    """R2; the formulas that read it are not accused."""
    bacaan = planted(buku, rumus, 7.0)
    assert bacaan.rencana.nilai(*KOTAK) is None
    assert KOTAK in bacaan.isian.tak_terhitung
    semula = {(t.kode, t.sel) for t in check(read_book(buku)).temuan}
    assert {t.kode for t in check(bacaan).temuan if (t.kode, t.sel) not in semula} == {"ISI19"}
    assert {"BKS14", "BKS15", "BKS28"} & {t.kode for t in compare(None, bacaan, ()).temuan} == set()


def test_moving_takes_the_result_along(buku: Buku) -> None:
    """R3"""
    for rumus, hasil in (("1+1", 2.0), ("NOW()", None)):
        baru = move(planted(buku, rumus, 100.0).buku, lambda _: None)
        assert read_book(read_buku(baru.isi)).rencana.nilai(*KOTAK) == hasil


def result_of(rumus: str, lain: dict[str, str], nama: dict[str, str] | None = None, milik: bool = False) -> object:
    """Of a formula in Isi!A1 beside Isi!B1 = C1, and other sheets with formulas in A1."""
    isi = LembarBuku("Isi", "tampak", {(0, 2): 4.0}, {(0, 0): rumus, (0, 1): "C1"})
    lembar = (isi, *(LembarBuku(n, "tampak", {}, {(0, 0): x}) for n, x in lain.items()))
    (hasil,) = recompute(Buku(lembar, nama or {}), [("Isi", (0, 0))], {"Isi"} if milik else None)
    return str(hasil) if isinstance(hasil, PembandingError) else hasil


@pytest.mark.parametrize(("rumus", "lain", "nama", "sebab"), [
    ("Data!A1", {"Data": "NOW()"}, {}, "NOW"), ("'Data Kita'!A1", {"Data Kita": "1+RAND()"}, {}, "RAND"),
    ("SUM(Data!A1:B9)", {"Data": "TODAY()"}, {}, "TODAY"), ("SUM(Data!A:A)", {"Data": "TODAY()"}, {}, "TODAY"),
    ("SUM(Data!1:3)", {"Data": "TODAY()"}, {}, "TODAY"), ("Data!A1", {"Data": "Dua!A1", "Dua": "NOW()"}, {}, "NOW"),
    ("x+1", {"Data": "NOW()"}, {"x": "Data!$A$1"}, "NOW"), ("x", {}, {"x": "_xlfn.NOW()"}, "NOW"),
    ("SUM(Data!A1:INDEX(Data!A1:A9,2))", {"Data": "NOW()"}, {}, "NOW"), ("_xlfn.RANDARRAY(1)", {}, {}, "RANDARRAY"),
    ("OFFSET(C1,0,0)", {}, {}, "OFFSET"),
])
def test_what_changes_by_itself_is_found_wherever_it_stands(rumus: str, lain: dict[str, str], nama: dict[str, str],
                                                            sebab: str) -> None:
    """R2"""
    assert f"hasil {sebab} berubah sendiri" == result_of(rumus, lain, nama)


def test_a_sheet_that_is_not_of_the_form_is_not_read() -> None:
    """R2, R4: what stands there nobody checks; cells of the form are read as before, words in quotes are words."""
    assert "lembar Data" in str(result_of("Data!A1", {"Data": "1+1"}, milik=True))
    assert result_of("Data!A1", {"Data": "1+1"}) == 2.0
    assert result_of("B1*2", {"Data": "NOW()"}, milik=True) == 8.0
    assert result_of('LEN("NOW()")', {"Data": "NOW()"}, milik=True) == 5.0
    assert list(references("SUM($B2:C3,D:E,Isi!4:5)+x")) == [
        (None, "SUM"), (None, ((1, 1), (2, 2))), (None, ((0, 3), (1_048_575, 4))),
        ("Isi", ((3, 0), (4, 16_383))), (None, "x")]
