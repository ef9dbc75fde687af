"""What the stages after the self-assessment say, from the rows of a register: pure functions over frozen values.

Verification: of one verifier the last file of a kecamatan counts. Where verifiers differ (decision or values) nothing
is chosen: the row has no value, and the kecamatan no Nilai verifikasi, until a meeting of the team decides; a decision
covers the files registered before it. Presentation and visit: of one juror the last value, of several their mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.penilaian import Olahan, Susunan, score_olahan
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.putaran import Entri, Putaran, Skor, Tahap, skor_of
from kinerja_core.provinsi.register_bentuk import NilaiTahap
from kinerja_core.provinsi.verifikasi.kaidah import differs, items

#: The keputusan of the row that stands for a whole file, and who signs what a meeting decided.
BERKAS, RAPAT = "berkas", "Rapat tim"
#: Points (of 100) by which jurors may differ before it is told.
SELISIH_PENILAI = 20.0


@dataclass(frozen=True)
class BerkasVerifikasi:
    """One verifier's file that counts: who, its SHA-256, name, the submission it is about, and its rows by kode;
    `tanda` is the row that stands for the whole file.
    """

    verifikator: str
    sidik: str
    berkas: str
    kiriman: str
    nomor: int
    baris: Mapping[str, NilaiTahap]
    tanda: NilaiTahap


@dataclass(frozen=True)
class Konflik:
    """A row on which verifiers differ: everything each of them said."""

    kode_wilayah: str
    butir: str
    pilihan: tuple[NilaiTahap, ...]


@dataclass(frozen=True)
class HasilVerifikasi:
    """What verification gives for one kecamatan: the rows that hold, open conflicts, and the score when complete.

    `usang` are files about a submission that no longer holds and whose isian differs; they count for nothing.
    """

    entri: Entri
    berkas: tuple[BerkasVerifikasi, ...] = ()
    usang: tuple[BerkasVerifikasi, ...] = ()
    baris: Mapping[str, NilaiTahap] = field(default_factory=dict)
    konflik: tuple[Konflik, ...] = ()
    skor: Skor | None = None

    @property
    def berubah(self) -> tuple[NilaiTahap, ...]:
        """Rows that hold and are not "Sesuai", in the order of the sheet."""
        return tuple(x for x in self.baris.values() if x.keputusan != "Sesuai" and x.keputusan)


def last_files(rows: Iterable[NilaiTahap]) -> tuple[BerkasVerifikasi, ...]:
    """Of every verifier of one kecamatan the last file, with its rows."""
    semua = list(rows)
    terakhir: dict[str, NilaiTahap] = {}
    for x in semua:
        if x.tahap == "verifikasi" and not x.indikator and x.keputusan == BERKAS:
            terakhir[x.verifikator] = x
    return tuple(BerkasVerifikasi(
        v, b.sidik, b.berkas, str(b.isian.get("kiriman") or ""), b.nomor,
        {x.indikator: x for x in semua if x.verifikator == v and x.sidik == b.sidik and x.indikator}, b)
        for v, b in sorted(terakhir.items()))


def _one_answer(a: NilaiTahap, b: NilaiTahap) -> bool:
    """Do two rows say the same? The decision and every value; reasons and evidence may be told in other words."""
    kunci = a.isian.keys() | b.isian.keys()
    return a.keputusan == b.keputusan and not any(
        differs(a.isian.get(k), b.isian.get(k)) or differs(b.isian.get(k), a.isian.get(k)) for k in kunci)


def _settle(butir: str, suara: Sequence[NilaiTahap], rapat: Iterable[NilaiTahap]) -> NilaiTahap | None:
    """The row that holds; None where verifiers differ and no later decision of a meeting covers all of them."""
    putusan = [r for r in rapat if r.indikator == butir and all(r.nomor > s.nomor for s in suara)]
    if all(_one_answer(suara[0], s) for s in suara[1:]):
        return suara[0]
    return putusan[-1] if putusan else None


def _current(e: Entri, b: BerkasVerifikasi, kotak: Iterable[Kotak]) -> bool:
    """Is a file about the submission that holds, or about one with the same values?"""
    if e.berlaku is None or b.kiriman == e.berlaku.sidik:
        return e.berlaku is not None
    lama = next((k for k in e.kiriman if k.sidik == b.kiriman), None)
    if lama is None:
        return False
    kini = e.berlaku.isian
    return not any(differs(kini.get(k), lama.isian.get(k)) or differs(lama.isian.get(k), kini.get(k)) for k in kotak)


def verification_of(e: Entri, rows: Sequence[NilaiTahap], instrumen: Instrumen,
                    susunan: Susunan | None = None) -> HasilVerifikasi:
    """What the rows of one kecamatan come to."""
    butir = items(instrumen)
    kotak = [k for b in butir for k in b.kotak]
    semua = last_files(rows)
    dipakai = tuple(b for b in semua if _current(e, b, kotak))
    usang = tuple(b for b in semua if b not in dipakai)
    rapat = [x for x in rows if x.tahap == "verifikasi" and x.verifikator == RAPAT and x.indikator]
    baris: dict[str, NilaiTahap] = {}
    konflik = []
    for x in butir:
        if suara := [b.baris[x.kode] for b in dipakai if x.kode in b.baris]:
            satu = _settle(x.kode, suara, rapat)
            if satu is None:
                konflik.append(Konflik(e.kecamatan.kode, x.kode, tuple(suara)))
            else:
                baris[x.kode] = satu
    skor = None
    if dipakai and not konflik and len(baris) == len(butir) and e.berlaku is not None:
        isian: dict[Kotak, Nilai] = dict(e.berlaku.isian)
        for kode, nilai in baris.items():
            isian |= {(kode, kunci): v for kunci, v in nilai.isian.items()}
        skor = skor_of(score_olahan(Olahan(instrumen, Isian(None, isian), susunan)))
    return HasilVerifikasi(e, dipakai, usang, baris, tuple(konflik), skor)


def all_verifications(putaran: Putaran, stages: Iterable[NilaiTahap]) -> dict[str, HasilVerifikasi]:
    """Kode wilayah -> what verification gives, for the kecamatan of the round of which a verifier's file was merged."""
    per: defaultdict[str, list[NilaiTahap]] = defaultdict(list)
    for x in stages:
        if x.tahap == "verifikasi":
            per[x.kode_wilayah].append(x)
    susunan = Susunan(putaran.instrumen)
    hasil = {e.kecamatan.kode: verification_of(e, per[e.kecamatan.kode], putaran.instrumen, susunan)
             for e in putaran.entri if e.kecamatan.kode in per}
    return {kode: h for kode, h in hasil.items() if h.berkas or h.usang}


