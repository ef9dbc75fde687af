"""Doing what a mend says makes the finding go away, and nothing new appears: both kinds, every kode mended by typing.

R1 every kode of the catalogue that whoever fills a workbook mends by typing is mended here, none twice; R2 of a kertas
kerja each check of each input of three instruments, R3 of a Buku Kinerja each check of a row and each planted fault of
the documents. R4 a value that the message names as the right one is the one that is typed. R5 what may be explained is
answered by an explanation as well, and then nothing else has changed. R6 the three ways of the catalogue exclude each
other: typed, explained beside, or another file; what none of them mends is asked of nobody who fills.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import test_lintas_tanam as tanam
import test_uji_baris as baris
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji
from bantu.kiriman import repack

from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.periksa.lintas import set_aside
from kinerja_core.buku_kinerja.rencana import parse_rencana
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_LINTAS
from kinerja_core.dasar.katalog.isian import KATALOG_ASAL, KATALOG_ISIAN
from kinerja_core.dasar.temuan import KATALOG
from kinerja_core.instrumen.batas import date_window
from kinerja_core.instrumen.model import Datum, Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, score_olahan
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.kertas_kerja.uji import UjiIsi, daftar_uji
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat

Isi = dict[Kotak, Nilai]
KATA = "Pemekaran dua desa pada bulan Juni"
LKE = "lke_akip_2026"


@cache
def form_of(nama: str) -> tuple[Instrumen, Isi]:
    """An instrument and a filling about which nothing is told."""
    if nama == "uji":
        return instrumen_uji("normalisasi"), dict(ISI_SAH)
    ins = load_instrumen(find_instrumen(nama))
    isi: Isi = {}
    if nama == INSTRUMEN:
        isi = {**list(examples(ins))[1].isian.data, ("i33", "pembilang"): 1, ("i33", "penyebut"): 1}
    for kode, d in ins.masukan():
        if nama == LKE and d.is_input and d.jenis != "teks":
            isi[(kode, d.kunci)] = sound(d, ins) if kode != "tahun_data" else ins.tahun_penilaian - 1
    return ins, isi


def sound(d: Datum, ins: Instrumen) -> Nilai:
    """An answer nobody asks about."""
    return ins.options(d)[0].teks if d.jenis == "pilihan" else "Tertulis" if d.jenis == "teks" else max(d.min, 2.0)


def told(ins: Instrumen, isi: Isi) -> dict[tuple[str, Kotak], bool]:
    """(kode, input) of every finding, and whether it is explained."""
    o = Olahan(ins, Isian(None, isi))
    return {(x[0], u.kotak): o.is_explained(u.kotak, x)
            for u, x in zip(o.uji, score_olahan(o).uji, strict=True) if x[0]}


#: What is typed for a kode about one input alone.
SALAH: dict[str, Callable[[UjiIsi], Nilai]] = {
    "ISI01": lambda _: None, "ISI02": lambda _: Galat("#N/A"), "ISI03": lambda _: True, "ISI04": lambda _: "-",
    "ISI05": lambda _: "1 950", "ISI06": lambda _: "dua belas", "ISI07": lambda u: u.batas.min - 5,
    "ISI08": lambda u: u.batas.maks * 10 + 5, "ISI09": lambda u: u.batas.min + 0.5, "ISI10": lambda _: 0.93,
    "ISI11": lambda _: "Bukan jawaban", "ISI13": lambda _: "Tidak relevan", "ISI14": lambda _: 0.0,
    "ISI24": lambda _: 0.0,
    "ISI15": lambda u: u.batas.wajar + 1, "ISI16": lambda _: 0.93, "ISI17": lambda _: 5.0, "ISI18": lambda _: 45000.0,
}


def is_told(u: UjiIsi, kode: str) -> bool:
    """Can that kode be told of that input? A date is one only where so large a number is none; the edge may be a date.
    """
    if kode == "ISI13":
        return not u.boleh_jawab
    if kode in {"ISI15", "ISI24"}:
        return not u.batas.fakta
    return kode in SALAH and (kode != "ISI14" or u.batas.tanggal < 40000)


def wrong(u: UjiIsi, kode: str, ins: Instrumen) -> Nilai:
    """What is typed: of a date its number, of a day in the year that is assessed."""
    return float(date_window(ins.tahun_penilaian)[1] - 400) if kode in {"ISI14", "ISI24"} else SALAH[kode](u)


R01 = ("r01", "pembilang")
#: What relates inputs: where it is told, what is typed, and what mends it. R01: pembilang of penyebut 9.
HUBUNGAN: dict[str, tuple[Kotak, Isi, Isi]] = {
    "HUB01": (R01, {R01: 10.0}, {R01: 7.0}),
    "HUB02": (R01, {("r01", "penyebut"): 0.0}, {("r01", "penyebut"): 9.0}),
    "HUB03": (R01, {R01: 0.0, ("r01", "penyebut"): 0.0}, {R01: 7.0, ("r01", "penyebut"): 9.0}),
    "HUB04": (("k01", "utama"), {("k01", "utama"): 9.0}, {("k01", "utama"): 2.0}),
    "HUB05": (("r05", "penyebut"), {("r05", "penyebut"): 4.4e9}, {("r05", "penyebut"): 4.5e9}),
    "HUB06": (("n01", "jumlah"), {("n01", "jumlah"): 8.0}, {("n01", "jumlah"): 7.0}),
    "HUB07": (("tahun_data", "isi"), {("tahun_data", "isi"): 2020.0}, {("tahun_data", "isi"): 2021.0}),
    "UMU01": (("tahun_data", "isi"), {("tahun_data", "isi"): 2023.0}, {("tahun_data", "isi"): 2021.0}),
    "UMU02": (("jumlah_desa", "isi"), {("jumlah_desa", "isi"): 0.0, ("jumlah_kelurahan", "isi"): 0.0},
              {("jumlah_desa", "isi"): 12.0, ("jumlah_kelurahan", "isi"): 3.0}),
    "ISI12": (("r03", "pembilang"), {("jumlah_desa", "isi"): 0.0}, {("jumlah_desa", "isi"): 12.0}),
}


def mistakes() -> Iterator[tuple[str, str, Kotak, Isi, Isi]]:
    """(instrument, kode, input, what is typed, its mend): every kode of every check of one input, and what relates."""
    for nama in ("uji", INSTRUMEN, LKE):
        ins, isi = form_of(nama)
        for u in daftar_uji(ins):
            if isinstance(u, UjiIsi):
                yield from ((nama, kode, u.kotak, {u.kotak: wrong(u, kode, ins)}, {u.kotak: isi.get(u.kotak)})
                            for kode in dict.fromkeys(u.kemungkinan)
                            if is_told(u, kode))
    yield from (("uji", kode, *x) for kode, x in HUBUNGAN.items())


SEMUA = list(mistakes())


@pytest.mark.parametrize("nama", ["uji", INSTRUMEN, LKE])
def test_the_sound_filling_is_sound(nama: str) -> None:
    """R2"""
    assert told(*form_of(nama)) == {}


@pytest.mark.sampel(10)
@pytest.mark.parametrize("kode", sorted({x[1] for x in SEMUA}))
def test_a_mend_of_a_kertas_kerja_makes_it_go_away(kode: str) -> None:
    """R2, R4, R5: wherever it can be told."""
    for nama, _, kotak, salah, betul in (x for x in SEMUA if x[1] == kode):
        ins, isi = form_of(nama)
        keliru = {**isi, **salah}
        ada = told(ins, keliru)
        assert (kode, kotak) in ada, (nama, kotak)
        assert told(ins, {**keliru, **betul}) == {}, (nama, kotak)
        if kode in ("HUB05", "HUB06", "HUB07"):  # the message names the other value: that very one mends it
            o = Olahan(ins, Isian(None, keliru))
            b = next(x[2] for u, x in zip(o.uji, score_olahan(o).uji, strict=True) if (x[0], u.kotak) == (kode, kotak))
            assert told(ins, {**keliru, kotak: float(b.split()[-1].replace(",", "."))}) == {}
            assert kode != "HUB06" or b.split()[:-1] == ["indikator", ins.indikator[0].nomor, "mencatat"]
        jelas = told(ins, {**keliru, explanation_of(kotak): KATA})
        assert jelas == {k: k[1] == kotak and KATALOG[k[0]].explainable for k in ada}, (nama, kotak)


def test_tidak_relevan_where_it_is_not_relevant_is_in_order() -> None:
    """R2: what Data Umum says already; anything else is asked about."""
    ins, isi = form_of("uji")
    for kata, harus in (("Tidak relevan", set()), ("5 desa", {"ISI12"})):
        ada = told(ins, {**isi, ("jumlah_desa", "isi"): 0.0, ("r03", "pembilang"): kata})
        assert {k for k, kotak in ada if kotak == ("r03", "pembilang")} == harus


N03: Kotak = ("n03", "persen")


@cache
def workbook() -> bytes:
    """A kertas kerja about which nothing is told."""
    return build(instrumen_uji("normalisasi"), IDENTITAS, Isian(IDENTITAS, ISI_SAH))


def in_file(tmp_path: Path, isi: str, format_angka: int = 0) -> set[tuple[str, str]]:
    """(kode, cell) of what is told of a workbook whose input n03 holds that content of a cell, in that format."""
    ins = instrumen_uji("normalisasi")
    lembar, posisi = describe(ins, IDENTITAS).masukan[N03]
    nomor = [s.nama for s in describe(ins, IDENTITAS).lembar].index(lembar) + 1
    sel = re.compile(rf'(<c r="{alamat(posisi)}" s=")(\d+)("[^>]*>).*?</c>')

    def cell(xml: str) -> str:
        gaya = str(nomor_gaya[0]) if format_angka else r"\g<2>"
        xml, n = sel.subn(lambda m: f"{m[1]}{m.expand(gaya)}{m[3]}{isi}</c>", xml)
        assert n == 1
        return xml

    def style(xml: str) -> str:
        kepala, xf, ekor = re.split(r"(<cellXfs.*?</cellXfs>)", xml, flags=re.DOTALL)
        semua = re.findall(r"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>", xf, re.DOTALL)
        nomor_gaya[0] = len(semua)
        baru = re.sub(r'numFmtId="\d+"', f'numFmtId="{format_angka}"', next(
            x for x in semua if "applyNumberFormat" in x and 'locked="1"' not in x))
        xf = xf.replace("</cellXfs>", f"{baru}</cellXfs>").replace(f'count="{len(semua)}"', f'count="{len(semua) + 1}"')
        return kepala + xf + ekor

    nomor_gaya = [0]
    data = repack(workbook(), {"xl/styles.xml": style}) if format_angka else workbook()
    path = tmp_path / "x.xlsx"
    path.write_bytes(repack(data, {f"xl/worksheets/sheet{nomor}.xml": cell}))
    return {(t.kode, t.sel) for t in check_any(read_isian(read_buku(path), ins)) if not t.kind.berubah}


@pytest.mark.parametrize(("kode", "isi", "format_angka"), [
    ("ISI19", "<f>NOW()</f><v>71.4</v>", 0), ("ISI20", "<f>70+1</f><v>71.4</v>", 0), ("ISI21", "<v>71.4</v>", 14),
    ("ISI22", "<v>71.4</v>", 10),
])
def test_a_mend_of_how_a_value_got_there_makes_it_go_away(
        kode: str, isi: str, format_angka: int, tmp_path: Path) -> None:
    """R2: the number typed, into a cell that shows numbers."""
    biasa = in_file(tmp_path, "<v>71.4</v>")
    assert kode in {k for k, _ in in_file(tmp_path, isi, format_angka) - biasa}
    assert biasa == set()


# -- Buku Kinerja ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kasus", baris.KASUS, ids=lambda k: f"{k.kode}-{k.slot}-{k.kolom}")
def test_a_mend_of_a_row_makes_it_go_away(kasus: baris.Kasus) -> None:
    """R3: what stands beside the wrong value in the list of edges is what the mend asks for."""
    dicari = (kasus.kode, baris.DI_KOLOM.get((kasus.kode, kasus.kolom), kasus.kolom))
    keliru, betul = (baris.found(kasus.cells(x), kasus.slot) for x in (kasus.memicu, kasus.tidak))
    assert dicari in keliru
    assert dicari not in betul
    assert {kode for kode, _ in betul - keliru} <= {  # edges that are wrong in another way
        "BRS01", "BRS02", "BRS06", "BRS08", "BRS14", "BRS15", "BRS17", "BRS18", "BRS19"}


#: Kode whose message names the right value: that is what is typed, as the text it is.
MENURUT_B = {"PRS02", "THN01", "NAM02", "NOM01"}


def planted(kode: str, benih: int) -> Iterator[tuple[tanam.Data, tanam.Data, Catatan, set[Catatan]]]:
    """(the plan before, with the fault, the finding, all findings before) in two documents."""
    acak = random.Random(f"{kode} {benih}")
    for nama in acak.sample(tanam.BUKU, 2):
        d = copy.deepcopy(tanam.transkripsi(nama))
        tanaman = tanam.PENANAM[kode](d, acak)
        next(tanaman)
        sebelum, dulu = tanam.temukan(tanam.hitung(d)), copy.deepcopy(d)
        slot, kunci = next(tanaman) or ("", "")
        baru = tanam.temukan(tanam.hitung(d)) - sebelum
        yield dulu, d, next(c for c in baru if (c.kode, c.slot, c.kunci) == (kode, slot, kunci)), sebelum


@pytest.mark.sampel(15)
@pytest.mark.parametrize("kode", [k for k in tanam.PENANAM if KATALOG[k].by_typing])
def test_a_mend_of_a_document_makes_it_go_away(kode: str) -> None:
    """R3, R4, R5: what is put back, typed as the message says, or answered on the sheet Kesampingkan."""
    for dulu, d, c, sebelum in planted(kode, 1):
        assert tanam.temukan(tanam.hitung(dulu)) == sebelum
        if kode in MENURUT_B:
            betul = copy.deepcopy(d)
            tanam.baris(betul, c.slot)[c.kunci] = typed(tanam.baris(betul, c.slot).get(c.kunci), str(c.a), str(c.b))
            sisa = {x for x in tanam.temukan(tanam.hitung(betul)) if (x.slot, x.kunci) == (c.slot, c.kunci)}
            assert kode not in {x.kode for x in sisa}, (c, sisa)
        if KATALOG[kode].explainable:
            tanam.tambah(d, "kesampingkan", kode=kode, kunci=c.slot, alasan=KATA)
            semua = sorted(tanam.temukan(tanam.hitung(d)), key=repr)
            hasil = set_aside(parse_rencana({**d, "kapasitas": {}}), semua)
            assert [(x.kode, x.slot, x.kunci) for x in hasil] == [(x.kode, x.slot, x.kunci) for x in semua]
            assert {(x.kode, x.slot) for x in hasil if x.penjelasan} == {(kode, c.slot)}


def typed(lama: object, a: str, b: str) -> object:
    """The cell with what was found replaced by what the message calls right; a number stays one."""
    b = b.removeprefix("angka ")
    if isinstance(lama, int | float):
        return float(b.replace(".", "").replace(",", "."))
    return str(lama).replace(a, b) if a in str(lama) else b


# -- the catalogue -----------------------------------------------------------------------------------------------------

#: By typing, but about the workbook as a whole or about Kesampingkan itself: where they are tried.
LAIN = {"LTK01": "tests/engines/test_uji_lembar.py", "KLK07": "tests/test_cli_buku.py",
        "KSP02": "tests/test_lintas_buku.py", "KSP03": "tests/test_lintas_buku.py", "RNC01": "tests/test_rencana.py",
        "RNC02": "tests/test_reader_buku.py", "ISI23": "tests/engines/test_nilai_salah.py"}


def test_every_kode_mended_by_typing_is_mended_here_and_none_twice() -> None:
    """R1"""
    semua = [k.kode for katalog in (KATALOG_ISIAN, KATALOG_ASAL, KATALOG_BARIS, KATALOG_LINTAS)
             for k in katalog.values()]
    assert len(semua) == len(set(semua))
    di_sini = [{x[1] for x in SEMUA}, set(KATALOG_ASAL), {k.kode for k in baris.KASUS}, set(tanam.PENANAM)]
    assert sum(map(len, di_sini)) == len(set().union(*di_sini))
    assert {k for k in semua if KATALOG[k].by_typing} <= set().union(*di_sini) | set(LAIN)
    assert {k for k in semua if not KATALOG[k].by_typing} <= set(LAIN)
    assert not set(LAIN) & set().union(*di_sini)


@pytest.mark.parametrize("k", KATALOG.values(), ids=list(KATALOG))
def test_the_ways_exclude_each_other(k: object) -> None:
    """R6"""
    ketik, jelaskan, ganti = k.by_typing, k.explainable, k.by_reissue  # type: ignore[attr-defined]
    assert not (ketik and ganti)
    assert not jelaskan or (ketik and k.tingkat == "cek")  # type: ignore[attr-defined]
