package io.quorumlock.sample.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a process is doing.
 */
public enum ProcessState {

	/** It has not said anything yet. */
	@JsonProperty("starting")
	STARTING,

	/** It runs. */
	@JsonProperty("running")
	RUNNING,

	/** An instance that is there, but has not said anything for a while. */
	@JsonProperty("silent")
	SILENT,

	/** It is there, but does not run. */
	@JsonProperty("paused")
	PAUSED,

	/** A node that was stopped. */
	@JsonProperty("stopped")
	STOPPED,

	/** An instance that is gone. */
	@JsonProperty("ended")
	ENDED

}
