/*
 * fraction.c - exact shares and amounts, with the steps between in 128 bits.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/fraction.h"

#include <inttypes.h>

#include "base/lang.h"
#include "base/money.h"

__extension__ typedef __int128 wide;

static wide
common(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static bool
settle(wide num, wide den, struct share *out)
{
	if (den != 1) {
		wide by = common(num, den);

		num /= by;
		den /= by;
	}
	if (num >= FRACTION_MAX || num <= -FRACTION_MAX || den >= FRACTION_MAX)
		return false;
	*out = (struct share){ (int64_t)num, (int64_t)den };
	return true;
}

bool
fraction_add(struct share a, struct share b, struct share *out)
{
	return settle((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den, out);
}

bool
fraction_subtract(struct share a, struct share b, struct share *out)
{
	return fraction_add(a, (struct share){ -b.num, b.den }, out);
}

bool
fraction_multiply(struct share a, struct share b, struct share *out)
{
	return settle((wide)a.num * b.num, (wide)a.den * b.den, out);
}

int
fraction_compare(struct share a, struct share b)
{
	wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

	return (left > right) - (left < right);
}

bool
fraction_round(struct share a, int64_t to, enum round_how how, struct share *out)
{
	wide step = (wide)to * a.den, size = a.num < 0 ? -(wide)a.num : a.num;
	wide steps = size / step, rest = size % step;

	if ((how == ROUND_UP && rest > 0) || (how == ROUND_HALF_UP && rest * 2 >= step))
		steps++;
	return settle((a.num < 0 ? -steps : steps) * to, 1, out);
}

void
fraction_add_yen(struct str *out, struct share yen)
{
	int64_t size = yen.num < 0 ? -yen.num : yen.num, whole = size / yen.den;

	if (yen.num < 0)
		str_add_char(out, '-');
	if (whole != 0 || yen.den == 1)
		yen_add(out, whole);
	if (yen.den != 1)
		str_addf(out, "%s%" PRId64 "/%" PRId64, whole != 0 ? " " : "", size % yen.den,
			 yen.den);
	str_add(out, lang_pick("円", " yen"));
}
