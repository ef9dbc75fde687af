"""The input sheets of a Buku Kinerja and Profil: one table per sheet, drawn from its description."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import (
    AWAL,
    KETERANGAN,
    KODE,
    MASUKAN,
    LembarMasukan,
    TempatBuku,
)
from kinerja_core.buku_kinerja.rencana import PROFIL, find_table
from kinerja_core.lembar.cetak import Cetak, Kertas, readable_width
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, ValidasiSel
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import put_heading
from kinerja_core.lembar.tema import TAB_ISIAN, UKURAN_JUDUL
from kinerja_core.xlsx.buku import Posisi, alamat, kolom_huruf

#: Widths in characters by jenis, of columns that need another one, of columns of one sheet, of a jenis on one sheet.
_LEBAR = {"teks": 18, "panjang": 36, "angka": 10, "bulat": 9, "rupiah": 14, "tahun": 8, "pilihan": 14, "rujukan": 10}
_LEBAR_KHUSUS = {"sumber": 12, "nomor": 10, "satuan": 11, "tipe_target": 19, "peraturan": 90, "alasan": 30,
                 "tulisan": 12, "kolom": 20, "judul": 36, "unsur": 34, "masalah": 34, "iku": 8,
                 "tahun": 8}
_LEBAR_LEMBAR: Mapping[str, Mapping[str, float]] = {
    p.JABATAN: {"nama": 24, "level": 12, "tugas": 36, "fungsi": 80, "rincian": 110},
    p.DOKUMEN: {"jenis": 14, "sebagai": 16, "penanda_tangan": 24, "jabatan": 22, "pihak_kedua": 24,
                "jabatan_kedua": 22, "nomor": 18, "nip": 20, "nip_kedua": 20},
    p.SUSUNAN: {"jenis": 13, "urutan": 9, "nomenklatur": 13, "nomor": 9, "uraian": 38, "sasaran": 34, "level": 12,
                "penanggung_jawab": 12, "pohon": 11},
    p.INDIKATOR: {"nomor": 9, "uraian": 42, "sama_dengan": 10, "keluaran": 11, "bentuk": 10, "formulasi": 42,
                  "pembilang": 32, "penyebut": 32, "tipe_dokumen": 14, "sumber_data": 26, "alasan": 26,
                  "keterangan": 26, "polaritas": 11},
    p.RENSTRA: {"nomor": 9, "bagian": 9, "indikator": 9, "sasaran": 24, "tertulis": 24, "sumber": 10},
    p.ISIAN_PK: {"bagian": 10, "keterangan": 14},
    p.EVALUASI: {"dokumen": 9, "komponen": 20, "nomor": 9, "bukti": 28, "status": 12, "batas_waktu": 13,
                 "penanggung_jawab": 12},
    p.TERCETAK: {"tabel": 14, "kunci": 9, "nilai": 40},
    p.KESAMPINGKAN: {"kode": 10, "kunci": 10, "alasan": 60},
}
_LEBAR_JENIS: Mapping[str, Mapping[str, float]] = {p.REALISASI: {"panjang": 38, "angka": 9.5}, p.RENSTRA: {"angka": 9}}
_LEBAR_KONTEKS = {"Indikator": 35, "Satuan": 10, "Uraian": 36, "Jenis": 12, "Terbaca": 36}
_LEBAR_HASIL = {"Hitungan buku": 17, "Cocok?": 21, "Anggaran": 15, "Realisasi": 15}
_LEBAR_KODE, _LEBAR_KETERANGAN, _LEBAR_KETERANGAN_LAPANG = 6.0, 32.0, 60.0
#: Sheets of few columns: every message fits one line, so that rows may be low.
_LAPANG = frozenset({p.DASAR, p.TAUTAN, p.SKM, p.TERCETAK, p.KESAMPINGKAN})
_BARIS_KOSONG = 2
#: The guidance is laid over columns until it has this many characters.
_LEBAR_PETUNJUK = 110.0
_GAYA_HASIL = {"Hitungan buku": "angka_umum", "Cocok?": "sel", "Target setahun": "angka_umum",
               "Realisasi setahun": "angka_umum", "Capaian (%)": "angka2", "Anggaran": "otomatis_rupiah",
               "Realisasi": "otomatis_rupiah", "Penyerapan (%)": "angka2"}


def width(kolom: Kolom, lembar: str = "") -> float:
    """Width of an input column in characters."""
    khusus = _LEBAR_LEMBAR.get(lembar, {}).get(kolom.kunci) or _LEBAR_JENIS.get(lembar, {}).get(kolom.jenis)
    return khusus or _LEBAR_KHUSUS.get(kolom.kunci, _LEBAR[kolom.jenis])


def input_style(kolom: Kolom) -> str:
    """Style of an input by what it holds."""
    return {"panjang": "isi_teks", "angka": "isi_desimal", "rujukan": "isi_pilihan"}.get(
        kolom.jenis, f"isi_{kolom.jenis}")


def validation(ptk: TempatBuku, kolom: Kolom, dari: Posisi, sampai: Posisi, tabel: str = "") -> ValidasiSel | None:
    """A list for choices and codes, a number (or "-") for numbers; free text has none.

    Codes and names of programs, kegiatan and sub kegiatan are offered, not asked for.
    """
    judul = kolom.label[:32]
    if (nomor := {"nomenklatur": 0, "uraian": 1}.get(kolom.kunci)) is not None and tabel == "node":
        pesan = "Pilih dari nomenklatur urusan 7.01, atau ketik sendiri."
        return ValidasiSel(dari, "daftar", (ptk.nomenklatur(nomor),), judul, pesan, sampai, longgar=True)
    if kolom.jenis == "pilihan":
        return ValidasiSel(dari, "daftar", (ptk.daftar(kolom.daftar),), judul,
                           "Pilih jawaban dari daftar: klik panah kecil di kanan sel.", sampai)
    if kolom.jenis == "rujukan" and len(kolom.ke) == 1:
        return ValidasiSel(dari, "daftar", (ptk.slot_kolom(kolom.ke[0]),), judul,
                           "Pilih kode barisnya; kode tercetak di kolom pertama lembar yang dirujuk.", sampai)
    if kolom.is_number:
        sel = alamat(dari)
        strip = f',{sel}="-"' if kolom.strip else ""
        pesan = "Isi angka dengan koma sebagai desimal, tanpa satuan." + (" Atau tanda -." if kolom.strip else "")
        return ValidasiSel(dari, "khusus", (f"OR(ISNUMBER({sel}){strip})",), judul, pesan, sampai)
    return None


def context_formula(ptk: TempatBuku, s: LembarMasukan, nama: str, n: int) -> Rumus:
    """What a row of the sheet is about, from the sheet where it was entered."""
    if s.nama in (p.TARGET, p.REALISASI):
        kunci = {"Indikator": "uraian", "Satuan": "satuan"}[nama]
        return Rumus(ptk.bersih("indikator", kunci, n))
    if s.nama == p.ANGGARAN:
        return Rumus(ptk.bersih("node", {"Uraian": "uraian", "Jenis": "jenis"}[nama], n))
    rujuk = ptk.olah(s.nama, "rujuk", n)
    indikator = f'IFERROR(INDEX({ptk.kolom_bersih("indikator", "uraian")},{rujuk}),"")'
    tertulis = f'IFERROR({ptk.mentah(s.tabel, "tertulis", n)}&"","")'
    hasil = f'IF({tertulis}<>"",{tertulis},IF({rujuk}=0,"",{indikator}))'
    if s.nama == p.ISIAN_PK:
        program = ptk.olah(p.ISIAN_PK, "program", n)
        nama_program = f'IFERROR(INDEX({ptk.kolom_bersih("node", "uraian")},{program}),"")'
        hasil = f'IF({program}>0,{nama_program},{hasil})'
    return Rumus(hasil)


def result_formula(ptk: TempatBuku, s: LembarMasukan, nama: str, n: int) -> Rumus:
    """A result column: what the workings sheet found for the row."""
    slot = ptk.rencana.slots(s.tabel)[n]
    tempat = {
        "Target setahun": (p.TARGET, "target"), "Realisasi setahun": (p.REALISASI, "realisasi"),
        "Capaian (%)": (p.REALISASI, "capaian"), "Anggaran": (p.ANGGARAN, "anggaran"),
        "Realisasi": (p.ANGGARAN, "realisasi_anggaran"), "Penyerapan (%)": (p.ANGGARAN, "penyerapan"),
        "Hitungan buku": (p.TERCETAK, "hitungan"), "Cocok?": (p.TERCETAK, "cocok"),
    }[nama]
    kunci = None if s.nama == p.TERCETAK else ("tampil", tempat[1], slot)
    return Rumus(ptk.olah(*tempat, n), kunci)


def _put_head(ptk: TempatBuku, lembar: Lembar, s: LembarMasukan, status: str) -> None:
    judul = s.judul or p.table_of(s).judul
    if s.judul == "" and s.nama in (p.TARGET, p.REALISASI, p.ANGGARAN):
        judul = s.nama
    judul = f"{judul} - Kecamatan {ptk.rencana.identitas.nama} {ptk.rencana.tahun}"
    _put_title(lembar, judul, s.kolom_pertama - 1, ptk.kertas)
    lembar.put(1, 0, Rumus(status), "status_rata")
    _put_guidance(lembar, s, ptk.kertas)
    kepala = ["Kode", "Keterangan isian", *s.konteks, *(k.label for k in s.kolom), *s.hasil]
    isi: list[Isi] = list(kepala)
    for m, k in enumerate(s.kolom, start=s.kolom_pertama):
        isi[m] = _year_header(ptk, k) or k.label
    lembar.put_row(AWAL - 1, isi, "kepala")
    lembar.fit_row(AWAL - 1, dict(enumerate(kepala)), 2, tebal=True)


def _year_header(ptk: TempatBuku, k: Kolom) -> Isi:
    """Years in words a reader knows: targets of the Renstra from its first year on, realisasi of earlier years."""
    depan, nomor = k.kunci.rstrip("0123456789"), k.kunci.lstrip("abcdefghijklmnopqrstuvwxyz")
    if depan == "th" and nomor:
        awal = ptk.profil("renstra_awal")
        return Rumus(f'IF(ISNUMBER({awal}),"Target "&({awal}+{int(nomor) - 1}),"{k.label}")')
    if depan == "lalu" and nomor:
        return f"Realisasi {ptk.rencana.tahun - int(nomor)}"
    return None


def _put_title(lembar: Lembar, judul: str, kolom_tetap: int, kertas: Kertas) -> None:
    """The title in A1; over the repeated columns when the sheet prints on pages side by side, or it would be cut."""
    if _pages_wide(lembar, kolom_tetap, kertas) == 1:
        lembar.put(0, 0, judul, "judul_rata")
        baris = 1
    else:
        lembar.merge((0, 0), (0, kolom_tetap), judul, "judul")
        baris = line_count(judul, _total_width(lembar, 0, kolom_tetap), UKURAN_JUDUL, tebal=True)
    lembar.tinggi[0] = row_height(baris, UKURAN_JUDUL)


def _put_guidance(lembar: Lembar, s: LembarMasukan, kertas: Kertas) -> None:
    """What the sheet is for, wrapped over its first input columns, all of them on the first page."""
    awal = akhir = s.kolom_pertama
    tetap, semua = _total_width(lembar, 0, awal - 1), _total_width(lembar, 0, max(lembar.lebar))
    halaman = _pages_wide(lembar, awal - 1, kertas)
    muat = min(_LEBAR_PETUNJUK, (semua - tetap) / halaman) if halaman > 1 else _LEBAR_PETUNJUK
    while akhir < max(lembar.lebar) and _total_width(lembar, awal, akhir + 1) <= muat:
        akhir += 1
    if akhir > awal:
        lembar.merge((1, awal), (1, akhir), s.petunjuk, "teks_redup")
    else:
        lembar.put(1, awal, s.petunjuk, "teks_redup")
    lembar.tinggi[1] = row_height(line_count(s.petunjuk, _total_width(lembar, awal, akhir)))


def _total_width(lembar: Lembar, dari: int, sampai: int) -> float:
    return sum(lembar.lebar[k] for k in range(dari, sampai + 1))


def _put_row(ptk: TempatBuku, lembar: Lembar, s: LembarMasukan, n: int) -> None:
    baris, slot = AWAL + n, ptk.rencana.slots(s.tabel)[n]
    lembar.put(baris, KODE, slot, "sel_kode")
    lembar.put(baris, KETERANGAN, Rumus(_note(ptk, s, n)), "sel")
    for m, nama in enumerate(s.konteks):
        lembar.put(baris, 2 + m, context_formula(ptk, s, nama, n), "sel")
    teks: dict[int, str] = {}
    for m, k in enumerate(s.kolom):
        kolom = s.kolom_pertama + m
        lembar.put_input((baris, kolom), (slot, k.kunci), input_style(k))
        if k.jenis in ("teks", "panjang", "pilihan"):
            teks[kolom] = ptk.rencana.teks(slot, k.kunci)
    for m, nama in enumerate(s.hasil):
        lembar.put(baris, s.kolom_hasil + m, result_formula(ptk, s, nama, n), _GAYA_HASIL[nama])
    if s.nama in (p.TARGET, p.REALISASI, p.ANGGARAN):
        teks[2] = ptk.rencana.teks(slot, "uraian")
    paling_sedikit = 1 if s.nama in _LAPANG else _BARIS_KOSONG
    tinggi = max([paling_sedikit, *(line_count(t, lembar.lebar[k]) for k, t in teks.items() if t)])
    lembar.tinggi[baris] = row_height(tinggi)


def _note(ptk: TempatBuku, s: LembarMasukan, n: int) -> str:
    pesan, terpakai = ptk.olah(s.nama, "pesan", n), used_ref(ptk, s, n)
    return f'IF({pesan}<>"",{pesan},IF({terpakai}=1,"Lengkap",""))'


def used_ref(ptk: TempatBuku, s: LembarMasukan, n: int) -> str:
    """1 when the row of this table is used at all."""
    utama = next(x for x in MASUKAN if x.tabel == s.tabel)
    return ptk.olah(utama.nama, "terpakai", n)


def sheet_masukan(ptk: TempatBuku, s: LembarMasukan, status: str) -> Lembar:
    """One input sheet: code, answer to the row, context, inputs, results."""
    keterangan = _LEBAR_KETERANGAN_LAPANG if s.nama in _LAPANG else _LEBAR_KETERANGAN
    lebar = [_LEBAR_KODE, keterangan, *(_LEBAR_KONTEKS[k] for k in s.konteks), *(width(k, s.nama) for k in s.kolom),
             *(_LEBAR_HASIL.get(h, 12) for h in s.hasil)]
    lembar = Lembar(s.nama, warna=s.warna, lebar=dict(enumerate(lebar)))
    _put_head(ptk, lembar, s, status)
    banyak = ptk.baris(s.tabel)
    for n in range(banyak):
        _put_row(ptk, lembar, s, n)
    akhir = AWAL + banyak - 1
    for m, k in enumerate(s.kolom):
        kolom = s.kolom_pertama + m
        if dv := validation(ptk, k, (AWAL, kolom), (akhir, kolom), s.tabel):
            lembar.validasi.append(dv)
    baik = f'AND($B{AWAL + 1}<>"",$B{AWAL + 1}<>"Lengkap")'
    lembar.bersyarat.append(FormatBersyarat((AWAL, KETERANGAN), (akhir, KETERANGAN), baik, "salah"))
    if "Hitungan buku" in s.hasil:
        kolom = s.kolom_hasil + s.hasil.index("Hitungan buku")
        sel = f"${kolom_huruf(kolom)}{AWAL + 1}"
        for tanda, gaya in (("=", "ribuan"), ("<>", "desimal")):
            rumus = f"IF(ISNUMBER({sel}),{sel}{tanda}INT({sel}))"
            lembar.bersyarat.append(FormatBersyarat((AWAL, kolom), (akhir, kolom), rumus, gaya))
    lembar.beku = (AWAL, s.kolom_pertama)
    lembar.mulai = (AWAL, s.kolom_pertama)
    utama = next(x for x in MASUKAN if x.tabel == s.tabel).nama
    terakhir = f"SUMPRODUCT(MAX({ptk.olah_kolom(utama, 'terpakai')}*{ptk.olah_kolom(utama, 'nr')}))"
    terpakai = [n for n, slot in enumerate(ptk.rencana.slots(s.tabel), start=1) if slot in ptk.terpakai]
    lembar.cetak = replace(print_setup(lembar, (akhir, len(lebar) - 1), s.kolom_pertama - 1, ptk.kertas),
                           baris_akhir=f"{AWAL + 1}+{terakhir}", terpakai=AWAL + 1 + max(terpakai, default=0))
    return lembar


def print_setup(lembar: Lembar, akhir: Posisi, kolom_tetap: int, kertas: Kertas) -> Cetak:
    """Wide input sheets print on as many pages side by side as keep them readable, first columns repeated.

    The print ends one row below the last used one.
    """
    halaman = _pages_wide(lembar, kolom_tetap, kertas)
    return Cetak(((0, 0), akhir), (AWAL - 1, AWAL - 1), lebar_halaman=halaman,
                 ulang_kolom=(0, kolom_tetap) if halaman > 1 else None)


def _pages_wide(lembar: Lembar, kolom_tetap: int, kertas: Kertas) -> int:
    """Pages side by side when the first columns are repeated on each."""
    tetap, semua = _total_width(lembar, 0, kolom_tetap), _total_width(lembar, 0, max(lembar.lebar))
    muat = readable_width(kertas)
    return 1 if semua <= muat else math.ceil((semua - tetap) / (muat - tetap))


_BANTUAN = {
    "batas_capaian": "capaian di atas batas ini dipotong; angka aslinya tetap ditampilkan di sebelahnya",
    "rumus_negatif": "dipakai bila makin kecil makin baik; tiga rumus ini memberi angka berbeda",
    "bobot_skm": "peraturan mencetak 0,11; pecahan 1/9 memberi nilai sekitar 1 persen lebih besar",
    "kertas": "ukuran kertas saat buku dibuat; lembar Cascading selalu A3",
    "misi": "misi kepala daerah yang didukung kecamatan",
}


def sheet_profil(ptk: TempatBuku, status: str) -> Lembar:
    """The office and its settings, one line each."""
    kolom = find_table(PROFIL).kolom
    lembar = Lembar(p.LEMBAR_PROFIL, warna=TAB_ISIAN, lebar={0: 30, 1: 30, 2: 70, 3: 56})
    put_heading(lembar, f"Profil - Kecamatan {ptk.rencana.identitas.nama} {ptk.rencana.tahun}")
    lembar.put(1, 0, Rumus(status), "status_rata")
    lembar.put_row(AWAL - 1, ["Isian", "Keterangan isian", "Isi", "Penjelasan"], "kepala")
    for n, k in enumerate(kolom):
        baris = AWAL + n
        pesan = ptk_profile_note(n)
        lembar.put_row(baris, [k.label, Rumus(pesan)], ["sel", "sel"])
        lembar.put_input((baris, 2), (PROFIL, k.kunci), input_style(k))
        bantuan = _BANTUAN.get(k.kunci, "")
        lembar.put(baris, 3, bantuan, "sel_redup")
        if dv := validation(ptk, k, (baris, 2), (baris, 2)):
            lembar.validasi.append(dv)
        lembar.fit_row(baris, {2: ptk.rencana.teks(PROFIL, k.kunci), 3: bantuan}, 2)
    lembar.bersyarat.append(FormatBersyarat((AWAL, 1), (AWAL + len(kolom) - 1, 1), f'$B{AWAL + 1}<>""', "salah"))
    lembar.beku, lembar.mulai = (AWAL, 1), (AWAL, 2)
    lembar.cetak = Cetak(((0, 0), (AWAL + len(kolom) - 1, 3)))
    return lembar


def ptk_profile_note(n: int) -> str:
    """Message of a line of Profil, from its twin."""
    return f"'Olah {p.LEMBAR_PROFIL}'!{alamat((AWAL + n, 5), mutlak=True)}"
