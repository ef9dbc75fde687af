# make demo: sets everything up and runs the main job; make test: sets everything up and passes the tests.
PYTHON ?= python3
V := .venv/bin

.PHONY: demo test test-cepat uji-panjang bench lint golden gambar siap siap-uji sistem

demo: siap
	$(V)/kinerja contoh hasil/

# All cores, a file at a time: what a file prepares is prepared once.
UJI := -m pytest tests -n auto --dist loadfile --no-loadscope-reorder --durations=30
test: siap-uji sistem
	$(V)/python $(UJI)

# A first answer: no engines, nothing slow, of each test one case.
test-cepat: siap-uji
	$(V)/python $(UJI) --cepat

# Every case of the long matrices too, of which `make test` runs a sample (always the same).
uji-panjang: siap-uji sistem
	$(V)/python $(UJI) --panjang

bench: siap-uji
	$(V)/python -m benchmarks

lint: siap-uji
	$(V)/ruff check .
	$(V)/mypy

# Once, when an issue closes: rewrites sample_workbooks/ with its digests, the generated docs and the picture of the
# rooms; look at the difference before committing it. In between run the scripts by themselves: they write text only.
golden: siap-uji
	$(V)/python tests/perbarui_contoh.py --xlsx
	$(V)/python tests/perbarui_dokumen.py
	$(V)/python tests/perbarui_arsitektur.py

# Pictures of every sheet in docs/gambar/ (needs LibreOffice and poppler-utils).
gambar: siap-uji sistem
	$(V)/python tests/perbarui_gambar.py

siap: .venv/siap

siap-uji: .venv/siap-uji

# What running needs (requirements.lock).
.venv/siap: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(V)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(V)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# The rest: tests, linter, type checker, and what only some commands ask for (pandas, pyarrow, formulas).
.venv/siap-uji: .venv/siap requirements-uji.lock
	$(V)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-uji.lock
	touch $@

# Engines for the tests; where they cannot be installed the tests that need them are skipped and say so.
sistem:
	bash .ci/sistem
