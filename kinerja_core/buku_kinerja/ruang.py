"""How many rows the growing outputs of a Buku Kinerja hold: what its plan fills, and room to grow.

Plan in, rows per output out; where they stand is the business of `lembar.tempat`.
"""

from __future__ import annotations

from dataclasses import replace

from kinerja_core.buku_kinerja.pengukuran import Pohon
from kinerja_core.buku_kinerja.rencana import DAFTAR, Rencana, spare_rows

#: Outputs whose rows every workbook tells; blocks of the IKI stand beside them.
RUANG = frozenset({"urut", "cascading", "iku", "anggaran", "program", "pk"})
#: Keys of `ruang` for the blocks of the IKI: iki_J001.
AWALAN_IKI = "iki_"
#: Spare rows of the small tables, of a block of the IKI, and spare blocks.
_CADANGAN, _CADANGAN_IKI, _BLOK_CADANGAN = 4, 3, 3


def used_rows_of(rencana: Rencana) -> dict[str, int]:
    """How many rows each growing output fills."""
    pohon, r = Pohon(rencana), rencana
    baris = {s: max(1, len(pohon.indikator.get(s, []))) for s in pohon.walk()}
    pk = [sum(1 for k in r.used("pk") if r.teks(k, "dokumen") == d and r.teks(k, "bagian") == b)
          for d in r.used("dokumen") for b in DAFTAR["bagian_pk"]]
    isi = {
        "urut": sum(baris.values()), "cascading": Pohon(r, hanya_cascading=True).jumlah_baris,
        "iku": sum(r.teks(i, "iku").upper() == "YA" for i in r.used("indikator")),
        "anggaran": sum(n for s, n in baris.items() if pohon.level(s) >= 3),
        "program": sum(pohon.level(s) == 3 for s in baris), "pk": max(pk, default=0),
    }
    milik: dict[str, int] = {}
    for s in pohon.individu:
        jabatan = r.teks(s, "penanggung_jawab").upper()
        milik[jabatan] = milik.get(jabatan, 0) + max(1, len(pohon.indikator.get(s, [])))
    terpakai = r.used("jabatan")
    for j in [*(j for j in terpakai if j in milik), *(j for j in terpakai if j not in milik)]:
        isi[f"{AWALAN_IKI}{j}"] = milik.get(j, 0)
    return isi


def needed_rows(rencana: Rencana) -> dict[str, int]:
    """Rows a new workbook gives each growing output: what is filled and room to grow."""
    hasil = {}
    for kunci, n in used_rows_of(rencana).items():
        if kunci.startswith(AWALAN_IKI):
            hasil[kunci] = n + _CADANGAN_IKI
        elif kunci in {"iku", "program", "pk"}:
            hasil[kunci] = n + _CADANGAN if n else 2 * _CADANGAN
        else:
            hasil[kunci] = spare_rows(n)
    terpakai = rencana.used("jabatan")
    cadangan = [j for j in rencana.slots("jabatan") if j not in terpakai][:_BLOK_CADANGAN]
    return hasil | {f"{AWALAN_IKI}{j}": _CADANGAN_IKI for j in cadangan}


def with_room(rencana: Rencana) -> Rencana:
    """The plan as a new workbook should be built from it: outputs that are full get room to grow again."""
    ruang = rencana.ruang
    if not ruang or all(n < ruang.get(k, 0) for k, n in used_rows_of(rencana).items()):
        return rencana
    return replace(rencana, ruang={})
