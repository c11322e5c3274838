"""Requests that ask the search engine, kept apart from those that do not.

They run in threads of their own, and share one time limit with everything they ask: however slow the engine is and however
many people search meanwhile, resolutions, files and pages are read as fast as ever. A request that finds all these threads
busy waits in the event loop, where waiting costs nothing, and its time runs already.
"""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from archive.index.question import question

AT_ONCE = 20
"""Searches under way at once in one process."""


def searching(answer: Callable[..., Response]) -> Callable[..., Awaitable[Response]]:
    """Make an endpoint of one that asks the search engine and blocks meanwhile."""

    @wraps(answer)
    async def run(request: Request, **given: Any) -> Response:
        with question():
            return await to_thread.run_sync(
                partial(answer, request=request, **given), limiter=request.app.state.searches
            )

    return run
