# report - retail KPI reports from CSV extracts.  Try 'make help'.

# Sanitizers ask for more code than they leave to be optimised.
CFLAGS ?= $(if $(SAN),-O1,-O2) -g
PREFIX ?= /usr/local

# SAN=address,undefined builds and tests with those sanitizers, CC=clang with
# that compiler, beside the normal build: one build directory per set of flags,
# so they never mix.
comma := ,
BUILD := build/$(if $(findstring clang,$(CC)),clang-)$(or $(subst \
  $(comma),-,$(SAN)),release)
RESULTS := $(BUILD)/results
JOBS := $(shell nproc)

# What must be installed to build and run, and to test (names of Debian).
BUILD_PACKAGES := gcc libc6-dev pkg-config libcairo2-dev librsvg2-dev \
  libglib2.0-dev libfreetype-dev libharfbuzz-dev libfribidi-dev libyaml-dev \
  zlib1g-dev libxxhash-dev libminizip-dev libexpat1-dev libjansson-dev \
  libxlsxwriter-dev libhpdf-dev libcsv-dev libgsl-dev fonts-lato \
  fonts-dejavu-core fonts-wqy-microhei
TEST_PACKAGES := libcmocka-dev poppler-utils qpdf libreoffice-calc \
  libxml2-utils fonts-cantarell python3 gzip xxhash locales
LINT_PACKAGES := clang clang-format clang-tidy shellcheck

# libhpdf and libcsv have no pkg-config file.
LIBRARIES := cairo librsvg-2.0 glib-2.0 freetype2 harfbuzz harfbuzz-subset \
  fribidi yaml-0.1 zlib libxxhash minizip expat jansson xlsxwriter gsl

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
  -Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings -Wundef -Wvla \
  -Wformat=2 -Wnull-dereference -Wdouble-promotion -Wswitch-enum \
  -Wimplicit-fallthrough $(if $(WERROR),-Werror)
SANITIZE := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
  -fno-omit-frame-pointer)

# Silent before the packages are there: 'deps' says what is missing.  Library
# headers count as the system's, so that our warnings are about our code.
LIBRARY_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags \
  $(LIBRARIES) 2>/dev/null))
LIBRARY_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null)

