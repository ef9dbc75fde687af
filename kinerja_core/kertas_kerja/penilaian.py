"""Isian -> Hasil: clean, check, score. Floats as Excel computes them, no intermediate rounding.

nilai = bobot x capaian / 100; Nilai Akhir = Σ nilai, rescaled to 100 when the policy is `normalisasi`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kinerja_core.dasar.excelmath import Nilai, excel_round, round_for_bound
from kinerja_core.dasar.temuan import KATALOG, NOMOR_TINGKAT, isi_pesan
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN, Capaian
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.kode_cek import control_number
from kinerja_core.kertas_kerja.penjelasan import explained_input
from kinerja_core.kertas_kerja.uji import (
    BAIK,
    DATUM_BUKTI,
    TANPA_BATAS,
    Jawaban,
    Keadaan,
    UjiIsi,
    clean,
    daftar_uji,
    typed_facts,
)
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.penjelasan import explains, explanation_text, level_number


class Susunan:
    """What every filling of an instrument has in common: worked out once for many of them. Only read."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen = instrumen
        self.masukan = input_keys(instrumen)
        datum = {(kode, d.kunci): d for kode, d in instrumen.masukan()}
        self.datum = [(k, datum.get(k, DATUM_BUKTI), instrumen.batas.get(k, TANPA_BATAS)) for k in self.masukan]
        self.uji = daftar_uji(instrumen)
        self.isi = {u.kotak: u for u in self.uji if isinstance(u, UjiIsi)}
        self.dengan_uji = {u.kotak for u in self.uji}

    @cached_property
    def sebutan(self) -> dict[Kotak, str]:
        """Each input as a reader of the terminal knows it: Indikator 33, Jumlah kasus sengketa."""
        nomor = {i.kode: f"{self.instrumen.istilah.indikator} {i.nomor}" for i in self.instrumen.indikator}
        milik = [*self.instrumen.masukan(), *((i.kode, DATUM_BUKTI) for i in self.instrumen.indikator)]
        return {(kode, d.kunci): f"{nomor.get(kode, 'Data Umum')}, {d.label}" for kode, d in milik}


