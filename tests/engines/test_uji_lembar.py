"""The sheet's own checks, live in LibreOffice, are the checks of `kinerja periksa` on the file it saves.

R1 every kode of KATALOG_ISIAN is covered here; R2 a filling that calls for a kode gets it, one beside it does not;
R3 the sheet and `check_any` give the same kode at the same cells, all of them, with the same words;
R4 a moved input and a changed neighbouring kode give LTK01 in both.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bantu.bersama import form
from bantu.isian_acak import IDENTITAS, ISI_SAH, BukuLibreOffice, instrumen_text, instrumen_uji, message_places

from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.uji import daftar_uji
from kinerja_core.lembar.denah import Denah, cell_ref
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

INS = instrumen_uji("normalisasi")
UJI = daftar_uji(INS)
Isi = Mapping[Kotak, Nilai]


@dataclass(frozen=True)
class Kasus:
    """A kode: where it must show, what calls for it, and the nearest thing that does not."""

    kode: str
    kotak: Kotak
    memicu: Isi
    tidak: Isi = field(default_factory=dict)


def case(kode: str, di: str, memicu: Nilai, tidak: Nilai, lain: Isi | None = None) -> Kasus:
    """A case about one input "r01.pembilang", with other inputs set alike for both fillings."""
    kotak: Kotak = (di.partition(".")[0], di.partition(".")[2])
    return Kasus(kode, kotak, {**(lain or {}), kotak: memicu}, {**(lain or {}), kotak: tidak})


DESA, KELURAHAN, TAHUN = (("jumlah_desa", "isi"), ("jumlah_kelurahan", "isi"), ("tahun_data", "isi"))
KASUS = [
    case("ISI01", "n03.persen", None, 0.0),
    case("ISI01", "n03.persen", f" {NBSP}", 0.0),
    case("ISI01", "kantor.isi", " ", "x"),
    case("ISI02", "k01.utama", Galat("#DIV/0!"), 0.0),
    case("ISI02", "p01.mutu", Galat("#N/A"), "Baik"),
    case("ISI02", "m03.uraian", Galat("#REF!"), "#REF! kata orang"),
    case("ISI03", "k01.utama", True, 1.0),
    case("ISI03", "d01.ada", False, "Tidak ada"),
    case("ISI04", "k01.madya", "-", 0.0),
    case("ISI04", "p01.mutu", f"–{NBSP}", "Baik"),
    case("ISI05", "r02.pembilang", "71,4", 71.4),
    case("ISI05", "r05.pembilang", "Rp 1.950", 1950.0),
    case("ISI06", "r02.pembilang", "8O", 8.0),
    case("ISI06", "r02.pembilang", "１２", 12.0),
    case("ISI07", "n02.selisih", -5.01, -5.0),
    case("ISI07", "luas.isi", 0.49, 0.5),
    case("ISI07", "r02.pembilang", 1e-7, 1e-6),
    case("ISI08", "n03.persen", 100.01, 100.0),
    case("ISI08", "r02.pembilang", 1e308, 1000.0),
    case("ISI09", "r03.pembilang", 6.5, 6.000001),
    case("ISI10", "n03.persen", 0.93, 93.0),
    case("ISI10", "n03.persen", 1.0, 1.01),
    case("ISI11", "p01.mutu", "Baik sekali", f"BAIK {NBSP}"),
    case("ISI11", "d01.ada", "A*", "ada"),
    case("ISI12", "r03.pembilang", 6.0, None, {DESA: 0.0}),
    case("ISI12", "m02.naik", "-", None, {("m02", "kasus"): "Tidak relevan"}),
    case("ISI13", "r01.pembilang", "Tidak relevan", 7.0),
    case("ISI13", "d01.ada", f"tidak{NBSP}relevan ", "Tidak ada"),
    Kasus("ISI13", ("n01", "jumlah"), {("n01", "jumlah"): "Tidak relevan"}, {("n03", "persen"): "Tidak relevan"}),
    case("ISI14", "r02.pembilang", 44_927.0, 71.4),
    case("ISI15", "r02.pembilang", 150.0, 99.0),
    case("ISI16", "r05.pembilang", 0.93, 4_321_098_765.4),
    case("ISI17", "r05.pembilang", 5.0, 4_321_098_765.4),
    case("ISI18", "m03.uraian", 45_000.0, "45000 lembar"),
    case("ISI24", "k01.utama", 44_927.0, 7.0),
    case("HUB01", "r01.pembilang", 10.0, 9.0),
    case("HUB02", "r01.pembilang", 1.0, 0.0, {("r01", "penyebut"): 0.0}),
    case("HUB03", "r01.pembilang", 0.0, 1.0, {("r01", "penyebut"): 0.0}),
    case("HUB04", "k01.utama", 8.0, 7.0),
    case("HUB05", "r05.penyebut", 4_400_000_000.0, 4_500_000_000.0),
    case("HUB06", "n01.jumlah", 8.0, 7.0),
    Kasus("HUB07", TAHUN, {TAHUN: 2020.0}, {TAHUN: 2021.0}),
    case("UMU01", "tahun_data.isi", 2023.0, 2021.0),
    Kasus("UMU02", DESA, {DESA: 0.0, KELURAHAN: 0.0}, {DESA: 0.0, KELURAHAN: 1.0}),
]


@pytest.fixture(scope="module")
def denah() -> Denah:
    return describe(INS, IDENTITAS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instrument as a file, and its workbook with a filling that gives no finding."""
    folder = tmp_path_factory.mktemp("lembar")
    (folder / "uji.toml").write_text(instrumen_text("normalisasi"), encoding="utf-8")
    (folder / "buku.xlsx").write_bytes(form(INS, IDENTITAS, Isian(IDENTITAS, ISI_SAH)))
    return folder


