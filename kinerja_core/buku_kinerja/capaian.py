"""Arithmetic of target, realisasi and capaian: each piece holds its Python and its Excel rendering side by side.

A cleaned value is a float, "-" (not scheduled) or None (belum diisi); in the sheet a number, the text "-", or "".
A result may also be `TIDAK_DIUKUR`: everything is filled, and yet there is nothing to divide by. Percentages are
0-100, money is in rupiah. `render` takes cell references in the order of `evaluate` (a list is one range) and returns
a formula without "="; over cleaned numbers within 1e12 of 0 it never shows an error. A quotient is measured only over
a denominator whose ROUND(x,9) is above 0: engines disagree about what is smaller (ironcalc takes 1E-300 for 0), and
nothing overflows. Words of the user compare as Excel compares them: upper and lower case alike.

Dasar: ../shared design, domain.md 3-4; PermenPANRB 53/2014; for the class tables see `KLASIFIKASI`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kinerja_core.buku_kinerja.kelas import KLASIFIKASI, class_formula, class_of
from kinerja_core.buku_kinerja.rencana import POLARITAS, RUMUS_NEGATIF, TIPE_TARGET
from kinerja_core.dasar.excelmath import as_number, excel_round
from kinerja_core.dasar.waktu import TRIWULAN

Bersih = float | Literal["-"] | None
#: A result, or a cleaned value that came out of another result.
Hasil = float | Literal["-", "Tidak diukur"] | None
Tepi = tuple[tuple[Any, ...], Any]

STRIP: Literal["-"] = "-"
TIDAK_DIUKUR: Literal["Tidak diukur"] = "Tidak diukur"
NEGATIF = POLARITAS[1]
_KATA_TIPE = {kode: kata for kata, kode in TIPE_TARGET.items()}
_KATA_RUMUS = {kode: kata for kata, kode in RUMUS_NEGATIF.items()}
_TD = f'"{TIDAK_DIUKUR}"'


@dataclass(frozen=True)
class Hitungan:
    """One piece of arithmetic: what it takes (names as in a sentence, of `render`), both renderings, what it gives.

    `tepi`: edge examples (arguments of evaluate, expected result) for the tests.
    """

    nama: str
    masukan: str
    evaluate: Callable[..., Any]
    render: Callable[..., str]
    arti: str
    tepi: tuple[Tepi, ...]


def _numbers(nilai: Sequence[Hasil]) -> list[float]:
    return [x for x in map(as_number, nilai) if x is not None]


def _is_word(a: str | None, b: str) -> bool:
    return (a or "").lower() == b.lower()


def _above_zero(x: float) -> bool:
    return excel_round(x, 9) > 0


def _above_zero_formula(x: str) -> str:
    return f"ROUND({x},9)>0"


def _quotient(a: float, b: float, kali: float) -> Hasil:
    return a / b * kali if _above_zero(b) else TIDAK_DIUKUR


def _quotient_formula(a: str, b: str, kali: str) -> str:
    return f"IF({_above_zero_formula(b)},{a}/{b}{kali},{_TD})"


# --- quarters -----------------------------------------------------------------------------------------------------


def _is_counted(x: Hasil) -> bool:
    """Is a quarter planned, where only one counts? A number other than 0."""
    angka = as_number(x)
    return angka is not None and excel_round(angka, 9) != 0


def _one(jadwal: Sequence[Hasil], tw: Sequence[Hasil]) -> float | None:
    """Of the quarters the one that is planned; else the last one that is done; 0 typed where nothing is planned.

    None while the planned quarter has no number and nothing is done elsewhere.
    """
    pasangan = list(zip(jadwal, tw, strict=True))[::-1]
    for j, x in pasangan:
        if _is_counted(j) and (angka := as_number(x)) is not None:
            return angka
    jadi = next((as_number(x) for x in tw[::-1] if _is_counted(x)), None)
    if jadi is not None or any(_is_counted(j) for j in jadwal):
        return jadi
    return next(reversed(_numbers(tw)), None)


def _combine(tipe: str | None, jadwal: Sequence[Hasil], tw: Sequence[Hasil]) -> float | None:
    """The quarters' numbers in one, `jadwal` what is planned for each; None when there is none."""
    angka = _numbers(tw)
    if not angka:
        return None
    if _is_word(tipe, _KATA_TIPE["per_tw"]):
        return sum(angka)
    if _is_word(tipe, _KATA_TIPE["rata_rata"]):
        return sum(angka) / len(angka)
    return _one(jadwal, tw) if _is_word(tipe, _KATA_TIPE["satu_tw"]) else angka[-1]


