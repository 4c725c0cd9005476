# SPDX-License-Identifier: GPL-2.0-or-later
# npo: make, make check, make demo, make install; see README.md

VERSION = 0.1.0
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
BASHDIR ?= $(DATADIR)/bash-completion/completions
ZSHDIR ?= $(DATADIR)/zsh/site-functions

CC ?= cc
CXX ?= c++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
PKG_CONFIG ?= pkg-config

# SAN=address,undefined or SAN=thread builds apart from the rest
comma = ,
B = build$(if $(SAN),/$(subst $(comma),-,$(SAN)))
SANFLAGS = $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer \
	-fno-sanitize-recover=all)

# Asked when the first compiler runs, not before: make deps may just have
# installed them.
PACKAGES = xapian-core icu-i18n icu-uc uchardet jansson libzstd
# what only the readers of formats take, so npo-search starts without it
READPACKAGES = libxml-2.0
TESTPACKAGES = cmocka
PKGCFLAGS = $(eval PKGCFLAGS := $$(call ask,--cflags,$(PACKAGES) \
	$(READPACKAGES)))$(PKGCFLAGS)
PKGLIBS = $(eval PKGLIBS := $$(call ask,--libs,$(PACKAGES)) -lstemmer)$(PKGLIBS)
# STATIC=yes puts those libraries into npo-search that have an archive, so that
# they need not be loaded and moved each time it starts: see doc/DESIGN.md
STATIC ?= $(if $(SAN),no,yes)
ARCHIVES = stemmer icuuc icudata jansson zstd
missing_archives = $(filter-out /%,$(foreach name,$(ARCHIVES),$(shell \
	$(CXX) -print-file-name=lib$(name).a)))
WITHIN = $(eval WITHIN := $$(if $$(filter yes,$(STATIC)),$$(if \
	$$(missing_archives),,yes)))$(WITHIN)
# most symbols that are looked up at a start are libstdc++'s own: so it comes
# first
FIRSTLIBS = -Wl,--push-state,--no-as-needed -lstdc++ -Wl,--pop-state
WITHINLIBS = -no-pie $(FIRSTLIBS) $(call ask,--libs,xapian-core) \
	-Wl,-Bstatic $(ARCHIVES:%=-l%) -Wl,-Bdynamic -lm
SEARCHLIBS = $(if $(WITHIN),$(WITHINLIBS),$(PKGLIBS))
# malloc for npo-index; MALLOC= takes the C library's, as the sanitizers need
MALLOC ?= $(if $(SAN),,-lmimalloc)
BENCHLIBS = $(call ask,--libs,xapian-core icu-i18n icu-uc)
READLIBS = $(eval READLIBS := $$(call ask,--libs,$(READPACKAGES)))$(READLIBS)
TESTLIBS = $(eval TESTLIBS := $$(call ask,--libs,$(TESTPACKAGES)))$(TESTLIBS)
ask = $(shell $(PKG_CONFIG) $1 $2 2>/dev/null)$(if $(filter-out \
	0,$(.SHELLSTATUS)),$(error libraries are missing; make deps installs \
	them, or names them))

WARN = -Wall -Wextra -Wshadow $(if $(WERROR),-Werror)
DEFINES = -D_GNU_SOURCE -DNPO_VERSION='"$(VERSION)"'
OURFLAGS = $(WARN) -Iinclude -I$(B)/gen -MMD -MP $(DEFINES) $(SANFLAGS) \
	$(PKGCFLAGS)
OURCFLAGS = -std=c11 -Wstrict-prototypes -Wmissing-prototypes
OURCXXFLAGS = -std=c++17
# LTO=yes has each program optimized as a whole, if the compilers can leave the
# objects to be linked as ever, too, as tests are: see doc/DESIGN.md. What the
# user's own flags say of it comes last.
LTO ?= $(if $(SAN),no,yes)
FAT = -flto=auto -ffat-lto-objects
WHOLE = $(eval WHOLE := $$(if $$(filter yes,$$(LTO)),$$(shell CC='$$(CC)' \
	CXX='$$(CXX)' LDFLAGS='$$(LDFLAGS)' .ci/lto.sh $$(FAT))))$(WHOLE)
APART = $(if $(WHOLE),$(if $(filter -flto%,$(CFLAGS) $(CXXFLAGS)),,-fno-lto))
LINKFLAGS = $(CXXFLAGS) $(SANFLAGS) $(LDFLAGS)
LINKWHOLE = $(CXX) $(WHOLE) $(LINKFLAGS)
LINK = $(CXX) $(LINKFLAGS) $(APART)

