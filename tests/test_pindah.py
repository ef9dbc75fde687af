"""Pindahkan ke Versi Baru: every input of an older file is in the fresh workbook or told with its content.

R1 a current file comes back the same: isian or plan, room, catatan; told as current. R2 every filled input of an older
file is in the new workbook or in a catatan that holds its content. R3 inputs the new version does not know, new ones,
and another version are told. R4 a question whose wording, unit or answers changed is carried and told; one that now
asks for something else, or is filled in by itself, is not carried. R5 data in another order go where their name went.
R6 formulas give their value, errors stay, a formula without a value is told. R7 cells cut and pasted elsewhere, lost
names, moved rows are found. R8 columns, settings and answers the new version does not have are told cell by cell; rows
keep their room. R9 what is no input: sheets of the office's own, the old serial. R10 nothing is overwritten, a stopped
run leaves nothing behind; a file that does not say whose it is, or of another year, is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bantu.contoh import FOLDER
from bantu.rencana_acak import ISI_SAH, plan
from bantu.simpan import open_openpyxl, rewrite_parts, save_openpyxl

from kinerja_core.buku_kinerja import rencana as modul_rencana
from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.kolom import Kolom, Tabel
from kinerja_core.buku_kinerja.lembar import tempat as tempat_buku
from kinerja_core.buku_kinerja.lembar.kendali import VERSI_BUKU
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, spare_rows
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, parse_instrumen, templat_dir
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.pindah import move, move_file
from kinerja_core.kantor.tahun_berikutnya import next_year_file
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.bawa import BukuBaru, alike
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tambahan import added_sheets
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, alamat, pecah_rujukan

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
SEMUA = sorted(FOLDER.glob("*.xlsx"))
INS = load_instrumen(find_instrumen("sinergisitas_jatim_2022"))
DATA = tomllib.loads((templat_dir() / "sinergisitas_jatim_2022.toml").read_text("utf-8"))


def kode(temuan: tuple[Temuan, ...]) -> Counter[str]:
    """How many catatan of each kode."""
    return Counter(t.kode for t in temuan)


def messages(temuan: tuple[Temuan, ...], kode: str) -> list[str]:
    """What the catatan of a kode say."""
    return [t.pesan for t in temuan if t.kode == kode]


def reread(baru: BukuBaru, folder: Path) -> BacaanKertas | BacaanBuku:
    """The new workbook, read back."""
    (path := folder / f"_{baru.nama}").write_bytes(baru.isi)
    return read_file(path)


def bendo() -> BacaanKertas:
    """The faithful sample."""
    bacaan = read_file(BENDO)
    assert isinstance(bacaan, BacaanKertas)
    return bacaan


# --- R1 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [p for p in SEMUA if "buku" not in p.name or "diperbaiki" not in p.name],
                         ids=lambda p: p.stem)
@pytest.mark.sampel(1)
def test_a_current_sample_comes_back_the_same(path: Path, tmp_path: Path) -> None:
    """R1"""
    baru = move(read_buku(path))
    assert kode(baru.temuan) == {"PDH04": 1}
    lama, lagi = read_file(path), reread(baru, tmp_path)
    if isinstance(lama, BacaanBuku) and isinstance(lagi, BacaanBuku):
        assert lagi.rencana == lama.rencana
    elif isinstance(lama, BacaanKertas) and isinstance(lagi, BacaanKertas):
        assert (lagi.isian.data, lagi.isian.identitas) == (lama.isian.data, lama.isian.identitas)
    assert [(t.kode, t.sel, t.pesan) for t in check_any(lagi)] == [(t.kode, t.sel, t.pesan) for t in check_any(lama)]
    assert baru.nama.endswith("_versi_baru.xlsx")


# --- R2: the property ---------------------------------------------------------------------------------------------


def old_inputs(buku: Buku) -> Iterator[tuple[str, Nilai]]:
    """(place, content) of every unlocked filled cell of an old file: what an office can type."""
    assert buku.ekstra is not None
    for s in buku.lembar:
        for pos in buku.ekstra.terbuka.get(s.nama, ()):
            isi = s.nilai.get(pos)
            if isi not in (None, "") or pos in s.rumus:
                yield f"{s.nama}!{alamat(pos)}", isi if isi not in (None, "") else f"={s.rumus[pos]}"


def silently_lost(lama: Buku, baru: BukuBaru, folder: Path) -> list[str]:
    """Old inputs whose content is in no catatan about that place and not as often in the new workbook as in the old."""
    (path := folder / "_periksa.xlsx").write_bytes(baru.isi)
    diceritakan = {(t.sel, repr(t.nilai)) for t in baru.temuan if t.kode == "PDH01"}
    sisa = Counter(repr(v) for _, v in old_inputs(read_buku(path)))
    tambahan = "".join(t.pesan for t in baru.temuan if t.kode == "PDH10")
    hilang = []
    for sel, isi in old_inputs(lama):
        lembar = sel.rpartition("!")[0]
        if lembar in added_sheets(lama.nama) or f"Lembar {lembar} bukan" in tambahan:
            continue
        nilai = {"galat": isi.teks} if isinstance(isi, Galat) else isi
        if (sel, repr(nilai)) in diceritakan:
            continue
        if sisa[repr(isi)] == 0:
            hilang.append(f"{sel} {isi!r}")
        sisa[repr(isi)] -= 1
    return hilang


# --- kertas kerja: older instruments ------------------------------------------------------------------------------


def older(ubah: Callable[[dict[str, Any]], None]) -> Instrumen:
    """The instrument as it might have been in an older version."""
    data = deepcopy(DATA)
    data["versi"] = "0.9"
    ubah(data)
    return parse_instrumen(data)


def indikator(data: dict[str, Any], kode: str) -> dict[str, Any]:
    """One indicator of plain instrument data."""
    return next(i for a in data["aspek"] for s in a["sub_aspek"] for i in s["indikator"] if i["kode"] == kode)


def workbook(ins: Instrumen, folder: Path, lain: dict[Kotak, Nilai] | None = None) -> Path:
    """Bendo's isian in a workbook of that instrument, as far as it has the inputs; each evidence says whose it is."""
    denah = describe(ins, bendo().isian.identitas)  # type: ignore[arg-type]
    data = {k: v for k, v in bendo().isian.data.items() if k in denah.masukan}
    data |= {k: f"bukti {k[0]}" for k in denah.masukan if k[1] == "bukti"} | (lain or {})
    identitas = bendo().isian.identitas
    assert identitas is not None
    (path := folder / f"lama_{ins.sidik}.xlsx").write_bytes(build(ins, identitas, Isian(identitas, data)))
    return path


