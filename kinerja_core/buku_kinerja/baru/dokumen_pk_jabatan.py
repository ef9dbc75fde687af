"""The Perjanjian Kinerja of those below the camat, each from what they answer for in the tree.

Sheets that only a printed set has: they are laid out for the rows as they are, and added when the set is made. Who
signs is the PK in the table of documents whose jabatan is theirs; without one a line is left for the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinerja_core.buku_kinerja.baru.dokumen_pk import (
    AKHIR,
    GAYA_KOLOM,
    KOLOM,
    Perjanjian,
    target_text,
)
from kinerja_core.buku_kinerja.baru.keluaran import Naskah
from kinerja_core.buku_kinerja.baru.letak import JABATAN, Susunan
from kinerja_core.buku_kinerja.baru.tempat import TTD_CETAK, TempatBaru
from kinerja_core.buku_kinerja.baru.urai import PROGRAM
from kinerja_core.buku_kinerja.rencana import TABEL, TINGKAT
from kinerja_core.dasar.excelmath import clean_text, same_text
from kinerja_core.lembar.cetak import Cetak, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus, text_literal
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.xlsx.buku import kolom_huruf

_TITIK = "." * 40
_HURUF_TERLARANG = re.compile(r"[\[\]:*?/\\']")
_PANJANG_NAMA = 31
_Baris = tuple[str, str, str, str]


class _Jabatan(Perjanjian):
    """The agreement of one jabatan (1-based)."""

    def __init__(self, t: TempatBaru, s: Susunan, m: int, nama: str) -> None:
        self.s, self.m = s, m
        dokumen = {k: text_literal(x) for k, x in self.signers(t, m).items()}
        super().__init__(t, nama, "TRUE", dokumen.__getitem__, lambda sisi, n: self.lines(sisi, dokumen).get(n, '""'))

    def signers(self, t: TempatBaru, m: int) -> dict[str, str]:
        """Fields of its document; what there is none for follows from the table of jabatan."""
        def jabatan(n: int, kunci: str) -> str:
            return clean_text(t.isi.nilai(TABEL[JABATAN].slot(n), kunci)) if n else ""

        def dokumen(slot: str, kunci: str) -> str:
            return clean_text(t.isi.nilai(slot, kunci)) if slot else ""
        pk = [x for n in range(1, t.isi.ruang["dokumen"] + 1)
              if same_text(dokumen(x := TABEL["dokumen"].slot(n), "jenis"), "PK")]
        milik = next((x for x in pk if same_text(dokumen(x, "jabatan"), jabatan(m, "nama"))), "")
        camat = pk[0] if pk and pk[0] != milik else ""
        atasan = self.s.jabatan(jabatan(m, "atasan"))
        hasil = {k: dokumen(milik, k) for k in ("penanda_tangan", "pangkat", "nip", "pihak_kedua", "nip_kedua",
                                                "jabatan_kedua", "sebagai", "tempat", "tanggal")}
        hasil["jabatan"] = jabatan(m, "nama")
        if hasil["sebagai"] in ("Plt.", "Plh."):
            hasil["jabatan"] = f"{hasil['sebagai']} {hasil['jabatan']}"
        hasil["jabatan_kedua"] = hasil["jabatan_kedua"] or jabatan(atasan, "nama")
        if atasan and not jabatan(atasan, "atasan"):
            hasil["pihak_kedua"] = hasil["pihak_kedua"] or dokumen(camat, "penanda_tangan")
            hasil["nip_kedua"] = hasil["nip_kedua"] or dokumen(camat, "nip")
        for k in ("tempat", "tanggal"):
            hasil[k] = hasil[k] or dokumen(camat, k)
        return {**hasil, **{k: hasil[k] or _TITIK for k in ("penanda_tangan", "pihak_kedua")}}

    @staticmethod
    def lines(sisi: str, d: dict[str, str]) -> dict[int, str]:
        """The lines of one side."""
        def nip(kunci: str) -> str:
            return f'IF({d[kunci]}="","","NIP "&{d[kunci]})'
        koma = '""' if '""' in (d["tempat"], d["tanggal"]) else '", "'
        if sisi == "kiri":
            return {3: '"Pihak Kedua,"', 4: d["jabatan_kedua"], 8: d["pihak_kedua"], 10: nip("nip_kedua")}
        return {2: f"{d['tempat']}&{koma}&{d['tanggal']}", 3: '"Pihak Pertama,"', 4: d["jabatan"],
                8: d["penanda_tangan"], 9: d["pangkat"], 10: nip("nip")}

    def sasaran(self) -> Iterator[tuple[_Baris, _Baris]]:
        """Rows of what is agreed on, with the texts that decide their height."""
        nomor, node = 0, 0
        for n in self.s.iki[self.m]:
            pertama = self.s.node(n) != node
            node, nomor = self.s.node(n), nomor + pertama
            nama = (self.s.u.teks(node, "sasaran") or self.s.nama(n)) if pertama else ""
            tulisan = text_literal(self.s.typed(n, "tulisan"))
            target = target_text(f"INDEX(o_target_murni,{n + 1})", tulisan, f"INDEX(o_satuan,{n + 1})")
            isi = (str(nomor) if pertama else '""', text_literal(nama), f"INDEX(o_ind,{n + 1})", target)
            yield isi, ("", nama, self.s.ind(n), f"{self.s.typed(n, 'tulisan')} 00000 {self.s.typed(n, 'satuan')}")

    def anggaran(self) -> tuple[list[tuple[_Baris, _Baris]], list[int]]:
        """Programs, kegiatan, sub kegiatan it answers for, and which of them hang below none of the others."""
        node = [n for n in self.s.urut if n == self.s.node(n) and self.s.penanggung(n) == self.m
                and PROGRAM <= self.s.level(n) <= len(TINGKAT)]

        def atas(n: int) -> Iterator[int]:
            while n := self.s.letak(n).induk:
                yield n
        baris: list[tuple[_Baris, _Baris]] = []
        for i, n in enumerate(node, start=1):
            nama, dana = self.s.nama(n), self.s.u.teks(n, "sumber_dana")
            isi = (str(i), text_literal(nama), f"INDEX(u_jm,INDEX(o_k,{n + 1}))", text_literal(dana))
            baris.append((isi, ("", nama, "", dana)))
        return baris, [i for i, n in enumerate(node) if not set(atas(n)) & set(node)]

    def table(self, awal: int, kepala: tuple[str, str, str], baris: list[tuple[_Baris, _Baris]]) -> int:
        """Header and rows; the row behind them."""
        self._row(awal, ('"No"', *(text_literal(x) for x in kepala)), ("", *kepala), "kotak_tebal")
        for i, (isi, teks) in enumerate(baris, start=1):
            self._row(awal + i, isi, teks, "kotak_hitam")
        return awal + len(baris) + 1

    def _row(self, baris: int, isi: tuple[str, ...], teks: tuple[str, ...], rupa: str) -> None:
        lebar = (self.lebar[0], self.lebar[1] + self.lebar[2], self.lebar[3], self.lebar[4])
        for m, rumus in enumerate(isi):
            self.lembar.put(baris, KOLOM[m], Rumus(rumus), GAYA_KOLOM[m])
        self.lembar.gabung.append(((baris, 1), (baris, 2)))
        self.lembar.tinggi[baris] = row_height(max(line_count(x, y) for x, y in zip(teks, lebar, strict=True)))
        self.lembar.bersyarat.append(FormatBersyarat((baris, 0), (baris, AKHIR), "TRUE", rupa))

    def lampiran(self, awal: int) -> int:
        """What is agreed on, the budget with its sum, the signatures; the row behind them."""
        baris = self.table(awal, ("Sasaran kinerja", "Indikator kinerja", "Target"), list(self.sasaran())) + 1
        uang, teratas = self.anggaran()
        if uang:
            akhir = self.table(baris, ("Program / kegiatan / sub kegiatan", "Anggaran (Rp)", "Sumber dana"), uang)
            sel = ",".join(f"{kolom_huruf(KOLOM[2])}{baris + 2 + i}" for i in teratas)
            self._row(akhir, ('""', '"Jumlah"', f'IF(COUNT({sel})=0,"",SUM({sel}))', '""'), ("",) * 4, "kotak_tebal")
            baris = akhir + 1
        return self.signatures(baris)


def sheets_pk_jabatan(t: TempatBaru) -> list[Lembar]:
    """One sheet a jabatan that answers for something and has somebody above it."""
    s, hasil = Susunan(Naskah(t).u), list[Lembar]()
    for m in s.iki:
        slot = TABEL[JABATAN].slot(m)
        if not clean_text(t.isi.nilai(slot, "atasan")):
            continue
        jabatan = clean_text(t.isi.nilai(slot, "nama"))
        nama = _HURUF_TERLARANG.sub(" ", f"PK {jabatan}")[:_PANJANG_NAMA].strip()
        if any(same_text(x.nama, nama) for x in hasil):
            nama = f"{nama[:_PANJANG_NAMA - 4]} {slot[1:]}"
        pk = _Jabatan(t, s, m, nama)
        lampiran = pk.statement(f"PERJANJIAN KINERJA TAHUN {t.isi.tahun}")
        akhir = pk.lampiran(lampiran + 3)
        ekor = akhir - TTD_CETAK
        pisah = page_breaks(pk.lembar, range(lampiran, max(lampiran + 1, ekor - 2)), (akhir - 1, AKHIR), (0, -1),
                            t.isi_kertas, tegak=True, mulai=lampiran)
        pk.lembar.cetak = Cetak(((0, 0), (akhir - 1, AKHIR)), None, pisah=(lampiran, *pisah), tegak=True)
        hasil.append(pk.lembar)
    return hasil
