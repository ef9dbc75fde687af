"""The IKI of every jabatan that answers for something: it fills itself from the penanggung jawab of the tree.

A block is about one jabatan: who it is, what it does, twelve rows, the signature behind the last. A jabatan with more
rows goes on in the next block; blocks nobody needs lie behind the print area.
"""

from __future__ import annotations

from kinerja_core.buku_kinerja.baru.dokumen import fit_widths, typed_of_source
from kinerja_core.buku_kinerja.baru.keluaran import TTD, Naskah, put_kop
from kinerja_core.buku_kinerja.baru.letak import JABATAN, Susunan
from kinerja_core.buku_kinerja.baru.olah import KELOMPOK
from kinerja_core.buku_kinerja.baru.tempat import BARIS_BLOK, IKI, TempatBaru
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.dasar.excelmath import clean_text
from kinerja_core.lembar.cetak import Cetak, page_room, rows_height
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL

#: No; sasaran over two columns, so that a label can stand in the first; indicator, formulasi, source of data.
_LEBAR = (5.0, 12.0, 34.0, 52.0, 60.0, 40.0)
_KOLOM = (0, 1, 3, 4, 5)
_TABEL = ("No", "Sasaran kinerja", "Indikator kinerja", "Formulasi indikator", "Sumber data")
_SIAPA = (("Jabatan", "nama"), ("Tugas", "tugas"), ("Fungsi", "fungsi"), ("Rincian tugas", "rincian"))
#: Rows of a block before who it is about; before its table; of the whole block.
_SEBELUM = 6
_DEPAN = _SEBELUM + len(_SIAPA) + 1
TINGGI_BLOK = _DEPAN + BARIS_BLOK + TTD + 1
#: Lines kept for what a jabatan does, as long as nothing is typed.
_CADANGAN = {"nama": 1, "tugas": 3, "fungsi": 10, "rincian": 22}
_AKHIR = len(_LEBAR) - 1
#: Height of a spare row for which a page has no room.
_RENDAH = 1.5


