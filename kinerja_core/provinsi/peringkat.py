"""Who stands where in a round, how sure that is, and what is worth a second look. Pure functions over a `Putaran`.

Ranks follow the exact total, never a rounded one. Totals that differ by no more than `SERI` share a rank, declared as
a tie ("seri"); nothing breaks a tie. What is not filled counts 0, as in the kertas kerja itself.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.teks import decimal
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Instrumen, Kebijakan
from kinerja_core.provinsi.putaran import Entri, Kiriman, Putaran, Skor, Tahap, group_of

#: Totals nearer than this are equal: programs differ by less in their arithmetic.
SERI = 1e-9
#: The tie rule in the words every recap prints.
ATURAN_SERI = "Nilai yang sama persis berbagi peringkat (seri); tidak ada pemutus seri."
SEBUTAN_KEBIJAKAN: dict[Kebijakan, str] = {
    "nol": "bernilai 0", "penuh": "bernilai penuh", "normalisasi": "dikeluarkan, sisanya diskalakan ke 100",
}


@dataclass(frozen=True)
class Tempat:
    """One kecamatan in the order. `nilai` (0-100) is the total that ranks; `seri` when another one shares the rank.

    `kabupaten` and `kelompok` are its ranks among its own kabupaten/kota and kind of kecamatan.
    """

    entri: Entri
    nilai: float
    peringkat: int
    kabupaten: int
    kelompok: int
    seri: bool

    @property
    def kode(self) -> str:
        """PP.KK.CC."""
        return self.entri.kecamatan.kode


def ranks(nilai: Sequence[float]) -> list[int]:
    """1 + how many are higher, for each value; a value within SERI of the highest of its group is equal to it."""
    hasil, kepala, peringkat = [0] * len(nilai), 0.0, 0
    for ke, n in enumerate(sorted(range(len(nilai)), key=lambda n: -nilai[n]), start=1):
        if not peringkat or kepala - nilai[n] > SERI:
            kepala, peringkat = nilai[n], ke
        hasil[n] = peringkat
    return hasil


def ranks_within(kelompok: Sequence[Hashable], nilai: Sequence[float]) -> list[int]:
    """Ranks of each value among those of the same group."""
    milik: dict[Hashable, list[int]] = defaultdict(list)
    for n, k in enumerate(kelompok):
        milik[k].append(n)
    hasil = [0] * len(nilai)
    for anggota in milik.values():
        for n, r in zip(anggota, ranks([nilai[n] for n in anggota]), strict=True):
            hasil[n] = r
    return hasil


def value_of(p: Putaran, e: Entri) -> float | None:
    """The total that ranks a kecamatan; None while nothing holds or a stage that counts is missing."""
    return e.combined(p.bobot_tahap) if e.berlaku is not None else None


def group(e: Entri) -> str:
    """Its kind: by Data Umum of the list, else by what it typed."""
    if (k := e.kecamatan.kelompok) != "belum diketahui" or e.berlaku is None:
        return k
    return group_of({kode: v for (kode, kunci), v in e.berlaku.isian.items() if kunci == "isi"})


def standing(p: Putaran, nilai: Callable[[Entri], float | None] | None = None) -> list[Tempat]:
    """Everybody who can be ranked, best first, equal ones by kode. `nilai`: another total than that of the round."""
    hitung = nilai or (lambda e: value_of(p, e))
    masuk = [(e, x) for e in p.entri if (x := hitung(e)) is not None]
    angka = [x for _, x in masuk]
    semua = ranks(angka)
    kab = ranks_within([e.kecamatan.kode_kabupaten for e, _ in masuk], angka)
    kel = ranks_within([group(e) for e, _ in masuk], angka)
    banyak = Counter(semua)
    hasil = [Tempat(e, x, r, k, g, banyak[r] > 1) for (e, x), r, k, g in zip(masuk, semua, kab, kel, strict=True)]
    return sorted(hasil, key=lambda t: (t.peringkat, t.kode))


def shifts(p: Putaran, dari: Tahap, ke: Tahap) -> dict[str, int]:
    """Places a kecamatan gains (+) or loses (-) from one stage to another, among those that have both; by kode."""
    bersama = [e for e in p.entri if dari in e.tahap and ke in e.tahap and e.berlaku is not None]
    a, b = (ranks([e.tahap[t] for e in bersama]) for t in (dari, ke))
    return {e.kecamatan.kode: x - y for e, x, y in zip(bersama, a, b, strict=True)}


# -- how sensitive the order is ------------------------------------------------------------------------------------


def total_under(instrumen: Instrumen, skor: Skor, kebijakan: Kebijakan) -> float:
    """Nilai Akhir (0-100) of a score under another policy for Tidak relevan; 0 when nothing counts."""
    jumlah = sum(float(i.bobot) * c / 100 for i in instrumen.indikator
                 if isinstance(c := skor.capaian.get(i.kode), int | float))
    lepas = sum(float(i.bobot) for i in instrumen.indikator if skor.capaian.get(i.kode) == TIDAK_RELEVAN)
    if kebijakan == "normalisasi":
        bobot = excel_round(sum(float(i.bobot) for i in instrumen.indikator) - lepas, 6)
        return jumlah / bobot * 100 if bobot > 0 else 0.0
    return jumlah + (lepas if kebijakan == "penuh" else 0.0)


def rounded_total(instrumen: Instrumen, skor: Skor) -> float:
    """Nilai Akhir (0-100) when the values as printed, one decimal each, are added; the instrument's policy holds."""
    if instrumen.kebijakan_tidak_relevan != "normalisasi":
        return skor.nilai_bulat
    lepas = sum(float(i.bobot) for i in instrumen.indikator if skor.capaian.get(i.kode) == TIDAK_RELEVAN)
    bobot = excel_round(sum(float(i.bobot) for i in instrumen.indikator) - lepas, 6)
    return skor.nilai_bulat / bobot * 100 if bobot > 0 else 0.0


