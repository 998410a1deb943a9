/* Drawing a sample that anyone can draw again: for the auditor's sheet.
 *
 * Floor: report, private. Nothing here is random. Every item has a number, made by SHA-256 from the seed and from its
 * name; the smallest numbers are drawn. The seed is made from the inputs, that the drawer cannot choose any more, and
 * from a word that the auditor gives afterwards: neither alone decides. The algorithm, as printed for the auditor:
 *
 *   seed    = SHA-256 of the inputs' lines « empreinte  nom », as sha256sum writes them, sorted by name, then of the
 * word number  = the first 16 hexadecimal digits of SHA-256(seed;file;line)
 *
 * Simple: the items of the smallest numbers. Stratified: the same within each stratum, which gets a share of the sample
 * in proportion to its items, at least one, by largest remainders. In proportion to hours (monetary unit sampling:
 * AICPA, Audit Sampling; IFAC ISA 530, annex 4): hours are counted through, and every interval-th one is drawn, from a
 * start below the interval; an item larger than the interval is drawn for certain, several times over. */
#ifndef DECOMPTE_REPORT_SAMPLE_H
#define DECOMPTE_REPORT_SAMPLE_H

#include "decompte/digest.h"
#include "decompte/dossier.h"

/* From the files of the dossier and the word, which may be empty. */
dc_digest dc_sample_seed(const dc_dossier *dossier, dc_text word);

/* The number of an item, or of any other name. */
uint64_t dc_sample_number(const dc_digest *seed, dc_text file, uint32_t line);

typedef struct {
  uint64_t number;
  uint32_t item;    /* the caller's */
  uint32_t stratum; /* the caller's, from 0 */
} dc_drawable;

/* Sorts the items so that those drawn come first, in the order of their numbers; returns how many they are: `wanted`,
 * or all when there are not as many. */
size_t dc_sample_simple(dc_drawable *items, size_t count, size_t wanted);

/* The same by strata, numbered from 0 to strata - 1: those drawn come first, by stratum. `shares` gets how many of
 * each. */
size_t dc_sample_stratified(dc_drawable *items, size_t count, size_t strata, size_t wanted, size_t *shares);

/* Counting through sizes, in the order of the items. */
typedef struct {
  int64_t interval, next, counted;
} dc_sample_walk;

/* A walk that draws about `wanted` times in `total`, which is positive. */
dc_sample_walk dc_sample_begin(const dc_digest *seed, int64_t total, size_t wanted);

/* How many times the next item, of that size, is drawn. */
size_t dc_sample_step(dc_sample_walk *walk, int64_t size);

#endif
