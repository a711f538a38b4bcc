# balsys: exact handling of transaction streams.  "make help" lists the targets.

CC = cc
CFLAGS = -O2 -g
PREFIX = /usr/local

COMMANDS = \
	balsys-batch \
	balsys-gen \
	balsys-import \
	balsys-ledger \
	balsys-serve \
	balsys-stats

PAGES = $(COMMANDS:%=%.1) balsys-book.5 balsys-csv.5 balsys.7

# A folder a theme; each looks only at those above it.
MODULES = \
	base/amounts \
	base/arena \
	base/buf \
	base/digest \
	base/digest_crypto \
	base/digits \
	base/grow \
	base/json \
	base/money \
	base/pace \
	base/places \
	base/random \
	base/reason \
	base/roster \
	base/span \
	base/timestamp \
	base/utf8 \
	stream/ahead \
	stream/checkpoint \
	stream/commit \
	stream/cutter \
	stream/failure \
	stream/field \
	stream/folder \
	stream/gunzip \
	stream/gzip_header \
	stream/header \
	stream/held \
	stream/inflate_isal \
	stream/inflate_zlib \
	stream/input \
	stream/journal \
	stream/lines \
	stream/lookback \
	stream/marks \
	stream/pipe \
	stream/pread_all \
	stream/queue \
	stream/reader \
	stream/replace \
	stream/split \
	stream/summed \
	stream/sums \
	stream/text \
	stream/torn \
	stream/wait \
	stream/workers \
	stream/writer \
	ledger/accounts \
	ledger/auto_id \
	ledger/book \
	ledger/book_names \
	ledger/book_options \
	ledger/foreign \
	ledger/foreign_amount \
	ledger/foreign_columns \
	ledger/foreign_plan \
	ledger/foreign_text \
	ledger/foreign_time \
	ledger/ledger \
	ledger/recall \
	ledger/restore \
	ledger/results \
	ledger/seen \
	ledger/seen_memory \
	ledger/snapshot \
	ledger/tables \
	ledger/txn \
	pack/best \
	pack/bfd \
	pack/bounds \
	pack/branch \
	pack/coarse \
	pack/completion \
	pack/dive \
	pack/dual \
	pack/exact \
	pack/ffd \
	pack/fillings \
	pack/first_fit \
	pack/fit \
	pack/fullest \
	pack/groups \
	pack/kinds \
	pack/lowest \
	pack/lp \
	pack/master \
	pack/methods \
	pack/next_fit \
	pack/offers \
	pack/order \
	pack/packing \
	pack/patterns \
	pack/plan \
	pack/pool \
	pack/pricing \
	pack/proof \
	pack/reduction \
	pack/repack \
	pack/search \
	pack/sizes \
	pack/stairs \
	pack/window \
	pack/worth \
	stats/axis \
	stats/axis_time \
	stats/chain \
	stats/decades \
	stats/exposition \
	stats/figures \
	stats/format_csv \
	stats/format_json \
	stats/format_prometheus \
	stats/format_text \
	stats/histogram \
	stats/holders \
	stats/merge \
	stats/merge_shape \
	stats/panel_amounts \
	stats/panel_balance \
	stats/panel_fills \
	stats/panel_windows \
	stats/period \
	stats/plot \
	stats/report \
	stats/saved \
	stats/saved_bounds \
	stats/saved_lines \
	stats/saved_parts \
	stats/script \
	stats/series \
	stats/shown \
	stats/sketch \
	stats/summary \
	stats/summary_keys \
	stats/tempo \
	stats/text_table \
	stats/timeline \
	stats/windows \
	serve/address \
	serve/api \
	serve/api_account \
	serve/api_audit \
	serve/api_json \
	serve/api_latest \
	serve/api_metrics \
	serve/api_put \
	serve/api_simulation \
	serve/api_site \
	serve/api_state \
	serve/api_summary \
	serve/api_telemetry \
	serve/api_transactions \
	serve/assets \
	serve/batch_lines \
	serve/bloom \
	serve/body \
	serve/body_csv \
	serve/body_json \
	serve/book_counts \
	serve/book_record \
	serve/book_shape \
	serve/book_view \
	serve/children \
	serve/delays \
	serve/flights \
	serve/follower \
	serve/history \
	serve/history_find \
	serve/http \
	serve/http_answer \
	serve/http_events \
	serve/http_head \
	serve/http_request \
	serve/http_stream \
	serve/json_tree \
	serve/latest_batches \
	serve/layout \
	serve/loop \
	serve/members \
	serve/memory_used \
	serve/outcomes \
	serve/pipeline \
	serve/pipeline_flow \
	serve/pipeline_run \
	serve/posted \
	serve/problem \
	serve/process \
	serve/query \
	serve/rates \
	serve/request \
	serve/server \
	serve/simulation \
	serve/submission \
	serve/token \
	serve/window_list \
	cli/audit \
	cli/audit_file \
	cli/audit_records \
	cli/batch_book \
	cli/batch_check \
	cli/batch_files \
	cli/batch_flow \
	cli/batch_mark \
	cli/batch_output \
	cli/batch_past \
	cli/batch_report \
	cli/batch_shape \
	cli/batch_tell \
	cli/book_tables \
	cli/certificate \
	cli/certificate_check \
	cli/checkpoint_check \
	cli/child \
	cli/cli \
	cli/events \
	cli/feed \
	cli/figures_page \
	cli/gnuplot \
	cli/id_check \
	cli/import_options \
	cli/ledger_book \
	cli/ledger_check \
	cli/ledger_recovery \
	cli/ledger_tables \
	cli/limit_check \
	cli/live \
	cli/metrics \
	cli/option_check \
	cli/outputs \
	cli/oversize_check \
	cli/page_file \
	cli/parcel \
	cli/parcels \
	cli/picture \
	cli/posting \
	cli/progress \
	cli/pulse \
	cli/reconcile \
	cli/refusals \
	cli/reject_rows \
	cli/report_check \
	cli/seals \
	cli/snapshot_check \
	cli/submit \
	cli/submitted \
	cli/submitted_check \
	cli/sum_check \
	cli/summaries \
	cli/tally \
	cli/tally_fill \
	cli/tally_inputs \
	cli/tally_kind \
	cli/tally_records \
	cli/tally_rows \
	cli/tally_units \
	cli/tee \
	cli/telemetry \
	cli/terminal \
	cli/window_file \
	cli/window_lines \
	cli/window_match \
	cli/window_tail \
	cli/window_text

