"""The rencana aksi of Kecamatan Kemangkon 2022 as a plan file against the text it was taken from.

K1  The file loads; rows, references and list values are as the plan wants them.
K2  As many nodes, indicators and target cells as the source prints, counted by code.
K3  Every row names existing lines of the source, and each of its texts stands in them.
K4  Line by line: every numbered text, satuan and target of the source belongs to a row, and nothing else is printed.
K5  The mends start from what stands there and are exactly what the catalogue calls wajib.

K2 to K4 need the source text (`../shared/reference`) and are skipped without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from kinerja_core.buku_kinerja.rencana import DAFTAR, TABEL, TINGKAT, Rencana, load_rencana, table_of
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import clean_text, show_number
from kinerja_core.instrumen.model import templat_dir

CONTOH = templat_dir() / "contoh"
RENCANA = load_rencana(CONTOH / "kemangkon_2022.toml")
KOREKSI = load_toml(CONTOH / "kemangkon_2022_koreksi.toml")["koreksi"]
SUMBER = Path(__file__).parents[2] / "shared" / "reference" / "renaksi_kemangkon_2022.txt"
BUTUH_SUMBER = pytest.mark.skipif(not SUMBER.is_file(), reason="teks sumber tidak ada")

JUMLAH_NODE = {"Tujuan": 1, "Sasaran": 1, "Program": 6, "Kegiatan": 12, "Sub Kegiatan": 27}
JUMLAH_INDIKATOR = 53
JUMLAH_BARIS = 152
#: 53 x 4, less the four that I005 lost and TW I of I011.
JUMLAH_TARGET = 207
#: Pairs "TW II -" to "TW IV -" beside the slipped sub kegiatan that belong to no indicator.
PASANGAN_SISA = {40: "TW II", 41: "TW III", 42: "TW IV", 52: "TW II", 53: "TW III", 54: "TW IV"}
TANPA_NAMA = ["I010", "I012", "I013", "I014"]
TANPA_SATUAN = ["I001", "I002", "I005"]
ROMAWI = ("I", "II", "III", "IV")
KEPALA = {"URAIAN", "INDIKATOR KINERJA", "SATUAN", "TARGET", "TUJUAN", "SASARAN", "PROGRAM",
          "RENCANA AKSI TAHUN 2022", "KECAMATAN KEMANGKON"}
BERNOMOR = re.compile(r"(\d|[A-F])\. ")
PASANGAN = re.compile(r"TW (III|IV|II|I) (-|\d+(?:,\d+)?%?)(?= |$)")


@lru_cache(maxsize=1)
def table() -> tuple[tuple[str, ...], ...]:
    """Cells of every line of the source without markup, blank ones left out; line 1 is table()[0]."""
    return tuple(
        tuple(sel for s in baris.split("\t") if (sel := " ".join(re.sub(r"<[^>]+>|\*\*", " ", s).split())))
        for baris in SUMBER.read_text(encoding="utf-8").splitlines()
    )


def all_rows() -> list[str]:
    """Slots of every used row of every table."""
    return [slot for t in TABEL for slot in RENCANA.used(t)]


def named_lines(slot: str) -> list[int]:
    """Line numbers a row names as its source."""
    return [int(n) for n in RENCANA.teks(slot, "sumber").split(", ")]


def targets(slot: str) -> list[str]:
    """TW I to TW IV of an indicator as the source writes them; "" for blank."""
    persen = "%" if RENCANA.teks(slot, "satuan") == "Persen" else ""
    nilai = [RENCANA.angka(slot, f"t{n}") for n in range(1, 5)]
    return ["" if x is None else x if isinstance(x, str) else show_number(x) + persen for x in nilai]


def numbered_texts(slot: str) -> Iterator[str]:
    """What a row prints as "n. text"."""
    nomor, uraian = RENCANA.teks(slot, "nomor"), RENCANA.teks(slot, "uraian")
    if slot[0] in "NI":
        yield f"{nomor}. {uraian}"
    if slot[0] == "T":
        node, nilai = RENCANA.teks(slot, "kunci"), RENCANA.teks(slot, "nilai")
        judul = RENCANA.teks(slot, "kolom") == "uraian"
        yield f"{RENCANA.teks(node, 'nomor')}. {nilai}" if judul else f"{nilai}. {RENCANA.teks(node, 'uraian')}"


def wajib_places(rencana: Rencana) -> set[tuple[str, str]]:
    """(slot, kunci) of blank required cells (BRS02) and of targets against their type (BRS11 to BRS13)."""
    tempat = {(slot, k.kunci) for nama, t in TABEL.items() for slot in rencana.used(nama) for k in t.kolom
              if k.wajib and rencana.nilai(slot, k.kunci) in (None, "")}
    for slot in rencana.used("indikator"):
        angka = [x for n in range(1, 5) if isinstance(x := rencana.angka(slot, f"t{n}"), float)]
        tipe = rencana.teks(slot, "tipe_target")
        persen = rencana.teks(slot, "satuan") == "Persen"
        if ((tipe == "Satu TW saja" and len(angka) != 1)
                or (tipe == "Angka s.d. TW" and any(a > b for a, b in pairwise(angka)))
                or (tipe == "Per TW, dijumlahkan" and persen and sum(angka) > 100)):
            tempat.add((slot, "tipe_target"))
    return tempat


def test_k1_head() -> None:
    assert RENCANA.tahun == 2022
    assert (RENCANA.identitas.nama, RENCANA.identitas.daerah) == ("Kemangkon", "KABUPATEN PURBALINGGA")
    assert {t for t in TABEL if RENCANA.used(t)} == {"dokumen", "node", "indikator", "tercetak"}
    assert RENCANA.angka("profil", "jumlah_desa") == 19


def test_k1_counts() -> None:
    assert Counter(RENCANA.teks(s, "jenis") for s in RENCANA.used("node")) == JUMLAH_NODE
    assert len(RENCANA.used("indikator")) == JUMLAH_INDIKATOR
    assert sum(t != "" for s in RENCANA.used("indikator") for t in targets(s)) == JUMLAH_TARGET
    assert [s for s in RENCANA.used("indikator") if not RENCANA.teks(s, "uraian")] == TANPA_NAMA
    assert [s for s in RENCANA.used("indikator") if not RENCANA.teks(s, "satuan")] == TANPA_SATUAN


@pytest.mark.parametrize("slot", all_rows())
def test_k1_references_and_lists(slot: str) -> None:
    for k in table_of(slot[0]).kolom:
        nilai = RENCANA.teks(slot, k.kunci)
        if nilai and k.jenis == "rujukan":
            assert any(nilai in RENCANA.used(t) for t in k.ke), k.kunci
        if nilai and k.jenis == "pilihan":
            assert nilai in DAFTAR[k.daftar], k.kunci


def test_k1_tree_in_order() -> None:
    terlihat: dict[str, str] = {}
    anak: Counter[str] = Counter()
    for slot in RENCANA.used("node"):
        jenis, induk = RENCANA.teks(slot, "jenis"), RENCANA.teks(slot, "induk")
        tingkat = TINGKAT.index(jenis)
        assert (terlihat[induk] == TINGKAT[tingkat - 1]) if tingkat else not induk
        anak[induk] += 1
        nomor = chr(ord("A") + anak[induk] - 1) if jenis == "Program" else str(anak[induk])
        assert RENCANA.teks(slot, "nomor") == nomor
        assert tingkat < 2 or RENCANA.teks(slot, "uraian").startswith(f"{jenis} ")
        terlihat[slot] = jenis


def test_k1_one_indicator_for_every_node_and_more_for_two() -> None:
    banyak = Counter(RENCANA.teks(s, "node") for s in RENCANA.used("indikator"))
    assert set(banyak) == set(RENCANA.used("node"))
    assert {s: n for s, n in banyak.items() if n > 1} == {"N003": 5, "N046": 3}


@pytest.mark.parametrize(("jalur", "tipe"), [
    (["25%", "50%", "75%", "100%"], "Angka s.d. TW"), (["10%", "15%", "20%", "26%"], "Angka s.d. TW"),
    (["187"] * 4, "Kondisi akhir TW"), (["10", "8", "8", "8"], "Kondisi akhir TW"),
    (["40", "60", "70", "86"], "Kondisi akhir TW"), (["4", "5", "5", "5"], "Per TW, dijumlahkan"),
    (["1", "-", "-", "-"], "Satu TW saja"), (["-", "-", "-", "4"], "Satu TW saja"),
])
def test_k1_types_of_the_known_paths(jalur: list[str], tipe: str) -> None:
    slot = [s for s in RENCANA.used("indikator") if targets(s) == jalur]
    assert slot
    assert {RENCANA.teks(s, "tipe_target") for s in slot} == {tipe}


def test_k1_types_fit_the_number_of_scheduled_quarters() -> None:
    for slot in RENCANA.used("indikator"):
        berisi, tipe = len([t for t in targets(slot) if t not in ("", "-")]), RENCANA.teks(slot, "tipe_target")
        assert bool(tipe) == bool(berisi)
        assert (tipe == "Satu TW saja") == (berisi == 1)
        if RENCANA.teks(slot, "satuan") == "Persen" and berisi > 1:
            assert tipe == "Angka s.d. TW"


def test_k1_months_add_up_to_a_year() -> None:
    bulan = [s for s in RENCANA.used("indikator") if RENCANA.teks(s, "satuan") == "Bulan"]
    assert len(bulan) == 8
    assert {(RENCANA.teks(s, "tipe_target"), *targets(s)) for s in bulan} == {("Per TW, dijumlahkan", *"3333")}


@BUTUH_SUMBER
def test_k2_nodes_counted_in_the_source() -> None:
    semua = Counter(m[1] for b in table() for s in b if (m := re.match(r"\d\. (Program|Kegiatan|Sub Kegiatan) ", s)))
    assert semua == {j: n for j, n in JUMLAH_NODE.items() if TINGKAT.index(j) > 1}


@BUTUH_SUMBER
def test_k2_indicators_counted_in_the_source() -> None:
    bukan = re.compile(r"([A-F]|\d)\. (Program|Kegiatan|Sub Kegiatan|Meningkatnya) ?")
    bernama = sum(bool(BERNOMOR.match(s)) and not bukan.match(s) for b in table() for s in b)
    sasaran_dua_kali = len(set(table()[7]) & set(table()[14]) - {"TW I", "20"}) - 1
    tanpa_nama = sum(bool(re.match(r"\d\. Sub ", s)) and not (i + 1 < len(b) and BERNOMOR.match(b[i + 1]))
                     for b in table() for i, s in enumerate(b))
    assert (bernama, sasaran_dua_kali, tanpa_nama) == (50, 1, len(TANPA_NAMA))
    assert bernama - sasaran_dua_kali + tanpa_nama == JUMLAH_INDIKATOR


@BUTUH_SUMBER
def test_k2_target_cells_counted_in_the_source() -> None:
    tercetak = sum(len(PASANGAN.findall(" ".join(b))) for b in table())
    terulang = 4 + 3  # SAKIP stands twice, TW II to TW IV of I011 too
    assert tercetak - terulang - len(PASANGAN_SISA) == JUMLAH_TARGET


@pytest.mark.parametrize("slot", all_rows())
def test_k3_source_lines_are_named(slot: str) -> None:
    assert re.fullmatch(r"\d+(, \d+)*", RENCANA.teks(slot, "sumber"))
    assert all(1 <= n <= JUMLAH_BARIS for n in named_lines(slot))


@BUTUH_SUMBER
@pytest.mark.parametrize("slot", all_rows())
def test_k3_texts_stand_in_the_named_lines(slot: str) -> None:
    baris = [" ".join(table()[n - 1]) for n in named_lines(slot)]
    assert len(table()) == JUMLAH_BARIS
    assert all(baris)
    for k in table_of(slot[0]).kolom:
        teks = RENCANA.teks(slot, k.kunci)
        if k.jenis in {"teks", "panjang"} and k.kunci not in {"sumber", "kunci", "nomor"} and slot != "I037":
            assert teks in " ".join(baris), k.kunci
            assert teks == clean_text(teks), k.kunci


@BUTUH_SUMBER
def test_k3_only_i037_takes_its_satuan_from_the_percent_marks() -> None:
    baris = " ".join(" ".join(table()[n - 1]) for n in named_lines("I037"))
    assert RENCANA.teks("I037", "satuan") == "Persen"
    assert "Persen " not in baris
    assert baris.count("%") == 4
    assert f"1. {RENCANA.teks('I037', 'uraian')}" in table()[123]


@BUTUH_SUMBER
def test_k4_numbered_texts_line_by_line() -> None:
    tercetak = Counter((n, s) for n, b in enumerate(table(), start=1) for s in b if BERNOMOR.match(s))
    tertulis = Counter((n, teks) for slot in all_rows() for teks in numbered_texts(slot) for n in named_lines(slot)
                       if teks in table()[n - 1])
    assert tertulis == tercetak


@BUTUH_SUMBER
def test_k4_satuan_line_by_line() -> None:
    satuan = {RENCANA.teks(s, "satuan") for s in RENCANA.used("indikator")} - {""}
    tercetak = Counter((n, s) for n, b in enumerate(table(), start=1) for s in b if s in satuan)
    tertulis = Counter((named_lines(s)[0], RENCANA.teks(s, "satuan")) for s in RENCANA.used("indikator")
                       if s not in {*TANPA_SATUAN, "I037"})
    assert tertulis == tercetak


def written_pairs(baris: int) -> Counter[tuple[str, str]]:
    """(TW, target) that the indicators naming a line say stand in it: all four, or the one TW of that line."""
    tw = {m[0] for m in PASANGAN.findall(" ".join(table()[baris - 1]))}
    return Counter((r, t) for s in RENCANA.used("indikator") if baris in named_lines(s)
                   for r, t in zip(ROMAWI, targets(s), strict=True) if t and r in tw)


@BUTUH_SUMBER
@pytest.mark.parametrize("baris", range(1, JUMLAH_BARIS + 1))
def test_k4_targets_line_by_line(baris: int) -> None:
    tercetak = Counter(PASANGAN.findall(" ".join(table()[baris - 1])))
    if baris in PASANGAN_SISA:
        tercetak -= Counter([(PASANGAN_SISA[baris].removeprefix("TW "), "-")])
    assert written_pairs(baris) == tercetak


@BUTUH_SUMBER
def test_k4_nothing_else_is_printed() -> None:
    satuan = {RENCANA.teks(s, "satuan") for s in RENCANA.used("indikator")}
    lain = [s for b in table() for s in b if s not in KEPALA | satuan and not BERNOMOR.match(s)]
    assert [s for s in lain if not re.fullmatch(r"(TW (I{1,3}|IV)( |$)|(-|\d+(,\d+)?%?)( |$))+", s)] == []


@pytest.mark.parametrize("koreksi", KOREKSI, ids=lambda k: f"{k['slot']}.{k['kunci']}")
def test_k5_mend_starts_from_the_transcription(koreksi: dict[str, str]) -> None:
    assert list(koreksi) == ["slot", "kunci", "sebelum", "sesudah", "alasan", "sumber"]
    assert koreksi["slot"] in all_rows()
    assert koreksi["kunci"] in table_of(koreksi["slot"][0]).menurut_kunci
    assert (RENCANA.nilai(koreksi["slot"], koreksi["kunci"]) or "") == koreksi["sebelum"]
    assert koreksi["sesudah"] not in ("", koreksi["sebelum"])
    assert koreksi["alasan"].endswith(".")
    assert re.fullmatch(r"asumsi|baris \d+", koreksi["sumber"])


def test_k5_mends_are_the_wajib_ones_and_enough() -> None:
    assert wajib_places(RENCANA) == {(k["slot"], k["kunci"]) for k in KOREKSI}
    assert [k["slot"] for k in KOREKSI] == TANPA_NAMA
    baru = {**RENCANA.data, **{(k["slot"], k["kunci"]): k["sesudah"] for k in KOREKSI}}
    assert wajib_places(replace(RENCANA, data=baru)) == set()
