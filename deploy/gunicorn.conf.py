"""How gunicorn serves the site: gunicorn -c deploy/gunicorn.conf.py. A HUP takes a new version up without a pause."""

import os

wsgi_app = "dossier_site.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Each thread may keep a database connection: workers x threads stay below what the server allows (100).
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2 * (os.cpu_count() or 1), 8))
worker_class = "dossier_site.worker.PatientWorker"
threads = 8
# Open ones of a worker, most of them idle: as many as it has threads are worked at.
worker_connections = 1000
keepalive = 15
backlog = 1024

# A worker that hangs as a whole is replaced; one that served long is recycled, each at a time of its own.
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 5_000

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
errorlog = "-"
control_socket_disable = True