def juror_values(stages: Iterable[NilaiTahap], tahap: Tahap) -> dict[str, dict[str, float]]:
    """Kode wilayah -> juror -> the last value (0-100) that juror gave."""
    hasil: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for x in stages:
        if x.tahap == tahap and not x.indikator and x.nilai is not None:
            hasil[x.kode_wilayah][x.verifikator] = x.nilai
    return dict(hasil)


def apply_stages(putaran: Putaran, stages: Iterable[NilaiTahap]) -> Putaran:
    """The round with what its stages gave: Entri.verifikasi and Entri.tahap. The same rows give the same round.

    A kecamatan without a complete verification has no "verifikasi"; a stage nobody valued is absent, not 0.
    """
    rows = list(stages)
    verifikasi = all_verifications(putaran, rows)
    penilai: dict[Tahap, dict[str, dict[str, float]]] = {
        "presentasi": juror_values(rows, "presentasi"), "lapangan": juror_values(rows, "lapangan")}
    entri = []
    for e in putaran.entri:
        tahap, h = dict(e.tahap), verifikasi.get(e.kecamatan.kode)
        skor = e.verifikasi
        if h is not None:
            skor = h.skor
            tahap.pop("verifikasi", None)
            if skor is not None:
                tahap["verifikasi"] = skor.nilai_akhir
        for nama, isi in penilai.items():
            if nilai := isi.get(e.kecamatan.kode):
                tahap[nama] = sum(nilai[k] for k in sorted(nilai)) / len(nilai)
        entri.append(replace(e, verifikasi=skor, tahap=tahap))
    return replace(putaran, entri=tuple(entri))


#: The same under the name of the working agreement.
with_stages = apply_stages
