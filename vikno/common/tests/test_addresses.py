"""Addresses on paper lead to the site, whether it was named or not."""

from django.test import RequestFactory, override_settings

from vikno.common.addresses import public_address


def test_a_site_without_a_name_is_where_it_was_asked() -> None:
    request = RequestFactory().get("/queue/", headers={"host": "192.168.1.10:8000"})
    with override_settings(SITE_IS_NAMED=False, SITE_URL="http://localhost:8000", ALLOWED_HOSTS=["192.168.1.10"]):
        assert public_address(request, "/queue/1/") == "http://192.168.1.10:8000/queue/1/"


def test_a_named_site_is_named() -> None:
    request = RequestFactory().get("/queue/", headers={"host": "localhost"})
    with override_settings(SITE_IS_NAMED=True, SITE_URL="https://cnap.example/"):
        assert public_address(request, "/queue/1/") == "https://cnap.example/queue/1/"
