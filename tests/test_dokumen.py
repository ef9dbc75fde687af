"""Documentation that cannot drift.

R1 generated pages equal what the code says now. R2 every command, option, rule, kode and setting is documented, its
meaning stands on its model, and what has none is refused. R3 every relative link and picture exists. R4 every command
shown in a code block is a real call, and every `kinerja ...` in running text names real commands and options. R5 every
table, column, list, piece of arithmetic, class and threshold of the Buku Kinerja is documented; its schema takes the
real plans and refuses broken ones. R6 the counts of the four documents are those of the workbooks read back.
"""

from __future__ import annotations

import ast
import copy
import importlib
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import perbarui_dokumen as dok
import pytest
import typer
from bantu import halaman_buku
from bantu.halaman import DOCS, field_rows, models_in
from perbarui_dokumen import HALAMAN, children, walk_commands

from kinerja_core.buku_kinerja import capaian, rencana
from kinerja_core.buku_kinerja import kelas as kelas_buku
from kinerja_core.buku_kinerja.kolom import SEBUTAN_BARIS, SEBUTAN_JENIS, BarisLanjut, JenisKolom
from kinerja_core.dasar.beku import Beku, make_class
from kinerja_core.dasar.excelmath import show_number
from kinerja_core.dasar.katalog import KELUARGA
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, buat_temuan
from kinerja_core.instrumen import aturan
from kinerja_core.instrumen import model as instrumen
from kinerja_core.kantor.contoh import DOKUMEN as CONTOH
from kinerja_core.kantor.contoh import book_examples
from kinerja_core.kertas_kerja import isian
from kinerja_core.perintah import banyak as perintah
from kinerja_core.perintah import cli, kode_keluar

ROOT = DOCS.parent
DOKUMEN = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
PERINTAH = list(walk_commands())
MODEL = [*models_in(instrumen.Instrumen), *models_in(isian.BerkasIsian)]


def read(nama: str) -> str:
    return (DOCS / nama).read_text(encoding="utf-8")


