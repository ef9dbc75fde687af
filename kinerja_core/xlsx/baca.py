"""Reading of a gated package into a Buku with expat: values, formulas, locks, names, validations, merges.

Choices a caller should know:
* A number written without fraction and exponent in at most 15 digits is int, every other number is float.
* Text of <t> without xml:space="preserve" loses white space at its ends, as in Excel; a run that is white space
  only keeps it. Cached text of a formula (<v> of t="str") is kept as it stands, "" included.
* `_x000D_` escapes are decoded in cell text, not in formulas, names, validations and custom properties.
* Followers of a shared formula get its text shifted; references that leave the grid wrap round. An array formula
  stands in its first cell, the rest of its range has values only; a data table is TABLE(row input,column input).
* `terbuka` follows the cells' own xf. Styles of rows and columns, and named styles behind an xf, are not followed:
  a position without a <c> of its own counts as locked.
* A defined name of one sheet is keyed as a formula writes it: 'Kertas Kerja'!_xlnm.Print_Area.
* Chart and dialog sheets stand in the list of sheets without cells.
* Cells out of order or twice and content hidden in markup-compatibility elements are BKS07: readers disagree about
  them, so what a person sees in Excel need not be what is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.xlsx import gerbang, urai_xml
from kinerja_core.xlsx.baca_lembar import BOOLEAN, TERBUKA, Konteks, PembacaLembar, format_shows, read_index
from kinerja_core.xlsx.buku import Buku, Ekstra, LembarBuku, Posisi, Status, Validasi, kutip_lembar
from kinerja_core.xlsx.gerbang import read_parts
from kinerja_core.xlsx.isi_aktif import active_parts
from kinerja_core.xlsx.urai_xml import (
    ELEMEN,
    Atribut,
    TeksKaya,
    place_element,
    refuse_broken,
)

__all__ = ["read_buku", "read_parts"]

_STATUS: dict[str, Status] = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}


def _read_strings(konteks: Konteks, bagian: str) -> None:
    kaya = TeksKaya()

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nama = ELEMEN.get(elemen, "")
        if elemen.startswith(urai_xml.AWAL_MC) or (nama == "si") != (dalam == 2 and nama != ""):
            refuse_broken(f"{bagian}: isi berganda")
        kaya.mulai(nama, atribut)

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if ELEMEN.get(elemen) == "si":
            konteks.teks.append(kaya.ambil())
        else:
            kaya.akhir(ELEMEN.get(elemen, ""), teks)

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai, akhir)


def _read_styles(konteks: Konteks, bagian: str) -> None:
    gaya: list[int] = []
    angka: list[str] = []
    pola: dict[str, str] = {}
    di_sel = False

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal di_sel
        if dalam == 2:
            di_sel = ELEMEN.get(elemen) == "cellXfs"
        elif dalam == 3 and ELEMEN.get(elemen) == "numFmt":
            pola[atribut.get("numFmtId", "")] = atribut.get("formatCode", "")
        elif di_sel and dalam == 3 and ELEMEN.get(elemen) == "xf":
            gaya.append(0)
            angka.append(atribut.get("numFmtId", "0"))
        elif di_sel and dalam == 4 and ELEMEN.get(elemen) == "protection" and gaya:
            gaya[-1] = 0 if BOOLEAN.get(atribut.get("locked", "1"), True) else TERBUKA

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai)
    bentuk = {f: format_shows(f, pola.get(f)) for f in angka}
    konteks.gaya = {str(n): sifat | bentuk[angka[n]] for n, sifat in enumerate(gaya)}


@dataclass
class DaftarIsi:
    """What the workbook part says: sheets as (name, status, relationship), names as (name, sheet index, text)."""

    lembar: list[tuple[str, Status, str]] = field(default_factory=list)
    nama: list[tuple[str, str, str]] = field(default_factory=list)
    tanggal_1904: bool = False
    #: What `names` gives, where it is known already.
    jadi: dict[str, str] | None = None

    def names(self) -> dict[str, str]:
        """Defined names by key; a name that stands twice or belongs to no sheet is BKS07."""
        if self.jadi is not None:
            return self.jadi
        hasil: dict[str, str] = {}
        for nama, lokal, rujukan in self.nama:
            if lokal and read_index(lokal, len(self.lembar)) < 0:
                refuse_broken(f"nama {nama}: lembarnya tidak ada")
            hasil[f"{kutip_lembar(self.lembar[int(lokal)][0])}!{nama}" if lokal else nama] = rujukan
        if len({nama.casefold() for nama in hasil}) < len(self.nama):
            refuse_broken("nama terdefinisi berulang")
        return hasil


def _read_workbook(konteks: Konteks) -> DaftarIsi:
    isi, bagian = DaftarIsi(), konteks.paket.utama
    kini: Atribut = {}

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal kini
        kini = atribut
        nama = place_element(dalam, elemen, bagian)
        if dalam == 1 and nama != "workbook":
            refuse_broken(f"{bagian}: bukan buku kerja")
        elif nama == "workbookPr":
            isi.tanggal_1904 = BOOLEAN.get(atribut.get("date1904", "0"), False)
        elif nama == "sheet":
            hubungan = next((teks for kunci, teks in atribut.items() if kunci.endswith("/relationships id")), "")
            status = _STATUS.get(atribut.get("state", "visible"))
            if status is None or not atribut.get("name"):
                refuse_broken(f"{bagian}: lembar tanpa nama atau status")
            isi.lembar.append((atribut["name"], status, hubungan))

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if ELEMEN.get(elemen) == "definedName":
            isi.nama.append((kini.get("name", ""), kini.get("localSheetId", ""), teks))

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai, akhir)
    if len({nama.casefold() for nama, _, _ in isi.lembar}) != len(isi.lembar) or not isi.lembar:
        refuse_broken(f"{bagian}: tidak ada lembar, atau nama lembar berulang")
    return isi


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
    def terproteksi(self) -> bool: ...
    @property
    def gabung(self) -> Sequence[str]: ...
    def validations(self, lembar: str) -> tuple[Validasi, ...]: ...


class Pembaca:
    """How the parts are read: each by expat. `baca_cepat` does the same faster for many files that are alike."""

    def workbook(self, konteks: Konteks) -> DaftarIsi:
        """The sheets and names of the workbook part."""
        return _read_workbook(konteks)

    def strings(self, konteks: Konteks, bagian: str) -> None:
        """The shared strings, into `konteks.teks`."""
        _read_strings(konteks, bagian)

    def styles(self, konteks: Konteks, bagian: str) -> None:
        """What counts of each style, into `konteks.gaya`."""
        _read_styles(konteks, bagian)

    def sheet(self, konteks: Konteks, bagian: str) -> LembarTerbaca:
        """A worksheet part; its cells count against the limits."""
        return PembacaLembar(bagian, konteks).read()

    def check_others(self, konteks: Konteks) -> None:
        """Every XML part that was not read is walked through."""
        gerbang.check_xml(konteks.paket, konteks.terbaca)


PEMBACA = Pembaca()


def _read_sheets(cara: Pembaca, konteks: Konteks, isi: DaftarIsi) -> dict[str, LembarTerbaca | None]:
    """A finished reader per sheet name, in order; None for a sheet without cells (chart, dialog)."""
    hubungan = {h.id: h for h in konteks.paket.hubungan.get(konteks.paket.utama, ()) if not h.luar}
    hasil: dict[str, LembarTerbaca | None] = {}
    for nama, _, id_hubungan in isi.lembar:
        h = hubungan.get(id_hubungan)
        if h is None or h.jenis not in ("worksheet", "chartsheet", "dialogsheet"):
            refuse_broken(f"lembar {nama}: bagiannya tidak ada")
        bagian = gerbang.find_part(konteks.paket.bagian, h.tujuan)
        if bagian in konteks.terbaca:
            refuse_broken(f"lembar {nama}: bagiannya dipakai dua kali")
        hasil[nama] = cara.sheet(konteks, bagian) if h.jenis == "worksheet" else None
    return hasil


def read_buku(asal: Path | bytes, cara: Pembaca = PEMBACA) -> Buku:
    """The workbook of an .xlsx file, or of its bytes, with everything only the package shows in `ekstra`.

    Raises only KinerjaError, kode BKS01 to BKS08: the file itself is missing, of another kind, hostile or broken.
    """
    paket = gerbang.open_paket(asal)
    konteks = Konteks(paket)
    isi = cara.workbook(konteks)
    if teks := paket.related(paket.utama, "sharedStrings"):
        cara.strings(konteks, teks)
    if gaya := paket.related(paket.utama, "styles"):
        cara.styles(konteks, gaya)
    khusus = paket.related("", "custom-properties", "customProperties")
    semua = _read_sheets(cara, konteks, isi)
    cara.check_others(konteks)
    baca = {nama: p for nama, p in semua.items() if p}
    ekstra = Ekstra(
        terproteksi=frozenset(nama for nama, p in baca.items() if p.terproteksi),
        terbuka={nama: frozenset(p.terbuka) for nama, p in baca.items()},
        tanggal={nama: frozenset(p.tanggal) for nama, p in baca.items()},
        persen={nama: frozenset(p.persen) for nama, p in baca.items()},
        validasi=tuple(v for nama, p in baca.items() for v in p.validations(nama)),
        properti=gerbang.read_properties(paket, khusus) if khusus else {},
        rentang_gabung={nama: tuple(p.gabung) for nama, p in baca.items()},
        bagian=tuple(sorted(paket.bagian)),
        tanggal_1904=isi.tanggal_1904,
        aktif=active_parts(paket),
    )
    lembar = [(nama, status, semua[nama]) for nama, status, _ in isi.lembar]
    return Buku(tuple(LembarBuku(n, s, p.nilai if p else {}, p.rumus if p else {}) for n, s, p in lembar),
                isi.names(), ekstra)
