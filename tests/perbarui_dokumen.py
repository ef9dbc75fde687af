"""Rewrites the generated pages of docs/: kode, perintah, aturan, pengaturan, json, and those of the Buku Kinerja
(`bantu.halaman_buku`). A person looks at the diff.

Everything is walked from the code: catalogue, command tree, rules, tables of a plan, classes of files, JSON schemas.
What a key, rule, column, kode or threshold means stands on it; here is only what a whole page says.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

sys.path.insert(0, str(Path(__file__).parent.parent))

import typer
from bantu.halaman import (
    DOCS,
    KEPALA,
    code,
    field_rows,
    load_schema,
    models_in,
    table,
    thousands,
)
from bantu.halaman_buku import SKEMA_RENCANA, cacah_page, hitungan_page, rencana_page, rencana_schema
from bantu.tabel_salah import summary as mistakes

from kinerja_core.dasar import temuan
from kinerja_core.dasar.excelmath import show_number
from kinerja_core.dasar.katalog import KELUARGA
from kinerja_core.dasar.katalog.dasar import SEBUTAN_AKIBAT, SEBUTAN_BERUBAH, SEBUTAN_JAWAB, Kode
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL
from kinerja_core.instrumen import aturan
from kinerja_core.instrumen import model as instrumen
from kinerja_core.instrumen.batas import TAHUN_SEBELUM, TAHUN_SESUDAH, USULAN, USULAN_JENIS
from kinerja_core.kertas_kerja import isian
from kinerja_core.perintah import banyak as perintah
from kinerja_core.perintah import cli, kode_keluar


def kode_page() -> str:
    """Every kode, in the families of the catalogue."""
    bagian = [KEPALA, "# Kode catatan pemeriksaan\n",
              "Kode tetap dan tidak pernah dipakai ulang. `{a}` diganti dengan yang ditemukan, `{b}` dengan "
              "pembandingnya. Satu kode dijelaskan juga oleh `kinerja jelaskan KODE`.\n",
              "Saat dikumpulkan: yang terjadi pada berkas yang masuk (`kinerja kumpul`; untuk buku verifikasi "
              "`kinerja verifikasi gabung`) karena catatan itu; bila ada beberapa, yang paling berat berlaku. Dijawab "
              "dengan: yang membuat catatan itu hilang, atau menjawabnya bila isinya memang benar.\n"]
    for judul, asal, katalog in KELUARGA:
        bagian += [f"## {judul}\n", asal + "\n", table(
            ("Kode", "Tingkat", "Judul", "Bunyi", "Cara memperbaiki", "Ditemukan oleh", "Saat dikumpulkan",
             "Dijawab dengan"),
            ([code(k.kode), temuan.SEBUTAN_TINGKAT[k.tingkat], k.judul, k.pesan, k.perbaikan,
              "lembar dan perintah" if k.tampil_di_lembar else "perintah", SEBUTAN_AKIBAT[k.akibat],
              SEBUTAN_JAWAB[k.jawab]] for k in katalog.values()))]
        if katalog is KATALOG_TABEL:
            sama = ([apa, code(k), ", ".join(buku)] for apa, k, buku in mistakes())
            bagian += ["Satu kekeliruan, satu kode, di setiap buku yang mempunyai sel semacam itu:\n",
                       table(("Yang tertulis", "Kode", "Buku"), sama)]
    return "\n".join(bagian)


def walk_commands(perintah_ini: Any = None, nama: str = "kinerja") -> Iterator[tuple[str, Any]]:
    """(full name, command) of the whole tree, groups before their commands."""
    perintah_ini = perintah_ini if perintah_ini is not None else typer.main.get_command(cli.app)
    yield nama, perintah_ini
    for anak, isi in children(perintah_ini).items():
        yield from walk_commands(isi, f"{nama} {anak}")


def children(perintah_ini: Any) -> dict[str, Any]:
    """Commands of a group by name, also of one that is loaded when asked; empty for a command."""
    nama = perintah_ini.list_commands(None) if hasattr(perintah_ini, "list_commands") else []
    return {n: perintah_ini.get_command(None, n) for n in nama}


def is_option(p: Any) -> bool:
    """Option or argument? The same for every release of typer."""
    return bool(p.opts) and str(p.opts[0]).startswith("-")


def shown_name(p: Any) -> str:
    """As it is typed: -o, --keluar BERKAS; or the metavar of an argument."""
    if not is_option(p):
        return str(p.metavar or p.name.upper())
    return ", ".join(p.opts) + ("" if getattr(p, "is_flag", False) else f" {p.metavar or p.name.upper()}")


def _default(p: Any) -> str:
    if p.required:
        return "wajib"
    return "" if p.default in (None, "", False) or getattr(p, "is_flag", False) else code(p.default)


def integrity_kode() -> list[str]:
    """Kode that make a command end with the integrity exit code."""
    return [k for k in temuan.KATALOG if perintah.exit_code(
        [perintah.LaporanBerkas("", (temuan.buat_temuan(k),))], False) == kode_keluar.TIDAK_UTUH]


def perintah_page() -> str:
    """Every command with arguments, options and exit codes."""
    bagian = [KEPALA, "# Perintah\n"]
    for nama, isi in walk_commands():
        bagian += [f"## {nama}\n", f"{isi.help}\n"]
        anak = children(isi)
        pakai = " ".join([nama, *(shown_name(p) for p in isi.params if not is_option(p)),
                          "PERINTAH" if anak else "", "[PILIHAN]" if any(map(is_option, isi.params)) else ""])
        bagian.append(f"Pemakaian: {code(' '.join(pakai.split()))}\n")
        if anak:
            bagian.append(table(("Perintah", "Gunanya"), ([code(f"{nama} {n}"), c.help] for n, c in anak.items())))
        baris = [[code(shown_name(p)), p.help or "", _default(p)] for p in isi.params]
        if baris:
            bagian.append(table(("Masukan", "Arti", "Bawaan"), baris))
    bagian.append("Setiap perintah menerima `-h` atau `--help`.\n")
    kode_3 = ", ".join(code(k) for k in integrity_kode())
    bagian += ["## Kode keluar\n", table(("Kode", "Arti"), (
        [str(n), arti.removesuffix(".") + f" ({kode_3})." if n == kode_keluar.TIDAK_UTUH else arti]
        for n, arti in kode_keluar.ARTI.items())),
        "Bila beberapa keadaan terjadi sekaligus: 2 mengalahkan 3, dan 3 mengalahkan 1. Hasil tercetak di keluaran "
        "biasa (stdout); kemajuan dan galat di keluaran galat (stderr).\n"]
    return "\n".join(bagian)


def pengaturan_page() -> str:
    """Every key of an instrument, an isian file and an identity."""
    bagian = [KEPALA, "# Pengaturan\n", "Semua berkas ditulis dalam TOML; berkas isian boleh juga JSON. "
              "Kunci yang tidak dikenal ditolak (INS02), "
              "kunci wajib yang belum ada disebut (INS03), dan semua kekeliruan dilaporkan sekaligus oleh "
              "`kinerja instrumen periksa`.\n"]
    for judul, akar in (("Berkas instrumen", instrumen.Instrumen), ("Berkas isian dan identitas", isian.BerkasIsian)):
        bagian.append(f"## {judul}\n")
        for model in models_in(akar):
            bagian += [f"### {model.__name__}\n", table(
                ("Kunci", "Jenis", "Bawaan", "Arti"), field_rows(model))]
    usulan = USULAN_JENIS
    bagian += ["## Jenis data\n", table(("Jenis", "Isinya", "Lazim sampai", "Paling besar"), (
        [code(j), instrumen.JENIS[j], *(map(thousands, usulan[j]) if j in usulan else "--")]
        for j in get_args(instrumen.Jenis))),
        "Dua kolom terakhir berlaku bila `wajar` dan `maks` tidak disebut dan satuannya tidak dikenal. Untuk bulat dan "
        "desimal satuannya menentukan usulannya:\n",
        table(("Yang dihitung", "Kata dalam satuan", "Lazim sampai", "Paling besar"), (
            [nama, ", ".join(kata), thousands(w), thousands(m)] for nama, kata, w, m in USULAN)),
        "Angka di atas batas lazim ditanyakan (ISI15) dan tetap dihitung; di atas batas terbesar tidak dihitung "
        "(ISI08). "
        f"Angka di atas batas terbesar yang jatuh di antara tanggal {TAHUN_SEBELUM} tahun sebelum sampai "
        f"{TAHUN_SESUDAH} tahun sesudah tahun penilaian dianggap tanggal (ISI14); yang di antara kedua batas "
        "ditanyakan apakah tanggal (ISI24). `batas_fakta` menyebut fakta yang tidak boleh dilampaui, "
        "misalnya jumlah desa.\n",
        "## Kebijakan tidak relevan\n", table(("Kebijakan", "Artinya"), (
            [code(k), instrumen.KEBIJAKAN[k]] for k in get_args(instrumen.Kebijakan))),
        "Isi sebuah sel dalam berkas isian: kosong ditulis `\"\"` (JSON: `null`), nol ditulis `0`, tanda hubung "
        "ditulis `\"-\"`, tidak relevan ditulis `\"Tidak relevan\"`, galat ditulis `{ galat = \"#N/A\" }`. Berkas "
        "untuk `kinerja buat --identitas` berisi kunci Identitas saja, boleh di bawah `[identitas]`.\n"]
    return "\n".join(bagian)


def _capaian(c: aturan.Capaian) -> str:
    return "tidak terukur (kosong)" if c is None else c if isinstance(c, str) else show_number(c)


def _pairs(isi: Mapping[str, Any]) -> str:
    """ "pembilang = 18, penyebut = 32"; numbers kept as text in a list (2.5) lose their quotes."""
    def teks(v: Any) -> str:
        return show_number(v) if isinstance(v, int | float) else re.sub(r'"([0-9.]+)"', r"\1", json.dumps(v))

    return ", ".join(f"{k} = {teks(v)}" for k, v in isi.items()) or "bawaan"


def rule_formulas(kelas: type[Any]) -> dict[str, str]:
    """The formula for every set of parameters among the edge examples, over the names of the data."""
    hasil: dict[str, str] = {}
    for c in kelas.tepi:
        rujukan = aturan.Rujukan({k: k for k in c.data}, {"batas": "tabel_batas", "capaian": "tabel_capaian"})
        hasil.setdefault(_pairs(c.parameter), kelas.model_validate(c.parameter).render(rujukan))
    return hasil


def aturan_page() -> str:
    """Every rule: meaning, parameters, formulas, edges."""
    bagian = [KEPALA, "# Aturan penilaian\n", "nilai = bobot x capaian / 100. Aturan mengubah data menjadi capaian 0 "
              "sampai 100, tanpa pembulatan di tengah. Tiap aturan tertulis dua kali berdampingan, dalam Python dan "
              "sebagai rumus Excel; contoh tepi di bawah diuji pada keduanya. Data yang kosong, keliru, atau tidak "
              "relevan tidak pernah sampai ke aturan.\n"]
    for nama, kelas in aturan.ATURAN.items():
        bagian += [f"## {nama}\n", f"{kelas.arti} {kelas.rinci}".rstrip() + "\n",
                   table(("Parameter", "Jenis", "Bawaan", "Arti"), field_rows(kelas)),
                   "Rumus, dengan nama data sebagai ganti alamat sel:\n",
                   table(("Parameter", "Rumus"), ([code(p), code("=" + r)] for p, r in rule_formulas(kelas).items())),
                   "Contoh tepi:\n",
                   table(("Parameter", "Data", "Capaian"), (
                       [code(_pairs(c.parameter)), _pairs(c.data), _capaian(c.capaian)] for c in kelas.tepi))]
    return "\n".join(bagian)


#: Schemas by the call that prints them.
SKEMA = {"hitung": "kinerja hitung --json BERKAS...", "periksa": "kinerja periksa --json BERKAS...",
         "isian": "kinerja baca --json BERKAS", "kumpul": "kinerja kumpul --json FOLDER"}
#: The older form of those that hold catatan: their schema, of which the page tells only what differs.
SKEMA_LAMA = {nama: f"{nama}-1" for nama in ("hitung", "periksa", "kumpul")}


def schema_kind(s: Mapping[str, Any]) -> str:
    """Kind of a property in Indonesian."""
    if "$ref" in s:
        return code(s["$ref"].rpartition("/")[2])
    if "const" in s or "enum" in s:
        return " atau ".join(code(json.dumps(x)) for x in s.get("enum", [s.get("const")]))
    if "anyOf" in s:
        return " atau ".join(dict.fromkeys(map(schema_kind, s["anyOf"])))
    jenis = [s["type"]] if isinstance(s["type"], str) else s["type"]
    if s["type"] == "array":
        return "daftar " + schema_kind(s["items"])
    kata = {"string": "teks", "number": "angka", "integer": "bilangan bulat", "boolean": "true/false",
            "null": "null", "object": "objek kosong" if s.get("maxProperties") == 0 else "objek"}
    return " atau ".join(kata[j] for j in jenis)


def schema_rows(s: Mapping[str, Any]) -> list[list[str]]:
    """One row per property of an object of a schema, open-ended ones as <kode>."""
    baris = [[code(k), schema_kind(isi), isi["description"]] for k, isi in s.get("properties", {}).items()]
    terbuka = s.get("patternProperties", {}).values()
    return baris + [["`<kode>`", schema_kind(isi), isi["description"]] for isi in terbuka]


def kode_keys() -> str:
    """The keys of a kode, and what they mean where their annotation says so."""
    *awal, akhir = [code(k) + "".join(f" ({arti})" for arti in getattr(jenis, "__metadata__", ()))
                    for k, jenis in get_type_hints(Kode, include_extras=True).items()]
    return ", ".join(awal) + f", dan {akhir}"


def json_page() -> str:
    """The JSON contract, one table per object of each schema."""
    bagian = [KEPALA, "# Keluaran JSON\n", "Keluaran biasa (stdout) berisi satu objek JSON saja, UTF-8; galat dan "
              "kemajuan ada di stderr. Angka tidak dibulatkan. Kosong, 0, \"-\", dan \"Tidak relevan\" adalah empat "
              "isi yang berbeda: `null`, `0`, `\"-\"`, dan `\"Tidak relevan\"`. Satu berkas yang tidak terbaca tidak "
              "menghentikan yang lain. Kunci baru dapat ditambahkan; selama `versi` sama, kunci yang ada tidak "
              "dihapus dan tidak berganti arti.\n",
              "Kode keluarnya ada di [perintah.md](perintah.md), kode catatannya di [kode.md](kode.md).\n"]
    for nama, pemakaian in SKEMA.items():
        skema = load_schema(nama)
        bagian += [f"## {pemakaian}\n", f"{skema['description']} Skema: [skema/{nama}.schema.json]"
                   f"(skema/{nama}.schema.json).\n", table(("Kunci", "Jenis", "Arti"), schema_rows(skema))]
        terbuka = {k: isi for k, isi in skema["properties"].items() if "patternProperties" in isi}
        for kunci, isi in {**terbuka, **skema["$defs"]}.items():
            if baris := schema_rows(isi):
                bagian += [f"Isi {code(kunci)}:\n", table(("Kunci", "Jenis", "Arti"), baris)]
            else:
                bagian.append(f"Isi {code(kunci)}: {schema_kind(isi)}.\n")
    bagian += ["## kinerja baca --json BERKAS (Buku Kinerja)\n", "Sebuah Buku Kinerja dibaca menjadi berkas rencana: "
               "bentuk yang sama diterima `kinerja buat`. Setiap tabel dan kolomnya ada di [rencana.md](rencana.md). "
               f"Skema: [{SKEMA_RENCANA}]({SKEMA_RENCANA}).\n"]
    lama = load_schema(SKEMA_LAMA["periksa"])["$defs"]["catatan"]
    bagian += ["## --json-versi 1\n", "Setiap perintah yang mencetak `catatan` menerima `--json-versi 1`: bentuk yang "
               "lama, satu butir tiap sel, dengan `versi` 1. Yang dijelaskan di sana bertingkat `keterangan`. Selain "
               "`catatan` isinya sama. Skema: " + ", ".join(
                   f"[skema/{n}.schema.json](skema/{n}.schema.json)" for n in SKEMA_LAMA.values()) + ".\n",
               "Isi `catatan`:\n", table(("Kunci", "Jenis", "Arti"), schema_rows(lama))]
    bagian += ["## Perintah lain\n", f"`kinerja jelaskan KODE --json` mencetak {kode_keys()}.\n",
               table(("Kunci", "Isi", "Arti"), ((code(n), code(x) if x else "teks kosong", arti) for n, sebutan in (
                   ("akibat", SEBUTAN_AKIBAT), ("jawab", SEBUTAN_JAWAB), ("berubah", SEBUTAN_BERUBAH))
                   for x, arti in sebutan.items())),  # type: ignore[attr-defined]
               "`kinerja instrumen periksa INSTRUMEN --json` mencetak `versi`, `berkas`, dan `catatan` "
               "yang bentuknya sama dengan di atas.\n",
               "Berkas isian yang ditulis sendiri boleh menyingkat: hanya `versi` dan `instrumen` (cukup `id`) yang "
               "wajib, dan isian yang tidak disebut dianggap kosong; lihat [pengaturan.md](pengaturan.md).\n"]
    return "\n".join(bagian)


HALAMAN = {"kode.md": kode_page, "perintah.md": perintah_page, "aturan.md": aturan_page,
           "pengaturan.md": pengaturan_page, "json.md": json_page, "rencana.md": rencana_page,
           SKEMA_RENCANA: rencana_schema, "hitungan-buku.md": hitungan_page, "cacah.md": cacah_page}


def main() -> None:
    """Write every generated page."""
    DOCS.mkdir(exist_ok=True)
    for nama, buat in HALAMAN.items():
        (DOCS / nama).write_text(buat(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