# What the page of balsys-serve is made of, kept in the program.
SITE = \
	lib/serve/site/chart.js \
	lib/serve/site/icon.svg \
	lib/serve/site/index.html \
	lib/serve/site/live.js \
	lib/serve/site/money.js \
	lib/serve/site/openapi.json \
	lib/serve/site/page.css \
	lib/serve/site/page.js \
	lib/serve/site/simulation.js

# A unit test is a program: tests/unit/NAME.c.
UNITS = \
	accounts \
	address \
	ahead \
	amounts \
	api_put \
	arena \
	assets \
	audit \
	auto_id \
	axis \
	bench \
	bloom \
	body \
	book \
	book_options \
	book_view \
	buf \
	certificate \
	chain \
	checkpoint \
	children \
	commit \
	completion \
	cutter \
	daytime \
	decades \
	delays \
	digest \
	digits \
	dual \
	efforts \
	events \
	exact \
	exposition \
	failure \
	figures \
	fit \
	flights \
	folder \
	follower \
	foreign \
	foreign_amount \
	foreign_time \
	groups \
	gunzip \
	held \
	histogram \
	history \
	http \
	http_events \
	http_head \
	http_limits \
	http_stream \
	input \
	input_ahead \
	journal \
	json \
	json_tree \
	kept \
	kinds \
	latest_batches \
	layout \
	ledger \
	ledger_run \
	lines \
	live \
	lookback \
	loop \
	lp \
	marks \
	members \
	metrics \
	money \
	money_text \
	outcomes \
	pace \
	pack \
	pack_brute \
	pack_hard \
	pack_parts \
	page_file \
	parcels \
	period \
	pipe \
	pipeline \
	pipeline_losses \
	places \
	plot \
	posted \
	pread_all \
	pricing \
	problem \
	process \
	progress \
	proof \
	pulse \
	query \
	queue \
	random \
	rates \
	reader \
	reader_headers \
	reader_part \
	recall \
	repack \
	report \
	restore \
	roster \
	saved \
	search \
	seen \
	seen_memory \
	series \
	shown \
	simulation \
	sketch \
	span \
	split \
	stairs \
	submission \
	submit \
	submitted \
	summary \
	summed \
	sums \
	tables \
	tally_inputs \
	tally_kind \
	tee \
	tempo \
	terminal \
	text \
	timeline \
	timestamp \
	timestamp_near \
	token \
	torn \
	two_paths \
	txn \
	utf8 \
	wait \
	window_file \
	window_lines \
	window_list \
	window_match \
	window_tail \
	window_text \
	windows \
	word \
	workers \
	writer

