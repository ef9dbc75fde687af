"""Both renderings of every Hitungan, held together by engines that never saw the Python.

H1 every edge example gives the same in ironcalc and in LibreOffice as `evaluate`, over blanks that are formulas ("")
and over empty cells; H2 so do generated values (hundreds in ironcalc, a fixed set in LibreOffice); H3 class bounds
come from the cells of the table; H4 no formula ever shows an error (a Galat differs from every result).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from bantu.isian_acak import differ
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.buku_kinerja.capaian import HITUNGAN, PREDIKAT, TIDAK_DIUKUR, Hitungan
from kinerja_core.buku_kinerja.kelas import KLASIFIKASI
from kinerja_core.buku_kinerja.rencana import POLARITAS, RUMUS_NEGATIF, TIPE_TARGET
from kinerja_core.dasar.excelmath import Nilai, as_number
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model
from kinerja_core.xlsx.mesin.soffice import LibreOffice

#: (name, arguments, are blanks empty cells instead of formulas that give "").
Kasus = tuple[str, tuple[Any, ...], int]
TEPI: list[Kasus] = [(h.nama, args, kosong) for h in HITUNGAN.values() for args, _ in h.tepi for kosong in (0, 1)]
#: Columns: result, then the arguments; each class table stands in two columns of its own, from the first row.
DATA, TABEL = 1, 20
LETAK = {f"PREDIKAT_{k.upper()}": (TABEL + 2 * n, t) for n, (k, t) in enumerate(KLASIFIKASI.items())}
#: Results that are sums: an engine may add in another way, so far as the last digits of the terms go.
JUMLAHAN = ("SETAHUN", "SAMPAI_", "REALISASI_SETAHUN", "REALISASI_SAMPAI", "RERATA", "IKM")


def flat(args: Sequence[Any]) -> list[Any]:
    """Arguments as cells of one line; a list takes as many cells as it has values."""
    return [x for a in args for x in (a if isinstance(a, list) else [a])]


def formula(hitungan: Hitungan, args: Sequence[Any], baris: int) -> str:
    """The formula over the cells of one line."""
    rujukan, kolom = [], DATA
    for a in args:
        lebar = len(a) if isinstance(a, list) else 1
        awal, ujung = alamat((baris, kolom)), alamat((baris, kolom + lebar - 1))
        rujukan.append(f"{awal}:{ujung}" if isinstance(a, list) else awal)
        kolom += lebar
    if hitungan.nama in LETAK:
        k, tabel = LETAK[hitungan.nama]
        akhir = len(tabel.kelas) - 1
        rujukan += [f"{alamat((0, n), mutlak=True)}:{alamat((akhir, n), mutlak=True)}" for n in (k, k + 1)]
    return "=" + hitungan.render(*rujukan)


def disagree(kasus: Kasus, mesin: Nilai) -> bool:
    """Do core and engine differ? Blank is shown as empty text; sums within the last digits of their terms."""
    nama, args, _ = kasus
    hasil = HITUNGAN[nama].evaluate(*args)
    inti: Nilai = "" if hasil is None else hasil
    if not differ("hasil", inti, mesin):
        return False
    a, b = as_number(inti), as_number(mesin)
    if a is None or b is None or not nama.startswith(JUMLAHAN):
        return True
    return abs(a - b) > 2e-15 * sum(abs(as_number(x) or 0) for x in flat(args))


# --- generated values ---------------------------------------------------------------------------------------------

ANGKA = st.one_of(
    st.integers(-2, 12).map(float), st.integers(-500, 20_000).map(lambda n: n / 100), st.just(0.0),
    st.floats(-1e12, 1e12, allow_subnormal=False), st.sampled_from([1e-300, -1e-300, 1e-9, 4e-10, 1e12, -1e12]),
)  # fmt: skip
NILAI = ANGKA | st.sampled_from([None, "-"])
HASIL = NILAI | st.just(TIDAK_DIUKUR)
POSITIF = st.integers(1, 20_000).map(lambda n: n / 100)


def words(kata: Sequence[str]) -> st.SearchStrategy[Any]:
    """A word of the list in any case, none, or one that is not in it."""
    ragam = (*kata, *kata, *(k.upper() for k in kata), *(k.lower() for k in kata))
    return st.sampled_from([*ragam, "", None, "lain", "*"])


def lists(terkecil: int, terbesar: int, isi: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Values of a range."""
    return st.lists(isi, min_size=terkecil, max_size=terbesar)


