"""The reader of packages: what stands in the file is what stands in the Buku; openpyxl is the oracle.

1. Values, formulas, locks, names, validations, merges, protection of workbooks by XlsxWriter, openpyxl, LibreOffice.
2. Kinds of cells: text (shared, rich, phonetic, inline, escaped, spaced), numbers, dates, logicals, errors.
3. Formulas: shared ones shifted to each cell, arrays, data tables, without a value.
4. The package: relationships followed wherever they lead, strict namespace, UTF-16, 1904, custom properties.

What the reader refuses, and the fuzz test, stand beside the gate in test_gerbang.py.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from bantu.paket import (
    JENIS_BUKU,
    NS_HUBUNGAN,
    NS_UTAMA,
    kode_of,
    pack,
    relations,
    sheet,
    small_parts,
    types,
    write,
)
from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.packaging.custom import BoolProperty, FloatProperty, IntProperty, StringProperty
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from kinerja_core.dasar.excelmath import NBSP, Galat
from kinerja_core.xlsx import baca_lembar
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, Validasi, kutip_lembar
from kinerja_core.xlsx.urai_xml import decode_escapes

NS_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
NS_XM = "http://schemas.microsoft.com/office/excel/2006/main"
TEKS = [
    "Kecamatan", f"a{NBSP}b", "é 漢字 🙂", " tepi ", "dua\nbaris", "x" * 32767, "=bukan rumus", "-", "0", "<&>\"'",
    "\t",
]


# -- fixtures and oracle


def rich_xlsxwriter(jalur: Path) -> Path:
    """Many kinds of cells on protected, hidden and very hidden sheets, with names, lists, merges, rich text."""
    wb = xlsxwriter.Workbook(str(jalur))
    buka, kunci = wb.add_format({"locked": False, "bg_color": "#FFFF99"}), wb.add_format({"bold": True})
    wb.set_custom_property("kode_wilayah", "33.74.01")
    ws = wb.add_worksheet("Kertas Kerja")
    ws.protect("rahasia")
    for baris, teks in enumerate(TEKS):
        ws.write_string(baris, 0, teks, kunci if baris % 2 else buka)
    for baris, angka in enumerate([0, -5, 71.4, 1e300, 1.5e-7, 0.1 + 0.2, 123456789012345, 2**53, -0.5]):
        ws.write_number(baris, 1, angka, buka)
    ws.write_boolean(0, 2, True)
    ws.write_boolean(1, 2, False, buka)
    for baris, galat in enumerate(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]):
        ws.write_formula(baris, 3, "=NA()", None, galat)
    ws.write_formula(0, 4, "=IF(B1>0,\"baik\",'Data Umum'!A1)&\"é\"", buka, "baik é")
    ws.write_formula(1, 4, "=A1=\"\"", None, True)
    ws.write_formula(2, 4, "=\"\"", None, "")
    ws.write_array_formula("F1:F3", "{=B1:B3*2}", None, 4)
    ws.write_blank(20, 20, None, buka)
    ws.write_blank(21, 21, None, kunci)
    ws.write_rich_string(12, 0, kunci, "tebal ", buka, "biasa ", "akhir")
    ws.merge_range("H1:J2", "gabung", kunci)
    ws.merge_range("H4:J4", "", buka)
    ws.data_validation("B1:B9", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100})
    ws.data_validation("C1", {"validate": "list", "source": ["Ya", "Tidak", "Tidak relevan"]})
    ws.data_validation("C2", {"validate": "custom", "value": "=ISNUMBER(C2)"})
    ws.conditional_format("B1:B9", {"type": "data_bar", "data_bar_2010": True})
    umum = wb.add_worksheet("Data Umum")
    umum.write_string(0, 0, TEKS[0])
    umum.data_validation("A1:A3 C1", {"validate": "list", "source": "='Kertas Kerja'!$A$1:$A$5"})
    wb.add_worksheet("_acuan").hide()
    wb.add_worksheet("O'Neil !").very_hidden()
    wb.define_name("in_A1_1", "='Kertas Kerja'!$B$1")
    wb.define_name("'Data Umum'!setempat", "='Data Umum'!$A$1:$A$3")
    wb.define_name("tetapan", "=0.25")
    wb.close()
    return jalur


def rich_openpyxl(jalur: Path) -> Path:
    """The same ideas as openpyxl writes them: styles, names, validations, properties, formulas without values."""
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "Lembar é"
    ws.protection.sheet = True
    for baris, isi in enumerate([1, 2.5, "teks", f"a{NBSP}", True, False, "#N/A", "=A1+A2", "=SUM(A1:A2)", " tepi"], 1):
        ws.cell(baris, 2, isi).protection = Protection(locked=bool(baris % 2))
    ws["D1"] = ArrayFormula("D1:D2", "=A1:A2*2")
    ws["E5"].protection = Protection(locked=False)
    ws.merge_cells("G1:H2")
    periksa = DataValidation(type="whole", operator="between", formula1="1", formula2="10")
    ws.add_data_validation(periksa)
    periksa.add("B1:B3")
    periksa.add("B7")
    lain = wb.create_sheet("Rekap")
    lain.sheet_state = "hidden"
    lain["A1"] = "='Lembar é'!B1"
    wb.defined_names["capaian_a"] = DefinedName("capaian_a", attr_text="'Lembar é'!$B$1")
    ws.defined_names["lokal"] = DefinedName("lokal", attr_text="'Lembar é'!$B$2")
    for properti in (StringProperty("teks", "isi"), IntProperty("bulat", 3), FloatProperty("pecahan", 1.5),
                     BoolProperty("ya", True)):
        wb.custom_doc_props.append(properti)
    wb.save(jalur)
    return jalur


def resaved(jalur: Path, folder: Path) -> Path:
    """The workbook opened and saved again by LibreOffice, with a profile of its own."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("KINERJA_MESIN_WAJIB") == "1":
            pytest.fail("LibreOffice wajib ada (KINERJA_MESIN_WAJIB=1), tetapi soffice tidak ditemukan")
        pytest.skip("LibreOffice tidak terpasang: simpan ulang tidak diuji")
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder / "hasil"), str(jalur)],
        check=True, capture_output=True, timeout=180,
    )
    return folder / "hasil" / jalur.name


