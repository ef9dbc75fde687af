"""Carrying inputs from one workbook into a fresh one: what goes along, what stays behind, and that each is told.

Both verbs that make a workbook from another one (Pindahkan ke Versi Baru, Buka Tahun Berikutnya) end in a `BukuBaru`;
moving keeps its book in a `Pindahan`. `sel` of a catatan is a place in the old file, `nilai` what stood there.
"""

from __future__ import annotations

import difflib
from collections.abc import Set
from dataclasses import dataclass, field

from kinerja_core.dasar.excelmath import Galat, Nilai, clean_text, shorten_to, shown
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.lembar.denah import Denah, Rumus, Tautan
from kinerja_core.lembar.isian import Kotak, to_file
from kinerja_core.lembar.meta import read_meta
from kinerja_core.lembar.tambahan import added_sheets
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat, pecah_rujukan

#: Wordings at least this alike (difflib ratio, 0-1) ask the same, differently put: the answer goes along and is told.
#: Below it the answer would stand under another question and stays behind. Banyaknya for Jumlah in a label: 0.86.
SERUPA = 0.75
#: Characters of a content, and names, that a sentence repeats; `nilai` holds all of it.
PANJANG_ISI, PANJANG_DAFTAR = 400, 12
#: What the name of the new file ends with, so that it never is the name of the old one.
AKHIRAN = "versi_baru"


@dataclass(frozen=True)
class BukuBaru:
    """A workbook built from another one: suggested file name, its bytes, and what was carried and what was not."""

    nama: str
    isi: bytes
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class Lama:
    """One input of the old file: its kode (i05_1, I001 t2), its place, what stands there."""

    kode: str
    lembar: str
    posisi: Posisi
    nilai: Nilai
    rumus: str = ""

    @property
    def sel(self) -> str:
        """Its place as Excel shows it."""
        return f"{self.lembar}!{alamat(self.posisi)}"

    @property
    def isi(self) -> Nilai:
        """What stands there: the value, else the formula that has none, else None."""
        if self.nilai not in (None, ""):
            return self.nilai
        return f"={self.rumus}" if self.rumus else None


@dataclass
class Pindahan:
    """What is carried, and what is told."""

    data: dict[Kotak, Nilai] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    baru: list[str] = field(default_factory=list)
    asal: dict[Kotak, Lama] = field(default_factory=dict)

    def tell(self, kode: str, lama: Lama | None = None, *, a: object = "", b: object = "") -> None:
        """One more catatan, about an old input or about the whole file."""
        self.temuan.append(buat_temuan(kode, lama.sel if lama else "", a=a, b=b, nilai=lama and to_file(lama.isi)))

    def leave(self, lama: Lama, sebutan: str) -> None:
        """An input that has no place in the new workbook: told with its content."""
        if lama.isi is not None:
            self.tell("PDH01", lama, a=sebutan, b=content_of(lama.isi))

    def carry(self, kotak: Kotak, lama: Lama) -> None:
        """An input into its new place. Of a formula the value goes; one without a stored value stays behind."""
        if lama.nilai in (None, ""):
            self.leave(lama, f"Rumus tanpa nilai tersimpan di {lama.kode}")
            return
        self.data[kotak], self.asal[kotak] = lama.nilai, lama
        if isinstance(lama.nilai, Galat) and lama.rumus in ("", lama.nilai.teks):
            self.tell("PDH11", lama, a=lama.kode, b=lama.nilai)
        elif lama.rumus:
            self.tell("PDH07", lama, a=lama.rumus, b=content_of(lama.nilai))


def content_of(nilai: Nilai) -> str:
    """A value as a catatan quotes it, shortened."""
    return shorten_to(shown(nilai), PANJANG_ISI)


def cell_of(buku: Buku, kode: str, rujukan: str) -> Lama | None:
    """The cell a defined name stands for; None when the name leads nowhere."""
    tempat = pecah_rujukan(rujukan)
    lembar = buku.sheet(tempat[0]) if tempat else None
    return cell_at(kode, lembar, tempat[1]) if tempat and lembar else None


