"""Hostile, broken and foreign packages built by code, each with the kode it must end with ("" when it is lawful).

FILES are answered by the gate (what is no package, zips that lie, XML that attacks, macros); DITOLAK and DITOLAK_BAGIAN
by the reader behind it.
"""

from __future__ import annotations

import zipfile

from bantu.paket import (
    JENIS_BUKU,
    JENIS_TEMPLAT,
    MAKRO,
    NS_HUBUNGAN,
    NS_UTAMA,
    pack,
    patch_header,
    relations,
    sheet,
    small_parts,
    types,
)

DOCTYPE = '<?xml version="1.0"?><!DOCTYPE {0} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><{0}>&b;</{0}>'
TUMPUK = "".join(f"<a{i}>" for i in range(12_000)) + "".join(f"</a{i}>" for i in reversed(range(12_000)))
DEFAULT_DAT = '<Default Extension="dat" ContentType="a/b+xml"/>'
LUAR = '<?xml version="1.0"?><!DOCTYPE worksheet SYSTEM "file:///etc/hostname"><worksheet/>'


def overlapping() -> bytes:
    """Member dua.bin lies inside the stored bytes of satu.bin (a "quoted" zip bomb in small)."""
    dalam = pack({"dua.bin": b"x" * 50}, cara=zipfile.ZIP_STORED)
    isi = dalam[: dalam.index(b"PK\x01\x02")]
    data = pack(small_parts() | {"satu.bin": isi, "dua.bin": b"x" * 50}, cara=zipfile.ZIP_STORED)
    return patch_header(data, "dua.bin", "<I", 42, None, data.index(isi))


CFB = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
DATA = pack(small_parts())
DATA_BUKU = DATA[DATA.index(b"xl/workbook.xml") + 15 :][:8]
KEPALA_BUKU = DATA[DATA.index(b"xl/workbook.xml") - 30 :][:45]
BESAR = small_parts() | {"xl/media/a.bin": bytes(range(256)) * 40}

