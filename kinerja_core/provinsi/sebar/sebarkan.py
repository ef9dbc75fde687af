"""Sending: one sealed, prefilled template per kecamatan, a folder and a zip per kabupaten/kota, manifest and archive.

Everything is written into a folder beside the one that was asked for, which gets its name only when it is whole: a
sending that was killed leaves nothing that looks like one. Nothing is ever written over an existing sending.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.teks import plain_letters, reason, with_comma
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.dasar.waktu import show_date
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, TandaKiriman, unconfirmed
from kinerja_core.kertas_kerja.lembar.templat_umum import describe_generic
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Kertas
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import JENIS_KERTAS
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.daftar import data_umum_of
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.sebar.arsip import NAMA_ARSIP, Terkirim, write_archive
from kinerja_core.provinsi.sebar.manifes import BarisManifes, describe_manifest
from kinerja_core.provinsi.sebar.templat import Percetakan, Terbitan
from kinerja_core.segel.tanda import (
    NAMA_PUBLIK,
    ensure_keys,
    fingerprint,
    key_folder,
    load_private,
    public_pem,
    show_fingerprint,
)
from kinerja_core.xlsx.baca import read_buku

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMA_MANIFES, FOLDER_UMUM = "manifes.xlsx", "umum"
#: Where a passphrase may stand; it is never asked for on a screen that others see, nor written anywhere.
LINGKUNGAN_SANDI = "KINERJA_SANDI"
_TANGGAL_ZIP = (1980, 1, 1, 0, 0, 0)
_NAMA_MAKS = 80
Maju = Callable[[str], None]


@dataclass(frozen=True)
class Sebaran:
    """What a sending gave. `besar` in bytes, without the zips; `varian` how many kinds of template were rendered."""

    folder: str
    jumlah: int
    kabupaten: int
    tenggat: str
    sidik_kunci: str
    kunci_pribadi: str
    kunci_baru: bool
    varian: int
    besar: int
    belum_terkonfirmasi: str
    penerimaan: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data for --json."""
        return asdict(self)


@dataclass(frozen=True)
class Kiriman:
    """What is sent to all alike: instrument, deadline, the words of acceptance ("" when nothing is unconfirmed), paper.
    """

    instrumen: Instrumen
    tenggat: datetime.date
    penerimaan: str = ""
    kertas: Kertas = KERTAS_BAWAAN

    @property
    def tanda(self) -> TandaKiriman:
        """The same as templates carry it."""
        return TandaKiriman(self.tenggat.isoformat(), self.penerimaan, self.kertas)


def prepare(instrumen: Instrumen, tenggat: str, terima: str | None = None,
            kertas: Kertas = KERTAS_BAWAAN) -> Kiriman:
    """What may be sent. KinerjaError SBR04 for a deadline that is no date, SBR01 when values are unconfirmed and
    nobody accepted them, SBR02 when the words of acceptance are others."""
    try:
        hari = datetime.date.fromisoformat(tenggat)
    except ValueError as galat:
        raise KinerjaError("SBR04", a=tenggat) from galat
    belum = unconfirmed(instrumen)
    if not belum:
        return Kiriman(instrumen, hari, kertas=kertas)
    if terima is None:
        raise KinerjaError("SBR01", a=belum)
    if " ".join(terima.upper().split()).rstrip(".") != KALIMAT_PENERIMAAN:
        raise KinerjaError("SBR02", a=terima)
    return Kiriman(instrumen, hari, KALIMAT_PENERIMAAN, kertas)


def passphrase(dari_lingkungan: bool, lingkungan: Mapping[str, str] | None = None) -> str:
    """The passphrase of the private key: KINERJA_SANDI, "" when it is not set; SBR08 when it was asked for and is not.
    """
    sandi = (os.environ if lingkungan is None else lingkungan).get(LINGKUNGAN_SANDI, "")
    if dari_lingkungan and not sandi:
        raise KinerjaError("SBR08", a=LINGKUNGAN_SANDI)
    return sandi


