/* What the patterns of a box say together of one field.
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_TEXTS_H
#define DECOMPTE_RULEBOOK_TEXTS_H

#include "boxes.h"

/* false when no text satisfies them: none of the codes that the box allows does, or one must begin by « 45 » and by
 * « 71 ». What a pattern says beyond its first letters is not looked into. */
bool dc_box_texts_agree(const dc_space *space, const dc_box *box);

#endif
