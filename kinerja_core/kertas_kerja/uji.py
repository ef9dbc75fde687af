"""Checks that live in the workbook and in Python: each condition holds both renderings side by side.

A check looks at one input and gives at most one kode ("" = in order). In the sheet it is one line of Pemeriksaan;
`kinerja periksa` evaluates the same objects. The texts stand in `katalog.isian`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from kinerja_core.dasar.excelmath import (
    Galat,
    Nilai,
    as_number,
    at_six,
    clean_text,
    excel_round,
    is_number,
    number_text,
    same_text,
    show_number,
)
from kinerja_core.dasar.temuan import KATALOG
from kinerja_core.dasar.waktu import BULAN, serial_date, show_date
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN, Komposisi, Rasio
from kinerja_core.instrumen.batas import RUPIAH_TERKECIL, Batas, date_window
from kinerja_core.instrumen.model import PENANDA_TANGAN, Datum, Fakta, Indikator, Instrumen
from kinerja_core.lembar.isian import Kotak

KOSONG, ANGKA, TEKS, LOGIKA, GALAT = range(5)
#: A number nearer to zero than this (but not 0) is a slip of the hand; it also keeps every quotient finite.
TERKECIL = 0.000001
#: Characters of a typed text that a message repeats, so that the message fits its cell.
PANJANG_TAMPIL = 20
#: What may stand around the digits of a number typed as text.
TANDA_ANGKA = (".", ",", "%", "-", "+", " ", "Rp")


#: Evidence stands beside the first datum of an indicator.
DATUM_BUKTI = Datum(kunci="bukti", label="Bukti dukung", jenis="teks")
#: Of texts and answers, which have none.
TANPA_BATAS = Batas(0, 0, 0)
#: The names of the months in one cell, each as wide as the longest.
LEBAR_BULAN = max(map(len, BULAN))
PITA_BULAN = "".join(b.ljust(LEBAR_BULAN) for b in BULAN).rstrip()  # some programs drop a space at the end


def strip_digits(teks: str) -> str:
    """Text without the ten digits; the sheet nests ten SUBSTITUTE."""
    return "".join(h for h in teks if h not in "0123456789")


def strip_marks(sisa: str) -> str:
    """What is left of a number typed as text once TANDA_ANGKA are removed: nothing."""
    for tanda in TANDA_ANGKA:
        sisa = sisa.replace(tanda, "")
    return sisa


def shorten(teks: str) -> str:
    """A typed text as a message shows it; in full it stands in its own cell."""
    return teks if len(teks) <= PANJANG_TAMPIL else teks[:PANJANG_TAMPIL] + "..."


def shorten_formula(teks: str) -> str:
    """shorten as a formula."""
    return f'IF(LEN({teks})>{PANJANG_TAMPIL},LEFT({teks},{PANJANG_TAMPIL})&"...",{teks})'


@dataclass(frozen=True)
class Keadaan:
    """One input after cleaning: what kind it is, its trimmed text, its number, the value of its answer."""

    keadaan: int
    teks: str = ""
    angka: float = 0.0
    cocok: bool = False
    nilai: float = 0.0
    batas: Batas = TANPA_BATAS
    maks: float = 0.0
    tahun: int = 0
    rumus: str = ""
    pindah: bool = False
    relevan: bool = True
    boleh_jawab: bool = False

    @property
    def is_jawab(self) -> bool:
        """The office answers "Tidak relevan"."""
        return same_text(self.teks, TIDAK_RELEVAN)

    @property
    def shown(self) -> str:
        """The value as a sentence shows it."""
        if self.keadaan == ANGKA:
            return show_number(self.angka)
        return ("TRUE" if self.angka else "FALSE") if self.keadaan == LOGIKA else shorten(self.teks)


def clean(nilai: Nilai, datum: Datum, instrumen: Instrumen, batas: Batas = TANPA_BATAS) -> Keadaan:
    """Clean one raw value. A bool is no number, text is trimmed (NBSP too), spaces alone are blank."""
    milik: dict[str, Any] = {"batas": batas, "maks": batas.maks, "tahun": instrumen.tahun_penilaian}
    if isinstance(nilai, bool):
        return Keadaan(LOGIKA, angka=float(nilai), **milik)
    if isinstance(nilai, Galat) or (is_number(nilai) and as_number(nilai) is None):
        return Keadaan(GALAT, **milik)
    if (angka := as_number(nilai)) is not None:
        return Keadaan(ANGKA, angka=angka, nilai=0.0 if datum.jenis == "pilihan" else angka, **milik)
    teks = clean_text(nilai)
    cocok = [o for o in instrumen.options(datum) if same_text(o.teks, teks)] if datum.jenis == "pilihan" else []
    return Keadaan(TEKS if teks else KOSONG, teks=teks, cocok=bool(cocok),
                   nilai=float(cocok[0].nilai) if cocok else 0.0, **milik)


def date_formula(angka: str, bulan: str) -> str:
    """show_date of a serial as a formula; `bulan` is a cell with PITA_BULAN."""
    angka = f"INT(ROUND({angka},6))"
    return f'DAY({angka})&" "&TRIM(MID({bulan},MONTH({angka})*{LEBAR_BULAN}-{LEBAR_BULAN - 1},{LEBAR_BULAN}))&" "' \
           f"&YEAR({angka})"


@dataclass(frozen=True)
class RujukanKotak:
    """The cells of one input's line on the workings sheet, as references a formula can use."""

    keadaan: str
    teks: str
    sisa: str
    angka: str
    cocok: str
    nilai: str
    min: str
    maks: str
    wajar: str
    tanggal: str
    hari_awal: str
    hari_akhir: str
    bulan: str
    pindah: str
    sah: str
    relevan: str
    tampil: str


