"""Sheets of control: Beranda, Petunjuk, Pemeriksaan, Referensi and _meta."""

from __future__ import annotations

import re
from decimal import Decimal

from kinerja_core.dasar.excelmath import NBSP
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.dasar.teks import with_comma
from kinerja_core.dasar.temuan import NOMOR_SESUAI, NOMOR_TINGKAT, SEBUTAN_TINGKAT
from kinerja_core.instrumen.batas import date_window
from kinerja_core.instrumen.model import Instrumen, serial_of
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.hasil import predicate_shown
from kinerja_core.kertas_kerja.lembar.kertas import BARIS_CATATAN, numbered, title
from kinerja_core.kertas_kerja.lembar.kiriman import acceptance_text, unconfirmed_bobot
from kinerja_core.kertas_kerja.lembar.perhitungan import short_label
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.uji import DATUM_BUKTI, PITA_BULAN
from kinerja_core.lembar.cetak import Kertas
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, cell_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import (
    B_IDENTITAS,
    LEMBAR_BERANDA,
    LEMBAR_PEMERIKSAAN,
    LEMBAR_PETUNJUK,
    LEMBAR_REFERENSI,
    SIAP,
    check_ranges,
    colour_checks,
    colour_status,
    link_to,
    put_counters,
    put_identity,
    put_steps,
    put_title,
)
from kinerja_core.lembar.meta import JENIS_KERTAS
from kinerja_core.lembar.tema import TAB_KENDALI, TAB_PERIKSA, UKURAN_JUDUL
from kinerja_core.xlsx.buku import Posisi

#: Goes up whenever a cell of the layout moves or a formula changes its meaning; stands in `_meta`.
VERSI_TATA_LETAK = 3
P_AWAL = 4
#: The mark of a text that could not be read to its end in the source: a template prints whole sentences only.
_TERPOTONG = re.compile(r"\[[^\]]*terpotong[^\]]*\]", re.IGNORECASE)
#: Widths of Pemeriksaan; messages and mends fit BARIS_CATATAN lines (a test holds this).
LEBAR_PERIKSA = (5, 17, 18, 11, 40, 40, 46, 8)
JUMLAH = {"wajib": (1, 2), "cek": (1, 4), "dijelaskan": (1, 6)}


def count_ref(nama: str) -> str:
    """Reference to the number of open catatan of a level on Pemeriksaan."""
    return cell_ref(LEMBAR_PEMERIKSAAN, JUMLAH[nama])


def list_ranges(ptk: TempatKertas) -> dict[str, tuple[str, Posisi, Posisi]]:
    """Named columns of the list on Pemeriksaan."""
    return check_ranges(P_AWAL, P_AWAL + len(ptk.uji) - 1, 7)


def master_check() -> str:
    """The one sentence that stands in the frozen pane of every sheet."""
    wajib = count_ref("wajib")
    return f'IF({wajib}=0,"{SIAP}",{wajib}&" catatan wajib diperbaiki")'


