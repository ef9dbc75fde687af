# make demo: sets everything up and runs the main job; make test: sets everything up and passes the tests.
PYTHON ?= python3
V := .venv/bin

.PHONY: demo test bench lint golden gambar siap sistem

demo: siap
	$(V)/kinerja contoh hasil/

# All cores; engines by file, because each file runs a LibreOffice of its own.
test: siap sistem
	$(V)/python -m pytest tests --ignore=tests/engines -n auto
	$(V)/python -m pytest tests/engines -n auto --dist loadfile --no-loadscope-reorder

bench: siap
	$(V)/python -m benchmarks

lint: siap
	$(V)/ruff check .
	$(V)/mypy

# Once, when an issue closes: rewrites sample_workbooks/ with its digests, the generated docs and the picture of the
# rooms; look at the difference before committing it. In between run the scripts by themselves: they write text only.
golden: siap
	$(V)/python tests/perbarui_contoh.py --xlsx
	$(V)/python tests/perbarui_dokumen.py
	$(V)/python tests/perbarui_arsitektur.py

# Pictures of every sheet in docs/gambar/ (needs LibreOffice and poppler-utils).
gambar: siap sistem
	$(V)/python tests/perbarui_gambar.py

siap: .venv/siap

.venv/siap: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(V)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(V)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# Engines for the tests; where they cannot be installed the tests that need them are skipped and say so.
sistem:
	bash .ci/sistem
