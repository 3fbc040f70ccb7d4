from django.apps import AppConfig


class BlanksConfig(AppConfig):
    name = "vikno.blanks"
    label = "blanks"
