"""Checks of one row of a table of the Buku Kinerja: each condition holds both renderings side by side.

The checks follow from the description of the columns; susunan and indikator have a few more, those of values stand in
`uji_nilai`. The sheet shows the first failing check of a row as its running number (0: in order), `kinerja periksa`
reports all.

Dasar: domain.md 2-4 and workbooks.md (Formulas, Growing tables) of the shared design.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from kinerja_core.buku_kinerja import uji_nilai
from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.rencana import DAFTAR_BARU, PROFIL, Rencana, table_of
from kinerja_core.buku_kinerja.satuan import BATAS_ANGKA, BATAS_PERSEN, SATUAN_PERSEN, is_counted
from kinerja_core.buku_kinerja.uji_dasar import (
    NEGATIF,
    PER_TW,
    SAMPAI_DENGAN,
    SATU_TW,
    TARGET_TW,
    RujukanBaris,
    Rumus,
    Ucapan,
    UjiBaris,
    is_error,
    is_one_of,
    level_of,
    make_check,
    number_of,
    numbers_of,
    text_formula,
)
from kinerja_core.dasar.excelmath import (
    as_number,
    at_six,
    clean_text,
    excel_round,
    number_text,
    same_text,
    show_number,
)

#: Limits of one formula: Excel allows 8192 characters and 64 nested levels.
BATAS_PANJANG, BATAS_SARANG = 8000, 60


# --- checks of a column -------------------------------------------------------------------------------------------


def _error(k: Kolom) -> UjiBaris:
    return make_check(k, "BRS08", lambda c, s: is_error(c, s, k.kunci),
                lambda r: f"OR(ISERROR({r.mentah(k.kunci)}),ISLOGICAL({r.mentah(k.kunci)}))")  # fmt: skip


def _no_error(r: RujukanBaris, kunci: str) -> str:
    return f"NOT(ISERROR({r.mentah(kunci)})),NOT(ISLOGICAL({r.mentah(kunci)}))"


def _blank(k: Kolom) -> UjiBaris:
    """A required column of a used row; spaces alone are blank."""
    return make_check(k, "BRS02", lambda c, s: _is_used(c, s) and not (c.teks(s, k.kunci) or is_error(c, s, k.kunci)),
                lambda r: f'AND({r.terpakai}=1,{_no_error(r, k.kunci)},{text_formula(r.mentah(k.kunci), r.nbsp)}="")')


def _not_a_number(k: Kolom) -> UjiBaris:
    """Text in a number column; "-" where the column allows it says "not scheduled"."""
    boleh = {"", "-"} if k.strip else {""}

    def render(r: RujukanBaris) -> str:
        x, lain = r.mentah(k.kunci), r.bersih(k.kunci) if k.strip else '""'  # of all texts a clean cell keeps "-"
        return f'IF(ISTEXT({x}),TRIM(SUBSTITUTE({x},{r.nbsp}," "))<>{lain},FALSE)'

    return make_check(k, "BRS01", lambda c, s: clean_text(c.nilai(s, k.kunci)) not in boleh, render)


def _outside(k: Kolom) -> UjiBaris:
    """The number as typed, at six decimals: a cleaned cell is blank where it is too large. TRUE may count as 1.

    A number counted in the row's satuan keeps its bound too; what looks like a date there is BRS18.
    """

    def holds(c: Rencana, s: str) -> bool:
        x = as_number(c.nilai(s, k.kunci))
        if x is None or (k.satuan and uji_nilai.is_date_like(c, s, k)):
            return False
        return not is_counted(x, c.bound(s)) if k.satuan else not k.min <= at_six(x) <= k.maks

    def render(r: RujukanBaris) -> str:
        if k.satuan:
            return uji_nilai.beyond_unit_formula(r, k, False)
        x = f"ROUND({r.mentah(k.kunci)},6)"
        luar = f"ABS({x})>{k.maks:.15g}" if k.min == -k.maks else f"OR({x}<{k.min:.15g},{x}>{k.maks:.15g})"
        luar = luar if k.min <= 0 and k.maks >= 1 else f"IF(ISLOGICAL({r.mentah(k.kunci)}),FALSE,{luar})"
        return f"IF(ISNUMBER({r.mentah(k.kunci)}),{luar},FALSE)"

    return make_check(k, "BRS06", holds, render)


def _not_whole(k: Kolom) -> UjiBaris:
    def render(r: RujukanBaris) -> str:
        bulat = f"ROUND(MAX({r.bersih(k.kunci)}),4)"
        return f"{bulat}<>INT({bulat})"

    return make_check(k, "BRS09", lambda c, s: any(excel_round(x, 4) % 1 != 0 for x in numbers_of(c, s, k.kunci)),
                      render)


def _not_in_list(k: Kolom) -> UjiBaris:
    """Compared as `=` does, without wildcards; a number counts by its text."""

    def render(r: RujukanBaris) -> str:
        x = r.bersih(k.kunci)
        return f'AND({x}<>"",SUMPRODUCT(--({r.daftar(k.daftar)}={x}))=0)'

    return make_check(k, "BRS03", lambda c, s: not is_one_of(c, s, k.kunci, ("", *DAFTAR_BARU[k.daftar])), render)


def _found(k: Kolom, c: Rencana, s: str) -> str:
    """The used row, but not this one, whose slot the cell names; "" when there is none."""
    teks = c.teks(s, k.kunci)
    return next((x for t in k.ke for x in c.used(t) if same_text(x, teks) and x != s), "")


def _count_found(k: Kolom, r: RujukanBaris) -> str:
    x = r.bersih(k.kunci)
    jumlah = "+".join(f"SUMPRODUCT(({r.slot(t)}={x})*({r.kepakai(t)}=1))" for t in k.ke)
    return f"({jumlah})*({x}<>{r.sendiri})"


def _not_found(k: Kolom) -> UjiBaris:
    """A code of no used row, or of this row itself."""
    return make_check(k, "BRS04", lambda c, s: bool(c.teks(s, k.kunci)) and not _found(k, c, s),
                lambda r: f'AND({r.bersih(k.kunci)}<>"",{_count_found(k, r)}=0)')  # fmt: skip


def _of_column(k: Kolom) -> Iterator[UjiBaris]:
    yield _error(k)
    if k.wajib:
        yield _blank(k)
    if k.is_number:
        yield from (_not_a_number(k), _outside(k), *((uji_nilai.looks_like_date(k),) if k.satuan else ()))
    elif k.jenis in {"teks", "panjang"} and k.angka_pun < BATAS_ANGKA:
        yield uji_nilai.number_in_text(k)
    if k.jenis in {"bulat", "tahun"}:
        yield _not_whole(k)
    if k.jenis == "pilihan":
        yield _not_in_list(k)
    if k.jenis == "rujukan":
        yield _not_found(k)


def _induk(k: Kolom) -> UjiBaris:
    """A found induk must stand above the row; one that is not found is BRS04's business."""

    def holds(c: Rencana, s: str) -> bool:
        level, induk = level_of(c, s), _found(k, c, s)
        return level > 0 and induk != "" and not 0 < level_of(c, induk) < level

    def render(r: RujukanBaris) -> str:
        salah = f"OR({r.level_induk}=0,{r.level_induk}>={r.level})"
        return f'AND({r.level}>0,{r.bersih(k.kunci)}<>"",{salah},{_count_found(k, r)}>0)'

    return make_check(k, "BRS05", holds, render, b=(lambda c, s: c.teks(s, "jenis"), lambda r: r.bersih("jenis")))


