"""The recap workbook of a round as a described Denah, with the value of every formula."""

from __future__ import annotations

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.rekap.bobot import sheet_bobot, sheet_matriks, sheet_verifikasi
from kinerja_core.provinsi.rekap.daftar import sheet_belum, sheet_berkas, sheet_dilihat, sheet_statistik
from kinerja_core.provinsi.rekap.dasar import Bahan, Hitung
from kinerja_core.provinsi.rekap.depan import sheet_grafik, sheet_ringkasan
from kinerja_core.provinsi.rekap.peringkat import sheet_kepekaan, sheet_peringkat

JENIS_REKAP = "rekap"


def describe_recap(b: Bahan) -> tuple[Denah, Isian, Hitung]:
    """The workbook, what stands in its yellow cells, and the value of every formula by its key."""
    h = Hitung()
    lembar = [sheet_ringkasan(b, h), sheet_peringkat(b, h), sheet_bobot(b, h), sheet_matriks(b, h)]
    if b.ada_verifikasi:
        lembar.append(sheet_verifikasi(b, h))
    lembar += [sheet_statistik(b, h), sheet_dilihat(b, h), sheet_berkas(b, h), sheet_belum(b, h), sheet_kepekaan(b, h),
               sheet_grafik(b, h)]
    masukan: dict[Kotak, tuple[str, tuple[int, int]]] = {
        kotak: (s.nama, posisi) for s in lembar for posisi, kotak in s.masukan.items()}
    nama = {_input_name(kotak): tempat for kotak, tempat in masukan.items()}
    properti = {"kinerja_jenis": JENIS_REKAP, "kinerja_instrumen_id": b.p.instrumen.id,
                "kinerja_instrumen_sidik": b.p.instrumen.sidik}
    data: dict[Kotak, Nilai] = dict(h.isi)
    return (Denah(b.judul, tuple(lembar), nama, masukan, {}, properti, b.judul), Isian(None, data), h)


def _input_name(kotak: Kotak) -> str:
    """Defined name of a yellow cell: bobot_i01, tahap_mandiri, kebijakan_tidak_relevan."""
    if kotak[0] == "kebijakan":
        return "kebijakan_tidak_relevan"
    return f"tahap_{kotak[1]}" if kotak[0] == "tahap" else f"bobot_{kotak[0]}"
