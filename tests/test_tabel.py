"""One table engine: columns described once, the same finding for the same mistake in every workbook with tables.

R1 one mistake in every workbook: the same kode at the very cell, the refused value or sign named. R2 every column that
is described is written and read back, from exactly one place. R3 doing what the finding says makes it go away. R4 what
a number format says comes from the file itself, by both readers. R5 headers are found again by other words; misspelt,
missing and double ones are told. R6 how much a form takes, predikat out of order, a comma in a rule.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.isian_acak import instrumen_text
from bantu.pembaca_teliti import read_carefully
from bantu.tabel_salah import INS, SALAH, TIDAK_BERLAKU, Salah, books, filled, findings, mended, plant
from hypothesis import given
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.teks import sign_name
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.lembar import IsiNaskah
from kinerja_core.instrumen.naskah.lembar import describe as describe_naskah
from kinerja_core.instrumen.periksa import check_instrumen
from kinerja_core.instrumen.rumus import problem
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import PembacaTabel, SelBaca, name_problem, plain, read_cell, text_number
from kinerja_core.provinsi.daftar import list_form, read_list
from kinerja_core.provinsi.lembar.daftar import DAFTAR, columns, describe_list
from kinerja_core.provinsi.lembar.pengaturan import describe_settings, find_settings, rows
from kinerja_core.xlsx.baca import read_buku

# --- R1, R3 -----------------------------------------------------------------------------------------------------------


def test_a_mistake_has_one_kode_in_every_workbook() -> None:
    """R1: at the very cell, and nothing else obligatory there."""
    menurut = {s.judul: s.kode for s in SALAH}
    harus = {(j, n): {menurut[j]} for j, n in findings()}
    harus["rumus tanpa hasil", "Buku Kinerja"] = set()  # it is calculated again (BKS12, ISI20), nothing obligatory
    assert {k: set(v) for k, v in findings().items()} == harus
    banyak = Counter(j for j, _ in findings())
    assert set(banyak) == set(menurut)
    assert min(banyak[s.judul] for s in SALAH if s.macam == "angka") == len(books()) == 6
    assert {s.kode for s in SALAH} >= {"BRS01", "BRS03", "BRS06", "BRS08", "SEL01", "SEL02", "SEL03", "SEL04", "SEL06"}


def test_the_refused_value_is_named() -> None:
    """R1: value and sign stand in the sentence; the sheets of the Buku Kinerja have words of their own."""
    disebut = {"BRS01": r'"|isinya', "SEL01": r"\((46025|46054)\)", "SEL02": r"40%", "SEL03": "123", "SEL06": r"=7\+8",
               "SEL04": r"tanda [\"{]|U\+200B \(spasi tak tampak\)", "BRS03": "Iyaa", "BRS06": "-1E"}
    for (judul, nama), isi in findings().items():
        for kode, pesan in isi.items():
            assert re.search(disebut.get(kode, "."), pesan), (judul, nama, pesan)
            assert kode != "BRS08" or nama == "Buku Kinerja" or re.search(r"#N/A|TRUE\.", pesan)
    tampak = findings()[("angka dengan tanda tak tampak", "Pengaturan")]["BRS01"]
    assert '"71,4" dengan U+200B (spasi tak tampak)' in tampak


@pytest.mark.parametrize("s", SALAH, ids=lambda s: s.judul)
def test_doing_what_the_finding_says_makes_it_go_away(s: Salah) -> None:
    """R3"""
    for nama, b in books().items():
        if s.macam in b.sel and (nama, s.kode) not in TIDAK_BERLAKU:
            assert mended(nama, s) == [], nama


def test_a_guess_is_the_number_that_is_meant() -> None:
    """R3: what stands behind "Mungkin maksud Anda" is read without a finding."""
    k = Kolom("x", "X", jenis="angka")
    for isi in ("71,4", "71.4", "1.950", "Rp 1.000", "98,8%", "71,4\u00a0"):
        nilai, salah = read_cell(k, SelBaca("A!A1", isi))
        assert salah is not None
        tebak = re.findall(r"[\d.,]*\d", salah.pesan.partition("Mungkin")[2])
        assert nilai in [Decimal(t.replace(",", ".")) for t in tebak]
        assert all(read_cell(k, SelBaca("A!A1", float(t.replace(",", "."))))[1] is None for t in tebak)


@given(st.decimals(min_value=-10**9, max_value=10**9, places=2, allow_nan=False))
def test_a_number_typed_as_text_is_understood(x: Decimal) -> None:
    """R1: in both notations, with and without thousands marks."""
    for teks in (f"{x}", f"{x}".replace(".", ","), f"Rp {x:,}", f"{x:,}".translate(str.maketrans(",.", ".,"))):
        assert x in text_number(teks)


@given(st.text(max_size=20))
def test_a_refused_name_names_what_is_wrong(teks: str) -> None:
    """R1: a sign that is refused stands in the finding, an invisible one by its number."""
    salah = name_problem(teks, 60)
    for h in set(teks):
        if not h.isprintable() or h in '{"|':
            assert salah is not None
            assert sign_name(h) in salah[1]
            assert h.isprintable() or f"U+{ord(h):04X}" in salah[1]


@pytest.mark.parametrize("teks", ["Ya", "ya", "YA", " yA\u00a0"])
def test_yes_in_any_case(teks: str) -> None:
    assert read_cell(Kolom("x", "X", jenis="ya"), SelBaca("", teks)) == (True, None)


# --- R2 ---------------------------------------------------------------------------------------------------------------


def _value(k: Kolom, n: int) -> Nilai:
    """A value of that kind, its own for every cell."""
    if k.is_number:
        return float(k.min or 0) + n % 50 + (0.5 if k.jenis == "angka" else 0)
    if k.jenis in {"ya", "pilihan"}:
        return ("Ya", "Tidak", *k.pilihan)[2 if k.pilihan else n % 2]
    return f"isi {n}"


def _naskah() -> tuple[Denah, dict[str, Sequence[Kolom]]]:
    return describe_naskah(IsiNaskah()), {nama: t.kolom for nama, t in nk.tables().items()}


@pytest.mark.parametrize("buat", [_naskah, lambda: (describe_list(INS, 0), {DAFTAR: columns(INS)})],
                         ids=["naskah", "daftar"])
def test_every_column_is_written_and_read_back_from_one_place(buat: Any) -> None:
    """R2: tables, by their headers; nothing else on the sheet is an input."""
    denah, tabel = buat()
    for nama, kolom in tabel.items():
        s = denah.sheet(nama)
        awal = min(b for b, _ in s.masukan)
        isi = {kotak: _value(kolom[n % len(kolom)], n) for n, (pos, kotak) in enumerate(sorted(s.masukan.items()))
               if pos[0] == awal}
        buku = filled(denah, isi)
        lembar = buku.sheet(nama)
        assert lembar is not None
        baca = PembacaTabel(buku, lembar)
        judul = baca.header(kolom)
        assert judul is not None
        assert set(judul[1]) == {k.kunci for k in kolom}
        assert len(set(judul[1].values())) == len(kolom)
        assert sorted(judul[1].values()) == sorted({k for _, k in s.masukan})
        dibaca = {k.kunci: baca.read(k, (awal, judul[1][k.kunci])) for k in kolom}
        ditulis = {kunci.partition(".")[2] if nama != DAFTAR else kunci: v for (_, kunci), v in isi.items()}
        assert baca.temuan == []
        assert {k: str(v) for k, v in dibaca.items()} == {
            k: {"Ya": "True", "Tidak": "False"}.get(str(v), str(v).removesuffix(".0")) for k, v in ditulis.items()}


def test_every_setting_is_written_and_read_back_from_one_place() -> None:
    """R2: a form, by its labels."""
    denah = describe_settings()
    isi = {kotak: _value(rows()[kotak[0]], n) for n, kotak in enumerate(denah.masukan)}
    isi[("tenggat", "isi")] = "31-12-2026"
    dibaca = find_settings(filled(denah, isi))
    assert dibaca is not None
    baca, tempat = dibaca
    assert tempat == {kunci: posisi for (kunci, _), (_, posisi) in denah.masukan.items()}
    assert set(tempat) == set(rows())
    for kunci, posisi in tempat.items():
        assert baca.read(rows()[kunci], posisi) is not None, kunci
    assert baca.temuan == []


# --- R4 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.sampel(6)
@pytest.mark.parametrize(("format", "kode"), [
    ("dd/mm/yyyy", "SEL01"), ("[$-421]d mmmm yyyy", "SEL01"), ("h:mm", "SEL01"), ("0%", "SEL02"), ("0.00%", "SEL02"),
    ("General", None), ('General"%"_)', None), ("#,##0_);[Red]-#,##0", None), ('0 "hari"', None), ("[h]:mm", "SEL01"),
    ("mmm-yy", "SEL01"), ('"d"0', None), ("0\\d", None), ("0.00E+00", None),
])
def test_number_formats_come_from_the_file(format: str, kode: str | None, tmp_path: Path) -> None:
    """R4"""
    path = tmp_path / "d.xlsx"
    path.write_bytes(list_form(INS, [replace(k) for k in ()]))
    buku = openpyxl.load_workbook(path)
    lembar = buku[DAFTAR]
    for n, v in enumerate(["99.01.01", "Uji", "Contoh", None, None, 5, 1], start=1):
        lembar.cell(5, n).value = v
    lembar.cell(5, 6).number_format = format
    buku.save(path)
    dibaca = read_buku(path)
    assert read_carefully(path) == dibaca
    if kode is None:
        assert len(read_list(path, INS)) == 1
    else:
        with pytest.raises(KinerjaError) as galat:
            read_list(path, INS)
        assert [(t.kode, t.sel) for t in galat.value.temuan] == [(kode, "Kecamatan!F5")]


# --- R5 ---------------------------------------------------------------------------------------------------------------


def test_no_two_columns_answer_to_one_header() -> None:
    """R5: whatever word is written, it means one column."""
    for kolom in (*(t.kolom for t in nk.tables().values()), nk.KEPALA, columns(INS), tuple(rows().values())):
        kepala = Counter(plain(k.kepala) for k in kolom)
        assert set(kepala.values()) == {1}
        for k in kolom:
            assert not {plain(x) for x in (k.kunci, *k.lain)} & ({plain(x.kepala) for x in kolom if x != k})


# --- R6 ---------------------------------------------------------------------------------------------------------------


def test_the_empty_list_takes_a_whole_province() -> None:
    """R6 (C22): Jawa Timur has 666 kecamatan."""
    for jumlah in (0, 666, 1500):
        baris = {b for b, _ in describe_list(INS, jumlah).sheet(DAFTAR).masukan}
        assert len(baris) >= max(1000, jumlah + 60)


@pytest.mark.parametrize(("kelas", "salah"), [
    ([("Sangat Baik", 60, False), ("Baik", 90, False)], ["Baik"]), ([("A", 90, False), ("B", 60, True)], []),
    ([("A", 90, False), ("B", 90, True)], []), ([("A", 90, True), ("B", 90, True)], ["B"]),
    ([("A", 90, False), ("B", 90, False)], ["B"]),
])
def test_a_class_that_is_never_reached_is_told(kelas: list[tuple[str, int, bool]], salah: list[str]) -> None:
    """R6 (C25)"""
    data = tomllib.loads(instrumen_text("nol"), parse_float=Decimal)
    data["predikat"] = [{"predikat": p, "batas": b, "termasuk_batas": t} for p, b, t in kelas]
    temuan = [t.sel for t in check_instrumen(parse_instrumen(data)) if t.kode == "INS31"]
    assert temuan == [f"predikat > {x}" for x in salah]


@pytest.mark.parametrize(("rumus", "baik"), [
    ("IF(x>=76,100,50)", True), ("if(x>=76,100, 50)", True), ("IF(x>=76.5,100,50)+MIN(x, 5)", True),
    ("MIN(1,5)", False), ("x*1,5", False), ("IF(x>0,5, 1, 0)", False),
])
def test_a_comma_between_digits(rumus: str, baik: bool) -> None:
    """R6 (C25): the three arguments of an IF need no space; else both ways to write it are shown, not the refused."""
    salah = problem(rumus, ["x"])
    assert (salah is None) == baik
    if salah is not None:
        ragu = re.match(r"\d+,\d+", salah)
        assert ragu is not None
        for ganti in (ragu[0].replace(",", "."), ragu[0].replace(",", ", ")):
            assert ganti in salah
            assert (problem(rumus.replace(ragu[0], ganti), ["x"]) or "").startswith(ragu[0]) is False


def test_a_date_typed_into_a_printed_number_is_told(tmp_path: Path) -> None:
    """R6 (C25): a pasted cell brings the format of a date along."""
    (s,) = [s for s in SALAH if s.macam == "nomor"]
    b = books()["naskah instrumen"]
    nama, _ = b.sel["nomor"]
    temuan = [t for t in b.periksa(plant(b.buku(), b.sel["nomor"], s)) if t.kode == "SEL01"]
    assert [t.sel.partition("!")[0] for t in temuan] == [nama]
    assert datetime.date(1899, 12, 30) + datetime.timedelta(days=46054) == datetime.date(2026, 2, 1)