def _counted_formula(x: str) -> str:
    return f"IF(ISNUMBER({x}),ROUND({x},9),0)<>0"


def _last_formula(tw: Sequence[str], kosong: str) -> str:
    akhir = kosong
    for ref in tw:
        akhir = f"IF(ISNUMBER({ref}),{ref},{akhir})"
    return akhir


def _one_formula(jadwal: Sequence[str], tw: Sequence[str], kosong: str) -> str:
    rencana = ",".join(map(_counted_formula, jadwal))
    hasil = f"IF(OR({rencana}),{kosong},{_last_formula(tw, kosong)})"
    for x in tw:
        hasil = f"IF({_counted_formula(x)},{x},{hasil})"
    if tuple(jadwal) != tuple(tw):
        for j, x in zip(jadwal, tw, strict=True):
            hasil = f"IF(AND({_counted_formula(j)},ISNUMBER({x})),{x},{hasil})"
    return hasil


def _combine_formula(tipe: str, jadwal: Sequence[str], tw: Sequence[str],
                     blank: Callable[[Sequence[str]], str]) -> str:
    semua, kosong = ",".join(tw), blank(tw)
    if len(tw) == 1 and tuple(jadwal) == tuple(tw):
        return _last_formula(tw, kosong)
    satu_kosong = blank([f'IF(ISNUMBER({x}),"",{x})' for x in tw])
    jumlah, rata, satu = (_KATA_TIPE[k] for k in ("per_tw", "rata_rata", "satu_tw"))
    gabung = (f'IF({tipe}="{jumlah}",SUM({semua}),IF({tipe}="{rata}",AVERAGE({semua}),'
              f'IF({tipe}="{satu}",{_one_formula(jadwal, tw, satu_kosong)},{_last_formula(tw, kosong)})))')
    return f"IF(COUNT({semua})=0,{kosong},{gabung})"


def _unscheduled(tw: Sequence[Hasil | str]) -> Literal["-"] | None:
    """Where no number counts: "-" when a quarter says something else, None when none does."""
    return STRIP if any(isinstance(x, str) and x for x in tw) else None


def _unscheduled_formula(tw: Sequence[str]) -> str:
    return f'IF({"&".join(tw)}="","","{STRIP}")'


