package io.quorumlock.benchmark.workload;

import io.quorumlock.benchmark.library.Library;

/**
 * A library on so many nodes.
 *
 * @param library the library
 * @param nodes how many nodes it uses
 */
public record Contestant(Library library, int nodes) {

	/**
	 * A library on one node.
	 * @param library the library
	 * @return the contestant
	 */
	static Contestant onOne(Library library) {
		return new Contestant(library, 1);
	}

	/**
	 * A library on five nodes.
	 * @param library the library
	 * @return the contestant
	 */
	static Contestant onFive(Library library) {
		return new Contestant(library, 5);
	}

	/**
	 * What it is called in tables.
	 * @return name and number of nodes
	 */
	public String label() {
		return switch (this.nodes) {
			case 0 -> this.library.title();
			case 1 -> this.library.title() + ", 1 node";
			default -> this.library.title() + ", " + this.nodes + " nodes";
		};
	}

}
