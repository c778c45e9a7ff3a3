package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key with a certificate that vouches for itself, made by the JDK's {@code keytool}.
 *
 * @param certificate the PEM file of the certificate
 * @param key the PEM file of the key
 */
record GeneratedCertificate(Path certificate, Path key) {

	private static final String PASSWORD = "changeit";

	private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] { '\n' });

	static GeneratedCertificate create(Path directory, String name, String subject) throws Exception {
		Path store = directory.resolve(name + ".p12");
		Path output = directory.resolve(name + ".out");
		int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "node", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subject,
				"-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start()
			.waitFor();
		assertThat(exit).as(() -> output(output)).isZero();
		return write(directory, name, load(store));
	}

	private static String output(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(file)) {
			store.load(stream, PASSWORD.toCharArray());
		}
		return store;
	}

	private static GeneratedCertificate write(Path directory, String name, KeyStore store)
			throws GeneralSecurityException, IOException {
		Path certificate = directory.resolve(name + ".crt");
		Path key = directory.resolve(name + ".key");
		Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("node").getEncoded()));
		Files.writeString(key, pem("PRIVATE KEY", store.getKey("node", PASSWORD.toCharArray()).getEncoded()));
		return new GeneratedCertificate(certificate, key);
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN " + type + "-----\n" + new String(MIME.encode(content), StandardCharsets.US_ASCII)
				+ "\n-----END " + type + "-----\n";
	}

}
