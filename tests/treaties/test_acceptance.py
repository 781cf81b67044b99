"""Every act that contradicts the register is refused in a sentence; the merely unusual is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.treaties.rules.acceptance import Examination, examined
from app.treaties.values.clauses import (
    Count,
    Days,
    Definition,
    Duration,
    DurationUnit,
    FinalClauses,
    Immediate,
    RegionalOrganisations,
    Reservations,
    SignatureWindow,
    WithdrawalClause,
)
from app.treaties.values.dossier import Dossier
from tests.treaties.builders import LEAVING, acts, clauses, entry, treaty
from tests.treaties.vectors import NAMES, dossier, everyone

TODAY = date(2010, 1, 1)
ALONE = entry(Count(1), delay=Days(30))
"""One consent is enough, so that stories stay short."""

WINDOW = SignatureWindow(date(2000, 6, 1), date(2001, 6, 1))


def open_treaty(final_clauses: FinalClauses | None = None, **parts: object) -> Definition:
    made = treaty(final_clauses or clauses(ALONE))
    return replace(made, **({"open_for_signature": WINDOW} | parts))  # type: ignore[arg-type]


def examination(
    definition: Definition, *lines: str, recorded: Sequence[str] = (), today: date = TODAY
) -> Examination:
    """Examine acts that are added to those recorded."""
    everything = acts(*recorded, *lines)
    held = Dossier(definition, everything[: len(recorded)])
    fresh = everything[len(recorded) :]
    return examined(held, fresh, roll=everyone(), today=today)


def told(definition: Definition, *lines: str, recorded: Sequence[str] = ()) -> list[str]:
    found = examination(definition, *lines, recorded=recorded)
    return [f"{each.number} {each.complaint}" for each in found.refusals]


ACCEPTED = [
    ["FRA signature 2000-06-01", "KEN signature 2001-06-01"],
    ["FRA ratification 2000-06-01", "FRA signature 2000-06-01"],
    ["FRA withdrawal 2003-01-01", "FRA ratification 2001-01-01"],
    ["FRA ratification 2001-01-01", "FRA withdrawal 2003-01-01", "FRA accession 2003-07-01"],
    [
        "FRA ratification 2001-01-01",
        "FRA withdrawal 2003-01-01",
        "FRA rescission_of_withdrawal 2003-06-30",
        "FRA withdrawal 2004-01-01",
    ],
    ["FRA ratification 2001-01-01", "FRA withdrawal_of_consent 2001-01-30"],
    [
        "FRA ratification 2001-01-01",
        "FRA withdrawal_of_consent 2001-01-15",
        "FRA ratification 2001-01-20",
    ],
    ["SSD succession 2011-11-11 2011-07-09"],
    ["MNE succession_to_signature 2006-10-23 2006-06-03", "MNE succession 2006-10-23 2006-06-03"],
    ["FRA provisional_application 2001-01-01", "FRA withdrawal 2002-01-01"],
    ["FRA communication 2001-01-01", "USA objection 2001-01-02", "USA declaration 2001-01-02"],
    ["EU formal_confirmation 2001-01-01"],
    ["FRA definitive_signature 2000-07-01"],
    ["FRA ratification 2000-03-01", "USA declaration 2000-06-01", "USA signature 2000-06-01"],
    ["FRA declaration 2001-01-01 2001-06-01", "FRA objection 2001-01-01 2001-06-01"],
    [
        "FRA withdrawal_of_reservation 2001-01-01 2001-06-01",
        "USA communication 2001-01-01 2001-02-01",
    ],
    ["GBR accession 2001-01-01 2001-07-01"],
    ["FRA territorial_application 2003-01-01 2003-04-01"],
]


@pytest.mark.parametrize("lines", ACCEPTED, ids=" ".join)
def test_what_the_law_allows_is_accepted(lines: list[str]) -> None:
    found = examination(open_treaty(), *lines, today=date(2012, 1, 1))
    assert found.refusals == ()


@pytest.mark.parametrize("lines", ACCEPTED, ids=" ".join)
def test_a_file_is_judged_as_if_its_rows_came_in_order_one_by_one(lines: list[str]) -> None:
    definition, today = open_treaty(), date(2012, 1, 1)
    turned = examination(definition, *reversed(lines), today=today)
    assert turned.refusals == ()


RATIFIED = "FRA ratification 2001-01-01"
REFUSED = [
    (["FRA accession 1999-12-31"], "deposited_on: 1999-12-31 lies before the treaty was adopted"),
    (["FRA accession 2010-01-02"], "deposited_on: 2010-01-02 lies in the future."),
    (
        ["FRA signature 2000-05-31"],
        "deposited_on: The treaty was not yet open for signature: it opened on 2000-06-01.",
    ),
    (
        ["FRA signature 2001-06-02"],
        "deposited_on: The treaty was closed for signature on 2001-06-01; record an accession.",
    ),
    (["FRA definitive_signature 2001-06-02"], "deposited_on: The treaty was closed for signature"),
    (
        ["FRA signature 2000-06-01", "FRA signature 2000-06-02"],
        "action: France has signed already, on 2000-06-01.",
    ),
    (
        [RATIFIED, "FRA accession 2003-01-01"],
        "action: France has consented already, by its ratification of 2001-01-01, which stands.",
    ),
    (
        [RATIFIED, "FRA acceptance 2001-01-02"],
        "action: France has consented already, by its ratification of 2001-01-01",
    ),
    (
        [RATIFIED, "FRA withdrawal 2003-01-01", "FRA accession 2003-06-30"],
        "action: France has consented already",
    ),
    (
        ["FRA withdrawal 2003-01-01"],
        "action: France was not a party on 2003-01-01 and cannot withdraw. If the notice is to be "
        "kept, record a communication.",
    ),
    ([RATIFIED, "FRA withdrawal 2001-01-30"], "action: France was not a party on 2001-01-30"),
    (
        [RATIFIED, "FRA withdrawal 2003-01-01", "FRA withdrawal 2003-02-01"],
        "action: France has given notice of withdrawal already.",
    ),
    (
        [RATIFIED, "FRA withdrawal 2003-01-01 2003-06-30"],
        "effective_on: The withdrawal takes effect on 2003-07-01 at the earliest.",
    ),
    (
        [RATIFIED, "FRA withdrawal 2003-01-01 2003-07-02"],
        "effective_on: The withdrawal takes effect on 2003-07-01; the treaty allows no later day.",
    ),
    (
        [RATIFIED, "FRA rescission_of_withdrawal 2003-01-01"],
        "action: France had no notice of withdrawal pending on 2003-01-01",
    ),
    (
        [RATIFIED, "FRA withdrawal 2003-01-01", "FRA rescission_of_withdrawal 2003-07-01"],
        "action: France had no notice of withdrawal pending on 2003-07-01",
    ),
    (
        ["FRA withdrawal_of_consent 2003-01-01"],
        "action: France had not consented by 2003-01-01: there is no consent to withdraw.",
    ),
    (
        [RATIFIED, "FRA withdrawal_of_consent 2003-01-01"],
        "action: The treaty was in force for France on 2003-01-01. Record a withdrawal.",
    ),
    (["FRA reservation 2001-01-01"], "action: The treaty allows no reservations."),
    (
        [RATIFIED, "FRA provisional_application 2003-01-01"],
        "action: The treaty was in force for France on 2003-01-01 already.",
    ),
    (
        ["FRA provisional_application 2001-01-01", "FRA provisional_application 2001-01-02"],
        "action: France applies the treaty provisionally already.",
    ),
    (
        ["FRA signature 2000-06-01 2000-06-02"],
        "effective_on: The day on which this act takes effect is computed from its receipt.",
    ),
    (
        ["FRA ratification 2001-01-01 2000-12-31"],
        "effective_on: Only a succession takes effect before its deposit (2001-01-01).",
    ),
    (
        ["MNE succession 2006-10-23 2006-10-24"],
        "effective_on: A succession takes effect on the date of succession, which cannot follow",
    ),
    (
        ["YUG accession 2001-01-01"],
        "participant: Yugoslavia no longer existed on 2001-01-01: it ended on 1992-04-27.",
    ),
    (
        ["MNE accession 2006-06-02"],
        "participant: Montenegro did not exist on 2006-06-02: it began on 2006-06-03.",
    ),
]


@pytest.mark.parametrize(("lines", "sentence"), REFUSED, ids=[s for _, s in REFUSED])
def test_what_contradicts_the_register_is_refused(lines: list[str], sentence: str) -> None:
    [refusal] = told(open_treaty(), *lines)
    assert refusal.startswith(f"{len(lines)} {sentence}")


@pytest.mark.parametrize(("lines", "sentence"), REFUSED, ids=[s for _, s in REFUSED])
def test_it_is_the_same_whether_the_earlier_acts_were_recorded_before(
    lines: list[str], sentence: str
) -> None:
    [refusal] = told(open_treaty(), lines[-1], recorded=lines[:-1])
    assert sentence in refusal


def with_withdrawal(**parts: object) -> Definition:
    clause = replace(LEAVING, **parts)  # type: ignore[arg-type]
    return open_treaty(clauses(ALONE, withdrawal=clause))


def test_there_is_no_notice_in_the_lockout() -> None:
    definition = with_withdrawal(lockout=Duration(3, DurationUnit.YEARS))
    [refusal] = told(definition, RATIFIED, "FRA withdrawal 2004-01-30")
    assert refusal == (
        "2 deposited_on: France cannot give notice of withdrawal before 2004-01-31. If the notice "
        "is to be kept, record a communication."
    )
    assert told(definition, RATIFIED, "FRA withdrawal 2004-01-31") == []


@pytest.mark.parametrize("clause", ["later_date_allowed", "deferred_by_armed_conflict"])
def test_a_later_day_is_accepted_where_the_treaty_knows_one(clause: str) -> None:
    definition = with_withdrawal(**{clause: True})
    assert told(definition, RATIFIED, "FRA withdrawal 2003-01-01 2004-05-06") == []
    assert len(told(definition, RATIFIED, "FRA withdrawal 2003-01-01 2003-06-30")) == 1


def test_without_a_clause_a_withdrawal_is_a_communication() -> None:
    definition = open_treaty(clauses(ALONE, withdrawal=None))
    [refusal] = told(definition, RATIFIED, "FRA withdrawal 2004-01-31")
    assert "The treaty has no clause on withdrawal" in refusal
    assert "record a communication" in refusal


def test_an_amendment_that_is_only_accepted_is_not_signed() -> None:
    definition = open_treaty(open_for_signature=None)
    [refusal] = told(definition, "FRA signature 2000-06-01")
    assert refusal == "1 action: The treaty is not open for signature. Record the consent itself."
    assert examination(definition, "FRA acceptance 2001-01-01").warnings == ()


def test_a_signature_that_never_closes_is_accepted_on_any_day() -> None:
    definition = open_treaty(open_for_signature=SignatureWindow(date(2000, 6, 1), None))
    assert told(definition, "FRA signature 2009-01-01") == []


def test_only_the_eligible_may_join_and_anyone_may_write() -> None:
    definition = open_treaty(clauses(ALONE, eligible=frozenset({"FRA"})))
    refusals = told(definition, "KEN accession 2001-01-01", "KEN communication 2001-01-02")
    assert refusals == ["1 participant: The treaty is not open to Kenya."]


def test_a_regional_organisation_joins_only_where_it_may() -> None:
    closed = clauses(ALONE, regional_organisations=RegionalOrganisations.NOT_ELIGIBLE)
    [refusal] = told(open_treaty(closed), "EU accession 2001-01-01")
    assert "not open to regional organisations" in refusal


def test_provisional_application_needs_a_clause() -> None:
    [refusal] = told(
        open_treaty(clauses(ALONE, provisional_application=False)),
        "FRA provisional_application 2001-01-01",
    )
    assert "has no provisional application" in refusal
    assert "record a communication" in refusal


@pytest.mark.parametrize("allowed", [Reservations.ALLOWED, Reservations.UNLESS_INCOMPATIBLE])
def test_a_reservation_is_accepted_where_it_is_allowed(allowed: Reservations) -> None:
    definition = open_treaty(clauses(ALONE, reservations=allowed))
    found = examination(definition, RATIFIED, "FRA reservation 2001-01-01")
    assert found.refusals == ()
    examine = allowed is Reservations.UNLESS_INCOMPATIBLE
    assert any("object and purpose" in str(each.complaint) for each in found.warnings) is examine


def test_leaving_the_parent_opens_the_way_to_join_again() -> None:
    parent = replace(
        open_treaty(
            clauses(ALONE, withdrawal=WithdrawalClause(Duration(0, DurationUnit.DAYS), Immediate()))
        ),
        id="parent",
    )
    child = open_treaty(
        clauses(ALONE, withdrawal=replace(LEAVING, with_parent=True)), parent="parent"
    )
    above = Dossier(parent, acts(RATIFIED, "FRA withdrawal 2003-01-01"))
    below = Dossier(child, acts(RATIFIED), related={"parent": above})
    again = replace(acts("FRA accession 2003-01-01")[0], number=2)
    assert examined(below, [again], roll=everyone(), today=TODAY).refusals == ()
    before = replace(again, deposited_on=date(2002, 12, 31))
    assert len(examined(below, [before], roll=everyone(), today=TODAY).refusals) == 1


def test_a_day_of_recording_lies_between_deposit_and_today() -> None:
    definition = open_treaty()
    [act] = acts(RATIFIED)
    for recorded_on, sentence in [
        (date(2010, 1, 2), "recorded_on: 2010-01-02 lies in the future."),
        (date(2000, 12, 31), "recorded_on: The act cannot have been recorded before it was"),
    ]:
        wrong = replace(act, recorded_on=recorded_on)
        found = examined(Dossier(definition, ()), [wrong], roll=everyone(), today=TODAY)
        assert [str(each.complaint)[: len(sentence)] for each in found.refusals] == [sentence]


def test_the_same_act_is_recorded_once() -> None:
    definition = open_treaty()
    assert told(definition, RATIFIED, recorded=[RATIFIED]) == [
        "2 This act is recorded already, as made-up/1."
    ]
    assert told(definition, RATIFIED, RATIFIED, RATIFIED) == [
        f"{number} This act stands twice in the file. Keep one of the two rows."
        for number in (2, 3)
    ]


def test_two_declarations_of_one_day_are_two_acts() -> None:
    [first, second] = acts("FRA declaration 2001-01-01", "FRA declaration 2001-01-01")
    both = [first, replace(second, text="another")]
    found = examined(Dossier(open_treaty(), ()), both, roll=everyone(), today=TODAY)
    assert found == Examination((), ())


def test_a_participant_that_the_roll_does_not_know_is_refused() -> None:
    assert told(open_treaty(), "XXX accession 2001-01-01") == [
        "1 participant: There is no participant “XXX”."
    ]


WARNED = [
    ([RATIFIED], 1, "action: France has not signed."),
    (["FRA signature 2000-06-01", "FRA accession 2001-01-01"], 2, "action: France has signed."),
]


@pytest.mark.parametrize(("lines", "number", "sentence"), WARNED)
def test_the_states_own_word_is_kept_with_a_warning(
    lines: list[str], number: int, sentence: str
) -> None:
    found = examination(open_treaty(), *lines)
    assert found.refusals == ()
    [warning] = found.warnings
    assert (warning.number, str(warning.complaint)[: len(sentence)]) == (number, sentence)


LOOKED_AT = [
    (["MNE succession 2006-10-23"], "effective_on: The date of succession is missing."),
    (
        ["MNE succession 2006-10-23 2005-01-01"],
        "effective_on: Montenegro began on 2006-06-03. See whether the date of succession is",
    ),
    (["GBR accession 2001-01-01 2001-07-01"], "effective_on: The clauses compute when"),
    (
        ["FRA withdrawal_of_reservation 2001-01-01"],
        "action: The register has no reservation of France that it could withdraw.",
    ),
]


@pytest.mark.parametrize(("lines", "sentence"), LOOKED_AT)
def test_an_unusual_day_of_effect_or_a_missing_reservation_is_told(
    lines: list[str], sentence: str
) -> None:
    found = examination(open_treaty(), *lines)
    assert found.refusals == ()
    [warning] = found.warnings
    assert str(warning.complaint).startswith(sentence)


def test_a_reservation_that_is_there_may_be_withdrawn() -> None:
    definition = open_treaty(clauses(ALONE, reservations=Reservations.ALLOWED))
    lines = ["FRA reservation 2001-01-01", "FRA withdrawal_of_reservation 2001-01-01"]
    assert examination(definition, *reversed(lines)) == Examination((), ())


def test_a_consent_for_a_territory_is_told_to_be_its_territorial_application() -> None:
    held = Dossier(open_treaty(), acts(RATIFIED))
    [act] = acts("FRA acceptance 2003-01-01")
    island = replace(act, number=2, territory="New Caledonia")
    [refusal] = examined(held, [island], roll=everyone(), today=TODAY).refusals
    assert str(refusal.complaint).endswith("record a territorial_application.")


def test_a_state_restored_later_could_act_before_the_roll_begins() -> None:
    """Estonia ratified the Geneva Protocol of 1925 on 1931-08-28, and began anew in 1991."""
    definition = open_treaty(adopted_on=date(1925, 6, 17))
    found = examination(definition, "EST accession 1931-08-28")
    assert found.refusals == ()
    [warning] = found.warnings
    assert "does not say whether Estonia existed on 1931-08-28" in str(warning.complaint)
    [refusal] = told(definition, "EST accession 1985-01-01")
    assert "Estonia did not exist on 1985-01-01" in refusal


def test_a_correction_is_judged_without_what_it_replaces() -> None:
    held = Dossier(open_treaty(), acts("FRA accession 2001-01-01"))
    [act] = acts("FRA accession 2001-02-01")
    right = replace(act, number=2, replaces=1, reason="misread")
    assert examined(held, [right], roll=everyone(), today=TODAY) == Examination((), ())


def test_a_correction_tells_which_record_it_leaves_without_effect() -> None:
    held = Dossier(open_treaty(), acts("FRA accession 2001-01-01", "FRA withdrawal 2003-01-01"))
    [act] = acts("FRA accession 2004-01-01")
    right = replace(act, number=3, replaces=1, reason="misread")
    found = examined(held, [right], roll=everyone(), today=TODAY)
    assert found.refusals == ()
    [warning] = found.warnings
    assert str(warning.complaint).startswith(
        "action: With this, the earlier record 2 no longer fits: France was not a party on"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_act_that_really_happened_is_accepted(name: str) -> None:
    held = dossier(name)
    numbered = [replace(act, number=n) for n, act in enumerate(held.acts, start=1)]
    fresh = replace(held, acts=())
    assert examined(fresh, numbered, roll=everyone(), today=date(2026, 1, 1)).refusals == ()


@settings(max_examples=10)
@given(st.permutations(range(300)))
def test_the_order_of_rows_is_irrelevant(order: list[int]) -> None:
    held = dossier("mine-ban")
    acts_ = [held.acts[place] for place in order if place < len(held.acts)]
    numbered = [replace(act, number=n) for n, act in enumerate(acts_, start=1)]
    found = examined(replace(held, acts=()), numbered, roll=everyone(), today=date(2026, 1, 1))
    assert found.refusals == ()
