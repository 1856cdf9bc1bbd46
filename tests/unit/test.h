/* test.h - what every unit test includes before the headers that it tests. */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

/* cmocka.h needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A test that uses nothing of its state. */
#define TEST(name) static void name(void **state __attribute__((unused)))

#endif
