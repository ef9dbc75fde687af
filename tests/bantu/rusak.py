"""Tampers: single changes of any described workbook, each with the places that must be named; and harmless rewritings.

A tamper edits a workbook through `Sunting` (openpyxl, or in memory as it was read) and returns the places it touched;
the third argument is another office's sealed workbook to paste from. Victims are picked from what the description
says; nothing here knows a kind, a sheet or an address.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from kinerja_core.lembar.denah import Denah, Lembar, Rumus, Tautan
from kinerja_core.lembar.meta import AWALAN_PROPERTI, META
from kinerja_core.lembar.tambahan import TAMBAHAN
from kinerja_core.segel.lembar import BARIS_SEGEL, KLAIM_META, PROPERTI_SEGEL, seal_place, seal_sheet
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat, kolom_huruf, kutip_lembar, posisi_dari
from kinerja_core.xlsx.token_rumus import tokenize

Tempat = tuple[str, Posisi]


# -- workbooks that can be changed -----------------------------------------------------------------------------------


class Sunting(Protocol):
    """A workbook to tamper with. Formulas are texts with "="; shifting leaves formulas as they are."""

    def get(self, tempat: Tempat) -> Any: ...
    def put(self, tempat: Tempat, isi: Any) -> None: ...
    def status(self, lembar: str, jadi: str) -> None: ...
    def rename(self, lembar: str, jadi: str) -> None: ...
    def add(self, lembar: str, status: str) -> None: ...
    def remove(self, lembar: str) -> None: ...
    def swap(self, lembar: str) -> None: ...
    def shift(self, lembar: str, sumbu: int, mulai: int, jauh: int) -> None: ...
    def unprotect(self, lembar: str) -> None: ...
    def name(self, nama: str, rujukan: str | None, lembar: str = "") -> None: ...
    def unlock(self, tempat: Tempat) -> None: ...
    def bound(self, tempat: Tempat, ke: int, rumus: str) -> None: ...
    def property(self, nama: str, ubah: Callable[[str], str]) -> None: ...
    def get_property(self, nama: str) -> str: ...


_STATUS = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}


class DiOpenpyxl:
    """A workbook open in openpyxl, to be saved afterwards: stored values are lost, as in any program that does not
    calculate."""

    def __init__(self, wb: openpyxl.Workbook) -> None:
        self.wb = wb

    def _cell(self, tempat: Tempat) -> Any:
        return self.wb[tempat[0]].cell(tempat[1][0] + 1, tempat[1][1] + 1)

    def get(self, tempat: Tempat) -> Any:
        return self._cell(tempat).value

    def put(self, tempat: Tempat, isi: Any) -> None:
        self._cell(tempat).value = isi

    def status(self, lembar: str, jadi: str) -> None:
        self.wb[lembar].sheet_state = jadi

    def rename(self, lembar: str, jadi: str) -> None:
        self.wb[lembar].title = jadi

    def add(self, lembar: str, status: str) -> None:
        self.wb.create_sheet(lembar, 1).sheet_state = status

    def remove(self, lembar: str) -> None:
        self.wb.remove(self.wb[lembar])

    def swap(self, lembar: str) -> None:
        self.wb.move_sheet(lembar, 1)

    def shift(self, lembar: str, sumbu: int, mulai: int, jauh: int) -> None:
        cara = f"{'insert' if jauh > 0 else 'delete'}_{('rows', 'cols')[sumbu]}"
        getattr(self.wb[lembar], cara)(mulai + 1, abs(jauh))

    def unprotect(self, lembar: str) -> None:
        self.wb[lembar].protection.disable()

    def name(self, nama: str, rujukan: str | None, lembar: str = "") -> None:
        milik = self.wb[lembar].defined_names if lembar else self.wb.defined_names
        if rujukan is None:
            del milik[nama]
        else:
            milik[nama] = DefinedName(nama, attr_text=rujukan)

    def unlock(self, tempat: Tempat) -> None:
        self._cell(tempat).protection = Protection(locked=False)

    def bound(self, tempat: Tempat, ke: int, rumus: str) -> None:
        dv = next(v for v in self.wb[tempat[0]].data_validations.dataValidation if alamat(tempat[1]) in v.sqref)
        setattr(dv, f"formula{ke + 1}", rumus)

    def property(self, nama: str, ubah: Callable[[str], str]) -> None:
        self.wb.custom_doc_props[nama].value = ubah(self.get_property(nama))

    def get_property(self, nama: str) -> str:
        return str(self.wb.custom_doc_props[nama].value)


class DiIngatan:
    """A workbook as it was read, changed in memory: `buku` is what the reader would give of the changed file."""

    def __init__(self, buku: Buku) -> None:
        lembar = (replace(s, nilai={p: v for p, v in s.nilai.items() if p not in s.rumus}) for s in buku.lembar)
        self.buku = replace(buku, lembar=tuple(lembar))

    def _sheet(self, nama: str) -> LembarBuku:
        return next(s for s in self.buku.lembar if s.nama == nama)

    def _replace(self, nama: str, baru: LembarBuku) -> None:
        self.buku = replace(self.buku, lembar=tuple(baru if s.nama == nama else s for s in self.buku.lembar))

    def _extra(self, **isi: Any) -> None:
        assert self.buku.ekstra is not None
        self.buku = replace(self.buku, ekstra=replace(self.buku.ekstra, **isi))

    def get(self, tempat: Tempat) -> Any:
        s = self._sheet(tempat[0])
        return "=" + s.rumus[tempat[1]] if tempat[1] in s.rumus else s.nilai.get(tempat[1])

    def put(self, tempat: Tempat, isi: Any) -> None:
        s, pos = self._sheet(tempat[0]), tempat[1]
        nilai, rumus = ({p: v for p, v in m.items() if p != pos} for m in (s.nilai, s.rumus))
        if isinstance(isi, str) and isi.startswith("="):
            rumus[pos] = isi[1:]
        elif isi is not None:
            nilai[pos] = isi
        self._replace(s.nama, replace(s, nilai=nilai, rumus=rumus))

    def status(self, lembar: str, jadi: str) -> None:
        self._replace(lembar, replace(self._sheet(lembar), status=_STATUS[jadi]))

    def rename(self, lembar: str, jadi: str) -> None:
        self._replace(lembar, replace(self._sheet(lembar), nama=jadi))

    def add(self, lembar: str, status: str) -> None:
        awal, *sisa = self.buku.lembar
        baru = LembarBuku(lembar, _STATUS[status], {}, {})  # type: ignore[arg-type]
        self.buku = replace(self.buku, lembar=(awal, baru, *sisa))

    def remove(self, lembar: str) -> None:
        self.buku = replace(self.buku, lembar=tuple(s for s in self.buku.lembar if s.nama != lembar))

    def swap(self, lembar: str) -> None:
        urut = list(self.buku.lembar)
        n = next(n for n, s in enumerate(urut) if s.nama == lembar)
        urut[n : n + 2] = reversed(urut[n : n + 2])
        self.buku = replace(self.buku, lembar=tuple(urut))

    def shift(self, lembar: str, sumbu: int, mulai: int, jauh: int) -> None:
        def moved(p: Posisi) -> Posisi:
            return p if p[sumbu] < mulai else (p[0] + jauh, p[1]) if sumbu == 0 else (p[0], p[1] + jauh)

        s = self._sheet(lembar)
        hapus = range(mulai, mulai - jauh)
        nilai, rumus = ({moved(p): v for p, v in m.items() if p[sumbu] not in hapus} for m in (s.nilai, s.rumus))
        self._replace(lembar, replace(s, nilai=nilai, rumus=rumus))
        assert self.buku.ekstra is not None
        terbuka = dict(self.buku.ekstra.terbuka)
        terbuka[lembar] = frozenset(moved(p) for p in terbuka.get(lembar, ()) if p[sumbu] not in hapus)
        self._extra(terbuka=terbuka)

    def unprotect(self, lembar: str) -> None:
        assert self.buku.ekstra is not None
        self._extra(terproteksi=self.buku.ekstra.terproteksi - {lembar})

    def name(self, nama: str, rujukan: str | None, lembar: str = "") -> None:
        kunci = f"{kutip_lembar(lembar)}!{nama}" if lembar else nama
        semua = {n: r for n, r in self.buku.nama.items() if n.casefold() != kunci.casefold()}
        self.buku = replace(self.buku, nama=semua if rujukan is None else {**semua, kunci: rujukan})

    def unlock(self, tempat: Tempat) -> None:
        assert self.buku.ekstra is not None
        terbuka = dict(self.buku.ekstra.terbuka)
        terbuka[tempat[0]] = terbuka.get(tempat[0], frozenset()) | {tempat[1]}
        self._extra(terbuka=terbuka)

    def bound(self, tempat: Tempat, ke: int, rumus: str) -> None:
        assert self.buku.ekstra is not None
        daftar = list(self.buku.ekstra.validasi)
        n = next(n for n, v in enumerate(daftar) if v.lembar == tempat[0] and _covers(v.rentang, tempat[1]))
        daftar[n] = replace(daftar[n], rumus2=rumus) if ke else replace(daftar[n], rumus1=rumus)
        self._extra(validasi=tuple(daftar))

    def property(self, nama: str, ubah: Callable[[str], str]) -> None:
        assert self.buku.ekstra is not None
        self._extra(properti={**self.buku.ekstra.properti, nama: ubah(self.get_property(nama))})

    def get_property(self, nama: str) -> str:
        assert self.buku.ekstra is not None
        return self.buku.ekstra.properti[nama]


def _covers(rentang: str, posisi: Posisi) -> bool:
    for daerah in rentang.split():
        a, _, b = daerah.partition(":")
        dari, sampai = posisi_dari(a), posisi_dari(b or a)
        if dari[0] <= posisi[0] <= sampai[0] and dari[1] <= posisi[1] <= sampai[1]:
            return True
    return False


# -- one change ------------------------------------------------------------------------------------------------------

Ubah = Callable[[Sunting, Denah, Sunting], list[str]]


@dataclass(frozen=True)
class Rusak:
    """One tamper. `bertanda`: what it changes is signed, so Cek Keaslian must say "tidak asli"."""

    jenis: str
    ubah: Ubah
    bertanda: bool = True


def _sebut(tempat: Tempat) -> str:
    return f"{tempat[0]}!{alamat(tempat[1])}"


def _set(tempat: Tempat, isi: Callable[[Any], Any]) -> Ubah:
    """Change the content of one cell."""

    def ubah(b: Sunting, _d: Denah, _: Sunting) -> list[str]:
        lama = b.get(tempat)
        baru = isi(lama)
        assert baru != lama or type(baru) is not type(lama), tempat
        b.put(tempat, baru)
        return [_sebut(tempat)]

    return ubah


def _to(isi: Any) -> Callable[[Any], Any]:
    return lambda _: isi


def _do(cara: Callable[[Sunting], object], *tempat: str) -> Ubah:
    def ubah(b: Sunting, _d: Denah, _: Sunting) -> list[str]:
        cara(b)
        return list(tempat)

    return ubah


# -- victims, as the description tells them --------------------------------------------------------------------------


def _cells(d: Denah, cocok: Callable[[Lembar], bool] = lambda _: True) -> Iterator[tuple[Tempat, object]]:
    """Every described cell that is no input, and what it holds."""
    for s in d.lembar:
        if cocok(s):
            for pos, x in sorted(s.sel.items()):
                if pos not in s.masukan:
                    yield (s.nama, pos), x.isi.teks if isinstance(x.isi, Tautan) else x.isi


def _formulas(d: Denah, cocok: Callable[[str], object] = bool, *, berkunci: bool = False) -> Iterator[Tempat]:
    return (t for t, isi in _cells(d) if isinstance(isi, Rumus) and cocok(isi.teks)
            and (isi.kunci is not None or not berkunci))


def _is_text(isi: object) -> bool:
    return isinstance(isi, str) and len(isi) > 1


def _is_number(isi: object) -> bool:
    return isinstance(isi, int | float) and not isinstance(isi, bool) and isi > 0


def _hidden(s: Lembar) -> bool:
    return s.status != "tampak" and s.nama != META


def _token(jenis: str, cocok: Callable[[str], object], ubah: Callable[[str], str]) -> tuple[
        Callable[[str], object], Callable[[str], str]]:
    """(has a formula such a token?, the formula with the first one changed)."""

    def ada(rumus: str) -> bool:
        return any(j == jenis and cocok(t) for j, t in tokenize(rumus))

    def ganti(rumus: str) -> str:
        token = list(tokenize(rumus.removeprefix("=")))
        n = next(n for n, (j, t) in enumerate(token) if j == jenis and cocok(t))
        return "=" + "".join(ubah(t) if m == n else t for m, (_, t) in enumerate(token))

    return ada, ganti


_SEL = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)")


def _lower(rujukan: str) -> str:
    """A reference one row further down."""
    return _SEL.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", rujukan)


#: Formulas with a range in the first argument of SUM, and its first and last row moved.
_SUM = re.compile(r"SUM\(\$?[A-Z]{1,3}\$?[0-9]+:")


def _resize(awal: int, akhir: int) -> Callable[[str], str]:
    return lambda isi: re.sub(r"(SUM\(\$?[A-Z]{1,3}\$?)(\d+)(:\$?[A-Z]{1,3}\$?)(\d+)",
                              lambda m: f"{m[1]}{int(m[2]) + awal}{m[3]}{int(m[4]) + akhir}", isi, count=1)


#: What is done to a formula, token by token: name -> (kind of tamper, kind of token, which, how).
_DI_RUMUS: dict[str, tuple[str, str, Callable[[str], object], Callable[[str], str]]] = {
    "konstanta": ("konstanta", "angka", lambda t: t not in {"0", "1"}, lambda t: f"{float(t) + 1:g}"),
    "konstanta pada digit kesembilan": ("konstanta", "angka", lambda t: t == "100", lambda _: "100.0000001"),
    "TRUE dibalik": ("logis", "logis", lambda t: t.upper() == "TRUE", lambda _: "FALSE"),
    "huruf teks": ("teks dalam rumus", "teks", lambda t: t.upper() != t, str.upper),
    "spasi teks": ("teks dalam rumus", "teks", lambda t: " " in t.strip('" '), lambda t: t.replace(" ", "  ", 1)),
    "fungsi MAX": ("fungsi", "fungsi", lambda t: t == "MAX(", lambda _: "MIN("),
    "fungsi MIN": ("fungsi", "fungsi", lambda t: t == "MIN(", lambda _: "MAX("),
    "fungsi AND": ("fungsi", "fungsi", lambda t: t == "AND(", lambda _: "OR("),
    "fungsi ROUND": ("fungsi", "fungsi", lambda t: t == "ROUND(", lambda _: "ROUNDUP("),
    "fungsi IFERROR": ("fungsi", "fungsi", lambda t: t == "IFERROR(", lambda _: "_xlfn.IFNA("),
    "pembanding": ("tanda", "tanda", lambda t: "<" in t, lambda t: t.replace("<", ">", 1)),
    "sama dengan": ("tanda", "tanda", lambda t: t == "=", lambda _: "<>"),
    "kali menjadi bagi": ("tanda", "tanda", lambda t: t == "*", lambda _: "/"),
    "tambah menjadi kurang": ("tanda", "tanda", lambda t: t == "+", lambda _: "-"),
    "rujukan turun sebaris": ("rujukan bergeser", "kata", _SEL.fullmatch, _lower),
    "mutlak menjadi relatif": ("tanda $", "kata", lambda t: "$" in t, lambda t: t.replace("$", "", 1)),
    "rujukan dialihkan ke lembar lain": ("rujukan dialihkan", "lembar", bool, lambda _: "Lain!"),
}


def _in_formulas(d: Denah) -> dict[str, Rusak]:
    """Each change of a token, in a formula with a value of the core where one has such a token, else in any."""
    hasil: dict[str, Rusak] = {}
    for nama, (jenis, token, cocok, ubah) in _DI_RUMUS.items():
        ada, ganti = _token(token, cocok, ubah)
        for awalan, berkunci in (("hasil", True), ("antara", False)):
            if tempat := next(_formulas(d, ada, berkunci=berkunci), None):
                hasil[f"{nama} dalam rumus ({awalan})"] = Rusak(jenis, _set(tempat, ganti))
    return hasil


def _each_sheet(s: Lembar) -> dict[str, Rusak]:
    """What is done on every sheet: a text changed, and where it has formulas, one overwritten and one added to."""
    sendiri = [*_cells(Denah("", (s,), {}, {}, {}, {}, ""))]
    hasil: dict[str, Rusak] = {}
    if teks := next((t for t, isi in sendiri if _is_text(isi)), None):
        hasil[f"teks di {s.nama}"] = Rusak("teks", _set(teks, lambda x: x + "."))
    if angka := next((t for t, isi in sendiri if _is_number(isi)), None):
        hasil[f"angka di {s.nama}"] = Rusak("angka", _set(angka, lambda x: x + 1))
    if rumus := [t for t, isi in sendiri if isinstance(isi, Rumus)]:
        hasil[f"nilai di atas rumus di {s.nama}"] = Rusak("rumus menjadi angka", _set(rumus[0], _to(99)))
        hasil[f"rumus ditambah di {s.nama}"] = Rusak("rumus ditambah", _set(rumus[-1], lambda x: x + '&""'))
    return hasil


def table(d: Denah, kiriman: Tempat | None = None, *, bersegel: bool = True) -> dict[str, Rusak]:
    """Every tamper by its name. `kiriman`: an input the seal says what was sent in."""
    hasil: dict[str, Rusak] = {}
    for s in d.lembar:
        hasil |= _each_sheet(s)
    hasil |= _in_formulas(d) | _in_cells(d) | _inputs(d) | _structure(d) | _identity(d, bersegel)
    if kiriman:
        hasil["kiriman di isian diubah"] = Rusak("kiriman", _set(kiriman, _to(4321)), bertanda=False)
    return {**hasil, **_SEAL} if bersegel else hasil


def _in_cells(d: Denah) -> dict[str, Rusak]:
    hasil = next(_formulas(d, berkunci=True))
    tampak = next(t for t, isi in _cells(d, lambda s: s.status == "tampak")
                  if isinstance(isi, Rumus) and isi.kunci is not None)
    isi: dict[str, tuple[str, Tempat | None, Callable[[Any], Any]]] = {
        "hasil dihapus": ("rumus dihapus", hasil, _to(None)),
        "hasil menjadi teks": ("rumus menjadi teks", tampak, _to("Baik")),
        "hasil menjadi teks kosong": ("rumus menjadi teks", hasil, _to("")),
        "hasil menjadi TRUE": ("rumus menjadi nilai", hasil, _to(True)),
        "hasil dibulatkan": ("pembulatan", hasil, lambda x: f"=ROUND({x[1:]},0)"),
        "hasil dibalik": ("tanda", hasil, lambda x: f"=-({x[1:]})"),
        "hasil ditambah nol": ("rumus ditambah", tampak, lambda x: x + "+0"),
        "sel kosong diisi": ("sel kosong diisi", _blank(d), _to(5)),
        "sel kosong diberi rumus": ("sel kosong diisi", _blank(d), _to("=1+1")),
    }
    jumlah = next(_formulas(d, _SUM.search), None)
    isi |= {"SUM dipendekkan": ("rentang dipendekkan", jumlah, _resize(0, -1)),
            "SUM tanpa awal": ("rentang dipendekkan", jumlah, _resize(1, 0)),
            "SUM bergeser": ("rujukan bergeser", jumlah, _resize(1, 1))}
    angka = next((t for t, x in _cells(d, lambda s: s.status == "tampak") if _is_number(x)), None)
    acuan = next((t for t, x in _cells(d, _hidden) if _is_number(x)), None)
    teks = next((t for t, x in _cells(d, _hidden) if _is_text(x)), None)
    isi |= {"angka pada digit kesembilan": ("angka", angka, lambda x: x * (1 + 1e-9)),
            "angka sebagai teks": ("angka menjadi teks", angka, str),
            "angka sebagai rumus": ("angka menjadi rumus", angka, lambda x: f"={x}"),
            "angka dihapus": ("sel dikosongkan", angka, _to(None)),
            "angka acuan tersembunyi": ("tabel acuan", acuan, lambda x: x + 0.5),
            "huruf acuan tersembunyi": ("tabel acuan", teks, str.swapcase),
            "spasi di ujung acuan": ("tabel acuan", teks, lambda x: x + " ")}
    return {n: Rusak(jenis, _set(di, ubah)) for n, (jenis, di, ubah) in isi.items() if di is not None}


def _blank(d: Denah) -> Tempat:
    """A cell far below everything on the first sheet with inputs."""
    s = next(s for s in d.lembar if s.masukan)
    return s.nama, (max(b for b, _ in s.sel) + 300, 3)


def _inputs(d: Denah) -> dict[str, Rusak]:
    """What stands beside and around inputs."""
    lembar, posisi, kode = next(x for x in d.kode_sel.values() if x[1] in d.sheet(x[0]).sel
                                and d.sheet(x[0]).sel[x[1]].isi == x[2])
    hasil = {"kode di samping isian": Rusak("kode", _set((lembar, posisi), _to(kode + "1"))),
             "kunci sel dibuka": _unlocked(next(_formulas(d, berkunci=True)))}
    for nama, jenis, ke, rumus in (("daftar jawaban isian", "daftar", 0, '"Ya,Tidak"'),
                                   ("batas atas isian", "desimal", 1, "1000000"),
                                   ("batas bawah isian", "bulat", 0, "-7")):
        for s in d.lembar:
            if v := next((v for v in s.validasi if v.jenis == jenis and v.posisi in s.masukan), None):
                hasil[nama] = _bounded((s.nama, v.posisi), ke, rumus)
                break
    return hasil


def _unlocked(tempat: Tempat) -> Rusak:
    return Rusak("kunci sel", _do(lambda b: b.unlock(tempat), _sebut(tempat)), bertanda=False)


def _bounded(tempat: Tempat, ke: int, rumus: str) -> Rusak:
    return Rusak("validasi", _do(lambda b: b.bound(tempat, ke, rumus), _sebut(tempat)), bertanda=False)


def _structure(d: Denah) -> dict[str, Rusak]:
    """Sheets, rows and columns, protection, names."""
    tampak, sembunyi = ([s.nama for s in d.lembar if s.status == x] for x in ("tampak", "tersembunyi"))
    isi: dict[str, tuple[str, Callable[[Sunting], object], str]] = {
        "lembar tampak diganti nama": ("nama lembar", lambda b: b.rename(tampak[1], "Lain"), tampak[1]),
        "lembar tersembunyi diganti nama": ("nama lembar", lambda b: b.rename(sembunyi[0], "Lain"), sembunyi[0]),
        "lembar disembunyikan": ("status lembar", lambda b: b.status(tampak[-1], "hidden"), tampak[-1]),
        "lembar disembunyikan sangat": ("status lembar", lambda b: b.status(tampak[1], "veryHidden"), tampak[1]),
        "lembar tersembunyi ditampakkan": ("status lembar", lambda b: b.status(sembunyi[-1], "visible"), sembunyi[-1]),
        "_meta ditampakkan": ("status lembar", lambda b: b.status(META, "visible"), META),
        "lembar tersembunyi ditambah": ("lembar ditambah", lambda b: b.add("Tambahan", "hidden"), "Tambahan"),
        "lembar sangat tersembunyi ditambah": (
            "lembar ditambah", lambda b: b.add("Tambahan", "veryHidden"), "Tambahan"),
        "lembar tersembunyi bernama lembar tombol": (
            "lembar ditambah", lambda b: b.add(TAMBAHAN[0].nama, "hidden"), TAMBAHAN[0].nama),
        "lembar dihapus": ("lembar dihapus", lambda b: b.remove(sembunyi[0]), sembunyi[0]),
        "lembar ditukar": ("urutan lembar", lambda b: b.swap(d.lembar[1].nama), d.lembar[1].nama),
        "proteksi dilepas": ("proteksi", lambda b: b.unprotect(tampak[1]), tampak[1]),
        "proteksi tersembunyi dilepas": ("proteksi", lambda b: b.unprotect(sembunyi[0]), sembunyi[0]),
    }
    hasil = {n: Rusak(jenis, _do(ubah, di)) for n, (jenis, ubah, di) in isi.items()}
    hasil["lembar tampak ditambah"] = Rusak("lembar ditambah", _do(lambda b: b.add("Tambahan", "visible"), "Tambahan"),
                                            bertanda=False)
    return hasil | _shifts(d) | _names(d)


def _shifts(d: Denah) -> dict[str, Rusak]:
    """A row or column inserted or deleted on the visible sheet with most texts, above where they stand."""
    s = max((s for s in d.lembar if s.status == "tampak"), key=lambda s: sum(_is_text(x.isi) for x in s.sel.values()))
    banyak = Counter(x.isi for x in s.sel.values())
    tunggal = sorted(pos for pos, x in s.sel.items() if _is_text(x.isi) and banyak[x.isi] == 1)
    baris, kolom = tunggal[3][0], min(k for _, k in tunggal)
    hasil = {}
    for nama, sumbu, mulai, jauh in (("baris disisipkan", 0, baris, 1), ("dua baris disisipkan", 0, baris, 2),
                                     ("baris dihapus", 0, baris - 1, -1), ("kolom disisipkan", 1, kolom, 1)):
        hasil[nama] = Rusak(nama, _shifted(s.nama, sumbu, mulai, jauh))
    return hasil


def _shifted(lembar: str, sumbu: int, mulai: int, jauh: int) -> Ubah:
    garis = kolom_huruf(mulai) if sumbu else str(mulai + 1)
    return _do(lambda b: b.shift(lembar, sumbu, mulai, jauh), f"{lembar}!{garis}:{garis}")


def _names(d: Denah) -> dict[str, Rusak]:
    """Defined names: of a cell, of a range, a local one over it, one that was not there."""
    satu, semua = next(iter(d.nama)), [*d.nama, *d.rentang]
    hasil = {}
    ke = f"{kutip_lembar(d.lembar[0].nama)}!$A$1"
    for nama in dict.fromkeys((satu, semua[len(semua) // 2], semua[-1])):
        hasil[f"nama {nama} dialihkan"] = Rusak("nama dialihkan", _do(_renaming(nama, ke), nama))
        hasil[f"nama {nama} menjadi angka"] = Rusak("nama dialihkan", _do(_renaming(nama, "99"), nama))
        hasil[f"nama {nama} dihapus"] = Rusak("nama dihapus", _do(_renaming(nama, None), nama))
    lembar = d.lembar[1].nama
    hasil["nama ditambah"] = Rusak("nama ditambah", _do(_renaming("in_zz_1", ke), "in_zz_1"))
    hasil["nama setempat menutupi"] = Rusak("nama setempat", _do(
        lambda b: b.name(satu, "99", lembar), f"{kutip_lembar(lembar).lower()}!{satu}"))
    return hasil


def _renaming(nama: str, rujukan: str | None) -> Callable[[Sunting], None]:
    return lambda b: b.name(nama, rujukan)


def _identity(d: Denah, bersegel: bool) -> dict[str, Rusak]:
    """Every line of `_meta`, and every property."""
    hasil: dict[str, Rusak] = {}
    baris = {str(s.isi): (META, (b, 1)) for (b, k), s in d.sheet(META).sel.items() if k == 0}
    for kunci, tempat in baris.items():
        hasil[f"{kunci} di _meta"] = Rusak("identitas", _set(tempat, _next))
    for nama in d.properti:
        kunci = nama.removeprefix(AWALAN_PROPERTI)
        if kunci in baris and d.properti[nama]:
            ubah = _do(_property(nama), _sebut(baris[kunci]))
            hasil[f"{kunci} di properti"] = Rusak("properti", ubah, bertanda=False)
    if bersegel:
        assert set(KLAIM_META) <= baris.keys()
    return hasil


def _next(teks: str | None) -> str:
    """Another value of the same form: the last digit changed, else one put behind."""
    isi = teks or ""
    return isi[:-1] + str((int(isi[-1]) + 1) % 10) if isi[-1:].isdigit() else isi + "1"


def _property(nama: str) -> Callable[[Sunting], None]:
    return lambda b: b.property(nama, _next)


# -- the seal's own sheet --------------------------------------------------------------------------------------------


def _seal(jenis: str) -> Tempat:
    return seal_sheet(), (BARIS_SEGEL.index(jenis), 1)


def _paste_seal(b: Sunting, _d: Denah, lain: Sunting) -> list[str]:
    for jenis in BARIS_SEGEL:
        b.put(_seal(jenis), lain.get(_seal(jenis)))
    return [seal_sheet(), seal_place("serial"), seal_place("kode_wilayah")]


def _paste_seal_whole(b: Sunting, d: Denah, lain: Sunting) -> list[str]:
    _paste_seal(b, d, lain)
    b.property(PROPERTI_SEGEL, lambda _: lain.get_property(PROPERTI_SEGEL))
    return [seal_place("serial"), seal_place("kode_wilayah")]


def _turned(teks: str) -> str:
    return ("A" if teks[0] != "A" else "B") + teks[1:]


def _on_seal(isi: object) -> Ubah:
    return _do(lambda b: b.put((seal_sheet(), (len(BARIS_SEGEL) + 2, 3)), isi), seal_sheet())


_SEAL: dict[str, Rusak] = {
    "tenggat": Rusak("tenggat", _set(_seal("tenggat"), _to("2027-12-31"))),
    "nomor seri pada segel": Rusak("nomor seri", _set(_seal("serial"), _to("00000-00000"))),
    "sidik instrumen pada segel": Rusak("sidik instrumen", _set(_seal("instrumen_sidik"), _to("0" * 16))),
    "Data Umum pada segel": Rusak("Data Umum", _set(_seal("data_umum"), _to("{}"))),
    "bentuk baku pada segel": Rusak("sidik isi", _set(_seal("kanonik"), lambda x: x[:-1] + "gh"[x[-1] == "g"])),
    "kunci pada segel": Rusak("kunci", _set(_seal("kunci"), _to("0" * 32))),
    "tanda tangan": Rusak("tanda tangan", _set(_seal("tanda"), lambda x: x[4:8] + x[:4] + x[8:])),
    "versi segel": Rusak("versi segel", _do(lambda b: b.put(_seal("segel"), "2"), seal_sheet())),
    "segel kecamatan lain": Rusak("segel ditukar", _paste_seal),
    "segel kecamatan lain seutuhnya": Rusak("segel ditukar", _paste_seal_whole),
    "segel dihapus": Rusak("segel dihapus", _do(lambda b: b.remove(seal_sheet()), seal_sheet())),
    "segel ditampakkan": Rusak("segel diubah", _do(lambda b: b.status(seal_sheet(), "visible"), seal_sheet())),
    "sel ditambah pada segel": Rusak("segel diubah", _on_seal("x")),
    "rumus ditambah pada segel": Rusak("segel diubah", _on_seal("=1+1")),
    "nama setempat pada segel": Rusak("nama setempat", _do(
        lambda b: b.name("nilai", "99", seal_sheet()), f"{seal_sheet()}!nilai")),
    "segel di properti": Rusak("properti", _do(
        lambda b: b.property(PROPERTI_SEGEL, lambda x: f"{x[:2]}{_turned(x[2:])}"), seal_place("tanda"))),
}  # fmt: skip


# -- harmless: the same workbook as another program writes it --------------------------------------------------------


def _rewrite(asal: Path, tujuan: Path, ubah: Callable[[str, str, list[str]], str]) -> Path:
    """A copy with every XML part changed as text: ubah(part, xml, shared strings as inner XML of <si>)."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as baru:
        teks = re.findall(r"<si>(.*?)</si>", lama.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        for bagian in lama.namelist():
            baru.writestr(bagian, ubah(bagian, lama.read(bagian).decode(), teks))
    return tujuan


def inline_strings(asal: Path, tujuan: Path) -> Path:
    """Shared strings written into their cells."""

    def ubah(bagian: str, xml: str, teks: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        return re.sub(r' t="s"><v>(\d+)</v>', lambda m: f' t="inlineStr"><is>{teks[int(m[1])]}</is>', xml)

    return _rewrite(asal, tujuan, ubah)


def rich_text(asal: Path, tujuan: Path) -> Path:
    """Every shared string cut into two runs of which one is bold, with a phonetic run behind."""

    def potong(m: re.Match[str]) -> str:
        isi = html.unescape(m[1])
        a, b = (html.escape(x, quote=False) for x in (isi[: len(isi) // 2], isi[len(isi) // 2 :]))
        jaga = ' xml:space="preserve"'
        return (f"<si><r><rPr><b/></rPr><t{jaga}>{a}</t></r><r><t{jaga}>{b}</t></r>"
                '<rPh sb="0" eb="1"><t>x</t></rPh></si>')

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if bagian != "xl/sharedStrings.xml":
            return xml
        return re.sub(r"<si><t[^>]*>(.*?)</t></si>", potong, xml, flags=re.DOTALL)

    return _rewrite(asal, tujuan, ubah)


def shared_formulas(asal: Path, tujuan: Path) -> Path:
    """Every formula as a shared one with attributes of its own, and attributes of cells in another order."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        nomor = iter(range(10**6))
        xml = re.sub(r'<c r="([A-Z]+\d+)"((?: [a-z]+="[^"]*")*)><f>', lambda m: (
            f'<c cm="0"{m[2]} vm="0" r="{m[1]}"><f ca="1" ref="{m[1]}:{m[1]}" si="{next(nomor)}" t="shared">'), xml)
        return re.sub(r'<row r="(\d+)"', r'<row hidden="0" x="1" r="\1"', xml)

    return _rewrite(asal, tujuan, ubah)


def copied_formulas(asal: Path, tujuan: Path) -> Path:
    """Formulas that read alike below each other stored once, as Excel does when they were filled down."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        rumus = {m[1]: html.unescape(m[2]) for m in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>', xml)}
        ganti: dict[str, str] = {}
        for sel, teks in rumus.items():
            if sel in ganti or "!" in sel:
                continue
            huruf, nomor = re.fullmatch(r"([A-Z]+)(\d+)", sel).groups()  # type: ignore[union-attr]
            ikut = [sel]
            while (kini := f"{huruf}{int(nomor) + len(ikut)}") in rumus and kini not in ganti and rumus[kini] == (
                    Translator("=" + teks, sel).translate_formula(kini)[1:]):
                ikut.append(kini)
            if len(ikut) > 1:
                si = len(ganti)
                ganti[sel] = f'<f t="shared" ref="{sel}:{ikut[-1]}" si="{si}">{html.escape(teks, quote=False)}</f>'
                ganti |= {k: f'<f t="shared" si="{si}"/>' for k in ikut[1:]}
        return re.sub(r'(<c r="([A-Z]+\d+)"[^>]*>)(<f>[^<]*</f>)', lambda m: m[1] + ganti.get(m[2], m[3]), xml)

    return _rewrite(asal, tujuan, ubah)


def other_habits(asal: Path, tujuan: Path) -> Path:
    """Prefixed names, single quotes, comments, CDATA, a type stated for numbers, numbers with exponent."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not re.match(r"xl/(worksheets/sheet|sharedStrings)", bagian):
            return xml
        xml = re.sub(r'(<c r="[A-Z]+\d+"(?: s="\d+")?)>(<f>[^<]*</f>)?<v>(-?[0-9.]+)</v>', lambda m: (
            f'{m[1]} t="n">{m[2] or ""}<!-- x --><v>{float(m[3]):.16E}</v>'), xml)
        xml = re.sub(r"<t>([^<&]+)</t>", r"<t><![CDATA[\1]]></t>", xml)
        potongan = re.split(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<[^>]+>)", xml, flags=re.DOTALL)
        return "".join(_prefixed(x) if x.startswith("<") and x[1] not in "!?" else x for x in potongan)

    return _rewrite(asal, tujuan, ubah)


def _prefixed(tag: str) -> str:
    """One tag of the main namespace under a prefix, attributes in single quotes."""
    if ":" not in tag.split(" ", 1)[0].split(">")[0]:
        tag = re.sub(r"^(</?)", r"\1u:", tag)
    tag = tag.replace(' xmlns="', ' xmlns:u="')
    return re.sub(r'="([^"\']*)"', r"='\1'", tag)


def other_parts(asal: Path, tujuan: Path) -> Path:
    """Sheets and strings under other names, found by their relationships only."""

    def baru(teks: str) -> str:
        return re.sub(r"worksheets/sheet(\d+)\.xml", r"worksheets/Lembar_\1.xml", teks).replace(
            "sharedStrings.xml", "teks.xml")

    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as z:
        for bagian in reversed(lama.namelist()):
            isi = lama.read(bagian).decode()
            nama = baru(bagian).replace("_rels/sheet", "_rels/Lembar_")
            z.writestr(nama, baru(isi) if bagian.endswith(".rels") or bagian.startswith("[Content") else isi)
    return tujuan


LAIN_TULIS: dict[str, Callable[[Path, Path], Path]] = {
    "teks sisipan": inline_strings, "teks kaya": rich_text, "rumus bersama": shared_formulas,
    "rumus disalin": copied_formulas, "kebiasaan lain": other_habits, "nama bagian lain": other_parts,
}
