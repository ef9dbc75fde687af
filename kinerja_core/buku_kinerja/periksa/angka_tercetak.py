"""Checks of printed figures: sums, counts, percentages, and the same figure in several tables.

A printed figure is a row of `tercetak`; what it should be is `Pengukuran.computed` or another printed row. Figures are
compared at the decimals they are printed with.

Dasar: ../shared design, domain.md 4 (capaian, penyerapan, kemajuan, efisiensi) and 6.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from kinerja_core.buku_kinerja.capaian import STRIP, TIDAK_DIUKUR, Hasil
from kinerja_core.buku_kinerja.pengukuran import KEGIATAN, PROGRAM, SUB_KEGIATAN, TW, Pengukuran, run
from kinerja_core.buku_kinerja.periksa.kata import Catatan, figure, printed_number, same_figure, shorten, show
from kinerja_core.buku_kinerja.rencana import TOTAL
from kinerja_core.dasar.excelmath import Nilai, as_number, clean_text, excel_round

#: Columns of printed figures by kind.
UANG = ("anggaran", "realisasi_anggaran")
PERSEN = ("capaian", "penyerapan", "kemajuan", "efisiensi")
TINGKAT_BANYAK = {"jumlah_program": PROGRAM, "jumlah_kegiatan": KEGIATAN, "jumlah_sub_kegiatan": SUB_KEGIATAN}
BANYAKNYA = tuple(TINGKAT_BANYAK)
FAKTA = ("target", "realisasi", "lalu1", "lalu2", "lalu3", "lalu4", "target_akhir")
ANGKA = frozenset((*UANG, *PERSEN, *BANYAKNYA, *FAKTA))
#: Tables that speak of another year or of a promise: their money is BDA02's business, their targets the PK's.
TABEL_PK = frozenset({"PK", "PK PERUBAHAN", "PK BERIKUTNYA"})
TAHUN_DEPAN = "PK BERIKUTNYA"
NASKAH = "NASKAH"
TOLERANSI_UANG: Annotated[
    float, "JML01", "Dua jumlah rupiah dianggap sama bila bedanya tidak lebih dari ini: pembulatan satu rupiah."] = 0.5
TOLERANSI_HITUNG: Annotated[
    float, "PRS02", "Ketelitian hitungan komputer; jauh di bawah satu angka tercetak."] = 1e-9


@dataclass(frozen=True)
class AngkaCetak:
    """One printed figure: its row, where it is printed, of what, and the number it holds (None when it holds none)."""

    slot: str
    tabel: str
    kunci: str
    kolom: str
    mentah: Nilai
    angka: float | None
    desimal: int

    @property
    def tampil(self) -> str:
        """As it is printed."""
        return shorten(clean_text(self.mentah)) or figure(self.angka or 0.0, self.desimal)

    @property
    def tempat(self) -> tuple[str, str]:
        """Table and row it belongs to, for finding its fellows."""
        return (self.tabel.upper(), self.kunci)


def printed(p: Pengukuran) -> list[AngkaCetak]:
    """Every printed figure of the numeric columns, in order of slots; wordings are not among them."""
    r = p.rencana
    hasil = []
    for t in r.used("tercetak"):
        kolom = r.teks(t, "kolom").lower()
        if kolom in ANGKA:
            angka = printed_number(r.nilai(t, "nilai"))
            hasil.append(AngkaCetak(t, r.teks(t, "tabel"), r.teks(t, "kunci").upper(), kolom, r.nilai(t, "nilai"),
                               *(angka or (None, 0))))
    return hasil


def _numbers(p: Pengukuran, kolom: tuple[str, ...]) -> Iterator[tuple[AngkaCetak, float]]:
    for c in printed(p):
        if c.kolom in kolom and c.angka is not None:
            yield c, c.angka


def computed(p: Pengukuran, c: AngkaCetak) -> Hasil:
    """What the workbook computes for a printed figure; an indicator without own numbers borrows its twin's.

    The twin is what `sama_dengan` names; None when nothing is computed.
    """
    hasil = p.computed(c.tabel, c.kunci, c.kolom)
    kembar = p.rencana.teks(c.kunci, "sama_dengan").upper()
    return p.computed(c.tabel, kembar, c.kolom) if hasil is None and kembar and c.kolom in FAKTA else hasil


def is_text_total(c: AngkaCetak) -> bool:
    """Is it the total budget as the running text tells it?"""
    return c.tabel.upper() == NASKAH and (c.kunci, c.kolom) == (TOTAL, "anggaran")


# --- sums and counts ----------------------------------------------------------------------------------------------


def check_printed_sums(p: Pengukuran) -> list[Catatan]:
    """JML01: printed money of a total, program, kegiatan or sasaran that is not the sum of what is below it.

    Tables of the PK and the total in the running text are compared by BDA02 (they may tell the budget before the
    change); money of a sub kegiatan is no sum (JML03, BDA01).
    """
    hasil = []
    for c, angka in _numbers(p, UANG):
        tabel = c.tabel.upper()
        jumlah = as_number(computed(p, c))
        daun = p.pohon.level(c.kunci) > 0 and not p.pohon.anak.get(c.kunci)
        if jumlah is None or daun or tabel in TABEL_PK or is_text_total(c):
            continue
        if abs(jumlah - angka) > TOLERANSI_UANG:
            hasil.append(Catatan("JML01", c.slot, "nilai", figure(angka), figure(jumlah), c.mentah))
    return hasil


def check_typed_sums(p: Pengukuran) -> list[Catatan]:
    """JML01: pagu or realisasi typed at a node with children, although it is not the sum of its leaves."""
    hasil = []
    r = p.rencana
    for n in p.pohon.walk():
        if not p.pohon.anak.get(n):
            continue
        belanja = "g" if as_number(r.nilai(n, "g")) is not None else next(
            (f"g{q}" for q in TW if as_number(r.nilai(n, f"g{q}")) is not None), "g")
        pagu = "pagu" if as_number(r.nilai(n, "perubahan")) is None else "perubahan"
        pasangan = ((pagu, p.own_budget(n), p.anggaran(n)), (belanja, p.own_spending(n), p.realisasi_anggaran(n)))
        for kunci, diketik, jumlah in pasangan:
            a, b = as_number(diketik), as_number(jumlah)
            if a is not None and b is not None and abs(a - b) > TOLERANSI_UANG:
                hasil.append(Catatan("JML01", n, kunci, figure(a), figure(b), r.nilai(n, kunci)))
    return hasil


def check_counts(p: Pengukuran) -> list[Catatan]:
    """JML02: a printed number of programs, kegiatan or sub kegiatan that is not what the budget holds.

    Rows with "-" as pagu may be counted or left out: a kegiatan without money this year is one of both. Nothing is
    said while no budget is filled: there is nothing to count yet.
    """
    hasil = []
    for c, angka in _numbers(p, BANYAKNYA):
        banyak = as_number(computed(p, c))
        if banyak and angka not in {banyak, p.count_budgeted(TINGKAT_BANYAK[c.kolom], berangka=True)}:
            sebutan = c.kolom.removeprefix("jumlah_").replace("_", " ")
            hasil.append(Catatan("JML02", c.slot, "nilai", f"{figure(angka)} {sebutan}", figure(banyak), c.mentah))
    return hasil


def check_same_sum(p: Pengukuran) -> list[Catatan]:
    """JML03: the same money printed with two numbers in two places of a document.

    Where a sum is computed it has JML01 or BDA01 already, and only the total of the running text is asked here; it may
    tell the first pagu. Where nothing is computed, the later one is told with the nearest that differs.
    """
    kelompok: dict[tuple[str, str], list[AngkaCetak]] = {}
    for c, _ in _numbers(p, UANG):
        if c.tabel.upper() not in TABEL_PK:
            kelompok.setdefault((c.kunci, c.kolom), []).append(c)
    hasil = []
    for sama in kelompok.values():
        benar = as_number(computed(p, sama[0]))
        acuan = [x for x in (sama[0].angka if benar is None else benar, _first_total(p, sama[0])) if x is not None]
        for c in sama:
            if (benar is not None and not is_text_total(c)) or any(_same_money(c.angka, x) for x in acuan):
                continue
            lain = next((x for x in sama if x is not c and not _same_money(x.angka, c.angka)), None)
            angka, tempat = (lain.angka, lain.tabel) if lain else (acuan[0], "jumlah pagu")
            hasil.append(Catatan("JML03", c.slot, "nilai", figure(c.angka or 0), f"{figure(angka or 0)} ({tempat})",
                                 c.mentah))
    return hasil


def _same_money(a: float | None, b: float | None) -> bool:
    return abs((a or 0) - (b or 0)) <= TOLERANSI_UANG


def _first_total(p: Pengukuran, c: AngkaCetak) -> float | None:
    """The first pagu of the whole tree, where one is typed and the total budget is meant."""
    awal = [as_number(p.rencana.nilai(s, "pagu")) for s in p.pohon.leaves()] if is_text_total(c) else []
    ada = [x for x in awal if x is not None]
    return sum(ada) if ada else None


# --- one fact, several values -------------------------------------------------------------------------------------


def _prints(c: AngkaCetak, nilai: Hasil) -> bool:
    angka = as_number(nilai)
    return c.angka is not None and angka is not None and same_figure(c.angka, c.desimal, angka)


def _swapped(p: Pengukuran) -> list[tuple[AngkaCetak, AngkaCetak]]:
    """Pairs (target, realisasi) of one row of one table that stand the other way round elsewhere."""
    menurut = {(*c.tempat, c.kolom): c for c in printed(p)}
    hasil = []
    for (tabel, kunci, kolom), c in menurut.items():
        lain = menurut.get((tabel, kunci, "realisasi"))
        if kolom != "target" or lain is None or c.angka is None or c.angka == lain.angka:
            continue
        target, realisasi = computed(p, c), computed(p, lain)
        if target != realisasi and _prints(c, realisasi) and _prints(lain, target) and not _prints(c, target):
            hasil.append((c, lain))
    return hasil


def check_swapped(p: Pengukuran) -> list[Catatan]:
    """TKR01: target and realisasi printed in each other's place; said once, at the target."""
    return [Catatan("TKR01", c.slot, "nilai", f"{c.tampil} dan {lain.tampil}", f"{lain.tampil} dan {c.tampil}",
                    c.mentah) for c, lain in _swapped(p)]


