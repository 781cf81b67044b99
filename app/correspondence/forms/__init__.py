"""Reading what officers ask and post, and what mail servers report of letters that came back."""

from app.correspondence.forms.asked import (
    Posted,
    blank,
    correcting,
    key,
    letters_question,
    number,
    posted,
    reason,
    register_question,
)

__all__ = [
    "Posted",
    "blank",
    "correcting",
    "key",
    "letters_question",
    "number",
    "posted",
    "reason",
    "register_question",
]