@dataclass(frozen=True)
class Syarat:
    """One condition, the kode it gives ("" = settled, nothing to report), and what its message compares with (twice).

    `render` is None for what no formula can see.
    """

    kode: str
    evaluate: Callable[[Keadaan], bool]
    render: Callable[[RujukanKotak], str] | None
    b: Callable[[Keadaan], str] | None = None
    b_rumus: Callable[[RujukanKotak], str] | None = None


#: A formula whose result nobody could calculate again: what the file shows of it is not believed (A5).
S_RUMUS = Syarat("ISI19", lambda k: bool(k.rumus), None, lambda k: k.rumus)
S_PINDAH = Syarat("LTK01", lambda k: k.pindah, lambda r: f"{r.pindah}=1")
S_GALAT = Syarat("ISI02", lambda k: k.keadaan == GALAT, lambda r: f"{r.keadaan}=4")
S_DIJAWAB = Syarat("", lambda k: k.is_jawab, lambda r: f'{r.teks}="{TIDAK_RELEVAN}"')
S_BERLEBIH = Syarat("ISI12", lambda k: not k.relevan and k.keadaan != KOSONG and not k.is_jawab,
                    lambda r: f'AND({r.relevan}=0,{r.keadaan}<>0,{r.teks}<>"{TIDAK_RELEVAN}")')
S_TIDAK_PERLU = Syarat("", lambda k: not k.relevan, lambda r: f"{r.relevan}=0")
S_KOSONG = Syarat("ISI01", lambda k: k.keadaan == KOSONG, lambda r: f"{r.keadaan}=0")
S_BOLEH_KOSONG = Syarat("", lambda k: k.keadaan == KOSONG, lambda r: f"{r.keadaan}=0")
S_LOGIKA = Syarat("ISI03", lambda k: k.keadaan == LOGIKA, lambda r: f"{r.keadaan}=3")
S_HUBUNG = Syarat("ISI04", lambda k: k.teks in {"-", "–"}, lambda r: f'OR({r.teks}="-",{r.teks}="–")')
S_TAK_TERSEDIA = Syarat("ISI13", lambda k: k.is_jawab, lambda r: f'{r.teks}="{TIDAK_RELEVAN}"')
S_TEKS_ANGKA = Syarat(
    "ISI05",
    lambda k: k.keadaan == TEKS and strip_digits(k.teks) != k.teks and strip_marks(strip_digits(k.teks)) == "",
    lambda r: f'AND({r.keadaan}=2,{r.sisa}<>{r.teks},{marks_formula(r.sisa)}="")',
)
S_TEKS = Syarat("ISI06", lambda k: k.keadaan == TEKS, lambda r: f"{r.keadaan}=2")
S_TEKS_TERSIMPAN_ANGKA = Syarat("ISI18", lambda k: k.keadaan == ANGKA, lambda r: f"{r.keadaan}=1")
S_TANGGAL = Syarat(
    "ISI14",
    lambda k: at_six(k.angka) > k.batas.tanggal and date_window(k.tahun)[0] <= int(at_six(k.angka)) <= date_window(
        k.tahun)[1],
    lambda r: f"AND(ROUND({r.angka},6)>{r.tanggal},INT(ROUND({r.angka},6))>={r.hari_awal},"
              f"INT(ROUND({r.angka},6))<={r.hari_akhir})",
    lambda k: show_date(serial_date(at_six(k.angka))), lambda r: date_formula(r.angka, r.bulan))
