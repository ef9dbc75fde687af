"""The library over a provincial round: `kinerja.kumpul`, by the same functions as `kinerja kumpul`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor.pustaka import Letak, as_path
from kinerja_core.provinsi.kumpul.lapor import Perintah, run_round
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.segel.tanda import NAMA_PUBLIK


def kumpul(folder: Letak, instrumen: Letak, *, register: Letak, kunci_publik: Letak | None = None,
           sebaran: Letak | None = None, daftar: Letak | None = None, tenggat: datetime.date | str | None = None,
           diterima: datetime.date | str | None = None, tahap: Mapping[str, float] | None = None,
           register_lalu: Letak | None = None, jobs: int = 1) -> Putaran:
    """Every file below `folder` (zips included) into the register, then the round as it stands; again, only new ones.

    Without `kunci_publik` the key lies in the folder `sebaran`. Dates are date, datetime or ISO 8601; `tahap` weighs
    stages ({"mandiri": 40, "verifikasi": 60}). No bad file stops the run: each ends in a state with its kode. With
    `jobs` over 1 call it below `if __name__ == "__main__":`. KinerjaError for a call that cannot be carried out.
    """
    if kunci_publik is None and sebaran is None:
        raise KinerjaError("PGL04", a="Sebutkan kunci_publik, atau sebaran yang memuatnya.")
    if not isinstance(jobs, int) or jobs < 1:
        raise KinerjaError("PGL04", a=f"jobs harus bilangan bulat mulai 1, bukan {jobs!r}.")
    kunci = as_path(sebaran) / NAMA_PUBLIK if kunci_publik is None else as_path(kunci_publik)
    return run_round(Perintah(
        as_path(folder, "folder"), str(as_path(instrumen, "instrumen")), kunci, as_path(register, "register"),
        sebaran=_optional(sebaran), daftar=_optional(daftar), tenggat=_date(tenggat), diterima=_date(diterima),
        tahap=_weights(tahap), register_lalu=_optional(register_lalu), jobs=jobs))


def _optional(letak: Letak | None) -> Path | None:
    return None if letak is None else as_path(letak)


def _date(isi: object) -> str | None:
    if isi is not None and not isinstance(isi, datetime.date | str):
        raise KinerjaError("PGL04", a=f"Tanggal harus date, datetime, atau str, bukan {type(isi).__name__}.")
    return isi.isoformat() if isinstance(isi, datetime.date) else isi


def _weights(isi: object) -> str:
    if isi is not None and not isinstance(isi, Mapping):
        raise KinerjaError("PGL04", a=f"Bobot tahap harus dict, bukan {type(isi).__name__}.")
    return ",".join(f"{tahap}={bobot}" for tahap, bobot in (isi or {}).items())
