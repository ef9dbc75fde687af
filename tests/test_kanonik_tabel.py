"""Which writing the canonical form evens out, that a real file needs it, and what is kept apart (`bentuk_baku`).

1. Every normalisation of the table is needed by a real file, and is listed in docs/bentuk-baku.md.
2. What must not be evened out is kept apart; no text can pretend to be another line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from bantu.simpan import rewrite_parts, save_libreoffice, save_openpyxl

from kinerja_core.dasar.excelmath import NBSP, Galat
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.segel.bentuk_baku import BUKAN_NORMALISASI, NORMALISASI, Normalisasi, canonical, difference
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Ekstra, LembarBuku, Posisi
from kinerja_core.xlsx.mesin.soffice import LibreOffice

DOKUMEN = Path(__file__).parent.parent / "docs" / "bentuk-baku.md"

RUMUS = (
    "FALSE", "IF(A1=TRUE,FALSE(),TRUE( ))", "SUM( A1 , B2 )", "SUM (A1)", "sum(a1:b2)", "SUM(A1:B2 B1:B3)",
    "1.5E-7*2", "1e5", "1E+20", "0.30000000000000004", ".5+5.", "A1>=1.20", "SUM({1.50,\"a\",TRUE})", "5%", "-2^2",
    "'Ragam'!A1", "Ragam!$A$1:B2", "'Ragam tersembunyi'!A1", "NILAI+1", "UNKNOWN(A1)", "_xlfn.CONCAT(A1,B1)",
    "\"a\"\"b\"&\"spasi  ganda\"&\"nb\u00a0sp\"", "IF(A1<>\"\",,1)", "#N/A", "A:A", "$1:$3", "#DIV/0!+1",
)  # fmt: skip
ISI_RAGAM: tuple[str | float | bool, ...] = (
    "", "a\r\nb", "a\nb", " tepi ", f"nb{NBSP}sp", NBSP, "\x01", "–", "'petik", "=1+1", "TRUE", "\U0001f600", "1", "01",
    True, False, -0.0, 1e300, 123456789012345678.0, 0.30000000000000004, 1.5e-7,
    *(a / b for a in (1, 2, 5, 100) for b in range(3, 40)), *(n + 0.123456789012345 for n in range(30)),
)  # fmt: skip


def _write_ragam(path: Path, **opsi: Any) -> Path:
    """Every manner of writing that is known to change, row by row; then a very hidden sheet, names and a filter."""
    wb = xlsxwriter.Workbook(path, {"strings_to_numbers": False, **opsi})
    ws, lain = wb.add_worksheet("Ragam"), wb.add_worksheet("Ragam tersembunyi")
    tebal = wb.add_format({"bold": True})
    for n in range(max(len(RUMUS), len(ISI_RAGAM))):
        isi = ISI_RAGAM[n] if n < len(ISI_RAGAM) else None
        if isinstance(isi, str):
            ws.write_string(n, 3, isi)
        elif isinstance(isi, bool):
            ws.write_boolean(n, 3, isi)
        elif isi is not None:
            ws.write_number(n, 3, isi)
            ws.write_formula(n, 6, f"={abs(isi)!r}*1", None, n)
        if n < len(RUMUS):
            ws.write_formula(n, 4, "=" + RUMUS[n], None, n)
        ws.write_rich_string(n, 5, "biasa ", tebal, " tebal ", f"{n}")
        ws.write_formula(n, 7, f"=A{n + 1}*2", None, n)
    for nama, teks in (("zeta", "=Ragam!$A$1"), ("nilai", "=1.50"), ("Alfa", "=Ragam!$A$2"), ("logis", "=TRUE")):
        wb.define_name(nama, teks)
    wb.define_name("'Ragam tersembunyi'!setempat", "='Ragam tersembunyi'!$A$1")
    ws.autofilter(0, 0, 5, 1)
    ws.print_area(0, 0, 9, 9)
    lain.very_hidden()
    wb.close()
    return path


@pytest.fixture(scope="module")
def ragam(tmp_path_factory: pytest.TempPathFactory, lo: LibreOffice) -> list[Buku]:
    """The written workbook first, then as LibreOffice, LibreOffice again, openpyxl, and another manner save it."""
    folder = tmp_path_factory.mktemp("ragam")
    asal = _write_ragam(folder / "asal.xlsx")
    sisip = _write_ragam(folder / "sisip.xlsx", constant_memory=True)
    lepas = folder / "lepas.xlsx"
    rewrite_parts(asal, lepas, _share_and_drop)
    sekali = save_libreoffice(lo, asal)
    return [read_buku(p) for p in (asal, sekali, save_libreoffice(lo, sekali), save_openpyxl(asal), sisip, lepas)]


def _share_and_drop(xml: str) -> str:
    """Column H as one shared formula, its cached values other ones; the filter's name gone."""
    xml = xml.replace("<f>A1*2</f>", '<f t="shared" ref="H1:H500" si="0">A1*2</f>')
    xml = re.sub(r"<f>A\d+\*2</f><v>\d+</v>", '<f t="shared" si="0"/><v>777</v>', xml)
    return re.sub(r"<definedName name=\"_xlnm[^/]*</definedName>", "", xml)


