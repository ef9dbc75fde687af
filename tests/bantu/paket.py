"""Packages built by hand: the smallest workbook, parts replaced, headers of the zip changed, and what a reader says."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.gerbang import read_parts

NS_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NS_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS_PAKET = "http://schemas.openxmlformats.org/package/2006"
JENIS_BUKU = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
JENIS_TEMPLAT = JENIS_BUKU.replace("sheet.main", "template.main")
MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


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
            z.writestr(zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0)), isi, cara)
    return keluar.getvalue()


def patch_header(data: bytes, nama: str, bentuk: str, pusat: int, lokal: int | None, nilai: int) -> bytes:
    """The zip with one field of a member changed in the directory (and in the local header)."""
    hasil, cari = bytearray(data), nama.encode()
    di_pusat = next(i for i in places(data, b"PK\x01\x02") if data[i + 46 :].startswith(cari))
    struct.pack_into(bentuk, hasil, di_pusat + pusat, nilai)
    if lokal is not None:
        di_lokal = next(i for i in places(data, b"PK\x03\x04") if data[i + 30 :].startswith(cari))
        struct.pack_into(bentuk, hasil, di_lokal + lokal, nilai)
    return bytes(hasil)


def places(data: bytes, cari: bytes) -> list[int]:
    return [i for i in range(len(data)) if data.startswith(cari, i)]


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
