from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "vikno.documents"
    label = "documents"
