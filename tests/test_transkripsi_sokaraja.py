"""The cascading of Kecamatan Sokaraja 2022 as a plan file against the text it was taken from.

S1  The file loads; rows, references and list values are as the plan wants them.
S2  As many programs, kegiatan, sub kegiatan and indicators as the source prints, counted by code.
S3  Every row names existing lines of the source, and each of its texts stands in them.
S4  Nothing of the source is left over but labels.
S5  The mends start from what stands there and are exactly what the catalogue calls wajib.

S2 to S4 need the source text (`../shared/reference`) and are skipped without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from kinerja_core.buku_kinerja.rencana import DAFTAR, TABEL, TINGKAT, Rencana, load_rencana, table_of
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import clean_text
from kinerja_core.instrumen.model import templat_dir

CONTOH = templat_dir() / "contoh"
RENCANA = load_rencana(CONTOH / "sokaraja_2022.toml")
KOREKSI = load_toml(CONTOH / "sokaraja_2022_koreksi.toml")["koreksi"]
SUMBER = Path(__file__).parents[2] / "shared" / "reference" / "cascading_sokaraja_2022.txt"
BUTUH_SUMBER = pytest.mark.skipif(not SUMBER.is_file(), reason="teks sumber tidak ada")

JUMLAH_NODE = {"Tujuan": 1, "Sasaran": 1, "Program": 5, "Kegiatan": 11, "Sub Kegiatan": 23}
JUMLAH_INDIKATOR = 38
JUMLAH_BARIS = 533
KECAMATAN_LAIN = re.compile(r"\b(Ajibarang|Somagede)\b")
#: What the sheets print around the texts. Longer labels first; numbers after a label belong to it.
LABEL = re.compile(
    r"Indikator Kinerja( (Tujuan|Sasaran|Program|Sub Kegiatan|Kegiatan)( \d)?)?"
    r"|Sasaran (SKPD|Program|Sub Kegiatan|Kegiatan)( \d)?|Tujuan SKPD|TUJUAN|SASARAN"
    r"|(\b[abc]\. ?)?(Formulasi(/Cara Pengukuran)?|Tipe Pe(ng|r)hitungan|Sumber [Dd]ata|Keterangan) ?[=:]( 1\.)?"
    r"|Penjelasan|\b1\. ?|,(?= ?$)"
)


def normal(teks: str) -> str:
    """Text without markup and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>|\*\*|#{2,3} |→", " ", teks).split())


@lru_cache(maxsize=1)
def lines() -> tuple[str, ...]:
    """Raw lines of the source; line 1 is lines()[0]."""
    return tuple(SUMBER.read_text(encoding="utf-8").splitlines())


def cells() -> list[str]:
    """Every cell of the source that is not blank."""
    return [sel for baris in lines() for s in baris.split("\t") if (sel := normal(s))]


def all_rows() -> list[str]:
    """Slots of every used row of every table."""
    return [slot for t in TABEL for slot in RENCANA.used(t)]


def named_lines(slot: str) -> list[int]:
    """Line numbers a row names as its source."""
    return [int(n) for n in RENCANA.teks(slot, "sumber").split(", ")]


def printed_texts(slot: str) -> Iterator[tuple[str, str]]:
    """(kunci, text) of a row that must stand in the source: free text, not references, lists or slots."""
    for k in table_of(slot[0]).kolom:
        if k.jenis in {"teks", "panjang"} and k.kunci not in {"sumber", "kunci"} and RENCANA.teks(slot, k.kunci):
            yield k.kunci, RENCANA.teks(slot, k.kunci)


def wajib_places(rencana: Rencana) -> set[tuple[str, str]]:
    """(slot, kunci) of required cells that are blank (BRS02) and of names of other kecamatan (NAM01)."""
    tempat = set()
    for nama, t in TABEL.items():
        for slot in rencana.used(nama):
            for k in t.kolom:
                kosong = k.wajib and rencana.nilai(slot, k.kunci) in (None, "")
                if kosong or KECAMATAN_LAIN.search(rencana.teks(slot, k.kunci)):
                    tempat.add((slot, k.kunci))
    return tempat