def _fraction(k: Kolom) -> UjiBaris:
    """A percentage typed as 0,25, or as 25% in a cell that shows percent anyway."""

    def render(r: RujukanBaris) -> str:
        x = f"ROUND(MAX({r.bersih(k.kunci)}),6)"
        return f"AND({r.batas}={BATAS_PERSEN:.15g},{x}>0,{x}<=1)"

    return make_check(k, "BRS07", lambda c, s: any(0 < at_six(x) <= 1 for x in numbers_of(c, s, k.kunci))
                      and c.bound(s) == BATAS_PERSEN, render)  # fmt: skip


def _part_above_whole(k: Kolom) -> UjiBaris:
    utuh = "b" + k.kunci[1:]

    def holds(c: Rencana, s: str) -> bool:
        angka = numbers_of(c, s, k.kunci, utuh)
        return len(angka) == 2 and at_six(angka[0]) > at_six(angka[1]) and not is_one_of(c, s, "polaritas", (NEGATIF,))

    def render(r: RujukanBaris) -> str:
        a, b, polaritas = r.bersih(k.kunci), r.bersih(utuh), r.bersih("polaritas")
        return f'AND(COUNT({a},{b})=2,ROUND(MAX({a}),6)>ROUND(MAX({b}),6),{polaritas}<>"{NEGATIF}")'

    return make_check(k, "BRS10", holds, render, b=number_of(utuh))


def _quarters(r: RujukanBaris, kunci: Sequence[str] = TARGET_TW) -> str:
    return ",".join(map(r.bersih, kunci))


