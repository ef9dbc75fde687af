"""The tables of the LKjIP: chapters 1 and 2, chapter 3 with its evaluation, the budget and the last lampiran.

Every table has the columns of the source, each with the definition it uses under its title. Tables of one sheet stand
side by side (`blok`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kinerja_core.buku_kinerja.baru.blok import (
    BARIS_KE,
    KolomBlok,
    LembarBlok,
    Letak,
    TabelCetak,
    number_column,
    start_sheet,
)
from kinerja_core.buku_kinerja.baru.deret import Deret, Tercetak
from kinerja_core.buku_kinerja.baru.keluaran import Naskah
from kinerja_core.buku_kinerja.baru.tempat import DERET, EVALUASI, LHE, LKJIP2, LKJIP3, LKJIP37, TempatBaru
from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.dasar.excelmath import clean_text

#: Years of a Renstra.
_TAHUN_RENSTRA = 6


class Lkjip:
    """What all tables take from: streams, and their rows as built."""

    def __init__(self, t: TempatBaru) -> None:
        self.t, self.n, self.isi = t, Naskah(t), Tercetak(t.isi)
        self.deret = {x: Deret(t, x, getattr(self.isi, x)) for x in DERET}
        self.tahun = t.isi.tahun

    # --- columns ---

    def text(self, d: Deret, judul: str, lebar: float, nama: str, teks: Callable[[int], str]) -> KolomBlok:
        """A text of Olah."""
        return KolomBlok(judul, lebar, "resmi_teks", partial(d.o, nama), d.of(teks))

    def number(self, d: Deret, judul: str, lebar: float, nama: str, gaya: str = "angka", pita: str = "") -> KolomBlok:
        """A number of Olah in the satuan of its indicator."""
        satuan = f"INDEX(o_satuan,INDEX(u_x_{d.nama},{BARIS_KE}))" if gaya == "angka" else ""
        return KolomBlok(judul, lebar, f"resmi_{gaya}", partial(d.o, nama), pita=pita, satuan=satuan)

    def of_node(self, d: Deret, judul: str, lebar: float, nama: str, gaya: str, pita: str = "") -> KolomBlok:
        """A sum of the tree at the node of a row."""
        return KolomBlok(judul, lebar, f"resmi_{gaya}", partial(d.node, nama), pita=pita)

    def typed(self, d: Deret, judul: str, lebar: float, kunci: str) -> KolomBlok:
        """An input as text."""
        return KolomBlok(judul, lebar, "resmi_teks", partial(d.typed, kunci),
                         d.of(lambda n: self.isi.text(n, kunci)))

    def sasaran(self, d: Deret, lebar: float = 36) -> list[KolomBlok]:
        """Whose indicator, and which."""
        return [number_column(), self.text(d, "Sasaran strategis", lebar, "nn", self.isi.name),
                self.text(d, "Indikator kinerja", lebar, "ind", self.isi.indicator)]

    def satuan(self, d: Deret) -> KolomBlok:
        """Satuan of the indicator."""
        return self.text(d, "Satuan", 10, "satuan", lambda n: self.isi.text(n, "satuan"))

    def target(self, d: Deret, pita: str = "") -> KolomBlok:
        """Target of the year, its class beside it."""
        kolom = self.number(d, f"Target {self.tahun}" if not pita else "Target", 12, "tg", pita=pita)
        return KolomBlok(kolom.judul, kolom.lebar, kolom.gaya, kolom.rumus,
                         d.of(lambda n: f"{x} (00,00)" if (x := self.isi.text(n, "tulisan")) else ""), pita,
                         kolom.satuan)

    # --- tables ---

    def of_iku(self, judul: str, arti: str, *kolom: KolomBlok) -> TabelCetak:
        """A table of the IKU."""
        d = self.deret["iku"]
        return TabelCetak(judul, [*self.sasaran(d), *kolom], d.ruang, d.banyak, len(d.isi), (2,), arti)

    def of_input(self, judul: str, tabel: str, *kolom: tuple[str, str, float]) -> TabelCetak:
        """A table of the sheet Laporan: its used rows, one under the other. Where it counts them stands left of it."""
        ruang, kunci = self.t.isi.ruang[tabel], [k for _, k, _ in kolom]
        slot = [TABEL[tabel].slot(n) for n in range(1, ruang + 1)]
        isi = [s for s in slot if any(self.t.isi.nilai(s, k) is not None for k in kunci)]

        def satu(label: str, k: str, lebar: float) -> KolomBlok:
            def teks(j: int) -> str:
                return clean_text(self.t.isi.nilai(isi[j - 1], k)) if j <= len(isi) else ""
            return KolomBlok(label, lebar, "resmi_teks", teks=teks, di=lambda letak, j:
                             f'IFERROR(INDEX(kolom_{tabel}_{k},MATCH({j},{letak.hitung},0))&"","")')

        def dipakai(n: int) -> str:
            return f"IF(COUNTA({','.join(f'INDEX(kolom_{tabel}_{k},{n})' for k in kunci)})=0,0,1)"
        ada = "+".join(f'(kolom_{tabel}_{k}<>"")' for k in kunci)
        return TabelCetak(judul, [number_column(), *(satu(*k) for k in kolom)], ruang,
                          f"SUMPRODUCT(({ada}>0)*1)", len(isi), tuple(range(1, len(kolom) + 1)), isi=dipakai)

    def of_programs(self, judul: str, *kolom: tuple[str, str, str]) -> TabelCetak:
        """Programs, and their sum right below the last: (header, sum of the tree, formula of the total)."""
        d = self.deret["prog"]

        def uang(label: str, nama: str, total: str) -> KolomBlok:
            gaya = "resmi_dua" if nama == "ser" else "resmi_rupiah"
            return KolomBlok(label, 11 if nama == "ser" else 17, gaya,
                             di=self.with_total(d, partial(d.node, nama), total))
        teks = KolomBlok("Program", 44, "resmi_teks", teks=d.of(self.isi.name),
                         di=self.with_total(d, partial(d.o, "nama"), '"Jumlah"'))
        banyak = f"IF({d.banyak}=0,0,{d.banyak}+1)"
        return TabelCetak(judul, [number_column(), teks, *(uang(*k) for k in kolom)], d.ruang + 1, banyak,
                    len(d.isi) + bool(d.isi), (1,), jumlah=True)

    def with_total(self, d: Deret, rumus: Callable[[int], str], bawah: str) -> Callable[[Letak, int], str]:
        """Rows of a stream with a sum right below the last."""
        return lambda letak, j: f"IF({letak.banyak}={j},{bawah},{rumus(j) if j <= d.ruang else _KOSONG})"

    def with_totals(self, d: Deret, rumus: Callable[[int], str], atas: str, bawah: str) -> Callable[[Letak, int], str]:
        """Rows of a stream between two rows of sums."""
        def semua(letak: Letak, j: int) -> str:
            if j == 1:
                return f'IF({letak.banyak}=0,"",{atas})'
            return f"IF({letak.banyak}={j},{bawah},{rumus(j - 1) if j - 1 <= d.ruang else _KOSONG})"
        return semua


_KOSONG = '""'


def _kode(x: Lkjip, d: Deret, j: int) -> str:
    """Kode of the nomenclature; in a book that audits, the number as printed where there is none."""
    kode = d.o("kode", j)
    return f'IF({kode}="",{d.typed("nomor_node", j)},{kode})' if x.t.isi.audit else kode


def sheet_lkjip2(x: Lkjip) -> LembarBlok:
    """Problems, Renstra, IKU with their targets, programs with their budget."""
    s, rs, iku = start_sheet(x.n, LKJIP2), x.deret["rs"], x.deret["iku"]
    s.put(x.of_input("Tabel 1.1 Pemetaan Permasalahan untuk Penentuan Prioritas dan Sasaran", "masalah",
                     ("Masalah", "masalah", 38), ("Pokok masalah", "pokok", 38),
                     ("Akar masalah: faktor internal", "akar_internal", 40),
                     ("Akar masalah: faktor eksternal", "akar_eksternal", 40)))
    s.put(_renstra(x, rs))
    s.put(TabelCetak("Tabel 2.2 Sasaran dan Indikator", [*x.sasaran(iku, 44), x.satuan(iku), x.target(iku)], iku.ruang,
               iku.banyak, len(iku.isi), (2,), "Target setahun; cara menggabung triwulan menurut tipe target."))
    s.put(x.of_programs("Tabel 2.3 Program dan Anggaran", ("Anggaran (Rp)", "jp", x.t.lain("jumlah_p"))))
    return s


def _renstra(x: Lkjip, d: Deret) -> TabelCetak:
    awal, akhir = x.t.setting("renstra_awal"), x.t.setting("renstra_akhir")

    def angka(judul: str, kunci: str, kepala: str, pita: str = "") -> KolomBlok:
        return KolomBlok(judul, 9, "resmi_angka", partial(d.o, kunci), pita=pita, kepala=kepala,
                         satuan=f"INDEX(o_satuan,INDEX(u_x_rs,{BARIS_KE}))")

    def state(judul: str, kunci: str, tahun: str, dari: str) -> KolomBlok:
        return angka(judul, kunci, f'"{judul}"&IF(ISNUMBER({dari})," ("&{tahun}&")","")')

    def year(n: int) -> KolomBlok:
        return angka(f"Tahun {n}", f"th{n}", f'IF(ISNUMBER({awal}),{awal}+{n - 1}&"","Tahun {n}")', "Target")

    def tertulis(kunci: str, nama: str) -> Callable[[int], str]:
        if not x.t.isi.audit:
            return partial(d.o, nama)
        return lambda j: f'IF({d.typed(kunci, j)}<>"",{d.typed(kunci, j)},{d.o(nama, j)})'
    kolom = [number_column(),
             KolomBlok("Tujuan / sasaran", 40, "resmi_teks", tertulis("renstra_sasaran", "nn"), d.of(x.isi.name)),
             KolomBlok("Indikator", 38, "resmi_teks", tertulis("renstra_tertulis", "label"), d.of(x.isi.indicator)),
             x.satuan(d), state("Kondisi awal", "awal", f"({awal}-1)", awal),
             *(year(n) for n in range(1, _TAHUN_RENSTRA + 1)), state("Kondisi akhir", "akhir", akhir, akhir)]
    return TabelCetak("Tabel 2.1 Tujuan dan Sasaran Renstra", kolom, d.ruang, d.banyak, len(d.isi), (1, 2))


def sheet_lkjip3(x: Lkjip) -> LembarBlok:
    """Capaian of the IKU, of other years, towards the Renstra, with its budget, and how efficient that was."""
    s, d, tahun = start_sheet(x.n, LKJIP3), x.deret["iku"], x.tahun
    n, capaian = x.number, f"Capaian {x.tahun} (%)"
    lalu = {q: n(d, f"Realisasi {tahun - q}" if q == 1 else str(tahun - q), 11, f"lalu{q}") for q in (1, 2, 3)}
    nyata = n(d, f"Realisasi {tahun}", 11, "realisasi")
    s.put(x.of_iku("Tabel 3.1 Capaian Kinerja Sasaran",
                   "Capaian = realisasi / target x 100; polaritas negatif menurut rumus di lembar Kantor.", x.satuan(d),
                   lalu[1], x.target(d), nyata, n(d, capaian, 11, "capaian", "dua"),
                   x.text(d, "Predikat", 15, "predikat", lambda _: "")))

    def tahunan(judul: str, nama: str) -> KolomBlok:
        return n(d, judul, 10, nama, pita="Realisasi")
    s.put(x.of_iku("Tabel 3.2 Perbandingan Antara Realisasi Kinerja Tahun Ini dengan Tahun-Tahun Sebelumnya", "",
                   x.target(d), *(tahunan(str(tahun - q), f"lalu{q}") for q in (3, 2, 1)),
                   tahunan(str(tahun), "realisasi")))
    s.put(x.of_iku("Tabel 3.3 Perbandingan Realisasi Kinerja s.d. Akhir Periode Renstra",
                   "Tingkat kemajuan = realisasi / target akhir Renstra x 100.",
                   n(d, "Target akhir Renstra", 12, "akhir"), nyata,
                   n(d, "Tingkat kemajuan (%)", 12, "kemajuan", "dua")))
    s.put(x.of_iku("Tabel 3.4 Pencapaian Kinerja dan Anggaran",
                   "Anggaran sasaran = jumlah program pendukungnya; tanpa program pendukung, yang ada di bawahnya.",
                   x.target(d, "Kinerja"), n(d, "Realisasi", 11, "realisasi", pita="Kinerja"),
                   n(d, "Capaian (%)", 11, "capaian", "dua", "Kinerja"),
                   x.of_node(d, "Anggaran (Rp)", 17, "ps", "rupiah", "Anggaran"),
                   x.of_node(d, "Realisasi (Rp)", 17, "gs", "rupiah", "Anggaran"),
                   x.of_node(d, "Penyerapan (%)", 11, "ser", "dua", "Anggaran")))
    s.put(_efficiency(x, d))
    return s


def _efficiency(x: Lkjip, d: Deret) -> TabelCetak:
    capaian = x.number(d, "Capaian kinerja (%)", 12, "capaian", "dua")
    serap = x.of_node(d, "Penyerapan anggaran (%)", 12, "ser", "dua")
    efisiensi = KolomBlok("Tingkat efisiensi", 12, "resmi_dua", kunci=lambda j: ("efisiensi", "iku", j),
                          di=lambda letak, j: HITUNGAN["EFISIENSI"].render(letak.sel(4, j), letak.sel(3, j)))
    return x.of_iku("Tabel 3.5 Efisiensi Penggunaan Sumber Daya",
                    "Tingkat efisiensi = % penyerapan anggaran / % capaian kinerja; di bawah 1 berarti efisien.",
                    capaian, serap, efisiensi)


def sheet_evaluasi(x: Lkjip) -> LembarBlok:
    """Why the IKU went as they did. Long texts: rows of no other table share their heights."""
    s, d = start_sheet(x.n, EVALUASI), x.deret["iku"]
    prosa = (("Penyebab keberhasilan / kegagalan", "penyebab"), ("Kendala internal", "kendala_internal"),
             ("Kendala eksternal", "kendala_eksternal"), ("Solusi", "solusi"), ("Tindak lanjut", "tindak_lanjut"))
    kolom = [number_column(), x.text(d, "Indikator kinerja", 30, "ind", x.isi.indicator),
             x.number(d, "Capaian (%)", 10, "capaian", "dua"), *(x.typed(d, j, 29, k) for j, k in prosa)]
    # a column of inputs counts its header
    ada = f"COUNTA({','.join(f'in_{k}' for _, k in prosa)})>{len(prosa)}"
    terpakai = len(d.isi) if any(x.t.isi.nilai(b, k) is not None for b in x.t.isi.baris for _, k in prosa) else 0
    s.put(TabelCetak("Evaluasi Capaian Kinerja Sasaran", kolom, d.ruang, f"IF({ada},{d.banyak},0)", terpakai, (1,)))
    return s


def sheet_lhe(x: Lkjip) -> LembarBlok:
    """What was done about the evaluation."""
    s = start_sheet(x.n, LHE)
    s.put(x.of_input("Tindak Lanjut Hasil Evaluasi", "lhe", ("Komponen", "komponen", 20),
                     ("Catatan evaluasi", "catatan", 46), ("Tindak lanjut", "tindak_lanjut", 46),
                     ("Penanggung jawab", "penanggung_jawab", 24), ("Batas waktu", "batas_waktu", 11),
                     ("Status", "status", 13), ("Bukti", "bukti", 26)))
    return s


def sheet_belanja(x: Lkjip) -> LembarBlok:
    """Budget per program; of program, kegiatan and sub kegiatan; and with their outputs, signed."""
    s, d, t = start_sheet(x.n, LKJIP37), x.deret["bel"], x.t
    total = [t.lain("jumlah_p"), t.lain("jumlah_g")]
    serap = HITUNGAN["PENYERAPAN"].render(total[1], total[0])
    s.put(x.of_programs("Tabel 3.6 Realisasi Anggaran", ("Anggaran (Rp)", "jp", total[0]),
                        ("Realisasi (Rp)", "jg", total[1]), ("Penyerapan (%)", "ser", serap)))

    def uang(judul: str, nama: str, jumlah: str) -> KolomBlok:
        return KolomBlok(judul, 11 if nama == "ser" else 20, "resmi_dua" if nama == "ser" else "resmi_rupiah",
                         di=x.with_totals(d, partial(d.node, nama), jumlah, jumlah), pita="Anggaran")
    kolom = [KolomBlok("Kode", 20, "resmi_teks", di=x.with_totals(d, partial(_kode, x, d), _KOSONG, _KOSONG)),
             KolomBlok("Uraian", 108, "resmi_teks", teks=d.of(x.isi.name, 1),
                       di=x.with_totals(d, partial(d.o, "nama"), '"BELANJA LANGSUNG"', '"JUMLAH"')),
             uang("Anggaran (Rp)", "jp", total[0]), uang("Realisasi (Rp)", "jg", total[1]), uang("%", "ser", serap)]
    s.put(TabelCetak("Tabel 3.7 Penyerapan Anggaran per Sasaran", kolom, t.banyak + 2, _two_more(d), _as_built(d), (1,),
               jumlah=True, total=True, tebal=_program_row(d)))
    s.put(_lampiran(x, x.deret["lamp"], total, serap))
    return s


def _two_more(d: Deret) -> str:
    """Rows of a stream with the sums around them."""
    return f"IF({d.banyak}=0,0,{d.banyak}+2)"


def _as_built(d: Deret) -> int:
    return len(d.isi) + 2 if d.isi else 0


def _program_row(d: Deret) -> str:
    """Is a row, below a first one of sums, a program?"""
    ptr = f"INDEX(u_x_{d.nama},MAX(1,{BARIS_KE}-1))"
    return f"AND({BARIS_KE}>1,INDEX(o_lv,{ptr})=3)"


def _lampiran(x: Lkjip, d: Deret, total: list[str], serap: str) -> TabelCetak:
    """Budget and outputs; what is the node's stands in its first row."""
    def pertama(isi: Callable[[int], str]) -> Callable[[int], str]:
        def rumus(j: int) -> str:
            baru = f"INDEX(o_nd,{d.ptr(j)})<>INDEX(o_nd,{d.ptr(j - 1)})"
            return f'IF({baru},{isi(j)},"")' if j > 1 else isi(j)
        return rumus

    def uang(judul: str, nama: str, jumlah: str) -> KolomBlok:
        return KolomBlok(judul, 10 if nama == "ser" else 16, "resmi_dua" if nama == "ser" else "resmi_rupiah",
                         di=x.with_totals(d, pertama(partial(d.node, nama)), jumlah, jumlah), pita="Anggaran")

    def keluaran(judul: str, lebar: float, gaya: str, isi: Callable[[int], str],
                 teks: Callable[[int], str] = lambda _: "") -> KolomBlok:
        return KolomBlok(judul, lebar, gaya, teks=d.of(teks, 1), pita="Output / keluaran",
                         di=x.with_totals(d, isi, _KOSONG, _KOSONG))
    kosong = ("resmi_kanan", "resmi_dua")
    kolom = [KolomBlok("Kode", 17, "resmi_teks",
                       di=x.with_totals(d, pertama(partial(_kode, x, d)), _KOSONG, _KOSONG)),
             KolomBlok("Uraian", 40, "resmi_teks", teks=d.of(x.isi.name, 1), di=x.with_totals(
                 d, pertama(partial(d.o, "nn")), '"BELANJA LANGSUNG"', '"JUMLAH"')),
             uang("Anggaran (Rp)", "jp", total[0]), uang("Realisasi (Rp)", "jg", total[1]), uang("%", "ser", serap),
             keluaran("Uraian keluaran", 40, "resmi_teks", partial(d.o, "ind"), x.isi.indicator),
             keluaran("Target", 13, kosong[0], lambda j: _with_unit(d, "tg", j)),
             keluaran("Realisasi", 13, kosong[0], lambda j: _with_unit(d, "realisasi", j)),
             keluaran("Capaian (%)", 10, kosong[1], partial(d.o, "capaian")),
             keluaran("Rata-rata (%)", 10, kosong[1], pertama(partial(d.node, "out")))]
    return TabelCetak("Lampiran 3 Pelaksanaan Program dan Kegiatan", kolom, x.t.banyak + 2, _two_more(d), _as_built(d),
                (1, 5), "Capaian = realisasi / target x 100. Rata-rata: dari keluaran di bawahnya; yang tidak terukur "
                "tidak ikut.", jumlah=True, total=True, tebal=_program_row(d), ttd=(5, "LKjIP"))


def _with_unit(d: Deret, nama: str, j: int) -> str:
    """A number as text with its satuan: "15 Lembaga", "64%"."""
    angka, satuan = d.o(nama, j), d.o("satuan", j)
    unit = f'IF({satuan}="%","%",IF(OR({satuan}="",{satuan}="-"),""," "&{satuan}))'
    return f'IF(ISNUMBER({angka}),SUBSTITUTE({angka}&"",".",",")&{unit},{angka}&"")'
