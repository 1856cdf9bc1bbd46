/*
 * faults.h - what is wrong with a file, each with its place. Whoever reads goes
 * on after a fault to find the others: a clerk mends a file once, not ten times.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_FAULTS_H
#define FORM_FAULTS_H

#include "base/macros.h"
#include "base/str.h"

struct fault {
	int line, column; /* from 1 */
	char *sentence;
};

struct faults {
	const char *file; /* the name shown, borrowed */
	struct fault *items; /* in the order of the file */
	int count;
};

#define FAULTS_INIT(name) { (name), NULL, 0 }

void faults_done(struct faults *f);
void faults_add(struct faults *f, int line, int column, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Appends "file:line:column: sentence" and a newline for each. */
void faults_write(const struct faults *f, struct str *out);

#endif
