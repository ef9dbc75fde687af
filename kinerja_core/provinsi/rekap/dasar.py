"""What every sheet of the recap workbook shares: material, names, titles, tables, formulas with their values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.polos import cell_text
from kinerja_core.instrumen.model import Aspek, Indikator
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, Sel, Tautan, cell_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.provinsi.peringkat import SERI, Hitungan, Kepekaan, Perhatian, Tempat, total_under
from kinerja_core.provinsi.putaran import Entri, Kiriman, Putaran, Tahap
from kinerja_core.xlsx.buku import Posisi, alamat

RINGKASAN, PERINGKAT, BOBOT, MATRIKS, VERIFIKASI = ("Ringkasan", "Peringkat", "Bobot", "Matriks", "Matriks Verifikasi")
STATISTIK, DILIHAT, BERKAS, BELUM = "Statistik", "Perlu Dilihat", "Berkas", "Belum Masuk"
KEPEKAAN, GRAFIK = "Kepekaan", "Grafik"
#: Rows of every table sheet: title, links and check, what the sheet is, header; data follow.
JUDUL, CEK, PENJELASAN, KEPALA, AWAL = 0, 1, 2, 3, 4
#: What stands in the matrix for Tidak relevan; a blank cell there is "belum diisi", 0 is 0.
TR = "TR"
#: Digits of a SHA-256 where the whole stands elsewhere.
SIDIK_PENDEK = 12
_TEKS_MAKS = 1000
#: Characters after which a line of explanation wraps.
_LEBAR_BACA = 165


@dataclass(frozen=True)
class Bahan:
    """Everything a recap shows of one round, worked out once.

    `tempat` are the ranked, best first; `tunda` hold a submission but miss a stage that counts; `acuan` the ranks in
    the whole province (kode -> rank) when the recap is only of one kabupaten/kota; `berlaku` the rule which submission
    holds; `catatan` further lines for the first sheet.
    """

    p: Putaran
    lingkup: str
    tempat: Sequence[Tempat]
    tunda: Sequence[Entri]
    hitungan: Hitungan
    kepekaan: Sequence[Kepekaan]
    perhatian: Sequence[Perhatian]
    berlaku: str = ""
    acuan: Mapping[str, int] | None = None
    catatan: tuple[str, ...] = ()

    @cached_property
    def judul(self) -> str:
        """Rekapitulasi 2022 - Provinsi Jawa Timur."""
        return f"Rekap Penilaian {self.p.instrumen.tahun_penilaian} - {self.lingkup}"

    @cached_property
    def tahap(self) -> tuple[Tahap, ...]:
        """Stages that have a weight or a value, in order; the self-assessment always."""
        ada = {t for e in self.p.entri for t in e.tahap} | {t for t, b in self.p.bobot_tahap.items() if b}
        urut: tuple[Tahap, ...] = ("mandiri", "verifikasi", "presentasi", "lapangan")
        return tuple(t for t in urut if t in ada or t == "mandiri")

    @cached_property
    def bernilai(self) -> list[Entri]:
        """Kecamatan with a self-assessment, by kode: the rows of the matrix."""
        return sorted((e for e in self.p.entri if e.skor is not None), key=lambda e: e.kecamatan.kode)

    @cached_property
    def baris_matriks(self) -> dict[str, int]:
        """Row of each kecamatan on the matrix sheets."""
        return {e.kecamatan.kode: n for n, e in enumerate(self.bernilai, start=AWAL + 1)}

    @cached_property
    def berbeda(self) -> int:
        """How many registered totals are not what the weights and the policy in force give."""
        ins = self.p.instrumen
        return sum(abs(total_under(ins, e.skor, ins.kebijakan_tidak_relevan) - e.skor.nilai_akhir) > SERI
                   for e in self.bernilai if e.skor)

    @cached_property
    def ada_verifikasi(self) -> bool:
        """Did verifiers give values per indicator?"""
        return any(e.verifikasi is not None and e.skor is not None for e in self.p.entri)


@dataclass
class Hitung:
    """Formulas with the value each must show, and inputs with what stands in them, collected while describing."""

    nilai: dict[Hashable, Nilai] = field(default_factory=dict)
    isi: dict[Kotak, Nilai] = field(default_factory=dict)

    def formula(self, teks: str, nilai: Nilai) -> Rumus:
        """A formula and the core's value of it."""
        kunci = len(self.nilai)
        self.nilai[kunci] = nilai
        return Rumus(teks, kunci)


def clean(teks: object, maks: int = _TEKS_MAKS) -> str:
    """A text as a cell of the recap holds it, bounded."""
    isi = cell_text(str(teks))
    return isi if len(isi) <= maks else isi[:maks] + "..."


@dataclass(frozen=True)
class KolomRekap:
    """One column of a table. `lipat`: long texts wrap and the row grows."""

    judul: str
    lebar: float
    gaya: str = "sel_rata"
    lipat: bool = False


def open_sheet(b: Bahan, nama: str, warna: str, judul: str, lebar: Sequence[float], cek: Rumus | None,
               jelas: str = "") -> Lembar:
    """A sheet with its title, the way back, the check of the weights, and a line on what it is."""
    lembar = Lembar(nama, warna=warna, lebar={n: float(x) for n, x in enumerate(lebar)})
    lembar.put(JUDUL, 0, f"{judul} - {b.judul}", "judul_rata")
    lembar.tinggi[JUDUL] = row_height(1, 14)
    lembar.put(CEK, 0, Tautan(f"< {RINGKASAN}", cell_ref(RINGKASAN, (0, 0))), "tautan_rata")
    if cek is not None:
        lembar.put(CEK, 2, cek, "status_rata")
        lembar.bersyarat.append(FormatBersyarat((CEK, 2), (CEK, 2), f'LEFT({alamat((CEK, 2), mutlak=True)},4)<>"Sama"',
                                                "salah"))
    if jelas:
        _explain(lembar, jelas, lebar)
    return lembar


