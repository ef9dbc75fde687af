"""What prints: kop, plain tables in print order, the signature behind the last row. Nothing of ours stands on it.

A table is a stream: row j of it knows from running counts what it shows, so that nothing is cut off and no gap stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kinerja_core.buku_kinerja.baru.tempat import RENAKSI, TempatBaru
from kinerja_core.buku_kinerja.baru.urai import Uraian
from kinerja_core.buku_kinerja.lembar.keluaran import acting
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Cetak, Kertas, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL
from kinerja_core.xlsx.buku import kolom_huruf

#: Rows a signature takes below the last row of a table.
TTD = 9
#: Lines a row keeps that holds nothing yet.
CADANGAN = 2
#: Rows of the kop: government, kecamatan, address, then an empty one and the title of the document.
BARIS_KOP = 6


@dataclass(frozen=True)
class KolomCetak:
    """A column of a printed table: header, width, style, the formula of its j-th row (1-based), and the text of a row
    of the plan (1-based, in print order) that decides its height."""

    judul: str
    lebar: float
    gaya: str
    rumus: Callable[[int], str]
    teks: Callable[[int], str] = lambda _: ""


class Naskah:
    """A book being printed: its places, and its rows as built."""

    def __init__(self, t: TempatBaru) -> None:
        self.t, self.u = t, Uraian(t.isi)

    @property
    def urut(self) -> list[int]:
        """Rows of the plan in print order."""
        return self.u.terisi

    def text_of(self, kunci: str) -> Callable[[int], str]:
        """Text of an input of the row that stands in a position."""
        return lambda j: self.u.teks(self.urut[j - 1], kunci) if j <= len(self.urut) else ""

    def column(self, judul: str, lebar: float, nama: str, gaya: str = "resmi_teks", kunci: str = "") -> KolomCetak:
        """A working of the row that stands in a position."""
        return KolomCetak(judul, lebar, gaya, lambda j: f"INDEX(o_{nama},{self.t.from_urut('ptr', j)})",
                          self.text_of(kunci or nama))

    def of_position(self, judul: str, lebar: float, nama: str, gaya: str) -> KolomCetak:
        """A sum of the tree in a position."""
        return KolomCetak(judul, lebar, gaya, lambda j: self.t.from_urut(nama, j))

    def typed(self, judul: str, lebar: float, kunci: str) -> KolomCetak:
        """An input as typed, as text."""
        def rumus(j: int) -> str:
            ptr = self.t.from_urut("ptr", j)
            return f'IFERROR(IF({ptr}=1,"",INDEX(in_{kunci},{ptr})&""),"")'
        return KolomCetak(judul, lebar, "resmi_teks", rumus, self.text_of(kunci))


def put_kop(n: Naskah, lembar: Lembar, kolom: int, judul: Isi, awal: int = 0) -> None:
    """Whose the document is and what it is, from row `awal` down; over all columns."""
    i = n.t.isi.identitas
    isi = ((f"PEMERINTAH {i.daerah}".upper(), "resmi_kop"), (f"KECAMATAN {i.nama}".upper(), "resmi_kop"),
           (i.alamat, "resmi_alamat"))
    for baris, (teks, gaya) in enumerate(isi, awal):
        lembar.merge((baris, 0), (baris, kolom - 1), teks, gaya)
        lembar.tinggi[baris] = row_height(1, 14 if gaya == "resmi_kop" else 10)
    lembar.merge((awal + 4, 0), (awal + 4, kolom - 1), judul, "resmi_judul")
    lembar.tinggi[awal + 4] = row_height(1, 12)


def signature_lines(t: TempatBaru, jenis: str) -> dict[int, str]:
    """What stands how many rows below a document: place and date, office, name, rank, NIP."""
    def isi(kunci: str) -> str:
        return t.isi_dokumen(jenis, kunci)
    milik = isi("jabatan")
    jabatan = f'{acting(isi("sebagai"), milik)}&IF({milik}="","CAMAT {t.isi.identitas.nama.upper()}",UPPER({milik}))'
    koma = f'IF(OR({isi("tempat")}="",{isi("tanggal")}=""),"",", ")'
    return {2: f'{isi("tempat")}&{koma}&{isi("tanggal")}', 3: jabatan, 7: isi("penanda_tangan"), 8: isi("pangkat"),
            9: f'IF({isi("nip")}="","","NIP "&{isi("nip")})'}


def put_table(n: Naskah, lembar: Lembar, kolom: Sequence[KolomCetak], awal: int, baris: int, banyak: str,
              ttd: tuple[int, str] | None = None, tebal: str = "", terpakai: int = 0,
              persen: tuple[int, int, int] | None = None) -> None:
    """Header, numbers of columns, `baris` rows of which `banyak` (a formula) are used, then the signature.

    `ttd`: column and kind of document of the signature; `tebal`: a formula, true where a row stands in bold.
    `persen`: first and last column of numbers that are percent where the satuan, in the third, says so.
    Each range of columns has one list of rules, of which the first that holds says all: so every program shows it.
    """
    lembar.put_row(awal - 2, [k.judul for k in kolom], "resmi_kepala")
    lembar.fit_row(awal - 2, {m: k.judul for m, k in enumerate(kolom)}, 2, tebal=True)
    lembar.put_row(awal - 1, [f"({m})" for m in range(1, len(kolom) + 1)], "resmi_nomor")
    baris_ttd = signature_lines(n.t, ttd[1]) if ttd else {}
    for j in range(1, baris + (TTD if ttd else 0) + 1):
        for m, k in enumerate(kolom):
            isi = k.rumus(j) if j <= baris else ""
            if ttd and m == ttd[0]:
                tanda = '""'
                for selisih, rumus in reversed(baris_ttd.items()):
                    tanda = f"IF({j}-{banyak}={selisih},{rumus},{tanda})"
                isi = f"IF({j}<={banyak},{isi},{tanda})" if isi else tanda
            if isi:
                lembar.put(awal + j - 1, m, Rumus(isi), k.gaya if not ttd or m != ttd[0] else "resmi_teks")
        tinggi = max([1, *(line_count(k.teks(j), k.lebar) for k in kolom)]) if j <= terpakai else CADANGAN
        lembar.tinggi[awal + j - 1] = row_height(1 if ttd and terpakai < j <= terpakai + TTD else tinggi)
    nomor = f"ROWS($A${awal + 1}:$A{awal + 1})<={banyak}"
    biasa = [(f"AND({nomor},{tebal})", "kotak_tebal")] if tebal else []
    biasa.append((nomor, "kotak_hitam"))
    bagian = [(0, len(kolom) - 1, biasa)]
    if persen:
        dari, sampai, satuan = persen
        sel = f"${kolom_huruf(satuan)}{awal + 1}"
        ya = f'OR({sel}="%",{sel}="Persen")'
        rupa = [(r.replace(nomor, f"{nomor},{ya}") if r != nomor else f"AND({nomor},{ya})",
                 "persen_tebal" if g == "kotak_tebal" else "persen_kotak") for r, g in biasa]
        bagian = [(0, dari - 1, biasa), (dari, sampai, rupa + biasa), (sampai + 1, len(kolom) - 1, biasa)]
    for a, z, aturan in bagian:
        if a <= z:
            lembar.bersyarat += [FormatBersyarat((awal, a), (awal + baris - 1, z), r, g) for r, g in aturan]


def finish(n: Naskah, lembar: Lembar, awal: int, baris: int, kolom: int, banyak: str, terpakai: int, *,
           ttd: bool = True, kertas: Kertas | None = None) -> Lembar:
    """Print set-up: the header repeated, the signature with the last rows, nothing behind it."""
    ekor = TTD if ttd else 0
    lembar.beku = (awal, 0)
    ulang, akhir = (awal - 2, awal - 1), (awal + terpakai + ekor - 1, kolom - 1)
    kelompok = range(awal, awal + max(1, terpakai - 2))
    pisah = page_breaks(lembar, kelompok, akhir, ulang, kertas or n.t.isi_kertas)
    lembar.cetak = Cetak(((0, 0), (awal + baris + ekor - 1, kolom - 1)), ulang, kertas=kertas, pisah=pisah,
                         baris_akhir=f"{awal + ekor}+{banyak}", terpakai=awal + terpakai + ekor)
    return lembar


def sheet_renaksi(t: TempatBaru) -> Lembar:
    """Targets per triwulan of every indicator in the order of the plan, who answers for it, what it costs."""
    n = Naskah(t)

    def kode(j: int) -> str:
        p = t.from_urut("ptr", j)
        jenis = f"IF({t.from_urut('lv', j)}=0,\"\",INDEX({t.daftar('jenis_node')},{t.from_urut('lv', j)}))"
        return f'IF(INDEX(o_kode,{p})<>"",INDEX(o_kode,{p}),{jenis})'

    tw = [n.column(f"TW {r}", 8, f"t{q}", "resmi_angka", f"t{q}") for q, r in TRIWULAN]
    kolom = [KolomCetak("Kode / tingkat", 15, "resmi_teks", kode),
             n.column("Tujuan, sasaran, program, kegiatan, sub kegiatan", 44, "nama", kunci="uraian"),
             n.column("Indikator kinerja", 42, "ind", kunci="indikator"),
             n.column("Satuan", 10, "satuan"), *tw, n.column("Target setahun", 10, "target", "resmi_angka", "t4"),
             n.typed("Penanggung jawab", 26, "penanggung_jawab"),
             n.of_position("Anggaran (Rp)", 16, "jp", "resmi_rupiah")]
    lembar = Lembar(RENAKSI, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)), besar=90)
    put_kop(n, lembar, len(kolom), f"RENCANA AKSI (RENAKSI) TAHUN {t.isi.tahun}")
    awal, banyak = BARIS_KOP + 2, t.lain("banyak")
    lv = f"INDEX(u_lv,ROWS($A${awal + 1}:$A{awal + 1}))"
    put_table(n, lembar, kolom, awal, t.banyak, banyak, (9, "RENAKSI"), f"AND({lv}>0,{lv}<4)", len(n.urut), (4, 8, 3))
    return finish(n, lembar, awal, t.banyak, len(kolom), banyak, len(n.urut))