def test_s1_head() -> None:
    assert RENCANA.tahun == 2022
    assert (RENCANA.identitas.nama, RENCANA.identitas.daerah) == ("Sokaraja", "KABUPATEN BANYUMAS")
    assert {t for t in TABEL if RENCANA.used(t)} == {"dokumen", "node", "indikator", "tercetak"}


def test_s1_counts() -> None:
    assert Counter(RENCANA.teks(s, "jenis") for s in RENCANA.used("node")) == JUMLAH_NODE
    assert len(RENCANA.used("indikator")) == JUMLAH_INDIKATOR
    assert len(RENCANA.used("dokumen")) == 5
    assert len(RENCANA.used("tercetak")) == 7


@pytest.mark.parametrize("slot", all_rows())
def test_s1_references_and_lists(slot: str) -> None:
    for k in table_of(slot[0]).kolom:
        nilai = RENCANA.teks(slot, k.kunci)
        if nilai and k.jenis == "rujukan":
            assert any(nilai in RENCANA.used(t) for t in k.ke), k.kunci
        if nilai and k.jenis == "pilihan":
            assert nilai in DAFTAR[k.daftar], k.kunci


def test_s1_tree_in_order() -> None:
    terlihat: dict[str, str] = {}
    for slot in RENCANA.used("node"):
        jenis, induk = RENCANA.teks(slot, "jenis"), RENCANA.teks(slot, "induk")
        tingkat = TINGKAT.index(jenis)
        assert (terlihat[induk] == TINGKAT[tingkat - 1]) if tingkat else not induk
        assert re.fullmatch(rf"{jenis} \d" if tingkat > 1 else "1", RENCANA.teks(slot, "nomor"))
        terlihat[slot] = jenis


def test_s1_polarity_follows_the_printed_type() -> None:
    tipe = {s: RENCANA.teks(s, "tipe_dokumen") for s in RENCANA.used("indikator")}
    assert set(tipe.values()) == {"Kumulatif", "Non Kumulatif", "Kumulatif Negatif"}
    negatif = {s for s in tipe if RENCANA.teks(s, "polaritas") == "Negatif"}
    assert negatif == {s for s, t in tipe.items() if t == "Kumulatif Negatif"} == {"I019"}


def test_s1_ratios_are_cut_from_their_formulasi() -> None:
    for slot in RENCANA.used("indikator"):
        formulasi, a, b = (RENCANA.teks(slot, k) for k in ("formulasi", "pembilang", "penyebut"))
        rasio = re.fullmatch(r"(.+?) (?:dibagi|dibandingkan dengan) (.+?)(?: [xX] 100 ?%)?", formulasi)
        assert (rasio.groups() if rasio else ("", "")) == (a, b)
        assert (RENCANA.teks(slot, "bentuk") == "Rasio") == bool(rasio)


@BUTUH_SUMBER
def test_s2_nodes_counted_in_the_source() -> None:
    kotak = Counter(m[1] for s in cells() if (m := re.fullmatch(r"(Program|Kegiatan|Sub Kegiatan) \d", s)))
    assert kotak == {j: n for j, n in JUMLAH_NODE.items() if TINGKAT.index(j) > 1}
    nomor = Counter(s for s in cells() if re.fullmatch(r"(Program|Kegiatan|Sub Kegiatan) \d", s))
    assert nomor == Counter(n for s in RENCANA.used("node") if (n := RENCANA.teks(s, "nomor")) != "1")


@BUTUH_SUMBER
def test_s2_indicators_counted_in_the_source() -> None:
    kotak = sum(bool(re.fullmatch(r"Indikator Kinerja (Program|Kegiatan|Sub Kegiatan)( \d)?", s)) for s in cells())
    berbutir = sum(s.count("- ") - 1 for s in cells() if s.startswith("- ") and "Formulasi" not in s)
    atas = {normal(b.split("\t")[1]) for b in lines() if "Perhitungan" in b and b.count("\t") == 2}
    assert kotak + berbutir + len(atas) == JUMLAH_INDIKATOR


@pytest.mark.parametrize("slot", all_rows())
def test_s3_source_lines_are_named(slot: str) -> None:
    assert re.fullmatch(r"\d+(, \d+)*", RENCANA.teks(slot, "sumber"))
    assert all(1 <= n <= JUMLAH_BARIS for n in named_lines(slot))


