"""Sheets of results: Rekap with its chart, and Lembar Cetak as the province prints it."""

from __future__ import annotations

from kinerja_core.kertas_kerja.kode_cek import control_formula
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.kertas import longest_answer, numbered, title
from kinerja_core.kertas_kerja.lembar.kiriman import acceptance_text
from kinerja_core.kertas_kerja.lembar.perhitungan import digest_ranges
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.lembar.cetak import Cetak, page_breaks
from kinerja_core.lembar.denah import Grafik, Isi, Lembar, Rumus, cell_ref, range_ref, text_literal
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI, colour_status, put_title
from kinerja_core.lembar.tema import TAB_HASIL, UKURAN_JUDUL

R_AWAL = 3
R_NO, R_NAMA, R_BOBOT, R_DIHITUNG, R_NILAI, R_PERSEN = range(6)


def rekap_rows(ptk: TempatKertas) -> dict[str, tuple[int, int]]:
    """Places on Rekap that other sheets and names refer to."""
    bawah = R_AWAL + len(ptk.instrumen.aspek)
    return {"jumlah": (bawah, R_NILAI), "bobot_dihitung": (bawah, R_DIHITUNG), "nilai_akhir": (bawah + 2, R_NILAI),
            "nilai_bulat": (bawah + 3, R_NILAI), "terisi": (bawah + 5, R_NILAI), "kelengkapan": (bawah + 6, R_NILAI),
            "predikat": (bawah + 7, R_NILAI)}


def rekap_ref(ptk: TempatKertas, nama: str) -> str:
    """Reference to one of them."""
    return cell_ref(p.REKAP, rekap_rows(ptk)[nama])


def _aspect_table(ptk: TempatKertas, lembar: Lembar) -> None:
    lembar.put_row(2, ["No", ptk.instrumen.istilah.aspek, "Bobot", "Bobot dihitung", "Nilai", "Persentase"], "kepala")
    lembar.tinggi[2] = row_height(1)
    urutan = 0
    for n, a in enumerate(ptk.instrumen.aspek):
        baris = R_AWAL + n
        awal, akhir = urutan, urutan + len(a.indikator) - 1
        urutan = akhir + 1
        blok = range_ref(p.OLAH_INDIKATOR, (p.AWAL_OLAH + awal, p.K_BOBOT), (p.AWAL_OLAH + akhir, p.K_BOBOT))
        dihitung, nilai = (cell_ref(p.REKAP, (baris, k)).partition("!")[2] for k in (R_DIHITUNG, R_NILAI))
        lembar.put_row(baris, [
            a.nomor, a.nama, float(sum(i.bobot for i in a.indikator)),
            Rumus(f"ROUND(SUM({blok}),6)", ("bobot_aspek", a.kode)),
            Rumus(cell_ref(p.KERTAS, (ptk.baris_aspek[a.kode], p.NILAI)), ("nilai_aspek_rekap", a.kode)),
            Rumus(f'IF({dihitung}<=0,"",{nilai}/{dihitung}*100)', ("persen_aspek", a.kode)),
        ], ["sel_tengah", "sel", "angka2", "angka2", "angka2", "persen2"])
        lembar.fit_row(baris, {R_NAMA: a.nama})


