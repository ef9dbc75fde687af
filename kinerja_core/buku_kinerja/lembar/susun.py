"""The Buku Kinerja as one Denah: sheets, names, print set-up, places of inputs and outputs."""

from __future__ import annotations

from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.keluaran import (
    sheet_capaian,
    sheet_cascading,
    sheet_iki,
    sheet_iku,
    sheet_pohon,
    sheet_renaksi,
)
from kinerja_core.buku_kinerja.lembar.kendali import (
    JUMLAH,
    LABEL_IDENTITAS,
    list_ranges,
    master_check,
    meta_values,
    sheet_beranda,
    sheet_periksa,
    sheet_petunjuk,
    sheet_referensi,
)
from kinerja_core.buku_kinerja.lembar.laporan import (
    sheet_lampiran,
    sheet_lkjip,
    sheet_lkjip37,
    sheet_pk,
    sheet_ringkasan,
)
from kinerja_core.buku_kinerja.lembar.masukan import sheet_masukan, sheet_profil
from kinerja_core.buku_kinerja.lembar.perhitungan import sheet_olah, sheet_olah_profil
from kinerja_core.buku_kinerja.lembar.tempat import MASUKAN, TempatBuku
from kinerja_core.buku_kinerja.lembar.uji import check_columns, profile_columns, sheet_uji
from kinerja_core.buku_kinerja.lembar.urutan import sheet_urut
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, find_table
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.kendali import counter_names, identity_names, properties, sheet_meta

_LKJIP3 = ("Tabel 3.1", "Tabel 3.2", "Tabel 3.3", "Tabel 3.4", "Tabel 3.5")


def _sheets(ptk: TempatBuku) -> tuple[Lembar, ...]:
    status = master_check()
    masukan = [sheet_masukan(ptk, s, status) for s in MASUKAN]
    return (
        sheet_beranda(ptk), sheet_petunjuk(ptk), sheet_profil(ptk, status), *masukan,
        sheet_cascading(ptk, status), sheet_pohon(ptk, status), sheet_iku(ptk, status), sheet_iki(ptk, status),
        sheet_renaksi(ptk, status), sheet_capaian(ptk, status), sheet_ringkasan(ptk, status),
        *(sheet_pk(ptk, jenis, status) for jenis in p.PK_LEMBAR),
        sheet_lkjip(ptk, p.LKJIP2, ("Tabel 2.2",), status), sheet_lkjip(ptk, p.LKJIP3, _LKJIP3, status),
        sheet_lkjip37(ptk, status), sheet_lampiran(ptk, status), sheet_periksa(ptk),
        sheet_referensi(ptk), sheet_olah_profil(ptk, profile_columns),
        *(sheet_olah(ptk, s, uji=check_columns) for s in MASUKAN), sheet_urut(ptk), sheet_uji(ptk),
        sheet_meta(meta_values(ptk)),
    )


def _names(ptk: TempatBuku) -> dict[str, tuple[str, tuple[int, int]]]:
    nama = {f"in_profil_{k.kunci}": ptk.masukan[(PROFIL, k.kunci)] for k in find_table(PROFIL).kolom}
    return nama | identity_names(LABEL_IDENTITAS) | counter_names(JUMLAH)


def describe(rencana: Rencana) -> Denah:
    """The whole Buku Kinerja of one plan."""
    ptk = TempatBuku(rencana)
    return Denah(
        judul=f"Buku Kinerja {rencana.identitas.nama} {rencana.tahun}",
        lembar=_sheets(ptk),
        nama=_names(ptk),
        masukan=ptk.masukan,
        kode_sel={kotak: (lembar, (posisi[0], p.KODE), kotak[0]) for kotak, (lembar, posisi) in ptk.masukan.items()},
        properti=properties(meta_values(ptk)),
        kaki=f"{rencana.identitas.kode_wilayah} - Buku Kinerja {rencana.tahun}",
        rentang={**ptk.rentang, **list_ranges()},
        kertas=ptk.kertas,
    )