def send(kiriman: Kiriman, kecamatan: Sequence[Kecamatan], ke: Path, *, kunci: Path | None = None, sandi: str = "",
         jobs: int = 1, maju: Maju | None = None) -> Sebaran:
    """Write the whole sending to the new folder `ke`. `kunci` is the folder of the keys (the user's own by default).

    With jobs > 1 the proof that a rewritten template equals a full render runs beside the writing. KinerjaError SBR03
    when the folder holds something, SBR05 (nothing is left) when a template would differ from its full render.
    """
    kecamatan = sorted(kecamatan, key=lambda k: k.kode)
    _must_be_free(ke)
    folder_kunci = kunci or key_folder()
    baru = not any(folder_kunci.glob("*.pem")) if folder_kunci.is_dir() else True
    pribadi, _ = ensure_keys(folder_kunci, sandi)
    sementara = ke.parent / f".{ke.name}.{os.getpid()}.sementara"
    try:
        sementara.mkdir(parents=True)
        kerja = _Kerja(kiriman, pribadi, sementara, jobs, maju or (lambda _: None))
        besar = kerja.run(kecamatan)
        if ke.exists():
            ke.rmdir()
        sementara.rename(ke)
    except OSError as galat:
        raise KinerjaError("BKS17", a=ke.name, b=reason(galat)) from galat
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
    return Sebaran(str(ke), len(kecamatan), len({k.kode_kabupaten for k in kecamatan}), kiriman.tenggat.isoformat(),
                   fingerprint(pribadi.public_key()), str(folder_kunci), baru, kerja.varian, besar,
                   unconfirmed(kiriman.instrumen), kiriman.penerimaan)


def _must_be_free(ke: Path) -> None:
    if ke.exists() and not ke.is_dir():
        raise KinerjaError("SBR03", a=ke.name, b="sebuah berkas dengan nama itu")
    if ke.is_dir() and (isi := next(ke.iterdir(), None)):
        raise KinerjaError("SBR03", a=ke.name, b=isi.name)


def region_folder(k: Kecamatan) -> str:
    """Name of a kabupaten's folder that sorts by code and survives Windows: "35.20 Kabupaten Magetan"."""
    return f"{k.kode_kabupaten} {_ascii(k.daerah)}"[:_NAMA_MAKS].rstrip(" .")


def file_name(k: Kecamatan, instrumen: Instrumen) -> str:
    """Name of a template: "35.20.10_bendo_kertas_kerja_2022.xlsx"."""
    return file_stem(k.kode, k.identitas.nama, JENIS_KERTAS, instrumen.tahun_penilaian) + ".xlsx"


def _ascii(teks: str) -> str:
    return " ".join(re.sub(r"[^A-Za-z0-9 .-]+", " ", plain_letters(teks)).split())


