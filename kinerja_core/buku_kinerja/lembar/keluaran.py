"""Outputs that follow the tree: Cascading, Pohon Kinerja, IKU, RENAKSI, Capaian; and the IKI of every jabatan.

A list is drawn from its columns: each says its header, its width, how it looks, and the formula of its k-th row.
Rows stand without lines until they hold something; the signature follows the last one by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import TempatBuku, urut
from kinerja_core.buku_kinerja.lembar.urutan import BarisPohon, iku_rows, tree_rows, used_rows
from kinerja_core.buku_kinerja.pengukuran import Pohon
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import A3, Cetak, Kertas, page_breaks, page_room, rows_height
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL, UKURAN_JUDUL
from kinerja_core.xlsx.buku import alamat, kolom_huruf

#: First data row of an output: title, status, header, numbers of columns.
K_AWAL = 4
#: Rows the signature takes below the last row.
_TTD = 8
_KOSONG = 2


@dataclass(frozen=True)
class KolomKeluar:
    """One column of an output; `teks` gives the longest text of a row for its height, from the plan as built."""

    judul: str
    lebar: float
    gaya: str
    rumus: Callable[[int], str]
    teks: Callable[[Rencana, BarisPohon], str] = lambda *_: ""


def fetch(ptk: TempatBuku, tabel: str, kunci: str, ke: str) -> str:
    """Text an input row holds; "" for row 0, blanks and errors."""
    return f'IFERROR(IF({ke}=0,"",INDEX({ptk.kolom_mentah(tabel, kunci)},{ke})&""),"")'


def value(ptk: TempatBuku, lembar: str, nama: str, ke: str) -> str:
    """A working of a row; "" for row 0."""
    return f'IF({ke}=0,"",INDEX({ptk.olah_kolom(lembar, nama)},{ke}))'


def clean_value(ptk: TempatBuku, tabel: str, kunci: str, ke: str) -> str:
    """A cleaned input of a row; "" for row 0."""
    return f'IF({ke}=0,"",INDEX({ptk.kolom_bersih(tabel, kunci)},{ke}))'


def put_title(ptk: TempatBuku, lembar: Lembar, judul: str, status: str, *, baris: int = 0) -> None:
    """Title line of an output and the master check under it."""
    ident = ptk.rencana.identitas
    lembar.put(baris, 0, judul, "judul_rata")
    lembar.put(baris + 1, 0, Rumus(f'"Kecamatan {ident.nama}, {ident.daerah.title()}, tahun {ptk.rencana.tahun}. '
                                   f'Pemeriksaan: "&{status}'), "teks_rata")
    lembar.tinggi[baris] = row_height(1, UKURAN_JUDUL)


def put_list(ptk: TempatBuku, lembar: Lembar, kolom: Sequence[KolomKeluar], baris: int, isi: Sequence[BarisPohon], *,
             awal: int = K_AWAL, kosong: int = _KOSONG) -> None:
    """Header, numbers of columns, then the rows; lines appear where the row holds something.

    A spare row is as high as `kosong` lines of text.
    """
    lembar.put_row(awal - 2, [k.judul for k in kolom], "kepala")
    lembar.fit_row(awal - 2, {n: k.judul for n, k in enumerate(kolom)}, 2, tebal=True)
    lembar.put_row(awal - 1, [f"({n})" for n in range(1, len(kolom) + 1)], "nomor_kolom")
    for k in range(baris):
        for n, kol in enumerate(kolom):
            lembar.put(awal + k, n, Rumus(kol.rumus(k)), kol.gaya)
        banyak = kosong
        if k < len(isi):
            banyak = max([1, *(line_count(kol.teks(ptk.rencana, isi[k]), kol.lebar) for kol in kolom)])
        lembar.tinggi[awal + k] = min(405.0, row_height(banyak))
    batas = (awal, 0), (awal + baris - 1, len(kolom) - 1)
    lembar.bersyarat.append(FormatBersyarat(
        *batas, f'${kolom_huruf(0)}{awal + 1}&${kolom_huruf(1)}{awal + 1}<>""', "kotak"))


def stacked_spare(isi: Sequence[BarisPohon]) -> int:
    """Lines of a spare row where tables stand one under the other: one, but two in a book that is still empty."""
    return 1 if isi else _KOSONG


def band_rows(lembar: Lembar, awal: int, baris: int, kolom: int, level: Callable[[int], str]) -> None:
    """A program row stands on a band, so that the blocks of the tree are seen.

    The level stands in a white column beside the table: a conditional format looks at its own sheet only.
    """
    tepi = kolom + 1
    lembar.lebar.setdefault(kolom, 2.0)
    lembar.lebar.setdefault(tepi, 3.0)
    for k in range(baris):
        lembar.put(awal + k, tepi, Rumus(level(k)), "mesin_putih")
    lembar.bersyarat.insert(0, FormatBersyarat((awal, 0), (awal + baris - 1, kolom - 1),
                                               f"${kolom_huruf(tepi)}{awal + 1}=3", "pita"))


def signature_lines(ptk: TempatBuku, jenis: str) -> dict[int, str]:
    """What stands how many rows below a document: place and date, office (Plt./Plh. before it), name, rank, NIP."""
    isi: Callable[[str], str] = lambda kunci: ptk.isi_dokumen(jenis, kunci)  # noqa: E731
    nama = ptk.rencana.identitas.nama
    jabatan = f'{acting(isi("sebagai"))}&IF({isi("jabatan")}="","CAMAT {nama.upper()}",{isi("jabatan")})'
    koma = f'IF(OR({isi("tempat")}="",{isi("tanggal")}=""),"",", ")'
    return {2: f'{isi("tempat")}&{koma}&{isi("tanggal")}', 3: jabatan,
            6: isi("penanda_tangan"), 7: isi("pangkat"),
            8: f'IF({isi("nip")}="","","NIP. "&{isi("nip")})'}


def acting(sebagai: str) -> str:
    """Plt. or Plh. as it is put before the name of an office, else nothing."""
    return f'IF(OR({sebagai}="Plt.",{sebagai}="Plh."),{sebagai}&" ","")'


def signature(ptk: TempatBuku, jenis: str, k: int, banyak: str) -> str:
    """What the signature column holds in the k-th row of a list of `banyak` rows; "" in rows of the list."""
    hasil = '""'
    for selisih, rumus in reversed(signature_lines(ptk, jenis).items()):
        hasil = f"IF({k + 1}-{banyak}={selisih},{rumus},{hasil})"
    return hasil


def put_signature_tail(ptk: TempatBuku, lembar: Lembar, jenis: str, baris: int, kolom: int, banyak: str, *,
                       awal: int = K_AWAL) -> None:
    """Rows below the list, so that the signature has room when the list is full."""
    for k in range(baris, baris + _TTD):
        lembar.put(awal + k, kolom, Rumus(signature(ptk, jenis, k, banyak)), "rata")
        lembar.tinggi[awal + k] = row_height(_KOSONG)


def finish(ptk: TempatBuku, lembar: Lembar, baris: int, kolom: int, banyak: str, isi: int, *, awal: int = K_AWAL,
           kertas: Kertas | None = None) -> Lembar:
    """Freeze, print area down to the signature, repeated header."""
    lembar.beku = (awal, 0)
    ulang, terisi = (awal - 2, awal - 1), awal + isi
    # the signature stays with the last row of the list
    pisah = page_breaks(lembar, range(awal, terisi), (terisi + _TTD - 1, kolom - 1), ulang, kertas or ptk.kertas)
    lembar.cetak = Cetak(((0, 0), (awal + baris + _TTD - 1, kolom - 1)), ulang, kertas=kertas, pisah=pisah,
                         baris_akhir=f"{awal + _TTD}+{banyak}", terpakai=awal + isi + _TTD)
    return lembar


def _texts(kunci: str, bagian: int) -> Callable[[Rencana, BarisPohon], str]:
    """Text of the node (0) or the indicator (1) of a row; the node only in its first."""
    def teks(r: Rencana, b: BarisPohon) -> str:
        slot = b[bagian]
        return r.teks(str(slot), kunci) if slot and (bagian == 1 or b[2]) else ""
    return teks


def node_col(ptk: TempatBuku, judul: str, lebar: float, kunci: str, daftar: str, gaya: str = "rata") -> KolomKeluar:
    """A column of the node, shown in its first row."""
    return KolomKeluar(judul, lebar, gaya, lambda k: f'IF({urut(daftar, "pertama", k)}=1,'
                       f'{fetch(ptk, "node", kunci, urut(daftar, "node", k))},"")', _texts(kunci, 0))


def ind_col(ptk: TempatBuku, judul: str, lebar: float, kunci: str, daftar: str, gaya: str = "rata") -> KolomKeluar:
    """A column of the indicator."""
    return KolomKeluar(judul, lebar, gaya,
                       lambda k: fetch(ptk, "indikator", kunci, urut(daftar, "indikator", k)), _texts(kunci, 1))


def num_col(ptk: TempatBuku, judul: str, lebar: float, lembar: str, nama: str, daftar: str, gaya: str,
            bagian: str = "indikator") -> KolomKeluar:
    """A number of the indicator (or node) from the workings."""
    return KolomKeluar(judul, lebar, gaya, lambda k: value(ptk, lembar, nama, urut(daftar, bagian, k)))


def input_col(ptk: TempatBuku, judul: str, lebar: float, kunci: str, daftar: str) -> KolomKeluar:
    """A number typed for the indicator, as it was cleaned."""
    return KolomKeluar(judul, lebar, "rata_angka",
                       lambda k: clean_value(ptk, "indikator", kunci, urut(daftar, "indikator", k)))


def first_value(ptk: TempatBuku, judul: str, lebar: float, nama: str, daftar: str, gaya: str) -> KolomKeluar:
    """A number of the node, shown in its first row."""
    return KolomKeluar(judul, lebar, gaya, lambda k: f'IF({urut(daftar, "pertama", k)}=1,'
                       f'{value(ptk, p.ANGGARAN, nama, urut(daftar, "node", k))},"")')


def code_col(ptk: TempatBuku, daftar: str) -> KolomKeluar:
    """Slot of the row: what every other sheet calls it."""
    def rumus(k: int) -> str:
        ind, node = urut(daftar, "indikator", k), urut(daftar, "node", k)
        return (f'IF({ind}>0,INDEX({ptk.slot_kolom("indikator")},{ind}),'
                f'IF({node}>0,INDEX({ptk.slot_kolom("node")},{node}),""))')
    return KolomKeluar("Kode", 6, "rata_kode", rumus)


def _with_signature(ptk: TempatBuku, kolom: KolomKeluar, jenis: str, daftar: str, banyak: str) -> KolomKeluar:
    return KolomKeluar(kolom.judul, kolom.lebar, kolom.gaya,
                       lambda k: f"IF({urut(daftar, 'node', k)}>0,{kolom.rumus(k)},{signature(ptk, jenis, k, banyak)})",
                       kolom.teks)


def _tree_sheet(ptk: TempatBuku, nama: str, judul: str, status: str, kolom: list[KolomKeluar], jenis: str, ttd: int,
                *, kertas: Kertas | None = None) -> Lembar:
    banyak = used_rows("tree", ptk.ruang["urut"])
    kolom[ttd] = _with_signature(ptk, kolom[ttd], jenis, "tree", banyak)
    lembar = Lembar(nama, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)))
    put_title(ptk, lembar, judul, status)
    isi = tree_rows(ptk)
    put_list(ptk, lembar, kolom, ptk.ruang["urut"], isi)
    band_rows(lembar, K_AWAL, ptk.ruang["urut"], len(kolom), lambda k: urut("tree", "level", k))
    put_signature_tail(ptk, lembar, jenis, ptk.ruang["urut"], ttd, banyak)
    return finish(ptk, lembar, ptk.ruang["urut"], len(kolom), banyak, len(isi), kertas=kertas)


def sheet_pohon(ptk: TempatBuku, status: str) -> Lembar:
    """The tree as a list with everything that explains its indicators; a program begins a block."""
    kolom = [code_col(ptk, "tree"), node_col(ptk, "Tingkat", 12, "jenis", "tree"),
             node_col(ptk, "Nomor", 11, "nomor", "tree"), node_col(ptk, "Uraian", 36, "uraian", "tree"),
             node_col(ptk, "Sasaran (hasil yang dituju)", 32, "sasaran", "tree"),
             ind_col(ptk, "Indikator", 34, "uraian", "tree"), ind_col(ptk, "Formulasi", 36, "formulasi", "tree"),
             ind_col(ptk, "Tipe penghitungan", 13, "tipe_dokumen", "tree"),
             ind_col(ptk, "Sumber data", 26, "sumber_data", "tree"),
             ind_col(ptk, "Keterangan", 26, "keterangan", "tree")]
    return _tree_sheet(ptk, p.POHON, "Pohon Kinerja", status, kolom, "Cascading", 8)


def sheet_renaksi(ptk: TempatBuku, status: str) -> Lembar:
    """Targets per triwulan of every indicator in tree order."""
    tw = [input_col(ptk, f"TW {r}", 8, f"t{n}", "tree") for n, r in TRIWULAN]

    def penanggung(k: int) -> str:
        jabatan = f"MATCH({clean_value(ptk, 'node', 'penanggung_jawab', urut('tree', 'node', k))}," \
                  f"{ptk.slot_kolom('jabatan')},0)"
        isi = f'IFERROR(INDEX({ptk.kolom_mentah("jabatan", "nama")},{jabatan})&"","")'
        return f'IF({urut("tree", "pertama", k)}=1,{isi},"")'
    kolom = [code_col(ptk, "tree"), node_col(ptk, "Tingkat", 12, "jenis", "tree"),
             node_col(ptk, "Uraian", 42, "uraian", "tree"), ind_col(ptk, "Indikator kinerja", 40, "uraian", "tree"),
             ind_col(ptk, "Satuan", 10, "satuan", "tree"), ind_col(ptk, "Tipe target", 15, "tipe_target", "tree"), *tw,
             num_col(ptk, "Target setahun", 10, p.TARGET, "target", "tree", "rata_angka"),
             KolomKeluar("Penanggung jawab", 26, "rata", penanggung),
             first_value(ptk, "Anggaran (Rp)", 17, "anggaran", "tree", "rata_rupiah")]
    return _tree_sheet(ptk, p.RENAKSI, "Rencana Aksi (RENAKSI)", status, kolom, "RENAKSI", 11)


def sheet_capaian(ptk: TempatBuku, status: str) -> Lembar:
    """Target, realisasi and capaian of the year and of every triwulan, alone and up to it."""
    tw: list[KolomKeluar] = []
    for n, r in TRIWULAN:
        tw += [num_col(ptk, f"Target s.d. TW {r}", 10, p.TARGET, f"s{n}", "tree", "rata_angka"),
               num_col(ptk, f"Realisasi s.d. TW {r}", 10, p.REALISASI, f"s{n}", "tree", "rata_angka"),
               num_col(ptk, f"Capaian TW {r} (%)", 11, p.REALISASI, f"c{n}", "tree", "rata_dua"),
               num_col(ptk, f"Capaian s.d. TW {r} (%)", 11, p.REALISASI, f"cs{n}", "tree", "rata_dua")]

    def trend(k: int) -> str:
        i = urut("tree", "indikator", k)
        kini, lalu = value(ptk, p.REALISASI, "realisasi", i), clean_value(ptk, "indikator", "lalu1", i)
        return (f'IF({i}=0,"",IF(AND(ISNUMBER({kini}),ISNUMBER({lalu})),'
                f'IF({kini}>{lalu},"naik",IF({kini}<{lalu},"turun","tetap")),""))')
    kolom = [code_col(ptk, "tree"), node_col(ptk, "Uraian", 34, "uraian", "tree"),
             ind_col(ptk, "Indikator kinerja", 36, "uraian", "tree"), ind_col(ptk, "Satuan", 9, "satuan", "tree"),
             num_col(ptk, "Target setahun", 9, p.TARGET, "target", "tree", "rata_angka"),
             num_col(ptk, "Realisasi setahun", 9, p.REALISASI, "realisasi", "tree", "rata_angka"),
             num_col(ptk, "Capaian (%)", 11, p.REALISASI, "capaian", "tree", "rata_dua"),
             num_col(ptk, "Capaian dibatasi (%)", 11, p.REALISASI, "dipakai", "tree", "rata_dua"),
             *tw, KolomKeluar("Dari tahun lalu", 9, "rata", trend),
             num_col(ptk, "Predikat", 28, p.REALISASI, "predikat", "tree", "rata")]
    return _tree_sheet(ptk, p.CAPAIAN, "Capaian Kinerja", status, kolom, "LKjIP", len(kolom) - 1, kertas=A3)


def sheet_iku(ptk: TempatBuku, status: str) -> Lembar:
    """The decree's table: sasaran, IKU, satuan, penjelasan (alasan, formulasi, sumber data), keterangan."""
    banyak = used_rows("iku", ptk.ruang["iku"])
    kolom = [KolomKeluar("No", 5, "rata_tengah", lambda k: f'IF({urut("iku", "node", k)}>0,{k + 1},"")'),
             node_col(ptk, "Sasaran kinerja", 34, "uraian", "iku"),
             ind_col(ptk, "Indikator Kinerja Utama", 36, "uraian", "iku"), ind_col(ptk, "Satuan", 9, "satuan", "iku"),
             ind_col(ptk, "Alasan", 28, "alasan", "iku"), ind_col(ptk, "Formulasi", 38, "formulasi", "iku"),
             ind_col(ptk, "Sumber data", 24, "sumber_data", "iku"),
             ind_col(ptk, "Keterangan/kriteria", 30, "keterangan", "iku")]
    kolom[6] = _with_signature(ptk, kolom[6], "SK IKU", "iku", banyak)
    baris = ptk.ruang["iku"]
    lembar = Lembar(p.IKU, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)))
    put_title(ptk, lembar, "Indikator Kinerja Utama (IKU)", status)
    isi = iku_rows(ptk)
    put_list(ptk, lembar, kolom, baris, isi)
    put_signature_tail(ptk, lembar, "SK IKU", baris, 6, banyak)
    return finish(ptk, lembar, baris, len(kolom), banyak, len(isi))


