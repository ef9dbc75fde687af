"""A place of the book in words: table, row and what it is about, column. Every finding of a plan begins with it."""

from __future__ import annotations

import re

from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana, table_of
from kinerja_core.dasar.excelmath import shorten_to

#: Characters of a row's name.
PANJANG_NAMA = 60
#: Columns that say what a row is about, the one that says most first; of one that refers to a row, that row's name.
_PENYEBUT = ("uraian", "nama", "peraturan", "unsur", "judul", "tertulis", "indikator", "program", "catatan", "masalah",
             "sasaran", "jenis", "kode")

#: Tables whose rows stand in one row of a workbook of rows.
SATU_BARIS = frozenset({"node", "indikator", "renstra"})


def column_words(kolom: str) -> str:
    """What a printed figure is, in words: realisasi anggaran, realisasi 2 tahun lalu."""
    return re.sub(r"^lalu(\d)$", r"realisasi \1 tahun lalu", kolom).replace("_", " ")


def name_of_row(rencana: Rencana, slot: str) -> str:
    """What a row is about, in a few words; "" for an empty one."""
    tabel = table_of(slot)
    if tabel is TABEL["tercetak"]:
        ke = rencana.teks(slot, "kunci")
        bagian = (rencana.teks(slot, "tabel"), f"{ke} {_of_slot(rencana, ke)}".strip(),
                  column_words(rencana.teks(slot, "kolom")))
        return ", ".join(b for b in bagian if b)
    for kunci in _PENYEBUT:
        kolom = tabel.menurut_kunci.get(kunci)
        if kolom and (teks := rencana.teks(slot, kunci)):
            return _of_slot(rencana, teks) or teks if kolom.jenis == "rujukan" else shorten_to(teks, PANJANG_NAMA)
    return ""


def _of_slot(rencana: Rencana, slot: str) -> str:
    """The name of a row another row refers to; "" for what is no row."""
    milik = next((t for t in TABEL.values() if t.number(slot.upper()) is not None), None)
    return name_of_row(rencana, slot.upper()) if milik and milik is not TABEL["tercetak"] else ""


def name_of_place(rencana: Rencana, slot: str, kunci: str) -> str:
    """Table, row, what it is about, and column: Indikator I042 (Persentase desa maju), Satuan."""
    tabel = table_of(slot)
    sendiri = tabel is TABEL["tercetak"] and kunci == "nilai"  # its row says already of what the printed cell is
    label = tabel.menurut_kunci[kunci].label if kunci in tabel.menurut_kunci and not sendiri else ""
    nama = "" if slot == PROFIL else name_of_row(rencana, slot)
    sebutan = f"Baris {tabel.number(slot)}" if rencana.baris and tabel.kunci in SATU_BARIS else f"{tabel.judul} {slot}"
    baris = tabel.judul if slot == PROFIL else sebutan + (f" ({nama})" if nama else "")
    return ", ".join(x for x in (baris, label) if x)
