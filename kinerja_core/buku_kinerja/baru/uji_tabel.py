"""Checks of the tables of Kantor, Laporan and an audit, and of the settings: a line each on the sheet Olah Tabel.

They are those that follow from the plan's columns; a cell that names a row of another table is asked whether it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kinerja_core.buku_kinerja.baru.baris import DISEBUT, PROFIL_KANTOR
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.tempat import AWAL, KEPALA, KOLOM_TABEL, OLAH_TABEL, Blok, TempatBaru
from kinerja_core.buku_kinerja.baru.uji import KATALOG_SEMUA, Kata, Ucap
from kinerja_core.buku_kinerja.baru.urai import names_a_row, says
from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana
from kinerja_core.buku_kinerja.uji_baris import BATAS_PANJANG, daftar_uji, nesting
from kinerja_core.buku_kinerja.uji_dasar import UjiBaris, shorten_to_formula, text_formula
from kinerja_core.dasar.excelmath import clean_text, shorten_to
from kinerja_core.lembar.denah import Isi, Lembar, Rumus

#: What a used row of a table is called where it stands, for its words.
_PANJANG = 60


@dataclass(frozen=True)
class UjiTabel:
    """One check of a row of a table."""

    tabel: Tabel
    kolom: Kolom
    kode: str
    isi: UjiBaris | None
    label: str
    panjang: int

    def evaluate(self, isi: IsiBuku, r: Rencana, slot: str) -> Kata | None:
        """(a, b) where it fails, else None."""
        nilai = isi.nilai(slot, self.kolom.kunci)
        if self.isi is not None:
            if self.kode == "BRS02":  # a cell that names no row is filled all the same
                return None if says(nilai) else ("", self.label)
            return self.isi.evaluate(r, slot)
        gagal = isinstance(nilai, str) and clean_text(nilai) and not names_a_row(
            isi, *DISEBUT[(self.tabel.kunci, self.kolom.kunci)], clean_text(nilai))
        return (shorten_to(clean_text(nilai), self.panjang), "") if gagal else None

    def render(self, r: RujukanTabel) -> str:
        """True where it fails."""
        if self.isi is not None:
            return self.isi.render(r)
        x = text_formula(r.mentah(self.kolom.kunci), r.nbsp)
        return f'IF(ISTEXT({r.mentah(self.kolom.kunci)}),{unknown_formula(*DISEBUT[self._kunci], x)},FALSE)'

    @property
    def _kunci(self) -> tuple[str, str]:
        return self.tabel.kunci, self.kolom.kunci

    def words(self, r: RujukanTabel) -> Ucap:
        """Formulas of (a, b); None for what was typed and the label."""
        if self.isi is None or self.isi.umum:
            return None, None
        return self.isi.pesan_a(r), self.isi.pesan_b(r)


def unknown_formula(tabel: str, nama: str, teks: str) -> str:
    """Does a text that is no blank name no row of a table, by its name or its kode?"""
    kode = f'SUMPRODUCT(--("{TABEL[tabel].awalan}"&RIGHT("00"&kolom_{tabel}_kode,3)={teks}))'
    return f'IF({teks}="",FALSE,SUMPRODUCT(--(kolom_{tabel}_{nama}={teks}))+{kode}=0)'


class RujukanTabel:
    """Places of one row of a table, or of a setting, as the checks ask for them."""

    level = level_induk = batas = capaian = "0"

    def __init__(self, t: TempatBaru, b: Blok | None, n: int) -> None:
        self.t, self.b, self.n = t, b, n

    @property
    def nbsp(self) -> str:
        """A no-break space."""
        return self.t.nbsp

    @property
    def terpakai(self) -> str:
        """1 when any input of the row is filled."""
        if self.b is None:
            return "1"
        isi = ",".join(self.mentah(k.kunci) for k in self.b.kolom)
        return f"IF(COUNTA({isi})>0,1,0)"

    @property
    def sendiri(self) -> str:
        """Its own slot."""
        return f'"{self.b.tabel.slot(self.n)}"' if self.b else f'"{PROFIL}"'

    def mentah(self, kunci: str, /) -> str:
        """An input as typed."""
        return f"INDEX(kolom_{self.b.tabel.kunci}_{kunci},{self.n})" if self.b else self.t.setting(kunci)

    def bersih(self, kunci: str, /) -> str:
        """The input where it is a number, else its text."""
        tabel, mentah = self.b.tabel if self.b else PROFIL_KANTOR, self.mentah(kunci)
        return mentah if tabel.menurut_kunci[kunci].is_number else text_formula(mentah, self.nbsp)

    def daftar(self, nama: str, /) -> str:
        """Range of a list."""
        return self.t.daftar(nama)

    def slot(self, tabel: str, /) -> str:
        """Never asked: rows are named in words."""
        raise ValueError(tabel)

    kepakai = slot


@lru_cache(maxsize=16)
def in_words(tabel: Tabel) -> Tabel:
    """A table whose columns that name rows of others hold text: they name them in words."""
    return replace(tabel, kolom=tuple(replace(k, jenis="teks", ke=()) if k.jenis == "rujukan" else k
                                      for k in tabel.kolom))


@lru_cache(maxsize=64)
def checks_of_table(tabel: Tabel, kolom: tuple[str, ...]) -> tuple[UjiTabel, ...]:
    """The checks of a table's columns, obligatory ones first."""
    hasil = []
    for kunci in kolom:
        k = tabel.menurut_kunci[kunci]
        hasil += [UjiTabel(tabel, k, u.kode, u, u.label, u.panjang) for u in daftar_uji(in_words(tabel), (kunci,))]
        if (tabel.kunci, kunci) in DISEBUT:
            hasil.append(UjiTabel(tabel, k, "URA10", None, k.label, _PANJANG))
    return tuple(sorted(hasil, key=lambda u: KATALOG_SEMUA[u.kode].tingkat != "wajib"))


