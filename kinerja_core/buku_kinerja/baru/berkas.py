"""The file form of a new book: `baca --json`, accepted by `buat`: what was typed, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from kinerja_core.buku_kinerja.baru.baris import BARIS, PROFIL_KANTOR, RUANG_BAWAAN, TABEL_AUDIT
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.kolom import Tabel
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, fill_row, row_model
from kinerja_core.dasar.beku import Beku, bidang, make_class
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import read_as_model
from kinerja_core.lembar.isian import Kotak, to_file

VERSI = 2


def tables(audit: bool) -> tuple[Tabel, ...]:
    """The rows, then every table beside them."""
    lain = tuple(TABEL[t] for t in RUANG_BAWAAN)
    return BARIS, *lain, *(TABEL[t] for t in TABEL_AUDIT if audit)


def _file_model() -> type[Beku]:
    profil = row_model(PROFIL, PROFIL_KANTOR.kolom, False)
    isi: dict[str, Any] = {
        "versi": (Literal[2], bidang(arti="Versi bentuk berkas.")),
        "jenis": (Literal["buku_kinerja"], bidang(arti="Penanda bahwa berkas ini buku, bukan instrumen.")),
        "tahun": (int, bidang(ge=2000, le=2100, arti="Tahun buku.")),
        "identitas": (Identitas, bidang(arti="Kecamatan pemilik buku.")),
        "audit": (bool, bidang(default=False, arti="Memuat juga yang hanya untuk memeriksa dokumen yang sudah ada.")),
        "ruang": (dict[str, int], bidang(default_factory=dict, arti="Banyaknya baris tiap tabel.")),
        "profil": (profil, bidang(default_factory=profil, arti="Pengaturan.")),
    }
    for t in tables(True):
        daftar: Any = list[row_model(t.kunci, t.kolom, True)]  # type: ignore[misc]
        isi[t.kunci] = (daftar, bidang(default_factory=list, arti=t.arti))
    return make_class("BerkasBuku", isi)


def isi_as_dict(isi: IsiBuku) -> dict[str, Any]:
    """What was typed; blank cells are left out."""
    def baris(slot: str, t: Tabel) -> dict[str, Any]:
        return {k.kunci: to_file(x) for k in t.kolom if (x := isi.nilai(slot, k.kunci)) is not None}
    keluar: dict[str, Any] = {
        "versi": VERSI, "jenis": "buku_kinerja", "tahun": isi.tahun, "identitas": isi.identitas.model_dump(),
        "audit": isi.audit, "ruang": dict(isi.ruang), "profil": baris(PROFIL, PROFIL_KANTOR)}
    for t in tables(isi.audit):
        slot = (t.slot(n) for n in range(1, isi.ruang[t.kunci] + 1))
        keluar[t.kunci] = [{"slot": s, **b} for s in slot if (b := baris(s, t))]
    return keluar


def parse_isi(data: Mapping[str, Any]) -> IsiBuku:
    """What `isi_as_dict` wrote; KinerjaError with every unknown key, wrong value and doubled slot at once."""
    berkas: Any = read_as_model(dict(data), _file_model())
    isi: dict[Kotak, Nilai] = {}
    salah: list[Temuan] = []
    fill_row(isi, PROFIL, berkas.profil, salah)
    ruang = {"baris": BARIS.tetap or 100, **RUANG_BAWAAN}
    for t in tables(berkas.audit):
        terbesar, terlihat = 0, set()
        for urutan, satu in enumerate(getattr(berkas, t.kunci), start=1):
            slot = satu.slot or t.slot(urutan)
            nomor = t.number(slot)
            if nomor is None or slot in terlihat:
                salah.append(buat_temuan("RNC01", f"{t.kunci} {urutan}", a=f"slot {slot} tidak sah atau berulang"))
                continue
            terlihat.add(slot)
            terbesar = max(terbesar, nomor)
            fill_row(isi, slot, satu, salah)
        ruang[t.kunci] = t.tetap or max(terbesar, berkas.ruang.get(t.kunci, ruang.get(t.kunci, 20)))
    if salah:
        raise KinerjaError("RNC01", temuan=tuple(salah))
    return IsiBuku(berkas.identitas, berkas.tahun, ruang, isi, berkas.audit)
