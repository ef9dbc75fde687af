"""Checks of the rows of a new book, sheet by sheet: those of the plan's columns, and how a row is understood.

A sheet shows of each row the first failing check, obligatory ones first, as a running number; the command tells all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kinerja_core.buku_kinerja.baru.baris import BARIS, BARU, DISEBUT, LEMBAR_BARIS, MODEL, RENCANA, row_columns
from kinerja_core.buku_kinerja.baru.tempat import KOLOM_OLAH, TempatBaru
from kinerja_core.buku_kinerja.baru.urai import JENIS, Letak, Uraian, names_a_row
from kinerja_core.buku_kinerja.rencana import TABEL, Rencana
from kinerja_core.buku_kinerja.uji_baris import BATAS_PANJANG, daftar_uji
from kinerja_core.buku_kinerja.uji_dasar import UjiBaris, is_error, shorten_to_formula, text_formula
from kinerja_core.dasar.excelmath import as_number, number_text, same_text, shorten_to, show_number
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_URAI

KATALOG_SEMUA = {**KATALOG_BARIS, **KATALOG_URAI}
_NODE, _INDIKATOR = (TABEL[t] for t in ("node", "indikator"))
#: The tables of the plan with what the new book alone has.
TABEL_UJI = {x: replace(TABEL[x], kolom=(*TABEL[x].kolom, *(k for (t, _), k in BARU.items() if t == x)))
             for x in ("node", "indikator", "renstra")}
#: Columns of a row that belong to its node and cannot stand beside a further indicator.
ANGGARAN = ("pagu", "perubahan", "g1", "g2", "g3", "g4")
#: Nested levels of one formula that checks: each check is one more, and holds some of its own.
_SARANG = 44


class Rujukan:
    """Places of one row, as the checks of a table of the plan ask for them, on the sheet Olah."""

    def __init__(self, t: TempatBaru, tabel: str, n: int) -> None:
        self.t, self.tabel, self.n = t, tabel, n

    def c(self, nama: str) -> str:
        """A working of the row."""
        return self.t.olah(nama, self.n)

    @property
    def terpakai(self) -> str:
        """1 when the row holds one of this table."""
        return self.c({"node": "isn", "indikator": "ti", "renstra": "tr"}[self.tabel])

    @property
    def sendiri(self) -> str:
        """Its own slot."""
        return f'"{TABEL[self.tabel].slot(self.n)}"'

    @property
    def nbsp(self) -> str:
        """A no-break space."""
        return self.t.nbsp

    @property
    def level(self) -> str:
        """Level of the node."""
        return self.c("lv")

    @property
    def level_induk(self) -> str:
        """Never asked: a parent follows from the place."""
        return "0"

    @property
    def batas(self) -> str:
        """How far from 0 a number of the indicator can be."""
        return self.c("batas")

    @property
    def capaian(self) -> str:
        """Capaian of the year."""
        return self.c("capaian")

    def mentah(self, kunci: str, /) -> str:
        """An input as typed."""
        return f"INDEX(in_{row_key(self.tabel, kunci)},{self.n + 1})"

    def bersih(self, kunci: str, /) -> str:
        """The cleaned input: a working where there is one, else the text itself."""
        nama = {"tipe_target": "tp", **{f"t{q}": f"m{q}" for q in (1, 2, 3, 4)}}.get(kunci, kunci)
        if nama in KOLOM_OLAH and nama != "iku":
            return self.c(nama)
        if (k := TABEL[self.tabel].menurut_kunci[kunci]).is_number:
            raise ValueError(f"{self.tabel}.{k.kunci} tidak dibersihkan di lembar Olah")
        return text_formula(self.mentah(kunci), self.nbsp)

    def daftar(self, nama: str, /) -> str:
        """Range of a list."""
        return self.t.daftar(nama)

    def slot(self, tabel: str, /) -> str:
        """Never asked: rows are named by their place."""
        raise ValueError(tabel)

    kepakai = slot


def row_key(tabel: str, kunci: str) -> str:
    """How the table of rows calls a value of the plan, or the cell it is understood from."""
    return _MENURUT_MODEL.get((tabel, kunci)) or _DIURAI.get((tabel, kunci), kunci)


_MENURUT_MODEL = {asal: milik for milik, asal in MODEL.items()}
#: Values of the plan that have no cell of their own, and the one they are understood from.
_DIURAI = {("node", "induk"): "uraian", ("node", "nomenklatur"): "uraian", ("node", "pohon"): "luar",
           ("indikator", "node"): "uraian", ("indikator", "sama_dengan"): "indikator", ("indikator", "target"): "t4",
           ("indikator", "realisasi"): "r4", ("node", "g"): "g4", ("renstra", "indikator"): "indikator"}
Kata = tuple[str, str]
#: Formulas of (a, b); None: what was typed, the label.
Ucap = tuple[str | None, str | None]


@dataclass(frozen=True)
class UjiUrai:
    """A check of how a row is understood, at one of its inputs; both renderings, and both of (a, b)."""

    kode: str
    kolom: str
    evaluate: Callable[[Uraian, Rencana, int], Kata | None]
    render: Callable[[Rujukan], str]
    pesan: Callable[[Rujukan], Ucap] = lambda r: (None, None)


def _letak(u: Uraian, n: int) -> Letak:
    return u.letak.get(n, Letak(0, 0, 0, False))


def _without_node(u: Uraian, _: Rencana, n: int) -> Kata | None:
    letak = _letak(u, n)
    if n in u.letak and not letak.node:
        return "Indikator", "Tujuan, Sasaran, atau Program"
    if letak.level in (4, 5) and not letak.induk:
        return JENIS[letak.level - 1], JENIS[letak.level - 2]
    return None


def _skipped(u: Uraian, _: Rencana, n: int) -> Kata | None:
    letak = _letak(u, n)
    atas = _letak(u, letak.induk).level
    return (JENIS[letak.level - 1], JENIS[atas - 1]) if letak.induk and atas < letak.level - 1 else None


def _other_code(u: Uraian, r: Rencana, n: int) -> Kata | None:
    letak = _letak(u, n)
    if not letak.induk or letak.level < 4:
        return None
    kode, atas = (r.teks(_NODE.slot(x), "nomenklatur") for x in (n, letak.induk))
    return (kode, atas) if kode and atas and not same_text(kode[:len(atas)], atas) else None


def _ambiguous(u: Uraian, r: Rencana, n: int) -> Kata | None:
    slot = _INDIKATOR.slot(n)
    angka = [x for q in (1, 2, 3, 4) if isinstance(x := r.angka(slot, f"t{q}"), float)]
    if u.source(n) != n or len(angka) < 2 or r.teks(slot, "tipe_target"):
        return None
    return " / ".join(map(show_number, angka[:2])), ""


def _no_target_row(u: Uraian, _: Rencana, n: int) -> Kata | None:
    nilai = as_number(u.isi.nilai(u.slot(n), "indikator"))
    return (show_number(nilai), "") if nilai is not None and not u.source(n) else None


def _unknown_office(u: Uraian, _: Rencana, n: int) -> Kata | None:
    teks = u.teks(n, "penanggung_jawab")
    if not teks:
        return None
    return None if names_a_row(u.isi, *DISEBUT[("baris", "penanggung_jawab")], teks) else (teks, "")


def _label(kunci: str) -> str:
    return BARIS.menurut_kunci[kunci].label.split(" (")[0]


def _filled(u: Uraian, n: int, kunci: str) -> bool:
    return u.isi.nilai(u.slot(n), kunci) is not None


def _typed_formula(r: Rujukan, kunci: str) -> str:
    return f"COUNTA(INDEX(in_{kunci},{r.n + 1}))=1"


def _any_formula(r: Rujukan, kunci: Sequence[str]) -> str:
    return f"COUNTA({','.join(f'INDEX(in_{k},{r.n + 1})' for k in kunci)})>0"


def _on_empty_row(kunci: Sequence[str]) -> UjiUrai:
    """Values beside a row that is empty on Rencana, told at the first column of the sheet."""
    return UjiUrai("URA05", kunci[0], lambda u, r, n: ("", "") if n not in u.letak
                   and any(_filled(u, n, k) for k in kunci) else None,
                   lambda r: f"AND({r.c('terpakai')}=0,{_any_formula(r, kunci)})")


def _not_used(kunci: Sequence[str]) -> UjiUrai:
    """Values of its own beside the number of another row, told at the first column that can hold one."""
    def evaluate(u: Uraian, r: Rencana, n: int) -> Kata | None:
        sumber = u.source(n)
        return (str(sumber), "") if sumber not in (0, n) and any(_filled(u, n, k) for k in kunci) else None
    return UjiUrai("URA07", kunci[0], evaluate,
                   lambda r: f"AND({r.c('s')}<>{r.n + 1},{r.c('s')}>1,{_any_formula(r, kunci)})",
                   lambda r: (f"({r.c('s')}-1)", None))


def _above_detail(kunci: str) -> UjiUrai:
    """A budget typed where what lies below is summed."""
    def evaluate(u: Uraian, r: Rencana, n: int) -> Kata | None:
        letak = _letak(u, n)
        punya = 0 < letak.level < 6 and n in u.parents
        return ("", _label(kunci)) if punya and as_number(u.isi.nilai(u.slot(n), kunci)) is not None else None

    def render(r: Rujukan) -> str:
        anak = f"INDEX(u_anak,MAX(1,{r.c('k')}))"
        return f"AND({r.c('k')}>0,{r.c('lv')}>0,{r.c('lv')}<6,{anak}>0,ISNUMBER(INDEX(in_{kunci},{r.n + 1})))"
    return UjiUrai("URA08", kunci, evaluate, render)


def _beside_indicator(kunci: str) -> UjiUrai:
    """A budget in a row that holds a further indicator only."""
    return UjiUrai("URA09", kunci, lambda u, r, n: ("", _label(kunci))
                   if n in u.letak and not u.is_node(n) and _filled(u, n, kunci) else None,
                   lambda r: f"AND({r.c('terpakai')}=1,{r.c('isn')}=0,{_typed_formula(r, kunci)})")


def _jenis(r: Rujukan, level: str) -> str:
    return f"INDEX({r.daftar('jenis_node')},{level})"


def _at_place() -> Iterator[UjiUrai]:
    def tanpa(r: Rujukan) -> str:
        return f"AND({r.c('terpakai')}=1,{r.c('nd')}=0)"

    def yatim(r: Rujukan) -> str:
        return f"AND(OR({r.c('lv')}=4,{r.c('lv')}=5),{r.c('par')}=0)"
    yield UjiUrai("URA01", "uraian", _without_node, lambda r: f"OR({tanpa(r)},{yatim(r)})", lambda r: (
        f'IF({r.c("lv")}=0,"Indikator",{_jenis(r, r.c("lv"))})',
        f'IF({r.c("lv")}=0,"Tujuan, Sasaran, atau Program",{_jenis(r, r.c("lv") + "-1")})'))
    def tanpa_jenis(r: Rujukan) -> str:
        x = f"INDEX(in_jenis,{r.n + 1})"
        return f'AND({r.c("isn")}=1,{r.c("jenis")}="",NOT(ISERROR({x})),NOT(ISLOGICAL({x})))'
    yield UjiUrai("BRS02", "jenis", lambda u, r, n: ("", _label("jenis")) if u.is_node(n) and not (
        r.teks(_NODE.slot(n), "jenis") or is_error(r, _NODE.slot(n), "jenis")) else None, tanpa_jenis)
    yield UjiUrai("URA03", "uraian", _skipped, lambda r: f"AND({r.c('par')}>0,{r.c('plv')}<{r.c('lv')}-1)",
                  lambda r: (_jenis(r, r.c("lv")), _jenis(r, r.c("plv"))))
    atas = "INDEX(o_kode,{}+1)"

    def kode(r: Rujukan) -> str:
        milik, induk = r.c("kode"), atas.format(r.c("par"))
        return (f'AND({r.c("par")}>0,{r.c("lv")}>3,{milik}<>"",{induk}<>"",LEFT({milik},LEN({induk}))<>{induk})')
    yield UjiUrai("URA04", "uraian", _other_code, kode, lambda r: (r.c("kode"), atas.format(r.c("par"))))
    yield UjiUrai("URA02", "indikator", _no_target_row, lambda r: f"{r.c('s')}=1",
                  lambda r: (None, None))

    def dua(r: Rujukan) -> str:
        tw = ",".join(r.c(f"m{q}") for q in (1, 2, 3, 4))
        return f'AND({r.c("s")}={r.n + 1},COUNT({tw})>1,{r.c("tp")}="")'

    def target(r: Rujukan) -> Ucap:
        t = [r.c(f"m{q}") for q in (1, 2, 3, 4)]
        pertama = f"IF(ISNUMBER({t[0]}),1,IF(ISNUMBER({t[1]}),2,3))"
        sel = f"INDEX({t[0]}:{t[3]},1,{{}})"
        kedua = f"IF(AND(ISNUMBER({t[0]}),ISNUMBER({t[1]})),2,IF(AND(COUNT({t[0]},{t[1]})=1,ISNUMBER({t[2]})),3,4))"
        return f'{number_text(sel.format(pertama))}&" / "&{number_text(sel.format(kedua))}', None
    yield UjiUrai("URA06", "tipe_target", _ambiguous, dua, target)

    def asing(r: Rujukan) -> str:
        x = text_formula(f"INDEX(in_penanggung_jawab,{r.n + 1})", r.nbsp)
        kode = f'SUMPRODUCT(--("J"&RIGHT("00"&kolom_jabatan_kode,3)={x}))'
        return f'IF({x}="",FALSE,SUMPRODUCT(--(kolom_jabatan_nama={x}))+{kode}=0)'
    yield UjiUrai("URA10", "penanggung_jawab", _unknown_office, asing)


@dataclass(frozen=True)
class Uji:
    """One check of a sheet of rows: of the plan (then `tabel` says of which) or of how the row is understood."""

    lembar: str
    kolom: str
    kode: str
    tabel: str
    isi: UjiBaris | UjiUrai
    label: str
    panjang: int

    def evaluate(self, u: Uraian, r: Rencana, n: int) -> Kata | None:
        """(a, b) where it fails, else None; a row that shows another's indicator is asked only about itself."""
        if isinstance(self.isi, UjiUrai):
            hasil = self.isi.evaluate(u, r, n)
            return None if hasil is None else (shorten_to(hasil[0], self.panjang), shorten_to(hasil[1], self.panjang))
        if (self.tabel == "node" and not u.is_node(n)) or (self.tabel != "node" and not u.owns(n, self.tabel)):
            return None
        return self.isi.evaluate(r, TABEL[self.tabel].slot(n))

    def render(self, t: TempatBaru, n: int) -> str:
        """True where it fails."""
        if isinstance(self.isi, UjiUrai):
            return self.isi.render(Rujukan(t, "node", n))
        r = Rujukan(t, self.tabel, n)
        return f"IF({r.terpakai}=0,FALSE,{self.isi.render(r)})"

    def words(self, t: TempatBaru, n: int) -> Ucap:
        """Formulas of (a, b); None for a that is what was typed and b that is the label."""
        if isinstance(self.isi, UjiUrai):
            a, b = self.isi.pesan(Rujukan(t, "node", n))
            return a and shorten_to_formula(f"({a})", self.panjang), b and shorten_to_formula(f"({b})", self.panjang)
        if self.isi.umum:
            return None, None
        r = Rujukan(t, self.tabel, n)
        return self.isi.pesan_a(r), self.isi.pesan_b(r)