def oracle(jalur: Path) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """What openpyxl sees, sheet by sheet, and the defined names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rumus, nilai = openpyxl.load_workbook(jalur), openpyxl.load_workbook(jalur, data_only=True)
    hasil: dict[str, dict[str, Any]] = {}
    nama = {k: v.attr_text for k, v in rumus.defined_names.items()}
    for ws in rumus.worksheets:
        lihat: dict[str, Any] = {"nilai": {}, "rumus": {}, "terbuka": set(), "status": ws.sheet_state}
        for (baris, kolom), sel in ws._cells.items():
            posisi = baris - 1, kolom - 1
            if isinstance(sel, MergedCell):
                continue
            if not sel.protection.locked:
                lihat["terbuka"].add(posisi)
            if sel.data_type == "f":
                isi = sel.value.text if isinstance(sel.value, ArrayFormula) else sel.value
                lihat["rumus"][posisi] = isi.removeprefix("=")
            tersimpan = nilai[ws.title].cell(baris, kolom)
            if tersimpan.value is not None:
                isi = tersimpan.value
                lihat["nilai"][posisi] = Galat(isi) if tersimpan.data_type == "e" else isi
        lihat["validasi"] = [
            (set(str(v.sqref).split()), v.type, v.formula1 or "", v.formula2 or "")
            for v in ws.data_validations.dataValidation
        ]
        lihat["gabung"] = {str(r) for r in ws.merged_cells.ranges}
        lihat["lindung"] = ws.protection.sheet
        hasil[ws.title] = lihat
        nama |= {f"{kutip_lembar(ws.title)}!{k}": v.attr_text for k, v in ws.defined_names.items()}
    return hasil, nama


def typed(isi: dict[Posisi, Any]) -> dict[Posisi, tuple[type, Any]]:
    """Values with their type, since True == 1 == 1.0; openpyxl keeps integers Excel cannot hold exactly."""
    return {k: (float if type(v) is int and abs(v) >= 1e15 else type(v), v) for k, v in isi.items()}


def assert_like_oracle(jalur: Path) -> Buku:
    """Every answer of read_buku equals openpyxl's; "" cached by a formula is None to openpyxl."""
    buku, (lembar, nama) = read_buku(jalur), oracle(jalur)
    assert buku.ekstra is not None
    assert [s.nama for s in buku.lembar] == list(lembar)
    status = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}
    for s in buku.lembar:
        harap = lembar[s.nama]
        assert s.status == status[harap["status"]]
        assert typed({k: v for k, v in s.nilai.items() if v != ""}) == typed(harap["nilai"])
        assert s.rumus == harap["rumus"]
        sel_gabung = {k for k in buku.ekstra.terbuka[s.nama] if k not in harap["terbuka"]}
        assert buku.ekstra.terbuka[s.nama] >= harap["terbuka"]
        assert all(in_merge(k, harap["gabung"]) for k in sel_gabung)
        assert [
            (set(v.rentang.split()), v.jenis, v.rumus1, v.rumus2) for v in buku.ekstra.validasi if v.lembar == s.nama
        ] == harap["validasi"]
        assert set(buku.ekstra.rentang_gabung[s.nama]) == harap["gabung"]
        assert (s.nama in buku.ekstra.terproteksi) == harap["lindung"]
    assert {k: v for k, v in buku.nama.items() if "_xlnm." not in k} == nama
    return buku


