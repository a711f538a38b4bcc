/*
 * address - where a server listens.
 *
 *	struct address address;
 *
 *	if (address_listen(&address, "127.0.0.1:0", false, &why) != 0)
 *		fail(why);
 *	say(address.url);
 */
#ifndef BALSYS_ADDRESS_H
#define BALSYS_ADDRESS_H

#include <stdbool.h>

enum { ADDRESS_URL_MAX = 80 };

struct address {
	int fd;			/* a socket that listens, does not wait, and no
				   other program gets; the caller's to close */
	bool is_loopback;	/* only this machine can reach it */
	unsigned port;		/* where port 0 was asked for, the one it got */
	char url[ADDRESS_URL_MAX];	/* "http://127.0.0.1:8080/" */
};

/*
 * Listen where text says: an address of IPv4, one of IPv6 in brackets, or
 * localhost, and behind a colon a port, 0 being any that is free.  Names are
 * not looked up.  Where is_guarded is false, it must be loopback.
 *
 * Returns 0; or 1 with *why a clause where text is none of these; or -1 with
 * *why where it cannot be had, as the port is in use.  *why is borrowed until
 * the next call.
 */
int	address_listen(struct address *a, const char *text, bool is_guarded,
	    const char **why)
	__attribute__((warn_unused_result));

#endif
