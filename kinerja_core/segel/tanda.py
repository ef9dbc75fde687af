"""The seal ("tanda keaslian"): an Ed25519 signature of the province over everything in a workbook that must not change.

Signed are claims (whose workbook, instrument, layout version, year, serial, deadline, Data Umum as sent, the sheets)
and the SHA-256 of the canonical form (`bentuk_baku`) of the locked content. The seal travels on a sheet of its own,
which alone is left out of that form, and in short in a custom property. Nothing here needs the instrument: anybody with
the file and the public key can verify. SECURITY.md says what it proves and what not.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, Tautan, cell_ref, range_ref
from kinerja_core.lembar.meta import meta_lines
from kinerja_core.lembar.tambahan import is_mark
from kinerja_core.segel.bentuk_baku import VERSI_KANONIK, Kanonik, canonical
from kinerja_core.segel.lembar import (
    KLAIM,
    KLAIM_META,
    PROPERTI_SEGEL,
    input_places,
    seal_place,
    seal_sheet,
    seal_values,
    seal_version,
    with_seal,
)
from kinerja_core.xlsx.buku import Buku, Ekstra, LembarBuku, Posisi, kutip_lembar

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

VERSI_SEGEL = "1"
Keadaan = Literal["asli", "belum_diverifikasi", "tidak_asli", "kunci_lain"]
#: The answers of "Cek Keaslian" in the words users see.
SEBUTAN_KEADAAN: dict[Keadaan, str] = {
    "asli": "Asli", "belum_diverifikasi": "Belum diverifikasi", "tidak_asli": "Tidak asli", "kunci_lain": "Kunci lain",
}
NAMA_PRIBADI, NAMA_PUBLIK = "kunci_pribadi.pem", "kunci_publik.pem"
#: Hex digits of a fingerprint (128 bits) and of the short mark that tells which claim was changed.
_SIDIK_KUNCI, _SIDIK_KLAIM = 32, 4


# -- keys --------------------------------------------------------------------------------------------------------


def _ed25519() -> Any:
    """The library's module for Ed25519, loaded only when a key is used; KinerjaError CEK03 when it cannot be."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as galat:
        raise KinerjaError("CEK03", a="cryptography", b=galat.name or type(galat).__name__) from galat
    return ed25519


def make_keys(sandi: str = "") -> tuple[bytes, bytes]:
    """A new pair as PEM: (private as PKCS8, encrypted when a passphrase is given; public)."""
    kunci: Ed25519PrivateKey = _ed25519().Ed25519PrivateKey.generate()
    return _private_pem(kunci, sandi), public_pem(kunci)


def _private_pem(kunci: Ed25519PrivateKey, sandi: str) -> bytes:
    from cryptography.hazmat.primitives import serialization as s

    penyandi = s.BestAvailableEncryption(sandi.encode()) if sandi else s.NoEncryption()
    return kunci.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, penyandi)


def public_pem(kunci: Ed25519PrivateKey) -> bytes:
    """The public key of a pair as PEM, for publishing."""
    from cryptography.hazmat.primitives import serialization as s

    return kunci.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)


