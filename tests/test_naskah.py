"""Authoring an instrument in Excel: lossless both ways, every mistake at its cell, checks by formula, proof.

R1 every field of the models and every parameter of the rules has a place. R2 toml -> xlsx -> toml gives an equal
instrument with an equal hash, decimals exact; what a cell cannot hold is refused. R3 every planted mistake is told at
its cell, with its kode, and nothing else obligatory. R4 formulas of the workbook (Σ bobot, row checks) are right.
R5 the file is sound for Open XML, lint and other writers. R6 files: endings, nothing overwritten. R7 the proof before
release finds a wrong rendering and a range that is not 0-100.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import many
from bantu.isian_acak import instrumen_text, instrumen_uji
from bantu.lint import lint
from bantu.mesin import need
from bantu.simpan import open_openpyxl, save_openpyxl
from bantu.validator import validate, validator_missing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.aturan import ATURAN, Rasio
from kinerja_core.instrumen.model import (
    Aspek,
    Datum,
    Fakta,
    Indikator,
    Instrumen,
    Istilah,
    KelasPredikat,
    Opsi,
    SubAspek,
    TidakRelevan,
    load_instrumen,
    parse_instrumen,
    templat_dir,
)
from kinerja_core.instrumen.muat import load_any
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah import lembar as tata
from kinerja_core.instrumen.naskah.baca import read_rows
from kinerja_core.instrumen.naskah.muat import load_naskah
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml, write_file_of, write_naskah
from kinerja_core.kantor.periksa_naskah import check_file, check_naskah, check_rows
from kinerja_core.lembar.tabel import LENGKAP
from kinerja_core.lembar.tabel_baca import text_number
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model, sheet_index

INS = instrumen_uji("normalisasi")
BERKAS = [f for f in sorted(templat_dir().glob("*.toml")) if "aspek" in tomllib.loads(f.read_text("utf-8"))]


@pytest.fixture(scope="module")
def naskah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authoring workbook of the test instrument that uses everything."""
    path = tmp_path_factory.mktemp("naskah") / "uji.xlsx"
    path.write_bytes(write_naskah(tomllib.loads(instrumen_text("normalisasi"), parse_float=Decimal)))
    return path


@pytest.fixture(scope="module")
def buku(naskah: Path) -> Buku:
    return read_buku(naskah)


# --- R1, R2 -----------------------------------------------------------------------------------------------------------


def test_every_field_and_parameter_has_a_place() -> None:
    """R1. Fields that stand in other sheets, or are the sheet itself, are named here."""
    t = nk.tables()
    kolom = {nama: {k.kunci for k in t[nama].kolom} for nama in t}
    kepala = {k.kunci for k in nk.KEPALA}
    assert set(Instrumen.model_fields) - kepala == {"predikat", "data_umum", "daftar", "aspek", "istilah"}
    assert {f"istilah.{f}" for f in Istilah.model_fields} <= kepala
    assert set(Aspek.model_fields) | set(SubAspek.model_fields) <= kolom[nk.ASPEK] | {"sub_aspek", "indikator"}
    lain = {f"tidak_relevan.{f}" for f in TidakRelevan.model_fields}
    assert set(Indikator.model_fields) - {"aturan", "data", "tidak_relevan"} | lain <= kolom[nk.INDIKATOR]
    assert set(Datum.model_fields) | set(Fakta.model_fields) - {"kode"} <= kolom[nk.DATA]
    assert set(Opsi.model_fields) <= kolom[nk.PILIHAN]
    assert set(KelasPredikat.model_fields) <= kolom[nk.PREDIKAT]
    for nama, kelas in ATURAN.items():
        tanpa = {f"aturan.{f}" for f in kelas.model_fields} - kolom[nk.INDIKATOR]
        assert tanpa <= {f"aturan.{nk.table_parameter(nama)}"}


@pytest.mark.parametrize("path", BERKAS, ids=lambda p: p.stem)
def test_shipped_instruments_come_back_equal(path: Path, tmp_path: Path) -> None:
    """R2: .toml -> .xlsx -> .toml -> .xlsx."""
    ins = load_instrumen(path)
    write_file_of(str(path), tmp_path / "a.xlsx")
    write_file_of(str(tmp_path / "a.xlsx"), tmp_path / "b.toml")
    write_file_of(str(tmp_path / "b.toml"), tmp_path / "c.xlsx")
    for nama in ("a.xlsx", "b.toml", "c.xlsx"):
        kembali = load_any(tmp_path / nama)
        assert kembali == ins
        assert kembali.sidik == ins.sidik
    assert read_buku(tmp_path / "a.xlsx").lembar == read_buku(tmp_path / "c.xlsx").lembar


