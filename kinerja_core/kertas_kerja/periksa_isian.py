"""Findings about inputs: the same checks, places and texts as the sheet Pemeriksaan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.kertas_kerja.baca import Bacaan
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan
from kinerja_core.xlsx.buku import alamat


@dataclass(frozen=True)
class Terolah:
    """A filling after cleaning and scoring."""

    olahan: Olahan
    hasil: Hasil


def plain(nilai: Nilai) -> Any:
    """A raw value for JSON: an error as {"galat": ...}."""
    return {"galat": nilai.teks} if isinstance(nilai, Galat) else nilai


def check_isian(bacaan: Bacaan, terolah: Terolah) -> list[Temuan]:
    """Every check of the workbook, evaluated by the core; the message says which input is meant."""
    temuan = []
    sebutan = terolah.olahan.susunan.sebutan
    for uji, (kode, a, b) in zip(terolah.olahan.uji, terolah.hasil.uji, strict=True):
        if kode:
            lembar, posisi = bacaan.denah.masukan[uji.kotak]
            if kode == "LTK01":
                a = bacaan.denah.kode_sel[uji.kotak][2]
            nilai = plain(bacaan.isian.data.get(uji.kotak))
            t = buat_temuan(kode, f"{lembar}!{alamat(posisi)}", a=a, b=b, nilai=nilai)
            temuan.append(replace(t, pesan=f"{sebutan[uji.kotak]}: {t.pesan}"))
    return temuan
