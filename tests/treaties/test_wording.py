"""A treaty's final clauses in words: what a jurist would read out of the data."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from gettext import NullTranslations

import pytest

from app.kernel.languages import said
from app.kernel.sentences import Sentence
from app.treaties.rules.delay_words import after_conditions, after_deposit, after_notice, lockout
from app.treaties.rules.wording import KINDS, condition, in_words
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    Days,
    Definition,
    Delay,
    Duration,
    DurationUnit,
    EntryIntoForce,
    FinalClauses,
    FirstOfMonthAfterDay,
    FirstOfMonthAfterMonths,
    FirstOfNthMonthAfterMonth,
    FractionOfParties,
    Immediate,
    LaterJoiners,
    Months,
    Named,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Reservations,
    Share,
    SignatureWindow,
    TreatyInForce,
    WithdrawalClause,
)

YEARS = DurationUnit.YEARS
SIXTH = FirstOfNthMonthAfterMonth(6)
MINE_BAN = Definition(
    id="mine-ban",
    title="Convention on the Prohibition of Anti-Personnel Mines",
    short_title="Mine Ban Convention",
    adopted_on=date(1997, 9, 18),
    adopted_at="Oslo",
    depositary="Secretary-General of the United Nations",
    open_for_signature=SignatureWindow(date(1997, 12, 3), date(1999, 3, 1)),
    final_clauses=FinalClauses(
        entry_into_force=EntryIntoForce((Count(40),), SIXTH),
        later_joiners=LaterJoiners(SIXTH, OwnDelayRunsAfter.TRIGGER),
        regional_organisations=RegionalOrganisations.NOT_ELIGIBLE,
        withdrawal=WithdrawalClause(
            Duration(0, YEARS),
            Duration(6, DurationUnit.MONTHS),
            deferred_by_armed_conflict=True,
        ),
        reservations=Reservations.NONE,
        provisional_application=True,
    ),
)


def english(sentence: Sentence) -> str:
    return said(sentence, NullTranslations())


def read(definition: Definition) -> dict[str, str]:
    """Give each clause by its heading, as one reads it aloud."""
    return {
        english(clause.heading): " ".join(map(english, (*clause.sentences, *clause.points)))
        for clause in in_words(definition, name=str.title)
    }


def changed(**clauses: object) -> Definition:
    return replace(MINE_BAN, final_clauses=replace(MINE_BAN.final_clauses, **clauses))  # type: ignore[arg-type]


def test_the_mine_ban_convention_reads_as_its_articles_do() -> None:
    assert read(MINE_BAN) == {
        "Who may join": "All states may join; regional organisations may not.",
        "Signature": "Open for signature from 3 December 1997 until 1 March 1999.",
        "Entry into force": (
            "What it needs: It enters into force on the first day of the sixth month after the "
            "month in which this is reached. 40 consents to be bound"
        ),
        "Those who join later": (
            "A consent deposited after the day on which this was reached runs a delay of its own, "
            "but binds nobody before the treaty is in force. It enters into force for that "
            "participant on the first day of the sixth month after the month of its deposit."
        ),
        "Provisional application": (
            "A participant may declare that it applies the treaty provisionally until it is in "
            "force for it."
        ),
        "Reservations": "No reservations may be made.",
        "Withdrawal": (
            "A party may give notice of withdrawal at any time. It takes effect 6 months after "
            "the depositary receives it. If the party is then engaged in an armed conflict, it "
            "does not take effect before the end of that conflict."
        ),
        "Depositary": (
            "Secretary-General of the United Nations. This register is a mirror of the "
            "depositary's records."
        ),
    }


@pytest.mark.parametrize(
    ("definition", "heading", "words"),
    [
        (
            changed(eligible=frozenset({"CAN", "AUS"})),
            "Who may join",
            "these may join: Aus and Can",
        ),
        (
            changed(regional_organisations=RegionalOrganisations.NOT_ADDITIONAL),
            "Who may join",
            "counts nothing beside those of its members",
        ),
        (
            changed(regional_organisations=RegionalOrganisations.COUNTS),
            "Who may join",
            "counts beside those of its members",
        ),
        (replace(MINE_BAN, open_for_signature=None), "Signature", "It is not signed"),
        (
            replace(MINE_BAN, open_for_signature=SignatureWindow(date(2026, 2, 18), None)),
            "Signature",
            "since 18 February 2026, with no closing date",
        ),
        (
            changed(entry_into_force=EntryIntoForce((), Immediate())),
            "Entry into force",
            "for each by its own deposit",
        ),
        (
            changed(entry_into_force=EntryIntoForce((Count(40), Count(2)), SIXTH)),
            "Entry into force",
            "It needs all of these",
        ),
        (
            changed(
                entry_into_force=EntryIntoForce((Count(40), Count(2)), SIXTH, require=Require.ANY)
            ),
            "Entry into force",
            "It needs one of these",
        ),
        (
            changed(entry_into_force=EntryIntoForce((Named(frozenset({"CAN", "AUS"})),), SIXTH)),
            "Entry into force",
            "the consent of every one of these: Aus and Can",
        ),
        (
            changed(
                entry_into_force=EntryIntoForce(
                    (Count(40),),
                    SIXTH,
                    fixed_date=date(2030, 1, 1),
                    not_before=date(2029, 1, 1),
                    lapses_below=16,
                )
            ),
            "Entry into force",
            "If this is reached by 1 January 2030, it enters into force on that day. It cannot "
            "enter into force before 1 January 2029. It ceases to be in force when fewer than 16 "
            "parties remain.",
        ),
        (
            changed(
                later_joiners=LaterJoiners(Days(30), OwnDelayRunsAfter.ENTRY_INTO_FORCE),
            ),
            "Those who join later",
            "A consent deposited before the entry into force takes effect with it",
        ),
        (changed(provisional_application=False), "Provisional application", "does not provide"),
        (changed(withdrawal=None), "Withdrawal", "does not provide"),
        (
            replace(
                changed(
                    withdrawal=WithdrawalClause(
                        Duration(2, YEARS),
                        Duration(1, YEARS),
                        later_date_allowed=True,
                        with_parent=True,
                    )
                ),
                parent="statute",
            ),
            "Withdrawal",
            "in force for it for 2 years. It takes effect 1 year after the depositary receives "
            "it. The notice may name a later date. Whoever withdraws from the Statute withdraws",
        ),
        (replace(MINE_BAN, depositary="GAIMA"), "Depositary", "The Agency itself."),
    ],
)
def test_every_clause_has_its_words(definition: Definition, heading: str, words: str) -> None:
    assert words in read(definition)[heading]


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (Count(1), "1 consent to be bound"),
        (
            Count(65, kinds=frozenset({ActionKind.RATIFICATION, ActionKind.ACCESSION})),
            "65 consents to be bound, counting only accession and ratification",
        ),
        (
            Count(3, among=frozenset({"CAN", "AUS", "GBR", "JPN"})),
            "3 consents to be bound from a list of 4 participants",
        ),
        (
            Named(frozenset({"CAN", "AUS"})),
            "the consent of every one of 2 named participants",
        ),
        (
            Share("gdp", Decimal("0.25")),
            "consents of participants that hold at least 25% of gross domestic product",
        ),
        (
            Share("methyl-bromide", Decimal("0.5")),
            "consents of participants that hold at least 50% of methyl-bromide",
        ),
        (
            FractionOfParties("convention", 3, 4),
            "consents of 3 in every 4 parties to the Convention",
        ),
        (TreatyInForce("statute"), "the entry into force of the Statute"),
    ],
)
def test_every_condition_has_its_phrase(needed: Condition, words: str) -> None:
    assert english(condition(needed, name=str.title)) == words


@pytest.mark.parametrize(
    ("delay", "conditions", "deposit", "notice"),
    [
        (Immediate(), "on the very day", "from the day of its deposit", "on the day on which"),
        (Days(1), "1 day after", "1 day after", "1 day after"),
        (Days(90), "90 days after", "90 days after", "90 days after"),
        (Months(12), "12 months after", "12 months after", "12 months after"),
        (
            FirstOfNthMonthAfterMonth(13),
            "of the 13th month after",
            "of the 13th month after",
            "of the 13th month after",
        ),
        (FirstOfMonthAfterDay(60), "by 60 days", "by 60 days", "by 60 days"),
        (
            FirstOfMonthAfterMonths(3),
            "3 months have passed",
            "3 months have passed",
            "3 months have passed",
        ),
    ],
)
def test_every_delay_reads_well_wherever_it_runs(
    delay: Delay, conditions: str, deposit: str, notice: str
) -> None:
    assert conditions in english(after_conditions(delay))
    assert deposit in english(after_deposit(delay))
    assert notice in english(after_notice(delay))


@pytest.mark.parametrize(
    ("count", "unit", "words"),
    [
        (1, YEARS, "1 year."),
        (3, DurationUnit.MONTHS, "3 months."),
        (90, DurationUnit.DAYS, "90 days."),
    ],
)
def test_every_lockout_and_notice_is_counted_in_its_own_unit(
    count: int, unit: DurationUnit, words: str
) -> None:
    assert english(lockout(Duration(count, unit))).endswith(f"for it for {words}")
    assert f"effect {words.rstrip('.')} after" in english(after_notice(Duration(count, unit)))


def test_every_kind_of_act_has_a_noun() -> None:
    assert set(KINDS) == set(ActionKind)
