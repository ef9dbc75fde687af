"""Recap sheets that answer "what if the weights were others": Bobot (inputs) and Matriks (capaian and totals)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Kebijakan
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, Sel, ValidasiSel, cell_ref, text_literal
from kinerja_core.lembar.huruf import row_height
from kinerja_core.lembar.tema import TAB_HASIL, TAB_ISIAN
from kinerja_core.provinsi.peringkat import SEBUTAN_KEBIJAKAN, SERI, total_under, value_of
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Entri, Skor, Tahap
from kinerja_core.provinsi.rekap.dasar import (
    AWAL,
    B_BEDA,
    B_JUMLAH,
    B_KEBIJAKAN,
    B_NOMOR_KEBIJAKAN,
    B_SERI,
    B_TAHAP,
    BOBOT,
    KEPALA,
    MATRIKS,
    PERINGKAT,
    TR,
    VERIFIKASI,
    Bahan,
    Hitung,
    at,
    clean,
    column_of,
    open_sheet,
)
from kinerja_core.xlsx.buku import alamat

#: Policies in the order of their numbers.
KEBIJAKAN: tuple[Kebijakan, ...] = tuple(SEBUTAN_KEBIJAKAN)
#: Columns of the matrix before the indicators: kode, kecamatan, kabupaten, total as computed, as registered, combined.
M_NILAI, M_TERCATAT, M_GABUNGAN, M_INDIKATOR = 3, 4, 5, 6
#: Row of the matrix that holds the weights, and its first kecamatan.
M_BOBOT, M_AWAL = AWAL, AWAL + 1
_SEPULUH = 10
#: What the list of the yellow cell offers.
_PILIHAN: dict[Kebijakan, str] = {"nol": "bernilai 0", "penuh": "bernilai penuh",
                                  "normalisasi": "dikeluarkan, diskalakan"}
_SAMA = "Sama dengan Nilai Akhir yang tercatat"
_UBAH = "Bobot, tahap, atau perlakuan diubah: angka di sini hanya untuk mencoba"
_BARIS_URAIAN = 13


def first_indicator(b: Bahan) -> int:
    """Row of the first indicator on Bobot."""
    return B_TAHAP + len(b.tahap) + 4


def stage_ref(n: int) -> str:
    """The weight of the n-th stage."""
    return cell_ref(BOBOT, (B_TAHAP + n, 4))


def check_cell(b: Bahan, h: Hitung) -> Rumus:
    """Do the totals of the workbook equal the registered ones? Stands in the frozen part of every sheet."""
    rumus = f"IF({cell_ref(BOBOT, B_BEDA)}=0,{text_literal(_SAMA)},{text_literal(_UBAH)})"
    return h.formula(rumus, _UBAH if b.berbeda else _SAMA)


def sheet_bobot(b: Bahan, h: Hitung) -> Lembar:
    """Weights of indicators and stages, the policy: yellow cells to try others; and the checks."""
    lembar = open_sheet(b, BOBOT, TAB_ISIAN, "Coba Bobot", (9, 34, 62, 13, 24, 11), check_cell(b, h),
                        "Ubah sel kuning untuk mencoba; Matriks dan Peringkat ikut dihitung ulang. Yang sah tetap "
                        "nilai yang tercatat.")
    _leaders(b, h, lembar)
    _settings(b, h, lembar)
    _stages(b, h, lembar)
    _indicators(b, h, lembar)
    lembar.beku, lembar.mulai = (AWAL - 1, 0), B_KEBIJAKAN
    return lembar


def _leaders(b: Bahan, h: Hitung, lembar: Lembar) -> None:
    """Who leads by the weights in the yellow cells."""
    akhir = AWAL + max(len(b.tempat) + len(b.tunda), 1) - 1
    urutan = column_of(rank_columns(b), AWAL, akhir, PERINGKAT)
    lembar.put_row(B_KEBIJAKAN[0] - 1, ["Peringkat", "Sepuluh tertinggi bobot ini"], "kepala")
    for n in range(_SEPULUH):
        t = b.tempat[n] if n < len(b.tempat) else None
        k = t.entri.kecamatan if t else None
        ke = f"MATCH({n + 1},{urutan},0)"
        peringkat, nama, kab = (f"INDEX({column_of(kol, AWAL, akhir, PERINGKAT)},{ke})" for kol in (0, 3, 4))
        lembar.put_row(B_KEBIJAKAN[0] + n, [
            h.formula(f'IFERROR({peringkat},"")', t.peringkat if t else ""),
            h.formula(f'IFERROR({nama}&", "&{kab},"")', f"{clean(k.identitas.nama)}, {clean(k.daerah)}" if k else "")],
            ["sel_tengah", "sel_rata"])


def rank_columns(b: Bahan) -> int:
    """Column of Peringkat that numbers its rows in the order of the yellow cells: the last."""
    return P_TEPAT + 3 + len(b.tahap) + len(stage_pairs(b)) + (b.acuan is not None) + bool(b.p.instrumen.predikat) + 5


def stage_pairs(b: Bahan) -> list[tuple[Tahap, Tahap]]:
    """Stages that follow one another and have values: between them ranks shift."""
    return list(pairwise(t for t in b.tahap if any(t in e.tahap for e in b.p.entri)))


def _settings(b: Bahan, h: Hitung, lembar: Lembar) -> None:
    ins = b.p.instrumen
    lembar.put_row(B_KEBIJAKAN[0] - 1, ["Pengaturan", None, "Isi"], "kepala", 2)
    awal, akhir = first_indicator(b), first_indicator(b) + len(ins.indikator) - 1
    m_akhir = M_AWAL + max(len(b.bernilai), 1) - 1
    hitung, catat = (column_of(k, M_AWAL, m_akhir, MATRIKS) for k in (M_NILAI, M_TERCATAT))
    seri, jumlah = cell_ref(BOBOT, B_SERI), excel_round(sum(float(i.bobot) for i in ins.indikator), 6)
    pilihan = tuple(_PILIHAN[k] for k in KEBIJAKAN)
    kini = KEBIJAKAN.index(ins.kebijakan_tidak_relevan)
    beda = f"SUMPRODUCT(({hitung}-{catat}>{seri})+({catat}-{hitung}>{seri}))"
    daftar = column_of(1, akhir + 4, akhir + 6)
    baris: list[tuple[str, Isi, str]] = [
        ("Indikator yang Tidak relevan", None, "isi_teks"),
        ("Nomor urut perlakuan itu di daftar di bawah tabel",
         h.formula(f"MATCH({at(*B_KEBIJAKAN)},{daftar},0)", kini + 1), "angka0"),
        ("Selisih nilai yang masih dianggap sama (seri)", SERI, "angka_umum"),
        ("Kecamatan yang nilai mandirinya berbeda dari yang tercatat", h.formula(beda, b.berbeda), "angka0"),
        ("Jumlah bobot indikator (seharusnya 100)", h.formula(f"ROUND(SUM({column_of(4, awal, akhir)}),6)", jumlah),
         "angka2_tebal"),
    ]
    for n, (label, isi, gaya) in enumerate(baris, start=B_KEBIJAKAN[0]):
        lembar.put_row(n, [label, None], "sel_rata", 2)
        if isi is None:
            lembar.put_input((n, 4), ("kebijakan", "isi"), gaya)
            h.isi[("kebijakan", "isi")] = pilihan[kini]
        else:
            lembar.put(n, 4, isi, gaya)
    lembar.validasi.append(ValidasiSel(B_KEBIJAKAN, "daftar", (daftar,), "Perlakuan Tidak relevan",
                                       "Pilih dari daftar: klik panah kecil di kanan sel."))
    lembar.bersyarat.append(FormatBersyarat(B_JUMLAH, B_JUMLAH, f"{alamat(B_JUMLAH, mutlak=True)}<>100", "salah"))
    for n, teks in enumerate(pilihan):
        lembar.put_row(akhir + 4 + n, [n + 1, teks], ["sel_tengah", "sel_rata"])
    lembar.put_row(akhir + 3, ["Nomor", "Perlakuan Tidak relevan"], "kepala")


def _stages(b: Bahan, h: Hitung, lembar: Lembar) -> None:
    lembar.put_row(B_TAHAP - 1, ["Tahap", "Bobot asal", "Bobot dipakai", "Beda"], "kepala", 2)
    for n, t in enumerate(b.tahap, start=B_TAHAP):
        asal = float(b.p.bobot_tahap.get(t, 0))
        lembar.put_row(n, [SEBUTAN_TAHAP[t], asal], ["sel_rata", "angka_umum"], 2)
        lembar.put_input((n, 4), ("tahap", t), "isi_desimal")
        h.isi[("tahap", t)] = asal
        lembar.put(n, 5, h.formula(f"{at(n, 4)}-{at(n, 3)}", 0.0), "angka_umum")
    akhir = B_TAHAP + len(b.tahap) - 1
    lembar.validasi.append(ValidasiSel((B_TAHAP, 4), "desimal", ("0", "100"), "Bobot tahap", "Isi angka 0 sampai 100.",
                                       (akhir, 4)))


def _indicators(b: Bahan, h: Hitung, lembar: Lembar) -> None:
    ins, awal = b.p.instrumen, first_indicator(b)
    kata = ins.istilah
    lembar.put_row(awal - 1, ["Nomor", kata.aspek, kata.indikator, "Bobot asal", "Bobot dipakai", "Beda"], "kepala")
    baris = awal
    for a in ins.aspek:
        for i in a.indikator:
            uraian = clean(i.uraian, 400)
            lembar.put_row(baris, [i.nomor, clean(a.nama, 200), uraian, float(i.bobot)],
                           ["sel_tengah", "sel", "sel", "angka_umum"])
            lembar.put_input((baris, 4), (i.kode, "bobot"), "isi_desimal")
            h.isi[(i.kode, "bobot")] = float(i.bobot)
            lembar.put(baris, 5, h.formula(f"{at(baris, 4)}-{at(baris, 3)}", 0.0), "angka_umum")
            lembar.fit_row(baris, {1: clean(a.nama, 200), 2: uraian})
            baris += 1
    lembar.validasi.append(ValidasiSel((awal, 4), "desimal", ("0", "100"), "Bobot", "Isi angka 0 sampai 100.",
                                       (baris - 1, 4)))
    beda = at(B_TAHAP, 5)
    lembar.bersyarat.append(FormatBersyarat((B_TAHAP, 5), (baris - 1, 5), f"AND(ISNUMBER({beda}),{beda}<>0)", "salah"))
    jumlah = excel_round(sum(float(i.bobot) for i in ins.indikator), 6)
    lembar.put_row(baris, [None, None, "Jumlah", h.formula(f"ROUND(SUM({column_of(3, awal, baris - 1)}),6)", jumlah),
                           h.formula(at(*B_JUMLAH), jumlah), None],
                   ["sel", "sel", "sel_tebal", "angka2_tebal", "angka2_tebal", "sel"])
    lembar.cetak = Cetak(((0, 0), (baris + 5, 5)), (awal - 1, awal - 1))


# -- the matrix --------------------------------------------------------------------------------------------------------


def sheet_matriks(b: Bahan, h: Hitung) -> Lembar:
    """Kecamatan x indikator by the self-assessment, with the total by the weights of Bobot and as registered."""
    return _matrix(b, h, MATRIKS, "Capaian menurut isian kecamatan", lambda e: e.skor)


def sheet_verifikasi(b: Bahan, h: Hitung) -> Lembar:
    """The same by the verifiers' values."""
    return _matrix(b, h, VERIFIKASI, "Capaian menurut verifikator", lambda e: e.verifikasi)


