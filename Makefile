# ashby-tui: one Makefile, no recursion. `make help` lists the targets.
#
#   V=1                         show the commands
#   SANITIZE=address,undefined  another build, in a folder of its own
#   CC=clang                    another compiler
#   DESTDIR= PREFIX=            where install puts things

VERSION := 0.1.0
PREFIX ?= /usr/local
CC ?= cc
PKG_CONFIG ?= pkg-config
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

comma := ,
B := build/$(if $(filter-out cc gcc,$(CC)),$(notdir $(CC))-)$(if $(SANITIZE),$(subst $(comma),-,$(SANITIZE)),plain)
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s %s\n' '$(1)' '$(2)';)

# ---- what is compiled ------------------------------------------------------

LIB_SRC := $(wildcard src/*.c)
SANDBOX_SRC := $(wildcard src/sandbox/*.c)
EXAMPLE_SRC := $(wildcard src/examples/*.c)
TUI_SRC := $(wildcard tui/*.c)
VIEW_SRC := $(wildcard tui/view_*.c)
UNIT_SRC := $(wildcard tests/unit/test_*.c)
FUZZ_SRC := $(wildcard tests/fuzz/*.c)
SCREEN_SRC := $(wildcard tests/tools/screen/*.c)

LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
SANDBOX_OBJ := $(SANDBOX_SRC:%.c=$(B)/%.o)
TUI_OBJ := $(TUI_SRC:%.c=$(B)/%.o)
GEN_OBJ := $(B)/views.gen.o $(B)/keymap.gen.o
EXAMPLES := $(EXAMPLE_SRC:src/examples/%.c=$(B)/examples/%)
UNIT := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)
SCREEN_OBJ := $(SCREEN_SRC:%.c=$(B)/%.o)
TOOLS := $(B)/tools/screen

# ---- packages --------------------------------------------------------------

DEPS_DEB := gcc make pkg-config libncurses-dev libcurl4-openssl-dev libcjson-dev libreadline-dev \
	libutf8proc-dev libsqlite3-dev libmicrohttpd-dev libcmocka-dev libvterm-dev tzdata

pc_cflags = $(filter-out -D%,$(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null))
pc_libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)
LIB_PKGS := libcurl libcjson libutf8proc sqlite3
LIB_LIBS = $(call pc_libs,$(LIB_PKGS)) -lm
TUI_LIBS = $(call pc_libs,panelw ncursesw readline)
SANDBOX_LIBS = $(call pc_libs,libmicrohttpd)
CMOCKA_LIBS = $(call pc_libs,cmocka)
VTERM_LIBS = $(call pc_libs,vterm)

# ---- flags -----------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wcast-qual -Wvla -Wformat=2 -Wpointer-arith -Wundef
# In a checkout warnings are errors; a tarball on an unknown compiler still builds.
WARN += $(if $(wildcard .git),-Werror)
OPT ?= -O2 -g
HARDEN := $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2) -fstack-protector-strong -fPIC
CPPFLAGS += -D_XOPEN_SOURCE=700 -DASHBY_VERSION='"$(VERSION)"' -MMD -MP
CFLAGS ?= $(OPT)
ALL_CFLAGS = -std=c11 $(CFLAGS) $(WARN) $(HARDEN) $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all -DASHBY_DEBUG_BUILD=1)
ALL_LDFLAGS = $(LDFLAGS) -Wl,-z,relro,-z,now $(if $(SANITIZE),-fsanitize=$(SANITIZE))

# What a folder may see is decided here: tui/ sees the public headers only.
INC_src := -Isrc/include -Isrc $(call pc_cflags,$(LIB_PKGS))
INC_sandbox := -Isrc/include -Isrc $(call pc_cflags,libmicrohttpd)
INC_tui := -Isrc/include -Itui $(call pc_cflags,ncursesw)
INC_tests := -Isrc/include -Isrc -Itui -Itests -I$(B) $(call pc_cflags,cmocka vterm)

# ---- programs and library --------------------------------------------------

.PHONY: all
all: $(B)/ashby-tui $(B)/ashby-sandbox $(B)/libashby.so.0 $(EXAMPLES) ## build the program, the sandbox, the library

$(B)/src/%.o: src/%.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(INC_src) $(ALL_CFLAGS) -c -o $@ $<

$(B)/src/sandbox/%.o: src/sandbox/%.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(INC_sandbox) $(ALL_CFLAGS) -c -o $@ $<

$(B)/tui/%.o: tui/%.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(INC_tui) $(ALL_CFLAGS) -c -o $@ $<

$(B)/%.gen.o: $(B)/%.gen.c
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(INC_tui) $(ALL_CFLAGS) -c -o $@ $<

# The list of views: one file tui/view_x.c is one view (DEFINE_VIEW). Kept when unchanged, so nothing rebuilds.
$(B)/views.gen.c: FORCE
	$(Q)mkdir -p $(@D) && { \
		printf '#include "view.h"\n'; \
		for f in $(VIEW_SRC:tui/view_%.c=%); do printf 'extern const struct view view_%s;\n' $$f; done; \
		printf 'const struct view *const views[] = {\n'; \
		for f in $(VIEW_SRC:tui/view_%.c=%); do printf '\t&view_%s,\n' $$f; done; \
		printf '\t0,\n};\n'; } >$@.new && { cmp -s $@.new $@ && rm $@.new || mv $@.new $@; }

# The key files, embedded as bytes: a string literal may not be as long.
$(B)/keymap.gen.c: keymaps/default.keys keymaps/emacs.keys
	$(Q)mkdir -p $(@D) && { printf '#include "keymap.h"\n'; for name in default emacs; do \
		printf 'const char keymap_%s[] = {\n' $$name; od -An -v -tu1 keymaps/$$name.keys | sed -e 's/[0-9][0-9]*/&,/g'; \
		printf '0 };\n'; done; } >$@

