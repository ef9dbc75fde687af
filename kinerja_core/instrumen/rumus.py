"""The formula an instrument's author writes: refused or accepted, evaluated with `formulas`, placed in the sheet.

Needs the extra `kinerja[rumus]`; imported only where an instrument uses the rule `rumus`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from kinerja_core.dasar.excelmath import excel_round

#: Functions that behave alike in Excel 2010+, LibreOffice, WPS, Google Sheets and take single values, with the
#: fewest and most arguments Excel accepts (it refuses the whole file otherwise).
_ARGUMEN = {
    "IF": (3, 3), "IFERROR": (2, 2), "NOT": (1, 1), "ABS": (1, 1), "INT": (1, 1), "MOD": (2, 2), "ROUND": (2, 2),
    **dict.fromkeys(("AND", "OR", "SUM", "AVERAGE", "MIN", "MAX", "MEDIAN"), (1, 255)),
}  # fmt: skip
FUNGSI = frozenset(_ARGUMEN)
#: Numeric functions count TRUE in some engines and skip it in others, so TRUE and FALSE stay inside conditions.
_LOGIS = frozenset({"AND", "OR", "NOT"})
_BANDING = frozenset({"=", "<>", "<", ">", "<=", ">="})
KURUNG_MAKS = 64
"""Depth of parentheses: Excel's own limit for functions. The engines pay stack for each, in this process too."""
RUMUS_MAKS = 1000
"""Characters of an author's formula: Excel takes 8,192 once every kunci has become a reference."""
_SEL = re.compile(r"\$?[A-Za-z]{1,3}\$?\d{1,7}|[Rr]\d*[Cc]\d*|[RrCc]")


def shaped_like_cell(nama: str) -> bool:
    """True when Excel would read this name as a cell (a1, IND01, R1C1)."""
    return bool(_SEL.fullmatch(nama))


def _tokens(teks: str) -> list[Any]:
    from openpyxl.formula import Tokenizer

    return list(Tokenizer("=" + teks).items)


@dataclass
class _Kurung:
    """An open parenthesis: of which function ("" for a bare one), and which of its arguments we are in."""

    nama: str
    argumen: int = 1

    @property
    def arity_problem(self) -> str | None:
        """A sentence when a function closes with too few or too many arguments."""
        sedikit, banyak = _ARGUMEN.get(self.nama, (1, 255))
        if sedikit <= self.argumen <= banyak:
            return None
        return f"fungsi {self.nama} mendapat {self.argumen} argumen, seharusnya {sedikit}"


def _in_condition(terbuka: Sequence[_Kurung]) -> bool:
    """Directly inside AND, OR, NOT, or the first argument of IF?"""
    dalam = next((k for k in reversed(terbuka) if k.nama), None)
    return dalam is not None and (dalam.nama in _LOGIS or (dalam.nama == "IF" and dalam.argumen == 1))


def _misplaced(t: Any, terbuka: Sequence[_Kurung]) -> str | None:
    """A sentence when an operator, a comma or a logical value stands where engines disagree about it."""
    if t.value == "&":
        return "tanda & menyambung teks; hasilnya harus angka"
    if t.value == "^":
        return "tanda ^ tidak sama di semua program (0^0, pangkat pecahan); tulis perkaliannya, misalnya a*a"
    if t.value == "," and not (terbuka and terbuka[-1].nama):
        return "koma hanya memisahkan argumen di dalam kurung fungsi; desimal ditulis dengan titik (0.5)"
    logis = t.value in _BANDING or t.subtype == "LOGICAL" or (t.subtype == "OPEN" and t.value[:-1].upper() in _LOGIS)
    if logis and not _in_condition(terbuka):
        return "perbandingan hanya di dalam syarat IF, AND, OR, atau NOT; tulis misalnya IF(a>b, 1, 0)"
    return None


def _structure_problem(token: Sequence[Any]) -> str | None:
    """A sentence when values, operators, commas and arguments do not alternate as they must."""
    butuh_nilai = True
    terbuka: list[_Kurung] = []
    for t in token:
        if t.type == "WHITE-SPACE":
            continue
        if masalah := _misplaced(t, terbuka):
            return masalah
        memulai = t.type in {"OPERAND", "OPERATOR-PREFIX"} or t.subtype == "OPEN"
        if memulai and not butuh_nilai:
            return "ada dua nilai tanpa tanda hitung di antaranya"
        if butuh_nilai and not memulai:
            return f"ada tanda {t.value} tanpa nilai di depannya"
        if t.subtype == "OPEN":
            terbuka.append(_Kurung(t.value[:-1].upper()))
            if len(terbuka) > KURUNG_MAKS:
                return f"kurung bertumpuk lebih dari {KURUNG_MAKS}"
        elif t.subtype == "CLOSE" and (masalah := terbuka.pop().arity_problem):
            return masalah
        elif t.type == "SEP":
            terbuka[-1].argumen += 1
        butuh_nilai = t.type in {"OPERATOR-PREFIX", "OPERATOR-INFIX", "SEP"} or t.subtype == "OPEN"
    return "rumus terputus di akhir" if butuh_nilai else None


_POTONGAN = re.compile(r"([A-Za-z_]\w*)?\(|\)|\d+,\d+(?:,\d+)*|,")