def check_printed_facts(p: Pengukuran) -> list[Catatan]:
    """BDA01: a printed target, realisasi, earlier realisasi or final target that is not the plan's own number.

    A pair that TKR01 reports is left out, and so is money except of a sub kegiatan (the rest is JML01) and of a row of
    the PK. Tables of next year's PK are compared with the Renstra of next year.
    """
    hasil = []
    tertukar = {x.slot for pasangan in _swapped(p) for x in pasangan}
    for c, angka in _numbers(p, (*FAKTA, *UANG)):
        if c.slot in tertukar:
            continue
        nilai: Hasil
        if c.kunci.startswith("K"):
            nilai = p.rencana.angka(c.kunci, c.kolom) if c.kolom in ("target", "anggaran") else None
        elif c.kolom in UANG:
            daun = p.pohon.level(c.kunci) > 0 and not p.pohon.anak.get(c.kunci)
            nilai = computed(p, c) if daun and c.tabel.upper() not in TABEL_PK else None
        elif c.tabel.upper() == TAHUN_DEPAN:
            nilai = renstra_target(p, c.kunci, p.rencana.tahun + 1) if c.kolom == "target" else None
        else:
            nilai = computed(p, c)
        benar = as_number(nilai)
        if benar is not None and not same_figure(angka, c.desimal, benar):
            hasil.append(Catatan("BDA01", c.slot, "nilai", c.tampil, f"{show(benar)} ({c.kunci})", c.mentah))
    return hasil


