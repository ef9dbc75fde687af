"""Sheets the add-in adds to an open workbook, and the form that asks for an office: names, headers, widths, colours.

They are no part of any described workbook: reading, checking and comparing pass them by. A sheet is ours by our mark,
never by its name alone: the workbook's name `kinerja_lembar_catatan` leads to it, and it is still called as we called
it. A second name holds what we wrote there, so that a sheet somebody has written on is never cleared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from kinerja_core.lembar.tema import BIRU_TUA, JINGGA, KUNING, PUTIH
from kinerja_core.xlsx.buku import LembarBuku, alamat, kutip_lembar, pecah_rujukan


@dataclass(frozen=True)
class LembarTambahan:
    """One table of the add-in's own: the sheet, its mark, header, widths in characters, which column wraps."""

    nama: str
    kunci: str
    kepala: tuple[str, ...]
    lebar: tuple[float, ...]
    bungkus: tuple[int, ...] = ()

    def kolom(self, kepala: str) -> int:
        """1-based column of a header; ValueError when there is none."""
        return self.kepala.index(kepala) + 1

    @property
    def tanda(self) -> str:
        """The defined name that leads to the sheet."""
        return _TANDA + self.kunci

    @property
    def tanda_isi(self) -> str:
        """The defined name that holds what we wrote there (`digest_of`)."""
        return _TANDA_ISI + self.kunci


#: Workbook-level names that mark our sheets, and those that hold the digest of what we wrote on them.
_TANDA, _TANDA_ISI = "kinerja_lembar_", "kinerja_isi_"
_SIDIK = re.compile(r'"[0-9a-f]{16}"')

HASIL = LembarTambahan("Hasil Hitung Ulang", "hasil", ("Hasil", "Kode", "Tempat", "Menurut inti", "Menurut buku",
                       "Keadaan"), (70, 8, 24, 18, 18, 10), (0,))
CATATAN = LembarTambahan("Catatan", "catatan", ("Kode", "Tingkat", "Tempat", "Catatan", "Cara memperbaiki"),
                         (8, 17, 26, 60, 50), (3, 4))
KOMPUTER = LembarTambahan("Cek Komputer", "komputer", ("Yang diperiksa", "Keadaan", "Keterangan"),
                          (34, 14, 90), (2,))
TAMBAHAN = (HASIL, CATATAN, KOMPUTER)

#: The form that asks whose a new workbook is: sheet, then label and key of each yellow cell.
FORMULIR, TANDA_FORMULIR = "Buku Baru", _TANDA + "formulir"
KOLOM_FORMULIR = (
    ("Kode wilayah (PP.KK.CC)", "kode_wilayah"), ("Nama kecamatan", "nama"), ("Kabupaten/Kota", "kabupaten"),
    ("Provinsi", "provinsi"), ("Alamat kantor", "alamat"), ("Tahun", "tahun"),
    ("Instrumen (untuk Kertas Kerja)", "instrumen"),
)
#: What stands below the form: the names that may be typed into its last cell.
PILIHAN_FORMULIR = "Instrumen yang terpasang:"
JUDUL_FORMULIR = "Isi sel kuning, lalu klik tombol yang sama sekali lagi."
LEBAR_FORMULIR, BARIS_FORMULIR = (30, 50), 3
WARNA_KEPALA, WARNA_HURUF_KEPALA, WARNA_BEDA, WARNA_ISIAN = BIRU_TUA, PUTIH, JINGGA, KUNING


#: Defined name of a mark -> what the sheet it leads to is called.
_BERTANDA = {**{t.tanda: t.nama for t in TAMBAHAN}, TANDA_FORMULIR: FORMULIR}

#: The defined names to ask for when a workbook's names cannot be had all at once.
TANDA = tuple(_BERTANDA)


def names_for(nama: str) -> Iterator[str]:
    """What a sheet of ours may be called: "Catatan", "Catatan (2)", "Catatan (3)" ..."""
    return (nama if n == 1 else f"{nama} ({n})" for n in count(1))


def marked_sheet(tanda: str, rujukan: str) -> str | None:
    """The sheet a mark leads to; None when it leads nowhere ("#REF!") or to a sheet that is not called as ours are.

    A sheet that was given another name was kept on purpose: it is no longer ours.
    """
    tempat = pecah_rujukan(rujukan)
    cocok = tempat and re.fullmatch(rf"{re.escape(_BERTANDA[tanda])}( \(\d+\))?", tempat[0])
    return tempat[0] if tempat and cocok else None


def added_sheets(nama: Mapping[str, str]) -> frozenset[str]:
    """The sheets the add-in added, by the marks among a workbook's defined names (name -> reference)."""
    return frozenset(s for t in _BERTANDA if (s := marked_sheet(t, nama.get(t, ""))) is not None)


def is_mark(nama: str, rujukan: str) -> bool:
    """Is that defined name nothing but a mark of ours? It holds a cell of our sheet, "#REF!" after that sheet was
    deleted, or a digest; the same name over anything else is not."""
    if nama in _BERTANDA:
        hilang = "#REF!" in rujukan and "(" not in rujukan
        return hilang or pecah_rujukan(rujukan) is not None
    return nama in {t.tanda_isi for t in TAMBAHAN} and _SIDIK.fullmatch(rujukan) is not None


def mark_reference(lembar: str) -> str:
    """The reference a mark holds: the first cell of the sheet, without "="."""
    return f"{kutip_lembar(lembar)}!$A$1"


def digest_of(lembar: LembarBuku) -> str:
    """What stands on a sheet, as sixteen signs: the same after any program saved and opened it again.

    Texts without their line ends, numbers with twelve digits, formulas as they are; blank cells do not count.
    """
    isi = {p: v for p, v in lembar.nilai.items() if v is not None and v != ""}
    baris = [f"{alamat(p)}={lembar.rumus[p]}" if p in lembar.rumus else f"{alamat(p)} {_steady(isi[p])}"
             for p in sorted(isi.keys() | lembar.rumus.keys())]
    return hashlib.sha256("\n".join(baris).encode("utf-8", "replace")).hexdigest()[:16]


def _steady(nilai: object) -> str:
    if isinstance(nilai, float | int) and not isinstance(nilai, bool):
        return f"{nilai:.12g}"
    return " ".join(str(nilai).split())
