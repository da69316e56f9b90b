"""Records what Python prints for the programs in tests/programs, and the last line of what it says on stderr.

Usage: python3.11 tests/record_programs.py [--check]
"""

import pathlib
import subprocess
import sys

check = "--check" in sys.argv[1:]
wrong = []
for program in sorted(pathlib.Path(__file__).parent.glob("programs/*.py")):
    run = subprocess.run([sys.executable, program.name], cwd=program.parent, capture_output=True, text=True)
    last = run.stderr.rstrip().rsplit("\n", 1)[-1]
    text = run.stdout + f"! {last}\n" * bool(last)
    record = program.with_suffix(".python")
    if not check:
        record.write_text(text)
    elif not record.exists() or record.read_text() != text:
        wrong.append(record.name)
if wrong:
    sys.exit("not what Python prints: " + ", ".join(wrong))
