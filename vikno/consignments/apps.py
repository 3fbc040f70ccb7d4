from django.apps import AppConfig


class ConsignmentsConfig(AppConfig):
    name = "vikno.consignments"
    label = "consignments"
