"""provinsi: a provincial round: list, sending, collecting, register, recap, verification, the working folder.

In: an instrument, a list of kecamatan, what came back. Out: templates, a register, a recap, notes.
"""
