"""What a Buku Kinerja computes from a plan, on plans small enough to do by hand.

P1 the tree: order, wrong parents, heights, first rows, leaves, the subset in the cascading, individu; P2 targets and
realisasi of domain.md 3 and 4, and which words of Profil count; P3 budget sums over leaves, "-" and blank, sasaran by
link; P4 roll-ups of outputs, with those of the Sokobanah document (93,75 and 95,70); P5 counts and printed figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest
from bantu.rencana_acak import ISI_SAH, plan

from kinerja_core.buku_kinerja.capaian import TIDAK_DIUKUR, Hasil
from kinerja_core.buku_kinerja.nilai import core_values, printed_state
from kinerja_core.buku_kinerja.pengukuran import Pengukuran, Pohon
from kinerja_core.buku_kinerja.rencana import INDIVIDU, PROFIL, TOTAL, load_rencana
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.lembar.isian import Kotak

SINGKAT = {"T": "Tujuan", "S": "Sasaran", "P": "Program", "K": "Kegiatan", "U": "Sub Kegiatan", "I": INDIVIDU}


def nodes(*baris: str, lain: Mapping[Kotak, Nilai] | None = None) -> dict[Kotak, Nilai]:
    """Rows "jenis induk urutan" from N001 on, the last two may lack, "-" is no induk; "." is a blank row."""
    isi: dict[Kotak, Nilai] = {}
    for n, teks in enumerate(baris, start=1):
        jenis, induk, urutan = [*teks.split(), "", ""][:3]
        isi |= {(f"N{n:03d}", "jenis"): SINGKAT.get(jenis), (f"N{n:03d}", "urutan"): float(urutan) if urutan else None,
                (f"N{n:03d}", "induk"): f"N{int(induk):03d}" if induk.isdigit() else None}
    return isi | dict(lain or {})


def indicators(*milik: int) -> dict[Kotak, Nilai]:
    """One indicator per number of a node, from I001 on."""
    return {(f"I{n:03d}", "node"): f"N{m:03d}" for n, m in enumerate(milik, start=1)}


def tree(*baris: str, lain: Mapping[Kotak, Nilai] | None = None) -> Pohon:
    return Pohon(plan(nodes(*baris, lain=lain)))


def order(pohon: Pohon) -> list[int]:
    """Tree order by number."""
    return [int(s[1:]) for s in pohon.walk()]


def measured(**isi: Nilai) -> Pengukuran:
    """A plan of one indicator; keys of Profil begin with "p_"."""
    return Pengukuran(plan({(PROFIL, k[2:]) if k.startswith("p_") else ("I001", k): v for k, v in isi.items()}))


# --- the tree -------------------------------------------------------------------------------------------------------


def test_order_of_the_tree() -> None:
    """P1: parents first, siblings by urutan, else by their row."""
    assert order(tree("T", "S 1", "P 2", "K 3", "U 4", "U 4", "K 3", "S 1")) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert order(tree("U 2", "K 3", "P 4", "S 5", "T")) == [5, 4, 3, 2, 1]
    assert order(tree("T", "S 1", "S 1", "S 1", ".", "S 1 2.5")) == [1, 2, 6, 3, 4]
    assert order(tree("T", "S 1 7", "S 1 7", "S 1 -1", "S 1 6.5")) == [1, 4, 5, 2, 3]
    assert order(tree("T", "S 1 2.0000004", "S 1 2", "S 1 1.999999")) == [1, 4, 2, 3]  # engines tell six decimals apart
    assert order(tree("T", "T", "S 2", "S 1", "T - 0.5")) == [5, 1, 4, 2, 3]
    assert order(tree("P", "P", "K 2", "U 1")) == [1, 4, 2, 3]  # a level may be left out


def test_what_no_number_is_stands_by_its_row() -> None:
    """P1: a blank, "-", text, TRUE, an error and a number beyond all bounds are no urutan; 0 is one."""
    for nilai in ("-", "1", True, Galat("#N/A"), 1e300, -1e300, " "):
        assert order(tree("T", "S 1", "S 1", lain={("N003", "urutan"): nilai})) == [1, 2, 3], nilai
    assert order(tree("T", "S 1", "S 1", lain={("N003", "urutan"): 0})) == [1, 3, 2]


def test_a_wrong_parent_makes_a_root() -> None:
    """P1: of the same level, of a lower one, oneself, in a circle, no row, an individu; codes are read as typed."""
    pohon = tree("K 2", "K 1", "K 3", "P 5", "U 4", "U 9", "I", "U 7", ".", "U 4",
                 lain={("N010", "induk"): " n004\u00a0", ("N011", "jenis"): "sub  kegiatan", ("N011", "induk"): "N00?"})
    assert {s: pohon.induk[s] for s in pohon.walk()} == {
        "N001": None, "N002": None, "N003": None, "N004": None, "N005": "N004", "N006": None, "N008": None,
        "N010": "N004", "N011": None}
    assert [pohon.level(s) for s in ("N001", "N004", "N007", "N009", "N011", "X", "N999")] == [4, 3, 0, 0, 5, 0, 0]
    assert [pohon.named(s, "induk") for s in ("N010", "N011", "N006")] == ["N004", "", "N009"]


def test_heights_and_first_rows() -> None:
    """P1: a node takes as many rows as its indicators or its children need, at least one."""
    pohon = tree("T", "S 1", "P 2", "P 2", "S 1", "T", lain=indicators(2, 4, 4, 4, 6, 6))
    assert {s: (pohon.awal[s], pohon.tinggi[s]) for s in pohon.walk()} == {
        "N001": (1, 5), "N002": (1, 4), "N003": (1, 1), "N004": (2, 3), "N005": (5, 1), "N006": (6, 2)}
    assert pohon.jumlah_baris == 7
    assert pohon.indikator["N004"] == ["I002", "I003", "I004"]
    assert tree().jumlah_baris == 0
    lima = tree("T", "S 1", lain=indicators(1, 1, 1))
    assert (lima.tinggi["N001"], lima.tinggi["N002"]) == (3, 1)


def test_nodes_outside_the_cascading() -> None:
    """P1: what is left below them begins a block of its own."""
    isi = nodes("T", "S 1", "P 2", "K 3", "U 4", lain={("N003", "pohon"): "tidak ", ("N002", "pohon"): "Ya"})
    sebagian, semua = Pohon(plan(isi), hanya_cascading=True), Pohon(plan(isi))
    assert (order(semua), order(sebagian)) == ([1, 2, 3, 4, 5], [1, 2, 4, 5])
    assert (sebagian.induk["N004"], sebagian.awal["N004"], semua.awal["N004"]) == (None, 2, 1)
    assert (sebagian.jumlah_baris, semua.jumlah_baris) == (2, 1)


def test_leaves_and_individu() -> None:
    """P1"""
    pohon = tree("T", "S 1", "P 2", "U 3", "U 3", "T", "I - 9", "I 1")
    assert pohon.leaves() == ["N004", "N005", "N006"]
    assert (pohon.leaves("N002"), pohon.leaves("N006")) == (["N004", "N005"], ["N006"])
    assert pohon.individu == ["N008", "N007"]
    assert "N008" not in list(pohon.walk())


# --- targets, realisasi, capaian ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tipe", "tw", "setahun"), [
    ("Angka s.d. TW", (25, 50, 75, 100), 100), ("", (10, 15, 20, 26), 26), ("Kondisi akhir TW", (10, 8, 8, 8), 8),
    ("Kondisi akhir TW", (40, 60, 70, 86), 86), ("Per TW, dijumlahkan", (3, 3, 3, 3), 12),
    ("per tw, dijumlahkan", (4, 5, 5, 5), 19), ("Rata-rata TW", (70, "-", None, 90), 80),
    ("Satu TW saja", (1, "-", "-", "-"), 1), ("Satu TW saja", ("-", "-", "-", 4), 4), ("", ("-",) * 4, "-"),
    ("Per TW, dijumlahkan", (None,) * 4, None), ("Per TW, dijumlahkan", (0, None, None, None), 0),
    ("Kondisi akhir TW", (9, 1e300, "x", None), 9),
])  # fmt: skip
def test_yearly_target_and_realisasi(tipe: str, tw: tuple[Nilai, ...], setahun: Hasil) -> None:
    """P2: the examples of domain.md 3; the same rule for both."""
    ukur = measured(tipe_target=tipe, **{f"{h}{n}": x for h in "tr" for n, x in enumerate(tw, start=1)})
    assert (ukur.target("I001"), ukur.realisasi("I001")) == (setahun, setahun)


def test_year_without_quarters_and_ratio() -> None:
    """P2: the yearly cell counts only where no quarter has a number; pembilang/penyebut make a percentage."""
    assert measured(target=7).target("I001") == 7
    assert measured(target=7, t2=5).target("I001") == 5
    assert measured(target="-").target("I001") == "-"
    ukur = measured(a1=18, b1=32, r2=50, a2=1, b2=4, a3=4, b3=0, a4=4, t1=60, t2=25, tipe_target="Rata-rata TW")
    assert ukur.realisasi_tw("I001") == [56.25, 50, TIDAK_DIUKUR, None]
    assert ukur.realisasi("I001") == pytest.approx(53.125)
    assert [ukur.capaian_tw("I001", q) for q in (1, 2, 3)] == [93.75, 200.0, None]
    assert ukur.sampai("I001", 2) == (42.5, 53.125)
    assert ukur.capaian_sampai("I001", 2) == 125.0


@pytest.mark.parametrize(("profil", "capaian", "dipakai", "predikat"), [
    ({}, 150.0, 150.0, "Sangat Tinggi"), ({"p_batas_capaian": "120"}, 150.0, 120.0, "Sangat Tinggi"),
    ({"p_batas_capaian": 100.0}, 150.0, 100.0, "Sangat Tinggi"),
    ({"p_batas_capaian": "115"}, 150.0, 150.0, "Sangat Tinggi"),
    ({"p_rumus_negatif": "Rasio terbalik T/R"}, 200.0, 200.0, "Sangat Tinggi"),
    ({"p_rumus_negatif": "sisa (t-r)/t", "p_batas_capaian": " 110 "}, 50.0, 50.0, "Sangat Rendah"),
])  # fmt: skip
def test_negative_polarity_and_ceiling(profil: dict[str, Nilai], capaian: float, dipakai: float, predikat: str) -> None:
    """P2: T = 10, R = 5 of domain.md 4; the ceiling is read from a number too."""
    ukur = measured(t4=10, r4=5, polaritas="NEGATIF", **profil)
    x = ukur.capaian("I001")
    assert (x, ukur.capped(x), ukur.predikat("I001")) == (capaian, dipakai, predikat)


def test_zero_target_and_missing_numbers() -> None:
    """P2"""
    assert measured(t4=0, r4=0).capaian("I001") == TIDAK_DIUKUR
    assert measured(t4=0, r4=0, polaritas="Negatif").capaian("I001") == 100
    assert measured(t4=10).capaian("I001") is None
    assert measured(t4="-", r4=3).capaian("I001") == "-"


def test_end_of_the_renstra() -> None:
    """P2: the first row that names the indicator; an unused row has none."""
    isi: dict[Kotak, Nilai] = {("I001", "r4"): 40, ("S001", "sasaran"): "x", ("S002", "indikator"): "i001 ",
                               ("S002", "akhir"): 80, ("S003", "indikator"): "I001", ("S003", "akhir"): 90,
                               ("S004", "indikator"): "I002", ("S004", "akhir"): 70}
    ukur = Pengukuran(plan(isi))
    assert (ukur.renstra_of("I001"), ukur.target_akhir("I001")) == ("S002", 80)
    assert ukur.computed("", "I001", "kemajuan") == 50
    assert (ukur.renstra_of("I002"), ukur.target_akhir("I002")) == (None, None)


@pytest.mark.parametrize(("bobot", "ikm"), [(None, 80.3), ("1/9", 80.3 / 0.99), ("0,11 (permenpanrb 14/2017)", 80.3)])
def test_ikm(bobot: Nilai, ikm: float) -> None:
    """P2: by the weight of Profil; None while an unsur is missing."""
    isi: dict[Kotak, Nilai] = {(f"U{n:03d}", "nilai"): 3.2 for n in range(1, 9)} | {("U009", "nilai"): 3.6}
    assert Pengukuran(plan(isi | {(PROFIL, "bobot_skm"): bobot})).ikm() == pytest.approx(ikm)
    assert Pengukuran(plan(isi | {("U004", "nilai"): "-"})).ikm() is None


# --- the budget -----------------------------------------------------------------------------------------------------

_POHON = ("T", "S 1", "P 2", "K 3", "U 4", "U 4", "K 3", "S 1", "P 8", "U 9")
_UANG: dict[Kotak, Nilai] = {("N005", "pagu"): 100, ("N005", "g1"): 20, ("N005", "g4"): 50, ("N006", "pagu"): 300,
                             ("N006", "perubahan"): 200, ("N006", "g"): 150, ("N003", "pagu"): 9e9,
                             ("N007", "pagu"): "-", ("N010", "pagu"): 1000, ("N010", "g2"): "-"}


def budget(**lain: Mapping[Kotak, Nilai]) -> Pengukuran:
    return Pengukuran(plan(nodes(*_POHON, lain={**_UANG, **{k: v for x in lain.values() for k, v in x.items()}})))


def test_budget_sums_its_leaves() -> None:
    """P3: what is typed at a node with children does not count; the change comes before the first pagu."""
    ukur = budget()
    assert [ukur.anggaran(f"N{n:03d}") for n in (5, 6, 7, 4, 3, 2, 1)] == [100, 200, "-", 300, 300, 300, 1300]
    assert [ukur.realisasi_anggaran(f"N{n:03d}") for n in (5, 6, 7, 4, 10, 9)] == [70, 150, None, 220, "-", "-"]
    assert (ukur.anggaran(TOTAL), ukur.realisasi_anggaran(TOTAL)) == (1300, 220)
    assert [ukur.anggaran(x) for x in ("N011", "", "X")] == [None] * 3
    assert ukur.computed("Tabel 3.7", "N004", "penyerapan") == pytest.approx(220 / 3)
    assert ukur.computed("", "N010", "penyerapan") is None
    tanpa = budget(a={("N006", "perubahan"): "-", ("N005", "perubahan"): 0})
    assert [tanpa.anggaran(f"N{n:03d}") for n in (5, 6, 4)] == [0, "-", 0]


def test_budget_of_a_sasaran() -> None:
    """P3: of the linked programs, each as often as it is named; without a link what lies below."""
    assert budget().anggaran_sasaran("N002") == (300, 220)
    assert budget().anggaran_sasaran("N008") == (1000, "-")
    taut: dict[Kotak, Nilai] = {("L001", "sasaran"): "n008", ("L001", "program"): "N003 ", ("L002", "sasaran"): "N008",
                                ("L002", "program"): "N009"}
    ukur = budget(a=taut)
    assert ukur.linked_programs("N008") == ["N003", "N009"]
    assert (ukur.anggaran_sasaran("N008"), ukur.anggaran_sasaran("N002")) == ((1300, 220), (300, 220))
    assert ukur.anggaran("N008") == 1000
    assert ukur.computed("Tabel 3.4", "N008", "anggaran") == 1300
    for kosong in (None, "X", TOTAL, "N011"):  # a link to nothing is still a link
        salah = budget(a={("L001", "sasaran"): "N008", ("L001", "program"): kosong, ("L001", "sumber"): "x"})
        assert salah.anggaran_sasaran("N008") == (None, None)
    sendiri = Pengukuran(plan(nodes("S", lain={("N001", "pagu"): 5, ("N001", "g"): 4})))
    assert sendiri.anggaran_sasaran("N001") == (5, 4)
    assert sendiri.tree_programs("N001") == []


def test_total_is_no_code_of_a_row() -> None:
    """P3: TOTAL as a code typed in another table names nothing."""
    lain: dict[Kotak, Nilai] = {("K001", "program"): TOTAL, ("K002", "program"): "n003", ("I001", "node"): TOTAL,
                                ("K003", "program"): "N003", ("K003", "anggaran"): "-"}
    nilai = core_values(budget(a=lain))
    assert [nilai["anggaran_pk", f"K{n:03d}"] for n in (1, 2, 3)] == ["", 300, "-"]
    assert budget(a=lain).computed("", "I001", "anggaran") is None


# --- roll-ups, counts, printed figures ------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def sokobanah() -> Pengukuran:
    return Pengukuran(load_rencana(templat_dir() / "contoh" / "sokobanah_2022.toml"))


def test_rollup_of_the_sokobanah_report() -> None:
    """P4: kegiatan 7 as printed; kegiatan 6 is 95,70 although 97,85 is printed; the program takes the measured ones."""
    ukur = sokobanah()
    keluaran = {s: ukur.capaian_node(s) for s in ("N063", "N059", "N046")}
    assert keluaran == {"N063": pytest.approx(93.75), "N059": pytest.approx(95.70), "N046": None}
    anak = [x for s in ukur.pohon.anak["N033"] if isinstance(x := ukur.capaian_node(s), float)]
    assert (len(ukur.pohon.anak["N033"]), len(anak)) == (8, 7)
    assert ukur.capaian_node("N033") == pytest.approx(sum(anak) / 7)
    assert [ukur.capaian_node(s) for s in ukur.pohon.anak["N063"]] == [75, 100, 100, 100]
    assert [ukur.capaian_node(s) for s in ukur.pohon.anak["N059"]] == [87.1, 100, 100]


def outputs(*capaian: tuple[int, float | None], lain: Mapping[Kotak, Nilai] | None = None) -> Pengukuran:
    """The tree of the budget with indicators (node, realisasi of target 100)."""
    isi = indicators(*(n for n, _ in capaian))
    for n, (_, x) in enumerate(capaian, start=1):
        isi |= {(f"I{n:03d}", "t4"): 100, (f"I{n:03d}", "r4"): x}
    return Pengukuran(plan(nodes(*_POHON, lain={**isi, **(lain or {})})))


def test_rollup_rules() -> None:
    """P4: children before own indicators at kegiatan and program only, keluaran before the rest, under the ceiling."""
    ukur = outputs((5, 80), (5, 90), (6, None), (4, 10), (3, 20), (2, 30), (10, 150))
    assert [ukur.capaian_node(f"N{n:03d}") for n in (5, 6, 4, 7, 3, 2, 1, 10, 9)] == [
        85, None, 85, None, 85, 30, None, 150, 150]
    ditandai = outputs((5, 80), (5, 90), lain={("I002", "keluaran"): " ya"})
    assert (ditandai.keluaran("N005"), ditandai.capaian_node("N005")) == (["I002"], 90)
    assert outputs((10, 150), lain={(PROFIL, "batas_capaian"): "110"}).capaian_node("N009") == 110
    assert outputs((4, 40), (7, 60)).capaian_node("N003") == 60  # kegiatan 4 has children, and they are not measured
    assert outputs((9, 40)).capaian_node("N009") is None


def test_counts() -> None:
    """P5: only what stands in the budget: a pagu or "-"."""
    assert [sokobanah().count_budgeted(n) for n in (3, 4, 5)] == [5, 12, 34]
    ukur = budget()
    assert [ukur.count_budgeted(n) for n in (1, 2, 3, 4, 5)] == [1, 2, 2, 2, 3]
    for kunci in (TOTAL, "N003", "I001", ""):
        assert ukur.computed("Naskah", kunci, "jumlah_kegiatan") == 2


def test_computed_by_table_and_column() -> None:
    """P5: Lampiran 3 tells outputs of program and kegiatan by roll-up, every other table the indicator's own."""
    ukur = outputs((4, 10), (5, 80), lain={**_UANG, ("I001", "lalu2"): "-", ("I001", "lalu1"): 7})
    assert [ukur.computed(t, "I001", "capaian") for t in ("Lampiran 3", "Tabel 3.1")] == [80, 10]
    assert ukur.computed("Lampiran 3", "I002", "capaian") == 80
    assert ukur.computed("Tabel 3.1", "N004", "capaian") == 80
    assert [ukur.computed("", "I001", k) for k in ("target", "realisasi", "lalu1", "lalu2", "lalu3")] == [
        100, 10, 7, "-", None]
    assert ukur.computed("", "I001", "anggaran") == 300
    assert ukur.computed("", "I001", "efisiensi") == pytest.approx(220 / 300 * 100 / 10)
    assert [ukur.computed("", k, "uraian") for k in ("I001", "N003", TOTAL)] == [None] * 3
    assert [ukur.computed("", k, "target") for k in ("N003", TOTAL, "I009", "X")] == [None] * 4


