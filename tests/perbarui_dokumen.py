"""Rewrites the generated pages of docs/: kode, perintah, aturan, pengaturan, json. A person looks at the diff.

Everything comes from the code (catalogue, command tree, rules, pydantic models, JSON schemas). What code cannot say,
the meaning of a key or of a rule in Indonesian, stands in the tables below; a key without meaning is a KeyError.
"""

from __future__ import annotations

import json
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS.parent))

import typer  # noqa: E402
from pydantic import BaseModel  # noqa: E402
from pydantic.fields import FieldInfo  # noqa: E402

from kinerja_core import aturan, cli, instrumen, isian, perintah, temuan  # noqa: E402
from kinerja_core.excelmath import show_number  # noqa: E402
from kinerja_core.rumus import FUNGSI  # noqa: E402

KEPALA = "<!-- Dibuat oleh tests/perbarui_dokumen.py; jangan diubah dengan tangan. -->\n"

ARTI_KELUAR = {
    "BERSIH": "Selesai; tidak ada catatan.",
    "ADA_CATATAN": "Selesai; ada catatan pemeriksaan.",
    "TIDAK_TERPAKAI": "Perintah tidak lengkap, atau paling sedikit satu berkas tidak dapat dipakai.",
    "TIDAK_UTUH": "Isi yang terkunci tidak lagi seperti ketika diterbitkan",
}

ARTI_ATURAN = {
    "rasio": "pembilang / penyebut x 100, paling tinggi 100. Keduanya jumlah hal yang sama. Data: `pembilang` dan "
             "`penyebut`.",
    "rentang": "Satu angka dibandingkan dengan tabel rentang nilai; capaiannya adalah capaian batas tertinggi yang "
               "tercapai. Di bawah batas pertama capaiannya 0. Sebelum dibandingkan angka dibulatkan dua desimal. "
               "Data: satu angka.",
    "pilihan": "Satu jawaban dari daftar; capaiannya adalah nilai jawaban itu menurut `daftar`. Data: satu jawaban.",
    "ada_tidak": "Ada = 100, Tidak ada = 0. Data: satu jawaban dari daftar `ada_tidak`.",
    "daftar_periksa": "Banyaknya butir yang Ada dibagi banyaknya butir x 100. Data: paling sedikit dua butir dengan "
                      "daftar `ada_tidak`.",
    "komposisi": "Jumlah bagian / keseluruhan x 100, paling tinggi 100. Data: `total` dan paling sedikit satu bagian; "
                 "setiap kunci selain `total` adalah bagian.",
    "rumus": "Rumus Excel yang ditulis penyusun instrumen atas data bernama; hasilnya dibatasi 0 sampai 100, dan "
             "rumus yang menghasilkan galat berarti tidak dapat diukur. Notasi en-US: koma memisahkan argumen, titik "
             "untuk desimal. Membutuhkan pemasangan `kinerja[rumus]`. Fungsi yang tersedia: "
             + ", ".join(f"`{f}`" for f in sorted(FUNGSI)) + ".",
}

ARTI_PARAMETER = {
    "jenis": "Nama aturan.",
    "penyebut_kosong": "Capaian bila penyebut (atau total) 0 sedangkan pembilangnya tidak.",
    "nol_per_nol": "Capaian bila keduanya 0.",
    "boleh_melebihi": "true bila pembilang memang boleh melebihi penyebut (direncanakan empat rapat, terlaksana "
                      "lima); tanpa itu timbul catatan HUB01.",
    "rentang": "Daftar [batas bawah, capaian], batas naik; batas pertama sama dengan `min` datanya dan capaian "
               "terakhir 100.",
    "tidak_naik": "true bila capaian memang sengaja turun di tengah.",
    "rumus": "Rumusnya, tanpa tanda = di depan.",
}