#: The same where so large a number is possible: it counts and is asked for.
S_MUNGKIN_TANGGAL = Syarat(
    "ISI24",
    lambda k: at_six(k.angka) > k.batas.wajar and date_window(k.tahun)[0] <= int(at_six(k.angka)) <= date_window(
        k.tahun)[1],
    lambda r: f"AND(ROUND({r.angka},6)>{r.wajar},INT(ROUND({r.angka},6))>={r.hari_awal},"
              f"INT(ROUND({r.angka},6))<={r.hari_akhir})",
    S_TANGGAL.b, S_TANGGAL.b_rumus)
S_KURANG = Syarat("ISI07", lambda k: at_six(k.angka) < k.batas.min or 0 < abs(k.angka) < TERKECIL,
                  # IF(x,..) tells 1E-300 from 0, a comparison does not in every engine
                  lambda r: f"IF({r.angka},OR(ROUND({r.angka},6)<{r.min},ABS({r.angka})<0.000001),{r.min}>0)",
                  lambda k: show_number(k.batas.min), lambda r: number_text(r.min))
S_LEBIH = Syarat("ISI08", lambda k: at_six(k.angka) > k.maks, lambda r: f"ROUND({r.angka},6)>{r.maks}",
                 lambda k: show_number(k.maks), lambda r: number_text(r.maks))
S_PECAHAN = Syarat("ISI09", lambda k: abs(k.angka) < 1e15 and excel_round(k.angka, 4) % 1 != 0,
                   lambda r: f"ROUND({r.angka},4)<>INT(ROUND({r.angka},4))")
S_PERSEN = Syarat("ISI10", lambda k: k.angka > 0 and at_six(k.angka) <= 1,
                  lambda r: f"AND({r.angka}>0,ROUND({r.angka},6)<=1)", lambda k: show_number(k.angka * 100),
                  lambda r: number_text(f"({r.angka}*100)"))
#: On a scale of 100 as on a percentage a number up to 1 is a percentage that a program stored as a part of 1.
S_SKALA = Syarat("ISI23", S_PERSEN.evaluate, S_PERSEN.render, lambda k: show_number(k.batas.maks),
                 lambda r: number_text(r.maks))
S_PECAHAN_RUPIAH = Syarat("ISI16", lambda k: k.angka > 0 and at_six(k.angka) < 1,
                          lambda r: f"AND({r.angka}>0,ROUND({r.angka},6)<1)")
S_UANG_KECIL = Syarat("ISI17", lambda k: k.angka > 0 and at_six(k.angka) < RUPIAH_TERKECIL,
                      lambda r: f"AND({r.angka}>0,ROUND({r.angka},6)<{RUPIAH_TERKECIL:.0f})")
S_TAK_LAZIM = Syarat("ISI15", lambda k: at_six(k.angka) > k.batas.wajar, lambda r: f"ROUND({r.angka},6)>{r.wajar}",
                     lambda k: show_number(k.batas.wajar), lambda r: number_text(r.wajar))
S_LUAR_DAFTAR = Syarat("ISI11", lambda k: not k.cocok, lambda r: f"{r.cocok}=0")
#: Kode of the conditions above with which a relevant input counts all the same.
TETAP_SAH = tuple(s.kode for s in tuple(globals().values()) if isinstance(s, Syarat) and s is not S_BERLEBIH
                  and s.kode and KATALOG[s.kode].tingkat != "wajib")


def marks_formula(sisa: str) -> str:
    """strip_marks as a formula."""
    for tanda in TANDA_ANGKA:
        sisa = f'SUBSTITUTE({sisa},"{tanda}","")'
    return sisa


def digits_formula(teks: str) -> str:
    """strip_digits as a formula."""
    for angka in "0123456789":
        teks = f'SUBSTITUTE({teks},"{angka}","")'
    return teks


class Konteks(Protocol):
    """What a check needs to know of a filling (see `penilaian.Olahan`)."""

    instrumen: Instrumen

    def kotak(self, kotak: Kotak) -> Keadaan: ...
    def sah(self, kotak: Kotak) -> bool: ...
    def nilai(self, kotak: Kotak) -> float: ...
    def relevan(self, kode: str) -> bool: ...


