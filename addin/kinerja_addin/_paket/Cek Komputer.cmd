@echo off
setlocal EnableExtensions DisableDelayedExpansion
rem Kinerja: memeriksa apakah komputer ini siap. Tidak ada yang diubah.
rem Pemakaian: klik dua kali, atau  "Cek Komputer.cmd" [/diam] [folder tujuan]
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
if /i "%~1"=="/diam" shift /1
set "TUJUAN=%LOCALAPPDATA%\Kinerja"
if not "%~1"=="" set "TUJUAN=%~1"
set "PYK=%TUJUAN%\lingkungan\Scripts\python.exe"
set "KODE=1"

echo.
if not exist "%PYK%" goto belum_terpasang
"%PYK%" -I -m kinerja_core.perintah.cli cek
set "KODE=%ERRORLEVEL%"
goto akhir

:belum_terpasang
echo  Kinerja belum terpasang di "%TUJUAN%".
echo  Klik dua kali Pasang.cmd dahulu.
goto akhir

:akhir
echo.
if not defined DIAM pause
exit /b %KODE%