def moved(ins: Instrumen, folder: Path, lain: dict[Kotak, Nilai] | None = None) -> tuple[BukuBaru, BacaanKertas]:
    """An older workbook moved; nothing silently lost; the new one read back."""
    lama = read_buku(workbook(ins, folder, lain))
    baru = move(lama)
    assert silently_lost(lama, baru, folder) == []
    bacaan = reread(baru, folder)
    assert isinstance(bacaan, BacaanKertas)
    assert bacaan.temuan == ()
    return baru, bacaan


def test_an_older_version_that_asks_the_same(tmp_path: Path) -> None:
    """R3, R9: from where to where, the old serial; nothing else."""
    baru, bacaan = moved(older(lambda d: None), tmp_path)
    assert kode(baru.temuan) == {"PDH03": 1, "PDH09": 1}
    assert "versi 0.9" in messages(baru.temuan, "PDH03")[0]
    assert bacaan.isian.data.items() >= {k: v for k, v in bendo().isian.data.items() if k[1] != "bukti"}.items()


def test_indicators_removed_added_and_renamed(tmp_path: Path) -> None:
    """R2, R3: what the old version had beyond is told with place and content, what is new in one line."""
    def ubah(d: dict[str, Any]) -> None:
        indikator(d, "i01")["kode"] = "k99"
        s = next(s for a in d["aspek"] for s in a["sub_aspek"] if any(i["kode"] == "i52" for i in s["indikator"]))
        s["indikator"] = [i for i in s["indikator"] if i["kode"] != "i52"] or s["indikator"]

    baru, bacaan = moved(older(ubah), tmp_path, {("k99", "jumlah"): 10})
    hilang = [t for t in baru.temuan if t.kode == "PDH01"]
    assert {t.nilai for t in hilang} == {10, "bukti k99"}
    assert all(t.sel and str(t.nilai) in t.pesan for t in hilang)
    (satu,) = [t for t in baru.temuan if t.kode == "PDH02"]
    assert set(satu.nilai) >= {"i01_1", "bukti_i01"}
    assert ("i01", "jumlah") not in bacaan.isian.data