class _Kerja:
    """One sending being written into a folder nobody knows yet."""

    def __init__(self, kiriman: Kiriman, pribadi: Ed25519PrivateKey, folder: Path, jobs: int, maju: Maju) -> None:
        self.kiriman, self.pribadi, self.folder, self.maju = kiriman, pribadi, folder, maju
        self.percetakan = Percetakan(kiriman.instrumen, kiriman.tanda, pribadi)
        self.terkirim: list[Terkirim] = []
        self.varian = 0
        self._jobs, self._bukti = jobs, _Pembukti(kiriman, pribadi)

    def run(self, kecamatan: Sequence[Kecamatan]) -> int:
        """Writes everything; returns the bytes of the templates."""
        besar = 0
        with self._bukti.beside(self._jobs):
            for _, grup in groupby(kecamatan, key=lambda k: k.kode_kabupaten):
                besar += self._region(list(grup))
            self._generic([k.identitas for k in kecamatan])
            publik = public_pem(self.pribadi)
            (self.folder / NAMA_PUBLIK).write_bytes(publik)
            self._archive(publik)
            (self.folder / NAMA_MANIFES).write_bytes(self._manifest())
        return besar

    def _region(self, kecamatan: Sequence[Kecamatan]) -> int:
        """The folder and the zip of a kabupaten/kota."""
        nama, besar = region_folder(kecamatan[0]), 0
        (self.folder / nama).mkdir()
        with zipfile.ZipFile(self.folder / f"{nama}.zip", "w", zipfile.ZIP_STORED) as z:
            for k in kecamatan:
                terbitan, baru = self.percetakan.issue(k)
                if baru:
                    self.varian += 1
                    self._bukti.add(terbitan)
                berkas = f"{nama}/{file_name(k, self.kiriman.instrumen)}"
                (self.folder / berkas).write_bytes(terbitan.isi)
                z.writestr(zipfile.ZipInfo(berkas, _TANGGAL_ZIP), terbitan.isi)
                sidik = hashlib.sha256(terbitan.isi).hexdigest()
                self.terkirim.append(Terkirim(k, berkas, sidik, terbitan.serial, terbitan.baku))
                besar += len(terbitan.isi)
                self.maju(k.identitas.nama)
        return besar

    def _generic(self, daftar: Sequence[Identitas]) -> None:
        ins = self.kiriman.instrumen
        isi = build_generic(ins, daftar, self.kiriman.tanda)
        (self.folder / FOLDER_UMUM).mkdir()
        nama = file_stem("", "umum", JENIS_KERTAS, ins.tahun_penilaian)
        (self.folder / FOLDER_UMUM / f"{nama}.xlsx").write_bytes(isi)

    def _archive(self, publik: bytes) -> None:
        isi = write_archive(self.kiriman.instrumen, self.kiriman.tenggat, publik, self.percetakan.tata_letak,
                            self.kiriman.penerimaan, self.terkirim, self.percetakan.canonical_texts(),
                            self.kiriman.kertas)
        (self.folder / NAMA_ARSIP).write_bytes(isi)

    def _manifest(self) -> bytes:
        ins, hari = self.kiriman.instrumen, show_date(self.kiriman.tenggat)
        info = [("Instrumen", f"{ins.judul} {ins.tahun_penilaian}, versi {ins.versi} ({ins.sidik})"),
                ("Tenggat", hari), ("Jumlah", f"{len(self.terkirim)} kecamatan"),
                ("Sidik kunci publik", show_fingerprint(fingerprint(self.pribadi.public_key())))]
        if self.kiriman.penerimaan:
            info.append(("Belum terkonfirmasi", f'{unconfirmed(ins)}. Pernyataan: "{self.kiriman.penerimaan}".'))
        baris = [BarisManifes(t.kecamatan.kode, t.kecamatan.identitas.nama, t.kecamatan.daerah, t.berkas, t.serial,
                              t.sidik) for t in self.terkirim]
        denah = describe_manifest(f"Manifes pengiriman {ins.judul} {ins.tahun_penilaian}", info, baris, hari)
        return render_bytes(replace(denah, kertas=self.kiriman.kertas), Isian(None, {}), {})


def build_generic(instrumen: Instrumen, daftar: Sequence[Identitas], kiriman: TandaKiriman) -> bytes:
    """The generic template, without a seal: the office chooses its kecamatan on the first sheet."""
    isian = Isian(None, {})
    olahan = Olahan(instrumen, isian)
    return render_bytes(describe_generic(instrumen, daftar, kiriman), isian, core_values(olahan, score_olahan(olahan)))


# -- proof -------------------------------------------------------------------------------------------------------


def _full(kiriman: Kiriman, k: Kecamatan, pem: bytes) -> bytes:
    """The template of an office written in full."""
    tanda = kiriman.tanda
    return build_sealed(kiriman.instrumen, k.identitas, load_private(pem), Isian(k.identitas, data_umum_of(k)),
                        tenggat=tanda.tenggat, penerimaan=tanda.penerimaan, kertas=tanda.kertas)


