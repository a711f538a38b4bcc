/*
 * libcsv - the least that splitting CSV by libcsv costs: blocks of 128 KiB
 * from standard input, and callbacks that do nothing.
 */
#include <csv.h>
#include <err.h>
#include <unistd.h>

enum {
	BLOCK = 1 << 17,
};

static void
forget_field(void *field, size_t len, void *arg)
{
	(void)field;
	(void)len;
	(void)arg;
}

static void
forget_record(int end, void *arg)
{
	(void)end;
	(void)arg;
}

int
main(void)
{
	char block[BLOCK];
	struct csv_parser parser;
	ssize_t n;

	if (csv_init(&parser, 0) != 0)
		errx(70, "csv_init");
	while ((n = read(STDIN_FILENO, block, sizeof(block))) > 0)
		if (csv_parse(&parser, block, (size_t)n, forget_field,
		    forget_record, NULL) != (size_t)n)
			errx(1, "%s", csv_strerror(csv_error(&parser)));
	csv_fini(&parser, forget_field, forget_record, NULL);
	csv_free(&parser);
	return n == 0 ? 0 : 1;
}