def sheet_pemeriksaan(ptk: TempatKertas) -> Lembar:
    """One line per check and cell, open ones first; every line leads to its cell."""
    lembar = Lembar(LEMBAR_PEMERIKSAAN, warna=TAB_PERIKSA, lebar=dict(enumerate(LEBAR_PERIKSA)))
    put_title(lembar, title(ptk.instrumen, ptk), 4)
    lembar.put(0, 5, Rumus(master_check()), "status")
    tingkat = ptk.uji_kolom(p.U_TINGKAT)
    put_counters(lembar, JUMLAH, {t: (SEBUTAN_TINGKAT[t], f"COUNTIF({tingkat},{n})")
                                  for t, n in NOMOR_TINGKAT.items() if t in JUMLAH})
    petunjuk = "Baris yang perlu ditindaklanjuti naik sendiri ke atas. Klik tempatnya untuk membuka selnya."
    lembar.put(2, 0, petunjuk, "subjudul")
    colour_status(lembar, (0, 5))
    kata = ptk.instrumen.istilah.indikator
    lembar.put_row(3, ["No", "Status", "Tempat", kata, "Yang diperiksa", "Catatan", "Cara memperbaiki", "Kode"],
                   "kepala")
    if (baris_kepala := line_count(kata, LEBAR_PERIKSA[3], tebal=True)) > 1:
        lembar.tinggi[3] = row_height(baris_kepala)
    label = [short_label(d.label) for d in (*(d for _, d in ptk.instrumen.masukan()), DATUM_BUKTI)]
    tinggi = row_height(max(BARIS_CATATAN, *(line_count(teks, LEBAR_PERIKSA[4]) for teks in label)))
    for n in range(len(ptk.uji)):
        ke, baris = ptk.uji_ref(n, p.U_KE), P_AWAL + n

        def ambil(kolom: int, ke: str = ke) -> str:
            return f"INDEX({ptk.uji_kolom(kolom)},{ke})"

        status = (f'IF({ambil(p.U_TINGKAT)}={NOMOR_SESUAI},"Sesuai",IF({ambil(p.U_TINGKAT)}='
                  f'{NOMOR_TINGKAT["dijelaskan"]},"{SEBUTAN_TINGKAT["dijelaskan"]}",INDEX({ptk.katalog(2)},'
                  f"MATCH({ambil(p.U_KODE)},{ptk.katalog(0)},0))))")
        tempat = f'HYPERLINK("#"&SUBSTITUTE("\'"&{ambil(p.U_SEL)},"!","\'!"),{ambil(p.U_SEL)})'
        lembar.put_row(baris, [
            n + 1, Rumus(status), Rumus(tempat), Rumus(ambil(p.U_NOMOR)), Rumus(ambil(p.U_LABEL)),
            Rumus(ambil(p.U_PESAN)), Rumus(ambil(p.U_TINDAKAN)), Rumus(ambil(p.U_KODE)),
        ], ["sel_tengah", "sel", "sel_tautan", "sel_tengah", "sel", "sel", "sel", "sel_kode"])
        lembar.tinggi[baris] = tinggi
    colour_checks(lembar, P_AWAL, P_AWAL + len(ptk.uji) - 1)
    lembar.beku = (P_AWAL, 0)
    return lembar


def _answers(ptk: TempatKertas, lembar: Lembar) -> None:
    awal = min((a for a, _ in ptk.ref_daftar.values()), default=ptk.ref_pengaturan + 10)
    lembar.put_row(awal - 1, ["Daftar", "Jawaban", "Nilai"], "kepala")
    for nama, (baris, _) in ptk.ref_daftar.items():
        datum = next(d for _, d in ptk.instrumen.masukan() if d.daftar == nama)
        for n, opsi in enumerate(ptk.instrumen.options(datum)):
            lembar.put_row(baris + n, [nama, opsi.teks, float(opsi.nilai)], ["sel", "sel", "angka_umum"])


def _bands(ptk: TempatKertas, lembar: Lembar) -> None:
    if not ptk.ref_rentang:
        return
    awal, kata = min(a for a, _ in ptk.ref_rentang.values()), ptk.instrumen.istilah.indikator
    lembar.put_row(awal - 1, [f"Rentang nilai {kata.lower()}", "Batas bawah", "Capaian", "Keadaan"], "kepala")
    for i in ptk.instrumen.indikator:
        if i.kode in ptk.ref_rentang:
            for n, (batas, capaian) in enumerate(getattr(i.aturan, "rentang", ())):
                lembar.put_row(ptk.ref_rentang[i.kode][0] + n, [
                    f"{kata} {i.nomor}", float(batas), float(capaian),
                    "" if i.terkonfirmasi else "Belum terkonfirmasi"], ["sel", "angka_umum", "angka_umum", "sel"])