def test_data_in_another_order_go_with_their_name(tmp_path: Path) -> None:
    """R5: in_i05_1 meant the other number."""
    baru, bacaan = moved(older(lambda d: indikator(d, "i11")["data"].reverse()), tmp_path)
    assert (bacaan.isian.data[("i11", "pembilang")], bacaan.isian.data[("i11", "penyebut")]) == (18, 32)
    assert kode(baru.temuan)["PDH12"] == 2


def test_a_reworded_question_is_carried_and_told(tmp_path: Path) -> None:
    """R4: label, question, unit."""
    def ubah(d: dict[str, Any]) -> None:
        i = indikator(d, "i02")
        i["data"][0]["label"] = i["data"][0]["label"].replace("Jumlah", "Banyaknya")
        i["satuan"] = "Kali"
        indikator(d, "i03")["uraian"] += " di kecamatan"

    baru, bacaan = moved(older(ubah), tmp_path)
    assert (bacaan.isian.data[("i02", "jumlah")], bacaan.isian.data[("i03", "jumlah")]) == (8, 7)
    bunyi = messages(baru.temuan, "PDH05")
    assert len(bunyi) == 3
    assert any('satuan "Kali"' in b for b in bunyi)


def test_another_question_under_the_same_kode_stays_behind(tmp_path: Path) -> None:
    """R4: the whole indicator, and one datum of it."""
    def ubah(d: dict[str, Any]) -> None:
        indikator(d, "i04")["uraian"] = "Persentase belanja modal terhadap pagu"
        indikator(d, "i11")["data"][1]["label"] = "Rata-rata lama rapat"

    baru, bacaan = moved(older(ubah), tmp_path)
    assert not {("i04", "jumlah"), ("i04", "bukti"), ("i11", "penyebut")} & bacaan.isian.data.keys()
    assert bacaan.isian.data[("i11", "pembilang")] == 18
    assert {t.nilai for t in baru.temuan if t.kode == "PDH01"} == {6, "bukti i04", 32}


def test_a_datum_that_now_fills_itself_stays_behind(tmp_path: Path) -> None:
    """R4: the denominator became a fact of Data Umum; the other way round it is new."""
    def ubah(d: dict[str, Any]) -> None:
        del indikator(d, "i29")["data"][1]["fakta"]

    ins = older(ubah)
    penyebut = ins.indikator[28].data[1]
    assert (ins.indikator[28].kode, penyebut.is_input) == ("i29", True)
    baru, _ = moved(ins, tmp_path, {("i29", penyebut.kunci): 14})
    assert [(t.nilai, "terisi sendiri" in t.pesan) for t in baru.temuan if t.kode == "PDH01"] == [(14, True)]

    def balik(d: dict[str, Any]) -> None:
        indikator(d, "i12")["data"][1]["fakta"] = "jumlah_desa"

    baru, bacaan = moved(older(balik), tmp_path)
    assert ("i12", "penyebut") not in bacaan.isian.data
    assert "i12_2" in next(t.nilai for t in baru.temuan if t.kode == "PDH02")