class Olahan:
    """A filling after cleaning: what the workings sheet of the workbook holds, in Python.

    `sah` says that an input may be counted: filled, of the right kind, no obligatory finding. `susunan` (of the same
    instrument) spares working it out again.
    """

    def __init__(self, instrumen: Instrumen, isian: Isian, susunan: Susunan | None = None) -> None:
        susunan = susunan or Susunan(instrumen)
        self.instrumen, self.susunan = instrumen, susunan
        self._penjelasan = {milik: teks for k, v in isian.data.items()
                            if (milik := explained_input(k)) and (teks := explanation_text(v))}
        self.masukan = susunan.masukan
        self._sah: dict[Kotak, bool] = {}
        self._nilai: dict[Kotak, float] = {}
        self._keadaan: dict[Kotak, Keadaan] = {
            k: clean(isian.data.get(k), d, instrumen, batas) for k, d, batas in susunan.datum}
        for k in isian.pindah & self._keadaan.keys():
            self._keadaan[k] = replace(self._keadaan[k], pindah=True)
        for k in isian.tak_terhitung.keys() & self._keadaan.keys():
            self._keadaan[k] = replace(self._keadaan[k], rumus=isian.tak_terhitung[k])
        self.uji = susunan.uji
        self._isi = susunan.isi
        #: What the check of each input alone answers: asked for here and again for the list of findings.
        self._jawab: dict[Kotak, Jawaban] = {}
        for f in instrumen.fakta:
            self._settle_fact(f.kode, f.jumlah_dari)
        self._relevan = {i.kode: self._is_relevan(i) for i in instrumen.indikator}
        for i in instrumen.indikator:
            for d in i.data:
                if d.is_input:
                    kotak = (i.kode, d.kunci)
                    if not self._relevan[i.kode]:
                        self._keadaan[kotak] = replace(self._keadaan[kotak], relevan=False)
                    self._bound_by_fact(kotak)
                    self._settle_input(kotak)
        for i in instrumen.indikator:
            for d in i.data:
                if not d.is_input:
                    self._settle_derived((i.kode, d.kunci), d)

    def _settle_input(self, kotak: Kotak) -> None:
        keadaan = self._keadaan[kotak]
        self._jawab[kotak] = jawab = self._isi[kotak].evaluate(self)
        kode = jawab[0]
        wajib = kode != "" and KATALOG[kode].tingkat == "wajib"
        self._sah[kotak] = keadaan.keadaan != 0 and keadaan.relevan and not wajib
        self._nilai[kotak] = keadaan.nilai if self._sah[kotak] else 0.0

    def _bound_by_fact(self, kotak: Kotak) -> None:
        """A fact of Data Umum that nothing is told of lowers the hard bound of an input."""
        b = self._keadaan[kotak].batas
        if b.fakta and all(self._jawab[f, "isi"] == BAIK for f in typed_facts(self.instrumen, b.fakta)):
            self._keadaan[kotak] = replace(self._keadaan[kotak], maks=min(b.maks, self._nilai[b.fakta, "isi"]))

    def _settle_fact(self, kode: str, jumlah_dari: tuple[str, ...]) -> None:
        kotak = (kode, "isi")
        if not jumlah_dari:
            self._settle_input(kotak)
            return
        self._sah[kotak] = all(self._sah[(f, "isi")] for f in jumlah_dari)
        self._nilai[kotak] = sum(self._nilai[(f, "isi")] for f in jumlah_dari) if self._sah[kotak] else 0.0

    def _settle_derived(self, kotak: Kotak, d: Datum) -> None:
        if kotak in self._sah:
            return
        sumber: Kotak = (d.fakta, "isi") if d.fakta else (d.dari.partition(".")[0], d.dari.partition(".")[2])
        if sumber not in self._sah:
            pemilik = next(i for i in self.instrumen.indikator if i.kode == sumber[0])
            self._settle_derived(sumber, pemilik.datum(sumber[1]))
        self._sah[kotak], self._nilai[kotak] = self._sah[sumber], self._nilai[sumber]

    def _is_relevan(self, i: Indikator) -> bool:
        syarat = i.tidak_relevan.bila_nol
        if syarat and all(self._sah[(f, "isi")] and self._nilai[(f, "isi")] == 0 for f in syarat):
            return False
        jawab = any(self._keadaan[(i.kode, d.kunci)].is_jawab for d in i.data if d.is_input)
        return not (i.tidak_relevan.boleh_dijawab and jawab)

    def answers(self) -> tuple[Jawaban, ...]:
        """What every check says, in the order of `uji`."""
        return tuple(u.evaluate(self) if (u.kotak not in self._jawab or not isinstance(u, UjiIsi))
                     else self._jawab[u.kotak] for u in self.uji)

    def kotak(self, kotak: Kotak) -> Keadaan:
        """The cleaned input."""
        return self._keadaan[kotak]

    def sah(self, kotak: Kotak) -> bool:
        """May it be counted?"""
        return self._sah.get(kotak, False)

    def nilai(self, kotak: Kotak) -> float:
        """The number a rule gets; 0 where it may not be counted."""
        return self._nilai.get(kotak, 0.0)

    def penjelasan(self, kotak: Kotak) -> str:
        """What stands beside an input in the column Penjelasan; "" for nothing."""
        return self._penjelasan.get(kotak, "")

    def is_explained(self, kotak: Kotak, jawaban: Jawaban) -> bool:
        """Is what a check says of an input answered there?"""
        kode, a, b = jawaban
        teks = self.penjelasan(kotak) if kode else ""
        return bool(teks) and explains(teks, kode, isi_pesan(KATALOG[kode].pesan, a, b))

    def kotak_sah(self) -> list[Kotak]:
        """Every input and derived datum that a formula may count."""
        return list(self._sah)

    def relevan(self, kode: str) -> bool:
        """Relevant as far as Data Umum and answers tell; a fact always is. A rule may still say otherwise."""
        return self._relevan.get(kode, True)


@dataclass(frozen=True)
class HasilIndikator:
    """One scored row. capaian percent 0-100, nilai 0..bobot; None is "belum diisi" (counts as 0)."""

    indikator: Indikator
    terisi: bool
    relevan: bool
    capaian: Capaian
    nilai: float | None


@dataclass(frozen=True)
class HasilAspek:
    """One aspek: bobot that counts, Σ nilai, percent of the bobot that counts (None when nothing counts)."""

    kode: str
    nama: str
    bobot: float
    bobot_relevan: float
    nilai: float
    persen: float | None


@dataclass(frozen=True)
class Hasil:
    """The whole result of one filling."""

    indikator: tuple[HasilIndikator, ...]
    aspek: tuple[HasilAspek, ...]
    nilai_akhir: float
    nilai_bulat: float
    predikat: str | None
    terisi: int
    kode_cek: int
    uji: tuple[Jawaban, ...]

    def of(self, kode: str) -> HasilIndikator:
        """The row of that kode."""
        return next(h for h in self.indikator if h.indikator.kode == kode)


def _score_indikator(i: Indikator, o: Olahan) -> HasilIndikator:
    kotak = [(i.kode, d.kunci) for d in i.data]
    lengkap = all(map(o.sah, kotak))
    capaian: Capaian = None
    if not o.relevan(i.kode):
        capaian = TIDAK_RELEVAN
    elif lengkap:
        capaian = i.aturan.evaluate({kunci: o.nilai((kode, kunci)) for kode, kunci in kotak})
    relevan = capaian != TIDAK_RELEVAN
    bobot = float(i.bobot)
    nilai: float | None
    if isinstance(capaian, str):
        nilai = {"nol": 0.0, "penuh": bobot, "normalisasi": None}[o.instrumen.kebijakan_tidak_relevan]
    else:
        nilai = None if capaian is None else bobot * capaian / 100
    return HasilIndikator(i, lengkap or not relevan, relevan, capaian, nilai)


