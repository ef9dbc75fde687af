"""Both renderings of every rule, held together by engines that never saw the Python.

R1 every edge example gives the same in ironcalc and in LibreOffice as `evaluate`; R2 so do generated parameters and
data (hundreds in ironcalc, where a failure shrinks; a fixed set in LibreOffice); R3 ROUND is `excel_round` in both
engines: exactly while the digits asked for lie within the 15 that count, within a 15th digit beyond.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from bantu.isian_acak import differ
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import Nilai, excel_round, round_for_bound
from kinerja_core.instrumen import rumus
from kinerja_core.instrumen.aturan import ATURAN, Contoh, Pemenuhan, Rentang, Rujukan
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model
from kinerja_core.xlsx.mesin.soffice import LibreOffice

Kasus = tuple[str, Contoh]
TEPI: list[Kasus] = [(jenis, contoh) for jenis, kelas in ATURAN.items() for contoh in kelas.tepi]
#: Columns: capaian, then up to ten data, then the band table.
DATA, BATAS, CAPAIAN = 1, 12, 13
TINGGI = 12


def rule(jenis: str, parameter: Mapping[str, Any]) -> Any:
    """A rule as an instrument file makes it."""
    return ATURAN[jenis].model_validate({"jenis": jenis, **parameter})


def references(aturan: Any, kunci: list[str], baris: int) -> Rujukan:
    """Clean cells of one line, and the band table below and beside it."""
    tabel = {}
    if isinstance(aturan, Rentang | Pemenuhan):
        akhir = baris + len(aturan.rentang) - 1
        tabel = {nama: f"{alamat((baris, k), mutlak=True)}:{alamat((akhir, k), mutlak=True)}"
                 for nama, k in (("batas", BATAS), ("capaian", CAPAIAN))}
    return Rujukan({k: alamat((baris, DATA + n)) for n, k in enumerate(kunci)}, tabel)


def expected(aturan: Any, data: Mapping[str, float]) -> Nilai:
    """capaian as a cell shows it: an empty text where it cannot be measured."""
    hasil: Nilai = aturan.evaluate({k: float(v) for k, v in data.items()})
    return "" if hasil is None else hasil


# --- generated parameters and data --------------------------------------------------------------------------------

BULAT = st.integers(0, 40).map(float)
#: Numbers a valid cell holds: whole, quarters, two decimals, any from one millionth to ten thousand billion, below 0.
ANGKA = st.one_of(
    BULAT, st.integers(-8, 400).map(lambda n: n / 4), st.integers(-500, 99_999).map(lambda n: n / 100),
    st.floats(1e-6, 1e13), st.just(0.0),
)  # fmt: skip
_PILIHAN_NOL = st.fixed_dictionaries({}, optional={
    "penyebut_kosong": st.sampled_from(["nol", "penuh"]),
    "nol_per_nol": st.sampled_from(["nol", "penuh", "tidak_relevan"]),
})
_BATAS = st.lists(st.integers(-500, 5000).map(lambda n: Decimal(n) / 100), min_size=1, max_size=8, unique=True)
_CAPAIAN = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@st.composite
def bands(draw: st.DrawFn) -> Contoh:
    """Ascending bounds, any capaian, and a number at, beside or away from a bound."""
    batas = sorted(draw(_BATAS))
    rentang = [[b, draw(_CAPAIAN)] for b in batas]
    dekat = st.sampled_from(batas).flatmap(lambda b: st.sampled_from(
        [float(b) + d for d in (0, 0.005, -0.005, 0.0049999, -0.0050001, -0.0050000001, 0.01, -0.01)]))
    return Contoh({"rentang": rentang, "tidak_naik": True}, {"n": draw(dekat | ANGKA)}, None)


@st.composite
def scales(draw: st.DrawFn) -> Contoh:
    """A scale from 0 up, two to nine criteria with answers up to 1, and now and then an answer for what goes beyond."""
    batas = sorted({Decimal(0), *draw(st.lists(st.integers(1, 10_000).map(lambda n: Decimal(n) / 100), max_size=6))})
    capaian = sorted(draw(st.lists(_CAPAIAN, min_size=len(batas), max_size=len(batas))))
    butir = st.sampled_from([0.0, 0.5, 1.0, 1.0, 1.0])
    data = {f"butir_{n}": draw(butir) for n in range(draw(st.integers(2, 9)))}
    parameter: dict[str, Any] = {"rentang": list(zip(batas, capaian, strict=True))}
    if draw(st.booleans()):
        parameter, data = parameter | {"lebih": "lebih"}, data | {"lebih": draw(st.floats(0, 100))}
    return Contoh(parameter, data, None)


def _named(*kunci: str, angka: st.SearchStrategy[float] = ANGKA) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({k: angka for k in kunci})


def _terms(dasar: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One step of nesting: every operator and every function a formula may use, where engines agree about it."""
    banding = st.builds("{}{}{}".format, _LEAF, st.sampled_from(["=", "<>", "<", ">", "<=", ">="]), _LEAF)
    syarat = banding | st.builds("{}({}, {})".format, st.sampled_from(["AND", "OR"]), banding, banding)
    syarat |= st.builds("NOT({})".format, banding)
    banyak = st.lists(dasar, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        st.builds("({}{}{})".format, dasar, st.sampled_from(["+", "-", "*", "/"]), dasar),
        st.builds("{}({})".format, st.sampled_from(["SUM", "MIN", "MAX", "AVERAGE", "MEDIAN"]), banyak),
        st.builds("ROUND({}, {})".format, dasar, st.integers(0, 3)),
        st.builds("IF({}, {}, {})".format, syarat, dasar, dasar),
        st.builds("IFERROR({}, {})".format, dasar, dasar),
        st.builds("ABS({})".format, dasar), st.builds("-{}".format, dasar), st.builds("{}%".format, _LEAF),
        st.builds("INT({})".format, _LEAF), st.builds("MOD({}, {})".format, _LEAF, st.sampled_from(["b", "3", "0"])),
    )


