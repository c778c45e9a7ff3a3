// A list with a row for each of some things that are known by name.

/** Keeps the rows of a list: one is added for a name that was not there before. */
export class Rows {

	#list;
	#create;
	#rows = new Map();

	/**
	 * Of a list that is empty as yet.
	 * @param list the element that gets the rows
	 * @param create called with the first state of a thing, returns its row, which has a node
	 */
	constructor(list, create) {
		this.#list = list;
		this.#create = create;
	}

	/** The row of a thing. */
	of(thing) {
		if (!this.#rows.has(thing.name)) {
			const row = this.#create(thing);
			this.#rows.set(thing.name, row);
			this.#list.append(row.node);
		}
		return this.#rows.get(thing.name);
	}

}
