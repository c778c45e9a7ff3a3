package io.quorumlock.docs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quorumlock.docs.Page.Block;
import io.quorumlock.docs.Regions.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java in the pages is compiled: each block is a region of a source.
 */
class BlockTests {

	/** Nothing that could be compiled or bound; {@code console} is compared elsewhere. */
	private static final Set<String> OTHERS = Set.of("", "console", "json", "sql", "xml");

	private static final List<Region> REGIONS = Regions.all();

	static Stream<Block> blocks() {
		return Page.all().stream().flatMap((page) -> page.blocks().stream());
	}

	static Stream<Block> java() {
		return blocks().filter((block) -> block.language().equals("java"));
	}

	@ParameterizedTest
	@MethodSource("java")
	void javaIsCompiled(Block block) {
		assertThat(REGIONS).extracting(Region::text)
			.withFailMessage("No source has a region 'tag::…[]' with what %s shows:%n%s", block, block.text())
			.contains(block.text());
	}

	@Test
	void everyRegionIsShown() {
		Set<String> shown = java().map(Block::text).collect(Collectors.toSet());
		assertThat(REGIONS).filteredOn((region) -> !shown.contains(region.text()))
			.extracting(Region::source, Region::name)
			.isEmpty();
	}

	@Test
	void everyBlockSaysWhatItIs() {
		Set<String> languages = blocks().map(Block::language).collect(Collectors.toCollection(TreeSet::new));
		languages.removeAll(OTHERS);
		assertThat(languages).containsExactly("java", "yaml");
		// One that the pattern does not find would not be tested
		for (Page page : Page.all()) {
			long asciidoc = page.text().lines().filter((line) -> line.startsWith("[source")).count();
			long markdown = page.text().lines().filter((line) -> line.startsWith("```")).count() / 2;
			assertThat(page.blocks()).as(page.name()).hasSize((int) (asciidoc + markdown));
		}
	}

}
