"""The formula an author writes for the rule `rumus`.

R1 what cannot be used is refused, each mistake with its own hint; R2 what is accepted evaluates as a sheet would,
with Excel's ROUND; R3 an error is None; R4 names become references and nothing else changes;
R5 using a formula leaves the pembanding `formulas` as it was.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.instrumen import rumus

KUNCI = ["selesai", "masuk", "luas_total"]


@pytest.mark.parametrize(
    ("teks", "petunjuk"),
    [
        ("ROUND(selesai;2)", "titik koma"),
        ("SUM(selesai:masuk)", "rentang"),
        ("Lembar1!A1*2", "rentang dan rujukan sel"),
        ("SUM({1,2})", "larik"),
        ("VLOOKUP(selesai, masuk, 1)", "fungsi VLOOKUP tidak tersedia; yang tersedia ABS, AND"),
        ("INDIRECT(selesai)", "fungsi INDIRECT tidak tersedia"),
        ("COUNTIF(selesai, 1)", "fungsi COUNTIF tidak tersedia"),
        ("selesai/masukan*100", "nama masukan tidak ada dalam data (selesai, masuk, luas_total)"),
        ("A1*2", "nama A1 tidak ada"),
        ("Selesai*2", "nama Selesai tidak ada"),
        ("selesai*1,5", "desimal ditulis dengan titik"),
        ("ROUND(selesai,2) + MIN(1,5)", "beri spasi setelah koma"),
        ('IF(selesai="ya", 1, 0)', "teks dan galat"),
        ("IF(selesai=#N/A, 1, 0)", "teks dan galat"),
        ("selesai & masuk", "menyambung teks"),
        ("selesai masuk", "dua nilai tanpa tanda hitung"),
        ("2 selesai", "dua nilai tanpa tanda hitung"),
        ("selesai (masuk)", "dua nilai tanpa tanda hitung"),
        ("(selesai)(masuk)", "dua nilai tanpa tanda hitung"),
        ("SUM(selesai) masuk", "dua nilai tanpa tanda hitung"),
        ("selesai SUM(masuk)", "dua nilai tanpa tanda hitung"),
        ("(selesai+masuk", "jumlah kurung"),
        ("selesai+masuk)", "jumlah kurung"),
        ("selesai)+(masuk", "tidak dapat diurai"),
        ("selesai, masuk", "koma hanya memisahkan argumen"),
        ("(selesai, masuk)", "koma hanya memisahkan argumen"),
        ("selesai+", "terputus di akhir"),
        ("*selesai", "tanda * tanpa nilai"),
        ("selesai//masuk", "tanda / tanpa nilai"),
        ("SUM()", "tanda ) tanpa nilai"),
        ("IF(selesai, , masuk)", "tanda , tanpa nilai"),
        ("ROUND(selesai)", "fungsi ROUND mendapat 1 argumen, seharusnya 2"),
        ("IF(selesai>1, masuk)", "fungsi IF mendapat 2 argumen, seharusnya 3"),
        ("IF(NOT(selesai, masuk), 1, 0)", "fungsi NOT mendapat 2 argumen, seharusnya 1"),
        ("MOD(selesai, masuk, luas_total)", "fungsi MOD mendapat 3 argumen"),
        ("(" * 65 + "selesai" + ")" * 65, "kurung bertumpuk lebih dari 64"),
        ("selesai" + "+masuk" * 200, "lebih dari 1000 huruf"),
        ("selesai^2", "tanda ^ tidak sama di semua program"),
        ("selesai>masuk", "tulis misalnya IF(a>b, 1, 0)"),
        ("SUM(selesai>1, masuk)", "perbandingan hanya di dalam syarat"),
        ("AND(selesai, masuk)*100", "perbandingan hanya di dalam syarat"),
        ("IF(selesai>1, masuk>1, 0)", "perbandingan hanya di dalam syarat"),
        ("TRUE", "perbandingan hanya di dalam syarat"),
        ("=selesai", "perbandingan hanya di dalam syarat"),
        ("selesai%%", "tidak dapat diurai"),
        ("1e5*selesai", "tidak dapat diurai"),
        ("", "terputus di akhir"),
    ],
)
def test_refused_with_a_hint(teks: str, petunjuk: str) -> None:
    """R1"""
    masalah = rumus.problem(teks, KUNCI)
    assert masalah is not None
    assert petunjuk in masalah


@pytest.mark.parametrize("nama", ["a1", "n1", "ind01", "xfd1", "r1c1", "r", "c", "rc", "r2c", "a1048576"])
def test_names_shaped_like_cells(nama: str) -> None:
    """R1: Excel would read them as places."""
    assert rumus.shaped_like_cell(nama)
    assert f"kunci {nama} berbentuk alamat sel" in str(rumus.problem(f"{nama}*2", [nama]))


@pytest.mark.parametrize("nama", ["n", "n_1", "jumlah1", "rcx", "total_2022", "penyebut"])
def test_ordinary_names(nama: str) -> None:
    """R1"""
    assert not rumus.shaped_like_cell(nama)
    assert rumus.problem(f"{nama}*2", [nama]) is None


@pytest.mark.parametrize(
    ("teks", "data", "hasil"),
    [
        ("selesai/masuk*100", {"selesai": 1, "masuk": 4}, 25.0),
        ("ROUND(selesai, 2)", {"selesai": 1.005}, 1.01),
        ("ROUND(selesai, 2)", {"selesai": 2.675}, 2.68),
        ("ROUND(selesai, 2)", {"selesai": 1.0049999}, 1.0),
        ("ROUND(selesai, 0)", {"selesai": -2.5}, -3.0),
        ("ROUND(selesai, -2)", {"selesai": 1250}, 1300.0),
        ("ROUND(selesai, 2)", {"selesai": 1e300}, 1e300),
        ("round(selesai/masuk, 2)", {"selesai": 2, "masuk": 3}, 0.67),
        ("-selesai+masuk%", {"selesai": 3, "masuk": 50}, -2.5),
        ("--selesai", {"selesai": 3}, 3.0),
        ("100", {}, 100.0),
        ("1.5E+3*selesai", {"selesai": 2}, 3000.0),
        ("MOD(selesai, masuk)", {"selesai": -7, "masuk": 3}, 2.0),
        ("INT(selesai)", {"selesai": -2.5}, -3.0),
        ("ABS(selesai)+MEDIAN(selesai, masuk, 7)", {"selesai": -2, "masuk": 30}, 9.0),
        ("AVERAGE(selesai, masuk)-MAX(1, 2)", {"selesai": 3, "masuk": 4}, 1.5),
        ("IF(AND(selesai>1, NOT(masuk>5)), 1, 0)", {"selesai": 2, "masuk": 5}, 1.0),
        ("IF(OR(selesai>1, masuk>5, FALSE), 1, 0)", {"selesai": 1, "masuk": 5}, 0.0),
        ("IF(masuk=0, 5, selesai/masuk)", {"selesai": 2, "masuk": 0}, 5.0),
        ("IFERROR(ROUND(selesai/masuk, 2), 7)", {"selesai": 2, "masuk": 0}, 7.0),
        ("masuk-selesai", {"selesai": 2, "masuk": 5, "luas_total": 9}, 3.0),
    ],
)
def test_evaluates(teks: str, data: dict[str, float], hasil: float) -> None:
    """R2: also in another order than the alphabet, and with data that the formula does not use."""
    assert rumus.problem(teks, list(data)) is None
    assert rumus.evaluate(teks, data) == hasil


@given(x=st.floats(-1e9, 1e9), digit=st.integers(-3, 6))
def test_round_is_ours(x: float, digit: int) -> None:
    """R2"""
    assert rumus.evaluate("ROUND(selesai, masuk)", {"selesai": x, "masuk": digit}) == excel_round(x, digit)


@pytest.mark.parametrize(
    ("teks", "data"),
    [
        ("selesai/masuk", {"selesai": 1, "masuk": 0}),
        ("ROUND(selesai/masuk, 2)", {"selesai": 1, "masuk": 0}),
        ("MOD(selesai, masuk)", {"selesai": 1, "masuk": 0}),
        ("SUM(selesai, 1/masuk)", {"selesai": 1, "masuk": 0}),
        ("IF(selesai/masuk>1, 1, 0)", {"selesai": 1, "masuk": 0}),
        ("MIN(selesai/masuk, 5)", {"selesai": 0, "masuk": 0}),
        ("selesai*masuk", {"selesai": 1e200, "masuk": 1e200}),
    ],
)
def test_an_error_is_not_measured(teks: str, data: dict[str, float]) -> None:
    """R3"""
    assert rumus.problem(teks, list(data)) is None
    assert rumus.evaluate(teks, data) is None


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("selesai/masuk*100", "Olah!$H$3/Olah!$H$4*100"),
        ("masuk - luas_total", "Olah!$H$4 - Olah!$H$5"),
        ("IF(selesai>=masuk, selesai, 1.5)", "IF(Olah!$H$3>=Olah!$H$4, Olah!$H$3, 1.5)"),
        ("round(selesai,2)", "ROUND(Olah!$H$3,2)"),
        ("100", "100"),
    ],
)
def test_names_become_references(teks: str, hasil: str) -> None:
    """R4: token by token, so that a name inside a longer one stays."""
    rujukan = {"selesai": "Olah!$H$3", "masuk": "Olah!$H$4", "luas_total": "Olah!$H$5", "luas": "Olah!$H$6"}
    assert rumus.substitute(teks, rujukan) == hasil


def test_the_table_of_functions_is_left_alone() -> None:
    """R5: otherwise core and pembanding would share one ROUND, and their agreement would prove nothing."""
    import formulas

    asli = formulas.get_functions()["ROUND"]
    assert rumus.evaluate("ROUND(selesai, 2)+0*masuk", {"selesai": 1.005, "masuk": 1}) == 1.01
    assert formulas.get_functions()["ROUND"] is asli
    assert float(formulas.Parser().ast("=ROUND(1.005, 2)")[1].compile()()) == 1.0
