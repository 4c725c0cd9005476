/* SPDX-License-Identifier: GPL-2.0-or-later */
/* alloc.c - memory, or the end of the program */
#include "npo/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
npo_no_memory(void)
{
	fputs("npo: out of memory\n", stderr);
	exit(2);
}

static void *
checked(void *memory)
{
	if (!memory)
		npo_no_memory();
	return memory;
}

void *
npo_alloc(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *
npo_calloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *
npo_realloc(void *old, size_t size)
{
	return checked(realloc(old, size ? size : 1));
}

char *
npo_memdup(const void *bytes, size_t len)
{
	char *copy = npo_alloc(len + 1);

	if (len)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *
npo_strdup(const char *text)
{
	return npo_memdup(text, strlen(text));
}