@pytest.mark.parametrize("kebijakan", ["nol", "penuh", "normalisasi"])
def test_instrument_that_uses_everything_comes_back_equal(kebijakan: Any, tmp_path: Path) -> None:
    """R2"""
    (tmp_path / "a.toml").write_text(instrumen_text(kebijakan), encoding="utf-8")
    load_any(write_file_of(tmp_path / "a.toml", tmp_path / "a.xlsx"))
    assert load_naskah(tmp_path / "a.xlsx") == instrumen_uji(kebijakan)
    assert parse_instrumen(read_rows(read_buku(tmp_path / "a.xlsx")).data).sidik == instrumen_uji(kebijakan).sidik


TEKS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)
BEBAS = st.just("") | TEKS | st.sampled_from(["=1+1", "'x", "_x0041_", "#N/A", "TRUE", "1.10", "a\n b", "a\n\nb", "-"])
ANGKA = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10**6), places=3, allow_nan=False)


@st.composite
def variants(draw: st.DrawFn) -> Instrumen:
    """The test instrument with other texts, numbers and answers in a few places."""
    data = tomllib.loads(instrumen_text("nol"), parse_float=Decimal)
    data |= {"judul": draw(TEKS), "dasar_hukum": draw(BEBAS), "catatan": draw(st.lists(TEKS, max_size=4)),
             "ketentuan": draw(st.lists(TEKS, max_size=4)), "kebijakan_terkonfirmasi": draw(st.booleans()),
             "batas_terkonfirmasi": draw(st.booleans()),
             "istilah": {k: draw(st.sampled_from(["Komponen", "Sub Komponen", "Aspek"])) for k in draw(st.sets(
                 st.sampled_from(sorted(Istilah.model_fields))))}}
    data["aspek"][0] |= {"bobot": draw(st.none() | ANGKA), "nomor": draw(BEBAS)}
    for i in data["aspek"][draw(st.integers(0, 1))]["sub_aspek"][0]["indikator"]:
        i |= {"bobot": draw(ANGKA), "uraian": draw(TEKS),
              "catatan": draw(st.lists(TEKS | st.just("a\nb\n c"), max_size=3)),
              "keterangan": draw(BEBAS), "nomor": draw(TEKS), "satuan": draw(BEBAS),
              "tahun_data": draw(st.none() | st.integers(1990, 2100)), "terkonfirmasi": draw(st.booleans()),
              "asumsi": draw(TEKS)}
        batas = sorted([draw(st.just(0) | ANGKA), draw(ANGKA), draw(ANGKA)])
        i["data"][0] |= {"label": draw(TEKS), "min": batas[0], "wajar": draw(st.sampled_from([None, batas[1]])),
                         "maks": draw(st.sampled_from([None, batas[2]])),
                         "batas_fakta": draw(st.sampled_from(["", "jumlah_desa"]))}
    data["daftar"]["baru"] = [{"teks": draw(TEKS), "nilai": draw(ANGKA)} for _ in range(draw(st.integers(1, 3)))]
    return parse_instrumen(data)


@settings(max_examples=many(60), suppress_health_check=list(HealthCheck))
@given(ins=variants())
def test_variants_come_back_equal_through_toml_and_cells(ins: Instrumen) -> None:
    """R2, without the file: rows as written, data as read, the .toml of it."""
    data = plain_data(ins)
    assert parse_instrumen(data).sidik == ins.sidik
    assert parse_instrumen(tomllib.loads(to_toml(data), parse_float=Decimal)) == ins


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(ins=variants())
def test_variants_come_back_equal_through_the_file(ins: Instrumen, tmp_path_factory: pytest.TempPathFactory) -> None:
    """R2"""
    path = tmp_path_factory.mktemp("v") / "v.xlsx"
    path.write_bytes(write_naskah(ins.model_dump()))
    assert load_naskah(path).sidik == ins.sidik


@pytest.mark.parametrize(("tempat", "isi"), [
    ("dasar_hukum", "a\x07b"), ("dasar_hukum", "x" * 40000), ("catatan", [""]), ("catatan", ["a", ""]),
])
def test_what_a_cell_cannot_hold_is_refused(tempat: str, isi: Any) -> None:
    """R2"""
    data = tomllib.loads(instrumen_text("nol"), parse_float=Decimal)
    with pytest.raises(KinerjaError) as galat:
        write_naskah(data | {tempat: isi})
    assert galat.value.kode == "INS24"