$(B)/libashby.a: $(LIB_OBJ)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(B)/libtui.a: $(filter-out $(B)/tui/main.o,$(TUI_OBJ)) $(GEN_OBJ)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(B)/libashby.so.0: $(LIB_OBJ) src/libashby.map
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -Wl,-soname,libashby.so.0 \
		-Wl,--version-script=src/libashby.map -o $@ $(LIB_OBJ) $(LIB_LIBS)

$(B)/ashby-tui: $(B)/tui/main.o $(B)/libtui.a $(B)/libashby.a
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -pie -o $@ $^ $(TUI_LIBS) $(LIB_LIBS)

$(B)/ashby-sandbox: $(SANDBOX_OBJ) $(B)/libashby.a
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -pie -o $@ $^ $(SANDBOX_LIBS) $(LIB_LIBS)

$(B)/examples/%: src/examples/%.c $(B)/libashby.a
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(CPPFLAGS) -Isrc/include $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< \
		$(B)/libashby.a $(LIB_LIBS)

# ---- tests -----------------------------------------------------------------

# A unit test that needs the sandbox's own modules names them here by its file's prefix: test_sandbox_*.c.
$(B)/unit/test_sandbox_%: tests/unit/test_sandbox_%.c $(filter-out $(B)/src/sandbox/main.o,$(SANDBOX_OBJ)) $(B)/libashby.a
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(INC_tests) -Isrc/sandbox $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
		$< $(filter %.o %.a,$^) $(CMOCKA_LIBS) $(SANDBOX_LIBS) $(LIB_LIBS)

# tests/nomem.h: in these the n-th allocation fails.
$(B)/unit/test_nomem_%: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup

$(B)/unit/%: tests/unit/%.c $(B)/libtui.a $(B)/libashby.a
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(INC_tests) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
		$< $(filter %.a,$^) $(CMOCKA_LIBS) $(TUI_LIBS) $(LIB_LIBS)

# The tool of the screen tests: a terminal that a script types on and reads.
$(B)/tests/tools/%.o: tests/tools/%.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(call pc_cflags,vterm) $(ALL_CFLAGS) -c -o $@ $<

$(B)/tools/screen: $(SCREEN_OBJ)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(VTERM_LIBS)

.PHONY: unit
unit: $(UNIT) ## build and run the unit tests only
	$(Q)B=$(B) sh tests/run-unit $(UNIT)

.PHONY: screens headless
screens: all $(TOOLS) ## run the screen tests only; UPDATE=1 rewrites what they expect
	$(Q)B=$(B) sh tests/run-scripts screens

headless: all $(TOOLS) ## run the tests of the command line tools only
	$(Q)B=$(B) sh tests/run-scripts headless

.PHONY: check
check: all $(UNIT) $(TOOLS) ## run all tests; the last line is "N passed, N failed"
	$(Q)B=$(B) sh tests/run $(UNIT)