class RujukanUji(Protocol):
    """The same as references: lines of the workings sheet."""

    @property
    def tahun_penilaian(self) -> str: ...

    def kotak(self, kotak: Kotak) -> RujukanKotak: ...
    def relevan(self, kode: str) -> str: ...


Jawaban = tuple[str, str, str]
BAIK: Jawaban = ("", "", "")


@dataclass(frozen=True)
class UjiIsi:
    """Is this input filled, of the right kind, within its bounds and in its place? The first condition that holds."""

    kotak: Kotak
    datum: Datum
    batas: Batas = TANPA_BATAS
    wajib: bool = True
    boleh_jawab: bool = False
    selalu: bool = False

    @cached_property
    def syarat(self) -> tuple[Syarat, ...]:
        """Conditions in order."""
        if self.datum is DATUM_BUKTI:  # may stand beside what is not relevant, and may follow later
            return (S_RUMUS, S_PINDAH, S_GALAT, S_LOGIKA, S_TEKS_TERSIMPAN_ANGKA)
        awal = (S_RUMUS, S_PINDAH, S_GALAT, *((S_DIJAWAB,) if self.boleh_jawab else ()),
                *(() if self.selalu else (S_BERLEBIH, S_TIDAK_PERLU)),  # a fact is always relevant
                S_KOSONG if self.wajib else S_BOLEH_KOSONG)
        if self.datum.jenis == "teks":
            return (*awal, S_LOGIKA, S_TEKS_TERSIMPAN_ANGKA)
        if self.datum.jenis == "pilihan":
            return (*awal, S_LOGIKA, S_HUBUNG, S_TAK_TERSEDIA, S_LUAR_DAFTAR)
        khusus: dict[str, tuple[Syarat, ...]] = {
            "bulat": (S_PECAHAN,), "persen": (S_PERSEN,),
            "desimal": (S_SKALA,) if (self.batas.min, self.batas.maks) == (0, 100) else (),
            "rupiah": (S_PECAHAN_RUPIAH, *((S_UANG_KECIL,) if self.batas.uang else ()))}
        lazim = (S_TAK_LAZIM,) if self.batas.wajar < self.batas.maks else ()
        lazim = (S_MUNGKIN_TANGGAL, *lazim) if self.batas.ambigu else lazim
        return (*awal, S_LOGIKA, S_HUBUNG, S_TAK_TERSEDIA, S_TEKS_ANGKA, S_TEKS, S_TANGGAL, S_KURANG, S_LEBIH,
                *khusus.get(self.datum.jenis, ()), *lazim)

    @property
    def kemungkinan(self) -> tuple[str, ...]:
        """Kode this check can give."""
        return tuple(s.kode for s in self.syarat if s.kode)

    def evaluate(self, k: Konteks) -> Jawaban:
        """(kode, a, b) of the first condition that holds."""
        isi = k.kotak(self.kotak)
        s = next((s for s in self.syarat if s.evaluate(isi)), None)
        return (s.kode, isi.shown, s.b(isi) if s.b else "") if s and s.kode else BAIK

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas: kode, a, b. The kode is a nest of IF in the same order."""
        isi = r.kotak(self.kotak)
        kode = '""'
        for s in reversed(self.syarat):
            kode = f'IF({s.render(isi)},"{s.kode}",{kode})' if s.render else kode
        return kode, f"IF({isi.keadaan}={TEKS},{shorten_formula(isi.teks)},{isi.tampil})", '""'

    def render_b(self, r: RujukanUji, kode: str) -> str:
        """The formula of `b`, which depends on the kode cell of this line."""
        isi = r.kotak(self.kotak)
        rumus = '""'
        for s in self.syarat:
            rumus = f'IF({kode}="{s.kode}",{s.b_rumus(isi)},{rumus})' if s.b_rumus else rumus
        return rumus


@dataclass(frozen=True)
class UjiBagian:
    """Part against whole: numerator (or the sum of parts) above it, whole 0, both 0."""

    kotak: Kotak
    bagian: tuple[Kotak, ...]
    utuh: Kotak
    boleh_melebihi: bool
    kode_lebih: str

    @property
    def kemungkinan(self) -> tuple[str, ...]:
        """Kode this check can give."""
        return ("HUB02", "HUB03") if self.boleh_melebihi else (self.kode_lebih, "HUB02", "HUB03")

    def evaluate(self, k: Konteks) -> Jawaban:
        """Compared at six decimals, as every engine does alike."""
        if not (k.relevan(self.kotak[0]) and all(map(k.sah, (*self.bagian, self.utuh)))):
            return BAIK
        jumlah = sum(k.nilai(b) for b in self.bagian)
        a, b = at_six(jumlah), at_six(k.nilai(self.utuh))
        kode = ("HUB03" if a == 0 else "HUB02") if b == 0 else self.kode_lebih if a > b else ""
        if kode == self.kode_lebih and self.boleh_melebihi:
            return BAIK
        return (kode, show_number(jumlah), show_number(k.nilai(self.utuh))) if kode else BAIK

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas: kode, a, b."""
        bagian, utuh = [r.kotak(b) for b in self.bagian], r.kotak(self.utuh)
        jumlah = bagian[0].nilai if len(bagian) == 1 else f"SUM({','.join(b.nilai for b in bagian)})"
        sah = ",".join(f"{x.sah}=1" for x in (*bagian, utuh))
        lebih = '""' if self.boleh_melebihi else f'IF(ROUND({jumlah},6)>ROUND({utuh.nilai},6),"{self.kode_lebih}","")'
        kode = (f'IF(AND({r.relevan(self.kotak[0])}=1,{sah}),IF(ROUND({utuh.nilai},6)=0,'
                f'IF(ROUND({jumlah},6)=0,"HUB03","HUB02"),{lebih}),"")')
        return kode, number_text(f"({jumlah})"), number_text(utuh.nilai)


