from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vikno.cases"
    label = "cases"
