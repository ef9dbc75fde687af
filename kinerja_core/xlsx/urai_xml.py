"""XML of a package through expat: elements where they may stand, texts as they are meant, nothing expanded.

A DOCTYPE is refused before anything in it can be expanded; depth and length are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from kinerja_core.dasar.temuan import KinerjaError

KEDALAMAN_MAKS = 256
"""Depth of XML elements: real parts stay below 40; expat pays memory for every open element."""
TEKS_MAKS = 32_767
"""Characters of a text in a cell: what Excel itself can hold; more would only fill registers and recaps."""
ELEMEN_TANPA_HITUNG = 20_000
"""Number of "<" in a part below which its depth is not counted: too few elements to cost any memory."""

INGAT_MAKS = 256 * 1024
"""Bytes of a part of looks from which on it is read again for every file: what is remembered must not fill memory."""

_NS_UTAMA = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_NS_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_NS_XM = "http://schemas.microsoft.com/office/excel/2006/main"
#: Every element the reader knows, and the depth where it must stand (0: anywhere). Elsewhere it would be a second
#: content, hidden behind markup compatibility: one reader shows the one, another reader the other.
_TEMPAT = {
    "workbook": 1, "workbookPr": 2, "sheet": 3, "definedName": 3, "si": 2, "t": 0, "r": 0, "rPh": 0, "cellXfs": 2,
    "xf": 3, "numFmt": 0, "protection": 0, "worksheet": 1, "sheetData": 2, "row": 3, "c": 4, "v": 5, "f": 5, "is": 5,
    "sheetProtection": 2, "mergeCell": 3, "dataValidation": 3, "formula1": 4, "formula2": 4,
}
#: Expanded name of an element -> its short name; the transitional and the strict namespace alike.
ELEMEN = {f"{ns} {nama}": nama for ns in _NS_UTAMA for nama in _TEMPAT} | {
    f"{_NS_X14} dataValidation": "x14:dataValidation", f"{_NS_X14} formula1": "x14:formula1",
    f"{_NS_X14} formula2": "x14:formula2", f"{_NS_XM} f": "xm:f", f"{_NS_XM} sqref": "xm:sqref",
}
AWAL_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "

_XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
_PENYANDIAN = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII")
_SPASI = " \t\r\n"
_LARI = re.compile("_x([0-9A-Fa-f]{4})_")

Atribut = dict[str, str]
MulaiElemen = Callable[[int, str, Atribut], None]
AkhirElemen = Callable[[int, str, str], None]


_BENAR = {"1": True, "true": True, "on": True, "t": True, "0": False, "false": False, "off": False, "f": False}


def read_boolean(teks: str) -> bool | None:
    """What a file writes for true or false, blanks around it being legal; None for any other word."""
    return _BENAR.get(teks.strip().lower())


def is_true(atribut: Mapping[str, str], nama: str, bawaan: bool = False) -> bool:
    """A boolean attribute; `bawaan` where it is missing or no boolean."""
    nilai = read_boolean(atribut.get(nama, ""))
    return bawaan if nilai is None else nilai


def read_natural(teks: str | None) -> int:
    """A whole number from 0 on, blanks around it being legal; -1 for anything else."""
    teks = (teks or "").strip()
    return int(teks) if teks.isascii() and teks.isdecimal() and len(teks) < 9 else -1


def refuse_broken(apa: str) -> NoReturn:
    """Raise BKS07 with the reason: the package contradicts itself or the standard."""
    raise KinerjaError("BKS07", a=apa)


def refuse_limit(apa: str) -> NoReturn:
    """Raise BKS05 with the reason: a limit of the gate is exceeded."""
    raise KinerjaError("BKS05", a=apa)


def place_element(dalam: int, elemen: str, bagian: str) -> str:
    """Short name of an element, "" when the reader does not know it; BKS07 where it must not stand, BKS05 too deep."""
    if dalam > KEDALAMAN_MAKS:
        refuse_limit(f"{bagian}: elemen bertumpuk lebih dari {KEDALAMAN_MAKS}")
    nama = ELEMEN.get(elemen, "")
    if _TEMPAT.get(nama, 0) not in (0, dalam):
        refuse_broken(f"{bagian}: elemen {nama} tidak pada tempatnya")
    return nama


def create_parser(nama: str) -> expat.XMLParserType:
    """A namespace-aware expat parser ("uri local" names) that refuses DOCTYPE and entities of part `nama`."""

    def refuse(*_: object) -> NoReturn:
        raise KinerjaError("BKS06", a=nama)

    def check_encoding(versi: str, penyandian: str | None, mandiri: int) -> None:
        if penyandian is not None and penyandian.upper() not in _PENYANDIAN:
            refuse_broken(f"{nama}: penyandian huruf {penyandian[:20]}")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = check_encoding
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def run_parser(parser: expat.XMLParserType, data: bytes, nama: str) -> None:
    """Parse a whole part; malformed XML and invalid UTF-8 are BKS07."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as galat:
        raise KinerjaError("BKS07", a=f"{nama}, baris {galat.lineno}: XML tidak sah") from galat


