Attribute VB_Name = "KinerjaTanpaPython"
Option Explicit

' What the buttons do without Python: calculate, walk from catatan to catatan, export PDF.
' No rule and no arithmetic of the forms lives here: what is open stands in the named columns of sheet Pemeriksaan
' and on the sheet of catatan that Periksa marked as its own. Nothing is written into the workbook, no protection is lifted.
' Tests hold every Const below to kinerja_core. Not verified in Excel.

Private Const JUDUL As String = "Kinerja"
Private Const TANDA_CATATAN As String = "kinerja_lembar_catatan"
Private Const KOLOM_TEMPAT As Long = 3
Private Const NAMA_STATUS As String = "periksa_status"
Private Const NAMA_TEMPAT As String = "periksa_tempat"
Private Const NAMA_KODE As String = "periksa_kode"
Private Const STATUS_SESUAI As String = "Sesuai"
Private Const KOSONG_KERTAS_KERJA As String = "ISI01"
Private Const KOSONG_BUKU_KINERJA As String = "BRS02"

' Where Berikutnya and Sebelumnya stopped: the place, its line, and the active cell after that step.
Private mTempat As String
Private mKe As Long
Private mSel As String

Public Sub HitungPenuh()
    On Error GoTo Gagal
    If Not AdaBuku() Then Exit Sub
    Application.CalculateFull
    Katakan "Semua rumus sudah dihitung ulang. Membandingkannya dengan hitungan inti Kinerja membutuhkan Python, " & _
            "yang belum siap di komputer ini."
    Exit Sub
Gagal:
    KatakanGagal
End Sub

Public Sub LompatCatatanPertama()
    ' To the first line of Pemeriksaan that is not in order.
    Dim tempat As Collection
    On Error GoTo Gagal
    If Not AdaBuku() Then Exit Sub
    Set tempat = TempatTerbuka()
    If tempat.Count = 0 Then
        Katakan "Tidak ada catatan terbuka di lembar Pemeriksaan."
    Else
        BukaTempat tempat(1)
    End If
    Exit Sub
Gagal:
    KatakanGagal
End Sub

Public Sub IsianKosongBerikutnya()
    ' To the next empty input after the active cell, in the order of sheets, rows, columns; after the last the first.
    Dim kode As Variant, tempat As Variant
    Dim i As Long
    Dim kini As Double, kunci As Double, kunciAwal As Double, kunciLanjut As Double
    Dim awal As String, lanjut As String
    On Error GoTo Gagal
    If Not AdaBuku() Then Exit Sub
    HitungBilaManual
    kode = RentangNama(NAMA_KODE).Value
    tempat = RentangNama(NAMA_TEMPAT).Value
    kini = KunciSel(SelAktif())
    For i = LBound(kode, 1) To UBound(kode, 1)
        If Teks(kode(i, 1)) = KOSONG_KERTAS_KERJA Or Teks(kode(i, 1)) = KOSONG_BUKU_KINERJA Then
            kunci = KunciSel(SelTempat(Teks(tempat(i, 1))))
            If awal = "" Or kunci < kunciAwal Then
                awal = Teks(tempat(i, 1))
                kunciAwal = kunci
            End If
            If kunci > kini And (lanjut = "" Or kunci < kunciLanjut) Then
                lanjut = Teks(tempat(i, 1))
                kunciLanjut = kunci
            End If
        End If
    Next i
    If lanjut = "" Then lanjut = awal
    If lanjut = "" Then
        Katakan "Tidak ada isian wajib yang kosong."
    Else
        BukaTempat lanjut
    End If
    Exit Sub
Gagal:
    KatakanGagal
End Sub

Public Sub CatatanBerikutnya()
    LangkahCatatan 1
End Sub

Public Sub CatatanSebelumnya()
    LangkahCatatan -1
End Sub

Public Sub EksporPdfVba()
    ' All visible sheets as one PDF in Documents\Kinerja: a workbook on OneDrive or never saved has no folder.
    Dim berkas As String
    On Error GoTo Gagal
    If Not AdaBuku() Then Exit Sub
    berkas = BerkasBaru(FolderKinerja() & Application.PathSeparator & TanpaAkhiran(ActiveWorkbook.Name), ".pdf")
    ActiveWorkbook.ExportAsFixedFormat Type:=0, Filename:=berkas, IgnorePrintAreas:=False, OpenAfterPublish:=False
    Katakan "PDF tersimpan di " & berkas
    Exit Sub
Gagal:
    Katakan "PDF belum dapat disimpan di folder Documents\Kinerja. Tutup PDF yang terbuka, pastikan folder itu " & _
            "dapat ditulisi dan ada printer yang terpasang, lalu coba lagi."
End Sub

Public Sub TentangVba(ByVal alasan As String)
    Katakan "Kinerja membantu mengisi, memeriksa, dan mengirim buku kerja kinerja kecamatan." & vbNewLine & vbNewLine & _
            alasan & vbNewLine & vbNewLine & YangTetapAda()
End Sub

