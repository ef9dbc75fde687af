"""The hostile corpus of integrity.md through the public ways: every case ends with its kode, at its cell.

1 zip and XML: `kinerja periksa` tells the kode and goes on. 2 contents: OLE, ActiveX, links, macros, hidden sheets,
white on white. 3 values typed into an input, one by one; text that starts like a formula stays text and leaves
neutralised. 4 wrong files: another instrument, year, version, office, seal. 5 names and paths. 6 one bad file among
good ones never stops a batch, and no file is ever changed. 7 nothing a hostile file holds makes a finding long.
8 collected, each ends in the one state its kode leads to.

Wrong files and runs that go wrong (killed, two at once, full disk, clock set back) while collecting: test_kumpul.py,
test_kumpul_mati.py, test_register.py, test_gladi.py.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from bantu import jahat
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_text, instrumen_uji
from bantu.jahat import BUKTI, ISI, KEBIJAKAN, NILAI, PUBLIK, SEL, SUNTIKAN, place
from bantu.jahat_paket import DITOLAK, DITOLAK_BAGIAN, FILES
from bantu.paket import pack, sheet, small_parts
from bantu.pembanding_teliti import Borongan

from benchmarks.isi import fill, put_cells, repack
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.muat import load_any
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.ekspor import csv_bytes
from kinerja_core.kertas_kerja import baca
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.kertas_kerja.siap import SENDIRI
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import META
from kinerja_core.perintah.banyak import LaporanBerkas, check_files
from kinerja_core.provinsi.kumpul.berkas_masuk import Tugas
from kinerja_core.provinsi.kumpul.satu_berkas import Penilai, Syarat
from kinerja_core.provinsi.register_bentuk import BarisRegister
from kinerja_core.segel.keaslian import combine, inspect
from kinerja_core.segel.tanda import load_private, make_keys
from kinerja_core.xlsx.buku import alamat


@pytest.fixture(scope="module")
def meja(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the instrument and the public key."""
    folder = tmp_path_factory.mktemp("jahat")
    (folder / "uji.toml").write_text(instrumen_text(KEBIJAKAN), encoding="utf-8")
    (folder / "publik.pem").write_bytes(PUBLIK)
    return folder


Cek = Callable[[bytes | Path], LaporanBerkas]


@pytest.fixture(autouse=True)
def instrumen_sekali(monkeypatch: pytest.MonkeyPatch) -> None:
    """The instrument's file is parsed once, not for every file that is checked."""
    monkeypatch.setattr(baca, "load_any", _load_once)


@cache
def _load_once(nama: str) -> Instrumen:
    return load_any(nama)


@pytest.fixture
def cek(meja: Path, tmp_path: Path) -> Cek:
    """`kinerja periksa` with the public key of one file."""

    def jalankan(isi: bytes | Path) -> LaporanBerkas:
        path = isi if isinstance(isi, Path) else tmp_path / "35.69.98_kiriman.xlsx"
        if isinstance(isi, bytes):
            path.write_bytes(isi)
        return check_files([path], str(meja / "uji.toml"), meja / "publik.pem")[0][0]

    return jalankan


@pytest.fixture(scope="module")
def borongan(meja: Path) -> Borongan:
    """A batch that has seen the file in order, so that only what differs is looked at."""
    hasil = Borongan(instrumen_uji(KEBIJAKAN))
    (meja / "sah.xlsx").write_bytes(jahat.terisi())
    for _ in range(SENDIRI + 1):
        hasil.read(meja / "sah.xlsx")
    return hasil


def _in_a_batch(borongan: Borongan, isi: bytes) -> list[Temuan]:
    """What a batch finds in the file."""
    try:
        bacaan = borongan.read(isi)
    except KinerjaError as galat:
        return list(galat.temuan)
    return combine(check_workbook(bacaan), inspect(bacaan, PUBLIK).temuan)