def load_private(pem: bytes, sandi: str = "") -> Ed25519PrivateKey:
    """A private key from PEM; KinerjaError SGL21 for a missing or wrong passphrase, SGL20 for anything else."""
    ed25519 = _ed25519()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    bersandi = b"ENCRYPTED" in pem
    if bersandi and not sandi:
        raise KinerjaError("SGL21", a="kunci ini bersandi, sandinya belum disebut")
    try:
        kunci = load_pem_private_key(pem, sandi.encode() if bersandi else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as galat:
        if bersandi:
            raise KinerjaError("SGL21", a="sandinya keliru, atau kuncinya rusak") from galat
        raise KinerjaError("SGL20", a="kunci pribadi", b="isinya bukan kunci PEM") from galat
    if not isinstance(kunci, ed25519.Ed25519PrivateKey):
        raise KinerjaError("SGL20", a="kunci pribadi", b="bukan kunci Ed25519")
    return cast("Ed25519PrivateKey", kunci)


def load_public(pem: bytes) -> Ed25519PublicKey:
    """A public key from PEM; KinerjaError SGL20 when it is none, or a private key by mistake."""
    ed25519 = _ed25519()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if b"PRIVATE KEY" in pem:
        raise KinerjaError("SGL20", a="kunci publik", b="ini kunci pribadi; jangan dibagikan")
    try:
        kunci = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as galat:
        raise KinerjaError("SGL20", a="kunci publik", b="isinya bukan kunci PEM") from galat
    if not isinstance(kunci, ed25519.Ed25519PublicKey):
        raise KinerjaError("SGL20", a="kunci publik", b="bukan kunci Ed25519")
    return cast("Ed25519PublicKey", kunci)


def fingerprint(kunci: Ed25519PublicKey) -> str:
    """What tells one public key from another: 32 hex digits of the SHA-256 of its 32 bytes."""
    from cryptography.hazmat.primitives import serialization as s

    return hashlib.sha256(kunci.public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)).hexdigest()[:_SIDIK_KUNCI]


def show_fingerprint(sidik: str) -> str:
    """A fingerprint as people read it aloud: "4F1A 09C2 ...", groups of four; other text stays as it is."""
    if len(sidik) != _SIDIK_KUNCI:
        return sidik[:_SIDIK_KUNCI] or "(kosong)"
    return " ".join(sidik[n : n + 4] for n in range(0, _SIDIK_KUNCI, 4)).upper()


def key_folder() -> Path:
    """Where keys stand unless told otherwise: the user's own folder, which other users of the computer cannot read."""
    import platformdirs

    return Path(platformdirs.user_config_dir("kinerja")) / "kunci"


