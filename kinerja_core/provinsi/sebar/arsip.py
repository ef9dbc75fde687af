"""The archive of a sending: what was sent to whom, and the canonical text that was signed, once per shape.

With it a returned file is compared with what was sent even after the software changed.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.nama_kantor import PENANDA, written_forms
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Kertas, chosen_paper
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.sebar.templat import fill_canonical

NAMA_ARSIP, _ISI, _KUNCI = "arsip_sebaran.zip", "arsip.json", "kunci_publik.pem"
VERSI_ARSIP = 1
#: Members larger than this are no archive of ours.
_TERBESAR = 256 * 1024 * 1024
_TANGGAL = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Terkirim:
    """One file of a sending: office, path below its folder, SHA-256, serial, number of its canonical text."""

    kecamatan: Kecamatan
    berkas: str
    sidik: str
    serial: str
    baku: int


@dataclass(frozen=True)
class Arsip:
    """A sending as it was. `baku` are (with address?, canonical text of the office that stands for any)."""

    id: str
    instrumen: Instrumen
    tenggat: datetime.date
    kunci_publik: bytes
    tata_letak: str
    penerimaan: str
    terkirim: tuple[Terkirim, ...]
    baku: tuple[tuple[bool, str], ...]
    kertas: Kertas = KERTAS_BAWAAN

    @property
    def kecamatan(self) -> tuple[Kecamatan, ...]:
        """The offices of the round, by kode."""
        return tuple(t.kecamatan for t in self.terkirim)

    @cached_property
    def _menurut(self) -> dict[str, Terkirim]:
        return {t.kecamatan.kode: t for t in self.terkirim}

    def sha256(self, kode: str) -> str:
        """SHA-256 of the file sent to an office; KeyError when none was."""
        return self._menurut[kode].sidik

    def sent(self, kode_wilayah: str) -> str | None:
        """The canonical text as it was signed for an office, whatever a file says of itself; None when none was."""
        t = self._menurut.get(kode_wilayah)
        return self.canonical(kode_wilayah, t.serial) if t else None

    def canonical(self, kode_wilayah: str, serial: str) -> str | None:
        """The canonical text as it was signed for an office; None when no file of that serial was sent to it."""
        t = self._menurut.get(kode_wilayah)
        if t is None or t.serial != serial:
            return None
        beralamat, teks = self.baku[t.baku]
        dari = written_forms(self.instrumen, PENANDA(kota=False, beralamat=beralamat))
        return fill_canonical(teks, dari, (*written_forms(self.instrumen, t.kecamatan.identitas)[:-1], serial))


def write_archive(instrumen: Instrumen, tenggat: datetime.date, kunci_publik: bytes, tata_letak: str, penerimaan: str,
                  terkirim: Sequence[Terkirim], baku: Sequence[tuple[bool, str]],
                  kertas: Kertas = KERTAS_BAWAAN) -> bytes:
    """The archive as a zip; the same sending gives the same bytes."""
    isi = {
        "versi": VERSI_ARSIP, "tenggat": tenggat.isoformat(), "tata_letak": tata_letak, "penerimaan": penerimaan,
        "kertas": kertas.nama,
        "instrumen": instrumen.model_dump(mode="json"),
        "bentuk": [{"alamat": beralamat} for beralamat, _ in baku],
        "kecamatan": [{**t.kecamatan.identitas.model_dump(), "data_umum": dict(t.kecamatan.data_umum),
                       "berkas": t.berkas, "sha256": t.sidik, "serial": t.serial, "bentuk": t.baku} for t in terkirim],
    }
    bagian = {_ISI: json.dumps(isi, ensure_ascii=False, separators=(",", ":")).encode(), _KUNCI: kunci_publik}
    bagian |= {_form_name(n): teks.encode("ascii") for n, (_, teks) in enumerate(baku)}
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in bagian.items():
            z.writestr(zipfile.ZipInfo(nama, _TANGGAL), data, zipfile.ZIP_DEFLATED)
    return keluar.getvalue()


def _form_name(n: int) -> str:
    return f"bentuk/{n + 1}.txt"


def read_archive(path: Path) -> Arsip:
    """The archive of a sending, given its folder or the zip itself. KinerjaError SBR06 when there is none, SBR07 when
    it cannot be used."""
    berkas = path / NAMA_ARSIP if path.is_dir() else path
    if not berkas.is_file():
        raise KinerjaError("SBR06", a=berkas.name if path.is_dir() else path.name)
    try:
        with zipfile.ZipFile(berkas) as z:
            if any(i.file_size > _TERBESAR for i in z.infolist()):
                raise KinerjaError("SBR07", a=berkas.name, b="isinya terlalu besar")
            bagian = {n: z.read(n) for n in z.namelist()}
        return _parse(bagian)
    except KinerjaError:
        raise
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError) as galat:
        sebab = "bukan arsip sebaran" if isinstance(galat, zipfile.BadZipFile | KeyError) else type(galat).__name__
        raise KinerjaError("SBR07", a=berkas.name, b=sebab) from galat


def earlier_archives(sebaran: Path) -> list[Arsip]:
    """Other sendings in the folder in which this one lies; what cannot be used as one is passed over."""
    ini = sebaran if sebaran.is_dir() else sebaran.parent
    hasil = []
    for berkas in sorted(ini.resolve().parent.glob(f"*/{NAMA_ARSIP}")):
        if berkas.parent != ini.resolve():
            with contextlib.suppress(KinerjaError):
                hasil.append(read_archive(berkas))
    return hasil


def _parse(bagian: Mapping[str, bytes]) -> Arsip:
    isi: Any = json.loads(bagian[_ISI])
    if isi["versi"] != VERSI_ARSIP:
        raise KinerjaError("SBR07", a=NAMA_ARSIP, b=f"dibuat versi lain ({str(isi['versi'])[:10]})")
    try:
        instrumen = Instrumen.model_validate(isi["instrumen"])
    except ValueError as galat:
        raise KinerjaError("SBR07", a=NAMA_ARSIP, b="instrumennya tidak terbaca") from galat
    terkirim = []
    for k in isi["kecamatan"]:
        ident = Identitas(**{n: k[n] for n in Identitas.model_fields})
        terkirim.append(Terkirim(Kecamatan(ident, k["data_umum"]), k["berkas"], k["sha256"], k["serial"], k["bentuk"]))
    baku = tuple((b["alamat"], bagian[_form_name(n)].decode("ascii")) for n, b in enumerate(isi["bentuk"]))
    sidik = hashlib.sha256()
    for nama in sorted(bagian):
        sidik.update(f"{nama}\0{len(bagian[nama])}\0".encode() + bagian[nama])
    return Arsip(sidik.hexdigest(), instrumen, datetime.date.fromisoformat(isi["tenggat"]), bagian[_KUNCI],
                 isi["tata_letak"], isi["penerimaan"], tuple(terkirim), baku, chosen_paper(isi.get("kertas", "")))
