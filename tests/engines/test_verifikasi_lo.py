"""The verifier workbook in LibreOffice: R1 for random decisions and corrections every keyed formula gives the core's
value, whatever rule the indicator has; R2 a workbook filled and saved there is compared as unchanged; R3 recalculating
a new one changes nothing that is shown."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bantu.isian_acak import IDENTITAS, differ, instrumen_uji, random_filling

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Kotak
from kinerja_core.provinsi.verifikasi.baca import input_values
from kinerja_core.provinsi.verifikasi.kaidah import (
    KEPUTUSAN,
    RUAS_BUKTI,
    AkibatTanpaBukti,
    Verifikasi,
    differs,
    items,
    part,
)
from kinerja_core.provinsi.verifikasi.lembar import TugasVerifikasi
from kinerja_core.provinsi.verifikasi.siapkan import (
    answers_of,
    build_verification,
    core_results,
    described_again,
    office_isian,
)
from kinerja_core.segel.harapan import compare_with_definition
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

INS = instrumen_uji("normalisasi")
#: Evidence plays no part in what is computed.
LEWAT = {f"?{r}" for r in RUAS_BUKTI}


def decisions(rng: random.Random) -> dict[Kotak, Nilai]:
    """What a verifier might type, slips included."""
    isi: dict[Kotak, Nilai] = {}
    lain = random_filling(rng, INS, [k for b in items(INS) for k in b.kotak])
    for b in items(INS):
        isi[part(b.kode, "keputusan")] = rng.choice([*KEPUTUSAN, "tidak sesuai", " Sesuai", "Entah", None])
        isi[part(b.kode, "catatan")] = rng.choice(["sebab", None, " "])
        for k in b.kotak:
            if rng.random() < 0.5 and not isinstance(lain.get(k), bool | Galat):
                isi[k] = lain.get(k)
    return {k: v for k, v in isi.items() if v is not None}


def disagreements(dokumen: Dokumen, denah: Denah, isi: dict[Kotak, Nilai], asal: dict[Kotak, Nilai],
                  akibat: AkibatTanpaBukti) -> list[object]:
    """Keyed formulas that do not give the core's value."""
    for kotak, tempat in denah.masukan.items():
        if kotak[1] not in LEWAT:
            dokumen.set_value(*tempat, isi.get(kotak))
    dokumen.recalculate()
    aman = office_isian(INS, asal)
    harus = core_results(Verifikasi(INS, aman, answers_of(INS, isi), akibat), Verifikasi(INS, aman, {}).hasil)
    hasil: list[object] = []
    blok = {s.nama: dokumen.values(s.nama, (0, 0), (max(b for b, _ in s.sel), 25)) for s in denah.lembar}
    for kunci, (lembar, pos) in denah.keluaran.items():
        ada, mau = blok[lembar][pos[0]][pos[1]], harus[kunci]
        beda = differ(kunci, ada, mau)
        if isinstance(ada, int | float) and isinstance(mau, int | float):
            beda = abs(ada - mau) > 1e-9 * max(1.0, abs(mau))
        if beda and (ada or mau) not in (None, ""):
            hasil.append((kunci, lembar, pos, ada, mau))
    return hasil


@pytest.mark.parametrize(("benih", "akibat"), [(1, "nol"), (2, "tetap")])
def test_every_formula_gives_the_value_of_the_core(benih: int, akibat: AkibatTanpaBukti, lo: LibreOffice,
                                                   tmp_path: Path) -> None:
    """R1, R2, R3."""
    rng = random.Random(benih)
    asal = {k: v for k, v in random_filling(rng, INS, input_keys(INS)).items() if v is not None}
    tugas = TugasVerifikasi("Verifikator Contoh", "a" * 64, "x.xlsx", akibat)
    path = tmp_path / "v.xlsx"
    path.write_bytes(build_verification(INS, IDENTITAS, tugas, asal))
    denah = described_again(INS, IDENTITAS, tugas, asal)
    asli = read_buku(path)
    with lo.open(path) as dokumen:
        dokumen.recalculate()
        for s in asli.lembar:
            for pos in s.rumus if s.status == "tampak" else ():
                ada, dulu = dokumen.value(s.nama, pos), s.nilai.get(pos)
                angka = isinstance(ada, int | float) and ada == pytest.approx(dulu)
                assert angka or (ada or "") == (dulu or ""), (s.nama, pos)
        for _ in range(3):
            isi = decisions(rng)
            assert disagreements(dokumen, denah, isi, asal, akibat) == []
        dokumen.save_xlsx(tmp_path / "isi.xlsx")
    buku = read_buku(tmp_path / "isi.xlsx")
    assert [t for t in compare_with_definition(buku, denah) if t.tingkat == "wajib"] == []
    for kode, harus in answers_of(INS, isi).items():  # LibreOffice keeps 15 digits
        ada = answers_of(INS, input_values(denah, buku))[kode]
        assert (ada.keputusan, ada.catatan, ada.isian.keys()) == (harus.keputusan, harus.catatan, harus.isian.keys())
        assert not any(differs(v, harus.isian[k]) for k, v in ada.isian.items())
