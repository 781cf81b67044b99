"""The entry of every command: ``python3 -m app serve``, ``… test``, ``… COMMAND --help``.

Nothing but the standard library stands here, in words that older Pythons read too, so that one
of them is told in a sentence what it lacks.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the very check that the floor is met)
    sys.exit(
        "This needs Python 3.11 or newer, and this is Python %d.%d: "  # noqa: UP031 (read by old ones)
        "install it, then run the command with it, for example python3.11 -m app."
        % sys.version_info[:2]
    )

from app.install.entry import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