def write_new(path: Path, isi: bytes, mode: int = 0o600) -> None:
    """A new file, never over an existing one (SGL22); private keys with mode 0600, so only the user can read them."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keluar = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    except FileExistsError as galat:
        raise KinerjaError("SGL22", a=path.name) from galat
    except OSError as galat:
        raise KinerjaError("BKS17", a=path.name, b=reason(galat)) from galat
    try:
        with os.fdopen(keluar, "wb") as berkas:
            berkas.write(isi)
    except OSError as galat:
        with contextlib.suppress(OSError):
            path.unlink()
        raise KinerjaError("BKS17", a=path.name, b=reason(galat)) from galat


def ensure_keys(folder: Path, sandi: str = "") -> tuple[Ed25519PrivateKey, Path]:
    """(private key, file of the public key) of a folder; a pair is made silently when there is none.

    An existing private key is never replaced: templates that were sent could no longer be verified.
    """
    pribadi, publik = folder / NAMA_PRIBADI, folder / NAMA_PUBLIK
    if not pribadi.exists():
        write_new(pribadi, make_keys(sandi)[0])
    try:
        kunci = load_private(pribadi.read_bytes(), sandi)
    except OSError as galat:
        raise KinerjaError("BKS21", a=type(galat).__name__) from galat
    if not publik.exists():
        write_new(publik, public_pem(kunci), 0o644)
    return kunci, publik


# -- what is signed ----------------------------------------------------------------------------------------------


def described(denah: Denah) -> Buku:
    """The workbook of a description with blank inputs, as if written and read back; formulas have no values."""
    nama = {n: cell_ref(*tempat) for n, tempat in denah.nama.items()}
    nama |= {n: range_ref(*tempat) for n, tempat in denah.rentang.items()}
    ekstra = Ekstra(terproteksi=frozenset(s.nama for s in denah.lembar),
                    terbuka={s.nama: frozenset(s.masukan) for s in denah.lembar}, properti=denah.properti)
    return Buku(tuple(_described_sheet(s) for s in denah.lembar), nama, ekstra)


def _described_sheet(s: Lembar) -> LembarBuku:
    rumus = {pos: sel.isi.teks for pos, sel in s.sel.items() if isinstance(sel.isi, Rumus)}
    nilai: dict[Posisi, Nilai] = {}
    for pos, sel in s.sel.items():
        isi = sel.isi.teks if isinstance(sel.isi, Tautan) else sel.isi
        if isi is not None and isi != "" and not isinstance(isi, Rumus):
            nilai[pos] = isi
    return LembarBuku(s.nama, s.status, nilai, rumus)


def without_own_sheets(buku: Buku, milik: Collection[str]) -> Buku:
    """The workbook without what the seal does not cover: its own sheet, and visible ones beside `milik`.

    Everybody sees a visible sheet, and no locked formula can lead to it unnoticed: an office's scratch sheet or the
    add-in's does not break the seal. A hidden sheet beside `milik` stays and does. Names local to a visible extra
    sheet go with it, and so do the marks of the add-in's sheets; the seal's own sheet may have none.
    """
    pergi = {s.nama for s in buku.lembar if s.nama not in milik and s.nama != seal_sheet() and s.status == "tampak"}
    awalan = tuple(f"{kutip_lembar(nama)}!".casefold() for nama in pergi)
    lembar = tuple(s for s in buku.lembar if s.nama not in pergi and s.nama != seal_sheet())
    pergi_nama = {n for n, r in buku.nama.items() if n.casefold().startswith(awalan) or is_mark(n, r)}
    nama = {n: r for n, r in buku.nama.items() if n not in pergi_nama} if pergi_nama else buku.nama
    return replace(buku, lembar=lembar, nama=nama)


def locked_form(buku: Buku, milik: Collection[str]) -> Kanonik:
    """The canonical form a seal covers, of a file whose own sheets are `milik`; inputs are told by their names."""
    return canonical(without_own_sheets(buku, milik), input_places(buku.nama))


@dataclass(frozen=True)
class Segel:
    """A seal: what it claims (KLAIM) and the signature over it, base64. All texts."""

    klaim: Mapping[str, str]
    tanda: str

    @property
    def isi(self) -> dict[str, str]:
        """The lines of the seal's sheet."""
        return {**self.klaim, "tanda": self.tanda}

    @property
    def pesan(self) -> bytes:
        """What is signed: the claims in order as JSON, so that no text can pass for another claim."""
        return json.dumps(["kinerja", [[k, self.klaim[k]] for k in KLAIM]]).encode("ascii")

    @property
    def properti(self) -> str:
        """In short: version, signature, a mark of each claim, which tells the changed line (no proof of its own)."""
        return " ".join([VERSI_SEGEL, self.tanda, *(_mark(self.klaim[k]) for k in KLAIM)])

    def data_umum(self) -> dict[str, Nilai]:
        """Data Umum as sent, by kode; {} when the claim does not hold a table of values."""
        with contextlib.suppress(ValueError):
            isi = json.loads(self.klaim["data_umum"] or "{}")
            if isinstance(isi, dict) and all(isinstance(v, str | int | float) for v in isi.values()):
                return isi
        return {}

    def sheets(self) -> list[str]:
        """Names of the sheets of the template, in order."""
        return self.klaim["lembar"].split("|")