def test_numbers_longer_than_a_double_are_refused_and_zeros_do_not_matter() -> None:
    """R2: 0.3 stays 0.3; 1.50 and 1.5 are one number with one hash."""
    def bobot(x: str) -> dict[str, Any]:
        data = tomllib.loads(instrumen_text("nol"), parse_float=Decimal)
        data["aspek"][0]["sub_aspek"][0]["indikator"][0]["bobot"] = Decimal(x)
        return data

    with pytest.raises(KinerjaError, match="tanpa kehilangan"):
        write_naskah(bobot("0.12345678901234567891"))
    assert parse_instrumen(bobot("7.50")).sidik == parse_instrumen(bobot("7.5")).sidik
    ins = parse_instrumen(plain_data(parse_instrumen(bobot("0.3"))))
    assert ins.indikator[0].bobot == Decimal("0.3")


@pytest.mark.parametrize(("teks", "angka"), [
    ("0,3", ["0.3"]), ("0.3", ["0.3"]), ("1.950", ["1950", "1.950"]), ("1,950.5", ["1950.5"]),
    ("15.279.011,-", ["15279011"]),
    ("98.8%", ["98.8"]), ("Rp 5.000", ["5000", "5.000"]), ("banyak", []), ("8O", []), ("٣", []), ("1_0", []), ("", []),
])
def test_text_numbers_in_both_notations(teks: str, angka: list[str]) -> None:
    assert text_number(teks) == [Decimal(a) for a in angka]


# --- R3 ---------------------------------------------------------------------------------------------------------------

Tempat = tuple[str, str, str]


def row_of(buku: Buku, lembar: str, baris: str) -> int:
    """0-based row of "r01.penyebut", "mutu/Baik", "n01#2" (second band), a kode, or a label of Instrumen."""
    isi = buku.sheet(lembar)
    assert isi is not None
    if lembar == nk.DATA and "." in baris:
        dua = baris.split(".")
        return next(b for (b, k), v in isi.nilai.items() if k == 0 and v == dua[0] and isi.nilai.get((b, 1)) == dua[1])
    if lembar == nk.DATA:
        return next(b for (b, k), v in isi.nilai.items() if k == 1 and v == baris and isi.nilai[(b, 0)] == nk.DATA_UMUM)
    if lembar == nk.PILIHAN:
        dua = baris.split("/")
        return next(b for (b, k), v in isi.nilai.items() if k == 0 and v == dua[0] and isi.nilai.get((b, 2)) == dua[1])
    kunci, _, ke = baris.partition("#")
    semua = sorted(b for (b, k), v in isi.nilai.items() if k == 0 and v == kunci)
    if lembar == nk.RENTANG and kunci == "baru":
        return max(b for (b, k) in isi.nilai if k == 0) + 1
    return semua[int(ke or 1) - 1]


def place(buku: Buku, tempat: Tempat) -> str:
    """The cell of (sheet, row, field); header cells have the row "kepala"."""
    lembar, baris, kunci = tempat
    if lembar == nk.INSTRUMEN:
        return f"{lembar}!B{row_of(buku, lembar, baris) + 1}"
    b = tata.BARIS_KEPALA if baris == "kepala" else row_of(buku, lembar, baris)
    return f"{lembar}!{alamat((b, nk.tables()[lembar].column(kunci)))}"


def change(buku: Buku, isi: Mapping[str, Nilai]) -> Buku:
    """The workbook with other values in some cells ("Sheet!A1")."""
    from kinerja_core.xlsx.buku import posisi_dari

    lembar = []
    for s in buku.lembar:
        nilai = dict(s.nilai)
        for tempat, v in isi.items():
            nama, _, a1 = tempat.partition("!")
            if nama == s.nama:
                nilai.pop(posisi_dari(a1), None)
                if v is not None:
                    nilai[posisi_dari(a1)] = v
        lembar.append(replace(s, nilai=nilai))
    return replace(buku, lembar=tuple(lembar))


def obligatory(buku: Buku) -> set[tuple[str, str]]:
    return {(t.kode, t.sel) for t in check_rows(read_rows(buku)) if t.tingkat == "wajib"}


