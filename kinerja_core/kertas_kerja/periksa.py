"""Checks of a filling of a kertas kerja: the same checks, places and texts as the sheet Pemeriksaan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from kinerja_core.dasar.excelmath import as_number, show_number
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan, core_values, score_olahan
from kinerja_core.kertas_kerja.siap import prepared
from kinerja_core.lembar.isian import Kotak, to_file
from kinerja_core.lembar.penjelasan import answered
from kinerja_core.segel.berkas import by_level, check_content
from kinerja_core.segel.siap import NilaiInti
from kinerja_core.xlsx.buku import alamat


@dataclass(frozen=True)
class Terolah:
    """A filling after cleaning and scoring."""

    olahan: Olahan
    hasil: Hasil

    def nilai(self) -> NilaiInti:
        """The value of every keyed formula."""
        return core_values(self.olahan, self.hasil)


def shown_values(bacaan: BacaanKertas) -> NilaiInti | None:
    """What the sheets give where formulas in inputs that nobody could calculate again (ISI19) count as stored; None
    where there are none."""
    if not bacaan.isian.tak_terhitung:
        return None
    return process(replace(bacaan, isian=replace(bacaan.isian, tak_terhitung={}))).nilai()


def process(bacaan: BacaanKertas) -> Terolah:
    """Clean and score a read workbook once, for every check."""
    olahan = Olahan(bacaan.instrumen, bacaan.isian, prepared(bacaan.instrumen).susunan)
    return Terolah(olahan, score_olahan(olahan))


def check_isian(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """Every check of the workbook, evaluated by the core; the message says which input is meant."""
    temuan = []
    for uji, (kode, a, b) in zip(terolah.olahan.uji, terolah.hasil.uji, strict=True):
        if kode:
            lembar, posisi = bacaan.denah.masukan[uji.kotak]
            if kode == "LTK01":
                a = bacaan.denah.kode_sel[uji.kotak][2]
            nilai = to_file(bacaan.isian.data.get(uji.kotak))
            temuan.append(told_input(terolah, kode, f"{lembar}!{alamat(posisi)}", uji.kotak, a, b, nilai))
    return temuan


def check_formats(bacaan: BacaanKertas, terolah: Terolah, sudah: Collection[str]) -> list[Temuan]:
    """Numbers that Excel shows as a date or a percentage (ISI21, ISI22), where nothing else is told of the cell."""
    ekstra, hasil = bacaan.buku.ekstra, list[Temuan]()
    for kotak, (lembar, posisi) in bacaan.isian.asal.items() if ekstra else ():
        assert ekstra is not None
        angka, sel = as_number(bacaan.isian.data.get(kotak)), f"{lembar}!{alamat(posisi)}"
        if angka is None or sel in sudah or not terolah.olahan.sah(kotak):
            continue
        a = show_number(angka)
        if posisi in ekstra.tanggal.get(lembar, ()):
            hasil.append(told_input(terolah, "ISI21", sel, kotak, a, "", angka))
        elif posisi in ekstra.persen.get(lembar, ()):
            hasil.append(told_input(terolah, "ISI22", sel, kotak, a, show_number(round(angka * 100, 9)), angka))
    return hasil


def told_input(terolah: Terolah, kode: str, sel: str, kotak: Kotak, a: str, b: str, nilai: Any) -> Temuan:
    """A finding about an input, which its message names; explained where words stand beside that input."""
    o = terolah.olahan
    return answered(buat_temuan(kode, sel, a=a, b=b, nilai=nilai).named(o.susunan.sebutan[kotak]), o.penjelasan(kotak))


def check_filling(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """What is found in the inputs and about their places, in the order of the sheet."""
    isian = check_isian(bacaan, terolah)
    return [*_told_reading(bacaan, terolah), *isian, *check_formats(bacaan, terolah, {t.sel for t in isian})]


def _told_reading(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """What reading found; of an input named and, where words stand beside it, explained."""
    o, hasil = terolah.olahan, list[Temuan]()
    milik = {f"{lembar}!{alamat(pos)}": k for k, (lembar, pos) in bacaan.isian.asal.items()} if bacaan.temuan else {}
    for t in bacaan.temuan:
        if (kotak := milik.get(t.sel)) in o.susunan.sebutan:
            t = answered(t.named(o.susunan.sebutan[kotak]), o.penjelasan(kotak))
        hasil.append(t)
    return hasil


def check_workbook(bacaan: BacaanKertas, terolah: Terolah | None = None) -> list[Temuan]:
    """Filling and file, obligatory findings first, without the comparison with the definition (`segel.keaslian`)."""
    terolah = terolah or process(bacaan)
    return by_level([*check_filling(bacaan, terolah), *check_content(bacaan, terolah.nilai(), shown_values(bacaan))])
