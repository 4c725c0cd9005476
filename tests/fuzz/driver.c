/* SPDX-License-Identifier: GPL-2.0-or-later */
/* driver.c - a fuzz target without a fuzzer: replays files, as TAP */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED_MAX (1 << 20)
/* A target without its seeds would pass. */
#define SEEDS_LEAST 3

static int count;

static void
replay(const char *path)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_error err;

	if (npo_file_read(path, SEED_MAX, &bytes, &err)) {
		printf("not ok %d - %s\n", ++count, err.text);
		exit(1);
	}
	LLVMFuzzerTestOneInput((const uint8_t *)(bytes.len ? bytes.p : ""),
		bytes.len);
	printf("ok %d - %s\n", ++count, path);
	npo_buf_release(&bytes);
}

static void
replay_folder(const char *folder)
{
	struct dirent **entry = NULL;
	int entries = scandir(folder, &entry, NULL, alphasort);

	for (int i = 0; i < entries; i++) {
		npo_buf path = NPO_BUF_INIT;

		npo_buf_addf(&path, "%s/%s", folder, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.')
			replay(path.p);
		npo_buf_release(&path);
		free(entry[i]);
	}
	free(entry);
}

/* fuzz_words replays seeds/words, or the files that are named */
int
main(int argc, char **argv)
{
	npo_buf folder = NPO_BUF_INIT;
	const char *name = strstr(argv[0], "fuzz_");

	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	if (argc > 1 || !name) {
		printf("1..%d\n", count);
		return !name;
	}
	npo_buf_addf(&folder, NPO_TESTS "/fuzz/seeds/%s", name + 5);
	replay_folder(folder.p);
	printf("%s %d - all seeds of %s\n1..%d\n",
		count < SEEDS_LEAST ? "not ok" : "ok", count + 1, name,
		count + 1);
	npo_buf_release(&folder);
	return count < SEEDS_LEAST;
}
