"""What every button does before its work: R1 a workbook whose name or folder a command line would act on is refused
with the sign and what to rename; R2 any other passes; R3 nothing of the button's own work begins."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from kinerja_addin import jalankan_tombol
from kinerja_addin.jalankan_tombol import TANDA_TERLARANG, button, check_name

from kinerja_core.dasar.nama_berkas import free_path
from kinerja_core.dasar.temuan import KinerjaError

WEB = "https://contoh-my.sharepoint.com/personal/a_b/Documents"


def refused(nama: str, jalur: str) -> tuple[str, str]:
    with pytest.raises(KinerjaError) as galat:
        check_name(nama, jalur)
    (t,) = galat.value.temuan
    return t.kode, t.pesan


@pytest.mark.parametrize("tanda", "^&%=;$()\"!" + TANDA_TERLARANG)
def test_every_sign_is_refused_in_name_and_in_folder(tanda: str) -> None:
    """R1."""
    nama = f"x{tanda}calc .xlsx"
    for jalur in (nama, f"C:\\Kerja\\{nama}", f"/Users/a/{nama}", f"{WEB}/{nama}"):
        kode, pesan = refused(nama, jalur)
        assert (kode, f"tanda {tanda}," in pesan) == ("TBL05", True)
    for folder in (
            f"C:\\Kerja {tanda} Data\\", f"\\\\server\\bagi{tanda}\\", f"/Users/{tanda}/",
            f"{WEB}/Kerja {tanda} Data/"):
        kode, pesan = refused("a.xlsx", f"{folder}a.xlsx")
        assert (kode, f"tanda {tanda}," in pesan) == ("TBL06", True)


@pytest.mark.parametrize(("nama", "jalur"), [
    ("a\nb.xlsx", "a\nb.xlsx"), ("a.xlsx", "C:\\a\tb\\a.xlsx"), ("a.xlsx", "C:\\a%20b\\a.xlsx"),
    ("a.xlsx", f"{WEB}/%PATH%/a.xlsx"), ("a b.xlsx", f"{WEB}/a%2/a%20b.xlsx"),
])
def test_unseen_signs_and_variables_are_refused(nama: str, jalur: str) -> None:
    """R1: a percent sign passes only in an address and only as %20 and its kin."""
    refused(nama, jalur)


@pytest.mark.parametrize(("nama", "jalur"), [
    ("Buku1", "Buku1"), ("x .xlsx", "C:\\Data Kita\\x .xlsx"),
    ("Jum'at, #3 [a]{b}+~@.xlsx", "D:\\Qur'an\\Jum'at, #3 [a]{b}+~@.xlsx"),
    ("a b.xlsx", f"{WEB}/Data%20Kita/a%20b.xlsx"), ("a b.xlsx", f"{WEB}/Data Kita/a b.xlsx"),
])
def test_ordinary_names_pass(nama: str, jalur: str) -> None:
    """R2."""
    check_name(nama, jalur)


def test_names_the_buttons_give_themselves_pass(tmp_path: Any) -> None:
    """R2: also when the first choice is taken."""
    for _ in range(3):
        path = free_path(tmp_path, "35.20.10_bendo_kertas_kerja_2022.xlsx")
        path.touch()
        check_name(path.name, path.name)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_refused_workbook_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    """R3: one sentence; neither state nor work of the button is reached."""
    pesan: list[str] = []
    monkeypatch.setattr(jalankan_tombol, "say", lambda _, kalimat: pesan.append(kalimat))
    nama = "x^&calcx .xlsx"
    book = SimpleNamespace(name=nama, impl=SimpleNamespace(fullname=f"C:\\Kerja\\{nama}"))  # any other access fails
    dijalankan: list[Any] = []
    tekan: Any = button()(dijalankan.append)
    assert tekan(book) is None
    assert dijalankan == []
    assert len(pesan) == 1
    assert pesan[0].startswith("Nama buku ini memuat tanda ^,")
    assert "(TBL05)" in pesan[0]
