"""Checks of the values of a row: numbers in text, what looks like a date, parts of one, more than pagu or target.

Registered in `uji_baris`, where the checks of a row are listed.

Dasar: domain.md 3-4 of the shared design.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from kinerja_core.buku_kinerja.capaian import CAPAIAN, REALISASI_SETAHUN, REALISASI_TW, SETAHUN
from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.buku_kinerja.satuan import BATAS_PERSEN, is_whole_unit, is_whole_unit_formula
from kinerja_core.buku_kinerja.uji_dasar import (
    NEGATIF,
    RATA_RATA,
    TINGKAT,
    RujukanBaris,
    UjiBaris,
    is_one_of,
    level_of,
    make_check,
    numbers_of,
)
from kinerja_core.dasar.excelmath import as_number, at_six, excel_round

CAPAIAN_WAJAR: Annotated[
    float, "BRS16", "Capaian di atas ini ditanyakan: lebih dari dua kali targetnya, lebih sering salah ketik atau "
                    "target yang terlalu rendah daripada prestasi."] = 200.0
#: Serial numbers of the days of 2000 to 2100: what Excel stores for a typed date.
TANGGAL_AWAL, TANGGAL_AKHIR = 36526, 73415
#: Those of 2015 to 2035, of which a date is likelier typed by mistake than another.
MUNGKIN_AWAL, MUNGKIN_AKHIR = 42005, 49674
PERSEN_WAJAR: Annotated[
    float, "BRS20", "Target persen di atas ini ditanyakan: dua kali seratus persen jarang direncanakan."] = 200.0
_TW = (1, 2, 3, 4)


def number_in_text(k: Kolom) -> UjiBaris:
    """BRS14: a number where a text belongs: a NIP that prints 1,97E+17, a date that prints 45931, a code of 7,01."""
    bulat = k.angka_pun > 0

    def holds(c: Rencana, s: str) -> bool:
        x = as_number(c.nilai(s, k.kunci))
        return x is not None and not (bulat and 0 <= (y := excel_round(x, 4)) <= k.angka_pun and y % 1 == 0)

    def render(r: RujukanBaris) -> str:
        x, y = r.mentah(k.kunci), f"ROUND({r.mentah(k.kunci)},4)"
        luar = f"OR({y}<0,{y}>{k.angka_pun:.15g},{y}<>INT({y}))" if bulat else "TRUE"
        return f"IF(ISNUMBER({x}),IF(ISLOGICAL({x}),FALSE,{luar}),FALSE)"

    return make_check(k, "BRS14", holds, render)


def is_date_like(c: Rencana, s: str, k: Kolom) -> bool:
    """Beyond what the satuan can be, and the number Excel has for a day of this century?"""
    x = as_number(c.nilai(s, k.kunci))
    return x is not None and TANGGAL_AWAL <= x <= TANGGAL_AKHIR and at_six(x) > c.bound(s)


def beyond_unit_formula(r: RujukanBaris, k: Kolom, hari: bool) -> str:
    """Is a raw number not counted because its satuan has no such numbers, and is it (or is it not) like a day?

    The cleaned cell is blank then; no bound is below 1000, so that TRUE is none of these.
    """
    x, tengah, jauh = r.mentah(k.kunci), (TANGGAL_AWAL + TANGGAL_AKHIR) / 2, (TANGGAL_AKHIR - TANGGAL_AWAL) / 2
    apa = f"ABS({x}-{tengah})<={jauh}" if hari else f"OR({x}<0,AND(ABS({x})>999,ABS({x}-{tengah})>{jauh}))"
    return f'IF(ISNUMBER({x}),IF({r.bersih(k.kunci)}="",{apa},FALSE),FALSE)'


def looks_like_date(k: Kolom) -> UjiBaris:
    """BRS18: a date typed where a number belongs (3/1 is stored as 46025); not counted."""
    return make_check(k, "BRS18", lambda c, s: is_date_like(c, s, k), lambda r: beyond_unit_formula(r, k, True))


def maybe_date(k: Kolom) -> UjiBaris:
    """BRS19: a number that counts, and that Excel has for a day of these years: a pagu of 46025, a target of Orang."""
    tengah, jauh = (MUNGKIN_AWAL + MUNGKIN_AKHIR) / 2, (MUNGKIN_AKHIR - MUNGKIN_AWAL) / 2
    return make_check(k, "BRS19", lambda c, s: any(abs(x - tengah) <= jauh for x in numbers_of(c, s, k.kunci)),
                      lambda r: f"ABS(MAX({r.bersih(k.kunci)})-{tengah:.15g})<={jauh:.15g}")


def far_above_hundred(k: Kolom) -> UjiBaris:
    """BRS20: a target of 900 percent."""
    return make_check(
        k, "BRS20", lambda c, s: c.bound(s) == BATAS_PERSEN and any(
            at_six(x) > PERSEN_WAJAR for x in numbers_of(c, s, k.kunci)),
        lambda r: f"AND({r.batas}={BATAS_PERSEN:.15g},ROUND(MAX({r.bersih(k.kunci)}),6)>{PERSEN_WAJAR:.15g})")


def part_of_one(k: Kolom) -> UjiBaris:
    """BRS17: 29,29 dokumen; a mean of quarters may be so."""

    def holds(c: Rencana, s: str) -> bool:
        return (any(excel_round(x, 4) % 1 != 0 for x in numbers_of(c, s, k.kunci)) and is_whole_unit(c.bound(s))
                and not is_one_of(c, s, "tipe_target", (RATA_RATA,)))  # fmt: skip

    def render(r: RujukanBaris) -> str:
        x = f"ROUND(MAX({r.bersih(k.kunci)}),4)"
        return f'AND({is_whole_unit_formula(r.batas)},{x}<>INT({x}),{r.bersih("tipe_target")}<>"{RATA_RATA}")'

    return make_check(k, "BRS17", holds, render)


# --- more than the pagu -------------------------------------------------------------------------------------------


def _budget(c: Rencana, s: str) -> float | None:
    """Pagu of the row, after the change where there is one; "-" is 0.

    Blank is 0 in a sub kegiatan, which has nothing below it; else not known.
    """
    pagu = c.angka(s, "pagu") if c.angka(s, "perubahan") is None else c.angka(s, "perubahan")
    kosong = c.nilai(s, "pagu") is None and c.nilai(s, "perubahan") is None  # a refused pagu is not known
    return 0.0 if pagu == "-" or (kosong and level_of(c, s) == len(TINGKAT)) else as_number(pagu)


def _budget_formula(r: RujukanBaris) -> str:
    pagu, perubahan = r.bersih("pagu"), r.bersih("perubahan")
    return f'IF({perubahan}="",SUM({pagu}),SUM({perubahan}))'


def _spent(c: Rencana, s: str, tw: int) -> float:
    return sum(numbers_of(c, s, *(f"g{q}" for q in _TW[:tw])))


def over_budget(k: Kolom) -> UjiBaris:
    """BRS15: more spent than the pagu; told at the quarter that goes beyond it, or at the year's own cell."""
    tw = int(k.kunci[1:] or 0)

    def holds(c: Rencana, s: str) -> bool:
        pagu, ini = _budget(c, s), numbers_of(c, s, k.kunci)
        if pagu is None or not ini:
            return False
        batas = excel_round(pagu, 2)
        if not tw:
            return excel_round(ini[0], 2) > batas and not numbers_of(c, s, *(f"g{q}" for q in _TW))
        return excel_round(_spent(c, s, tw), 2) > batas >= excel_round(_spent(c, s, tw - 1), 2)

    def render(r: RujukanBaris) -> str:
        g, batas = [r.bersih(f"g{q}") for q in _TW], f"ROUND({_budget_formula(r)},2)"
        kosong = f'COUNTA({r.mentah("pagu")},{r.mentah("perubahan")})=0'
        diketahui = f'{r.bersih("pagu")}&{r.bersih("perubahan")}<>"",AND({kosong},{r.level}={len(TINGKAT)})'
        ada = f"OR({diketahui}),ISNUMBER({r.bersih(k.kunci)})"
        if not tw:
            return f"AND({ada},COUNT({','.join(g)})=0,ROUND(SUM({r.bersih(k.kunci)}),2)>{batas})"
        sebelum = f"ROUND(SUM({','.join(g[:tw - 1])}),2)" if tw > 1 else "0"
        return f"AND({ada},ROUND(SUM({','.join(g[:tw])}),2)>{batas},{sebelum}<={batas})"

    return make_check(k, "BRS15", holds, render)


