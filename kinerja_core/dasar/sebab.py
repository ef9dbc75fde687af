"""Findings told as causes: one line for what is wrong in one way on one sheet, with all its cells.

The only place that groups findings: terminal, JSON, the sheet Catatan, return notes and messages walk `causes`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan, Tingkat
from kinerja_core.dasar.versi_json import VERSI_JSON, json_version

#: Cells, and places in words, that a line names one by one; the rest is counted.
_SEL_DISEBUT, _TEMPAT_DISEBUT = 40, 3
_SEL = re.compile(r"(?P<lembar>.*)!(?P<kolom>[A-Z]{1,3})(?P<baris>[0-9]{1,7})", re.DOTALL)


@dataclass(frozen=True)
class Sebab:
    """One cause: findings of one kode and level, on one sheet, that say the same and are mended alike."""

    temuan: tuple[Temuan, ...]

    @property
    def kode(self) -> str:
        """The kode all of them have."""
        return self.temuan[0].kode

    @property
    def tingkat(self) -> Tingkat:
        """The level all of them have."""
        return self.temuan[0].tingkat

    @property
    def perbaikan(self) -> str:
        """What mends them all."""
        return self.temuan[0].perbaikan

    @property
    def penjelasan(self) -> str:
        """What the office wrote in answer; "" when nothing."""
        return self.temuan[0].penjelasan

    @property
    def sel(self) -> tuple[str, ...]:
        """Every cell once, as Excel shows it; () for the whole file."""
        return tuple(dict.fromkeys(t.sel for t in self.temuan if t.sel))

    @property
    def tempat(self) -> str:
        """All cells in few words, neighbours as a range: Kertas Kerja!F12:F15, F20; "" for the whole file."""
        return join_cells(self.sel)

    @property
    def sebab(self) -> str:
        """What is wrong, where in words, as one sentence or two."""
        pertama, banyak = self.temuan[0], len(self.temuan)
        if banyak == 1:
            return pertama.pesan
        beda = len({t.inti for t in self.temuan}) > 1
        apa = f"{pertama.kind.judul} ({banyak} sel), misalnya {pertama.pesan}" if beda else pertama.inti
        sebutan = list(dict.fromkeys(t.sebutan for t in self.temuan if t.sebutan))
        if beda or not sebutan:
            return apa
        lebih = len(sebutan) - _TEMPAT_DISEBUT
        nama = "; ".join(sebutan[:_TEMPAT_DISEBUT]) + (f"; dan {lebih} lainnya" if lebih > 0 else "")
        return f"{nama}: {apa}"

    @property
    def kalimat(self) -> str:
        """What is wrong, and how to mend it or how it was explained."""
        return f"{self.sebab} {self.tindakan}"

    @property
    def tindakan(self) -> str:
        """How to mend it; of an explained one what was written."""
        return f"Penjelasan: {self.penjelasan}" if self.penjelasan else self.perbaikan

    def as_dict(self) -> dict[str, Any]:
        """Plain dict in the order of the published JSON contract, version 2; lists run side by side."""
        return {"kode": self.kode, "tingkat": self.tingkat, "sebab": self.sebab, "tempat": self.tempat,
                "perbaikan": self.perbaikan, "penjelasan": self.penjelasan,
                **{apa: [getattr(t, apa) for t in self.temuan] for apa in ("sel", "sebutan", "pesan", "nilai")}}


def causes(temuan: Iterable[Temuan]) -> list[Sebab]:
    """The causes of findings: obligatory first, explained last, else in the order in which they were found.

    One cause is one kode on one sheet where what is said is the same, or where the catalogue says that the kode has
    one cause whatever the cells hold (`satu_sebab`).
    """
    kelompok: dict[Hashable, list[Temuan]] = {}
    for t in temuan:
        lembar = t.sel.rpartition("!")[0]
        apa = "" if t.kind.satu_sebab else t.inti
        kelompok.setdefault((t.tingkat, t.kode, lembar, apa, t.perbaikan, t.penjelasan), []).append(t)
    urutan = list(SEBUTAN_TINGKAT)
    return sorted((Sebab(tuple(x)) for x in kelompok.values()), key=lambda s: urutan.index(s.tingkat))


def as_dicts(temuan: Iterable[Temuan]) -> list[dict[str, Any]]:
    """Findings as the JSON of `json_version` has them. Version 1 knows no explanations: such a one only tells."""
    if json_version() == VERSI_JSON:
        return [s.as_dict() for s in causes(temuan)]
    return [{"kode": t.kode, "tingkat": "keterangan" if t.tingkat == "dijelaskan" else t.tingkat, "sel": t.sel,
             "pesan": t.pesan, "perbaikan": t.perbaikan, "nilai": t.nilai} for t in temuan]


def count_sentence(temuan: Sequence[Temuan]) -> str:
    """ "2 wajib diperbaiki, 5 perlu dicek, 0 keterangan, 1 dijelaskan; semuanya 3 sebab": cells, as the sheet counts.
    """
    banyak, sebab = Counter(t.tingkat for t in temuan), len(causes(temuan))
    teks = ", ".join(f"{banyak[t]} {sebutan.lower()}" for t, sebutan in SEBUTAN_TINGKAT.items())
    return teks + (f"; semuanya {sebab} sebab" if sebab < len(temuan) else "")


def join_cells(sel: Iterable[str]) -> str:
    """Cells as few words: a sheet once, neighbours in a column or a row as a range, the many at the end counted."""
    per: dict[str, list[str]] = {}
    for satu in dict.fromkeys(sel):
        cocok = _SEL.fullmatch(satu)
        per.setdefault(cocok["lembar"] if cocok else "", []).append(satu)
    return "; ".join(_of_sheet(lembar, isi) for lembar, isi in per.items())


def _of_sheet(lembar: str, sel: Sequence[str]) -> str:
    if not lembar:
        return "; ".join(sel)
    tempat = sorted((_column(m["kolom"]), int(m["baris"])) for s in sel if (m := _SEL.fullmatch(s)))
    rentang = _runs(tempat)
    tampil = [_shown(awal) if awal == akhir else f"{_shown(awal)}:{_shown(akhir)}" for awal, akhir in rentang]
    lebih = len(tampil) - _SEL_DISEBUT
    if lebih > 0:
        sisa = sum((b[1] - a[1] + 1) * (b[0] - a[0] + 1) for a, b in rentang[_SEL_DISEBUT:])
        tampil[_SEL_DISEBUT:] = [f"dan {sisa} sel lagi"]
    return f"{lembar}!{', '.join(tampil)}"


def _runs(tempat: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """First and last (column, row) of every run: down a column, else along a row, in the order of columns."""
    sisa, hasil = dict.fromkeys(tempat), []
    for awal in tempat:
        if awal not in sisa:
            continue
        for langkah in ((0, 1), (1, 0)):
            akhir = awal
            while (lanjut := (akhir[0] + langkah[0], akhir[1] + langkah[1])) in sisa:
                akhir = lanjut
            if akhir != awal:
                break
        hasil.append((awal, akhir))
        for kolom in range(awal[0], akhir[0] + 1):
            for baris in range(awal[1], akhir[1] + 1):
                sisa.pop((kolom, baris))
    return hasil


def _column(huruf: str) -> int:
    nomor = 0
    for h in huruf:
        nomor = nomor * 26 + ord(h) - 64
    return nomor


def _shown(tempat: tuple[int, int]) -> str:
    kolom, teks = tempat[0], ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        teks = chr(65 + sisa) + teks
    return f"{teks}{tempat[1]}"