def _mark(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()[:_SIDIK_KLAIM]


def sign(form: Kanonik, klaim: Mapping[str, str], kunci: Ed25519PrivateKey) -> Segel:
    """The seal over a canonical form and claims; `klaim` needs everything in KLAIM but segel, kanonik and kunci."""
    isi = {**klaim, "segel": VERSI_SEGEL, "kanonik": form_claim(form.sidik), "kunci": fingerprint(kunci.public_key())}
    return sign_claims(isi, kunci)


def sign_claims(klaim: Mapping[str, str], kunci: Ed25519PrivateKey) -> Segel:
    """The seal over claims that are complete: everything in KLAIM."""
    segel = Segel({k: klaim[k] for k in KLAIM}, "")
    return replace(segel, tanda=base64.b64encode(kunci.sign(segel.pesan)).decode("ascii"))


def form_claim(sidik: str) -> str:
    """The claim about a canonical form, by the SHA-256 of its text (64 hex digits)."""
    return f"{VERSI_KANONIK} {sidik}"


def claims_of(denah: Denah, *, tenggat: str = "", data_umum: Mapping[str, Nilai] | None = None) -> dict[str, str]:
    """The claims of a described kertas kerja: its `_meta`, the deadline (2026-12-31), Data Umum as prefilled."""
    isi = {k: denah.properti[f"kinerja_{k}"] for k in KLAIM_META}
    return {**isi, "tenggat": tenggat, "data_umum": facts_claim(data_umum or {}),
            "lembar": "|".join(s.nama for s in denah.lembar)}


def facts_claim(data_umum: Mapping[str, Nilai]) -> str:
    """The claim about Data Umum as sent: JSON sorted by kode, "" when there is none."""
    umum = {k: v for k, v in sorted(data_umum.items()) if isinstance(v, str | int | float) and v != ""}
    return json.dumps(umum) if umum else ""


def seal(denah: Denah, kunci: Ed25519PrivateKey, *, tenggat: str = "",
         data_umum: Mapping[str, Nilai] | None = None) -> tuple[Denah, Segel]:
    """(the description with its seal sheet, ready to be written; the seal). No file is needed for signing."""
    segel = sign(canonical(described(denah), denah), claims_of(denah, tenggat=tenggat, data_umum=data_umum), kunci)
    return with_seal(denah, segel.isi, segel.properti), segel


# -- Cek Keaslian ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keaslian:
    """What Cek Keaslian answers: the state, one sentence why, the seal when one could be read, the findings."""

    keadaan: Keadaan
    sebab: str
    segel: Segel | None = None
    temuan: tuple[Temuan, ...] = ()

    @property
    def sebutan(self) -> str:
        """The state as users see it."""
        return SEBUTAN_KEADAAN[self.keadaan]


def verify(segel: Segel, kunci: Ed25519PublicKey) -> bool:
    """Is this the holder's signature over these claims? Says nothing yet about the content of a file."""
    from cryptography.exceptions import InvalidSignature

    try:
        kunci.verify(base64.b64decode(segel.tanda, validate=True), segel.pesan)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def check_authenticity(buku: Buku, kunci_publik: bytes | None, *, sidik: str = "") -> Keaslian:
    """Cek Keaslian of a file: never "asli" without the key. KinerjaError SGL20 for a useless key.

    What contradicts itself is "tidak asli" with or without the key. `sidik`: hash of the canonical form the caller has
    already found the locked content equal to, so that it is not made again (three times the work of reading).
    """
    kunci = load_public(kunci_publik) if kunci_publik is not None else None
    if buku.ekstra is None:
        return _unknown("buku yang sedang terbuka tidak menunjukkan semuanya; simpan dan periksa berkasnya")
    lembar, properti = buku.sheet(seal_sheet()), buku.ekstra.properti.get(PROPERTI_SEGEL)
    if lembar is None:
        if properti is None:
            return _unknown("berkas ini tidak memuat tanda keaslian")
        return _forged(seal_sheet(), "lembar tanda keaslian dihapus")
    versi = seal_version(lembar)
    if versi != VERSI_SEGEL and (properti or versi).partition(" ")[0] == versi:
        return _unknown(f"tanda keaslian versi {versi[:10] or '(kosong)'} tidak dikenal versi kinerja ini")
    if lembar.status == "tampak":
        return _forged(seal_sheet(), "lembar tanda keaslian, yang seharusnya tersembunyi, ditampakkan")
    isi = seal_values(lembar)
    if isi is None or versi != VERSI_SEGEL:
        return _forged(seal_sheet(), "lembar tanda keaslian diubah")
    segel = Segel({k: isi[k] for k in KLAIM}, isi["tanda"])
    salah = _contradictions(buku, segel, properti, sidik)
    if salah:
        return replace(_forged(*salah[0]), segel=segel, temuan=tuple(buat_temuan("SGL02", s, a=a) for s, a in salah))
    return _judge(segel, kunci)


def _judge(segel: Segel, kunci: Ed25519PublicKey | None) -> Keaslian:
    """The verdict on a seal that agrees with its file."""
    if kunci is None:
        return _unknown("kunci publik provinsi belum disebut", segel)
    if segel.klaim["kunci"] != (sidik := fingerprint(kunci)):
        ada, harus = show_fingerprint(segel.klaim["kunci"]), show_fingerprint(sidik)
        temuan = buat_temuan("SGL03", seal_place("kunci"), a=ada, b=harus)
        return Keaslian("kunci_lain", f"dibuat dengan kunci {ada}", segel, (temuan,))
    if not verify(segel, kunci):
        return replace(_forged(seal_place("tanda"), "tanda tangannya tidak sah"), segel=segel)
    if segel.klaim["kanonik"].partition(" ")[0] != str(VERSI_KANONIK):
        return _unknown("bentuk baku berkas ini dari versi kinerja lain", segel)
    return Keaslian("asli", f"isi terkunci sama dengan yang dikirim kepada {segel.klaim['kode_wilayah']}", segel)


def _unknown(sebab: str, segel: Segel | None = None) -> Keaslian:
    return Keaslian("belum_diverifikasi", sebab, segel, (buat_temuan("SGL01", a=sebab),))


def _forged(sel: str, sebab: str) -> Keaslian:
    return Keaslian("tidak_asli", sebab, None, (buat_temuan("SGL02", sel, a=sebab),))


def _contradictions(buku: Buku, segel: Segel, properti: str | None, sidik: str) -> list[tuple[str, str]]:
    """(place, why) of everything in which seal, property, `_meta` and content disagree; no key is needed for that."""
    salah = []
    if properti is not None and properti != segel.properti:
        salah += _changed_lines(segel, properti)
    meta = {k: v for k, v, _ in meta_lines(buku)}
    for kunci in KLAIM_META:
        if meta.get(kunci, "") != segel.klaim[kunci]:
            salah.append((seal_place(kunci), f"tanda keaslian milik {kunci} {segel.klaim[kunci] or '(kosong)'}, "
                                             f"bukunya {meta.get(kunci) or '(kosong)'}"))
    versi, _, harus = segel.klaim["kanonik"].partition(" ")
    if versi == str(VERSI_KANONIK) and (sidik or locked_form(buku, segel.sheets()).sidik) != harus:
        salah.append(("", _what_differs(buku, segel, harus)))
    return salah


def _what_differs(buku: Buku, segel: Segel, harus: str) -> str:
    """In words what is not as it was signed: all that is locked, or only that it is no longer protected."""
    assert buku.ekstra is not None
    terkunci = replace(buku, ekstra=replace(buku.ekstra, terproteksi=frozenset(s.nama for s in buku.lembar)))
    if locked_form(terkunci, segel.sheets()).sidik == harus:
        return "proteksi lembarnya dilepas; isi yang terkunci sama dengan yang dikirim"
    return "isi yang terkunci berbeda dari yang dikirim"


def _changed_lines(segel: Segel, properti: str) -> list[tuple[str, str]]:
    """The lines of the seal that the property knows otherwise; the whole sheet when it is another seal."""
    tanda, *cap = properti.split(" ")[1:] or [""]
    beda = [k for k, c in zip(KLAIM, cap, strict=False) if c != _mark(segel.klaim[k])]
    if tanda == segel.tanda and beda and len(cap) == len(KLAIM):
        return [(seal_place(k), f"{k} pada tanda keaslian diubah") for k in beda]
    if not beda:
        return [(seal_place("tanda"), "tanda tangan pada tanda keaslian diubah")]
    return [(seal_sheet(), "tanda keaslian ditukar: tidak sama dengan yang dicatat properti berkas")]
