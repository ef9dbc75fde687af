"""The list of kecamatan of a round: a form to fill, and its strict reading: every mistake at its cell, or the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.teks import did_you_mean, nearest, show_value
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Fakta, Instrumen
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.lembar.daftar import (
    TabelDaftar,
    columns,
    describe_list,
    find_table,
    headers,
    needed_facts,
    plain,
)
from kinerja_core.provinsi.putaran import DESA, KELURAHAN, Kecamatan
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat

_KODE = re.compile(r"\d{2}\.\d{2}\.\d{2}")
_JENIS_DAERAH = re.compile(r"(?i)(kabupaten|kab\.?|kota)\s+(?=\S)")
_NAMA_MAKS, _ALAMAT_MAKS = 60, 200
#: Signs no name of an office has, and that spreadsheets or file formats give a meaning of their own.
_TERLARANG = frozenset("<>=|_\\{}[]\"")


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
    tabel = find_table(buku)
    if tabel is None:
        raise KinerjaError("DFT01")
    tempat, salah = _place_columns(tabel, instrumen)
    if salah:
        raise KinerjaError(salah[0].kode, temuan=tuple(salah))
    pembaca = _Pembaca(tabel, instrumen, tempat)
    hasil = [k for b in tabel.rows() if (k := pembaca.row(b)) is not None]
    if not hasil and not pembaca.temuan:
        raise KinerjaError("DFT14", sel=tabel.lembar.nama)
    if pembaca.temuan:
        raise KinerjaError(pembaca.temuan[0].kode, temuan=tuple(pembaca.temuan))
    return tuple(sorted(hasil, key=lambda k: k.kode))


def _place_columns(tabel: TabelDaftar, instrumen: Instrumen) -> tuple[dict[str, int], list[Temuan]]:
    """Key -> column, and every header that is missing, misspelt or there twice."""
    kolom, tempat, salah = columns(instrumen), {}, []
    menurut = {plain(k.kunci): k for k in reversed(kolom)} | {plain(k.judul): k for k in kolom}
    asing: list[str] = []
    for nomor, judul in tabel.judul.items():
        k = menurut.get(headers(plain(judul))) or menurut.get(plain(judul))
        if k is None:
            asing.append(judul)
        elif k.kunci in tempat:
            salah.append(buat_temuan("DFT03", f"{tabel.lembar.nama}!{alamat((tabel.baris, nomor))}", a=k.judul))
        else:
            tempat[k.kunci] = nomor
    for k in kolom:
        if k.kunci not in tempat:
            mirip = nearest(plain(k.judul), [plain(j) for j in asing])
            asli = next((j for j in asing if plain(j) == mirip), "")
            if asli or not k.boleh_tidak_ada:
                nomor = next((n for n, j in tabel.judul.items() if j == asli), 0)
                salah.append(buat_temuan("DFT02", f"{tabel.lembar.nama}!{alamat((tabel.baris, nomor))}", a=k.judul,
                                         b=f" Mungkin maksud Anda: {asli} menjadi {k.judul}?" if asli else ""))
    return tempat, salah


@dataclass
class _Pembaca:
    """One reading of a list: rows in, kecamatan out, mistakes gathered."""

    tabel: TabelDaftar
    instrumen: Instrumen
    tempat: dict[str, int]
    temuan: list[Temuan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kolom = {k.kunci: k for k in columns(self.instrumen)}
        self.perlu = needed_facts(self.instrumen)
        self.kode: dict[str, str] = {}
        self.kabupaten: dict[tuple[str, str], tuple[str, str]] = {}
        self.nama: dict[tuple[str, str], str] = {}

    def cell(self, b: int, kunci: str) -> str:
        """A cell as Excel shows it."""
        return f"{self.tabel.lembar.nama}!{alamat((b, self.tempat[kunci]))}"

    def tell(self, kode: str, b: int, kunci: str, a: object = "", isi: object = "") -> None:
        self.temuan.append(buat_temuan(kode, self.cell(b, kunci), a=a, b=isi))

    def value(self, b: int, kunci: str) -> Nilai:
        """What stands there, blank as None; errors and formulas without a result are told."""
        if kunci not in self.tempat:
            return None
        posisi = (b, self.tempat[kunci])
        nilai = self.tabel.lembar.nilai.get(posisi)
        if isinstance(nilai, Galat):
            self.tell("DFT18", b, kunci, self.kolom[kunci].judul, nilai.teks)
            return None
        if nilai is None and posisi in self.tabel.lembar.rumus:
            self.tell("DFT15", b, kunci, alamat(posisi))
            return None
        if isinstance(nilai, str):
            return " ".join(nilai.split()) or None
        return nilai

    def row(self, b: int) -> Kecamatan | None:
        """The kecamatan of a row; None when it is of no use."""
        sebelum = len(self.temuan)
        kode = self._code(b)
        teks = {k: self._text(b, k) for k in ("nama", "kabupaten", "provinsi", "alamat")}
        umum = {k: v for k in self.kolom if (f := self.kolom[k].fakta) and (v := self._fact(b, f)) is not None}
        if kode and teks["kabupaten"]:
            teks["kabupaten"] = self._region(b, kode, teks["kabupaten"])
        provinsi = teks["provinsi"] or self.instrumen.provinsi
        if kode:
            self._agree(b, kode, teks["nama"], teks["kabupaten"], provinsi)
        if DESA in umum and KELURAHAN in umum and not umum[DESA] and not umum[KELURAHAN]:
            self.tell("DFT17", b, DESA, teks["nama"] or kode)
        if len(self.temuan) > sebelum or not kode:
            return None
        return Kecamatan(Identitas(kode_wilayah=kode, nama=teks["nama"], kabupaten=teks["kabupaten"],
                                   provinsi=provinsi, alamat=teks["alamat"]), umum)

    def _code(self, b: int) -> str:
        nilai = self.value(b, "kode_wilayah")
        if nilai is None:
            if not any(t.sel == self.cell(b, "kode_wilayah") for t in self.temuan):
                self.tell("DFT04", b, "kode_wilayah", self.value(b, "nama") or "baris ini")
            return ""
        if not isinstance(nilai, str):
            self.tell("DFT06", b, "kode_wilayah", _shown(nilai), _guess(_shown(nilai)))
            return ""
        if not _sound_code(nilai):
            self.tell("DFT05", b, "kode_wilayah", nilai, _guess(nilai))
            return ""
        if nilai in self.kode:
            self.tell("DFT07", b, "kode_wilayah", nilai, self.kode[nilai])
            return ""
        self.kode[nilai] = self.cell(b, "kode_wilayah")
        return nilai

    def _text(self, b: int, kunci: str) -> str:
        nilai, judul = self.value(b, kunci), self.kolom[kunci].judul
        if nilai is None:
            wajib = kunci in ("nama", "kabupaten")
            if wajib and not any(t.sel == self.cell(b, kunci) for t in self.temuan):
                self.tell("DFT08", b, kunci, judul)
            return ""
        panjang = _ALAMAT_MAKS if kunci == "alamat" else _NAMA_MAKS
        if (not isinstance(nilai, str) or len(nilai) > panjang or not nilai[0].isalnum() or not nilai.isprintable()
                or _TERLARANG & set(nilai) or not any(h.isalpha() for h in nilai)):
            self.tell("DFT09", b, kunci, judul, _shown(nilai))
            return ""
        return nilai

    def _region(self, b: int, kode: str, teks: str) -> str:
        """The name without Kabupaten or Kota, which must fit the code."""
        if not (cocok := _JENIS_DAERAH.match(teks)):
            return teks
        kota = int(kode[3:5]) >= 71
        if (cocok[1].lower() == "kota") != kota:
            self.tell("DFT10", b, "kabupaten", teks, f"sebuah {'kota' if kota else 'kabupaten'} ({kode})")
        return teks[cocok.end():]

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

    def _fact(self, b: int, f: Fakta) -> Nilai:
        nilai = self.value(b, f.kode)
        if nilai is None:
            perlu = f.kode in self.perlu and f.kode in self.tempat
            if perlu and not any(t.sel == self.cell(b, f.kode) for t in self.temuan):
                self.tell("DFT12", b, f.kode, f.label)
            return None
        if f.jenis == "teks":
            if isinstance(nilai, str) and len(nilai) <= _ALAMAT_MAKS and nilai.isprintable() and nilai[0].isalnum():
                return nilai
        elif is_number(nilai):
            angka = float(nilai)  # type: ignore[arg-type]
            if f.datum.min <= angka <= f.datum.batas_atas and (f.jenis != "bulat" or angka.is_integer()):
                return angka
        self.tell("DFT13", b, f.kode, f.label, _shown(nilai))
        return None


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


def _shown(nilai: Nilai) -> str:
    """A value as a message shows it."""
    return f'"{nilai[:80]}"' if isinstance(nilai, str) else show_value(nilai)


def data_umum_of(kecamatan: Kecamatan) -> dict[Kotak, Nilai]:
    """Data Umum of a kecamatan as a filling."""
    return {(k, "isi"): v for k, v in kecamatan.data_umum.items() if v is not None and v != ""}
