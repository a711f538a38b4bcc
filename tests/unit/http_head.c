/*
 * What a request shows before its body: each check on what passes it and on
 * what does not.
 */
#include "check.h"
#include "serve/http_head.h"

static const char *const parameters[] = { "account", "limit", NULL };

static const struct route routes[] = {
	{ "GET", "/one", NULL, parameters, TAKES_NOTHING },
	{ "POST", "/json", NULL, NULL, TAKES_JSON },
	{ "GET", "/both", NULL, NULL, TAKES_NOTHING },
	{ "POST", "/both", NULL, NULL, TAKES_RECORDS },
	{ 0 },
};

static struct http http = { .routes = routes, .is_loopback = true,
    .port = 8080, .limits = HTTP_LIMITS };

/* A request from its lines: method, path, then names and values. */
static struct http_head
head_of(const char *method, const char *path, const char *const *lines)
{
	struct http_head head = { .method = method };

	http_head_path(&head, path);
	http_head_field(&head, SPAN("host"), "127.0.0.1:8080");
	for (; lines != NULL && *lines != NULL; lines += 2)
		http_head_field(&head, span_of(lines[0]), lines[1]);
	return head;
}

/* How is it refused?  PROBLEM_COUNT: it is not. */
static enum problem
check(const struct http_head *head)
{
	const struct route *route = NULL;
	struct refusal refusal;

	if (http_head_check(head, &http, &route, &refusal) == -1) {
		CHECK(refusal.problem != PROBLEM_COUNT);
		CHECK(refusal.detail[0] != '\0');
		return refusal.problem;
	}
	CHECK(route != NULL && refusal.problem == PROBLEM_COUNT);
	return PROBLEM_COUNT;
}

#define LINES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static enum problem
ask(const char *method, const char *path, const char *const *lines)
{
	struct http_head head = head_of(method, path, lines);

	return check(&head);
}

static void
targets_have_one_meaning(void)
{
	static const char *const good[] = { "/", "/a/b?c=d%20e", "/%41",
	    "http://127.0.0.1:8080/", "HTTP://localhost" };
	static const char *const bad[] = { "", "*", "a", "/ ", "/%", "/%4",
	    "/%zz", "/%00", "/a?b=%00", "/\x7f", "/\xc3\xa4", "/a\tb",
	    "https://a/", "ftp://a/" };

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK(http_head_is_target(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!http_head_is_target(bad[i]));
	CHECK(!http_head_is_target(NULL));
	CHECK_INT(ask("GET", "http://127.0.0.1:8080/one", NULL), PROBLEM_COUNT);
	CHECK_INT(ask("GET", "http://127.0.0.1:8080", NULL), PROBLEM_PATH);
}

static void
a_route_is_a_path_and_a_method(void)
{
	struct http_head head = head_of("PUT", "/both", NULL);
	char allow[32];

	CHECK_INT(ask("GET", "/one", NULL), PROBLEM_COUNT);
	CHECK_INT(ask("HEAD", "/one", NULL), PROBLEM_COUNT);
	CHECK_INT(ask("POST", "/json", NULL), PROBLEM_COUNT);
	CHECK_INT(ask("POST", "/both", NULL), PROBLEM_COUNT);
	CHECK_INT(ask("POST", "/one", NULL), PROBLEM_METHOD);
	CHECK_INT(ask("get", "/one", NULL), PROBLEM_METHOD);
	CHECK_INT(ask("HEAD", "/json", NULL), PROBLEM_METHOD);
	CHECK_INT(ask("GET", "/one/", NULL), PROBLEM_PATH);
	CHECK_INT(ask("GET", "/", NULL), PROBLEM_PATH);
	CHECK_INT(ask("GET", "/../one", NULL), PROBLEM_PATH);
	http_head_allow(&head, &http, allow, sizeof(allow));
	CHECK_SPAN(span_of(allow), "GET, HEAD, POST");
	http_head_allow(&head, &http, allow, sizeof("GET, HEAD") + 3);
	CHECK_SPAN(span_of(allow), "GET, HEAD");
}

static void
on_loopback_it_has_few_names(void)
{
	static const char *const addresses[] = { "192.0.2.1", "192.0.2.1:9",
	    "[2001:db8::1]:8080", "localhost", "localhost:1" };
	static const char *const names[] = { "example.org", "192.0.2.1.org",
	    "192.0.2.1:x", "[2001:db8::1", "[]", "localhost.org", "" };
	static const char *const good[] = { "localhost:8080", "LocalHost:8080",
	    "127.0.0.1:8080", "127.1.2.3:8080", "[::1]:8080" };
	static const char *const bad[] = { "", "localhost", "localhost:80",
	    "localhost:80801", "example.org:8080", "localhost.example.org:8080",
	    "127.example.org:8080", "127.0.0.1.example.org:8080",
	    "127.0.0.1:8080.example.org", "[::2]:8080", "10.0.0.1:8080" };
	struct http_head head = { .method = "GET", .path = "/one" };

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		head.host = good[i];
		CHECK_INT(check(&head), PROBLEM_COUNT);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		head.host = bad[i];
		CHECK_INT(check(&head), PROBLEM_HOST);
	}
	http.name = "Example.org";
	head.host = "example.ORG:443";
	CHECK_INT(check(&head), PROBLEM_COUNT);
	head.host = "example.org.evil.org:443";
	CHECK_INT(check(&head), PROBLEM_HOST);
	http.name = NULL;
	http.is_loopback = false;
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		head.host = addresses[i];
		CHECK_INT(check(&head), PROBLEM_COUNT);
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		head.host = names[i];
		CHECK_INT(check(&head), PROBLEM_HOST);
	}
	http.is_loopback = true;
	http.port = 80;
	head.host = "localhost";
	CHECK_INT(check(&head), PROBLEM_COUNT);
	http.port = 8080;
	head.host = NULL;
	CHECK_INT(check(&head), PROBLEM_REQUEST);
	head.is_old = true;
	CHECK_INT(check(&head), PROBLEM_COUNT);
}

