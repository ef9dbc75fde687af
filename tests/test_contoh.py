"""The main job and the committed samples.

R1 the samples are rebuilt equal, part for part inside the zip. R2 each gives its expected catatan. R3 the faithful
file has Nilai Akhir 86,894377631548 and the mistakes of its source. R4 mends apply only to what stands there. R5 the
command tells which file it works on, and asks the slow engine only when it is named.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from perbarui_contoh import FOLDER, expected_findings

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.dasar.data import load_data
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
from kinerja_core.kantor import contoh
from kinerja_core.kantor.contoh import (
    DOKUMEN,
    INSTRUMEN,
    apply_corrections,
    book_examples,
    build_books,
    build_examples,
    corrections,
    examples,
    mend_plan,
)
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.perintah import tampil
from kinerja_core.perintah.contoh import show_examples
from kinerja_core.xlsx.mesin import pembanding

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
BERKAS = [c.berkas for c in (*examples(), *book_examples())]


@pytest.fixture(scope="module")
def dibangun() -> dict[str, bytes]:
    """Every sample built anew, once."""
    semua: Iterator[tuple[Any, bytes]] = chain(build_examples(), build_books())
    return {c.berkas: isi for c, isi in semua}


@cache
def catatan(berkas: str) -> list[dict[str, str]]:
    """The catatan of a sample, found once for all tests; nobody changes them."""
    return expected_findings(FOLDER / berkas)


def parts(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        return {nama: paket.read(nama) for nama in paket.namelist()}


@pytest.mark.parametrize("berkas", BERKAS)
def test_samples_are_rebuilt_part_for_part(dibangun: dict[str, bytes], berkas: str) -> None:
    assert list(dibangun) == BERKAS
    lama, baru = parts((FOLDER / berkas).read_bytes()), parts(dibangun[berkas])
    assert list(lama) == list(baru)
    assert [nama for nama in lama if lama[nama] != baru[nama]] == []


@pytest.mark.parametrize("berkas", BERKAS)
def test_samples_give_their_expected_catatan(berkas: str) -> None:
    path = FOLDER / berkas
    assert catatan(berkas) == json.loads(path.with_suffix(".catatan.json").read_text("utf-8"))


def test_bendo_scores_as_the_source_and_all_cells_agree() -> None:
    laporan = compare(BENDO, read_workbook(BENDO))
    assert laporan.hitungan.hasil.hasil.nilai_akhir == pytest.approx(86.894377631548, abs=1e-9)
    assert laporan.sepakat
    assert laporan.pembanding == ("ironcalc",)


def test_bendo_has_the_mistakes_of_its_source() -> None:
    bacaan = read_workbook(BENDO)
    tempat = {kotak: f"{lembar}!{posisi}" for kotak, (lembar, posisi) in bacaan.denah.masukan.items()}
    nama = {t: k for k, t in tempat.items()}
    from kinerja_core.xlsx.buku import pecah_rujukan

    temuan = set()
    for t in check_any(bacaan):
        sel = pecah_rujukan("'" + t.sel.replace("!", "'!"))
        assert sel is not None
        temuan.add((t.kode, *nama[f"{sel[0]}!{sel[1]}"]))
    assert {
        ("ISI01", "i33", "pembilang"),
        ("ISI01", "i33", "penyebut"),
        ("HUB06", "i12", "penyebut"),
        ("HUB03", "i31", "pembilang"),
    } <= temuan
    assert {kode for kode, *_ in temuan} == {"ISI01", "HUB03", "HUB05", "HUB06", "HUB07"}
    assert {i for kode, i, _ in temuan if kode == "HUB07"} == {"i43", "i45"}


def test_mended_file_has_nothing_obligatory() -> None:
    temuan = catatan("kertas_kerja_bendo_2022_diperbaiki.xlsx")
    assert [t for t in temuan if t["tingkat"] == "wajib"] == []


def test_a_mend_that_does_not_meet_its_before_is_refused() -> None:
    folder = templat_dir() / "contoh"
    data, koreksi = load_data(folder / "bendo_2022.toml"), corrections(folder / "bendo_2022_koreksi.toml")
    assert all({"kode", "kunci", "sebelum", "sesudah", "alasan", "sumber"} == set(k) for k in koreksi)
    salah = [{**koreksi[0], "sebelum": "bukan ini"}]
    with pytest.raises(KinerjaError):
        apply_corrections(data, salah)


def test_every_input_of_the_empty_form_is_asked_for() -> None:
    instrumen = load_instrumen(find_instrumen(INSTRUMEN))
    kosong = catatan("kertas_kerja_kosong.xlsx")
    wajib = [f for f in instrumen.data_umum if not f.jumlah_dari]
    data = [d for i in instrumen.indikator for d in i.data if d.is_input]
    assert [t["kode"] for t in kosong] == ["ISI01"] * (len(wajib) + len(data))


def test_rebuild_is_independent_of_the_folder(
        dibangun: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    contoh, isi = next(build_examples())
    assert contoh.berkas == BERKAS[0]
    assert parts(isi) == parts(dibangun[BERKAS[0]])


def test_the_bar_names_each_file_as_its_work_begins(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """R5: and its length is that of the work."""
    sebut: list[tuple[str, int]] = []

    @contextmanager
    def progress(judul: str, jumlah: int) -> Iterator[Any]:
        assert jumlah == 2 * len(BERKAS)
        yield lambda nama, selesai: sebut.append((nama, selesai))

    satu, buku = next(examples()), next(book_examples())
    monkeypatch.setattr(tampil, "progress", progress)
    monkeypatch.setattr(contoh, "examples", lambda _: iter([satu]))
    monkeypatch.setattr(contoh, "book_examples", lambda: iter([buku]))
    show_examples(tmp_path, "ironcalc")
    assert sebut == [x for apa in ("Menulis", "Membandingkan") for c in (satu, buku)
                     for x in ((f"{apa} {c.berkas}", 0), ("", 1))]
    assert "766 dari 766 sel hasil sepakat (ironcalc)" in capsys.readouterr().out


def test_formulas_compares_only_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """R5"""
    for sebab, mesin in ((None, ["ironcalc", "libreoffice"]), ("LibreOffice tidak ada", ["ironcalc"])):
        monkeypatch.setattr(pembanding, "libreoffice_missing", lambda sebab=sebab: sebab)
        assert pembanding.usual_engines() == mesin


# --- Buku Kinerja -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", DOKUMEN)
def test_books_are_complete_and_all_cells_agree(nama: str) -> None:
    path = FOLDER / f"buku_kinerja_{nama}.xlsx"
    bacaan = read_book_file(path)
    asli = next(c for c in book_examples() if c.nama == nama and not c.diperbaiki)
    assert bacaan.rencana.data == asli.rencana.data
    laporan = compare(path, bacaan)
    assert [s.sel for s in laporan.sel.values() if not s.sepakat] == []
    assert laporan.pembanding == ("ironcalc",)


@pytest.mark.parametrize("nama", DOKUMEN)
def test_mended_books_have_nothing_obligatory_and_faithful_ones_do(nama: str) -> None:
    asli, diperbaiki = catatan(f"buku_kinerja_{nama}.xlsx"), catatan(f"buku_kinerja_{nama}_diperbaiki.xlsx")
    assert [t for t in diperbaiki if t["tingkat"] == "wajib"] == []
    assert [t for t in asli if t["tingkat"] == "wajib"] != []


@pytest.mark.parametrize("nama", DOKUMEN)
def test_every_mend_of_a_book_stands_in_its_koreksi(nama: str) -> None:
    asli, diperbaiki = (c.rencana for c in book_examples() if c.nama == nama)
    berubah = {k for k in {*asli.data, *diperbaiki.data} if asli.data.get(k) != diperbaiki.data.get(k)}
    koreksi = corrections(FOLDER / f"buku_kinerja_{nama}_diperbaiki.koreksi.toml")
    assert {(k["slot"], k["kunci"]) for k in koreksi} == berubah
    assert all(k["alasan"] and k["sumber"] for k in koreksi)
    tempat = read_book_file(FOLDER / f"buku_kinerja_{nama}.xlsx")
    assert [k["sel"] for k in koreksi] == [tempat.sel(k["slot"], k["kunci"]) for k in koreksi]


def test_a_mend_applies_only_to_what_stands_there() -> None:
    rencana = next(book_examples()).rencana
    with pytest.raises(KinerjaError, match="koreksi I001 > uraian"):
        mend_plan(rencana, [{"slot": "I001", "kunci": "uraian", "sebelum": "lain", "sesudah": "x"}])
