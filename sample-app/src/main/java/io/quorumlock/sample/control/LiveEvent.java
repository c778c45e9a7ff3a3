package io.quorumlock.sample.control;

import io.quorumlock.sample.report.Report;

/**
 * What viewers of the page are told.
 */
sealed interface LiveEvent {

	/**
	 * What kind of event it is.
	 * @return the name under which the page listens to it
	 */
	String name();

	/**
	 * What there is to say.
	 * @return what becomes JSON
	 */
	Object data();

	/**
	 * When it happened.
	 * @return milliseconds since the epoch
	 */
	long time();

	/** What has happened to a lease. */
	record LeaseNews(Report.LeaseChange data) implements LiveEvent {

		@Override
		public String name() {
			return "lease";
		}

		@Override
		public long time() {
			return this.data.time();
		}

	}

	/** What has happened to a leadership. */
	record LeaderNews(Report.LeaderChange data) implements LiveEvent {

		@Override
		public String name() {
			return "leader";
		}

		@Override
		public long time() {
			return this.data.time();
		}

	}

	/** A stale write was refused. */
	record RefusedNews(Report.Refusal data) implements LiveEvent {

		@Override
		public String name() {
			return "refused";
		}

		@Override
		public long time() {
			return this.data.time();
		}

	}

	/**
	 * Something was done by a button.
	 *
	 * @param time when
	 * @param text what, for people
	 */
	record Note(long time, String text) implements LiveEvent {

		@Override
		public String name() {
			return "note";
		}

		@Override
		public Object data() {
			return this;
		}

	}

	/** How everything is. */
	record StateNews(LiveState data) implements LiveEvent {

		@Override
		public String name() {
			return "state";
		}

		@Override
		public long time() {
			return this.data.time();
		}

	}

}
