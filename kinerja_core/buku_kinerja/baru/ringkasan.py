"""The year at a glance: means, IKM, budget, two charts, then every IKU, one under the other to the end of the sheet."""

from __future__ import annotations

from kinerja_core.buku_kinerja.baru.lkjip import Lkjip
from kinerja_core.buku_kinerja.baru.tempat import RINGKASAN
from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.rencana import TOTAL
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Cetak, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Grafik, Lembar, Rumus, cell_ref, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL
from kinerja_core.xlsx.buku import Posisi, alamat

#: Rows: title, whose it is, header of the means, means, IKM, budget; the charts; header of the list, its first row.
_KEPALA, _RERATA, _IKM, _UANG, _GRAFIK, _DAFTAR = 3, 4, 5, 6, 8, 26
_AWAL = _DAFTAR + 2
_LEBAR = (5, 44, 10, 17, 17, 12, 11, 11, 11, 11, 20)
_TARGET, _NYATA, _CAPAIAN, _TW1, _PREDIKAT = 3, 4, 5, 6, 10
#: IKU that the chart has room for.
_BATANG = 10


def sheet_ringkasan(x: Lkjip) -> tuple[Lembar, tuple[str, str, str]]:
    """The sheet, and how many IKU it prints and should."""
    i, d = x.t.isi.identitas, x.deret["iku"]
    lembar = Lembar(RINGKASAN, warna=TAB_HASIL, lebar=dict(enumerate(map(float, _LEBAR))), besar=90)
    lembar.put(0, 0, f"Ringkasan Capaian Kinerja Tahun {x.tahun}", "resmi_subjudul")
    lembar.put(1, 0, f"Kecamatan {i.nama}, {i.daerah.title()}", "resmi_rata")
    # how many rows print stands right of them
    hitung = (0, len(_LEBAR) + 1)
    lembar.put(*hitung, Rumus(f"MIN({d.ruang},{d.banyak})"), "mesin_putih")
    _summary(x, lembar, d.ruang)
    _list(x, lembar, alamat(hitung, mutlak=True))
    _charts(lembar)
    akhir = _AWAL + len(d.isi)
    pisah = page_breaks(lembar, range(_AWAL, akhir + 1), (akhir - 1, len(_LEBAR) - 1), (_DAFTAR, _DAFTAR + 1),
                        x.t.isi_kertas)
    lembar.cetak = Cetak(((0, 0), (_AWAL + d.ruang - 1, len(_LEBAR) - 1)), (_DAFTAR, _DAFTAR + 1), pisah=pisah,
                         baris_akhir=f"{_AWAL}+{cell_ref(RINGKASAN, hitung)}", terpakai=akhir)
    indikator = range_ref(RINGKASAN, (_AWAL, 1), (_AWAL + d.ruang - 1, 1))
    return lembar, ("Ringkasan", f'SUMPRODUCT(({indikator}<>"")*1)', d.banyak)


def _summary(x: Lkjip, lembar: Lembar, ruang: int) -> None:
    t = x.t
    lembar.put_row(_KEPALA, ["Anggaran (Rp)", "Realisasi (Rp)", "Setahun (%)", *(f"s.d. TW {r}" for _, r in TRIWULAN)],
                   "resmi_kepala", _TARGET)
    lembar.merge((_RERATA, 1), (_RERATA, 2), "Rata-rata capaian IKU (%)", "resmi_teks")
    for k in range(_CAPAIAN, _PREDIKAT):
        isi = range_ref(RINGKASAN, (_AWAL, k), (_AWAL + ruang - 1, k))
        lembar.put(_RERATA, k, Rumus(HITUNGAN["RERATA"].render(isi)), "resmi_dua")
    ikm = HITUNGAN["IKM"].render("kolom_skm_nilai", t.lain("bobot_skm"))
    lembar.merge((_IKM, 1), (_IKM, 2), "IKM dari sembilan unsur SKM", "resmi_teks")
    lembar.put(_IKM, _CAPAIAN, Rumus(ikm, "ikm"), "resmi_dua")
    pagu, nyata = t.lain("jumlah_p"), t.lain("jumlah_g")
    lembar.merge((_UANG, 1), (_UANG, 2), "Anggaran, realisasi, penyerapan (%)", "resmi_teks")
    lembar.put_row(_UANG, [Rumus(pagu), Rumus(nyata),
                           Rumus(HITUNGAN["PENYERAPAN"].render(nyata, pagu), ("penyerapan", TOTAL))],
                   ["resmi_rupiah", "resmi_rupiah", "resmi_dua"], _TARGET)
    for dari, sampai in (((_KEPALA, _TARGET), (_UANG, _PREDIKAT - 1)), ((_RERATA, 1), (_UANG, 2))):
        lembar.bersyarat.append(FormatBersyarat((max(dari[0], _RERATA), dari[1]), sampai, "1=1", "kotak_hitam"))


