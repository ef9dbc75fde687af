"""The road from what is typed to a workbook of the new form."""

from __future__ import annotations

from dataclasses import replace

from kinerja_core.buku_kinerja.baru.baris import BARIS_BAWAAN, BARIS_TERBANYAK, RUANG_BAWAAN, TABEL_AUDIT
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.tulis import render_bytes


def empty_isi(identitas: Identitas, tahun: int, *, audit: bool = False) -> IsiBuku:
    """A book with nothing but its head."""
    ruang = {"baris": BARIS_BAWAAN, **RUANG_BAWAAN, **(dict.fromkeys(TABEL_AUDIT, 20) if audit else {})}
    return IsiBuku(identitas, tahun, ruang, {}, audit)


def with_rows(isi: IsiBuku, baris: int) -> IsiBuku:
    """The same with more rows; KinerjaError PGL01 beyond what a book can have."""
    if not 1 <= baris <= BARIS_TERBANYAK:
        raise KinerjaError("PGL01", a=f"Tidak dapat membuat {baris} baris; pilih antara 1 dan {BARIS_TERBANYAK}.")
    return replace(isi, ruang={**isi.ruang, "baris": max(baris, isi.ruang["baris"])})


def build_new_book(isi: IsiBuku) -> bytes:
    """The workbook as .xlsx bytes."""
    return render_bytes(describe_new(isi), isi.isian, core_values(isi))
