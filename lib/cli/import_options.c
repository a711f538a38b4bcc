#include "base/utf8.h"
#include "cli/import_options.h"

enum { THOUSANDS_MAX = 8 };

/* One byte that can stand between fields, or around them. */
static char
take_char(const char *option)
{
	const char *text = cli_argument();

	if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0)
		return '\t';
	if (strlen(text) != 1 || *text == '\n' || *text == '\r')
		cli_usage("--%s \"%.40s\" is not one character", option, text);
	return *text;
}

static char
take_decimal(void)
{
	const char *text = cli_argument();

	if (strlen(text) != 1 || strchr(".,:;'_/|", *text) == NULL)
		cli_usage("--decimal \"%.40s\" cannot stand before decimals",
		    text);
	return *text;
}

static void
take_id(struct import_options *o)
{
	o->makes_ids = strcmp(cli_argument(), "auto") == 0;
	o->wanted.id = o->makes_ids ? NULL : cli_argument();
}

/* Take an option that says what the input looks like. */
static bool
take_dialect(struct import_options *o, struct feed *feed, int letter)
{
	static const char *const encodings[] = { "utf-8", "latin1", NULL };
	struct reader_options *dialect = &feed->dialect;

	switch (letter) {
	case 'd':
		dialect->delimiter = take_char("delimiter");
		return true;
	case IMPORT_QUOTE:
		dialect->quote = take_char("quote");
		return true;
	case IMPORT_SKIP:
		dialect->skip = cli_number("skip", cli_argument(), 0,
		    UINT32_MAX);
		return true;
	case IMPORT_ENCODING:
		o->wanted.encoding = cli_choice("encoding", cli_argument(),
		    encodings) == 1 ? FOREIGN_LATIN1 : FOREIGN_UTF8;
		return true;
	case IMPORT_DECIMAL:
		o->wanted.form.decimal = take_decimal();
		return true;
	case IMPORT_THOUSANDS:
		o->thousands = cli_argument();
		return true;
	case IMPORT_TIME_FORMAT:
		o->time_format = cli_argument();
		return true;
	case IMPORT_ZONE:
		o->zone = cli_argument();
		return true;
	default:
		return false;
	}
}

/* Take an option that names columns. */
static bool
take_column(struct foreign_options *wanted, int letter)
{
	const struct {
		int letter;
		const char **column;
	} columns[] = {
		{ IMPORT_ACCOUNT, &wanted->account },
		{ IMPORT_AMOUNT, &wanted->amount },
		{ IMPORT_BALANCE, &wanted->balance },
		{ IMPORT_CREDIT, &wanted->credit },
		{ IMPORT_CURRENCY, &wanted->currency },
		{ IMPORT_DEBIT, &wanted->debit },
		{ IMPORT_DEBIT_WHEN, &wanted->debit_when },
		{ IMPORT_KEEP, &wanted->keep },
		{ IMPORT_TIME, &wanted->time },
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (columns[i].letter == letter) {
			*columns[i].column = cli_argument();
			return true;
		}
	return false;
}

bool
import_options_take(struct import_options *o, struct feed *feed, int letter)
{
	switch (letter) {
	case IMPORT_ID:
		take_id(o);
		return true;
	case IMPORT_NEGATE:
		o->wanted.negate = true;
		return true;
	case IMPORT_REVERSE:
		o->reverse = true;
		return true;
	case IMPORT_WHOLE_DAYS:
		o->whole_days = true;
		return true;
	default:
		return take_dialect(o, feed, letter) ||
		    take_column(&o->wanted, letter);
	}
}

static void
check_columns(const struct foreign_options *o, bool makes_ids)
{
	const char *account = o->account;

	if (o->id == NULL && !makes_ids)
		cli_usage("--id COLUMN or --id auto is needed");
	if (o->amount == NULL && (o->credit == NULL || o->debit == NULL))
		cli_usage("--amount, or --credit and --debit, are needed");
	if (o->amount != NULL && (o->credit != NULL || o->debit != NULL))
		cli_usage("--amount contradicts --credit and --debit");
	if (o->debit_when != NULL && o->amount == NULL)
		cli_usage("--debit-when needs --amount");
	if (o->debit_when != NULL && strchr(o->debit_when, '=') == NULL)
		cli_usage("--debit-when \"%.40s\" is not COLUMN=VALUE",
		    o->debit_when);
	if (o->currency != NULL && strchr(o->currency, '=') == NULL)
		cli_usage("--currency \"%.40s\" is not COLUMN=CODE",
		    o->currency);
	if (account != NULL && *account == '=' &&
	    (strlen(account + 1) > TXN_ACCOUNT_MAX ||
	    !utf8_valid(span_of(account)) ||
	    strpbrk(account, "\r\n") != NULL))
		cli_usage("--account \"%.40s\" cannot be an account: one has "
		    "up to %d bytes of UTF-8 on one line", account,
		    TXN_ACCOUNT_MAX);
}

static void
check_ids(const struct import_options *o, const char *const inputs[])
{
	if (o->whole_days && !o->makes_ids)
		cli_usage("--whole-days needs --id auto");
	if (o->makes_ids && inputs[1] != NULL && !o->whole_days)
		cli_usage("--id auto with several files needs --whole-days: "
		    "that none of them ends within a day");
}

/* What separates thousands, which must be told from decimals. */
static void
check_marks(struct import_options *o, const struct feed *feed)
{
	struct foreign_amount *form = &o->wanted.form;
	const struct reader_options *dialect = &feed->dialect;
	const char *thousands = o->thousands;

	form->scale = feed->scale;
	if (form->decimal == '\0')
		form->decimal = '.';
	if (thousands == NULL)
		thousands = form->decimal == ',' ? "." : ",";
	if (strchr(thousands, form->decimal) != NULL)
		cli_usage("--thousands \"%.40s\" and --decimal %c cannot be "
		    "told apart", thousands, form->decimal);
	if (strlen(thousands) > THOUSANDS_MAX ||
	    strpbrk(thousands, "0123456789+-()\r\n") != NULL)
		cli_usage("--thousands \"%.40s\" cannot stand between "
		    "thousands", thousands);
	form->thousands = span_of(thousands);
	if ((dialect->delimiter == '\0' ? ',' : dialect->delimiter) ==
	    (dialect->quote == '\0' ? '"' : dialect->quote))
		cli_usage("--delimiter and --quote are the same");
}

static void
check_time(struct import_options *o)
{
	const char *wrong;

	if (o->time_format != NULL && o->wanted.time == NULL)
		cli_usage("--time-format needs --time");
	if (o->zone != NULL && o->time_format == NULL)
		cli_usage("--zone needs --time-format");
	if (o->time_format == NULL)
		return;
	if (foreign_time_start(&o->time, o->time_format, &wrong) == -1)
		cli_usage("--time-format \"%.40s\" %s", o->time_format,
		    wrong);
	if (o->time.absolute && o->zone != NULL)
		cli_usage("--zone contradicts --time-format \"%.40s\", which "
		    "needs none", o->time_format);
	if (!o->time.absolute && o->zone == NULL)
		cli_usage("--time-format \"%.40s\" needs --zone",
		    o->time_format);
	if (o->zone != NULL && foreign_time_zone(o->zone) == -1)
		cli_usage("--zone \"%.40s\" is not known to this system",
		    o->zone);
	o->wanted.time_format = &o->time;
}

void
import_options_check(struct import_options *o, struct feed *feed,
    const char *const inputs[])
{
	feed->dialect.foreign = true;
	check_columns(&o->wanted, o->makes_ids);
	check_ids(o, inputs);
	check_marks(o, feed);
	check_time(o);
}
