from django.urls import path

from vikno.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("duty/", views.duty, name="duty"),
    path("find/", views.find, name="find"),
    path("filters/", views.saved_filters, name="filters"),
    path("filters/<int:pk>/removal/", views.filter_removal, name="filter_removal"),
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.person_edit, name="person_edit"),
    path("people/<int:pk>/representatives/", views.representative_new, name="representative_new"),
    path("people/<int:pk>/merge/<int:other>/", views.person_merge, name="person_merge"),
    path("people/<int:pk>/merges/<int:merge>/undo/", views.person_part, name="person_part"),
    path("people/<int:pk>/access/", views.person_access, name="person_access"),
    path("people/<int:pk>/access/sheet/", views.person_access_sheet, name="person_access_sheet"),
    path("people/<int:pk>/access/table/", views.person_access_table, name="person_access_table"),
    path("case/<str:number>/beside/", views.case_beside, name="case_beside"),
    path("intake/", views.intake, name="intake"),
    path("intake/<uuid:token>/", views.draft, name="draft"),
    path("intake/<uuid:token>/who/", views.who, name="who"),
    path("intake/<uuid:token>/service/", views.service, name="service"),
    path("intake/<uuid:token>/bundle/<int:pk>/", views.bundle, name="bundle"),
    path("intake/<uuid:token>/papers/", views.papers, name="papers"),
    path("intake/<uuid:token>/wishes/", views.wishes, name="wishes"),
    path("intake/<uuid:token>/typed/", views.typed, name="typed"),
    path("intake/<uuid:token>/check/", views.check, name="check"),
    path("intake/<uuid:token>/registration/", views.registration, name="registration"),
    path("intake/<uuid:token>/done/", views.done, name="done"),
    path("intake/<uuid:token>/another/", views.another, name="another"),
    path("intake/<uuid:token>/discard/", views.discard, name="discard"),
    path("visits/<uuid:token>/", views.visit, name="visit"),
    path("visits/<uuid:token>/sheet/", views.visit_sheet, name="visit_sheet"),
]
