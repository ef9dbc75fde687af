"""The writer never fails silently.

R1 what XlsxWriter only warns about, or refuses with a return code, is an error here. R2 an empty-text result has its
type. R3 a presentation formula that gives an error stops the write. R4 nothing half-written stands under the name.
R5 what the core knows is not computed again: other formulas see its very value. R6 writing without searching gives the
bytes that XlsxWriter gives by itself.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from test_instrumen import SAH

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.kantor.contoh import CONTOH
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.lembar import tulis
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, ValidasiSel
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import Tampilan, evaluate_shown, render_bytes, write_file
from kinerja_core.xlsx.baca import read_buku

KOSONG = Isian(CONTOH, {})


def denah(lembar: Lembar) -> Denah:
    return Denah("Uji", (lembar,), {}, {}, {}, {}, "kaki")


def sheet_xml(isi: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        return paket.read("xl/worksheets/sheet1.xml").decode()


def test_text_over_excels_limit_is_an_error() -> None:
    s = Lembar("x")
    s.put(0, 0, "a" * 32768, "teks")
    with pytest.raises(ValueError, match="kode -2"):
        render_bytes(denah(s), KOSONG, {})


def test_validation_that_xlsxwriter_only_warns_about_is_an_error() -> None:
    s = Lembar("x")
    s.validasi.append(ValidasiSel((0, 0), "bulat", ("1", "2"), judul="j" * 33, pesan="p"))
    with pytest.raises((UserWarning, ValueError)):
        render_bytes(denah(s), KOSONG, {})


def test_empty_text_has_its_type_and_no_value_is_xlsxwriters_default() -> None:
    s = Lembar("x")
    s.put(0, 0, Rumus('IF(1=1,"","a")', "kosong"), "teks")
    s.put(1, 0, Rumus("2*21"), "teks")
    s.put(2, 0, Rumus('IF(1=1,"","b")'), "teks")
    xml = sheet_xml(render_bytes(denah(s), KOSONG, {"kosong": None}))
    assert xml.count('t="str"') == 2
    assert "<f>2*21</f><v>42</v>" in xml.replace(".0</v>", "</v>")


def test_keyed_formula_without_a_core_value_is_an_error() -> None:
    s = Lembar("x")
    s.put(0, 0, Rumus("1+1", "tidak_ada"), "teks")
    with pytest.raises(KeyError):
        render_bytes(denah(s), KOSONG, {})


@pytest.mark.parametrize(("nilai", "tampil"), [
    (1.2599999999999998, 1.2599999999999998), (None, ""), ("", ""), ("ada", "ada"), (True, True), (0, 0.0)])
def test_other_formulas_see_the_value_of_the_core(nilai: object, tampil: object) -> None:
    """R5: whatever the formula itself would give; a blank result is an empty text and no blank cell."""
    s = Lembar("x")
    s.put(0, 0, Rumus("7*7", "inti"), "teks")
    s.put(1, 0, Rumus("A1"), "teks")
    s.put(2, 0, Rumus("ISBLANK(A1)"), "teks")
    hasil = evaluate_shown(denah(s), KOSONG, {"inti": nilai})  # type: ignore[dict-item]
    assert hasil == {("x", (1, 0)): tampil, ("x", (2, 0)): False}
    assert isinstance(hasil["x", (1, 0)], bool) == isinstance(tampil, bool)


def test_another_filling_is_another_value() -> None:
    """R5: one model for one filling after another."""
    s = Lembar("x")
    s.put(0, 0, Rumus("7*7", "inti"), "teks")
    s.put_input((1, 0), ("a", "isi"), "isi_desimal")
    s.put(2, 0, Rumus('A1&"/"&A2'), "teks")
    model = Tampilan(denah(s), KOSONG, {"inti": 1.0})
    terlihat = [model.values()["x", (2, 0)]]
    for inti, isi in ((1.0, 2.0), (True, 2.0), ("", None), (None, 0.0), (3.5, True)):
        model.fill(Isian(CONTOH, {("a", "isi"): isi}), {"inti": inti})
        terlihat.append(model.values()["x", (2, 0)])
    assert terlihat == ["1/", "1/2", "TRUE/2", "/", "/0", "3.5/TRUE"]


def test_the_bytes_are_those_of_xlsxwriter(monkeypatch: pytest.MonkeyPatch) -> None:
    """R6: a whole workbook, errors and texts with & < > " in its inputs."""
    ins = parse_instrumen(SAH)
    isi = dict.fromkeys(input_keys(ins)[:4], Galat("#N/A")) | dict.fromkeys(input_keys(ins)[4:6], 'a & <b> "c"')
    singkat = build(ins, CONTOH, Isian(CONTOH, isi))
    monkeypatch.setattr(tulis, "_spare_search", lambda ws: ws)
    assert build(ins, CONTOH, Isian(CONTOH, isi)) == singkat


def test_presentation_formula_with_an_error_stops_the_write() -> None:
    s = Lembar("x")
    s.put(0, 0, Rumus("1/0"), "teks")
    with pytest.raises(ValueError, match="x!A1"):
        render_bytes(denah(s), KOSONG, {})


def test_nothing_half_written_stands_under_the_name(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(KinerjaError) as galat:
        write_file(tmp_path / "x.xlsx", b"isi")
    assert galat.value.kode == "BKS17"
    assert [p.name for p in tmp_path.iterdir()] == ["x.xlsx"]


@pytest.mark.parametrize("nama", ["A & B", "O'Neil", "Ngoro-oro (Utara) / 2", "Kecamatan \"X\"", "<b>"])
def test_odd_names_of_offices_are_safe_everywhere(nama: str, tmp_path: Path) -> None:
    ins = parse_instrumen(SAH)
    ident = Identitas(kode_wilayah="35.01.01", nama=nama, kabupaten=nama, provinsi="Jawa Timur")
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, ident))
    bacaan = read_isian(read_buku(path), ins)
    assert bacaan.isian.identitas == ident
    assert replace(bacaan.isian, asal={}).data == {}


def test_an_error_in_any_input_can_be_written_and_read(tmp_path: Path) -> None:
    ins = parse_instrumen(SAH)
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: Galat("#N/A") for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {Galat("#N/A")}
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: "#N/A" for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {"#N/A"}


@pytest.mark.parametrize("teks", ["(" * 3000 + "1" + ")" * 3000, 'WEBSERVICE("http://127.0.0.1/")', "1+1"])
def test_what_a_file_passes_off_as_an_error_never_becomes_a_formula(teks: str, tmp_path: Path) -> None:
    """<c t="e"> may hold any text: carried over it stays a text, in the file and in the engine that values it."""

    ins = parse_instrumen(SAH)
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: Galat(teks) for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {teks}
