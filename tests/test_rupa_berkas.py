"""How a file looks and calculates is compared with its description, of every kind of workbook.

R1 every tamper of `bantu.rusak_rupa` is told at its place, and nothing else of its sort. R2 what is legal or looks the
same is not told: number formats and colours written in another way, conditional formats in which one can read.
R3 what is told has its consequence: what changes a shown or computed result returns the file. R4 a batch tells what is
told of the file alone. R5 2,000 legal fillings are not accused of anything, one after the other as a batch reads them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import pytest
from bantu.bersama import book, form
from bantu.isian_acak import IDENTITAS, instrumen_uji, random_filling
from bantu.jahat import KEBIJAKAN, PUBLIK, denah, templat
from bantu.pembaca_teliti import read_carefully
from bantu.rencana_acak import ISI_SAH, plan, random_plan
from bantu.rusak_rupa import Kemasan, RusakRupa, harmless, table
from bantu.rusak_rupa_lain import comment_box, crowd, more, victim

from benchmarks.isi import fill
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.dasar.temuan import KATALOG, Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.baca import read_any
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.jenis import kind, kind_of
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.periksa import process
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.berkas import check_calculating, check_content, check_looks, check_protection
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.pola_angka import shown_as, shows_nothing_of
from kinerja_core.segel.warna import colour, unreadable
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat
from kinerja_core.xlsx.gerbang import open_paket
from kinerja_core.xlsx.ingatan import Ingatan

JENIS = ("bendo", "buku")
RUPA = frozenset(f"SGL{n}" for n in range(23, 30))


@dataclass(frozen=True)
class Kasus:
    """A workbook in order, the instrument it is read by, its tampers; one memory for all files made from it."""

    data: bytes
    instrumen: str | None
    denah: Denah
    rusak: dict[str, RusakRupa]
    ingatan: Ingatan

    def tampered(self, nama: str) -> tuple[bytes, tuple[str, str]]:
        k = Kemasan(dict(open_paket(self.data).bagian), self.denah)
        sebut = self.rusak[nama].ubah(k)
        return k.bytes(), sebut

    def looks(self, buku: Buku) -> list[Temuan]:
        bacaan = kind_of(buku).read(buku, self.instrumen)
        return [*check_calculating(bacaan, {}), *check_looks(bacaan, {})]


@cache
def kasus(nama: str) -> Kasus:
    if nama == "bendo":
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        contoh = next(examples(ins))
        data, instrumen = form(ins, contoh.identitas, contoh.isian), INSTRUMEN
    else:
        data, instrumen = book(plan(ISI_SAH)), None
    buku = read_buku(data)
    denah = kind_of(buku).read(buku, instrumen).denah
    return Kasus(data, instrumen, denah, table(denah) | more(denah), Ingatan())


@pytest.mark.parametrize("jenis", JENIS)
def test_what_is_in_order_is_not_told(jenis: str) -> None:
    k = kasus(jenis)
    assert k.looks(read_buku(k.data)) == []


@pytest.mark.parametrize("jenis", JENIS)
def test_tampers_are_enough(jenis: str) -> None:
    rusak = kasus(jenis).rusak
    assert len(rusak) >= 60
    assert len({r.jenis for r in rusak.values()}) >= 15


@pytest.mark.parametrize(("jenis", "nama"), [(jenis, nama) for jenis in JENIS for nama in kasus(jenis).rusak])
@pytest.mark.sampel(30)
def test_every_tamper_is_told_at_its_place(jenis: str, nama: str) -> None:
    """R1, R4."""
    k = kasus(jenis)
    data, sebut = k.tampered(nama)
    buku = read_buku(data, k.ingatan)
    assert {(t.kode, t.sel) for t in k.looks(buku)} == {sebut}


@pytest.mark.parametrize("jenis", JENIS)
@pytest.mark.parametrize("nama", crowd(("", (0, 0)), banyak=0))
def test_much_of_it_is_never_passed_over(jenis: str, nama: str) -> None:
    """What is beyond the limit of what is looked at is told and returns the file."""
    k = kasus(jenis)
    t = victim(k.denah)
    isi = Kemasan(dict(open_paket(k.data).bagian), k.denah)
    _, lembar = crowd(t)[nama].ubah(isi)
    temuan = {(x.kode, x.sel) for x in k.looks(read_buku(isi.bytes()))}
    assert {("SGL24", lembar), ("SGL24", f"{t[0]}!{alamat(t[1])}")} & temuan
    assert nama == "aturan mati" or ("SGL24", lembar) in temuan


@pytest.mark.parametrize("jenis", JENIS)
@pytest.mark.parametrize("daerah", ["A1:Z90", "$A:$Z", "1:90", "Z90:A1"])
def test_ranges_that_protection_opens(jenis: str, daerah: str) -> None:
    """Locked cells people may type in all the same, each as if it were unlocked; inputs are no matter."""
    k = kasus(jenis)
    t = victim(k.denah)
    isi = Kemasan(dict(open_paket(k.data).bagian), k.denah)
    isi.behind(t[0], f'<protectedRanges><protectedRange sqref="{daerah}" name="x"/></protectedRanges>',
               "sheetProtection")
    temuan = _told(k, isi.bytes())
    assert {kode for kode, _ in temuan} <= {"SGL11", "SGL16"}
    assert ("SGL11", f"{t[0]}!{alamat(min(k.denah.sheet(t[0]).sel))}") in temuan


@pytest.mark.parametrize("jenis", JENIS)
def test_a_box_of_a_comment_that_is_closed(jenis: str) -> None:
    k = kasus(jenis)
    t = victim(k.denah)
    for tampak in ("", "<x:Visible>False</x:Visible>"):
        isi = Kemasan(dict(open_paket(k.data).bagian), k.denah)
        comment_box(isi, t[0], t[1], t[1], tampak)
        assert _told(k, isi.bytes()) == set()


def _told(k: Kasus, data: bytes) -> set[tuple[str, str]]:
    """What is said against a file by its looks and by the comparison; what is no more than a Keterangan is left out."""
    buku = read_buku(data, k.ingatan)
    bacaan = kind_of(buku).read(buku, k.instrumen)
    semua = [*k.looks(buku), *inspect(bacaan, None).temuan, *check_protection(bacaan, {})]
    return {(t.kode, t.sel) for t in semua if t.tingkat != "keterangan"}


@pytest.mark.parametrize(("jenis", "nama"), [(jenis, nama) for jenis in JENIS for nama in harmless(kasus(jenis).denah)])
@pytest.mark.sampel(24)
def test_what_is_deliberately_not_seen(jenis: str, nama: str) -> None:
    """R2, as SECURITY.md lists it."""
    k = kasus(jenis)
    isi = Kemasan(dict(open_paket(k.data).bagian), k.denah)
    harmless(k.denah)[nama](isi)
    data = isi.bytes()
    assert dict(open_paket(data).bagian) != dict(open_paket(k.data).bagian)
    assert _told(k, data) == set()


@pytest.mark.parametrize(("satu", "lain"), [
    ("0.00_)", "0.00"), ("0.00_)", "0.00_-* "), ("0.00_)", "[$-421]0.00"), ("0.00_)", "0.00;-0.00"),
    ("0.00", "[Red]0.00"), ('General"%"_)', "General\\%"), ("000\\-000", "000-000"), ("General", "GENERAL"),
    ("+0.00_);-0.00_);0.00_)", "+0.00;-0.00;0.00"), ("General_)", "General "), ("General", "@"),
    ("[$-421]d mmmm yyyy", "[$-F800]d\\ mmmm\\ yyyy"), ("#,##0_)", "#,##0\\ "),
])
def test_formats_that_show_the_same(satu: str, lain: str) -> None:
    """R2: as LibreOffice, Gnumeric and Excel write each other's formats."""
    assert shown_as(satu) == shown_as(lain)


