/* ashby.h: everything of libashby. */
#ifndef ASHBY_ASHBY_H
#define ASHBY_ASHBY_H

#include "ashby/account.h"
#include "ashby/adapt.h"
#include "ashby/buf.h"
#include "ashby/catalog.h"
#include "ashby/client.h"
#include "ashby/date.h"
#include "ashby/download.h"
#include "ashby/error.h"
#include "ashby/loop.h"
#include "ashby/outbox.h"
#include "ashby/record.h"
#include "ashby/store.h"
#include "ashby/text.h"
#include "ashby/zone.h"

#endif