def _class_words(ptk: TempatKertas, lembar: Lembar) -> None:
    for kata, (awal, _) in ptk.ref_sebutan.items():
        if awal == min(a for a, _ in ptk.ref_sebutan.values()):
            lembar.put_row(awal - 1, ["Sebutan capaian", "Mulai capaian", "Sebutan"], "kepala")
        for n, (mulai, teks) in enumerate(kata):
            lembar.put_row(awal + n, ["", float(mulai), teks], ["sel", "angka_umum", "sel"])


def _bounds(ptk: TempatKertas, lembar: Lembar, baris: int) -> int:
    """How far each number may go, and who says so; the row behind it."""
    ins = ptk.instrumen
    lembar.put_row(baris, ["Batas isian", "Lazim sampai", "Paling besar", "Data", "Asal batas"], "kepala")
    dipastikan = "dari penerbit" if ins.batas_terkonfirmasi else "dari penyusun, belum terkonfirmasi"
    for kode, d in ins.masukan():
        if (kode, d.kunci) in ptk.masukan and d.jenis not in {"teks", "pilihan"}:
            baris, b = baris + 1, ins.batas[kode, d.kunci]
            asal = "usulan menurut satuan" if b.usulan else dipastikan
            asal += f"; paling banyak {b.fakta} di Data Umum" if b.fakta else ""
            lembar.put_row(baris, [ptk.kode_kotak((kode, d.kunci)), b.wajar, b.maks, d.label, asal],
                           ["sel", "angka_umum", "angka_umum", "sel", "sel"])
    return baris + 2


def _indicator_notes(ptk: TempatKertas, lembar: Lembar, baris: int) -> None:
    """What the instrument says of its indicators beyond the form: old number, who answers, legal basis, mends."""
    kata = ptk.instrumen.istilah.indikator
    lembar.put_row(baris, [kata, "Nomor lama", "Penanggung jawab", "Dasar hukum", "Catatan"], "kepala")
    for n, i in enumerate(ptk.instrumen.indikator, start=baris + 1):
        nama, catatan = numbered(i.nomor, i.uraian), " ".join(i.catatan)
        lembar.put_row(n, [nama, i.nomor_lama, i.penanggung_jawab, i.dasar_hukum, catatan], "sel")
    akhir = _bounds(ptk, lembar, baris + 2 + len(ptk.instrumen.indikator))
    lembar.put(akhir, 0, "Catatan instrumen", "kepala")
    for n, catatan in enumerate(ptk.instrumen.catatan, start=akhir + 1):
        lembar.merge((n, 0), (n, 4), catatan, "teks")
        lembar.tinggi[n] = row_height(line_count(catatan, sum(lembar.lebar.values())))


