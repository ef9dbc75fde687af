"""Ranking, ties, sensitivity, statistics, what is worth a look: cases worked out by hand, and what always holds.

R1 a rank is 1 + how many are higher, totals within 1e-9 are equal and declared. R2 the order of the entries does not
matter. R3 groups are ranked by themselves. R4 a stage that is missing gives no rank, its shift is told among those who
have both. R5 policies and rounding as computed by hand. R6 statistics by hand, blank and Tidak relevan apart. R7 each
kind of thing worth a look is found where it was planted and nowhere else.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from bantu.isian_acak import instrumen_uji
from bantu.putaran_acak import NASIB, putaran_acak
from hypothesis import given
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import buat_temuan
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.lembar.isian import Kotak
from kinerja_core.provinsi.peringkat import (
    CARA_BULAT,
    Ringkas,
    attention,
    counts,
    group,
    median_of,
    ranks,
    ranks_within,
    rounded_total,
    sensitivity,
    shifts,
    standing,
    summary,
    total_under,
    value_of,
)
from kinerja_core.provinsi.putaran import DESA, KELURAHAN, Entri, Putaran, Skor

INS = instrumen_uji("normalisasi")


@pytest.mark.parametrize(("nilai", "urut"), [
    ([], []), ([5.0], [1]), ([90.0, 80.0, 70.0], [1, 2, 3]), ([70.0, 80.0, 90.0], [3, 2, 1]),
    ([80.0, 90.0, 80.0, 70.0], [2, 1, 2, 4]), ([50.0, 50.0, 50.0], [1, 1, 1]),
    ([86.89, 86.89 + 4e-10, 86.88], [1, 1, 3]), ([86.89, 86.89 + 3e-9], [2, 1]),
    ([0.1 + 0.2, 0.3, 0.0], [1, 1, 3]), ([0.0, 0.0, 100.0], [2, 2, 1]),
])
def test_ranks_by_hand(nilai: list[float], urut: list[int]) -> None:
    """R1"""
    assert ranks(nilai) == urut


#: Totals a tenth apart or equal up to the noise of a last digit, as a round gives them.
TOTAL = st.lists(st.builds(lambda n, eps: n / 10 + eps, st.integers(0, 1000), st.sampled_from([0.0, 1e-13, -1e-13])),
                 max_size=40)


@given(TOTAL)
def test_a_rank_is_one_more_than_how_many_are_higher(nilai: list[float]) -> None:
    """R1"""
    assert ranks(nilai) == [1 + sum(y > x + 1e-9 for y in nilai) for x in nilai]


@given(TOTAL, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(nilai: list[float], rng: random.Random) -> None:
    """R2"""
    urutan = list(range(len(nilai)))
    rng.shuffle(urutan)
    asal, acak = ranks(nilai), ranks([nilai[n] for n in urutan])
    assert [asal[n] for n in urutan] == acak


@given(TOTAL, st.data())
def test_groups_are_ranked_by_themselves(nilai: list[float], data: st.DataObject) -> None:
    """R3"""
    kelompok = data.draw(st.lists(st.sampled_from("abc"), min_size=len(nilai), max_size=len(nilai)))
    hasil = ranks_within(kelompok, nilai)
    for k in set(kelompok):
        milik = [n for n, x in enumerate(kelompok) if x == k]
        assert [hasil[n] for n in milik] == ranks([nilai[n] for n in milik])


def test_standing_of_a_round() -> None:
    """R1, R3"""
    p = putaran_acak(INS, 60)
    tempat = standing(p)
    assert len(tempat) == len(p.masuk) == sum(NASIB.get(n % 20) not in ("belum_masuk", "dikembalikan")
                                              for n in range(60))
    assert [t.peringkat for t in tempat] == sorted(t.peringkat for t in tempat)
    banyak = Counter(t.peringkat for t in tempat)
    assert {t.kode: t.seri for t in tempat} == {t.kode: banyak[t.peringkat] > 1 for t in tempat}
    assert any(t.seri for t in tempat)
    for t in tempat:
        sekelompok = [x for x in tempat if group(x.entri) == group(t.entri)]
        assert t.kelompok == 1 + sum(x.nilai > t.nilai + 1e-9 for x in sekelompok)
    acak = replace(p, entri=tuple(random.Random(1).sample(p.entri, len(p.entri))))
    assert [(t.kode, t.peringkat, t.seri) for t in standing(acak)] == [(t.kode, t.peringkat, t.seri) for t in tempat]


@pytest.mark.parametrize(("daftar", "diketik", "kelompok"), [
    ((9, 1), (9, 0), "campuran"), ((9, None), (0, 4), "kelurahan saja"), ((None, None), (9, 0), "desa saja"),
    ((None, None), (None, 4), "belum diketahui"), ((9, 1), None, "campuran"), ((9, None), None, "belum diketahui"),
])
def test_the_kind_is_that_of_the_list_else_of_what_was_typed(
        daftar: tuple[Nilai, Nilai], diketik: tuple[Nilai, Nilai] | None, kelompok: str) -> None:
    """R3"""
    e = putaran_acak(INS, 2).masuk[0]
    assert e.berlaku
    umum = dict(zip((DESA, KELURAHAN), daftar, strict=True))
    typed = zip((DESA, KELURAHAN), diketik or (), strict=False)
    berlaku = replace(e.berlaku, isian={(k, "isi"): v for k, v in typed}) if diketik else None
    assert group(replace(e, kecamatan=replace(e.kecamatan, data_umum=umum), berlaku=berlaku)) == kelompok


def test_stages() -> None:
    """R4"""
    p = putaran_acak(INS, 50, tahap={"mandiri": Decimal(40), "verifikasi": Decimal(60)})
    tunda = [e for e in p.masuk if value_of(p, e) is None]
    assert tunda
    assert len(standing(p)) + len(tunda) == len(p.masuk)
    for t in standing(p):
        assert t.nilai == pytest.approx((40 * t.entri.tahap["mandiri"] + 60 * t.entri.tahap["verifikasi"]) / 100)
    geser = shifts(p, "mandiri", "verifikasi")
    bersama = [e for e in p.masuk if "verifikasi" in e.tahap]
    assert set(geser) == {e.kecamatan.kode for e in bersama}
    dulu, kini = (ranks([e.tahap[x] for e in bersama]) for x in ("mandiri", "verifikasi"))
    assert geser == {e.kecamatan.kode: a - b for e, a, b in zip(bersama, dulu, kini, strict=True)}


def test_policies_by_hand() -> None:
    """R5"""
    i = INS.indikator
    bobot = [float(x.bobot) for x in i]
    capaian = {x.kode: 50.0 for x in i} | {i[0].kode: TIDAK_RELEVAN, i[1].kode: None}
    s = Skor(capaian, {}, {}, 0.0, 40.0, 0)
    setengah = sum(bobot[2:]) * 0.5
    assert total_under(INS, s, "nol") == pytest.approx(setengah)
    assert total_under(INS, s, "penuh") == pytest.approx(setengah + bobot[0])
    assert total_under(INS, s, "normalisasi") == pytest.approx(setengah / (sum(bobot) - bobot[0]) * 100)
    assert rounded_total(INS, s) == pytest.approx(40 / (sum(bobot) - bobot[0]) * 100)
    assert rounded_total(instrumen_uji("nol"), s) == 40.0
    lepas = Skor({x.kode: TIDAK_RELEVAN for x in i}, {}, {}, 0.0, 0.0, 0)
    assert total_under(INS, lepas, "normalisasi") == rounded_total(INS, lepas) == 0.0


@pytest.mark.parametrize("kebijakan", ["nol", "penuh", "normalisasi"])
def test_the_policy_in_force_gives_the_registered_total(kebijakan: str) -> None:
    """R5"""
    ins = instrumen_uji(kebijakan)  # type: ignore[arg-type]
    for e in putaran_acak(ins, 40).masuk:
        assert e.skor
        assert total_under(ins, e.skor, ins.kebijakan_tidak_relevan) == pytest.approx(e.skor.nilai_akhir, abs=1e-9)


def test_sensitivity() -> None:
    """R5"""
    p = putaran_acak(INS, 60)
    hasil = sensitivity(p)
    assert [k.peringkat for k in hasil] == sorted(k.peringkat for k in hasil)
    for k in hasil:
        assert k.lain["Tidak relevan dinormalisasi"][1] == k.peringkat
        semua = [k.peringkat, *(r for _, r in k.lain.values())]
        assert k.rentang == (min(semua), max(semua))
        assert k.peka_bulat == any(k.lain[n][1] != k.peringkat for n in CARA_BULAT)
    bulat = [round(x.lain["Nilai Akhir dibulatkan satu desimal"][0], 1) for x in hasil]
    assert [x.lain["Nilai Akhir dibulatkan satu desimal"][1] for x in hasil] == ranks(bulat)


def test_statistics_by_hand() -> None:
    """R6"""
    assert summary([0.0, 50.0, 100.0, None, TIDAK_RELEVAN, TIDAK_RELEVAN]) == Ringkas(
        3, 50.0, 50.0, 0.0, 100.0, 50.0, nol=1, penuh=1, kosong=1, lepas=2)
    assert summary([None, TIDAK_RELEVAN]) == Ringkas(0, kosong=1, lepas=1)
    assert summary([7.0]) == Ringkas(1, 7.0, 7.0, 7.0, 7.0, None)
    assert (median_of([]), median_of([3, 1, 2]), median_of([4, 1, 2, 3])) == (0, 2, 2.5)


def test_what_is_worth_a_look() -> None:
    """R7"""
    p = putaran_acak(INS, 60)
    dicatat: dict[str, list[str]] = {}
    for x in attention(p):
        dicatat.setdefault(x.jenis, []).append(x.entri.kecamatan.kode)
    assert dicatat["0 dari 0"] == ["35.01.02"]
    assert dicatat["Lonjakan"] == ["35.01.03"]
    kembar = {(e.kecamatan.kode_kabupaten, tuple(sorted((k, repr(v)) for k, v in e.berlaku.isian.items()
                                                        if k[1] != "isi")))
              for e in p.masuk if e.berlaku and e.kecamatan.kode in dicatat["Isian kembar"]}
    assert 0 < len(kembar) < len(dicatat["Isian kembar"])


def test_what_was_explained_is_read_by_somebody() -> None:
    """R7: with the words of the office, at its cell; 0 of 0 that was explained is not asked for again."""
    e = putaran_acak(INS, 4).masuk[0]
    assert e.berlaku
    polos = buat_temuan("HUB03", "Kertas Kerja!F9")
    for temuan, jenis in ((polos, "0 dari 0"), (polos.explained("Tidak ada kasus tahun ini."), "Dijelaskan")):
        lain = replace(e, berlaku=replace(e.berlaku, temuan=(temuan,)))
        (x,) = [x for x in attention(Putaran(INS, (lain,))) if x.jenis in {"0 dari 0", "Dijelaskan"}]
        assert (x.jenis, x.sel, x.entri) == (jenis, "Kertas Kerja!F9", lain)
        assert ("Tidak ada kasus tahun ini." in x.uraian) is (jenis == "Dijelaskan")


def test_twins_are_neighbours() -> None:
    """R7: equal rows are told inside a kabupaten/kota only, and not when little is filled."""
    p = putaran_acak(INS, 40)
    dekat, lain = p.masuk[3], next(e for e in p.masuk if e.kecamatan.kode_kabupaten == "35.02")
    assert dekat.berlaku
    tetangga = next(e for e in p.masuk[4:] if e.kecamatan.kode_kabupaten == dekat.kecamatan.kode_kabupaten)

    def twins(korban: Entri, isian: dict[Kotak, Nilai]) -> set[str]:
        assert dekat.berlaku
        assert korban.berlaku
        sama = [replace(e, berlaku=replace(e.berlaku, isian=isian)) for e in (dekat, korban) if e.berlaku]
        return {x.entri.kecamatan.kode for x in attention(Putaran(INS, tuple(sama))) if x.jenis == "Isian kembar"}

    isian = dict(dekat.berlaku.isian)
    assert twins(tetangga, isian) == {dekat.kecamatan.kode, tetangga.kecamatan.kode}
    assert twins(lain, isian) == set()
    assert twins(tetangga, {k: None for k in isian}) == set()


def test_a_value_far_from_the_others() -> None:
    """R7"""
    p = putaran_acak(INS, 40)
    korban = p.masuk[5]
    assert korban.berlaku
    assert korban.skor
    for jumlah in (-900.0, None):
        skor = replace(korban.skor, capaian={**korban.skor.capaian, "r01": jumlah})
        lain = replace(korban, berlaku=replace(korban.berlaku, skor=skor))
        q = replace(p, entri=tuple(lain if e is korban else e for e in p.entri))
        jauh = [x for x in attention(q) if x.entri is lain and x.uraian.startswith("Indikator 1:")]
        assert [x.sel for x in jauh] == ([lain.berlaku.asal[("r01", "penyebut")]] if jumlah and lain.berlaku else [])


def test_counts() -> None:
    """Every kecamatan is counted once, every file once."""
    p = putaran_acak(INS, 60)
    n = counts(p)
    assert n.ditunggu == 60 == n.diterima + n.diterima_catatan + n.dikembalikan + n.belum_masuk
    assert (n.masuk, n.dikembalikan, n.belum_masuk, n.terlambat, n.tidak_terbaca) == (54, 3, 3, 3, 1)
    assert n.berkas == sum(n.keadaan.values()) == sum(len(e.kiriman) for e in p.entri) + 1
    assert counts(replace(p, ditunggu=False)).belum_masuk == 0
