"""The plan of Sokobanah 2022 against the text of its LKjIP: nothing invented, nothing left out, mistakes kept.

S1  The file loads; slots stand in order, references and answers are valid, every row names its source lines.
S2  Counts are the known ones, and those counted by code in the source tables.
S3  The budget adds up to the totals of the source.
S4  Every text and every number stands in the source lines its row names, inside the table it is printed in.
S5  Every figure and every text of the source tables stands in a row that names its line.
S6  Each mend starts from what stands there; what is mended was wrong, and then equals what is computed.

S2, S4 and S5 read the source text and are skipped where it is not at hand.
"""

from __future__ import annotations

import copy
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import (
    DAFTAR,
    PROFIL,
    TABEL,
    TABEL_PROFIL,
    TOTAL,
    Rencana,
    load_rencana,
    parse_rencana,
)
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.contoh import corrections

FOLDER = templat_dir() / "contoh"
PLAN = FOLDER / "sokobanah_2022.toml"
DATA = load_toml(PLAN)
RENCANA = load_rencana(PLAN)
KOREKSI = corrections(FOLDER / "sokobanah_2022_koreksi.toml")
TEKS_SUMBER = Path(__file__).resolve().parents[2] / "shared" / "reference" / "lkjip_sokobanah_2022.txt"
JUMLAH_BARIS = 899

#: Rows of every table of the plan.
BANYAKNYA = {"jabatan": 7, "dokumen": 4, "dasar": 10, "node": 69, "indikator": 74, "renstra": 3, "pk": 17, "tautan": 4,
             "masalah": 5, "lhe": 8, "skm": 0, "tercetak": 347, "kesampingkan": 0}
#: Nodes of the cascading (Tabel 1.2), of the budget tables, and of both together.
CASCADING = {"Tujuan": 4, "Sasaran": 4, "Program": 4, "Kegiatan": 7, "Sub Kegiatan": 12}
DIANGGARKAN = {"Program": 5, "Kegiatan": 12, "Sub Kegiatan": 34}
SUSUNAN = {"Tujuan": 5, "Sasaran": 4, "Program": 5, "Kegiatan": 15, "Sub Kegiatan": 40}
PAGU, REALISASI = 2_662_394_679, 2_508_522_923
PROGRAM = {"PENUNJANG": 2_371_586_698, "PENYELENGGARAAN": 15_278_700, "PEMBERDAYAAN": 73_578_700,
           "KOORDINASI": 23_460_000, "PEMBINAAN": 24_618_825}
#: Source lines of each table, first and last.
LETAK = {"Naskah": (380, 720), "PK": (732, 747), "PK Berikutnya": (799, 816), "Tabel 1.2": (277, 294),
         "Tabel 2.2": (380, 384), "Tabel 2.3": (390, 398), "Tabel 3.1": (416, 421), "Tabel 3.2": (526, 532),
         "Tabel 3.3": (536, 541), "Tabel 3.4": (547, 553), "Tabel 3.5": (557, 562), "Tabel 3.6": (572, 581),
         "Tabel 3.7": (585, 648), "Lampiran 3": (835, 893)}
#: Lines of the source tables whose every cell has to be in the plan.
BARIS_TABEL = (*range(372, 375), *range(383, 385), *range(393, 399), 420, 421, 531, 532, 540, 541, 552, 553, 561, 562,
               *range(576, 582), *range(590, 649), *range(737, 741), *range(743, 748), 804, 808, 809,
               *range(812, 817), *range(840, 894))
#: Lines of the source text that list what the plan keeps as text.
DAFTAR_NASKAH = (*range(136, 147), *range(156, 162), *range(170, 192), *range(197, 224), *range(229, 247), 324, 325,
                 335, 336, 340, 341, 345, 346, 361, 362, *range(486, 490), *range(497, 523), *range(660, 682))
#: What the source does not print: nomenclature codes; names of tables and columns are ours.
BUKAN_CETAKAN = {("node", "nomenklatur"), ("tercetak", "kunci"), ("kesampingkan", "kode"), ("kesampingkan", "kunci")}

PUNYA_SUMBER = pytest.mark.skipif(not TEKS_SUMBER.is_file(), reason="teks sumber tidak ada di komputer ini")
BARIS = [(t, s) for t in TABEL for s in RENCANA.used(t)]
SEMUA = [(PROFIL, PROFIL), *BARIS]