# What modules do where there are no vectors is tested everywhere: NAME_plain is
# the unit test NAME with these modules made as if there were none.
PLAIN_MODULES = \
	base/digits \
	base/money \
	base/roster \
	base/timestamp \
	stream/marks \
	stream/writer

PLAIN_UNITS = \
	cutter \
	digits \
	marks \
	money \
	money_text \
	roster \
	timestamp \
	timestamp_near \
	writer

# Under the sanitizers these take minutes.
SLOW_UNITS = exact pack pack_brute pack_hard pricing search

# make ISAL=no: as if libisal were not there.
ISAL := $(shell pkg-config --exists libisal 2>/dev/null && echo yes)
ifeq ($(ISAL),yes)
ISAL_FLAGS := -DBALSYS_ISAL $(shell pkg-config --cflags libisal)
ISAL_LIBS := $(shell pkg-config --libs libisal)
endif

LIBS = -lcsv -lz $(ISAL_LIBS) -lmd -pthread

# make SAN=1: the same under the address and undefined-behaviour sanitizers.
ifdef SAN
BUILD = build/san
SANFLAGS = -fsanitize=address,undefined -fno-sanitize-recover=all
else
BUILD = build
endif

STRICT = -std=c11 -D_POSIX_C_SOURCE=200809L -Ilib -Itests -Wall -Wextra -Wpedantic \
	-Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wwrite-strings -Wcast-qual -Wvla -Wformat=2 -ffp-contract=off \
	-fno-common -MMD -MP
# CLP is loaded when it is wanted; only its header is needed here.
CLP = $(shell pkg-config --exists clp 2>/dev/null && \
	echo -DBALSYS_CLP $$(pkg-config --cflags clp))

# So is libcrypto, where much is hashed.
CRYPTO = $(shell pkg-config --exists libcrypto 2>/dev/null && \
	echo -DBALSYS_CRYPTO $$(pkg-config --cflags libcrypto))

# libmicrohttpd and jansson are for balsys-serve alone, which says so without.
HTTP = $(shell pkg-config --exists libmicrohttpd 2>/dev/null && \
	echo -DBALSYS_HTTP $$(pkg-config --cflags libmicrohttpd))
JANSSON = $(shell pkg-config --exists jansson 2>/dev/null && \
	echo -DBALSYS_JANSSON $$(pkg-config --cflags jansson))
SERVE_LIBS := $(shell for l in libmicrohttpd jansson; do \
	pkg-config --exists $$l 2>/dev/null && pkg-config --libs $$l; done)

COMPILE = $(CC) $(STRICT) $(CFLAGS) $(SANFLAGS) $(CPPFLAGS)
LINK = $(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS)

# What measures: tests/bench/NAME.c is a program, or a part of them.
BENCHES = inflate instances latency libcsv pack places race sync trickle
BENCH_PARTS = duals judge samples share times traps

# What holds several ways equal: tests/fuzz/NAME.c is a part, or a program that
# scripts use.
FUZZ_PARTS = model model_reader reader split texts transcript trouble values
FUZZ_TOOLS = dribble make_trouble
FUZZ_TARGETS = reader split values
TIME = 60
TORTURE = full

# What makes faults: tests/fault/NAME.c is a program, or a shim, which is loaded
# before the libraries of others.
FAULT_TOOLS = flip kill_at
FAULT_SHIMS = shim

# Clients of balsys-serve, good ones and others: tests/serve/NAME.c is a program,
# or a part of them.
SERVE_TOOLS = attacker flooder submitter
SERVE_PARTS = wire

# What shows what a person sees: tests/terminal/NAME.c is a program.
TERMINAL_TOOLS = terminal

