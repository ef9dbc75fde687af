"""The ribbon, described once: tab, groups, buttons with words and icons; written as customUI XML for both schemas.

Every button calls the VBA Sub named like its id. A group or button of a later issue is one more entry in PITA.
Built-in icons are names of the imageMso table of [MS-CUSTOMUI] 3.2, so Office 2007 and later have them.
Not verified in Excel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

NAMA_RUANG = {
    "2006": "http://schemas.microsoft.com/office/2006/01/customui",
    "2009": "http://schemas.microsoft.com/office/2009/07/customui",
}


@dataclass(frozen=True)
class Tombol:
    """One button: id (also its Sub), label, short tip, what happens and what is never touched, Alt keys, icon.

    `fungsi` is the function of kinerja_addin.tombol that does the work; None when VBA does it alone.
    """

    id: str
    label: str
    tip: str
    keterangan: str
    keytip: str
    ikon: str
    fungsi: str | None
    besar: bool = False


@dataclass(frozen=True)
class Kelompok:
    """One group of buttons. `tampil` is the VBA Sub that says whether it is shown; "" for a group that always is."""

    id: str
    label: str
    tombol: tuple[Tombol, ...]
    tampil: str = ""


TAB_ID, TAB_LABEL, TAB_KEYTIP = "KinerjaTab", "Kinerja", "K"

BUKU_INI = Kelompok("KinerjaKelompokBukuIni", "Buku ini", (
    Tombol("KinerjaHitungUlang", "Hitung Ulang", "Hitung ulang dan bandingkan",
           "Menghitung dari isian dengan inti Kinerja dan menaruh hasilnya di sebelah angka buku, di lembar Hasil "
           "Hitung Ulang; yang berbeda ditandai. Isian dan sel terkunci tidak diubah.",
           "HU", "CalculateNow", "hitung_ulang", besar=True),
    Tombol("KinerjaPeriksa", "Periksa", "Daftar semua catatan",
           "Mengumpulkan semua catatan pemeriksaan di lembar Catatan, dengan tautan ke selnya dan cara memperbaikinya. "
           "Isian tidak diubah.", "PR", "ErrorChecking", "periksa", besar=True),
    Tombol("KinerjaCatatanSebelumnya", "Sebelumnya", "Catatan sebelumnya",
           "Membuka sel dari catatan sebelumnya pada lembar Catatan. Tidak ada yang diubah.", "SB",
           "ReviewPreviousComment", None),
    Tombol("KinerjaCatatanBerikutnya", "Berikutnya", "Catatan berikutnya",
           "Membuka sel dari catatan berikutnya pada lembar Catatan. Tidak ada yang diubah.", "BR",
           "ReviewNextComment", None),
    Tombol("KinerjaIsianKosong", "Isian Kosong Berikutnya", "Isian wajib yang masih kosong",
           "Membuka isian wajib berikutnya yang belum diisi; setelah yang terakhir kembali ke yang pertama. Tidak ada "
           "yang diubah.", "IK", "GoTo", "isian_kosong_berikutnya"),
))
EKSPOR = Kelompok("KinerjaKelompokEkspor", "Ekspor", (
    Tombol("KinerjaEksporPdf", "PDF", "Simpan sebagai PDF",
           "Menyimpan semua lembar yang tampak sebagai satu PDF di dalam folder Documents. Berkas yang sudah ada tidak "
           "ditimpa dan buku ini tidak diubah.", "PD", "FileSaveAsPdfOrXps", "ekspor_pdf", besar=True),
    Tombol("KinerjaSiapkanKiriman", "Siapkan Kiriman", "Satu berkas zip siap kirim",
           "Memeriksa buku ini, lalu membuat zip berisi salinan buku, PDF, isian, dan daftar SHA-256. Selama masih ada "
           "yang wajib diperbaiki, Anda diminta menegaskan dahulu. Buku ini tidak diubah.", "KR",
           "FileSendAsAttachment", "siapkan_kiriman", besar=True),
    Tombol("KinerjaEksporCsv", "CSV", "Ekspor ke CSV",
           "Menyimpan isian dan hasil buku ini sebagai CSV di dalam folder Documents. Buku ini tidak diubah.", "CV",
           "ExportTextFile", "ekspor_csv"),
    Tombol("KinerjaEksporJson", "JSON", "Ekspor ke JSON",
           "Menyimpan isian buku ini sebagai JSON di dalam folder Documents. Buku ini tidak diubah.", "JS",
           "ExportXmlFile", "ekspor_json"),
))
BUKU_BARU = Kelompok("KinerjaKelompokBukuBaru", "Buku baru", (
    Tombol("KinerjaKertasKerjaBaru", "Kertas Kerja", "Kertas kerja baru",
           "Membuat kertas kerja kosong sebagai berkas baru: untuk kecamatan buku ini, atau untuk kecamatan yang Anda "
           "tulis di formulir. Buku yang sedang terbuka tidak diubah.",
           "KK", "TableExcelSpreadsheetInsert", "kertas_kerja_baru", besar=True),
    Tombol("KinerjaBukuKinerjaBaru", "Buku Kinerja", "Buku Kinerja baru",
           "Membuat Buku Kinerja kosong sebagai berkas baru: untuk kecamatan buku ini, atau untuk kecamatan yang Anda "
           "tulis di formulir. Buku yang sedang terbuka tidak diubah.",
           "BK", "OrganizationChartInsert", "buku_kinerja_baru", besar=True),
    Tombol("KinerjaTahunBerikutnya", "Buka Tahun Berikutnya", "Buku tahun berikutnya dari buku ini",
           "Membuat buku tahun berikutnya: susunan dan indikator dibawa, angka tahun ini menjadi angka tahun lalu. "
           "Hasilnya berkas baru; buku ini tidak diubah.", "TB", "CalendarInsert", "tahun_berikutnya"),
    Tombol("KinerjaPindahVersi", "Pindahkan ke Versi Baru", "Pindahkan isian ke templat terbaru",
           "Menyalin isian buku ini ke templat versi terbaru, beserta laporan tentang yang tidak dapat dibawa. "
           "Hasilnya berkas baru; buku ini tidak diubah.", "PV", "FileUpdate", "pindah_versi"),
))
BANTUAN = Kelompok("KinerjaKelompokBantuan", "Bantuan", (
    Tombol("KinerjaPanduan", "Panduan", "Buka panduan",
           "Membuka panduan Kinerja yang tersimpan di komputer ini. Tidak memerlukan internet.", "PA", "Help",
           "panduan", besar=True),
    Tombol("KinerjaCekKomputer", "Cek Komputer", "Periksa pemasangan di komputer ini",
           "Memeriksa Python, Excel, dan pemasangan Kinerja, lalu menulis hasilnya di sebuah buku baru. Buku yang "
           "sedang terbuka tidak diubah.", "CK", "DatabaseAnalyzePerformance", "cek_komputer"),
    Tombol("KinerjaTentang", "Tentang", "Tentang Kinerja",
           "Menunjukkan versi Kinerja yang terpasang. Tidak ada yang diubah.", "TE", "Info", "tentang"),
))
#: The five steps of a provincial round, on the open Pengaturan.xlsx; only for those whose settings ask for them.
PROVINSI = Kelompok("KinerjaKelompokProvinsi", "Provinsi", (
    Tombol("KinerjaProvinsiPeriksa", "Periksa Instrumen", "1. Periksa sebelum menyebar",
           "Memeriksa Instrumen.xlsx, Kecamatan.xlsx, dan Pengaturan.xlsx dari folder kerja ini, lalu membuka daftar "
           "catatannya. Ketiga buku itu tidak diubah.", "XP", "FileDocumentInspect", "provinsi_periksa"),
    Tombol("KinerjaProvinsiSebar", "Sebar", "2. Buat templat tiap kecamatan",
           "Membuat templat tiap kecamatan, zip tiap kabupaten/kota, dan manifes di folder Keluar. Sebaran yang sudah "
           "ada tidak diubah.", "XS", "FileCheckOut", "provinsi_sebar"),
    Tombol("KinerjaProvinsiKumpulkan", "Kumpulkan", "3. Periksa dan nilai yang masuk",
           "Memeriksa dan menilai isi folder Masuk, lalu menulis rekap dan catatan balik di folder Hasil. Berkas yang "
           "masuk tidak diubah.", "XK", "FileCheckIn", "provinsi_kumpulkan"),
    Tombol("KinerjaProvinsiVerifikasi", "Siapkan Verifikasi", "4. Buat buku verifikator",
           "Membuat buku verifikator di folder Keluar menurut pengaturan. Buku yang sudah ada tidak diubah.", "XV",
           "FileStartWorkflow", "provinsi_verifikasi"),
    Tombol("KinerjaProvinsiGabungkan", "Gabungkan", "5. Gabungkan hasil verifikasi",
           "Menggabungkan buku verifikator yang kembali, lalu menulis rekap dan Berita Acara di folder Hasil. Buku "
           "verifikator tidak diubah.", "XG", "Consolidate", "provinsi_gabungkan"),
), "KinerjaTampilProvinsi")
PITA: tuple[Kelompok, ...] = (BUKU_INI, EKSPOR, BUKU_BARU, PROVINSI, BANTUAN)


def render(ns: Literal["2006", "2009"]) -> str:
    """The ribbon as XML text: "2006" for the part Office 2007 reads, "2009" for Office 2010 and later."""
    isi = "\n".join(_group(kelompok) for kelompok in PITA)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<customUI xmlns={quoteattr(NAMA_RUANG[ns])}>\n  <ribbon>\n    <tabs>\n"
        f"      <tab {_attributes(id=TAB_ID, label=TAB_LABEL, keytip=TAB_KEYTIP)}>\n{isi}\n      </tab>\n"
        "    </tabs>\n  </ribbon>\n</customUI>\n"
    )


def _group(kelompok: Kelompok) -> str:
    baris = "\n".join(f"          <button {_button(t)}/>" for t in kelompok.tombol)
    sifat = {"id": kelompok.id, "label": kelompok.label}
    if kelompok.tampil:
        sifat["getVisible"] = kelompok.tampil
    return f"        <group {_attributes(**sifat)}>\n{baris}\n        </group>"


def _button(t: Tombol) -> str:
    return _attributes(id=t.id, label=t.label, imageMso=t.ikon, size="large" if t.besar else "normal", onAction=t.id,
                       screentip=t.tip, supertip=t.keterangan, keytip=t.keytip)


def _attributes(**isi: str) -> str:
    return " ".join(f"{nama}={quoteattr(nilai)}" for nama, nilai in isi.items())