.PHONY: torture
torture: all $(TOOLS) ## a long random walk of keys and resizes (STEPS=10000 SEED=7)
	$(Q)B=$(B) sh tests/walk $(or $(STEPS),10000) $(or $(SEED),7) && echo "  ok      walk"

.PHONY: bench
bench: all $(TOOLS) ## bytes that a cursor move and rest cost on the wire
	$(Q)B=$(B) sh tests/bench/bytes

.PHONY: check-valgrind
check-valgrind: $(UNIT) ## the unit tests under valgrind
	$(Q)B=$(B) WRAP='valgrind -q --leak-check=full --error-exitcode=99 --max-stackframe=8388608 \
		--suppressions=tests/valgrind.supp' sh tests/run-unit $(UNIT)

# A parser under libFuzzer, compiled whole since every object must be instrumented. What is found stays in build/fuzz.
FUZZ_S ?= 60
build/fuzz/%: tests/fuzz/%.c $(LIB_SRC)
	$(call say,FUZZ,$@)mkdir -p $@.corpus && clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all $(filter-out -M%,$(CPPFLAGS)) $(INC_tests) $(call pc_cflags,$(LIB_PKGS)) -o $@ $< \
		$(LIB_SRC) $(LIB_LIBS)

.PHONY: fuzz
fuzz: $(FUZZ_SRC:tests/fuzz/%.c=build/fuzz/%) ## each parser under libFuzzer for FUZZ_S seconds (needs clang)
	$(Q)cd build/fuzz && for f in $(notdir $^); do \
		./$$f -max_total_time=$(FUZZ_S) -max_len=4096 $$f.corpus >$$f.log 2>&1 || { tail -n 40 $$f.log; exit 1; }; \
		echo "  $$f: $$(tail -n 1 $$f.log)"; done

# ---- for people ------------------------------------------------------------

.PHONY: deps
deps: ## install the Debian packages that the build and the tests need
	$(Q)sh src/packaging/deps $(DEPS_DEB)

.PHONY: demo
demo: all ## open the app on a sandbox full of made-up people
	$(Q)$(B)/ashby-tui --demo

.PHONY: tidy
tidy: ## clang-tidy over the sources
	$(Q)bad=0; for f in $(LIB_SRC) $(SANDBOX_SRC) $(TUI_SRC); do \
		clang-tidy --quiet $$f -- -std=c11 -D_XOPEN_SOURCE=700 -DASHBY_VERSION='""' -Isrc/sandbox $(INC_src) $(INC_tui) \
			2>/dev/null || bad=1; done; exit $$bad

.PHONY: format
format: ## clang-format over the sources
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h')

.PHONY: install
install: all ## install under DESTDIR/PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/ashby \
		$(DESTDIR)$(PREFIX)/share/ashby-tui/keymaps $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/ashby-tui $(B)/ashby-sandbox $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(B)/libashby.so.0 $(DESTDIR)$(PREFIX)/lib
	ln -sf libashby.so.0 $(DESTDIR)$(PREFIX)/lib/libashby.so
	install -m 644 src/include/ashby/*.h $(DESTDIR)$(PREFIX)/include/ashby
	install -m 644 keymaps/*.keys $(DESTDIR)$(PREFIX)/share/ashby-tui/keymaps
	install -m 644 $(wildcard man/*.1) $(DESTDIR)$(PREFIX)/share/man/man1
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' src/packaging/ashby.pc.in \
		>$(DESTDIR)$(PREFIX)/lib/pkgconfig/ashby.pc

.PHONY: uninstall
uninstall: ## take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/ashby-tui $(DESTDIR)$(PREFIX)/bin/ashby-sandbox
	rm -f $(DESTDIR)$(PREFIX)/lib/libashby.so $(DESTDIR)$(PREFIX)/lib/libashby.so.0
	rm -f $(DESTDIR)$(PREFIX)/lib/pkgconfig/ashby.pc
	rm -rf $(DESTDIR)$(PREFIX)/include/ashby $(DESTDIR)$(PREFIX)/share/ashby-tui
	rm -f $(patsubst man/%,$(DESTDIR)$(PREFIX)/share/man/man1/%,$(wildcard man/*.1))

.PHONY: clean
clean: ## remove build/
	rm -rf build

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

.PHONY: FORCE
FORCE:

-include $(shell find build -name '*.d' 2>/dev/null)
