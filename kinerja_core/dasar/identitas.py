"""Whose a workbook is, and what everything read from a file stands on."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kinerja_core.dasar.polos import neutral, one_line

#: What the file format reads as a control character.
_LARI = re.compile(r"_x[0-9A-Fa-f]{4}_")


class Beku(BaseModel):
    """Base of everything read from a file: frozen, unknown keys refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Identitas(Beku):
    """Whose workbook it is. Keyed by kode wilayah PP.KK.CC, never by name."""

    kode_wilayah: str = Field(
        pattern=r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$",
        description="Kode wilayah kecamatan PP.KK.CC; dua angka tengah 71 ke atas berarti kota.")
    nama: str = Field(min_length=1, max_length=60, description="Nama kecamatan tanpa kata Kecamatan.")
    kabupaten: str = Field(
        min_length=1, max_length=60, description="Nama kabupaten/kota tanpa kata Kabupaten atau Kota.")
    provinsi: str = Field(min_length=1, max_length=60, description="Nama provinsi.")
    alamat: str = Field("", description="Alamat kantor untuk kop Lembar Cetak.")

    @field_validator("nama", "kabupaten", "provinsi", "alamat")
    @classmethod
    def _shown(cls, teks: str) -> str:
        if _LARI.search(teks) or one_line(teks) != teks.replace("\u00a0", " "):
            raise ValueError("memuat tanda yang tidak tampil di sel")
        if neutral(teks) != teks:
            raise ValueError("diawali tanda rumus")
        return teks

    @property
    def daerah(self) -> str:
        """KABUPATEN MAGETAN or KOTA MALANG: codes 71 and above are cities."""
        jenis = "KOTA" if int(self.kode_wilayah[3:5]) >= 71 else "KABUPATEN"
        return f"{jenis} {self.kabupaten.upper()}"