_TINGKAT = ("Tujuan", "Sasaran", "Program", "Kegiatan", "Sub Kegiatan")


def sheet_cascading(ptk: TempatBuku, status: str) -> Lembar:
    """The eleven-column table on A3: every node and indicator in its row, by MATCH on the row it was given."""
    lebar = [5.0] + [27.0, 27.0] * 5
    lembar = Lembar(p.CASCADING, warna=TAB_HASIL, lebar=dict(enumerate(lebar)))
    put_title(ptk, lembar, "Tabel 1.2 Cascading", status)
    kepala = ["No", *(x for t in _TINGKAT for x in (t, f"Indikator {t}"))]
    lembar.put_row(K_AWAL - 2, list(kepala), "kepala")
    lembar.put_row(K_AWAL - 1, [f"({n})" for n in range(1, 12)], "nomor_kolom")
    baris = ptk.ruang["cascading"]
    banyak = f"SUM({_root_heights(ptk)})"
    for k in range(baris):
        isi: list[Isi] = []
        for tingkat in range(1, 6):
            for lembar_olah, tabel in ((p.SUSUNAN, "node"), (p.INDIKATOR, "indikator")):
                ke = f"MATCH({k + 1},{ptk.olah_kolom(lembar_olah, f'd{tingkat}')},0)"
                isi.append(Rumus(f'IFERROR(INDEX({ptk.kolom_mentah(tabel, "uraian")},{ke})&"","")'))
        nomor = alamat((K_AWAL + k, 1), mutlak=True)
        akar = Rumus(f'IF({k + 1}<={banyak},IF({nomor}="","",COUNTIF({ptk.olah_kolom(p.SUSUNAN, "d1")},"<={k + 1}")'
                     f'-COUNTIF({ptk.olah_kolom(p.SUSUNAN, "d1")},0)),"")')
        isi[8] = Rumus(_cascade_signature(ptk, k, banyak, isi[8]))
        lembar.put_row(K_AWAL + k, [akar, *isi], ["rata_tengah", *["rata"] * 10])
    _cascade_heights(ptk, lembar, baris)
    lembar.bersyarat.append(FormatBersyarat((K_AWAL, 0), (K_AWAL + baris - 1, 10),
                                            f"ROW($A{K_AWAL + 1})-{K_AWAL}<={banyak}", "kotak"))
    put_signature_tail(ptk, lembar, "Cascading", baris, 9, banyak)
    return finish(ptk, lembar, baris, 11, banyak, Pohon(ptk.rencana, hanya_cascading=True).jumlah_baris, kertas=A3)


