#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/digits.h"
#include "base/span.h"
#include "serve/address.h"

enum { BACKLOG = 1024 };

union place {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static socklen_t
place_len(const union place *place)
{
	return place->any.sa_family == AF_INET ? sizeof(place->v4) :
	    sizeof(place->v6);
}

static unsigned
place_port(const union place *place)
{
	return ntohs(place->any.sa_family == AF_INET ? place->v4.sin_port :
	    place->v6.sin6_port);
}

static bool
is_loopback(const union place *place)
{
	if (place->any.sa_family == AF_INET)
		return ntohl(place->v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&place->v6.sin6_addr);
}

/* A numeric address, or localhost.  Returns whether it is one. */
static bool
parse_host(struct span host, union place *place)
{
	char text[INET6_ADDRSTRLEN];

	if (span_equal(host, SPAN("localhost")))
		host = SPAN("127.0.0.1");
	place->any.sa_family = AF_INET;
	if (host.len >= 2 && host.ptr[0] == '[' &&
	    host.ptr[host.len - 1] == ']') {
		place->any.sa_family = AF_INET6;
		host = (struct span){ host.ptr + 1, host.len - 2 };
	}
	if (host.len >= sizeof(text))
		return false;
	memcpy(text, host.ptr, host.len);
	text[host.len] = '\0';
	return inet_pton(place->any.sa_family, text,
	    place->any.sa_family == AF_INET ? (void *)&place->v4.sin_addr :
	    (void *)&place->v6.sin6_addr) == 1;
}

/* Returns whether text is an address and a port. */
static bool
parse(const char *text, union place *place)
{
	const char *colon = strrchr(text, ':');
	uint64_t port;

	memset(place, 0, sizeof(*place));
	if (colon == NULL ||
	    !parse_host((struct span){ text, (size_t)(colon - text) }, place) ||
	    digits_parse(span_of(colon + 1), &port) == -1 || port > UINT16_MAX)
		return false;
	if (place->any.sa_family == AF_INET)
		place->v4.sin_port = htons((uint16_t)port);
	else
		place->v6.sin6_port = htons((uint16_t)port);
	return true;
}

/* Make the socket.  Returns it, or -1 with errno. */
static int
open_socket(union place *place)
{
	const int on = 1;
	socklen_t len = place_len(place);
	int fd, failed;

	fd = socket(place->any.sa_family, SOCK_STREAM, 0);
	if (fd == -1)
		return -1;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
	    bind(fd, &place->any, len) == 0 && listen(fd, BACKLOG) == 0 &&
	    getsockname(fd, &place->any, &len) == 0)
		return fd;
	failed = errno;
	close(fd);
	errno = failed;
	return -1;
}

static void
put_url(struct address *a, const union place *place)
{
	char text[INET6_ADDRSTRLEN];
	bool is_v4 = place->any.sa_family == AF_INET;

	if (inet_ntop(place->any.sa_family, is_v4 ?
	    (const void *)&place->v4.sin_addr :
	    (const void *)&place->v6.sin6_addr, text, sizeof(text)) == NULL)
		text[0] = '\0';
	(void)snprintf(a->url, sizeof(a->url), is_v4 ? "http://%s:%u/" :
	    "http://[%s]:%u/", text, a->port);
}

int
address_listen(struct address *a, const char *text, bool is_guarded,
    const char **why)
{
	union place place;

	if (!parse(text, &place)) {
		*why = "it is to be ADDRESS:PORT, such as 127.0.0.1:8080 or "
		    "[::1]:8080";
		return 1;
	}
	a->is_loopback = is_loopback(&place);
	if (!a->is_loopback && !is_guarded) {
		*why = "others can reach it, so there is to be a token";
		return 1;
	}
	a->fd = open_socket(&place);
	if (a->fd == -1) {
		*why = strerror(errno);
		return -1;
	}
	a->port = place_port(&place);
	put_url(a, &place);
	return 0;
}
