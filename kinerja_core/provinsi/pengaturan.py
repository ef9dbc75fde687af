"""Settings of a provincial round: a workbook to fill, and its strict reading: every mistake at its cell, or settings.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number
from kinerja_core.dasar.teks import hint, show_value
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.waktu import parse_date
from kinerja_core.instrumen.model import find_instrumen
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS, Kertas
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.lembar.pengaturan import (
    BANYAK_VERIFIKATOR,
    BOBOT,
    TIDAK,
    YA,
    BarisAtur,
    default_values,
    describe_settings,
    find_settings,
    rows,
)
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Tahap
from kinerja_core.xlsx.baca import read_buku

NAMA = "Pengaturan.xlsx"
_WILAYAH = re.compile(r"\d{2}\.\d{2}(\.\d{2})?")


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
    if pembaca.temuan:
        raise KinerjaError(pembaca.temuan[0].kode, temuan=tuple(pembaca.temuan))
    assert hasil is not None
    return hasil


def _reader(path: Path) -> _Pembaca:
    if not path.is_file():
        raise KinerjaError("PRV01", a=path.parent)
    isi = find_settings(read_buku(path))
    if isi is None:
        raise KinerjaError("PRV02", a=path.name, b="lembarnya tidak ada")
    return _Pembaca(path.parent, isi.isi, isi.lembar.nama)


def instrument_of(path: Path) -> str:
    """The instrument a settings workbook names, whatever else is still missing in it. KinerjaError as read_settings."""
    pembaca = _reader(path)
    instrumen = pembaca.instrument({"instrumen": pembaca.value(rows()["instrumen"])})
    if pembaca.temuan:
        raise KinerjaError(pembaca.temuan[0].kode, temuan=tuple(pembaca.temuan))
    return instrumen


@dataclass
class _Pembaca:
    """One reading: cells in, settings out, mistakes gathered."""

    folder: Path
    isi: Mapping[str, tuple[str, Nilai]]
    lembar: str
    temuan: list[Temuan] = field(default_factory=list)

    def tell(self, kode: str, sel: str, a: object = "", b: object = "") -> None:
        self.temuan.append(buat_temuan(kode, sel, a=a, b=b))

    def read(self) -> Pengaturan | None:
        """The settings; None when something they cannot do without is missing, which is told."""
        nilai = {kunci: self.value(b) for kunci, b in rows().items()}
        tenggat, bobot = self._date("tenggat", nilai), self._weights(nilai)
        instrumen = self.instrument(nilai)
        daftar, lalu = self._file("daftar", nilai), self._file("register_lalu", nilai)
        ya = {k: self._yes(k, nilai) for k in ("sandi", "peringkat")}
        bagian = self._number("bagian", nilai, Decimal(100), di_atas_nol=True)
        jobs = self._number("jobs", nilai, Decimal(64), bulat=True)
        hanya = self._regions(nilai)
        kunci, kertas = self._text("kunci", nilai), self._paper(nilai)
        verifikator = tuple(t for n in range(1, BANYAK_VERIFIKATOR + 1)
                            if (t := self._text(f"verifikator_{n}", nilai)))
        if self.temuan or tenggat is None or daftar is None:
            return None
        return Pengaturan(
            self.folder, instrumen, daftar, tenggat, self._path(kunci) if kunci else None, ya["sandi"],
            self._text("terima", nilai) or None, bobot, bagian or Decimal(10), hanya,
            tuple(dict.fromkeys(verifikator)), lalu, ya["peringkat"], int(jobs or 1), kertas)

    def value(self, b: BarisAtur) -> Nilai:
        """What stands beside a label; blank as None. A missing row is told, with the label it may have been."""
        if b.label not in self.isi:
            asing = [x for x in self.isi if x not in {r.label for r in rows().values()}]
            self.tell("PRV08", self.lembar, b.label, hint(b.label, asing))
            return None
        sel, nilai = self.isi[b.label]
        if isinstance(nilai, Galat):
            self.tell("PRV04", sel, b.label, nilai.teks)
            return None
        nilai = None if isinstance(nilai, str) and not nilai.strip() else nilai
        if nilai is None and b.wajib:
            self.tell("PRV03", sel, b.label)
        return nilai

    def _cell(self, kunci: str) -> str:
        return self.isi.get(rows()[kunci].label, (self.lembar, None))[0]

    def _wrong(self, kunci: str, nilai: Nilai, kode: str = "PRV04") -> None:
        self.tell(kode, self._cell(kunci), rows()[kunci].label, _shown(nilai))

    def _text(self, kunci: str, nilai: Mapping[str, Nilai]) -> str:
        isi = nilai[kunci]
        if isi is None:
            return ""
        if not isinstance(isi, str):
            if is_number(isi):
                return _shown(isi)
            self._wrong(kunci, isi)
            return ""
        return " ".join(isi.split())

    def _path(self, teks: str) -> Path:
        """A path as pasted from Explorer (in quotes, perhaps); a bare name lies in the folder of the settings."""
        return Path(os.path.normpath(self.folder / Path(teks.strip("\"' ")).expanduser()))

    def _file(self, kunci: str, nilai: Mapping[str, Nilai]) -> Path | None:
        teks = self._text(kunci, nilai)
        if not teks:
            return None
        path = self._path(teks)
        if not path.is_file():
            self.tell("PRV07", self._cell(kunci), rows()[kunci].label, teks)
        return path

    def instrument(self, nilai: Mapping[str, Nilai]) -> str:
        """The file or the name of the instrument; "" when it is not usable, which is told."""
        teks = self._text("instrumen", nilai)
        if not teks:
            return ""
        path = self._path(teks)
        if path.suffix.lower() in (".xlsx", ".toml"):
            if not path.is_file():
                self.tell("PRV07", self._cell("instrumen"), rows()["instrumen"].label, teks)
            return str(path)
        try:
            find_instrumen(teks)
        except KinerjaError:
            self.tell("PRV07", self._cell("instrumen"), rows()["instrumen"].label, teks)
        return teks

    def _date(self, kunci: str, nilai: Mapping[str, Nilai]) -> datetime.date | None:
        if nilai[kunci] is None:
            return None
        hari = parse_date(nilai[kunci])
        if hari is None:
            self._wrong(kunci, nilai[kunci], "PRV05")
        return hari

    def _yes(self, kunci: str, nilai: Mapping[str, Nilai]) -> bool:
        isi = nilai[kunci]
        if isi is None:
            return False
        jawab = {True: YA, False: TIDAK}.get(isi, isi) if isinstance(isi, bool) else isi
        teks = jawab.strip().casefold() if isinstance(jawab, str) else ""
        if teks not in (YA.casefold(), TIDAK.casefold()):
            self._wrong(kunci, isi)
        return teks == YA.casefold()

    def _paper(self, nilai: Mapping[str, Nilai]) -> Kertas:
        teks = self._text("kertas", nilai) or KERTAS_BAWAAN.nama
        if teks.lower() not in PILIHAN_KERTAS:
            self._wrong("kertas", teks)
        return PILIHAN_KERTAS.get(teks.lower(), KERTAS_BAWAAN)

    def _number(self, kunci: str, nilai: Mapping[str, Nilai], maks: Decimal, *, bulat: bool = False,
                di_atas_nol: bool = False) -> Decimal | None:
        isi = nilai[kunci]
        if isi is None:
            return None
        angka = _decimal(isi)
        kecil = bulat or di_atas_nol
        if (angka is None or angka > maks or angka < 0 or (kecil and angka == 0)
                or (bulat and angka != angka.to_integral_value())):
            self._wrong(kunci, isi)
            return None
        return angka

    def _weights(self, nilai: Mapping[str, Nilai]) -> dict[Tahap, Decimal]:
        sebelum = len(self.temuan)
        bobot = {t: self._number(t, nilai, Decimal(100)) for t in SEBUTAN_TAHAP}
        lengkap = all(b is not None for b in bobot.values()) and len(self.temuan) == sebelum
        jumlah = sum((b for b in bobot.values() if b is not None), Decimal(0))
        if lengkap and jumlah != 100:
            persen = " Ketik 40, bukan 40%." if jumlah == 1 else ""
            self.tell("PRV06", self._cell(BOBOT[0]), _shown(float(jumlah)), persen)
        return {t: b for t, b in bobot.items() if b}

    def _regions(self, nilai: Mapping[str, Nilai]) -> tuple[str, ...]:
        isi = nilai["hanya"]
        kode = [x for x in re.split(r"[,;\s]+", self._text("hanya", nilai)) if x]
        if not isinstance(isi, str | None) or any(not _WILAYAH.fullmatch(x) for x in kode):
            self._wrong("hanya", isi)
        return tuple(dict.fromkeys(kode))


def _decimal(nilai: Nilai) -> Decimal | None:
    if is_number(nilai):
        return Decimal(repr(nilai))
    if isinstance(nilai, str):
        try:
            angka = Decimal(nilai.strip().replace(",", "."))
        except InvalidOperation:
            return None
        return angka if angka.is_finite() else None
    return None


def _shown(nilai: Nilai) -> str:
    """A value as a message shows it."""
    return show_value(nilai)[:120]
