/* guess.h: how far two names are apart, for a "did you mean". Knows nothing of what the names stand for. */
#ifndef ASHBY_GUESS_H
#define ASHBY_GUESS_H

/*
 * The search for the nearest name. Start with { .given = text }, offer each candidate, read best (NULL if nothing
 * was near). Case, dots and underscores do not count.
 */
struct ashby__guess {
	const char *given;
	const char *best;
	int distance;
};

void ashby__guess_offer(struct ashby__guess *guess, const char *name);

#endif
