"""The authoring workbook of an instrument as one Denah: what its author fills, beside row checks by formula.

Sheets and columns are named in `naskah.kolom`; here they get places, lists to choose from, and live checks.
All lists and counters are calculated once on the hidden sheet Acuan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.kolom import ASPEK, DATA, INDIKATOR, INSTRUMEN, PILIHAN, PREDIKAT, RENTANG
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import (
    Denah,
    Isi,
    Lembar,
    Rumus,
    cell_ref,
    range_ref,
    text_literal,
)
from kinerja_core.lembar.huruf import row_height
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.kendali import LEMBAR_PETUNJUK, link_to, properties, sheet_meta
from kinerja_core.lembar.tabel import (
    CONTOH,
    LENGKAP,
    TIDAK,
    YA,
    Cabang,
    Kolom,
    Tabel,
    blank_check,
    cell_check,
    colour_sentences,
    put_inputs,
    sentence,
)
from kinerja_core.lembar.tema import TAB_ISIAN, TAB_KENDALI, TAB_PERIKSA, UKURAN_JUDUL
from kinerja_core.xlsx.buku import alamat

#: Goes up whenever a sheet or header of the authoring workbook changes its meaning; stands in `_meta`.
VERSI_NASKAH = 1
#: 0-based rows of every table sheet: header, example, first row of inputs.
BARIS_KEPALA, BARIS_CONTOH, AWAL = 3, 4, 5
_LEBAR_KETERANGAN = 34.0
_CADANGAN, _CADANGAN_KEPALA = 20, 5
_LEBAR_HALAMAN = {INDIKATOR: 3, DATA: 2}


@dataclass(frozen=True)
class IsiNaskah:
    """What stands in the yellow cells: head (field, value) row by row, and per table sheet its rows by field."""

    kepala: Sequence[tuple[str, Nilai]] = ()
    tabel: Mapping[str, Sequence[Mapping[str, Nilai]]] = field(default_factory=dict)

    @property
    def isian(self) -> Isian:
        """The same as a filling for the writer."""
        isi: dict[Kotak, Nilai] = {(INSTRUMEN, str(n)): v for n, (_, v) in enumerate(head_rows(self))}
        for nama, baris in self.tabel.items():
            isi |= {(nama, f"{n}.{k}"): v for n, satu in enumerate(baris) for k, v in satu.items()}
        return Isian(None, isi)


def head_rows(isi: IsiNaskah) -> list[tuple[str, Nilai]]:
    """Rows of sheet Instrumen: every field, lists with spare rows behind their texts."""
    baris: list[tuple[str, Nilai]] = []
    for kolom in nk.KEPALA:
        ada = [(k, v) for k, v in isi.kepala if k == kolom.kunci]
        if kolom.jenis == "daftar_teks":
            ada += [(kolom.kunci, None)] * max(_CADANGAN_KEPALA, math.ceil(0.3 * len(ada)))
        baris += ada or [(kolom.kunci, None)]
    return baris


class _TempatNaskah:
    """Places of one authoring workbook, and its sheet Acuan while it grows."""

    def __init__(self, isi: IsiNaskah) -> None:
        self.isi = isi
        self.terisi = {nama: len(isi.tabel.get(nama, ())) for nama in nk.tables()}
        self.muat = {nama: n + max(_CADANGAN, math.ceil(0.3 * n)) for nama, n in self.terisi.items()}
        self.acuan = Lembar(nk.ACUAN, status="tersembunyi")
        self._daftar: dict[str, tuple[int, int]] = {}
        self._kolom = 0
        self._fill()

    def column(self, tabel: str, kunci: str) -> str:
        """Absolute range of a column of inputs."""
        k = nk.tables()[tabel].column(kunci)
        return range_ref(tabel, (AWAL, k), (AWAL + self.muat[tabel] - 1, k))

    def cell(self, tabel: str, n: int, kunci: str) -> str:
        """One input, with sheet name."""
        return cell_ref(tabel, (AWAL + n, nk.tables()[tabel].column(kunci)))

    def checks(self, tabel: str) -> str:
        """Absolute range of Keterangan isian."""
        k = nk.tables()[tabel].tetap
        return range_ref(tabel, (AWAL, k), (AWAL + self.muat[tabel] - 1, k))

    def listed(self, nama: str) -> str:
        """Absolute range of a list or counter on Acuan."""
        kolom, panjang = self._daftar[nama]
        return range_ref(nk.ACUAN, (1, kolom), (panjang, kolom))

    def item(self, nama: str, n: int = 0) -> str:
        """One cell of a list on Acuan."""
        return cell_ref(nk.ACUAN, (1 + n, self._daftar[nama][0]))

    def _add(self, nama: str, isi: Sequence[Isi]) -> None:
        self.acuan.put(0, self._kolom, nama, "mesin_kepala")
        for n, x in enumerate(isi, start=1):
            self.acuan.put(n, self._kolom, x, "mesin")
        self.acuan.lebar[self._kolom] = 18
        self._daftar[nama] = (self._kolom, len(isi))
        self._kolom += 1

    def _compact(self, nama: str, tabel: str, syarat: Callable[[int], str], nilai: str,
                 awal: Sequence[str] = ()) -> None:
        """A list without gaps: `nilai` (a range) of the rows of a table that meet a condition, behind fixed words."""
        hitung: list[Isi] = []
        for n in range(self.muat[tabel]):
            lalu = f"+{cell_ref(nk.ACUAN, (n, self._kolom))}" if n else ""
            hitung.append(Rumus(f"IF(IFERROR({syarat(n)},FALSE),1,0){lalu}"))
        self._add(f"urut_{nama}", hitung)
        urut = self.listed(f"urut_{nama}")
        self._add(nama, [*awal, *(Rumus(f'IFERROR(INDEX({nilai},MATCH({n + 1},{urut},0)),"")')
                                  for n in range(self.muat[tabel]))])

    def _fill(self) -> None:
        for nama, kata in nk.static_lists().items():
            self._add(nama, list(kata))

        def isi(tabel: str, n: int, kunci: str) -> str:
            return f"LEN({self.cell(tabel, n, kunci)})"

        umum = text_literal(nk.DATA_UMUM)
        kode, induk = "kode", "induk"
        self._compact("aspek", ASPEK, lambda n: f"AND({isi(ASPEK, n, kode)}>0,{isi(ASPEK, n, induk)}=0)",
                      self.column(ASPEK, kode))
        self._compact("sub_aspek", ASPEK, lambda n: f"AND({isi(ASPEK, n, kode)}>0,{isi(ASPEK, n, induk)}>0)",
                      self.column(ASPEK, kode))
        self._compact("indikator", INDIKATOR, lambda n: f"{isi(INDIKATOR, n, kode)}>0", self.column(INDIKATOR, kode))
        self._add("pemilik", [nk.DATA_UMUM, *(Rumus(self.item("indikator", n)) for n in range(self.muat[INDIKATOR]))])

        def pemilik(n: int) -> str:
            return self.cell(DATA, n, "indikator")

        def lengkap(n: int) -> str:
            return f'LEN({pemilik(n)})>0,{isi(DATA, n, "kunci")}>0'

        self._add("nama_data", [Rumus(
            f'IFERROR(IF(AND({lengkap(n)}),IF({pemilik(n)}={umum},"",{pemilik(n)}&".")&{self.cell(DATA, n, "kunci")}'
            f',""),"")') for n in range(self.muat[DATA])])
        nama = self.listed("nama_data")
        self._compact("fakta", DATA, lambda n: f"AND({lengkap(n)},{pemilik(n)}={umum})", nama)
        self._compact("rujukan_data", DATA, lambda n: f"AND({lengkap(n)},{pemilik(n)}<>{umum})", nama)
        self._compact("rujukan", DATA, lambda n: f"AND({lengkap(n)})", nama)
        daftar = self.column(PILIHAN, "daftar")
        self._compact("daftar", PILIHAN, lambda n: f'MATCH({self.cell(PILIHAN, n, "daftar")},{daftar},0)={n + 1}',
                      daftar, ("ada_tidak",))
        self._sums()

    def _sums(self) -> None:
        """Σ bobot per sub aspek and in all, its sentence; per sheet how many rows are wrong and which is the last."""
        bobot, sub = self.column(INDIKATOR, "bobot"), self.column(INDIKATOR, "sub_aspek")
        self._add("bobot_sub", [
            Rumus(f'IFERROR(IF(LEN({self.cell(ASPEK, n, "induk")})=0,0,'
                  f'SUMPRODUCT(({sub}={self.cell(ASPEK, n, "kode")})*1,{bobot})),0)') for n in range(self.muat[ASPEK])])
        self._add("jumlah_bobot", [Rumus(f"IFERROR(ROUND(SUM({bobot}),6),0)")])
        x = self.item("jumlah_bobot")
        kurang = f'IF({x}<100,"; kurang "&ROUND(100-{x},6),"; lebih "&ROUND({x}-100,6))'
        self._add("status_bobot", [Rumus(f'"Σ bobot = "&{x}&IF({x}=100,"",{kurang})')])
        for nama in nk.tables():
            ket = self.checks(nama)
            self._add(f"salah {nama}", [Rumus(f'SUMPRODUCT(({ket}<>"")*({ket}<>{text_literal(LENGKAP)}))')])
            k = nk.tables()[nama].tetap
            self._add(f"baris {nama}", [Rumus(f'IF({cell_ref(nama, (AWAL + n, k))}="",0,{n + 1})')
                                        for n in range(self.muat[nama])])


# --- row checks ---------------------------------------------------------------------------------------------------


def _column_checks(ptk: _TempatNaskah, sel: Callable[[str], str], kolom: Sequence[Kolom]) -> Cabang:
    """Blank obligatory cells, then what follows from what each column holds."""
    daftar = {k.kunci: ptk.listed(k.daftar) if k.daftar else "" for k in kolom}
    return [*blank_check((k, sel(k.kunci)) for k in kolom),
            *(c for k in kolom for c in cell_check(k, sel(k.kunci), daftar[k.kunci]))]


def _double(kunci: str, kolom: str, n: int, apa: str) -> tuple[str, str]:
    """A key that stands higher up already, with the row where it does."""
    cari = f"MATCH({kunci},{kolom},0)"
    return (f"{cari}<>{n + 1}", f'"{apa} sudah dipakai di baris "&({cari}+{AWAL})&"."')


def _date_typed(sel: str) -> tuple[str, str]:
    """A printed number that a program took for a date: its serial, 2000 to 2100."""
    return (f"IF(ISNUMBER({sel}),AND({sel}>=36526,{sel}<73416),FALSE)",
            '"Nomor ini tampaknya tanggal; ketik dengan petik tunggal di depan."')


def _aspek_checks(ptk: _TempatNaskah, n: int, sel: Callable[[str], str]) -> Cabang:
    jumlah = sel("Σ")
    sub = f'AND(LEN({sel("induk")})>0,ISNA(MATCH({sel("kode")},{ptk.column(INDIKATOR, "sub_aspek")},0)))'
    induk = f'AND(LEN({sel("induk")})=0,ISNA(MATCH({sel("kode")},{ptk.column(ASPEK, "induk")},0)))'
    return [_double(sel("kode"), ptk.column(ASPEK, "kode"), n, "Kode"), _date_typed(sel("nomor")),
            (f'AND(LEN({sel("induk")})>0,LEN({sel("bobot")})>0)', '"Bobot tercetak hanya untuk aspek."'),
            (induk, '"Aspek ini belum punya sub aspek."'),
            (sub, '"Sub aspek ini belum punya indikator."'),
            (f'AND(LEN({sel("bobot")})>0,{sel("bobot")}<>{jumlah})', f'"Jumlah bobot indikatornya "&{jumlah}&"."')]


def _indikator_checks(ptk: _TempatNaskah, n: int, sel: Callable[[str], str]) -> Cabang:
    aturan = sel("aturan.jenis")
    cabang = [_double(sel("kode"), ptk.column(INDIKATOR, "kode"), n, "Kode"), _date_typed(sel("nomor")),
              (f'{sel("bobot")}<=0', '"Bobot harus lebih dari 0."')]
    for k in nk.rule_columns():
        nama = k.kunci.partition(".")[2]
        cocok = ",".join(f"{aturan}={text_literal(a)}" for a in nk.rules_with(nama))
        pesan = text_literal(f"{k.kepala} tidak dipakai aturan ") + f'&{aturan}&"."'
        cabang.append((f"AND(LEN({sel(k.kunci)})>0,NOT(OR({cocok})))", pesan))
        perlu = [a for a in nk.rules_with(nama) if ATURAN[a].model_fields[nama].is_required()]
        cabang += [(f"AND({aturan}={text_literal(a)},LEN({sel(k.kunci)})=0)", text_literal(f"{k.kepala} belum diisi."))
                   for a in perlu]
    for a in ATURAN:
        if nk.table_parameter(a):
            cabang.append((f'AND({aturan}={text_literal(a)},ISNA(MATCH({sel("kode")},'
                           f'{ptk.column(RENTANG, "indikator")},0)))', text_literal(f"Belum ada di lembar {RENTANG}.")))
    belum = f'ISNA(MATCH({sel("kode")},{ptk.column(DATA, "indikator")},0))'
    yakin = f'AND({sel("terkonfirmasi")}={text_literal(TIDAK)},LEN({sel("asumsi")})=0)'
    return [*cabang, (belum, text_literal(f"Belum ada di lembar {DATA}.")),
            (yakin, '"Asumsi belum diisi, padahal belum terkonfirmasi."')]


def _data_checks(ptk: _TempatNaskah, n: int, sel: Callable[[str], str]) -> Cabang:
    milik, jenis, daftar = sel("indikator"), sel("jenis"), sel("daftar")
    umum = text_literal(nk.DATA_UMUM)
    hanya_data = ",".join(f"LEN({sel(k)})" for k in ("daftar", "fakta", "dari", "sama_dengan", "batas_fakta"))
    hanya_fakta = ",".join(f"LEN({sel(k)})" for k in ("wajib", "jumlah_dari", "keterangan"))
    return [_double(ptk.item("nama_data", n), ptk.listed("nama_data"), n, "Kunci"),
            (f"AND({milik}={umum},SUM({hanya_data})>0)", '"Daftar jawaban dan rujukan tidak untuk Data Umum."'),
            (f"AND({milik}<>{umum},SUM({hanya_fakta})>0)", '"Tiga kolom terakhir hanya untuk Data Umum."'),
            (f'AND(COUNT({sel("wajar")},{sel("maks")})=2,{sel("wajar")}>{sel("maks")})',
             '"Lazim sampai melebihi Paling besar."'),
            (f'AND({jenis}="pilihan",LEN({daftar})=0)', '"Daftar jawaban belum diisi."'),
            (f'AND({jenis}<>"pilihan",LEN({daftar})>0)', '"Daftar jawaban hanya untuk jenis pilihan."'),
            (f'AND(LEN({sel("fakta")})>0,LEN({sel("dari")})>0)', '"Pilih satu: dari Data Umum atau dari data."')]


def _rentang_checks(ptk: _TempatNaskah, n: int, sel: Callable[[str], str]) -> Cabang:
    lalu = {k: ptk.cell(RENTANG, max(n - 1, 0), k) for k in ("indikator", "batas")}
    return [(f'AND({lalu["indikator"]}={sel("indikator")},{lalu["batas"]}>={sel("batas")})',
             '"Batas bawah harus naik dari baris di atasnya."')] if n else []


def _predikat_checks(ptk: _TempatNaskah, n: int, sel: Callable[[str], str]) -> Cabang:
    """As `periksa._check_classes`: one that is reached already above it never is."""
    lalu = {k: ptk.cell(PREDIKAT, max(n - 1, 0), k) for k in ("batas", "termasuk_batas")}
    sama = (f'AND({lalu["batas"]}={sel("batas")},OR({lalu["termasuk_batas"]}={text_literal(YA)},'
            f'{sel("termasuk_batas")}<>{text_literal(YA)}))')
    return [(f'AND(LEN({lalu["batas"]})>0,OR({lalu["batas"]}<{sel("batas")},{sama}))',
             '"Batas harus turun dari baris di atasnya."')] if n else []


_PEMERIKSAAN: Mapping[str, Callable[[_TempatNaskah, int, Callable[[str], str]], Cabang]] = {
    ASPEK: _aspek_checks, INDIKATOR: _indikator_checks, DATA: _data_checks, RENTANG: _rentang_checks,
    PREDIKAT: _predikat_checks,
}


def _row_check(ptk: _TempatNaskah, tabel: Tabel, n: int) -> Rumus:
    baris, akhir = AWAL + n, len(tabel.kolom)

    def sel(kunci: str) -> str:
        kolom = akhir + 1 if kunci == "Σ" else tabel.column(kunci)
        return "$" + alamat((baris, kolom))

    kiri = f"{alamat((baris, 0))}:{alamat((baris, tabel.tetap - 1))}"
    kanan = f"{alamat((baris, tabel.tetap + 1))}:{alamat((baris, akhir))}"
    lain = _PEMERIKSAAN[tabel.nama](ptk, n, sel) if tabel.nama in _PEMERIKSAAN else []
    return sentence(f"COUNTA({kiri},{kanan})=0", [*_column_checks(ptk, sel, tabel.kolom), *lain])


# --- sheets -------------------------------------------------------------------------------------------------------

def _top(ptk: _TempatNaskah, lembar: Lembar, kolom: int, status: str, petunjuk: str) -> None:
    """Title, live status and one sentence of guidance, each on a line of its own above the table.

    They stand from `kolom` on, right of the columns that are printed again on every page.
    """
    lembar.put(0, 0, lembar.nama, "judul_rata")
    lembar.put(1, kolom, Rumus(f'{status}&". "&{ptk.item("status_bobot")}'), "status_rata")
    lembar.put(2, kolom, petunjuk, "teks_rata")
    lembar.tinggi |= {0: row_height(1, UKURAN_JUDUL), 1: row_height(1), 2: row_height(1)}


def _sheet_table(ptk: _TempatNaskah, tabel: Tabel) -> Lembar:
    lembar = Lembar(tabel.nama, warna=TAB_ISIAN, mulai=(AWAL, 0))
    muat, akhir, ket = ptk.muat[tabel.nama], len(tabel.kolom), tabel.tetap
    lembar.lebar = {tabel.column(k.kunci): k.lebar for k in tabel.kolom} | {ket: _LEBAR_KETERANGAN}
    salah = ptk.item(f"salah {tabel.nama}")
    _top(ptk, lembar, ket, f'IF({salah}=0,"Semua baris lengkap",{salah}&" baris perlu diperbaiki")', tabel.petunjuk)
    for n, k in enumerate(tabel.kolom):
        kolom = tabel.column(k.kunci)
        lembar.put(BARIS_KEPALA, kolom, k.kepala, "kepala")
        lembar.put(BARIS_CONTOH, kolom, f"{CONTOH} {k.contoh}" if n == 0 else k.contoh, "sel_redup")
        kotak = {(AWAL + b, kolom): (tabel.nama, f"{b}.{k.kunci}") for b in range(muat)}
        put_inputs(lembar, k, kotak, ptk.listed(k.daftar) if k.daftar else "")
    lembar.put(BARIS_KEPALA, ket, nk.KETERANGAN, "kepala")
    lembar.put(BARIS_CONTOH, ket, "terisi sendiri", "sel_redup")
    if tabel.nama == ASPEK:
        lembar.lebar[akhir + 1] = 13
        lembar.put(BARIS_KEPALA, akhir + 1, "Σ bobot indikator", "kepala")
        lembar.put(BARIS_CONTOH, akhir + 1, "terisi sendiri", "sel_redup")
    lembar.fit_rest()
    for n in range(muat):
        _table_row(ptk, lembar, tabel, n)
    colour_sentences(lembar, (AWAL, ket), (AWAL + muat - 1, ket))
    lembar.beku = (AWAL, tabel.tetap + 1)
    kanan = max(lembar.lebar)
    halaman = _LEBAR_HALAMAN.get(tabel.nama, 1)
    lembar.cetak = Cetak(((0, 0), (AWAL + muat - 1, kanan)), (BARIS_KEPALA, BARIS_KEPALA), lebar_halaman=halaman,
                         ulang_kolom=(0, tabel.tetap - 1) if halaman > 1 else None,
                         baris_akhir=f"{AWAL}+MAX(1,{ptk.listed(f'baris {tabel.nama}')})",
                         terpakai=AWAL + max(1, ptk.terisi[tabel.nama]))
    return lembar


def _table_row(ptk: _TempatNaskah, lembar: Lembar, tabel: Tabel, n: int) -> None:
    baris, isi = AWAL + n, ptk.isi.tabel.get(tabel.nama, ())
    satu = isi[n] if n < len(isi) else {}
    teks: dict[int, str] = {}
    for k in tabel.kolom:
        kolom = tabel.column(k.kunci)
        if isinstance(nilai := satu.get(k.kunci), str):
            teks[kolom] = nilai
    lembar.put(baris, tabel.tetap, _row_check(ptk, tabel, n), "sel")
    if tabel.nama == ASPEK:
        kode, induk = (ptk.cell(ASPEK, n, k) for k in ("kode", "induk"))
        cari = f'SUMPRODUCT(({ptk.column(ASPEK, "induk")}={kode})*1,{ptk.listed("bobot_sub")})'
        jumlah = f'IF(LEN({kode})=0,"",ROUND(IF(LEN({induk})=0,{cari},{ptk.item("bobot_sub", n)}),6))'
        lembar.put(baris, len(tabel.kolom) + 1, Rumus(f'IFERROR({jumlah},"")'), "angka_umum")
    lembar.fit_row(baris, teks, 2)


def _sheet_head(ptk: _TempatNaskah) -> Lembar:
    """One row per field of the instrument's head."""
    lembar = Lembar(INSTRUMEN, warna=TAB_ISIAN, mulai=(AWAL - 1, 1), lebar={0: 26, 1: 60, 2: 58, 3: _LEBAR_KETERANGAN})
    kolom = {k.kunci: k for k in nk.KEPALA}
    baris = head_rows(ptk.isi)
    awal, akhir = BARIS_CONTOH, BARIS_CONTOH + len(baris) - 1
    ket = range_ref(INSTRUMEN, (awal, 3), (akhir, 3))
    salah = f'SUMPRODUCT(({ket}<>"")*({ket}<>{text_literal(LENGKAP)}))'
    lain = "+".join(ptk.item(f"salah {nama}") for nama in nk.tables())
    _top(ptk, lembar, 0, f'IF({salah}+{lain}=0,"Semua lembar lengkap",({salah}+{lain})&" baris di seluruh buku perlu '
         'diperbaiki")', "Kepala instrumen: satu baris satu bagian. Isi kolom kuning.")
    lembar.put_row(BARIS_KEPALA, [nk.KOLOM_BAGIAN, nk.KOLOM_ISIAN, nk.KOLOM_CARA, nk.KETERANGAN], "kepala")
    lembar.fit_rest()
    for n, (kunci, nilai) in enumerate(baris):
        k = kolom[kunci]
        pertama = n == 0 or baris[n - 1][0] != kunci
        tempat = (awal + n, 1)
        lembar.put(awal + n, 0, k.kepala, "sel_tebal" if pertama else "sel_redup")
        put_inputs(lembar, k, {tempat: (INSTRUMEN, str(n))}, ptk.listed(k.daftar) if k.daftar else "")
        lembar.put(awal + n, 2, k.cara if pertama else "", "sel_redup")
        cabang = _column_checks(ptk, lambda _, t=tempat: "$" + alamat(t), [k])  # type: ignore[misc]
        kosong = "FALSE" if k.wajib else f"LEN(${alamat(tempat)})=0"
        lembar.put(awal + n, 3, sentence(kosong, cabang), "sel")
        lembar.fit_row(awal + n, {1: str(nilai or ""), 2: k.cara if pertama else ""})
    colour_sentences(lembar, (awal, 3), (akhir, 3))
    lembar.beku = (BARIS_CONTOH, 1)
    lembar.cetak = Cetak(((0, 0), (akhir, 3)), (BARIS_KEPALA, BARIS_KEPALA))
    return lembar


