"""Reading of one sheet's part with expat: values, formulas, locks, validations, merges; and what the parts share.

What a caller should know of it is told in `baca`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from xml.parsers.expat import XMLParserType

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx import gerbang, urai_xml
from kinerja_core.xlsx.buku import Posisi, Validasi
from kinerja_core.xlsx.rumus_bersama import BARIS_MAKS, KOLOM_MAKS, RumusBersama, column_number
from kinerja_core.xlsx.rupa import PengumpulRupa, RupaLuar, row_height
from kinerja_core.xlsx.urai_xml import (
    ELEMEN,
    Atribut,
    TeksKaya,
    decode_escapes,
    is_true,
    place_element,
    read_boolean,
    refuse_broken,
    refuse_limit,
)

SEL_MAKS = 2_000_000
"""Cells of all sheets, blank styled ones included: bounds time and memory; a form has about ten thousand."""
HURUF_RUMUS_MAKS = 32 * 1024 * 1024
"""Characters of expanded shared formulas: forty bytes of a follower may stand for 8,192 characters each."""
RUMUS_MAKS = 32 * 1024
"""Characters of one formula: Excel allows 8,192, the file adds prefixes such as _xlfn."""

_SPASI = " \t\r\n"
_ALAMAT = re.compile(r"([A-Za-z]+)([0-9]+)")


def read_index(teks: str, batas: int) -> int:
    """A plain index below `batas`, or -1."""
    sah = teks.isascii() and teks.isdigit() and len(teks) < 9 and int(teks) < batas
    return int(teks) if sah else -1


def read_number(v: str) -> int | float | None:
    """A number as a cell writes it. Python's float also takes digits of other scripts, "1_0", "nan" and "inf"."""
    try:
        angka = float(v) if len(v) < 400 and v.isascii() and "_" not in v else math.nan
    except ValueError:
        angka = math.nan
    if not math.isfinite(angka):
        return None
    return int(angka) if abs(angka) < 1e15 and v.strip(_SPASI).removeprefix("-").isdigit() else angka


#: What of a style counts: the cell is unlocked, shows a date or time, shows a percentage.
TERBUKA, TANGGAL, PERSEN = 1, 2, 4
#: Formats that every workbook has without saying so.
_TANGGAL_BAWAAN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERSEN_BAWAAN = frozenset({9, 10})
#: What of a format code is no picture of the number: texts in quotes, escaped and padded signs, colours and countries.
_BUKAN_POLA = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General', re.IGNORECASE)


def format_shows(nomor: str, pola: str | None) -> int:
    """TANGGAL, PERSEN or 0 of a number format; `pola` is its code, None for one that every workbook has."""
    if pola is None:
        bawaan = read_index(nomor, 1000)
        return TANGGAL if bawaan in _TANGGAL_BAWAAN else PERSEN if bawaan in _PERSEN_BAWAAN else 0
    polos = _BUKAN_POLA.sub("", pola)
    return TANGGAL if re.search("[dmyhs]", polos, re.IGNORECASE) else PERSEN if "%" in polos else 0


@dataclass
class Konteks:
    """What the parts of one workbook share, and how much of the limits is used up."""

    paket: gerbang.Paket
    teks: list[str] = field(default_factory=list)
    #: Style index as a cell writes it -> what of it counts: TERBUKA, TANGGAL, PERSEN, added up.
    gaya: dict[str, int] = field(default_factory=dict)
    terbaca: set[str] = field(default_factory=set)
    sel: int = 0
    huruf: int = 0

    def add_cells(self, jumlah: int) -> None:
        """So many more cells were read; BKS05 beyond SEL_MAKS."""
        self.sel += jumlah
        if self.sel > SEL_MAKS:
            refuse_limit(f"lebih dari {SEL_MAKS} sel")

    def take(self, bagian: str) -> bytes:
        """The bytes of a part, noted as read (and thereby checked)."""
        self.terbaca.add(bagian)
        return self.paket.bagian[bagian]


