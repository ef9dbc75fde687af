Attribute VB_Name = "KinerjaPita"
Option Explicit

' One Sub per button of the ribbon: hand the work to Python, else do what VBA can, else say what is missing.
' RunPython, GetConfig, FileExists, GetFullName, GetDirectoryConfigFilePath and PROJECT_NAME are those of module xlwings.
' Not verified in Excel.

' Signs with a meaning on the command line on which module xlwings puts name and folder of the workbook.
Private Const TANDA_TERLARANG As String = "^&%=;$()""!`|<>"

Public Sub KinerjaHitungUlang(control As IRibbonControl)
    If Not LewatPython("hitung_ulang") Then HitungPenuh
End Sub

Public Sub KinerjaPeriksa(control As IRibbonControl)
    If LewatPython("periksa") Then Exit Sub
    JelaskanPython "Periksa"
    If AdaDaftarPeriksa() Then LompatCatatanPertama
End Sub

Public Sub KinerjaCatatanSebelumnya(control As IRibbonControl)
    CatatanSebelumnya
End Sub

Public Sub KinerjaCatatanBerikutnya(control As IRibbonControl)
    CatatanBerikutnya
End Sub

Public Sub KinerjaIsianKosong(control As IRibbonControl)
    If AdaDaftarPeriksa() Then
        IsianKosongBerikutnya
    ElseIf Not LewatPython("isian_kosong_berikutnya") Then
        JelaskanPython "Isian Kosong Berikutnya"
    End If
End Sub

Public Sub KinerjaEksporPdf(control As IRibbonControl)
    If Not LewatPython("ekspor_pdf") Then EksporPdfVba
End Sub

Public Sub KinerjaSiapkanKiriman(control As IRibbonControl)
    If Not LewatPython("siapkan_kiriman") Then JelaskanPython "Siapkan Kiriman"
End Sub

Public Sub KinerjaEksporCsv(control As IRibbonControl)
    If Not LewatPython("ekspor_csv") Then JelaskanPython "CSV"
End Sub

Public Sub KinerjaEksporJson(control As IRibbonControl)
    If Not LewatPython("ekspor_json") Then JelaskanPython "JSON"
End Sub

Public Sub KinerjaKertasKerjaBaru(control As IRibbonControl)
    If Not LewatPython("kertas_kerja_baru") Then JelaskanPython "Kertas Kerja"
End Sub

Public Sub KinerjaBukuKinerjaBaru(control As IRibbonControl)
    If Not LewatPython("buku_kinerja_baru") Then JelaskanPython "Buku Kinerja"
End Sub

Public Sub KinerjaTahunBerikutnya(control As IRibbonControl)
    If Not LewatPython("tahun_berikutnya") Then JelaskanPython "Buka Tahun Berikutnya"
End Sub

Public Sub KinerjaPindahVersi(control As IRibbonControl)
    If Not LewatPython("pindah_versi") Then JelaskanPython "Pindahkan ke Versi Baru"
End Sub

Public Sub KinerjaProvinsiPeriksa(control As IRibbonControl)
    If Not LewatPython("provinsi_periksa") Then JelaskanPython "Periksa Instrumen"
End Sub

Public Sub KinerjaProvinsiSebar(control As IRibbonControl)
    If Not LewatPython("provinsi_sebar") Then JelaskanPython "Sebar"
End Sub

Public Sub KinerjaProvinsiKumpulkan(control As IRibbonControl)
    If Not LewatPython("provinsi_kumpulkan") Then JelaskanPython "Kumpulkan"
End Sub

Public Sub KinerjaProvinsiVerifikasi(control As IRibbonControl)
    If Not LewatPython("provinsi_verifikasi") Then JelaskanPython "Siapkan Verifikasi"
End Sub

Public Sub KinerjaProvinsiGabungkan(control As IRibbonControl)
    If Not LewatPython("provinsi_gabungkan") Then JelaskanPython "Gabungkan"
End Sub

Public Sub KinerjaTampilProvinsi(control As IRibbonControl, ByRef tampil As Variant)
    ' Is group Provinsi shown? Only where the user's own settings say so; Excel asks when it loads the add-in.
    tampil = ProvinsiDiminta()
End Sub

Public Sub KinerjaPanduan(control As IRibbonControl)
    If Not LewatPython("panduan") Then JelaskanPython "Panduan"
End Sub

Public Sub KinerjaCekKomputer(control As IRibbonControl)
    If Not LewatPython("cek_komputer") Then JelaskanPython "Cek Komputer"
End Sub

Public Sub KinerjaTentang(control As IRibbonControl)
    If Not LewatPython("tentang") Then TentangVba AlasanTanpaPython()
End Sub

Public Function ProvinsiDiminta() As Boolean
    ' The setting of kinerja addin pasang --provinsi; a workbook cannot give it.
    Dim isi As String
    On Error Resume Next
    isi = GetConfig("KELOMPOK PROVINSI", "", "user")
    On Error GoTo 0
    ProvinsiDiminta = (LCase$(isi) = "true")
End Function

