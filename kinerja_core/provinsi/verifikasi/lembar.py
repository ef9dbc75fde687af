"""The verifier's workbook of one office: its isian beside the verifier's, on one sheet for screen and paper.

The kertas kerja itself stands behind it as hidden workings, its inputs replaced by formulas that choose between the
office's value and the verifier's: capaian and nilai come from the very rules the office's own workbook has.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.verifikasi import KATALOG_VERIFIKASI
from kinerja_core.instrumen.model import Datum, Instrumen, serial_of
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.hasil import TITIK, rekap_ref, sheet_rekap
from kinerja_core.kertas_kerja.lembar.kendali import sheet_referensi
from kinerja_core.kertas_kerja.lembar.kertas import indicator_text, numbered, sheet_kertas
from kinerja_core.kertas_kerja.lembar.perhitungan import sheet_indikator, sheet_isian, sheet_uji
from kinerja_core.kertas_kerja.lembar.tempat import BarisKertas, TempatKertas
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Cetak, page_breaks
from kinerja_core.lembar.denah import Denah, FormatBersyarat, Isi, Lembar, Rumus, Sel, ValidasiSel, cell_ref, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import LEMBAR_PETUNJUK, colour_status, properties, put_title, sheet_meta
from kinerja_core.lembar.penjelasan import explanation_text
from kinerja_core.lembar.tabel import Kolom, put_inputs
from kinerja_core.lembar.tema import TAB_ISIAN, TAB_KENDALI
from kinerja_core.provinsi.verifikasi.kaidah import (
    KEPUTUSAN,
    SEBUTAN_AKIBAT,
    AkibatTanpaBukti,
    Butir,
    Verifikasi,
    items,
    part,
    state_formula,
)
from kinerja_core.xlsx.buku import Posisi, alamat

JENIS_VERIFIKASI, VERSI_VERIFIKASI = "verifikasi", "1"
VERIFIKASI, OLAH = "Verifikasi", "Olah Verifikasi"
SELESAI = "Siap dikembalikan"
#: Columns; what stands behind Paraf is for the screen only.
(NO, INDIKATOR, DATA, SATUAN, ASLI, MANDIRI, BUKTI, KEPUTUS, VERIF, CATATAN, NOMOR, TANGGAL, HALAMAN, KET, CAPAIAN,
 NILAI, SELISIH, PARAF, TAUTAN, SIDIK, KODE) = range(21)
LEBAR = (4, 32, 24, 9, 10.5, 8, 14, 10.5, 11, 20, 13, 11, 8, 20, 8, 7, 7.5, 6, 26, 22, 11)
KEPALA = ("No", "Indikator", "Data", "Satuan", "Isian kecamatan", "Nilai mandiri", "Bukti dan penjelasan kecamatan",
          "Keputusan", "Isian verifikator", "Catatan verifikator", "Nomor bukti", "Tanggal bukti", "Halaman",
          "Keterangan", "Capaian", "Nilai", "Selisih", "Paraf", "Tautan bukti (tidak dicetak)",
          "SHA-256 berkas bukti (boleh kosong)", "Kode")
#: What stands once per row, by its column. The date of evidence may be words.
RUAS = {
    KEPUTUS: Kolom("keputusan", "Keputusan", jenis="pilihan", pilihan=KEPUTUSAN,
                   pesan="Pilih keputusan dari daftar: klik panah kecil di kanan sel."),
    CATATAN: Kolom("catatan", "Catatan verifikator", angka_pun=True),
    NOMOR: Kolom("nomor", "Nomor bukti", angka_pun=True),
    TANGGAL: Kolom("tanggal", "Tanggal bukti", jenis="tanggal"),
    HALAMAN: Kolom("halaman", "Halaman", angka_pun=True, gaya="isi_tengah"),
    TAUTAN: Kolom("tautan", "Tautan bukti"), SIDIK: Kolom("sidik", "SHA-256 berkas bukti", angka_pun=True),
}
#: Columns of Olah Verifikasi: a line per input, below them a line per row to decide; beside them words and sentences.
(O_KODE, O_KEP, O_ISI, O_BEDA, O_BURUK, O_PERLU, O_CATATAN, O_STATUS, O_TERBUKA) = range(9)
O_KATA, O_PESAN = 10, 12
_AWAL = 2
_PESAN = tuple(k.kode for k in KATALOG_VERIFIKASI.values() if k.tampil_di_lembar)
#: The row of Verifikasi on which its table begins, below title and header.
BARIS_AWAL = 2


@dataclass(frozen=True)
class TugasVerifikasi:
    """What a verifier looks at: who, which submission (SHA-256 and file name), and what missing evidence does."""

    verifikator: str
    sidik: str
    berkas: str = ""
    akibat: AkibatTanpaBukti = "nol"


def shown_rows(ptk: TempatKertas, butir: Container[str]) -> list[BarisKertas]:
    """The rows of the kertas kerja that a verifier sees, in order: no signature block, of the facts those to decide."""
    return [b for b in ptk.kertas if b.jenis != "pita_ttd" and (b.fakta is None or b.fakta.kode in butir)]


def decision_cells(instrumen: Instrumen, identitas: Identitas) -> dict[str, str]:
    """Kode of every row -> the cell of its decision as Excel shows it; the same in all workbooks of an instrument."""
    hasil: dict[str, str] = {}
    semua = {b.kode for b in items(instrumen)}
    for n, b in enumerate(shown_rows(TempatKertas(instrumen, identitas), semua), start=BARIS_AWAL):
        milik = b.fakta or b.indikator
        if milik is not None and b.jenis in ("fakta", "datum"):
            hasil.setdefault(milik.kode, f"{VERIFIKASI}!{alamat((n, KEPUTUS))}")
    return hasil


class _Susun:
    """One description: where everything stands, and the sheet as it grows."""

    def __init__(self, instrumen: Instrumen, identitas: Identitas, tugas: TugasVerifikasi,
                 asal: Mapping[Kotak, Nilai]) -> None:
        self.ins, self.tugas, self.asal = instrumen, tugas, asal
        self.mandiri = Verifikasi(instrumen, asal, {})
        self.ptk = TempatKertas(instrumen, identitas)
        self.butir = {b.kode: b for b in items(instrumen)}
        self.baris = shown_rows(self.ptk, self.butir)
        self.baris_kotak: dict[Kotak, int] = {}
        self.baris_butir: dict[str, int] = {}
        for n, b in enumerate(self.baris, start=BARIS_AWAL):
            if b.fakta:
                self.baris_butir[b.fakta.kode] = self.baris_kotak[(b.fakta.kode, "isi")] = n
            elif b.indikator and b.datum:
                self.baris_butir.setdefault(b.indikator.kode, n)
                self.baris_kotak[(b.indikator.kode, b.datum.kunci)] = n
        kotak = [k for b in self.butir.values() for k in b.kotak]
        self.olah_kotak = {k: _AWAL + n for n, k in enumerate(kotak)}
        bawah = _AWAL + len(kotak) + 2
        self.olah_butir = {kode: bawah + n for n, kode in enumerate(self.butir)}
        self.lembar = Lembar(VERIFIKASI, warna=TAB_ISIAN, lebar=dict(enumerate(LEBAR)))
        self.nama: dict[str, tuple[str, Posisi]] = {}
        self.masukan: dict[Kotak, tuple[str, Posisi]] = {}

    # -- references ------------------------------------------------------------------------------------------------

    def raw(self, baris: int, kolom: int) -> str:
        """An input through INDEX over three cells of its row, so that cut and paste drags no reference along."""
        return f"INDEX({range_ref(VERIFIKASI, (baris, kolom - 1), (baris, kolom + 1))},1,2)"

    def line(self, kode: str, kolom: int) -> str:
        """A cell of the line of a row on Olah Verifikasi."""
        return cell_ref(OLAH, (self.olah_butir[kode], kolom))

    def input_line(self, kotak: Kotak, kolom: int) -> str:
        """A cell of the line of an input on Olah Verifikasi."""
        return cell_ref(OLAH, (self.olah_kotak[kotak], kolom))

    @property
    def kata(self) -> dict[str, str]:
        """The cells that hold the decisions."""
        return {teks: cell_ref(OLAH, (_AWAL + n, O_KATA)) for n, teks in enumerate(KEPUTUSAN)}

    @property
    def terbuka(self) -> str:
        """How many rows are open."""
        awal, akhir = min(self.olah_butir.values()), max(self.olah_butir.values())
        return f"SUM({range_ref(OLAH, (awal, O_TERBUKA), (akhir, O_TERBUKA))})"

    @property
    def status(self) -> str:
        """The sentence of the master check."""
        return f'IF({self.terbuka}=0,"{SELESAI}",{self.terbuka}&" baris belum selesai")'

    def kertas(self, baris: int, kolom: int) -> str:
        """A cell of the hidden kertas kerja."""
        return cell_ref(p.KERTAS, (baris, kolom))

    # -- the visible sheet -----------------------------------------------------------------------------------------

    def put_input(self, kotak: Kotak, nama: str, tempat: Posisi, k: Kolom, daftar: str = "") -> None:
        """A yellow cell with its defined name."""
        put_inputs(self.lembar, k, {tempat: kotak}, daftar)
        self.masukan[kotak] = self.nama[nama] = (VERIFIKASI, tempat)

    def parts(self, kode: str, n: int) -> None:
        """The yellow cells that stand once per row."""
        akhir = len(self.butir[kode].keputusan) - 1
        daftar = range_ref(OLAH, (_AWAL, O_KATA), (_AWAL + akhir, O_KATA))
        for kolom, k in RUAS.items():
            self.put_input(part(kode, k.kunci), f"in_v_{kode}_{k.kunci}", (n, kolom), k, daftar if k.pilihan else "")

    def value(self, kotak: Kotak, d: Datum, n: int) -> None:
        """The verifier's own value of one datum, checked as the office's was."""
        k = Kolom(d.kunci, "Isian verifikator", gaya=f"isi_{d.jenis}", pesan="Pilih jawaban dari daftar.")
        self.put_input(kotak, f"in_v_{self.ptk.kode_kotak(kotak)}", (n, VERIF), k,
                       self.ptk.opsi(d.daftar, 1) if d.jenis == "pilihan" else "")
        if d.jenis == "pilihan":
            return
        if d.jenis != "teks" and not self.butir[kotak[0]].boleh_dijawab:
            batas = (self.ptk.isian(kotak, p.I_MIN), self.ptk.isian(kotak, p.I_MAKS))
            self.lembar.validasi.append(ValidasiSel(
                (n, VERIF), "bulat" if d.jenis == "bulat" else "desimal", batas, "Isian verifikator",
                "Kosongkan bila sama dengan isian kecamatan. Bila berbeda ketik angkanya, tanpa satuan."))

    def band(self, n: int, b: BarisKertas) -> None:
        """A band over the whole width; an aspek's tells both values."""
        teks, gaya = "DATA UMUM KECAMATAN", "pita_aspek"
        isi: dict[int, Isi] = {}
        gaya_isi: dict[int, str] = {}
        if b.jenis == "pita_sub" and b.sub:
            teks, gaya = numbered(b.sub.nomor, b.sub.nama), "pita_sub"
        elif b.aspek:
            a = b.aspek
            teks = numbered(a.nomor, a.nama) if a.nomor else a.nama
            teks = f"{self.ins.istilah.aspek.upper()} {teks}"
            mandiri = next(x.nilai for x in self.mandiri.hasil.aspek if x.kode == a.kode)
            kini = self.kertas(self.ptk.baris_aspek[a.kode], p.NILAI)
            isi = {MANDIRI: mandiri, NILAI: Rumus(kini, ("v_aspek", a.kode)),
                   SELISIH: Rumus(f"ROUND({kini}-{self._here(n, MANDIRI)},6)", ("v_selisih_aspek", a.kode))}
            gaya_isi = {MANDIRI: "pita_aspek_angka", NILAI: "pita_aspek_angka", SELISIH: "pita_aspek_selisih"}
        for kolom in range(len(KEPALA)):
            self.lembar.put(n, kolom, teks if kolom == NO else isi.get(kolom, ""), gaya_isi.get(kolom, gaya))
        self.lembar.tinggi[n] = row_height(1)

    def _here(self, n: int, kolom: int) -> str:
        return cell_ref(VERIFIKASI, (n, kolom)).partition("!")[2]

    def shown_value(self, kotak: Kotak) -> Isi:
        """What the office has there; a derived value as it was computed."""
        if kotak in self.olah_kotak:
            nilai = self.mandiri.asal.get(kotak)
            assert nilai is None or isinstance(nilai, str | int | float)
            return nilai
        o = self.mandiri.olahan
        return o.nilai(kotak) if o.sah(kotak) else None

    def row(self, n: int, b: BarisKertas) -> None:
        """One datum: the office's value, and the verifier's cells; the first of a row carries decision and results."""
        kode = b.fakta.kode if b.fakta else b.indikator.kode if b.indikator else ""
        d = b.fakta.datum if b.fakta else b.datum
        assert d is not None
        kotak = (kode, "isi") if b.fakta else (kode, d.kunci)
        pertama = self.baris_butir[kode] == n
        i = b.indikator
        teks = (indicator_text(i) if i else b.fakta.keterangan if b.fakta else "") if pertama else ""
        satuan = d.satuan or (i.satuan if i else "") or ("Rp" if d.jenis == "rupiah" else "")
        jenis = "tahun" if b.fakta and b.fakta.is_year else d.jenis
        asli = self.shown_value(kotak)
        self.lembar.put_row(n, [i.nomor if i and pertama else "", teks, d.label, satuan],
                            ["sel_tengah", "sel", "sel", "sel_tengah"])
        self.lembar.put(n, ASLI, asli, f"otomatis_{jenis}")
        if kotak in self.olah_kotak:
            self.value(kotak, d, n)
        else:
            self.lembar.put(n, VERIF, "otomatis" if not d.is_input else "", "sel_tengah")
        if pertama:
            self.first(n, kode, i is not None)
        else:
            for kolom in (MANDIRI, *RUAS, CAPAIAN, NILAI, SELISIH, PARAF):
                self.lembar.put(n, kolom, "", "sel")
            buruk = self.input_line(kotak, O_BURUK) if kotak in self.olah_kotak else ""
            self.lembar.put(n, KET, Rumus(f'IF({buruk}=1,"Tidak dapat dinilai.","")') if buruk else "", "sel")
        self.lembar.put(n, KODE, self.ptk.kode_kotak(kotak), "sel_kode")
        kata = self.words(kotak, pertama)
        self.lembar.put(n, BUKTI, kata, "sel")
        panjang = {INDIKATOR: teks, DATA: d.label, SATUAN: satuan, BUKTI: kata,
                   ASLI: asli if isinstance(asli, str) else ""}
        self.lembar.fit_row(n, panjang, 3 if pertama else 2)

    def words(self, kotak: Kotak, pertama: bool) -> str:
        """What the office wrote beside an input: its evidence on the first row, and its explanation."""
        bukti = self.asal.get((kotak[0], "bukti")) if pertama else None
        jelas = explanation_text(self.asal.get(explanation_of(kotak)))
        return "\n".join([*([str(bukti)] if bukti is not None else []), *([f"Penjelasan: {jelas}"] if jelas else [])])

    def first(self, n: int, kode: str, indikator: bool) -> None:
        """Decision, evidence, state, results of a row."""
        self.parts(kode, n)
        status, kep = self.line(kode, O_STATUS), self.line(kode, O_KEP)
        akhir = _AWAL + len(_PESAN) - 1
        kodes, pesan = (range_ref(OLAH, (_AWAL, k), (akhir, k)) for k in (O_PESAN, O_PESAN + 1))
        self.lembar.put(n, KET, Rumus(f'IF({status}<>"",INDEX({pesan},MATCH({status},{kodes},0)),'
                                      f'IF({kep}="","Tidak relevan","Selesai"))'), "sel")
        hasil: list[Isi] = ["", "", ""]
        nilai: Isi = ""
        if indikator:
            h = self.mandiri.hasil.of(kode)
            nilai = h.nilai if h.nilai is not None else h.capaian if isinstance(h.capaian, str) else ""
            baris = self.ptk.baris_indikator[kode]
            m, v = self._here(n, MANDIRI), self._here(n, NILAI)
            beda = f'IF(OR(ISNUMBER({m}),ISNUMBER({v})),ROUND(IF(ISNUMBER({v}),{v},0)-IF(ISNUMBER({m}),{m},0),6),"")'
            hasil = [Rumus(self.kertas(baris, p.CAPAIAN), ("v_capaian", kode)),
                     Rumus(self.kertas(baris, p.NILAI), ("v_nilai", kode)), Rumus(beda, ("v_selisih", kode))]
        self.lembar.put(n, MANDIRI, nilai, "angka_capaian")
        self.lembar.put_row(n, [*hasil, ""], ["angka_capaian", "angka2", "selisih2", "sel"], CAPAIAN)

    def total(self, n: int) -> None:
        """Nilai Akhir by the office, by the verifier, and the difference."""
        akhir, mandiri = rekap_ref(self.ptk, "nilai_akhir"), self.mandiri.hasil.nilai_akhir
        isi: dict[int, Isi] = {
            INDIKATOR: "NILAI AKHIR", MANDIRI: mandiri, NILAI: Rumus(akhir, "v_akhir"),
            SELISIH: Rumus(f"ROUND({self._here(n, NILAI)}-{self._here(n, MANDIRI)},6)", "v_selisih_akhir")}
        gaya = {INDIKATOR: "sel_tebal", MANDIRI: "angka2_tebal", NILAI: "angka2_tebal", SELISIH: "selisih2_tebal"}
        for kolom in range(PARAF + 1):
            self.lembar.put(n, kolom, isi.get(kolom, ""), gaya.get(kolom, "sel"))

    def signature(self, n: int) -> None:
        """Place, date and name of the verifier; what the workbook goes by."""
        self.lembar.merge((n, 0), (n + 1, BUKTI), SEBUTAN_AKIBAT[self.tugas.akibat] + " Nilai = bobot x capaian / 100, "
                          "dihitung dengan aturan yang sama dengan kertas kerja kecamatan.", "teks_redup")
        self.lembar.merge((n + 2, 0), (n + 3, BUKTI), f"Berkas yang diverifikasi: {self.tugas.berkas} (SHA-256 "
                          f"{self.tugas.sidik})", "teks_redup")
        for selisih, isi, gaya in ((0, f"{TITIK}, {TITIK}", "tengah"),
                                   (1, "VERIFIKATOR", "tengah_tebal"), (5, self.tugas.verifikator, "ttd_nama"),
                                   (6, f"NIP {TITIK}", "tengah")):
            self.lembar.merge((n + selisih, KET), (n + selisih, PARAF), isi, gaya)

    def sheet(self) -> Lembar:
        """The whole visible sheet."""
        s, ptk = self.lembar, self.ptk
        milik = f"Kecamatan {ptk.identitas.nama}, {ptk.identitas.daerah.title()}"
        put_title(s, f"Verifikasi {self.ins.tahun_penilaian} - {milik}", BUKTI)
        s.merge((0, KEPUTUS), (0, CATATAN), Rumus(self.status), "status")
        s.merge((0, NOMOR), (0, KET), f"Verifikator: {self.tugas.verifikator}", "teks_pojok")
        s.put(0, CAPAIAN, "Nilai Akhir", "teks_pojok")
        s.merge((0, NILAI), (0, SELISIH), Rumus(rekap_ref(ptk, "nilai_akhir"), "v_akhir"), "angka_besar")
        kepala = [self.ins.istilah.indikator if k == INDIKATOR else teks for k, teks in enumerate(KEPALA)]
        s.put_row(1, [*kepala], "kepala")
        s.tinggi[1] = row_height(3)
        kelompok: list[int] = []
        for n, b in enumerate(self.baris, start=BARIS_AWAL):
            if b.jenis in ("fakta", "datum"):
                self.row(n, b)
                if n in self.baris_butir.values() and n - 1 not in kelompok:
                    kelompok.append(n)
            else:
                self.band(n, b)
                if n - 1 not in kelompok:
                    kelompok.append(n)
        bawah = BARIS_AWAL + len(self.baris)
        self.total(bawah)
        self.signature(bawah + 2)
        self._colours(bawah - 1)
        s.beku, s.mulai = (2, 2), (self.baris_butir[next(iter(self.baris_butir))], KEPUTUS)
        akhir, ulang = (bawah + 8, PARAF), (0, 1)
        s.cetak = Cetak(((0, 0), akhir), ulang,
                        pisah=page_breaks(s, [*kelompok, bawah], akhir, ulang, KERTAS_BAWAAN))
        return s

    def _colours(self, akhir: int) -> None:
        s, ket = self.lembar, f"$N{BARIS_AWAL + 1}"
        belum = KATALOG_VERIFIKASI["VRF21"].pesan
        for rumus, gaya in ((f'{ket}="Selesai"', "baik"), (f'{ket}="Tidak relevan"', "tidak_relevan"),
                            (f'AND({ket}<>"",{ket}<>"{belum}")', "salah")):
            s.bersyarat.append(FormatBersyarat((BARIS_AWAL, KET), (akhir, KET), rumus, gaya))
        colour_status(s, (0, KEPUTUS), SELESAI)

    # -- workings ----------------------------------------------------------------------------------------------------

    def workings(self) -> Lembar:
        """A line per input and a line per row: what is filled, what differs, what is still to be done."""
        s = Lembar(OLAH, status="tersembunyi", lebar=dict.fromkeys(range(O_PESAN + 2), 14.0))
        s.put(0, 0, "Olahan verifikasi (otomatis, jangan diubah)", "subjudul")
        s.put_row(1, ["Kode", "", "Terisi", "Beda", "Tidak dapat dinilai"], "mesin_kepala")
        for kotak, n in self.olah_kotak.items():
            x = self.raw(self.baris_kotak[kotak], VERIF)
            asli = cell_ref(VERIFIKASI, (self.baris_kotak[kotak], ASLI))
            isi = self.input_line(kotak, O_ISI)
            beda = f'IF({isi}=0,0,IF(ISERROR({x}),1,IF({asli}="",1,IF({x}={asli},0,1))))'
            s.put(n, O_KODE, self.ptk.kode_kotak(kotak), "mesin")
            buruk = f"IF({isi}=1,1-{self.ptk.isian(kotak, p.I_SAH)},0)"
            s.put_row(n, [Rumus(_any(x), ("v_isi", kotak)), Rumus(beda, ("v_beda", kotak)),
                          Rumus(buruk, ("v_buruk", kotak))], "mesin", O_ISI)
        s.put_row(min(self.olah_butir.values()) - 1, [
            "Kode", "Keputusan", "Terisi", "Beda", "Tidak dapat dinilai", "Perlu", "Catatan", "Yang kurang", "Terbuka",
        ], "mesin_kepala")
        for kode, b in self.butir.items():
            self._row_line(s, b, self.olah_butir[kode])
        for n, teks in enumerate(KEPUTUSAN):
            s.put(_AWAL + n, O_KATA, teks, "mesin")
        for n, kode in enumerate(_PESAN):
            s.put_row(_AWAL + n, [kode, KATALOG_VERIFIKASI[kode].pesan], "mesin", O_PESAN)
        return s

    def _row_line(self, s: Lembar, b: Butir, n: int) -> None:
        baris = self.baris_butir[b.kode]
        kep, catatan = self.raw(baris, KEPUTUS), self.raw(baris, CATATAN)

        def total(kolom: int) -> Isi:
            if not b.kotak:
                return 0
            dari, sampai = (self.olah_kotak[k] for k in (b.kotak[0], b.kotak[-1]))
            return Rumus(f"SUM({range_ref(OLAH, (dari, kolom), (sampai, kolom))})", ("v_jumlah", kolom, b.kode))

        selalu = b.indikator is None or b.boleh_dijawab
        perlu: Isi = 1 if selalu else Rumus(self.ptk.indikator_ref(b.kode, p.K_AWAL), ("relevan_awal", b.kode))
        c = [self.line(b.kode, k) for k in range(O_TERBUKA + 1)]
        status = state_formula(b, keputusan=c[O_KEP], isi=c[O_ISI], beda=c[O_BEDA], buruk=c[O_BURUK],
                               perlu=c[O_PERLU], catatan=c[O_CATATAN], kata=self.kata)
        s.put_row(n, [
            b.kode, Rumus(f'IF(ISERROR({kep}),"?",TRIM({kep}))', ("v_kep", b.kode)), total(O_ISI), total(O_BEDA),
            total(O_BURUK), perlu, Rumus(_any(catatan), ("v_catatan", b.kode)),
            Rumus(status, ("v_status", b.kode)), Rumus(f'IF({c[O_STATUS]}="",0,1)', ("v_terbuka", b.kode)),
        ], "mesin")

    def hidden(self) -> list[Lembar]:
        """The kertas kerja behind it, its inputs chosen by formula."""
        ptk, kata = self.ptk, self.kata[KEPUTUSAN[2]]
        kertas = sheet_kertas(ptk, status_siap='"-"', nilai_akhir=rekap_ref(ptk, "nilai_akhir"),
                              terisi=rekap_ref(ptk, "terisi"))
        for pos, kotak in kertas.masukan.items():
            isi: Isi = None
            if kotak in self.olah_kotak:
                n = self.baris_kotak[kotak]
                asli = cell_ref(VERIFIKASI, (n, ASLI))
                teks = f'IF({self.input_line(kotak, O_ISI)}=1,{self.raw(n, VERIF)},IF({asli}="","",{asli}))'
                if self.tugas.akibat == "nol" and kotak[0] in self.ptk.indikator:
                    teks = f'IF({self.line(kotak[0], O_KEP)}={kata},"",{teks})'
                isi = Rumus(teks, ("efektif", kotak))
            kertas.sel[pos] = Sel(isi, "mesin")
        semua = [kertas, sheet_rekap(ptk, '"-"'), sheet_referensi(ptk), sheet_isian(ptk), sheet_indikator(ptk),
                 sheet_uji(ptk)]
        return [replace(s, status="tersembunyi", masukan={}, validasi=[], bersyarat=[], grafik=[], cetak=None)
                for s in semua]

    def guide(self) -> Lembar:
        """How to fill, and what is verified."""
        s = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 6, 1: 30, 2: 100})
        ident, t = self.ptk.identitas, self.tugas
        put_title(s, f"Verifikasi kertas kerja Kecamatan {ident.nama} - Tahun {self.ins.tahun_penilaian}", 2)
        isi = (("Kode wilayah", ident.kode_wilayah), ("Kecamatan", ident.nama),
               ("Kabupaten/Kota", ident.daerah.title()), ("Verifikator", t.verifikator),
               ("Berkas yang diverifikasi", t.berkas), ("SHA-256 berkas itu", t.sidik),
               ("Instrumen", f"{self.ins.judul}, versi {self.ins.versi}"))
        for n, (label, teks) in enumerate(isi, start=2):
            s.put_row(n, [label, teks], ["papan", "papan_tebal"], 1)
        s.put(10, 1, "Keadaan buku ini", "papan")
        s.put(10, 2, Rumus(self.status), "status")
        colour_status(s, (10, 2), SELESAI)
        for n, teks in enumerate(guide_lines(t.akibat), start=12):
            s.put(n, 0, str(n - 11), "tengah_tebal")
            s.merge((n, 1), (n, 2), teks, "teks")
            s.tinggi[n] = row_height(line_count(teks, 130))
        s.fit_rest()
        s.beku = (1, 0)
        s.cetak = Cetak(((0, 0), (12 + len(guide_lines(t.akibat)), 2)), satu_halaman=True)
        return s

    def meta(self) -> dict[str, str]:
        """What tells a returned file."""
        ins, ident, t = self.ins, self.ptk.identitas, self.tugas
        return {"jenis": JENIS_VERIFIKASI, "versi_verifikasi": VERSI_VERIFIKASI, "instrumen_id": ins.id,
                "instrumen_versi": ins.versi, "instrumen_sidik": ins.sidik, "tahun_penilaian": str(ins.tahun_penilaian),
                **ident.model_dump(), "serial": serial_of(ins, ident), "tahap": "verifikasi",
                "verifikator": t.verifikator, "kiriman": t.sidik, "berkas": t.berkas[:200], "tanpa_bukti": t.akibat}


