"""Small tables of verification: who looks at what, values of jurors, differences a meeting has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_core.dasar.excelmath import clean_text, is_number
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.hasil import TITIK
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Isi, Lembar, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import properties, sheet_meta
from kinerja_core.lembar.tabel import YA, Kolom, cell_check, colour_sentences, put_inputs, sentence
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.lembar.tema import TAB_ISIAN, UKURAN_JUDUL
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Kecamatan, Tahap
from kinerja_core.xlsx.buku import Buku, alamat

JENIS_DAFTAR, JENIS_PENILAI, JENIS_PERBEDAAN = "daftar_verifikasi", "nilai_tahap", "perbedaan_verifikasi"
_KEPALA, _AWAL = 2, 3
#: Columns in which people write: a juror's, and those of the differences.
J_NILAI, J_CATATAN = 4, 5
PENILAI = {J_NILAI: Kolom("nilai", "Nilai (0-100)", 12, "angka", min=0, maks=100),
           J_CATATAN: Kolom("catatan", "Catatan", 40, angka_pun=True)}
(D_KODE, D_KEC, D_NOMOR, D_URAIAN, D_VERIFIKATOR, D_KEPUTUSAN, D_ISIAN, D_NILAI, D_CATATAN, D_DIPAKAI, D_ALASAN,
 D_BERKAS, D_BUTIR, D_BARIS) = range(14)
RAPAT_TIM = {D_DIPAKAI: Kolom("dipakai", "Dipakai", 10, "pilihan", pilihan=(YA,),
                              pesan="Pilih Ya pada satu baris untuk tiap perbedaan."),
             D_ALASAN: Kolom("alasan", "Alasan putusan", 26, angka_pun=True)}


@dataclass(frozen=True)
class BarisDaftar:
    """Who looks at which kecamatan: name of its file below the folder, and the submission."""

    kode: str
    nama: str
    daerah: str
    nilai: float
    verifikator: str
    berkas: str
    sidik: str


@dataclass(frozen=True)
class BarisPerbedaan:
    """One of the values between which a meeting decides; `nomor` is its row in the register."""

    kode: str
    nama: str
    nomor_butir: str
    uraian: str
    verifikator: str
    keputusan: str
    isian: str
    nilai: float | None
    catatan: str
    berkas: str
    butir: str
    nomor: int


def _instrument_meta(ins: Instrumen, jenis: str) -> dict[str, str]:
    return {"jenis": jenis, "instrumen_id": ins.id, "instrumen_versi": ins.versi, "instrumen_sidik": ins.sidik,
            "tahun_penilaian": str(ins.tahun_penilaian)}


def _head(s: Lembar, judul: str, keterangan: str, kepala: Sequence[str]) -> None:
    akhir = len(kepala) - 1
    lebar = sum(s.lebar.values())
    s.merge((0, 0), (0, akhir), judul, "judul")
    s.tinggi[0] = row_height(line_count(judul, lebar, UKURAN_JUDUL, tebal=True), UKURAN_JUDUL)
    s.merge((1, 0), (1, akhir), keterangan, "teks_redup")
    s.tinggi[1] = row_height(line_count(keterangan, lebar))
    s.put_row(_KEPALA, list(kepala), "kepala")
    s.tinggi[_KEPALA] = row_height(2)
    s.beku = (_AWAL, 0)


def _finish(s: Lembar, jumlah: int, akhir: int) -> None:
    s.fit_rest()
    s.cetak = Cetak(((0, 0), (_AWAL + jumlah - 1, akhir)), (_KEPALA, _KEPALA))


def describe_task_list(ins: Instrumen, daftar: Sequence[BarisDaftar], aturan: str) -> Denah:
    """The list of verifiers and their kecamatan."""
    s = Lembar("Daftar Verifikasi", warna=TAB_ISIAN, lebar=dict(enumerate((5, 12, 24, 28, 12, 26, 58, 24, 14))))
    kepala = ("No", "Kode wilayah", "Kecamatan", "Kabupaten/Kota", "Nilai mandiri", "Verifikator", "Berkas",
              "SHA-256 kiriman", "Kembali tanggal")
    _head(s, f"Daftar verifikasi {ins.tahun_penilaian}", aturan, kepala)
    for n, b in enumerate(daftar):
        s.put_row(_AWAL + n, [n + 1, b.kode, b.nama, b.daerah, b.nilai, b.verifikator, b.berkas, b.sidik[:16], ""],
                  ["sel_tengah", "sel_tengah", "sel", "sel", "angka2", "sel", "sel", "sel_kode", "sel"])
    _finish(s, len(daftar), len(kepala) - 1)
    meta = _instrument_meta(ins, JENIS_DAFTAR)
    return Denah(f"Daftar verifikasi {ins.tahun_penilaian}", (s, sheet_meta(meta)), {}, {}, {},
                 properties(meta), "Daftar verifikasi")


# -- jurors ----------------------------------------------------------------------------------------------------------


def juror_input(kode_wilayah: str, kunci: str) -> Kotak:
    """The input of a juror: kunci "nilai" or "catatan"."""
    return kode_wilayah, kunci


def describe_jurors(ins: Instrumen, kecamatan: Sequence[Kecamatan], tahap: Tahap, penilai: str) -> Denah:
    """Every kecamatan with a yellow Nilai 0-100, for one juror."""
    s = Lembar(SEBUTAN_TAHAP[tahap], warna=TAB_ISIAN, lebar=dict(enumerate((5, 12, 28, 30, 12, 40, 28))))
    kepala = ("No", "Kode wilayah", "Kecamatan", "Kabupaten/Kota", "Nilai (0-100)", "Catatan", "Keterangan")
    _head(s, f"Nilai {SEBUTAN_TAHAP[tahap].lower()} {ins.tahun_penilaian} - penilai: {penilai}",
          "Isi sel kuning dengan angka 0 sampai 100, koma sebagai desimal. Kosongkan kecamatan yang tidak Anda nilai; "
          "0 berarti nilainya nol. Nilai para penilai dirata-ratakan.", kepala)
    akhir = _AWAL + len(kecamatan) - 1
    for n, k in enumerate(kecamatan):
        s.put_row(_AWAL + n, [n + 1, k.kode, k.identitas.nama, k.daerah], ["sel_tengah", "sel_tengah", "sel", "sel"])
        sel = alamat((_AWAL + n, J_NILAI), mutlak=True)
        s.put(_AWAL + n, J_CATATAN + 1, sentence(f"LEN({sel})=0", cell_check(PENILAI[J_NILAI], sel), "Belum dinilai",
                                                 "Terisi"), "sel")
    for kolom, x in PENILAI.items():
        put_inputs(s, x, {(_AWAL + n, kolom): juror_input(k.kode, x.kunci) for n, k in enumerate(kecamatan)})
    colour_sentences(s, (_AWAL, J_CATATAN + 1), (akhir, J_CATATAN + 1), "Terisi", ("Belum dinilai",))
    s.fit_rest()
    for selisih, isi, gaya in ((2, f"{TITIK}, {TITIK}", "tengah"), (3, "PENILAI", "tengah_tebal"),
                               (7, penilai, "ttd_nama"), (8, f"NIP {TITIK}", "tengah")):
        s.merge((akhir + selisih, J_CATATAN), (akhir + selisih, J_CATATAN + 1), isi, gaya)
    s.mulai, s.cetak = (_AWAL, J_NILAI), Cetak(((0, 0), (akhir + 8, len(kepala) - 1)), (_KEPALA, _KEPALA))
    meta = {**_instrument_meta(ins, JENIS_PENILAI), "tahap": tahap, "verifikator": penilai}
    nama = {f"in_n_{k.replace('.', '_')}_{kunci}": (s.nama, posisi) for posisi, (k, kunci) in s.masukan.items()}
    return Denah(f"Nilai {tahap} {ins.tahun_penilaian}", (s, sheet_meta(meta)), nama,
                 {kotak: (s.nama, posisi) for posisi, kotak in s.masukan.items()}, {},
                 properties(meta), f"Nilai {tahap} - {penilai}")


def listed_codes(buku: Buku, tahap: Tahap) -> list[str]:
    """The kode wilayah of a juror's table, in its order."""
    lembar = buku.sheet(SEBUTAN_TAHAP[tahap])
    hasil: list[str] = []
    while lembar and isinstance(kode := lembar.nilai.get((_AWAL + len(hasil), 1)), str) and kode:
        hasil.append(kode)
    return hasil


