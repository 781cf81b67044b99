"""Passkeys (WebAuthn): adding, removing, and signing in with one, which is both factors at once.

A challenge carries its own seal and is noted when it is answered: a page that offers a passkey
writes nothing, and no answer is good twice.
"""

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_authentication_credential_json import (
    parse_authentication_credential_json,
)
from webauthn.helpers.parse_registration_credential_json import parse_registration_credential_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts.models import Account, Passkey, UsedChallenge
from app.accounts.operations import factors, signing_in
from app.accounts.queries import people, proofs
from app.accounts.values import LONGEST_NAME, Factor
from app.kernel.actor import Actor
from app.kernel.database import insert_once
from app.kernel.errors import Invalid, NotFound
from app.kernel.sealing import Seal, digest

CHALLENGES = "a passkey's challenge"
ANSWERED_WITHIN = timedelta(minutes=10)
NONCE_BYTES = 16
TIME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Site:
    """What a passkey is bound to: the host, and the address that pages come from."""

    host: str
    origin: str
    name: str


def options_to_add(
    whose: Account, have: Sequence[Passkey], *, site: Site, seal: Seal, at: datetime
) -> str:
    """Give what a browser needs to make a passkey, as JSON."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=whose.email,
        user_display_name=whose.name,
        user_id=bytes.fromhex(seal.digest(CHALLENGES, f"account {whose.number}")),
        challenge=_challenge(seal, at),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential) for key in have],
    )
    return options_to_json(options)


def options_to_sign_in(*, site: Site, seal: Seal, at: datetime) -> str:
    """Give what a browser needs to offer its passkeys, as JSON."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=_challenge(seal, at),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def add(
    session: Session,
    answer: str,
    name: str,
    *,
    site: Site,
    seal: Seal,
    by: Actor,
    at: datetime,
) -> None:
    """Keep the passkey that a browser has made for somebody who has signed in.

    Raises:
        Invalid: the answer does not fit, or the name is missing.

    """
    if by.account is None or not name or len(name) > LONGEST_NAME:
        raise Invalid.because("Give the passkey a name by which you know it.", field="name")
    try:
        parsed = parse_registration_credential_json(answer)
        made = verify_registration_response(
            credential=parsed,
            expected_challenge=_taken(session, parsed.response.client_data_json, seal=seal, at=at),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise _unfit() from wrong
    _keep(session, by.account, name, made.credential_id, made.credential_public_key, at=at)
    whose = people.account(session, by.account)
    factors.enter_change(session, whose, Factor.PASSKEY_ADDED, by=by, at=at)


def remove(session: Session, passkey_id: UUID, *, by: Actor, at: datetime) -> None:
    """Remove one's own passkey.

    Raises:
        NotFound: there is no such passkey of this person's.

    """
    gone = session.execute(
        delete(Passkey)
        .where(Passkey.id == passkey_id, Passkey.account == by.account)
        .returning(Passkey.account)
    ).first()
    if gone is None:
        raise NotFound.because("There is no such passkey.")
    whose = people.account(session, gone[0])
    factors.enter_change(session, whose, Factor.PASSKEY_REMOVED, by=by, at=at)


def sign_in(
    session: Session, answer: str, *, site: Site, seal: Seal, browser: str, at: datetime, on: date
) -> str | None:
    """Let in whoever answers with a passkey and was recognised by its device; else give None."""
    try:
        parsed = parse_authentication_credential_json(answer)
        challenge = _taken(session, parsed.response.client_data_json, seal=seal, at=at)
        found = proofs.passkey(session, parsed.raw_id, on=on)
        if found is None:
            return None
        passkey, whose = found
        proof = verify_authentication_response(
            credential=parsed,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, Invalid):
        return None
    passkey.sign_count, passkey.used_at = proof.new_sign_count, at
    return signing_in.complete(session, whose, seal=seal, browser=browser, at=at)


def _keep(
    session: Session, account: int, name: str, credential: bytes, key: bytes, *, at: datetime
) -> None:
    row = Passkey(
        account=account,
        name=name,
        credential=credential,
        public_key=key,
        sign_count=0,
        made_at=at,
    )
    session.add(row)
    session.flush()


def _challenge(seal: Seal, at: datetime) -> bytes:
    """Make a challenge that says when it was made, under the installation's seal."""
    said = os.urandom(NONCE_BYTES) + int(at.timestamp()).to_bytes(TIME_BYTES, "big")
    return said + bytes.fromhex(seal.digest(CHALLENGES, said.hex()))


def _taken(session: Session, client_data: bytes, *, seal: Seal, at: datetime) -> bytes:
    """Give the challenge that was answered, if it is ours, recent, and answered the first time."""
    challenge = parse_client_data_json(client_data).challenge
    said, mark = challenge[: NONCE_BYTES + TIME_BYTES], challenge[NONCE_BYTES + TIME_BYTES :]
    if not hmac.compare_digest(mark, bytes.fromhex(seal.digest(CHALLENGES, said.hex()))):
        raise _unfit()
    age = int(at.timestamp()) - int.from_bytes(said[NONCE_BYTES:], "big")
    if not 0 <= age < ANSWERED_WITHIN.total_seconds():
        raise _unfit()
    session.execute(delete(UsedChallenge).where(UsedChallenge.at < at - ANSWERED_WITHIN * 2))
    if not insert_once(session, UsedChallenge, {"sha256": digest(challenge.hex()), "at": at}):
        raise _unfit()
    return challenge


def _unfit() -> Invalid:
    return Invalid.because("The passkey's answer does not fit. Load the page and try again.")
