"""Results and findings as plain tables, for every place that shows them: the add-in's sheets now, recaps later."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_core.excelmath import Nilai
from kinerja_core.penilaian import core_values
from kinerja_core.periksa.berkas import is_main_result, same_value
from kinerja_core.periksa.isian import Terolah
from kinerja_core.reader import Bacaan
from kinerja_core.temuan import SEBUTAN_TINGKAT, Temuan

KEPALA_HASIL = ["Hasil", "Kode", "Menurut inti", "Menurut buku", "Keadaan"]
KEPALA_CATATAN = ["Kode", "Tingkat", "Tempat", "Catatan", "Cara memperbaiki"]


def result_table(bacaan: Bacaan, terolah: Terolah) -> list[list[object]]:
    """One row per main result: what the core says, what the workbook shows, "sama" or "beda"."""
    inti = core_values(terolah.olahan, terolah.hasil)
    baris: list[list[object]] = []
    for kunci, (nama, posisi) in bacaan.denah.keluaran.items():
        lembar = bacaan.buku.sheet(nama)
        if is_main_result(kunci) and lembar is not None:
            jenis, kode = kunci if isinstance(kunci, tuple) else (kunci, "")
            tertulis: Nilai = lembar.nilai.get(posisi)
            keadaan = "sama" if same_value(tertulis, inti[kunci]) else "beda"
            baris.append([jenis, kode, inti[kunci], str(tertulis) if hasattr(tertulis, "teks") else tertulis, keadaan])
    return baris


def findings_table(temuan: Iterable[Temuan]) -> list[list[object]]:
    """One row per finding."""
    return [[t.kode, SEBUTAN_TINGKAT[t.tingkat], t.sel, t.pesan, t.perbaikan] for t in temuan]
