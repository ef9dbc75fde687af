"""instrumen: what is scored: the model of an instrument, its rules in both renderings, the authoring workbook.

In: an instrument's .toml or authoring workbook. Out: an Instrumen, or every mistake in it with its place.
"""
