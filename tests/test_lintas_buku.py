"""All findings of a Buku Kinerja together: what was set aside, where each finding points, in which order they come.

R1 a catatan of level cek with a reason is explained by it. R2 a catatan of level wajib stays,
and setting it aside is told (KSP02). R3 a row that names nothing is told (KSP03); one without a reason sets nothing
aside. R4 every finding points to a cell of the workbook, which holds what the finding says. R5 obligatory ones first.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bantu.bersama import example
from bantu.rencana_acak import ISI_SAH, plan

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.periksa.lintas import check_plan, check_rows, set_aside
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, Temuan
from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.lembar.isian import Kotak, to_file
from kinerja_core.xlsx.buku import posisi_dari

#: Two catatan of level cek on one row and one of level wajib on another.
CATATAN = [Catatan("NOM01", "N003", "nomor", "3", "1"), Catatan("NOM01", "N003", "nomor", "3", "2"),
           Catatan("NOM01", "N004", "nomor", "4", "1"), Catatan("BDA01", "T003", "nilai", "1", "2")]
#: A reason that says something (lembar/penjelasan.py).
ALASAN = "nomor ini dipakai berdua menurut surat bupati"


def aside(*baris: dict[str, Nilai]) -> Rencana:
    """A plan that sets these catatan aside."""
    data: dict[Kotak, Nilai] = {("C001", "kode"): None, ("C001", "kunci"): None, ("C001", "alasan"): None}
    data |= {(f"C{n:03d}", k): v for n, isi in enumerate(baris, start=1) for k, v in isi.items()}
    return plan(dict(ISI_SAH) | data)


def row(kode: str, kunci: str, alasan: str | None = ALASAN) -> dict[str, Nilai]:
    """One row of Kesampingkan."""
    return {"kode": kode, "kunci": kunci, "alasan": alasan}


def short(catatan: list[Catatan]) -> list[tuple[str, str]]:
    """Kode and row of each."""
    return [(c.kode, c.slot) for c in catatan]


# --- R1 to R3: what was set aside ---------------------------------------------------------------------------------


def test_set_aside_is_recorded_and_counted() -> None:
    """R1: both of the row are explained by the reason; others stay as they are."""
    hasil = set_aside(aside(row("NOM01", "N003")), CATATAN)
    assert short(hasil) == short(CATATAN)
    assert [c.penjelasan for c in hasil] == [ALASAN, ALASAN, "", ""]


def test_small_letters_and_spaces_name_the_same_catatan() -> None:
    """R1."""
    assert set_aside(aside(row(" nom01 ", "n003")), CATATAN)[0].penjelasan == ALASAN


def test_obligatory_catatan_cannot_be_set_aside() -> None:
    """R2: it stays, and KSP02 is obligatory itself."""
    hasil = set_aside(aside(row("BDA01", "T003")), CATATAN)
    assert short(hasil) == [*short(CATATAN), ("KSP02", "C001")]
    assert KATALOG["KSP02"].tingkat == "wajib"


@pytest.mark.parametrize(("kode", "kunci"), [("NOM01", "N009"), ("DOK01", "N003"), ("XYZ99", "N003")])
def test_a_row_that_names_nothing_is_told(kode: str, kunci: str) -> None:
    """R3: another row, another kode, no kode of the catalogue."""
    hasil = set_aside(aside(row(kode, kunci)), CATATAN)
    assert short(hasil) == [*short(CATATAN), ("KSP03", "C001")]
    assert (hasil[-1].a, hasil[-1].b) == (kode, kunci)


def test_the_second_of_two_equal_rows_names_nothing_any_more() -> None:
    """R3."""
    hasil = set_aside(aside(row("NOM01", "N003"), row("NOM01", "N003")), CATATAN)
    assert short(hasil) == [*short(CATATAN), ("KSP03", "C002")]


def test_without_a_reason_nothing_is_set_aside() -> None:
    """R3: the row check tells that the reason is missing (BRS02)."""
    rencana = aside(row("NOM01", "N003", None))
    assert set_aside(rencana, CATATAN) == CATATAN
    assert ("BRS02", "C001") in short(check_rows(rencana))


def test_what_is_told_of_the_table_itself_cannot_be_set_aside() -> None:
    """R1: by another row of it."""
    hasil = set_aside(aside(row("NOM01", "N009"), row("KSP03", "C001")), CATATAN)
    assert short(hasil)[-2:] == [("KSP03", "C001"), ("KSP03", "C002")]
    assert not any(c.penjelasan for c in hasil)


def test_a_real_catatan_set_aside_leaves_the_others() -> None:
    """R1: over the whole plan, those of that kode and row are explained, nothing else changes."""
    semua = check_plan(Pengukuran(aside()))
    kena = next(c for c in semua if KATALOG[c.kode].tingkat == "cek")
    hasil = check_plan(Pengukuran(aside(row(kena.kode, kena.slot))))
    assert short(hasil) == short(semua)
    assert {(c.kode, c.slot) for c in hasil if c.penjelasan} == {(kena.kode, kena.slot)}


# --- R4, R5: places and order -------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=DOKUMEN)
def temuan(request: pytest.FixtureRequest) -> tuple[Path, list[Temuan]]:
    """The workbook of each document and its findings."""
    path = example(f"buku_kinerja_{request.param}.xlsx")
    return path, check_any(read_book_file(path))


def test_every_finding_points_to_a_cell_that_holds_what_it_says(temuan: tuple[Path, list[Temuan]]) -> None:
    """R4: the cell is an input of the workbook, and its content is the value of the finding."""
    path, daftar = temuan
    bacaan = read_book_file(path)
    lembar = {s.nama: s for s in bacaan.buku.lembar}
    masukan = set(bacaan.denah.masukan.values())
    assert daftar
    for t in daftar:
        nama, _, a1 = t.sel.partition("!")
        assert nama in lembar, t
        assert (nama, posisi_dari(a1)) in masukan, t
        if t.nilai is not None:
            assert to_file(lembar[nama].nilai.get(posisi_dari(a1))) == t.nilai, t


def test_findings_are_those_of_the_plan_at_their_cells(temuan: tuple[Path, list[Temuan]]) -> None:
    """R4: what the checks of the plan find, each at the cell of its slot and column; nothing about the file."""
    path, daftar = temuan
    bacaan = read_book_file(path)
    catatan = check_plan(Pengukuran(bacaan.rencana))
    assert Counter((t.kode, t.sel) for t in daftar) == Counter((c.kode, bacaan.sel(c.slot, c.kunci)) for c in catatan)


def test_obligatory_findings_come_first(temuan: tuple[Path, list[Temuan]]) -> None:
    """R5: levels in the order of the catalogue; within a level the order of the checks."""
    path, daftar = temuan
    tingkat = [list(SEBUTAN_TINGKAT).index(t.tingkat) for t in daftar]
    assert tingkat == sorted(tingkat)
    catatan = check_plan(Pengukuran(read_book_file(path).rencana))
    for t in SEBUTAN_TINGKAT:
        assert [x.kode for x in daftar if x.tingkat == t] == [c.kode for c in catatan if KATALOG[c.kode].tingkat == t]
