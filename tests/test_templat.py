"""Templates re-issued by rewriting: R1 part by part what a full render writes; R2 where texts coincide, cell by cell;
R3 what cannot be explained by Data Umum becomes its own variant, never a guess; R4 packages are sound zips; R5 the
canonical text of every office is what its seal signs; R6 a few variants serve many offices."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from bantu.isian_acak import instrumen_uji
from hypothesis import given, settings
from hypothesis import strategies as st
from test_kanonik import BUATAN

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, serial_of
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.daftar import data_umum_of
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.sebar.sebarkan import first_difference
from kinerja_core.provinsi.sebar.templat import Percetakan
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.tanda import (
    check_authenticity,
    described,
    form_claim,
    load_private,
    load_public,
    make_keys,
    public_pem,
    verify,
)
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.paket import make_member, write_package

KUNCI = load_private(make_keys()[0])
PUBLIK = public_pem(KUNCI)
TANDA = TandaKiriman("2026-12-31", "SAYA MENERIMA")
LENGKAP = instrumen_uji("normalisasi")
PENUH: dict[str, Any] = {"jumlah_desa": 12.0, "jumlah_kelurahan": 3.0, "tahun_data": 2021.0, "pagu": 4_500_000_000.0,
                         "luas": 45.67, "serapan": 88.0}


def kecamatan(kode: str, nama: str, kabupaten: str = "Contoh", alamat: str = "", **umum: Any) -> Kecamatan:
    return Kecamatan(Identitas(kode_wilayah=kode, nama=nama, kabupaten=kabupaten, provinsi="Jawa Timur",
                               alamat=alamat), umum)


def full(ins: Any, k: Kecamatan) -> bytes:
    return build_sealed(ins, k.identitas, KUNCI, Isian(k.identitas, data_umum_of(k)), tenggat=TANDA.tenggat,
                        penerimaan=TANDA.penerimaan)


#: Made-up offices: names that need escapes, long ones, other letters, and Data Umum at their edges.
RAGAM = [
    kecamatan("35.01.01", "Bendo", **PENUH),
    kecamatan("35.01.02", "Ma'arang & Co", alamat="Jalan \"Raya\" <1> & 2", **PENUH | {"jumlah_desa": 200.0}),
    kecamatan("35.71.03", "Ünïqué Łódź", "Köta", **PENUH | {"jumlah_kelurahan": 0.0}),
    kecamatan("35.02.04", "Kepulauan yang Namanya Panjang Sekali Sampai Enam Puluh", "Nama Kabupaten yang Panjang Pula",
              **PENUH | {"jumlah_desa": 0.0}),
    kecamatan("35.01.05", "Tanpa Pagu", **{k: v for k, v in PENUH.items() if k != "pagu"}),
    kecamatan("35.01.06", "Kosong"),
    kecamatan("35.01.07", "Pecahan", **PENUH | {"pagu": 1234567.89, "luas": 0.5, "serapan": 0.75}),
    kecamatan("35.01.08", "Tepi", **PENUH | {"jumlah_desa": 1.0, "serapan": 1.0, "pagu": 9e14, "tahun_data": 2024.0}),
    kecamatan("35.01.09", "Berteks", **PENUH | {"kantor": "Gedung A & B", "sebutan": "x", "cadangan": 7.0}),
    kecamatan("35.01.10", "1+1", alamat="x@y", **PENUH),
]


@pytest.fixture(scope="module")
def cetak() -> Percetakan:
    return Percetakan(LENGKAP, TANDA, KUNCI)


@pytest.mark.sampel(4)
@pytest.mark.parametrize("k", RAGAM, ids=lambda k: k.identitas.nama[:12])
def test_a_rewritten_file_is_the_full_render(k: Kecamatan, cetak: Percetakan) -> None:
    """R1, R4."""
    terbitan, _ = cetak.issue(k)
    utuh = full(LENGKAP, k)
    with zipfile.ZipFile(io.BytesIO(terbitan.isi)) as a, zipfile.ZipFile(io.BytesIO(utuh)) as b:
        assert a.testzip() is None
        assert a.namelist() == b.namelist()
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] == []
    assert cetak.issue(k)[0].isi == terbitan.isi


def test_texts_that_coincide_are_compared_cell_by_cell(cetak: Percetakan) -> None:
    """R2."""
    k = kecamatan("35.01.11", "Magetan", "Magetan", **PENUH)
    isi, utuh = cetak.issue(k)[0].isi, full(LENGKAP, k)
    with zipfile.ZipFile(io.BytesIO(isi)) as a, zipfile.ZipFile(io.BytesIO(utuh)) as b:
        assert a.read("xl/sharedStrings.xml") != b.read("xl/sharedStrings.xml")
    assert first_difference(isi, utuh) == ""
    assert read_buku(isi) == read_buku(utuh)
    assert first_difference(isi, full(LENGKAP, replace(k, data_umum=PENUH | {"jumlah_desa": 13.0}))) != ""
    assert first_difference(isi, cetak.issue(RAGAM[0])[0].isi) != ""


def test_a_new_kind_is_told_once(cetak: Percetakan) -> None:
    """R6."""
    dua = [kecamatan(f"35.03.{n:02}", f"Uji {n}", **PENUH | {"jumlah_desa": float(n), "pagu": 1e9 + n, "luas": 5.0})
           for n in (20, 21, 22)]
    assert [cetak.issue(k)[1] for k in dua] == [True, False, False]


@settings(max_examples=5)
@given(st.fixed_dictionaries({}, optional={
    "jumlah_desa": st.integers(0, 200), "jumlah_kelurahan": st.integers(0, 200), "pagu": st.integers(0, 10**13),
    "tahun_data": st.integers(2019, 2024), "serapan": st.sampled_from([0, 0.5, 1, 2, 50.25, 100]),
    "luas": st.sampled_from([0.5, 12.345, 500])}), st.text("abcdefgh '&-.éß", min_size=1, max_size=30))
def test_any_data_umum(umum: dict[str, float], nama: str) -> None:
    """R1, R3 over made-up offices."""
    nama = " ".join(f"A{nama}".split())
    k = kecamatan("35.01.12", nama, **{n: float(v) for n, v in umum.items()})
    assert first_difference(BERSAMA.issue(k)[0].isi, full(LENGKAP, k)) == ""


BERSAMA = Percetakan(LENGKAP, TANDA, KUNCI)


def test_kinds_of_facts() -> None:
    """R3: what decides results keeps its value; what is only shown does not."""
    umum, fakta = BERSAMA.umum, {f.kode: f for f in LENGKAP.data_umum}

    def kind(kode: str, nilai: Any) -> Any:
        return umum.kind(fakta[kode], nilai)

    assert kind("jumlah_desa", 12.0) == "+"
    assert [kind("jumlah_desa", x) for x in (None, "", 0.0)] == [None, None, 0.0]
    assert kind("luas", 40.0) == 40.0, "an indicator is computed from luas alone"
    assert kind("tahun_data", 2021.0) == 2021.0
    assert kind("serapan", 1.0) == 1.0
    assert kind("pagu", 0.5) == 0.5
    assert kind("pagu", 9e14) == 9e14


def test_the_seal_signs_the_text_of_the_office(cetak: Percetakan) -> None:
    """R5."""
    for k in RAGAM[:4]:
        terbitan, _ = cetak.issue(k)
        denah = describe(LENGKAP, k.identitas, TANDA)
        assert terbitan.segel.klaim["kanonik"] == form_claim(canonical(described(denah), denah).sidik)
        assert verify(terbitan.segel, load_public(PUBLIK))
        assert check_authenticity(read_buku(terbitan.isi), PUBLIK).keadaan == "asli"
        assert terbitan.serial == serial_of(LENGKAP, k.identitas)


def test_the_shipped_instrument() -> None:
    """R1, R6 with the instrument of Jawa Timur."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    percetakan = Percetakan(ins, TANDA, KUNCI)
    umum = {"jumlah_desa": 15.0, "jumlah_kelurahan": 0.0, "tahun_data": 2021.0, "total_pagu": 3_456_789_012.0}
    semua = [kecamatan(f"35.20.{n:02}", f"Uji {n}", "Magetan",
                       **umum | {"jumlah_desa": float(n), "total_pagu": 1e9 * n}) for n in range(1, 30)]
    baru = [percetakan.issue(k)[1] for k in semua]
    assert sum(baru) == 1
    assert first_difference(percetakan.issue(semua[-1])[0].isi, full(ins, semua[-1])) == ""


