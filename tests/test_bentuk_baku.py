"""The signed form of any office from one made once, and files that were renamed as a whole.

R1 its hash is that of describing the office in full; R2 a sealed file whose office, deadline or acceptance was changed
everywhere alike, so that it agrees with itself, is not what was signed: alone and in a batch.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from bantu.isian_acak import instrumen_uji
from bantu.pembanding_teliti import Borongan
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.polos import neutral, one_line
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.cetakan import CetakanKertas
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.siap import SENDIRI
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.harapan import Harapan
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import described, load_private, make_keys
from kinerja_core.xlsx.baca import read_buku

INS = instrumen_uji("normalisasi")
PRIBADI, PUBLIK = make_keys()
KIRIMAN = TandaKiriman("2026-12-31", "SAYA MENERIMA")
PEMILIK = Identitas(kode_wilayah="35.20.10", nama="Bendungan", kabupaten="Magelang", provinsi="Jawa Timur", alamat="Jl")
CETAKAN = CetakanKertas(INS, KIRIMAN)
HARAPAN = Harapan(CETAKAN.denah, CETAKAN.khusus)

_kata = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\xad"),
                min_size=1, max_size=50).map(str.strip).filter(
                    lambda t: t and one_line(t) == t.replace("\u00a0", " ") and neutral(t) == t)


@settings(max_examples=12)
@given(nama=_kata, kabupaten=_kata, alamat=_kata | st.just(""), kode=st.sampled_from(["35.20.10", "12.71.99"]))
def test_form_is_that_of_the_office_described_in_full(nama: str, kabupaten: str, alamat: str, kode: str) -> None:
    i = Identitas(kode_wilayah=kode, nama=nama, kabupaten=kabupaten, provinsi="D.I. \"Uji\"", alamat=alamat)
    denah = describe(INS, i, KIRIMAN)
    assert HARAPAN.sidik(CETAKAN.describe(i)) == canonical(described(denah), denah).sidik
    assert HARAPAN.sidik(denah) == Harapan(denah, {}).sidik(denah)


@pytest.fixture(scope="module")
def tersegel() -> bytes:
    return build_sealed(INS, PEMILIK, load_private(PRIBADI), Isian(PEMILIK, {("jumlah_desa", "isi"): 12}),
                        tenggat=KIRIMAN.tenggat, penerimaan=KIRIMAN.penerimaan)


@pytest.mark.parametrize(("dari", "ke"), [
    ("", ""), ("Bendungan", "Bandungan"), ("Magelang", "Magetan"), ("SAYA MENERIMA", "SAYA MENOLAK"),
    ("2026-12-31", "2027-12-31"),
])
def test_a_file_changed_everywhere_alike_is_not_what_was_signed(
        tersegel: bytes, dari: str, ke: str, tmp_path: Path) -> None:
    hari = {"2026-12-31": "31 Desember 2026", "2027-12-31": "31 Desember 2027"}
    path = tmp_path / "kembali.xlsx"
    with zipfile.ZipFile(io.BytesIO(tersegel)) as lama, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as baru:
        for bagian in lama.namelist():
            teks = lama.read(bagian).decode()
            for a, b in ((dari, ke), (dari.upper(), ke.upper()), (hari.get(dari, ""), hari.get(ke, ""))):
                if a and "segel" not in bagian:
                    teks = teks.replace(a, b)
            baru.writestr(bagian, teks)
    buku = read_buku(path)
    harus = "tidak_asli" if dari else "asli"
    assert inspect(read_isian(buku, INS), PUBLIK).keaslian.keadaan == harus
    borongan = Borongan(INS)
    hasil = [inspect(borongan.read(path), PUBLIK) for _ in range(SENDIRI + 2)][-1]
    assert hasil.keaslian.keadaan == harus
    assert {t.kode for t in hasil.temuan} == ({"SGL02"} if dari else set())
