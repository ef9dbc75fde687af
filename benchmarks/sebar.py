"""Sending: a whole round of sealed, prefilled templates against copying as many files, and against rendering each.

One run sends to a synthetic list: folders, zips per kabupaten/kota, archive, manifest, generic template, and the proof
that the first template of every variant equals its full render. Rendering each with XlsxWriter is measured on a few and
multiplied. Growth: the same for as many kecamatan as the country has.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bahan import Bahan
from benchmarks.ukur import Baris, Tabel, show_ratio, time_once
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, unconfirmed
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.daftar import data_umum_of
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.sebar.sebarkan import Kiriman, file_name, prepare, region_folder, send
from kinerja_core.provinsi.sebar.templat import Percetakan
from kinerja_core.segel.tanda import ensure_keys, load_private

#: Kecamatan of a province and of the country; with --cepat fewer.
UKURAN, UKURAN_CEPAT = (666, 7_285), (60, 240)
_TENGGAT, _CONTOH_UTUH = "2026-12-31", 3


def synthetic_list(jumlah: int) -> list[Kecamatan]:
    """That many invented kecamatan, 18 to a kabupaten/kota: of kabupaten three in four without kelurahan."""
    acak = random.Random(jumlah)
    hasil = []
    for n in range(jumlah):
        provinsi, sisa = divmod(n, 684)
        kab, nomor = divmod(sisa, 18)
        kode_kab = kab + 1 if kab < 29 else kab - 29 + 71
        desa, kelurahan = float(acak.randrange(4, 28)), float(acak.randrange(0, 8) if acak.random() < 0.25 else 0)
        if kode_kab >= 71:
            desa, kelurahan = 0.0, float(acak.randrange(3, 12))
        umum = {"jumlah_desa": desa, "jumlah_kelurahan": kelurahan, "tahun_data": 2021.0,
                "total_pagu": float(acak.randrange(10**9, 10**10))}
        kode = f"{35 + provinsi}.{kode_kab:02}.{nomor + 1:02}"
        hasil.append(Kecamatan(Identitas(kode_wilayah=kode, nama=f"Contoh {n + 1}", kabupaten=f"Uji {kab + 1}",
                                         provinsi=f"Provinsi {provinsi + 1}", alamat=f"Jalan Contoh {n + 1}"), umum))
    return hasil


@contextmanager
def _fresh(folder: Path, nama: str) -> Iterator[Path]:
    tujuan = folder / nama
    shutil.rmtree(tujuan, ignore_errors=True)
    yield tujuan
    shutil.rmtree(tujuan, ignore_errors=True)


class _Putaran:
    """One size of round in a folder of its own."""

    def __init__(self, instrumen: Instrumen, folder: Path, jumlah: int) -> None:
        self.kiriman: Kiriman = prepare(instrumen, _TENGGAT, KALIMAT_PENERIMAAN if unconfirmed(instrumen) else None)
        self.folder, self.kecamatan = folder, synthetic_list(jumlah)
        self.kunci = folder / "kunci"
        ensure_keys(self.kunci)
        self.pribadi = load_private((self.kunci / "kunci_pribadi.pem").read_bytes())

    def send(self, jobs: int) -> None:
        """A whole sending."""
        with _fresh(self.folder, "kirim") as ke:
            send(self.kiriman, self.kecamatan, ke, kunci=self.kunci, jobs=jobs)

    def templates(self) -> None:
        """The templates alone: rendered once per variant, rewritten, written into folders; no zips, no proof."""
        percetakan = Percetakan(self.kiriman.instrumen, self.kiriman.tanda, self.pribadi)
        with _fresh(self.folder, "templat") as ke:
            for k in self.kecamatan:
                tujuan = ke / region_folder(k) / file_name(k, self.kiriman.instrumen)
                tujuan.parent.mkdir(parents=True, exist_ok=True)
                tujuan.write_bytes(percetakan.issue(k)[0].isi)

    def prepared(self) -> Percetakan:
        """A press that has met every variant."""
        percetakan = Percetakan(self.kiriman.instrumen, self.kiriman.tanda, self.pribadi)
        for k in self.kecamatan:
            percetakan.issue(k)
        return percetakan

    def reissue(self, percetakan: Percetakan) -> None:
        """Rewriting and writing only."""
        with _fresh(self.folder, "ulang") as ke:
            ke.mkdir()
            for n, k in enumerate(self.kecamatan):
                (ke / f"{n}.xlsx").write_bytes(percetakan.issue(k)[0].isi)

    def copy(self, satu: Path) -> None:
        """Copying as many files of that size."""
        with _fresh(self.folder, "salin") as ke:
            ke.mkdir()
            for n in range(len(self.kecamatan)):
                shutil.copyfile(satu, ke / f"{n}.xlsx")

    def full(self, k: Kecamatan) -> bytes:
        """One template rendered in full."""
        tanda = self.kiriman.tanda
        return build_sealed(self.kiriman.instrumen, k.identitas, self.pribadi, Isian(k.identitas, data_umum_of(k)),
                            tenggat=tanda.tenggat, penerimaan=tanda.penerimaan)


def compare_sending(bahan: Bahan, ulang: int, ukuran: tuple[int, int] = UKURAN) -> Tabel:
    """The table: ratio 1 is copying the files of the smaller round."""
    folder = bahan.path.parent / "sebar"
    baris: list[Baris] = []
    dasar = 0.0
    kaki = ""
    for jumlah in ukuran:
        putaran = _Putaran(bahan.instrumen, folder, jumlah)
        percetakan = putaran.prepared()
        satu = folder / "satu.xlsx"
        satu.write_bytes(percetakan.issue(putaran.kecamatan[0])[0].isi)
        kali = ulang if jumlah == ukuran[0] else 1

        def ukur(kerja: object, kali: int = kali) -> float:
            return statistics.median(time_once(kerja) for _ in range(kali))  # type: ignore[arg-type]

        salin = ukur(lambda p=putaran, s=satu: p.copy(s))
        dasar = dasar or salin
        cara = {f"menyalin {jumlah} berkas sebesar itu": salin,
                f"  langkah: menulis ulang {jumlah} templat (semua varian sudah siap)":
                    ukur(lambda p=putaran, q=percetakan: p.reissue(q)),
                f"{jumlah} templat tersegel, dari awal": ukur(putaran.templates),
                f"kinerja sebar {jumlah}: juga zip, manifes, arsip, templat umum, bukti":
                    ukur(lambda p=putaran: p.send(1)),
                "  sama, --jobs 2": ukur(lambda p=putaran: p.send(2))}
        utuh = statistics.median(time_once(lambda p=putaran, k=k: p.full(k)) for k in putaran.kecamatan[:_CONTOH_UTUH])
        for nama, detik in cara.items():
            baris.append(Baris(nama, detik / dasar, detik * 1000, f"{show_ratio(detik / salin)} kali menyalin"))
        baris.append(Baris(f"XlsxWriter utuh, satu x {jumlah}", utuh * jumlah / dasar, utuh * jumlah * 1000))
        templat = cara[f"{jumlah} templat tersegel, dari awal"]
        kaki += f"{jumlah}: templat {show_ratio(utuh * jumlah / templat)} kali lebih cepat daripada XlsxWriter utuh. "
        shutil.rmtree(folder)
    return Tabel("Menyebar templat", f"menyalin {ukuran[0]} berkas", tuple(baris),
                 kaki + f"Memori puncak {ukuran[0]}: {peak_memory(bahan, ukuran[0])} MiB.")


def peak_memory(bahan: Bahan, jumlah: int) -> int:
    """MiB of a process of its own that sends to that many."""
    kode = ("import sys; from pathlib import Path; from benchmarks.sebar import measure_memory; "
            "measure_memory(Path(sys.argv[1]), int(sys.argv[2]))")
    keluar = subprocess.run([sys.executable, "-c", kode, str(bahan.path.parent / "memori"), str(jumlah)],
                            capture_output=True, text=True, check=True)
    return int(keluar.stdout)


def measure_memory(folder: Path, jumlah: int) -> None:
    """Sends, and prints the peak resident size of this process in MiB."""
    from kinerja_core.instrumen.model import find_instrumen, load_instrumen
    from kinerja_core.kantor.contoh import INSTRUMEN

    _Putaran(load_instrumen(find_instrumen(INSTRUMEN)), folder, jumlah).send(1)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    shutil.rmtree(folder)
