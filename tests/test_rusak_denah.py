"""The comparison walks any description: every tamper of every kind of workbook is named, and nothing else is accused.

R1 the whole table of `bantu.rusak` on the Bendo kertas kerja and on a Buku Kinerja, in plain `periksa` and in the exact
comparison alone. R2 what a contradicting `_meta` says is one changed line, not a whole book. R3 a workbook of another
layout version is told (BKS20), never accused; where only one of two places says so, that place is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest
from bantu.bersama import book, form
from bantu.pembanding_teliti import compare_carefully
from bantu.rencana_acak import ISI_SAH, plan
from bantu.rusak import DiIngatan, Rusak, table

from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.jenis import kind_of
from kinerja_core.kantor.periksa import check
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.meta import META
from kinerja_core.segel.harapan import compare_with_definition
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat

#: What is told of a file that is not an accusation of a cell: another hash, another layout, an input that is not found.
AKIBAT = frozenset(["BKS10", "BKS11", "BKS20"])
JENIS = ("bendo", "buku")


@dataclass(frozen=True)
class Kasus:
    """A workbook in order, as it was read, and the instrument it is read by."""

    buku: Buku
    instrumen: str | None
    bacaan: Bacaan
    rusak: dict[str, Rusak]

    def read(self, buku: Buku) -> Bacaan:
        return kind_of(buku).read(buku, self.instrumen)


@cache
def kasus(nama: str) -> Kasus:
    if nama == "bendo":
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        contoh = next(examples(ins))
        buku, instrumen = read_buku(form(ins, contoh.identitas, contoh.isian)), INSTRUMEN
    else:
        buku, instrumen = read_buku(book(plan(ISI_SAH))), None
    bacaan = kind_of(buku).read(buku, instrumen)
    return Kasus(buku, instrumen, bacaan, table(bacaan.denah, bersegel=False))


def accusations(temuan: list[Temuan] | tuple[Temuan, ...]) -> set[tuple[str, str]]:
    """(kode, place) of what is said against the file itself."""
    return {(t.kode, t.sel) for t in temuan if t.kode.startswith(("SGL", "BKS")) and t.kode not in AKIBAT}


@pytest.mark.parametrize("jenis", JENIS)
def test_what_is_in_order_is_not_accused(jenis: str) -> None:
    k = kasus(jenis)
    assert accusations(check(k.bacaan).temuan) == set()
    assert compare_with_definition(k.buku, k.bacaan.denah) == []
    assert accusations(check(k.read(DiIngatan(k.buku).buku)).temuan) == set(), "without stored values"


@pytest.mark.parametrize("jenis", JENIS)
def test_tampers_are_enough(jenis: str) -> None:
    """R1: over 70 of more than 20 kinds, on every sheet."""
    rusak = kasus(jenis).rusak
    assert len(rusak) > 120
    assert len({r.jenis for r in rusak.values()}) > 35
    assert all(any(n.endswith(f" di {s.nama}") for n in rusak) for s in kasus(jenis).bacaan.denah.lembar)


@pytest.mark.parametrize(("jenis", "nama"), [(jenis, nama) for jenis in JENIS for nama in kasus(jenis).rusak])
@pytest.mark.sampel(20)
def test_every_tamper_is_named_and_nothing_else(jenis: str, nama: str) -> None:
    """R1."""
    k, b = kasus(jenis), DiIngatan(kasus(jenis).buku)
    (tempat,) = k.rusak[nama].ubah(b, k.bacaan.denah, b)
    assert {sel for _, sel in accusations(check(k.read(b.buku)).temuan)} == {tempat}
    if k.rusak[nama].jenis != "properti":  # told by `_meta` against the property, not by the description
        temuan = compare_with_definition(b.buku, k.bacaan.denah)
        assert {sel for _, sel in accusations(temuan)} == {tempat}
        assert temuan == compare_carefully(b.buku, k.bacaan.denah)


# -- R2 ----------------------------------------------------------------------------------------------------------


def _meta_line(k: Kasus, kunci: str) -> tuple[str, tuple[int, int]]:
    return META, next((b, 1) for (b, kol), x in k.bacaan.denah.sheet(META).sel.items() if kol == 0 and x.isi == kunci)


def _with_meta(k: Kasus, kunci: str, isi: str, *, properti: bool) -> Buku:
    """The workbook with another line in `_meta` (and in the property), every stored value kept."""
    lembar, pos = _meta_line(k, kunci)
    semua = tuple(replace(s, nilai={**s.nilai, pos: isi}) if s.nama == lembar else s for s in k.buku.lembar)
    assert k.buku.ekstra is not None
    milik = {**k.buku.ekstra.properti, f"kinerja_{kunci}": isi} if properti else k.buku.ekstra.properti
    return replace(k.buku, lembar=semua, ekstra=replace(k.buku.ekstra, properti=milik))


@pytest.mark.parametrize("jenis", JENIS)
def test_another_name_in_meta_accuses_no_stored_value(jenis: str) -> None:
    """R2: formulas that name the office show what they showed; only the line is told."""
    k = kasus(jenis)
    baca = k.read(_with_meta(k, "nama", "Lain", properti=False))
    lembar, pos = _meta_line(k, "nama")
    assert {sel for _, sel in accusations(check(baca).temuan)} == {f"{lembar}!{alamat(pos)}"}


@pytest.mark.parametrize(("kunci", "isi"), [("tahun", "2031"), ("kapasitas", "node=99"), ("kapasitas", "node=1")])
def test_a_book_that_contradicts_itself_is_read_by_what_fits(kunci: str, isi: str) -> None:
    """R2: a changed number of rows in `_meta` moves no input."""
    k = kasus("buku")
    baca = k.read(_with_meta(k, kunci, isi, properti=False))
    assert dict(baca.isian.data) == dict(k.bacaan.isian.data)
    lembar, pos = _meta_line(k, kunci)
    sel = {sel for kode, sel in accusations(check(baca).temuan) if kode not in ("BKS14", "BKS25", "BKS26")}
    assert sel == {f"{lembar}!{alamat(pos)}"}


# -- R3 ----------------------------------------------------------------------------------------------------------


def _relaid(k: Kasus, buku: Buku) -> Buku:
    """The workbook as another layout version may have it: formulas gone, moved and changed, wrong stored values."""
    def ubah(n: int, rumus: bool, pos: tuple[int, int]) -> bool:
        return rumus and (pos[0] + n) % 7 == 0

    lembar = []
    for n, s in enumerate(buku.lembar):
        rumus = {p: r + "+0" for p, r in s.rumus.items() if not ubah(n, True, p)}
        nilai = {p: 77.5 if p in s.rumus and s.nama != META else v for p, v in s.nilai.items()}
        lembar.append(replace(s, rumus=rumus, nilai=nilai))
    return replace(buku, lembar=tuple(lembar))


@pytest.mark.parametrize("jenis", JENIS)
def test_another_layout_version_is_told_never_accused(jenis: str) -> None:
    """R3."""
    k = kasus(jenis)
    baca = k.read(_relaid(k, _with_meta(k, "tata_letak", "99", properti=True)))
    temuan = check(baca).temuan
    assert [t.kode for t in temuan].count("BKS20") == 1
    assert accusations(temuan) == set()
    assert accusations(check(k.read(_relaid(k, k.buku))).temuan), "of this version it is accused"


@pytest.mark.parametrize("jenis", JENIS)
@pytest.mark.parametrize("di_meta", [True, False])
def test_a_contradicting_layout_version_is_told_at_its_place(jenis: str, di_meta: bool) -> None:
    """R3: BKS20, the line, and no other cell; a forged result does not hide behind it."""
    k = kasus(jenis)
    b = DiIngatan(k.buku)
    nama = f"tata_letak di {META if di_meta else 'properti'}"
    (tempat,) = k.rusak[nama].ubah(b, k.bacaan.denah, b)
    temuan = check(k.read(b.buku)).temuan
    assert "BKS20" in {t.kode for t in temuan}
    assert {sel for _, sel in accusations(temuan)} == {tempat}
    hasil = next((s.nama, pos) for s in k.bacaan.denah.lembar for pos, x in s.sel.items()
                 if isinstance(x.isi, Rumus) and x.isi.kunci is not None)
    b.put(hasil, 99)
    assert f"{hasil[0]}!{alamat(hasil[1])}" in {sel for _, sel in accusations(check(k.read(b.buku)).temuan)}
