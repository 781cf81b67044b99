"""What would be if certain acts were deposited; nothing of it is stored."""

from flask.typing import ResponseReturnValue

from app.kernel.api import told
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import forms, queries
from app.treaties.api.answers import ScenarioTold
from app.treaties.api.blueprint import api
from app.treaties.api.questions import LanguageAsked, ScenarioAsked
from app.treaties.rules.scenario import explored, scenario_document

EXAMPLE = {
    "actions": [{"participant": "JPN", "action": "ratification", "deposited_on": "2027-05-03"}],
    "as_of": "2028-01-01",
}


@api.post("/<treaty_id>/scenario")
@api.doc(operation_id="exploreScenario")
@api.input(LanguageAsked, location="query")
@api.input(ScenarioAsked, example=EXAMPLE)
@api.output(ScenarioTold)
@public
def scenario(
    treaty_id: str, query_data: LanguageAsked, json_data: ScenarioAsked
) -> ResponseReturnValue:
    """Compute the status as it would be if these acts were deposited too; nothing is stored."""
    names, today = roll(runtime().facts), runtime().today()
    rows = [act.model_dump(mode="json", exclude_none=True) for act in json_data.actions]
    acts = forms.scenario(rows, roll=names, on=today)
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
    compared = explored(dossier, acts, roll=names, as_of=json_data.as_of, today=today)
    return told(scenario_document(compared, roll=names, language=query_data.language))
