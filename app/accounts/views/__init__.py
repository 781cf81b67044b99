"""The doors of accounts: signing in, one's own page, and the people one looks after."""

from app.accounts.views import joining, own, passkeys, people, sign_in
from app.accounts.views.arrival import install
from app.accounts.views.blueprint import pages

__all__ = ["install", "joining", "own", "pages", "passkeys", "people", "sign_in"]