static void
pages_from_elsewhere_do_not_ask(void)
{
	static const char *const bad[] = { "", "null", "http://127.0.0.1",
	    "http://127.0.0.1:8081", "http://localhost:8080",
	    "http://example.org", "127.0.0.1:8080", "file://127.0.0.1:8080",
	    "http://127.0.0.1:8080.example.org", "http://127.0.0.1:8080/" };

	CHECK_INT(ask("GET", "/one", LINES("Origin",
	    "http://127.0.0.1:8080")), PROBLEM_COUNT);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(ask("GET", "/one", LINES("Origin", bad[i])),
		    PROBLEM_ORIGIN);
}

static void
what_two_readers_read_differently_is_refused(void)
{
	CHECK_INT(ask("POST", "/json", LINES("Host", "127.0.0.1:8080")),
	    PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Content-Length", "2",
	    "content-length", "2")), PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Content-Length", "2",
	    "Transfer-Encoding", "chunked")), PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Transfer-Encoding", "gzip")),
	    PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Transfer-Encoding",
	    "gzip, chunked")), PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Authorization", "a",
	    "Authorization", "b")), PROBLEM_REQUEST);
	CHECK_INT(ask("GET", "/one", LINES("X-Any", "a", "X-Any", "b")),
	    PROBLEM_COUNT);
}

static void
parameters_are_those_of_the_route(void)
{
	struct http_head head = head_of("GET", "/one", NULL);

	http_head_parameter(&head, SPAN("limit"), SPAN("5"));
	CHECK_INT(check(&head), PROBLEM_COUNT);
	http_head_parameter(&head, SPAN("account"), SPAN(""));
	CHECK_INT(check(&head), PROBLEM_COUNT);
	http_head_parameter(&head, SPAN("limit"), SPAN("5"));
	CHECK_INT(check(&head), PROBLEM_PARAMETER);
	head.nparameters = 0;
	http_head_parameter(&head, SPAN("Limit"), SPAN("5"));
	CHECK_INT(check(&head), PROBLEM_PARAMETER);
	head.nparameters = 0;
	http_head_parameter(&head, SPAN("limit"), (struct span){ NULL, 0 });
	CHECK_INT(check(&head), PROBLEM_PARAMETER);
	head.nparameters = 0;
	head.path = "/both";
	http_head_parameter(&head, SPAN("limit"), SPAN("5"));
	CHECK_INT(check(&head), PROBLEM_PARAMETER);
	for (int i = 0; i < 100; i++)
		http_head_parameter(&head, SPAN("limit"), SPAN("5"));
	CHECK_INT(check(&head), PROBLEM_PARAMETER);
}