FILES: dict[str, tuple[bytes, str]] = {
    # 1
    "kosong": (b"", "BKS07"),
    "teks": (b"kode;nilai\n1;2\n", "BKS04"),
    "html": (b"<html><table></table></html>", "BKS04"),
    "bersandi": (CFB + "EncryptedPackage".encode("utf-16-le"), "BKS03"),
    "xls": (CFB + "Workbook".encode("utf-16-le"), "BKS04"),
    "ods": (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "BKS04"),
    "xlsb": (pack({"[Content_Types].xml": types(), "xl/workbook.bin": b"\x83\x01"}), "BKS04"),
    "zip biasa": (pack({"catatan.txt": "halo"}), "BKS30"),
    "PDF": (b"%PDF-1.7", "BKS30"),
    "bukan apa-apa": (bytes(range(256)), "BKS02"),
    "Word lama": (CFB + "WordDocument".encode("utf-16-le"), "BKS30"),
    "Word": (pack({"[Content_Types].xml": types(), "word/document.xml": "<a/>"}), "BKS30"),
    "docx": (pack(small_parts(jenis=types(xl__workbook="application/x-wordprocessingml.document.main+xml"))), "BKS02"),
    "tanpa hubungan akar": (pack(small_parts(akar=relations())), "BKS02"),
    "dua buku": (
        pack(small_parts(akar=relations(("a", "officeDocument", "xl/workbook.xml"), ("b", "officeDocument", "x.xml")))),
        "BKS07",
    ),
    "id hubungan berulang": (
        pack(small_parts(hubungan=relations(("a", "styles", "s.xml"), ("a", "worksheet", "worksheets/sheet1.xml")))),
        "BKS07",
    ),
    # 2
    "nama berulang": (pack(small_parts(), ("xl/workbook.xml", b"<a/>")), "BKS05"),
    "nama berulang beda huruf": (pack(small_parts(), ("XL/Workbook.xml", b"<a/>")), "BKS05"),
    "nama ke luar": (pack(small_parts(), ("xl/../../jahat.xml", b"<a/>")), "BKS05"),
    "nama ke luar, garis terbalik": (pack(small_parts(), ("xl\\..\\..\\jahat.xml", b"<a/>")), "BKS05"),
    "nama mutlak": (pack(small_parts(), ("/etc/jahat.xml", b"<a/>")), "BKS05"),
    "nama dengan drive": (pack(small_parts(), ("C:/jahat.xml", b"<a/>")), "BKS05"),
    "nama dengan nol": (pack(small_parts(), ("xl/QQQ.bin", b"")).replace(b"QQQ", b"Q\0Q"), "BKS05"),
    "dua nama satu bagian": (pack(small_parts(), ("xl/QQQ.bin", b"")).replace(b"QQQ", b"RRR", 1), "BKS07"),
    "terlalu banyak bagian": (pack(small_parts(), *((f"x/{i}.bin", b"") for i in range(1000))), "BKS05"),
    "bom": (pack(small_parts() | {"xl/media/a.bin": b"\0" * 20_000_000}), "BKS05"),
    "ikon lampiran": (pack(small_parts() | {"xl/media/image1.emf": b"\1\0\0\0" + b"\0" * 2_000_000}), ""),
    "bom XML": (pack(small_parts(sheet=sheet(" " * 20_000_000))), "BKS05"),
    "ukuran bohong, terlalu kecil": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 5000), "BKS05"),
    "ukuran bohong, terlalu besar": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 50000), "BKS05"),
    "ukuran raksasa": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 2**32 - 2), "BKS05"),
    "bertindihan": (overlapping(), "BKS05"),
    "anggota bersandi": (patch_header(DATA, "xl/workbook.xml", "<H", 8, 6, 1), "BKS05"),
    "CRC salah": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 16, 14, 12345), "BKS07"),
    "letak salah": (patch_header(DATA, "xl/workbook.xml", "<I", 42, None, 3), "BKS07"),
    "cara mampat lain": (patch_header(DATA, "xl/workbook.xml", "<H", 10, 8, 14), "BKS07"),
    "mampatan rusak": (DATA.replace(b"xl/workbook.xml" + DATA_BUKU, b"xl/workbook.xml\xff" + DATA_BUKU[1:]), "BKS07"),
    "mampatan terpotong": (patch_header(DATA, "xl/workbook.xml", "<I", 20, None, len(DATA_BUKU) + 20), "BKS07"),
    "kepala bagian salah": (DATA.replace(KEPALA_BUKU, b"PK\x03\x05" + KEPALA_BUKU[4:]), "BKS07"),
    "terpotong": (DATA[: len(DATA) * 2 // 3], "BKS07"),
    "terpotong di akhir": (DATA[:-10], "BKS07"),
    # 3
    "DOCTYPE di lembar": (pack(small_parts(sheet=DOCTYPE.format("worksheet"))), "BKS06"),
    "DOCTYPE di buku": (pack(small_parts(workbook=DOCTYPE.format("workbook"))), "BKS06"),
    "DOCTYPE di hubungan": (pack(small_parts(hubungan=DOCTYPE.format("Relationships"))), "BKS06"),
    "DOCTYPE di daftar jenis": (pack(small_parts(jenis=DOCTYPE.format("Types"))), "BKS06"),
    "DOCTYPE di bagian lain": (pack(small_parts() | {"docProps/app.xml": DOCTYPE.format("Properties")}), "BKS06"),
    "DOCTYPE di VML": (pack(small_parts() | {"xl/drawings/a.vml": DOCTYPE.format("xml")}), "BKS06"),
    "DOCTYPE di akhiran lain": (
        pack(small_parts(jenis=types(xl__workbook=JENIS_BUKU).replace("</", DEFAULT_DAT + "</"))
             | {"xl/a.dat": DOCTYPE.format("a")}),
        "BKS06",
    ),
    "DOCTYPE dalam UTF-16": (pack(small_parts(sheet=DOCTYPE.format("worksheet").encode("utf-16"))), "BKS06"),
    "entitas luar": (pack(small_parts(sheet=LUAR)), "BKS06"),
    "XML bertumpuk": (pack(small_parts() | {"docProps/app.xml": TUMPUK}), "BKS05"),
    "XML tidak sah": (pack(small_parts(sheet="<worksheet><sheetData></worksheet>")), "BKS07"),
    "XML tidak sah di bagian lain": (pack(small_parts() | {"docProps/app.xml": "<a><b></a>"}), "BKS07"),
    "UTF-8 tidak sah": (pack(small_parts(sheet=sheet().encode().replace(b"7", b"\xff\xfe"))), "BKS07"),
    "penyandian tidak dikenal": (pack(small_parts(sheet='<?xml version="1.0" encoding="utf-7"?>' + sheet())), "BKS07"),
    "penyandian lain": (pack(small_parts(sheet='<?xml version="1.0" encoding="windows-1252"?>' + sheet())), "BKS07"),
    # 4
    "vbaProject": (pack(small_parts() | {"xl/vbaProject.bin": CFB}), "BKS08"),
    "xlsm tanpa makro": (pack(small_parts(jenis=types(xl__workbook=MAKRO))), ""),
    "xlsm berganti nama": (pack(small_parts(jenis=types(xl__workbook=MAKRO)) | {"xl/vbaProject.bin": CFB}), "BKS08"),
    "lembar makro XLM": (pack(small_parts() | {"xl/macrosheets/sheet1.xml": "<a/>"}), "BKS08"),
    "jenis isi lembar makro": (
        pack(small_parts(jenis=types(xl__workbook=JENIS_BUKU, xl__m="application/vnd.ms-excel.macrosheet+xml"))
             | {"xl/m.xml": "<a/>"}),
        "BKS08",
    ),
    "hubungan lembar makro": (
        pack(small_parts(hubungan=relations(
            ("rId1", "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "worksheets/sheet1.xml")
        ))),
        "BKS08",
    ),
    # 6
    "biasa": (DATA, ""),
    "tersimpan tanpa mampat": (pack(small_parts(), cara=zipfile.ZIP_STORED), ""),
    "templat .xltx": (pack(small_parts(jenis=types(xl__workbook=JENIS_TEMPLAT))), ""),
    "UTF-16": (pack(small_parts(sheet=f'<?xml version="1.0" encoding="UTF-16"?>{sheet()}'.encode("utf-16"))), ""),
    "entri folder": (pack({"xl/": b""} | small_parts()), ""),
    "VML tidak rapi": (pack(small_parts() | {"xl/drawings/a.vml": "<xml><br></xml>"}), ""),
    "zip di dalam zip": (pack(small_parts() | {"xl/embeddings/a.zip": DATA}), ""),
    "XML 60 tingkat": (pack(small_parts() | {"docProps/app.xml": "<ab>" * 60 + "</ab>" * 60}), ""),
}

#: Sheet data the reader refuses.
SEL = '<c r="A1"><v>1</v></c>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BUKU = f'<workbook xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}">'
DITOLAK = {
    "baris di luar": ('<row r="1048577"><c r="A1048577"/></row>', "BKS05"),
    "baris sangat di luar": (f'<row r="{"9" * 5000}"/>', "BKS05"),
    "kolom di luar": ('<row r="1"><c r="XFE1"/></row>', "BKS05"),
    "kolom empat huruf": ('<row r="1"><c r="AAAA1"/></row>', "BKS05"),
    "sel jauh di baris lain": ('<row r="1"><c r="A99999999999"/></row>', "BKS05"),
    "sel di baris lain": ('<row r="1"><c r="A2"/></row>', "BKS07"),
    "sel tanpa baris": ('<row r="1"><c r="A"/></row>', "BKS07"),
    "sel tanpa baris, kolom sudah dikenal": (f'<row r="1">{SEL}</row><row r="2"><c r="A"/></row>', "BKS07"),
    "baris nol": ('<row r="0"/>', "BKS07"),
    "baris bukan angka": ('<row r="x"/>', "BKS07"),
    "sel berulang": (f'<row r="1">{SEL}{SEL}</row>', "BKS07"),
    "sel mundur": ('<row r="1"><c r="B1"/><c r="A1"/></row>', "BKS07"),
    "baris berulang": ('<row r="1"/><row r="1"/>', "BKS07"),
    "teks bersama tidak ada": ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "BKS07"),
    "angka tidak sah": ('<row r="1"><c r="A1"><v>1_000</v></c></row>', "BKS07"),
    "angka lebar penuh": ('<row r="1"><c r="A1"><v>１２</v></c></row>', "BKS07"),
    "angka tak hingga": ('<row r="1"><c r="A1"><v>1E999</v></c></row>', "BKS07"),
    "angka nan": ('<row r="1"><c r="A1"><v>nan</v></c></row>', "BKS07"),
    "angka panjang": (f'<row r="1"><c r="A1"><v>{"1" * 90_000}x</v></c></row>', "BKS07"),
    "logika tidak sah": ('<row r="1"><c r="A1" t="b"><v>2</v></c></row>', "BKS07"),
    "jenis tidak dikenal": ('<row r="1"><c r="A1" t="z"><v>2</v></c></row>', "BKS07"),
    "rumus bersama tanpa induk": ('<row r="1"><c r="A1"><f t="shared" si="9"/></c></row>', "BKS07"),
    "rumus bersama panjang": (
        f'<row r="1"><c r="A1"><f t="shared" si="0">1{"+1" * 20_000}</f></c></row>', "BKS05"
    ),
    "dua nilai": ('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', "BKS07"),
    "dua teks sisip": ('<row r="1"><c r="A1" t="inlineStr"><is/><is><t>a</t></is></c></row>', "BKS07"),
    "sel di dalam sel": (f'<row r="1"><c r="A1">{SEL}</c></row>', "BKS07"),
    "sel di luar baris": (SEL, "BKS07"),
    "sel di dalam elemen asing": (f'<row r="1"><x:x xmlns:x="urn:x">{SEL}</x:x></row>', "BKS07"),
    "nilai di dalam elemen asing": ('<row r="1"><c r="A1"><x:x xmlns:x="urn:x"><v>1</v></x:x></c></row>', "BKS07"),
    "isi berganda": (f'<row r="1"><mc:AlternateContent {MC}/></row>', "BKS07"),
    "bertumpuk": ('<row r="1">' + "<x>" * 999 + "</x>" * 999 + "</row>", "BKS05"),
}
DITOLAK_BAGIAN: dict[str, dict[str, str | bytes]] = {
    "dua isi lembar": {"sheet": sheet(ekor="<sheetData/>")},
    "isi lembar terselip": {"sheet": sheet(ekor="<x><sheetData/></x>")},
    "baris di luar isi": {"sheet": sheet(ekor='<x><row r="9"/></x>')},
    "bukan lembar": {"sheet": f'<chartsheet xmlns="{NS_UTAMA}"/>'},
    "bagian lembar tidak ada": {"hubungan": relations(("rId1", "worksheet", "worksheets/x.xml"))},
    "lembar tanpa hubungan": {"hubungan": relations()},
    "satu bagian dua lembar": {
        "workbook": f'{BUKU}<sheets><sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId1"/></sheets></workbook>'
    },
    "nama lembar berulang": {
        "workbook": f'{BUKU}<sheets><sheet name="A" r:id="rId1"/><sheet name="a" r:id="b"/></sheets></workbook>',
        "hubungan": relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("b", "chartsheet", "/_rels/.rels")),
    },
    "tanpa lembar": {"workbook": f"{BUKU}</workbook>"},
    "lembar terselip": {"workbook": f'{BUKU}<sheets><x><sheet name="A" r:id="rId1"/></x></sheets></workbook>'},
    "status lembar tidak dikenal": {
        "workbook": f'{BUKU}<sheets><sheet name="A" state="x" r:id="rId1"/></sheets></workbook>'
    },
    "nama terdefinisi berulang": {
        "workbook": f'{BUKU}<sheets><sheet name="A" r:id="rId1"/></sheets><definedNames><definedName name="n">1'
        '</definedName><definedName name="N">2</definedName></definedNames></workbook>'
    },
    "nama untuk lembar yang tidak ada": {
        "workbook": f'{BUKU}<sheets><sheet name="A" r:id="rId1"/></sheets><definedNames>'
        '<definedName name="n" localSheetId="5">1</definedName></definedNames></workbook>'
    },
    "bukan buku": {
        "workbook": f'<x:x xmlns:x="urn:x" xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}"><sheets>'
        '<sheet name="A" r:id="rId1"/></sheets></x:x>'
    },
}
