/*
 * magic.c: extensions of the files that recruiters meet, as a table. It guards against a file that is not what its name
 * makes a viewer take it for; it does not say that a file is harmless.
 */
#include "magic.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "ashby/download.h"

#define ZIP "PK\x03\x04"
#define OLE "\xD0\xCF\x11\xE0"

static const struct kind {
	const char *extension, *name;
	const char *begins; /* "": text, without a NUL */
	size_t within;      /* the mark stands in these first bytes; 0: at the very beginning */
	const char *media_type;
} kinds[] = {
	{ "pdf", "PDF", "%PDF-", ASHBY__MAGIC_BYTES, "application/pdf" },
	{ "docx", "Word document", ZIP, 0,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "xlsx", "Excel sheet", ZIP, 0,
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ "pptx", "PowerPoint presentation", ZIP, 0,
		"application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "odt", "OpenDocument text", ZIP, 0, "application/vnd.oasis.opendocument.text" },
	{ "zip", "ZIP archive", ZIP, 0, "application/zip" },
	{ "doc", "Word document", OLE, 0, "application/msword" },
	{ "rtf", "RTF document", "{\\rtf", 0, "application/rtf" },
	{ "png", "PNG picture", "\x89PNG", 0, "image/png" },
	{ "jpg", "JPEG picture", "\xFF\xD8\xFF", 0, "image/jpeg" },
	{ "jpeg", "JPEG picture", "\xFF\xD8\xFF", 0, "image/jpeg" },
	{ "gif", "GIF picture", "GIF8", 0, "image/gif" },
	{ "txt", "text", "", 0, "text/plain" },
	{ "md", "text", "", 0, "text/markdown" },
	{ "csv", "text", "", 0, "text/csv" },
};

static const struct kind *kind_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

	if (!dot)
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcasecmp(dot + 1, kinds[i].extension))
			return &kinds[i];
	return NULL;
}

static bool has_mark(const struct kind *kind, const char *bytes, size_t len)
{
	size_t mark = strlen(kind->begins);

	for (size_t at = 0; at + mark <= len && at <= kind->within; at++)
		if (!memcmp(bytes + at, kind->begins, mark))
			return true;
	return false;
}

const char *ashby__magic_broken(const char *path, const char *bytes, size_t len)
{
	const struct kind *kind = kind_of(path);
	bool kept;

	if (!kind)
		return NULL;
	kept = *kind->begins ? has_mark(kind, bytes, len) : !len || !memchr(bytes, '\0', len);
	return kept ? NULL : kind->name;
}

const char *ashby_media_type(const char *path)
{
	const struct kind *kind = kind_of(path);

	return kind ? kind->media_type : "application/octet-stream";
}
