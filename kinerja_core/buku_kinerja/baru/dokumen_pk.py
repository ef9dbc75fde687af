"""The Perjanjian Kinerja of the camat: a statement with two signatures, then its lampiran as one stream of rows.

PK awal holds what was agreed first and nothing else; PK Perubahan what holds after the change. Both follow the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kinerja_core.buku_kinerja.baru.dokumen import fit_widths
from kinerja_core.buku_kinerja.baru.keluaran import Naskah, put_kop
from kinerja_core.buku_kinerja.baru.letak import Susunan
from kinerja_core.buku_kinerja.baru.olah import KELOMPOK
from kinerja_core.buku_kinerja.baru.olah_cetak import PROGRAM, SASARAN, TUJUAN
from kinerja_core.buku_kinerja.baru.tempat import LEBIH_PK, PK_LEMBAR, TTD_CETAK, TempatBaru
from kinerja_core.lembar.cetak import Cetak, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus, text_literal
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL

#: No; what is agreed on, over two columns, so that a label of the statement can stand in the first; indicator; target.
LEBAR = (5.0, 13.0, 32.0, 42.0, 30.0)
KOLOM, GAYA_KOLOM = (0, 1, 3, 4), ("resmi_tengah", "resmi_teks", "resmi_isi", "resmi_tengah")
AKHIR = len(LEBAR) - 1
#: Place of the statement; of the two-line office and of the name in a signature.
_AWAL, BARIS_JABATAN, BARIS_NAMA = 6, 4, 8
#: Who promise what to whom: the texts of the statement.
JANJI = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, kami yang bertanda tangan di bawah ini:",
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami.",
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
)
_KEPALA = {TUJUAN: ("Tujuan", "Indikator kinerja", "Target"),
           SASARAN: ("Sasaran strategis", "Indikator kinerja", "Target"),
           PROGRAM: ("Program", "Anggaran (Rp)", "Sumber dana")}
#: A text in a formula holds at most so many characters.
_PANJANG_TEKS = 250


@dataclass(frozen=True)
class Sumber:
    """What tells the two agreements apart: kind of document, title, target of a row, budget of a position, signatures,
    how many rows."""

    jenis: str
    judul: str
    target: str
    anggaran: str
    ttd: str
    banyak: str


SUMBER = (Sumber("PK", "PERJANJIAN KINERJA", "target_murni", "jm", "pk", "pk_awal"),
          Sumber("PK Perubahan", "PERJANJIAN KINERJA PERUBAHAN", "target", "jp", "pkp", "pk_perubahan"))


def target_text(target: str, tulisan: str, satuan: str) -> str:
    """A target in words: "100%", "12 Dokumen", "BB (72)"; "-" as a satuan says that there is none."""
    angka = f'IF(ISNUMBER({target}),SUBSTITUTE(ROUND({target},6)&"",".",","),{target})'
    persen = f'IF(OR({satuan}="%",{satuan}="Persen"),"%",IF(OR({satuan}="",{satuan}="-")," "," "&{satuan}))'
    return (f'IF({target}="",{tulisan},IF({tulisan}<>"",{tulisan}&" ("&{angka}&")",'
            f'IF(ISNUMBER({target}),TRIM({angka}&{persen}),{angka})))')


def _long_text(teks: str) -> str:
    bagian = [teks[a:a + _PANJANG_TEKS] for a in range(0, len(teks), _PANJANG_TEKS)]
    return "&".join(map(text_literal, bagian))


class Perjanjian:
    """One agreement being laid out. `isi` gives a field of its document as a formula, `ttd` a line of the signatures,
    left and right; it shows only while `ada`."""

    def __init__(self, t: TempatBaru, nama: str, ada: str, isi: Callable[[str], str],
                 ttd: Callable[[str, int], str]) -> None:
        self.t, self.ada, self.isi, self.ttd = t, ada, isi, ttd
        self.lebar = fit_widths(LEBAR, t.isi_kertas, tegak=True)
        self.lembar = Lembar(nama, warna=TAB_HASIL, lebar=dict(enumerate(self.lebar)), besar=90)

    def put(self, baris: int, dari: int, isi: str, gaya: str = "resmi_teks") -> None:
        """A merged text from a column to the edge; nothing as long as there is no such document."""
        self.lembar.merge((baris, dari), (baris, AKHIR), Rumus(f'IF({self.ada},{isi},"")'), gaya)
        self.lembar.tinggi.setdefault(baris, row_height(1))

    def paragraph(self, baris: int, teks: str) -> int:
        """A paragraph over all columns; the row behind it."""
        self.lembar.tinggi[baris] = row_height(line_count(teks, sum(self.lebar)))
        self.put(baris, 0, _long_text(teks), "resmi_paragraf")
        return baris + 2

    def statement(self, judul: str) -> int:
        """Kop, title, the agreement itself; the row of its lampiran, the title of which stands there too."""
        put_kop(Naskah(self.t), self.lembar, AKHIR + 1, judul)
        baris = self.paragraph(_AWAL, JANJI[0])
        for orang, jabatan, sebutan in (
                ("penanda_tangan", "jabatan", "Selanjutnya disebut pihak pertama."),
                ("pihak_kedua", "jabatan_kedua", "Selaku atasan pihak pertama, selanjutnya disebut pihak kedua.")):
            for label, isi in (("Nama", orang), ("Jabatan", jabatan)):
                self.lembar.put(baris, 1, Rumus(f'IF({self.ada},"{label}","")'), "resmi_teks")
                self.put(baris, 2, f'": "&{self.isi(isi)}')
                baris += 1
            self.put(baris, 1, text_literal(sebutan))
            baris += 2
        for teks in JANJI[1:]:
            baris = self.paragraph(baris, teks)
        lampiran = self.signatures(baris) + 1
        self.put(lampiran, 0, f'"LAMPIRAN {judul}"', "resmi_judul")
        self.put(lampiran + 1, 0, f'"KECAMATAN {self.t.isi.identitas.nama.upper()}"', "resmi_judul")
        return lampiran

    def signatures(self, baris: int) -> int:
        """Pihak kedua left, pihak pertama right; the row behind them."""
        for n in range(1, TTD_CETAK + 1):
            gaya = "resmi_nama_pusat" if n == BARIS_NAMA else "resmi_tengah"
            self.lembar.tinggi[baris] = row_height(2 if n == BARIS_JABATAN else 1)
            self.lembar.merge((baris, 0), (baris, 2), Rumus(f'IF({self.ada},{self.ttd("kiri", n)},"")'), gaya)
            self.put(baris, 3, self.ttd("kanan", n), gaya)
            baris += 1
        return baris


class _Camat(Perjanjian):
    """The agreement of the camat: its lampiran is a stream."""

    def __init__(self, t: TempatBaru, sumber: Sumber) -> None:
        self.d = sumber
        milik, nama = t.isi_dokumen(sumber.jenis, "jabatan"), t.isi.identitas.nama.upper()
        camat = f'IF({milik}="","CAMAT {nama}",{milik})'
        super().__init__(t, PK_LEMBAR[sumber.jenis], f"{t.dokumen(sumber.jenis)}>0",
                         lambda kunci: camat if kunci == "jabatan" else t.isi_dokumen(sumber.jenis, kunci),
                         lambda sisi, n: t.from_cetak(f"{sisi}_{sumber.ttd}", n))

    def cells(self, j: int, banyak: str) -> list[Rumus]:
        """The four cells of the j-th row of the lampiran (1-based)."""
        t = self.t
        semua = t.banyak + LEBIH_PK
        if j > semua:
            bagian, p = "0", "0"
        else:
            bagian, p = t.from_cetak("pkl", j), t.from_cetak("pkp", j)
        kepala = ["IF({0}={1},{3},IF({0}={2},{4},{5}))".format(
            bagian, TUJUAN, SASARAN, *(text_literal(_KEPALA[x][m]) for x in (TUJUAN, SASARAN, PROGRAM)))
            for m in range(3)]
        ptr, kunci = f"INDEX(u_ptr,{p})", f"INDEX(u_kp,{p})"
        program = f"{bagian}={PROGRAM}"
        nomor = f"SUMPRODUCT((u_kp>{bagian}*{KELOMPOK})*(u_kp<={kunci})*(u_pt=1))"
        nomor = f'IF({program},{kunci}-{PROGRAM * KELOMPOK},IF(INDEX(u_pt,{p})=1,{nomor},""))'
        nama = f"INDEX(o_nama,INDEX(u_ptr,INDEX(u_nd,{p})))"
        nama = f'IF(OR({program},INDEX(u_pt,{p})=1),{nama},"")'
        uang = f"INDEX(u_{self.d.anggaran},{p})"
        ada = f'(u_kp>{PROGRAM * KELOMPOK})*(u_{self.d.anggaran}<>"")'
        jumlah = f'SUMIF(u_kp,">{PROGRAM * KELOMPOK}",u_{self.d.anggaran})'
        jumlah = (f'IF(SUMPRODUCT({ada}*(u_{self.d.anggaran}<>"-"))>0,{jumlah},'
                  f'IF(SUMPRODUCT({ada})>0,"-",""))')
        tulisan = f'INDEX(in_tulisan,INDEX(o_sp,{ptr}))&""'
        target = target_text(f"INDEX(o_{self.d.target},{ptr})", tulisan, f"INDEX(o_satuan,{ptr})")
        dana = f'INDEX(in_sumber_dana,{ptr})&""'
        isi = [f'IF({p}=-1,"No",IF({p}>0,{nomor},""))',
               f'IF({p}=-1,{kepala[0]},IF({p}=-2,"Jumlah",IF({p}>0,{nama},"")))',
               f'IF({p}=-1,{kepala[1]},IF({p}=-2,{jumlah},IF({p}>0,IF({program},{uang},INDEX(o_ind,{ptr})),"")))',
               f'IF({p}=-1,{kepala[2]},IF({p}>0,IF({program},{dana},{target}),""))']
        isi = [f"IF({j}<={banyak},{x},\"\")" if j <= semua else '""' for x in isi]
        for m, sisi in ((1, "kiri"), (3, "kanan")):
            ttd = f'IF(AND({banyak}>0,{j}>{banyak},{j}<={banyak}+{TTD_CETAK}),' \
                  f'INDEX(c_{sisi}_{self.d.ttd},{j}-{banyak}),"")'
            isi[m] = f'IF({j}<={banyak},{isi[m]},{ttd})' if j <= semua else ttd
        return [Rumus(x) for x in isi]


def sheet_pk(t: TempatBaru, sumber: Sumber) -> Lembar:
    """One agreement: the statement on a page of its own, then the lampiran."""
    pk, banyak = _Camat(t, sumber), t.jumlah_cetak(sumber.banyak)
    lembar = pk.lembar
    lampiran = pk.statement(f"{sumber.judul} TAHUN {t.isi.tahun}")
    awal = lampiran + 3
    for j in range(1, t.banyak + LEBIH_PK + TTD_CETAK + 1):
        isi = pk.cells(j, banyak)
        kosong = j > t.banyak + LEBIH_PK
        for m in (1, 3) if kosong else range(4):
            lembar.put(awal + j - 1, KOLOM[m], isi[m], GAYA_KOLOM[m])
        lembar.gabung.append(((awal + j - 1, 1), (awal + j - 1, 2)))
    terpakai = _heights(pk, awal, any(t.isi.nilai(s, "jenis") == sumber.jenis for s in _documents(t)))
    lembar.bersyarat += _rules(t, awal, banyak)
    lembar.put(0, AKHIR + 2, Rumus(f'IF({pk.ada},"","Tampil setelah ada dokumen {sumber.jenis} di lembar Kantor.")'),
               "teks_rata")
    akhir = (awal + terpakai + TTD_CETAK - 1, AKHIR)
    kelompok = range(awal, awal + max(1, terpakai - 2))
    pisah = page_breaks(lembar, kelompok, akhir, (0, -1), t.isi_kertas, tegak=True, mulai=lampiran)
    lembar.cetak = Cetak(((0, 0), (awal + t.banyak + LEBIH_PK + TTD_CETAK - 1, AKHIR)), None,
                         pisah=(lampiran, *pisah), tegak=True, baris_akhir=f"{awal + TTD_CETAK}+{banyak}",
                         terpakai=awal + terpakai + TTD_CETAK)
    return lembar


def _documents(t: TempatBaru) -> list[str]:
    return [b.tabel.slot(n) for b in t.blok if b.tabel.kunci == "dokumen"
            for n in range(1, t.isi.ruang["dokumen"] + 1)]


def _heights(pk: _Camat, awal: int, ada: bool) -> int:
    """Heights of the lampiran as built; how many rows it has."""
    s, lembar = Susunan(Naskah(pk.t).u), pk.lembar
    tujuan, sasaran, program = s.pk
    baris: list[dict[int, str]] = []
    for daftar in (tujuan, sasaran):
        if daftar:
            baris += [{}, *({1: s.nama(n), 2: s.ind(n), 3: f"{s.typed(n, 'tulisan')} 00000 {s.typed(n, 'satuan')}"}
                            for n in daftar), {}]
    if program:
        baris += [{}, *({1: s.nama(n), 3: s.u.teks(n, "sumber_dana")} for n in program), {}]
    baris = baris if ada else []
    for j in range(1, pk.t.banyak + LEBIH_PK + TTD_CETAK + 1):
        if j <= len(baris):
            lebar = (lembar.lebar[1] + lembar.lebar[2], lembar.lebar[3], lembar.lebar[4])
            lembar.tinggi[awal + j - 1] = row_height(
                max([1, *(line_count(x, lebar[m - 1]) for m, x in baris[j - 1].items())]))
        else:
            jabatan = j - len(baris) == BARIS_JABATAN
            lembar.tinggi[awal + j - 1] = row_height(2 if jabatan or not baris else 1)
    return len(baris)


def _rules(t: TempatBaru, awal: int, banyak: str) -> list[FormatBersyarat]:
    """Boxes round what holds something; header and sum in bold; a program takes two columns for its name."""
    akhir = awal + t.banyak + LEBIH_PK + TTD_CETAK - 1
    nomor = f"ROWS($A${awal + 1}:$A{awal + 1})"
    p = f"INDEX(c_pkp,MIN({t.banyak + LEBIH_PK},{nomor}))"
    ada = f"AND({nomor}<={banyak},{p}<>0)"
    tebal = f"AND({nomor}<={banyak},{p}<0)"
    nama = f"{nomor}={banyak}+{BARIS_NAMA}"
    aturan = [(tebal, "kotak_tebal"), (ada, "kotak_hitam"), (nama, "nama_ttd")]
    return [FormatBersyarat((awal, 0), (akhir, AKHIR), r, g) for r, g in aturan]
