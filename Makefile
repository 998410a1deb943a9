# décompte: see README.md. The two commands are `make run` and `make test`.

VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr/local
CC      ?= cc
CLANG   ?= clang

PACKAGES := libpcre2-8 xlsxwriter libcrypto libutf8proc jansson libzip libxxhash zlib
# The first two: see src/report/deflate.c.
LIBS     := -Wl,-u,deflateInit2_ -Wl,--export-dynamic-symbol=deflateInit2_ \
            $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lpthread

CFLAGS  ?= -O2 -g
JOBS    := $(shell nproc 2>/dev/null || echo 1)
STRICT  := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
DEFINES := -D_GNU_SOURCE -DDC_VERSION='"$(VERSION)"'
COMPILE  = $(CC) $(STRICT) $(DEFINES) $(CFLAGS) -Iinclude -Isrc -MMD -MP

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libdecompte.a
PROGRAM := $(BUILD)/decompte
LIBRARY_OBJECTS := $(filter-out $(BUILD)/cli/%,$(OBJECTS))
CLI_OBJECTS     := $(filter $(BUILD)/cli/%,$(OBJECTS))

UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS   := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)

.PHONY: all run test unit install format lint bench clean fixtures territoires erreurs
.DELETE_ON_ERROR:

all: $(PROGRAM)

# Packages first: the libraries' flags are known only once they are there.
run: $(BUILD)/.packages
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(PROGRAM) calculer fixtures/artois-2026-10 --sortie $(BUILD)/sortie || test $$? -eq 1

test: $(BUILD)/.packages-test
	@$(MAKE) --no-print-directory -j$(JOBS) all unit
	@tests/run $(BUILD)

# Installs what is missing on Debian and Ubuntu; elsewhere names the packages and stops.
$(BUILD)/.packages: tests/packages
	@mkdir -p $(BUILD) && tests/packages build && touch $@
$(BUILD)/.packages-test: tests/packages
	@mkdir -p $(BUILD) && tests/packages build test && touch $@ $(BUILD)/.packages

$(PROGRAM): $(CLI_OBJECTS) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJECTS) $(LIBRARY) $(LIBS)

$(LIBRARY): $(LIBRARY_OBJECTS)
	@echo "  AR  $@"
	@rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(COMPILE) -c -o $@ $<

unit: $(UNIT_TESTS)

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(COMPILE) $(LDFLAGS) -o $@ $< $(LIBRARY) -lcmocka $(LIBS)

fixtures: $(PROGRAM)
	@rm -rf fixtures/artois-2026-10
	@$(PROGRAM) exemple fixtures/artois-2026-10

erreurs: $(PROGRAM)
	@DECOMPTE=$(PROGRAM) tests/rules/catalogue >$(BUILD)/ERREURS.md
	@mv $(BUILD)/ERREURS.md rules/ERREURS.md

territoires:
	node rules/territoires/generer.mjs

install: all
	install -Dm755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/decompte
	cd rules && find . -type f \( -name '*.csv' -o -name '*.regles' \) \
	  -exec install -Dm644 {} $(abspath $(DESTDIR)$(PREFIX))/share/decompte/rules/{} \;
	install -Dm644 src/cli/decompte.1 $(DESTDIR)$(PREFIX)/share/man/fr/man1/decompte.1
	install -Dm644 src/cli/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/decompte

C_FILES = $(shell find src include tests -name '*.[ch]')

format:
	clang-format -i $(C_FILES)

lint: $(BUILD)/.packages-test
	@tests/lint $(BUILD)

bench: all
	@tests/bench/lecture $(BUILD)
	@tests/bench/classeurs $(BUILD)
	@tests/bench/run $(BUILD)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d)
