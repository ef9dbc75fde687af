"""What somebody wrote into a file, a list or a name leaves the program as text and nothing else (cases.md F37).

R1 the functions of `dasar.polos`: no sign that steers, hides or turns round is left; JSON and TOML give everything
back. R2 every verb over a hostile workbook: the terminal, JSON, .csv, the zip of a sending, the log. R3 a round over a
hostile folder: recap, return notes, messages, register, verifier workbooks. R4 an identity holds none of it. R5 every
text that goes into a message. R6 message boxes and sheets of the add-in.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bantu import jahat
from bantu.isian_acak import IDENTITAS, instrumen_text
from bantu.kiriman import HARI
from hypothesis import given
from hypothesis import strategies as st
from kinerja_addin.jalankan_tombol import say
from kinerja_addin.lembar import _cell
from test_cli import run

from benchmarks.isi import put_cells
from kinerja_core.dasar.log import log_path, write_log
from kinerja_core.dasar.polos import cell_text, escape_json, json_text, neutral, one_line, visible
from kinerja_core.dasar.temuan import KATALOG, buat_temuan
from kinerja_core.dasar.tulis_toml import to_toml
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat

Cap = pytest.CaptureFixture[str]
#: One text of each sort that does something: escapes, title of the window, bell, back, turned round, isolated, hidden,
#: joined, filled, tags, line separators, the C1 controls, NUL.
JAHAT = ("\x1b[31mMERAH\x1b[0m", "\x1b]0;judul\x07", "a\x08\x08b", "\x9b31m", "\u202egpj.exe",
         "\u2066x\u2069", "a\u200bb", "a\u200d\u2060b", "\u3164", "a\U000e0041b", "a\u2028b\u2029c", "a\x7fb",
         "a\ufe0fb", "a\u00adb", "\ufeffa")
SELIPAN = "=cmd|' /C calc'!A1"
#: All of them in one text, which also begins like a formula and feigns a line of its own.
SEMUA = SELIPAN + "\r\nPGL01  palsu\t" + "".join(JAHAT)


def _speaks(teks: str, *, ganti_baris: str = "\n") -> set[str]:
    """Signs of a text that are more than text."""
    samar = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
    return {h for h in teks if h not in ganti_baris and (
        unicodedata.category(h) in samar or h in "\u3164\u115f\u1160\uffa0\u034f\ufe0f")}


# -- R1


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x1b\u202e\u200b\r\n\t=+-@\u3164\ufe0f\ud800"))))
def test_nothing_is_left_that_does_something(teks: str) -> None:
    assert _speaks(visible(teks)) == set()
    assert _speaks(one_line(teks), ganti_baris="") == set()
    sel = cell_text(teks)
    assert _speaks(sel) == set()
    assert neutral(sel) == sel
    tertulis = json_text({"a": [teks]})
    assert _speaks(tertulis) == set()
    assert json.loads(tertulis) == {"a": [teks]}


@given(st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\x1b\u202e\U000e0041"))))
def test_toml_gives_back_what_was_written(teks: str) -> None:
    tertulis = to_toml({"a": teks}, frozenset())
    assert _speaks(tertulis) == set()
    assert tomllib.loads(tertulis) == {"a": teks}


def test_ordinary_texts_stay_as_they_are() -> None:
    for teks in ("Kecamatan Ngawi", "71,4 %", "Ḍöng 東", "a\\x1b", "-", "baris\nbaris", "é", "👍"):
        assert visible(teks) == cell_text(teks) == teks
        assert escape_json(teks) == teks
    assert one_line("satu\r\ndua\u00a0tiga\tempat") == "satu dua tiga empat"


# -- R2


@pytest.fixture(scope="module")
def buku() -> bytes:
    """A sealed, filled workbook with hostile texts in an input, as a formula, as the name of a sheet, as an error."""
    kotak = jahat.denah().masukan[jahat.SEL]
    teks = re.sub(r"[\x00-\x08\x0b-\x1f]", lambda x: f"_x{ord(x[0]):04X}_", SEMUA)  # as a file holds controls
    data = jahat.add_sheet(jahat.with_value(teks, jahat.BUKTI), "a\u202eb", "hidden")
    return jahat.change_sheet(data, kotak[0], lambda xml: put_cells(xml, {
        alamat(kotak[1]): jahat.formula_on(' WEBSERVICE("_x001B_[31m' + "\u202e" + '")')}))


@pytest.fixture
def meja(tmp_path: Path, buku: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the instrument, the public key, and the workbook under a name that speaks to a terminal."""
    (tmp_path / "uji.toml").write_text(instrumen_text(jahat.KEBIJAKAN), encoding="utf-8")
    (tmp_path / "publik.pem").write_bytes(jahat.PUBLIK)
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "=a\x1b[31m\u202e\n.xlsx").write_bytes(buku)
    (tmp_path / "masuk" / "@\x1b]0;x\x07.jpg").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _file(meja: Path) -> Path:
    return next((meja / "masuk").glob("*.xlsx"))


def _texts(path: Path) -> dict[str, str]:
    """Every text of an output: lines of a text file, cells of a workbook, what a zip holds but the workbook itself."""
    if path.suffix == ".xlsx":
        return {f"{path.name} {s.nama}!{alamat(p)}": v for s in read_buku(path).lembar for p, v in s.nilai.items()
                if isinstance(v, str)}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as z:
            assert _speaks("".join(z.namelist())) == set()
            return {n: z.read(n).decode("utf-8-sig") for n in z.namelist() if not n.endswith((".xlsx", ".pdf"))}
    return {path.name: path.read_text("utf-8-sig")}