def sheet_referensi(ptk: TempatKertas) -> Lembar:
    """Settings, answer lists, bands, catalogue of catatan, and everything that is not confirmed."""
    lembar = Lembar(LEMBAR_REFERENSI, status="tersembunyi", lebar=dict(enumerate((34, 24, 20, 56, 60))))
    ins = ptk.instrumen
    lembar.merge((0, 0), (0, 4), f"Referensi {ins.judul}", "judul")
    lembar.tinggi[0] = row_height(1, UKURAN_JUDUL)
    lembar.put_row(2, ["Pengaturan", "Isi"], "kepala")
    belum = [i for i in ins.indikator if not i.terkonfirmasi]
    kebijakan = ins.kebijakan_tidak_relevan + ("" if ins.kebijakan_terkonfirmasi else " (belum terkonfirmasi)")
    awal, akhir = date_window(ins.tahun_penilaian)
    isi: list[tuple[str, Isi]] = [
        ("Spasi keras", NBSP), ("Tahun penilaian", ins.tahun_penilaian),
        ("Kebijakan tidak relevan", kebijakan), ("Dasar hukum", ins.dasar_hukum),
        ("Bobot belum terkonfirmasi", float(sum((i.bobot for i in belum), Decimal(0)))),
        ("Aturan nilai", "nilai = bobot x capaian / 100; tanpa pembulatan di tengah"),
        ("Hari pertama yang dikenali sebagai tanggal", awal), ("Hari terakhir", akhir), ("Nama bulan", PITA_BULAN),
    ]
    for n, (nama, nilai) in enumerate(isi):
        lembar.put_row(ptk.ref_pengaturan + n, [nama, nilai], "sel")
    _answers(ptk, lembar)
    _bands(ptk, lembar)
    _class_words(ptk, lembar)
    lembar.put_row(ptk.ref_katalog - 1, ["Kode catatan", "Urutan", "Tingkat", "Pesan", "Cara memperbaiki"], "kepala")
    for n, k in enumerate(KATALOG_ISIAN.values()):
        lembar.put_row(ptk.ref_katalog + n,
                       [k.kode, NOMOR_TINGKAT[k.tingkat], SEBUTAN_TINGKAT[k.tingkat], k.pesan, k.perbaikan], "sel")
    if ins.predikat:
        lembar.put_row(ptk.ref_predikat - 1, ["Predikat", "Batas bawah", "Batasnya"], "kepala")
    for n, kelas in enumerate(ptk.instrumen.predikat):
        termasuk = "termasuk" if kelas.termasuk_batas else "tidak termasuk"
        lembar.put_row(ptk.ref_predikat + n, [kelas.predikat, float(kelas.batas), termasuk], "sel")
    lembar.put_row(ptk.ref_belum - 1, ["Belum terkonfirmasi", ins.istilah.indikator, "Bobot", "Asumsi"], "kepala")
    for n, i in enumerate(belum):
        lembar.put_row(ptk.ref_belum + n, [i.kode, i.nomor, float(i.bobot), i.asumsi],
                       ["sel", "sel", "angka_umum", "sel"])
    _indicator_notes(ptk, lembar, ptk.ref_belum + len(belum) + 2)
    lembar.fit_rest()
    return lembar


def meta_values(ptk: TempatKertas) -> dict[str, str]:
    """What tells a returned file: instrument, version, hash, layout version, identity, serial."""
    ins, ident = ptk.instrumen, ptk.identitas
    return {
        "instrumen_id": ins.id, "instrumen_versi": ins.versi, "instrumen_sidik": ins.sidik,
        "tata_letak": str(VERSI_TATA_LETAK), "jenis": JENIS_KERTAS, **ident.model_dump(),
        "tahun_penilaian": str(ins.tahun_penilaian), "serial": serial_of(ins, ident), **ptk.kiriman.meta,
    }