def _any(x: str) -> str:
    """1 when a cell holds anything but spaces, 0 otherwise."""
    return f"IF(ISERROR({x}),1,IF(LEN(TRIM({x}))>0,1,0))"


def guide_lines(akibat: AkibatTanpaBukti) -> list[str]:
    """Petunjuk in a verifier's words."""
    return [
        "Buka lembar Verifikasi. Untuk tiap indikator bandingkan isian kecamatan dengan buktinya, lalu pilih "
        "Keputusan: Sesuai, Tidak sesuai, atau Tidak ada bukti. Keputusan berlaku untuk semua data indikator itu.",
        "Sesuai: kolom Isian verifikator dibiarkan kosong; yang dihitung isian kecamatan.",
        "Tidak sesuai: ketik isian yang benar di kolom Isian verifikator, hanya pada data yang berbeda. Bila menurut "
        "bukti jumlahnya nol ketik 0.",
        SEBUTAN_AKIBAT[akibat],
        "Catatan wajib ditulis bila keputusannya bukan Sesuai: bukti apa yang kurang, atau dari mana angka yang benar.",
        "Nomor, tanggal, halaman, dan tautan bukti ditulis agar orang lain menemukannya lagi. SHA-256 berkas bukti "
        "boleh kosong.",
        "Capaian, Nilai, dan Selisih terisi sendiri. Kolom Keterangan menyebut apa yang belum selesai di baris itu.",
        f"Selesai bila di atas tertulis {SELESAI}. Cetak lembar Verifikasi pada kertas {KERTAS_BAWAAN.nama}, bubuhkan "
        "paraf dan tanda tangan, lalu kembalikan berkas ini ke tim provinsi tanpa mengubah formatnya.",
    ]


