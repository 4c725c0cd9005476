/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ignore.c - patterns of .npoignore, --include and --exclude */
#include "indexer.h"

#include <stdlib.h>
#include <string.h>

/* Patterns follow gitignore(5); what differs is told where it does. */

static uint32_t
class_letter(const char **p, const char *end)
{
	if (**p == '\\' && *p + 1 < end)
		++*p;
	return npo_utf8_next(p, end);
}

/*
 * Whether code is in the class whose [ is at p; *p moves behind its ]. A [
 * that no ] ends is a letter.
 */
static bool
class_matches(const char **p, uint32_t code)
{
	const char *at = *p + 1, *end = at + strlen(at);
	bool negated = *at == '!' || *at == '^', found = false;

	at += negated;
	while (at < end) {
		uint32_t low = class_letter(&at, end), high = low;

		if (at + 1 < end && *at == '-' && at[1] != ']') {
			at++;
			high = class_letter(&at, end);
		}
		if (low <= code && code <= high)
			found = true;
		if (*at == ']')
			break;
	}
	if (at >= end) {
		++*p;
		return code == '[';
	}
	*p = at + 1;
	return found != negated;
}

/* One letter of the pattern against one of the path, both not at the end. */
static bool
letter_matches(const char **p, const char **t)
{
	const char *end = *t + strnlen(*t, 4);
	bool class = **p == '[';

	if (!**p)
		return false;
	if (**p == '?' || class) {
		uint32_t code = npo_utf8_next(t, end);

		if (code == '/')
			return false;
		if (class)
			return class_matches(p, code);
		++*p;
		return true;
	}
	if (**p == '\\' && (*p)[1])
		++*p;
	if (**p != **t)
		return false;
	++*p;
	++*t;
	return true;
}

/* Where to go on after a letter that does not match. */
typedef struct ix_resume {
	const char *pattern, *path;
} ix_resume;

/* Let the last * take a letter more, or the last ** a folder more. */
static bool
resume_from(ix_resume *star, ix_resume *deep, const char **p, const char **t)
{
	if (star->pattern && *star->path && *star->path != '/') {
		npo_utf8_next(&star->path, star->path + strnlen(star->path, 4));
		*p = star->pattern;
		*t = star->path;
		return true;
	}
	if (!deep->pattern || !strchr(deep->path, '/'))
		return false;
	star->pattern = NULL;
	deep->path = strchr(deep->path, '/') + 1;
	*p = deep->pattern;
	*t = deep->path;
	return true;
}

/*
 * Only the last star and the last ** need another try: what stands before
 * them is matched by as little as possible already.
 */
bool
glob_matches(const char *pattern, const char *path)
{
	ix_resume star = {NULL, NULL}, deep = {NULL, NULL};
	const char *p = pattern, *t = path;

	while (*t) {
		bool start = p == pattern || p[-1] == '/';
		const char *was_p = p, *was_t = t;

		if (start && strcmp(p, "**") == 0)
			return true;
		if (start && strncmp(p, "**/", 3) == 0) {
			p += 3;
			deep = (ix_resume){p, t};
			star.pattern = NULL;
		} else if (*p == '*') {
			p += strspn(p, "*");
			star = (ix_resume){p, t};
		} else if (!letter_matches(&p, &t)) {
			p = was_p;
			t = was_t;
			if (!resume_from(&star, &deep, &p, &t))
				return false;
		}
	}
	return p[strspn(p, "*")] == '\0';
}

/* Blanks at the end count only behind a backslash. */
static npo_str
trim(npo_str line)
{
	if (line.len && line.p[line.len - 1] == '\r')
		line.len--;
	while (line.len && line.p[line.len - 1] == ' ' &&
		!(line.len > 1 && line.p[line.len - 2] == '\\'))
		line.len--;
	return line;
}

void
rules_add(ix_rules *rules, npo_str line)
{
	ix_rule new = {NULL, false, false, false};

	line = trim(line);
	if (!line.len || *line.p == '#')
		return;
	if (*line.p == '!') {
		new.negated = true;
		line.p++;
		line.len--;
	}
	if (line.len && line.p[line.len - 1] == '/') {
		new.folder_only = true;
		line.len--;
	}
	if (line.len)
		new.anchored = memchr(line.p, '/', line.len) != NULL;
	if (line.len && *line.p == '/') {
		line.p++;
		line.len--;
	}
	if (!line.len)
		return;
	new.pattern = npo_memdup(line.p, line.len);
	NPO_GROW(rules->rule, rules->count, rules->cap);
	rules->rule[rules->count++] = new;
}

void
rules_add_lines(ix_rules *rules, npo_str content)
{
	if (npo_str_starts(content, npo_str_of("\xEF\xBB\xBF"))) {
		content.p += 3;
		content.len -= 3;
	}
	while (content.len) {
		const char *end = memchr(content.p, '\n', content.len);
		size_t len = end ? (size_t)(end - content.p) : content.len;

		rules_add(rules, (npo_str){content.p, len});
		len += end != NULL;
		content.p += len;
		content.len -= len;
	}
}

ix_verdict
rules_judge(const ix_rules *rules, const char *path, bool folder)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	for (size_t i = rules->count; i-- > 0;) {
		const ix_rule *rule = &rules->rule[i];

		if (rule->folder_only && !folder)
			continue;
		if (glob_matches(rule->pattern, rule->anchored ? path : name))
			return rule->negated ? VERDICT_TAKEN : VERDICT_IGNORED;
	}
	return VERDICT_NONE;
}

void
rules_release(ix_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		free(rules->rule[i].pattern);
	free(rules->rule);
	*rules = (ix_rules){NULL, 0, 0};
}
