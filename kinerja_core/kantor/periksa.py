"""Everything that is found in a workbook of any kind: its inputs, the file itself, and whether it is as issued."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_core.dasar.temuan import Temuan
from kinerja_core.kantor.jenis import Hitungan, kind
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.segel.berkas import by_level, check_content
from kinerja_core.segel.keaslian import Integritas, combine, inspect


@dataclass(frozen=True)
class Terperiksa:
    """All findings of a workbook, obligatory ones first; `keaslian` is Cek Keaslian in words, "" without a key."""

    temuan: tuple[Temuan, ...]
    keaslian: str = ""


def check(bacaan: Bacaan, kunci_publik: bytes | None = None, hitungan: Hitungan | None = None) -> Terperiksa:
    """All findings: what the kind checks, and what is judged of every file. The key answers only who issued it.

    KinerjaError SGL20 for a file that is no public key. `hitungan` spares computing again.
    """
    jenis = kind(bacaan)
    hitungan = hitungan or jenis.compute(bacaan)
    temuan = by_level([*jenis.check(bacaan, hitungan), *_of_file(bacaan, hitungan)])
    if bacaan.buku.ekstra is None and kunci_publik is None:
        return Terperiksa(tuple(temuan))  # an open book: BKS18 is told already
    h = inspect(bacaan, kunci_publik)
    if kunci_publik is None:
        return Terperiksa(tuple(combine(temuan, _unasked(h))))
    return Terperiksa(tuple(combine(temuan, h.temuan)), f"{h.keaslian.sebutan}. {h.keaslian.sebab}".strip())


def _of_file(bacaan: Bacaan, hitungan: Hitungan) -> list[Temuan]:
    """What is judged of the file itself. Where a formula in an input is no longer what was saved, the formulas that
    read it did nothing wrong: stored values may follow from either."""
    temuan, tersimpan = check_content(bacaan, hitungan.nilai), bacaan.as_stored()
    if tersimpan is None:
        return temuan
    return min(temuan, check_content(bacaan, kind(tersimpan).compute(tersimpan).nilai), key=len)


def _unasked(h: Integritas) -> list[Temuan]:
    """What the comparison found where nobody asked who issued the file: "not verified" goes without saying."""
    belum = h.keaslian.temuan if h.keaslian.keadaan == "belum_diverifikasi" else ()
    return [t for t in h.temuan if t not in belum]


def check_any(bacaan: Bacaan) -> list[Temuan]:
    """All findings without a key."""
    return list(check(bacaan).temuan)
