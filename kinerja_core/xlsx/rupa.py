"""What a package says of how it looks, as far as that decides what a reader sees: styles, rules, hidden rows, pictures.

Nothing is judged here and nothing refused: `segel.rupa` holds it against a description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kinerja_core.xlsx.gerbang import Paket
from kinerja_core.xlsx.urai_xml import Atribut, walk_xml

#: A colour as the file states it: ("rgb", "FF17415F", 0.0), ("theme", "1", -0.25), ("indexed", "64", 0.0); None: none.
Warna = tuple[str, str, float] | None
#: Styles and themes larger than this are read again for every file: what is remembered must not fill the memory.
_INGAT_MAKS = 256 * 1024
#: Heights (points) and widths (characters) below which a row or a column cannot be read.
_TINGGI_MIN, _LEBAR_MIN = 4.0, 0.6
_BENAR = frozenset(("1", "true"))


@dataclass(frozen=True, slots=True)
class Gaya:
    """What of a style decides what is seen. `ulang`: the content is repeated to fill the cell."""

    angka: str = "General"
    huruf: Warna = None
    latar: Warna = None
    ukuran: float = 11.0
    nama: str = ""
    ulang: bool = False


@dataclass(slots=True)
class Lapis:
    """What a conditional format lays over a cell; None where it leaves the cell's own."""

    angka: str | None = None
    huruf: Warna = None
    latar: Warna = None


@dataclass(slots=True)
class AturanRupa:
    """One conditional format: its ranges, the number of its style (or the style itself), colours of a scale, and
    whether it shows a bar or an icon instead of the number."""

    rentang: str = ""
    nomor: int = -1
    lapis: Lapis | None = None
    skala: list[Warna] = field(default_factory=list)
    tanpa_angka: bool = False


@dataclass(frozen=True, slots=True)
class Benda:
    """Something that lies on the cells: "grafik", "gambar", "bentuk"; from one place to another (0-based)."""

    jenis: str
    dari: tuple[int, int]
    sampai: tuple[int, int]


@dataclass(frozen=True)
class RupaBuku:
    """What a workbook says of all its sheets: its styles by number, what conditional formats lay over, the theme's
    colours; how it calculates, each property that is not as usual."""

    gaya: tuple[Gaya, ...] = ()
    lapis: tuple[Lapis, ...] = ()
    tema: tuple[str, ...] = ()
    hitung: tuple[str, ...] = ()


@dataclass
class RupaLuar:
    """What stands around the cells of a sheet. `kolom` are the stated widths: (first, last, can it be read?)."""

    kolom: list[tuple[int, int, bool]] = field(default_factory=list)
    kolom_bawaan: bool = True
    baris_bawaan: bool = True
    aturan: list[AturanRupa] = field(default_factory=list)
    cetak: dict[str, str] = field(default_factory=dict)
    tampil: list[str] = field(default_factory=list)
    saring: bool = False

    def column_shown(self, kolom: int) -> bool:
        """Can a column be read?"""
        return next((x for a, b, x in self.kolom if a <= kolom <= b), self.kolom_bawaan)


@dataclass(frozen=True)
class RupaLembar:
    """How a sheet looks: the number of the style of each cell, array formulas and data tables with the range they
    fill, rows (0-based) that cannot be read, what stands around the cells, and what lies on them."""

    gaya: Mapping[tuple[int, int], str] = field(default_factory=dict)
    larik: Mapping[tuple[int, int], str] = field(default_factory=dict)
    baris: frozenset[int] = frozenset()
    luar: RupaLuar = field(default_factory=RupaLuar)
    benda: tuple[Benda, ...] = ()


# -- small things --------------------------------------------------------------------------------------------------


def _true(atribut: Atribut, nama: str) -> bool:
    return atribut.get(nama, "").strip().lower() in _BENAR


def _size(teks: str | None, bawaan: float) -> float:
    """A measure; what is none is as usual."""
    try:
        return float(teks) if teks else bawaan
    except ValueError:
        return bawaan