def _explain(lembar: Lembar, jelas: str, lebar: Sequence[float]) -> None:
    """The line on what a sheet is; a long one wraps over the first columns."""
    sampai, cukup = 0, lebar[0]
    while sampai + 1 < len(lebar) and cukup + lebar[sampai + 1] <= _LEBAR_BACA:
        sampai += 1
        cukup += lebar[sampai]
    banyak = line_count(jelas, cukup)
    if banyak == 1 or not sampai:
        lembar.put(PENJELASAN, 0, jelas, "teks_rata")
    else:
        lembar.merge((PENJELASAN, 0), (PENJELASAN, sampai), jelas, "teks_redup")
        lembar.tinggi[PENJELASAN] = row_height(banyak)


def put_table(lembar: Lembar, kolom: Sequence[KolomRekap], baris: Iterable[Sequence[Isi]], *, kepala: int = KEPALA,
              beku: int = 0, layar: int = 0) -> int:
    """Header and rows below it, filter arrows, frozen header, print set-up; the last row.

    The last `layar` columns are for the screen: they are not printed.
    """
    tebal = max((line_count(k.judul, k.lebar - 2.5, tebal=True) for k in kolom), default=1)
    lembar.tinggi[kepala] = row_height(tebal)
    lembar.put_row(kepala, [k.judul for k in kolom], "kepala")
    lipat = [(n, k.lebar) for n, k in enumerate(kolom) if k.lipat]
    gaya, sel, akhir = [k.gaya for k in kolom], lembar.sel, kepala
    bersama: dict[tuple[Isi, str, bool], Sel] = {}
    for akhir, isi in enumerate(baris, start=kepala + 1):
        for n, x in enumerate(isi):
            kunci = (x, gaya[n], isinstance(x, str))
            sel[(akhir, n)] = bersama.get(kunci) or bersama.setdefault(kunci, Sel(x, _style(x, gaya[n])))
        if lipat:
            banyak = max(line_count(x, w) for n, w in lipat for x in [isi[n] if isinstance(isi[n], str) else ""]
                         if isinstance(x, str))
            lembar.tinggi[akhir] = row_height(banyak)
    if akhir == kepala:
        akhir += 1
        lembar.put(akhir, 0, "Tidak ada.", "teks_rata")
    else:
        lembar.saring = ((kepala, 0), (akhir, len(kolom) - 1))
    lembar.beku, lembar.mulai = (kepala + 1, beku), (kepala + 1, 0)
    lembar.cetak = Cetak(((0, 0), (akhir, len(kolom) - 1 - layar)), (kepala, kepala))
    return akhir


def _style(isi: Isi, gaya: str) -> str:
    """Words in a column of numbers stand in the middle instead of being aligned as a number."""
    return "sel_tengah" if isinstance(isi, str) and (gaya.startswith("angka") or gaya == "geser") else gaya


def aspect_percent(aspek: Aspek, capaian: Mapping[str, object]) -> float | None:
    """Mean capaian (0-100) of an aspek weighted by bobot, what is blank counting 0; None when nothing applies."""
    dihitung: list[Indikator] = [i for i in aspek.indikator if not isinstance(capaian.get(i.kode), str)]
    bobot = sum(float(i.bobot) for i in dihitung)
    nilai = sum(float(i.bobot) * c for i in dihitung if isinstance(c := capaian.get(i.kode), int | float))
    return nilai / bobot if bobot > 0 else None


def place_columns() -> list[KolomRekap]:
    """Kode, kecamatan, kabupaten/kota: the first columns of most tables."""
    return [KolomRekap("Kode", 9.5, "sel_kode"), KolomRekap("Kecamatan", 21), KolomRekap("Kabupaten/Kota", 23)]


def place_cells(e: Entri) -> list[Isi]:
    """The cells of `place_columns`."""
    k = e.kecamatan
    return [k.kode, clean(k.identitas.nama), clean(k.daerah)]


def short_hash(k: Kiriman | None) -> str:
    """The first digits of the file's SHA-256."""
    return k.sidik[:SIDIK_PENDEK] if k else ""


def column_of(kolom: int, dari: int, sampai: int, lembar: str = "") -> str:
    """An absolute block of one column, with its sheet when another's."""
    blok = f"{alamat((dari, kolom), mutlak=True)}:{alamat((sampai, kolom), mutlak=True)}"
    return f"{cell_ref(lembar, (dari, kolom))}:{alamat((sampai, kolom), mutlak=True)}" if lembar else blok


def at(baris: int, kolom: int) -> str:
    """A relative cell of the same sheet."""
    return alamat((baris, kolom))


#: Places on the sheet of weights: the policy, its number, the tie bound, the first stage, and where indicators begin.
B_KEBIJAKAN: Posisi = (4, 4)
B_NOMOR_KEBIJAKAN: Posisi = (5, 4)
B_SERI: Posisi = (6, 4)
B_BEDA: Posisi = (7, 4)
B_JUMLAH: Posisi = (8, 4)
B_TAHAP = 11
