"""Files that people hand in, looked at before anything keeps them."""

from app.documents.forms.uploads import upload

__all__ = ["upload"]
