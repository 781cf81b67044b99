"""The depositary's commands: what they say, what they store, and what they refuse."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.cli import main, parser
from app.kernel.database import Database
from app.kernel.errors import DomainError
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on
from tests.treaties.register import dossier, rows

ROOT = Path(__file__).parents[2]
TREATIES = ROOT / "config/treaties"
HEADER = "participant,action,deposited_on,effective_on,territory,text,reference"


@dataclass
class Desk:
    """Where an officer types commands, and keeps files."""

    runtime: Runtime
    folder: Path

    def run(self, *words: str) -> None:
        arguments = parser().parse_args(words)
        arguments.run(arguments, self.runtime)

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def acts(self, *lines: str) -> str:
        return self.file("acts.csv", "\n".join([HEADER, *lines]))

    def told(self, *words: str) -> list[str]:
        with pytest.raises(DomainError) as refused:
            self.run(*words)
        return [str(complaint) for complaint in refused.value.complaints]


@pytest.fixture
def desk(database: Database, tmp_path: Path, clock: StoppedClock) -> Desk:
    """Give a desk with the Mine Ban Convention loaded, once with each kind of database."""
    made = Desk(runtime_on(database, tmp_path, clock), tmp_path)
    made.run("treaty", "load", str(TREATIES / "mine-ban/treaty.json"))
    return made


def test_a_real_treaty_goes_in_and_its_status_comes_out(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.run("treaty", "actions", "mine-ban", str(TREATIES / "mine-ban/actions.csv"))
    desk.run("treaty", "status", "mine-ban", "--as-of", "1999-03-01")
    told = capsys.readouterr().out
    assert "Recorded 300 acts, mine-ban/1 to mine-ban/300." in told
    assert "As of 1999-03-01." in told
    assert "In force since 1 March 1999." in told
    assert "with the deposits of Burkina Faso and Equatorial Guinea; between" in told
    assert "- count: 40 of 40, met on 1998-09-16" in told
    assert "Parties: 45." in told
    assert "AUS   Australia" in told
    assert "1997-12-03  1999-01-14  1999-07-01" in told


def test_a_treaty_is_loaded_and_then_verified(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(TREATIES / "kyoto-protocol/treaty.json")
    desk.run("treaty", "load", file)
    desk.run("treaty", "load", file)
    title = "Kyoto Protocol to the United Nations Framework Convention on Climate Change"
    assert capsys.readouterr().out.splitlines() == [
        f"Loaded: kyoto-protocol, {title}.",
        f"The register has exactly this: kyoto-protocol, {title}.",
    ]


def test_the_status_is_told_as_a_document_and_as_a_table(
    desk: Desk, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    desk.run("treaty", "actions", "mine-ban", desk.acts("FRA,accession,1998-09-16,,,,"))
    capfdbinary.readouterr()
    asked = ("treaty", "status", "mine-ban", "--as-of", "1999-03-01", "--known-on", "1999-01-01")
    desk.run(*asked, "--format", "json")
    document = json.loads(capfdbinary.readouterr().out)
    assert (document["treaty"], document["as_of"], document["known_on"]) == (
        "mine-ban",
        "1999-03-01",
        "1999-01-01",
    )
    assert document["counts"]["contracting"] == 1
    desk.run(*asked, "--format", "csv")
    table = capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert table[0].startswith("participant,name,status,signed_on,consent")
    assert any(row.startswith("FRA,France,contracting,,accession,1998-09-16") for row in table)


def test_the_status_is_todays_unless_told_otherwise(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.run("treaty", "status", "mine-ban", "--known-on", "2027-03-01")
    assert "As of 2027-03-14, as known on 2027-03-01." in capsys.readouterr().out


def test_warnings_are_told_and_the_act_is_recorded(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    desk.run("treaty", "actions", "mine-ban", desk.acts("FRA,ratification,1998-09-16,,,,"))
    told = capsys.readouterr()
    assert told.err.startswith("line 2, column action: France has not signed.")
    assert told.out == "Recorded as mine-ban/1.\n"


def test_a_correction_is_known_from_its_own_day(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.run("treaty", "actions", "mine-ban", desk.acts("FRA,accession,1998-09-16,,,,"))
    right = desk.acts("FRA,accession,1998-08-16,,,,")
    desk.run("treaty", "correct", "mine-ban/1", right, "--reason", "C.N.123 of the depositary")
    assert "mine-ban/1 is corrected by mine-ban/2." in capsys.readouterr().out
    [wrong, act] = dossier(desk.runtime.database, "mine-ban").acts
    assert (wrong.recorded_on, act.recorded_on) == (date(1998, 9, 16), date(2027, 3, 14))
    assert (act.replaces, act.reason) == (1, "C.N.123 of the depositary")


def test_acts_and_corrections_are_notified_where_that_is_asked_for(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = json.loads((TREATIES / "mine-ban/treaty.json").read_text())
    ours |= {"id": "ours", "depositary": "GAIMA", "precedent": False}
    desk.run("treaty", "load", desk.file("ours.json", json.dumps(ours)))
    desk.run("treaty", "actions", "ours", desk.acts("FRA,signature,1997-12-03,,,,"))
    assert "Notified" not in capsys.readouterr().out
    desk.run("treaty", "actions", "ours", desk.acts("DEU,signature,1997-12-03,,,,"), "--notify")
    assert "Notified as GAIMA/DN/2027/1." in capsys.readouterr().out
    right = desk.acts("DEU,signature,1997-12-04,,,,")
    desk.run("treaty", "correct", "ours/2", right, "--reason", "misread")
    assert "Notified as GAIMA/DN/2027/2." in capsys.readouterr().out
    right = desk.acts("FRA,signature,1997-12-04,,,,")
    desk.run("treaty", "correct", "ours/1", right, "--reason", "misread")
    assert "Notified" not in capsys.readouterr().out
    theirs = desk.acts("FRA,signature,1997-12-03,,,,")
    desk.run("treaty", "actions", "mine-ban", theirs, "--notify")
    assert "Notified" not in capsys.readouterr().out


def test_one_record_is_corrected_at_a_time(desk: Desk) -> None:
    desk.run("treaty", "actions", "mine-ban", desk.acts("FRA,accession,1998-09-16,,,,"))
    two = desk.acts("FRA,accession,1998-08-16,,,,", "KEN,accession,1998-08-16,,,,")
    assert desk.told("treaty", "correct", "mine-ban/1", two, "--reason", "x") == [
        "The file has more than one row. Correct one record at a time."
    ]


WITHOUT_REFERENCE = HEADER.removesuffix(",reference")
BAD_ACTIONS: list[tuple[str | bytes, str]] = [
    (
        f"{HEADER}\nUSR,accession,1999-03-01,,,,",
        "line 2, column participant: There is no participant “USR”. Give its code or its exact "
        "short name.",
    ),
    (
        f"{HEADER}\nKEN,adhesion,1999-03-01,,,,",
        "line 2, column action: There is no action “adhesion”. The actions are: signature, ",
    ),
    (
        f"{HEADER}\nKEN,accession,1997-09-17,,,,",
        "line 2, column deposited_on: 1997-09-17 lies before the treaty was adopted (1997-09-18).",
    ),
    (
        f"{HEADER}\nKEN,accession,2027-03-15,,,,",
        "line 2, column deposited_on: 2027-03-15 lies in the future.",
    ),
    (
        f"{HEADER}\nKEN,signature,1999-03-02,,,,",
        "line 2, column deposited_on: The treaty was closed for signature on 1999-03-01; record "
        "an accession.",
    ),
    (
        f"{HEADER}\nKEN,signature,1997-12-02,,,,",
        "line 2, column deposited_on: The treaty was not yet open for signature: it opened on "
        "1997-12-03.",
    ),
    (
        f"{HEADER}\nKEN,declaration,2001-01-01,,,,\nFRA,ratification,2001-01-01,,,,",
        "line 3, column action: France has consented already, by its accession of 1998-09-16, "
        "which stands.",
    ),
    (
        f"{HEADER}\nKEN,withdrawal,2001-01-01,,,,",
        "line 2, column action: Kenya was not a party on 2001-01-01 and cannot withdraw. If the "
        "notice is to be kept, record a communication.",
    ),
    (
        f"{HEADER}\nFRA,reservation,2001-01-01,,,,",
        "line 2, column action: The treaty allows no res",
    ),
    (
        f"{HEADER}\nFRA,declaration,2001-01-01,,,=HYPERLINK(1),",
        "line 2, column text: The cell begins with “=”, as a spreadsheet's formula does.",
    ),
    ("", "The file is empty."),
    (HEADER, "The file has a header and no rows: there is nothing to record."),
    (
        f"{HEADER}\nCIV,accession,2000-06-30,,,Côte d'Ivoire,".encode("latin-1"),
        "The file is not in UTF-8; it seems to be in ISO 8859-1 (Latin-1) (line 2 is the first",
    ),
    (
        f"{WITHOUT_REFERENCE}\nKEN,accession,2001-01-01,,,",
        "line 1, column reference: The column “reference” is missing.",
    ),
    (
        f"{HEADER},text\nKEN,accession,2001-01-01,,,,,",
        "line 1, column text: The column “text” stands there 2 times. Keep one of them.",
    ),
    (b"x" * 50_000_000, "The file has 50.0 MB; at most 10.0 MB are accepted. Split it."),
]


def test_each_bad_file_of_acts_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    desk.run("treaty", "actions", "mine-ban", desk.acts("FRA,accession,1998-09-16,,,,"))
    before = rows(desk.runtime.database)
    for content, sentence in BAD_ACTIONS:
        [told] = desk.told("treaty", "actions", "mine-ban", desk.file("bad.csv", content))
        assert told.startswith(sentence)
        assert rows(desk.runtime.database) == before


def test_a_notice_in_the_lockout_is_refused_and_a_communication_offered(desk: Desk) -> None:
    paris = TREATIES / "paris-agreement"
    desk.run("treaty", "load", str(paris / "treaty.json"))
    desk.run("treaty", "actions", "paris-agreement", str(paris / "actions.csv"))
    desk.run("treaty", "actions", "paris-agreement", desk.acts("KEN,communication,2019-11-03,,,,"))
    before = rows(desk.runtime.database)
    early = desk.acts("SSD,withdrawal,2024-03-24,,,,")
    [told] = desk.told("treaty", "actions", "paris-agreement", early)
    assert told == (
        "line 2, column deposited_on: South Sudan cannot give notice of withdrawal before "
        "2024-03-25. If the notice is to be kept, record a communication."
    )
    assert rows(desk.runtime.database) == before


def changed(change: Callable[[dict[str, dict[str, dict[str, object]]]], None]) -> str:
    document = json.loads((TREATIES / "kyoto-protocol/treaty.json").read_text())
    change(document)
    return json.dumps(document)


ENTRY = "final_clauses.entry_into_force"
BAD_DEFINITIONS: list[tuple[str | bytes, str]] = [
    (
        changed(lambda d: d["final_clauses"]["entry_into_force"].update(delay={"kind": "soon"})),
        f"{ENTRY}.delay.kind: There is no kind “soon” here. The kinds are: immediate, days, ",
    ),
    (
        changed(lambda _: None),
        f"{ENTRY}.conditions[1].indicator: The indicator “annex-i-co2-1990” is missing. Put its "
        "figures beside the definition, in a file called annex-i-co2-1990.csv.",
    ),
    ("{", "This is not JSON: line 1, column 2: "),
    ("", "The file is empty."),
    (b"x" * 50_000_000, "The file has 50.0 MB; at most 1.0 MB are accepted."),
]


def test_each_bad_definition_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    before = rows(desk.runtime.database)
    for content, sentence in BAD_DEFINITIONS:
        [told] = desk.told("treaty", "load", desk.file("bad.json", content))
        assert told.startswith(sentence)
        assert rows(desk.runtime.database) == before


def test_a_bad_indicator_is_told_with_its_file(desk: Desk) -> None:
    file = desk.file("treaty.json", changed(lambda _: None))
    desk.file("annex-i-co2-1990.csv", "# x\nparticipant,value\nFRA,many\n")
    [told] = desk.told("treaty", "load", file)
    assert told.startswith("line 3, column value: In annex-i-co2-1990.csv: “many” is not a figure.")


def store(sqlite_template: Path, tmp_path: Path) -> str:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    (folder / "register.db").write_bytes(sqlite_template.read_bytes())
    return str(folder)


def test_the_exit_status_says_how_it_went(
    sqlite_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ("--data", store(sqlite_template, tmp_path))
    ctbt = TREATIES / "ctbt"
    assert main(["treaty", "load", str(ctbt / "treaty.json"), *here]) == 0
    assert main(["treaty", "actions", "ctbt", str(ctbt / "actions.csv"), *here]) == 0
    capsys.readouterr()
    assert main(["treaty", "status", "nope", *here]) == 1
    assert capsys.readouterr().err == "There is no treaty “nope” in the register.\n"
    assert main(["treaty", "actions", "ctbt", str(tmp_path / "none.csv"), *here]) == 1
    assert "none.csv cannot be read" in capsys.readouterr().err


WRONG = [
    ["treaty"],
    ["treaty", "status"],
    ["treaty", "status", "ctbt", "--as-of", "tomorrow"],
    ["treaty", "status", "ctbt", "--format", "xml"],
    ["treaty", "correct", "ctbt", "file.csv", "--reason", "x"],
    ["treaty", "correct", "ctbt/1", "file.csv"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_day_is_the_one_at_the_seat(desk: Desk, clock: StoppedClock) -> None:
    clock.at = datetime(2027, 3, 14, 23, 30, tzinfo=UTC)
    desk.run("treaty", "actions", "mine-ban", desk.acts("KEN,accession,2027-03-15,,,,"))
    [act] = dossier(desk.runtime.database, "mine-ban").acts
    assert act.deposited_on == date(2027, 3, 15)