def near(kunci: str) -> st.SearchStrategy[Any]:
    """At, beside and away from a bound."""
    batas = st.sampled_from([k.batas for k in KLASIFIKASI[kunci].kelas])
    selisih = st.sampled_from([0, 0.005, 0.0049999, 0.00499999999, -0.005, -0.0050001, -0.0050000001, 0.01, -0.01])
    return st.builds(lambda b, d: b + d, batas, selisih) | HASIL | POSITIF


TIPE = words(tuple(TIPE_TARGET))
#: Quarters of which one is planned: zeros typed where nothing is.
TIPE_TARGET_SATU = tuple(TIPE_TARGET)[-1]
SATU = st.sampled_from([0.0, 0.0, 1.0, "-", None, 1e-300])
ACAK: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "SETAHUN": st.tuples(TIPE, HASIL, HASIL, HASIL, HASIL, NILAI)
    | st.tuples(TIPE, *[st.sampled_from([None, "-", TIDAK_DIUKUR])] * 4, NILAI)
    | st.tuples(TIPE, *[st.none()] * 4, NILAI),
    **{f"SAMPAI_TW{q}": st.tuples(TIPE, *[HASIL | st.sampled_from([None, "-"])] * q) for q in (1, 2, 3, 4)},
    "REALISASI_SETAHUN": st.tuples(TIPE, *[NILAI] * 4, *[HASIL] * 4, NILAI)
    | st.tuples(words((TIPE_TARGET_SATU,)), *[SATU] * 8, NILAI)
    | st.tuples(TIPE, *[NILAI] * 4, *[st.sampled_from([None, "-", TIDAK_DIUKUR])] * 4, NILAI)
    | st.tuples(TIPE, *[NILAI] * 4, *[st.none()] * 5),
    **{f"REALISASI_SAMPAI_TW{q}": st.tuples(TIPE, *[NILAI] * q, *[HASIL] * q)
       | st.tuples(TIPE, *[NILAI] * q, *[st.none()] * q)
       | st.tuples(words((TIPE_TARGET_SATU,)), *[SATU] * (2 * q)) for q in (1, 2, 3, 4)},
    "REALISASI_TW": st.tuples(NILAI | st.none(), NILAI, NILAI) | st.tuples(st.none(), ANGKA, ANGKA)
    | st.tuples(st.none(), *[st.sampled_from([None, "-", 0.0, 4.0])] * 2),
    "CAPAIAN": st.tuples(NILAI, HASIL, words(POLARITAS), words(tuple(RUMUS_NEGATIF)))
    | st.tuples(POSITIF, ANGKA, st.just(POLARITAS[1]), words(tuple(RUMUS_NEGATIF))),
    "DIBATASI": st.tuples(HASIL, st.sampled_from([None, "", "Tanpa batas", 100.0, 110.0, 120.0]) | ANGKA),
    "PENYERAPAN": st.tuples(NILAI, NILAI), "EFISIENSI": st.tuples(HASIL, HASIL), "KEMAJUAN": st.tuples(NILAI, NILAI),
    "RERATA": st.tuples(lists(1, 12, HASIL) | lists(1, 5, st.sampled_from([None, "-", TIDAK_DIUKUR]))),
    "IKM": st.tuples(lists(9, 9, st.floats(1, 4)), st.sampled_from([0.11, 1 / 9, None]))
    | st.tuples(lists(9, 9, ANGKA), st.sampled_from([0.11, 1 / 9])) | st.tuples(lists(9, 9, HASIL), NILAI),
    **{h.nama: st.tuples(near(k)) for k, h in PREDIKAT.items()},
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Any:
    import ironcalc

    model = ironcalc.create("acak", "en", "UTC", "en")
    for kolom, tabel in LETAK.values():
        for n, kelas in enumerate(tabel.kelas):
            model.update_cell_with_number(0, n + 1, kolom + 1, float(kelas.batas))
            model.update_cell_with_text(0, n + 1, kolom + 2, kelas.nama)
    return model


def in_ironcalc(model: Any, kasus: Kasus) -> Nilai:
    """One piece over one line of cells."""
    nama, args, kosong = kasus
    for n, nilai in enumerate(flat(args), start=DATA + 1):
        if nilai is None and kosong:
            model.clear_cell_contents(0, 1, n)
        elif nilai is None or nilai == "":
            model.update_cell_with_formula(0, 1, n, '=""')
        elif isinstance(nilai, str):
            model.update_cell_with_text(0, 1, n, nilai)
        else:
            model.update_cell_with_number(0, 1, n, float(nilai))
    model.update_cell_with_formula(0, 1, 1, formula(HITUNGAN[nama], args, 0))
    model.evaluate()
    return cell_value(model, 0, (0, 0))


