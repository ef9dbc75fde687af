"""Settings and return notes in LibreOffice: what the live answers say after typing, and how they print.

R1 every formula of Pengaturan.xlsx shows what was written into the file, and follows what is typed. R2 a date typed as
a date and saved by LibreOffice is read as that day. R3 notes and settings print whole: upright Folio for notes, nothing
cut, nothing outside the page; both hold for the validator and our own rules of a workbook.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from bantu import rupa
from bantu.lint import lint
from bantu.putaran_acak import putaran_acak
from bantu.validator import validate, validator_missing
from test_provinsi import INS

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.denah import Rumus
from kinerja_core.provinsi.kumpul.catatan_balik import return_notes
from kinerja_core.provinsi.lembar.pengaturan import PENGATURAN, describe_settings
from kinerja_core.provinsi.pengaturan import NAMA, read_settings, settings_bytes
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

DENAH = describe_settings()
RUMUS = [p for p, s in DENAH.sheet(PENGATURAN).sel.items() if isinstance(s.isi, Rumus)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for nama in ("Instrumen.xlsx", "Kecamatan.xlsx"):
        (tmp_path / nama).write_bytes(b"x")
    return tmp_path


def answers(dokumen: Dokumen) -> list[Nilai]:
    return [dokumen.value(PENGATURAN, p) for p in RUMUS]


def test_live_answers_are_those_of_the_file_and_follow_what_is_typed(folder: Path, lo: LibreOffice) -> None:
    """R1, R2"""
    path = folder / NAMA
    path.write_bytes(settings_bytes())
    tersimpan = [read_buku(path).lembar[0].nilai.get(p) for p in RUMUS]
    isi = {"tenggat": 46387.0, "mandiri": 40.0, "verifikasi": 60.0, "sandi": "mungkin"}
    with lo.open(path) as dokumen:
        dokumen.recalculate()
        assert answers(dokumen) == tersimpan
        for kunci, nilai in isi.items():
            dokumen.set_value(*DENAH.masukan[(kunci, "isi")], nilai)
        dokumen.recalculate()
        diketik = answers(dokumen)
        dokumen.set_value(*DENAH.masukan[("sandi", "isi")], "Tidak")
        dokumen.recalculate()
        baik = answers(dokumen)
        dokumen.save_xlsx(folder / "simpanan.xlsx")
    (folder / "acuan.xlsx").write_bytes(settings_bytes(isi))
    assert diketik == [read_buku(folder / "acuan.xlsx").lembar[0].nilai.get(p) for p in RUMUS]
    assert "1 pengaturan perlu dilengkapi; lihat kolom Keterangan isian." in diketik
    assert any(str(b).startswith("Siap dipakai.") for b in baik)
    (folder / "simpanan.xlsx").replace(path)
    assert read_settings(path).tenggat == datetime.date(2026, 12, 31)


def test_they_print_whole(folder: Path, lo: LibreOffice) -> None:
    """R3"""
    (folder / "atur.xlsx").write_bytes(settings_bytes({"tenggat": 46387.0}))
    for nama, isi in return_notes(putaran_acak(INS, 2)):
        if nama.endswith(".xlsx"):
            (folder / Path(nama).name).write_bytes(isi)
    berkas = [p for p in sorted(folder.glob("*.xlsx")) if p.stat().st_size > 1]
    assert len(berkas) == 3
    for path in berkas:
        assert lint(path) == []
        with lo.open(path) as dokumen:
            dokumen.save_pdf(path.with_suffix(".pdf"))
        pdf = path.with_suffix(".pdf")
        assert [rupa.overflows(pdf), rupa.clipped(pdf), rupa.overlaps(pdf), rupa.off_page(pdf)] == [[]] * 4, path.name
        tegak = {h > w for w, h in rupa.page_sizes(pdf)}
        assert tegak == {path.name != "atur.xlsx"}
    if validator_missing() is None:
        assert set(map(tuple, validate(berkas).values())) == {()}