Public Function YangTetapAda() As String
    YangTetapAda = "Yang tetap dapat dipakai: Hitung Ulang (tanpa perbandingan), Sebelumnya, Berikutnya, Isian Kosong " & _
                   "Berikutnya, PDF, dan Tentang. Buku kerjanya sendiri tetap menghitung, memeriksa, dan mencetak."
End Function

Public Function AdaBuku() As Boolean
    ' Is a workbook open? If not, says so.
    If ActiveWorkbook Is Nothing Then
        Katakan "Belum ada buku kerja yang terbuka. Buka dahulu sebuah buku kerja; bila Excel menulis Tampilan " & _
                "Terproteksi, klik Aktifkan Pengeditan."
    Else
        AdaBuku = True
    End If
End Function

Public Function AdaDaftarPeriksa() As Boolean
    ' Has the open workbook the named columns of Pemeriksaan?
    AdaDaftarPeriksa = Not (RentangNama(NAMA_KODE) Is Nothing Or RentangNama(NAMA_TEMPAT) Is Nothing)
End Function

Public Sub Katakan(ByVal kalimat As String)
    ' The only place that shows a box.
    MsgBox kalimat, vbInformation, JUDUL
End Sub

Public Sub KatakanGagal()
    Katakan "Tombol ini belum berhasil (nomor dari Excel: " & Err.Number & "). Coba sekali lagi; bila tetap begini, " & _
            "tutup lalu buka lagi bukunya, dan sampaikan nomor itu kepada petugas TI."
End Sub

Private Sub LangkahCatatan(ByVal langkah As Long)
    Dim tempat As Collection
    Dim ke As Long
    On Error GoTo Gagal
    If Not AdaBuku() Then Exit Sub
    Set tempat = TempatCatatan()
    ke = Kedudukan(tempat, langkah) + langkah
    If tempat.Count = 0 Then
        Katakan "Tidak ada catatan yang menunjuk ke sel. Tekan Periksa untuk memperbarui daftarnya."
    ElseIf ke < 1 Then
        Katakan "Ini catatan yang pertama."
    ElseIf ke > tempat.Count Then
        Katakan "Ini catatan yang terakhir. Setelah diperbaiki, tekan Periksa untuk memperbarui daftarnya."
    Else
        BukaTempat tempat(ke)
        mTempat = tempat(ke)
        mKe = ke
        mSel = TempatAktif()
    End If
    Exit Sub
Gagal:
    KatakanGagal
End Sub

Private Function Kedudukan(ByVal tempat As Collection, ByVal langkah As Long) As Long
    ' The line stood on: the one of the last step while the user stayed there, else the first one of the active cell,
    ' else before the first line or after the last, so that the step begins at that end.
    Dim i As Long
    Dim kini As String
    kini = TempatAktif()
    If mKe >= 1 And mKe <= tempat.Count And kini = mSel Then
        If tempat(mKe) = mTempat Then
            Kedudukan = mKe
            Exit Function
        End If
    End If
    For i = 1 To tempat.Count
        If InStr(1, tempat(i) & ":", kini & ":", vbTextCompare) = 1 Then
            Kedudukan = i
            Exit Function
        End If
    Next i
    If langkah < 0 Then Kedudukan = tempat.Count + 1
End Function

Private Function TempatCatatan() As Collection
    ' Places on the sheet Periksa wrote, known by its mark and never by a name; without it those of Pemeriksaan.
    Dim hasil As New Collection
    Dim lembar As Worksheet
    Dim tanda As Range
    Dim baris As Long
    Dim tempat As String
    Set tanda = RentangNama(TANDA_CATATAN)
    If tanda Is Nothing Then
        Set TempatCatatan = TempatTerbuka()
        Exit Function
    End If
    Set lembar = tanda.Worksheet
    baris = 2
    Do While Teks(lembar.Cells(baris, 1).Value) <> ""
        tempat = Teks(lembar.Cells(baris, KOLOM_TEMPAT).Value)
        TambahTempat hasil, tempat
        baris = baris + 1
    Loop
    Set TempatCatatan = hasil
End Function

Private Sub TambahTempat(ByVal hasil As Collection, ByVal tempat As String)
    ' One cause names several places: Kertas Kerja!D4:D5, D7. Each of them is walked to.
    Dim bagian() As String
    Dim tanda As Long, i As Long
    tanda = InStrRev(tempat, "!")
    If tanda < 2 Then Exit Sub
    bagian = Split(Mid$(tempat, tanda + 1), ",")
    For i = LBound(bagian) To UBound(bagian)
        hasil.Add Left$(tempat, tanda) & Trim$(bagian(i))
    Next i
End Sub

Private Function TempatTerbuka() As Collection
    ' Places of the lines of Pemeriksaan that are not in order; none when the workbook has no such list.
    Dim hasil As New Collection
    Dim status As Variant, tempat As Variant
    Dim i As Long
    If AdaDaftarPeriksa() Then
        HitungBilaManual
        status = RentangNama(NAMA_STATUS).Value
        tempat = RentangNama(NAMA_TEMPAT).Value
        For i = LBound(status, 1) To UBound(status, 1)
            If Teks(status(i, 1)) <> "" And Teks(status(i, 1)) <> STATUS_SESUAI Then hasil.Add Teks(tempat(i, 1))
        Next i
    End If
    Set TempatTerbuka = hasil