@dataclass(frozen=True)
class BarisTabel:
    """One line of Olah Tabel: a row of a table or a setting, with its checks."""

    blok: Blok | None
    n: int
    uji: tuple[UjiTabel, ...]

    @property
    def slot(self) -> str:
        """Slot of the row."""
        return self.blok.tabel.slot(self.n) if self.blok else PROFIL

    def failing(self, isi: IsiBuku, r: Rencana) -> list[UjiTabel]:
        """Every failing check; none where nothing is filled."""
        if self.blok and all(isi.nilai(self.slot, k.kunci) is None for k in self.blok.kolom):
            return []
        return [u for u in self.uji if u.evaluate(isi, r, self.slot) is not None]

    def first_of(self, isi: IsiBuku, r: Rencana) -> int:
        """The number of the first failing check; 0 when none fails or nothing is filled."""
        gagal = self.failing(isi, r)
        return self.uji.index(gagal[0]) + 1 if gagal else 0


def lines_of(t: TempatBaru) -> Iterator[BarisTabel]:
    """Every line of Olah Tabel, in order: the settings, then the tables."""
    for k in PROFIL_KANTOR.kolom:
        if k.kunci in t.profil:
            yield BarisTabel(None, t.profil[k.kunci][0] - AWAL + 1, checks_of_table(PROFIL_KANTOR, (k.kunci,)))
    for b in t.blok:
        uji = checks_of_table(b.tabel, tuple(k.kunci for k in b.kolom))
        for n in range(1, t.isi.ruang[b.tabel.kunci] + 1):
            yield BarisTabel(b, n, uji)


def catalogue_of(t: TempatBaru) -> list[tuple[Blok | None, UjiTabel]]:
    """Every check of the tables, once per table, as the catalogue on Referensi has them behind those of the rows."""
    hasil: list[tuple[Blok | None, UjiTabel]] = [
        (None, u) for k in PROFIL_KANTOR.kolom if k.kunci in t.profil
        for u in checks_of_table(PROFIL_KANTOR, (k.kunci,))]
    for b in t.blok:
        hasil += [(b, u) for u in checks_of_table(b.tabel, tuple(k.kunci for k in b.kolom))]
    return hasil


def _offsets(t: TempatBaru, sebelum: int) -> dict[tuple[str, str], int]:
    """Where the checks of each table, and of each setting, begin in the catalogue."""
    hasil: dict[tuple[str, str], int] = {}
    for n, (b, u) in enumerate(catalogue_of(t), start=sebelum):
        hasil.setdefault((b.tabel.kunci, "") if b else (PROFIL, u.kolom.kunci), n)
    return hasil


