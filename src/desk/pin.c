/* pin.c - argon2id by libsodium; see pin.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/pin.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/utf8.h"
#include "desk/setting.h"

#define PIN_MAX_BYTES 256

static void
wipe(char **pin)
{
	explicit_bzero(*pin, strlen(*pin));
	free(*pin);
}

static bool
hash_with(struct desk *d, const char *pin, char out[crypto_pwhash_STRBYTES])
{
	unsigned long long passes = (unsigned long long)setting_int(d, "staff.pin_passes");
	size_t memory = (size_t)setting_int(d, "staff.pin_memory") << 20;
	return sodium_init() >= 0 &&
	       !crypto_pwhash_str_alg(out, pin, strlen(pin), passes, memory,
				      crypto_pwhash_ALG_ARGON2ID13);
}

bool
pin_hash(struct desk *d, const char *typed, struct str *out, struct err *e)
{
	AUTO(wipe) char *pin = utf8_narrow(typed);
	char hash[crypto_pwhash_STRBYTES];
	if (!hash_with(d, pin, hash))
		return err_set(e, ERR_REFUSED,
			       _("There is not enough memory to keep a PIN safely. Lower the "
				 "setting \"Memory for checking a PIN\"."));
	str_add(out, hash);
	return true;
}

bool
pin_matches(struct desk *d, const char *hash, const char *typed)
{
	AUTO(wipe) char *pin = utf8_narrow(typed);
	char unused[crypto_pwhash_STRBYTES];
	if (str_is_empty(hash)) {
		hash_with(d, pin, unused);
		return false;
	}
	return sodium_init() >= 0 && !crypto_pwhash_str_verify(hash, pin, strlen(pin));
}

/* 000000, 1234567, 98765: every character is the one before plus the same step. */
static bool
is_a_run(const char *pin)
{
	int step = pin[1] - pin[0];
	if (step < -1 || step > 1)
		return false;
	for (const char *p = pin + 1; *p; p++)
		if (p[0] - p[-1] != step)
			return false;
	return true;
}

bool
pin_check_new(struct desk *d, const char *typed, const char *staff_code, struct err *e)
{
	AUTO(wipe) char *pin = utf8_narrow(typed);
	int shortest = (int)setting_int(d, "staff.pin_length");
	if (utf8_count(pin) < (size_t)shortest)
		return err_set(e, ERR_INVALID,
			       ngettext("The PIN needs at least %d character.",
					"The PIN needs at least %d characters.", shortest),
			       shortest);
	if (strlen(pin) > PIN_MAX_BYTES)
		return err_set(e, ERR_INVALID, _("The PIN is too long."));
	if (str_equal(pin, staff_code) || is_a_run(pin))
		return err_set(e, ERR_INVALID,
			       _("This PIN is too easy to guess. Choose another one."));
	return true;
}
