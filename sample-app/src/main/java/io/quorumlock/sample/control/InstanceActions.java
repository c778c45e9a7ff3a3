package io.quorumlock.sample.control;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.sample.instance.Commands;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Does something to an instance, if that makes sense now.
 */
@Component
class InstanceActions {

	private final Machinery machinery;

	private final Board board;

	private final LiveNotes notes;

	private final Set<String> armed = ConcurrentHashMap.newKeySet();

	InstanceActions(Machinery machinery, Board board, LiveNotes notes) {
		this.machinery = machinery;
		this.board = board;
		this.notes = notes;
	}

	void kill(String instance) {
		ProcessState process = process(instance);
		if (process == ProcessState.ENDED) {
			throw new ActionRefusedException(instance + " has ended, and is started again in a moment");
		}
		this.machinery.kill(instance);
		this.notes.say(instance + " is killed, and started again");
	}

	void pause(String instance) {
		this.machinery.requirePauses();
		requireRunning(instance);
		if (!this.armed.add(instance)) {
			throw new ActionRefusedException(instance + " pauses in its next transfer already");
		}
		this.machinery.tell(instance, Commands.PAUSE);
		this.notes.say(instance + " pauses in the middle of its next transfer");
	}

	void stepDown(String instance) {
		requireRunning(instance);
		if (!this.board.leads(instance, System.currentTimeMillis())) {
			throw new ActionRefusedException(instance + " leads no role");
		}
		this.machinery.tell(instance, Commands.STEP_DOWN);
		this.notes.say(instance + " steps down");
	}

	/**
	 * The pause that was asked for has begun, or will not.
	 * @param instance the name of the instance
	 */
	void disarm(String instance) {
		this.armed.remove(instance);
	}

	private void requireRunning(String instance) {
		ProcessState process = process(instance);
		if (process != ProcessState.RUNNING) {
			throw new ActionRefusedException(instance + " does not run now");
		}
	}

	private ProcessState process(String instance) {
		return this.board.process(instance).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

}
