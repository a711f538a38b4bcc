#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "serve/wire.h"

unsigned
wire_port(const char *file)
{
	FILE *in = fopen(file, "re");
	unsigned port = 0;

	if (in == NULL)
		return 0;
	if (fscanf(in, "http://127.0.0.1:%u/", &port) != 1 || port > 65535)
		port = 0;
	fclose(in);
	return port;
}

int
wire_connect(unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	if (fd == -1)
		return -1;
	to.sin_port = htons((uint16_t)port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (port != 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) != -1 &&
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) != -1 &&
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) != -1 &&
	    fcntl(fd, F_SETFL, O_NONBLOCK) != -1)
		return fd;
	if (port == 0)
		errno = ECONNREFUSED;
	close(fd);
	return -1;
}

size_t
wire_fill(const char *text, unsigned port, char *to, size_t cap)
{
	size_t len = 0;

	for (; *text != '\0' && len + 1 < cap; text++)
		if (*text == '$')
			len += (size_t)snprintf(to + len, cap - len, "%u",
			    port);
		else
			to[len++] = *text;
	to[len] = '\0';
	return len;
}

/* The bytes of held up to the end of the headers, or 0. */
static size_t
head_len(const char *held, size_t nheld)
{
	for (size_t i = 4; i <= nheld; i++)
		if (memcmp(held + i - 4, "\r\n\r\n", 4) == 0)
			return i;
	return 0;
}

/* The value of a header among so many bytes, or NULL. */
static const char *
header_of(const char *head, size_t len, const char *name)
{
	const char *line = head, *end = head + len;
	size_t nname = strlen(name);

	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		line++;
		if ((size_t)(end - line) > nname + 1 && line[nname] == ':' &&
		    strncasecmp(line, name, nname) == 0)
			return line + nname + 1 + strspn(line + nname + 1, " ");
	}
	return NULL;
}

int
wire_answer(const char *held, size_t nheld, struct wire_answer *answer)
{
	const char *value;
	size_t head;

	*answer = (struct wire_answer){ 0 };
	if (memcmp(held, "HTTP/1.1 ", nheld < 9 ? nheld : 9) != 0)
		return -1;
	if ((head = head_len(held, nheld)) == 0)
		return 0;
	answer->status = (unsigned)strtoul(held + 9, NULL, 10);
	value = header_of(held, head, "Retry-After");
	if (value != NULL)
		answer->retry_after = (unsigned)strtoul(value, NULL, 10);
	value = header_of(held, head, "Connection");
	answer->closes = value != NULL && strncasecmp(value, "close", 5) == 0;
	answer->body = held + head;
	value = header_of(held, head, "Content-Length");
	if (value != NULL)
		answer->len = strtoul(value, NULL, 10);
	else if (answer->status >= 200 && answer->status != 204 &&
	    answer->status != 304)
		answer->is_open = true;
	answer->all = head + answer->len;
	return answer->all <= nheld;
}
