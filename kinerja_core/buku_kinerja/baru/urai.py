"""How a row of the new Buku Kinerja is understood: kode, jenis and name in one cell, its parent by its place.

Each piece holds its Python and its Excel rendering side by side, as in `capaian`: over cleaned cells. A row is a node
when its uraian or its jenis is filled, else it holds a further indicator of the node above it. The order is that of
Urutan, the row's own number where that is blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from kinerja_core.buku_kinerja.baru.baris import (
    BARIS,
    DISEBUT,
    LEVEL_JENIS,
    MODEL,
    RENCANA,
    TABEL_AUDIT,
    TABEL_KANTOR,
    TABEL_LAPORAN,
)
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.capaian import STRIP
from kinerja_core.buku_kinerja.nomenklatur import daftar
from kinerja_core.buku_kinerja.rencana import INDIVIDU, PROFIL, TABEL, TINGKAT, TIPE_TARGET, Rencana
from kinerja_core.buku_kinerja.satuan import BATAS_NILAI, BATAS_PERSEN
from kinerja_core.dasar.excelmath import Nilai, as_number, at_six, clean_text, same_text
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.isian import Kotak

#: Levels a row can be understood as: those of the tree, then a sasaran of one jabatan, which stands outside of it.
JENIS = (*TINGKAT, INDIVIDU)
PROGRAM = 3
#: What a kode of this urusan begins with; a program's is so long at most, a kegiatan's.
AWAL_KODE = "7.01."
PANJANG_PROGRAM, PANJANG_KEGIATAN = 8, 13
#: Length of a sub kegiatan with the short tail of 2021, and what stands before that tail.
PANJANG_PENDEK, PANJANG_KEPALA = 15, 13


@lru_cache(maxsize=1)
def _nama_menurut_kode() -> dict[str, str]:
    return {n.kode: n.nama for n in daftar()}


def code_of(uraian: str) -> str:
    """The kode an uraian begins with, as typed; "" when it begins with none of this urusan.

    >>> code_of("7.01.02.2.01 Koordinasi"), code_of("1.1 Meningkatnya layanan")
    ('7.01.02.2.01', '')
    """
    return uraian.split(" ", 1)[0] if uraian.startswith(AWAL_KODE) else ""


def code_formula(uraian: str) -> str:
    """The same of a cleaned cell."""
    return f'IF(LEFT({uraian},{len(AWAL_KODE)})="{AWAL_KODE}",LEFT({uraian},FIND(" ",{uraian}&" ")-1),"")'


def level_of_code(kode: str) -> int:
    """3 program, 4 kegiatan, 5 sub kegiatan, by its length; 0 for none."""
    if not kode:
        return 0
    return 3 if len(kode) <= PANJANG_PROGRAM else 4 if len(kode) <= PANJANG_KEGIATAN else 5


def level_of_code_formula(kode: str) -> str:
    """The same of a cell."""
    return (f'IF({kode}="",0,IF(LEN({kode})<={PANJANG_PROGRAM},3,IF(LEN({kode})<={PANJANG_KEGIATAN},4,5)))')


def long_code(kode: str) -> str:
    """A kode as the nomenclature writes it: the tail of a sub kegiatan with four digits.

    >>> long_code("7.01.02.2.01.01")
    '7.01.02.2.01.0001'
    """
    kode = kode.translate({ord(x): None for x in "*?~"})
    return f"{kode[:PANJANG_KEPALA]}00{kode[-2:]}" if len(kode) == PANJANG_PENDEK else kode


def long_code_formula(kode: str) -> str:
    """The same of a cell; without the signs MATCH would search by."""
    bersih = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({kode},"*",""),"?",""),"~","")'
    return (f'IF(LEN({bersih})={PANJANG_PENDEK},LEFT({bersih},{PANJANG_KEPALA})&"00"&RIGHT({bersih},2),{bersih})')


def name_of(uraian: str) -> str:
    """An uraian without its kode; of a kode alone the official name, else the kode itself."""
    if not (kode := code_of(uraian)):
        return uraian
    return uraian[len(kode):].strip() or _nama_menurut_kode().get(long_code(kode), uraian)


def name_formula(uraian: str, kode: str, daftar_kode: str, daftar_nama: str) -> str:
    """The same over two cells and the ranges of the nomenclature."""
    resmi = f"IFERROR(INDEX({daftar_nama},MATCH({long_code_formula(kode)},{daftar_kode},0)),{uraian})"
    return f'IF({kode}="",{uraian},IF({uraian}={kode},{resmi},TRIM(MID({uraian},LEN({kode})+1,2000))))'


def level_of_word(jenis: str) -> int:
    """1 Tujuan .. 5 Sub Kegiatan, 6 Sasaran Individu; 0 for a word that is none."""
    return next((n for n, j in enumerate(JENIS, start=1) if same_text(j, jenis)), 0)


def says(nilai: Nilai) -> bool:
    """Is anything there but spaces?"""
    return nilai is not None and (not isinstance(nilai, str) or clean_text(nilai) != "")


@dataclass(frozen=True)
class Letak:
    """What a row is understood as: its level (0 none), the row it hangs below (0 none), whose indicator it holds.

    `node`: the row of the node itself, for a further indicator the one above; `luar`: outside the cascading.
    """

    level: int
    induk: int
    node: int
    luar: bool


class Uraian:
    """The rows of a book, understood."""

    def __init__(self, isi: IsiBuku) -> None:
        self.isi = isi
        self.banyak = len(isi.baris)

    def slot(self, n: int) -> str:
        """Slot of the 1-based row."""
        return self.isi.baris[n - 1]

    def teks(self, n: int, kunci: str) -> str:
        """A cell as trimmed text; "" for everything that is no text."""
        return clean_text(self.isi.nilai(self.slot(n), kunci))

    @cached_property
    def terisi(self) -> list[int]:
        """Rows of which anything is filled on the sheet Rencana but Urutan, in the order of the plan."""
        kunci = [k.kunci for k in BARIS.on_sheet(RENCANA) if k.kunci != "urutan"]
        ada = [n for n in range(1, self.banyak + 1) if any(self.isi.nilai(self.slot(n), k) is not None for k in kunci)]
        return sorted(ada, key=lambda n: (self.order(n), n))

    def order(self, n: int) -> float:
        """Where a row stands: its Urutan, else its own number; at six decimals."""
        urutan = as_number(self.isi.nilai(self.slot(n), "urutan"))
        return float(n) if urutan is None else at_six(urutan)

    def is_node(self, n: int) -> bool:
        """Does the row hold a node?"""
        return any(says(self.isi.nilai(self.slot(n), k)) for k in ("uraian", "jenis"))

    def level(self, n: int) -> int:
        """What the jenis says, the kode where that is blank; 0 for neither and for a further indicator."""
        if says(self.isi.nilai(self.slot(n), "jenis")):
            return level_of_word(self.teks(n, "jenis"))
        return level_of_code(code_of(self.teks(n, "uraian")))

    @cached_property
    def letak(self) -> dict[int, Letak]:
        """Every filled row by its number."""
        hasil: dict[int, Letak] = {}
        atas = [0] * (len(TINGKAT) + 1)
        node = 0
        for n in self.terisi:
            if not self.is_node(n):
                hasil[n] = Letak(0, 0, node, False)
                continue
            node, lv = n, self.level(n)
            sendiri = self.teks(n, "luar").upper() == "YA"
            induk = 0
            if 0 < lv <= len(TINGKAT):
                induk = 0 if lv == PROGRAM and sendiri else next((a for a in reversed(atas[1:lv]) if a), 0)
                atas[lv:] = [n] + [0] * (len(TINGKAT) - lv)
            hasil[n] = Letak(lv, induk, n, sendiri or (induk > 0 and hasil[induk].luar))
        return hasil

    @cached_property
    def parents(self) -> frozenset[int]:
        """Rows that something hangs below."""
        return frozenset(x.induk for x in self.letak.values())

    def owns(self, n: int, tabel: str) -> bool:
        """Does a row say something of its own about its indicator (or that of the Renstra), and not another row's?"""
        kunci = [k for k, (t, _) in MODEL.items() if t == tabel]
        sendiri = n in self.letak and self.source(n) == n
        return sendiri and any(self.isi.nilai(self.slot(n), k) is not None for k in kunci)

    def source(self, n: int) -> int:
        """The row whose indicator a row shows: its own, or the one its number names; 0 for a number that names none.

        One hop: what names another row again names nothing.
        """
        nomor = as_number(self.isi.nilai(self.slot(n), "indikator"))
        if nomor is None:
            return n
        ke = int(nomor) if nomor == int(nomor) and 1 <= nomor <= self.banyak else 0
        if not ke or ke == n:
            return 0
        nilai = self.isi.nilai(self.slot(ke), "indikator")
        return ke if clean_text(nilai) else 0


