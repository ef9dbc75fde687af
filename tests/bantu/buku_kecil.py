"""A Buku Kinerja with one branch of the tree, for tests of what is done with a book: buttons, macros, saving, printing.

What a book holds when it is large is looked at on the four transcriptions; opening those takes a program so long that
whatever does not ask for size is tried here.
"""

from __future__ import annotations

from pathlib import Path

from bantu.bersama import once
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import INDIVIDU, PROFIL, TABEL, TINGKAT, Rencana
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.isian import Kotak

IDENTITAS = Identitas(kode_wilayah="35.69.98", nama="Uji", kabupaten="Contoh", provinsi="Jawa Timur")
NAMA, NAMA_TERBUKA = "buku_kecil", "buku_kecil_terbuka"


def _sound() -> dict[Kotak, Nilai]:
    """Every level once, an indicator on each, money, a PK, an officer's own sasaran; nothing obligatory to mend."""
    baris: dict[str, dict[str, Nilai]] = {
        PROFIL: {"renstra_awal": 2019.0, "renstra_akhir": 2024.0},
        "J001": {"nama": "Camat"}, "J002": {"nama": "Kasi", "atasan": "J001"},
        "D001": {"jenis": "PK", "tahun": 2022.0, "tempat": "Uji", "penanda_tangan": "A"},
        "S001": {"bagian": "Sasaran", "indikator": "I002", "akhir": 80.0, "th1": 70.0},
        "K001": {"dokumen": "D001", "bagian": "Sasaran", "indikator": "I002"},
    }
    for n, jenis in enumerate((*TINGKAT, INDIVIDU), start=1):
        induk = f"N{n - 1:03d}" if 1 < n <= len(TINGKAT) else None
        baris[f"N{n:03d}"] = {"jenis": jenis, "induk": induk, "uraian": f"Simpul {n}", "nomor": "1"}
        baris[f"I{n:03d}"] = {
            "node": f"N{n:03d}", "uraian": f"Indikator {n}", "satuan": "Dokumen", "iku": "Ya" if n == 2 else None,
            "tipe_target": "Per TW, dijumlahkan", "t2": 10.0 + n, "t4": 20.0 + n, "r2": 9.0, "r4": 21.0}
    baris["N005"] |= {"pagu": 5e6, "g1": 1e6, "g3": 35e5}
    baris["N006"] |= {"penanggung_jawab": "J002"}
    return {(slot, k): v for slot, isi in baris.items() for k, v in isi.items() if v is not None}


#: Two spare rows of everything.
KAPASITAS = {**dict.fromkeys(TABEL, 2), "jabatan": 4, "dokumen": 3, "node": 8, "indikator": 8, "skm": 9}
RENCANA = Rencana(IDENTITAS, 2022, KAPASITAS, _sound())
#: The same with a row that says whose it is and not what, and one the other way round: open lines of Pemeriksaan.
TERBUKA = Rencana(IDENTITAS, 2022, KAPASITAS, {**_sound(), ("I007", "node"): "N002", ("I008", "uraian"): "Desa maju"})


def small(nama: str = NAMA) -> Path:
    """The book of that name, built once in a run. Nobody may write to it."""
    return once(f"{nama}.xlsx", lambda: build_book({NAMA: RENCANA, NAMA_TERBUKA: TERBUKA}[nama]))
