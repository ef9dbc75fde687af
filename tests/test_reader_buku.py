"""Back again from a Buku Kinerja: what the reader finds, and what it says when things are not where they should be.

R1 a plan built and read is the same plan; built again it gives the same file, part for part. R2 blank, 0, "-", text
numbers, TRUE, errors and spaces stay apart. R3 rows are found by their slot wherever they stand, and moving is told
once per row (LTK01). R4 a lost sheet or slot is told (BKS11), never crashed on. R5 formulas in inputs (BKS12),
overwritten formulas (BKS13), wrong stored results (BKS14), protection taken off (BKS19) are told. R6 lost names do no
harm. R7 a damaged _meta is one sentence (RNC01). R8 a kertas kerja stays a kertas kerja.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from bantu.bersama import book
from bantu.contoh import FOLDER
from bantu.rencana_acak import ISI_SAH, KOLOM, plan
from bantu.simpan import open_openpyxl, rewrite_parts
from openpyxl.worksheet.worksheet import Worksheet

from kinerja_core.buku_kinerja.baca import BacaanBuku, is_book, read_book_file
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.rencana import load_rencana, parse_rencana, rencana_as_dict
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import LEMBAR_META
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat, kolom_huruf

SEMUA: list[Nilai] = [None, 0, 71.4, -3, "-", "Tidak relevan", "71,4", "Ada\u00a0", "  spasi ", True, False,
                      Galat("#N/A"), "=1+1", "0012", 1e300, "baris\nbaru", "<&>\"'", "#N/A", "TRUE", " "]
SAH = plan(ISI_SAH)
#: An input with a number, and one with text, of the sound plan.
TARGET, URAIAN = ("I002", "t2"), ("N003", "uraian")


@pytest.fixture(scope="module")
def sah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the sound plan."""
    path = tmp_path_factory.mktemp("sah") / "sah.xlsx"
    path.write_bytes(book(SAH))
    return path


@pytest.fixture(scope="module")
def denah() -> Denah:
    """Its description."""
    return describe(SAH)


def findings(path: Path) -> list[Temuan]:
    """All findings about the file and its plan."""
    return check_any(read_book_file(path))


def part_of(path: Path, lembar: str) -> str:
    """Name of the package part that holds a sheet."""
    urutan = [s.nama for s in read_buku(path).lembar].index(lembar) + 1
    return f"xl/worksheets/sheet{urutan}.xml"