LIBRARY = $(BUILD)/libbalsys.a
OBJECTS = $(MODULES:%=$(BUILD)/lib/%.o) $(BUILD)/lib/serve/site.o
PROGRAMS = $(COMMANDS:%=$(BUILD)/%)
UNIT_PROGRAMS = $(UNITS:%=$(BUILD)/tests/unit/%)
QUICK_UNITS = $(filter-out $(SLOW_UNITS),$(UNITS))
PLAIN_OBJECTS = $(PLAIN_MODULES:%=$(BUILD)/plain/lib/%.o)
PLAIN_UNIT_OBJECTS = $(PLAIN_UNITS:%=$(BUILD)/plain/tests/unit/%.o)
PLAIN_PROGRAMS = $(PLAIN_UNITS:%=$(BUILD)/tests/unit/%_plain)
BENCH_PROGRAMS = $(BENCHES:%=$(BUILD)/tests/bench/%)
BENCH_OBJECTS = $(BENCH_PARTS:%=$(BUILD)/tests/bench/%.o)
FUZZ_OBJECTS = $(FUZZ_PARTS:%=$(BUILD)/tests/fuzz/%.o)
FUZZ_PROGRAMS = $(FUZZ_TOOLS:%=$(BUILD)/tests/fuzz/%)
FAULT_PROGRAMS = $(FAULT_TOOLS:%=$(BUILD)/tests/fault/%)
SERVE_PROGRAMS = $(SERVE_TOOLS:%=$(BUILD)/tests/serve/%)
SERVE_OBJECTS = $(SERVE_PARTS:%=$(BUILD)/tests/serve/%.o)
TERMINAL_PROGRAMS = $(TERMINAL_TOOLS:%=$(BUILD)/tests/terminal/%)
FAULT_OBJECTS = $(FAULT_SHIMS:%=$(BUILD)/tests/fault/%.so)

all: $(PROGRAMS)

help:
	@echo 'make             build the commands into build/'
	@echo 'make demo        install what is missing, build, run the main job'
	@echo 'make serve       likewise, and serve a simulation to a browser'
	@echo 'make check       install what is missing, build, run all tests'
	@echo 'make deps        install what is missing, nothing else'
	@echo 'make check SAN=1 the tests under address and undefined sanitizers'
	@echo 'make check-san   of these, unit tests but those that take long'
	@echo 'make accept CASE=ledger/name   keep what a golden test prints now'
	@echo 'make check-cost  of these, what counts instructions; make accept-cost'
	@echo '                 keeps what it counts now'
	@echo 'make bench       measure the stream path; SIZE=full: 10 million lines'
	@echo 'make bench-pack  measure packing; SIZE=full: for hours'
	@echo 'make bench-serve measure balsys-serve under load; SIZE=quick: in a minute'
	@echo 'make torture     make every fault, many times; TORTURE=quick: few'
	@echo 'make fuzz        let libFuzzer (clang) look for faults; TIME=60: seconds'
	@echo 'make completions make the shell completions anew from --help'
	@echo 'make install     into DESTDIR and PREFIX ($(PREFIX))'
	@echo 'make uninstall   take away what install put there'
	@echo 'make clean       take away build/'

$(BUILD)/%.o: %.c
	@mkdir -p '$(@D)'
	$(COMPILE) -c -o $@ $<

$(BUILD)/plain/%.o: %.c
	@mkdir -p '$(@D)'
	$(COMPILE) -U__SSE2__ -c -o $@ $<

$(BUILD)/lib/pack/lp.o: CPPFLAGS += $(CLP)
$(BUILD)/lib/base/digest_crypto.o: CPPFLAGS += $(CRYPTO)
$(BUILD)/lib/serve/http.o $(BUILD)/lib/serve/http_answer.o \
$(BUILD)/lib/serve/http_request.o $(BUILD)/lib/serve/http_stream.o: CPPFLAGS += $(HTTP)
$(BUILD)/lib/serve/json_tree.o: CPPFLAGS += $(JANSSON)
$(BUILD)/lib/stream/inflate_isal.o: CPPFLAGS += $(ISAL_FLAGS)

# It is compiled anew where these flags are others than before.
ISAL_STAMP = $(BUILD)/lib/stream/isal_flags
$(BUILD)/lib/stream/inflate_isal.o: $(ISAL_STAMP)
$(ISAL_STAMP): always
	@mkdir -p '$(@D)'
	@echo '$(ISAL_FLAGS)' | cmp -s - $@ || echo '$(ISAL_FLAGS)' >$@

$(BUILD)/lib/serve/site.c: Makefile lib/serve/embed.sh $(SITE)
	@mkdir -p '$(@D)'
	lib/serve/embed.sh $(SITE) >$@

$(BUILD)/lib/serve/site.o: $(BUILD)/lib/serve/site.c
	$(COMPILE) -c -o $@ $<

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	ar -rcs $@ $(OBJECTS)

$(BUILD)/balsys-serve: MORE_LIBS = $(SERVE_LIBS)
$(PROGRAMS): $(BUILD)/%: $(BUILD)/cmd/%.o $(LIBRARY)
	$(LINK) -o $@ $< $(LIBRARY) $(MORE_LIBS) $(LIBS)

