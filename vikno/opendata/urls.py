"""Addresses of open data. Those of HSDS have no slash at the end: the standard says so."""

from django.urls import path, re_path

from vikno.opendata.views import counts, cpsv, decree, housing, hsds, norms, points
from vikno.opendata.views.page import page

app_name = "opendata"
_HSDS = "hsds/"
_LIST = r"(?P<template>dodatok-46-[A-Za-z]+)"
urlpatterns = [
    path("", page, name="page"),
    path("counts/", counts.page, name="counts"),
    re_path(r"^counts/(?P<form>csv|json|parquet)\.zip$", counts.package, name="counts_package"),
    path("points.geojson", points.points, name="points"),
    path(_HSDS, hsds.root, name="hsds"),
    path(f"{_HSDS}openapi.json", hsds.openapi, name="hsds_openapi"),
    path("hsds.zip", hsds.package, name="hsds_package"),
    path(f"{_HSDS}services", hsds.services, name="hsds_services"),
    path(f"{_HSDS}services/<uuid:key>", hsds.service, name="hsds_service"),
    path(f"{_HSDS}organizations", hsds.organisations, name="hsds_organisations"),
    path(f"{_HSDS}organizations/<uuid:key>", hsds.organisation, name="hsds_organisation"),
    path(f"{_HSDS}service_at_locations", hsds.service_at_locations, name="hsds_given"),
    path(f"{_HSDS}service_at_locations/<uuid:key>", hsds.service_at_location, name="hsds_given_one"),
    path(f"{_HSDS}taxonomies", hsds.taxonomies, name="hsds_taxonomies"),
    path(f"{_HSDS}taxonomies/<uuid:key>", hsds.taxonomy, name="hsds_taxonomy"),
    path(f"{_HSDS}taxonomy_terms", hsds.taxonomy_terms, name="hsds_terms"),
    path(f"{_HSDS}taxonomy_terms/<uuid:key>", hsds.taxonomy_term, name="hsds_term"),
    path("cpsv-ap/catalogue", cpsv.catalogue, name="cpsv_catalogue"),
    re_path(r"^cpsv-ap/catalogue\.(?P<form>ttl|jsonld)$", cpsv.catalogue_file, name="cpsv_catalogue_file"),
    re_path(r"^cpsv-ap/services/(?P<code>[^/]+)\.(?P<form>ttl|jsonld)$", cpsv.service_file, name="cpsv_service_file"),
    path("cpsv-ap/services/<str:code>", cpsv.service, name="cpsv_service"),
    re_path(r"^835/(?P<template>[A-Za-z0-9-]+)\.(?P<form>csv|json)$", decree.table, name="decree"),
    re_path(r"^835/own/(?P<template>[A-Za-z0-9-]+)\.(?P<form>csv|json)$", decree.own_table, name="decree_own"),
    path("norms/", norms.norms, name="norms"),
    path("housing/", housing.lists, name="housing"),
    path("housing/own/", housing.own, name="housing_own"),
    re_path(rf"^housing/own/{_LIST}/withdrawal/$", housing.withdrawal, name="housing_withdrawal"),
    re_path(rf"^835/(?P<code>UA\d{{17}})/{_LIST}\.(?P<form>csv|json)$", housing.table, name="housing_list"),
]
