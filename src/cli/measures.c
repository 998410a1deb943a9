#include "cli/measures.h"

#include <sys/resource.h>

static void print_measures(FILE *out, const dc_run *run) {
  enum { MILLISECOND = 1000000 };
  uint64_t bytes = 0;
  for (size_t i = 0; i < run->dossier.file_count; i++) bytes += run->dossier.files[i].source.size;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  for (size_t i = 0; i < run->phase_count; i++) {
    const dc_duration *duration = &run->phases[i].duration;
    fprintf(out, "%s %lld %lld\n", run->phases[i].name, (long long)(duration->elapsed / MILLISECOND),
            (long long)(duration->processor / MILLISECOND));
  }
  fprintf(out, "lignes %llu\noctets %llu\nmémoire_kio %ld\n", (unsigned long long)run->accounts.counts.read,
          (unsigned long long)bytes, usage.ru_maxrss);
}

void dc_write_measures(const dc_arguments *arguments, const dc_run *run) {
  const char *path = dc_argument(arguments, "mesures");
  if (!path) return;
  FILE *out = fopen(path, "w");
  if (out) print_measures(out, run);
  if (!out || fclose(out) != 0) fprintf(stderr, "décompte : impossible d'écrire les mesures dans %s\n", path);
}
