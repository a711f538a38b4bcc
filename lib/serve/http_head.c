#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/digits.h"
#include "serve/http_head.h"

static const char forms_csv[] = "text/csv", forms_json[] = "application/json";

/* Note why, and return -1. */
static int __attribute__((format(printf, 3, 4)))
refuse(struct refusal *refusal, enum problem problem, const char *format, ...)
{
	va_list args;

	refusal->problem = problem;
	va_start(args, format);
	(void)vsnprintf(refusal->detail, sizeof(refusal->detail), format, args);
	va_end(args);
	return -1;
}

/* Take a name off the front of *rest, whatever the case of its letters. */
static bool
take(const char **rest, const char *name)
{
	size_t len = strlen(name);

	if (strncasecmp(*rest, name, len) != 0)
		return false;
	*rest += len;
	return true;
}

bool
http_head_is_target(const char *target)
{
	if (target == NULL || (*target != '/' && !take(&target, "http://")))
		return false;
	for (const char *c = target; *c != '\0'; c++) {
		if (*c <= ' ' || *c >= 0x7f)
			return false;
		if (*c == '%' && (!isxdigit((unsigned char)c[1]) ||
		    !isxdigit((unsigned char)c[2]) ||
		    (c[1] == '0' && c[2] == '0')))
			return false;
	}
	return true;
}

void
http_head_path(struct http_head *head, const char *path)
{
	/* Which server it names is in Host, too. */
	if (take(&path, "http://"))
		path += strcspn(path, "/");
	head->path = *path == '\0' ? "/" : path;
}

