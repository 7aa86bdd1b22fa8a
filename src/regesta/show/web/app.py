"""The application: which address is answered by which page, and what happens when something is amiss.

What comes in: the path of a case. What goes out: a Starlette application.

    uvicorn.run(app(Path("story.case")), host="127.0.0.1", port=8000)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from regesta.errors import CaseError
from regesta.run import Case
from regesta.show.web import (
    correcting,
    drawing,
    front,
    lists,
    people,
    promises,
    reader,
    seeking,
    sources,
    standing,
)
from regesta.show.web.assets import Asset, Assets
from regesta.show.web.desk import Desk
from regesta.show.web.guard import LOCAL, Guard, Token
from regesta.show.web.setting import TEMPLATES
from regesta.show.web.visit import NAVIGATION, Visit

__all__ = ["app"]

Page = Callable[[Visit], Response]

PAGES: dict[str, Page] = {
    "/": front.overview,
    "/timeline": lists.timeline,
    "/statements": lists.statements,
    "/commitments": promises.commitments,
    "/relations": standing.relations,
    "/figures": lists.figures,
    "/disagreements": lists.disagreements,
    "/actors": people.actors,
    "/actor/{id:str}": people.actor,
    "/network": drawing.network,
    "/map": drawing.atlas,
    "/sources": sources.sources,
    "/report/{id:str}": reader.report,
    "/record/{id:str}": reader.record,
    "/search": seeking.search,
    "/corrections": correcting.corrections,
}
# A form of ours is a few hundred bytes; members of a split are ids.
FORM_FIELDS, FORM_BYTES = 200, 64_000
FOREVER = "public, max-age=31536000, immutable"
MISSING = 404
TOLD = {
    403: "This form is from before the reading room was last opened. Go back, load the page again, and send it anew.",
    404: "There is no such page here.",
    405: "That address takes no such request.",
    413: "That is more than a form of this reading room can hold.",
}


def app(path: str | Path, *, hosts: Collection[str] = LOCAL) -> Starlette:
    """The reading room of a case. `hosts` are the names by which it may be asked for.

    Raises CaseError when there is no such case, or it cannot be read.
    """
    room = _Room(Path(path))
    TEMPLATES.globals.update(asset=room.assets.address, navigation=NAVIGATION)
    pages = [Route(where, room.answering(page)) for where, page in PAGES.items()]
    return Starlette(
        routes=[
            *pages,
            Route("/correct", room.change, methods=["POST"]),
            Route("/assets/{name:str}", room.asset),
        ],
        middleware=[Middleware(Guard, hosts=frozenset(hosts)), Middleware(GZipMiddleware, minimum_size=1024)],
        lifespan=room.opened,
        exception_handlers={CaseError: room.failed, HTTPException: room.failed},
    )


class _Room:
    """What all answers share: the case, the assets, the token."""

    def __init__(self, path: Path) -> None:
        self.desk, self.assets, self.token = Desk(path), Assets(), Token()

    @asynccontextmanager
    async def opened(self, _: Starlette) -> AsyncIterator[None]:
        """From the first request to the last."""
        self.assets.prepare()
        # What every first page needs is worked out before the first reader comes.
        warming = asyncio.create_task(self.desk.ask(self._warm))
        yield
        warming.cancel()
        self.desk.close()

    def answering(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The page as what Starlette calls: it is made in a thread that has the case open."""

        async def answer(request: Request) -> Response:
            asked = {**request.query_params, **request.path_params}

            def work(case: Case) -> Response:
                return page(self._visit(case, request.url.path, asked))

            return await self.desk.ask(work, request.query_params.get("as-of") or None)

        return answer

    async def asset(self, request: Request) -> Response:
        """A file of the fixed table."""
        found = await run_in_threadpool(self.assets.get, request.path_params["name"])
        return _asset(request, found)

    async def change(self, request: Request) -> Response:
        """A correction, then the page it was made on."""
        form = await _form(request, self.token)
        members = [str(one) for one in form.getlist("member")]
        given = {key: str(value) for key, value in form.items()}
        await self.desk.write(lambda case: correcting.change(case, given, members))
        return RedirectResponse(_back(given.get("back", "")), 303)

    async def failed(self, request: Request, error: Exception) -> Response:
        """A page that tells what is amiss, and what to do next."""
        told, status = str(error), 400
        if isinstance(error, HTTPException):
            told, status = TOLD.get(error.status_code, "That could not be answered."), error.status_code

        def work(case: Case) -> Response:
            visit = self._visit(case, request.url.path, {})
            return visit.page("amiss.html", status=status, told=told)

        return await self.desk.ask(work)

    def _visit(self, case: Case, path: str, asked: Mapping[str, str]) -> Visit:
        return Visit(case, self.desk, path=path, asked=asked, token=self.token.value)

    def _warm(self, case: Case) -> None:
        front.overview(self._visit(case, "/", {}))


async def _form(request: Request, token: Token) -> FormData:
    """A form that one of our pages sent. Raises HTTPException for any other."""
    if int(request.headers.get("content-length") or FORM_BYTES + 1) > FORM_BYTES:
        raise HTTPException(413)
    form = await request.form(max_fields=FORM_FIELDS, max_files=0)
    if not token.matches(str(form.get("token", ""))):
        raise HTTPException(403)
    return form


def _back(where: str) -> str:
    """The page of ours that a form names, else the list of corrections."""
    own = where.startswith("/") and not where.startswith(("//", "/\\")) and where.isprintable()
    return where if own else "/corrections"


def _asset(request: Request, found: Asset | None) -> Response:
    if found is None:
        return PlainTextResponse("There is no such file here.\n", MISSING)
    headers = {"ETag": f'"{found.tag}"', "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = headers | {"Content-Encoding": "gzip"}
        return Response(found.packed, media_type=found.media, headers=packed)
    return Response(found.body, media_type=found.media, headers=headers)
