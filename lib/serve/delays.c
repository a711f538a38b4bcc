#include "serve/delays.h"

void
delays_add(struct delays *d, int64_t micros)
{
	uint64_t delay = micros < 0 ? 0 : (uint64_t)micros;

	d->count++;
	d->sum += delay;
	if (delay > d->most)
		d->most = delay;
	/* One that is missing moves no quantile that anybody would see. */
	(void)!histogram_add(&d->spread, delay);
}

uint64_t
delays_quantile(const struct delays *d, unsigned part, unsigned whole)
{
	uint64_t value = 0;

	if (histogram_quantile(&d->spread, part, whole, &value) == -1)
		return 0;
	/* What is told of a bucket may be above all that is in it. */
	return value < d->most ? value : d->most;
}

static void
put(const struct delays *d, struct json *j, struct span key, uint64_t micros)
{
	json_put_key(j, key);
	if (d->count == 0)
		json_put_null(j);
	else
		json_put_decimal(j, (int64_t)micros, 6);
}

void
delays_put(const struct delays *d, struct json *j)
{
	uint64_t mean = d->count == 0 ? 0 :
	    (d->sum + d->count / 2) / d->count;

	json_begin_object(j);
	json_put_key(j, SPAN("count"));
	json_put_unsigned(j, d->count);
	put(d, j, SPAN("mean"), mean);
	put(d, j, SPAN("p50"), delays_quantile(d, 50, 100));
	put(d, j, SPAN("p95"), delays_quantile(d, 95, 100));
	put(d, j, SPAN("p99"), delays_quantile(d, 99, 100));
	put(d, j, SPAN("max"), d->most);
	json_end_object(j);
}

void
delays_free(struct delays *d)
{
	histogram_free(&d->spread);
	*d = (struct delays){ 0 };
}
