"""The kertas kerja as one Denah: sheets, names, print set-up, places of inputs and outputs."""

from __future__ import annotations

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen, serial_of
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.hasil import kode_cek_position, rekap_ref, rekap_rows, sheet_cetak, sheet_rekap
from kinerja_core.kertas_kerja.lembar.kendali import (
    JUMLAH,
    LABEL_IDENTITAS,
    list_ranges,
    master_check,
    meta_values,
    sheet_beranda,
    sheet_pemeriksaan,
    sheet_petunjuk,
    sheet_referensi,
)
from kinerja_core.kertas_kerja.lembar.kertas import sheet_kertas
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.perhitungan import sheet_indikator, sheet_isian, sheet_uji
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.kendali import (
    LEMBAR_BERANDA,
    LEMBAR_PEMERIKSAAN,
    LEMBAR_PETUNJUK,
    counter_names,
    identity_names,
    properties,
    sheet_meta,
)
from kinerja_core.xlsx.buku import Posisi


def _names(ptk: TempatKertas, cetak: Lembar) -> dict[str, tuple[str, Posisi]]:
    nama: dict[str, tuple[str, Posisi]] = {}
    for kotak in (*ptk.masukan, *ptk.penjelasan):
        nama[ptk.nama_masukan(kotak)] = (p.KERTAS, ptk.posisi_masukan(kotak))
    for i in ptk.instrumen.indikator:
        baris = ptk.baris_indikator[i.kode]
        nama[f"capaian_{i.kode}"] = (p.KERTAS, (baris, p.CAPAIAN))
        nama[f"nilai_{i.kode}"] = (p.KERTAS, (baris, p.NILAI))
        nama[f"relevan_{i.kode}"] = (p.OLAH_INDIKATOR, (ptk.indikator[i.kode], p.K_RELEVAN))
    nama |= identity_names(LABEL_IDENTITAS) | counter_names(JUMLAH)
    tempat = rekap_rows(ptk)
    for kunci in ("nilai_akhir", "nilai_bulat", "kelengkapan"):
        nama[kunci] = (p.REKAP, tempat[kunci])
    nama["kode_cek"] = (p.CETAK, kode_cek_position(cetak))
    return nama


def _print_setup(lembar: Lembar) -> None:
    """Print area is what is described; header rows repeat where the sheet has a table."""
    terpakai = [pos for pos, s in lembar.sel.items() if s is not None]
    kolom = max(k for _, k in terpakai)
    kolom = {p.KERTAS: p.PENJELASAN}.get(lembar.nama, kolom)
    ulang = {p.KERTAS: (0, 1), LEMBAR_PEMERIKSAAN: (3, 3)}.get(lembar.nama)
    akhir = max(b for b, _ in terpakai) + (20 if lembar.grafik else 0)
    lembar.cetak = Cetak(((0, 0), (akhir, kolom)), ulang,
                         satu_halaman=lembar.nama in {LEMBAR_BERANDA, LEMBAR_PETUNJUK, p.REKAP})


def describe(instrumen: Instrumen, identitas: Identitas, kiriman: TandaKiriman = TANPA_KIRIMAN) -> Denah:
    """The whole workbook of one instrument for one office; `kiriman`: how it was sent, and on which paper."""
    ptk = TempatKertas(instrumen, identitas, kiriman)
    siap, terisi, kelengkapan = master_check(), rekap_ref(ptk, "terisi"), rekap_ref(ptk, "kelengkapan")
    akhir = f'IF({terisi}=0,"-",{rekap_ref(ptk, "nilai_akhir")})'  # an empty form shows no 0,00
    cetak, meta = sheet_cetak(ptk, akhir, siap), meta_values(ptk)
    lembar = (
        sheet_beranda(ptk, nilai_akhir=akhir, terisi=terisi, kelengkapan=kelengkapan), sheet_petunjuk(ptk),
        sheet_kertas(ptk, status_siap=siap, nilai_akhir=akhir, terisi=terisi), sheet_rekap(ptk, siap),
        sheet_pemeriksaan(ptk), cetak, sheet_referensi(ptk), sheet_isian(ptk), sheet_indikator(ptk), sheet_uji(ptk),
        sheet_meta(meta),
    )
    for s in lembar:
        if s.status == "tampak" and not s.cetak:
            _print_setup(s)
    masukan = [*ptk.masukan, *ptk.penjelasan]
    return Denah(
        judul=f"Kertas Kerja {identitas.nama} {instrumen.tahun_penilaian}",
        lembar=lembar,
        nama=_names(ptk, cetak),
        masukan={k: (p.KERTAS, ptk.posisi_masukan(k)) for k in masukan},
        kode_sel={k: (p.KERTAS, (ptk.posisi_masukan(k)[0], p.KODE), ptk.kode_kotak(k)) for k in masukan},
        properti=properties(meta),
        kaki=f"{identitas.kode_wilayah} - {serial_of(instrumen, identitas)}",
        rentang=list_ranges(ptk),
        kertas=kiriman.kertas,
    )
