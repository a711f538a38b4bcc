/*
 * cli - how every command meets its user: options, help, messages, statuses.
 *
 *	static const struct cli_option options[] = {
 *		{ 'q', "quiet", NULL, "do not name the records refused" },
 *		{ 0 },
 *	};
 *
 *	static const struct cli cli = {
 *		.command = "balsys-ledger",
 *		.operands = "[file ...]",
 *		.summary = "keep a running balance for every account",
 *		.options = options,
 *	};
 *
 *	cli_start(&cli);
 *	while ((letter = cli_next(argc, argv)) != -1)
 *		switch (letter) { ... }
 *
 * One table an option set: getopt_long's strings, --help, the shell
 * completions and the manual pages' check all come from it.  --help and
 * --version are understood everywhere and stand in no table.
 *
 * Only this folder and the commands print or exit.  What is called here ends
 * the process where it says so.
 */
#ifndef BALSYS_CLI_H
#define BALSYS_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include <sysexits.h>

#include "base/money.h"
#include "ledger/book.h"
#include "stream/journal.h"
#include "stream/reader.h"

#define BALSYS_VERSION "0.1.0"

enum {
	EXIT_REFUSED = 1,	/* it ran to the end, but not all was good */
};

struct cli_option {
	int letter;		/* or a number over 255 where there is none */
	const char *name;	/* the long name, without dashes */
	const char *argument;	/* what it takes: "FILE", "a|b|c"; or NULL */
	const char *help;	/* a few words */
};

struct cli {
	const char *command;
	const char *operands;
	const char *summary;
	const struct cli_option *options;	/* the last is all zeros */
};

/*
 * Begin: see that the three standard streams are open, even if only to fail,
 * hold back the signals that ask to stop, take SIGPIPE as an error of the
 * write it belongs to, and remember cli, which is borrowed for ever.
 */
void	cli_start(const struct cli *cli);

/* The command's name. */
const char *cli_name(void);

/*
 * The next option's letter, or -1 behind the last.  Prints help or the version
 * and exits where that is asked for; says what is wrong and exits with
 * EX_USAGE where the option is.  cli_argument() is then what it was given.
 */
int	cli_next(int argc, char *argv[]);
const char *cli_argument(void);

/* The operands, or "-" alone if there are none.  Ends with NULL. */
const char *const *cli_operands(int argc, char *argv[]);

/* Are there any? */
bool	cli_has_operands(int argc);

/* Behind the last option: how many words of argv, from argv[1] on, are options
   and what they were given. */
int	cli_option_words(void);

/* See that there are none: else say so and exit with EX_USAGE. */
void	cli_no_operands(int argc, char *argv[]);

/*
 * Read an option's argument: a whole number from least to most; an amount; one
 * of the words in choices, which ends with NULL, as its index.  Each says what
 * is wrong and exits with EX_USAGE if it is not.
 */
uint64_t cli_number(const char *option, const char *text, uint64_t least,
	    uint64_t most);
struct money cli_amount(const char *option, const char *text, int scale);
int	cli_choice(const char *option, const char *text,
	    const char *const *choices);

/* The option's argument as the name of a folder; exits as above if empty. */
const char *cli_folder(const char *option);

/* See that text can name a column: not empty, one line, UTF-8; or as above. */
void	cli_column_name(const char *option, struct span text);

/*
 * Say something: one line on standard error, in one write, with control bytes
 * replaced by "?".
 */
void	cli_warn(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* As cli_warn(), and exit with EX_USAGE, naming --help. */
_Noreturn void cli_usage(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* Of two statuses, the one to exit with: the first trouble, else refusals. */
int	cli_worse(int status, int other);

/*
 * What a reader's or a table's failure means as a status, after saying text,
 * which may be empty.
 */
int	cli_failure(enum reader_failure failure, const char *text);

/* Say that memory ran out.  Returns EX_IOERR. */
int	cli_fail_memory(void);

/* What a book's or a journal's failure means as a status, after saying it. */
int	cli_book_failure(const struct book *b);
int	cli_journal_failure(const struct journal *j);

/* Say, once, that a file of a book had no sums, and has some now. */
void	cli_book_sums(struct book *b);

/*
 * The status of a command whose standard output's reader left: cli_end() ends
 * it by SIGPIPE.
 */
enum { CLI_LEFT = 256 };

/*
 * End with status: by the signal that asked to stop, if one did; by SIGPIPE if
 * status is CLI_LEFT; else by returning it, for main() to return.
 */
int	cli_end(int status);

#endif
