"""All findings of the plan in a Buku Kinerja: rows, documents against each other, and what was set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kinerja_core.buku_kinerja.lembar.tempat import overfull
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa import (
    angka_tercetak,
    dokumen,
    indikator,
    kelengkapan,
    nomenklatur_buku,
    peraturan,
    target,
)
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana
from kinerja_core.buku_kinerja.sebutan import name_of_place
from kinerja_core.buku_kinerja.uji_baris import evaluate_row
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL
from kinerja_core.dasar.temuan import KATALOG, Temuan, buat_temuan
from kinerja_core.lembar.isian import to_file
from kinerja_core.lembar.penjelasan import says_something

#: Every check across documents, in the order in which a reader meets the documents.
PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    *angka_tercetak.PEMERIKSAAN, *indikator.PEMERIKSAAN, *target.PEMERIKSAAN, *dokumen.PEMERIKSAAN,
    *peraturan.PEMERIKSAAN, *kelengkapan.PEMERIKSAAN, *nomenklatur_buku.PEMERIKSAAN,
)


def check_rows(rencana: Rencana) -> list[Catatan]:
    """Every failing check of every row."""
    slots = [PROFIL, *(s for t in TABEL for s in rencana.used(t))]
    return [Catatan(u.kode, slot, u.kolom, a, b, to_file(rencana.nilai(slot, u.kolom)))
            for slot in slots for u, a, b in evaluate_row(rencana, slot)]


def check_plan(ukur: Pengukuran, baris: list[Catatan] | None = None) -> list[Catatan]:
    """Rows, then documents; a book with nothing in it is told (KLK07); what a clerk set aside is explained.

    `baris`: what was found in the rows, where the plan alone does not say it.
    """
    r = ukur.rencana
    semua = check_rows(r) if baris is None else list(baris)
    if not (r.used("node") or r.used("indikator")):
        semua.append(Catatan("KLK07", TABEL["node"].slot(1), "uraian"))
    for periksa in PEMERIKSAAN:
        semua += periksa(ukur)
    return set_aside(r, semua)


def set_aside(rencana: Rencana, semua: list[Catatan]) -> list[Catatan]:
    """Catatan of level cek that the table kesampingkan names are explained by the reason, if it says something.

    A catatan of level wajib cannot be set aside (KSP02); a row that names none is told (KSP03).
    """
    hasil, ksp = list(semua), []
    for c in rencana.used("kesampingkan"):
        kode, kunci = rencana.teks(c, "kode").upper(), rencana.teks(c, "kunci").upper()
        alasan = rencana.teks(c, "alasan")
        kena = [x for x in hasil if x.kode == kode and x.slot.upper() == kunci and not x.penjelasan]
        if not kena:
            ksp.append(Catatan("KSP03", c, "kode", kode, kunci))
        elif KATALOG[kode].tingkat == "wajib":
            ksp.append(Catatan("KSP02", c, "kode", kode, kunci))
        elif says_something(alasan):
            hasil = [replace(x, penjelasan=alasan) if x in kena else x for x in hasil]
    return hasil + ksp


class BacaanRencana(Protocol):
    """A read book of either form: its plan, what was found of its cells, where each value of the plan stands."""

    @property
    def rencana(self) -> Rencana: ...
    @property
    def temuan(self) -> tuple[Temuan, ...]: ...
    def sel(self, slot: str, kunci: str, /) -> str: ...


def check_filling(bacaan: BacaanRencana, ukur: Pengukuran, baris: list[Catatan] | None = None) -> list[Temuan]:
    """What is found in the plan of a read book and about the places of its inputs, in the order of the checks.

    What reading says of a cell (a date, a percentage) goes before what its row says of the number it holds.

    `nilai` is what stands in the cell the finding points to; None when the finding is not about one value.
    """
    temuan = list(bacaan.temuan)
    terbaca = {t.sel for t in temuan if t.kode in KATALOG_TABEL and t.tingkat == "wajib"}
    for c in check_plan(ukur, baris):
        if c.kode in KATALOG_BARIS and bacaan.sel(c.slot, c.kunci) in terbaca:
            continue
        isi = None if c.nilai is None else to_file(bacaan.rencana.nilai(c.slot, c.kunci))
        t = buat_temuan(c.kode, bacaan.sel(c.slot, c.kunci), a=c.a, b=c.b, nilai=isi)
        t = t.named(name_of_place(bacaan.rencana, c.slot, c.kunci))
        temuan.append(t.explained(c.penjelasan) if c.penjelasan else t)
    return temuan + [buat_temuan("RNC02", sheet, a=sheet, b=kurang) for sheet, kurang in overfull(bacaan.rencana)]
