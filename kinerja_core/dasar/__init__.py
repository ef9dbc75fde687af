"""dasar: what every room stands on: arithmetic as Excel does it, findings and their catalogue, identity, TOML.

In: plain values. Out: plain values and findings; nothing here knows a workbook.
"""