def in_merge(posisi: Posisi, rentang: set[str]) -> bool:
    """Inside one of the merged ranges, where openpyxl forgets the style."""
    batas = [openpyxl.utils.range_boundaries(r) for r in rentang]
    return any(a <= posisi[1] + 1 <= c and b <= posisi[0] + 1 <= d for a, b, c, d in batas)


def read(folder: Path, **ganti: str | bytes) -> Buku:
    """The small workbook with parts replaced, read."""
    return read_buku(write(folder, pack(small_parts(**ganti))))


def cells(folder: Path, data: str, ekor: str = "", teks: str = "") -> LembarBuku:
    """The first sheet of the small workbook holding that sheet data (and that shared strings part)."""
    parts = small_parts(sheet=sheet(data, ekor))
    if teks:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{NS_UTAMA}">{teks}</sst>'
        parts["xl/_rels/workbook.xml.rels"] = relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
        )
    return read_buku(write(folder, pack(parts))).lembar[0]


# -- 1. whole workbooks against openpyxl


def test_xlsxwriter_workbook(tmp_path: Path) -> None:
    """1, 2."""
    buku = assert_like_oracle(rich_xlsxwriter(tmp_path / "kaya.xlsx"))
    assert buku.ekstra is not None
    lembar = buku.lembar[0]
    assert [lembar.nilai[i, 0] for i in range(len(TEKS))] == TEKS
    assert lembar.nilai[12, 0] == "tebal biasa akhir"
    assert lembar.rumus[2, 4] == '""'
    assert (2, 4) not in lembar.nilai, "XlsxWriter writes a cached \"\" as an empty number: no value"
    assert lembar.nilai[1, 3] == Galat("#N/A")
    assert (20, 20) not in lembar.nilai
    assert (20, 20) in buku.ekstra.terbuka["Kertas Kerja"]
    assert (21, 21) not in buku.ekstra.terbuka["Kertas Kerja"]
    assert buku.nama["'Data Umum'!setempat"] == "'Data Umum'!$A$1:$A$3"
    assert buku.ekstra.properti == {"kode_wilayah": "33.74.01"}
    assert "xl/worksheets/sheet4.xml" in buku.ekstra.bagian
    assert not buku.ekstra.tanggal_1904


def test_openpyxl_workbook(tmp_path: Path) -> None:
    """1: formulas that were never calculated stand in rumus and not in nilai; properties of all kinds are text."""
    buku = assert_like_oracle(rich_openpyxl(tmp_path / "opx.xlsx"))
    assert buku.ekstra is not None
    assert buku.lembar[0].rumus[7, 1] == "A1+A2"
    assert (7, 1) not in buku.lembar[0].nilai
    assert buku.ekstra.properti == {"teks": "isi", "bulat": "3", "pecahan": "1.5", "ya": "1"}


