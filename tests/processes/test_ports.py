"""Where a process may listen, told before anything is started."""

import socket

import pytest

from app.kernel.errors import Invalid
from app.processes.ports import check_free
from tests.services import free_port


def test_a_free_port_is_free() -> None:
    check_free("127.0.0.1", free_port())
    check_free("localhost", free_port())


def test_a_taken_port_says_so_and_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Invalid, match=f"Port {port} is taken .* another port with --port"):
            check_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(Invalid, match=f"{host} is not an address of this machine"):
        check_free(host, free_port())


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(Invalid, match=f"{port} is no port"):
        check_free("127.0.0.1", port)
