/*
 * identity.h: who the key is and for whom it acts: asked once a session, from apiKey.info and user.search. Knows the
 * client only, no screen.
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stdbool.h>
#include <ashby/ashby.h>

/* What the key may do, as far as it may look at itself. */
enum rights { RIGHTS_UNKNOWN, RIGHTS_HIDDEN, RIGHTS_READ, RIGHTS_WRITE };

struct identity {
	struct ashby_scope *scope; /* NULL until it is asked for */
	struct ashby_client *client;
	const struct ashby_account *account;
	enum rights rights;
	char title[120]; /* the key's own name, from outside; "" until known */
	char id[101];    /* of the user whom the account calls `me`, "" until known */
	char first[80], last[80];
	char name[164];       /* both; from outside; "" until known */
	struct ashby_err err; /* why nobody was found */
	void (*changed)(void *arg);
	void *arg;
};

/* What is to be found out. */
enum identity_ask { IDENTITY_PERSON = 1, IDENTITY_RIGHTS = 2 };

/*
 * Asks for what is not known yet. Of an account that acts on behalf of a person the client learns the id, or fails all
 * calls with the reason. Memory that is out is such a reason.
 */
void identity_ask(
	struct identity *who, struct ashby_client *client, const struct ashby_account *account, unsigned ask);
/* Before the client goes. */
void identity_release(struct identity *who);

#endif
