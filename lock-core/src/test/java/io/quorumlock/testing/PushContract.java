package io.quorumlock.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.News;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is announced reaches those who listen. To be extended for each kind of node; two
 * clients have a way to the same node.
 */
public abstract class PushContract {

	private static final int ANN = 0;

	private static final int BOB = 1;

	private static final String READY = "ready?";

	private int questions;

	/**
	 * Does something on a client's thread.
	 * @param client which one, 0 or 1
	 * @param action what to do with its way to the node
	 */
	protected abstract void on(int client, Consumer<LeaseNode> action);

	/**
	 * Lets time pass until a condition holds.
	 * @param what the condition in words
	 * @param condition asked again and again
	 */
	protected abstract void await(String what, BooleanSupplier condition);

	/**
	 * Has all clients lose the connections they listen on.
	 */
	protected abstract void disconnect();

	@Test
	void announcementReachesAllWhoListen() {
		List<String> ann = listen(ANN, "c");
		List<String> bob = listen(BOB, "c");
		announce(ANN, "c", "1");
		awaitLast(ann, "1");
		awaitLast(bob, "1");
		announce(BOB, "c", "2");
		awaitLast(ann, "2");
		awaitLast(bob, "2");
		assertThat(heard(ann)).containsExactly("1", "2");
		assertThat(heard(bob)).containsExactly("1", "2");
	}

	@Test
	void announcementsKeepTheirOrder() {
		List<String> bob = listen(BOB, "c");
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			texts.add("text " + i);
			announce(ANN, "c", texts.get(i));
		}
		awaitLast(bob, "text 99");
		assertThat(heard(bob)).isEqualTo(texts);
	}

	@Test
	void otherChannelIsNotHeard() {
		List<String> bob = listen(BOB, "c");
		announce(ANN, "d", "1");
		announce(ANN, "C", "2");
		announce(ANN, "c", "3");
		awaitLast(bob, "3");
		assertThat(heard(bob)).containsExactly("3");
	}

	@Test
	void severalChannelsMayBeHeard() {
		List<String> first = listen(BOB, "c");
		List<String> second = listen(BOB, "d");
		announce(ANN, "c", "1");
		announce(ANN, "d", "2");
		awaitLast(first, "1");
		awaitLast(second, "2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "*", "a b:c/d", "\u00e4 \ud83d\ude00", "one\r\ntwo", "%d \\ ' \"" })
	void anyChannelAndTextWillDo(String any) {
		List<String> bob = listen(BOB, any);
		announce(ANN, any, any);
		awaitLast(bob, any);
	}

	@Test
	void announcementTravelsBehindWhatIsSentBeforeIt() {
		List<String> bob = listen(BOB, "c");
		on(ANN, (node) -> node.submit(
				List.of(new Operation.Look("n"), new Operation.Announce("c", "1"), new Operation.Announce("c", "2")),
				(batch) -> {
				}));
		awaitLast(bob, "2");
		assertThat(heard(bob)).containsExactly("1", "2");
	}

	@Test
	void sessionHearsWhatConcernsItsLeases() {
		SessionId ann = new SessionId("ann");
		SessionId bob = new SessionId("bob");
		List<String> annsEar = listen(ANN, "ear-of-ann");
		List<String> bobsEar = listen(BOB, "ear-of-bob");
		ask(ANN, new Operation.Open(ann, 60_000, "ann", "ear-of-ann"),
				new Operation.Acquire(ann, 1, "wished for", 5, 1, false));
		ask(BOB, new Operation.Open(bob, 60_000, "bob", "ear-of-bob"),
				new Operation.Acquire(bob, 2, "wished for", 6, 1, true));
		awaitLast(annsEar, new News.Wanted(1, "wished for").text());
		ask(ANN, new Operation.Release(ann, 1, "wished for"));
		awaitLast(bobsEar, new News.Granted(2, 6, false).text());
		assertThat(heard(bobsEar)).hasSize(1);
	}

	@Test
	void subscriptionSurvivesReconnect() {
		List<String> ann = listen(ANN, "c");
		List<String> bob = listen(BOB, "c");
		for (int i = 0; i < 3; i++) {
			disconnect();
			awaitReady(ann, "c");
			awaitReady(bob, "c");
		}
		announce(ANN, "c", "1");
		awaitLast(bob, "1");
		awaitLast(ann, "1");
		assertThat(heard(bob)).containsExactly("1");
	}

	private List<String> listen(int client, String channel) {
		List<String> messages = Collections.synchronizedList(new ArrayList<>());
		on(client, (node) -> {
			node.subscribe(channel, messages::add);
			assertThat(messages).isEmpty();
		});
		awaitReady(messages, channel);
		return messages;
	}

	private void awaitReady(List<String> messages, String channel) {
		// A message of before a disconnection may still arrive
		String question = READY + ++this.questions;
		await("'" + question + "' arrives", () -> {
			announce(ANN, channel, question);
			return messages.contains(question);
		});
	}

	private void announce(int client, String channel, String text) {
		on(client, (node) -> node.submit(List.of(new Operation.Announce(channel, text)), (batch) -> {
		}));
	}

	private void ask(int client, Operation... operations) {
		List<Batch> answer = Collections.synchronizedList(new ArrayList<>());
		on(client, (node) -> node.submit(List.of(operations), answer::add));
		await("the node answers", () -> !answer.isEmpty());
		assertThat(answer).hasOnlyElementsOfType(Batch.Answered.class);
	}

	private void awaitLast(List<String> messages, String text) {
		await("'" + text + "' arrives", () -> {
			List<String> heard = heard(messages);
			return !heard.isEmpty() && heard.get(heard.size() - 1).equals(text);
		});
	}

	private static List<String> heard(List<String> messages) {
		synchronized (messages) {
			return messages.stream().filter((text) -> !text.startsWith(READY)).toList();
		}
	}

}