@dataclass(frozen=True)
class UjiSama:
    """A typed value that should equal a fact of Data Umum (HUB05) or another indicator's value (HUB06)."""

    kotak: Kotak
    lain: Kotak
    kode: str
    #: What says whose value the other is, before that value.
    sebutan: str = ""

    @property
    def kemungkinan(self) -> tuple[str, ...]:
        """Kode this check can give."""
        return (self.kode,)

    def evaluate(self, k: Konteks) -> Jawaban:
        """Compared at six decimals."""
        if not (k.relevan(self.kotak[0]) and k.sah(self.kotak) and k.sah(self.lain)):
            return BAIK
        a, b = k.nilai(self.kotak), k.nilai(self.lain)
        return BAIK if at_six(a) == at_six(b) else (
            self.kode, show_number(a), self.sebutan + show_number(b))

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas: kode, a, b."""
        a, b = r.kotak(self.kotak), r.kotak(self.lain)
        kode = (f'IF(AND({r.relevan(self.kotak[0])}=1,{a.sah}=1,{b.sah}=1),'
                f'IF(ROUND({a.nilai},6)<>ROUND({b.nilai},6),"{self.kode}",""),"")')
        sebutan = self.sebutan.replace('"', '""')
        return kode, number_text(a.nilai), (f'"{sebutan}"&' if sebutan else "") + number_text(b.nilai)


@dataclass(frozen=True)
class UjiTahunData:
    """The year of the data: not after the year of assessment, and the one that is assessed, the year before it.

    `ditanya`: other years are asked about. An instrument whose bounds do not admit the year before asks nothing.
    """

    kotak: Kotak
    tahun_penilaian: int
    ditanya: bool

    @property
    def kemungkinan(self) -> tuple[str, ...]:
        """Kode this check can give."""
        return ("UMU01", "HUB07") if self.ditanya else ("UMU01",)

    def evaluate(self, k: Konteks) -> Jawaban:
        """Only for a usable year."""
        tahun = at_six(k.nilai(self.kotak))
        if k.sah(self.kotak) and tahun > self.tahun_penilaian:
            return "UMU01", show_number(k.nilai(self.kotak)), str(self.tahun_penilaian)
        if self.ditanya and k.sah(self.kotak) and tahun != self.tahun_penilaian - 1:
            return "HUB07", show_number(k.nilai(self.kotak)), str(self.tahun_penilaian - 1)
        return BAIK

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas; the year of assessment stands in Referensi."""
        isi, batas = r.kotak(self.kotak), r.tahun_penilaian
        lewat = f"ROUND({isi.nilai},6)>{batas}"
        lain = f'IF(ROUND({isi.nilai},6)<>{batas}-1,"HUB07","")' if self.ditanya else '""'
        return (f'IF({isi.sah}=1,IF({lewat},"UMU01",{lain}),"")', number_text(isi.nilai),
                number_text(f"IF({lewat},{batas},{batas}-1)"))