def year_column(p: Pengukuran, tahun: int) -> str:
    """Column of the Renstra table for a year (th1 ... th6); "" when the period is unknown or the year is outside."""
    awal = as_number(p.rencana.nilai("profil", "renstra_awal"))
    n = 0 if awal is None else tahun - int(awal) + 1
    return f"th{n}" if 1 <= n <= 6 else ""


def renstra_target(p: Pengukuran, i: str, tahun: int) -> Hasil:
    """Target of an indicator for a year by the Renstra; None when it has none."""
    baris, kolom = p.renstra_of(i), year_column(p, tahun)
    return p.rencana.angka(baris, kolom) if baris and kolom else None


def check_renstra_targets(p: Pengukuran) -> list[Catatan]:
    """BDA01: the Renstra's target of this year is not the target of the indicator."""
    r = p.rencana
    kolom = year_column(p, r.tahun)
    hasil = []
    for s in r.used("renstra"):
        i = r.teks(s, "indikator").upper()
        tertulis, master = as_number(r.nilai(s, kolom)) if kolom else None, as_number(p.target(i)) if i else None
        if tertulis is not None and master is not None and abs(tertulis - master) > TOLERANSI_HITUNG:
            hasil.append(Catatan("BDA01", s, kolom, f"{figure(tertulis)} (Renstra {r.tahun})",
                                 f"{figure(master)} (target {i})", r.nilai(s, kolom)))
    return hasil


