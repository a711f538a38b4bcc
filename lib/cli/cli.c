/* getopt_long(3) is a GNU extension. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/terminal.h"
#include "stream/wait.h"

enum {
	OPTIONS_MAX = 48,
	LETTER_HELP = 1000,
	LETTER_VERSION,
};

static const struct cli *the_cli;

static const struct cli_option everywhere[] = {
	{ LETTER_HELP, "help", NULL, "say this, and exit" },
	{ LETTER_VERSION, "version", NULL, "say the version, and exit" },
	{ 0 },
};

void
cli_start(const struct cli *cli)
{
	the_cli = cli;
	/*
	 * A standard stream that is closed would be taken by the next file to
	 * be opened.  What stands in its place fails when it is used.
	 */
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY :
		    O_RDONLY) == -1)
			_exit(EX_OSERR);
	signal(SIGPIPE, SIG_IGN);
	/* So that a file as large as it may be is an error of its write. */
	signal(SIGXFSZ, SIG_IGN);
	wait_catch_signals();
}

const char *
cli_name(void)
{
	return the_cli->command;
}

/* One line, in one write, so that lines of a pipeline do not mix. */
__attribute__((format(printf, 2, 0)))
static void
say(const char *suffix, const char *format, va_list args)
{
	char line[1200];
	size_t room = sizeof(line) - 1;
	int len = snprintf(line, room, "%s: ", the_cli->command);
	size_t used = (size_t)len;

	len = vsnprintf(line + used, room - used, format, args);
	used = len < 0 || (size_t)len >= room - used ? room - 1 :
	    used + (size_t)len;
	len = snprintf(line + used, room - used, "%s", suffix);
	used = len < 0 || (size_t)len >= room - used ? room - 1 :
	    used + (size_t)len;
	for (size_t i = 0, one; i < used; i += one == 0 ? 1 : one) {
		one = utf8_shown_len((struct span){ line + i, used - i });
		if (one == 0)
			line[i] = '?';
	}
	line[used++] = '\n';
	terminal_say((struct span){ line, used });
}

void
cli_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}

void
cli_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(" (--help tells more)", format, args);
	va_end(args);
	exit(EX_USAGE);
}

static int
print_option(FILE *out, const struct cli_option *o)
{
	char left[96];

	if (o->letter < 256)
		snprintf(left, sizeof(left), "  -%c, --%s%s%s", o->letter,
		    o->name, o->argument == NULL ? "" : " ",
		    o->argument == NULL ? "" : o->argument);
	else
		snprintf(left, sizeof(left), "      --%s%s%s", o->name,
		    o->argument == NULL ? "" : " ",
		    o->argument == NULL ? "" : o->argument);
	if (strlen(left) > 30)
		return fprintf(out, "%s\n%32s%s\n", left, "", o->help);
	return fprintf(out, "%-32s%s\n", left, o->help);
}

/* Exit with what standard output says of all that was printed. */
_Noreturn static void
end_printing(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
		exit(0);
	if (errno == EPIPE)
		exit(cli_end(CLI_LEFT));
	cli_warn("standard output: %s", strerror(errno));
	exit(EX_IOERR);
}

_Noreturn static void
print_help(void)
{
	printf("usage: %s [option ...]%s%s\n%s\n\n", the_cli->command,
	    *the_cli->operands == '\0' ? "" : " ", the_cli->operands,
	    the_cli->summary);
	for (const struct cli_option *o = the_cli->options; o->name != NULL;
	    o++)
		print_option(stdout, o);
	for (const struct cli_option *o = everywhere; o->name != NULL; o++)
		print_option(stdout, o);
	end_printing();
}

_Noreturn static void
print_version(void)
{
	printf("%s %s\n", the_cli->command, BALSYS_VERSION);
	end_printing();
}

/* Add what getopt_long() wants to know of a table's options. */
static void
translate(const struct cli_option *o, struct option *longs, size_t *nlongs,
    char *letters, size_t *nletters)
{
	for (; o->name != NULL && *nlongs < OPTIONS_MAX; o++) {
		longs[(*nlongs)++] = (struct option){ o->name,
		    o->argument == NULL ? no_argument : required_argument,
		    NULL, o->letter };
		if (o->letter >= 256)
			continue;
		letters[(*nletters)++] = (char)o->letter;
		if (o->argument != NULL)
			letters[(*nletters)++] = ':';
	}
}

int
cli_next(int argc, char *argv[])
{
	struct option longs[OPTIONS_MAX + 1] = { { 0 } };
	char letters[2 * OPTIONS_MAX + 2] = ":";
	size_t nlongs = 0, nletters = 1;
	int letter;

	translate(the_cli->options, longs, &nlongs, letters, &nletters);
	translate(everywhere, longs, &nlongs, letters, &nletters);
	letter = getopt_long(argc, argv, letters, longs, NULL);
	switch (letter) {
	case LETTER_HELP:
		print_help();
	case LETTER_VERSION:
		print_version();
	case ':':
		cli_usage("option %s needs an argument", argv[optind - 1]);
	case '?':
		/* A letter that is there can only be that of a long option. */
		if (optopt > 0 && optopt < 256 && strchr(letters, optopt) ==
		    NULL)
			cli_usage("there is no option -%c", optopt);
		cli_usage("option %s is not known, fits several, or takes no "
		    "argument", argv[optind - 1]);
	default:
		return letter;
	}
}

