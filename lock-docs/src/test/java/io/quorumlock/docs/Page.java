package io.quorumlock.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that readers see: one of the reference, or one at the root of the repository.
 *
 * @param path where it is
 * @param text what it says
 */
record Page(Path path, String text) {

	static final Path ROOT = Path.of("..");

	static final Path FOLDER = ROOT.resolve("src/docs");

	/** A block of source, in AsciiDoc or Markdown. */
	private static final Pattern BLOCK = Pattern.compile(
			"(?:^\\[source(?:,(\\w+))?]\\n----\\n(.*?)\\n----$|^```(\\w*)\\n(.*?)\\n```$)",
			Pattern.MULTILINE | Pattern.DOTALL);

	static List<Page> reference() {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.filter((file) -> file.toString().endsWith(".adoc")).sorted().map(Page::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Page> all() {
		List<Page> all = new ArrayList<>(reference());
		Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve).map(Page::read).forEach(all::add);
		return all;
	}

	static Page read(Path path) {
		try {
			return new Page(path, Files.readString(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String name() {
		return this.path.getFileName().toString();
	}

	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(this.text);
		while (matcher.find()) {
			boolean asciidoc = matcher.group(2) != null;
			String language = matcher.group(asciidoc ? 1 : 3);
			blocks.add(new Block(this, lineOf(matcher.start()), (language != null) ? language : "",
					matcher.group(asciidoc ? 2 : 4)));
		}
		return blocks;
	}

	/** The text without its blocks, for what is looked up in prose. */
	String prose() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	private int lineOf(int position) {
		return (int) this.text.substring(0, position).lines().count() + 1;
	}

	@Override
	public String toString() {
		return name();
	}

	/**
	 * A block of source.
	 *
	 * @param page where it stands
	 * @param line where it begins
	 * @param language its language, empty for what is typed into a shell
	 * @param text the source
	 */
	record Block(Page page, int line, String language, String text) {

		@Override
		public String toString() {
			return this.page + ":" + this.line;
		}

	}

}
