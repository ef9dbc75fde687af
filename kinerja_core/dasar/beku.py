"""What is read from a file, as frozen classes: every field described once, checked by pydantic.

A class costs nothing but itself: pydantic, whose import and schemas take longer than a workbook does, is loaded when
data from outside are checked for the first time. Then it sees the class as a model of the same name and the same
fields, finds every mistake at once with its place, and gives back objects of the class. Objects made in code, and data
that were checked before (`from_plain`), do without it; bounds and what fields must be together hold there too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TANPA: Any = object()
#: The kind of pydantic's error for a broken bound; its message is the sentence that is told.
JENIS_KENDALA = "kendala"
B = TypeVar("B", bound="Beku")


class Kendala:
    """Bounds of a value: pattern and length of a text, number of members of a list, what a number must exceed, its
    least and largest, and `uji`, which raises ValueError. Stands in a field or, as Annotated, beside a type."""

    __slots__ = ("ge", "gt", "le", "max_length", "min_length", "pattern", "uji")

    def __init__(self, pattern: str = "", min_length: int = 0, max_length: int | None = None, gt: int | None = None,
                 ge: int | None = None, le: int | None = None, uji: Callable[[str], None] | None = None) -> None:
        self.pattern, self.min_length, self.max_length, self.uji = pattern, min_length, max_length, uji
        self.gt, self.ge, self.le = gt, ge, le

    def problem(self, nilai: Any) -> str:
        """What is wrong with a value of the right type, "" when nothing is."""
        if isinstance(nilai, str | tuple | list):
            if len(nilai) < self.min_length:
                return "tidak boleh kosong"
            if self.max_length is not None and len(nilai) > self.max_length:
                return "terlalu panjang"
            if self.pattern and not re.fullmatch(self.pattern, str(nilai)):
                return f"bentuknya tidak sesuai ({nilai})"
        elif self.gt is not None and not nilai > self.gt:
            return f"harus lebih besar dari {self.gt}"
        elif (self.ge is not None and nilai < self.ge) or (self.le is not None and nilai > self.le):
            return f"isinya tidak sesuai ({nilai})"
        return ""

    def hold(self, nilai: Any) -> Any:
        """The value; ValueError for one outside."""
        if masalah := self.problem(nilai):
            raise ValueError(masalah)
        if self.uji:
            self.uji(nilai)
        return nilai

    def __get_pydantic_core_schema__(self, asal: Any, tangan: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema

        def tahan(nilai: Any) -> Any:
            if masalah := self.problem(nilai):
                raise PydanticCustomError(JENIS_KENDALA, "{kalimat}", {"kalimat": masalah})
            return self.hold(nilai)

        return core_schema.no_info_after_validator_function(tahan, tangan(asal))


class Pembeda:
    """Beside a union of classes: the field that tells which of them data are of."""

    def __init__(self, kunci: str) -> None:
        self.kunci = kunci

    def __get_pydantic_core_schema__(self, asal: Any, tangan: Any) -> Any:
        from pydantic import Field

        return tangan.generate_schema(Annotated[asal, Field(discriminator=self.kunci)])


class Bidang:
    """A field of a class: its type, default, meaning in words and bounds."""

    milik: Any
    nama: str
    __slots__ = ("_kendala", "_semua", "arti", "default", "default_factory", "milik", "nama")

    def __init__(self, default: Any = _TANPA, default_factory: Callable[[], Any] | None = None, arti: str = "",
                 kendala: Kendala | None = None) -> None:
        self.default, self.default_factory, self.arti = default, default_factory, arti
        self._kendala = kendala
        self._semua: tuple[Kendala, ...] | None = None

    def is_required(self) -> bool:
        """Has it no default?"""
        return self.default is _TANPA and self.default_factory is None

    def get_default(self) -> Any:
        """The default; None of a field that has none."""
        return self.default_factory() if self.default_factory else None if self.is_required() else self.default

    @property
    def annotation(self) -> Any:
        """The type, without what stands beside it."""
        jenis = hints(self.milik)[self.nama]
        return get_args(jenis)[0] if get_origin(jenis) is Annotated else jenis

    @property
    def kendala(self) -> tuple[Kendala, ...]:
        """All bounds: those beside the type, then its own."""
        if self._semua is None:
            sebelah = getattr(hints(self.milik)[self.nama], "__metadata__", ())
            self._semua = (*(b for b in sebelah if isinstance(b, Kendala)), *([self._kendala] if self._kendala else []))
        return self._semua

    @property
    def checked(self) -> Any:
        """The type with all that stands beside it, as pydantic gets it."""
        jenis = hints(self.milik)[self.nama]
        return Annotated[jenis, self._kendala] if self._kendala else jenis


@lru_cache(maxsize=1024)
def hints(kelas: Any) -> dict[str, Any]:
    """The types of a class, with what stands beside them."""
    return get_type_hints(kelas, include_extras=True)


def bidang(*, default: Any = _TANPA, default_factory: Callable[[], Any] | None = None, arti: str = "",
           uji: Callable[[str], None] | None = None, **kendala: Any) -> Any:
    """A field: default, meaning, bounds (see `Kendala`)."""
    return Bidang(default, default_factory, arti, Kendala(uji=uji, **kendala) if kendala or uji else None)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(bidang,))
class Beku:
    """Base of everything read from a file: frozen, unknown keys refused by name, texts without spaces around them."""

    model_fields: ClassVar[Mapping[str, Bidang]] = MappingProxyType({})

    def __init_subclass__(cls) -> None:
        milik: dict[str, Bidang] = dict(cls.model_fields)
        for nama, jenis in cls.__annotations__.items():
            if nama.startswith("_") or "ClassVar" in str(jenis):
                continue
            isi = cls.__dict__.get(nama, _TANPA)
            milik[nama] = isi if isinstance(isi, Bidang) else Bidang(isi)
            milik[nama].nama, milik[nama].milik = nama, cls
            if isi is not _TANPA:
                delattr(cls, nama)
        cls.model_fields = MappingProxyType(milik)

    def __init__(self, **isi: Any) -> None:
        """Made in code: types are the caller's business; ValueError for what bounds or `_check` refuse."""
        if asing := isi.keys() - self.model_fields.keys():
            raise TypeError(f"{type(self).__name__}: {', '.join(sorted(asing))}")
        milik = self.__dict__
        for nama, b in self.model_fields.items():
            if nama in isi:
                nilai = isi[nama].strip() if isinstance(isi[nama], str) else isi[nama]
                for k in b.kendala:
                    k.hold(nilai)
            elif b.is_required():
                raise TypeError(f"{type(self).__name__}: {nama} tidak disebut")
            else:
                nilai = b.get_default()
            milik[nama] = nilai
        self._check()

    def _check(self) -> None:
        """Raises ValueError where its fields do not fit together."""

    @classmethod
    def _made(cls, isi: Mapping[str, Any]) -> Self:
        baru = cls.__new__(cls)
        baru.__dict__.update(isi)
        return baru

    # -- data from outside

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Of plain data; pydantic's ValidationError (a ValueError) tells every mistake with its place."""
        kelas: Any = cls
        hasil: Self = _adapter(kelas).validate_python(data)
        return hasil

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, tangan: Any) -> Any:
        from pydantic_core import core_schema

        kelas: Any = cls

        def terima(nilai: Any, lanjut: Callable[[Any], Any]) -> Any:
            if isinstance(nilai, kelas):
                return nilai
            baru = cls._made(dict(lanjut(nilai)))
            baru._check()
            return baru

        return core_schema.no_info_wrap_validator_function(terima, tangan.generate_schema(_model(kelas)))

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Of what `model_dump(mode="json")` of a checked object gave, unchecked. KeyError, TypeError, ValueError or
        ArithmeticError for anything else that shows itself."""
        kelas: Any = cls
        hasil: Self = _maker(kelas)(data)
        return hasil

    # -- as a value

    def model_dump(self, *, mode: str = "python", exclude: Iterable[str] = ()) -> dict[str, Any]:
        """As plain data; with mode "json" as JSON holds them: lists for tuples, texts for decimals."""
        tanpa = frozenset(exclude)
        return {n: _plain(self.__dict__[n], mode == "json") for n in self.model_fields if n not in tanpa}

    def model_copy(self, *, update: Mapping[str, Any] = MappingProxyType({})) -> Self:
        """A copy with other values, which are not checked."""
        return self._made({n: update.get(n, self.__dict__[n]) for n in self.model_fields})

    def __setattr__(self, nama: str, _: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{nama} tidak dapat diubah")

    def __delattr__(self, nama: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{nama} tidak dapat dihapus")

    def _values(self) -> tuple[Any, ...]:
        return tuple(self.__dict__[n] for n in self.model_fields)

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Beku) and type(lain) is type(self) and lain._values() == self._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{n}={self.__dict__[n]!r}' for n in self.model_fields)})"


def make_class(nama: str, isi: Mapping[str, tuple[Any, Any]]) -> type[Beku]:
    """A class of (type, field or default) by name."""
    return type(nama, (Beku,), {"__annotations__": {n: j for n, (j, _) in isi.items()},
                                **{n: b for n, (_, b) in isi.items()}})


# -- pydantic's view ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _model(kelas: Any) -> Any:
    """The class as pydantic sees it."""
    from pydantic import ConfigDict, Field, create_model

    isi: dict[str, Any] = {
        nama: (b.checked, Field() if b.is_required() else Field(default_factory=b.get_default))
        for nama, b in kelas.model_fields.items()}
    return create_model(kelas.__name__, __config__=ConfigDict(extra="forbid", str_strip_whitespace=True), **isi)


@lru_cache(maxsize=1024)
def _adapter(kelas: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kelas)


# -- plain data and back -----------------------------------------------------------------------------------------


def _plain(nilai: Any, json: bool) -> Any:
    if isinstance(nilai, Beku):
        return nilai.model_dump(mode="json" if json else "python")
    if isinstance(nilai, tuple | list):
        return (list if json else type(nilai))(_plain(x, json) for x in nilai)
    if isinstance(nilai, dict):
        return {k: _plain(x, json) for k, x in nilai.items()}
    return str(nilai) if json and isinstance(nilai, Decimal) else nilai


@lru_cache(maxsize=1024)
def _maker(jenis: Any) -> Callable[[Any], Any]:
    """What makes a value of that type of plain data."""
    asal, isi = get_origin(jenis), get_args(jenis)
    if asal is Annotated:
        pembeda = next((m.kunci for m in jenis.__metadata__ if isinstance(m, Pembeda)), "")
        menurut = {k.model_fields[pembeda].default: _maker(k) for k in get_args(isi[0])} if pembeda else {}
        return (lambda v: menurut[v[pembeda]](v)) if pembeda else _maker(isi[0])
    if asal in (Union, UnionType):
        satu = _maker(next(j for j in isi if j is not type(None)))
        return lambda v: None if v is None else satu(v)
    if asal is tuple and isi[-1] is Ellipsis:
        butir = _maker(isi[0])
        return lambda v: tuple(map(butir, v))
    if asal is tuple:
        semua = tuple(map(_maker, isi))
        return lambda v: tuple(m(x) for m, x in zip(semua, v, strict=True))
    if asal is dict:
        nilai = _maker(isi[1])
        return lambda v: {k: nilai(x) for k, x in v.items()}
    if isinstance(jenis, type) and issubclass(jenis, Beku):
        return _maker_of(jenis)
    return Decimal if jenis is Decimal else _same


def _maker_of(kelas: Any) -> Callable[[Any], Any]:
    nama = kelas.model_fields.keys()
    ubah = [(n, m) for n, j in hints(kelas).items() if n in nama and (m := _maker(j)) is not _same]

    def buat(data: Any) -> Any:
        if data.keys() != nama:
            raise KeyError(kelas.__name__)
        baru = dict(data)
        for n, m in ubah:
            baru[n] = m(data[n])
        return kelas._made(baru)

    return buat


def _same(nilai: Any) -> Any:
    return nilai