def _root_heights(ptk: TempatBuku) -> str:
    """Heights of the roots: the table's rows. A root has no parent in the cascading tree."""
    return f"SUMIF({ptk.olah_kolom(p.SUSUNAN, 'k_induk')},0,{ptk.olah_kolom(p.SUSUNAN, 'k_h1')})"


def _cascade_signature(ptk: TempatBuku, k: int, banyak: str, isi: Isi) -> str:
    assert isinstance(isi, Rumus)
    return f"IF({k + 1}<={banyak},{isi.teks},{signature(ptk, 'Cascading', k, banyak)})"


def _cascade_heights(ptk: TempatBuku, lembar: Lembar, baris: int) -> None:
    pohon = Pohon(ptk.rencana, hanya_cascading=True)
    teks: dict[int, dict[int, str]] = {}
    for s in pohon.walk():
        kolom, awal = 2 * pohon.level(s) - 1, pohon.awal[s]
        teks.setdefault(awal, {})[kolom] = ptk.rencana.teks(s, "uraian")
        for n, i in enumerate(pohon.indikator.get(s, [])):
            teks.setdefault(awal + n, {})[kolom + 1] = ptk.rencana.teks(i, "uraian")
    for k in range(baris):
        lembar.fit_row(K_AWAL + k, teks.get(k + 1, {}), 1 if k + 1 in teks else _KOSONG)


