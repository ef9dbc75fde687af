"""What a clerk types in the new Buku Kinerja: the table of rows, one indicator a row, and the tables around it.

A row of the sheet Rencana goes on, under the same number, on Rincian and on the four sheets of the quarters. It holds a
node of the tree with its first indicator, or a further indicator of the node above it. `MODEL` says which value of the
plan (`rencana`) each cell is; what has none there is understood by `urai`.
"""

from __future__ import annotations

from dataclasses import replace

from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, find_table
from kinerja_core.dasar.waktu import TRIWULAN

KANTOR, RENCANA, RINCIAN, LAPORAN = "Kantor", "Rencana", "Rincian", "Laporan"
LEMBAR_TW = tuple(f"TW {romawi}" for _, romawi in TRIWULAN)
LEMBAR_BARIS = (RENCANA, RINCIAN, *LEMBAR_TW)

_NODE, _INDIKATOR, _RENSTRA = (TABEL[t].menurut_kunci for t in ("node", "indikator", "renstra"))
#: Values of the plan that exist in the new book alone, described as those of the plan are.
BARU: dict[tuple[str, str], Kolom] = {
    **{("indikator", f"q{n}"): replace(_INDIKATOR[f"t{n}"], kunci=f"q{n}", label=f"Target perubahan TW {r}")
       for n, r in TRIWULAN},
    **{("indikator", f"{k}{n}"): replace(_INDIKATOR[k], kunci=f"{k}{n}", label=f"{_INDIKATOR[k].label} TW {r}")
       for n, r in TRIWULAN[:3] for k in ("kendala_internal", "solusi", "bukti")},
    ("node", "sumber_dana"): Kolom("sumber_dana", "Sumber dana"),
}


#: Where each cell of a row goes in the plan; the kunci of the plan where that is another word.
MODEL: dict[str, tuple[str, str]] = {}


def _on(lembar: str, *kolom: tuple[str, str] | tuple[str, str, str] | Kolom) -> list[Kolom]:
    """Columns of one sheet: a Kolom of its own, or (table, kunci of the plan[, kunci of the row])."""
    hasil = []
    for k in kolom:
        if isinstance(k, Kolom):
            hasil.append(replace(k, lembar=lembar))
            continue
        tabel, kunci, *nama = k
        milik = nama[0] if nama else kunci
        MODEL[milik] = (tabel, kunci)
        asal = BARU.get((tabel, kunci)) or TABEL[tabel].menurut_kunci[kunci]
        hasil.append(replace(asal, kunci=milik, lembar=lembar, wajib=False))
    return hasil


def _many(tabel: str, *kunci: str) -> list[tuple[str, str]]:
    return [(tabel, k) for k in kunci]


_RENCANA = _on(
    RENCANA, ("node", "uraian"), ("node", "urutan"), ("node", "jenis"), ("indikator", "uraian", "indikator"),
    *_many("indikator", "satuan", "tipe_target", "t1", "t2", "t3", "t4"), ("node", "pagu"), ("node", "sasaran"),
    Kolom("penanggung_jawab", "Penanggung jawab"))
_RINCIAN = _on(
    RINCIAN, *_many("indikator", "iku", "polaritas", "formulasi", "pembilang", "penyebut", "tipe_dokumen",
                    "sumber_data", "alasan", "keterangan", "tulisan"),
    Kolom("dukung", "Mendukung sasaran (nomor baris)", angka_pun=999), ("node", "sumber_dana"),
    Kolom("luar", "Di luar cascading?", "pilihan", daftar="ya"),
    *_many("indikator", "q1", "q2", "q3", "q4"), ("node", "perubahan"),
    *_many("renstra", "awal", *(f"th{n}" for n in range(1, 7)), "akhir"),
    *_many("indikator", "lalu4", "lalu3", "lalu2", "lalu1"))
