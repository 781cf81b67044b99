"""The press: facts in, a PDF out. Runs as a child process, ``python -m app.documents.press FONTS``.

Only this module knows WeasyPrint. The same facts and templates give the same bytes; nothing
outside the templates and the facts is ever fetched; what people wrote cannot make it hang.
"""

import gc
import json
import logging
import re
import sys
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import weasyprint
from fontTools.ttLib import TTFont
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from app.documents.rules import frozen
from app.documents.values import FONTS
from app.kernel.child import Refused, serve
from app.kernel.languages import Language, filters

MOST_MEMORY = 1 << 30
"""Bytes that a child may take."""

MOST_MARKS = 4
"""Combining marks that a letter keeps; more are an attack on the typesetter, not a language."""

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
EMBLEM = Path(__file__).resolve().parents[1] / "static" / "emblem.svg"
WORLD = Path(__file__).resolve().parents[1] / "static" / "vendor" / "world.json"

DAY = re.compile(r"\d{4}-\d\d-\d\d")
FRACTION = re.compile(r"-?\d{1,30}\.\d{1,30}")
BREAKS_WITHIN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Invisible places to break a line, of which a few hundred stop the typesetter for minutes."""

ALWAYS_SHOWN = frozenset("\n\t\u00a0\u200e\u200f\u2066\u2067\u2068\u2069")
"""What has no glyph and needs none."""

logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Press:
    """The templates, the map and the fonts, read once."""

    def __init__(self, fonts: Path) -> None:
        self._shown, missing = _coverage(fonts)
        self._missing = sorted(f"{family} {style}" for family, style in missing)
        self._fonts = FontConfiguration()
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader([TEMPLATES / "pdf", TEMPLATES / "shared"]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.do", "jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=partial(shown, among=self._shown),
        )
        self._pages.policies["ext.i18n.trimmed"] = True
        self._pages.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        self._pages.filters |= filters(lambda: Language.ENGLISH)
        self._pages.filters["said"] = str  # facts hold sentences as they were said
        self._pages.globals["emblem"] = _address(EMBLEM.read_bytes())
        if WORLD.is_file():  # else a template that draws the map says so
            self._pages.globals["world"] = json.loads(WORLD.read_text())

    def answer(self, question: bytes) -> bytes:
        """Print what was asked for: a document's kind and its facts.

        Raises:
            Refused: it cannot be printed; the sentence says why.

        """
        asked = json.loads(question)
        try:
            return self.typeset(self.page(asked["kind"], asked["facts"]), asked["facts"])
        except jinja2.TemplateError as fault:
            raise Refused(
                f"The document's template does not fit its facts: {fault}. "
                "Whoever looks after this program must mend the template."
            ) from fault
        except FatalURLFetchingError as unreachable:  # no Exception: nothing else would stop it
            raise Refused(
                "The document names a file outside itself, which the printer never fetches."
            ) from unreachable

    def page(self, kind: str, facts: Mapping[str, Any]) -> str:
        """Write a document's HTML.

        Raises:
            Refused: a font is missing; without it letters would be boxes.

        """
        if self._missing:
            raise Refused(
                f"The printer's fonts are not all there: {', '.join(self._missing)} missing. "
                "Install the fonts, then print again."
            )
        return self._pages.get_template(f"{kind}.html").render(
            thawed(facts), facts_sha256=frozen(facts)[1]
        )

    def typeset(self, page: str, facts: Mapping[str, Any]) -> bytes:
        """Set a page as tagged PDF/UA. The collector rests meanwhile: it cost 15 % of the time."""
        document = weasyprint.HTML(
            string=page,
            url_fetcher=URLFetcher(allowed_protocols=["data"], fail_on_errors=True),
        )
        gc.disable()
        try:
            pdf: bytes = document.write_pdf(
                pdf_variant="pdf/ua-1",
                pdf_identifier=bytes.fromhex(frozen(facts)[1])[:16],
                font_config=self._fonts,
            )
        finally:
            gc.enable()
        return pdf


def thawed(value: Any) -> Any:
    """Give frozen facts as templates use them: days and decimals are read back by their form.

    A text of the same form loses nothing by it: written out, it is the same text again.
    """
    match value:
        case dict():
            return {key: thawed(inner) for key, inner in value.items()}
        case list():
            return [thawed(inner) for inner in value]
        case str() if DAY.fullmatch(value):
            return _day(value)
        case str() if FRACTION.fullmatch(value):
            return Decimal(value)
    return value


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:  # of the form of a day, and none
        return text


def shown(value: Any, *, among: frozenset[str]) -> Any:
    """Give a text that the typesetter can set: a letter in none of the fonts stands as its code."""
    if not isinstance(value, str) or value.isascii():
        return value
    text = unicodedata.normalize("NFC", BREAKS_WITHIN.sub("", value))
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter if letter in among else f"[U+{ord(letter):04X}]")
    clean = "".join(kept)
    return Markup(clean) if isinstance(value, Markup) else clean  # noqa: S704 (as it was)


def _address(svg: bytes) -> str:
    """Give a drawing as an address that holds it whole."""
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def _coverage(folder: Path) -> tuple[frozenset[str], set[tuple[str, str]]]:
    """Give the letters that the fonts in a folder can show, and the fonts that are not there."""
    letters: set[str] = set(ALWAYS_SHOWN)
    missing = set(FONTS)
    for file in sorted(folder.glob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            name = font["name"]
            face = (name.getDebugName(1), name.getDebugName(2))
            if face in missing:
                missing.discard(face)
                letters.update(map(chr, font.getBestCmap()))
    return frozenset(letters), missing


if __name__ == "__main__":
    serve(Press(Path(sys.argv[1])).answer, most_memory=MOST_MEMORY)
