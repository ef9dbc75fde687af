Attribute VB_Name = "KinerjaPita"
Option Explicit

' One Sub per button of the ribbon: hand the work to Python, else do what VBA can, else say what is missing.
' RunPython, GetConfig, FileExists, GetFullName, GetDirectoryConfigFilePath and PROJECT_NAME are those of module xlwings.
' Not verified in Excel.

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
    On Error GoTo Gagal
    If AlasanTanpaPython() <> "" Then Exit Function
    LewatPython = True
    RunPython "import kinerja_addin.tombol as t; t." & fungsi & "()"
    Exit Function
Gagal:
    KatakanGagal
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
