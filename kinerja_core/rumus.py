"""The formula an instrument's author writes: refused or accepted, evaluated with `formulas`, placed in the sheet.

Needs the extra `kinerja[rumus]`; imported only where an instrument uses the rule `rumus`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from kinerja_core.excelmath import excel_round

#: Functions that behave alike in Excel 2010+, LibreOffice, WPS, Google Sheets and take single values.
FUNGSI = frozenset(
    {"IF", "AND", "OR", "NOT", "IFERROR", "SUM", "AVERAGE", "MIN", "MAX", "ABS", "INT", "MOD", "ROUND", "MEDIAN"}
)
_SEL = re.compile(r"\$?[A-Za-z]{1,3}\$?\d{1,7}|[Rr]\d*[Cc]\d*|[RrCc]")


def shaped_like_cell(nama: str) -> bool:
    """True when Excel would read this name as a cell (a1, IND01, R1C1)."""
    return bool(_SEL.fullmatch(nama))


def _tokens(teks: str) -> list[Any]:
    from openpyxl.formula import Tokenizer

    return list(Tokenizer("=" + teks).items)


def problem(teks: str, kunci: Sequence[str]) -> str | None:
    """A sentence with a hint when the formula cannot be used, else None."""
    if ";" in teks:
        return "pemisah harus koma, bukan titik koma; desimal ditulis dengan titik (0.5)"
    if "{" in teks or "}" in teks:
        return "larik {...} tidak dapat dipakai; tulis angkanya satu per satu"
    if ":" in teks or "!" in teks:
        return "rentang dan rujukan sel tidak dapat dipakai; sebut kunci datanya"
    if re.search(r"\d,\d", teks):
        return "desimal ditulis dengan titik (0.5); bila memang dua argumen, beri spasi setelah koma"
    if teks.count("(") != teks.count(")"):
        return "jumlah kurung buka dan kurung tutup tidak sama"
    for nama in kunci:
        if shaped_like_cell(nama):
            return f"kunci {nama} berbentuk alamat sel; pakai nama lain"
    try:
        token = _tokens(teks)
    except Exception as galat:  # the tokenizer raises its own kinds for malformed text
        return f"tidak dapat diurai ({galat})"
    bermakna = [t for t in token if t.type != "WHITE-SPACE"]
    if any(kiri.type == kanan.type == "OPERAND" for kiri, kanan in pairwise(bermakna)):
        return "ada dua nilai tanpa tanda hitung di antaranya"
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
    import formulas

    fungsi = formulas.get_functions()
    fungsi["ROUND"] = lambda x, d=0: excel_round(float(x), int(d))
    return formulas.Parser().ast("=" + teks)[1].compile()


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
    """The formula with every kunci replaced by its reference, token by token."""
    return "".join(
        rujukan.get(t.value, t.value) if t.type == "OPERAND" and t.subtype == "RANGE" else t.value
        for t in _tokens(teks)
    )
