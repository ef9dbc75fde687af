"""`bantu.lint`: one clean workbook, and one planted fault per rule that must be named with its place.

Faults are planted by replacing one piece of one part of the clean workbook, so that nothing else differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from bantu.lint import ALLOWED, lint

BUKU, ISIAN, KERJA = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
UNTAI, GAYA, PROPERTI = "xl/sharedStrings.xml", "xl/styles.xml", "docProps/custom.xml"
GRAFIK, TAUTAN = "xl/charts/chart1.xml", "xl/drawings/_rels/drawing1.xml.rels"

Tanam = Callable[[str, str, str], Path]


def _build_clean(path: Path) -> None:
    buku = xlsxwriter.Workbook(path)
    isian, kerja = buku.add_worksheet("Isian"), buku.add_worksheet("Kertas Kerja")
    buka = buku.add_format({"locked": False})
    isian.write("A1", "Isian")
    isian.write("D4", 12, buka)
    isian.merge_range("D5:E5", "bukti", buka)
    isian.data_validation(
        "D4",
        {
            "validate": "list",
            "source": "='Kertas Kerja'!$A$1:$A$3",
            "input_title": "Isian",
            "input_message": "Isi.",
            "error_title": "Salah",
            "error_message": "Pilih.",
        },
    )
    for baris in (19, 20, 21):
        isian.write_blank(baris, 5, None, buka)
    isian.data_validation("D5", {"validate": "custom", "value": "=LEN(D5)<50"})
    isian.data_validation("G9", {"validate": "list", "source": ["Ada", "Tidak ada"]})
    isian.conditional_format("D4:D9", {"type": "formula", "criteria": "=$D4>jumlah", "format": buka})
    isian.write_url("A2", "internal:'Kertas Kerja'!A1", string="Ke kertas kerja")
    isian.set_footer("&LKode &C&P dari &N")
    isian.insert_textbox("H2", "Ke depan", {"url": "internal:'Kertas Kerja'!A1"})
    for baris in range(3):
        kerja.write(baris, 0, baris)
    kerja.write_formula("B1", "=IF(ISBLANK(Isian!D4),0,SUM(Isian!$D$4:$D$9))", None, 12)
    kerja.write_formula("B2", '=IF(B1>0,"ada; {tidak} [x] \'(""","")', None, "ada")
    kerja.write_formula("B3", '=IF(B1>0,"","x")', None, "")
    kerja.write_formula("B4", "=SUMPRODUCT((A1:A3>0)*daftar)", None, 3)
    kerja.write_formula("B5", '=HYPERLINK("#\'Kertas Kerja\'!A1","Ke atas")', None, "Ke atas")
    kerja.write_formula("B6", "=INDEX($A:$A,MATCH(in_01_1,$1:$2,0))+ROW(A1)-COLUMN()", None, 1.5)
    kerja.merge_range("D1:E2", "gabung")
    kerja.merge_range("D3:E3", "lagi")
    grafik = buku.add_chart({"type": "bar"})
    grafik.add_series({"values": "='Kertas Kerja'!$A$1:$A$3"})
    kerja.insert_chart("G2", grafik)
    for nama, rujukan in [
        ("in_01_1", "=Isian!$D$4"),
        ("bukti_01", "=Isian!$D$5"),
        ("kolom_uji_isi", "=Isian!$F$20:$F$22"),
        ("jumlah", "='Kertas Kerja'!$B$1"),
        ("daftar", "='Kertas Kerja'!$A$1:$A$3"),
        ("'Kertas Kerja'!_xlnm.Print_Area", "='Kertas Kerja'!$A$1:INDEX('Kertas Kerja'!$E:$E,jumlah)"),
    ]:
        assert buku.define_name(nama, rujukan) == 0
    for lembar in (isian, kerja):
        lembar.protect("", {"format_columns": True, "autofilter": True})
    buku.set_custom_property("segel", "x" * 255)
    buku.close()


def _rewrite(sumber: Path, tujuan: Path, bagian: str, lama: str, baru: str) -> Path:
    """A copy with one piece of one part replaced; the piece must be there."""
    with ZipFile(sumber) as asal, ZipFile(tujuan, "w") as salinan:
        for nama in asal.namelist():
            isi = asal.read(nama).decode()
            if nama == bagian:
                assert re.search(lama, isi), f"{lama} tidak ada di {bagian}: {isi[:3000]}"
                isi = re.sub(lama, lambda _: baru, isi, count=1)
            salinan.writestr(nama, isi)
    return tujuan


