/* What the system answers, in French.
 *
 * Floor: base. The C library speaks the language of its locale, which this program never sets. */
#ifndef DECOMPTE_SYSTEM_H
#define DECOMPTE_SYSTEM_H

/* The meaning of an errno: « plus de place sur le disque ». Never NULL. */
const char *dc_system_message(int error);

#endif