def guide_lines(ins: Instrumen, kertas: Kertas) -> list[tuple[str, str]]:
    """Petunjuk in a clerk's words: (number, sentence)."""
    data = [d for i in ins.indikator for d in i.data]
    angka = ["Angka diketik apa adanya dengan koma sebagai desimal (71,4). Jangan mengetik satuan, titik ribuan, atau "
             "tanda kutip. Untuk 93 persen ketik 93.",
             "Bila jumlahnya memang nol ketik 0. Sel yang dikosongkan berarti belum diisi dan belum dinilai."]
    pilih = ["Jawaban dipilih dari daftar: klik selnya, lalu panah kecil di kanannya.",
             "Sel yang dikosongkan berarti belum diisi dan belum dinilai."]
    umum = "Mulailah dari Data Umum di bagian atas."
    if any(d.fakta for d in data):
        umum += (" Jumlah desa dan kelurahan di sana dipakai di banyak "
                 f"{ins.istilah.indikator.lower()}, jadi tidak perlu diketik berulang kali.")
    langkah = [
        "Buka lembar Kertas Kerja. Isi hanya sel kuning di kolom Isian; tekan Tab untuk pindah ke isian berikutnya.",
        umum,
        *(pilih if all(d.jenis == "pilihan" for d in data) else angka),
        "Bacalah kolom Keterangan isian di sebelahnya: di situ tertulis \"Sudah lengkap\" atau apa yang perlu "
        "diperiksa.",
        "Sel putih terisi sendiri. Sel abu-abu berarti tidak relevan bagi kecamatan Anda. Jingga berarti wajib "
        "diperbaiki.",
        "Menyalin dari berkas lain: pakai Tempel Nilai (Paste Values). Jangan memotong (Ctrl+X) sel isian.",
        "Tulis bukti di kolom Bukti dukung: nomor dokumen, tanggal, atau tautannya. Boleh menyusul.",
        "Ada catatan \"Perlu dicek\" padahal isiannya memang benar? Tulis sebabnya dalam satu kalimat di kolom "
        "Penjelasan pada baris itu (\"-\" atau \"sudah benar\" bukan penjelasan); catatannya menjadi \"Dijelaskan\".",
        "Buka lembar Pemeriksaan. Selesaikan semua baris \"Wajib diperbaiki\" sampai tertulis \"Siap dikirim\".",
        f"Cetak lembar Lembar Cetak pada kertas {kertas.nama}, tanda tangani, lalu kirim berkas ini tanpa "
        "mengubah formatnya.",
    ]
    hasil = [(str(n), teks) for n, teks in enumerate(langkah, start=1)]
    if utuh := [t for t in ins.ketentuan if not _TERPOTONG.search(t)]:
        hasil += [("", "Ketentuan instrumen:")] + [(f"{n}.", t) for n, t in enumerate(utuh, start=1)]
    return hasil


def sheet_petunjuk(ptk: TempatKertas) -> Lembar:
    """How to fill, one screen."""
    lembar = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 6, 1: 116, 2: 30})
    put_title(lembar, title(ptk.instrumen, ptk), 1)
    lembar.put(0, 2, Rumus(master_check()), "status")
    colour_status(lembar, (0, 2))
    lembar.put(1, 0, "Petunjuk pengisian", "subjudul")
    put_steps(lembar, 2, guide_lines(ptk.instrumen, ptk.kiriman.kertas))
    lembar.beku = (1, 0)
    return lembar


_TENTANG_LEMBAR = {
    LEMBAR_PETUNJUK: "cara mengisi, satu layar", p.KERTAS: "tempat mengisi data",
    p.REKAP: "nilai per {aspek} dan Nilai Akhir", LEMBAR_PEMERIKSAAN: "apa yang masih perlu diperbaiki",
    p.CETAK: "formulir untuk dicetak dan ditandatangani",
}
#: Fields of the identity on Beranda, each named id_<field>, and their labels.
LABEL_IDENTITAS = {
    "instrumen": "Instrumen", "versi": "Versi instrumen", "kode_wilayah": "Kode wilayah", "nama": "Kecamatan",
    "kabupaten": "Kabupaten/Kota", "provinsi": "Provinsi", "tahun_penilaian": "Tahun penilaian",
    "serial": "Nomor seri buku",
}


def _identity(ptk: TempatKertas) -> list[tuple[str, Isi]]:
    """Label and content of the identity; the year of the data last, as the office fills it in."""
    ins, ident = ptk.instrumen, ptk.identitas
    isi: dict[str, Isi] = {**ident.model_dump(), "instrumen": ins.id, "versi": ins.versi,
                           "kabupaten": ident.daerah.title(), "tahun_penilaian": ins.tahun_penilaian,
                           "serial": serial_of(ins, ident)}
    tahun = ("tahun_data", "isi")
    rumus: Isi = "-"
    if tahun in ptk.olah:
        rumus = Rumus(f'IF({ptk.isian(tahun, p.I_SAH)}=1,{ptk.isian(tahun, p.I_NILAI)},"belum diisi")')
    return [*((label, isi[kunci]) for kunci, label in LABEL_IDENTITAS.items()), ("Tahun data", rumus)]


