"""What is shown adds up: the parts an output shows sum to the total it shows.

R1 return note, sheet and message: weights and values of aspek sum to the row Jumlah, indicators to their aspek, and
Jumlah gives Nilai Akhir. R2 so with indicators that do not apply, under every policy. R3 every aspek is named. R4 the
kertas kerja itself: bands, Rekap and Lembar Cetak. R5 the terminal's table and the JSON of hitung.

Shown numbers are rounded to two decimals, so a sum of n of them may be off by n half hundredths.
"""

from __future__ import annotations

import dataclasses
import re

import pytest
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji
from bantu.kiriman import HARI, KUNCI, PUBLIK

from kinerja_core.instrumen.model import Instrumen, Kebijakan, find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.hitung import Laporan, compare
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.hasil import R_AWAL, R_DIHITUNG, R_NILAI, rekap_rows
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.kumpul.catatan_balik import message_lines, note_of
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.kumpul.lembar_catatan import IsiCatatan
from kinerja_core.provinsi.register import open_register
from kinerja_core.xlsx.baca import read_buku

KEBIJAKAN: tuple[Kebijakan, ...] = ("nol", "penuh", "normalisasi")
#: Fillings: everything applies; what hangs on kelurahan and desa does not; half is blank.
ISIAN = {
    "semua": dict(ISI_SAH),
    "tanpa_kelurahan": {**ISI_SAH, ("jumlah_kelurahan", "isi"): 0.0, ("d02", "satu"): None, ("d02", "dua"): None},
    "setengah": {k: v for n, (k, v) in enumerate(ISI_SAH.items()) if n % 3 or k[1] == "isi"},
}
#: The real instrument has seven aspek, as the message once did not.
JATIM = "jatim"
PILIHAN = [*((k, n) for k in KEBIJAKAN for n in ISIAN), (JATIM, "tanpa_kelurahan")]


def near(bagian: list[float], jumlah: float) -> bool:
    """Do shown parts sum to a shown total, but for their rounding?"""
    return abs(sum(round(x, 2) for x in bagian) - round(jumlah, 2)) <= 0.005 * (len(bagian) + 1) + 1e-9


@pytest.fixture(scope="module", params=PILIHAN, ids=lambda x: "-".join(x))
def laporan(request: pytest.FixtureRequest,
            tmp_path_factory: pytest.TempPathFactory) -> tuple[Instrumen, Laporan, IsiCatatan]:
    """An instrument, the report of a filled workbook of it, and its return note."""
    kebijakan, nama = request.param
    folder = tmp_path_factory.mktemp("jumlah")
    (masuk := folder / "masuk").mkdir()
    if kebijakan == JATIM:
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        isi = {**list(examples(ins))[1].isian.data, ("jumlah_kelurahan", "isi"): 0}
    else:
        ins, isi = instrumen_uji(kebijakan), ISIAN[nama]
    (path := masuk / "x.xlsx").write_bytes(build_sealed(ins, IDENTITAS, KUNCI, Isian(IDENTITAS, isi)))
    with open_register(folder / "r.sqlite") as register:
        collect(masuk, ins, PUBLIK, register, pengiriman=Pengiriman((), None), diterima=HARI)
        putaran = register.round(ins)
    (e,) = putaran.entri
    return ins, compare(path, read_isian(read_buku(path), ins), ()), note_of(putaran, e)


@pytest.mark.sampel(4)
def test_a_return_note_adds_up(laporan: tuple[Instrumen, Laporan, IsiCatatan]) -> None:
    """R1, R2, R3"""
    ins, hasil, isi = laporan
    induk = [b for b in isi.nilai if b.induk]
    assert [b.nama for b in induk] == [a.nama for a in ins.aspek]
    jumlah, akhir = isi.jumlah[:2]
    assert jumlah.bobot is not None
    assert near([b.bobot or 0.0 for b in induk], jumlah.bobot)
    assert near([b.nilai or 0.0 for b in induk], jumlah.nilai)
    skala = 100 / jumlah.bobot if ins.kebijakan_tidak_relevan == "normalisasi" and jumlah.bobot else 1.0
    assert jumlah.nilai * skala == pytest.approx(akhir.nilai, abs=1e-5)
    assert akhir.nilai == hasil.nilai_akhir
    assert ("dibagi bobot" in akhir.label) == (skala != 1.0)
    sisa = list(isi.nilai)
    for a in ins.aspek:
        kepala, anak = sisa.pop(0), [sisa.pop(0) for _ in a.indikator]
        assert near([b.bobot or 0.0 for b in anak], kepala.bobot or 0.0)
        assert near([b.nilai or 0.0 for b in anak], kepala.nilai or 0.0)


