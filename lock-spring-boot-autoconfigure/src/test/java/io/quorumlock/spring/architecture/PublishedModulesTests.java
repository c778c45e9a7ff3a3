package io.quorumlock.spring.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the BOM has all modules that are published, and no others.
 */
class PublishedModulesTests {

	private static final String MODULES_OF_OURS = "/project/dependencyManagement/dependencies/dependency"
			+ "[groupId='io.quorumlock' and not(type)]/artifactId";

	@Test
	void bomHasThemAll() throws Exception {
		assertThat(texts("lock-bom/pom.xml", MODULES_OF_OURS)).containsExactlyElementsOf(published());
	}

	@Test
	void parentManagesThemAll() throws Exception {
		assertThat(texts("pom.xml", MODULES_OF_OURS)).containsExactlyElementsOf(published());
	}

	private static List<String> published() throws Exception {
		List<String> modules = texts("pom.xml", "/project/modules/module");
		assertThat(modules).contains("lock-bom", "lock-core");
		return modules.stream().filter((module) -> !module.equals("lock-bom") && !isKeptBack(module)).sorted().toList();
	}

	private static boolean isKeptBack(String module) {
		try {
			return texts(module + "/pom.xml", "/project/properties/maven.deploy.skip").contains("true");
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> texts(String file, String path) throws Exception {
		Document document = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(Path.of("..", file).toFile());
		NodeList found = (NodeList) XPathFactory.newInstance()
			.newXPath()
			.evaluate(path, document, XPathConstants.NODESET);
		return IntStream.range(0, found.getLength()).mapToObj((i) -> found.item(i).getTextContent().strip()).toList();
	}

}
