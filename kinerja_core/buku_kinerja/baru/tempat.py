"""Where everything of a new Buku Kinerja stands. The only place that counts its rows and columns.

Row n of the plan is row n of Rencana, Rincian, the four quarters and Olah. Formulas read inputs by the range of their
column, from its header to the closing row, so that cutting the first or the last row moves no edge: row n is the
(n+1)th of it. A column of Olah has an empty text for a header, so that the pointer 1 means "nothing".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kinerja_core.buku_kinerja.baru.baris import (
    BARIS,
    KANTOR,
    LAPORAN,
    LEMBAR_BARIS,
    LEMBAR_TW,
    PROFIL_KANTOR,
    RENCANA,
    RINCIAN,
    TABEL_AUDIT,
    TABEL_KANTOR,
    TABEL_LAPORAN,
    row_columns,
)
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.kelas import KLASIFIKASI
from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.nomenklatur import daftar as nomenklatur
from kinerja_core.buku_kinerja.rencana import DAFTAR_BARU, PROFIL, TABEL
from kinerja_core.dasar.excelmath import clean_text
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Kertas, chosen_paper
from kinerja_core.lembar.denah import cell_ref, range_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import LEMBAR_REFERENSI
from kinerja_core.xlsx.buku import Posisi, kolom_huruf

OLAH_TABEL = "Olah Tabel"
RENAKSI, OLAH, URUT, TERCETAK, KESAMPINGKAN, ISIAN_PK = (
    "RENAKSI", "Olah", "Urut", "Angka Tercetak", "Kesampingkan", "Isian PK")
CASCADING, PENJELASAN, IKU, IKI, OLAH_CETAK = "Cascading", "Penjelasan", "IKU", "IKI", "Olah Cetak"
#: A Perjanjian Kinerja by the kind of document that signs it.
PK_LEMBAR: Mapping[str, str] = {"PK": "PK", "PK Perubahan": "PK Perubahan"}
LKJIP2, LKJIP3, EVALUASI, LHE, LKJIP37, RINGKASAN = (
    "LKjIP 2", "LKjIP 3", "Evaluasi", "Tindak Lanjut LHE", "Tabel 3.7 dan Lampiran", "Ringkasan")
#: First row of the plan on every sheet: title, status, guidance, bands, header above.
AWAL = 5
KEPALA = AWAL - 1
#: Columns of the sheets of rows in order; those that are no input are formulas. The first ones stand still.
TAMPIL: Mapping[str, str] = {
    "baris": "Baris", "st": "Status", "terbaca": "Terbaca sebagai", "setahun": "Setahun", "apa": "Indikator",
    "milik": "Milik / catatan", "catatan": "Catatan",
    "sat": "Satuan", "target": "Target", "capaian": "Capaian (%)", "pagu_tw": "Pagu (Rp)",
    "serap": "Serapan (%)",
}
_TW = ("baris", "st", "apa", "milik", "sat", "target")
SUSUNAN: dict[str, tuple[str, ...]] = {
    RENCANA: ("baris", "st", "uraian", "urutan", "jenis", "terbaca", "indikator", "satuan", "tipe_target", "t1", "t2",
              "t3", "t4", "setahun", "pagu", "sasaran", "penanggung_jawab"),
    RINCIAN: ("baris", "st", "apa", "catatan", *(k.kunci for k in BARIS.on_sheet(RINCIAN))),
    **{lembar: (*_TW, f"r{n}", f"a{n}", f"b{n}", "capaian", "pagu_tw", f"g{n}", "serap",
                *(k.kunci for k in BARIS.on_sheet(lembar)[4:]))
       for lembar, (n, _) in zip(LEMBAR_TW, TRIWULAN, strict=True)},
}
#: Columns that stay on the screen.
BEKU = {RENCANA: 3, RINCIAN: 3, **dict.fromkeys(LEMBAR_TW, 3)}
#: Workings of a row, and of a position in print.
_Q = (1, 2, 3, 4)
KOLOM_OLAH: tuple[str, ...] = (
    "u", "kode", "jt", "jn", "isn", "lv", "nama", "jenis", "terpakai", "ur", "k", "ht", "s", "sp", "ind", "label",
    "satuan", "batas", "tipe", *(f"m{q}" for q in _Q), *(f"q{q}" for q in _Q), *(f"t{q}" for q in _Q), "tp", "target",
    "target_murni", *(f"ts{q}" for q in _Q[:3]),
    *(f"{x}{q}" for q in _Q for x in "rab"), *(f"v{q}" for q in _Q), "realisasi", *(f"rs{q}" for q in _Q[:3]),
    "polaritas", *(f"c{q}" for q in _Q), *(f"cs{q}" for q in _Q[:3]), "capaian", "dipakai", "terukur", "predikat",
    "awal", *(f"th{n}" for n in range(1, 7)), "akhir", "kemajuan", "lalu4", "lalu3", "lalu2", "lalu1", "pagu",
    "perubahan", *(f"g{q}" for q in _Q),
    "pagu_sah", *(f"gs{q}" for q in _Q), "luar", "dk", "nd", "ml", "iku", "xp", "yp", "xg", "yg", "kl", "dn", "par",
    "plv", "ti", "tr", "fw", "fc", "nn", "tg", "pjt")
#: Streams of rows that documents print: Urut counts them (i_...) and says which row of Olah is the j-th (x_...).
DERET = ("iku", "rs", "prog", "bel", "lamp")
KOLOM_URUT: tuple[str, ...] = (
    "ptr", "lv", "nd", "nr", *(f"p{x}" for x in range(1, 6)), "lr", "s1", "s2", "par", "plv", "daun", "nlv", "luar",
    "bawah", *(f"{x}{y}" for y in "mpg" for x in ("n", "a", "j")), "ps", "gs", "ser", "own", "anak", "m5", "m4", "out",
    "t5", "t4", "i_iku", "i_prog", "i_angg", "i_rs", "i_bel", "i_lamp", *(f"x_{x}" for x in DERET),
    # of the documents: stands as a row, how many of its node so far; line, key of node and of indicator in the
    # cascading; key in the PK; the jabatan that answers for it, key in its IKI; how many rows of the tree so far
    "bs", "pt", "cr", "cn", "ci", "kp", "pj", "ik", "i_pohon")
#: Workings of the documents, each with rows of its own: of a jabatan; of a block of the IKI; which position the rows
#: of IKU and PK show; lines of the signatures; counts.
KOLOM_CETAK: tuple[str, ...] = (
    "slot", "nomor", "nama", "unik", "nj", "pakai", "ke", "jb", "mulai", "iki", "iku", "pohon", "pkl", "pkp", "ttd_iki",
    "ttd_cascading", *(f"{x}_{y}" for y in ("pk", "pkp") for x in ("kiri", "kanan")), "halaman",
    *(f"lanjut_{m}" for m in range(1, 11)), "hitung")
HITUNG_CETAK: tuple[str, ...] = ("tujuan", "sasaran", "program", "pk_sasaran", "pk_program", "pk", "pk_awal",
                                 "pk_perubahan", "iku", "pohon", "cascading", "blok")
#: Rows of the PK that are headers, sums and space; rows of a block of the IKI, of which a jabatan takes as many as it
#: needs; lines of a signature; lines of the cascading there is a page for, at least.
LEBIH_PK, BARIS_BLOK, TTD_CETAK, BARIS_HALAMAN = 6, 12, 10, 7


#: Of each sheet of rows at most so many formulas that check, and what follows from them.
BAGIAN_UJI = (4, 4, 2, 2, 2, 2)
KOLOM_UJI = tuple(x for g, banyak in enumerate(BAGIAN_UJI)
                  for x in (*(f"x{g}p{m}" for m in range(1, banyak + 1)), *(f"x{g}{y}" for y in ("", *"ktab"))))
KOLOM_OLAH = (*KOLOM_OLAH, *KOLOM_UJI)
#: Columns of Olah Tabel: number of the first failing check of a line, and what follows from it.
KOLOM_TABEL = ("p1", "p2", "x", "k", "t", "a", "b", "fw", "fc")
#: Columns of the catalogue of checks on Referensi, and the most lines it has room for.
UJI_TERBANYAK = 700
KATALOG = ("kode", "tingkat", "kolom", "label", "panjang", "pesan", "perbaikan", "huruf", "lembar")


@dataclass(frozen=True)
class Blok:
    """A table on a sheet of several: where its header stands, which of its columns it has."""

    lembar: str
    tabel: Tabel
    kepala: int
    kolom: tuple[Kolom, ...]

    @property
    def awal(self) -> int:
        """Its first row."""
        return self.kepala + 1


class TempatBaru:
    """Positions of one book."""

    def __init__(self, isi: IsiBuku) -> None:
        self.isi, self.banyak = isi, len(isi.baris)
        ada = {k.kunci for k in row_columns(isi.audit)}
        self.susunan = {lembar: tuple(k for k in kolom if k in ada or k in TAMPIL) for lembar, kolom in SUSUNAN.items()}

    @property
    def isi_kertas(self) -> Kertas:
        """The paper the book chooses."""
        return chosen_paper(clean_text(self.isi.nilai(PROFIL, "kertas")))

    # --- the rows of the plan ---

    def column(self, lembar: str, kunci: str) -> int:
        """Column of an input or of a shown result on a sheet of rows."""
        return self._kolom[lembar][kunci]

    @cached_property
    def _kolom(self) -> dict[str, dict[str, int]]:
        return {lembar: {k: n for n, k in enumerate(kolom)} for lembar, kolom in self.susunan.items()}

    def sheet_of(self, kunci: str) -> str:
        """The sheet a column of inputs stands on."""
        return BARIS.menurut_kunci[kunci].lembar

    def letter(self, lembar: str, kunci: str) -> str:
        """Its column as Excel shows it."""
        return kolom_huruf(self.column(lembar, kunci))

    @cached_property
    def rentang(self) -> dict[str, tuple[str, Posisi, Posisi]]:
        """Every defined name of a range: inputs from header to closing row, workings from header to last row."""
        akhir = AWAL + self.banyak
        hasil = {f"in_{k.kunci}": (k.lembar, (KEPALA, self.column(k.lembar, k.kunci)),
                                   (akhir, self.column(k.lembar, k.kunci))) for k in row_columns(self.isi.audit)}
        hasil |= {f"o_{k}": (OLAH, (KEPALA, n), (akhir - 1, n)) for n, k in enumerate(KOLOM_OLAH, start=1)}
        hasil |= {f"u_{k}": (URUT, (AWAL, n), (akhir - 1, n)) for n, k in enumerate(KOLOM_URUT, start=1)}
        hasil |= {f"c_{k}": (OLAH_CETAK, (AWAL, n), (AWAL + self.baris_cetak[k] - 1, n))
                  for n, k in enumerate(KOLOM_CETAK, start=1)}
        for lembar in LEMBAR_BARIS:
            hasil[f"isi_{LEMBAR_BARIS.index(lembar)}"] = (lembar, (KEPALA, 0), (akhir, len(self.susunan[lembar]) - 1))
        for m, nama in enumerate(KOLOM_TABEL, start=1):
            hasil["tb_baris"] = (OLAH_TABEL, (AWAL, 0), (AWAL + self.banyak_tabel - 1, 0))
            hasil[f"tb_{nama}"] = (OLAH_TABEL, (AWAL, m), (AWAL + self.banyak_tabel - 1, m))
        for m, nama in enumerate(KATALOG, start=len(self.daftar_kolom) + 6):
            hasil[f"kat_{nama}"] = (LEMBAR_REFERENSI, (AWAL, m), (AWAL + UJI_TERBANYAK - 1, m))
        for b in self.blok:
            banyak = self.isi.ruang[b.tabel.kunci]
            hasil[f"blok_{b.tabel.kunci}"] = (b.lembar, (b.awal, 0), (b.awal + banyak - 1, 1 + len(b.kolom)))
            hasil[f"kolom_{b.tabel.kunci}_kode"] = (b.lembar, (b.awal, 0), (b.awal + banyak - 1, 0))
            for n, k in enumerate(b.kolom, start=2):
                hasil[f"kolom_{b.tabel.kunci}_{k.kunci}"] = (b.lembar, (b.awal, n), (b.awal + banyak - 1, n))
        return hasil

    def olah(self, nama: str, n: int) -> str:
        """A working of the 1-based row, on Olah itself."""
        return f"{kolom_huruf(1 + KOLOM_OLAH.index(nama))}{AWAL + n}"

    def from_olah(self, nama: str, n: int) -> str:
        """The same from another sheet."""
        return f"{OLAH}!{self.olah(nama, n)}"

    def olah_tabel(self, nama: str, baris: int) -> str:
        """A working of the 1-based line of Olah Tabel, on that sheet."""
        return f"{kolom_huruf(1 + KOLOM_TABEL.index(nama))}{AWAL + baris}"

    def from_tabel(self, nama: str, baris: int) -> str:
        """The same from another sheet."""
        return f"'{OLAH_TABEL}'!{self.olah_tabel(nama, baris)}"

    def urut(self, nama: str, k: int) -> str:
        """What stands in the 1-based position, on Urut itself."""
        return f"{kolom_huruf(1 + KOLOM_URUT.index(nama))}{AWAL + k}"

    def from_urut(self, nama: str, k: int) -> str:
        """The same from another sheet."""
        return f"{URUT}!{self.urut(nama, k)}"

    # --- what the documents print ---

    @cached_property
    def baris_cetak(self) -> Mapping[str, int]:
        """Rows of every column of Olah Cetak: one a jabatan, one a block of the IKI, one a row of the PK or of the
        IKU, one a line of a signature."""
        j = self.isi.ruang["jabatan"]
        blok = dict.fromkeys(("ke", "jb", "mulai"), self.blok_iki) | {"iki": self.blok_iki * BARIS_BLOK}
        halaman = {k: 1 + self.banyak // BARIS_HALAMAN for k in KOLOM_CETAK if k == "halaman" or k.startswith("lanjut")}
        ttd = {k: TTD_CETAK for k in KOLOM_CETAK if k.startswith(("kanan", "kiri", "ttd"))}
        return {**dict.fromkeys(KOLOM_CETAK, j), **blok, **ttd, **halaman, "iku": self.banyak,
                "pohon": self.banyak, "pkl": self.banyak + LEBIH_PK,
                "pkp": self.banyak + LEBIH_PK, "hitung": len(HITUNG_CETAK)}

    @property
    def blok_iki(self) -> int:
        """Blocks of the IKI: enough for every jabatan and every row."""
        return self.isi.ruang["jabatan"] + self.banyak // BARIS_BLOK

    def cetak(self, nama: str, n: int) -> str:
        """The n-th (1-based) of a column of Olah Cetak, on that sheet itself."""
        return f"{kolom_huruf(1 + KOLOM_CETAK.index(nama))}{AWAL + n}"

    def from_cetak(self, nama: str, n: int) -> str:
        """The same from another sheet."""
        return cell_ref(OLAH_CETAK, (AWAL + n - 1, 1 + KOLOM_CETAK.index(nama)))

    def jumlah_cetak(self, nama: str) -> str:
        """One of the counts of Olah Cetak."""
        return self.from_cetak("hitung", 1 + HITUNG_CETAK.index(nama))

    def ruang_deret(self, nama: str) -> int:
        """Rows a stream has room for: every row of the plan; of IKU, Renstra and programs, few in any plan, less."""
        return self.banyak if nama in ("bel", "lamp") else min(self.banyak, max(RUANG_IKU, 2 * self.banyak // 5))

    # --- documents and their signers ---

    def dokumen(self, jenis: str) -> str:
        """1-based row of the first document of a kind, 0 when there is none."""
        baris = AWAL + DAFTAR_BARU["jenis_dokumen"].index(jenis)
        return cell_ref(LEMBAR_REFERENSI, (baris, len(self.daftar_kolom) + 4))

    def isi_dokumen(self, jenis: str, kunci: str) -> str:
        """A field of that document as text; "" when there is none."""
        nomor = self.dokumen(jenis)
        return f'IFERROR(IF({nomor}=0,"",INDEX(kolom_dokumen_{kunci},{nomor})&""),"")'

    # --- the other tables ---

    @cached_property
    def blok(self) -> tuple[Blok, ...]:
        """Every table that is no row of the plan, in the order of sheets and rows."""
        hasil: list[Blok] = []
        kepala = 5 + len(PROFIL_KANTOR.kolom) + 3
        for lembar, tabel in ((KANTOR, TABEL_KANTOR), (LAPORAN, TABEL_LAPORAN)):
            for kunci in tabel:
                t = TABEL[kunci]
                kolom = tuple(k for k in t.kolom if self.isi.audit or k.kunci not in ("sumber", "nomor")
                              or (kunci, k.kunci) == ("dokumen", "nomor"))
                hasil.append(Blok(lembar, t, kepala, kolom))
                kepala += self.isi.ruang[kunci] + 4
            kepala = 5
        if self.isi.audit:
            for lembar, kunci in zip((ISIAN_PK, TERCETAK, KESAMPINGKAN), TABEL_AUDIT, strict=True):
                hasil.append(Blok(lembar, TABEL[kunci], KEPALA, TABEL[kunci].kolom))
        return tuple(hasil)

    def line_of(self, tabel: str, n: int) -> int:
        """The 1-based line of Olah Tabel for the n-th row of a table, or the n-th setting."""
        if tabel == PROFIL:
            return n
        sebelum = len(self.profil)
        for b in self.blok:
            if b.tabel.kunci == tabel:
                break
            sebelum += self.isi.ruang[b.tabel.kunci]
        return sebelum + n

    @property
    def banyak_tabel(self) -> int:
        """Lines of Olah Tabel."""
        return len(self.profil) + sum(self.isi.ruang[b.tabel.kunci] for b in self.blok)

    @cached_property
    def profil(self) -> dict[str, Posisi]:
        """Place of every setting on Kantor."""
        return {k.kunci: (AWAL + n, 2) for n, k in enumerate(PROFIL_KANTOR.kolom)
                if self.isi.audit or k.kunci != "sumber"}

    def setting(self, kunci: str) -> str:
        """A setting as typed."""
        return cell_ref(KANTOR, self.profil[kunci])

    @cached_property
    def masukan(self) -> dict[Kotak, tuple[str, Posisi]]:
        """Every input cell."""
        hasil: dict[Kotak, tuple[str, Posisi]] = {(PROFIL, k): (KANTOR, pos) for k, pos in self.profil.items()}
        for k in row_columns(self.isi.audit):
            kolom = self.column(k.lembar, k.kunci)
            for n, slot in enumerate(self.isi.baris):
                hasil[(slot, k.kunci)] = (k.lembar, (AWAL + n, kolom))
        for b in self.blok:
            for n in range(self.isi.ruang[b.tabel.kunci]):
                for m, k in enumerate(b.kolom, start=2):
                    hasil[(b.tabel.slot(n + 1), k.kunci)] = (b.lembar, (b.awal + n, m))
        return hasil

    # --- lists ---

    @cached_property
    def daftar_kolom(self) -> dict[str, int]:
        """Column of every list on Referensi: those of the plan, then the nomenclature, then the classes."""
        nama = [*DAFTAR_BARU, "kode", "nama", "pilih"]
        nama += [f"{x}_{k}" for k in KLASIFIKASI for x in ("ambang", "kelas")]
        return {x: n for n, x in enumerate(nama)}

    @cached_property
    def daftar_isi(self) -> dict[str, tuple[str | float, ...]]:
        """What each list holds."""
        n = nomenklatur()
        hasil: dict[str, tuple[str | float, ...]] = {**DAFTAR_BARU, "kode": tuple(x.kode for x in n),
                                                     "nama": tuple(x.nama for x in n),
                                                     "pilih": tuple(f"{x.kode} {x.nama}" for x in n)}
        for k, kelas in KLASIFIKASI.items():
            hasil |= {f"ambang_{k}": tuple(x.batas for x in kelas.kelas),
                      f"kelas_{k}": tuple(x.nama for x in kelas.kelas)}
        return hasil

    def daftar(self, nama: str) -> str:
        """Range of a list."""
        kolom = self.daftar_kolom[nama]
        return range_ref(LEMBAR_REFERENSI, (AWAL, kolom), (AWAL + len(self.daftar_isi[nama]) - 1, kolom))

    def lain(self, nama: str) -> str:
        """A cell of Referensi beside the lists: no-break space, settings as numbers."""
        return cell_ref(LEMBAR_REFERENSI, (AWAL + LAIN.index(nama), len(self.daftar_kolom) + 2))

    @property
    def nbsp(self) -> str:
        """A no-break space."""
        return self.lain("nbsp")


#: Rows for IKU, Renstra and programs at the least; the check says when one more is needed.
RUANG_IKU = 40
#: Cells of Referensi beside its lists.
LAIN = ("nbsp", "batas_capaian", "bobot_skm", "rumus_negatif", "serapan", "banyak", "wajib_baris", "wajib_tabel",
        "cek_baris", "cek_tabel", "belum", "status", "jumlah_p", "jumlah_g")