def _doubtful_comma(teks: str) -> str:
    """The first comma between digits that may be meant as a decimal.

    It cannot where the function around it takes so many arguments and no other number of them: IF(n>=76,100,0).
    """
    terbuka: list[tuple[_Kurung, list[str]]] = [(_Kurung(""), [])]
    ragu: list[tuple[int, str]] = []
    for m in _POTONGAN.finditer(teks):
        if m[0].endswith("("):
            terbuka.append((_Kurung((m[1] or "").upper()), []))
        elif m[0] == ")":
            kurung, koma = terbuka.pop() if len(terbuka) > 1 else terbuka[0]
            tetap = len(set(_ARGUMEN.get(kurung.nama, (1, 255)))) == 1 and kurung.arity_problem is None
            ragu += [] if tetap else [(teks.index(k), k) for k in koma]
        else:
            terbuka[-1][0].argumen += m[0].count(",")
            terbuka[-1][1].extend([re.match(r"\d+,\d+", m[0])[0]] if m[0] != "," else [])  # type: ignore[index]
    ragu += [(teks.index(k), k) for _, koma in terbuka for k in koma]
    return min(ragu)[1] if ragu else ""


def problem(teks: str, kunci: Sequence[str]) -> str | None:
    """A sentence with a hint when the formula cannot be used, else None."""
    if any(find_spec(paket) is None for paket in ("formulas", "openpyxl")):
        return "aturan rumus membutuhkan paket tambahan; pasang kinerja[rumus]"
    if len(teks) > RUMUS_MAKS:
        return f"rumus lebih dari {RUMUS_MAKS} huruf"
    if ";" in teks:
        return "pemisah harus koma, bukan titik koma; desimal ditulis dengan titik (0.5)"
    if "{" in teks or "}" in teks:
        return "larik {...} tidak dapat dipakai; tulis angkanya satu per satu"
    if ":" in teks or "!" in teks:
        return "rentang dan rujukan sel tidak dapat dipakai; sebut kunci datanya"
    if ragu := _doubtful_comma(teks):
        a, b = ragu.split(",")
        return (f"{ragu}: desimal ditulis dengan titik ({a}.{b}); bila memang dua argumen, beri spasi setelah koma "
                f"({a}, {b})")
    if teks.count("(") != teks.count(")"):
        return "jumlah kurung buka dan kurung tutup tidak sama"
    for nama in kunci:
        if shaped_like_cell(nama):
            return f"kunci {nama} berbentuk alamat sel; pakai nama lain"
    try:
        token = _tokens(teks)
    except Exception as galat:  # the tokenizer raises its own kinds for malformed text
        return f"tidak dapat diurai ({galat})"
    if susunan := _structure_problem(token):
        return susunan
    for t in token:
        if t.type == "FUNC" and t.subtype == "OPEN" and t.value[:-1].upper() not in FUNGSI:
            return f"fungsi {t.value[:-1]} tidak tersedia; yang tersedia {', '.join(sorted(FUNGSI))}"
        if t.type == "OPERAND" and t.subtype == "RANGE" and t.value not in kunci:
            return f"nama {t.value} tidak ada dalam data ({', '.join(kunci)})"
        if t.type == "OPERAND" and t.subtype in {"TEXT", "ERROR"}:
            return f"teks dan galat ({t.value}) tidak dapat dipakai; hasilnya harus angka"
    try:
        _compile(teks)
    except Exception as galat:  # `formulas` raises FormulaError and others for what it cannot parse
        return f"tidak dapat diurai ({type(galat).__name__})"
    return None


@lru_cache(maxsize=256)
def _compile(teks: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # its own source, told when Python compiles it
        import formulas

        fungsi = formulas.get_functions()  # one table for the whole process: put back what others use
    asli = fungsi["ROUND"]
    fungsi["ROUND"] = formulas.functions.wrap_ufunc(_round)
    try:
        return formulas.Parser().ast("=" + teks)[1].compile()
    finally:
        fungsi["ROUND"] = asli


def _round(x: float, digit: float) -> float:
    """ROUND of two numbers; what is too large to have a digit there stays as it is."""
    try:
        return excel_round(x, int(digit))
    except ArithmeticError:
        return x


def evaluate(teks: str, data: Mapping[str, float]) -> float | None:
    """The formula's number over clean floats; None for an error or anything that is not a number."""
    fungsi = _compile(teks)
    menurut_nama = {nama.upper(): float(nilai) for nama, nilai in data.items()}
    hasil = fungsi(*(menurut_nama[nama] for nama in fungsi.inputs))
    if hasattr(hasil, "item"):
        hasil = hasil.item()
    try:
        angka = float(hasil)
    except (TypeError, ValueError):
        return None
    return angka if abs(angka) < float("inf") else None


def substitute(teks: str, rujukan: Mapping[str, str]) -> str:
    """The formula with every kunci replaced by its reference, token by token; functions in capitals, as files want."""
    return "".join(
        rujukan.get(t.value, t.value) if t.type == "OPERAND" and t.subtype == "RANGE"
        else t.value.upper() if t.type == "FUNC" else t.value
        for t in _tokens(teks)
    )
