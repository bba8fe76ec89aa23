/* popup.c: the stack of what lies over the pages. Knows panels by surfaces only, and nothing of what is in them. */
#include "popup.h"

#include <stdlib.h>

#include "app.h"
#include "screen.h"

static struct rect place(struct popup *popup)
{
	struct rect rect = { 0, 0, 1, 1 };
	int rows, cols;

	screen_size(&rows, &cols);
	popup->class->place(popup, rows, cols, &rect);
	if (rect.rows > rows)
		rect.rows = rows;
	if (rect.cols > cols)
		rect.cols = cols;
	if (rect.y + rect.rows > rows)
		rect.y = rows - rect.rows;
	if (rect.x + rect.cols > cols)
		rect.x = cols - rect.cols;
	return rect;
}

struct popup *popup_open(struct app *app, const struct popup_class *class, void *own)
{
	struct popup *popup = xcalloc(1, sizeof(*popup));
	struct rect rect;

	popup->class = class;
	popup->app = app;
	popup->own = own;
	rect = place(popup);
	popup->surface = surface_new(&rect);
	popup->below = app->popup;
	app->popup = popup;
	app_dirty(app);
	return popup;
}

void popup_close(struct popup *popup)
{
	struct app *app = popup->app;

	for (struct popup **at = &app->popup; *at; at = &(*at)->below) {
		if (*at == popup) {
			*at = popup->below;
			break;
		}
	}
	if (popup->class->close)
		popup->class->close(popup);
	surface_free(popup->surface);
	free(popup);
	app_dirty(app);
}

struct popup *popup_top(struct app *app)
{
	for (struct popup *popup = app->popup; popup; popup = popup->below) {
		if (!popup->class->passive)
			return popup;
	}
	return NULL;
}

void popup_place_all(struct app *app)
{
	for (struct popup *popup = app->popup; popup; popup = popup->below) {
		struct rect rect = place(popup);

		surface_place(popup->surface, &rect);
	}
}

static void draw_from(struct popup *popup)
{
	struct box box = { popup->surface, { 0, 0, 0, 0 } };

	if (popup->below)
		draw_from(popup->below);
	surface_size(popup->surface, &box.rect.rows, &box.rect.cols);
	draw_erase(&box);
	popup->class->draw(popup, &box);
}

void popup_draw_all(struct app *app)
{
	if (app->popup)
		draw_from(app->popup);
}

void popup_close_all(struct app *app)
{
	while (app->popup)
		popup_close(app->popup);
}
