/* Faster compression of workbooks.
 *
 * libxlsxwriter compresses at zlib's default level (6) and offers no setting, while compressing is the largest part of
 * the time that a month takes. This definition stands before zlib's own (the Makefile exports it) and asks for level 1:
 * files grow by a quarter, a run takes a quarter less. Nothing else in the program compresses. */
#include <dlfcn.h>
#include <zlib.h>

#include "decompte/arena.h"

typedef int (*dc_deflate_init)(z_streamp, int, int, int, int, int, const char *, int);

int deflateInit2_(z_streamp stream, int level, int method, int window_bits, int memory_level, int strategy,
                  const char *version, int stream_size) {
  (void)level;
  dc_deflate_init original;
  void *symbol = dlsym(RTLD_NEXT, "deflateInit2_");
  DC_ASSERT(symbol && sizeof original == sizeof symbol);
  __builtin_memcpy(&original, &symbol, sizeof original); /* ISO C has no cast from object to function */
  return original(stream, Z_BEST_SPEED, method, window_bits, memory_level, strategy, version, stream_size);
}
