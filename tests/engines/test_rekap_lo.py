"""The recap workbook in LibreOffice, which recalculates everything.

R1 every formula shows what the core wrote into the file, stages included. R2 other weights, another policy: totals and
ranks are those the core finds for such an instrument, ties included, and every sheet says that this is a trial.
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from pathlib import Path

import pytest
from bantu.isian_acak import instrumen_uji
from bantu.putaran_acak import putaran_acak

from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.tulis import write_bytes
from kinerja_core.provinsi.peringkat import ranks, ranks_within, total_under
from kinerja_core.provinsi.putaran import Putaran, Tahap
from kinerja_core.provinsi.rekap.dasar import AWAL, B_KEBIJAKAN, BOBOT, CEK, MATRIKS, PERINGKAT
from kinerja_core.provinsi.rekap.lembar import describe_recap
from kinerja_core.provinsi.rekap.tulis import material
from kinerja_core.xlsx.buku import Posisi
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

INS = instrumen_uji("normalisasi")
TAHAP: dict[Tahap, Decimal] = {"mandiri": Decimal(40), "verifikasi": Decimal(50), "lapangan": Decimal(10)}


def _write(p: Putaran, path: Path) -> tuple[Denah, dict[Hashable, Nilai]]:
    denah, isian, hitung = describe_recap(material(p))
    path.write_bytes(write_bytes(denah, isian, hitung.nilai, {}))
    return denah, hitung.nilai


def _read(dokumen: Dokumen, tempat: dict[Hashable, tuple[str, Posisi]]) -> dict[Hashable, Nilai]:
    akhir: dict[str, Posisi] = {}
    for lembar, (r, c) in tempat.values():
        a, z = akhir.get(lembar, (0, 0))
        akhir[lembar] = (max(a, r), max(z, c))
    blok = {lembar: dokumen.values(lembar, (0, 0), sampai) for lembar, sampai in akhir.items()}
    return {k: blok[lembar][r][c] for k, (lembar, (r, c)) in tempat.items()}


def _same(a: Nilai, b: Nilai) -> bool:
    if is_number(a) and is_number(b):
        return abs(float(a) - float(b)) < 1e-9  # type: ignore[arg-type]
    return (a or "") == (b or "")


@pytest.mark.parametrize("tahap", [None, TAHAP])
def test_every_formula_shows_the_core(tmp_path: Path, lo: LibreOffice, tahap: dict[Tahap, Decimal] | None) -> None:
    """R1"""
    path = tmp_path / "rekap.xlsx"
    denah, nilai = _write(putaran_acak(INS, 40, tahap=tahap), path)
    with lo.open(path) as dokumen:
        dokumen.recalculate()
        mesin = _read(dokumen, denah.keluaran)
    assert len(mesin) == len(nilai) > 400
    beda = [(denah.keluaran[k], nilai[k], v) for k, v in mesin.items() if not _same(nilai[k], v)]
    assert not beda


def test_other_weights_are_followed(tmp_path: Path, lo: LibreOffice) -> None:
    """R2"""
    path, p = tmp_path / "rekap.xlsx", putaran_acak(INS, 40)
    denah, _ = _write(p, path)
    ubah = {"r01": Decimal(30), "n01": Decimal(0), "r05": Decimal("0.5")}
    with lo.open(path) as dokumen:
        for kode, bobot in ubah.items():
            dokumen.set_value(*denah.masukan[(kode, "bobot")], float(bobot))
        dokumen.set_value(BOBOT, B_KEBIJAKAN, "bernilai penuh")
        dokumen.recalculate()
        banyak = len(p.masuk)
        baris = dokumen.values(PERINGKAT, (AWAL, 0), (AWAL + banyak - 1, 9))
        muka = dokumen.values(BOBOT, (B_KEBIJAKAN[0], 0), (B_KEBIJAKAN[0] + 9, 1))
        cek = {dokumen.value(nama, (CEK, 2)) for nama in (PERINGKAT, MATRIKS, BOBOT)}
    lain = _reweighted(ubah)
    entri = {e.kecamatan.kode: e for e in p.masuk}
    nilai = [total_under(lain, s, "penuh") for b in baris if (s := entri[str(b[2])].skor)]
    assert [float(b[7]) for b in baris] == pytest.approx(nilai, abs=1e-9)  # type: ignore[arg-type]
    urut = ranks(nilai)
    assert [b[0] for b in baris] == urut
    assert [b[1] or "" for b in baris] == ["seri" if urut.count(r) > 1 else "" for r in urut]
    assert [b[8] for b in baris] == ranks_within([str(b[2])[:5] for b in baris], nilai)
    assert [b[9] for b in baris] == ranks_within([str(b[5]) for b in baris], nilai)
    urutan = sorted(range(banyak), key=lambda n: (urut[n], n))[:10]
    assert muka == [[urut[n], f"{baris[n][3]}, {baris[n][4]}"] for n in urutan]
    assert len(cek) == 1
    assert not str(cek.pop()).startswith("Sama")


def _reweighted(ubah: dict[str, Decimal]) -> Instrumen:
    """The instrument with other weights; a weight of 0 is no instrument a file could hold."""
    aspek = tuple(a.model_copy(update={"sub_aspek": tuple(
        s.model_copy(update={"indikator": tuple(
            i.model_copy(update={"bobot": ubah.get(i.kode, i.bobot)}) for i in s.indikator)})
        for s in a.sub_aspek)}) for a in INS.aspek)
    lain = INS.model_copy(update={"aspek": aspek})
    lain.__dict__.pop("indikator", None)  # a copy takes along what was worked out from the old weights
    return lain
