"""Where `kinerja addin ...` is mounted: the only place of kinerja_core that knows kinerja_addin, and only when asked.

Its commands stand in kinerja_addin.perintah; without that package they end in one sentence (ADN25).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from kinerja_core.perintah.bahasa import Kelompok, group

if TYPE_CHECKING:
    from kinerja_core.dasar.temuan import Temuan

ADDIN = "kinerja_addin"


@contextmanager
def _needed() -> Iterator[None]:
    """KinerjaError ADN25 when the package of the add-in is not installed; what is wrong inside it stays as it is."""
    try:
        yield
    except ModuleNotFoundError as galat:
        from kinerja_core.dasar.temuan import KinerjaError

        if (galat.name or "").partition(".")[0] != ADDIN:
            raise
        raise KinerjaError("ADN25") from galat


def commands() -> Mapping[str, Any]:
    """The commands of the add-in by name. KinerjaError ADN25 without kinerja_addin."""
    with _needed():
        from kinerja_addin.perintah import app
    return typer.main.get_group(app).commands


class KelompokAddin(Kelompok):
    """A group whose commands are loaded when somebody asks for one of them, or for their list."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names, in the order in which they are shown."""
        return list(commands())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command; None when there is none of that name."""
        return commands().get(cmd_name)


app = group("Tambahan (add-in) Kinerja untuk Excel.", jenis=KelompokAddin)


def status_lines() -> tuple[str, Sequence[Temuan]]:
    """What Cek Komputer tells of the add-in. KinerjaError ADN25 without kinerja_addin."""
    with _needed():
        from kinerja_addin.pasang import status_lines as jawaban
    return jawaban()
