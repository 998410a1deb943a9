#include "decompte/system.h"

#include <errno.h>
#include <stddef.h>

const char *dc_system_message(int error) {
  static const struct {
    int error;
    const char *message;
  } known[] = {
      {ENOENT, "fichier ou répertoire inexistant"},
      {EACCES, "accès refusé"},
      {EPERM, "opération non permise"},
      {ENOSPC, "plus de place sur le disque"},
      {EDQUOT, "quota de disque dépassé"},
      {EFBIG, "fichier trop gros pour la limite en vigueur"},
      {EIO, "erreur d'entrée-sortie du disque"},
      {EROFS, "système de fichiers en lecture seule"},
      {EISDIR, "c'est un répertoire"},
      {ENOTDIR, "un élément du chemin n'est pas un répertoire"},
      {EEXIST, "existe déjà"},
      {ENOTEMPTY, "le répertoire n'est pas vide"},
      {ELOOP, "les liens symboliques tournent en rond"},
      {ENAMETOOLONG, "nom trop long"},
      {EMFILE, "trop de fichiers ouverts"},
      {ENFILE, "trop de fichiers ouverts sur la machine"},
      {ENOMEM, "mémoire insuffisante"},
      {EWOULDBLOCK, "déjà verrouillé"},
      {EXDEV, "autre système de fichiers"},
      {EPIPE, "le lecteur est parti"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (known[i].error == error) return known[i].message;
  }
  return "erreur du système";
}
