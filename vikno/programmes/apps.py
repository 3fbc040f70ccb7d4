from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "vikno.programmes"
    label = "programmes"