@pytest.mark.parametrize(("nilai", "hitungan", "kata"), [
    (100, 100.005, "Cocok"), (0, 0.0050004, "Cocok"), (0.0050015, 0, "Berbeda"), (0, 0.0050005, "Berbeda"),
    (100, 100.006, "Berbeda"), (0, 0, "Cocok"),
    (1e300, 5, "Berbeda"), (5, "-", "Berbeda"), (5, None, "Tidak dihitung"), ("5", 5, "Tulisan, bukan angka"),
    (True, 1, "Tulisan, bukan angka"), (Galat("#N/A"), 1, "Tulisan, bukan angka"), (0, TIDAK_DIUKUR, "Berbeda"),
    (None, 5, "Tulisan, bukan angka"),
])  # fmt: skip
def test_state_of_a_printed_figure(nilai: Nilai, hitungan: Hasil, kata: str) -> None:
    """P5: half a hundredth, compared at six decimals as Excel rounds them."""
    assert printed_state(plan({("T001", "nilai"): nilai, ("T001", "tabel"): "IKU"}), "T001", hitungan) == kata


def test_counters_of_the_book() -> None:
    """P5: figures that differ, findings set aside, rows with an open check."""
    nilai = core_values(Pengukuran(plan(ISI_SAH)))
    assert (nilai["jumlah_berbeda"], nilai["jumlah_dikesampingkan"], nilai["jumlah_wajib"]) == (2, 1, 0)
    lebih = core_values(Pengukuran(plan({**ISI_SAH, ("T003", "nilai"): 1.0, ("N003", "induk"): "N005"})))
    assert (lebih["jumlah_berbeda"], lebih["jumlah_wajib"]) == (3, 1)