@pytest.mark.parametrize("nama", HITUNGAN)
@settings(max_examples=300)
@given(data=st.data())
def test_generated(model: Any, nama: str, data: st.DataObject) -> None:
    """H2, H4"""
    kasus = (nama, data.draw(ACAK[nama]), data.draw(st.integers(0, 1)))
    mesin = in_ironcalc(model, kasus)
    assert not disagree(kasus, mesin), (HITUNGAN[nama].evaluate(*kasus[1]), mesin)


def drawn(nama: str, jumlah: int) -> list[Kasus]:
    """A fixed set of cases of one piece."""
    hasil: list[Kasus] = []

    @settings(max_examples=jumlah, database=None, derandomize=True)
    @given(args=ACAK[nama])
    def collect(args: tuple[Any, ...]) -> None:
        hasil.append((nama, args, len(hasil) % 2))

    collect()
    return hasil


@pytest.mark.parametrize("nama", HITUNGAN)
def test_generated_values_reach_every_kind_of_result(nama: str) -> None:
    """H2: numbers, "-", "Tidak diukur" and blank, so far as the edges show them; all classes."""

    def kind(nilai: Any) -> Any:
        return "angka" if as_number(nilai) is not None else nilai

    hitungan = HITUNGAN[nama]
    assert {kind(h) for _, h in hitungan.tepi} <= {kind(hitungan.evaluate(*args)) for _, args, _ in drawn(nama, 400)}


# --- whole sets of examples in both engines -----------------------------------------------------------------------


def write_cases(path: Path, kasus: Sequence[Kasus]) -> Path:
    """One line per example; every formula with the wrong cached value 777."""
    with xlsxwriter.Workbook(path) as buku:
        lembar = buku.add_worksheet("Capaian")
        for kolom, tabel in LETAK.values():
            for n, kelas in enumerate(tabel.kelas):
                lembar.write_row(n, kolom, [kelas.batas, kelas.nama])
        for baris, (nama, args, kosong) in enumerate(kasus):
            lembar.write_formula(baris, 0, formula(HITUNGAN[nama], args, baris), None, 777)
            for n, nilai in enumerate(flat(args), start=DATA):
                if nilai is None and kosong:
                    continue
                if nilai is None or nilai == "":
                    lembar.write_formula(baris, n, '=""', None, 777)
                else:
                    lembar.write(baris, n, nilai)
    return path


def in_libreoffice(lo: LibreOffice, path: Path, jumlah: int) -> list[Nilai]:
    """Results of a workbook of examples."""
    with lo.open(path) as dokumen:
        return [baris[0] for baris in dokumen.values("Capaian", (0, 0), (jumlah - 1, 0))]


def differing(kasus: Sequence[Kasus], hasil: Sequence[Nilai]) -> list[object]:
    """(case, core, engine) of each disagreement."""
    return [(k, HITUNGAN[k[0]].evaluate(*k[1]), nilai) for k, nilai in zip(kasus, hasil, strict=True)
            if disagree(k, nilai)]  # fmt: skip


def test_edges_in_ironcalc(tmp_path: Path) -> None:
    """H1, H4"""
    model = load_model(write_cases(tmp_path / "tepi.xlsx", TEPI))
    assert not differing(TEPI, [cell_value(model, 0, (n, 0)) for n in range(len(TEPI))])


def test_edges_in_libreoffice(tmp_path: Path, lo: LibreOffice) -> None:
    """H1, H4"""
    assert not differing(TEPI, in_libreoffice(lo, write_cases(tmp_path / "tepi.xlsx", TEPI), len(TEPI)))


def test_generated_in_libreoffice(tmp_path: Path, lo: LibreOffice) -> None:
    """H2, H4: a hundred per piece, the same in every run."""
    kasus = [k for nama in HITUNGAN for k in drawn(nama, 100)]
    assert len(kasus) > 1000
    assert not differing(kasus, in_libreoffice(lo, write_cases(tmp_path / "acak.xlsx", kasus), len(kasus)))


def test_bounds_come_from_the_cells(tmp_path: Path) -> None:
    """H3: the same value is in another class once the table's cells say so."""
    nilai = 70.0
    model = load_model(write_cases(tmp_path / "batas.xlsx", [("PREDIKAT_AKIP", (nilai,), 0)]))
    assert cell_value(model, 0, (0, 0)) == "B"
    kolom, tabel = LETAK["PREDIKAT_AKIP"]
    baris = [k.nama for k in tabel.kelas].index("BB")
    model.update_cell_with_number(0, baris + 1, kolom + 1, 69.99)
    model.evaluate()
    assert cell_value(model, 0, (0, 0)) == "BB"


def test_every_piece_is_there() -> None:
    """H1, H2"""
    assert {nama for nama, _, _ in TEPI} == set(HITUNGAN) == set(ACAK)