def test_answers_and_kinds_that_no_longer_fit(tmp_path: Path) -> None:
    """R4: an answer of the old list, a number where a choice is asked: carried, told."""
    def ubah(d: dict[str, Any]) -> None:
        d["daftar"]["skm"] = [{"teks": "Prima", "nilai": 100}, {"teks": "Baik", "nilai": 75}]
        i = indikator(d, "i22")
        i["data"][0] = {"kunci": "ada", "label": i["data"][0]["label"], "maks": 5}

    baru, bacaan = moved(older(ubah), tmp_path, {("i09", "kelas"): "Prima", ("i22", "ada"): 3})
    assert (bacaan.isian.data[("i09", "kelas")], bacaan.isian.data[("i22", "ada")]) == ("Prima", 3)
    assert {t.nilai for t in baru.temuan if t.kode == "PDH06"} == {"Prima", 3}


def test_a_wording_that_is_not_there_says_nothing() -> None:
    """R4"""
    assert alike("", "Jumlah desa")
    assert alike("Jumlah  Desa", "jumlah desa")
    assert not alike("Rata-rata lama rapat", "Jumlah kewenangan yang diberikan")


# --- R6, R7: cells ------------------------------------------------------------------------------------------------


def cell_of(buku: Buku, nama: str) -> str:
    """Address of a defined name's cell."""
    tempat = pecah_rujukan(buku.nama[nama])
    assert tempat is not None
    return alamat(tempat[1])


def with_formula(asal: Path, tujuan: Path, sel: str, isi: str) -> Path:
    """A copy whose numeric input cell holds other XML inside."""
    rewrite_parts(asal, tujuan, lambda x: re.sub(rf'(<c r="{sel}" s="\d+")><v>10</v></c>', rf"\1{isi}</c>", x))
    return tujuan


@pytest.mark.sampel(2)
@pytest.mark.parametrize(("isi", "kode_temuan", "nilai"), [
    ("><f>5+5</f><v>10</v>", "PDH07", 10), ("><f>5+5</f>", "PDH07", 10), ("><f>5+5</f><v>9</v>", "PDH07", 10),
    ("><f>TODAY()</f><v>9</v>", "PDH01", None),
    (' t="e"><v>#N/A</v>', "PDH11", Galat("#N/A")), (' t="e"><f>1/0</f><v>#DIV/0!</v>', "PDH07", Galat("#DIV/0!")),
])
def test_formulas_and_errors(isi: str, kode_temuan: str, nilai: Nilai, tmp_path: Path) -> None:
    """R6"""
    lama = read_buku(with_formula(BENDO, tmp_path / "f.xlsx", cell_of(bendo().buku, "in_i01_1"), isi))
    baru = move(lama)
    assert kode(baru.temuan) == {"PDH04": 1, kode_temuan: 1}
    bacaan = reread(baru, tmp_path)
    assert isinstance(bacaan, BacaanKertas)
    assert bacaan.isian.data.get(("i01", "jumlah")) == nilai
    sel = f"Kertas Kerja!{cell_of(bendo().buku, 'in_i01_1')}"  # what is stored for a formula is not to be kept
    assert [x for x in silently_lost(lama, baru, tmp_path) if not x.startswith(f"{sel} ")] == []


def test_a_file_saved_by_openpyxl(tmp_path: Path) -> None:
    """R7: no stored results, other styles: the same isian."""
    import shutil

    shutil.copy(BENDO, path := tmp_path / "b.xlsx")
    baru = move(read_buku(save_openpyxl(path)))
    bacaan = reread(baru, tmp_path)
    assert isinstance(bacaan, BacaanKertas)
    assert bacaan.isian.data == bendo().isian.data
    assert kode(baru.temuan) == {"PDH04": 1}


def change_name(asal: Path, tujuan: Path, nama: str, ke: str | None) -> Path:
    """A copy in which a defined name is gone or points elsewhere."""
    hasil = rf'<definedName name="{nama}">{ke}</definedName>' if ke else ""
    rewrite_parts(asal, tujuan, lambda x: re.sub(rf'<definedName name="{nama}">[^<]*</definedName>', hasil, x))
    return tujuan