#: Other ways to come to a total: what they are called, and how.
CARA_LAIN: Mapping[str, Callable[[Instrumen, Skor], float]] = {
    "Tidak relevan bernilai 0": lambda i, s: total_under(i, s, "nol"),
    "Tidak relevan bernilai penuh": lambda i, s: total_under(i, s, "penuh"),
    "Tidak relevan dinormalisasi": lambda i, s: total_under(i, s, "normalisasi"),
    "Nilai satu desimal dijumlahkan": rounded_total,
    "Nilai Akhir dibulatkan dua desimal": lambda i, s: excel_round(s.nilai_akhir, 2),
    "Nilai Akhir dibulatkan satu desimal": lambda i, s: excel_round(s.nilai_akhir, 1),
}
#: Those of them that only round.
CARA_BULAT = tuple(n for n in CARA_LAIN if "desimal" in n)


@dataclass(frozen=True)
class Kepekaan:
    """Rank by the self-assessment, and under every way of CARA_LAIN: total and rank."""

    entri: Entri
    peringkat: int
    lain: Mapping[str, tuple[float, int]]

    @property
    def rentang(self) -> tuple[int, int]:
        """Best and worst rank of all."""
        semua = [self.peringkat, *(r for _, r in self.lain.values())]
        return min(semua), max(semua)

    @property
    def peka_bulat(self) -> bool:
        """Does mere rounding change its rank?"""
        return any(self.lain[n][1] != self.peringkat for n in CARA_BULAT)


def sensitivity(p: Putaran) -> list[Kepekaan]:
    """Every kecamatan with a self-assessment, best first: how its rank depends on policy and rounding."""
    dasar = standing(p, lambda e: e.skor.nilai_akhir if e.skor else None)
    nilai = {nama: [cara(p.instrumen, t.entri.skor) for t in dasar if t.entri.skor]
             for nama, cara in CARA_LAIN.items()}
    urut = {nama: ranks(x) for nama, x in nilai.items()}
    return [Kepekaan(t.entri, t.peringkat, {nama: (nilai[nama][n], urut[nama][n]) for nama in CARA_LAIN})
            for n, t in enumerate(dasar)]


# -- statistics ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ringkas:
    """Statistics of some numbers; None where there are too few. `kosong`, `lepas`: how many blank, not relevant."""

    n: int
    rata: float | None = None
    tengah: float | None = None
    terkecil: float | None = None
    terbesar: float | None = None
    simpangan: float | None = None
    nol: int = 0
    penuh: int = 0
    kosong: int = 0
    lepas: int = 0


