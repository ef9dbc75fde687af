"""Recap sheets of the order: Peringkat (formulas over the matrix, so that other weights can be tried) and Kepekaan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, cell_ref
from kinerja_core.lembar.tema import TAB_HASIL
from kinerja_core.provinsi.peringkat import CARA_LAIN, SERI, Tempat, group, shifts, total_under, value_of
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN, SEBUTAN_TAHAP, Entri, Tahap
from kinerja_core.provinsi.rekap.bobot import (
    M_AWAL,
    M_GABUNGAN,
    M_NILAI,
    P_TEPAT,
    check_cell,
    rank_columns,
    stage_pairs,
    stage_ref,
)
from kinerja_core.provinsi.rekap.dasar import (
    AWAL,
    B_SERI,
    BOBOT,
    KEPEKAAN,
    MATRIKS,
    PERINGKAT,
    VERIFIKASI,
    Bahan,
    Hitung,
    KolomRekap,
    at,
    clean,
    column_of,
    open_sheet,
    place_cells,
    place_columns,
    put_table,
    short_hash,
)
from kinerja_core.xlsx.buku import alamat

#: Columns of Peringkat that formulas look at: rank, kind of kecamatan, first stage.
P_PERINGKAT, P_KELOMPOK, P_TAHAP = 0, 5, 10


def _columns(b: Bahan, geser: list[tuple[Tahap, Tahap]]) -> list[KolomRekap]:
    kolom = [KolomRekap("Peringkat", 10, "sel_rata_tengah"), KolomRekap("Seri", 6.5, "sel_tengah"), *place_columns(),
             KolomRekap("Kelompok", 13.5), KolomRekap("Nilai Akhir", 9.5, "angka2_tebal"),
             KolomRekap("Nilai Akhir tepat", 17, "angka12_biasa"), KolomRekap("Di kab/ kota", 8, "sel_rata_tengah"),
             KolomRekap("Di kelompok", 11, "sel_rata_tengah")]
    kolom += [KolomRekap(SEBUTAN_TAHAP[t], 10.5, "angka2") for t in b.tahap]
    kolom += [KolomRekap(f"Geser {a} ke {z}", 11.5, "geser") for a, z in geser]
    if b.acuan is not None:
        kolom.append(KolomRekap("Peringkat provinsi", 10.5, "sel_rata_tengah"))
    if b.p.instrumen.predikat:
        kolom.append(KolomRekap("Predikat tercatat", 12))
    return [*kolom, KolomRekap("Peringkat tercatat", 12.5, "sel_tengah"), KolomRekap("Keadaan", 22),
            KolomRekap("Terlambat", 10.5),
            KolomRekap("SHA-256 (12 awal)", 14, "sel_kode"), KolomRekap("Berkas", 46, "sel_kode"),
            KolomRekap("Urutan", 9, "sel_rata_tengah")]


def sheet_peringkat(b: Bahan, h: Hitung) -> Lembar:
    """Everybody who holds a submission, best first by the registered weights; ranks follow the weights of Bobot."""
    geser = stage_pairs(b)
    kolom = _columns(b, geser)
    lembar = open_sheet(b, PERINGKAT, TAB_HASIL, "Peringkat", [k.lebar for k in kolom], check_cell(b, h),
                        "Menurut Nilai Akhir tepat. Panah di kepala tabel menyaring kab/kota dan kelompok. Baris urut "
                        "menurut bobot yang tercatat; kolom Peringkat ikut bobot di lembar Bobot.")
    pembuat = _Peringkat(b, h, geser)
    put_table(lembar, kolom, pembuat.rows(), beku=4, layar=2)
    assert kolom[rank_columns(b)].judul == "Urutan"
    akhir = AWAL + max(pembuat.jumlah, 1) - 1
    lembar.bersyarat.append(FormatBersyarat((AWAL, 1), (akhir, 1), f'{at(AWAL, 1)}="seri"', "perlu_dicek"))
    return lembar


class _Peringkat:
    """Builds the rows of Peringkat."""

    def __init__(self, b: Bahan, h: Hitung, geser: list[tuple[Tahap, Tahap]]) -> None:
        self.b, self.h, self.geser = b, h, geser
        self.jumlah = len(b.tempat) + len(b.tunda)
        self.bergeser = [shifts(b.p, a, z) for a, z in geser]
        self.matriks = b.baris_matriks
        akhir = AWAL + max(self.jumlah, 1) - 1
        self.tepat, self.urut, self.kel = (column_of(k, AWAL, akhir) for k in (P_TEPAT, P_PERINGKAT, P_KELOMPOK))
        self.seri = cell_ref(BOBOT, B_SERI)
        self.blok: dict[str, tuple[int, int]] = {}
        for e in b.bernilai:
            kab, baris = e.kecamatan.kode_kabupaten, self.matriks[e.kecamatan.kode]
            self.blok[kab] = (self.blok.get(kab, (baris, 0))[0], baris)

    def rows(self) -> Iterator[list[Isi]]:
        for n, t in enumerate(self.b.tempat, start=AWAL):
            yield self._row(n, t.entri, t)
        for n, e in enumerate(self.b.tunda, start=AWAL + len(self.b.tempat)):
            yield self._row(n, e, None)

    def _row(self, r: int, e: Entri, t: Tempat | None) -> list[Isi]:
        h, tepat, k = self.h, at(r, P_TEPAT), e.berlaku
        lebih, kosong = f"{tepat}+{self.seri}", f'{tepat}=""'
        kab = column_of(M_GABUNGAN, *self.blok.get(e.kecamatan.kode_kabupaten, (M_AWAL, M_AWAL)), MATRIKS)

        def rank(banyak: str, nilai: int | None) -> Isi:
            return h.formula(f'IF({kosong},"",SUMPRODUCT({banyak})+1)', "" if nilai is None else nilai)

        nilai = value_of(self.b.p, e)
        peringkat = rank(f'({self.tepat}<>"")*({self.tepat}>{lebih})', t.peringkat if t else None)
        baris: list[Isi] = [
            peringkat,
            h.formula(f'IF({kosong},"",IF(COUNTIF({self.urut},{at(r, P_PERINGKAT)})>1,"seri",""))',
                      "seri" if t and t.seri else ""),
            *place_cells(e), group(e), h.formula(tepat, "" if nilai is None else nilai), self._total(r, nilai),
            rank(f'({kab}<>"")*({kab}>{lebih})', t.kabupaten if t else None),
            rank(f'({self.kel}={at(r, P_KELOMPOK)})*({self.tepat}<>"")*({self.tepat}>{lebih})',
                 t.kelompok if t else None),
            *(self._stage(tahap, e) for tahap in self.b.tahap),
            *(g.get(e.kecamatan.kode) for g in self.bergeser)]
        ini = at(r, P_PERINGKAT)
        sampai = f"{alamat((AWAL, P_PERINGKAT), mutlak=True)}:{ini}"
        if self.b.acuan is not None:
            baris.append(self.b.acuan.get(e.kecamatan.kode))
        if self.b.p.instrumen.predikat:
            baris.append(e.skor.predikat if e.skor else None)
        return [*baris, t.peringkat if t else "belum lengkap", SEBUTAN_KEADAAN[e.keadaan],
                "terlambat" if k and k.terlambat else "", short_hash(k), clean(k.berkas) if k else "",
                h.formula(f'IF({kosong},"",{ini}+COUNTIF({sampai},{ini})-1)', r - AWAL + 1 if t else "")]

    def _total(self, r: int, nilai: float | None) -> Isi:
        """Σ weight x stage / Σ weight; "" while a stage with a weight has no value."""
        tahap = [(stage_ref(n), at(r, P_TAHAP + n)) for n in range(len(self.b.tahap))]
        kurang = ",".join(f'AND({w}>0,{x}="")' for w, x in tahap)
        bobot = "+".join(w for w, _ in tahap)
        jumlah = "+".join(f"{w}*{x}" for w, x in tahap)
        return self.h.formula(f'IF(OR({kurang},{bobot}<=0),"",({jumlah})/({bobot}))', "" if nilai is None else nilai)

    def _stage(self, tahap: Tahap, e: Entri) -> Isi:
        """A stage's value: by formula from the matrix where that gives the registered one, else as registered."""
        nilai = e.tahap.get(tahap)
        skor = {"mandiri": e.skor, "verifikasi": e.verifikasi}.get(tahap)
        baris = self.matriks.get(e.kecamatan.kode)
        if nilai is None or skor is None or baris is None:
            return nilai
        ins = self.b.p.instrumen
        if abs(total_under(ins, skor, ins.kebijakan_tidak_relevan) - nilai) > SERI:
            return nilai
        return self.h.formula(cell_ref(MATRIKS if tahap == "mandiri" else VERIFIKASI, (baris, M_NILAI)), nilai)


