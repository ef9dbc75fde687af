"""The gate: every hostile, broken or foreign file ends with its kode, and nothing else escapes.

1. Files that are no package: missing, folder, lock file, empty, text, encrypted, legacy, OpenDocument, binary.
2. Zips that lie or attack: names, number, sizes, ratio, overlap, encryption, CRC, truncation.
3. XML that attacks: DOCTYPE in any part and encoding, depth, malformed text.
4. Macros in any disguise.
5. Limits are counted while inflating: no more than the declared size plus one byte ever exists.
6. What is unusual but lawful passes: UTF-16 parts, folder entries, legacy VML.
7. Refused by the reader: cells outside the grid, too many, out of order, hidden second contents, dangling indexes.
8. Fuzz: whatever bytes change, only KinerjaError escapes.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_core import gerbang, ooxml
from kinerja_core.gerbang import read_parts
from kinerja_core.ooxml import read_buku
from kinerja_core.temuan import KinerjaError

NS_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NS_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS_PAKET = "http://schemas.openxmlformats.org/package/2006"
JENIS_BUKU = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
JENIS_TEMPLAT = JENIS_BUKU.replace("sheet.main", "template.main")
MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE {0} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><{0}>&b;</{0}>'
TUMPUK = "".join(f"<a{i}>" for i in range(12_000)) + "".join(f"</a{i}>" for i in reversed(range(12_000)))
DEFAULT_DAT = '<Default Extension="dat" ContentType="a/b+xml"/>'
LUAR = '<?xml version="1.0"?><!DOCTYPE worksheet SYSTEM "file:///etc/hostname"><worksheet/>'


def relations(*isi: tuple[str, str, str]) -> str:
    """A .rels part of (id, kind, target)."""
    baris = "".join(
        f'<Relationship Id="{i}" Type="{j if ":" in j else NS_HUBUNGAN + "/" + j}" Target="{t}"/>' for i, j, t in isi
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{NS_PAKET}/relationships">{baris}</Relationships>'


def types(**khusus: str) -> str:
    """A [Content_Types].xml with the overrides {part with __ for /: type}."""
    baris = "".join(f'<Override PartName="/{n.replace("__", "/")}.xml" ContentType="{j}"/>' for n, j in khusus.items())
    return (
        f'<Types xmlns="{NS_PAKET}/content-types"><Default Extension="rels" ContentType="{NS_PAKET}/rels+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{baris}</Types>'
    )


def sheet(data: str = '<row r="1"><c r="A1"><v>7</v></c></row>', ekor: str = "") -> str:
    """A worksheet part with that inside <sheetData>, and what follows it."""
    return f'<worksheet xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}"><sheetData>{data}</sheetData>{ekor}</worksheet>'


def small_parts(**ganti: str | bytes) -> dict[str, str | bytes]:
    """The smallest workbook; keyword `sheet=` etc. replaces a part."""
    return {
        "[Content_Types].xml": ganti.get("jenis", types(xl__workbook=JENIS_BUKU)),
        "_rels/.rels": ganti.get("akar", relations(("rId1", "officeDocument", "xl/workbook.xml"))),
        "xl/workbook.xml": ganti.get(
            "workbook",
            f'<workbook xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}">'
            '<sheets><sheet name="Satu" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ),
        "xl/_rels/workbook.xml.rels": ganti.get("hubungan", relations(("rId1", "worksheet", "worksheets/sheet1.xml"))),
        "xl/worksheets/sheet1.xml": ganti.get("sheet", sheet()),
    }


def pack(parts: dict[str, str | bytes], *lagi: tuple[str, bytes], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts, and of further members that may repeat a name."""
    keluar = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(keluar, "w", cara) as z:
        warnings.simplefilter("ignore")
        for nama, isi in [*parts.items(), *lagi]:
            z.writestr(nama, isi)
    return keluar.getvalue()