#: Only in a book that audits documents which exist already: how they print it, and where.
_AUDIT = _on(
    RINCIAN, ("node", "nomor", "nomor_node"), ("node", "level"), ("node", "sumber", "sumber_node"),
    *_many("indikator", "nomor", "bentuk", "keluaran", "basis", "sumber"), ("renstra", "nomor", "renstra_nomor"),
    ("renstra", "bagian", "renstra_bagian"), ("renstra", "sasaran", "renstra_sasaran"),
    ("renstra", "tertulis", "renstra_tertulis"), ("renstra", "sumber", "renstra_sumber"))


def _quarter(n: int) -> list[Kolom]:
    kinerja = [*_many("indikator", f"r{n}", f"a{n}", f"b{n}"), ("node", f"g{n}")]
    if n == 4:
        prosa = _many("indikator", "penyebab", "kendala_internal", "kendala_eksternal", "solusi", "tindak_lanjut",
                      "bukti")
    else:
        prosa = _many("indikator", f"kendala_internal{n}", f"solusi{n}", f"bukti{n}")
    return _on(LEMBAR_TW[n - 1], *kinerja, *prosa)


_TW = [k for n, _ in TRIWULAN for k in _quarter(n)]
#: Of every book, and with what an auditing one has besides.
KOLOM_BARIS: tuple[Kolom, ...] = (*_RENCANA, *_RINCIAN, *_TW)
AUDIT: frozenset[str] = frozenset(k.kunci for k in _AUDIT)
BARIS = Tabel("baris", "B", "Rencana", "Satu baris satu indikator; baris yang sama di lembar Rencana, Rincian, dan TW.",
              (*KOLOM_BARIS, *_AUDIT), lembar=LEMBAR_BARIS)
#: Rows of a book when nothing else is asked, and the most there can be.
BARIS_BAWAAN, BARIS_TERBANYAK = 100, 400


def row_columns(audit: bool) -> tuple[Kolom, ...]:
    """Columns of the table of rows in a book of that sort."""
    return BARIS.kolom if audit else KOLOM_BARIS


# --- the tables of Kantor and Laporan -----------------------------------------------------------------------------

#: Which kunci of Profil names the office of which jenis of node.
LEVEL_JENIS = {jenis: f"level_{jenis.lower().replace(' ', '_')}" for jenis in DAFTAR["jenis_node"][:5]}
_PROFIL = find_table(PROFIL)
PROFIL_KANTOR = replace(
    _PROFIL, kolom=(
        *(k for k in _PROFIL.kolom if k.kunci != "sumber"),
        Kolom("serapan", "Realisasi anggaran diketik", "pilihan", daftar="serapan"),
        *(Kolom(kunci, f"Tingkat jabatan {jenis}", angka_pun=99) for jenis, kunci in LEVEL_JENIS.items()),
        *(k for k in _PROFIL.kolom if k.kunci == "sumber")))
#: Columns that name a row of another table: typed as its name, understood as its slot. (table, kunci): (table, name).
DISEBUT: dict[tuple[str, str], tuple[str, str]] = {
    ("baris", "penanggung_jawab"): ("jabatan", "nama"), ("jabatan", "atasan"): ("jabatan", "nama"),
    ("dasar", "dokumen"): ("dokumen", "jenis"), ("lhe", "dokumen"): ("dokumen", "jenis"),
    ("lhe", "penanggung_jawab"): ("jabatan", "nama"), ("pk", "dokumen"): ("dokumen", "jenis"),
}
#: Tables that stand in the book as they stand in the plan, by sheet; the last two sheets in an auditing book alone.
TABEL_KANTOR = ("jabatan", "dokumen")
TABEL_LAPORAN = ("masalah", "lhe", "skm", "dasar")
TABEL_AUDIT = ("pk", "tercetak", "kesampingkan")
#: Rows of each in a fresh book.
RUANG_BAWAAN = {"jabatan": 25, "dokumen": 15, "masalah": 15, "lhe": 20, "skm": 9, "dasar": 25}
