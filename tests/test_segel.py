"""The seal: keys, what is signed, where it travels, what Cek Keaslian answers.

R1 keys: PEM, passphrase, mode 0600, never overwritten, wrong ones told. R2 never "asli" without the key; another
key is "kunci lain"; the library is not loaded by starting up or by checking an unsealed file. R3 the canonical form is
the same with and without the seal's sheet, and exactly that sheet is left out. R4 signed: every claim and the form; a
signature holds for no other office, deadline or content. R5 filling, re-saving, losing the property leave it "asli".
R6 sealing is reproducible; the sealed workbook shows what the unsealed one shows. R7 a seal of a later version is
unknown, not forged. R8 inputs are found by their names alone. R9 hostile seals give an answer, never a traceback.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bantu.simpan import open_openpyxl, save_openpyxl
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kertas_kerja.buat import build, build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import META, meta_lines
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.lembar import BARIS_SEGEL, KLAIM, PROPERTI_SEGEL, input_places, seal_place, seal_sheet
from kinerja_core.segel.tanda import (
    NAMA_PRIBADI,
    NAMA_PUBLIK,
    SEBUTAN_KEADAAN,
    Segel,
    check_authenticity,
    claims_of,
    described,
    ensure_keys,
    fingerprint,
    load_private,
    load_public,
    locked_form,
    make_keys,
    public_pem,
    seal,
    show_fingerprint,
    sign,
    verify,
    write_new,
)
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku

PRIBADI, PUBLIK = make_keys()
KUNCI = load_private(PRIBADI)
DENAH = describe(BUATAN, PEMILIK, TandaKiriman("2026-12-31"))
DATA = {("jumlah_desa", "isi"): 12, ("b03", "n"): 7.5}


def _unsealed() -> bytes:
    """What is sealed, without the seal."""
    isian = Isian(PEMILIK, DATA)
    olahan = Olahan(BUATAN, isian)
    return render_bytes(DENAH, isian, core_values(olahan, score_olahan(olahan)))


@pytest.fixture(scope="module")
def tersegel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("segel") / "tersegel.xlsx"
    path.write_bytes(build_sealed(BUATAN, PEMILIK, KUNCI, Isian(PEMILIK, DATA), tenggat="2026-12-31"))
    return path


def _kode(panggil: Any, *isi: Any) -> str:
    with pytest.raises(KinerjaError) as galat:
        panggil(*isi)
    return galat.value.kode


def _with_seal_cells(buku: Buku, ubah: dict[str, object], properti: str | None = None) -> Buku:
    """The read workbook with lines of its seal changed (and the property, "" takes it away)."""
    lembar = buku.sheet(seal_sheet())
    assert lembar is not None
    assert buku.ekstra is not None
    nilai = {**lembar.nilai, **{(BARIS_SEGEL.index(k), 1): v for k, v in ubah.items()}}
    baru = LembarBuku(lembar.nama, lembar.status, nilai, {})  # type: ignore[arg-type]
    ekstra = buku.ekstra
    if properti is not None:
        isi = {k: v for k, v in ekstra.properti.items() if k != PROPERTI_SEGEL}
        ekstra = replace(ekstra, properti=isi | ({PROPERTI_SEGEL: properti} if properti else {}))
    return replace(buku, lembar=tuple(baru if s.nama == baru.nama else s for s in buku.lembar), ekstra=ekstra)


# -- R1 ----------------------------------------------------------------------------------------------------------


def test_keys_are_pem_and_fit() -> None:
    assert PRIBADI.startswith(b"-----BEGIN PRIVATE KEY-----")
    assert PUBLIK.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert public_pem(KUNCI) == PUBLIK
    assert make_keys()[0] != PRIBADI
    sidik = fingerprint(load_public(PUBLIK))
    assert len(sidik) == 32
    assert show_fingerprint(sidik).split() == [sidik[n : n + 4].upper() for n in range(0, 32, 4)]


def test_passphrase() -> None:
    pribadi, publik = make_keys("rahasia é")
    assert b"ENCRYPTED" in pribadi
    assert public_pem(load_private(pribadi, "rahasia é")) == publik
    assert _kode(load_private, pribadi) == "SGL21"
    assert _kode(load_private, pribadi, "keliru") == "SGL21"
    assert public_pem(load_private(PRIBADI, "tidak perlu")) == PUBLIK


def _rsa(umum: bool) -> bytes:
    kunci = rsa.generate_private_key(65537, 2048)
    if umum:
        return kunci.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return kunci.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                               serialization.NoEncryption())


def test_useless_keys_are_told() -> None:
    for isi in (b"", b"bukan kunci", PUBLIK, PRIBADI[:-40], b"\xff\xfe", _rsa(False)):
        assert _kode(load_private, isi) == "SGL20"
    for isi in (b"", b"bukan kunci", PRIBADI, PUBLIK[:-40], b"\xff\xfe", _rsa(True)):
        assert _kode(load_public, isi) == "SGL20"


def test_keys_are_made_once_and_kept_to_the_user(tmp_path: Path) -> None:
    kunci, publik = ensure_keys(tmp_path / "a" / "kunci")
    pribadi = tmp_path / "a" / "kunci" / NAMA_PRIBADI
    if os.name == "posix":
        assert stat.S_IMODE(pribadi.stat().st_mode) == 0o600
        assert stat.S_IMODE(pribadi.parent.stat().st_mode) == 0o700
    assert publik.name == NAMA_PUBLIK
    lama = pribadi.read_bytes()
    publik.unlink()
    lagi, publik = ensure_keys(tmp_path / "a" / "kunci")
    assert pribadi.read_bytes() == lama
    assert publik.read_bytes() == public_pem(kunci) == public_pem(lagi)
    assert _kode(write_new, pribadi, b"x") == "SGL22"
    assert pribadi.read_bytes() == lama


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    assert _kode(ensure_keys, tmp_path / "berkas" / "kunci") == "BKS17"


# -- R2 ----------------------------------------------------------------------------------------------------------


def test_states(tersegel: Path, tmp_path: Path) -> None:
    buku = read_buku(tersegel)
    asli = check_authenticity(buku, PUBLIK)
    assert (asli.keadaan, asli.sebutan, asli.temuan) == ("asli", "Asli", ())
    assert PEMILIK.kode_wilayah in asli.sebab
    tanpa = check_authenticity(buku, None)
    assert (tanpa.keadaan, tanpa.sebutan) == ("belum_diverifikasi", "Belum diverifikasi")
    assert [(t.kode, t.tingkat) for t in tanpa.temuan] == [("SGL01", "keterangan")]
    lain = check_authenticity(buku, make_keys()[1])
    assert (lain.keadaan, [t.kode for t in lain.temuan]) == ("kunci_lain", ["SGL03"])
    (tmp_path / "polos.xlsx").write_bytes(build(BUATAN, PEMILIK))
    polos = check_authenticity(read_buku(tmp_path / "polos.xlsx"), PUBLIK)
    assert polos.keadaan == "belum_diverifikasi"
    assert set(SEBUTAN_KEADAAN) == {"asli", "belum_diverifikasi", "tidak_asli", "kunci_lain"}


def test_a_forger_with_a_key_of_his_own_is_not_asli(tersegel: Path) -> None:
    """Re-signed by somebody else, once saying so and once claiming the province's fingerprint."""
    buku, penipu = read_buku(tersegel), Ed25519PrivateKey.generate()
    klaim = claims_of(DENAH, tenggat="2030-01-01")
    terus_terang = sign(canonical(described(DENAH), DENAH), klaim, penipu)
    assert check_authenticity(_with_seal_cells(buku, terus_terang.isi, terus_terang.properti),
                              PUBLIK).keadaan == "kunci_lain"
    menyamar = Segel({**terus_terang.klaim, "kunci": fingerprint(load_public(PUBLIK))}, terus_terang.tanda)
    hasil = check_authenticity(_with_seal_cells(buku, menyamar.isi, menyamar.properti), PUBLIK)
    assert (hasil.keadaan, [t.kode for t in hasil.temuan]) == ("tidak_asli", ["SGL02"])