def patch_header(data: bytes, nama: str, bentuk: str, pusat: int, lokal: int | None, nilai: int) -> bytes:
    """The zip with one field of a member changed in the directory (and in the local header)."""
    hasil, cari = bytearray(data), nama.encode()
    di_pusat = next(i for i in _all(data, b"PK\x01\x02") if data[i + 46 :].startswith(cari))
    struct.pack_into(bentuk, hasil, di_pusat + pusat, nilai)
    if lokal is not None:
        di_lokal = next(i for i in _all(data, b"PK\x03\x04") if data[i + 30 :].startswith(cari))
        struct.pack_into(bentuk, hasil, di_lokal + lokal, nilai)
    return bytes(hasil)


def _all(data: bytes, cari: bytes) -> list[int]:
    return [i for i in range(len(data)) if data.startswith(cari, i)]


def _overlap() -> bytes:
    """Member dua.bin lies inside the stored bytes of satu.bin (a "quoted" zip bomb in small)."""
    dalam = pack({"dua.bin": b"x" * 50}, cara=zipfile.ZIP_STORED)
    isi = dalam[: dalam.index(b"PK\x01\x02")]
    data = pack(small_parts() | {"satu.bin": isi, "dua.bin": b"x" * 50}, cara=zipfile.ZIP_STORED)
    return patch_header(data, "dua.bin", "<I", 42, None, data.index(isi))


def write(folder: Path, data: bytes, nama: str = "buku.xlsx") -> Path:
    """The bytes as a file."""
    jalur = folder / nama
    jalur.write_bytes(data)
    return jalur


def kode_of(jalur: Path, baca: Callable[[Path], object] = read_parts) -> str:
    """The kode a reader ends with; "" when it accepts the file."""
    try:
        baca(jalur)
    except KinerjaError as galat:
        return galat.kode
    return ""


CFB = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
DATA = pack(small_parts())
DATA_BUKU = DATA[DATA.index(b"xl/workbook.xml") + 15 :][:8]
KEPALA_BUKU = DATA[DATA.index(b"xl/workbook.xml") - 30 :][:45]
BESAR = small_parts() | {"xl/media/a.bin": bytes(range(256)) * 40}

FILES: dict[str, tuple[bytes, str]] = {
    # 1
    "kosong": (b"", "BKS07"),
    "teks": (b"kode;nilai\n1;2\n", "BKS02"),
    "html": (b"<html><table></table></html>", "BKS02"),
    "bersandi": (CFB + "EncryptedPackage".encode("utf-16-le"), "BKS03"),
    "xls": (CFB + "Workbook".encode("utf-16-le"), "BKS04"),
    "ods": (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "BKS04"),
    "xlsb": (pack({"[Content_Types].xml": types(), "xl/workbook.bin": b"\x83\x01"}), "BKS04"),
    "zip biasa": (pack({"catatan.txt": "halo"}), "BKS02"),
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
    "bom XML": (pack(small_parts(sheet=sheet(" " * 20_000_000))), "BKS05"),
    "ukuran bohong, terlalu kecil": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 5000), "BKS05"),
    "ukuran bohong, terlalu besar": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 50000), "BKS05"),
    "ukuran raksasa": (patch_header(pack(BESAR), "xl/media/a.bin", "<I", 24, 22, 2**32 - 2), "BKS05"),
    "bertindihan": (_overlap(), "BKS05"),
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
    "xlsm berganti nama": (pack(small_parts(jenis=types(xl__workbook=MAKRO))), "BKS08"),
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


@pytest.mark.parametrize("nama", FILES)
def test_kode_of_file(tmp_path: Path, nama: str) -> None:
    """1-4, 6."""
    data, kode = FILES[nama]
    assert kode_of(write(tmp_path, data)) == kode


def test_path_that_is_no_file(tmp_path: Path) -> None:
    """1: missing, impossible names, a folder named .xlsx, lock files of Excel and LibreOffice."""
    (tmp_path / "folder.xlsx").mkdir()
    assert kode_of(tmp_path / "tidak ada.xlsx") == "BKS01"
    assert kode_of(tmp_path / "nol\0.xlsx") == "BKS01"
    assert kode_of(tmp_path / ("p" * 300 + ".xlsx")) == "BKS21"
    assert kode_of(tmp_path / "folder.xlsx") == "BKS02"
    assert kode_of(write(tmp_path, DATA, "~$buku.xlsx")) == "BKS02"
    assert kode_of(write(tmp_path, DATA, ".~lock.buku.xlsx#")) == "BKS02"