LIBC := $(wildcard lib/*/*.c)
LIBCC := $(wildcard lib/*/*.cc)
LIBOBJ := $(LIBC:%.c=$(B)/%.o) $(LIBCC:%.cc=$(B)/%.o)
INDEXOBJ := $(patsubst %.c,$(B)/%.o,$(wildcard indexer/*.c))
SEARCHOBJ := $(patsubst %.c,$(B)/%.o,$(wildcard searcher/*.c))
UNIT := $(wildcard tests/unit/*/*.c)
UNITBIN := $(UNIT:%.c=$(B)/%)
FUZZ := $(wildcard tests/fuzz/fuzz_*.c)
FUZZBIN := $(FUZZ:%.c=$(B)/%)
PROGRAMS := $(B)/npo-index $(B)/npo-search

all: $(PROGRAMS)

$(B)/libnpo.a: $(LIBOBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/indexer/main.o: OURFLAGS += -DNPO_MIMALLOC=$(if $(MALLOC),1,0)

$(B)/indexer/main.o: $(B)/index-malloc

# a sanitizer sees what is lost only if all else is given back
$(B)/searcher/main.o: OURFLAGS += -DNPO_GIVE_BACK=$(if $(SAN),1,0)

$(B)/npo-index: $(INDEXOBJ) $(B)/libnpo.a
	$(LINKWHOLE) -o $@ $^ $(MALLOC) $(PKGLIBS) $(READLIBS)

$(B)/npo-search: $(SEARCHOBJ) $(B)/libnpo.a $(B)/search-libs
	$(LINKWHOLE) -o $@ $(SEARCHOBJ) $(B)/libnpo.a $(SEARCHLIBS)

# change when STATIC or what it finds does, or MALLOC, or LTO
$(B)/search-libs: WANTED = $(SEARCHLIBS)
$(B)/index-malloc: WANTED = $(MALLOC)
$(B)/lto: WANTED = $(WHOLE)
$(B)/search-libs $(B)/index-malloc $(B)/lto: force
	@mkdir -p $(@D)
	@echo '$(WANTED)' | cmp -s - $@ || echo '$(WANTED)' >$@

# tables of language facts become arrays
MKTABLES := $(wildcard lib/match/gen/*.c)
TABLES = $(addprefix lib/match/,arcs.tsv endings.tsv classes.tsv \
	english.tsv odds.tsv function_words.tsv twins.tsv russian.tsv \
	name_letters.tsv ending_pairs.tsv letters.tsv)
$(B)/gen/mktables: $(MKTABLES) lib/match/gen/mktables.h $(wildcard lib/base/*.c)
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(WARN) -Iinclude $(DEFINES) $(CPPFLAGS) $(CFLAGS) \
	  -o $@ $(filter %.c,$^) $(call ask,--cflags --libs,icu-uc) -lm

$(B)/gen/match_tables.inc: $(B)/gen/mktables $(TABLES)
	$< $(TABLES) >$@.new && mv $@.new $@

SYSTEMS = lib/match/systems.tsv lib/match/romanize.tsv
$(B)/gen/romanize_tables.inc: $(B)/gen/mktables $(SYSTEMS)
	$< $(SYSTEMS) >$@.new && mv $@.new $@

$(B)/lib/match/tables.o: $(B)/gen/match_tables.inc
$(B)/lib/match/romanize.o: $(B)/gen/romanize_tables.inc

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURCFLAGS) $(OURFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(OURCXXFLAGS) $(OURFLAGS) $(CPPFLAGS) $(CXXFLAGS) -c -o $@ $<

# flags stand here
$(LIBOBJ) $(INDEXOBJ) $(SEARCHOBJ): Makefile $(B)/lto
$(LIBOBJ) $(INDEXOBJ) $(SEARCHOBJ): OURFLAGS += $(WHOLE)

# ------------------------------------------------------------- tests

# a unit test: its own file, the table reader, the objects of the program
# that it mirrors (but for main), the library
$(B)/tests/%.o: OURFLAGS += -DNPO_TESTS='"$(CURDIR)/tests"' -I.
$(filter $(B)/tests/unit/indexer/%,$(UNITBIN)): \
	$(filter-out %/main.o,$(INDEXOBJ))
$(filter $(B)/tests/unit/searcher/%,$(UNITBIN)): \
	$(filter-out %/main.o,$(SEARCHOBJ))
$(UNITBIN): $(B)/%: $(B)/%.o $(B)/tests/unit/rows.o $(B)/libnpo.a
	$(LINK) -o $@ $(filter %.o,$^) $(B)/libnpo.a $(PKGLIBS) $(READLIBS) \
	  $(TESTLIBS)

# a fuzz target and the driver that replays its seeds
$(B)/tests/fuzz/fuzz_query: $(filter-out %/main.o,$(SEARCHOBJ))
$(FUZZBIN): $(B)/%: $(B)/%.o $(B)/tests/fuzz/driver.o $(B)/libnpo.a
	$(LINK) -o $@ $(filter %.o,$^) $(B)/libnpo.a $(PKGLIBS) $(READLIBS)

$(UNITBIN:=.o) $(FUZZBIN:=.o) $(B)/tests/unit/rows.o \
	$(B)/tests/fuzz/driver.o: Makefile

TESTENV = CMOCKA_MESSAGE_OUTPUT=TAP NPO_BIN=$(CURDIR)/$(B) \
	ASAN_OPTIONS=detect_leaks=1
PROVE = $(TESTENV) prove $(if $(V),-v)

unit: $(UNITBIN) $(FUZZBIN)
	$(PROVE) -e '' $(UNITBIN) $(FUZZBIN)

cli: $(PROGRAMS)
	$(PROVE) tests/cli

check-build: $(PROGRAMS) $(UNITBIN) $(FUZZBIN)

check-headers:
	CC='$(CC)' CXX='$(CXX)' prove $(if $(V),-v) .ci/headers.sh

check-floors:
	.ci/floors.sh

MAN = doc/npo-index.1 doc/npo-search.1 doc/npo-query.7 doc/npo-schema.7
check-man:
	@if command -v mandoc >/dev/null; then \
	  mandoc -T lint -W warning $(MAN) && echo 'man: nothing to mend'; \
	else \
	  echo 'man: not checked without mandoc'; \
	fi

# for the tables' maintainers, see lib/match/learn/README.md
learn: $(B)/learn/align

$(B)/learn/align: $(B)/lib/match/learn/align.o $(B)/libnpo.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(PKGLIBS) -lm

# how well words are found, beside what finds them without npo: the project's
# table, inflected forms, and another one's scores
BASELINES := $(addprefix $(B)/baseline/,icu bgn stems)
BASELINEBIN := $(addsuffix /npo-index,$(BASELINES)) \
	$(addsuffix /npo-search,$(BASELINES))

$(B)/tests/quality/baseline: $(B)/tests/quality/baseline.o $(B)/libnpo.a
	$(LINK) -o $@ $^ $(PKGLIBS) -lm

$(BASELINEBIN): $(B)/tests/quality/baseline
	@mkdir -p $(@D)
	ln -sf ../../tests/quality/baseline $@

quality: $(PROGRAMS) $(BASELINEBIN)
	@.ci/quality.sh $(B) $(BASELINES)
	@echo
	@.ci/inflected.sh $(B) $(B)/baseline/stems
	@if test -f '$(EVAL)/score.py'; then \
	  echo; .ci/scores.sh '$(EVAL)' $(B) $(BASELINES); \
	fi

# numbers of ranking, by cross-validation on judged queries; EVAL=DIR has them
tune:
	@test -f '$(EVAL)/score.py' || { echo 'make tune needs EVAL=DIR'; exit 2; }
	+@$(MAKE) --no-print-directory B=build/tune CPPFLAGS=-DNPO_TUNE
	.ci/tune.py --bin build/tune --eval '$(EVAL)'

# doc/QUALITY.md with the figures of this commit
quality-doc: $(PROGRAMS) $(BASELINEBIN)
	.ci/quality-doc.sh '$(EVAL)' $(B) $(BASELINES)

# what the programs print, as README.md and tests/golden/ have it; read the
# difference before a commit
golden: $(PROGRAMS)
	NPO_GOLDEN=1 $(PROVE) $(shell grep -l -i golden tests/cli/*.t)

# speed beside that of other programs: BENCH=DIR has corpora, SIZE=small|full,
# ROUNDS=3, PARTS='index query', PARTS=growth; see .ci/bench.sh. On a quiet
# machine.
BENCHBIN = $(addprefix $(B)/bench/,run corpus bare pick)
LUCENE = $(wildcard /usr/share/java/lucene-core-*.jar \
	/usr/share/java/lucene-analyzers-common-*.jar)
empty =
space = $(empty) $(empty)

$(B)/bench/run $(B)/bench/corpus: $(B)/bench/%: $(B)/tests/bench/%.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $<

$(B)/bench/bare $(B)/bench/pick: $(B)/bench/%: $(B)/tests/bench/%.o \
	$(B)/libnpo.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(BENCHLIBS)

# where there is no compiler or no Lucene, it is not measured
$(B)/bench/java/Lucene.class: tests/bench/Lucene.java
	-@if command -v javac >/dev/null && test -n '$(LUCENE)'; then \
	  javac -d $(@D) -cp '$(subst $(space),:,$(LUCENE))' $<; \
	fi

bench-build: $(PROGRAMS) $(BENCHBIN) $(B)/bench/java/Lucene.class

bench: bench-build
	@BENCH='$(BENCH)' SIZE='$(SIZE)' ROUNDS='$(ROUNDS)' PARTS='$(PARTS)' \
	  .ci/bench.sh $(B)
	@.ci/bench-doc.py table $(B)/bench/raw.tsv

# doc/PERFORMANCE.md and its plots from what make bench has measured
bench-doc:
	.ci/bench-doc.py doc $(B)/bench/raw.tsv

# where the time goes, by library and by folder
profile: bench-build
	@BENCH='$(BENCH)' .ci/profile.sh $(B)

check:
	@CC='$(CC)' CXX='$(CXX)' PKG_CONFIG='$(PKG_CONFIG)' .ci/deps.sh check
	+@.ci/check.sh '$(MAKE)' $(B)

# ------------------------------------------------------------- trying it

deps:
	@CC='$(CC)' CXX='$(CXX)' PKG_CONFIG='$(PKG_CONFIG)' .ci/deps.sh build

demo: deps
	+@$(MAKE) --no-print-directory all
	@.ci/demo.sh $(B)

# ------------------------------------------------------------- fuzzing

# clang takes NULL + 0, the end of an empty view, for an overflow; C2y allows it
FUZZTIME = 60
fuzz:
	@command -v clang >/dev/null || { echo 'make fuzz needs clang'; exit 1; }
	+@$(MAKE) --no-print-directory CC=clang CXX=clang++ \
	  CFLAGS='$(CFLAGS) -fno-sanitize=pointer-overflow' \
	  SAN=fuzzer-no-link,address,undefined fuzz-run

# new inputs are kept in build/, those worth keeping become seeds by hand
fuzz-run: $(FUZZ:%.c=$(B)/%.o) $(SEARCHOBJ) $(B)/libnpo.a
	for one in $(notdir $(FUZZ:.c=)); do \
	  mkdir -p $(B)/corpus/$$one || exit 1; \
	  $(LINK) -fsanitize=fuzzer -o $(B)/$$one $(B)/tests/fuzz/$$one.o \
	    $(filter-out %/main.o,$(SEARCHOBJ)) $(B)/libnpo.a $(PKGLIBS) \
	    $(READLIBS) && \
	  $(B)/$$one -max_total_time=$(FUZZTIME) -timeout=10 \
	    -artifact_prefix=$(B)/ $(B)/corpus/$$one \
	    tests/fuzz/seeds/$${one#fuzz_} || exit 1; \
	done

# ------------------------------------------------------------- the sources

fmt:
	git ls-files '*.c' '*.h' '*.cc' '*.hh' | xargs clang-format -i

tidy: $(B)/gen/match_tables.inc $(B)/gen/romanize_tables.inc
	clang-tidy --quiet $(LIBC) $(wildcard indexer/*.c searcher/*.c) -- \
	  $(OURCFLAGS) -Iinclude -I$(B)/gen $(DEFINES) $(PKGCFLAGS)

DIST = npo-$(VERSION)
dist:
	@mkdir -p build
	git archive --prefix=$(DIST)/ HEAD | gzip -9n >build/$(DIST).tar.gz
	@echo build/$(DIST).tar.gz

# ------------------------------------------------------------- installing

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 \
	  $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR)
	install -m 755 $(PROGRAMS) $(DESTDIR)$(BINDIR)
	install -m 644 $(filter %.1,$(MAN)) $(DESTDIR)$(MANDIR)/man1
	install -m 644 $(filter %.7,$(MAN)) $(DESTDIR)$(MANDIR)/man7
	install -m 644 completions/npo.bash $(DESTDIR)$(BASHDIR)/npo-search
	ln -sf npo-search $(DESTDIR)$(BASHDIR)/npo-index
	install -m 644 completions/_npo $(DESTDIR)$(ZSHDIR)

uninstall:
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,$(notdir $(PROGRAMS))) \
	  $(addprefix $(DESTDIR)$(MANDIR)/man1/,$(notdir $(filter %.1,$(MAN)))) \
	  $(addprefix $(DESTDIR)$(MANDIR)/man7/,$(notdir $(filter %.7,$(MAN)))) \
	  $(DESTDIR)$(BASHDIR)/npo-search $(DESTDIR)$(BASHDIR)/npo-index \
	  $(DESTDIR)$(ZSHDIR)/_npo

clean:
	rm -rf build

-include $(LIBOBJ:.o=.d) $(INDEXOBJ:.o=.d) $(SEARCHOBJ:.o=.d)
-include $(UNITBIN:=.d) $(FUZZBIN:=.d) $(wildcard $(B)/tests/*/*.d)

.PHONY: force all unit cli check check-build check-headers check-floors \
	check-man \
	golden quality quality-doc bench-build bench bench-doc profile tune \
	deps demo fuzz fuzz-run fmt tidy dist install uninstall clean
.SECONDARY:
