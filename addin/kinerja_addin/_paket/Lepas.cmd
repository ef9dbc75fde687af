@echo off
setlocal EnableExtensions DisableDelayedExpansion
rem Kinerja: melepas tab Kinerja dari Excel. Buku kerja dan Python tidak tersentuh.
rem Pemakaian: klik dua kali, atau  Lepas.cmd [/diam] [folder tujuan]
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
if /i "%~1"=="/diam" shift /1
set "TUJUAN=%LOCALAPPDATA%\Kinerja"
if not "%~1"=="" set "TUJUAN=%~1"
set "PYK=%TUJUAN%\lingkungan\Scripts\python.exe"
set "PYTHONHOME="
set "PYTHONPATH="
set "KODE=1"

echo.
echo  KINERJA - melepas tab Kinerja dari Excel
echo  -----------------------------------------
echo.
echo  [1 dari 2] Melepas add-in ...
if not exist "%PYK%" goto tanpa_python
"%PYK%" -I -m kinerja_core.perintah.cli addin lepas
if errorlevel 1 goto gagal_addin
goto hapus_folder

:tanpa_python
if exist "%APPDATA%\Microsoft\Excel\XLSTART\kinerja.xlam" del /q "%APPDATA%\Microsoft\Excel\XLSTART\kinerja.xlam"
if exist "%APPDATA%\Microsoft\Excel\XLSTART\kinerja.xlam" goto gagal_addin
if exist "%USERPROFILE%\.kinerja\kinerja.conf" del /q "%USERPROFILE%\.kinerja\kinerja.conf"

:hapus_folder
echo  [2 dari 2] Menghapus "%TUJUAN%\lingkungan" ...
if exist "%TUJUAN%\lingkungan\pyvenv.cfg" rmdir /s /q "%TUJUAN%\lingkungan"
if exist "%TUJUAN%\lingkungan\pyvenv.cfg" goto gagal_folder
if exist "%PYK%" goto gagal_folder
rem Tanpa /s: folder ini hanya dihapus bila kosong; instrumen buatan sendiri tetap ada.
if exist "%TUJUAN%" rmdir "%TUJUAN%" 2>nul
echo.
echo  SELESAI. Tab Kinerja hilang setelah Excel ditutup dan dibuka lagi.
echo  Buku kerja Anda tetap ada dan tetap dapat dipakai.
set "KODE=0"
goto akhir

:gagal_addin
echo  BELUM DILEPAS: tutup semua jendela Excel, lalu jalankan Lepas.cmd sekali lagi.
goto akhir

:gagal_folder
echo  Add-in sudah dilepas, tetapi folder "%TUJUAN%\lingkungan" masih dipakai.
echo  Tutup Excel atau mulai ulang komputer, lalu jalankan Lepas.cmd sekali lagi.
goto akhir

:akhir
echo.
if not defined DIAM pause
exit /b %KODE%
