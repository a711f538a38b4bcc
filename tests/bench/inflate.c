/*
 * inflate - the least that reading a gzipped file by zlib costs: blocks of
 * 64 KiB from standard input, inflated and forgotten.
 */
#include <err.h>
#include <unistd.h>
#include <zlib.h>

enum {
	BLOCK = 1 << 16,
};

int
main(void)
{
	unsigned char in[BLOCK], out[BLOCK];
	z_stream z = { 0 };
	int got = Z_OK;
	ssize_t n;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		errx(70, "inflateInit2");
	while (got == Z_OK && (n = read(STDIN_FILENO, in, sizeof(in))) > 0) {
		z.next_in = in;
		z.avail_in = (unsigned int)n;
		do {
			z.next_out = out;
			z.avail_out = sizeof(out);
			got = inflate(&z, Z_NO_FLUSH);
		} while (got == Z_OK && z.avail_out == 0);
		if (got == Z_BUF_ERROR)
			got = Z_OK;
	}
	inflateEnd(&z);
	if (got != Z_STREAM_END)
		errx(1, "no whole gzip file");
	return 0;
}
