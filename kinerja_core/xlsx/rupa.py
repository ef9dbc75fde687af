"""What a package says of how it looks, as far as that decides what a reader sees: styles, rules, hidden rows, pictures.

Nothing is judged here and nothing refused: `segel.rupa` holds it against a description.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kinerja_core.xlsx.benda import Benda
from kinerja_core.xlsx.gerbang import Paket
from kinerja_core.xlsx.urai_xml import INGAT_MAKS, Atribut, is_true, read_natural, walk_xml

#: A colour as the file states it: ("rgb", "FF17415F", 0.0), ("theme", "1", -0.25), ("indexed", "64", 0.0); None: none.
Warna = tuple[str, str, float] | None
#: What a row without a height of its own has, in points, and a column in characters.
TINGGI_BIASA, LEBAR_BIASA = 15.0, 9.0


@dataclass(frozen=True, slots=True)
class Gaya:
    """What of a style decides what is seen: every colour its ground has, its font ("minor", "major": the theme's).

    `ulang`: the content is repeated to fill the cell; `putar`, `susut`: it is turned, made smaller to fit.
    """

    angka: str = "General"
    huruf: Warna = None
    latar: tuple[Warna, ...] = ()
    ukuran: float = 11.0
    nama: str = ""
    skema: str = ""
    ulang: bool = False
    inden: int = 0
    putar: int = 0
    susut: bool = False


@dataclass(slots=True)
class Isian:
    """A fill while it is read."""

    jenis: str = ""
    depan: Warna = None
    belakang: Warna = None
    henti: list[Warna] = field(default_factory=list)

    def add(self, nama: str, a: Atribut) -> None:
        """One element of it."""
        if nama == "patternFill":
            self.jenis = a.get("patternType", "")
        elif nama == "fgColor":
            self.depan = _colour(a)
        elif nama == "bgColor":
            self.belakang = _colour(a)
        elif nama == "color":
            self.henti.append(_colour(a))

    def grounds(self, *, lapis: bool = False) -> tuple[Warna, ...]:
        """Every colour letters may stand on; a layer of one colour states it as the one behind."""
        if self.henti:
            return tuple(self.henti)
        if self.jenis == "none" or (not lapis and not self.jenis):
            return ()
        if self.jenis in ("solid", ""):
            return ((self.belakang or self.depan) if lapis else self.depan,)
        return self.depan or ("indexed", "64", 0.0), self.belakang or ("indexed", "65", 0.0)


@dataclass(slots=True)
class Lapis:
    """What a conditional format lays over a cell; None where it leaves the cell's own."""

    angka: str | None = None
    huruf: Warna = None
    isian: Isian | None = None

    @property
    def latar(self) -> tuple[Warna, ...] | None:
        """Every colour of its ground."""
        return None if self.isian is None else self.isian.grounds(lapis=True)


@dataclass(slots=True)
class AturanRupa:
    """One conditional format: its ranges, the number of its style (or the style itself), colours of a scale, and
    whether it shows a bar or an icon instead of the number."""

    rentang: str = ""
    nomor: int = -1
    lapis: Lapis | None = None
    skala: list[Warna] = field(default_factory=list)
    tanpa_angka: bool = False


@dataclass(frozen=True)
class RupaBuku:
    """What a workbook says of all its sheets: its styles by number, what conditional formats lay over, the theme's
    colours and fonts (minor, major); how it calculates and opens, each property that is not as usual."""

    gaya: tuple[Gaya, ...] = ()
    lapis: tuple[Lapis, ...] = ()
    tema: tuple[str, ...] = ()
    huruf_tema: tuple[str, ...] = ()
    hitung: tuple[str, ...] = ()


@dataclass
class RupaLuar:
    """What stands around the cells of a sheet. `kolom` are the stated widths: (first, last, width; 0: hidden);
    `saring` the ranges in which a filter hides rows, `dibuka` those in which protection lets people type."""

    kolom: list[tuple[int, int, float]] = field(default_factory=list)
    lebar: float = LEBAR_BIASA
    tinggi: float = TINGGI_BIASA
    aturan: list[AturanRupa] = field(default_factory=list)
    cetak: dict[str, str] = field(default_factory=dict)
    tampil: list[str] = field(default_factory=list)
    saring: list[str] = field(default_factory=list)
    dibuka: list[str] = field(default_factory=list)

    def width(self, kolom: int) -> float:
        """How wide a column is; 0 for a hidden one."""
        return min((x for a, b, x in self.kolom if a <= kolom <= b), default=self.lebar)


@dataclass(frozen=True)
class RupaLembar:
    """How a sheet looks: the number of the style of each cell, array formulas and data tables with the range they
    fill, the heights rows (0-based) state (0: hidden), what stands around the cells, and what lies on them."""

    gaya: Mapping[tuple[int, int], str] = field(default_factory=dict)
    larik: Mapping[tuple[int, int], str] = field(default_factory=dict)
    baris: Mapping[int, float] = field(default_factory=dict)
    luar: RupaLuar = field(default_factory=RupaLuar)
    benda: tuple[Benda, ...] = ()


# -- small things --------------------------------------------------------------------------------------------------


def _size(teks: str | None, bawaan: float) -> float:
    """A measure; what is none is as usual."""
    try:
        ukuran = float(teks) if teks else bawaan
    except ValueError:
        return bawaan
    return ukuran if math.isfinite(ukuran) else bawaan


def row_height(atribut: Mapping[str, str]) -> float | None:
    """The height a row states; 0 for a hidden one, None where it states none."""
    if is_true(atribut, "hidden"):
        return 0.0
    return _size(atribut["ht"], TINGGI_BIASA) if "ht" in atribut else None


def _colour(a: Atribut) -> Warna:
    for jenis in ("rgb", "theme", "indexed"):
        if jenis in a:
            return jenis, a[jenis].strip(), _size(a.get("tint"), 0.0)
    return None


#: What a form has none of: calculating manually; in circles; with what is displayed instead of what is there; a window
#: that opens hidden.
MANUAL, MELINGKAR, PRESISI, TERTUTUP = "manual", "melingkar", "presisi", "tertutup"


def calculation(a: Atribut) -> tuple[str, ...]:
    """What <calcPr> says beside the usual."""
    ada = {MANUAL: a.get("calcMode") == "manual", MELINGKAR: is_true(a, "iterate"),
           PRESISI: not is_true(a, "fullPrecision", bawaan=True)}
    return tuple(kata for kata, ya in ada.items() if ya)


# -- around the cells of a sheet -----------------------------------------------------------------------------------

_KEPALA_KAKI = frozenset(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"))


class PengumpulRupa:
    """Listens to what stands around the cells: `start` and `end` with the local name of an element."""

    #: Elements whose own text is wanted by `end`.
    BERTEKS = _KEPALA_KAKI | {"sqref"}

    def __init__(self) -> None:
        self.rupa = RupaLuar()
        self._rentang = self._saringan = ""
        self._kelompok: list[AturanRupa] = []
        self._aturan: AturanRupa | None = None
        self._di = ""

    def start(self, nama: str, a: Atribut) -> None:
        """An element begins."""
        if nama == "col":
            self._column(a)
        elif nama == "sheetFormatPr":
            tinggi = _size(a.get("defaultRowHeight"), TINGGI_BIASA)
            self.rupa.tinggi = 0.0 if is_true(a, "zeroHeight") else tinggi
            self.rupa.lebar = _size(a.get("defaultColWidth"), _size(a.get("baseColWidth"), LEBAR_BIASA - 1) + 1)
        elif nama == "sheetView":
            self.rupa.tampil += ["rumus tampil sebagai ganti hasilnya"] * is_true(a, "showFormulas")
            self.rupa.tampil += ["nilai nol tidak ditampilkan"] * (not is_true(a, "showZeros", bawaan=True))
        elif nama == "autoFilter":
            self._saringan = a.get("ref", "")
        elif nama == "filterColumn":
            self.rupa.saring.append(self._saringan)
        elif nama == "protectedRange":
            self.rupa.dibuka.append(a.get("sqref", ""))
        elif nama == "pageSetup":
            self.rupa.tampil += ["kesalahan pada hasil tidak ikut tercetak"] * (
                a.get("errors", "displayed") != "displayed")
            self.rupa.tampil += ["tercetak hitam putih, tanpa warna latar"] * is_true(a, "blackAndWhite")
        elif nama == "picture":
            self.rupa.tampil.append("gambar latar dipasang")
        elif nama == "conditionalFormatting":
            self._rentang, self._kelompok = a.get("sqref", ""), []
        elif nama == "cfRule":
            self._aturan = AturanRupa(self._rentang, read_natural(a.get("dxfId")))
            self._kelompok.append(self._aturan)
            self.rupa.aturan.append(self._aturan)
        elif self._aturan is not None:
            self._in_rule(self._aturan, nama, a)

    def _column(self, a: Atribut) -> None:
        awal, akhir = read_natural(a.get("min")), read_natural(a.get("max"))
        if 0 < awal <= akhir:
            lebar = 0.0 if is_true(a, "hidden") else _size(a.get("width"), LEBAR_BIASA)
            self.rupa.kolom.append((awal - 1, akhir - 1, lebar))

    def _in_rule(self, aturan: AturanRupa, nama: str, a: Atribut) -> None:
        if nama in ("dataBar", "iconSet") and not is_true(a, "showValue", bawaan=True):
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
    elif di == "fill":
        lapis.isian = lapis.isian or Isian()
        lapis.isian.add(nama, a)


# -- styles ----------------------------------------------------------------------------------------------------------


class _PembacaGaya:
    """The styles part, with every detail that is seen."""

    def __init__(self) -> None:
        self.pola: dict[str, str] = {}
        self.huruf: list[tuple[Warna, float, str, str]] = []
        self.latar: list[Isian] = []
        self.xf: list[Gaya] = []
        self.lapis: list[Lapis] = []
        self.palet: list[str] = []
        self._bagian = self._di = ""

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
        elif self._bagian == "colors" and nama == "rgbColor":
            self.palet.append(a.get("rgb", ""))
        elif self._bagian == "fonts":
            self._font(dalam, nama, a)
        elif self._bagian == "fills":
            self._fill(dalam, nama, a)
        elif self._bagian == "cellXfs":
            self._xf(dalam, nama, a)

    def _font(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            self.huruf.append((None, 11.0, "", ""))
        elif self.huruf:
            warna, ukuran, jenis, skema = self.huruf[-1]
            if nama == "color":
                warna = _colour(a)
            elif nama == "sz":
                ukuran = _size(a.get("val"), 11.0)
            elif nama == "name":
                jenis = a.get("val", "")
            elif nama == "scheme":
                skema = a.get("val", "")
            self.huruf[-1] = warna, ukuran, jenis, skema

    def _fill(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            self.latar.append(Isian())
        elif self.latar:
            self.latar[-1].add(nama, a)

    def _xf(self, dalam: int, nama: str, a: Atribut) -> None:
        if dalam == 3:
            nomor, huruf, latar = a.get("numFmtId", "0"), read_natural(a.get("fontId")), read_natural(a.get("fillId"))
            huruf_nya = self.huruf[huruf] if 0 <= huruf < len(self.huruf) else (None, 11.0, "", "")
            self.xf.append(Gaya(self.pola.get(nomor) or FORMAT_BAWAAN.get(read_natural(nomor), "General"), huruf_nya[0],
                                self.latar[latar].grounds() if 0 <= latar < len(self.latar) else (), *huruf_nya[1:]))
        elif nama == "alignment" and self.xf:
            self.xf[-1] = replace(self.xf[-1], ulang=a.get("horizontal") == "fill",
                                  inden=max(read_natural(a.get("indent")), 0), susut=is_true(a, "shrinkToFit"),
                                  putar=max(read_natural(a.get("textRotation")), 0))


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
    if not pembaca.palet:
        return tuple(pembaca.xf), tuple(pembaca.lapis)

    def own(w: Warna) -> Warna:
        """A numbered colour as the workbook's own palette has it."""
        n = read_natural(w[1]) if w and w[0] == "indexed" else -1
        return ("rgb", pembaca.palet[n].strip(), w[2]) if w and 0 <= n < len(pembaca.palet) else w

    for x in pembaca.lapis:
        x.huruf = own(x.huruf)
        if x.isian:
            x.isian.depan, x.isian.belakang = own(x.isian.depan), own(x.isian.belakang)
    return (tuple(replace(g, huruf=own(g.huruf), latar=tuple(map(own, g.latar))) for g in pembaca.xf),
            tuple(pembaca.lapis))


def _read_theme(data: bytes, nama: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The colours of a theme in the order in which styles number them; its fonts, minor and major."""
    isi: dict[str, str] = {}
    kini = ""

    def mulai(dalam: int, elemen: str, a: Atribut) -> None:
        nonlocal kini
        ekor = elemen.rpartition(" ")[2]
        if dalam == 4:
            kini = ekor if ekor in (*_TEMA, *_HURUF_TEMA) else ""
        elif kini in _HURUF_TEMA and dalam == 5 and ekor == "latin":
            isi.setdefault(kini, a.get("typeface", ""))
        elif kini in _TEMA and dalam == 5 and ekor in ("srgbClr", "sysClr"):
            isi.setdefault(kini, a.get("lastClr", a.get("val", "")))

    walk_xml(data, nama, mulai)
    return tuple(isi.get(n, "") for n in _TEMA), tuple(isi.get(n, "") for n in _HURUF_TEMA)


_HURUF_TEMA = ("minorFont", "majorFont")
_TEMA = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_remembered_styles = lru_cache(maxsize=32)(_read_styles)
_remembered_theme = lru_cache(maxsize=8)(_read_theme)


def read_looks(paket: Paket, hitung: tuple[str, ...]) -> RupaBuku:
    """Styles and theme of a package."""
    gaya, lapis, tema, huruf = tuple[Gaya, ...](), tuple[Lapis, ...](), tuple[str, ...](), tuple[str, ...]()
    if bagian := paket.related(paket.utama, "styles"):
        data = paket.bagian[bagian]
        gaya, lapis = (_remembered_styles if len(data) < INGAT_MAKS else _read_styles)(data, bagian)
    if bagian := paket.related(paket.utama, "theme"):
        data = paket.bagian[bagian]
        tema, huruf = (_remembered_theme if len(data) < INGAT_MAKS else _read_theme)(data, bagian)
    return RupaBuku(gaya, lapis, tema, huruf, hitung)
