"""Collecting: every file below a folder into the register, in one fixed order, by one or several processes.

Files are assessed where it pays (workers), registered by one process in the order of the walk, each in a transaction
of its own: whatever the number of workers, and whenever it is killed and started again, the register is the same.
"""

from __future__ import annotations

import contextlib
import datetime
import multiprocessing
import multiprocessing.connection
import signal
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from kinerja_core.dasar.temuan import KATALOG, KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.provinsi.kumpul.berkas_masuk import Lewat, Tugas, survey
from kinerja_core.provinsi.kumpul.satu_berkas import Hasil, Lihat, Penilai, Syarat, Tunda
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN, Kecamatan
from kinerja_core.provinsi.register import Register, Terdaftar
from kinerja_core.provinsi.sebar.arsip import earlier_archives, read_archive
from kinerja_core.segel.tanda import fingerprint, load_public, show_fingerprint

#: What shows progress: called with the number of files, gives what is called after each of them.
Kemajuan = Callable[[int], AbstractContextManager[Any]]
#: Files a worker gets at a time, and how many such parcels wait for it at most.
_SEKALI, _ANTRE = 4, 2


@dataclass(frozen=True)
class SatuBerkas:
    """What became of one file of this run. `nomor` is 0 when it is not registered and will be tried again."""

    berkas: str
    nomor: int
    keadaan: str
    kode: str
    baru: bool

    @property
    def sebutan(self) -> str:
        """The state as users see it."""
        return SEBUTAN_KEADAAN[self.keadaan]


@dataclass(frozen=True)
class Kumpulan:
    """What one run did: every file in order, and what was passed over."""

    berkas: tuple[SatuBerkas, ...]
    lewat: tuple[Lewat, ...]
    tunda: tuple[Temuan, ...] = ()
    jumlah: Counter[str] = field(default_factory=Counter)

    @property
    def kode_keluar(self) -> int:
        """3 when the locked content of a file is not as issued, 1 when anything was found, else 0."""
        if any(b.kode and KATALOG[b.kode].breaks_integrity for b in self.berkas):
            return 3
        cek = any(x.temuan.tingkat != "keterangan" for x in self.lewat)
        return 1 if cek or any(b.keadaan != "diterima" for b in self.berkas) else 0

    @property
    def unregistered(self) -> tuple[Temuan, ...]:
        """Why files are not in the register, the path of each as its place: put off, then passed over."""
        ditunda = (b.berkas for b in self.berkas if not b.nomor)
        return (*(replace(t, sel=b) for b, t in zip(ditunda, self.tunda, strict=True)),
                *(replace(x.temuan, sel=x.berkas) for x in self.lewat))


@dataclass(frozen=True)
class Pengiriman:
    """What is known of the round beside the instrument: whom it asked, until when, and where its sending lies."""

    kecamatan: tuple[Kecamatan, ...] | None = None
    tenggat: datetime.date | None = None
    sebaran: Path | None = None
    id: str = ""
    terdahulu: tuple[Instrumen, ...] = ()


def read_sending(sebaran: Path, instrumen: Instrumen, kunci_publik: bytes) -> Pengiriman:
    """The round of a sending and of those beside it; KPL37 when it is of another instrument, KPL38 when of another key.

    An instrument issued again with other bounds is no other one.
    """
    arsip = read_archive(sebaran)
    if arsip.instrumen.sidik_tanpa_batas != instrumen.sidik_tanpa_batas:
        raise KinerjaError("KPL37", a=f"{arsip.instrumen.id} ({arsip.instrumen.sidik})",
                           b=f"{instrumen.id} ({instrumen.sidik})")
    ada, harus = (fingerprint(load_public(k)) for k in (kunci_publik, arsip.kunci_publik))
    if ada != harus:
        raise KinerjaError("KPL38", a=show_fingerprint(ada), b=show_fingerprint(harus))
    terdahulu = tuple(a.instrumen for a in (arsip, *earlier_archives(sebaran)))
    return Pengiriman(arsip.kecamatan, arsip.tenggat, sebaran, arsip.id, terdahulu)


def same_form(instrumen: Instrumen, lain: Iterable[Instrumen]) -> tuple[Instrumen, ...]:
    """Those among others that are this instrument with other bounds: files issued with them belong to its round."""
    return tuple({i.sidik: i for i in lain if i.sidik != instrumen.sidik
                  and i.sidik_tanpa_batas == instrumen.sidik_tanpa_batas}.values())


def arrival(diterima: str | None) -> str:
    """The arrival time that is registered: as stated (2026-12-30, or with a time), else now; KinerjaError KPL36."""
    if diterima is None:
        return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        if len(diterima) == 10:
            return datetime.date.fromisoformat(diterima).isoformat()
        return datetime.datetime.fromisoformat(diterima).isoformat(timespec="seconds")
    except ValueError as galat:
        raise KinerjaError("KPL36", a=diterima) from galat


