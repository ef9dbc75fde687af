"""Takes the golden figures (`bantu.emas_buku`) from a workbook of the first layout; goes when that layout goes.

Run alone it writes tests/emas/buku_lama/*.tsv. That was done once: tests/test_emas_buku_lama.py holds a digest of each.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bantu import bersama
from bantu.contoh import FOLDER as CONTOH
from bantu.emas_buku import FOLDER, Kunci, as_line, shown
from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book_file
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.keluaran import K_AWAL
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.lembar.urutan import list_rows
from kinerja_core.buku_kinerja.nilai import core_values, printed_state
from kinerja_core.buku_kinerja.pengukuran import Pengukuran, Pohon
from kinerja_core.buku_kinerja.rencana import TOTAL
from kinerja_core.kantor.contoh import book_examples
from kinerja_core.lembar.denah import Rumus
from kinerja_core.xlsx.buku import LembarBuku, Posisi, alamat

#: Sheets that show one list, or several with their titles above; and the list each table shows.
_LEMBAR = (p.POHON, p.RENAKSI, p.CAPAIAN, p.IKU, p.RINGKASAN, p.LKJIP2, p.LKJIP3, p.LKJIP37, p.LAMPIRAN)
_DAFTAR = {p.POHON: "tree", p.RENAKSI: "tree", p.CAPAIAN: "tree", "Tabel 2.3": "program", "Tabel 3.6": "program",
           "Tabel 3.7": "anggaran", "Lampiran 3": "lampiran"}
#: Input sheets that are a table of the LKjIP.
_TABEL_ISIAN = {"Tabel 1.1": p.MASALAH, "Tabel 2.1": p.RENSTRA}
#: Heights of an IKI: lines of a jabatan above the header of its block, rows of a signature.
_KEPALA_IKI, _TTD = 5, 8
#: Columns of a Perjanjian Kinerja; beyond a gap stands which row of Isian PK a row shows.
_LEBAR_PK = 5
#: Keys of the core that are no figure of the documents.
_BUKAN_ANGKA = {"uji", "uji_profil", "tampil"}


def names() -> list[str]:
    """Every golden file: the four documents as they are and mended."""
    return [_name(c.berkas) for c in book_examples()]


def _name(berkas: str) -> str:
    return Path(berkas).stem.removeprefix("buku_kinerja_")


class Pengambil:
    """One workbook of the first layout, read as values by kunci; `terbaca` are the cells that were read."""

    def __init__(self, bacaan: BacaanBuku) -> None:
        self.rencana, self._buku = bacaan.rencana, bacaan.buku
        self._ptk, self.terbaca = p.TempatBuku(bacaan.rencana), set[tuple[str, Posisi]]()
        self._pohon = Pohon(bacaan.rencana)
        self.baris: list[tuple[Kunci, str]] = []

    def all(self) -> list[tuple[Kunci, str]]:
        """Every value in the order of the sheets, then what the core computes."""
        self._cascading()
        self._iki()
        for nama in _LEMBAR:
            self._lists(self._sheet(nama))
        for jenis, nama in p.PK_LEMBAR.items():
            self._pk(jenis, self._sheet(nama))
        for tabel, nama in _TABEL_ISIAN.items():
            self._inputs(tabel, self._sheet(nama))
        self._core()
        return self.baris

    def _sheet(self, nama: str) -> LembarBuku:
        lembar = self._buku.sheet(nama)
        assert lembar is not None, nama
        return lembar

    def _look(self, lembar: LembarBuku, baris: int, kolom: int) -> str:
        return shown(lembar.nilai.get((baris, kolom)))

    def _take(self, kunci: Kunci, lembar: LembarBuku, baris: int, kolom: int) -> None:
        self.terbaca.add((lembar.nama, (baris, kolom)))
        self._put(kunci, self._look(lembar, baris, kolom))

    def _put(self, kunci: Kunci, nilai: str) -> None:
        if nilai != "":
            self.baris.append((kunci, nilai))

    def _header(self, lembar: LembarBuku, baris: int) -> list[str]:
        """The header row up to its first gap; a column of what was printed bears the name of the one it belongs to."""
        hasil, pemilik = [], ""
        while judul := self._look(lembar, baris, len(hasil)):
            pemilik = pemilik if judul.startswith("Tercetak") else judul
            hasil.append(judul if judul == pemilik else f"{pemilik} / {judul}")
        return hasil

    def _row(self, lembar: LembarBuku, baris: int, kolom: Sequence[str], milik: tuple[str, str, str], ke: int) -> None:
        """One row of a table: its place in it, then what it shows."""
        self._put((*milik, "baris"), str(ke))
        for n, judul in enumerate(kolom):
            self._take((*milik, judul), lembar, baris, n)

    # --- lists of Olah Urut ---

    def list_slots(self, daftar: str) -> list[tuple[str, str]]:
        """(node, indikator) of every row a list shows, as the workbook sorted them."""
        lembar = self._sheet(p.OLAH_URUT)

        def slot(tabel: str, k: int) -> str:
            n = int(self._look(lembar, p.AWAL + k, p.urut_kolom(daftar, tabel)))
            return self.rencana.slots(tabel)[n - 1] if n else ""
        return [(node, slot("indikator", k)) for k in range(list_rows(self._ptk)[daftar]) if (node := slot("node", k))]

    def _lists(self, lembar: LembarBuku) -> None:
        kepala = [b for b in range(max(lembar.nilai)[0]) if self._look(lembar, b, 0) == "(1)"]
        for b, akhir in zip(kepala, [*(b - 2 for b in kepala[1:]), max(lembar.nilai)[0] + 1], strict=True):
            judul = self._look(lembar, b - 2, 0)
            tabel = " ".join(judul.split()[:2]) if judul.startswith("Tabel") else {
                p.LAMPIRAN: "Lampiran 3"}.get(lembar.nama, lembar.nama)
            kolom, isi = self._header(lembar, b - 1), self.list_slots(_DAFTAR.get(tabel, "iku"))
            for k, (node, indikator) in enumerate(isi):
                self._row(lembar, b + 1 + k, kolom, (tabel, node, indikator), k + 1)
            self._below(lembar, tabel, kolom, b + 1, len(isi), akhir)

    def _below(self, lembar: LembarBuku, tabel: str, kolom: list[str], awal: int, banyak: int, akhir: int) -> None:
        """Below the rows of a list: its sums (their name in the second column), or lines of a signature."""
        for b in range(awal + banyak, akhir):
            label = self._look(lembar, b, 1)
            if label == "Jumlah":
                self._row(lembar, b, kolom, (tabel, TOTAL, ""), banyak + 1)
                continue
            for n, judul in enumerate(kolom):
                if (b, n) in lembar.rumus:
                    self._take((tabel, "", "", f"{label} / {judul}" if label else "tanda tangan"), lembar, b, n)

    # --- forms ---

    def _cascading(self) -> None:
        lembar, awal, pohon = self._sheet(p.CASCADING), K_AWAL, Pohon(self.rencana, hanya_cascading=True)
        kepala = self._header(lembar, awal - 2)
        for s in pohon.walk():
            kolom, b = 2 * pohon.level(s) - 1, pohon.awal[s]
            self._put((p.CASCADING, s, "", "baris"), str(b))
            if pohon.induk[s] is None:
                self._take((p.CASCADING, s, "", kepala[0]), lembar, awal + b - 1, 0)
            self._take((p.CASCADING, s, "", kepala[kolom]), lembar, awal + b - 1, kolom)
            for n, i in enumerate(pohon.indikator.get(s, [])):
                self._put((p.CASCADING, s, i, "baris"), str(b + n))
                self._take((p.CASCADING, s, i, kepala[kolom + 1]), lembar, awal + b + n - 1, kolom + 1)
        self._below(lembar, p.CASCADING, kepala, awal, pohon.jumlah_baris, max(lembar.nilai)[0] + 1)

    def _iki(self) -> None:
        lembar, b, sudah = self._sheet(p.IKI), 3, list[str]()
        for jabatan, banyak in self._ptk.blok_iki:
            panjang = _KEPALA_IKI + 1 + banyak + _TTD
            if jabatan in self.rencana.used("jabatan"):
                sudah.append(nama := f"{p.IKI} {self._look(lembar, b + 1, 2)}")
                ke = sudah.count(nama)
                self._iki_block(lembar, nama if ke == 1 else f"{nama} ({ke})", jabatan, b, banyak)
            else:  # a spare block does not print
                self.terbaca |= {(lembar.nama, (b + n, 4)) for n in range(panjang)}
            b += panjang

    def _iki_block(self, lembar: LembarBuku, tabel: str, jabatan: str, awal: int, banyak: int) -> None:
        for b in range(awal + 1, awal + _KEPALA_IKI):
            self._take((tabel, "", "", self._look(lembar, b, 0)), lembar, b, 2)
        kolom, awal = self._header(lembar, awal + _KEPALA_IKI), awal + _KEPALA_IKI + 1
        isi = [(s, i) for s in self._pohon.individu for i in self._pohon.indikator.get(s) or [""]
               if self.rencana.teks(s, "penanggung_jawab").upper() == jabatan]
        for k, (node, indikator) in enumerate(isi):
            self._row(lembar, awal + k, kolom, (tabel, node, indikator), k + 1)
        for b in range(awal + banyak, awal + banyak + _TTD):
            self._take((tabel, "", "", "tanda tangan"), lembar, b, 4)

    def _pk(self, jenis: str, lembar: LembarBuku) -> None:
        """Rows of the three tables by the slot of Isian PK, with the node each is about; all else as lines of text."""
        tabel, kolom, ke = "", [""], 0
        for b in range(max(lembar.nilai)[0] + 1):
            if self._look(lembar, b, 0) == "No":
                kolom, ke = [self._look(lembar, b, n) for n in range(_LEBAR_PK)], 0
                tabel = f"{jenis}, {kolom[1].split()[0]}"
            elif urutan := lembar.nilai.get((b, _LEBAR_PK + 1)):
                slot, ke = self.rencana.slots("pk")[int(shown(urutan)) - 1], ke + 1
                indikator = self.rencana.teks(slot, "indikator").upper()
                self._row(lembar, b, kolom, (tabel, slot, indikator), ke)
                self._put((tabel, slot, indikator, "milik"),
                          self._pohon.named(slot, "program") or self._pohon.named(indikator, "node"))
            elif not self._look(lembar, b, 0).startswith("Pemeriksaan:"):
                for n in range(_LEBAR_PK):
                    self._take((jenis, "", "", "teks"), lembar, b, n)

    def _inputs(self, tabel: str, lembar: LembarBuku) -> None:
        s = p.MENURUT_NAMA[lembar.nama]
        kolom, slots = self._header(lembar, p.AWAL - 1), self.rencana.slots(s.tabel)
        for ke, slot in enumerate(self.rencana.used(s.tabel), start=1):
            indikator = self.rencana.teks(slot, "indikator").upper() if s.tabel == "renstra" else ""
            self._put((tabel, slot, indikator, "baris"), str(ke))
            for n, judul in enumerate(kolom[2:], start=2):
                self._take((tabel, slot, indikator, judul), lembar, p.AWAL + slots.index(slot), n)

    # --- the core ---

    def _core(self) -> None:
        for kunci, nilai in core_values(Pengukuran(self.rencana)).items():
            if kunci == "ikm":
                self._put(("hitungan", "", "", "ikm"), shown(nilai))
            elif isinstance(kunci, tuple) and kunci[0] not in _BUKAN_ANGKA:
                slot = str(kunci[-1])
                milik = ("", slot) if slot.startswith("I") else (slot, "")
                self._put(("hitungan", *milik, " ".join(map(str, kunci[:-1]))), shown(nilai))
                if kunci[0] == "hitungan" and slot in self.rencana.used("tercetak"):
                    keadaan = printed_state(self.rencana, slot, None if nilai == "" else nilai)
                    self._put(("hitungan", *milik, "cocok"), keadaan)

    def untold(self) -> Iterator[str]:
        """Cells of the printed sheets whose formula shows something that was not taken."""
        for lembar in describe(self.rencana).lembar:
            if lembar.nama in {*_LEMBAR, *p.PK_LEMBAR.values(), p.CASCADING, p.IKI}:
                nilai = self._sheet(lembar.nama).nilai
                for posisi, s in lembar.sel.items():
                    isi = shown(nilai.get(posisi))
                    if (isinstance(s.isi, Rumus) and s.gaya != "mesin_putih" and isi and "Pemeriksaan: " not in isi
                            and (lembar.nama, posisi) not in self.terbaca):
                        yield f"{lembar.nama}!{alamat(posisi)}: {isi}"


def taken(nama: str) -> Pengambil:
    """The book of a document as the code of today makes it, opened."""
    return Pengambil(read_book_file(CONTOH / f"buku_kinerja_{nama}.xlsx"))


def main() -> None:
    """Write every golden file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[bersama.FOLDER] = folder
        for nama in names():
            isi = "".join(as_line(k, v) for k, v in taken(nama).all())
            (FOLDER / f"{nama}.tsv").write_text(isi, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
