"""The web application: blueprints, languages, headers, error pages. Imported by no slice."""

import json
from collections.abc import Mapping
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any, cast

from apiflask import APIFlask
from flask import g, request
from flask_babel import Babel, get_locale, get_translations
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from app.accounts import views as accounts
from app.bodies.api import api as bodies_api
from app.bodies.views import pages as bodies
from app.correspondence.views import pages as correspondence
from app.deadlines.views import pages as reminders
from app.declarations.api import api as declarations_api
from app.declarations.api.forms import api as forms_api
from app.declarations.views import pages as declarations
from app.desk.api.description import completed
from app.desk.api.reference import pages as reference
from app.desk.views.banner import pages as banner
from app.desk.views.calendars import pages as calendars
from app.desk.views.health import pages as health
from app.desk.views.home import pages as home
from app.desk.views.operations import pages as house
from app.desk.views.participants import pages as participant
from app.desk.views.worklist import pages as worklist
from app.documents.views import pages as documents
from app.kernel import api, delivery, forgery, web
from app.kernel.languages import Language, chosen, filters, long_instant
from app.kernel.runtime import Runtime
from app.kernel.world import world
from app.ledger.api import api as ledger_api
from app.ledger.views import pages as ledger
from app.obligations.api import api as deadlines_api
from app.obligations.views import pages as obligations
from app.participants.api import api as participants_api
from app.participants.views import pages as participants
from app.registry.api import api as registry_api
from app.registry.views import pages as registry
from app.reports.api import api as reports_api
from app.reports.api import receipts as receipts_api
from app.reports.views import pages as reports
from app.treaties.api import api as treaties_api
from app.treaties.api.notifications import api as notifications_api
from app.treaties.views import pages as treaties

ROOT = Path(__file__).resolve().parent
TEMPLATES = ROOT.parent / "templates"
CATALOGUES = ROOT.parent / "config" / "languages"
CATALOGUE = "LC_MESSAGES/messages.mo"
"""Where a language's compiled catalogue lies in its folder."""

VENDOR = ROOT / "static" / "vendor"
STATIC = "/static"

BLUEPRINTS = (
    home,
    treaties,
    treaties_api,
    notifications_api,
    participants,
    participants_api,
    forms_api,
    participant,
    ledger,
    ledger_api,
    documents,
    correspondence,
    declarations,
    declarations_api,
    bodies,
    bodies_api,
    obligations,
    reminders,
    deadlines_api,
    registry,
    registry_api,
    reports,
    reports_api,
    receipts_api,
    accounts.pages,
    calendars,
    reference,
    health,
    banner,
    house,
    worklist,
)


def create_app(runtime: Runtime) -> APIFlask:
    """Build the web application of one process around its runtime."""
    app = APIFlask(
        "app",
        title="GAIMA register",
        version="1",
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        json_errors=False,
        static_folder=str(ROOT / "static"),
        static_url_path=STATIC,
    )
    app.extensions["runtime"] = runtime
    _speak(app)
    _draw(app)
    forgery.protect(app, secret=runtime.secret_key, https=runtime.public_url.startswith("https://"))
    accounts.install(app)
    web.secure(app)
    delivery.prepare(app)
    api.prepare(app)
    web.show_errors(app)  # after the API's, which would answer every refusal as a problem
    app.spec_processor(completed)  # type: ignore[arg-type]  # it would be text in YAML only
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _speak(app: APIFlask) -> None:
    """Set up languages: a reader gets one that has a whole catalogue, else English."""
    spoken = [each for each in Language if (CATALOGUES / each / CATALOGUE).is_file()]
    Babel(
        app,
        default_translation_directories=str(CATALOGUES),
        locale_selector=lambda: chosen(request.accept_languages.values(), among=spoken).value,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda message: _catalogue().gettext(message),
        ngettext=lambda one, many, count: _catalogue().ngettext(one, many, count),
        newstyle=True,
    )


def _catalogue() -> NullTranslations:
    """Give the reader's catalogue, looked up once a request: a page asks it dozens of times."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
        g.language = get_locale().language
    return cast("NullTranslations", g.catalogue)


def _language() -> str:
    """Give the reader's language, with the same care."""
    _catalogue()
    return cast("str", g.language)


def _draw(app: APIFlask) -> None:
    """Set up templates: ours by medium, the design system's macros under their own prefix."""
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader([TEMPLATES / "web", TEMPLATES / "shared"]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters |= filters(_language, _catalogue)
    app.jinja_env.filters["long_instant"] = lambda at: long_instant(
        at, web.runtime().seat, _language()
    )
    asset = partial(_asset, _manifest(VENDOR))
    app.jinja_env.globals["world"] = world(VENDOR / "world.json")

    @app.context_processor
    def page() -> dict[str, Any]:
        language, runtime = Language(_language()), web.runtime()
        return {
            "agency": runtime.seat_name,
            "asset": asset,
            "demonstration": runtime.demonstration,
            "rehearsal": runtime.rehearsal,
            "direction": language.direction,
            "kept": lambda name, piece, *of: runtime.fragments.give((name, language, *of), piece),
            "language": language.value,
            "nonce": web.nonce(),
        }


def _manifest(vendor: Path) -> dict[str, str]:
    file = vendor / "manifest.json"
    return json.loads(file.read_text()) if file.is_file() else {}


def _asset(built: Mapping[str, str], name: str) -> str:
    """Give the address of a built file by its plain name, else of one of our own."""
    return f"{STATIC}/vendor/{built[name]}" if name in built else f"{STATIC}/{name}"
