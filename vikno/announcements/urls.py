"""Addresses of those who write: a head, under `programme/` a programme, under `national/` the steward."""

from django.urls import URLPattern, path

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.announcements.views import tags, writing


def _pages(role: Role, folder: str, prefix: str) -> list[URLPattern]:
    door = role_required(role)
    return [
        path(folder, door(writing.announcements), name=f"{prefix}list"),
        path(f"{folder}new/", door(writing.new), name=f"{prefix}new"),
        path(f"{folder}<int:pk>/", door(writing.announcement), name=f"{prefix}announcement"),
        path(f"{folder}<int:pk>/edit/", door(writing.edit), name=f"{prefix}edit"),
        path(f"{folder}<int:pk>/publication/", door(writing.publication), name=f"{prefix}publication"),
        path(f"{folder}<int:pk>/withdrawal/", door(writing.withdrawal), name=f"{prefix}withdrawal"),
        path(f"{folder}<int:pk>/removal/", door(writing.removal), name=f"{prefix}removal"),
    ]


_steward = role_required(Role.STEWARD)
app_name = "announcements"
urlpatterns = [
    *_pages(Role.HEAD, "", ""),
    *_pages(Role.PROGRAMME, "programme/", "programme_"),
    *_pages(Role.STEWARD, "national/", "national_"),
    path("national/tags/", _steward(tags.tags), name="tags"),
    path("national/tags/<slug:code>/", _steward(tags.tag), name="tag"),
]
