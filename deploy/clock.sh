#!/bin/sh
# What cron does on a machine, in a container: each minute what is due, once a day what looks at everything.
# Empty: a container that starts does the daily work at once. What fails does not end it, and is tried again.
day=
while :; do
    python manage.py publish_scheduled
    if [ "$day" != "$(date +%F)" ]; then
        day=$(date +%F)
        python manage.py forget_senders
        python manage.py check_dossiers
        [ -z "$LINK_CHECK_ORIGIN" ] || python manage.py check_links --verbosity 0
    fi
    sleep 60
done
