"""Classes of a value: tables of lower bounds and what they are called, each rule in Python and as a formula.

Dasar: named on each table of `KLASIFIKASI`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kinerja_core.dasar.excelmath import Nilai, as_number, round_for_bound


@dataclass(frozen=True)
class Kelas:
    """A class and its lower bound; `termasuk`: a value at the bound belongs to it."""

    nama: str
    batas: float
    termasuk: bool


@dataclass(frozen=True)
class Klasifikasi:
    """A table of classes, lowest first, with the rule it comes from and the day from which that holds.

    The lowest class also takes what lies below its printed bound. ValueError unless bounds rise, have at most two
    decimals, and are all exclusive or all inclusive: the formula compares with one sign.
    """

    nama: str
    kelas: tuple[Kelas, ...]
    dasar_hukum: str
    berlaku: date
    catatan: str

    def __post_init__(self) -> None:
        naik = all(a.batas < b.batas for a, b in pairwise(self.kelas))
        if not self.kelas or not naik or any(k.batas != round_for_bound(k.batas) for k in self.kelas):
            raise ValueError(f"{self.nama}: batas harus menaik dan paling banyak dua desimal")
        if len({k.termasuk for k in self.kelas}) > 1:
            raise ValueError(f"{self.nama}: batas harus semuanya termasuk atau semuanya tidak termasuk")


def _classes(termasuk: bool, **batas: float) -> tuple[Kelas, ...]:
    return tuple(Kelas(nama.replace("_", " "), b, termasuk) for nama, b in batas.items())


_TANGGAL = "Tanggal berlaku (tanggal pengundangan) belum dicocokkan dengan Berita Negara."
KLASIFIKASI: dict[str, Klasifikasi] = {
    "capaian": Klasifikasi(
        "Predikat capaian kinerja",
        _classes(False, Sangat_Rendah=0, Rendah=50, Sedang=65, Tinggi=75, Sangat_Tinggi=90),
        "Permendagri 86/2017", date(2017, 9, 25),
        f"Tercetak sebagai bilangan bulat 91/76/66/51; di sini di atas 90/75/65/50 supaya tidak bercelah. {_TANGGAL}"),
    "akip": Klasifikasi(
        "Predikat AKIP", _classes(False, D=0, C=30, CC=50, B=60, BB=70, A=80, AA=90),
        "PermenPANRB 88/2021", date(2021, 12, 31), f"Batas bawah tidak termasuk: 70,00 masih B. {_TANGGAL}"),
    "skm": Klasifikasi(
        "Mutu pelayanan (SKM)", _classes(True, D=25, C=65, B=76.61, A=88.31),
        "PermenPANRB 14/2017", date(2017, 5, 12),
        "A Sangat Baik, B Baik, C Kurang Baik, D Tidak Baik. Di bawah 25,00 (mungkin dengan bobot 0,11): D. "
        + _TANGGAL),
}  # fmt: skip


def class_of(nilai: Nilai, klasifikasi: Klasifikasi) -> str | None:
    """Name of the class of a value rounded with ROUND(ROUND(x,6),2); None for what is no number."""
    angka = as_number(nilai)
    if angka is None:
        return None
    bulat = round_for_bound(angka)
    tercapai = [k for k in klasifikasi.kelas if bulat > k.batas or (k.termasuk and bulat == k.batas)]
    return (tercapai or klasifikasi.kelas[:1])[-1].nama


def class_formula(nilai: str, batas: str, nama: str, klasifikasi: Klasifikasi) -> str:
    """The same over the ranges of bounds and names, lowest class first (one column each).

    Bounds reached are counted: with ">" where the table's bounds are exclusive, with ">=" where they are inclusive.
    """
    tanda = ">=" if klasifikasi.kelas[0].termasuk else ">"
    urutan = f"MAX(1,SUMPRODUCT(--(ROUND(ROUND({nilai},6),2){tanda}{batas})))"
    return f'IF(ISNUMBER({nilai}),INDEX({nama},{urutan}),"")'
