"""A zip package of which only some texts differ from one copy to the next.

Its members are cut at those texts ("holes"). What is constant is deflated once and ends on a byte boundary with the
window reset; what varies stands between as stored blocks. A copy then costs joining pieces: even the checksums of the
constant stretches are combined, not computed again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: A constant stretch between two holes that is shorter than this is stored with them: deflating it gains nothing.
_SINGKAT = 400
#: From this length on a checksum is combined by tables instead of being run over the stretch.
_PANJANG_TABEL = 4096
_BLOK = 65535
_PENUTUP = b"\x03\x00"  # an empty last block
_LOKAL, _PUSAT, _AKHIR = "<4s5H3L2H", "<4s4B4HL2L5H2L", "<4s4H2LH"
#: 1980-01-01 00:00, the date XlsxWriter gives every member.
_TANGGAL, _JAM = 33, 0

Potongan = bytes | int
Ekor = Callable[[int], int]


def _combiner(isi: bytes) -> Ekor:
    """crc of what stood before -> crc with these bytes behind it (both as zlib.crc32 gives them)."""
    if len(isi) < _PANJANG_TABEL:
        return lambda crc: zlib.crc32(isi, crc)
    nol = bytes(len(isi))
    dasar, milik = zlib.crc32(nol), zlib.crc32(isi)
    satuan = [zlib.crc32(nol, 1 << n) ^ dasar for n in range(32)]  # moving a bit behind that many bytes is linear
    tabel = []
    for oktet in range(4):
        baris = [0] * 256
        for n in range(1, 256):
            rendah = n & -n
            baris[n] = baris[n ^ rendah] ^ satuan[8 * oktet + rendah.bit_length() - 1]
        tabel.append(baris)
    t0, t1, t2, t3 = tabel
    return lambda crc: t0[crc & 255] ^ t1[crc >> 8 & 255] ^ t2[crc >> 16 & 255] ^ t3[crc >> 24] ^ milik


@dataclass(frozen=True)
class _Tetap:
    """A constant stretch: deflated bytes, its length before that, and how it continues a checksum."""

    kempis: bytes
    panjang: int
    ekor: Ekor


@dataclass(frozen=True)
class Anggota:
    """One member: its name, and what it consists of; `utuh` (crc, length, deflated) when nothing in it varies."""

    nama: bytes
    bagian: tuple[_Tetap | tuple[Potongan, ...], ...]
    utuh: tuple[int, int, bytes] | None = None

    def fill(self, isi: Mapping[int, bytes]) -> tuple[int, int, bytes]:
        """(crc, length, deflated bytes) with the holes filled."""
        if self.utuh is not None:
            return self.utuh
        crc, panjang, keluar = 0, 0, []
        for b in self.bagian:
            if isinstance(b, _Tetap):
                crc, panjang = b.ekor(crc), panjang + b.panjang
                keluar.append(b.kempis)
                continue
            teks = b"".join([isi[x] if isinstance(x, int) else x for x in b])
            crc, panjang = zlib.crc32(teks, crc), panjang + len(teks)
            for awal in range(0, len(teks), _BLOK):
                blok = teks[awal : awal + _BLOK]
                keluar += [struct.pack("<BHH", 0, len(blok), len(blok) ^ 0xFFFF), blok]
        keluar.append(_PENUTUP)
        return crc, panjang, b"".join(keluar)


def make_member(nama: str, potongan: Sequence[Potongan]) -> Anggota:
    """A member from its bytes with the numbers of holes between them."""
    if not any(isinstance(x, int) for x in potongan):
        isi = b"".join(x for x in potongan if isinstance(x, bytes))
        return Anggota(nama.encode(), (), (zlib.crc32(isi), len(isi), _deflate(isi, zlib.Z_FINISH)))
    bagian: list[_Tetap | tuple[Potongan, ...]] = []
    ragam: list[Potongan] = []
    for x in potongan:
        if isinstance(x, bytes) and len(x) >= _SINGKAT:
            if ragam:
                bagian.append(tuple(ragam))
                ragam = []
            bagian.append(_Tetap(_deflate(x, zlib.Z_FULL_FLUSH), len(x), _combiner(x)))
        elif x != b"":
            ragam.append(x)
    if ragam:
        bagian.append(tuple(ragam))
    return Anggota(nama.encode(), tuple(bagian))


def _deflate(isi: bytes, akhir: int) -> bytes:
    kerja = zlib.compressobj(6, zlib.DEFLATED, -15)
    return kerja.compress(isi) + kerja.flush(akhir)


def write_package(anggota: Sequence[Anggota], isi: Mapping[int, bytes]) -> bytes:
    """The zip package with its holes filled; the same texts give the same bytes."""
    keluar: list[bytes] = []
    pusat: list[bytes] = []
    letak = 0
    for a in anggota:
        crc, panjang, kempis = a.fill(isi)
        kepala = struct.pack(_LOKAL, b"PK\x03\x04", 20, 0, 8, _JAM, _TANGGAL, crc, len(kempis), panjang, len(a.nama), 0)
        pusat += [struct.pack(_PUSAT, b"PK\x01\x02", 20, 3, 20, 0, 0, 8, _JAM, _TANGGAL, crc, len(kempis), panjang,
                              len(a.nama), 0, 0, 0, 0, 0o600 << 16, letak), a.nama]
        keluar += [kepala, a.nama, kempis]
        letak += len(kepala) + len(a.nama) + len(kempis)
    besar = sum(map(len, pusat))
    akhir = struct.pack(_AKHIR, b"PK\x05\x06", 0, 0, len(anggota), len(anggota), besar, letak, 0)
    return b"".join([*keluar, *pusat, akhir])