def pk_kind(p: Pengukuran, k: str) -> str:
    """Kind of PK a row belongs to, in capitals: PK, PK PERUBAHAN, PK BERIKUTNYA; "" when its document is unknown."""
    return p.rencana.teks(p.rencana.teks(k, "dokumen").upper(), "jenis").upper()


def check_pk_targets(p: Pengukuran) -> list[Catatan]:
    """BDA01: a target in the PK is not the indicator's (this year), or not the Renstra's (next year's PK).

    The first PK is not compared for an indicator that the changed PK holds again.
    """
    r = p.rencana
    berubah = {r.teks(k, "indikator").upper() for k in r.used("pk") if pk_kind(p, k) == "PK PERUBAHAN"}
    hasil = []
    for k in r.used("pk"):
        i, jenis = r.teks(k, "indikator").upper(), pk_kind(p, k)
        tertulis = as_number(r.nilai(k, "target"))
        if not i or tertulis is None or jenis not in TABEL_PK or (jenis == "PK" and i in berubah):
            continue
        depan = jenis == TAHUN_DEPAN
        acuan = as_number(renstra_target(p, i, r.tahun + 1) if depan else p.target(i))
        if acuan is not None and abs(tertulis - acuan) > TOLERANSI_HITUNG:
            tempat = f"Renstra {r.tahun + 1}" if depan else f"target {i}"
            hasil.append(Catatan("BDA01", k, "target", figure(tertulis), f"{figure(acuan)} ({tempat})",
                                 r.nilai(k, "target")))
    return hasil


# --- percentages and marks ----------------------------------------------------------------------------------------


def _truncated(cetak: float, desimal: int, benar: float) -> bool:
    langkah = 10.0 ** -desimal
    dipotong = math.floor(benar / langkah + TOLERANSI_HITUNG) * langkah
    return abs(dipotong - cetak) < langkah * TOLERANSI_HITUNG * 10


Calon = list[tuple[str, float]]


def _in_its_row(p: Pengukuran, c: AngkaCetak, semua: Mapping[tuple[str, str, str], AngkaCetak],
                *kolom: str) -> list[Hasil]:
    """Facts beside a figure as its table prints them (for the node an indicator stands on too), else the plan's own.

    None for all where nothing is printed beside it.
    """
    kunci = (c.kunci, p.sasaran_of(c.kunci))
    cetak = [next((x.angka for k in kunci if (x := semua.get((c.tempat[0], k, y)))), None) for y in kolom]
    if not any(x is not None for x in cetak):
        return [None] * len(kolom)
    return [p.computed(c.tabel, c.kunci, y) if x is None else x for x, y in zip(cetak, kolom, strict=True)]


def _possible(p: Pengukuran, c: AngkaCetak, semua: Mapping[tuple[str, str, str], AngkaCetak]) -> Calon:
    """What a printed percentage may be, each with the words for its formula; the workbook's own value first."""
    beside: Callable[..., list[Hasil]] = lambda *kolom: _in_its_row(p, c, semua, *kolom)  # noqa: E731
    calon: list[tuple[str, Hasil]] = []
    if c.kolom == "capaian" and c.kunci.startswith("I"):
        node, sendiri = p.sasaran_of(c.kunci), p.capaian(c.kunci)
        if p.computed(c.tabel, c.kunci, c.kolom) != sendiri:
            calon.append(("rata-rata rinciannya", p.capaian_node(node)))
        polaritas = p.rencana.teks(c.kunci, "polaritas")
        calon += [("realisasi/target", sendiri), ("dibatasi", p.capped(sendiri)),
                  ("angka tercetak", run("CAPAIAN", *beside("target", "realisasi"), polaritas, p.rumus_negatif))]
    elif c.kolom == "capaian":
        calon.append(("rata-rata rinciannya", computed(p, c)))
    elif c.kolom == "penyerapan":
        calon += [("realisasi/anggaran", computed(p, c)),
                  ("angka tercetak", run("PENYERAPAN", *beside("realisasi_anggaran", "anggaran")))]
    elif c.kolom == "kemajuan":
        calon += [("realisasi/target akhir", computed(p, c)),
                  ("angka tercetak", run("KEMAJUAN", *beside("realisasi", "target_akhir")))]
    else:
        calon += [("penyerapan/capaian", computed(p, c)),
                  ("angka tercetak", run("EFISIENSI", *beside("penyerapan", "capaian")))]
    return [(nama, x) for nama, nilai in calon if (x := as_number(nilai)) is not None]


