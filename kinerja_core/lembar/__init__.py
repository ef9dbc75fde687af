"""lembar: the words in which a workbook is described (Denah, Lembar, Sel), its theme, and the writer.

In: a description and the values of its keys. Out: the bytes of an .xlsx; nothing here knows a kind of workbook.
"""
