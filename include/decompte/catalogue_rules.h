/* The diagnostics of rule files (R…). See diagnostic.h for the shape of a row. */
#ifndef DECOMPTE_CATALOGUE_RULES_H
#define DECOMPTE_CATALOGUE_RULES_H

#define DC_CATALOGUE_RULES(X)                                                                                          \
  X(R_ENCODING, "R001", DC_FATAL, "Une règle doit se lire partout pareil.", "Réenregistrer le fichier en UTF-8")       \
  X(R_UNKNOWN, "R002", DC_FATAL, "Le langage n'a qu'un vocabulaire fermé : rubriques, noms du lexique, définitions.",  \
    "Corriger le nom|Ajouter le champ à rules/lexique.csv")

#endif
