#include "ledger/seen_memory.h"

enum {
	PARTS = 4,		/* a key, and the three of its content */
	LEN_MAX = 10,		/* a length is in up to as many bytes */
	ANY_CONTENT = 4,	/* beside a fate, which has two bits */
	MORE = 128,
};

/*
 * A piece of the arena begins with a byte of fate and four lengths, seven bits
 * in a byte, the lowest first, MORE where another byte follows; then come the
 * bytes of all four.  Its place is its address.
 */
static char *
put_len(char *at, size_t len)
{
	for (; len >= MORE; len /= MORE)
		*at++ = (char)(unsigned char)(len % MORE + MORE);
	*at++ = (char)len;
	return at;
}

static const char *
take_len(const char *at, size_t *len)
{
	unsigned char c;
	int shift = 0;

	*len = 0;
	do {
		c = (unsigned char)*at++;
		*len |= (size_t)(c % MORE) << shift;
		shift += 7;
	} while (c >= MORE);
	return at;
}

/* Write what is in front of the parts.  Returns how many bytes that took. */
static size_t
put_head(char *head, const struct span *part, const struct seen_item *item)
{
	char *at = head;

	*at++ = (char)(item->fate | (item->any_content ? ANY_CONTENT : 0));
	for (int i = 0; i < PARTS; i++)
		at = put_len(at, part[i].len);
	return (size_t)(at - head);
}

static int
is(void *arg, uint64_t place, struct span key, struct seen_item *item)
{
	const char *at = (const char *)(uintptr_t)place;
	unsigned fate = (unsigned char)*at++;
	struct span part[PARTS];

	(void)arg;
	for (int i = 0; i < PARTS; i++)
		at = take_len(at, &part[i].len);
	for (int i = 0; i < PARTS; i++) {
		part[i].ptr = at;
		at += part[i].len;
	}
	*item = (struct seen_item){ .key = part[0], .time = part[1],
	    .account = part[2], .amount = part[3],
	    .fate = (enum seen_fate)(fate % ANY_CONTENT),
	    .any_content = fate >= ANY_CONTENT };
	return span_equal(part[0], key);
}

struct seen_store
seen_memory_store(struct seen_memory *m)
{
	return (struct seen_store){ .is = is, .arg = m };
}

int
seen_memory_reserve(struct seen_memory *m, struct span key,
    const struct seen_item *item)
{
	return arena_reserve(&m->arena, 1 + PARTS * LEN_MAX + key.len +
	    item->time.len + item->account.len + item->amount.len);
}

uint64_t
seen_memory_put(struct seen_memory *m, struct span key,
    const struct seen_item *item)
{
	const struct span part[PARTS] = { key, item->time, item->account,
	    item->amount };
	char head[1 + PARTS * LEN_MAX], *bytes, *at;
	size_t head_len = put_head(head, part, item), len = head_len;

	for (int i = 0; i < PARTS; i++)
		len += part[i].len;
	bytes = at = arena_get_bytes(&m->arena, len);
	memcpy(at, head, head_len);
	at += head_len;
	for (int i = 0; i < PARTS; i++) {
		if (part[i].len > 0)
			memcpy(at, part[i].ptr, part[i].len);
		at += part[i].len;
	}
	return (uint64_t)(uintptr_t)bytes;
}

void
seen_memory_free(struct seen_memory *m)
{
	arena_free(&m->arena);
}