def cell_at(kode: str, lembar: LembarBuku, posisi: Posisi) -> Lama:
    """The cell of a sheet as it was found there; blank is None, "" where it holds no formula."""
    return Lama(kode, lembar.nama, posisi, lembar.nilai.get(posisi), lembar.rumus.get(posisi, ""))


def is_input(buku: Buku, lama: Lama) -> bool:
    """May a cell found without its name be an input? No locked one; on a live book, which cannot tell, no formula."""
    return not lama.rumus if buku.ekstra is None else lama.posisi in buku.ekstra.terbuka.get(lama.lembar, frozenset())


def same_words(a: str, b: str) -> bool:
    """Are two wordings one but for spaces and capitals?"""
    return clean_text(a).casefold() == clean_text(b).casefold()


def alike(a: str, b: str) -> bool:
    """Do two wordings ask the same, as far as SERUPA tells? A wording that is not there says nothing against it."""
    mirip = difflib.SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False)
    return not a or not b or same_words(a, b) or mirip.ratio() >= SERUPA


def tell_version(p: Pindahan, terbaru: bool, asal: str, ke: str) -> None:
    """From which version to which, and what is new: before everything else."""
    kepala = [buat_temuan("PDH04", a=ke) if terbaru else buat_temuan("PDH03", a=asal, b=ke)]
    if p.baru:
        lebih = len(p.baru) - PANJANG_DAFTAR
        nama = ", ".join(p.baru[:PANJANG_DAFTAR]) + (f", dan {lebih} lainnya" if lebih > 0 else "")
        kepala.append(buat_temuan("PDH02", a=nama, nilai=p.baru))
    p.temuan[:0] = kepala


def tell_file(p: Pindahan, buku: Buku, denah: Denah, isian: set[str]) -> None:
    """What the file has beside its inputs: its serial and seal, and sheets that are no part of the form."""
    meta, baru = read_meta(buku), denah.properti.get("kinerja_serial")
    seri = [f"Nomor seri {meta['serial']}"] if meta.get("serial", baru) != baru else []
    if hilang := seri + [f"Segel ({k})" for k in meta if k.startswith("segel")]:
        p.tell("PDH09", a=", ".join(hilang))
    dikenal = {s.nama for s in denah.lembar} | isian | added_sheets(buku.nama)
    tambahan = set(added_sheets(buku.nama))
    for s in buku.lembar:
        isi = [v for pos, v in s.nilai.items() if v != "" and pos not in s.rumus]
        if s.nama not in dikenal and s.status == "tampak" and isi:
            p.tell("PDH10", a=s.nama, b=len(isi))
            tambahan.add(s.nama)
    _tell_rest(p, buku, denah, tambahan)


def _tell_rest(p: Pindahan, buku: Buku, denah: Denah, milik: Set[str]) -> None:
    """The net under everything: what stands in an unlocked cell and was neither carried nor told before, nor lies on a
    sheet that was (`milik`).

    Where somebody unlocked a whole sheet, the texts of the form itself are passed by. A live book shows no locks.
    """
    diurus = {x.sel for x in p.asal.values()} | {t.sel for t in p.temuan}
    tetap = {(s.nama, pos): sel.isi for s in denah.lembar for pos, sel in s.sel.items() if sel.isi is not None}
    for s in buku.lembar if buku.ekstra else ():
        assert buku.ekstra is not None
        for x in (cell_at("", s, pos) for pos in sorted(buku.ekstra.terbuka.get(s.nama, ()))):
            isi = tetap.get((s.nama, x.posisi), x)
            if x.sel not in diurus and s.nama not in milik and isi != x.nilai and not isinstance(isi, Rumus | Tautan):
                p.leave(x, f"Isian di {x.sel}")
