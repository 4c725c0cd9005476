/* SPDX-License-Identifier: GPL-2.0-or-later */
/* run.c - commands by turns, with what each run of them took */
/*
 * run ROUNDS <COMMANDS
 *
 * A line of COMMANDS is "part TAB corpus TAB tool TAB case TAB argument...";
 * the first argument is the program. In each round every command runs once,
 * without a shell, input or output; every other round goes backwards, each pair
 * of rounds begins one command further: a program finds warm what the one
 * before it has read.
 *
 * Prints, for each run, "part corpus tool case" and "wall_us cpu_us peak_kb
 * status", all with tabs between. CPU is user and system time of the command
 * and of the children it waited for, peak the largest resident set of any one
 * of them (wait4(2), getrusage(2)); status is 128 and more for a signal.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define COMMANDS_MAX 1024
#define ARGS_MAX 64
#define LABELS 4

extern char **environ;

typedef struct command {
	char *label[LABELS];
	char *args[ARGS_MAX + 1];
} command;

static void
die(const char *what)
{
	fprintf(stderr, "run: %s\n", what);
	exit(2);
}

/* Cut a line at its tabs; it stays with the command. */
static command
cut(char *line)
{
	command c = {{NULL}, {NULL}};
	size_t n = 0;

	for (char *p = line; p; n++) {
		char *field = strsep(&p, "\t");

		if (n >= LABELS + ARGS_MAX)
			die("too many arguments");
		if (n < LABELS)
			c.label[n] = field;
		else
			c.args[n - LABELS] = field;
	}
	if (n <= LABELS)
		die("a line without a program");
	return c;
}

static size_t
read_commands(command *commands)
{
	char *line = NULL;
	size_t cap = 0, count = 0;
	ssize_t len;

	while (len = getline(&line, &cap, stdin), len > 0) {
		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		if (count == COMMANDS_MAX)
			die("too many commands");
		commands[count++] = cut(line);
		line = NULL;
		cap = 0;
	}
	free(line);
	return count;
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
us(struct timeval t)
{
	return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

static void
run(const command *c, const posix_spawn_file_actions_t *files)
{
	struct rusage used;
	int64_t start = now_us();
	int status;
	pid_t pid;

	if (posix_spawnp(&pid, c->args[0], files, NULL, c->args, environ))
		die("cannot run a program");
	if (wait4(pid, &status, 0, &used) != pid)
		die("cannot wait for a program");
	printf("%s\t%s\t%s\t%s\t%lld\t%lld\t%ld\t%d\n", c->label[0],
		c->label[1], c->label[2], c->label[3],
		(long long)(now_us() - start),
		(long long)(us(used.ru_utime) + us(used.ru_stime)),
		used.ru_maxrss,
		WIFEXITED(status) ? WEXITSTATUS(status)
				  : 128 + WTERMSIG(status));
}

int
main(int argc, char **argv)
{
	static command commands[COMMANDS_MAX];
	posix_spawn_file_actions_t files;
	long rounds = argc == 2 ? atol(argv[1]) : 0;
	size_t count;

	if (rounds < 1) {
		fputs("Usage: run ROUNDS <COMMANDS\n", stderr);
		return 2;
	}
	count = read_commands(commands);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	for (size_t r = 0; r < (size_t)rounds; r++)
		for (size_t i = 0; i < count; i++) {
			size_t at = (i + r / 2) % count;

			run(&commands[r % 2 ? count - 1 - at : at], &files);
		}
	posix_spawn_file_actions_destroy(&files);
	return fflush(stdout) ? 2 : 0;
}