$(UNIT_PROGRAMS): %: %.o $(BENCH_OBJECTS) $(FUZZ_OBJECTS) $(LIBRARY)
	$(LINK) -o $@ $< $(BENCH_OBJECTS) $(FUZZ_OBJECTS) $(LIBRARY) $(SERVE_LIBS) $(LIBS)

$(PLAIN_PROGRAMS): $(BUILD)/tests/unit/%_plain: $(BUILD)/plain/tests/unit/%.o \
	    $(PLAIN_OBJECTS) $(LIBRARY)
	@mkdir -p '$(@D)'
	$(LINK) -o $@ $< $(PLAIN_OBJECTS) $(LIBRARY) $(LIBS)

$(BENCH_PROGRAMS): %: %.o $(BENCH_OBJECTS) $(LIBRARY)
	$(LINK) -o $@ $< $(BENCH_OBJECTS) $(LIBRARY) $(LIBS)

$(FUZZ_PROGRAMS): %: %.o $(FUZZ_OBJECTS) $(LIBRARY)
	$(LINK) -o $@ $< $(FUZZ_OBJECTS) $(LIBRARY) $(LIBS)

$(TERMINAL_PROGRAMS): %: %.o $(LIBRARY)
	$(LINK) -o $@ $< $(LIBRARY) $(LIBS)

$(FAULT_PROGRAMS): %: %.o
	$(LINK) -o $@ $<

$(SERVE_PROGRAMS): %: %.o $(SERVE_OBJECTS) $(BENCH_OBJECTS) $(LIBRARY)
	$(LINK) -o $@ $< $(SERVE_OBJECTS) $(BENCH_OBJECTS) $(LIBRARY) $(LIBS)

$(FAULT_OBJECTS): $(BUILD)/%.so: %.c
	@mkdir -p '$(@D)'
	$(CC) $(STRICT) $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) -fPIC -shared -o $@ $<

deps:
	@.ci/deps build check

demo:
	@.ci/deps build
	@$(MAKE) --no-print-directory -s all
	@PATH="$$PWD/build:$$PATH" examples/demo.sh

# A book of its own, in build/serve, which later runs go on with.
LISTEN = 127.0.0.1:8080

serve:
	@.ci/deps build
	@$(MAKE) --no-print-directory -s all
	@build/balsys-serve --book build/serve --simulate 50 --listen '$(LISTEN)'

check:
	@.ci/deps build check
	@.ci/tools || :
	@$(MAKE) --no-print-directory -s all units benches
	@BUILD=$(BUILD) tests/run.sh

# Those of packing that take minutes are for make check SAN=1.
SAN_BUILD = build/san

check-san:
	@.ci/deps build check
	@$(MAKE) --no-print-directory -s SAN=1 BUILD=$(SAN_BUILD) all quick-units
	@BUILD=$(SAN_BUILD) tests/run.sh $(QUICK_UNITS:%=tests/unit/%)

# Part of check, too: what records cost, by counting instructions.
check-cost:
	@.ci/deps build check
	@$(MAKE) --no-print-directory -s all
	@BUILD=$(BUILD) tests/run.sh tests/cost/

units: $(UNIT_PROGRAMS) $(PLAIN_PROGRAMS) $(FUZZ_PROGRAMS) \
	    $(FAULT_PROGRAMS) $(FAULT_OBJECTS) $(SERVE_PROGRAMS) \
	    $(TERMINAL_PROGRAMS)

quick-units: $(QUICK_UNITS:%=$(BUILD)/tests/unit/%) $(PLAIN_PROGRAMS) \
	    $(FUZZ_PROGRAMS)

benches: $(BENCH_PROGRAMS) $(FAULT_SHIMS:%=$(BUILD)/tests/fault/%.so)

# In two minutes; SIZE=full, with 10 million lines, in some twenty.  A peer that
# cannot be installed is left out of the table.
bench:
	@.ci/deps build
	@.ci/deps bench || :
	@$(MAKE) --no-print-directory -s all benches
	@BUILD=$(BUILD) CC='$(CC)' SIZE='$(SIZE)' tests/bench/stream.sh

# libFuzzer is part of clang; without it there is tests/unit/two_paths.c.
FUZZ_BUILD = build/fuzz
FUZZERS = $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/find_%)

