/*
 * Addresses: what is one, who can reach it, and that it listens.
 */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#include "check.h"
#include "serve/address.h"

static void
a_free_port_is_told(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct address a;
	char url[64];
	const char *why;
	int client;

	CHECK_INT(address_listen(&a, "127.0.0.1:0", false, &why), 0);
	CHECK(a.is_loopback && a.port > 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", a.port);
	CHECK_SPAN(span_of(a.url), url);
	CHECK((fcntl(a.fd, F_GETFD) & FD_CLOEXEC) != 0);
	CHECK((fcntl(a.fd, F_GETFL) & O_NONBLOCK) != 0);
	client = socket(AF_INET, SOCK_STREAM, 0);
	to.sin_port = htons((uint16_t)a.port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	CHECK(connect(client, (struct sockaddr *)&to, sizeof(to)) == 0);
	close(client);
	close(a.fd);
}

static void
a_port_in_use_cannot_be_had(void)
{
	struct address a, b;
	char text[32];
	const char *why = NULL;

	CHECK_INT(address_listen(&a, "localhost:0", false, &why), 0);
	snprintf(text, sizeof(text), "127.0.0.1:%u", a.port);
	CHECK_INT(address_listen(&b, text, false, &why), -1);
	CHECK(why != NULL);
	close(a.fd);
	/* Nor is it kept for those who were there before. */
	CHECK_INT(address_listen(&b, text, false, &why), 0);
	close(b.fd);
}

static void
what_others_reach_is_guarded(void)
{
	static const char *const open[] = { "0.0.0.0:0", "[::]:0" };
	struct address a;
	const char *why = NULL;

	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		CHECK_INT(address_listen(&a, open[i], false, &why), 1);
	CHECK_INT(address_listen(&a, "0.0.0.0:0", true, &why), 0);
	CHECK(!a.is_loopback);
	close(a.fd);
	CHECK_INT(address_listen(&a, "127.9.8.7:0", false, &why), 0);
	CHECK(a.is_loopback);
	close(a.fd);
}

static void
loopback_of_ipv6_is_one(void)
{
	struct address a;
	const char *why;
	char url[64];

	switch (address_listen(&a, "[::1]:0", false, &why)) {
	case 0:
		snprintf(url, sizeof(url), "http://[::1]:%u/", a.port);
		CHECK_SPAN(span_of(a.url), url);
		CHECK(a.is_loopback);
		close(a.fd);
		break;
	default:
		printf("skip - loopback_of_ipv6_listens: %s\n", why);
	}
}

static void
what_is_no_address_is_told(void)
{
	static const char *const wrong[] = { "", ":", "127.0.0.1",
	    "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:-1", "127.0.0.1:65536",
	    "127.0.0.1:080", "127.0.0:80", "256.0.0.1:80", "example.org:80",
	    ":80", "::1:80", "[::1]", "[::1:80", "[127.0.0.1]:80", "[]:80",
	    "127.0.0.1:80 ", " 127.0.0.1:80", "http://127.0.0.1:80",
	    "00000000000000000000000000000000000000000000000000000000:80" };
	struct address a;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const char *why = NULL;
		CHECK_INT(address_listen(&a, wrong[i], true, &why), 1);
		CHECK(why != NULL);
	}
}

int
main(void)
{
	RUN(a_free_port_is_told);
	RUN(a_port_in_use_cannot_be_had);
	RUN(what_others_reach_is_guarded);
	RUN(loopback_of_ipv6_is_one);
	RUN(what_is_no_address_is_told);
	return check_status();
}