@pytest.fixture(scope="module")
def hidup(lo: LibreOffice, folder: Path, denah: Denah) -> Iterator[BukuLibreOffice]:
    """The workbook open in LibreOffice; every test puts back what it changed."""
    with lo.open(folder / "buku.xlsx") as dokumen:
        yield BukuLibreOffice(dokumen, denah)


Laporan = set[tuple[str, str, str]]


def on_sheet(dokumen: Dokumen) -> Laporan:
    """(kode, cell, words) of every open line of the sheet; the terminal puts its columns into one sentence."""
    akhir = p.AWAL_OLAH + len(UJI) - 1
    blok = dokumen.values(p.OLAH_UJI, (p.AWAL_OLAH, 0), (akhir, p.U_PESAN))
    laporan = set()
    for baris in blok:
        kode, sel, nomor, label, pesan = (str(baris[k]) for k in (p.U_KODE, p.U_SEL, p.U_NOMOR, p.U_LABEL, p.U_PESAN))
        if kode:
            siapa = nomor if nomor == "Data Umum" else f"Indikator {nomor}"
            laporan.add((kode, sel, f"{siapa}, {label}: {pesan}"))
    return laporan


def in_core(dokumen: Dokumen, folder: Path, denah: Denah) -> Laporan:
    """The same from `kinerja periksa` on the file that LibreOffice saves; evidence has no line on the sheet."""
    dokumen.save_xlsx(folder / "simpan.xlsx")
    temuan = check_any(read_workbook(folder / "simpan.xlsx", str(folder / "uji.toml")))
    dari_uji = {place(denah, u.kotak) for u in UJI}
    return {(t.kode, t.sel, t.pesan) for t in temuan if t.kode in KATALOG_ISIAN and t.sel in dari_uji}


def place(denah: Denah, kotak: Kotak) -> str:
    """Where an input stands, as Excel shows it."""
    lembar, posisi = denah.masukan[kotak]
    return f"{lembar}!{alamat(posisi)}"


def same_but_for_exponents(a: Laporan, b: Laporan) -> bool:
    """Equal; LibreOffice writes 1E+308 without exponent (docs/pembanding.md), so there the words may differ."""
    berpangkat = {(kode, sel) for kode, sel, pesan in b if "E+" in pesan or "E-" in pesan}
    return {x for x in a if x[:2] not in berpangkat} == {x for x in b if x[:2] not in berpangkat} and {
        x[:2] for x in a} == {x[:2] for x in b}  # fmt: skip


def test_every_kode_is_covered() -> None:
    """R1"""
    lain = {"ISI23"}  # this instrument asks for no value on a scale of 100: test_nilai_salah
    assert {k.kode for k in KASUS} | {"LTK01"} == set(KATALOG_ISIAN) - lain
    assert {kode for u in UJI for kode in u.kemungkinan} - {"ISI19"} == set(KATALOG_ISIAN) - lain  # told by the reader


def test_sound_filling_has_no_finding(hidup: BukuLibreOffice, folder: Path, denah: Denah) -> None:
    """R2, R3"""
    assert on_sheet(hidup.dokumen) == in_core(hidup.dokumen, folder, denah) == set()


@pytest.mark.sampel(15)
@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.kode}-{'.'.join(k.kotak)}")
def test_kode_on_sheet_and_in_core(hidup: BukuLibreOffice, folder: Path, denah: Denah, kasus: Kasus) -> None:
    """R2, R3"""
    dicari = (kasus.kode, place(denah, kasus.kotak))
    try:
        for isi, ada in ((kasus.memicu, True), (kasus.tidak, False)):
            hidup.set({k: ISI_SAH.get(k) for k in kasus.memicu})
            hidup.set(isi)
            lembar = on_sheet(hidup.dokumen)
            assert (dicari in {x[:2] for x in lembar}) is ada, isi
            assert same_but_for_exponents(lembar, in_core(hidup.dokumen, folder, denah))
    finally:
        hidup.set({k: ISI_SAH.get(k) for k in {**kasus.memicu, **kasus.tidak}})
    assert on_sheet(hidup.dokumen) == set()


