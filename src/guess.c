/* guess.c: edit distance between folded names. Knows nothing of what the names stand for. */
#include "guess.h"

#include <ctype.h>
#include <string.h>

/* Longer names are cut: what differs so late makes no better guess. */
enum { NAME_MAX_LEN = 63 };

/* Lower case without separators, so that listCandidates and list_candidates are one name. Returns the length. */
static int fold(const char *name, char out[NAME_MAX_LEN + 1])
{
	int len = 0;

	for (; *name && len < NAME_MAX_LEN; name++)
		if (isalnum((unsigned char)*name))
			out[len++] = (char)tolower((unsigned char)*name);
	out[len] = '\0';
	return len;
}

static int smallest(int a, int b, int c)
{
	int least = a < b ? a : b;

	return c < least ? c : least;
}

/* Insertions, deletions, replacements and swaps of neighbours that lead from a to b. */
static int distance(const char *a, int a_len, const char *b, int b_len)
{
	int rows[3][NAME_MAX_LEN + 2];
	int *before = rows[0], *last = rows[1], *now = rows[2], *spare;

	memset(rows, 0, sizeof(rows));
	for (int j = 0; j <= b_len; j++)
		last[j] = j;
	for (int i = 1; i <= a_len; i++) {
		now[0] = i;
		for (int j = 1; j <= b_len; j++) {
			now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b_len];
}

void ashby__guess_offer(struct ashby__guess *guess, const char *name)
{
	char a[NAME_MAX_LEN + 1], b[NAME_MAX_LEN + 1];
	int a_len = fold(guess->given, a), b_len = fold(name, b);
	int d = distance(a, a_len, b, b_len);

	/* A third of the letters wrong is no longer a slip of the finger. */
	if (d > (a_len < 6 ? 1 : a_len / 3))
		return;
	if (!guess->best || d < guess->distance) {
		guess->best = name;
		guess->distance = d;
	}
}