N, D, A, R, P = nk.INDIKATOR, nk.DATA, nk.ASPEK, nk.RENTANG, nk.PILIHAN
SIGMA: tuple[str, Tempat] = ("INS05", (N, "kepala", "bobot"))
#: (what is typed where, the obligatory findings it must give); without a place of its own one is at the cell typed in.
TANAM: list[tuple[Tempat, Nilai, list[str | tuple[str, Tempat]]]] = [
    ((N, "r01", "bobot"), "7,5", ["BRS01"]),
    ((N, "r01", "bobot"), "7.5", ["BRS01"]),
    ((N, "r01", "bobot"), "banyak", ["BRS01"]),
    ((N, "r01", "bobot"), None, ["INS22"]),
    ((N, "r01", "bobot"), 8.5, [SIGMA]),
    ((N, "r01", "bobot"), 0, ["INS04", SIGMA]),
    ((N, "r01", "bobot"), Galat("#N/A"), ["BRS08"]),
    ((N, "r01", "bobot"), True, ["BRS08"]),
    ((N, "r01", "aturan.jenis"), "rasioo", ["BRS03"]),
    ((N, "r01", "aturan.jenis"), None, ["INS22"]),
    ((N, "r01", "aturan.jenis"), "komposisi", ["INS04"]),
    ((N, "r01", "aturan.rumus"), "penyebut*2", ["INS21"]),
    ((N, "n01", "aturan.nol_per_nol"), "nol", ["INS21"]),
    ((N, "r01", "aturan.nol_per_nol"), "kosong", ["BRS03"]),
    ((N, "m01", "aturan.rumus"), None, ["INS22"]),
    ((N, "m01", "aturan.rumus"), "selesai/masukk*100", [("INS04", (N, "m01", "aturan.rumus"))]),
    ((N, "r01", "kode"), "R 01", ["INS04", "INS22", ("INS08", (D, "r01.penyebut", "indikator")),
                                  ("INS08", (D, "r01.pembilang", "indikator"))]),
    ((N, "r02", "sub_aspek"), "sa9", ["INS08"]),
    ((N, "r02", "sub_aspek"), None, ["INS22"]),
    ((N, "r01", "terkonfirmasi"), "Iya", ["BRS03"]),
    ((N, "r01", "terkonfirmasi"), "Tidak", [("INS04", (N, "r01", "asumsi"))]),
    ((N, "r01", "uraian"), None, ["INS22"]),
    ((N, "r03", "tidak_relevan.bila_nol"), "jumlah_des", ["INS08"]),
    ((N, "r05", "tahun_data"), 2021.5, ["BRS09"]),
    ((D, "r03.penyebut", "fakta"), "wilayahh", ["INS08"]),
    ((D, "r02.penyebut", "dari"), "r01.penyebutt", ["INS08"]),
    ((D, "r05.penyebut", "sama_dengan"), "pagu1", ["INS08"]),
    ((D, "p01.mutu", "daftar"), "mutuu", ["INS08"]),
    ((D, "p01.mutu", "daftar"), None, ["INS04"]),
    ((D, "d01.ada", "daftar"), "mutu", ["INS30"]),
    ((D, "d02.satu", "daftar"), "kelas", ["INS30"]),
    ((D, "r01.penyebut", "jenis"), "bulet", ["BRS03"]),
    ((D, "r01.penyebut", "fakta"), "jumlah_desa", []),
    ((D, "r02.penyebut", "fakta"), "jumlah_desa", [("INS04", (D, "r02.penyebut", "dari"))]),
    ((D, "r01.pembilang", "label"), None, ["INS22"]),
    ((D, "m01.masuk", "kunci"), "selesai", ["INS06", ("INS04", (N, "m01", "aturan.rumus"))]),
    ((D, "r01.pembilang", "wajib"), "Ya", ["INS21"]),
    ((D, "r01.pembilang", "min"), "nol", ["BRS01"]),
    ((D, "jumlah_desa", "daftar"), "mutu", ["INS21"]),
    ((D, "wilayah", "jumlah_dari"), "jumlah_desa, jumlah_kel", ["INS08"]),
    ((D, "jumlah_desa", "jenis"), "pilihan", ["INS04"]),
    ((A, "sa1", "induk"), "ap9", ["INS08"]),
    ((D, "r03.penyebut", "batas_fakta"), "jumlah_des", ["INS08"]),
    ((D, "n01.jumlah", "wajar"), 600, ["INS04"]),
    ((D, "n02.selisih", "maks"), -9, ["INS04"]),
    ((D, "m02.naik", "min"), 60, [("INS04", (D, "m02.naik", "maks"))]),
    ((D, "jumlah_desa", "wajar"), 201, ["INS04"]),
    ((A, "ap1", "bobot"), 10, ["INS13"]),
    ((A, "sa2", "bobot"), 10, ["INS21"]),
    ((A, "sb1", "kode"), "sa1", [
        "INS06", "INS22", *(("INS08", (N, k, "sub_aspek")) for k in ("n01", "n02", "n03", "n04", "n05"))]),
    ((R, "n01#3", "batas"), 1, ["INS07"]),
    ((R, "n01#1", "batas"), 1, [("INS07", (R, "n01#2", "batas")), "INS07"]),
    ((R, "n01#5", "capaian"), 90, ["INS07"]),
    ((R, "n01#3", "capaian"), 10, ["INS07"]),
    ((R, "n01#3", "capaian"), 101, ["BRS06", ("INS07", (R, "n01#4", "capaian"))]),
    ((R, "n01#3", "batas"), "2.5", ["BRS01"]),
    ((R, "n01#3", "capaian"), None, ["INS22"]),
    ((R, "n01#5", "indikator"), "r01", ["INS21", ("INS07", (R, "n01#4", "capaian"))]),
    ((R, "n01#5", "indikator"), "n99", ["INS08", ("INS07", (R, "n01#4", "capaian"))]),
    ((P, "mutu/Baik", "nilai"), 150, ["BRS06"]),
    ((P, "mutu/Baik", "nilai"), "62,5", ["BRS01"]),
    ((P, "mutu/Baik", "teks"), "sangat baik", [("INS06", (P, "mutu/Sangat Baik", "teks"))]),
    ((P, "mutu/Baik", "daftar"), None, ["INS22"]),
    ((nk.INSTRUMEN, "Kebijakan tidak relevan", ""), "normalisas", ["BRS03"]),
    ((nk.INSTRUMEN, "Kebijakan tidak relevan", ""), None, ["INS22"]),
    ((nk.INSTRUMEN, "Nama pendek", ""), "Uji Lengkap", ["INS04"]),
    ((nk.INSTRUMEN, "Tahun penilaian", ""), "dua ribu", ["BRS01"]),
    ((nk.INSTRUMEN, "Tahun penilaian", ""), None, ["INS22"]),
    ((nk.INSTRUMEN, "Sebutan aspek", ""), 'Bagian "satu"', ["INS04"]),
]


