"""A child process that answers questions, kept on a short lead, and the child's own side of it.

A question and its answer are frames on the child's standard input and output: four bytes of
length, then the bytes; an answer begins with one byte that says whether it is one. A child that
is too slow, dies or refuses is replaced by a fresh one, and so is one that has answered often;
none outlives its parent.
"""

import os
import resource
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Self

from app.kernel.orphans import end_with_parent

LENGTH = struct.Struct(">I")
ANSWER, REFUSAL = b"+", b"-"
ROOT = Path(__file__).resolve().parents[2]

PASSED_ON = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
"""What a child sees of the environment: no address of a database, no secret."""


class ChildError(Exception):
    """The child gave no answer."""


class ChildTooSlow(ChildError):
    """It was stopped because its time was up."""


class ChildDied(ChildError):
    """It ended in the middle of its work; why stands on its standard error."""


class ChildRefused(ChildError):
    """It said no, in a sentence for the person who asked."""


class Child:
    """The parent's end: one child at a time, started when it is first asked something."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        seconds: float,
        most_answers: int,
    ) -> None:
        self._command = command
        inherited = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._environment = inherited | dict(environment)
        self._seconds = seconds
        self._most_answers = most_answers
        self._answers = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The running child's process id."""
        return self._process.pid if self._process else None

    def ask(self, question: bytes) -> bytes:
        """Give the child's answer to a question.

        Raises:
            ChildTooSlow: there was none within the time allowed.
            ChildDied: the child ended before it had answered.
            ChildRefused: it said no; the error's text is its sentence.

        """
        with self._lock:
            try:
                answer = self._asked(self._running(), question)
            except BaseException:
                self.close()
                raise
            self._answers += 1
            if self._answers >= self._most_answers:
                self.close()
            return answer

    def close(self) -> None:
        """End the child, if one runs."""
        if (process := self._process) is None:
            return
        self._process, self._answers = None, 0
        process.kill()
        with process:  # closes its pipes, and waits for it
            pass

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 (the command is the program's own)
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
                cwd=ROOT,
                start_new_session=True,
            )
        return self._process

    def _asked(self, process: subprocess.Popen[bytes], question: bytes) -> bytes:
        assert process.stdin  # noqa: S101 (both are pipes, as _running opens them)
        assert process.stdout  # noqa: S101
        watch, started = Timer(self._seconds, process.kill), time.monotonic()
        watch.start()
        try:
            _put(process.stdin, question)
            reply = _frame(process.stdout)
        except BrokenPipeError:
            reply = None
        finally:
            watch.cancel()
        if reply is None:
            late = time.monotonic() - started >= self._seconds
            raise ChildTooSlow if late else ChildDied
        if reply[:1] == REFUSAL:
            raise ChildRefused(reply[1:].decode())
        return reply[1:]


class Refused(Exception):
    """Inside the child: the question cannot be answered, for the reason in the sentence."""


def serve(answer: Callable[[bytes], bytes], *, most_memory: int) -> None:
    """Answer questions until there are no more, in no more memory than allowed (bytes).

    Whatever is printed in the meantime goes to standard error, never between the frames.
    """
    _stay_below(most_memory)
    end_with_parent(os.getppid())
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (question := _frame(questions)) is not None:
        try:
            reply = ANSWER + answer(question)
        except Refused as refused:
            reply = REFUSAL + str(refused).encode()
        _put(answers, reply)


def _stay_below(most_memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _put(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def _frame(pipe: IO[bytes]) -> bytes | None:
    """Read one whole frame, or give None where the other end has gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length = LENGTH.unpack(head)[0]
    content = pipe.read(length)
    return content if len(content) == length else None