def _fits(cetak: float, desimal: int, benar: float) -> bool:
    """Is it the printed figure, within half a unit of its last decimal?"""
    setengah = 0.5 * 10.0 ** -desimal
    return (abs(excel_round(benar, desimal) - cetak) < setengah / 2
            or abs(benar - cetak) <= setengah * (1 + TOLERANSI_HITUNG))


def _shown(calon: Calon, desimal: int) -> dict[str, str]:
    """Each result once as a finding shows it, with the first formula that gives it."""
    hasil: dict[str, str] = {}
    for nama, x in calon:
        hasil.setdefault(figure(x, max(2, desimal)), nama)
    return hasil


def check_percentages(p: Pengukuran) -> list[Catatan]:
    """PRS01, PRS02, PRS03, PRS05: printed percentages (and the efficiency ratio) against what they may be.

    One formula a percentage may come from is enough: the workbook's own, the mean of what is below, the figures printed
    beside it. The measure is half a unit of the last printed decimal: 99,99 for 99,996 is cut off instead of rounded
    (PRS02), 100,00 for 99,9977 is right, and 100 for 99,988 is right because no decimals are printed. What fits none is
    told with all that were tried (PRS05), or with the only one (PRS01). A printed 0 where there is nothing to divide by
    is PRS03; a printed "-" there is right.
    """
    hasil, semua = [], {(*c.tempat, c.kolom): c for c in printed(p)}
    for c, angka in _numbers(p, PERSEN):
        cetak = figure(angka, c.desimal)
        if computed(p, c) in (TIDAK_DIUKUR, STRIP):
            if angka == 0:
                hasil.append(Catatan("PRS03", c.slot, "nilai", cetak, nilai=c.mentah))
            continue
        calon = _possible(p, c, semua)
        if not calon or any(_fits(angka, c.desimal, x) for _, x in calon):
            continue
        terpotong = next((x for _, x in calon if _truncated(angka, c.desimal, x)), None)
        dicoba = _shown(calon, c.desimal)
        if terpotong is not None:
            hasil.append(Catatan("PRS02", c.slot, "nilai", cetak, figure(terpotong, max(2, c.desimal)), c.mentah))
        elif len(dicoba) == 1:
            hasil.append(Catatan("PRS01", c.slot, "nilai", cetak, next(iter(dicoba)), c.mentah))
        else:
            b = "; ".join(f"{x} ({nama})" for x, nama in dicoba.items())
            hasil.append(Catatan("PRS05", c.slot, "nilai", cetak, b, c.mentah))
    return hasil


_ANGKA = re.compile(r"\d[\d.,]*\d|\d")
_INDONESIA = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?")


def check_text_numbers(p: Pengukuran) -> list[Catatan]:
    """TKS01: a printed figure whose dot or comma is not what Indonesian writes: 98.8 for 98,8, 3,659,837 for 3.659.837.

    Rp, ",-", "%" and units are typed as printed and are no fault.
    """
    hasil = []
    for c in printed(p):
        teks, angka = clean_text(c.mentah), _ANGKA.search(clean_text(c.mentah))
        if c.angka is None or angka is None:
            continue
        terbaca = float(angka[0].replace(".", "").replace(",", ".")) if _INDONESIA.fullmatch(angka[0]) else None
        if terbaca != abs(c.angka):
            rapi = teks.replace(angka[0], figure(abs(c.angka), c.desimal), 1)
            hasil.append(Catatan("TKS01", c.slot, "nilai", shorten(teks), shorten(rapi), c.mentah))
    return hasil


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_printed_sums, check_typed_sums, check_counts, check_same_sum, check_swapped, check_printed_facts,
    check_renstra_targets, check_pk_targets, check_percentages, check_text_numbers,
)
