/*
 * view_json.c: the page of raw JSON. What it shows is given to it by jsonview.h.
 */
#include "view.h"

DEFINE_VIEW(json) = {
	.name = "json",
	.title = "Raw",
	.engine = &json_engine,
	.footer = "toggle fold-all unfold-all other-next yank find wrap",
};
