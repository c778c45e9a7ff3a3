package io.quorumlock.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.News;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.RandomSequence.Event;
import io.quorumlock.testing.RandomSequence.Step;

/**
 * Plays a sequence on one node and notes the answers, with all that must differ from node
 * to node left out: births, clocks and remaining times.
 */
final class SequencePlayer {

	/** So far ahead of the first birth that no clock gets there meanwhile. */
	private static final long AHEAD_MICROS = 1_800_000_000L;

	private static final long CLOSE = 100_000;

	private final RandomSequence sequence;

	private final SequenceNode node;

	private final List<String> notes = new ArrayList<>();

	private final List<CompletionStage<Batch>> open = new ArrayList<>();

	private CompletionStage<List<String>> heard;

	private List<Step> steps = List.of();

	private CompletionStage<Batch> greeting;

	private long birth;

	private long base = -1;

	SequencePlayer(RandomSequence sequence, SequenceNode node) {
		this.sequence = sequence;
		this.node = node;
	}

	void begin(int phase) {
		Event event = this.sequence.before(phase);
		if (event == Event.RESTART) {
			this.node.restart();
		}
		else if (event == Event.WIPE) {
			this.node.wipe();
		}
		this.greeting = this.node.submit(phase, List.of(new Operation.Greet()));
	}

	void play(int phase) {
		Answer.Standing standing = (Answer.Standing) answers(this.greeting).get(0);
		this.birth = standing.birth();
		if (this.base < 0) {
			this.base = this.sequence.usesLargeTokens() ? this.birth + AHEAD_MICROS : 0;
		}
		this.notes.add("-- phase " + phase + " " + this.sequence.before(phase) + ", votes: " + standing.voting());
		this.steps = this.sequence.steps(phase, this.base, this.birth);
		for (Step step : this.steps) {
			this.open.add(this.node.submit(step.connection(), step.operations()));
		}
		this.heard = this.node.heard();
	}

	/**
	 * Notes the answers of the phase, and what was told meanwhile.
	 * @return all notes so far
	 */
	List<String> end() {
		for (int i = 0; i < this.steps.size(); i++) {
			Step step = this.steps.get(i);
			List<Answer> answers = answers(this.open.get(i));
			for (int j = 0; j < step.operations().size(); j++) {
				this.notes.add("connection " + step.connection() + " batch " + i + ": "
						+ describe(step.operations().get(j)) + " -> " + describe(answers.get(j)));
			}
		}
		this.open.clear();
		for (String message : this.heard.toCompletableFuture().join()) {
			String[] parts = message.split(": ", 2);
			this.notes.add(parts[0] + " hears -> " + describe(parts[1]));
		}
		return this.notes;
	}

	private static List<Answer> answers(CompletionStage<Batch> stage) {
		Batch batch = stage.toCompletableFuture().join();
		if (batch instanceof Batch.Answered answered) {
			return answered.answers();
		}
		throw new AssertionError("The node gave no answer: " + batch);
	}

	private String describe(Operation operation) {
		if (operation instanceof Operation.Open open) {
			return "open " + open.session().reveal() + " " + open.leaseMillis() + " " + open.holder() + " "
					+ open.ear();
		}
		if (operation instanceof Operation.Renew renew) {
			return "renew " + renew.session().reveal() + " " + renew.leaseMillis();
		}
		if (operation instanceof Operation.Close close) {
			return "close " + close.session().reveal();
		}
		if (operation instanceof Operation.Acquire acquire) {
			return "acquire " + acquire.session().reveal() + " " + acquire.lease() + " " + acquire.name() + " "
					+ token(acquire.token()) + " " + acquire.block() + (acquire.wish() ? " wish" : "");
		}
		if (operation instanceof Operation.Regrant regrant) {
			return "regrant " + regrant.session().reveal() + " " + regrant.lease() + " " + regrant.name() + " "
					+ token(regrant.token()) + " " + token(regrant.fence());
		}
		if (operation instanceof Operation.Release release) {
			return "release " + release.session().reveal() + " " + release.lease() + " " + release.name();
		}
		if (operation instanceof Operation.Look look) {
			return "look " + look.name();
		}
		if (operation instanceof Operation.Yield given) {
			return "yield " + given.session().reveal() + " " + given.lease() + " " + given.name() + " " + given.to();
		}
		if (operation instanceof Operation.Announce announce) {
			return "announce " + announce.channel();
		}
		return (operation instanceof Operation.Admit admit)
				? "admit " + (admit.birth() - this.birth) + " " + admit.founding() : "greet";
	}

	private String describe(Answer answer) {
		if (answer instanceof Answer.Taken taken) {
			return "Taken " + token(taken.token()) + " " + token(taken.fence()) + " " + taken.holder();
		}
		if (answer instanceof Answer.Stale stale) {
			return "Stale " + token(stale.fence());
		}
		if (answer instanceof Answer.Free free) {
			return "Free " + token(free.fence());
		}
		if (answer instanceof Answer.Ahead) {
			return "Ahead";
		}
		if (answer instanceof Answer.SittingOut sitting) {
			return "SittingOut " + (sitting.birth() - this.birth);
		}
		if (answer instanceof Answer.Standing standing) {
			return "Standing " + (standing.birth() - this.birth) + " " + standing.voting() + " " + standing.founding();
		}
		return answer.toString();
	}

	private String describe(String message) {
		News news = News.read(message);
		if (news instanceof News.Granted granted) {
			return "NewsGranted " + granted.lease() + " " + token(granted.token()) + " " + granted.others();
		}
		if (news instanceof News.Refused refused) {
			return "NewsRefused " + refused.lease() + " " + token(refused.token()) + " " + token(refused.fence());
		}
		return (news instanceof News.Wanted wanted) ? "NewsWanted " + wanted.lease() : message;
	}

	private String token(long token) {
		if (Math.abs(token - this.base) < CLOSE) {
			return "base+" + (token - this.base);
		}
		boolean isClock = Math.abs(token - this.birth) < 2 * AHEAD_MICROS;
		return isClock ? "clock" : Long.toString(token);
	}

}
