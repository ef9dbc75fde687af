"""The README's commands are run as written, in an empty folder: the first by a shell, the others in this process."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from bantu.mesin import need

from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.perintah.cli import main
from kinerja_core.xlsx.mesin.soffice import libreoffice_missing

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_commands_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                    capsys: pytest.CaptureFixture[str]) -> None:
    need(libreoffice_missing())
    perintah = [b.split("#")[0].strip() for b in re.findall(r"^kinerja .*$", README, re.M)]
    assert len(perintah) >= 10
    lingkungan = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    hasil = subprocess.run(perintah[0], shell=True, cwd=tmp_path, env=lingkungan, capture_output=True, text=True,
                           check=False)
    assert hasil.returncode == 0, hasil.stderr
    monkeypatch.chdir(tmp_path)
    for baris in perintah[1:]:
        panggilan, _, ke = baris.partition(">")
        monkeypatch.setattr(sys, "argv", shlex.split(panggilan))
        with pytest.raises(SystemExit) as akhir:
            main()
        tampil = capsys.readouterr()
        assert akhir.value.code in {0, 1}, (baris, tampil.err)
        assert "Traceback" not in tampil.err
        if ke:
            Path(ke.strip()).write_text(tampil.out, "utf-8")
    assert (tmp_path / "bendo.xlsx").read_bytes()
    assert (tmp_path / "lagi.xlsx").read_bytes()
    assert (tmp_path / "buku.xlsx").read_bytes() == (tmp_path / "buku_lagi.xlsx").read_bytes()


def test_numbers_of_the_readme_are_todays() -> None:
    assert "86,894377631548" in README
    assert "Not yet verified in Microsoft Excel" in README
    for perintah in ("make demo", "make test"):
        assert perintah in README.split("##")[0]
    windows = README.partition("```powershell\n")[2].partition("```")[0].splitlines()
    assert [re.findall(r"-r (\S+?);", baris) for baris in windows] == [
        ["requirements.lock"], ["requirements-uji.lock"]]


def test_first_screen_tells_both_workbooks_and_every_document() -> None:
    layar = README.split("##")[0]
    assert all(kata in layar for kata in ("kertas kerja", "Buku Kinerja"))
    assert all(nama.rpartition("_")[0].capitalize() in layar for nama in DOKUMEN)
