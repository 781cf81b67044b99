"""Whether an address can be listened on, told before anything is started."""

import errno
import socket

from app.kernel.errors import Invalid

HIGHEST = 65535


def check_free(host: str, port: int) -> None:
    """Let a process start only where it can listen.

    Raises:
        Invalid: there is no such port, or it is taken or not allowed; or the address is another
            machine's.

    """
    if not 0 < port <= HIGHEST:
        raise Invalid.because(
            "%(port)s is no port. Give one between 1024 and 65535 with --port.", port=port
        )
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as refused:
        raise Invalid.because(_sentence(refused), host=host, port=port) from refused


def _sentence(refused: OSError) -> str:
    match refused.errno:
        case errno.EADDRINUSE:
            return (
                "Port %(port)s is taken by another program. "
                "Stop that program, or give another port with --port."
            )
        case errno.EACCES:
            return "Port %(port)s is not yours to use. Give a port above 1023 with --port."
        case _:
            return "%(host)s is not an address of this machine. Give another with --host."
