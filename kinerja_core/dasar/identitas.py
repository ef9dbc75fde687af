"""Whose a workbook is."""

from __future__ import annotations

import re

from kinerja_core.dasar.beku import Beku, bidang
from kinerja_core.dasar.polos import neutral, one_line

#: What the file format reads as a control character.
_LARI = re.compile(r"_x[0-9A-Fa-f]{4}_")
#: What may stand before the name of a kabupaten or kota.
_JENIS_DAERAH = re.compile(r"(?i)(kabupaten|kab\.?|kota)\s+(?=\S)")


def bare_region(teks: str) -> str:
    """A name without Kabupaten or Kota before it."""
    cocok = _JENIS_DAERAH.match(teks)
    return teks[cocok.end():] if cocok else teks


def region_problem(kode: str, teks: str) -> str:
    """What the code is of, where the name says Kabupaten of a kota or Kota of a kabupaten; "" otherwise."""
    cocok, kota = _JENIS_DAERAH.match(teks), _is_kota(kode)
    if cocok is None or (cocok[1].lower() == "kota") == kota:
        return ""
    return f"sebuah {'kota' if kota else 'kabupaten'} ({kode})"


def _is_kota(kode: str) -> bool:
    return int(kode[3:5]) >= 71


def _shown(teks: str) -> None:
    if _LARI.search(teks) or one_line(teks) != teks.replace("\u00a0", " "):
        raise ValueError("memuat tanda yang tidak tampil di sel")
    if neutral(teks) != teks:
        raise ValueError("diawali tanda rumus")


class Identitas(Beku):
    """Whose workbook it is. Keyed by kode wilayah PP.KK.CC, never by name."""

    kode_wilayah: str = bidang(
        pattern=r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$", arti="Kode wilayah kecamatan PP.KK.CC; dua angka tengah 71 ke atas "
                                                        "berarti kota.")
    nama: str = bidang(min_length=1, max_length=60, uji=_shown, arti="Nama kecamatan tanpa kata Kecamatan.")
    kabupaten: str = bidang(
        min_length=1, max_length=60, uji=_shown, arti="Nama kabupaten/kota tanpa kata Kabupaten atau Kota.")
    provinsi: str = bidang(min_length=1, max_length=60, uji=_shown, arti="Nama provinsi.")
    alamat: str = bidang(default="", uji=_shown, arti="Alamat kantor untuk kop Lembar Cetak.")

    @property
    def daerah(self) -> str:
        """KABUPATEN MAGETAN or KOTA MALANG: codes 71 and above are cities."""
        jenis = "KOTA" if _is_kota(self.kode_wilayah) else "KABUPATEN"
        return f"{jenis} {self.kabupaten.upper()}"
