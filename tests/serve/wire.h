/*
 * wire - just enough of HTTP/1.1 to be a client of balsys-serve, well behaved
 * or not, that shares no code with it.
 *
 *	int fd = wire_connect(wire_port("address"));
 *
 *	...write a request, read into held...
 *	switch (wire_answer(held, nheld, &answer)) {
 *	case 1:			it has come, and is answer.all bytes long
 *	case 0:			more is to be read
 *	case -1:		this is no HTTP
 *	}
 */
#ifndef BALSYS_WIRE_H
#define BALSYS_WIRE_H

#include <stdbool.h>
#include <stddef.h>

struct wire_answer {
	unsigned status;
	unsigned retry_after;	/* seconds; 0: not told */
	bool closes;		/* the connection ends with it */
	bool is_open;		/* there is no length: it has begun, and goes on
				   for as long as the connection does */
	const char *body;	/* borrows from what was read */
	size_t len;
	size_t all;		/* bytes, with what stands before the body */
};

/*
 * The port in the first line of a file, "http://127.0.0.1:PORT/", which a
 * server that begins anew may have changed; 0 if there is none.
 */
unsigned wire_port(const char *file);

/* A connection to that port here, which does not block: its descriptor, or -1
   with errno. */
int	wire_connect(unsigned port);

/*
 * Write text, with the port in the place of each '$', to so many bytes, which
 * are enough, and a NUL.  Returns how many were written before that.
 */
size_t	wire_fill(const char *text, unsigned port, char *to, size_t cap);

/* Look for an answer in what was read: 1, 0 or -1, as above. */
int	wire_answer(const char *held, size_t nheld, struct wire_answer *answer);

#endif
