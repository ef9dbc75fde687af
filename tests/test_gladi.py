"""A full rehearsal: send, fill in known proportions, collect, recap. What comes out equals exactly what was planted.

R1 every file ends in the state and with the kode it was planted for. R2 the register gives, for every kecamatan, the
planted state and the Nilai Akhir of the filling that holds; late, equal, replaced and changed ones are those planted.
R3 the numbers of the command's JSON. R4 the recap's cells. R5 collecting again, and with two processes, gives the same
register; no file that came in is changed. R6 the same with the instrument of 53 indicators.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bantu.gladi import Gladi, below, offices, rows
from bantu.isian_acak import ISI_SAH, instrumen_text
from bantu.jahat import SUNTIKAN
from bantu.kiriman import dump

from benchmarks.tanam import BELUM, PORSI, SAH, Data, fingerprint, settle, vary
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.rekap.dasar import BELUM as BELUM_MASUK
from kinerja_core.provinsi.rekap.dasar import BERKAS, PERINGKAT
from kinerja_core.xlsx.baca import read_buku

#: Every kind, hostile files of every sort, and enough sound ones to rank.
JENIS = [*PORSI, *["jahat"] * 5, BELUM, *[SAH] * 6]


@pytest.fixture(scope="module")
def kecil(tmp_path_factory: pytest.TempPathFactory) -> Gladi:
    """The small instrument, three kabupaten."""
    folder = tmp_path_factory.mktemp("gladi")
    (folder / "uji.toml").write_text(instrumen_text("normalisasi").replace("Alamat kantor", "Gedung"), encoding="utf-8")
    ins = load_instrumen(folder / "uji.toml")
    isian = [vary(ins, ISI_SAH, random.Random(n)) for n in range(5)]
    bukti = [k for k in input_keys(ins) if k[1] == "bukti"]
    for n, satu in enumerate(isian):  # any text is in order there
        satu |= {("m03", "uraian"): SUNTIKAN[-n]} | dict(zip(bukti, SUNTIKAN, strict=False))
    return Gladi(folder, ins, str(folder / "uji.toml"), offices(ins, ISI_SAH, len(JENIS), 10), isian)


@pytest.fixture(scope="module")
def hasil(kecil: Gladi) -> list[tuple[int, Any]]:
    """Exit code and JSON of both runs of `kinerja kumpul`."""
    return _rehearse(kecil, random.Random(1).sample(JENIS, len(JENIS)))


def _rehearse(g: Gladi, jenis: list[str]) -> list[tuple[int, Any]]:
    g.send()
    g.plant(jenis)
    return g.collect()


def _files(hasil: list[tuple[int, Any]]) -> dict[str, tuple[str, str]]:
    return {b["berkas"]: (b["keadaan"], b["kode"]) for _, isi in hasil for b in isi["berkas"]}


def _check_register(g: Gladi) -> None:
    """R2."""
    t = g.tanaman
    with open_register(g.folder / "register.sqlite", tulis=False) as register:
        putaran = register.round(g.instrumen)
        assert {e.kecamatan.kode: e.keadaan for e in putaran.entri} == t.kecamatan
        assert {e.kecamatan.kode: e.skor.nilai_akhir for e in putaran.entri if e.skor} == t.nilai
        assert {e.kecamatan.kode for e in putaran.masuk if e.berlaku and e.berlaku.terlambat} == t.terlambat
        assert sum(k.rumus_berubah for e in putaran.entri for k in e.kiriman) == t.rumus_berubah
        assert set(register.late(g.instrumen)) == t.terlambat
        assert {x.kode_wilayah for x in register.duplicates(g.instrumen)} == t.ganda
        assert {x.kode_wilayah for x in register.replaced(g.instrumen)} == t.diganti
        assert len(putaran.masuk) == t.masuk


def _check_numbers(g: Gladi, isi: Any) -> None:
    """R3: the numbers after everything came in."""
    t, p = g.tanaman, isi["putaran"]
    keadaan = t.keadaan_kecamatan
    sama = sum(len(x["berkas"]) - 1 for x in p["ganda"])
    assert sama == len(t.ganda)
    assert p["diminta"] == len(g.kecamatan)
    assert p["masuk"] == t.masuk
    assert (p["diterima"], p["diterima_catatan"]) == (keadaan["diterima"], keadaan["diterima_catatan"])
    assert p["dikembalikan"] == t.keadaan_berkas["dikembalikan"]
    assert p["tidak_terbaca"] == t.keadaan_berkas["tidak_terbaca"]
    assert {k["kode_wilayah"] for k in p["belum_masuk"]} == {k for k, v in t.kecamatan.items() if v == "belum_masuk"}
    assert {k["kode_wilayah"] for k in p["terlambat"]} == t.terlambat
    assert {k["kode_wilayah"] for k in p["ganda"]} == t.ganda
    assert {k["kode_wilayah"] for k in p["diganti"]} == t.diganti


def test_every_file_ends_as_planted(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    assert _files(hasil) == kecil.tanaman.berkas
    assert [kode for kode, _ in hasil] == [3, 0]
    assert Counter(kode for _, kode in kecil.tanaman.berkas.values()).keys() >= {
        "", "SGL04", "SGL02", "ISI06", "KPL20", "BKS03", "BKS05", "BKS06", "BKS07", "BKS08"}


def test_the_register_holds_what_was_planted(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    assert hasil
    _check_register(kecil)


def test_the_numbers_told_are_those_planted(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    _check_numbers(kecil, hasil[-1][1])


def test_the_recap_shows_what_was_planted(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    """R4: the first screen, the ranking with its exact values, every file, who is missing."""
    assert hasil
    t, buku = kecil.tanaman, read_buku(kecil.folder / "Hasil" / "REKAP.xlsx")
    depan, keadaan = buku.lembar[0], t.keadaan_kecamatan
    for judul, nilai in {
            "Masuk / ditunggu": f"{t.masuk}/{len(kecil.kecamatan)}", "Terlambat": len(t.terlambat),
            "Diterima dengan catatan": keadaan["diterima_catatan"], "Belum masuk": keadaan["belum_masuk"],
            "Dikembalikan": keadaan["dikembalikan"], "Berkas rumusnya berubah": t.rumus_berubah,
            "Tidak terbaca (berkas)": t.keadaan_berkas["tidak_terbaca"]}.items():
        assert below(depan, judul) == nilai, judul
    peringkat, berkas, belum = (buku.sheet(n) for n in (PERINGKAT, BERKAS, BELUM_MASUK))
    assert peringkat
    assert berkas
    assert belum
    assert {b["Kode"]: b["Nilai Akhir tepat"] for b in rows(peringkat, "Kode", "Nilai Akhir tepat")} == pytest.approx(
        t.nilai)
    tertulis = Counter(b["Keadaan"] for b in rows(berkas, "No", "Keadaan"))
    ganda = Counter({"Diterima": len(t.ganda)})
    assert tertulis + ganda == Counter({SEBUTAN_KEADAAN[k]: n for k, n in t.keadaan_berkas.items()})
    assert {b["Kode"] for b in rows(belum, "No", "Kode")} == t.kecamatan.keys() - t.nilai.keys()


def test_no_output_runs_what_was_typed(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    """Evidence that reads like a formula: in no workbook a formula, in no table and no message unguarded."""
    tertulis = [Path(p) for p in hasil[-1][1]["tertulis"]]
    assert {p.suffix for p in tertulis} >= {".xlsx", ".csv"}
    muncul = 0
    for path in (p for t in tertulis for p in ([t] if t.is_file() else sorted(t.rglob("*")))):
        if path.suffix == ".xlsx":
            for lembar in read_buku(path).lembar:
                assert not [r for r in lembar.rumus.values() if "cmd|" in r or "contoh.id" in r], path
        elif path.suffix in (".csv", ".txt"):
            for baris in csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True), delimiter=";"):
                muncul += sum(sel.startswith("'=") for sel in baris)
                assert not [s for s in baris if s.strip("\u200b \n").startswith(("=", "@", "\t", "＝"))], (path, baris)
    assert muncul > 0


def test_again_and_with_two_processes(kecil: Gladi, hasil: list[tuple[int, Any]]) -> None:
    """R5."""
    assert hasil
    sebelum = {f: fingerprint(kecil.folder / f) for f in ("Masuk", "Susulan", "Keluar")}
    isi = dump(kecil.folder / "register.sqlite")
    lagi = kecil.collect()
    assert not any(b["baru"] for _, x in lagi for b in x["berkas"])
    assert dump(kecil.folder / "register.sqlite") == isi
    dua = kecil.collect("dua.sqlite", jobs=2, rekap="dua/REKAP.xlsx")
    assert _files(dua) == _files(hasil)
    assert {f: fingerprint(kecil.folder / f) for f in sebelum} == sebelum
    satu, kedua = ((kecil.folder / "Hasil" / n).read_bytes() for n in ("REKAP.xlsx", "dua/REKAP.xlsx"))
    assert satu == kedua


def test_with_the_large_instrument(tmp_path: Path) -> None:
    """R6."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    dasar: Data | None = dict(list(examples(ins))[1].isian.data)
    dasar = settle(ins, dasar) if dasar else None
    assert dasar is not None
    jenis = [SAH, "isian keliru", "rumus tertimpa", "ganda", BELUM, "terlambat", "segel tetangga", "jahat"]
    g = Gladi(tmp_path, ins, INSTRUMEN, offices(ins, dasar, len(jenis), 4), [dasar])
    hasil = _rehearse(g, jenis)
    assert _files(hasil) == g.tanaman.berkas
    _check_register(g)
    _check_numbers(g, hasil[-1][1])
