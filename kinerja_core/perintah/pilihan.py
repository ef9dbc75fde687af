"""Options that commands of several files take, each with one name and one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.dasar.versi_json import VERSI_JSON, VERSI_JSON_LAMA, use_json_version
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS

Json = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")]
Instrumen = Annotated[str, typer.Option("--instrumen", metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")]
Kertas = Annotated[str, typer.Option("--kertas", metavar="|".join(PILIHAN_KERTAS), help="Ukuran kertas cetak.")]
KERTAS = KERTAS_BAWAAN.nama.lower()
Register = Annotated[Path, typer.Option("--register", metavar="BERKAS", help="Register .sqlite; dibuat bila belum.")]


def _version(ctx: typer.Context, versi: str) -> str:
    """--json-versi: for this command, the form in which catatan are printed."""
    if versi not in _VERSI:
        raise typer.BadParameter(f"pilih {' atau '.join(_VERSI)}")
    ctx.call_on_close(use_json_version(_VERSI[versi]))
    return versi


_VERSI = {str(v): v for v in (VERSI_JSON_LAMA, VERSI_JSON)}
JsonVersi = Annotated[str, typer.Option("--json-versi", metavar="|".join(_VERSI), callback=_version,
                                        help="Bentuk JSON-nya: 2 satu butir tiap sebab, 1 satu butir tiap sel.")]
JSON_VERSI = str(VERSI_JSON)


def _replace(ctx: typer.Context, ya: bool) -> bool:
    """--timpa: for this command, files that are not ours may be replaced."""
    from kinerja_core.dasar.keluaran import let_replace

    ctx.call_on_close(let_replace(ya))
    return ya


Timpa = Annotated[bool, typer.Option("--timpa", callback=_replace,
                                     help="Ganti berkas yang sudah ada, juga bila isinya bukan dari Kinerja.")]
