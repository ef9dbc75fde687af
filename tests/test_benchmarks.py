"""The benchmark measures what it says: every measured function runs, and ways that are compared give equal results.

R1 openpyxl writes the same cells as we do. R2 all readers see the same cells. R3 every engine agrees with the core on
every keyed cell. R4 a grown instrument is sound and scores the same. R5 started commands end as they should.
R6 tables show ratios first. R7 synthetic plans are sound, and every engine agrees with the core on their workbook.
Nothing is timed here.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

from benchmarks import baca, buku, hitung, mulai, tulis
from benchmarks.__main__ import BAGIAN, main, parse_arguments
from benchmarks.bahan import Bahan, grow, prepare
from benchmarks.rencana_besar import synthetic_plan
from benchmarks.tumbuh import KERJA
from benchmarks.ukur import Tabel, measure, show_ratio, show_table, tabulate
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.lintas import check_rows
from kinerja_core.dasar.excelmath import Galat
from kinerja_core.instrumen.periksa import check_instrumen
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.lembar.denah import Rumus
from kinerja_core.xlsx.baca import read_buku, read_parts
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model, sheet_index
from kinerja_core.xlsx.mesin.pembanding import engine
from kinerja_core.xlsx.mesin.soffice import LibreOffice


@pytest.fixture(scope="module")
def bahan(tmp_path_factory: pytest.TempPathFactory) -> Bahan:
    return prepare(tmp_path_factory.mktemp("buku"))


def _ours(bahan: Bahan) -> tuple[baca.Isi, baca.Isi]:
    """(values, formulas) of our reader, errors as text."""
    buku = read_buku(bahan.path)
    nilai = {(s.nama, pos): v.teks if isinstance(v, Galat) else v for s in buku.lembar for pos, v in s.nilai.items()}
    return nilai, {(s.nama, pos): f for s in buku.lembar for pos, f in s.rumus.items()}


#: What makes a style, as openpyxl reads it from either file.
TAMPAK = ("number_format", "protection.locked", "font.b", "font.sz", "font.color.rgb", "fill.fgColor.rgb",
          "border.left.style", "border.bottom.style", "alignment.horizontal", "alignment.vertical",
          "alignment.wrap_text", "alignment.indent")


def _attribute(benda: object, jalan: str) -> object:
    """The value at the end of a path of attributes; colours without alpha; absent, 0 and "automatic" alike."""
    for nama in jalan.split("."):
        benda = getattr(benda, nama, None)
    if jalan.endswith("rgb"):
        benda = benda[-6:] if isinstance(benda, str) else None
    return None if benda in (0, "000000", "bottom") else benda


def test_openpyxl_writes_the_described_cells(bahan: Bahan, tmp_path: Path) -> None:
    """R1: as many cells, the same formulas, inputs and texts, the same look and lock at every cell."""
    path = tmp_path / "openpyxl.xlsx"
    path.write_bytes(tulis.write_openpyxl(bahan.denah, bahan.isian))
    nilai, rumus = _ours(bahan)
    nilai_lain, rumus_lain = baca.read_openpyxl(path)
    assert rumus_lain == rumus
    assert nilai_lain == {tempat: v for tempat, v in nilai.items() if tempat not in rumus}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dua = [openpyxl.load_workbook(p) for p in (bahan.path, path)]
    beda = []
    for s in bahan.denah.lembar:
        satu_per_gaya = {sel.gaya: pos for pos, sel in s.sel.items() if pos not in {d for d, _ in s.gabung}}
        for gaya, (baris, kolom) in satu_per_gaya.items():
            a, b = ([_attribute(buku[s.nama].cell(baris + 1, kolom + 1), t) for t in TAMPAK] for buku in dua)
            beda += [(gaya, t, x, y) for t, x, y in zip(TAMPAK, a, b, strict=True) if x != y]
        assert all(dua[1][s.nama].cell(b + 1, k + 1).style == sel.gaya for (b, k), sel in s.sel.items())
    assert beda == []


def test_all_readers_see_the_same_cells(bahan: Bahan) -> None:
    """R2: values and formulas of openpyxl; every part of the plain zip; findings of the whole road."""
    nilai, rumus = _ours(bahan)
    nilai_lain, rumus_lain = baca.read_openpyxl(bahan.path)
    assert rumus_lain == rumus
    assert {k: v for k, v in nilai_lain.items() if v != ""} == {k: v for k, v in nilai.items() if v != ""}
    assert baca.unzip(bahan.path) == dict(read_parts(bahan.path))
    assert {t.tingkat for t in baca.read_and_check(bahan)} <= {"wajib", "cek", "keterangan"}


def test_calamine_sees_the_same_values(bahan: Bahan) -> None:
    """R2: python-calamine is no dependency; where it is installed its values are ours."""
    if baca.calamine_missing():
        return
    assert baca.read_calamine(bahan.path) == {k: v for k, v in _ours(bahan)[0].items() if v != ""}


def test_ironcalc_agrees_on_every_keyed_cell(bahan: Bahan) -> None:
    """R3."""
    nilai = engine("ironcalc")(bahan.path, list(bahan.denah.keluaran.values()))
    assert len(nilai) > 500
    assert hitung.count_mismatches(bahan, nilai) == 0
    assert hitung.count_mismatches(bahan, [*nilai[1:], None]) > 0


def test_libreoffice_agrees_on_every_keyed_cell(bahan: Bahan, lo: LibreOffice) -> None:
    """R3."""
    nilai = hitung.read_libreoffice(lo, bahan, list(bahan.denah.keluaran.values()))
    assert hitung.count_mismatches(bahan, nilai) == 0


@pytest.mark.parametrize("kali", [2, 4])
def test_grown_instrument_is_sound_and_scores_the_same(bahan: Bahan, kali: int) -> None:
    """R4: n times the indicators, Σ bobot 100, no kode twice, references inside the copy, Nilai Akhir as before."""
    instrumen, isian = grow(bahan.instrumen, bahan.isian, kali)
    assert len(instrumen.indikator) == kali * len(bahan.instrumen.indikator)
    assert [t for t in check_instrumen(instrumen) if t.tingkat == "wajib"] == []
    rujukan = [(i.kode, d.dari) for i in instrumen.indikator for d in i.data if d.dari]
    assert all(dari.partition(".")[0].partition("x")[2] == kode.partition("x")[2] for kode, dari in rujukan)
    asli, tumbuh = score(bahan.instrumen, bahan.isian), score(instrumen, isian)
    assert tumbuh.nilai_akhir == pytest.approx(asli.nilai_akhir, abs=1e-9)
    assert tumbuh.terisi == kali * asli.terisi


def test_grown_workbook_is_built_read_and_scored(bahan: Bahan, tmp_path: Path) -> None:
    """R4: the three kinds of work that the growth table measures; formulas grow with the indicators."""
    dua = prepare(tmp_path, 2)
    jumlah = [sum(isinstance(x.isi, Rumus) for s in b.denah.lembar for x in s.sel.values()) for b in (bahan, dua)]
    assert 1.5 * jumlah[0] < jumlah[1] < 2.1 * jumlah[0]
    hasil = {nama: kerja(dua) for nama, kerja in KERJA.items()}
    assert hasil["buat"] == dua.path.read_bytes()
    assert all(hasil.values())
    nilai = engine("ironcalc")(dua.path, list(dua.denah.keluaran.values()))
    assert hitung.count_mismatches(dua, nilai) == 0


def test_started_commands_end_as_they_should(bahan: Bahan) -> None:
    """R5: the help and the version come out, the check of the faithful example finds something, nothing fails."""
    bytecode = bahan.path.parent / "bytecode"
    keluar = {nama: mulai.run_python(argumen, bytecode) for nama, argumen in mulai.commands(bahan).items()}
    kode = {nama: k.returncode for nama, k in keluar.items()}
    assert kode == {nama: int("periksa" in nama) for nama in kode}
    assert "Traceback" not in "".join(k.stderr for k in keluar.values())
    assert "periksa" in keluar["kinerja --help"].stdout
    assert keluar["kinerja --versi"].stdout.startswith("kinerja ")
    assert list(bytecode.rglob("baca.*.pyc"))


def test_loaded_modules_are_told(bahan: Bahan) -> None:
    """R5: the help loads nothing heavy; checking a file does not load the writer's library."""
    bytecode = bahan.path.parent / "bytecode"
    assert mulai.loaded_modules(["--help"], bytecode, [*mulai.MODUL_BERAT, "json"]) == ["json"]
    assert "xlsxwriter" not in mulai.loaded_modules(["periksa", str(bahan.path)], bytecode)


