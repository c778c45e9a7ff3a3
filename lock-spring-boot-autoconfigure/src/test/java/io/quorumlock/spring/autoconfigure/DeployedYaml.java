package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A part of a YAML file that somebody deploys.
 *
 * @param value what it says, or {@code null} where it says nothing
 */
record DeployedYaml(Object value) {

	static List<DeployedYaml> documents(String file) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try {
			String text = Files.readString(Path.of("..", file));
			return StreamSupport.stream(new Yaml(options).loadAll(text).spliterator(), false)
				.map(DeployedYaml::new)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Goes down.
	 * @param path the keys on the way; a digit is an element of a list
	 * @return what is there
	 */
	DeployedYaml get(String... path) {
		Object current = this.value;
		for (String step : path) {
			if (current instanceof List<?> list) {
				current = list.get(Integer.parseInt(step));
			}
			else {
				current = (current instanceof Map<?, ?> map) ? map.get(step) : null;
			}
		}
		return new DeployedYaml(current);
	}

	String text(String... path) {
		return String.valueOf(get(path).value());
	}

	List<DeployedYaml> list(String... path) {
		return (get(path).value() instanceof List<?> list) ? list.stream().map(DeployedYaml::new).toList() : List.of();
	}

	List<String> texts(String... path) {
		return list(path).stream().map(DeployedYaml::text).toList();
	}

	Map<String, DeployedYaml> map(String... path) {
		Map<String, DeployedYaml> map = new LinkedHashMap<>();
		if (get(path).value() instanceof Map<?, ?> values) {
			values.forEach((key, each) -> map.put(String.valueOf(key), new DeployedYaml(each)));
		}
		return map;
	}

	/**
	 * The texts of a map.
	 * @param path the keys on the way
	 * @return the key and text of each of its entries
	 */
	Map<String, String> entries(String... path) {
		Map<String, String> entries = new LinkedHashMap<>();
		map(path).forEach((key, each) -> entries.put(key, each.text()));
		return entries;
	}

}
