"""Passwords, pauses, how long a session lasts, codes: decided without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules import codes, lasting
from app.accounts.rules.browsers import called
from app.accounts.rules.passwords import complaints, normal
from app.accounts.rules.patience import (
    FREE_GUESSES,
    LONGEST_PAUSE,
    MOST_GUESSES,
    may_guess,
    pause_after,
)
from app.accounts.rules.tokens import check as check_token
from app.kernel.actor import DELEGATES, PEOPLE, STAFF, Actor, Role, Scope
from app.kernel.errors import Invalid

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 (RFC 6238's own, appendix B)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("password", False),
        ("Password1", False),
        ("qwertyuiop", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("1234567890123456", False),
        ("louise", False),
        ("louise@example.org", False),
        ("turnip ledger marble ferry", True),
        ("kq7.Zvux", True),
        ("Ёлка-под-снегом", True),
        ("short", False),
        ("x" * 257, False),
    ],
)
def test_a_password_is_long_enough_and_not_among_the_first_guessed(
    password: str,
    fits: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    known = ["louise@example.org", "Louise Tremblay"]
    assert (not list(complaints(password, known=known))) is fits


def test_without_a_second_factor_a_password_has_fifteen_characters() -> None:
    assert list(complaints("kq7.Zvux.tt.e9", known=[], second_factor=False))
    assert not list(complaints("kq7.Zvux.tt.e9w", known=[], second_factor=False))


def test_a_password_is_the_same_whichever_keyboard_it_was_typed_on() -> None:
    assert normal("cafe\u0301 au lait") == normal("caf\u00e9 au lait")


@given(st.integers(0, 200))
def test_pauses_only_grow_and_end_at_a_quarter_of_an_hour(wrong: int) -> None:
    assert pause_after(wrong) <= pause_after(wrong + 1) <= LONGEST_PAUSE
    assert (pause_after(wrong) == timedelta()) is (wrong < FREE_GUESSES)


def test_after_a_hundred_wrong_guesses_no_wait_helps() -> None:
    long_ago = AT - timedelta(days=365)
    assert may_guess(wrong=MOST_GUESSES - 1, last_at=long_ago, at=AT)
    assert not may_guess(wrong=MOST_GUESSES, last_at=long_ago, at=AT)


@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_a_session_ends_unused_and_at_all(role: Role) -> None:
    idle, whole = (15, 12) if role in STAFF else (60, 24)
    unused, first = timedelta(minutes=idle), timedelta(hours=whole)
    second = timedelta(seconds=1)
    assert lasting.alive(role, begun_at=AT, seen_at=AT, at=AT + unused - second)
    assert not lasting.alive(role, begun_at=AT, seen_at=AT, at=AT + unused)
    end = AT + first
    assert lasting.alive(role, begun_at=AT, seen_at=end - second, at=end - second)
    assert not lasting.alive(role, begun_at=AT, seen_at=end, at=end)


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert codes.code_at(SECRET, datetime.fromtimestamp(seconds, UTC)) == code


@pytest.mark.parametrize("written", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{}-"])
def test_a_code_is_read_however_it_is_spaced_and_is_good_once(written: str) -> None:
    code = written.format(codes.code_at(SECRET, AT))
    step = codes.matched_step(SECRET, code, at=AT, after=None)
    assert step == codes.step_of(AT)
    assert codes.matched_step(SECRET, code, at=AT, after=step) is None


def test_a_code_may_be_half_a_minute_off_and_no_more() -> None:
    code = codes.code_at(SECRET, AT)
    for seconds, fits in ((-60, False), (-30, True), (30, True), (60, False)):
        at = AT + timedelta(seconds=seconds)
        assert (codes.matched_step(SECRET, code, at=at, after=None) is not None) is fits


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) … Chrome/150.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) … Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) … Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Firefox/150.0", "Firefox, macOS"),
        ("curl/9", "curl/9"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_a_name_its_owner_knows(agent: str, name: str) -> None:
    assert called(agent) == name


TOKENS = [
    (Role.REPRESENTATIVE, {Scope.SUBMIT}, timedelta(hours=24), True),
    (Role.REPRESENTATIVE, {Scope.SUBMIT}, timedelta(hours=25), False),
    (Role.REPRESENTATIVE, {Scope.READ, Scope.DRAFT}, timedelta(days=365), True),
    (Role.REPRESENTATIVE, {Scope.READ}, timedelta(days=366), False),
    (Role.DRAFTER, {Scope.SUBMIT}, HOUR, False),
    (Role.DRAFTER, {Scope.DRAFT}, HOUR, True),
    (Role.DIRECTOR, {Scope.DRAFT}, HOUR, False),
    (Role.DIRECTOR, {Scope.READ}, HOUR, True),
    (Role.DIRECTOR, set(), HOUR, False),
    (Role.DIRECTOR, {Scope.READ}, timedelta(), False),
]


@pytest.mark.parametrize(("role", "scopes", "lasts", "fits"), TOKENS)
def test_a_token_may_no_more_than_its_owner_and_not_for_long(
    role: Role,
    scopes: set[Scope],
    lasts: timedelta,
    fits: bool,  # noqa: FBT001 (a column)
) -> None:
    by = Actor(role, 1, "CAN" if role in DELEGATES else None)
    try:
        check_token("for tests", scopes, lasts=lasts, by=by, submits_from=None, at=AT)
    except Invalid:
        assert not fits
    else:
        assert fits


def test_no_token_submits_within_a_day_of_a_reset() -> None:
    by = Actor(Role.REPRESENTATIVE, 1, "CAN")
    with pytest.raises(Invalid, match="24 hours"):
        check_token("x", {Scope.SUBMIT}, lasts=HOUR, by=by, submits_from=AT + HOUR, at=AT)
