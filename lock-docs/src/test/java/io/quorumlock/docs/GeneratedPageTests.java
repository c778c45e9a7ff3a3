package io.quorumlock.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the lists of properties and attributes say what the code says.
 */
class GeneratedPageTests {

	private static final String RECORD = "docs.record";

	private static final String ADVICE = "Properties, attributes or their Javadoc have changed. Write the page anew: "
			+ "mvn -q -pl lock-docs -am test -Dtest=GeneratedPageTests -Dsurefire.failIfNoSpecifiedTests=false "
			+ "-Ddocs.record=true";

	static Stream<Page> pages() {
		return Stream.of(new Page(Page.FOLDER.resolve("properties.adoc"), PropertiesPage.text()),
				new Page(Page.FOLDER.resolve("annotations.adoc"), AnnotationsPage.text()));
	}

	@ParameterizedTest
	@MethodSource("pages")
	@DisabledIfSystemProperty(named = RECORD, matches = "true")
	void pageIsWhatTheCodeSays(Page page) {
		assertThat(page.path()).as(ADVICE).exists();
		assertThat(Page.read(page.path()).text()).as(ADVICE).isEqualTo(page.text());
	}

	@ParameterizedTest
	@MethodSource("pages")
	@EnabledIfSystemProperty(named = RECORD, matches = "true")
	void record(Page page) throws IOException {
		Path written = Files.writeString(page.path(), page.text());
		assertThat(written).exists();
	}

}
