"""The generated pages of the Buku Kinerja: rencana with its schema, hitungan-buku, cacah.

The counts of the four documents are taken twice, from the transcription and from the workbook built of it and read
back; where they differ there is no page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_type_hints

from bantu.contoh import FOLDER
from bantu.halaman import KEPALA, code, limits, load_schema, meaning, table, thousands, type_text
from kinerja_core.buku_kinerja import capaian, kelas, nilai, rencana, satuan
from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, SEBUTAN_BARIS, SEBUTAN_JENIS, Kolom
from kinerja_core.buku_kinerja.lembar.tempat import sheet_of_column
from kinerja_core.buku_kinerja.periksa import angka_tercetak, dokumen, indikator, kata, peraturan, target
from kinerja_core.dasar.excelmath import show_number
from kinerja_core.instrumen.model import load_toml, templat_dir
from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.xlsx.baca import read_buku

#: The schema of a plan file is generated; its rows leave blank cells out, so it stands apart from the others.
SKEMA_RENCANA = "skema/rencana.schema.json"
#: Modules whose named constants are thresholds of checks.
MODUL_AMBANG = {m.__name__.rpartition(".")[2]: m for m in (
    kata, indikator, target, angka_tercetak, dokumen, peraturan, nilai, satuan, rencana)}


def next_year_of(k: Kolom) -> str:
    """What becomes of a column next year, in words."""
    return {BAWA: "dibawa", KOSONG: "dikosongkan"}.get(k.lanjut) or f"pindah ke `{k.lanjut}`"


def column_kind(k: Kolom) -> str:
    """Kind of a column with its list, its target and its bounds."""
    jenis = SEBUTAN_JENIS[k.jenis]
    if k.daftar:
        jenis += f" [{k.daftar}](#{k.daftar})"
    if k.ke:
        jenis += " " + " atau ".join(f"[{t}](#{t})" for t in k.ke)
    if k.is_number:
        bawaan = Kolom("", "")
        if (k.min, k.maks) != (bawaan.min, bawaan.maks):
            tulis = show_number if k.jenis == "tahun" else thousands
            jenis += f", {tulis(k.min)} sampai {tulis(k.maks)}"
    return jenis + (", atau `-`" if k.strip else "")


def column_rows(tabel: str, kolom: Iterable[Kolom]) -> Iterator[list[str]]:
    """One row per column of a table of a plan."""
    for k in kolom:
        yield [code(k.kunci), k.label, column_kind(k), "ya" if k.wajib else "",
               sheet_of_column(tabel, k.kunci), next_year_of(k)]


def head_keys() -> list[str]:
    """Keys at the head of a plan file: what is no table."""
    return [k for k in rencana.file_model().model_fields if k not in rencana.TABEL]


def head_rows() -> Iterator[list[str]]:
    """One row per key at the head of a plan file."""
    model = rencana.file_model()
    for k in head_keys():
        f = model.model_fields[k]
        yield [code(k), type_text(f.annotation, "pengaturan.md") + limits(f), "ya" if f.is_required() else "",
               meaning(model, k)]


def rencana_page() -> str:
    """The file form of a plan: head, literals, every table and column, every list."""
    kepala = ("Kunci", "Di lembar tertulis", "Isinya", "Wajib", "Lembar", "Tahun berikutnya")
    bagian = [KEPALA, "# Berkas rencana\n", "Isi satu Buku Kinerja sebagai berkas TOML atau JSON. Bentuk ini dicetak "
              "`kinerja baca --json` dan diterima `kinerja buat`, sehingga sebuah buku dapat dibaca lalu dibuat lagi. "
              "Setiap tabel dinyatakan satu kali di `kinerja_core/buku_kinerja/rencana.py`; lembar isian, pembaca, "
              "pemeriksaan, dan "
              f"halaman ini mengikutinya. Skema: [{SKEMA_RENCANA}]({SKEMA_RENCANA}).\n",
              '```toml\nversi = 1\njenis = "buku_kinerja"\ntahun = 2026\n\n[identitas]\nkode_wilayah = "35.69.99"\n'
              'nama = "Contoh"\nkabupaten = "Contoh"\nprovinsi = "Jawa Timur"\n\n[[node]]\njenis = "Sasaran"\n'
              'uraian = "Meningkatnya kualitas pelayanan"\n\n[[indikator]]\nnode = "N001"\n'
              'uraian = "Indeks Kepuasan Masyarakat"\ntipe_target = "Kondisi akhir TW"\nt1 = "-"\nt4 = 82.5\n```\n',
              "## Kepala berkas\n", table(("Kunci", "Isinya", "Wajib", "Arti"), head_rows()),
              "Kunci yang tidak dikenal ditolak (INS02). Desimal ditulis dengan titik, seperti dalam TOML dan JSON; "
              "persen 0 sampai 100. Untuk memperbanyak baris cadangan, hapus kunci `kapasitas` dari hasil "
              "`kinerja baca --json`, lalu buat bukunya lagi.\n",
              "## Kode baris\n", "Setiap baris berdiri di sebuah slot yang tidak pernah berubah: huruf tabelnya dan "
              "tiga angka (N001, I012). Slot boleh tidak ditulis (`slot`); urutan barisnya lalu menentukan. Rujukan "
              "menyebut slot itu. Baris boleh berlubang: baris kosong adalah cadangan.\n",
              "## Empat isi yang berbeda\n", table(("Isi sel", "TOML", "JSON", "Arti"), rencana.ISI_SEL),
              "Tulisan di kolom angka tetap disimpan apa adanya dan menimbulkan BRS01; tidak ada yang ditebak.\n",
              "## profil\n", table(kepala, column_rows(rencana.PROFIL, rencana.TABEL_PROFIL.kolom))]
    for t in rencana.TABEL.values():
        baris = f"Selalu {t.tetap} baris. " if t.tetap else ""
        arti = f"{t.arti} {SEBUTAN_BARIS[t.baris]}".rstrip()
        bagian += [f"## {t.kunci}\n", f"{t.judul}; kode {code(t.slot(1))} dan seterusnya. {baris}{arti}\n",
                   table(kepala, column_rows(t.kunci, t.kolom))]
    bagian.append("## Daftar pilihan\n")
    for nama, isi in rencana.DAFTAR.items():
        bagian += [f"### {nama}\n", ", ".join(map(code, isi)) + ".\n"]
    return "\n".join(bagian)


def rencana_schema() -> str:
    """The JSON schema of a plan as `kinerja baca --json` prints it; blank cells are left out of a row."""
    sel, umum = {"$ref": "#/$defs/isi_sel"}, load_schema("isian")

    def baris(tabel: str, kolom: Iterable[Kolom], slot: bool) -> dict[str, Any]:
        isi: dict[str, Any] = {"slot": {"description": "Kode baris; tetap.", "type": "string"}} if slot else {}
        for k in kolom:
            isi[k.kunci] = {"description": f"{k.label} (lembar {sheet_of_column(tabel, k.kunci)}).", **sel}
        return {"type": "object", "additionalProperties": False, "properties": isi}

    kapasitas = {"type": "object", "additionalProperties": False,
                 "properties": {t: {"description": f"Banyaknya baris tabel {t}.", "type": "integer", "minimum": 1}
                                for t in rencana.TABEL}}
    jenis: dict[str, dict[str, Any]] = {
        "versi": {"const": 1}, "jenis": {"const": "buku_kinerja"},
        "tahun": {"type": "integer", "minimum": 2000, "maximum": 2100}, "identitas": {"$ref": "#/$defs/identitas"},
        "kapasitas": kapasitas,
        "ruang": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        "profil": baris(rencana.PROFIL, rencana.TABEL_PROFIL.kolom, False)}
    model = rencana.file_model()
    kepala = {k: {"description": meaning(model, k), **jenis[k]} for k in head_keys()}
    tabel = {t.kunci: {"description": t.arti, "type": "array", "items": baris(t.kunci, t.kolom, True)}
             for t in rencana.TABEL.values()}
    skema = {"$schema": umum["$schema"], "title": "kinerja baca --json (Buku Kinerja)",
             "description": "Rencana satu Buku Kinerja. Bentuk yang sama diterima kinerja buat.",
             "type": "object", "additionalProperties": False,
             "required": [k for k in head_keys() if model.model_fields[k].is_required()],
             "properties": kepala | tabel, "$defs": {k: umum["$defs"][k] for k in ("identitas", "isi_sel", "galat")}}
    return json.dumps(skema, ensure_ascii=False, indent=1) + "\n"


def _literal(x: Any) -> str:
    """An edge value as a sentence shows it: kosong, 0, "-", Tidak diukur."""
    if isinstance(x, list):
        return "[" + "; ".join(map(_literal, x)) + "]"
    return "kosong" if x in (None, "") else show_number(x) if isinstance(x, int | float) else str(x)


def piece_section(h: capaian.Hitungan) -> list[str]:
    """One piece of arithmetic: meaning, formula, edges."""
    argumen = h.masukan.split(", ")
    masuk = argumen[:len(h.tepi[0][0])]
    return [f"### {h.nama}\n", h.arti + "\n", f"Rumus: {code('=' + h.render(*argumen))}\n",
            table((*masuk, "Hasil"), ([*map(_literal, x), _literal(y)] for x, y in h.tepi))]


def class_section(k: capaian.Klasifikasi) -> list[str]:
    """One table of classes with its legal basis and date."""
    tanda = "mulai" if k.kelas[0].termasuk else "di atas"
    return [f"### {k.nama}\n", f"Dasar hukum: {k.dasar_hukum}, berlaku {k.berlaku:%d-%m-%Y}. {k.catatan}\n",
            table(("Kelas", "Batas"), ([x.nama, f"{tanda} {show_number(x.batas)}" if n else "lainnya"]
                                       for n, x in enumerate(k.kelas)))]


def target_rows() -> Iterator[list[str]]:
    """Each tipe target with its example and what that comes to in a year."""
    for sebutan, kode in rencana.TIPE_TARGET.items():
        arti, dari, tw, satuan = rencana.ARTI_TIPE[kode]
        setahun = capaian.SETAHUN.evaluate(sebutan, *tw, None)
        yield [sebutan, arti, dari, f"{' / '.join(map(_literal, tw))} {satuan}", f"{_literal(setahun)} {satuan}"]


def likeness_rows() -> Iterator[list[str]]:
    """What the measures say of the example pairs."""
    for jenis, a, b in kata.CONTOH_MIRIP:
        mirip = kata.similarity(a.lower(), b.lower()) if jenis == "nama" else kata.closeness(a, b)
        yield [jenis, a, b, show_number(round(mirip, 2))]


def thresholds() -> Iterator[tuple[str, float, str, str]]:
    """(module.NAME, value, what it is used for, why it is what it is) of every constant whose annotation says so."""
    for nama, modul in MODUL_AMBANG.items():
        for konstanta, jenis in get_type_hints(modul, include_extras=True).items():
            if konstanta.isupper() and (arti := getattr(jenis, "__metadata__", None)):
                yield f"{nama}.{konstanta}", getattr(modul, konstanta), *arti


def hitungan_page() -> str:
    """Every piece of arithmetic, setting, class table and threshold of a Buku Kinerja."""
    batas = {k: "tidak dibatasi" if x is None else f"paling tinggi {show_number(x)} persen"
             for k, x in rencana.BATAS_CAPAIAN.items()}
    bagian = [KEPALA, "# Hitungan Buku Kinerja\n", "Tiap hitungan tertulis dua kali berdampingan, dalam Python dan "
              "sebagai rumus Excel; contoh tepi di bawah diuji pada keduanya. *kosong* berarti belum diisi, `-` tidak "
              "dijadwalkan, *Tidak diukur* berarti semuanya terisi tetapi tidak ada yang dapat dibagi. Kesepakatan "
              "dengan Microsoft Excel belum diuji di Excel.\n",
              "## Tipe target\n", "Kata dokumen (Kumulatif, Non Kumulatif) tidak dipakai karena artinya berbeda-beda. "
              "Sel kosong berarti yang pertama.\n",
              table(("Tipe target", "Arti", "Setahun", "Contoh TW I sampai IV", "Menjadi"),
                    target_rows()),
              "## Pengaturan di lembar Profil\n", "Rumus polaritas negatif (makin kecil makin baik), dengan target 10 "
              "dan realisasi 5:\n",
              table(("Pilihan", "Rumus", "Capaian"), (
                  [k, rencana.ARTI_NEGATIF[kode], _literal(capaian.CAPAIAN.evaluate(10.0, 5.0, capaian.NEGATIF, k))]
                  for k, kode in rencana.RUMUS_NEGATIF.items())),
              "Batas capaian; kosong berarti tidak dibatasi:\n",
              table(("Pilihan", "Artinya"), ([k, isi] for k, isi in batas.items())),
              "Bobot tiap unsur SKM; kosong berarti yang pertama. Contoh: sembilan unsur bernilai 3,2:\n",
              table(("Pilihan", "IKM"), ([k, show_number(round(capaian.IKM.evaluate([3.2] * 9, b), 4))]
                                         for k, b in rencana.BOBOT_SKM.items())),
              "## Kelas\n", "Nilai dibulatkan dua desimal dahulu, seperti Excel membulatkan, baru dibandingkan.\n"]
    for k in kelas.KLASIFIKASI.values():
        bagian += class_section(k)
    bagian += ["## Hitungan\n", "Rumus ditulis dengan nama masukan sebagai ganti alamat sel.\n"]
    for h in capaian.HITUNGAN.values():
        bagian += piece_section(h)
    bagian += ["## Ambang pemeriksaan\n", "Ambang sengaja ketat: catatan yang keliru lebih mengganggu daripada yang "
               "terlewat. Kemiripan dihitung 0 sampai 1.\n",
               table(("Ambang", "Nilai", "Dipakai", "Alasan"), (
                   [code(n), show_number(x), dipakai, alasan] for n, x, dipakai, alasan in thresholds())),
               "Yang dikatakan ukuran itu (0 = dua hal yang berbeda):\n",
               table(("Jenis", "Tulisan", "Dibandingkan dengan", "Kemiripan"), likeness_rows())]
    return "\n".join(bagian)


#: Cells that are counted together, by (table, kunci); everything else is counted by rows.
SEL_TARGET = tuple(("indikator", k) for k in ("t1", "t2", "t3", "t4", "target", "tulisan"))
SEL_REALISASI = (*(("indikator", f"{x}{n}") for x in ("r", "a", "b", "lalu") for n in (1, 2, 3, 4)),
                 ("indikator", "realisasi"))
SEL_RUPIAH = tuple((t.kunci, k.kunci) for t in rencana.TABEL.values() for k in t.kolom if k.jenis == "rupiah")


def _filled(isi: Any) -> bool:
    return isi is not None and isi != ""


def count_plan(data: Mapping[str, Any]) -> dict[str, int]:
    """Counts of a plan in its file form."""
    def sel(daftar: Iterable[tuple[str, str]]) -> int:
        return sum(_filled(b.get(k)) for t, k in daftar for b in data.get(t, []))

    jenis = [str(b.get("jenis", "")) for b in data.get("node", [])]
    semua = tuple((t.kunci, k.kunci) for t in rencana.TABEL.values() for k in t.kolom)
    return {
        **{t: jenis.count(t) for t in (*rencana.TINGKAT, rencana.INDIVIDU)},
        "Indikator": len(data.get("indikator", [])), "Sel target": sel(SEL_TARGET),
        "Sel realisasi": sel(SEL_REALISASI), "Sel rupiah": sel(SEL_RUPIAH),
        **{rencana.TABEL[t].judul: len(data.get(t, [])) for t in ("jabatan", "dokumen", "dasar", "renstra", "pk",
                                                                  "tautan", "masalah", "lhe", "tercetak")},
        "Semua sel terisi": sel(semua) + sum(map(_filled, data.get(rencana.PROFIL, {}).values())),
    }


def compare_counts(nama: str, sumber: Mapping[str, int], buku: Mapping[str, int]) -> None:
    """ValueError naming every count that the workbook does not give back."""
    beda = [f"{k}: sumber {n}, buku {buku[k]}" for k, n in sumber.items() if n != buku[k]]
    if beda:
        raise ValueError(f"{nama}: {'; '.join(beda)}")


@lru_cache(maxsize=1)
def counts() -> dict[str, dict[str, int]]:
    """Counts per document, the same in the transcription and in the workbook built of it and read back."""
    hasil = {}
    for nama in DOKUMEN:
        data = load_toml(templat_dir() / "contoh" / f"{nama}.toml")
        buku = rencana.rencana_as_dict(read_book(read_buku(FOLDER / f"buku_kinerja_{nama}.xlsx")).rencana)
        hasil[nama] = count_plan(data)
        compare_counts(nama, hasil[nama], count_plan(buku))
    return hasil


def cacah_page() -> str:
    """What each of the four documents holds."""
    isi = counts()
    baris = [[k, *(thousands(isi[n][k]) for n in DOKUMEN)] for k in next(iter(isi.values()))]
    return "\n".join([
        KEPALA, "# Cacah keempat dokumen contoh\n",
        "Setiap angka dihitung dua kali: dari transkripsi (`workbook_templates/contoh/`), dan dari buku yang dibuat "
        "darinya lalu dibaca kembali dari berkas .xlsx-nya. Keduanya sama; bila tidak, halaman ini tidak dapat dibuat. "
        "Sumbernya ditranskripsi seperti tercetak, dengan semua kekeliruannya.\n",
        table(("Isi", *DOKUMEN.values()), baris),
        "Sel target: TW I sampai IV, target setahun, dan target berupa tulisan. Sel realisasi: TW, pembilang, "
        "penyebut, setahun, dan empat tahun sebelumnya. Sel rupiah: semua kolom berjenis rupiah. Tanda - dan 0 ikut "
        "dihitung sebagai terisi; sel kosong tidak.\n"])
