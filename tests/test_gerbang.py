"""The gate: every hostile, broken or foreign file ends with its kode, and nothing else escapes.

1. Files that are no package: missing, folder, lock file, empty, text, encrypted, legacy, OpenDocument, binary.
2. Zips that lie or attack: names, number, sizes, ratio, overlap, encryption, CRC, truncation.
3. XML that attacks: DOCTYPE in any part and encoding, depth, malformed text.
4. Macros in any disguise.
5. Limits are counted while inflating: no more than the declared size plus one byte ever exists.
6. What is unusual but lawful passes: UTF-16 parts, folder entries, legacy VML.
7. Refused by the reader: cells outside the grid, too many, out of order, hidden second contents, dangling indexes.

Whatever else bytes may be is the business of test_fuzz.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bantu.jahat_paket import BESAR, DATA, DITOLAK, DITOLAK_BAGIAN, FILES, MC
from bantu.paket import (
    NS_UTAMA,
    kode_of,
    pack,
    patch_header,
    relations,
    sheet,
    small_parts,
    write,
)

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx import baca_lembar, gerbang
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.gerbang import read_parts


@pytest.mark.parametrize("nama", FILES)
def test_kode_of_file(tmp_path: Path, nama: str) -> None:
    """1-4, 6."""
    data, kode = FILES[nama]
    assert kode_of(write(tmp_path, data)) == kode


def test_path_that_is_no_file(tmp_path: Path) -> None:
    """1: missing, impossible names, a folder named .xlsx, lock files of Excel and LibreOffice."""
    (tmp_path / "folder.xlsx").mkdir()
    assert kode_of(tmp_path / "tidak ada.xlsx") == "BKS01"
    assert kode_of(tmp_path / "nol\0.xlsx") == "BKS01"
    assert kode_of(tmp_path / ("p" * 300 + ".xlsx")) == "BKS21"
    assert kode_of(tmp_path / "folder.xlsx") == "BKS02"
    assert kode_of(write(tmp_path, DATA, "~$buku.xlsx")) == "BKS02"
    assert kode_of(write(tmp_path, DATA, ".~lock.buku.xlsx#")) == "BKS02"


def test_message_names_the_part(tmp_path: Path) -> None:
    """3: the sentence for a person says which part, and the error carries the finding."""
    with pytest.raises(KinerjaError) as galat:
        read_parts(write(tmp_path, FILES["DOCTYPE di lembar"][0]))
    assert "xl/worksheets/sheet1.xml" in str(galat.value)
    assert [t.kode for t in galat.value.temuan] == ["BKS06"]


@pytest.mark.parametrize(
    ("batas", "nilai"),
    [("BERKAS_MAKS", 900), ("UKURAN_PAKET_MAKS", 9000), ("UKURAN_BAGIAN_MAKS", 9000), ("BAGIAN_MAKS", 5)],
)
def test_limit_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batas: str, nilai: int) -> None:
    """5: each limit alone stops a file that is fine otherwise."""
    jalur = write(tmp_path, pack(BESAR))
    assert kode_of(jalur) == ""
    monkeypatch.setattr(gerbang, batas, nilai)
    assert kode_of(jalur) == "BKS05"


def test_inflating_stops_at_the_declared_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """5: a member that declares 50,000 bytes and holds 20 million never becomes longer than 50,001."""
    terpanjang = 0

    class Penghitung:
        def __init__(self, asli: object) -> None:
            self.asli = asli

        def decompress(self, data: bytes, batas: int) -> bytes:
            nonlocal terpanjang
            isi = self.asli.decompress(data, batas)
            terpanjang = max(terpanjang, len(isi))
            return isi

        @property
        def eof(self) -> bool:
            return self.asli.eof

    asli = gerbang.zlib.decompressobj
    monkeypatch.setattr(gerbang.zlib, "decompressobj", lambda bita: Penghitung(asli(bita)))
    data = patch_header(FILES["bom"][0], "xl/media/a.bin", "<I", 24, 22, 50_000)
    assert kode_of(write(tmp_path, data)) == "BKS05"
    assert terpanjang == 50_001


def test_parts_come_out_whole(tmp_path: Path) -> None:
    """6: names with "/" and the very bytes that were packed, folders left out, original order."""
    parts = small_parts() | {"xl/media/a.bin": bytes(range(256))}
    hasil = read_parts(write(tmp_path, pack({"xl/": b""} | parts)))
    assert hasil == {nama: isi.encode() if isinstance(isi, str) else isi for nama, isi in parts.items()}
    assert list(hasil) == list(parts)


def test_doctype_is_refused_before_any_expansion(tmp_path: Path) -> None:
    """3: a billion laughs costs nothing, since the declaration itself is refused."""
    tumpuk = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    data = f'<?xml version="1.0"?><!DOCTYPE worksheet [{tumpuk}]><worksheet>&l11;</worksheet>'
    assert kode_of(write(tmp_path, pack(small_parts(sheet=data)))) == "BKS06"


# -- 7. refused by the reader behind the gate

@pytest.mark.parametrize("nama", DITOLAK)
def test_refused_cells(tmp_path: Path, nama: str) -> None:
    """7."""
    data, kode = DITOLAK[nama]
    assert kode_of(write(tmp_path, pack(small_parts(sheet=sheet(data)))), read_buku) == kode


@pytest.mark.parametrize("nama", DITOLAK_BAGIAN)
def test_refused_parts(tmp_path: Path, nama: str) -> None:
    """7."""
    assert kode_of(write(tmp_path, pack(small_parts(**DITOLAK_BAGIAN[nama]))), read_buku) == "BKS07"


@pytest.mark.parametrize("isi", [f"<mc:AlternateContent {MC}/>", "<x><si><t>b</t></si></x>", "<t>b</t>"])
def test_refused_strings(tmp_path: Path, isi: str) -> None:
    """7: a second list of strings inside the first."""
    parts = small_parts(
        hubungan=relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "teks.xml"))
    )
    for teks, kode in (("", ""), (isi, "BKS07")):
        parts["xl/teks.xml"] = f'<sst xmlns="{NS_UTAMA}"><si><t>a</t></si>{teks}</sst>'
        assert kode_of(write(tmp_path, pack(parts)), read_buku) == kode


def test_number_of_cells_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """7: blank cells count too."""
    jalur = write(tmp_path, pack(small_parts(sheet=sheet('<row r="1">' + "<c/>" * 9 + "</row>"))))
    monkeypatch.setattr(baca_lembar, "SEL_MAKS", 9)
    assert kode_of(jalur, read_buku) == ""
    monkeypatch.setattr(baca_lembar, "SEL_MAKS", 8)
    assert kode_of(jalur, read_buku) == "BKS05"


def test_gate_stands_before_the_reader(tmp_path: Path) -> None:
    """7: a DOCTYPE in a part the reader itself never uses, styles outside their table, a property twice."""
    jahat = small_parts() | {"docProps/app.xml": "<!DOCTYPE a><a/>"}
    assert kode_of(write(tmp_path, pack(jahat)), read_buku) == "BKS06"
    ganda = relations(("rId1", "officeDocument", "xl/workbook.xml"), ("b", "custom-properties", "docProps/custom.xml"))
    khusus = '<p><property name="a"><x>1</x></property>{}</p>'
    for tambah, kode in (("", ""), ('<property name="a"><x>2</x></property>', "BKS07")):
        parts = small_parts(akar=ganda) | {"docProps/custom.xml": khusus.format(tambah)}
        assert kode_of(write(tmp_path, pack(parts)), read_buku) == kode
    gaya = small_parts(
        sheet=sheet('<row r="1"><c r="A1" s="1"/></row>'),
        hubungan=relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")),
    ) | {"xl/styles.xml": f'<styleSheet xmlns="{NS_UTAMA}"><cellXfs><xf/></cellXfs></styleSheet>'}
    assert kode_of(write(tmp_path, pack(gaya)), read_buku) == "BKS07"
