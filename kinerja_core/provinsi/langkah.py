"""The five steps of a provincial round on its working folder, for people who do not type.

Each step reads Pengaturan.xlsx, runs one verb of the core, writes below Keluar or Hasil, and says in sentences what
happened and what comes next. Running a step again is safe: nothing that people filled or sent is ever written over.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.keluaran import stamped
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, KinerjaError, Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.muat import load_any
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kantor.periksa_naskah import check_file
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, unconfirmed
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import write_bytes, write_file
from kinerja_core.provinsi.daftar import read_list
from kinerja_core.provinsi.folder import HASIL, KELUAR, LANGKAH, MASUK, MASUK_VERIFIKASI, Langkah, find_step
from kinerja_core.provinsi.kumpul import lapor
from kinerja_core.provinsi.kumpul.catatan_balik import write_notes
from kinerja_core.provinsi.kumpul.lembar_catatan import BlokCatatan, IsiCatatan, cause_row, describe_note
from kinerja_core.provinsi.pengaturan import NAMA as NAMA_PENGATURAN
from kinerja_core.provinsi.pengaturan import Pengaturan, instrument_of, read_settings
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.rekap.tulis import write_recap
from kinerja_core.provinsi.sebar import sebarkan
from kinerja_core.provinsi.sebar.arsip import NAMA_ARSIP, read_archive
from kinerja_core.provinsi.verifikasi.gabung import PERBEDAAN
from kinerja_core.provinsi.verifikasi.lapor import PerintahSiapkan, merge_files, prepare_files, write_minutes
from kinerja_core.segel.tanda import NAMA_PRIBADI, NAMA_PUBLIK, key_folder

if TYPE_CHECKING:
    from kinerja_core.provinsi.putaran import Kecamatan, Putaran
    from kinerja_core.provinsi.register import Register
    from kinerja_core.provinsi.sebar.sebarkan import Kiriman

REGISTER, REKAP, NAMA_CATATAN, NAMA_PEMERIKSAAN = "register.sqlite", "Rekap.xlsx", "Catatan", "Pemeriksaan.xlsx"
BERITA_ACARA = "Berita Acara"
#: Folder below Keluar of what is sent for a stage.
TAHAP_KELUAR = {"verifikasi": "Verifikasi", "presentasi": "Presentasi", "lapangan": "Kunjungan Lapangan"}
#: So many of what must be mended, or was returned, is told in the window; all of it stands in the workbook.
_DISEBUT = 10
_SEBARAN = re.compile(r"Sebaran (\d+)")
#: What shows progress: a title and how many steps; gives what is called after each of them.
Kemajuan = Callable[[str, int], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Selesai:
    """What a step did, in sentences; what to open; exit code 0 clean, 1 something to look at, 3 integrity broken."""

    langkah: Langkah
    kalimat: tuple[str, ...]
    buka: Path | None
    kode: int = 0


@dataclass(frozen=True)
class Cara:
    """How a step is run: where progress shows, how the passphrase is asked (argument: is the key new?), and when files
    arrived (ISO date; None: now)."""

    maju: Kemajuan = lambda judul, n: nullcontext(lambda *_: None)
    sandi: Callable[[bool], str] | None = None
    diterima: str | None = None


def run_step(langkah: str, folder: Path, cara: Cara | None = None) -> Selesai:
    """One step (number, key or name) on a working folder. KinerjaError with all mistakes when it cannot be done."""
    satu = find_step(langkah)
    kerja: dict[str, Callable[[Path, Cara], Selesai]] = {
        "periksa": _check, "sebar": _send, "kumpul": _collect, "verifikasi": _verify, "gabung": _merge}
    return kerja[satu.kunci](Path(os.path.abspath(folder)), cara or Cara())


def open_file(path: Path) -> bool:
    """Opens a file in the program the computer uses for it; False when it cannot."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return True
        subprocess.Popen(["open" if sys.platform == "darwin" else "xdg-open", str(path)],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        return True
    except OSError:
        return False


def step_lines(x: Selesai) -> list[str]:
    """A finished step for people."""
    return [f"== {x.langkah.nama} ==", *x.kalimat]


def _next(kunci: str) -> str:
    nama = next(x.nama for x in LANGKAH if x.kunci == kunci)
    return f'Berikutnya: klik dua kali "{nama}".'


def _step(kunci: str) -> Langkah:
    return next(x for x in LANGKAH if x.kunci == kunci)


# -- 1 ---------------------------------------------------------------------------------------------------------------


def _check(folder: Path, cara: Cara) -> Selesai:
    """Instrument, list and settings: every finding in one workbook."""
    with cara.maju("Memeriksa", 3) as maju:
        instrumen, temuan = _instrument_findings(folder)
        bagian = [("Instrumen", temuan)]
        maju("Memeriksa daftar")
        if instrumen is not None:
            bagian += _other_findings(folder, instrumen)
    semua = [t for _, isi in bagian for t in isi]
    wajib = sum(t.tingkat == "wajib" for t in semua)
    path = folder / HASIL / NAMA_PEMERIKSAAN
    _write_findings(path, instrumen, bagian, wajib)
    siap = (f"Belum siap disebar: {wajib} hal wajib diperbaiki." if wajib else
            "Siap disebar." if not semua else f"Siap disebar; {len(semua)} hal lain sebaiknya dibaca.")
    lanjut = 'Perbaiki, simpan, lalu klik dua kali "1 Periksa Instrumen" lagi.' if wajib else _next("sebar")
    sebut = [f"  {t.kode}  {t.sel + ': ' if t.sel else ''}{t.pesan} {t.perbaikan}" for t in semua
             if t.tingkat == "wajib"][:_DISEBUT]
    return Selesai(_step("periksa"), (siap, *sebut, f"Rinciannya: {path}", lanjut), path, 1 if semua else 0)


def _instrument_findings(folder: Path) -> tuple[Instrumen | None, list[Temuan]]:
    nama = instrument_of(folder / NAMA_PENGATURAN)
    try:
        temuan = check_file(nama)
        return (None if any(t.tingkat == "wajib" for t in temuan) else load_any(nama)), temuan
    except KinerjaError as galat:
        return None, list(galat.temuan)


def _other_findings(folder: Path, instrumen: Instrumen) -> list[tuple[str, list[Temuan]]]:
    """What is wrong in the settings and in the list, and what would keep the instrument from being sent."""
    try:
        atur = read_settings(folder / NAMA_PENGATURAN)
    except KinerjaError as galat:
        return [("Pengaturan", list(galat.temuan))]
    hasil: list[tuple[str, list[Temuan]]] = []
    try:
        read_list(atur.daftar, instrumen)
    except KinerjaError as galat:
        hasil.append(("Kecamatan", list(galat.temuan)))
    try:
        _shipment(atur, instrumen)
    except KinerjaError as galat:
        hasil.append(("Pengaturan", list(galat.temuan)))
    return hasil


def _shipment(atur: Pengaturan, instrumen: Instrumen) -> Kiriman:
    """What may be sent to all alike; KinerjaError PRV15 when values are unconfirmed and nobody accepted them."""
    try:
        return sebarkan.prepare(instrumen, atur.tenggat.isoformat(), atur.terima, atur.kertas)
    except KinerjaError as galat:
        if galat.kode != "SBR01":
            raise
        raise KinerjaError("PRV15", sel=NAMA_PENGATURAN, a=unconfirmed(instrumen), b=KALIMAT_PENERIMAAN) from galat


def _write_findings(path: Path, instrumen: Instrumen | None, bagian: Sequence[tuple[str, Sequence[Temuan]]],
                    wajib: int) -> None:
    blok = []
    for nama, temuan in bagian:
        for tingkat, sebutan in SEBUTAN_TINGKAT.items():
            milik = [cause_row(s) for s in causes(temuan) if s.tingkat == tingkat]
            if milik:
                blok.append(BlokCatatan(f"{nama} - {sebutan} ({len(milik)})", tuple(milik)))
    judul = f"{instrumen.judul} {instrumen.tahun_penilaian}, versi {instrumen.versi}" if instrumen else \
        "Instrumen belum dapat dibaca seluruhnya"
    keadaan = "Perbaiki yang wajib diperbaiki, simpan, lalu periksa lagi." if wajib else \
        "Tidak ada yang wajib diperbaiki."
    isi = IsiCatatan(("Pemeriksaan sebelum disebar", judul), "Belum siap disebar" if wajib else "Siap disebar", keadaan,
                     not wajib, (), tuple(blok), kaki="Pemeriksaan sebelum disebar",
                     properti={"kinerja_jenis": "pemeriksaan_provinsi"})
    write_file(path, write_bytes(describe_note(isi), Isian(None, {}), {}, {}), milik=stamped)


# -- 2 ---------------------------------------------------------------------------------------------------------------


def sendings(folder: Path) -> list[Path]:
    """Finished sendings of a working folder, oldest first."""
    ada = [(int(m[1]), p) for p in (folder / KELUAR).glob("Sebaran *")
           if (m := _SEBARAN.fullmatch(p.name)) and (p / NAMA_ARSIP).is_file()]
    return [p for _, p in sorted(ada)]


def _send(folder: Path, cara: Cara) -> Selesai:
    """A new numbered sending; none when the last one is the same."""
    atur = read_settings(folder / NAMA_PENGATURAN)
    kiriman = _shipment(atur, load_sound(atur.instrumen))
    kecamatan = read_list(atur.daftar, kiriman.instrumen)
    lama = sendings(folder)
    if lama and _already_sent(lama[-1], kiriman, kecamatan):
        return Selesai(_step("sebar"), (
            f"Sudah disebar di {lama[-1]}; tidak ada yang berubah sejak itu, jadi tidak dibuat lagi.",
            _after_sending()), lama[-1] / sebarkan.NAMA_MANIFES)
    ke = folder / KELUAR / f"Sebaran {_free_number(folder)}"
    with cara.maju("Menyebar", len(kecamatan)) as maju:
        hasil = sebarkan.send(kiriman, kecamatan, ke, kunci=atur.kunci, sandi=_passphrase(atur, cara), jobs=atur.jobs,
                           maju=maju)
    ganti = [f"Sebaran sebelumnya ({lama[-1].name}) tetap ada; mintalah kecamatan memakai yang baru."] if lama else []
    return Selesai(_step("sebar"), (*sebarkan.summary_lines(hasil), *ganti, _after_sending()),
                   ke / sebarkan.NAMA_MANIFES)


def _after_sending() -> str:
    return f"Berikutnya: simpan berkas yang kembali di folder {MASUK}, lalu klik dua kali \"{_step('kumpul').nama}\"."


def _free_number(folder: Path) -> int:
    ada = [int(m[1]) for p in (folder / KELUAR).glob("*") if (m := _SEBARAN.fullmatch(p.name))]
    return max(ada, default=0) + 1


def _already_sent(lama: Path, kiriman: Kiriman, kecamatan: Sequence[Kecamatan]) -> bool:
    try:
        arsip = read_archive(lama)
    except KinerjaError:
        return False
    return (arsip.instrumen.sidik == kiriman.instrumen.sidik and arsip.tenggat == kiriman.tenggat
            and arsip.penerimaan == kiriman.penerimaan and arsip.kertas == kiriman.kertas
            and tuple(arsip.kecamatan) == tuple(kecamatan))


def _passphrase(atur: Pengaturan, cara: Cara) -> str:
    """The passphrase of the key: from the environment, else asked for; "" for a key without one."""
    if not atur.sandi:
        return ""
    sandi = sebarkan.passphrase(False)
    if not sandi and cara.sandi is not None:
        sandi = cara.sandi(not ((atur.kunci or key_folder()) / NAMA_PRIBADI).exists())
    if not sandi:
        raise KinerjaError("PRV13")
    return sandi


# -- 3 ---------------------------------------------------------------------------------------------------------------


def _last_sending(folder: Path, atur: Pengaturan) -> tuple[Path, Instrumen]:
    """The sending that is collected, and the instrument; PRV10 when there is none, PRV12 when more of the instrument
    was changed since than its bounds."""
    semua = sendings(folder)
    if not semua:
        raise KinerjaError("PRV10", a=KELUAR)
    arsip, kini = read_archive(semua[-1]), load_any(atur.instrumen)
    if arsip.instrumen.sidik_tanpa_batas != kini.sidik_tanpa_batas:
        raise KinerjaError("PRV12", a=f"{kini.id} {kini.versi}, {kini.sidik}",
                           b=f"{arsip.instrumen.id} {arsip.instrumen.versi}, {arsip.instrumen.sidik}")
    return semua[-1], kini


def _collect(folder: Path, cara: Cara) -> Selesai:
    """Masuk into the register; recap and return notes."""
    atur = read_settings(folder / NAMA_PENGATURAN)
    sebaran, instrumen = _last_sending(folder, atur)
    register = folder / HASIL / REGISTER
    perintah = lapor.Perintah(folder / MASUK, atur.instrumen, sebaran / NAMA_PUBLIK, register, sebaran=sebaran,
                                     diterima=cara.diterima, tahap=atur.teks_tahap, jobs=atur.jobs)
    laporan = lapor.run(perintah, lambda n: cara.maju("Mengumpulkan", n))
    putaran, tertulis = _write_results(folder, atur, instrumen, cara)
    kosong = [] if laporan.kumpulan.berkas else [f"Folder {MASUK} belum berisi berkas kecamatan."]
    kembali = lapor.returned_rows(laporan.kumpulan)
    sebut = [f"  {berkas}: {keadaan}, {kode} {sebab}" for berkas, keadaan, kode, sebab in kembali[:_DISEBUT]]
    lagi = [f"  ... dan {len(kembali) - _DISEBUT} lainnya; semuanya ada di rekap."] if len(kembali) > _DISEBUT else []
    kalimat = (*kosong, *lapor.report_lines(laporan), *sebut, *lagi, f"Rekap: {tertulis}",
               f"Catatan balik {len(putaran.entri)} kecamatan, siap dikirim: {folder / HASIL / NAMA_CATATAN}",
               f"Boleh diulang setiap ada berkas baru. {_next('verifikasi')}")
    return Selesai(_step("kumpul"), kalimat, tertulis, laporan.kode_keluar)


def _round(register: Register, atur: Pengaturan, instrumen: Instrumen) -> Putaran:
    """The round of the register with its stages, and last year's values where they are known."""
    with ExitStack() as tutup:
        lalu = tutup.enter_context(open_register(atur.register_lalu, tulis=False)) if atur.register_lalu else None
        return lapor.read_round(register, instrumen, lalu, dict(atur.tahap))


def _write_results(folder: Path, atur: Pengaturan, instrumen: Instrumen, cara: Cara) -> tuple[Putaran, Path]:
    """Recap and return notes of the register as it stands; the round and the recap."""
    hasil = folder / HASIL
    with cara.maju("Menulis rekap dan catatan balik", 3) as maju:
        with open_register(hasil / REGISTER, tulis=False) as register:
            putaran = _round(register, atur, instrumen)
        maju("Menulis rekap")
        write_recap(putaran, hasil / REKAP)
        maju("Menulis catatan balik")
        write_notes(putaran, hasil / NAMA_CATATAN, atur.peringkat)
    return putaran, hasil / REKAP


# -- 4, 5 ------------------------------------------------------------------------------------------------------------


def _with_register(folder: Path) -> tuple[Pengaturan, Instrumen, Path]:
    """Settings, instrument and register of a round that was collected; PRV11 when nothing was."""
    atur = read_settings(folder / NAMA_PENGATURAN)
    _, instrumen = _last_sending(folder, atur)
    register = folder / HASIL / REGISTER
    if not register.is_file():
        raise KinerjaError("PRV11", a=HASIL)
    return atur, instrumen, register


def _verify(folder: Path, cara: Cara) -> Selesai:
    """Workbooks of the verifiers, and tables of the jury for every further stage with a weight."""
    atur, _, register = _with_register(folder)
    bagian = "100%" if atur.hanya else f"{atur.bagian:f}%"
    hasil = prepare_files(
        PerintahSiapkan(register, atur.instrumen, folder / KELUAR / TAHAP_KELUAR["verifikasi"], bagian, atur.hanya,
                        atur.verifikator), lambda n: cara.maju("Menyiapkan buku verifikator", n))
    kalimat = [*hasil.kalimat]
    for tahap in ("presentasi", "lapangan"):
        if tahap in atur.tahap:
            lain = prepare_files(PerintahSiapkan(register, atur.instrumen, folder / KELUAR / TAHAP_KELUAR[tahap],
                                                 kode=atur.hanya, verifikator=atur.verifikator, tahap=tahap))
            kalimat += lain.kalimat
    lanjut = (f"Kirim kepada verifikator. Simpan buku yang kembali di folder {MASUK_VERIFIKASI}, lalu klik dua kali "
              "\"5 Gabungkan\".")
    return Selesai(_step("verifikasi"), (*kalimat, lanjut), hasil.daftar)


def _merge(folder: Path, cara: Cara) -> Selesai:
    """What came back from verifiers into the register; recap with its stages, return notes, Berita Acara."""
    atur, instrumen, register = _with_register(folder)
    putusan = sorted((folder / HASIL).glob(f"{Path(PERBEDAAN).stem}*.xlsx"), key=lambda p: (len(p.name), p.name))
    gabung = merge_files(folder / MASUK_VERIFIKASI, register, atur.instrumen, putusan[-1] if putusan else None,
                         folder / HASIL, lambda n: cara.maju("Menggabungkan", n))
    _, rekap = _write_results(folder, atur, instrumen, cara)
    kosong = [] if gabung.berkas else [f"Folder {MASUK_VERIFIKASI} belum berisi buku verifikator."]
    kalimat = [*kosong, *gabung.kalimat, f"Rekap: {rekap}", *_minutes(folder, atur, register)]
    if gabung.perbedaan:
        kalimat.append(f"Berikutnya: isi {gabung.perbedaan.name} di folder {HASIL} menurut putusan rapat, simpan, lalu "
                       "klik dua kali \"5 Gabungkan\" lagi.")
    else:
        kalimat.append("Boleh diulang setiap ada buku baru. Bila sudah lengkap, cetak dan tanda tangani Berita Acara.")
    return Selesai(_step("gabung"), tuple(kalimat), gabung.perbedaan or rekap, gabung.kode_keluar)


def _minutes(folder: Path, atur: Pengaturan, register: Path) -> list[str]:
    """Berita Acara of every kabupaten/kota whose verification is complete; what was written, in a sentence."""
    ke = folder / HASIL / BERITA_ACARA
    try:
        tertulis = write_minutes(register, atur.instrumen, ke)
    except KinerjaError as galat:
        if galat.kode != "VRF36":
            raise
        return ["Berita Acara belum ditulis: belum ada kabupaten/kota yang verifikasinya lengkap."]
    return [f"Berita Acara {len(tertulis)} kabupaten/kota, siap dicetak: {ke}"]
