"""First and last sheet of the recap: Ringkasan (numbers, top and bottom ten, kab/kota) and Grafik."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_core.dasar.waktu import show_date
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import FormatBersyarat, Grafik, Isi, Lembar, Tautan, cell_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL, TAB_KENDALI
from kinerja_core.provinsi.peringkat import ATURAN_SERI, SEBUTAN_KEBIJAKAN, Tempat
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Entri
from kinerja_core.provinsi.rekap.bobot import check_cell
from kinerja_core.provinsi.rekap.dasar import (
    BELUM,
    BERKAS,
    BOBOT,
    DILIHAT,
    GRAFIK,
    KEPEKAAN,
    MATRIKS,
    PERINGKAT,
    RINGKASAN,
    STATISTIK,
    VERIFIKASI,
    Bahan,
    Hitung,
    aspect_percent,
    clean,
    open_sheet,
)

_LEBAR = (13.0, 23.0, 25.0, 19.0, 13.0, 23.0, 25.0, 19.0)
#: How many of the best and of the last are shown, and bars at most in a chart.
SEPULUH, BATANG_MAKS = 10, 40
_KELAS, _KELAS_MAKS = 5.0, 20
#: Height of a chart in pixels that still fits a page together with its title.
_TINGGI_MAKS = 640


def sheet_ringkasan(b: Bahan, h: Hitung) -> Lembar:
    """The first screen: what came in, who leads and who trails, the rules in one line, kab/kota below."""
    lembar = Lembar(RINGKASAN, warna=TAB_KENDALI, lebar=dict(enumerate(_LEBAR)))
    lembar.put(0, 0, b.judul, "judul_rata")
    lembar.tinggi[0] = row_height(1, 14)
    p = b.p
    hari, _, jam = p.pada.partition("T")
    pukul, tenggat = f" pukul {jam[:5]}" if jam else "", f"; tenggat {show_date(p.tenggat)}" if p.tenggat else ""
    lembar.put(1, 0, clean(f"Keadaan per {show_date(hari) or '-'}{pukul}{tenggat}. {p.instrumen.judul} "
                           f"({p.instrumen.id} versi {p.instrumen.versi}).", 190), "teks_rata")
    lembar.put(0, 6, check_cell(b, h), "status_rata")
    _tiles(b, lembar, 2)
    _links(b, lembar, 4)
    _ten(b, lembar, 7)
    akhir = _rules(b, lembar, 7 + 2 + SEPULUH)
    kepala = akhir + 1
    akhir = _regions(b, lembar, kepala)
    lembar.cetak = Cetak(((0, 0), (akhir, len(_LEBAR) - 1)), (kepala, kepala))
    return lembar


def _tiles(b: Bahan, lembar: Lembar, baris: int) -> None:
    n = b.hitungan
    ditunggu = b.p.ditunggu
    ubin: list[tuple[str, Isi]] = [
        ("Masuk" if not ditunggu else "Masuk / ditunggu", f"{n.masuk}/{n.ditunggu}" if ditunggu else n.masuk),
        ("Diterima dengan catatan", n.diterima_catatan),
        ("Belum masuk", n.belum_masuk if ditunggu else "daftar tidak diketahui"),
        ("Terlambat", n.terlambat), ("Dikembalikan", n.dikembalikan),
        ("Tidak terbaca (berkas)", n.tidak_terbaca), ("Berkas rumusnya berubah", n.rumus_berubah),
        ("Peka pembulatan", f"{n.peka_bulat} peringkat"),
    ]
    for kolom, (label, isi) in enumerate(ubin):
        lembar.put(baris, kolom, label, "ubin_label")
        lembar.put(baris + 1, kolom, isi, "ubin")
    lembar.tinggi[baris], lembar.tinggi[baris + 1] = row_height(2), row_height(1, 18)


def _links(b: Bahan, lembar: Lembar, baris: int) -> None:
    isi = [(PERINGKAT, "urutan, tahap, saringan"), (BOBOT, "coba bobot lain"), (MATRIKS, "capaian per indikator"),
           (STATISTIK, "rata-rata, sebaran"), (KEPEKAAN, "peringkat bila cara lain"), (DILIHAT, "yang janggal"),
           (BERKAS, "keadaan tiap berkas"), (BELUM, f"{b.hitungan.belum_diterima} belum ada yang diterima")]
    for n, (nama, kata) in enumerate(isi):
        lembar.put(baris, n, Tautan(nama, cell_ref(nama, (0, 0))), "papan_tautan")
        lembar.put(baris + 1, n, kata, "teks_redup")
    lembar.tinggi[baris + 1] = row_height(2)
    lembar.put(baris + 2, 0, Tautan(GRAFIK, cell_ref(GRAFIK, (0, 0))), "papan_tautan")
    if b.ada_verifikasi:
        lembar.put(baris + 2, 1, Tautan(VERIFIKASI, cell_ref(VERIFIKASI, (0, 0))), "papan_tautan")
    lembar.put(baris + 2, 2, f"Dasar tiap angka: {b.catatan[0]}" if b.catatan else "", "teks_rata")


def _ten(b: Bahan, lembar: Lembar, baris: int) -> None:
    jumlah, menunggu = len(b.tempat), _waits(b)
    bawah = sorted(b.tempat, key=lambda t: (-t.peringkat, t.kode))[:SEPULUH]
    for mulai, judul, isi in ((0, "Sepuluh tertinggi", list(b.tempat[:SEPULUH])), (4, "Sepuluh terendah", bawah)):
        lembar.put_row(baris, [f"{judul} dari {jumlah}", None, None, None], ["pita_aspek"] * 4, mulai)
        lembar.put_row(baris + 1, ["Peringkat", "Kecamatan", "Kabupaten/Kota", "Nilai Akhir tepat"], "kepala", mulai)
        for n in range(menunggu, SEPULUH):
            lembar.put_row(baris + 2 + n, _ten_row(isi[n]) if n < len(isi) else [None] * 4,
                           ["sel_tengah", "sel_rata", "sel_rata", "angka12"], mulai)
    if menunggu:
        teks = f"Belum ada peringkat. {_waiting(b)} Urutan menurut nilai mandiri saja: lembar {KEPEKAAN}."
        lembar.merge((baris + 2, 0), (baris + 2, len(_LEBAR) - 1), teks, "teks")
        lembar.tinggi[baris + 2] = row_height(line_count(teks, sum(_LEBAR)))


def _waits(b: Bahan) -> bool:
    """Does everybody who sent wait for a stage? Such a round must not look like one in which nothing came."""
    return bool(b.tunda) and not b.tempat


def _waiting(b: Bahan) -> str:
    """Who has no rank yet, and the stages with a weight that have no value, each with how many miss it."""
    kurang = {t: sum(t not in e.tahap for e in b.tunda) for t, w in b.p.bobot_tahap.items() if w}
    tahap = ", ".join(f"{SEBUTAN_TAHAP[t]} ({n})" for t, n in kurang.items() if n)
    return f"{len(b.tunda)} kecamatan belum berperingkat karena tahapnya belum lengkap, belum bernilai: {tahap}."


def _ten_row(t: Tempat) -> list[Isi]:
    k = t.entri.kecamatan
    peringkat: Isi = f"{t.peringkat} (seri)" if t.seri else t.peringkat
    return [peringkat, clean(k.identitas.nama), clean(k.daerah), t.nilai]


def _rules(b: Bahan, lembar: Lembar, baris: int) -> int:
    """The rules in one block of text, and what else must be known; the last row."""
    p = b.p
    tahap = ", ".join(f"{SEBUTAN_TAHAP[t]} {float(w):g}".replace(".", ",") for t, w in p.bobot_tahap.items() if w)
    belum = "" if p.instrumen.kebijakan_terkonfirmasi else " (belum terkonfirmasi)"
    kata = [f"Aturan: Tidak relevan {SEBUTAN_KEBIJAKAN[p.instrumen.kebijakan_tidak_relevan]}{belum}.", b.berlaku,
            f"Bobot tahap: {tahap}.", ATURAN_SERI]
    if b.tunda and not _waits(b):
        kata.append(_waiting(b))
    if b.acuan is not None:
        kata.append("Peringkat di buku ini di dalam kab/kota; peringkat provinsi ada di lembar Peringkat.")
    semua = [" ".join(k for k in kata if k), *b.catatan[1:]]
    for teks in semua:
        lembar.merge((baris, 0), (baris, len(_LEBAR) - 1), clean(teks), "teks")
        lembar.tinggi[baris] = row_height(line_count(teks, sum(_LEBAR)))
        baris += 1
    return baris


def _regions(b: Bahan, lembar: Lembar, baris: int) -> int:
    lembar.put_row(baris, ["Kode", "Kabupaten/Kota", "Kecamatan tertinggi", "Nilai tertinggi",
                           "Masuk / ditunggu" if b.p.ditunggu else "Masuk", "Kecamatan terendah", "Nilai terendah",
                           "Rata-rata"], "kepala")
    lembar.tinggi[baris] = row_height(2)
    milik: dict[str, list[Tempat]] = {}
    for t in b.tempat:
        milik.setdefault(t.entri.kecamatan.kode_kabupaten, []).append(t)
    tanya: dict[str, list[Entri]] = {}
    for e in b.p.entri:
        tanya.setdefault(e.kecamatan.kode_kabupaten, []).append(e)
    awal = baris + 1
    for kode, nama in b.p.kabupaten.items():
        baris += 1
        isi, semua = milik.get(kode, []), tanya[kode]
        masuk = sum(e.berlaku is not None for e in semua)
        angka: Isi = f"{masuk}/{len(semua)}" if b.p.ditunggu else masuk
        tinggi: list[Isi] = [clean(isi[0].entri.kecamatan.identitas.nama), isi[0].nilai] if isi else [None, None]
        rendah: list[Isi] = [clean(isi[-1].entri.kecamatan.identitas.nama), isi[-1].nilai] if isi else [None, None]
        rata = sum(t.nilai for t in isi) / len(isi) if isi else None
        lembar.put_row(baris, [kode, clean(nama), *tinggi, angka, *rendah, rata],
                       ["sel_kode", "sel_rata", "sel_rata", "angka2", "sel_tengah", "sel_rata", "angka2",
                        "angka2_tebal"])
    if baris >= awal:
        lembar.bersyarat.append(FormatBersyarat((awal, 7), (baris, 7), skala=("#F4B183", "#FFF2CC", "#A9D18E")))
    return baris


# -- charts ------------------------------------------------------------------------------------------------------------


def classes(nilai: Sequence[float]) -> list[tuple[str, int]]:
    """Nilai Akhir in classes of five points from the lowest that occurs to 100: (85 - <90, how many)."""
    if not nilai:
        return []
    banyak = int(100 / _KELAS)
    ke = [min(max(int(x / _KELAS), 0), banyak - 1) for x in nilai]
    return [(f"{n * _KELAS:.0f} - {'' if n == banyak - 1 else '<'}{(n + 1) * _KELAS:.0f}", ke.count(n))
            for n in range(min(ke), banyak)][-_KELAS_MAKS:]


def _means(b: Bahan) -> tuple[str, list[tuple[str, float]]]:
    """Mean Nilai Akhir per kab/kota, or the value per kecamatan when there is only one; the highest first."""
    kab: dict[str, list[float]] = {}
    for t in b.tempat:
        kab.setdefault(t.entri.kecamatan.kode_kabupaten, []).append(t.nilai)
    if len(kab) > 1:
        nama = b.p.kabupaten
        isi = [(clean(nama[k]), sum(x) / len(x)) for k, x in kab.items()]
        return "Rata-rata Nilai Akhir per kab/kota", sorted(isi, key=lambda x: (-x[1], x[0]))
    return "Nilai Akhir per kecamatan", [(clean(t.entri.kecamatan.identitas.nama), t.nilai) for t in b.tempat]


def sheet_grafik(b: Bahan, h: Hitung) -> Lembar:
    """Three charts over fixed blocks, which stand beside them."""
    lembar = open_sheet(b, GRAFIK, TAB_HASIL, "Grafik", (46, 12, 3, *([12] * 7)), None,
                        "Angka di kiri adalah isi grafik; menurut nilai yang tercatat.")
    aspek = []
    for a in b.p.instrumen.aspek:
        persen = [x for e in b.bernilai if e.skor and (x := aspect_percent(a, e.skor.capaian)) is not None]
        aspek.append((clean(f"{a.nomor}. {a.nama}", 60), sum(persen) / len(persen) if persen else 0.0))
    judul_kab, kab = _means(b)
    terpotong = f" ({BATANG_MAKS} tertinggi dari {len(kab)})" if len(kab) > BATANG_MAKS else ""
    kelas = classes([t.nilai for t in b.tempat])
    baris = 4
    baris = _chart(lembar, baris, "Sebaran Nilai Akhir", "Kecamatan", kelas, "kolom", "angka0", "0;-0;;", None)
    baris = _chart(lembar, baris, f"Rata-rata capaian per {b.p.instrumen.istilah.aspek.lower()}", "Capaian", aspek,
                   "batang", "angka2", "0.0;-0.0;0", 112)
    baris = _chart(lembar, baris, judul_kab + terpotong, "Nilai", kab[:BATANG_MAKS], "batang", "angka2", "0.0;-0.0;0",
                   112)
    lembar.beku = (3, 0)
    lembar.cetak = Cetak(((0, 0), (baris, 9)), pisah=tuple(
        r for r in range(5, baris) if (r, 0) in lembar.sel and lembar.sel[(r, 0)].gaya == "pita_aspek"))
    return lembar


def _chart(lembar: Lembar, baris: int, judul: str, nilai: str, isi: Sequence[tuple[str, float]], jenis: str, gaya: str,
           angka: str, maks: float | None) -> int:
    """A block of numbers and its chart beside it; the row where the next may begin."""
    lembar.put_row(baris, [judul, None], "pita_aspek")
    lembar.put_row(baris + 1, ["Kelas" if jenis == "kolom" else "Nama", nilai], "kepala")
    for n, (nama, x) in enumerate(isi, start=baris + 2):
        lembar.put_row(n, [nama, x], ["sel_rata", gaya])
    if not isi:
        lembar.put(baris + 2, 0, "Belum ada nilai.", "teks_rata")
        return baris + 5
    dari, akhir = baris + 2, baris + 1 + len(isi)
    tinggi = min(max(300, 22 * len(isi) + 90), _TINGGI_MAKS) if jenis == "batang" else 340
    lembar.grafik.append(Grafik((baris + 1, 3), judul, GRAFIK, ((dari, 0), (akhir, 0)), ((dari, 1), (akhir, 1)), nilai,
                                (610, tinggi), f"{judul}, {len(isi)} batang", "kolom" if jenis == "kolom" else "batang",
                                maks=maks, angka=angka))
    return max(akhir, baris + tinggi // 20) + 3
