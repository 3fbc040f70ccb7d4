from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "vikno.support"
    label = "support"
