"""Where everything of a Buku Kinerja stands. The only place that counts its rows and columns.

Every input sheet has a twin on which its cells are read once and cleaned: same row, same column. What a formula needs
beyond that stands to the right of it, in columns known by name (`KOLOM_OLAH`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kinerja_core.buku_kinerja.kelas import KLASIFIKASI
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, Kolom, Tabel
from kinerja_core.buku_kinerja.nomenklatur import daftar as nomenklatur_7_01
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, Rencana, described, find_table
from kinerja_core.buku_kinerja.ruang import AWALAN_IKI, needed_rows, used_rows_of
from kinerja_core.lembar.cetak import Kertas, chosen_paper
from kinerja_core.lembar.denah import cell_ref, range_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import (
    LEMBAR_REFERENSI,
)
from kinerja_core.lembar.tema import TAB_HASIL, TAB_ISIAN
from kinerja_core.xlsx.buku import Posisi

LEMBAR_PROFIL, JABATAN, DOKUMEN, DASAR = "Profil", "Jabatan", "Dokumen", "Dasar Hukum"
SUSUNAN, INDIKATOR, TARGET, REALISASI, ANGGARAN = "Susunan", "Indikator", "Target", "Realisasi", "Anggaran"
RENSTRA, ISIAN_PK, TAUTAN, MASALAH = "Renstra", "Isian PK", "Program Sasaran", "LKjIP 1.1"
EVALUASI, SKM, TERCETAK, KESAMPINGKAN = "Evaluasi", "SKM", "Angka Tercetak", "Kesampingkan"
CASCADING, POHON, IKU, IKI, RENAKSI, CAPAIAN = "Cascading", "Pohon Kinerja", "IKU", "IKI", "RENAKSI", "Capaian"
LKJIP2, LKJIP3, LKJIP37, LAMPIRAN = "LKjIP 2", "LKjIP 3", "LKjIP 3.7", "LKjIP Lampiran"
PK_LEMBAR = {"PK": "PK", "PK Perubahan": "PK Perubahan", "PK Berikutnya": "PK Berikutnya"}
RINGKASAN, OLAH_URUT, OLAH_UJI = "Ringkasan", "Olah Urut", "Olah Uji"

#: What a column may be called: part of a defined name and of the file form.
_KUNCI = re.compile(r"[a-z][a-z0-9_]*")
#: First data row of every input sheet: title, guidance, header above.
AWAL = 3
#: Columns that stand on every input sheet before its own.
KODE, KETERANGAN = 0, 1
#: A key that no row reaches: what is not shown sorts behind it.
JAUH = 900000000


@dataclass(frozen=True)
class LembarMasukan:
    """One input sheet of a table; `konteks` are locked columns before its own, `hasil` behind.

    Which columns stand on it, and in which order, says the description of the table, asked each time.
    """

    nama: str
    tabel: str
    petunjuk: str
    konteks: tuple[str, ...] = ()
    hasil: tuple[str, ...] = ()
    warna: str = TAB_ISIAN
    judul: str = ""

    @property
    def kolom(self) -> tuple[Kolom, ...]:
        """The columns of its table that stand on it."""
        return TABEL[self.tabel].on_sheet(self.nama)

    @property
    def kolom_pertama(self) -> int:
        """Column of the first input."""
        return 2 + len(self.konteks)

    @property
    def kolom_hasil(self) -> int:
        """Column of the first result behind the inputs."""
        return self.kolom_pertama + len(self.kolom)

    @property
    def olah(self) -> str:
        """Name of the twin sheet."""
        return f"Olah {self.nama}"

    def working(self, nama: str) -> int:
        """Column of a working on the twin, to the right of the cleaned inputs."""
        return self.kolom_hasil + 1 + _working_order(self.nama)[nama]

    def posisi_kolom(self, kunci: str) -> int:
        """Column of an input; KeyError when it does not stand on this sheet."""
        return self.kolom_pertama + _order(TABEL[self.tabel], self.nama)[kunci]


@lru_cache(maxsize=64)
def _order(tabel: Tabel, lembar: str) -> Mapping[str, int]:
    return {k.kunci: n for n, k in enumerate(tabel.on_sheet(lembar))}


@lru_cache(maxsize=64)
def _working_order(lembar: str) -> Mapping[str, int]:
    return {nama: n for n, nama in enumerate((*KOLOM_OLAH[lembar], *KOLOM_UJI))}


MASUKAN: tuple[LembarMasukan, ...] = (
    LembarMasukan(JABATAN, "jabatan", "Satu baris satu jabatan. Tekan Alt+Enter untuk pindah baris di dalam sel."),
    LembarMasukan(DOKUMEN, "dokumen", "Satu baris satu dokumen: nomor, tempat, tanggal, dan penanda tangannya."),
    LembarMasukan(DASAR, "dasar", "Peraturan yang disebut dalam sebuah dokumen, satu baris satu peraturan."),
    LembarMasukan(SUSUNAN, "node", "Tujuan, sasaran, program, kegiatan, sub kegiatan: satu baris satu. Baris baru "
                  "boleh di mana saja; kolom Urutan menyisipkannya (3,5 berdiri antara 3 dan 4)."),
    LembarMasukan(INDIKATOR, "indikator", "Satu baris satu indikator. Kolom Milik memilih baris lembar Susunan. "
                  "Sebuah program boleh punya lima indikator, boleh tidak satu pun."),
    LembarMasukan(TARGET, "indikator", "Target tiap TW. Tanda - berarti tidak dijadwalkan, 0 berarti nol, kosong "
                  "berarti belum ditetapkan. Persen diketik 25, bukan 25%.", ("Indikator", "Satuan"),
                  ("Target setahun",)),
    LembarMasukan(REALISASI, "indikator", "Realisasi tiap TW: ketik nilainya, atau pembilang dan penyebutnya. Yang "
                  "belum ada dibiarkan kosong.", ("Indikator", "Satuan"), ("Realisasi setahun", "Capaian (%)")),
    LembarMasukan(ANGGARAN, "node", "Isi hanya baris sub kegiatan (atau baris tanpa rincian di bawahnya). Program dan "
                  "kegiatan dijumlahkan sendiri di kolom kanan.", ("Uraian", "Jenis"),
                  ("Anggaran", "Realisasi", "Penyerapan (%)")),
    LembarMasukan(RENSTRA, "renstra", "Target Renstra. Kolom tertulis diisi hanya bila bunyinya berbeda dari lembar "
                  "Indikator.", ("Indikator",), warna=TAB_HASIL, judul="Tabel 2.1 Tujuan dan Sasaran Renstra"),
    LembarMasukan(ISIAN_PK, "pk", "Isi Perjanjian Kinerja. Target dan anggaran kosong berarti memakai hitungan buku "
                  "ini.", ("Terbaca",)),
    LembarMasukan(TAUTAN, "tautan", "Diisi hanya bila anggaran sebuah sasaran memakai program lain daripada yang di "
                  "bawahnya dalam cascading."),
    LembarMasukan(MASALAH, "masalah", "Pemetaan permasalahan.", warna=TAB_HASIL,
                  judul="Tabel 1.1 Pemetaan Permasalahan untuk Penentuan Prioritas dan Sasaran"),
    LembarMasukan(EVALUASI, "lhe", "Catatan Laporan Hasil Evaluasi (LHE) dan tindak lanjutnya."),
    LembarMasukan(SKM, "skm", "Nilai rata-rata sembilan unsur survei kepuasan masyarakat (1 sampai 4)."),
    LembarMasukan(TERCETAK, "tercetak", "Angka yang sudah tercetak di dokumen, untuk dibandingkan dengan hitungan buku "
                  "ini. Ketik persis seperti tercetak.", hasil=("Hitungan buku", "Cocok?")),
    LembarMasukan(KESAMPINGKAN, "kesampingkan", "Catatan tingkat Perlu dicek yang sudah dipastikan benar, dengan "
                  "alasannya."),
)
MENURUT_NAMA = {s.nama: s for s in MASUKAN}


def sheet_of_column(tabel: str, kunci: str) -> str:
    """Name of the input sheet a column stands on; KeyError that names both when it stands on none."""
    if tabel == PROFIL:
        return LEMBAR_PROFIL
    for s in MASUKAN:
        if s.tabel == tabel and kunci in _order(TABEL[tabel], s.nama):
            return s.nama
    raise KeyError(f"kolom {kunci} dari tabel {tabel} tidak ada di lembar mana pun")


@lru_cache(maxsize=4)
def _faults(tabel: tuple[Tabel, ...], masukan: tuple[LembarMasukan, ...]) -> tuple[str, ...]:
    salah = []
    for t in tabel:
        lembar = [s.nama for s in masukan if s.tabel == t.kunci]
        if t.kunci != PROFIL and (sorted(t.lembar) != sorted(lembar) if t.lembar else len(lembar) != 1):
            salah.append(f"tabel {t.kunci} menyebut lembar {', '.join(t.lembar) or 'satu'}, isiannya berdiri di "
                         f"{', '.join(lembar) or 'lembar mana pun tidak'}")
        for n, k in enumerate(t.kolom):
            sebutan = f"kolom {k.kunci} dari tabel {t.kunci}"
            if k.lembar not in (t.lembar or ("",)):
                salah.append(f"{sebutan} tidak ada di lembar mana pun"
                             + (f"; lembar tabel itu: {', '.join(t.lembar)}" if t.lembar else f" (lembar {k.lembar})"))
            if not _KUNCI.fullmatch(k.kunci) or k.kunci == "slot":
                salah.append(f"{sebutan} bukan kunci: huruf kecil, angka, garis bawah, bukan slot")
            if k.kunci in {x.kunci for x in t.kolom[:n]}:
                salah.append(f"{sebutan} ada dua")
            if (k.jenis == "pilihan") != (k.daftar in DAFTAR) or (k.jenis == "rujukan") != bool(k.ke):
                salah.append(f"{sebutan} berjenis {k.jenis} tanpa daftar atau tabel yang ditujunya")
            salah += [f"{sebutan} merujuk tabel {x} yang tidak ada" for x in k.ke if x not in TABEL]
            if k.lanjut not in (BAWA, KOSONG, *t.menurut_kunci):
                salah.append(f"{sebutan} tahun depan pindah ke {k.lanjut} yang tidak ada")
    return tuple(salah)


def check_description() -> tuple[str, ...]:
    """What is wrong with the description of the tables, in words; () when every column can be shown and read."""
    return _faults(described(), MASUKAN)


_TINGKAT = (1, 2, 3, 4, 5)
#: Columns to the right of the cleaned inputs, by twin sheet.
KOLOM_OLAH: Mapping[str, tuple[str, ...]] = {
    SUSUNAN: ("terpakai", "nr", "level", "rujuk", "level_induk", "induk", "urut", "nind",
              *(f"h{n}" for n in reversed(_TINGKAT)), "geser", *(f"a{n}" for n in _TINGKAT), "kunci",
              "kas", "k_induk", *(f"k_h{n}" for n in reversed(_TINGKAT)), "k_geser",
              *(f"k_a{n}" for n in _TINGKAT), *(f"d{n}" for n in _TINGKAT), "anak",
              "pj", "iki_geser", "iki"),
    INDIKATOR: ("terpakai", "nr", "rujuk", "ke", "level", "kunci", *(f"d{n}" for n in _TINGKAT), "iku", "iki",
                "keluaran", "dihitung", "batas"),
    TARGET: ("target", "s1", "s2", "s3", "s4"),
    REALISASI: ("v1", "v2", "v3", "v4", "realisasi", "s1", "s2", "s3", "s4", "c1", "c2", "c3", "c4",
                "cs1", "cs2", "cs3", "cs4", "capaian", "dipakai", "terukur", "predikat", "akhir",
                "kemajuan", "efisiensi"),
    ANGGARAN: ("pagu", "nyata", "nilai_pagu", "ada_pagu", "nilai_nyata", "ada_nyata", "anggaran", "realisasi_anggaran",
               "ada", "taut", "anggaran_sasaran", "nyata_sasaran", "penyerapan", "jumlah", "banyak",
               "m5", "u5", "m4", "u4", "m3", "capaian"),
    JABATAN: ("terpakai", "nr"),
    DOKUMEN: ("terpakai", "nr"),
    DASAR: ("terpakai", "nr"),
    RENSTRA: ("terpakai", "nr", "rujuk"),
    ISIAN_PK: ("terpakai", "nr", "dok", "rujuk", "program", "target", "anggaran"),
    TAUTAN: ("terpakai", "nr", "sasaran", "program", "pagu", "ada_pagu", "nyata", "ada_nyata"),
    MASALAH: ("terpakai", "nr"), EVALUASI: ("terpakai", "nr"), SKM: ("terpakai", "nr"),
    TERCETAK: ("terpakai", "nr", "kunci", "ki", "kn", "hitungan", "cocok"),
    KESAMPINGKAN: ("terpakai", "nr"),
}
#: Columns at the far right of every twin: the first failing check of the row and how it is told.
KOLOM_UJI = ("u1", "u2", "u3", "uji", "a", "b", "pesan")


#: In the key of a printed figure: rows of indikator and of the grand total stand apart from those of susunan.
KUNCI_INDIKATOR, KUNCI_TOTAL = 20000, 90000
#: One column and one table of documents in that key.
PER_KOLOM_CETAK, PER_TABEL_CETAK = 100000, 10000000


def printed_key(tabel: str, kolom: str) -> int:
    """Key of the printed figures of a column of a table; the row's number is added to it."""
    return ((DAFTAR["tabel_tercetak"].index(tabel) + 1) * PER_TABEL_CETAK
            + (DAFTAR["kolom_tercetak"].index(kolom) + 1) * PER_KOLOM_CETAK)