def _one_quarter(k: Kolom) -> UjiBaris:
    """More than one quarter with a target; a typed 0 says that nothing is planned."""

    def planned(c: Rencana, s: str) -> int:
        return sum(excel_round(x, 9) != 0 for x in numbers_of(c, s, *TARGET_TW))

    rumus: Rumus = lambda r: "+".join(f"(ROUND(SUM({r.bersih(t)}),9)<>0)" for t in TARGET_TW)  # noqa: E731
    return make_check(k, "BRS11", lambda c, s: is_one_of(c, s, k.kunci, (SATU_TW,)) and planned(c, s) > 1,
                      lambda r: f'AND({r.bersih(k.kunci)}="{SATU_TW}",{rumus(r)}>1)',
                      a=(lambda c, s: str(planned(c, s)), lambda r: number_text(f"({rumus(r)})")))  # fmt: skip


def _above_hundred(k: Kolom) -> UjiBaris:
    """Quarters that add up to more than 100 percent; huge numbers are BRS06's, so that the sum stays finite."""

    def holds(c: Rencana, s: str) -> bool:
        angka = numbers_of(c, s, *TARGET_TW)
        return (is_one_of(c, s, k.kunci, (PER_TW,)) and is_one_of(c, s, "satuan", SATUAN_PERSEN)
                and all(abs(x) < 1e12 for x in angka) and at_six(sum(angka)) > 100)  # fmt: skip

    def render(r: RujukanBaris) -> str:
        tw, satuan = _quarters(r), ",".join(f'{r.bersih("satuan")}="{p}"' for p in SATUAN_PERSEN)
        wajar = f"MAX({tw})<{1e12:.15g},MIN({tw})>{-1e12:.15g}"
        return f'IF(AND({r.bersih(k.kunci)}="{PER_TW}",OR({satuan}),{wajar}),ROUND(SUM({tw}),6)>100,FALSE)'

    jumlah: Ucapan = (lambda c, s: show_number(sum(numbers_of(c, s, *TARGET_TW))),
                      lambda r: number_text(f"SUM({_quarters(r)})"))  # fmt: skip
    return make_check(k, "BRS13", holds, render, a=jumlah)


def _falling(k: Kolom) -> UjiBaris:
    """A running target below the highest of the quarters before it; a blank tipe means Angka s.d. TW."""
    lalu = TARGET_TW[:TARGET_TW.index(k.kunci)]

    def holds(c: Rencana, s: str) -> bool:
        ini, sebelum = numbers_of(c, s, k.kunci), numbers_of(c, s, *lalu)
        return (bool(ini and sebelum) and at_six(ini[0]) < at_six(max(sebelum))
                and is_one_of(c, s, "tipe_target", (SAMPAI_DENGAN, "")) and not is_error(c, s, "tipe_target")
                and not is_one_of(c, s, "polaritas", (NEGATIF,)))  # fmt: skip

    def render(r: RujukanBaris) -> str:
        tipe, ini, sebelum = r.bersih("tipe_target"), r.bersih(k.kunci), _quarters(r, lalu)
        turun = f"COUNT({ini})=1,COUNT({sebelum})>0,ROUND(MAX({ini}),6)<ROUND(MAX({sebelum}),6)"
        syarat = f'{_no_error(r, "tipe_target")},{r.bersih("polaritas")}<>"{NEGATIF}"'
        return f'AND(OR({tipe}="{SAMPAI_DENGAN}",{tipe}=""),{syarat},{turun})'

    dari: Ucapan = (lambda c, s: show_number(max(numbers_of(c, s, *lalu))),
                    lambda r: number_text(f"MAX({_quarters(r, lalu)})"))  # fmt: skip
    return make_check(k, "BRS12", holds, render, a=dari, b=number_of(k.kunci))


#: Checks of one column beside those that follow from its description.
_TAMBAHAN: dict[tuple[str, str], tuple[Callable[[Kolom], UjiBaris], ...]] = {
    ("node", "induk"): (_induk,), ("indikator", "tipe_target"): (_one_quarter, _above_hundred),
    ("indikator", "t1"): (_fraction,),
    **{("indikator", k): (_fraction, _falling) for k in TARGET_TW[1:]},
    **{("indikator", k): (_fraction,) for k in ("target", "r1", "r2", "r3", "r4", "realisasi")},
    **{("indikator", f"a{n}"): (_part_above_whole,) for n in (1, 2, 3, 4)},
}