# -- how sensitive -----------------------------------------------------------------------------------------------------


def sheet_kepekaan(b: Bahan, h: Hitung) -> Lembar:
    """Rank of the self-assessment under every other way to come to a total; who moves, how far."""
    kolom = [KolomRekap("Peringkat mandiri", 10.5, "angka0"), *place_columns(),
             KolomRekap("Nilai Akhir mandiri", 10, "angka2"),
             KolomRekap("Terbaik", 9, "angka0"), KolomRekap("Terburuk", 9, "angka0"),
             KolomRekap("Rentang", 9, "angka0"),
             KolomRekap("Peka pembulatan", 12, "sel_tengah")]
    for nama in CARA_LAIN:
        kolom += [KolomRekap(nama, 12, "angka2"), KolomRekap("Peringkat", 9.5, "angka0"),
                  KolomRekap("Geser", 7.5, "geser")]
    lembar = open_sheet(b, KEPEKAAN, TAB_HASIL, "Kepekaan peringkat", [k.lebar for k in kolom], check_cell(b, h),
                        _moved(b))

    def rows() -> Iterator[list[Isi]]:
        for k in b.kepekaan:
            baik, buruk = k.rentang
            nilai = k.entri.skor.nilai_akhir if k.entri.skor else None
            baris: list[Isi] = [k.peringkat, *place_cells(k.entri), nilai, baik, buruk, buruk - baik,
                                "ya" if k.peka_bulat else ""]
            for nama in CARA_LAIN:
                x, r = k.lain[nama]
                baris += [x, r, k.peringkat - r]
            yield baris

    akhir = put_table(lembar, kolom, rows(), beku=4)
    assert lembar.cetak is not None
    lembar.cetak = replace(lembar.cetak, lebar_halaman=2, ulang_kolom=(0, 3))
    awal_cara = len(kolom) - 3 * len(CARA_LAIN)
    for n in range(len(CARA_LAIN)):
        kol = awal_cara + 3 * n + 2
        lembar.bersyarat.append(FormatBersyarat((AWAL, kol), (akhir, kol),
                                                f"AND(ISNUMBER({at(AWAL, kol)}),{at(AWAL, kol)}<>0)", "perlu_dicek"))
    return lembar


def _moved(b: Bahan) -> str:
    """How many change places under each way, and how far at most."""
    banyak: Counter[str] = Counter()
    jauh: dict[str, int] = {}
    for k in b.kepekaan:
        for nama, (_, r) in k.lain.items():
            banyak[nama] += r != k.peringkat
            jauh[nama] = max(jauh.get(nama, 0), abs(r - k.peringkat))
    kata = [f"{nama}: {banyak[nama]} berpindah, terjauh {jauh[nama]}" for nama in CARA_LAIN if banyak[nama]]
    return "; ".join(kata) + "." if kata else "Tidak ada yang berpindah peringkat."
