package io.quorumlock.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands between {@code tag::name[]} and {@code end::name[]} in the sources of all
 * modules, which are compiled.
 */
final class Regions {

	private static final Pattern REGION = Pattern.compile("^\\s*// tag::([\\w-]+)\\[]\\n(.*?)^\\s*// end::\\1\\[]$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern MARK = Pattern.compile("\\s*// (tag|end)::[\\w-]+\\[]");

	private Regions() {
	}

	static List<Region> all() {
		List<Region> regions = new ArrayList<>();
		for (Path source : sources()) {
			Matcher matcher = REGION.matcher(Page.read(source).text());
			// A region may lie within another one
			for (int from = 0; matcher.find(from); from = matcher.start(2)) {
				regions.add(new Region(source, matcher.group(1), text(matcher.group(2))));
			}
		}
		return regions;
	}

	private static String text(String lines) {
		return lines.lines()
			.filter((line) -> !MARK.matcher(line).matches())
			.collect(Collectors.joining("\n"))
			.stripIndent()
			// Around a mark that was taken out
			.replaceAll("\n{3,}", "\n\n")
			.strip();
	}

	static List<Path> sources() {
		try (Stream<Path> modules = Files.list(Page.ROOT)) {
			return modules.map((module) -> module.resolve("src")).flatMap(Regions::sources).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> sources(Path folder) {
		if (!Files.isDirectory(folder)) {
			return Stream.empty();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(java|kt)")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A region of a source.
	 *
	 * @param source the file
	 * @param name what its tag names it
	 * @param text its lines, without tags and common indentation
	 */
	record Region(Path source, String name, String text) {

	}

}
