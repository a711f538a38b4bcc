/* Assets: the bytes of each file, found by its path and no other. */
#include <stdlib.h>

#include "serve/assets.h"
#include "check.h"

/* What is beside an asset, to compare it with. */
static size_t
read_file(const char *name, char *bytes, size_t cap)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/lib/serve/site/%s", getenv("TOP"),
	    name);
	file = fopen(path, "rb");
	CHECK(file != NULL);
	if (file == NULL)
		return 0;
	size_t len = fread(bytes, 1, cap, file);
	CHECK(feof(file));
	fclose(file);
	return len;
}

static void
each_has_the_bytes_of_its_file(void)
{
	static char bytes[1 << 20];
	int count = 0;

	for (const struct asset *a = assets_all; a->path != NULL; a++) {
		bool is_page = strcmp(a->path, "/") == 0;
		size_t len = read_file(is_page ? "index.html" : a->path + 1,
		    bytes, sizeof(bytes));
		CHECK(span_equal(a->bytes, (struct span){ bytes, len }));
		count++;
	}
	CHECK(count >= 8);
}

static void
each_is_found_by_its_path_alone(void)
{
	for (const struct asset *a = assets_all; a->path != NULL; a++)
		CHECK(assets_find(span_of(a->path)) == a);
	CHECK(assets_find(SPAN("")) == NULL);
	CHECK(assets_find(SPAN("page.css")) == NULL);
	CHECK(assets_find(SPAN("/page.cs")) == NULL);
	CHECK(assets_find(SPAN("/page.css/")) == NULL);
	CHECK(assets_find(SPAN("/page.css\0")) == NULL);
	CHECK(assets_find(SPAN("/index.html")) == NULL);
	CHECK(assets_find(SPAN("/../assets.h")) == NULL);
}

static void
each_has_the_type_that_a_browser_wants(void)
{
	static const char *const types[][2] = {
		{ "/", "text/html; charset=utf-8" },
		{ "/icon.svg", "image/svg+xml" },
		{ "/page.css", "text/css; charset=utf-8" },
		{ "/page.js", "text/javascript; charset=utf-8" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		const struct asset *a = assets_find(span_of(types[i][0]));
		CHECK(a != NULL);
		if (a != NULL)
			CHECK_SPAN(span_of(a->type), types[i][1]);
	}
}

/* Sixteen digits in quotes, and others for other bytes. */
static void
each_has_an_etag_of_its_own(void)
{
	for (const struct asset *a = assets_all; a->path != NULL; a++) {
		CHECK_INT(strlen(a->etag), 18);
		CHECK(a->etag[0] == '"' && a->etag[17] == '"');
		CHECK_INT(strspn(a->etag + 1, "0123456789abcdef"), 16);
		for (const struct asset *b = assets_all; b != a; b++)
			CHECK(strcmp(a->etag, b->etag) != 0);
	}
}

int
main(void)
{
	RUN(each_has_the_bytes_of_its_file);
	RUN(each_is_found_by_its_path_alone);
	RUN(each_has_the_type_that_a_browser_wants);
	RUN(each_has_an_etag_of_its_own);
	return check_status();
}
