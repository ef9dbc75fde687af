"""Checks of coverage: PK against measurement, tree against budget, links, and one wording in every document.

Dasar: ../shared design, domain.md 2 (the tree), 4 (a sasaran's budget is its own table) and 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kinerja_core.buku_kinerja.pengukuran import KEGIATAN, PROGRAM, SASARAN, SUB_KEGIATAN, Pengukuran
from kinerja_core.buku_kinerja.periksa.angka_tercetak import (
    TABEL_PK,
    TAHUN_DEPAN,
    TOLERANSI_UANG,
    AngkaCetak,
    pk_kind,
    printed,
)
from kinerja_core.buku_kinerja.periksa.dokumen import check_names
from kinerja_core.buku_kinerja.periksa.kata import Catatan, figure, node_key, resemblance, shorten, text_key
from kinerja_core.buku_kinerja.rencana import TABEL, TOTAL
from kinerja_core.dasar.excelmath import as_number

#: Levels that carry a budget.
BERANGGARAN = (PROGRAM, KEGIATAN, SUB_KEGIATAN)
#: Texts of an indicator that a document may repeat under it.
_TEKS_INDIKATOR = ("formulasi", "sumber_data", "alasan", "keterangan")
_SATUAN = {"%": "persentase", "persen": "persentase", "lap": "laporan", "dok": "dokumen", "org": "orang",
           "eks": "eksemplar"}


def _name(p: Pengukuran, slot: str) -> str:
    return shorten(p.rencana.teks(slot, "uraian")) or slot


# --- the PK -------------------------------------------------------------------------------------------------------


def _measured(p: Pengukuran, i: str) -> bool:
    """Has the indicator, or one that is declared the same, a realisasi?"""
    r = p.rencana
    kembar = {i, r.teks(i, "sama_dengan").upper()} - {""}
    kembar |= {x for x in r.used("indikator") if r.teks(x, "sama_dengan").upper() in kembar}
    return any(as_number(p.realisasi(x)) is not None for x in kembar)


def check_pk_measured(p: Pengukuran) -> list[Catatan]:
    """KLK01: an indicator of this year's PK without realisasi, or without any row that could have one.

    Nothing is said while no indicator has a realisasi: the year has not been measured yet.
    """
    r = p.rencana
    if not any(as_number(p.realisasi(i)) is not None for i in r.used("indikator")):
        return []
    hasil = []
    for k in r.used("pk"):
        i, tertulis = r.teks(k, "indikator").upper(), r.teks(k, "tertulis")
        if pk_kind(p, k) not in {"PK", "PK PERUBAHAN"} or not (i or tertulis) or (i and _measured(p, i)):
            continue
        hasil.append(Catatan("KLK01", k, "indikator" if i else "tertulis", shorten(tertulis) or _name(p, i),
                             nilai=i or tertulis))
    return hasil


def _program_of(p: Pengukuran, k: str) -> str:
    """The program node a PK row names: by code, else by wording; "" when there is none."""
    r = p.rencana
    program = r.teks(k, "program").upper()
    tertulis = node_key(r.teks(k, "program_tertulis"))
    if program or not tertulis:
        return program
    return next((n for n in p.pohon.walk() if p.pohon.level(n) == PROGRAM
                 and node_key(r.teks(n, "uraian")) == tertulis), "")


def _first_budget(p: Pengukuran, program: str, jenis: str) -> float | None:
    """What a PK should promise: the sum of the first pagu where typed (not for a changed PK), else the budget."""
    awal = [as_number(p.rencana.nilai(s, "pagu")) for s in p.pohon.leaves(program)]
    if jenis == "PK" and any(x is not None for x in awal):
        return sum(x for x in awal if x is not None)
    return as_number(p.anggaran(program))


def check_pk_budget(p: Pengukuran) -> list[Catatan]:
    """BDA02: a program's budget in the PK, in its rows or as printed, that the budget table does not have.

    Next year's PK is left out: its budget is next year's.
    """
    r = p.rencana
    hasil = []
    for k in r.used("pk"):
        program, anggaran, jenis = _program_of(p, k), as_number(r.nilai(k, "anggaran")), pk_kind(p, k)
        if not program or anggaran is None or jenis in {TAHUN_DEPAN, ""}:
            continue
        pagu = _first_budget(p, program, jenis)
        if pagu is not None and abs(pagu - anggaran) > TOLERANSI_UANG:
            hasil.append(Catatan("BDA02", k, "anggaran", figure(anggaran), figure(pagu), anggaran))
    terkena = {(_program_of(p, x.slot), x.nilai) for x in hasil}
    for c in printed(p):
        if c.angka is None or not _is_pk_budget(p, c):
            continue
        pagu = as_number(p.anggaran(TOTAL)) if c.kunci == TOTAL else _first_budget(p, c.kunci, c.tabel.upper())
        if pagu is not None and abs(pagu - c.angka) > TOLERANSI_UANG and (c.kunci, c.angka) not in terkena:
            hasil.append(Catatan("BDA02", c.slot, "nilai", f"{figure(c.angka)} ({c.tabel})", figure(pagu), c.mentah))
    return hasil


def _is_pk_budget(p: Pengukuran, c: AngkaCetak) -> bool:
    """Is it the budget of a program as a table of this year's PK prints it?"""
    pk = c.tabel.upper() in TABEL_PK - {TAHUN_DEPAN}
    return pk and c.kolom == "anggaran" and (c.kunci == TOTAL or p.pohon.level(c.kunci) == PROGRAM)