def _number(teks: str | None) -> int:
    return int(teks) if teks and teks.isascii() and teks.isdecimal() and len(teks) < 9 else -1


def row_hidden(atribut: Mapping[str, str]) -> bool:
    """Can a row with these attributes not be read?"""
    if atribut.get("hidden") in _BENAR:
        return True
    return "ht" in atribut and _size(atribut["ht"], 15.0) < _TINGGI_MIN


def _colour(a: Atribut) -> Warna:
    for jenis in ("rgb", "theme", "indexed"):
        if jenis in a:
            return jenis, a[jenis], _size(a.get("tint"), 0.0)
    return None


#: Ways to calculate that a form has none of: manually; in circles; with what is displayed instead of what is there.
MANUAL, MELINGKAR, PRESISI = "manual", "melingkar", "presisi"


def calculation(a: Atribut) -> tuple[str, ...]:
    """What <calcPr> says beside the usual."""
    ada = {MANUAL: a.get("calcMode") == "manual", MELINGKAR: _true(a, "iterate"),
           PRESISI: a.get("fullPrecision") in ("0", "false")}
    return tuple(kata for kata, ya in ada.items() if ya)


# -- around the cells of a sheet -----------------------------------------------------------------------------------

_KEPALA_KAKI = frozenset(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"))


class PengumpulRupa:
    """Listens to what stands around the cells: `start` and `end` with the local name of an element."""

    #: Elements whose own text is wanted by `end`.
    BERTEKS = _KEPALA_KAKI | {"sqref"}

    def __init__(self) -> None:
        self.rupa = RupaLuar()
        self._rentang = ""
        self._kelompok: list[AturanRupa] = []
        self._aturan: AturanRupa | None = None
        self._di = ""

    def start(self, nama: str, a: Atribut) -> None:
        """An element begins."""
        if nama == "col":
            self._column(a)
        elif nama == "sheetFormatPr":
            self.rupa.baris_bawaan = not (_true(a, "zeroHeight")
                                          or _size(a.get("defaultRowHeight"), 15.0) < _TINGGI_MIN)
            self.rupa.kolom_bawaan = _size(a.get("defaultColWidth"), 9.0) >= _LEBAR_MIN
        elif nama == "sheetView":
            self.rupa.tampil += ["rumus tampil sebagai ganti hasilnya"] * _true(a, "showFormulas")
            self.rupa.tampil += ["nilai nol tidak ditampilkan"] * (a.get("showZeros") in ("0", "false"))
        elif nama == "filterColumn":
            self.rupa.saring = True
        elif nama == "picture":
            self.rupa.tampil.append("gambar latar dipasang")
        elif nama == "conditionalFormatting":
            self._rentang, self._kelompok = a.get("sqref", ""), []
        elif nama == "cfRule":
            self._aturan = AturanRupa(self._rentang, _number(a.get("dxfId")))
            self._kelompok.append(self._aturan)
            self.rupa.aturan.append(self._aturan)
        elif self._aturan is not None:
            self._in_rule(self._aturan, nama, a)

    def _column(self, a: Atribut) -> None:
        awal, akhir = _number(a.get("min")), _number(a.get("max"))
        if 0 < awal <= akhir:
            tampak = not _true(a, "hidden") and _size(a.get("width"), 9.0) >= _LEBAR_MIN
            self.rupa.kolom.append((awal - 1, akhir - 1, tampak))

    def _in_rule(self, aturan: AturanRupa, nama: str, a: Atribut) -> None:
        if nama in ("dataBar", "iconSet") and a.get("showValue") in ("0", "false"):
            aturan.tanpa_angka = True
        elif nama == "dxf":
            aturan.lapis = Lapis()
        elif nama in ("font", "fill", "border", "colorScale", "dataBar"):
            self._di = nama
        elif nama == "color" and self._di == "colorScale":
            aturan.skala.append(_colour(a))
        elif aturan.lapis is not None:
            lay_over(aturan.lapis, self._di, nama, a)

    def end(self, nama: str, teks: str) -> None:
        """An element ends."""
        if nama in _KEPALA_KAKI:
            self.rupa.cetak[nama] = teks
        elif nama == "cfRule":
            self._aturan = None
        elif nama == "sqref":
            for aturan in self._kelompok:
                aturan.rentang = teks


def lay_over(lapis: Lapis, di: str, nama: str, a: Atribut) -> None:
    """One element of a differential style; `di` is the element around it."""
    if nama == "numFmt":
        lapis.angka = a.get("formatCode", "")
    elif nama == "color" and di == "font":
        lapis.huruf = _colour(a)
    elif di == "fill" and (nama == "bgColor" or (nama == "fgColor" and lapis.latar is None)):
        lapis.latar = _colour(a)


# -- styles ----------------------------------------------------------------------------------------------------------


class _PembacaGaya:
    """The styles part, with every detail that is seen."""

    def __init__(self) -> None:
        self.pola: dict[str, str] = {}
        self.huruf: list[tuple[Warna, float, str]] = []
        self.latar: list[Warna] = []
        self.xf: list[Gaya] = []
        self.lapis: list[Lapis] = []
        self._bagian = self._di = self._isian = ""
        self._kini: Atribut = {}

    def start(self, dalam: int, elemen: str, a: Atribut) -> None:
        nama = elemen.rpartition(" ")[2]
        if dalam == 2:
            self._bagian = nama
        elif self._bagian == "dxfs":
            if dalam == 3:
                self.lapis.append(Lapis())
            elif self.lapis:
                self._di = nama if dalam == 4 else self._di
                lay_over(self.lapis[-1], self._di, nama, a)
        elif self._bagian == "numFmts" and dalam == 3:
            self.pola[a.get("numFmtId", "")] = a.get("formatCode", "")
        elif self._bagian == "fonts":
            self._font(dalam, nama, a)
        elif self._bagian == "fills":
            self._fill(dalam, nama, a)
        elif self._bagian == "cellXfs":
            self._xf(dalam, nama, a)

    def _font(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            self.huruf.append((None, 11.0, ""))
        elif self.huruf:
            warna, ukuran, jenis = self.huruf[-1]
            if nama == "color":
                warna = _colour(a)
            elif nama == "sz":
                ukuran = _size(a.get("val"), 11.0)
            elif nama == "name":
                jenis = a.get("val", "")
            self.huruf[-1] = warna, ukuran, jenis

    def _fill(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            self.latar.append(None)
            self._isian = ""
        elif nama == "patternFill":
            self._isian = a.get("patternType", "none")
        elif (self.latar and self.latar[-1] is None and self._isian != "none"
              and (nama == "fgColor" or (nama == "color" and dalam > 4))):
            self.latar[-1] = _colour(a)

    def _xf(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            nomor, huruf, latar = a.get("numFmtId", "0"), _number(a.get("fontId")), _number(a.get("fillId"))
            warna, ukuran, jenis = self.huruf[huruf] if 0 <= huruf < len(self.huruf) else (None, 11.0, "")
            self.xf.append(Gaya(self.pola.get(nomor) or FORMAT_BAWAAN.get(_number(nomor), "General"), warna,
                                self.latar[latar] if 0 <= latar < len(self.latar) else None, ukuran, jenis))
        elif nama == "alignment" and self.xf and a.get("horizontal") == "fill":
            g = self.xf[-1]
            self.xf[-1] = Gaya(g.angka, g.huruf, g.latar, g.ukuran, g.nama, True)


#: Number formats every workbook has without saying so, those that differ from country to country left out.
FORMAT_BAWAAN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}


def _read_styles(data: bytes, nama: str) -> tuple[tuple[Gaya, ...], tuple[Lapis, ...]]:
    pembaca = _PembacaGaya()
    walk_xml(data, nama, pembaca.start)
    return tuple(pembaca.xf), tuple(pembaca.lapis)


def _read_theme(data: bytes, nama: str) -> tuple[str, ...]:
    """The colours of a theme in the order in which styles number them."""
    isi: dict[str, str] = {}
    kini = ""

    def mulai(dalam: int, elemen: str, a: Atribut) -> None:
        nonlocal kini
        ekor = elemen.rpartition(" ")[2]
        if ekor in _TEMA and dalam == 4:
            kini = ekor
        elif kini and dalam == 5 and ekor in ("srgbClr", "sysClr"):
            isi.setdefault(kini, a.get("lastClr", a.get("val", "")))
            kini = ""

    walk_xml(data, nama, mulai)
    return tuple(isi.get(n, "") for n in _TEMA)


_TEMA = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_remembered_styles = lru_cache(maxsize=32)(_read_styles)
_remembered_theme = lru_cache(maxsize=8)(_read_theme)


def read_looks(paket: Paket, hitung: tuple[str, ...]) -> RupaBuku:
    """Styles and theme of a package."""
    gaya, lapis, tema = tuple[Gaya, ...](), tuple[Lapis, ...](), tuple[str, ...]()
    if bagian := paket.related(paket.utama, "styles"):
        data = paket.bagian[bagian]
        gaya, lapis = (_remembered_styles if len(data) < _INGAT_MAKS else _read_styles)(data, bagian)
    if bagian := paket.related(paket.utama, "theme"):
        data = paket.bagian[bagian]
        tema = (_remembered_theme if len(data) < _INGAT_MAKS else _read_theme)(data, bagian)
    return RupaBuku(gaya, lapis, tema, hitung)


# -- what lies on the cells ------------------------------------------------------------------------------------------

_JANGKAR = frozenset(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_BENDA = {"graphicFrame": "grafik", "pic": "gambar", "sp": "bentuk", "cxnSp": "bentuk", "contentPart": "bentuk"}
_JENIS_VML = re.compile(rb"ObjectType\s*=\s*[\"']([A-Za-z]+)[\"']")
#: An anchor of one corner reaches this far: its true end needs the heights of rows.
_JAUH = (40, 20)


def _read_drawing(data: bytes, nama: str) -> tuple[Benda, ...]:
    """What stands in a drawing part, with the cells it reaches over."""
    hasil: list[Benda] = []
    sudut: dict[str, int] = {}
    jenis: list[str] = []
    di = ""

    def mulai(dalam: int, elemen: str, a: Atribut) -> None:
        nonlocal di
        ekor = elemen.rpartition(" ")[2]
        if dalam == 2:
            sudut.clear()
            jenis.clear()
        if ekor in ("from", "to"):
            di = ekor
        elif ekor in _BENDA:
            jenis.append(_BENDA[ekor])

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        ekor = elemen.rpartition(" ")[2]
        if ekor in ("row", "col") and di:
            sudut[f"{di} {ekor}"] = _number(teks.strip())
        elif dalam == 2 and ekor in _JANGKAR:
            dari = max(sudut.get("from row", 0), 0), max(sudut.get("from col", 0), 0)
            sampai = (sudut.get("to row", dari[0] + _JAUH[0]), sudut.get("to col", dari[1] + _JAUH[1]))
            hasil.extend(Benda(j, dari, sampai) for j in jenis)

    walk_xml(data, nama, mulai, akhir)
    return tuple(hasil)


_remembered_drawing = lru_cache(maxsize=64)(_read_drawing)


def things_on(paket: Paket, bagian: str) -> tuple[Benda, ...]:
    """What lies on the cells of the sheet in that part; of legacy drawings all but the boxes of comments."""
    hasil: list[Benda] = []
    for h in paket.hubungan.get(bagian, ()):
        if h.luar or h.jenis not in ("drawing", "vmlDrawing"):
            continue
        data = paket.bagian.get(h.tujuan, b"")
        if h.jenis == "drawing" and data:
            hasil += (_remembered_drawing if len(data) < _INGAT_MAKS else _read_drawing)(data, h.tujuan)
        elif any(j != b"Note" for j in _JENIS_VML.findall(data)):
            hasil.append(Benda("bentuk", (0, 0), (-1, -1)))
    return tuple(hasil)