_LEBAR_IKI = (5, 44, 52, 58, 38)


def sheet_iki(ptk: TempatBuku, status: str) -> Lembar:
    """A block per jabatan: its name, tugas, fungsi, rincian, and the sasaran and indicators it answers for."""
    lembar = Lembar(p.IKI, warna=TAB_HASIL, lebar=dict(enumerate(_LEBAR_IKI)))
    put_title(ptk, lembar, "Indikator Kinerja Individu (IKI)", status)
    pohon, r, baris = Pohon(ptk.rencana), ptk.rencana, 3
    milik: dict[str, list[BarisPohon]] = {}
    for s in pohon.individu:
        jabatan = r.teks(s, "penanggung_jawab").upper()
        milik.setdefault(jabatan, []).extend((s, i, n == 0)
                                             for n, i in enumerate(pohon.indikator.get(s) or [None]))
    pisah, belah, muat = [], [], page_room(lembar, len(_LEBAR_IKI), ptk.kertas)
    for jabatan, banyak in ptk.blok_iki:
        awal, isi = baris, milik.get(jabatan, [])[:banyak]
        pisah.append(awal)
        baris = _iki_block(ptk, lembar, jabatan, isi, awal, banyak)
        if rows_height(lembar, awal if len(pisah) > 1 else 0, baris) > muat:
            belah.append(awal + 5 + max(1, len(isi)))  # the signature takes the last row along to the next page
    lembar.beku = (2, 0)
    dicetak = max(1, len(milik))
    akhir = pisah[dicetak] - 1 if len(pisah) > dicetak else baris - 1
    ganti = {*pisah[1:dicetak], *(b for b in belah if b < akhir)}
    lembar.cetak = Cetak(((0, 0), (akhir, 4)), None, pisah=tuple(sorted(ganti)))
    return lembar


