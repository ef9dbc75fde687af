"""The hidden workings of the documents: who answers for what (IKI), which position a row of IKU and PK shows, and the
lines of the signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kinerja_core.buku_kinerja.baru.baris import TABEL_KANTOR
from kinerja_core.buku_kinerja.baru.keluaran import signature_lines
from kinerja_core.buku_kinerja.baru.olah import KELOMPOK
from kinerja_core.buku_kinerja.baru.tempat import (
    AWAL,
    BARIS_BLOK,
    HITUNG_CETAK,
    KEPALA,
    KOLOM_CETAK,
    OLAH_CETAK,
    PK_LEMBAR,
    TempatBaru,
)
from kinerja_core.buku_kinerja.lembar.keluaran import acting
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.buku_kinerja.uji_dasar import text_formula
from kinerja_core.lembar.denah import Isi, Lembar, Rumus

JABATAN, _ = TABEL_KANTOR
TUJUAN, SASARAN, PROGRAM = 1, 2, 3
#: What a node or indicator says where the page it began on is another.
LANJUTAN = " (lanjutan)"


def in_group(rentang: str, kelompok: str) -> str:
    """How many keys of a group a column of keys has."""
    return f'COUNTIF({rentang},">"&{kelompok}*{KELOMPOK})-COUNTIF({rentang},">"&({kelompok}+1)*{KELOMPOK})'


def counts(t: TempatBaru) -> Mapping[str, str]:
    """How many rows each document has; up to which row of a PK its sasaran and its tujuan reach."""
    tujuan, sasaran, program = (t.cetak("hitung", 1 + HITUNG_CETAK.index(x)) for x in ("tujuan", "sasaran", "program"))

    def bagian(banyak: str) -> str:
        return f"IF({banyak}=0,0,{banyak}+2)"
    s, p = (t.cetak("hitung", 1 + HITUNG_CETAK.index(x)) for x in ("pk_sasaran", "pk_program"))
    semua = t.cetak("hitung", 1 + HITUNG_CETAK.index("pk"))
    return {
        "tujuan": in_group("u_kp", str(TUJUAN)), "sasaran": in_group("u_kp", str(SASARAN)),
        "program": in_group("u_kp", str(PROGRAM)), "pk_sasaran": bagian(tujuan),
        "pk_program": f"{s}+{bagian(sasaran)}", "pk": f"{p}+{bagian(program)}",
        "pk_awal": f"IF({t.dokumen('PK')}=0,0,{semua})",
        "pk_perubahan": f"IF({t.dokumen('PK Perubahan')}=0,0,{semua})",
        "iku": t.from_urut("i_iku", t.banyak), "pohon": t.from_urut("i_pohon", t.banyak),
        "cascading": "MAX(u_cr)", "blok": 'COUNTIF(c_jb,">0")'}


class _Kolom:
    """The formulas of every column, from its first row down."""

    def __init__(self, t: TempatBaru, halaman: Sequence[int]) -> None:
        self.t, self.halaman, self.c = t, halaman, t.cetak
        self.rumus: dict[str, Callable[[int], Isi]] = {
            "slot": TABEL[JABATAN].slot, "nomor": lambda n: n,
            "nama": lambda n: Rumus(text_formula(f"INDEX(kolom_jabatan_nama,{n})", t.nbsp)),
            "unik": self.unik, "nj": lambda n: Rumus(in_group("u_ik", str(n))), "pakai": self.pakai,
            "ke": self.ke, "jb": lambda n: Rumus(f"IFERROR(MATCH({self.c('ke', n)},c_pakai,0),0)"),
            "mulai": self.mulai, "iki": self.iki, "iku": lambda j: Rumus(f"IFERROR(MATCH({j},u_i_iku,0),0)"),
            "pohon": lambda j: Rumus(f"IFERROR(MATCH({j},u_i_pohon,0),0)"), "pkl": self.pkl, "pkp": self.pkp,
            "halaman": lambda n: halaman[n - 1] if n <= len(halaman) else 0,
            "hitung": lambda n: Rumus(counts(t)[HITUNG_CETAK[n - 1]]),
            "ttd_iki": partial(self.line, signature_lines(t, "SK IKI")),
            "ttd_cascading": partial(self.line, signature_lines(t, "Cascading"))}
        for jenis, nama in zip(PK_LEMBAR, ("pk", "pkp"), strict=True):
            kiri, kanan = two_parties(t, jenis)
            self.rumus |= {f"kiri_{nama}": partial(self.line, kiri), f"kanan_{nama}": partial(self.line, kanan)}

        for m in range(1, 11):
            self.rumus[f"lanjut_{m}"] = partial(self.lanjut, m)

    @staticmethod
    def line(baris: Mapping[int, str], n: int) -> Isi:
        return Rumus(baris.get(n, '""'))

    def unik(self, n: int) -> Isi:
        """The number of a jabatan, of several with one name that of the first; 0 without a name."""
        nama = self.c("nama", n)
        atas = f"{self.c('nama', 1)}:{self.c('nama', n - 1)}" if n > 1 else ""
        lebih = f"SUMPRODUCT(({atas}={nama})*1)>0" if atas else "FALSE"
        return Rumus(f'IF({nama}="",0,IF({lebih},0,{n}))')

    def pakai(self, n: int) -> Isi:
        """Which of the jabatan that answer for something: 1, 2, 3 ...; 0 for one that answers for nothing."""
        atas = f"MAX({self.c('pakai', 1)}:{self.c('pakai', n - 1)})" if n > 1 else "0"
        return Rumus(f"IF({self.c('nj', n)}=0,0,1+{atas})")

    def done(self, n: int) -> str:
        """Does a block hold the last row of its jabatan?"""
        jb = self.c("jb", n)
        return f"{self.c('mulai', n)}+{BARIS_BLOK}>IF({jb}=0,0,INDEX(c_nj,{jb}))"

    def ke(self, n: int) -> Isi:
        """Which of those a block is about: the next, or the one before it again while rows of that are left."""
        return Rumus(f"{self.c('ke', n - 1)}+IF({self.done(n - 1)},1,0)") if n > 1 else 1

    def mulai(self, n: int) -> Isi:
        """With which row of the jabatan a block begins."""
        if n == 1:
            return 1
        lanjut = f"{self.c('mulai', n - 1)}+{BARIS_BLOK}"
        return Rumus(f"IF({self.c('ke', n)}<>{self.c('ke', n - 1)},1,{lanjut})")

    def iki(self, n: int) -> Isi:
        """Which position a row of a block shows; 0 for none."""
        blok, ke = divmod(n - 1, BARIS_BLOK)
        jb, mulai = self.c("jb", blok + 1), self.c("mulai", blok + 1)
        return Rumus(f"IF({jb}=0,0,IFERROR(MATCH({jb}*{KELOMPOK}+{mulai}+{ke},u_ik,0),0))")

    def lanjut(self, kolom: int, n: int) -> Isi:
        """What goes on from above on the line of the cascading a page begins with: the node of a level that reaches
        down to it, or its last indicator."""
        baris, level = self.c("halaman", n), (kolom + 1) // 2

        def mulai(syarat: str) -> str:
            return f"SUMPRODUCT(MAX({syarat}*(u_cr<={baris})*u_cr))"
        node, atas = mulai(f"(u_cn>0)*(u_lv={level})"), mulai(f"(u_cn>0)*(u_lv<{level})")
        syarat, nama, kunci = f"AND({node}>0,{node}>={atas})", "nama", "cn"
        if kolom % 2 == 0:
            akhir = mulai(f"(u_ci>0)*(u_nlv={level})")
            syarat, nama, kunci, node = f"AND({node}>0,{node}>={atas},{akhir}>={node})", "ind", "ci", akhir
        isi = f'{found(nama, kunci, f"({node})*10+{level}")}&"{LANJUTAN}"'
        return Rumus(f'IF({baris}=0,"",IF({syarat},{isi},""))')

    def pkl(self, j: int) -> Isi:
        """Which part of the PK a row belongs to, 0 behind its end."""
        s, p, semua = (self.c("hitung", 1 + HITUNG_CETAK.index(x)) for x in ("pk_sasaran", "pk_program", "pk"))
        return Rumus(f"IF({j}<={s},{TUJUAN},IF({j}<={p},{SASARAN},IF({j}<={semua},{PROGRAM},0)))")

    def pkp(self, j: int) -> Isi:
        """Which position it shows; -1: the header, -2: the sum, 0: nothing."""
        s, p = (self.c("hitung", 1 + HITUNG_CETAK.index(x)) for x in ("pk_sasaran", "pk_program"))
        bagian = self.c("pkl", j)
        ke = f"({j}-IF({bagian}={TUJUAN},0,IF({bagian}={SASARAN},{s},{p})))"
        jumlah = f"IF({bagian}={PROGRAM},-2,0)"
        return Rumus(f"IF({bagian}=0,0,IF({ke}=1,-1,IFERROR(MATCH({bagian}*{KELOMPOK}+{ke}-1,u_kp,0),{jumlah})))")


def two_parties(t: TempatBaru, jenis: str) -> tuple[dict[int, str], dict[int, str]]:
    """Pihak kedua on the left, pihak pertama on the right; Plt. or Plh. stands before the office."""
    def isi(kunci: str) -> str:
        return t.isi_dokumen(jenis, kunci)

    def nip(kunci: str) -> str:
        return f'IF({isi(kunci)}="","","NIP "&{isi(kunci)})'
    milik, tempat, tanggal = isi("jabatan"), isi("tempat"), isi("tanggal")
    camat = f'IF({milik}="","CAMAT {t.isi.identitas.nama.upper()}",{milik})'
    koma = f'IF(OR({tempat}="",{tanggal}=""),"",", ")'
    kanan = {2: f"{tempat}&{koma}&{tanggal}", 3: '"Pihak Pertama,"', 4: f'{acting(isi("sebagai"), milik)}&{camat}',
             8: isi("penanda_tangan"), 9: isi("pangkat"), 10: nip("nip")}
    kiri = {3: '"Pihak Kedua,"', 4: isi("jabatan_kedua"), 8: isi("pihak_kedua"), 10: nip("nip_kedua")}
    return kiri, kanan


def found(nama: str, kunci: str, sel: str) -> str:
    """What a key of the cascading names: name or indicator of the row that has it."""
    return f"INDEX(o_{nama},INDEX(u_ptr,MATCH({sel},u_{kunci},0)))"


def sheet_cetak(t: TempatBaru, halaman: Sequence[int]) -> Lembar:
    """Every column with its name on top; `halaman`: lines of the cascading that begin a page, as built."""
    lembar = Lembar(OLAH_CETAK, status="tersembunyi")
    lembar.put(0, 0, f"{OLAH_CETAK} (otomatis, jangan diubah)", "subjudul")
    kolom = _Kolom(t, halaman)
    for m, nama in enumerate(KOLOM_CETAK, start=1):
        lembar.put(KEPALA, m, nama, "mesin_kepala")
        for n, isi in _rows(t, nama, kolom):
            lembar.put(AWAL + n - 1, m, isi, "mesin")
    for n, nama in enumerate(HITUNG_CETAK):
        lembar.put(AWAL + n, 1 + len(KOLOM_CETAK), nama, "mesin_kepala")
    return lembar


def _rows(t: TempatBaru, nama: str, kolom: _Kolom) -> Iterator[tuple[int, Isi]]:
    for n in range(1, t.baris_cetak[nama] + 1):
        yield n, kolom.rumus[nama](n)
