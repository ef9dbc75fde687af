"""The nomenclature of urusan 7.01 Kecamatan as data: codes of program, kegiatan, sub kegiatan and their names.

Codes are 7.01.PP, 7.01.PP.2.KK and 7.01.PP.2.KK.SSSS; a two-digit tail (2021) is the same sub kegiatan as the
four-digit one (01 is 0001). A row that stands in one source only says terkonfirmasi = false and why: a check may
ask about it, never call it wrong. Names are compared normalised, codes decide.

Dasar: Permendagri 90/2019; Kepmendagri 050-5889 Tahun 2021; Kepmendagri 900.1.15.5-1317 Tahun 2023; domain.md 2.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from kinerja_core.dasar.beku import Beku, bidang
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import Nilai, clean_text
from kinerja_core.instrumen.model import read_as_model, templat_dir

JenisNomenklatur = Literal["Program", "Kegiatan", "Sub Kegiatan"]

#: What a code is, told by how many groups of digits it has.
JENIS_MENURUT_RUAS: dict[int, JenisNomenklatur] = {3: "Program", 5: "Kegiatan", 6: "Sub Kegiatan"}
BERKAS = "nomenklatur_7_01.toml"

_KODE = re.compile(r"([0-9])\.([0-9]{2})\.([0-9]{2})(?:\.([12])\.([0-9]{2})(?:\.([0-9]{2}|[0-9]{4}))?)?")
_PEMISAH = re.compile(r"[. ]+")
_KODE_DI_DEPAN = re.compile(r"^[0-9]+(?:[. ]+[0-9]+)+\b[\s.:–-]*")
_TINGKAT_DI_DEPAN = re.compile(r"^\W*(?:program|sub\W*kegiatan|kegiatan)\b")
#: Spellings of one word that official texts and documents mix; the right side is compared. Letters only.
EJAAN = (
    ("ifitas", "ivitas"), ("ketentraman", "ketenteraman"), ("perijinan", "perizinan"), ("kabkota", "kabupatenkota"),
)


class Nomenklatur(Beku):
    """One row: `kode` in the normal form, official `nama`, the kunci of its `sumber`; `catatan` says what is open."""

    kode: str
    jenis: JenisNomenklatur
    nama: str = bidang(min_length=1)
    terkonfirmasi: bool
    sumber: tuple[str, ...] = bidang(min_length=1)
    catatan: str = ""

    def _check(self) -> None:
        if self.kode != normal_kode(self.kode):
            raise ValueError(f"kode {self.kode} tidak dalam bentuk baku")
        if JENIS_MENURUT_RUAS[self.kode.count(".") + 1] != self.jenis:
            raise ValueError(f"jenis {self.jenis} tidak sesuai dengan kode {self.kode}")
        if not self.terkonfirmasi and not self.catatan:
            raise ValueError(f"{self.kode} belum terkonfirmasi dan harus menyebut catatan")


class DaftarNomenklatur(Beku):
    """The whole file: where it comes from, since when it counts, and its rows in code order."""

    versi: str = bidang(min_length=1)
    dasar_hukum: tuple[str, ...] = bidang(min_length=1)
    berlaku: str = bidang(min_length=1)
    catatan: tuple[str, ...] = ()
    daftar_sumber: dict[str, str]
    nomenklatur: tuple[Nomenklatur, ...] = bidang(min_length=1)

    def _check(self) -> None:
        kode = [n.kode for n in self.nomenklatur]
        if salah := next((b for a, b in pairwise(kode) if a >= b), ""):
            raise ValueError(f"kode {salah} berulang atau tidak urut")
        ada = {"", *kode}
        if yatim := next((k for k in kode if induk_kode(k) not in ada), ""):
            raise ValueError(f"induk kode {yatim} tidak ada")
        if asing := sorted({s for n in self.nomenklatur for s in n.sumber} - set(self.daftar_sumber)):
            raise ValueError(f"sumber {asing[0]} tidak ada dalam daftar_sumber")


def load_nomenklatur(path: Path) -> DaftarNomenklatur:
    """The nomenclature of a .toml file; KinerjaError with every mistake and its place, or when it cannot be read."""
    return read_as_model(load_toml(path), DaftarNomenklatur)


@lru_cache(maxsize=1)
def berkas_nomenklatur() -> DaftarNomenklatur:
    """The nomenclature shipped with kinerja, read once; KinerjaError when the file is absent or faulty."""
    return load_nomenklatur(templat_dir() / BERKAS)


@lru_cache(maxsize=1)
def _menurut_kode() -> MappingProxyType[str, Nomenklatur]:
    return MappingProxyType({n.kode: n for n in berkas_nomenklatur().nomenklatur})


def daftar() -> tuple[Nomenklatur, ...]:
    """Every row in code order: a program, its kegiatan, each followed by its sub kegiatan."""
    return berkas_nomenklatur().nomenklatur


def normal_kode(teks: Nilai) -> str:
    """The code in its one form 7.01.02.2.01.0001; "" for what is no code of a program, kegiatan or sub kegiatan.

    Groups may be parted by points or spaces ("7 01 02 2.01 01" as the regulation prints them); a two-digit tail
    becomes four digits. Blank, a number, a tail of another length and a code with a name behind it give "".

    >>> normal_kode("7.01.02.2.01.01"), normal_kode("7 01 02 2.01"), normal_kode("7.01.2")
    ('7.01.02.2.01.0001', '7.01.02.2.01', '')

    Dasar: Kepmendagri 050-5889 Tahun 2021 (two digits) and 900.1.15.5-1317 Tahun 2023 (four digits).
    """
    cocok = _KODE.fullmatch(_PEMISAH.sub(".", clean_text(teks)).strip("."))
    if cocok is None:
        return ""
    ruas = [r for r in cocok.groups() if r is not None]
    if len(ruas) == 6:
        ruas[5] = ruas[5].zfill(4)
    return ".".join(ruas)


def induk_kode(kode: Nilai) -> str:
    """Code of the row above: kegiatan of a sub kegiatan, program of a kegiatan; "" for a program and for no code.

    >>> induk_kode("7.01.02.2.01.01"), induk_kode("7.01.02.2.01"), induk_kode("7.01.02")
    ('7.01.02.2.01', '7.01.02', '')

    Dasar: Permendagri 90/2019 (urusan, bidang urusan, program, kegiatan, sub kegiatan).
    """
    ruas = normal_kode(kode).split(".")
    return ".".join(ruas[: {6: 5, 5: 3}.get(len(ruas), 0)])


def cari(kode: Nilai) -> Nomenklatur | None:
    """The row of a code written with a two- or a four-digit tail; None for blank, no code, and a code not listed.

    None is not "wrong": kegiatan 7.01.03.2.06 is known with two of its sub kegiatan only.

    Dasar: Permendagri 90/2019 and its updates, urusan 7.01.
    """
    return _menurut_kode().get(normal_kode(kode))


def normal_nama(nama: Nilai) -> str:
    """A name as it is compared: letters and digits only, one spelling, no code and no level word in front; "" if blank.

    Spaces go too, so that "Non perizinan" is "Nonperizinan" and a word broken by a line end is whole again.
    """
    teks = _KODE_DI_DEPAN.sub("", clean_text(nama).casefold())
    while (sisa := _TINGKAT_DI_DEPAN.sub("", teks, count=1)) != teks:
        teks = sisa
    teks = "".join(h for h in teks if h.isalnum())
    for lain, baku in EJAAN:
        teks = teks.replace(lain, baku)
    return teks


def sama_nama(a: Nilai, b: Nilai) -> bool:
    """Are two names of a program, kegiatan or sub kegiatan the same name? A blank is no name: never the same.

    Case, punctuation, spaces, a code or the words Program/Kegiatan/Sub Kegiatan in front, and the mixed official
    spellings (`EJAAN`) do not count; another word does ("Barang Cetak" is not "Barang Cetakan").

    >>> sama_nama("Sub Kegiatan Peningkatan Efektifitas", "peningkatan efektivitas"), sama_nama("", "")
    (True, False)

    Dasar: domain.md 2 (match by code, compare names only after normalising).
    """
    kiri = normal_nama(a)
    return bool(kiri) and kiri == normal_nama(b)
