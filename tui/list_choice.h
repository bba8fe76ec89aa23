/*
 * list_choice.h: the columns of a list as a person writes them: "name:24 stage age>": in this order, so wide, and the
 * others hidden; ">" aligns right, "<" left; a name with blanks in quotes. Pure.
 */
#ifndef LIST_CHOICE_H
#define LIST_CHOICE_H

#include <stdbool.h>
#include <ashby/buf.h>

enum { CHOICE_NAME = 80, CHOICE_MAX = 40, CHOICE_WIDEST = 200 };

struct list_choice {
	char name[CHOICE_NAME];
	int width;  /* 0: the column's own */
	char align; /* '<', '>', or 0: the column's own */
};

/* One word, its quotes resolved already. False and *why if it is none. */
bool choice_parse(const char *word, struct list_choice *out, const char **why);
/* Appends it as it is typed. */
void choice_print(struct ashby_buf *out, const struct list_choice *choice);

#endif
