"""What workbooks have in common, so that the next one is read in a tenth of the time.

One file is a batch of one. The first workbook is read by expat part by part; with the second, what they share begins
to be known. Filled copies of one template differ in little but the values of their cells. So a worksheet part is cut
at the tags of its values; the pieces between them (closed cells, rows, addresses, styles, formulas) are understood
once and known again as texts. Values are checked all together and turned into numbers and texts only when somebody
asks. Understanding a part costs more than expat takes for it: that is why it begins with the second.

Only the plain form that Excel, LibreOffice, WPS and XlsxWriter write is taken this way, and only what is certain to
mean the same: UTF-8, no comments, CDATA, processing instructions or prefixes of their own, rows and cells in order,
each with its address. Everything around the cells still goes through expat, once for every different text. The
moment anything does not fit, the whole part is read by expat, which also words every refusal. A test compares both
on files of several writers and on thousands of mutated parts.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import compress, count
from operator import ne
from typing import Protocol

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx import baca_lembar, bagian, gerbang, urai_xml
from kinerja_core.xlsx.baca_lembar import Konteks, PembacaLembar
from kinerja_core.xlsx.bagian import DaftarIsi
from kinerja_core.xlsx.buku import Posisi, Validasi
from kinerja_core.xlsx.ruas import (
    ATRIBUT,
    PENUTUP,
    TEKS,
    Kerangka,
    NilaiSel,
    PembacaRuas,
    Ruas,
    TidakPolos,
    assemble,
    check_values,
    decode_entities,
    read_attributes,
)
from kinerja_core.xlsx.rupa import RupaLuar
from kinerja_core.xlsx.urai_xml import decode_escapes

INGATAN_MAKS = 48 * 1024 * 1024
"""Characters and bytes a memory holds before it learns no more sheets: files that are all different must not fill the
RAM. It begins anew when it has grown twice as large, or LUPUT_MAKS sheets were strange to it since."""
LUPUT_MAKS = 1000
KERANGKA_MAKS, LEMBAR_MAKS = 64, 64
"""Sheets without their values, and sheets as last seen under a name, that are kept whole."""

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AWAL = re.compile(
    r'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>[\r\n]*)?<(?![?!])')


def _split_frame(data: bytes, tanda: str) -> tuple[str, str, str] | None:
    """(before, inside, behind) the one element `tanda` of a part; None where its text is not plain enough to tell."""
    try:
        teks = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    awal, akhir = teks.find(f"<{tanda}>"), teks.rfind(f"</{tanda}>")
    if awal < 0 or akhir < awal:
        return None
    depan, belakang = teks[:awal], teks[akhir + len(tanda) + 3 :]
    bersih = depan.find("<?", 2) < 0 and "<?" not in belakang and "<!" not in depan and "<!" not in belakang
    if not (bersih and _AWAL.match(depan)):
        return None
    return depan, teks[awal + len(tanda) + 2 : akhir], belakang


class LembarTerbaca(Protocol):
    """What reading a worksheet part gives."""

    @property
    def nilai(self) -> Mapping[Posisi, Nilai]: ...
    @property
    def rumus(self) -> Mapping[Posisi, str]: ...
    @property
    def terbuka(self) -> Collection[Posisi]: ...
    @property
    def tanggal(self) -> Collection[Posisi]: ...
    @property
    def persen(self) -> Collection[Posisi]: ...
    @property
    def gaya(self) -> Mapping[Posisi, str]: ...
    @property
    def larik(self) -> Mapping[Posisi, str]: ...
    @property
    def tinggi(self) -> Mapping[int, float]: ...
    @property
    def rupa(self) -> RupaLuar: ...
    @property
    def bagian(self) -> str: ...
    @property
    def terproteksi(self) -> bool: ...
    @property
    def gabung(self) -> Sequence[str]: ...
    def validations(self, lembar: str) -> tuple[Validasi, ...]: ...


@dataclass(frozen=True, eq=False)
class _Luar:
    """What stands around the cells of a sheet; `validasi` by the name the sheet has."""

    terproteksi: bool
    gabung: tuple[str, ...]
    terbaca: LembarTerbaca
    validasi: dict[str, tuple[Validasi, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _LembarCepat:
    nilai: Mapping[Posisi, Nilai]
    rumus: Mapping[Posisi, str]
    terbuka: frozenset[Posisi]
    tanggal: frozenset[Posisi]
    persen: frozenset[Posisi]
    gaya: Mapping[Posisi, str]
    larik: Mapping[Posisi, str]
    tinggi: Mapping[int, float]
    luar: _Luar
    bagian: str

    @property
    def rupa(self) -> RupaLuar:
        """How it looks around the cells; the same object wherever the same stands there."""
        return self.luar.terbaca.rupa

    @property
    def terproteksi(self) -> bool:
        """Is the sheet protected?"""
        return self.luar.terproteksi

    @property
    def gabung(self) -> tuple[str, ...]:
        """Merged ranges."""
        return self.luar.gabung

    def validations(self, lembar: str) -> tuple[Validasi, ...]:
        """The same objects for every file whose sheet has them under that name."""
        if lembar not in self.luar.validasi:
            if len(self.luar.validasi) >= LEMBAR_MAKS:
                self.luar.validasi.clear()
            self.luar.validasi[lembar] = self.luar.terbaca.validations(lembar)
        return self.luar.validasi[lembar]


@dataclass(frozen=True, eq=False)
class _Lama:
    """The cells of the sheet last seen under a name: its text, cut up and understood. `acuan`: shared strings used."""

    isi: str
    antara: list[str]
    mentah: list[str]
    ruas: tuple[Ruas, ...]
    jenis: tuple[str, ...]
    acuan: frozenset[str]
    gaya: bytes
    kerangka: Kerangka


# -- what is remembered ------------------------------------------------------------------------------------------

_BUTIR = re.compile(rf"<si><t( xml:space=\"preserve\")?(?:/>|>({TEKS})</t>)")
_KEPALA_TEKS = re.compile(
    rf'(?:<\?xml [^<>]*\?>[\r\n]*)?<sst xmlns="{re.escape(_NS)}"(?: count="[0-9]+")?(?: uniqueCount="[0-9]+")?>')
_NAMA = re.compile(rf"(?:<definedName{ATRIBUT}>{TEKS}</definedName>)*+")
_BUKU = re.compile(rf'<workbook xmlns="{re.escape(_NS)}"')
_SATU_NAMA = re.compile(rf"<definedName({ATRIBUT})>({TEKS})</definedName>")
_DI_NAMA = frozenset({"name", "localSheetId", "hidden", "function", "vbProcedure"})
_JENIS_SEL = re.compile(' t="[a-z]*"')


class Ingatan:
    """What the workbooks read so far had in common. For one thread, one file after the other."""

    def __init__(self) -> None:
        self._mulai()

    def _mulai(self) -> None:
        self._muatan = self._luput = 0
        self._ruas: dict[str, tuple[Ruas, str]] = {}
        self._dasar: dict[str, Ruas] = {}
        self._kerangka: OrderedDict[tuple[bytes, tuple[Ruas, ...]], Kerangka] = OrderedDict()
        self._lama: dict[str, _Lama | None] = {}
        self._luar: dict[tuple[str, str, bool], _Luar | None] = {}
        self._butir: dict[str, str] = {}
        self._gaya: dict[bytes, dict[str, int]] = {}
        self._nama: dict[str, list[tuple[str, str, str]]] = {}
        self._jadi: dict[tuple[str, ...], dict[str, str]] = {}
        self._sah: set[tuple[str, str, bytes]] = set()
        self._angka: list[str] = []
        self._teks: dict[str, str] = {}

    # -- the workbook part

    def workbook(self, konteks: Konteks) -> DaftarIsi:
        """The names of a workbook are the same in every copy, what stands around them is not."""
        if self._muatan > 2 * INGATAN_MAKS or self._luput > LUPUT_MAKS:
            self._mulai()
        self._teks = {}
        isi = self._workbook(konteks)
        return bagian.read_workbook(konteks) if isi is None else isi

    def _workbook(self, konteks: Konteks) -> DaftarIsi | None:
        utama = konteks.paket.utama
        bingkai = _split_frame(konteks.paket.bagian[utama], "definedNames")
        if bingkai is None or not _BUKU.search(bingkai[0]) or (nama := self._names(bingkai[1])) is None:
            return None
        contoh = f'{bingkai[0]}<definedNames><definedName name="a">b</definedName></definedNames>{bingkai[2]}'
        try:
            isi = bagian.read_workbook(_only_part(konteks, utama, contoh))
        except KinerjaError:
            return None
        if isi.nama != [("a", "", "b")]:
            return None
        konteks.terbaca.add(utama)
        isi.nama = nama
        kunci = (bingkai[1], *(lembar for lembar, _, _ in isi.lembar))
        if kunci not in self._jadi:
            with suppress(KinerjaError):  # told when the names are asked for, after the sheets
                self._jadi[kunci] = isi.names()
        isi.jadi = self._jadi.get(kunci)
        return isi

    def _names(self, teks: str) -> list[tuple[str, str, str]] | None:
        if teks not in self._nama:
            if not _NAMA.fullmatch(teks) or "]]>" in teks:
                return None
            hasil = []
            for cocok in _SATU_NAMA.finditer(teks):
                try:
                    atribut = {k: decode_entities(v) for k, v in read_attributes(cocok[1], _DI_NAMA).items()}
                except TidakPolos:
                    return None
                hasil.append((atribut.get("name", ""), atribut.get("localSheetId", ""), decode_entities(cocok[2])))
            self._muatan += 3 * len(teks)
            self._nama[teks] = hasil
        return self._nama[teks]

    # -- strings, styles, and the parts nobody reads

    def strings(self, konteks: Konteks, nama: str) -> None:
        """Texts are known again one by one."""
        teks = self._strings(konteks.paket.bagian[nama])
        if teks is None:
            bagian.read_strings(konteks, nama)
        else:
            konteks.terbaca.add(nama)
            konteks.teks = teks
        while len(self._angka) < len(konteks.teks):
            self._angka.append(f"{len(self._angka)}</")
        self._teks = dict(zip(self._angka, konteks.teks, strict=False))

    def _strings(self, data: bytes) -> list[str] | None:
        try:
            teks = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        kepala = _KEPALA_TEKS.match(teks)
        if not kepala or not _AWAL.match(teks):
            return None
        *butir, ekor = teks[kepala.end() :].split("</si>")
        if ekor.rstrip("\n") != "</sst>":
            return None
        hasil = list(map(self._butir.get, butir))
        if None in hasil:
            try:
                hasil = [self._string(b) if h is None else h for b, h in zip(butir, hasil, strict=True)]
            except TidakPolos:
                return None
        return hasil  # type: ignore[return-value]

    def _string(self, butir: str) -> str:
        cocok = _BUTIR.fullmatch(butir)
        if not cocok or "]]>" in butir or len(butir) > urai_xml.TEKS_MAKS:
            raise TidakPolos
        teks = decode_entities(cocok[2] or "")
        self._muatan += 2 * len(butir)
        self._butir[butir] = hasil = decode_escapes(teks if cocok[1] else teks.strip(" \t\n"))
        return hasil

    def styles(self, konteks: Konteks, nama: str) -> None:
        """The styles of a file are those of its template and of the program that saved it."""
        data = konteks.paket.bagian[nama]
        if data not in self._gaya:
            bagian.read_styles(konteks, nama)
            self._gaya[data] = konteks.gaya
            self._muatan += len(data)
        konteks.terbaca.add(nama)
        konteks.gaya = self._gaya[data]

    def check_others(self, konteks: Konteks) -> None:
        """A part that passed under this name, with this type, passes again."""
        paket = konteks.paket
        kunci = {(n, paket.jenis[n], d) for n, d in paket.bagian.items() if n not in konteks.terbaca}
        lama = kunci & self._sah
        gerbang.check_xml(paket, konteks.terbaca | {n for n, _, _ in lama})
        self._muatan += sum(len(d) for _, _, d in kunci - lama)
        self._sah |= kunci

    # -- worksheets

    def sheet(self, konteks: Konteks, nama: str) -> LembarTerbaca:
        """A sheet of the plain form, if one of that name was seen before; any other one is read by expat."""
        try:
            lembar = self._sheet(konteks, nama)
        except TidakPolos:
            return PembacaLembar(nama, konteks).read()
        konteks.terbaca.add(nama)
        return lembar

    def _sheet(self, konteks: Konteks, nama: str) -> _LembarCepat:
        if nama not in self._lama:
            if len(self._lama) >= LEMBAR_MAKS:
                self._lama.clear()
            self._lama[nama] = None
            raise TidakPolos
        bingkai = _split_frame(konteks.paket.bagian[nama], "sheetData")
        if bingkai is None:
            raise TidakPolos
        depan, isi, belakang = bingkai
        gaya, lama = bytes(konteks.gaya.values()), self._lama[nama]
        if not (lama and lama.isi == isi and lama.gaya == gaya and lama.acuan <= self._teks.keys()):
            self._lama[nama] = lama = self._cut(isi, konteks.gaya, lama if lama and lama.gaya == gaya else None)
        kerangka = lama.kerangka
        if (konteks.sel + kerangka.jumlah_sel > baca_lembar.SEL_MAKS
                or konteks.huruf + kerangka.huruf > baca_lembar.HURUF_RUMUS_MAKS):
            raise TidakPolos
        luar = self._around(konteks, nama, depan, belakang, kerangka.x14ac)
        konteks.sel += kerangka.jumlah_sel
        konteks.huruf += kerangka.huruf
        nilai = NilaiSel(kerangka, lama.jenis, lama.mentah, self._teks)
        return _LembarCepat(nilai, kerangka.rumus, kerangka.terbuka, kerangka.tanggal, kerangka.persen, kerangka.gaya,
                            kerangka.larik, kerangka.tinggi, luar, nama)

    def _around(self, konteks: Konteks, nama: str, depan: str, belakang: str, x14ac: bool) -> _Luar:
        """Head and tail of a sheet, read by expat around one cell that proves where they put it."""
        kunci = (depan, belakang, x14ac)
        if kunci not in self._luar:
            lebih = ' x14ac:dyDescent="0.25"' if x14ac else ""
            contoh = f'{depan}<sheetData><row r="1"{lebih}><c r="A1"><v>1</v></c></row></sheetData>{belakang}'
            luar = None
            try:
                terbaca = PembacaLembar(nama, _only_part(konteks, nama, contoh)).read()
            except KinerjaError:
                pass
            else:
                if terbaca.nilai == {(0, 0): 1} and not terbaca.rumus:
                    luar = _Luar(terbaca.terproteksi, tuple(terbaca.gabung), terbaca)
            self._luar[kunci] = luar
            self._muatan += 3 * (len(depan) + len(belakang))
        luar = self._luar[kunci]
        if luar is None:
            raise TidakPolos
        return luar

    def _cut(self, isi: str, gaya: Mapping[str, int], lama: _Lama | None) -> _Lama:
        """The cells of a sheet, cut at its values. What stood in the last file at the same place is known already."""
        potongan = isi.split("v>")
        antara, mentah = potongan[::2], potongan[1::2]
        if len(antara) != len(mentah) + 1 or not mentah or not antara[0].startswith("<row"):
            raise TidakPolos
        if lama is None or len(lama.antara) != len(antara):
            dikenal = [self._ruas.get(teks) or self._learn(teks) for teks in antara]
            ruas, jenis = map(tuple, zip(*dikenal, strict=True))
            baru: Iterable[int] = range(len(mentah))
            acuan: frozenset[str] = frozenset()
        else:
            baru = set(compress(count(), map(ne, mentah, lama.mentah)))
            ruas, jenis, acuan = lama.ruas, lama.jenis, lama.acuan
            if beda := list(compress(count(), map(ne, antara, lama.antara))):
                daftar_ruas, daftar_jenis = list(ruas), list(jenis)
                for n in beda:
                    daftar_ruas[n], daftar_jenis[n] = self._ruas.get(antara[n]) or self._learn(antara[n])
                baru.update(n for n in beda if daftar_jenis[n] != jenis[n])
                ruas, jenis = tuple(daftar_ruas), tuple(daftar_jenis)
        if jenis[-1] != PENUTUP or PENUTUP in jenis[:-1]:
            raise TidakPolos
        nilai = [(jenis[n], mentah[n]) for n in baru]
        check_values(nilai)
        acuan |= {v for j, v in nilai if j == "s" and len(v) > 2}
        if not acuan <= self._teks.keys():
            acuan = frozenset(compress(mentah, map("s".__eq__, jenis))) - {"</"}
            if not acuan <= self._teks.keys():
                raise TidakPolos
        sama = lama is not None and ruas == lama.ruas
        kerangka = lama.kerangka if lama and sama else self._frame(ruas, gaya)
        return _Lama(isi, antara, mentah, ruas, jenis, acuan, bytes(gaya.values()), kerangka)

    def _learn(self, teks: str) -> tuple[Ruas, str]:
        """A piece seen for the first time. Pieces that differ only in the kind of the value share their cells."""
        if self._muatan > INGATAN_MAKS:
            self._luput += 1
            raise TidakPolos
        pembaca = PembacaRuas(teks, teks.startswith("<row"))
        jenis, dasar = PENUTUP, teks
        if pembaca.terbuka:
            awal = teks.rindex("<c ")
            akhir = teks.index(">", awal)  # a formula may hold what looks like the attribute
            jenis, dasar = pembaca.jenis, teks[:awal] + _JENIS_SEL.sub("", teks[awal:akhir]) + teks[akhir:]
        if dasar not in self._dasar:
            self._dasar[dasar] = pembaca.ruas()
            self._muatan += 4 * len(teks) + 500
        self._ruas[teks] = hasil = self._dasar[dasar], jenis
        self._muatan += len(teks) + 200
        return hasil

    def _frame(self, ruas: tuple[Ruas, ...], gaya: Mapping[str, int]) -> Kerangka:
        kunci = (bytes(gaya.values()), ruas)
        if kunci in self._kerangka:
            self._kerangka.move_to_end(kunci)
        else:
            self._kerangka[kunci] = assemble(ruas, gaya, baca_lembar.HURUF_RUMUS_MAKS)
            if len(self._kerangka) > KERANGKA_MAKS:
                self._kerangka.popitem(last=False)
        return self._kerangka[kunci]


def _only_part(konteks: Konteks, nama: str, teks: str) -> Konteks:
    """A package of that one part, for reading it alone."""
    return Konteks(replace(konteks.paket, bagian={nama: teks.encode("utf-8")}))
