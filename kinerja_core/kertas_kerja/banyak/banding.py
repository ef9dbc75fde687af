"""Reading, comparing, checking and scoring of many kertas kerja of one instrument: what they share is done once.

A `Banding` gives for every file what `read_workbook`, `inspect`, `check_any` and `score` give for it alone.
It is made for one process: with `--jobs` every worker makes its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_isian, read_meta
from kinerja_core.kertas_kerja.banyak.bentuk_baku import BentukBaku
from kinerja_core.kertas_kerja.banyak.isi_terkunci import Harapan
from kinerja_core.kertas_kerja.banyak.isian import DiTempat
from kinerja_core.kertas_kerja.banyak.pasti_bersih import PastiBersih
from kinerja_core.kertas_kerja.lembar.cetakan import Cetakan
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman, kiriman_of
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.templat_umum import is_generic
from kinerja_core.kertas_kerja.penilaian import Hasil, Susunan
from kinerja_core.kertas_kerja.periksa import Terolah, check_workbook, process
from kinerja_core.lembar.bacaan import Bacaan, Definisi
from kinerja_core.lembar.denah import Denah
from kinerja_core.segel.keaslian import Integritas, inspect
from kinerja_core.segel.keaslian import compare as compare_alone
from kinerja_core.segel.keaslian import form as form_alone
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.ingatan import Ingatan

#: Sendings (deadline, acceptance) whose description is kept; a hostile folder could name a new one in every file.
_KIRIMAN_MAKS = 4


@dataclass(frozen=True)
class _Siap:
    """What is worked out once for the templates of one sending."""

    cetakan: Cetakan
    harapan: Harapan
    bentuk: BentukBaku
    bersih: PastiBersih


class Banding:
    """One instrument and what its files have in common."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen = instrumen
        self._ingatan, self._di_tempat = Ingatan(), DiTempat()
        self._siap: dict[TandaKiriman, _Siap] = {}
        self._prepared(TANPA_KIRIMAN)
        self._susunan = Susunan(instrumen)

    def read(self, asal: Path | bytes) -> BacaanKertas:
        """A file (or its bytes) behind the gate, read as a kertas kerja; KinerjaError when it is unusable.

        Another hash of the instrument in `_meta` is the finding BKS10. Whether it is of this instrument at all is
        the caller's question (`read_meta`).
        """
        buku = read_buku(asal, self._ingatan)
        sidik = read_meta(buku).get("instrumen_sidik") or self.instrumen.sidik
        lain = [buat_temuan("BKS10", a=sidik, b=self.instrumen.sidik)] if sidik != self.instrumen.sidik else []
        return read_isian(buku, self.instrumen, tuple(lain), susun=self._describe,
                          di_tempat=self._di_tempat)

    def _prepared(self, kiriman: TandaKiriman) -> _Siap | None:
        """What the templates of one sending share; None for more sendings than a round has."""
        if kiriman not in self._siap:
            if len(self._siap) >= _KIRIMAN_MAKS:
                return None
            cetakan = Cetakan(self.instrumen, kiriman)
            self._siap[kiriman] = _Siap(
                cetakan, Harapan(cetakan), BentukBaku(cetakan), PastiBersih(cetakan))
        return self._siap[kiriman]

    def _describe(self, identitas: Identitas, kiriman: TandaKiriman) -> Denah:
        siap = self._prepared(kiriman)
        return siap.cetakan.describe(identitas) if siap else describe(self.instrumen, identitas, kiriman)

    def _of(self, bacaan: Bacaan) -> _Siap | None:
        """What a read workbook has in common with others of its sending; None when it goes its own way."""
        meta = read_meta(bacaan.buku)
        siap = None if is_generic(meta) else self._prepared(kiriman_of(meta))
        return siap if siap and siap.cetakan.setia else None

    def inspect(self, bacaan: BacaanKertas, kunci_publik: bytes | None, terkirim: str = "") -> Integritas:
        """Cek Keaslian and the exact comparison; `terkirim` is the canonical text stored when it was sent."""
        return inspect(bacaan, kunci_publik, terkirim, bandingkan=self._compare, bentuk=self._form)

    def _compare(self, bacaan: Bacaan, definisi: Definisi) -> list[Temuan]:
        siap = self._of(bacaan)
        if siap is None:
            return compare_alone(bacaan, definisi)
        sama = definisi.identitas == bacaan.identitas
        return siap.harapan.compare(bacaan.buku, bacaan.denah if sama else siap.cetakan.describe(definisi.identitas))

    def _form(self, bacaan: Bacaan, definisi: Definisi) -> str:
        siap = self._of(bacaan)
        return siap.bentuk.sidik(definisi.identitas) if siap else form_alone(bacaan, definisi)

    def process(self, bacaan: BacaanKertas) -> Terolah:
        """The cleaned and scored filling, for `check` and `score` together."""
        return process(bacaan, self._susunan)

    def check(self, bacaan: BacaanKertas, terolah: Terolah | None = None) -> list[Temuan]:
        """All catatan of the workbook, obligatory ones first; `terolah` spares cleaning and scoring again."""
        siap = self._of(bacaan)
        return check_workbook(bacaan, terolah or self.process(bacaan), pasti_bersih=siap.bersih if siap else None)

    def score(self, bacaan: BacaanKertas) -> Hasil:
        """The result of its inputs alone."""
        return self.process(bacaan).hasil
