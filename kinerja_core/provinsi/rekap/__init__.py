"""rekap: the recap of a round, as workbooks and in long form.

In: a Putaran. Out: REKAP.xlsx, one per kab/kota, .csv and .parquet.
"""
