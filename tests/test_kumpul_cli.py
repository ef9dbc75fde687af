"""`kinerja kumpul` and `kinerja register`: exit codes, what stands on stdout, JSON, options that carry the round.

R1 exit 0 clean, 1 findings, 3 integrity broken, 2 unusable call. R2 JSON stands alone on stdout. R3 list, deadline,
stages and last year's register are taken. R4 weights of stages are read strictly.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bantu.kiriman import HARI, PUBLIK, listed, office, variant
from bantu.kiriman import sealed as sealed_for
from test_cli import run
from test_kanonik import BUATAN

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml
from kinerja_core.provinsi import register
from kinerja_core.provinsi.kumpul import lapor
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman
from kinerja_core.provinsi.kumpul.lapor import parse_weights
from kinerja_core.provinsi.register import open_register
from kinerja_core.segel.tanda import make_keys

TOML = to_toml(plain_data(BUATAN))
INS = parse_instrumen(tomllib.loads(TOML, parse_float=Decimal))
Cap = pytest.CaptureFixture[str]
Jalankan = Callable[..., tuple[int, str, str]]


@pytest.fixture
def meja(tmp_path: Path) -> Path:
    """A folder with the instrument, the public key, and an empty folder for what comes in."""
    (tmp_path / "uji.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "publik.pem").write_bytes(PUBLIK)
    (tmp_path / "masuk").mkdir()
    return tmp_path


@pytest.fixture
def kumpul(capsys: Cap, meja: Path) -> Jalankan:
    def jalankan(*lain: object) -> tuple[int, str, str]:
        return run(capsys, "kumpul", meja / "masuk", "--instrumen", meja / "uji.toml", "--kunci-publik",
                   meja / "publik.pem", "--register", meja / "r.sqlite", "--diterima", HARI, *lain)

    return jalankan


def sealed(*isi: Any, ins: Instrumen = INS) -> bytes:
    """A sealed workbook of the instrument on the table."""
    return sealed_for(*isi, ins=ins)


def test_exit_codes(meja: Path, kumpul: Jalankan) -> None:
    (meja / "masuk" / "1.xlsx").write_bytes(sealed(office(1)))
    kode, keluar, _ = kumpul()
    assert kode == 0
    assert keluar.splitlines() == [
        "1 berkas diperiksa, 1 baru didaftarkan, 0 dilewati.", "", "Masuk            1", "  diterima       1",
        "  dengan catatan 0", "Dikembalikan     0 berkas", "Tidak terbaca    0 berkas", "Ganda            0 berkas",
        "Diganti          0 kecamatan"]
    (meja / "masuk" / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (meja / "masuk" / "~$1.xlsx").write_bytes(b"x")
    kode, keluar, _ = kumpul()
    assert kode == 1
    assert "Dilewati 1. Bukan kiriman: berkas kunci sementara; bukunya sedang terbuka" in keluar
    assert "foto.jpg" in keluar
    assert "KPL01" in keluar
    (meja / "publik.pem").write_bytes(make_keys()[1])
    assert kumpul()[0] == 3


@pytest.mark.parametrize(("pilihan", "kode"), [
    (["--diterima", "besok"], "KPL36"), (["--tenggat", "31-12-2026"], "KPL36"), (["--tahap", "mandiri"], "KPL39"),
    (["--instrumen", "tidak_ada"], "BKS09"), (["--kunci-publik", "tidak_ada.pem"], "BKS01"),
    (["--register-lalu", "tidak_ada.sqlite"], "BKS01"), (["--jobs", "0"], "PGL01"),
])
def test_an_unusable_call_changes_nothing(meja: Path, kumpul: Jalankan, pilihan: list[str], kode: str) -> None:
    akhir, keluar, galat = kumpul(*pilihan)
    assert (akhir, keluar) == (2, "")
    assert galat.startswith(kode)
    assert not (meja / "r.sqlite").exists() or pilihan[0] == "--diterima"


def test_a_folder_or_a_key_that_is_none(meja: Path, capsys: Cap, kumpul: Jalankan) -> None:
    (meja / "publik.pem").write_bytes(b"bukan kunci")
    assert kumpul()[2].startswith("SGL20")
    (meja / "masuk").rmdir()
    (meja / "publik.pem").write_bytes(PUBLIK)
    assert kumpul()[2].startswith("KPL34")


def test_a_register_in_use(meja: Path, kumpul: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lapor, "open_register", lambda p, **lain: register.open_register(p, tunggu=0.1, **lain))
    with open_register(meja / "r.sqlite"):
        kode, keluar, galat = kumpul()
    assert (kode, keluar) == (2, "")
    assert galat.startswith("KPL30  Register r.sqlite sedang dipakai proses lain.")


def _follows_schema(isi: Any) -> None:
    skema = json.loads((Path(__file__).parent.parent / "docs" / "skema" / "kumpul.schema.json").read_text("utf-8"))
    jsonschema.validate(isi, skema)


def test_json_of_everything_there_is(meja: Path, kumpul: Jalankan) -> None:
    for n in (1, 2):
        (meja / "masuk" / f"{n}.xlsx").write_bytes(sealed(office(1), {("b03", "n"): float(n)}))
    (meja / "masuk" / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (meja / "masuk" / "hilang.xlsx").symlink_to("tidak ada")
    (meja / "masuk" / "~$1.xlsx").write_bytes(b"x")
    isi = json.loads(kumpul("--json")[1])
    _follows_schema(isi)
    assert [x["kode"] for x in isi["tertunda"]] == ["BKS01"]
    assert [(b["berkas"], b["nomor"]) for b in isi["berkas"]] == [
        ("1.xlsx", 1), ("2.xlsx", 2), ("foto.jpg", 3), ("hilang.xlsx", None)]
    assert isi["putaran"]["diganti"] == [{"kode_wilayah": "99.01.01", "kiriman": 2, "nomor": [1, 2], "berlaku": 2}]
    assert isi["putaran"]["berkas_kembali"][0]["sebab"] == "Bukan buku kerja"


def test_json(meja: Path, capsys: Cap, kumpul: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:
    _round_of(monkeypatch, Pengiriman(listed(1, 2, 3)))
    (meja / "masuk" / "1.xlsx").write_bytes(sealed(office(1), {("b03", "n"): None}))
    (meja / "masuk" / "lagi.xlsx").write_bytes((meja / "masuk" / "1.xlsx").read_bytes())
    (meja / "masuk" / "~$1.xlsx").write_bytes(b"x")
    kode, keluar, galat = kumpul("--json", "--tenggat", "2026-12-01")
    isi = json.loads(keluar)
    _follows_schema(isi)
    assert (kode, galat) == (1, "")
    assert isi["berkas"] == [
        {"berkas": "1.xlsx", "nomor": 1, "keadaan": "diterima_catatan", "kode": "ISI01", "baru": True},
        {"berkas": "lagi.xlsx", "nomor": 1, "keadaan": "diterima_catatan", "kode": "ISI01", "baru": False}]
    assert [x["kode"] for x in isi["dilewati"]] == ["KPL08"]
    putaran = isi["putaran"]
    assert {k: putaran[k] for k in ("diminta", "masuk", "diterima", "diterima_catatan", "dikembalikan", "tenggat")} == {
        "diminta": 3, "masuk": 1, "diterima": 0, "diterima_catatan": 1, "dikembalikan": 0, "tenggat": "2026-12-01"}
    assert [k["kode_wilayah"] for k in putaran["belum_masuk"]] == ["99.01.02", "99.01.03"]
    assert putaran["terlambat"] == [{"kode_wilayah": "99.01.01", "waktu": HARI}]
    assert putaran["ganda"][0]["berkas"] == ["1.xlsx", "lagi.xlsx"]
    assert "terakhir didaftarkan" in isi["aturan"]
    assert json.loads(run(capsys, "register", meja / "r.sqlite", "--json")[1])["putaran"] == [putaran]
    kode, keluar, _ = run(capsys, "register", meja / "r.sqlite")
    assert kode == 0
    for teks in ("Masuk            1/3", "Belum masuk      2 kecamatan",
                 "Terlambat        1 kecamatan (tenggat 1 Desember 2026)", "99.01.02  Uji 2, Kabupaten Contoh 01",
                 "99.01.01  1.xlsx; lagi.xlsx"):
        assert teks in keluar
    assert run(capsys, "register", meja / "tidak ada.sqlite")[0] == 2


def _round_of(monkeypatch: pytest.MonkeyPatch, kirim: Pengiriman) -> None:
    asli = lapor._sending

    def sending(p: lapor.Perintah, ins: Instrumen, kunci: bytes) -> Pengiriman:
        biasa = asli(p, ins, kunci)
        return Pengiriman(kirim.kecamatan, biasa.tenggat or kirim.tenggat)

    monkeypatch.setattr(lapor, "_sending", sending)


def test_last_year_and_stages_reach_the_round(meja: Path, kumpul: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:
    lalu = variant(tahun_penilaian=2023)
    (meja / "masuk" / "1.xlsx").write_bytes(sealed(office(1), ins=lalu))
    with open_register(meja / "lalu.sqlite") as r:
        lapor.collect(meja / "masuk", lalu, PUBLIK, r, diterima=HARI)
    (meja / "masuk" / "1.xlsx").write_bytes(sealed(office(1)))
    terlihat: list[Any] = []
    monkeypatch.setattr(lapor, "_write", lambda p, baca: [
        terlihat.append(baca()) or (p.ke, [p.ke, meja / "x", meja / "y"]),
        (meja / "balik", [meja / "balik" / "1.xlsx", meja / "balik" / "1.txt"])])
    kode, keluar, _ = kumpul("--ke", meja / "REKAP.xlsx", "--register-lalu", meja / "lalu.sqlite", "--tahap",
                             "mandiri=40, verifikasi=60")
    assert kode == 0
    assert keluar.splitlines()[-2:] == [f"Tertulis {meja / 'REKAP.xlsx'} dan 2 berkas di sebelahnya",
                                        f"Tertulis 2 berkas di {meja / 'balik'}"]
    assert terlihat[0].entri[0].tahun_lalu == terlihat[0].entri[0].skor.nilai_akhir
    assert terlihat[0].bobot_tahap == {"mandiri": Decimal(40), "verifikasi": Decimal(60)}


def test_recap_and_notes_are_written_and_stay_the_same(meja: Path, kumpul: Jalankan) -> None:
    for n in (1, 2):
        (meja / "masuk" / f"{n}.xlsx").write_bytes(sealed(office(n), {("b03", "n"): float(n)}))
    lain = ("--ke", meja / "masuk" / "REKAP.xlsx", "--catatan", meja / "masuk" / "balik")
    kode, keluar, _ = kumpul(*lain)
    assert kode == 0
    assert f"Tertulis {meja / 'masuk' / 'REKAP.xlsx'} dan " in keluar
    assert f"Tertulis 4 berkas di {meja / 'masuk' / 'balik'}" in keluar
    sebelum = {p: p.read_bytes() for p in (meja / "masuk").rglob("*") if p.is_file()}
    assert len(sebelum) > 7
    kode, keluar, _ = kumpul(*lain)
    assert kode == 0
    assert keluar.startswith("2 berkas diperiksa, 0 baru didaftarkan, ")
    assert {p: p.read_bytes() for p in (meja / "masuk").rglob("*") if p.is_file()} == sebelum


@pytest.mark.parametrize("teks", ["mandiri", "mandiri=", "mandiri=x", "mandiri=-1", "mandiri=NaN", "lain=5",
                                  "mandiri=1,mandiri=2", "mandiri=0"])
def test_weights_are_read_strictly(teks: str) -> None:
    with pytest.raises(KinerjaError) as galat:
        parse_weights(teks)
    assert galat.value.kode == "KPL39"
    assert parse_weights("mandiri=33.5,lapangan=66.5") == {"mandiri": Decimal("33.5"), "lapangan": Decimal("66.5")}
    assert parse_weights(" ") is None
