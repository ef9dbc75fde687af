"""Printed figures: sums, counts, one fact in several tables, percentages, numbers typed as text."""

from __future__ import annotations

from typing import Any

import pytest
from test_lintas_kata import buku, cari, tempat

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa import angka_tercetak
from kinerja_core.buku_kinerja.rencana import KOLOM_TERCETAK
from kinerja_core.buku_kinerja.sebutan import column_words

NODE = [
    {"slot": "N001", "jenis": "Sasaran", "uraian": "Meningkatnya pelayanan"},
    {"slot": "N002", "jenis": "Program", "induk": "N001", "uraian": "Program Pelayanan"},
    {"slot": "N003", "jenis": "Kegiatan", "induk": "N002", "uraian": "Kegiatan Pelayanan"},
    {"slot": "N004", "jenis": "Sub Kegiatan", "induk": "N003", "uraian": "Sub satu", "pagu": 640000, "g": 640000},
    {"slot": "N005", "jenis": "Sub Kegiatan", "induk": "N003", "uraian": "Sub dua", "pagu": 360000, "g": 340000},
]
INDIKATOR = [{"slot": "I001", "node": "N001", "uraian": "Indeks Kepuasan Masyarakat", "target": 82.47,
              "realisasi": 82.46, "lalu1": 81.81}]


def cetak(*baris: tuple[str, str, str, Any], **lain: Any) -> Pengukuran:
    tercetak = [dict(zip(("tabel", "kunci", "kolom", "nilai"), b, strict=True)) for b in baris]
    return buku(**{"node": NODE, "indikator": INDIKATOR, **lain}, tercetak=tercetak)


def test_jml01_printed_sum() -> None:
    p = cetak(("Tabel 3.6", "TOTAL", "anggaran", 1000001), ("Tabel 3.6", "N002", "realisasi_anggaran", "980.000,-"),
              ("Tabel 3.6", "N003", "anggaran", "1.000.010"), ("Tabel 3.6", "N001", "anggaran", 1000000))
    temuan = cari(angka_tercetak, p, "JML01")
    assert tempat(temuan) == [("T001", "nilai"), ("T003", "nilai")]
    assert (temuan[0].a, temuan[0].b) == ("1.000.001", "1.000.000")


def test_jml01_not_for_leaf_pk_or_text_total() -> None:
    p = cetak(("Tabel 3.7", "N004", "anggaran", 5), ("PK", "N002", "anggaran", 5), ("Naskah", "TOTAL", "anggaran", 5))
    assert cari(angka_tercetak, p, "JML01") == []


def test_jml01_typed_at_a_node_with_children() -> None:
    node = [*NODE]
    node[2] = {**NODE[2], "pagu": 999999, "g": 980000}
    assert tempat(cari(angka_tercetak, buku(node=node), "JML01")) == [("N003", "pagu")]
    node[2] = {**NODE[2], "perubahan": 1000000, "g4": 970000}
    assert tempat(cari(angka_tercetak, buku(node=node), "JML01")) == [("N003", "g4")]


def test_jml02() -> None:
    p = cetak(("Naskah", "TOTAL", "jumlah_sub_kegiatan", "3 sub kegiatan"), ("Naskah", "TOTAL", "jumlah_kegiatan", 1))
    assert [(c.slot, c.a, c.b) for c in cari(angka_tercetak, p, "JML02")] == [("T001", "3 sub kegiatan", "2")]
    tanpa = [{k: v for k, v in n.items() if k not in ("pagu", "g")} for n in NODE]
    assert cari(angka_tercetak, cetak(("Naskah", "TOTAL", "jumlah_kegiatan", 9), node=tanpa), "JML02") == []


@pytest.mark.parametrize(("banyak", "ada"), [(2, False), (3, False), (4, True), (1, True)])
def test_jml02_counts_what_has_no_money_or_leaves_it_out(banyak: int, ada: bool) -> None:
    node = [*NODE, {"slot": "N006", "jenis": "Sub Kegiatan", "induk": "N003", "uraian": "Sub tiga", "pagu": "-"}]
    p = cetak(("Naskah", "TOTAL", "jumlah_sub_kegiatan", banyak), node=node)
    assert bool(cari(angka_tercetak, p, "JML02")) == ada


