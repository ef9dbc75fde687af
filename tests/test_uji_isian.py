"""What the checks of the kertas kerja say of one input, at their bounds; the formulas are held by `engines/`.

R1 each kind of input: what is in order, asked, not counted. R2 the year of the data, and a kecamatan without desa.
R3 part and whole, and values that should be the same.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from test_instrumen import indikator, instrumen

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.kertas_kerja.penilaian import Olahan, score_olahan
from kinerja_core.kertas_kerja.uji import TETAP_SAH, UjiIsi, by_kotak, typed_facts
from kinerja_core.lembar.isian import Isian, Kotak

Isi = dict[Kotak, Nilai]


def day(tahun: int, bulan: int, hari: int) -> float:
    """The number Excel has for a day."""
    return float((datetime.date(tahun, bulan, hari) - datetime.date(1899, 12, 30)).days)


def said(data: dict[str, Any], isi: Isi) -> dict[Kotak, list[str]]:
    """The kode told of each input."""
    o = Olahan(parse_instrumen(data), Isian(None, isi))
    jawab = score_olahan(o).uji
    return {k: [jawab[n][0] for n in nomor if jawab[n][0]] for k, nomor in by_kotak(o.uji).items()}


SATU: dict[str, Any] = {"wajar": 60, "maks": 200}
BANYAK: dict[str, Any] = {"wajar": 20_000, "maks": 1_000_000}
PERSEN, SKALA = {"jenis": "persen"}, {"jenis": "desimal", "wajar": 100, "maks": 100}
UANG, HARGA = {"jenis": "rupiah", "maks": 1e9}, {"jenis": "rupiah", "wajar": 1e6, "maks": 1e7}
PILIHAN = {"jenis": "pilihan", "daftar": "ada_tidak"}
#: What is told of these is only asked: the number counts.
DIHITUNG = {"", "ISI10", "ISI15", "ISI17", "ISI23", "ISI24"}
AWAL, AKHIR = day(2020, 1, 1), day(2032, 12, 31)  # of the year of assessment 2022


@pytest.mark.parametrize(("datum", "per_kode"), [
    (SATU, {"": (0, 1, 60, 60.0000004, 59.00004, 3), "ISI15": (61, 200), "ISI08": (201, AWAL - 1, AKHIR + 1, 1e15),
            "ISI07": (-1, -0.000001, 0.0000009, -1e-300), "ISI09": (0.5, 59.0001), "ISI14": (AWAL, AKHIR, AKHIR + 0.5),
            "ISI05": ("7", "1.950", "Rp 7", "7 %", "+7", "-7"), "ISI06": ("tujuh", "7 desa", "."), "ISI04": ("-", "–"),
            "ISI13": ("Tidak relevan", "tidak RELEVAN "), "ISI03": (True, False), "ISI01": (None, "", " ")}),
    (BANYAK, {"": (0, 20_000), "ISI15": (20_001, AWAL - 1, AKHIR + 1, 1e6), "ISI24": (AWAL, AKHIR),
              "ISI08": (1_000_001,)}),
    ({"wajar": 1e6, "maks": 1e6}, {"": (AWAL, AKHIR, 1e6), "ISI08": (1_000_001,)}),
    ({"min": 5, **SATU}, {"": (5, 4.9999999), "ISI07": (0, 4)}),
    (PERSEN, {"": (0, 1.000001, 100, 33.3), "ISI10": (0.01, 1, 1.0000004), "ISI08": (100.000001,)}),
    (SKALA, {"": (0, 1.01, 100), "ISI23": (0.5, 1)}),
    ({**SKALA, "wajar": 50, "maks": 50}, {"": (0, 1, 0.5, 50)}), ({**SKALA, "min": 1}, {"": (1, 100)}),
    (UANG, {"": (0, 100_000, 1e9), "ISI16": (0.5,), "ISI17": (1, 99_999), "ISI14": (AWAL, AKHIR), "ISI08": (1.1e9,)}),
    (HARGA, {"": (0, 1, 5_000, AWAL), "ISI16": (0.999,), "ISI15": (1e6 + 1,), "ISI08": (1e7 + 1,)}),
    (PILIHAN, {"": ("Ada", " ADA ", "tidak ada"), "ISI11": ("mungkin", 1, 45000.0), "ISI04": ("-",), "ISI03": (True,),
               "ISI13": ("Tidak relevan",), "ISI01": (None,)}),
], ids=["few", "many", "any number", "at least 5", "percent", "scale of 100", "of 50", "from 1", "money", "price",
        "list"])
def test_an_input(datum: dict[str, Any], per_kode: dict[str, tuple[Nilai, ...]]) -> None:
    """R1"""
    jenis = {"jenis": "pilihan"} if datum is PILIHAN else {"jenis": "rasio"}
    lain = [] if datum is PILIHAN else [{"kunci": "penyebut", "label": "b", "jenis": "desimal", "maks": 1e9}]
    data = instrumen(indikator("i01", "100", aturan=jenis, data=[{"kunci": "pembilang", "label": "a", **datum}, *lain]))
    ins = parse_instrumen(data)
    for kode, nilai in per_kode.items():
        for x in nilai:
            o = Olahan(ins, Isian(None, {("i01", "pembilang"): x}))
            (uji,) = (u for u in o.uji if isinstance(u, UjiIsi) and u.kotak == ("i01", "pembilang"))
            assert uji.evaluate(o)[0] == kode, x
            assert kode == "" or kode in uji.kemungkinan
            assert o.sah(("i01", "pembilang")) is (kode in DIHITUNG), x


@pytest.mark.parametrize(("nilai", "kode"), [
    ("SK 12", ""), (None, ""), (" ", ""), ("-", ""), (12.0, "ISI18"), (True, "ISI03"), (Galat("#N/A"), "ISI02")])
def test_evidence(nilai: Nilai, kode: str) -> None:
    """R1: a text that may follow later, also beside what does not apply."""
    for lepas in ({}, {"boleh_dijawab": True}):
        data = instrumen(indikator("i01", "100", tidak_relevan=lepas))
        isi: Isi = {("i01", "bukti"): nilai, ("i01", "pembilang"): "Tidak relevan" if lepas else 1}
        assert said(data, isi)["i01", "bukti"] == ([kode] if kode else [])


def test_what_counts_though_something_is_told_of_it() -> None:
    """R1: every kode of an input that is only asked for, but not that of data where nothing applies."""
    assert set(TETAP_SAH) == DIHITUNG - {""}


@pytest.mark.parametrize(("tahun", "kode"), [
    (2021, []), (2022, ["HUB07"]), (2020, ["HUB07"]), (2023, ["UMU01"]), (None, ["ISI01"]), ("2021", ["ISI05"])])
def test_the_year_of_the_data(tahun: Nilai, kode: list[str]) -> None:
    """R2: the year before the assessment; another one is asked for, a later one is wrong."""
    data = instrumen(indikator("i01", "100"))
    data["data_umum"] = [{"kode": "tahun_data", "label": "Tahun", "min": 2000, "maks": 2100}]
    assert said(data, {("tahun_data", "isi"): tahun})["tahun_data", "isi"] == kode
    data["data_umum"][0]["maks"] = 2020  # the year before is not admitted: nothing is asked
    assert said(data, {("tahun_data", "isi"): 2020})["tahun_data", "isi"] == []
    data["data_umum"][0] |= {"min": 2022, "maks": 2100}
    assert said(data, {("tahun_data", "isi"): 2022})["tahun_data", "isi"] == []


@pytest.mark.parametrize(("desa", "kelurahan", "kode"), [
    (0, 0, ["UMU02"]), (0, 1, []), (1, 0, []), (0, None, []), (0, "-", []), ("0", 0, ["ISI05"])])
def test_a_kecamatan_has_a_desa_or_a_kelurahan(desa: Nilai, kelurahan: Nilai, kode: list[str]) -> None:
    """R2"""
    data = instrumen(indikator("i01", "100"))
    data["data_umum"] = [{"kode": "jumlah_desa", "label": "a"}, {"kode": "jumlah_kelurahan", "label": "b"}]
    assert said(data, {("jumlah_desa", "isi"): desa, ("jumlah_kelurahan", "isi"): kelurahan})[
        "jumlah_desa", "isi"] == kode


@pytest.mark.parametrize(("a", "b", "kode", "melebihi"), [
    (3, 4, "", ""), (4, 4, "", ""), (4.0000004, 4, "", ""), (5, 4, "HUB01", ""), (5, 0, "HUB02", "HUB02"),
    (0, 0, "HUB03", "HUB03"), (0, 4, "", ""), (5, None, "", ""), (None, 0, "", "")])
def test_part_and_whole(a: Nilai, b: Nilai, kode: str, melebihi: str) -> None:
    """R3: of a quotient, where more may be achieved than was planned or not, and of a sum of parts."""
    bagian: list[dict[str, Any]] = [{"kunci": k, "label": k, "jenis": "desimal", "maks": 99}
                                    for k in ("utama", "madya", "total")]
    data = instrumen(indikator("i01", "50"), indikator("i02", "25", aturan={"jenis": "rasio", "boleh_melebihi": True}),
                     indikator("i03", "25", aturan={"jenis": "komposisi"}, data=bagian))
    for i in data["aspek"][0]["sub_aspek"][0]["indikator"][:2]:
        i["data"] = [{"kunci": k, "label": k, "jenis": "desimal", "maks": 99} for k in ("pembilang", "penyebut")]
    isi: Isi = {(i, k): x for i in ("i01", "i02") for k, x in (("pembilang", a), ("penyebut", b))}
    isi |= {("i03", "utama"): a, ("i03", "madya"): 0, ("i03", "total"): b}
    hasil = said(data, isi)
    kosong = ["ISI01"] if a is None else []
    assert hasil["i01", "pembilang"] == kosong + ([kode] if kode else [])
    assert hasil["i02", "pembilang"] == kosong + ([melebihi] if melebihi else [])
    assert hasil["i03", "utama"] == kosong + ([kode.replace("HUB01", "HUB04")] if kode else [])


def test_values_that_should_be_the_same() -> None:
    """R3: as a fact or as another indicator has it, at six decimals; only where both count."""
    def datum(kunci: str, sama: str = "") -> dict[str, Any]:
        return {"kunci": kunci, "label": kunci, "jenis": "desimal", "maks": 99, "sama_dengan": sama}

    data = instrumen(indikator("i01", "50", data=[datum("pembilang"), datum("penyebut", "jumlah_desa")]),
                     indikator("i02", "50", data=[datum("pembilang"), datum("penyebut", "i01.penyebut")]))
    for desa, satu, dua, kode in ((5, 5, 5, ([], [])), (5, 5.0000004, 5, ([], [])), (5, 6, 6, (["HUB05"], [])),
                                  (5, 5, 6, ([], ["HUB06"])), (None, 6, 6, ([], [])), (5, None, 6, (["ISI01"], []))):
        isi: Isi = {("jumlah_desa", "isi"): desa, ("i01", "penyebut"): satu, ("i02", "penyebut"): dua}
        hasil = said(data, isi)
        assert (hasil["i01", "penyebut"], hasil["i02", "penyebut"]) == kode, (desa, satu, dua)


def test_the_facts_of_which_a_fact_is_made() -> None:
    data = instrumen(indikator("i01", "100"))
    data["data_umum"] = [{"kode": "a", "label": "a"}, {"kode": "b", "label": "b"}, {"kode": "c", "label": "c"},
                         {"kode": "ab", "label": "ab", "jumlah_dari": ["a", "b"]},
                         {"kode": "abc", "label": "abc", "jumlah_dari": ["ab", "c"]}]
    ins = parse_instrumen(data)
    assert [typed_facts(ins, k) for k in ("a", "ab", "abc")] == [("a",), ("a", "b"), ("a", "b", "c")]
