/*
 * must.h - what every target of the fuzzer claims: a claim that does not hold is
 * a crash, which the fuzzer keeps.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_MUST_H
#define FUZZ_MUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
must(bool claim)
{
	if (!claim)
		abort();
}

#endif