# -- differences -----------------------------------------------------------------------------------------------------


def describe_differences(ins: Instrumen, baris: Sequence[BarisPerbedaan]) -> Denah:
    """Every open difference, one line per value; Ya stands beside the one that is used."""
    s = Lembar("Perbedaan", warna=TAB_ISIAN,
               lebar=dict(enumerate((11, 18, 6, 34, 18, 14, 24, 9, 30, 10, 26, 30, 11, 9))))
    kepala = ("Kode wilayah", "Kecamatan", "No", ins.istilah.indikator, "Verifikator", "Keputusan", "Isian verifikator",
              "Nilai", "Catatan", "Dipakai", "Alasan putusan", "Berkas", "Kode", "Baris")
    _head(s, f"Perbedaan antarverifikator {ins.tahun_penilaian}",
          "Untuk tiap perbedaan (baris berurutan dengan kode yang sama) pilih Ya pada satu baris yang dipakai menurut "
          "putusan rapat tim, dan tulis alasannya. Lalu gabungkan buku ini. Yang belum diputuskan belum bernilai.",
          kepala)
    s.lebar |= {16: 8}
    s.put(0, 16, YA, "mesin_putih")
    for n, x in enumerate(baris):
        b = _AWAL + n
        nilai: Isi = x.nilai if x.nilai is not None else ""
        s.put_row(b, [x.kode, x.nama, x.nomor_butir, x.uraian, x.verifikator, x.keputusan, x.isian, nilai, x.catatan],
                  ["sel_tengah", "sel", "sel_tengah", "sel", "sel", "sel", "sel", "angka2", "sel"])
        s.put_row(b, [x.berkas, x.butir, x.nomor], ["sel", "sel_kode", "sel_kode"], D_BERKAS)
    for kolom, k in RAPAT_TIM.items():
        put_inputs(s, k, {(_AWAL + n, kolom): (str(x.nomor), k.kunci) for n, x in enumerate(baris)},
                   range_ref(s.nama, (0, 16), (0, 16)) if k.pilihan else "")
    s.mulai = (_AWAL, D_DIPAKAI)
    _finish(s, len(baris), D_ALASAN)
    meta = _instrument_meta(ins, JENIS_PERBEDAAN)
    nama = {f"in_p_{nomor}_{kunci}": (s.nama, posisi) for posisi, (nomor, kunci) in s.masukan.items()}
    return Denah(f"Perbedaan {ins.tahun_penilaian}", (s, sheet_meta(meta)), nama,
                 {kotak: (s.nama, posisi) for posisi, kotak in s.masukan.items()}, {},
                 properties(meta), "Perbedaan antarverifikator")