@pytest.mark.parametrize(("tempat", "isi", "harapan"), TANAM,
                         ids=lambda x: "/".join(x) if isinstance(x, tuple) else None)
def test_planted_mistake_is_told_at_its_cell_and_nothing_else(
        buku: Buku, tempat: Tempat, isi: Nilai, harapan: list[Any]) -> None:
    """R3"""
    sel = place(buku, tempat)
    diharap = {(h, sel) if isinstance(h, str) else (h[0], place(buku, h[1])) for h in harapan}
    assert obligatory(change(buku, {sel: isi})) == diharap


def test_bounds_are_told_in_the_words_of_the_workbook(buku: Buku) -> None:
    """R3: which of them, by header; what is proposed, by number and name, at the first cell that is blank."""
    salah = check_rows(read_rows(change(buku, {place(buku, (D, "n01.jumlah", "wajar")): 600})))
    assert [t.pesan for t in salah if t.kode == "INS04"] == ["Paling besar 500 lebih kecil daripada Lazim sampai, 600."]
    (usul,) = (t for t in check_rows(read_rows(buku)) if t.kode == "INS33")
    assert usul.sel == place(buku, (D, "pagu", "wajar"))
    assert "Data Umum, " in usul.pesan
    assert "Indikator " in usul.pesan
    assert " > " not in usul.pesan


def test_places_are_those_that_excel_shows(buku: Buku) -> None:
    """R3: the helper above is not trusted alone."""
    assert place(buku, (N, "r01", "bobot")) == "Indikator!G6"
    assert place(buku, (A, "ap1", "bobot")) == "Aspek!F6"
    assert buku.sheet("Indikator").nilai[(5, 6)] == 7.5  # type: ignore[union-attr]
    assert check_rows(read_rows(buku)) == [t for t in check_rows(read_rows(buku)) if t.tingkat != "wajib"]


def test_many_mistakes_come_in_one_pass(buku: Buku) -> None:
    """R3: mistakes that do not hide each other, planted together."""
    tempat = [(N, "r01", "bobot"), (N, "r01", "aturan.jenis"), (N, "r02", "sub_aspek"),
              (N, "r03", "tidak_relevan.bila_nol"),
              (D, "r03.penyebut", "fakta"), (D, "r05.penyebut", "sama_dengan"), (D, "r01.pembilang", "wajib"),
              (D, "jumlah_desa", "jenis"), (D, "n02.selisih", "maks"), (A, "ap1", "bobot"), (R, "n01#3", "capaian"),
              (P, "mutu/Baik", "nilai")]
    pilih = [next(t for t in TANAM if t[0] == di) for di in tempat]
    banyak = {place(buku, t): isi for t, isi, _ in pilih}
    harap = {(h, place(buku, t)) if isinstance(h, str) else (h[0], place(buku, h[1])) for t, _, hs in pilih for h in hs}
    assert obligatory(change(buku, banyak)) >= harap
    assert len(harap) >= 11


