"""The commands of an office: its workbooks (buat, baca, hitung, periksa, ekspor, kirim, tahun-berikutnya, pindah), and
contoh, jelaskan, cek. Arguments in, one verb of the core, results out; every function is named like its command.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.dasar.versi_json import json_version
from kinerja_core.perintah.bahasa import command, group
from kinerja_core.perintah.kode_keluar import TIDAK_UTUH
from kinerja_core.perintah.pilihan import JSON_VERSI, KERTAS, Json, JsonVersi, Kertas, Timpa

#: Typed without the name of a group: kinerja buat.
akar = group()

Berkas = Annotated[list[Path], typer.Argument(metavar="BERKAS", help="Buku kerja .xlsx, boleh lebih dari satu.")]
SatuBerkas = Annotated[Path, typer.Argument(metavar="BERKAS", help="Buku kerja .xlsx.")]
PilihInstrumen = Annotated[str | None, typer.Option("--instrumen", metavar="INSTRUMEN",
                           help="Instrumen yang dipakai bila buku tidak menyebutkannya: nama atau berkas .toml.")]
Keluaran = Annotated[Path | None, typer.Option("-o", "--keluar", metavar="BERKAS",
                                               help="Buku yang ditulis; bawaan: dinamai menurut kecamatannya.")]


@command(akar)
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
    kertas: Kertas = KERTAS,
    timpa: Timpa = False,
) -> None:
    """Membuat kertas kerja dari sebuah instrumen, atau Buku Kinerja dari sebuah rencana (atau yang masih kosong)."""
    from kinerja_core.kantor.buat import make
    from kinerja_core.perintah import tampil

    path = make(instrumen, keluar, isian, identitas, tahun, kertas, {
        "kode_wilayah": kode_wilayah, "nama": nama, "kabupaten": kabupaten, "provinsi": provinsi, "alamat": alamat})
    tampil.print_line(f"Tertulis {path}")


@command(akar)
def baca(berkas: SatuBerkas, as_json: Json = False, instrumen: PilihInstrumen = None) -> None:
    """Membaca isian sebuah buku apa adanya; tidak ada yang dihitung."""
    from kinerja_core.kantor.baca import read_as_dict, read_as_lines
    from kinerja_core.perintah import tampil

    isi = read_as_dict(berkas, instrumen)
    if as_json:
        tampil.print_json(isi)
    else:
        for baris in read_as_lines(isi):
            tampil.print_line(baris)


@command(akar)
def hitung(
    berkas: Berkas, as_json: Json = False, json_versi: JsonVersi = JSON_VERSI, instrumen: PilihInstrumen = None,
    pembanding: Annotated[str, typer.Option(metavar="DAFTAR",
                          help="Mesin pembanding, pisahkan dengan koma: ironcalc,formulas,libreoffice.")] = "ironcalc",
) -> None:
    """Menghitung ulang dan membandingkan: inti, yang tersimpan, dan rumus buku itu sendiri."""
    from kinerja_core.perintah import banyak, tampil

    laporan, galat = banyak.compare_files(berkas, instrumen, pembanding)
    if as_json:
        tampil.print_json({"versi": json_version(), "berkas": [banyak.report_dict(x) for x in laporan]})
    for satu in [] if as_json else laporan:
        tampil.print_line()
        tampil.print_line(satu.berkas)
        if satu.laporan is not None:
            tampil.print_report(satu.laporan)
        tampil.print_findings(satu.temuan)
    raise typer.Exit(banyak.exit_code(laporan, galat))


@command(akar)
def periksa(
    berkas: Berkas, as_json: Json = False, json_versi: JsonVersi = JSON_VERSI, instrumen: PilihInstrumen = None,
    kunci: Annotated[Path | None, typer.Option("--kunci", metavar="BERKAS",
                     help="Kunci publik provinsi (.pem): sekaligus Cek Keaslian.")] = None,
) -> None:
    """Memeriksa buku: semua catatan sekaligus, dengan kode yang sama seperti di lembar Pemeriksaan."""
    from kinerja_core.perintah import banyak, tampil

    laporan, galat = banyak.check_files(berkas, instrumen, kunci)
    if as_json:
        tampil.print_json({"versi": json_version(), "berkas": [banyak.checked_dict(x) for x in laporan]})
    for satu in [] if as_json else laporan:
        tampil.print_line()
        tampil.print_line(satu.berkas)
        if satu.keaslian:
            tampil.print_line(f"Cek Keaslian: {satu.keaslian}")
        tampil.print_findings(satu.temuan)
    raise typer.Exit(banyak.exit_code(laporan, galat))


@command(akar)
def jelaskan(kode: Annotated[str, typer.Argument(metavar="KODE", help="Kode catatan, misalnya ISI05.")],
             as_json: Json = False) -> None:
    """Menjelaskan satu kode catatan."""
    from kinerja_core.dasar.katalog.dasar import SEBUTAN_AKIBAT, SEBUTAN_BERUBAH, SEBUTAN_JAWAB
    from kinerja_core.dasar.teks import hint
    from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, KinerjaError
    from kinerja_core.perintah import tampil

    k = KATALOG.get(kode.upper())
    if k is None:
        raise KinerjaError("PGL01", a=f"Kode {kode} tidak dikenal.{hint(kode.upper(), list(KATALOG))}")
    if as_json:
        tampil.print_json(asdict(k))
        return
    tampil.print_line(f"{k.kode}  {k.judul}")
    for label, isi in (
            ("Tingkat", SEBUTAN_TINGKAT[k.tingkat]), ("Bunyinya", k.pesan), ("Perbaikan", k.perbaikan),
            ("Akibat saat dikumpulkan", SEBUTAN_AKIBAT[k.akibat]), ("Dijawab dengan", SEBUTAN_JAWAB[k.jawab]),
            ("Terlihat di lembar", "ya" if k.tampil_di_lembar else "tidak"),
            ("Yang terkunci berubah", SEBUTAN_BERUBAH[k.berubah]
             + (f" (kode keluar {TIDAK_UTUH})" if k.breaks_integrity else ""))):
        tampil.print_line(f"{label + ':':<25}{isi}")


@command(akar)
def contoh(
    ke: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tujuan; dibuat bila belum ada.")],
    pembanding: Annotated[str, typer.Option(
        metavar="DAFTAR", help="Pembanding; bawaan: ironcalc, dan libreoffice bila terpasang.")] = "",
    timpa: Timpa = False,
) -> None:
    """Menulis buku contoh (kertas kerja dan Buku Kinerja, asli dan diperbaiki) dan memperlihatkan hasilnya."""
    from kinerja_core.perintah.contoh import show_examples

    show_examples(ke, pembanding)


@command(akar)
def ekspor(
    berkas: SatuBerkas,
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                         help="Berkas yang ditulis: .csv, .json, atau .pdf.")],
    instrumen: PilihInstrumen = None, timpa: Timpa = False,
) -> None:
    """Mengekspor isian dan hasil sebuah buku ke CSV, isiannya ke JSON, atau cetakannya ke PDF."""
    from kinerja_core.kantor.ekspor import export_file
    from kinerja_core.perintah import tampil

    tampil.print_line(f"Tertulis {export_file(berkas, keluar, instrumen)}")


@command(akar)
def kirim(
    berkas: SatuBerkas,
    ke: Annotated[Path, typer.Option("--ke", metavar="FOLDER", help="Folder tempat kiriman ditulis.")] = Path(),
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="BERKAS", help="PDF yang diikutkan.")] = None,
    tetap: Annotated[bool, typer.Option("--tetap", help="Tetap dikirim walau ada yang wajib diperbaiki.")] = False,
    as_json: Json = False, json_versi: JsonVersi = JSON_VERSI, instrumen: PilihInstrumen = None,
) -> None:
    """Menyiapkan kiriman: satu .zip berisi buku, PDF, isian, catatan, dan daftar SHA-256."""
    from kinerja_core.kantor.kirim import send_file
    from kinerja_core.perintah import tampil

    with tampil.steps("Menyiapkan kiriman") as maju:
        kiriman = send_file(berkas, ke, pdf=pdf, instrumen=instrumen, tetap=tetap, maju=maju)
    tampil.print_outcome(kiriman.berkas, kiriman.temuan, as_json, isi=list(kiriman.isi))
    raise typer.Exit(kiriman.berkas is None)


@command(akar)
def tahun_berikutnya(berkas: SatuBerkas, keluar: Keluaran = None, as_json: Json = False,
                     json_versi: JsonVersi = JSON_VERSI, instrumen: PilihInstrumen = None,
                     timpa: Timpa = False) -> None:
    """Membuka buku tahun berikutnya: susunan terbawa, realisasi tahun ini menjadi tahun lalu."""
    from kinerja_core.kantor.tahun_berikutnya import next_year_file
    from kinerja_core.perintah import banyak, tampil

    with tampil.steps("Membuka tahun berikutnya") as maju:
        path, baru = next_year_file(berkas, keluar, instrumen, maju)
    tampil.print_outcome(path, baru.temuan, as_json)
    raise typer.Exit(banyak.outcome_code(baru.temuan))


@command(akar)
def pindah(berkas: SatuBerkas, keluar: Keluaran = None, as_json: Json = False,
           json_versi: JsonVersi = JSON_VERSI, instrumen: PilihInstrumen = None, timpa: Timpa = False) -> None:
    """Memindahkan isian buku versi lama ke buku versi sekarang, dengan daftar yang tidak dapat dibawa."""
    from kinerja_core.kantor.pindah import move_file
    from kinerja_core.perintah import banyak, tampil

    with tampil.steps("Memindahkan isian") as maju:
        path, baru = move_file(berkas, keluar, instrumen, maju)
    tampil.print_outcome(path, baru.temuan, as_json)
    raise typer.Exit(banyak.outcome_code(baru.temuan))


@command(akar)
def cek(
    as_json: Json = False,
    json_versi: JsonVersi = JSON_VERSI,
    kosongkan: Annotated[bool, typer.Option("--kosongkan", help="Kosongkan simpanan (hasil olahan instrumen), "
                                                                "lalu selesai.")] = False,
) -> None:
    """Memeriksa komputer ini: hitungan, pemasangan, tempat berkas, add-in."""
    if kosongkan:
        from kinerja_core.dasar import simpanan

        berkas, _ = simpanan.kept()
        simpanan.clear()
        typer.echo(f"Simpanan dikosongkan: {berkas} berkas.")
        return
    from kinerja_core.kantor.cek import self_test
    from kinerja_core.perintah import banyak, tampil
    from kinerja_core.perintah.addin import status_lines

    with tampil.steps("Memeriksa komputer") as maju:
        laporan = self_test(status_lines, maju)
    if as_json:
        tampil.print_json(laporan.as_dict())
    else:
        tampil.print_rows(("Yang diperiksa", "Keadaan", "Keterangan"),
                          [(b.nama, b.keadaan, b.keterangan) for b in laporan.baris])
    raise typer.Exit(banyak.outcome_code(laporan.temuan))
