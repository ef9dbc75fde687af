"""The definition of a workbook leaves out what inputs decide, and what an office may lawfully do changes nothing.

R1 a plan with data and the same plan emptied have one canonical form: the four documents and random plans; only
heights, print areas and rows of charts may follow the inputs. R2 any filling, of every row there is, with everything
an office may do to looks, paper, comments, views and filters, is silent in the comparison, for both kinds.
"""

from __future__ import annotations

import random
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import book, form
from bantu.isian_acak import random_filling
from bantu.rencana_acak import ISI_SAH, plan, random_plan
from bantu.simpan import open_openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.lembar.tempat import TempatBuku
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, load_rencana
from kinerja_core.dasar.excelmath import Galat
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.isian import Kotak
from kinerja_core.segel.bentuk_baku import canonical, difference
from kinerja_core.segel.harapan import compare_with_definition
from kinerja_core.segel.tanda import described
from kinerja_core.xlsx.baca import read_buku

#: What of a described sheet may follow the inputs: nothing of it is compared.
MENURUT_ISIAN = frozenset(["tinggi", "cetak", "grafik"])


@cache
def _plan(nama: str) -> Rencana:
    if nama.isdigit():
        return plan(random_plan(random.Random(int(nama))))
    return load_rencana(templat_dir() / "contoh" / f"{nama}.toml")


@cache
def _both(nama: str) -> tuple[Denah, Denah]:
    """A plan described, and the same plan emptied: its rows are those the workbook says it has."""
    return describe(_plan(nama)), describe(_emptied(nama))


def _emptied(nama: str, *tetap: Kotak) -> Rencana:
    """Without any input but those."""
    r = _plan(nama)
    return Rencana(r.identitas, r.tahun, r.kapasitas, {k: r.data[k] for k in tetap if k in r.data},
                   ruang=TempatBuku(r).ruang)


semua = pytest.mark.parametrize("nama", [*DOKUMEN, *map(str, range(4))])


@semua
@pytest.mark.sampel(3)
def test_data_is_not_in_the_canonical_form(nama: str) -> None:
    """R1."""
    isi, kosong = (canonical(described(d), d) for d in _both(nama))
    assert difference(kosong, isi) == []
    assert isi.sidik == kosong.sidik


@semua
@pytest.mark.sampel(3)
def test_only_looks_follow_the_inputs(nama: str) -> None:
    """R1: title, properties, names, inputs, cells, validations and conditional formats do not; both on one paper."""
    isi, kosong = describe(_plan(nama)), describe(_emptied(nama, (PROFIL, "kertas")))
    assert {f.name for f in fields(Denah) if f.name != "lembar" and getattr(isi, f.name) != getattr(kosong, f.name)
            } == set()
    beda = {f.name for a, b in zip(isi.lembar, kosong.lembar, strict=True) for f in fields(Lembar)
            if getattr(a, f.name) != getattr(b, f.name)}
    assert beda <= MENURUT_ISIAN


# -- R2 ----------------------------------------------------------------------------------------------------------


def _office(wb: Any, rng: random.Random, denah: Denah) -> None:
    """Everything an office may do that is no filling."""
    for s in denah.lembar:
        ws = wb[s.nama]
        if s.status != "tampak":
            continue
        for kolom in ("A", "C", "F"):
            ws.column_dimensions[kolom].width = rng.randint(2, 60)
        ws.row_dimensions[rng.randint(1, 30)].height = rng.randint(5, 90)
        ws.row_dimensions[rng.randint(1, 30)].hidden = True
        ws.sheet_view.zoomScale = rng.choice((60, 85, 130))
        ws.sheet_view.selection[0].activeCell = ws.sheet_view.selection[0].sqref = "C5"
        ws.page_setup.orientation, ws.page_setup.paperSize = rng.choice(("portrait", "landscape")), 9
        ws.print_area, ws.print_title_rows = "A1:C9", "1:2"
        ws.oddFooter.center.text = "halaman &P"
        if ws.auto_filter.ref:
            ws.auto_filter.add_filter_column(0, ["x"])
        else:
            ws.auto_filter.ref = "A3:C9"
        ws.cell(200, 3).comment = Comment("cek lagi", "Petugas")
        ws["A1"].font, ws["A1"].fill = Font(italic=True), PatternFill("solid", fgColor="FFEEAA")
    wb.properties.title, wb.active = "Judul lain", 1


def _fill(path: Path, denah: Denah, isi: dict[Any, Any], rng: random.Random) -> None:
    wb = open_openpyxl(path)
    for kotak, (lembar, (b, k)) in denah.masukan.items():
        nilai = isi.get(kotak)
        try:
            wb[lembar].cell(b + 1, k + 1).value = nilai.teks if isinstance(nilai, Galat) else nilai
        except ValueError:  # a character no file can hold
            continue
    _office(wb, rng, denah)
    wb.save(path)


@pytest.mark.parametrize("benih", range(3))
@pytest.mark.sampel(1)
def test_a_book_filled_beyond_what_was_there_is_silent(benih: int, tmp_path: Path) -> None:
    """R2: names that grow the outputs, rows beyond those filled before."""
    path, rng = tmp_path / "a.xlsx", random.Random(benih)
    path.write_bytes(book(plan(ISI_SAH if benih else {})))
    denah = read_book(read_buku(path)).denah
    _fill(path, denah, random_plan(rng), rng)
    bacaan = read_book(read_buku(path))
    assert len(bacaan.rencana.data) > 50
    assert compare_with_definition(bacaan.buku, bacaan.denah) == []
    assert compare_with_definition(bacaan.buku, denah) == []


@pytest.mark.parametrize("benih", range(3))
@pytest.mark.sampel(1)
def test_a_kertas_kerja_is_silent(benih: int, tmp_path: Path) -> None:
    """R2."""
    path, rng = tmp_path / "a.xlsx", random.Random(benih)
    path.write_bytes(form(BUATAN, PEMILIK))
    denah = read_isian(read_buku(path), BUATAN).denah
    _fill(path, denah, random_filling(rng, BUATAN, denah.masukan), rng)
    bacaan = read_isian(read_buku(path), BUATAN)
    assert bacaan.isian.data
    assert compare_with_definition(bacaan.buku, bacaan.denah) == []