def section(teks: str, judul: str) -> str:
    """The text under a heading up to the next heading of any level."""
    _, _, sisa = teks.partition(f"# {judul}\n")
    return re.split(r"^#+ ", sisa, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("nama", HALAMAN)
def test_generated_pages_are_up_to_date(nama: str) -> None:
    """R1: otherwise run tests/perbarui_dokumen.py and look at the difference."""
    assert read(nama) == HALAMAN[nama]()


def test_every_kode_is_documented() -> None:
    """R2"""
    baris = {b.split("|")[1].strip(" `"): b for b in read("kode.md").splitlines() if b.startswith("| `")}
    assert list(baris) == list(KATALOG)
    for kode, b in baris.items():
        k = KATALOG[kode]
        assert all(isi in b for isi in (SEBUTAN_TINGKAT[k.tingkat], k.judul, k.pesan, k.perbaikan)), kode


@pytest.mark.parametrize(("nama", "isi"), PERINTAH, ids=[n for n, _ in PERINTAH])
def test_every_command_and_option_is_documented_with_help(nama: str, isi: object) -> None:
    """R2"""
    bagian = section(read("perintah.md"), nama)
    assert isi.help, nama  # type: ignore[attr-defined]
    assert isi.help in bagian  # type: ignore[attr-defined]
    for p in isi.params:  # type: ignore[attr-defined]
        assert p.help, p.name
        awal = "| `" + dok.shown_name(p).replace("|", "\\|") + "`"
        assert p.help in next(b for b in bagian.splitlines() if b.startswith(awal))


def test_exit_codes_are_documented_as_they_are() -> None:
    """R2"""
    assert set(kode_keluar.ARTI) == {n for n in vars(kode_keluar).values() if isinstance(n, int)} == {0, 1, 2, 3}
    bagian = section(read("perintah.md"), "Kode keluar")
    assert all(f"\n| {n} | {arti.removesuffix('.')}" in bagian for n, arti in kode_keluar.ARTI.items())
    for kode in KATALOG:
        x = perintah.LaporanBerkas("", (buat_temuan(kode),))
        assert perintah.exit_code([x], False) in {kode_keluar.ADA_CATATAN, kode_keluar.TIDAK_UTUH}
        assert perintah.exit_code([x], True) == kode_keluar.TIDAK_TERPAKAI
    assert perintah.exit_code([], False) == kode_keluar.BERSIH


@pytest.mark.parametrize("nama", aturan.ATURAN)
def test_every_rule_is_documented_with_all_it_takes(nama: str) -> None:
    """R2"""
    kelas, bagian = aturan.ATURAN[nama], section(read("aturan.md"), nama)
    assert f"\n{kelas.arti}{' ' if kelas.rinci else ''}{kelas.rinci}\n" in bagian
    assert all(f"\n| `{p}` | " in bagian for p in kelas.model_fields)
    assert bagian.count("\n| `") == len(kelas.model_fields) + len(dok.rule_formulas(kelas)) + len(kelas.tepi)
    assert all(r in bagian for r in dok.rule_formulas(kelas).values())


@pytest.mark.parametrize("model", MODEL, ids=[m.__name__ for m in MODEL])
def test_every_setting_is_documented(model: type[Beku]) -> None:
    """R2"""
    bagian = section(read("pengaturan.md"), model.__name__)
    for kunci in model.model_fields:
        assert f"\n| `{kunci}` | " in bagian
        assert bagian.count(f"\n| `{kunci}` | ") == 1
        assert str(model.model_fields[kunci].arti).endswith(".")


def test_words_of_a_choice_and_no_other_have_their_meaning() -> None:
    """R2: nothing kept for what is gone, nothing left out."""
    assert list(instrumen.JENIS) == list(get_args(instrumen.Jenis))
    assert list(instrumen.KEBIJAKAN) == list(get_args(instrumen.Kebijakan))
    assert list(SEBUTAN_JENIS) == list(get_args(JenisKolom))
    assert list(SEBUTAN_BARIS) == list(get_args(BarisLanjut))
    assert set(rencana.ARTI_TIPE) == set(rencana.TIPE_TARGET.values())
    assert set(rencana.ARTI_NEGATIF) == set(rencana.RUMUS_NEGATIF.values())


def test_every_family_of_kode_is_in_the_catalogue_once() -> None:
    """R2: a block of the catalogue is named where it gets its title, and nowhere else."""
    blok = {n: isi for m in (ROOT / "kinerja_core" / "dasar" / "katalog").glob("[!_]*.py")
            for n, isi in vars(importlib.import_module(f"kinerja_core.dasar.katalog.{m.stem}")).items()
            if n.startswith("KATALOG_")}
    assert sorted(map(id, blok.values())) == sorted(id(isi) for _, _, isi in KELUARGA)
    assert sum(map(len, blok.values())) == len(KATALOG)
    assert all(judul and asal.endswith(".") for judul, asal, _ in KELUARGA)


def test_a_key_without_meaning_is_refused() -> None:
    """R2: the guard itself."""
    with pytest.raises(KeyError, match=r"Baru\.alamat"):
        list(field_rows(make_class("Baru", {"alamat": (str, "")})))


def keyed_sentences(teks: str) -> list[str]:
    """Sentences of a source that stand in a dict under a kode, rule, table, key of a model or piece of arithmetic."""
    kunci = {*KATALOG, *aturan.ATURAN, *rencana.TABEL, *capaian.HITUNGAN,
             *(k for m in (*MODEL, *aturan.ATURAN.values()) for k in m.model_fields)}
    isi = [v for d in ast.walk(ast.parse(teks)) if isinstance(d, ast.Dict)
           for k, v in zip(d.keys, d.values, strict=True) if isinstance(k, ast.Constant) and k.value in kunci]
    return [n.value for v in isi for n in ast.walk(v)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and re.search(r"\w\.$", n.value)]


def test_the_pages_know_no_key() -> None:
    """R2: what is said of one key, rule, column, kode or threshold stands on it; the pages only walk."""
    for nama in ("perbarui_dokumen.py", "bantu/halaman.py", "bantu/halaman_buku.py"):
        teks = (ROOT / "tests" / nama).read_text("utf-8")
        assert keyed_sentences(teks) == [], nama
        assert teks.count("\n") < 450, nama
    assert keyed_sentences('X = {"alamat": ("a", "Alamat kantor."), "lain": "Lain."}') == ["Alamat kantor."]


def test_generated_pages_are_the_same_twice() -> None:
    """R1"""
    assert all(buat() == buat() for buat in HALAMAN.values())


# --- Buku Kinerja -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", [rencana.PROFIL, *rencana.TABEL])
def test_every_column_of_a_plan_is_documented(nama: str) -> None:
    """R5"""
    kolom = rencana.TABEL_PROFIL.kolom if nama == rencana.PROFIL else rencana.TABEL[nama].kolom
    baris = [b for b in section(read("rencana.md"), nama).splitlines() if b.startswith("| `")]
    assert [b.split("|")[1].strip(" `") for b in baris] == [k.kunci for k in kolom]
    for k, b in zip(kolom, baris, strict=True):
        sel = [x.strip() for x in b.split("|")]
        assert (sel[2], sel[4], sel[6]) == (k.label, "ya" if k.wajib else "", halaman_buku.next_year_of(k))
        assert ("atau `-`" in sel[3]) == k.strip
        assert all(f"(#{x})" in sel[3] for x in (*k.ke, *([k.daftar] if k.daftar else [])))


@pytest.mark.parametrize("nama", rencana.DAFTAR)
def test_every_list_of_a_plan_is_documented(nama: str) -> None:
    """R5"""
    assert section(read("rencana.md"), nama).strip() == ", ".join(f"`{x}`" for x in rencana.DAFTAR[nama]) + "."


def test_head_and_meanings_of_a_plan_are_complete() -> None:
    """R5: nothing kept for what is gone, nothing left out."""
    model = rencana.file_model().model_fields
    assert [*halaman_buku.head_keys(), *rencana.TABEL] == list(model)
    assert all(str(f.arti).endswith(".") for f in model.values())
    baris = [b.split(" | ") for b in section(read("rencana.md"), "Kepala berkas").splitlines() if b.startswith("| `")]
    assert [(b[0].strip("| `"), b[2] == "ya") for b in baris] == [
        (k, model[k].is_required()) for k in halaman_buku.head_keys()]
    assert all(f"\n{t.judul}; kode " in (bagian := section(read("rencana.md"), t.kunci)) and t.arti in bagian
               for t in rencana.TABEL.values())


def test_the_example_plan_and_the_four_literals_are_read_as_told() -> None:
    """R5: the TOML of rencana.md is a plan; what a cell holds comes out as the page says."""
    (blok,) = re.findall(r"^```toml\n(.*?)^```$", read("rencana.md"), re.MULTILINE | re.DOTALL)
    plan = rencana.parse_rencana(tomllib.loads(blok))
    assert [plan.nilai("I001", k) for k in ("t1", "t2", "t4")] == ["-", None, 82.5]
    tulis = {"t1": '""', "t2": "0", "t3": '"-"', "t4": '{ galat = "#N/A" }'}
    assert all(f"`{x}`" in contoh for x, (_, contoh, *_) in zip(tulis.values(), rencana.ISI_SEL, strict=True))
    baris = "".join(f"{k} = {x}\n" for k, x in tulis.items())
    plan = rencana.parse_rencana(tomllib.loads(re.sub(r"t1.*\nt4.*\n", "", blok) + baris))
    assert [str(plan.nilai("I001", k)) for k in tulis] == ["None", "0", "-", "#N/A"]


@pytest.mark.parametrize("nama", capaian.HITUNGAN)
def test_every_piece_of_arithmetic_is_documented(nama: str) -> None:
    """R5"""
    h, bagian = capaian.HITUNGAN[nama], section(read("hitungan-buku.md"), nama)
    assert h.arti.endswith(".")
    assert h.arti in bagian
    assert h.render(*h.masukan.split(", ")) in bagian
    assert sum(b.startswith("| ") for b in bagian.splitlines()) == len(h.tepi) + 2


def test_classes_and_settings_are_documented() -> None:
    """R5: with the date, and that the date is unconfirmed."""
    halaman = read("hitungan-buku.md")
    for k in kelas_buku.KLASIFIKASI.values():
        bagian = section(halaman, k.nama)
        assert f"{k.dasar_hukum}, berlaku {k.berlaku:%d-%m-%Y}" in bagian
        assert "belum dicocokkan dengan Berita Negara" in bagian
        assert all(f"| {x.nama} | " in bagian for x in k.kelas)
    for pilihan in (*rencana.RUMUS_NEGATIF, *rencana.BATAS_CAPAIAN, *rencana.BOBOT_SKM):
        assert f"\n| {pilihan} | " in section(halaman, "Pengaturan di lembar Profil")
    for tipe in rencana.TIPE_TARGET:
        assert f"\n| {tipe} | " in section(halaman, "Tipe target")
        assert f"**{tipe}**" in read("panduan-buku-kinerja.md")


def test_every_threshold_of_the_checks_is_argued() -> None:
    """R5: every named number of those modules; the kode it is used for exists."""
    angka = {f"{nama}.{k}" for nama, m in halaman_buku.MODUL_AMBANG.items() for k, x in vars(m).items()
             if k.isupper() and not k.startswith("_") and isinstance(x, int | float)}
    diimpor = {"indikator.TOLERANSI_UANG", "kelengkapan.TOLERANSI_UANG", "rencana.BATAS_ANGKA",
               *(f"angka_tercetak.{k}" for k in ("PROGRAM", "KEGIATAN", "SUB_KEGIATAN")),
               *(f"nilai.{k}" for k in ("SASARAN", "PROGRAM", "KEGIATAN", "SUB_KEGIATAN"))}
    ambang = list(halaman_buku.thresholds())
    assert sorted(angka - diimpor) == sorted(nama for nama, *_ in ambang)
    for nama, nilai, dipakai, alasan in ambang:
        assert dipakai in KATALOG or dipakai in ("semua", "lembar Angka Tercetak"), nama
        assert alasan.endswith(".")
        assert f"| `{nama}` | {show_number(nilai)} | {dipakai} | {alasan} |" in read("hitungan-buku.md")


def plan_problems(isi: Any) -> list[str]:
    """What the schema of a plan has against a file form."""
    pemeriksa = jsonschema.Draft202012Validator(json.loads(read(halaman_buku.SKEMA_RENCANA)))
    return ["/".join(map(str, g.absolute_path)) for g in pemeriksa.iter_errors(isi)]


@pytest.mark.parametrize("contoh", list(book_examples()), ids=lambda c: c.berkas)
def test_real_plans_fit_their_schema(contoh: Any) -> None:
    """R5"""
    assert plan_problems(rencana.rencana_as_dict(contoh.rencana)) == []


@pytest.mark.parametrize(("ubah", "tempat"), [
    (lambda x: x.update(versi=2), "versi"), (lambda x: x.pop("tahun"), ""), (lambda x: x.update(tujuan=[]), ""),
    (lambda x: x["indikator"][0].update(skor=1), "indikator/0"),
    (lambda x: x["indikator"][0].update(t1=[1]), "indikator/0/t1"),
    (lambda x: x["identitas"].pop("nama"), "identitas"), (lambda x: x["kapasitas"].update(node=0), "kapasitas/node"),
])
def test_a_broken_plan_is_refused_by_its_schema(ubah: Any, tempat: str) -> None:
    """R5: the guard itself."""
    isi = copy.deepcopy(rencana.rencana_as_dict(next(book_examples()).rencana))
    ubah(isi)
    assert plan_problems(isi) == [tempat]


def test_counts_of_a_workbook_that_lost_a_cell_are_refused() -> None:
    """R6: the guard itself."""
    data = instrumen.load_toml(instrumen.templat_dir() / "contoh" / "kemangkon_2022.toml")
    kurang = copy.deepcopy(data)
    del kurang["indikator"][0]["t4"]
    halaman_buku.compare_counts("x", halaman_buku.count_plan(data), halaman_buku.count_plan(copy.deepcopy(data)))
    with pytest.raises(ValueError, match="x: Sel target: sumber 207, buku 206; Semua sel terisi"):
        halaman_buku.compare_counts("x", halaman_buku.count_plan(data), halaman_buku.count_plan(kurang))


def test_counts_stand_for_every_document() -> None:
    """R6: the page itself is held by R1; here that "-" and 0 count as filled and blanks do not."""
    assert list(halaman_buku.counts()) == list(CONTOH)
    isi = {"indikator": [{"t1": 0, "t2": "-", "t3": "", "t4": None, "target": 1, "r1": 0}],
           "node": [{"jenis": "Program", "pagu": 0, "g1": "-"}]}
    assert halaman_buku.count_plan(isi) == {
        **dict.fromkeys(halaman_buku.count_plan({}), 0), "Program": 1, "Indikator": 1, "Sel target": 3,
        "Sel realisasi": 1, "Sel rupiah": 2, "Semua sel terisi": 7}


_LUAR = re.compile(r"^[a-z]+:", re.IGNORECASE)


def slug(judul: str) -> str:
    """Anchor of a heading as the usual viewers make it."""
    return re.sub(r"[^\w\- ]", "", judul.strip().lower()).replace(" ", "-")


def without_code(teks: str) -> str:
    """Running text: code blocks and inline code removed."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", teks, flags=re.MULTILINE | re.DOTALL))


def dead_links(teks: str, folder: Path) -> list[str]:
    """Relative links, pictures and anchors that lead nowhere."""
    mati = []
    polos = without_code(teks)
    tujuan = re.findall(r"\]\(([^)\s]+)[^)]*\)", polos) + re.findall(r"<(?:img|a)[^>]*(?:src|href)=\"([^\"]+)\"", polos)
    for t in tujuan:
        nama, _, jangkar = t.partition("#")
        if _LUAR.match(t):
            continue
        if nama and not (folder / nama).exists():
            mati.append(t)
        elif jangkar and (not nama or nama.endswith(".md")):
            isi = (folder / nama).read_text("utf-8") if nama else teks
            if jangkar not in map(slug, re.findall(r"^#+ (.+)$", isi, re.MULTILINE)):
                mati.append(t)
    return mati


@pytest.mark.parametrize("path", DOKUMEN, ids=[p.name for p in DOKUMEN])
def test_links_and_pictures_exist(path: Path) -> None:
    """R3"""
    assert dead_links(path.read_text("utf-8"), path.parent) == []


def test_dead_links_are_found() -> None:
    """R3: the guard itself."""
    teks = "[a](kode.md) [b](hilang.md) ![c](gambar/hilang.png) [d](#ada) [e](#tidak) [f](https://contoh.id/x)\n"
    teks += "\n# Ada\n"
    teks += '<img src="hilang.svg"> `[g](hilang2.md)`\n```\n[h](hilang3.md)\n```\n'
    assert dead_links(teks, DOCS) == ["hilang.md", "gambar/hilang.png", "#tidak", "hilang.svg"]


def shown_calls(teks: str) -> Iterator[list[str]]:
    """Arguments of every `kinerja ...` in the code blocks of a page, cut at pipes, redirections and comments."""
    for blok in re.findall(r"^```[^\n]*\n(.*?)^```$", teks, re.MULTILINE | re.DOTALL):
        for baris in re.sub(r"\\\n\s*", "", blok).replace("\\", "/").splitlines():
            potong = shlex.shlex(re.sub(r"^\s*\$ ", "", baris), posix=True, punctuation_chars="|&;<>")
            potong.whitespace_split = True
            try:
                kata = list(potong)
            except ValueError:  # output with an apostrophe, not a command
                continue
            while kata:
                akhir = next((n for n, k in enumerate(kata) if set(k) <= set("|&;<>")), len(kata))
                if Path(kata[0]).name == "kinerja":
                    yield kata[1:akhir]
                kata = kata[akhir + 1:]


def problem_of(argumen: list[str]) -> str:
    """Why a shown call is no real one; "" when it is. Nothing is run."""
    isi, nama = typer.main.get_command(cli.app), "kinerja"
    sisa = list(argumen)
    while children(isi) and sisa and not sisa[0].startswith("-"):
        nama, isi = f"{nama} {sisa[0]}", children(isi).get(sisa.pop(0))
        if isi is None:
            return f"{nama}: perintah tidak dikenal"
    if sisa in (["--help"], ["-h"], ["--versi"]):
        return "" if sisa != ["--versi"] or nama == "kinerja" else f"{nama}: --versi"
    if children(isi):
        return f"{nama}: perintah belum disebut" if sisa else ""
    try:
        isi.make_context(nama, sisa)
    except Exception as galat:
        return f"{nama}: {type(galat).__name__} {galat}"
    return ""


@pytest.mark.parametrize("path", DOKUMEN, ids=[p.name for p in DOKUMEN])
def test_shown_commands_are_real(path: Path) -> None:
    """R4"""
    assert [p for a in shown_calls(path.read_text("utf-8")) if (p := problem_of(a))] == []


def unknown_mentions(teks: str) -> list[str]:
    """`kinerja ...` in running text whose command or option does not exist; arguments may be left out there."""
    pohon, salah = dict(walk_commands()), []
    for sebut in re.findall(r"`(kinerja [^`\n]+)`", teks):
        kata = sebut.split()
        dalam = max(n for n in range(1, len(kata) + 1) if " ".join(kata[:n]) in pohon)
        isi = pohon[" ".join(kata[:dalam])]
        dikenal = {o for p in isi.params for o in p.opts} | {"-h", "--help", "PERINTAH"}
        anak = kata[dalam:dalam + 1] if children(isi) else []
        if any(k.partition("=")[0] not in dikenal for k in [*anak, *kata[dalam:]] if k in anak or k.startswith("-")):
            salah.append(sebut)
    return salah


@pytest.mark.parametrize("path", DOKUMEN, ids=[p.name for p in DOKUMEN])
def test_mentioned_commands_are_real(path: Path) -> None:
    """R4"""
    assert unknown_mentions(path.read_text("utf-8")) == []


def test_wrong_commands_are_found() -> None:
    """R4: the guard itself, for calls and for mentions."""
    blok = ("```console\n$ kinerja hitung a.xlsx | less\n.venv/bin/kinerja periksa a.xlsx > b.json  # simpan\n"
            "kinerja buat x \\\n  -o b.xlsx && kinerja baca\nkinerja --versi\nkinerja hapus a.xlsx\nkinerja\n"
            "kinerja periksa --jsn a.xlsx\nmake demo\nkinerja instrumen periksa x\nisn't kinerja\n"
            ".venv\\Scripts\\kinerja ubah x\n```\n")
    panggilan = list(shown_calls(blok))
    assert len(panggilan) == 10
    assert [" ".join(a[:1]) for a in panggilan if problem_of(a)] == ["baca", "hapus", "periksa", "ubah"]
    teks = "`kinerja buat --isian` `kinerja buat --isin` `kinerja hapus` `kinerja --versi` `kinerja instrumen hapus`"
    assert unknown_mentions(teks) == ["kinerja buat --isin", "kinerja hapus", "kinerja instrumen hapus"]
