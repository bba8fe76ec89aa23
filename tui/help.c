/*
 * help.c: the overlay of keys. It is computed when it opens, so it cannot be out of date: bindings in force here, joined
 * by command, grouped as their commands say. Typing filters, Enter runs the entry.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "help.h"
#include "popup.h"

#define ENTRIES_MAX 256
#define COLUMNS_MAX 3
#define LINES_MAX 512

struct entry {
	char keys[40];
	char words[64];
	char sentence[96];
	const char *command; /* the line that it runs; the keymap's */
	int group;
	bool works; /* here and now */
};

static const char *const groups[] = { "DO", "GO", "SEE", "LIST", "FIND", "PROGRAM", "YOURS" };

enum { GROUPS = sizeof groups / sizeof *groups, YOURS = GROUPS - 1 };

/* A line of the overlay: in each column an entry (0 and up), a group's head (-2 - group) or nothing (-1). */
struct line {
	int cell[COLUMNS_MAX];
};

struct help {
	struct entry entry[ENTRIES_MAX];
	int count;
	int shown[ENTRIES_MAX]; /* entries that pass the filter, in the order of the screen */
	int shown_count, cursor;
	struct line line[LINES_MAX];
	int lines, top, columns;
	char title[48];
	char filter[48];
};

/* ---- what there is ---- */

static int group_of(const struct command *command, const struct binding *binding)
{
	if (binding->file)
		return YOURS;
	for (int i = 0; command && command->group && i < YOURS; i++)
		if (strcmp(command->group, groups[i]) == 0)
			return i;
	return YOURS - 1;
}

static struct entry *joined(struct help *help, const struct binding *binding)
{
	for (int i = 0; i < help->count; i++)
		if (!binding->file && help->entry[i].group != YOURS &&
			strcmp(help->entry[i].command, binding->command) == 0)
			return &help->entry[i];
	return NULL;
}

static void add_keys(struct entry *entry, const char *keys)
{
	size_t len = strlen(entry->keys);

	if (len + strlen(keys) + 2 < sizeof entry->keys && len < 9)
		snprintf(entry->keys + len, sizeof entry->keys - len, "%s%s", len ? " " : "", keys);
}

static void describe(struct entry *entry, const struct command *command, const struct binding *binding)
{
	const char *rest = binding->command + strcspn(binding->command, " ");

	rest += strspn(rest, " ");
	if (binding->help)
		snprintf(entry->words, sizeof entry->words, "%s", binding->help);
	else if (command && command->label)
		snprintf(entry->words, sizeof entry->words, "%s%s%s", command->label, *rest ? " " : "", rest);
	else
		snprintf(entry->words, sizeof entry->words, "%s", binding->command);
	if (binding->help || !command || !command->help || *rest)
		memcpy(entry->sentence, entry->words, sizeof entry->words);
	else
		snprintf(entry->sentence, sizeof entry->sentence, "%s", command->help);
	if (binding->file) {
		size_t len = strlen(entry->sentence);

		snprintf(entry->sentence + len, sizeof entry->sentence - len, "  (%s:%d)", binding->file,
			binding->line);
	}
}

static void add(struct app *app, struct help *help, const struct binding *binding)
{
	struct entry *entry = joined(help, binding);
	const struct command *command = command_find(app, binding->command);
	const char *why;
	char keys[64];

	keymap_keys_name(binding->keys, binding->count, keys);
	if (!entry && help->count < ENTRIES_MAX) {
		entry = &help->entry[help->count++];
		entry->command = binding->command;
		entry->group = group_of(command, binding);
		entry->works = command && command_able(app, command, &why);
		describe(entry, command, binding);
	}
	if (entry)
		add_keys(entry, keys);
}

/* ---- how it is laid out ---- */

static bool passes(const struct help *help, const struct entry *entry)
{
	struct ashby_text words = ashby_text_str(help->filter);

	return ashby_text_find(ashby_text_str(entry->words), words) ||
		ashby_text_find(ashby_text_str(entry->sentence), words) ||
		ashby_text_find(ashby_text_str(entry->command), words) ||
		strncmp(entry->keys, help->filter, strlen(help->filter)) == 0;
}

