/*
 * ledger_stamp - what the checkpoint of balsys-ledger begins with: to which
 * beginnings of the files of which book the snapshot behind it belongs
 * (ledger/snapshot).
 */
#ifndef BALSYS_LEDGER_STAMP_H
#define BALSYS_LEDGER_STAMP_H

#include <stdint.h>

#include "ledger/book.h"
#include "stream/sums.h"

#define LEDGER_STAMP_FILE "ledger.ckpt"

enum { LEDGER_STAMP_VERSION = 1 };

enum { LEDGER_STAMP_REJECTS, LEDGER_STAMP_ACCEPTED, LEDGER_STAMP_SUMS };

struct ledger_stamp {
	uint64_t version;
	char id[BOOK_ID_LEN];
	uint64_t scale;
	struct sum sum[LEDGER_STAMP_SUMS];	/* of rejects.csv, ledger.csv */
};

#endif