_KODE_TETAP = "Kode buatan penyusun; tetap dari versi ke versi."
_TERCETAK = "Seperti tercetak pada formulir."
ARTI: dict[str, dict[str, str]] = {
    "Instrumen": {
        "id": "Nama instrumen; sama dengan nama berkasnya tanpa .toml supaya dapat disebut namanya saja.",
        "versi": "Versi instrumen; naikkan bila isinya berubah.",
        "judul": "Judul pada Beranda dan Lembar Cetak.",
        "penerbit": "Yang menerbitkan instrumen.",
        "provinsi": "Nama provinsi; bawaan identitas kecamatan.",
        "tahun_penilaian": "Tahun penilaian. Tahun datanya diisi kecamatan di Data Umum.",
        "kebijakan_tidak_relevan": "Nasib bobot indikator yang tidak relevan; tidak ada bawaannya, penyusun harus "
                                   "memilih. Lihat tabel di bawah.",
        "kebijakan_terkonfirmasi": "true bila penerbit sudah memastikan kebijakan itu; selama false timbul INS10.",
        "dasar_hukum": "Peraturan yang mendasari; tampil di lembar Referensi.",
        "ketentuan": "Ketentuan tercetak; tampil di bawah Petunjuk.",
        "catatan": "Catatan penyusun untuk pembaca berkas ini; tampil di lembar Referensi.",
        "predikat": "Tabel predikat; kosong berarti instrumen tidak mempunyai predikat.",
        "data_umum": "Fakta kecamatan yang diisi sekali di kepala Kertas Kerja.",
        "daftar": "Daftar jawaban menurut nama; `ada_tidak` (Ada = 1, Tidak ada = 0) selalu tersedia.",
        "aspek": "Aspek dalam urutan formulir. Jumlah bobot semua indikator harus tepat 100.",
    },
    "KelasPredikat": {
        "predikat": "Sebutan kelasnya.",
        "batas": "Batas bawah Nilai Akhir (dua desimal).",
        "termasuk_batas": "true: nilai yang sama dengan batas termasuk kelas ini; false: harus melebihi batas.",
    },
    "Fakta": {
        "kode": "Kode fakta. `jumlah_desa`, `jumlah_kelurahan`, dan `tahun_data` mendapat pemeriksaan tambahan "
                "(UMU01, UMU02, HUB07).",
        "label": "Tulisan di kolom Data yang diisi.",
        "jenis": "Jenis isian; lihat tabel jenis di bawah. Fakta tidak dapat berjenis pilihan.",
        "satuan": "Satuan yang tampil di sebelah isian.",
        "min": "Angka terkecil yang diterima.",
        "maks": "Angka terbesar yang diterima; bila tidak disebut berlaku batas menurut jenis.",
        "wajib": "false bila boleh kosong.",
        "jumlah_dari": "Kode fakta lain yang dijumlahkan; fakta ini lalu terisi sendiri. Yang dijumlahkan disebut "
                       "lebih dahulu.",
        "keterangan": "Petunjuk singkat di kolom Indikator.",
    },
    "Opsi": {
        "teks": "Jawaban seperti tampil di daftar.",
        "nilai": "Capaian jawaban itu, 0 sampai 100.",
    },
    "Aspek": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK, "nama": "Nama aspek.",
        "bobot": "Bobot tercetak, bila ada; harus sama dengan jumlah bobot indikatornya.",
        "sub_aspek": "Sub aspek dalam urutan formulir.",
    },
    "SubAspek": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK, "nama": "Nama sub aspek.",
        "indikator": "Indikator dalam urutan formulir.",
    },
    "Indikator": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK,
        "nomor_lama": "Nomor lain yang tercetak di sumber; tampil di lembar Referensi.",
        "uraian": "Uraian indikator seperti tercetak.",
        "satuan": "Satuan; berlaku untuk data yang tidak menyebut satuannya sendiri.",
        "bobot": "Bobot; desimal ditulis dengan titik.",
        "aturan": "Aturan penilaian dan parameternya; lihat [aturan.md](aturan.md).",
        "data": "Data yang diisi atau diambil; kuncinya harus sesuai aturan.",
        "keterangan": "Petunjuk pengisian; tampil dalam kurung di bawah nama data pertama.",
        "bukti": "Bukti yang diminta; tampil di bawah uraian.",
        "penanggung_jawab": "Jabatan penanggung jawab; tampil di lembar Referensi.",
        "tidak_relevan": "Kapan indikator ini tidak relevan.",
        "tahun_data": "Tahun data menurut formulir, bila berbeda dari tahun data umumnya; yang lain menimbulkan HUB07.",
        "terkonfirmasi": "true bila penerbit sudah memastikan aturan dan angkanya; selama false timbul INS10 dan "
                         "asumsinya tampil di lembar Referensi.",
        "asumsi": "Apa yang diandaikan; wajib diisi bila belum terkonfirmasi.",
        "dasar_hukum": "Peraturan yang mendasari indikator ini; tampil di lembar Referensi.",
        "catatan": "Catatan penyusun tentang sumbernya; tampil di lembar Referensi.",
    },
    "Datum": {
        "kunci": "Nama data dalam indikatornya; harus sesuai aturan.",
        "label": "Tulisan di kolom Data yang diisi.",
        "jenis": "Jenis isian; lihat tabel jenis di bawah.",
        "satuan": "Satuan; bila kosong berlaku satuan indikator.",
        "min": "Angka terkecil yang diterima.",
        "maks": "Angka terbesar yang diterima; bila tidak disebut berlaku batas menurut jenis.",
        "daftar": "Nama daftar jawaban; wajib untuk jenis pilihan, dan hanya untuk jenis itu.",
        "fakta": "Kode fakta Data Umum yang mengisi data ini; selnya terkunci. Jangan bersama `dari`.",
        "dari": "Data lain yang mengisi data ini, ditulis indikator.kunci; selnya terkunci. Jangan bersama `fakta`.",
        "sama_dengan": "Fakta (jumlah_desa) atau data (i11.penyebut) yang seharusnya sama; bila berbeda timbul HUB05 "
                       "atau HUB06.",
    },
    "TidakRelevan": {
        "bila_nol": "Kode fakta; bila semuanya 0, indikator tidak relevan dengan sendirinya.",
        "sebab": "Sebab yang tampil di sebelah isian.",
        "boleh_dijawab": "true bila kecamatan boleh menjawab Tidak relevan.",
    },
    "BerkasIsian": {
        "versi": "Versi bentuk berkas.",
        "instrumen": "Untuk instrumen mana isian ini.",
        "identitas": "Kecamatan pemilik isian.",
        "data_umum": "Kode fakta, lalu isinya.",
        "isian": "Kode indikator, lalu kunci data, lalu isinya.",
        "bukti": "Kode indikator, lalu bukti dukungnya.",
    },
    "RujukanInstrumen": {
        "id": "Nama instrumen; harus sama dengan instrumen yang dipakai.",
        "versi": "Versi instrumen, sebagai keterangan.",
        "sidik": "Sidik instrumen, sebagai keterangan.",
    },
    "Identitas": {
        "kode_wilayah": "Kode wilayah kecamatan PP.KK.CC; dua angka tengah 71 ke atas berarti kota.",
        "nama": "Nama kecamatan tanpa kata Kecamatan.",
        "kabupaten": "Nama kabupaten/kota tanpa kata Kabupaten atau Kota.",
        "provinsi": "Nama provinsi.",
        "alamat": "Alamat kantor untuk kop Lembar Cetak.",
    },
}

