"""The list of kecamatan of a round: a form to fill, and its strict reading: every mistake at its cell, or the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas, bare_region, region_problem
from kinerja_core.dasar.teks import did_you_mean
from kinerja_core.dasar.temuan import KinerjaError, buat_temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.meta import require_kind
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import PembacaTabel, tell
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.lembar.daftar import DAFTAR, JENIS_DAFTAR, KOLOM_IDENTITAS, columns, describe_list
from kinerja_core.provinsi.putaran import DESA, KELURAHAN, Kecamatan
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku

_KODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_KECAMATAN = re.compile(r"(?i)^(kecamatan|kec\.?)\s+(?=\S)")


def list_form(instrumen: Instrumen, kecamatan: Sequence[Kecamatan] = ()) -> bytes:
    """The list as a workbook to fill, .xlsx bytes; `kecamatan` stand in it already."""
    isi: dict[Kotak, Nilai] = {}
    for n, k in enumerate(kecamatan):
        jenis = k.identitas.daerah.partition(" ")[0].title()
        milik = {"kode_wilayah": k.kode, "nama": k.identitas.nama, "kabupaten": f"{jenis} {k.identitas.kabupaten}",
                 "provinsi": k.identitas.provinsi, "alamat": k.identitas.alamat or None, **k.data_umum}
        isi |= {(str(n), kunci): v for kunci, v in milik.items() if v is not None}
    return render_bytes(describe_list(instrumen, len(kecamatan)), Isian(None, isi), {})


def read_list(path: Path, instrumen: Instrumen) -> tuple[Kecamatan, ...]:
    """The kecamatan of a filled list, sorted by kode wilayah.

    Blank Data Umum that a kecamatan may fill itself is absent. KinerjaError with all mistakes at once (DFT..), or the
    kode of a file that cannot be read.
    """
    return parse_list(read_buku(path), instrumen)


def parse_list(buku: Buku, instrumen: Instrumen) -> tuple[Kecamatan, ...]:
    """The same from a workbook that was read."""
    require_kind(buku, JENIS_DAFTAR)
    kolom = columns(instrumen)
    for lembar in sorted((s for s in buku.lembar if s.status == "tampak"), key=lambda s: s.nama != DAFTAR):
        baca = PembacaTabel(buku, lembar)
        if (judul := baca.header(kolom)) and len(judul[1]) > 1:
            return _Pembaca(baca, instrumen, judul[1], judul[0], {k.kunci: k for k in kolom}).read()
    raise KinerjaError("DFT01")


@dataclass
class _Pembaca:
    """One reading of a list: rows in, kecamatan out, mistakes gathered."""

    baca: PembacaTabel
    instrumen: Instrumen
    tempat: dict[str, int]
    kepala: int
    kolom: dict[str, Kolom]
    kode: dict[str, str] = field(default_factory=dict)
    kabupaten: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    nama: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self) -> tuple[Kecamatan, ...]:
        """Every kecamatan, sorted by kode; KinerjaError with every mistake."""
        hasil = [k for b in self.baca.rows(self.kepala, self.tempat) if (k := self.row(b)) is not None]
        if not hasil and not self.baca.temuan:
            raise KinerjaError("DFT14", sel=self.baca.lembar.nama)
        if self.baca.temuan:
            raise KinerjaError(self.baca.temuan[0].kode, temuan=tuple(self.baca.temuan))
        return tuple(sorted(hasil, key=lambda k: k.kode))

    def cell(self, b: int, kunci: str) -> str:
        """A cell as Excel shows it."""
        return self.baca.sel((b, self.tempat[kunci]))

    def tell(self, kode: str, b: int, kunci: str, a: object = "", isi: object = "") -> None:
        self.baca.temuan.append(buat_temuan(kode, self.cell(b, kunci), a=a, b=isi))

    def value(self, b: int, kunci: str) -> Any:
        """What stands there; None for what is blank or has no meaning, which is told."""
        if kunci not in self.tempat:
            return None
        k, posisi, sebelum = self.kolom[kunci], (b, self.tempat[kunci]), len(self.baca.temuan)
        nilai = self.baca.read(k, posisi)
        if nilai is None and k.wajib and len(self.baca.temuan) == sebelum:
            self.baca.temuan.append(tell("BRS02", k, self.baca.cell(posisi), "",
                                         " Ketik 0 bila memang tidak ada." if k.is_number else ""))
        return float(nilai) if k.is_number and nilai is not None else nilai

    def row(self, b: int) -> Kecamatan | None:
        """The kecamatan of a row; None when it is of no use."""
        sebelum = len(self.baca.temuan)
        nilai = {k: self.value(b, k) for k in self.kolom}
        kode = self._code(b, nilai["kode_wilayah"])
        teks = {k.kunci: nilai.pop(k.kunci) or "" for k in KOLOM_IDENTITAS}
        teks["nama"] = _KECAMATAN.sub("", teks["nama"])
        umum = {k: v for k, v in nilai.items() if v is not None}
        if kode and teks["kabupaten"]:
            teks["kabupaten"] = self._region(b, kode, teks["kabupaten"])
        provinsi = teks["provinsi"] or self.instrumen.provinsi
        if kode:
            self._agree(b, kode, teks["nama"], teks["kabupaten"], provinsi)
        if DESA in umum and KELURAHAN in umum and not umum[DESA] and not umum[KELURAHAN]:
            self.tell("DFT17", b, DESA, teks["nama"] or kode)
        if len(self.baca.temuan) > sebelum or not kode:
            return None
        return Kecamatan(Identitas(kode_wilayah=kode, nama=teks["nama"], kabupaten=teks["kabupaten"],
                                   provinsi=provinsi, alamat=teks["alamat"]), umum)

    def _code(self, b: int, nilai: str | None) -> str:
        """The kode wilayah; "" for one that is none or stands there already, which is told."""
        if not nilai:
            return ""
        sel = self.cell(b, "kode_wilayah")
        for n, t in enumerate(self.baca.temuan):
            if t.sel == sel:
                self.baca.temuan[n] = replace(t, pesan=t.pesan + _guess(nilai))
                return ""
        if not _sound_code(nilai):
            self.tell("DFT05", b, "kode_wilayah", nilai, _guess(nilai))
        elif nilai in self.kode:
            self.tell("DFT07", b, "kode_wilayah", nilai, self.kode[nilai])
        else:
            self.kode[nilai] = sel
            return nilai
        return ""

    def _region(self, b: int, kode: str, teks: str) -> str:
        """The name without Kabupaten or Kota, which must fit the code."""
        if harus := region_problem(kode, teks):
            self.tell("DFT10", b, "kabupaten", teks, harus)
        return bare_region(teks)

    def _agree(self, b: int, kode: str, nama: str, kabupaten: str, provinsi: str) -> None:
        """One name per kabupaten and provinsi; no kecamatan twice in a kabupaten."""
        for kunci, awalan, teks in (("kabupaten", kode[:5], kabupaten), ("provinsi", kode[:2], provinsi)):
            if not teks:
                continue
            pertama, sel = self.kabupaten.setdefault((kunci, awalan), (teks, ""))
            if pertama != teks and kunci in self.tempat:
                self.tell("DFT11", b, kunci, teks, f"{sel} {pertama}")
            elif not sel and kunci in self.tempat:
                self.kabupaten[(kunci, awalan)] = (teks, f"di {self.cell(b, kunci)}")
        if nama:
            dulu = self.nama.setdefault((kode[:5], nama.casefold()), self.cell(b, "nama"))
            if dulu != self.cell(b, "nama"):
                self.tell("DFT16", b, "nama", nama, dulu)


def _sound_code(kode: str) -> bool:
    if not _KODE.fullmatch(kode):
        return False
    provinsi, kabupaten, kecamatan = (int(x) for x in kode.split("."))
    return provinsi >= 11 and kecamatan >= 1 and (1 <= kabupaten <= 69 or kabupaten >= 71)


def _guess(kode: str) -> str:
    """ " Mungkin maksud Anda 35.20.10?" where six digits are left of it."""
    angka = re.sub(r"\D", "", kode)
    tebak = f"{angka[:2]}.{angka[2:4]}.{angka[4:]}"
    return did_you_mean(tebak if len(angka) == 6 and _sound_code(tebak) else "")


def data_umum_of(kecamatan: Kecamatan) -> dict[Kotak, Nilai]:
    """Data Umum of a kecamatan as a filling."""
    return {(k, "isi"): v for k, v in kecamatan.data_umum.items() if v is not None and v != ""}
