"""Reading of a gated package into a Buku with expat: values, formulas, locks, names, validations, merges.

Choices a caller should know:
* A number written without fraction and exponent in at most 15 digits is int, every other number is float.
* Text of <t> without xml:space="preserve" loses white space at its ends, as in Excel; a run that is white space
  only keeps it. Cached text of a formula (<v> of t="str") is kept as it stands.
* `_x000D_` escapes are decoded in cell text, not in formulas, names, validations and custom properties.
* Followers of a shared formula get its text shifted; references that leave the grid wrap round, as in Excel.
* An array formula stands in its first cell; the other cells of its range have a value only. A data table
  stands as TABLE(row input,column input).
* `terbuka` follows the cells' own styles. Styles of rows and columns are ignored: a position without a <c> of
  its own counts as locked. A cell's protection is what its own xf says; named styles are not followed.
* A defined name of one sheet is keyed as a formula writes it: 'Kertas Kerja'!_xlnm.Print_Area.
* Chart and dialog sheets stand in the list of sheets without cells.
* Cells out of order or twice, and sheet content hidden inside markup-compatibility elements, are BKS07: readers
  disagree about them, so what a person sees in Excel need not be what is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kinerja_core.buku import Buku, Ekstra, LembarBuku, Posisi, Status, Validasi, alamat, kolom_huruf, kutip_lembar
from kinerja_core.excelmath import Galat, Nilai
from kinerja_core.gerbang import (
    KEDALAMAN_MAKS,
    Atribut,
    Paket,
    check_xml,
    create_parser,
    find_part,
    open_paket,
    read_parts,
    refuse_broken,
    refuse_limit,
    run_parser,
    walk_xml,
)

__all__ = ["read_buku", "read_parts"]

BARIS_MAKS, KOLOM_MAKS = 1_048_576, 16_384
"""The grid of Excel 2007 and later; a cell outside of it exists only in a hostile file."""
SEL_MAKS = 2_000_000
"""Cells of all sheets, blank styled ones included: bounds time and memory; a form has about ten thousand."""
HURUF_RUMUS_MAKS = 32 * 1024 * 1024
"""Characters of expanded shared formulas: forty bytes of a follower may stand for 8,192 characters each."""

_UTAMA = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main "
_XM = "http://schemas.microsoft.com/office/excel/2006/main "
_ID_HUBUNGAN = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
_NAMA_ELEMEN = ["workbook", "workbookPr", "sheets", "sheet", "definedNames", "definedName", "sst", "si", "t", "r", "rPh", "styleSheet", "cellXfs", "xf", "protection", "worksheet", "sheetData", "row", "c", "v", "f", "is", "sheetProtection", "mergeCell", "dataValidation", "formula1", "formula2"]
#: Full name of an element -> short name, the same for the transitional and the strict namespace.
_ELEMEN = {f"{ns} {nama}": nama for ns in _UTAMA for nama in _NAMA_ELEMEN} | {
    _X14 + nama: nama for nama in ("dataValidation", "formula1", "formula2")
} | {_XM + "f": "xm:f", _XM + "sqref": "xm:sqref"}
#: Where an element must stand; elsewhere it is a second, hidden content (markup compatibility).
_KEDALAMAN = {"sheetData": 2, "row": 3, "c": 4, "v": 5, "f": 5, "is": 5, "si": 2, "sheet": 3, "definedName": 3,
              "workbookPr": 2, "cellXfs": 2, "sheetProtection": 2, "mergeCell": 3}
_STATUS: dict[str, Status] = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}
_BOOLEAN = {"1": True, "true": True, "0": False, "false": False}
_SPASI = " \t\r\n"
_ANGKA = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BULAT = re.compile(r"-?[0-9]{1,15}")
_ALAMAT = re.compile(r"([A-Za-z]+)([0-9]+)")
_LARI = re.compile("_x([0-9A-Fa-f]{4})_")
_RUJUKAN = re.compile(
    r"""(?P<ka>\$?)(?P<k1>[A-Za-z]{1,3}):(?P<kb>\$?)(?P<k2>[A-Za-z]{1,3})(?![\w.$?\\(!\[])
    |(?P<ba>\$?)(?P<b1>[0-9]{1,7}):(?P<bb>\$?)(?P<b2>[0-9]{1,7})(?![\w.$?\\(!\[])
    |(?P<km>\$?)(?P<k>[A-Za-z]{1,3})(?P<bm>\$?)(?P<b>[1-9][0-9]{0,6})(?![\w.$?\\(!\[])
    |[\w.$?\\]++
    |"(?:[^"]|"")*+"|'(?:[^']|'')*+'|\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*+\])*+\]
    |["'\[](?s:.*)""",
    re.VERBOSE,
)


def decode_escapes(teks: str) -> str:
    """Text with its `_xHHHH_` escapes resolved: "a_x000D_" -> "a\\r", "_x005F_x000D_" -> "_x000D_"."""
    if "_x" not in teks:
        return teks
    teks = _LARI.sub(lambda cocok: chr(int(cocok[1], 16)), teks)
    if any("\ud800" <= huruf <= "\udfff" for huruf in teks):
        teks = teks.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return teks


def _boolean(teks: str | None, bawaan: bool) -> bool:
    return bawaan if teks is None else _BOOLEAN.get(teks, bawaan)


def _kolom(huruf: str) -> int:
    """0-based column of letters; four letters and more stay beyond every grid."""
    kolom = 0
    for h in huruf.upper()[:4]:
        kolom = kolom * 26 + ord(h) - 64
    return kolom - 1


def _element(dalam: int, elemen: str, bagian: str) -> str:
    """Short name of an element, "" when it does not matter; BKS07 when it stands where it must not."""
    nama = _ELEMEN.get(elemen, "")
    if _KEDALAMAN.get(nama, dalam) != dalam:
        refuse_broken(f"{bagian}: elemen {nama} tidak pada tempatnya")
    return nama


class _RumusBersama:
    """A shared formula split once into fixed text and relative columns and rows, rendered for any cell."""

    def __init__(self, teks: str, posisi: Posisi) -> None:
        self.posisi = posisi
        #: str stays; (True, column) and (False, row) move with the cell.
        self.potongan: list[str | tuple[bool, int]] = []
        akhir = 0
        for cocok in _RUJUKAN.finditer(teks):
            self.potongan.append(teks[akhir : cocok.start()])
            akhir = cocok.end()
            if cocok["k1"]:
                self._tambah(True, cocok["ka"], cocok["k1"], ":")
                self._tambah(True, cocok["kb"], cocok["k2"])
            elif cocok["b1"]:
                self._tambah(False, cocok["ba"], cocok["b1"], ":")
                self._tambah(False, cocok["bb"], cocok["b2"])
            elif cocok["k"] and _kolom(cocok["k"]) < KOLOM_MAKS and int(cocok["b"]) <= BARIS_MAKS:
                self._tambah(True, cocok["km"], cocok["k"])
                self._tambah(False, cocok["bm"], cocok["b"])
            else:
                self.potongan.append(cocok[0])
        self.potongan.append(teks[akhir:])

    def _tambah(self, kolom: bool, mutlak: str, teks: str, ekor: str = "") -> None:
        self.potongan.append(mutlak + teks if mutlak else (kolom, _kolom(teks) if kolom else int(teks) - 1))
        self.potongan.append(ekor)

    def render(self, posisi: Posisi) -> str:
        """The formula as it stands in another cell."""
        baris, kolom = posisi[0] - self.posisi[0], posisi[1] - self.posisi[1]
        hasil = []
        for p in self.potongan:
            if isinstance(p, str):
                hasil.append(p)
            elif p[0]:
                hasil.append(kolom_huruf((p[1] + kolom) % KOLOM_MAKS))
            else:
                hasil.append(str((p[1] + baris) % BARIS_MAKS + 1))
        return "".join(hasil)


class _TeksKaya:
    """Gathers a string item: <t> alone or in runs; phonetic runs (<rPh>) are left out."""

    def __init__(self) -> None:
        self.isi: list[str] = []
        self.fonetik = self.potongan = self.jaga = False

    def mulai(self, nama: str, atribut: Atribut) -> None:
        if nama == "t":
            self.jaga = atribut.get(_XML_SPACE) == "preserve"
        elif nama == "r":
            self.potongan = True
        elif nama == "rPh":
            self.fonetik = True

    def akhir(self, nama: str, teks: str) -> None:
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
        return teks


@dataclass
class _Konteks:
    """What the sheets of one workbook share, and what they have used up of the limits."""

    paket: Paket
    teks: list[str] = field(default_factory=list)
    terbuka: dict[str, bool] = field(default_factory=dict)
    terbaca: set[str] = field(default_factory=set)
    sel: int = 0
    huruf: int = 0

    def take(self, bagian: str) -> bytes:
        """The bytes of a part, noted as read (and thereby checked)."""
        self.terbaca.add(bagian)
        return self.paket.bagian[bagian]


class _PembacaLembar:
    """One worksheet part. Two pairs of handlers: a quick one inside <sheetData>, one for everything around it."""

    def __init__(self, bagian: str, konteks: _Konteks) -> None:
        self.bagian, self.konteks = bagian, konteks
        self.nilai: dict[Posisi, Nilai] = {}
        self.rumus: dict[Posisi, str] = {}
        self.terbuka: set[Posisi] = set()
        self.terproteksi = self.ada_data = False
        self.validasi: list[dict[str, str]] = []
        self.gabung: list[str] = []
        self.bersama: dict[str, _RumusBersama] = {}
        self.pengikut: list[tuple[Posisi, str]] = []
        self.huruf_kolom: dict[str, int] = {}
        self.dalam = 0
        self.teks: list[str] = []
        self.kaya = _TeksKaya()
        self.baris, self.kolom, self.teks_baris = -1, -1, ""
        #: Inside <sheetData>: 0 between rows, 1 in a row, 2 in a cell, 3 in a value or formula; open other elements.
        self.tingkat = self.asing = 0
        self.sel: Atribut = {}
        self.v: str | None = None
        self.f: Atribut | None = None
        self.teks_f = ""
        self.sisip: str | None = None
        self.parser = create_parser(bagian)
        self.parser.CharacterDataHandler = self.teks.append
        self._pakai_luar()

    def read(self) -> None:
        """Parse the part, then give the followers of shared formulas their own text."""
        run_parser(self.parser, self.konteks.take(self.bagian), self.bagian)
        for posisi, si in self.pengikut:
            if si not in self.bersama:
                self._salah(posisi, "rumus bersama tanpa induk")
            self.rumus[posisi] = self.bersama[si].render(posisi)
            self.konteks.huruf += len(self.rumus[posisi])
            if self.konteks.huruf > HURUF_RUMUS_MAKS:
                refuse_limit(f"rumus bersama lebih dari {HURUF_RUMUS_MAKS} huruf")

    def _salah(self, posisi: Posisi, apa: str) -> NoReturn:
        refuse_broken(f"{self.bagian} sel {alamat(posisi)}: {apa}")

    def _pakai_luar(self) -> None:
        self.parser.StartElementHandler = self._mulai_luar
        self.parser.EndElementHandler = self._akhir_luar

    def _turun(self, elemen: str) -> str:
        self.dalam += 1
        if self.dalam > KEDALAMAN_MAKS:
            refuse_limit(f"{self.bagian}: elemen bertumpuk lebih dari {KEDALAMAN_MAKS}")
        return _element(self.dalam, elemen, self.bagian)

    # -- around the cells

    def _mulai_luar(self, elemen: str, atribut: Atribut) -> None:
        nama = self._turun(elemen)
        self.teks.clear()
        if self.dalam == 1 and nama != "worksheet":
            refuse_broken(f"{self.bagian}: bukan lembar kerja")
        elif nama == "sheetData":
            if self.ada_data:
                refuse_broken(f"{self.bagian}: isi lembar berulang")
            self.ada_data = True
            self.parser.StartElementHandler = self._mulai_data
            self.parser.EndElementHandler = self._akhir_data
        elif nama in ("row", "c"):
            refuse_broken(f"{self.bagian}: sel di luar isi lembar")
        elif nama == "sheetProtection":
            self.terproteksi = _boolean(atribut.get("sheet"), False)
        elif nama == "mergeCell":
            self.gabung.append(atribut.get("ref", ""))
        elif nama == "dataValidation":
            self.validasi.append({"jenis": atribut.get("type", "none"), "rentang": atribut.get("sqref", "")})

    def _akhir_luar(self, elemen: str) -> None:
        self.dalam -= 1
        nama = _ELEMEN.get(elemen)
        if nama in ("formula1", "formula2", "xm:f", "xm:sqref") and self.validasi:
            isi, teks = self.validasi[-1], "".join(self.teks)
            if nama == "xm:sqref":
                isi["rentang"] = isi["rentang"] or teks
            elif nama == "xm:f":
                isi["xm:f"] = teks
            else:
                isi.setdefault("rumus" + nama[-1], isi.pop("xm:f", "") or teks)
        self.teks.clear()

    # -- the cells

    def _mulai_data(self, elemen: str, atribut: Atribut) -> None:
        nama = _ELEMEN.get(elemen)
        if nama == "c" and self.tingkat == 1:
            self.tingkat = 2
            self.sel, self.v, self.f, self.sisip = atribut, None, None, None
        elif nama == "v" and self.tingkat == 2:
            self.tingkat = 3
            self.teks.clear()
        elif nama == "f" and self.tingkat == 2:
            self.tingkat = 3
            self.teks.clear()
            self.f = atribut
        elif nama == "row" and self.tingkat == 0:
            self.tingkat = 1
            self._mulai_baris(atribut.get("r"))
        else:
            self._mulai_lain(nama, elemen, atribut)

    def _mulai_lain(self, nama: str | None, elemen: str, atribut: Atribut) -> None:
        """Inline strings and foreign elements; a cell, row or value that stands elsewhere is refused."""
        self.asing += 1
        if nama in ("row", "c", "v", "f", "sheetData") or (nama == "is" and self.tingkat != 2):
            refuse_broken(f"{self.bagian}: elemen {nama} tidak pada tempatnya")
        if elemen.startswith(_MC):
            refuse_broken(f"{self.bagian}: isi lembar berganda")
        if self.asing > KEDALAMAN_MAKS:
            refuse_limit(f"{self.bagian}: elemen bertumpuk lebih dari {KEDALAMAN_MAKS}")
        if nama in ("t", "r", "rPh"):
            self.teks.clear()
            self.kaya.mulai(nama, atribut)

    def _akhir_data(self, elemen: str) -> None:
        nama = _ELEMEN.get(elemen)
        if nama == "v":
            self.tingkat = 2
            self.v = "".join(self.teks)
        elif nama == "c":
            self.tingkat = 1
            self._akhir_sel()
        elif nama == "f":
            self.tingkat = 2
            self.teks_f = "".join(self.teks)
        elif nama == "row":
            self.tingkat = 0
        elif nama == "sheetData":
            self.dalam -= 1
            self._pakai_luar()
        else:
            self.asing -= 1
            if nama == "is":
                self.sisip = self.kaya.ambil()
            elif nama:
                self.kaya.akhir(nama, "".join(self.teks))

    def _mulai_baris(self, r: str | None) -> None:
        if r is None:
            baris = self.baris + 1
        elif not (r.isascii() and r.isdigit()) or len(r) > 7:
            refuse_limit(f"{self.bagian}: baris {r[:20]}")
        else:
            baris = int(r) - 1
        if baris >= BARIS_MAKS:
            refuse_limit(f"{self.bagian}: baris {baris + 1}")
        if baris <= self.baris:
            refuse_broken(f"{self.bagian}: baris {baris + 1} berulang atau tidak berurutan")
        self.baris, self.kolom, self.teks_baris = baris, -1, str(baris + 1)

    def _akhir_sel(self) -> None:
        sel = self.sel
        r = sel.get("r")
        if r is None:
            kolom = self.kolom + 1
        else:
            huruf = r.removesuffix(self.teks_baris)
            if huruf not in self.huruf_kolom or len(huruf) == len(r):
                self._kolom_baru(r)
            kolom = self.huruf_kolom[huruf]
        if kolom <= self.kolom or kolom >= KOLOM_MAKS:
            refuse_broken(f"{self.bagian} baris {self.teks_baris}: sel berulang, tidak berurutan, atau terlalu banyak")
        self.kolom = kolom
        posisi = self.baris, kolom
        konteks = self.konteks
        konteks.sel += 1
        if konteks.sel > SEL_MAKS:
            refuse_limit(f"lebih dari {SEL_MAKS} sel")
        gaya = sel.get("s", "0")
        if konteks.terbuka.get(gaya) or (gaya not in konteks.terbuka and self._gaya_lain(gaya)):
            self.terbuka.add(posisi)
        if self.f is not None:
            self._baca_rumus(posisi, self.f, self.teks_f.removeprefix("="))
        jenis, v = sel.get("t", "n"), self.v
        if v is not None and jenis == "n" and v:
            self.nilai[posisi] = int(v) if _BULAT.fullmatch(v) else self._angka(posisi, v)
        elif v is not None or self.sisip is not None:
            nilai = self._nilai_lain(posisi, jenis, v)
            if nilai is not None:
                self.nilai[posisi] = nilai

    def _kolom_baru(self, r: str) -> None:
        cocok = _ALAMAT.fullmatch(r)
        if not cocok:
            refuse_broken(f"{self.bagian}: alamat sel {r[:20]!r}")
        kolom = _kolom(cocok[1])
        if kolom >= KOLOM_MAKS or len(cocok[2]) > 7 or int(cocok[2]) > BARIS_MAKS:
            refuse_limit(f"{self.bagian}: sel {r[:20]}")
        if cocok[2] != self.teks_baris:
            refuse_broken(f"{self.bagian}: sel {r} di baris {self.teks_baris}")
        self.huruf_kolom[cocok[1]] = kolom

    def _gaya_lain(self, gaya: str) -> bool:
        """A style index the table does not hold: impossible, unless the package has no styles at all."""
        if self.konteks.terbuka:
            refuse_broken(f"{self.bagian} baris {self.teks_baris}: gaya {gaya[:20]} tidak ada")
        return False

    def _baca_rumus(self, posisi: Posisi, atribut: Atribut, teks: str) -> None:
        jenis, si = atribut.get("t", "normal"), atribut.get("si", "")
        if jenis == "shared" and (si in self.bersama or not teks):
            self.pengikut.append((posisi, si))
            return
        if jenis == "shared":
            self.bersama[si] = _RumusBersama(teks, posisi)
        elif jenis == "dataTable":
            teks = f"TABLE({atribut.get('r1', '')},{atribut.get('r2', '')})"
        if teks:
            self.rumus[posisi] = teks

    def _nilai_lain(self, posisi: Posisi, jenis: str, v: str | None) -> Nilai:
        if jenis == "inlineStr":
            return self.sisip
        if v is None or (not v and jenis != "str"):
            return None
        if jenis == "s":
            if not (v.isascii() and v.isdigit() and len(v) < 9 and int(v) < len(self.konteks.teks)):
                self._salah(posisi, f"teks bersama {v[:20]} tidak ada")
            return self.konteks.teks[int(v)]
        if jenis == "str":
            return decode_escapes(v)
        if jenis == "b" and v in _BOOLEAN:
            return _BOOLEAN[v]
        if jenis not in ("e", "d"):
            self._salah(posisi, f"nilai {v[:20]!r} berjenis {jenis[:20]!r}")
        return Galat(v) if jenis == "e" else v

    def _angka(self, posisi: Posisi, v: str) -> float:
        teks = v.strip(_SPASI)
        if len(teks) > 400 or not _ANGKA.fullmatch(teks) or math.isinf(float(teks)):
            self._salah(posisi, f"angka {v[:20]!r}")
        return float(teks)


# -- the other parts ---------------------------------------------------------------------------------------------


def _read_strings(konteks: _Konteks, bagian: str) -> None:
    kaya = _TeksKaya()

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        if elemen.startswith(_MC):
            refuse_broken(f"{bagian}: isi berganda")
        kaya.mulai(_element(dalam, elemen, bagian), atribut)

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        nama = _ELEMEN.get(elemen, "")
        kaya.akhir(nama, teks)
        if nama == "si":
            konteks.teks.append(kaya.ambil())

    walk_xml(konteks.take(bagian), bagian, mulai, akhir)


def _read_styles(konteks: _Konteks, bagian: str) -> None:
    di_sel = False

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal di_sel
        nama = _element(dalam, elemen, bagian)
        if dalam == 2:
            di_sel = nama == "cellXfs"
        elif di_sel and dalam == 3 and nama == "xf":
            konteks.terbuka[str(len(konteks.terbuka))] = False
        elif di_sel and dalam == 4 and nama == "protection":
            konteks.terbuka[str(len(konteks.terbuka) - 1)] = not _boolean(atribut.get("locked"), True)

    walk_xml(konteks.take(bagian), bagian, mulai)


def _read_properties(konteks: _Konteks, bagian: str) -> dict[str, str]:
    hasil: dict[str, str] = {}
    kini = ""

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal kini
        if dalam == 2:
            kini = atribut.get("name", "")
            if kini in hasil:
                refuse_broken(f"{bagian}: properti {kini} berulang")
            hasil[kini] = ""

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if dalam == 3:
            hasil[kini] = teks

    walk_xml(konteks.take(bagian), bagian, mulai, akhir)
    return hasil


@dataclass
class _DaftarIsi:
    """What the workbook part says: sheets as (name, status, relationship), defined names, date system."""

    lembar: list[tuple[str, Status, str]] = field(default_factory=list)
    nama: list[tuple[str, str, str]] = field(default_factory=list)
    tanggal_1904: bool = False


def _read_workbook(konteks: _Konteks) -> _DaftarIsi:
    isi, bagian = _DaftarIsi(), konteks.paket.utama
    kini: Atribut = {}

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal kini
        nama = _element(dalam, elemen, bagian)
        if dalam == 1 and nama != "workbook":
            refuse_broken(f"{bagian}: bukan buku kerja")
        elif nama == "workbookPr":
            isi.tanggal_1904 = _boolean(atribut.get("date1904"), False)
        elif nama == "sheet":
            hubungan = next((atribut[kunci] for kunci in _ID_HUBUNGAN if kunci in atribut), "")
            status = _STATUS.get(atribut.get("state", "visible"))
            if status is None or not atribut.get("name"):
                refuse_broken(f"{bagian}: lembar tanpa nama atau status")
            isi.lembar.append((atribut["name"], status, hubungan))
        kini = atribut

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if _ELEMEN.get(elemen) == "definedName":
            isi.nama.append((kini.get("name", ""), kini.get("localSheetId", ""), teks))

    walk_xml(konteks.take(bagian), bagian, mulai, akhir)
    if len({nama.casefold() for nama, _, _ in isi.lembar}) != len(isi.lembar) or not isi.lembar:
        refuse_broken(f"{bagian}: tidak ada lembar, atau nama lembar berulang")
    return isi


def _read_names(isi: _DaftarIsi) -> dict[str, str]:
    hasil: dict[str, str] = {}
    terlihat: set[str] = set()
    for nama, lokal, rujukan in isi.nama:
        kunci = nama
        if lokal:
            if not (lokal.isascii() and lokal.isdigit() and len(lokal) < 6 and int(lokal) < len(isi.lembar)):
                refuse_broken(f"nama {nama}: lembarnya tidak ada")
            kunci = f"{kutip_lembar(isi.lembar[int(lokal)][0])}!{nama}"
        if kunci.casefold() in terlihat:
            refuse_broken(f"nama {kunci} berulang")
        terlihat.add(kunci.casefold())
        hasil[kunci] = rujukan
    return hasil


def _read_sheets(konteks: _Konteks, isi: _DaftarIsi) -> list[tuple[LembarBuku, _PembacaLembar | None]]:
    hubungan = {h.id: h for h in konteks.paket.hubungan.get(konteks.paket.utama, ())}
    hasil: list[tuple[LembarBuku, _PembacaLembar | None]] = []
    for nama, status, id_hubungan in isi.lembar:
        h = hubungan.get(id_hubungan)
        if h is None or h.jenis not in ("worksheet", "chartsheet", "dialogsheet"):
            refuse_broken(f"lembar {nama}: bagiannya tidak ada")
        bagian = find_part(konteks.paket.bagian, h.tujuan)
        if bagian in konteks.terbaca:
            refuse_broken(f"lembar {nama}: bagiannya dipakai dua kali")
        if h.jenis != "worksheet":
            hasil.append((LembarBuku(nama, status, {}, {}), None))
            continue
        pembaca = _PembacaLembar(bagian, konteks)
        pembaca.read()
        hasil.append((LembarBuku(nama, status, pembaca.nilai, pembaca.rumus), pembaca))
    return hasil


def _gather(lembar: list[tuple[LembarBuku, _PembacaLembar | None]], properti: Mapping[str, str], isi: _DaftarIsi,
            bagian: tuple[str, ...]) -> Ekstra:
    baca = {s.nama: p for s, p in lembar if p is not None}
    return Ekstra(
        terproteksi=frozenset(nama for nama, p in baca.items() if p.terproteksi),
        terbuka={nama: frozenset(p.terbuka) for nama, p in baca.items()},
        validasi=tuple(
            Validasi(nama, v["rentang"], v["jenis"], v.get("rumus1", ""), v.get("rumus2", ""))
            for nama, p in baca.items() for v in p.validasi
        ),
        properti=properti,
        rentang_gabung={nama: tuple(p.gabung) for nama, p in baca.items()},
        bagian=bagian,
        tanggal_1904=isi.tanggal_1904,
    )


def read_buku(path: Path) -> Buku:
    """The workbook of an .xlsx file, with everything only the package shows in `ekstra`.

    Raises only KinerjaError, kode BKS01 to BKS08: the file itself is missing, of another kind, hostile or broken.
    """
    paket = open_paket(path)
    konteks = _Konteks(paket)
    isi = _read_workbook(konteks)
    if teks := paket.related(paket.utama, "sharedStrings"):
        _read_strings(konteks, teks)
    if gaya := paket.related(paket.utama, "styles"):
        _read_styles(konteks, gaya)
    khusus = paket.related("", "custom-properties", "customProperties")
    properti = _read_properties(konteks, khusus) if khusus else {}
    lembar = _read_sheets(konteks, isi)
    check_xml(paket, konteks.terbaca)
    ekstra = _gather(lembar, properti, isi, tuple(sorted(paket.bagian)))
    return Buku(tuple(s for s, _ in lembar), _read_names(isi), ekstra)