def test_the_library_is_loaded_only_for_a_key() -> None:
    kode = ("import sys; import kinerja_core.perintah.cli, kinerja_core.segel.tanda, kinerja_core.segel.bandingkan\n"
            "from kinerja_core.xlsx.buku import Buku, Ekstra\n"
            "assert kinerja_core.segel.tanda.check_authenticity(Buku((), {}, Ekstra()), None).keadaan\n"
            "print([m for m in sys.modules if m.split('.')[0] in ('cryptography', 'openpyxl', 'xlsxwriter')])")
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert keluar.stdout.strip() == "[]"


# -- R3 ----------------------------------------------------------------------------------------------------------


def test_the_form_is_the_same_with_and_without_the_seal(tersegel: Path, tmp_path: Path) -> None:
    (tmp_path / "polos.xlsx").write_bytes(_unsealed())
    polos, milik = read_buku(tmp_path / "polos.xlsx"), [s.nama for s in DENAH.lembar]
    assert locked_form(read_buku(tersegel), milik).teks == canonical(polos, DENAH).teks
    assert [s.nama for s in read_buku(tersegel).lembar] == [*milik, seal_sheet()]


def test_exactly_that_sheet_is_left_out(tersegel: Path) -> None:
    buku, milik = read_buku(tersegel), [s.nama for s in DENAH.lembar]
    dasar = locked_form(buku, milik).sidik
    assert locked_form(_with_seal_cells(buku, {"serial": "lain"}), milik).sidik == dasar
    for n, s in enumerate(buku.lembar):
        if s.nama != seal_sheet():
            ubah = LembarBuku(s.nama, s.status, {**s.nilai, (900, 900): "x"}, s.rumus)
            lembar = (*buku.lembar[:n], ubah, *buku.lembar[n + 1 :])
            assert locked_form(replace(buku, lembar=lembar), milik).sidik != dasar, s.nama
    for nama in (seal_sheet().upper(), seal_sheet() + " ", "_seg"):
        tambahan = LembarBuku(nama, "sangat_tersembunyi", {}, {})
        assert locked_form(replace(buku, lembar=(*buku.lembar, tambahan)), milik).sidik != dasar, nama


