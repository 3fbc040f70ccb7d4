from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "vikno.selection"
    label = "selection"