# --- tree and budget ----------------------------------------------------------------------------------------------


def _topmost(p: Pengukuran, kena: set[str]) -> Iterator[str]:
    """Nodes of a set whose parent is not in it: what is said of them is said of all below."""
    for n in p.pohon.walk():
        if n in kena and p.pohon.induk.get(n) not in kena:
            yield n


def _outside(p: Pengukuran, n: str) -> bool:
    """Has it money, and is it left out of the cascading?"""
    return not p.pohon.di_cascading(n) and (as_number(p.anggaran(n)) or 0) > 0


def check_budget_outside_tree(p: Pengukuran) -> list[Catatan]:
    """KLK02: a program, kegiatan or sub kegiatan with money that the cascading leaves out; said at its topmost node."""
    kena = {n for n in p.pohon.walk() if p.pohon.level(n) in BERANGGARAN and _outside(p, n)}
    return [Catatan("KLK02", n, "pohon", _name(p, n), nilai=p.rencana.nilai(n, "pohon")) for n in _topmost(p, kena)]


def check_tree_without_budget(p: Pengukuran) -> list[Catatan]:
    """KLK03: in the cascading and without any budget below it; said at the topmost node.

    "-" and 0 are answers (known to be without), blank is not. Nothing is said while the plan has no budget at all.
    """
    if as_number(p.anggaran(TOTAL)) is None:
        return []
    kena = {n for n in p.pohon.walk() if p.pohon.level(n) in BERANGGARAN and p.pohon.di_cascading(n)
            and p.anggaran(n) is None}
    return [Catatan("KLK03", n, "pagu", _name(p, n)) for n in _topmost(p, kena)]


def check_program_without_sasaran(p: Pengukuran) -> list[Catatan]:
    """KLK04: a program that stands under no sasaran and that no link names; one that KLK02 tells is not told twice."""
    r = p.rencana
    tertaut = {r.teks(t, "program").upper() for t in r.used("tautan") if r.teks(t, "sasaran")}
    return [Catatan("KLK04", n, "induk", _name(p, n), nilai=r.nilai(n, "induk")) for n in p.pohon.walk()
            if p.pohon.level(n) == PROGRAM and n not in tertaut and not _outside(p, n)
            and not any(p.pohon.level(a) == SASARAN for a in p.pohon.ancestors(n))]


