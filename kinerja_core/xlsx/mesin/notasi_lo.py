"""What LibreOffice says of formulas and errors, in Excel's words."""

from __future__ import annotations

import re
from functools import lru_cache

from kinerja_core.xlsx.buku import kutip_lembar

#: LibreOffice's error numbers as the errors it writes into an .xlsx. 502 covers several Excel errors
#: (#NUM! of SQRT(-1), #REF! of INDEX) and is not told apart by it. Other numbers stay "Err:<n>".
GALAT_LO = {
    502: "#VALUE!", 503: "#NUM!", 504: "#VALUE!", 511: "#VALUE!", 519: "#VALUE!", 521: "#NULL!",
    524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
GALAT_EXCEL = frozenset(GALAT_LO.values())
"""Errors a file may hold as they are."""

_TEKS = re.compile(r'"(?:[^"]|"")*"')
_LEMBAR = re.compile(r"\$(?:'((?:[^']|'')+)'|(\w+))\.(?=\$?[A-Z]{1,3}\$?\d)")
_SULIT = re.compile(r"""[{}|~!#"]|\w\.[A-Z][A-Z.]*\(|\$'|\$\w+\.""")


@lru_cache(maxsize=1 << 16)
def excel_notation(rumus: str) -> str | None:
    """Translate plain LibreOffice notation: `;` to `,` and $'Nama Lembar'.A1 to 'Nama Lembar'!A1.

    None for what needs LibreOffice's own printer: arrays, 3-D ranges, unions, errors, dotted function names.
    """
    potongan = []
    akhir = 0
    for teks in [*_TEKS.finditer(rumus), None]:
        luar = rumus[akhir : teks.start() if teks else len(rumus)]
        lepas = _LEMBAR.sub(lambda m: kutip_lembar((m[1] or m[2]).replace("''", "'")) + "\0", luar)
        if _SULIT.search(lepas):
            return None
        potongan.append(lepas.replace(";", ",").replace("\0", "!"))
        if teks:
            potongan.append(teks[0])
            akhir = teks.end()
    return "".join(potongan)
