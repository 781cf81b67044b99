"""The depositary's worklist: what waits, the oldest first."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.web import actor, open_to, runtime
from app.treaties import queries
from app.treaties.forms import intake as forms
from app.treaties.operations.steps import Matter
from app.treaties.queries import intake as desk
from app.treaties.queries import text_corrections
from app.treaties.values.intake import State
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.paper import READERS, paper


@pages.get("/depositary")
@open_to(*READERS)
def worklist() -> ResponseReturnValue:
    """Show the instruments and corrections that wait, or those in a state that is asked for."""
    asked = forms.asked(request.args)
    with runtime().database.read(by=actor()) as session:
        titles = queries.titles(session)
        found = desk.instruments(session, states=asked.states, treaty=asked.treaty)
        corrections = desk.corrections(session, states=asked.states, treaty=asked.treaty)
        ceremonies = desk.ceremonies(session, states=asked.states, treaty=asked.treaty)
        texts = text_corrections.listing(session, treaty=asked.treaty)
        matters: list[Matter] = [*found, *corrections, *ceremonies]
        shown = paper(session, [each.prepared_by for each in (*matters, *texts)])
    return render_template(
        "treaties/depositary/worklist.html",
        asked=asked,
        ceremonies=ceremonies,
        corrections=corrections,
        instruments=found,
        paper=shown,
        states=list(State),
        texts=texts,
        titles=titles,
    )


@pages.get("/depositary/acts/<treaty_id>")
@open_to(*READERS)
def records(treaty_id: str) -> ResponseReturnValue:
    """List a treaty's records, so that a wrong one can be corrected."""
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
        shown = paper(session)
    return render_template(
        "treaties/depositary/records.html",
        acts=sorted(dossier.acts, key=lambda act: act.number, reverse=True),
        corrected={act.replaces: act.number for act in dossier.acts if act.replaces},
        paper=shown,
        treaty=dossier.definition,
    )