def change_part(asal: Path, tujuan: Path, bagian: str, ubah: Callable[[str], str]) -> Path:
    """A copy with one part changed as text; a change that changes nothing is a mistake of the test."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama == bagian:
                diubah = ubah(isi.decode()).encode()
                assert diubah != isi
                isi = diubah
            baru.writestr(nama, isi)
    return tujuan


def change_sheet(asal: Path, tujuan: Path, lembar: str, ubah: Callable[[Worksheet], None]) -> Path:
    """A copy saved by openpyxl after a change of one sheet; stored results are gone."""
    buku = open_openpyxl(asal)
    ubah(buku[lembar])
    buku.save(tujuan)
    return tujuan


def order_rows(lembar: Worksheet, asal: list[int]) -> None:
    """Whole rows in another order: the n-th row of the data becomes what stood in the row asal[n]."""
    lebar = range(1, lembar.max_column + 1)
    lama = {n: [lembar.cell(p.AWAL + n + 1, k).value for k in lebar] for n in asal}
    for n, dari in enumerate(asal):
        for k, nilai in zip(lebar, lama[dari], strict=True):
            lembar.cell(p.AWAL + n + 1, k).value = nilai


# --- R1, R2: nothing is lost --------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", DOKUMEN)
@pytest.mark.sampel(1)
def test_a_transcription_comes_back_and_is_written_the_same(nama: str, tmp_path: Path) -> None:
    """R1: plan, workbook, plan, file form, plan, workbook: equal plans, equal parts, nothing to tell about places."""
    rencana = load_rencana(templat_dir() / "contoh" / f"{nama}.toml")
    (path := tmp_path / "a.xlsx").write_bytes(build_book(rencana))
    bacaan = read_book_file(path)
    assert bacaan.rencana.data == rencana.data
    ruang = {"ruang": dict(bacaan.rencana.ruang)}  # rows of the outputs, which only a workbook has
    assert rencana_as_dict(bacaan.rencana) == rencana_as_dict(rencana) | ruang
    assert bacaan.temuan == ()
    lagi = parse_rencana(json.loads(json.dumps(rencana_as_dict(bacaan.rencana))))
    (path_lagi := tmp_path / "b.xlsx").write_bytes(build_book(lagi))
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(path_lagi) as b:
        assert a.namelist() == b.namelist()
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] == []


def test_values_of_every_kind_come_back(tmp_path: Path) -> None:
    """R2: every input of every table, the kinds in turn; a number stays a number, TRUE stays TRUE."""
    data: dict[Kotak, Nilai] = {k: SEMUA[n % len(SEMUA)] for n, k in enumerate(KOLOM)}
    rencana = plan(data)
    assert {type(v) for v in rencana.data.values()} == {int, float, str, bool, Galat}
    (path := tmp_path / "x.xlsx").write_bytes(build_book(rencana))
    baca = read_book_file(path).rencana
    assert baca.data == rencana.data
    beda = {k for k, v in rencana.data.items()
            if type(baca.data[k]) is not type(v) and {type(v), type(baca.data[k])} != {int, float}}
    assert beda == set()
    assert parse_rencana(json.loads(json.dumps(rencana_as_dict(baca)))).data == rencana.data


def test_head_and_spare_rows_come_back(sah: Path) -> None:
    """R1."""
    baca = read_book_file(sah).rencana
    assert (baca.identitas, baca.tahun, dict(baca.kapasitas)) == (SAH.identitas, SAH.tahun, dict(SAH.kapasitas))


def test_every_input_knows_its_cell(sah: Path, denah: Denah) -> None:
    """R1: the place told for a value is where the file holds it."""
    bacaan = read_book_file(sah)
    lembar = {s.nama: s for s in bacaan.buku.lembar}
    assert set(bacaan.rencana.asal) == set(denah.masukan)
    assert {k: lembar[t[0]].nilai[t[1]] for k, t in bacaan.rencana.asal.items() if k in SAH.data} == SAH.data
    nama, posisi = denah.masukan[TARGET]
    assert bacaan.sel(*TARGET) == f"{nama}!{alamat(posisi)}"
    assert bacaan.sel("I999", "t1") == ""


# --- R3: rows that moved ------------------------------------------------------------------------------------------


@pytest.mark.sampel(2)
@pytest.mark.parametrize("lembar", [p.SUSUNAN, p.TARGET, p.ANGGARAN, p.TERCETAK])
def test_sorted_rows_are_found_by_their_slot(sah: Path, denah: Denah, lembar: str, tmp_path: Path) -> None:
    """R3: a whole sheet upside down gives the same plan, and each row is told once with its slot."""
    s = p.MENURUT_NAMA[lembar]
    slots = SAH.slots(s.tabel)
    terbalik = change_sheet(sah, tmp_path / "x.xlsx", lembar, lambda ws: order_rows(ws, [*range(len(slots))][::-1]))
    bacaan = read_book_file(terbalik)
    assert bacaan.rencana.data == SAH.data
    assert {t.kode for t in bacaan.temuan} == {"LTK01"}
    pindah = Counter(re.findall(r"Isian (\w+) tidak lagi", " ".join(t.pesan for t in bacaan.temuan)))
    assert pindah == {slot: 1 for n, slot in enumerate(slots) if 2 * n + 1 != len(slots)}
    assert all(t.sel.startswith(f"{lembar}!") for t in bacaan.temuan)


def test_two_swapped_rows_are_told_and_the_others_are_not(sah: Path, tmp_path: Path) -> None:
    """R3: the place told is the new one, which holds the row."""
    urutan = [0, 4, 2, 3, 1]
    tukar = change_sheet(sah, tmp_path / "x.xlsx", p.SUSUNAN, lambda ws: order_rows(ws, urutan))
    bacaan = read_book_file(tukar)
    assert bacaan.rencana.data == SAH.data
    assert [(t.kode, t.pesan.split()[1]) for t in bacaan.temuan] == [("LTK01", "N002"), ("LTK01", "N005")]
    ws = open_openpyxl(tukar)[p.SUSUNAN]
    for t, slot in zip(bacaan.temuan, ("N002", "N005"), strict=True):
        assert ws.cell(ws[t.sel.partition("!")[2]].row, p.KODE + 1).value == slot


def test_an_inserted_column_is_followed_by_its_name(sah: Path, tmp_path: Path) -> None:
    """R3: Excel moves the defined name of a column along; the values are read there."""
    s = p.MENURUT_NAMA[p.RENSTRA]
    pertama = s.kolom_pertama
    buku = open_openpyxl(sah)
    buku[p.RENSTRA].insert_cols(pertama + 1)
    for k in s.kolom:
        nama = buku.defined_names[f"kolom_renstra_{k.kunci}"]
        kolom = s.posisi_kolom(k.kunci)
        nama.attr_text = nama.attr_text.replace(f"${kolom_huruf(kolom)}$", f"${kolom_huruf(kolom + 1)}$")
    buku.save(tmp_path / "x.xlsx")
    bacaan = read_book_file(tmp_path / "x.xlsx")
    assert bacaan.rencana.data == SAH.data
    assert [t.kode for t in bacaan.temuan] == ["LTK01"] * SAH.kapasitas["renstra"]


# --- R4: what is gone ---------------------------------------------------------------------------------------------


def test_a_deleted_sheet_is_told_once_per_row(sah: Path, tmp_path: Path) -> None:
    """R4: its inputs are blank, every other one is there."""
    buku = open_openpyxl(sah)
    del buku[p.TARGET]
    buku.save(tmp_path / "x.xlsx")
    bacaan = read_book_file(tmp_path / "x.xlsx")
    assert Counter(t.kode for t in bacaan.temuan) == {"BKS11": SAH.kapasitas["indikator"]}
    hilang = {k.kunci for k in p.MENURUT_NAMA[p.TARGET].kolom}
    assert bacaan.rencana.data == {k: v for k, v in SAH.data.items() if not (k[0][0] == "I" and k[1] in hilang)}
    assert "BKS11" in {t.kode for t in check_any(bacaan)}


def test_a_lost_slot_is_told_and_its_row_is_not_read_as_another(sah: Path, tmp_path: Path) -> None:
    """R4."""
    hapus = change_sheet(sah, tmp_path / "x.xlsx", p.SUSUNAN,
                         lambda ws: ws.cell(p.AWAL + 3, p.KODE + 1).__setattr__("value", None))
    bacaan = read_book_file(hapus)
    assert [t.kode for t in bacaan.temuan] == ["BKS11"]
    assert "N003" in bacaan.temuan[0].pesan
    hilang = {k.kunci for k in p.MENURUT_NAMA[p.SUSUNAN].kolom}
    assert bacaan.rencana.data == {k: v for k, v in SAH.data.items() if not (k[0] == "N003" and k[1] in hilang)}


# --- R5: formulas, results, locks ---------------------------------------------------------------------------------


def test_a_formula_in_an_input_keeps_its_value_and_is_told(sah: Path, denah: Denah, tmp_path: Path) -> None:
    """R5: BKS12 with the formula; the stored result is the value."""
    lembar, posisi = denah.masukan[TARGET]
    pola = re.compile(rf'(<c r="{alamat(posisi)}"[^>]*>)<v>12(\.0)?</v>')
    berumus = change_part(sah, tmp_path / "x.xlsx", part_of(sah, lembar),
                          lambda isi: pola.sub(r"\g<1><f>6*2</f><v>12</v>", isi))
    bacaan = read_book_file(berumus)
    assert bacaan.rencana.data == SAH.data
    assert [(t.kode, t.sel) for t in bacaan.temuan] == [("BKS12", f"{lembar}!{alamat(posisi)}")]
    assert "=6*2" in bacaan.temuan[0].pesan


@pytest.mark.parametrize("kunci", [("capaian", "I002"), ("hitungan", "T001"), ("uji", p.SUSUNAN, "N003")])
def test_an_overwritten_formula_is_told(sah: Path, denah: Denah, kunci: tuple[str, ...], tmp_path: Path) -> None:
    """R5: BKS13 at the cell with what stands there, hidden sheets too."""
    lembar, posisi = denah.keluaran[kunci]
    timpa = change_sheet(sah, tmp_path / "x.xlsx", lembar,
                         lambda ws: ws.cell(posisi[0] + 1, posisi[1] + 1).__setattr__("value", 777))
    temuan = [t for t in findings(timpa) if t.kode.startswith("BKS")]
    assert [(t.kode, t.sel) for t in temuan] == [("BKS13", f"{lembar}!{alamat(posisi)}")]
    assert "777" in temuan[0].pesan


@pytest.mark.parametrize("kunci", [("tampil", "target", "I002"), ("tampil", "realisasi_anggaran", "N003"),
                                   ("hitungan", "T001")])
def test_a_wrong_stored_result_is_told(sah: Path, denah: Denah, kunci: tuple[str, ...], tmp_path: Path) -> None:
    """R5: at the cell with both values, BKS14 where a reader sees it, BKS25 on a hidden sheet; the formula stays."""
    lembar, posisi = denah.keluaran[kunci]
    kode = "BKS14" if denah.sheet(lembar).status == "tampak" else "BKS25"
    pola = re.compile(rf'(<c r="{alamat(posisi)}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)')
    salah = change_part(sah, tmp_path / "x.xlsx", part_of(sah, lembar), lambda isi: pola.sub(r"\g<1>4321\g<2>", isi))
    temuan = [t for t in findings(salah) if t.kode.startswith("BKS")]
    assert [(t.kode, t.sel) for t in temuan] == [(kode, f"{lembar}!{alamat(posisi)}")]
    assert "4321" in temuan[0].pesan
    assert temuan[0].nilai == 4321


def test_results_that_are_not_stored_are_not_judged(sah: Path, tmp_path: Path) -> None:
    """R5: openpyxl drops every stored result; nothing is called wrong."""
    polos = change_sheet(sah, tmp_path / "x.xlsx", p.SUSUNAN, lambda _: None)
    assert {t.kode for t in findings(polos)} == {t.kode for t in findings(sah)}
    assert not any(t.kode.startswith("BKS") for t in findings(sah))


def test_protection_taken_off_is_told(sah: Path, tmp_path: Path) -> None:
    """R5: BKS19 with the sheet's name, once."""
    lepas = change_part(sah, tmp_path / "x.xlsx", part_of(sah, p.INDIKATOR),
                        lambda isi: re.sub(r"<sheetProtection[^>]*/>", "", isi))
    assert [(t.kode, t.sel) for t in findings(lepas) if t.kode.startswith("BKS")] == [("BKS19", p.INDIKATOR)]


