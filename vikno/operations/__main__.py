"""`python -m vikno.operations …` is `vikno …`."""

import sys

from vikno.operations.cli import main

sys.exit(main())
