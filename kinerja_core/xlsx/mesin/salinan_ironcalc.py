"""A copy of a workbook in which what ironcalc 0.9 misreads is spelled out; most files need none.

It reads a blank cell that states its kind (`<c r="B5" t="n"/>`, as openpyxl writes every styled blank) or has an empty
value as 0, and panics when a list in styles.xml is left out that may be left out (Gnumeric has no `cellStyles`).
The copy says the same in the form it understands. What a blank cell is, is what `xlsx.baca` reads.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.gerbang import read_members

_SEL_KOSONG = re.compile(rb"<c(?=[\s/>])([^<>]*?)\s*(?:/>|>\s*(<v\s*/>|<v\s*>\s*</v\s*>)?\s*</c\s*>)")
_JENIS = re.compile(rb"""\st\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: Lists of styles.xml in the order of the standard, with what stands there when nothing is said.
_GAYA = (
    ("fonts", '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'),
    ("fills", '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'),
    ("borders", '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'),
    ("cellStyleXfs", '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'),
    ("cellXfs", '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'),
    ("cellStyles", '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'),
)
_SESUDAH = rb"<(?:dxfs|tableStyles|colors|extLst)[\s/>]|</styleSheet\s*>"


@contextlib.contextmanager
def readable_copy(path: Path) -> Iterator[Path]:
    """The path itself, or that of a mended copy that is gone afterwards. The file is only read."""
    try:
        bagian = read_members(path)
    except KinerjaError:  # the engine will say it in its own words
        yield path
        return
    baik = {nama: mend_part(isi) for nama, isi in bagian.items()}
    if baik == bagian:
        yield path
        return
    nomor, nama_salinan = tempfile.mkstemp(prefix="kinerja-", suffix=".xlsx")
    try:
        with os.fdopen(nomor, "wb") as berkas, zipfile.ZipFile(berkas, "w", zipfile.ZIP_STORED) as paket:
            for nama, isi in baik.items():
                paket.writestr(nama, isi)
        yield Path(nama_salinan)
    finally:
        Path(nama_salinan).unlink(missing_ok=True)


def mend_part(isi: bytes) -> bytes:
    """One part as ironcalc reads it rightly; what is no sheet and no list of styles stays as it is.

    >>> mend_part(b'<worksheet><sheetData><row r="1"><c r="A1" s="3" t="n"/></row></sheetData></worksheet>')
    b'<worksheet><sheetData><row r="1"><c r="A1" s="3"/></row></sheetData></worksheet>'
    """
    if b"<sheetData" in isi and b"<!" not in isi:  # inside CDATA or a comment it is no cell
        return _SEL_KOSONG.sub(_blank, isi)
    return _complete_styles(isi) if b"<styleSheet" in isi else isi


def _blank(cocok: re.Match[bytes]) -> bytes:
    atribut, nilai = cocok[1], cocok[2]
    jenis = _JENIS.search(atribut)
    if nilai is None and jenis is None:
        return cocok[0]
    if nilai is not None and jenis is not None and (jenis[1] or jenis[2]) == b"str":
        return cocok[0]  # an empty text
    return b"<c" + _JENIS.sub(b"", atribut) + b"/>"


def _complete_styles(isi: bytes) -> bytes:
    pola = [rb"<%s[\s/>]" % nama.encode() for nama, _ in _GAYA]
    for n, (_, bawaan) in enumerate(_GAYA):
        if re.search(pola[n], isi):
            continue
        lanjut = re.search(b"|".join([*pola[n + 1 :], _SESUDAH]), isi)
        if lanjut:
            isi = isi[: lanjut.start()] + bawaan.encode() + isi[lanjut.start() :]
    return isi