def kolom_nomenklatur() -> int:
    """Column of Referensi where the codes of the nomenclature stand, their names beside them."""
    return len(DAFTAR) + 3


def _column_places(lembar: str, kolom: int, banyak: int) -> tuple[str, str]:
    """(reference up to the row number, range) of a column of growing rows."""
    awal = cell_ref(lembar, (AWAL, kolom))
    return awal[: -len(str(AWAL + 1))], range_ref(lembar, (AWAL, kolom), (AWAL + banyak - 1, kolom))


class TempatBuku:
    """Positions of one plan's workbook; ValueError when the tables are described wrongly (`check_description`)."""

    def __init__(self, rencana: Rencana) -> None:
        if salah := check_description():
            raise ValueError("; ".join(salah))
        self.rencana = rencana
        self._mentah: dict[tuple[str, str], str] = {}
        self._olah: dict[tuple[str, str], tuple[str, str]] = {}
        self._bersih: dict[tuple[str, str], tuple[str, str]] = {}

    @property
    def kertas(self) -> Kertas:
        """The paper the plan chooses."""
        return chosen_paper(self.rencana.teks(PROFIL, "kertas"))

    # --- inputs ---

    @cached_property
    def terpakai(self) -> frozenset[str]:
        """Every used slot of every table."""
        return frozenset(s for t in TABEL for s in self.rencana.used(t))

    @cached_property
    def masukan(self) -> dict[Kotak, tuple[str, Posisi]]:
        """Every input cell."""
        hasil: dict[Kotak, tuple[str, Posisi]] = {
            (PROFIL, k.kunci): (LEMBAR_PROFIL, (AWAL + n, 2)) for n, k in enumerate(find_table(PROFIL).kolom)}
        for s in MASUKAN:
            for n, slot in enumerate(self.rencana.slots(s.tabel)):
                for m, k in enumerate(s.kolom):
                    hasil[(slot, k.kunci)] = (s.nama, (AWAL + n, s.kolom_pertama + m))
        return hasil

    @cached_property
    def rentang(self) -> dict[str, tuple[str, Posisi, Posisi]]:
        """Every input column of the growing tables by its defined name."""
        return {f"kolom_{s.tabel}_{k.kunci}": (s.nama, (AWAL, s.posisi_kolom(k.kunci)),
                                               (AWAL + self.baris(s.tabel) - 1, s.posisi_kolom(k.kunci)))
                for s in MASUKAN for k in s.kolom}

    def sheet_of(self, tabel: str, kunci: str) -> LembarMasukan:
        """The input sheet that holds a column of a table."""
        return MENURUT_NAMA[sheet_of_column(tabel, kunci)]

    def baris(self, tabel: str) -> int:
        """Number of rows of a table, used or spare."""
        return self.rencana.kapasitas[tabel]

    def kolom_mentah(self, tabel: str, kunci: str) -> str:
        """Range of the raw inputs of one column: only inputs stand in it, so INDEX over it is never circular."""
        if (rentang := self._mentah.get((tabel, kunci))) is None:
            s = self.sheet_of(tabel, kunci)
            kolom = s.posisi_kolom(kunci)
            rentang = range_ref(s.nama, (AWAL, kolom), (AWAL + self.baris(tabel) - 1, kolom))
            self._mentah[(tabel, kunci)] = rentang
        return rentang

    def mentah(self, tabel: str, kunci: str, n: int) -> str:
        """The raw input of the 0-based row."""
        return f"INDEX({self.kolom_mentah(tabel, kunci)},{n + 1})"

    def bersih(self, tabel: str, kunci: str, n: int) -> str:
        """The cleaned input of the 0-based row."""
        return self._clean_places(tabel, kunci)[0] + str(AWAL + n + 1)

    def kolom_bersih(self, tabel: str, kunci: str) -> str:
        """Range of one cleaned column."""
        return self._clean_places(tabel, kunci)[1]

    def _clean_places(self, tabel: str, kunci: str) -> tuple[str, str]:
        """("'Sheet'!$C$", range) of a cleaned column."""
        if (tempat := self._bersih.get((tabel, kunci))) is None:
            if not TABEL[tabel].menurut_kunci[kunci].is_clean:
                raise ValueError(f"kolom {kunci} dari tabel {tabel} tidak dibersihkan; tulis dibanding=True padanya")
            s = self.sheet_of(tabel, kunci)
            tempat = _column_places(s.olah, s.posisi_kolom(kunci), self.baris(tabel))
            self._bersih[(tabel, kunci)] = tempat
        return tempat

    def profil(self, kunci: str) -> str:
        """A setting, cleaned."""
        return cell_ref(f"Olah {LEMBAR_PROFIL}", (self._profile_row(kunci), 2))

    def profil_mentah(self, kunci: str) -> str:
        """A setting as typed."""
        n, banyak = self._profile_row(kunci) - AWAL, len(find_table(PROFIL).kolom)
        return f"INDEX({range_ref(LEMBAR_PROFIL, (AWAL, 2), (AWAL + banyak - 1, 2))},{n + 1})"

    def _profile_row(self, kunci: str) -> int:
        return self.masukan[(PROFIL, kunci)][1][0]

    # --- workings ---

    def kolom_olah(self, lembar: str, nama: str) -> int:
        """Column of a working on the twin of an input sheet."""
        return MENURUT_NAMA[lembar].working(nama)

    def olah(self, lembar: str, nama: str, n: int) -> str:
        """A working of the 0-based row."""
        return self._working_places(lembar, nama)[0] + str(AWAL + n + 1)

    def olah_kolom(self, lembar: str, nama: str) -> str:
        """Range of a working over all rows."""
        return self._working_places(lembar, nama)[1]

    def _working_places(self, lembar: str, nama: str) -> tuple[str, str]:
        if (tempat := self._olah.get((lembar, nama))) is None:
            s = MENURUT_NAMA[lembar]
            tempat = _column_places(s.olah, s.working(nama), self.baris(s.tabel))
            self._olah[(lembar, nama)] = tempat
        return tempat

    def slot_kolom(self, tabel: str) -> str:
        """Range of the locked slots of a table."""
        s = next(s for s in MASUKAN if s.tabel == tabel)
        return range_ref(s.nama, (AWAL, KODE), (AWAL + self.baris(tabel) - 1, KODE))

    def terpakai_kolom(self, tabel: str) -> str:
        """Range of the 1/0 that say which rows of a table are used."""
        return self.olah_kolom(next(s for s in MASUKAN if s.tabel == tabel).nama, "terpakai")

    def dokumen(self, jenis: str) -> str:
        """1-based row of the first document of a kind, 0 when there is none; stands above the twin of Dokumen."""
        n = DAFTAR["jenis_dokumen"].index(jenis)
        return cell_ref(f"Olah {DOKUMEN}", (1, self.kolom_olah(DOKUMEN, "nr") + n))

    def isi_dokumen(self, jenis: str, kunci: str) -> str:
        """A field of that document as text, "" when there is none."""
        return f'IFERROR(INDEX({self.kolom_mentah("dokumen", kunci)},IF({self.dokumen(jenis)}=0,"",' \
               f'{self.dokumen(jenis)}))&"","")'

    # --- reference lists ---

    @cached_property
    def kolom_daftar(self) -> dict[str, int]:
        """Column of every list on Referensi."""
        return {nama: n for n, nama in enumerate(DAFTAR)}

    def daftar(self, nama: str) -> str:
        """Range of a list."""
        kolom = self.kolom_daftar[nama]
        return range_ref(LEMBAR_REFERENSI, (AWAL, kolom), (AWAL + len(DAFTAR[nama]) - 1, kolom))

    def daftar_sel(self, nama: str, n: int) -> str:
        """One entry of a list."""
        return cell_ref(LEMBAR_REFERENSI, (AWAL + n, self.kolom_daftar[nama]))

    def pendamping(self, n: int) -> str:
        """Range of numbers beside the lists: 0 batas capaian, 1 bobot SKM."""
        banyak = len(DAFTAR["batas_capaian" if n == 0 else "bobot_skm"])
        return range_ref(LEMBAR_REFERENSI, (AWAL, len(DAFTAR) + n), (AWAL + banyak - 1, len(DAFTAR) + n))

    def nomenklatur(self, n: int) -> str:
        """Range of the nomenclature beside the lists: 0 codes, 1 names."""
        kolom = kolom_nomenklatur() + n
        return range_ref(LEMBAR_REFERENSI, (AWAL, kolom), (AWAL + len(nomenklatur_7_01()) - 1, kolom))

    @property
    def batas(self) -> str:
        """The ceiling of capaian as a number, "" for none."""
        return self._setelan("batas_capaian")

    @property
    def bobot_skm(self) -> str:
        """Weight of one unsur of the SKM."""
        return self._setelan("bobot_skm")

    def _setelan(self, kunci: str) -> str:
        return cell_ref(f"Olah {LEMBAR_PROFIL}", (self._profile_row(kunci), 3))

    def kelas(self, klasifikasi: str, kolom: int) -> str:
        """Range of the lower bounds (0) or the names (1) of a table of classes."""
        awal = self.referensi_bawah + 2
        n = list(KLASIFIKASI).index(klasifikasi)
        banyak = len(KLASIFIKASI[klasifikasi].kelas)
        return range_ref(LEMBAR_REFERENSI, (awal, 2 * n + kolom), (awal + banyak - 1, 2 * n + kolom))

    @property
    def batas_beda(self) -> str:
        """How far a printed figure may lie from the computed one."""
        return cell_ref(LEMBAR_REFERENSI, (self.referensi_bawah + 12, 1))

    @property
    def nbsp(self) -> str:
        """A no-break space."""
        return cell_ref(LEMBAR_REFERENSI, (self.referensi_bawah + 13, 1))

    def total(self, nama: str) -> str:
        """A grand total of the budget: anggaran, realisasi_anggaran, penyerapan."""
        return cell_ref(f"Olah {ANGGARAN}", (1, self.kolom_olah(ANGGARAN, nama)))

    #: Rows of Referensi below the lists where the tables of numbers begin.
    @cached_property
    def referensi_bawah(self) -> int:
        """First row under the lists."""
        return AWAL + max(map(len, DAFTAR.values())) + 2

    # --- how many rows the outputs hold ---

    @cached_property
    def ruang(self) -> dict[str, int]:
        """Rows of every growing output (`RUANG`): as the workbook was built when that is known, else from the plan."""
        return dict(self.rencana.ruang) or needed_rows(self.rencana)

    @property
    def blok_iki(self) -> list[tuple[str, int]]:
        """(jabatan, rows of its indicators) of every block of the IKI, in order."""
        return [(k.removeprefix(AWALAN_IKI), n) for k, n in self.ruang.items() if k.startswith(AWALAN_IKI)]


