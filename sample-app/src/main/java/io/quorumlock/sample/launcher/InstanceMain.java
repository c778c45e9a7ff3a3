package io.quorumlock.sample.launcher;

import io.quorumlock.sample.SampleApplication;

/**
 * Runs the order service for as long as the launcher lives.
 */
public final class InstanceMain {

	private InstanceMain() {
	}

	/**
	 * Starts the instance.
	 * @param args handed on to the order service
	 */
	public static void main(String[] args) {
		ParentWatch.start();
		SampleApplication.main(args);
	}

}
