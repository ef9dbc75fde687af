"""The gate: every hostile, broken or foreign file ends with its kode, and nothing else escapes.

1. Files that are no package: missing, folder, lock file, empty, text, encrypted, legacy, OpenDocument, binary.
2. Zips that lie or attack: names, number, sizes, ratio, overlap, encryption, CRC, truncation.
3. XML that attacks: DOCTYPE in any part and encoding, depth, malformed text.
4. Macros in any disguise.
5. Limits are counted while inflating: no more than the declared size plus one byte ever exists.
6. What is unusual but lawful passes: UTF-16 parts, folder entries, legacy VML, names in other case.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_core import gerbang
from kinerja_core.gerbang import read_parts
from kinerja_core.temuan import KinerjaError

NS_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NS_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS_PAKET = "http://schemas.openxmlformats.org/package/2006"
JENIS_BUKU = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
JENIS_TEMPLAT = JENIS_BUKU.replace("sheet.main", "template.main")
MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE {0} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><{0}>&b;</{0}>'
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
    "XML bertumpuk": (pack(small_parts() | {"docProps/app.xml": "<ab>" * 30000 + "</ab>" * 30000}), "BKS05"),
    "XML tidak sah": (pack(small_parts(sheet="<worksheet><sheetData></worksheet>")), "BKS07"),
    "XML tidak sah di bagian lain": (pack(small_parts() | {"docProps/app.xml": "<a><b></a>"}), "BKS07"),
    "UTF-8 tidak sah": (pack(small_parts(sheet=sheet().encode().replace(b"7", b"\xff\xfe"))), "BKS07"),
    "penyandian tidak dikenal": (pack(small_parts(sheet='<?xml version="1.0" encoding="utf-7"?><a/>')), "BKS07"),
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
    assert kode_of(tmp_path / ("p" * 300 + ".xlsx")).startswith("BKS0")
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
