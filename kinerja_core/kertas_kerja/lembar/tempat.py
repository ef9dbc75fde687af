"""TempatKertas: where everything of a kertas kerja stands. The only place that counts rows and columns.

Sheets are written by the modules beside this one; they ask it for positions and references.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.instrumen.aturan import Pemenuhan, Rentang, Rujukan
from kinerja_core.instrumen.model import PENANDA_TANGAN, Aspek, Datum, Fakta, Indikator, Instrumen, SubAspek
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman
from kinerja_core.kertas_kerja.penjelasan import explained_input, explanation_keys, explanation_of
from kinerja_core.kertas_kerja.uji import RujukanKotak, Uji, by_kotak, daftar_uji
from kinerja_core.lembar.denah import cell_ref, range_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import (
    LEMBAR_BERANDA,
    LEMBAR_META,
    LEMBAR_PEMERIKSAAN,
    LEMBAR_PETUNJUK,
    LEMBAR_REFERENSI,
)
from kinerja_core.xlsx.buku import Posisi, alamat

KERTAS, REKAP, CETAK = "Kertas Kerja", "Rekap", "Lembar Cetak"
OLAH_ISIAN, OLAH_INDIKATOR, OLAH_UJI = "Olah Isian", "Olah Indikator", "Olah Uji"
#: Sheets in the order of their tabs.
URUTAN = (LEMBAR_BERANDA, LEMBAR_PETUNJUK, KERTAS, REKAP, LEMBAR_PEMERIKSAAN, CETAK, LEMBAR_REFERENSI, OLAH_ISIAN,
          OLAH_INDIKATOR, OLAH_UJI, LEMBAR_META)

#: Columns of Kertas Kerja.
NO, INDIKATOR, DATA, ISIAN, SATUAN, KET, BOBOT, CAPAIAN, NILAI, BUKTI, PENJELASAN, KODE, STATUS = range(13)
#: Columns of Olah Isian.
(I_KODE, I_SEL, I_KEADAAN, I_TEKS, I_SISA, I_ANGKA, I_COCOK, I_NILAI, I_MIN, I_MAKS, I_PINDAH, I_SAH,
 I_CERNA, I_BERAT, I_TAMPIL, I_WAJAR, I_TANGGAL, I_JELAS, I_DIJELASKAN) = range(19)
#: Columns of Olah Indikator.
K_KODE, K_NOMOR, K_AWAL, K_LENGKAP, K_RELEVAN, K_BOBOT, K_BULAT, K_TERISI = range(8)
#: Columns of Olah Uji.
(U_ID, U_SEL, U_NOMOR, U_LABEL, U_KODE, U_A, U_B, U_TINGKAT, U_PESAN, U_MENDING, U_URUT, U_KE,
 U_TINDAKAN) = range(13)
#: First data row of the three workings sheets (title, header above).
AWAL_OLAH = 2

JenisBaris = Literal["pita_umum", "fakta", "pita_aspek", "pita_sub", "datum", "pita_ttd"]


@dataclass(frozen=True)
class BarisKertas:
    """One row of Kertas Kerja: what it is and what it is of."""

    jenis: JenisBaris
    fakta: Fakta | None = None
    aspek: Aspek | None = None
    sub: SubAspek | None = None
    indikator: Indikator | None = None
    datum: Datum | None = None
    pertama: bool = False


class TempatKertas:
    """Positions of one instrument's workbook for one office."""

    def __init__(self, instrumen: Instrumen, identitas: Identitas, kiriman: TandaKiriman = TANPA_KIRIMAN) -> None:
        self.instrumen, self.identitas, self.kiriman = instrumen, identitas, kiriman
        self.kertas = self._rows()
        self.baris_kotak: dict[Kotak, int] = {}
        self.baris_indikator: dict[str, int] = {}
        self.baris_aspek: dict[str, int] = {}
        for nomor, b in enumerate(self.kertas, start=2):
            if b.jenis == "pita_aspek" and b.aspek:
                self.baris_aspek[b.aspek.kode] = nomor
            elif b.fakta:
                self.baris_kotak[(b.fakta.kode, "isi")] = nomor
            elif b.indikator and b.datum:
                self.baris_kotak[(b.indikator.kode, b.datum.kunci)] = nomor
                if b.pertama:
                    self.baris_indikator[b.indikator.kode] = nomor
                    self.baris_kotak[(b.indikator.kode, "bukti")] = nomor
        self.baris_akhir = len(self.kertas) + 1
        self.masukan = input_keys(instrumen)
        self.penjelasan = explanation_keys(instrumen)
        turunan = [(f.kode, "isi") for f in instrumen.fakta if f.jumlah_dari]
        turunan += [(i.kode, d.kunci) for i in instrumen.indikator for d in i.data if not d.is_input]
        self.olah = {kotak: AWAL_OLAH + i for i, kotak in enumerate([*self.masukan, *turunan])}
        self.indikator = {i.kode: AWAL_OLAH + n for n, i in enumerate(instrumen.indikator)}
        self.uji: list[Uji] = daftar_uji(instrumen)
        self.uji_kotak = by_kotak(self.uji)
        self._allocate_referensi()

    def _rows(self) -> list[BarisKertas]:
        baris = [BarisKertas("pita_umum"), *(BarisKertas("fakta", fakta=f) for f in self.instrumen.data_umum)]
        for a in self.instrumen.aspek:
            baris.append(BarisKertas("pita_aspek", aspek=a))
            for s in a.sub_aspek:
                baris.append(BarisKertas("pita_sub", aspek=a, sub=s))
                for i in s.indikator:
                    baris += [BarisKertas("datum", aspek=a, sub=s, indikator=i, datum=d, pertama=n == 0)
                              for n, d in enumerate(i.data)]
        return [*baris, BarisKertas("pita_ttd"), *(BarisKertas("fakta", fakta=f) for f in PENANDA_TANGAN)]

    def _allocate_referensi(self) -> None:
        """Rows of the blocks of Referensi: settings, lists, bands, words of classes, catalogue, what is unconfirmed."""
        baris = 3
        self.ref_pengaturan, baris = baris, baris + 10
        self.ref_daftar: dict[str, tuple[int, int]] = {}
        for nama, opsi in self.lists.items():
            self.ref_daftar[nama] = (baris, baris + len(opsi) - 1)
            baris += len(opsi)
        baris += 3
        self.ref_rentang: dict[str, tuple[int, int]] = {}
        for i in self.instrumen.indikator:
            if isinstance(i.aturan, Rentang | Pemenuhan):
                self.ref_rentang[i.kode] = (baris, baris + len(i.aturan.rentang) - 1)
                baris += len(i.aturan.rentang)
        self.ref_sebutan: dict[tuple[tuple[Decimal, str], ...], tuple[int, int]] = {}
        for i in self.instrumen.indikator:
            kata = i.aturan.sebutan if isinstance(i.aturan, Pemenuhan) else ()
            if kata and kata not in self.ref_sebutan:
                baris += 0 if self.ref_sebutan else 3
                self.ref_sebutan[kata] = (baris, baris + len(kata) - 1)
                baris += len(kata)
        self.ref_katalog = baris + 3
        self.ref_predikat = self.ref_katalog + len(KATALOG_ISIAN) + 3
        self.ref_belum = self.ref_predikat + len(self.instrumen.predikat) + 3

    @cached_property
    def lists(self) -> dict[str, list[str]]:
        """Answer lists that the instrument's data use, by name, in order of first use."""
        pakai: dict[str, list[str]] = {}
        for _, d in self.instrumen.masukan():
            if d.daftar and d.daftar not in pakai:
                pakai[d.daftar] = [o.teks for o in self.instrumen.options(d)]
        return pakai

    @cached_property
    def _penjelasan(self) -> frozenset[Kotak]:
        return frozenset(self.penjelasan)

    @cached_property
    def _nomor(self) -> dict[Kotak, int]:
        return {(i.kode, d.kunci): n for i in self.instrumen.indikator for n, d in enumerate(i.data, start=1)}

    def nomor_datum(self, kotak: Kotak) -> int:
        """n of in_<kode>_<n>: position of the datum among its indicator's data, from 1."""
        return self._nomor[kotak] if kotak[0] in self.indikator else 1

    def kode_kotak(self, kotak: Kotak) -> str:
        """The locked kode beside an input: i05_1; evidence stands on the row of the first datum."""
        milik = explained_input(kotak) or kotak
        return f"{milik[0]}_1" if milik[1] == "bukti" else f"{milik[0]}_{self.nomor_datum(milik)}"

    def nama_masukan(self, kotak: Kotak) -> str:
        """Defined name of an input: in_i05_1, bukti_i05, or jelas_i05_1."""
        if explained_input(kotak):
            return f"jelas_{self.kode_kotak(kotak)}"
        return f"bukti_{kotak[0]}" if kotak[1] == "bukti" else f"in_{self.kode_kotak(kotak)}"

    def posisi_masukan(self, kotak: Kotak) -> Posisi:
        """Place of an input on Kertas Kerja."""
        if milik := explained_input(kotak):
            return self.baris_kotak[milik], PENJELASAN
        return self.baris_kotak[kotak], BUKTI if kotak[1] == "bukti" else ISIAN

    def is_explainable(self, kotak: Kotak) -> bool:
        """Has this input a cell for an explanation?"""
        return explanation_of(kotak) in self._penjelasan

    def tampil_sel(self, kotak: Kotak) -> str:
        """Place of an input as Excel shows it: Kertas Kerja!D17."""
        return f"{KERTAS}!{alamat(self.posisi_masukan(kotak))}"

    def kolom_kertas(self, kolom: int) -> str:
        """A whole column of Kertas Kerja as a fixed range, for INDEX."""
        return range_ref(KERTAS, (0, kolom), (self.baris_akhir, kolom))

    def raw(self, kotak: Kotak) -> str:
        """The raw input through INDEX over three cells of its row, so that cut and paste drags no reference along.

        The input is the middle one: moving it never bends the range. A range down the column would also hold
        locked results of the same column, and so be circular for engines that look at whole ranges.
        """
        baris, kolom = self.posisi_masukan(kotak)
        return f"INDEX({range_ref(KERTAS, (baris, kolom - 1), (baris, kolom + 1))},1,2)"

    def isian(self, kotak: Kotak, kolom: int) -> str:
        """A cell of the line of an input or derived datum on Olah Isian."""
        return cell_ref(OLAH_ISIAN, (self.olah[kotak], kolom))

    def indikator_ref(self, kode: str, kolom: int) -> str:
        """A cell of the line of an indicator on Olah Indikator."""
        return cell_ref(OLAH_INDIKATOR, (self.indikator[kode], kolom))

    def uji_ref(self, urutan: int, kolom: int) -> str:
        """A cell of the line of a check on Olah Uji."""
        return cell_ref(OLAH_UJI, (AWAL_OLAH + urutan, kolom))

    def uji_kolom(self, kolom: int) -> str:
        """A column of Olah Uji over all checks."""
        return range_ref(OLAH_UJI, (AWAL_OLAH, kolom), (AWAL_OLAH + len(self.uji) - 1, kolom))

    def indikator_kolom(self, kolom: int) -> str:
        """A column of Olah Indikator over all indicators."""
        return range_ref(OLAH_INDIKATOR, (AWAL_OLAH, kolom), (AWAL_OLAH + len(self.indikator) - 1, kolom))

    def kotak(self, kotak: Kotak) -> RujukanKotak:
        """All cells of an input's line, as the checks want them."""
        relevan = self.relevan(kotak[0])
        c = {n: self.isian(kotak, k) for n, k in (
            ("keadaan", I_KEADAAN), ("teks", I_TEKS), ("sisa", I_SISA), ("angka", I_ANGKA), ("cocok", I_COCOK),
            ("nilai", I_NILAI), ("min", I_MIN), ("maks", I_MAKS), ("pindah", I_PINDAH), ("sah", I_SAH),
            ("tampil", I_TAMPIL), ("wajar", I_WAJAR), ("tanggal", I_TANGGAL))}
        hari = {nama: cell_ref(LEMBAR_REFERENSI, (self.ref_pengaturan + n, 1))
                for n, nama in ((6, "hari_awal"), (7, "hari_akhir"), (8, "bulan"))}
        return RujukanKotak(relevan=relevan, **hari, **c)

    def relevan(self, kode: str) -> str:
        """1 or 0 as far as Data Umum and answers tell; a fact is always relevant."""
        return self.indikator_ref(kode, K_AWAL) if kode in self.indikator else "1"

    def opsi(self, nama: str, kolom: int) -> str:
        """Range of an answer list on Referensi: column 1 texts, 2 values."""
        awal, akhir = self.ref_daftar[nama]
        return range_ref(LEMBAR_REFERENSI, (awal, kolom), (akhir, kolom))

    def opsi_sel(self, nama: str) -> list[tuple[str, str]]:
        """The cells of an answer list, (text, value) each, for comparing one by one with =."""
        awal, akhir = self.ref_daftar[nama]
        return [(cell_ref(LEMBAR_REFERENSI, (n, 1)), cell_ref(LEMBAR_REFERENSI, (n, 2)))
                for n in range(awal, akhir + 1)]

    def rentang(self, kode: str, kolom: int) -> str:
        """Range of a band table on Referensi: column 1 lower bounds, 2 capaian."""
        awal, akhir = self.ref_rentang[kode]
        return range_ref(LEMBAR_REFERENSI, (awal, kolom), (akhir, kolom))

    def rujukan(self, i: Indikator) -> Rujukan:
        """What an indicator's rule needs: its clean cells, and its tables on Referensi."""
        tabel: dict[str, str] = {}
        if i.kode in self.ref_rentang:
            tabel |= {"batas": self.rentang(i.kode, 1), "capaian": self.rentang(i.kode, 2)}
        if isinstance(i.aturan, Pemenuhan) and i.aturan.sebutan:
            awal, akhir = self.ref_sebutan[i.aturan.sebutan]
            tabel |= {nama: range_ref(LEMBAR_REFERENSI, (awal, k), (akhir, k))
                      for nama, k in (("mulai", 1), ("sebutan", 2))}
        return Rujukan({d.kunci: self.isian((i.kode, d.kunci), I_NILAI) for d in i.data}, tabel)

    def sebutan(self, b: BarisKertas) -> str:
        """The formula of the word for an indicator's capaian, which stands in the row below it; "" elsewhere."""
        i = b.indikator
        if not (i and isinstance(i.aturan, Pemenuhan) and i.aturan.sebutan and b.datum is i.data[1]):
            return ""
        return i.aturan.render_name(cell_ref(KERTAS, (self.baris_indikator[i.kode], CAPAIAN)), self.rujukan(i))

    def katalog(self, kolom: int) -> str:
        """Column of the catalogue on Referensi: 0 kode, 1 order of level, 3 message, 4 mend."""
        akhir = self.ref_katalog + len(KATALOG_ISIAN) - 1
        return range_ref(LEMBAR_REFERENSI, (self.ref_katalog, kolom), (akhir, kolom))

    @property
    def tahun_penilaian(self) -> str:
        """The cell that holds the year of assessment."""
        return cell_ref(LEMBAR_REFERENSI, (self.ref_pengaturan + 1, 1))

    @property
    def nbsp(self) -> str:
        """The hidden cell that holds a no-break space."""
        return cell_ref(LEMBAR_REFERENSI, (self.ref_pengaturan, 1))
