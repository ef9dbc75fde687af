"""Everything described is written and read back, and every key of the data is recovered from exactly one place.

To a copy of each description a column is added in the middle, as the last, or on no sheet. R1 it appears with header,
style, validation and name. R2 it is written and read back. R3 every key has exactly one cell. R4 it goes into the next
year as its line says. R5 it is exported, moved to a new version, and stands in the file form. R6 it is documented.
R7 core and engine agree about the workbook with it. R8 a column on no sheet is named, and no book is built. R9 the
description is reachable in one place. R10 kertas kerja: the same for a datum and a fact. R11 the province's tables.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bantu import halaman_buku
from bantu.rencana_acak import ISI_SAH, plan

from kinerja_core.buku_kinerja import baca as modul_baca
from kinerja_core.buku_kinerja import rencana as deskripsi
from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, Kolom, Tabel
from kinerja_core.buku_kinerja.lembar import tempat
from kinerja_core.buku_kinerja.lembar.masukan import input_style
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, find_table, parse_rencana, rencana_as_dict
from kinerja_core.buku_kinerja.tahun_berikutnya import next_plan
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import Instrumen, find_instrumen, parse_instrumen
from kinerja_core.instrumen.naskah import kolom as naskah
from kinerja_core.instrumen.naskah.baca import read_rows
from kinerja_core.instrumen.naskah.tulis import write_naskah
from kinerja_core.kantor.ekspor import export_rows
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.pindah import move
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import all_keys, input_keys, isian_as_dict, parse_isian
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tabel import Kolom as KolomTabel
from kinerja_core.provinsi.daftar import list_form, parse_list
from kinerja_core.provinsi.lembar import pengaturan as lembar_pengaturan
from kinerja_core.provinsi.lembar.daftar import columns
from kinerja_core.provinsi.lembar.pengaturan import find_settings
from kinerja_core.provinsi.pengaturan import settings_bytes
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat

LETAK = ("tengah", "akhir")
#: (table, sheet) of every place where a column can stand.
TEMPAT = [(PROFIL, tempat.LEMBAR_PROFIL), *((s.tabel, s.nama) for s in tempat.MASUKAN)]
#: A row of every table that the next year takes over, and one beside it; with what makes it so.
BARIS = {
    PROFIL: PROFIL, "jabatan": "J001", "dokumen": "D002", "dasar": "H002", "node": "N005", "indikator": "I003",
    "renstra": "S001", "pk": "K003", "tautan": "L001", "masalah": "M001", "lhe": "E001", "skm": "U003",
    "tercetak": "T002", "kesampingkan": "C001",
}
SYARAT: dict[Kotak, Nilai] = {
    ("D002", "jenis"): "Renstra", ("D003", "jenis"): "PK Berikutnya", ("D003", "tahun"): 2023.0,
    ("H002", "dokumen"): "D002", ("H002", "peraturan"): "PP", ("K003", "dokumen"): "D003",
    ("K003", "bagian"): "Sasaran", ("K003", "indikator"): "I002",
}


def new_column(letak: str, lembar: str) -> Kolom:
    """A choice that is emptied next year, or rupiah that are carried; named after the sheet."""
    kunci = "baru_" + lembar.lower().replace(" ", "_").replace(".", "_")
    if letak == "tengah":
        return Kolom(kunci, f"Baru di {lembar}", "pilihan", daftar="ya", lembar=lembar, lanjut=KOSONG)
    return Kolom(kunci, f"Baru di {lembar}", "rupiah", min=0, strip=True, lembar=lembar)


def with_column(t: Tabel, k: Kolom, letak: str) -> Tabel:
    """A copy of a table with one more column among those of its sheet, or behind them."""
    k = k if t.lembar else replace(k, lembar="")
    milik = [n for n, x in enumerate(t.kolom) if x.lembar == k.lembar]
    n = milik[len(milik) // 2] if letak == "tengah" else milik[-1] + 1
    return replace(t, kolom=(*t.kolom[:n], k, *t.kolom[n:]))


def describe_as(m: pytest.MonkeyPatch, t: Tabel) -> None:
    """The one place: this table is described so from now on."""
    if t.kunci == PROFIL:
        m.setattr(deskripsi, "TABEL_PROFIL", t)
    else:
        m.setitem(deskripsi.TABEL, t.kunci, t)


@dataclass(frozen=True)
class Dunia:
    """All tables with one more column per sheet: the plan, its workbook, and the workbook read back."""

    letak: str
    rencana: Rencana
    path: Path
    bacaan: BacaanBuku
    lanjut: Rencana
    cerita: list[Temuan]

    def kotak(self, tabel: str, lembar: str) -> Kotak:
        """The new input of the row that is carried."""
        return BARIS[tabel], new_column(self.letak, lembar).kunci


@pytest.fixture(scope="module", params=LETAK)
def dunia(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """Built once for either place; the description stays so while its tests run."""
    letak: str = request.param
    with pytest.MonkeyPatch.context() as m:
        isi: dict[Kotak, Nilai] = {**ISI_SAH, **SYARAT}
        for n, (tabel, lembar) in enumerate(TEMPAT):
            k = new_column(letak, lembar)
            describe_as(m, with_column(find_table(tabel), k, letak))
            isi[(BARIS[tabel], k.kunci)] = "Ya" if k.daftar else 1000.0 + n
        modul_baca._kept.cache_clear()  # known of the books without these columns
        rencana = plan(isi)
        path = tmp_path_factory.mktemp(letak) / "buku.xlsx"
        path.write_bytes(build_book(rencana))
        yield Dunia(letak, rencana, path, read_book(read_buku(path)), *next_plan(rencana))
    modul_baca._kept.cache_clear()


def test_everything_comes_back(dunia: Dunia) -> None:
    """R2: plan -> workbook -> plan, and through the file form."""
    assert dunia.bacaan.rencana == dunia.rencana
    assert dunia.bacaan.temuan == ()
    assert parse_rencana(rencana_as_dict(dunia.rencana)).data == dunia.rencana.data


def test_every_key_has_exactly_one_cell(dunia: Dunia) -> None:
    """R3: described, in the description of the workbook, and in the file that was read."""
    semua = [(s, k.kunci) for t in deskripsi.described()
             for s in ([PROFIL] if t.kunci == PROFIL else dunia.rencana.slots(t.kunci)) for k in t.kolom]
    for peta in (dunia.bacaan.denah.masukan, dunia.bacaan.rencana.asal):
        assert Counter(semua) == Counter(peta.keys())
        assert [sel for sel, n in Counter(peta.values()).items() if n > 1] == []
    assert tempat.check_description() == ()


def test_core_and_engine_agree(dunia: Dunia) -> None:
    """R7: also about the checks of every row, whose columns have moved."""
    assert compare(dunia.path, dunia.bacaan).sepakat


@pytest.mark.parametrize(("tabel", "lembar"), TEMPAT, ids=[s for _, s in TEMPAT])
@pytest.mark.sampel(10)
def test_a_new_column_appears(dunia: Dunia, tabel: str, lembar: str) -> None:
    """R1: header, style, validation, defined name; where its letak says."""
    kotak, k = dunia.kotak(tabel, lembar), find_table(tabel).menurut_kunci[dunia.kotak(tabel, lembar)[1]]
    di, posisi = dunia.bacaan.denah.masukan[kotak]
    sheet, dibaca = dunia.bacaan.denah.sheet(di), dunia.bacaan.buku.sheet(di)
    assert di == lembar
    assert dibaca is not None
    kepala = (posisi[0], 0) if tabel == PROFIL else (tempat.AWAL - 1, posisi[1])
    assert dibaca.nilai[kepala] == k.label
    assert sheet.sel[posisi].gaya == input_style(k)
    (dv,) = [v for v in sheet.validasi
             if v.posisi <= posisi <= (v.sampai or v.posisi) and v.posisi[1] <= posisi[1] <= (v.sampai or v.posisi)[1]]
    assert dv.jenis == ("daftar" if k.daftar else "khusus")
    nama = f"in_profil_{k.kunci}" if tabel == PROFIL else f"kolom_{tabel}_{k.kunci}"
    assert nama in dunia.bacaan.buku.nama
    milik = [x.kunci for x in find_table(tabel).kolom if tabel == PROFIL or x in find_table(tabel).on_sheet(lembar)]
    assert (milik[-1] == k.kunci) == (dunia.letak == "akhir")


@pytest.mark.parametrize(("tabel", "lembar"), TEMPAT, ids=[s for _, s in TEMPAT])
@pytest.mark.sampel(10)
def test_a_new_column_is_checked_exported_and_moved(dunia: Dunia, tabel: str, lembar: str) -> None:
    """R2, R5: a wrong answer is told at its cell; every export has it; Pindahkan carries it."""
    kotak = dunia.kotak(tabel, lembar)
    salah = replace(dunia.bacaan.rencana, data={**dunia.rencana.data, kotak: "entah"})
    sel = dunia.bacaan.sel(*kotak)
    assert {t.kode for t in check_any(replace(dunia.bacaan, rencana=salah)) if t.sel == sel} == {
        "BRS03" if dunia.letak == "tengah" else "BRS01"}
    (baris,) = [b for b in export_rows(dunia.bacaan) if (b["kode"], b["kunci"]) == kotak and b["bagian"] == "isian"]
    assert baris["nilai"] == dunia.rencana.data[kotak]


def test_pindahkan_carries_every_new_column(dunia: Dunia, tmp_path: Path) -> None:
    """R5"""
    (path := tmp_path / "pindah.xlsx").write_bytes(move(dunia.bacaan.buku).isi)
    assert read_book(read_buku(path)).rencana.data == dunia.rencana.data


@pytest.mark.parametrize(("tabel", "lembar"), TEMPAT, ids=[s for _, s in TEMPAT])
@pytest.mark.sampel(10)
def test_the_next_year_does_with_a_new_column_as_its_line_says(dunia: Dunia, tabel: str, lembar: str) -> None:
    """R4: carried or emptied, and the loss told."""
    t, kotak = find_table(tabel), dunia.kotak(tabel, lembar)
    k = t.menurut_kunci[kotak[1]]
    hilang = {"LJT05" if t.baris != "tidak" else "LJT06"}
    if t.baris != "tidak" and k.lanjut == BAWA:
        assert dunia.lanjut.data[kotak] == dunia.rencana.data[kotak]
        return
    assert kotak not in dunia.lanjut.data
    cerita = [c for c in dunia.cerita if c.kode in hilang and tabel in c.nilai]
    assert len(cerita) == 1
    assert t.baris == "tidak" or cerita[0].nilai[tabel][k.kunci] == 1


@pytest.mark.parametrize(("tabel", "lembar"), TEMPAT, ids=[s for _, s in TEMPAT])
@pytest.mark.sampel(10)
def test_a_new_column_is_documented(dunia: Dunia, tabel: str, lembar: str) -> None:
    """R6: the page with its sheet and its next year, the schema that accepts the file."""
    k = find_table(tabel).menurut_kunci[dunia.kotak(tabel, lembar)[1]]
    bagian = halaman_buku.rencana_page().split(f"## {tabel}\n")[1].split("\n## ")[0]
    (baris,) = [b for b in bagian.splitlines() if b.startswith(f"| `{k.kunci}` |")]
    assert baris.split(" | ")[1] == k.label
    assert baris.endswith(f"| {lembar} | {halaman_buku.next_year_of(k)} |")
    skema = json.loads(halaman_buku.rencana_schema())
    isi = skema["properties"][tabel]
    assert k.kunci in (isi if tabel == PROFIL else isi["items"])["properties"]


def test_the_schema_accepts_the_plan_with_every_new_column(dunia: Dunia) -> None:
    """R5, R6"""
    jsonschema.Draft202012Validator(json.loads(halaman_buku.rencana_schema())).validate(rencana_as_dict(dunia.rencana))


# --- on no sheet ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tabel", [PROFIL, *deskripsi.TABEL])
def test_a_column_on_no_sheet_is_named(monkeypatch: pytest.MonkeyPatch, tabel: str) -> None:
    """R8: table and column in words; no workbook is built without it."""
    t = find_table(tabel)
    k = Kolom("sumber_dana", "Sumber dana", lembar="" if t.lembar else "Entah")
    describe_as(monkeypatch, replace(t, kolom=(*t.kolom, k)))
    (salah,) = tempat.check_description()
    assert salah.startswith(f"kolom sumber_dana dari tabel {tabel} tidak ada di lembar mana pun")
    with pytest.raises(ValueError, match=f"sumber_dana dari tabel {tabel}"):
        build_book(plan({}))


@pytest.mark.parametrize(("k", "bunyi"), [
    (Kolom("kunci besar", "x"), "bukan kunci"), (Kolom("slot", "x"), "bukan kunci"), (Kolom("nama", "x"), "ada dua"),
    (Kolom("baru", "x", "pilihan"), "tanpa daftar"), (Kolom("baru", "x", "rujukan"), "tanpa daftar"),
    (Kolom("baru", "x", "rujukan", ke=("entah",)), "tabel entah"),
    (Kolom("baru", "x", lanjut="lalu"), "pindah ke lalu"),
])
def test_what_else_a_line_can_say_wrongly_is_named(monkeypatch: pytest.MonkeyPatch, k: Kolom, bunyi: str) -> None:
    """R8"""
    t = find_table("jabatan")
    describe_as(monkeypatch, replace(t, kolom=(*t.kolom, k)))
    (salah,) = tempat.check_description()
    assert bunyi in salah
    assert f"kolom {k.kunci} dari tabel jabatan" in salah


def test_a_table_without_its_sheet_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """R8"""
    monkeypatch.setattr(tempat, "MASUKAN", tuple(s for s in tempat.MASUKAN if s.nama not in ("SKM", "Target")))
    assert [s.split(" menyebut")[0] for s in tempat.check_description()] == ["tabel indikator", "tabel skm"]


def test_a_formula_cannot_ask_for_a_twin_that_is_not_there() -> None:
    """R8: an empty cell would answer silently."""
    ptk = tempat.TempatBuku(plan({}))
    with pytest.raises(ValueError, match="kolom tugas dari tabel jabatan tidak dibersihkan"):
        ptk.bersih("jabatan", "tugas", 0)
    with pytest.raises(KeyError, match="kolom entah dari tabel jabatan"):
        ptk.mentah("jabatan", "entah", 0)


def test_no_module_keeps_a_copy_of_the_form() -> None:
    """R9: Profil is asked for by find_table and described; a copied name would not follow."""
    akar = Path(deskripsi.__file__).parents[1]
    penyalin = [p.name for p in akar.rglob("*.py") for n in ast.walk(ast.parse(p.read_text("utf-8")))
                if isinstance(n, ast.ImportFrom) and any(a.name == "TABEL_PROFIL" for a in n.names)]
    assert penyalin == []


# --- kertas kerja: an instrument describes it -----------------------------------------------------------------------

DATA = load_toml(find_instrumen("sinergisitas_jatim_2022"))
PEMILIK = Identitas(kode_wilayah="35.20.10", nama="Bendo", kabupaten="Magetan", provinsi="Jawa Timur")


def inserted(daftar: list[Any], baru: Any, letak: str) -> None:
    """Put it in the middle or at the end."""
    daftar.insert(len(daftar) // 2 if letak == "tengah" else len(daftar), baru)


def extended(letak: str) -> Instrumen:
    """The instrument with one more answer in indicator 8 and one more fact in Data Umum."""
    data = deepcopy(DATA)
    i = next(i for a in data["aspek"] for s in a["sub_aspek"] for i in s["indikator"] if i["kode"] == "i08")
    inserted(i["data"], {"kunci": "baru", "label": "Jawaban baru", "jenis": "pilihan", "daftar": "ada_tidak"}, letak)
    inserted(data["data_umum"], {"kode": "fakta_baru", "label": "Fakta baru", "satuan": "Orang", "maks": 900}, letak)
    return parse_instrumen(data)


@pytest.mark.parametrize("letak", LETAK)
def test_a_new_datum_and_a_new_fact(letak: str, tmp_path: Path) -> None:
    """R10: they appear, are written and read, come from one cell each, are exported and computed alike."""
    ins = extended(letak)
    kunci = {("i08", "baru"): "Jawaban baru", ("fakta_baru", "isi"): "Fakta baru"}
    isi: dict[Kotak, Nilai] = {k: "Ada" for k in input_keys(ins) if k[0] == "i08" and k[1] != "bukti"}
    isi |= {("fakta_baru", "isi"): 12.0, ("i08", "bukti"): "foto", ("jumlah_desa", "isi"): 14.0}
    (path := tmp_path / "k.xlsx").write_bytes(build(ins, PEMILIK, Isian(PEMILIK, isi)))
    bacaan = read_isian(read_buku(path), ins)
    assert {k: v for k, v in bacaan.isian.data.items() if v is not None} == isi
    assert parse_isian(isian_as_dict(bacaan.isian, ins), ins).data == isi
    tempat_sel = bacaan.denah.masukan
    assert set(tempat_sel) == set(all_keys(ins))
    assert [sel for sel, n in Counter(tempat_sel.values()).items() if n > 1] == []
    for k, label in kunci.items():
        lembar, (baris, kolom) = tempat_sel[k]
        s = bacaan.denah.sheet(lembar)
        assert s.sel[(baris, kolom - 1)].isi == label
        assert s.sel[(baris, kolom)].gaya.startswith("isi_")
        assert [v for v in s.validasi if v.posisi == (baris, kolom)]
        (b,) = [b for b in export_rows(bacaan) if (b["kode"], b["kunci"]) == k and b["bagian"] == "isian"]
        assert (b["nilai"], b["tempat"]) == (isi[k], f"{lembar}!{alamat((baris, kolom))}")
    assert compare(path, bacaan).sepakat


@pytest.mark.parametrize("letak", LETAK)
def test_a_new_fact_is_asked_in_the_list_of_kecamatan(letak: str, tmp_path: Path) -> None:
    """R11: columns of the list follow the instrument; a new one is written and read."""
    ins = extended(letak)
    kunci = [k.kunci for k in columns(ins)]
    assert kunci.count("fakta_baru") == 1
    assert (kunci[-1] == "fakta_baru") == (letak == "akhir")
    umum: dict[str, Nilai] = {"jumlah_desa": 14.0, "jumlah_kelurahan": 1.0, "fakta_baru": 12.0}
    (path := tmp_path / "d.xlsx").write_bytes(list_form(ins, [Kecamatan(PEMILIK, umum)]))
    (k,) = parse_list(read_buku(path), ins)
    assert k.data_umum == umum


# --- the authoring workbook and Pengaturan --------------------------------------------------------------------------


@pytest.mark.parametrize("letak", LETAK)
@pytest.mark.parametrize("nama", list(naskah.tables()))
@pytest.mark.sampel(4)
def test_a_column_of_the_authoring_workbook_may_stand_anywhere(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nama: str, letak: str) -> None:
    """R11: its first free column taken out and put elsewhere: found by its header, the instrument comes back equal."""
    asli = naskah.tables()
    t = asli[nama]
    pindah, lain = t.kolom[t.tetap], [*t.kolom[:t.tetap], *t.kolom[t.tetap + 1:]]
    if letak == "akhir":
        lain.append(pindah)
    else:
        lain.insert((t.tetap + len(lain) + 1) // 2, pindah)
    monkeypatch.setattr(naskah, "tables", lambda: {**asli, nama: replace(t, kolom=tuple(lain))})
    (path := tmp_path / "n.xlsx").write_bytes(write_naskah(DATA))
    n = read_rows(read_buku(path))
    assert n.temuan == []
    assert parse_instrumen(n.data).sidik == parse_instrumen(dict(DATA)).sidik


@pytest.mark.parametrize(("nama", "kunci"), [
    ("Aspek", "nomor"), ("Indikator", "bukti"), ("Data", "maks"), ("Data", "fakta"), ("Rentang Nilai", "capaian"),
    ("Pilihan", "nilai"),
])
def test_a_field_without_a_column_in_the_authoring_workbook_is_named(
        monkeypatch: pytest.MonkeyPatch, nama: str, kunci: str) -> None:
    """R11: no workbook is written that would lose it."""
    asli = naskah.tables()
    t = replace(asli[nama], kolom=tuple(k for k in asli[nama].kolom if k.kunci != kunci))
    monkeypatch.setattr(naskah, "tables", lambda: {**asli, nama: t})
    with pytest.raises((KinerjaError, KeyError), match=rf"\b{kunci}\b.*"):
        write_naskah(DATA)


@pytest.mark.parametrize("letak", LETAK)
@pytest.mark.parametrize("bagian", range(len(lembar_pengaturan.sections())))
def test_a_new_setting_appears_and_is_found(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bagian: int, letak: str) -> None:
    """R11: in any section; every other setting keeps its value beside its label."""
    semua = list(lembar_pengaturan.sections())
    baris = list(semua[bagian].baris)
    inserted(baris, KolomTabel("baru", "Setelan baru", cara="Boleh kosong.", bawaan="bawaan"), letak)
    semua[bagian] = replace(semua[bagian], baris=tuple(baris))
    monkeypatch.setattr(lembar_pengaturan, "sections", lambda: tuple(semua))
    isi: dict[str, Nilai] = {k: f"isi {k}" for k in lembar_pengaturan.rows()}
    (path := tmp_path / "p.xlsx").write_bytes(settings_bytes(isi))
    dibaca = find_settings(read_buku(path))
    assert dibaca is not None
    baca, tempat = dibaca
    assert {kunci: baca.lembar.nilai[posisi] for kunci, posisi in tempat.items()} == isi
    assert len(set(tempat.values())) == len(tempat)
