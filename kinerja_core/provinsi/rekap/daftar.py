"""Recap sheets that are lists: Statistik, Perlu Dilihat, Berkas, Belum Masuk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar
from kinerja_core.lembar.tema import TAB_HASIL, TAB_PERIKSA
from kinerja_core.provinsi.peringkat import Ringkas, group, summary
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN, Entri, Keadaan, Kiriman
from kinerja_core.provinsi.rekap.bobot import check_cell
from kinerja_core.provinsi.rekap.dasar import (
    AWAL,
    BELUM,
    BERKAS,
    DILIHAT,
    STATISTIK,
    Bahan,
    Hitung,
    KolomRekap,
    aspect_percent,
    at,
    clean,
    open_sheet,
    place_cells,
    place_columns,
    put_table,
)

_KEADAAN: tuple[Keadaan, ...] = ("dikembalikan", "tidak_terbaca", "diterima_catatan", "diterima")
_URUT_KEADAAN = {k: n for n, k in enumerate(_KEADAAN)}


def sheet_statistik(b: Bahan, h: Hitung) -> Lembar:
    """Statistics of Nilai Akhir per kabupaten/kota and kind, of capaian per aspek and indikator: one table."""
    kolom = [KolomRekap("Bagian", 15), KolomRekap("Nomor", 8, "sel_tengah"), KolomRekap("Nama", 58, "sel", True),
             KolomRekap("Banyak angka", 9, "angka0"),
             *(KolomRekap(x, 11, "angka2") for x in ("Rata-rata", "Nilai tengah", "Terkecil", "Terbesar",
                                                     "Simpangan baku")),
             *(KolomRekap(x, 9.5, "angka0") for x in ("Bernilai 0", "Penuh", "Tidak relevan", "Belum ada"))]
    lembar = open_sheet(b, STATISTIK, TAB_HASIL, "Statistik", [k.lebar for k in kolom], check_cell(b, h),
                        "Kab/kota dan kelompok: Nilai Akhir. Aspek dan indikator: capaian 0-100 menurut isian, tanpa "
                        "yang Tidak relevan dan yang belum diisi. Simpangan baku sampel (n-1).")
    akhir = put_table(lembar, kolom, _statistics(b), beku=3)
    lembar.bersyarat.append(FormatBersyarat((AWAL, 4), (akhir, 4), skala=("#F4B183", "#FFF2CC", "#A9D18E")))
    return lembar


def _statistics(b: Bahan) -> Iterator[list[Isi]]:
    ins, nilai = b.p.instrumen, {t.kode: t.nilai for t in b.tempat}
    yield _stat_row("Semua", "", "Semua kecamatan", summary(nilai.get(e.kecamatan.kode) for e in b.p.entri))
    for kode, nama in b.p.kabupaten.items():
        milik = [nilai.get(e.kecamatan.kode) for e in b.p.entri if e.kecamatan.kode_kabupaten == kode]
        yield _stat_row("Kab/kota", kode, nama, summary(milik))
    kelompok: dict[str, list[float | None]] = {}
    for e in b.p.entri:
        kelompok.setdefault(group(e), []).append(nilai.get(e.kecamatan.kode))
    for nama in sorted(kelompok):
        yield _stat_row("Kelompok", "", nama, summary(kelompok[nama]))
    skor = [e.skor for e in b.bernilai if e.skor]
    for a in ins.aspek:
        persen = [aspect_percent(a, s.capaian) for s in skor]
        lepas = ["Tidak relevan" if x is None else x for x in persen]
        yield _stat_row(ins.istilah.aspek, a.nomor, clean(a.nama, 300), summary(lepas))
    for i in ins.indikator:
        angka = summary(s.capaian.get(i.kode) for s in skor)
        yield _stat_row(ins.istilah.indikator, i.nomor, clean(i.uraian, 300), angka)


def _stat_row(bagian: str, nomor: str, nama: str, r: Ringkas) -> list[Isi]:
    return [bagian, nomor, clean(nama), r.n, r.rata, r.tengah, r.terkecil, r.terbesar, r.simpangan, r.nol, r.penuh,
            r.lepas, r.kosong]


def sheet_dilihat(b: Bahan, h: Hitung) -> Lembar:
    """What is worth a second look: kind, kecamatan, why, the cell in its file, the file."""
    kolom = [KolomRekap("Jenis", 18), *place_columns(), KolomRekap("Mengapa", 54, "sel", True),
             KolomRekap("Sel di berkasnya", 19),
             KolomRekap("Berkas", 46, "sel", True), KolomRekap("SHA-256", 66, "sel_kode")]
    banyak = Counter(x.jenis for x in b.perhatian)
    kata = ", ".join(f"{jenis} {n}" for jenis, n in banyak.items())
    lembar = open_sheet(b, DILIHAT, TAB_PERIKSA, "Perlu dilihat", [k.lebar for k in kolom], check_cell(b, h),
                        "Yang bagian terkuncinya berubah di atas; selebihnya bukan kesalahan, tetapi layak "
                        f"dilihat lagi. {kata + '.' if kata else ''}")

    def rows() -> Iterator[list[Isi]]:
        for x in b.perhatian:
            k = x.kiriman or x.entri.berlaku
            yield [x.jenis, *place_cells(x.entri), clean(x.uraian), clean(x.sel), clean(k.berkas) if k else "",
                   k.sidik if k else ""]

    put_table(lembar, kolom, rows(), beku=3, layar=1)
    return lembar


def sheet_berkas(b: Bahan, h: Hitung) -> Lembar:
    """Every file that came in, those that were not accepted first, with the reason."""
    kolom = [KolomRekap("No", 6.5, "angka0"), *place_columns(), KolomRekap("Keadaan", 14, "sel", True),
             KolomRekap("Kode", 8.5, "sel_kode"), KolomRekap("Alasan", 48, "sel", True), KolomRekap("Sel", 17),
             KolomRekap("Waktu masuk", 16), KolomRekap("Terlambat", 10.5), KolomRekap("Berlaku", 9, "sel_tengah"),
             KolomRekap("Berkas", 40, "sel", True), KolomRekap("SHA-256", 66, "sel_kode")]
    semua: list[tuple[Kiriman, Entri | None]] = [(k, e) for e in b.p.entri for k in e.kiriman]
    semua += [(k, None) for k in b.p.lain]
    semua.sort(key=lambda x: (_URUT_KEADAAN[x[0].keadaan], x[0].nomor))
    banyak = Counter(k.keadaan for k, _ in semua)
    kata = ", ".join(f"{SEBUTAN_KEADAAN[x]} {banyak[x]}" for x in _KEADAAN if banyak[x])
    lembar = open_sheet(b, BERKAS, TAB_PERIKSA, "Berkas yang masuk", [k.lebar for k in kolom], check_cell(b, h),
                        f"{kata or 'Belum ada berkas'}. Yang dikembalikan di atas. {b.berlaku}")
    put_table(lembar, kolom, (_file_row(k, e) for k, e in semua), beku=4, layar=1)
    return lembar


def _file_row(k: Kiriman, e: Entri | None) -> list[Isi]:
    t = next((t for t in k.temuan if t.kode == k.kode), None) or next(
        (t for t in k.temuan if t.tingkat == "wajib" and not k.diterima), None)
    if e is not None:
        milik = place_cells(e)
    elif k.identitas is not None:
        milik = [k.identitas.kode_wilayah, clean(k.identitas.nama), clean(k.identitas.daerah.title())]
    else:
        milik = ["", "", ""]
    berlaku = e is not None and e.berlaku is not None and e.berlaku.nomor == k.nomor
    return [k.nomor, *milik, SEBUTAN_KEADAAN[k.keadaan], k.kode, _reason(k, t), clean(t.sel) if t else "",
            k.waktu.replace("T", " ")[:16], "terlambat" if k.terlambat else "", "ya" if berlaku else "",
            clean(k.berkas), k.sidik]


def _reason(k: Kiriman, t: Temuan | None) -> str:
    """Why a file was not accepted, with the mend; for accepted ones how many catatan of each level."""
    if t is not None:
        lagi = f" (dan {len(k.temuan) - 1} catatan lain)" if len(k.temuan) > 1 else ""
        return clean(f"{t.pesan} {t.perbaikan}{lagi}", 500)
    banyak = Counter(t.tingkat for t in k.temuan)
    return ", ".join(f"{banyak[tingkat]} {kata.lower()}" for tingkat, kata in SEBUTAN_TINGKAT.items()
                     if banyak[tingkat])


def sheet_belum(b: Bahan, h: Hitung) -> Lembar:
    """Kecamatan of which nothing holds: nothing came, or all was sent back."""
    kolom = [KolomRekap("No", 6.5, "angka0"), *place_columns(), KolomRekap("Kelompok", 14), KolomRekap("Keadaan", 16),
             KolomRekap("Kiriman", 9, "angka0"), KolomRekap("Kode terakhir", 14, "sel_kode")]
    belum, n = [e for e in b.p.entri if e.berlaku is None], b.hitungan
    lembar = open_sheet(b, BELUM, TAB_PERIKSA, "Belum masuk", [k.lebar for k in kolom], check_cell(b, h),
                        f"{n.belum_diterima} kecamatan belum mempunyai kiriman yang diterima: {n.belum_masuk} belum "
                        f"masuk, {n.dikembalikan} dikembalikan." if b.p.ditunggu else
                        "Daftar kecamatan tidak diketahui: hanya yang berkasnya dikembalikan yang tampak di sini.")
    put_table(lembar, kolom, ([no, *place_cells(e), e.kecamatan.kelompok, SEBUTAN_KEADAAN[e.keadaan], len(e.kiriman),
                               e.kiriman[-1].kode if e.kiriman else ""] for no, e in enumerate(belum, start=1)))
    lembar.bersyarat.append(FormatBersyarat((AWAL, 5), (AWAL + max(len(belum), 1) - 1, 5),
                                            f'{at(AWAL, 5)}="Dikembalikan"', "perlu_dicek"))
    return lembar
