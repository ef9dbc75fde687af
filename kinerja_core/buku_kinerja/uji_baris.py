"""Checks of one row of a table of the Buku Kinerja: each condition holds both renderings side by side.

The checks follow from the description of the columns; susunan and indikator have a few more. The sheet shows the first
failing check of a row as its running number (0: in order), `kinerja periksa` reports all. A formula asks for cells by
`RujukanBaris`: raw inputs may hold anything, cleaned cells are what `clean_formula` gives. The texts stand in
`katalog.buku`; `{a}` is what was found, `{b}` the label of the column or the other value.

Dasar: domain.md 2-4 and workbooks.md (Formulas, Growing tables) of the shared design.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.rencana import BATAS_ANGKA, DAFTAR, PROFIL, Rencana, table_of
from kinerja_core.dasar.excelmath import (
    Galat,
    as_number,
    at_six,
    clean_text,
    excel_round,
    is_number,
    number_text,
    same_text,
    shorten_to,
    show_number,
)
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.temuan import isi_pesan

#: A message keeps to two lines of its column; a typed text is cut to what then fits, never above 20 characters.
PANJANG_A, BARIS_PESAN, LEBAR_PESAN = 20, 2, 40
#: Limits of one formula: Excel allows 8192 characters and 64 nested levels.
BATAS_PANJANG, BATAS_SARANG = 8000, 60
SATUAN_PERSEN = ("%", "persen", "prosentase")
AWALAN_PERSEN = ("Persentase", "Presentase", "Prosentase")
SATUAN_BUKAN_PERSEN = ("Nilai", "Angka", "Indeks")
_TARGET_TW = ("t1", "t2", "t3", "t4")
SAMPAI_DENGAN, _, PER_TW, _, SATU_TW = DAFTAR["tipe_target"]
_, NEGATIF = DAFTAR["polaritas"]
*TINGKAT, _ = DAFTAR["jenis_node"]


class RujukanBaris(Protocol):
    """The places of one row as references a formula can use.

    Cells: `terpakai` 1 when any input of the row is filled, else 0; `sendiri` its slot (or a quoted text); `nbsp` a
    no-break space; of susunan rows `level` of the jenis (1..5, else 0) and `level_induk` (0 when none or not found);
    of indikator rows `persen`, the value of `percent_formula`. `mentah` is an input as typed, any expression; `bersih`
    its `clean_formula`, always a plain cell (MAX and COUNT skip text only in cells). Ranges: `daftar` the texts of
    DAFTAR[nama], all stored as text; `slot` all slots of a table and `kepakai` their 1/0 in the same order.
    """

    @property
    def terpakai(self) -> str: ...
    @property
    def sendiri(self) -> str: ...
    @property
    def nbsp(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def level_induk(self) -> str: ...
    @property
    def persen(self) -> str: ...
    def mentah(self, kunci: str, /) -> str: ...
    def bersih(self, kunci: str, /) -> str: ...
    def daftar(self, nama: str, /) -> str: ...
    def slot(self, tabel: str, /) -> str: ...
    def kepakai(self, tabel: str, /) -> str: ...


Rumus = Callable[[RujukanBaris], str]
#: What stands at one place of a message: the text from the plan beside its formula.
Ucapan = tuple[Callable[[Rencana, str], str], Rumus]


@dataclass(frozen=True)
class UjiBaris:
    """One check of a row. `kolom` is the column the finding points to, `label` its name as a message uses it.

    `evaluate` gives (a, b) when the check fails, else None; `render` is TRUE where it fails and never an error.
    `umum`: a is the typed value of `kolom` cut to `panjang` characters and b is `label`, so that a sheet can pull
    both with INDEX; otherwise `pesan_a` and `pesan_b` are formulas of this check's own.
    """

    kode: str
    kolom: str
    label: str
    panjang: int
    umum: bool
    evaluate: Callable[[Rencana, str], tuple[str, str] | None]
    render: Rumus
    pesan_a: Rumus
    pesan_b: Rumus


def text_formula(mentah: str, nbsp: str) -> str:
    """Rencana.teks as a formula: trimmed text, numbers as a sentence shows them, "" for blank, errors, TRUE/FALSE."""
    teks = f'IF(ISTEXT({mentah}),TRIM(SUBSTITUTE({mentah},{nbsp}," ")),{number_text(mentah)})'
    return f'IF(ISERROR({mentah}),"",IF(ISLOGICAL({mentah}),"",{teks}))'


def clean_formula(kolom: Kolom, mentah: str, nbsp: str) -> str:
    """The cleaned cell of one input, as Rencana.angka: a number, "-" or ""; outside number columns `text_formula`."""
    if not kolom.is_number:
        return text_formula(mentah, nbsp)
    strip = f'IF(ISTEXT({mentah}),IF(TRIM(SUBSTITUTE({mentah},{nbsp}," "))="-","-",""),"")'
    angka = f'IF(ABS({mentah})<={BATAS_ANGKA:.15g},{mentah},"")'
    return f'IF(ISERROR({mentah}),"",IF(ISLOGICAL({mentah}),"",IF(ISNUMBER({mentah}),{angka},{strip})))'


def percent_formula(r: RujukanBaris) -> str:
    """Is the indikator a percentage? 1 or 0. By its satuan, or by its first word when the satuan says no other."""
    uraian, satuan = r.bersih("uraian"), r.bersih("satuan")
    menurut_satuan = ",".join(f'{satuan}="{s}"' for s in SATUAN_PERSEN)
    awal = ",".join(f'LEFT({uraian},{len(a)})="{a}"' for a in AWALAN_PERSEN)
    bukan = ",".join(f'{satuan}<>"{s}"' for s in SATUAN_BUKAN_PERSEN)
    return f"IF(OR({menurut_satuan},AND(OR({awal}),{bukan})),1,0)"


def is_percent(rencana: Rencana, slot: str) -> bool:
    """percent_formula from the plan."""
    uraian = rencana.teks(slot, "uraian")
    berawalan = any(same_text(uraian[:len(a)], a) for a in AWALAN_PERSEN)
    return _is_one_of(rencana, slot, "satuan", SATUAN_PERSEN) or (
        berawalan and not _is_one_of(rencana, slot, "satuan", SATUAN_BUKAN_PERSEN))  # fmt: skip


def level_of(rencana: Rencana, slot: str) -> int:
    """Level 1..5 of a susunan row in the tree; 0 without a jenis and for Sasaran Individu."""
    jenis = rencana.teks(slot, "jenis")
    return next((n for n, t in enumerate(TINGKAT, start=1) if same_text(t, jenis)), 0)


def _is_one_of(rencana: Rencana, slot: str, kunci: str, pilihan: Sequence[str]) -> bool:
    teks = rencana.teks(slot, kunci)
    return any(same_text(teks, p) for p in pilihan)


def _is_error(rencana: Rencana, slot: str, kunci: str) -> bool:
    nilai = rencana.nilai(slot, kunci)
    return isinstance(nilai, bool | Galat) or (is_number(nilai) and as_number(nilai) is None)


def _numbers(rencana: Rencana, slot: str, *kunci: str) -> list[float]:
    return [x for k in kunci if isinstance(x := rencana.angka(slot, k), float)]


def shorten_to_formula(teks: str, panjang: int | str) -> str:
    """shorten_to as a formula; `panjang` may be a cell."""
    return f'IF(LEN({teks})>{panjang},LEFT({teks},{panjang}-3)&"...",{teks})'


def message_lines(pesan: str) -> int:
    """Lines a message takes in its column; a word that is too long breaks."""
    return len(textwrap.wrap(pesan, LEBAR_PESAN, break_on_hyphens=False))


@lru_cache(maxsize=1024)
def _room(kode: str, b: str | None) -> int:
    """Longest {a} (and {b}, when it is None) that leaves the message of a kode within its lines."""
    for n in range(PANJANG_A, 3, -1):
        if message_lines(isi_pesan(KATALOG_BARIS[kode].pesan, "x" * n, "x" * n if b is None else b)) <= BARIS_PESAN:
            return n
    return 0


def _uji(kolom: Kolom, kode: str, holds: Callable[[Rencana, str], bool], render: Rumus, a: Ucapan | None = None,
         b: Ucapan | None = None) -> UjiBaris:  # fmt: skip
    """A check with its messages; without `a` and `b` they are the typed value and the label of the column."""
    label = kolom.label if _room(kode, kolom.label) == PANJANG_A else kolom.label.split(" (")[0]
    panjang = _room(kode, label if b is None else None)
    kunci = kolom.kunci
    teks_a, rumus_a = a or (lambda c, s: c.teks(s, kunci), lambda r: text_formula(r.mentah(kunci), r.nbsp))

    def evaluate(rencana: Rencana, slot: str) -> tuple[str, str] | None:
        if not holds(rencana, slot):
            return None
        return shorten_to(teks_a(rencana, slot), panjang), shorten_to(b[0](rencana, slot), panjang) if b else label

    return UjiBaris(kode, kolom.kunci, label, panjang, a is None and b is None, evaluate, render,
                    lambda r: shorten_to_formula(rumus_a(r), panjang),
                    lambda r: shorten_to_formula(b[1](r), panjang) if b else f'"{label}"')  # fmt: skip


def _number_of(kunci: str) -> Ucapan:
    return lambda c, s: c.teks(s, kunci), lambda r: number_text(r.bersih(kunci))


# --- checks of a column -------------------------------------------------------------------------------------------


def _error(k: Kolom) -> UjiBaris:
    return _uji(k, "BRS08", lambda c, s: _is_error(c, s, k.kunci),
                lambda r: f"OR(ISERROR({r.mentah(k.kunci)}),ISLOGICAL({r.mentah(k.kunci)}))")  # fmt: skip


def _no_error(r: RujukanBaris, kunci: str) -> str:
    return f"NOT(ISERROR({r.mentah(kunci)})),NOT(ISLOGICAL({r.mentah(kunci)}))"


def _blank(k: Kolom) -> UjiBaris:
    """A required column of a used row; spaces alone are blank."""
    return _uji(k, "BRS02", lambda c, s: _is_used(c, s) and not (c.teks(s, k.kunci) or _is_error(c, s, k.kunci)),
                lambda r: f'AND({r.terpakai}=1,{_no_error(r, k.kunci)},{text_formula(r.mentah(k.kunci), r.nbsp)}="")')


def _not_a_number(k: Kolom) -> UjiBaris:
    """Text in a number column; "-" where the column allows it says "not scheduled"."""
    boleh = {"", "-"} if k.strip else {""}

    def render(r: RujukanBaris) -> str:
        x, lain = r.mentah(k.kunci), r.bersih(k.kunci) if k.strip else '""'  # of all texts a clean cell keeps "-"
        return f'IF(ISTEXT({x}),TRIM(SUBSTITUTE({x},{r.nbsp}," "))<>{lain},FALSE)'

    return _uji(k, "BRS01", lambda c, s: clean_text(c.nilai(s, k.kunci)) not in boleh, render)


def _outside(k: Kolom) -> UjiBaris:
    """The number as typed, at six decimals: a cleaned cell is blank where it is too large. TRUE may count as 1."""

    def render(r: RujukanBaris) -> str:
        x = f"ROUND({r.mentah(k.kunci)},6)"
        luar = f"ABS({x})>{k.maks:.15g}" if k.min == -k.maks else f"OR({x}<{k.min:.15g},{x}>{k.maks:.15g})"
        luar = luar if k.min <= 0 and k.maks >= 1 else f"IF(ISLOGICAL({r.mentah(k.kunci)}),FALSE,{luar})"
        return f"IF(ISNUMBER({r.mentah(k.kunci)}),{luar},FALSE)"

    return _uji(k, "BRS06", lambda c, s: (x := as_number(c.nilai(s, k.kunci))) is not None
                and not k.min <= at_six(x) <= k.maks, render)  # fmt: skip


def _not_whole(k: Kolom) -> UjiBaris:
    def render(r: RujukanBaris) -> str:
        bulat = f"ROUND(MAX({r.bersih(k.kunci)}),4)"
        return f"{bulat}<>INT({bulat})"

    return _uji(k, "BRS09", lambda c, s: any(excel_round(x, 4) % 1 != 0 for x in _numbers(c, s, k.kunci)), render)


def _not_in_list(k: Kolom) -> UjiBaris:
    """Compared as `=` does, without wildcards; a number counts by its text."""

    def render(r: RujukanBaris) -> str:
        x = r.bersih(k.kunci)
        return f'AND({x}<>"",SUMPRODUCT(--({r.daftar(k.daftar)}={x}))=0)'

    return _uji(k, "BRS03", lambda c, s: not _is_one_of(c, s, k.kunci, ("", *DAFTAR[k.daftar])), render)


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
    return _uji(k, "BRS04", lambda c, s: bool(c.teks(s, k.kunci)) and not _found(k, c, s),
                lambda r: f'AND({r.bersih(k.kunci)}<>"",{_count_found(k, r)}=0)')  # fmt: skip


def _of_column(k: Kolom) -> Iterator[UjiBaris]:
    yield _error(k)
    if k.wajib:
        yield _blank(k)
    if k.is_number:
        yield from (_not_a_number(k), _outside(k))
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

    return _uji(k, "BRS05", holds, render, b=(lambda c, s: c.teks(s, "jenis"), lambda r: r.bersih("jenis")))


def _fraction(k: Kolom) -> UjiBaris:
    """A percentage typed as 0,25, or as 25% in a cell that shows percent anyway."""

    def render(r: RujukanBaris) -> str:
        x = f"ROUND(MAX({r.bersih(k.kunci)}),6)"
        return f"AND({r.persen}=1,{x}>0,{x}<=1)"

    return _uji(k, "BRS07", lambda c, s: any(0 < at_six(x) <= 1 for x in _numbers(c, s, k.kunci)) and is_percent(c, s),
                render)  # fmt: skip


def _part_above_whole(k: Kolom) -> UjiBaris:
    utuh = "b" + k.kunci[1:]

    def holds(c: Rencana, s: str) -> bool:
        angka = _numbers(c, s, k.kunci, utuh)
        return len(angka) == 2 and at_six(angka[0]) > at_six(angka[1]) and not _is_one_of(c, s, "polaritas", (NEGATIF,))

    def render(r: RujukanBaris) -> str:
        a, b, polaritas = r.bersih(k.kunci), r.bersih(utuh), r.bersih("polaritas")
        return f'AND(COUNT({a},{b})=2,ROUND(MAX({a}),6)>ROUND(MAX({b}),6),{polaritas}<>"{NEGATIF}")'

    return _uji(k, "BRS10", holds, render, b=_number_of(utuh))


def _quarters(r: RujukanBaris, kunci: Sequence[str] = _TARGET_TW) -> str:
    return ",".join(map(r.bersih, kunci))


def _one_quarter(k: Kolom) -> UjiBaris:
    banyak: Ucapan = (lambda c, s: str(len(_numbers(c, s, *_TARGET_TW))), lambda r: f"COUNT({_quarters(r)})")
    return _uji(k, "BRS11", lambda c, s: _is_one_of(c, s, k.kunci, (SATU_TW,)) and len(_numbers(c, s, *_TARGET_TW)) > 1,
                lambda r: f'AND({r.bersih(k.kunci)}="{SATU_TW}",COUNT({_quarters(r)})>1)', a=banyak)  # fmt: skip


def _above_hundred(k: Kolom) -> UjiBaris:
    """Quarters that add up to more than 100 percent; huge numbers are BRS06's, so that the sum stays finite."""

    def holds(c: Rencana, s: str) -> bool:
        angka = _numbers(c, s, *_TARGET_TW)
        return (_is_one_of(c, s, k.kunci, (PER_TW,)) and _is_one_of(c, s, "satuan", SATUAN_PERSEN)
                and all(abs(x) < 1e12 for x in angka) and at_six(sum(angka)) > 100)  # fmt: skip

    def render(r: RujukanBaris) -> str:
        tw, satuan = _quarters(r), ",".join(f'{r.bersih("satuan")}="{p}"' for p in SATUAN_PERSEN)
        wajar = f"MAX({tw})<{1e12:.15g},MIN({tw})>{-1e12:.15g}"
        return f'IF(AND({r.bersih(k.kunci)}="{PER_TW}",OR({satuan}),{wajar}),ROUND(SUM({tw}),6)>100,FALSE)'

    jumlah: Ucapan = (lambda c, s: show_number(sum(_numbers(c, s, *_TARGET_TW))),
                      lambda r: number_text(f"SUM({_quarters(r)})"))  # fmt: skip
    return _uji(k, "BRS13", holds, render, a=jumlah)


def _falling(k: Kolom) -> UjiBaris:
    """A running target below the highest of the quarters before it; a blank tipe means Angka s.d. TW."""
    lalu = _TARGET_TW[:_TARGET_TW.index(k.kunci)]

    def holds(c: Rencana, s: str) -> bool:
        ini, sebelum = _numbers(c, s, k.kunci), _numbers(c, s, *lalu)
        return (bool(ini and sebelum) and at_six(ini[0]) < at_six(max(sebelum))
                and _is_one_of(c, s, "tipe_target", (SAMPAI_DENGAN, "")) and not _is_error(c, s, "tipe_target")
                and not _is_one_of(c, s, "polaritas", (NEGATIF,)))  # fmt: skip

    def render(r: RujukanBaris) -> str:
        tipe, ini, sebelum = r.bersih("tipe_target"), r.bersih(k.kunci), _quarters(r, lalu)
        turun = f"COUNT({ini})=1,COUNT({sebelum})>0,ROUND(MAX({ini}),6)<ROUND(MAX({sebelum}),6)"
        syarat = f'{_no_error(r, "tipe_target")},{r.bersih("polaritas")}<>"{NEGATIF}"'
        return f'AND(OR({tipe}="{SAMPAI_DENGAN}",{tipe}=""),{syarat},{turun})'

    dari: Ucapan = (lambda c, s: show_number(max(_numbers(c, s, *lalu))),
                    lambda r: number_text(f"MAX({_quarters(r, lalu)})"))  # fmt: skip
    return _uji(k, "BRS12", holds, render, a=dari, b=_number_of(k.kunci))


#: Checks of one column beside those that follow from its description.
_TAMBAHAN: dict[tuple[str, str], tuple[Callable[[Kolom], UjiBaris], ...]] = {
    ("node", "induk"): (_induk,), ("indikator", "tipe_target"): (_one_quarter, _above_hundred),
    ("indikator", "t1"): (_fraction,),
    **{("indikator", k): (_fraction, _falling) for k in _TARGET_TW[1:]},
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
        uji += [*_of_column(k), *(buat(k) for buat in _TAMBAHAN.get((tabel.kunci, kunci), ()))]
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
    """References of 40 characters, to see whether a formula fits whatever the sheet."""

    terpakai = sendiri = nbsp = level = level_induk = persen = "x" * 40

    def mentah(self, kunci: str) -> str:
        return self.nbsp

    bersih = daftar = slot = kepakai = mentah


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