@pytest.mark.parametrize("buat", [rich_xlsxwriter, rich_openpyxl])
def test_libreoffice_resave(tmp_path: Path, buat: Any) -> None:
    """1: equal to the oracle again, and literals equal to the file before LibreOffice touched it."""
    asli = buat(tmp_path / "asli.xlsx")
    sebelum, sesudah = read_buku(asli), assert_like_oracle(resaved(asli, tmp_path))
    for lama, baru in zip(sebelum.lembar, sesudah.lembar, strict=True):
        larik = {(1, 5), (2, 5)}  # the rest of an array formula, calculated by LibreOffice
        tetap = {k: v for k, v in lama.nilai.items() if k not in lama.rumus and k not in larik}
        assert {k: show(v) for k, v in baru.nilai.items() if k in tetap} == {k: show(v) for k, v in tetap.items()}
        assert set(baru.rumus) >= set(lama.rumus)
    assert sesudah.ekstra is not None
    assert sebelum.ekstra is not None
    assert sesudah.ekstra.terproteksi == sebelum.ekstra.terproteksi


def show(nilai: Any) -> Any:
    """Numbers at the fifteen digits LibreOffice keeps."""
    return format(nilai, ".15g") if isinstance(nilai, int | float) and not isinstance(nilai, bool) else nilai


@pytest.mark.parametrize("benih", range(3))
def test_random_workbook(tmp_path: Path, benih: int) -> None:
    """1: cells scattered over the grid, its last column and row included."""
    acak = random.Random(benih)
    wb = xlsxwriter.Workbook(str(tmp_path / "acak.xlsx"))
    gaya = [wb.add_format({"locked": bool(i % 2), "font_size": 8 + i}) for i in range(6)]
    for nomor in range(3):
        ws = wb.add_worksheet(f"L{nomor}")
        for _ in range(120):
            letak = acak.choice([acak.randrange(50), 1_048_575]), acak.choice([acak.randrange(800), 16_383])
            isi = acak.choice([acak.random() * 10 ** acak.randrange(-8, 9), acak.randrange(10**6), True, None,
                               f"=A{acak.randrange(1, 99)}", "".join(acak.choices("ab é\n&<_x", k=9))])
            ws.write(*letak, isi, acak.choice(gaya))
    wb.close()
    assert_like_oracle(tmp_path / "acak.xlsx")


# -- 2. kinds of cells


def test_kinds_of_values(tmp_path: Path) -> None:
    """2: int without a fraction, float otherwise; blank cells are absent; a date stays as text."""
    data = (
        '<c r="A1"><v>12</v></c><c r="B1"><v>12.0</v></c><c r="C1"><v>1E3</v></c><c r="D1"><v>-7</v></c>'
        '<c r="E1"><v>12345678901234567890</v></c><c r="F1"><v> 5 </v></c><c r="G1"/><c r="H1"><v/></c>'
        '<c r="I1" t="b"><v>1</v></c><c r="J1" t="b"><v>false</v></c><c r="K1" t="e"><v>#N/A</v></c>'
        '<c r="L1" t="d"><v>2025-01-31</v></c><c r="M1" t="str"><v></v></c><c r="N1" t="str"><v> a_x000D_</v></c>'
        '<c r="O1"><f>A1</f></c><c t="inlineStr"><is><t>sisip</t></is></c><c r="Q1" t="inlineStr"/>'
    )
    lembar = cells(tmp_path, f'<row r="1">{data}</row><row><c><v>2</v></c></row>')
    assert type(lembar.nilai[0, 4]) is float
    nilai = typed(lembar.nilai)
    assert list(nilai.values()) == [
        (int, 12), (float, 12.0), (float, 1000.0), (int, -7), (float, 12345678901234567890.0), (int, 5),
        (bool, True), (bool, False), (Galat, Galat("#N/A")), (str, "2025-01-31"), (str, ""), (str, " a\r"),
        (str, "sisip"), (int, 2),
    ]
    assert list(nilai)[-2:] == [(0, 15), (1, 0)]


