"""perintah: the command line: arguments in, one verb out, and what the terminal shows.

In: arguments. Out: results on stdout, progress on stderr, an exit code. cli mounts; a command stands in kantor or
provinsi, that of a group in the file of the group; nothing below knows this room.
"""
