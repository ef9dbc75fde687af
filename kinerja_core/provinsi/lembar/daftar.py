"""The list of kecamatan as a workbook to fill: its columns, and the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kinerja_core.instrumen.model import Fakta, Instrumen
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import LEMBAR_PETUNJUK
from kinerja_core.lembar.tabel import CONTOH, Kolom, put_inputs
from kinerja_core.lembar.tabel_baca import plain
from kinerja_core.lembar.tema import TAB_ISIAN, TAB_KENDALI

DAFTAR, JENIS_DAFTAR = "Kecamatan", "daftar_kecamatan"
#: Rows of the form: title, hint, header, example, then one row per kecamatan.
_KEPALA, _CONTOH, AWAL = 2, 3, 4
#: Free rows behind those that are filled; the largest province has 666 kecamatan.
_CADANGAN, _PALING_SEDIKIT = 60, 1000
KOLOM_IDENTITAS = (
    Kolom("kode_wilayah", "Kode wilayah", 16, "kode", "35.20.10", True, cara="PP.KK.CC sebagai teks: 35.20.10.",
          lain=("kode", "kode kecamatan"), pesan="Tulis PP.KK.CC seperti 35.20.10.",
          syarat='AND(ISTEXT({x}),LEN({x})=8,MID({x},3,1)=".",MID({x},6,1)=".")'),
    Kolom("nama", "Kecamatan", 28, "nama", "Bendo", True,
          cara="Boleh dengan atau tanpa kata Kecamatan.", lain=("nama kecamatan",)),
    Kolom("kabupaten", "Kabupaten/Kota", 28, "nama", "Kabupaten Magetan", True,
          cara="Boleh dengan atau tanpa kata Kabupaten/Kota.", lain=("kab kota",)),
    Kolom("provinsi", "Provinsi", 20, "nama", cara="Boleh kosong: dipakai provinsi instrumen.", opsional=True),
    Kolom("alamat", "Alamat kantor", 44, "nama", "Jalan Raya Bendo 1", panjang=200, opsional=True,
          cara="Boleh kosong; tercetak di kop Lembar Cetak."),
)


def columns(instrumen: Instrumen) -> tuple[Kolom, ...]:
    """The columns of the list for an instrument: identity, then every fact that is not a sum of others."""
    hasil = [replace(k, contoh=instrumen.provinsi) if k.kunci == "provinsi" else k for k in KOLOM_IDENTITAS]
    perlu = needed_facts(instrumen)
    for f in instrumen.data_umum:
        if not f.jumlah_dari:
            kembar = any(plain(k.kepala) == plain(f.label) for k in hasil)
            hasil.append(_fact_column(f, f"{f.label} ({f.kode})" if kembar else f.label, f.kode in perlu,
                                      instrumen.tahun_penilaian - 1))
    return tuple(hasil)


def _fact_column(f: Fakta, kepala: str, wajib: bool, tahun: int) -> Kolom:
    cara = "Wajib; ketik 0 bila tidak ada." if wajib else "Boleh kosong; kecamatan mengisinya sendiri."
    if f.jenis == "teks":
        return Kolom(f.kode, kepala, 18, "nama", "tulisan", wajib, panjang=200, cara=cara, opsional=not wajib)
    contoh = f"{tahun}" if f.is_year else "3500000000" if f.jenis == "rupiah" else "12"
    return Kolom(f.kode, kepala, 18, "bulat" if f.jenis == "bulat" else "angka", contoh, wajib, min=f.datum.min,
                 maks=f.datum.batas().maks, cara=cara, gaya=f"isi_{'tahun' if f.is_year else f.jenis}",
                 opsional=not wajib)


def needed_facts(instrumen: Instrumen) -> frozenset[str]:
    """Facts that must be known before sending: those that decide what is not relevant."""
    dasar = {f.kode: f.jumlah_dari for f in instrumen.fakta}
    antre = [k for i in instrumen.indikator for k in i.tidak_relevan.bila_nol]
    hasil: set[str] = set()
    while antre:
        kode = antre.pop()
        if kode not in hasil:
            hasil.add(kode)
            antre += dasar.get(kode, ())
    return frozenset(k for k in hasil if not dasar.get(k))


# -- the form ----------------------------------------------------------------------------------------------------


def describe_list(instrumen: Instrumen, jumlah: int) -> Denah:
    """The form with room for that many kecamatan and some more."""
    kolom = columns(instrumen)
    muat = max(jumlah + _CADANGAN, _PALING_SEDIKIT)
    lembar = Lembar(DAFTAR, warna=TAB_ISIAN, lebar=dict(enumerate(k.lebar for k in kolom)))
    lembar.merge((0, 0), (0, len(kolom) - 1), f"Daftar kecamatan - {instrumen.judul} {instrumen.tahun_penilaian}",
                 "judul")
    lembar.merge((1, 0), (1, len(kolom) - 1), "Isi sel kuning, satu baris satu kecamatan. Baris abu-abu di bawah judul "
                 "hanya contoh. Menyalin dari berkas lain: Tempel Nilai (Paste Values).", "teks_redup")
    for n, k in enumerate(kolom):
        lembar.put(_KEPALA, n, k.kepala, "kepala")
        lembar.put(_CONTOH, n, f"{CONTOH.capitalize()} {k.contoh}", "sel_redup")
        put_inputs(lembar, k, {(b, n): (str(b - AWAL), k.kunci) for b in range(AWAL, AWAL + muat)})
    masukan = {kotak: (DAFTAR, posisi) for posisi, kotak in lembar.masukan.items()}
    lembar.tinggi = {0: row_height(2), _KEPALA: row_height(3), _CONTOH: row_height(2)}
    lembar.beku, lembar.mulai = (AWAL, 2), (AWAL, 0)
    akhir = AWAL + max(jumlah, 30) - 1
    lembar.cetak = Cetak(((0, 0), (akhir, len(kolom) - 1)), (_KEPALA, _KEPALA))
    return Denah(f"Daftar kecamatan {instrumen.judul}", (lembar, _guide(kolom)), {}, masukan, {},
                 {"kinerja_jenis": JENIS_DAFTAR, "kinerja_instrumen_id": instrumen.id}, "Daftar kecamatan")


def _guide(kolom: Sequence[Kolom]) -> Lembar:
    lembar = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 34.0, 1: 90.0})
    lembar.merge((0, 0), (0, 1), "Petunjuk daftar kecamatan", "judul")
    lembar.tinggi[0] = row_height(2)
    lembar.put_row(1, ["Kolom", "Cara mengisi"], "kepala")
    baris = [(k.kepala, k.cara) for k in kolom]
    baris += [("Urutan", "Bebas; kiriman diurutkan menurut kode."),
              ("Judul kolom", "Jangan diubah. Kolom tambahan boleh; tidak dibaca."),
              ("Setelah terisi", "Simpan, lalu jalankan Sebar. Bila ada yang keliru, semuanya disebut dan tidak ada "
               "yang dikirim.")]
    for n, (judul, teks) in enumerate(baris, start=2):
        lembar.put_row(n, [judul, teks], ["sel_tebal", "sel"])
        lembar.tinggi[n] = row_height(max(line_count(teks, 90), line_count(judul, 34, tebal=True)))
    lembar.cetak = Cetak(((0, 0), (len(baris) + 1, 1)), satu_halaman=True)
    return lembar