ALL_CPPFLAGS = -Isrc -D_POSIX_C_SOURCE=200809L \
  -DREPORT_SHARE='"$(PREFIX)/share/report"' $(LIBRARY_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS   := -std=c17 $(WARNINGS) -fno-common -fstack-protector-strong \
  $(SANITIZE) $(CFLAGS)
# -rdynamic: a hook into a library's parts needs the program's symbols.
ALL_LDFLAGS  := -Wl,--as-needed -rdynamic $(LDFLAGS)
ALL_LDLIBS   := $(LIBRARY_LIBS) -lhpdf -lcsv -lm -lpthread $(LDLIBS)
FLAGS        := $(subst ",,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS))

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
HEADERS := $(sort $(wildcard src/*.h src/*/*.h))
TESTS   := $(sort $(wildcard tests/*/test_*.c))
SCRIPTS := .ci/run .githooks/pre-commit tests/tally tests/tap \
  $(sort $(wildcard tests/*/run tests/*/*.sh tests/lint/*))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
MODULES := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
LIBRARY := $(BUILD)/modules.a
RUNS    := $(TESTS:%.c=$(BUILD)/%)
DEMO    := $(BUILD)/tests/demo/demo
DEMO_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/demo/*.c)) \
  $(addprefix src/base/,arena.c date.c diag.c file.c memory.c page.c str.c))
FLOOR   := $(BUILD)/tests/bench/floor
CUSTOMERS := $(BUILD)/tests/bench/customers
# To be measured against only; the package brings its library ready built.
DUCKDB := @duckdb/node-api@1.5.6-r.1

# The plain build, where it is: packs that are made with sanitizers must be its
# packs, and are not read back then.
PLAIN   := $(if $(SAN),$(wildcard build/release/report))

# The checks that run the whole program, the longest first; each is a script that
# prints TAP.
CHECKS  := $(wildcard tests/pack/run tests/shops/run tests/oracle/run \
  tests/real/run tests/golden/run tests/demo/run)

compile = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
link    = $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^) \
  $(ALL_LDLIBS)
# gold, where it is, links in a third of the time.
link_test = $(link) -lcmocka $(if $(shell command -v ld.gold),-fuse-ld=gold)
say     = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2);)
bench   = REPORT=$(BUILD)/report DEMO=$(DEMO) FLOOR=$(FLOOR) WORK=build/bench \
  python3 tests/bench/bench.py
bench_customers = CUSTOMERS=$(CUSTOMERS) WORK=build/bench \
  python3 tests/bench/customers.py

# $(call install_missing,PACKAGES,TARGET): install them, or say how and stop.
define install_missing
	@command -v dpkg-query >/dev/null || { \
	  echo "no Debian system: these are taken to be there: $(1)"; exit 0; }; \
	missing=$$(for package in $(1); do \
	  dpkg-query -W -f '$${db:Status-Status}\n' $$package 2>/dev/null | \
	    grep -q '^installed' || printf ' %s' $$package; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update && \
	  apt-get install -y --no-install-recommends $$missing; \
	else \
	  echo "packages are missing; run this, then 'make $(2)' again:"; \
	  echo "  sudo sh -c 'apt-get update && apt-get install -y" \
	    "--no-install-recommends$$missing'"; exit 1; \
	fi
endef

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules
.PHONY: all demo test check check-measure checks mutants races golden oracle \
  truth pages bench bench-customers bench-full bench-tools lint headers layers \
  circles documents tidy shell format install clean help deps deps-test \
  deps-lint force

all: $(BUILD)/report             ## build the program (the default)

$(BUILD)/report: $(OBJECTS)
	$(call say,LINK,$@)$(link)
	@[ $(BUILD) != build/release ] || ln -sfn release/report build/report

# A test takes from here the modules that it needs, which are few as a rule: to
# link them all costs more than to run most tests.
$(LIBRARY): $(MODULES)
	@rm -f $@
	$(call say,AR,$@)$(AR) rcsT $@ $^

$(RUNS): %: %.o $(LIBRARY)
	$(call say,LINK,$@)$(link_test)

# A program of its own: of report's modules it has the base only.
$(DEMO): $(DEMO_OBJECTS)
	$(call say,LINK,$@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(DEMO_OBJECTS) -lm

$(BUILD)/tests/%.o: ALL_CPPFLAGS += -Itests
$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(compile)

# Rewritten only when the flags are others, so that everything is built again
# then, and only then.
$(BUILD)/flags: force
	@mkdir -p $(@D)
	@printf '%s\n' "$(FLAGS)" >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

demo: deps                       ## install, build, make demo extracts and the pack
	@$(MAKE) --no-print-directory -j$(JOBS) all $(DEMO)
	@rm -rf build/demo
	$(call say,DEMO,build/demo/input)$(DEMO) --output=build/demo/input
	$(call say,PACK,output/FY24P06)$(BUILD)/report --input=build/demo/input \
	  --output=output --period=FY24P06
	@echo; echo "The pack is in output/FY24P06:"; \
	echo "  report-FY24P06.pdf    the executive report"; \
	echo "  report-FY24P06.xlsx   the workbook"; \
	echo "  customers-FY24P06.xlsx  its customers, one by one"; \
	echo "  data/                 every table behind them, as CSV"; \
	echo "  manifest.json         inputs, rules, control totals, fingerprints"; \
	echo "What there is to be found in them: tests/demo/README.md"

test: deps-test                  ## install, build and run every test
	@$(MAKE) --no-print-directory -j$(JOBS) check

# What takes longest comes first, so that nothing is waited for alone.
check: checks $(RUNS:=.tap)      ## run every test (SAN=address,undefined ...)
	@tests/tally $(RUNS:=.tap) $(CHECKS:tests/%/run=$(RESULTS)/%.tap)

$(BUILD)/tests/%.tap: $(BUILD)/tests/% force
	$(call say,TEST,tests/$*)CMOCKA_MESSAGE_OUTPUT=TAP tests/tap $@ ./$<

checks: $(CHECKS:tests/%/run=$(RESULTS)/%.tap)

$(RESULTS)/%.tap: tests/%/run $(BUILD)/report $(DEMO) force
	@mkdir -p $(@D)
	$(call say,TEST,tests/$*)REPORT=$(BUILD)/report DEMO=$(DEMO) \
	  PLAIN=$(PLAIN) tests/tap $@ tests/$*/run

# What threads share, looked at by the sanitizer that sees races.
RACES := $(addprefix $(BUILD)/tests/,base/test_page base/test_parallel \
  read/test_survey fold/test_book fold/test_cache fold/test_pass \
  fold/test_recall measure/test_study render/test_body deliver/test_listing)

races: $(RACES:=.tap) $(RESULTS)/races.tap  ## with SAN=thread: look for races
	@tests/tally $(RACES:=.tap) $(RESULTS)/races.tap

$(RESULTS)/races.tap: $(BUILD)/report $(DEMO) force
	@mkdir -p $(@D)
	$(call say,TEST,tests/pack/races.sh)tests/tap $@ sh tests/pack/races.sh \
	  $(BUILD)/report $(DEMO)

golden: $(BUILD)/report $(DEMO)  ## compare runs with tests/golden; ACCEPT=1 to update
	@REPORT=$(BUILD)/report DEMO=$(DEMO) ACCEPT=$(ACCEPT) tests/golden/run

# Tables of 13 packs of the demo, and of packs of real data where it is there.
oracle: $(BUILD)/report $(DEMO)  ## compare every cell of packs with SQL's results
	@REPORT=$(BUILD)/report DEMO=$(DEMO) ORACLE=full tests/oracle/run
	@REPORT=$(BUILD)/report tests/real/run

# Objects of the tests are there once these were run.
mutants: check-measure           ## spoil each KPI's formula: is it noticed?
	@BUILD=$(BUILD) CC='$(CC)' CPPFLAGS='$(ALL_CPPFLAGS)' \
	  CFLAGS='$(ALL_CFLAGS)' LIBS='$(ALL_LDFLAGS) $(ALL_LDLIBS) -lcmocka' \
	  python3 tests/mutants/kpi.py $(MODULES)

check-measure: $(patsubst %,%.tap,$(filter $(BUILD)/tests/measure/%,$(RUNS)))

truth: $(BUILD)/report $(DEMO)   ## count how often intervals hold the truth of demos
	@REPORT=$(BUILD)/report DEMO=$(DEMO) python3 tests/truth/run.py

pages: $(BUILD)/report $(DEMO)   ## check the pages of 50 scopes of the demo, drawn at random
	@mkdir -p $(BUILD)/pages
	@$(DEMO) --output=$(BUILD)/pages --lines=1.5M
	@sh tests/pack/pages.sh $(BUILD)/report $(BUILD)/pages FY24P06 50

bench: bench-tools               ## time it against DuckDB: 1.5 M and 20 M lines (npm)
	@$(bench_customers)
	@$(bench) --lines=1.5M,20M

bench-full: bench-tools          ## the same with 170 M lines: 15 GB of disk, an hour
	@$(bench) --lines=1.5M,20M,170M --forms=0 --runs=1

bench-customers: $(CUSTOMERS)    ## time the workbook of a million customers
	@mkdir -p build/bench
	@$(bench_customers)

bench-tools: $(BUILD)/report $(DEMO) $(FLOOR) $(CUSTOMERS) \
  build/bench/node_modules

$(FLOOR): %: %.o
	$(call say,LINK,$@)$(link)

$(CUSTOMERS): %: %.o $(MODULES)
	$(call say,LINK,$@)$(link)

build/bench/node_modules:
	@command -v npm >/dev/null || { echo "the benchmark needs node and npm"; \
	  exit 1; }
	@mkdir -p $(@D)
	$(call say,NPM,$(DUCKDB))npm install --silent --no-save --no-package-lock \
	  --prefix $(@D) $(DUCKDB)

lint: headers layers circles documents tidy shell  ## check formatting, layers, static analysis
	@clang-format --dry-run -Werror $(SOURCES) $(HEADERS) \
	  $(sort $(wildcard tests/*.h tests/*/*.[ch]))

headers:                         # every header compiles on its own
	@for header in $(HEADERS); do $(CC) $(ALL_CPPFLAGS) -std=c17 -Wall \
	  -Werror -fsyntax-only -x c $$header || exit 1; done

layers:                          # data flows read -> fold -> measure -> render
	@tests/lint/layers

circles: $(OBJECTS)              # no files that need one another
	@tests/lint/circles $(OBJECTS)

documents:                       # input/README.md tells of every column and rule
	@tests/lint/documents

# What clang warns of is told here, so that it need not build as well.  One file
# a process: it is the slow part, and the paths that the analyzer follows from a
# function are nearly all of it; it stops at a fifteenth of its usual steps,
# which NODES=225000 gives it again.
NODES ?= 15000
TIDY_FLAGS = $(ALL_CPPFLAGS) -std=c17 $(filter-out -Werror,$(WARNINGS)) \
  -Xclang -analyzer-config -Xclang max-nodes=$(NODES)

tidy:
	@printf '%s\n' $(SOURCES) | xargs -P$(JOBS) -I{} clang-tidy --quiet {} \
	  -- $(TIDY_FLAGS) 2>/dev/null

shell:                           # the scripts around the code
	@shellcheck $(SCRIPTS)

format:                          ## rewrite the sources in the project's style
	clang-format -i $(SOURCES) $(HEADERS) \
	  $(sort $(wildcard tests/*.h tests/*/*.[ch]))

install: $(BUILD)/report         ## install below $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin \
	  $(DESTDIR)$(PREFIX)/share/report/templates \
	  $(DESTDIR)$(PREFIX)/share/report/fonts \
	  $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(BUILD)/report $(DESTDIR)$(PREFIX)/bin/report
	install -m 644 $(wildcard templates/*) \
	  $(DESTDIR)$(PREFIX)/share/report/templates
	install -m 644 $(wildcard fonts/*) $(DESTDIR)$(PREFIX)/share/report/fonts
	$(BUILD)/report --generate=man >$(BUILD)/report.1
	install -m 644 $(BUILD)/report.1 $(DESTDIR)$(PREFIX)/share/man/man1
	$(BUILD)/report --generate=bash >$(BUILD)/report.bash
	install -m 644 $(BUILD)/report.bash \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/report

clean:                           ## remove everything make has built
	rm -rf build

help:                            ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

deps:                            ## install what building and running needs
	$(call install_missing,$(BUILD_PACKAGES),demo)

deps-test: deps
	$(call install_missing,$(TEST_PACKAGES),test)

deps-lint: deps-test
	$(call install_missing,$(LINT_PACKAGES),lint)

-include $(OBJECTS:.o=.d) $(RUNS:=.d) $(DEMO_OBJECTS:.o=.d) \
  $(FLOOR).d $(CUSTOMERS).d
