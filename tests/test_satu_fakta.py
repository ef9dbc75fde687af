"""One fact is one finding: what reading says of a cell, what its row or its input says, and what its format says.

R1 Buku Kinerja: a wrong value is told once, by the reading where the number format says how it came, else by the row;
its mend leaves nothing. R2 so in a kertas kerja. R3 a date format is one fact with the open question whether the
number is a date; it stands behind the answer, which does not answer it, and beside any other question. R4 inputs
beyond one fact of Data Umum are one cause, from three on. R5 the signature block: a NIP that is a number, a NIP and a
day that cannot be, each told once; its mend works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from bantu.bersama import book
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji
from bantu.rencana_acak import ISI_SAH as RENCANA_SAH
from bantu.rencana_acak import plan

from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_as
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.kertas_kerja.periksa import BANYAK_MELEBIHI, check_filling, process
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Ekstra, Posisi, alamat

INS = instrumen_uji("normalisasi")
KATA = "Pemekaran dua desa pada bulan Juni"
Tempat = Mapping[Kotak, tuple[str, Posisi]]


def with_cells(buku: Buku, tempat: Tempat, isi: Mapping[Kotak, Nilai], bentuk: str = "") -> Buku:
    """The workbook with these inputs, the first shown as a date ("tanggal") or a percentage ("persen")."""
    lembar = []
    for s in buku.lembar:
        di_sini = {tempat[k][1]: v for k, v in isi.items() if tempat[k][0] == s.nama}
        lembar.append(replace(s, nilai={p: v for p, v in {**s.nilai, **di_sini}.items() if v is not None}))
    ekstra = buku.ekstra or Ekstra()
    if bentuk:
        nama, posisi = tempat[next(iter(isi))]
        ekstra = replace(ekstra, **{bentuk: {nama: frozenset({posisi})}})
    return replace(buku, lembar=tuple(lembar), ekstra=ekstra)


# --- Buku Kinerja -----------------------------------------------------------------------------------------------------

BUKU = read_buku(book(plan(RENCANA_SAH)))
TEMPAT_BUKU = read_book(BUKU).denah.masukan


def of_book(isi: Mapping[Kotak, Nilai], bentuk: str = "") -> list[Temuan]:
    """What reading and rows say of a book with these inputs beside what is said of the sound one."""
    baca = [read_book(b) for b in (BUKU, with_cells(BUKU, TEMPAT_BUKU, isi, bentuk))]
    lama, baru = ([t for t in check_any(b) if t.kode in {*KATALOG_BARIS, *KATALOG_TABEL}] for b in baca)
    return [t for t in baru if (t.kode, t.sel) not in {(x.kode, x.sel) for x in lama}]


@pytest.mark.parametrize(("kotak", "nilai", "bentuk", "kode"), [
    (("I003", "r4"), 46025.0, "tanggal", "SEL01"), (("I003", "r4"), 46025.0, "", "BRS18"),
    (("I003", "t4"), 20001.0, "", "BRS06"), (("N005", "pagu"), 46025.0, "tanggal", "SEL01"),
    (("N005", "perubahan"), 46025000.0, "tanggal", "SEL10"), (("D001", "tanggal"), 45931.0, "tanggal", "SEL01"),
    (("D001", "tanggal"), 45931.0, "", "BRS14"), (("I003", "a2"), 0.4, "persen", "SEL02"),
    (("D001", "nip"), 197805122006041000.0, "", "BRS14"), (("I002", "r2"), 8.5, "", "BRS17"),
])
def test_a_cell_of_a_book_is_told_once(kotak: Kotak, nilai: Nilai, bentuk: str, kode: str) -> None:
    """R1"""
    lembar, posisi = TEMPAT_BUKU[kotak]
    di_sini = [t.kode for t in of_book({kotak: nilai}, bentuk) if t.sel == f"{lembar}!{alamat(posisi)}"]
    assert di_sini == [kode]
    assert of_book({kotak: RENCANA_SAH.get(kotak)}) == []


def test_the_row_is_still_heard_about_its_other_cells() -> None:
    """R1: what reading says of one cell silences the row about that cell only."""
    semua = of_book({("N005", "pagu"): 46025.0, ("N005", "uraian"): None}, "tanggal")
    assert {(t.kode, t.sel.partition("!")[0]) for t in semua} >= {("SEL01", "Anggaran"), ("BRS02", "Susunan")}


# --- kertas kerja -----------------------------------------------------------------------------------------------------


def of_sheet(isi: Mapping[Kotak, Nilai], bentuk: str = "", beku: Mapping[Kotak, Nilai] | None = None) -> list[Temuan]:
    """What is said of a kertas kerja filled in order but for these inputs; `beku`: inputs without that format."""
    data = {k: v for k, v in {**ISI_SAH, **(beku or {})}.items() if v is not None}
    buku = read_buku(build(INS, IDENTITAS, Isian(IDENTITAS, data)))
    tempat = read_as(buku, INS).denah.masukan
    bacaan = read_as(with_cells(buku, tempat, isi, bentuk), INS)
    return check_filling(bacaan, process(bacaan))


UTAMA: Kotak = ("k01", "utama")
#: Of the days around the year of assessment, and beyond what is usual of Orang.
HARI = 44_927.0
BANYAK: dict[Kotak, Nilai] = {("k01", "total"): 60_000.0}


@pytest.mark.parametrize(("kotak", "nilai", "bentuk", "kode"), [
    (("n03", "persen"), 0.93, "persen", "ISI10"), (("n03", "persen"), 150.0, "tanggal", "ISI08"),
    (("n03", "persen"), 71.4, "persen", "ISI22"), (("n03", "persen"), 71.4, "tanggal", "ISI21"),
    (("r01", "pembilang"), 44_927.0, "tanggal", "ISI14"), (("r01", "pembilang"), -5.0, "tanggal", "ISI07"),
    (("kantor", "isi"), 45_000.0, "tanggal", "ISI18"),
])
def test_a_cell_of_a_sheet_is_told_once(kotak: Kotak, nilai: Nilai, bentuk: str, kode: str) -> None:
    """R2"""
    assert [t.kode for t in of_sheet({kotak: nilai}, bentuk)] == [kode]
    assert of_sheet({kotak: ISI_SAH[kotak]}) == []


def test_a_date_format_and_the_question_whether_it_is_a_date() -> None:
    """R3"""
    jelas = explanation_of(UTAMA)

    def told(bentuk: str, kata: Nilai = None) -> list[tuple[str, str]]:
        semua = of_sheet({UTAMA: HARI}, bentuk, {**BANYAK, jelas: kata})
        sel = next(t.sel for t in semua if t.kode == "ISI24")
        return [(t.kode, t.tingkat) for t in semua if t.sel == sel]

    assert told("") == told("tanggal") == [("ISI24", "cek")]
    assert told("", KATA) == [("ISI24", "dijelaskan")]
    assert told("tanggal", KATA) == [("ISI24", "dijelaskan"), ("ISI21", "cek")]


def test_a_date_format_stands_beside_another_question() -> None:
    """R3: HUB05 asks about the amount, not about a day; an explanation of that does not answer the format."""
    kotak: Kotak = ("r05", "penyebut")
    for kata, tingkat in ((None, "cek"), (KATA, "dijelaskan")):
        semua = of_sheet({kotak: 4_400_000_000.0}, "tanggal", {explanation_of(kotak): kata})
        assert [(t.kode, t.tingkat) for t in semua] == [("HUB05", tingkat), ("ISI21", "cek")]


@pytest.mark.parametrize("banyak", [BANYAK_MELEBIHI, BANYAK_MELEBIHI - 1])
def test_many_inputs_beyond_one_fact_are_one_cause(banyak: int) -> None:
    """R4: they name the fact and its cell first; fewer are told each by itself."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    kotak: list[Kotak] = [("i29", "pembilang"), ("i30", "pembilang"), ("i31", "penyebut")]
    isi = dict(list(examples(ins))[1].isian.data) | {("jumlah_desa", "isi"): 14.0} | dict.fromkeys(kotak, 14.0)
    isi |= {k: 15.0 + n for n, k in enumerate(kotak[:banyak])}
    bacaan = read_as(read_buku(build(ins, IDENTITAS, Isian(IDENTITAS, isi))), ins)
    sel = {k: f"{s}!{alamat(p)}" for k, (s, p) in bacaan.denah.masukan.items()}
    kena = [t for t in check_filling(bacaan, process(bacaan)) if t.sel in {sel[k] for k in kotak}]
    assert [(t.kode, t.sel) for t in kena] == [("ISI08", sel[k]) for k in kotak[:banyak]]
    semua = banyak == BANYAK_MELEBIHI
    assert len(causes(kena)) == (1 if semua else banyak)
    assert {sel[("jumlah_desa", "isi")] in t.perbaikan for t in kena} == {semua}


# --- the signature block ----------------------------------------------------------------------------------------------

NIP, TANGGAL = ("ttd_nip", "isi"), ("ttd_tempat_tanggal", "isi")


@pytest.mark.parametrize(("kotak", "salah", "kode", "betul"), [
    (NIP, 197805122006041000.0, "ISI18", "19780512 200604 1 001"), (NIP, "1978051220060410", "NIP01", "-"),
    (NIP, "19780231 200604 1 001", "NIP01", "19780512 200604 1 001"),
    (TANGGAL, "Kota Contoh, 31 Februari 2022", "DOK07", "Kota Contoh, 28 Februari 2022"),
    (TANGGAL, 44_927.0, "ISI18", "Kota Contoh, 1 Januari 2023"),
])
def test_the_signature_block(kotak: Kotak, salah: Nilai, kode: str, betul: str) -> None:
    """R5"""
    (t,) = of_sheet({kotak: salah})
    assert (t.kode, t.tingkat, len(causes([t]))) == (kode, "wajib", 1)
    assert of_sheet({kotak: betul}) == []