# --- rows -> plan -------------------------------------------------------------------------------------------------

#: Kunci of a row that are understood, not taken over.
_DIURAI = frozenset({"uraian", "jenis", "indikator"})


#: Types of target that a blank cell can mean, and the bounds of what is measured, not counted.
_, KONDISI_AKHIR, _, _, SATU_TW = TIPE_TARGET
BATAS_UKURAN = (BATAS_PERSEN, BATAS_NILAI)


def row_named(isi: IsiBuku, tabel: str, nama: str, teks: str) -> str:
    """The slot of the first row of a table that a text names by its name or its kode; "" for none."""
    calon = (TABEL[tabel].slot(n) for n in range(1, isi.ruang.get(tabel, 0) + 1))
    return next((s for s in calon if same_text(s, teks) or same_text(clean_text(isi.nilai(s, nama)), teks)), "")


def names_a_row(isi: IsiBuku, tabel: str, nama: str, teks: str) -> bool:
    """Does a text name a row of a table?"""
    return row_named(isi, tabel, nama, teks) != ""


class _Rencana:
    """A plan being put together: raw values, and the cell each came from."""

    def __init__(self, isi: IsiBuku) -> None:
        self.isi, self.u = isi, Uraian(isi)
        self.data: dict[Kotak, Nilai] = {}
        self.asal: dict[Kotak, Any] = {}
        self.gagal: dict[Kotak, str] = {}

    def put(self, kotak: Kotak, nilai: Nilai, dari: Kotak) -> None:
        """A value and its cell; a blank one leaves its cell, which a finding may name."""
        if dari in self.isi.asal:
            self.asal[kotak] = self.isi.asal[dari]
        if nilai is not None and nilai != "":
            self.data[kotak] = nilai
        if dari in self.isi.tak_terhitung:
            self.gagal[kotak] = self.isi.tak_terhitung[dari]

    def slot_named(self, tabel: str, kunci: str, nilai: Nilai) -> Nilai:
        """The slot of the row that a cell names by its name or by its kode; None where it names none."""
        teks = clean_text(nilai)
        if not teks or (tabel, kunci) not in DISEBUT:
            return nilai
        return row_named(self.isi, *DISEBUT[(tabel, kunci)], teks) or None

    def node(self, n: int, letak: Letak) -> None:
        """The node of a row."""
        b, slot = self.u.slot(n), TABEL["node"].slot(n)
        uraian, jenis = self.isi.nilai(b, "uraian"), self.isi.nilai(b, "jenis")
        if isinstance(uraian, str):
            bersih = clean_text(uraian)
            self.put((slot, "nomenklatur"), code_of(bersih), (b, "uraian"))
            uraian = name_of(bersih)
        self.put((slot, "uraian"), uraian, (b, "uraian"))
        if not says(jenis) and letak.level:
            jenis = JENIS[letak.level - 1]
        self.put((slot, "jenis"), jenis, (b, "jenis"))
        if letak.induk:
            self.put((slot, "induk"), TABEL["node"].slot(letak.induk), (b, "uraian"))
        if letak.luar:
            self.put((slot, "pohon"), "Tidak", (b, "luar"))
        if self.isi.nilai(b, "level") is None and JENIS[letak.level - 1] in LEVEL_JENIS:
            kunci = LEVEL_JENIS[JENIS[letak.level - 1]]
            self.put((slot, "level"), self.isi.nilai(PROFIL, kunci), (PROFIL, kunci))

    def row(self, n: int) -> None:
        """Everything of one row."""
        b = self.u.slot(n)
        letak = self.u.letak.get(n, Letak(0, 0, 0, False))
        if self.u.is_node(n):
            self.node(n, letak)
        slot = {"node": TABEL["node"].slot(n), "indikator": TABEL["indikator"].slot(n),
                "renstra": TABEL["renstra"].slot(n)}
        sumber = self.u.source(n)
        asal = self.u.slot(sumber) if sumber else b
        for kunci, (tabel, milik) in MODEL.items():
            if kunci in _DIURAI or (tabel == "node" and not self.u.is_node(n)):
                continue
            dari = (asal if tabel in ("indikator", "renstra") else b, kunci)
            self.put((slot[tabel], milik), self.isi.nilai(*dari), dari)
        jabatan = self.slot_named("baris", "penanggung_jawab", self.isi.nilai(b, "penanggung_jawab"))
        if self.u.is_node(n):
            self.put((slot["node"], "penanggung_jawab"), jabatan, (b, "penanggung_jawab"))
        self.indicator(n, letak, slot["indikator"], sumber)
        if any(s == slot["renstra"] for s, _ in self.data):
            self.put((slot["renstra"], "indikator"), slot["indikator"], (b, "indikator"))
            if self.isi.nilai(b, "renstra_bagian") is None:
                self.put((slot["renstra"], "bagian"), self.level_name(letak.node), (b, "indikator"))

    def level_name(self, n: int) -> Nilai:
        """Jenis of the node of a row."""
        letak = self.u.letak.get(n)
        return JENIS[letak.level - 1] if letak and letak.level else None

    def kind_of_target(self, slot: str) -> Nilai:
        """What a blank type means: one quarter alone (in TW IV only beside a "-": else it is the year's target), the
        state at the end for what is measured, not counted; else nothing, and it is asked."""
        r = Rencana(self.isi.identitas, self.isi.tahun, {}, self.data)
        tw = [r.angka(slot, f"t{n}") for n, _ in TRIWULAN]
        angka = [n for n, x in enumerate(tw) if isinstance(x, float)]
        if len(angka) == 1:
            return SATU_TW if angka != [3] or STRIP in tw else None
        return KONDISI_AKHIR if len(angka) > 1 and r.bound(slot) in BATAS_UKURAN else None

    def indicator(self, n: int, letak: Letak, slot: str, sumber: int) -> None:
        """Whose the indicator is, its words, and what a blank IKU means."""
        b = self.u.slot(n)
        if sumber:
            dari = (self.u.slot(sumber), "indikator")
            self.put((slot, "uraian"), self.isi.nilai(*dari), dari)
        if sumber not in (0, n):
            self.put((slot, "sama_dengan"), TABEL["indikator"].slot(sumber), (b, "indikator"))
        asal = self.u.slot(sumber or n)
        if not says(self.isi.nilai(asal, "tipe_target")):
            self.put((slot, "tipe_target"), self.kind_of_target(slot), (asal, "tipe_target"))
        if any(self.data.get((slot, k)) is not None for k in _INDIKATOR):
            if letak.node:
                self.put((slot, "node"), TABEL["node"].slot(letak.node), (b, "uraian"))
            self.put((slot, "urutan"), self.isi.nilai(b, "urutan"), (b, "urutan"))
            if self.isi.nilai(b, "iku") is None and self.level_name(letak.node) in TINGKAT[:2]:
                self.put((slot, "iku"), "Ya", (b, "iku"))