def walk_xml(data: bytes, nama: str, mulai: MulaiElemen | None = None, akhir: AkhirElemen | None = None) -> None:
    """Parse a part, calling mulai(depth, element, attributes) and akhir(depth, element, own text); root is 1.

    The text is whole for elements without children. Without callbacks the part is only checked.
    """
    parser = create_parser(nama)
    dalam = 0
    teks: list[str] = []

    def start(elemen: str, atribut: Atribut) -> None:
        nonlocal dalam
        dalam += 1
        if dalam > KEDALAMAN_MAKS:
            place_element(dalam, elemen, nama)
        teks.clear()
        if mulai:
            mulai(dalam, elemen, atribut)

    def end(elemen: str) -> None:
        nonlocal dalam
        if akhir:
            akhir(dalam, elemen, "".join(teks))
            teks.clear()
        dalam -= 1

    if mulai or akhir or data.count(b"<") > ELEMEN_TANPA_HITUNG:
        parser.StartElementHandler = start
        parser.EndElementHandler = end
    if akhir:
        parser.CharacterDataHandler = teks.append
    run_parser(parser, data, nama)


def decode_escapes(teks: str) -> str:
    """Text with its `_xHHHH_` escapes resolved: "a_x000D_" -> "a\\r", "_x005F_x000D_" -> "_x000D_"."""
    if "_x" not in teks:
        return teks
    teks = _LARI.sub(lambda cocok: chr(int(cocok[1], 16)), teks)
    if any("\ud800" <= huruf <= "\udfff" for huruf in teks):
        teks = teks.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return teks


def check_text(teks: str) -> str:
    """The text of a cell; BKS05 when it is longer than any application can have written."""
    if len(teks) > TEKS_MAKS:
        refuse_limit(f"teks sel lebih dari {TEKS_MAKS} huruf")
    return teks


class TeksKaya:
    """Gathers a string item: <t> alone or in runs; phonetic runs (<rPh>) are left out."""

    def __init__(self) -> None:
        self.isi: list[str] = []
        self.fonetik = self.potongan = self.jaga = False

    def mulai(self, nama: str, atribut: Atribut) -> None:
        """An element of a shared string opens."""
        if nama == "t":
            self.jaga = atribut.get(_XML_SPACE) == "preserve"
        elif nama == "r":
            self.potongan = True
        elif nama == "rPh":
            self.fonetik = True

    def akhir(self, nama: str, teks: str) -> None:
        """An element of a shared string closes with its text."""
        if nama == "t" and not self.fonetik:
            bersih = teks if self.jaga else teks.strip(_SPASI) or (teks if self.potongan else "")
            self.isi.append(decode_escapes(bersih))
        elif nama == "r":
            self.potongan = False
        elif nama == "rPh":
            self.fonetik = False

    def ambil(self) -> str:
        """The text so far; the next item begins empty."""
        teks = "".join(self.isi)
        self.isi.clear()
        return check_text(teks)