def columns(tabel: str) -> tuple[Kolom, ...]:
    """The columns of a table or of the profil."""
    return TABEL_PROFIL.kolom if tabel == PROFIL else TABEL[tabel].kolom


def lines_named(sumber: str) -> list[int]:
    """Line numbers of "841, 591" or "86-92, 97"."""
    nomor: list[int] = []
    for bagian in sumber.split(", "):
        awal, _, akhir = bagian.partition("-")
        nomor += range(int(awal), int(akhir or awal) + 1)
    return nomor


def source() -> list[str]:
    """The source text by line number; line 0 is empty."""
    return ["", *TEKS_SUMBER.read_text("utf-8").split("\n")]


def plain(teks: str) -> str:
    """Without bold marks, paragraph marks, and runs of spaces."""
    return " ".join(re.sub(r"\*\*|</?p>", " ", teks).split())


def readings(teks: str) -> set[float]:
    """A printed number as Indonesian (1.950 and 98,8) and with a decimal point (98.8); empty when it is none."""
    hasil: set[float] = set()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?", teks):
        hasil.add(float(teks.replace(".", "").replace(",", ".")))
    if re.fullmatch(r"\d+\.\d{1,2}", teks):
        hasil.add(float(teks))
    return hasil


def numbers_in(teks: str) -> set[float]:
    """Every number printed in a text, under every reading."""
    return set().union(*(readings(t) for t in re.findall(r"\d+(?:[.,]\d+)*", teks)))


def level_of_budget_rows(baris: list[str], kolom: int) -> Iterator[tuple[str, list[str]]]:
    """Level and cells of each row of a budget table: after a program stands a kegiatan, after that a sub kegiatan."""
    sebelum = ""
    for sel in (b.split("\t") for b in baris):
        if len(sel) != kolom or sel[0] in {"", "NO", "JUMLAH"}:
            continue
        if sel[1].startswith("PROGRAM "):
            sebelum = "Program"
        elif sebelum != "Kegiatan" and (sel[2].endswith(",00") or sel[2] == "-"):
            sebelum = "Kegiatan"
        else:
            sebelum = "Sub Kegiatan"
        yield sebelum, sel


# --- S1 -----------------------------------------------------------------------------------------------------------


def test_s1_head() -> None:
    assert (RENCANA.tahun, RENCANA.identitas.nama, RENCANA.identitas.daerah) == (2022, "Sokobanah", "KABUPATEN SAMPANG")
    assert {k: len(RENCANA.used(k)) for k in TABEL} == BANYAKNYA


@pytest.mark.parametrize("tabel", [t for t, n in BANYAKNYA.items() if n])
def test_s1_slots_in_order(tabel: str) -> None:
    assert [b["slot"] for b in DATA[tabel]] == [TABEL[tabel].slot(n) for n in range(1, BANYAKNYA[tabel] + 1)]


def test_s1_references_and_answers_are_valid() -> None:
    terpakai = {s: t for t, s in BARIS}
    for tabel, slot in SEMUA:
        for k in columns(tabel):
            isi = RENCANA.teks(slot, k.kunci)
            assert isi or not k.wajib, (slot, k.kunci)
            if k.jenis == "rujukan" and isi:
                assert terpakai[isi] in k.ke, (slot, k.kunci)
            if k.jenis == "pilihan" and isi:
                assert isi in DAFTAR[k.daftar], (slot, k.kunci)
            if k.is_number and isi:
                assert isinstance(RENCANA.angka(slot, k.kunci), float) or (isi == "-" and k.strip), (slot, k.kunci)
    kunci = [RENCANA.teks(t, "kunci") for t in RENCANA.used("tercetak")]
    assert [k for k in kunci if k != TOTAL and k not in terpakai] == []


def test_s1_parent_stands_before_its_child() -> None:
    for n in RENCANA.used("node"):
        assert RENCANA.teks(n, "induk") < n


def test_s1_every_row_names_its_lines() -> None:
    for _, slot in SEMUA:
        nomor = lines_named(RENCANA.teks(slot, "sumber"))
        assert nomor, slot
        assert all(0 < n <= JUMLAH_BARIS for n in nomor), slot


# --- S2 and S3 ----------------------------------------------------------------------------------------------------