@lru_cache(maxsize=16)
def checks_of(lembar: str, audit: bool) -> tuple[Uji, ...]:
    """The checks of a sheet of rows, obligatory ones first."""
    ada = [k.kunci for k in row_columns(audit) if k.lembar == lembar]
    hasil = []
    for tabel in ("node", "indikator", "renstra"):
        milik = tuple(MODEL[k][1] for k in ada if k in MODEL and MODEL[k][0] == tabel
                      and MODEL[k][1] in TABEL_UJI[tabel].menurut_kunci)
        hasil += [Uji(lembar, row_key(tabel, u.kolom), u.kode, tabel, u, u.label, u.panjang)
                  for u in daftar_uji(TABEL_UJI[tabel], milik) if (u.kode, u.kolom) != ("BRS02", "jenis")]
    urai = list(_at_place()) if lembar == RENCANA else []
    urai += [_beside_indicator(k) for k in ada if k in ANGGARAN]
    urai += [_above_detail(k) for k in ada if k in ANGGARAN]
    if lembar != RENCANA:
        urai.append(_on_empty_row(ada))
    urai.append(_not_used([k for k in ada if MODEL.get(k, ("",))[0] in ("indikator", "renstra") and k != "indikator"]))
    hasil += [Uji(lembar, u.kolom, u.kode, "", u, _label(u.kolom), 60) for u in urai]
    return tuple(sorted(hasil, key=lambda u: KATALOG_SEMUA[u.kode].tingkat != "wajib"))