def test_jml03_where_nothing_is_computed() -> None:
    tanpa = [{k: v for k, v in n.items() if k not in ("pagu", "g")} for n in NODE]
    p = cetak(("Tabel 3.6", "TOTAL", "anggaran", 1000000), ("Tabel 3.7", "TOTAL", "anggaran", 1000010),
              ("PK", "TOTAL", "anggaran", 7), node=tanpa)
    (c,) = cari(angka_tercetak, p, "JML03")
    assert (c.slot, c.a, c.b) == ("T002", "1.000.010", "1.000.000 (Tabel 3.6)")
    sama = cetak(("Tabel 3.6", "TOTAL", "anggaran", 1000000), ("Tabel 3.7", "TOTAL", "anggaran", "1.000.000,00"),
                 node=tanpa)
    assert cari(angka_tercetak, sama, "JML03") == []


def test_jml03_is_not_told_beside_the_sum() -> None:
    p = cetak(("Tabel 3.6", "TOTAL", "anggaran", 1000000), ("Tabel 3.7", "TOTAL", "anggaran", 1000010))
    assert [(c.kode, c.slot) for c in cari(angka_tercetak, p)] == [("JML01", "T002")]


def test_jml03_two_totals_in_the_running_text() -> None:
    """One of them may be the first pagu."""
    p = cetak(("Naskah", "TOTAL", "anggaran", "Rp 1.000.000,-"), ("Naskah", "TOTAL", "anggaran", "Rp 900.000,-"))
    assert [(c.slot, c.a, c.b) for c in cari(angka_tercetak, p)] == [("T002", "900.000", "1.000.000 (Naskah)")]
    sendiri = cetak(("Naskah", "TOTAL", "anggaran", 900000))
    assert [c.b for c in cari(angka_tercetak, sendiri, "JML03")] == ["1.000.000 (jumlah pagu)"]
    node = [*NODE[:3], {**NODE[3], "perubahan": 740000}, NODE[4]]
    for nilai, ada in ((1000000, 0), (1100000, 0), (1200000, 1)):
        assert len(cari(angka_tercetak, cetak(("Naskah", "TOTAL", "anggaran", nilai), node=node), "JML03")) == ada


def test_tkr01_and_then_no_bda01() -> None:
    p = cetak(("Tabel 3.4", "I001", "target", 82.46), ("Tabel 3.4", "I001", "realisasi", 82.47))
    assert tempat(cari(angka_tercetak, p, "TKR01")) == [("T001", "nilai")]
    assert cari(angka_tercetak, p, "BDA01") == []


@pytest.mark.parametrize(("target", "realisasi"), [(82.47, 82.46), (82.46, 82.45), (82.47, 82.47)])
def test_tkr01_not(target: float, realisasi: float) -> None:
    p = cetak(("Tabel 3.4", "I001", "target", target), ("Tabel 3.4", "I001", "realisasi", realisasi))
    assert cari(angka_tercetak, p, "TKR01") == []


def test_bda01_printed_facts() -> None:
    p = cetak(("Tabel 3.1", "I001", "target", "82,47 %"), ("Tabel 3.1", "I001", "realisasi", 82.5),
              ("Tabel 3.1", "I001", "lalu1", 81.18), ("PK Berikutnya", "I001", "target", 90),
              ("Tabel 3.7", "N004", "anggaran", 640001), ("Tabel 3.1", "I001", "lalu2", 3))
    assert tempat(cari(angka_tercetak, p, "BDA01")) == [("T003", "nilai"), ("T005", "nilai")]


