package io.quorumlock.benchmark.node;

/**
 * How far away nodes are.
 */
public enum Distance {

	/** On the loopback interface. */
	NEAR,

	/** A round trip of a millisecond. */
	FAR

}
