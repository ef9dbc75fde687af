"""Sent templates in LibreOffice: R1 the generic one shows the kecamatan that was chosen, in every cell that names it,
and comes back as chosen; R2 the office's own stays "asli" when saved; R3 recalculating changes no stored value."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_kanonik import BUATAN
from test_sebar import DIKIRIM

from kinerja_core.dasar.excelmath import is_number
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.templat_umum import choice_text
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.sebar.sebarkan import build_generic
from kinerja_core.provinsi.sebar.templat import Percetakan
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import load_private, make_keys, public_pem
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import LibreOffice

TANDA = TandaKiriman("2026-12-31")
KUNCI = load_private(make_keys()[0])
DAFTAR = [k.identitas for k in DIKIRIM]


def texts(denah: Denah) -> dict[tuple[str, tuple[int, int]], str]:
    return {(s.nama, pos): sel.isi for s in denah.lembar if s.status == "tampak"
            for pos, sel in s.sel.items() if isinstance(sel.isi, str)}


@pytest.mark.parametrize("urutan", [0, 3])
def test_the_generic_template_names_the_chosen(urutan: int, lo: LibreOffice, tmp_path: Path) -> None:
    """R1."""
    path = tmp_path / "umum.xlsx"
    path.write_bytes(build_generic(BUATAN, DAFTAR, TANDA))
    denah, milik = read_isian(read_buku(path), BUATAN).denah, DAFTAR[urutan]
    with lo.open(path) as dokumen:
        dokumen.set_value(*denah.masukan[("kecamatan", "pilihan")], choice_text(milik))
        dokumen.recalculate()
        harus = texts(describe(BUATAN, milik, TANDA))
        umum = texts(denah)
        nama = [t for t, isi in harus.items() if umum.get(t) != isi and isi]
        assert len(nama) >= 10
        assert {t: dokumen.value(*t) for t in nama} == {t: harus[t] for t in nama}
        dokumen.save_xlsx(tmp_path / "isi.xlsx")
    bacaan = read_isian(read_buku(tmp_path / "isi.xlsx"), BUATAN)
    assert bacaan.isian.identitas == milik
    assert [t.kode for t in inspect(bacaan, None).temuan] == ["SGL01"]


def test_a_sent_template_is_saved_and_recalculated(lo: LibreOffice, tmp_path: Path) -> None:
    """R2, R3."""
    k = DIKIRIM[0]
    path = tmp_path / "a.xlsx"
    path.write_bytes(Percetakan(BUATAN, TANDA, KUNCI).issue(k)[0].isi)
    denah = describe(BUATAN, k.identitas, TANDA)
    buku = read_buku(path)
    with lo.open(path) as dokumen:
        dokumen.recalculate()
        beda = []
        for s in denah.lembar:
            lembar = buku.sheet(s.nama)
            assert lembar is not None
            for pos, sel in s.sel.items():
                if isinstance(sel.isi, Rumus):
                    x, y = lembar.nilai.get(pos), dokumen.value(s.nama, pos)
                    sama = abs(float(x) - float(y)) < 1e-9 if is_number(x) and is_number(y) else (  # type: ignore[arg-type]
                        (x or "") == (y or ""))
                    if not sama:
                        beda.append((s.nama, pos, x, y))
        assert beda == []
        dokumen.save_xlsx(tmp_path / "b.xlsx")
    bacaan = read_isian(read_buku(tmp_path / "b.xlsx"), BUATAN)
    hasil = inspect(bacaan, public_pem(KUNCI))
    assert (hasil.keaslian.keadaan, hasil.temuan) == ("asli", ())
    assert bacaan.isian == Isian(k.identitas, bacaan.isian.data, bacaan.isian.asal)