def test_bda01_renstra_and_pk() -> None:
    lain = {
        "profil": {"renstra_awal": 2019, "renstra_akhir": 2024},
        "renstra": [{"slot": "S001", "bagian": "Sasaran", "indikator": "I001", "th4": 82.46, "th5": 83, "akhir": 84}],
        "dokumen": [{"slot": "D001", "jenis": "PK"}, {"slot": "D002", "jenis": "PK Berikutnya"}],
        "pk": [{"slot": "K001", "dokumen": "D001", "bagian": "Sasaran", "indikator": "I001", "target": 82},
               {"slot": "K002", "dokumen": "D002", "bagian": "Sasaran", "indikator": "I001", "target": 83.5}],
    }
    p = cetak(("Tabel 3.3", "I001", "target_akhir", 84.5), ("PK Berikutnya", "I001", "target", 83.1),
              ("PK", "K001", "target", 81), **lain)
    assert sorted(tempat(cari(angka_tercetak, p, "BDA01"))) == [
        ("K001", "target"), ("K002", "target"), ("S001", "th4"), ("T001", "nilai"), ("T002", "nilai"),
        ("T003", "nilai")]
    berikut = cetak(("PK Berikutnya", "I001", "realisasi", 12), ("PK Berikutnya", "I001", "target", 83), **lain)
    assert not {s for s, _ in tempat(cari(angka_tercetak, berikut, "BDA01"))} & {"T001", "T002"}
    lain["renstra"][0]["th4"] = 82.47
    lain["pk"][0]["target"] = 82.47
    lain["pk"][1]["target"] = 83
    assert cari(angka_tercetak, cetak(**lain), "BDA01") == []


def test_bda01_first_pk_is_left_out_where_the_changed_one_speaks() -> None:
    dokumen = [{"slot": "D001", "jenis": "PK"}, {"slot": "D002", "jenis": "PK Perubahan"}]
    pk = [{"slot": f"K00{n}", "dokumen": f"D00{n}", "bagian": "Sasaran", "indikator": "I001", "target": t}
          for n, t in ((1, 80), (2, 82.47))]
    assert cari(angka_tercetak, cetak(dokumen=dokumen, pk=pk), "BDA01") == []


def test_bda01_borrows_from_its_twin() -> None:
    indikator = [*INDIKATOR, {"slot": "I002", "node": "N002", "uraian": "IKM", "sama_dengan": "I001"}]
    p = cetak(("Tabel 3.1", "I002", "target", 80), ("Tabel 3.2", "I002", "target", 82.47), indikator=indikator)
    assert tempat(cari(angka_tercetak, p, "BDA01")) == [("T001", "nilai")]


@pytest.mark.parametrize(("nilai", "kode"), [
    (98, ""), ("98,00 %", ""), (97, "PRS01"), (0, "PRS01"), ("98.0", ""), ("-", "")])
def test_prs01_penyerapan(nilai: object, kode: str) -> None:
    p = cetak(("Tabel 3.6", "N002", "penyerapan", nilai))
    assert [c.kode for c in cari(angka_tercetak, p) if c.kode.startswith("PRS")] == ([kode] if kode else [])


@pytest.mark.parametrize(("nilai", "kode"), [
    ("99,98", "PRS02"), ("99,99", ""), ("100,00", "PRS01"), (100, ""), (99, "PRS02"), ("99,9", "PRS02"),
    ("100,0", "")])
def test_prs02_cut_instead_of_rounded(nilai: object, kode: str) -> None:
    """82,46 / 82,47 = 99,98787..."""
    p = cetak(("Tabel 3.1", "I001", "capaian", nilai))
    assert [c.kode for c in cari(angka_tercetak, p) if c.kode.startswith("PRS")] == ([kode] if kode else [])


def test_prs02_value_that_rounds_to_a_hundred() -> None:
    node = [*NODE[:3], {**NODE[3], "pagu": 15279011, "g": 15278700}]
    p = cetak(("A", "N002", "penyerapan", "99,99 %"), ("B", "N002", "penyerapan", "100,00"), node=node)
    assert [(c.kode, c.slot, c.b) for c in cari(angka_tercetak, p) if c.kode.startswith("PRS")] == [
        ("PRS02", "T001", "100,00")]


def test_prs03_nothing_to_divide() -> None:
    node = [*NODE[:3], {**NODE[3], "pagu": "-", "g": "-"}]
    p = cetak(("Tabel 3.7", "N004", "penyerapan", 0), ("Tabel 3.8", "N004", "penyerapan", "-"), node=node)
    assert [(c.kode, c.slot) for c in cari(angka_tercetak, p) if c.kode.startswith("PRS")] == [("PRS03", "T001")]