def test_kinds_of_text(tmp_path: Path) -> None:
    """2: runs joined, phonetic text left out, white space as Excel keeps it, escapes, CDATA and entities."""
    spasi = 'xml:space="preserve"'
    butir = {
        "<t>biasa</t>": "biasa",
        f"<r><t {spasi}>satu </t></r><r><rPr><b/></rPr><t>dua</t></r>": "satu dua",
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>": "東京",
        "<t> tepi\n</t>": "tepi",
        f"<t {spasi}> tepi\n</t>": " tepi\n",
        "<r><t>a</t></r><r><t> </t></r><r><t>b</t></r>": "a b",
        "<t>a_x000D_b_x005F_x000D_</t>": "a\rb_x000D_",
        "<t>_xD83D__xDE42_</t>": "🙂",
        "<t><![CDATA[<b>]]>&amp;&#233;<!-- x -->y</t>": "<b>&éy",
        "<t> </t>": "",
        "<t/>": "",
        "": "",
    }
    teks = "".join(f"<si>{b}</si>" for b in butir)
    baris = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in range(len(butir)))
    assert list(cells(tmp_path, baris, teks=teks).nilai.values()) == list(butir.values())
    sisip = "".join(f'<row><c t="inlineStr"><is>{b}</is></c></row>' for b in butir)
    assert list(cells(tmp_path, "<row><t>sesat</t></row>" + sisip).nilai.values()) == list(butir.values())


@pytest.mark.parametrize(
    ("tertulis", "terbaca"),
    [("a", "a"), ("_x0041_", "A"), ("_x005F_x0041_", "_x0041_"), ("_x41_", "_x41_"), ("_xD83D_", "\ufffd")],
)
def test_decode_escapes(tertulis: str, terbaca: str) -> None:
    """2."""
    assert decode_escapes(tertulis) == terbaca


# -- 3. formulas

BERSAMA = [
    "A1+$A1+A$1+$A$1", "SUM(B2:C$9)", "SUM(A:C,$D:$D,1:3,$4:5)", "LOG10(A1)+ATAN2(A1,B1)", '"A1"&A1&"""B1"',
    "LOG10*1", "'Lembar A1'!B2+'O''Neil'!C3+Rekap!D4", "in_A1_1+capaian_B2+X1Y+_A1+A1.B", "1E5+2.5E+3+A1",
    "IF(A1>=B1,{1,2;3,4},#REF!)", "Sheet1:Sheet3!A1", "SUM(Tabel[A1])+B2", "a1+b2", "-A1%^B1", "é1+A1",
]


@pytest.mark.parametrize("teks", BERSAMA)
def test_shared_formula_like_translator(tmp_path: Path, teks: str) -> None:
    """3: each follower holds the text openpyxl's Translator gives, upper case aside."""
    isi = teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    letak = ((12, "E"), (13, "F"), (40, "Z"))
    ikut = "".join(f'<row r="{b}"><c r="{k}{b}"><f t="shared" si="3"/></c></row>' for b, k in letak)
    lembar = cells(tmp_path, f'<row r="11"><c r="E11"><f t="shared" si="3" ref="E11:Z40">{isi}</f></c></row>{ikut}')
    assert lembar.rumus[10, 4] == teks
    for tujuan, posisi in {"E12": (11, 4), "F13": (12, 5), "Z40": (39, 25)}.items():
        assert lembar.rumus[posisi].upper() == Translator("=" + teks, "E11").translate_formula(tujuan)[1:].upper()


def test_shared_formula_of_libraries_and_edges(tmp_path: Path) -> None:
    """3: several groups; a follower's own text gives way to its master; references wrap at the edge of the grid.

    Beyond the grid a reference is a name, and A1:INDEX(..) keeps its first half moving: openpyxl errs in both.
    """
    data = (
        '<row r="1"><c r="A1"><f t="shared" si="0">B1</f><v>1</v></c><c r="C1"><f t="shared" si="1">$B1*XFD2</f></c>'
        '<c r="E1"><f t="shared" si="2">ZZZ1+A1048577+A1:INDEX(B:B,3)+Tabel[[#This Row],[A1]]</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0">SUM(Z9)</f></c><c r="D2"><f t="shared" si="1"/></c>'
        '<c r="E2"><f t="shared" si="2"/></c></row>'
    )
    rumus = dict(cells(tmp_path, data).rumus)
    assert rumus.pop((0, 4)) == "ZZZ1+A1048577+A1:INDEX(B:B,3)+Tabel[[#This Row],[A1]]"
    assert rumus.pop((1, 4)) == "ZZZ1+A1048577+A2:INDEX(B:B,3)+Tabel[[#This Row],[A1]]"
    assert rumus == {(0, 0): "B1", (0, 2): "$B1*XFD2", (1, 0): "B2", (1, 3): "$B2*A3"}


