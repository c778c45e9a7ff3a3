package io.quorumlock.sample.control;

import io.quorumlock.sample.report.Report;

/**
 * What viewers of the page are told.
 */
sealed interface LiveEvent {

	/** What has happened to a lease. */
	record LeaseNews(Report.LeaseChange change) implements LiveEvent {

	}

	/** What has happened to a leadership. */
	record LeaderNews(Report.LeaderChange change) implements LiveEvent {

	}

	/** A stale write was refused. */
	record RefusedNews(Report.Refusal refusal) implements LiveEvent {

	}

	/**
	 * Something was done by a button.
	 *
	 * @param time when
	 * @param text what, for people
	 */
	record Note(long time, String text) implements LiveEvent {

	}

	/** How everything is. */
	record StateNews(LiveState state) implements LiveEvent {

	}

}