def budgeted(jenis: str) -> list[str]:
    """Nodes of a level with a budget."""
    ukur = Pengukuran(RENCANA)
    return [n for n in RENCANA.used("node")
            if RENCANA.teks(n, "jenis") == jenis and ukur.anggaran(n) is not None]


def test_s2_counts() -> None:
    node = RENCANA.used("node")
    assert Counter(RENCANA.teks(n, "jenis") for n in node) == SUSUNAN
    assert Counter(RENCANA.teks(n, "jenis") for n in node if RENCANA.teks(n, "pohon") != "Tidak") == CASCADING
    assert {j: len(budgeted(j)) for j in DIANGGARKAN} == DIANGGARKAN
    uang = [RENCANA.nilai(n, k) for n in node for k in ("perubahan", "g")]
    assert (sum(isinstance(u, int | float) for u in uang), uang.count("-")) == (66, 2)
    keluaran = [i for i in RENCANA.used("indikator") if RENCANA.teks(i, "keluaran") == "Ya"]
    assert len(keluaran) == len({RENCANA.teks(i, "node") for i in keluaran}) == sum(DIANGGARKAN.values())


@PUNYA_SUMBER
def test_s2_counts_by_code_in_the_source() -> None:
    teks = source()
    assert len(teks) - 2 == JUMLAH_BARIS
    pohon = [b.split("\t") for b in teks[281:295]]
    isi = {jenis: [sel[k] for sel in pohon if sel[k]] for k, jenis in zip(range(1, 10, 2), CASCADING, strict=True)}
    assert {jenis: len(x) for jenis, x in isi.items()} == CASCADING
    indikator = sum(bool(sel[k]) for sel in pohon for k in range(2, 11, 2))
    tabel37 = list(level_of_budget_rows(teks[590:649], 5))
    lampiran = list(level_of_budget_rows(teks[840:894], 9))
    assert Counter(t for t, _ in tabel37) == Counter(t for t, _ in lampiran) == DIANGGARKAN
    assert [sel[2:5] for _, sel in tabel37] == [sel[2:5] for _, sel in lampiran]
    rupiah = [sel[k] for t, sel in tabel37 if t == "Sub Kegiatan" for k in (2, 3)]
    assert (len(rupiah), rupiah.count("-")) == (68, 2)
    bersama = sum(RENCANA.teks(i, "keluaran") == "Ya" and lines_named(RENCANA.teks(i, "sumber"))[0] < 300
                  for i in RENCANA.used("indikator"))
    assert indikator + len(lampiran) - bersama + 1 == BANYAKNYA["indikator"]  # one more: Nilai SAKIP of Tabel 2.1


def test_s3_budget_adds_up() -> None:
    ukur = Pengukuran(RENCANA)
    sub = [n for n in RENCANA.used("node") if RENCANA.teks(n, "jenis") == "Sub Kegiatan"]
    assert sum(a for n in sub if isinstance(a := RENCANA.angka(n, "perubahan"), float)) == PAGU
    assert sum(a for n in sub if isinstance(a := RENCANA.angka(n, "g"), float)) == REALISASI
    menurut = {RENCANA.teks(n, "uraian").split()[1]: ukur.realisasi_anggaran(n) for n in budgeted("Program")}
    assert menurut == PROGRAM
    assert sum(PROGRAM.values()) == REALISASI == ukur.realisasi_anggaran(TOTAL)


def test_s3_linked_programs_give_the_money_of_table_3_4() -> None:
    ukur = Pengukuran(RENCANA)
    sasaran = list(dict.fromkeys(RENCANA.teks(t, "sasaran") for t in RENCANA.used("tautan")))
    assert [ukur.anggaran_sasaran(s) for s in sasaran] == [(15_279_011, 15_278_700), (121_673_176, 121_657_525)]


# --- S4: nothing invented -----------------------------------------------------------------------------------------


@PUNYA_SUMBER
def test_s4_every_text_stands_in_its_lines() -> None:
    teks = source()
    salah = []
    for tabel, slot in SEMUA:
        baris = plain(" ".join(teks[n] for n in lines_named(RENCANA.teks(slot, "sumber"))))
        for k in columns(tabel):
            isi = RENCANA.nilai(slot, k.kunci)
            if k.jenis not in {"teks", "panjang"} or k.kunci == "sumber" or (tabel, k.kunci) in BUKAN_CETAKAN:
                continue
            if isinstance(isi, str) and not all(plain(potong) in baris for potong in isi.split("\n")):
                salah.append((slot, k.kunci, isi))
    assert salah == []