static void
bodies_have_a_type_and_a_size(void)
{
	static const struct {
		const char *path, *type, *length;
		enum problem problem;
	} cases[] = {
		{ "/json", "application/json", "2", PROBLEM_COUNT },
		{ "/json", "Application/JSON; charset=utf-8", "2",
		    PROBLEM_COUNT },
		{ "/json", "application/json ", "2", PROBLEM_COUNT },
		{ "/json", "application/jsonp", "2", PROBLEM_TYPE },
		{ "/json", "text/csv", "2", PROBLEM_TYPE },
		{ "/json", "text/plain", "2", PROBLEM_TYPE },
		{ "/json", "", "2", PROBLEM_TYPE },
		{ "/json", "text/plain", "0", PROBLEM_COUNT },
		{ "/both", "text/csv", "2", PROBLEM_COUNT },
		{ "/both", "application/json", "2", PROBLEM_COUNT },
		{ "/both", "text/csv;header=present", "1048576",
		    PROBLEM_COUNT },
		{ "/both", "text/csv", "1048577", PROBLEM_BODY },
		{ "/both", "text/csv", "18446744073709551615",
		    PROBLEM_BODY },
		{ "/both", "text/csv", "-1", PROBLEM_BODY },
		{ "/both", "text/csv", "0000002", PROBLEM_COUNT },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(ask("POST", cases[i].path, LINES("Content-Type",
		    cases[i].type, "Content-Length", cases[i].length)),
		    cases[i].problem);
	CHECK_INT(ask("POST", "/json", LINES("Content-Length", "2")),
	    PROBLEM_TYPE);
	CHECK_INT(ask("GET", "/one", LINES("Content-Length", "2")),
	    PROBLEM_REQUEST);
	CHECK_INT(ask("POST", "/json", LINES("Content-Length", "2",
	    "Content-Type", "application/json", "Content-Encoding", "gzip")),
	    PROBLEM_TYPE);
	CHECK_INT(ask("POST", "/json", LINES("Content-Length", "2",
	    "Content-Type", "application/json", "Content-Encoding",
	    "identity")), PROBLEM_COUNT);
}

static void
headers_have_a_size(void)
{
	struct http_head head = head_of("GET", "/one", NULL);

	head.len = http.limits.header;
	CHECK_INT(check(&head), PROBLEM_COUNT);
	head.len++;
	CHECK_INT(check(&head), PROBLEM_HEADER);
}

static void
what_the_client_has_is_known(void)
{
	static const struct {
		const char *value;
		bool has;
	} cases[] = {
		{ "\"a1\"", true }, { "*", true }, { "W/\"a1\"", true },
		{ "\"b\", \"a1\"", true }, { "\"a1\" , \"b\"", true },
		{ "\"a1\"x, \"a1\"", true }, { "", false }, { "a1", false },
		{ "\"a12\"", false }, { "\"a1\"x", false },
	};
	struct http_head head = { 0 };

	CHECK(!http_head_has(&head, "\"a1\""));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		head.if_none_match = cases[i].value;
		CHECK_INT(http_head_has(&head, "\"a1\""), cases[i].has);
	}
}

int
main(void)
{
	RUN(targets_have_one_meaning);
	RUN(a_route_is_a_path_and_a_method);
	RUN(on_loopback_it_has_few_names);
	RUN(pages_from_elsewhere_do_not_ask);
	RUN(what_two_readers_read_differently_is_refused);
	RUN(parameters_are_those_of_the_route);
	RUN(bodies_have_a_type_and_a_size);
	RUN(headers_have_a_size);
	RUN(what_the_client_has_is_known);
	return check_status();
}