@pytest.mark.parametrize(("isi", "kode", "sel", "dekat"), [
    ({"Indikator!G4": "Bobott"}, "SEL07", "Indikator!G4", "Mungkin maksud Anda Bobot?"),
    ({"Indikator!G4": None}, "SEL07", "Indikator!A4", ""),
    ({"Data!D4": "data yg diisi"}, "SEL07", "Data!D4", "Mungkin maksud Anda Data yang diisi?"),
    ({"Instrumen!A9": "Provins"}, "SEL07", "Instrumen!A9", "Mungkin maksud Anda Provinsi?"),
])
def test_misspelt_headers_are_told_and_still_read(
        buku: Buku, isi: dict[str, Nilai], kode: str, sel: str, dekat: str) -> None:
    """R3"""
    temuan = [t for t in check_rows(read_rows(change(buku, isi))) if t.tingkat == "wajib"]
    assert [(t.kode, t.sel) for t in temuan][:1] == [(kode, sel)]
    assert dekat in temuan[0].pesan
    assert len(temuan) == 1 or not dekat


def test_misspelt_sheets_are_told_and_still_read(buku: Buku) -> None:
    """R3"""
    salah = replace(buku, lembar=tuple(replace(s, nama="Indikatr") if s.nama == N else s for s in buku.lembar))
    temuan = [t for t in check_rows(read_rows(salah)) if t.tingkat == "wajib"]
    assert [t.kode for t in temuan] == ["INS16"]
    assert "Mungkin maksud Anda lembar Indikatr?" in temuan[0].pesan
    tanpa = replace(buku, lembar=tuple(s for s in buku.lembar if s.nama != R))
    assert "INS16" in {k for k, _ in obligatory(tanpa)}
    with pytest.raises(KinerjaError) as galat:
        read_rows(replace(buku, lembar=buku.lembar[:1]))
    assert galat.value.kode == "INS29"


@pytest.mark.parametrize(("tempat", "isi", "kode"), [
    ((N, "r01", "nomor"), 1.1, "INS25"), ((P, "kelas/-", "daftar"), "lain", "INS23"),
    ((D, "pagu", "kunci"), "pagu_lain", "INS23"),
])
def test_what_should_be_looked_at(buku: Buku, tempat: Tempat, isi: Nilai, kode: str) -> None:
    """R3: findings of level cek, at their cell."""
    sel = place(buku, tempat)
    semua = {(t.kode, t.sel) for t in check_rows(read_rows(change(buku, {sel: isi}))) if t.tingkat == "cek"}
    assert (kode, sel) in semua


def test_formula_in_a_yellow_cell_and_rows_below_the_table(buku: Buku) -> None:
    """R3: a formula is told; rows beyond the spare ones are read."""
    s = buku.sheet(N)
    assert s is not None
    lain = tuple(replace(x, rumus={**x.rumus, (5, 6): "5+2.5"}) if x.nama == N else x for x in buku.lembar)
    assert ("BKS12", "Indikator!G6") in {(t.kode, t.sel) for t in check_rows(read_rows(replace(buku, lembar=lain)))}
    jauh = change(buku, {"Predikat!A300": "Sisa", "Predikat!C300": 0, "Predikat!D300": "Ya"})
    assert read_rows(jauh).data["predikat"][-1] == {"predikat": "Sisa", "batas": 0, "termasuk_batas": True}


def test_example_row_is_not_read_and_an_empty_book_names_what_is_missing(tmp_path: Path) -> None:
    """R3"""
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(render_bytes(tata.describe(tata.IsiNaskah()), tata.IsiNaskah().isian, {}))
    n = read_rows(read_buku(path))
    assert (n.data, n.temuan) == ({"aspek": []}, [])
    assert {k for k, _ in obligatory(read_buku(path))} == {"INS22"}
    assert lint(path) == []


# --- R4 ---------------------------------------------------------------------------------------------------------------


