"""The new Buku Kinerja as one Denah."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_core.buku_kinerja.baru.baris import (
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
from kinerja_core.buku_kinerja.baru.kendali import JUMLAH, check_names, sheet_beranda, sheet_periksa, state_formulas
from kinerja_core.buku_kinerja.baru.lkjip import (
    Lkjip,
    sheet_belanja,
    sheet_evaluasi,
    sheet_lhe,
    sheet_lkjip2,
    sheet_lkjip3,
)
from kinerja_core.buku_kinerja.baru.masukan import sheet_rows, sheet_tables
from kinerja_core.buku_kinerja.baru.olah import ADA, sheet_olah, sheet_urut
from kinerja_core.buku_kinerja.baru.olah_cetak import sheet_cetak
from kinerja_core.buku_kinerja.baru.ringkasan import sheet_ringkasan
from kinerja_core.buku_kinerja.baru.tempat import (
    AWAL,
    CASCADING,
    EVALUASI,
    IKI,
    IKU,
    ISIAN_PK,
    KATALOG,
    KEPALA,
    KESAMPINGKAN,
    LAIN,
    LHE,
    LKJIP2,
    LKJIP3,
    LKJIP37,
    PENJELASAN,
    RENAKSI,
    RINGKASAN,
    TERCETAK,
    UJI_TERBANYAK,
    TempatBaru,
)
from kinerja_core.buku_kinerja.baru.uji import KATALOG_SEMUA, checks_of, jumlah
from kinerja_core.buku_kinerja.baru.uji_tabel import catalogue_of, sheet_olah_tabel
from kinerja_core.buku_kinerja.rencana import BATAS_CAPAIAN, BOBOT_SKM, DAFTAR_BARU, SERAPAN, TOTAL
from kinerja_core.buku_kinerja.uji_dasar import text_formula
from kinerja_core.dasar.excelmath import NBSP
from kinerja_core.lembar.denah import Denah, Isi, Lembar, Rumus
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI, counter_names, properties, sheet_meta
from kinerja_core.lembar.meta import JENIS_BARIS, META_KUNCI
from kinerja_core.xlsx.buku import kolom_huruf


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
        **{f"jumlah_{y}": Rumus(f'IF(SUM(u_a{y})>={ADA},SUM(u_n{y}),IF(SUM(u_a{y})>0,"-",""))', (kunci, TOTAL))
           for y, kunci in (("p", "anggaran"), ("g", "realisasi_anggaran"))},
        **{k: Rumus(x) for k, x in state_formulas(t).items()},
    }
    for n, nama in enumerate(LAIN):
        lembar.put(AWAL + n, kolom, nama, "mesin_kepala")
        lembar.put(AWAL + n, kolom + 1, isi_lain.get(nama, ""), "mesin")
    for n, jenis in enumerate(DAFTAR_BARU["jenis_dokumen"]):
        lembar.put(AWAL + n, kolom + 2, f"dokumen {jenis}", "mesin_kepala")
        lembar.put(AWAL + n, kolom + 3, Rumus(f'IFERROR(MATCH("{jenis}",kolom_dokumen_jenis,0),0)'), "mesin")
    _put_catalogue(t, lembar, kolom + 5)
    return lembar


def _put_catalogue(t: TempatBaru, lembar: Lembar, kolom: int) -> None:
    """Every check: those of the sheets of rows, then those of the tables."""
    for m, nama in enumerate(KATALOG, start=kolom):
        lembar.put(KEPALA, m, nama, "mesin_kepala")
    n = AWAL
    for nama in LEMBAR_BARIS:
        for u in checks_of(nama, t.isi.audit):
            k = KATALOG_SEMUA[u.kode]
            ke = t.column(nama, u.kolom)
            lembar.put_row(n, [u.kode, 1 if k.tingkat == "wajib" else 2, ke + 1, u.label, u.panjang, k.pesan,
                               k.perbaikan, kolom_huruf(ke), nama], "mesin", kolom)
            n += 1
    for b, x in catalogue_of(t):
        k = KATALOG_SEMUA[x.kode]
        ke = 2 if b is None else 2 + b.kolom.index(x.kolom)
        lembar.put_row(n, [x.kode, 1 if k.tingkat == "wajib" else 2, ke + 1, x.label, x.panjang, k.pesan, k.perbaikan,
                           kolom_huruf(ke), b.lembar if b else KANTOR], "mesin", kolom)
        n += 1
    if n > AWAL + UJI_TERBANYAK:
        raise ValueError(f"{n - AWAL} pemeriksaan, ruangnya {UJI_TERBANYAK}")


#: What prints, as Beranda says it.
CETAKAN = ((RENAKSI, "target tiap triwulan, penanggung jawab, anggaran"),
           (CASCADING, "tujuan sampai sub kegiatan dengan indikatornya, A3"),
           (PENJELASAN, "formulasi, tipe, sumber data tiap indikator, A3"),
           (IKU, "lampiran keputusan IKU"), (IKI, "satu lembar tiap jabatan yang menjadi penanggung jawab"),
           *((x, f"perjanjian kinerja camat{y}") for x, y in (("PK", ""), ("PK Perubahan", " setelah perubahan"))),
           (LKJIP2, "Tabel 1.1, 2.1 sampai 2.3"), (LKJIP3, "Tabel 3.1 sampai 3.5"),
           (EVALUASI, "penyebab, kendala, solusi, tindak lanjut tiap IKU"),
           (LHE, "catatan evaluasi dan tindak lanjutnya"),
           (LKJIP37, "Tabel 3.6, 3.7, dan Lampiran 3"), (RINGKASAN, "IKU setahun, rata-rata, grafik"))
#: Goes up with each change of the layout.
VERSI_BARU = 1


def meta_values(isi: IsiBuku, halaman: Sequence[int]) -> dict[str, str]:
    """What `_meta` and the properties say of a book."""
    return {"jenis": JENIS_BARIS, "tata_letak": str(VERSI_BARU), "tahun": str(isi.tahun),
            **{k: getattr(isi.identitas, k) for k in META_KUNCI}, "audit": "ya" if isi.audit else "tidak",
            "ruang": " ".join(f"{k}={n}" for k, n in sorted(isi.ruang.items())),
            "halaman": " ".join(map(str, halaman))}


def sheets_lkjip(t: TempatBaru) -> tuple[list[Lembar], list[tuple[str, str, str]]]:
    """Sheets of the LKjIP and the summary; per table its name, how many rows it prints and should (formulas)."""
    x = Lkjip(t)
    semua = [sheet_lkjip2(x), sheet_lkjip3(x), sheet_evaluasi(x), sheet_lhe(x), sheet_belanja(x)]
    ringkasan, banyak = sheet_ringkasan(x)
    return [*(s.finish() for s in semua), ringkasan], [*(c for s in semua for c in s.counts()), banyak]


def describe_new(isi: IsiBuku, *, pk_jabatan: bool = False, halaman: Sequence[int] | None = None) -> Denah:
    """The whole book of one filling: its filling decides heights and print areas alone.

    And the lines of the cascading that begin a page, unless `halaman` says which did when a workbook was laid out.
    `pk_jabatan`: with the agreements of those below the camat, as a set to print has them.
    """
    t = TempatBaru(isi)
    status = t.lain("status")
    lembar = [sheet_beranda(t, CETAKAN), sheet_tables(t, KANTOR, status),
              *(sheet_rows(t, x, status) for x in LEMBAR_BARIS), sheet_tables(t, LAPORAN, status)]
    if isi.audit:
        lembar += [sheet_tables(t, x, status) for x in (ISIAN_PK, TERCETAK, KESAMPINGKAN)]
    cascading, mulai = sheet_cascading(t)
    halaman = mulai if halaman is None else halaman
    lembar += [sheet_renaksi(t), cascading, sheet_penjelasan(t), sheet_iku(t), sheet_iki(t),
               *(sheet_pk(t, x) for x in SUMBER)]
    if pk_jabatan:
        lembar += sheets_pk_jabatan(t)
    lembar += [*sheets_lkjip(t)[0], sheet_periksa(t), sheet_referensi(t), sheet_olah(t), sheet_urut(t),
               sheet_cetak(t, halaman), sheet_olah_tabel(t, jumlah(isi.audit)), sheet_meta(meta_values(isi, halaman))]
    return Denah(
        judul=f"Buku Kinerja {isi.identitas.nama} {isi.tahun}", lembar=tuple(lembar), nama=counter_names(JUMLAH),
        masukan=t.masukan, kode_sel={}, properti=properties(meta_values(isi, halaman)),
        rentang={**t.rentang, **check_names()}, kertas=t.isi_kertas,
        kaki=f"{isi.identitas.kode_wilayah} - Buku Kinerja {isi.tahun}")
