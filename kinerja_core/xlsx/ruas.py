"""A worksheet part as pieces: what stands between two values, understood once; and sheets put together from them.

Used by `ingatan`, which says what is taken this way and why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, le, lt
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx import baca_lembar
from kinerja_core.xlsx.baca_lembar import note_style, read_number
from kinerja_core.xlsx.buku import LembarBuku, Posisi
from kinerja_core.xlsx.rumus_bersama import BARIS_MAKS, KOLOM_MAKS, RumusBersama, column_number
from kinerja_core.xlsx.rupa import row_height
from kinerja_core.xlsx.urai_xml import TEKS_MAKS, decode_escapes

#: Characters of XML text that need no second look: no markup, no control character, nothing XML forbids or changes.
_POLOS = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]"
TEKS = rf"{_POLOS}*+(?:&(?:amp|lt|gt|quot|apos);{_POLOS}*+)*+"
ATRIBUT = r'(?: [A-Za-z0-9:]+="[^"<&\x00-\x1f\ufffe\uffff]*")*+'
_ENTITAS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_SATU_ENTITAS = re.compile("&(?:amp|lt|gt|quot|apos);")


def decode_entities(teks: str) -> str:
    """XML text with the five entities every parser knows."""
    return _SATU_ENTITAS.sub(lambda cocok: _ENTITAS[cocok[0]], teks) if "&" in teks else teks


_POTONG = re.compile(
    rf"(?P<tutup></c>)|(?P<tutup_baris></row>)|<row(?P<baris>{ATRIBUT})(?P<baris_kosong>/?)>"
    rf"|<c(?P<sel>{ATRIBUT})(?P<sel_kosong>/?)>|<f(?P<f>{ATRIBUT})(?:/>|>(?P<rumus>{TEKS})</f>)|(?P<v><v ?/>)"
    rf'|<is><t(?P<jaga> xml:space="preserve")?>(?P<sisip>{TEKS})</t></is>')
_SATU_ATRIBUT = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ALAMAT = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
#: Attributes known to say nothing that is read; every other one sends the part to `baca`.
_DI_BARIS = frozenset({"r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed",
                       "thickTop", "thickBot", "x14ac:dyDescent"})
_DI_SEL = frozenset({"r", "s", "t"})
_DI_RUMUS = frozenset({"t", "ref", "si", "aca", "ca"})
#: Kinds of values, one letter each; PENUTUP is the kind of the piece behind the last value, which has none.
PENUTUP = "."
_JENIS = {"n": "n", "s": "s", "str": "t", "b": "b", "e": "e", "inlineStr": "i"}
#: What a value of each kind may look like: the letter of the kind, the text, the "</" of its closing tag. Many are
#: checked at once, with a character between them that no sound value holds.
_SATU_NILAI = (
    r"(?:n(?:-?[0-9]{1,20}(?:\.[0-9]{1,30})?(?:[eE](?:[+]?[0-9]{1,2}|-[0-9]{1,3}))?)?</"
    rf"|s(?:[0-9]{{1,8}})?</|t{TEKS}</|b[01]</|e#[A-Z0-9/!?_]{{1,20}}</)")
_BANYAK_NILAI = re.compile(rf"{_SATU_NILAI}(?:\x00{_SATU_NILAI})*+")


def check_values(nilai: Sequence[tuple[str, str]]) -> None:
    """TidakPolos unless each (kind, text with its "</") is a sound value."""
    if not nilai:
        return
    semua = "\x00".join(map("".join, nilai))
    sah = semua.count("\x00") == len(nilai) - 1 and "]]>" not in semua and _BANYAK_NILAI.fullmatch(semua)
    if not sah or (len(semua) > TEKS_MAKS and max(len(v) for _, v in nilai) > TEKS_MAKS):
        raise TidakPolos


#: A cell without its value: place, style, formula (text, si) or None, text that stands in the cell itself or None.
#: si is "" for a plain formula; text is "" for the follower of a shared one.
_Sel = tuple[Posisi, str, tuple[str, str] | None, str | None]
_TAK_PERNAH = 1 << 62


class TidakPolos(Exception):
    """The text is not of the plain form."""


@dataclass(frozen=True, eq=False)
class Ruas:
    """What stands between two values: the cells that begin here. The last of them owns the value that comes next.

    `kunci_awal` and `kunci_akhir` put rows and cells in one order; `kunci_bawah` is the least place at which the
    piece before may end.
    """

    sel: tuple[_Sel, ...]
    kunci_awal: int
    kunci_akhir: int
    kunci_bawah: int
    x14ac: bool
    tinggi: tuple[tuple[int, float], ...]
    larik: tuple[tuple[Posisi, str], ...]


def read_attributes(teks: str, boleh: frozenset[str]) -> dict[str, str]:
    """The attributes of a tag; TidakPolos for one twice or not among `boleh`."""
    isi = _SATU_ATRIBUT.findall(teks)
    hasil = dict(isi)
    if len(hasil) != len(isi) or not boleh.issuperset(hasil):
        raise TidakPolos
    return hasil


def _key(baris: int, kolom: int = -1) -> int:
    return (baris << 15) + kolom + 1


class PembacaRuas:
    """Understands one piece; the state between its tags is checked as strictly as XML and the schema ask."""

    def __init__(self, teks: str, pertama: bool) -> None:
        self.sel: list[_Sel] = []
        self.pertama, self.x14ac = pertama, "x14ac:" in teks
        self.kunci: list[int] = []
        self.tinggi: list[tuple[int, float]] = []
        self.larik: list[tuple[Posisi, str]] = []
        self.baris = -1
        self.dalam_baris = self.dalam_sel = not pertama
        self.berisi = not pertama  # the open cell has its value already: only </c> may come
        self.jenis, self.lanjut = "n", False
        akhir = len(teks) - 1 if teks.endswith("<") else len(teks)
        letak = 0
        while letak < akhir:
            cocok = _POTONG.match(teks, letak, akhir)
            if cocok is None:
                raise TidakPolos
            letak = cocok.end()
            self._tanda(cocok)
        self.terbuka = akhir < len(teks)
        if self.terbuka != self.dalam_sel or self.dalam_baris != self.dalam_sel:
            raise TidakPolos
        if self.dalam_sel and (self.berisi or self.jenis == "i"):
            raise TidakPolos
        if any(map(le, self.kunci[1:], self.kunci)) or "]]>" in teks:
            raise TidakPolos

    def _tanda(self, cocok: re.Match[str]) -> None:
        if cocok["tutup"]:
            self._harus(self.dalam_sel)
            self.dalam_sel = False
        elif cocok["sel"] is not None:
            self._harus(self.dalam_baris and not self.dalam_sel)
            self._mulai_sel(cocok["sel"])
            self.dalam_sel, self.berisi = not cocok["sel_kosong"], False
        elif cocok["f"] is not None:
            self._harus(self.dalam_sel and not self.berisi and self.sel[-1][2] is None)
            self._rumus(cocok["f"], decode_entities(cocok["rumus"] or ""))
        elif cocok["tutup_baris"]:
            self._harus(self.dalam_baris and not self.dalam_sel)
            self.dalam_baris = False
        elif cocok["sisip"] is not None:
            self._harus(self.dalam_sel and not self.berisi and self.jenis == "i")
            self._sisip(cocok["sisip"], bool(cocok["jaga"]))
        elif cocok["v"]:
            self._harus(self.dalam_sel and not self.berisi and self.jenis not in "ti")
            self.berisi = True
        else:
            self._harus(not self.dalam_baris)
            self.baris = self._nomor_baris(cocok["baris"])
            self.kunci.append(_key(self.baris))
            self.dalam_baris = not cocok["baris_kosong"]

    @staticmethod
    def _harus(sah: bool) -> None:
        if not sah:
            raise TidakPolos

    def _nomor_baris(self, teks: str) -> int:
        atribut = read_attributes(teks, _DI_BARIS)
        r = atribut.get("r", "")
        self._harus(r.isascii() and r.isdigit() and len(r) < 8 and r[0] != "0" and int(r) <= BARIS_MAKS)
        if (tinggi := row_height(atribut)) is not None:
            self.tinggi.append((int(r) - 1, tinggi))
        return int(r) - 1

    def _mulai_sel(self, teks: str) -> None:
        atribut = read_attributes(teks, _DI_SEL)
        alamat, jenis = _ALAMAT.fullmatch(atribut.get("r", "")), _JENIS.get(atribut.get("t", "n"))
        if alamat is None or jenis is None:
            raise TidakPolos
        baris, kolom = int(alamat[2]) - 1, column_number(alamat[1])
        if self.baris < 0:
            self.baris, self.lanjut = baris, True
        self._harus(baris == self.baris and baris < BARIS_MAKS and kolom < KOLOM_MAKS)
        self.kunci.append(_key(baris, kolom))
        self.jenis = jenis
        self.sel.append(((baris, kolom), atribut.get("s", "0"), None, None))

    def _rumus(self, teks: str, rumus: str) -> None:
        atribut = read_attributes(teks, _DI_RUMUS)
        jenis, si, rumus = atribut.get("t", "normal"), atribut.get("si", ""), rumus.removeprefix("=")
        if jenis not in ("normal", "shared", "array") or len(rumus) > baca_lembar.RUMUS_MAKS:
            raise TidakPolos
        self._harus(jenis != "shared" or si != "")
        posisi, gaya, _, _ = self.sel[-1]
        if jenis == "array":
            self.larik.append((posisi, atribut.get("ref", "")))
        self.sel[-1] = posisi, gaya, (rumus, si if jenis == "shared" else ""), None

    def _sisip(self, teks: str, jaga: bool) -> None:
        self._harus(len(teks) <= TEKS_MAKS)
        teks = decode_entities(teks)
        self.sel[-1] = *self.sel[-1][:3], decode_escapes(teks if jaga else teks.strip(" \t\n"))
        self.berisi = True

    def ruas(self) -> Ruas:
        """The piece as it is remembered."""
        awal, akhir = (self.kunci[0], self.kunci[-1]) if self.kunci else (_TAK_PERNAH, -1)
        bawah = _TAK_PERNAH if self.pertama else _key(self.sel[0][0][0]) if self.lanjut else 0
        return Ruas(tuple(self.sel), awal, akhir, bawah, self.x14ac, tuple(self.tinggi), tuple(self.larik))


# -- a sheet without its values ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Kerangka:
    """A sheet as it is without its values: the place of each value in order, formulas, what counts of its styles.

    Files that differ in values only share one; `literal` are the numbers of values whose cell has no formula, `sisip`
    the texts that stand in the cells themselves.
    """

    tempat: tuple[Posisi, ...]
    rumus: Mapping[Posisi, str]
    terbuka: frozenset[Posisi]
    tanggal: frozenset[Posisi]
    persen: frozenset[Posisi]
    literal: tuple[int, ...]
    sisip: Mapping[Posisi, str]
    jumlah_sel: int
    huruf: int
    x14ac: bool
    urutan: Mapping[Posisi, int]
    gaya: Mapping[Posisi, str]
    larik: Mapping[Posisi, str]
    tinggi: Mapping[int, float]


def assemble(ruas: Sequence[Ruas], gaya: Mapping[str, int], huruf_maks: int) -> Kerangka:
    """The sheet of these pieces, the last one behind the last value. TidakPolos where they cannot follow each other."""
    akhir = list(map(attrgetter("kunci_akhir"), ruas[:-1]))
    if not (all(map(lt, akhir, map(attrgetter("kunci_awal"), ruas[1:])))
            and all(map(le, map(attrgetter("kunci_bawah"), ruas[1:]), akhir))):
        raise TidakPolos
    tempat: list[Posisi] = []
    rumus: dict[Posisi, str] = {}
    terbuka, tanggal, persen = set[Posisi](), set[Posisi](), set[Posisi]()
    sisip: dict[Posisi, str] = {}
    bersama: dict[str, RumusBersama] = {}
    pengikut: list[tuple[str, Posisi]] = []
    literal: list[int] = []
    for r in ruas:
        posisi: Posisi = (-1, -1)
        for posisi, s, f, teks_sel in r.sel:
            if teks_sel is not None:
                sisip[posisi] = teks_sel
            sifat = gaya.get(s)
            if sifat:
                note_style(posisi, sifat, terbuka, tanggal, persen)
            elif sifat is None and gaya:
                raise TidakPolos
            if f is None:
                continue
            teks, si = f
            if si and (si in bersama or not teks):
                pengikut.append((si, posisi))
                rumus[posisi] = ""
            elif teks:
                rumus[posisi] = teks
                if si:
                    bersama[si] = RumusBersama(teks, posisi)
        if r is not ruas[-1]:
            if posisi not in rumus:
                literal.append(len(tempat))
            tempat.append(posisi)
    huruf = 0
    for si, posisi in pengikut:
        if si not in bersama:
            raise TidakPolos
        rumus[posisi] = bersama[si].render(posisi)
        huruf += len(rumus[posisi])
        if huruf > huruf_maks:
            raise TidakPolos
    return Kerangka(
        tuple(tempat), rumus, frozenset(terbuka), frozenset(tanggal), frozenset(persen), tuple(literal), sisip,
        sum(len(r.sel) for r in ruas), huruf, any(r.x14ac for r in ruas), {x: n for n, x in enumerate(tempat)},
        {posisi: s for r in ruas for posisi, s, _, _ in r.sel}, {p: ref for r in ruas for p, ref in r.larik},
        dict(t for r in ruas for t in r.tinggi))


class NilaiSel(Mapping[Posisi, Nilai]):
    """The values of a sheet by position, turned into numbers and texts when they are asked for."""

    __slots__ = ("_isi", "_jenis", "_mentah", "_teks", "kerangka")

    def __init__(self, kerangka: Kerangka, jenis: tuple[str, ...], mentah: list[str], teks: Mapping[str, str]) -> None:
        self.kerangka, self._jenis, self._mentah, self._teks = kerangka, jenis, mentah, teks
        self._isi: dict[Posisi, Nilai] | None = None

    def _ubah(self, n: int) -> Nilai:
        """The n-th value; None when it is blank."""
        v, jenis = self._mentah[n], self._jenis[n]
        if jenis == "s":
            return self._teks[v] if len(v) > 2 else None
        v = v[:-2]
        if jenis == "n":
            if v.isdigit() and len(v) < 16:
                return int(v)
            return float(v) if "." in v else read_number(v) if v else None
        if jenis == "t":
            return decode_escapes(decode_entities(v)) if "&" in v or "_" in v else v
        return v == "1" if jenis == "b" else Galat(v)

    def at(self, nomor: Sequence[int]) -> list[Nilai]:
        """Values by their number in `kerangka.tempat`; None for a blank one."""
        jenis, mentah, teks, ubah = self._jenis, self._mentah, self._teks, self._ubah
        return [teks[mentah[n]] if jenis[n] == "s" and len(mentah[n]) > 2 else ubah(n) for n in nomor]

    def many(self, posisi: Collection[Posisi]) -> list[Nilai]:
        """Values by position; None for a blank one."""
        jenis, mentah, teks, ubah, sisip = self._jenis, self._mentah, self._teks, self._ubah, self.kerangka.sisip
        return [sisip.get(p) if n is None else teks[mentah[n]] if jenis[n] == "s" and len(mentah[n]) > 2 else ubah(n)
                for p, n in zip(posisi, map(self.kerangka.urutan.get, posisi), strict=True)]

    def _semua(self) -> dict[Posisi, Nilai]:
        if self._isi is None:
            semua = zip(self.kerangka.tempat, map(self._ubah, range(len(self._mentah))), strict=True)
            self._isi = {**{posisi: nilai for posisi, nilai in semua if nilai is not None}, **self.kerangka.sisip}
        return self._isi

    def get(self, posisi: Posisi, bawaan: Any = None) -> Any:
        """The value at a position."""
        n = self.kerangka.urutan.get(posisi)
        if n is None:
            return self.kerangka.sisip.get(posisi, bawaan)
        nilai = self._ubah(n)
        return bawaan if nilai is None else nilai

    def __getitem__(self, posisi: Posisi) -> Nilai:
        if (nilai := self.get(posisi)) is None:
            raise KeyError(posisi)
        return nilai  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[Posisi]:
        return iter(self._semua())

    def __len__(self) -> int:
        return len(self._semua())


def values_at(lembar: LembarBuku, posisi: Collection[Posisi]) -> list[Nilai]:
    """The values of a sheet at these places; None for a blank one."""
    nilai = lembar.nilai
    return nilai.many(posisi) if isinstance(nilai, NilaiSel) else list(map(nilai.get, posisi))
