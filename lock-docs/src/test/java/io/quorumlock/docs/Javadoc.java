package io.quorumlock.docs;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sources say about their parts, as AsciiDoc.
 */
final class Javadoc {

	private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*";

	private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]+)}|<code>(.*?)</code>");

	private static final Pattern LINK = Pattern.compile("\\{@link\\s+([^}]+)}");

	private static final Pattern CONSTANT = Pattern.compile("\\{@value #(\\w+)}");

	/** A word in quotation marks, as in descriptions of properties. */
	private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'([^'\\s]+)'(?!\\w)");

	private Javadoc() {
	}

	/** What each attribute of an annotation means, by its name. */
	static Map<String, String> attributes(Class<?> annotation) {
		return find(annotation, Pattern
			.compile(COMMENT + "(?:@AliasFor\\(\"\\w+\"\\)\\s*)?[\\w<>?\\[\\] .]+ (\\w+)\\(\\)", Pattern.DOTALL));
	}

	/** What each constant of an enum means, by its name. */
	static Map<String, String> constants(Class<?> type) {
		return find(type, Pattern.compile(COMMENT + "([A-Z_]+)[,;\\s]", Pattern.DOTALL));
	}

	private static Map<String, String> find(Class<?> type, Pattern pattern) {
		Map<String, String> found = new TreeMap<>();
		Matcher matcher = pattern.matcher(source(type));
		while (matcher.find()) {
			String comment = matcher.group(1).replaceAll("(?s)\\n\\s*\\* @(return|param).*", "");
			found.put(matcher.group(2),
					asciidoc(CONSTANT.matcher(comment).replaceAll((constant) -> code(value(type, constant.group(1))))));
		}
		return found;
	}

	/** What each component of a nested record means, by its name. */
	static Map<String, String> components(Class<?> type) {
		Map<String, String> found = new TreeMap<>();
		Matcher matcher = Pattern.compile(COMMENT + "public record " + type.getSimpleName() + "\\(", Pattern.DOTALL)
			.matcher(source(type));
		if (matcher.find()) {
			Matcher component = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL)
				.matcher(matcher.group(1));
			while (component.find()) {
				found.put(component.group(1), asciidoc(component.group(2)));
			}
		}
		return found;
	}

	private static String source(Class<?> type) {
		String file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
		return Page
			.read(Regions.sources().stream().filter((path) -> path.endsWith("java/" + file)).findFirst().orElseThrow())
			.text();
	}

	/** The text of a comment or description in one line of AsciiDoc. */
	static String asciidoc(String comment) {
		String line = comment.replaceAll("\\n\\s*\\* ?", " ").replaceAll("\\s+", " ").strip();
		line = CODE.matcher(line)
			.replaceAll((inline) -> quoted((inline.group(1) != null) ? inline.group(1) : inline.group(2)));
		// Without the package, and as code refers to it
		line = LINK.matcher(line)
			.replaceAll((link) -> quoted(link.group(1)
				.replaceFirst("^([a-z]\\w*\\.)+", "")
				.replaceFirst("\\(\\)$", "")
				.replaceFirst("^#", "")
				.replace('#', '.')));
		return QUOTED.matcher(line).replaceAll((word) -> quoted(word.group(1)));
	}

	private static String value(Class<?> type, String constant) {
		try {
			return type.getField(constant).get(null).toString();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String quoted(String text) {
		return Matcher.quoteReplacement(code(text));
	}

	static String code(String text) {
		return text.matches("[\\w.<> -]+") ? "`" + text + "`" : "`+" + text + "+`";
	}

}
