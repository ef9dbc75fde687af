"""Checks of a filling of a kertas kerja: the same checks, places and texts as the sheet Pemeriksaan."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan, core_values, score_olahan
from kinerja_core.kertas_kerja.siap import prepared
from kinerja_core.lembar.isian import to_file
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


def process(bacaan: BacaanKertas) -> Terolah:
    """Clean and score a read workbook once, for every check."""
    olahan = Olahan(bacaan.instrumen, bacaan.isian, prepared(bacaan.instrumen).susunan)
    return Terolah(olahan, score_olahan(olahan))


def check_isian(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """Every check of the workbook, evaluated by the core; the message says which input is meant."""
    temuan = []
    olahan = terolah.olahan
    for uji, jawaban in zip(olahan.uji, terolah.hasil.uji, strict=True):
        kode, a, b = jawaban
        if kode:
            lembar, posisi = bacaan.denah.masukan[uji.kotak]
            if kode == "LTK01":
                a = bacaan.denah.kode_sel[uji.kotak][2]
            nilai = to_file(bacaan.isian.data.get(uji.kotak))
            t = buat_temuan(kode, f"{lembar}!{alamat(posisi)}", a=a, b=b, nilai=nilai)
            t = t.named(olahan.susunan.sebutan[uji.kotak])
            temuan.append(t.explained(olahan.penjelasan(uji.kotak)) if olahan.is_explained(uji.kotak, jawaban) else t)
    return temuan


def check_moved_evidence(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """Text inputs have no line in Pemeriksaan; when one moved it is told here."""
    dalam_lembar = {u.kotak for u in terolah.olahan.uji}
    return [
        buat_temuan("LTK01", f"{bacaan.denah.masukan[k][0]}!{alamat(bacaan.denah.masukan[k][1])}",
                    a=bacaan.denah.kode_sel[k][2], nilai=to_file(bacaan.isian.data.get(k)))
        for k in bacaan.denah.masukan if k in bacaan.isian.pindah and k not in dalam_lembar
    ]


def check_filling(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """What is found in the inputs and about their places, in the order of the sheet."""
    return [*bacaan.temuan, *check_isian(bacaan, terolah), *check_moved_evidence(bacaan, terolah)]


def check_workbook(bacaan: BacaanKertas, terolah: Terolah | None = None) -> list[Temuan]:
    """Filling and file, obligatory findings first, without the comparison with the definition (`segel.keaslian`)."""
    terolah = terolah or process(bacaan)
    return by_level([*check_filling(bacaan, terolah), *check_content(bacaan, terolah.nilai())])
