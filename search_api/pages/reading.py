"""The pages to read: how to search and how the site reads a file, and the accessibility statement."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ..rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about_page(request: Request) -> Response:
    """Show how to search and what the values on the pages mean."""
    return page(request, "about.html")


@router.get("/accessibility")
def accessibility_page(request: Request) -> Response:
    """Show the accessibility statement."""
    return page(request, "accessibility.html")