def _number(t: TempatBaru, x: BarisTabel) -> list[str]:
    """The number of the first failing check as one or two formulas."""
    r = RujukanTabel(t, x.blok, x.n)
    hasil: list[str] = []
    sisa = list(enumerate(x.uji, start=1))
    while sisa:
        for banyak in range(len(sisa), 0, -1):
            rumus = "0"
            for nomor, u in reversed(sisa[:banyak]):
                rumus = f"IF({u.render(r)},{nomor},{rumus})"
            rumus = f"IF({r.terpakai}=0,0,{rumus})"
            if len(rumus) <= BATAS_PANJANG and nesting(rumus) <= 60:
                break
        hasil.append(rumus)
        sisa = sisa[banyak:]
    return hasil or ["0"]


def _cells(t: TempatBaru, x: BarisTabel, baris: int, awal: int, wajib: int) -> dict[str, Isi]:
    def c(nama: str, geser: int = 0) -> str:
        return t.olah_tabel(nama, baris + geser)
    r, rumus = RujukanTabel(t, x.blok, x.n), _number(t, x)
    if len(rumus) > 2:
        raise ValueError(f"{x.slot}: pemeriksaan membutuhkan {len(rumus)} rumus")
    isi: dict[str, Isi] = {f"p{m}": Rumus(y) for m, y in enumerate(rumus, start=1)}
    pertama = f"IF({c('p1')}>0,{c('p1')},{c('p2')})" if len(rumus) > 1 else c("p1")
    kunci = ("uji", x.blok.tabel.kunci if x.blok else PROFIL, x.n)
    isi["x"] = Rumus(pertama, kunci)
    isi["k"] = Rumus(f"IF({c('x')}=0,0,{awal}+{c('x')})")
    a, b = shorten_to_formula(c("t"), f"INDEX(kat_panjang,{c('k')})"), f"INDEX(kat_label,{c('k')})"
    for m, u in enumerate(x.uji, start=1):
        a, b = (f"IF({c('x')}={m},{baru},{lama})" if baru else lama
                for baru, lama in zip(u.words(r), (a, b), strict=True))
    sel = "" if x.blok else t.setting(PROFIL_KANTOR.kolom[x.n - 1].kunci)
    if x.blok:
        sel = f"INDEX(blok_{x.blok.tabel.kunci},{x.n},INDEX(kat_kolom,{c('k')}))"
    isi["t"] = Rumus(f'IF({c("x")}=0,"",{text_formula(sel, t.nbsp)})')
    isi["a"], isi["b"] = Rumus(f'IF({c("x")}=0,"",{a})'), Rumus(f'IF({c("x")}=0,"",{b})')
    lalu = (c("fw", -1), c("fc", -1)) if baris > 1 else ("0", "0")
    isi["fw"] = Rumus(f"{lalu[0]}+IF(AND({c('x')}>0,{c('x')}<={wajib}),1,0)")
    isi["fc"] = Rumus(f"{lalu[1]}+IF({c('x')}>{wajib},1,0)")
    return isi


def sheet_olah_tabel(t: TempatBaru, sebelum: int) -> Lembar:
    """A line for each row of each table; `sebelum`: checks that stand before theirs in the catalogue."""
    lembar = Lembar(OLAH_TABEL, status="tersembunyi")
    lembar.put(0, 0, f"{OLAH_TABEL} (otomatis, jangan diubah)", "subjudul")
    lembar.put_row(KEPALA, list(KOLOM_TABEL), "mesin_kepala", 1)
    awal = _offsets(t, sebelum)
    for baris, x in enumerate(lines_of(t), start=1):
        kunci = (x.blok.tabel.kunci, "") if x.blok else (PROFIL, PROFIL_KANTOR.kolom[x.n - 1].kunci)
        wajib = sum(KATALOG_SEMUA[u.kode].tingkat == "wajib" for u in x.uji)
        isi = _cells(t, x, baris, awal.get(kunci, 0), wajib)
        lembar.put(AWAL + baris - 1, 0, (x.blok.awal if x.blok else AWAL) + x.n, "mesin")
        for m, nama in enumerate(KOLOM_TABEL, start=1):
            if nama in isi:
                lembar.put(AWAL + baris - 1, m, isi[nama], "mesin")
    return lembar
