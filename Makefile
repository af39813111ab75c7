# Every target calls start.py, so that PowerShell can call the same file.
PY := $(shell command -v python3 || command -v python)
.PHONY: run test check proof bench pictures lock audit wheelhouse
run:
	@$(PY) start.py run
test:
	@$(PY) start.py test
check:
	@$(PY) start.py check
proof:
	@$(PY) start.py proof
bench:
	@$(PY) start.py bench
pictures:
	@$(PY) start.py pictures
lock:
	@$(PY) start.py lock
audit:
	@$(PY) start.py audit
wheelhouse:
	@$(PY) start.py wheelhouse $(if $(DEV),--dev)
