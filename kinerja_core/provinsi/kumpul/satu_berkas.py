"""One file that came back: gate, whose and for what it is, exact comparison, catatan, score; and the state it ends in.

Nothing of a file is believed but its inputs, and it is only read. Whatever goes wrong with one file stays with it.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.dasar import Akibat
from kinerja_core.dasar.log import write_log
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_as, read_meta
from kinerja_core.kertas_kerja.lembar.templat_umum import is_generic
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.provinsi.kumpul.berkas_masuk import PembacaZip, Tugas
from kinerja_core.provinsi.putaran import Keadaan, Kecamatan, skor_of
from kinerja_core.provinsi.register_bentuk import (
    BarisRegister,
    dump_identity,
    dump_inputs,
    dump_places,
    dump_score,
)
from kinerja_core.provinsi.sebar.arsip import earlier_archives, read_archive
from kinerja_core.segel.bandingkan import compare_with_canonical
from kinerja_core.segel.berkas import by_level, other_layout
from kinerja_core.segel.keaslian import Integritas, combine, facts_changed, inspect
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.gerbang import ARSIP, BERKAS_MAKS
from kinerja_core.xlsx.ingatan import Ingatan

# -- the state findings lead to -----------------------------------------------------------------------------------

#: Consequence of the catalogue -> state of the file, the heaviest first. What is wrong with inputs (wajib, too) never
#: sends a file back: its score counts what is valid, and the return note asks to mend the rest.
_KEADAAN: dict[Akibat, Keadaan] = {
    "tidak_terbaca": "tidak_terbaca", "dikembalikan": "dikembalikan", "dicatat": "diterima_catatan",
    "tidak_ada": "diterima",
}


def state_of(temuan: Iterable[Temuan]) -> tuple[Keadaan, str]:
    """The one state of a file and the kode that decided it: the first of the heaviest; ("diterima", "") when none."""
    berat = list(_KEADAAN)
    melekat = (t for t in temuan if t.tingkat != "dijelaskan")
    terberat = min(melekat, key=lambda t: berat.index(t.kind.akibat), default=None)
    keadaan = _KEADAAN[terberat.kind.akibat] if terberat else "diterima"
    return keadaan, terberat.kode if terberat and keadaan != "diterima" else ""


# -- what files are judged by --------------------------------------------------------------------------------------


class Terkirim(Protocol):
    """What a sending remembers: the canonical text signed for one office, None when it knows none."""

    @property
    def instrumen(self) -> Instrumen: ...
    def canonical(self, kode_wilayah: str, serial: str) -> str | None: ...
    def sent(self, kode_wilayah: str) -> str | None: ...


@dataclass(frozen=True)
class Syarat:
    """Everything a file is judged by. `daftar` is empty when no list is known; `dikenal` need not be assessed again.

    `terdahulu`: the same form with other bounds, with which files of this round may have been issued too. `bersegel`:
    this round sent sealed files.
    """

    instrumen: Instrumen
    kunci_publik: bytes
    daftar: Mapping[str, Kecamatan]
    dikenal: frozenset[str] = frozenset()
    sebaran: Path | None = None
    terdahulu: tuple[Instrumen, ...] = ()
    bersegel: bool = False

    def issued_with(self, sidik: str) -> Instrumen:
        """The instrument a file says it was issued with, where it is of this round; else that of the round."""
        return next((i for i in self.terdahulu if i.sidik == sidik), self.instrumen)


@dataclass(frozen=True)
class Lihat:
    """A file whose content is registered already."""

    sidik: str
    berkas: str


@dataclass(frozen=True)
class Tunda:
    """A file that could not be opened now (open in Excel, not yet downloaded), or over which the program stumbled.

    It is told but not registered: the next run tries it again.
    """

    berkas: str
    temuan: Temuan


Hasil = BarisRegister | Lihat | Tunda


class Penilai:
    """Assesses files of one round; made once for a process."""

    def __init__(self, syarat: Syarat) -> None:
        self.syarat = syarat
        self._ingatan = Ingatan()
        self._terkirim: Sequence[Terkirim] | None = None
        self._zip = PembacaZip()

    def close(self) -> None:
        """Let go of the zip read last."""
        self._zip.close()

    def assess(self, tugas: Tugas) -> Hasil:
        """One file, whatever it holds; never raises but for KeyboardInterrupt and the like."""
        try:
            try:
                data, sidik = _read(tugas, self._zip)
            except OSError as galat:
                kode = "BKS01" if isinstance(galat, FileNotFoundError) else "BKS21"
                a = tugas.berkas if kode == "BKS01" else reason(galat)
                return Tunda(tugas.berkas, buat_temuan(kode, a=a))
            except KinerjaError as galat:  # a member of a broken zip: told by the zip and its name
                sidik = hashlib.sha256(f"{_hash_file(tugas.path)}/{tugas.berkas}".encode()).hexdigest()
                return self._known(sidik, tugas) or _unread(sidik, tugas, galat.temuan)
            return self._known(sidik, tugas) or self._judge(tugas, data, sidik)
        except Exception as galat:
            return Tunda(tugas.berkas, buat_temuan("KPL07", a=type(galat).__name__, b=write_log(galat)))

    def _known(self, sidik: str, tugas: Tugas) -> Lihat | None:
        return Lihat(sidik, tugas.berkas) if sidik in self.syarat.dikenal else None

    def _judge(self, tugas: Tugas, data: bytes | None, sidik: str) -> BarisRegister:
        if tugas.tolak:
            return _unread(sidik, tugas, (buat_temuan(tugas.tolak[0], a=tugas.tolak[1]),))
        if data is None:
            return _unread(sidik, tugas, (buat_temuan("BKS05", a=f"berkas lebih besar dari {BERKAS_MAKS} bita"),))
        try:
            buku = read_buku(data, self._ingatan)
            bacaan = read_as(buku, self.syarat.issued_with(read_meta(buku).get("instrumen_sidik", "")))
        except KinerjaError as galat:
            return _unread(sidik, tugas, _to_province(galat).temuan)
        return self._row(tugas, data, sidik, bacaan)

    def _row(self, tugas: Tugas, data: bytes, sidik: str, bacaan: BacaanKertas) -> BarisRegister:
        ident, meta = bacaan.isian.identitas, read_meta(bacaan.buku)
        baris = BarisRegister(sidik, tugas.berkas, "diterima", "", kode_wilayah=ident.kode_wilayah if ident else "",
                      identitas=dump_identity(ident), serial=meta.get("serial", ""), disimpan=saved_at(data))
        if lain := _other(meta, bacaan):
            keadaan, kode = state_of(lain)
            return replace(baris, keadaan=keadaan, kode=kode, temuan=tuple(lain))
        temuan = [*self._not_invited(ident), *self._issued_before(bacaan)]
        belum_pilih = ident is None and is_generic(meta)
        if belum_pilih:
            temuan.append(bacaan.unowned())
        asing = any(t.tingkat != "keterangan" for t in temuan)
        tempelan = _other_name(tugas.berkas, ident, self.syarat.daftar) if ident and not asing else []
        bacaan, banding = self._compared(bacaan, meta)
        banding = self._against_sent(bacaan, banding, tugas.berkas)
        terolah = process(bacaan)
        catatan = [t for t in check_workbook(bacaan, terolah) if t.kode != "BKS20"]
        if _is_blank(bacaan):  # one cause: its blank cells are not told one by one
            temuan.append(buat_temuan("KPL14"))
            catatan = [t for t in catatan if t.kind.jawab != "isi"]
        temuan += [t for t in combine(catatan, banding.temuan) if not (belum_pilih and t.kode == "KPL13")]
        keadaan, kode = state_of([*temuan, *tempelan])
        asal = {k: f"{lembar}!{alamat(pos)}" for k, (lembar, pos) in bacaan.isian.asal.items()}
        return replace(
            baris, keadaan=keadaan, kode=kode, keaslian=banding.keaslian.keadaan,
            isian=dump_inputs(bacaan.isian.data, bacaan.instrumen), asal=dump_places(asal),
            skor=dump_score(skor_of(terolah.hasil)), temuan=tuple(temuan), tempelan=tuple(tempelan),
            rumus_berubah=any(t.kind.berubah == "sel" for t in temuan))

    def _not_invited(self, ident: Identitas | None) -> list[Temuan]:
        """KPL12 for a kecamatan that is not on the list; KPL21 when the list knows that code by another name."""
        daftar = self.syarat.daftar
        if ident is None or not daftar:
            return []
        if (kec := daftar.get(ident.kode_wilayah)) is None:
            return [buat_temuan("KPL12", a=ident.kode_wilayah)]
        tertulis, harus = (f"{i.nama}, {i.daerah.title()}" for i in (ident, kec.identitas))
        return [buat_temuan("KPL21", a=tertulis, b=harus)] if tertulis.casefold() != harus.casefold() else []

    def _issued_before(self, bacaan: BacaanKertas) -> list[Temuan]:
        """KPL25 for a file issued before the bounds of the instrument changed."""
        lama, kini = bacaan.instrumen, self.syarat.instrumen
        return [buat_temuan("KPL25", a=lama.versi, b=kini.versi)] if lama.sidik != kini.sidik else []

    def _compared(self, bacaan: BacaanKertas, meta: Mapping[str, str]) -> tuple[BacaanKertas, Integritas]:
        """(what is to be checked and scored, the comparison). A file of another layout version is compared with what
        was sent to that office, and its inputs count where its own names say they are.
        """
        if not other_layout(bacaan):
            return bacaan, inspect(bacaan, self.syarat.kunci_publik)
        dicari = meta.get("kode_wilayah", ""), meta.get("serial", "")
        teks = next((t for k in self._sent() if (t := k.canonical(*dicari))), None)
        hasil = inspect(bacaan, self.syarat.kunci_publik, teks or "")
        denah = replace(bacaan.denah, lembar=(), masukan={**bacaan.denah.masukan, **bacaan.isian.asal})
        return replace(bacaan, denah=denah, isian=replace(bacaan.isian, pindah=frozenset())), hasil

    def _against_sent(self, bacaan: BacaanKertas, banding: Integritas, berkas: str) -> Integritas:
        """What a seal does not vouch for is compared with what was sent to that office: the locked content with the
        form in the archive, Data Umum with the list. The office is the one the content names, else the file's name.
        """
        if banding.keaslian.keadaan == "asli":
            return banding
        ident, daftar = bacaan.isian.identitas, self.syarat.daftar
        calon = (ident.kode_wilayah if ident else "", *_KODE_DI_NAMA.findall(berkas))
        kode = next((k for k in calon if k in daftar), "")
        temuan, umum = list(banding.temuan), is_generic(read_meta(bacaan.buku))
        if not umum and kode and (
                teks := self._text_sent(kode, bacaan.instrumen.sidik)) is not None:
            tersebut = {(t.kode, t.sel) for t in temuan}
            temuan += [t for t in compare_with_canonical(bacaan.buku, teks) if (t.kode, t.sel) not in tersebut]
        if kode:
            lain = facts_changed(bacaan, daftar[kode].data_umum, "SGL30")
            temuan = [t for t in temuan if t.kode != "SGL15" or t.sel not in {x.sel for x in lain}] + lain
        if self.syarat.bersegel and banding.keaslian.keadaan == "belum_diverifikasi" and not umum:  # it never has one
            temuan.append(buat_temuan("KPL23"))
        return replace(banding, temuan=tuple(by_level(temuan)))

    def _text_sent(self, kode: str, sidik: str) -> str | None:
        """What was sent to an office: by the sending of that instrument, else by that of the round."""
        urut = sorted(self._sent(), key=lambda k: k.instrumen.sidik != sidik)
        return next((t for k in urut if (t := k.sent(kode)) is not None), None)

    def _sent(self) -> Sequence[Terkirim]:
        """The sending of the round and those beside it, read when they are first asked for."""
        if self._terkirim is None:
            self._terkirim = _open_sendings(self.syarat.sebaran)
        return self._terkirim


def _open_sendings(sebaran: Path | None) -> Sequence[Terkirim]:
    return [read_archive(sebaran), *earlier_archives(sebaran)] if sebaran else []


# -- bytes -----------------------------------------------------------------------------------------------------------


def _read(tugas: Tugas, zip_: PembacaZip) -> tuple[bytes | None, str]:
    """(the bytes, their SHA-256); None for a file that is larger than any workbook. OSError, KPL02."""
    if tugas.anggota >= 0:
        data = zip_.read(tugas.path, tugas.anggota)
        return (None if len(data) > BERKAS_MAKS else data), hashlib.sha256(data).hexdigest()
    with open(tugas.path, "rb") as berkas:
        data = berkas.read(BERKAS_MAKS + 1)
        sidik = hashlib.sha256(data)
        if len(data) <= BERKAS_MAKS:
            return data, sidik.hexdigest()
        while potong := berkas.read(1 << 20):
            sidik.update(potong)
    return None, sidik.hexdigest()


def _hash_file(path: str) -> str:
    with open(path, "rb") as berkas:
        return hashlib.file_digest(berkas, "sha256").hexdigest()


#: The properties of a workbook are short; no more of them is looked at.
_SIFAT_MAKS = 100_000
_SIMPAN = re.compile(rb"<(?:\w+:)?modified\b[^>]*>\s*([0-9TZ:.+-]{10,40})\s*<")


def saved_at(asal: bytes | Path) -> str:
    """When a workbook was last saved according to itself, as UTC "2026-12-30T08:00:00Z"; "" when it does not say.

    The clock of the computer that saved it: good for telling an older copy, never for lateness.
    """
    try:
        with (zipfile.ZipFile(io.BytesIO(asal) if isinstance(asal, bytes) else asal) as paket,
              paket.open("docProps/core.xml") as bagian):
            inti = bagian.read(_SIFAT_MAKS)
        cocok = _SIMPAN.search(inti)
        waktu = datetime.datetime.fromisoformat(cocok[1].decode()) if cocok else None
        utc = waktu.astimezone(datetime.UTC) if waktu and waktu.tzinfo else waktu
    except (OSError, KeyError, ValueError, OverflowError, zipfile.BadZipFile, NotImplementedError, RuntimeError,
            EOFError, zlib.error):
        return ""
    return f"{utc:%Y-%m-%dT%H:%M:%SZ}" if utc else ""


def _unread(sidik: str, tugas: Tugas, temuan: tuple[Temuan, ...]) -> BarisRegister:
    keadaan, kode = state_of(temuan)
    return BarisRegister(sidik, tugas.berkas, keadaan, kode, temuan=temuan)


def _to_province(galat: KinerjaError) -> KinerjaError:
    """A refusal in the words of who collects: what was sent instead of a workbook is asked for again."""
    if galat.kode == "BKS31":
        return KinerjaError("KPL06", a=galat.isi["a"])
    if galat.kode != "BKS30":
        return galat
    sebutan = str(galat.isi["a"])
    arsip = sebutan.removeprefix(ARSIP)
    return KinerjaError("KPL05", a=arsip) if arsip != sebutan else KinerjaError("KPL01", a=sebutan)


# -- whose and for what ------------------------------------------------------------------------------------------------


def _is_blank(bacaan: BacaanKertas) -> bool:
    """Is no indicator answered? Data Umum is sent along."""
    umum = {f.kode for f in bacaan.instrumen.data_umum}
    return all(kode in umum for kode, _ in bacaan.isian.data)


def _other(meta: Mapping[str, str], bacaan: BacaanKertas) -> list[Temuan]:
    """The one finding that says this is for another instrument, year or version; then nothing of it is compared."""
    ins = bacaan.instrumen
    if (ada := meta.get("instrumen_id") or ins.id) != ins.id:
        return [buat_temuan("KPL10", a=ada, b=ins.id)]
    if (tahun := meta.get("tahun_penilaian") or str(ins.tahun_penilaian)) != str(ins.tahun_penilaian):
        return [buat_temuan("KPL11", a=tahun, b=ins.tahun_penilaian)]
    return [t for t in bacaan.temuan if t.kode == "BKS10"]


_KODE_DI_NAMA = re.compile(r"(?<![\d.])(\d\d\.\d\d\.\d\d)(?![\d.]*\d)")
_KABUPATEN_DI_FOLDER = re.compile(r"(\d\d\.\d\d)(?![\d.])")


def _other_name(berkas: str, ident: Identitas, daftar: Mapping[str, Kecamatan]) -> list[Temuan]:
    """KPL20 when the name of the file or of a folder tells another kecamatan or kabupaten than the content.

    A date ("30.12.26") is told from a code by the list, or without one by the province.
    """
    *folder, nama = berkas.split("/")
    tersebut = [k for k in _KODE_DI_NAMA.findall(nama)
                if (k in daftar if daftar else k[:2] == ident.kode_wilayah[:2])]
    if tersebut and ident.kode_wilayah not in tersebut:
        return [buat_temuan("KPL20", a=tersebut[0], b=ident.kode_wilayah)]
    for f in folder:
        kab = _KABUPATEN_DI_FOLDER.match(f)
        if kab and kab[1][:2] == ident.kode_wilayah[:2] and kab[1] != ident.kode_wilayah[:5]:
            return [buat_temuan("KPL20", a=kab[1], b=ident.kode_wilayah)]
    return []