@pytest.mark.parametrize(("satu", "lain"), [
    ("0.00", "0"), ("0.00", '"98,76"'), ("0.00", '0.00"9"'), ("0.00", "0.00%"), ("0.00", '0.00"%"'), ("0.00", "-0.00"),
    ("0.00", "0,.00"), ("0.00", "[White]0.00"), ("0.00", "0.00;0.00"), ("0.00", "[>50]0.00"), ("General", "General;;"),
    ("0.00", "*90.00"), ("0.00", "[Color 2]0.00"), ("0.00", "[$-D000000]0.00"),
    ("0.00", "[DBNum1]0.00"),
    ("General", 'General;General;General;"Baik"'), ("0.00", "yyyy"), ("0.00", "0.0"), ("0.00", ";;;"), ("@", '"x"@'),
])
def test_formats_that_show_something_else(satu: str, lain: str) -> None:
    assert shown_as(satu) != shown_as(lain)


@pytest.mark.parametrize(("pola", "tidak"), [
    ("0.00", False), ("General", False), ("@", False), ('General"%"', False), ("[h]:mm", False), ("yyyy", False),
    ('"98,76"', True), (";;;", True), ("\\9\\8", True), ('"General"', True),
])
def test_formats_that_show_nothing_of_the_number(pola: str, tidak: bool) -> None:
    assert shows_nothing_of(pola) == tidak


