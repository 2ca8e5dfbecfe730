"""What a browser is told when something is not there or goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from datasette import Request, Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

# The one message of Datasette's that is markup brings a script along, which our policy would stop.
_TOO_LONG: Final = "Hỏi quá lâu: hãy thu hẹp câu hỏi · that took too long: narrow the question"

log = logging.getLogger(__name__)


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """In place of Datasette's own, which prints a trace with all variables to the terminal even where a page is not found."""

    async def answer() -> Response:
        title: str | None = None
        if isinstance(exception, Base400):
            status, message = exception.status, str(exception.args[0])
        elif isinstance(exception, DatasetteError):
            status, title = exception.status, exception.title
            message = _TOO_LONG if exception.message_is_html else str(exception.message)
        else:
            log.error("%s", request.path, exc_info=exception)
            status, message = 500, f"{type(exception).__name__}: {exception}"
        told = {"ok": False, "error": message, "status": status, "title": title}
        if request.path.endswith(".json"):
            return Response.json(told, status=status)
        return Response.html(await datasette.render_template("error.html", told, request=request), status=status)

    return answer
