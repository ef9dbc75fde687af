"""Whose a workbook is."""

from __future__ import annotations

import re

from kinerja_core.dasar.beku import Beku, bidang
from kinerja_core.dasar.polos import neutral, one_line

#: What the file format reads as a control character.
_LARI = re.compile(r"_x[0-9A-Fa-f]{4}_")


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
        jenis = "KOTA" if int(self.kode_wilayah[3:5]) >= 71 else "KABUPATEN"
        return f"{jenis} {self.kabupaten.upper()}"
