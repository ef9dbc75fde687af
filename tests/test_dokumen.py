"""Documentation that cannot drift.

R1 generated pages equal what the code says now. R2 every command, option, rule, kode and setting is documented, and
no meaning is kept for a key that is gone. R3 every relative link and picture exists. R4 every command shown in a
code block is a real call, and every `kinerja ...` in running text names real commands and options.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import perbarui_dokumen as dok
import pytest
import typer
from perbarui_dokumen import DOCS, HALAMAN, walk_commands
from pydantic import BaseModel

from kinerja_core import aturan, cli, instrumen, isian, perintah
from kinerja_core.temuan import KATALOG, SEBUTAN_TINGKAT, buat_temuan

ROOT = DOCS.parent
DOKUMEN = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
PERINTAH = list(walk_commands())
MODEL = [*dok.models_in(instrumen.Instrumen), *dok.models_in(isian.BerkasIsian)]


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
    nilai = {getattr(cli, n) for n in dok.ARTI_KELUAR}
    assert nilai == {0, 1, 2, 3}
    assert all(f"\n| {n} | " in section(read("perintah.md"), "Kode keluar") for n in nilai)
    for kode in KATALOG:
        x = perintah.LaporanBerkas("", (buat_temuan(kode),))
        assert perintah.exit_code([x], False) in {cli.ADA_CATATAN, cli.TIDAK_UTUH}
        assert perintah.exit_code([x], True) == cli.TIDAK_TERPAKAI
    assert perintah.exit_code([], False) == cli.BERSIH


@pytest.mark.parametrize("nama", aturan.ATURAN)
def test_every_rule_is_documented_with_all_it_takes(nama: str) -> None:
    """R2"""
    kelas, bagian = aturan.ATURAN[nama], section(read("aturan.md"), nama)
    assert dok.ARTI_ATURAN[nama] in bagian
    assert all(f"\n| `{p}` | " in bagian for p in kelas.model_fields)
    assert bagian.count("\n| `") == len(kelas.model_fields) + len(dok.rule_formulas(kelas)) + len(kelas.tepi)
    assert all(r in bagian for r in dok.rule_formulas(kelas).values())


@pytest.mark.parametrize("model", MODEL, ids=[m.__name__ for m in MODEL])
def test_every_setting_is_documented(model: type[BaseModel]) -> None:
    """R2"""
    bagian = section(read("pengaturan.md"), model.__name__)
    for kunci in model.model_fields:
        assert f"\n| `{kunci}` | " in bagian
        assert bagian.count(f"\n| `{kunci}` | ") == 1
        assert dok.ARTI[model.__name__][kunci].endswith(".")


def test_no_meaning_is_kept_for_what_is_gone() -> None:
    """R2"""
    assert {m.__name__: list(m.model_fields) for m in MODEL} == {n: list(isi) for n, isi in dok.ARTI.items()}
    assert set(dok.ARTI_ATURAN) == set(aturan.ATURAN)
    assert set(dok.ARTI_PARAMETER) == {p for k in aturan.ATURAN.values() for p in k.model_fields}
    assert set(dok.ARTI_JENIS) == set(instrumen.Jenis.__args__)  # type: ignore[attr-defined]
    assert set(dok.ARTI_KEBIJAKAN) == set(instrumen.Kebijakan.__args__)  # type: ignore[attr-defined]


def test_a_key_without_meaning_is_refused() -> None:
    """R2: the guard itself."""
    with pytest.raises(KeyError, match="alamat"):
        list(dok.field_rows(instrumen.Identitas, {k: "" for k in instrumen.Identitas.model_fields if k != "alamat"}))


def test_generated_pages_are_the_same_twice() -> None:
    """R1"""
    assert all(buat() == buat() for buat in HALAMAN.values())


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
    while getattr(isi, "commands", None) and sisa and not sisa[0].startswith("-"):
        nama, isi = f"{nama} {sisa[0]}", isi.commands.get(sisa.pop(0))  # type: ignore[attr-defined]
        if isi is None:
            return f"{nama}: perintah tidak dikenal"
    if sisa in (["--help"], ["-h"], ["--versi"]):
        return "" if sisa != ["--versi"] or nama == "kinerja" else f"{nama}: --versi"
    if getattr(isi, "commands", None):
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
        anak = kata[dalam:dalam + 1] if getattr(isi, "commands", None) else []
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
