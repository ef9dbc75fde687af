"""Checks of a filling of a kertas kerja: the same checks, places and texts as the sheet Pemeriksaan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from kinerja_core.dasar.excelmath import as_number, at_six, clean_text, show_number
from kinerja_core.dasar.nip import nip_error
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.dasar.waktu import impossible_day
from kinerja_core.instrumen.model import NIP_PENANDA_TANGAN, TANGGAL_PENANDA_TANGAN
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan, core_values, score_olahan
from kinerja_core.kertas_kerja.siap import prepared
from kinerja_core.kertas_kerja.uji import typed_facts
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
    """What the sheets give where formulas in inputs count as stored; None where that changes nothing."""
    tersimpan = bacaan.as_stored()
    return process(tersimpan).nilai() if tersimpan else None


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


def check_formats(bacaan: BacaanKertas, terolah: Terolah, isian: Collection[Temuan]) -> list[Temuan]:
    """Numbers that Excel shows as a date or a percentage (ISI21, ISI22), where they count.

    A date format is not told beside the open question whether the number is a date (ISI24), for that is one fact; it
    stands beside whatever else is asked of the number, and behind an answer, which does not answer it: a true number
    does not look like a day. A percentage is told only where nothing else is.
    """
    ekstra, hasil, sudah = bacaan.buku.ekstra, list[Temuan](), {t.sel: t for t in isian}
    for kotak, (lembar, posisi) in bacaan.isian.asal.items() if ekstra else ():
        assert ekstra is not None
        angka, sel = as_number(bacaan.isian.data.get(kotak)), f"{lembar}!{alamat(posisi)}"
        if angka is None or not terolah.olahan.sah(kotak):
            continue
        a = show_number(angka)
        if posisi in ekstra.tanggal.get(lembar, ()):
            lain, t = sudah.get(sel), told_input(terolah, "ISI21", sel, kotak, a, "", angka)
            if lain is None or lain.kode != "ISI24" or not lain.is_open:
                hasil.append(buat_temuan("ISI21", sel, a=a, nilai=angka).named(t.sebutan) if lain else t)
        elif sel not in sudah and posisi in ekstra.persen.get(lembar, ()):
            hasil.append(told_input(terolah, "ISI22", sel, kotak, a, show_number(round(angka * 100, 9)), angka))
    return hasil


def check_signature(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """DOK07, NIP01: the day and the NIP of the signature block cannot be; a lone "-" is none, a number is ISI18's."""
    hasil = []
    for kode, fakta in (("DOK07", TANGGAL_PENANDA_TANGAN), ("NIP01", NIP_PENANDA_TANGAN)):
        nilai, di = bacaan.isian.data.get((fakta, "isi")), bacaan.isian.asal.get((fakta, "isi"))
        teks = clean_text(nilai)
        galat = impossible_day(teks) if kode == "DOK07" else nip_error(teks, bacaan.tahun)
        if di is not None and teks not in {"", "-"} and galat:
            a, b = (galat, "") if kode == "DOK07" else (teks, galat)
            hasil.append(told_input(terolah, kode, f"{di[0]}!{alamat(di[1])}", (fakta, "isi"), a, b, nilai))
    return hasil


#: So many inputs beyond one fact of Data Umum have one cause: more likely the fact is wrong.
BANYAK_MELEBIHI = 3


def one_cause(bacaan: BacaanKertas, terolah: Terolah, temuan: list[Temuan]) -> list[Temuan]:
    """Where many inputs exceed one fact of Data Umum, each says so in the same words and names the fact."""
    o, per = terolah.olahan, dict[str, list[str]]()
    for kotak, (lembar, posisi) in bacaan.denah.masukan.items():
        fakta = bacaan.instrumen.batas[kotak].fakta if kotak in bacaan.instrumen.batas else ""
        k = o.kotak(kotak) if fakta else None
        if k and k.maks < at_six(k.angka) <= k.batas.maks:
            per.setdefault(fakta, []).append(f"{lembar}!{alamat(posisi)}")
    hasil = list(temuan)
    for fakta, sel in per.items():
        kena = [t for t in temuan if t.kode == "ISI08" and t.sel in sel]
        if len(kena) < BANYAK_MELEBIHI:
            continue
        dari = [(f, "isi") for f in typed_facts(bacaan.instrumen, fakta)]
        nama = " dan ".join(next(f.label for f in bacaan.instrumen.fakta if f.kode == k) for k, _ in dari)
        di = ", ".join(f"{x[0]}!{alamat(x[1])}" for x in map(bacaan.denah.masukan.__getitem__, dari))
        isi = f"Melebihi {nama} di Data Umum ({show_number(o.nilai((fakta, 'isi')))})."
        mend = f"Periksa dahulu {nama} di Data Umum ({di}); bila itu sudah benar, betulkan angka-angka ini."
        for t in kena:
            hasil[hasil.index(t)] = replace(t, pesan=isi, perbaikan=mend, sebutan="").named(t.sebutan)
    return hasil


def told_input(terolah: Terolah, kode: str, sel: str, kotak: Kotak, a: str, b: str, nilai: Any) -> Temuan:
    """A finding about an input, which its message names; explained where words stand beside that input."""
    o = terolah.olahan
    return answered(buat_temuan(kode, sel, a=a, b=b, nilai=nilai).named(o.susunan.sebutan[kotak]), o.penjelasan(kotak))


def check_filling(bacaan: BacaanKertas, terolah: Terolah) -> list[Temuan]:
    """What is found in the inputs and about their places, in the order of the sheet."""
    isian = one_cause(bacaan, terolah, check_isian(bacaan, terolah))
    lain = [*check_signature(bacaan, terolah), *check_formats(bacaan, terolah, isian)]
    return [*_told_reading(bacaan, terolah), *isian, *lain]


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
