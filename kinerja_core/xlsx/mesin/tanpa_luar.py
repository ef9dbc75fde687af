"""A copy of a workbook from which nothing leads outside: what LibreOffice and `formulas` get to see.

Relationships to addresses, objects, connections and links that start programs are taken out; values and formulas are
not touched. Links to click on stay, as nothing happens by itself. A link to another workbook keeps the values the file
remembers of it, under a name that does not exist.
The user's file is only read, within the size limits of the gate.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.gerbang import read_members
from kinerja_core.xlsx.isi_aktif import BENDA
from kinerja_core.xlsx.urai_xml import Atribut, walk_xml

_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KLIK = ("http://", "https://", "mailto:")
_BUKU_LAIN = ("externallinkpath", "xlpathmissing", "xlstartup", "xlalternatestartup", "xllibrary")
#: An image that shows nothing, for one that could load others (SVG) or run a program (EPS).
_KOSONG = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
_GAMBAR = (  # PNG, JPEG, GIF, BMP, TIFF twice, WMF twice, EMF
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a", b"\1\0\t\0", b"\1\0\0\0",
)  # fmt: skip
_VML_LUAR = re.compile(rb"""(\s(?:[\w-]+:)?(?:src|href|althref)\s*=\s*)(?:"[^"]*"|'[^']*')""")
_PROGRAM = re.compile(rb"<(?:[\w-]+:)?(?:ddeLink|oleLink)\b")
_JUDUL_CETAK = re.compile(
    rb"""<((?:[\w-]+:)?definedName)\b[^>]*\sname=["']_xlnm\.Print_Titles["'][^>]*>[^<]*</\1>""")
_TAUTAN_KOSONG = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def without_outside(asal: Path, *, cetak: bool = True) -> bytes:
    """The package as bytes; the same cells, nothing that leads out of it.

    With `cetak=False` without the names of the rows and columns that paper repeats: for every one of them LibreOffice
    lays out a sheet whose print area is computed down to its last row, which takes longer than all its formulas.
    KinerjaError of the gate for a package that is no sound zip or too large; BKS07 for broken relationships.
    """
    bagian = read_members(asal)
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as paket:
        for nama, isi in bagian.items():
            if not cetak and posixpath.basename(nama).casefold() == "workbook.xml":
                isi = _JUDUL_CETAK.sub(b"", isi)
            paket.writestr(nama, _part(nama, isi, bagian))
    return keluar.getvalue()


@contextlib.contextmanager
def inert_copy(path: Path) -> Iterator[Path]:
    """Such a copy as a file of the same name, gone afterwards; the path itself where the gate refuses it."""
    try:
        isi = without_outside(path)
    except KinerjaError:  # the engine will say it in its own words
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kinerja-") as folder:
        salinan = Path(folder, path.name)
        salinan.write_bytes(isi)
        yield salinan


def _part(nama: str, isi: bytes, bagian: Mapping[str, bytes]) -> bytes:
    kecil = nama.casefold()
    if kecil.endswith(".rels"):
        return _relations(nama, isi, bagian)
    if kecil.endswith(".vml"):
        return _VML_LUAR.sub(rb'\1""', isi)
    if "/media/" in kecil and not isi.startswith(_GAMBAR):
        return _KOSONG
    if "externallink" in kecil and kecil.endswith(".xml") and _starts_program(isi):
        return _TAUTAN_KOSONG
    return isi


def _starts_program(isi: bytes) -> bool:
    """Does an external link name a program (DDE, OLE) instead of a workbook? Another encoding counts as yes."""
    return _PROGRAM.search(isi) is not None or isi[:2] in (b"\xff\xfe", b"\xfe\xff")


def _relations(nama: str, isi: bytes, bagian: Mapping[str, bytes]) -> bytes:
    """The relationships that stay inside, and those to other workbooks under a name that does not exist."""
    folder = posixpath.dirname(posixpath.dirname(nama))
    ada = {n.casefold() for n in bagian}
    sisa: list[tuple[str, str, str, bool]] = []

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        if dalam != 2 or elemen != f"{_NS} Relationship":
            return
        jenis, tujuan = atribut.get("Type", ""), atribut.get("Target", "")
        akhir = jenis.rpartition("/")[2].casefold()
        if akhir in BENDA:
            return
        if atribut.get("TargetMode", "Internal") == "Internal":
            letak = posixpath.normpath(posixpath.join("/", folder, tujuan.replace("%20", " "))).lstrip("/")
            if letak.casefold() in ada:
                sisa.append((atribut.get("Id", ""), jenis, tujuan, False))
        elif akhir == "hyperlink":  # nobody clicks here; without it openpyxl refuses the sheet
            klik = tujuan if tujuan.lower().startswith(_KLIK) else "about:blank"
            sisa.append((atribut.get("Id", ""), jenis, klik, True))
        elif akhir in _BUKU_LAIN:
            sisa.append((atribut.get("Id", ""), jenis, f"tautan-{len(sisa)}-{posixpath.basename(folder)}.xlsx", True))

    walk_xml(isi, nama, mulai)
    baris = "".join(
        f"<Relationship Id={quoteattr(i)} Type={quoteattr(j)} Target={quoteattr(t)}"
        + (' TargetMode="External"/>' if luar else "/>") for i, j, t, luar in sisa
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_NS}">{baris}</Relationships>'.encode()