def collect(folder: Path, instrumen: Instrumen, kunci_publik: bytes, register: Register, *,
            pengiriman: Pengiriman | None = None, diterima: str | None = None, jobs: int = 1,
            kecuali: Collection[Path] = (), maju: Kemajuan | None = None) -> Kumpulan:
    """Every file below `folder` into the register. Running it again, whole or after a kill, gives the same register.

    KinerjaError: KPL34 no such folder, SGL20 a useless key, KPL32 the register cannot be written (what was registered
    stays). One bad file never stops the run. `kecuali` are files and folders of the run itself, should they lie there.
    """
    kirim = pengiriman or Pengiriman()
    waktu = arrival(diterima)
    tugas, lewat = survey(folder, [*register.files, *kecuali])
    putaran = register.add_round(instrumen, kirim.kecamatan, kirim.tenggat, sebaran=kirim.id, waktu=waktu,
                                 kunci=fingerprint(load_public(kunci_publik)))
    daftar = {k.kode: k for k in register.kecamatan(instrumen)}
    terdahulu = same_form(instrumen, (*kirim.terdahulu, *register.instruments()))
    syarat = Syarat(instrumen, kunci_publik, daftar, register.known(putaran), kirim.sebaran, terdahulu,
                    register.sent(instrumen))
    hasil: list[SatuBerkas] = []
    tunda: list[Temuan] = []
    with maju(len(tugas)) if maju else nullcontext() as langkah:
        for satu in assess_all(tugas, syarat, jobs):
            hasil.append(_register(satu, register, putaran, waktu))
            if isinstance(satu, Tunda):
                tunda.append(satu.temuan)
            if langkah:
                langkah(satu.berkas)
    return Kumpulan(tuple(hasil), tuple(lewat), tuple(tunda), Counter(b.keadaan for b in hasil))


def _register(satu: Hasil, register: Register, putaran: int, waktu: str) -> SatuBerkas:
    if isinstance(satu, Tunda):
        return SatuBerkas(satu.berkas, 0, "tidak_terbaca", satu.temuan.kode, False)
    if isinstance(satu, Lihat):
        t: Terdaftar = register.seen(satu.sidik, satu.berkas, putaran, waktu)
    else:
        t = register.add(satu, putaran, waktu)
    return SatuBerkas(satu.berkas, t.nomor, t.keadaan, t.kode, t.baru)


# -- by several processes ------------------------------------------------------------------------------------------


def assess_all(tugas: Iterable[Tugas], syarat: Syarat, jobs: int) -> Iterator[Hasil]:
    """Every file's outcome in the order given, whatever the number of processes."""
    daftar = list(tugas)
    if jobs <= 1 or len(daftar) <= _SEKALI:
        penilai = Penilai(syarat)
        yield from map(penilai.assess, daftar)
        penilai.close()
        return
    bungkus = [daftar[n : n + _SEKALI] for n in range(0, len(daftar), _SEKALI)]
    kelompok = _Kelompok(syarat, min(jobs, len(bungkus)))
    try:
        yield from kelompok.run(bungkus)
    finally:
        kelompok.stop()


class _Pekerja:
    """A process that assesses what comes through its pipe; it ends when the pipe does, however the other side died."""

    def __init__(self, syarat: Syarat) -> None:
        konteks = multiprocessing.get_context("spawn")  # inherits neither the lock nor other pipes
        self.pipa, sana = konteks.Pipe()
        self.proses: BaseProcess = konteks.Process(target=work, args=(sana, syarat), daemon=True)
        self.proses.start()
        sana.close()
        self.antre: deque[tuple[int, list[Tugas]]] = deque()

    def give(self, nomor: int, bungkus: list[Tugas]) -> None:
        """One more parcel; a dead worker is noticed when its answers are taken."""
        self.antre.append((nomor, bungkus))
        with contextlib.suppress(OSError):
            self.pipa.send(bungkus)

    def close(self) -> None:
        """End it."""
        self.pipa.close()
        self.proses.terminate()
        self.proses.join()


def work(pipa: Connection, syarat: Syarat) -> None:
    """What a worker does. Ctrl+C is the business of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    penilai = Penilai(syarat)
    try:
        while True:
            pipa.send([penilai.assess(t) for t in pipa.recv()])
    except (EOFError, OSError):
        return


class _Kelompok:
    """Workers with their parcels; outcomes come out in the order of the parcels."""

    def __init__(self, syarat: Syarat, jobs: int) -> None:
        self.syarat = syarat
        self.pekerja = [_Pekerja(syarat) for _ in range(jobs)]
        self.jadi: dict[int, list[Hasil]] = {}

    def stop(self) -> None:
        """No worker is left behind."""
        for p in self.pekerja:
            p.close()

    def run(self, bungkus: list[list[Tugas]]) -> Iterator[Hasil]:
        """Outcomes in order; at most a few parcels a worker are ahead of what was taken."""
        beri = 0
        for ambil in range(len(bungkus)):
            while ambil not in self.jadi:
                while beri < len(bungkus) and beri < ambil + len(self.pekerja) * (_ANTRE + 2):
                    p = min(self.pekerja, key=lambda p: len(p.antre))
                    if len(p.antre) >= _ANTRE:
                        break
                    p.give(beri, bungkus[beri])
                    beri += 1
                self._take()
            yield from self.jadi.pop(ambil)

    def _take(self) -> None:
        """Wait for an answer; a worker that died is replaced, and its parcel is done one by one."""
        sibuk: dict[Any, _Pekerja] = {p.pipa: p for p in self.pekerja if p.antre}
        for pipa in multiprocessing.connection.wait(list(sibuk)):
            p = sibuk[pipa]
            try:
                isi = p.pipa.recv()
            except (EOFError, OSError):
                self._replace(p)
                continue
            self.jadi[p.antre.popleft()[0]] = isi

    def _replace(self, mati: _Pekerja) -> None:
        mati.close()
        baru = _Pekerja(self.syarat)
        self.pekerja[self.pekerja.index(mati)] = baru
        (nomor, bungkus), *sisa = mati.antre
        hasil: list[Hasil] = []
        for t in bungkus:  # which one killed it?
            baru.pipa.send([t])
            try:
                hasil += baru.pipa.recv()
            except (EOFError, OSError):
                hasil.append(Tunda(t.berkas, buat_temuan("KPL07", a="prosesnya berhenti", b="(tidak tercatat)")))
                baru.close()
                self.pekerja[self.pekerja.index(baru)] = baru = _Pekerja(self.syarat)
        self.jadi[nomor] = hasil
        for n, lagi in sisa:
            baru.give(n, lagi)
