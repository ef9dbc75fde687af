"""Control sheets of a Buku Kinerja: Beranda, Petunjuk, Pemeriksaan, Referensi, _meta."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_core.buku_kinerja.kelas import KLASIFIKASI
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, JAUH, TempatBuku, kolom_nomenklatur
from kinerja_core.buku_kinerja.lembar.uji import (
    R_HURUF,
    R_KODE,
    R_LABEL,
    R_MENDING,
    R_TINGKAT,
    U_BARIS,
    U_KUNCI,
    U_LEMBAR,
    U_PESAN,
    U_UJI,
    catalogue_range,
    count_formula,
    put_catalogue,
    uji_range,
)
from kinerja_core.buku_kinerja.nomenklatur import daftar as nomenklatur_7_01
from kinerja_core.buku_kinerja.rencana import BATAS_CAPAIAN, BOBOT_SKM, DAFTAR, TABEL
from kinerja_core.dasar.excelmath import NBSP
from kinerja_core.dasar.temuan import NOMOR_TINGKAT, SEBUTAN_TINGKAT
from kinerja_core.lembar.cetak import Cetak
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
    put_heading,
    put_identity,
    put_steps,
)
from kinerja_core.lembar.meta import JENIS_BUKU
from kinerja_core.lembar.tema import TAB_KENDALI, TAB_PERIKSA
from kinerja_core.xlsx.buku import Posisi

#: Goes up whenever a cell of the layout moves or a formula changes its meaning; stands in `_meta`.
VERSI_BUKU = 2
#: Open checks that Pemeriksaan lists; more are told in words.
BARIS_PERIKSA = 60
JUMLAH = {"wajib": (1, 2), "cek": (1, 4), "berbeda": (2, 2), "dikesampingkan": (2, 4), "terisi": (3, 2)}
#: Header row of the list of open checks; the table of what the documents say together stands above it.
P_KEPALA = 13
_BATAS_BEDA = 0.005


def master_check() -> str:
    """The one sentence of every sheet."""
    wajib, terisi, berbeda = (cell_ref(LEMBAR_PEMERIKSAAN, JUMLAH[k]) for k in ("wajib", "terisi", "berbeda"))
    siap = f'IF({berbeda}=0,"{SIAP}",{berbeda}&" angka tercetak berbeda, perlu dicek")'
    return f'IF({terisi}=0,"Belum diisi",IF({wajib}=0,{siap},{wajib}&" baris wajib diperbaiki"))'


def list_ranges() -> dict[str, tuple[str, Posisi, Posisi]]:
    """Named columns of the list on Pemeriksaan."""
    return check_ranges(P_KEPALA + 1, P_KEPALA + BARIS_PERIKSA, 6)


def sheet_periksa(ptk: TempatBuku) -> Lembar:
    """Open checks of rows first; counters of what only `kinerja periksa` can tell in detail."""
    lebar = (5, 17, 22, 26, 46, 50, 8)
    lembar = Lembar(LEMBAR_PEMERIKSAAN, warna=TAB_PERIKSA, lebar=dict(enumerate(lebar)))
    put_heading(lembar, f"Pemeriksaan - Kecamatan {ptk.rencana.identitas.nama} {ptk.rencana.tahun}")
    isi = {"wajib": ("Wajib diperbaiki", count_formula(ptk, 1)), "cek": ("Perlu dicek", count_formula(ptk, 2)),
           "berbeda": ("Angka tercetak berbeda", f'COUNTIF({ptk.olah_kolom(p.TERCETAK, "cocok")},"Berbeda")'),
           "dikesampingkan": ("Dikesampingkan", f"SUM({ptk.olah_kolom(p.KESAMPINGKAN, 'terpakai')})"),
           "terisi": ("Baris terisi", f"SUM({ptk.olah_kolom(p.SUSUNAN, 'terpakai')})"
                                      f"+SUM({ptk.olah_kolom(p.INDIKATOR, 'terpakai')})")}
    put_counters(lembar, JUMLAH, isi)
    lembar.put(1, 5, Rumus(master_check()), "status_rata")
    lembar.put(2, 5, "Catatan antar-dokumen: jalankan kinerja periksa pada berkas ini.", "teks_rata")
    _between_documents(ptk, lembar)
    lembar.put_row(P_KEPALA, ["No", "Status", "Tempat", "Yang diperiksa", "Catatan", "Cara memperbaiki", "Kode"],
                   "kepala")
    for n in range(BARIS_PERIKSA):
        _check_row(ptk, lembar, n)
    akhir = P_KEPALA + BARIS_PERIKSA
    colour_checks(lembar, P_KEPALA + 1, akhir, ("Wajib diperbaiki", "Perlu dicek"))
    lembar.bersyarat.append(FormatBersyarat((P_KEPALA + 1, 0), (akhir, 6), f'$B{P_KEPALA + 2}<>""', "kotak"))
    lembar.beku = (P_KEPALA + 1, 0)
    terbuka = f"COUNTIF({uji_range(ptk, U_KUNCI)},\"<{JAUH}\")"
    lembar.cetak = Cetak(((0, 0), (akhir, 6)), (P_KEPALA, P_KEPALA),
                         baris_akhir=f"MIN({akhir + 1},{P_KEPALA + 2}+{terbuka})", terpakai=P_KEPALA + 2)
    return lembar


def _between_documents(ptk: TempatBuku, lembar: Lembar) -> None:
    """What the tables of one book say about each other, as far as a formula can tell; the kode is that of periksa."""
    susun: Callable[[str], str] = lambda nama: ptk.olah_kolom(p.SUSUNAN, nama)  # noqa: E731
    ada, iku = ptk.olah_kolom(p.ANGGARAN, "ada"), ptk.olah_kolom(p.INDIKATOR, "iku")
    level, kas = susun("level"), susun("kas")
    berbeda = cell_ref(LEMBAR_PEMERIKSAAN, JUMLAH["berbeda"])
    baris = (
        ("KLK02", "Sub kegiatan dianggarkan, tidak ada di cascading", p.SUSUNAN,
         f"SUMPRODUCT(({level}=5)*({ada}=1)*({kas}=0))"),
        ("KLK03", "Sub kegiatan di cascading tanpa anggaran", p.ANGGARAN,
         f"IF(SUM({ada})=0,0,SUMPRODUCT(({level}=5)*({ada}=0)*({kas}=1)))"),
        ("KLK04", "Program tanpa sasaran di atasnya", p.SUSUNAN, f"SUMPRODUCT(({level}=3)*({susun('induk')}=0))"),
        ("KLK06", "Susunan tanpa indikator", p.INDIKATOR, f"SUMPRODUCT(({level}>0)*({susun('nind')}=0))"),
        ("KLK01", "IKU belum terukur (target atau realisasi kosong)", p.REALISASI,
         f"SUMPRODUCT(({iku}<{JAUH})*({ptk.olah_kolom(p.REALISASI, 'terukur')}=0))"),
        ("PRS01", "Angka tercetak berbeda dari hitungan buku", p.TERCETAK, berbeda),
    )
    lembar.put_row(4, ["No", "Banyak", "Lembar", "Antar-dokumen", "", "", "Kode"], "kepala")
    for n, (kode, teks, nama, rumus) in enumerate(baris, start=1):
        lembar.put_row(4 + n, [n, Rumus(rumus), link_to(nama), teks, "", "", kode],
                       ["sel_tengah", "sel_tengah", "sel_tautan", "teks_rata", "teks_rata", "teks_rata", "sel_kode"])


def _check_row(ptk: TempatBuku, lembar: Lembar, n: int) -> None:
    kunci = f"SMALL({uji_range(ptk, U_KUNCI)},{n + 1})"
    baris = P_KEPALA + 1 + n
    ke = cell_ref(LEMBAR_PEMERIKSAAN, (baris, 8))

    def ambil(kolom: int) -> str:
        return f"INDEX({uji_range(ptk, kolom)},{ke})"

    def katalog(kolom: int) -> str:
        return f"INDEX({catalogue_range(ptk, kolom)},{ambil(U_UJI)})"
    milik = [t for t in NOMOR_TINGKAT if t != "dijelaskan"]  # what is set aside has no row of its own here
    status = "".join(f'IF({katalog(R_TINGKAT)}={NOMOR_TINGKAT[t]},"{SEBUTAN_TINGKAT[t]}",' for t in milik)
    status += '""' + ")" * len(milik)
    tempat = f'{ambil(U_LEMBAR)}&"!"&{katalog(R_HURUF)}&{ambil(U_BARIS)}'
    tautan = f'HYPERLINK("#\'"&{ambil(U_LEMBAR)}&"\'!"&{katalog(R_HURUF)}&{ambil(U_BARIS)},{tempat})'
    lembar.put(baris, 8, Rumus(f"IF({kunci}>={JAUH},0,MATCH({kunci},{uji_range(ptk, U_KUNCI)},0))"), "mesin_putih")
    rumus = (f"{n + 1}", status, tautan, katalog(R_LABEL), ambil(U_PESAN), katalog(R_MENDING), katalog(R_KODE))
    lembar.put_row(baris, [Rumus(f'IF({ke}=0,"",{r})') for r in rumus],
                   ["rata_tengah", "rata", "rata", "rata", "rata", "rata", "rata_kode"])
    lembar.tinggi[baris] = row_height(2)


def sheet_referensi(ptk: TempatBuku) -> Lembar:
    """Lists, classes with their legal basis, settings, the catalogue of row checks."""
    lembar = Lembar(LEMBAR_REFERENSI, status="tersembunyi", lebar=dict.fromkeys(range(len(DAFTAR) + 2), 22.0))
    put_heading(lembar, "Referensi: daftar pilihan, kelas, pengaturan, katalog catatan")
    for n, (nama, isi) in enumerate(DAFTAR.items()):
        lembar.put(AWAL - 1, n, nama, "kepala")
        for m, teks in enumerate(isi):
            lembar.put(AWAL + m, n, teks, "sel")
    pendamping: tuple[tuple[str, list[float | None]], ...] = (
        ("Batas (angka)", list(BATAS_CAPAIAN.values())), ("Bobot (angka)", list(BOBOT_SKM.values())))
    for n, (nama, angka) in enumerate(pendamping):
        lembar.put(AWAL - 1, len(DAFTAR) + n, nama, "kepala")
        for m, x in enumerate(angka):
            lembar.put(AWAL + m, len(DAFTAR) + n, 0 if x is None else x, "angka_umum")
    kolom = kolom_nomenklatur()
    lembar.put_row(AWAL - 1, ["Kode nomenklatur 7.01", "Nama nomenklatur"], "kepala", kolom)
    lembar.lebar |= {kolom: 22.0, kolom + 1: 70.0}
    for m, baris in enumerate(nomenklatur_7_01()):
        lembar.put_row(AWAL + m, [baris.kode, baris.nama], "sel", kolom)
    bawah = ptk.referensi_bawah
    for n, k in enumerate(KLASIFIKASI.values()):
        lembar.put(bawah, 2 * n, k.nama, "sel_tebal")
        lembar.put(bawah, 2 * n + 1, f"{k.dasar_hukum}, berlaku {k.berlaku:%d-%m-%Y}", "sel_redup")
        lembar.put_row(bawah + 1, ["Batas bawah", "Kelas"], "kepala", 2 * n)
        for m, kelas in enumerate(k.kelas):
            lembar.put_row(bawah + 2 + m, [kelas.batas, kelas.nama], ["angka_umum", "sel"], 2 * n)
        lembar.put(bawah + 10, 2 * n, k.catatan, "sel_redup")
    lembar.put_row(bawah + 12, ["Beda yang dianggap cocok", _BATAS_BEDA], ["sel", "angka_umum"])
    lembar.put_row(bawah + 13, ["Spasi keras", NBSP], "sel")
    put_catalogue(ptk, lembar)
    lembar.fit_rest()
    return lembar


def meta_values(ptk: TempatBuku) -> dict[str, str]:
    """What tells a returned file: its kind, layout, office, year, and how many rows each table has."""
    r = ptk.rencana
    return {
        "jenis": JENIS_BUKU, "tata_letak": str(VERSI_BUKU), "tahun": str(r.tahun),
        **r.identitas.model_dump(),
        "kapasitas": " ".join(f"{t}={r.kapasitas[t]}" for t in TABEL), **_room(ptk),
    }


#: A custom property of a file holds at most 255 characters.
_PER_PROPERTI = 240


def _room(ptk: TempatBuku) -> dict[str, str]:
    """Rows of the outputs as key=rows, in as many lines as custom properties need."""
    baris = [""]
    for kunci, n in ptk.ruang.items():
        if len(baris[-1]) > _PER_PROPERTI - 20:
            baris.append("")
        baris[-1] = f"{baris[-1]} {kunci}={n}".strip()
    return {f"ruang{n}": isi for n, isi in enumerate(baris, start=1)}


_LANGKAH = (
    "Isi hanya sel kuning. Sel putih terisi sendiri dan terkunci.",
    "Mulailah dari Profil, Jabatan, dan Dokumen. Lalu Susunan: tujuan, sasaran, program, kegiatan, sub kegiatan.",
    "Setiap baris punya kode di kolom pertama (N001, I001). Kode itu dipakai untuk merujuk, dan tidak pernah berubah.",
    "Di lembar Indikator, kolom Milik memilih kode susunan. Satu susunan boleh punya beberapa indikator.",
    "Baris kosong di bawah boleh dipakai kapan saja; urutan cetaknya mengikuti kolom Induk dan Urutan, bukan letak "
    "barisnya. Menghapus berarti mengosongkan baris, bukan menghapus barisnya.",
    "Target dan Realisasi berdiri di baris indikator yang sama. Tanda - berarti tidak dijadwalkan, 0 berarti nol, "
    "kosong berarti belum diisi.",
    "Angka diketik dengan koma sebagai desimal, tanpa satuan, titik ribuan, atau Rp. Persen diketik 25, bukan 25%.",
    "Anggaran diisi di baris sub kegiatan saja; program dan kegiatan dijumlahkan sendiri.",
    "Kolom Keterangan isian menjawab tiap baris. Lembar Pemeriksaan mengumpulkan yang masih harus diperbaiki.",
    "Cascading, Pohon Kinerja, IKU, IKI, RENAKSI, PK, Capaian, dan tabel LKjIP terisi sendiri dan siap dicetak.",
    "Angka yang sudah terlanjur tercetak di dokumen boleh dicatat di Angka Tercetak; buku ini membandingkannya.",
    "Menyalin dari berkas lain: pakai Tempel Nilai (Paste Values). Jangan memotong (Ctrl+X) sel isian.",
)


def sheet_petunjuk(ptk: TempatBuku) -> Lembar:
    """How to fill, one screen."""
    lembar = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 6, 1: 130})
    put_heading(lembar, f"Petunjuk - Buku Kinerja Kecamatan {ptk.rencana.identitas.nama}")
    lembar.put(1, 0, Rumus(master_check()), "status_rata")
    put_steps(lembar, 2, ((str(n), teks) for n, teks in enumerate(_LANGKAH, start=1)))
    lembar.beku = (2, 0)
    lembar.cetak = Cetak(((0, 0), (len(_LANGKAH) + 1, 1)), satu_halaman=True)
    return lembar


_TENTANG = (
    ("Mengisi", (p.LEMBAR_PROFIL, p.JABATAN, p.DOKUMEN, p.DASAR, p.SUSUNAN, p.INDIKATOR, p.TARGET, p.REALISASI,
                 p.ANGGARAN, p.RENSTRA, p.ISIAN_PK, p.TAUTAN, p.MASALAH, p.EVALUASI, p.SKM, p.TERCETAK,
                 p.KESAMPINGKAN)),
    ("Melihat dan mencetak", (p.CASCADING, p.POHON, p.IKU, p.IKI, p.RENAKSI, p.CAPAIAN, p.RINGKASAN,
                              *p.PK_LEMBAR.values(), p.LKJIP2, p.LKJIP3, p.LKJIP37, p.LAMPIRAN)),
    ("Memeriksa", (LEMBAR_PEMERIKSAAN, LEMBAR_PETUNJUK)),
)


#: Fields of the identity on Beranda, each named id_<field>, and their labels.
LABEL_IDENTITAS = {"kode_wilayah": "Kode wilayah", "nama": "Kecamatan", "kabupaten": "Kabupaten/Kota",
                   "provinsi": "Provinsi", "tahun": "Tahun"}


def sheet_beranda(ptk: TempatBuku) -> Lembar:
    """Identity, state of the book, links to every sheet."""
    lembar = Lembar(LEMBAR_BERANDA, warna=TAB_KENDALI, lebar=dict(enumerate((26, 34, 4, 30, 42, 4, 26))))
    r = ptk.rencana
    put_heading(lembar, f"Buku Kinerja Kecamatan {r.identitas.nama} - Tahun {r.tahun}")
    lembar.put(1, 0, r.identitas.alamat, "teks_rata")
    isi: dict[str, Isi] = {**r.identitas.model_dump(), "kabupaten": r.identitas.daerah.title(), "tahun": r.tahun}
    banyak = {"Susunan terisi": p.SUSUNAN, "Indikator terisi": p.INDIKATOR}
    keadaan: list[tuple[str, Isi, str]] = [
        ("Pemeriksaan", Rumus(master_check()), "status"),
        ("Perlu dicek", Rumus(f'{cell_ref(LEMBAR_PEMERIKSAAN, JUMLAH["cek"])}&" baris"'), "papan_tebal"),
        ("Angka tercetak berbeda", Rumus(f'{cell_ref(LEMBAR_PEMERIKSAAN, JUMLAH["berbeda"])}&" angka"'), "papan_tebal"),
        *((label, Rumus(f'SUM({ptk.olah_kolom(nama, "terpakai")})&" baris"'), "papan_tebal")
          for label, nama in banyak.items())]
    put_identity(lembar, [(label, isi[kunci]) for kunci, label in LABEL_IDENTITAS.items()], keadaan)
    for bagian, kolom in zip(_TENTANG, (0, 3, 6), strict=True):
        lembar.put(9, kolom, bagian[0], "kepala")
        for n, nama in enumerate(bagian[1]):
            lembar.put(10 + n, kolom, link_to(nama), "papan_tautan")
    for n, (contoh, gaya, arti) in enumerate((("kuning", "contoh_isi", "diisi oleh kecamatan"),
                                              ("putih", "contoh_otomatis", "terisi sendiri, terkunci"),
                                              ("jingga", "contoh_salah", "perlu diperbaiki")), start=3):
        lembar.put_row(n, [f"{contoh}: {arti}"], gaya, 6)
    lembar.tinggi |= {b: row_height(max(1, line_count(arti, 26)), 12) for b, arti in ((3, "x"), (4, "x"))}
    colour_status(lembar, (B_IDENTITAS, 4))
    lembar.cetak = Cetak(((0, 0), (10 + max(len(x) for _, x in _TENTANG), 6)), satu_halaman=True)
    return lembar
