/*
 * replay.c - the main of a fuzz target in an ordinary build: feeds it every
 * file of its corpus, and each file again cut short and with bytes changed, so
 * that a parser's edges are walked in every test run. fuzz_dates reads
 * tests/fuzz/corpus/dates/.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each cut of long files would take minutes; this many are spread over the file. */
#define CUTS 64

static uint8_t *
read_whole(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");

	if (!f || fseek(f, 0, SEEK_END) != 0)
		return NULL;
	long n = ftell(f);

	rewind(f);
	uint8_t *data = malloc((size_t)n + 1);

	*size = data ? fread(data, 1, (size_t)n, f) : 0;
	fclose(f);
	return data;
}

/* A copy of exactly `size` bytes, so that the sanitizer sees one byte read too far. */
static void
feed(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
feed_variants(uint8_t *data, size_t size)
{
	size_t step = size / CUTS + 1;

	feed(data, size);
	for (size_t i = 0; i < size; i += step) {
		uint8_t was = data[i];

		feed(data, i);
		data[i] = (uint8_t)(was ^ 0x80);
		feed(data, size);
		data[i] = (uint8_t)(was + 1);
		feed(data, size);
		data[i] = was;
	}
}

int
main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir");
	const char *name = strstr(argv[0], "fuzz_");
	char dir[4096], path[8192];
	int count = 0;

	if (argc > 1)
		snprintf(dir, sizeof dir, "%s", argv[1]);
	else
		snprintf(dir, sizeof dir, "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".",
			 name ? name + strlen("fuzz_") : "");
	DIR *d = opendir(dir);

	if (!d) {
		fprintf(stderr, "replay: no corpus in %s\n", dir);
		return 1;
	}
	for (struct dirent *entry; (entry = readdir(d));) {
		size_t size;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
		uint8_t *data = read_whole(path, &size);

		if (!data) {
			fprintf(stderr, "replay: cannot read %s\n", path);
			return 1;
		}
		feed_variants(data, size);
		free(data);
		count++;
	}
	closedir(d);
	printf("%d inputs\n", count);
	return count > 0 ? 0 : 1; /* an empty corpus tests nothing */
}