class Hidup:
    """The workbook in ironcalc: type, calculate, read."""

    def __init__(self, path: Path) -> None:
        self.model = load_model(path)
        self.indeks = sheet_index(self.model)

    def type(self, tempat: str, nilai: float | str | None) -> None:
        from kinerja_core.xlsx.buku import posisi_dari

        lembar, _, a1 = tempat.partition("!")
        b, k = posisi_dari(a1)
        sel = (self.indeks[lembar], b + 1, k + 1)
        if nilai is None:
            self.model.clear_cell_contents(*sel)
        elif isinstance(nilai, str):
            self.model.update_cell_with_text(*sel, nilai)
        else:
            self.model.update_cell_with_number(*sel, nilai)
        self.model.evaluate()

    def read(self, lembar: str, posisi: tuple[int, int]) -> Nilai:
        return cell_value(self.model, self.indeks[lembar], posisi)


@pytest.fixture(scope="module")
def hidup(naskah: Path) -> Hidup:
    return Hidup(naskah)


def test_complete_rows_and_sum_of_bobot(hidup: Hidup, buku: Buku) -> None:
    """R4: everything is complete, and the sums of each aspek are the model's."""
    for nama, t in nk.tables().items():
        isi = buku.sheet(nama)
        assert isi is not None
        ket = [v for (b, k), v in isi.nilai.items() if k == t.tetap and b >= tata.AWAL]
        assert set(ket) <= {LENGKAP, ""}
        assert hidup.read(nama, (1, t.tetap)) == "Semua baris lengkap. Σ bobot = 100"
    kolom = len(nk.tables()[A].kolom) + 1
    jumlah = {a.kode: sum(float(i.bobot) for i in a.indikator) for a in INS.aspek}
    for kode, x in jumlah.items():
        assert hidup.read(A, (row_of(buku, A, kode), kolom)) == pytest.approx(x)
    assert hidup.read(nk.INSTRUMEN, (1, 0)) == "Semua lembar lengkap. Σ bobot = 100"


@pytest.mark.parametrize(("tempat", "isi", "kalimat"), [
    ((N, "r01", "bobot"), None, "Bobot belum diisi."),
    ((N, "r01", "bobot"), "7,5", "Bobot harus angka."),
    ((N, "r02", "kode"), "r01", "Kode sudah dipakai di baris 6."),
    ((N, "r02", "sub_aspek"), "sa9", "Sub aspek: sa9 tidak dikenal."),
    ((N, "r01", "aturan.jenis"), "rasioo", "Aturan: rasioo tidak dikenal."),
    ((N, "r01", "aturan.rumus"), "x", "Rumus tidak dipakai aturan rasio."),
    ((N, "r01", "terkonfirmasi"), "Tidak", "Asumsi belum diisi, padahal belum terkonfirmasi."),
    ((D, "r03.penyebut", "fakta"), "wilayahh", "Diambil dari Data Umum: wilayahh tidak dikenal."),
    ((D, "p01.mutu", "daftar"), "mutuu", "Daftar jawaban: mutuu tidak dikenal."),
    ((D, "r01.pembilang", "kunci"), "penyebut", "Kunci sudah dipakai di baris 17."),
    ((A, "ap1", "bobot"), 10, "Jumlah bobot indikatornya 40."),
    ((R, "n01#3", "batas"), 1, "Batas bawah harus naik dari baris di atasnya."),
    ((P, "mutu/Baik", "nilai"), 150, "Nilai harus 0 sampai 100."),
])
def test_row_checks_by_formula(hidup: Hidup, buku: Buku, tempat: Tempat, isi: Nilai, kalimat: str) -> None:
    """R4: the sentence beside the row; the row is as before when the cell is mended."""
    sel = place(buku, tempat)
    lembar = tempat[0]
    lama = buku.sheet(lembar).nilai.get((row_of(buku, *tempat[:2]), nk.tables()[lembar].column(tempat[2])))  # type: ignore[union-attr]
    ket = (row_of(buku, *tempat[:2]), nk.tables()[lembar].tetap)
    hidup.type(sel, isi)  # type: ignore[arg-type]
    try:
        assert hidup.read(lembar, ket) == kalimat
        assert "perlu diperbaiki" in str(hidup.read(lembar, (1, nk.tables()[lembar].tetap)))
        assert "perlu diperbaiki" in str(hidup.read(nk.INSTRUMEN, (1, 0)))
    finally:
        hidup.type(sel, lama)  # type: ignore[arg-type]
    assert hidup.read(lembar, ket) == LENGKAP


def test_sum_of_bobot_says_what_is_missing(hidup: Hidup, buku: Buku) -> None:
    """R4"""
    sel = place(buku, (N, "r01", "bobot"))
    for bobot, kalimat in ((7.0, "Σ bobot = 99.5; kurang 0.5"), (9.25, "Σ bobot = 101.75; lebih 1.75")):
        hidup.type(sel, bobot)
        assert str(hidup.read(N, (1, 1))).endswith(kalimat)
    hidup.type(sel, 7.5)
    assert str(hidup.read(N, (1, 1))).endswith("Σ bobot = 100")