def sheet_rekap(ptk: TempatKertas, status_siap: str) -> Lembar:
    """Per aspek bobot, nilai, persentase and a chart; Nilai Akhir exact and, beside it, the sum of rounded values."""
    lembar = Lembar(p.REKAP, warna=TAB_HASIL, lebar=dict(enumerate((6, 56, 14, 16, 14, 14))))
    put_title(lembar, title(ptk.instrumen, ptk), R_PERSEN)
    kata = ptk.instrumen.istilah.aspek.lower()
    lembar.put(1, 0, f"Rekapitulasi nilai per {kata}", "subjudul")
    lembar.merge((1, R_DIHITUNG), (1, R_PERSEN), Rumus(status_siap), "status")
    colour_status(lembar, (1, R_DIHITUNG))
    lembar.beku = (2, 0)
    _aspect_table(ptk, lembar)
    tempat = rekap_rows(ptk)
    bawah, akhir = R_AWAL + len(ptk.instrumen.aspek), R_AWAL + len(ptk.instrumen.aspek) - 1

    def kolom(k: int) -> str:
        return range_ref(p.REKAP, (R_AWAL, k), (akhir, k)).partition("!")[2]

    lembar.put_row(bawah, ["", "Jumlah", Rumus(f"ROUND(SUM({kolom(R_BOBOT)}),6)"),
                           Rumus(f"ROUND(SUM({kolom(R_DIHITUNG)}),6)", "bobot_dihitung"),
                           Rumus(f"SUM({kolom(R_NILAI)})", "jumlah_nilai"), ""],
                   ["sel_tebal", "sel_tebal", "angka2_tebal", "angka2_tebal", "angka2_tebal", "sel_tebal"])
    jumlah, dihitung = (cell_ref(p.REKAP, tempat[n]).partition("!")[2] for n in ("jumlah", "bobot_dihitung"))
    normal = ptk.instrumen.kebijakan_tidak_relevan == "normalisasi"
    akhir_rumus = f"IF({dihitung}<=0,0,{jumlah}/{dihitung}*100)" if normal else jumlah
    terisi = cell_ref(p.REKAP, tempat["terisi"]).partition("!")[2]
    baris = [
        ("nilai_akhir", "Nilai Akhir, tepat (dipakai untuk peringkat)", Rumus(akhir_rumus, "nilai_akhir"), "angka12"),
        ("nilai_bulat", "Jumlah nilai yang dibulatkan satu desimal (seperti tercetak)",
         Rumus(f"SUM({ptk.indikator_kolom(p.K_BULAT)})"), "angka2"),
        ("terisi", f"{ptk.instrumen.istilah.indikator} terisi, dari {len(ptk.indikator)}",
         Rumus(f"SUM({ptk.indikator_kolom(p.K_TERISI)})", "terisi"), "angka_umum"),
        ("kelengkapan", "Kelengkapan isian", Rumus(f"{terisi}/{len(ptk.indikator)}"), "rasio_persen"),
        ("predikat", "Predikat", predicate_formula(ptk, cell_ref(p.REKAP, tempat["nilai_akhir"])), "sel_tengah"),
    ]
    for nama, label, rumus, gaya in baris:
        lembar.merge((tempat[nama][0], 0), (tempat[nama][0], R_DIHITUNG), label, "sel_tebal")
        lembar.merge(tempat[nama], (tempat[nama][0], R_PERSEN), rumus, gaya)
    catatan = ("Jumlah yang dibulatkan berbeda karena nilai tercetak dibulatkan dahulu sebelum dijumlahkan. Nilai "
               "Akhir dihitung dari angka lengkap; pembulatan hanya untuk tampilan.")
    isi: Isi = catatan
    if normal:
        bobot = cell_ref(p.REKAP, (bawah, R_BOBOT)).partition("!")[2]
        skala = "Yang relevan bagi kecamatan ini berbobot "
        rumus = f'", sehingga Nilai Akhir = jumlah nilai / "&ROUND({dihitung},2)&" x 100. "'
        isi = Rumus(f'IF({dihitung}<{bobot},"{skala}"&ROUND({dihitung},2)&" dari "&ROUND({bobot},2)&{rumus},"")'
                    f"&{text_literal(catatan)}")
        catatan = f"{skala}95,2 dari 100, sehingga Nilai Akhir = jumlah nilai / 95,2 x 100. {catatan}"
    lembar.merge((bawah + 4, 0), (bawah + 4, R_PERSEN), isi, "teks_redup")
    lembar.tinggi[bawah + 4] = row_height(line_count(catatan, sum(lembar.lebar.values())))
    lembar.grafik.append(Grafik(
        (bawah + 9, 0), f"Persentase nilai per {kata}", p.REKAP, ((R_AWAL, R_NAMA), (akhir, R_NAMA)),
        ((R_AWAL, R_PERSEN), (akhir, R_PERSEN)), "Persentase", (840, 300),
        f"Diagram batang persentase nilai tiap {kata} terhadap bobotnya; angkanya ada di tabel di atas."))
    return lembar


def predicate_formula(ptk: TempatKertas, nilai_akhir: str) -> Rumus | str:
    """The predikat from the table on Referensi; a plain dash where the instrument has none."""
    if not ptk.instrumen.predikat:
        return "belum ditetapkan"
    rumus = '"-"'
    for n, kelas in sorted(enumerate(ptk.instrumen.predikat), key=lambda k: k[1].batas):
        teks, batas = (cell_ref(LEMBAR_REFERENSI, (ptk.ref_predikat + n, k)) for k in (0, 1))
        tanda = ">=" if kelas.termasuk_batas else ">"
        rumus = f"IF(ROUND(ROUND({nilai_akhir},6),2){tanda}{batas},{teks},{rumus})"
    return Rumus(rumus, "predikat")


