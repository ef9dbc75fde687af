"""Scoring rules, by themselves.

R1 every class of rules stands in the registry and in the instrument's choice of rules, with edge examples;
R2 each edge example gives its capaian; R3 data that do not fit a rule are refused with a sentence;
R4 capaian is 0-100, "Tidak relevan" or None for any clean data; R5 unknown parameters are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja_core.instrumen import aturan as modul
from kinerja_core.instrumen.aturan import ATURAN, TIDAK_RELEVAN, Aturan, Capaian, Contoh, Rujukan

TEPI = [(jenis, contoh) for jenis, kelas in ATURAN.items() for contoh in kelas.tepi]


def rule(jenis: str, parameter: Mapping[str, Any]) -> Any:
    """A rule as an instrument file makes it."""
    return ATURAN[jenis].model_validate({"jenis": jenis, **parameter})


def test_registry_is_complete() -> None:
    """R1: whatever can evaluate and render is registered and can be chosen."""
    kelas = {k for k in vars(modul).values() if isinstance(k, type) and hasattr(k, "tepi")}
    pilihan = set(get_args(get_args(Aturan)[0]))
    assert kelas == set(ATURAN.values()) == pilihan
    assert all(kelas.model_fields["jenis"].default == jenis for jenis, kelas in ATURAN.items())
    assert list(ATURAN) == ["rasio", "rentang", "pilihan", "daftar_periksa", "ada_tidak", "komposisi", "pemenuhan",
                            "rumus"]


@pytest.mark.parametrize("jenis", ATURAN)
def test_every_rule_has_edges_and_a_docstring(jenis: str) -> None:
    """R1"""
    assert len(ATURAN[jenis].tepi) >= 2
    assert ATURAN[jenis].__doc__
    assert ATURAN[jenis].arti.endswith(".")
    assert not ATURAN[jenis].rinci or ATURAN[jenis].rinci.endswith(".")
    assert all(str(f.arti).endswith(".") for f in ATURAN[jenis].model_fields.values())
    assert ATURAN[jenis].evaluate.__doc__
    assert ATURAN[jenis].render.__doc__


@pytest.mark.parametrize(("jenis", "contoh"), TEPI, ids=str)
def test_edges(jenis: str, contoh: Contoh) -> None:
    """R2: exactly, not approximately."""
    aturan = rule(jenis, contoh.parameter)
    assert aturan.data_problem(list(contoh.data)) is None
    hasil = aturan.evaluate({k: float(v) for k, v in contoh.data.items()})
    assert (type(hasil), hasil) == (type(contoh.capaian), contoh.capaian)


@pytest.mark.parametrize(
    ("jenis", "parameter", "data", "capaian"),
    [
        ("rasio", {}, {"penyebut": 32, "pembilang": 18}, 56.25),  # the source prints the denominator first
        ("rasio", {}, {"pembilang": -3, "penyebut": 7}, 0.0),
        ("rasio", {}, {"pembilang": 3, "penyebut": -7}, 0.0),
        ("rasio", {"nol_per_nol": "penuh"}, {"pembilang": 1, "penyebut": 0}, 0.0),
        ("rasio", {"penyebut_kosong": "penuh"}, {"pembilang": 0, "penyebut": 0}, 0.0),
        ("rasio", {"boleh_melebihi": True}, {"pembilang": 5, "penyebut": 4}, 100.0),
        ("komposisi", {"nol_per_nol": "tidak_relevan"}, {"utama": 0, "total": 0}, TIDAK_RELEVAN),
        ("komposisi", {}, {"total": 3, "utama": 1, "madya": 1}, 200 / 3),
        ("rentang", {"rentang": [["2.68", 100]]}, {"n": 2.675}, 100.0),  # ROUND(2.675,2) is 2.68 in a sheet
        ("rentang", {"rentang": [["2.68", 100]]}, {"n": 2.6749}, 0.0),
        ("rentang", {"rentang": [[-5, 10], [0, 0]], "tidak_naik": True}, {"n": -0.004}, 0.0),
        ("ada_tidak", {}, {"apa_saja": 1}, 100.0),
        ("daftar_periksa", {}, {"a": 1, "b": 1, "c": 0}, 200 / 3),
        ("rumus", {"rumus": "ROUND(selesai/masuk, 2)"}, {"selesai": 1, "masuk": 0}, None),
    ],
)
def test_more_edges(jenis: str, parameter: dict[str, Any], data: dict[str, float], capaian: Capaian) -> None:
    """R2: order of data, signs, and the choices that must not reach each other."""
    hasil = rule(jenis, parameter).evaluate(data)
    assert hasil == (pytest.approx(capaian, rel=1e-15) if isinstance(capaian, float) else capaian)


@pytest.mark.parametrize(
    ("jenis", "parameter", "kunci"),
    [
        ("rasio", {}, ["pembilang"]),
        ("rasio", {}, ["pembilang", "penyebut", "lain"]),
        ("rasio", {}, ["pembilang", "total"]),
        ("komposisi", {}, ["total"]),
        ("komposisi", {}, ["utama", "madya"]),
        ("rentang", {"rentang": [[0, 0]]}, ["a", "b"]),
        ("rentang", {"rentang": [[0, 0]]}, []),
        ("pilihan", {}, ["a", "b"]),
        ("ada_tidak", {}, ["a", "b"]),
        ("daftar_periksa", {}, ["a"]),
        ("pemenuhan", {"rentang": [[0, 0]]}, ["a"]),
        ("pemenuhan", {"rentang": [[0, 0]], "lebih": "c"}, ["a", "b"]),
        ("rumus", {"rumus": "a*2"}, ["b"]),
    ],
)
def test_wrong_data_are_refused(jenis: str, parameter: dict[str, Any], kunci: list[str]) -> None:
    """R3"""
    masalah = rule(jenis, parameter).data_problem(kunci)
    assert masalah
    assert masalah[0].islower()  # the sentence is put behind a place by whoever reports it


@pytest.mark.parametrize(("jenis", "parameter", "kunci"), [
    ("komposisi", {}, ["total", "utama"]), ("daftar_periksa", {}, ["a", "b"]),
    ("pemenuhan", {"rentang": [[0, 0]]}, ["a", "b"]), ("pemenuhan", {"rentang": [[0, 0]], "lebih": "b"}, ["a", "b"]),
])
def test_the_fewest_data_that_fit(jenis: str, parameter: dict[str, Any], kunci: list[str]) -> None:
    """R3"""
    assert rule(jenis, parameter).data_problem(kunci) is None


@pytest.mark.parametrize(("sebutan", "sah"), [
    ([], True), ([[0, "E"]], True), ([[0, "E"], [50, "C"], [100, "A"]], True), ([[1, "E"], [50, "C"]], False),
    ([[0, "E"], [50, "C"], [50, "B"]], False), ([[0, "E"], [60, "C"], [50, "B"]], False),
    ([[0, "E"], [100.01, "A"]], False),
])
def test_names_of_a_scale_rise_from_0_to_100(sebutan: list[Any], sah: bool) -> None:
    """R3, and each capaian has the name of the highest start that it reaches."""
    isi = {"rentang": [[0, 0], [50, 100]], "sebutan": sebutan}
    if not sah:
        with pytest.raises(ValidationError, match="sebutan harus mulai dari capaian 0, naik"):
            rule("pemenuhan", isi)
        return
    nama = rule("pemenuhan", isi).name
    for mulai, kata in sebutan:
        assert nama(float(mulai)) == kata
    assert (nama(None), nama(TIDAK_RELEVAN), nama(0.0)) == ("", "", sebutan[0][1] if sebutan else "")


ANGKA = st.integers(-10, 10_000).map(float) | st.floats(-1e13, 1e13, allow_subnormal=False)
ADA = st.sampled_from([0.0, 1.0])
#: What a clean cell of these rules can hold: the value of an answer.
JAWABAN = {"pilihan": st.floats(0, 100), "ada_tidak": ADA, "daftar_periksa": ADA}


@pytest.mark.parametrize(("jenis", "contoh"), TEPI, ids=str)
@given(data=st.data())
def test_capaian_stays_within_bounds(jenis: str, contoh: Contoh, data: st.DataObject) -> None:
    """R4"""
    aturan = rule(jenis, contoh.parameter)
    hasil = aturan.evaluate({k: data.draw(JAWABAN.get(jenis, ANGKA), label=k) for k in contoh.data})
    assert hasil is None or hasil == TIDAK_RELEVAN or 0 <= hasil <= 100


@pytest.mark.parametrize("jenis", ATURAN)
def test_unknown_parameters_are_refused(jenis: str) -> None:
    """R5"""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        rule(jenis, {**ATURAN[jenis].tepi[0].parameter, "penyebutkosong": "penuh"})


@pytest.mark.parametrize("jenis", ATURAN)
def test_render_uses_the_references(jenis: str) -> None:
    """Every datum that decides appears in the formula, and no name of a datum is left in it."""
    contoh = ATURAN[jenis].tepi[0]
    rujukan = {k: f"$Z${n}" for n, k in enumerate(contoh.data, start=1)}
    rumus = rule(jenis, contoh.parameter).render(Rujukan(rujukan, {"batas": "$X$1:$X$4", "capaian": "$Y$1:$Y$4"}))
    assert all(ref in rumus for ref in rujukan.values())
    assert not any(kunci in rumus for kunci in contoh.data if len(kunci) > 1)
    assert not rumus.startswith("=")
