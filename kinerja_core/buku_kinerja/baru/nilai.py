"""The core's value of every keyed formula of a new book, by the key its layout gives it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from kinerja_core.buku_kinerja.baru.baris import LEMBAR_BARIS
from kinerja_core.buku_kinerja.baru.deret import Tercetak
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.letak import Susunan
from kinerja_core.buku_kinerja.baru.tempat import TempatBaru
from kinerja_core.buku_kinerja.baru.uji import first_of
from kinerja_core.buku_kinerja.baru.uji_tabel import lines_of
from kinerja_core.buku_kinerja.baru.urai import Uraian, understand
from kinerja_core.buku_kinerja.capaian import Hasil
from kinerja_core.buku_kinerja.nilai import _indikator, _node
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TOTAL
from kinerja_core.dasar.excelmath import Nilai

_PER_POSISI = ("anggaran_murni", "anggaran", "realisasi_anggaran", "anggaran_sasaran", "nyata_sasaran", "penyerapan",
               "capaian_node")


def core_values(isi: IsiBuku) -> dict[Hashable, Nilai]:
    """Every keyed value; a blank result shows as ""."""
    p, u = Pengukuran(understand(isi)), Uraian(isi)
    hasil: dict[Hashable, Hasil] = {}
    for slot in p.rencana.slots("indikator"):
        hasil |= dict(_indikator(p, slot))
        hasil[("target_murni", slot)] = p.target_murni(slot)
    uji: dict[Hashable, Nilai] = {("uji", lembar, n): first_of(lembar, isi.audit, u, p.rencana, n)
           for lembar in LEMBAR_BARIS for n in range(1, u.banyak + 1)}
    uji |= {("uji", x.blok.tabel.kunci if x.blok else PROFIL, x.n): x.first_of(isi, p.rencana)
            for x in lines_of(TempatBaru(isi))}
    baris = Susunan(u).baris_cascading
    for k in range(1, u.banyak + 1):
        n = u.terisi[k - 1] if k <= len(u.terisi) else 0
        milik = _of_node(p, TABEL["node"].slot(n)) if n and 0 < u.level(n) < 6 else {}
        hasil |= {("urut", nama, k): milik.get(nama) for nama in _PER_POSISI}
        hasil[("urut", "baris_cascading", k)] = baris.get(n, 0)
    for slot in p.rencana.used("node"):
        hasil |= dict(_node(p, slot))
    for nama in ("anggaran", "realisasi_anggaran", "penyerapan"):
        hasil[(nama, TOTAL)] = p.computed("", TOTAL, nama)
    hasil["ikm"] = p.ikm()
    iku = Tercetak(isi).iku
    for j in range(1, TempatBaru(isi).ruang_deret("iku") + 1):
        slot = TABEL["indikator"].slot(iku[j - 1]) if j <= len(iku) else ""
        hasil[("efisiensi", "iku", j)] = p.computed("", slot, "efisiensi") if slot else None
    nilai: dict[Hashable, Nilai] = {k: "" if x is None else x for k, x in hasil.items()}
    return nilai | uji


def _of_node(p: Pengukuran, slot: str) -> Mapping[str, Hasil]:
    hasil = {kunci[0]: x for kunci, x in _node(p, slot) if isinstance(kunci, tuple) and len(kunci) == 2}
    murni = [p.rencana.angka(s, "pagu") for s in p.pohon.leaves(slot)]
    return {**hasil, "anggaran_murni": p.total_of(murni)}
