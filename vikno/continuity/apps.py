from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "vikno.continuity"
    label = "continuity"
