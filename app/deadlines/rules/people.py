"""Which ladders people climb, and which pages their letters lead to."""

from datetime import timedelta

from app.kernel.actor import DELEGATES, Role

APPOINTMENT = "appointment"
"""The kind of the deadline of a designation, or an account, that ends; its id is the number."""

INVITATION = "account_invitation"
"""The kind of the deadline by which somebody invited is to have joined."""

KINDS = (APPOINTMENT, INVITATION)

FOLLOWED = timedelta(days=30)
"""How long after its end something is followed: that it has ended is told as well."""

ENDING = {Role.REPRESENTATIVE: "designation", Role.DRAFTER: "account"}
JOINING = {Role.DRAFTER: "joining"}


def ladder_of_end(role: Role) -> str:
    """Give the ladder by which is reminded that an appointment ends."""
    return ENDING.get(role, "officer-account")


def ladder_of_joining(role: Role) -> str:
    """Give the ladder by which whoever invited somebody is told that they have not joined."""
    return JOINING.get(role, "officer-joining")


def page_of(role: Role, account: int) -> str:
    """Give the page on which somebody's account is dealt with; their own, for an officer, who may
    not look at others'.
    """
    return f"/people/{account}" if role in DELEGATES else "/account"
