"""Tables side by side on one printed sheet, each on pages of its own: title, definition, header, then its rows.

Rows of the sheet are shared: row j of every table stands in one row. Left of each table a narrow column, which never
prints, holds how many rows it prints; the rest follows from there. The number of a row is no formula: it stands in
every row and shows only where the row is used.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kinerja_core.buku_kinerja.baru.keluaran import TTD, Naskah, signature_lines
from kinerja_core.lembar.cetak import Bagian, Cetak, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus, cell_ref, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL
from kinerja_core.xlsx.buku import alamat

#: Rows of a sheet of tables: title, whose it is, definition; two of header; numbers of columns; then the rows.
JUDUL, MILIK, ARTI, PITA, KEPALA, NOMOR, AWAL = range(7)
_LEBAR_SELA = 2.0


@dataclass(frozen=True)
class Letak:
    """Where a table stands: its first column, its rows."""

    kiri: int
    ruang: int

    @property
    def banyak(self) -> str:
        """The cell that says how many rows it prints."""
        return alamat((JUDUL, self.kiri - 1), mutlak=True)

    @property
    def hitung(self) -> str:
        """Running count of the used rows of its input table."""
        return ":".join(alamat((AWAL + n, self.kiri - 1), mutlak=True) for n in (0, self.ruang - 1))

    def sel(self, m: int, j: int) -> str:
        """Its j-th row in the m-th column."""
        return alamat((AWAL + j - 1, self.kiri + m))


@dataclass(frozen=True)
class KolomBlok:
    """A column of a table among several: header, width, style, the formula of the j-th row (1-based), and the text of
    that row as built, which decides its height.

    `di`: the formula where it depends on the place of the table; `pita` stands above it and its neighbours; `satuan`:
    formula of the satuan of a row, in a conditional format, where "%" stands behind numbers that are percent; `kunci`:
    which value of the core the j-th row shows; `kepala`: formula of the header where that depends on an input.
    """

    judul: str
    lebar: float
    gaya: str
    rumus: Callable[[int], str] = lambda _: ""
    teks: Callable[[int], str] = lambda _: ""
    pita: str = ""
    satuan: str = ""
    di: Callable[[Letak, int], str] | None = None
    kunci: Callable[[int], Hashable] = lambda _: None
    kepala: str = ""

    @property
    def header(self) -> str | Rumus:
        """What stands above it."""
        return Rumus(self.kepala) if self.kepala else self.judul

    def formula(self, letak: Letak, j: int) -> Rumus:
        """Its j-th cell."""
        return Rumus(self.di(letak, j) if self.di else self.rumus(j), self.kunci(j))


@dataclass(frozen=True)
class TabelCetak:
    """A table: what it is called and means, its columns, its room, how many rows it should print (a formula, and as
    built).

    `kunci`: columns of which every row fills one; `jumlah`: its last row is the sum, `total`: its first one too;
    `tebal`: formula of a row in bold; `isi`: is the j-th row of an input table used (1 or 0).
    """

    judul: str
    kolom: Sequence[KolomBlok]
    ruang: int
    banyak: str
    terpakai: int
    kunci: tuple[int, ...]
    arti: str = ""
    jumlah: bool = False
    total: bool = False
    tebal: str = ""
    ttd: tuple[int, str] | None = None
    isi: Callable[[int], str] | None = None


#: Which row of its table a row is, in a conditional format.
BARIS_KE = f"ROWS($A${AWAL + 1}:$A{AWAL + 1})"
#: The style of the running number.
NOMOR_URUT = "resmi_urutan"


def number_column() -> KolomBlok:
    """No: a number that shows where its row is used."""
    return KolomBlok("No", 5, NOMOR_URUT)


@dataclass
class LembarBlok:
    """A sheet of tables being put together."""

    n: Naskah
    lembar: Lembar
    blok: list[tuple[TabelCetak, int]] = field(default_factory=list)
    baris: dict[int, int] = field(default_factory=dict)

    def put(self, b: TabelCetak) -> None:
        """A table right of those that stand there."""
        kiri = max(self.lembar.lebar, default=-1) + 2
        self.lembar.lebar[kiri - 1] = _LEBAR_SELA
        for m, k in enumerate(b.kolom):
            self.lembar.lebar[kiri + m] = k.lebar
        self.blok.append((b, kiri))
        self.lembar.put(JUDUL, kiri - 1, Rumus(f"MIN({b.ruang},{b.banyak})"), "mesin_putih")
        self._head(b, kiri)
        for j in range(1, b.ruang + 1):
            self._row(b, kiri, j)
        if b.ttd:
            self._signature(b, kiri)
        self._rules(b, kiri)

    def _head(self, b: TabelCetak, kiri: int) -> None:
        i, lembar, akhir = self.n.t.isi.identitas, self.lembar, kiri + len(b.kolom) - 1
        milik = f"Kecamatan {i.nama}, {i.daerah.title()}, Tahun {self.n.t.isi.tahun}"
        for baris, teks, gaya in ((JUDUL, b.judul, "resmi_subjudul"), (MILIK, milik, "resmi_rata"),
                                  (ARTI, b.arti, "resmi_arti")):
            if teks:
                lembar.merge((baris, kiri), (baris, akhir), teks, gaya)
        for pita, kelompok in groupby(enumerate(b.kolom), key=lambda x: x[1].pita):
            kolom = [kiri + m for m, _ in kelompok]
            if pita:
                lembar.put(PITA, kolom[0], pita, "resmi_kepala")
                for k in kolom[1:]:
                    lembar.put(PITA, k, None, "resmi_kepala")
                if len(kolom) > 1:
                    lembar.gabung.append(((PITA, kolom[0]), (PITA, kolom[-1])))
                    for k in kolom[1:]:
                        del lembar.sel[(PITA, k)]
                for k in kolom:
                    lembar.put(KEPALA, k, b.kolom[k - kiri].header, "resmi_kepala")
            else:
                for k in kolom:
                    lembar.merge((PITA, k), (KEPALA, k), b.kolom[k - kiri].header, "resmi_kepala")
        lembar.put_row(NOMOR, [f"({m})" for m in range(1, len(b.kolom) + 1)], "resmi_nomor", kiri)
        tinggi = max(line_count(k.judul, k.lebar, tebal=True) for k in b.kolom)
        lembar.tinggi[KEPALA] = max(lembar.tinggi.get(KEPALA, 0), row_height(tinggi))
        if b.arti:
            baris = line_count(b.arti, sum(k.lebar for k in b.kolom))
            lembar.tinggi[ARTI] = max(lembar.tinggi.get(ARTI, 0), row_height(baris))

    def _row(self, b: TabelCetak, kiri: int, j: int) -> None:
        baris = AWAL + j - 1
        if b.isi:
            atas = alamat((baris - 1, kiri - 1)) if j > 1 else "0"
            self.lembar.put(baris, kiri - 1, Rumus(f"{atas}+{b.isi(j)}"), "mesin_putih")
        for m, k in enumerate(b.kolom):
            if b.ttd and m == b.ttd[0]:
                continue
            self.lembar.put(baris, kiri + m, j if k.gaya == NOMOR_URUT else k.formula(Letak(kiri, b.ruang), j),
                            k.gaya)
        tinggi = max([1, *(line_count(k.teks(j), k.lebar) for k in b.kolom)]) if j <= b.terpakai else 2
        self.baris[baris] = max(self.baris.get(baris, 1), tinggi)

    def _signature(self, b: TabelCetak, kiri: int) -> None:
        """The column of the signature: its rows, then what stands how far below the last."""
        assert b.ttd
        m, letak = b.ttd[0], Letak(kiri, b.ruang)
        banyak = letak.banyak
        garis = signature_lines(self.n.t, b.ttd[1])
        for j in range(1, b.ruang + TTD + 1):
            tanda = '""'
            for selisih, rumus in reversed(garis.items()):
                tanda = f"IF({j}-{banyak}={selisih},{rumus},{tanda})"
            if j <= b.ruang:
                tanda = f"IF({j}<={banyak},{b.kolom[m].formula(letak, j).teks},IF({banyak}=0,\"\",{tanda}))"
            else:
                self.baris.setdefault(AWAL + j - 1, 1)
            self.lembar.put(AWAL + j - 1, kiri + m, Rumus(tanda), b.kolom[m].gaya)

    def _rules(self, b: TabelCetak, kiri: int) -> None:
        """Lines, bold and percent; one list of rules a range of columns, of which the first that holds says all."""
        r, banyak = BARIS_KE, Letak(kiri, b.ruang).banyak
        tebal = [x for x, ya in ((f"{r}={banyak}", b.jumlah), (f"{r}=1", b.total), (b.tebal, b.tebal))
                 if ya]
        biasa = [(f"AND({r}<={banyak},OR({','.join(tebal)}))", "kotak_tebal")] if tebal else []
        biasa.append((f"{r}<={banyak}", "kotak_hitam"))

        def rules(k: KolomBlok) -> tuple[tuple[str, str], ...]:
            if k.gaya == NOMOR_URUT:
                isi = f"{r}<{banyak}" if b.jumlah else f"{r}<={banyak}"
                return (isi, "kotak_urutan"), *biasa
            if not k.satuan:
                return tuple(biasa)
            ya = f'OR({k.satuan}="%",{k.satuan}="Persen")'
            persen = {"kotak_tebal": "persen_tebal", "kotak_hitam": "persen_kotak"}
            return (*((f"AND({rumus},{ya})", persen[gaya]) for rumus, gaya in biasa), *biasa)

        for aturan, kelompok in groupby(enumerate(b.kolom), key=lambda x: rules(x[1])):
            kolom = [kiri + m for m, _ in kelompok]
            dari, sampai = (AWAL, kolom[0]), (AWAL + b.ruang - 1, kolom[-1])
            self.lembar.bersyarat += [FormatBersyarat(dari, sampai, rumus, gaya) for rumus, gaya in aturan]

    def finish(self) -> Lembar:
        """Heights, and pages: every table on its own, the header repeated, the signature with the last rows."""
        lembar = self.lembar
        lembar.tinggi |= {baris: row_height(tinggi) for baris, tinggi in self.baris.items()}
        lembar.beku = (AWAL, 0)
        # programs that scale each table by itself print the narrowest the largest: its pages hold the fewest rows
        panjang = max(b.terpakai for b, _ in self.blok)
        lebar = min(([k.lebar for k in b.kolom] for b, _ in self.blok if 2 * b.terpakai >= panjang), key=sum)
        ukuran = Lembar(lembar.nama, lebar=dict(enumerate(lebar)), tinggi=lembar.tinggi)
        akhir = max(_last(b) for b, _ in self.blok)
        kelompok = range(AWAL, AWAL + max(1, max(b.terpakai - 2 * bool(b.ttd) for b, _ in self.blok)))
        pisah = page_breaks(ukuran, kelompok, (akhir - 1, len(lebar) - 1), (JUDUL, NOMOR), self.n.t.isi_kertas)
        bagian = tuple(self._part(b, kiri) for b, kiri in self.blok)
        ruang = max(b.ruang + (TTD if b.ttd else 0) for b, _ in self.blok)
        lembar.cetak = Cetak(((JUDUL, 1), (AWAL + ruang - 1, max(lembar.lebar))), (JUDUL, NOMOR), pisah=pisah,
                             bagian=bagian)
        return lembar

    def _part(self, b: TabelCetak, kiri: int) -> Bagian:
        """Its pages, when it has rows; tables that print the same rows ask the same cell."""
        ekor = TTD if b.ttd else 0
        banyak, sama = (cell_ref(self.lembar.nama, (JUDUL, k - 1))
                        for k in (kiri, next(k for x, k in self.blok if x.banyak == b.banyak)))
        return Bagian((JUDUL, kiri), (AWAL + b.ruang + ekor - 1, kiri + len(b.kolom) - 1), f"{AWAL + ekor}+{banyak}",
                      _last(b), f"{sama}>0")

    def counts(self) -> Iterator[tuple[str, str, str]]:
        """Per table: what it is called, how many rows it prints and how many it should (formulas)."""
        for b, kiri in self.blok:
            rentang = [range_ref(self.lembar.nama, (AWAL, kiri + m), (AWAL + b.ruang - 1, kiri + m)) for m in b.kunci]
            isi = "+".join(f'({x}<>"")' for x in rentang)
            batas = f"ROW({rentang[0]})-{AWAL}<={cell_ref(self.lembar.nama, (JUDUL, kiri - 1))}"
            yield b.judul, f"SUMPRODUCT(({isi}>0)*({batas}))", b.banyak


def _last(b: TabelCetak) -> int:
    """Last row (1-based) that a table prints as built; without rows its header."""
    return AWAL + b.terpakai + (TTD if b.ttd and b.terpakai else 0)


def start_sheet(n: Naskah, nama: str) -> LembarBlok:
    """An empty sheet of tables."""
    return LembarBlok(n, Lembar(nama, warna=TAB_HASIL, besar=90))
