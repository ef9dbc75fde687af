"""Both renderings of every check of a row, held together by engines that never saw the Python.

A small workbook stands for the book: raw inputs, cleaned cells, lists, slots. R1 in generated rows every check says in
ironcalc what `evaluate` says, the number of the row is `first_failing`, and the words are those of `evaluate_row`;
R2 so it is for a fixed set of rows of all tables in LibreOffice, and in ironcalc for each case of `test_uji_baris`;
R3 no cell of a check shows an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from bantu.bersama import many
from bantu.isian_acak import IDENTITAS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_uji_baris import KASUS
from test_uji_baris import plan as sound_plan

from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, TABEL_PROFIL, TINGKAT, Rencana, table_of
from kinerja_core.buku_kinerja.satuan import unit_bound_formula
from kinerja_core.buku_kinerja.uji_baris import (
    daftar_uji,
    evaluate_row,
    first_failing,
    number_formula,
    parts,
    special_formulas,
)
from kinerja_core.buku_kinerja.uji_dasar import clean_formula, shorten_to_formula, text_formula
from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai, as_number
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.xlsx.buku import alamat, kolom_huruf
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model, sheet_index
from kinerja_core.xlsx.mesin.soffice import LibreOffice

SEMUA: dict[str, Tabel] = {**TABEL, PROFIL: TABEL_PROFIL}
#: Columns of the sheet of a table.
SLOT, TERPAKAI, LEVEL, INDUK, BATAS, NOMOR, A, B, BAGIAN, MENTAH, BERSIH, UJI = 0, 1, 2, 3, 4, 5, 6, 7, 8, 20, 80, 140
#: Realisasi of the quarters, then target, realisasi and capaian of the year.
TW, TARGET, NYATA, CAPAIAN = (13, 14, 15, 16), 17, 18, 19
Baris = Mapping[str, Nilai]


# --- the workbook -------------------------------------------------------------------------------------------------


def column(lembar: str, kolom: int, tinggi: int) -> str:
    """A whole column of a table as a range."""
    return f"{lembar}!${kolom_huruf(kolom)}$1:${kolom_huruf(kolom)}${tinggi}"


@dataclass(frozen=True)
class Letak:
    """The references of one row of the small workbook."""

    tabel: Tabel
    nomor: int
    tinggi: Mapping[str, int]

    def _cell(self, kolom: int) -> str:
        return f"{self.tabel.kunci}!{alamat((self.nomor, kolom), mutlak=True)}"

    def _place(self, kunci: str) -> int:
        return list(self.tabel.menurut_kunci).index(kunci)

    @property
    def terpakai(self) -> str:
        return self._cell(TERPAKAI)

    @property
    def sendiri(self) -> str:
        return self._cell(SLOT)

    @property
    def nbsp(self) -> str:
        return "Daftar!$A$1"

    @property
    def level(self) -> str:
        return self._cell(LEVEL)

    @property
    def level_induk(self) -> str:
        return self._cell(INDUK)

    @property
    def batas(self) -> str:
        return self._cell(BATAS)

    @property
    def capaian(self) -> str:
        return self._cell(CAPAIAN)

    def mentah(self, kunci: str) -> str:
        kolom = column(self.tabel.kunci, MENTAH + self._place(kunci), self.tinggi[self.tabel.kunci])
        return f"INDEX({kolom},{self.nomor + 1})"

    def bersih(self, kunci: str) -> str:
        return self._cell(BERSIH + self._place(kunci))

    def daftar(self, nama: str) -> str:
        return column("Daftar", 1 + list(DAFTAR).index(nama), len(DAFTAR[nama]))

    def slot(self, tabel: str) -> str:
        return column(tabel, SLOT, self.tinggi[tabel])

    def kepakai(self, tabel: str) -> str:
        return column(tabel, TERPAKAI, self.tinggi[tabel])


def helper_formulas(r: Letak) -> dict[int, str]:
    """What the book has beside the inputs of a row."""
    t, tinggi = r.tabel, r.tinggi[r.tabel.kunci]
    masukan = f"{alamat((r.nomor, MENTAH), mutlak=True)}:{alamat((r.nomor, MENTAH + len(t.kolom) - 1), mutlak=True)}"
    isi = {TERPAKAI: "1" if t.kunci == PROFIL else f"IF(COUNTA({masukan})>0,1,0)"}
    if t.kunci == "node":
        level = "0"
        for n, jenis in enumerate(TINGKAT, start=1):
            level = f'IF({r.bersih("jenis")}="{jenis}",{n},{level})'
        jumlah = f"SUMPRODUCT(({r.slot('node')}={r.bersih('induk')})*{column('node', LEVEL, tinggi)})"
        isi |= {LEVEL: level, INDUK: jumlah}
    if t.kunci == "indikator":
        tipe, target = r.bersih("tipe_target"), [r.bersih(f"t{q}") for q in range(1, 5)]
        isi[BATAS] = unit_bound_formula(r.bersih("uraian"), r.bersih("satuan"))
        for n, kolom in enumerate(TW, start=1):
            isi[kolom] = HITUNGAN["REALISASI_TW"].render(*(r.bersih(f"{x}{n}") for x in "rab"))
        isi[TARGET] = HITUNGAN["SETAHUN"].render(tipe, *target, r.bersih("target"))
        isi[NYATA] = HITUNGAN["REALISASI_SETAHUN"].render(tipe, *target, *map(r._cell, TW), r.bersih("realisasi"))
        isi[CAPAIAN] = HITUNGAN["CAPAIAN"].render(r._cell(TARGET), r._cell(NYATA), r.bersih("polaritas"), '""')
    return isi | {BERSIH + n: clean_formula(k, r.mentah(k.kunci), r.nbsp, r.batas) for n, k in enumerate(t.kolom)}


def check_formulas(r: Letak) -> dict[int, str]:
    """Number, words, and each check by itself. Words of most checks come by INDEX, as in the book."""
    t, uji = r.tabel, daftar_uji(r.tabel)
    isi, pangkal, nomor = {}, 0, "0"
    for n, kelompok in enumerate(parts(t)):
        isi[BAGIAN + n] = number_formula(t, r, kelompok, pangkal)
        pangkal += len(daftar_uji(t, kelompok))
    for n in reversed(range(len(parts(t)))):
        nomor = f"IF({r._cell(BAGIAN + n)}>0,{r._cell(BAGIAN + n)},{nomor})"
    sel = r._cell(NOMOR)
    ke, panjang, label = (f"INDEX({column('u_' + t.kunci, k, len(uji))},{sel})" for k in range(3))
    akhir = alamat((r.nomor, MENTAH + len(t.kolom) - 1), mutlak=True)
    mentah = f"INDEX({alamat((r.nomor, MENTAH), mutlak=True)}:{akhir},1,{ke})"
    umum = shorten_to_formula(text_formula(mentah, r.nbsp), panjang), label
    a, b = special_formulas(t, r, sel, umum)
    isi |= {NOMOR: nomor, A: f'IF({sel}=0,"",{a})', B: f'IF({sel}=0,"",{b})'}
    return isi | {UJI + n: u.render(r) for n, u in enumerate(uji)}


def write_raw(lembar: Any, baris: int, kolom: int, nilai: Nilai) -> None:
    """One input as an office leaves it; xlsxwriter knows errors as results of formulas only."""
    tulis: dict[type, Callable[..., Any]] = {bool: lembar.write_boolean, str: lembar.write_string}
    if isinstance(nilai, Galat):
        lembar.write_formula(baris, kolom, "=NA()" if nilai.teks == "#N/A" else "=1/0", None, nilai.teks)
    elif nilai is not None:
        tulis.get(type(nilai), lembar.write_number)(baris, kolom, nilai)


def write_book(path: Path, rencana: Rencana, diuji: Sequence[str]) -> Path:
    """The plan as a workbook with the checks of some tables; every formula has the wrong cached value 777."""
    tinggi = {**rencana.kapasitas, PROFIL: 1}
    with xlsxwriter.Workbook(path) as buku:
        daftar = buku.add_worksheet("Daftar")
        daftar.write_string(0, 0, NBSP)
        for n, teks in enumerate(DAFTAR.values(), start=1):
            for m, pilihan in enumerate(teks):
                daftar.write_string(m, n, pilihan)
        for kunci, t in SEMUA.items():
            lembar = buku.add_worksheet(kunci)
            for nomor in range(tinggi[kunci]):
                slot = PROFIL if kunci == PROFIL else t.slot(nomor + 1)
                lembar.write_string(nomor, SLOT, slot)
                for n, k in enumerate(t.kolom):
                    write_raw(lembar, nomor, MENTAH + n, rencana.nilai(slot, k.kunci))
                r = Letak(t, nomor, tinggi)
                for kolom, rumus in {**helper_formulas(r), **(check_formulas(r) if kunci in diuji else {})}.items():
                    assert len(rumus) < 8192
                    assert lembar.write_formula(nomor, kolom, "=" + rumus, None, 777) == 0
            uji = buku.add_worksheet("u_" + kunci)
            for n, u in enumerate(daftar_uji(t)):
                uji.write_row(n, 0, [list(t.menurut_kunci).index(u.kolom) + 1, u.panjang, u.label])
    return path


# --- what offices type --------------------------------------------------------------------------------------------

SAMPAH = st.sampled_from([" ", NBSP, "-", f" -{NBSP}", "–", "71,4", "Rp 1.950.000.000", "8O", "A*", "?", "~",
                          "TRUE", True, False, Galat("#N/A"), Galat("#DIV/0!"), "kalimat yang jauh lebih panjang",
                          45931.0, 1.97805122006041e17, 7.01])
ANGKA = st.sampled_from([0.0, 1.0, 0.25, 0.93, 1e-7, 1e-300, -1.0, -1e-7, 12.5, 99.99995, 2022.0, 2100.5, 4.1,
                         4.0000004, 1e12, 1.5e12, -2e12, 1e13, 1.1e13, 1e308, -1e308, 100.0, 33.3333333333333])
WAJAR = st.integers(0, 130).map(float)
KATA = st.sampled_from(["uraian", "Persentase desa", "persentase  surat", "Prosentase x", "Nilai SAKIP", 7.0, 2.5])
SATUAN = st.sampled_from(["%", f"Persen{NBSP}", "prosentase", "Indeks", "nilai", "orang", "DOKUMEN", "hektare", None])
KACAU = st.one_of(SAMPAH, ANGKA)


def codes(k: Kolom) -> st.SearchStrategy[Nilai]:
    """Codes of rows that are used, unused, of another table, out of the table, or no code."""
    awalan = "".join(TABEL[t].awalan for t in k.ke)
    return st.sampled_from([f"{awalan}{n}" for n in ("001", "002", "003", "004", "999", "*", "00?", "001 ", "")]
                           + [f"{awalan}001".lower(), f"{NBSP}{awalan}002", "X001", 1.0])


def choices(k: Kolom) -> st.SearchStrategy[Nilai]:
    """Items of the list, as typed by hand too, and their digits as a number."""
    pilihan = DAFTAR[k.daftar]
    lain = [p.upper() for p in pilihan[:3]] + [f"{NBSP}{p}  " for p in pilihan[:3]] + [pilihan[0][:3] + "*", "110"]
    return st.sampled_from([*pilihan, *pilihan, *pilihan, *lain, *(float(p) for p in pilihan if p.isdigit())])


def sound(k: Kolom) -> st.SearchStrategy[Nilai]:
    """Mostly right contents of a column."""
    if k.kunci == "satuan":
        return SATUAN
    if k.jenis in {"pilihan", "rujukan"}:
        return st.one_of(st.none(), choices(k) if k.daftar else codes(k))
    if k.is_number:
        return st.one_of(st.none(), st.just("-"), WAJAR, WAJAR, ANGKA)
    return st.one_of(KATA, st.none()) if k.kunci == "uraian" else st.sampled_from([None, "teks", f"{NBSP}a  b "])


#: Where several cells must fit together for a check to speak.
BERHUBUNGAN: dict[str, list[dict[str, st.SearchStrategy[Nilai]]]] = {
    "node": [
        {"pagu": st.sampled_from([10.0, 0.0, "-"]), "perubahan": st.sampled_from(["", 12.0, "-"]),
         **{g: st.sampled_from(["", 5.0, 2.001, "-"]) for g in ("g1", "g2", "g3", "g4")},
         "g": st.sampled_from(["", 12.5])},
        {"pagu": st.sampled_from([10.0, ""]), "g": st.sampled_from([10.0, 10.004, 10.006])},
        {"pagu": st.sampled_from(["", "-", 42005.0, 42004.9]), "g": st.sampled_from(["", 49674.0, 49674.1]),
         "g2": st.sampled_from(["", 5.0, 46025.0]), "jenis": st.sampled_from(["sub kegiatan", "Kegiatan", "x"])},
        {"jenis": st.sampled_from(DAFTAR["jenis_node"]), "induk": st.sampled_from(["N001", "n002", "N003 "])}],
    "indikator": [
        {"tipe_target": st.sampled_from(["Per TW, dijumlahkan", "per tw,  dijumlahkan"]),
         "satuan": st.sampled_from(["%", "PERSEN", "orang"]),
         **{f"t{n}": st.sampled_from([25.0, 25.0000004, 25.000001]) for n in (1, 2, 3, 4)}},
        {"tipe_target": st.sampled_from(["Satu TW saja", "Angka s.d. TW", "Rata-rata TW", "", True, Galat("#N/A")]),
         "polaritas": st.sampled_from(["", "Positif", "negatif"]),
         **{f"t{n}": st.sampled_from(["", "-", 40.0, 50.0, 49.9999999]) for n in (1, 2, 3, 4)}},
        {"satuan": SATUAN, "uraian": KATA, "r2": ANGKA, "realisasi": ANGKA, "a3": ANGKA, "b3": ANGKA},
        {"satuan": SATUAN, "uraian": KATA, "t4": st.sampled_from([4.0, "", 0.0]), "target": st.sampled_from([4.0, ""]),
         "r2": st.sampled_from(["", 29.29, 8.0]), "r4": st.sampled_from(["", 46025.0, 9.0, 8.0]),
         "realisasi": st.sampled_from(["", 46025.5, -46025.0, 12.0, 1000.0000004]),
         "tipe_target": st.sampled_from(["Satu TW saja", "Rata-rata TW", ""]),
         "polaritas": st.sampled_from(["", "negatif"])},
        {"satuan": SATUAN, "uraian": KATA,
         **{k: st.sampled_from(["", 42005.0, 42004.9, 49674.0, 49674.1, 200.0000004, 200.000001, 900.0])
            for k in ("t2", "target")}},
        {"tipe_target": st.just("Satu TW saja"), "satuan": SATUAN,
         **{k: st.sampled_from([0.0, 1.0, "-", ""]) for k in ("t1", "t2", "t3", "t4", "r1", "r2", "r3", "r4")}},
    ],
}


@st.composite
def rows(draw: st.DrawFn, tabel: str) -> Baris:
    """A row: blank, or mostly right with a few cells turned into anything."""
    t = SEMUA[tabel]
    if draw(st.integers(0, 9)) == 0:
        return {}
    kunci = draw(st.lists(st.sampled_from(list(t.menurut_kunci)), max_size=3, unique=True))
    isi = {k.kunci: draw(sound(k)) for k in t.kolom}
    if draw(st.booleans()) and (hubungan := BERHUBUNGAN.get(tabel)):
        isi |= {k: draw(v) for k, v in draw(st.sampled_from([*hubungan, *hubungan[:2]])).items()}
    isi |= {k: draw(KACAU) for k in kunci}
    if draw(st.integers(0, 2)):  # a right row, so that the checks behind the first columns have their turn
        isi |= {k.kunci: draw(codes(k) if k.ke else st.just(DAFTAR[k.daftar][0] if k.daftar else "teks"))
                for k in t.kolom if k.wajib and k.kunci not in kunci}
    return {k: v for k, v in isi.items() if v not in (None, "")}


#: Other tables: first row used, second not, third holds only a space.
TETAP: dict[tuple[str, str], Nilai] = {(t.slot(1), t.kolom[0].kunci): "Tujuan" for t in TABEL.values()} | {
    (t.slot(3), t.kolom[-1].kunci): " " for t in TABEL.values()}  # fmt: skip


def plan(tabel: str, baris: Sequence[Baris], tinggi: int = 3) -> Rencana:
    """A plan whose one table has these rows."""
    t = SEMUA[tabel]
    data = {k: v for k, v in TETAP.items() if not t.awalan or k[0][0] != t.awalan}
    for n, isi in enumerate(baris, start=1):
        data |= {(t.slot(n) if t.awalan else PROFIL, k): v for k, v in isi.items()}
    return Rencana(IDENTITAS, 2022, dict.fromkeys(TABEL, tinggi), data)


# --- both sides ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Jawab:
    """One row as one side sees it: number, words of the first finding, and the numbers of all failing checks."""

    nomor: Nilai
    a: Nilai
    b: Nilai
    gagal: frozenset[int]


def in_core(rencana: Rencana, tabel: str, slot: str) -> Jawab:
    """What `kinerja periksa` says."""
    semua, uji = evaluate_row(rencana, slot), daftar_uji(SEMUA[tabel])
    a, b = (semua[0][1], semua[0][2]) if semua else ("", "")
    return Jawab(first_failing(rencana, slot), a, b, frozenset(uji.index(u) + 1 for u, _, _ in semua))


def in_engine(tabel: str, baris: Sequence[Nilai]) -> Jawab:
    """What a line of the sheet says; the columns from NOMOR on."""
    hasil = baris[UJI - NOMOR:UJI - NOMOR + len(daftar_uji(SEMUA[tabel]))]
    assert all(isinstance(x, bool | float | int) and x in (0, 1) for x in hasil), hasil  # R3
    return Jawab(baris[0], baris[A - NOMOR], baris[B - NOMOR], frozenset(n for n, x in enumerate(hasil, 1) if x))


def same(rencana: Rencana, slot: str, inti: Jawab, mesin: Jawab) -> bool:
    """Equal; engines write very large and very small numbers each in their way, so there the words may differ.

    Numbers count as the message shows them, with at most 15 digits: ironcalc writes 17, and a count is a number.
    """
    angka = [abs(x) for (s, _), v in rencana.data.items() if s == slot and (x := as_number(v))]
    if any(x >= 1e15 or x < 1e-4 for x in angka):
        return (inti.nomor, inti.gagal) == (mesin.nomor, mesin.gagal)
    return _shown(inti) == _shown(mesin)


def _shown(jawab: Jawab) -> Jawab:
    def teks(x: Any) -> Any:
        angka = re.fullmatch(r"-?\d+([.,]\d+)?", str(x)) and not isinstance(x, bool)
        return format(float(str(x).replace(",", ".")), ".15g") if angka else x
    return replace(jawab, a=teks(jawab.a), b=teks(jawab.b))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """The workbook of a table in ironcalc, loaded once, and the index of its sheet."""
    folder = tmp_path_factory.mktemp("baris")

    @cache
    def load(tabel: str) -> tuple[Any, int]:
        model = load_model(write_book(folder / f"{tabel}.xlsx", plan(tabel, []), [tabel]))
        return model, sheet_index(model)[tabel]

    return load


def put(model: Any, lembar: int, baris: int, kolom: int, nilai: Nilai) -> None:
    """One input into ironcalc."""
    tempat = (lembar, baris + 1, kolom + 1)
    if nilai is None:
        model.clear_cell_contents(*tempat)
    elif isinstance(nilai, Galat):
        model.set_user_input(*tempat, nilai.teks)
    elif isinstance(nilai, bool):
        model.update_cell_with_bool(*tempat, nilai)
    elif isinstance(nilai, str):
        model.update_cell_with_text(*tempat, nilai)
    else:
        model.update_cell_with_number(*tempat, float(nilai))


@pytest.mark.sampel(6)
@pytest.mark.parametrize("tabel", SEMUA)
@settings(max_examples=many(120))
@given(data=st.data())
def test_generated_in_ironcalc(models: Callable[[str], Any], tabel: str, data: st.DataObject) -> None:
    """R1, R3"""
    t, tinggi = SEMUA[tabel], 1 if tabel == PROFIL else 3
    model, lembar = models(tabel)
    baris = data.draw(st.lists(rows(tabel), min_size=tinggi, max_size=tinggi))
    rencana = plan(tabel, baris)
    for n, isi in enumerate(baris):
        for m, k in enumerate(t.menurut_kunci):
            put(model, lembar, n, MENTAH + m, isi.get(k))
    model.evaluate()
    for n in range(tinggi):
        slot = t.slot(n + 1) if t.awalan else PROFIL
        inti = in_core(rencana, tabel, slot)
        hasil = [cell_value(model, lembar, (n, k)) for k in range(NOMOR, UJI + len(daftar_uji(t)))]
        assert same(rencana, slot, inti, in_engine(tabel, hasil)), (slot, inti, in_engine(tabel, hasil))


def test_each_case_in_ironcalc(tmp_path: Path) -> None:
    """R2, R3: at the bounds, where the two renderings of a check part first."""
    awal = sound_plan({})
    pendek = Rencana(IDENTITAS, 2022, dict.fromkeys(TABEL, 2), awal.data)
    model = load_model(write_book(tmp_path / "kasus.xlsx", pendek, list(SEMUA)))
    lembar = sheet_index(model)

    def fill(rencana: Rencana, slot: str) -> tuple[str, int]:
        tabel = PROFIL if slot == PROFIL else table_of(slot).kunci
        nomor = 0 if slot == PROFIL else int(slot[1:]) - 1
        for m, k in enumerate(SEMUA[tabel].menurut_kunci):
            put(model, lembar[tabel], nomor, MENTAH + m, rencana.nilai(slot, k))
        return tabel, nomor

    for kasus in KASUS:
        for nilai in (kasus.memicu, kasus.tidak):
            rencana = sound_plan(kasus.cells(nilai))
            tabel, nomor = fill(rencana, kasus.slot)
            model.evaluate()
            inti, akhir = in_core(rencana, tabel, kasus.slot), UJI + len(daftar_uji(SEMUA[tabel]))
            mesin = in_engine(tabel, [cell_value(model, lembar[tabel], (nomor, k)) for k in range(NOMOR, akhir)])
            assert same(rencana, kasus.slot, inti, mesin), (kasus, nilai, inti, mesin)
        fill(awal, kasus.slot)


BANYAK = 60


def drawn(tabel: str, jumlah: int) -> list[Baris]:
    """A fixed set of rows of a table."""
    hasil: list[Baris] = []

    # hypothesis draws a fixed set from the text of this function: another text reaches other kode
    @settings(max_examples=jumlah, database=None, deadline=None, derandomize=True)
    @given(isi=rows(tabel))
    def collect(isi: Baris) -> None:
        hasil.append(isi)

    collect()
    return hasil


@lru_cache(maxsize=1)
def fixed_set() -> Rencana:
    """Sixty rows of every table, the same in every run."""
    data: dict[tuple[str, str], Nilai] = {}
    for tabel, t in SEMUA.items():
        for n, isi in enumerate(drawn(tabel, 1 if tabel == PROFIL else BANYAK), start=1):
            data |= {(t.slot(n) if t.awalan else PROFIL, k): v for k, v in isi.items()}
    node = TABEL["node"]  # a parent that is not right above, a percentage and a date, in rows that are sound otherwise
    atas, bawah, ukur = node.slot(BANYAK - 1), node.slot(BANYAK), TABEL["indikator"].slot(BANYAK)
    dua = TABEL["indikator"].slot(BANYAK - 1)  # two quarters where one was chosen
    data = {k: v for k, v in data.items() if k[0] not in {atas, bawah, ukur, dua}} | {
        (dua, "node"): atas, (dua, "uraian"): "Contoh keluaran", (dua, "satuan"): "Dokumen",
        (dua, "tipe_target"): "Satu TW saja", (dua, "t1"): 1.0, (dua, "t2"): 2.0,
        (atas, "jenis"): "Sub Kegiatan", (atas, "uraian"): "Contoh sub kegiatan", (bawah, "jenis"): "Kegiatan",
        (bawah, "uraian"): "Contoh kegiatan", (bawah, "induk"): atas, (ukur, "node"): atas,
        (ukur, "uraian"): "Contoh indikator", (ukur, "satuan"): "%", (ukur, "t2"): 900.0, (ukur, "r4"): 46025.0}
    return Rencana(IDENTITAS, 2022, dict.fromkeys(TABEL, BANYAK), data)


def places(rencana: Rencana) -> list[tuple[str, int, str]]:
    """(table, row, slot) of every row."""
    return [(t, n, s) for t in TABEL for n, s in enumerate(rencana.slots(t))] + [(PROFIL, 0, PROFIL)]


def test_fixed_set_in_both_engines(tmp_path: Path, lo: LibreOffice) -> None:
    """R2, R3: LibreOffice and ironcalc on one file."""
    rencana = fixed_set()
    path = write_book(tmp_path / "semua.xlsx", rencana, list(SEMUA))
    model = load_model(path)
    beda: list[object] = []
    with lo.open(path, cetak=False) as dokumen:
        blok = {t: dokumen.values(t, (0, NOMOR), (BANYAK - 1, UJI + len(daftar_uji(x)) - 1)) for t, x in SEMUA.items()}
    for tabel, n, slot in places(rencana):
        inti, akhir = in_core(rencana, tabel, slot), UJI + len(daftar_uji(SEMUA[tabel]))
        ironcalc = [cell_value(model, sheet_index(model)[tabel], (n, k)) for k in range(NOMOR, akhir)]
        for nama, hasil in (("LibreOffice", blok[tabel][n]), ("ironcalc", ironcalc)):
            mesin = in_engine(tabel, hasil)
            if not same(rencana, slot, inti, mesin):
                beda.append((nama, slot, inti, mesin))
    assert not beda


def test_fixed_set_reaches_every_kode() -> None:
    """R2: nothing is agreed upon because it never happens."""
    rencana = fixed_set()
    semua = Counter(u.kode for _, _, slot in places(rencana) for u, _, _ in evaluate_row(rencana, slot))
    assert set(semua) == set(KATALOG_BARIS)
    assert any(first_failing(rencana, slot) == 0 for _, _, slot in places(rencana) if evaluate_row(rencana, slot) == [])