def summary(nilai: Iterable[float | str | None], penuh: float = 100.0) -> Ringkas:
    """Statistics of numbers among blanks (None) and "Tidak relevan"; the deviation is that of a sample (n - 1)."""
    semua = list(nilai)
    angka = [float(x) for x in semua if isinstance(x, int | float)]
    kosong, lepas = sum(x is None for x in semua), sum(isinstance(x, str) for x in semua)
    if not angka:
        return Ringkas(0, kosong=kosong, lepas=lepas)
    return Ringkas(
        len(angka), statistics.fmean(angka), statistics.median(angka), min(angka), max(angka),
        statistics.stdev(angka) if len(angka) > 1 else None, sum(x == 0 for x in angka),
        sum(x >= penuh - SERI for x in angka), kosong, lepas)


def median_of(angka: Sequence[float]) -> float:
    """The median; 0 for nothing."""
    urut, n = sorted(angka), len(angka)
    return (urut[(n - 1) // 2] + urut[n // 2]) / 2 if n else 0.0


# -- what is worth a look ----------------------------------------------------------------------------------------------

#: Points by which a Nilai Akhir may move from last year before it is told.
LONJAKAN = 15.0
#: Distance from the median in robust deviations (1,4826 x MAD) from which a value is far out, and how many values
#: and how wide a spread it takes to say so.
JAUH, CUKUP, LEBAR_MIN = 3.5, 8, 0.5
_KE_SIGMA = 1.4826
#: Share of indicators two neighbours must have filled for equal rows to mean anything.
_TERISI_SAMA = 0.5


#: What kinds of files that are not as issued are called.
BERUBAH, TANPA_TANDA = "Bagian terkunci berubah", "Tidak bertanda keaslian"


@dataclass(frozen=True)
class Perhatian:
    """One thing worth a look: what kind, of which kecamatan, in words, and the cell of its file ("" for the whole).

    `kiriman`: the file; None is the one that holds.
    """

    jenis: str
    entri: Entri
    uraian: str
    sel: str = ""
    kiriman: Kiriman | None = None


def attention(p: Putaran) -> list[Perhatian]:
    """Files that are not as issued first; then everything worth a look among what holds, kind by kind, each in order
    of kode."""
    masuk = [e for e in p.masuk if e.skor is not None]
    return [*_not_as_issued(p), *_zero_of_zero(masuk), *_explained(masuk), *_twins(p, masuk), *_all_full(masuk),
            *_jumps(masuk), *_far_out(p, masuk)]


def _not_as_issued(p: Putaran) -> list[Perhatian]:
    """Files whose locked content, Data Umum or looks are not as they were sent, or that lost their seal, and that no
    file in order followed."""
    hasil = []
    for e in p.entri:
        for k in e.kiriman:
            temuan = sorted((t for t in k.temuan if t.kind.breaks_integrity or t.kode == "KPL23"),
                            key=lambda t: not t.kind.breaks_integrity)
            if temuan and (e.berlaku is None or k.nomor >= e.berlaku.nomor):
                lain = f" (dan {len(temuan) - 1} catatan lain)" if len(temuan) > 1 else ""
                hasil += [Perhatian(BERUBAH if temuan[0].kind.breaks_integrity else TANPA_TANDA, e,
                                    f"{temuan[0].pesan}{lain}", temuan[0].sel, k)]
    return sorted(hasil, key=lambda x: x.jenis != BERUBAH)


def _zero_of_zero(masuk: Sequence[Entri]) -> list[Perhatian]:
    return [Perhatian("0 dari 0", e, t.pesan, t.sel)
            for e in masuk for t in (e.berlaku.temuan if e.berlaku else ())
            if t.kode == "HUB03" and not t.penjelasan]


def _explained(masuk: Sequence[Entri]) -> list[Perhatian]:
    """What an office explained instead of changing it: the reader judges the words."""
    return [Perhatian("Dijelaskan", e, f"{s.sebab} {s.tindakan}", s.tempat) for e in masuk
            for s in causes(e.berlaku.temuan if e.berlaku else ()) if s.penjelasan]


def _answers(p: Putaran, e: Entri) -> tuple[tuple[object, ...], int]:
    """What a kecamatan typed for the indicators, and how many of these inputs are filled."""
    isian = e.berlaku.isian if e.berlaku else {}
    isi = tuple(isian.get((i.kode, d.kunci)) for i in p.instrumen.indikator for d in i.data if d.is_input)
    return tuple((type(v).__name__, v) for v in isi), sum(v is not None for v in isi)


def _twins(p: Putaran, masuk: Sequence[Entri]) -> list[Perhatian]:
    kembar: dict[object, list[Entri]] = defaultdict(list)
    for e in masuk:
        isi, terisi = _answers(p, e)
        if isi and terisi >= _TERISI_SAMA * len(isi):
            kembar[(e.kecamatan.kode_kabupaten, isi)].append(e)
    hasil = []
    for anggota in kembar.values():
        for e in anggota if len(anggota) > 1 else ():
            lain = ", ".join(f"{x.kecamatan.identitas.nama} ({x.kecamatan.kode})" for x in anggota if x is not e)
            hasil.append(Perhatian("Isian kembar", e, f"Seluruh isian indikator sama dengan {lain}."))
    return sorted(hasil, key=lambda x: x.entri.kecamatan.kode)


def _all_full(masuk: Sequence[Entri]) -> list[Perhatian]:
    hasil = []
    for e in masuk:
        angka = [c for c in e.skor.capaian.values() if not isinstance(c, str)] if e.skor else []
        if angka and all(c is not None and c >= 100 - SERI for c in angka):
            hasil.append(Perhatian("Semua penuh", e, f"Capaian {len(angka)} indikator semuanya 100."))
    return hasil


def _jumps(masuk: Sequence[Entri]) -> list[Perhatian]:
    hasil = []
    for e in masuk:
        if e.skor and e.tahun_lalu is not None and abs(e.skor.nilai_akhir - e.tahun_lalu) >= LONJAKAN:
            kata = "naik" if e.skor.nilai_akhir > e.tahun_lalu else "turun"
            hasil.append(Perhatian("Lonjakan", e, f"Nilai Akhir {kata} dari {decimal(e.tahun_lalu)} (tahun lalu) "
                                                  f"menjadi {decimal(e.skor.nilai_akhir)}."))
    return hasil


def _far_out(p: Putaran, masuk: Sequence[Entri]) -> list[Perhatian]:
    """Capaian far from the median of all in robust deviations; silent where most are equal or few have one."""
    hasil = []
    for i in p.instrumen.indikator:
        ada = [(e, c) for e in masuk if e.skor and isinstance(c := e.skor.capaian.get(i.kode), int | float)]
        angka = [float(c) for _, c in ada]
        tengah = median_of(angka)
        sigma = _KE_SIGMA * median_of([abs(x - tengah) for x in angka])
        if len(angka) < CUKUP or sigma < LEBAR_MIN:
            continue
        for e, c in ada:
            if abs(c - tengah) > JAUH * sigma and e.berlaku:
                sel = next((s for (kode, kunci), s in e.berlaku.asal.items() if kode == i.kode and kunci != "bukti"),
                           "")
                hasil.append(Perhatian("Jauh dari yang lain", e,
                                       f"Indikator {i.nomor}: capaian {decimal(c)}, sedangkan nilai tengah semua "
                                       f"kecamatan {decimal(tengah)}.", sel))
    return sorted(hasil, key=lambda x: x.entri.kecamatan.kode)


@dataclass(frozen=True)
class Hitungan:
    """How many of what: the first numbers of a recap."""

    ditunggu: int
    masuk: int
    diterima: int
    diterima_catatan: int
    dikembalikan: int
    belum_masuk: int
    terlambat: int
    tidak_terbaca: int
    berkas: int
    rumus_berubah: int
    peka_bulat: int
    keadaan: Mapping[str, int] = field(default_factory=dict)

    @property
    def belum_diterima(self) -> int:
        """Kecamatan of which nothing holds: nothing came, or all was sent back."""
        return self.ditunggu - self.masuk


def counts(p: Putaran) -> Hitungan:
    """The counts of a round. Kecamatan: masuk, diterima.., dikembalikan, belum_masuk, terlambat; files: the others."""
    keadaan = Counter(e.keadaan for e in p.entri)
    berkas = [k for e in p.entri for k in e.kiriman] + list(p.lain)
    return Hitungan(
        len(p.entri), len(p.masuk), keadaan["diterima"], keadaan["diterima_catatan"], keadaan["dikembalikan"],
        keadaan["belum_masuk"] if p.ditunggu else 0, sum(e.berlaku.terlambat for e in p.masuk if e.berlaku),
        sum(k.keadaan == "tidak_terbaca" for k in berkas), len(berkas), sum(k.rumus_berubah for k in berkas),
        sum(k.peka_bulat for k in sensitivity(p)), dict(Counter(k.keadaan for k in berkas)))