def _list(x: Lkjip, lembar: Lembar, banyak: str) -> None:
    d = x.deret["iku"]
    batas = x.t.lain("batas_capaian")
    tw = [x.number(d, f"s.d. TW {r}", 11, f"cs{q}" if q < 4 else "dipakai", "dua") for q, r in TRIWULAN]
    kolom = [x.text(d, "Indikator Kinerja Utama", 44, "ind", x.isi.indicator), x.satuan(d), x.target(d),
             x.number(d, f"Realisasi {x.tahun}", 17, "realisasi"), x.number(d, "Capaian (%)", 12, "dipakai", "dua"),
             *tw, x.text(d, "Predikat", 20, "predikat", lambda _: "")]
    kepala = ["No", *(k.judul for k in kolom)]
    lembar.put_row(_DAFTAR, list(kepala), "resmi_kepala")
    lembar.fit_row(_DAFTAR, dict(enumerate(kepala)), 2, tebal=True)
    lembar.put_row(_DAFTAR + 1, [f"({m})" for m in range(1, len(kepala) + 1)], "resmi_nomor")
    for j in range(1, d.ruang + 1):
        baris = _AWAL + j - 1
        lembar.put(baris, 0, j, "resmi_urutan")
        for m, k in enumerate(kolom, start=1):
            rumus = k.rumus(j)
            if _TW1 <= m < _TW1 + 3:
                rumus = HITUNGAN["DIBATASI"].render(rumus, batas)
            lembar.put(baris, m, Rumus(rumus), k.gaya)
        tinggi = max(1, line_count(kolom[0].teks(j), 44)) if j <= len(d.isi) else 2
        lembar.tinggi[baris] = row_height(tinggi)
    ke = f"ROWS($A${_AWAL + 1}:$A{_AWAL + 1})"
    satuan = f'OR($C{_AWAL + 1}="%",$C{_AWAL + 1}="Persen")'
    for dari, sampai, aturan in (
            (0, 0, [(f"{ke}<={banyak}", "kotak_urutan")]), (1, 2, [(f"{ke}<={banyak}", "kotak_hitam")]),
            (_TARGET, _NYATA, [(f"AND({ke}<={banyak},{satuan})", "persen_kotak"), (f"{ke}<={banyak}", "kotak_hitam")]),
            (_CAPAIAN, _PREDIKAT, [(f"{ke}<={banyak}", "kotak_hitam")])):
        lembar.bersyarat += [FormatBersyarat((_AWAL, dari), (_AWAL + d.ruang - 1, sampai), r, g) for r, g in aturan]


def _charts(lembar: Lembar) -> None:
    """Bars and columns of fixed blocks: what is missing has no height and no label."""
    def batang(kolom: int) -> tuple[Posisi, Posisi]:
        return (_AWAL, kolom), (_AWAL + _BATANG - 1, kolom)

    lembar.grafik.append(Grafik(
        (_GRAFIK, 0), f"Capaian IKU (%), {_BATANG} yang pertama", RINGKASAN, batang(1), batang(_CAPAIAN), "Capaian",
        (640, 340), "Grafik batang capaian tiap indikator kinerja utama dalam persen", maks=None))
    lembar.grafik.append(Grafik(
        (_GRAFIK, _CAPAIAN), "Rata-rata capaian sampai dengan TW (%)", RINGKASAN,
        ((_KEPALA, _TW1), (_KEPALA, _PREDIKAT - 1)), ((_RERATA, _TW1), (_RERATA, _PREDIKAT - 1)), "Rata-rata s.d. TW",
        (500, 340), "Grafik kolom rata-rata capaian indikator kinerja utama sampai dengan tiap triwulan", "kolom",
        maks=None))