_LEAF = st.sampled_from(["a", "b", "d", "2", "0.5", "100", "0"])
RUMUS = st.builds(
    lambda teks, data: Contoh({"rumus": teks}, data, None),
    st.recursive(_LEAF, _terms, max_leaves=6), _named("a", "b", "d", angka=BULAT),
)  # fmt: skip
ACAK: dict[str, st.SearchStrategy[Contoh]] = {
    "rasio": st.builds(Contoh, _PILIHAN_NOL, _named("pembilang", "penyebut"), st.none()),
    "komposisi": st.builds(Contoh, _PILIHAN_NOL, _named("utama", "madya", "pratama", "total"), st.none()),
    "rentang": bands(),
    "pilihan": st.builds(Contoh, st.just({}), _named("kelas", angka=st.floats(0, 100)), st.none()),
    "ada_tidak": st.builds(Contoh, st.just({}), _named("ada", angka=st.sampled_from([0.0, 1.0])), st.none()),
    "daftar_periksa": st.integers(2, 10).flatmap(lambda n: st.builds(
        Contoh, st.just({}), _named(*(f"butir_{i}" for i in range(n)), angka=st.sampled_from([0.0, 1.0])), st.none())),
    "pemenuhan": scales(),
    "rumus": RUMUS,
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Any:
    import ironcalc

    return ironcalc.create("acak", "en", "UTC", "en")


def in_ironcalc(model: Any, jenis: str, contoh: Contoh) -> Nilai:
    """One rule over one line of cells."""
    aturan = rule(jenis, contoh.parameter)
    for n, nilai in enumerate(contoh.data.values()):
        model.update_cell_with_number(0, 1, DATA + n + 1, float(nilai))
    for i, (batas, capaian) in enumerate(getattr(aturan, "rentang", ())):
        model.update_cell_with_number(0, i + 1, BATAS + 1, float(batas))
        model.update_cell_with_number(0, i + 1, CAPAIAN + 1, float(capaian))
    model.update_cell_with_formula(0, 1, 1, "=" + aturan.render(references(aturan, list(contoh.data), 0)))
    model.evaluate()
    return cell_value(model, 0, (0, 0))


@pytest.mark.parametrize("jenis", ATURAN)
@settings(max_examples=300)
@given(data=st.data())
def test_generated(model: Any, jenis: str, data: st.DataObject) -> None:
    """R2"""
    contoh = data.draw(ACAK[jenis])
    aturan = rule(jenis, contoh.parameter)
    assert aturan.data_problem(list(contoh.data)) is None
    inti, mesin = expected(aturan, contoh.data), in_ironcalc(model, jenis, contoh)
    assert not differ("capaian", inti, mesin), (inti, mesin)


def drawn(strategi: st.SearchStrategy[Contoh], jumlah: int) -> list[Contoh]:
    """A fixed set of examples of a strategy."""
    hasil: list[Contoh] = []

    @settings(max_examples=jumlah, database=None, derandomize=True)
    @given(contoh=strategi)
    def collect(contoh: Contoh) -> None:
        hasil.append(contoh)

    collect()
    return hasil


def test_generated_formulas_use_everything() -> None:
    """R2: the strategy names every function that an author may use."""
    teks = " ".join(c.parameter["rumus"] for c in drawn(RUMUS, 1200))
    assert {f for f in rumus.FUNGSI if f + "(" in teks} == rumus.FUNGSI


# --- whole sets of examples in both engines -----------------------------------------------------------------------


def write_cases(path: Path, kasus: Sequence[Kasus]) -> Path:
    """One block of lines per example; every formula with the wrong cached value 777."""
    with xlsxwriter.Workbook(path) as buku:
        lembar = buku.add_worksheet("Aturan")
        for n, (jenis, contoh) in enumerate(kasus):
            aturan, baris = rule(jenis, contoh.parameter), n * TINGGI
            r = references(aturan, list(contoh.data), baris)
            lembar.write_formula(baris, 0, "=" + aturan.render(r), None, 777)
            lembar.write_row(baris, DATA, list(contoh.data.values()))
            for i, (batas, capaian) in enumerate(getattr(aturan, "rentang", ())):
                lembar.write_row(baris + i, BATAS, [float(batas), float(capaian)])
    return path


def in_libreoffice(lo: LibreOffice, path: Path, jumlah: int) -> list[Nilai]:
    """Results of a workbook of examples."""
    with lo.open(path) as dokumen:
        return [baris[0] for baris in dokumen.values("Aturan", (0, 0), (jumlah * TINGGI - 1, 0))[::TINGGI]]


def differing(kasus: Sequence[Kasus], hasil: Sequence[Nilai]) -> list[object]:
    """(rule, example, core, engine) of each disagreement."""
    harapan = [expected(rule(jenis, c.parameter), c.data) for jenis, c in kasus]
    return [(jenis, c, inti, nilai) for (jenis, c), inti, nilai in zip(kasus, harapan, hasil, strict=True)
            if differ("capaian", inti, nilai)]


def test_edges_in_ironcalc(tmp_path: Path) -> None:
    """R1"""
    model = load_model(write_cases(tmp_path / "tepi.xlsx", TEPI))
    assert not differing(TEPI, [cell_value(model, 0, (n * TINGGI, 0)) for n in range(len(TEPI))])


def test_edges_in_libreoffice(tmp_path: Path, lo: LibreOffice) -> None:
    """R1"""
    assert not differing(TEPI, in_libreoffice(lo, write_cases(tmp_path / "tepi.xlsx", TEPI), len(TEPI)))


def test_generated_in_libreoffice(tmp_path: Path, lo: LibreOffice) -> None:
    """R2: a hundred per rule, the same in every run."""
    kasus: list[Kasus] = []
    for jenis, strategi in ACAK.items():
        kasus += [(jenis, c) for c in drawn(strategi, 100)]
    assert len(kasus) > 400
    assert not differing(kasus, in_libreoffice(lo, write_cases(tmp_path / "acak.xlsx", kasus), len(kasus)))


def test_every_rule_is_there() -> None:
    """R1, R2"""
    assert {jenis for jenis, _ in TEPI} == set(ATURAN) == set(ACAK)


# --- ROUND --------------------------------------------------------------------------------------------------------


def numbers() -> list[tuple[float, int]]:
    """(x, digits): exact halves, neighbours of halves, plain values, huge and tiny ones."""
    rng, hasil = random.Random(2022), []
    for digit in (-2, -1, 0, 1, 2, 3, 4, 6, 8):
        for _ in range(100):
            k = rng.randint(-(10 ** rng.randint(1, 7)), 10 ** rng.randint(1, 7))
            setengah = float(Decimal(2 * k + 1).scaleb(-digit) / 2)
            hasil += [(setengah, digit), (setengah * (1 + 2e-16), digit), (setengah * 3 / 3 * 1.1, digit),
                      (rng.uniform(-1000, 1000), digit), (rng.choice([1, -1]) * 10 ** rng.uniform(-300, 20), digit)]
    sulit = (1.005, 2.675, 0.285, 1.0049999999999999, 1.6749999999999998, 2.5, -2.5, 0.5, 8.995, 1.255, 4.35 * 100,
             1.005 * 100, 0.1 + 0.2, 5e-10, 1e-300, 123456789012345.6, 1e15 + 0.5, 1e20, 0.0)
    return hasil + [(x, digit) for x in sulit for digit in (0, 1, 2, 6)]


BILANGAN = numbers()


@pytest.fixture(scope="module")
def buku_bulat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """x, digits, ROUND(x,digits), ROUND(ROUND(x,6),2)."""
    path = tmp_path_factory.mktemp("bulat") / "bulat.xlsx"
    with xlsxwriter.Workbook(path) as buku:
        lembar = buku.add_worksheet("Bulat")
        for n, (x, digit) in enumerate(BILANGAN, start=1):
            lembar.write_row(n - 1, 0, [x, digit])
            lembar.write_formula(n - 1, 2, f"=ROUND(A{n},B{n})", None, 777)
            lembar.write_formula(n - 1, 3, f"=ROUND(ROUND(A{n},6),2)", None, 777)
    return path


def check_rounding(hasil: list[tuple[Any, Any]]) -> None:
    """R3: 15 digits count. Where whole part and digits asked for fit into them nothing may differ."""
    for (x, digit), (sekali, dua_kali) in zip(BILANGAN, hasil, strict=True):
        if abs(x) * 10.0**digit < 1e15:
            assert sekali == excel_round(x, digit), (x, digit)
        else:
            assert sekali == pytest.approx(excel_round(x, digit), rel=1e-14), (x, digit)
        if abs(x) < 1e9:
            assert dua_kali == round_for_bound(x), x
        else:
            assert dua_kali == pytest.approx(round_for_bound(x), rel=1e-14), x


def test_round_in_ironcalc(buku_bulat: Path) -> None:
    """R3"""
    model = load_model(buku_bulat)
    check_rounding([(cell_value(model, 0, (n, 2)), cell_value(model, 0, (n, 3))) for n in range(len(BILANGAN))])


def test_round_in_libreoffice(buku_bulat: Path, lo: LibreOffice) -> None:
    """R3"""
    with lo.open(buku_bulat) as dokumen:
        check_rounding([(a, b) for a, b in dokumen.values("Bulat", (0, 2), (len(BILANGAN) - 1, 3))])


def test_there_are_thousands_of_values() -> None:
    """R3: and Python's own round would be caught."""
    assert len(BILANGAN) > 4000
    assert sum(round(x, digit) != excel_round(x, digit) for x, digit in BILANGAN) > 100


