"""What may be written in several ways is never held against a file (cases.md B12, B13, B14).

R1 a sealed, filled kertas kerja written in every way the standard allows: the same findings as before, "asli", the same
Nilai Akhir, and the engine neither stops nor disagrees. R2 formulas with other brackets are the same formulas. R3 a
result an engine alone has is told of the engine; a stored value is called different only when two engines say so.
R4 a program that takes the protection off, or shows hidden sheets, is told so and nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from bantu.kiriman import PUBLIK, office, sealed
from bantu.paket import NS_HUBUNGAN, NS_UTAMA
from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.kantor import hitung
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_isian
from kinerja_core.lembar.denah import Rumus
from kinerja_core.segel.setara import same_formula
from kinerja_core.segel.tanda import check_authenticity
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.mesin.tempat import PembandingError

Bagian = dict[str, bytes]
Ubah = Callable[[Bagian], Bagian]
KETAT = ((NS_UTAMA, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
         (NS_HUBUNGAN, "http://purl.oclc.org/ooxml/officeDocument/relationships"))


@cache
def asli() -> Bagian:
    """The parts of a sealed, filled workbook as we write it."""
    with zipfile.ZipFile(io.BytesIO(sealed(office(1)))) as z:
        return {n: z.read(n) for n in z.namelist()}


def _sheets(ubah: Callable[[str], str], pola: str = r"xl/worksheets/sheet\d+\.xml") -> Ubah:
    return lambda b: {n: ubah(x.decode()).encode() if re.fullmatch(pola, n) else x for n, x in b.items()}


def _book(ubah: Callable[[str], str]) -> Ubah:
    return _sheets(ubah, r"xl/workbook\.xml")


def _styles(*nama: str) -> Ubah:
    """Without those lists of styles."""
    pola = "|".join(rf"<{n}\b.*?</{n}>|<{n}\b[^>]*/>" for n in nama)
    return _sheets(lambda x: re.sub(pola, "", x, flags=re.DOTALL), r"xl/styles\.xml")


def _without(nama: str, jenis: str) -> Ubah:
    """Without a part and what leads to it."""

    def ubah(b: Bagian) -> Bagian:
        sisa = {n: x for n, x in b.items() if n != nama}
        for n in sisa:
            if n.endswith(".rels"):
                sisa[n] = re.sub(rb'<Relationship [^>]*Type="[^"]*/%s"[^>]*/>' % jenis.encode(), b"", sisa[n])
            if n == "[Content_Types].xml":
                sisa[n] = sisa[n].replace(f'<Override PartName="/{nama}"'.encode(), b'<Override PartName="/tidak/ada"')
        return sisa

    return ubah


def _strings(b: Bagian) -> list[str]:
    return re.findall(r"<si>(.*?)</si>", b["xl/sharedStrings.xml"].decode(), re.DOTALL)


def _inline(b: Bagian) -> Bagian:
    """No shared strings: every text in its cell."""
    teks = _strings(b)
    ganti = _sheets(lambda x: re.sub(r'<c ([^>]*) t="s"><v>(\d+)</v></c>', lambda m:
                                     f'<c {m[1]} t="inlineStr"><is>{teks[int(m[2])]}</is></c>', x))
    return _without("xl/sharedStrings.xml", "sharedStrings")(ganti(b))


def _as_str(b: Bagian) -> Bagian:
    """Texts of cells as t="str", which formulas have: plain ones, spaces at their ends kept."""
    teks = [re.sub(r"</?t\b[^>]*>", "", t) for t in _strings(b)]
    return _sheets(lambda x: re.sub(r'<c ([^>]*) t="s"><v>(\d+)</v></c>', lambda m:
                                    f'<c {m[1]} t="str"><v>{teks[int(m[2])]}</v></c>', x))(b)


def _prefixed(b: Bagian) -> Bagian:
    """x: before every element of the main namespace, as the Open XML SDK writes."""

    def ubah(x: str) -> str:
        x = x.replace(f'xmlns="{NS_UTAMA}"', f'xmlns:x="{NS_UTAMA}"')
        return re.sub(r"<(/?)(?![?!])(\w+)(?=[\s/>])", r"<\1x:\2", x)

    return _sheets(ubah, r"xl/(workbook|sharedStrings|styles|worksheets/sheet\d+)\.xml")(b)


def _strict(b: Bagian) -> Bagian:
    for lama, baru in KETAT:
        b = {n: x.replace(lama.encode(), baru.encode()) for n, x in b.items()}
    return b


def _absolute(b: Bagian) -> Bagian:
    """Relationships that name their parts from the root."""
    ubah = {n: re.sub(rb'Target="(?!http|#|/)([^"]*)"(?! TargetMode)', rb'Target="/%s\1"' % awal, b[n])
            for n, awal in (("_rels/.rels", b""), ("xl/_rels/workbook.xml.rels", b"xl/"))}
    return {**b, **ubah}


def _no_addresses(x: str) -> str:
    """Cells and rows without r, as the standard allows, with blank cells where an address was skipped."""
    hasil, baris = [], 0
    for m in re.finditer(r'<row r="(\d+)"([^>]*?)(/>|>(.*?)</row>)', x, re.DOTALL):
        hasil.append("<row/>" * (int(m[1]) - baris - 1))
        baris, kolom, sel = int(m[1]), 0, []
        for c in re.finditer(r'<c r="([A-Z]+)\d+"(.*?(?:/>|</c>))', m[4] or "", re.DOTALL):
            ke = sum((ord(h) - 64) * 26 ** n for n, h in enumerate(reversed(c[1])))
            sel.append("<c/>" * (ke - kolom - 1) + "<c" + c[2])
            kolom = ke
        hasil.append(f"<row{m[2]}>{''.join(sel)}</row>")
    isi = f"<sheetData>{''.join(hasil)}</sheetData>"
    return re.sub(r"<sheetData>.*</sheetData>", lambda _: isi, x, flags=re.DOTALL)


def _renamed_titles(x: str) -> str:
    assert 'name="_xlnm.Print_Titles"' in x
    return x.replace('name="_xlnm.Print_Titles"', 'name="Print_Titles"')


def _encoded(b: Bagian) -> Bagian:
    return {n: (x.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
                if re.fullmatch(r"xl/(workbook|worksheets/sheet\d+)\.xml", n) else x) for n, x in b.items()}


def _bracketed(x: str) -> str:
    """A block in brackets of its own."""
    return re.sub(r"(?<=SUM\()((?:'[^']*'!)?)(\$?[A-Z]+\$?\d+):(\$?[A-Z]+\$?\d+)(?=\))", r"(\1\2:\3)", x)


CARA: dict[str, Ubah] = {
    "tanpa tema": _without("xl/theme/theme1.xml", "theme"),
    "tanpa docProps": lambda b: _without("docProps/app.xml", "extended-properties")(
        _without("docProps/core.xml", "metadata/core-properties")(b)),
    "tanpa cellStyles": _styles("cellStyles"),
    "tanpa cellStyleXfs": _styles("cellStyles", "cellStyleXfs"),
    "tanpa dxfs dan tableStyles": lambda b: _styles("tableStyles")(b),
    "teks di sel": _inline, "teks sebagai str": _as_str, "awalan x": _prefixed, "ketat": _strict,
    "tujuan mutlak": _absolute,
    "tanpa dimension": _sheets(lambda x: re.sub(r"<dimension [^>]*/>", "", x)),
    "tanpa spans": _sheets(lambda x: re.sub(r' spans="[^"]*"', "", x)),
    "tanpa r": _sheets(_no_addresses), "UTF-16": _encoded,
    "BOM": _sheets(lambda x: "\ufeff" + x, r"xl/(workbook|styles|worksheets/sheet\d+)\.xml"),
    "Print_Titles": _book(_renamed_titles),
    "judul cetak ditulis lain": _book(lambda x: x.replace("_xlnm.Print_Titles", "_XLNM.PRINT_TITLES")),
    "nama diawali =": _book(lambda x: re.sub(r"(<definedName [^>]*>)(?=[^<])", r"\1=", x)),
    "nama huruf besar": _book(lambda x: re.sub(r'(<definedName name=")(in_[^"]*)', lambda m: m[1] + m[2].upper(), x)),
    "nama terbalik": _book(lambda x: re.sub(r"<definedNames>(.*)</definedNames>", lambda m: "<definedNames>" + "".join(
        reversed(re.findall(r"<definedName .*?</definedName>", m[1]))) + "</definedNames>", x)),
    "rumus diawali =": _sheets(lambda x: x.replace("<f>", "<f>=")),
    "rumus berspasi": _sheets(lambda x: re.sub(r"(?<=<f>)SUM\(([^<,()]*)\)", r"SUM( \1 )", x)),
    "kurung berlebih": _sheets(lambda x: re.sub(r"(?<=<f>)([^<]*)(?=</f>)", r"(\1)", x)),
    "deret berkurung": _sheets(_bracketed),
    "angka eksponen": _sheets(lambda x: re.sub(r'(<c r="[A-Z]+\d+" s="\d+"><v>)([1-9])(</v></c>)', r"\1\2.0E+00\3", x)),
    "sel kosong berjenis": _sheets(lambda x: re.sub(r'(<c r="[A-Z]+\d+" s="\d+")/>', r'\1 t="n"/>', x)),
    "sel kosong bernilai": _sheets(lambda x: re.sub(r'(<c r="[A-Z]+\d+" s="\d+")/>', r"\1><v></v></c>", x)),
    "komentar XML": _sheets(lambda x: x.replace("<sheetData>", "<!-- x --><sheetData>", 1)),
    "calcChain": lambda b: {**b, "xl/calcChain.xml": f'<calcChain xmlns="{NS_UTAMA}"><c r="A1" i="1"/></calcChain>'
                            .encode()},
}  # fmt: skip


def _write(path: Path, bagian: Bagian) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for n, x in bagian.items():
            z.writestr(n, x)
    return path


def _read(path: Path) -> BacaanKertas:
    return read_isian(read_buku(path), BUATAN)


@pytest.mark.sampel(10)
@pytest.mark.parametrize("nama", CARA)
def test_how_it_is_written_is_not_held_against_it(nama: str, tmp_path: Path) -> None:
    """R1"""
    path = _write(tmp_path / "a.xlsx", CARA[nama](asli()))
    assert path.read_bytes() != _write(tmp_path / "asli.xlsx", asli()).read_bytes()
    baku, bacaan = _read(tmp_path / "asli.xlsx"), _read(path)
    assert dict(bacaan.isian.data) == dict(baku.isian.data)
    hasil, harus = check(bacaan, PUBLIK), check(baku, PUBLIK)
    assert hasil.keaslian == harus.keaslian
    assert hasil.keaslian.startswith("Asli.")
    assert hasil.temuan == harus.temuan
    laporan = compare(path, bacaan)
    assert laporan.nilai_akhir == compare(tmp_path / "asli.xlsx", baku).nilai_akhir
    assert laporan.sepakat
    assert laporan.pembanding == ("ironcalc",)
    assert set(laporan.temuan) == set(check(bacaan).temuan)


# -- R2


@pytest.mark.parametrize(("a", "b", "sama"), [
    ("SUM($A$1:$A$1)", "SUM($A$1)", True), ("'olah'!$A$1:$A$1", "'olah'!$A$1", True),
    ("SUMPRODUCT(--(A1:A3=B1))", "SUMPRODUCT(-(-(A1:A3=B1)))", True), ("(A1)&(B1)", "A1&B1", True),
    ("IF(A1,(2),)", "IF(A1,2,)", True), ("(A1+B1)*2", "((A1+B1))*(2)", True), ("-2^2", "(-2)^2", True),
    ("A1%*2", "(A1%)*2", True), ("{1,2;3,4}", "({1,2;3,4})", True), ("tabel[kolom]", "(tabel[kolom])", True),
    ("A1:B2 B1:C2", "(A1:B2 B1:C2)", True),
    ("A1-(B1-C1)", "A1-B1-C1", False), ("A1-(B1-C1)", "(A1-B1)-C1", False), ("(A1+B1)*2", "A1+B1*2", False),
    ("SUM($A$1:$A$2)", "SUM($A$1)", False), ("SUM($A$1:$B$1)", "SUM($A$1)", False), ("IF(A1,2)", "IF(A1,2,)", False),
    ("-(2^2)", "-2^2", False), ("A1&(B1=C1)", "A1&B1=C1", False), ('"(a)"', '"a"', False), ("f(1)", "1", False),
    ("A1:A2", "A1", False), ("'a'!A1:'b'!A1", "'a'!A1", False), ("A1", "B1", False), ("(((", "((", False),
    ("{1,2}", "{1;2}", False), ("(" * 500 + "1" + ")" * 500, "1", False),
])
def test_formulas_that_say_the_same(a: str, b: str, sama: bool) -> None:
    assert same_formula(a, b) is sama
    assert same_formula(b, a) is sama
    assert same_formula(a, a)


def test_other_brackets_that_change_the_meaning_are_told(tmp_path: Path) -> None:
    pola = r"(?<=<f>)([^<]*)\+([^<]*)(?=</f>)"
    b = _sheets(lambda x: re.sub(pola, r"\1-\2", x, count=1), r"xl/worksheets/sheet3\.xml")(asli())
    assert b != asli()
    hasil = check(_read(_write(tmp_path / "a.xlsx", b)), PUBLIK)
    assert "SGL04" in {t.kode for t in hasil.temuan}
    assert hasil.keaslian.startswith("Tidak asli.")


# -- R3


def _engines(monkeypatch: pytest.MonkeyPatch, **milik: Callable[[Nilai], Nilai] | None) -> list[str]:
    """Engines that give the stored values, changed; None: the engine is not there. Which were asked is noted."""
    ditanya: list[str] = []

    def engine(nama: str) -> Callable[[Path, Sequence[tuple[str, Posisi]]], list[Nilai]]:
        def nilai(path: Path, tempat: Sequence[tuple[str, Posisi]]) -> list[Nilai]:
            ditanya.append(nama)
            if (ubah := milik[nama]) is None:
                raise PembandingError("tidak ada")
            buku = {s.nama: s for s in read_buku(path).lembar}
            return [ubah(buku[lembar].nilai.get(pos)) for lembar, pos in tempat]

        return nilai

    monkeypatch.setattr(hitung, "engine", engine)
    return ditanya


def _same(x: Nilai) -> Nilai:
    return x


def _wrong(x: Nilai) -> Nilai:
    return "lain" if isinstance(x, str) else x


@pytest.mark.parametrize("kedua", [_same, None], ids=["sepakat dengan berkas", "tidak ada"])
def test_a_value_that_one_engine_calls_different_is_not_told(
        kedua: Callable[[Nilai], Nilai] | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.xlsx", asli())
    ditanya = _engines(monkeypatch, ironcalc=lambda x: "" if isinstance(x, str) and x.startswith("Uji") else x,
                       libreoffice=kedua)
    temuan = compare(path, _read(path)).temuan
    assert ditanya == ["ironcalc", "libreoffice"]
    assert [t.kode for t in temuan] == ["BKS29"]
    assert "ironcalc" in temuan[0].pesan


def test_a_value_that_two_engines_call_different_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.xlsx", asli())
    _engines(monkeypatch, ironcalc=_unlike_uji, libreoffice=_unlike_uji)
    assert {t.kode for t in compare(path, _read(path)).temuan} & {"BKS14", "BKS28", "BKS25"}


def _unlike_uji(x: Nilai) -> Nilai:
    return "" if isinstance(x, str) and x.startswith("Uji") else x


def test_a_result_that_only_the_engine_has_is_not_held_against_intact_formulas(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.xlsx", asli())
    _engines(monkeypatch, ironcalc=lambda x: x + 1 if isinstance(x, float) else x, libreoffice=_same)
    laporan = compare(path, _read(path))
    assert [t.kode for t in laporan.temuan] == ["BKS29"]
    assert not laporan.sepakat
    denah = _read(path).denah
    lembar, pos = denah.nama["nilai_akhir"]
    assert isinstance(denah.sheet(lembar).sel[pos].isi, Rumus)
    sel = alamat(pos)
    ubah = _sheets(lambda x: re.sub(rf'(<c r="{sel}"[^>]*><f>)([^<]*)', r"\1\2+0", x))
    lain = _write(tmp_path / "b.xlsx", ubah(asli()))
    assert "BKS15" in {t.kode for t in compare(lain, _read(lain)).temuan}


# -- R4


def test_a_lifted_protection_is_told_once_and_as_what_it_is(tmp_path: Path) -> None:
    b = _sheets(lambda x: re.sub(r"<sheetProtection [^>]*/>", "", x))(asli())
    hasil = check(_read(_write(tmp_path / "a.xlsx", b)), PUBLIK)
    assert [t.kode for t in hasil.temuan] == ["SGL02", "BKS19"]
    assert hasil.keaslian == "Tidak asli. proteksi lembarnya dilepas; isi yang terkunci sama dengan yang dikirim"


def test_shown_sheets_are_told_once_and_as_what_they_are(tmp_path: Path) -> None:
    b = _book(lambda x: re.sub(r' state="(hidden|veryHidden)"', "", x))(asli())
    hasil = check(_read(_write(tmp_path / "a.xlsx", b)), PUBLIK)
    assert [t.kode for t in hasil.temuan] == ["SGL02", "SGL05"]
    assert "ditampakkan" in hasil.temuan[0].pesan
    assert "seharusnya tersembunyi, ditemukan tampak" in hasil.temuan[1].pesan


def test_the_seal_alone_knows_other_names_of_printing(tmp_path: Path) -> None:
    """Without the definition, too."""
    buku = read_buku(_write(tmp_path / "a.xlsx", _book(_renamed_titles)(asli())))
    assert check_authenticity(buku, PUBLIK).keadaan == "asli"
    lain = replace(buku, nama={**buku.nama, "tambahan": "1"})
    assert check_authenticity(lain, PUBLIK).keadaan == "tidak_asli"
