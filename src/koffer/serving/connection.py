"""One connection: what whoever opened it may use of the server, until it has to send something whole.

uvicorn waits for ever for the head of a first request, and reads as much of it as comes. Here each connection has its
time, and its bytes (`bounds.py`).
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from koffer.bounds import CONNECTIONS, HEAD_BYTES, HEAD_SECONDS, STALLED_SECONDS


def _refusal(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\nretry-after: 5\r\n\r\n".encode()


class Connection(HttpToolsProtocol):
    """An HTTP/1.1 connection that ends when its head does not come, or its answer is not taken."""

    _timer: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0  # bytes so far

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head; the door is shut above a number of connections."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            self._refuse("503 Service Unavailable")
        else:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        for timer in (self._timer, self._stalled):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head is too long by now."""
        if self._in_head:
            self._head += len(data)
            if self._timer is None:
                self._wait_for_head()
            # What came along behind a head is its body: a body is read in pieces of less than this.
            if self._head > HEAD_BYTES and not self._has_head(data):
                self._refuse("431 Request Header Fields Too Large")
                return
        if not self.transport.is_closing():
            super().data_received(data)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head, self._head = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A next request may begin."""
        self._in_head, self._head = True, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Of a body that nobody waited for nothing more is read: the connection ends."""
        unread = not self._in_head and not self.pipeline
        super().on_response_complete()
        if unread and not self.transport.is_closing():
            self.transport.close()

    def pause_writing(self) -> None:
        """Somebody reads the answer slowly, or not at all."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """It goes on."""
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None

    def _look_later(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._stalled = self.loop.call_later(STALLED_SECONDS, self._end_unless_read, left)

    def _end_unless_read(self, left: int) -> None:
        if self.transport.get_write_buffer_size() < left:
            self._look_later()
        else:
            self.transport.abort()

    def _has_head(self, data: bytes) -> bool:
        return self._head - len(data) <= HEAD_BYTES and b"\r\n\r\n" in data[: HEAD_BYTES + 4]

    def _wait_for_head(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._refuse, "408 Request Timeout")

    def _stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _refuse(self, status: str) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.write(_refusal(status))
            self.transport.close()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more came on a connection that was used."""
        self._stop_waiting()
        super().timeout_keep_alive_handler()
