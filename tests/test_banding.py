"""A file in a batch is read, compared, checked and scored as the first file of a process is, whatever came before.

R1 untouched files of many offices and fillings: equal, and by the quick ways. R2 single cells changed in the XML, every
kind of change on every sheet. R3 tampers and other writers' forms through openpyxl. R4 what cannot be quick goes the
long way: no cell is left out. R5 another instrument's hash is told.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bantu.bersama import many
from bantu.isian_acak import random_filling
from bantu.paket import pack
from bantu.pembanding_teliti import Borongan, compare_carefully, forgotten, read_alone
from bantu.rusak import LAIN_TULIS, DiOpenpyxl, table
from bantu.simpan import open_openpyxl
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.kertas_kerja import siap
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.lembar.denah import Cetakan
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.keaslian import Integritas, inspect
from kinerja_core.segel.siap import prepared
from kinerja_core.segel.tanda import load_private, make_keys
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.gerbang import read_parts
from kinerja_core.xlsx.ruas import NilaiSel

PRIBADI, PUBLIK = make_keys()
KUNCI = load_private(PRIBADI)
RUSAK = table(describe(BUATAN, PEMILIK))


def same(batch: Borongan, path: Path) -> tuple[Integritas, list[Temuan]]:
    """What the batch says, equal to what is said of the file alone."""
    sendiri = read_alone(path, batch.instrumen)
    bacaan = batch.read(path)
    assert bacaan == sendiri
    assert sendiri.bersama is None
    integritas, temuan = inspect(bacaan, PUBLIK), check_workbook(bacaan)
    assert integritas == inspect(sendiri, PUBLIK)
    for d in bacaan.definitions():
        harapan = prepared(d.cetakan or Cetakan(d.susun())).harapan
        assert harapan.compare(bacaan.buku, d.susun()) == compare_carefully(bacaan.buku, d.susun())
    assert temuan == check_workbook(sendiri)
    assert process(bacaan).hasil == score(batch.instrumen, sendiri.isian)
    return integritas, temuan


def offices() -> Iterator[Identitas]:
    """Names of every length, cities, quotes."""
    for n, nama in enumerate(("A", 'Karang "Lor"', "Ma'rang", "Nama yang panjang sekali sampai dua baris judulnya")):
        yield Identitas(kode_wilayah=f"35.{'78' if n % 2 else '20'}.{n:02}", nama=nama, kabupaten=f"Uji {nama}"[:60],
                        provinsi="Jawa Timur", alamat="" if n == 1 else f"Jalan {n}")


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Sealed and filled files of those offices, the last one of the owner the tampers expect."""
    folder, rng = tmp_path_factory.mktemp("banding"), random.Random(2)
    hasil: list[Path] = []
    for ident in [*offices(), PEMILIK]:
        isi = random_filling(rng, BUATAN, input_keys(BUATAN))
        hasil.append(folder / f"{len(hasil)}.xlsx")
        hasil[-1].write_bytes(build_sealed(BUATAN, ident, KUNCI, Isian(ident, isi), tenggat="2026-12-31"))
    return hasil


@pytest.fixture(scope="module")
def batch() -> Borongan:
    """One that knows already how offices differ, so that nothing is described one by one."""
    borongan = Borongan(BUATAN)
    for kiriman in (TANPA_KIRIMAN, TandaKiriman("2026-12-31")):
        for _ in range(siap.SENDIRI + 1):
            bersama = siap.prepared(BUATAN).describe(PEMILIK, kiriman)[1]
        assert bersama is not None
    return borongan


def test_untouched_files(berkas: list[Path], batch: Borongan, monkeypatch: pytest.MonkeyPatch) -> None:
    """R1: in two orders; then with every long way closed."""
    for path in [*berkas, *reversed(berkas)]:
        integritas, temuan = same(batch, path)
        assert integritas.keaslian.keadaan == "asli"
        assert [t for t in integritas.temuan if t.tingkat != "keterangan"] == []
        assert not {t.kode for t in temuan} & {"BKS13", "BKS14", "BKS25", "BKS26"}
    monkeypatch.setattr("kinerja_core.kertas_kerja.siap.describe", None)
    monkeypatch.setattr("kinerja_core.segel.harapan.canonical", None)
    monkeypatch.setattr("kinerja_core.xlsx.ingatan.PembacaLembar", None)
    for path in berkas:
        bacaan = batch.read(path)
        assert all(isinstance(s.nilai, NilaiSel) for s in bacaan.buku.lembar)
        assert inspect(bacaan, PUBLIK).keaslian.keadaan == "asli"


_SEL = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)')


