"""perintah: the command line: arguments in, one verb out, and what the terminal shows.

In: arguments. Out: results on stdout, progress on stderr, an exit code.
"""
