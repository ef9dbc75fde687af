"""Core, LibreOffice (forced to recalculate) and ironcalc agree on a whole Buku Kinerja, whatever was typed into it.

Q1 at least 300 random plans through ironcalc and 25 through LibreOffice: every keyed cell equal, texts exactly,
numbers at 1e-9; Q2 no formula of the book becomes an error value; Q3 the lists of Olah Urut and the printed RENAKSI,
IKU, Cascading and LKjIP 3.7 stand in the order of Pohon.walk; Q4 every printed figure of every table and column is
looked up alike; Q5 the four transcriptions agree in both engines; Q6 a wrong cached value is believed by nobody and
reported; Q7 every comparison here can fail, and what is compared does happen.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from bantu.bersama import book, many
from bantu.isian_acak import BukuIronCalc, BukuLibreOffice, BukuTerbuka
from bantu.rencana_acak import (
    ISI_SAH,
    KOLOM,
    changes,
    differ,
    disagreements,
    plan,
    plant,
    printed_rows,
    random_plan,
)
from hypothesis import given, settings

from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.capaian import TIDAK_DIUKUR
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.keluaran import K_AWAL
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, TempatBuku, urut_kolom
from kinerja_core.buku_kinerja.lembar.urutan import BarisPohon, budget_rows, iku_rows, list_rows, tree_rows
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import PROGRAM, Pengukuran, Pohon
from kinerja_core.buku_kinerja.rencana import KOLOM_TERCETAK, PROFIL, TABEL, TABEL_TERCETAK, Rencana, load_rencana
from kinerja_core.buku_kinerja.uji_baris import evaluate_row
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.hitung import compare
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.mesin.soffice import LibreOffice

#: Random plans: (ironcalc, LibreOffice).
BANYAK = (300, 25)
Tempat = dict[Hashable, tuple[str, Posisi]]


@dataclass(frozen=True)
class Kerja:
    """The built workbook under test and the plan it was built from."""

    rencana: Rencana
    denah: Denah
    path: Path

    @cached_property
    def rumus(self) -> Tempat:
        """Every formula of the book by its own place."""
        return {(s.nama, posisi): (s.nama, posisi) for s in self.denah.lembar for posisi, sel in s.sel.items()
                if isinstance(sel.isi, Rumus)}

    @cached_property
    def banyak(self) -> dict[str, int]:
        """Rows of every list of Olah Urut."""
        return list_rows(TempatBuku(self.rencana))

    @cached_property
    def daftar(self) -> Tempat:
        """Row numbers of node and indicator in every list of Olah Urut."""
        return {(nama, bagian, k): (p.OLAH_URUT, (AWAL + k, urut_kolom(nama, bagian)))
                for nama, banyak in self.banyak.items() for k in range(banyak) for bagian in ("node", "indikator")}

    @cached_property
    def cetak(self) -> Tempat:
        """Printed outputs that follow the tree: (RENAKSI, k), (IKU, k), (LKjIP 3.7, k), (Cascading, k, column)."""
        ptk = TempatBuku(self.rencana)
        lkjip = self.denah.sheet(p.LKJIP37)
        awal = max(baris for (baris, _), sel in lkjip.sel.items() if sel.isi == "Uraian") + 2
        return {**{(p.RENAKSI, k): (p.RENAKSI, (K_AWAL + k, 0)) for k in range(ptk.ruang["urut"])},
                **{(p.IKU, k): (p.IKU, (K_AWAL + k, 2)) for k in range(ptk.ruang["iku"])},
                **{(p.LKJIP37, k): (p.LKJIP37, (awal + k, 1)) for k in range(ptk.ruang["anggaran"])},
                **{(p.CASCADING, k, m): (p.CASCADING, (K_AWAL + k, m))
                   for k in range(ptk.ruang["cascading"]) for m in range(1, 11)}}


@pytest.fixture(scope="module")
def kerja(tmp_path_factory: pytest.TempPathFactory) -> Kerja:
    """The small sound plan; built once."""
    rencana, path = plan(ISI_SAH), tmp_path_factory.mktemp("buku") / "uji.xlsx"
    path.write_bytes(book(rencana))
    return Kerja(rencana, describe(rencana), path)


@pytest.fixture(scope="module")
def di_ironcalc(kerja: Kerja) -> BukuIronCalc:
    return BukuIronCalc(kerja.path, kerja.denah)


@pytest.fixture(scope="module")
def di_libreoffice(kerja: Kerja, lo: LibreOffice) -> Iterator[BukuLibreOffice]:
    with lo.open(kerja.path, cetak=False) as dokumen:
        yield BukuLibreOffice(dokumen, kerja.denah)


def whole(isi: Mapping[Kotak, Nilai]) -> dict[Kotak, Nilai]:
    """The sound plan with these contents; every other cell is emptied."""
    return {**dict.fromkeys(KOLOM), **ISI_SAH, **isi}


def plans(nama: str, banyak: int) -> Iterator[dict[Kotak, Nilai]]:
    """The same random plans in every run."""
    return (random_plan(random.Random(f"{nama}{n}")) for n in range(banyak))


# --- what the book should show --------------------------------------------------------------------------------------


def errors_in(buku: BukuTerbuka, kerja: Kerja) -> list[object]:
    """Formulas whose value is an error."""
    return [(lembar, alamat(posisi), v) for (lembar, posisi), v in buku.read(kerja.rumus).items()  # type: ignore[misc]
            if isinstance(v, Galat)]


def expected_lists(rencana: Rencana) -> dict[str, list[BarisPohon]]:
    """The five lists of Olah Urut from the plan alone; the plain ones hold nodes only."""
    ptk = TempatBuku(rencana)
    pohon = Pohon(rencana)
    return {"tree": tree_rows(ptk), "iku": iku_rows(ptk), "lampiran": budget_rows(ptk, keluaran=True),
            "anggaran": budget_rows(ptk, keluaran=False),
            "program": [(s, None, True) for s in pohon.walk() if pohon.level(s) == PROGRAM]}


def wrong_lists(buku: BukuTerbuka, kerja: Kerja, rencana: Rencana) -> list[object]:
    """Rows of Olah Urut that hold another row of the plan than they should, or any where nothing should stand."""
    nomor = {s: n for tabel in ("node", "indikator") for n, s in enumerate(rencana.slots(tabel), start=1)}
    isi = buku.read(kerja.daftar)
    salah: list[object] = []
    for nama, baris in expected_lists(rencana).items():
        for k in range(kerja.banyak[nama]):
            node, indikator, _ = baris[k] if k < len(baris) else ("", None, False)
            seharusnya = (nomor.get(node, 0), nomor.get(indikator or "", 0))
            lembar = (isi[nama, "node", k], isi[nama, "indikator", k])
            salah += [(nama, k, seharusnya, lembar)] * (lembar != seharusnya)
    return salah


def _cascading(rencana: Rencana) -> dict[tuple[int, int], str]:
    """(row, column) of the eleven-column table -> slot that stands there."""
    pohon = Pohon(rencana, hanya_cascading=True)
    hasil: dict[tuple[int, int], str] = {}
    for s in pohon.walk():
        kolom, awal = 2 * pohon.level(s) - 1, pohon.awal[s] - 1
        hasil[awal, kolom] = s
        hasil |= {(awal + n, kolom + 1): i for n, i in enumerate(pohon.indikator.get(s, []))}
    return hasil


def wrong_prints(buku: BukuTerbuka, kerja: Kerja, rencana: Rencana) -> list[object]:
    """Cells of the printed outputs with another code or text than the order of the tree asks for."""
    tabel = _cascading(rencana)
    cadangan = max((k for k, _ in tabel), default=-1) + 1  # below the last row stands the signature
    daftar = expected_lists(rencana)
    salah: list[object] = []
    for kunci, v in buku.read(kerja.cetak).items():
        nama, k, *kolom = kunci  # type: ignore[misc]
        if nama == p.RENAKSI:
            baris = daftar["tree"][k] if k < len(daftar["tree"]) else ("", None, False)
            seharusnya: Nilai = baris[1] or baris[0]
        elif nama == p.CASCADING:
            if kolom == [9] and k >= cadangan:
                continue
            seharusnya = rencana.nilai(tabel[k, *kolom], "uraian") if (k, *kolom) in tabel else ""
        else:
            isi, bagian = (daftar["iku"], 1) if nama == p.IKU else (daftar["anggaran"], 0)
            seharusnya = rencana.nilai(str(isi[k][bagian]), "uraian") if k < len(isi) else ""
        seharusnya = "" if seharusnya is None else seharusnya
        if isinstance(seharusnya, str) and v != seharusnya:  # numbers, errors and TRUE are written by each engine
            salah.append((kunci, seharusnya, v))
    return salah


# --- random plans ---------------------------------------------------------------------------------------------------


def test_every_key_of_the_book_is_a_value_of_the_core(kerja: Kerja) -> None:
    """Q1: and the core tells nothing that no cell shows, but for levels that no check of a row has."""
    kunci = core_values(Pengukuran(kerja.rencana)).keys()
    assert kerja.denah.keluaran.keys() <= kunci
    assert kunci - kerja.denah.keluaran.keys() <= {"jumlah_keterangan", "jumlah_dijelaskan"}
    assert "keterangan" not in {k.tingkat for k in KATALOG_BARIS.values()}


def test_random_plans_in_ironcalc(kerja: Kerja, di_ironcalc: BukuIronCalc) -> None:
    """Q1, Q2, Q3"""
    for n, isi in enumerate(plans("buku", many(BANYAK[0]))):
        assert not disagreements(di_ironcalc, isi), f"rencana acak ke-{n}"
        assert not errors_in(di_ironcalc, kerja), f"rencana acak ke-{n}"
        assert n % 2 or not wrong_lists(di_ironcalc, kerja, plan(isi)), f"rencana acak ke-{n}"
        assert n % 2 or not wrong_prints(di_ironcalc, kerja, plan(isi)), f"rencana acak ke-{n}"


def test_random_plans_in_libreoffice(kerja: Kerja, di_libreoffice: BukuLibreOffice) -> None:
    """Q1, Q2, Q3"""
    for n, isi in enumerate(plans("lo", many(BANYAK[1]))):
        assert not disagreements(di_libreoffice, isi), f"rencana acak ke-{n}"
        assert not wrong_lists(di_libreoffice, kerja, plan(isi)), f"rencana acak ke-{n}"
        assert not wrong_prints(di_libreoffice, kerja, plan(isi)), f"rencana acak ke-{n}"
        assert n % 3 or not errors_in(di_libreoffice, kerja), f"rencana acak ke-{n}"


def test_number_of_plans() -> None:
    """Q1"""
    assert BANYAK[0] >= 300
    assert BANYAK[1] >= 25


@settings(max_examples=many(60))
@given(isi=changes())
def test_few_changes_in_ironcalc(kerja: Kerja, di_ironcalc: BukuIronCalc, isi: dict[Kotak, Nilai]) -> None:
    """Q1, Q2: any text and any number in a few cells of a sound plan; a failure shrinks to one cell."""
    assert not disagreements(di_ironcalc, whole(isi))
    assert not errors_in(di_ironcalc, kerja)


def test_every_printed_figure_is_looked_up_alike(di_ironcalc: BukuIronCalc) -> None:
    """Q4: every table and every column with codes of indicators, of each level and of the whole document."""
    baris = printed_rows()
    diuji = {(isi[s, "tabel"], isi[s, "kolom"]) for isi in baris for s, _ in isi}
    assert {t for t, _ in diuji} == set(TABEL_TERCETAK)
    assert {k for _, k in diuji} == set(KOLOM_TERCETAK)
    hitungan: set[Nilai] = set()
    for isi in baris:
        kosong: dict[Kotak, Nilai] = {k: None for k in KOLOM if k[0][0] == "T"}
        assert not disagreements(di_ironcalc, whole(kosong | isi))
        hitungan |= {v for k, v in core_values(Pengukuran(plan(whole(kosong | isi)))).items()
                     if isinstance(k, tuple) and k[0] == "hitungan"}
    assert len(hitungan) > 25


# --- cases ----------------------------------------------------------------------------------------------------------

SATU_TW: Mapping[Kotak, Nilai] = {("I002", "tipe_target"): "Satu TW saja", ("I002", "satuan"): "Dokumen",
                                  ("I002", "uraian"): "Jumlah dokumen", ("I002", "polaritas"): None,
                                  **{("I002", f"{k}{q}"): None for k in "trab" for q in (1, 2, 3, 4)},
                                  ("I002", "target"): None, ("I002", "realisasi"): None}
KASUS: list[tuple[Mapping[str, Nilai], Nilai, Nilai]] = [
    ({"t1": 0.0, "t2": 0.0, "t3": 1.0, "t4": 0.0, "r1": 0.0, "r2": 0.0, "r3": 1.0, "r4": 0.0}, 1.0, 100.0),
    ({"t1": "-", "t2": "-", "t3": 1.0, "t4": "-", "r1": 0.0, "r2": 0.0, "r3": 1.0, "r4": 0.0}, 1.0, 100.0),
    ({"t4": 4.0, "r1": 0.0, "r2": 0.0, "r3": 0.0, "r4": 2.0}, 2.0, 50.0),
    ({"t4": 4.0, "r1": 0.0, "r2": 0.0, "r3": 0.0}, "", ""), ({"t1": 4.0, "r1": 0.0, "r4": 0.0}, 0.0, 0.0),
    ({"t1": 4.0, "r3": 4.0}, 4.0, 100.0), ({"t2": 4.0, "r2": 46025.0}, "", ""),
    ({"t2": 4.0, "realisasi": 46025.0}, "", ""), ({"t2": 4.0, "realisasi": 10000.0}, 10000.0, 250000.0)]


@pytest.mark.parametrize(("isi", "nyata", "capaian"), KASUS)
def test_one_quarter_with_typed_zeros_and_dates_as_numbers(
        di_ironcalc: BukuIronCalc, di_libreoffice: BukuLibreOffice, isi: Mapping[str, Nilai], nyata: Nilai,
        capaian: Nilai) -> None:
    """Q1: the quarter that is planned counts; what its satuan cannot have counts in neither."""
    semua = whole({**SATU_TW, **{("I002", k): v for k, v in isi.items()}})
    inti = core_values(Pengukuran(plan(semua)))
    assert (inti["realisasi", "I002"], inti["capaian", "I002"]) == (nyata, capaian)
    assert not disagreements(di_ironcalc, semua)
    assert not disagreements(di_libreoffice, semua)


@pytest.mark.parametrize(("jabatan", "sebagai", "tercetak"), [
    ("Plt. Camat Contoh", "Plt.", "Plt. Camat Contoh"), ("PLT CAMAT CONTOH", "Plt.", "PLT CAMAT CONTOH"),
    (" Plh. Camat Contoh", "Plh.", " Plh. Camat Contoh"), ("Camat Contoh", "Plt.", "Plt. Camat Contoh"),
    ("Camat Contoh", "Definitif", "Camat Contoh"), ("Pelaksana Tugas Camat", "Plt.", "Pelaksana Tugas Camat")])
def test_acting_is_printed_once(kerja: Kerja, di_ironcalc: BukuIronCalc, jabatan: str, sebagai: str,
                                tercetak: str) -> None:
    """On every document that prints who signs."""
    isi: dict[Kotak, Nilai] = {(s, k): None for s, k in KOLOM if s[0] == "D"}
    for n, jenis in enumerate(("PK", "RENAKSI", "LKjIP", "Cascading"), start=1):
        isi |= {(f"D{n:03d}", k): v for k, v in (("jenis", jenis), ("jabatan", jabatan), ("sebagai", sebagai))}
    di_ironcalc.set(whole(isi))
    teks = [v for v in di_ironcalc.read(kerja.rumus).values()
            if isinstance(v, str) and v.strip().lower().endswith(jabatan.strip().lower())]
    assert teks.count(tercetak) >= 3
    assert set(teks) <= {tercetak, jabatan, f": {jabatan}"}


# --- what happens in them -------------------------------------------------------------------------------------------


def kinds(isi: Mapping[Kotak, Nilai]) -> Iterator[tuple[str, str]]:
    """(kind of key, kind of value) of everything the core tells of a plan."""
    for kunci, v in core_values(Pengukuran(plan(isi))).items():
        nama = kunci[0] if isinstance(kunci, tuple) else str(kunci)
        yield nama, {"": "kosong", "-": "strip", TIDAK_DIUKUR: "tidak diukur"}.get(str(v), type(v).__name__)


def test_everything_happens_in_the_random_plans() -> None:
    """Q7: nothing is agreed upon because it never happens."""
    terlihat: dict[str, set[str]] = defaultdict(set)
    kode, tinggi, akar, seri = set(), set(), set(), 0
    for isi in plans("buku", 100):
        for nama, jenis in kinds(isi):
            terlihat[nama].add("angka" if jenis in {"int", "float"} else jenis)
        rencana = plan(isi)
        kode |= {u.kode for s in (PROFIL, *(s for t in TABEL for s in rencana.used(t)))
                 for u, _, _ in evaluate_row(rencana, s)}
        pohon = Pohon(rencana)
        tinggi |= set(pohon.tinggi.values())
        akar |= {pohon.level(s) for s in pohon.anak.get(None, [])}
        urutan = [(pohon.induk[s], rencana.angka(s, "urutan")) for s in pohon.walk()]
        seri += len(urutan) - len(set(urutan))
    bersekat = {"angka", "kosong", "strip"}
    for nama in ("target", "realisasi", "anggaran", "realisasi_anggaran", "anggaran_sasaran", "target_pk"):
        assert bersekat <= terlihat[nama], nama
    for nama in ("capaian", "capaian_tw", "capaian_sampai", "penyerapan", "efisiensi", "kemajuan", "dipakai"):
        assert {"angka", "kosong", "tidak diukur"} <= terlihat[nama], nama
    assert {"angka", "kosong"} <= terlihat["ikm"] & terlihat["capaian_node"] & terlihat["hitungan"]
    # days among the numbers and percents far above 100: test_uji_baris_mesin
    assert kode == set(KATALOG_BARIS) - {"BRS18", "BRS19", "BRS20"}
    assert {1, 2, 3, 4, 5} <= tinggi & akar
    assert seri > 50


# --- transcriptions -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("nama", ["kemangkon_2022", "sokaraja_2022", "leuwisari_2021", "sokobanah_2022"])
@pytest.mark.sampel(1)
def test_transcriptions_agree_in_both_engines(nama: str, lo: LibreOffice, tmp_path: Path) -> None:
    """Q5, Q2, Q3"""
    rencana = load_rencana(templat_dir() / "contoh" / f"{nama}.toml")
    path = tmp_path / f"{nama}.xlsx"
    path.write_bytes(book(rencana))
    kerja, inti = Kerja(rencana, describe(rencana), path), core_values(Pengukuran(rencana))
    with lo.open(path, cetak=False) as dokumen:
        di_lo = BukuLibreOffice(dokumen, kerja.denah)
        di_lo.set({})
        for buku in (di_lo, BukuIronCalc(path, kerja.denah)):
            mesin = buku.read(kerja.denah.keluaran)
            assert [(k, inti[k], v) for k, v in mesin.items() if differ(inti[k], v)] == []
            assert wrong_lists(buku, kerja, rencana) == []
            assert wrong_prints(buku, kerja, rencana) == []
            assert errors_in(buku, kerja) == []


# --- the comparisons can fail ---------------------------------------------------------------------------------------


def test_the_comparison_can_fail(kerja: Kerja, di_ironcalc: BukuIronCalc) -> None:
    """Q7: a cell the engine did not get is told, and so are the smallest differences that count."""
    di_ironcalc.set(whole({}))
    mesin = di_ironcalc.read(kerja.denah.keluaran)
    inti = core_values(Pengukuran(plan(whole({("I002", "t4"): 23.0, ("N005", "pagu"): "-"}))))
    assert {("target", "I002"), ("anggaran", "N003"), ("capaian", "I002")} <= {
        k for k, v in mesin.items() if differ(inti[k], v)}
    assert differ(80.0, 80.0000001)
    assert not differ(80.0, 80.00000001)
    assert not differ(1, 1.0)
    assert all(differ(a, b) for a, b in (("", None), ("", 0.0), (True, 1.0), ("Ada", "ada"), (1.0, "1"), ("-", "")))


def test_the_order_of_lists_can_fail(kerja: Kerja, di_ironcalc: BukuIronCalc) -> None:
    """Q7: siblings the other way round, a node out of the cascading, a mark that is gone."""
    di_ironcalc.set(whole({}))
    assert not wrong_lists(di_ironcalc, kerja, plan(whole({})))
    assert not wrong_prints(di_ironcalc, kerja, plan(whole({})))
    terbalik = plan(whole({("N006", "urutan"): 1.0, ("I002", "iku"): None}))
    assert {n for n, *_ in wrong_lists(di_ironcalc, kerja, terbalik)} == {  # type: ignore[misc]
        "tree", "iku", "anggaran", "lampiran"}
    assert {k[0] for k, _, _ in wrong_prints(di_ironcalc, kerja, terbalik)} == {  # type: ignore[misc]
        p.RENAKSI, p.IKU, p.LKJIP37, p.CASCADING}
    tanpa = plan(whole({("N004", "pohon"): "Tidak"}))
    assert {k[0] for k, _, _ in wrong_prints(di_ironcalc, kerja, tanpa)} == {p.CASCADING}  # type: ignore[misc]


def test_an_error_value_is_found(kerja: Kerja) -> None:
    """Q7: in a hidden sheet too."""
    buku = BukuIronCalc(kerja.path, kerja.denah)
    lembar, posisi = kerja.denah.keluaran["target", "I003"]
    buku.model.update_cell_with_formula(buku.indeks[lembar], posisi[0] + 1, posisi[1] + 1, "=1/0")
    buku.set({})
    assert (lembar, alamat(posisi), Galat("#DIV/0!")) in errors_in(buku, kerja)


@pytest.mark.parametrize("kunci", [("capaian", "I002"), ("anggaran", "N003"), ("uji", p.SUSUNAN, "N003")])
@pytest.mark.sampel(1)
def test_a_wrong_cached_value_is_believed_by_nobody(kunci: Hashable, kerja: Kerja, lo: LibreOffice,
                                                    tmp_path: Path) -> None:
    """Q6: canary for the whole book."""
    tanam, tempat = tmp_path / "tanam.xlsx", kerja.denah.keluaran[kunci]
    plant(kerja.path, tanam, *tempat, "777")
    inti = core_values(Pengukuran(kerja.rencana))
    with lo.open(tanam, cetak=False) as dokumen:
        assert not differ(inti[kunci], dokumen.value(*tempat))
    laporan = compare(tanam, read_book(read_buku(tanam)), ["ironcalc"])
    sel = laporan.sel[kunci]
    assert sel.tersimpan == 777
    assert not differ(inti[kunci], sel.rumus["ironcalc"])
    assert [k for k, s in laporan.sel.items() if not s.sepakat] == [kunci]
    assert compare(kerja.path, read_book(read_buku(kerja.path)), ["ironcalc"]).sepakat
