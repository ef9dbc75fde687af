"""How far a number may go: two bounds for every input, from what its unit counts where the author names none.

Beyond `wajar` it is asked for (ISI15) and counted, beyond `maks` it is not counted (ISI08). Among the days around the
year of assessment a number beyond `maks` is a date somebody typed (ISI14), one beyond `wajar` may be (ISI24).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kinerja_core.dasar.excelmath import show_number

#: (what is counted, in words; words of the unit; wajar, maks). The first line with a word of the unit is taken.
USULAN: tuple[tuple[str, tuple[str, ...], float, float], ...] = (
    ("persen", ("%", "persen"), 100, 1000),
    ("wilayah", ("desa", "kelurahan", "wilayah", "nagari", "kampung", "gampong"), 60, 300),
    ("orang dan yang dilayani", ("orang", "jiwa", "penduduk", "kk", "keluarga", "pemohon", "pelayanan", "layanan",
                                 "peserta", "pengunjung", "warga"), 20_000, 1_000_000),
    ("kasus dan keluhan", ("kasus", "keluhan", "pengaduan", "aduan", "permasalahan", "masalah", "sengketa"),
     500, 5_000),
    ("dokumen", ("dokumen", "laporan", "berkas", "surat", "sop", "sk", "perdes", "rekomendasi", "data"), 500, 5_000),
    ("kegiatan dan rapat", ("kegiatan", "rapat", "pertemuan", "kali", "sosialisasi", "inovasi", "program", "prog",
                            "keg", "konsultasi", "kunjungan", "musyawarah", "iku", "tim", "pd"), 100, 1_000),
    ("waktu", ("hari", "bulan", "minggu", "jam"), 366, 3_660),
    ("nilai atau indeks", ("nilai", "angka", "indeks", "skor", "poin"), 100, 1_000),
)
#: The same for a jenis, where no word of the unit says more: wajar, maks.
USULAN_JENIS: dict[str, tuple[float, float]] = {
    "bulat": (1_000, 30_000), "desimal": (1_000, 30_000), "persen": (100, 100), "rupiah": (1e11, 1e13)}
#: Amounts at least this large are asked for where `maks` is as large: such a rupiah cell holds no price of one thing.
RUPIAH_BESAR = 1e8
#: An amount below this in such a cell was written in thousands or millions, or its thousands marks became decimals.
RUPIAH_TERKECIL = 100_000.0
#: Years before and behind the year of assessment whose days a typed date may be of.
TAHUN_SEBELUM, TAHUN_SESUDAH = 2, 10
#: Below the serial number of any day of such a window (2009).
SERIAL_TERKECIL = 40_000
_AWAL_SERIAL = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Batas:
    """Bounds of one input, min <= wajar <= maks; `fakta`: the fact of Data Umum it may not exceed either.

    `usulan`: its author named none of them, they are proposed here.
    """

    min: float
    wajar: float
    maks: float
    fakta: str = ""
    usulan: bool = False
    uang: bool = False

    @property
    def tanggal(self) -> float:
        """Above this a number among the days of `date_window` is a date: no money is asked for in such sums."""
        return 0.0 if self.uang else self.maks

    @property
    def ambigu(self) -> bool:
        """May a number be one of these days as well as a true count?"""
        return not self.uang and self.wajar < self.maks and self.maks >= SERIAL_TERKECIL

    @property
    def plain(self) -> tuple[float, float]:
        """Between which a number is told nothing by itself."""
        return max(self.min, RUPIAH_TERKECIL) if self.uang else self.min, self.wajar


def propose(jenis: str, satuan: str) -> tuple[float, float]:
    """(wajar, maks) from the unit, else from the jenis."""
    kata = re.findall(r"[a-z]+|%", satuan.lower())
    if jenis in {"bulat", "desimal"}:
        for _, tanda, wajar, maks in USULAN:
            if any(k in tanda for k in kata):
                return wajar, maks
    return USULAN_JENIS.get(jenis, USULAN_JENIS["bulat"])


def bounds(jenis: str, satuan: str, terkecil: float, wajar: float | None, maks: float | None, fakta: str) -> Batas:
    """The bounds of an input as its author says, what he leaves out proposed."""
    w, m = propose(jenis, satuan)
    if maks is not None:
        m, w = maks, min(w, maks) if wajar is None else wajar
    elif wajar is not None:
        m, w = max(m, wajar), wajar
    if wajar is None and w <= terkecil:
        w = m
    uang = jenis == "rupiah" and m >= RUPIAH_BESAR
    usulan = maks is None and wajar is None and jenis != "persen"  # a percentage has its bound by what it is
    return Batas(terkecil, min(w, m), m, fakta, usulan, uang)


def require_order(kecil: float, wajar: float | None, maks: float | None) -> None:
    """ValueError that says which bound is smaller than the one before it."""
    for nama, x in (("wajar", wajar), ("maks", maks)):
        if x is not None and x < kecil:
            raise ValueError(f"{nama} {show_number(x)} lebih kecil daripada batas bawahnya, {show_number(kecil)}")
    if wajar is not None and maks is not None and wajar > maks:
        raise ValueError(f"maks {show_number(maks)} lebih kecil daripada wajar, {show_number(wajar)}")


def date_window(tahun: int) -> tuple[int, int]:
    """(first, last) serial of the days a typed date may be of, as Excel counts them."""
    awal, akhir = (datetime.date(max(1901, tahun - TAHUN_SEBELUM), 1, 1),
                   datetime.date(min(9999, tahun + TAHUN_SESUDAH), 12, 31))
    return (awal - _AWAL_SERIAL).days, (akhir - _AWAL_SERIAL).days
