/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mktables.c - compiles the tables of lib/match to static arrays, at build */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>

static void
write_match(char **argv)
{
	arcs cyrillic = { 0 }, latin = { 0 }, composed = { 0 };
	arcs typed = { 0 };

	arcs_read(argv[1], &cyrillic);
	arcs_take_typed(&cyrillic, &typed);
	classes_read(argv[3]);
	arcs_compose(&cyrillic, &composed);
	endings_read(argv[2]);
	endings_write(&cyrillic);
	arcs_add_marked(&cyrillic);
	arcs_swap(&cyrillic, &latin);
	for (size_t i = 0; i < typed.count; i++)
		arcs_add(&cyrillic, typed.arc[i]);
	arcs_write("to_cyrillic", &cyrillic);
	arcs_write("to_latin", &latin);
	arcs_write("latin", &composed);
	name_letters_read(argv[9]);
	ending_pairs_write(argv[10]);
	symbols_write();
	rarities_of_letters_write(argv[11]);
	english_write(argv[4], argv[5]);
	function_words_write(argv[6]);
	twins_write(argv[7]);
	russian_write(argv[8]);
	free(cyrillic.arc);
	free(latin.arc);
	free(composed.arc);
	free(typed.arc);
}

int
main(int argc, char **argv)
{
	puts("/* made by lib/match/gen/mktables from the tables beside it */");
	if (argc == 3)
		systems_write(argv[1], argv[2]);
	else if (argc == 12)
		write_match(argv);
	else
		die("usage: mktables ARCS ENDINGS CLASSES ENGLISH ODDS "
		    "FUNCTION_WORDS TWINS RUSSIAN NAME_LETTERS "
		    "ENDING_PAIRS LETTERS, or mktables SYSTEMS ROMANIZE");
	if (fflush(stdout) || ferror(stdout))
		die("cannot write the tables");
	return 0;
}