def _matrix(b: Bahan, h: Hitung, nama: str, judul: str, skor: Callable[[Entri], Skor | None]) -> Lembar:
    ins = b.p.instrumen
    n_ind = len(ins.indikator)
    lebar = (9.5, 19, 21, 9, 9, 9, *(5.3 for _ in range(n_ind)), 9, 9)
    lembar = open_sheet(b, nama, TAB_HASIL, judul, lebar, check_cell(b, h),
                        f"Capaian 0-100. {TR} = Tidak relevan; kosong = belum diisi; 0,0 = benar-benar nol. Uraian "
                        "lengkap indikator ada di lembar Bobot.")
    akhir_ind = M_INDIKATOR + n_ind - 1
    uraian = [clean(f"{i.nomor}. {i.uraian}", 60) for i in ins.indikator]
    lembar.put_row(KEPALA, ["Kode", "Kecamatan", "Kabupaten/Kota", "Nilai Akhir dihitung", "Nilai Akhir tercatat",
                            "Nilai gabungan"], "kepala")
    lembar.put_row(KEPALA, list(uraian), "kepala_tegak", M_INDIKATOR)
    lembar.put_row(KEPALA, ["Jumlah nilai", f"Bobot {TR}"], "kepala", akhir_ind + 1)
    lembar.tinggi[KEPALA] = row_height(_BARIS_URAIAN)
    lembar.put_row(M_BOBOT, ["Bobot", "", "", None, None, None], "sel_tebal")
    awal = first_indicator(b)
    for n, i in enumerate(ins.indikator):
        lembar.put(M_BOBOT, M_INDIKATOR + n, h.formula(cell_ref(BOBOT, (awal + n, 4)), float(i.bobot)), "angka_bobot")
    lembar.put_row(M_BOBOT, [None, None], "sel_tebal", akhir_ind + 1)
    bobot = column_row(M_BOBOT, M_INDIKATOR, akhir_ind)
    urut = {t.kode: AWAL + n for n, t in enumerate(b.tempat)}
    urut |= {e.kecamatan.kode: AWAL + len(b.tempat) + n for n, e in enumerate(b.tunda)}
    isi = _Baris(b, h, bobot, akhir_ind, urut)
    for baris, e in enumerate(b.bernilai, start=M_AWAL):
        if (s := skor(e)) is not None:
            isi.put(lembar, baris, e, s, nama == MATRIKS)
        else:
            isi.put_empty(lembar, baris, e)
    akhir = M_AWAL + max(len(b.bernilai), 1) - 1
    if b.bernilai:
        lembar.saring = ((M_BOBOT, 0), (akhir, 2))
    lembar.bersyarat.append(FormatBersyarat((M_AWAL, M_INDIKATOR), (akhir, akhir_ind),
                                            skala=("#F4B183", "#FFF2CC", "#A9D18E")))
    lembar.beku, lembar.mulai = (M_AWAL, M_INDIKATOR - 3), (M_AWAL, 0)
    lembar.cetak = Cetak(((0, 0), (akhir, akhir_ind + 2)), (KEPALA, M_BOBOT), ulang_kolom=(0, 2),
                         lebar_halaman=2 if n_ind > 20 else 1)
    return lembar


