"""The waist of a provincial round: kinds of kecamatan, the state of an entry, stages combined, what a register keeps.

R1 a kind is told only by two numbers that are not both 0; R2 the state is that of what holds; R3 stages count by
their weight, and a missing one gives no combined value; R4 a score keeps blank, 0 and Tidak relevan apart.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from bantu.isian_acak import IDENTITAS, instrumen_uji

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.putaran import Entri, Keadaan, Kecamatan, Kiriman, Putaran, group_of, skor_of


@pytest.mark.parametrize(("desa", "kelurahan", "kelompok"), [
    (15, 3, "campuran"), (15, 0, "desa saja"), (0, 7, "kelurahan saja"), (0, 0, "belum diketahui"),
    (None, 3, "belum diketahui"), ("15", 0, "belum diketahui"), (True, 0, "belum diketahui"),
    (Galat("#N/A"), 1, "belum diketahui"), (1.0, 0, "desa saja"),
])
def test_kind_of_a_kecamatan(desa: object, kelurahan: object, kelompok: str) -> None:
    assert group_of({"jumlah_desa": desa, "jumlah_kelurahan": kelurahan}) == kelompok  # type: ignore[dict-item]


def test_keys_and_words_of_a_kecamatan() -> None:
    kota = Kecamatan(Identitas(kode_wilayah="35.73.01", nama="Contoh", kabupaten="Uji", provinsi="Jawa Timur"))
    assert (kota.kode, kota.kode_kabupaten, kota.daerah) == ("35.73.01", "35.73", "Kota Uji")
    assert kota.kelompok == "belum diketahui"


def _kiriman(keadaan: Keadaan) -> Kiriman:
    return Kiriman(1, "0" * 64, "a.xlsx", "2026-12-30T08:00:00", keadaan)


@pytest.mark.parametrize(("kiriman", "berlaku", "keadaan"), [
    ((), None, "belum_masuk"),
    (("dikembalikan",), None, "dikembalikan"),
    (("tidak_terbaca",), None, "dikembalikan"),
    (("dikembalikan", "diterima"), "diterima", "diterima"),
    (("diterima_catatan", "dikembalikan"), "diterima_catatan", "diterima_catatan"),
])
def test_state_of_an_entry(kiriman: tuple[Keadaan, ...], berlaku: Keadaan | None, keadaan: str) -> None:
    e = Entri(Kecamatan(IDENTITAS), tuple(map(_kiriman, kiriman)), _kiriman(berlaku) if berlaku else None)
    assert e.keadaan == keadaan
    assert (e in Putaran(instrumen_uji("normalisasi"), (e,)).masuk) == (berlaku is not None)


def test_stages_are_combined_by_weight_and_never_guessed() -> None:
    e = Entri(Kecamatan(IDENTITAS), tahap={"mandiri": 90.0, "verifikasi": 80.0})
    assert e.combined({"mandiri": Decimal(40), "verifikasi": Decimal(60)}) == pytest.approx(84)
    assert e.combined({"mandiri": Decimal(1), "verifikasi": Decimal(3)}) == pytest.approx(82.5)
    assert e.combined({"mandiri": Decimal(100), "verifikasi": Decimal(0)}) == 90.0
    assert e.combined({"mandiri": Decimal(50), "presentasi": Decimal(50)}) is None
    assert e.combined({}) is None


def test_a_score_keeps_blank_zero_and_not_relevant_apart() -> None:
    ins = instrumen_uji("normalisasi")
    isian = Isian(IDENTITAS, {("jumlah_desa", "isi"): 0, ("jumlah_kelurahan", "isi"): 3,
                              ("r01", "penyebut"): 10, ("r01", "pembilang"): 0})
    s = skor_of(score(ins, isian))
    assert s.capaian["r01"] == 0
    assert s.capaian["r03"] == TIDAK_RELEVAN
    assert s.capaian["k01"] is None
    assert (s.nilai["r01"], s.nilai["k01"]) == (0, None)
    assert s.tidak_relevan == tuple(k for k, c in s.capaian.items() if c == TIDAK_RELEVAN)
    assert "r03" in s.tidak_relevan
