from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "vikno.practices"
    label = "practices"