def obligatory(lembar: str, audit: bool) -> int:
    """How many checks of a sheet are obligatory: their numbers come first."""
    return sum(KATALOG_SEMUA[u.kode].tingkat == "wajib" for u in checks_of(lembar, audit))


def offset(lembar: str, audit: bool) -> int:
    """Checks that stand before those of a sheet in the catalogue."""
    return sum(len(checks_of(x, audit)) for x in LEMBAR_BARIS[:LEMBAR_BARIS.index(lembar)])


def jumlah(audit: bool) -> int:
    """Checks of all sheets of rows."""
    return sum(len(checks_of(x, audit)) for x in LEMBAR_BARIS)


def first_of(lembar: str, audit: bool, u: Uraian, r: Rencana, n: int) -> int:
    """The number of the first failing check of a row on a sheet; 0 when none fails."""
    return next((m for m, x in enumerate(checks_of(lembar, audit), start=1) if x.evaluate(u, r, n) is not None), 0)


def parts_of(t: TempatBaru, lembar: str, n: int) -> list[str]:
    """The number of the first failing check as formulas, each as long as one may be: the first above 0 counts."""
    hasil: list[list[tuple[int, str]]] = [[]]
    panjang = 0
    for nomor, x in enumerate(checks_of(lembar, t.isi.audit), start=1):
        rumus = x.render(t, n)
        if hasil[-1] and (panjang + len(rumus) + 12 > BATAS_PANJANG or len(hasil[-1]) >= _SARANG):
            hasil.append([])
            panjang = 0
        hasil[-1].append((nomor, rumus))
        panjang += len(rumus) + 12
    gabung = []
    for bagian in hasil:
        rumus = "0"
        for nomor, syarat in reversed(bagian):
            rumus = f"IF({syarat},{nomor},{rumus})"
        gabung.append(rumus)
    return gabung

