"""The catalogue carries what follows from a kode, and nothing else does.

R1 every kode has every property, and they do not contradict each other. R2 the state of a collected file and the exit
code follow from the catalogue alone. R3 a kode is marked as shown on a sheet exactly when a described workbook holds
it. R4 no code outside the catalogue sorts kode: no set, list, tuple or dict of them, no `in`, no chain, no range, no
prefix. R5 `kinerja jelaskan` and docs/kode.md tell all of it.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from bantu.kiriman import LENGKAP, office
from test_kanonik import BUATAN
from typer.testing import CliRunner

from kinerja_core.buku_kinerja.baru.buat import empty_isi
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.katalog import dasar
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_LINTAS, KATALOG_URAI
from kinerja_core.dasar.katalog.dasar import Akibat, Berubah, Jawab, Tingkat, catalogue, kode
from kinerja_core.dasar.temuan import KATALOG, buat_temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.instrumen.naskah.lembar import IsiNaskah
from kinerja_core.instrumen.naskah.lembar import describe as describe_naskah
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN, book_examples
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.templat_umum import describe_generic
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.perintah import banyak as perintah
from kinerja_core.perintah.cli import app
from kinerja_core.provinsi.kumpul.kumpulkan import Kumpulan, SatuBerkas
from kinerja_core.provinsi.kumpul.satu_berkas import state_of
from kinerja_core.provinsi.lembar.pengaturan import describe_settings
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN
from kinerja_core.provinsi.verifikasi.lembar import TugasVerifikasi, describe_verification

ROOT = Path(__file__).parent.parent
DOKUMEN = {b.split("|")[1].strip(" `"): b for b in (ROOT / "docs" / "kode.md").read_text("utf-8").splitlines()
           if b.startswith("| `")}

# -- R1 ----------------------------------------------------------------------------------------------------------


def test_every_property_is_one_of_its_words() -> None:
    for nama, jenis, sebutan in (("tingkat", Tingkat, dasar.SEBUTAN_TINGKAT), ("akibat", Akibat, dasar.SEBUTAN_AKIBAT),
                                 ("jawab", Jawab, dasar.SEBUTAN_JAWAB), ("berubah", Berubah, dasar.SEBUTAN_BERUBAH)):
        assert list(sebutan) == list(get_args(jenis))
        ada = {getattr(k, nama) for k in KATALOG.values()} | ({"dijelaskan"} if nama == "tingkat" else set())
        assert ada == set(sebutan), nama  # and no word that no kode has
    assert {k.tampil_di_lembar for k in KATALOG.values()} == {True, False}


def test_no_kode_stands_twice() -> None:
    """Blocks are joined by `|`, which would hide it."""
    awal = [m for f in sorted((ROOT / "kinerja_core").rglob("katalog/*.py"))
            for m in re.findall(r'^ +(?:kode)?\("([A-Z]{3}\d\d)",', f.read_text("utf-8"), re.MULTILINE)]
    assert sorted(awal) == sorted(KATALOG)
    with pytest.raises(ValueError, match="berulang"):
        catalogue(("ISI01", "cek", "", "", ""), kode("ISI01", "cek", "", "", ""), akibat="dicatat", jawab="isian")


def test_a_line_says_only_what_differs_from_its_block() -> None:
    k = catalogue(
        ("AAA01", "wajib", "", "", ""), ("AAA02", "cek", "", "", ""), ("AAA03", "keterangan", "", "", ""),
        kode("AAA04", "keterangan", "", "", "", akibat="dikembalikan", jawab="isi", tampil_di_lembar=False,
             berubah="sel"),
        akibat="dicatat", jawab="templat", jawab_cek="pastikan", tampil_di_lembar=True)
    assert [(x.akibat, x.jawab, x.tampil_di_lembar, x.berubah, x.breaks_integrity) for x in k.values()] == [
        ("dicatat", "templat", True, "", False), ("dicatat", "pastikan", True, "", False),
        ("tidak_ada", "templat", True, "", False), ("dikembalikan", "isi", False, "sel", True)]


@pytest.mark.parametrize("k", KATALOG.values(), ids=list(KATALOG))
def test_the_properties_agree_with_each_other_and_with_the_texts(k: dasar.Kode) -> None:
    if k.akibat in {"tidak_terbaca", "dikembalikan"} or k.breaks_integrity or k.jawab == "isi":
        assert k.tingkat == "wajib"
    if k.breaks_integrity:
        assert k.akibat == "dikembalikan"
    if k.jawab == "tidak_perlu":
        assert k.tingkat == "keterangan"
        assert k.perbaikan.startswith("Tidak perlu tindakan")
    elif k.perbaikan.startswith("Tidak perlu tindakan"):
        assert k.jawab == "provinsi"
    if k.jawab in {"penjelasan", "pastikan"}:
        assert k.tingkat != "wajib"  # what is wajib cannot be answered by saying that it is right
    if k.jawab == "templat":
        assert re.search("templat|buku verifikasi yang utuh", k.perbaikan)
    if k.jawab == "simpan":
        assert re.search("[Ss]impan|Hapus sandinya", k.perbaikan)
    buku = {**KATALOG_BARIS, **KATALOG_URAI, **KATALOG_LINTAS}.values()
    assert (k.jawab == "kesampingkan") == (k.tingkat == "cek" and k in buku
                                           and k.kode != "KSP03")  # found after the rows were set aside


# -- R2 ----------------------------------------------------------------------------------------------------------

KEADAAN = {"tidak_terbaca": "tidak_terbaca", "dikembalikan": "dikembalikan", "dicatat": "diterima_catatan",
           "tidak_ada": "diterima"}


@pytest.mark.parametrize("k", KATALOG.values(), ids=list(KATALOG))
def test_what_becomes_of_a_file_is_what_the_catalogue_says(k: dasar.Kode) -> None:
    satu = buat_temuan(k.kode)
    keadaan, sebab = state_of([satu])
    assert (keadaan, sebab) == (KEADAAN[k.akibat], k.kode if k.akibat != "tidak_ada" else "")
    if k.akibat != "tidak_ada":
        assert dasar.SEBUTAN_AKIBAT[k.akibat] == SEBUTAN_KEADAAN[keadaan]
    assert perintah.exit_code([perintah.LaporanBerkas("", (satu,))], False) == (3 if k.breaks_integrity else 1)
    berkas = SatuBerkas("x.xlsx", 1, keadaan, sebab, True)
    keluar = 3 if k.breaks_integrity else 0 if k.akibat == "tidak_ada" else 1
    assert Kumpulan((berkas,), ()).kode_keluar == keluar


def test_the_heaviest_decides_in_any_company() -> None:
    urut = list(KEADAAN)
    for a in ("BKS07", "SGL04", "ISI01", "SGL12"):
        for k in KATALOG.values():
            lebih = min(urut.index(k.akibat), urut.index(KATALOG[a].akibat))
            assert state_of([buat_temuan(a), buat_temuan(k.kode)])[0] == KEADAAN[urut[lebih]]
            assert state_of([buat_temuan(k.kode), buat_temuan(a)])[0] == KEADAAN[urut[lebih]]


def test_the_two_sets_that_had_drifted_are_one() -> None:
    """A book of another version of the instrument is told, not accused; one without an owner is not as issued."""
    assert (KATALOG["BKS10"].akibat, KATALOG["BKS10"].breaks_integrity) == ("dikembalikan", False)
    assert (KATALOG["SGL17"].akibat, KATALOG["SGL17"].breaks_integrity) == ("dikembalikan", True)


# -- R3 ----------------------------------------------------------------------------------------------------------


def _described() -> Iterator[Denah]:
    """Every workbook that has formulas about what was typed, from the definitions themselves."""
    for nama in (INSTRUMEN, "lke_akip_2026"):
        yield describe(load_instrumen(find_instrumen(nama)), CONTOH)
    yield describe(BUATAN, office(1))
    yield describe_generic(BUATAN, [office(1), office(2)], TandaKiriman("2026-12-31"))
    yield describe_book(empty_rencana(CONTOH, 2026))
    yield describe_book(next(book_examples()).rencana)
    yield describe_new(empty_isi(CONTOH, 2026))
    yield describe_verification(BUATAN, office(1), TugasVerifikasi("Verifikator Contoh", "a" * 64), LENGKAP)
    yield describe_naskah(IsiNaskah())
    yield describe_settings()


def kode_on_sheets(denah: Denah) -> set[str]:
    """Kode that a cell holds by itself (a formula looks it up) or that stand as a text in a formula."""
    ada = set()
    for lembar in denah.lembar:
        for pos, s in lembar.sel.items():
            if isinstance(s.isi, Rumus):
                ada |= set(re.findall(r'"([A-Z]{3}\d{2})"', s.isi.teks))
            elif isinstance(s.isi, str) and pos not in lembar.masukan:
                ada.add(s.isi)
    return ada & set(KATALOG)


def test_a_kode_is_marked_exactly_when_a_sheet_shows_it() -> None:
    tampil = set().union(*map(kode_on_sheets, _described()))
    assert tampil == {k.kode for k in KATALOG.values() if k.tampil_di_lembar}


# -- R4 ----------------------------------------------------------------------------------------------------------

KODE = re.compile(r"[A-Z]{3}\d{2}")
KELUARGA = {k[:3] for k in KATALOG}
#: Where kode may stand side by side: the attribute by which a check declares the kode it can give, and one table that
#: says something else of each of its kode (the column of the authoring workbook it speaks of).
PERNYATAAN, TABEL = "kemungkinan", "_KOLOM_KODE"


def is_kode(n: ast.AST | None) -> bool:
    """A kode as a literal."""
    return isinstance(n, ast.Constant) and isinstance(n.value, str) and bool(KODE.fullmatch(n.value))


def _declared(n: ast.AST) -> ast.AST | None:
    """What this piece of code declares: the attribute or property of a check, the argument that sets it, the table."""
    if isinstance(n, ast.keyword) and n.arg == PERNYATAAN:
        return n.value
    if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name) and n.target.id == PERNYATAAN:
        return n.value
    if isinstance(n, ast.FunctionDef) and n.name == PERNYATAAN:
        return n
    tabel = isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and n.targets[0].id == TABEL
    return n.value if tabel else None  # type: ignore[attr-defined]


def _declarations(pohon: ast.AST) -> set[ast.AST]:
    """Everything inside what a check declares."""
    return {x for n in ast.walk(pohon) if (a := _declared(n)) for x in ast.walk(a)}


def _subjects(n: ast.AST) -> list[str]:
    """What the comparisons with a kode inside an `and`, `or` are about."""
    return [ast.dump(sisi[0]) for x in ast.walk(n) if isinstance(x, ast.Compare)
            for sisi in [[y for y in (x.left, *x.comparators) if not is_kode(y)]]
            if len(sisi) == 1 and len(x.comparators) == 1 and any(is_kode(y) for y in (x.left, *x.comparators))]


def _sorts(n: ast.AST) -> bool:
    """Does this piece of code tell one sort of kode from another?"""
    if isinstance(n, ast.Set):  # a set only ever answers "is it one of these", even a set of one
        return any(is_kode(x) for x in n.elts)
    if isinstance(n, ast.Tuple | ast.List):
        return sum(map(is_kode, n.elts)) >= 2
    if isinstance(n, ast.Dict):
        return sum(map(is_kode, n.keys)) >= 2
    if isinstance(n, ast.Compare):
        sisi = (n.left, *n.comparators)
        if any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in n.ops):
            return any(is_kode(x) for x in sisi)
        daftar = any(isinstance(op, ast.In | ast.NotIn) for op in n.ops)
        potong = any(isinstance(x, ast.Constant) and x.value in KELUARGA for x in sisi)
        return potong or (daftar and any(is_kode(y) for x in n.comparators for y in ast.walk(x)))
    if isinstance(n, ast.BoolOp):
        pokok = _subjects(n)
        return len(pokok) != len(set(pokok))
    if isinstance(n, ast.Match):
        return sum(is_kode(x) for c in n.cases for x in ast.walk(c.pattern)) >= 2
    if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "startswith":
        return any(isinstance(x, ast.Constant) and isinstance(x.value, str) and x.value[:3] in KELUARGA
                   for a in n.args for x in ast.walk(a))
    if isinstance(n, ast.Constant) and isinstance(n.value, str):  # "BKS01 BKS02".split()
        return bool(re.fullmatch(rf"{KODE.pattern}([\s,;|]+{KODE.pattern})+", n.value.strip()))
    return False


def sorted_kode(sumber: str) -> list[int]:
    """Lines of a module on which kode are sorted outside the catalogue."""
    pohon = ast.parse(sumber)
    boleh = _declarations(pohon)
    return sorted({n.lineno for n in ast.walk(pohon) if n not in boleh and _sorts(n)})  # type: ignore[attr-defined]


def product_code() -> list[Path]:
    """All modules but those of the catalogue."""
    return [f for room in ("kinerja_core", "addin") for f in sorted((ROOT / room).rglob("*.py"))
            if "katalog" not in f.parts]


def test_nothing_but_the_catalogue_sorts_kode() -> None:
    assert len(product_code()) > 100
    assert [f"{f.relative_to(ROOT)}:{n}" for f in product_code() for n in sorted_kode(f.read_text("utf-8"))] == []


def test_the_exceptions_are_in_use() -> None:
    semua = [ast.parse(f.read_text("utf-8")) for f in product_code()]
    assert sum(isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and n.targets[0].id == TABEL
               for p in semua for n in ast.walk(p)) == 1
    assert sum(isinstance(n, ast.FunctionDef) and n.name == PERNYATAAN for p in semua for n in ast.walk(p)) >= 2


@pytest.mark.parametrize("tanam", [
    'X = frozenset({"BKS10", "SGL17"})', 'X = frozenset({"VRF04"})', 'X = ("BKS10", "SGL17")', 'X = ["BKS10", "SGL17"]',
    'X = frozenset(("BKS10", "SGL17"))', 'X = {"BKS10": 3, "SGL17": 1}', 'X = ("BKS10", "SGL17", kode)',
    'X = t.kode in ("BKS10",)', 'X = t.kode not in {"BKS10", *LAIN}', 'X = t.kode == "BKS10" or t.kode == "SGL17"',
    'X = t.kode != "BKS10" and ada and "SGL17" != t.kode', 'X = "VRF21" <= k <= "VRF27"', 'X = k.startswith("SGL")',
    'X = k.startswith(("SGL", "BKS1"))', 'X = k[:3] == "SGL"', 'X = "BKS10 SGL17".split()', 'X = k in "BKS10 SGL17"',
    'match k:\n    case "BKS10" | "SGL17": pass', 'match k:\n    case "BKS10": pass\n    case "SGL17": pass',
    'def f():\n    kemungkinan_lain = ("BKS10", "SGL17")', '_KOLOM = {"INS09": 1, "INS26": 2}',
])
def test_a_planted_set_is_found(tanam: str) -> None:
    assert sorted_kode(tanam) != []


@pytest.mark.parametrize("tanam", [
    'raise KinerjaError("BKS10", a="x")', 'X = t.kode == "BKS10"', 'X = a.kode == "BKS10" or b.kode == "SGL17"',
    'X = (("KLK02", "teks", 1), ("KLK03", "teks lain", 2))', 'X = {"%PDF": "KPL01", "Rar!": "KPL05"}',
    'class U:\n    kemungkinan: tuple[str, ...] = ("HUB02", "HUB03")', 'X = Uji(kemungkinan=("INS05", "INS13"))',
    'X = nama.startswith("SHA")', 'X = sel in ("A10", "AB12")', 'X = t.kode in uji.kemungkinan',
])
def test_what_a_check_declares_and_says_is_no_set(tanam: str) -> None:
    assert sorted_kode(tanam) == []


# -- R5 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", KATALOG.values(), ids=list(KATALOG))
def test_everything_is_told(k: dasar.Kode) -> None:
    kolom = [x.strip() for x in re.split(r"(?<!\\)\|", DOKUMEN[k.kode])[1:-1]]
    assert kolom[5:] == ["lembar dan perintah" if k.tampil_di_lembar else "perintah", dasar.SEBUTAN_AKIBAT[k.akibat],
                         dasar.SEBUTAN_JAWAB[k.jawab]]
    layar = CliRunner().invoke(app, ["jelaskan", k.kode]).output
    for label, isi in (("Akibat saat dikumpulkan", dasar.SEBUTAN_AKIBAT[k.akibat]),
                       ("Dijawab dengan", dasar.SEBUTAN_JAWAB[k.jawab]),
                       ("Terlihat di lembar", "ya" if k.tampil_di_lembar else "tidak"),
                       ("Yang terkunci berubah", dasar.SEBUTAN_BERUBAH[k.berubah])):
        assert re.search(rf"^{label}: +{re.escape(isi)}", layar, re.MULTILINE), label
    assert ("(kode keluar 3)" in layar) == k.breaks_integrity
    polos = json.loads(CliRunner().invoke(app, ["jelaskan", k.kode, "--json"]).output)
    assert polos == {n: getattr(k, n) for n in ("kode", "tingkat", "judul", "pesan", "perbaikan", "akibat", "jawab",
                                                "tampil_di_lembar", "berubah", "satu_sebab")}


@pytest.mark.parametrize(("a", "b", "harus"), [
    ("1", "2.", "Nomor 1, seharusnya 2."), ("1", "2", "Nomor 1, seharusnya 2."),
    ("1.", "Pelaporan...", "Nomor 1., seharusnya Pelaporan..."),
])
def test_a_sentence_ends_once(a: str, b: str, harus: str) -> None:
    assert buat_temuan("NOM01", a=a, b=b).pesan == harus
