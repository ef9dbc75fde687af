"""The second instrument, LKE AKIP, and the rule `pemenuhan` it is built of.

R1 it has the shape of the form: 4 komponen, 12 sub komponen of 20/30/50 percent, no obligatory mistake, and nothing in
it claims to be confirmed. R2 every number of criteria met in every sub komponen gives the class of the stated scale,
bounds included; what goes beyond counts only when all are met. R3 blank, "Tidak relevan" and wrong answers are told
apart, under each policy. R4 predikat at every bound. R5 the scale is data: another one gives other classes, a broken
one is refused. R6 the workbook (ironcalc) agrees with the core on random fillings, and shows the word of each class.
R7 sheets have no wording of another instrument, and the first instrument keeps its own. R8 the modules name neither
instrument.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Hashable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import form
from bantu.isian_acak import BukuIronCalc, disagreements, instrumen_uji, random_filling
from pydantic import ValidationError

from kinerja_core.dasar.data import load_data, load_toml
from kinerja_core.dasar.excelmath import NBSP, Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.aturan import Pemenuhan, Rujukan
from kinerja_core.instrumen.model import (
    Indikator,
    Instrumen,
    find_instrumen,
    load_instrumen,
    parse_instrumen,
    templat_dir,
)
from kinerja_core.instrumen.naskah.tulis import plain_data
from kinerja_core.instrumen.periksa import check_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.isian import input_keys, parse_isian
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.hasil import C_CAPAIAN, C_DATA, C_INDIKATOR, C_NILAI
from kinerja_core.kertas_kerja.lembar.kendali import guide_lines
from kinerja_core.kertas_kerja.lembar.perhitungan import PANJANG_LABEL, short_label
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.penilaian import Hasil, predikat_of, score
from kinerja_core.lembar.cetak import KERTAS_BAWAAN
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.kendali import LEMBAR_BERANDA
from kinerja_core.xlsx.buku import Posisi

NAMA = "lke_akip_2026"
LKE = load_instrumen(find_instrumen(NAMA))
PERTAMA = load_instrumen(find_instrumen(INSTRUMEN))
ISIAN = parse_isian(load_data(templat_dir() / "contoh" / "lke_akip_contoh_2026.toml"), LKE)
#: The scale in words: the class while the share is at most this, as exact fractions; all of them is another matter.
SKALA = ((Fraction(0), "E", 0.0), (Fraction(1, 4), "D", 30.0), (Fraction(1, 2), "C", 50.0),
         (Fraction(3, 4), "CC", 60.0))  # fmt: skip
KELAS = {0.0: "E", 30.0: "D", 50.0: "C", 60.0: "CC", 70.0: "B", 80.0: "BB", 90.0: "A", 100.0: "AA"}


def expected(ya: int, n: int, lebih: float) -> float:
    """Capaian by the words of the scale, without the code under test."""
    if ya == n:
        return max(80.0, lebih)
    return next((capaian for sampai, _, capaian in SKALA if Fraction(ya, n) <= sampai), 70.0)


def rule_of(i: Indikator) -> Pemenuhan:
    assert isinstance(i.aturan, Pemenuhan)
    return i.aturan


def answers(i: Indikator, ya: int, lebih: str, ins: Instrumen = LKE) -> dict[Kotak, Nilai]:
    """The first `ya` criteria Ya, the others Tidak."""
    return {(i.kode, d.kunci): lebih if d.kunci == "lebih" else "Ya" if n < ya else "Tidak"
            for n, d in enumerate(ins.indikator[LKE.indikator.index(i)].data)}


def scored(data: Mapping[Kotak, Nilai], ins: Instrumen = LKE) -> Hasil:
    return score(ins, Isian(CONTOH, {("tahun_data", "isi"): 2025.0, **data}))


def changed(ubah: dict[str, Any], kebijakan: str = "nol") -> Instrumen:
    """LKE with every sub komponen changed."""
    data = load_toml(find_instrumen(NAMA))
    data["kebijakan_tidak_relevan"] = kebijakan
    for a in data["aspek"]:
        for s in a["sub_aspek"]:
            for i in s["indikator"]:
                i |= ubah
    return parse_instrumen(data)


# --- shape --------------------------------------------------------------------------------------------------------


def test_shape_of_the_form() -> None:
    """R1"""
    assert [(a.nama, a.bobot) for a in LKE.aspek] == [
        ("Perencanaan Kinerja", 30), ("Pengukuran Kinerja", 30), ("Pelaporan Kinerja", 15),
        ("Evaluasi Akuntabilitas Kinerja Internal", 25)]  # fmt: skip
    for a in LKE.aspek:
        assert a.bobot is not None
        assert [i.bobot / a.bobot * 100 for i in a.indikator] == [20, 30, 50]
        assert [s.nama.split(" ")[0] for s in a.sub_aspek] == ["Keberadaan", "Kualitas", "Pemanfaatan"]
    assert [len(i.data) - 1 for i in LKE.indikator] == [6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5]
    assert len(LKE.indikator) == 12
    assert LKE.id == NAMA
    assert f"{LKE.tahun_penilaian}" in NAMA


def test_sound_and_unconfirmed() -> None:
    """R1: nothing obligatory is open, and everything waits for confirmation."""
    temuan = check_instrumen(LKE)
    assert [(t.kode, t.tingkat) for t in temuan] == [("INS10", "cek"), ("INS10", "cek"), ("INS34", "cek")]
    assert "100 dari 100 bobot" in temuan[0].pesan
    assert not any(i.terkonfirmasi for i in LKE.indikator)
    assert not LKE.kebijakan_terkonfirmasi
    assert all("bukan dari lampiran" in i.asumsi for i in LKE.indikator)


def test_each_criterion_once() -> None:
    """R1: no criterion twice within a sub komponen, and every one is answered Ya or Tidak."""
    for i in LKE.indikator:
        label = [d.label for d in i.data]
        assert len(set(label)) == len(label)
        assert {d.daftar for d in i.data[:-1]} == {"ya_tidak"}
        assert i.data[-1].kunci == rule_of(i).lebih == "lebih"
        assert i.data[-1].daftar == ("lebih_keberadaan" if i.nomor.endswith("a") else "lebih_mutu")


# --- classes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("i", LKE.indikator, ids=lambda i: i.kode)
def test_every_number_of_criteria(i: Indikator) -> None:
    """R2: 0 to all criteria met, with each answer for what goes beyond."""
    n, nilai = len(i.data) - 1, {o.teks: float(o.nilai) for o in LKE.options(i.data[-1])}
    assert sorted(nilai.values()) == [0, 90, 100]
    for ya in range(n + 1):
        for teks, lebih in nilai.items():
            h = scored(answers(i, ya, teks)).of(i.kode)
            assert h.capaian == expected(ya, n, lebih), (ya, n, teks)
            assert h.nilai == float(i.bobot) * expected(ya, n, lebih) / 100
            assert rule_of(i).name(h.capaian) == KELAS[expected(ya, n, lebih)]


def test_share_exactly_at_a_bound_is_the_lower_class() -> None:
    """R2: 2, 4 and 6 of 8 are 25, 50 and 75 percent; one more is above."""
    i = LKE.indikator[2]
    assert len(i.data) == 9
    capaian = [scored(answers(i, ya, "Belum ada")).of(i.kode).capaian for ya in range(9)]
    assert capaian == [0, 30, 30, 50, 50, 60, 60, 70, 80]


def test_the_sample_goes_through_every_class() -> None:
    """R2: the invented filling."""
    h = score(LKE, ISIAN)
    kelas = [rule_of(x.indikator).name(x.capaian) for x in h.indikator]
    assert kelas == ["AA", "B", "CC", "BB", "CC", "D", "A", "AA", "D", "E", "BB", "CC"]
    assert h.nilai_akhir == pytest.approx(58.95, abs=1e-9)
    assert (h.predikat, h.terisi) == ("CC", 12)
    assert not [kode for kode, _, _ in h.uji if kode]


# --- blank, not relevant, wrong -----------------------------------------------------------------------------------


def test_a_blank_criterion_is_not_a_no() -> None:
    """R3: without it, or without the answer for what goes beyond, nothing is measured."""
    i = LKE.indikator[0]
    for d in i.data:
        data = answers(i, 6, "Belum ada")
        del data[(i.kode, d.kunci)]
        hasil = scored(data)
        assert (hasil.of(i.kode).capaian, hasil.of(i.kode).nilai, hasil.of(i.kode).terisi) == (None, None, False)
        assert hasil.nilai_akhir == 0
    kosong = scored({})
    assert kosong.terisi == 0
    assert all(x.nilai is None for x in kosong.indikator)


@pytest.mark.parametrize(("jawaban", "kode"), [
    ("Tidak relevan", "ISI13"), ("Sebagian", "ISI11"), (1.0, "ISI11"), (True, "ISI03"), ("-", "ISI04"),
    (" ya " + NBSP, ""), ("TIDAK", "")])
def test_other_answers(jawaban: Nilai, kode: str) -> None:
    """R3: "Tidak relevan" is no answer of this form; capitals and spaces do not matter."""
    i = LKE.indikator[0]
    hasil = scored({**answers(i, 6, "Belum ada"), (i.kode, "kriteria_2"): jawaban})
    assert {k for (k, _, _), u in zip(hasil.uji, TempatKertas(LKE, CONTOH).uji, strict=True)
            if u.kotak == (i.kode, "kriteria_2")} == {kode}
    assert hasil.of(i.kode).terisi == (kode == "")


@pytest.mark.parametrize(("kebijakan", "nilai", "akhir"), [
    ("nol", 0.0, 40.0), ("penuh", 60.0, 100.0), ("normalisasi", None, 100.0)])
def test_where_it_may_be_not_relevant(kebijakan: str, nilai: float | None, akhir: float) -> None:
    """R3: one answer takes out the whole sub komponen, and the policy says what becomes of its bobot."""
    ins = changed({"tidak_relevan": {"boleh_dijawab": True}}, kebijakan)
    data: dict[Kotak, Nilai] = {}
    for i in LKE.indikator:
        data |= answers(i, len(i.data) - 1, LKE.options(i.data[-1])[2].teks)
    keluar = [i for i in LKE.indikator if i.nomor[0] in "12"]
    data |= {(i.kode, "kriteria_1"): "Tidak relevan" for i in keluar}
    hasil = scored(data, ins)
    assert {hasil.of(i.kode).capaian for i in keluar} == {"Tidak relevan"}
    assert {rule_of(i).name(hasil.of(i.kode).capaian) for i in keluar} == {""}
    jumlah = [hasil.of(i.kode).nilai for i in keluar]
    assert (None if nilai is None else sum(x or 0.0 for x in jumlah)) == nilai
    assert hasil.nilai_akhir == akhir


# --- predikat -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nilai", "predikat"), [
    (100, "AA"), (90.01, "AA"), (90.004, "A"), (90, "A"), (80.01, "A"), (80, "BB"), (70.005, "BB"), (70.0049, "B"),
    (70, "B"), (60, "CC"), (50.01, "CC"), (50, "C"), (30.01, "C"), (30, "D"), (0.01, "D"), (0, "D")])
def test_predikat_at_its_bounds(nilai: float, predikat: str) -> None:
    """R4: above a bound, on two decimals."""
    assert predikat_of(LKE, nilai) == predikat


# --- the scale is data --------------------------------------------------------------------------------------------

SAH = {"rentang": [[0, 0], ["25.01", 50], [100, 80]], "lebih": "lebih", "sebutan": [[0, "E"], [80, "BB"]]}


def test_another_scale_gives_other_classes() -> None:
    """R5: a local scale of three classes with a half answer, without anything that goes beyond."""
    setengah = {"ya_tidak": [{"teks": "Ya", "nilai": 1}, {"teks": "Sebagian", "nilai": "0.5"},
                             {"teks": "Tidak", "nilai": 0}]}
    aturan = {"jenis": "pemenuhan", "rentang": [[0, 0], [50, 40], ["83.34", 100]],
              "sebutan": [[0, "Kurang"], [40, "Cukup"], [100, "Baik"]]}
    data = load_toml(find_instrumen(NAMA))
    data["daftar"] |= setengah
    i = data["aspek"][0]["sub_aspek"][0]["indikator"][0]
    i |= {"aturan": aturan, "data": i["data"][:6]}
    ins = parse_instrumen(data)
    sub = ins.indikator[0]
    for ya, setengah_dari, capaian, kata in ((0, 0, 0.0, "Kurang"), (2, 1, 0.0, "Kurang"), (2, 2, 40.0, "Cukup"),
                                             (5, 0, 40.0, "Cukup"), (5, 1, 100.0, "Baik"), (6, 0, 100.0, "Baik")):
        teks = ["Ya"] * ya + ["Sebagian"] * setengah_dari + ["Tidak"] * (6 - ya - setengah_dari)
        hasil = scored({(sub.kode, d.kunci): t for d, t in zip(sub.data, teks, strict=True)}, ins).of(sub.kode)
        assert (hasil.capaian, rule_of(sub).name(hasil.capaian)) == (capaian, kata)
    assert check_instrumen(ins)[0].tingkat == "cek"


@pytest.mark.parametrize(("salah", "pesan"), [
    ({"rentang": [[1, 0], [100, 80]]}, "mulai dari 0"), ({"rentang": [[0, 0], [50, 50], [50, 80]]}, "naik"),
    ({"rentang": [[0, 0], [75, 50], [25, 80]]}, "naik"), ({"rentang": [[0, 0], [101, 80]]}, "tidak melebihi 100"),
    ({"rentang": [[0, 50], [100, 30]]}, "capaian kelas"), ({"rentang": [[0, 0], [100, 101]]}, "capaian kelas"),
    ({"rentang": [[0, -1], [100, 80]]}, "capaian kelas"), ({"sebutan": [[10, "E"]]}, "sebutan harus"),
    ({"sebutan": [[0, "E"], [0, "D"]]}, "sebutan harus"), ({"sebutan": [[0, "E"], [101, "D"]]}, "sebutan harus"),
    ({"rentang": []}, "tidak boleh kosong"),
])
def test_a_broken_scale_is_refused(salah: dict[str, Any], pesan: str) -> None:
    """R5"""
    Pemenuhan.model_validate({"jenis": "pemenuhan", **SAH})
    with pytest.raises(ValidationError, match=pesan):
        Pemenuhan.model_validate({"jenis": "pemenuhan", **SAH, **salah})


def test_data_that_do_not_fit() -> None:
    """R5: at least two data, and the one that goes beyond is among them."""
    aturan = Pemenuhan.model_validate({"jenis": "pemenuhan", **SAH})
    assert aturan.data_problem(["a", "lebih"]) is None
    assert aturan.data_problem(["a", "b"]) == "data lebih, yang disebut lebih, tidak ada"
    assert "dua" in (aturan.data_problem(["lebih"]) or "")
    assert aturan.name(None) == aturan.name("Tidak relevan") == ""
    rumus = aturan.render(Rujukan({"a": "A1", "b": "B1", "lebih": "Z9"}, {"batas": "X1:X3", "capaian": "Y1:Y3"}))
    assert rumus.count("Z9") == 1
    assert "75" not in rumus  # no bound of the scale stands in a formula


# --- workbook -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def di_ironcalc(tmp_path_factory: pytest.TempPathFactory) -> BukuIronCalc:
    path = tmp_path_factory.mktemp("lke") / "lke.xlsx"
    path.write_bytes(form(LKE, CONTOH))
    return BukuIronCalc(path, describe(LKE, CONTOH))


def shown_words(buku: BukuIronCalc) -> dict[str, tuple[Nilai, Nilai]]:
    """The word of each sub komponen on Kertas Kerja and on Lembar Cetak: below its capaian."""
    ptk, lembar = TempatKertas(LKE, CONTOH), buku.denah.sheet(p.CETAK)
    kertas: dict[Hashable, tuple[str, Posisi]] = {}
    cetak: dict[Hashable, tuple[str, Posisi]] = {}
    for i in LKE.indikator:
        kertas[i.kode] = (p.KERTAS, (ptk.baris_indikator[i.kode] + 1, p.CAPAIAN))
        baris = next(b for (b, k), s in lembar.sel.items()
                     if k == C_INDIKATOR and isinstance(s.isi, str) and s.isi.startswith(f"{i.nomor}. "))
        cetak[i.kode] = (p.CETAK, (baris + 1, C_CAPAIAN))
    di_kertas, di_cetak = buku.read(kertas), buku.read(cetak)
    return {i.kode: (di_kertas[i.kode], di_cetak[i.kode]) for i in LKE.indikator}


def test_random_fillings_in_ironcalc(di_ironcalc: BukuIronCalc) -> None:
    """R6: core and workbook agree whatever is typed, and the word follows the capaian."""
    rng, kotak = random.Random(NAMA), input_keys(LKE)
    ada: set[str] = set()
    for n in range(60):
        isi = random_filling(rng, LKE, kotak)
        assert not disagreements(di_ironcalc, LKE, isi), f"isian acak ke-{n}"
        hasil = score(LKE, Isian(CONTOH, {k: v for k, v in isi.items() if v not in (None, "")}))
        kata = {x.indikator.kode: rule_of(x.indikator).name(x.capaian) for x in hasil.indikator}
        assert shown_words(di_ironcalc) == {kode: (k, k) for kode, k in kata.items()}
        ada |= set(kata.values())
    assert {"", "CC", "C"} <= ada


def test_the_sample_in_the_workbook(di_ironcalc: BukuIronCalc) -> None:
    """R6: and the predikat stands on Beranda and Lembar Cetak; an empty form has none."""
    def beside(lembar: str, label: str, geser: int) -> tuple[str, Posisi]:
        (posisi,) = (pos for pos, s in di_ironcalc.denah.sheet(lembar).sel.items() if s.isi == label)
        return lembar, (posisi[0], posisi[1] + geser)

    tempat: dict[Hashable, tuple[str, Posisi]] = {
        LEMBAR_BERANDA: beside(LEMBAR_BERANDA, "Predikat", 1),
        p.CETAK: beside(p.CETAK, "PREDIKAT", C_NILAI - C_INDIKATOR)}
    isi: dict[Kotak, Nilai] = {k: ISIAN.data.get(k) for k in input_keys(LKE)}
    assert not disagreements(di_ironcalc, LKE, isi)
    assert di_ironcalc.read(tempat) == {LEMBAR_BERANDA: "CC", p.CETAK: "CC"}
    assert shown_words(di_ironcalc)["s1a"] == ("AA", "AA")
    di_ironcalc.set({k: None for k in input_keys(LKE)})
    assert di_ironcalc.read(tempat) == {LEMBAR_BERANDA: "-", p.CETAK: "-"}
    assert set(shown_words(di_ironcalc).values()) == {("", "")}


def test_answers_fit_their_cells() -> None:
    """R7: a long answer has its lines on Kertas Kerja and on Lembar Cetak, however short its label is."""
    teks = "Inovatif, layak menjadi percontohan nasional dan ditiru"
    data = load_toml(find_instrumen(NAMA))
    data["daftar"]["lebih_mutu"][2]["teks"] = teks
    sub = data["aspek"][0]["sub_aspek"][2]["indikator"][0]
    sub["data"][-1]["label"] = "Nilai lebih"
    denah = describe(parse_instrumen(data), CONTOH)
    for nama, kolom in ((p.KERTAS, p.ISIAN), (p.CETAK, C_DATA)):
        lembar = denah.sheet(nama)
        (baris,) = (b for (b, _), s in lembar.sel.items() if s.isi in ("Nilai lebih", "- Nilai lebih"))
        assert line_count(teks, lembar.lebar[kolom]) > 2
        assert lembar.tinggi[baris] >= row_height(line_count(teks, lembar.lebar[kolom]))


def test_words_fit_the_instrument() -> None:
    """R7: no sentence about desa where no datum comes from Data Umum; the first instrument keeps its sentences."""
    lke, pertama = (" ".join(t for _, t in guide_lines(ins, KERTAS_BAWAAN)) for ins in (LKE, PERTAMA))
    assert "Jumlah desa" not in lke
    assert "dari daftar" in lke
    assert "Jumlah desa" in pertama
    assert "71,4" in pertama
    assert max(len(short_label(d.label)) for _, d in LKE.masukan()) <= PANJANG_LABEL
    assert all(short_label(d.label) == d.label for _, d in PERTAMA.masukan())


def shown_texts(ins: Instrumen) -> str:
    """Everything a reader of the kertas kerja of an office elsewhere sees."""
    kantor = Identitas(kode_wilayah="35.99.01", nama="Contoh", kabupaten="Contoh", provinsi="Jawa Timur")
    denah = describe(ins, kantor)
    isi = [s.isi.teks if isinstance(s.isi, Rumus) else str(s.isi) for lembar in denah.lembar
           if lembar.status == "tampak" for s in lembar.sel.values()]
    semua = "\n".join([*isi, *(g.judul for s in denah.lembar for g in s.grafik)])
    return re.sub(r"'[^'\n]+'!", "", semua)  # names of sheets inside formulas are not shown


def test_levels_are_called_as_the_regulation_calls_them() -> None:
    """R7: komponen, sub komponen and kriteria everywhere; "indikator" only where the criteria speak of one."""
    ditulis = {d.label for _, d in LKE.masukan()} | {*LKE.ketentuan}
    ditulis |= {teks for i in LKE.indikator for teks in (i.uraian, i.bukti) if teks}
    lke = shown_texts(LKE)
    for teks in sorted(ditulis, key=len, reverse=True):
        lke = lke.replace(teks, "")
    assert not re.search(r"\b(sub )?(aspek|indikator)\b", lke, re.IGNORECASE)
    for kata in ("KOMPONEN", "UNSUR", "SUB KOMPONEN", "Kriteria", "KOMPONEN 1. Perencanaan", "nilai per komponen",
                 "dari 12 sub komponen terisi"):
        assert kata in lke
    pertama = shown_texts(PERTAMA)
    for kata in ("ASPEK", "SUB ASPEK", "INDIKATOR", "Data yang diisi", "nilai per aspek"):
        assert kata in pertama
    assert "omponen" not in pertama


def test_headers_have_room_for_the_words() -> None:
    """R7: the longest word an instrument may choose, in every header row that holds it."""
    panjang = {k: "Sub Komponen Penilaian" for k in ("aspek", "sub_aspek", "indikator", "data")}
    for ins in (LKE, parse_instrumen(plain_data(LKE) | {"istilah": panjang})):
        kata = {x.casefold() for x in ins.istilah.model_dump().values()}
        ketemu = 0
        for s in describe(ins, CONTOH).lembar:
            gabung = {dari: akhir for dari, akhir in s.gabung}
            for pos, sel in s.sel.items():
                if s.status == "tampak" and isinstance(sel.isi, str) and sel.isi.casefold() in kata:
                    sampai = gabung.get(pos, pos)[1]
                    lebar = sum(s.lebar[k] for k in range(pos[1], sampai + 1))
                    ketemu += 1
                    assert s.tinggi.get(pos[0], row_height(1)) >= row_height(line_count(sel.isi, lebar, tebal=True))
        assert ketemu >= 6


def test_the_form_names_nobody_and_no_name_begins_with_a_full_stop() -> None:
    """R7: what stands as an example belongs to no office; a level without number is its name alone."""
    for ins in (LKE, PERTAMA, instrumen_uji("nol")):
        teks = shown_texts(ins)
        assert not re.search(r"bendo", teks, re.IGNORECASE)
        assert not re.search(r"^\. |ASPEK \. |ASPEK  ", teks, re.MULTILINE)
    data = plain_data(PERTAMA)
    data["aspek"][0]["nomor"] = data["aspek"][0]["sub_aspek"][0]["nomor"] = ""
    teks = shown_texts(parse_instrumen(data))
    nama = data["aspek"][0]["sub_aspek"][0]["nama"]
    assert not re.search(r"^\. |ASPEK \. ", teks, re.MULTILINE)
    assert f"\n{nama}\n" in teks
    assert f"ASPEK: {data['aspek'][0]['nama']}" in teks


# --- nothing tied to an instrument --------------------------------------------------------------------------------

#: Who may name them: the examples, the self-test, the sample cells of the authoring workbook, and the classes by which
#: a Buku Kinerja is told its predikat.
BOLEH = {"kantor/contoh.py", "kantor/cek.py", "instrumen/naskah/kolom.py", "buku_kinerja/capaian.py"}


def test_no_module_names_an_instrument() -> None:
    """R8: no id, no kode of an indicator, no class of the scale as a text in the core."""
    terlarang = {INSTRUMEN, NAMA} | {i.kode for ins in (LKE, PERTAMA) for i in ins.indikator} | {"CC", "BB"}
    inti = Path(find_instrumen.__code__.co_filename).parents[1]
    ketemu = []
    for path in sorted(inti.rglob("*.py")):
        if path.relative_to(inti).as_posix() in BOLEH:
            continue
        for n in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value in terlarang:
                ketemu.append(f"{path.name}:{n.lineno} {n.value}")
    assert not ketemu
