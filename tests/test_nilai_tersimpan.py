"""Stored results nobody believes: each one that contradicts the inputs, or the cell it shows, is named.

R1 every keyed result forged alone is named at its cell: BKS14 on visible sheets, BKS25 on hidden ones. R2 so is every
cell of the printed sheet and of Beranda. R3 no false alarm: samples, any filling, another program's re-saving that
drops stored values. R4 a file saved without calculating is told once (BKS28); many forged workings are counted (BKS26).
R5 which formulas are worked out, and what they show.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import form
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji, random_filling
from bantu.jahat import KEBIJAKAN, SEL, change_sheet, input_sheet, templat

from benchmarks.isi import fill, put_cells
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN, examples
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.cetakan import CetakanKertas
from kinerja_core.kertas_kerja.lembar.tempat import CETAK
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.lembar.denah import Cetakan, Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.kendali import LEMBAR_BERANDA
from kinerja_core.segel.berkas import SEBUT_LAIN, check_stored
from kinerja_core.segel.tampilan import parse_shown, shown_value
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat

INS = instrumen_uji(KEBIJAKAN)
KODE = {"BKS14", "BKS25", "BKS26", "BKS28"}


def _read(folder: Path, data: bytes) -> BacaanKertas:
    (folder / "a.xlsx").write_bytes(data)
    return read_isian(read_buku(folder / "a.xlsx"), INS)


@pytest.fixture(scope="module")
def sah(tmp_path_factory: pytest.TempPathFactory) -> BacaanKertas:
    """A filling in order, every stored value right."""
    return _read(tmp_path_factory.mktemp("nilai"), form(INS, IDENTITAS, Isian(IDENTITAS, ISI_SAH)))


@cache
def _shared() -> Cetakan | None:
    """What all kertas kerja of the small instrument share."""
    return CetakanKertas(INS).bersama


def _forged(bacaan: BacaanKertas, nama: str, pos: Posisi) -> set[tuple[str, str]]:
    """What is told when one stored value is another one, alone and in a batch alike."""
    lama = bacaan.buku.sheet(nama)
    assert lama is not None
    palsu: Nilai = 98.76 if lama.nilai.get(pos) != 98.76 else 1
    lembar = tuple(replace(s, nilai={**s.nilai, pos: palsu}) if s is lama else s for s in bacaan.buku.lembar)
    baru = replace(bacaan, buku=replace(bacaan.buku, lembar=lembar))
    temuan = {(t.kode, t.sel) for t in check_stored(baru, process(bacaan).nilai())}
    assert temuan == {(t.kode, t.sel) for t in check_workbook(replace(baru, bersama=_shared())) if t.kode in KODE}
    return temuan


def _formulas(bacaan: BacaanKertas, *nama: str, berkunci: bool) -> Iterator[tuple[str, Posisi]]:
    for s in bacaan.denah.lembar:
        if not nama or s.nama in nama:
            yield from ((s.nama, p) for p, x in s.sel.items()
                        if isinstance(x.isi, Rumus) and (x.isi.kunci is not None) == berkunci)


def test_every_keyed_result_is_named(sah: BacaanKertas) -> None:
    """R1. Cells that show the forged one contradict it too and are named beside it."""
    status = {s.nama: s.status for s in sah.denah.lembar}
    semua = list(_formulas(sah, berkunci=True))
    assert len(semua) > 300
    for nama, pos in random.Random(1).sample(semua, 120):
        kode = "BKS14" if status[nama] == "tampak" else "BKS25"
        temuan = _forged(sah, nama, pos)
        if (kode, f"{nama}!{alamat(pos)}") not in temuan:
            assert kode == "BKS25", (nama, pos)
            assert any(k == "BKS26" and sel == f"{nama}!{alamat(pos)}" for k, sel in temuan), (nama, pos, temuan)


@pytest.mark.parametrize("nama", [LEMBAR_BERANDA, CETAK])
def test_every_shown_cell_is_named(nama: str, sah: BacaanKertas) -> None:
    """R2."""
    semua = list(_formulas(sah, nama, berkunci=False))
    assert len(semua) >= 6
    for lembar, pos in semua:
        assert ("BKS14", f"{lembar}!{alamat(pos)}") in _forged(sah, lembar, pos), (lembar, pos)


# -- R3


@pytest.mark.parametrize("benih", range(8))
@pytest.mark.parametrize("tersimpan", [True, False])
def test_any_filling_gives_no_alarm(benih: int, tersimpan: bool, tmp_path: Path) -> None:
    """As our writer calculates it, and without any stored value (openpyxl drops them)."""
    isi = random_filling(random.Random(benih), INS, process_keys())
    data = {k: v for k, v in isi.items() if v is not None and v != ""}
    if tersimpan:
        bacaan = _read(tmp_path, build(INS, IDENTITAS, Isian(IDENTITAS, data)))
        assert sum(len(s.nilai.keys() & s.rumus.keys()) for s in bacaan.buku.lembar) > 1000
    else:
        bacaan = _read(tmp_path, fill(templat(), INS, _denah(), Isian(IDENTITAS, data), tersimpan=False))
        assert sum(len(s.nilai.keys() & s.rumus.keys()) for s in bacaan.buku.lembar) == 0
    assert [t for t in check_workbook(bacaan) if t.kode in KODE] == []


def _denah() -> Any:
    from bantu.jahat import denah

    return denah()


def process_keys() -> list[tuple[str, str]]:
    """Every input of the small instrument."""
    return list(_denah().masukan)


@pytest.mark.parametrize("mana", ["contoh", "kosong"])
def test_the_large_instrument_gives_no_alarm(mana: str, tmp_path: Path) -> None:
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    contoh = next(examples(ins)).isian
    data = build(ins, contoh.identitas or CONTOH, contoh if mana == "contoh" else None)
    (tmp_path / "a.xlsx").write_bytes(data)
    temuan = check_workbook(read_isian(read_buku(tmp_path / "a.xlsx"), ins))
    assert [t for t in temuan if t.kode in KODE] == []


# -- R4


def test_a_file_saved_without_calculating(tmp_path: Path) -> None:
    data = fill(templat(), INS, _denah(), Isian(IDENTITAS, ISI_SAH))
    basi = change_sheet(data, input_sheet(), lambda x: put_cells(x, {alamat(_denah().masukan[SEL][1]): 3}))
    kode = [t.kode for t in check_workbook(_read(tmp_path, basi)) if t.kode in KODE]
    assert kode == ["BKS28"]


def test_many_forged_workings_are_counted(sah: BacaanKertas) -> None:
    tersembunyi = {s.nama for s in sah.denah.lembar if s.status != "tampak"}
    lembar = tuple(replace(s, nilai={p: 7.5 if p in s.rumus else v for p, v in s.nilai.items()})
                   if s.nama in tersembunyi else s for s in sah.buku.lembar)
    baru = replace(sah, buku=replace(sah.buku, lembar=lembar))
    kode = [t.kode for t in check_stored(baru, process(sah).nilai())]
    assert kode.count("BKS26") == 1
    assert kode.count("BKS25") <= SEBUT_LAIN


# -- R5

ISI: dict[str, Nilai] = {"A1": 0, "B2": "teks", "C3": 7.25, "D4": None, "E5": True}


def _show(rumus: str) -> Nilai:
    ungkapan = parse_shown(rumus)
    assert ungkapan is not None

    def lihat(lembar: str, pos: Posisi) -> Nilai:
        assert lembar == "X y"
        return ISI[alamat(pos)]

    return shown_value(ungkapan, lihat)


@pytest.mark.parametrize(("rumus", "nilai"), [
    ("'X y'!$B$2", "teks"), ("'X y'!$D$4", 0), ('IF(\'X y\'!$A$1=0,"","isi")', ""),
    ("IF('X y'!$A$1=4,\"galat\",'X y'!$C$3)", 7.25), ('IF(\'X y\'!$B$2="TEKS",1,2)', 1),
    ("IF('X y'!$B$2<>\"\",'X y'!$B$2,\"-\")", "teks"), ("'X y'!$A$1&\" dari \"&53", "0 dari 53"),
    ('IF(\'X y\'!$A$1=0,IF(\'X y\'!$C$3=1,"a","b""c"),"d")', 'b"c'), ("IF('X y'!$B$2=5,1,2)", 2),
])
def test_what_a_formula_shows(rumus: str, nilai: Nilai) -> None:
    hasil = _show(rumus)
    assert (hasil, type(hasil)) == (nilai, type(nilai))


@pytest.mark.parametrize("rumus", [
    "A1", "IF('X y'!$A$1=0,1)", "'X y'!$A$1&", "ROUND('X y'!$A$1,2)", "$A$1", "'X y'!$A$1 ",
    "IF(" * 40 + "'X y'!$A$1=0,1,2)" + ",1,1)" * 39])
def test_what_is_more_than_showing_is_not_judged(rumus: str) -> None:
    assert parse_shown(rumus) is None


@pytest.mark.parametrize("rumus", ["'X y'!$C$3&\" orang\"", "IF('X y'!$E$5=1,1,2)"])
def test_what_programs_do_differently_is_not_judged(rumus: str) -> None:
    """How a number is written as text, whether TRUE is 1."""
    with pytest.raises(KeyError):
        _show(rumus)


def test_a_cell_that_shows_its_own_sheet_is_judged_in_a_batch_too(sah: BacaanKertas) -> None:
    """A reference without a sheet's name was understood of one file alone only."""
    sel = [(s.nama, pos) for s in sah.denah.lembar if s.status == "tampak" for pos, x in s.sel.items()
           if isinstance(x.isi, Rumus) and x.isi.kunci is None and parse_shown(x.isi.teks) is None
           and parse_shown(x.isi.teks, s.nama) is not None]
    assert sel
    for nama, pos in sel:
        assert ("BKS14", f"{nama}!{alamat(pos)}") in _forged(sah, nama, pos)
