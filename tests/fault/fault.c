/* Preloaded under the program to make the system fail at a chosen call.
 *
 * FAULT=CALL:N:HOW[:ERRNO]; CALL is one of malloc (malloc, calloc, realloc together), write, fsync, rename (rename and
 * renameat2), mkdir. HOW:
 *   once    the N-th call fails          always  the N-th call and all after it fail
 *   short   from the N-th on, write takes at most 7 bytes
 *   again   from the N-th on, write answers EINTR every other time
 * FAULT_COUNT=FILE: at exit, the number of calls made is written there. Calls are counted across threads. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef enum { ONCE, ALWAYS, SHORT, AGAIN } manner;

static const char *call = "";
static long first;
static manner how;
static int error_number = ENOMEM;
static atomic_long calls;

__attribute__((constructor)) static void read_wish(void) {
  static char wish[64];
  const char *given = getenv("FAULT");
  if (!given || strlen(given) >= sizeof wish) return;
  strcpy(wish, given);
  char *number = strchr(wish, ':'), *words = number ? strchr(number + 1, ':') : NULL;
  if (!words) return;
  *number = '\0';
  first = atol(number + 1);
  how = strncmp(words + 1, "always", 6) == 0  ? ALWAYS
        : strncmp(words + 1, "short", 5) == 0 ? SHORT
        : strncmp(words + 1, "again", 5) == 0 ? AGAIN
                                              : ONCE;
  char *code = strchr(words + 1, ':');
  if (code) error_number = atoi(code + 1);
  call = wish;
}

__attribute__((destructor)) static void tell_count(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path) return;
  char text[32];
  int length = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
  int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (descriptor < 0) return;
  syscall(SYS_write, descriptor, text, (size_t)length);
  close(descriptor);
}

/* Counts this call when it is the one watched, and says whether it must fail. */
static bool fails(const char *name) {
  if (strcmp(call, name) != 0) return false;
  long number = atomic_fetch_add(&calls, 1) + 1;
  bool failing = first > 0 && (how == ONCE ? number == first : how == ALWAYS && number >= first);
  if (failing) errno = error_number;
  return failing;
}

/* The next definition of a function: that of the C library. ISO C has no way from dlsym's pointer to a function;
 * memcpy is one. */
static void find_next(const char *name, void *function) {
  void *address = dlsym(RTLD_NEXT, name);
  memcpy(function, &address, sizeof address);
}

static void *system_malloc(size_t size) {
  static void *(*next)(size_t);
  if (!next) find_next("malloc", &next);
  return next(size);
}

static void *system_calloc(size_t count, size_t size) {
  static void *(*next)(size_t, size_t);
  if (!next) find_next("calloc", &next);
  return next(count, size);
}

static void *system_realloc(void *pointer, size_t size) {
  static void *(*next)(void *, size_t);
  if (!next) find_next("realloc", &next);
  return next(pointer, size);
}

static void *watched_malloc(size_t size) { return fails("malloc") ? NULL : system_malloc(size); }
static void *watched_calloc(size_t count, size_t size) { return fails("malloc") ? NULL : system_calloc(count, size); }
static void *watched_realloc(void *pointer, size_t size) {
  return fails("malloc") ? NULL : system_realloc(pointer, size);
}

void *malloc(size_t size) { return watched_malloc(size); }
void *calloc(size_t count, size_t size) { return watched_calloc(count, size); }
void *realloc(void *pointer, size_t size) { return watched_realloc(pointer, size); }

/* The names under which a program that has its own malloc asks the C library for memory. */
void *__libc_malloc(size_t size) { return watched_malloc(size); }
void *__libc_calloc(size_t count, size_t size) { return watched_calloc(count, size); }
void *__libc_realloc(void *pointer, size_t size) { return watched_realloc(pointer, size); }

/* Files only: what the program tells its user is not what is tested. */
ssize_t write(int descriptor, const void *bytes, size_t size) {
  struct stat status;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    if (fails("write")) return -1;
    long number = atomic_load(&calls);
    bool begun = strcmp(call, "write") == 0 && number >= first;
    if (begun && how == SHORT && size > 7) size = 7;
    if (begun && how == AGAIN && number % 2) {
      errno = EINTR;
      return -1;
    }
  }
  return syscall(SYS_write, descriptor, bytes, size);
}

int fsync(int descriptor) { return fails("fsync") ? -1 : (int)syscall(SYS_fsync, descriptor); }
int mkdir(const char *path, mode_t mode) { return fails("mkdir") ? -1 : (int)syscall(SYS_mkdir, path, mode); }
int rename(const char *from, const char *to) {
  return fails("rename") ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
  return fails("rename") ? -1 : (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
}
