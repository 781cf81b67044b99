"""The doors of accounts: signing in, one's own page, and the people one looks after."""

from app.accounts.views import joining, letters, missions, own, passkeys, people, sign_in
from app.accounts.views.blueprint import pages
from app.accounts.views.turned_away import install

__all__ = [
    "install",
    "joining",
    "letters",
    "missions",
    "own",
    "pages",
    "passkeys",
    "people",
    "sign_in",
]