@dataclass(frozen=True)
class Putusan:
    """One line of a returned workbook of differences: its row in the register, what is beside it, and its cell.

    `dipakai`: True for Ya, None for what is not understood.
    """

    nomor: int
    kode: str
    butir: str
    dipakai: bool | None
    alasan: str
    sel: str


def read_differences(buku: Buku) -> tuple[list[Putusan], list[Temuan]]:
    """The lines of a returned workbook of differences in which something was decided, and what cannot be read in them;
    those whose row number was lost are left out.
    """
    s = buku.sheet("Perbedaan")
    hasil: list[Putusan] = []
    if s is None:
        return hasil, []
    baca = PembacaTabel(buku, s)
    for b in baca.rows(_AWAL - 1):
        nomor = s.nilai.get((b, D_BARIS))
        if is_number(nomor) and not baca.cell((b, D_DIPAKAI)).blank:
            dipakai, alasan = (baca.read(k, (b, kolom)) for kolom, k in RAPAT_TIM.items())
            kode, butir = (clean_text(s.nilai.get((b, k))) for k in (D_KODE, D_BUTIR))
            hasil.append(Putusan(int(nomor), kode, butir, dipakai and True, clean_text(alasan),  # type: ignore[arg-type]
                                 baca.sel((b, D_DIPAKAI))))
    return hasil, baca.temuan