@pytest.fixture(scope="session")
def bersih(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean workbook; XlsxWriter leaves an empty cached text untyped, which is mended here."""
    folder = tmp_path_factory.mktemp("lint")
    _build_clean(folder / "mentah.xlsx")
    return _rewrite(folder / "mentah.xlsx", folder / "bersih.xlsx", KERJA, '<c r="B3">', '<c r="B3" t="str">')


@pytest.fixture
def tanam(bersih: Path, tmp_path: Path) -> Tanam:
    return lambda bagian, lama, baru: _rewrite(bersih, tmp_path / "cacat.xlsx", bagian, lama, baru)


def test_clean_workbook_gives_nothing(bersih: Path) -> None:
    assert lint(bersih) == []


def test_untyped_empty_value_of_xlsxwriter_is_named(bersih: Path) -> None:
    assert lint(bersih.with_name("mentah.xlsx")) == [
        'Kertas Kerja!B3: nilai tersimpan kosong tanpa jenis (teks kosong harus t="str")'
    ]


def test_allowed_list_is_exact() -> None:
    """The list is a promise to users of WPS and Google Sheets: a change here is a decision."""
    assert len(ALLOWED) == 50
    assert not ALLOWED & {"INDIRECT", "OFFSET", "NOW", "TODAY", "RAND", "TEXT", "VALUE", "FIXED", "XLOOKUP", "EXACT"}


B1 = r"IF\(ISBLANK\(Isian!D4\),0,SUM\(Isian!\$D\$4:\$D\$9\)\)"

RUMUS = {
    "titik_koma": ("SUM(A1;A2)", "pemisah ;"),
    "kurung_kurang": ("SUM(A1,A2", "tanda kurung tidak seimbang"),
    "kurung_terbalik": ("A1)+(A2", "tanda kurung tidak seimbang"),
    "kutip": ('IF(A1=1,"x,0)', "tanda kutip tidak berpasangan"),
    "larik": ("SUM({1,2})", "larik tetap"),
    "terstruktur": ("SUM(Tabel1[Nilai])", "rujukan terstruktur"),
    "buku_lain": ("[1]Isian!A1", "buku lain"),
    "fungsi_baru": ("_xlfn.XLOOKUP(A1,A1:A3,B1:B3)", "fungsi _XLFN.XLOOKUP"),
    "fungsi_setempat": ("VALUE(A1)", "fungsi VALUE"),
    "tak_langsung": ('INDIRECT("A1")', "fungsi INDIRECT"),
    "berubah_terus": ("SUM(OFFSET(A1,1,0))", "fungsi OFFSET"),
    "setelah_titik_dua": ("SUM(A1:OFFSET(A1,1,0))", "fungsi OFFSET"),
    "sebelum_titik_dua": ("SUM(Hilang!A1:INDEX(A1:A3,2))", "lembar Hilang tidak ada"),
    "tidak_terurai": ("A1#B1", "rumus tidak dapat diurai"),
    "teks_panjang": (f'IF(A1=1,"{"x" * 256}","")', "teks di dalam rumus 256 huruf"),
    "rumus_panjang": ("+".join(["1"] * 4097), "rumus 8194 huruf"),
    "terlalu_dalam": ("IF(A1," * 65 + "1" + ")" * 65, "bertingkat lebih dari 64"),
    "lembar": ("SUM('Lembar Hilang'!A1:A3)", "lembar Lembar Hilang tidak ada"),
    "lembar_polos": ("Hilang!A1+1", "lembar Hilang tidak ada"),
    "tiga_dimensi": ("SUM(Isian:Kertas!A1)", "lembar Kertas tidak ada"),
    "nama": ("1+nama_hilang", "nama nama_hilang tidak ada"),
    "di_luar_lembar": ("A1048577+1", "nama A1048577 tidak ada"),
    "ref": ("SUM(Isian!#REF!)", "memuat #REF!"),
    "ref_polos": ("#REF!+1", "memuat #REF!"),
    "satu_nilai": ("SUMPRODUCT(LEN(A1:A3))", "rentang A1:A3 di dalam LEN"),
    "satu_nilai_nama": ("SUMPRODUCT(ABS(daftar))", "rentang daftar di dalam ABS"),
    "if_dalam_sumproduct": ("SUMPRODUCT(IF(A1:A3>0,1,0))", "rentang A1:A3 di dalam IF"),
    "hyperlink": ('HYPERLINK("#Hilang!A1","x")', "lembar Hilang tidak ada"),
}


def _xml(teks: str) -> str:
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(("rumus", "kata"), RUMUS.values(), ids=RUMUS)
def test_formula_faults(tanam: Tanam, rumus: str, kata: str) -> None:
    temuan = lint(tanam(KERJA, B1, _xml(rumus)))
    assert temuan
    assert all(baris.startswith("Kertas Kerja!B1: ") for baris in temuan)
    assert any(kata in baris for baris in temuan), temuan
    assert len({*temuan}) <= 2, temuan


CACAT: dict[str, tuple[str, str, str, str]] = {
    "tanpa_nilai": (KERJA, "<v>12</v>", "", "Kertas Kerja!B1: rumus tanpa nilai"),
    "teks_sel": (UNTAI, ">gabung<", f">{'x' * 32768}<", "Kertas Kerja!D1: teks 32768 huruf"),
    "teks_hasil": (KERJA, ">ada<", f">{'x' * 32768}<", "Kertas Kerja!B2: teks 32768 huruf"),
    "gabung_tindih": (KERJA, 'ref="D3:E3"', 'ref="E2:F3"', "Kertas Kerja!E2:F3: gabungan sel menindih D1:E2"),
    "judul_isian": (ISIAN, 'promptTitle="Isian"', f'promptTitle="{"x" * 33}"', "Isian!D4: promptTitle validasi 33"),
    "pesan_isian": (ISIAN, 'prompt="Isi."', f'prompt="{"x" * 256}"', "Isian!D4: prompt validasi 256"),
    "judul_salah": (ISIAN, 'errorTitle="Salah"', f'errorTitle="{"x" * 33}"', "Isian!D4: errorTitle validasi 33"),
    "pesan_salah": (ISIAN, 'error="Pilih."', f'error="{"x" * 256}"', "Isian!D4: error validasi 256"),
    "daftar_panjang": (ISIAN, '"Ada,Tidak ada"', f'"{"x" * 256}"', "Isian!G9: daftar validasi 256"),
    "rumus_validasi": (ISIAN, "LEN\\(D5\\)&lt;50", "+".join(["D5"] * 86), "Isian!D5: rumus validasi 257"),
    "fungsi_validasi": (ISIAN, "LEN\\(D5\\)&lt;50", "D5&gt;TODAY()", "Isian!D5: validasi: fungsi TODAY"),
    "lembar_validasi": (ISIAN, "'Kertas Kerja'!\\$A\\$1", "'Kertas'!$A$1", "Isian!D4: validasi: lembar Kertas tidak"),
    "fungsi_format": (ISIAN, "\\$D4&gt;jumlah", "$D4&gt;TODAY()", "Isian!D4:D9: format bersyarat: fungsi TODAY"),
    "nama_format": (ISIAN, "\\$D4&gt;jumlah", "$D4&gt;juml", "Isian!D4:D9: format bersyarat: nama juml tidak ada"),
    "tautan": (ISIAN, "location=\"'Kertas Kerja'!A1\"", 'location="Hilang!A1"', "Isian!A2: tautan: lembar Hilang"),
    "tautan_nama": (ISIAN, "location=\"'Kertas Kerja'!A1\"", 'location="hilang"', "Isian!A2: tautan: nama hilang"),
    "tautan_kotak": (TAUTAN, "#'Kertas Kerja'!A1", "#Hilang!A1", f"{TAUTAN} #Hilang!A1: tautan: lembar Hilang"),
    "grafik": (GRAFIK, "'Kertas Kerja'!", "Hilang!", f"{GRAFIK} Hilang!$A$1:$A$3: lembar Hilang"),
    "kaki_halaman": (ISIAN, "&amp;LKode ", "x" * 260, "Isian: oddFooter"),
    "tanpa_proteksi": (KERJA, "<sheetProtection[^>]*/>", "", "Kertas Kerja: lembar tidak diproteksi"),
    "proteksi_mati": (ISIAN, 'sheet="1"', 'sheet="0"', "Isian: lembar tidak diproteksi"),
    "boleh_urut": (ISIAN, 'sheet="1"', 'sheet="1" sort="0"', "Isian: proteksi mengizinkan sort"),
    "terbuka_tak_bernama": (ISIAN, '<c r="A1"', '<c r="A1" s="2"', "Isian!A1: sel tidak terkunci dan tidak bernama"),
    "isian_terkunci": (ISIAN, '<c r="D4" s="2"', '<c r="D4"', "Isian!D4: sel isian in_01_1 terkunci"),
    "isian_hilang": (ISIAN, '<c r="D4" s="2"><v>12</v></c>', "", "Isian!D4: sel isian in_01_1 terkunci"),
    "kolom_terbuka": (
        ISIAN,
        "<sheetData>",
        '<cols><col min="2" max="3" width="9" style="2"/></cols><sheetData>',
        "Isian!kolom 2-3: tidak terkunci seluruhnya",
    ),
    "baris_terbuka": (ISIAN, '<row r="1"', '<row r="1" s="2" customFormat="1"', "Isian!baris 1: tidak terkunci"),
    "isian_rentang": (BUKU, "Isian!\\$D\\$4", "Isian!$D$4:$D$5", "nama in_01_1: harus menunjuk satu sel"),
    "isian_ganda": (BUKU, 'name="jumlah">[^<]*', 'name="in_2">Isian!$D$4', "nama in_2: sel Isian!$D$4 sudah bernama"),
    "isian_besar": (BUKU, "in_01_1", "In_01_1", "nama In_01_1: nama isian hanya boleh"),
    "kolom_dua": (BUKU, "Isian!\\$F\\$20:\\$F\\$22", "Isian!$F$20:$G$22", "nama kolom_uji_isi: harus menunjuk satu"),
    "kolom_satu_sel": (BUKU, "Isian!\\$F\\$20:\\$F\\$22", "Isian!$F$20", "nama kolom_uji_isi: harus menunjuk satu"),
    "kolom_pendek": (BUKU, "\\$F\\$20:\\$F\\$22", "$F$20:$F$21", "Isian!F22: sel tidak terkunci dan tidak bernama"),
    "kolom_panjang": (BUKU, "\\$F\\$20:\\$F\\$22", "$F$20:$F$23", "Isian!F23: sel isian kolom_uji_isi terkunci"),
    "kolom_sel_terkunci": (ISIAN, '<c r="F21" s="2"', '<c r="F21"', "Isian!F21: sel isian kolom_uji_isi terkunci"),
    "kolom_tindih": (BUKU, 'name="jumlah">[^<]*', 'name="kolom_a_b">Isian!$F$22:$F$22', "nama kolom_"),
    "kolom_dan_in": (BUKU, 'name="jumlah">[^<]*', 'name="in_2">Isian!$F$22', "nama in_2: sel Isian!$F$22 sudah"),
    "kolom_besar": (BUKU, "kolom_uji_isi", "Kolom_uji_isi", "nama Kolom_uji_isi: nama isian hanya boleh"),
    "nama_sel": (BUKU, 'name="bukti_01"', 'name="ab12"', "nama ab12: nama mirip rujukan sel"),
    "nama_r1c1": (BUKU, 'name="bukti_01"', 'name="R2c3"', "nama R2c3: nama mirip rujukan sel"),
    "nama_r": (BUKU, 'name="bukti_01"', 'name="r"', "nama r: nama mirip rujukan sel"),
    "nama_logika": (BUKU, 'name="bukti_01"', 'name="true"', "nama true: nama mirip rujukan sel"),
    "nama_spasi": (BUKU, 'name="bukti_01"', 'name="dua kata"', "nama dua kata: nama tidak sah"),
    "nama_angka": (BUKU, 'name="bukti_01"', 'name="1x"', "nama 1x: nama tidak sah"),
    "nama_panjang": (BUKU, 'name="bukti_01"', f'name="{"x" * 256}"', f"nama {'x' * 256}: nama tidak sah"),
    "nama_berulang": (BUKU, 'name="bukti_01">[^<]*', 'name="JUMLAH">Isian!$D$5', "nama jumlah: nama berulang"),
    "nama_ref": (BUKU, "'Kertas Kerja'!\\$B\\$1", "'Kertas Kerja'!#REF!", "nama jumlah: memuat #REF!"),
    "nama_lembar": (BUKU, "'Kertas Kerja'!\\$B\\$1", "Hilang!$B$1", "nama jumlah: lembar Hilang tidak ada"),
    "nama_fungsi": (BUKU, ":INDEX\\(", ":OFFSET(", "nama _xlnm.Print_Area: fungsi OFFSET"),
    "lembar_panjang": (BUKU, 'name="Isian"', f'name="{"x" * 32}"', f"{'x' * 32}: nama lembar 32 huruf"),
    "lembar_huruf": (BUKU, 'name="Isian"', 'name="Isian/1"', "Isian/1: nama lembar memakai huruf"),
    "lembar_kutip": (BUKU, 'name="Isian"', 'name="\'Isian"', "'Isian: nama lembar memakai huruf"),
    "lembar_kata": (BUKU, 'name="Isian"', 'name="History"', "History: nama lembar memakai huruf atau kata"),
    "lembar_berulang": (BUKU, 'name="Isian"', 'name="kertas kerja"', "Kertas Kerja: nama lembar berulang"),
    "properti": (PROPERTI, "xxxxx", "x" * 6, "properti segel: 256 huruf"),
}

#: Faults that by their nature break something else as well (a renamed sheet leaves dangling references).
BERUNTUN = {
    "lembar_panjang",
    "lembar_huruf",
    "lembar_kutip",
    "lembar_kata",
    "lembar_berulang",
    "isian_hilang",
    "isian_terkunci",
    "isian_rentang",
    "nama_berulang",
    "isian_ganda",
    "kolom_dua",
    "kolom_satu_sel",
    "kolom_tindih",
    "kolom_dan_in",
}


@pytest.mark.parametrize("nama", CACAT)
def test_other_faults(tanam: Tanam, nama: str) -> None:
    bagian, lama, baru, awal = CACAT[nama]
    temuan = lint(tanam(bagian, lama, baru))
    assert any(baris.startswith(awal) for baris in temuan), temuan
    assert nama in BERUNTUN or len(temuan) == 1, temuan
