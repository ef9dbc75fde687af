"""Days, months and quarters: their names, a day in words, and a day read from what people type."""

from __future__ import annotations

import datetime
import re

from kinerja_core.dasar.excelmath import Nilai, as_number

BULAN = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
         "Desember")
#: The four quarters as (number, Roman numeral).
TRIWULAN = ((1, "I"), (2, "II"), (3, "III"), (4, "IV"))
#: Other names of months that people write.
_BULAN_LAIN = {"ags": 8, "agt": 8, "agts": 8, "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7,
               "august": 8, "october": 10, "december": 12, "pebruari": 2, "nopember": 11}
_AWAL_SERIAL = datetime.date(1899, 12, 30)
_TANGGAL = re.compile(r"(\d{1,2})[-/. ]([a-zA-Z]+|\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TERTUA, _TERMUDA = 2000, 2100


def show_date(x: str | datetime.date) -> str:
    """31 Desember 2026, from a day, or an ISO date or time; what is neither stays as it is.

    >>> show_date("2026-12-31T08:00:00"), show_date("besok")
    ('31 Desember 2026', 'besok')
    """
    try:
        hari = datetime.datetime.fromisoformat(x) if isinstance(x, str) else x
    except ValueError:
        return str(x)
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def month_number(nama: str) -> int:
    """1-12 from a month's name or its beginning (three letters at least); 0 for none."""
    kecil = nama.lower()
    if len(kecil) < 3:
        return 0
    nama_bulan = {b.lower(): n for n, b in enumerate(BULAN, start=1)} | _BULAN_LAIN
    return next((n for b, n in nama_bulan.items() if b.startswith(kecil)), 0)


def parse_date(nilai: Nilai) -> datetime.date | None:
    """A day from a date cell (its serial) or from text: 31-12-2026, 31/12/2026, 31 Desember 2026, 2026-12-31; else
    None. Two-digit years and dates that do not exist are not read.
    """
    if (angka := as_number(nilai)) is not None:
        return _sane(_AWAL_SERIAL + datetime.timedelta(days=int(angka))) if 0 < angka < 100_000 else None
    if not isinstance(nilai, str):
        return None
    teks = " ".join(nilai.replace(",", " ").split())
    try:
        return _sane(datetime.date.fromisoformat(teks if _ISO.fullmatch(teks) else ""))
    except ValueError:
        pass
    if not (cocok := _TANGGAL.fullmatch(teks)):
        return None
    hari, bulan, tahun = cocok.groups()
    try:
        return _sane(datetime.date(int(tahun), int(bulan) if bulan.isdecimal() else month_number(bulan), int(hari)))
    except ValueError:
        return None


#: A day in a text: 31 Februari 2022, 31/2/2022, 2022-02-31; the year of the first may be missing.
_DI_TEKS = re.compile(r"""(?x) (?<![\w/.-]) (?:
    (?P<hari>\d{1,2}) [ .-]{1,2} (?P<bulan>[A-Za-z]{3,}) (?: [ .,-]{0,2} (?P<tahun>\d{4}) )?
    | (?P<a>\d{1,2}) [/.-] (?P<b>\d{1,2}) [/.-] (?P<c>\d{4}) | (?P<x>\d{4}) - (?P<y>\d{1,2}) - (?P<z>\d{1,2})
) (?!\w)""")


def impossible_day(teks: str) -> str:
    """The first day written in a text that no calendar has, as it stands there; "" when none. Day 0 is left open.

    >>> impossible_day("Kota Contoh, 31 Februari 2022"), impossible_day("29 Februari 2024"), impossible_day("Mei 2022")
    ('31 Februari 2022', '', '')
    """
    for m in _DI_TEKS.finditer(" ".join(teks.split())):
        if m["bulan"]:
            mungkin = [(m["tahun"] or "2000", str(month_number(m["bulan"])), m["hari"])]
        else:  # either order of day and month
            mungkin = [(m["c"], m["b"], m["a"]), (m["c"], m["a"], m["b"])] if m["a"] else [(m["x"], m["y"], m["z"])]
        if all(0 not in (int(b), int(h)) and not _exists(int(t), int(b), int(h)) for t, b, h in mungkin):
            return m[0]
    return ""


def _exists(tahun: int, bulan: int, hari: int) -> bool:
    try:
        datetime.date(tahun, bulan, hari)
    except ValueError:
        return False
    return True


def serial_date(angka: float) -> datetime.date:
    """The day of a serial as Excel counts, 1 to 2958465; the time of day is left out."""
    return _AWAL_SERIAL + datetime.timedelta(days=int(angka))


def _sane(hari: datetime.date) -> datetime.date | None:
    return hari if _TERTUA <= hari.year <= _TERMUDA else None
