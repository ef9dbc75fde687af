"""What is kept on disk between two commands: plain data that may be lost, and is believed only when nothing is amiss.

R1 what was kept is given back, for its very origin only. R2 a damaged, cut, foreign, moved or swollen file counts as
nothing kept. R3 two processes at once do no harm. R4 where nothing can be written nothing is kept, and nothing told.
R5 the number of files is bounded; it is shown and cleared. R6 an instrument that was kept is the one pydantic gives,
without pydantic; another content, another version of the classes is read anew; a kept one of other fields is not taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from bantu.isian_acak import instrumen_uji

from kinerja_core.dasar import simpanan
from kinerja_core.dasar.data import load_toml
from kinerja_core.instrumen import model
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, parse_instrumen
from kinerja_core.kantor.cek import show_kept
from kinerja_core.perintah import cli

ISI = {"a": [1, "2", None], "b": {"c": 1.5}}
BAWAAN = [p.stem for p in sorted(model.templat_dir().glob("*.toml")) if "aspek" in load_toml(p)]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of our own, and nothing in memory."""
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path / "cache"))
    model._of_content.cache_clear()
    return tmp_path / "cache" / "simpanan"


def only(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_was_kept_is_given_back() -> None:
    """R1"""
    assert simpanan.recall(b"asal") is None
    simpanan.keep(b"asal", ISI)
    assert simpanan.recall(b"asal") == ISI
    assert simpanan.recall(b"asal ") is None
    simpanan.keep(b"asal", [])
    assert simpanan.recall(b"asal") == []


RUSAK: dict[str, Callable[[bytes], bytes]] = {
    "satu huruf": lambda b: b.replace(b'"2"', b'"3"'), "terpotong": lambda b: b[:-1], "bertambah": lambda b: b + b" ",
    "kosong": lambda b: b"", "segel": lambda b: (b"0" if b[:1] != b"0" else b"1") + b[1:],
    "tanpa segel": lambda b: b.partition(b"\n")[2], "biner": lambda b: b"\x00" * len(b),
}


@pytest.mark.parametrize("cara", RUSAK)
def test_a_damaged_file_is_nothing_kept(cara: str, cache: Path) -> None:
    """R2"""
    simpanan.keep(b"asal", ISI)
    path = only(cache)
    utuh = path.read_bytes()
    path.write_bytes(RUSAK[cara](utuh))
    assert path.read_bytes() != utuh
    assert simpanan.recall(b"asal") is None
    path.write_bytes(utuh)
    assert simpanan.recall(b"asal") == ISI


def test_a_sealed_text_that_is_no_json_is_nothing_kept(cache: Path) -> None:
    """R2"""
    simpanan.keep(b"asal", ISI)
    _, kunci = simpanan._place(b"asal")
    only(cache).write_bytes(simpanan._seal(kunci, b"{") + b"{")
    assert simpanan.recall(b"asal") is None


def test_a_file_of_another_origin_is_nothing_kept(cache: Path) -> None:
    """R2: renamed to where this one would lie."""
    simpanan.keep(b"lain", ISI)
    only(cache).rename(simpanan._place(b"asal")[0])
    assert simpanan.recall(b"asal") is None


def test_a_file_of_another_user_or_swollen_is_nothing_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2"""
    simpanan.keep(b"asal", ISI)
    if hasattr(os, "geteuid"):
        milik = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: milik + 1)
        assert simpanan.recall(b"asal") is None
        monkeypatch.setattr(os, "geteuid", lambda: milik)
    monkeypatch.setattr(simpanan, "UKURAN_MAKS", only(cache).stat().st_size - 1)
    assert simpanan.recall(b"asal") is None


def test_a_folder_of_that_name_is_nothing_kept(cache: Path) -> None:
    """R2, R4"""
    simpanan._place(b"asal")[0].mkdir(parents=True)
    assert simpanan.recall(b"asal") is None
    simpanan.keep(b"asal", ISI)
    assert simpanan.recall(b"asal") is None


_TULIS = """
import sys, platformdirs
platformdirs.user_cache_dir = lambda _: sys.argv[1]
from kinerja_core.dasar import simpanan
salah = 0
for n in range(200):
    simpanan.keep(b"asal", {"isi": [sys.argv[2]] * 2000})
    isi = simpanan.recall(b"asal")
    salah += isi is not None and set(isi["isi"]) not in ({"a"}, {"b"})
print(salah, isi is not None)
"""


def test_two_processes_at_once(cache: Path) -> None:
    """R3: whatever one reads was written whole by one of both, and nothing half-written stays behind."""
    anak = [subprocess.Popen([sys.executable, "-c", _TULIS, str(cache.parent), n], stdout=subprocess.PIPE, text=True)
            for n in "ab"]
    assert [a.communicate()[0].split() for a in anak] == [["0", "True"]] * 2
    assert len(list(cache.iterdir())) == 1


def test_where_nothing_can_be_written(cache: Path) -> None:
    """R4"""
    cache.parent.write_text("bukan folder")
    simpanan.keep(b"asal", ISI)
    assert simpanan.recall(b"asal") is None
    assert simpanan.kept() == (0, 0)


def test_the_oldest_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5"""
    monkeypatch.setattr(simpanan, "BERKAS_MAKS", 3)
    for n in range(5):
        simpanan.keep(str(n).encode(), n)
        os.utime(simpanan._place(str(n).encode())[0], (n, n))
    assert [simpanan.recall(str(n).encode()) for n in range(5)] == [None, None, 2, 3, 4]


def test_it_is_shown_and_cleared(cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
                                 ) -> None:
    """R5: files that are not ours stay."""
    for n in range(2):
        simpanan.keep(str(n).encode(), "x" * 1500)
    (cache / "lain.txt").write_text("x")
    assert show_kept()[0].startswith("2 berkas, 3 KB di ")
    monkeypatch.setattr(sys, "argv", ["kinerja", "cek", "--kosongkan"])
    with pytest.raises(SystemExit) as selesai:
        cli.main()
    assert (selesai.value.code, capsys.readouterr().out) == (0, "Simpanan dikosongkan: 2 berkas.\n")
    assert [p.name for p in cache.iterdir()] == ["lain.txt"]


@pytest.mark.parametrize("nama", BAWAAN)
def test_a_kept_instrument_is_the_one_that_was_read(nama: str) -> None:
    """R6"""
    path = find_instrumen(nama)
    dibaca = load_instrumen(path)
    model._of_content.cache_clear()
    kenal = load_instrumen(path)
    assert kenal is not dibaca
    assert (kenal, kenal.sidik, repr(kenal)) == (dibaca, dibaca.sidik, repr(dibaca))
    segar = parse_instrumen(load_toml(path))
    assert (segar, segar.sidik) == (kenal, kenal.sidik)


def test_every_rule_is_the_same_again() -> None:
    """R6: one instrument with all rules, as JSON would give it."""
    ins = instrumen_uji("nol")
    assert {i.aturan.jenis for i in ins.indikator} == set(ATURAN)
    kembali = Instrumen.from_plain(json.loads(json.dumps(ins.model_dump(mode="json"))))
    assert (kembali, repr(kembali)) == (ins, repr(ins))


def test_a_known_instrument_needs_no_pydantic(tmp_path: Path) -> None:
    """R6"""
    kode = ("import sys, platformdirs; platformdirs.user_cache_dir = lambda _: sys.argv[1]\n"
            "from kinerja_core.instrumen.model import *\n"
            "i = load_instrumen(find_instrumen('sinergisitas_jatim_2022'))\nprint(i.sidik, 'pydantic' in sys.modules)")
    hasil = [subprocess.run([sys.executable, "-c", kode, str(tmp_path)], capture_output=True, text=True, check=True)
             .stdout.split() for _ in range(2)]
    assert hasil[0][0] == hasil[1][0]
    assert [h[1] for h in hasil] == ["True", "False"]


@pytest.mark.parametrize("ubah", [
    lambda isi: isi["instrumen"].pop("judul"), lambda isi: isi["instrumen"].update(asing=1),
    lambda isi: isi["instrumen"]["aspek"][0].pop("kode"), lambda isi: isi.pop("sidik"),
    lambda isi: isi["instrumen"]["aspek"][0]["sub_aspek"][0]["indikator"][0]["aturan"].update(jenis="asing"),
    lambda isi: isi["instrumen"]["aspek"][0]["sub_aspek"][0]["indikator"][0].update(bobot="x"),
    lambda isi: isi["instrumen"].update(aspek=None), lambda isi: isi.update(instrumen=[])])
def test_a_kept_one_of_other_fields_is_not_taken(ubah: Callable[[dict[str, object]], object]) -> None:
    """R6"""
    path = find_instrumen("sinergisitas_jatim_2022")
    benar, asal = load_instrumen(path), model._kept_as(path.read_bytes())
    isi = simpanan.recall(asal)
    ubah(isi)
    simpanan.keep(asal, isi)
    model._of_content.cache_clear()
    assert load_instrumen(path) == benar
    assert load_instrumen(path).sidik == benar.sidik