# --- R5, R6 -----------------------------------------------------------------------------------------------------------


def test_file_is_sound(naskah: Path) -> None:
    """R5: lint (allowed functions, named inputs, lists from ranges) and the Open XML validator."""
    assert lint(naskah) == []
    need(validator_missing())
    assert validate([naskah]) == {naskah: []}


def test_nothing_the_author_fills_is_locked_and_every_formula_is(buku: Buku) -> None:
    """R5"""
    assert buku.ekstra is not None
    for s in tata.describe(tata.IsiNaskah()).lembar:
        if s.masukan:
            assert s.nama in buku.ekstra.terproteksi
            assert not buku.ekstra.terbuka[s.nama] & set(buku.sheet(s.nama).rumus)  # type: ignore[union-attr]
    for nama, t in nk.tables().items():
        n = len(buku.ekstra.terbuka[nama]) // len(t.kolom)
        terisi = len({b for (b, k) in buku.sheet(nama).nilai if k == 0 and b >= tata.AWAL})  # type: ignore[union-attr]
        assert n >= terisi + max(20, 0.3 * terisi)


def test_saved_and_edited_by_openpyxl(naskah: Path, tmp_path: Path) -> None:
    """R5"""
    salinan = tmp_path / "n.xlsx"
    salinan.write_bytes(naskah.read_bytes())
    assert load_naskah(save_openpyxl(salinan)) == INS
    buku = open_openpyxl(salinan)
    buku["Indikator"]["G6"], buku["Indikator"]["G7"] = 7.4, 4.4
    buku.save(salinan)
    ins = load_naskah(salinan)
    assert [i.bobot for i in ins.indikator[:2]] == [Decimal("7.4"), Decimal("4.4")]
    buku["Data"]["A60"], buku["Indikator"]["H6"] = "r99", "rasio "
    buku.save(salinan)
    assert {(t.kode, t.sel) for t in check_naskah(salinan) if t.tingkat == "wajib"} == {
        ("INS08", "Data!A60")}


def test_files(naskah: Path, tmp_path: Path) -> None:
    """R6"""
    for keluar, kode in ((naskah, "LJT01"), (tmp_path / "x.csv", "PGL01")):
        with pytest.raises(KinerjaError) as galat:
            write_file_of(str(naskah), keluar)
        assert galat.value.kode == kode
    with pytest.raises(KinerjaError) as galat:
        load_any(tmp_path / "tidak_ada.xlsx")
    assert galat.value.kode == "BKS01"
    bukan = tmp_path / "bukan.xlsx"
    bukan.write_text("x")
    with pytest.raises(KinerjaError):
        check_file(bukan)
    assert load_any("sinergisitas_jatim_2022").id == "sinergisitas_jatim_2022"


# --- R7 ---------------------------------------------------------------------------------------------------------------


def test_proof_finds_two_renderings_that_differ(naskah: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7: a rule whose formula forgets the factor 100 is told at the rule of its indicator."""
    asli: Callable[..., str] = Rasio.render
    monkeypatch.setattr(Rasio, "render", lambda diri, r: asli(diri, r).replace("*100", "*99"))
    temuan = [t for t in check_naskah(naskah) if t.tingkat == "wajib"]
    assert {t.kode for t in temuan} == {"INS28"}
    assert "Indikator!H6" in {t.sel for t in temuan}


def test_proof_finds_what_cannot_be_reached(buku: Buku) -> None:
    """R7: the best answer of a list gives 90."""
    sel = place(buku, (P, "kelas/A", "nilai"))
    temuan = check_rows(read_rows(change(buku, {sel: 90})))
    di = place(buku, (N, "p02", "aturan.jenis"))
    assert [t.pesan for t in temuan if (t.kode, t.sel) == ("INS26", di)] == [
        "Capaian indikator ini hanya dapat 0 sampai 90."]
    assert "INS27" in {t.kode for t in temuan}
    assert di not in {t.sel for t in check_rows(read_rows(buku))}


def test_toml_gets_the_same_proof() -> None:
    """R7"""
    temuan = check_file("sinergisitas_jatim_2022")
    assert [(t.kode, t.sel) for t in temuan if t.kode == "INS26"] == [("INS26", "i09")]
    assert {t.tingkat for t in temuan} == {"cek"}