Private Function LewatPython(ByVal fungsi As String) As Boolean
    ' Hand a function of the add-in to Python. False when that cannot be tried: no workbook or no Python.
    ' The only door to RunPython: a workbook whose name or folder a command line would act on is refused here.
    Dim alasan As String
    On Error GoTo Gagal
    If AlasanTanpaPython() <> "" Then Exit Function
    LewatPython = True
    alasan = AlasanNama(ActiveWorkbook.Name, ActiveWorkbook.Path & " " & ActiveWorkbook.FullName)
    If alasan <> "" Then
        Katakan alasan
        Exit Function
    End If
    RunPython "import kinerja_addin.tombol as t; t." & fungsi & "()"
    Exit Function
Gagal:
    KatakanGagal
End Function

Private Function AlasanNama(ByVal nama As String, ByVal jalur As String) As String
    ' Why a workbook of this name at this place is not handed to Python, as a sentence; "" when it may be.
    ' jalur, the folder and the full name (without folder in LibreOffice), holds only the name before the first save
    ' and an address on OneDrive: only there %20 and its kin pass.
    Dim folder As String, tanda As String
    folder = jalur
    If Right$(jalur, Len(nama)) = nama Then folder = Left$(jalur, Len(jalur) - Len(nama))
    tanda = TandaTerlarang(nama, False)
    If tanda <> "" Then
        AlasanNama = "Nama buku ini memuat tanda " & tanda & ", jadi tombol ini tidak dijalankan demi keamanan. " & _
                     "Simpan buku dengan nama lain tanpa tanda itu (huruf, angka, spasi, titik, garis), lalu klik lagi."
        Exit Function
    End If
    tanda = TandaTerlarang(folder, InStr(folder, "://") > 0)
    If tanda <> "" Then
        AlasanNama = "Nama folder tempat buku ini memuat tanda " & tanda & ", jadi tombol ini tidak " & _
                     "dijalankan demi keamanan. Ganti nama folder itu tanpa tanda itu, " & _
                     "atau simpan buku di folder lain, lalu klik lagi."
    End If
End Function

Private Function TandaTerlarang(ByVal teks As String, ByVal alamat As Boolean) As String
    ' The first sign of a text that a command line acts on; "" when there is none.
    Dim i As Long
    Dim huruf As String
    For i = 1 To Len(teks)
        huruf = Mid$(teks, i, 1)
        If AscW(huruf) >= 0 And AscW(huruf) < 32 Then
            TandaTerlarang = "yang tidak terlihat"
            Exit Function
        End If
        If InStr(1, TANDA_TERLARANG, huruf, vbBinaryCompare) > 0 Then
            If Not (alamat And huruf = "%" And DuaAngkaHeksa(Mid$(teks, i + 1, 2))) Then
                TandaTerlarang = huruf
                Exit Function
            End If
        End If
    Next i
End Function

Private Function DuaAngkaHeksa(ByVal teks As String) As Boolean
    Dim i As Long
    If Len(teks) <> 2 Then Exit Function
    For i = 1 To 2
        If InStr("0123456789ABCDEF", UCase$(Mid$(teks, i, 1))) = 0 Then Exit Function
    Next i
    DuaAngkaHeksa = True
End Function

Private Sub JelaskanPython(ByVal label As String)
    If AdaBuku() Then
        Katakan "Tombol " & label & " membutuhkan Python. " & AlasanTanpaPython() & vbNewLine & vbNewLine & YangTetapAda()
    End If
End Sub

Private Function AlasanTanpaPython() As String
    ' Why Python cannot be called for the active workbook, as a sentence; "" when it can.
    ' A workbook must never decide which program runs: xlwings would take its settings from a sheet of the workbook
    ' or from a file beside it, so a workbook that brings such settings or Python code is refused.
    Dim kunci As String, python As String
    Dim ada As Boolean, membawa As Boolean
    If ActiveWorkbook Is Nothing Then
        AlasanTanpaPython = "Belum ada buku kerja yang terbuka."
        Exit Function
    End If
    kunci = "INTERPRETER_MAC"
    #If Not Mac Then
    kunci = "INTERPRETER_WIN"
    #End If
    membawa = True
    On Error Resume Next
    python = GetConfig(kunci, "", "user")
    ada = FileExists(python)
    membawa = BukuMembawaSetelan()
    On Error GoTo 0
    If python = "" Then
        AlasanTanpaPython = "Python untuk Kinerja belum terpasang di komputer ini. Minta petugas TI menjalankan " & _
                            "pemasangan Kinerja; hak administrator tidak diperlukan."
    ElseIf Not ada Then
        AlasanTanpaPython = "Python yang dicatat saat pemasangan tidak ditemukan lagi: " & python & ". Pasang ulang Kinerja."
    ElseIf membawa Then
        AlasanTanpaPython = "Buku ini membawa setelan Python sendiri (lembar atau berkas " & PROJECT_NAME & ".conf, atau " & _
                            "lembar berakhiran .py), jadi Python tidak dijalankan demi keamanan. Hapus bagian itu atau " & _
                            "mintalah buku yang bersih."
    End If
End Function

Private Function BukuMembawaSetelan() As Boolean
    Dim lembar As Object
    For Each lembar In ActiveWorkbook.Sheets
        If LCase$(lembar.Name) = PROJECT_NAME & ".conf" Or LCase$(Right$(lembar.Name, 3)) = ".py" Then BukuMembawaSetelan = True
    Next lembar
    If GetFullName(ActiveWorkbook) <> "" Then
        If FileExists(GetDirectoryConfigFilePath()) Then BukuMembawaSetelan = True
    End If
End Function