def test_its_message_adds_up(laporan: tuple[Instrumen, Laporan, IsiCatatan]) -> None:
    """R1, R3: from the words alone."""
    ins, _, isi = laporan
    angka = {m[1]: (float(m[2].replace(".", "").replace(",", ".")), float(m[3].replace(".", "").replace(",", ".")))
             for b in message_lines(isi) if (m := re.fullmatch(r"(.+): (-?[\d.,]+) dari ([\d.,]+)", b))}
    jumlah = angka.pop("Jumlah")
    assert list(angka) == [a.nama for a in ins.aspek]
    for n in (0, 1):
        assert near([x[n] for x in angka.values()], jumlah[n])


def test_the_workbook_adds_up(laporan: tuple[Instrumen, Laporan, IsiCatatan]) -> None:
    """R2, R4: what each band says it is out of is what Rekap counts."""
    ins, hasil, isi = laporan
    buku, ptk = hasil.bacaan.buku, TempatKertas(ins, IDENTITAS)
    rekap, kertas = buku.sheet(p.REKAP), buku.sheet(p.KERTAS)
    assert rekap is not None
    assert kertas is not None
    tempat = rekap_rows(ptk)
    for kolom, total in ((R_NILAI, "jumlah"), (R_DIHITUNG, "bobot_dihitung")):
        bagian = [float(rekap.nilai[(R_AWAL + n, kolom)]) for n in range(len(ins.aspek))]  # type: ignore[arg-type]
        assert near(bagian, float(rekap.nilai[tempat[total]]))  # type: ignore[arg-type]
    for n, (a, b) in enumerate(zip(ins.aspek, [b for b in isi.nilai if b.induk], strict=True)):
        pita = str(kertas.nilai[(ptk.baris_aspek[a.kode], p.BUKTI)])
        assert float(pita.removeprefix("dari bobot ").replace(",", ".")) == rekap.nilai[(R_AWAL + n, R_DIHITUNG)]
        assert rekap.nilai[(R_AWAL + n, R_DIHITUNG)] == b.bobot
        nilai = [float(x) for i in a.indikator
                 if isinstance(x := kertas.nilai.get((ptk.baris_indikator[i.kode], p.NILAI)), int | float)]
        assert near(nilai, float(kertas.nilai[(ptk.baris_aspek[a.kode], p.NILAI)]))  # type: ignore[arg-type]


def test_the_report_adds_up(laporan: tuple[Instrumen, Laporan, IsiCatatan]) -> None:
    """R5"""
    ins, hasil, _ = laporan
    isi = hasil.as_dict("x")
    bobot, nilai = (sum(a[k] for a in isi["aspek"]) for k in ("bobot_dihitung", "nilai"))
    skala = 100 / bobot if ins.kebijakan_tidak_relevan == "normalisasi" and bobot else 1.0
    assert nilai * skala == pytest.approx(isi["nilai_akhir"])
    *baris, jumlah = hasil.ringkasan.baris
    assert jumlah[0] == "Jumlah"
    for kolom in (1, 2, 3):
        angka = [float(b[kolom].replace(".", "").replace(",", ".")) for b in (*baris, jumlah)]
        assert near(angka[:-1], angka[-1])


def test_near_is_near() -> None:
    """The measure itself: a missing part is seen."""
    assert near([10.0, 20.5], 30.5)
    assert not near([10.0], 30.5)
    assert not near([25.0], 25.2)
    assert dataclasses.is_dataclass(IsiCatatan)
