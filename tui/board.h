/* board.h: what others may ask of the board: to be opened. */
#ifndef BOARD_H
#define BOARD_H

#include "command.h"
#include "view.h"

/* Opens the board of the job under the cursor, of the row's or page's job, or of the first job that has the words. */
unsigned board_command(struct app *app, struct page *page, const struct args *args);
void board_complete(struct app *app, struct page *page, int n, struct ashby_buf *out);

extern const struct command board_commands[]; /* the view's: they come before those of lists */
/* For the view: who is on the page's board, and the first card of the first stage that has any. */
bool board_accepts(struct page *page, uint32_t row);
uint32_t board_start(struct page *page);

#endif