/* The place for a field's value; NULL if it is of no matter. */
static const char **
find_field(struct http_head *head, struct span name)
{
	const struct {
		struct span name;
		const char **value;
	} fields[] = {
		{ SPAN("Host"), &head->host },
		{ SPAN("Origin"), &head->origin },
		{ SPAN("Authorization"), &head->authorization },
		{ SPAN("Content-Type"), &head->type },
		{ SPAN("Content-Encoding"), &head->encoding },
		{ SPAN("Content-Length"), &head->length },
		{ SPAN("Transfer-Encoding"), &head->transfer },
		{ SPAN("Expect"), &head->expect },
		{ SPAN("If-None-Match"), &head->if_none_match },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (fields[i].name.len == name.len && strncasecmp(
		    fields[i].name.ptr, name.ptr, name.len) == 0)
			return fields[i].value;
	return NULL;
}

void
http_head_field(struct http_head *head, struct span name, const char *value)
{
	const char **place = find_field(head, name);

	if (place == NULL)
		return;
	if (*place != NULL)
		head->twice = name.ptr;
	*place = value == NULL ? "" : value;
}

void
http_head_parameter(struct http_head *head, struct span name,
    struct span value)
{
	if (head->nparameters < HTTP_PARAMETERS)
		head->parameter[head->nparameters] = (struct http_parameter){
		    name.ptr, value.ptr };
	head->nparameters++;
}

/* What the lines themselves say, which others may read differently. */
static int
check_form(const struct http_head *head, struct refusal *refusal)
{
	if (head->is_malformed)
		return refuse(refusal, PROBLEM_REQUEST,
		    "the first line names no path that can be read");
	if (head->twice != NULL)
		return refuse(refusal, PROBLEM_REQUEST,
		    "a header that may be there once is there twice");
	if (head->host == NULL && !head->is_old)
		return refuse(refusal, PROBLEM_REQUEST, "there is no Host");
	if (head->transfer == NULL)
		return 0;
	if (head->length != NULL)
		return refuse(refusal, PROBLEM_REQUEST,
		    "there are both Content-Length and Transfer-Encoding");
	if (strcasecmp(head->transfer, "chunked") != 0)
		return refuse(refusal, PROBLEM_REQUEST,
		    "Transfer-Encoding is not chunked");
	return 0;
}

/* Take an address of IPv4: digits and points, which is no name in DNS. */
static bool
take_numbers(const char **rest)
{
	size_t len = strspn(*rest, "0123456789.");

	*rest += len;
	return len > 0;
}

/* Take one of IPv6 in brackets. */
static bool
take_brackets(const char **rest)
{
	size_t len = 0;

	if (**rest == '[')
		len = strspn(*rest + 1, "0123456789abcdefABCDEF:.");
	if (len == 0 || (*rest)[len + 1] != ']')
		return false;
	*rest += len + 2;
	return true;
}

/* Take the name that it was told, in any letters. */
static bool
take_name(const char **rest, const char *name)
{
	size_t len = name == NULL ? 0 : strlen(name);

	if (len == 0 || strncasecmp(*rest, name, len) != 0)
		return false;
	*rest += len;
	return true;
}

/* Is this no port, or any? */
static bool
is_port(const char *rest)
{
	return *rest == '\0' || (*rest == ':' &&
	    strspn(rest + 1, "0123456789") == strlen(rest + 1));
}

/* Is this what a server on loopback is called? */
static bool
is_local(const char *host, unsigned port)
{
	char wanted[8];

	if (!take(&host, "localhost") && !take(&host, "[::1]") &&
	    (strncmp(host, "127.", 4) != 0 || !take_numbers(&host)))
		return false;
	(void)snprintf(wanted, sizeof(wanted), ":%u", port);
	return strcmp(host, wanted) == 0 || (port == 80 && *host == '\0');
}

/*
 * Is this server called so?  A page from elsewhere that has its own name point
 * here is asked for by that name; an address is no name.
 */
static bool
is_called(const struct http *h, const char *host)
{
	const char *rest = host;

	if (take_name(&rest, h->name) && is_port(rest))
		return true;
	if (h->is_loopback)
		return is_local(host, h->port);
	rest = host;
	return (take(&rest, "localhost") || take_numbers(&rest) ||
	    take_brackets(&rest)) && is_port(rest);
}

/* Is an origin the host that the request is for? */
static bool
is_same(const char *origin, const char *host)
{
	return host != NULL &&
	    (take(&origin, "http://") || take(&origin, "https://")) &&
	    strcasecmp(origin, host) == 0;
}

static int
check_origin(const struct http_head *head, const struct http *h,
    struct refusal *refusal)
{
	if (head->host != NULL && !is_called(h, head->host))
		return refuse(refusal, PROBLEM_HOST, h->is_loopback ?
		    "it is called localhost, 127.0.0.1 or [::1], port %u" :
		    "it is called by its address, or as --host says; port %u",
		    h->port);
	if (head->origin != NULL && !is_same(head->origin, head->host))
		return refuse(refusal, PROBLEM_ORIGIN,
		    "the Origin is not this server");
	return 0;
}

/* HEAD is a GET. */
static const char *
method_of(const struct http_head *head)
{
	return strcmp(head->method, "HEAD") == 0 ? "GET" : head->method;
}

static int
find_route(const struct http_head *head, const struct http *h,
    const struct route **route, struct refusal *refusal)
{
	const char *method = method_of(head);
	bool is_path = false;

	for (*route = h->routes; (*route)->path != NULL; (*route)++) {
		if (strcmp((*route)->path, head->path) != 0)
			continue;
		if (strcmp((*route)->method, method) == 0)
			return 0;
		is_path = true;
	}
	if (is_path)
		return refuse(refusal, PROBLEM_METHOD,
		    "the header Allow says which methods it takes");
	return refuse(refusal, PROBLEM_PATH,
	    "what there is, /openapi.json lists");
}

static bool
is_known(const struct route *route, const char *name)
{
	if (route->parameters == NULL)
		return false;
	for (const char *const *p = route->parameters; *p != NULL; p++)
		if (strcmp(*p, name) == 0)
			return true;
	return false;
}

static int
check_parameters(const struct http_head *head, const struct route *route,
    struct refusal *refusal)
{
	char shown[SPAN_SHOWN_MAX];
	const struct http_parameter *p = head->parameter;

	for (unsigned i = 0; i < head->nparameters; i++) {
		if (i == HTTP_PARAMETERS)
			return refuse(refusal, PROBLEM_PARAMETER,
			    "there are too many parameters");
		span_show(span_of(p[i].name), shown);
		if (!is_known(route, p[i].name))
			return refuse(refusal, PROBLEM_PARAMETER,
			    "%s is no parameter of this path", shown);
		if (p[i].value == NULL)
			return refuse(refusal, PROBLEM_PARAMETER,
			    "%s has no value", shown);
		for (unsigned k = 0; k < i; k++)
			if (strcmp(p[k].name, p[i].name) == 0)
				return refuse(refusal, PROBLEM_PARAMETER,
				    "%s is there twice", shown);
	}
	return 0;
}

static int
check_token(const struct http_head *head, const struct http *h,
    const struct route *route, struct refusal *refusal)
{
	if (h->token == NULL || strcmp(route->method, "POST") != 0 ||
	    token_admits(h->token, head->authorization))
		return 0;
	return refuse(refusal, PROBLEM_TOKEN, head->authorization == NULL ?
	    "there is no header Authorization: Bearer TOKEN" :
	    "the header Authorization is not Bearer and the token");
}

/* Is a Content-Type this one, with or without parameters? */
static bool
is_type(const char *type, const char *wanted)
{
	if (type == NULL || !take(&type, wanted))
		return false;
	type += strspn(type, " \t");
	return *type == '\0' || *type == ';';
}

uint64_t
http_head_length(const struct http_head *head)
{
	const char *digits = head->length;
	uint64_t length = 0;

	if (head->transfer != NULL)
		return UINT64_MAX;
	if (digits == NULL)
		return 0;
	digits += strspn(digits, "0");
	if (*digits != '\0' && digits_parse(span_of(digits), &length) == -1)
		return UINT64_MAX;
	return length;
}

bool
http_head_is_csv(const struct http_head *head)
{
	return is_type(head->type, forms_csv);
}

static int
check_body(const struct http_head *head, const struct http *h,
    const struct route *route, struct refusal *refusal)
{
	bool has_records = route->takes == TAKES_RECORDS;
	uint64_t length = http_head_length(head);

	if (length == 0)
		return 0;
	if (route->takes == TAKES_NOTHING && strcmp(route->method, "GET") == 0)
		return refuse(refusal, PROBLEM_REQUEST, "a GET has no body");
	if (route->takes == TAKES_NOTHING)
		return refuse(refusal, PROBLEM_BODY, "no body is taken here");
	if (head->encoding != NULL &&
	    strcasecmp(head->encoding, "identity") != 0)
		return refuse(refusal, PROBLEM_TYPE,
		    "no Content-Encoding is taken");
	if (!is_type(head->type, forms_json) &&
	    !(has_records && http_head_is_csv(head)))
		return refuse(refusal, PROBLEM_TYPE,
		    "the Content-Type is to be %s%s", forms_json,
		    has_records ? " or text/csv" : "");
	if (head->transfer == NULL && length > h->limits.body)
		return refuse(refusal, PROBLEM_BODY,
		    "a body has at most %zu bytes", h->limits.body);
	return 0;
}

int
http_head_check(const struct http_head *head, const struct http *h,
    const struct route **route, struct refusal *refusal)
{
	if (head->len > h->limits.header)
		return refuse(refusal, PROBLEM_HEADER,
		    "a request's line and headers have at most %zu bytes",
		    h->limits.header);
	if (check_form(head, refusal) == -1 ||
	    check_origin(head, h, refusal) == -1 ||
	    find_route(head, h, route, refusal) == -1 ||
	    check_token(head, h, *route, refusal) == -1 ||
	    check_parameters(head, *route, refusal) == -1 ||
	    check_body(head, h, *route, refusal) == -1)
		return -1;
	refusal->problem = PROBLEM_COUNT;
	return 0;
}

void
http_head_allow(const struct http_head *head, const struct http *h, char *dst,
    size_t size)
{
	size_t len = 0;

	dst[0] = '\0';
	for (const struct route *r = h->routes; r->path != NULL; r++) {
		const char *more = strcmp(r->method, "GET") == 0 ?
		    "GET, HEAD" : r->method;
		if (strcmp(r->path, head->path) != 0 ||
		    len + strlen(more) + 3 > size)
			continue;
		len += (size_t)snprintf(dst + len, size - len, "%s%s",
		    len == 0 ? "" : ", ", more);
	}
}

bool
http_head_has(const struct http_head *head, const char *etag)
{
	const char *at = head->if_none_match;
	size_t len = strlen(etag);

	if (at == NULL)
		return false;
	if (strcmp(at, "*") == 0)
		return true;
	while ((at = strstr(at, etag)) != NULL) {
		const char *behind = at + len + strspn(at + len, " \t");
		if (*behind == '\0' || *behind == ',')
			return true;
		at += len;
	}
	return false;
}