def note_style(posisi: Posisi, sifat: int, terbuka: set[Posisi], tanggal: set[Posisi], persen: set[Posisi]) -> None:
    """Put a cell among those its style counts for."""
    for bit, tempat in ((TERBUKA, terbuka), (TANGGAL, tanggal), (PERSEN, persen)):
        if sifat & bit:
            tempat.add(posisi)


@dataclass(slots=True)
class PembacaLembar:
    """One worksheet part. Two pairs of handlers: a quick one inside <sheetData>, one for everything around it.

    `tingkat` inside <sheetData>: 0 between rows, 1 in a row, 2 in a cell, 3 in a value; 10 more per other element.
    """

    bagian: str
    konteks: Konteks
    parser: XMLParserType = field(init=False)
    nilai: dict[Posisi, Nilai] = field(default_factory=dict)
    rumus: dict[Posisi, str] = field(default_factory=dict)
    terbuka: set[Posisi] = field(default_factory=set)
    tanggal: set[Posisi] = field(default_factory=set)
    persen: set[Posisi] = field(default_factory=set)
    gaya: dict[Posisi, str] = field(default_factory=dict)
    larik: dict[Posisi, str] = field(default_factory=dict)
    tinggi: dict[int, float] = field(default_factory=dict)
    luar: PengumpulRupa = field(default_factory=PengumpulRupa)
    terproteksi: bool = False
    validasi: list[dict[str, str]] = field(default_factory=list)
    kini: dict[str, str] = field(default_factory=dict)
    gabung: list[str] = field(default_factory=list)
    bersama: dict[str, tuple[str, Posisi]] = field(default_factory=dict)
    pengikut: dict[str, list[Posisi]] = field(default_factory=dict)
    huruf_kolom: dict[str, int] = field(default_factory=dict)
    baris: int = -1
    teks_baris: str = ""
    kolom: int = -1
    jumlah: int = 0
    sel: Atribut = field(default_factory=dict)
    v: str | None = None
    f: Atribut | None = None
    teks_f: str = ""
    sisip: str | None = None
    kaya: TeksKaya = field(default_factory=TeksKaya)
    teks: list[str] = field(default_factory=list)
    dalam: int = 0
    tingkat: int = -1

    def read(self) -> PembacaLembar:
        """Parse the part, then give the followers of shared formulas their own text."""
        self.parser = urai_xml.create_parser(self.bagian)
        self.parser.CharacterDataHandler = self.teks.append
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._mulai_luar, self._akhir_luar
        urai_xml.run_parser(self.parser, self.konteks.take(self.bagian), self.bagian)
        del self.parser  # its handlers point back here: no cycle is left for the collector
        for si, daftar in self.pengikut.items():
            if si not in self.bersama:
                refuse_broken(f"{self.bagian} baris {daftar[0][0] + 1}: rumus bersama tanpa induk")
            induk = RumusBersama(*self.bersama[si])
            for posisi in daftar:
                self.rumus[posisi] = induk.render(posisi)
                self.konteks.huruf += len(self.rumus[posisi])
                if self.konteks.huruf > HURUF_RUMUS_MAKS:
                    refuse_limit(f"rumus bersama lebih dari {HURUF_RUMUS_MAKS} huruf")
        return self

    @property
    def rupa(self) -> RupaLuar:
        """How it looks around the cells."""
        return self.luar.rupa

    def validations(self, lembar: str) -> tuple[Validasi, ...]:
        """The data validations of the part, which is the sheet of that name."""
        return tuple(Validasi(lembar, v["rentang"], v["jenis"], v.get("formula1", ""), v.get("formula2", ""))
                     for v in self.validasi)

    # -- around the cells

    def _mulai_luar(self, elemen: str, atribut: Atribut) -> None:
        self.dalam += 1
        self.teks.clear()
        nama = place_element(self.dalam, elemen, self.bagian)
        if self.dalam == 1 and nama != "worksheet":
            refuse_broken(f"{self.bagian}: bukan lembar kerja")
        elif nama == "sheetData":
            if self.tingkat >= 0:
                refuse_broken(f"{self.bagian}: isi lembar berulang")
            self.tingkat = 0
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._mulai_data, self._akhir_data
        elif nama in ("row", "c"):
            refuse_broken(f"{self.bagian}: sel di luar isi lembar")
        elif nama == "sheetProtection":
            self.terproteksi = is_true(atribut, "sheet")
        elif nama == "mergeCell":
            self.gabung.append(atribut.get("ref", ""))
        elif nama in ("dataValidation", "x14:dataValidation"):
            self.kini = {"jenis": atribut.get("type", "none"), "rentang": atribut.get("sqref", "")}
            self.validasi.append(self.kini)
        else:
            self.luar.start(elemen.rpartition(" ")[2], atribut)

    def _akhir_luar(self, elemen: str) -> None:
        self.dalam -= 1
        nama = ELEMEN.get(elemen, "")
        if nama in ("dataValidation", "x14:dataValidation"):
            self.kini = {}
        elif nama in ("formula1", "formula2", "xm:f"):
            self.kini[nama] = "".join(self.teks)
        elif nama in ("x14:formula1", "x14:formula2"):
            self.kini[nama[4:]] = self.kini.pop("xm:f", "")
        elif nama == "xm:sqref":
            self.kini["rentang"] = "".join(self.teks)
        ekor = elemen.rpartition(" ")[2]
        self.luar.end(ekor, "".join(self.teks) if ekor in PengumpulRupa.BERTEKS else "")
        self.teks.clear()

    # -- the cells

    def _mulai_data(self, elemen: str, atribut: Atribut) -> None:
        nama = ELEMEN.get(elemen)
        if nama == "c" and self.tingkat == 1:
            self.tingkat = 2
            self.sel, self.v, self.f, self.sisip = atribut, None, None, None
        elif nama == "v" and self.tingkat == 2 and self.v is None:
            self.tingkat = 3
            self.teks.clear()
        elif nama == "f" and self.tingkat == 2 and self.f is None:
            self.tingkat = 3
            self.teks.clear()
            self.f = atribut
        elif nama == "row" and self.tingkat == 0:
            self.tingkat = 1
            self._mulai_baris(atribut.get("r"))
            if (tinggi := row_height(atribut)) is not None:
                self.tinggi[self.baris] = tinggi
        else:
            self._mulai_lain(nama or "", elemen, atribut)

    def _mulai_lain(self, nama: str, elemen: str, atribut: Atribut) -> None:
        """Inline strings and foreign elements; a cell, row or value that stands elsewhere is refused."""
        sisip_sah = self.tingkat == 2 and self.sisip is None
        if nama in ("row", "c", "v", "f", "sheetData") or (nama == "is" and not sisip_sah):
            refuse_broken(f"{self.bagian}: elemen {nama} berulang atau tidak pada tempatnya")
        if elemen.startswith(urai_xml.AWAL_MC):
            refuse_broken(f"{self.bagian}: isi lembar berganda")
        self.tingkat += 10
        place_element(self.tingkat // 10, "", self.bagian)
        if nama == "is":
            self.kaya = TeksKaya()
        elif nama in ("t", "r", "rPh"):
            self.teks.clear()
            self.kaya.mulai(nama, atribut)

    def _akhir_data(self, elemen: str) -> None:
        nama = ELEMEN.get(elemen)
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
            self.konteks.add_cells(self.jumlah)
        elif nama == "sheetData":
            self.dalam -= 1
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._mulai_luar, self._akhir_luar
        else:
            self.tingkat -= 10
            if nama == "is":
                self.sisip = self.kaya.ambil()
            elif nama:
                self.kaya.akhir(nama, "".join(self.teks))

    def _mulai_baris(self, r: str | None) -> None:
        if r is not None and not (r.isascii() and r.isdigit()):
            refuse_broken(f"{self.bagian}: baris {r[:20]!r}")
        baris = self.baris + 1 if r is None else int(r[:8]) - 1
        if baris >= BARIS_MAKS:
            refuse_limit(f"{self.bagian}: baris {baris + 1}")
        if baris <= self.baris:
            refuse_broken(f"{self.bagian}: baris {baris + 1} berulang atau tidak berurutan")
        self.baris, self.kolom, self.jumlah, self.teks_baris = baris, -1, 0, str(baris + 1)

    def _akhir_sel(self) -> None:
        sel, konteks = self.sel, self.konteks
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
        self.jumlah += 1
        gaya = self.gaya[posisi] = sel.get("s", "0")
        if sifat := konteks.gaya.get(gaya):
            note_style(posisi, sifat, self.terbuka, self.tanggal, self.persen)
        elif konteks.gaya and gaya not in konteks.gaya:
            refuse_broken(f"{self.bagian} baris {self.teks_baris}: gaya {gaya[:20]} tidak ada")
        if self.f is not None:
            self._baca_rumus(posisi, self.f, self.teks_f.removeprefix("="))
        v, jenis = self.v, sel.get("t", "n")
        if v and jenis == "n":
            self.nilai[posisi] = int(v) if v.isdigit() and v.isascii() and len(v) < 16 else self._angka(v)
        elif v is not None or self.sisip is not None:
            nilai = self._nilai_lain(jenis, v)
            if nilai is not None:
                self.nilai[posisi] = nilai

    def _kolom_baru(self, r: str) -> None:
        cocok = _ALAMAT.fullmatch(r)
        if not cocok:
            refuse_broken(f"{self.bagian}: alamat sel {r[:20]!r}")
        kolom = column_number(cocok[1])
        if kolom >= KOLOM_MAKS or int(cocok[2][:8]) > BARIS_MAKS:
            refuse_limit(f"{self.bagian}: sel {r[:20]}")
        if cocok[2] != self.teks_baris:
            refuse_broken(f"{self.bagian}: sel {r} di baris {self.teks_baris}")
        self.huruf_kolom[cocok[1]] = kolom

    def _baca_rumus(self, posisi: Posisi, atribut: Atribut, teks: str) -> None:
        if len(teks) > RUMUS_MAKS:
            refuse_limit(f"{self.bagian} baris {self.teks_baris}: rumus lebih dari {RUMUS_MAKS} huruf")
        if teks and not atribut:
            self.rumus[posisi] = teks
            return
        jenis, si = atribut.get("t", "normal"), atribut.get("si", "")
        if jenis == "shared" and (si in self.bersama or not teks):
            self.pengikut.setdefault(si, []).append(posisi)
            return
        if jenis == "shared":
            self.bersama[si] = teks, posisi
        elif jenis in ("array", "dataTable"):
            self.larik[posisi] = atribut.get("ref", "")
        if jenis == "dataTable":
            teks = f"TABLE({atribut.get('r1', '')},{atribut.get('r2', '')})"
        if teks:
            self.rumus[posisi] = teks

    def _nilai_lain(self, jenis: str, v: str | None) -> Nilai:
        if jenis == "inlineStr":
            return self.sisip
        if v is None or (not v and jenis != "str"):
            return None
        if jenis == "s" and read_index(v, len(self.konteks.teks)) >= 0:
            return self.konteks.teks[int(v)]
        if jenis == "str":
            return urai_xml.check_text(decode_escapes(v))
        if jenis == "b" and v is not None and (benar := read_boolean(v)) is not None:
            return benar
        if jenis not in ("e", "d"):
            refuse_broken(f"{self.bagian} baris {self.teks_baris}: nilai {v[:20]!r} berjenis {jenis[:20]!r}")
        return Galat(v) if jenis == "e" else v

    def _angka(self, v: str) -> int | float:
        angka = read_number(v)
        if angka is None:
            refuse_broken(f"{self.bagian} baris {self.teks_baris}: angka {v[:20]!r}")
        return angka
