"""Addresses of the API: its description for people, and the calls themselves."""

from django.urls import path

from config.api import api
from config.api_page import docs

urlpatterns = [path("docs/", docs, name="api_docs"), path("", api.urls)]