def check_linked_programs(p: Pengukuran) -> list[Catatan]:
    """KLK05: the links give a sasaran other programs than the cascading; said at its first link.

    With equal numbers the first programs that differ are named.
    """
    r = p.rencana
    tautan: dict[str, list[str]] = {}
    for t in r.used("tautan"):
        if r.teks(t, "program"):
            tautan.setdefault(r.teks(t, "sasaran").upper(), []).append(t)
    hasil = []
    for sasaran, baris in tautan.items():
        di_sini = {r.teks(t, "program").upper() for t in baris}
        pohon = {n for n in p.tree_programs(sasaran) if p.pohon.di_cascading(n)}
        if p.pohon.level(sasaran) != SASARAN or di_sini == pohon:
            continue
        a, b = str(len(di_sini)), str(len(pohon))
        if a == b:
            a, b = (f"{n} ({', '.join(sorted(x - y))})" for n, x, y in ((a, di_sini, pohon), (b, pohon, di_sini)))
        hasil.append(Catatan("KLK05", baris[0], "program", a, b, sasaran))
    return hasil


def check_without_indicator(p: Pengukuran) -> list[Catatan]:
    """KLK06: a node of the tree, or a sasaran individu, without indicator; silent while there are no indicators."""
    if not p.pohon.indikator:
        return []
    return [Catatan("KLK06", n, "uraian", _name(p, n), nilai=p.rencana.nilai(n, "uraian"))
            for n in (*p.pohon.walk(), *p.pohon.individu)
            if not p.pohon.indikator.get(n) and p.rencana.teks(n, "uraian")]


def check_indicator_complete(p: Pengukuran) -> list[Catatan]:
    """KLK08: an indicator without satuan or target, where at least half of the book's indicators have a target.

    Below that the book is one of documents without targets (SK IKU, Cascading); a target without satuan is told there
    too. What is declared the same as another is complete there.
    """
    r = p.rencana
    semua = [i for i in r.used("indikator") if r.teks(i, "uraian") and not r.teks(i, "sama_dengan")]
    bertarget = {i for i in semua if p.target(i) is not None or r.teks(i, "tulisan")}
    umum = 2 * len(bertarget) >= len(semua)
    hasil = []
    for i in semua:
        kosong = [k for k, ada in (("satuan", bool(r.teks(i, "satuan"))), ("target", i in bertarget)) if not ada]
        if kosong and (umum or i in bertarget):
            hasil.append(Catatan("KLK08", i, kosong[0], " dan ".join(kosong)))
    return hasil


def check_jabatan(p: Pengukuran) -> list[Catatan]:
    """JAB01: one jabatan described twice with other tugas; said at the later one."""
    r, hasil = p.rencana, []
    dulu: dict[str, str] = {}
    for j in r.used("jabatan"):
        nama = text_key(r.teks(j, "nama"), r.identitas.nama)
        lain = dulu.setdefault(nama, j)
        beda = next((k for k in ("tugas", "fungsi", "rincian") if r.teks(j, k) and r.teks(lain, k)
                     and text_key(r.teks(j, k)) != text_key(r.teks(lain, k))), "")
        if nama and beda:
            hasil.append(Catatan("JAB01", j, beda, r.teks(j, "nama"), lain, r.nilai(j, beda)))
    return hasil


# --- one wording in every document --------------------------------------------------------------------------------


def _unit_key(teks: str) -> str:
    kunci = teks.strip().rstrip(".").lower()
    return text_key(_SATUAN.get(kunci, kunci))


def _sasaran_texts(p: Pengukuran, n: str) -> list[str]:
    """What may stand as the sasaran of a node: its own wording when it is a tujuan or sasaran, and its sasaran."""
    r = p.rencana
    teks = [r.teks(n, "uraian")] if p.pohon.level(n) <= SASARAN else []
    return [t for t in (*teks, r.teks(n, "sasaran")) if t]


def _masters(p: Pengukuran, kunci: str, kolom: str) -> list[str]:
    """The plan's own wordings a printed one may agree with."""
    r = p.rencana
    if kunci.startswith("I"):
        if kolom == "sasaran":
            return _sasaran_texts(p, p.sasaran_of(kunci))
        if kolom == "satuan":
            return [r.teks(kunci, "satuan")] if r.teks(kunci, "satuan") else []
        kembar = r.teks(kunci, "sama_dengan").upper()
        lain = _TEKS_INDIKATOR if kolom == "uraian" else ()
        return [t for t in (r.teks(kunci, "uraian"), r.teks(kembar, "uraian"), *(r.teks(kunci, k) for k in lain)) if t]
    if kolom == "indikator":
        return [r.teks(i, "uraian") for i in p.pohon.indikator.get(kunci, [])]
    if kolom == "sasaran":
        return _sasaran_texts(p, kunci)
    return [r.teks(kunci, "uraian")] if kolom == "uraian" and r.teks(kunci, "uraian") else []