# -- R4 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kunci", KLAIM)
def test_every_claim_is_signed(kunci: str, tersegel: Path) -> None:
    """Changed in the sheet and in the property alike, so that only the signature can tell."""
    buku = read_buku(tersegel)
    asli = check_authenticity(buku, PUBLIK).segel
    assert asli is not None
    assert verify(asli, load_public(PUBLIK))
    ubah = Segel({**asli.klaim, kunci: asli.klaim[kunci] + "0"}, asli.tanda)
    assert not verify(ubah, load_public(PUBLIK))
    keadaan = check_authenticity(_with_seal_cells(buku, ubah.isi, ubah.properti), PUBLIK).keadaan
    assert keadaan in ("tidak_asli", "kunci_lain" if kunci == "kunci" else "tidak_asli")


def test_no_claim_can_pass_for_another() -> None:
    form = canonical(described(DENAH), DENAH)
    klaim = claims_of(DENAH)
    a = sign(form, klaim | {"serial": "1\ttenggat", "tenggat": "2"}, KUNCI)
    b = sign(form, klaim | {"serial": "1", "tenggat": "tenggat\t2"}, KUNCI)
    assert a.pesan != b.pesan
    assert a.tanda != b.tanda


def test_a_deadline_is_named(tersegel: Path) -> None:
    hasil = check_authenticity(_with_seal_cells(read_buku(tersegel), {"tenggat": "2027-12-31"}), None)
    assert hasil.keadaan == "tidak_asli"
    assert [t.sel for t in hasil.temuan] == [f"{seal_sheet()}!B{BARIS_SEGEL.index('tenggat') + 1}"]


def _reasons(buku: Buku) -> dict[str, str]:
    """What is said of a changed file without the key, by place."""
    hasil = check_authenticity(buku, None)
    assert hasil.keadaan == "tidak_asli"
    return {t.sel: t.pesan for t in hasil.temuan}


def test_what_the_workbook_says_of_itself_is_that_of_its_seal(tersegel: Path) -> None:
    """R4: the line that differs is named, with what both say."""
    buku = read_buku(tersegel)
    posisi = next(p for k, _, p in meta_lines(buku) if k == "kode_wilayah")
    lembar = tuple(replace(s, nilai={**s.nilai, posisi: "99.01.77"}) if s.nama == META else s for s in buku.lembar)
    sebab = _reasons(replace(buku, lembar=lembar))
    assert f"{PEMILIK.kode_wilayah}, bukunya 99.01.77" in sebab[seal_place("kode_wilayah")]


def test_a_lost_protection_is_not_called_a_changed_content(tersegel: Path) -> None:
    buku = read_buku(tersegel)
    assert buku.ekstra is not None
    lepas = replace(buku, ekstra=replace(buku.ekstra, terproteksi=frozenset()))
    assert "proteksi lembarnya dilepas; isi yang terkunci sama" in _reasons(lepas)[""]
    s = lepas.lembar[0]
    ubah = LembarBuku(s.nama, s.status, {**s.nilai, (900, 900): "x"}, s.rumus)
    assert "isi yang terkunci berbeda" in _reasons(replace(lepas, lembar=(ubah, *lepas.lembar[1:])))[""]