static int group_size(const struct help *help, int group)
{
	int n = 0;

	for (int i = 0; i < help->count; i++)
		n += help->entry[i].group == group && passes(help, &help->entry[i]);
	return n;
}

static int put_group(struct help *help, int y, int column, int group)
{
	help->line[y++].cell[column] = -2 - group;
	for (int i = 0; i < help->count && y < LINES_MAX; i++) {
		if (help->entry[i].group != group || !passes(help, &help->entry[i]))
			continue;
		help->line[y++].cell[column] = i;
		help->shown[help->shown_count++] = i;
	}
	return y;
}

/* Each group goes below what is in the shortest column, so that the whole is as low as it can be. */
static void lay_out(struct help *help)
{
	int height[COLUMNS_MAX] = { 0 };

	help->lines = help->shown_count = 0;
	for (int i = 0; i < LINES_MAX; i++)
		for (int c = 0; c < COLUMNS_MAX; c++)
			help->line[i].cell[c] = -1;
	for (int group = 0; group < GROUPS; group++) {
		int size = group_size(help, group), column = 0;

		for (int c = 1; c < help->columns; c++)
			column = height[c] < height[column] ? c : column;
		if (size == 0 || height[column] + size + 2 > LINES_MAX)
			continue;
		height[column] = put_group(help, height[column], column, group) + 1;
		if (height[column] - 1 > help->lines)
			help->lines = height[column] - 1;
	}
	if (help->cursor >= help->shown_count)
		help->cursor = help->shown_count > 0 ? help->shown_count - 1 : 0;
}

static int columns_for(int cols)
{
	int n = (cols - 4) / 36;

	return n < 1 ? 1 : n > COLUMNS_MAX ? COLUMNS_MAX : n;
}

static void place(struct popup *popup, int rows, int cols, struct rect *out)
{
	struct help *help = popup->own;

	out->cols = cols > 150 ? 148 : cols - 2;
	if (cols <= 60)
		out->cols = cols;
	help->columns = columns_for(out->cols);
	lay_out(help);
	out->rows = help->lines + 2;
	if (*help->filter || out->rows > rows - 4)
		out->rows = rows > 14 ? rows - 4 : rows;
	out->y = rows > 14 ? 2 : 0;
	out->x = (cols - out->cols) / 2;
}

/* ---- drawing ---- */

static int line_of(const struct help *help, int entry)
{
	for (int y = 0; y < help->lines; y++)
		for (int c = 0; c < COLUMNS_MAX; c++)
			if (help->line[y].cell[c] == entry)
				return y;
	return 0;
}

/* The sentence says more than the footer's word: it stands wherever there is room for all of it. */
static const char *words_for(const struct entry *entry, int cols)
{
	return ashby_text_width(entry->sentence, strlen(entry->sentence)) <= cols ? entry->sentence
										  : entry->words;
}

static void draw_cell(const struct help *help, const struct box *box, int y, int x, int cols, int cell)
{
	const struct entry *entry;
	bool at;
	unsigned role, flag;

	if (cell <= -2) {
		draw_label(box, y, x, cols, ROLE_HEADING, groups[-2 - cell]);
		return;
	}
	if (cell < 0)
		return;
	entry = &help->entry[cell];
	at = help->shown_count > 0 && help->shown[help->cursor] == cell;
	flag = at ? DRAW_SELECTED : 0;
	role = entry->works ? ROLE_TEXT : ROLE_DIM;
	if (at) {
		draw_fill(box, y, x - 1, cols, ROLE_TEXT | flag);
		draw_cursor(box, y, x - 1);
	}
	draw_label(box, y, x, 10, (entry->works ? ROLE_PRESS : ROLE_DIM) | flag, entry->keys);
	draw_label(box, y, x + 11, cols - 12, role | flag, words_for(entry, cols - 12));
}

