# SPDX-License-Identifier: GPL-2.0-or-later
# npo: make, make check, make demo, make install; see README.md

VERSION = 0.1.0
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man

CC ?= cc
CXX ?= c++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
PKG_CONFIG ?= pkg-config

# SAN=address,undefined or SAN=thread builds apart from the rest
comma = ,
B = build$(if $(SAN),/$(subst $(comma),-,$(SAN)))
SANFLAGS = $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer)

PACKAGES = xapian-core icu-i18n icu-uc uchardet jansson libzstd
TESTPACKAGES = cmocka
GOALS = $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out demo deps clean dist fmt,$(GOALS)),)
PKGCFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PKGLIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lstemmer
endif

WARN = -Wall -Wextra -Wshadow $(if $(WERROR),-Werror)
DEFINES = -D_GNU_SOURCE -DNPO_VERSION='"$(VERSION)"'
OURFLAGS = $(WARN) -Iinclude -I$(B)/gen -MMD -MP $(DEFINES) $(SANFLAGS) \
	$(PKGCFLAGS)
OURCFLAGS = -std=c11 -Wstrict-prototypes -Wmissing-prototypes
OURCXXFLAGS = -std=c++17

LIBC := $(wildcard lib/*/*.c)
LIBCC := $(wildcard lib/*/*.cc)
LIBOBJ := $(LIBC:%.c=$(B)/%.o) $(LIBCC:%.cc=$(B)/%.o)
INDEXOBJ := $(patsubst %.c,$(B)/%.o,$(wildcard indexer/*.c))
SEARCHOBJ := $(patsubst %.c,$(B)/%.o,$(wildcard searcher/*.c))
UNIT := $(wildcard tests/unit/*/*.c)
UNITBIN := $(UNIT:%.c=$(B)/%)
PROGRAMS := $(if $(INDEXOBJ),$(B)/npo-index) $(if $(SEARCHOBJ),$(B)/npo-search)

all: $(PROGRAMS) $(B)/libnpo.a

$(B)/libnpo.a: $(LIBOBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/npo-index: $(INDEXOBJ) $(B)/libnpo.a
	$(CXX) $(CXXFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

$(B)/npo-search: $(SEARCHOBJ) $(B)/libnpo.a
	$(CXX) $(CXXFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

# tables of language facts become arrays
MKTABLES := $(wildcard lib/match/gen/*.c)
TABLES = $(addprefix lib/match/,arcs.tsv endings.tsv classes.tsv \
	english.tsv odds.tsv)
$(B)/gen/mktables: $(MKTABLES) lib/match/gen/mktables.h $(wildcard lib/base/*.c)
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(WARN) -Iinclude $(DEFINES) $(CPPFLAGS) $(CFLAGS) \
	  -o $@ $(filter %.c,$^) $$($(PKG_CONFIG) --cflags --libs icu-uc) -lm

$(B)/gen/match_tables.inc: $(B)/gen/mktables $(TABLES)
	$< $(TABLES) >$@.new && mv $@.new $@

$(B)/lib/match/tables.o: $(B)/gen/match_tables.inc

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(OURFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(OURCXXFLAGS) $(OURFLAGS) $(CPPFLAGS) $(CXXFLAGS) -c -o $@ $<

# a unit test: its own file, the table reader, the objects of the program
# that it mirrors (but for main), the library
TESTFLAGS = $(DEFINES) -DNPO_TESTS='"$(CURDIR)/tests"'
$(B)/tests/unit/%: tests/unit/%.c tests/unit/rows.c tests/unit/test.h \
		$(B)/libnpo.a $(INDEXOBJ) $(SEARCHOBJ)
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(filter-out -MMD -MP,$(OURFLAGS)) $(TESTFLAGS) -I. \
	  $(CPPFLAGS) $(CFLAGS) -o $@.o -c $<
	$(CC) $(OURCFLAGS) $(filter-out -MMD -MP,$(OURFLAGS)) $(TESTFLAGS) \
	  $(CPPFLAGS) $(CFLAGS) -o $@-rows.o -c tests/unit/rows.c
	$(CXX) $(CXXFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $@.o $@-rows.o \
	  $(if $(filter tests/unit/searcher/%,$<),\
	    $(filter-out %/main.o,$(SEARCHOBJ))) \
	  $(if $(filter tests/unit/indexer/%,$<),\
	    $(filter-out %/main.o,$(INDEXOBJ))) \
	  $(B)/libnpo.a $(PKGLIBS) $$($(PKG_CONFIG) --libs $(TESTPACKAGES))

# for the tables' maintainers, see lib/match/learn/README.md
learn: $(B)/learn/align

$(B)/learn/align: lib/match/learn/align.c $(B)/libnpo.a
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(filter-out -MMD -MP,$(OURFLAGS)) $(CPPFLAGS) \
	  $(CFLAGS) -o $@ $< $(B)/libnpo.a $(PKGLIBS) -lm

unit: $(UNITBIN)
	CMOCKA_MESSAGE_OUTPUT=TAP prove $(if $(V),-v) -e '' $(UNITBIN)

clean:
	rm -rf build

-include $(LIBOBJ:.o=.d) $(INDEXOBJ:.o=.d) $(SEARCHOBJ:.o=.d)

.PHONY: all unit clean
.SECONDARY:
