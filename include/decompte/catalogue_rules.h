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
  X(R_GAP, "R007", DC_FATAL,                                                                                           \
    "Un paramètre doit avoir une valeur sur toute la période où un article le lit : aucune n'est "                  \
    "prolongée d'office.",                                                                                             \
    "Ajouter la ligne qui manque|Borner l'article par « En vigueur »")                                                 \
  X(R_REVIEW, "R008", DC_WARNING,                                                                                      \
    "La valeur devait être revue avant cette date : le calcul s'en sert peut-être à "                               \
    "tort.",                                                                                                           \
    "Mettre la valeur à jour|Repousser la date de revue")                                                              \
  X(R_CONFLICT, "R009", DC_FATAL,                                                                                      \
    "Deux articles applicables en même temps donnent une valeur à la même chose : "                                 \
    "aucun ordre ne les départage.",                                                                                   \
    "Rendre leurs conditions exclusives par « si »|Remplacer l'un par une rubrique « Remplace »|"                  \
    "Multiplier deux coefficients par « Cumulable avec »")                                                             \
  X(R_SAME, "R010", DC_WARNING,                                                                                        \
    "Deux articles applicables en même temps donnent la même valeur : le jour où l'un "                             \
    "changera, ils se contrediront.",                                                                                  \
    "Remplacer l'un par une rubrique « Remplace »|Rendre leurs conditions exclusives par « si »")                      \
  X(R_NEVER, "R011", DC_WARNING,                                                                                       \
    "Une règle qui ne peut pas s'appliquer dit sans doute autre chose que ce que l'on croit.",                         \
    "Corriger la condition|Supprimer l'article")                                                                       \
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
  X(R_UNTRIED, "R017", DC_WARNING,                                                                                     \
    "Un article sans un cas qui s'applique et un cas qui ne s'applique pas n'a pas été éprouvé.",                      \
    "Ajouter les cas qui manquent")                                                                                    \
  X(R_ONE_SIDED, "R018", DC_WARNING,                                                                                   \
    "Un test dont les cas ne montrent qu'une issue peut être faux sans qu'on le voie.",                                \
    "Ajouter un cas de chaque côté de la borne")                                                                       \
  X(R_MUTANT, "R019", DC_WARNING,                                                                                      \
    "L'article, une fois altéré, satisfait encore tous ses cas : ils ne fixent pas cette borne.",                      \
    "Ajouter le cas proposé|Simplifier l'article, quand aucun cas ne l'en distingue")                                  \
  X(R_VERSION, "R020", DC_WARNING,                                                                                     \
    "Un décompte passé doit pouvoir être refait : une règle qui change garde son ancienne version.",                   \
    "Garder l'ancienne version, close par « jusqu'au », et dater la nouvelle")                                         \
  X(R_IDLE, "R021", DC_NOTE,                                                                                           \
    "Un article qui ne s'applique jamais, ou toujours, dit peut-être autre chose que ce que l'on croit.",              \
    "Relire la condition de l'article")                                                                                \
  X(R_REFUSALS, "R022", DC_FATAL,                                                                                      \
    "Les refus d'un marché tiennent sur 64 positions, ses plafonds et contrôles sur 32.", "Réunir des articles")       \
  X(R_POSSIBLE, "R023", DC_WARNING,                                                                                    \
    "Rien ne montre que ces deux articles s'excluent : s'ils se rencontrent, le calcul s'arrêtera au "                \
    "lieu de choisir.",                                                                                                \
    "Rendre leurs conditions exclusives par « si »|Remplacer l'un par une rubrique « Remplace »|"                  \
    "Écrire les conditions plus simplement")                                                                           \
  X(R_LIST_HOLE, "R024", DC_WARNING,                                                                                   \
    "Un code sorti d'une liste, puis rentré, ne vaut rien entre-temps : c'est souvent une date mal écrite.",           \
    "Joindre les deux périodes|Laisser ainsi, si l'interruption est voulue")                                           \
  X(R_INTRICATE, "R025", DC_WARNING,                                                                                   \
    "L'examen d'une condition est borné : trop de « ou » et de « et » mêlés y font trop de cas.",                      \
    "Écrire la condition plus simplement|Couper l'article en plusieurs")                                               \
  X(R_SYNTAX, "R030", DC_FATAL, "Le texte n'a pas la forme d'une règle.",                                              \
    "S'inspirer d'un article de rules/national.regles")                                                                \
  X(R_LIMIT, "R032", DC_FATAL, "Les tailles sont bornées, pour qu'un fichier abîmé ne coûte pas un calcul.",           \
    "Couper ce qui est trop long")                                                                                     \
  X(R_TWICE, "R033", DC_FATAL, "Une chose n'est dite qu'une fois.", "Supprimer ou renommer l'une des deux")            \
  X(R_PATTERN, "R034", DC_FATAL, "Le motif de « correspond à » est une expression régulière PCRE2.",                   \
    "Corriger le motif")

#endif