static void draw(struct popup *popup, const struct box *box)
{
	struct help *help = popup->own;
	int rows = box->rect.rows - 2, width = (box->rect.cols - 4) / help->columns, line;
	struct box inner = box_part(box, 1, 1, rows, box->rect.cols - 2);
	char title[160];

	snprintf(title, sizeof title, "Keys: %s   filter: %s_   %d here", help->title, help->filter,
		help->shown_count);
	draw_frame(box, title, "type to filter, Enter runs it, Esc closes");
	line = help->shown_count > 0 ? line_of(help, help->shown[help->cursor]) : 0;
	if (line < help->top + 1)
		help->top = line > 0 ? line - 1 : 0;
	if (line >= help->top + rows)
		help->top = line - rows + 1;
	for (int y = 0; y < rows && help->top + y < help->lines; y++)
		for (int c = 0; c < help->columns; c++)
			draw_cell(help, &inner, y, 1 + c * width, width, help->line[help->top + y].cell[c]);
	if (help->shown_count == 0)
		draw_label(&inner, 0, 1, inner.rect.cols - 2, ROLE_DIM,
			"no key here matches; Backspace takes the filter away");
}

/* ---- keys ---- */

static unsigned run_entry(struct popup *popup)
{
	struct help *help = popup->own;
	struct app *app = popup->app;
	char line[256];

	if (help->shown_count == 0)
		return REACT_NONE;
	snprintf(line, sizeof line, "%s", help->entry[help->shown[help->cursor]].command);
	popup_close(popup);
	return command_run(app, line) | REACT_DRAW;
}

static void filter_by(struct popup *popup, tui_key key)
{
	struct help *help = popup->own;
	size_t len = strlen(help->filter);

	if (key == TUI_KEY_BACKSPACE && len > 0)
		help->filter[len - 1] = '\0';
	else if (key >= ' ' && key < 0x7f && len + 1 < sizeof help->filter)
		help->filter[len] = (char)key, help->filter[len + 1] = '\0';
	help->cursor = help->top = 0;
	lay_out(help);
}

static void move(struct help *help, int by)
{
	int to = help->cursor + by;

	if (to >= help->shown_count)
		to = help->shown_count - 1;
	help->cursor = to < 0 ? 0 : to;
}

static unsigned press(struct popup *popup, tui_key key)
{
	static const struct {
		tui_key key;
		int by;
	} moves[] = { { TUI_KEY_DOWN, 1 }, { TUI_KEY_UP, -1 }, { 0x0e, 1 }, { 0x10, -1 }, { TUI_KEY_TAB, 1 },
		{ TUI_KEY_BTAB, -1 }, { TUI_KEY_PGDN, 10 }, { TUI_KEY_PGUP, -10 },
		{ TUI_KEY_HOME, -ENTRIES_MAX }, { TUI_KEY_END, ENTRIES_MAX } };

	if (key == TUI_KEY_ESC || key == TUI_KEY_F1) {
		popup_close(popup);
		return REACT_DRAW;
	}
	if (key == TUI_KEY_ENTER)
		return run_entry(popup);
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		if (moves[i].key == key) {
			move(popup->own, moves[i].by);
			return REACT_DRAW;
		}
	}
	filter_by(popup, key);
	return REACT_DRAW;
}

static void close_help(struct popup *popup)
{
	free(popup->own);
}

static const struct popup_class help_class = {
	.context = "help",
	.place = place,
	.draw = draw,
	.key = press,
	.close = close_help,
};

void help_open(struct app *app)
{
	struct help *help = xcalloc(1, sizeof *help);
	struct page *page = app_page(app);
	const struct binding *binding;
	const char *contexts[8];

	snprintf(help->title, sizeof help->title, "%s", page ? page->view->title : "");
	app_contexts(app, page, contexts);
	for (unsigned i = 0; (binding = keymap_at(app->keymap, contexts, i)); i++)
		add(app, help, binding);
	popup_open(app, &help_class, help);
}