_INDIKATOR = tuple(k.kunci for k in TABEL["indikator"].kolom)

def understand(isi: IsiBuku) -> Rencana:
    """The plan a book holds: nodes and indicators under the number of their row, other tables as they stand."""
    hasil = _Rencana(isi)
    for n in range(1, len(isi.baris) + 1):
        hasil.row(n)
    _links(hasil)
    for tabel in (*TABEL_KANTOR, *TABEL_LAPORAN, *TABEL_AUDIT):
        for nomor in range(1, isi.ruang.get(tabel, 0) + 1):
            slot = TABEL[tabel].slot(nomor)
            for k in TABEL[tabel].kolom:
                hasil.put((slot, k.kunci), hasil.slot_named(tabel, k.kunci, isi.nilai(slot, k.kunci)), (slot, k.kunci))
    for slot, kunci in [k for k in {**isi.data, **isi.asal} if k[0] == PROFIL]:
        hasil.put((slot, kunci), isi.nilai(slot, kunci), (slot, kunci))
    banyak = len(isi.baris)
    kapasitas = {t.kunci: t.tetap or isi.ruang.get(t.kunci, 0) for t in TABEL.values()}
    kapasitas |= {"node": banyak, "indikator": banyak, "renstra": banyak, "tautan": 2 * banyak}
    return Rencana(isi.identitas, isi.tahun, kapasitas, hasil.data, hasil.asal, {}, hasil.gagal, baris=True)


def _links(r: _Rencana) -> None:
    """Programs and the sasaran they support, one row of tautan each: "5, 9" are the rows of two."""
    nomor = 0
    for n in r.u.terisi:
        b = r.u.slot(n)
        for ke in numbers_in(r.isi.nilai(b, "dukung")):
            nomor += 1
            slot = TABEL["tautan"].slot(nomor)
            r.put((slot, "program"), TABEL["node"].slot(n), (b, "dukung"))
            r.put((slot, "sasaran"), TABEL["node"].slot(ke), (b, "dukung"))


def numbers_in(nilai: Nilai) -> Iterator[int]:
    """Row numbers of a cell: a number, or numbers between commas; what is none is left out."""
    angka = as_number(nilai)
    for kata in [str(int(angka))] if angka is not None else clean_text(nilai).replace(";", ",").split(","):
        if kata.strip().isdecimal() and int(kata) > 0:
            yield int(kata)
