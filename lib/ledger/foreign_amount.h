/*
 * foreign_amount - amounts as banks and spreadsheets write them.
 *
 *	struct foreign_amount form = { '.', SPAN(","), 2 };
 *
 *	foreign_amount_parse(&form, SPAN("(£1,234.56)"), false, &m, &sign);
 *
 * Understood, with these marks: digits, either none of them grouped or all in
 * groups of three; a decimal point with digits on both sides; one mark of the
 * sign at most, which is one of
 *
 *	-12.00  12.00-		debit; U+2212 is a minus, too
 *	+12.00  12.00+		credit
 *	(12.00)			debit
 *	12.00 DR  12.00 CR	debit and credit, in any case
 *
 * and one currency sign at most, before the digits or behind them, inside of
 * the sign's mark or outside.  Blanks may stand everywhere but among the
 * digits.  Whatever else there is makes it no amount.
 *
 * Nothing here allocates, prints, or looks at the locale.
 */
#ifndef BALSYS_FOREIGN_AMOUNT_H
#define BALSYS_FOREIGN_AMOUNT_H

#include <stdbool.h>

#include "base/money.h"
#include "base/span.h"

struct foreign_amount {
	char decimal;
	struct span thousands;	/* borrowed; empty: digits are not grouped */
	int scale;
};

/* Is there nothing but blanks: spaces, tabs, no-break spaces? */
bool	foreign_amount_is_blank(struct span text);

/*
 * Read the whole of text, which is UTF-8.  turned: debit and credit change
 * places, which cannot overflow behind the fact.  *sign becomes the currency
 * sign's bytes in text, empty if it has none.
 *
 * Returns 0, or -1 with errno EINVAL (not an amount), EDOM (an amount with
 * more decimals than scale that are not zeros) or ERANGE (an amount, but too
 * large to hold); *out and *sign are then unchanged.
 */
int	foreign_amount_parse(const struct foreign_amount *form,
	    struct span text, bool turned, struct money *out,
	    struct span *sign)
	__attribute__((warn_unused_result));

#endif
