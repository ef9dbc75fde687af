"""What a file is that is no .xlsx, by how it begins: people send and choose all sorts of things by mistake.

A name that ends in .xlsx proves nothing; nothing here is opened or unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: `tabel`: a spreadsheet in another form, which Excel or LibreOffice saves as .xlsx; `arsip`: files packed together.
Golongan = Literal["tabel", "dokumen", "arsip"]


@dataclass(frozen=True)
class JenisBerkas:
    """What a file is: its sort, and what people call it."""

    golongan: Golongan
    sebutan: str


_CFB = bytes.fromhex("D0CF11E0A1B11AE1")
_AWALAN: tuple[tuple[bytes, Golongan, str], ...] = (
    (b"%PDF", "dokumen", "PDF"), (b"\xff\xd8\xff", "dokumen", "foto (JPEG)"), (b"\x89PNG", "dokumen", "gambar (PNG)"),
    (b"GIF8", "dokumen", "gambar (GIF)"), (b"BM", "dokumen", "gambar (BMP)"),
    (b"II*\0", "dokumen", "pindaian (TIFF)"), (b"MM\0*", "dokumen", "pindaian (TIFF)"),
    (b"{\\rtf", "dokumen", "dokumen RTF"), (b"MZ", "dokumen", "program Windows"),
    (b"SQLite format 3\0", "dokumen", "register atau basis data (SQLite)"),
    (b"-----BEGIN", "dokumen", "kunci (.pem)"),
    (b"Rar!", "arsip", "RAR"), (b"7z\xbc\xaf", "arsip", "7-Zip"), (b"\x1f\x8b", "arsip", "gzip"),
    (b"\x09\x08", "tabel", "Excel lama (.xls)"), (b"\x09\x04", "tabel", "Excel lama (.xls)"),
)
_FOTO = (b"ftypheic", b"ftypmif1", b"ftypheix")
#: Streams of the older compound files, as their directory names them.
_ALIRAN: tuple[tuple[str, Golongan, str], ...] = (
    ("WordDocument", "dokumen", "dokumen Word lama (.doc)"), ("PowerPoint Document", "dokumen", "salindia (.ppt)"),
    ("__substg1.0", "dokumen", "pesan Outlook (.msg)"), ("Workbook", "tabel", "Excel lama (.xls)"),
    ("Book", "tabel", "Excel lama (.xls)"),
)
#: What stands in a package that is no .xlsx: how a member's name begins, in small letters.
_ANGGOTA: tuple[tuple[str, Golongan, str], ...] = (
    ("xl/workbook.bin", "tabel", "biner (.xlsb)"), ("index/tables/", "tabel", "Numbers (.numbers)"),
    ("word/", "dokumen", "dokumen Word"), ("ppt/", "dokumen", "salindia PowerPoint"),
)
#: What OpenDocument says of itself in the member `mimetype`.
_TERBUKA: tuple[tuple[bytes, Golongan, str], ...] = (
    (b"opendocument.spreadsheet", "tabel", "OpenDocument (.ods)"),
    (b"opendocument.text", "dokumen", "dokumen OpenDocument (.odt)"),
    (b"opendocument.presentation", "dokumen", "salindia OpenDocument (.odp)"),
)
_AWAL_TEKS = 4096


def what_is(data: bytes) -> JenisBerkas | None:
    """What those bytes of a whole file are, which is no zip; None for what nobody has a word for."""
    if data.startswith(_CFB):
        return next((JenisBerkas(g, s) for nama, g, s in _ALIRAN if nama.encode("utf-16-le") in data),
                    JenisBerkas("dokumen", "berkas Office lama"))
    for awal, golongan, sebutan in _AWALAN:
        if data.startswith(awal):
            return JenisBerkas(golongan, sebutan)
    if data[4:12] in _FOTO:
        return JenisBerkas("dokumen", "foto (HEIC)")
    return _what_text(data[:_AWAL_TEKS])


def what_package(bagian: Mapping[str, bytes]) -> JenisBerkas | None:
    """What a zip with those members is; None for an .xlsx, and for what nobody has a word for."""
    mime = bagian.get("mimetype", b"")[:200]
    for awal_mime, golongan, sebutan in _TERBUKA:
        if awal_mime in mime:
            return JenisBerkas(golongan, sebutan)
    nama = [n.casefold() for n in bagian]
    if "xl/workbook.xml" not in nama:
        for awal, golongan, sebutan in _ANGGOTA:
            if any(n.startswith(awal) for n in nama):
                return JenisBerkas(golongan, sebutan)
    return None if "[content_types].xml" in nama else JenisBerkas("arsip", "zip")


def _what_text(awal: bytes) -> JenisBerkas | None:
    """Texts that programs save under the name of a workbook: web pages, tables of values, Excel's own XML."""
    try:
        teks = awal.decode("utf-16" if awal[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "strict")
    except UnicodeDecodeError as galat:
        if galat.start < len(awal) - 4:  # else only the last letter was cut
            return None
        teks = awal[: galat.start].decode("utf-8-sig", "replace")
    kecil = teks.lstrip().lower()
    if any(not h.isprintable() and h not in "\r\n\t" for h in teks) or not kecil:
        return None
    if kecil.startswith(("<!doctype html", "<html", "<table")):
        return JenisBerkas("tabel", "halaman web (HTML)")
    if kecil.startswith(("<?xml", "<workbook")):
        return JenisBerkas("tabel", "XML")
    if kecil.startswith(("{", "[")) and re.match(r"\s*[{\[]\s*[\"\]}\[{]", teks):
        return JenisBerkas("dokumen", "teks (.json atau .toml)")
    baris = kecil.splitlines()[0]
    if any(baris.count(tanda) for tanda in ";\t,"):
        return JenisBerkas("tabel", "teks (.csv)")
    return JenisBerkas("dokumen", "teks biasa")
