"""The plan as data: file form there and back, every mistake at once, five kinds of content apart, spare rows.

F1 parse(rencana_as_dict(r)) == r for the four transcriptions and for generated plans, through JSON too; F2 every
mistake is told at once with its place and kode; F3 blank, 0, "-", text and errors stay apart, booleans and what is
beyond BATAS_LAIN are no numbers; F4 spare rows: at least 30 % and 20.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bantu.rencana_acak import IDENTITAS, ISI_SAH, KAPASITAS, changes, plan, random_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.buku_kinerja.rencana import (
    TABEL,
    Rencana,
    empty_rencana,
    is_rencana_file,
    load_rencana,
    parse_rencana,
    rencana_as_dict,
    spare_rows,
)
from kinerja_core.buku_kinerja.satuan import BATAS_LAIN
from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.lembar.isian import Kotak

CONTOH = ("kemangkon_2022", "leuwisari_2021", "sokaraja_2022", "sokobanah_2022")
KEPALA: dict[str, Any] = {"versi": 1, "jenis": "buku_kinerja", "tahun": 2022, "identitas": IDENTITAS.model_dump()}


def mistakes(**isi: Any) -> set[tuple[str, str, str]]:
    """(kode, place, message) of everything that is wrong with a file."""
    with pytest.raises(KinerjaError) as galat:
        parse_rencana(KEPALA | isi)
    return {(t.kode, t.sel, t.pesan) for t in galat.value.temuan}


def one_cell(nilai: Any) -> Rencana:
    """A plan whose only input is the first target of the first indicator."""
    return parse_rencana(KEPALA | {"indikator": [{"t1": nilai}]})


# --- file form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", CONTOH)
def test_transcriptions_there_and_back(nama: str, tmp_path: Path) -> None:
    """F1"""
    path = templat_dir() / "contoh" / f"{nama}.toml"
    asli, salinan = load_rencana(path), tmp_path / f"{nama}.json"
    assert is_rencana_file(path)
    assert sum(map(len, (asli.used("node"), asli.used("indikator")))) > 70
    assert parse_rencana(rencana_as_dict(asli)) == asli
    salinan.write_text(json.dumps(rencana_as_dict(asli)), encoding="utf-8")
    assert load_rencana(salinan) == asli


@settings(max_examples=60)
@given(benih=st.integers(0, 2**32), isi=changes())
def test_generated_plans_there_and_back(benih: int, isi: dict[Kotak, Nilai]) -> None:
    """F1: errors, booleans, texts that look like numbers, gaps and huge numbers included; F4: full tables get room."""
    asli = plan({**random_plan(random.Random(benih)), **isi})
    lagi = parse_rencana(json.loads(json.dumps(rencana_as_dict(asli))))
    assert replace(lagi, kapasitas=KAPASITAS) == asli
    assert parse_rencana(rencana_as_dict(lagi)) == lagi
    for t, disebut in KAPASITAS.items():
        terakhir = max((asli.slots(t).index(s) + 1 for s in asli.used(t)), default=0)
        roomy = t == "skm" or disebut >= terakhir + 3
        assert lagi.kapasitas[t] == (disebut if roomy else spare_rows(terakhir)), t
    assert {k: type(v) for k, v in lagi.data.items()} == {k: type(v) for k, v in asli.data.items()}


def test_there_and_back_can_fail() -> None:
    """F1: one cell, one row more or another year is another plan."""
    asli = plan(ISI_SAH)
    luas = dict.fromkeys(KAPASITAS, 30) | {"skm": 9}
    asli = replace(asli, kapasitas=luas)
    bentuk = rencana_as_dict(asli)
    assert parse_rencana(bentuk) == asli
    assert parse_rencana(bentuk | {"tahun": 2023}) != asli
    assert parse_rencana(bentuk | {"kapasitas": luas | {"node": 31}}) != asli
    assert parse_rencana(bentuk | {"tautan": []}) != asli


def test_a_row_without_slot_stands_where_it_is_written() -> None:
    """F1"""
    r = parse_rencana(KEPALA | {"node": [{"uraian": "a"}, {"slot": "N007", "uraian": "b"}, {"uraian": "c"}]})
    assert [(s, r.teks(s, "uraian")) for s in r.used("node")] == [("N001", "a"), ("N003", "c"), ("N007", "b")]


def test_unreadable_files(tmp_path: Path) -> None:
    """F2: another loader tells of a .toml that is no plan."""
    rusak, daftar = tmp_path / "a.json", tmp_path / "b.json"
    rusak.write_text("{", encoding="utf-8")
    daftar.write_text("[]", encoding="utf-8")
    for path, kode in ((rusak, "RNC01"), (daftar, "RNC01"), (tmp_path / "tak_ada.json", "BKS01")):
        with pytest.raises(KinerjaError) as galat:
            load_rencana(path)
        assert [t.kode for t in galat.value.temuan] == [kode]
    assert not is_rencana_file(rusak)
    assert not is_rencana_file(tmp_path / "tak_ada.toml")


# --- mistakes -------------------------------------------------------------------------------------------------------


def test_every_mistake_of_the_form_at_once() -> None:
    """F2: unknown keys with what may be meant, wrong types, years out of bounds, each with its place."""
    salah = mistakes(tahun=1900, lain=3, profil={"vissi": "x"}, indikator=[{"urain": "x"}, {"t1": 5, "targett": 1}],
                     node=[{}, {"slot": 3}], kapasitas={"node": "x"}, renstra="x")
    assert {(k, s) for k, s, _ in salah} == {
        ("INS04", "tahun"), ("INS02", "lain"), ("INS02", "profil > vissi"), ("INS02", "indikator 1 > urain"),
        ("INS02", "indikator 2 > targett"), ("INS04", "node 2 > slot"), ("INS04", "kapasitas > node"),
        ("INS04", "renstra")}  # fmt: skip
    pesan = {s: p for _, s, p in salah}
    assert pesan["profil > vissi"] == "Kunci vissi tidak dikenal. Mungkin maksud Anda visi?"
    assert pesan["indikator 1 > urain"] == "Kunci urain tidak dikenal. Mungkin maksud Anda uraian?"
    assert pesan["indikator 2 > targett"] == "Kunci targett tidak dikenal. Mungkin maksud Anda target?"
    assert pesan["lain"] == "Kunci lain tidak dikenal."


def test_every_wrong_slot_and_value_at_once() -> None:
    """F2: doubled, of another table, number 0, no number; contents that no cell can hold."""
    salah = mistakes(profil={"visi": {"a": 1}}, indikator=[{"uraian": ["a"]}],
                     tautan=[{"slot": "L001"}, {"slot": "l002"}],
                     node=[{"slot": s} for s in ("N002", "N002", "X001", "N000", "N")])  # fmt: skip
    assert salah == {
        ("RNC01", "profil > visi", "isi visi berjenis dict."), ("RNC01", "I001 > uraian", "isi uraian berjenis list."),
        ("RNC01", "tautan 2", "slot l002 tidak sah atau berulang."),
        ("RNC01", "node 2", "slot N002 tidak sah atau berulang."),
        ("RNC01", "node 3", "slot X001 tidak sah atau berulang."),
        ("RNC01", "node 4", "slot N000 tidak sah atau berulang."),
        ("RNC01", "node 5", "slot N tidak sah atau berulang.")}  # fmt: skip


@pytest.mark.parametrize("kunci", ["versi", "jenis", "tahun", "identitas"])
def test_the_head_is_needed(kunci: str) -> None:
    """F2"""
    with pytest.raises(KinerjaError) as galat:
        parse_rencana({k: v for k, v in KEPALA.items() if k != kunci})
    assert [(t.kode, t.sel) for t in galat.value.temuan] == [("INS03", kunci)]


# --- contents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("isi", "mentah", "teks", "angka"), [
    (None, None, "", None), ("", None, "", None), (0, 0, "0", 0.0), (0.0, 0.0, "0", 0.0), ("-", "-", "-", "-"),
    (f"{NBSP}- ", f"{NBSP}- ", "-", "-"), (" ", " ", "", None), (NBSP, NBSP, "", None), ("–", "–", "–", None),
    ("71,4", "71,4", "71,4", None), ("0", "0", "0", None), (71.4, 71.4, "71,4", 71.4), (-2, -2, "-2", -2.0),
    (True, True, "", None), (False, False, "", None), ({"galat": "#N/A"}, Galat("#N/A"), "", None),
    ("#N/A", "#N/A", "#N/A", None), (f" a{NBSP}  b ", f" a{NBSP}  b ", "a b", None), (1e-7, 1e-7, "1E-07", 1e-7),
    (BATAS_LAIN, BATAS_LAIN, "1000000000000", BATAS_LAIN), (-BATAS_LAIN, -BATAS_LAIN, "-1000000000000", -1e12),
    (1000000000001, 1000000000001, "1000000000001", None), (-1e300, -1e300, "-1E+300", None),
])  # fmt: skip
def test_contents_stay_apart(isi: Any, mentah: Nilai, teks: str, angka: float | str | None) -> None:
    """F3: and stay so in the file."""
    r = one_cell(isi)
    for x in (r, parse_rencana(rencana_as_dict(r))):
        assert x.nilai("I001", "t1") == mentah
        assert type(x.nilai("I001", "t1")) is type(mentah)
        assert (x.teks("I001", "t1"), x.angka("I001", "t1")) == (teks, angka)
        assert x.used("indikator") == ([] if mentah is None else ["I001"])


# --- rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("terpakai", "baris"), [(0, 20), (1, 21), (66, 86), (67, 88), (100, 130), (347, 452)])
def test_spare_rows(terpakai: int, baris: int) -> None:
    """F4"""
    assert spare_rows(terpakai) == baris
    assert parse_rencana(KEPALA | {"node": [{"uraian": "x"}] * terpakai}).kapasitas["node"] == baris


def test_rows_of_the_file_form() -> None:
    """F4: as the file says while three are spare, nine for the SKM, the highest slot counts."""
    r = parse_rencana(KEPALA | {"kapasitas": {"node": 9, "jabatan": 3, "skm": 30, "lhe": 2},
                                "node": [{"slot": "N007"}], "pk": [{"slot": "K040", "nomor": "1"}]})
    assert {k: r.kapasitas[k] for k in ("node", "jabatan", "skm", "pk", "lhe")} == {
        "node": 27, "jabatan": 3, "skm": 9, "pk": 60, "lhe": 20}
    assert r.slots("skm") == [f"U{n:03d}" for n in range(1, 10)]
    assert (r.used("node"), r.used("pk")) == ([], ["K040"])
    kosong = empty_rencana(IDENTITAS, 2022)
    assert kosong.kapasitas == parse_rencana(KEPALA).kapasitas == {
        t: 9 if t == "skm" else 20 for t in TABEL}
    assert not kosong.data
