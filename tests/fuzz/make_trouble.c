/*
 * make_trouble SEED LINES - write to standard output what trouble_put() makes
 * of them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/trouble.h"

int
main(int argc, char *argv[])
{
	struct buf csv = { 0 };
	size_t written;

	if (argc != 3) {
		fprintf(stderr, "usage: make_trouble SEED LINES\n");
		return 64;
	}
	trouble_put(&csv, strtoull(argv[1], NULL, 10),
	    (size_t)strtoull(argv[2], NULL, 10));
	written = csv.failed || csv.len == 0 ? 0 :
	    fwrite(csv.ptr, 1, csv.len, stdout);
	if (csv.failed || written != csv.len || fclose(stdout) == EOF) {
		perror("make_trouble");
		return 74;
	}
	buf_free(&csv);
	return 0;
}
