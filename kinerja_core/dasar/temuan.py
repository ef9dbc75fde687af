"""Catatan pemeriksaan: every finding is a value, every kode stands in one catalogue, errors carry a kode too."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from kinerja_core.dasar.katalog import KATALOG as KATALOG
from kinerja_core.dasar.katalog.dasar import NOMOR_SESUAI as NOMOR_SESUAI
from kinerja_core.dasar.katalog.dasar import NOMOR_TINGKAT as NOMOR_TINGKAT
from kinerja_core.dasar.katalog.dasar import SEBUTAN_TINGKAT as SEBUTAN_TINGKAT
from kinerja_core.dasar.katalog.dasar import Kode
from kinerja_core.dasar.katalog.dasar import Tingkat as Tingkat
from kinerja_core.dasar.polos import one_line


@dataclass(frozen=True)
class Temuan:
    """One finding at one place. `sel` is as Excel shows it ("Kertas Kerja!D17") or "" for the whole file.

    `sebutan` is the place in words (table, row, what is asked), with which `pesan` then begins; `penjelasan` what the
    office wrote in answer, with which a finding of level cek is `dijelaskan`.
    """

    kode: str
    tingkat: Tingkat
    sel: str
    pesan: str
    perbaikan: str
    nilai: Any = None
    sebutan: str = ""
    penjelasan: str = ""

    @property
    def kind(self) -> Kode:
        """Its line in the catalogue: what follows from it; KeyError for a kode that is not in the catalogue."""
        return KATALOG[self.kode]

    @property
    def inti(self) -> str:
        """What is said, without the place in words."""
        return self.pesan.removeprefix(f"{self.sebutan}: ") if self.sebutan else self.pesan

    @property
    def is_open(self) -> bool:
        """Is it held against the file? Not what only tells, nor what is explained."""
        return self.tingkat in {"wajib", "cek"}

    def named(self, sebutan: str) -> Temuan:
        """The same with the place in words, shortened where it is long, before what is said."""
        pendek = _bounded(sebutan)
        return replace(self, sebutan=pendek, pesan=f"{pendek}: {self.pesan}") if pendek else self

    def explained(self, penjelasan: str) -> Temuan:
        """The same answered with these words; ValueError for what no explanation answers."""
        if not self.kind.explainable:
            raise ValueError(self.kode)
        return replace(self, tingkat="dijelaskan", penjelasan=_bounded(penjelasan))

    def as_dict(self) -> dict[str, Any]:
        """Plain dict with everything, as a register keeps it; what is empty of the last two is left out."""
        isi = asdict(self)
        return {k: v for k, v in isi.items() if v != "" or k not in {"sebutan", "penjelasan"}}


class KinerjaError(Exception):
    """A broken call or an unusable file: one kode, one sentence, one mend. Never a traceback for the user.

    `temuan` lists everything found when several mistakes are reported at once (an instrument file); `isi` what was put
    into the message.
    """

    def __init__(self, kode: str, *, temuan: tuple[Temuan, ...] = (), sel: str = "", **isi: object) -> None:
        self.temuan = temuan or (buat_temuan(kode, sel, **isi),)
        self.kode, self.isi = kode, isi
        super().__init__(self.temuan[0].pesan)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and sent between processes with its findings."""
        return _again, (self.kode, self.temuan)


def _again(kode: str, temuan: tuple[Temuan, ...]) -> KinerjaError:
    return KinerjaError(kode, temuan=temuan)


def isi_pesan(templat: str, a: object = "", b: object = "") -> str:
    """A message template with its two places filled; the workbook does the same with SUBSTITUTE."""
    for nama, isi in (("{a}", str(a)), ("{b}", str(b))):
        templat = templat.replace(f"{nama}.", nama) if isi.endswith(".") else templat  # one full stop is enough
        templat = templat.replace(nama, isi)
    return templat


#: Characters of a place and of what is put into a message: a hostile file could make them as long as it likes. They
#: stand on one line, and what nobody sees by its number.
_PANJANG_MAKS = 1000


def _bounded(isi: object) -> str:
    teks = one_line(str(isi))
    return teks if len(teks) <= _PANJANG_MAKS else teks[:_PANJANG_MAKS] + "..."


def buat_temuan(kode: str, sel: str = "", *, a: object = "", b: object = "", nilai: Any = None) -> Temuan:
    """A finding of the catalogue at a place; KeyError for a kode that is not in the catalogue."""
    k = KATALOG[kode]
    return Temuan(kode, k.tingkat, _bounded(sel), isi_pesan(k.pesan, _bounded(a), _bounded(b)), k.perbaikan, nilai)
