// Building and changing elements. All text goes in as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** A new HTML element with attributes and children. */
export function element(tag, attributes = {}, ...children) {
	return furnish(document.createElement(tag), attributes, children);
}

/** A new SVG element with attributes and children. */
export function shape(tag, attributes = {}, ...children) {
	return furnish(document.createElementNS(SVG, tag), attributes, children);
}

/** One of the symbols of index.html; it only repeats what the text beside it says. */
export function icon(name) {
	return shape('svg', { class: `icon icon-${name}`, 'aria-hidden': 'true', focusable: 'false' },
			shape('use', { href: `#${name}` }));
}

/** Text for those who do not see what is around it. */
export function unseen(text) {
	return element('span', { class: 'hidden-visually' }, text);
}

/** Changes text only where it differs, so that nothing is read again or loses the selection. */
export function setText(node, text) {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

/** Changes an attribute only where it differs. */
export function setAttribute(node, name, value) {
	const text = String(value);
	if (node.getAttribute(name) !== text) {
		node.setAttribute(name, text);
	}
}

function furnish(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes)) {
		node.setAttribute(name, value);
	}
	node.append(...children);
	return node;
}
