from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "vikno.correspondence"
    label = "correspondence"
