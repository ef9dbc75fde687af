"""Synthetic rounds of any size: every state a kecamatan and a file can be in, ties, twins, outliers, stages.

Scores are the core's, from invented inputs; nothing is read or written. The same arguments give the same round.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.instrumen.aturan import Rentang
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.penilaian import Olahan, Susunan, score_olahan
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.putaran import (
    HANYA_MANDIRI,
    Entri,
    Keadaan,
    Kecamatan,
    Kiriman,
    Putaran,
    Skor,
    Tahap,
    skor_of,
)

TENGGAT = datetime.date(2026, 12, 31)
#: What the kecamatan whose number leaves this rest by 20 went through; all others were accepted at once.
NASIB = {3: "belum_masuk", 7: "dikembalikan", 8: "catatan", 9: "diganti", 11: "terlambat", 13: "rumus_berubah",
         16: "seri", 17: "kembar"}
_DAERAH = ("Banyu", "Karang", "Sumber", "Wono", "Tanjung", "Kali", "Rejo", "Mulyo", "Sari", "Agung")
_WILAYAH = ((14, 0), (11, 2), (0, 8), (17, 0), (9, 0))


def office(n: int, per_kabupaten: int = 18) -> Kecamatan:
    """The n-th invented kecamatan, from 0; every fifth kabupaten is a kota."""
    kab, ke = divmod(n, per_kabupaten)
    provinsi, kab = divmod(kab, 60)
    kode_kab = 71 + kab // 5 if kab % 5 == 4 else kab + 1
    nama = _DAERAH[n % 10] + _DAERAH[(n // 10 + 3) % 10].lower()
    kabupaten = _DAERAH[kab % 10] + _DAERAH[(kab // 10 + 5) % 10].lower()
    desa, kelurahan = _WILAYAH[n % len(_WILAYAH)]
    ident = Identitas(kode_wilayah=f"{35 + provinsi}.{kode_kab:02d}.{ke + 1:02d}", nama=nama, kabupaten=kabupaten,
                      provinsi="Jawa Timur")
    return Kecamatan(ident, {"jumlah_desa": desa, "jumlah_kelurahan": kelurahan})


def _number(rng: random.Random, d: Datum, mutu: float, paling: float | None, cukup: float = 20.0) -> Nilai:
    bawah, atas = max(d.min, 0.0), min(d.batas().maks, 100.0 if d.jenis == "persen" else max(cukup, 1.0))
    atas = max(bawah, atas if paling is None else min(atas, paling))
    if d.kunci in ("penyebut", "total"):
        return max(atas, 1.0) if d.jenis in ("rupiah", "desimal") else int(max(atas, 1))
    x = bawah + (atas - bawah) * min(1.0, max(0.0, rng.gauss(mutu, 0.12)))
    return x if d.jenis in ("desimal", "persen") else round(x)


def _answer(rng: random.Random, ins: Instrumen, i: Indikator, d: Datum, mutu: float,
            isi: Mapping[Kotak, Nilai]) -> Nilai:
    if d.jenis == "teks":
        return "ada"
    if d.jenis == "pilihan":
        opsi = sorted(ins.options(d), key=lambda o: o.nilai)
        return opsi[-1 if rng.random() < mutu else rng.randrange(len(opsi))].teks
    penyebut = next((x for x in i.data if x.kunci in ("penyebut", "total")), None)
    paling: float | None = None
    if isinstance(i.aturan, Rentang):
        return _number(rng, d, mutu, None, float(i.aturan.rentang[-1][0]))
    if penyebut is not None and d is not penyebut:
        fakta = isi.get((penyebut.fakta, "isi")) if penyebut.fakta else None
        paling = float(fakta) if is_number(fakta) else 20.0  # type: ignore[arg-type]
        paling /= max(1, len([x for x in i.data if x is not penyebut]))
    return _number(rng, d, mutu, paling)


def filling(rng: random.Random, ins: Instrumen, k: Kecamatan, mutu: float) -> dict[Kotak, Nilai]:
    """What an office types whose work is about `mutu` (0-1) of the best; some answers stay blank."""
    isi: dict[Kotak, Nilai] = {}
    for f in ins.data_umum:
        if not f.jumlah_dari:
            isi[(f.kode, "isi")] = k.data_umum.get(f.kode, _number(rng, f.datum, 0.5, None) if f.jenis != "teks"
                                                   else "Jalan Contoh 1")
    for i in ins.indikator:
        lewat = rng.random() < 0.02
        for d in i.data:
            if d.is_input:
                isi[(i.kode, d.kunci)] = None if lewat else _answer(rng, ins, i, d, mutu, isi)
    return isi


def full_filling(ins: Instrumen, k: Kecamatan) -> dict[Kotak, Nilai]:
    """Everything at its best, so far as the instrument allows."""
    class Terbaik(random.Random):
        def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
            return 1.0

        def random(self) -> float:
            return 0.5

    return filling(Terbaik(0), ins, k, 1.0)


class _Pembuat:
    def __init__(self, ins: Instrumen, benih: int) -> None:
        self.ins, self.rng, self.nomor = ins, random.Random(benih), 0
        self.susunan = Susunan(ins)

    def score(self, isi: Mapping[Kotak, Nilai]) -> Skor:
        return skor_of(score_olahan(Olahan(self.ins, Isian(None, isi), self.susunan)))

    def submission(self, k: Kecamatan, keadaan: Keadaan, isi: Mapping[Kotak, Nilai] | None = None,
                   temuan: tuple[Temuan, ...] = (), kode: str = "", terlambat: bool = False,
                   rumus: bool = False) -> Kiriman:
        self.nomor += 1
        nama = f"{k.daerah}/{k.kode}_{k.identitas.nama}_kertas_kerja.xlsx"
        asal = {kotak: f"Kertas Kerja!D{n}" for n, kotak in enumerate(isi or (), start=6)}
        sidik = hashlib.sha256(f"{self.nomor}|{nama}".encode()).hexdigest()
        waktu = f"{'2027-01-02' if terlambat else '2026-12-30'}T08:{self.nomor % 60:02d}:00"
        return Kiriman(self.nomor, sidik, nama, waktu, keadaan, kode,
                       "asli", k.identitas, "", isi or {}, asal,
                       self.score(isi) if isi else None, temuan, rumus, terlambat)

    def files(self, k: Kecamatan, nasib: str, isi: Mapping[Kotak, Nilai]) -> tuple[Kiriman, ...]:
        catatan = (buat_temuan("ISI01", "Kertas Kerja!D9"),)
        if nasib == "belum_masuk":
            return ()
        kembali = self.submission(k, "dikembalikan", None, (buat_temuan("SGL04", "Kertas Kerja!H17", a="0", b="99"),)
                                  if nasib in ("dikembalikan", "rumus_berubah") else (), "SGL04",
                                  rumus=True) if nasib in ("dikembalikan", "rumus_berubah") else None
        if nasib == "dikembalikan":
            assert kembali
            return (kembali,)
        lama = (self.submission(k, "diterima_catatan", isi, catatan),) if nasib == "diganti" else ()
        baru = self.submission(k, "diterima_catatan" if nasib == "catatan" else "diterima", isi,
                               catatan if nasib == "catatan" else (), terlambat=nasib == "terlambat")
        return (*((kembali,) if kembali else ()), *lama, baru)


def putaran_acak(instrumen: Instrumen, jumlah: int, benih: int = 1, *, per_kabupaten: int = 18,
                 tahap: Mapping[Tahap, Decimal] | None = None) -> Putaran:
    """A round of `jumlah` kecamatan. With `tahap` most have the values of those stages, verification by indicator.

    Number 0 is full everywhere, 1 has a 0-of-0 answer, 2 jumped since last year; the others by NASIB.
    """
    buat, entri = _Pembuat(instrumen, benih), []
    lalu: dict[int, dict[Kotak, Nilai]] = {}
    for n in range(jumlah):
        k = office(n, per_kabupaten)
        mutu = min(0.99, max(0.2, buat.rng.gauss(0.8, 0.12)))
        isi = full_filling(instrumen, k) if n == 0 else filling(buat.rng, instrumen, k, mutu)
        nasib = NASIB.get(n % 20, "")
        if nasib in ("seri", "kembar") and n >= 5 and n - 5 in lalu:
            isi = {**isi, **lalu[n - 5]} if nasib == "seri" else {**isi, **lalu[n - 1]}
        lalu[n] = isi
        kiriman = buat.files(k, nasib, isi)
        if n == 1 and kiriman:
            nol = buat_temuan("HUB03", "Kertas Kerja!D12")
            kiriman = (*kiriman[:-1], replace(kiriman[-1], temuan=(nol,)))
        berlaku = kiriman[-1] if kiriman and kiriman[-1].diterima else None
        nilai: dict[Tahap, float] = {"mandiri": berlaku.skor.nilai_akhir} if berlaku and berlaku.skor else {}
        verifikasi = None
        if tahap and berlaku and n % 25 != 24:
            verifikasi = buat.score(filling(buat.rng, instrumen, k, mutu - 0.05))
            nilai |= {t: verifikasi.nilai_akhir if t == "verifikasi" else 60 + buat.rng.random() * 40
                      for t in tahap if t != "mandiri"}
        dulu = nilai.get("mandiri", 70.0) + (-30 if n == 2 else buat.rng.uniform(-3, 3))
        entri.append(Entri(k, kiriman, berlaku, verifikasi if tahap and "verifikasi" in tahap else None, nilai, dulu))
    rusak = Kiriman(buat.nomor + 1, "f" * 64, "=HYPERLINK(\"http://x\")/rusak.xlsx", "2026-12-30T09:00:00",
                    "tidak_terbaca", "BKS04", temuan=(buat_temuan("BKS04", a="rusak.xlsx"),))
    return Putaran(instrumen, tuple(sorted(entri, key=lambda e: e.kecamatan.kode)), (rusak,), TENGGAT, True,
                   "2027-01-02T09:00:00", tahap or HANYA_MANDIRI)
