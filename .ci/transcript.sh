#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# transcript.sh - a page with what its commands print as of today
#
#	transcript.sh <README.md	in a folder with a copy of corpus/
#
# In a block that begins with ```console, a line "$ COMMAND" is run, and what
# stands below it becomes what it prints. All other lines are left alone.
inside=
while IFS= read -r line; do
	case $line in
	'```console') inside=yes ;;
	'```') inside= ;;
	esac
	case $inside:$line in
	'yes:$ '*)
		printf '%s\n' "$line"
		sh -c "${line#??}" 2>&1 </dev/null
		;;
	:* | 'yes:```console') printf '%s\n' "$line" ;;
	esac
done