def _pairs(x: LaporanBerkas) -> set[tuple[str, str]]:
    return {(t.kode, t.sel) for t in x.temuan}


def _alarms(x: LaporanBerkas) -> list[Temuan]:
    return [t for t in x.temuan if t.tingkat != "keterangan"]


def test_the_untouched_file_is_in_order(cek: Cek) -> None:
    """Everything below changes this one: without a change nothing is told."""
    hasil = cek(jahat.terisi())
    assert hasil.temuan == ()
    assert hasil.keaslian.startswith("Asli.")


# -- 1


def _bomb() -> bytes:
    """100 kB that hold 100 MB."""
    isi = zlib.compressobj(9)
    assert len(isi.compress(b"\0" * 100_000_000) + isi.flush()) < 105_000
    return pack(small_parts() | {"xl/media/a.bin": b"\0" * 100_000_000})


#: Cases of integrity.md that the gate's own corpus does not hold in this size or form.
PAKET: dict[str, tuple[Callable[[], bytes], str]] = {
    "bom 100 MB": (_bomb, "BKS05"),
    "5.000 bagian": (lambda: pack(small_parts(), *((f"x/{i}.bin", b"") for i in range(5000))), "BKS05"),
    "zip berisi zip berisi bom": (
        lambda: pack(small_parts(), ("xl/dalam.zip", FILES["bom"][0])), "BKS31"),  # never opened: no workbook of ours
    "sejuta baris": (lambda: pack(small_parts(sheet=sheet("".join(
        f'<row r="{n}"/>' for n in range(1, 200_000))))), "BKS31"),
    "teks 1 MB": (lambda: pack(small_parts(sheet=sheet(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{_noise(1_000_000)}</t></is></c></row>'))), "BKS05"),
    "rumus 1 MB": (lambda: pack(small_parts(sheet=sheet(
        f'<row r="1"><c r="A1"><f>"{_noise(1_000_000)}"</f></c></row>'))), "BKS05"),
    "teks tersimpan 1 MB": (lambda: pack(small_parts(sheet=sheet(
        f'<row r="1"><c r="A1" t="str"><f>A2</f><v>{_noise(1_000_000)}</v></c></row>'))), "BKS05"),
}


def _noise(panjang: int) -> str:
    """Text that does not deflate below the ratio of a bomb."""
    return b"".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest().encode()
                    for n in range(panjang // 64 + 1))[:panjang].decode()


@pytest.mark.parametrize("nama", [n for n, (_, kode) in FILES.items() if kode])
def test_packages(nama: str, cek: Cek) -> None:
    data, kode = FILES[nama]
    assert [t.kode for t in cek(data).temuan] == [kode]


@pytest.mark.parametrize("nama", PAKET)
def test_large_packages(nama: str, tmp_path: Path) -> None:
    """Without a named instrument what passes the gate ends as "not one of ours"."""
    buat, kode = PAKET[nama]
    path = tmp_path / "a.xlsx"
    path.write_bytes(buat())
    laporan, galat = check_files([path], None)
    assert galat
    assert [t.kode for t in laporan[0].temuan] == [kode]


@pytest.mark.parametrize("nama", [*DITOLAK, *DITOLAK_BAGIAN])
def test_refused_behind_the_gate(nama: str, cek: Cek) -> None:
    ganti, kode = ({"sheet": sheet(DITOLAK[nama][0])}, DITOLAK[nama][1]) if nama in DITOLAK else (
        DITOLAK_BAGIAN[nama], "BKS07")
    assert [t.kode for t in cek(pack(small_parts(**ganti))).temuan] == [kode]


# -- 2


@pytest.mark.sampel(12)
@pytest.mark.parametrize("nama", ISI)
def test_contents(nama: str, cek: Cek, borongan: Borongan) -> None:
    kasus = ISI[nama]
    isi = kasus.buat()
    hasil = cek(isi)
    assert _in_a_batch(borongan, isi) == list(hasil.temuan)
    if not kasus.kode:
        assert _alarms(hasil) == []
        assert hasil.keaslian.startswith("Asli.")
    elif kasus.kode == "BKS08":
        assert [t.kode for t in hasil.temuan] == [kasus.kode]
    else:
        assert (kasus.kode, kasus.tempat) in _pairs(hasil), hasil.temuan
        assert hasil.keaslian.startswith(kasus.keaslian + ".")


def test_white_on_white_hides_nothing_from_the_reader(cek: Cek, tmp_path: Path, meja: Path) -> None:
    """In an input it is a value like any other: it is read, and the results stored for another one are told."""
    (tmp_path / "a.xlsx").write_bytes(jahat.white(True))
    bacaan = read_file(tmp_path / "a.xlsx", str(meja / "uji.toml"))
    assert isinstance(bacaan, BacaanKertas)
    assert bacaan.isian.data[SEL] == 5
    assert {"BKS14", "BKS28"} & {t.kode for t in cek(tmp_path / "a.xlsx").temuan}


# -- 3


@pytest.mark.sampel(12)
@pytest.mark.parametrize("nama", NILAI)
def test_values(nama: str, cek: Cek) -> None:
    nilai, kode = NILAI[nama]
    hasil = cek(jahat.with_value(nilai))
    di_sini = {t.kode for t in hasil.temuan if t.sel == place(SEL)}
    assert kode in di_sini if kode else not di_sini, hasil.temuan
    assert hasil.keaslian.startswith("Asli."), "an office may type what it likes into an input"


@pytest.mark.parametrize("teks", SUNTIKAN)
def test_text_like_a_formula_leaves_neutralised(teks: str, tmp_path: Path, meja: Path, cek: Cek) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(jahat.with_value(teks, BUKTI))
    bacaan = read_file(path, str(meja / "uji.toml"))
    assert isinstance(bacaan, BacaanKertas)
    terbaca = bacaan.isian.data[BUKTI]
    assert isinstance(terbaca, str)
    assert terbaca.replace("\n", "\r") == teks.replace("\n", "\r")
    baris = list(csv.reader(io.StringIO(csv_bytes(bacaan).decode("utf-8-sig")), delimiter=";"))
    (sel,) = (b[4] for b in baris if b[1:3] == [BUKTI[0], BUKTI[1]])
    assert sel.startswith("'")
    assert _alarms(cek(path)) == []


def test_negative_numbers_stay_numbers(tmp_path: Path, meja: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(jahat.with_value(-1.5, ("m02", "naik")))
    bacaan = read_file(path, str(meja / "uji.toml"))
    assert isinstance(bacaan, BacaanKertas)
    assert b";-1,5;" in csv_bytes(bacaan)


# -- 4


def _sealed(ins: Instrumen | None = None, pemilik: Identitas = IDENTITAS, kunci: bytes = jahat.PRIBADI) -> bytes:
    return build_sealed(ins or instrumen_uji(KEBIJAKAN), pemilik, load_private(kunci), Isian(pemilik, ISI_SAH),
                        tenggat=jahat.TENGGAT)


TETANGGA = IDENTITAS.model_copy(update={"kode_wilayah": "35.69.97"})


@pytest.mark.parametrize(("lama", "baru"), [
    ('id = "uji_lengkap"', 'id = "lain"'), ("tahun_penilaian = 2022", "tahun_penilaian = 2023"),
    ('versi = "1"', 'versi = "2"'), ("bobot = 7.5", "bobot = 7.6")])
def test_of_another_instrument_year_or_version(lama: str, baru: str, cek: Cek) -> None:
    assert {"BKS10", "SGL04"} <= {t.kode for t in cek(_sealed(jahat.other_instrument(lama, baru))).temuan}


def test_another_office_is_asli_for_itself(cek: Cek) -> None:
    """Renaming a file changes nothing: whose it is stands in the seal."""
    hasil = cek(_sealed(pemilik=TETANGGA))
    assert hasil.keaslian == "Asli. isi terkunci sama dengan yang dikirim kepada 35.69.97"


def test_a_key_of_its_own_is_another_key(cek: Cek) -> None:
    hasil = cek(_sealed(kunci=make_keys()[0]))
    assert hasil.keaslian.startswith("Kunci lain.")
    assert "SGL03" in {t.kode for t in hasil.temuan}


def test_anothers_seal_pasted_in(cek: Cek) -> None:
    with zipfile.ZipFile(io.BytesIO(jahat.templat(TETANGGA))) as z:
        properti = z.read("docProps/custom.xml")
    hasil = cek(repack(jahat.templat(), {"docProps/custom.xml": properti}))
    assert hasil.keaslian.startswith("Tidak asli.")
    assert {"SGL02", "SGL14"} <= {t.kode for t in hasil.temuan}


# -- 5


def test_names_and_paths(cek: Cek, tmp_path: Path) -> None:
    """Letters of other scripts, long folders, two files of one name in two folders: read like any other."""
    for nama in ("Kecamatan Ḍöng 東 – 1.xlsx", "a" * 200 + ".xlsx", "dua/sama.xlsx", "dua lagi/sama.xlsx",
                 "/".join(["b" * 60] * 6) + "/jauh.xlsx"):
        path = tmp_path / nama
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jahat.terisi())
        assert cek(path).temuan == ()


@pytest.mark.parametrize("galat", [PermissionError(13, "dipakai"), OSError(22, "Invalid argument"),
                                   OSError(395, "placeholder"), TimeoutError()])
def test_open_in_excel_or_not_yet_downloaded(galat: OSError, cek: Cek, tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock of Excel and a placeholder of OneDrive show themselves when the bytes are asked for."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(jahat.terisi())
    asli = Path.open

    def buka(self: Path, *a: object, **b: object) -> object:
        if self == path:
            raise galat
        return asli(self, *a, **b)

    monkeypatch.setattr(Path, "open", buka)
    assert [t.kode for t in cek(path).temuan] == ["BKS21"]


def test_locks_folders_and_missing_files(cek: Cek, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Petugas")
    assert [t.kode for t in cek(tmp_path / "x.xlsx").temuan] == ["BKS02"]
    assert [t.kode for t in cek(tmp_path / "~$a.xlsx").temuan] == ["BKS02"]
    assert [t.kode for t in cek(tmp_path / "tidak ada.xlsx").temuan] == ["BKS01"]


# -- 6


def test_one_bad_file_never_stops_a_batch(meja: Path, tmp_path: Path) -> None:
    """Every file is answered in its place, good ones with nothing, and no byte of any is changed."""
    semua = [*(FILES[n] for n in FILES), *((k.buat(), k.kode) for k in list(ISI.values())[::4])]
    for n, (data, _) in enumerate(semua):
        (tmp_path / f"{n:03}.xlsx").write_bytes(data)
    (tmp_path / "zz.xlsx").write_bytes(jahat.terisi())
    berkas = sorted(tmp_path.iterdir())
    sebelum = {p: hashlib.sha256(p.read_bytes()).digest() for p in berkas}
    laporan, galat = check_files(berkas, str(meja / "uji.toml"), meja / "publik.pem")
    assert galat
    assert [x.berkas for x in laporan] == [str(p) for p in berkas]
    assert laporan[-1].temuan == ()
    for (_, kode), x in zip(semua, laporan, strict=False):
        assert not kode or kode in {t.kode for t in x.temuan}
    assert {p: hashlib.sha256(p.read_bytes()).digest() for p in berkas} == sebelum


# -- 7


def test_no_finding_is_long(cek: Cek) -> None:
    """A sheet name and a formula as long as the file lets them be."""
    panjang = "n" * 20_000
    hasil = cek(jahat.add_sheet(jahat.terisi(), panjang, sel=jahat.formula_on('WEBSERVICE("' + "x" * 30_000 + '")')))
    assert {"SGL06", "BKS24"} <= {t.kode for t in hasil.temuan}
    assert max(len(t.pesan) + len(t.sel) for t in hasil.temuan) < 4000


def test_a_limit_is_an_error_with_its_kode(tmp_path: Path, meja: Path) -> None:
    """32,767 characters are Excel's own limit; one more is no longer a text of an office."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(jahat.with_value("x" * 32_768))
    with pytest.raises(KinerjaError) as galat:
        read_file(path, str(meja / "uji.toml"))
    assert galat.value.kode == "BKS05"


def test_a_stored_result_of_other_inputs_is_told(cek: Cek) -> None:
    """The other direction of `fill`: stored results of another filling are not believed."""
    data = fill(jahat.templat(), instrumen_uji(KEBIJAKAN), jahat.denah(), Isian(IDENTITAS, ISI_SAH))
    lembar, posisi = jahat.denah().masukan[SEL]
    baru = jahat.change_sheet(data, lembar, lambda x: put_cells(x, {alamat(posisi): 3}))
    assert {"BKS14", "BKS28"} & {t.kode for t in cek(baru).temuan}


# -- 8

#: State of a file by the kode its case is about.
KEADAAN = {"": "diterima", "BKS08": "tidak_terbaca", "BKS22": "dikembalikan", "BKS23": "diterima_catatan",
           "BKS24": "dikembalikan", "SGL04": "dikembalikan", "SGL06": "diterima_catatan", "SGL07": "dikembalikan",
           "SGL10": "dikembalikan", "SGL25": "dikembalikan"}


def test_collected_each_ends_in_its_state(tmp_path: Path) -> None:
    semua = {f"isi {nama.replace('/', ' ')}.xlsx": (k.buat(), KEADAAN[k.kode]) for nama, k in ISI.items()}
    semua |= {f"nilai {n}.xlsx": (jahat.with_value(nilai), "diterima_catatan")  # 0, too: another input then disagrees
              for n, (nilai, _) in enumerate(list(NILAI.values())[::3])}
    semua |= {f"suntikan {n}.xlsx": (jahat.with_value(teks, BUKTI), "diterima") for n, teks in enumerate(SUNTIKAN[::4])}
    ins = instrumen_uji(KEBIJAKAN)
    penilai = Penilai(Syarat(ins, PUBLIK, {}))
    for nama, (isi, keadaan) in semua.items():
        (tmp_path / nama).write_bytes(isi)
        hasil = penilai.assess(Tugas(nama, str(tmp_path / nama)))
        assert isinstance(hasil, BarisRegister)
        assert hasil.keadaan == keadaan, (nama, hasil.kode)


def test_another_layout_version_after_one_in_order(tmp_path: Path) -> None:
    """Found by the fuzz: a batch that knows the form meets a file whose sheets are not described."""
    meta = jahat.denah().sheet(META)
    baris = next(b for (b, k), s in meta.sel.items() if k == 0 and s.isi == "tata_letak")
    lama = jahat.change_sheet(jahat.terisi(), meta.nama, lambda x: put_cells(x, {alamat((baris, 1)): "1"}))
    lama = jahat.change_part(lama, "docProps/custom.xml", lambda x: re.sub(
        r'(name="kinerja_tata_letak"[^>]*><vt:lpwstr>)[^<]*', r"\g<1>1", x))
    penilai = Penilai(Syarat(instrumen_uji(KEBIJAKAN), PUBLIK, {}))
    for n, isi in enumerate((jahat.terisi(), lama)):
        (tmp_path / f"{n}.xlsx").write_bytes(isi)
        assert isinstance(penilai.assess(Tugas(f"{n}.xlsx", str(tmp_path / f"{n}.xlsx"))), BarisRegister)