def test_an_instrument_without_facts_that_matter() -> None:
    percetakan = Percetakan(BUATAN, TANDA, KUNCI)
    k = kecamatan("35.20.01", "Uji", jumlah_desa=7.0)
    assert first_difference(percetakan.issue(k)[0].isi, full(BUATAN, k)) == ""


def test_packages_with_holes_are_sound_zips() -> None:
    """R4: short and long stretches, holes at the ends, empty holes, more than one stored block."""
    rng = random.Random(7)
    panjang = "".join(f"<c>{rng.randrange(10**6)}</c>" for _ in range(6000)).encode()
    bagian = {"a.xml": [0, panjang, 1, b"pendek", 0, panjang[:4095], 1], "b.xml": [panjang], "c": [1], "d": [b""],
              "e": [panjang[:4096], 0, panjang[:399], 1, panjang[:400]]}
    anggota = [make_member(n, p) for n, p in bagian.items()]
    semua = []
    for isi in ({0: b"", 1: b""}, {0: b"x" * 200_000, 1: "é&".encode()}, {0: rng.randbytes(65_536), 1: b"\0"}):
        semua.append(write_package(anggota, isi))
        with zipfile.ZipFile(io.BytesIO(semua[-1])) as z:
            assert z.testzip() is None
            for nama, p in bagian.items():
                assert z.read(nama) == b"".join(isi[x] if isinstance(x, int) else x for x in p)
        assert write_package(anggota, isi) == semua[-1]
    assert all(a != b for a, b in pairwise(semua))
