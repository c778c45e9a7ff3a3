package io.quorumlock.election;

import java.util.function.BooleanSupplier;

/**
 * Draws the conclusions from what instances tell each other about a role. Used on the
 * protocol's thread only.
 */
final class NoticeReader {

	private final String self;

	private final LeaderWatch leaders;

	private final Rivals rivals;

	private final Candidacy candidacy;

	private final Succession succession;

	private final Orders orders;

	private final BooleanSupplier withoutTerm;

	/**
	 * A reader for one role.
	 * @param self this instance
	 * @param withoutTerm whether this instance leads no term
	 */
	NoticeReader(String self, LeaderWatch leaders, Rivals rivals, Candidacy candidacy, Succession succession,
			Orders orders, BooleanSupplier withoutTerm) {
		this.self = self;
		this.leaders = leaders;
		this.rivals = rivals;
		this.candidacy = candidacy;
		this.succession = succession;
		this.orders = orders;
		this.withoutTerm = withoutTerm;
	}

	void read(Notice notice) {
		if (notice instanceof Notice.Leads leads) {
			leads(leads);
		}
		else if (notice instanceof Notice.Leaves leaves) {
			left(leaves.term());
		}
		else if (notice instanceof Notice.Vacant vacant) {
			if (left(vacant.term())) {
				this.candidacy.seize(true);
			}
		}
		else if (notice instanceof Notice.Yields yields) {
			if (left(yields.term()) && yields.to().equals(this.self)) {
				this.candidacy.seize(false);
			}
		}
		else if (notice instanceof Notice.Stands stands) {
			this.rivals.heard(stands.candidate(), stands.asks());
			this.succession.consider();
		}
		else if (notice instanceof Notice.Withdraws withdraws) {
			this.rivals.left(withdraws.instanceId());
		}
		else if (notice instanceof Notice.End end) {
			this.orders.obey(end);
		}
	}

	private void leads(Notice.Leads leads) {
		// Another node may pass it on when the term is over already
		if (this.leaders.isNews(leads.term())) {
			this.candidacy.cancel("");
			this.leaders.saw(leads.instanceId(), leads.term());
		}
	}

	private boolean left(long term) {
		return this.withoutTerm.getAsBoolean() && this.leaders.left(term, true);
	}

}
