/* SHA-256 digests (libcrypto).
 *
 * Floor: base. */
#ifndef DECOMPTE_DIGEST_H
#define DECOMPTE_DIGEST_H

#include "decompte/text.h"

typedef struct {
  char hex[65]; /* lower case, NUL-terminated */
} dc_digest;

typedef struct {
  void *context;
} dc_hasher;

void dc_hasher_begin(dc_hasher *hasher);
void dc_hasher_add(dc_hasher *hasher, const void *bytes, size_t size);
dc_digest dc_hasher_end(dc_hasher *hasher); /* releases the hasher */

/* Digest of a file. false with errno when it cannot be read. */
bool dc_digest_file(const char *path, dc_digest *digest);

#endif
