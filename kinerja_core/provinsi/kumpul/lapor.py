"""`kinerja kumpul` and `kinerja register` as a whole: files in, register, recap and return notes out, what is told."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

from kinerja_core.dasar.data import read_plain
from kinerja_core.dasar.keluaran import check_free, stamped
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.temuan import KATALOG, KinerjaError
from kinerja_core.dasar.versi_json import json_version
from kinerja_core.dasar.waktu import show_date
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.muat import load_any
from kinerja_core.provinsi.daftar import read_list
from kinerja_core.provinsi.kumpul.catatan_balik import write_notes
from kinerja_core.provinsi.kumpul.kumpulkan import Kemajuan, Kumpulan, Pengiriman, collect, read_sending
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Putaran, Tahap
from kinerja_core.provinsi.register import ATURAN_BERLAKU, Register, open_register
from kinerja_core.provinsi.rekap.tulis import write_recap
from kinerja_core.provinsi.tahap import apply_stages


@dataclass(frozen=True)
class Perintah:
    """The arguments of `kinerja kumpul`. `ke` and `catatan` may be left out: then nothing is written there."""

    folder: Path
    instrumen: str
    kunci_publik: Path
    register: Path
    ke: Path | None = None
    sebaran: Path | None = None
    daftar: Path | None = None
    tenggat: str | None = None
    diterima: str | None = None
    tahap: str = ""
    register_lalu: Path | None = None
    catatan: Path | None = None
    jobs: int = 1

    @property
    def files(self) -> list[Path]:
        """What the run reads and writes beside the register; none of it is a submission. "*" stands for any ending."""
        milik = [self.ke, self.catatan, self.sebaran, self.kunci_publik, self.daftar, self.register_lalu]
        if self.ke:
            milik.append(self.ke.with_name(f"{self.ke.stem}_*"))
        if Path(self.instrumen).is_file():
            milik.append(Path(self.instrumen))
        return [p for p in milik if p]


@dataclass(frozen=True)
class Laporan:
    """What a run did: its files, the answers of the register, what was written by what was asked for."""

    kumpulan: Kumpulan
    jawaban: dict[str, Any]
    tertulis: Mapping[Path, Sequence[Path]] = field(default_factory=dict)

    @property
    def kode_keluar(self) -> int:
        """The exit code of the command."""
        return self.kumpulan.kode_keluar

    def as_dict(self) -> dict[str, Any]:
        """The published JSON."""
        k = self.kumpulan
        return {
            "versi": json_version(),
            "berkas": [{"berkas": b.berkas, "nomor": b.nomor or None, "keadaan": b.keadaan, "kode": b.kode,
                        "baru": b.baru} for b in k.berkas],
            "tertunda": as_dicts(k.tunda),
            "dilewati": as_dicts(x.temuan for x in k.lewat),
            "putaran": self.jawaban, "aturan": ATURAN_BERLAKU,
            "tertulis": [str(p) for isi in self.tertulis.values() for p in isi],
        }


def run(p: Perintah, maju: Kemajuan | None = None) -> Laporan:
    """Collect, then write the recap and the return notes. KinerjaError for a call that cannot be carried out; what was
    registered until then stays.
    """
    with _collected(p, maju) as (kumpulan, register, instrumen, baca):
        return Laporan(kumpulan, answers(register, instrumen), dict(_write(p, baca)))


def run_round(p: Perintah, maju: Kemajuan | None = None) -> Putaran:
    """Collect; the round as it stands then, with what this run could not register in `terlewat`."""
    with _collected(p, maju) as (kumpulan, _, _, baca):
        return replace(baca(), terlewat=kumpulan.unregistered)


@contextmanager
def _collected(p: Perintah, maju: Kemajuan | None) -> Iterator[tuple[Kumpulan, Register, Instrumen,
                                                                                Callable[[], Putaran]]]:
    """Everything collected, the register still open, and what reads its round."""
    instrumen, kunci = load_any(p.instrumen), read_plain(p.kunci_publik)
    bobot = parse_weights(p.tahap)
    kirim = _sending(p, instrumen, kunci)
    if p.ke:
        check_free(p.ke, stamped)
    with ExitStack() as tutup:
        lalu = tutup.enter_context(open_register(p.register_lalu, tulis=False)) if p.register_lalu else None
        register = tutup.enter_context(open_register(p.register))
        kumpulan = collect(p.folder, instrumen, kunci, register, pengiriman=kirim, diterima=p.diterima, jobs=p.jobs,
                           kecuali=p.files, maju=maju)
        yield kumpulan, register, instrumen, partial(read_round, register, instrumen, lalu, bobot)


def _sending(p: Perintah, instrumen: Instrumen, kunci: bytes) -> Pengiriman:
    """The round as told: by a sending, by a list, by a deadline; what is not told stays as the register has it."""
    kirim = read_sending(p.sebaran, instrumen, kunci) if p.sebaran else Pengiriman()
    kecamatan, tenggat = kirim.kecamatan, kirim.tenggat
    if p.daftar:
        kecamatan = read_list(p.daftar, instrumen)
    if p.tenggat:
        try:
            tenggat = datetime.date.fromisoformat(p.tenggat)
        except ValueError as galat:
            raise KinerjaError("KPL36", a=p.tenggat) from galat
    return replace(kirim, kecamatan=kecamatan, tenggat=tenggat)


def parse_weights(teks: str) -> dict[Tahap, Decimal] | None:
    """Weights of stages from "mandiri=40,verifikasi=60"; None for "". KinerjaError KPL39."""
    if not teks.strip():
        return None
    hasil: dict[Tahap, Decimal] = {}
    for bagian in teks.split(","):
        nama, _, angka = (x.strip() for x in bagian.partition("="))
        try:
            bobot = Decimal(angka)
        except InvalidOperation as galat:
            raise KinerjaError("KPL39", a=bagian.strip()) from galat
        if nama not in SEBUTAN_TAHAP or nama in hasil or not bobot.is_finite() or bobot < 0:
            raise KinerjaError("KPL39", a=bagian.strip())
        hasil[nama] = bobot
    if not any(hasil.values()):
        raise KinerjaError("KPL39", a=teks)
    return hasil


def read_round(register: Register, instrumen: Instrumen, lalu: Register | None = None,
               bobot: dict[Tahap, Decimal] | None = None) -> Putaran:
    """The round of a register with everything verifiers said."""
    return apply_stages(register.round(instrumen, lalu=lalu, bobot=bobot), register.stages(instrumen))


def _write(p: Perintah, baca: Callable[[], Putaran]) -> Iterator[tuple[Path, list[Path]]]:
    """What was asked for, with the files it became."""
    if not (p.ke or p.catatan):
        return
    putaran = baca()
    if p.ke:
        yield p.ke, write_recap(putaran, p.ke)
    if p.catatan:
        yield p.catatan, write_notes(putaran, p.catatan)


# -- what the register answers ---------------------------------------------------------------------------------------


def answers(register: Register, instrumen: Instrumen) -> dict[str, Any]:
    """What the register says of a round, as plain data: the numbers first, then who."""
    masuk, kembali = register.accepted(instrumen), register.returned(instrumen)
    daftar = register.kecamatan(instrumen)
    belum, lambat = register.missing(instrumen), register.late(instrumen)
    ganda, ganti = register.duplicates(instrumen), register.replaced(instrumen)
    tenggat = register.deadline(instrumen)
    return {
        "instrumen": {"id": instrumen.id, "versi": instrumen.versi, "sidik": instrumen.sidik,
                      "tahun_penilaian": instrumen.tahun_penilaian},
        "tenggat": tenggat.isoformat() if tenggat else None,
        "diminta": len(daftar) or None, "masuk": len(masuk), "diterima": Counter(masuk.values())["diterima"],
        "diterima_catatan": Counter(masuk.values())["diterima_catatan"],
        "dikembalikan": sum(r["keadaan"] == "dikembalikan" for r in kembali),
        "tidak_terbaca": sum(r["keadaan"] == "tidak_terbaca" for r in kembali),
        "belum_masuk": [{"kode_wilayah": k.kode, "nama": k.identitas.nama, "daerah": k.daerah} for k in belum],
        "terlambat": [{"kode_wilayah": k, "waktu": w} for k, w in lambat.items()],
        "ganda": [{"nomor": g.nomor, "kode_wilayah": g.kode_wilayah, "berkas": list(g.berkas)} for g in ganda],
        "diganti": [{"kode_wilayah": d.kode_wilayah, "kiriman": len(d.nomor), "nomor": list(d.nomor),
                     "berlaku": d.berlaku} for d in ganti],
        "berkas_kembali": [{"nomor": r["nomor"], "berkas": r["berkas"], "kode_wilayah": r["kode_wilayah"],
                            "keadaan": r["keadaan"], "kode": r["kode"], "sebab": KATALOG[r["kode"]].judul}
                           for r in kembali],
    }


def summary_lines(isi: dict[str, Any]) -> list[str]:
    """The numbers of `answers` for people, a line each."""
    tanya = f"/{isi['diminta']}" if isi["diminta"] else ""
    baris = [f"Masuk            {isi['masuk']}{tanya}", f"  diterima       {isi['diterima']}",
             f"  dengan catatan {isi['diterima_catatan']}", f"Dikembalikan     {isi['dikembalikan']} berkas",
             f"Tidak terbaca    {isi['tidak_terbaca']} berkas"]
    if isi["diminta"]:
        baris.append(f"Belum masuk      {len(isi['belum_masuk'])} kecamatan")
    if isi["tenggat"]:
        baris.append(f"Terlambat        {len(isi['terlambat'])} kecamatan (tenggat {show_date(isi['tenggat'])})")
    baris.append(f"Ganda            {len(isi['ganda'])} berkas")
    baris.append(f"Diganti          {len(isi['diganti'])} kecamatan")
    return baris


def report_lines(x: Laporan) -> Iterator[str]:
    """A run for people: what needs a look, file by file, then the numbers of the round."""
    k = x.kumpulan
    baru = sum(b.baru for b in k.berkas)
    yield f"{len(k.berkas)} berkas diperiksa, {baru} baru didaftarkan, {len(k.lewat)} dilewati."
    sebab = Counter(x.temuan.pesan for x in k.lewat if x.temuan.tingkat == "keterangan")
    yield from (f"Dilewati {n}. {pesan}" for pesan, n in sorted(sebab.items()))
    for t in k.tunda:
        yield f"Belum terdaftar, akan dicoba lagi: {t.kode}  {t.pesan} {t.perbaikan}"
    for lewat in k.lewat:
        if lewat.temuan.tingkat != "keterangan":
            yield f"{lewat.berkas}: {lewat.temuan.kode}  {lewat.temuan.pesan} {lewat.temuan.perbaikan}"
    yield ""
    yield from summary_lines(x.jawaban)
    yield from written_lines(x.tertulis)


def written_lines(tertulis: Mapping[Path, Sequence[Path]]) -> Iterator[str]:
    """What was written, by what was asked for: its first file, and how many more there are."""
    for ke, berkas in tertulis.items():
        if ke in berkas or not berkas:
            lain = len(berkas) - 1
            yield f"Tertulis {ke}" + (f" dan {lain} berkas di sebelahnya" if lain > 0 else "")
        else:
            yield f"Tertulis {len(berkas)} berkas di {ke}"


def returned_rows(k: Kumpulan) -> list[tuple[str, str, str, str]]:
    """Files of a run that were not accepted: place, state, kode, why."""
    return [(b.berkas, b.sebutan, b.kode, KATALOG[b.kode].judul) for b in k.berkas
            if b.keadaan in ("dikembalikan", "tidak_terbaca")]


def register_answers(path: Path, instrumen: str | None = None) -> list[dict[str, Any]]:
    """Every round of a register (or the one of that instrument), newest last; the file is only read."""
    with open_register(path, tulis=False) as register:
        pilihan = [load_any(instrumen)] if instrumen else register.instruments()
        return [answers(register, i) for i in pilihan]


def answer_lines(isi: dict[str, Any]) -> Iterator[str]:
    """The answers of one round for people: the numbers, then who."""
    ins = isi["instrumen"]
    yield f"Instrumen {ins['id']} {ins['versi']}, tahun penilaian {ins['tahun_penilaian']}"
    yield from summary_lines(isi)
    daftar = (
        ("Belum masuk", [f"{k['kode_wilayah']}  {k['nama']}, {k['daerah']}" for k in isi["belum_masuk"]]),
        ("Terlambat", [f"{k['kode_wilayah']}  diterima {k['waktu']}" for k in isi["terlambat"]]),
        ("Ganda", [f"{k['kode_wilayah'] or '-'}  {'; '.join(k['berkas'])}" for k in isi["ganda"]]),
        ("Diganti", [f"{k['kode_wilayah']}  {k['kiriman']} kiriman, berlaku nomor {k['berlaku']}"
                     for k in isi["diganti"]]),
        ("Dikembalikan dan tidak terbaca", [f"{k['kode']}  {k['berkas']}: {k['sebab']}"
                                            for k in isi["berkas_kembali"]]),
    )
    for judul, baris in daftar:
        if baris:
            yield ""
            yield f"{judul}:"
            yield from (f"  {b}" for b in baris)
    yield ""