def _sheet_guide(ptk: _TempatNaskah) -> Lembar:
    """How to fill, an example of each rule, the meaning of the colours; one screen."""
    lembar = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 16, 1: 104, 2: 20})
    lembar.put(0, 0, "Naskah instrumen penilaian", "judul_rata")
    lembar.put(1, 0, Rumus(ptk.item("status_bobot")), "status_rata")
    for n, teks in enumerate(nk.LANGKAH, start=2):
        lembar.put_row(n, [f"{n - 1}", teks], ["tengah_tebal", "teks"])
    lembar.put(1, 2, "Buka lembar", "kepala")
    for n, nama in enumerate((INSTRUMEN, *nk.tables()), start=2):
        lembar.put(n, 2, link_to(nama), "papan_tautan")
    baris = 3 + len(nk.LANGKAH)
    lembar.put_row(baris, ["Aturan", "Cara menghitung capaian dan data yang dibutuhkan"], "kepala")
    for n, (aturan, kelas) in enumerate(ATURAN.items(), start=baris + 1):
        lembar.put_row(n, [aturan, kelas.arti], ["sel_tebal", "sel"])
    baris += 2 + len(ATURAN)
    lembar.put_row(baris, ["Warna", "Artinya"], "kepala")
    for n, (contoh, gaya, arti) in enumerate((
        ("kuning", "contoh_isi", "diisi penyusun"), ("putih", "contoh_otomatis", "terisi sendiri, terkunci"),
        ("jingga", "contoh_salah", "ada yang perlu diperbaiki; baca kalimatnya"),
    ), start=baris + 1):
        lembar.put_row(n, [contoh, arti], [gaya, "papan"])
    lembar.fit_rest()
    lembar.beku = (1, 0)
    lembar.cetak = Cetak(((0, 0), (max(lembar.tinggi), 2)), satu_halaman=True)
    return lembar