def test_colours_as_they_are_seen() -> None:
    """Every way a file may state one; what cannot be read on what."""
    assert colour(("rgb", "FF17415F", 0.0), (), "000000") == "17415F"
    assert colour(("theme", "0", 0.0), (), "000000") == colour(("indexed", "9", 0.0), (), "000000") == "FFFFFF"
    assert colour(("theme", "4", 0.0), ("FFFFFF", "000000", "EEECE1", "1F497D", "FEFEFE"), "000000") == "FEFEFE"
    assert colour(("theme", "1", 1.0), (), "000000") == "FFFFFF"
    assert colour(("rgb", "FFFFFFFF", -1.0), (), "123456") == "000000"
    assert colour(None, (), "123456") == colour(("theme", "99", 0.0), (), "123456") == "123456"
    assert all(unreadable(a, b) for a, b in (("FFFFFF", "FFFFFF"), ("FFFFFF", "F4F4F4"), ("000000", "101010")))
    assert not any(unreadable(a, b) for a, b in (("000000", "FFFFFF"), ("52606D", "E4E7EB"), ("C0C0C0", "FFFFFF")))


@pytest.mark.parametrize("jenis", JENIS)
def test_what_changes_a_result_returns_the_file(jenis: str) -> None:
    """R3: by the catalogue, and in plain periksa, which needs no key."""
    assert {n for n in RUPA if KATALOG[n].akibat == "dikembalikan"} == {"SGL23", "SGL24", "SGL25", "SGL28"}
    assert all(KATALOG[n].tingkat != "wajib" for n in ("SGL26", "SGL27", "SGL29"))
    k = kasus(jenis)
    data, sebut = k.tampered("presisi tampilan")
    buku = read_buku(data)
    assert sebut in {(t.kode, t.sel) for t in check_any(kind_of(buku).read(buku, k.instrumen))}


@pytest.mark.parametrize("nama", ["format palsu", "putih di atas putih", "baris disembunyikan", "rumus larik di"])
def test_alone_as_in_a_batch(nama: str) -> None:
    """R4: behind files that differ only in style, in hidden rows, in the sort of a formula."""
    k = kasus("bendo")
    calon = [n for n in k.rusak if n.startswith(nama.partition(" palsu")[0])][:4]
    for n in [calon[0], *calon, calon[0]]:
        data, sebut = k.tampered(n)
        for buku in (read_carefully(data), read_buku(data, k.ingatan), read_buku(k.data, k.ingatan)):
            temuan = {(t.kode, t.sel) for t in k.looks(buku)}
            assert temuan == (set() if buku == read_carefully(k.data) else {sebut})


SATU_KALI = 100


@pytest.mark.parametrize("benih", range(2000 // SATU_KALI))
@pytest.mark.sampel(1)
def test_legal_fillings_are_not_accused(benih: int) -> None:
    """R5: random ones; nothing is said of the file itself. Stored values, which `fill` does not work out where programs
    write a number in several ways, are test_nilai_tersimpan's business."""
    ins, rng, ingatan = instrumen_uji(KEBIJAKAN), random.Random(7000 + benih), Ingatan()
    for _ in range(SATU_KALI):
        isi = random_filling(rng, ins, denah().masukan)
        data = {k: v for k, v in isi.items() if v is not None and v != ""}
        buku = read_buku(fill(templat(), ins, denah(), Isian(IDENTITAS, data)), ingatan)
        bacaan = read_isian(buku, ins)
        temuan = [*check_content(bacaan, process(bacaan).nilai()), *inspect(bacaan, PUBLIK).temuan]
        assert [t for t in temuan if t.tingkat != "keterangan" and t.kind.jawab != "simpan"] == []


@pytest.mark.parametrize("benih", range(20))
@pytest.mark.sampel(1)
def test_legal_plans_are_not_accused(benih: int) -> None:
    """R5 for a Buku Kinerja."""
    bacaan = read_any(read_buku(build_book(plan(random_plan(random.Random(9500 + benih))))))
    temuan = [*check_content(bacaan, kind(bacaan).compute(bacaan).nilai), *inspect(bacaan, None).temuan]
    assert [t for t in temuan if t.tingkat != "keterangan"] == []
