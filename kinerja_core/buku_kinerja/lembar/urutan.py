"""Olah Urut: the one mechanism of every tree-shaped output. Keys of nodes and indicators are sorted; rows pull."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, JAUH, TempatBuku, urut, urut_kolom
from kinerja_core.buku_kinerja.pengukuran import Pengukuran, Pohon
from kinerja_core.lembar.denah import Isi, Lembar, Rumus, range_ref

_KUNCI = ("tree", "program", "anggaran", "lampiran")
#: Row of a list in Python: (node, indicator or None, first row of its node).
BarisPohon = tuple[str, str | None, bool]


def _key_column(nama: str) -> int:
    return 1 + _KUNCI.index(nama)


def list_rows(ptk: TempatBuku) -> dict[str, int]:
    """How many rows each list holds."""
    return {"tree": ptk.ruang["urut"], "iku": ptk.ruang["iku"], "program": ptk.ruang["program"],
            "anggaran": ptk.ruang["anggaran"], "lampiran": ptk.ruang["anggaran"]}


def _node_keys(ptk: TempatBuku, n: int) -> list[Isi]:
    susun: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    kunci, level, ada = susun("kunci"), susun("level"), ptk.olah(p.ANGGARAN, "ada", n)
    jauh = JAUH + n
    dihitung = f"COUNTIF({ptk.olah_kolom(p.INDIKATOR, 'dihitung')},{n + 1})"
    return [Rumus(f"IF(AND({kunci}>0,{susun('nind')}=0),{kunci},{jauh})"),
            Rumus(f"IF({level}=3,{kunci},{jauh})"),
            Rumus(f"IF(AND({level}>=3,{ada}=1),{kunci},{jauh})"),
            Rumus(f"IF(AND({level}>=3,{ada}=1,{dihitung}=0),{kunci},{jauh})")]


def _indicator_keys(ptk: TempatBuku, n: int, jauh: int) -> list[Isi]:
    kunci, level = ptk.olah(p.INDIKATOR, "kunci", n), ptk.olah(p.INDIKATOR, "level", n)
    node, dihitung = ptk.olah(p.INDIKATOR, "rujuk", n), ptk.olah(p.INDIKATOR, "dihitung", n)
    ada = f"IF({node}=0,0,INDEX({ptk.olah_kolom(p.ANGGARAN, 'ada')},{node}))"
    return [Rumus(f"IF({kunci}>0,{kunci},{jauh})"), jauh, jauh,
            Rumus(f"IF(AND({dihitung}>0,{level}>=3,{ada}=1),{kunci},{jauh})")]


def sheet_urut(ptk: TempatBuku) -> Lembar:
    """Keys on the left, the sorted lists on the right."""
    lembar = Lembar(p.OLAH_URUT, status="tersembunyi")
    lembar.put(0, 0, "Olah Urut (otomatis, jangan diubah)", "subjudul")
    node, banyak = ptk.baris("node"), ptk.baris("node") + ptk.baris("indikator")
    for n in range(banyak):
        isi = _node_keys(ptk, n) if n < node else _indicator_keys(ptk, n - node, JAUH + n)
        lembar.put_row(AWAL + n, [n + 1, *isi], "mesin")
    for daftar, baris in list_rows(ptk).items():
        if daftar == "iku":
            kunci, geser = ptk.olah_kolom(p.INDIKATOR, "iku"), 0
        else:
            kolom = _key_column(daftar)
            kunci, geser = range_ref(p.OLAH_URUT, (AWAL, kolom), (AWAL + banyak - 1, kolom)), node
        lembar.put(AWAL - 1, urut_kolom(daftar, "nilai"), daftar, "mesin_kepala")
        for k in range(baris):
            _list_row(ptk, lembar, daftar, kunci, geser, k)
    return lembar


def _list_row(ptk: TempatBuku, lembar: Lembar, daftar: str, kunci: str, geser: int, k: int) -> None:
    nilai = urut(daftar, "nilai", k)
    ke = f"IF({nilai}>={JAUH},0,MATCH({nilai},{kunci},0))"
    indikator = ke if daftar == "iku" else f"IF({ke}>{geser},{ke}-{geser},0)"
    milik = f"INDEX({ptk.olah_kolom(p.INDIKATOR, 'rujuk')},{urut(daftar, 'indikator', k)})"
    node = f"IF({urut(daftar, 'indikator', k)}>0,{milik},{ke if daftar != 'iku' else '0'})"
    sebelum = urut(daftar, "node", k - 1) if k else "0"
    isi = {
        "nilai": f"IF(ROWS({kunci})<{k + 1},{JAUH},SMALL({kunci},{k + 1}))",
        "indikator": indikator, "node": node,
        "pertama": f"IF(AND({urut(daftar, 'node', k)}>0,{urut(daftar, 'node', k)}<>{sebelum}),1,0)",
        "level": f"IF({urut(daftar, 'node', k)}=0,0,"
                 f"INDEX({ptk.olah_kolom(p.SUSUNAN, 'level')},{urut(daftar, 'node', k)}))",
    }
    for nama, rumus in isi.items():
        lembar.put(AWAL + k, urut_kolom(daftar, nama), Rumus(rumus), "mesin")


def used_rows(daftar: str, baris: int) -> str:
    """Formula: how many rows of a list are filled."""
    kolom = urut_kolom(daftar, "node")
    return f'COUNTIF({range_ref(p.OLAH_URUT, (AWAL, kolom), (AWAL + baris - 1, kolom))},">0")'


# --- the same lists in Python, for the heights of rows ------------------------------------------------------------


def tree_rows(ptk: TempatBuku) -> list[BarisPohon]:
    """Nodes and indicators in tree order, as the list `tree` gives them."""
    pohon = Pohon(ptk.rencana)
    return [(s, i, n == 0) for s in pohon.walk() for n, i in enumerate(pohon.indikator.get(s) or [None])]


def budget_rows(ptk: TempatBuku, *, keluaran: bool) -> list[BarisPohon]:
    """Budget nodes, with their outputs when wanted."""
    ukur = Pengukuran(ptk.rencana)
    hasil: list[BarisPohon] = []
    for s in ukur.pohon.walk():
        if ukur.pohon.level(s) >= 3 and ukur.anggaran(s) is not None:
            isi: list[str | None] = list(ukur.keluaran(s)) if keluaran else []
            hasil += [(s, i, n == 0) for n, i in enumerate(isi or [None])]
    return hasil


def iku_rows(ptk: TempatBuku) -> list[BarisPohon]:
    """Indicators marked as IKU in tree order."""
    return [(s, i, True) for s, i, _ in tree_rows(ptk) if i and ptk.rencana.teks(i, "iku").upper() == "YA"]
