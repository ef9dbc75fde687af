@echo off
setlocal EnableExtensions DisableDelayedExpansion
rem Kinerja: memasang tab Kinerja di Excel, tanpa internet dan tanpa hak administrator.
rem Pemakaian: klik dua kali, atau  Pasang.cmd [/diam] [folder tujuan]
set "KIT=%~dp0"
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
if /i "%~1"=="/diam" shift /1
set "TUJUAN=%LOCALAPPDATA%\Kinerja"
if not "%~1"=="" set "TUJUAN=%~1"
set "PYK=%TUJUAN%\lingkungan\Scripts\python.exe"
rem Pengaturan Python milik program lain tidak boleh terbawa; py tidak boleh mengunduh sendiri.
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "KODE=1"
set "UJI=import sys,sysconfig as s; sys.exit(0 if s.get_platform()=='win-amd64' and 'WindowsApps' not in sys.base_prefix and (3,11,5)<=sys.version_info[:3]<(3,14) else 9)"

echo.
echo  KINERJA - pemasangan tab Kinerja untuk Excel
echo  ---------------------------------------------
echo  Berkas bawaan : "%KIT%"
echo  Tujuan        : "%TUJUAN%"
echo.

if not exist "%KIT%roda\kinerja-*.whl" goto belum_diekstrak
if not exist "%KIT%kinerja.xlam" goto belum_diekstrak

echo  [1 dari 4] Mencari Python 3.11, 3.12, atau 3.13 (64-bit) ...
set "PY="
set "PILIH="
set "VERSI="
call :cari_semua
if defined PY goto ada_python
set "PEMASANG="
for %%F in ("%KIT%python\python-3.1?.*-amd64.exe") do set "PEMASANG=%%~fF"
if not defined PEMASANG goto tanpa_python
echo  Python belum ada. Memasang dari "%PEMASANG%" ...
start "" /wait "%PEMASANG%" /passive InstallAllUsers=0 InstallLauncherAllUsers=0 PrependPath=0 Include_test=0
call :cari_semua
if not defined PY goto tanpa_python

:ada_python
echo  Memakai Python "%VERSI%".
echo  [2 dari 4] Menyiapkan folder ...
"%PY%" %PILIH% -I -m venv --clear "%TUJUAN%\lingkungan"
if errorlevel 1 goto gagal_folder
if not exist "%PYK%" goto gagal_folder

echo  [3 dari 4] Memasang kinerja, satu sampai dua menit ...
"%PYK%" -I -m pip install --isolated --quiet --disable-pip-version-check --no-warn-script-location --no-index --require-hashes --find-links "%KIT%roda" -r "%KIT%roda\kebutuhan-%VERSI%.txt"
if errorlevel 1 goto gagal_paket

echo  [4 dari 4] Memasang add-in di Excel ...
"%PYK%" -I -m kinerja_core.perintah.cli addin pasang --xlam "%KIT%kinerja.xlam"
if errorlevel 1 goto gagal_addin
echo.
echo  Cek Komputer:
"%PYK%" -I -m kinerja_core.perintah.cli cek
echo.
echo  SELESAI. Tutup semua jendela Excel, lalu buka lagi: tab Kinerja ada di pita.
echo  Bila di atas tertulis "perlu dicek" atau "wajib diperbaiki", ikuti keterangannya.
set "KODE=0"
goto akhir

:belum_diekstrak
echo  BELUM DAPAT DIPASANG: berkas lain dalam paket ini tidak ditemukan.
echo  Klik kanan berkas .zip, pilih Extract All (Ekstrak Semua), buka folder hasilnya,
echo  lalu klik dua kali Pasang.cmd yang ada di situ.
goto akhir

:tanpa_python
echo  BELUM DAPAT DIPASANG: Python 3.11, 3.12, atau 3.13 (64-bit) tidak ditemukan.
echo  Unduh "Windows installer (64-bit)" dari python.org, taruh di folder "%KIT%python",
echo  lalu jalankan Pasang.cmd sekali lagi. Tidak perlu hak administrator.
echo  Python dari Microsoft Store dan Python 32-bit tidak dapat dipakai.
goto akhir

:gagal_folder
echo  BELUM TERPASANG: folder "%TUJUAN%" tidak dapat disiapkan.
echo  Tutup semua jendela Excel lalu ulangi. Bila tetap gagal, sebabnya tertulis di atas
echo  (disk penuh, tidak boleh menulis, atau dicegah antivirus): tunjukkan kepada petugas TIK.
goto akhir

:gagal_paket
echo  BELUM TERPASANG: paket tidak dapat dipasang; sebabnya tertulis di atas.
echo  Bila tertulis HASH atau DO NOT MATCH, berkas paket ini rusak: salin ulang dari sumbernya.
echo  Bila tertulis Access is denied atau Permission, tutup Excel lalu ulangi,
echo  atau mintalah petugas TIK melihat antivirusnya (lihat PANDUAN.html).
goto akhir

:gagal_addin
echo  Kinerja sudah terpasang, tetapi tab di Excel BELUM; sebabnya tertulis di atas.
echo  Ikuti keterangan itu, lalu jalankan Pasang.cmd sekali lagi.
goto akhir

:cari_semua
for %%V in (13 12 11) do call :coba_py %%V
for %%V in (13 12 11) do call :coba_folder "%LOCALAPPDATA%\Programs\Python\Python3%%V\python.exe" %%V
for %%V in (13 12 11) do call :coba_folder "%ProgramFiles%\Python3%%V\python.exe" %%V
exit /b 0

:coba_py
if defined PY exit /b 0
py -3.%~1 -I -c "%UJI%" >nul 2>nul
if errorlevel 1 exit /b 0
set "PY=py"
set "PILIH=-3.%~1"
set "VERSI=3.%~1"
exit /b 0

:coba_folder
if defined PY exit /b 0
if not exist "%~1" exit /b 0
"%~1" -I -c "%UJI%" >nul 2>nul
if errorlevel 1 exit /b 0
set "PY=%~1"
set "VERSI=3.%~2"
exit /b 0

:akhir
echo.
if not defined DIAM pause
exit /b %KODE%
