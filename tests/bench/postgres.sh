#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postgres.sh - a server of PostgreSQL for make bench alone
#
#	postgres.sh start FOLDER	make and start it in FOLDER; not 0 if
#					that cannot be done here
#	postgres.sh sql FOLDER LANGUAGE COMMAND
#					print psql's arguments, a line each,
#					that drop the table and index what
#					COMMAND prints ("number TAB text")
#	postgres.sh bytes FOLDER	of the table and its index
#	postgres.sh stop FOLDER
#
# It listens on a socket in FOLDER only. As root, the server is that of the user
# postgres, as it refuses to run as root.
folder=$2
# it does nothing while others are measured
quiet='-c autovacuum=off -c checkpoint_timeout=1d -c max_wal_size=64GB'

newest()
{
	for bin in /usr/lib/postgresql/*/bin; do
		test ! -x "$bin/initdb" || newest=$bin
	done
	test -n "$newest"
}

server()
{
	if test "$(id -u)" -eq 0; then
		setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
	else
		"$@"
	fi
}

case $1 in
start)
	newest && mkdir -p "$folder" || exit 1
	test "$(id -u)" -ne 0 || chown postgres "$folder" || exit 1
	server "$newest/initdb" -D "$folder/data" -A trust -U postgres \
		-E UTF8 --locale=C.UTF-8 >/dev/null &&
		server "$newest/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
			-o "-k $folder -h '' $quiet" start >/dev/null
	;;
sql)
	make="CREATE TABLE t (n int, text text, v tsvector GENERATED ALWAYS"
	make="$make AS (to_tsvector('$3', text)) STORED)"
	# control characters are blanks in the text, so none can be a quote
	load="\\copy t (n, text) from program '$4' with (format csv,"
	load="$load delimiter E'\\t', quote E'\\x01')"
	printf '%s\n' psql -qX -U postgres -h "$folder" \
		-c 'DROP TABLE IF EXISTS t' -c "$make" -c "$load" \
		-c 'CREATE INDEX ON t USING gin (v)'
	;;
bytes)
	psql -qXAt -U postgres -h "$folder" \
		-c "SELECT pg_total_relation_size('t')"
	;;
stop)
	newest && server "$newest/pg_ctl" -D "$folder/data" -m fast stop \
		>/dev/null
	;;
esac
