import time, datetime as dt
import pytest
from pathlib import Path
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.catalogue import services
from vikno.catalogue.models import *
pytestmark=pytest.mark.django_db
AT=dt.datetime(2026,11,22,9,tzinfo=dt.UTC)
def test_x(shared_data):
    P=shared_data/'services'
    with tenancy.working_for(""):
        for _ in range(2):
            t=time.time(); r=services.load_seed(actor=Actor.system(),at=AT); print(r.counts(), r.summary, time.time()-t)
        for _ in range(2):
            t=time.time(); r=services.import_services(source=P/'igov-services-2017.csv',cards=P/'info-html',groups=P/'igov-Subcategory.csv',actor=Actor.system(),at=AT); print(r.counts(), r.summary, time.time()-t)
        print(r.as_json()['skipped'][-3:])
        t=time.time(); r=services.load_seed(actor=Actor.system(),at=AT); print(r.counts(), r.summary, time.time()-t)