def test_message_cells_are_where_the_helper_looks(hidup: BukuLibreOffice) -> None:
    """R3: the cells compared in test_selisih are the column read here."""
    kotak: Kotak = ("n03", "persen")
    hidup.set({kotak: 0.93})
    pesan = {v for v in hidup.read(message_places(len(UJI))).values() if v != ""}
    assert pesan == {x[2].partition(": ")[2] for x in on_sheet(hidup.dokumen)}
    assert pesan == {"Tertulis 0,93 persen. Maksudnya 93 persen?"}
    hidup.set({kotak: ISI_SAH[kotak]})


def test_moved_input(lo: LibreOffice, folder: Path, denah: Denah) -> None:
    """R4: cut and paste onto another input. LibreOffice lets references to the overwritten cell stand (Excel: #REF!),
    so only the moved one is told here; `test_overwritten_input` has the file as Excel leaves it.
    """
    dari, ke = ("k01", "utama"), ("m01", "masuk")
    with lo.open(folder / "buku.xlsx") as dokumen:
        lembar, asal = denah.masukan[dari]
        dokumen.move(lembar, asal, denah.masukan[ke][1])
        laporan = on_sheet(dokumen)
        assert ("LTK01", place(denah, dari)) in {x[:2] for x in laporan}
        assert laporan == in_core(dokumen, folder, denah)
        assert any(denah.kode_sel[dari][2] in pesan for _, _, pesan in laporan)


def test_overwritten_input(lo: LibreOffice, folder: Path, denah: Denah) -> None:
    """R4: references to an overwritten input as Excel leaves them, in the formulas that watch it and in its name."""
    kotak: Kotak = ("m01", "masuk")
    lembar, posisi = denah.masukan[kotak]
    rujukan = cell_ref(lembar, posisi)
    nama = next(n for n, tempat in denah.nama.items() if tempat == (lembar, posisi))
    ganti = {f"ROW({rujukan})": "ROW(#REF!)", f"COLUMN({rujukan})": "COLUMN(#REF!)",
             f'<definedName name="{nama}">{rujukan}<': f'<definedName name="{nama}">#REF!<'}
    terganti = set()
    with zipfile.ZipFile(folder / "buku.xlsx") as lama, zipfile.ZipFile(folder / "timpa.xlsx", "w") as baru:
        for bagian in lama.namelist():
            isi = lama.read(bagian).decode() if bagian.endswith(".xml") else lama.read(bagian)
            if isinstance(isi, str):
                terganti |= {a for a in ganti if a in isi}
                for a, b in ganti.items():
                    isi = isi.replace(a, b)
            baru.writestr(bagian, isi)
    assert terganti == set(ganti)
    with lo.open(folder / "timpa.xlsx") as dokumen:
        laporan = on_sheet(dokumen)
        assert {x[:2] for x in laporan} == {("LTK01", place(denah, kotak))}
        assert laporan == in_core(dokumen, folder, denah)
    langsung = check_any(read_workbook(folder / "timpa.xlsx", str(folder / "uji.toml")))
    assert [(t.kode, t.sel) for t in langsung if t.kode in KATALOG_ISIAN] == [("LTK01", place(denah, kotak))]


def test_moved_fact(lo: LibreOffice, folder: Path, denah: Denah) -> None:
    """R4: what depends on the moved fact is no longer counted, in both."""
    with lo.open(folder / "buku.xlsx") as dokumen:
        lembar, asal = denah.masukan[DESA]
        dokumen.move(lembar, asal, denah.masukan[("cadangan", "isi")][1])
        laporan = on_sheet(dokumen)
        assert ("LTK01", place(denah, DESA)) in {x[:2] for x in laporan}
        assert laporan == in_core(dokumen, folder, denah)


@pytest.mark.parametrize("terurut", [False, True], ids=["kode", "baris"])
def test_sorted_rows(lo: LibreOffice, folder: Path, denah: Denah, terurut: bool) -> None:
    """R4: the locked kode beside two inputs change places, alone or with their inputs as after sorting."""
    satu, dua = ("m01", "selesai"), ("n01", "jumlah")
    with lo.open(folder / "buku.xlsx") as dokumen:
        lembar = denah.kode_sel[satu][0]
        dokumen.sheet(lembar).unprotect("")
        for a, b in ((satu, dua), (dua, satu)):
            dokumen.set_value(lembar, denah.kode_sel[a][1], denah.kode_sel[b][2])
            if terurut:
                dokumen.set_value(*denah.masukan[a], ISI_SAH[b])
        laporan = on_sheet(dokumen)
        assert {x[:2] for x in laporan if x[0] == "LTK01"} == {
                ("LTK01", place(denah, k)) for x in (satu, dua) for k in (x, (x[0], "bukti"))}
        assert laporan == in_core(dokumen, folder, denah)


def test_the_comparison_can_fail(hidup: BukuLibreOffice, folder: Path, denah: Denah) -> None:
    """R3: a filling that was not saved is told."""
    kotak: Kotak = ("n03", "persen")
    hidup.set({kotak: 0.93})
    lembar = on_sheet(hidup.dokumen)
    hidup.set({kotak: ISI_SAH[kotak]})
    assert not same_but_for_exponents(lembar, in_core(hidup.dokumen, folder, denah))