const char *
cli_argument(void)
{
	return optarg;
}

const char *const *
cli_operands(int argc, char *argv[])
{
	static const char *const standard_input[] = { "-", NULL };

	if (optind >= argc)
		return standard_input;
	return (const char *const *)(argv + optind);
}

bool
cli_has_operands(int argc)
{
	return optind < argc;
}

int
cli_option_words(void)
{
	return optind - 1;
}

void
cli_no_operands(int argc, char *argv[])
{
	if (optind < argc)
		cli_usage("nothing is read, so \"%.40s\" is no operand",
		    argv[optind]);
}

void
cli_column_name(const char *option, struct span text)
{
	char shown[SPAN_SHOWN_MAX];
	bool fits = text.len > 0 && utf8_valid(text);

	for (size_t i = 0; i < text.len; i++)
		fits = fits && (unsigned char)text.ptr[i] >= 0x20;
	if (!fits)
		cli_usage("--%s: %s is no name for a column", option,
		    span_show(text, shown));
}

uint64_t
cli_number(const char *option, const char *text, uint64_t least, uint64_t most)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0')
		cli_usage("--%s \"%.40s\" is not a whole number", option, text);
	if (errno == ERANGE || number < least || number > most)
		cli_usage("--%s %.40s is not from %llu to %llu", option, text,
		    (unsigned long long)least, (unsigned long long)most);
	return number;
}

struct money
cli_amount(const char *option, const char *text, int scale)
{
	struct money amount;

	if (money_parse(span_of(text), scale, &amount) == 0)
		return amount;
	if (errno == EDOM)
		cli_usage("--%s %.40s has more than %d decimals", option, text,
		    scale);
	if (errno == ERANGE)
		cli_usage("--%s %.40s is too large", option, text);
	cli_usage("--%s \"%.40s\" is not an amount", option, text);
}

const char *
cli_folder(const char *option)
{
	if (*cli_argument() == '\0')
		cli_usage("--%s is the name of no folder", option);
	return cli_argument();
}

int
cli_choice(const char *option, const char *text, const char *const *choices)
{
	char all[200] = "";
	size_t used = 0;

	for (int i = 0; choices[i] != NULL; i++)
		if (strcmp(text, choices[i]) == 0)
			return i;
	for (int i = 0; choices[i] != NULL && used < sizeof(all); i++)
		used += (size_t)snprintf(all + used, sizeof(all) - used,
		    "%s%s", i == 0 ? "" : ", ", choices[i]);
	cli_usage("--%s \"%.40s\" is none of %s", option, text, all);
}

int
cli_worse(int status, int other)
{
	if (status > EXIT_REFUSED)
		return status;
	return other > status ? other : status;
}

int
cli_failure(enum reader_failure failure, const char *text)
{
	if (*text != '\0')
		cli_warn("%s", text);
	switch (failure) {
	case READER_FAILED_DATA:
		return EX_DATAERR;
	case READER_FAILED_COLUMNS:
		return EX_USAGE;
	case READER_FAILED_OPEN:
		return EX_NOINPUT;
	case READER_STOPPED:
		return 0;
	case READER_FAILED_READ:
	case READER_FAILED_MEMORY:
		break;
	}
	return EX_IOERR;
}

int
cli_fail_memory(void)
{
	cli_warn("out of memory");
	return EX_IOERR;
}

int
cli_journal_failure(const struct journal *j)
{
	int status = cli_failure(journal_failure(j), journal_error(j));

	return status == EX_NOINPUT ? EX_CANTCREAT : status;
}

void
cli_book_sums(struct book *b)
{
	if (b->sums_missing != NULL)
		cli_warn("%s/%s.sum: was not there, and is made anew", b->path,
		    b->sums_missing);
	b->sums_missing = NULL;
}

int
cli_book_failure(const struct book *b)
{
	cli_warn("%s", book_error(b));
	switch (book_failure(b)) {
	case BOOK_DATA:
		return EX_DATAERR;
	case BOOK_OPEN:
		return EX_NOINPUT;
	case BOOK_CREATE:
		return EX_CANTCREAT;
	case BOOK_LOCKED:
		return EX_TEMPFAIL;
	case BOOK_IO:
	case BOOK_MEMORY:
		break;
	}
	return EX_IOERR;
}

/* The first process of a container does not die of a signal: it exits. */
_Noreturn static void
die_of(int signal_number)
{
	sigset_t one;

	signal(signal_number, SIG_DFL);
	sigemptyset(&one);
	sigaddset(&one, signal_number);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
	raise(signal_number);
	_exit(128 + signal_number);
}

int
cli_end(int status)
{
	terminal_clear();
	if (status == CLI_LEFT)
		die_of(SIGPIPE);
	if (wait_signal() != 0)
		die_of(wait_signal());
	return status;
}
