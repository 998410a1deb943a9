/* The diagnostics of rule files (R…). See diagnostic.h for the shape of a row. */
#ifndef DECOMPTE_CATALOGUE_RULES_H
#define DECOMPTE_CATALOGUE_RULES_H

#define DC_CATALOGUE_RULES(X)                                                                                          \
  X(R_ENCODING, "R001", DC_FATAL, "Une règle doit se lire partout pareil.", "Réenregistrer le fichier en UTF-8")       \
  X(R_UNKNOWN, "R002", DC_FATAL,                                                                                       \
    "Le langage n'a qu'un vocabulaire fermé : rubriques, noms du lexique, définitions, "                             \
    "paramètres, codes des listes.",                                                                                   \
    "Corriger le nom|Déclarer le code dans une liste, ou l'écrire entre guillemets|"                                 \
    "Ajouter le champ à rules/lexique.csv")                                                                            \
  X(R_TYPE, "R003", DC_FATAL,                                                                                          \
    "On n'additionne, ne compare et n'affecte que des valeurs de même nature et de même "                            \
    "unité.",                                                                                                          \
    "Écrire l'unité : 5 h, 5 €, 5 %, 5 jours|Corriger l'expression")                                                   \
  X(R_MONTHS, "R004", DC_FATAL,                                                                                        \
    "Un mois n'a pas un nombre fixe de jours : la façon d'ajouter des mois se choisit, "                              \
    "et des mois ne se comparent pas à des jours.",                                                                    \
    "Écrire « + 24 mois de quantième à quantième »|Écrire « + 24 mois reporté au lendemain »")                         \
  X(R_DATED, "R005", DC_FATAL, "Un paramètre ou une liste change dans le temps : sa valeur n'existe qu'à une date.",   \
    "Ajouter « à la date du travail », « à la fin du marché »…")                                                       \
  X(R_PERIOD, "R006", DC_FATAL, "Les dates d'effet doivent exister, se suivre et ne pas se chevaucher.",               \
    "Corriger la date")                                                                                                \
  X(R_REVIEW, "R008", DC_WARNING,                                                                                      \
    "La valeur devait être revue avant cette date : le calcul s'en sert peut-être à "                               \
    "tort.",                                                                                                           \
    "Mettre la valeur à jour|Repousser la date de revue")                                                              \
  X(R_CONFLICT, "R009", DC_FATAL,                                                                                      \
    "Deux articles applicables en même temps donnent une valeur à la même chose : "                                 \
    "aucun ordre ne les départage.",                                                                                   \
    "Remplacer l'un par une rubrique « Remplace »|Rendre leurs conditions exclusives par « si »")                      \
  X(R_LIST, "R012", DC_FATAL, "Le même code est deux fois dans la liste sur une même période.",                        \
    "Supprimer une ligne|Corriger les périodes")                                                                       \
  X(R_REPLACE, "R013", DC_FATAL,                                                                                       \
    "Un article ne sort du jeu que par un remplacement explicite, d'un seul article, "                                 \
    "d'un recueil complété.",                                                                                          \
    "Corriger le recueil ou le numéro de l'article remplacé")                                                          \
  X(R_MISSING, "R014", DC_FATAL, "Une règle opposable cite sa source, et un refus dit pourquoi.",                      \
    "Compléter la rubrique")                                                                                           \
  X(R_PHASE, "R015", DC_FATAL,                                                                                         \
    "Les phases du calcul sont fixes : une règle ne lit que ce que les phases d'avant "                               \
    "ont produit, et rien ne dépend de soi-même.",                                                                     \
    "Lire une valeur d'une phase antérieure|Couper le cycle")                                                          \
  X(R_CASE, "R016", DC_FATAL, "Un cas est l'exemple que la règle doit satisfaire.",                                    \
    "Corriger la règle|Corriger le cas")                                                                               \
  X(R_REFUSALS, "R022", DC_FATAL,                                                                                      \
    "Les refus d'un marché tiennent sur 64 positions, ses plafonds et contrôles sur 32.", "Réunir des articles")       \
  X(R_SYNTAX, "R030", DC_FATAL, "Le texte n'a pas la forme d'une règle.",                                              \
    "S'inspirer d'un article de rules/national.regles")                                                                \
  X(R_UNSUPPORTED, "R031", DC_FATAL,                                                                                   \
    "Cette partie du langage est prévue et n'est pas encore comprise : mieux vaut "                                   \
    "refuser que l'ignorer.",                                                                                          \
    "Écrire la règle autrement")                                                                                       \
  X(R_LIMIT, "R032", DC_FATAL, "Les tailles sont bornées, pour qu'un fichier abîmé ne coûte pas un calcul.",           \
    "Couper ce qui est trop long")                                                                                     \
  X(R_TWICE, "R033", DC_FATAL, "Une chose n'est dite qu'une fois.", "Supprimer ou renommer l'une des deux")            \
  X(R_PATTERN, "R034", DC_FATAL, "Le motif de « correspond à » est une expression régulière PCRE2.",                   \
    "Corriger le motif")

#endif
