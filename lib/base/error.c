/* SPDX-License-Identifier: GPL-2.0-or-later */
/* error.c - a status with one line of text */
#include "npo/base.h"

#include <stdio.h>

npo_status
npo_fail(npo_error *err, npo_status status, const char *format, ...)
{
	va_list args;

	if (!err)
		return status;
	err->status = status;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return status;
}
