"""Set the product up and start it, with the standard library alone, on any old Python.

python start.py run|test|check|proof|bench|pictures|lock|audit|wheelhouse [--dev]

Packages are those of the lock files, held to their sums, on the systems and Pythons that these name at their head.
Where a folder of wheels lies in `wheelhouse` (or where WHEELHOUSE says), nothing else is asked for packages.
"""

from __future__ import print_function

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 11)
SUMS = "SHA256SUMS"
NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"]
ASK = "import sys; print('%d.%d' % sys.version_info[:2])"
ASK_SYSTEM = (
    "import platform, sys; names = sys.platform, platform.machine(), platform.libc_ver()[0]; "
    "print('-'.join(name for name in names if name))"
)


def version_of(program):
    """Return (major, minor) of an interpreter, None where it does not run (a shim can fail)."""
    try:
        text = subprocess.check_output([program, "-c", ASK], stderr=subprocess.DEVNULL).decode("ascii").strip()
        return tuple(int(part) for part in text.split("."))
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def candidates():
    """Yield interpreters: PYTHON, then PATH, then pyenv's versions."""
    if os.environ.get("PYTHON"):
        yield os.environ["PYTHON"]
        return
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    versions = os.path.join(pyenv, "versions")
    if os.path.isdir(versions):
        for name in sorted(os.listdir(versions)):
            program = os.path.join(versions, name, "bin", "python")
            if os.path.exists(program):
                yield program


def newest_python():
    """Return the newest usable interpreter, or end with a clear message."""
    known = [(version_of(program), program) for program in candidates()]
    usable = [(version, program) for version, program in known if version and version >= OLDEST]
    if not usable:
        sys.exit("Can Python 3.11 tro len: khong tim thay tren PATH hay trong pyenv. (Python 3.11 or later not found.)")
    return max(usable, key=lambda pair: pair[0])


def read(path):
    """Return a file's bytes."""
    with open(path, "rb") as file:
        return file.read()


def wheels():
    """Return the folder of downloaded wheels."""
    return os.environ.get("WHEELHOUSE") or os.path.join(ROOT, "wheelhouse")


def checked_wheels():
    """Return the folder of wheels where there is one and its files are those that were downloaded, else None."""
    folder = wheels()
    sums = os.path.join(folder, SUMS)
    if not os.path.isfile(sums):
        return None
    told = [line.split("  ", 1) for line in read(sums).decode("utf-8").splitlines()]
    # pip chooses among all that lie there: one that was added would be taken as readily.
    added = {name for name in os.listdir(folder) if name.endswith((".whl", ".gz", ".zip"))} - {name for _, name in told}
    if added:
        sys.exit("wheelhouse: %s khong co trong %s. (Not downloaded with it.)" % (", ".join(sorted(added)), SUMS))
    for digest, name in told:
        path = os.path.join(folder, name)
        if not os.path.isfile(path) or hashlib.sha256(read(path)).hexdigest() != digest:
            sys.exit("wheelhouse: %s bi thieu hoac bi sua doi. (Missing or changed.)" % name)
    return folder


def locked(program, version, requirements):
    """Return the lock files of files of requirements; those themselves, with a word, where no lock serves here."""
    names = [os.path.join("locks", name) for name in requirements]
    system = subprocess.check_output([program, "-c", ASK_SYSTEM]).decode("ascii").strip()
    python = "%d.%d" % version
    served = " ".join(read(os.path.join(ROOT, names[0])).decode("utf-8").splitlines()[:3]).split()
    if system in served and python in served:
        return names
    print("%s, Python %s: khong co tep khoa. (No lock file serves here.)" % (system, python), flush=True)
    return requirements


def pip(python, command, requirements, folder):
    """Return a command line of pip for files of requirements; with a folder of wheels it asks no index."""
    line = [python, "-m", "pip", command, "--disable-pip-version-check", "-q"]
    if os.path.dirname(requirements[0]) == "locks":
        line += ["--require-hashes"]
    if folder:
        # Isolated: settings of the user or the machine may name an index or other folders.
        line[3:3] = ["--isolated"]
        line += ["--no-index", "--find-links", folder]
    return line + [part for name in requirements for part in ("-r", os.path.join(ROOT, name))]