def test_other_formulas(tmp_path: Path) -> None:
    """3: array in its first cell, data table, leading "=", an empty <f> is no formula, no cached value."""
    data = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="B1"><f>=C1</f></c>'
        '<c r="C1"><f/></c>'
        '<c r="D1"><f t="dataTable" ref="D1:D3" dt2D="1" r1="H1" r2="H2"/><v>3</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row>'
    )
    lembar = cells(tmp_path, data)
    assert lembar.rumus == {(0, 0): "B1:B2*2", (0, 1): "C1", (0, 3): "TABLE(H1,H2)"}
    assert lembar.nilai == {(0, 0): 2, (0, 3): 3, (1, 0): 4}


def test_expanded_formulas_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """3, 5: a long master with many followers stops at the limit of characters."""
    ikut = "".join(f'<row r="{b}"><c r="A{b}"><f t="shared" si="0"/></c></row>' for b in range(2, 60))
    data = f'<row r="1"><c r="A1"><f t="shared" si="0">{"B1+" * 300}1</f></c></row>{ikut}'
    assert len(cells(tmp_path, data).rumus) == 59
    monkeypatch.setattr(baca_lembar, "HURUF_RUMUS_MAKS", 10_000)
    assert kode_of(tmp_path / "buku.xlsx", read_buku) == "BKS05"


# -- 4. the package


def test_relationships_are_followed(tmp_path: Path) -> None:
    """4: nothing is at its usual place: absolute and relative targets, %20, other letter case."""
    biasa = small_parts(jenis=types(x__inti=JENIS_BUKU), akar=relations(("q", "officeDocument", "/x/inti.xml")))
    parts = {
        "[Content_Types].xml": biasa["[Content_Types].xml"], "_rels/.rels": biasa["_rels/.rels"],
        "x/inti.xml": biasa["xl/workbook.xml"],
        "x/_rels/inti.xml.rels": relations(
            ("rId1", "worksheet", "../y/Lembar%20a.xml"), ("rId2", "sharedStrings", "/z/TEKS.xml")
        ),
        "y/lembar a.xml": sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        "z/teks.xml": f'<sst xmlns="{NS_UTAMA}"><si><t>ketemu</t></si></sst>',
    }
    assert read_buku(write(tmp_path, pack(parts))).lembar[0].nilai == {(0, 0): "ketemu"}