def test_every_manner_of_saving_gives_one_form(ragam: list[Buku]) -> None:
    asal = canonical(ragam[0], [])
    assert [difference(asal, canonical(buku, [])) for buku in ragam[1:]] == [[]] * 5


@pytest.mark.parametrize("satu", [n for n in NORMALISASI if n.ubah], ids=lambda n: n.nama)
def test_every_normalisation_is_needed(satu: Normalisasi, ragam: list[Buku]) -> None:
    tanpa = [n for n in NORMALISASI if n is not satu]
    asal = canonical(ragam[0], [], tanpa)
    assert [k for k in (canonical(buku, [], tanpa) for buku in ragam[1:]) if difference(asal, k)]


def test_what_holds_by_construction_is_needed(ragam: list[Buku]) -> None:
    """The entries without `ubah`: the files differ there, the forms do not (the first test of this section)."""
    asal, lo, _, resave, sisip, lepas = ragam
    bukti = {
        "Urutan nama terdefinisi": _kept_names(asal) != _kept_names(lo),
        "Nilai tersimpan": lepas.lembar[0].nilai != asal.lembar[0].nilai and (1, 4) not in resave.lembar[0].nilai,
        "Rumus bersama": lepas.lembar[0].rumus[(9, 7)] == "A10*2",
        "Teks kaya dan teks sisipan": sisip.lembar[0].nilai[(0, 5)] == "biasa  tebal 0",
    }
    assert all(bukti.values())
    assert set(bukti) == {n.nama for n in NORMALISASI if n.ubah is None}


def _kept_names(buku: Buku) -> list[str]:
    return [n for n in buku.nama if "_xlnm" not in n]


def test_the_document_lists_the_table() -> None:
    isi = DOKUMEN.read_text(encoding="utf-8")
    baris = [(n.nama, n.sebab) for n in NORMALISASI] + list(BUKAN_NORMALISASI)
    assert [nama for nama, sebab in baris if f"| {nama} | {sebab} |" not in isi] == []
    assert len({nama for nama, _ in baris}) == len(baris)


# -- kept apart -----------------------------------------------------------------------------------------------


def _buku(*isi: Any, lembar: str = "S", nama: dict[str, str] | None = None) -> Buku:
    """One sheet with the contents in column A; text that begins with "=" is a formula."""
    rumus = {(n, 0): x[1:] for n, x in enumerate(isi) if isinstance(x, str) and x.startswith("=")}
    nilai = {(n, 0): x for n, x in enumerate(isi) if (n, 0) not in rumus and x is not None}
    return Buku((LembarBuku(lembar, "tampak", nilai, rumus),), nama or {}, Ekstra())


def _one(isi: Any) -> str:
    return canonical(_buku(isi), []).sidik


@pytest.mark.parametrize(("a", "b"), [
    ("= SUM ( A1 ,\n B2 ) ", "=sum(a1,b2)"), ("=FALSE", "=false( )"), ("=1.50", "=1.5"), ("=1.5E-7", "=0.00000015"),
    ("=Rekap!A1", "='Rekap'!A1"), ("=rekap!$a$1", "=Rekap!$A$1"), ("=A1:B2  B1", "=A1:B2 B1"), (True, "=TRUE()"),
    (Galat("#N/A"), "=#N/A"), ("", None), ("a\r\nb", "a\nb"), (1, 1.0), (-0.0, 0), (0.1 + 0.2, 0.3),
    (1.11111111111111125, 1.11111111111111), (100000000000000.45, 100000000000000.0),
])  # fmt: skip
def test_only_the_writing_differs(a: Any, b: Any) -> None:
    assert _one(a) == _one(b)


