"""Formulas that only show, choose, look up or count are worked out as every program does, or nothing is said.

R1 no right file is accused: samples, books of random plans, files without stored values. R2 at least 95 % of the
formula cells of every printed sheet are judged (all of them in the samples). R3 a stored value changed alone is told,
whatever cell it is. R4 any expression of the grammar is worth what ironcalc makes of it, or nothing is said. R5 what
programs do differently is not judged. (Other programs' saving: engines/test_tampilan_lo.py.)
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import many
from bantu.contoh import FOLDER
from bantu.rencana_acak import plan, random_plan
from bantu.tampil import CETAK_BUKU, Hakim, coverage, judge, judge_book
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book_file
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.nilai import core_values as inti_buku
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.dasar.excelmath import Galat, Nilai, same_value
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.penilaian import core_values
from kinerja_core.kertas_kerja.periksa import process
from kinerja_core.segel.siap import same_lines
from kinerja_core.segel.tampilan import cells_of, parse_shown, shown_value
from kinerja_core.segel.tampilan_urai import Blok
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat

BUKU = sorted(p.stem for p in FOLDER.glob("buku_kinerja_*.xlsx"))
KERTAS = sorted(p.stem for p in FOLDER.glob("kertas_kerja_*.xlsx"))
BESAR = ("buku_kinerja_kemangkon_2022", "buku_kinerja_sokobanah_2022")


@lru_cache(maxsize=2)
def _read(nama: str) -> BacaanBuku:
    return read_book_file(FOLDER / f"{nama}.xlsx")


@lru_cache(maxsize=2)
def _judged(nama: str) -> list[Hakim]:
    return judge_book(_read(nama))


# -- R1


@pytest.mark.parametrize("nama", BUKU)
@pytest.mark.sampel(4)
def test_no_sample_book_is_accused(nama: str) -> None:
    hakim = _judged(nama)
    assert len(hakim) > 5000
    assert [h for h in hakim if h.salah] == []
    assert sum(h.dinilai for h in hakim) == len(hakim)


@pytest.mark.parametrize("nama", KERTAS)
def test_no_sample_of_a_kertas_kerja_is_accused(nama: str) -> None:
    bacaan = read_isian(read_buku(FOLDER / f"{nama}.xlsx"), load_instrumen(find_instrumen(INSTRUMEN)))
    terolah = process(bacaan)
    hakim = list(judge(bacaan.buku, bacaan.denah, core_values(terolah.olahan, terolah.hasil)))
    assert sum(h.dinilai for h in hakim) > 300
    assert [h for h in hakim if h.salah] == []


@pytest.mark.parametrize("benih", range(10))
@pytest.mark.sampel(3)
def test_no_book_of_a_random_plan_is_accused(benih: int, tmp_path: Path) -> None:
    """Whatever was typed: odd texts, numbers no paper shows, errors. At most a few cells show such a one and stay."""
    (tmp_path / "a.xlsx").write_bytes(build_book(plan(random_plan(random.Random(9000 + benih)))))
    hakim = judge_book(read_book_file(tmp_path / "a.xlsx"))
    assert [h for h in hakim if h.salah] == []
    assert sum(h.dinilai for h in hakim) > 0.97 * len(hakim) > 2900


def test_a_file_without_stored_values_is_not_judged(tmp_path: Path) -> None:
    """As openpyxl saves it."""
    from openpyxl import load_workbook

    load_workbook(FOLDER / f"{BUKU[0]}.xlsx").save(tmp_path / "a.xlsx")
    assert judge_book(read_book_file(tmp_path / "a.xlsx")) == []


# -- R2


@pytest.mark.parametrize("nama", BESAR)
def test_printed_sheets_are_judged(nama: str) -> None:
    """`python -m bantu.tampil sample_workbooks/*.xlsx` prints the numbers of every sheet."""
    hasil = coverage(_judged(nama))
    for lembar in CETAK_BUKU:
        dinilai, semua, dinilai_isi, isi = hasil[lembar]
        assert dinilai >= 0.95 * semua > 50, (lembar, hasil[lembar])
        assert dinilai_isi >= 0.95 * isi > 0, (lembar, hasil[lembar])


# -- R3


@pytest.mark.parametrize("nama", BESAR)
def test_a_changed_cell_is_told(nama: str) -> None:
    """One stored value of the file alone is another one: the cell is told, whatever cell it is."""
    bacaan, rng = _read(nama), random.Random(7)
    inti = inti_buku(Pengukuran(bacaan.rencana))
    for lembar in CETAK_BUKU:
        dibaca = bacaan.buku.sheet(lembar)
        assert dibaca is not None
        tempat = [h.pos for h in _judged(nama) if h.lembar == lembar and h.dinilai]
        for pos in rng.sample(tempat, 12):
            palsu = rng.choice(_others(dibaca.nilai[pos]))
            baru = replace(dibaca, nilai={**dibaca.nilai, pos: palsu})
            buku = replace(bacaan.buku, lembar=tuple(baru if s is dibaca else s for s in bacaan.buku.lembar))
            hakim = list(judge(buku, bacaan.denah, inti, hanya={(lembar, pos)}))
            assert [h.salah for h in hakim] == [True], (lembar, pos, palsu)


def _others(nilai: Nilai) -> list[Nilai]:
    return [x for x in (99.99, "X", "", 0, 1, True) if not same_value(nilai, x)]


@given(st.data())
@settings(max_examples=many(150))
def test_any_cell_and_any_other_value(data: st.DataObject) -> None:
    hakim = data.draw(st.sampled_from([h for h in _judged(BESAR[0]) if h.lembar in CETAK_BUKU]))
    lain = data.draw(st.sampled_from([99.99, "X", 0, "", True]) | st.integers(-5, 10**6) | st.text(max_size=4))
    assert hakim.differs(lain) == (not same_value(hakim.ada, lain) and not same_lines(hakim.ada, lain))


# -- R4

KELOMPOK = 6
_ISI: tuple[Nilai, ...] = (
    None, "", 0, 1, 2, 3, 4, 7, -1, 12.5, 0.25, 71.4, 1e-3, 33.3333333333333, 999_999_999, 1e12, "a", "A", "b",
    "teks", "1", "a.b", "*", "-", "é", "É", True, False, Galat("#N/A"), 0.1, 0.3,
)  # fmt: skip


def _place(n: int) -> Posisi:
    return n % KELOMPOK, n // KELOMPOK


@lru_cache(maxsize=1)
def _model() -> Any:
    """A sheet "Isi" of odd values, one a cell, and a sheet "Lain" for formulas."""
    import ironcalc

    model = ironcalc.create("uji", "en", "UTC", "en")
    model.rename_sheet(0, "Isi")
    model.add_sheet("Lain")
    for n, nilai in enumerate(_ISI):
        tempat = (0, _place(n)[0] + 1, _place(n)[1] + 1)
        if isinstance(nilai, Galat):
            model.update_cell_with_formula(*tempat, f"={nilai.teks}")
        elif isinstance(nilai, bool):
            model.update_cell_with_bool(*tempat, nilai)
        elif isinstance(nilai, str) and nilai:
            model.update_cell_with_text(*tempat, nilai)
        elif nilai == "" and isinstance(nilai, str):
            model.update_cell_with_formula(*tempat, '=""')
        elif nilai is not None:
            model.update_cell_with_number(*tempat, float(nilai))  # type: ignore[arg-type]
    return model


def _by_ironcalc(rumus: str) -> Nilai:
    from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value

    _model().update_cell_with_formula(1, 1, 1, f"={rumus}")
    _model().evaluate()
    return cell_value(_model(), 1, (0, 0))


def _stored(lembar: str, pos: Posisi) -> Nilai:
    assert lembar == "Isi"
    n = pos[0] + pos[1] * KELOMPOK
    return _ISI[n] if n < len(_ISI) else None


def _cell(rng: random.Random) -> str:
    return f"Isi!{alamat(_place(rng.randrange(len(_ISI))), mutlak=True)}"


def _block(rng: random.Random, lebar: int = 0) -> str:
    kolom, dari = rng.randrange(6), rng.randrange(KELOMPOK)
    sampai = rng.randrange(dari, KELOMPOK)
    return f"Isi!{alamat((dari, kolom), mutlak=True)}:{alamat((sampai, kolom + lebar), mutlak=True)}"


def _column(rng: random.Random) -> str:
    """Five cells, one below the other."""
    kolom = rng.randrange(6)
    return f"Isi!{alamat((0, kolom), mutlak=True)}:{alamat((4, kolom), mutlak=True)}"


_LITERAL = ('""', '"a"', '"A"', '"teks"', '"b"', '"."', '","', '"*"', "0", "1", "2", "3", "0.5", "71.4")
_TANDA = ("=", "<>", "<", ">", "<=", ">=", "&", "+", "-", "*", "/")
_SYARAT = ('">0"', '"<=1"', "0", "1", '">=3"')
#: x an expression, n mostly a number, t a sign, k a condition, b a block, w a wide one, c a column of five cells.
_BENTUK = (
    "(x t x)", "x t x t x", "IF(x,x,x)", "IF(x t x,x,x)", "IF(x=x,x,x)", "IFERROR(x,x)", "AND(x=1,x>n)", "OR(x=1,x)",
    "NOT(x)", "ISNUMBER(x)", "INDEX(b,n)", "INDEX(w,n,n)", "IFERROR(INDEX(b,n)&x,x)", "MATCH(x,b,0)", "MATCH(n,c,0)",
    "COUNTIF(b,k)", "SUM(SUMIF(c,k,c))", "SUM(b)", "COUNT(b)", "AVERAGE(b)", "MAX(b)", "SMALL(b,n)",
    "SUMPRODUCT((c=x)*(c>n))", "SUMPRODUCT(MAX((c t n)*(9-ROW(c))))", "LEFT(x,n)", "TRIM(x)",
    'SUBSTITUTE(x&"",".",",")', "HYPERLINK(x,x)",
)  # fmt: skip


def _expression(rng: random.Random, dalam: int = 3) -> str:
    if dalam == 0 or rng.random() < 0.25:
        return _cell(rng) if rng.random() < 0.6 else rng.choice(_LITERAL)
    isi: dict[str, Callable[[], str]] = {
        "x": lambda: _expression(rng, dalam - 1), "k": lambda: rng.choice(_SYARAT), "t": lambda: rng.choice(_TANDA),
        "n": lambda: rng.choice("1237") if rng.random() < 0.8 else _expression(rng, dalam - 1),
        "b": lambda: _block(rng), "w": lambda: _block(rng, 1), "c": lambda: _column(rng),
    }
    return re.sub(r"\b[xktnbwc]\b", lambda m: isi[m[0]](), rng.choice(_BENTUK)).replace(" ", "")


def _ours(rumus: str) -> Nilai:
    ungkapan = parse_shown(rumus)
    assert ungkapan is not None, rumus
    return shown_value(ungkapan, _stored)


@given(st.integers(0, 2**40))
@settings(max_examples=1500)
def test_as_ironcalc_works_it_out(benih: int) -> None:
    rumus = _expression(random.Random(benih))
    try:
        hasil = _ours(rumus)
    except KeyError:
        return
    mesin = _by_ironcalc(rumus)
    assert same_value(hasil, mesin), (rumus, hasil, mesin)


def test_most_expressions_are_worked_out() -> None:
    """The comparison above says something: a third at least is no silence."""
    bisa = 0
    for benih in range(600):
        with contextlib.suppress(KeyError):
            _ours(_expression(random.Random(benih)))
            bisa += 1
    assert bisa > 200


# -- R5

TEMPAT: dict[str, Nilai] = {
    "A1": 1, "A2": 2, "A3": "tiga", "A4": None, "A5": 5.5, "B1": "K001", "B2": "k002", "B3": "", "B4": "Baik*",
    "B5": "é", "C1": 0.1 + 0.2, "C2": 0.3, "C3": True, "C4": Galat("#N/A"), "C5": 1e308,
}  # fmt: skip


def _show(rumus: str) -> Nilai:
    ungkapan = parse_shown(rumus, "S")
    assert ungkapan is not None, rumus
    return shown_value(ungkapan, lambda _, pos: TEMPAT[alamat(pos)])


@pytest.mark.parametrize(("rumus", "nilai"), [
    ("INDEX($A$1:$A$5,3)", "tiga"), ("INDEX($A$1:$B$5,2,2)", "k002"), ("INDEX($A$1:$C$1,2)", "K001"),
    ('IFERROR(INDEX($A$1:$A$5,"")&"","-")', "-"), ('IFERROR(INDEX($A$1:$A$5,9),"-")', "-"),
    ('MATCH("K002",$B$1:$B$3,0)', 2), ("MATCH(5.5,$A$1:$A$5,0)", 5), ('IFERROR(MATCH("x",$B$1:$B$3,0),"")', ""),
    ('COUNTIF($A$1:$A$5,">1")', 2), ("SUM($A$1:$A$5)&\" baris\"", None), ("SUM($A$1:$A$2)&\" baris\"", "3 baris"),
    ('IF($A$4="","kosong","isi")', "kosong"), ("IF($A$4=0,1,2)", 1), ('IF($A$3>$A$2,"teks","angka")', "teks"),
    ('SUBSTITUTE($A$5&"",".",",")', "5,5"), ("IF(1+2*3=7,1,2)", 1),
    ('LEFT($A$3,2)', "ti"), ('TRIM(" a  b ")', "a b"), ("IF(8-4-2=2,1,2)", 1), ("IF(8/4/2=1,1,2)", 1),
    ("$C$4", Galat("#N/A")), ("IF($C$4=1,1,2)", Galat("#N/A")), ("IFERROR($C$4+1,0)", 0), ("INDEX($A$1:$A$5,4)", 0),
    ('HYPERLINK("#a"&$A$1,$B$1)', "K001"), ("SUMPRODUCT(($A$1:$A$2>1)*(9-ROW($A$1:$A$2)))", 7), ("$C$3", True),
    ('IF(AND(ISNUMBER($A$1),NOT(ISNUMBER($A$3))),"ya","tidak")', "ya"), ("IF($B$5=\"É\",1,2)", 1), ('""', ""),
])
def test_what_a_formula_shows(rumus: str, nilai: Nilai) -> None:
    if nilai is None:
        with pytest.raises(KeyError):
            _show(rumus)
    else:
        assert _show(rumus) == nilai


@pytest.mark.parametrize("rumus", [
    "MATCH($B$4,$B$1:$B$4,0)", 'MATCH("?",$B$1:$B$3,0)', "MATCH(0.3,$C$1:$C$2,0)", "IF($C$1=$C$2,1,2)", "$C$1&\"\"",
    "IF($C$3=1,1,2)", "SUM($C$1:$C$3)", '$B$1<"b"', "IF($B$5=\"e\",1,2)", "IFERROR($A$4,1)", "$A$3+1", '"1"+1',
    "INDEX($A$1:$A$5,0)", "INDEX($A$1:$A$5,1.5)", "INDEX($A$1:$B$5,2)", "INDEX($A$1:$A$5,9)", "1/0", "$A$1=1",
    "$A$1:$A$5", "ROW($A$1:$A$5)", 'COUNTIF($B$1:$B$2,0)', 'COUNTIF($A$1:$A$5,"<1")', 'COUNTIF($A$1:$A$5,"a*")',
    "$C$5*10", "IF($C$1-$C$2>0,1,2)", 'SUBSTITUTE($C$1&"",".",",")', "1000000000&\"\"", "SUMPRODUCT($A$1:$A$5*1)",
    'IF("",1,2)', 'MATCH("",$B$1:$B$3,0)', f'HYPERLINK("{"x" * 256}",1)', 'SUMIF($A$1:$A$2,1,$A$1:$A$3)',
])
def test_what_programs_do_differently_is_not_judged(rumus: str) -> None:
    with pytest.raises(KeyError):
        _show(rumus)


@pytest.mark.parametrize("rumus", [
    "A1", "$A1", "S!A1", "1E5", "$A$1%", "-1", "$A$1^2", "VLOOKUP(1,$A$1:$B$2,2)", "IF($A$1,1)", "IFERROR($A$1)",
    "$A$1:$B$2:$C$3", "[1]S!$A$1", "$A$1 $A$2", "$A$1$A$2", "1 2", "$A$2:$A$1", "A:A", "TRUE", "nama", "#N/A", "{1,2}",
    "12345678901234567890", "IF($A$1,1,2", "IF($A$1,1,2))", "", "()", "SUM()", "\0", "LOG10($A$1)",
    "(" * 40 + "1" + ")" * 40,
])
def test_what_is_more_than_showing_is_not_understood(rumus: str) -> None:
    assert parse_shown(rumus, "S") is None


def test_single_cells_and_blocks_apart() -> None:
    """A block is one atom, however large."""
    ungkapan = parse_shown("IF(S!$B$2=0,\"\",INDEX('X y'!$A$1:$XFD$1048576,S!$B$2,'X y'!$C$1))")
    assert ungkapan is not None
    assert cells_of(ungkapan) == [("S", (1, 1)), ("S", (1, 1)), ("X y", (0, 2))]
    assert [x.ukuran for x in ungkapan.atom if isinstance(x, Blok)] == [(1_048_576, 16_384)]