@pytest.mark.sampel(0)
def test_tables_show_ratios_first(bahan: Bahan) -> None:
    """R6: ours is 1,00 and stands first; absolute times stand last and are marked."""
    judul, kepala, kita, *lain = show_table(baca.compare_reading(bahan, 1)).splitlines()
    assert judul == "Membaca satu buku (1 = kinerja baca dan periksa)"
    assert kepala.endswith("ms (hanya untuk ukuran kasar)")
    assert kita.split("seluruhnya")[1].split()[0] == "1,00"
    assert any(b.startswith("  openpyxl") for b in lain)


def test_command_line_prints_the_chosen_groups(bahan: Bahan, capsys: pytest.CaptureFixture[str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    """R6: what is measured on, then each chosen group in the order of the call, with the options given."""
    monkeypatch.setattr("benchmarks.__main__.prepare", lambda folder: bahan)
    for nama in BAGIAN:
        monkeypatch.setitem(BAGIAN, nama, lambda b, a, n=nama: Tabel(f"{n} {a.ulang} {a.cepat}", "x", ()))
    main(["--bagian", "mulai", "tulis", "--ulang", "3", "--cepat"])
    teks = capsys.readouterr().out
    assert f"{len(bahan.instrumen.indikator)} indikator" in teks
    assert [b for b in teks.splitlines() if "(1 = x)" in b] == ["mulai 3 True (1 = x)", "tulis 3 True (1 = x)"]


@pytest.mark.sampel(0)
def test_every_way_runs_once_per_round() -> None:
    """R6: one warm-up and `ulang` rounds, all ways in each, in changing order; ratios to the named reference."""
    jejak: list[str] = []
    detik = measure({"a": lambda: jejak.append("a"), "b": lambda: jejak.append("b")}, 8, tersingkat=0)
    putaran = ["".join(jejak[n:n + 2]) for n in range(0, len(jejak), 2)]
    assert len(putaran) == 9
    assert set(putaran) == {"ab", "ba"}
    assert list(detik) == ["a", "b"]
    jejak.clear()
    measure({"a": lambda: jejak.append("a")}, 1)
    assert len(jejak) > 2, "quick work is called several times per sample"
    tabel = tabulate("Judul", "b", {"a": 3.0, "b": 2.0}, satu="b", catatan={"a": "lambat"})
    assert [(b.cara, b.rasio, b.ms, b.catatan) for b in tabel.baris] == [("a", 1.5, 3000, "lambat"), ("b", 1, 2000, "")]
    assert show_table(Tabel("J", "b", tabel.baris, "Kaki.")).splitlines()[-1] == "  Kaki."


@pytest.mark.parametrize(("x", "teks"), [(0.0123, "0,012"), (1, "1,00"), (25.06, "25,1"), (4470.2, "4.470")])
def test_ratios_are_written_with_decimal_comma(x: float, teks: str) -> None:
    """R6."""
    assert show_ratio(x) == teks


def test_options() -> None:
    """R6: everything by default, `formulas` included; a number of rounds that is none is refused."""
    assert parse_arguments([]).bagian == list(BAGIAN)
    assert parse_arguments([]).cepat is False
    with pytest.raises(SystemExit):
        parse_arguments(["--ulang", "0"])


@pytest.mark.parametrize("banyak", [1, 2, 53, 300, 900])
def test_synthetic_plans_are_sound(banyak: int) -> None:
    """R7: as many indicators as asked, no row check fails, a tree of five levels with sums, the same plan each time."""
    rencana = synthetic_plan(banyak)
    assert len(rencana.used("indikator")) == banyak
    assert check_rows(rencana) == []
    assert rencana == synthetic_plan(banyak)
    pohon = Pengukuran(rencana).pohon
    assert len(list(pohon.walk())) == sum(pohon.level(n) > 0 for n in rencana.used("node"))
    if banyak > 50:
        assert {pohon.level(n) for n in rencana.used("node")} == {0, 1, 2, 3, 4, 5}
        assert all(rencana.used(t) for t in ("tercetak", "pk", "jabatan"))


@pytest.mark.parametrize("banyak", [0, 901])
def test_synthetic_plans_of_no_size_are_refused(banyak: int) -> None:
    """R7."""
    with pytest.raises(ValueError, match=str(banyak)):
        synthetic_plan(banyak)


@pytest.fixture(scope="module")
def sintetis(tmp_path_factory: pytest.TempPathFactory) -> buku.BahanBuku:
    """The workbook of a small synthetic plan."""
    return buku.prepare_book(tmp_path_factory.mktemp("sintetis"), "kecil", synthetic_plan(14))


def test_ironcalc_agrees_on_a_synthetic_workbook(sintetis: buku.BahanBuku) -> None:
    """R7: and a wrong value would be counted."""
    model = load_model(sintetis.path)
    indeks = sheet_index(model)
    assert len(sintetis.denah.keluaran) > 1000
    assert buku.count_mismatches(sintetis, lambda s, posisi: cell_value(model, indeks[s], posisi)) == 0
    assert buku.count_mismatches(sintetis, lambda s, posisi: "lain") > 1000


@pytest.mark.sampel(0)
def test_libreoffice_agrees_on_a_synthetic_workbook(sintetis: buku.BahanBuku, lo: LibreOffice) -> None:
    """R7."""
    with lo.open(sintetis.path) as dokumen:
        dokumen.recalculate()
        blok = {s: dokumen.values(s, (0, 0), (max(t[1][0] for t in sintetis.denah.keluaran.values()), 80))
                for s in {t[0] for t in sintetis.denah.keluaran.values()}}
    assert buku.count_mismatches(sintetis, lambda s, posisi: blok[s][posisi[0]][posisi[1]]) == 0


@pytest.mark.sampel(0)
def test_every_size_and_kind_of_work_is_measured(sintetis: buku.BahanBuku, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7: a row per size and work, the reference is 1,00, sizes stand beside building."""
    monkeypatch.setattr(buku, "prepare_books", lambda folder, ukuran: [sintetis] * len(ukuran))
    monkeypatch.setattr(buku, "libreoffice_missing", lambda: "tidak terpasang")
    tabel = buku.compare_books(sintetis.path.parent, 1, (14, 14))
    assert {b.cara for b in tabel.baris} == {"buat: kecil", "baca: kecil", "hitung ulang ironcalc: kecil"}
    assert tabel.baris[0].catatan.startswith("14 indikator, ")
    assert tabel.baris[0].rasio == 1
    assert "LibreOffice tidak terpasang" in tabel.kaki