def test_another_layout_version_is_told_instead_of_overwritten_formulas(sah: Path, tmp_path: Path) -> None:
    """R5: BKS20; where formulas stood in another version is not known."""
    def lain(ws: Worksheet) -> None:
        next(b[1] for b in ws.iter_rows() if b[0].value == "tata_letak").value = "0"

    lama = change_sheet(sah, tmp_path / "y.xlsx", LEMBAR_META, lain)
    kode = {t.kode for t in findings(lama)}
    assert "BKS20" in kode
    assert "BKS13" not in kode


# --- R6: names ----------------------------------------------------------------------------------------------------


def test_lost_defined_names_do_no_harm(sah: Path, tmp_path: Path) -> None:
    """R6: rows by slot, columns where the layout puts them; moved rows are still found."""
    tanpa = tmp_path / "x.xlsx"
    rewrite_parts(sah, tanpa, lambda isi: re.sub(r"<definedName name=\"(kolom|in|id)_[^<]*</definedName>", "", isi))
    assert not any(n.startswith("kolom_") for n in read_buku(tanpa).nama)
    bacaan = read_book_file(tanpa)
    assert (bacaan.rencana.data, bacaan.temuan) == (SAH.data, ())
    pindah = change_sheet(tanpa, tmp_path / "y.xlsx", p.SUSUNAN, lambda ws: order_rows(ws, [1, 0]))
    assert read_book_file(pindah).rencana.data == SAH.data