def test_a_property_that_is_not_of_this_seal(tersegel: Path) -> None:
    """R4: one changed line is named; a property cut short or of another seal speaks of the whole sheet."""
    buku = read_buku(tersegel)
    segel = check_authenticity(buku, None).segel
    assert segel is not None
    awal, baris = segel.properti.rsplit(" ", 1)[0], {"tenggat": "2030-01-01"}
    assert "tenggat pada tanda keaslian diubah" in _reasons(_with_seal_cells(buku, baris))[seal_place("tenggat")]
    assert "ditukar" in _reasons(_with_seal_cells(buku, baris, awal))[seal_sheet()]
    lain = Segel(segel.klaim, segel.tanda[::-1]).properti
    assert "tanda tangan" in _reasons(_with_seal_cells(buku, {}, lain))[seal_place("tanda")]
    assert "ditukar" in _reasons(_with_seal_cells(buku, baris, lain))[seal_sheet()]


# -- R5, R6 ------------------------------------------------------------------------------------------------------


def test_filling_and_saving_again_leave_it_asli(tersegel: Path, tmp_path: Path) -> None:
    assert check_authenticity(read_buku(save_openpyxl(tersegel)), PUBLIK).keadaan == "asli"
    wb = open_openpyxl(tersegel)
    lembar, (baris, kolom) = DENAH.masukan[("b03", "n")]
    wb[lembar].cell(baris + 1, kolom + 1).value = 88
    wb.save(tmp_path / "isi.xlsx")
    assert check_authenticity(read_buku(tmp_path / "isi.xlsx"), PUBLIK).keadaan == "asli"
    assert check_authenticity(_with_seal_cells(read_buku(tersegel), {}, ""), PUBLIK).keadaan == "asli"


def test_sealing_is_reproducible_and_changes_nothing_else(tersegel: Path, tmp_path: Path) -> None:
    isi = build_sealed(BUATAN, PEMILIK, KUNCI, Isian(PEMILIK, DATA), tenggat="2026-12-31")
    assert isi == tersegel.read_bytes()
    (tmp_path / "polos.xlsx").write_bytes(_unsealed())
    polos, kini = read_buku(tmp_path / "polos.xlsx"), read_buku(tersegel)
    assert kini.lembar[:-1] == polos.lembar
    assert kini.nama == polos.nama
    baru, segel = seal(DENAH, KUNCI)
    assert len(baru.lembar) == len(DENAH.lembar) + 1
    assert PROPERTI_SEGEL not in DENAH.properti
    assert len(segel.properti) <= 255


def test_data_umum_is_signed_as_sent(tersegel: Path) -> None:
    segel = check_authenticity(read_buku(tersegel), PUBLIK).segel
    assert segel is not None
    assert segel.data_umum() == {"jumlah_desa": 12}
    assert segel.klaim["tenggat"] == "2026-12-31"
    assert Segel({**segel.klaim, "data_umum": "bukan json"}, "").data_umum() == {}
    assert Segel({**segel.klaim, "data_umum": '{"a": [1]}'}, "").data_umum() == {}


# -- R7, R8, R9 --------------------------------------------------------------------------------------------------


def test_a_later_version_is_unknown(tersegel: Path) -> None:
    buku = read_buku(tersegel)
    assert check_authenticity(_with_seal_cells(buku, {"segel": "2"}, "2 apa saja"), PUBLIK).keadaan == (
        "belum_diverifikasi")
    assert check_authenticity(_with_seal_cells(buku, {"segel": "2"}), PUBLIK).keadaan == "tidak_asli"


def test_inputs_are_found_by_name() -> None:
    assert sorted(input_places(described(DENAH).nama)) == sorted(DENAH.masukan.values())


ISI = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40))


@settings(max_examples=60)
@given(ubah=st.dictionaries(st.sampled_from(BARIS_SEGEL), ISI, min_size=1, max_size=4), properti=st.text(max_size=99))
def test_hostile_seals_get_an_answer(ubah: dict[str, object], properti: str, tersegel: Path) -> None:
    buku = read_buku(tersegel)
    asli = {k: v for k, v in zip(BARIS_SEGEL, (buku.lembar[-1].nilai[n, 1] for n in range(len(BARIS_SEGEL))),
                                 strict=True)}
    for kunci in (None, PUBLIK):
        hasil = check_authenticity(_with_seal_cells(buku, ubah, properti), kunci)
        assert hasil.keadaan != "asli" or all(asli[k] == v for k, v in ubah.items())
        hasil = check_authenticity(_with_seal_cells(buku, ubah), kunci, sidik=asli["kanonik"].partition(" ")[2])
        assert hasil.keadaan != "asli" or all(asli[k] == v for k, v in ubah.items())