APART: dict[str, list[tuple[Any, Any]]] = {
    "Spasi keras": [(f"a{NBSP}b", "a b"), (NBSP, " "), (f'="a{NBSP}b"', '="a b"'), (f"=A1{NBSP}", "=A1")],
    "Huruf dan spasi dalam teks": [("a", "A"), ("a ", "a"), ('="a"', '="A"'), ('="a  b"', '="a b"'), ("a\nb", "a b")],
    "Angka dan teks angka": [(1, "1"), (1, "=1"), (True, "TRUE"), (True, 1), ("=A1", "'=A1"), (1.2, 1.20000001)],
    "Tanda $": [("=A1", "=$A$1"), ("=A$1", "=A1")],
    "Awalan _xlfn.": [("=_xlfn.CONCAT(A1)", "=CONCAT(A1)")],
    "rujukan": [("=A1", "=A2"), ("=A1:B2 B1", "=A1:B2,B1"), ("=A1 (B1)", "=A1(B1)"), ("='a b'!A1", "='ab'!A1"),
                ("='Rekap '!A1", "=Rekap!A1"), ("=SUM(A1)", "=SUM((A1))"), ("=T[a]", "=T[b]"),
                ("=[1]S!A1", "=[2]S!A1")],
}  # fmt: skip


@pytest.mark.parametrize("nama", APART)
def test_what_only_looks_alike_is_kept_apart(nama: str) -> None:
    assert [(a, b) for a, b in APART[nama] if _one(a) == _one(b)] == []


def test_everything_kept_apart_is_tested() -> None:
    assert {nama for nama, _ in BUKAN_NORMALISASI} < set(APART)


def test_text_cannot_pretend_to_be_another_line() -> None:
    pasangan = [(_buku("x\nA2\t'y"), _buku("x", "y")), (_buku("\\n"), _buku("\n")),
                (_buku("x", lembar="S\nsel\tT"), _buku("x"))]  # fmt: skip
    for a, b in pasangan:
        assert canonical(a, []).sidik != canonical(b, []).sidik
        assert canonical(a, []).teks.isascii()
        assert all("\n" not in baris for baris in canonical(a, []).lembar[0][1])


def test_what_cannot_be_seen_is_shown_escaped_and_long_contents_are_cut() -> None:
    assert difference(canonical(_buku(f"é{NBSP}x"), []), canonical(_buku("é x"), [])) == [
        "S!A1: seharusnya 'é\\xa0x, ditemukan 'é x"]
    panjang = "A1+" * 200
    (kalimat,) = difference(canonical(_buku(f"={panjang}B1"), []), canonical(_buku(f"={panjang}B2"), []))
    assert kalimat.count("...") == 2
    assert "B1, ditemukan" in kalimat
    assert kalimat.endswith("B2")


def test_the_order_of_reading_does_not_matter() -> None:
    a = _buku("x", "=A1", 3, nama={"b": "S!$A$1", "A": "S!$A$2"})
    s = a.lembar[0]
    terbalik = LembarBuku("S", "tampak", dict(reversed(s.nilai.items())), dict(reversed(s.rumus.items())))
    b = Buku((terbalik,), dict(reversed(a.nama.items())), Ekstra())
    masukan: list[tuple[str, Posisi]] = [("S", (7, 0)), ("S", (5, 1))]
    assert canonical(a, masukan) == canonical(b, list(reversed(masukan)))
    assert canonical(a, masukan).sidik != canonical(a, masukan[:1]).sidik
    assert difference(canonical(a, masukan), canonical(a, masukan[:1])) == [
        "isian S!B6: seharusnya terdaftar, ditemukan (kosong)"]


def test_a_live_book_is_not_compared() -> None:
    with pytest.raises(KinerjaError) as galat:
        canonical(Buku(_buku("x").lembar, {}), [])
    assert galat.value.kode == "BKS18"