def test_names_that_point_nowhere_do_no_harm(sah: Path, tmp_path: Path) -> None:
    """R6: #REF! after a deleted column."""
    rusak = change_part(sah, tmp_path / "x.xlsx", "xl/workbook.xml", lambda isi: re.sub(
        r"(<definedName name=\"kolom_[^>]*>)[^<]*", r"\g<1>#REF!", isi))
    assert read_book_file(rusak).rencana.data == SAH.data


# --- R7, R8: what kind of workbook it is --------------------------------------------------------------------------

_RUSAK: dict[str, dict[str, object]] = {
    "year is no number": {"tahun": "dua ribu"}, "year of another age": {"tahun": "22"},
    "year is blank": {"tahun": None},
    "office without a code": {"kode_wilayah": None}, "code of another form": {"kode_wilayah": "35"},
    "rows are words": {"kapasitas": "node=banyak"}, "rows below none": {"kapasitas": "node=-1"},
    "rows beyond reason": {"kapasitas": "node=99999999"}, "no rows at all": {"kapasitas": "node=0"},
    "rows are a number": {"kapasitas": 7}, "outputs are words": {"ruang1": "pk=banyak"},
    "outputs beyond reason": {"ruang1": "pk=0"},
}


@pytest.mark.parametrize("kasus", _RUSAK)
@pytest.mark.sampel(4)
def test_a_damaged_meta_is_one_sentence(sah: Path, kasus: str, tmp_path: Path) -> None:
    """R7: RNC01 whatever stands there."""
    def rusak(ws: Worksheet) -> None:
        for baris in ws.iter_rows():
            if baris[0].value in _RUSAK[kasus]:
                baris[1].value = _RUSAK[kasus][baris[0].value]  # type: ignore[assignment]

    path = change_sheet(sah, tmp_path / "x.xlsx", LEMBAR_META, rusak)
    with pytest.raises(KinerjaError) as galat:
        read_book_file(path)
    assert galat.value.kode == "RNC01"