def test_message_names_the_part(tmp_path: Path) -> None:
    """3: the sentence for a person says which part, and the error carries the finding."""
    with pytest.raises(KinerjaError) as galat:
        read_parts(write(tmp_path, FILES["DOCTYPE di lembar"][0]))
    assert "xl/worksheets/sheet1.xml" in str(galat.value)
    assert [t.kode for t in galat.value.temuan] == ["BKS06"]


@pytest.mark.parametrize(
    ("batas", "nilai"),
    [("BERKAS_MAKS", 900), ("UKURAN_PAKET_MAKS", 9000), ("UKURAN_BAGIAN_MAKS", 9000), ("BAGIAN_MAKS", 5)],
)
def test_limit_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batas: str, nilai: int) -> None:
    """5: each limit alone stops a file that is fine otherwise."""
    jalur = write(tmp_path, pack(BESAR))
    assert kode_of(jalur) == ""
    monkeypatch.setattr(gerbang, batas, nilai)
    assert kode_of(jalur) == "BKS05"


def test_inflating_stops_at_the_declared_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """5: a member that declares 50,000 bytes and holds 20 million never becomes longer than 50,001."""
    terpanjang = 0

    class Penghitung:
        def __init__(self, asli: object) -> None:
            self.asli = asli

        def decompress(self, data: bytes, batas: int) -> bytes:
            nonlocal terpanjang
            isi = self.asli.decompress(data, batas)
            terpanjang = max(terpanjang, len(isi))
            return isi

        @property
        def eof(self) -> bool:
            return self.asli.eof

    asli = gerbang.zlib.decompressobj
    monkeypatch.setattr(gerbang.zlib, "decompressobj", lambda bita: Penghitung(asli(bita)))
    data = patch_header(FILES["bom"][0], "xl/media/a.bin", "<I", 24, 22, 50_000)
    assert kode_of(write(tmp_path, data)) == "BKS05"
    assert terpanjang == 50_001


def test_parts_come_out_whole(tmp_path: Path) -> None:
    """6: names with "/" and the very bytes that were packed, folders left out, original order."""
    parts = small_parts() | {"xl/media/a.bin": bytes(range(256))}
    hasil = read_parts(write(tmp_path, pack({"xl/": b""} | parts)))
    assert hasil == {nama: isi.encode() if isinstance(isi, str) else isi for nama, isi in parts.items()}
    assert list(hasil) == list(parts)


def test_doctype_is_refused_before_any_expansion(tmp_path: Path) -> None:
    """3: a billion laughs costs nothing, since the declaration itself is refused."""
    tumpuk = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    data = f'<?xml version="1.0"?><!DOCTYPE worksheet [{tumpuk}]><worksheet>&l11;</worksheet>'
    assert kode_of(write(tmp_path, pack(small_parts(sheet=data)))) == "BKS06"


# -- 7. refused by the reader behind the gate

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


@pytest.mark.parametrize("nama", DITOLAK)
def test_refused_cells(tmp_path: Path, nama: str) -> None:
    """7."""
    data, kode = DITOLAK[nama]
    assert kode_of(write(tmp_path, pack(small_parts(sheet=sheet(data)))), read_buku) == kode


@pytest.mark.parametrize("nama", DITOLAK_BAGIAN)
def test_refused_parts(tmp_path: Path, nama: str) -> None:
    """7."""
    assert kode_of(write(tmp_path, pack(small_parts(**DITOLAK_BAGIAN[nama]))), read_buku) == "BKS07"


@pytest.mark.parametrize("isi", [f"<mc:AlternateContent {MC}/>", "<x><si><t>b</t></si></x>", "<t>b</t>"])
def test_refused_strings(tmp_path: Path, isi: str) -> None:
    """7: a second list of strings inside the first."""
    parts = small_parts(
        hubungan=relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "teks.xml"))
    )
    for teks, kode in (("", ""), (isi, "BKS07")):
        parts["xl/teks.xml"] = f'<sst xmlns="{NS_UTAMA}"><si><t>a</t></si>{teks}</sst>'
        assert kode_of(write(tmp_path, pack(parts)), read_buku) == kode


