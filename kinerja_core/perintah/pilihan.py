"""Options that commands of several files take, each with one name and one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")]
Instrumen = Annotated[str, typer.Option("--instrumen", metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")]
Register = Annotated[Path, typer.Option("--register", metavar="BERKAS", help="Register .sqlite; dibuat bila belum.")]
