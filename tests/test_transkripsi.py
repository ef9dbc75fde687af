"""The built-in instrument and the Bendo 2022 workbook against what the source prints.

T1  53 indicators, 7 aspek, bobot 100, aspek sums and printed bobot equal, unconfirmed share 43.8.
T2  Texts keep their lengths, so that they fit the columns of the workbook.
T3  Every input of the instrument has a value or "" in the isian, and nothing else stands there.
T4  The transcribed values, in the order of the instrument, are the ones the source prints.
T5  The rules give the printed capaian and nilai of every row, and the known total.
T6  Band tables begin at the minimum of their datum, ascend strictly, never fall, and end at 100.
T7  Each correction starts from the transcribed value; afterwards nothing is blank, misspelt or contradictory.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.aturan import DaftarPeriksa, Komposisi, Rasio, Rentang
from kinerja_core.instrumen.model import PENANDA_TANGAN, Datum, Indikator, load_instrumen, templat_dir

CONTOH = templat_dir() / "contoh"
INSTRUMEN = load_instrumen(templat_dir() / "sinergisitas_jatim_2022.toml")
ISIAN = load_toml(CONTOH / "bendo_2022.toml")
TERCETAK = load_toml(CONTOH / "bendo_2022_tercetak.toml")
KOREKSI = load_toml(CONTOH / "bendo_2022_koreksi.toml")["koreksi"]

BELUM_TERKONFIRMASI = ["i01", "i02", "i03", "i04", "i06", "i09", "i16", "i19", "i28", "i39", "i43", "i52"]
TOTAL = 86.894377631548
SEMUA = pytest.mark.parametrize("indikator", INSTRUMEN.indikator, ids=lambda i: i.kode)

Isian = dict[str, dict[str, Any]]


def find(kode: str) -> Indikator:
    """The indicator of that kode."""
    return next(i for i in INSTRUMEN.indikator if i.kode == kode)


def fact(kode: str) -> Any:
    """A fact of Data Umum as transcribed; sums are added up."""
    fakta = next(f for f in INSTRUMEN.data_umum if f.kode == kode)
    return sum(fact(k) for k in fakta.jumlah_dari) if fakta.jumlah_dari else ISIAN["data_umum"][kode]


def value(isian: Isian, indikator: Indikator, datum: Datum) -> Any:
    """The value as it stands (or "" when blank), with facts and references followed."""
    if datum.fakta:
        return fact(datum.fakta)
    if datum.dari:
        kode, kunci = datum.dari.split(".")
        return value(isian, find(kode), find(kode).datum(kunci))
    return isian[indikator.kode][datum.kunci]


def clean(isian: Isian, indikator: Indikator) -> dict[str, float] | None:
    """Numbers by kunci as a rule wants them, answers looked up without regard to case; None when one is blank."""
    bersih = {}
    for datum in indikator.data:
        isi = value(isian, indikator, datum)
        if isi == "":
            return None
        if datum.jenis == "pilihan":
            isi = {o.teks.lower(): o.nilai for o in INSTRUMEN.options(datum)}[isi.lower()]
        bersih[datum.kunci] = float(isi)
    return bersih


def capaian_of(isian: Isian, indikator: Indikator) -> float:
    """Capaian of a row, 0 when it is not filled in."""
    data = clean(isian, indikator)
    hasil = 0.0 if data is None else indikator.aturan.evaluate(data)
    assert isinstance(hasil, float)
    return hasil


def total(isian: Isian) -> float:
    """Σ bobot x capaian / 100, unrounded."""
    return sum(float(i.bobot) * capaian_of(isian, i) / 100 for i in INSTRUMEN.indikator)


def corrected() -> Isian:
    """The isian with every correction applied."""
    isian = {kode: dict(data) for kode, data in ISIAN["isian"].items()}
    for k in KOREKSI:
        isian[k["kode"]][k["kunci"]] = k["sesudah"]
    return isian


def printed_number(teks: str) -> float:
    """A number as the source writes it: 71,4 and 93% and 3,659,837,085."""
    if teks == "71,4":
        return 71.4
    return float(teks.removesuffix("%").replace(",", ""))


def test_t1_shape_and_bobot() -> None:
    assert [i.kode for i in INSTRUMEN.indikator] == [f"i{n:02d}" for n in range(1, 54)]
    assert [i.nomor for i in INSTRUMEN.indikator] == [str(n) for n in range(1, 54)]
    assert [a.nomor for a in INSTRUMEN.aspek] == ["1", "2", "2", "3", "5", "6", "7"]
    assert sum(i.bobot for i in INSTRUMEN.indikator) == Decimal(100)
    assert [a.bobot for a in INSTRUMEN.aspek] == [10, 10, 10, 30, 27, 8, 5]
    assert [sum(i.bobot for i in a.indikator) for a in INSTRUMEN.aspek] == [10, 10, 10, 30, 27, 8, 5]


def test_t1_unconfirmed_share() -> None:
    belum = [i for i in INSTRUMEN.indikator if not i.terkonfirmasi]
    assert [i.kode for i in belum] == BELUM_TERKONFIRMASI
    assert sum(i.bobot for i in belum) == Decimal("43.8")
    assert not [i.kode for i in INSTRUMEN.indikator if i.terkonfirmasi and i.asumsi]
    assert not INSTRUMEN.kebijakan_terkonfirmasi


def test_t1_slipped_sub_aspek() -> None:
    atributif = INSTRUMEN.aspek[3].sub_aspek
    assert [len(s.indikator) for s in atributif] == [1, 1, 1, 2, 2, 2, 17]
    assert [s.indikator[0].kode for s in atributif] == ["i13", "i14", "i15", "i16", "i18", "i20", "i22"]


def test_t1_printed_bobot() -> None:
    assert {i.kode: i.bobot for i in INSTRUMEN.indikator} == {k: Decimal(t["bobot"]) for k, t in TERCETAK.items()}


def test_t1_not_relevant_by_fact() -> None:
    menurut = {i.kode: i.tidak_relevan.bila_nol for i in INSTRUMEN.indikator if i.tidak_relevan.bila_nol}
    assert menurut == {f"i{n}": ("jumlah_desa",) if n < 35 else ("jumlah_kelurahan",) for n in range(22, 39)}
    assert not [i.kode for i in INSTRUMEN.indikator if i.tidak_relevan.boleh_dijawab]
    assert {i.kode: i.tahun_data for i in INSTRUMEN.indikator if i.tahun_data} == {"i43": 2020, "i45": 2020}


@SEMUA
def test_t2_text_lengths(indikator: Indikator) -> None:
    assert len(indikator.uraian) <= 200
    assert len(indikator.keterangan) <= 120
    assert 0 < len(indikator.bukti) <= 80
    assert max(len(d.label) for d in indikator.data) <= 110


def test_t3_inputs_complete() -> None:
    fakta = {f.kode for f in INSTRUMEN.fakta if not f.jumlah_dari}
    assert set(ISIAN["data_umum"]) == fakta
    diminta = {i.kode: [d.kunci for d in i.data if d.is_input] for i in INSTRUMEN.indikator}
    assert {kode: list(data) for kode, data in ISIAN["isian"].items()} == diminta
    assert set(ISIAN["bukti"]) <= set(diminta)


def test_t3_head_of_the_file() -> None:
    assert set(ISIAN) == {"versi", "instrumen", "identitas", "data_umum", "isian", "bukti"}
    assert ISIAN["versi"] == 1
    assert ISIAN["instrumen"] == {"id": INSTRUMEN.id, "versi": INSTRUMEN.versi}
    assert Identitas.model_validate(ISIAN["identitas"]).daerah == "KABUPATEN MAGETAN"
    assert all(ISIAN["data_umum"][f.kode] == "" for f in PENANDA_TANGAN)


@SEMUA
def test_t4_values_are_the_printed_ones(indikator: Indikator) -> None:
    data = TERCETAK[indikator.kode]["data"]
    isi = [value(ISIAN["isian"], indikator, d) for d in indikator.data]
    if isinstance(indikator.aturan, DaftarPeriksa):  # the source prints how many, then perhaps each
        assert data[0] == str(len(isi))
        assert data[1:] in ([], isi)
        return
    if isinstance(indikator.aturan, Komposisi):  # the source prints Σ parts first
        isi.insert(0, sum(isi[:-1]))
    if indikator.kode in {"i10", "i46"}:  # denominator not printed
        isi.pop()
    if any(d.jenis == "pilihan" for d in indikator.data):
        assert data == isi
    else:
        assert [printed_number(t) for t in data] == [float(x) for x in isi if x != ""]


@SEMUA
def test_t5_printed_capaian_and_nilai(indikator: Indikator) -> None:
    tercetak = TERCETAK[indikator.kode]
    capaian = capaian_of(ISIAN["isian"], indikator)
    if tercetak["capaian"] == "TDI":
        assert clean(ISIAN["isian"], indikator) is None
    else:
        assert excel_round(capaian, 6) == float(tercetak["capaian"])  # at most 6 decimals are printed
    assert excel_round(float(indikator.bobot) * capaian / 100, 1) == float(tercetak["nilai"])


def test_t5_total() -> None:
    assert total(ISIAN["isian"]) == pytest.approx(TOTAL, rel=0, abs=1e-9)
    assert sum(Decimal(t["nilai"]) for t in TERCETAK.values()) == Decimal("87.1")


@pytest.mark.parametrize(
    "indikator", [i for i in INSTRUMEN.indikator if isinstance(i.aturan, Rentang)], ids=lambda i: i.kode
)
def test_t6_bands(indikator: Indikator) -> None:
    assert isinstance(indikator.aturan, Rentang)
    batas = [b for b, _ in indikator.aturan.rentang]
    capaian = [c for _, c in indikator.aturan.rentang]
    assert batas[0] == indikator.data[0].min
    assert all(a < b for a, b in pairwise(batas))
    assert all(a < b for a, b in pairwise(capaian))
    assert [capaian[0], capaian[-1]] == [0, 100]
    assert batas[-1] <= INSTRUMEN.batas[indikator.kode, indikator.data[0].kunci].maks


@pytest.mark.parametrize("koreksi", KOREKSI, ids=lambda k: f"{k['kode']}.{k['kunci']}")
def test_t7_correction_starts_from_the_transcription(koreksi: dict[str, Any]) -> None:
    assert list(koreksi) == ["kode", "kunci", "sebelum", "sesudah", "alasan", "sumber"]
    assert find(koreksi["kode"]).datum(koreksi["kunci"]).is_input
    assert ISIAN["isian"][koreksi["kode"]][koreksi["kunci"]] == koreksi["sebelum"]
    assert koreksi["sesudah"] not in ("", koreksi["sebelum"])
    assert koreksi["sumber"] == "asumsi" or koreksi["sumber"].removeprefix("baris ").isdecimal()
    assert koreksi["alasan"].endswith(".")


@SEMUA
def test_t7_corrected_rows_agree(indikator: Indikator) -> None:
    isian = corrected()
    data = clean(isian, indikator)
    assert data is not None
    for datum in indikator.data:
        isi = value(isian, indikator, datum)
        if datum.jenis == "pilihan":
            assert isi in [o.teks for o in INSTRUMEN.options(datum)]
        if datum.sama_dengan:
            kode, _, kunci = datum.sama_dengan.partition(".")
            assert isi == (value(isian, find(kode), find(kode).datum(kunci)) if kunci else fact(kode))
    if isinstance(indikator.aturan, Rasio) and not indikator.aturan.boleh_melebihi:
        assert data["pembilang"] <= data["penyebut"]
    if isinstance(indikator.aturan, Komposisi):
        assert sum(data.values()) - data["total"] <= data["total"]


def test_t7_only_indicator_12_changes_the_total() -> None:
    assert total(corrected()) == pytest.approx(TOTAL - 4 * (8 / 19 - 8 / 32), rel=0, abs=1e-9)
