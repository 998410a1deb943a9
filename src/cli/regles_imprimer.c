#include "cli/rules_session.h"
#include "decompte/replacement.h"
#include "decompte/rulebook_print.h"

static dc_exit regles_imprimer(const dc_arguments *arguments);

static const dc_option options[] = {
    {"recueil", "CODE", "seulement ce recueil et ceux qu'il complète (par défaut : tous)"},
    {"html", NULL, "une page HTML qui se suffit, à lire ou à imprimer en A4 (par défaut : du texte)"},
    {"en-vigueur-au", "DATE", "seulement les versions en vigueur à cette date (par défaut : toutes)"},
    {"sortie", "FICHIER", "écrire dans ce fichier (par défaut : la sortie standard)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_regles_imprimer = {
    .name = "regles imprimer",
    .operands = "[REP]",
    .summary = "Écrit le dossier des règles à relire et à signer : articles, textes cités, valeurs, cas joués.",
    .examples = "  decompte regles imprimer\n"
                "  decompte regles imprimer dossier/ --html --en-vigueur-au 31/12/2026 --sortie regles.html\n"
                "  decompte regles imprimer --recueil NATIONAL --html --sortie national.html\n",
    .detail = "Chaque cas est joué et porte son résultat. Les mêmes règles donnent les mêmes octets : le document\n"
              "n'a pas d'autre date que celle demandée, et donne l'empreinte SHA-256 de chaque fichier de règles.\n"
              "Code 1 si la règle contredit un cas.\n",
    .least = 0,
    .most = 1,
    .options = options,
    .run = regles_imprimer,
};

static bool read_options(const dc_arguments *arguments, dc_print_options *print) {
  const char *date = dc_argument(arguments, "en-vigueur-au");
  *print =
      (dc_print_options){.html = dc_argument(arguments, "html") != NULL, .in_force = DC_NO_DATE, .version = DC_VERSION};
  if (!date || dc_date_parse(dc_text_from(date), &print->in_force)) return true;
  dc_usage_error(arguments->command, "--en-vigueur-au attend JJ/MM/AAAA ou AAAA-MM-JJ, et non « %s »", date);
  return false;
}

static bool deliver(dc_rules_session *session, const char *path, dc_text text) {
  if (!path) return fwrite(text.data, 1, text.length, stdout) == text.length;
  dc_replacement replacement;
  bool written = dc_replacement_write(&replacement, &session->arena, dc_text_from(path), text) &&
                 dc_replacement_publish(&replacement);
  if (!written)
    dc_report(&session->run.diagnostics, DC_S_INPUT_OUTPUT, dc_text_from(path), 0, 0, DC_S, DC_ARG(replacement.error));
  return written;
}

/* The recueil asked for; false after saying that there is none of that code. */
static bool find_recueil(const dc_rules_session *session, const dc_arguments *arguments, const dc_recueil **recueil) {
  const char *code = dc_argument(arguments, "recueil");
  *recueil = code ? dc_rules_find(&session->run.rules, dc_text_from(code)) : NULL;
  if (code && !*recueil) dc_usage_error(arguments->command, "recueil « %s » inconnu", code);
  return !code || *recueil;
}

static void tell_contradicted(const dc_terminal *terminal, size_t count) {
  const char *many = count > 1 ? "s" : "";
  if (count > 0 && !terminal->quiet)
    fprintf(stderr, "%zu cas contredit%s, marqué%s dans le document.\n", count, many, many);
}

/* Prints and delivers: what it gives is the exit code, unless the rules themselves call for a graver one. */
static dc_exit print_rules(dc_rules_session *session, const dc_arguments *arguments, dc_print_options *print) {
  size_t contradicted;
  if (!find_recueil(session, arguments, &print->recueil)) return DC_EXIT_REFUSED;
  dc_text text = dc_rulebook_print(&session->run.arena, &session->run.rules, print, &contradicted);
  if (!deliver(session, dc_argument(arguments, "sortie"), text)) return DC_EXIT_SYSTEM;
  tell_contradicted(&session->terminal, contradicted);
  return contradicted > 0 ? DC_EXIT_ANOMALIES : DC_EXIT_CLEAN;
}

static dc_exit regles_imprimer(const dc_arguments *arguments) {
  dc_print_options print;
  if (!read_options(arguments, &print)) return DC_EXIT_REFUSED;
  dc_rules_session session;
  dc_rules_session_open(&session, arguments);
  session.out = stderr;
  dc_exit printed = session.sound ? print_rules(&session, arguments, &print) : DC_EXIT_REFUSED;
  dc_exit rules = dc_rules_session_close(&session);
  return printed > rules ? printed : rules;
}