ARTI_JENIS = {
    "bulat": "Bilangan bulat.", "desimal": "Angka dengan desimal.",
    "persen": "Persen 0-100: 93 berarti 93 persen.", "rupiah": "Rupiah tanpa titik dan tanpa Rp.",
    "pilihan": "Satu jawaban dari `daftar`.", "teks": "Tulisan bebas; tidak diperiksa dan tidak dihitung.",
}
ARTI_KEBIJAKAN = {
    "nol": "Indikator yang tidak relevan bernilai 0 dan bobotnya tetap ikut dihitung.",
    "penuh": "Indikator yang tidak relevan mendapat seluruh bobotnya.",
    "normalisasi": "Bobot yang tidak relevan dikeluarkan, lalu nilai dihitung kembali ke 100.",
}


def table(kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are made harmless."""
    semua = [kepala, ["---"] * len(kepala), *baris]
    return "".join("| " + " | ".join(s.replace("|", "\\|").replace("\n", " ") for s in b) + " |\n" for b in semua)


def _code(teks: object) -> str:
    return f"`{teks}`"


def kode_page() -> str:
    """Every kode, in the three families of the catalogue."""
    keluarga: tuple[tuple[str, str, Mapping[str, temuan.Kode]], ...] = (
        ("Catatan isian", "Ditemukan sendiri oleh lembar Pemeriksaan, tanpa program apa pun, dan sama persis oleh "
         "`kinerja periksa` dan `kinerja hitung`, yang menyebut datanya di depan.", temuan.KATALOG_ISIAN),
        ("Catatan berkas dan perintah", "Hanya ditemukan oleh perintah (atau tombol di Excel), karena menyangkut "
         "berkasnya sendiri.", temuan.KATALOG_BERKAS),
        ("Catatan instrumen, berkas isian, dan identitas", "Hanya ditemukan oleh perintah: "
         "`kinerja instrumen periksa`, `kinerja buat`, dan perintah lain yang membaca berkas itu.",
         temuan.KATALOG_INSTRUMEN))
    bagian = [KEPALA, "# Kode catatan pemeriksaan\n",
              "Kode tetap dan tidak pernah dipakai ulang. `{a}` diganti dengan yang ditemukan, `{b}` dengan "
              "pembandingnya. Satu kode dijelaskan juga oleh `kinerja jelaskan KODE`.\n"]
    for judul, asal, katalog in keluarga:
        ditemukan = "lembar dan perintah" if katalog is temuan.KATALOG_ISIAN else "perintah"
        bagian += [f"## {judul}\n", asal + "\n", table(
            ("Kode", "Tingkat", "Judul", "Bunyi", "Cara memperbaiki", "Ditemukan oleh"),
            ([_code(k.kode), temuan.SEBUTAN_TINGKAT[k.tingkat], k.judul, k.pesan, k.perbaikan, ditemukan]
             for k in katalog.values()))]
    return "\n".join(bagian)


def walk_commands(perintah_ini: Any = None, nama: str = "kinerja") -> Iterator[tuple[str, Any]]:
    """(full name, command) of the whole tree, groups before their commands."""
    perintah_ini = perintah_ini if perintah_ini is not None else typer.main.get_command(cli.app)
    yield nama, perintah_ini
    for anak, isi in getattr(perintah_ini, "commands", {}).items():
        yield from walk_commands(isi, f"{nama} {anak}")


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
    return "" if p.default in (None, "", False) or getattr(p, "is_flag", False) else _code(p.default)


def integrity_kode() -> list[str]:
    """Kode that make a command end with the integrity exit code."""
    return [k for k in temuan.KATALOG if perintah.exit_code(
        [perintah.LaporanBerkas("", (temuan.buat_temuan(k),))], False) == cli.TIDAK_UTUH]


def perintah_page() -> str:
    """Every command with arguments, options and exit codes."""
    bagian = [KEPALA, "# Perintah\n"]
    for nama, isi in walk_commands():
        bagian += [f"## {nama}\n", f"{isi.help}\n"]
        anak = getattr(isi, "commands", {})
        pakai = " ".join([nama, *(shown_name(p) for p in isi.params if not is_option(p)),
                          "PERINTAH" if anak else "", "[PILIHAN]" if any(map(is_option, isi.params)) else ""])
        bagian.append(f"Pemakaian: {_code(' '.join(pakai.split()))}\n")
        if anak:
            bagian.append(table(("Perintah", "Gunanya"), ([_code(f"{nama} {n}"), c.help] for n, c in anak.items())))
        baris = [[_code(shown_name(p)), p.help or "", _default(p)] for p in isi.params]
        if baris:
            bagian.append(table(("Masukan", "Arti", "Bawaan"), baris))
    bagian.append("Setiap perintah menerima `-h` atau `--help`.\n")
    kode_3 = ", ".join(_code(k) for k in integrity_kode())
    bagian += ["## Kode keluar\n", table(("Kode", "Arti"), (
        [str(getattr(cli, n)), arti + (f" ({kode_3})." if n == "TIDAK_UTUH" else "")]
        for n, arti in ARTI_KELUAR.items())),
        "Bila beberapa keadaan terjadi sekaligus: 2 mengalahkan 3, dan 3 mengalahkan 1. Hasil tercetak di keluaran "
        "biasa (stdout); kemajuan dan galat di keluaran galat (stderr).\n"]
    return "\n".join(bagian)


def type_text(jenis: Any) -> str:
    """A type of a pydantic field in Indonesian."""
    asal, isi = get_origin(jenis), get_args(jenis)
    if asal is Annotated:
        return type_text(isi[0])
    if asal is Literal:
        return ("salah satu dari " if len(isi) > 1 else "") + ", ".join(_code(toml_text(x)) for x in isi)
    if asal in (Union, types.UnionType):
        tanpa = [x for x in isi if x is not type(None)]
        return "tabel aturan" if set(tanpa) == set(aturan.ATURAN.values()) else " atau ".join(map(type_text, tanpa))
    if asal is tuple:
        return "daftar " + type_text(isi[0]) if isi[-1] is Ellipsis else "[" + ", ".join(map(type_text, isi)) + "]"
    if asal is dict:
        return f"tabel nama ke {type_text(isi[1])}"
    if isinstance(jenis, type) and issubclass(jenis, BaseModel):
        return f"tabel [{jenis.__name__}](#{jenis.__name__.lower()})"
    return {str: "teks", int: "bilangan bulat", bool: "true/false", Any: "nilai"}.get(jenis, "angka")


def limits(f: FieldInfo) -> str:
    """Bounds of a field in Indonesian: pattern, length, lower bound."""
    batas = []
    daftar = get_origin(f.annotation) is tuple
    for m in f.metadata:
        if (pola := getattr(m, "pattern", None)) is not None:
            batas.append(f"berpola `{pola}`")
        if n := getattr(m, "min_length", None):
            batas.append(f"paling sedikit {n} {'butir' if daftar else 'huruf'}")
        if n := getattr(m, "max_length", None):
            batas.append(f"paling banyak {n} huruf")
        if (n := getattr(m, "gt", None)) is not None:
            batas.append(f"lebih dari {n}")
    return "".join(f", {b}" for b in batas)


def toml_text(nilai: Any) -> str:
    """A default as it would stand in the .toml."""
    if isinstance(nilai, BaseModel):
        return "{}"
    return json.dumps(list(nilai) if isinstance(nilai, tuple) else nilai, ensure_ascii=False)


def field_rows(model: type[BaseModel], arti: Mapping[str, str]) -> Iterator[list[str]]:
    """One row per key: name, type with bounds, default, meaning. KeyError for a key without meaning."""
    for nama, f in model.model_fields.items():
        bawaan = "wajib" if f.is_required() else "-"
        if not f.is_required() and (isi := f.get_default(call_default_factory=True)) is not None:
            bawaan = _code(toml_text(isi))
        yield [_code(nama), type_text(f.annotation) + limits(f), bawaan, arti[nama]]


def models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and every model its fields hold, in order of first mention; rules are documented apart."""
    sudah: list[type[BaseModel]] = []

    def visit(jenis: Any) -> None:
        if isinstance(jenis, type) and issubclass(jenis, BaseModel):
            if jenis in sudah or jenis in aturan.ATURAN.values():
                return
            sudah.append(jenis)
            for f in jenis.model_fields.values():
                visit(f.annotation)
        for isi in get_args(jenis):
            visit(isi)

    visit(model)
    yield from sudah


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
                ("Kunci", "Jenis", "Bawaan", "Arti"), field_rows(model, ARTI[model.__name__]))]
    batas = instrumen.MAKS_BAWAAN
    bagian += ["## Jenis data\n", table(("Jenis", "Isinya", "Terbesar bila `maks` tidak disebut"), (
        [_code(j), ARTI_JENIS[j], f"{batas[j]:,.0f}".replace(",", ".") if j in batas else "-"]
        for j in get_args(instrumen.Jenis))),
        "## Kebijakan tidak relevan\n", table(("Kebijakan", "Artinya"), (
            [_code(k), ARTI_KEBIJAKAN[k]] for k in get_args(instrumen.Kebijakan))),
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
        hasil.setdefault(_pairs(c.parameter), kelas(**c.parameter).render(rujukan))
    return hasil


def aturan_page() -> str:
    """Every rule: meaning, parameters, formulas, edges."""
    bagian = [KEPALA, "# Aturan penilaian\n", "nilai = bobot x capaian / 100. Aturan mengubah data menjadi capaian 0 "
              "sampai 100, tanpa pembulatan di tengah. Tiap aturan tertulis dua kali berdampingan, dalam Python dan "
              "sebagai rumus Excel; contoh tepi di bawah diuji pada keduanya. Data yang kosong, keliru, atau tidak "
              "relevan tidak pernah sampai ke aturan.\n"]
    for nama, kelas in aturan.ATURAN.items():
        bagian += [f"## {nama}\n", ARTI_ATURAN[nama] + "\n",
                   table(("Parameter", "Jenis", "Bawaan", "Arti"), field_rows(kelas, ARTI_PARAMETER)),
                   "Rumus, dengan nama data sebagai ganti alamat sel:\n",
                   table(("Parameter", "Rumus"), ([_code(p), _code("=" + r)] for p, r in rule_formulas(kelas).items())),
                   "Contoh tepi:\n",
                   table(("Parameter", "Data", "Capaian"), (
                       [_code(_pairs(c.parameter)), _pairs(c.data), _capaian(c.capaian)] for c in kelas.tepi))]
    return "\n".join(bagian)


#: Schemas by the call that prints them.
SKEMA = {"hitung": "kinerja hitung --json BERKAS...", "periksa": "kinerja periksa --json BERKAS...",
         "isian": "kinerja baca --json BERKAS"}


def load_schema(nama: str) -> dict[str, Any]:
    """A schema of docs/skema."""
    isi: dict[str, Any] = json.loads((DOCS / "skema" / f"{nama}.schema.json").read_text(encoding="utf-8"))
    return isi


def schema_kind(s: Mapping[str, Any]) -> str:
    """Kind of a property in Indonesian."""
    if "$ref" in s:
        return _code(s["$ref"].rpartition("/")[2])
    if "const" in s or "enum" in s:
        return " atau ".join(_code(json.dumps(x)) for x in s.get("enum", [s.get("const")]))
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
    baris = [[_code(k), schema_kind(isi), isi["description"]] for k, isi in s.get("properties", {}).items()]
    terbuka = s.get("patternProperties", {}).values()
    return baris + [["`<kode>`", schema_kind(isi), isi["description"]] for isi in terbuka]


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
                bagian += [f"Isi {_code(kunci)}:\n", table(("Kunci", "Jenis", "Arti"), baris)]
            else:
                bagian.append(f"Isi {_code(kunci)}: {schema_kind(isi)}.\n")
    bagian += ["## Perintah lain\n", "`kinerja jelaskan KODE --json` mencetak `kode`, `tingkat`, `judul`, `pesan`, dan "
               "`perbaikan`. `kinerja instrumen periksa INSTRUMEN --json` mencetak `versi`, `berkas`, dan `catatan` "
               "yang bentuknya sama dengan di atas.\n",
               "Berkas isian yang ditulis sendiri boleh menyingkat: hanya `versi` dan `instrumen` (cukup `id`) yang "
               "wajib, dan isian yang tidak disebut dianggap kosong; lihat [pengaturan.md](pengaturan.md).\n"]
    return "\n".join(bagian)


HALAMAN = {"kode.md": kode_page, "perintah.md": perintah_page, "aturan.md": aturan_page,
           "pengaturan.md": pengaturan_page, "json.md": json_page}


def main() -> None:
    """Write every generated page."""
    DOCS.mkdir(exist_ok=True)
    for nama, buat in HALAMAN.items():
        (DOCS / nama).write_text(buat(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