def _counts(h: HasilIndikator, instrumen: Instrumen) -> bool:
    """Does this row's bobot count in the denominator?"""
    return h.relevan or instrumen.kebijakan_tidak_relevan != "normalisasi"


def _percent(nilai: float, bobot: float) -> float | None:
    return None if bobot <= 0 else nilai / bobot * 100


def predikat_of(instrumen: Instrumen, nilai_akhir: float) -> str | None:
    """The class of a Nilai Akhir (two decimals as Excel rounds); None when the instrument has no table."""
    for kelas in sorted(instrumen.predikat, key=lambda k: k.batas, reverse=True):
        bulat, batas = round_for_bound(nilai_akhir), float(kelas.batas)
        if bulat > batas or (kelas.termasuk_batas and bulat == batas):
            return kelas.predikat
    return None


def score(instrumen: Instrumen, isian: Isian) -> Hasil:
    """The result of a filling, from its inputs alone. Never raises for any filling of a sound instrument."""
    return score_olahan(Olahan(instrumen, isian))


def score_olahan(o: Olahan) -> Hasil:
    """The same from a cleaned filling."""
    instrumen = o.instrumen
    baris = {i.kode: _score_indikator(i, o) for i in instrumen.indikator}
    aspek = []
    for a in instrumen.aspek:
        isi = [baris[i.kode] for i in a.indikator]
        nilai = sum((h.nilai for h in isi if h.nilai is not None), 0.0)
        bobot = excel_round(sum(float(h.indikator.bobot) for h in isi if _counts(h, instrumen)), 6)
        penuh = excel_round(sum(float(h.indikator.bobot) for h in isi), 6)
        aspek.append(HasilAspek(a.kode, a.nama, penuh, bobot, nilai, _percent(nilai, bobot)))
    jumlah, bobot = sum(a.nilai for a in aspek), excel_round(sum(a.bobot_relevan for a in aspek), 6)
    nilai_akhir = jumlah
    if instrumen.kebijakan_tidak_relevan == "normalisasi":
        nilai_akhir = 0.0 if bobot <= 0 else jumlah / bobot * 100
    bulat = sum(excel_round(h.nilai, 1) for h in baris.values() if h.nilai is not None)
    return Hasil(
        indikator=tuple(baris.values()),
        aspek=tuple(aspek),
        nilai_akhir=nilai_akhir,
        nilai_bulat=bulat,
        predikat=predikat_of(instrumen, nilai_akhir),
        terisi=sum(h.terisi for h in baris.values()),
        kode_cek=control_number(map(o.kotak, o.masukan)),
        uji=o.answers(),
    )


def _shown(x: float | str | None) -> Nilai:
    return "" if x is None else x


def core_values(o: Olahan, h: Hasil) -> dict[Hashable, Nilai]:
    """The core's value of every formula cell of the workbook that shows one, by the key the layout gives it."""
    nilai: dict[Hashable, Nilai] = {
        "nilai_akhir": h.nilai_akhir, "terisi": h.terisi, "kode_cek": h.kode_cek, "predikat": h.predikat or "-",
        "bobot_dihitung": excel_round(sum(a.bobot_relevan for a in h.aspek), 6),
        "jumlah_nilai": sum(a.nilai for a in h.aspek),
    }
    for x in h.indikator:
        kode = x.indikator.kode
        nilai |= {
            ("capaian", kode): _shown(x.capaian), ("nilai", kode): _shown(x.nilai),
            ("relevan", kode): int(x.relevan), ("relevan_awal", kode): int(o.relevan(kode)),
            ("terisi", kode): int(x.terisi),
            ("bobot_dihitung", kode): float(x.indikator.bobot) if _counts(x, o.instrumen) else 0.0,
        }
    for a in h.aspek:
        nilai |= {("nilai_aspek", a.kode): a.nilai, ("nilai_aspek_rekap", a.kode): a.nilai,
                  ("bobot_aspek", a.kode): a.bobot_relevan, ("persen_aspek", a.kode): _shown(a.persen)}
    urutan = [level_number(x[0], o.is_explained(u.kotak, x)) for u, x in zip(o.uji, h.uji, strict=True)]
    nilai |= {("uji", n): kode for n, (kode, _, _) in enumerate(h.uji)}
    nilai |= {("tingkat", n): t for n, t in enumerate(urutan)}
    nilai |= {f"jumlah_{t}": urutan.count(n) for t, n in NOMOR_TINGKAT.items()}
    for kotak in o.kotak_sah():
        nilai[("sah", kotak)] = int(o.sah(kotak))
        nilai[("angka", kotak)] = o.nilai(kotak)
        nilai[("turunan", kotak)] = o.nilai(kotak) if o.sah(kotak) else ""
    return nilai
