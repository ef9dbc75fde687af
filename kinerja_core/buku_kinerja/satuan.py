"""What an indicator is counted in: how large its numbers can be, and whether they can be parts of one.

The bound of a number follows from the satuan of its row; a number beyond it is not counted, in core and sheet alike.
Each group has a bound of its own, so that one cell of the sheet tells the group. A satuan in no group is the office's
own (Rupiah, hektare): no more is known of it than that no number is beyond BATAS_ANGKA.

Dasar: domain.md 3 of the shared design.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from kinerja_core.dasar.excelmath import at_six, same_text

SATUAN_PERSEN = ("%", "persen", "prosentase")
AWALAN_PERSEN = ("Persentase", "Presentase", "Prosentase")
SATUAN_BUKAN_PERSEN = ("Nilai", "Angka", "Indeks")
BATAS_PERSEN: Annotated[
    float, "BRS06", "Persen lebih dari ini tidak masuk akal; sepuluh kali seratus persen pun masih boleh."] = 1000.0
BATAS_NILAI: Annotated[
    float, "BRS06", "Nilai, indeks, bulan, hari: skor tertinggi yang dikenal 1.000, hari setahun 366."] = 9999.0
BATAS_HITUNGAN: Annotated[
    float, "BRS06", "Kegiatan, dokumen, desa, unit sebuah kecamatan: puluhan sampai ribuan setahun."] = 10000.0
BATAS_BANYAK: Annotated[
    float, "BRS06", "Orang, surat, lembar: sebanyak-banyaknya penduduk satu kecamatan beserta berkasnya."] = 1e7
BATAS_LAIN: Annotated[float, "BRS06", "Satuan lain: sebanyak isian angka sendiri."] = 1e12
BATAS_ANGKA: Annotated[
    float, "BRS06", "Angka yang lebih jauh dari 0 dianggap belum diisi dan menimbulkan catatan, supaya tidak ada hasil "
                    "bagi yang meluap. Sepuluh triliun jauh di atas anggaran kecamatan."] = 1e13
#: Satuan of each bound, as documents write them; compared without case.
KELOMPOK: tuple[tuple[float, tuple[str, ...]], ...] = (
    (BATAS_NILAI, (*SATUAN_BUKAN_PERSEN, "Skor", "Poin", "Bulan", "Bln", "Tahun", "Hari", "Minggu", "Triwulan")),
    (BATAS_HITUNGAN, ("Kegiatan", "Keg", "Rapat", "Kali", "Acara", "Pertemuan", "Dokumen", "Dok", "Laporan", "Lap",
                      "Desa", "Kelurahan", "Lembaga", "Kelompok", "Kasus", "Kejadian", "Rekomendasi", "Unit", "Buah",
                      "Paket", "Jenis", "Layanan", "Bidang", "ASN", "PNS", "Pegawai", "Program")),
    (BATAS_BANYAK, ("Orang", "Org", "Jiwa", "KK", "Peserta", "Pemohon", "Permohonan", "Surat", "Lembar", "Eks",
                    "Eksemplar", "Berkas", "Buku")),
)


def is_counted(x: float, batas: float) -> bool:
    """Does a number count under the bound of its satuan? Not beyond it, and of what is counted whole none below 0."""
    return at_six(abs(x)) <= batas and (x >= 0 or not is_whole_unit(batas))


def is_counted_formula(x: str, batas: str) -> str:
    """The same of a number and a cell."""
    return f"AND(ROUND(ABS({x}),6)<={batas},OR({x}>=0,NOT({is_whole_unit_formula(batas)})))"


def is_whole_unit(batas: float) -> bool:
    """Can what has this bound only be counted whole?"""
    return BATAS_HITUNGAN <= batas <= BATAS_BANYAK


def is_whole_unit_formula(batas: str) -> str:
    """The same of a cell, asked once: the distance to the middle of both bounds."""
    return f"ABS({batas}-{(BATAS_BANYAK + BATAS_HITUNGAN) / 2:.15g})<={(BATAS_BANYAK - BATAS_HITUNGAN) / 2:.15g}"


def _one_of(teks: str, pilihan: Sequence[str]) -> bool:
    return any(same_text(teks, p) for p in pilihan)


def is_percent(uraian: str, satuan: str) -> bool:
    """Is the indikator a percentage? By its satuan, or by its first word when the satuan says no other."""
    berawalan = any(same_text(uraian[:len(a)], a) for a in AWALAN_PERSEN)
    return _one_of(satuan, SATUAN_PERSEN) or (berawalan and not _one_of(satuan, SATUAN_BUKAN_PERSEN))


def unit_bound(uraian: str, satuan: str) -> float:
    """How far from 0 a number of the indikator can be; both texts trimmed."""
    if is_percent(uraian, satuan):
        return BATAS_PERSEN
    return next((batas for batas, nama in KELOMPOK if _one_of(satuan, nama)), BATAS_LAIN)


def unit_bound_formula(uraian: str, satuan: str) -> str:
    """The same over two cleaned cells."""
    menurut_satuan = ",".join(f'{satuan}="{s}"' for s in SATUAN_PERSEN)
    awal = ",".join(f'LEFT({uraian},{len(a)})="{a}"' for a in AWALAN_PERSEN)
    bukan = ",".join(f'{satuan}<>"{s}"' for s in SATUAN_BUKAN_PERSEN)
    lain = f"{BATAS_LAIN:.15g}"
    for batas, nama in reversed(KELOMPOK):
        sama = ",".join(f'{satuan}="{n}"' for n in nama)
        lain = f"IF(OR({sama}),{batas:.15g},{lain})"
    return f"IF(OR({menurut_satuan},AND(OR({awal}),{bukan})),{BATAS_PERSEN:.15g},{lain})"
