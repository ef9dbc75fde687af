"""The Excel add-in: one short function per button over kinerja_core, the ribbon, the .xlam and its installation."""
