from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "vikno.operations"
    label = "operations"