class _Pembukti:
    """The first template of every variant is compared with its full render, before anything is sent."""

    def __init__(self, kiriman: Kiriman, pribadi: Ed25519PrivateKey) -> None:
        self.kiriman, self._pribadi = kiriman, pribadi
        self._pool: ProcessPoolExecutor | None = None
        self._tunggu: list[tuple[Terbitan, Future[bytes]]] = []

    @contextlib.contextmanager
    def beside(self, jobs: int) -> Iterator[None]:
        """While templates are written; at the end every proof has been seen."""
        if jobs < 2:
            yield
            return
        with ProcessPoolExecutor(jobs - 1) as self._pool:
            yield
            for terbitan, hasil in self._tunggu:
                _compare(terbitan, hasil.result())

    def add(self, terbitan: Terbitan) -> None:
        """A template to be proved. Ed25519 signs without chance, so a full render has the same seal."""
        pem = _unlocked(self._pribadi)
        if self._pool is None:
            _compare(terbitan, _full(self.kiriman, terbitan.kecamatan, pem))
        else:
            self._tunggu.append((terbitan, self._pool.submit(_full, self.kiriman, terbitan.kecamatan, pem)))


def _unlocked(pribadi: Ed25519PrivateKey) -> bytes:
    """The key as PEM for a process of our own; it never reaches a disk."""
    from cryptography.hazmat.primitives import serialization as s

    return pribadi.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())


def _compare(terbitan: Terbitan, utuh: bytes) -> None:
    if beda := first_difference(terbitan.isi, utuh):
        raise KinerjaError("SBR05", a=terbitan.kecamatan.kode, b=beda)


def first_difference(a: bytes, b: bytes) -> str:
    """The first part, or cell, in which two packages differ; "" when they hold the same.

    Parts are compared byte by byte. Where two texts of an office coincide (a kecamatan named like its kabupaten) a
    full render keeps one shared text and numbers the rest otherwise: then the workbooks are compared cell by cell.
    """
    x, y = _parts(a), _parts(b)
    if x == y:
        return ""
    if x.keys() != y.keys():
        return f"bagian {sorted(x.keys() ^ y.keys())[0]}"
    berbeda = [n for n in x if x[n] != y[n]]
    if any(not re.fullmatch(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml", n) for n in berbeda):
        return f"bagian {berbeda[0]}"
    for n in berbeda:
        if n.startswith("xl/worksheets") and _SEL_TEKS.sub(b"", x[n]) != _SEL_TEKS.sub(b"", y[n]):
            return f"bagian {n}"
    return _first_cell(a, b)


_SEL_TEKS = re.compile(rb'(?<= t="s"><v>)\d+(?=</v>)')


def _parts(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        return {n: z.read(n) for n in z.namelist()}


def _first_cell(a: bytes, b: bytes) -> str:
    x, y = read_buku(a), read_buku(b)
    if x == y:
        return ""
    return next((s.nama for s, t in zip(x.lembar, y.lembar, strict=False) if s != t), "nama atau properti")


# -- what the commands do ----------------------------------------------------------------------------------------


def summary_lines(s: Sebaran) -> list[str]:
    """What a sending gave, for people."""
    besar = with_comma(f"{s.besar / 1e6:.1f}")
    baris = [
        f"Terkirim ke {s.folder}: {s.jumlah} kecamatan di {s.kabupaten} kabupaten/kota, {besar} MB.",
        f"Tenggat {show_date(s.tenggat)}.",
        f"Umumkan {NAMA_PUBLIK} dengan sidik {show_fingerprint(s.sidik_kunci)}.",
        f"Simpan seluruh folder itu, terutama {NAMA_ARSIP}, dan kunci pribadi di {s.kunci_pribadi}"
        + (" (baru dibuat; cadangkan di tempat aman, jangan dibagikan)." if s.kunci_baru else "."),
        "Kirim folder atau zip tiap kabupaten/kota. Folder umum berisi templat tanpa tanda keaslian, untuk cadangan.",
    ]
    if s.penerimaan:
        baris.append(f"Setiap templat memuat pernyataan bahwa {s.belum_terkonfirmasi} belum terkonfirmasi.")
    return baris