def _iki_block(ptk: TempatBuku, lembar: Lembar, jabatan: str, isi: list[BarisPohon], baris: int,
               banyak: int) -> int:
    r, j = ptk.rencana, ptk.rencana.slots("jabatan").index(jabatan) + 1
    lembar.merge((baris, 0), (baris, 4), "INDIKATOR KINERJA INDIVIDU", "judul_formulir")
    for n, (label, kunci) in enumerate((("Jabatan", "nama"), ("Tugas", "tugas"), ("Fungsi", "fungsi"),
                                        ("Rincian tugas", "rincian")), start=1):
        lembar.merge((baris + n, 0), (baris + n, 1), label, "teks_tebal")
        lembar.merge((baris + n, 2), (baris + n, 4), Rumus(fetch(ptk, "jabatan", kunci, str(j))), "teks")
        lembar.tinggi[baris + n] = row_height(line_count(r.teks(jabatan, kunci), sum(_LEBAR_IKI[2:])))
    kepala = ["No", "Sasaran kinerja", "Indikator kinerja", "Formulasi indikator", "Sumber data"]
    lembar.put_row(baris + 5, list(kepala), "kepala")
    for k in range(banyak):
        _iki_row(ptk, lembar, baris + 6 + k, j, k)
        teks = {n: r.teks(str(slot), kunci) for n, slot, kunci in (
            (1, isi[k][0] if isi[k][2] else None, "uraian"), (2, isi[k][1], "uraian"), (3, isi[k][1], "formulasi"),
            (4, isi[k][1], "sumber_data")) if slot} if k < len(isi) else {}
        lembar.fit_row(baris + 6 + k, teks)
    lembar.bersyarat.append(FormatBersyarat((baris + 6, 0), (baris + 5 + banyak, 4),
                                            f'$B{baris + 7}&$C{baris + 7}<>""', "kotak"))
    ttd = baris + 5 + banyak
    for selisih, rumus in signature_lines(ptk, "SK IKI").items():
        lembar.put(ttd + selisih - 1, 4, Rumus(rumus), "rata")
    lembar.tinggi |= {ttd + n: row_height(_KOSONG) for n in (3, 4)}
    return ttd + _TTD + 1


def _iki_row(ptk: TempatBuku, lembar: Lembar, baris: int, jabatan: int, k: int) -> None:
    kunci = jabatan * 10000 + 100 + k
    node = f"MATCH({kunci},{ptk.olah_kolom(p.SUSUNAN, 'iki')},0)"
    ind = f"MATCH({kunci},{ptk.olah_kolom(p.INDIKATOR, 'iki')},0)"
    def teks(tabel: str, nama: str, ke: str) -> Rumus:
        return Rumus(f'IFERROR(INDEX({ptk.kolom_mentah(tabel, nama)},{ke})&"","")')
    lembar.put_row(baris, [teks("node", "nomor", node), teks("node", "uraian", node), teks("indikator", "uraian", ind),
                           teks("indikator", "formulasi", ind), teks("indikator", "sumber_data", ind)],
                   ["rata_tengah", "rata", "rata", "rata", "rata"])