def _written(p: Pengukuran) -> Iterator[tuple[str, str, str, list[str]]]:
    """(slot, kunci, wording here, wordings it may agree with) of every wording that repeats another."""
    r = p.rencana
    for t in r.used("tercetak"):
        kolom, kunci = r.teks(t, "kolom").lower(), r.teks(t, "kunci").upper()
        if kolom in {"uraian", "indikator", "sasaran", "satuan"} and kunci[:1] in (TABEL["node"].awalan,
                                                                                TABEL["indikator"].awalan):
            yield t, "nilai", r.teks(t, "nilai"), _masters(p, kunci, kolom)
    for tabel in ("renstra", "pk"):
        for s in r.used(tabel):
            i = r.teks(s, "indikator").upper()
            if i:
                yield s, "tertulis", r.teks(s, "tertulis"), _masters(p, i, "indikator")
                yield s, "sasaran", r.teks(s, "sasaran"), _masters(p, i, "sasaran")
            program = r.teks(s, "program").upper() if tabel == "pk" else ""
            if program:
                yield s, "program_tertulis", r.teks(s, "program_tertulis"), _masters(p, program, "uraian")


def _without(teks: str, nama: list[str]) -> str:
    for x in nama:
        teks = re.sub(rf"(?i)\b{re.escape(x)}\b", " ", teks)
    return teks


def check_wording(p: Pengukuran) -> list[Catatan]:
    """BDA03: the same node or indicator is worded otherwise in a table, the Renstra or the PK.

    Case, spacing, punctuation, numbering, the word Program, the office's own name, an acronym in brackets and
    official variants do not count. Told is the wording it comes nearest to. A printed satuan "-" says nothing. A
    foreign name is NAM01's or NAM02's: a wording that differs in nothing else is not told again.
    """
    nama = p.rencana.identitas.nama
    asing: dict[tuple[str, str], list[str]] = {}
    for x in check_names(p):
        asing.setdefault((x.slot, x.kunci), []).append(str(x.a))
    hasil = []
    for slot, kunci, di_sini, acuan in _written(p):
        if di_sini in ("", "-") or not acuan:
            continue
        unit = p.rencana.teks(slot, "kolom").lower() == "satuan"
        kunci_teks: Callable[[str], str] = _unit_key if unit else lambda t: node_key(t, nama)
        salah = asing.get((slot, kunci), [])
        lain = {kunci_teks(re.sub(r"(?i)\bkecamatan\b", " ", t)) for t in acuan} if salah else set()
        tanpa_nama = kunci_teks(re.sub(r"(?i)\bkecamatan\b", " ", _without(di_sini, salah)))
        if kunci_teks(di_sini) in {kunci_teks(t) for t in acuan} or tanpa_nama in lain:
            continue
        terdekat = max(acuan, key=lambda t: resemblance(di_sini, t, nama))
        hasil.append(Catatan("BDA03", slot, kunci, *quote_difference(di_sini, terdekat), di_sini))
    return hasil


def quote_difference(a: str, b: str) -> tuple[str, str]:
    """Two wordings, shortened so that the first difference is still in sight."""
    a, b = " ".join(a.split()), " ".join(b.split())
    sama = next((n for n, (x, y) in enumerate(zip(a.lower(), b.lower(), strict=False)) if x != y),
                min(len(a), len(b)))
    if sama <= 30 or max(len(a), len(b)) <= 60:
        return shorten(a), shorten(b)
    mulai = a.rfind(" ", 0, sama - 15) + 1
    return shorten("..." + a[mulai:]), shorten("..." + b[mulai:])


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_pk_measured, check_pk_budget, check_budget_outside_tree, check_tree_without_budget,
    check_program_without_sasaran, check_linked_programs, check_without_indicator, check_wording,
    check_indicator_complete, check_jabatan,
)
