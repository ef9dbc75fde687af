"""A whole round at full size: send, fill in known proportions, collect, recap; what it costs, and whether all is right.

The commands run as processes of their own, as people run them; their peak memory is what the operating system counted.
Filling is the offices' work and is not measured. Floors stand beside: copying the files, unzipping them, and the
usual ways (one render by XlsxWriter each, two loads by openpyxl each), these two measured on a few and multiplied.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.tanam import Data, Penanam, Tanaman, office, proportions, settle, vary
from benchmarks.ukur import Baris, Tabel, show_table
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.segel.tanda import load_private

UKURAN, UKURAN_CEPAT = (666, 7285), (666,)
TENGGAT, SEBELUM, SESUDAH = "2026-12-31", "2026-12-30", "2027-01-02"
#: Different sound fillings, and files on which the usual ways are tried.
RAGAM, CONTOH = 40, 6


@dataclass(frozen=True)
class Jalan:
    """One command that ran: seconds, peak memory in MiB (of the process, its workers apart), what it printed."""

    detik: float
    mib: float
    keluar: str


#: What the process runs: the command, and at its end its own peak memory in KiB (that of wait4 counts the parent's
#: memory too, before the program is loaded).
_JALAN = """
import atexit, pathlib, sys
def puncak(ke=sys.argv.pop(1)):
    status = pathlib.Path("/proc/self/status")
    isi = status.read_text() if status.exists() else "VmHWM: 0 kB"
    pathlib.Path(ke).write_text(isi.partition("VmHWM:")[2].split()[0])
atexit.register(puncak)
from kinerja_core.perintah.cli import main
main()
"""


def run(*argumen: object, kode: Sequence[int] = (0,)) -> Jalan:
    """`kinerja ...` as a process; RuntimeError for another exit code than expected. Peak memory: Linux only, else 0."""
    mulai = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        puncak = Path(folder) / "puncak"
        proses = subprocess.run([sys.executable, "-c", _JALAN, str(puncak), *map(str, argumen)], capture_output=True,
                                check=False)
        detik = time.perf_counter() - mulai
        if proses.returncode not in kode:
            pesan = proses.stderr.decode(errors="replace")[-2000:]
            raise RuntimeError(f"kinerja {argumen[0]} berakhir dengan {proses.returncode}:\n{pesan}")
        return Jalan(detik, int(puncak.read_text()) / 1024, proses.stdout.decode())


# -- the round -----------------------------------------------------------------------------------------------------


def _instrument(folder: Path) -> tuple[Instrumen, Path]:
    """The shipped instrument with everything confirmed, so that it may be sent."""
    teks = find_instrumen(contoh.INSTRUMEN).read_text(encoding="utf-8").replace("onfirmasi = false", "onfirmasi = true")
    path = folder / "gladi.toml"
    path.write_text(teks, encoding="utf-8")
    return load_instrumen(path), path


def _fillings(ins: Instrumen) -> list[Data]:
    """Sound fillings from the example, for kecamatan with desa, with kelurahan, and with both."""
    dasar: Data = dict(list(contoh.examples(load_instrumen(find_instrumen(contoh.INSTRUMEN))))[1].isian.data)
    umum: tuple[Data, ...] = ({}, {("jumlah_kelurahan", "isi"): 0}, {("jumlah_kelurahan", "isi"): 3},
                             {("jumlah_desa", "isi"): 0, ("jumlah_kelurahan", "isi"): 9})
    jenis = [x for ubah in umum if (x := settle(ins, {**dasar, **ubah})) is not None]
    return [vary(ins, jenis[n % len(jenis)], random.Random(n)) for n in range(RAGAM)]


@dataclass
class Putaran:
    """A round on disk."""

    folder: Path
    instrumen: Instrumen
    berkas: Path
    kecamatan: list[Kecamatan]
    isian: list[Data]

    def filling(self, n: int) -> tuple[Data, int]:
        """The filling of the n-th kecamatan and its name."""
        return self.isian[n % len(self.isian)], n % len(self.isian)

    def send(self) -> Jalan:
        """`kinerja sebar`."""
        daftar = self.folder / "daftar.xlsx"
        daftar.write_bytes(list_form(self.instrumen, self.kecamatan))
        return run("sebar", self.berkas, "--daftar", daftar, "--tenggat", TENGGAT, "--ke", self.folder / "Keluar",
                   "--kunci", self.folder / "kunci")

    def templates(self) -> dict[str, Path]:
        """Where the template of each kecamatan stands."""
        return {p.name[:8]: p for p in (self.folder / "Keluar").glob("[0-9]*/*.xlsx")}

    def plant(self) -> Tanaman:
        """Fill and write what comes back."""
        ada = self.templates()
        penanam = Penanam(self.instrumen, self.kecamatan[0].identitas, lambda kode: ada[kode].read_bytes(),
                          lambda k, n: self.filling(n), self.folder / "Masuk", self.folder / "Susulan", TENGGAT)
        return penanam.plant(self.kecamatan, proportions(len(self.kecamatan)))

    def collect(self, register: str, *lagi: object, folder: str = "Masuk", pada: str = SEBELUM) -> Jalan:
        """`kinerja kumpul --json`."""
        return run("kumpul", self.folder / folder, "--instrumen", self.berkas, "--kunci-publik",
                   self.folder / "kunci" / "kunci_publik.pem", "--register", self.folder / register, "--sebaran",
                   self.folder / "Keluar", "--diterima", pada, "--json", *lagi, kode=(0, 1, 3))


def prepare_round(folder: Path, jumlah: int) -> Putaran:
    """So many invented kecamatan, fifteen or more a kabupaten, with Data Umum as their filling has it."""
    folder.mkdir(parents=True)
    ins, berkas = _instrument(folder)
    isian = _fillings(ins)
    per_kabupaten = max(15, -(-jumlah // 97))
    kecamatan = [
        Kecamatan(office(n, ins, per_kabupaten),
                  {kode: v for (kode, kunci), v in isian[n % len(isian)].items() if kunci == "isi"})
        for n in range(jumlah)]
    return Putaran(folder, ins, berkas, kecamatan, isian)


# -- was it right --------------------------------------------------------------------------------------------------


def differences(tanaman: Tanaman, *hasil: dict[str, Any]) -> list[str]:
    """What the JSON of both runs says otherwise than planted; [] when everything agrees."""
    salah = []
    ada = {b["berkas"]: (b["keadaan"], b["kode"]) for isi in hasil for b in isi["berkas"]}
    salah += [f"{n}: ditanam {h}, menjadi {ada.get(n)}" for n, h in tanaman.berkas.items() if ada.get(n) != h]
    p, keadaan = hasil[-1]["putaran"], tanaman.keadaan_kecamatan
    for nama, harus, kini in (
            ("masuk", tanaman.masuk, p["masuk"]), ("diterima", keadaan["diterima"], p["diterima"]),
            ("dengan catatan", keadaan["diterima_catatan"], p["diterima_catatan"]),
            ("dikembalikan", tanaman.keadaan_berkas["dikembalikan"], p["dikembalikan"]),
            ("tidak terbaca", tanaman.keadaan_berkas["tidak_terbaca"], p["tidak_terbaca"]),
            ("belum masuk", keadaan["belum_masuk"], len(p["belum_masuk"])),
            ("terlambat", sorted(tanaman.terlambat), sorted(k["kode_wilayah"] for k in p["terlambat"])),
            ("ganda", sorted(tanaman.ganda), sorted(k["kode_wilayah"] for k in p["ganda"])),
            ("diganti", sorted(tanaman.diganti), sorted(k["kode_wilayah"] for k in p["diganti"]))):
        if harus != kini:
            salah.append(f"{nama}: ditanam {harus}, menjadi {kini}")
    return salah


# -- what it costs -------------------------------------------------------------------------------------------------


def _clock(kerja: Callable[[], object], kali: int = 1) -> float:
    detik = []
    for _ in range(kali):
        mulai = time.perf_counter()
        kerja()
        detik.append(time.perf_counter() - mulai)
    return statistics.median(detik)


def _copy_all(berkas: Sequence[Path], ke: Path) -> None:
    shutil.rmtree(ke, ignore_errors=True)
    ke.mkdir()
    for n, p in enumerate(berkas):
        shutil.copyfile(p, ke / f"{n}.xlsx")


def _unzip_all(berkas: Sequence[Path]) -> None:
    for p in berkas:
        try:
            with zipfile.ZipFile(p) as z:
                for nama in z.namelist():
                    z.read(nama)
        except Exception:  # hostile ones
            continue


def _load_all_twice(berkas: Sequence[Path]) -> None:
    import openpyxl

    for path in berkas:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rumus, nilai = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        for ws in rumus:
            for baris in ws.iter_rows():
                for sel in baris:
                    _ = sel.value, nilai[ws.title].cell(sel.row, sel.column).value


def _table(judul: str, acuan: str, dasar: float, isi: Sequence[tuple[str, float, str]], kaki: str = "") -> Tabel:
    return Tabel(judul, acuan, tuple(Baris(n, d / dasar, d * 1000, c) for n, d, c in isi), kaki)


def _sending(p: Putaran, jalan: Jalan) -> Tabel:
    """Sending against copying the same files, and against rendering each."""
    jumlah, berkas = len(p.kecamatan), list(p.templates().values())
    salin = _clock(lambda: _copy_all(berkas, p.folder / "salin"), 3)
    shutil.rmtree(p.folder / "salin")
    kunci = load_private((p.folder / "kunci" / "kunci_pribadi.pem").read_bytes())

    def render() -> None:
        for k in p.kecamatan[:CONTOH]:
            isi = Isian(k.identitas, {(f, "isi"): v for f, v in k.data_umum.items()})
            build_sealed(p.instrumen, k.identitas, kunci, isi, tenggat=TENGGAT)

    ukuran = statistics.mean(b.stat().st_size for b in berkas) / 1024
    return _table(f"Menyebar {jumlah} templat ({ukuran:.0f} KiB)", f"menyalin {jumlah} berkas", salin, [
        ("menyalin", salin, ""), ("kinerja sebar", jalan.detik, f"puncak {jalan.mib:.0f} MiB, zip dan manifes ikut"),
        ("XlsxWriter satu per satu", _clock(render) / CONTOH * jumlah, f"dari {CONTOH} berkas")])


def _collecting(p: Putaran, tanaman: Tanaman) -> Tabel:
    """Collecting against unzipping, with one and two processes, again, and with its recap."""
    berkas = sorted((p.folder / "Masuk").rglob("*.xlsx"))
    jumlah = len(tanaman.awal)
    buka = _clock(lambda: _unzip_all(berkas), 3)
    satu = p.collect("satu.sqlite")
    dua = p.collect("dua.sqlite", "--jobs", 2)
    lagi = p.collect("satu.sqlite")
    susul = p.collect("satu.sqlite", "--ke", p.folder / "Hasil" / "REKAP.xlsx", folder="Susulan", pada=SESUDAH)
    sah = [b for b in berkas if tanaman.berkas.get(b.relative_to(p.folder / "Masuk").as_posix()) == ("diterima", "")]
    openpyxl = _clock(lambda: _load_all_twice(sah[:CONTOH])) / CONTOH * jumlah
    salah = differences(tanaman, json.loads(satu.keluar), json.loads(susul.keluar))
    sama = [json.loads(x.keluar)["berkas"] for x in (satu, dua)]
    if sama[0] != sama[1]:
        salah.append("dua proses memberi hasil lain")
    keadaan = ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in sorted(tanaman.keadaan_kecamatan.items()))
    kaki = f"Kecamatan: {keadaan}. " + (f"Yang ditanam dan yang keluar SAMA ({len(tanaman.berkas)} berkas)."
                                        if not salah else f"BERBEDA ({len(salah)}): " + "; ".join(salah[:5]))
    return _table(f"Mengumpulkan {jumlah} berkas", "membuka zip saja", buka, [
        ("membuka zip", buka, ""), ("kinerja kumpul", satu.detik, f"puncak {satu.mib:.0f} MiB"),
        ("kinerja kumpul --jobs 2", dua.detik, f"{dua.detik / satu.detik:.2f} dari satu proses"),
        ("sekali lagi", lagi.detik, "semuanya sudah terdaftar"),
        ("susulan dan rekap", susul.detik, f"puncak {susul.mib:.0f} MiB, {len(tanaman.susulan)} berkas"),
        ("openpyxl, dua kali muat", openpyxl, f"dari {CONTOH} berkas")], kaki)


def rehearse(folder: Path, jumlah: int) -> list[Tabel]:
    """One round of that size, from the list to the recap."""
    p = prepare_round(folder / f"gladi_{jumlah}", jumlah)
    try:
        tabel = [_sending(p, p.send())]
        tabel.append(_collecting(p, p.plant()))
        return tabel
    finally:
        shutil.rmtree(p.folder)


def compare_rehearsals(folder: Path, ukuran: Sequence[int]) -> Tabel:
    """The rounds of all sizes; every table but the last stands in the last one's foot."""
    semua = [t for jumlah in ukuran for t in rehearse(folder, jumlah)]
    akhir = semua[-1]
    dulu = "\n\n".join(show_table(t) for t in semua[:-1])
    return Tabel(akhir.judul, akhir.acuan, akhir.baris, f"{akhir.kaki}\n\n{dulu}")
