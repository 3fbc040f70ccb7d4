"""One changing call and what whoever pressed is told: done, refused on its form, refused with words, not there."""

from typing import Any

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from vikno.common.acting import done, posted
from vikno.common.errors import Refusal


class Said(BaseStorage):
    """Messages that are kept nowhere."""

    def _get(self, *_args: Any, **_kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: list[Any], response: Any, *_args: Any, **_kwargs: Any) -> list[Any]:
        return []


class NotThere(Refusal, Http404):
    code, message = "common.not_there", "Такого немає."


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().post("/")
    request._messages = Said(request)  # type: ignore[attr-defined]
    return request


def told(request: HttpRequest) -> list[tuple[int, str]]:
    return [(one.level, one.message) for one in messages.get_messages(request)]


def refuse(refusal: Refusal) -> Any:
    def act() -> None:
        raise refusal

    return act


def test_what_was_done_is_said_once(request_: HttpRequest) -> None:
    assert done(request_, lambda: None, "Готово.")
    assert told(request_) == [(messages.SUCCESS, "Готово.")]


def test_a_refusal_is_told_and_nothing_is_said_to_be_done(request_: HttpRequest) -> None:
    assert not done(request_, refuse(Refusal("Вікно зайняте.")), "Готово.")
    assert told(request_) == [(messages.ERROR, "Вікно зайняте.")]


def test_a_refusal_stays_on_its_form_and_is_not_told_twice(request_: HttpRequest) -> None:
    form = forms.Form({})
    assert not done(request_, refuse(Refusal("Вікно зайняте.")), "Готово.", form=form)
    assert form.non_field_errors() == ["Вікно зайняте."]
    assert told(request_) == []


def test_what_is_not_there_stays_the_page_of_an_unknown_address(request_: HttpRequest) -> None:
    with pytest.raises(Http404):
        done(request_, refuse(NotThere()), "Готово.", form=forms.Form({}))
    assert told(request_) == []


def test_an_empty_post_is_a_post() -> None:
    assert posted(RequestFactory().get("/")) is None
    assert posted(RequestFactory().post("/")) is not None
