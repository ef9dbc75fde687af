"""Inputs that hold a formula, and number formats that say how a value got there.

R1 the result is calculated again, what the file stores for it is never scored; told either way, also on collecting and
before sending; R2 what gives no result, or one that changes by itself, is not counted; R3 a hostile formula ends within
its limits and takes no other input along; R4 moving to a new version takes the result along; R5 a date or percent
format over a plausible number is asked for and counted, and told once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bantu.kiriman import HARI, LENGKAP, PUBLIK, office, repack, sealed
from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.kirim import send_file
from kinerja_core.kantor.periksa import check
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_as
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.penilaian import Susunan, score
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.kertas_kerja.periksa import check_filling, process
from kinerja_core.kertas_kerja.pindah import move
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.kumpul.kumpulkan import collect
from kinerja_core.provinsi.register import open_register
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat
from kinerja_core.xlsx.mesin.rumus_isian import TERBANYAK, recompute

SIAPA = office(1)
TERBUKA = read_buku(sealed(SIAPA))
KOTAK: Kotak = ("b03", "n")
TEMPAT = read_as(TERBUKA, BUATAN).denah.masukan[KOTAK]
SEL = f"{TEMPAT[0]}!{alamat(TEMPAT[1])}"


@pytest.fixture
def instrumen(tmp_path: Path) -> str:
    """BUATAN as a file, for verbs that look it up."""
    (path := tmp_path / "buatan.toml").write_text(to_toml(plain_data(BUATAN)), "utf-8")
    return str(path)


def planted(rumus: str, tersimpan: Nilai, buku: Buku = TERBUKA) -> Buku:
    """The filled workbook with a formula in one input, and what is stored for it."""
    lembar = [replace(s, nilai={**s.nilai, TEMPAT[1]: tersimpan}, rumus={**s.rumus, TEMPAT[1]: rumus})
              if s.nama == TEMPAT[0] else s for s in buku.lembar]
    return replace(buku, lembar=tuple(lembar))


def told(bacaan: BacaanKertas) -> list[tuple[str, str]]:
    """What is found at the input."""
    return [(t.kode, t.tingkat) for t in check_filling(bacaan, process(bacaan)) if t.sel == SEL]


def file_with(rumus: str, tersimpan: str) -> bytes:
    """A sealed file whose input holds a formula with that stored value."""
    def ubah(teks: str) -> str:
        sel = alamat(TEMPAT[1])
        baru, n = re.subn(rf'<c r="{sel}"( s="\d+")[^>]*>.*?</c>',
                          rf'<c r="{sel}"\1><f>{rumus}</f><v>{tersimpan}</v></c>', teks)
        assert n == 1
        return baru

    bagian = f"xl/worksheets/sheet{[s.nama for s in TERBUKA.lembar].index(TEMPAT[0]) + 1}.xml"
    return repack(sealed(SIAPA), {bagian: ubah})


@pytest.mark.parametrize(("rumus", "tersimpan", "hasil", "kode"), [
    ("1+1", 9.0, 2.0, ("ISI20", "wajib")), ("1+1", 2.0, 2.0, ("BKS12", "cek")), ("1+1", None, 2.0, ("BKS12", "cek")),
    ("(10-5)*50%", 2.5, 2.5, ("BKS12", "cek")), ("SUM(1,1.5)", 9.0, 2.5, ("ISI20", "wajib")),
    ("in_jumlah_desa_1-2", 3.0, 3.0, ("BKS12", "cek")), ("in_jumlah_desa_1-2", 9.0, 3.0, ("ISI20", "wajib")),
])
def test_the_result_counts_and_never_what_is_stored(rumus: str, tersimpan: Nilai, hasil: float,
                                                    kode: tuple[str, str]) -> None:
    """R1"""
    bacaan = read_as(planted(rumus, tersimpan), BUATAN)
    assert bacaan.isian.data[KOTAK] == hasil
    assert process(bacaan).hasil == score(BUATAN, Isian(SIAPA, {**LENGKAP, KOTAK: hasil}))
    assert told(bacaan) == [kode]


@pytest.mark.sampel(4)
@pytest.mark.parametrize(("rumus", "sebab"), [
    ("TODAY()-40000", "TODAY"), ("1+RAND()", "RAND"), ("1/0", "#DIV/0!"), ('WEBSERVICE("http://contoh.id")', "#NAME?"),
    (alamat(TEMPAT[1]), "#CIRC!"), ("[1]Lain!A1", ""), ("TIDAK_ADA(1)", "#NAME?"), ("NA()", "#N/A"),
    ("(" * 3000 + "1" + ")" * 3000, "berhenti"), ("SUMPRODUCT(A1:XFD1048576*1)", "berhenti"), ("1+", ""),
])
def test_what_gives_no_result_is_not_counted(rumus: str, sebab: str) -> None:
    """R2, R3: the stored 9 is believed by nobody; every other input stays."""
    bacaan = read_as(planted(rumus, 9.0), BUATAN)
    terolah = process(bacaan)
    assert told(bacaan) == [("ISI19", "wajib")]
    assert not terolah.olahan.sah(KOTAK)
    assert sebab in bacaan.isian.tak_terhitung[KOTAK]
    tanpa = score(BUATAN, Isian(SIAPA, {k: v for k, v in LENGKAP.items() if k != KOTAK}))
    assert [h.nilai for h in terolah.hasil.indikator] == [h.nilai for h in tanpa.indikator]


def test_an_error_that_is_shown_is_told_as_one() -> None:
    """R2: what stands there is an error and was stored as one."""
    assert told(read_as(planted("1/0", Galat("#DIV/0!")), BUATAN)) == [("BKS12", "cek"), ("ISI02", "wajib")]


def test_very_many_formulas_are_not_calculated() -> None:
    """R3"""
    tempat = [(TEMPAT[0], (n, 3)) for n in range(TERBANYAK + 1)]
    assert {str(x) for x in recompute(TERBUKA, tempat)} == {f"lebih dari {TERBANYAK} sel isian berisi rumus"}


def test_a_file_is_judged_so_wherever_it_goes(tmp_path: Path, instrumen: str) -> None:
    """R1: checked, collected, refused before sending."""
    (masuk := tmp_path / "Masuk").mkdir()
    (path := masuk / "1.xlsx").write_bytes(file_with("1+1", "9"))
    assert ("ISI20", SEL) in {(t.kode, t.sel) for t in check(read_as(read_buku(path), BUATAN)).temuan}
    with open_register(tmp_path / "r.sqlite") as r:
        collect(masuk, BUATAN, PUBLIK, r, diterima=HARI)
        (kiriman,) = r.round(BUATAN).entri[0].kiriman
    assert dict(kiriman.isian)[KOTAK] == 2.0
    assert "ISI20" in {t.kode for t in kiriman.temuan}
    assert "ISI20" in {t.kode for t in send_file(path, tmp_path / "ke", instrumen=instrumen).temuan}


def test_moving_takes_the_result_along(instrumen: str) -> None:
    """R4"""
    for rumus, hasil in (("1+1", 2.0), ("NOW()", None)):
        baru = move(planted(rumus, 9.0), instrumen, lambda _: None)
        assert read_as(read_buku(baru.isi), BUATAN).isian.data.get(KOTAK) == hasil


@pytest.mark.parametrize(("format_", "nilai", "harus"), [
    ("tanggal", 2.5, [("ISI21", "cek")]), ("persen", 2.5, [("ISI22", "cek")]), ("tanggal", -7.0, [("ISI07", "wajib")]),
    ("", 2.5, []),
])
def test_a_format_over_a_plausible_number_is_asked_for(format_: str, nilai: float,
                                                       harus: list[tuple[str, str]]) -> None:
    """R5"""
    assert TERBUKA.ekstra is not None
    lembar = [replace(s, nilai={**s.nilai, TEMPAT[1]: nilai}) if s.nama == TEMPAT[0] else s for s in TERBUKA.lembar]
    ekstra = replace(TERBUKA.ekstra, **({format_: {TEMPAT[0]: frozenset({TEMPAT[1]})}} if format_ else {}))
    bacaan = read_as(replace(TERBUKA, lembar=tuple(lembar), ekstra=ekstra), BUATAN)
    assert told(bacaan) == harus
    assert process(bacaan).olahan.sah(KOTAK) == (harus != [("ISI07", "wajib")])


def test_a_formula_that_agrees_is_named_and_answered_beside_its_input() -> None:
    """R1: as a format is."""
    def told_of(kata: Nilai) -> Temuan:
        lembar = {s.nama: s for s in TERBUKA.lembar}[jelas[0]]
        buku = replace(TERBUKA, lembar=tuple(replace(s, nilai={**s.nilai, jelas[1]: kata}) if s is lembar else s
                                             for s in TERBUKA.lembar))
        bacaan = read_as(planted("1+1", 2.0, buku), BUATAN)
        return next(t for t in check_filling(bacaan, process(bacaan)) if t.sel == SEL)

    jelas = read_as(TERBUKA, BUATAN).denah.masukan[explanation_of(KOTAK)]
    assert told_of(None).pesan.startswith(Susunan(BUATAN).sebutan[KOTAK] + ": ")
    assert [told_of(x).tingkat for x in (None, "ok", "Jumlah dua posyandu menurut SK")] == ["cek", "cek", "dijelaskan"]


def test_what_the_sheets_make_of_an_uncounted_formula_is_not_told_again(tmp_path: Path) -> None:
    """R2: only the input is told, by every command; a stored value that follows from nothing still is."""
    (path := tmp_path / "x.xlsx").write_bytes(build(BUATAN, SIAPA, Isian(SIAPA, {**LENGKAP, KOTAK: 45000.0})))
    bacaan = read_as(planted("TODAY()", 45000.0, read_buku(path)), BUATAN)
    sebab = {t.kode for t in check(bacaan).temuan}
    assert sebab & {"ISI19", "BKS14", "BKS25", "BKS26", "BKS28"} == {"ISI19"}
    assert {t.kode for t in compare(path, bacaan, ()).temuan} == sebab
    lembar, pos = bacaan.denah.nama["nilai_akhir"]
    palsu = replace(bacaan.buku, lembar=tuple(
        replace(s, nilai={**s.nilai, pos: 99.0}) if s.nama == lembar else s for s in bacaan.buku.lembar))
    assert "BKS14" in {t.kode for t in check(read_as(palsu, BUATAN)).temuan}
