"""A provincial round: whom it asked, what came in, which submission holds, what each stage gave.

The narrow waist between the register and everything that tells of it (recap, return notes, verification). Frozen
values only; nothing here reads a file, a clock or a database.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN, Capaian
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.penilaian import Hasil
from kinerja_core.lembar.isian import Kotak

#: The one state every file that came in ends in.
Keadaan = Literal["diterima", "diterima_catatan", "dikembalikan", "tidak_terbaca"]
#: The state of a kecamatan: that of its best file, or nothing came.
KeadaanKecamatan = Literal["diterima", "diterima_catatan", "dikembalikan", "belum_masuk"]
SEBUTAN_KEADAAN: dict[str, str] = {
    "diterima": "Diterima", "diterima_catatan": "Diterima dengan catatan", "dikembalikan": "Dikembalikan",
    "tidak_terbaca": "Tidak terbaca", "belum_masuk": "Belum masuk",
}

#: Kinds of kecamatan that may be ranked apart; the last one when Data Umum does not tell.
Kelompok = Literal["desa saja", "campuran", "kelurahan saja", "belum diketahui"]
DESA, KELURAHAN = "jumlah_desa", "jumlah_kelurahan"

#: Stages of an assessment, in order.
Tahap = Literal["mandiri", "verifikasi", "presentasi", "lapangan"]
SEBUTAN_TAHAP: dict[Tahap, str] = {
    "mandiri": "Nilai mandiri", "verifikasi": "Verifikasi", "presentasi": "Presentasi",
    "lapangan": "Kunjungan lapangan",
}


@dataclass(frozen=True)
class Kecamatan:
    """One office of the round: identity and Data Umum as the province has it (fact -> value; blank is absent)."""

    identitas: Identitas
    data_umum: Mapping[str, Nilai] = field(default_factory=dict)

    @property
    def kode(self) -> str:
        """PP.KK.CC."""
        return self.identitas.kode_wilayah

    @property
    def kode_kabupaten(self) -> str:
        """PP.KK, the key of its kabupaten/kota."""
        return self.identitas.kode_wilayah[:5]

    @property
    def daerah(self) -> str:
        """Kabupaten Magetan, Kota Malang."""
        return self.identitas.daerah.title()

    @property
    def kelompok(self) -> Kelompok:
        """By jumlah desa and jumlah kelurahan; "belum diketahui" when one is no number or both are 0."""
        return group_of(self.data_umum)


def group_of(data_umum: Mapping[str, Nilai]) -> Kelompok:
    """The kind of kecamatan of a Data Umum."""
    desa, kelurahan = data_umum.get(DESA), data_umum.get(KELURAHAN)
    if not is_number(desa) or not is_number(kelurahan) or not (desa or kelurahan):
        return "belum diketahui"
    if desa and kelurahan:
        return "campuran"
    return "desa saja" if desa else "kelurahan saja"


@dataclass(frozen=True)
class Skor:
    """What the core makes of one isian: capaian in percent 0-100, "Tidak relevan" or None (belum diisi), by kode.

    `nilai` is bobot x capaian / 100, None where it does not count; `aspek` is the sum per aspek; Nilai Akhir 0-100.
    """

    capaian: Mapping[str, Capaian]
    nilai: Mapping[str, float | None]
    aspek: Mapping[str, float]
    nilai_akhir: float
    nilai_bulat: float
    terisi: int
    predikat: str | None = None

    @property
    def tidak_relevan(self) -> tuple[str, ...]:
        """Indicators that do not apply."""
        return tuple(k for k, c in self.capaian.items() if c == TIDAK_RELEVAN)


def skor_of(hasil: Hasil) -> Skor:
    """The part of a result that a register keeps."""
    return Skor(
        {h.indikator.kode: h.capaian for h in hasil.indikator}, {h.indikator.kode: h.nilai for h in hasil.indikator},
        {a.kode: a.nilai for a in hasil.aspek}, hasil.nilai_akhir, hasil.nilai_bulat, hasil.terisi, hasil.predikat)


@dataclass(frozen=True)
class Kiriman:
    """One file that came in, as the register keeps it.

    `nomor` counts registrations from 1; `sidik` is the SHA-256 of the file, `berkas` its path below the collected
    folder ("Magetan.zip/35.20.10.xlsx" inside a zip); `waktu` when it arrived, ISO 8601; `kode` the finding that
    decided its state, "" when none; `keaslian` the answer of Cek Keaslian (`segel.Keadaan`), "" when unread;
    `asal` the cell of each input as Excel shows it. `identitas`, `skor` are None when they could not be read.
    """

    nomor: int
    sidik: str
    berkas: str
    waktu: str
    keadaan: Keadaan
    kode: str = ""
    keaslian: str = ""
    identitas: Identitas | None = None
    serial: str = ""
    isian: Mapping[Kotak, Nilai] = field(default_factory=dict)
    asal: Mapping[Kotak, str] = field(default_factory=dict)
    skor: Skor | None = None
    temuan: tuple[Temuan, ...] = ()
    rumus_berubah: bool = False
    terlambat: bool = False

    @property
    def diterima(self) -> bool:
        """Accepted, with or without catatan."""
        return self.keadaan in ("diterima", "diterima_catatan")


@dataclass(frozen=True)
class Entri:
    """One kecamatan in the round: all that came from it in order of registration, and the one that holds.

    `tahap` holds the Nilai (0-100) of every stage that has one, "mandiri" included; `verifikasi` the score by the
    verifiers' values.
    """

    kecamatan: Kecamatan
    kiriman: tuple[Kiriman, ...] = ()
    berlaku: Kiriman | None = None
    verifikasi: Skor | None = None
    tahap: Mapping[Tahap, float] = field(default_factory=dict)
    #: Nilai Akhir of last year's register, None when there is none.
    tahun_lalu: float | None = None

    @property
    def keadaan(self) -> KeadaanKecamatan:
        """The state of what holds; "dikembalikan" when files came but none was accepted."""
        if self.berlaku is not None:
            return "diterima" if self.berlaku.keadaan == "diterima" else "diterima_catatan"
        return "dikembalikan" if self.kiriman else "belum_masuk"

    @property
    def skor(self) -> Skor | None:
        """The self-assessment that holds."""
        return self.berlaku.skor if self.berlaku else None

    def combined(self, bobot: Mapping[Tahap, Decimal]) -> float | None:
        """Σ weight x stage / Σ weight over the stages with a weight; None while one of them is missing."""
        dipakai = {t: b for t, b in bobot.items() if b}
        if not dipakai or any(t not in self.tahap for t in dipakai):
            return None
        if len(dipakai) == 1:
            return self.tahap[next(iter(dipakai))]
        return sum(float(b) * self.tahap[t] for t, b in dipakai.items()) / float(sum(dipakai.values()))


HANYA_MANDIRI: Mapping[Tahap, Decimal] = {"mandiri": Decimal(100)}


@dataclass(frozen=True)
class Putaran:
    """The whole round at one moment. `entri` are sorted by kode; `lain` are files that belong to no kecamatan of it.

    `ditunggu` is False when no list of the kecamatan that were asked is known: then nothing is "belum masuk".
    `pada` is the moment of the last registration (ISO 8601), not of now: the same register gives the same recap.
    `terlewat` says of the run that collected it which files are no kiriman, `sel` their path: passed over, or not to be
    opened now and tried again by the next run.
    """

    instrumen: Instrumen
    entri: tuple[Entri, ...]
    lain: tuple[Kiriman, ...] = ()
    tenggat: datetime.date | None = None
    ditunggu: bool = True
    pada: str = ""
    bobot_tahap: Mapping[Tahap, Decimal] = field(default_factory=lambda: HANYA_MANDIRI)
    terlewat: tuple[Temuan, ...] = ()

    @cached_property
    def masuk(self) -> tuple[Entri, ...]:
        """Kecamatan with a submission that holds."""
        return tuple(e for e in self.entri if e.berlaku is not None)

    @cached_property
    def kabupaten(self) -> dict[str, str]:
        """PP.KK -> Kabupaten/Kota ..., in order of the code."""
        return {e.kecamatan.kode_kabupaten: e.kecamatan.daerah for e in self.entri}
