"""Core, LibreOffice (forced to recalculate) and ironcalc agree on whole workbooks, whatever was typed into them.

R1 at least 2,000 fillings through ironcalc and 100 through LibreOffice: every keyed cell equal, texts exactly, numbers
at 1e-9, results without any difference after ROUND(ROUND(x,6),2); R2 the sheet's own messages are the core's;
R3 changing one input in LibreOffice changes exactly the results that the core says; R4 `formulas` agrees but for its
known deviations; R5 a wrong cached value is believed by nobody and reported; R6 each comparison here can fail.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import form, many
from bantu.isian_acak import (
    IDENTITAS,
    ISI_SAH,
    BukuIronCalc,
    BukuLibreOffice,
    changes,
    core_messages,
    differ,
    disagreements,
    instrumen_uji,
    message_places,
    random_filling,
    results,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai, is_number
from kinerja_core.dasar.polos import one_line
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.model import Datum, Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan
from kinerja_core.kertas_kerja.tabel import is_main_result
from kinerja_core.kertas_kerja.uji import daftar_uji
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.pembanding import engine
from kinerja_core.xlsx.mesin.soffice import LibreOffice

JATIM = load_instrumen(find_instrumen(contoh.INSTRUMEN))
#: Fillings per workbook: (ironcalc, LibreOffice).
BANYAK = {"nol": (500, 25), "penuh": (500, 25), "normalisasi": (500, 25), "jatim": (600, 30)}


@dataclass(frozen=True)
class Kerja:
    """One built workbook under test."""

    nama: str
    instrumen: Instrumen
    denah: Denah
    path: Path

    @property
    def kotak(self) -> list[Kotak]:
        """Every input."""
        return input_keys(self.instrumen)


@pytest.fixture(scope="module", params=list(BANYAK))
def kerja(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kerja:
    """The small instrument under each policy, and Jawa Timur; built blank."""
    ins = JATIM if request.param == "jatim" else instrumen_uji(request.param)
    path = tmp_path_factory.mktemp("kerja") / f"{request.param}.xlsx"
    path.write_bytes(form(ins, IDENTITAS))
    return Kerja(request.param, ins, describe(ins, IDENTITAS), path)


@pytest.fixture(scope="module")
def di_ironcalc(kerja: Kerja) -> BukuIronCalc:
    return BukuIronCalc(kerja.path, kerja.denah)


@pytest.fixture(scope="module")
def di_libreoffice(kerja: Kerja, lo: LibreOffice) -> Iterator[BukuLibreOffice]:
    with lo.open(kerja.path) as dokumen:
        yield BukuLibreOffice(dokumen, kerja.denah)


def test_small_instrument_uses_everything() -> None:
    """R1: otherwise agreement on it would say little."""
    ins = instrumen_uji("nol")
    data: list[Datum] = [d for _, d in ins.masukan()]
    assert {i.aturan.jenis for i in ins.indikator} == set(ATURAN)
    assert {d.jenis for d in data} == {"bulat", "desimal", "persen", "rupiah", "pilihan", "teks"}
    assert all(any(getattr(d, ciri) for d in data) for ciri in ("fakta", "dari", "sama_dengan"))
    assert {"." in d.sama_dengan for d in data if d.sama_dengan} == {True, False}
    assert any(f.jumlah_dari for f in ins.data_umum)
    assert {(bool(i.tidak_relevan.bila_nol), i.tidak_relevan.boleh_dijawab) for i in ins.indikator} == {
        (False, False), (False, True), (True, False), (True, True)}  # fmt: skip
    assert {getattr(i.aturan, "nol_per_nol", "nol") for i in ins.indikator} == {"nol", "penuh", "tidak_relevan"}
    assert any(i.tahun_data for i in ins.indikator)
    assert {k.termasuk_batas for k in ins.predikat} == {True, False}
    assert not [pesan for pesan, _, _ in core_messages(ins, ISI_SAH).values() if pesan]


def test_random_fillings_in_ironcalc(kerja: Kerja, di_ironcalc: BukuIronCalc) -> None:
    """R1"""
    rng, kotak = random.Random(kerja.nama), kerja.kotak
    for n in range(many(BANYAK[kerja.nama][0])):
        isi = random_filling(rng, kerja.instrumen, kotak)
        assert not disagreements(di_ironcalc, kerja.instrumen, isi), f"isian acak ke-{n}"


def test_random_fillings_in_libreoffice(kerja: Kerja, di_libreoffice: BukuLibreOffice) -> None:
    """R1"""
    rng, kotak = random.Random("lo" + kerja.nama), kerja.kotak
    for n in range(many(BANYAK[kerja.nama][1])):
        isi = random_filling(rng, kerja.instrumen, kotak)
        assert not disagreements(di_libreoffice, kerja.instrumen, isi), f"isian acak ke-{n}"


def test_number_of_fillings() -> None:
    """R1: as promised in docs/pembanding.md."""
    assert sum(a for a, _ in BANYAK.values()) >= 2000
    assert sum(b for _, b in BANYAK.values()) >= 100


@settings(max_examples=many(60))
@given(data=st.data())
def test_few_changes_in_ironcalc(kerja: Kerja, di_ironcalc: BukuIronCalc, data: st.DataObject) -> None:
    """R1: any text and any number in a few cells of a sound filling; a failure shrinks to one cell."""
    dasar: Mapping[Kotak, Nilai] = {} if kerja.nama == "jatim" else ISI_SAH
    isi: dict[Kotak, Nilai] = {k: dasar.get(k) for k in kerja.kotak}
    isi |= data.draw(changes(kerja.instrumen, kerja.kotak))
    assert not disagreements(di_ironcalc, kerja.instrumen, isi)


def test_the_comparison_can_fail(kerja: Kerja, di_ironcalc: BukuIronCalc) -> None:
    """R6: a filling that the engine did not get is told, and so are the smallest differences that count."""
    dasar: dict[Kotak, Nilai] = {k: None for k in kerja.kotak}
    di_ironcalc.set(dasar)
    angka = next((i.kode, d.kunci) for i in kerja.instrumen.indikator for d in i.data if d.is_input)
    mesin = di_ironcalc.read(kerja.denah.keluaran)
    inti = results(kerja.instrumen, dasar | {angka: 1.0})
    assert {k for k, v in mesin.items() if differ(k, inti[k], v)} >= {"kode_cek", ("sah", angka)}
    assert differ("nilai_akhir", 80.0, 80.0000001)
    assert not differ("nilai_akhir", 80.0, 80.00000001)
    assert differ("nilai_akhir", 71.995 - 5.1e-10, 71.995 + 1e-15) is False  # rounds to 71.995000 first
    assert differ(("capaian", "x"), 0.0049994999999, 0.0049995000001)
    assert not differ(("sah", "x"), 1, 1.0)
    assert all(differ("k", a, b) for a, b in (("", None), ("", 0.0), (True, 1.0), ("Ada", "ada"), (1.0, "1")))


# --- messages -----------------------------------------------------------------------------------------------------

#: Where an engine itself writes a number in another way than Excel; such messages are left out, and only such.
#: Excel changes to 1E+15 and 1E-07 where 15 digits no longer hold the number or it is below 0.0001;
#: LibreOffice 7.4 goes on writing zeros. ironcalc 0.9 writes up to 17 digits and is not asked at all.
_BEREKSPONEN = re.compile(r"-?\d(,\d+)?E[+-]\d+")


def test_messages_in_libreoffice(kerja: Kerja, di_libreoffice: BukuLibreOffice) -> None:
    """R2: what the sheet tells in Keterangan isian and Pemeriksaan is what `kinerja periksa` tells."""
    rng, berbunyi, sama = random.Random("pesan" + kerja.nama), 0, 0
    for _ in range(8):
        isi = random_filling(rng, kerja.instrumen, kerja.kotak)
        di_libreoffice.set(isi)
        inti = core_messages(kerja.instrumen, isi)
        lembar = di_libreoffice.read(message_places(len(inti)))
        for n, (pesan, a, b) in inti.items():
            berbunyi += pesan != ""
            if _BEREKSPONEN.fullmatch(a) or _BEREKSPONEN.fullmatch(b):
                continue
            assert one_line(str(lembar[n])) == one_line(pesan)
            sama += pesan != ""
    assert sama > 0.8 * berbunyi > 40


# --- one input at a time ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bendo() -> contoh.Contoh:
    return next(contoh.examples(JATIM))


@pytest.fixture(scope="module")
def berkas_bendo(bendo: contoh.Contoh, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bendo") / bendo.berkas
    path.write_bytes(form(JATIM, bendo.identitas, bendo.isian))
    return path


def main_results(isi: Mapping[Kotak, Nilai]) -> dict[Hashable, Nilai]:
    """capaian, nilai, sums per aspek and Nilai Akhir according to the core."""
    return {k: v for k, v in results(JATIM, isi).items() if is_main_result(k)}


def changed(sebelum: Mapping[Hashable, Nilai], sesudah: Mapping[Hashable, Nilai]) -> set[Hashable]:
    """Keys whose value is another one."""
    return {k for k, v in sebelum.items() if differ("", v, sesudah[k])}


def other_value(kotak: Kotak, isi: Mapping[Kotak, Nilai], awal: Mapping[Hashable, Nilai]) -> Nilai:
    """Another valid value of an input, one that changes a result when there is such a one."""
    datum = {(kode, d.kunci): d for kode, d in JATIM.masukan()}.get(kotak)
    if datum is None or datum.jenis == "teks":
        return "lain"
    kini = isi.get(kotak)
    if datum.jenis == "pilihan":
        calon: list[Nilai] = [o.teks for o in JATIM.options(datum)]
    else:
        dekat = float(kini) if is_number(kini) else 3.0  # type: ignore[arg-type]
        angka = [dekat + 1, dekat - 1, float(dekat // 2), 0.0, 2020.0, 2021.0, dekat * 2]
        calon = [x for x in angka if datum.min <= x <= JATIM.batas[kotak].maks]
    calon = [x for x in calon if x != kini]
    return next((x for x in calon if changed(awal, main_results({**isi, kotak: x}))), calon[0])


def test_one_input_changes_what_it_should(lo: LibreOffice, bendo: contoh.Contoh, berkas_bendo: Path) -> None:
    """R3: for each of the inputs of the Bendo workbook, then put back."""
    denah, isi = describe(JATIM, bendo.identitas), dict(bendo.isian.data)
    tempat = {k: t for k, t in denah.keluaran.items() if is_main_result(k)}
    awal_inti = main_results(isi)
    berpengaruh = []
    with lo.open(berkas_bendo) as dokumen:
        buku = BukuLibreOffice(dokumen, denah)
        awal = buku.read(tempat)
        assert not changed(awal_inti, awal)
        for kotak in denah.masukan:
            baru = other_value(kotak, isi, awal_inti)
            buku.set({kotak: baru})
            berubah = changed(awal_inti, main_results({**isi, kotak: baru}))
            assert changed(awal, buku.read(tempat)) == berubah, (kotak, baru)
            berpengaruh += [kotak] * bool(berubah)
            buku.set({kotak: isi.get(kotak)})
        assert buku.read(tempat) == awal
    tanpa = {k for k in input_keys(JATIM) if k[1] != "bukti" and not k[0].startswith("ttd_")} - set(berpengaruh)
    # tahun_data is counted nowhere; 31 and 33 stand at 0 of 0 and 53 is blank, so one change alone gives nothing
    assert {kode for kode, _ in tanpa} == {"tahun_data", "i31", "i33", "i53"}


# --- formulas -----------------------------------------------------------------------------------------------------

#: What `formulas` reads alike although it looks odd.
_DIBACA_SAMA: dict[Kotak, Nilai] = {
    ("r01", "pembilang"): "71,4", ("k01", "utama"): True, ("k01", "madya"): "-", ("n01", "jumlah"): None,
    ("p01", "mutu"): "BAIK ", ("p02", "kelas"): "A*", ("d01", "ada"): "ADA" + NBSP, ("m01", "selesai"): -1.0,
    ("n03", "persen"): "Tidak relevan", ("luas", "isi"): Galat("#N/A"), ("r02", "pembilang"): "Rp 5.000",
    ("sebutan", "isi"): "🙂",
}  # fmt: skip
#: Known deviations of `formulas` 1.3, by name; docs/pembanding.md tells the same.
PENYIMPANGAN_FORMULAS: dict[str, tuple[Kotak, Nilai]] = {
    "teks yang mirip angka menjadi angka": (("n02", "selisih"), "0.3"),
    "TRIM membiarkan spasi ganda di tengah": (("d03", "satu"), "Tidak  ada"),
    "angka sangat besar menjadi #VALUE! di dalam ROUND": (("m03", "nilai"), 1e308),
}


def formulas_differences(path: Path, isi: Mapping[Kotak, Nilai]) -> list[tuple[Any, Nilai, Nilai]]:
    """(key, core, formulas) of every keyed cell that differs in a workbook with that filling."""
    ins = instrumen_uji("normalisasi")
    path.write_bytes(build(ins, IDENTITAS, Isian(IDENTITAS, {k: v for k, v in isi.items() if v is not None})))
    tempat, inti = describe(ins, IDENTITAS).keluaran, results(ins, isi)
    nilai = engine("formulas")(path, list(tempat.values()))
    return [(k, inti[k], v) for k, v in zip(tempat, nilai, strict=True) if differ(k, inti[k], v)]


def test_formulas_agrees(tmp_path: Path) -> None:
    """R4: also with the odd values that it reads alike."""
    assert not formulas_differences(tmp_path / "isian.xlsx", {**ISI_SAH, **_DIBACA_SAMA})


def test_known_deviations_of_formulas(tmp_path: Path) -> None:
    """R4: each one shows, and the checks of no other input differ. When one disappears, take it off the list."""
    isi = {**ISI_SAH, **dict(PENYIMPANGAN_FORMULAS.values())}
    beda = formulas_differences(tmp_path / "isian.xlsx", isi)
    uji = daftar_uji(instrumen_uji("normalisasi"))
    assert {uji[k[1]].kotak for k, _, _ in beda if k[0] == "uji"} == {k for k, _ in PENYIMPANGAN_FORMULAS.values()}


@pytest.mark.parametrize("nama", PENYIMPANGAN_FORMULAS)
def test_deviations_are_documented(nama: str) -> None:
    """R4"""
    teks = (Path(__file__).parents[2] / "docs" / "pembanding.md").read_text(encoding="utf-8")
    assert nama.lower() in teks.lower()


# --- canary -------------------------------------------------------------------------------------------------------


def plant(asal: Path, ke: Path, lembar: str, posisi: tuple[int, int], nilai: str) -> None:
    """Copy a workbook with another cached value in one formula cell."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(ke, "w", zipfile.ZIP_DEFLATED) as baru:
        buku, kait = (lama.read(f"xl/{n}").decode() for n in ("workbook.xml", "_rels/workbook.xml.rels"))
        rid = re.search(f'<sheet name="{re.escape(lembar)}"[^>]* r:id="([^"]+)"', buku)[1]  # type: ignore[index]
        bagian = "xl/" + re.search(f'Id="{rid}"[^>]*Target="([^"]+)"', kait)[1]  # type: ignore[index]
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama == bagian:
                pola = re.compile(rb'(<c r="%b"[^>]*><f>[^<]*</f><v>)[^<]*' % alamat(posisi).encode())
                isi, kali = pola.subn(rb"\g<1>" + nilai.encode(), isi)
                assert kali == 1
            baru.writestr(nama, isi)