fuzz:
	@.ci/deps build
	@mkdir -p $(FUZZ_BUILD)
	@echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' | \
	    clang -fsanitize=fuzzer -x c -o $(FUZZ_BUILD)/probe - 2>/dev/null || \
	    { echo 'make fuzz wants clang and libclang-rt-dev' >&2; exit 69; }
	@$(MAKE) --no-print-directory -s CC=clang CFLAGS='-O1 -g -w' \
	    BUILD=$(FUZZ_BUILD) \
	    SANFLAGS='-fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=all' fuzzers
	@tests/fuzz/fuzz.sh $(FUZZ_BUILD) '$(TIME)' $(FUZZ_TARGETS)

fuzzers: $(FUZZERS) $(FUZZ_PROGRAMS)

$(FUZZERS): $(BUILD)/tests/fuzz/find_%: tests/fuzz/libfuzzer.c $(FUZZ_OBJECTS) \
	    $(LIBRARY)
	$(COMPILE) -fsanitize=fuzzer -DTARGET=fuzz_$* -o $@ $< \
	    $(FUZZ_OBJECTS) $(LIBRARY) $(LIBS)

# Kills, failing calls, full disks, power cuts and flipped bytes, in some
# minutes; make check has a share of it.
torture:
	@.ci/deps build check
	@.ci/deps torture || :
	@$(MAKE) --no-print-directory -s all units
	@BUILD=$(BUILD) CC='$(CC)' TORTURE='$(TORTURE)' tests/torture.sh

# In some four minutes; SIZE=full takes hours.
bench-pack: all benches
	@BUILD=$(BUILD) SIZE='$(SIZE)' tests/bench/pack.sh

# In some ten minutes.
bench-serve:
	@.ci/deps build
	@.ci/deps bench || :
	@$(MAKE) --no-print-directory -s all units
	@BUILD=$(BUILD) SIZE='$(SIZE)' tests/bench/serve.sh

accept: all
	@BUILD=$(BUILD) tests/accept.sh '$(CASE)'

accept-cost: all
	@BUILD=$(BUILD) ACCEPT=1 tests/run.sh tests/cost/

completions: all
	@completions/generate.sh $(BUILD)

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' \
	    '$(DESTDIR)$(PREFIX)/share/man/man1' \
	    '$(DESTDIR)$(PREFIX)/share/man/man5' \
	    '$(DESTDIR)$(PREFIX)/share/man/man7' \
	    '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' \
	    '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
	    '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	for c in $(COMMANDS); do \
	    install -m 755 $(BUILD)/$$c '$(DESTDIR)$(PREFIX)/bin' && \
	    install -m 644 completions/balsys.bash \
		'$(DESTDIR)$(PREFIX)/share/bash-completion/completions/'$$c && \
	    install -m 644 completions/$$c.fish \
		'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d' || \
	    exit; \
	done
	for p in $(PAGES); do \
	    install -m 644 cmd/$$p \
		'$(DESTDIR)$(PREFIX)/share/man/man'$${p##*.} || exit; \
	done
	install -m 644 completions/_balsys \
	    '$(DESTDIR)$(PREFIX)/share/zsh/site-functions'

uninstall:
	for c in $(COMMANDS); do \
	    rm -f '$(DESTDIR)$(PREFIX)/bin/'$$c \
		'$(DESTDIR)$(PREFIX)/share/bash-completion/completions/'$$c \
		'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/'$$c.fish; \
	done
	for p in $(PAGES); do \
	    rm -f '$(DESTDIR)$(PREFIX)/share/man/man'$${p##*.}/$$p; \
	done
	rm -f '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_balsys'

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(PROGRAMS:$(BUILD)/%=$(BUILD)/cmd/%.d) \
	$(UNIT_PROGRAMS:=.d) $(PLAIN_OBJECTS:.o=.d) \
	$(PLAIN_UNIT_OBJECTS:.o=.d) $(BENCH_PROGRAMS:=.d) $(BENCH_OBJECTS:.o=.d) \
	$(FUZZ_PROGRAMS:=.d) $(FUZZ_OBJECTS:.o=.d) $(FAULT_PROGRAMS:=.d) \
	$(FAULT_OBJECTS:.so=.d) $(SERVE_PROGRAMS:=.d) $(SERVE_OBJECTS:.o=.d) \
	$(TERMINAL_PROGRAMS:=.d)

.PHONY: all help deps demo serve check check-san check-cost units quick-units \
	benches bench bench-pack bench-serve torture fuzz fuzzers accept \
	accept-cost completions install uninstall clean always
.DELETE_ON_ERROR:
.SECONDARY:
