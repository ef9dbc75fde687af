"""The command line `kinerja`: arguments in, one verb of the core, results out. No logic.

Exit codes: 0 clean, 1 findings, 2 unusable call or file, 3 integrity broken (formulas of the file disagree).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kinerja_core import __version__
from kinerja_core.dasar.log import write_log
from kinerja_core.dasar.teks import did_you_mean
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, KinerjaError
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS
from kinerja_core.perintah.bahasa import indonesian
from kinerja_core.perintah.provinsi import add_to

app = typer.Typer(name="kinerja", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
                  help="Kertas kerja kecamatan di Excel: buat, baca, hitung, periksa.",
                  options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...",
                  context_settings={"help_option_names": ["--help", "-h"]})
app_instrumen = typer.Typer(no_args_is_help=True, help="Menyusun, memeriksa, dan membandingkan instrumen.",
                            rich_markup_mode=None, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
app.add_typer(app_instrumen, name="instrumen")
app_addin = typer.Typer(no_args_is_help=True, help="Tambahan (add-in) Kinerja untuk Excel.", rich_markup_mode=None,
                        options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
app.add_typer(app_addin, name="addin")
add_to(app)

BERSIH, ADA_CATATAN, TIDAK_TERPAKAI, TIDAK_UTUH = 0, 1, 2, 3

Berkas = Annotated[list[Path], typer.Argument(metavar="BERKAS", help="Buku kerja .xlsx, boleh lebih dari satu.")]
SatuBerkas = Annotated[Path, typer.Argument(metavar="BERKAS", help="Buku kerja .xlsx.")]
Json = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")]
PilihInstrumen = Annotated[str | None, typer.Option("--instrumen", metavar="INSTRUMEN",
                           help="Instrumen yang dipakai bila buku tidak menyebutkannya: nama atau berkas .toml.")]


def _version(minta: bool) -> None:
    if minta:
        typer.echo(f"kinerja {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    versi: Annotated[bool, typer.Option("--versi", callback=_version, is_eager=True, help="Tampilkan versi.")] = False,
) -> None:
    pass


@app.command(options_metavar="[PILIHAN]")
def buat(
    instrumen: Annotated[str, typer.Argument(
        metavar="INSTRUMEN|RENCANA|buku",
        help="Instrumen (nama atau .toml), rencana (.toml atau .json), atau kata buku: Buku Kinerja kosong.")],
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS", help="Buku kerja yang ditulis.")],
    isian: Annotated[Path | None, typer.Option("--isian", metavar="BERKAS", help="Isian awal, .toml/.json.")] = None,
    identitas: Annotated[Path | None, typer.Option("--identitas", metavar="BERKAS", help="Identitas, .toml.")] = None,
    kode_wilayah: Annotated[str, typer.Option(metavar="PP.KK.CC", help="Kode wilayah kecamatan.")] = "",
    nama: Annotated[str, typer.Option(metavar="NAMA", help="Nama kecamatan tanpa kata Kecamatan.")] = "",
    kabupaten: Annotated[str, typer.Option(metavar="NAMA", help="Nama kabupaten/kota.")] = "",
    provinsi: Annotated[str, typer.Option(metavar="NAMA", help="Nama provinsi; bawaan: provinsi instrumen.")] = "",
    alamat: Annotated[str, typer.Option(metavar="ALAMAT", help="Alamat kantor untuk kop.")] = "",
    tahun: Annotated[int | None, typer.Option(metavar="TAHUN", help="Tahun penilaian, atau tahun buku.")] = None,
    kertas: Annotated[str, typer.Option(metavar="|".join(PILIHAN_KERTAS),
                                        help="Ukuran kertas cetak.")] = KERTAS_BAWAAN.nama.lower(),
) -> None:
    """Membuat kertas kerja dari sebuah instrumen, atau Buku Kinerja dari sebuah rencana (atau yang masih kosong)."""
    from kinerja_core.perintah import kantor

    path = kantor.make(instrumen, keluar, isian, identitas, tahun, kertas, {
        "kode_wilayah": kode_wilayah, "nama": nama, "kabupaten": kabupaten, "provinsi": provinsi, "alamat": alamat})
    typer.echo(f"Tertulis {path}")


@app.command(options_metavar="[PILIHAN]")
def baca(berkas: SatuBerkas, as_json: Json = False, instrumen: PilihInstrumen = None) -> None:
    """Membaca isian sebuah buku apa adanya; tidak ada yang dihitung."""
    from kinerja_core.perintah import kantor, tampil

    isi = kantor.read_as_dict(berkas, instrumen)
    if as_json:
        tampil.print_json(isi)
    else:
        for baris in kantor.read_as_lines(isi):
            tampil.print_line(baris)


@app.command(options_metavar="[PILIHAN]")
def hitung(
    berkas: Berkas, as_json: Json = False, instrumen: PilihInstrumen = None,
    pembanding: Annotated[str, typer.Option(metavar="DAFTAR",
                          help="Mesin pembanding, pisahkan dengan koma: ironcalc,formulas,libreoffice.")] = "ironcalc",
) -> None:
    """Menghitung ulang dan membandingkan: inti, yang tersimpan, dan rumus buku itu sendiri."""
    from kinerja_core.perintah import kantor, tampil

    laporan, galat = kantor.compare_files(berkas, instrumen, pembanding)
    if as_json:
        tampil.print_json({"versi": 1, "berkas": [kantor.report_dict(x) for x in laporan]})
    for satu in [] if as_json else laporan:
        tampil.print_line(f"\n{satu.berkas}")
        if satu.laporan is not None:
            tampil.print_report(satu.laporan)
        tampil.print_findings(satu.temuan)
    raise typer.Exit(kantor.exit_code(laporan, galat))


@app.command(options_metavar="[PILIHAN]")
def periksa(
    berkas: Berkas, as_json: Json = False, instrumen: PilihInstrumen = None,
    kunci: Annotated[Path | None, typer.Option("--kunci", metavar="BERKAS",
                     help="Kunci publik provinsi (.pem): sekaligus Cek Keaslian kertas kerja.")] = None,
) -> None:
    """Memeriksa buku: semua catatan sekaligus, dengan kode yang sama seperti di lembar Pemeriksaan."""
    from kinerja_core.perintah import kantor, tampil

    laporan, galat = kantor.check_files(berkas, instrumen, kunci)
    if as_json:
        tampil.print_json({"versi": 1, "berkas": [kantor.checked_dict(x) for x in laporan]})
    for satu in [] if as_json else laporan:
        tampil.print_line(f"\n{satu.berkas}")
        if satu.keaslian:
            tampil.print_line(f"Cek Keaslian: {satu.keaslian}")
        tampil.print_findings(satu.temuan)
    raise typer.Exit(kantor.exit_code(laporan, galat))


@app.command(options_metavar="[PILIHAN]")
def jelaskan(kode: Annotated[str, typer.Argument(metavar="KODE", help="Kode catatan, misalnya ISI05.")],
             as_json: Json = False) -> None:
    """Menjelaskan satu kode catatan."""
    from kinerja_core.dasar.teks import hint
    from kinerja_core.perintah import tampil

    k = KATALOG.get(kode.upper())
    if k is None:
        raise KinerjaError("PGL01", a=f"Kode {kode} tidak dikenal.{hint(kode.upper(), list(KATALOG))}")
    if as_json:
        tampil.print_json({"kode": k.kode, "tingkat": k.tingkat, "judul": k.judul, "pesan": k.pesan,
                           "perbaikan": k.perbaikan})
        return
    for baris in (f"{k.kode}  {k.judul}", f"Tingkat     {SEBUTAN_TINGKAT[k.tingkat]}", f"Bunyinya    {k.pesan}",
                  f"Perbaikan   {k.perbaikan}"):
        tampil.print_line(baris)


@app.command(options_metavar="[PILIHAN]")
def contoh(
    ke: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tujuan; dibuat bila belum ada.")],
    pembanding: Annotated[str, typer.Option(metavar="DAFTAR", help="Pembanding; bawaan: semua yang terpasang.")] = "",
) -> None:
    """Menulis buku contoh (kertas kerja dan Buku Kinerja, asli dan diperbaiki) dan memperlihatkan hasilnya."""
    from kinerja_core.perintah import kantor

    kantor.show_examples(ke, pembanding)


@app.command(options_metavar="[PILIHAN]")
def ekspor(
    berkas: SatuBerkas,
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                         help="Berkas yang ditulis: .csv, .json, atau .pdf.")],
    instrumen: PilihInstrumen = None,
) -> None:
    """Mengekspor isian dan hasil sebuah buku ke CSV, isiannya ke JSON, atau cetakannya ke PDF."""
    from kinerja_core.kantor.ekspor import export_file

    typer.echo(f"Tertulis {export_file(berkas, keluar, instrumen)}")


@app.command(options_metavar="[PILIHAN]")
def kirim(
    berkas: SatuBerkas,
    ke: Annotated[Path, typer.Option("--ke", metavar="FOLDER", help="Folder tempat kiriman ditulis.")] = Path(),
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="BERKAS", help="PDF yang diikutkan.")] = None,
    tetap: Annotated[bool, typer.Option("--tetap", help="Tetap dikirim walau ada yang wajib diperbaiki.")] = False,
    as_json: Json = False, instrumen: PilihInstrumen = None,
) -> None:
    """Menyiapkan kiriman: satu .zip berisi buku, PDF, isian, catatan, dan daftar SHA-256."""
    from kinerja_core.kantor.kirim import send_file
    from kinerja_core.perintah import kantor, tampil

    with tampil.steps("Menyiapkan kiriman") as maju:
        kiriman = send_file(berkas, ke, pdf=pdf, instrumen=instrumen, tetap=tetap, maju=maju)
    tampil.print_outcome(kiriman.berkas, kiriman.temuan, as_json, isi=list(kiriman.isi))
    raise typer.Exit(kantor.outcome_code(kiriman.temuan))


Keluaran = Annotated[Path | None, typer.Option("-o", "--keluar", metavar="BERKAS",
                                               help="Buku yang ditulis; bawaan: dinamai menurut kecamatannya.")]


@app.command("tahun-berikutnya", options_metavar="[PILIHAN]")
def tahun_berikutnya(berkas: SatuBerkas, keluar: Keluaran = None, as_json: Json = False,
                     instrumen: PilihInstrumen = None) -> None:
    """Membuka buku tahun berikutnya: susunan terbawa, realisasi tahun ini menjadi tahun lalu."""
    from kinerja_core.kantor.tahun_berikutnya import next_year_file
    from kinerja_core.perintah import kantor, tampil

    with tampil.steps("Membuka tahun berikutnya") as maju:
        path, baru = next_year_file(berkas, keluar, instrumen, maju)
    tampil.print_outcome(path, baru.temuan, as_json)
    raise typer.Exit(kantor.outcome_code(baru.temuan))


@app.command(options_metavar="[PILIHAN]")
def pindah(berkas: SatuBerkas, keluar: Keluaran = None, as_json: Json = False,
           instrumen: PilihInstrumen = None) -> None:
    """Memindahkan isian buku versi lama ke buku versi sekarang, dengan daftar yang tidak dapat dibawa."""
    from kinerja_core.kantor.pindah import move_file
    from kinerja_core.perintah import kantor, tampil

    with tampil.steps("Memindahkan isian") as maju:
        path, baru = move_file(berkas, keluar, instrumen, maju)
    tampil.print_outcome(path, baru.temuan, as_json)
    raise typer.Exit(kantor.outcome_code(baru.temuan))


@app.command(options_metavar="[PILIHAN]")
def cek(as_json: Json = False) -> None:
    """Memeriksa komputer ini: hitungan, pemasangan, tempat berkas, add-in."""
    from kinerja_addin.pasang import status_lines

    from kinerja_core.kantor.cek import self_test
    from kinerja_core.perintah import kantor, tampil

    with tampil.steps("Memeriksa komputer") as maju:
        laporan = self_test(status_lines, maju)
    if as_json:
        tampil.print_json(laporan.as_dict())
    else:
        tampil.print_rows(("Yang diperiksa", "Keadaan", "Keterangan"),
                          [(b.nama, b.keadaan, b.keterangan) for b in laporan.baris])
    raise typer.Exit(kantor.outcome_code(laporan.temuan))


@app_addin.command("bangun", options_metavar="[PILIHAN]")
def addin_bangun(keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                                      help="Add-in yang ditulis, .xlam.")]) -> None:
    """Membangun add-in .xlam dari naskahnya, di komputer apa pun; hasilnya selalu sama."""
    from kinerja_addin.xlam import write_xlam

    typer.echo(f"Tertulis {keluar}\nSHA-256  {write_xlam(keluar)}")


@app_addin.command("pasang", options_metavar="[PILIHAN]")
def addin_pasang(berkas: Annotated[Path | None, typer.Option(
        "--xlam", metavar="BERKAS", help="Add-in yang sudah jadi; bawaan: dibangun sekarang.")] = None,
                 provinsi: Annotated[bool | None, typer.Option("--provinsi/--tanpa-provinsi",
                                     help="Tampilkan kelompok Provinsi di pita; bawaan: seperti sebelumnya.")] = None,
                 ) -> None:
    """Memasang add-in untuk pemakai ini, tanpa hak administrator; yang lama digantikan."""
    from kinerja_addin import pasang

    for baris in pasang.install_here(berkas, provinsi):
        typer.echo(baris)


@app_addin.command("lepas", options_metavar="[PILIHAN]")
def addin_lepas() -> None:
    """Melepas add-in dan pengaturannya; buku kerja tidak tersentuh."""
    from kinerja_addin import pasang

    for baris in pasang.remove_here():
        typer.echo(baris)


@app_addin.command("status", options_metavar="[PILIHAN]")
def addin_status(as_json: Json = False) -> None:
    """Menyebut apakah add-in terpasang, versinya, dan Python yang dipakainya."""
    from kinerja_addin import pasang

    from kinerja_core.perintah import tampil

    keadaan = pasang.status_here()
    if as_json:
        tampil.print_json(keadaan.as_dict())
    else:
        for baris in keadaan.lines():
            typer.echo(baris)
    raise typer.Exit(BERSIH if keadaan.siap else ADA_CATATAN)


@app_addin.command("paket-pasang", options_metavar="[PILIHAN]")
def addin_paket_pasang(
    ke: Annotated[Path, typer.Option("-o", "--keluar", metavar="FOLDER", help="Folder paket; dibuat.")],
    roda: Annotated[Path | None, typer.Option("--roda", metavar="BERKAS",
                                              help="Roda kinerja-*.whl; bawaan: dibangun dari sumbernya.")] = None,
) -> None:
    """Menyiapkan paket pasang tanpa jaringan untuk laptop kantor (Windows): roda, add-in, skrip klik dua kali."""
    from kinerja_addin.paket import build_kit

    from kinerja_core.perintah import tampil

    with tampil.steps("Menyiapkan paket pasang") as maju:
        paket = build_kit(ke, roda=roda, maju=maju)
    for baris in paket.lines():
        typer.echo(baris)


@app_instrumen.command("periksa", options_metavar="[PILIHAN]")
def instrumen_periksa(
    berkas: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    as_json: Json = False,
) -> None:
    """Memeriksa instrumen: semua kekeliruan sekaligus, lalu bukti bahwa buku dan inti menilai sama."""
    from kinerja_core.kantor.periksa_naskah import check_file
    from kinerja_core.perintah import tampil

    with tampil.steps("Memeriksa instrumen"):
        temuan = check_file(berkas)
    if as_json:
        tampil.print_json({"versi": 1, "berkas": berkas, "catatan": [t.as_dict() for t in temuan]})
    else:
        tampil.print_findings(temuan)
    raise typer.Exit(ADA_CATATAN if temuan else BERSIH)


@app_instrumen.command("tulis", options_metavar="[PILIHAN]")
def instrumen_tulis(
    berkas: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                         help="Naskah .xlsx untuk disunting di Excel, atau .toml kembali.")],
) -> None:
    """Menulis naskah Excel dari sebuah instrumen, atau instrumen dari naskahnya; tidak ada yang hilang."""
    from kinerja_core.instrumen.naskah.tulis import write_file_of

    typer.echo(f"Tertulis {write_file_of(berkas, keluar)}")


@app_instrumen.command("bandingkan", options_metavar="[PILIHAN]")
def instrumen_bandingkan(
    lama: Annotated[str, typer.Argument(metavar="LAMA", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    baru: Annotated[str, typer.Argument(metavar="BARU", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    as_json: Json = False,
) -> None:
    """Membandingkan dua instrumen: apa yang berubah, satu per satu."""
    from kinerja_core.instrumen.beda import as_dict, rows
    from kinerja_core.perintah import tampil

    beda = rows(lama, baru)
    if as_json:
        tampil.print_json({"versi": 1, "lama": lama, "baru": baru, "beda": as_dict(beda)})
    elif beda:
        tampil.print_rows(("Tempat", "Bagian", "Sebelum", "Sesudah"), beda)
    else:
        tampil.print_line("Tidak ada yang berbeda.")
    raise typer.Exit(ADA_CATATAN if beda else BERSIH)


def command() -> Any:
    """The whole command tree, its help in Indonesian."""
    akar = typer.main.get_command(app)
    daftar: list[Any] = [akar]
    while daftar:
        satu = daftar.pop()
        daftar += getattr(satu, "commands", {}).values()
        satu.get_help = lambda ctx, asli=satu.get_help: indonesian(asli(ctx))
    return akar


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
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(encoding="utf-8", errors="replace")
    try:
        kode = command()(standalone_mode=False, prog_name="kinerja")
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
