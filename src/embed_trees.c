/*
 * embed_trees.c - run by the build: reads the form files named on the command line and
 * prints them as C, a tree of nodes each, so that the program need not read them at
 * every start. A form with a fault stops the build with its sentence.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "form/form.h"
#include "form/yaml.h"

static void
read_file(const char *path, struct str *out)
{
	char piece[4096];
	size_t len;
	FILE *f = fopen(path, "rb");

	if (!f) {
		perror(path);
		exit(1);
	}
	while ((len = fread(piece, 1, sizeof(piece), f)) > 0)
		str_add_len(out, piece, len);
	fclose(f);
}

/* ? is escaped because C11 has trigraphs; bytes beyond ASCII in octal, of three digits. */
static void
print_text(const char *text)
{
	putchar('"');
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '"' || *p == '\\' || *p == '?' || *p < ' ' || *p >= 0x7F)
			printf("\\%03o", *p);
		else
			putchar(*p);
	}
	putchar('"');
}

static int print_node(const struct yaml_node *node, const char *stem, int *next);

/* The array of a node's children, printed before it; its number. */
static int
print_children(const struct yaml_node *const *items, int count, const char *stem, int *next)
{
	AUTO_STR list = STR_INIT;

	for (int i = 0; i < count; i++)
		str_addf(&list, "&%s_%d, ", stem, print_node(items[i], stem, next));
	int at = (*next)++;
	printf("static const struct yaml_node *const %s_%d[] = { %s};\n", stem, at,
	       str_text(&list));
	return at;
}

/* The node as an initialiser, after what it points to. */
static void
print_fields(const struct yaml_node *node, const char *stem, int items, int keys)
{
	printf("{ .kind = %d, .line = %d, .column = %d, .count = %d",
	       (int)node->kind, node->line, node->column, node->count);
	if (node->text) {
		printf(", .text = ");
		print_text(node->text);
	}
	if (items >= 0)
		printf(", .items = %s_%d", stem, items);
	if (keys >= 0)
		printf(", .keys = %s_%d", stem, keys);
	printf(" };\n");
}

/* Its number; the root, with number 0, is what others see. */
static int
print_node(const struct yaml_node *node, const char *stem, int *next)
{
	int number = (*next)++, items = -1, keys = -1;

	if (node->count > 0)
		items = print_children(node->items, node->count, stem, next);
	if (node->count > 0 && node->kind == YAML_MAP)
		keys = print_children(node->keys, node->count, stem, next);
	if (number == 0)
		printf("extern const struct yaml_node embed_tree_%s;\n"
		       "const struct yaml_node embed_tree_%s = ", stem, stem);
	else
		printf("static const struct yaml_node %s_%d = ", stem, number);
	print_fields(node, stem, items, keys);
	return number;
}

static char *
stem_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return mem_strndup(name, strcspn(name, "."));
}

static void
print_tree(const char *path, struct form_file *file, struct str *bytes)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_FREE char *stem = stem_of(path);
	struct faults faults = FAULTS_INIT(path);
	int next = 0;

	read_file(path, bytes);
	*file = (struct form_file){ .name = path, .bytes = str_text(bytes), .len = bytes->len };
	const struct yaml_node *root = yaml_read(&a, str_text(bytes), bytes->len, &faults);

	if (root)
		print_node(root, stem, &next);
	faults_done(&faults);
}

int
main(int argc, char **argv)
{
	struct form_file *files = mem_alloc((size_t)argc * sizeof(*files));
	struct str *bytes = mem_alloc((size_t)argc * sizeof(*bytes));
	AUTO_STR faults = STR_INIT;

	printf("/* Made by src/embed_trees.c. */\n#include \"config.h\"\n\n");
	printf("#include \"form/yaml.h\"\n\n");
	for (int i = 1; i < argc; i++)
		print_tree(argv[i], &files[i - 1], &bytes[i - 1]);
	struct form_set *set = form_set_read(files, argc - 1, NULL, 0, &faults);

	fputs(str_text(&faults), stderr);
	form_set_free(set);
	for (int i = 0; i < argc; i++)
		str_done(&bytes[i]);
	free(bytes);
	free(files);
	return set ? 0 : 1;
}
