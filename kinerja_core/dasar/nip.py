"""Whether a NIP can be one, for every workbook that has a signature."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

#: Ages between which a NIP makes sense.
USIA_MASUK: Annotated[int, "NIP01", "Umur termuda, dalam tahun, ketika diangkat menurut NIP."] = 15
USIA_LAHIR: Annotated[int, "NIP01", "Umur tertua, dalam tahun, menurut NIP."] = 90


def _day_error(teks: str) -> str:
    try:
        date(int(teks[:4]), int(teks[4:6]), int(teks[6:8]))
    except ValueError:
        return f"tanggal lahir {teks[6:8]}-{teks[4:6]}-{teks[:4]} tidak ada"
    return ""


def nip_error(nip: str, tahun: int) -> str:
    """What is impossible in a NIP, "" when nothing: 18 digits yyyymmdd yyyymm s nnn.

    Birth is a day that exists, 15 to 90 years before the plan's year; appointment is a month (21 marks a PPPK) at
    least 15 years after birth and not after the plan's year by more than one; sex is 1 or 2; the number is not 000.
    """
    angka = re.sub(r"[\s.\-]", "", nip)
    if lain := "".join(dict.fromkeys(h for h in angka if not h.isdecimal())):
        petik = "; hapus tanda petik di depannya" if lain == "'" else ""
        return f"memuat tanda selain angka ({lain[:20]}){petik}"
    if len(angka) != 18 or not angka.isascii():
        return f"bukan 18 angka ({sum(c.isdigit() for c in angka)} angka)"
    if galat := _day_error(angka):
        return galat
    lahir, masuk, bulan = int(angka[:4]), int(angka[8:12]), int(angka[12:14])
    if not tahun - USIA_LAHIR <= lahir <= tahun - USIA_MASUK:
        return f"tahun lahir {lahir} tidak masuk akal"
    if not (1 <= bulan <= 12 or bulan == 21):
        return f"bulan pengangkatan {bulan:02d} tidak ada"
    if not lahir + USIA_MASUK <= masuk <= tahun + 1:
        return f"tahun pengangkatan {masuk} tidak masuk akal"
    if angka[14] not in "12":
        return f"angka jenis kelamin {angka[14]}, seharusnya 1 atau 2"
    return "nomor urut 000" if angka[15:] == "000" else ""