@PUNYA_SUMBER
def test_s4_every_number_stands_in_its_lines() -> None:
    teks = source()
    salah, banyaknya = [], 0
    for tabel, slot in SEMUA:
        ada = set().union(*(numbers_in(teks[n]) for n in lines_named(RENCANA.teks(slot, "sumber"))))
        for k in columns(tabel):
            isi = RENCANA.angka(slot, k.kunci)
            if isinstance(isi, float) and isi not in ada:
                salah.append((slot, k.kunci, isi))
            banyaknya += isinstance(isi, float)
    assert salah == []
    assert banyaknya > 450


@PUNYA_SUMBER
def test_s4_numbering_and_satuan_are_the_printed_cells() -> None:
    teks = source()
    for n in RENCANA.used("node"):
        baris = [teks[b].split("\t") for b in lines_named(RENCANA.teks(n, "sumber")) if b >= 590]
        assert {sel[0] for sel in baris} == ({RENCANA.teks(n, "nomor")} - {""}), n
    for i in RENCANA.used("indikator"):
        if RENCANA.teks(i, "keluaran") == "Ya":
            sel = teks[lines_named(RENCANA.teks(i, "sumber"))[-1]].split("\t")
            for kunci, isi in (("target", sel[6]), ("realisasi", sel[7])):
                angka, satuan = re.findall(r"[\d.,]+|\S+", isi)
                assert RENCANA.angka(i, kunci) in readings(angka), i
                assert RENCANA.teks(i, "satuan") == satuan, i


def test_s4_printed_figures_stand_in_their_table() -> None:
    salah = []
    for t in RENCANA.used("tercetak"):
        awal, akhir = LETAK[RENCANA.teks(t, "tabel")]
        if not all(awal <= n <= akhir for n in lines_named(RENCANA.teks(t, "sumber"))):
            salah.append(t)
    assert salah == []


def test_s4_no_figure_is_recorded_twice() -> None:
    kunci = Counter(tuple(RENCANA.teks(t, k) for k in ("tabel", "kunci", "kolom", "sumber"))
                    for t in RENCANA.used("tercetak"))
    assert [k for k, n in kunci.items() if n > 1] == []


# --- S5: nothing left out -----------------------------------------------------------------------------------------


def by_line() -> dict[int, tuple[set[float], set[str]]]:
    """Numbers and texts (lower case) of the plan by source line."""
    hasil: dict[int, tuple[set[float], set[str]]] = {n: (set(), set()) for n in range(1, JUMLAH_BARIS + 1)}
    for tabel, slot in SEMUA:
        for nomor in lines_named(RENCANA.teks(slot, "sumber")):
            for k in columns(tabel):
                isi = RENCANA.nilai(slot, k.kunci)
                if isinstance(isi, int | float):
                    hasil[nomor][0].add(float(isi))
                elif isinstance(isi, str):
                    hasil[nomor][1].add(plain(isi).lower())
    return hasil


def is_kept(sel: str, angka: set[float], teks: set[str]) -> bool:
    """Does the plan hold a printed cell: as text, as number, as number with satuan, or as number in Rp?"""
    if plain(sel).lower() in teks or readings(sel) & angka:
        return True
    if cocok := re.fullmatch(r"Rp ?\.? ?([\d.]+)", sel):
        return bool(readings(cocok[1]) & angka)
    if cocok := re.fullmatch(r"([\d.,]+) ?(%|[A-Za-z]+)", sel):
        return bool(readings(cocok[1]) & angka)
    cocok = re.fullmatch(r"([A-Z]+) \((\d+)\)", sel)
    return bool(cocok and cocok[1].lower() in teks and readings(cocok[2]) & angka)


