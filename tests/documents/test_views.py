"""A print's page says where it stands; its file is the one that was stored."""

import hashlib
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from app.documents import operations
from app.documents.rules import frozen
from app.documents.values import LEASE, MOST_ATTEMPTS, PUBLIC, DocumentKind, Printed, Unprinted
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import StoppedClock

FACTS = {"title": "Mine Ban Convention", "file_name": "mine-ban", "subject": "/treaties/mine-ban"}
CONTENT = b"%PDF-1.7 of a treaty"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


@pytest.fixture
def document_id(runtime: Runtime) -> UUID:
    with runtime.database.write(by=SYSTEM) as session:
        return operations.ask(
            session,
            DocumentKind.RATIFICATION_STATUS,
            FACTS,
            press="1",
            audience=PUBLIC,
            at=runtime.clock.now(),
        )


def end(runtime: Runtime, document_id: UUID, outcome: Printed | Unprinted | None) -> None:
    """Claim the print, and let the attempt end if an outcome is given."""
    at = runtime.clock.now()
    with runtime.database.write(by=SYSTEM) as session:
        document = operations.claim(session, document_id, at=at)
        assert document is not None
        if outcome is not None:
            operations.close(session, document, outcome, at=at)


def finish(runtime: Runtime, document_id: UUID) -> None:
    sha256 = runtime.storage.keep(operations.OWNER, CONTENT)
    end(runtime, document_id, Printed(sha256, len(CONTENT)))


def fail(runtime: Runtime, clock: StoppedClock, document_id: UUID) -> None:
    for _ in range(MOST_ATTEMPTS):
        clock.at += LEASE
        end(runtime, document_id, Unprinted("The printer's fonts are not all there."))


def text_of(client: FlaskClient, document_id: UUID) -> str:
    return client.get(f"/documents/{document_id}").get_data(as_text=True)


def test_a_waiting_print_is_followed_and_can_be_looked_at_again_without_a_script(
    client: FlaskClient, document_id: UUID
) -> None:
    page = text_of(client, document_id)
    assert "next to be printed" in page
    assert 'id="print" aria-live="polite" data-follow' in page
    assert "Look again now" in page


def test_a_claimed_print_is_being_printed(
    runtime: Runtime, client: FlaskClient, document_id: UUID
) -> None:
    end(runtime, document_id, None)
    assert "is being printed" in text_of(client, document_id)


def test_a_ready_print_names_the_digest_of_its_file_and_of_its_facts(
    runtime: Runtime, client: FlaskClient, document_id: UUID
) -> None:
    finish(runtime, document_id)
    page = text_of(client, document_id)
    assert DIGEST in page
    assert frozen(FACTS)[1] in page
    assert "data-follow" not in page


def test_the_file_is_the_stored_one_under_its_digest(
    runtime: Runtime, client: FlaskClient, document_id: UUID
) -> None:
    finish(runtime, document_id)
    address = f"/documents/{document_id}.pdf"
    with client.get(address) as response:
        assert response.data == CONTENT
        assert response.mimetype == "application/pdf"
        assert response.get_etag() == (DIGEST, False)
        assert response.headers["Content-Disposition"] == "attachment; filename=mine-ban.pdf"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
    with client.get(address, headers={"If-None-Match": f'"{DIGEST}"'}) as again:
        assert again.status_code == 304


def test_there_is_no_file_before_the_print_is_ready(client: FlaskClient, document_id: UUID) -> None:
    response = client.get(f"/documents/{document_id}.pdf")
    assert response.status_code == 404
    assert "not printed yet" in response.get_data(as_text=True)


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_document_that_was_never_asked_for_is_not_found(client: FlaskClient, ending: str) -> None:
    assert client.get(f"/documents/{uuid4()}{ending}").status_code == 404


def test_a_failed_print_says_why_and_is_printed_again_at_the_press_of_a_button(
    runtime: Runtime, client: FlaskClient, clock: StoppedClock, document_id: UUID
) -> None:
    fail(runtime, clock, document_id)
    page = text_of(client, document_id)
    assert "fonts are not all there" in page.replace("&#39;", "'")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    response = client.post(
        f"/documents/{document_id}/print-again", data={"csrf_token": token.group(1)}
    )
    assert (response.status_code, response.location) == (303, f"/documents/{document_id}")
    clock.at += timedelta(seconds=1)
    assert "next to be printed" in text_of(client, document_id)


def test_another_site_cannot_press_the_button(
    runtime: Runtime, client: FlaskClient, clock: StoppedClock, document_id: UUID
) -> None:
    fail(runtime, clock, document_id)
    response = client.post(f"/documents/{document_id}/print-again")
    assert response.status_code == 422
    assert "could not be printed" in text_of(client, document_id)