def describe_verification(instrumen: Instrumen, identitas: Identitas, tugas: TugasVerifikasi,
                          asal: Mapping[Kotak, Nilai]) -> Denah:
    """The verifier's workbook over one submission's inputs (`asal`, as read)."""
    x = _Susun(instrumen, identitas, tugas, asal)
    lembar, meta = x.sheet(), x.meta()
    kode = {k: (VERIFIKASI, (pos[0], KODE), str(lembar.sel[(pos[0], KODE)].isi)) for k, (_, pos) in x.masukan.items()}
    return Denah(
        judul=f"Verifikasi {identitas.nama} {instrumen.tahun_penilaian}",
        lembar=(x.guide(), lembar, x.workings(), *x.hidden(), sheet_meta(meta)), nama=x.nama, masukan=x.masukan,
        kode_sel=kode, properti=properties(meta),
        kaki=f"{identitas.kode_wilayah} - {serial_of(instrumen, identitas)}")


def sum_keys() -> dict[str, int]:
    """Columns of Olah Verifikasi that add up the inputs of a row: filled, differing, useless."""
    return {"isi": O_ISI, "beda": O_BEDA, "buruk": O_BURUK}


def cell_of(denah: Denah, kotak: Kotak) -> str:
    """An input as Excel shows it."""
    lembar, posisi = denah.masukan[kotak]
    return f"{lembar}!{alamat(posisi)}"