def test_strict_and_utf16_read_alike(tmp_path: Path) -> None:
    """4: the strict namespaces and UTF-16 parts give the very same Buku."""
    data = '<row r="1"><c r="A1" t="inlineStr"><is><t>é🙂</t></is></c><c r="B1"><v>1</v></c></row>'
    parts = small_parts(sheet=sheet(data))
    biasa = read_buku(write(tmp_path, pack(parts)))
    strict = {
        nama: str(isi).replace(NS_UTAMA, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            NS_HUBUNGAN, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for nama, isi in parts.items()
    }
    assert strict["xl/workbook.xml"] != parts["xl/workbook.xml"]
    assert read_buku(write(tmp_path, pack(strict))) == biasa
    for tanda in ("utf-16-le", "utf-16-be"):
        lebar = {nama: ("\ufeff" + str(isi)).encode(tanda) for nama, isi in strict.items()}
        lebar = {nama: isi.replace(*(("?" + a + "?").encode(tanda)[2:-2] for a in ("UTF-8", "UTF-16")))
                 for nama, isi in lebar.items()}
        assert read_buku(write(tmp_path, pack(lebar))) == biasa


def test_prefixed_namespace(tmp_path: Path) -> None:
    """4: <x:row> under a prefix reads as <row>; the same name in a foreign namespace does not count."""
    data = (f'<x:worksheet xmlns:x="{NS_UTAMA}" xmlns:y="urn:lain"><x:sheetData><x:row r="1"><y:c r="Z1"/>'
            '<x:c r="B1"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>')
    assert read(tmp_path, sheet=data).lembar[0].nilai == {(0, 1): 3}


def test_workbook_part(tmp_path: Path) -> None:
    """4: status, 1904, names of the workbook and of a sheet (keyed as a formula writes them), chart sheets."""
    parts = small_parts(
        workbook=f'<workbook xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}"><workbookPr date1904="true"/><sheets>'
        '<sheet name="Satu Dua" r:id="a"/><sheet name="Grafik" state="veryHidden" r:id="b"/></sheets><definedNames>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">\'Satu Dua\'!$A$1:$B$2</definedName>'
        '<definedName name="n">1+&amp;</definedName></definedNames></workbook>',
        hubungan=relations(("a", "worksheet", "worksheets/sheet1.xml"), ("b", "chartsheet", "chartsheets/g.xml")),
    )
    buku = read_buku(write(tmp_path, pack(parts | {"xl/chartsheets/g.xml": f'<chartsheet xmlns="{NS_UTAMA}"/>'})))
    assert [(s.nama, s.status) for s in buku.lembar] == [("Satu Dua", "tampak"), ("Grafik", "sangat_tersembunyi")]
    assert buku.nama == {"'Satu Dua'!_xlnm.Print_Area": "'Satu Dua'!$A$1:$B$2", "n": "1+&"}
    assert buku.ekstra is not None
    assert buku.ekstra.tanggal_1904


def test_validations_of_both_kinds(tmp_path: Path) -> None:
    """4: those of Excel 2010 on stand in an extension, beside conditional formats that use the same words."""
    aturan = "<xm:f>Z1</xm:f>"
    ekor = (
        '<dataValidations><dataValidation type="list" sqref="A1 B2:B3"><formula1>"Ya,Tidak"</formula1></dataValidation>'
        '<dataValidation sqref="C1"/></dataValidations><extLst><ext>'
        f'<a:dataValidations xmlns:a="{NS_X14}" xmlns:xm="{NS_XM}"><a:dataValidation type="decimal"><a:formula1>'
        "<xm:f>Rekap!$A$1</xm:f></a:formula1><a:formula2><xm:f>9</xm:f></a:formula2><xm:sqref>D1:D5</xm:sqref>"
        "</a:dataValidation></a:dataValidations></ext><ext>"
        f'<a:conditionalFormattings xmlns:a="{NS_X14}" xmlns:xm="{NS_XM}">'
        f"<a:conditionalFormatting><a:cfRule>{aturan}</a:cfRule><xm:sqref>E1</xm:sqref></a:conditionalFormatting>"
        "</a:conditionalFormattings></ext></extLst>"
    )
    ekstra = read(tmp_path, sheet=sheet(ekor=ekor)).ekstra
    assert ekstra is not None
    assert ekstra.validasi == (
        Validasi("Satu", "A1 B2:B3", "list", '"Ya,Tidak"'), Validasi("Satu", "C1", "none"),
        Validasi("Satu", "D1:D5", "decimal", "Rekap!$A$1", "9"),
    )


def test_protection_is_off_without_the_flag(tmp_path: Path) -> None:
    """4: <sheetProtection> may describe a protection that is not on."""
    for teks, nyala in (('sheet="1"', True), ('sheet="true"', True), ('sheet="0"', False), ('password="AB"', False)):
        ekstra = read(tmp_path, sheet=sheet(ekor=f"<sheetProtection {teks}/>")).ekstra
        assert ekstra is not None
        assert ekstra.terproteksi == (frozenset({"Satu"}) if nyala else frozenset())


def test_locks_come_from_the_cell_style(tmp_path: Path) -> None:
    """4: style 0 counts for cells without s; only cellXfs matter; positions without a cell are locked."""
    gaya = (
        f'<styleSheet xmlns="{NS_UTAMA}"><cellStyleXfs><xf><protection locked="0"/></xf></cellStyleXfs><cellXfs>'
        '<xf><protection locked="false"/></xf><xf/><xf><protection hidden="1"/></xf></cellXfs></styleSheet>'
    )
    parts = small_parts(
        sheet=sheet('<row r="1" s="0"><c r="A1"/><c r="B1" s="1"/><c r="C1" s="2"/><c r="D1" s="0"/></row>'),
        hubungan=relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")),
    )
    ekstra = read_buku(write(tmp_path, pack(parts | {"xl/styles.xml": gaya}))).ekstra
    assert ekstra is not None
    assert ekstra.terbuka == {"Satu": frozenset({(0, 0), (0, 3)})}
