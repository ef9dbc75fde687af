"""Checks of rows in the workbook: their numbers and messages on the twins, the sorted list on Olah Uji."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kinerja_core.buku_kinerja.kolom import Tabel
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, JAUH, MASUKAN, LembarMasukan, TempatBuku
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, described, find_table
from kinerja_core.buku_kinerja.uji_baris import daftar_uji, number_formula, parts, special_formulas
from kinerja_core.buku_kinerja.uji_dasar import UjiBaris, shorten_to_formula, text_formula
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT
from kinerja_core.lembar.denah import Isi, Lembar, Rumus, cell_ref, range_ref
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI
from kinerja_core.xlsx.buku import kolom_huruf

#: Columns of the catalogue of row checks on Referensi.
R_LEMBAR, R_KODE, R_TINGKAT, R_KOLOM, R_LABEL, R_PANJANG, R_PESAN, R_MENDING, R_HURUF = range(9)
#: Columns of Olah Uji.
U_NR, U_KUNCI, U_UJI, U_LEMBAR, U_BARIS, U_PESAN = range(6)
#: One level in the key of an open check.
PER_TINGKAT = 1000000
#: First row of the catalogue below the tables of Referensi.
_JARAK = 18


class RujukanLembar:
    """Places of one row of an input sheet, as the checks ask for them."""

    def __init__(self, ptk: TempatBuku, s: LembarMasukan, n: int) -> None:
        self.ptk, self.s, self.n = ptk, s, n

    @property
    def terpakai(self) -> str:
        """1 when the row is used."""
        return self.ptk.olah(next(x for x in MASUKAN if x.tabel == self.s.tabel).nama, "terpakai", self.n)

    @property
    def sendiri(self) -> str:
        """The row's own slot."""
        return f'"{self.ptk.rencana.slots(self.s.tabel)[self.n]}"'

    @property
    def nbsp(self) -> str:
        """A no-break space."""
        return self.ptk.nbsp

    @property
    def level(self) -> str:
        """Level of a node."""
        return self.ptk.olah(p.SUSUNAN, "level", self.n)

    @property
    def level_induk(self) -> str:
        """Level of what a node names as its parent."""
        return self.ptk.olah(p.SUSUNAN, "level_induk", self.n)

    @property
    def batas(self) -> str:
        """How far from 0 a number of the indikator can be."""
        return self.ptk.olah(p.INDIKATOR, "batas", self.n)

    @property
    def capaian(self) -> str:
        """Capaian of the year."""
        return self.ptk.olah(p.REALISASI, "capaian", self.n)

    def mentah(self, kunci: str, /) -> str:
        """An input as typed."""
        return self.ptk.mentah(self.s.tabel, kunci, self.n)

    def bersih(self, kunci: str, /) -> str:
        """The cleaned input."""
        return self.ptk.bersih(self.s.tabel, kunci, self.n)

    def daftar(self, nama: str, /) -> str:
        """Range of a list."""
        return self.ptk.daftar(nama)

    def slot(self, tabel: str, /) -> str:
        """Range of the slots of a table."""
        return self.ptk.slot_kolom(tabel)

    def kepakai(self, tabel: str, /) -> str:
        """Range of the 1/0 of a table."""
        return self.ptk.terpakai_kolom(tabel)


class RujukanProfil(RujukanLembar):
    """The same for one line of Profil."""

    def __init__(self, ptk: TempatBuku) -> None:
        super().__init__(ptk, MASUKAN[0], 0)

    @property
    def terpakai(self) -> str:
        """Profil is always used."""
        return "1"

    def mentah(self, kunci: str, /) -> str:
        """A setting as typed."""
        return self.ptk.profil_mentah(kunci)

    def bersih(self, kunci: str, /) -> str:
        """A setting, cleaned."""
        return self.ptk.profil(kunci)


def sheet_checks(s: LembarMasukan) -> tuple[UjiBaris, ...]:
    """The checks an input sheet shows, in the order of their numbers."""
    return daftar_uji(TABEL[s.tabel], tuple(k.kunci for k in s.kolom))