def meta_values(sumber: str, sidik: str) -> dict[str, str]:
    """What tells an authoring workbook: kind, version of its layout, instrument it was written from."""
    return {"jenis": nk.JENIS_NASKAH, "tata_letak": str(VERSI_NASKAH), "instrumen_id": sumber, "instrumen_sidik": sidik}


def describe(isi: IsiNaskah, sumber: str = "", sidik: str = "") -> Denah:
    """The whole authoring workbook; `sumber` and `sidik` are id and hash of the instrument it was written from."""
    ptk = _TempatNaskah(isi)
    kepala = _sheet_head(ptk)
    tabel = [_sheet_table(ptk, t) for t in nk.tables().values()]
    meta = meta_values(sumber, sidik)
    ptk.acuan.warna = TAB_PERIKSA
    akhir = BARIS_CONTOH + len(head_rows(isi)) - 1
    rentang = {"kolom_instrumen": (INSTRUMEN, (BARIS_CONTOH, 1), (akhir, 1))}
    for t in nk.tables().values():
        for k in t.kolom:
            nama = f"kolom_{t.nama}_{k.kunci}".lower().replace(" ", "_").replace(".", "_")
            kolom = t.column(k.kunci)
            rentang[nama] = (t.nama, (AWAL, kolom), (AWAL + ptk.muat[t.nama] - 1, kolom))
    judul = f"Naskah instrumen {sumber}".strip()
    properti = properties({k: v for k, v in meta.items() if v})
    return Denah(judul=judul, lembar=(_sheet_guide(ptk), kepala, *tabel, ptk.acuan, sheet_meta(meta)), nama={},
                 masukan={}, kode_sel={}, properti=properti, kaki=judul, rentang=rentang)