# --- rows ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def daftar_uji(tabel: Tabel, kolom: tuple[str, ...] | None = None) -> tuple[UjiBaris, ...]:
    """Checks that point to these columns (default: all), in the order of the columns given; numbers start at 1.

    The list of a sheet is the lists of its parts one after another. KeyError for an unknown column.
    """
    uji: list[UjiBaris] = []
    for kunci in tabel.menurut_kunci if kolom is None else kolom:
        k = tabel.menurut_kunci[kunci]
        tambahan = (*_TAMBAHAN.get((tabel.kunci, kunci), ()), *uji_nilai.TAMBAHAN.get((tabel.kunci, kunci), ()))
        uji += [*_of_column(k), *(buat(k) for buat in tambahan)]
    return tuple(uji)


def _is_used(rencana: Rencana, slot: str) -> bool:
    return slot == PROFIL or any(rencana.nilai(slot, k) not in (None, "") for k in table_of(slot).menurut_kunci)


def evaluate_row(rencana: Rencana, slot: str) -> list[tuple[UjiBaris, str, str]]:
    """Every failing check of a row with its (a, b); none for an unused row."""
    if not _is_used(rencana, slot):
        return []
    jawab = ((u, u.evaluate(rencana, slot)) for u in daftar_uji(table_of(slot)))
    return [(u, *j) for u, j in jawab if j is not None]


def first_failing(rencana: Rencana, slot: str, kolom: tuple[str, ...] | None = None) -> int:
    """What the sheet of these columns shows: the number of the first failing check in `daftar_uji`, 0 when none."""
    if not _is_used(rencana, slot):
        return 0
    uji = daftar_uji(table_of(slot), kolom)
    return next((n for n, u in enumerate(uji, start=1) if u.evaluate(rencana, slot) is not None), 0)


def number_formula(tabel: Tabel, r: RujukanBaris, kolom: tuple[str, ...] | None = None, pangkal: int = 0) -> str:
    """first_failing as a formula: a nest of IF, 0 in order. ValueError when Excel would not take it (see `parts`).

    `pangkal` is added to the numbers: the length of the lists of the parts before this one.
    """
    rumus = "0"
    for nomor, u in reversed(list(enumerate(daftar_uji(tabel, kolom), start=pangkal + 1))):
        rumus = f"IF({u.render(r)},{nomor},{rumus})"
    rumus = f"IF({r.terpakai}=0,0,{rumus})"
    if len(rumus) > BATAS_PANJANG or nesting(rumus) > BATAS_SARANG:
        raise ValueError(f"rumus baris {tabel.kunci}: {len(rumus)} huruf, {nesting(rumus)} tingkat")
    return rumus


def special_formulas(tabel: Tabel, r: RujukanBaris, nomor: str, umum: tuple[str, str],
                     kolom: tuple[str, ...] | None = None, pangkal: int = 0) -> tuple[str, str]:  # fmt: skip
    """Formulas of (a, b) for the check whose number stands in `nomor`; `umum` are those of the checks marked so."""
    a, b = umum
    for n, u in enumerate(daftar_uji(tabel, kolom), start=pangkal + 1):
        if not u.umum:
            a, b = f"IF({nomor}={n},{u.pesan_a(r)},{a})", f"IF({nomor}={n},{u.pesan_b(r)},{b})"
    return a, b


_KURUNG = re.compile(r"[()]")


def nesting(rumus: str) -> int:
    """Deepest nesting of parentheses outside quotes."""
    dalam = terdalam = 0
    for kurung in _KURUNG.findall("".join(rumus.split('"')[::2])):
        if kurung == "(":
            dalam += 1
            if dalam > terdalam:
                terdalam = dalam
        else:
            dalam -= 1
    return terdalam


class _Panjang:
    """References as long as they get, to see whether a formula fits whatever the sheet: cleaned cells are shorter."""

    terpakai = sendiri = nbsp = level = level_induk = batas = capaian = "x" * 26

    def mentah(self, kunci: str) -> str:
        return "x" * 36

    def bersih(self, kunci: str) -> str:
        return self.nbsp

    daftar = slot = kepakai = mentah


@lru_cache(maxsize=64)
def parts(tabel: Tabel, kolom: tuple[str, ...] | None = None) -> tuple[tuple[str, ...], ...]:
    """These columns (default: all) in as few groups as one formula each can hold, in order.

    A sheet shows the first number that is not 0 of its groups, each written with the `pangkal` of those before it.
    """
    kelompok: list[tuple[str, ...]] = []
    for kunci in tuple(tabel.menurut_kunci) if kolom is None else kolom:
        try:
            number_formula(tabel, _Panjang(), (calon := (*(kelompok[-1] if kelompok else ()), kunci)), 100)
            kelompok[-1:] = [calon]
        except ValueError:
            kelompok.append((kunci,))
    return tuple(kelompok)
