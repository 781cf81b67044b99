"""What our print costs beside WeasyPrint alone on the same HTML: ``python -m bench.print``.

Whole processes are compared, from their start to their end, by the CPU they took: the press, which
reads facts, fills templates, checks every letter against the fonts and answers its parent; and a
few lines that hand the finished HTML to WeasyPrint. Medians of runs that take turns.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from app.documents.operations import FOLDER_OF_FONTS, ROOT
from app.documents.press import Press
from app.documents.values import DocumentKind
from app.kernel.child import LENGTH
from tests.reports.facts import dossier, facts_of

MOST = 1.1
"""The ratio promised."""

RUNS = 3
TREATY = "mine-ban"

ALONE = """
import sys, weasyprint
html = weasyprint.HTML(string=open(sys.argv[1], encoding="utf-8").read())
html.write_pdf(sys.argv[1] + ".pdf", pdf_variant="pdf/ua-1")
"""


def main() -> int:
    """Measure, print the figures, and give the exit status: 1 where the promise is broken."""
    facts = facts_of(dossier(TREATY))
    page = Press(FOLDER_OF_FONTS).page(DocumentKind.RATIFICATION_STATUS, facts)
    asked = json.dumps({"kind": DocumentKind.RATIFICATION_STATUS, "facts": facts}).encode()
    with tempfile.TemporaryDirectory() as folder:
        question, html = Path(folder, "question"), Path(folder, "page.html")
        question.write_bytes(LENGTH.pack(len(asked)) + asked)
        html.write_text(page, encoding="utf-8")
        press = [sys.executable, "-m", "app.documents.press", str(FOLDER_OF_FONTS)]
        alone = [sys.executable, "-c", ALONE, str(html)]
        pairs = [(seconds(press, reading=question), seconds(alone)) for _ in range(RUNS)]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"print of {TREATY}, {len(facts['rows'])} rows: {ours:.2f} s of CPU")
    print(f"WeasyPrint alone on the same HTML: {theirs:.2f} s of CPU")
    print(f"ratio {ours / theirs:.2f}, at most {MOST}")
    return int(ours / theirs > MOST)


def seconds(command: Sequence[str], *, reading: Path | None = None) -> float:
    """Give the CPU seconds that a process took from its start to its end."""
    environment = os.environ | {"FONTCONFIG_FILE": str(FOLDER_OF_FONTS / "fonts.conf")}
    with (reading or Path(os.devnull)).open("rb") as words:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command, stdin=words, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:3]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
