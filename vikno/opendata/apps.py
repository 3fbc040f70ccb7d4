from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "vikno.opendata"
    label = "opendata"
