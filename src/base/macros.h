/* macros.h - the few macros that every floor uses. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_MACROS_H
#define BASE_MACROS_H

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_CHECK __attribute__((warn_unused_result))
#define NORETURN __attribute__((noreturn))

#endif