End Function

Private Sub BukaTempat(ByVal tempat As String)
    ' Select a place; a hidden sheet stays hidden.
    Dim tujuan As Range
    Set tujuan = SelTempat(tempat)
    If tujuan Is Nothing Then
        Katakan "Tempat catatan ini tidak ditemukan di buku ini: " & tempat & ". Tekan Periksa untuk memperbarui daftarnya."
    ElseIf tujuan.Worksheet.Visible <> xlSheetVisible Then
        Katakan "Catatan ini ada di lembar tersembunyi: " & tempat & ". Lembar itu tidak untuk diisi kecamatan."
    Else
        tujuan.Worksheet.Activate
        tujuan.Select
    End If
End Sub

Private Function SelTempat(ByVal tempat As String) As Range
    ' The cell of a place such as Kertas Kerja!D17; Nothing when the workbook has no such sheet or cell.
    Dim tanda As Long
    On Error GoTo Tidak
    tanda = InStrRev(tempat, "!")
    If tanda > 1 Then Set SelTempat = LembarNama(Left$(tempat, tanda - 1)).Range(Mid$(tempat, tanda + 1))
Tidak:
End Function

Private Function SelAktif() As Range
    ' The active cell; Nothing on a chart sheet.
    On Error GoTo Tidak
    Set SelAktif = ActiveCell
Tidak:
End Function

Private Function TempatAktif() As String
    Dim sel As Range
    Set sel = SelAktif()
    If Not sel Is Nothing Then TempatAktif = ActiveSheet.Name & "!" & sel.Address(False, False)
End Function

Private Function KunciSel(ByVal sel As Range) As Double
    ' A number that grows with sheet, row and column; 0 for no cell.
    If Not sel Is Nothing Then KunciSel = sel.Worksheet.Index * 1000000000000# + sel.Row * 100000# + sel.Column
End Function

Private Function LembarNama(ByVal nama As String) As Worksheet
    On Error GoTo Tidak
    Set LembarNama = ActiveWorkbook.Worksheets(nama)
Tidak:
End Function

Private Function RentangNama(ByVal nama As String) As Range
    On Error GoTo Tidak
    Set RentangNama = ActiveWorkbook.Names(nama).RefersToRange
Tidak:
End Function

Private Function Teks(ByVal nilai As Variant) As String
    ' A cell's value as text; an error in the cell is no text and not blank either.
    If IsError(nilai) Then
        Teks = "#"
    Else
        Teks = CStr(nilai)
    End If
End Function

Private Sub HitungBilaManual()
    ' With manual calculation Pemeriksaan shows an older state; the mode itself stays as the user set it.
    If Application.Calculation <> xlCalculationAutomatic Then Application.Calculate
End Sub

Private Function FolderKinerja() As String
    ' Where Python puts its files too; made when it is not there.
    FolderKinerja = FolderDokumen() & Application.PathSeparator & "Kinerja"
    If Not AdaBerkas(FolderKinerja) Then MkDir FolderKinerja
End Function

Private Function FolderDokumen() As String
    Dim alat As Object
    FolderDokumen = Replace(Environ("HOME"), "/Library/Containers/com.microsoft.Excel/Data", "") & "/Documents"
    #If Not Mac Then
    FolderDokumen = Environ("USERPROFILE") & Application.PathSeparator & "Documents"
    On Error GoTo Tidak
    Set alat = CreateObject("WScript.Shell")
    FolderDokumen = alat.SpecialFolders("MyDocuments")
    #End If
Tidak:
End Function

Private Function TanpaAkhiran(ByVal nama As String) As String
    ' Without .xlsx and its kin: an unsaved workbook may be called 35.20.11_bendo1.
    Dim titik As Long
    TanpaAkhiran = nama
    titik = InStrRev(nama, ".")
    If titik > 1 Then
        If LCase$(Mid$(nama, titik, 3)) = ".xl" Or LCase$(Mid$(nama, titik)) = ".ods" Then TanpaAkhiran = Left$(nama, titik - 1)
    End If
End Function

Private Function BerkasBaru(ByVal pangkal As String, ByVal akhiran As String) As String
    ' A name nothing stands under yet: "a.pdf", else "a_2.pdf", "a_3.pdf".
    Dim berkas As String
    Dim ke As Long
    berkas = pangkal & akhiran
    ke = 1
    Do While AdaBerkas(berkas)
        ke = ke + 1
        berkas = pangkal & "_" & ke & akhiran
    Loop
    BerkasBaru = berkas
End Function

Private Function AdaBerkas(ByVal berkas As String) As Boolean
    Dim sifat As Long
    On Error GoTo Tidak
    sifat = GetAttr(berkas)
    AdaBerkas = True
Tidak:
End Function
