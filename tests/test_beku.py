"""Frozen classes of files: one description of a field for pydantic, for code, and for what was checked before.

R1 frozen, equal and hashed by value, unknown and missing fields refused. R2 bounds hold in code as in a file, and texts
lose the spaces around them. R3 a file tells every mistake at once with its place; what fields must be together is asked
after them. R4 plain data and back, defaults included; pickled too. R5 the class itself needs no pydantic.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import ValidationError

from kinerja_core.dasar.beku import JENIS_KENDALA, Beku, Kendala, Pembeda, bidang, make_class


def _not_x(teks: str) -> None:
    if "x" in teks:
        raise ValueError("memuat x")


class Satu(Beku):
    """One of two."""

    jenis: Literal["satu"] = "satu"
    n: int = 0


class Dua(Beku):
    """The other."""

    jenis: Literal["dua"] = "dua"
    tabel: tuple[tuple[Decimal, str], ...] = ()


class Isi(Beku):
    """All kinds of fields."""

    bukan: ClassVar[int] = 7
    kunci: Annotated[str, Kendala(pattern="[a-z]+")]
    teks: str = bidang(default="", max_length=3, uji=_not_x, arti="Teks.")
    bobot: Decimal = bidang(default=Decimal(1), gt=0)
    tahun: int = bidang(default=2026, ge=2000, le=2100)
    daftar: tuple[str, ...] = bidang(default=(), min_length=0)
    mungkin: float | None = None
    menurut: dict[str, tuple[Satu, ...]] = bidang(default_factory=dict)
    pilihan: Annotated[Satu | Dua, Pembeda("jenis")] = Satu()

    def _check(self) -> None:
        if self.teks == self.kunci:
            raise ValueError("teks sama dengan kunci")


PENUH: dict[str, Any] = {
    "kunci": "abc", "teks": "de", "bobot": "1.50", "daftar": ["p", "q"], "mungkin": 2.5,
    "menurut": {"k": [{"n": 1}]}, "pilihan": {"jenis": "dua", "tabel": [["0.1", "r"]]}}


def test_it_is_a_value() -> None:
    """R1"""
    a, b = Isi(kunci="abc"), Isi(kunci="abc")
    assert a == b
    assert a != Isi(kunci="abd")
    assert a != Satu()
    assert len({Satu(), Satu(), Satu(n=1)}) == 2
    assert list(Isi.model_fields) == ["kunci", "teks", "bobot", "tahun", "daftar", "mungkin", "menurut", "pilihan"]
    for ubah in (lambda: setattr(a, "teks", "x"), lambda: delattr(a, "teks")):
        with pytest.raises(AttributeError):
            ubah()
    assert a.model_copy(update={"teks": "q"}).teks == "q"
    assert a.teks == ""
    assert "kunci='abc'" in repr(a)
    for salah in ({}, {"kunci": "abc", "asing": 1}):
        with pytest.raises(TypeError):
            Isi(**salah)


SALAH = [({"kunci": "A1"}, "bentuknya tidak sesuai (A1)"), ({"kunci": "abc\n1"}, "bentuknya tidak sesuai"),
         ({"teks": "abcd"}, "terlalu panjang"), ({"teks": "x"}, "memuat x"), ({"bobot": Decimal(0)}, "lebih besar dari 0"),
         ({"tahun": 1999}, "tidak sesuai (1999)"), ({"tahun": 2101}, "tidak sesuai (2101)"),
         ({"teks": "abc"}, "teks sama dengan kunci")]


@pytest.mark.parametrize(("ubah", "pesan"), SALAH)
def test_bounds_hold_in_code_and_in_a_file(ubah: dict[str, Any], pesan: str) -> None:
    """R2, R3: in the same words."""
    with pytest.raises(ValueError) as di_kode:  # noqa: PT011
        Isi(**{"kunci": "abc", **ubah})
    with pytest.raises(ValidationError) as di_berkas:
        Isi.model_validate({"kunci": "abc", **ubah})
    (satu,) = di_berkas.value.errors()
    assert pesan in str(di_kode.value)
    assert pesan in satu["msg"]
    assert satu["loc"] == (() if "kunci" in pesan else tuple(ubah))
    assert (satu["type"] == JENIS_KENDALA) == (not pesan.startswith(("memuat", "teks")))


def test_spaces_around_a_text_are_taken_away() -> None:
    """R2"""
    assert Isi(kunci=" abc ").kunci == Isi.model_validate({"kunci": "\tabc "}).kunci == "abc"


def test_every_mistake_at_once_with_its_place() -> None:
    """R3"""
    with pytest.raises(ValidationError) as galat:
        Isi.model_validate({**PENUH, "asing": 1, "bobot": 0, "menurut": {"k": [{}, {"n": "x"}]},
                            "pilihan": {"jenis": "dua", "tabel": [["a", "b"]], "n": 1}})
    assert sorted((e["loc"], e["type"]) for e in galat.value.errors()) == sorted([
        (("asing",), "extra_forbidden"), (("bobot",), JENIS_KENDALA), (("menurut", "k", 1, "n"), "int_parsing"),
        (("pilihan", "dua", "tabel", 0, 0), "decimal_parsing"), (("pilihan", "dua", "n"), "extra_forbidden")])
    with pytest.raises(ValidationError, match="union_tag_invalid"):
        Isi.model_validate({**PENUH, "pilihan": {"jenis": "tiga"}})


@pytest.mark.parametrize("data", [PENUH, {"kunci": "abc"}])
def test_plain_data_and_back(data: dict[str, Any]) -> None:
    """R4"""
    isi = Isi.model_validate(data)
    polos = isi.model_dump(mode="json")
    for lagi in (Isi.from_plain(polos), Isi.model_validate(polos), Isi.model_validate(isi.model_dump()),
                 Isi.model_validate(isi), pickle.loads(pickle.dumps(isi))):
        assert (lagi, repr(lagi)) == (isi, repr(isi))
    assert isi.model_dump(exclude=["teks"]).keys() == polos.keys() - {"teks"}


def test_a_class_made_by_name() -> None:
    """R4"""
    kelas: Any = make_class("Baru", {"a": (int, bidang(ge=1, le=2, arti="A.")), "b": (list[Satu], None)})
    assert kelas.model_validate({"a": 2, "b": [{"n": 3}]}).b == [Satu(n=3)]
    assert kelas(a=1).b is None
    assert (kelas.model_fields["a"].arti, kelas.model_fields["a"].is_required()) == ("A.", True)


def test_the_classes_need_no_pydantic() -> None:
    """R5: to be there, and to be made in code."""
    kode = ("import sys; import kinerja_core.kertas_kerja.periksa, kinerja_core.buku_kinerja.periksa.lintas\n"
            "from kinerja_core.dasar.identitas import Identitas\n"
            "Identitas(kode_wilayah='35.20.10', nama='a', kabupaten='b', provinsi='c')\n"
            "print('pydantic' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True).stdout == "False\n"
