"""The application, and the server that answers with it until it is stopped."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Final

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from flows.browsing import errors, hooks
from flows.browsing.database import NAME, Warehouse
from flows.browsing.metadata import metadata
from flows.browsing.security import App, give_scripts_a_nonce, secured

_HERE: Final = Path(__file__).parent
_SETTINGS: Final = {
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 300,  # each; one that takes longer is named as left out
    "suggest_facets": False,  # tries every column: seconds on a view. The menu of each column still offers it
    "default_page_size": 50,
    "max_returned_rows": 2_000,
    "allow_download": False,  # a copy of a file that is being written is no copy
    "truncate_cells_html": 400,
}


def application(path: Path) -> App:
    """Datasette over one warehouse, with our pages and dashboards, secured. The file must be a warehouse."""
    for plugin in (hooks, errors):
        if not pm.is_registered(plugin):
            pm.register(plugin, name=plugin.__name__)
    pm.set_blocked("datasette.handle_exception")  # `errors` stands in its place; of several, Datasette runs all
    datasette = Datasette(
        [],
        metadata=metadata(),
        settings=_SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("assets", str(_HERE / "static"))],
        memory=False,
    )
    datasette.add_database(Warehouse(datasette, path.absolute()), name=NAME)
    datasette.remove_database("_memory")  # Datasette's own, for want of files
    give_scripts_a_nonce(datasette.jinja_env)
    return secured(datasette.app())


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on. Port 0: any free one. Raises OSError when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def serve(app: App, on: socket.socket) -> None:
    """Answers until SIGINT or SIGTERM."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[on])
