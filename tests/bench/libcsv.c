/* Bare libcsv on a file: blocks of 256 KiB, a callback per field and per record, nothing done with them but counting.
 * What « decompte lire » is measured against.
 *
 *   libcsv SEPARATOR FILE → « FIELDS RECORDS BYTES » */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  unsigned long long fields, records, bytes;
} counts;

static void on_field(void *field, size_t length, void *context) {
  (void)field;
  counts *seen = context;
  seen->fields++;
  seen->bytes += length;
}

static void on_record(int end, void *context) {
  (void)end;
  ((counts *)context)->records++;
}

int main(int argc, char **argv) {
  enum { BLOCK = 256 * 1024 };
  FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
  char *block = malloc(BLOCK);
  struct csv_parser parser;
  if (!file || !block || csv_init(&parser, CSV_APPEND_NULL) != 0) return EXIT_FAILURE;
  csv_set_delim(&parser, (unsigned char)argv[1][0]);
  setvbuf(file, NULL, _IONBF, 0);
  counts seen = {0};
  size_t length;
  while ((length = fread(block, 1, BLOCK, file)) > 0) {
    if (csv_parse(&parser, block, length, on_field, on_record, &seen) != length) return EXIT_FAILURE;
  }
  if (ferror(file) || csv_fini(&parser, on_field, on_record, &seen) != 0) return EXIT_FAILURE;
  csv_free(&parser);
  free(block);
  fclose(file);
  printf("%llu %llu %llu\n", seen.fields, seen.records, seen.bytes);
  return EXIT_SUCCESS;
}