def predicate_shown(ptk: TempatKertas) -> str:
    """The predikat for sheets other than Rekap: a form in which nothing is filled has none yet."""
    return f'IF({rekap_ref(ptk, "terisi")}=0,"-",{rekap_ref(ptk, "predikat")})'


C_NO, C_ASPEK, C_SUB, C_INDIKATOR, C_SATUAN, C_BOBOT, C_DATA, C_CAPAIAN, C_NILAI = range(9)
#: The master check stands beside the form, outside the print area.
C_STATUS = 10
#: Room to write by hand where the signature block is left blank.
TITIK = "........................"
#: An indicator of up to this many rows is not torn apart by the end of a page.
BERSAMA = 4
_LEBAR_CETAK = (6, 18, 28, 62, 13, 8, 18, 13, 9, 3, 30)


def _print_rows(ptk: TempatKertas, lembar: Lembar, baris: int) -> tuple[list[int], int]:
    """The rows of all indicators; returns the rows with which a page may begin, and the row after the last."""
    aspek = sub = None
    kelompok = []
    for n, b in enumerate(ptk.kertas, start=2):
        if not (b.indikator and b.datum and b.aspek and b.sub):
            continue
        i, d = b.indikator, b.datum
        kotak = (i.kode, d.kunci)
        teks_aspek = b.aspek.nama if b.aspek is not aspek else ""
        teks_sub = numbered(b.sub.nomor, b.sub.nama) if b.sub is not sub else ""
        teks = numbered(i.nomor, i.uraian) if b.pertama else ""
        if len(i.data) > 1:
            teks = f"{teks}\n- {d.label}" if teks else f"- {d.label}"
        if b.pertama or (len(i.data) > BERSAMA and d is not i.data[1]):
            kelompok.append(baris)
        isian = cell_ref(p.KERTAS, (n, p.ISIAN))
        data = (f'IF({ptk.isian(kotak, p.I_KEADAAN)}=0,"",IF({ptk.isian(kotak, p.I_KEADAAN)}=4,"galat",{isian}))'
                if d.is_input else isian)
        nomor = b.aspek.nomor if teks_aspek else ""
        lembar.put_row(baris, [nomor, teks_aspek, teks_sub, teks, d.satuan or i.satuan],
                       ["sel_tengah", "sel", "sel", "sel", "sel_tengah"])
        capaian, nilai = (Rumus(cell_ref(p.KERTAS, (n, k))) for k in (p.CAPAIAN, p.NILAI))
        sebutan = ptk.sebutan(b)
        isi: list[Isi] = [float(i.bobot), Rumus(data), capaian, nilai] if b.pertama else [
            "", Rumus(data), capaian if sebutan else "", ""]
        lembar.put_row(baris, isi, ["angka2", f"otomatis_{d.jenis}", "angka_capaian", "angka2"] if b.pertama else
                       ["sel", f"otomatis_{d.jenis}", "sel_tengah" if sebutan else "sel", "sel"], C_BOBOT)
        lembar.fit_row(baris, {C_ASPEK: teks_aspek, C_SUB: teks_sub, C_INDIKATOR: teks, C_SATUAN: d.satuan or i.satuan,
                               C_DATA: longest_answer(ptk, d, _LEBAR_CETAK[C_DATA])})
        aspek, sub, baris = b.aspek, b.sub, baris + 1
    return kelompok, baris