@pytest.mark.parametrize(("teks", "rapi"), [
    ("82.47%", "82,47%"), ("98.8", "98,8"), ("3,659,837", "3.659.837"), ("BB (70.5)", "BB (70,5)"), ("82,47 %", ""),
    ("1.950 Unit", ""), ("Rp 1.000.000,-", ""), ("15.279.011,00", ""), ("1950", ""), ("Baik", ""),
    ("Rp . 67.197.194", ""), ("0.125", "0,125"), ("98.125 %", "98,125 %")])
def test_tks01(teks: str, rapi: str) -> None:
    """Only dots and commas that Indonesian does not write so; what is typed as printed is no fault."""
    p = cetak(("Tabel 3.1", "I001", "target", teks), ("Tabel 3.2", "I001", "target", 82.47),
              ("Tabel 3.5", "I001", "indikator", teks))
    assert [(c.slot, c.b) for c in cari(angka_tercetak, p, "TKS01")] == ([("T001", rapi)] if rapi else [])
    if rapi:
        assert cari(angka_tercetak, cetak(("Tabel 3.1", "I001", "target", rapi)), "TKS01") == []


def test_prs_a_percentage_that_fits_the_figures_printed_beside_it() -> None:
    """The fault is the target (BDA01), not what was divided by it."""
    lain = {"profil": {"renstra_awal": 2019, "renstra_akhir": 2024},
            "renstra": [{"bagian": "Sasaran", "indikator": "I001", "akhir": 83.51}]}
    p = cetak(("Tabel 3.3", "I001", "target_akhir", 82.55), ("Tabel 3.3", "I001", "kemajuan", 99.89), **lain)
    assert [(c.kode, c.slot) for c in cari(angka_tercetak, p)] == [("BDA01", "T001")]
    p = cetak(("Tabel 3.3", "I001", "target_akhir", 82.55), ("Tabel 3.3", "I001", "kemajuan", 99.5), **lain)
    (c,) = cari(angka_tercetak, p, "PRS05")
    assert c.b == "98,74 (realisasi/target akhir); 99,89 (angka tercetak)"


def test_prs_efficiency_of_printed_percentages_is_cut_off() -> None:
    node = [*NODE[:3], {**NODE[3], "pagu": 15279011, "g": 15278700}]
    p = cetak(("Tabel 3.5", "N001", "penyerapan", "99,99 %"), ("Tabel 3.5", "I001", "capaian", "100%"),
              ("Tabel 3.5", "I001", "efisiensi", 0.99), node=node)
    assert [(c.kode, c.slot) for c in cari(angka_tercetak, p)] == [("PRS02", "T001"), ("PRS02", "T003")]


@pytest.mark.parametrize(("nilai", "kode"), [("95,00", ""), ("98,72", ""), ("97.85", "PRS05"), ("98,7", "")])
def test_prs05_says_what_was_tried_and_its_mend_holds(nilai: str, kode: str) -> None:
    """Program or kegiatan in the last lampiran: its own figures, or the mean of what is below."""
    indikator = [{"slot": "I001", "node": "N003", "uraian": "Persentase jasa", "target": 100, "realisasi": 98.72},
                 {"slot": "I002", "node": "N004", "uraian": "Jumlah surat", "target": 100, "realisasi": 90},
                 {"slot": "I003", "node": "N005", "uraian": "Jumlah berkas", "target": 4, "realisasi": 4}]
    p = cetak(("Lampiran 3", "I001", "capaian", nilai), indikator=indikator)
    temuan = [c for c in cari(angka_tercetak, p) if c.kode.startswith("PRS")]
    assert [c.kode for c in temuan] == ([kode] if kode else [])
    for c in temuan:
        assert c.b == "95,00 (rata-rata rinciannya); 98,72 (realisasi/target)"
        for angka in ("95,00", "98,72"):
            assert cari(angka_tercetak, cetak(("Lampiran 3", "I001", "capaian", angka), indikator=indikator)) == []


def test_an_empty_plan_has_no_findings() -> None:
    assert cari(angka_tercetak, buku()) == []


@pytest.mark.parametrize("kolom", KOLOM_TERCETAK)
def test_a_printed_cell_is_named_in_words(kolom: str) -> None:
    assert "_" not in column_words(kolom)
    assert column_words("lalu2") == "realisasi 2 tahun lalu"