def is_whole(kiri: str, kanan: str) -> bool:
    """Is a text between these two neighbours of its cell all that is printed between two labels or bullets?"""
    awal = not kiri or kiri.endswith("- ") or any(not kiri[m.end():].strip(" -") for m in LABEL.finditer(kiri))
    return awal and (not kanan or kanan.startswith(" - ") or LABEL.match(kanan.lstrip(" -")) is not None)


@BUTUH_SUMBER
@pytest.mark.parametrize("slot", all_rows())
def test_s3_texts_stand_in_the_named_lines(slot: str) -> None:
    baris = [normal(lines()[n - 1]) for n in named_lines(slot)]
    assert len(lines()) == JUMLAH_BARIS
    assert all(baris)
    for kunci, teks in printed_texts(slot):
        assert teks in " ".join(baris), kunci
        assert teks == clean_text(teks), kunci


@BUTUH_SUMBER
@pytest.mark.parametrize("slot", [s for s in all_rows() if s[0] != "D"])
def test_s3_texts_are_printed_whole(slot: str) -> None:
    sel = [normal(s) for n in named_lines(slot) for s in lines()[n - 1].split("\t")]
    gabung = [*sel, " ".join(sel)]
    for kunci, teks in printed_texts(slot):
        if kunci not in {"pembilang", "penyebut"} and teks != "1":
            assert any(is_whole(s[:m.start()], s[m.end():]) for s in gabung
                       for m in re.finditer(re.escape(teks), s)), kunci


def uncovered() -> dict[int, str]:
    """What is left of each line of the source when the transcribed texts are taken away."""
    sisa = {n: list(normal(teks)) for n, teks in enumerate(lines(), start=1)}
    for slot in all_rows():
        tempat = [(n, i) for n in named_lines(slot) for i in range(len(normal(lines()[n - 1])) + 1)]
        gabung = "".join(normal(lines()[n - 1]) + " " for n in named_lines(slot))
        for kunci, teks in printed_texts(slot):
            if kunci == "nomor" and teks == "1":
                continue
            for m in re.finditer(re.escape(teks), gabung):
                for n, i in tempat[m.start():m.end()]:
                    if i < len(sisa[n]):
                        sisa[n][i] = "\0"
    return {n: "".join(huruf).replace("\0", "") for n, huruf in sisa.items()}


@BUTUH_SUMBER
def test_s4_nothing_of_the_source_is_left_over() -> None:
    lebih = {n: s for n, teks in uncovered().items() if (s := LABEL.sub(" ", teks).strip(" -"))}
    assert lebih == {}


@pytest.mark.parametrize("koreksi", KOREKSI, ids=lambda k: f"{k['slot']}.{k['kunci']}")
def test_s5_mend_starts_from_the_transcription(koreksi: dict[str, str]) -> None:
    assert list(koreksi) == ["slot", "kunci", "sebelum", "sesudah", "alasan", "sumber"]
    assert koreksi["slot"] in all_rows()
    assert koreksi["kunci"] in table_of(koreksi["slot"][0]).menurut_kunci
    assert (RENCANA.nilai(koreksi["slot"], koreksi["kunci"]) or "") == koreksi["sebelum"]
    assert koreksi["sesudah"] not in ("", koreksi["sebelum"])
    assert koreksi["alasan"].endswith(".")
    assert re.fullmatch(r"asumsi|baris \d+", koreksi["sumber"])


def test_s5_mends_are_the_wajib_ones_and_enough() -> None:
    assert wajib_places(RENCANA) == {(k["slot"], k["kunci"]) for k in KOREKSI}
    assert len(KOREKSI) == 7
    baru = {**RENCANA.data, **{(k["slot"], k["kunci"]): k["sesudah"] for k in KOREKSI}}
    assert wajib_places(replace(RENCANA, data=baru)) == set()


@BUTUH_SUMBER
def test_s5_every_foreign_name_of_the_source_is_mended() -> None:
    tercetak = [n for n, teks in enumerate(lines(), start=1) for _ in KECAMATAN_LAIN.findall(teks)]
    asing = [n for slot, kunci in wajib_places(RENCANA) for n in named_lines(slot)
             if KECAMATAN_LAIN.search(lines()[n - 1]) and RENCANA.teks(slot, kunci) in normal(lines()[n - 1])]
    assert sorted(asing) == tercetak
