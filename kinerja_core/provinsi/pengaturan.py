"""Settings of a provincial round: a workbook to fill, and its strict reading: every mistake at its cell, or settings.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.teks import with_comma
from kinerja_core.dasar.temuan import KinerjaError, buat_temuan
from kinerja_core.instrumen.model import find_instrumen
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Kertas, chosen_paper
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.meta import require_kind
from kinerja_core.lembar.tabel_baca import PembacaTabel, typed
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.lembar.pengaturan import (
    BANYAK_VERIFIKATOR,
    BOBOT,
    JENIS,
    default_values,
    describe_settings,
    find_settings,
    rows,
)
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Tahap
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi

NAMA = "Pengaturan.xlsx"
_WILAYAH = re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2})?")


@dataclass(frozen=True)
class Pengaturan:
    """The settings of a round. Paths are whole; `instrumen` is a file, or the name of an installed instrument.

    `tahap` holds the stages with a weight above 0 (Σ 100), `bagian` percent of kecamatan to verify (above 0 to 100),
    `hanya` codes PP.KK or PP.KK.CC instead of it, `terima` the words of acceptance or None.
    """

    folder: Path
    instrumen: str
    daftar: Path
    tenggat: datetime.date
    kunci: Path | None = None
    sandi: bool = False
    terima: str | None = None
    tahap: Mapping[Tahap, Decimal] = field(default_factory=dict)
    bagian: Decimal = Decimal(10)
    hanya: tuple[str, ...] = ()
    verifikator: tuple[str, ...] = ()
    register_lalu: Path | None = None
    peringkat: bool = False
    jobs: int = 1
    kertas: Kertas = KERTAS_BAWAAN

    @property
    def teks_tahap(self) -> str:
        """The weights as `kinerja kumpul --tahap` takes them: mandiri=40,verifikasi=60."""
        return ",".join(f"{t}={b:f}" for t, b in self.tahap.items())


def settings_bytes(isi: Mapping[str, Nilai] | None = None) -> bytes:
    """A settings workbook to fill, .xlsx bytes; `isi` (key -> value) stands in it beside what a new one holds."""
    data: dict[Kotak, Nilai] = {**default_values(), **{(k, "isi"): v for k, v in (isi or {}).items()}}
    return render_bytes(describe_settings(), Isian(None, data), {})


def read_settings(path: Path) -> Pengaturan:
    """The settings of a filled workbook. KinerjaError with all mistakes at once (PRV..), or the kode of its file."""
    pembaca = _reader(path)
    hasil = pembaca.read()
    if pembaca.baca.temuan:
        raise KinerjaError(pembaca.baca.temuan[0].kode, temuan=tuple(pembaca.baca.temuan))
    assert hasil is not None
    return hasil


def _reader(path: Path, *kunci: str) -> _Pembaca:
    """A reader of these settings (default: all)."""
    if not path.is_file():
        raise KinerjaError("PRV01", a=path.parent)
    buku = read_buku(path)
    require_kind(buku, JENIS)
    isi = find_settings(buku, [rows()[k] for k in kunci])
    if isi is None:
        raise KinerjaError("PRV02", a=path.name, b="lembarnya tidak ada")
    return _Pembaca(path.parent, *isi)


def instrument_of(path: Path) -> str:
    """The instrument a settings workbook names, whatever else is still missing in it. KinerjaError as read_settings."""
    pembaca = _reader(path, "instrumen")
    instrumen = pembaca.instrument({"instrumen": pembaca.value("instrumen")})
    if pembaca.baca.temuan:
        raise KinerjaError(pembaca.baca.temuan[0].kode, temuan=tuple(pembaca.baca.temuan))
    return instrumen


@dataclass
class _Pembaca:
    """One reading: cells in, settings out, mistakes gathered."""

    folder: Path
    baca: PembacaTabel
    tempat: Mapping[str, Posisi]

    def tell(self, kode: str, kunci: str, a: object = "", b: object = "") -> None:
        sel = self.baca.sel(self.tempat[kunci]) if kunci in self.tempat else self.baca.lembar.nama
        self.baca.temuan.append(buat_temuan(kode, sel, a=a, b=b))

    def read(self) -> Pengaturan | None:
        """The settings; None when something they cannot do without is missing, which is told."""
        nilai = {kunci: self.value(kunci) for kunci in rows()}
        bobot, instrumen = self._weights(nilai), self.instrument(nilai)
        daftar, lalu, hanya = self._file("daftar", nilai), self._file("register_lalu", nilai), self._regions(nilai)
        verifikator = self._verifiers(nilai)
        if self.baca.temuan or nilai["tenggat"] is None or daftar is None:
            return None
        return Pengaturan(
            self.folder, instrumen, daftar, nilai["tenggat"], self._path(nilai["kunci"]) if nilai["kunci"] else None,
            bool(nilai["sandi"]), nilai["terima"], bobot, Decimal(nilai["bagian"] or 10), hanya, verifikator,
            lalu, bool(nilai["peringkat"]), int(nilai["jobs"] or 1), chosen_paper(nilai["kertas"] or ""))

    def value(self, kunci: str) -> Any:
        """What stands beside a label; None for what is blank or has no meaning, which is told."""
        if kunci not in self.tempat:
            return None
        k, sebelum = rows()[kunci], len(self.baca.temuan)
        nilai = self.baca.read(k, self.tempat[kunci])
        if nilai is None and k.wajib and len(self.baca.temuan) == sebelum:
            self.tell("PRV03", kunci, k.kepala)
        return " ".join(nilai.split()) if isinstance(nilai, str) else nilai

    def _path(self, teks: str) -> Path:
        """A path as pasted from Explorer (in quotes, perhaps); a bare name lies in the folder of the settings."""
        return Path(os.path.normpath(self.folder / Path(teks.strip("\"' ")).expanduser()))

    def _file(self, kunci: str, nilai: Mapping[str, Any]) -> Path | None:
        teks = nilai[kunci]
        if not teks:
            return None
        path = self._path(teks)
        if not path.is_file():
            self.tell("PRV07", kunci, rows()[kunci].kepala, teks)
        return path

    def instrument(self, nilai: Mapping[str, Any]) -> str:
        """The file or the name of the instrument; "" when it is not usable, which is told."""
        teks: str | None = nilai["instrumen"]
        if not teks:
            return ""
        path = self._path(teks)
        if path.suffix.lower() in (".xlsx", ".toml"):
            if not path.is_file():
                self.tell("PRV07", "instrumen", rows()["instrumen"].kepala, teks)
            return str(path)
        try:
            find_instrumen(teks)
        except KinerjaError:
            self.tell("PRV07", "instrumen", rows()["instrumen"].kepala, teks)
        return teks

    def _verifiers(self, nilai: Mapping[str, Any]) -> tuple[str, ...]:
        """Their names, each once; one that differs from another in letter case only is told."""
        nama: dict[str, str] = {}
        for kunci in (f"verifikator_{n}" for n in range(1, BANYAK_VERIFIKATOR + 1)):
            if (satu := nilai[kunci]) and nama.setdefault(satu.casefold(), satu) != satu:
                self.tell("VRF33", kunci, typed(satu), ": sudah dipakai")
        return tuple(nama.values())

    def _weights(self, nilai: Mapping[str, Any]) -> dict[Tahap, Decimal]:
        ada = {t: Decimal(nilai[t]) for t in SEBUTAN_TAHAP if nilai[t] is not None}
        jumlah = sum(ada.values())
        ditolak = {self.baca.sel(self.tempat[t]) for t in SEBUTAN_TAHAP if t in self.tempat} & {
            t.sel for t in self.baca.temuan}
        if len(ada) == len(SEBUTAN_TAHAP) and not ditolak and jumlah != 100:
            self.tell("PRV06", BOBOT[0], with_comma(jumlah), " Ketik 40, bukan 40%." if jumlah == 1 else "")
        return {t: b for t, b in ada.items() if b}

    def _regions(self, nilai: Mapping[str, Any]) -> tuple[str, ...]:
        kode = [x for x in re.split(r"[,;\s]+", nilai["hanya"] or "") if x]
        salah = [x for x in kode if not _WILAYAH.fullmatch(x)]
        if salah and self.baca.sel(self.tempat["hanya"]) not in {t.sel for t in self.baca.temuan}:
            self.tell("PRV04", "hanya", rows()["hanya"].kepala, typed(salah[0]))
        return tuple(dict.fromkeys(kode))