def catalogue() -> list[tuple[str, UjiBaris, int]]:
    """(sheet, check, column of the input) for every input sheet, then Profil: the order of Referensi."""
    return _catalogue(described())


@lru_cache(maxsize=4)
def _catalogue(tabel: tuple[Tabel, ...]) -> list[tuple[str, UjiBaris, int]]:
    hasil = [(s.nama, u, s.posisi_kolom(u.kolom)) for s in MASUKAN for u in sheet_checks(s)]
    return hasil + [(p.LEMBAR_PROFIL, u, 2) for u in daftar_uji(tabel[0])]


def catalogue_start(ptk: TempatBuku) -> int:
    """First row of the catalogue on Referensi."""
    return ptk.referensi_bawah + _JARAK


def catalogue_range(ptk: TempatBuku, kolom: int) -> str:
    """One column of the catalogue."""
    awal = catalogue_start(ptk)
    return range_ref(LEMBAR_REFERENSI, (awal, kolom), (awal + len(catalogue()) - 1, kolom))


def offset(nama: str) -> int:
    """Checks that stand before those of a sheet in the catalogue."""
    return _offsets(described())[nama]


@lru_cache(maxsize=4)
def _offsets(tabel: tuple[Tabel, ...]) -> dict[str, int]:
    return {nama: n for n, (nama, _, _) in reversed(list(enumerate(_catalogue(tabel))))}


def put_catalogue(ptk: TempatBuku, lembar: Lembar) -> None:
    """The catalogue itself: kode, level, column, label, message, mend."""
    awal = catalogue_start(ptk)
    lembar.put_row(awal - 1, ["Lembar", "Kode", "Tingkat", "Kolom ke", "Yang diperiksa", "Panjang", "Pesan",
                              "Cara memperbaiki", "Kolom"], "kepala")
    urutan = {t: n for n, t in enumerate(SEBUTAN_TINGKAT, start=1)}
    for n, (nama, u, kolom) in enumerate(catalogue()):
        k = KATALOG_BARIS[u.kode]
        s = p.MENURUT_NAMA.get(nama)
        ke = kolom - s.kolom_pertama + 1 if s else kolom
        lembar.put_row(awal + n, [nama, u.kode, urutan[k.tingkat], ke, u.label, u.panjang, k.pesan, k.perbaikan,
                                  kolom_huruf(kolom)], "sel")


def _message(ptk: TempatBuku, idx: str, uji: str, a: str, b: str) -> str:
    pesan = f"INDEX({catalogue_range(ptk, R_PESAN)},{idx})"
    return f'IF({uji}=0,"",SUBSTITUTE(SUBSTITUTE({pesan},"{{a}}",{a}),"{{b}}",{b}))'


def _typed(ptk: TempatBuku, mentah: str, idx: str) -> str:
    """The typed value as a message shows it, cut to the length its check allows."""
    panjang = f"INDEX({catalogue_range(ptk, R_PANJANG)},{idx})"
    return shorten_to_formula(text_formula(mentah, ptk.nbsp), panjang)


def check_columns(ptk: TempatBuku, s: LembarMasukan, n: int) -> Mapping[str, Isi]:
    """Number and message of the first failing check of a row."""
    tabel, r = TABEL[s.tabel], RujukanLembar(ptk, s, n)
    kolom = tuple(k.kunci for k in s.kolom)
    isi: dict[str, Isi] = {}
    bagian, pangkal = parts(tabel, kolom), 0
    if len(bagian) > 3:
        raise ValueError(f"{s.nama}: pemeriksaan baris membutuhkan {len(bagian)} rumus")
    for m, kelompok in enumerate(bagian, start=1):
        isi[f"u{m}"] = Rumus(number_formula(tabel, r, kelompok, pangkal))
        pangkal += len(daftar_uji(tabel, kelompok))
    pertama = "0"
    for m in reversed(range(1, len(bagian) + 1)):
        ref = ptk.olah(s.nama, f"u{m}", n)
        pertama = f"IF({ref}>0,{ref},{pertama})"
    uji, slot = ptk.olah(s.nama, "uji", n), ptk.rencana.slots(s.tabel)[n]
    isi["uji"] = Rumus(pertama, ("uji", s.nama, slot))
    idx = f"{offset(s.nama)}+{uji}"
    baris = range_ref(s.nama, (AWAL + n, s.kolom_pertama), (AWAL + n, s.kolom_hasil - 1))
    mentah = f"INDEX({baris},1,INDEX({catalogue_range(ptk, R_KOLOM)},{idx}))"
    umum = (_typed(ptk, mentah, idx), f"INDEX({catalogue_range(ptk, R_LABEL)},{idx})")
    a, b = special_formulas(tabel, r, uji, umum, kolom)
    isi["a"], isi["b"] = Rumus(f'IF({uji}=0,"",{a})'), Rumus(f'IF({uji}=0,"",{b})')
    isi["pesan"] = Rumus(_message(ptk, idx, uji, ptk.olah(s.nama, "a", n), ptk.olah(s.nama, "b", n)))
    return isi


