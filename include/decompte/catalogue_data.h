/* The diagnostics of data (D…) and of the system (S…). See diagnostic.h for the shape of a row. */
#ifndef DECOMPTE_CATALOGUE_DATA_H
#define DECOMPTE_CATALOGUE_DATA_H

#define DC_CATALOGUE_DATA(X)                                                                                           \
  X(D_MISSING_FILE, "D001", DC_FATAL, "Un dossier contient au moins marches.csv, participants.csv et releves/*.csv.",  \
    "Ajouter le fichier au dossier|Vérifier le chemin du dossier donné en argument")                                   \
  X(D_UNREADABLE, "D002", DC_FATAL, "Le système refuse la lecture ; rien n'est calculé sur un dossier incomplet.",     \
    "Vérifier les droits du fichier|Retirer du dossier ce qui n'est pas un fichier ordinaire (répertoire,"           \
    " tube, lien)|Réenregistrer en UTF-8 un fichier dont l'encodage n'est pas disponible")                             \
  X(D_MISSING_COLUMN, "D003", DC_FATAL, "Sans cette colonne, les lignes du fichier ne peuvent pas être comprises.",    \
    "Ajouter la colonne, ou renommer l'en-tête de celle qui la contient|Ajouter cette graphie d'en-tête à"          \
    " rules/lexique.csv|Énoncer « preambule » ou « entetes » dans decompte.conf si l'en-tête est sur une "       \
    "autre ligne")                                                                                                     \
  X(D_DUPLICATE_COLUMN, "D004", DC_FATAL, "Deux en-têtes du fichier désignent la même colonne : laquelle croire ?",    \
    "Supprimer ou renommer l'une des deux colonnes|Retirer de rules/lexique.csv la graphie de trop si "                \
    "elles disent deux choses")                                                                                        \
  X(D_EMPTY_FILE, "D005", DC_FATAL, "Un fichier présent doit au moins porter sa ligne d'en-têtes.",                    \
    "Remettre le fichier complet|Écrire la seule ligne d'en-têtes s'il n'y a rien à déclarer|Retirer du "          \
    "dossier un fichier facultatif vide")                                                                              \
  X(D_CHANGED_FILE, "D006", DC_FATAL, "Le fichier a changé pendant la lecture : son empreinte serait fausse.",         \
    "Relancer le calcul quand plus personne n'écrit dans le dossier")                                                  \
  X(D_BAD_LEXICON, "D007", DC_FATAL,                                                                                   \
    "Le lexique décrit les colonnes de tous les fichiers, et ses alias leurs codes : ils doivent être "              \
    "justes.",                                                                                                         \
    "Corriger la ligne désignée|Réinstaller rules/lexique.csv et rules/alias.csv")                                     \
  X(D_BAD_CONF, "D008", DC_FATAL, "decompte.conf dit comment lire des fichiers : mal compris, ils seraient mal lus.",  \
    "Corriger la ligne désignée|Supprimer la ligne : le fichier sera lu d'après son contenu")                          \
  X(D_IDLE_CONF, "D009", DC_NOTE, "Ce que dit cette rubrique de decompte.conf ne sert à aucun fichier du dossier.",    \
    "Rien à faire si le fichier est attendu plus tard|Corriger le nom entre crochets|Supprimer la rubrique")           \
  X(D_UNKNOWN_COLUMN, "D010", DC_NOTE, "Aucune graphie du lexique ne correspond : la colonne n'est pas lue.",          \
    "Rien à faire si la colonne est sans objet|Renommer l'en-tête d'après la colonne voulue|Ajouter cette"          \
    " graphie d'en-tête à rules/lexique.csv")                                                                          \
  X(D_FIELD_COUNT, "D011", DC_ERROR, "La ligne n'a pas autant de champs que l'en-tête : les valeurs ont pu glisser.",  \
    "Corriger le nombre de séparateurs de la ligne|Mettre entre guillemets le champ qui contient le "                 \
    "séparateur|Énoncer « separateur » et « guillemet » dans decompte.conf s'ils ont été mal compris")                 \
  X(D_OPEN_QUOTE, "D012", DC_ERROR,                                                                                    \
    "Un guillemet ouvert n'est jamais refermé : la ligne n'est pas lue, et la lecture reprend à la "                 \
    "suivante.",                                                                                                       \
    "Refermer ou supprimer le guillemet|Énoncer « guillemet = aucun » dans decompte.conf si le fichier "            \
    "n'en emploie pas")                                                                                                \
  X(D_MIXED_ENCODING, "D013", DC_WARNING,                                                                              \
    "Le fichier mêle l'UTF-8 et le Windows-1252 ; chacun de ces caractères a été lu dans le sien.",                    \
    "Réenregistrer tout le fichier en UTF-8|Rien à faire si les textes sont bien lus")                                 \
  X(D_CONTROL_CHARACTER, "D014", DC_WARNING,                                                                           \
    "Un caractère de contrôle ne peut ni se lire ni s'imprimer ; un espace le remplace.",                              \
    "Supprimer ces caractères du fichier|Rien à faire si les textes sont bien lus")                                    \
  X(D_LONG_LINE, "D015", DC_ERROR,                                                                                     \
    "Aucune ligne de relevé n'est aussi longue : le fichier est sans doute abîmé, et la ligne n'est pas "           \
    "lue.",                                                                                                            \
    "Reprendre le fichier d'origine|Raccourcir le texte de la ligne")                                                  \
  X(D_LONE_QUOTE, "D016", DC_WARNING,                                                                                  \
    "Un guillemet ouvert n'est jamais refermé ; la ligne a été lue comme s'il n'y était pas, ou comme s'il se "    \
    "refermait à son bout, et elle a bien le nombre de champs attendu.",                                               \
    "Refermer ou supprimer le guillemet|Énoncer « guillemet = aucun » dans decompte.conf si le fichier "            \
    "n'en emploie pas|Rien à faire si la ligne est bien lue")                                                          \
  X(D_STRAY_QUOTE, "D017", DC_WARNING,                                                                                 \
    "Dans un champ entre guillemets, un guillemet qui fait partie du texte s'écrit deux fois ; le texte "             \
    "est gardé.",                                                                                                      \
    "Doubler le guillemet qui fait partie du texte, ou supprimer ce qui suit le guillemet fermant|Énoncer"            \
    " « echappement » ou « guillemet » dans decompte.conf s'ils ont été mal compris|Rien à faire si le "        \
    "texte est bien lu")                                                                                               \
  X(D_UNDEFINED_BYTES, "D018", DC_WARNING,                                                                             \
    "Ces octets ne sont aucun caractère dans l'encodage du fichier ; le signe U+FFFD les remplace.",                   \
    "Reprendre le fichier d'origine|Énoncer « encodage » dans decompte.conf s'il a été mal compris")                   \
  X(D_TWICE_ENCODED, "D019", DC_WARNING,                                                                               \
    "De l'UTF-8 a été pris pour du Windows-1252 puis réencodé : « é » est devenu « Ã© ». Rien n'est "       \
    "corrigé.",                                                                                                        \
    "Exporter de nouveau le fichier depuis le logiciel d'origine|Rien à faire si ces textes sont sans "               \
    "objet")                                                                                                           \
  X(D_MISSING_VALUE, "D020", DC_ERROR, "Cette valeur est obligatoire : sans elle, la ligne n'est pas exploitée.",      \
    "Compléter la cellule|Supprimer la ligne si elle est sans objet")                                                  \
  X(D_BAD_SIRET, "D021", DC_WARNING,                                                                                   \
    "Un SIRET a 14 chiffres, un SIREN 9, et une clé de contrôle (Luhn ; une autre pour La Poste) : un "              \
    "chiffre au moins est faux ou manque. Le numéro est gardé tel quel.",                                              \
    "Corriger le numéro d'après l'avis de situation Sirene|Rien à faire s'il est écrit ainsi dans tout le"         \
    " dossier : il est comparé tel quel")                                                                              \
  X(D_BAD_COMMUNE, "D022", DC_WARNING,                                                                                 \
    "Un code commune INSEE a 5 caractères (62041, 2A004). La cellule est tenue pour vide : l'heure va au "            \
    "lieu du marché, sinon à « hors-epci ».",                                                                          \
    "Écrire le code INSEE de la commune|Vider la cellule d'un relevé si son heure est bien faite au lieu "           \
    "du marché")                                                                                                       \
  X(D_BAD_DATE, "D023", DC_ERROR,                                                                                      \
    "Dates lues : 31/01/2026, 31-1-26, 2026-01-31, 20260131, 31 janvier 2026, 46053 (tableur), de 1900 à "            \
    "2199. Le jour doit exister, et s'accorder au jour de la semaine écrit.",                                          \
    "Corriger la date dans le fichier|Exporter de nouveau la colonne au format JJ/MM/AAAA")                            \
  X(D_BAD_MONTH, "D024", DC_ERROR,                                                                                     \
    "Mois lus : 2026-01, 01/2026, 202601, janvier 2026, janv.-26, ou leur premier jour. Un autre jour, "               \
    "une semaine ou un trimestre n'est pas un mois.",                                                                  \
    "Corriger le mois dans le fichier|Écrire un jour dans la colonne date, et non dans la colonne "                   \
    "mois|Répartir sur une ligne par mois ce qui est donné pour plusieurs")                                            \
  X(D_BAD_HOURS, "D025", DC_ERROR,                                                                                     \
    "Heures lues : 7,5  7.5  7h30  7 h 30  7:30  07:30:00  35h  450 min  1 607, et les fractions de jour "             \
    "d'un tableur.",                                                                                                   \
    "Corriger la valeur dans le fichier|Supprimer la ligne si aucune heure n'a été faite")                             \
  X(D_AMBIGUOUS_HOURS, "D026", DC_ERROR,                                                                               \
    "Heures décimales, heures et minutes ou fraction de jour ? Rien dans la colonne ne permet de "                    \
    "trancher, et rien n'est deviné.",                                                                                 \
    "Écrire 7,5 ou 7h30 selon le cas|Exporter de nouveau la colonne au format d'heures")                               \
  X(D_BAD_NUMBER, "D027", DC_ERROR,                                                                                    \
    "Nombres lus : 1 234,50  1234.5  1.234,50  1,234.50, suivis de €, HT ou %. Un montant TTC ou un prix "           \
    "de l'heure n'est pas un montant HT.",                                                                             \
    "Corriger la valeur dans le fichier|Exporter de nouveau la colonne au format nombre")                              \
  X(D_BAD_FLAG, "D028", DC_ERROR, "Réponses lues : oui, non, o, n, vrai, faux, 1, 0, x, ✓, ✗.",                        \
    "Écrire oui ou non, ou laisser vide")                                                                              \
  X(D_TOO_PRECISE, "D029", DC_ERROR,                                                                                   \
    "La valeur n'est pas un nombre entier d'unités de compte (1/3000 d'heure, centime, 0,0001 %), et rien"            \
    " n'est arrondi.",                                                                                                 \
    "Arrondir la valeur dans le fichier|Donner les heures en heures et minutes|Donner les parts à quatre "            \
    "décimales de pour cent, la dernière par différence")                                                              \
  X(D_TOO_LARGE, "D030", DC_ERROR,                                                                                     \
    "La valeur dépasse ce qu'une ligne peut porter : une unité ou une virgule a sans doute été perdue.",               \
    "Corriger la valeur dans le fichier")                                                                              \
  X(D_PERSONAL_NUMBER, "D031", DC_ERROR,                                                                               \
    "Un numéro de sécurité sociale n'a pas à figurer dans un dossier ; il n'est recopié nulle part.",                  \
    "Remplacer le numéro par un pseudonyme dans tous les fichiers|Supprimer du fichier une colonne qui "              \
    "est sans objet")                                                                                                  \
  X(D_REPAIRED_DAY, "D061", DC_WARNING,                                                                                \
    "La date est écrite comme un logiciel la garde (numéro de jour, année sur deux chiffres, mois "                 \
    "d'abord, heure à la suite, zéro perdu, mois par son premier jour) ; une seule lecture convient, elle"           \
    " est dite.",                                                                                                      \
    "Rien à faire si la date lue est juste|Corriger la date|Écrire JJ/MM/AAAA, ou AAAA-MM pour un mois")               \
  X(D_AMBIGUOUS_DAY, "D062", DC_ERROR,                                                                                 \
    "Le jour ou le mois d'abord ? Ce jour-là, ou un autre à l'heure de Paris ? Le reste de la colonne ne "           \
    "permet pas de trancher, et rien n'est deviné.",                                                                   \
    "Écrire JJ/MM/AAAA avec l'année sur quatre chiffres|Réenregistrer le fichier avec des dates "                   \
    "AAAA-MM-JJ")                                                                                                      \
  X(D_SPREADSHEET_HOURS, "D063", DC_WARNING,                                                                           \
    "Un tableur tient les durées en fractions de jour ou d'heure, aux décimales sans fin ; celle-ci fait "           \
    "un nombre entier de minutes.",                                                                                    \
    "Rien à faire si les heures lues sont justes|Corriger les heures|Donner à la colonne un format "                 \
    "d'heures, ou deux décimales, avant d'exporter")                                                                   \
  X(D_AMBIGUOUS_NUMBER, "D064", DC_ERROR,                                                                              \
    "Le nombre se lit de deux façons ; le reste de la colonne ne permet pas de "                                      \
    "trancher, et rien n'est deviné.",                                                                                 \
    "Écrire les milliers avec des espaces et les décimales avec une virgule|"                                        \
    "Écrire les pourcentages avec le signe %")                                                                         \
  X(D_PERCENT_POINTS, "D065", DC_WARNING,                                                                              \
    "Des nombres de la colonne dépassent 1 et aucun n'est entre 0 et 1 : ce sont des points de "                      \
    "pourcentage.",                                                                                                    \
    "Rien à faire si le pourcentage lu est juste|Écrire le signe %|Écrire une part de 1 : 0,4")                        \
  X(D_RESTORED_NUMBER, "D066", DC_WARNING,                                                                             \
    "Un tableur ôte les zéros de tête et abrège les longs nombres ; le numéro a été rétabli, et sa clé, "     \
    "s'il en a une, est juste.",                                                                                       \
    "Rien à faire si le numéro lu est juste|Corriger le numéro|Donner à la colonne le format texte avant "         \
    "d'exporter")                                                                                                      \
  X(D_LOST_DIGITS, "D067", DC_ERROR,                                                                                   \
    "Un tableur a montré la valeur en abrégé : des chiffres sont perdus, et aucun "                                 \
    "n'est deviné.",                                                                                                   \
    "Donner à la colonne le format texte ou nombre, et exporter de nouveau|"                                          \
    "Recopier la valeur d'après la pièce")                                                                             \
  X(D_SEVERAL_VALUES, "D068", DC_ERROR, "Une cellule porte une valeur ; rien ne dit laquelle, ni s'il faut sommer.",   \
    "Garder une seule valeur|Répartir les valeurs sur plusieurs lignes")                                               \
  X(D_PREAMBLE, "D070", DC_NOTE, "Des titres précèdent l'en-tête ; ils ne sont pas lus.",                              \
    "Rien à faire|Énoncer « preambule » dans decompte.conf si le tableau commence ailleurs")                           \
  X(D_OUTSIDE_TABLE, "D071", DC_NOTE,                                                                                  \
    "Un texte seul sur sa ligne (section, date d'extraction) n'est pas une ligne du tableau.",                         \
    "Rien à faire|Compléter la ligne si c'en est une")                                                                 \
  X(D_SHORT_ROW, "D072", DC_WARNING,                                                                                   \
    "Les dernières cellules manquent, comme un tableur en omet ; aucune n'est obligatoire, et les autres sont bien "  \
    "du type de leur colonne.",                                                                                        \
    "Rien à faire si elles étaient vides|Réenregistrer le fichier avec toutes ses colonnes")                           \
  X(D_REPEATED_HEADER, "D073", DC_NOTE, "L'en-tête revient au fil du fichier, comme à chaque page d'une impression.",  \
    "Rien à faire")                                                                                                    \
  X(D_SEVERAL_TABLES, "D074", DC_NOTE,                                                                                 \
    "Le fichier contient plusieurs tableaux à la suite ; chacun est lu d'après son en-tête.",                          \
    "Rien à faire|Séparer les tableaux en plusieurs fichiers")                                                         \
  X(D_NO_HEADER, "D075", DC_WARNING,                                                                                   \
    "Aucune ligne ne nomme les colonnes ; un seul ordre convient aux valeurs, celui du lexique.",                      \
    "Ajouter la ligne d'en-têtes|Vérifier les colonnes avec « decompte lire »")                                        \
  X(D_HEADER_ROWS, "D076", DC_NOTE, "Les noms des colonnes sont répartis sur plusieurs lignes ; ils ont été réunis.",  \
    "Rien à faire|Énoncer « entetes » dans decompte.conf si ce n'est pas le cas")                                      \
  X(D_TOTAL_LINES, "D077", DC_NOTE, "Les lignes de total répètent les autres ; elles ne sont pas comptées.",           \
    "Rien à faire|Corriger le premier texte de la ligne si ce n'est pas un total")                                     \
  X(D_NEGATIVE_HOURS, "D032", DC_ERROR,                                                                                \
    "Une ligne en négatif corrige une autre ligne sans dire laquelle : elle n'est pas comptée, et "                  \
    "celle qu'elle corrige l'est toujours.",                                                                           \
    "Écrire sur la ligne d'origine les heures réellement faites|Supprimer la ligne d'origine et sa correction")        \
  X(D_AMBIGUOUS_COLUMN, "D033", DC_FATAL,                                                                              \
    "Cette graphie peut désigner deux colonnes du lexique, et rien n'est deviné.",                                     \
    "Renommer l'en-tête d'après la colonne voulue|Supprimer la colonne du fichier si elle est sans "                 \
    "objet|Ne laisser cette graphie qu'à une colonne de rules/lexique.csv")                                            \
  X(D_POSTAL_CODE, "D034", DC_WARNING,                                                                                 \
    "Un code postal sert souvent plusieurs communes, et celle de l'heure n'est pas devinée : l'heure va à"           \
    " « hors-epci ».",                                                                                                 \
    "Remplacer par le code INSEE de la commune|Vider la cellule d'un relevé si son heure est bien faite "             \
    "au lieu du marché")                                                                                               \
  X(D_POSTAL_COLUMN, "D035", DC_WARNING,                                                                               \
    "Certains codes postaux sont aussi le code INSEE d'une autre commune : leurs heures sont alors comptées là, "    \
    "sans autre signe.",                                                                                               \
    "Remplacer toute la colonne par les codes INSEE des communes")                                                     \
  X(D_ATTESTED_GAP, "D036", DC_WARNING,                                                                                \
    "Ce que le titulaire atteste d'un mois doit être la somme de ses lignes de relevé, telles qu'il les déclare. "  \
    "Aucune "                                                                                                          \
    "heure n'est modifiée.",                                                                                           \
    "Demander au titulaire les lignes qui manquent ou celles qui sont de trop|Corriger attestations.csv|Corriger les " \
    "lignes mises aux anomalies : elles ne sont pas comptées dans la somme")                                           \
  X(D_UNKNOWN_MARCHE, "D040", DC_ERROR, "Les heures d'un marché inconnu ne peuvent être comptées pour personne.",      \
    "Ajouter le marché et le lot à marches.csv|Corriger le numéro de marché ou de lot de la ligne")                    \
  X(D_UNKNOWN_PARTICIPANT, "D041", DC_ERROR, "Sans fiche, rien n'établit que la personne relève de l'insertion.",      \
    "Ajouter la personne à participants.csv|Corriger le pseudonyme de la ligne")                                       \
  X(D_EMPLOYER_OUTSIDE, "D042", DC_WARNING,                                                                            \
    "L'employeur n'est ni titulaire, ni membre du groupement, ni sous-"                                                \
    "traitant, ni l'employeur d'un contrat de la personne.",                                                           \
    "Déclarer l'entreprise dans groupements.csv|Déclarer le contrat de travail dans contrats.csv|Corriger le SIRET")   \
  X(D_DATES_INVERTED, "D043", DC_ERROR, "La fin précède le début.", "Corriger l'une des deux dates")                   \
  X(D_DUPLICATE_KEY, "D044", DC_ERROR, "Cette clé existe déjà : seule la première ligne est utilisée.",                \
    "Supprimer la ligne en double|Distinguer les deux numéros")                                                        \
  X(D_SEVERAL_HOLDERS, "D045", DC_WARNING,                                                                             \
    "Plusieurs titulaires sans groupement déclaré : l'objectif est porté par "                                      \
    "le premier.",                                                                                                     \
    "Déclarer mandataire et cotraitants dans groupements.csv|Corriger marches.csv")                                    \
  X(D_UNKNOWN_COMMUNE, "D046", DC_WARNING,                                                                             \
    "La commune n'est rattachée à aucun EPCI à cette date : les heures vont à « hors-epci ».",                         \
    "Corriger le code INSEE|Déposer une table territoires/communes.csv plus récente|Rien à faire si la "            \
    "commune n'est d'aucun EPCI")                                                                                      \
  X(D_MISSING_PLACE, "D047", DC_WARNING, "Ni lieu d'exécution, ni répartition : les heures vont à « hors-epci ».",     \
    "Compléter commune_execution dans marches.csv|Décrire la répartition dans lieux.csv")                              \
  X(D_BAD_SHARES, "D048", DC_ERROR, "Les parts d'une répartition doivent être positives et faire 100 %.",              \
    "Corriger les parts|Donner la dernière par différence : 33,33 %, 33,33 %, 33,34 %")                                \
  X(D_ORPHAN, "D049", DC_WARNING,                                                                                      \
    "La ligne renvoie à un marché, à un titulaire ou à une personne que le dossier ne contient pas ; "             \
    "elle n'est pas utilisée.",                                                                                        \
    "Corriger la référence|Supprimer la ligne")                                                                        \
  X(D_UNKNOWN_EVENT, "D050", DC_ERROR,                                                                                 \
    "Types compris : avenant, bon de commande, facture, tranche, reconduction, heures chantier, heures "               \
    "reprises, suspension, exonération, mise en demeure.",                                                             \
    "Corriger le type de l'événement|Supprimer la ligne si elle est sans effet sur les heures")                        \
  X(D_UNKNOWN_RECUEIL, "D051", DC_ERROR,                                                                               \
    "Le marché nomme un recueil que ni l'installation ni le dossier ne "                                              \
    "contiennent : aucune de ses heures ne peut être jugée.",                                                          \
    "Corriger la colonne recueil|Ajouter le recueil dans DOSSIER/regles/")                                             \
  X(D_RECUEIL_OUT_OF_FORCE, "D052", DC_ERROR,                                                                          \
    "Le recueil nommé, ou un recueil qu'il complète, n'est pas en vigueur à la date de référence du "             \
    "marché, ou sa portée ne couvre pas le marché.",                                                                   \
    "Nommer le recueil en vigueur|Corriger la date de notification|Adapter la période ou la portée du "              \
    "recueil")                                                                                                         \
  X(D_NO_OBJECTIVE, "D053", DC_WARNING, "Aucun article ne donne d'heures dues avec les données du marché.",            \
    "Compléter heures_engagees, ou montant, part de main-d'œuvre, taux et coût horaire|Ajouter au recueil"          \
    " un article « Calculer heures dues »")                                                                            \
  X(D_RULE_CONFLICT, "D054", DC_ERROR, "Deux articles donnent des valeurs différentes à la même chose.",               \
    "Remplacer l'un des articles par une rubrique Remplace|Rendre leurs conditions exclusives")                        \
  X(D_LATER_THAN_STATEMENT, "D055", DC_NOTE, "Les lignes datées d'après l'arrêté ne sont pas de cet arrêté.",          \
    "Rien à faire|Donner une date d'arrêté plus tardive (--arrete-au)")                                                \
  X(D_MISSING_DATA, "D056", DC_WARNING,                                                                                \
    "Une règle demande une valeur que le dossier ne donne pas : la ligne est écartée, jamais jugée au "            \
    "hasard.",                                                                                                         \
    "Compléter la donnée manquante|Dire dans l'article ce qu'il en est quand elle est absente (« si non …"        \
    " absente »)")                                                                                                     \
  X(D_CONTROL_FAILED, "D057", DC_WARNING, "Un contrôle des règles n'est pas satisfait ; aucune heure n'est modifiée.", \
    "Vérifier les lignes désignées auprès de l'employeur|Corriger les lignes fausses|Adapter l'article « "        \
    "Contrôle » ou sa condition")                                                                                      \
  X(D_DATE_OR_MONTH, "D058", DC_ERROR, "Une ligne de relevé porte une date ou un mois, et un seul des deux.",          \
    "Garder la date, ou garder le mois")                                                                               \
  X(D_HOURS_OR_AMOUNT, "D059", DC_ERROR, "Une ligne de relevé porte des heures, ou un montant à convertir.",           \
    "Compléter les heures|Compléter le montant|Supprimer la ligne si elle n'a ni l'un ni l'autre")                     \
  X(D_NOTHING_TO_EXEMPT, "D060", DC_ERROR,                                                                             \
    "Une exonération retranche des heures à un volume engagé ; ce marché n'en a "                                  \
    "pas.",                                                                                                            \
    "Compléter heures_engagees dans marches.csv|Lire « heures exonérées » dans la règle des heures dues")              \
  X(D_DOS_END, "D080", DC_NOTE, "Les anciens programmes terminent un texte par cet octet ; ce qui suit n'est pas lu.", \
    "Rien à faire si rien d'utile ne suit|Supprimer cet octet du fichier")                                             \
  X(D_INNER_QUOTE, "D081", DC_NOTE,                                                                                    \
    "Le champ ne commence pas par un guillemet : celui-ci fait partie du texte, gardé.",                               \
    "Rien à faire si le texte est bien ainsi|Doubler le guillemet et mettre le champ entre guillemets")                \
  X(D_DECP_FORM, "D085", DC_FATAL, "Ce fichier n'est pas de données essentielles (JSON ou CSV), ou il est abîmé.",     \
    "Reprendre le fichier publié|Choisir une autre de ses formes (JSON ou CSV)")                                       \
  X(D_DECP_LEFT_OUT, "D086", DC_WARNING, "marches.csv ne peut pas le porter : c'est laissé de côté.",                  \
    "Rien à faire si c'est sans objet|Le reporter dans le dossier (evenements.csv pour une modification)")             \
  X(D_DECP_TO_COMPLETE, "D087", DC_NOTE, "Les données essentielles ne donnent pas cette valeur sous une forme sûre.",  \
    "La compléter dans marches.csv|Décrire les lieux dans lieux.csv")                                                  \
  X(D_DECP_DOUBTFUL, "D088", DC_WARNING, "La donnée publiée est abîmée ou équivoque ; rien d'autre n'en est deviné.",  \
    "Vérifier la valeur dans marches.csv|Faire corriger la publication par l'acheteur")                                \
  X(D_DECP_MISSING, "D089", DC_WARNING, "Publié avec une clause sociale, le marché n'est suivi par personne.",         \
    "Ajouter à marches.csv les lignes écrites sur la sortie|Corriger le numéro ou le SIRET de l'acheteur")             \
  X(D_TWO_SITES, "D090", DC_NOTE,                                                                                      \
    "La journée peut être partagée, ou l'une des lignes être fausse ; aucune heure n'est modifiée.",                   \
    "Rien à faire si la journée a bien été partagée|Corriger le marché, la commune ou la date de l'une des lignes")    \
  X(D_TWO_EMPLOYERS, "D091", DC_WARNING,                                                                               \
    "Une personne travaille rarement pour deux employeurs le même jour : la même journée a pu être déclarée "    \
    "deux fois. Aucune heure n'est modifiée.",                                                                         \
    "Vérifier auprès des deux employeurs|Supprimer la ligne de trop|Refuser les doublons par un article "            \
    "« Une seule fois par »")                                                                                          \
  X(D_LONG_DAY, "D092", DC_WARNING,                                                                                    \
    "Code du travail, art. L. 3121-18 : 10 h par jour au plus, sauf dérogation, tous marchés réunis. Aucune heure " \
    "n'est modifiée.",                                                                                                 \
    "Vérifier les lignes de ces jours auprès de l'employeur|Corriger la date ou les heures|Garder la dérogation "   \
    "au dossier")                                                                                                      \
  X(D_LONG_WEEK, "D093", DC_WARNING,                                                                                   \
    "Code du travail, art. L. 3121-20 : 48 h par semaine au plus, du lundi au dimanche, sauf dérogation ; un mois "   \
    "porte au plus la somme de ses semaines. Aucune heure n'est modifiée.",                                            \
    "Vérifier les lignes auprès de l'employeur|Corriger les dates ou les heures|Garder la dérogation au dossier")      \
  X(D_IMPOSSIBLE_DAY, "D094", DC_WARNING,                                                                              \
    "Un jour n'a que 24 heures : l'une de ces lignes est fausse. Rien ne dit laquelle, et aucune heure n'est "         \
    "modifiée.",                                                                                                       \
    "Corriger la date ou les heures|Donner le total d'un mois dans la colonne mois, sans date")                        \
  X(D_REST_DAY, "D095", DC_NOTE,                                                                                       \
    "Dimanches, et jours fériés du Code du travail, art. L. 3133-1 (L. 3134-13 en Alsace-Moselle). Aucune heure "    \
    "n'est "                                                                                                           \
    "modifiée.",                                                                                                       \
    "Rien à faire si le chantier était ouvert|Corriger la date")                                                       \
  X(D_COPIED_MONTH, "D096", DC_WARNING,                                                                                \
    "D'un mois à l'autre les jours de la semaine se décalent : un relevé qui tombe aux mêmes "                     \
    "dates, avec les mêmes heures, a sans doute été recopié. Aucune heure n'est modifiée.",                            \
    "Demander à l'employeur le relevé du second mois|Garder au dossier ce qui l'explique")                             \
  X(D_SAME_LINES, "D097", DC_NOTE,                                                                                     \
    "Même personne, même marché, même jour, même nature et mêmes heures ; aucune règle du "                     \
    "marché n'écarte la seconde, et les deux sont comptées.",                                                          \
    "Supprimer les lignes en double|Écarter les doublons par un article « Une seule fois par »|"                    \
    "Réunir en une ligne ce qui est fait le même jour")                                                                \
  X(D_OUTSIDE_PERIOD, "D098", DC_WARNING,                                                                              \
    "Des heures comptées sont hors des dates du contrat de travail, ou du marché, et aucune règle ne les refuse. "  \
    "Aucune "                                                                                                          \
    "heure n'est modifiée.",                                                                                           \
    "Corriger la date du travail|Compléter la fin ou le renouvellement dans contrats.csv, evenements.csv ou "         \
    "marches.csv|Refuser ces heures par un article « Refuser si »")                                                    \
  X(D_UNLIKELY_PERSON, "D099", DC_WARNING,                                                                             \
    "Ce que dit participants.csv ne s'accorde pas avec les relevés. Aucune heure n'est modifiée.",                     \
    "Corriger la date dans participants.csv|Corriger la date du premier relevé|Corriger le pseudonyme des lignes")     \
  X(S_USAGE, "S001", DC_FATAL, "La commande ne peut pas être comprise.", "Voir « decompte --aide »")                   \
  X(S_INPUT_OUTPUT, "S002", DC_FATAL, "Le système a refusé une écriture ; la sortie précédente est intacte.",          \
    "Libérer de la place|Vérifier les droits du répertoire de sortie")

#endif