def test_a_wrong_cached_value_is_believed_by_nobody(
    lo: LibreOffice, bendo: contoh.Contoh, berkas_bendo: Path, tmp_path: Path
) -> None:
    """R5: canary for the whole workbook."""
    lembar, posisi = describe(JATIM, bendo.identitas).keluaran["nilai_akhir"]
    tanam = tmp_path / "tanam.xlsx"
    plant(berkas_bendo, tanam, lembar, posisi, "777")
    seharusnya = results(JATIM, bendo.isian.data)["nilai_akhir"]
    with lo.open(tanam) as dokumen:
        assert not differ("nilai_akhir", seharusnya, dokumen.value(lembar, posisi))
    bacaan = read_workbook(tanam)
    laporan = compare(tanam, bacaan, ["ironcalc"])
    sel = laporan.sel["nilai_akhir"]
    assert sel.tersimpan == 777
    assert not differ("nilai_akhir", seharusnya, sel.rumus["ironcalc"])
    assert (sel.sepakat, laporan.sepakat) == (False, False)
    assert [k for k, s in laporan.sel.items() if not s.sepakat] == ["nilai_akhir"]
    assert [t.sel for t in check_any(bacaan) if t.kode == "BKS14"] == [f"{lembar}!{alamat(posisi)}"]
    asli = compare(berkas_bendo, read_workbook(berkas_bendo), ["ironcalc"])
    assert asli.sepakat
    assert not [t for t in asli.temuan if t.kode in {"BKS14", "BKS15"}]


def test_core_never_raises_on_huge_values() -> None:
    """R1: the largest and smallest numbers a cell can hold, in every input at once."""
    for x in (1.7e308, -1.7e308, 2.3e-308, 1e15, 1e22):
        isi = {k: x for k in input_keys(JATIM)}
        assert results(JATIM, isi)["nilai_akhir"] == 0
        assert Olahan(JATIM, Isian(IDENTITAS, isi)).sah(("i01", "jumlah")) is False