def _signature(ptk: TempatKertas, lembar: Lembar, baris: int) -> None:
    digest, berat = digest_ranges(ptk)
    lembar.merge((baris, 0), (baris, C_ASPEK), "Kode cek", "teks_tebal")
    lembar.put(baris, C_SUB, Rumus(control_formula(digest, berat), "kode_cek"), "kode_cek")
    penjelasan = "Kode cek dihitung dari semua isian. Bila kode pada kertas dan pada berkas sama, isinya sama."
    lembar.merge((baris + 1, 0), (baris + 2, C_SUB), penjelasan, "teks_redup")
    if diterima := acceptance_text(ptk.instrumen, ptk.kiriman):
        lembar.merge((baris + 4, 0), (baris + 7, C_SUB), diterima, "teks_redup")

    def fakta(kode: str, kosong: str) -> Rumus:
        kotak = (f"ttd_{kode}", "isi")
        return Rumus(f'IF({ptk.isian(kotak, p.I_KEADAAN)}=0,{text_literal(kosong)},{ptk.isian(kotak, p.I_TAMPIL)})')

    kanan = (C_SATUAN, C_NILAI)
    nip, nama = ptk.isian(("ttd_nip", "isi"), p.I_KEADAAN), ptk.identitas.nama
    for selisih, isi, gaya in (
        (0, fakta("tempat_tanggal", f"{nama}, {TITIK} {ptk.instrumen.tahun_penilaian}"), "tengah"),
        (1, fakta("jabatan", f"CAMAT {nama.upper()}"), "tengah_tebal"),
        (5, fakta("nama", TITIK + TITIK), "ttd_nama"),
        (6, fakta("pangkat", ""), "tengah"),
        (7, Rumus(f'"NIP "&IF({nip}=0,"{TITIK}",{ptk.isian(("ttd_nip", "isi"), p.I_TAMPIL)})'), "tengah"),
    ):
        lembar.merge((baris + selisih, kanan[0]), (baris + selisih, kanan[1]), isi, gaya)


def sheet_cetak(ptk: TempatKertas, nilai_akhir: str, status_siap: str) -> Lembar:
    """The form as the province prints it, with kop, numbered columns and signature block."""
    lembar = Lembar(p.CETAK, warna=TAB_HASIL, lebar=dict(enumerate(_LEBAR_CETAK)))
    lembar.put(0, C_STATUS, Rumus(status_siap), "status")
    colour_status(lembar, (0, C_STATUS))
    lembar.beku = (1, 0)
    ident = ptk.identitas
    kanan = C_NILAI
    lembar.merge((0, 0), (0, kanan), f"PEMERINTAH {ident.daerah}", "kop")
    lembar.merge((1, 0), (1, kanan), f"KECAMATAN {ident.nama.upper()}", "kop")
    lembar.merge((2, 0), (2, kanan), ident.alamat, "kop_garis")
    judul = f"{ptk.instrumen.judul.upper()} PROVINSI {ident.provinsi.upper()} TAHUN {ptk.instrumen.tahun_penilaian}"
    lembar.merge((3, 0), (3, kanan), judul, "judul_formulir")
    lembar.tinggi |= {0: row_height(1, UKURAN_JUDUL), 1: row_height(1, UKURAN_JUDUL), 3: row_height(2)}
    istilah = ptk.instrumen.istilah
    lembar.merge((4, C_NO), (4, C_ASPEK), istilah.aspek.upper(), "kepala")
    lembar.put_row(4, [istilah.sub_aspek.upper(), istilah.indikator.upper(), "SATUAN", "BOBOT", "DATA KINERJA",
                       "CAPAIAN", "NILAI"], "kepala", C_SUB)
    lebar = ((istilah.aspek, _LEBAR_CETAK[C_NO] + _LEBAR_CETAK[C_ASPEK]), (istilah.sub_aspek, _LEBAR_CETAK[C_SUB]))
    if (baris_kepala := max(line_count(kata.upper(), x, tebal=True) for kata, x in lebar)) > 1:
        lembar.tinggi[4] = row_height(baris_kepala)
    lembar.put_row(5, [f"({n})" for n in range(1, 10)], "nomor_kolom")
    kelompok, baris = _print_rows(ptk, lembar, 6)
    lembar.put_row(baris, ["", "", "", "NILAI AKHIR", "", "", "", "", Rumus(nilai_akhir)],
                   ["sel", "sel", "sel", "sel_tebal", "sel", "sel", "sel", "sel", "angka2_tebal"])
    if ptk.instrumen.predikat:
        baris += 1
        lembar.put_row(baris, ["", "", "", "PREDIKAT", "", "", "", "", Rumus(predicate_shown(ptk))],
                       ["sel", "sel", "sel", "sel_tebal", "sel", "sel", "sel", "sel", "angka2_tebal"])
    _signature(ptk, lembar, baris + 2)
    bawah, ulang = (max(b for b, _ in lembar.sel), C_NILAI), (4, 5)  # the last indicator stays with the signature
    lembar.cetak = Cetak(((0, 0), bawah), ulang, pisah=page_breaks(lembar, kelompok, bawah, ulang, ptk.kiriman.kertas))
    return lembar


def kode_cek_position(lembar: Lembar) -> tuple[int, int]:
    """Where the control number stands on Lembar Cetak."""
    return next(pos for pos, s in lembar.sel.items() if isinstance(s.isi, Rumus) and s.isi.kunci == "kode_cek")
