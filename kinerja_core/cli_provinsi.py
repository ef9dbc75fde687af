"""The part of the command line for the provincial team and its verifiers: arguments in, one verb of the core out."""

from __future__ import annotations

import typer

app_verifikasi = typer.Typer(no_args_is_help=True, help="Buku verifikator: menyiapkan dan menggabungkan.",
                             rich_markup_mode=None, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
app_provinsi = typer.Typer(no_args_is_help=True, help="Folder kerja provinsi yang dijalankan dengan klik dua kali.",
                           rich_markup_mode=None, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")


def add_to(app: typer.Typer) -> None:
    """Hangs the provincial commands onto the command line."""
    app.add_typer(app_verifikasi, name="verifikasi")
    app.add_typer(app_provinsi, name="provinsi")