VERBA: dict[str, list[Any]] = {
    "baca": ["baca"], "hitung": ["hitung"], "periksa": ["periksa", "--kunci", "publik.pem"],
    "csv": ["ekspor", "-o", "keluar/a.csv"], "json": ["ekspor", "-o", "keluar/a.json"],
    "kirim": ["kirim", "--tetap", "--ke", "keluar"], "pindah": ["pindah", "--timpa", "-o", "keluar/pindah.xlsx"],
    "tahun": ["tahun-berikutnya", "--timpa", "-o", "keluar/tahun.xlsx"],
}


@pytest.mark.sampel(4)
@pytest.mark.parametrize("nama", VERBA)
def test_no_verb_lets_a_file_speak(nama: str, meja: Path, capsys: Cap) -> None:
    verba, *pilihan = VERBA[nama]
    for lain in ([], ["--json"]) if nama not in ("csv", "json") else ([],):
        _, keluar, galat = run(capsys, verba, _file(meja), "--instrumen", meja / "uji.toml", *pilihan, *lain)
        assert _speaks(keluar + galat) == set()
        assert not [b for b in (keluar + galat).splitlines() if b.startswith("PGL01  palsu")]
        if lain and keluar:
            json.loads(keluar)
    for path in (meja / "keluar").glob("*"):
        if path.suffix != ".xlsx":  # a workbook for the office holds its inputs as they were typed
            for tempat, teks in _texts(path).items():
                assert _speaks(teks, ganti_baris="\r\n") == set(), tempat
    if nama == "csv":
        assert "'" + SELIPAN in (meja / "keluar" / "a.csv").read_text("utf-8-sig")


def test_a_missing_file_is_told_as_text(meja: Path, capsys: Cap) -> None:
    _, keluar, galat = run(capsys, "periksa", meja / "tak\x1b[31m ada\u202e.xlsx")
    assert "BKS01" in keluar + galat
    assert _speaks(keluar + galat) == set()


def test_the_log_holds_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_: str(tmp_path))
    write_log(ValueError(SEMUA))
    assert _speaks(log_path().read_text("utf-8")) == set()


# -- R3


def test_no_round_lets_a_folder_speak(meja: Path, capsys: Cap) -> None:
    tetap = ["--instrumen", meja / "uji.toml", "--register", meja / "r.sqlite"]
    kumpul = ["kumpul", meja / "masuk", *tetap, "--kunci-publik", meja / "publik.pem", "--diterima", HARI, "--ke",
              meja / "hasil" / "REKAP.xlsx", "--catatan", meja / "catatan"]
    for perintah in (kumpul, [*kumpul, "--json", "--timpa"], ["register", meja / "r.sqlite"],
                     ["register", meja / "r.sqlite", "--json"]):
        (meja / "masuk" / "rusak\x1b\u202e.xlsx").write_bytes(b"x")
        kode, keluar, galat = run(capsys, *perintah)
        assert kode in (0, 1, 3), galat
        assert _speaks(keluar + galat) == set()
    berkas = [p for f in ("hasil", "catatan") for p in (meja / f).rglob("*") if p.is_file()]
    assert {p.suffix for p in berkas} >= {".xlsx", ".csv", ".txt"}
    for path in berkas:
        if path.suffix != ".parquet":
            for tempat, teks in _texts(path).items():
                assert _speaks(teks, ganti_baris="\r\n") == set(), tempat
                assert path.suffix != ".xlsx" or neutral(teks) == teks, tempat


# -- R4, R5, R6


@pytest.mark.parametrize("jelek", [*JAHAT, "=1+1", "+62", "@a", "-x", "a\nb"])
@pytest.mark.parametrize("kunci", ["nama", "kabupaten", "provinsi", "alamat"])
@pytest.mark.sampel(20)
def test_no_identity_holds_such_a_text(kunci: str, jelek: str) -> None:
    assert IDENTITAS.model_copy(update={kunci: "Karang Anyar"})
    with pytest.raises(ValueError, match="tanda"):
        type(IDENTITAS)(**{**IDENTITAS.model_dump(), kunci: jelek if jelek.strip() else "x" + jelek})


@pytest.mark.parametrize("kode", list(KATALOG))
@pytest.mark.sampel(20)
def test_no_message_holds_such_a_text(kode: str) -> None:
    t = buat_temuan(kode, "Lem\u202ebar!A1\x1b[0m\n", a=SEMUA, b=SEMUA)
    assert _speaks(t.sel + t.pesan + t.perbaikan, ganti_baris="") == set()


def test_the_add_in_shows_text(monkeypatch: pytest.MonkeyPatch) -> None:
    class Aplikasi:
        dikatakan = ""

        def alert(self, kalimat: str, judul: str, tombol: str) -> str:
            self.dikatakan = kalimat
            return "ok"

    class Buku:
        app = Aplikasi()

    say(Buku(), "satu\n" + SEMUA)  # type: ignore[arg-type]
    assert Buku.app.dikatakan.startswith("satu\n=cmd")
    assert _speaks(Buku.app.dikatakan) == set()
    assert _speaks(_cell(SEMUA)) == set()