_LEMBAR_RUANG = {"urut": RENAKSI, "cascading": CASCADING, "iku": IKU, "anggaran": LKJIP37, "program": LKJIP37,
                 "pk": PK_LEMBAR["PK"]}


def overfull(rencana: Rencana) -> list[tuple[str, int]]:
    """(sheet, rows too few) of every output of a workbook that no longer holds what its plan needs."""
    ruang = dict(rencana.ruang) or needed_rows(rencana)
    return [(_LEMBAR_RUANG.get(k, IKI), n - ruang.get(k, 0))
            for k, n in used_rows_of(rencana).items() if n > ruang.get(k, 0)]


#: The lists of Olah Urut and the columns each has.
DAFTAR_URUT = ("tree", "iku", "program", "anggaran", "lampiran")
KOLOM_URUT = ("nilai", "indikator", "node", "pertama", "level")


def urut_kolom(daftar: str, nama: str) -> int:
    """Column of a list on Olah Urut; the keys stand in the first ones."""
    return 6 + DAFTAR_URUT.index(daftar) * (len(KOLOM_URUT) + 1) + KOLOM_URUT.index(nama)


def urut(daftar: str, nama: str, k: int) -> str:
    """What stands in the 0-based row of a list: row of the indicator, of the node, first of its node, level."""
    return cell_ref(OLAH_URUT, (AWAL + k, urut_kolom(daftar, nama)))


def table_of(s: LembarMasukan) -> Tabel:
    """The table of an input sheet."""
    return TABEL[s.tabel]
