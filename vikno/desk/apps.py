from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "vikno.desk"
    label = "desk"
