"""Stored values of a whole workbook against what they must be: keyed ones by the core, those that show others by these.

Run as a script it prints, for every sheet of the given books, how many visible formula cells are judged.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.segel.siap import same_lines
from kinerja_core.segel.tampilan import Ingatan, parse_shown, shown_value
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Posisi

#: Sheets that are printed and handed in.
CETAK_BUKU = ("PK", "PK Perubahan", "PK Berikutnya", "RENAKSI", "IKU", "IKI", "Cascading", "Pohon Kinerja", "Capaian",
              "LKjIP 2", "LKjIP 3", "LKjIP 3.7", "LKjIP Lampiran")


@dataclass(frozen=True)
class Hakim:
    """One visible formula cell: what is stored and what must be; `dinilai` False where nobody can say."""

    lembar: str
    pos: Posisi
    ada: Nilai
    harus: Nilai = None
    dinilai: bool = False

    @property
    def salah(self) -> bool:
        """Is it accused?"""
        return self.dinilai and self.differs(self.ada)

    def differs(self, nilai: Nilai) -> bool:
        """Would it be accused with that stored value?"""
        return not same_value(nilai, self.harus) and not same_lines(nilai, self.harus)


def stored_by(buku: Buku, denah: Denah, inti: Mapping[Hashable, Nilai]) -> Callable[[str, Posisi], Nilai]:
    """The value at a place: the core's where it has one, else the stored one; KeyError for a formula without."""
    sumber = {tempat: inti[kunci] for kunci, tempat in denah.keluaran.items() if kunci in inti}
    lembar = {s.nama: s for s in buku.lembar}

    def stored(nama: str, pos: Posisi) -> Nilai:
        if (nama, pos) in sumber:
            return sumber[nama, pos]
        if pos in lembar[nama].rumus and pos not in lembar[nama].nilai:
            raise KeyError(nama)
        return lembar[nama].nilai.get(pos)

    return stored


def judge(buku: Buku, denah: Denah, inti: Mapping[Hashable, Nilai],
          hanya: Collection[tuple[str, Posisi]] = ()) -> Iterator[Hakim]:
    """Every visible formula with a stored value, or those of the places `hanya`."""
    lihat, ingatan = stored_by(buku, denah, inti), Ingatan()
    for s in denah.lembar:
        ada = buku.sheet(s.nama)
        if s.status != "tampak" or ada is None:
            continue
        for pos, sel in s.sel.items():
            if not isinstance(sel.isi, Rumus) or pos not in ada.rumus or pos not in ada.nilai:
                continue
            if hanya and (s.nama, pos) not in hanya:
                continue
            try:
                if sel.isi.kunci is not None:
                    harus = inti[sel.isi.kunci]
                elif (ungkapan := parse_shown(sel.isi.teks, s.nama)) is not None:
                    harus = shown_value(ungkapan, lihat, ingatan)
                else:
                    raise KeyError(sel.isi.teks)
                yield Hakim(s.nama, pos, ada.nilai[pos], harus, dinilai=True)
            except KeyError:
                yield Hakim(s.nama, pos, ada.nilai[pos])


def judge_book(bacaan: BacaanBuku) -> list[Hakim]:
    """Every visible formula of a Buku Kinerja."""
    return list(judge(bacaan.buku, bacaan.denah, core_values(Pengukuran(bacaan.rencana))))


def coverage(hakim: list[Hakim]) -> dict[str, tuple[int, int, int, int]]:
    """Per sheet: judged, all, judged and not empty, all that are not empty."""
    hasil: dict[str, tuple[int, int, int, int]] = {}
    for h in hakim:
        isi = h.ada != ""
        tambah = h.dinilai, True, h.dinilai and isi, isi
        a, b, c, d = (x + y for x, y in zip(hasil.get(h.lembar, (0, 0, 0, 0)), tambah, strict=True))
        hasil[h.lembar] = a, b, c, d
    return hasil


def main(nama: list[str]) -> None:
    """Print coverage and times of books."""
    for n in nama:
        mulai = time.process_time()
        buku = read_buku(Path(n))
        dibaca = time.process_time()
        bacaan = read_book(buku)
        inti = core_values(Pengukuran(bacaan.rencana))
        parse_shown.cache_clear()
        dihitung = time.process_time()
        hakim = list(judge(bacaan.buku, bacaan.denah, inti))
        selesai = time.process_time()
        print(Path(n).name)
        for lembar, (a, b, c, d) in coverage(hakim).items():
            print(f"  {lembar:18}{a:6} / {b:5}   tidak kosong{c:6} / {d:5}")
        print(f"  baca {dibaca - mulai:.2f} d, denah dan inti {dihitung - dibaca:.2f} d, menilai {len(hakim)} sel "
              f"{selesai - dihitung:.2f} d, salah {sum(h.salah for h in hakim)}")


if __name__ == "__main__":
    main(sys.argv[1:])