@dataclass(frozen=True)
class UjiWilayah:
    """A kecamatan has at least one desa or kelurahan."""

    kotak: Kotak
    lain: Kotak
    kemungkinan: tuple[str, ...] = ("UMU02",)

    def evaluate(self, k: Konteks) -> Jawaban:
        """Only when both are usable."""
        nol = all(k.sah(x) and k.nilai(x) == 0 for x in (self.kotak, self.lain))
        return ("UMU02", "", "") if nol else BAIK

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas."""
        a, b = r.kotak(self.kotak), r.kotak(self.lain)
        return f'IF(AND({a.sah}=1,{a.nilai}=0,{b.sah}=1,{b.nilai}=0),"UMU02","")', '""', '""'


Uji = UjiIsi | UjiBagian | UjiSama | UjiTahunData | UjiWilayah


def _of_indikator(i: Indikator, batas: Mapping[Kotak, Batas], nama: Mapping[str, str]) -> Iterator[Uji]:
    for d in i.data:
        if d.is_input:
            yield UjiIsi((i.kode, d.kunci), d, batas[i.kode, d.kunci], boleh_jawab=i.tidak_relevan.boleh_dijawab)
    isian = [d for d in i.data if d.is_input]
    if isinstance(i.aturan, Rasio) and isian:
        tempat = "pembilang" if i.datum("pembilang").is_input else "penyebut"
        yield UjiBagian((i.kode, tempat), ((i.kode, "pembilang"),), (i.kode, "penyebut"), i.aturan.boleh_melebihi,
                        "HUB01")
    if isinstance(i.aturan, Komposisi) and isian:
        bagian = tuple((i.kode, d.kunci) for d in i.data if d.kunci != "total")
        yield UjiBagian((i.kode, isian[0].kunci), bagian, (i.kode, "total"), False, "HUB04")
    for d in isian:
        if d.sama_dengan:
            kode, titik, kunci = d.sama_dengan.partition(".")
            yield (UjiSama((i.kode, d.kunci), (kode, kunci), "HUB06", f"{nama.get(kode, kode)} mencatat ") if titik else
                   UjiSama((i.kode, d.kunci), (kode, "isi"), "HUB05"))


def daftar_uji(instrumen: Instrumen) -> list[Uji]:
    """Every check of the workbook: Data Umum, the indicators in order, the signature block, evidence."""
    fakta = {f.kode: f for f in instrumen.data_umum if not f.jumlah_dari}
    batas = instrumen.batas
    uji: list[Uji] = [_of_fact(f, batas) for f in fakta.values()]
    if "tahun_data" in fakta:
        datum = fakta["tahun_data"].datum
        ditanya = datum.min <= instrumen.tahun_penilaian - 1 <= batas["tahun_data", "isi"].maks
        uji.append(UjiTahunData(("tahun_data", "isi"), instrumen.tahun_penilaian, ditanya))
    if {"jumlah_desa", "jumlah_kelurahan"} <= fakta.keys():
        uji.append(UjiWilayah(("jumlah_desa", "isi"), ("jumlah_kelurahan", "isi")))
    nama = {i.kode: f"{instrumen.istilah.indikator.lower()} {i.nomor}" for i in instrumen.indikator}
    for i in instrumen.indikator:
        uji.extend(_of_indikator(i, batas, nama))
    uji += [_of_fact(f, batas) for f in PENANDA_TANGAN]
    return uji + [UjiIsi((i.kode, DATUM_BUKTI.kunci), DATUM_BUKTI) for i in instrumen.indikator]


def typed_facts(instrumen: Instrumen, kode: str) -> tuple[str, ...]:
    """The facts an office types of which a fact is made: itself, or those it is the sum of."""
    dari = next(f for f in instrumen.fakta if f.kode == kode).jumlah_dari
    return tuple(x for asal in dari for x in typed_facts(instrumen, asal)) if dari else (kode,)


def _of_fact(f: Fakta, batas: Mapping[Kotak, Batas]) -> UjiIsi:
    return UjiIsi((f.kode, "isi"), f.datum, batas[f.kode, "isi"], f.wajib, selalu=True)


def by_kotak(uji: list[Uji]) -> Mapping[Kotak, list[int]]:
    """Positions of the checks of each input, in order."""
    per: dict[Kotak, list[int]] = {}
    for i, u in enumerate(uji):
        per.setdefault(u.kotak, []).append(i)
    return per