def environment(requirements):
    """Return the virtual environment's interpreter, installing only what changed."""
    version, program = newest_python()
    home = os.environ.get("VENV") or os.path.join(ROOT, ".venv")
    python = os.path.join(home, "Scripts" if os.name == "nt" else "bin", "python.exe" if os.name == "nt" else "python")
    if os.path.exists(python) and version_of(python) != version:
        shutil.rmtree(home)
    if not os.path.exists(python):
        print("Python %d.%d: %s" % (version[0], version[1], home), flush=True)
        subprocess.check_call([program, "-m", "venv", home])
    # A folder of wheels was held to the locks when it was made; what was built for it from source has sums of its own.
    has_wheels = os.path.isfile(os.path.join(wheels(), SUMS))
    files = requirements if has_wheels else locked(python, version, requirements)
    text = b"".join(read(os.path.join(ROOT, name)) for name in files)
    stamp = os.path.join(home, "installed-" + requirements[-1])
    digest = hashlib.sha256(text).hexdigest()
    if not os.path.exists(stamp) or read(stamp).decode("ascii") != digest:
        subprocess.check_call(pip(python, "install", files, checked_wheels()))
        with open(stamp, "w") as file:
            file.write(digest)
    return python


def call(python, *arguments):
    """Run the environment's interpreter here and end with its exit code where it fails."""
    code = subprocess.call([python, *arguments], cwd=ROOT)
    if code:
        sys.exit(code)


def run():
    """Make the demo office where there is none, plan its round, and serve."""
    python = environment(["requirements.txt"])
    call(python, "-c", "from planner.routing.lns.compiling import compile_all; compile_all()")
    call(python, "cli.py", "demo", "--if-absent")
    # The log goes to a file, so that the address stays the last line.
    logs = os.path.join(ROOT, "data", "office", "logs")
    call(python, "cli.py", "serve", "--port", os.environ.get("PORT", "8501"), "--log-dir", logs)


def test():
    """Run the suite without the slow proofs."""
    python = environment(["requirements.txt", "requirements-dev.txt"])
    call(python, "-m", "pytest", "-m", "not proof", "-n", "2", "--dist", "loadfile", *sys.argv[2:])


def check():
    """Check layout, types, floors and fences."""
    python = environment(["requirements.txt", "requirements-dev.txt"])
    call(python, "-m", "ruff", "check", ".")
    call(python, "-m", "mypy")
    call(
        python,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.argv = ['lint-imports']; c()",
    )
    call(python, "-m", "locks", "audit")


def proof():
    """Run everything slow."""
    python = environment(["requirements.txt", "requirements-dev.txt"])
    call(python, "-m", "pytest", "-m", "proof", *sys.argv[2:])


def bench():
    """Print the project's own figures beside their targets."""
    python = environment(["requirements.txt", "requirements-dev.txt"])
    call(python, "-m", "benchmarks", *sys.argv[2:])


def pictures():
    """Take the pictures of docs/huong-dan anew, in Debian's chromium."""
    python = environment(["requirements.txt", "requirements-dev.txt"])
    call(python, os.path.join("tests", "browser", "guide_pictures.py"), *sys.argv[2:])


def audit():
    """Ask whether faults are known in the packages of the lock files."""
    call(environment(["requirements.txt", "requirements-dev.txt"]), "-m", "locks", "audit", *sys.argv[2:])


def lock():
    """Resolve the lock files anew, install what they name, and write the table of licences."""
    requirements = ["requirements.txt", "requirements-dev.txt"]
    call(environment(requirements), "-m", "locks", "renew")
    call(environment(requirements), "-m", "locks", "licences")


def wheelhouse():
    """Download every wheel of the product, with --dev of its tests too, and write down their SHA-256."""
    (version, program), folder = newest_python(), wheels()
    is_dev = "--dev" in sys.argv[2:]
    requirements = ["requirements.txt"] + (["requirements-dev.txt"] if is_dev else [])
    if os.path.isdir(folder):
        if os.listdir(folder) and not os.path.isfile(os.path.join(folder, SUMS)):
            sys.exit("%s: khong phai thu muc wheelhouse. (Not a wheelhouse.)" % folder)
        # Wheels of an earlier list would stay beside those of this one.
        shutil.rmtree(folder)
    os.makedirs(folder)
    # "wheel", not "download": what comes as source is built here, while its tools can still be fetched.
    subprocess.check_call([*pip(program, "wheel", locked(program, version, requirements), None), "--wheel-dir", folder])
    names = sorted(os.listdir(folder))
    lines = ["%s  %s\n" % (hashlib.sha256(read(os.path.join(folder, name))).hexdigest(), name) for name in names]
    with open(os.path.join(folder, SUMS), "w") as file:
        file.write("".join(lines))
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in names)
    print("%s: %d wheels, %d MB" % (folder, len(names), size // 1000000))


if __name__ == "__main__":
    commands = [run, test, check, proof, bench, pictures, lock, audit, wheelhouse]
    chosen = [command for command in commands if [command.__name__] == sys.argv[1:2]]
    if not chosen:
        sys.exit(__doc__)
    chosen[0]()
