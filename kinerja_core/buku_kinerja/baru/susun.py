"""The new Buku Kinerja as one Denah."""

from __future__ import annotations

from kinerja_core.buku_kinerja.baru.baris import (
    DAFTAR_BARU,
    KANTOR,
    LAPORAN,
    LEMBAR_BARIS,
)
from kinerja_core.buku_kinerja.baru.dokumen import sheet_cascading, sheet_iku, sheet_penjelasan
from kinerja_core.buku_kinerja.baru.dokumen_iki import sheet_iki
from kinerja_core.buku_kinerja.baru.dokumen_pk import SUMBER, sheet_pk
from kinerja_core.buku_kinerja.baru.dokumen_pk_jabatan import sheets_pk_jabatan
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.keluaran import sheet_renaksi
from kinerja_core.buku_kinerja.baru.masukan import sheet_rows, sheet_tables
from kinerja_core.buku_kinerja.baru.olah import sheet_olah, sheet_urut
from kinerja_core.buku_kinerja.baru.olah_cetak import sheet_cetak
from kinerja_core.buku_kinerja.baru.tempat import AWAL, ISIAN_PK, KEPALA, KESAMPINGKAN, LAIN, TERCETAK, TempatBaru
from kinerja_core.buku_kinerja.pengukuran import SERAPAN
from kinerja_core.buku_kinerja.rencana import BATAS_CAPAIAN, BOBOT_SKM
from kinerja_core.buku_kinerja.uji_dasar import text_formula
from kinerja_core.dasar.excelmath import NBSP
from kinerja_core.lembar.denah import Denah, Isi, Lembar, Rumus
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI


def sheet_referensi(t: TempatBaru) -> Lembar:
    """Lists, the nomenclature, classes, and beside them the settings as formulas use them."""
    lembar = Lembar(LEMBAR_REFERENSI, status="tersembunyi")
    lembar.put(0, 0, "Referensi (otomatis, jangan diubah)", "subjudul")
    for nama, kolom in t.daftar_kolom.items():
        lembar.put(KEPALA, kolom, nama, "mesin_kepala")
        for n, isi in enumerate(t.daftar_isi[nama]):
            lembar.put(AWAL + n, kolom, isi, "mesin")
    kolom = len(t.daftar_kolom) + 1
    setelan = {k: text_formula(t.setting(k), t.nbsp)
               for k in ("batas_capaian", "bobot_skm", "rumus_negatif", "serapan")}

    def choose(kunci: str, pilihan: dict[str, str], lain: str) -> str:
        for kata, isi in reversed(pilihan.items()):
            lain = f'IF({setelan[kunci]}="{kata}",{isi},{lain})'
        return lain
    isi_lain: dict[str, Isi] = {
        "nbsp": NBSP,
        "batas_capaian": Rumus(choose("batas_capaian", {k: f"{v:.15g}" for k, v in BATAS_CAPAIAN.items() if v}, '""')),
        "bobot_skm": Rumus(choose("bobot_skm", {k: f"{v:.15g}" for k, v in BOBOT_SKM.items()},
                                  f"{next(iter(BOBOT_SKM.values())):.15g}")),
        "rumus_negatif": Rumus(setelan["rumus_negatif"]),
        "serapan": Rumus(f'IF({setelan["serapan"]}="{SERAPAN[1]}",1,0)'),
        "banyak": Rumus("SUM(o_terpakai)"),
    }
    for n, nama in enumerate(LAIN):
        lembar.put(AWAL + n, kolom, nama, "mesin_kepala")
        lembar.put(AWAL + n, kolom + 1, isi_lain.get(nama, ""), "mesin")
    for n, jenis in enumerate(DAFTAR_BARU["jenis_dokumen"]):
        lembar.put(AWAL + n, kolom + 2, f"dokumen {jenis}", "mesin_kepala")
        lembar.put(AWAL + n, kolom + 3, Rumus(f'IFERROR(MATCH("{jenis}",kolom_dokumen_jenis,0),0)'), "mesin")
    return lembar


def describe_new(isi: IsiBuku, *, pk_jabatan: bool = False) -> Denah:
    """The whole book of one filling: its filling decides heights and print areas alone.

    `pk_jabatan`: with the agreements of those below the camat, as a set to print has them.
    """
    t = TempatBaru(isi)
    status = '"Isian"'
    lembar = [sheet_tables(t, KANTOR, status), *(sheet_rows(t, x, status) for x in LEMBAR_BARIS),
              sheet_tables(t, LAPORAN, status)]
    if isi.audit:
        lembar += [sheet_tables(t, x, status) for x in (ISIAN_PK, TERCETAK, KESAMPINGKAN)]
    cascading, halaman = sheet_cascading(t)
    lembar += [sheet_renaksi(t), cascading, sheet_penjelasan(t), sheet_iku(t), sheet_iki(t),
               *(sheet_pk(t, x) for x in SUMBER)]
    if pk_jabatan:
        lembar += sheets_pk_jabatan(t)
    lembar += [sheet_referensi(t), sheet_olah(t), sheet_urut(t), sheet_cetak(t, halaman)]
    return Denah(
        judul=f"Buku Kinerja {isi.identitas.nama} {isi.tahun}", lembar=tuple(lembar), nama={}, masukan=t.masukan,
        kode_sel={}, properti={}, kaki=f"{isi.identitas.kode_wilayah} - Buku Kinerja {isi.tahun}", rentang=t.rentang,
        kertas=t.isi_kertas)