@PUNYA_SUMBER
def test_s5_every_cell_of_the_tables_is_in_the_plan() -> None:
    teks, isi = source(), by_line()
    diperiksa, hilang = 0, []
    for nomor in BARIS_TABEL:
        sel = [s.strip() for s in teks[nomor].split("\t")]
        if len(sel) < 2 or sel[0] == "NO" or sel[:3] == ["", "", "ANGGARAN"]:
            continue
        judul = sel[0] in {"", "JUMLAH", "Jumlah", "Total"} or sel[1] == "BELANJA LANGSUNG"
        for n, s in enumerate(sel):
            nomor_urut = n == 0 and re.fullmatch(r"\d\.?|[A-Z]\.", s)
            if not s or (judul and n < 2 and not numbers_in(s)) or nomor_urut:
                continue
            diperiksa += 1
            if not is_kept(s, *isi[nomor]):
                hilang.append((nomor, s))
    assert [h for h in hilang if not is_known_by_another_table(h[1])] == []
    assert diperiksa > 600


def is_known_by_another_table(sel: str) -> bool:
    """A text that a table repeats from the tree: not recorded again, as only letter case differs (or nothing)."""
    milik = {plain(RENCANA.teks(s, "uraian")).lower() for t in ("node", "indikator") for s in RENCANA.used(t)}
    return plain(sel).lower() in milik


@PUNYA_SUMBER
def test_s5_every_cell_of_the_cascading_is_in_the_plan() -> None:
    teks, isi = source(), by_line()
    hilang = [(n, s) for n in range(281, 295) for s in teks[n].split("\t")
              if s.strip() and plain(s).lower() not in isi[n][1]]
    assert hilang == []


@PUNYA_SUMBER
def test_s5_every_listed_line_of_the_text_is_in_the_plan() -> None:
    """Duties, causes, obstacles, solutions, recommendations and what was done about them."""
    teks, isi = source(), by_line()
    hilang = []
    for nomor in DAFTAR_NASKAH:
        if butir := re.fullmatch(r"\s*(?:- |\d\. )(.+)", teks[nomor]):
            cari = plain(butir[1]).lower()
            if not any(cari in t for t in isi[nomor][1]):
                hilang.append(nomor)
    assert hilang == []


def test_s5_figures_per_column() -> None:
    """Where one line prints the same figure several times, only counting shows that none is missing."""
    kolom = Counter((RENCANA.teks(t, "tabel"), RENCANA.teks(t, "kolom")) for t in RENCANA.used("tercetak"))
    gabungan = DIANGGARKAN["Program"] + DIANGGARKAN["Kegiatan"] + 1  # and the grand total
    semua = sum(DIANGGARKAN.values())
    for tabel in ("Tabel 3.7", "Lampiran 3"):
        uang = [kolom[(tabel, k)] for k in ("anggaran", "realisasi_anggaran", "penyerapan")]
        assert uang == [gabungan, gabungan, semua + 1]
    assert kolom[("Lampiran 3", "capaian")] == semua
    assert [kolom[("Tabel 3.6", k)] for k in ("anggaran", "realisasi_anggaran", "penyerapan")] == [6, 6, 6]
    assert kolom[("Tabel 2.3", "anggaran")] == 6
    for tabel, isi in {
        "Tabel 2.2": ("target",), "Tabel 3.1": ("lalu1", "target", "realisasi", "capaian"),
        "Tabel 3.2": ("target", "lalu1", "realisasi"), "Tabel 3.3": ("target_akhir", "realisasi", "kemajuan"),
        "Tabel 3.4": ("target", "realisasi", "capaian", "anggaran", "realisasi_anggaran", "penyerapan"),
        "Tabel 3.5": ("capaian", "penyerapan", "efisiensi"),
    }.items():
        assert [kolom[(tabel, k)] for k in isi] == [2] * len(isi), tabel
    assert kolom[("Tabel 3.2", "lalu2")] == kolom[("Tabel 3.2", "lalu3")] == 1
    assert [kolom[("Naskah", f"jumlah_{k}")] for k in ("program", "kegiatan", "sub_kegiatan")] == [2, 2, 2]


def test_s5_what_a_table_prints_is_known_to_the_plan() -> None:
    ukur = Pengukuran(RENCANA)
    for t in RENCANA.used("tercetak"):
        tabel, kunci, kolom = (RENCANA.teks(t, k) for k in ("tabel", "kunci", "kolom"))
        if kolom.startswith("lalu") or kolom in {"target", "realisasi", "target_akhir"}:
            assert isinstance(ukur.computed(tabel, kunci, kolom), int | float), t


# --- S6: the mends ------------------------------------------------------------------------------------------------