def sheet_beranda(ptk: TempatKertas, *, nilai_akhir: str, terisi: str, kelengkapan: str) -> Lembar:
    """Identity, completeness, Nilai Akhir, master check, colours, links."""
    lembar = Lembar(LEMBAR_BERANDA, warna=TAB_KENDALI, lebar=dict(enumerate((26, 50, 4, 26, 50))))
    ins, ident, n_ind = ptk.instrumen, ptk.identitas, len(ptk.indikator)
    put_title(lembar, f"Kertas Kerja Kecamatan {ident.nama} - Tahun {ins.tahun_penilaian}", 4)
    lembar.merge((1, 0), (1, 4), f"{ins.judul}, {ins.penerbit}", "teks_redup")
    identitas = _identity(ptk)
    bawah = B_IDENTITAS + len(identitas) + 1
    keadaan: list[tuple[str, Isi, str]] = [
        ("Pemeriksaan", Rumus(master_check()), "status"),
        ("Perlu dicek", Rumus(f'{count_ref("cek")}&" catatan"&IF({count_ref("dijelaskan")}=0,"",", "'
                              f'&{count_ref("dijelaskan")}&" lagi dijelaskan")'), "papan_tebal"),
        ("Kelengkapan", Rumus(f'{terisi}&" dari {n_ind} {ins.istilah.indikator.lower()} terisi"'), "papan_tebal"),
        ("Kelengkapan (batang)", Rumus(kelengkapan), "papan_persen"),
        ("Nilai Akhir", Rumus(nilai_akhir), "angka_besar"),
    ]
    if ins.predikat:
        keadaan.append(("Predikat", Rumus(predicate_shown(ptk)), "papan_tebal"))
    if ptk.kiriman.tenggat:
        keadaan.append(("Tenggat kirim", ptk.kiriman.tenggat_tampil, "papan_tebal"))
    put_identity(lembar, identitas, keadaan)
    _colours_and_links(ins, lembar, bawah)
    colour_status(lembar, (B_IDENTITAS, 4))
    batang = (B_IDENTITAS + 3, 4)
    lembar.bersyarat.append(FormatBersyarat(batang, batang, batang=True))
    if belum := unconfirmed_bobot(ins):
        lembar.merge((bawah + 7, 0), (bawah + 7, 4),
                     f"Perhatian: {with_comma(belum.normalize())} dari 100 bobot memakai rentang atau kelas nilai yang "
                     "belum terkonfirmasi oleh penerbit instrumen. Rinciannya di lembar Referensi (tersembunyi).",
                     "teks")
    lembar.tinggi |= {baris: row_height(1, 12) for baris in range(2, bawah + 8)}
    if diterima := acceptance_text(ins, ptk.kiriman):
        lembar.merge((bawah + 8, 0), (bawah + 8, 4), diterima, "teks")
        lembar.tinggi[bawah + 8] = row_height(line_count(diterima, sum(lembar.lebar.values())), 12)
    return lembar


def _colours_and_links(ins: Instrumen, lembar: Lembar, baris: int) -> None:
    lembar.put_row(baris, ["Buka lembar", "Isinya"], "kepala")
    for n, (nama, isi) in enumerate(_TENTANG_LEMBAR.items(), start=1):
        isi = isi.format(aspek=ins.istilah.aspek.lower())
        lembar.put_row(baris + n, [link_to(nama), isi], ["papan_tautan", "papan"])
    lembar.merge((baris, 3), (baris, 4), "Arti warna", "kepala")
    for n, (contoh, gaya, arti) in enumerate((
        ("kuning", "contoh_isi", "diisi oleh kecamatan"), ("putih", "contoh_otomatis", "terisi sendiri, terkunci"),
        ("abu-abu", "contoh_tidak_relevan", "tidak relevan bagi kecamatan ini"),
        ("jingga", "contoh_salah", "isian wajib diperbaiki; baca keterangannya"),
    ), start=1):
        lembar.put_row(baris + n, [contoh, arti], [gaya, "papan"], 3)