def test_number_of_cells_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """7: blank cells count too."""
    jalur = write(tmp_path, pack(small_parts(sheet=sheet('<row r="1">' + "<c/>" * 9 + "</row>"))))
    monkeypatch.setattr(ooxml, "SEL_MAKS", 9)
    assert kode_of(jalur, read_buku) == ""
    monkeypatch.setattr(ooxml, "SEL_MAKS", 8)
    assert kode_of(jalur, read_buku) == "BKS05"


def test_gate_stands_before_the_reader(tmp_path: Path) -> None:
    """7: a DOCTYPE in a part the reader itself never uses, styles outside their table, a property twice."""
    jahat = small_parts() | {"docProps/app.xml": "<!DOCTYPE a><a/>"}
    assert kode_of(write(tmp_path, pack(jahat)), read_buku) == "BKS06"
    ganda = relations(("rId1", "officeDocument", "xl/workbook.xml"), ("b", "custom-properties", "docProps/custom.xml"))
    khusus = '<p><property name="a"><x>1</x></property>{}</p>'
    for tambah, kode in (("", ""), ('<property name="a"><x>2</x></property>', "BKS07")):
        parts = small_parts(akar=ganda) | {"docProps/custom.xml": khusus.format(tambah)}
        assert kode_of(write(tmp_path, pack(parts)), read_buku) == kode
    gaya = small_parts(
        sheet=sheet('<row r="1"><c r="A1" s="1"/></row>'),
        hubungan=relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")),
    ) | {"xl/styles.xml": f'<styleSheet xmlns="{NS_UTAMA}"><cellXfs><xf/></cellXfs></styleSheet>'}
    assert kode_of(write(tmp_path, pack(gaya)), read_buku) == "BKS07"


# -- 8. fuzz


def fuzz_target(folder: Path) -> tuple[bytes, dict[str, bytes]]:
    """A small workbook with strings, formulas, styles, names and validations: its zip and its parts."""
    wb = xlsxwriter.Workbook(str(folder / "awal.xlsx"))
    buka = wb.add_format({"locked": False})
    ws = wb.add_worksheet("A B")
    ws.protect()
    ws.write_row(0, 0, ["a", 1, 2.5, True], buka)
    ws.write_formula(1, 0, "=SUM(B1:C1)", None, 3.5)
    ws.data_validation("B1", {"validate": "list", "source": ["Ya", "Tidak"]})
    ws.merge_range("A4:B4", "x")
    wb.define_name("n", "='A B'!$A$1")
    wb.close()
    return (folder / "awal.xlsx").read_bytes(), dict(read_parts(folder / "awal.xlsx"))


def test_fuzz_only_kinerja_error_escapes(tmp_path: Path) -> None:
    """8: bytes of the zip, and bytes of the inflated parts zipped again; both outcomes must occur in each mode."""
    data, parts = fuzz_target(tmp_path)
    terjadi: set[tuple[bool, bool]] = set()
    ubah = st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(["ganti", "hapus", "sisip", "gandakan"]),
                     st.binary(min_size=1, max_size=4) | st.sampled_from([b"<", b"&", b"\"", b"9", b"<!DOCTYPE a>"]))

    def mutate(isi: bytes, daftar: list[tuple[float, str, bytes]]) -> bytes:
        for letak, cara, bita in daftar:
            i = int(letak * len(isi))
            maju = {"ganti": len(bita), "hapus": 9, "sisip": 0, "gandakan": -30}[cara]
            isi = isi[:i] + (bita if cara in ("ganti", "sisip") else b"") + isi[max(0, i + maju) :]
        return isi

    @settings(max_examples=200, deadline=None, database=None, derandomize=True,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
    @given(st.booleans(), st.sampled_from(sorted(parts)), st.lists(ubah, max_size=3))
    def run(zip_nya: bool, nama: str, daftar: list[tuple[float, str, bytes]]) -> None:
        rusak = mutate(data, daftar) if zip_nya else pack(parts | {nama: mutate(parts[nama], daftar)})
        terjadi.add((zip_nya, kode_of(write(tmp_path, rusak), read_buku) == ""))

    run()
    assert terjadi == {(True, True), (True, False), (False, True), (False, False)}