class _Blok:
    """One block: the n-th (1-based), beginning at a row."""

    def __init__(self, t: TempatBaru, lembar: Lembar, n: int) -> None:
        self.t, self.lembar, self.n = t, lembar, n
        self.awal = (n - 1) * TINGGI_BLOK
        self.jb, self.mulai = t.from_cetak("jb", n), t.from_cetak("mulai", n)

    def head(self, jabatan: int, lanjutan: bool) -> None:
        """Title, decree, the jabatan (as built, 0 for none) and what it does, unless it only goes on here."""
        t, lembar, b = self.t, self.lembar, self.awal
        lanjut = f'IF({self.mulai}>1," (lanjutan)","")'
        judul = f'"INDIKATOR KINERJA INDIVIDU TAHUN {t.isi.tahun}"'
        put_kop(Naskah(t), lembar, _AKHIR + 1, Rumus(f'IF({self.jb}=0,"",{judul}&{lanjut})'), b)
        nomor, tanggal = t.isi_dokumen("SK IKI", "nomor"), t.isi_dokumen("SK IKI", "tanggal")
        kata = f'"Lampiran Keputusan Camat {t.isi.identitas.nama}"'
        sk = f'{kata}&" Nomor "&{nomor}&IF({tanggal}="",""," tanggal "&{tanggal})'
        lembar.merge((b + _SEBELUM - 1, 0), (b + _SEBELUM - 1, _AKHIR), Rumus(
            f'IF(OR({self.jb}=0,{nomor}=""),"",{sk})'), "resmi_tengah")
        lembar.tinggi[b + _SEBELUM - 1] = row_height(2)
        for m, (label, kunci) in enumerate(_SIAPA, start=_SEBELUM):
            tanpa = f"{self.jb}=0" if kunci == "nama" else f"OR({self.jb}=0,{self.mulai}>1)"
            isi = f'IFERROR(IF({tanpa},"",INDEX(kolom_jabatan_{kunci},{self.jb})&""),"")'
            lembar.merge((b + m, 0), (b + m, 1), Rumus(f'IF({isi}="","","{label}")'), "resmi_label")
            lembar.merge((b + m, 2), (b + m, _AKHIR), Rumus(isi), "resmi_teks")
            teks = clean_text(t.isi.nilai(TABEL[JABATAN].slot(jabatan), kunci)) if jabatan and not lanjutan else ""
            lembar.tinggi[b + m] = row_height(line_count(teks, sum(lembar.lebar[k] for k in range(2, _AKHIR + 1)))
                                              if jabatan
                                              else _CADANGAN[kunci])
        self._row(b + _DEPAN - 1, [f'IF({self.jb}=0,"","{x}")' for x in _TABEL], ["resmi_judul_kolom"] * 5)
        lembar.tinggi[b + _DEPAN - 1] = row_height(1) + 3

    def _row(self, baris: int, isi: list[str], gaya: list[str]) -> None:
        for m, rumus, g in zip(_KOLOM, isi, gaya, strict=True):
            self.lembar.put(baris, m, Rumus(rumus), g)
        self.lembar.gabung.append(((baris, 1), (baris, 2)))

    def rows(self, s: Susunan, isi: list[int]) -> None:
        """The table and the signature right behind its last row; `isi`: its rows as built."""
        t, lembar = self.t, self.lembar
        sisa = f"(IF({self.jb}=0,0,INDEX(c_nj,{self.jb}))-{self.mulai}+1)"
        for i in range(1, BARIS_BLOK + TTD + 1):
            baris = self.awal + _DEPAN + i - 1
            ttd = (f'IF({self.jb}=0,"",IF(AND({sisa}<={BARIS_BLOK},{i}>{sisa},{i}<={sisa}+{TTD}),'
                   f'INDEX(c_ttd_iki,{i}-{sisa}),""))')
            if i > BARIS_BLOK:
                lembar.put(baris, _AKHIR, Rumus(ttd), "resmi_teks")
                lembar.tinggi[baris] = row_height(1)
                continue
            p = t.from_cetak("iki", (self.n - 1) * BARIS_BLOK + i)
            ptr, nd = f"INDEX(u_ptr,{p})", f"INDEX(u_nd,{p})"
            node = f"INDEX(u_ptr,{nd})"
            sasaran = f'IF(INDEX(in_sasaran,{node})&""<>"",INDEX(in_sasaran,{node})&"",INDEX(o_nama,{node}))'
            pertama = f"OR({i}=1,INDEX(u_pt,{p})=1)"
            nomor = f"SUMPRODUCT((u_ik>{self.jb}*{KELOMPOK})*(u_ik<=INDEX(u_ik,{p}))*(u_pt=1))"
            atas = f"1+MAX($A${self.awal + _DEPAN + 1}:$A{baris})" if i > 1 else "1"
            nomor = f"IF({self.mulai}=1,{atas},{nomor})"
            self._row(baris, [
                f'IF({p}=0,"",IF(INDEX(u_pt,{p})=1,{nomor},""))', f'IF({p}=0,"",IF({pertama},{sasaran},""))',
                f'IF({p}=0,"",INDEX(o_ind,{ptr}))', f'IF({p}=0,"",{typed_of_source("formulasi", ptr)})',
                f'IF({p}=0,{ttd},{typed_of_source("sumber_data", ptr)})'], ["resmi_tengah", *["resmi_teks"] * 4])
            self._height(s, isi, i, baris)
        dari, sampai = self.awal + _DEPAN - 1, self.awal + _DEPAN + BARIS_BLOK - 1
        lembar.bersyarat.append(FormatBersyarat(
            (dari, 0), (sampai, _AKHIR), f'$B{dari + 1}&$D{dari + 1}<>""', "kotak_hitam"))

    def shorten(self, akhir: int, muat: float) -> None:
        """Spare rows behind row `akhir` make no empty page: the last ones are made low, as far as that takes."""
        lembar, ujung = self.lembar, self.awal + TINGGI_BLOK
        for baris in range(ujung - 1, akhir - 1, -1):
            if rows_height(lembar, self.awal, ujung) <= muat:
                return
            lembar.tinggi[baris] = _RENDAH

    def _height(self, s: Susunan, isi: list[int], i: int, baris: int) -> None:
        if i > len(isi):
            self.lembar.tinggi[baris] = row_height(1 if isi else 2)
            return
        n = isi[i - 1]
        sasaran = s.u.teks(s.node(n), "sasaran") or s.nama(n)
        lebar = self.lembar.lebar
        teks = ((sasaran, lebar[1] + lebar[2]), (s.ind(n), lebar[3]), (s.typed(n, "formulasi"), lebar[4]),
                (s.typed(n, "sumber_data"), lebar[5]))
        self.lembar.tinggi[baris] = row_height(max(line_count(x, y) for x, y in teks))


def sheet_iki(t: TempatBaru) -> Lembar:
    """All blocks, each a document of its own."""
    lebar = fit_widths(_LEBAR, t.isi_kertas)
    lembar = Lembar(IKI, warna=TAB_HASIL, lebar=dict(enumerate(lebar)), besar=90)
    s = Susunan(Naskah(t).u)
    bagian = [(m, a, baris) for m, baris in s.iki.items() for a in range(0, len(baris), BARIS_BLOK)]
    pisah, muat = [], page_room(lembar, len(_LEBAR), t.isi_kertas)
    for k in range(1, t.blok_iki + 1):
        blok = _Blok(t, lembar, k)
        jabatan, mulai, semua = bagian[k - 1] if k <= len(bagian) else (0, 0, list[int]())
        isi, habis = semua[mulai:mulai + BARIS_BLOK], mulai + BARIS_BLOK >= len(semua)
        blok.head(jabatan, mulai > 0)
        blok.rows(s, isi)
        if k > 1:
            pisah.append(blok.awal)
        ekor = blok.awal + _DEPAN + len(isi)
        if isi and rows_height(lembar, blok.awal, ekor + (TTD if habis else 0)) > muat:
            pisah.append(ekor - min(3, len(isi)))  # the signature takes the last rows along to the next page
        else:
            blok.shorten(ekor + (TTD if habis else 0), muat)
    lembar.cetak = Cetak(((0, 0), (t.blok_iki * TINGGI_BLOK - 1, _AKHIR)), None, pisah=tuple(pisah),
                         baris_akhir=f"{TINGGI_BLOK}*MAX(1,{t.jumlah_cetak('blok')})",
                         terpakai=TINGGI_BLOK * max(1, len(bagian)))
    return lembar