def test_lost_names(tmp_path: Path) -> None:
    """R7: the kode beside finds data and evidence; derived rows are not mistaken for inputs."""
    path = workbook(INS, tmp_path)
    lama = read_buku(change_name(path, tmp_path / "n.xlsx", r"(?:in|bukti)_\w+", None))
    assert not any(n.startswith("in_") for n in lama.nama)
    baru = move(lama)
    assert kode(baru.temuan) == {"PDH04": 1}
    assert silently_lost(lama, baru, tmp_path) == []
    bacaan, asal = reread(baru, tmp_path), read_file(path)
    assert isinstance(bacaan, BacaanKertas)
    assert isinstance(asal, BacaanKertas)
    assert bacaan.isian.data == asal.isian.data
    hidup = move(replace(lama, ekstra=None))
    assert hidup.isi == baru.isi


def test_an_input_cut_into_another_row(tmp_path: Path) -> None:
    """R7: it belongs where it is seen, told; the name it overwrote is gone as Excel leaves it."""
    buku = bendo().buku
    ke = buku.nama["in_i02_1"].replace("'", "&apos;")
    antara = change_name(BENDO, tmp_path / "a.xlsx", "in_i02_1", "#REF!")
    lama = read_buku(change_name(antara, tmp_path / "b.xlsx", "in_i01_1", ke))
    baru = move(lama)
    bacaan = reread(baru, tmp_path)
    assert isinstance(bacaan, BacaanKertas)
    assert (bacaan.isian.data[("i01", "jumlah")], bacaan.isian.data[("i02", "jumlah")]) == (10, 8)
    assert [t.nilai for t in baru.temuan if t.kode == "PDH08"] == [8]
    assert silently_lost(lama, baru, tmp_path) == []


def test_whatever_else_stands_in_an_unlocked_cell(tmp_path: Path) -> None:
    """R2, R9: a note beside the form is told; so is a sheet of the office's own, but not one of the add-in."""
    buku = open_openpyxl(BENDO)
    from openpyxl.styles import Protection
    from openpyxl.workbook.defined_name import DefinedName

    from kinerja_core.lembar.tambahan import CATATAN, HASIL, mark_reference

    lembar = buku[next(iter(bendo().denah.masukan.values()))[0]]
    lembar["Z90"] = "tanya Bu Camat"
    lembar["Z90"].protection = Protection(locked=False)
    buku.create_sheet("Coretan")["B2"] = 7
    buku.create_sheet(CATATAN.nama)["A1"] = "x"
    buku.defined_names[CATATAN.tanda] = DefinedName(CATATAN.tanda, attr_text=mark_reference(CATATAN.nama))
    buku.create_sheet(HASIL.nama)["A1"] = "milik kantor, tanpa tanda"
    buku.save(path := tmp_path / "c.xlsx")
    baru = move(read_buku(path))
    assert kode(baru.temuan) == {"PDH04": 1, "PDH01": 1, "PDH10": 2}
    assert next(t for t in baru.temuan if t.kode == "PDH01").nilai == "tanya Bu Camat"
    for pesan, nama in zip(messages(baru.temuan, "PDH10"), ("Coretan", HASIL.nama), strict=True):
        assert f"Lembar {nama} " in pesan
    assert silently_lost(read_buku(path), baru, tmp_path) == []


# --- Buku Kinerja: older tables -----------------------------------------------------------------------------------


def old_book(monkeypatch: pytest.MonkeyPatch, folder: Path, ubah: Callable[[dict[str, Tabel]], None],
             rencana: Rencana) -> Buku:
    """A workbook built while the tables were those of another version."""
    tabel = dict(modul_rencana.TABEL)
    ubah(tabel)
    with monkeypatch.context() as m:
        for nama, t in tabel.items():
            m.setitem(modul_rencana.TABEL, nama, t)
        isi = build_book(rencana)
    (path := folder / "lama.xlsx").write_bytes(isi)
    return read_buku(path)