def column_row(baris: int, dari: int, sampai: int) -> str:
    """An absolute block of one row."""
    return f"{alamat((baris, dari), mutlak=True)}:{alamat((baris, sampai), mutlak=True)}"


class _Baris:
    """Writes the rows of a matrix; cells that are alike are one object."""

    def __init__(self, b: Bahan, h: Hitung, bobot: str, akhir: int, urut: dict[str, int]) -> None:
        self.b, self.h, self.bobot, self.akhir, self.urut = b, h, bobot, akhir, urut
        self.indikator = [(i.kode, float(i.bobot)) for i in b.p.instrumen.indikator]
        self.sel: dict[object, Sel] = {}
        self.kebijakan = b.p.instrumen.kebijakan_tidak_relevan
        self.nomor, self.jumlah = cell_ref(BOBOT, B_NOMOR_KEBIJAKAN), cell_ref(BOBOT, B_JUMLAH)

    def capaian(self, c: object) -> Sel:
        if c not in self.sel:
            if c == TIDAK_RELEVAN:
                self.sel[c] = Sel(TR, "sel_matriks_teks")
            else:
                self.sel[c] = Sel(c if isinstance(c, int | float) else None, "sel_matriks")
        return self.sel[c]

    def place(self, lembar: Lembar, baris: int, e: Entri) -> None:
        k = e.kecamatan
        lembar.put_row(baris, [k.kode, clean(k.identitas.nama), clean(k.daerah)], ["sel_kode", "sel_rata", "sel_rata"])

    def put_empty(self, lembar: Lembar, baris: int, e: Entri) -> None:
        self.place(lembar, baris, e)
        lembar.put_row(baris, [None] * (self.akhir - 2 + 2), "sel_matriks", 3)

    def put(self, lembar: Lembar, baris: int, e: Entri, s: Skor, mandiri: bool) -> None:
        self.place(lembar, baris, e)
        ins, h, ak = self.b.p.instrumen, self.h, self.akhir
        isi = f"{at(baris, M_INDIKATOR)}:{at(baris, ak)}"
        jum, lep = at(baris, ak + 1), at(baris, ak + 2)
        sisa = f"ROUND({self.jumlah}-{lep},6)"
        rumus = (f"IF({self.nomor}={KEBIJAKAN.index('normalisasi') + 1},IF({sisa}<=0,0,{jum}/{sisa}*100),"
                 f"{jum}+IF({self.nomor}={KEBIJAKAN.index('penuh') + 1},{lep},0))")
        c = s.capaian
        jumlah = sum(w * x / 100 for k, w in self.indikator if isinstance(x := c.get(k), int | float))
        lepas = sum(w for k, w in self.indikator if c.get(k) == TIDAK_RELEVAN)
        lembar.put(baris, M_NILAI, h.formula(rumus, total_under(ins, s, self.kebijakan)), "angka2_tebal")
        lembar.put(baris, M_TERCATAT, s.nilai_akhir, "angka2")
        ke, gabung = self.urut.get(e.kecamatan.kode), value_of(self.b.p, e)
        lembar.put(baris, M_GABUNGAN, h.formula(cell_ref(PERINGKAT, (ke, P_TEPAT)), "" if gabung is None else gabung)
                   if mandiri and ke is not None else None, "angka2")
        for n, (kode, _) in enumerate(self.indikator, start=M_INDIKATOR):
            lembar.sel[(baris, n)] = self.capaian(c.get(kode))
        lembar.put(baris, ak + 1, h.formula(f"SUMPRODUCT({self.bobot},{isi})/100", jumlah), "angka2")
        lembar.put(baris, ak + 2, h.formula(f'SUMIF({isi},"{TR}",{self.bobot})', lepas), "angka2")


#: Column of the exact total on Peringkat.
P_TEPAT = 7
