"""Berita Acara Hasil Verifikasi of one kabupaten/kota: the minutes to sign, and the annex of changed indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.hasil import TITIK
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Isi, Lembar
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL, UKURAN_JUDUL

BERITA, LAMPIRAN = "Berita Acara", "Lampiran"
_LEBAR = (5, 26, 12, 12, 11, 12, 42)
_LEBAR_LAMPIRAN = (5, 22, 8, 40, 15, 18, 18, 9, 9, 9, 34)
#: Room for a signature, in points.
_TTD = 30.0


@dataclass(frozen=True)
class BarisAcara:
    """One kecamatan: values 0-100, how many rows changed, and the main reasons."""

    kode: str
    nama: str
    mandiri: float
    verifikasi: float
    berubah: int
    alasan: str


@dataclass(frozen=True)
class BarisUbah:
    """One changed row: what the office wrote, what the verifiers found, and why."""

    nama: str
    nomor: str
    uraian: str
    keputusan: str
    asal: str
    menjadi: str
    mandiri: float | None
    verifikasi: float | None
    alasan: str


@dataclass(frozen=True)
class IsiAcara:
    """Everything the minutes of one kabupaten/kota say."""

    daerah: str
    provinsi: str
    instrumen: Instrumen
    baris: tuple[BarisAcara, ...]
    ubah: tuple[BarisUbah, ...]
    tim: tuple[str, ...]
    aturan: Sequence[str]
    belum: tuple[str, ...] = ()


def _text(s: Lembar, n: int, teks: str, gaya: str = "rata_penuh", lebar: Sequence[float] = _LEBAR) -> int:
    """A paragraph over the whole width; the row after it."""
    s.merge((n, 0), (n, len(lebar) - 1), teks, gaya)
    s.tinggi[n] = row_height(line_count(teks, sum(lebar) - 2))
    return n + 1


def _letterhead(s: Lembar, x: IsiAcara) -> int:
    akhir = len(_LEBAR) - 1
    s.merge((0, 0), (0, akhir), f"PEMERINTAH PROVINSI {x.provinsi.upper()}", "kop")
    s.merge((1, 0), (1, akhir), "TIM VERIFIKASI PENILAIAN KECAMATAN", "kop_garis")
    s.merge((3, 0), (3, akhir), "BERITA ACARA HASIL VERIFIKASI", "kop")
    judul = f"{x.instrumen.judul} Tahun {x.instrumen.tahun_penilaian}"
    s.merge((4, 0), (4, akhir), judul, "judul_formulir")
    s.merge((5, 0), (5, akhir), x.daerah.upper(), "judul_formulir")
    s.merge((6, 0), (6, akhir), f"Nomor: {TITIK}{TITIK}", "tengah")
    s.tinggi |= {0: row_height(1, UKURAN_JUDUL), 1: row_height(2), 3: row_height(1, UKURAN_JUDUL),
                 4: row_height(line_count(judul, sum(_LEBAR), tebal=True))}
    return 8


def _minutes(x: IsiAcara) -> Lembar:
    s = Lembar(BERITA, warna=TAB_HASIL, lebar=dict(enumerate(_LEBAR)))
    n = _letterhead(s, x)
    n = _text(s, n, f"Pada hari ini, {TITIK} tanggal {TITIK} bulan {TITIK} tahun {TITIK}, bertempat di {TITIK}{TITIK}, "
              "kami yang bertanda tangan di bawah ini telah melaksanakan verifikasi atas kertas kerja "
              f"{len(x.baris)} kecamatan di {x.daerah} dengan membandingkan isian kecamatan dan bukti dukungnya, "
              "dengan hasil sebagai berikut:")
    n += 1
    s.put_row(n, ["No", "Kecamatan", "Nilai mandiri", "Nilai verifikasi", "Selisih", "Indikator berubah",
                  "Alasan utama"], "kepala")
    s.put_row(n + 1, [f"({k})" for k in range(1, 8)], "nomor_kolom")
    s.tinggi[n] = row_height(2)
    kepala, n = n, n + 2
    for k, b in enumerate(x.baris, start=1):
        beda = round(b.verifikasi - b.mandiri, 6)
        s.put_row(n, [k, f"{b.nama}\n{b.kode}", b.mandiri, b.verifikasi, beda, b.berubah, b.alasan or "-"],
                  ["sel_tengah", "sel", "angka2", "angka2_tebal", "selisih2", "sel_tengah", "sel"])
        s.fit_row(n, {6: b.alasan}, 2)
        n += 1
    n = _text(s, n + 1, "Rincian indikator yang berubah tercantum dalam Lampiran, yang merupakan bagian tidak "
              "terpisahkan dari Berita Acara ini. Nilai verifikasi dihitung dari angka lengkap; "
              "pembulatan hanya untuk tampilan. " + " ".join(x.aturan))
    if x.belum:
        n = _text(s, n, f"Belum termasuk karena verifikasinya belum lengkap atau masih berbeda: {', '.join(x.belum)}.")
    n = _text(s, n, "Demikian Berita Acara ini dibuat dengan sebenarnya, dalam rangkap secukupnya, untuk dipergunakan "
              "sebagaimana mestinya.")
    mulai_tim = n + 1
    n = _signatures(s, x, n + 1)
    s.beku = None
    s.cetak = Cetak(((0, 0), (n, len(_LEBAR) - 1)), (kepala, kepala + 1), tegak=True,
                    pisah=(mulai_tim,) if len(x.baris) > 12 else ())
    return s


def _signatures(s: Lembar, x: IsiAcara, n: int) -> int:
    """The team, then a representative of every kecamatan, each with room to sign; the last row used."""
    s.merge((n, 0), (n, 6), "Tim Verifikasi", "subjudul")
    s.put_row(n + 1, ["No", "Nama", "NIP", "", "Jabatan dalam tim", "", "Tanda tangan"], "kepala")
    s.gabung += [((n + 1, 2), (n + 1, 3)), ((n + 1, 4), (n + 1, 5))]
    n += 2
    for k, nama in enumerate(x.tim, start=1):
        n = _sign_row(s, n, k, nama, "", "Verifikator")
    s.merge((n + 1, 0), (n + 1, 6), "Wakil Kecamatan", "subjudul")
    s.put_row(n + 2, ["No", "Kecamatan", "Nama dan NIP", "", "Jabatan", "", "Tanda tangan"], "kepala")
    s.gabung += [((n + 2, 2), (n + 2, 3)), ((n + 2, 4), (n + 2, 5))]
    n += 3
    for k, b in enumerate(x.baris, start=1):
        n = _sign_row(s, n, k, b.nama, "", "")
    return n - 1


def _sign_row(s: Lembar, n: int, nomor: int, nama: str, nip: str, jabatan: str) -> int:
    ttd = f"{nomor}. {TITIK}" if nomor % 2 else f"{' ' * 34}{nomor}. {TITIK}"
    isi: list[Isi] = [nomor, nama, nip, "", jabatan, "", ttd]
    s.put_row(n, isi, ["sel_tengah", "sel", "sel", "sel", "sel", "sel", "sel"])
    s.gabung += [((n, 2), (n, 3)), ((n, 4), (n, 5))]
    s.tinggi[n] = _TTD
    return n + 1


def _annex(x: IsiAcara) -> Lembar:
    s = Lembar(LAMPIRAN, warna=TAB_HASIL, lebar=dict(enumerate(_LEBAR_LAMPIRAN)))
    akhir = len(_LEBAR_LAMPIRAN) - 1
    s.merge((0, 0), (0, akhir), f"Lampiran Berita Acara Hasil Verifikasi {x.daerah} Tahun "
            f"{x.instrumen.tahun_penilaian}: {x.instrumen.istilah.indikator.lower()} yang berubah", "judul")
    s.tinggi[0] = row_height(2, UKURAN_JUDUL)
    s.put_row(1, ["No", "Kecamatan", "Nomor", x.instrumen.istilah.indikator, "Keputusan", "Isian kecamatan",
                  "Isian verifikator", "Nilai mandiri", "Nilai verifikasi", "Selisih", "Alasan"], "kepala")
    s.tinggi[1] = row_height(2)
    for n, b in enumerate(x.ubah, start=2):
        m, v = b.mandiri, b.verifikasi
        beda: Isi = "" if m is None and v is None else round((v or 0.0) - (m or 0.0), 6)
        s.put_row(n, [n - 1, b.nama, b.nomor, b.uraian, b.keputusan, b.asal, b.menjadi, "" if m is None else m,
                      "" if v is None else v, beda, b.alasan],
                  ["sel_tengah", "sel", "sel_tengah", *["sel"] * 4, "angka2", "angka2", "selisih2", "sel"])
    bawah = 1 + len(x.ubah)
    if not x.ubah:
        bawah = 2
        s.merge((2, 0), (2, akhir), "Tidak ada yang berubah: semua isian sesuai dengan buktinya.", "sel")
    s.fit_rest()
    s.beku = (2, 0)
    s.cetak = Cetak(((0, 0), (bawah, akhir)), (0, 1))
    return s


def describe_minutes(x: IsiAcara) -> Denah:
    """The workbook: minutes standing on Folio, annex lying down. No formula: it is signed as it is."""
    return Denah(f"Berita Acara Verifikasi {x.daerah}", (_minutes(x), _annex(x)), {}, {}, {},
                 {"kinerja_jenis": "berita_acara"}, f"Berita Acara Verifikasi {x.daerah}")
