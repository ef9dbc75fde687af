"""The mutation check itself: which faults it plants, and whether it can tell an awake test from a sleeping one."""

from __future__ import annotations

from pathlib import Path

import mutasi
import pytest

CONTOH = '''"""Toy."""

JENIS = {"a", "b", "c"}


def boleh(nilai: int | None, batas: int = 3, huruf: str = "ab") -> bool:
    """Toy."""
    if nilai is None or nilai < 0:
        return False
    return all(n in JENIS for n in huruf) and nilai <= batas
'''


def test_each_module_and_its_tests_exist() -> None:
    for modul, uji in mutasi.MODUL.items():
        assert (mutasi.AKAR / modul).is_file(), modul
        for berkas, _, satu in (n.partition("::") for n in uji):
            assert f"def {satu}" in (mutasi.AKAR / f"tests/{berkas}.py").read_text("utf-8"), berkas


def test_the_kinds_of_fault_are_planted_and_types_are_left_alone() -> None:
    semua = {(m.semula, m.menjadi) for m in mutasi.mutants(CONTOH)}
    assert {("3", "(4)"), ("all", "(any)"), ("nilai <= batas", "(nilai < batas)"), ("False", "(True)"),
            ("nilai is None or nilai < 0", "(nilai is None and nilai < 0)"), ("nilai < 0", "(nilai <= 0)"),
            ('{"a", "b", "c"}', "({'b', 'c'})")} <= semua
    assert not any(m.semula.startswith(("int |", '"""')) for m in mutasi.mutants(CONTOH))
    for m in mutasi.mutants(CONTOH):
        assert m.apply(CONTOH.encode()) != CONTOH.encode()


def test_what_is_argued_stands_there_and_only_once() -> None:
    """An argument is about these lines: once they are others, it counts for nothing and has to go."""
    for modul, semula, menjadi in mutasi.argued():
        teks = mutasi.one_line((mutasi.AKAR / modul).read_text("utf-8"))
        assert (modul in mutasi.MODUL, teks.count(semula), semula != menjadi) == (True, 1, True), semula


def test_the_same_seed_draws_the_same_faults_on_different_lines_first() -> None:
    satu, dua = (mutasi.draw(CONTOH, 4, "1:toy") for _ in range(2))
    assert satu == dua
    assert len({m.baris for m in satu}) == 4
    assert any(mutasi.draw(CONTOH, 4, f"{n}:toy") != satu for n in range(2, 6))


@pytest.mark.parametrize(("uji", "lulus"), [
    ("assert [boleh(n) for n in (None, -1, 0, 3, 4)] == [False, False, True, True, False]\n"
     "    assert not boleh(1, huruf='az')\n"
     "    assert JENIS == {'a', 'b', 'c'}", True),
    ("assert boleh(2)", False),
], ids=["awake", "asleep"])
def test_an_awake_test_passes_and_a_sleeping_one_does_not(uji: str, lulus: bool, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "toy.py").write_text(CONTOH, "utf-8")
    tes = f"from toy import JENIS, boleh\n\n\ndef test_it() -> None:\n    {uji}\n"
    (tmp_path / "tests/test_toy.py").write_text(tes, "utf-8")
    monkeypatch.setattr(mutasi, "AKAR", tmp_path)
    monkeypatch.setattr(mutasi, "MODUL", {"toy.py": ("test_toy",)})
    monkeypatch.setattr(mutasi, "SISA", tmp_path / "sisa.toml")
    assert mutasi.run(["toy.py"], 6, 1, 2) is lulus
    assert "of 6 noticed" in capsys.readouterr().out
    assert (tmp_path / "toy.py").read_text("utf-8") == CONTOH


@pytest.mark.parametrize(("lama", "lulus"), [("return False", True), ("return not True", False)],
                         ids=["the lines stand there", "they are others"])
def test_a_fault_that_is_none_is_argued_as_long_as_its_lines_stand_there(
        lama: str, lulus: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "toy.py").write_text(CONTOH, "utf-8")
    mutan = next(m for m in mutasi.mutants(CONTOH) if m.semula == "nilai < 0" and m.menjadi == "(nilai <= 0)")
    (tmp_path / "sisa.toml").write_text(f'''
[[sisa]]
modul = "toy.py"
semula = """
    \\"\\"\\"Toy.\\"\\"\\" if nilai is None or nilai < 0: {lama}"""
menjadi = """\\"\\"\\"Toy.\\"\\"\\" if nilai is None or (nilai <= 0): {lama}"""
sebab = "nobody asks for 0"
''', "utf-8")
    for nama, nilai in (("AKAR", tmp_path), ("SISA", tmp_path / "sisa.toml"), ("MODUL", {"toy.py": ()})):
        monkeypatch.setattr(mutasi, nama, nilai)
    monkeypatch.setattr(mutasi, "noticed", lambda pohon, uji: False)
    monkeypatch.setattr(mutasi, "draw", lambda sumber, banyak, benih: [mutan])
    assert mutasi.run(["toy.py"], 1, 1, 1) is lulus
    assert ("argued: nobody asks for 0" in capsys.readouterr().out) is lulus