def mended() -> Rencana:
    """The plan with every mend applied."""
    data = copy.deepcopy(DATA)
    baris = {b["slot"]: b for t in TABEL for b in data.get(t, [])}
    for k in KOREKSI:
        baris[k["slot"]][k["kunci"]] = k["sesudah"]
    return parse_rencana(data)


def figure(nilai: Any) -> tuple[float, int]:
    """The number a printed figure means, whatever marks it carries, and its decimals."""
    (angka,) = {float(nilai)} if isinstance(nilai, int | float) else numbers_in(nilai)
    return angka, len(f"{angka:.10g}".partition(".")[2])


def wrong_figures(rencana: Rencana) -> set[str]:
    """Printed figures that are neither what is computed (at their decimals) nor cut off instead of rounded."""
    ukur, salah = Pengukuran(rencana), set()
    for t in rencana.used("tercetak"):
        tempat = [rencana.teks(t, k) for k in ("tabel", "kunci", "kolom")]
        hitung = ukur.computed(tempat[0], tempat[1], tempat[2])
        if isinstance(hitung, int | float) and not tempat[2].startswith("jumlah_"):
            cetak, desimal = figure(rencana.nilai(t, "nilai"))
            langkah = 10.0 ** -desimal
            dipotong = math.floor(hitung / langkah + 1e-6) * langkah
            if min(abs(excel_round(hitung, desimal) - cetak), abs(dipotong - cetak)) > 1e-9:
                salah.add(t)
    return salah


@pytest.mark.parametrize("koreksi", KOREKSI, ids=lambda k: f"{k['slot']}.{k['kunci']}")
def test_s6_mend_starts_from_the_transcription(koreksi: dict[str, Any]) -> None:
    assert list(koreksi) == ["slot", "kunci", "sebelum", "sesudah", "alasan", "sumber"]
    tabel = next(t for t in TABEL.values() if t.awalan == koreksi["slot"][0])
    assert koreksi["kunci"] in tabel.menurut_kunci
    assert koreksi["slot"] in RENCANA.used(tabel.kunci)
    baris = next(b for b in DATA[tabel.kunci] if b["slot"] == koreksi["slot"])
    assert (type(baris[koreksi["kunci"]]), baris[koreksi["kunci"]]) == (type(koreksi["sebelum"]), koreksi["sebelum"])
    assert koreksi["sesudah"] not in ("", koreksi["sebelum"])
    assert koreksi["alasan"].endswith(".")
    assert all(0 < n <= JUMLAH_BARIS for n in lines_named(koreksi["sumber"].removeprefix("baris ")))


def test_s6_the_wrong_figures_are_the_mended_ones() -> None:
    judul = {t for t in RENCANA.used("tercetak") if RENCANA.teks(t, "kolom") == "judul"}
    diperbaiki = {k["slot"] for k in KOREKSI if k["slot"].startswith("T")}
    assert wrong_figures(RENCANA) == diperbaiki - judul
    assert wrong_figures(mended()) == set()


def test_s6_one_nip_one_year_one_target() -> None:
    baru = mended()
    for rencana, nip, tahun, target in ((RENCANA, 2, {2021, 2022}, {82.46, 82.47}), (baru, 1, {2022}, {82.47})):
        dokumen = [d for d in rencana.used("dokumen") if rencana.teks(d, "nip")]
        assert len({rencana.teks(d, "nip") for d in dokumen}) == nip
        judul = [t for t in rencana.used("tercetak")
                 if (rencana.teks(t, "kolom"), rencana.teks(t, "kunci")) == ("judul", "D001")]
        assert {int(a) for t in judul for a in re.findall(r"\b20\d\d\b", rencana.teks(t, "nilai"))} == tahun
        ikm = next(i for i in rencana.used("indikator") if rencana.nilai(i, "target") == 82.47)
        baris = [s for t in ("renstra", "pk") for s in rencana.used(t) if rencana.teks(s, "indikator") == ikm]
        tahun_ini = [rencana.nilai(s, "th4") if s[0] == "S" else rencana.nilai(s, "target") for s in baris
                     if rencana.teks(s, "dokumen") != "D003"]
        assert set(tahun_ini) == target


def test_s6_realisasi_is_never_mended() -> None:
    kunci = {k["kunci"] for k in KOREKSI}
    assert kunci == {"nilai", "nip", "th4"}
