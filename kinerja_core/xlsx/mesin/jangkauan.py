"""What a formula reads, directly and through others: does any of it change by itself, or lie on a foreign sheet?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, posisi_dari
from kinerja_core.xlsx.mesin.tempat import Tempat
from kinerja_core.xlsx.token_rumus import Token, tokenize

#: Their results change without anybody typing, so that a score would change too; the last two read what they like.
BERUBAH = frozenset({"TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO", "INDIRECT", "OFFSET"})
#: Cells and formulas looked at for one file; what reads more was not filled by hand.
TERBANYAK_DILIHAT = 500_000
_BARIS, _KOLOM = 1_048_575, 16_383
_UJUNG = re.compile(r"\$?(?:([A-Za-z]{1,3})(?:\$?(\d{1,7}))?|(\d{1,7}))")
#: First and last cell.
Kotakan = tuple[Posisi, Posisi]


def volatile(token: Token) -> str:
    """The function of a token when its result changes by itself, without what files put before its name; else ""."""
    nama = token[1].rstrip("( \t\r\n").rpartition(".")[2].upper() if token[0] == "fungsi" else ""
    return nama if nama in BERUBAH else ""


def _corner(teks: str) -> Kotakan | None:
    """The cells "D7", "$D" or "7" may stand for as an end of a range; None for a name."""
    if (m := _UJUNG.fullmatch(teks)) is None:
        return None
    if m[3]:
        return (int(m[3]) - 1, 0), (int(m[3]) - 1, _KOLOM)
    kolom = posisi_dari(f"{m[1]}1")[1]
    return ((int(m[2]) - 1, kolom),) * 2 if m[2] else ((0, kolom), (_BARIS, kolom))


def _hull(a: Kotakan, b: Kotakan) -> Kotakan:
    titik = (*a, *b)
    return (min(t[0] for t in titik), min(t[1] for t in titik)), (max(t[0] for t in titik), max(t[1] for t in titik))


def references(rumus: str) -> Iterator[tuple[str | None, Kotakan | str]]:
    """(sheet or None for its own, cells or the name of something defined) of everything a formula mentions.

    A range whose end is reckoned (A1:INDEX(..)) is its whole sheet.
    """
    isi = [t for t in tokenize(rumus) if t[0] not in {"spasi", "teks"}]
    lembar: str | None = None
    n = 0
    while n < len(isi):
        jenis, teks = isi[n]
        n += 1
        if jenis == "lembar":
            lembar = teks[1:-2].replace("''", "'") if teks.startswith("'") else teks[:-1]
            continue
        rentang = n < len(isi) and isi[n][1] == ":"
        sudut = _corner(teks) if jenis == "kata" or (jenis == "angka" and rentang) else None
        if sudut and rentang:
            lain = _corner(isi[n + 1][1]) if n + 1 < len(isi) and isi[n + 1][0] in {"kata", "angka"} else None
            sudut = _hull(sudut, lain) if lain else ((0, 0), (_BARIS, _KOLOM))
            n += 2 if lain else 1
        elif rentang or (jenis == "tanda" and ":" in teks):
            yield lembar, ((0, 0), (_BARIS, _KOLOM))
        if sudut and (jenis == "kata" or rentang) and not (jenis == "kata" and sudut[0] != sudut[1] and not rentang):
            yield lembar, sudut
        elif jenis in {"kata", "fungsi"}:
            yield lembar, teks.rstrip("( \t\r\n")
        lembar = None


class Jangkauan:
    """Asks of the formulas of one file, with one allowance for all of them."""

    def __init__(self, buku: Buku, milik: Collection[str] | None) -> None:
        self.lembar = {s.nama.casefold(): s for s in buku.lembar}
        self.nama = {k.casefold(): v for k, v in buku.nama.items()}
        self.milik = None if milik is None else {x.casefold() for x in milik}
        self.sisa = TERBANYAK_DILIHAT

    def reason(self, tempat: Tempat, rumus: str) -> str:
        """Why the result of a formula is not to be believed; "" when nothing speaks against it."""
        antre, sudah, terkenal = [(tempat[0], rumus)], {tempat}, set[str]()
        while antre:
            di, teks = antre.pop()
            if apa := next((v for t in tokenize(teks) if (v := volatile(t))), ""):
                return f"hasil {apa} berubah sendiri"
            for disebut, apa_saja in references(teks):
                if isinstance(apa_saja, str):
                    kunci = apa_saja.casefold()
                    if kunci in self.nama and kunci not in terkenal:
                        terkenal.add(kunci)
                        antre.append((di, self.nama[kunci]))
                    continue
                lembar = self.lembar.get((disebut or di).casefold())
                if lembar and self.milik is not None and lembar.nama.casefold() not in self.milik:
                    return f"membaca lembar {lembar.nama}, yang bukan bagian formulir"
                for pos in self._formulas(lembar, apa_saja) if lembar else ():
                    if lembar and (lembar.nama, pos) not in sudah:
                        sudah.add((lembar.nama, pos))
                        antre.append((lembar.nama, lembar.rumus[pos]))
                if self.sisa < 0:
                    return "rumusnya membaca terlalu banyak rumus lain"
        return ""

    def _formulas(self, lembar: LembarBuku, kotakan: Kotakan) -> list[Posisi]:
        """Places of formulas within these cells."""
        (b1, k1), (b2, k2) = kotakan
        luas = (b2 - b1 + 1) * (k2 - k1 + 1)
        self.sisa -= min(luas, len(lembar.rumus)) + 1
        if luas < len(lembar.rumus):
            return [p for b in range(b1, b2 + 1) for k in range(k1, k2 + 1) if (p := (b, k)) in lembar.rumus]
        return [p for p in lembar.rumus if b1 <= p[0] <= b2 and k1 <= p[1] <= k2]