def moved_book(lama: Buku, folder: Path) -> tuple[BukuBaru, Rencana]:
    """An older book moved; nothing silently lost; its plan."""
    baru = move(lama)
    assert silently_lost(lama, baru, folder) == []
    bacaan = reread(baru, folder)
    assert isinstance(bacaan, BacaanBuku)
    assert bacaan.temuan == ()
    return baru, bacaan.rencana


def test_columns_this_version_does_not_have(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """R8: told cell by cell with their content; the columns behind them are found by their names."""
    def ubah(tabel: dict[str, Tabel]) -> None:
        t = tabel["jabatan"]
        tabel["jabatan"] = replace(t, kolom=(Kolom("eselon", "Eselon"), *t.kolom))

    isi = {("J001", "eselon"): "III.a", ("J002", "eselon"): "IV.a", ("J002", "tugas"): "menyusun"}
    lama = old_book(monkeypatch, tmp_path, ubah, plan({**ISI_SAH, **isi}))
    assert "kolom_jabatan_eselon" in lama.nama
    baru, rencana = moved_book(lama, tmp_path)
    hilang = [t for t in baru.temuan if t.kode == "PDH01"]
    assert [(t.nilai, "Eselon J00" in t.pesan) for t in hilang] == [("III.a", True), ("IV.a", True)]
    assert [rencana.nilai("J002", k) for k in ("nama", "atasan", "tugas")] == ["Kasi", "J001", "menyusun"]
    assert kode(baru.temuan) == {"PDH03": 1, "PDH01": 2}


def test_columns_that_are_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """R3, R8"""
    def ubah(tabel: dict[str, Tabel]) -> None:
        t = tabel["masalah"]
        tabel["masalah"] = replace(t, kolom=tuple(k for k in t.kolom if k.kunci != "pokok"))

    lama = old_book(monkeypatch, tmp_path, ubah, plan({**ISI_SAH, ("M001", "akar_internal"): "sebab"}))
    baru, rencana = moved_book(lama, tmp_path)
    assert kode(baru.temuan) == {"PDH03": 1, "PDH02": 1}
    assert next(t for t in baru.temuan if t.kode == "PDH02").nilai == ["Pokok masalah (Pemetaan masalah)"]
    assert (rencana.nilai("M001", "akar_internal"), rencana.nilai("M001", "pokok")) == ("sebab", None)


@pytest.fixture(scope="module")
def sah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the sound plan, with a setting of Profil and rows beyond the default."""
    luas = plan(ISI_SAH)
    path = tmp_path_factory.mktemp("sah") / "sah.xlsx"
    isi = {**ISI_SAH, (PROFIL, "batas_capaian"): "120", ("I001", "tipe_target"): "Bulanan"}
    path.write_bytes(build_book(replace(plan(isi), kapasitas=luas.kapasitas | {"jabatan": 44})))
    return path


def test_answers_in_no_list_and_room(sah: Path, tmp_path: Path) -> None:
    """R8: an answer this version does not offer is carried and told; many rows stay many, few become the default."""
    baru, rencana = moved_book(read_buku(sah), tmp_path)
    (satu,) = [t for t in baru.temuan if t.kode == "PDH06"]
    assert (satu.nilai, rencana.nilai("I001", "tipe_target")) == ("Bulanan", "Bulanan")
    assert (rencana.kapasitas["jabatan"], rencana.kapasitas["masalah"]) == (44, spare_rows(0))


def test_a_setting_this_version_does_not_have(sah: Path, tmp_path: Path) -> None:
    """R8: by its name."""
    path = tmp_path / "p.xlsx"
    rewrite_parts(sah, path, lambda x: x.replace('name="in_profil_batas_capaian"', 'name="in_profil_ambang"'))
    lama = read_buku(path)
    nilai = [{p: "Ambang" if v == "Batas capaian" else v for p, v in s.nilai.items()} for s in lama.lembar]
    tanpa_label = replace(lama, lembar=tuple(
        replace(s, nilai=isi) for s, isi in zip(lama.lembar, nilai, strict=True)))
    baru, rencana = moved_book(tanpa_label, tmp_path)
    assert rencana.nilai(PROFIL, "batas_capaian") is None
    assert [t.nilai for t in baru.temuan if t.kode == "PDH01"] == ["120"]
    assert "Batas capaian (Profil)" in next(t.nilai for t in baru.temuan if t.kode == "PDH02")


def test_a_book_without_names(sah: Path, tmp_path: Path) -> None:
    """R7: columns by their headers, years in them too; settings by their labels."""
    lama = read_buku(change_name(sah, tmp_path / "n.xlsx", r"(?:kolom|in)_\w+", None))
    assert not any(n.startswith("kolom_") for n in lama.nama)
    baru, rencana = moved_book(lama, tmp_path)
    asal = read_file(sah)
    assert isinstance(asal, BacaanBuku)
    assert rencana.data == asal.rencana.data
    assert kode(baru.temuan) == {"PDH04": 1, "PDH06": 1}


def test_an_unknown_column_without_name_and_header_is_still_told(sah: Path, tmp_path: Path) -> None:
    """R2: the net: a lost name and another header; its cells are told one by one."""
    lama = read_buku(change_name(sah, tmp_path / "n.xlsx", "kolom_jabatan_nama", None))
    lembar = next(s for s in lama.lembar if "Kasi" in s.nilai.values() and s.status == "tampak")
    lain = replace(lembar, nilai={p: "Sebutan" if v == "Nama jabatan" else v for p, v in lembar.nilai.items()})
    lama = replace(lama, lembar=tuple(lain if s is lembar else s for s in lama.lembar))
    baru, rencana = moved_book(lama, tmp_path)
    assert rencana.nilai("J001", "nama") is None
    assert sorted(t.nilai for t in baru.temuan if t.kode == "PDH01") == ["Camat", "Kasi"]


def test_moved_and_doubled_rows(sah: Path, tmp_path: Path) -> None:
    """R7: rows are found by their slot; a slot seen twice tells the second."""
    buku = open_openpyxl(sah)
    lembar = buku[tempat_buku.JABATAN]
    kolom = tempat_buku.MENURUT_NAMA[tempat_buku.JABATAN].posisi_kolom("nama") + 1
    a, b, c = tempat_buku.AWAL + 1, tempat_buku.AWAL + 2, tempat_buku.AWAL + 3
    for x in (1, kolom):
        lembar.cell(a, x).value, lembar.cell(b, x).value = lembar.cell(b, x).value, lembar.cell(a, x).value
    lembar.cell(c, 1).value, lembar.cell(c, kolom).value = "J001", "Camat kedua"
    buku.save(path := tmp_path / "m.xlsx")
    baru, rencana = moved_book(read_buku(path), tmp_path)
    assert (rencana.nilai("J001", "nama"), rencana.nilai("J002", "nama")) == ("Camat", "Kasi")
    assert "Camat kedua" in [t.nilai for t in baru.temuan if t.kode == "PDH01"]


def test_a_book_of_another_layout_with_less_in_meta(sah: Path, tmp_path: Path) -> None:
    """R3: what buku_kinerja.baca cannot read (its _meta tells no rows) can still be moved."""
    lama = read_buku(sah)
    meta = next(s for s in lama.lembar if s.status == "sangat_tersembunyi")
    baris = {p[0] for p, v in meta.nilai.items() if isinstance(v, str) and v.startswith(("ruang", "kapasitas"))}
    versi = next(p for p, v in meta.nilai.items() if v == "tata_letak")
    nilai = {p: v for p, v in meta.nilai.items() if p[0] not in baris} | {(versi[0], 1): "0"}
    lama = replace(lama, lembar=tuple(replace(s, nilai=nilai) if s is meta else s for s in lama.lembar),
                   ekstra=replace(lama.ekstra, properti={}))  # type: ignore[type-var]
    baru, rencana = moved_book(lama, tmp_path)
    asal = read_file(sah)
    assert isinstance(asal, BacaanBuku)
    assert rencana.data == asal.rencana.data
    assert messages(baru.temuan, "PDH03") == [
        f"Isian dipindahkan dari Buku Kinerja tata letak 0 ke Buku Kinerja tata letak {VERSI_BUKU}."]


# --- R10 ----------------------------------------------------------------------------------------------------------


def stop_at(n: int) -> tuple[Maju, list[str]]:
    """Progress that stops the work at its n-th step, and the steps it saw."""
    langkah: list[str] = []

    def maju(nama: str) -> None:
        langkah.append(nama)
        if len(langkah) == n:
            raise KinerjaError("PGL03")

    return maju, langkah


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R10"""
    isi = BENDO.read_bytes()
    monkeypatch.chdir(tmp_path)
    path, baru = move_file(BENDO)
    assert (path, path.read_bytes()) == (Path("35.20.10_bendo_kertas_kerja_2022_versi_baru.xlsx"), baru.isi)
    for keluar in (None, path, tmp_path):
        with pytest.raises(KinerjaError) as galat:
            move_file(BENDO, keluar)
        assert galat.value.kode == "LJT01"
    assert (BENDO.read_bytes(), path.read_bytes()) == (isi, baru.isi)


@pytest.mark.parametrize("kerja", [move_file, next_year_file])
def test_a_name_that_cannot_be_used_is_told_before_the_work(kerja: Any, tmp_path: Path) -> None:
    """R10."""
    (ada := tmp_path / "ada.xlsx").write_bytes(b"orang lain")
    langkah: list[str] = []
    for keluar, kode in ((ada, "LJT01"), (tmp_path / "x.pdf", "PGL01")):
        with pytest.raises(KinerjaError) as galat:
            kerja(BENDO, keluar, None, langkah.append)
        assert galat.value.kode == kode
    assert langkah == []


@pytest.mark.parametrize("jenis", ["kertas", "buku"])
def test_a_stopped_run_leaves_nothing(jenis: str, sah: Path, tmp_path: Path) -> None:
    """R10"""
    asal = BENDO if jenis == "kertas" else sah
    maju, langkah = stop_at(0)
    move_file(asal, tmp_path / "jadi.xlsx", None, maju)
    assert len(langkah) == 5
    for n in range(1, 6):
        (folder := tmp_path / f"henti{n}").mkdir()
        with pytest.raises(KinerjaError) as galat:
            move_file(asal, folder, None, stop_at(n)[0])
        assert (galat.value.kode, list(folder.iterdir())) == ("PGL03", [])


def test_files_that_cannot_be_moved(sah: Path, tmp_path: Path) -> None:
    """R10: another year's instrument, no identity, no instrument; a book takes none."""
    teks = (templat_dir() / "sinergisitas_jatim_2022.toml").read_text("utf-8")
    (lain := tmp_path / "x.toml").write_text(teks.replace("tahun_penilaian = 2022", "tahun_penilaian = 2023"), "utf-8")

    def anonymous(path: Path) -> Buku:
        buku = read_buku(path)
        buku = replace(buku, ekstra=None, nama={k: v for k, v in buku.nama.items() if not k.startswith("id_")})
        return replace(buku, lembar=tuple(
            replace(s, nilai={p: v for p, v in s.nilai.items() if s.nilai.get((p[0], 0)) != "kode_wilayah"})
            if s.status == "sangat_tersembunyi" else s for s in buku.lembar))

    bendo_buku = read_buku(BENDO)
    tanpa_meta = replace(bendo_buku, ekstra=None, lembar=tuple(
        s for s in bendo_buku.lembar if s.status != "sangat_tersembunyi"))
    for buku, instrumen, harap in ((bendo_buku, str(lain), "PDH13"), (anonymous(BENDO), None, "KRM04"),
                                   (anonymous(sah), None, "RNC01"), (tanpa_meta, None, "BKS09"),
                                   (read_buku(sah), "x", "PGL01")):
        with pytest.raises(KinerjaError) as galat:
            move(buku, instrumen)
        assert galat.value.kode == harap
