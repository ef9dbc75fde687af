"""The writer never fails silently.

R1 what XlsxWriter only warns about, or refuses with a return code, is an error here. R2 an empty-text result has its
type. R3 a presentation formula that gives an error stops the write. R4 nothing half-written stands under the name.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from test_instrumen import SAH

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.kantor.contoh import CONTOH
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, ValidasiSel
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import render_bytes, write_file

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
    from kinerja_core.kertas_kerja.baca import read_isian
    from kinerja_core.kertas_kerja.buat import build
    from kinerja_core.xlsx.baca import read_buku

    ins = parse_instrumen(SAH)
    ident = Identitas(kode_wilayah="35.01.01", nama=nama, kabupaten=nama, provinsi="Jawa Timur")
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, ident))
    bacaan = read_isian(read_buku(path), ins)
    assert bacaan.isian.identitas == ident
    assert replace(bacaan.isian, asal={}).data == {}


def test_an_error_in_any_input_can_be_written_and_read(tmp_path: Path) -> None:
    from kinerja_core.dasar.excelmath import Galat
    from kinerja_core.kertas_kerja.baca import read_isian
    from kinerja_core.kertas_kerja.buat import build
    from kinerja_core.kertas_kerja.isian import input_keys
    from kinerja_core.xlsx.baca import read_buku

    ins = parse_instrumen(SAH)
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: Galat("#N/A") for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {Galat("#N/A")}
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: "#N/A" for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {"#N/A"}


@pytest.mark.parametrize("teks", ["(" * 3000 + "1" + ")" * 3000, 'WEBSERVICE("http://127.0.0.1/")', "1+1"])
def test_what_a_file_passes_off_as_an_error_never_becomes_a_formula(teks: str, tmp_path: Path) -> None:
    """<c t="e"> may hold any text: carried over it stays a text, in the file and in the engine that values it."""
    from kinerja_core.dasar.excelmath import Galat
    from kinerja_core.kertas_kerja.baca import read_isian
    from kinerja_core.kertas_kerja.buat import build
    from kinerja_core.kertas_kerja.isian import input_keys
    from kinerja_core.xlsx.baca import read_buku

    ins = parse_instrumen(SAH)
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(ins, CONTOH, Isian(CONTOH, {k: Galat(teks) for k in input_keys(ins)})))
    assert set(read_isian(read_buku(path), ins).isian.data.values()) == {teks}
