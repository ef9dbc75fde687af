"""Groups and commands that speak Indonesian: the few words that typer itself puts into a help text are translated."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group
from typer.models import CommandInfo

_KATA = (
    (r"^Usage:", "Pemakaian:"),
    (r"^Options:", "Pilihan:"),
    (r"^Arguments:", "Masukan:"),
    (r"^Commands:", "Perintah:"),
    (r"\[required\]", "[wajib]"),
    (r"\[default:", "[bawaan:"),
    (r"Show this message and exit\.", "Tampilkan bantuan ini."),
    (r" <(?:list\[)?(?:Path|str|int)\]?>", ""),
)
F = TypeVar("F", bound=Callable[..., Any])
#: What an argument of these types becomes. Any other type typer leaves to pydantic, which takes longer to load than all
#: that `kinerja periksa` needs.
_POLOS: dict[Any, Callable[[Any], Any]] = {
    str: str, Path: Path, list[str]: lambda isi: list(map(str, isi)), list[Path]: lambda isi: list(map(Path, isi))}


class _Polos:
    """How typer turns what was typed into the value of a parameter, for texts and paths, and for what was not typed."""

    def __init__(self, asal: Callable[[], Any], jenis: Any) -> None:
        self.asal, self.ubah = asal, _POLOS.get(jenis)

    def coerce(self, nilai: Any, param: Any, ctx: Any) -> Any:
        """The value, as typer itself would make it."""
        if nilai is None:
            return () if param.multiple or param.nargs == -1 else None
        return self.ubah(nilai) if self.ubah else self.asal().coerce(nilai, param=param, ctx=ctx)


def indonesian(bantuan: str) -> str:
    """A help text with typer's own words translated and Python's type names left out."""
    for asal, ganti in _KATA:
        bantuan = re.sub(asal, ganti, bantuan, flags=re.M)
    return bantuan


def _lighten(param: Any) -> Any:
    """The parameter, read by `_Polos`; one of another version of typer is left as it is."""
    asal, jenis = getattr(param, "get_runtime_param", None), getattr(param, "type_descriptor", None)
    if asal is not None and jenis is not None and "get_runtime_param" not in vars(param):
        vars(param)["get_runtime_param"] = partial(_Polos, asal, jenis.annotation)
    return param


class Perintah(TyperCommand):
    """A command with its help in Indonesian."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, that of the help among them."""
        return [_lighten(p) for p in super().get_params(ctx)]

    def get_help(self, ctx: Any) -> str:
        """The help text as the terminal shows it."""
        return indonesian(super().get_help(ctx))


class Kelompok(TyperGroup):
    """A group of commands with its help in Indonesian."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, that of the help among them."""
        return [_lighten(p) for p in super().get_params(ctx)]

    def get_help(self, ctx: Any) -> str:
        """The help text as the terminal shows it."""
        return indonesian(super().get_help(ctx))


def group(bantuan: str | None = None, *, jenis: type[Kelompok] = Kelompok, **lain: Any) -> typer.Typer:
    """A group of commands; `lain` is what typer.Typer takes. Without a help text it is to be hung onto another one."""
    return typer.Typer(cls=jenis, help=bantuan, no_args_is_help=True, rich_markup_mode=None,
                       options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...", **lain)


def declared(app: typer.Typer) -> dict[str, CommandInfo]:
    """The commands of a group as they were declared, by name."""
    return {p.name or get_command_name(p.callback.__name__): p for p in app.registered_commands if p.callback}


def made_command(deklarasi: CommandInfo) -> Any:
    """A command of its declaration: reading the types of its options is what takes most of a start."""
    return get_command_from_info(deklarasi, pretty_exceptions_short=True, rich_markup_mode=None)


def made_group(app: typer.Typer, nama: str) -> Any:
    """A group with all its commands."""
    kelompok = get_group(app)
    kelompok.name = nama
    return kelompok


def command(app: typer.Typer) -> Callable[[F], F]:
    """Makes a function a command of that group, named like the function (tahun_berikutnya: tahun-berikutnya)."""
    return app.command(cls=Perintah, options_metavar="[PILIHAN]")
