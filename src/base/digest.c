#include "decompte/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

void dc_hasher_begin(dc_hasher *hasher) {
  hasher->context = EVP_MD_CTX_new();
  if (!hasher->context || !EVP_DigestInit_ex(hasher->context, EVP_sha256(), NULL)) dc_die_memory();
}

void dc_hasher_add(dc_hasher *hasher, const void *bytes, size_t size) {
  DC_ASSERT(EVP_DigestUpdate(hasher->context, bytes, size) == 1);
}

dc_digest dc_hasher_end(dc_hasher *hasher) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  DC_ASSERT(EVP_DigestFinal_ex(hasher->context, bytes, &size) == 1 && size == 32);
  EVP_MD_CTX_free(hasher->context);
  hasher->context = NULL;
  dc_digest digest;
  for (unsigned i = 0; i < size; i++) {
    digest.hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    digest.hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  digest.hex[64] = '\0';
  return digest;
}

bool dc_digest_file(const char *path, dc_digest *digest) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  enum { BLOCK = 1 << 17 };
  char *block = dc_zeroed(BLOCK, 1);
  ssize_t size;
  do {
    size = read(descriptor, block, BLOCK);
    if (size > 0) dc_hasher_add(&hasher, block, (size_t)size);
  } while (size > 0 || (size < 0 && errno == EINTR));
  int failure = errno;
  free(block);
  close(descriptor);
  *digest = dc_hasher_end(&hasher);
  errno = failure;
  return size == 0;
}
