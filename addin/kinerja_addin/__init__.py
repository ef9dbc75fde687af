"""The xlwings add-in: one short function per button over kinerja_core. The ribbon and the .xlam come later."""