def changed_cells(xml: str, rng: random.Random) -> Iterator[str]:
    """A sheet part with one cell changed, in every way its form allows."""
    sel = [m for m in _SEL.finditer(xml) if "<f>" in m[0]], [m for m in _SEL.finditer(xml) if "<f>" not in m[0]]
    for daftar in sel:
        for m in rng.sample(daftar, min(2, len(daftar))):
            teks = m[0]
            for baru in sorted({
                teks.replace("</f>", "+0</f>"), re.sub("<f>.*?</f>", "", teks),
                re.sub("<f>(.*?)</f>", "<f>( \\1 )</f>", teks),
                re.sub(' t="[a-z]*"', "", re.sub("<v>.*?</v>", "<v>7</v>", teks)), re.sub("<v>.*?</v>", "", teks), "",
                re.sub("<v>.*?</v>", "<v>1</v>", re.sub(' t="[a-z]*"', "", teks).replace("<c ", '<c t="b" ')),
                teks.replace("/>", "><v>3</v></c>") if teks.endswith("/>") else teks.replace(' t="s"', ' t="str"'),
                re.sub(' s="[0-9]+"', ' s="0"', teks), f'<c r="{m[1]}" t="inlineStr"><is><t>sisipan</t></is></c>',
            } - {teks}):  # in the same order whatever the hash of a string is
                yield xml[: m.start()] + baru + xml[m.end() :]


def test_changed_cells(berkas: list[Path], batch: Borongan, tmp_path: Path) -> None:
    """R2: a random third of the changes (a fifth of it at every change); those of locked cells are told."""
    rng, bagian = random.Random(9), dict(read_parts(berkas[-1]))
    ditemukan = 0
    for nama in sorted(n for n in bagian if n.startswith("xl/worksheets/sheet")):
        for xml in changed_cells(bagian[nama].decode(), rng):
            if rng.random() > many(30) / 100:
                continue
            (tmp_path / "x.xlsx").write_bytes(pack({**bagian, nama: xml}, cara=0))
            try:
                read_buku(tmp_path / "x.xlsx")
            except KinerjaError as galat:
                with pytest.raises(KinerjaError, match=re.escape(str(galat))):
                    batch.read(tmp_path / "x.xlsx")
                continue
            integritas, _ = same(batch, tmp_path / "x.xlsx")
            ditemukan += any(t.tingkat == "wajib" for t in integritas.temuan)
    assert ditemukan > 10


@pytest.mark.parametrize("nama", list(RUSAK)[::6])
@pytest.mark.sampel(9)
def test_tampers(nama: str, berkas: list[Path], batch: Borongan, tmp_path: Path) -> None:
    """R3, R4: sheets added, renamed, moved, names, locks, validations, seals of others."""
    wb = open_openpyxl(berkas[-1])
    RUSAK[nama].ubah(DiOpenpyxl(wb), describe(BUATAN, PEMILIK), DiOpenpyxl(open_openpyxl(berkas[0])))
    wb.save(tmp_path / "x.xlsx")
    same(batch, tmp_path / "x.xlsx")
    same(batch, berkas[-1])


@pytest.mark.parametrize("cara", LAIN_TULIS)
def test_other_writers(cara: str, berkas: list[Path], batch: Borongan, tmp_path: Path) -> None:
    """R3: no alarm alone, none in the batch."""
    integritas, _ = same(batch, LAIN_TULIS[cara](berkas[-1], tmp_path / "x.xlsx"))
    assert integritas.keaslian.keadaan == "asli"


def test_a_form_that_cannot_be_replaced(berkas: list[Path]) -> None:
    """R4: where replacing is not faithful, everything is described and compared in full."""
    batch = Borongan(BUATAN)
    with forgotten():
        for _ in range(siap.SENDIRI + 1):
            siap.prepared(BUATAN).describe(PEMILIK, TandaKiriman("2026-12-31"))
        for cetakan in siap.prepared(BUATAN)._cetakan.values():
            cetakan.bersama = None
        for path in berkas[:2]:
            assert same(batch, path)[0].keaslian.keadaan == "asli"
            assert batch.read(path).bersama is None


def test_another_definition_is_told(berkas: list[Path]) -> None:
    """R5: BKS10 first; the file is compared with the instrument at hand."""
    batch = Borongan(parse_instrumen(BUATAN.model_dump() | {"judul": "Lain sekali"}))
    bacaan = batch.read(berkas[0])
    assert [t.kode for t in bacaan.temuan] == ["BKS10"]
    assert "SGL04" in {t.kode for t in inspect(bacaan, PUBLIK).temuan}