def profile_columns(ptk: TempatBuku, n: int) -> Mapping[int, Isi]:
    """The same for one line of Profil: number in column 4, message in column 5."""
    profil, r = find_table(PROFIL), RujukanProfil(ptk)
    k = profil.kolom[n]
    pangkal = sum(len(daftar_uji(profil, (x.kunci,))) for x in profil.kolom[:n])
    uji = cell_ref(f"Olah {p.LEMBAR_PROFIL}", (AWAL + n, 4))
    idx = f"{offset(p.LEMBAR_PROFIL)}+{uji}"
    a, b = _typed(ptk, r.mentah(k.kunci), idx), f"INDEX({catalogue_range(ptk, R_LABEL)},{idx})"
    return {4: Rumus(number_formula(profil, r, (k.kunci,), pangkal), ("uji_profil", k.kunci)),
            5: Rumus(_message(ptk, idx, uji, f"({a})", b))}


def check_rows(ptk: TempatBuku) -> list[tuple[str, int, str, str]]:
    """Every row that is checked: (sheet, row, cell of its number, cell of its message)."""
    hasil = [(s.nama, AWAL + n, ptk.olah(s.nama, "uji", n), ptk.olah(s.nama, "pesan", n))
             for s in MASUKAN for n in range(ptk.baris(s.tabel))]
    olah = f"Olah {p.LEMBAR_PROFIL}"
    return hasil + [(p.LEMBAR_PROFIL, AWAL + n, cell_ref(olah, (AWAL + n, 4)), cell_ref(olah, (AWAL + n, 5)))
                    for n in range(len(find_table(PROFIL).kolom))]


def uji_range(ptk: TempatBuku, kolom: int) -> str:
    """One column of Olah Uji."""
    banyak = sum(ptk.baris(s.tabel) for s in MASUKAN) + len(find_table(PROFIL).kolom)
    return range_ref(p.OLAH_UJI, (AWAL, kolom), (AWAL + banyak - 1, kolom))


def sheet_uji(ptk: TempatBuku) -> Lembar:
    """All checked rows under each other, with the key that brings open ones to the top."""
    lembar = Lembar(p.OLAH_UJI, status="tersembunyi")
    lembar.put(0, 0, f"{p.OLAH_UJI} (otomatis, jangan diubah)", "subjudul")
    tingkat = catalogue_range(ptk, R_TINGKAT)
    for n, (nama, baris, uji, pesan) in enumerate(check_rows(ptk), start=1):
        idx = f"{offset(nama)}+{uji}"
        lembar.put_row(AWAL + n - 1, [
            n, Rumus(f"IF({uji}=0,{JAUH + n},INDEX({tingkat},{idx})*{PER_TINGKAT}+{n})"),
            Rumus(f"IF({uji}=0,0,{idx})"), nama, baris + 1, Rumus(pesan)], "mesin")
    return lembar


def count_formula(ptk: TempatBuku, tingkat: int) -> str:
    """How many rows have an open check of a level (1 wajib, 2 cek, 3 keterangan)."""
    kunci = uji_range(ptk, U_KUNCI)
    return (f'COUNTIF({kunci},"<{(tingkat + 1) * PER_TINGKAT}")'
            f'-COUNTIF({kunci},"<{tingkat * PER_TINGKAT}")')
