"""The command line `kinerja`: where the commands are mounted, and how every call ends.

`kinerja buat` and what an office does stand in kantor.py, `kinerja sebar` and what the province does in
provinsi.py; a group stands in the file of its name. Exit codes: kode_keluar.py.
"""

from __future__ import annotations

import gc
import sys
from inspect import getdoc
from typing import Annotated, Any

import typer

from kinerja_core import __version__
from kinerja_core.perintah import addin, instrumen, kantor, provinsi, verifikasi
from kinerja_core.perintah.bahasa import Kelompok, Perintah, declared, group, made_command, made_group
from kinerja_core.perintah.kode_keluar import BERSIH, TIDAK_TERPAKAI

#: Every command and every group typed right after `kinerja`, in the order of the help.
PERINTAH = declared(provinsi.akar) | declared(kantor.akar)
KELOMPOK = {"instrumen": instrumen.app, "addin": addin.app, "verifikasi": verifikasi.app, "provinsi": provinsi.app}


class KelompokAkar(Kelompok):
    """The root. A command is made of its declaration when it is asked for; the list of all shows their names and
    first words only."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names, in the order in which they are shown."""
        return [*PERINTAH, *KELOMPOK]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command or group; None when there is none of that name."""
        if cmd_name in KELOMPOK:
            return made_group(KELOMPOK[cmd_name], cmd_name)
        return made_command(PERINTAH[cmd_name]) if cmd_name in PERINTAH else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of all commands in the help."""
        bantuan = {n: getdoc(p.callback) for n, p in PERINTAH.items()} | {n: a.info.help for n, a in KELOMPOK.items()}
        Kelompok(commands={n: Perintah(name=n, help=teks) for n, teks in bantuan.items()}).format_commands(
            ctx, formatter)


app = group("Kertas kerja kecamatan di Excel: buat, baca, hitung, periksa.", jenis=KelompokAkar, name="kinerja",
            add_completion=False, context_settings={"help_option_names": ["--help", "-h"]})


def _version(minta: bool) -> None:
    if minta:
        typer.echo(f"kinerja {__version__}")
        raise typer.Exit


def _tell_new_folders() -> None:
    """A folder that had to be made may be a slip of the pen: one line beside the result."""
    from kinerja_core.dasar.keluaran import new_folders
    from kinerja_core.dasar.polos import one_line

    for folder in new_folders():
        sys.stderr.write(one_line(f"Folder baru dibuat: {folder}") + "\n")


@app.callback()
def _root(
    ctx: typer.Context,
    versi: Annotated[bool, typer.Option("--versi", callback=_version, is_eager=True, help="Tampilkan versi.")] = False,
) -> None:
    from kinerja_core.dasar.keluaran import new_folders

    new_folders()  # those of this command only
    ctx.call_on_close(_tell_new_folders)


def _usage(galat: Any) -> str:
    """An unusable call in Indonesian."""
    from kinerja_core.dasar.teks import did_you_mean

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


def _failed(galat: Exception) -> int:
    """Tells why a call ended, and how the program ends."""
    from kinerja_core.dasar.temuan import KinerjaError

    kode: int = getattr(galat, "exit_code", TIDAK_TERPAKAI)
    if isinstance(galat, KinerjaError) or not hasattr(galat, "exit_code"):
        from kinerja_core.dasar.log import write_log
        from kinerja_core.perintah import tampil

        milik = galat if isinstance(galat, KinerjaError) else KinerjaError(
            "PGL02", a=type(galat).__name__, b=write_log(galat))
        tampil.print_error(milik)
    elif type(galat).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{galat}\n")
    elif type(galat).__name__ not in {"Exit", "Abort"}:
        from kinerja_core.dasar.polos import one_line

        sys.stderr.write(one_line(f"PGL01  {_usage(galat)} Lihat kinerja --help.") + "\n")
        kode = TIDAK_TERPAKAI
    return kode


def main() -> None:
    """Entry point of the console script: every end is an exit code, no traceback reaches the user."""
    gc.set_threshold(50_000)  # looking through what lives as long as the command again and again costs a fifth
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(encoding="utf-8", errors="replace")
    try:
        kode = typer.main.get_command(app)(standalone_mode=False, prog_name="kinerja")
    except BrokenPipeError:
        kode = BERSIH
    except KeyboardInterrupt:
        sys.stderr.write("Dihentikan.\n")
        kode = TIDAK_TERPAKAI
    except Exception as galat:
        kode = _failed(galat)
    sys.exit(kode if isinstance(kode, int) else BERSIH)


if __name__ == "__main__":
    main()
