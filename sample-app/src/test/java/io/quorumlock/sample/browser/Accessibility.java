package io.quorumlock.sample.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Looks for what keeps people from using the page, with axe-core.
 */
final class Accessibility {

	private static final String CHECK = """
			const done = arguments[arguments.length - 1];
			axe.run().then((results) => done(results.violations
				.filter(({ impact }) => impact === 'serious' || impact === 'critical')
				.map(({ id, help, nodes }) =>
					`${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html).join(' ')}`)),
				(error) => done([String(error)]));
			""";

	private Accessibility() {
	}

	/**
	 * Checks the page as it is now.
	 * @param page the page
	 * @return what is seriously or critically wrong
	 */
	static List<?> issues(Page page) {
		page.script(axe());
		return (List<?>) page.asyncScript(CHECK);
	}

	private static String axe() {
		try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
			return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
