"""The canonical form of the kertas kerja of any office from one made once: what a seal signs, without describing again.

Made of the office that stands for any (`lembar.nama_kantor`): only the lines that name it are written anew. `text`
equals `canonical(described(describe(instrumen, identitas, kiriman)), ...).teks`.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.kertas_kerja.lembar.cetakan import Cetakan
from kinerja_core.kertas_kerja.lembar.nama_kantor import PENANDA, replacements, substitute, written_forms
from kinerja_core.segel.bentuk_baku import canonical, plain_ascii
from kinerja_core.segel.tanda import described

#: What a line of a cell looks like whose text became blank: it is left out, as a blank text always is.
_KOSONG = "\t'"


class BentukBaku:
    """The form of one instrument and sending (`Cetakan`), for any office. For one process."""

    def __init__(self, cetakan: Cetakan) -> None:
        self._cetakan = cetakan
        tanda = PENANDA(kota=False)
        bentuk = [t for t in written_forms(cetakan.instrumen, tanda) if t]
        teks = canonical(described(cetakan.denah), cetakan.denah).teks
        self._ruas: list[tuple[str, bool]] = []
        tetap: list[str] = []
        for baris in teks.splitlines(keepends=True):
            if any(b in baris for b in bentuk):
                self._ruas += [("".join(tetap), False), (baris[:-1], True)]
                tetap = []
            else:
                tetap.append(baris)
        self._ruas.append(("".join(tetap), False))
        self.sidik = lru_cache(maxsize=4096)(self._hash)

    def text(self, identitas: Identitas) -> str:
        """The canonical text for an office."""
        if not self._cetakan.setia:
            denah = self._cetakan.describe(identitas)
            return canonical(described(denah), denah).teks
        ganti = replacements(self._cetakan.instrumen, PENANDA(kota=False), identitas)
        return "".join(self._line(ruas, ganti) if berubah else ruas for ruas, berubah in self._ruas)

    def _line(self, baris: str, ganti: tuple[tuple[str, str], ...]) -> str:
        rumus = baris.partition("\t")[2].startswith("=")
        baru = substitute(baris, ganti, _in_formula if rumus else plain_ascii)
        return "" if baru.endswith(_KOSONG) and baru.count("\t") == 1 else baru + "\n"

    def _hash(self, identitas: Identitas) -> str:
        return hashlib.sha256(self.text(identitas).encode("ascii")).hexdigest()


def _in_formula(teks: str) -> str:
    return plain_ascii(teks.replace('"', '""'))