# --- far more than the target -------------------------------------------------------------------------------------


def _achieved(c: Rencana, s: str) -> float | None:
    """Capaian of the year, percent."""
    tipe, t = c.teks(s, "tipe_target"), c.target_tw(s)
    v = [REALISASI_TW.evaluate(*(c.angka(s, f"{x}{q}") for x in "rab")) for q in _TW]
    target = SETAHUN.evaluate(tipe, *t, c.angka(s, "target"))
    nyata = REALISASI_SETAHUN.evaluate(tipe, *t, *v, c.angka(s, "realisasi"))
    return as_number(CAPAIAN.evaluate(target, nyata, c.teks(s, "polaritas"), ""))


def far_above_target(k: Kolom) -> UjiBaris:
    """BRS16: a capaian beyond `CAPAIAN_WAJAR`, asked at the last quarter that says something, else at the year's cell.

    Where less is better nothing is asked: a target of 10 and 1 complaint are 1000 percent by one of the formulas.
    """
    tw = int(k.kunci[1:]) if k.kunci[1:].isdigit() else 0
    kemudian = tuple(f"{x}{q}" for q in _TW[tw:] for x in "ra")

    def holds(c: Rencana, s: str) -> bool:
        di_sini = (k.kunci, f"a{tw}") if tw else (k.kunci,)
        if not numbers_of(c, s, *di_sini) or numbers_of(c, s, *kemudian) or is_one_of(c, s, "polaritas", (NEGATIF,)):
            return False
        hasil = _achieved(c, s)
        return hasil is not None and at_six(hasil) > CAPAIAN_WAJAR

    def render(r: RujukanBaris) -> str:
        di_sini = f"{r.bersih(k.kunci)},{r.bersih(f'a{tw}')}" if tw else r.bersih(k.kunci)
        lewat = f",COUNT({','.join(map(r.bersih, kemudian))})=0" if kemudian else ""
        tinggi = f"IF(ISNUMBER({r.capaian}),ROUND({r.capaian},6)>{CAPAIAN_WAJAR:.15g},FALSE)"
        return f'AND(COUNT({di_sini})>0{lewat},{r.bersih("polaritas")}<>"{NEGATIF}",{tinggi})'

    return make_check(k, "BRS16", holds, render)


#: Checks of one column beside those that follow from its jenis.
TAMBAHAN: dict[tuple[str, str], tuple[Callable[[Kolom], UjiBaris], ...]] = {
    **{("node", k): (maybe_date,) for k in ("pagu", "perubahan")},
    **{("node", k): (over_budget, maybe_date) for k in ("g1", "g2", "g3", "g4", "g")},
    **{("indikator", k): (part_of_one, maybe_date, far_above_hundred) for k in ("t1", "t2", "t3", "t4", "target")},
    **{("indikator", k): (part_of_one, far_above_target, maybe_date) for k in ("r1", "r2", "r3", "r4", "realisasi")},
    **{("indikator", k): (maybe_date,) for k in (*(f"{x}{q}" for x in "ab" for q in _TW), *(f"lalu{n}" for n in _TW))},
}
