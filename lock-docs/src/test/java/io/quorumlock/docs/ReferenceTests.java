package io.quorumlock.docs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what the pages refer to is there: pages, anchors, files, and the tests that
 * show what is said.
 */
class ReferenceTests {

	/** {@code xref:page.adoc#anchor[…]}, {@code link:…[…]}, {@code image::…[…]}. */
	private static final Pattern MACRO = Pattern.compile("(?:xref:|link:|image::?)([^\\s\\[]+)\\[");

	/** {@code [text](target)}. */
	private static final Pattern MARKDOWN = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern WEB = Pattern.compile("https?://[^\\s\\[\\])>`\"']+");

	private static final Pattern ANCHOR = Pattern.compile("^\\[#([\\w-]+)]$", Pattern.MULTILINE);

	/** {@code `SomeTests`}, {@code `SomeTests.method`}, followed by {@code `.other`}. */
	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(\\.\\w+)?`((?:, `\\.\\w+`)*)");

	/** A file or folder of the repository. */
	private static final Pattern FILE = Pattern
		.compile("`((?:src|sample-app|lock-[a-z-]+)/(?!target)[^`\\s<*…]+|[A-Z]+\\.md)`");

	/**
	 * The sources by the name of their class, which need not be the only one of that
	 * name.
	 */
	private static final Map<String, List<Path>> SOURCES = Regions.sources()
		.stream()
		.collect(Collectors.groupingBy((path) -> path.getFileName().toString().replaceFirst("\\.\\w+$", "")));

	static List<Page> pages() {
		return Page.all();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void targetsOfLinksAreThere(Page page) {
		Stream.of(MACRO, MARKDOWN)
			.flatMap((pattern) -> pattern.matcher(page.prose()).results())
			.map((link) -> link.group(1))
			.filter((target) -> !target.contains("://"))
			.forEach((target) -> assertThat(isThere(page, target)).as("%s in %s", target, page).isTrue());
	}

	private static boolean isThere(Page page, String target) {
		String[] parts = target.split("#", 2);
		Path file = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
		return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
	}

	private static Set<String> anchors(Path file) {
		return ANCHOR.matcher(Page.read(file).text())
			.results()
			.map((anchor) -> anchor.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void pagesOfTheReferenceAreLinkedAsSuch(Page page) {
		// With link: the address would keep the ending .adoc in HTML
		assertThat(page.prose()).doesNotContainPattern("link:[^\\s\\[]+\\.adoc");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void addressesAreWellFormed(Page page) {
		WEB.matcher(page.prose())
			.results()
			.map(MatchResult::group)
			.map((address) -> URI.create(address.replaceFirst("[.,;:]$", "")))
			.forEach((uri) -> assertThat(uri).hasScheme("localhost".equals(uri.getHost()) ? "http" : "https")
				.satisfies((address) -> assertThat(address.getHost()).isNotBlank()));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void namedTestsAreThere(Page page) {
		TEST.matcher(page.text()).results().forEach((test) -> {
			String name = test.group(1);
			assertThat(SOURCES.containsKey(name)).as("%s in %s", name, page).isTrue();
			methods(test)
				.forEach((method) -> assertThat(has(name, method)).as("%s.%s in %s", name, method, page).isTrue());
		});
	}

	private static Stream<String> methods(MatchResult test) {
		String methods = ((test.group(2) != null) ? test.group(2) : "") + test.group(3);
		return Pattern.compile("\\.(\\w+)").matcher(methods).results().map((method) -> method.group(1));
	}

	/** Itself, or the suite that it extends. */
	private static boolean has(String test, String method) {
		return SOURCES.getOrDefault(test, List.of())
			.stream()
			.map((path) -> Page.read(path).text())
			.anyMatch((source) -> {
				Matcher suite = Pattern.compile(" extends (\\w+)").matcher(source);
				return source.contains(" " + method + "(") || (suite.find() && has(suite.group(1), method));
			});
	}

	@ParameterizedTest
	@MethodSource("pages")
	void namedFilesAreThere(Page page) {
		FILE.matcher(page.prose())
			.results()
			.map((file) -> file.group(1))
			.forEach((file) -> assertThat(Page.ROOT.resolve(file)).as("%s in %s", file, page).exists());
	}

	@Test
	void everyPageIsInTheContents() {
		String navigation = Page.read(Page.FOLDER.resolve("html/docinfo-header.html")).text();
		String index = Page.read(Page.FOLDER.resolve("index.adoc")).text();
		assertThat(Page.reference()).extracting(Page::name)
			.filteredOn((name) -> !name.equals("index.adoc"))
			.allSatisfy((name) -> {
				assertThat(index).contains("xref:" + name);
				assertThat(navigation).contains("href=\"" + name.replace(".adoc", ".html") + '"');
			});
		assertThat(Pattern.compile("href=\"([\\w-]+)\\.html\"").matcher(navigation).results())
			.allSatisfy((link) -> assertThat(Page.FOLDER.resolve(link.group(1) + ".adoc")).exists());
	}

}
