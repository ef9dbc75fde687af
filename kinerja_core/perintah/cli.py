"""The command line `kinerja`: where the commands are mounted, and how every call ends.

`kinerja buat` and what an office does stand in kantor.py, `kinerja sebar` and what the province does in
provinsi.py; a group stands in the file of its name. Exit codes: kode_keluar.py.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated, Any

import typer

from kinerja_core import __version__
from kinerja_core.dasar.keluaran import new_folders
from kinerja_core.dasar.log import write_log
from kinerja_core.dasar.teks import did_you_mean
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.perintah import addin, instrumen, kantor, provinsi, verifikasi
from kinerja_core.perintah.bahasa import group
from kinerja_core.perintah.kode_keluar import BERSIH, TIDAK_TERPAKAI

app = group("Kertas kerja kecamatan di Excel: buat, baca, hitung, periksa.", name="kinerja", add_completion=False,
            context_settings={"help_option_names": ["--help", "-h"]})
app.add_typer(provinsi.akar)
app.add_typer(kantor.akar)
app.add_typer(instrumen.app, name="instrumen")
app.add_typer(addin.app, name="addin")
app.add_typer(verifikasi.app, name="verifikasi")
app.add_typer(provinsi.app, name="provinsi")


def _version(minta: bool) -> None:
    if minta:
        typer.echo(f"kinerja {__version__}")
        raise typer.Exit


def _tell_new_folders() -> None:
    """A folder that had to be made may be a slip of the pen: one line beside the result."""
    for folder in new_folders():
        sys.stderr.write(f"Folder baru dibuat: {folder}\n")


@app.callback()
def _root(
    ctx: typer.Context,
    versi: Annotated[bool, typer.Option("--versi", callback=_version, is_eager=True, help="Tampilkan versi.")] = False,
) -> None:
    new_folders()  # those of this command only
    ctx.call_on_close(_tell_new_folders)


def _usage(galat: Any) -> str:
    """An unusable call in Indonesian."""
    nama = type(galat).__name__
    if nama == "NoSuchOption":
        mungkin = getattr(galat, "possibilities", None) or []
        return f"Pilihan {galat.option_name} tidak dikenal.{did_you_mean(next(iter(mungkin), ''))}"
    if nama == "MissingParameter":
        param = getattr(galat, "param", None)
        return f"{(param.metavar or param.opts[0]) if param else 'Sebuah masukan'} belum disebut."
    if nama == "BadParameter":
        return f"Isi {getattr(getattr(galat, 'param', None), 'metavar', '') or 'pilihan'} tidak sesuai."
    return "Perintah tidak dikenal atau susunannya keliru."


def main() -> None:
    """Entry point of the console script: every end is an exit code, no traceback reaches the user."""
    gc.set_threshold(50_000)  # looking through what lives as long as the command again and again costs a fifth
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(encoding="utf-8", errors="replace")
    try:
        kode = typer.main.get_command(app)(standalone_mode=False, prog_name="kinerja")
    except KinerjaError as galat:
        from kinerja_core.perintah import tampil

        tampil.print_error(galat)
        kode = TIDAK_TERPAKAI
    except BrokenPipeError:
        kode = BERSIH
    except KeyboardInterrupt:
        sys.stderr.write("Dihentikan.\n")
        kode = TIDAK_TERPAKAI
    except Exception as galat:
        if not hasattr(galat, "exit_code"):
            from kinerja_core.perintah import tampil

            tampil.print_error(KinerjaError("PGL02", a=type(galat).__name__, b=write_log(galat)))
            sys.exit(TIDAK_TERPAKAI)
        kode = getattr(galat, "exit_code", TIDAK_TERPAKAI)
        if type(galat).__name__ not in {"Exit", "Abort", "NoArgsIsHelpError"}:
            sys.stderr.write(f"PGL01  {_usage(galat)} Lihat kinerja --help.\n")
            kode = TIDAK_TERPAKAI
        elif type(galat).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{galat}\n")
    sys.exit(kode if isinstance(kode, int) else BERSIH)


if __name__ == "__main__":
    main()