def _up_to(tipe: str | None, *semua: Hasil) -> Bersih:
    """The first quarters in one, by the kind of target: their targets, then what was done in them.

    None when all are blank, "-" when none has a number. TIDAK_DIUKUR in a quarter counts as "-".
    """
    jadwal, tw = semua[:len(semua) // 2], semua[len(semua) // 2:]
    gabung = _combine(tipe, jadwal, tw)
    return _unscheduled(tw) if gabung is None else gabung


def _up_to_formula(tipe: str, *semua: str) -> str:
    jadwal, tw = semua[:len(semua) // 2], semua[len(semua) // 2:]
    return _combine_formula(tipe, jadwal, tw, _unscheduled_formula)


def _year(tipe: str | None, *semua: Hasil) -> Bersih:
    """The year's value from targets and values of the quarters, else what is given for the year (the last one)."""
    *tw, setahun = semua
    gabung = _combine(tipe, tw[:4], tw[4:])
    if gabung is not None:
        return gabung
    angka = as_number(setahun)
    if angka is not None:
        return angka
    return STRIP if setahun == STRIP else _unscheduled(tw[4:])


def _year_formula(tipe: str, *semua: str) -> str:
    *tw, setahun = semua
    return _combine_formula(tipe, tw[:4], tw[4:], lambda kosong: (
        f'IF(OR(ISNUMBER({setahun}),{setahun}="{STRIP}"),{setahun},{_unscheduled_formula(kosong)})'))


_SD, _AKHIR, _PER, _RATA, _SATU = TIPE_TARGET
#: (tipe, v1 .. v4) and what the first one, two, three and four quarters give.
_TEPI_TW: tuple[Tepi, ...] = (
    ((_SD, 25, 50, 75, 100), (25.0, 50.0, 75.0, 100.0)), ((_SD, 10, 15, 20, 26), (10.0, 15.0, 20.0, 26.0)),
    ((_AKHIR, 10, 8, 8, 8), (10.0, 8.0, 8.0, 8.0)), ((_AKHIR, 40, 60, 70, 86), (40.0, 60.0, 70.0, 86.0)),
    ((_PER, 3, 3, 3, 3), (3.0, 6.0, 9.0, 12.0)), ((_PER, 4, 5, 5, 5), (4.0, 9.0, 14.0, 19.0)),
    ((_PER.upper(), 4, 5, 5, 5), (4.0, 9.0, 14.0, 19.0)), ((_PER, 3, None, "-", 2), (3.0, 3.0, 3.0, 5.0)),
    ((_RATA, 70, 80, 90, 100), (70.0, 75.0, 80.0, 85.0)), ((_RATA, 70, None, "-", 100), (70.0, 70.0, 70.0, 85.0)),
    ((_SATU, 0, 0, 1, 0), (0.0, 0.0, 1.0, 1.0)), ((_SATU.upper(), 4, 0, "-", 0), (4.0, 4.0, 4.0, 4.0)),
    ((_SATU, 0, 0, 0, 0), (0.0, 0.0, 0.0, 0.0)), ((_SATU, 1, "-", "-", "-"), (1.0, 1.0, 1.0, 1.0)),
    ((_SATU, "-", "-", "-", 4), ("-", "-", "-", 4.0)),
    (("", 10, 20, None, "-"), (10.0, 20.0, 20.0, 20.0)), (("Kumulatif", 10, 20, None, 5), (10.0, 20.0, 20.0, 5.0)),
    ((_PER, 0, None, None, None), (0.0, 0.0, 0.0, 0.0)), ((_AKHIR, 9, 0, "-", None), (9.0, 0.0, 0.0, 0.0)),
    ((_SD, 9, 7, TIDAK_DIUKUR, TIDAK_DIUKUR), (9.0, 7.0, 7.0, 7.0)), ((_SD, 1, 2, 3, 1e-300), (1.0, 2.0, 3.0, 1e-300)),
    ((_PER, None, TIDAK_DIUKUR, "-", None), (None, "-", "-", "-")), ((_SATU, None, None, None, None), (None,) * 4),
    ((_RATA, None, None, None, "-"), (None, None, None, "-")), ((_PER, "-", None, None, None), ("-", "-", "-", "-")),
)  # fmt: skip

#: (targets, what was done) of four quarters of Satu TW saja and what the first one, two, three and four give.
_TEPI_SATU: tuple[tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], ...] = (
    ((0, 0, 1, 0), (0, 0, 1, 0), (0.0, 0.0, 1.0, 1.0)), (("-", "-", 1, "-"), (0, 0, 1, 0), (0.0, 0.0, 1.0, 1.0)),
    (("-", "-", 1, "-"), (5, 0, 0, 9), (5.0, 5.0, 0.0, 0.0)), ((2, "-", "-", "-"), (2, 0, 1, 0), (2.0, 2.0, 2.0, 2.0)),
    (("-", "-", "-", 4), (0, 0, 0, None), (0.0, 0.0, 0.0, None)), ((1, "-", "-", "-"), (None, None, 1, None),
    (None, None, 1.0, 1.0)), ((None, None, None, None), (0, None, None, 3), (0.0, 0.0, 0.0, 3.0)),
    ((None,) * 4, (0, 0, None, None), (0.0, 0.0, 0.0, 0.0)), ((3, "-", "-", "-"), (None,) * 4, (None,) * 4),
    ((3, "-", "-", "-"), (TIDAK_DIUKUR, "-", None, None), ("-", "-", "-", "-")),
)  # fmt: skip
_DIRENCANAKAN = ", ".join(f"target{n}" for n in (1, 2, 3, 4))
SETAHUN = Hitungan("SETAHUN", "tipe, tw1, tw2, tw3, tw4, setahun", lambda tipe, *x: _year(tipe, *x[:4], *x),
    lambda tipe, *x: _year_formula(tipe, *x[:4], *x),
    "Target setahun menurut tipe target; isian setahun hanya dipakai bila tidak ada TW yang berangka. Pada Satu TW "
    "saja angka 0 sama dengan tidak dijadwalkan. Tanggal hari ini tidak ikut menentukan.", (
    *(((*args, None), hasil[-1]) for args, hasil in _TEPI_TW),
    *(((*args, 777), hasil[-1] if _numbers(args[1:]) else 777.0) for args, hasil in _TEPI_TW),
    ((_PER, None, None, None, None, "-"), "-"), ((_PER, "-", "-", "-", "-", 0), 0.0),
))  # fmt: skip
REALISASI_SETAHUN = Hitungan("REALISASI_SETAHUN", f"tipe, {_DIRENCANAKAN}, tw1, tw2, tw3, tw4, setahun", _year,
    _year_formula,
    "Realisasi setahun menurut tipe target, seperti SETAHUN. Pada Satu TW saja yang dihitung TW yang dijadwalkan "
    "(targetnya bukan 0 dan bukan -); bila TW itu belum berisi, TW lain yang berisi selain 0.", (
    *(((_SATU, *target, *tw, None), hasil[-1]) for target, tw, hasil in _TEPI_SATU),
    *(((args[0], *args[1:], *args[1:], None), hasil[-1]) for args, hasil in _TEPI_TW),
    *(((args[0], *(None,) * 4, *args[1:], 777), hasil[-1] if _numbers(args[1:]) else 777.0)
      for args, hasil in _TEPI_TW),
    ((_SATU, 4, "-", "-", "-", 0, None, None, None, 9), 0.0), ((_SATU, "-", "-", 4, "-", 0, 0, None, None, 9), 9.0),
))  # fmt: skip
SAMPAI_TW1, SAMPAI_TW2, SAMPAI_TW3, SAMPAI_TW4 = (
    Hitungan(f"SAMPAI_TW{q}", ", ".join(("tipe", *(f"tw{n}" for n in range(1, q + 1)))),
             lambda tipe, *x: _up_to(tipe, *x, *x), lambda tipe, *x: _up_to_formula(tipe, *x, *x),
             f"Target sampai TW {romawi} menurut tipe target.",
             tuple((args[: q + 1], hasil[q - 1]) for args, hasil in _TEPI_TW))
    for q, romawi in TRIWULAN
)
REALISASI_SAMPAI = tuple(
    Hitungan(f"REALISASI_SAMPAI_TW{q}", ", ".join(("tipe", *_DIRENCANAKAN.split(", ")[:q],
                                                   *(f"tw{n}" for n in range(1, q + 1)))),
             _up_to, _up_to_formula, f"Realisasi sampai TW {romawi}, seperti REALISASI_SETAHUN.",
             (*(((_SATU, *target[:q], *tw[:q]), hasil[q - 1]) for target, tw, hasil in _TEPI_SATU),
              *(((args[0], *args[1:q + 1], *args[1:q + 1]), hasil[q - 1]) for args, hasil in _TEPI_TW)))
    for q, romawi in TRIWULAN
)


def _quarter(r: Hasil, a: Hasil, b: Hasil) -> Hasil:
    """Realisasi of one quarter: r as typed (a number or "-"), else a / b x 100; None while a part is missing."""
    langsung, pembilang, penyebut = as_number(r), as_number(a), as_number(b)
    if langsung is not None:
        return langsung
    if r == STRIP:
        return STRIP
    if pembilang is None or penyebut is None:
        return None
    return _quotient(pembilang, penyebut, 100)


def _quarter_formula(r: str, a: str, b: str) -> str:
    bagi = f'IF(COUNT({a},{b})<2,"",{_quotient_formula(a, b, "*100")})'
    return f'IF(OR(ISNUMBER({r}),{r}="{STRIP}"),{r},{bagi})'


REALISASI_TW = Hitungan("REALISASI_TW", "ketikan, pembilang, penyebut", _quarter, _quarter_formula,
    "Realisasi satu TW: yang diketik, kalau tidak ada pembilang / penyebut x 100.", (
    ((12, 1, 2), 12.0), (("-", 1, 2), "-"), ((0, 1, 2), 0.0), ((None, 18, 32), 56.25), ((None, 0, 7), 0.0),
    ((None, 5, 4), 125.0), ((None, 4, 0), TIDAK_DIUKUR), ((None, 0, 0), TIDAK_DIUKUR), ((None, 4, None), None),
    ((None, None, 4), None), ((None, None, 0), None), ((None, "-", 4), None), ((None, 4, "-"), None),
    ((None, None, None), None), ((None, 4, -2), TIDAK_DIUKUR), ((None, 1e12, 1e-300), TIDAK_DIUKUR),
    ((None, 4, 4.9e-10), TIDAK_DIUKUR), ((None, 1e12, 5e-10), 2e23), ((None, 1e-300, 1), 1e-298),
))  # fmt: skip

# --- capaian ------------------------------------------------------------------------------------------------------


def _capaian(target: Hasil, realisasi: Hasil, polaritas: str | None, rumus_negatif: str | None) -> Hasil:
    """Percent, uncapped, at least 0. None when a number is missing, "-" when the target says so.

    Negative polaritas: selisih (2T-R)/T = 2-R/T (also for a blank or unknown word), rasio terbalik T/R,
    sisa (T-R)/T = 1-R/T. T = 0 is measured only where less is better and R = 0; T below 0 never; rasio terbalik
    only over R above 0.
    """
    t, r = as_number(target), as_number(realisasi)
    if t is None or r is None:
        return STRIP if target == STRIP else None
    negatif = _is_word(polaritas, NEGATIF)
    if not _above_zero(t):
        return 100.0 if negatif and excel_round(t, 9) == excel_round(r, 9) == 0 else TIDAK_DIUKUR
    if not negatif:
        return max(0.0, r / t) * 100
    if _is_word(rumus_negatif, _KATA_RUMUS["rasio_terbalik"]):
        return _quotient(t, r, 100)
    return max(0.0, (1 if _is_word(rumus_negatif, _KATA_RUMUS["sisa"]) else 2) - r / t) * 100


def _capaian_formula(target: str, realisasi: str, polaritas: str, rumus_negatif: str) -> str:
    t, r, p, f = target, realisasi, polaritas, rumus_negatif
    selisih = f'MAX(0,IF({f}="{_KATA_RUMUS["sisa"]}",1,2)-{r}/{t})*100'
    negatif = f'IF({f}="{_KATA_RUMUS["rasio_terbalik"]}",{_quotient_formula(t, r, "*100")},{selisih})'
    ukur = f'IF({p}="{NEGATIF}",{negatif},MAX(0,{r}/{t})*100)'
    nol = f'IF(AND(ROUND({t},9)=0,ROUND({r},9)=0,{p}="{NEGATIF}"),100,{_TD})'
    kosong = f'IF({t}="{STRIP}","{STRIP}","")'
    return f"IF(COUNT({t},{r})<2,{kosong},IF({_above_zero_formula(t)},{ukur},{nol}))"


_SELISIH, _TERBALIK, _SISA = RUMUS_NEGATIF
_POSITIF = POLARITAS[0]
CAPAIAN = Hitungan("CAPAIAN", "target, realisasi, polaritas, rumus_negatif", _capaian, _capaian_formula,
    "Capaian dalam persen, tidak pernah di bawah 0 dan belum dibatasi. Polaritas positif (atau kosong): realisasi / "
    "target x 100.", (
    ((80, 60, _POSITIF, ""), 75.0), ((80, 120, "", ""), 150.0), ((80, 0, None, None), 0.0), ((80, -5, "", ""), 0.0),
    ((10, 5, NEGATIF, _SELISIH), 150.0), ((10, 5, NEGATIF, _TERBALIK), 200.0), ((10, 5, NEGATIF, _SISA), 50.0),
    ((10, 5, NEGATIF, ""), 150.0), ((10, 5, NEGATIF, "lain"), 150.0), ((10, 5, "NEGATIF", _SISA.upper()), 50.0),
    ((10, 5, "lain", _TERBALIK), 50.0), ((10, 25, NEGATIF, _SELISIH), 0.0), ((10, 15, NEGATIF, _SISA), 0.0),
    ((10, 0, NEGATIF, _SELISIH), 200.0), ((10, 0, NEGATIF, _SISA), 100.0), ((10, 0, NEGATIF, _TERBALIK), TIDAK_DIUKUR),
    ((10, -1, NEGATIF, _TERBALIK), TIDAK_DIUKUR), ((0, 0, NEGATIF, _SELISIH), 100.0),
    ((0, 0, NEGATIF, _TERBALIK), 100.0), ((0, 0, _POSITIF, ""), TIDAK_DIUKUR),
    ((0, 5, NEGATIF, _SELISIH), TIDAK_DIUKUR), ((0, 5, "", ""), TIDAK_DIUKUR),
    ((-10, 5, "", ""), TIDAK_DIUKUR), ((-10, -5, NEGATIF, _SISA), TIDAK_DIUKUR), ((-10, 0, NEGATIF, ""), TIDAK_DIUKUR),
    ((None, 5, "", ""), None), ((10, None, "", ""), None), ((None, None, NEGATIF, ""), None), ((10, "-", "", ""), None),
    (("-", 5, "", ""), "-"), (("-", None, NEGATIF, _SISA), "-"), (("-", "-", "", ""), "-"),
    ((10, TIDAK_DIUKUR, "", ""), None), ((1e-300, 1e12, "", ""), TIDAK_DIUKUR), ((1e-300, 0, NEGATIF, _SISA), 100.0),
    ((1e-300, 1e-300, "", ""), TIDAK_DIUKUR), ((1e12, 1e-300, NEGATIF, _TERBALIK), TIDAK_DIUKUR),
    ((5e-10, 1e12, "", ""), 2e23), ((4.9e-10, 1, "", ""), TIDAK_DIUKUR), ((1e12, 5e-10, NEGATIF, _TERBALIK), 2e23),
))  # fmt: skip


def _capped(capaian: Hasil, batas: float | str | None) -> Hasil:
    """capaian, at most `batas` (percent); without a number as batas, and for what is no number, unchanged."""
    angka, atas = as_number(capaian), as_number(batas)
    if angka is None:
        return capaian
    return angka if atas is None else min(angka, atas)


def _capped_formula(capaian: str, batas: str) -> str:
    return f'IF(ISNUMBER({capaian}),MIN({capaian},{batas}),{capaian}&"")'


DIBATASI = Hitungan("DIBATASI", "capaian, batas", _capped, _capped_formula,
    "Capaian setelah batas capaian dari Profil; angka yang belum dibatasi selalu tampil di sebelahnya.", (
    ((150, 120), 120.0), ((120, 120), 120.0), ((99.5, 100), 99.5), ((150, ""), 150.0), ((150, None), 150.0),
    ((150, "Tanpa batas"), 150.0), ((0, 100), 0.0), ((TIDAK_DIUKUR, 100), TIDAK_DIUKUR), (("-", 100), "-"),
    ((None, 100), None), ((None, None), None),
))  # fmt: skip

# --- budget, progress, efficiency ---------------------------------------------------------------------------------


def _absorption(realisasi: Hasil, pagu: Hasil) -> Hasil:
    """realisasi / pagu x 100, both in rupiah; None while one is missing.

    TIDAK_DIUKUR when pagu is not above 0 and realisasi is a number or "-", or when both are "-".
    """
    r, p = as_number(realisasi), as_number(pagu)
    if p is None:
        return TIDAK_DIUKUR if realisasi == pagu == STRIP else None
    if not _above_zero(p):
        return None if realisasi is None else TIDAK_DIUKUR
    return None if r is None else _quotient(r, p, 100)


def _absorption_formula(realisasi: str, pagu: str) -> str:
    r, p = realisasi, pagu
    ada = f'IF({_above_zero_formula(p)},IF(ISNUMBER({r}),{r}/{p}*100,""),IF({r}="","",{_TD}))'
    return f'IF(ISNUMBER({p}),{ada},IF(AND({p}="{STRIP}",{r}="{STRIP}"),{_TD},""))'


PENYERAPAN = Hitungan("PENYERAPAN", "realisasi, pagu", _absorption, _absorption_formula,
    "Penyerapan anggaran: realisasi / pagu x 100.", (
    ((2_371_586_698, 2_525_442_492), 2_371_586_698 / 2_525_442_492 * 100), ((640_000, 640_000), 100.0), ((0, 5), 0.0),
    ((0, 0), TIDAK_DIUKUR), ((5, 0), TIDAK_DIUKUR), (("-", 0), TIDAK_DIUKUR), (("-", "-"), TIDAK_DIUKUR),
    (("-", 5), None), ((5, "-"), None), ((None, 5), None), ((None, 0), None), ((5, None), None), (("-", None), None),
    ((None, "-"), None), ((None, None), None), ((1e12, 1e-300), TIDAK_DIUKUR),
))  # fmt: skip


def _efficiency(penyerapan: Hasil, capaian: Hasil) -> Hasil:
    """penyerapan % / capaian %: below 1 is efficient (table 3.5 of the Sokobanah LKjIP; other definitions exist).

    TIDAK_DIUKUR when either is so or capaian is 0; None while one is missing.
    """
    p, c = as_number(penyerapan), as_number(capaian)
    if p is not None and c is not None:
        return _quotient(p, c, 1)
    return TIDAK_DIUKUR if TIDAK_DIUKUR in (penyerapan, capaian) else None


def _efficiency_formula(penyerapan: str, capaian: str) -> str:
    p, c = penyerapan, capaian
    return f'IF(COUNT({p},{c})=2,{_quotient_formula(p, c, "")},IF(OR({p}={_TD},{c}={_TD}),{_TD},""))'


EFISIENSI = Hitungan("EFISIENSI", "penyerapan, capaian", _efficiency, _efficiency_formula,
    "Tingkat efisiensi: persen penyerapan / persen capaian; di bawah 1 berarti efisien. Ada rumus lain di luar sana; "
    "yang dipakai tercetak di bawah tabelnya.", (
    ((99.99, 100), 0.9999), ((50, 100), 0.5), ((0, 80), 0.0), ((80, 0), TIDAK_DIUKUR), ((0, 0), TIDAK_DIUKUR),
    ((None, 100), None), ((90, None), None), ((None, None), None), ((90, "-"), None),
    ((TIDAK_DIUKUR, 100), TIDAK_DIUKUR), ((90, TIDAK_DIUKUR), TIDAK_DIUKUR), ((None, TIDAK_DIUKUR), TIDAK_DIUKUR),
    ((1e12, 1e-300), TIDAK_DIUKUR),
))  # fmt: skip


def _progress(realisasi: Hasil, target_akhir: Hasil) -> Hasil:
    """realisasi / target_akhir x 100; None while one is no number, TIDAK_DIUKUR when the target is not above 0."""
    r, t = as_number(realisasi), as_number(target_akhir)
    return None if r is None or t is None else _quotient(r, t, 100)


def _progress_formula(realisasi: str, target_akhir: str) -> str:
    return f'IF(COUNT({realisasi},{target_akhir})<2,"",{_quotient_formula(realisasi, target_akhir, "*100")})'


KEMAJUAN = Hitungan("KEMAJUAN", "realisasi, target_akhir", _progress, _progress_formula,
    "Tingkat kemajuan: realisasi / target akhir Renstra x 100.", (
    ((82.47, 85), 82.47 / 85 * 100), ((0, 85), 0.0), ((90, 85), 90 / 85 * 100), ((5, 0), TIDAK_DIUKUR),
    ((0, 0), TIDAK_DIUKUR), ((5, -1), TIDAK_DIUKUR), ((None, 85), None), ((5, None), None), (("-", 85), None),
    ((5, "-"), None), ((None, 0), None), ((1e12, 1e-300), TIDAK_DIUKUR),
))  # fmt: skip


def _mean(nilai: Sequence[Hasil]) -> float | None:
    """Mean of those that are numbers; None when there is none."""
    angka = _numbers(nilai)
    return sum(angka) / len(angka) if angka else None


def _mean_formula(rentang: str) -> str:
    return f'IF(COUNT({rentang})=0,"",AVERAGE({rentang}))'


RERATA = Hitungan("RERATA", "nilai", _mean, _mean_formula,
    "Rata-rata yang terukur; dipakai untuk keluaran kegiatan (dari sub kegiatannya) dan program (dari kegiatannya).", (
    (([100, 87.5],), 93.75), (([100, TIDAK_DIUKUR, 50],), 75.0), (([0, None, "-"],), 0.0), (([0, 10],), 5.0),
    (([None, "-", TIDAK_DIUKUR],), None), (([None],), None), (([1e-300],), 1e-300),
))  # fmt: skip


def _ikm(nilai: Sequence[Hasil], bobot: float | str | None) -> float | None:
    """IKM 25-100 of nine unsur (mean 1-4 each) of equal weight: sum x bobot x 25; None until all nine are filled.

    Dasar: PermenPANRB 14/2017, whose printed weight 0,11 is 1 % below 1/9: a setting of the plan.
    """
    angka, b = _numbers(nilai), as_number(bobot)
    return None if len(angka) != 9 or b is None else sum(angka) * b * 25


def _ikm_formula(rentang: str, bobot: str) -> str:
    return f'IF(COUNT({rentang},{bobot})=10,SUM({rentang})*{bobot}*25,"")'


#: The range has exactly nine cells.
IKM = Hitungan("IKM", "nilai, bobot", _ikm, _ikm_formula,
    "IKM dari sembilan unsur: jumlah x bobot x 25; belum ada selama satu unsur kosong.", (
    (([4] * 9, 0.11), 99.0), (([4] * 9, 1 / 9), 100.0), (([1] * 9, 0.11), 24.75),
    (([3.2] * 8 + [3.6], 0.11), 80.3), (([0] * 9, 0.11), 0.0), (([3] * 8 + [None], 0.11), None),
    (([3] * 8 + ["-"], 0.11), None), (([None] * 9, 1 / 9), None), (([3] * 9, None), None),
))  # fmt: skip

# --- classes ------------------------------------------------------------------------------------------------------


def _predicate(kunci: str, tepi: tuple[tuple[Hasil, str | None], ...]) -> Hitungan:
    tabel = KLASIFIKASI[kunci]
    return Hitungan(
        f"PREDIKAT_{kunci.upper()}", "nilai, batas_bawah, kelas",
        lambda nilai: class_of(nilai, tabel),
        lambda nilai, batas, nama: class_formula(nilai, batas, nama, tabel),
        f"{tabel.nama}: kelas tertinggi yang batasnya dicapai, setelah dibulatkan dua desimal seperti Excel.",
        tuple(((nilai,), hasil) for nilai, hasil in (*tepi, ("-", None), (TIDAK_DIUKUR, None), (None, None))),
    )


#: Class of a value, per table of KLASIFIKASI: evaluate(nilai), render(nilai, range of bounds, range of names).
PREDIKAT: dict[str, Hitungan] = {
    "capaian": _predicate("capaian", (
        (90, "Tinggi"), (90.004, "Tinggi"), (90.005, "Sangat Tinggi"), (90.01, "Sangat Tinggi"), (75, "Sedang"),
        (75.01, "Tinggi"), (65, "Rendah"), (65.5, "Sedang"), (50, "Sangat Rendah"), (50.01, "Rendah"),
        (0, "Sangat Rendah"), (-3, "Sangat Rendah"), (1e12, "Sangat Tinggi"), (1e-300, "Sangat Rendah"))),
    "akip": _predicate("akip", (
        (70, "B"), (70.01, "BB"), (90, "A"), (90.01, "AA"), (80, "BB"), (60, "CC"), (50, "C"), (30, "D"), (30.01, "C"),
        (69.9999999, "B"), (70.0049, "B"), (0, "D"), (100, "AA"))),
    "skm": _predicate("skm", (
        (64.99, "D"), (64.994, "D"), (64.995, "C"), (65, "C"), (76.6, "C"), (76.605, "B"), (76.61, "B"), (88.3, "B"),
        (88.31, "A"), (100, "A"), (25, "D"), (24.75, "D"), (0, "D"))),
}  # fmt: skip

HITUNGAN: dict[str, Hitungan] = {h.nama: h for h in (
    SETAHUN, SAMPAI_TW1, SAMPAI_TW2, SAMPAI_TW3, SAMPAI_TW4, REALISASI_SETAHUN, *REALISASI_SAMPAI, REALISASI_TW,
    CAPAIAN, DIBATASI, PENYERAPAN, EFISIENSI, KEMAJUAN, RERATA, IKM, *PREDIKAT.values(),
)}  # fmt: skip