def test_without_the_hidden_sheet_the_properties_tell(sah: Path, tmp_path: Path) -> None:
    """R7: and without both it is no Buku Kinerja any more."""
    buku = open_openpyxl(sah)
    del buku[LEMBAR_META]
    buku.save(tmp_path / "x.xlsx")
    bacaan = read_book_file(tmp_path / "x.xlsx")
    assert (bacaan.rencana.data, bacaan.rencana.tahun) == (SAH.data, SAH.tahun)
    for nama in list(buku.custom_doc_props.names):
        del buku.custom_doc_props[nama]
    buku.save(tmp_path / "y.xlsx")
    with pytest.raises(KinerjaError) as galat:
        read_book_file(tmp_path / "y.xlsx")
    assert galat.value.kode == "RNC01"


def test_each_kind_of_workbook_is_read_as_what_it_is(sah: Path) -> None:
    """R8."""
    kertas = FOLDER / "kertas_kerja_bendo_2022.xlsx"
    assert isinstance(read_file(kertas, None), BacaanKertas)
    assert isinstance(read_file(sah, None), BacaanBuku)
    assert (is_book(read_buku(kertas)), is_book(read_buku(sah))) == (False, True)
    with pytest.raises(KinerjaError) as galat:
        read_book_file(kertas)
    assert galat.value.kode == "RNC01"
