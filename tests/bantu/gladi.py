"""A rehearsal at small scale: send through the command line, fill and plant, collect through the command line."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.tanam import Data, Penanam, Tanaman, office
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, unconfirmed
from kinerja_core.perintah import cli
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.xlsx.buku import LembarBuku

TENGGAT, SEBELUM, SESUDAH = "2026-12-31", "2026-12-30", "2027-01-02"


def run(*argumen: object) -> tuple[int, Any]:
    """(exit code, the JSON printed) of one call with --json."""
    lama, sys.argv = sys.argv, ["kinerja", *map(str, argumen), "--json"]
    kode: object = 0
    try:
        with contextlib.redirect_stdout(io.StringIO()) as keluar, contextlib.redirect_stderr(io.StringIO()) as galat:
            cli.main()
    except SystemExit as akhir:
        kode = akhir.code
    finally:
        sys.argv = lama
    assert "Traceback" not in galat.getvalue()
    assert keluar.getvalue(), galat.getvalue()
    return int(str(kode or 0)), json.loads(keluar.getvalue())


@dataclass
class Gladi:
    """One round: the instrument and its file, whom it asks, where everything stands, what was planted."""

    folder: Path
    instrumen: Instrumen
    berkas_instrumen: str
    kecamatan: Sequence[Kecamatan]
    isian: Sequence[Data]
    tanaman: Tanaman = field(default_factory=Tanaman)

    @property
    def sebaran(self) -> Path:
        """The folder that was sent."""
        return self.folder / "Keluar"

    @property
    def publik(self) -> Path:
        """The public key."""
        return self.folder / "kunci" / "kunci_publik.pem"

    def send(self) -> None:
        """`kinerja sebar` to all of them, with keys made on the way."""
        (self.folder / "daftar.xlsx").write_bytes(list_form(self.instrumen, self.kecamatan))
        kode, hasil = run("sebar", self.berkas_instrumen, "--daftar", self.folder / "daftar.xlsx", "--tenggat",
                          TENGGAT, "--ke", self.sebaran, "--kunci", self.folder / "kunci", *self._accepted())
        assert kode == 0, hasil

    def _accepted(self) -> list[str]:
        return ["--terima", KALIMAT_PENERIMAAN] if unconfirmed(self.instrumen) else []

    def template(self, kode: str) -> bytes:
        """The sealed file sent to a kecamatan."""
        (path,) = self.sebaran.glob(f"[0-9]*/{kode}_*.xlsx")
        return path.read_bytes()

    def plant(self, jenis: Sequence[str]) -> None:
        """Fill every template and write what comes back, by kind."""
        contoh = self.kecamatan[0].identitas
        penanam = Penanam(self.instrumen, contoh, self.template,
                          lambda k, n: (self.isian[n % len(self.isian)], n % len(self.isian)),
                          self.folder / "Masuk", self.folder / "Susulan", TENGGAT)
        self.tanaman = penanam.plant(self.kecamatan, jenis)

    def collect(self, register: str = "register.sqlite", jobs: int = 1,
                rekap: str = "REKAP.xlsx") -> list[tuple[int, Any]]:
        """`kinerja kumpul` of what came in time, then of what came late: (exit code, JSON) of both."""
        tetap = ["--instrumen", self.berkas_instrumen, "--kunci-publik", self.publik, "--register",
                 self.folder / register, "--ke", self.folder / "Hasil" / rekap, "--jobs", jobs,
                 "--catatan", self.folder / "Catatan", "--sebaran", self.sebaran]
        return [run("kumpul", self.folder / folder, *tetap, "--diterima", pada)
                for folder, pada in (("Masuk", SEBELUM), ("Susulan", SESUDAH))]


def below(lembar: LembarBuku, judul: str) -> Nilai:
    """The value under a heading of a sheet."""
    b, k = min(pos for pos, v in lembar.nilai.items() if v == judul)
    return lembar.nilai.get((b + 1, k))


def rows(lembar: LembarBuku, *judul: str) -> list[dict[str, Nilai]]:
    """The lines of a table by some of its headings, which stand in one row."""
    baris = min(b for (b, _), v in lembar.nilai.items() if v == judul[0])
    kolom = {j: min(k for (b, k), v in lembar.nilai.items() if b == baris and v == j) for j in judul}
    hasil = []
    while (baris := baris + 1, kolom[judul[0]]) in lembar.nilai:
        hasil.append({j: lembar.nilai.get((baris, k)) for j, k in kolom.items()})
    return hasil


def offices(instrumen: Instrumen, data: Data, jumlah: int, per_kabupaten: int) -> list[Kecamatan]:
    """So many kecamatan whose Data Umum is that of the filling."""
    umum = {kode: v for (kode, kunci), v in data.items() if kunci == "isi"}
    return [Kecamatan(office(n, instrumen, per_kabupaten), umum) for n in range(jumlah)]
